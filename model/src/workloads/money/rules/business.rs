//! Do tiers, bill, levers and reservations make a business that holds?

use super::super::levers::acts;
use super::super::tiers::{mixed, shares};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{DIVERGENCE, Finding, Fix, Severity, disagree, measured_with_others};
use crate::scenario::demand::fields as demand;
use crate::scenario::money::{Baseline, fields};
use crate::scenario::web::Switch;
use crate::scenario::{Anchor, Scenario, Tier, Value};

/// A tier that pays nothing may take this share of the cost to serve.
const FREE_SHARE: f64 = 0.5;
/// A reservation must be used for this share (source: AI capacity planning).
const LEAST_USE: f64 = 0.5;
/// The highest price that a tier may have.
const DEAREST: f64 = 1e7;
/// Up to this discount what costs least is used for more than half.
const USUAL_DISCOUNT: f64 = 0.5;

const SHARE: Unit = Unit::Of("share");

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.money.is_none() {
        return;
    }
    findings.extend(shares_not_whole(&scenario.tiers));
    let under = |tier| price_under_cost(scenario, tier);
    findings.extend(scenario.tiers.iter().filter_map(under));
    findings.extend(margin_under_target(scenario, plan));
    findings.extend(free_tier_unbounded(scenario, plan));
    findings.extend(reservation_unused(scenario, plan));
    levers_without_base(scenario, findings);
    findings.extend(baselines_differ(scenario, plan));
    findings.extend(measured_with_others(
        plan,
        "bill_measured_with_others",
        "The parts of the bill are stated for a platform",
        ["money.customers_ratio", "money.bill_at"],
    ));
    findings.extend(calls_not_planned_for(scenario, plan));
    findings.extend(gpu_hours(plan));
}

fn shares_not_whole(tiers: &[Tier]) -> Option<Finding> {
    if tiers.is_empty() || mixed(tiers).is_ok() {
        return None;
    }
    let shares = shares(tiers);
    let (change, gap) = if shares > 1.0 {
        ("Lower them by", shares - 1.0)
    } else {
        ("Raise them by", 1.0 - shares)
    };
    let evidence = tiers.iter().map(|tier| cell(tier, "share").into());
    Some(Finding {
        rule: "shares_not_whole",
        severity: Severity::Error,
        sentence: format!(
            "The shares of the tiers add up to {}, so revenue and margin are not given. {change} {} in all.",
            shown(shares, SHARE),
            shown(gap, SHARE),
        ),
        evidence: evidence.collect(),
        fix: (shares > 0.0).then(|| {
            let whole = |tier: &Tier| {
                (
                    cell(tier, "share").into(),
                    Value::Number(tier.share / shares),
                )
            };
            Fix::new("Scale them to 100 %", tiers.iter().map(whole))
        }),
    })
}

fn price_under_cost(scenario: &Scenario, tier: &Tier) -> Option<Finding> {
    let price = tier
        .price
        .filter(|price| *price > 0.0 && *price < tier.cost)?;
    let unit = Unit::Of("USD/customer/month");
    let enough = (tier.cost / (1.0 - scenario.money.target_margin_low)).ceil();
    let label = [
        "Set the price of ",
        &tier.name,
        " to ",
        &shown(enough, unit),
    ]
    .concat();
    let states = [(cell(tier, "price").into(), Value::Number(enough))];
    Some(Finding {
        rule: "price_under_cost",
        severity: Severity::Warning,
        sentence: format!(
            "{} pays {} and costs {}: every customer that comes to it loses money. Raise the price or lower the cost.",
            tier.name,
            shown(price, unit),
            shown(tier.cost, unit),
        ),
        evidence: vec![cell(tier, "price").into(), cell(tier, "cost").into()],
        fix: (enough <= DEAREST).then(|| Fix::new(label, states)),
    })
}

fn margin_under_target(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let margin = plan.figure("money.gross_margin")?;
    let least = scenario.money.target_margin_low;
    if margin.value >= least {
        return None;
    }
    let factor = plan.figure("money.price_factor");
    let prices = factor.map_or_else(String::new, |factor| {
        format!(
            " All prices times {} would reach {}.",
            shown(factor.value, Unit::Of("1")),
            shown(scenario.money.gross_margin_target, SHARE),
        )
    });
    Some(Finding {
        rule: "margin_under_target",
        severity: Severity::Warning,
        sentence: format!(
            "The gross margin is {}, under the {} that is the least to aim for.{prices}",
            shown(margin.value, SHARE),
            shown(least, SHARE),
        ),
        evidence: vec![
            "money.gross_margin".into(),
            "money.target_margin_low".into(),
            "money.price_factor".into(),
        ],
        fix: factor.and_then(|factor| dearer(scenario, factor.value)),
    })
}

