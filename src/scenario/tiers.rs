//! Which tiers of customers are there, what does each pay, cost and use?

use super::field::{number, optional};
use super::row::rows;
use crate::catalog::sources::CAPACITY_GUIDE;

rows! {
    /// What customers of a tier pay, cost and use.
    pub struct Tier in tiers as tier: "Tiers" of "tier", at most 12 {
        /// What a customer of the tier pays in a month. Leave it empty for a tier that pays nothing: it has no margin, only a hope of conversion.
        price: Option<f64> = None, optional("USD/customer/month", 0.0, 1e7), "Price", CAPACITY_GUIDE;
        /// What the infrastructure behind a customer of the tier costs in a month.
        cost: f64 = 0.0, number("USD/customer/month", 0.0, 1e7), "Cost to serve", CAPACITY_GUIDE;
        /// Which share of all customers is in the tier. The shares of all tiers add up to 100 %.
        share: f64 = 0.0, number("share", 0.0, 1.0), "Share of customers", CAPACITY_GUIDE;
        /// API calls of a customer on an average day.
        calls_per_day: f64 = 0.0, number("req/customer/day", 0.0, 1e10), "API calls a day", CAPACITY_GUIDE;
        /// Training jobs that a customer starts in a month.
        jobs_per_month: f64 = 0.0, number("job/customer/month", 0.0, 1e6), "Training jobs a month", CAPACITY_GUIDE;
        /// What a customer keeps in storage.
        storage: f64 = 0.0, number("MB/customer", 0.0, 1e9), "Storage", CAPACITY_GUIDE;
        /// GPU time that a customer uses in a month.
        gpu_hours: f64 = 0.0, number("GPU-hour/customer/month", 0.0, 1e6), "GPU-hours a month", CAPACITY_GUIDE;
    }
}
