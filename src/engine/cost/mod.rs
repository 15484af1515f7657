//! What does the system cost, and what is left of what customers pay?
//!
//! - [`money`]: the whole of a business: the parts below, put together.
//! - [`tiers`]: what each tier of customers brings in, costs and uses.
//! - [`bill`]: the bill by component, now and by month.
//! - [`levers`]: what each lever saves, one after another.
//! - [`commitment`]: how much to reserve, leave on demand and run on spot.
//! - [`strategy`]: the bill at later months under each strategy.
//! - [`budget`]: the bill against what may be spent.
//! - [`short`]: what an outage costs against the spare that prevents it.
//! - [`mod@unit`]: what a customer is worth, and the way to the target margin.

pub mod bill;
pub mod budget;
pub mod commitment;
pub mod levers;
pub mod money;
pub mod short;
pub mod strategy;
pub mod tiers;
pub mod unit;