/// All prices times a factor, in whole cents, so that the margin is the target.
fn dearer(scenario: &Scenario, factor: f64) -> Option<Fix> {
    let target = scenario.money.gross_margin_target;
    let paid = scenario.tiers.iter().filter_map(|tier| {
        let price = tier.price.filter(|price| *price > 0.0)?;
        let dearer = (price * factor * 100.0).ceil() / 100.0;
        Some((cell(tier, "price"), dearer))
    });
    let paid: Vec<_> = paid.collect();
    if target < scenario.money.target_margin_low || paid.iter().any(|(_, price)| *price > DEAREST) {
        return None;
    }
    let label = ["Raise all prices by ", &shown(factor - 1.0, SHARE)].concat();
    let states = paid.into_iter();
    let states = states.map(|(id, price)| (id.into(), Value::Number(price)));
    Some(Fix::new(label, states))
}

fn free_tier_unbounded(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let whole = plan.number("money.cost_to_serve")?;
    let unpaid = scenario.tiers.iter();
    let unpaid = unpaid.filter(|tier| tier.price.is_none_or(|price| price <= 0.0));
    let unpaid: Vec<String> = unpaid
        .map(|tier| ["money.tier.", tier.key.text(), ".cost_to_serve"].concat())
        .collect();
    let cost: f64 = unpaid.iter().filter_map(|id| plan.number(id)).sum();
    if whole <= 0.0 || cost <= whole * FREE_SHARE {
        return None;
    }
    Some(Finding {
        rule: "free_tier_unbounded",
        severity: Severity::Warning,
        sentence: format!(
            "Customers who pay nothing take {} of the cost to serve. Limit what they may use, or their number.",
            shown(cost / whole, SHARE),
        ),
        evidence: unpaid.into_iter().map(Into::into).collect(),
        fix: None,
    })
}

fn reservation_unused(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let field = &fields::reserved_share;
    let stated = &scenario.money;
    let is_chosen = stated.reserved_share.is_some() && stated.reserved_discount <= USUAL_DISCOUNT;
    let usage = plan.figure("money.reservation_use")?;
    (usage.value < LEAST_USE).then(|| Finding {
        rule: "reservation_unused",
        severity: Severity::Warning,
        sentence: format!(
            "Only {} of what is reserved is used over the next 12 months, and all of it is paid for. Reserve less.",
            shown(usage.value, SHARE),
        ),
        evidence: vec!["money.reservation_use".into(), "money.reserved".into()],
        fix: is_chosen
            .then(|| Fix::new("Reserve what costs least", [(field.id.into(), Value::Unset)])),
    })
}

fn levers_without_base(scenario: &Scenario, findings: &mut Vec<Finding>) {
    for lever in scenario
        .levers
        .iter()
        .filter(|lever| lever.state == Switch::On)
    {
        let mut parts = scenario
            .bill
            .iter()
            .filter(|component| component.amount > 0.0);
        if parts.any(|component| acts(lever, component)) {
            continue;
        }
        findings.push(Finding {
            rule: "lever_without_base",
            severity: Severity::Note,
            sentence: format!(
                "{} is switched on, but the bill has nothing that it applies to, so it saves nothing.",
                lever.name
            ),
            evidence: vec![["lever.", lever.key.text(), ".applies_to"].concat().into()],
            fix: Some(Fix::new(
                ["Switch off: ", &lever.name].concat(),
                [(
                    ["lever.", lever.key.text(), ".state"].concat().into(),
                    Value::Choice(Switch::Off.id()),
                )],
            )),
        });
    }
}

fn baselines_differ(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let id = match scenario.money.baseline {
        Baseline::Components => "money.bill",
        Baseline::Milestones => "money.stated_bill",
    };
    let stated = plan.figure(id)?;
    let table = plan.figure("money.milestone_bill")?;
    if !disagree(stated.value, table.value) {
        return None;
    }
    Some(Finding {
        rule: "baselines_differ",
        severity: Severity::Note,
        sentence: format!(
            "The components of the bill come to {}, the milestone table says {} for as many customers. Choose \
             which of them the bill is taken from.",
            shown(stated.value, stated.unit()),
            shown(table.value, table.unit()),
        ),
        evidence: vec![
            id.into(),
            "money.milestone_bill".into(),
            "money.baseline".into(),
        ],
        fix: None,
    })
}

