//! Is there money for the bill, now and as customers grow?

use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::Scenario;
use crate::scenario::money::fields::budget;

const MONEY: Unit = Unit::Of("USD/month");

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(most) = scenario.money.budget else {
        return;
    };
    let Some(bill) = &plan.total_bill else {
        return;
    };
    let Ok(now) = bill.now.number() else { return };
    if now > most {
        let sentence = format!(
            "The bill is {}, over the budget of {} by {}. Switch a saving on, or ask for more.",
            shown(now, MONEY),
            shown(most, MONEY),
            shown(now - most, MONEY)
        );
        let evidence = ["bill.total", budget.id, "money.budget_used"];
        let fix = Fix::number(&budget, now.ceil());
        findings.push(
            Finding::new("budget_exceeded", Severity::Warning, sentence, &evidence).mended_by(fix),
        );
        return;
    }
    // What is not known is not over it.
    let bills: Vec<f64> = bill.months.iter().map(|bill| bill.or_zero()).collect();
    let Some(at) = bills.iter().position(|bill| *bill > most) else {
        return;
    };
    let (then, highest) = (bills[at], bills.iter().copied().fold(most, f64::max));
    let sentence = format!(
        "The bill passes the budget of {} in month {at}, at {}; it reaches {} within the months planned.",
        shown(most, MONEY),
        shown(then, MONEY),
        shown(highest, MONEY)
    );
    let then = ["bill.total.", &at.to_string()].concat();
    let evidence = [&then, budget.id];
    let fix = Fix::number(&budget, highest.ceil());
    findings.push(
        Finding::new("budget_runs_out", Severity::Warning, sentence, &evidence).mended_by(fix),
    );
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let budget = |most| ("money.budget", Number(most));
        for (preset, stated, rules) in [
            ("saas-1", &[][..], &[][..]),
            ("saas-1", &[budget(11_999.0)], &["budget_exceeded"]),
            ("saas-1", &[budget(12_000.0)], &["budget_runs_out"]),
            ("saas-1", &[budget(1e9)], &[]),
            (
                "saas-1",
                &[budget(12_000.0), ("growth.workload", Choice("off"))],
                &[],
            ),
            ("chat-1", &[budget(100.0)], &["budget_exceeded"]),
            ("chat-1", &[budget(10_000.0)], &[]),
            (
                "chat-1",
                &[budget(750.0), ("growth.rate", Number(0.2))],
                &["budget_runs_out"],
            ),
            (
                "chat-1",
                &[budget(100.0), ("web.workload", Choice("off"))],
                &[],
            ),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
