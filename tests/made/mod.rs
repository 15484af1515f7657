//! What is planned of a scenario, found in it, and written out? For tests of what leaves
//! the page.

use headroom::engine::{self, Plan};
use headroom::quantity::date::Date;
use headroom::report::document::Given;
use headroom::review::{Finding, review};
use headroom::scenario::Scenario;

/// A scenario with its plan and what is found in it.
pub(crate) struct Made {
    pub(crate) scenario: Scenario,
    pub(crate) plan: Plan,
    pub(crate) findings: Vec<Finding>,
}

impl Made {
    pub(crate) fn of(scenario: Scenario) -> Self {
        let plan = engine::plan(&scenario);
        Self {
            findings: review(&scenario, &plan),
            scenario,
            plan,
        }
    }

    /// As it is written out on a day, with what was typed into blanks.
    pub(crate) fn given<'a>(&'a self, today: Date, typed: &'a [(String, String)]) -> Given<'a> {
        Given {
            scenario: &self.scenario,
            plan: &self.plan,
            findings: &self.findings,
            today,
            typed,
        }
    }
}
