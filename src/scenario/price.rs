//! What do the parts cost? Dated list prices, each of which can be replaced by
//! what a contract says.

use super::field::{fields, number, optional};
use crate::catalog::sources::OURS;

fields! {
    /// List prices, in USD.
    pub struct Price in price {
        /// A node for an hour. Follows the catalog's price of the node type unless stated.
        node_hour: Option<f64> = None, optional("USD/node/h", 0.0, 10_000.0), "Node, an hour", OURS;
        /// The cluster's control plane for an hour.
        control_plane_hour: f64 = 0.10, number("USD/h", 0.0, 10_000.0), "Control plane, an hour", OURS;
    }
}
