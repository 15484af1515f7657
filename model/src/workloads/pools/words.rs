//! How does the fleet read: what is there, when does it run out, what must be
//! added by when, and does the projection agree with what else is known?

use super::plan::{Planned, Pools};
use super::tables;
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::{Node, Section, Span, Style, figure_of, words};
use crate::scenario::{Pool, Scenario};
use crate::sheet::Cell;
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::reach;
use crate::workloads::resources::charts::ROOM;

/// A fleet with what is stated of it, and its calendar.
pub(super) struct Told<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) pools: &'a Pools,
    pub(super) calendar: Calendar,
}

/// A pool as it is stated and as it is planned.
pub(super) type Both<'a> = (&'a Pool, &'a Planned);

impl<'a> Told<'a> {
    pub(super) fn new(scenario: &'a Scenario, plan: &'a Plan, today: Date) -> Option<Self> {
        Some(Self {
            scenario,
            pools: plan.pools.as_ref()?,
            calendar: Calendar::new(scenario, today),
        })
    }

    pub(super) fn all(&self) -> Vec<Both<'a>> {
        let stated = self.scenario.pools.iter();
        stated.zip(&self.pools.all).collect()
    }

    /// Pools that are ever full, the first to be ordered first.
    pub(super) fn in_order(&self) -> Vec<Both<'a>> {
        let all = self.all();
        let order = self.pools.in_order().into_iter();
        order.filter_map(|at| all.get(at).copied()).collect()
    }

    /// The last day to order more of a pool.
    pub(super) fn order_day(&self, stated: &Pool, planned: &Planned) -> Option<Date> {
        let critical = planned.now.months_to_critical.number().ok()?;
        self.calendar.before(critical, stated.lead_time)
    }

    /// The same in words, or why there is none.
    fn order_date(&self, stated: &Pool, planned: &Planned) -> String {
        self.order_day(stated, planned)
            .map_or_else(|| self.date(planned.now.order_by_months), Date::shown)
    }

    /// The day of a moment that the plan counts in months, or why there is none in a word or two.
    pub(super) fn date(&self, months: Cell) -> String {
        reach::date(self.calendar, months)
    }
}

/// The section on the fleet, if the plan has one.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Section> {
    let told = Told::new(scenario, plan, today)?;
    let all = told.all();
    let mut nodes = Vec::new();
    if !all.is_empty() {
        nodes.push(Node::Chart(&ROOM));
        nodes.extend([tables::now(&all), tables::ruled(&all)]);
        nodes.push(Node::note(
            "What is added comes in whole steps and keeps each pool under its critical threshold.",
        ));
        nodes.push(tables::cost(&told));
    }
    nodes.extend(tables::bottom_up(&all));
    nodes.extend([tables::triggers(&all), tables::autoscaler(plan)]);
    nodes.push(Node::note(
        "Use of what pods request is that of the cores and the memory there are, unless it is stated. More pods than \
         run now then need more nodes.",
    ));
    if scenario.preset == "saas-1" {
        nodes.push(Node::note(
            "The capacity guide does not say what there is, so it is sized for today; steps, unit costs and lead \
             times, which it leaves blank too, are ours. For 500 to 5,000 customers it prints 504.9 GB of memory \
             and 251.2 connections; its own exponents, which are followed here, give 635.5 and 398.1.",
        ));
    }
    Some(Section {
        id: "fleet",
        heading: "Fleet",
        conclusion: conclusion(&told, plan, today),
        nodes,
    })
}

fn conclusion(told: &Told, plan: &Plan, today: Date) -> Vec<Span> {
    let order = told.in_order();
    let Some((first, pool)) = order.first() else {
        let absent = plan.get("fleet.binding").err();
        return vec![words(&[absent.map_or("", |absent| absent.0)])];
    };
    let mut pieces = late(told, today);
    pieces.push(words(&["First to order: ", &first.name, ", now at "]));
    pieces.push(of(pool, "utilization", Style::Plain));
    pieces.push(words(&[
        ", critical on ",
        &told.date(pool.now.months_to_critical),
        " and full on ",
        &told.date(pool.now.months_to_cliff),
        ", by ",
        &told.order_date(first, pool),
        ".",
    ]));
    if let Some((next, pool)) = order.get(1) {
        pieces.push(words(&[
            " Next: ",
            &next.name,
            ", by ",
            &told.order_date(next, pool),
            ".",
        ]));
    }
    pieces
}

/// What should have been ordered already, if anything, as a sentence.
pub(super) fn late(told: &Told, today: Date) -> Vec<Span> {
    let late: Vec<String> = told
        .in_order()
        .iter()
        .filter_map(|(stated, pool)| {
            let day = told.order_day(stated, pool)?;
            (day < today).then(|| [&stated.name, " (", &day.shown(), ")"].concat())
        })
        .collect();
    if late.is_empty() {
        return Vec::new();
    }
    vec![words(&[
        "Order now: the last day to do so has passed for ",
        &late.join(", "),
        ". ",
    ])]
}

/// A figure of a pool, by its name.
pub(super) fn of(pool: &Planned, name: &str, look: Style) -> Span {
    figure_of(&[&pool.id(name)], look)
}
