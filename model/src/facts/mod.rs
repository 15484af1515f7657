//! Facts that no scenario states: what is known, from where, and as of when?
//!
//! - [`gpus`], [`models`]: what a language model runs on, and what it weighs ([`model`]
//!   describes one).
//! - [`api_prices`]: what providers ask for tokens, and how many they let through.
//! - [`catalog`]: all of that in one list, with source and day.
//! - [`sources`]: the documents that figures and methods come from.
//! - [`constants`]: the named constants of formulas.
//! - [`instances`]: the machines that a node can be, with their prices.
//! - [`serving`]: how close engines come to what a data sheet promises.
//! - [`services`]: list prices of the managed services around a cluster.
//! - [`size_classes`]: the size of a web stack by concurrent users.

pub mod api_prices;
pub mod catalog;
pub mod constants;
pub mod gpus;
pub mod instances;
pub mod model;
pub mod models;
pub mod priced;
pub mod services;
pub mod serving;
pub mod size_classes;
pub mod sources;
pub mod training;

pub use priced::{OLD_AFTER_DAYS, PricedOn};
