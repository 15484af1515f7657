//! Is one thing stated twice, and differently? What users pay, and how slow it may be.

use super::{Finding, Fix, Severity, disagree};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::scenario::fleet::{self, PoolKind};
use crate::scenario::flow::fields as flow;
use crate::scenario::inference;
use crate::scenario::slo::fields as slo;
use crate::scenario::web::Switch;
use crate::scenario::{Pool, Scenario, Slot, Value};
use crate::workloads::latency::is_measured;

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    findings.extend(price(scenario, plan));
    findings.extend(latency(scenario));
    findings.extend(
        scenario
            .pools
            .iter()
            .filter_map(|pool| gpu_price(pool, plan)),
    );
    findings.extend(gpus_held(scenario, plan));
}

/// What a user pays, by the pipeline and by the tiers.
fn price(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    if scenario.flow.workload == Switch::Off {
        return None;
    }
    let users = plan.number("demand.total_users")? / plan.number("demand.customers")?;
    let by_tiers = plan.number("money.arpu")? / users;
    let field = &flow::user_price;
    let stated = scenario.flow.user_price;
    if !by_tiers.is_finite() || !disagree(stated, by_tiers) {
        return None;
    }
    let unit = Unit::Of("USD/user/month");
    let sentence = [
        "The pipeline is held against ",
        &shown(stated, unit),
        ", and the tiers bring ",
        &shown(by_tiers, unit),
        " on average: what users pay is stated twice, and differs by more than 15 %.",
    ];
    let evidence = [field.id, "money.arpu"];
    let rule = "price_said_twice";
    let finding = Finding::new(rule, Severity::Warning, sentence.concat(), &evidence);
    let takes = field.check(Value::Number(by_tiers)).is_ok();
    Some(if takes {
        finding.mended_by(Fix::number(field, by_tiers))
    } else {
        finding
    })
}

/// What a node of GPUs costs, by its pool and by the price of the GPUs that serve the models.
fn gpu_price(pool: &Pool, plan: &Plan) -> Option<Finding> {
    let stated = pool.unit_cost.filter(|_| pool.kind == PoolKind::Gpu)?;
    let id = ["resource.", pool.key.text(), ".unit_cost"].concat();
    let cost = plan.number(&id).filter(|cost| disagree(stated, *cost))?;
    let unit = Unit::Of("USD/unit/month");
    let sentence = [
        &pool.name,
        " cost ",
        &shown(stated, unit),
        ", and by the price of the GPUs that serve the models ",
        &shown(cost, unit),
        ": a GPU has two prices. Orders are priced by the latter.",
    ];
    let slot = Slot {
        field: &fleet::pool::unit_cost,
        row: Some(pool.key),
    };
    let (rule, severity) = ("gpu_price_said_twice", Severity::Warning);
    let evidence = [&*slot.id(), &id];
    let finding = Finding::new(rule, severity, sentence.concat(), &evidence);
    let price = Value::Number(cost);
    let takes = slot.field.check(price).is_ok();
    let fix = || {
        Fix::new(
            "Let the pool cost that".to_owned(),
            [(slot.id().into_owned().into(), price)],
        )
    };
    Some(if takes {
        finding.mended_by(fix())
    } else {
        finding
    })
}

/// GPUs that are there, by their pool and by inference.
fn gpus_held(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let held = scenario.inference.gpus_held?;
    let pools = plan.pools.as_ref()?.all.iter().zip(&scenario.pools);
    let mut sized = pools.filter(|(planned, pool)| planned.is_sized && pool.kind == PoolKind::Gpu);
    let (_, pool) = sized.next()?;
    let gpus = pool.capacity? * scenario.inference.gpus_per_node;
    if !disagree(gpus, held) {
        return None;
    }
    let unit = Unit::Of("gpu");
    let sentence = [
        "Inference has ",
        &shown(held, unit),
        ", and the nodes of ",
        &pool.name,
        " hold ",
        &shown(gpus, unit),
        ": what there is is stated twice. The nodes count.",
    ];
    let there = Slot {
        field: &fleet::pool::capacity,
        row: Some(pool.key),
    };
    let field = &inference::fields::gpus_held;
    let evidence = [field.id, &*there.id()];
    let (rule, severity) = ("gpus_said_twice", Severity::Warning);
    let finding = Finding::new(rule, severity, sentence.concat(), &evidence);
    Some(finding.mended_by(Fix::number(field, gpus)))
}

/// What is promised to users, and the latency at which the measured load is read.
fn latency(scenario: &Scenario) -> Option<Finding> {
    let promised = scenario.promise.latency_ms?;
    let target = scenario.slo.latency_target;
    if !is_measured(scenario) || !disagree(promised, target) {
        return None;
    }
    let unit = Unit::Of("ms");
    let field = &slo::latency_target;
    let sentence = [
        &shown(promised, unit),
        " are promised, and the measured load is read at ",
        &shown(target, unit),
        ": how slow it may be is stated twice, and differs by more than 15 %.",
    ];
    let evidence = ["promise.latency_ms", field.id];
    let rule = "latency_said_twice";
    let finding = Finding::new(rule, Severity::Warning, sentence.concat(), &evidence);
    Some(finding.mended_by(Fix::number(field, promised)))
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let on = ("flow.workload", Choice("on"));
        // Tiers of saas-1 bring $121.62 for each of its customers, who are its users.
        for (preset, stated, rules) in [
            ("saas-1", &[][..], &[][..]),
            (
                "saas-1",
                &[on, ("flow.user_price", Number(1000.0))],
                &["price_said_twice"],
            ),
            ("coach-1", &[], &[]),
            ("chat-1", &[("promise.latency_ms", Number(400.0))], &[]),
            (
                "chat-1",
                &[
                    ("promise.latency_ms", Number(400.0)),
                    ("slo.latency_of_one", Number(20.0)),
                ],
                &["latency_said_twice"],
            ),
            (
                "chat-1",
                &[
                    ("promise.latency_ms", Number(110.0)),
                    ("slo.latency_of_one", Number(20.0)),
                ],
                &[],
            ),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
