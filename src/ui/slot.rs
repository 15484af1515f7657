//! What is a control bound to? One place of the scenario that holds a value.

use std::borrow::Cow;

use crate::scenario::{Field, Range, Refusal, Scenario, Value};

/// What a field states, and its range if it has one.
pub(crate) type Statement = (Value, Option<Range>);

/// A place of the scenario that holds one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Slot {
    /// What is known of it.
    pub(crate) field: &'static Field,
}

impl From<&'static Field> for Slot {
    fn from(field: &'static Field) -> Self {
        Self { field }
    }
}

impl Slot {
    /// As links, elements and troubles name it.
    pub(crate) fn id(self) -> Cow<'static, str> {
        Cow::Borrowed(self.field.id)
    }

    /// What `scenario` states here.
    pub(crate) fn stated(self, scenario: &Scenario) -> Statement {
        let range = scenario.ranges.get(self.field.id).copied();
        (self.field.get(scenario), range)
    }

    /// States a value and its range, if it is one that the field takes.
    ///
    /// # Errors
    /// Says why not, and leaves the scenario as it was.
    pub(crate) fn put(
        self,
        scenario: &mut Scenario,
        (value, range): Statement,
    ) -> Result<(), Refusal> {
        self.field.put(scenario, value)?;
        match range {
            Some(range) => scenario.ranges.insert(self.field.id, range),
            None => scenario.ranges.remove(self.field.id),
        };
        Ok(())
    }
}
