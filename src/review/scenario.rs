//! Can the scenario be planned at all?

use super::{Finding, Severity};
use crate::scenario::{Scenario, catalogue};

pub(super) fn review(scenario: &Scenario, findings: &mut Vec<Finding>) {
    for field in catalogue::fields() {
        if let Err(refusal) = field.check(field.get(scenario)) {
            findings.push(Finding {
                rule: "out_of_bounds",
                severity: Severity::Error,
                sentence: field.refusal_sentence(refusal),
                evidence: vec![field.id],
            });
        }
    }
    let anchor = scenario.demand.anchor;
    if scenario.demand.stated(anchor).is_none() {
        findings.push(Finding {
            rule: "nothing_stated",
            severity: Severity::Error,
            sentence: format!(
                "{} leads the demand ladder but is not stated. State it, or any other rung.",
                anchor.field().label
            ),
            evidence: vec![anchor.field().id],
        });
    }
}
