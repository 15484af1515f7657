//! What do the hours of a log come to: its percentiles, the peak of a usual day, the hours
//! that are missing, and the day hour by hour?

use super::import::Line;
use super::moment::{Moment, of_day_words};
use crate::quantity::math::{count_of, of_count};
use crate::quantity::order::ascending;
use crate::scenario::log::Hour;
use crate::scenario::{Log, RowKey};

/// Hours of a day.
const DAY: usize = 24;

/// A log in a few numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct Summary {
    /// What is stated of it.
    pub log: Log,
    /// The day hour by hour.
    pub hours: Vec<Hour>,
    /// The first hour and the last.
    pub ends: [Moment; 2],
    /// How many hours between them have no line, and the first of them.
    pub gaps: Option<(usize, Moment)>,
    /// How many days have a line for each of their hours.
    pub whole_days: usize,
}

impl Summary {
    /// Of lines in the order of their hours; none where there is none, or no request.
    pub fn of(lines: &[Line]) -> Option<Self> {
        let (first, last) = (lines.first()?, lines.last()?);
        let requests: f64 = lines.iter().map(|line| line.requests).sum();
        let days = days(lines);
        let is_whole = |day: &&Vec<Line>| day.len() == DAY;
        let whole_days = days.iter().filter(is_whole).count();
        // A day that the log holds in part may lack its peak.
        let counts = |day: &&Vec<Line>| whole_days == 0 || day.len() == DAY;
        let peaks: Vec<f64> = { days.iter() }
            .filter(counts)
            .map(|day| most(day, |line| line.p95))
            .collect();
        let p95: Vec<f64> = lines.iter().map(|line| line.p95).collect();
        let log = Log {
            hours: Some(of_count(lines.len())),
            requests: Some(requests),
            p95: percentile(&p95, 0.95),
            p99: percentile(&p95, 0.99),
            day_peak: percentile(&peaks, 0.5),
            peak: Some(most(lines, |line| line.peak)),
            ..Log::default()
        };
        let summary = Self {
            log,
            hours: hours(lines),
            ends: [first.at, last.at],
            gaps: gaps(lines),
            whole_days,
        };
        (requests >= 1.0).then_some(summary)
    }
}

/// Below which of these the share `part` of them lies: between two of them on a straight
/// line, as SQL's `PERCENTILE_CONT` has it.
pub fn percentile(values: &[f64], part: f64) -> Option<f64> {
    let sorted = ascending(values, |value| *value);
    let place = part * of_count(values.len().checked_sub(1)?);
    // Less than the length, which was counted.
    let below = count_of(place);
    let low = *sorted.get(below)?;
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    Some(low + (high - low) * (place - place.floor()))
}

fn most(lines: &[Line], of: impl Fn(&Line) -> f64) -> f64 {
    lines.iter().map(of).fold(0.0, f64::max)
}

/// Its days, each with its lines.
fn days(lines: &[Line]) -> Vec<Vec<Line>> {
    let mut days: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match days.last_mut() {
            Some(day) if day[0].at.day() == line.at.day() => day.push(*line),
            _ => days.push(vec![*line]),
        }
    }
    days
}

/// How many hours between the first and the last have no line, and the first of them.
fn gaps(lines: &[Line]) -> Option<(usize, Moment)> {
    let number = |at: Moment| at.day() * 24 + i64::from(at.of_day());
    let mut missing = 0;
    let mut first = None;
    for pair in lines.windows(2) {
        let lacks = number(pair[1].at) - number(pair[0].at) - 1;
        if lacks > 0 {
            missing += usize::try_from(lacks).unwrap_or(0);
            let next = match pair[0].at {
                Moment::Dated(hours) => Moment::Dated(hours + 1),
                Moment::OfDay(hour) => Moment::OfDay(hour + 1),
            };
            first = first.or(Some(next));
        }
    }
    first.map(|first| (missing, first))
}

/// The day hour by hour, those that have a line.
fn hours(lines: &[Line]) -> Vec<Hour> {
    let of = |of_day: u8| {
        let here: Vec<Line> = { lines.iter() }
            .filter(|line| line.at.of_day() == of_day)
            .copied()
            .collect();
        let requests: f64 = here.iter().map(|line| line.requests).sum();
        let name = of_day_words(of_day);
        (!here.is_empty()).then(|| Hour {
            key: RowKey::of_name(&name),
            name,
            requests: (requests / of_count(here.len()) * 100.0).round() / 100.0,
            peak: most(&here, |line| line.peak),
        })
    };
    (0..24).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workloads::log::import::read;

    /// By `numpy.percentile` with its default, linear, method.
    #[test]
    fn percentiles_lie_between_two_values() {
        let values = [30.0, 10.0, 50.0, 20.0, 40.0];
        for (part, expected) in [
            (0.5, 30.0),
            (0.95, 48.0),
            (0.99, 49.6),
            (0.0, 10.0),
            (1.0, 50.0),
        ] {
            let found = percentile(&values, part).unwrap();
            assert!((found - expected).abs() < 1e-12, "{part}: {found}");
        }
        assert_eq!(percentile(&[], 0.5), None);
        assert_eq!(percentile(&[7.0], 0.99), Some(7.0));
    }

    /// Three days: two whole ones, of which one peaks at 50 and one at 70 a minute, and two
    /// hours of a third.
    fn three_days() -> String {
        let mut text = String::new();
        for (day, peak) in [(1, 50), (2, 70)] {
            for hour in 0..24 {
                let p95 = if hour == 20 { peak } else { 10 };
                let line = format!("2026-03-0{day} {hour:02}:00,300,{p95},{}\n", p95 + 5);
                text += &line;
            }
        }
        text + "2026-03-03 00:00,300,10,90\n2026-03-03 03:00,300,10,15\n"
    }

    #[test]
    fn a_usual_day_is_a_whole_one() {
        let lines = read(&three_days()).lines;
        let summary = Summary::of(&lines).unwrap();
        assert_eq!(summary.whole_days, 2);
        assert_eq!(summary.log.hours, Some(50.0));
        assert_eq!(summary.log.requests, Some(15_000.0));
        assert_eq!(summary.log.day_peak, Some(60.0));
        assert_eq!(summary.log.peak, Some(90.0));
        assert_eq!(summary.log.p95, Some(10.0));
        // Of 50 the 49.51st: 50 + 0.51 * 20.
        assert!((summary.log.p99.unwrap() - 60.2).abs() < 1e-9);
        let (missing, first) = summary.gaps.unwrap();
        assert_eq!((missing, first.words().as_str()), (2, "3 Mar 2026 01:00"));
        assert_eq!(summary.hours.len(), 24);
        assert_eq!(
            (summary.hours[0].requests, summary.hours[0].peak),
            (300.0, 90.0)
        );
        assert_eq!(summary.hours[20].key.text(), "20_00");
    }

    #[test]
    fn a_part_of_a_day_is_taken_as_it_is() {
        let summary = Summary::of(&read("9:00,60,1,2\n11:00,0,0,0").lines).unwrap();
        let first = Some((1, Moment::OfDay(10)));
        assert_eq!((summary.whole_days, summary.gaps), (0, first));
        assert_eq!(Summary::of(&read("9:00,0,0,0").lines), None);
    }
}
