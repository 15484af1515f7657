//! How full will each pool be, month by month, and when must it be ordered?

use super::plan::{Planned, Pools};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Slot};
use crate::engine::Plan;
use crate::facts::constants::DAYS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::quantity::math::of_count;
use crate::scenario::{Pool, Scenario};
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::charts::over_months;

const SHARE: Unit = Unit::Of("share");

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&USE_OF_POOLS];

/// Need over capacity of each pool, by month.
pub static USE_OF_POOLS: ChartOf = ChartOf {
    id: "fleet",
    file: "headroom-fleet",
    draw: use_of_pools,
};

/// The chart of a plan with a fleet and growth; empty for any other. Months are
/// those of the growth charts.
pub fn use_of_pools(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let pools = planned.pools.as_ref();
    let drawn = pools.map_or_else(Vec::new, |pools| drawn(scenario, pools));
    let last = pools.map_or(0, |pools| pools.months);
    let series = |((stated, pool), slot): (&(&Pool, &Planned), Slot)| {
        Series::line("pool", &stated.name, slot, values(pool))
    };
    over_months(
        Calendar::new(scenario, today),
        if drawn.is_empty() { 0 } else { last + 1 },
        "Need over capacity of each pool, by month",
        sentence(&drawn, last),
        Panel {
            y: Axis::of_counts(
                "Need over capacity of now",
                Scale::Log,
                [percent, |value| shown(value, SHARE)],
            ),
            series: drawn.iter().zip(Slot::ALL).map(series).collect(),
        },
        markers(&drawn, last),
    )
}

/// One line a pool; of more than there are colors the first to be ordered.
/// Pools with a capacity, those to be ordered first before those that are never full.
fn drawn<'a>(scenario: &'a Scenario, pools: &'a Pools) -> Vec<(&'a Pool, &'a Planned)> {
    let all: Vec<_> = scenario.pools.iter().zip(&pools.all).collect();
    let order = pools.in_order();
    let never = (0..all.len()).filter(|at| !order.contains(at));
    let places = order.iter().copied().chain(never);
    places
        .filter_map(|at| all.get(at).copied())
        .filter(|(_, pool)| pool.now.capacity.or_zero() > 0.0)
        .take(Slot::ALL.len())
        .collect()
}

/// Need over the capacity of now; a month without a number is a gap.
fn values(pool: &Planned) -> Vec<f64> {
    let needed = pool.ahead.needed.iter();
    needed
        .map(|needed| {
            needed
                .number()
                .map_or(f64::NAN, |needed| needed / pool.now.capacity.or_zero())
        })
        .collect()
}

/// `2,000%`, where "2k%" would have to be read twice.
fn percent(share: f64) -> String {
    shown(share * 100.0, Unit::Of("1")) + "%"
}

/// Where each pool is full and, before that, where it must be ordered. The latter is
/// shown of the first pool, and of those that take a month or more to come.
fn markers(drawn: &[(&Pool, &Planned)], last: usize) -> Vec<Marker> {
    let last = of_count(last);
    let mut markers: Vec<Marker> = Vec::new();
    let mut mark = |at: f64, words: &[&str]| {
        if (0.0..=last).contains(&at) {
            let place = markers.partition_point(|other| other.at <= at);
            let label = words.concat();
            markers.insert(place, Marker { at, label });
        }
    };
    for (at, (stated, pool)) in drawn.iter().enumerate() {
        let Some((cliff, order_by)) = dates(pool) else {
            continue;
        };
        let name = short(stated, drawn);
        mark(cliff, &[name]);
        if at == 0 {
            mark(order_by, &["Order"]);
        } else if stated.lead_time >= DAYS_PER_MONTH {
            mark(order_by, &["Order ", name]);
        }
    }
    markers
}

/// When a pool is full, and when more of it must be ordered, in months.
fn dates(pool: &Planned) -> Option<(f64, f64)> {
    let now = &pool.now;
    Some((
        now.months_to_cliff.number().ok()?,
        now.order_by_months.number().ok()?,
    ))
}

/// The first word of a pool's name, where no other pool begins with it.
fn short<'a>(pool: &'a Pool, drawn: &[(&Pool, &Planned)]) -> &'a str {
    let first = |pool: &'a Pool| pool.name.split_whitespace().next();
    let word = first(pool).unwrap_or(&pool.name);
    let alike = drawn
        .iter()
        .filter(|(other, _)| other.name.split_whitespace().next() == Some(word));
    if alike.count() > 1 { &pool.name } else { word }
}

fn sentence(drawn: &[(&Pool, &Planned)], last: usize) -> String {
    let Some((first, pool)) = drawn.first() else {
        return "There is no fleet with a capacity to draw.".to_owned();
    };
    let mut text = match dates(pool) {
        Some((cliff, order_by)) if order_by < 0.0 => [
            "The last moment to order ",
            &first.name,
            " has passed: full after ",
            &shown(cliff, Unit::Of("month")),
            ".",
        ]
        .concat(),
        Some((cliff, order_by)) => [
            "First to order: ",
            &first.name,
            ", within ",
            &shown(order_by, Unit::Of("month")),
            ", full after ",
            &shown(cliff, Unit::Of("month")),
            "; a line stands where each is full.",
        ]
        .concat(),
        None => "No pool is ever full by the growth that is stated.".to_owned(),
    };
    let highest = drawn.iter().filter_map(|(stated, pool)| {
        let needed = pool.ahead.needed.last()?.number().ok()?;
        Some((needed / pool.now.capacity.or_zero(), &stated.name))
    });
    if let Some((share, name)) = highest.max_by(|one, other| one.0.total_cmp(&other.0)) {
        text += &[
            " In month ",
            &last.to_string(),
            " ",
            name,
            " is exceeded most: needed are ",
            &shown(share, SHARE),
            " of what there is now.",
        ]
        .concat();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{csv, table};
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn chart(change: fn(&mut Scenario)) -> Chart {
        let mut scenario = preset("saas-1").unwrap().scenario();
        change(&mut scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        use_of_pools(&scenario, &plan(&scenario), today)
    }

    #[test]
    fn six_pools_with_their_cliffs() {
        let chart = chart(|_| {});
        assert_eq!(
            chart.sentence,
            "First to order: GPU nodes, within 2 months, full after 4.1 months; a line \
             stands where each is full. In month 24 Storage (TB) is exceeded most: needed are 1,431 % of what \
             there is now."
        );
        assert_eq!((chart.xs.len(), chart.names.len()), (25, 25));
        let marks: Vec<_> = chart.markers.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(
            marks,
            [
                "Order", "Memory", "GPU", "CPU", "API", "Database", "Storage"
            ]
        );
        assert_eq!(table(&chart).headers.len(), 7);
        assert!(csv(&chart).contains("Nov 2026,0.666"), "{}", csv(&chart));
    }

    #[test]
    fn what_cannot_be_drawn_says_so() {
        let none = chart(|it| it.pools.clear());
        assert!(none.xs.is_empty() && none.sentence.starts_with("There is no fleet"));
        let still = chart(|it| it.growth.rate = Some(0.0));
        assert!(
            still.sentence.starts_with("No pool is ever full"),
            "{}",
            still.sentence
        );
        let late = chart(|it| it.pools[3].lead_time = 300.0);
        assert!(late.sentence.contains("has passed"), "{}", late.sentence);
        let gone = chart(|it| it.pools[3].capacity = Some(0.0));
        assert_eq!(gone.panels[0].series.len(), 5);
    }
}
