//! What change of the scenario mends a finding? A few words for a button, and
//! what it states: the same as if it were typed, so that undo takes it back.

use super::{Field, Scenario, Statement, Value, fields};
use crate::quantity::format::precise;
use std::borrow::Cow;

/// A change of the scenario that mends a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Fix {
    /// What it does, as a button says it.
    pub label: String,
    /// Ids of inputs, and what they state then.
    pub states: Vec<(Cow<'static, str>, Statement)>,
}

impl Fix {
    /// A fix that states these values, each without a range.
    pub(crate) fn new(
        label: impl Into<String>,
        states: impl IntoIterator<Item = (Cow<'static, str>, Value)>,
    ) -> Self {
        let states = states.into_iter();
        Self {
            label: label.into(),
            states: states.map(|(id, value)| (id, (value, None))).collect(),
        }
    }

    /// A fix that states one number in a field: `Set Peak to average to 2x`.
    pub(crate) fn number(field: &'static Field, number: f64) -> Self {
        let value = precise(number, field.stated.unit);
        let label = ["Set ", field.label, " to ", &value].concat();
        Self::new(label, [(field.id.into(), Value::Number(number))])
    }

    /// The scenario after it; none where an input does not take what it states.
    pub fn applied(&self, scenario: &Scenario) -> Option<Scenario> {
        let mut after = scenario.clone();
        for (id, statement) in &self.states {
            let slot = fields::slot(&after, id)?;
            slot.lead_or_state(&mut after, *statement).ok()?;
        }
        Some(after)
    }
}
