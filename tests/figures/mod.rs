//! What is the number of an id in a plan, and is it another? For tests that read a plan
//! as it is.

use headroom::engine::Plan;

/// The number of a figure that there is.
pub(crate) fn number(plan: &Plan, id: &str) -> f64 {
    let outcome = plan.outcome(id);
    let figure = outcome.unwrap_or_else(|| panic!("{id} is not in the plan"));
    figure.unwrap_or_else(|why| panic!("{id}: {}", why.0)).value
}

/// Whether two numbers differ by no more than arithmetic does.
pub(crate) fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-9)
}
