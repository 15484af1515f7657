//! How far is the estimate of inference from what was measured on hardware?
//!
//! 2,800 measurements that others published, each with so many requests kept running. The
//! estimate's constants were fitted on them; the shares that the page states are smaller: those
//! of each family of models with constants that were fitted without it. They must hold here.
//! `cargo test --no-default-features --test silicon -- --nocapture` prints the table.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::facts::gpus::GPUS;
use headroom::facts::models::model;
use headroom::facts::serving::SGLANG_FIRST;
use headroom::workloads::inference::roofline::{Regime, Replica, Setting, Weights, Work};

const MEASURED: &str = include_str!("silicon.tsv");

/// Those who measured cut prompts and answers a little shorter than they say, on average.
const LENGTH: f64 = 0.95;

/// One measurement over its estimate.
struct Row {
    regime: Regime,
    token: f64,
    first: f64,
}

/// The estimate of each line over what was measured; none where memory is full, of which
/// nothing is promised.
fn rows() -> Vec<Row> {
    MEASURED.lines().skip(2).filter_map(row).collect()
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [
        gpu,
        of,
        precision,
        tensor,
        copies,
        running,
        input,
        output,
        engine,
        first,
        token,
    ] = cells[..]
    else {
        panic!("{line}");
    };
    let number = |cell: &str| -> f64 { cell.parse().unwrap() };
    let copies = number(copies);
    let setting = Setting {
        split: number(tensor) * copies,
        copies,
        first: if engine == "sglang" {
            SGLANG_FIRST
        } else {
            1.0
        },
        weights: *Weights::ALL.iter().find(|it| it.id() == precision).unwrap(),
        kv_bytes: 2.0,
        memory_share: 0.9,
        most_sequences: 1e6,
    };
    let work = Work {
        input: number(input) * LENGTH,
        cached: 0.0,
        output: number(output) * LENGTH,
        drafted: 0.0,
        accepted: 0.0,
        draft_cost: 0.0,
    };
    let gpu = GPUS.iter().find(|it| it.id == gpu).unwrap();
    let replica = Replica::new(gpu, model(of).unwrap(), setting, work).unwrap();
    let running = number(running);
    (replica.sequences_fit() >= running).then(|| Row {
        regime: replica.regime,
        token: replica.closed_loop(running)[0] * 1000.0 / number(token),
        first: replica.first_in_closed_loop(running) * 1000.0 / number(first),
    })
}

/// Which share lies within this factor, and within this share of what was measured.
fn share(of: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    let within = of.iter().filter(|ratio| holds(**ratio)).count();
    f64::from(u32::try_from(within).unwrap()) / f64::from(u32::try_from(of.len()).unwrap())
}

fn within(limit: f64) -> impl Fn(f64) -> bool {
    move |ratio| (ratio - 1.0).abs() <= limit
}

/// What was measured lies within this share of what is shown.
fn shown_holds(limit: f64) -> impl Fn(f64) -> bool {
    move |ratio| (1.0 / ratio - 1.0).abs() <= limit
}

fn factor_of_two(ratio: f64) -> bool {
    (0.5..=2.0).contains(&ratio)
}

/// Regime, how many lines at least, and of the time per token at least: the share within 30 %,
/// within a factor of 2; of the first token: within a factor of 2.
const TABLE: [(Regime, usize, f64, f64, f64); 3] = [
    (Regime::Dense, 975, 0.93, 0.99, 0.82),
    (Regime::Experts, 1340, 0.76, 0.98, 0.82),
    (Regime::Wide, 355, 0.64, 0.91, 0.38),
];

#[test]
fn the_estimate_is_as_near_to_measurements_as_the_page_says() {
    let rows = rows();
    println!("regime | n | p10 | p50 | p90 | within 30 % | within 2x | first token within 2x");
    for (regime, least, near, twice, first_twice) in TABLE {
        let of = rows.iter().filter(|row| row.regime == regime);
        let (mut token, first): (Vec<f64>, Vec<f64>) = of.map(|row| (row.token, row.first)).unzip();
        token.sort_by(f64::total_cmp);
        let at = |tenth: usize| token[token.len() * tenth / 10];
        let found = [
            share(&token, within(0.3)),
            share(&token, factor_of_two),
            share(&first, factor_of_two),
        ];
        println!(
            "{regime:?} | {} | {:.2} | {:.2} | {:.2} | {:.3} | {:.3} | {:.3}",
            token.len(),
            at(1),
            at(5),
            at(9),
            found[0],
            found[1],
            found[2],
        );
        assert!(token.len() >= least, "{regime:?}: {}", token.len());
        for (found, promised) in found.into_iter().zip([near, twice, first_twice]) {
            assert!(found >= promised, "{regime:?}: {found} of {promised}");
        }
    }
    assert!(rows.iter().all(|row| row.regime.is_measured()));
}

/// The words beside an estimate hold for nine in ten of what was measured.
#[test]
fn what_the_page_says_of_accuracy_holds_for_nine_in_ten() {
    let rows = rows();
    let of = |regime| {
        let rows = rows.iter().filter(move |row| row.regime == regime);
        rows.map(|row| row.token).collect::<Vec<f64>>()
    };
    let dense = share(&of(Regime::Dense), shown_holds(0.25));
    let experts = share(&of(Regime::Experts), shown_holds(0.5));
    let wide = share(&of(Regime::Wide), factor_of_two);
    println!("dense 25 %: {dense:.3}, experts 50 %: {experts:.3}, wide twice: {wide:.3}");
    assert!(dense >= 0.9 && experts >= 0.9 && wide >= 0.9);
}
