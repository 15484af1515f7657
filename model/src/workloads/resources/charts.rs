//! How full is each resource, how long does it last, and when must more of it be ordered?

use super::answers::noun;
use super::plan::Resource;
use super::runway::{Lane, lanes};
use super::words::{Told, label};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{shown, tick};
use crate::quantity::order::ascending;
use crate::scenario::Scenario;

const SHARE: Unit = Unit::Of("share");
const ONE: Unit = Unit::Of("1");

/// How far before today the picture begins at most, in days: what is later than that is
/// marked at its edge.
const BEFORE: f64 = 45.0;
/// How far it goes where no growth is stated, in days.
const A_YEAR: f64 = 365.0;

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&RUNWAY, &ROOM];

/// When each resource runs out, and by when to order more.
pub static RUNWAY: ChartOf = ChartOf {
    id: "runway",
    file: "headroom-runway",
    draw: runway,
};

/// How full each resource is now, and how much more fits.
pub static ROOM: ChartOf = ChartOf {
    id: "room",
    file: "headroom-room",
    draw: room,
};

/// How far the axis of shares goes at most.
const FULLEST: f64 = 2.0;

/// How full each resource is at the peak, the one with the least room first; empty for a
/// plan without resources.
pub fn room(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let Some(told) = Told::new(scenario, planned, today) else {
        return Chart::none("Nothing can run out", "There is no resource to draw.");
    };
    let all: Vec<&Resource> = told.resources.all.iter().collect();
    let all = ascending(&all, |it| it.room.number().unwrap_or(f64::MAX));
    let share = |it: &Resource| planned.number(&it.id("utilization"));
    let used = |is_over: bool| {
        let span = move |it: &&Resource| {
            let share = share(it).filter(|share| (*share >= it.critical) == is_over)?;
            Some((0.0, share))
        };
        all.iter().map(span)
    };
    let critical = all.iter().map(|it| it.critical).collect();
    let mut series = vec![
        Series::spans("used", "Used at the peak", Slot::One, used(false)),
        Series::spans("over", "Used, over what is critical", Slot::Two, used(true)),
        Series::new(
            "critical",
            "Critical from",
            Slot::Six,
            Shape::Points(critical),
        ),
    ];
    series.retain(Series::is_anywhere);
    let noun = noun(scenario);
    let left = |it: &Resource| match it.room.number() {
        Ok(room) if room > 0.0 => ["room for ", &shown(room, ONE), " ", noun].concat(),
        Ok(_) => "no room".to_owned(),
        Err(_) => String::new(),
    };
    let title = match all.first().map(|it| (bare(&it.name), it.room.number())) {
        Some((name, Ok(room))) if room > 0.0 => [
            name,
            " leaves the least room: ",
            &shown(room, ONE),
            " ",
            noun,
        ]
        .concat(),
        Some((name, Ok(_))) => [name, " has no room left"].concat(),
        _ => "How much more fits is not known".to_owned(),
    };
    Chart {
        panels: vec![Panel {
            notes: all.iter().map(|it| left(it)).collect(),
            y: Axis::of_amounts(
                "Used of what there is",
                Scale::Linear,
                [|value| tick(value, SHARE), |value| shown(value, SHARE)],
            ),
            levels: vec![Marker {
                at: 1.0,
                label: "100 %".to_owned(),
            }],
            within: Some((0.0, FULLEST)),
            series,
        }],
        ..Chart::lying(
            title,
            "How much of each resource the peak takes; beyond the stroke its headroom is gone."
                .to_owned(),
            "Resource",
            all.iter().map(|it| label(it).into_owned()).collect(),
        )
    }
}

