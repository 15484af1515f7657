//! Is anything of the fleet ordered too late, too full, too empty, or not as it
//! was planned?

use super::plan::Planned;
use crate::engine::Plan;
use crate::facts::constants::DAYS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{DIVERGENCE, Finding, Severity, measured_with_others};
use crate::scenario::fleet::PoolKind;
use crate::scenario::{Pool, Scenario};
use crate::sheet::Cell;
use std::borrow::Cow;

/// Over this share a pool is at risk, under the other money is wasted (source:
/// AI capacity planning).
const HIGH: f64 = 0.70;
const LOW: f64 = 0.30;

const SHARE: Unit = Unit::Of("share");
const MONTHS: Unit = Unit::Of("month");
const DAYS: Unit = Unit::Of("day");

/// What is wrong with the pools, what was measured of them, and the autoscaler.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(pools) = &plan.pools else { return };
    let rows = || scenario.pools.iter().zip(&pools.all);
    if scenario.pools.is_empty() {
        findings.push(Finding {
            rule: "fleet_without_pools",
            severity: Severity::Warning,
            sentence: "The fleet has no pools, so nothing says what is there, nor when it is full. Add one.".to_owned(),
            evidence: vec!["fleet.workload".into()],
            fix: None,
        });
    }
    for at in pools.in_order() {
        if let (Some(stated), Some(pool)) = (scenario.pools.get(at), pools.all.get(at)) {
            findings.extend(order_by_passed(stated, pool));
        }
    }
    findings.extend(rows().filter_map(|(stated, pool)| capacity(stated, pool)));
    findings.extend(rows().filter_map(|(stated, pool)| lead_time_over_cliff(stated, pool)));
    used_too(rows(), findings);
    findings.extend(rows().filter_map(|(stated, pool)| bottom_up_gap(stated, pool)));
    findings.extend(scenario.pools.iter().filter_map(stated_oddly));
    not_priced(&scenario.pools, findings);
    findings.extend(measured_with_others(
        plan,
        "use_measured_with_others",
        "The use of the pools was measured",
        ["fleet.customers_ratio", "fleet.measured_at"],
    ));
    autoscaler(scenario, plan, findings);
}

fn found(
    rule: &'static str,
    severity: Severity,
    parts: &[&str],
    evidence: Vec<Cow<'static, str>>,
) -> Finding {
    Finding::of(rule, severity, parts.concat(), evidence)
}

/// A figure of a pool, by its name.
fn figure(pool: &Planned, name: &str) -> Cow<'static, str> {
    pool.id(name).into()
}

/// What is stated of a pool, by its column.
fn cell(pool: &Pool, column: &str) -> Cow<'static, str> {
    crate::review::cell("pool", pool.key, column).into()
}

fn order_by_passed(stated: &Pool, pool: &Planned) -> Option<Finding> {
    let order_by = pool.now.order_by_months.number().ok()?;
    if order_by >= 0.0 {
        return None;
    }
    let left = pool.now.months_to_critical.number().ok()?;
    let share = shown(stated.critical, SHARE);
    let when = if left > 0.0 {
        [&share, " are used in ", &shown(left, MONTHS)].concat()
    } else {
        [&share, " are used already"].concat()
    };
    Some(found(
        "order_by_passed",
        Severity::Error,
        &[
            &stated.name,
            ": ",
            &when,
            ", and more takes ",
            &shown(stated.lead_time, DAYS),
            " to come: the last moment to order passed ",
            &shown(-order_by, MONTHS),
            " before the plan starts. Order now, or hold growth back.",
        ],
        vec![
            figure(pool, "order_by_months"),
            figure(pool, "months_to_critical"),
            cell(stated, "lead_time"),
        ],
    ))
}

fn capacity(stated: &Pool, pool: &Planned) -> Option<Finding> {
    if pool.now.capacity.or_zero() <= 0.0 {
        return Some(found(
            "pool_without_capacity",
            Severity::Error,
            &[
                &stated.name,
                ": there is nothing of it, so nothing can be said of it. State how much there is, or remove the pool.",
            ],
            vec![cell(stated, "capacity")],
        ));
    }
    let utilization = pool.now.utilization.number().ok()?;
    (utilization > 1.0).then(|| {
        found(
            "over_capacity",
            Severity::Error,
            &[
                &stated.name,
                ": ",
                &shown(utilization, SHARE),
                " of what there is are used, so something is turned away or waits already. Add to it now, or \
                 mend what is stated.",
            ],
            vec![
                figure(pool, "utilization"),
                cell(stated, "used"),
                cell(stated, "capacity"),
            ],
        )
    })
}

/// Whoever orders at the warning must get it before the cliff.
fn lead_time_over_cliff(stated: &Pool, pool: &Planned) -> Option<Finding> {
    let now = &pool.now;
    let known = |cell: Cell| cell.number().ok();
    let left = known(now.months_to_critical)? - known(now.months_to_threshold)?;
    let left = left.max(0.0) * DAYS_PER_MONTH;
    (stated.lead_time > left).then(|| {
        found(
            "lead_time_over_cliff",
            Severity::Warning,
            &[
                &stated.name,
                ": more takes ",
                &shown(stated.lead_time, DAYS),
                " to come, longer than the ",
                &shown(left, DAYS),
                " from its warning threshold to its critical one: who waits for the warning orders too late. Order \
                 ahead, or lower the warning.",
            ],
            vec![
                cell(stated, "lead_time"),
                figure(pool, "months_to_threshold"),
                figure(pool, "months_to_critical"),
            ],
        )
    })
}