fn calls_not_planned_for(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let calls = plan.figure("money.calls")?;
    let ratio = plan.figure("money.calls_to_requests")?;
    if calls.value <= 0.0 || (1.0 - DIVERGENCE..=1.0 / (1.0 - DIVERGENCE)).contains(&ratio.value) {
        return None;
    }
    Some(Finding {
        rule: "calls_not_planned_for",
        severity: Severity::Note,
        sentence: format!(
            "The tiers' customers make {}, {} times the requests that the plan is made for. If they are \
             the same requests, state them as the demand.",
            shown(calls.value, calls.unit()),
            shown(ratio.value, Unit::Of("1")),
        ),
        evidence: vec!["money.calls".into(), "demand.requests_per_day".into()],
        fix: asked_for(scenario, ratio.value),
    })
}

/// GPU time that tiers use, against what there is and what training is planned with.
fn gpu_hours(plan: &Plan) -> Option<Finding> {
    let used = plan.figure("money.gpu_time")?;
    let there = plan.figure("money.gpu_hours_there")?;
    let (tiers, unit) = (shown(used.value, used.unit()), there.unit());
    let gives = [
        "The GPUs that are there give ",
        &shown(there.value, unit),
        ", and tiers use ",
        &tiers,
    ]
    .concat();
    if used.value > there.value {
        return Some(Finding::new(
            "gpu_hours_short",
            Severity::Warning,
            [
                &gives,
                ": they are too few, whatever else they do. State more GPUs, or what a customer really uses.",
            ]
            .concat(),
            &["money.gpu_hours_used", "money.gpu_time"],
        ));
    }
    let training = plan.figure("training.gpu_hours")?;
    disagree(used.value, training.value).then(|| {
        let planned = shown(training.value, training.unit());
        Finding::new(
            "gpu_hours_not_planned_for",
            Severity::Note,
            [
                &gives,
                ". Training is planned with ",
                &planned,
                ": if what tiers use is training, state it there.",
            ]
            .concat(),
            &[
                "money.gpu_time",
                "training.gpu_hours",
                "money.gpu_hours_there",
            ],
        )
    })
}

/// As many requests of each user as the tiers' calls come to; where requests
/// lead the ladder, users would follow from them instead.
fn asked_for(scenario: &Scenario, ratio: f64) -> Option<Fix> {
    let leads = scenario.demand.anchor;
    let is_of_requests = [
        Anchor::RequestsPerDay,
        Anchor::AverageRate,
        Anchor::PeakRate,
    ];
    let field = &demand::requests_per_user_minute;
    let rate = scenario.demand.requests_per_user_minute * ratio;
    let fits = field.check(Value::Number(rate)).is_ok();
    (fits && !is_of_requests.contains(&leads)).then(|| Fix::number(field, rate))
}

fn cell(tier: &Tier, column: &str) -> String {
    ["tier.", tier.key.text(), ".", column].concat()
}

#[cfg(test)]
mod tests {
    use crate::scenario::Value;

    /// The findings on the money of the preset with these inputs stated; each
    /// leads to what proves it.
    fn check(stated: &[(&str, Value)], expected: &[&str]) {
        crate::review::held::check(super::review, "saas-1", stated, expected);
    }

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let number = Value::Number;
        // What the source itself leaves open.
        let open = ["baselines_differ", "calls_not_planned_for"];
        check(&[], &open);
        check(
            &[("tier.pro.share", number(0.3))],
            &["shares_not_whole", "baselines_differ"],
        );
        check(
            &[("tier.enterprise.cost", number(2100.0))],
            &["price_under_cost", open[0], open[1]],
        );
        check(
            &[("inference.workload", Value::Choice("on"))],
            &["margin_under_target", open[0], open[1]],
        );
        check(
            &[("bill.compute.amount", number(12_000.0))],
            &["margin_under_target", open[0], open[1]],
        );
        check(
            &[("tier.free.cost", number(100.0))],
            &["free_tier_unbounded", open[0], open[1]],
        );
        check(
            &[("tier.free.cost", number(29.0))],
            &["free_tier_unbounded", open[0], open[1]],
        );
        check(
            &[
                ("money.reserved_share", number(1.0)),
                ("growth.rate", number(0.5)),
            ],
            &["reservation_unused", open[0], open[1]],
        );
        check(
            &[
                ("bill.storage.amount", number(0.0)),
                ("lever.storage_tiering.state", Value::Choice("on")),
            ],
            &["lever_without_base", open[0], open[1]],
        );
        check(&[("bill.gpu.amount", number(1000.0))], &open[1..]);
        check(
            &[("demand.requests_per_user_minute", number(135.0))],
            &open[..1],
        );
    }
}
