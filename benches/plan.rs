//! How long does a keystroke's worth of computing take?
//!
//! `cargo bench --no-default-features`. Times are printed, not asserted: they
//! depend on the machine. `plan` is to stay under 50 microseconds.

use criterion::{Criterion, criterion_group, criterion_main};
use headroom::engine::causes::Finding;
use headroom::engine::solve::solve;
use headroom::engine::{Plan, plan, plan_over};
use headroom::quantity::Unit;
use headroom::quantity::parse::{Bare, parse};
use headroom::report::solved::figures;
use headroom::review::review;
use headroom::scenario::fields::{is_within_bounds, slots};
use headroom::scenario::preset::{Preset, preset};
use headroom::scenario::{Scenario, Value};
use headroom::share::{Headline, decode, encode};
use headroom::workloads::Loaded;
use headroom::workloads::limits::queue::waits;
use headroom::workloads::spikes::backlog::Service;
use headroom::workloads::spikes::load::Spike;
use headroom::workloads::spikes::plan::promised;
use headroom::workloads::spikes::plant::{Client, Plant, Run};
use headroom::workloads::spikes::pool::Pool;
use std::hint::black_box;
use std::time::Instant;

/// How many points a chart of one figure against one input has.
const POINTS: u32 = 120;

fn planning(criterion: &mut Criterion) {
    let scenario = Scenario::default();
    criterion.bench_function("within_bounds", |bencher| {
        bencher.iter(|| is_within_bounds(black_box(&scenario)));
    });
    criterion.bench_function("plan", |bencher| {
        bencher.iter(|| plan(black_box(&scenario)));
    });
    let mut growing = preset("saas-1").map_or_else(Scenario::default, Preset::scenario);
    growing.growth.months_projected = 36.0;
    criterion.bench_function("plan of saas-1 over 36 months", |bencher| {
        bencher.iter(|| plan(black_box(&growing)));
    });
    let coach = preset("coach-1").map_or_else(Scenario::default, Preset::scenario);
    let grown = plan(&growing);
    criterion.bench_function("walk saas-1 over 36 months", |bencher| {
        bencher.iter(|| {
            let mut letters = 0;
            black_box(&grown).each(&mut |id, _| letters += id.len());
            letters
        });
    });
    let mut ids = Vec::new();
    grown.each(&mut |id, _| ids.push(id.to_owned()));
    let mut next = ids.iter().cycle();
    criterion.bench_function("find a figure of saas-1 over 36 months", |bencher| {
        bencher.iter(|| next.next().and_then(|id| grown.outcome(black_box(id))));
    });
    criterion.bench_function("plan of coach-1", |bencher| {
        bencher.iter(|| plan(black_box(&coach)));
    });
    criterion.bench_function("Erlang C of a million servers", |bencher| {
        bencher.iter(|| waits(black_box(1e6), black_box(999_900.0)));
    });
    criterion.bench_function("Erlang C of a million servers at 99.8 %", |bencher| {
        bencher.iter(|| waits(black_box(1e6), black_box(998_000.0)));
    });
    criterion.bench_function("plan and visit every figure", |bencher| {
        bencher.iter(|| {
            let mut sum = 0.0;
            plan(black_box(&scenario)).each(&mut |_, outcome| {
                sum += outcome.map_or(0.0, |figure| figure.value);
            });
            sum
        });
    });
    let planned = plan(&scenario);
    criterion.bench_function("review", |bencher| {
        bencher.iter(|| review(black_box(&scenario), black_box(&planned)));
    });
    criterion.bench_function("a sweep of 120 plans", |bencher| {
        bencher.iter(|| bills(black_box(&scenario)));
    });
}

/// Plans without spikes, each in the memory of the one before, as draws from ranges are
/// planned: over 36 months where growth is stated.
fn drawing(criterion: &mut Criterion) {
    for id in ["saas-1", "coach-1", "gpu-1", "sale-1", "chat-1"] {
        let mut scenario = preset(id).map_or_else(Scenario::default, Preset::scenario);
        scenario.growth.months_projected = 36.0;
        if !scenario.growth.is_planned() {
            scenario.growth.rate = Some(0.1);
        }
        let mut spent = Plan::default();
        let name = ["plan of ", id, " over 36 months, without spikes"].concat();
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| {
                let before = core::mem::take(&mut spent);
                spent = plan_over(before, black_box(&scenario), Loaded::ALL.awaited());
            });
        });
    }
}