/// Pools that are too full, or too empty, in a finding each.
fn used_too<'a>(rows: impl Iterator<Item = (&'a Pool, &'a Planned)>, findings: &mut Vec<Finding>) {
    let (mut full, mut idle) = (Vec::new(), Vec::new());
    for (stated, pool) in rows {
        let Ok(utilization) = pool.now.utilization.number() else {
            continue;
        };
        let names = if utilization > HIGH && utilization <= 1.0 {
            &mut full
        } else if utilization < LOW {
            &mut idle
        } else {
            continue;
        };
        let name = [&stated.name, " (", &shown(utilization, SHARE), ")"].concat();
        names.push((name, figure(pool, "utilization")));
    }
    let mut say = |rule, severity, names: Vec<(String, Cow<'static, str>)>, end: &str| {
        if names.is_empty() {
            return;
        }
        let (names, evidence): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        findings.push(found(rule, severity, &[&names.join(", "), end], evidence));
    };
    say(
        "utilization_high",
        Severity::Warning,
        full,
        ": used for more than 70 %, which leaves little for peaks and failures. Add to it.",
    );
    say(
        "utilization_low",
        Severity::Note,
        idle,
        ": used for less than 30 %. Most of what is paid for stands idle: take some away, or say what it is kept for.",
    );
}

/// The largest gap of the months that are compared.
fn bottom_up_gap(stated: &Pool, pool: &Planned) -> Option<Finding> {
    let gaps = pool.gaps.iter();
    let gaps = gaps.filter_map(|(month, gap)| Some((*month, gap.number().ok()?)));
    let (month, gap) = gaps.max_by(|one, other| one.1.abs().total_cmp(&other.1.abs()))?;
    if gap.abs() <= DIVERGENCE {
        return None;
    }
    let number = month.to_string();
    let when = if month == 0 {
        "now".to_owned()
    } else {
        ["in month ", &number].concat()
    };
    Some(found(
        "bottom_up_gap",
        Severity::Warning,
        &[
            &stated.name,
            if stated.kind == PoolKind::Gpu {
                ": inference and training, sized for their users, need "
            } else {
                ": the web stack, sized for its users, needs "
            },
            &shown(gap.abs(), SHARE),
            if gap > 0.0 { " more" } else { " less" },
            " than the projection says ",
            &when,
            ". Find out which is right: what is used now, the exponent, or the habits of users.",
        ],
        vec![
            figure(pool, &["bottom_up_gap.", &number].concat()),
            figure(pool, &["bottom_up.", &number].concat()),
            figure(pool, &["projected.", &number].concat()),
        ],
    ))
}

fn stated_oddly(stated: &Pool) -> Option<Finding> {
    (stated.warning > stated.critical).then(|| {
        found(
            "thresholds_out_of_order",
            Severity::Warning,
            &[
                &stated.name,
                ": the warning is at ",
                &shown(stated.warning, SHARE),
                ", above the ",
                &shown(stated.critical, SHARE),
                " that is critical, so it comes too late. Lower it.",
            ],
            vec![cell(stated, "warning"), cell(stated, "critical")],
        )
    })
}

fn not_priced(pools: &[Pool], findings: &mut Vec<Finding>) {
    let unpriced: Vec<&Pool> = pools.iter().filter(|it| it.unit_cost.is_none()).collect();
    if unpriced.is_empty() {
        return;
    }
    let names: Vec<&str> = unpriced.iter().map(|pool| pool.name.as_str()).collect();
    findings.push(found(
        "pool_not_priced",
        Severity::Note,
        &[
            "Not priced: ",
            &names.join(", "),
            ". The cost of all pools is not given until each has a unit cost; 0 says that another pool pays for it.",
        ],
        unpriced.iter().map(|it| cell(it, "unit_cost")).collect(),
    ));
}

fn autoscaler(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let stated = &scenario.fleet;
    let most = plan.number("fleet.replicas_max");
    let over_most = |number: f64| most.is_some_and(|most| number > most);
    if plan.number("fleet.replicas_min").is_some_and(over_most) {
        findings.push(found(
            "replicas_out_of_order",
            Severity::Error,
            &["The fewest replicas are more than the most: Kubernetes refuses such an autoscaler."],
            vec!["fleet.replicas_min".into(), "fleet.replicas_max".into()],
        ));
    }
    let over = |id| Some((id, plan.number(id).filter(|it| over_most(*it))?));
    if let Some((id, wanted)) =
        over("fleet.replicas_by_cpu").or_else(|| over("fleet.replicas_by_memory"))
    {
        findings.push(found(
            "replicas_at_most",
            Severity::Warning,
            &[
                "Use calls for ",
                &shown(wanted, Unit::Of("pod")),
                ", and the autoscaler stops at ",
                &shown(most.unwrap_or_default(), Unit::Of("pod")),
                ". Let it start more, or give each pod more.",
            ],
            vec![id.into(), "fleet.replicas_max".into()],
        ));
    }
    if [stated.p95_latency, stated.queue_depth]
        .iter()
        .any(Option::is_some)
    {
        triggered(plan, findings);
    }
}

