//! What does the sized system cost?
//!
//! - [`web`]: the monthly bill of the web stack, from its parts.

pub mod web;