/// The bill at each of so many points.
fn bills(scenario: &Scenario) -> Vec<f64> {
    let mut scenario = scenario.clone();
    (1..=POINTS)
        .filter_map(|step| {
            scenario.demand.concurrent_users = Some(f64::from(step) * 100.0);
            plan(&scenario).web_bill?.total.number().ok()
        })
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let scenario = Scenario::default();
    let figures = plan(&scenario).headline();
    let headline = Headline {
        engine: headroom::engine::VERSION.to_owned(),
        figures: figures
            .into_iter()
            .map(|(id, value)| (id.to_owned(), value))
            .collect(),
    };
    criterion.bench_function("encode a link", |bencher| {
        bencher.iter(|| encode(black_box(&scenario), black_box(&headline)));
    });
    let link = encode(&scenario, &headline);
    criterion.bench_function("decode a share link", |bencher| {
        bencher.iter(|| decode(black_box(&link)));
    });
    criterion.bench_function("decode a written link", |bencher| {
        bencher.iter(|| decode(black_box("#?preset=chat-1&concurrent_users=1500")));
    });
    criterion.bench_function("parse a number", |bencher| {
        bencher.iter(|| parse(black_box("12.5k"), Unit::Of("user"), Bare::Shown));
    });
}

/// Ten pods at 60 %, ten times the load for ten minutes, followed for half an hour.
fn spiking(criterion: &mut Criterion) {
    let plant = Plant {
        pool: Pool::by_cpu(60.0, 60.0),
        replicas: 10.0,
        service: Service {
            seconds: 0.1,
            scatter: 1.0,
        },
        at_once: 1.0,
        spike: Spike {
            before: 60.0,
            height: 600.0,
            begins: 60.0,
            rise: 0.0,
            lasts: 600.0,
            fall: 0.0,
        },
        client: Client::PATIENT,
        queue: None,
        seconds: 1800.0,
        lost_after: None,
    };
    let mut run = Run::default();
    criterion.bench_function("a spike of 1,800 seconds", |bencher| {
        bencher.iter(|| black_box(&plant).run(&mut run));
    });
    criterion.bench_function("who is late in it", |bencher| {
        bencher.iter(|| black_box(&run).share_over(0.5));
    });
}

/// The viral moment of a pool that grows, and what it comes to.
fn of_a_plan(criterion: &mut Criterion) {
    let scenario = preset("saas-1").map(Preset::scenario).unwrap_or_default();
    let planned = plan(&scenario);
    let Some(spikes) = planned.spikes else { return };
    let promised = promised(&scenario);
    let mut run = Run::default();
    for it in &spikes.all {
        let Some(plant) = &it.plant else { continue };
        criterion.bench_function(&["spike of saas-1, ", &it.row].concat(), |bencher| {
            bencher.iter(|| black_box(plant).run(&mut run));
        });
        plant.run(&mut run);
        criterion.bench_function(&["what it comes to, ", &it.row].concat(), |bencher| {
            bencher.iter(|| plant.outcome(black_box(&run), &promised, it.lasts));
        });
    }
}

/// How long 200 questions take, of any input and any figure, and why two plans differ.
fn asking(criterion: &mut Criterion) {
    let mut saas = preset("saas-1").map_or_else(Scenario::default, Preset::scenario);
    saas.growth.months_projected = 36.0;
    let planned = plan(&saas);
    let figures = figures(&planned);
    let numbers = slots(&saas).filter(|slot| matches!(slot.get(&saas), Value::Number(_)));
    let numbers: Vec<_> = numbers.collect();
    let ask = |nth: usize| {
        // Steps that meet every input and every figure.
        let slot = numbers[nth * 37 % numbers.len()];
        let (id, _) = figures[nth % figures.len()];
        let wanted = planned.number(id).unwrap_or(1.0) * 1.3;
        solve(black_box(&saas), Loaded::ALL, slot, id, wanted)
    };
    let mut times: Vec<f64> = (0..200)
        .map(|nth| {
            let begun = Instant::now();
            black_box(ask(nth));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "200 questions of saas-1: median {:.1} ms, p95 {:.1} ms",
        times[100], times[190]
    );
    let mut nth = 0;
    criterion.bench_function("what an input must be, saas-1", |bencher| {
        bencher.iter(|| {
            nth += 1;
            ask(nth)
        });
    });
    let mut other = saas.clone();
    other.growth.rate = Some(0.2);
    other.demand.customers = Some(1000.0);
    criterion.bench_function("why two plans of saas-1 differ, 2 inputs", |bencher| {
        bencher.iter(|| {
            let ids = vec!["bill.total.12".to_owned()];
            Finding::new(&saas, &other, Loaded::ALL, ids).found()
        });
    });
}

criterion_group!(
    benches, planning, drawing, reading, spiking, of_a_plan, asking
);
criterion_main!(benches);
