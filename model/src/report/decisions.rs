//! How does it read how far an input can move before a decision changes, and how far it moves a
//! figure?

use super::{capital, parts};
use crate::engine::Plan;
use crate::engine::flips::{Decided, Decision, Flip};
use crate::engine::moves::Swing;
use crate::quantity::format::precise;
use crate::scenario::{Scenario, Slot, work};

/// What is decided, in words, how it is, and what changes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// `What runs out first: GPU nodes.`
    pub decision: String,
    /// A sentence each, the nearest first.
    pub flips: Vec<String>,
}

/// So many are told of each decision.
const TOLD: usize = 3;

/// The decision in words, with the nearest of what changes it.
pub fn said(scenario: &Scenario, decided: &Decided) -> Said {
    let heading = heading(&decided.decision);
    let flips = decided.flips.iter().take(TOLD);
    Said {
        decision: [&*heading, ": ", &decided.now, "."].concat(),
        flips: flips.map(|it| flip(scenario, it)).collect(),
    }
}

fn heading(decision: &Decision) -> String {
    let words = match decision {
        Decision::Named("answer.fills_first") => "What runs out first",
        Decision::Named("answer.order_what") => "What is ordered first",
        Decision::Named("flow.bottleneck") => "What limits the pipeline",
        Decision::Named("inference.gpu_chosen") => "The cheapest GPU",
        Decision::Named("web.class") => "Size class",
        Decision::Named("web.node_binding") => "What decides the number of nodes",
        Decision::Named(id) => id,
        Decision::Cheaper(_) => "What costs less",
        Decision::Before(event, _) => return ["The first order and ", event].concat(),
    };
    words.to_owned()
}

/// `Growth rate: 12.4 % a month or more (now 8 % a month) makes it memory.`
fn flip(scenario: &Scenario, flip: &Flip) -> String {
    let value = |it: f64| input(scenario, flip.slot, it);
    let side = if flip.at > flip.now { "more" } else { "less" };
    let then = match &*flip.then {
        "" => "nothing",
        then => then,
    };
    let sentence = [
        &*flip.slot.label(scenario),
        ": ",
        &value(flip.at),
        " or ",
        side,
        " (now ",
        &value(flip.now),
        ") makes it ",
        then,
        ".",
    ];
    capital(&sentence.concat())
}

/// `Customers: $30,100 a month at 450 customers; $36,000 a month at 550 customers.`
pub fn swing(scenario: &Scenario, plan: &Plan, id: &str, swing: &Swing) -> String {
    let end = |at: usize| {
        let unit = plan.figure(id).map(|it| work::unit(scenario, it.unit()));
        let then = swing.then[at].zip(unit);
        let then = then.map(|(then, unit)| parts(id, then, unit).joined());
        let then = then.unwrap_or_else(|| "not known".to_owned());
        let moved = input(scenario, swing.slot, swing.ends[at]);
        [&*then, " at ", &moved].concat()
    };
    let label = swing.slot.label(scenario);
    capital(&[&*label, ": ", &end(0), "; ", &end(1), "."].concat())
}

/// A value of an input in words.
fn input(scenario: &Scenario, slot: Slot, value: f64) -> String {
    precise(
        value,
        work::unit(scenario, slot.rules(scenario).stated.unit),
    )
}
