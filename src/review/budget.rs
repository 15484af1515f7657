//! Is there money for the bill, now and as customers grow?

use super::{Finding, Fix, Severity};
use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::quantity::{Figure, Outcome, Unit};
use crate::scenario::Scenario;
use crate::scenario::money::fields::budget;

const MONEY: Unit = Unit::Of("USD/month");

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(most) = scenario.money.budget else {
        return;
    };
    let of_web = plan.bill.map(|_| (plan.get("web.bill"), "web.bill"));
    let of_money = plan
        .money
        .as_ref()
        .map(|money| (money.now.bill, "money.bill"));
    let Some((Ok(now), id)) = of_money.or(of_web) else {
        return;
    };
    if now.value > most {
        let sentence = format!(
            "The bill is {}, over the budget of {} by {}. Pull a lever, or ask for more.",
            shown(now.value, MONEY),
            shown(most, MONEY),
            shown(now.value - most, MONEY)
        );
        let evidence = [id, budget.id, "money.budget_used"];
        let fix = Fix::number(&budget, now.value.ceil());
        findings.push(
            Finding::new("budget_exceeded", Severity::Warning, sentence, &evidence).mended_by(fix),
        );
        return;
    }
    let bills = bills(plan);
    let Some(at) = bills
        .iter()
        .position(|bill| bill.is_some_and(|it| it.value > most))
    else {
        return;
    };
    let highest = bills
        .iter()
        .flatten()
        .map(|bill| bill.value)
        .fold(most, f64::max);
    let then = bills[at].map_or(most, |bill| bill.value);
    let sentence = format!(
        "The bill passes the budget of {} in month {at}, at {}; it reaches {} within the months planned.",
        shown(most, MONEY),
        shown(then, MONEY),
        shown(highest, MONEY)
    );
    let then = ["money.bill.", &at.to_string()].concat();
    let evidence = [&then, budget.id];
    let fix = Fix::number(&budget, highest.ceil());
    findings.push(
        Finding::new("budget_runs_out", Severity::Warning, sentence, &evidence).mended_by(fix),
    );
}

/// The bill by month, where it is known.
fn bills(plan: &Plan) -> Vec<Option<Figure>> {
    let months = plan.money.iter().flat_map(|money| &money.months);
    let bill = |month: Outcome| month.ok();
    months
        .map(|month| month.as_ref().ok().and_then(|month| bill(month.bill)))
        .collect()
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
                &[budget(100.0), ("web.workload", Choice("off"))],
                &[],
            ),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
