//! Under which names do formulas read what is stated? A section's fields by the
//! section's id, a table's columns by the table's.

pub use super::contingency::fallback;
pub use super::contingency::fields as contingency;
pub use super::data::fields as data;
pub use super::demand::fields as demand;
pub use super::fleet::fields as fleet;
pub use super::fleet::{actual, pool};
pub use super::flow::fields as flow;
pub use super::flow::{fix, stage, traffic, vendor};
pub use super::growth::fields as growth;
pub use super::growth::{change, event, milestone, own};
pub use super::inference::fields as inference;
pub use super::inference::model;
pub use super::log::fields as log;
pub use super::log::hour;
pub use super::money::fields as money;
pub use super::money::{bill, lever, tier};
pub use super::operations::fields as alert;
pub use super::operations::metric;
pub use super::price::fields as price;
pub use super::promise::fields as promise;
pub use super::slo::fields as slo;
pub use super::slo::sample;
pub use super::spike::fields as spike;
pub use super::training::fields as training;
pub use super::training::{once, run};
pub use super::uncertainty::fields as uncertainty;
pub use super::uncertainty::together;
pub use super::web::fields as web;
