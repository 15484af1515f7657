//! Is the bill complete, and does it agree with what the source says?

use super::{Finding, Severity};
use crate::engine::Plan;
use crate::quantity::format::{range, shown};
use crate::scenario::{DatabaseBilling, Scenario};

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.bill.is_none() {
        return;
    }
    if let Err(absent) = plan.get("web.node_hour") {
        findings.push(Finding {
            rule: "not_priced",
            severity: Severity::Warning,
            sentence: format!("The bill is not complete. {}", absent.0),
            evidence: vec!["price.node_hour".into()],
            fix: None,
        });
    }
    if let (Ok(whole), Ok(low), Ok(high)) = (
        plan.get("web.bill"),
        plan.get("web.cost_low"),
        plan.get("web.cost_high"),
    ) && !(low.value..=high.value).contains(&whole.value)
    {
        let beside = if whole.value < low.value {
            "below"
        } else {
            "above"
        };
        findings.push(Finding {
            rule: "bill_outside_source_range",
            severity: Severity::Note,
            sentence: format!(
                "The parts at list prices come to {}, {beside} the {} that the sizing calculator names for this size class. It names one range for all of a class; the parts follow the users.",
                shown(whole.value, whole.unit()),
                range(low.value, high.value, low.unit()),
            ),
            evidence: vec!["web.bill".into(), "web.cost_low".into(), "web.cost_high".into()],
            fix: None,
        });
    }
    if scenario.web.database_billing == DatabaseBilling::OnDemand
        && plan
            .number("web.database_advice")
            .is_some_and(|advice| advice > 0.0)
        && let Ok(saving) = plan.get("web.provisioned_saving")
        && saving.value > 0.0
    {
        findings.push(Finding {
            rule: "consider_provisioned",
            severity: Severity::Note,
            sentence: format!(
                "From the large class on, consider provisioned database capacity: at the peak's units it would save {}.",
                shown(saving.value, saving.unit()),
            ),
            evidence: vec!["web.provisioned_saving".into()],
            fix: None,
        });
    }
}