/// A row for each resource from today until it is full, the first to be ordered first;
/// empty for a plan without resources.
pub fn runway(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let Some(told) = Told::new(scenario, planned, today) else {
        return Chart::none("Nothing can run out", "There is no resource to draw.");
    };
    let growth = planned.growth.as_ref();
    let start = today.value();
    let end = growth.map(|growth| told.calendar.month(growth.months).value());
    let end = end.filter(|end| *end > start).unwrap_or(start + A_YEAR);
    let lanes = lanes(&told, today);
    let orders = lanes.iter().filter_map(|lane| lane.order_by);
    let first = orders.fold(start, f64::min).max(start - BEFORE);
    Chart {
        panels: vec![Panel {
            notes: lanes.iter().map(|lane| lane.note.clone()).collect(),
            y: Axis::of_counts("From today until it is full", Scale::Days, [month, day]),
            levels: vec![Marker {
                at: start,
                label: "Today".to_owned(),
            }],
            within: Some((first, end)),
            series: series(&lanes, (start, end)),
        }],
        ..Chart::lying(
            title(&lanes, (start, end)),
            sentence(&lanes, growth.is_none(), start),
            "Resource",
            lanes.iter().map(|lane| lane.name.clone()).collect(),
        )
    }
}

/// The name of a resource without what it is counted in.
fn bare(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(bare, _)| bare)
}

/// `Mar 2027`.
fn month(day: f64) -> String {
    let shown = Date::of(day).shown();
    let (_, month) = shown.split_once(' ').unwrap_or_default();
    month.to_owned()
}

fn day(day: f64) -> String {
    Date::of(day).shown()
}

/// The stretches of all rows, and the days to order.
fn series(lanes: &[Lane], (start, end): (f64, f64)) -> Vec<Series> {
    let stretch = |from: Option<f64>, to: Option<f64>| {
        let (from, to) = (from?.min(end), to.unwrap_or(end));
        (to > from).then_some((from, to))
    };
    let at = |day: Option<f64>| day.map(|day| day.max(start));
    let room = |lane: &Lane| {
        let until = [lane.warning, lane.critical, lane.full].map(at);
        stretch(Some(start), until.into_iter().flatten().reduce(f64::min))
    };
    let warning = |lane: &Lane| stretch(at(lane.warning), at(lane.critical.or(lane.full)));
    let critical = |lane: &Lane| match lane.full {
        // What is full already has no runway left.
        Some(full) if full <= start => Some((start, end)),
        full => stretch(at(lane.critical), full),
    };
    let late = |lane: &Lane| lane.order_by.filter(|by| *by < start);
    let due = |lane: &Lane| lane.order_by.filter(|by| *by >= start);
    let days = |of: &dyn Fn(&Lane) -> Option<f64>| {
        let days = lanes.iter().map(|lane| of(lane).unwrap_or(f64::NAN));
        Shape::Points(days.collect())
    };
    let mut all = vec![
        Series::spans("room", "Room", Slot::Three, lanes.iter().map(room)),
        Series::spans("warning", "Warning", Slot::Five, lanes.iter().map(warning)),
        Series::spans(
            "critical",
            "Critical",
            Slot::Two,
            lanes.iter().map(critical),
        ),
        Series::new("order_by", "Order by", Slot::Six, days(&due)),
        Series::new("late", "Order is late", Slot::Four, days(&late)),
    ];
    all.retain(Series::is_anywhere);
    all
}

/// What fills first.
fn title(lanes: &[Lane], (start, end): (f64, f64)) -> String {
    let full = |lane: &&Lane| lane.full.is_some();
    let first = lanes.iter().filter(full).min_by(|one, other| {
        let day = |lane: &Lane| lane.full.unwrap_or(f64::MAX);
        day(one).total_cmp(&day(other))
    });
    match first.and_then(|lane| Some((bare(&lane.name), lane.full?))) {
        Some((name, full)) if full <= start => [name, " is full already"].concat(),
        Some((name, full)) if full <= end => {
            [name, " fills first, on ", &Date::of(full).shown()].concat()
        }
        _ => ["Nothing is full by ", &month(end)].concat(),
    }
}