/// What the measured latency and queue call for.
fn triggered(plan: &Plan, findings: &mut Vec<Finding>) {
    let calls = |id| plan.number(id).is_some_and(|it| it > 0.0);
    if calls("fleet.latency_action") {
        findings.push(found(
            "latency_high",
            Severity::Warning,
            &["The p95 latency is over 100 ms: if it stays so for 30 minutes, double the pods at once."],
            vec!["fleet.latency_action".into(), "fleet.p95_latency".into()],
        ));
    }
    if calls("fleet.queue_action") {
        findings.push(found(
            "queue_deep",
            Severity::Warning,
            &["More than 50 jobs wait: if it stays so for 10 minutes, add workers at once."],
            vec!["fleet.queue_action".into(), "fleet.queue_depth".into()],
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::RowKey;
    use crate::scenario::preset::preset;

    /// The rules of the fleet that hold for the preset after a change.
    fn check(change: fn(&mut Scenario), expected: &[&str]) {
        let mut scenario = preset("saas-1").unwrap().scenario();
        let there = [10.0, 32.0, 128.0, 3.0, 1.0, 200.0];
        for (pool, there) in scenario.pools.iter_mut().zip(there) {
            pool.capacity = Some(there);
        }
        change(&mut scenario);
        crate::review::held::hold(review, &scenario, expected, "");
    }

    #[test]
    fn what_is_ordered_too_late_is_an_error() {
        check(|_| {}, &[]);
        // ln(1.275^(1 / 0.7)) / ln 1.15 = 2.483 months, 75.5 days, until 85 % are used.
        check(|it| it.pools[3].lead_time = 75.0, &["lead_time_over_cliff"]);
        check(
            |it| it.pools[3].lead_time = 76.0,
            &["order_by_passed", "lead_time_over_cliff"],
        );
        // 1.985 months from one threshold to the other: 60.4 days.
        check(|it| it.pools[3].lead_time = 60.0, &[]);
        check(|it| it.pools[3].lead_time = 61.0, &["lead_time_over_cliff"]);
    }

    #[test]
    fn too_full_and_too_empty_say_so() {
        check(|it| it.pools[0].used = 7.0, &[]);
        check(|it| it.pools[0].used = 7.001, &["utilization_high"]);
        check(|it| it.pools[0].used = 10.0, &["utilization_high"]);
        check(|it| it.pools[0].used = 10.5, &["over_capacity"]);
        check(
            |it| it.pools[1].used = 33.0,
            &["order_by_passed", "over_capacity", "lead_time_over_cliff"],
        );
        check(|it| it.pools[4].used = 0.3, &[]);
        check(|it| it.pools[4].used = 0.299, &["utilization_low"]);
        check(|it| it.pools[4].used = 0.0, &["utilization_low"]);
        check(
            |it| it.pools[2].capacity = Some(0.0),
            &["pool_without_capacity"],
        );
        check(|it| it.pools.clear(), &["fleet_without_pools"]);
        check(|it| it.pools[0].unit_cost = None, &["pool_not_priced"]);
        check(|it| it.pools[0].warning = 0.9, &["thresholds_out_of_order"]);
    }

    #[test]
    fn two_estimates_may_differ_by_a_little() {
        check(
            |it| it.web.workload = crate::scenario::web::Switch::On,
            &["bottom_up_gap", "bottom_up_gap", "bottom_up_gap"],
        );
    }

    #[test]
    fn an_autoscaler_that_cannot_work_says_so() {
        check(
            |it| it.fleet.replicas_min = Some(60.0),
            &["replicas_out_of_order"],
        );
        check(
            |it| {
                it.fleet.cpu_measured = Some(2.0);
                it.fleet.replicas_max = Some(14.0);
            },
            &["replicas_at_most"],
        );
        check(|it| it.fleet.p95_latency = Some(100.0), &[]);
        check(|it| it.fleet.p95_latency = Some(100.1), &["latency_high"]);
        check(|it| it.fleet.queue_depth = Some(50.0), &[]);
        check(|it| it.fleet.queue_depth = Some(51.0), &["queue_deep"]);
    }

    #[test]
    fn a_pool_of_any_name_is_spoken_of_by_it() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.pools[3].name = "H100 nodes".to_owned();
        scenario.pools[3].key = RowKey::read("h100").unwrap();
        scenario.pools[3].lead_time = 200.0;
        let plan = plan(&scenario);
        let findings = crate::review::review(&scenario, &plan);
        assert_eq!(findings[0].rule, "order_by_passed");
        assert!(
            findings[0]
                .sentence
                .starts_with("H100 nodes: 85 % are used in 2.5 months")
        );
        assert_eq!(
            plan.figure("fleet.binding").unwrap().word(),
            Some("the 4th pool")
        );
    }
}
