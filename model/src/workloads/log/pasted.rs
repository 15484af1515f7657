//! What does a pasted log say, what does it state, and what can be planned with it?

use super::import::read;
use super::summary::Summary;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::precise;
use crate::review::Fix;
use crate::scenario::demand::fields as demand;
use crate::scenario::log::{fields, hour};
use crate::scenario::{Log, Scenario, Value};
use crate::sheet::{Cell, scratch};
use crate::workloads::growth::history::{Misread, Pasted};

const RATE: Unit = Unit::Of("req/s");
const TIMES: Unit = Unit::Of("x");
const HOURS: Unit = Unit::Of("hour");

/// What `text` says.
pub fn pasted(text: &str, scenario: &Scenario) -> Pasted {
    let read = read(text);
    let summary = Summary::of(&read.lines);
    let sentence = match &summary {
        Some(summary) => said(summary, scenario),
        None if read.lines.is_empty() => "Nothing was understood yet.".to_owned(),
        None => "There is no request in these hours.".to_owned(),
    };
    Pasted {
        sentence,
        misread: read.misread.iter().map(Misread::said).collect(),
        take: summary.map(|_| "Take this log".to_owned()),
    }
}

/// The scenario with what a log comes to in the place of what it has of one.
pub fn taken(text: &str, scenario: &Scenario) -> Scenario {
    let mut after = scenario.clone();
    if let Some(summary) = Summary::of(&read(text).lines) {
        state(&summary, &mut after);
    }
    after
}

/// States a log in the place of what a scenario has of one; what was counted beside it stays.
fn state(summary: &Summary, scenario: &mut Scenario) {
    let Log {
        calls_counted,
        outputs_counted,
        ..
    } = scenario.log;
    scenario.log = Log {
        calls_counted,
        outputs_counted,
        ..summary.log
    };
    // With them go the ranges of their cells.
    let _ = hour::TABLE.arrange(scenario, &[]);
    scenario.hours.clone_from(&summary.hours);
    for field in fields::ALL {
        if ![fields::calls_counted.id, fields::outputs_counted.id].contains(&field.id) {
            scenario.ranges.remove(field.id);
        }
    }
}

/// What was read, what it comes to, and what is missing.
fn said(summary: &Summary, scenario: &Scenario) -> String {
    let mut after = scenario.clone();
    state(summary, &mut after);
    let count = summary.log.hours.unwrap_or_default();
    let [first, last] = summary.ends.map(super::moment::Moment::words);
    let noun = if count > 1.0 { " were" } else { " was" };
    let mut parts = vec![
        precise(count, HOURS),
        [noun, " understood, from ", &first, " to ", &last, "."].concat(),
    ];
    if let Some(logged) = scratch(&after, super::plan) {
        let rate = |cell: Cell| precise(cell.or_zero(), RATE);
        parts.extend([
            [
                " ",
                &rate(logged.average),
                " on average; p95 ",
                &rate(logged.p95),
            ]
            .concat(),
            [", p99 ", &rate(logged.p99), ", busiest minute "].concat(),
            [&rate(logged.peak), ". A usual day peaks at "].concat(),
            [
                &precise(logged.peak_to_average.or_zero(), TIMES),
                " its average.",
            ]
            .concat(),
        ]);
    }
    if let Some((missing, from)) = summary.gaps {
        let (is, they, had) = if missing == 1 {
            (" hour has no line, ", "it counts", "it had none")
        } else {
            (
                " hours have no line, the first ",
                "they count",
                "they had none",
            )
        };
        parts.push(
            [
                " ", &missing.to_string(), is, &from.words(), ": ", they,
                " as not known. A query gives no line for an hour without requests: add one with 0 where ",
                had, ".",
            ]
            .concat(),
        );
    }
    parts.push(match summary.whole_days {
        0 => " No day is whole, so that all hours are taken as of one kind of day.".to_owned(),
        1..7 => " A week or more shows better what a usual day is.".to_owned(),
        _ => String::new(),
    });
    parts.concat()
}

/// Peaks that can be planned for, by the figure that gives them, and what a button calls
/// them.
const PEAKS: [(&str, &str); 3] = [
    ("log.peak_to_average", " at the peak of a usual day"),
    ("log.p99_to_average", " at the p99"),
    ("log.most_to_average", " in the busiest minute"),
];

/// What can be planned with, by what is stated of a log; each leaves out what the plan has
/// already.
pub fn offers(scenario: &Scenario, plan: &Plan) -> Vec<Fix> {
    let peaks = PEAKS.iter().filter_map(|(id, what)| peak(plan, id, what));
    let all = peaks.chain(recompute(plan));
    let changes = |fix: &Fix| {
        fix.applied(scenario)
            .is_some_and(|after| after != *scenario)
    };
    all.filter(changes).collect()
}

