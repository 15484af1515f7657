//! What is wrong with a plan? One small file a family of rules; each finding
//! names its rule, how grave it is, what it says and the figures that prove it.

mod average;
mod buffers;
pub mod facts;
mod first;
#[cfg(test)]
pub(crate) mod held;
mod measured;
mod scenario;
mod twice;

pub use crate::scenario::fix::Fix;

use crate::engine::Plan;
use crate::later::far;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::quantity::order::{listed, places};
use crate::scenario::{RowKey, Scenario};
use crate::workloads::Workload;
use std::borrow::Cow;

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Likely to cost money or trouble.
    Warning,
    /// The plan cannot work, or cannot be made.
    Error,
}

impl Severity {
    /// In words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong with a plan, or worth knowing about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Its id, after `review.`.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is the matter and what to do, in a sentence or two.
    pub sentence: String,
    /// Ids of figures or fields that prove it.
    pub evidence: Vec<Cow<'static, str>>,
    /// What mends it, where that is a change of what is stated.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding that nothing is known to mend.
    pub(crate) fn new(
        rule: &'static str,
        severity: Severity,
        sentence: String,
        evidence: &[&str],
    ) -> Self {
        let evidence = evidence.iter().map(|id| Cow::Owned((*id).to_owned()));
        Self::of(rule, severity, sentence, evidence.collect())
    }

    /// The same, proven by rows of tables.
    pub(crate) const fn of(
        rule: &'static str,
        severity: Severity,
        sentence: String,
        evidence: Vec<Cow<'static, str>>,
    ) -> Self {
        Self {
            rule,
            severity,
            sentence,
            evidence,
            fix: None,
        }
    }

    /// Whether it is of pods that an autoscaler starts.
    pub fn is_of_autoscaler(&self) -> bool {
        const OF_PODS: [&str; 3] = ["fleet.replicas_", "web.backend_pods", "web.frontend_pods"];
        let mut evidence = self.evidence.iter();
        evidence.any(|id| OF_PODS.iter().any(|start| id.starts_with(start)))
    }

