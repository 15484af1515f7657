//! Do the targets of the business agree with each other?

use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::money::fields;
use crate::scenario::{Field, Scenario, Value};

/// Pairs of which the first may not be above the second.
static PAIRS: [[&Field; 2]; 5] = [
    [&fields::target_margin_low, &fields::target_margin_high],
    [&fields::gross_margin_target, &fields::gross_margin_best],
    [
        &fields::infrastructure_share_best,
        &fields::infrastructure_share_target,
    ],
    [
        &fields::cost_per_customer_best,
        &fields::cost_per_customer_target,
    ],
    [&fields::ltv_to_cac_target, &fields::ltv_to_cac_best],
];

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.money.is_none() {
        return;
    }
    for [lower, upper] in PAIRS {
        let pair = (lower.get(scenario), upper.get(scenario));
        let (Value::Number(low), Value::Number(high)) = pair else {
            continue;
        };
        if low <= high {
            continue;
        }
        let sentence = format!(
            "{} is {}, above {}, which is {}: one of them is wrong, or they stand in each other's place.",
            lower.label,
            shown(low, lower.stated.unit),
            shown(high, upper.stated.unit),
            upper.label.to_ascii_lowercase()
        );
        let swapped = [(lower.id.into(), pair.1), (upper.id.into(), pair.0)];
        findings.push(
            Finding::new(
                "targets_out_of_order",
                Severity::Note,
                sentence,
                &[lower.id, upper.id],
            )
            .mended_by(Fix::new("Swap the two", swapped)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let wrong = ["targets_out_of_order"];
        for (preset, stated, rules) in [
            ("saas-1", &[][..], &[][..]),
            (
                "saas-1",
                &[("money.target_margin_low", Number(0.9))],
                &wrong,
            ),
            (
                "saas-1",
                &[("money.gross_margin_target", Number(0.9))],
                &wrong,
            ),
            (
                "saas-1",
                &[("money.infrastructure_share_best", Number(0.2))],
                &wrong,
            ),
            (
                "saas-1",
                &[("money.cost_per_customer_target", Number(1.0))],
                &wrong,
            ),
            ("saas-1", &[("money.ltv_to_cac_best", Number(1.0))], &wrong),
            (
                "saas-1",
                &[
                    ("money.ltv_to_cac_best", Number(1.0)),
                    ("money.workload", Choice("off")),
                ],
                &[],
            ),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
