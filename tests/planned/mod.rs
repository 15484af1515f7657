//! What does a plan say of an id? For tests that state inputs and ask for
//! figures, each by its id.

use headroom::engine::{self, Plan};
use headroom::scenario::{Scenario, Value, fields};
use headroom::sheet::Outcome;
use std::collections::BTreeMap;

/// States an input.
pub(crate) fn put(scenario: &mut Scenario, id: &str, value: Value) {
    let slot = fields::slot(scenario, id).unwrap();
    slot.put(scenario, value).unwrap();
}

/// A plan with its figures by id.
pub(crate) struct Planned {
    /// As the engine gives it.
    pub(crate) plan: Plan,
    /// Its figures.
    pub(crate) figures: BTreeMap<String, Outcome>,
}

/// Plans it, and finds every figure.
pub(crate) fn plan(scenario: &Scenario) -> Planned {
    let plan = engine::plan(scenario);
    let mut figures = BTreeMap::new();
    plan.each(&mut |id, outcome| {
        figures.insert(id.to_owned(), outcome);
    });
    Planned { plan, figures }
}

/// The value of a figure that there is.
pub(crate) fn of(planned: &Planned, id: &str) -> f64 {
    match planned.figures.get(id) {
        Some(Ok(figure)) => figure.value,
        Some(Err(absent)) => panic!("{id}: {}", absent.0),
        None => panic!("there is no {id}"),
    }
}

/// Why a figure is not given.
pub(crate) fn absent(planned: &Planned, id: &str) -> &'static str {
    planned.figures[id].unwrap_err().0
}

/// Whether two values differ by no more than arithmetic does.
pub(crate) fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}
