//! What is wrong with ranges and with what is planned within them?

use super::chances::Unwanted;
use super::inputs::pair;
use super::words::percent;
use crate::engine::Plan;
use crate::review::{Finding, Severity};
use crate::scenario::Scenario;

/// A chance from here on is worth a finding.
const WORTH_SAYING: f64 = 0.5;

/// Adds them.
pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    findings.extend(unpaired(scenario));
    findings.extend(over_budget(plan));
}

/// A row that pairs nothing.
fn unpaired(scenario: &Scenario) -> Option<Finding> {
    let is_full = |at: &usize| {
        let row = &scenario.together[*at];
        row.one.is_some() && row.other.is_some()
    };
    let mut rows = (0..scenario.together.len()).filter(is_full);
    let at = rows.find(|at| pair(scenario, *at).is_none())?;
    let row = &scenario.together[at];
    let sentence = [
        &row.name,
        " moves nothing together: both inputs need a range, and each may be in one pair.",
    ]
    .concat();
    let evidence = ["together.", row.key.text(), ".one"].concat();
    Some(Finding::new(
        "unpaired",
        Severity::Note,
        sentence,
        &[&evidence],
    ))
}

/// The year is more likely over the budget than not.
fn over_budget(plan: &Plan) -> Option<Finding> {
    let odds = plan.chances.as_ref()?.odds(Unwanted::OverBudgetOnce)?;
    (odds.chance > WORTH_SAYING).then(|| {
        let sentence = [
            "The bill is over the budget in a month of the first year with a chance of ",
            &percent(odds.chance),
            ".",
        ]
        .concat();
        Finding::new(
            "likely_over_budget",
            Severity::Warning,
            sentence,
            &["money.budget"],
        )
    })
}
