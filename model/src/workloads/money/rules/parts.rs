//! Is everything that is planned in the bill once?

use super::super::total_bill::{Part, Payee};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::money::{BillBy, ChargeKind, fields};
use crate::scenario::{Component, Pool, Scenario, Value};

const MONEY: Unit = Unit::Of("USD/month");

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.money.is_none() {
        return;
    }
    let parts = plan.total_bill.iter().flat_map(|bill| &bill.parts);
    findings.extend(parts.filter_map(|part| counted_twice(scenario, part)));
    findings.extend(orders_unpaid(scenario, plan));
}

/// Components of the platform's bill that pay for what a workload is priced for too.
fn counted_twice(scenario: &Scenario, part: &Part) -> Option<Finding> {
    let (what, verb, alone) = match part.of {
        Payee::Platform => return None,
        Payee::Web => ("The web stack", "is", "Count the web stack alone"),
        Payee::Gpus => (
            "The GPUs that serve the models",
            "are",
            "Count the GPUs that serve the models alone",
        ),
        Payee::Pipeline => ("The pipeline", "is", "Count the pipeline alone"),
        Payee::Training => ("Training", "is", "Count training alone"),
    };
    let pays = |component: &&Component| {
        let of_kind = |(kind, _): &(ChargeKind, _)| *kind == component.resource;
        component.amount > 0.0 && part.charges.iter().any(of_kind)
    };
    let both: Vec<&Component> = scenario.bill.iter().filter(pays).collect();
    let kinds = ChargeKind::ALL.iter();
    let kinds = kinds.filter(|kind| both.iter().any(|it| it.resource == **kind));
    let kinds: Vec<&str> = kinds.map(|kind| plural(*kind)).collect();
    let (last, before) = kinds.split_last()?;
    let listed = if before.is_empty() {
        (*last).to_owned()
    } else {
        [&before.join(", "), " and ", last].concat()
    };
    let amount: f64 = both.iter().map(|component| component.amount).sum();
    let ids = both.iter();
    let ids = ids.map(|it| ["bill.", it.key.text(), ".amount"].concat());
    let ids: Vec<String> = ids.collect();
    let (id, _) = part.of.words();
    let mut evidence = vec![["bill.part.", id].concat().into()];
    evidence.extend(ids.iter().map(|id| id.clone().into()));
    let none = |id: String| (id.into(), Value::Number(0.0));
    Some(Finding {
        rule: "counted_twice",
        severity: Severity::Warning,
        sentence: format!(
            "{what} {verb} priced, and the platform's bill states {} for {listed} beside it: both count. Count one of \
             them.",
            shown(amount, MONEY),
        ),
        evidence,
        fix: Some(Fix::new(alone.to_owned(), ids.into_iter().map(none))),
    })
}

/// As one speaks of what a bill pays for.
const fn plural(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Compute => "compute",
        ChargeKind::Gpu => "GPUs",
        ChargeKind::Storage => "storage",
        ChargeKind::Other => "other things",
        ChargeKind::Database => "databases",
        ChargeKind::Network => "network",
        ChargeKind::Api => "APIs",
        ChargeKind::People => "people",
    }
}

/// Pools whose orders cost something, while the bill goes on by orders and no part of it
/// pays for them.
fn orders_unpaid(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let is_paid = |pool: &Pool| pool.paid_by.is_some();
    if scenario.money.bill_by != BillBy::Orders
        || plan.pools.is_none()
        || !scenario.pools.iter().any(is_paid)
    {
        return None;
    }
    let is_unpaid =
        |pool: &&Pool| pool.paid_by.is_none() && pool.unit_cost.is_some_and(|cost| cost > 0.0);
    let unpaid: Vec<&Pool> = scenario.pools.iter().filter(is_unpaid).collect();
    let first = unpaid.first()?;
    let names: Vec<&str> = unpaid.iter().map(|pool| pool.name.as_str()).collect();
    let sentence = format!(
        "The bill goes on by what is ordered, and no part of it pays for {}. Say which part does, or let the bill go \
         on by behavior.",
        names.join(", "),
    );
    let cost = ["pool.", first.key.text(), ".unit_cost"].concat();
    let evidence = [fields::bill_by.id, &cost];
    let by_behavior = Value::Choice(BillBy::Behavior.id());
    Some(
        Finding::new("orders_unpaid", Severity::Warning, sentence, &evidence).mended_by(Fix::new(
            "Let it go on by behavior".to_owned(),
            [(fields::bill_by.id.into(), by_behavior)],
        )),
    )
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number, Unset};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let held = |stated: &[(&str, crate::scenario::Value)], expected: &[&str]| {
            check(super::review, "saas-1", stated, expected);
        };
        let by_orders = ("money.bill_by", Choice("orders"));
        held(&[], &[]);
        held(&[("inference.workload", Choice("on"))], &["counted_twice"]);
        held(&[("web.workload", Choice("on"))], &["counted_twice"]);
        let both = [
            ("inference.workload", Choice("on")),
            ("bill.gpu.amount", Number(0.0)),
        ];
        held(&both, &[]);
        held(&[by_orders], &[]);
        held(
            &[by_orders, ("pool.gpu_nodes.paid_by", Unset)],
            &["orders_unpaid"],
        );
        held(&[by_orders, ("pool.api_pods.paid_by", Unset)], &[]);
    }
}
