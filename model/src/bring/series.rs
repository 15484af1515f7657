//! What does load over time say? Its average, and how much higher its usual peak is: the median of
//! the highest values of its days, over the average. As Prometheus answers a range query
//! (`resultType` `matrix`: pairs of a Unix time and a text), and as columns of a time and a number.

use super::Reading;
use crate::quantity::Unit;
use crate::quantity::format::{precise, shown};
use crate::quantity::json::{Json, read as read_json};
use crate::quantity::math::of_count;
use crate::scenario::demand::fields as demand;

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// Fewer values than these say nothing of a peak.
const LEAST: usize = 10;

/// A value with its time in Unix seconds.
type Sample = (f64, f64);

/// Whether it is an answer of Prometheus.
pub(super) fn is_prometheus(text: &str) -> bool {
    let is_answer = text.contains("\"resultType\"") || text.contains("\"errorType\"");
    text.trim_start().starts_with('{') && is_answer
}

/// Reads the answer to a range query: requests a second.
pub(super) fn prometheus(text: &str, reading: &mut Reading) {
    let Ok(answer) = read_json(text) else {
        reading.say("This is no JSON to its end: copy all of it.");
        return;
    };
    if answer.get("status").and_then(Json::as_text) != Some("success") {
        let error = answer
            .get("error")
            .and_then(Json::as_text)
            .unwrap_or("no reason");
        reading.say(&["Prometheus refused the query: ", error, "."].concat());
        return;
    }
    let data = answer.get("data");
    let kind = data
        .and_then(|it| it.get("resultType"))
        .and_then(Json::as_text);
    let Some(Json::List(all)) = data
        .and_then(|it| it.get("result"))
        .filter(|_| kind == Some("matrix"))
    else {
        reading.say("This is one moment: ask for a range (query_range), of a day at least.");
        return;
    };
    let names = all
        .iter()
        .map(|it| it.get("metric").map_or_else(String::new, labels));
    let chosen = reading.choose(names.collect());
    let Some(Json::List(values)) = all.get(chosen).and_then(|it| it.get("values")) else {
        reading.say("The query found nothing.");
        return;
    };
    let sample = |pair: &Json| match pair {
        Json::List(pair) => match pair.as_slice() {
            [Json::Number(time), Json::Text(value)] => {
                let value: f64 = value.parse().ok()?;
                // NaN stands where nothing was there to be divided.
                (value.is_finite() && value >= 0.0).then_some((*time, value))
            }
            _ => None,
        },
        _ => None,
    };
    let samples: Vec<Sample> = values.iter().filter_map(sample).collect();
    if samples.len() < values.len() {
        let left = of_count(values.len() - samples.len());
        let sentence = [
            &*shown(left, Unit::Of("value")),
            " is no number from 0 on, and is left out.",
        ]
        .concat();
        reading.misread(1, &sentence);
    }
    state(&samples, reading);
}

/// The labels of a series as one reads them.
fn labels(metric: &Json) -> String {
    let Json::Object(members) = metric else {
        return String::new();
    };
    let pairs = members
        .iter()
        .filter_map(|(name, value)| Some([name, "=", value.as_text()?].concat()));
    pairs.collect::<Vec<_>>().join(", ")
}

/// Whether most lines are a time and a number.
pub(super) fn is_columns(text: &str) -> bool {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(50)
        .collect();
    let read = lines.iter().filter(|line| row(line).is_some()).count();
    read >= 2 && read * 2 > lines.len()
}

/// Reads columns of a time and requests a second.
pub(super) fn columns(text: &str, reading: &mut Reading) {
    let mut samples = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match row(line) {
            Some(sample) => samples.push(sample),
            // The first may be a head.
            None if at == 0 || line.trim().is_empty() => {}
            None => reading.misread(
                at + 1,
                "Write a time, such as 2026-11-28 09:00 or Unix seconds, and a number.",
            ),
        }
    }
    samples.sort_by(|one, other| one.0.total_cmp(&other.0));
    state(&samples, reading);
}

/// A time and a number, apart by a tab, a semicolon or a comma.
fn row(line: &str) -> Option<Sample> {
    let mark = ['\t', ';', ',']
        .into_iter()
        .find(|mark| line.contains(*mark))?;
    let mut cells = line.split(mark).map(|cell| cell.trim().trim_matches('"'));
    let (time, value) = (cells.next()?, cells.next()?);
    let number: f64 = value.parse().ok()?;
    let is_read = value.starts_with(|letter: char| letter.is_ascii_digit()) && number.is_finite();
    Some((moment(time).filter(|_| is_read)?, number))
}

/// A time in Unix seconds: those themselves, or milliseconds, or a day with its time.
fn moment(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        let is_time = (1e9..1e13).contains(&number);
        return is_time.then_some(if number >= 1e11 {
            number / 1000.0
        } else {
            number
        });
    }
    let (day, time) = text.split_once(['T', ' '])?;
    let mut parts = day.split('-').map(str::parse);
    let (year, month, of_month) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let day = crate::quantity::date::Date::new(year, month, of_month)?;
    let mut seconds = 0.0;
    let clock = time.trim_end_matches('Z').split(['.', '+']).next()?;
    for (part, times) in clock.split(':').zip([3600.0, 60.0, 1.0]) {
        let part: u32 = part.parse().ok().filter(|part| *part < 60)?;
        seconds += f64::from(part) * times;
    }
    Some(day.value() * DAY + seconds)
}

/// States average and usual peak.
fn state(samples: &[Sample], reading: &mut Reading) {
    if samples.len() < LEAST {
        reading.say("These are too few values for an average and a peak: bring a day at least.");
        return;
    }
    let values = || samples.iter().map(|(_, value)| *value);
    let average = values().sum::<f64>() / of_count(samples.len());
    if average <= 0.0 {
        reading.say("There is no load in it.");
        return;
    }
    let highest = values().fold(0.0, f64::max);
    let (first, last) = (samples[0].0, samples[samples.len() - 1].0);
    let usual = usual_peak(samples);
    reading.state(&demand::average_rate, average, None);
    reading.state(&demand::peak_to_average, usual / average, None);
    let rate = |value: f64| precise(value, Unit::Of("req/s"));
    let days = (last - first) / DAY;
    let sentence = [
        &*shown(of_count(samples.len()), Unit::Of("value")),
        " over ",
        &shown(days, Unit::Of("day")),
        ", taken as requests a second: on average ",
        &rate(average),
        ", at the usual peak of a day ",
        &rate(usual),
        ", at most ",
        &rate(highest),
        ".",
    ];
    reading.say(&sentence.concat());
}

/// The median of the highest values of its days; those at either end that are not whole count
/// only where there is no other.
fn usual_peak(samples: &[Sample]) -> f64 {
    let mut days: Vec<(f64, f64, usize)> = Vec::new();
    for (time, value) in samples {
        let day = (time / DAY).floor();
        match days.last_mut().filter(|it| it.0.to_bits() == day.to_bits()) {
            Some(last) => *last = (day, last.1.max(*value), last.2 + 1),
            None => days.push((day, *value, 1)),
        }
    }
    let most = days.iter().map(|it| it.2).max().unwrap_or_default();
    // A day with half as many values as the fullest one is no whole day.
    let whole = days.iter().filter(|it| it.2 * 2 > most);
    let mut peaks: Vec<f64> = whole.map(|it| it.1).collect();
    peaks.sort_by(f64::total_cmp);
    let middle = peaks.len() / 2;
    if peaks.len() % 2 == 1 {
        peaks[middle]
    } else {
        f64::midpoint(peaks[middle - 1], peaks[middle])
    }
}
