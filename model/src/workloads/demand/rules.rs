//! Does what is stated of the demand agree with itself?

use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity, disagree};
use crate::scenario::{Anchor, Scenario};
use crate::sheet::scratch;

const USERS: Unit = Unit::Of("user");

/// What disagrees.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(ladder) = &plan.demand else { return };
    let lead = scenario.demand.anchor;
    for other in Anchor::ALL.iter().copied().filter(|other| *other != lead) {
        let Some(stated) = scenario.demand.stated(other) else {
            continue;
        };
        let Some(follows) = plan.number(other.field().id) else {
            continue;
        };
        if !disagree(stated, follows) {
            continue;
        }
        let Some(implied) = scratch(scenario, |sheet| super::plan(sheet, other)) else {
            continue;
        };
        let unit = other.field().stated.unit;
        let sentence = format!(
            "{} is stated as {} and gives {}, but {} leads and gives {}. They differ by more than 15 %: \
             correct one, or the ratios between them.",
            other.field().label,
            shown(stated, unit),
            shown(implied.concurrent_users.or_zero(), USERS),
            lead.field().label,
            shown(ladder.concurrent_users.or_zero(), USERS),
        );
        let evidence = [lead.field().id, other.field().id];
        findings.push(Finding::new(
            "anchors_disagree",
            Severity::Warning,
            sentence,
            &evidence,
        ));
    }
}
