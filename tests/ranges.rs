//! Do ranges give what is known exactly: percentiles, chances, shares and dates?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::plan;
use headroom::quantity::math::{exp, ln};
use headroom::scenario::preset::{Preset, preset};
use headroom::scenario::{Range, Scenario, Value, fields};
use headroom::share::decode;
use headroom::workloads::uncertainty::chances::percentile;
use headroom::workloads::uncertainty::draws::made;
use headroom::workloads::uncertainty::drivers::{first_order, pieces};
use headroom::workloads::uncertainty::normal::{P95, quantile};
use headroom::workloads::uncertainty::overlay::Overlay;
use headroom::workloads::uncertainty::sequence::Sequence;

fn opened(link: &str) -> Scenario {
    decode(link).unwrap().scenario
}

/// Numbers of an input in so many draws.
fn drawn(id: &str, draws: u32) -> Vec<f64> {
    let sequence = Sequence::new(1, id);
    (0..draws).map(|draw| sequence.at(draw)).collect()
}

/// Of a lognormal number with these percentiles.
fn lognormal(id: &str, [low, high]: [f64; 2], draws: u32) -> Vec<f64> {
    let side = ln(high / low) / 2.0 / P95;
    let all = drawn(id, draws).into_iter();
    all.map(|at| (low * high).sqrt() * exp(side * quantile(at)))
        .collect()
}

fn share(values: &[f64], is_so: impl Fn(f64) -> bool) -> f64 {
    let count = values.iter().filter(|it| is_so(**it)).count();
    f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(values.len()).unwrap())
}

#[test]
fn shares_of_variance_are_those_of_ishigamis_function() {
    let of = |id: &str| -> Vec<f64> {
        let all = drawn(id, 10_000).into_iter();
        all.map(|at| (2.0 * at - 1.0) * std::f64::consts::PI)
            .collect()
    };
    let [one, two, three] = ["growth.rate", "demand.customers", "growth.churn"].map(of);
    let answers: Vec<f64> = (0..one.len())
        .map(|at| {
            let second = libm::sin(two[at]);
            let fourth = three[at] * three[at] * three[at] * three[at];
            libm::sin(one[at]) * (1.0 + 0.1 * fourth) + 7.0 * second * second
        })
        .collect();
    for (input, told) in [(one, 0.313_905_191_1), (two, 0.442_411_144_8), (three, 0.0)] {
        let found = first_order(&pieces(&input), &answers);
        assert!((found - told).abs() < 0.015, "{found} {told}");
    }
}

#[test]
fn one_is_dearer_than_the_other_as_often_as_is_known() {
    // A = 100 X, B = 90 X Y, on the same draws and on draws of their own.
    let x = lognormal("demand.customers", [50.0, 200.0], 8192);
    let other = lognormal("demand.concurrent_users", [50.0, 200.0], 8192);
    let y = lognormal("growth.churn", [0.8, 1.4], 8192);
    let below = |ours: &[f64]| {
        let each = (0..x.len()).map(|at| 90.0 * ours[at] * y[at] - 100.0 * x[at]);
        share(&each.collect::<Vec<_>>(), |it| it < 0.0)
    };
    assert!((below(&x) - 0.612_660_872_2).abs() < 0.005, "{}", below(&x));
    assert!(
        (below(&other) - 0.531_313_832_1).abs() < 0.01,
        "{}",
        below(&other)
    );
}

/// 2,000 customers that grow by a factor between 1.05 and 1.15 a month, and a pool that is
/// full with 5,000 of them.
fn to_5000() -> Scenario {
    let mut scenario = preset("saas-1").map(Preset::scenario).unwrap();
    scenario.ranges.clear();
    scenario.demand.customers = Some(2000.0);
    scenario.fleet.measured_at = Some(2000.0);
    scenario.growth.months_projected = 36.0;
    let rate = fields::slot(&scenario, "growth.rate").unwrap();
    let range = Range {
        low: 0.05,
        high: 0.15,
    };
    let median = rate.field.median(range);
    rate.state(&mut scenario, (Value::Number(median), Some(range)))
        .unwrap();
    let pool = &mut scenario.pools[0];
    pool.exponent = 1.0;
    pool.used = 20.0;
    pool.capacity = Some(50.0);
    pool.lead_time = 0.0;
    scenario
}

#[test]
fn months_to_reach_a_number_are_those_of_the_exact_answer() {
    let scenario = to_5000();
    let draws = made(&scenario, 1024);
    let chances = draws.chances();
    let id = format!("resource.{}.months_to_cliff", scenario.pools[0].key.text());
    let band = chances.band(&id).unwrap();
    for (found, told) in [
        (band.at[0], 6.556_082),
        (band.at[3], 9.719_231),
        (band.at[6], 18.780_235),
    ] {
        assert!((found / told - 1.0).abs() < 0.01, "{found} {told}");
    }
    let months = |at: &f64| ln(2.5) / ln(1.0 + at);
    let overlay = Overlay::new(&scenario);
    let all: Vec<f64> = (0..4096)
        .map(|draw| months(&overlay.replay(&scenario, draw).growth.rate.unwrap()))
        .collect();
    for (by, told) in [
        (6.0, 0.017_289_068_2),
        (9.0, 0.392_640_188_9),
        (12.0, 0.741_496_439_8),
    ] {
        let found = share(&all, |it| it < by);
        assert!((found - told).abs() < 0.002, "{by}: {found} {told}");
    }
}