/// Plans with the average of the log, and with this peak over it.
pub(super) fn peak(plan: &Plan, id: &str, what: &str) -> Option<Fix> {
    let (average, ratio) = (plan.figure("log.average_rate")?, plan.figure(id)?);
    // A peak below the average is none: the log's p95 may be, of one hour.
    let ratio = rounded(ratio.value).max(1.0);
    let average = average.value;
    let words = [
        "Plan with ",
        &precise(average, RATE),
        " on average and ",
        &precise(ratio, TIMES),
        what,
    ];
    let states = [
        (&demand::average_rate, average),
        (&demand::peak_to_average, ratio),
    ];
    let fits = |(field, value): &(&crate::scenario::Field, f64)| {
        field.check(Value::Number(*value)).is_ok()
    };
    states.iter().all(fits).then(|| {
        let states = states.map(|(field, value)| (field.id.into(), Value::Number(value)));
        Fix::new(words.concat(), states)
    })
}

/// Plans with the calls that were counted for each output.
pub(super) fn recompute(plan: &Plan) -> Option<Fix> {
    let times = rounded(plan.number("log.recompute_multiplier")?);
    let field = &demand::recompute_multiplier;
    field.check(Value::Number(times)).ok()?;
    let words = [
        "Plan with ",
        &precise(times, TIMES),
        " as many calls as outputs",
    ];
    Some(Fix::new(
        words.concat(),
        [(field.id.into(), Value::Number(times))],
    ))
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;

    /// One day: 60 requests an hour but 1,200 at 20:00, with a p95 of 30 and a peak of 45 a
    /// minute then, of 2 and 5 otherwise.
    fn day() -> String {
        let line = |hour: u32| match hour {
            20 => "20:00,1200,30,45\n".to_owned(),
            _ => format!("{hour}:00,60,2,5\n"),
        };
        (0..24).map(line).collect()
    }

    #[test]
    fn a_log_says_what_it_comes_to() {
        let scenario = Scenario::default();
        let log = pasted(&day(), &scenario);
        // 2,580 requests in 86,400 s; the p99 is 23 % of the way below 30, at 23.56 a minute.
        assert_eq!(
            log.sentence,
            "24 hours were understood, from 00:00 to 23:00. 0.0299 requests/s on average; p95 0.0333 \
             requests/s, p99 0.393 requests/s, busiest minute 0.75 requests/s. A usual day peaks at 16.7x its \
             average. A week or more shows better what a usual day is."
        );
        assert_eq!(log.take.as_deref(), Some("Take this log"));
        let gappy = pasted("9:00,60,1,2\nnine,1,1,1\n11:00,60,1,2", &scenario);
        assert!(
            gappy
                .sentence
                .contains("1 hour has no line, 10:00: it counts as not known.")
        );
        assert!(gappy.sentence.contains("No day is whole"));
        assert!(gappy.misread[0].starts_with("Line 2, “nine,1,1,1”: "));
        assert_eq!(pasted("9:00,0,0,0", &scenario).take, None);
    }

    #[test]
    fn what_is_taken_can_be_planned_with() {
        let mut scenario = taken(&day(), &Scenario::default());
        scenario.log.calls_counted = Some(2600.0);
        scenario.log.outputs_counted = Some(2000.0);
        let offered = offers(&scenario, &plan(&scenario));
        let words: Vec<&str> = offered.iter().map(|fix| fix.label.as_str()).collect();
        assert_eq!(
            words,
            [
                "Plan with 0.0299 requests/s on average and 16.7x at the peak of a usual day",
                "Plan with 0.0299 requests/s on average and 13.2x at the p99",
                "Plan with 0.0299 requests/s on average and 25.1x in the busiest minute",
                "Plan with 1.3x as many calls as outputs",
            ]
        );
        let after = offered[0].applied(&scenario).unwrap();
        assert_eq!(after.demand.peak_to_average.to_bits(), 16.74_f64.to_bits());
        let planned = plan(&after);
        // 30 a minute.
        assert!((planned.number("demand.peak_rate").unwrap() - 0.5).abs() < 1e-3);
        assert_eq!(offers(&after, &planned).len(), 3);
        assert_eq!(
            offers(&Scenario::default(), &plan(&Scenario::default())),
            []
        );
    }

    #[test]
    fn what_is_taken_stands_in_the_place_of_what_was() {
        let mut scenario = Scenario::default();
        scenario.log.calls_counted = Some(15.0);
        let log = |scenario: &Scenario| {
            (
                scenario.log.hours,
                scenario.log.calls_counted,
                scenario.hours.len(),
            )
        };
        let once = taken(&day(), &scenario);
        assert_eq!(log(&once), (Some(24.0), Some(15.0), 24));
        let twice = taken("9:00,60,1,2\n11:00,0,0,0", &once);
        assert_eq!(log(&twice), (Some(2.0), Some(15.0), 2));
        assert_eq!(taken("9:00,0,0,0", &twice), twice);
        assert!(crate::scenario::fields::is_within_bounds(&twice));
    }
}
