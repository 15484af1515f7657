//! What is stored, month by month, and when does it pass what storage can hold?

use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{shown, tick};
use crate::quantity::math::of_count;
use crate::scenario::Scenario;
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::charts::over_months;

const GB: Unit = Unit::Of("GB");
const MONTHS: Unit = Unit::Of("month");

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&STORAGE];

/// Storage in use against what there is, by month.
pub static STORAGE: ChartOf = ChartOf {
    id: "storage",
    file: "headroom-storage",
    draw: storage_by_month,
};

/// Storage in use against what there is; empty for a plan without data.
pub fn storage_by_month(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let stated = &scenario.data;
    let last = scenario.growth.horizon();
    let is_on = planned.outcome("data.storage_growth").is_some();
    let months = if is_on { last as usize + 1 } else { 0 };
    let xs: Vec<f64> = (0..months).map(of_count).collect();
    let part = |id, label: &str, slot, now: f64, growth: f64| Series {
        id,
        label: label.to_owned(),
        slot,
        shape: Shape::Stack(xs.iter().map(|month| now + growth * month).collect()),
    };
    let level = |label: &str, at: f64| Marker {
        at,
        label: label.to_owned(),
    };
    let capacity = stated.storage_capacity;
    let series = vec![
        part("now", "Stored now", Slot::One, stated.storage_used, 0.0),
        part("data", "New data", Slot::Two, 0.0, stated.sets_growth),
        part(
            "models",
            "New models",
            Slot::Three,
            0.0,
            stated.models_growth,
        ),
        part("logs", "New logs", Slot::Four, 0.0, stated.logs_growth),
    ];
    over_months(
        Calendar::new(scenario, today),
        months,
        title(planned, Calendar::new(scenario, today)),
        sentence(planned),
        vec![Panel {
            y: Axis {
                unit: GB.symbol().to_owned(),
                ..Axis::of_amounts(
                    "Stored",
                    Scale::Linear,
                    [|value| tick(value, GB), |value| shown(value, GB)],
                )
            },
            levels: if is_on {
                vec![
                    level("80 % of it", 0.8 * capacity),
                    level("Storage there is", capacity),
                ]
            } else {
                Vec::new()
            },
            series,
            ..Panel::default()
        }],
        markers(planned, f64::from(last)),
    )
}

fn markers(planned: &Plan, last: f64) -> Vec<Marker> {
    [
        ("data.storage_months_to_80", "80 %"),
        ("data.storage_months_to_full", "Full"),
    ]
    .into_iter()
    .filter_map(|(months, label)| {
        let at = planned.number(months)?;
        (at <= last).then(|| Marker {
            at,
            label: label.to_owned(),
        })
    })
    .collect()
}

/// When storage is full.
fn title(planned: &Plan, calendar: Calendar) -> String {
    if planned.outcome("data.storage_growth").is_none() {
        return "No storage is stated".to_owned();
    }
    let full = planned.number("data.storage_months_to_full");
    match full.and_then(|months| calendar.after(months)) {
        Some(day) => ["Storage is full on ", &day.shown()].concat(),
        None => "Storage does not fill".to_owned(),
    }
}

fn sentence(planned: &Plan) -> String {
    let Some(Ok(growth)) = planned.outcome("data.storage_growth") else {
        return "There is no storage to draw.".to_owned();
    };
    let [warning, full] =
        ["data.storage_months_to_80", "data.storage_months_to_full"].map(|id| planned.get(id));
    match (warning, full) {
        (Ok(warning), Ok(full)) => [
            "Storage grows by ",
            &shown(growth.value, growth.unit()),
            ": it is at 80 % in ",
            &shown(warning.value, MONTHS),
            " and full in ",
            &shown(full.value, MONTHS),
            ".",
        ]
        .concat(),
        (Err(absent), _) | (_, Err(absent)) => absent.0.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::web::Switch;

    fn chart(change: fn(&mut Scenario)) -> Chart {
        let mut scenario = Scenario::default();
        scenario.data.workload = Switch::On;
        change(&mut scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        storage_by_month(&scenario, &plan(&scenario), today)
    }

    #[test]
    fn storage_is_drawn_against_what_there_is() {
        let chart = chart(|_| {});
        assert_eq!(
            chart.sentence,
            "Storage grows by 45 GB/month: it is at 80 % in 6.7 months and full in 11 months."
        );
        assert!(
            chart.title.starts_with("Storage is full on "),
            "{}",
            chart.title
        );
        assert_eq!(chart.xs.len(), 25);
        assert_eq!(chart.names[12], "Nov 2027");
        let marks: Vec<_> = chart.markers.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(marks, ["80 %", "Full"]);
        let top: f64 = chart
            .series()
            .filter_map(|(_, series)| series.extent_at(12))
            .map(|extent| extent.0)
            .sum();
        assert!((top - (500.0 + 12.0 * 45.0)).abs() < 1e-9, "{top}");
    }

    #[test]
    fn storage_that_stays_has_no_marks() {
        let still = chart(|it| {
            let data = &mut it.data;
            (data.models_growth, data.sets_growth, data.logs_growth) = (0.0, 0.0, 0.0);
        });
        assert!(still.markers.is_empty() && still.sentence.contains("does not grow"));
        assert!(chart(|it| it.data.workload = Switch::Off).xs.is_empty());
    }
}
