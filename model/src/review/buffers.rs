//! Is there room for what nobody knows exactly: ranges, buffers, cases that
//! differ, and spare that costs less than being short of it?

use super::{Finding, Fix, Severity, disagree};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::scenario::money::fields as money;
use crate::scenario::web::fields as web;
use crate::scenario::{Field, Range, Scenario, Value, fields};
use crate::workloads::growth::rules::usual_cases;
use crate::workloads::uncertainty::overlay::drawn;

/// More than this share on spot is all of it (ours).
const NEARLY_ALL: f64 = 0.9;

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.demand.is_none() {
        return;
    }
    findings.extend(no_ranges(scenario));
    if plan.web.is_some() {
        findings.extend(no_spare(scenario));
    }
    if plan.growth.is_some() {
        findings.extend(cases_alike(scenario));
    }
    if plan.money.is_some() {
        findings.extend(all_on_spot(scenario));
    }
    findings.extend(spare_pays(scenario, plan));
    findings.extend(losses_disagree(scenario));
}

fn no_ranges(scenario: &Scenario) -> Option<Finding> {
    if !drawn(scenario).is_empty() {
        return None;
    }
    let sentence = "No input has a range, so every figure is a single point and nothing says how far it may be \
         off. Write what you are not sure of as a range, such as 10-20.".to_owned();
    let ranged: Vec<_> = fields::fields()
        .filter_map(|field| usual(scenario, field))
        .collect();
    let evidence: Vec<&str> = ranged.iter().map(|(field, ..)| field.id).collect();
    let finding = Finding::new("no_ranges", Severity::Note, sentence, &evidence);
    if ranged.is_empty() {
        return Some(finding);
    }
    Some(
        finding.mended_by(Fix {
            label: "Give them the ranges of their sources".to_owned(),
            states: ranged
                .into_iter()
                .map(|(field, value, range)| (field.id.into(), (value, Some(range))))
                .collect(),
        }),
    )
}

/// What a field states, with the range in which its source puts it, where it
/// states something in that range.
fn usual(scenario: &Scenario, field: &'static Field) -> Option<(&'static Field, Value, Range)> {
    let value = field.get(scenario);
    let Value::Number(number) = value else {
        return None;
    };
    let range = field.usual_around(number)?;
    fields::is_said(scenario, field.id).then_some((field, value, range))
}

fn no_spare(scenario: &Scenario) -> Option<Finding> {
    let stack = &scenario.web;
    // What the sizing calculator keeps spare.
    let buffers: [(&Field, f64, f64); 3] = [
        (&web::backend_buffer, stack.backend_buffer, 0.30),
        (&web::frontend_buffer, stack.frontend_buffer, 0.20),
        (&web::node_buffer, stack.node_buffer, 0.20),
    ];
    let without = || buffers.iter().filter(|(_, buffer, _)| *buffer <= 0.0);
    let first = without().next()?.0;
    let sentence = format!(
        "{} is 0: the stack is sized to the last user, and one pod or node that is lost, or a minute that is \
         busier, is felt at once.",
        first.label
    );
    let evidence: Vec<&str> = without().map(|(field, ..)| field.id).collect();
    let states = without().map(|(field, _, usual)| (field.id.into(), Value::Number(*usual)));
    let fix = Fix::new("Use the buffers of the sizing calculator", states);
    Some(Finding::new("no_spare", Severity::Warning, sentence, &evidence).mended_by(fix))
}

fn cases_alike(scenario: &Scenario) -> Option<Finding> {
    let stated = &scenario.growth;
    let factors = [
        stated.conservative_factor,
        stated.moderate_factor,
        stated.aggressive_factor,
    ];
    let is_alike = factors
        .iter()
        .all(|factor| factor.to_bits() == factors[0].to_bits());
    is_alike.then(|| {
        let sentence =
            "The three cases of growth are one: nothing says what happens when it is slower, or \
             faster, than planned."
                .to_owned();
        Finding::new("cases_alike", Severity::Note, sentence, &CASES).mended_by(Fix::new(
            "Plan half and one and a half times the growth beside it",
            usual_cases(),
        ))
    })
}

