//! How do pools read: what is there, what rules say of it, what it costs, and does the
//! projection agree with what else is known?

use super::plan::{Planned, Pools};
use super::tables;
use crate::engine::Plan;
use crate::report::{Node, Section, Span, Style, figure_of, words};
use crate::scenario::{Pool, Scenario};
use crate::workloads::resources::charts::ROOM;
use crate::workloads::resources::words::HOME;

/// A fleet with what is stated of it.
pub(super) struct Told<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) pools: &'a Pools,
}

/// A pool as it is stated and as it is planned.
pub(super) type Both<'a> = (&'a Pool, &'a Planned);

impl<'a> Told<'a> {
    pub(super) fn new(scenario: &'a Scenario, plan: &'a Plan) -> Option<Self> {
        Some(Self {
            scenario,
            pools: plan.pools.as_ref()?,
        })
    }

    pub(super) fn all(&self) -> Vec<Both<'a>> {
        let stated = self.scenario.pools.iter();
        stated.zip(&self.pools.all).collect()
    }
}

/// What is said of pools under resources and orders, if the plan has any. What runs out first
/// stands there already.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let told = Told::new(scenario, plan)?;
    let all = told.all();
    let absent = plan.get("fleet.binding").err().filter(|_| all.is_empty());
    let conclusion = absent.map_or_else(Vec::new, |absent| vec![words(&[absent.0])]);
    let mut section = Section::new(HOME.0, HOME.1, conclusion, Vec::new());
    if !all.is_empty() {
        let now = [Node::Chart(&ROOM), tables::now(&all)].into_iter();
        section = section
            .folding("Each pool", now.chain(guide(scenario)))
            .folding("What the pools cost", costs(&told));
    }
    let rules = (!all.is_empty()).then(|| tables::ruled(&all));
    let rules = rules.into_iter().chain([tables::triggers(&all)]);
    Some(
        section
            .folding("Measured against sized", tables::bottom_up(&all))
            .folding("When to add and when to take away", rules)
            .folding("Replica internals", autoscaler(plan)),
    )
}

fn costs(told: &Told) -> [Node; 2] {
    [
        tables::cost(told),
        Node::note(
            "What is added comes in whole steps and keeps each pool under its critical threshold.",
        ),
    ]
}

fn autoscaler(plan: &Plan) -> [Node; 2] {
    [
        tables::autoscaler(plan),
        Node::note(
            "Use of what pods request is that of the cores and the memory there are, unless you type it. More pods \
             than run now then need more nodes.",
        ),
    ]
}

/// What the capacity guide leaves open.
fn guide(scenario: &Scenario) -> Option<Node> {
    let note = "The capacity guide does not say what there is, so it is sized for today; steps, unit costs and lead \
         times, which it leaves blank too, are ours. For 500 to 5,000 customers it prints 504.9 GB of memory and \
         251.2 connections; its own exponents, which are followed here, give 635.5 and 398.1.";
    (scenario.preset == "saas-1").then(|| Node::note(note))
}

/// A figure of a pool, by its name.
pub(super) fn of(pool: &Planned, name: &str, look: Style) -> Span {
    figure_of(&[&pool.id(name)], look)
}