fn sentence(lanes: &[Lane], is_still: bool, start: f64) -> String {
    if is_still {
        return "No growth is stated, so nothing has a date. State how fast demand grows."
            .to_owned();
    }
    let late = lanes
        .iter()
        .filter(|lane| lane.order_by.is_some_and(|by| by < start));
    let late: Vec<&str> = late.map(|lane| lane.name.as_str()).collect();
    let mut text =
        "A row for each resource from today until it is full, in the order in which more must be \
                    ordered; a stroke stands at the last day to do so."
            .to_owned();
    if !late.is_empty() {
        text += &[" That day has passed for ", &late.join(", "), "."].concat();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::table;
    use crate::engine::plan;
    use crate::scenario::preset::preset;
    use crate::scenario::web::Switch;

    fn chart(change: fn(&mut Scenario)) -> Chart {
        let mut scenario = preset("saas-1").unwrap().scenario();
        change(&mut scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        runway(&scenario, &plan(&scenario), today)
    }

    #[test]
    fn rows_are_in_the_order_of_their_dates() {
        let chart = chart(|_| {});
        assert_eq!(chart.title, "Memory fills first, on 14 Mar 2027");
        let order = chart.series().find(|(_, series)| series.id == "order_by");
        let (days, _) = order.unwrap().1.shape.edges();
        let days: Vec<f64> = days.iter().copied().filter(|day| day.is_finite()).collect();
        assert!(days.is_sorted() && days.len() > 5, "{days:?}");
        let rows = table(&chart).rows;
        assert_eq!(rows.len(), chart.names.len());
        assert_eq!(rows[0][0], "GPU nodes");
    }

    #[test]
    fn what_is_late_is_marked_and_said() {
        let chart = chart(|it| it.pools[3].lead_time = 300.0);
        assert!(
            chart.panels[0].notes[0].ends_with("late"),
            "{:?}",
            chart.panels[0].notes
        );
        assert!(
            chart.sentence.contains("has passed for"),
            "{}",
            chart.sentence
        );
        let late = chart.series().find(|(_, series)| series.id == "late");
        assert!(late.unwrap().1.extent_at(0).is_some());
    }

    #[test]
    fn what_is_ordered_in_time_is_there_when_it_is_needed_and_what_is_late_is_not() {
        let scenario = |lead| {
            let mut scenario = preset("saas-1").unwrap().scenario();
            scenario.pools[3].lead_time = lead;
            scenario
        };
        let today = Date::new(2026, 11, 22).unwrap();
        let first = |lead| {
            let scenario = scenario(lead);
            let plan = plan(&scenario);
            let told = Told::new(&scenario, &plan, today).unwrap();
            lanes(&told, today).swap_remove(0)
        };
        let in_time = first(10.0);
        assert_eq!(in_time.arrives, in_time.critical.map(f64::floor));
        assert!(in_time.said.starts_with("Warning: "), "{}", in_time.said);
        let late = first(300.0);
        assert_eq!(late.arrives, Some(today.value() + 300.0));
        assert!(
            late.said.ends_with("there on 18 Sep 2027."),
            "{}",
            late.said
        );
    }

    #[test]
    fn room_is_what_the_plan_says() {
        let scenario = preset("saas-1").unwrap().scenario();
        let today = Date::new(2026, 11, 22).unwrap();
        let planned = plan(&scenario);
        let chart = room(&scenario, &planned, today);
        assert_eq!(
            chart.xs.len(),
            planned.resources.as_ref().unwrap().all.len()
        );
        assert!(
            chart.title.contains(" leaves the least room: "),
            "{}",
            chart.title
        );
        let room = shown(planned.number("answer.room").unwrap(), ONE);
        assert!(
            chart.panels[0].notes[0].contains(&room),
            "{:?}",
            chart.panels[0].notes
        );
    }

    #[test]
    fn without_growth_nothing_has_a_date() {
        let still = chart(|it| it.growth.workload = Switch::Off);
        assert!(
            still.sentence.starts_with("No growth is stated"),
            "{}",
            still.sentence
        );
        let flat = chart(|it| it.growth.rate = Some(0.0));
        assert_eq!(flat.title, "Nothing is full by Nov 2028");
        assert!(
            flat.panels[0].notes.iter().all(|note| note == "never full"),
            "{:?}",
            flat.panels[0].notes
        );
    }
}
