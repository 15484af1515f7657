//! Has the platform what so many customers call for: a read replica from 1,000
//! on, several zones from 2,500, and so on?

use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity, cell};
use crate::scenario::growth::Progress;
use crate::scenario::{Scenario, Value};

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let (Some(demand), Some(_)) = (&plan.demand, &plan.growth) else {
        return;
    };
    let now = demand.customers.or_zero();
    let due = scenario
        .changes
        .iter()
        .filter(|row| row.customers <= now && row.progress == Progress::Open);
    for row in due {
        let unit = Unit::Of("customer");
        let sentence = format!(
            "There are {}, and from {} on this is required: {}. It is still to do.",
            shown(now, unit),
            shown(row.customers, unit),
            row.name
        );
        let cell = |column: &str| cell("change", row.key, column);
        let done = (cell("progress").into(), Value::Choice(Progress::Done.id()));
        let evidence = ["demand.customers", &cell("customers")];
        let label = ["Mark as done: ", &row.name].concat();
        findings.push(
            Finding::new("change_overdue", Severity::Warning, sentence, &evidence)
                .mended_by(Fix::new(label, [done])),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let customers = |count| ("demand.customers", Number(count));
        let overdue = "change_overdue";
        for (preset, stated, rules) in [
            ("saas-1", &[][..], &[][..]),
            ("saas-1", &[customers(999.0)], &[]),
            ("saas-1", &[customers(1000.0)], &[overdue]),
            ("saas-1", &[customers(2600.0)], &[overdue, overdue]),
            (
                "saas-1",
                &[
                    customers(2600.0),
                    ("change.multi_az.progress", Choice("done")),
                ],
                &[overdue],
            ),
            (
                "saas-1",
                &[customers(2600.0), ("growth.workload", Choice("off"))],
                &[],
            ),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
