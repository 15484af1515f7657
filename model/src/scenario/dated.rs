//! What will be stated later than now: which input, from which day on, and what it then
//! holds? And what does the scenario become, month by month?
//!
//! Month t is planned with the inputs as they are then. A change counts from the first
//! month that begins on its day or later; one that is due when the plan starts counts at
//! once, and one beyond the horizon never.

use super::growth as growth_inputs;
use super::{Dated, Field, Scenario, Slot, Value};
use crate::quantity::date::Date;
use crate::workloads::{growth, inference};
use std::borrow::Cow;

/// A scenario as it is from a month on, until the next one.
#[derive(Clone, PartialEq, Debug)]
pub struct Later {
    /// From this month on.
    pub month: usize,
    /// What is stated then. It has no dated changes of its own.
    pub scenario: Scenario,
    /// What has changed with it.
    pub changed: Vec<Slot>,
}

/// Inputs of the plan itself, which do not change along it.
const NEVER: [&str; 10] = [
    // Storage holds what has come in all months before.
    "data.models_growth",
    "data.sets_growth",
    "data.logs_growth",
    "data.storage_used",
    "growth.workload",
    "growth.start",
    "growth.months_projected",
    "demand.anchor",
    // Ranges are drawn of the whole plan.
    "uncertainty.widen",
    "uncertainty.risk",
];
/// Tables whose rows have months or days of their own.
const NEVER_OF: [&str; 5] = ["dated", "event", "own", "change", "together"];

impl Slot {
    /// Whether a dated change may be of it: it is there, and no input of the plan itself.
    pub fn can_change_later(&self, scenario: &Scenario) -> bool {
        let of_plan = match self.table() {
            Some(table) => NEVER_OF.contains(&table.id),
            None => NEVER.contains(&self.field.id),
        };
        !of_plan && self.is_in(scenario)
    }

    /// The cell of the dated change that says what this is on a day; itself where none does.
    #[must_use]
    pub fn stated_later(self, scenario: &Scenario, day: f64) -> Self {
        let rows = scenario.dated.iter().filter(|row| row.input == Some(self));
        let begun = rows.filter_map(|row| Some((row.date.filter(|date| *date <= day)?, row.key)));
        let last = begun.max_by(|(one, _), (other, _)| one.total_cmp(other));
        last.map_or(self, |(_, key)| Self {
            field: &growth_inputs::dated::to,
            row: Some(key),
        })
    }
}

/// A row that has been given another input begins with what that holds now, unless it
/// takes what the row says already.
pub(super) fn begin_as_it_is(scenario: &mut Scenario, at: usize) {
    let Some(Dated { input, to, .. }) = scenario.dated.get(at) else {
        return;
    };
    let begins = match input {
        Some(slot) if slot.takes(scenario, *to).is_ok() => *to,
        Some(slot) => slot.get(scenario),
        None => Value::Unset,
    };
    scenario.dated[at].to = begins;
}

/// Rows went: what a change makes of its input may be none of them any more.
pub(super) fn release(scenario: &mut Scenario) {
    (0..scenario.dated.len()).for_each(|at| begin_as_it_is(scenario, at));
}

impl Scenario {
    /// The scenario as its plan starts: with the changes that are due by then.
    pub fn at_start(&self) -> Cow<'_, Self> {
        if self.dated.is_empty() {
            return Cow::Borrowed(self);
        }
        growth::at_start(self).map_or(Cow::Borrowed(self), Cow::Owned)
    }

    /// What the scenario becomes, in the order of months; empty where no change comes
    /// within the horizon.
    pub fn later(&self) -> Vec<Later> {
        if self.dated.is_empty() {
            return Vec::new();
        }
        growth::later(self)
    }

    /// Whether something stands at a day of the calendar (a season, an event, a dated
    /// change, what an API asks from a day on), so that the plan differs with the day on which it starts.
    pub fn stands_at_days(&self) -> bool {
        let is_even = |season: &&Field| season.get(self) == Value::Number(1.0);
        !growth_inputs::SEASONS.iter().all(is_even)
            || self.events.iter().any(|event| event.date.is_some())
            || self.dated.iter().any(|change| change.date.is_some())
            || inference::asks_by_day(self)
    }

    /// The scenario as it is handed on: with growth that starts today where no start is
    /// stated, so that whoever opens it sees the same days. Where something stands at a
    /// day that would give other figures than are seen here, and it stays as it is.
    pub fn handed_on(&self, today: Date) -> Cow<'_, Self> {
        if self.growth.start.is_some() || !self.growth.is_planned() || self.stands_at_days() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.starting(today))
    }

    /// The scenario with a plan that starts on this day.
    #[must_use]
    pub fn starting(&self, day: Date) -> Self {
        let mut dated = self.clone();
        // The start takes every day of the calendar.
        let _ = growth_inputs::fields::start.put(&mut dated, Value::Number(day.value()));
        dated
    }
}