    /// The same with what mends it.
    pub(crate) fn mended_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Two statements of one thing may differ by this share (the divergence rule of the AI
/// capacity planning source).
pub(crate) const DIVERGENCE: f64 = 0.15;

/// Whether two statements of one thing are further apart than they may be.
pub(crate) fn disagree(one: f64, other: f64) -> bool {
    (one - other).abs() > DIVERGENCE * one.abs().max(other.abs())
}

/// What was measured with under half, or over twice, as many customers as there are
/// now says little of them: `ratio` is how many times as many there are.
pub(crate) fn measured_with_others(
    plan: &Plan,
    rule: &'static str,
    what: &str,
    [ratio, measured_at]: [&'static str; 2],
) -> Option<Finding> {
    let ratio_now = plan.figure(ratio)?;
    if (0.5..=2.0).contains(&ratio_now.value) {
        return None;
    }
    let then = plan.figure(measured_at)?;
    let sentence = [
        what,
        " with ",
        &shown(then.value, then.unit()),
        "; there are ",
        &shown(ratio_now.value, Unit::Of("1")),
        " times as many now, for whom it is scaled. State what it is today where you know it.",
    ];
    Some(Finding::new(
        rule,
        Severity::Note,
        sentence.concat(),
        &[measured_at, ratio],
    ))
}

/// The id of a cell of a table, as evidence.
pub(crate) fn cell(table: &str, row: RowKey, column: &str) -> String {
    [table, ".", row.text(), ".", column].concat()
}

/// Whose findings come first among those of one gravity: an order that is late
/// comes before anything else.
const ORDER: [&str; 11] = [
    "pools",
    "demand",
    "growth",
    "web",
    "money",
    "latency",
    "log",
    "training",
    "data",
    "limits",
    "inference",
];

far! {
    "details" "0401"
    fn of_all(scenario: &Scenario, plan: &Plan) -> Vec<Finding> = every;
}

/// Every finding that holds, gravest first; none until the details are here.
pub fn review(scenario: &Scenario, plan: &Plan) -> Vec<Finding> {
    if plan.loaded.details {
        of_all(scenario, plan)
    } else {
        Vec::new()
    }
}

fn every(scenario: &Scenario, plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    scenario::review(scenario, &mut findings);
    let here: Vec<&Workload> = plan.loaded.here().collect();
    for workload in listed(here, &ORDER, |workload| workload.id) {
        (workload.code.review)(scenario, plan, &mut findings);
    }
    general(scenario, plan, &mut findings);
    let gravest_first =
        |one: usize, other: usize| findings[other].severity.cmp(&findings[one].severity);
    let places = places(findings.len(), &gravest_first);
    places.into_iter().map(|at| findings[at].clone()).collect()
}

/// What is of no workload alone, and what mends what others found.
fn general(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    average::review(scenario, plan, findings);
    buffers::review(scenario, plan, findings);
    twice::review(scenario, plan, findings);
    measured::review(scenario, plan, findings);
    facts::review(scenario, plan, findings);
    for finding in findings.iter_mut().filter(|it| it.fix.is_none()) {
        finding.fix = first::fix(scenario, plan, finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::{Value, fields};

    /// The findings of the preset with these fields stated. Whatever proves
    /// them is a figure or a field that can be opened.
    fn check(stated: &[(&str, Value)], expected: &[&str]) {
        let mut scenario = Scenario::default();
        for (id, value) in stated {
            let field = fields::field(id).unwrap();
            field.put(&mut scenario, *value).unwrap();
        }
        let plan = plan(&scenario);
        let findings = review(&scenario, &plan);
        // What holds until a range and a promise are stated is tested beside it.
        let unstated = ["no_ranges", "no_slo"];
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        let told: Vec<&str> = rules
            .into_iter()
            .filter(|rule| !unstated.contains(rule))
            .collect();
        assert_eq!(told, expected, "{stated:?}");
        for finding in &findings {
            held::mends(&scenario, &findings, finding);
        }
        held::are_proven(&scenario, &plan, &findings);
        assert!(findings.is_sorted_by(|one, next| one.severity >= next.severity));
    }

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let number = Value::Number;
        check(&[], &[]);
        check(
            &[
                ("web.backend_cpu_request", number(100.0)),
                ("web.backend_cpu_limit", number(100.0)),
            ],
            &["pod_larger_than_node"],
        );
        check(
            &[("web.backend_memory_limit", number(100.0))],
            &["limit_below_request"],
        );
        check(
            &[("web.node_type", Value::Choice("custom"))],
            &["not_priced"],
        );
        check(
            &[("web.small_up_to", number(3000.0))],
            &["classes_out_of_order", "bill_outside_source_range"],
        );
        check(
            &[
                ("web.node_rule", Value::Choice("eks")),
                ("web.node_max_pods", number(1.0)),
            ],
            &["no_room_on_node"],
        );
        check(
            &[
                ("demand.customers", number(50_000.0)),
                ("demand.concurrent_users", number(1000.0)),
            ],
            &["anchors_disagree"],
        );
        // 2,400 users an hour for 22.5 minutes are 900 at once, 10 % off; 2,000 are 750.
        check(
            &[
                ("demand.sessions_per_hour", number(2400.0)),
                ("demand.concurrent_users", number(1000.0)),
            ],
            &[],
        );
        check(
            &[
                ("demand.sessions_per_hour", number(2000.0)),
                ("demand.concurrent_users", number(1000.0)),
            ],
            &["anchors_disagree"],
        );
        // Registered and concurrent users may both be stated: the ratio follows.
        check(
            &[
                ("demand.total_users", number(50_000.0)),
                ("demand.concurrent_users", number(1000.0)),
            ],
            &[],
        );
        check(
            &[
                ("demand.customers", number(11_400.0)),
                ("demand.concurrent_users", number(1000.0)),
            ],
            &[],
        );
        check(
            &[("demand.concurrent_users", number(3000.0))],
            &["consider_provisioned"],
        );
        check(
            &[("demand.anchor", Value::Choice("peak_rate"))],
            &["nothing_stated"],
        );
    }
}
