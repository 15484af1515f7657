//! Does each dated change say what changes, to what and when, and can what follows be
//! planned?

use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::quantity::math::of_count;
use crate::review::{self, Finding, Fix, Severity, cell};
use crate::scenario::growth::fields;
use crate::scenario::web::Switch;
use crate::scenario::{Dated, Scenario, Value};

/// As far ahead as a plan may reach.
const FURTHEST: i64 = 36;

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if !scenario.growth.is_planned() {
        findings.push(alone());
        return;
    }
    for row in &scenario.dated {
        findings.extend(of_row(scenario, row));
    }
    let Some((first, later)) = plan.stretches.split_first() else {
        return;
    };
    let said = review::review(&first.stated.scenario, &first.plan);
    let mut known: Vec<String> = said.into_iter().map(|finding| finding.sentence).collect();
    for stretch in later {
        let since = stretch.since().unwrap_or_default();
        for finding in review::review(&stretch.stated.scenario, &stretch.plan) {
            if finding.severity != Severity::Error || known.contains(&finding.sentence) {
                continue;
            }
            let sentence = [&since, &*finding.sentence].concat();
            known.push(finding.sentence);
            let (rule, error) = ("dated_error", Severity::Error);
            findings.push(Finding::of(rule, error, sentence, finding.evidence));
        }
    }
}

/// Without growth there are no months.
fn alone() -> Finding {
    let sentence = "Dated changes are planned along the months of growth, and no growth is stated. State a growth \
                    rate: 0 % will do.";
    let rule = "dated_alone";
    let evidence = [fields::rate.id];
    let finding = Finding::new(rule, Severity::Warning, sentence.to_owned(), &evidence);
    let states = [
        (fields::workload.id.into(), Value::Choice(Switch::On.id())),
        (fields::rate.id.into(), Value::Number(0.0)),
    ];
    finding.mended_by(Fix::new("Plan month by month, without growth", states))
}

/// What is wrong with one change.
fn of_row(scenario: &Scenario, row: &Dated) -> Option<Finding> {
    let id = |column: &str| cell("dated", row.key, column);
    let note = |rule, words: &str, evidence: &str| {
        let sentence = [&row.name, words].concat();
        Some(Finding::new(rule, Severity::Note, sentence, &[evidence]))
    };
    let Some(slot) = row.input else {
        let words = " changes nothing yet: choose the input that it is of.";
        return note("dated_open", words, &id("input"));
    };
    if row.to == Value::Unset {
        let words = " changes nothing yet: say what the input becomes.";
        return note("dated_open", words, &id("to"));
    }
    let Some(day) = row.date else {
        let words = " changes nothing yet: say from which day on.";
        return note("dated_open", words, &id("date"));
    };
    let Some(start) = scenario.growth.start.map(Date::of) else {
        let words = " changes nothing yet: say from which date the plan starts, so that its month is known.";
        return note("dated_open", words, fields::start.id);
    };
    let Some(month) = scenario.growth.month_from(start, day) else {
        let far = beyond(start, day);
        let months = shown(
            of_count(scenario.growth.horizon() as usize),
            Unit::Of("month"),
        );
        let words = [
            " lies beyond the ",
            &months,
            " that are planned, so it changes nothing.",
        ];
        let finding = note("dated_beyond", &words.concat(), fields::months_projected.id);
        return finding.map(|it| match far {
            Some(months) => it.mended_by(Fix::number(&fields::months_projected, months)),
            None => it,
        });
    };
    let mut then = scenario.clone();
    if slot.lead_or_state(&mut then, (row.to, None)).is_err() {
        let words = " cannot be: the input does not take that value then. Choose another one.";
        return note("dated_refused", words, &id("to"));
    }
    if month == 0 {
        let words = " counts from the start, since its day has come. State it in the input itself, and remove \
                     the change.";
        return note("dated_due", words, &id("date"));
    }
    None
}

/// How many months must be planned for a day to lie among them; none where so many
/// cannot be.
fn beyond(start: Date, day: f64) -> Option<f64> {
    let months = (1..=FURTHEST).find(|months| start.add_months(*months).value() >= day)?;
    usize::try_from(months).ok().map(of_count)
}
