//! What follows from a scenario that changes along its months?
//!
//! Month t is planned with the inputs as they are then: a plan is made for each stretch
//! of months through which the same is stated, and a figure of a month is that of its
//! stretch. Customers go on from where they were; what there is and was not stated stays.

use super::shape::{Course, Since};
use crate::engine::{Plan, Stretch, filled};
use crate::quantity::date::Date;
use crate::quantity::order::ascending;
use crate::scenario::dated::Later;
use crate::scenario::{Anchor, Dated, Scenario, Slot, Value};
use crate::sheet::Case;
use crate::workloads::Loaded;

/// What the scenario becomes, in the order of months; empty where no change comes within
/// the horizon.
pub(super) fn later(scenario: &Scenario) -> Vec<Later> {
    let start = scenario.growth.start.map(Date::of);
    let (Some(start), true) = (start, scenario.growth.is_planned()) else {
        return Vec::new();
    };
    // Without a value it says nothing yet: nobody plans with what is no longer stated.
    let due = |row: &Dated| -> Option<(f64, Slot, Value)> {
        let slot = row.input.filter(|_| row.to != Value::Unset)?;
        Some((row.date?, slot, row.to))
    };
    let due: Vec<_> = scenario.dated.iter().filter_map(due).collect();
    let mut all: Vec<Later> = Vec::new();
    for (date, slot, to) in ascending(&due, |(date, ..)| *date) {
        let Some(month) = scenario.growth.month_from(start, date) else {
            continue;
        };
        let before = all.last().map(|it| &it.scenario);
        let mut then = before.map_or_else(|| undated(scenario), Scenario::clone);
        // What it can no longer hold is a finding, and what it holds is no change.
        if slot.get(&then) == to || slot.lead_or_state(&mut then, (to, None)).is_err() {
            continue;
        }
        let mut changed = vec![slot];
        if let Some(last) = all.pop_if(|last| last.month == month) {
            changed.extend(last.changed);
        }
        all.push(Later {
            month,
            scenario: then,
            changed,
        });
    }
    all
}

/// The scenario as its plan starts, where changes are due by then.
pub(super) fn at_start(scenario: &Scenario) -> Option<Scenario> {
    let first = later(scenario).into_iter().next()?;
    (first.month == 0).then(|| Scenario {
        dated: scenario.dated.clone(),
        ..first.scenario
    })
}

fn undated(scenario: &Scenario) -> Scenario {
    Scenario {
        dated: Vec::new(),
        ..scenario.clone()
    }
}

/// What follows from a scenario with these changes.
pub(super) fn plan(scenario: &Scenario, loaded: Loaded, later: Vec<Later>) -> Plan {
    let of = |since| Plan {
        loaded,
        since,
        ..Plan::default()
    };
    let mut later = later.into_iter().peekable();
    let first = later.next_if(|it| it.month == 0).unwrap_or_else(|| Later {
        month: 0,
        scenario: undated(scenario),
        changed: Vec::new(),
    });
    if later.peek().is_none() {
        return filled(&first.scenario, of(None));
    }
    let mut stretches = vec![Stretch {
        plan: filled(&first.scenario, of(None)),
        stated: first,
    }];
    for mut stated in later {
        let (Some(first), Some(before)) = (stretches.first(), stretches.last()) else {
            break;
        };
        keep(&mut stated.scenario, &first.plan);
        let since = since(&stated, &before.plan);
        let plan = filled(&stated.scenario, of(Some(since)));
        stretches.push(Stretch { stated, plan });
    }
    let scenario = stretches[0].stated.scenario.clone();
    let plan = Plan {
        stretches: stretches.into(),
        ..of(None)
    };
    filled(&scenario, plan)
}

/// From which month on a stretch is asked for, and where the course of customers begins
/// anew: with those of the plan until then, unless demand itself is stated anew.
fn since(stated: &Later, before: &Plan) -> Since {
    let month = stated.month;
    let changes = |is_so: fn(&Slot) -> bool| stated.changed.iter().any(is_so);
    let course = if changes(|slot| Anchor::of_field(slot.field.id).is_some()) {
        Some([1.0; 3])
    } else if changes(|slot| slot.field.id.starts_with("growth.")) {
        Some(Case::ALL.map(|case| {
            let customers = before.growth.as_ref().map(|growth| growth.customers(case));
            let at = |month: usize| {
                customers
                    .and_then(|it| it.get(month))
                    .map_or(0.0, |it| it.or_zero())
            };
            // From nobody a course goes by no multiple.
            if at(0) > 0.0 { at(month) / at(0) } else { 1.0 }
        }))
    } else {
        None
    };
    let anew = course.map(|times| Course { month, times });
    Since {
        from: month,
        course: anew.or_else(|| before.since?.course),
    }
}

/// What was sized for today is what there is when things change: it does not grow by
/// itself.
fn keep(scenario: &mut Scenario, first: &Plan) {
    for resource in first.resources.iter().flat_map(|it| &it.all) {
        if let (Some(slot), Ok(there)) = (resource.stated_in, resource.capacity.number())
            && slot.get(scenario) == Value::Unset
        {
            // Beyond the bounds of what can be stated it is sized anew.
            let _ = slot.put(scenario, Value::Number(there));
        }
    }
}