#[test]
fn an_order_comes_too_late_as_often_as_an_independent_draw_says() {
    // From saas-1: 2 of 3 GPU nodes are used, as many as 0.85 of them may be; 14 days to come.
    let scenario = opened("#?preset=saas-1&growth=8-20%");
    let mut moments: Vec<f64> = Vec::new();
    // A plain generator that shares nothing with ours (xorshift, Marsaglia).
    let mut state = 88_172_645_463_325_252_u64;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        #[expect(clippy::cast_precision_loss, reason = "53 bits of it")]
        let number = (state >> 11) as f64 / 9_007_199_254_740_992.0;
        number.max(1e-12)
    };
    let (low, high) = (1.08_f64, 1.2_f64);
    for _ in 0..400_000 {
        let radius = (-2.0 * ln(uniform())).sqrt();
        let z = radius * libm::cos(2.0 * std::f64::consts::PI * uniform());
        let factor = (low * high).sqrt() * exp(ln(high / low) / 2.0 / P95 * z);
        moments.push(factor);
    }
    moments.sort_unstable_by(f64::total_cmp);
    let planned = plan(&scenario);
    let times = planned.number("resource.gpu_nodes.critical_times").unwrap();
    let by = |factor: f64| ln(times) / ln(factor) - 14.0 / (365.25 / 12.0);
    let chances = made(&scenario, 1024).chances();
    let date = chances.date("gpu_nodes").unwrap();
    let mut before = f64::NEG_INFINITY;
    for risk in [0.05, 0.10, 0.20] {
        let told = by(percentile(&moments, 1.0 - risk));
        let mut stated = scenario.clone();
        stated.uncertainty.risk = risk;
        let own = made(&stated, 512).chances();
        let found = own.date("gpu_nodes").unwrap().by;
        assert!((found - told).abs() < 0.02, "{risk}: {found} {told}");
        assert!(found > before);
        before = found;
        // Ordered on that day, as many of the others' draws are late as is accepted.
        let late = share(&moments, |factor| by(factor) < found);
        assert!((late - risk).abs() < 0.005, "{risk}: {late}");
    }
    let late = share(&moments, |factor| {
        by(factor)
            < planned
                .number("resource.gpu_nodes.order_by_months")
                .unwrap()
    });
    assert!((date.late - late).abs() < 0.005, "{} {late}", date.late);
}

#[test]
fn draws_of_a_bill_come_near_what_any_other_seed_gives() {
    let scenario = opened("#?preset=saas-1&growth=8-20%&customers=400-650");
    let of = |seed: u64| {
        let mut other = scenario.clone();
        other.seed = seed;
        made(&other, 512)
            .chances()
            .band("bill.total.12")
            .unwrap()
            .at
    };
    let [one, other] = [1, 2].map(of);
    for (one, other) in one.iter().zip(other) {
        assert!((one / other - 1.0).abs() < 0.03, "{one} {other}");
    }
}

#[test]
fn a_draw_that_is_replayed_gives_its_own_figures() {
    let scenario = opened("#?preset=saas-1&growth=8-20%&customers=400-650");
    let overlay = Overlay::new(&scenario);
    let draws = made(&scenario, 16);
    let table = draws.table();
    let mut lines = table
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    let column = heads.iter().position(|it| *it == "bill.total.12").unwrap();
    assert_eq!(lines.clone().count(), 16);
    for (draw, line) in (0..).zip(lines) {
        let replayed = overlay.replay(&scenario, draw);
        let told: f64 = line[column].parse().unwrap();
        let found = plan(&replayed).number("bill.total.12").unwrap();
        assert_eq!(told.to_bits(), found.to_bits(), "{draw}");
    }
}

/// Two bills that are lognormal and rest on other inputs, so that they are independent: the
/// chance that one is less is that of a difference of normal numbers.
#[test]
fn one_scenario_is_cheaper_than_another_as_often_as_is_known() {
    let bare = |key: &str, [low, high]: [f64; 2]| {
        let mut scenario = Scenario::default();
        scenario.web.workload = headroom::scenario::web::Switch::Off;
        scenario.money.workload = headroom::scenario::web::Switch::On;
        let bill = fields::table("bill").unwrap();
        let row = bill.add(&mut scenario, key).unwrap();
        let cost = fields::slot(&scenario, &format!("bill.{}.amount", row.text())).unwrap();
        let range = Range { low, high };
        let median = Value::Number(cost.field.median(range));
        cost.state(&mut scenario, (median, Some(range))).unwrap();
        scenario
    };
    let (one, other) = (bare("One", [50.0, 200.0]), bare("Other", [80.0, 140.0]));
    let both = one.compared_with(other).unwrap();
    let chance = 0.549_6;
    for scenario in [both.clone(), both.turned_to(0).unwrap()] {
        let told = made(&scenario, 2048).told();
        let [rival] = &told.rivals[..] else {
            panic!("one stands beside it");
        };
        // The other costs more than the first in so many.
        assert!((rival.dearer - chance).abs() < 0.01, "{rival:?}");
        assert!((rival.cheaper + rival.dearer - 1.0).abs() < 1e-12);
    }
    // Of the same inputs both have the same numbers: what costs a tenth more always does.
    let dear = |it: &Scenario| {
        let mut dear = it.alone();
        let slot = fields::slot(&dear, "bill.one.amount").unwrap();
        let range = Range {
            low: 55.0,
            high: 220.0,
        };
        let median = Value::Number(slot.field.median(range));
        slot.state(&mut dear, (median, Some(range))).unwrap();
        dear
    };
    let cheap = both.without(1).unwrap();
    let told = made(&cheap.compared_with(dear(&cheap)).unwrap(), 512).told();
    assert!((told.rivals[0].dearer - 1.0).abs() < 1e-12);
}

#[test]
fn without_ranges_nothing_is_drawn() {
    let scenario = opened("#?preset=chat-1");
    assert_eq!(made(&scenario, 100).made(), 0);
}