const CASES: [&str; 3] = [
    "growth.conservative_factor",
    "growth.moderate_factor",
    "growth.aggressive_factor",
];

fn all_on_spot(scenario: &Scenario) -> Option<Finding> {
    let share = scenario.money.spot_share;
    (share > NEARLY_ALL).then(|| {
        let sentence = format!(
            "{} of what is not reserved runs on spot machines, which may all be taken away at once. Keep some \
             of it on demand.",
            shown(share, Unit::Of("share"))
        );
        let evidence = ["money.spot_share", "money.spot"];
        Finding::new("all_on_spot", Severity::Warning, sentence, &evidence)
            .mended_by(Fix::number(&money::spot_share, 0.5))
    })
}

fn spare_pays(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let event = plan.inference.as_ref().and_then(|it| it.worst_event());
    // What GPUs for the worst event would have cost is said of that event.
    if event.is_some() && scenario.money.short_spare.is_none() {
        return None;
    }
    let evidence = [
        "money.short.lost",
        "money.short.spare_cost",
        "money.short.lost_to_spare",
    ];
    let [lost, cost, times] = evidence.map(|id| plan.figure(id));
    let (lost, cost) = (lost?, cost?);
    let times = times.filter(|times| times.value > 1.0)?;
    let sentence = format!(
        "An outage costs {}. The spare capacity that prevents it costs {} for those hours, so that the loss pays \
         for it {} times over: have it ready before the next time.",
        shown(lost.value, lost.unit()),
        shown(cost.value, cost.unit()),
        shown(times.value, Unit::Of("1"))
    );
    Some(Finding::new(
        "spare_pays",
        Severity::Warning,
        sentence,
        &evidence,
    ))
}

fn losses_disagree(scenario: &Scenario) -> Option<Finding> {
    let stated = &scenario.money;
    let (hours, lost, each) = (
        stated.short_hours?,
        stated.short_lost?,
        stated.short_lost_per_hour?,
    );
    let product = hours * each;
    if !disagree(lost, product) {
        return None;
    }
    let unit = Unit::Of("USD");
    let sentence = format!(
        "{} are stated as lost in all, but the loss an hour over the hours comes to {}. The loss in all is used.",
        shown(lost, unit),
        shown(product, unit)
    );
    let evidence = [
        "money.short_lost",
        "money.short_lost_per_hour",
        "money.short_hours",
    ];
    let fix = Fix::new(
        "Let the loss an hour follow",
        [(money::short_lost_per_hour.id.into(), Value::Unset)],
    );
    Some(Finding::new("losses_disagree", Severity::Warning, sentence, &evidence).mended_by(fix))
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let short = |lost| {
            [
                ("money.short_hours", Number(72.0)),
                ("money.short_lost", Number(lost)),
                ("money.short_spare", Number(40_000.0)),
            ]
        };
        let hourly = |each| {
            [
                ("money.short_hours", Number(10.0)),
                ("money.short_lost", Number(1000.0)),
                ("money.short_lost_per_hour", Number(each)),
            ]
        };
        for (preset, stated, rules) in [
            ("chat-1", &[][..], &["no_ranges"][..]),
            ("saas-1", &[], &[]),
            (
                "chat-1",
                &[("web.node_buffer", Number(0.0))],
                &["no_ranges", "no_spare"],
            ),
            (
                "chat-1",
                &[
                    ("web.node_buffer", Number(0.0)),
                    ("web.workload", Choice("off")),
                ],
                &["no_ranges"],
            ),
            (
                "saas-1",
                &[
                    ("growth.conservative_factor", Number(1.0)),
                    ("growth.aggressive_factor", Number(1.0)),
                ],
                &["cases_alike"],
            ),
            (
                "saas-1",
                &[("growth.conservative_factor", Number(1.0))],
                &[],
            ),
            (
                "saas-1",
                &[("money.spot_share", Number(1.0))],
                &["all_on_spot"],
            ),
            ("saas-1", &[("money.spot_share", Number(0.8))], &[]),
            ("saas-1", &short(2.8e6), &["spare_pays"]),
            ("saas-1", &short(3_000.0), &[]),
            ("saas-1", &hourly(200.0), &["losses_disagree"]),
            ("saas-1", &hourly(110.0), &[]),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
