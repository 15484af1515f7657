//! Can the scenario be planned at all?

use super::{Finding, Severity};
use crate::scenario::{RowRefusal, Scenario, fields};

pub(super) fn review(scenario: &Scenario, findings: &mut Vec<Finding>) {
    for slot in fields::slots(scenario) {
        if let Err(refusal) = slot.field.check(slot.get(scenario)) {
            findings.push(Finding {
                rule: "out_of_bounds",
                severity: Severity::Error,
                sentence: slot.refusal_sentence(scenario, refusal),
                evidence: vec![slot.id()],
                fix: None,
            });
        }
    }
    for table in fields::tables() {
        if table.len(scenario) > table.most {
            findings.push(Finding {
                rule: "out_of_bounds",
                severity: Severity::Error,
                sentence: table.refusal_sentence(RowRefusal::TooMany),
                evidence: Vec::new(),
                fix: None,
            });
        }
    }
    let anchor = scenario.demand.anchor;
    if scenario.demand.stated(anchor).is_none() {
        findings.push(Finding {
            rule: "nothing_stated",
            severity: Severity::Error,
            sentence: format!(
                "{} is what the traffic is worked out from, but is not typed. Type it, or any other line of the traffic.",
                anchor.field().label
            ),
            evidence: vec![anchor.field().id.into()],
            fix: None,
        });
    }
}
