//! Is every formula's text what its code computes, units and all, and is every
//! word in it explained?
//!
//! Each text is evaluated a second time, by the units language numbat, with the
//! declared unit of every input and constant. A forgotten 86,400 or a GiB taken
//! for a MiB gives another number there than in the code, or no number at all.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod formulas {
    pub(crate) mod units;
}

use formulas::units::Checker;
use headroom::engine;
use headroom::facts::constants;
use headroom::quantity::Unit;
use headroom::scenario::{Field, fields};
use headroom::sheet::{Formula, Kind, Working};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The calls that a formula may make besides arithmetic.
const CALLS: &[&str] = &[
    "between",
    "exceeds",
    "ln",
    "max",
    "min",
    "power",
    "round_down",
    "round_up",
    "sum",
];

/// Several values for each input, of the sizes that users, shares, cores and
/// prices have.
const SAMPLES: &[[f64; 8]] = &[
    [1000.0, 100.0, 0.3, 3.0, 7.0, 0.5, 12.5, 2.0],
    [0.37, 41.5, 1.25, 0.08, 9.5, 60.25, 3.5, 0.125],
    [8123.75, 0.15, 22.5, 511.0, 0.0416, 73.0, 1.5, 19.0],
    [2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0],
    [5.5, 0.0, 0.0, 1.0, 0.0, 4.0, 0.0, 1.0],
    [0.25, 730.0, 365.5, 8.0, 17.0, 99.0, 1024.0, 6.5],
    [250.5, 3.75, 9.0, 0.75, 1e6, 0.002, 55.0, 8.0],
];

#[test]
fn every_text_computes_what_the_code_does() {
    let mut checker = Checker::new();
    let mut compared = 0;
    for formula in computed() {
        for inputs in SAMPLES {
            compared += usize::from(compare(&mut checker, formula, inputs));
        }
    }
    // Some samples divide by zero and say nothing; nearly all do not.
    assert!(compared > computed().count() * 5, "{compared}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 16,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_inputs_give_both_the_same(inputs in prop::array::uniform8(0.001_f64..5000.0)) {
        let mut checker = Checker::new();
        for formula in computed() {
            compare(&mut checker, formula, &inputs);
        }
    }
}

#[test]
fn an_id_stands_once_and_a_formula_explains_itself() {
    let mut ids = BTreeSet::new();
    let workings = engine::workings();
    for formula in engine::formulas() {
        let working = engine::working(&workings, formula);
        assert!(ids.insert(formula.id), "{} stands twice", formula.id);
        assert!(working.sentence.trim().ends_with('.'), "{}", formula.id);
        assert!(working.sentence.trim().len() > 5, "{}", formula.id);
        assert!(!formula.label.is_empty(), "{}", formula.id);
        assert!(formula.label.len() <= 40, "{}", formula.label);
        assert!(!formula.source.name.is_empty(), "{}", formula.id);
        assert!(
            !working.text.is_empty() || formula.kind == Kind::Alias,
            "{}",
            formula.id
        );
        assert!(formula.kind != Kind::Stated, "{}", formula.id);
    }
    assert!(ids.len() > 80);
}

/// Fields, and columns of tables.
fn all_fields() -> impl Iterator<Item = &'static Field> {
    let columns = fields::tables().flat_map(|table| table.columns);
    fields::fields().chain(columns.copied())
}

/// A figure that can be worked out in several ways has one unit. What is found by
/// trying has words of its own for what binds.
#[test]
fn a_name_has_one_unit() {
    let mut units = BTreeMap::new();
    let found = |formula: &&Formula| formula.kind == Kind::Solved;
    // Room is counted in what is stated of demand.
    let is_room = |formula: &&Formula| formula.name == "room";
    let one = |it: &&Formula| !found(it) && !is_room(it);
    for formula in engine::formulas().into_iter().filter(one) {
        let unit = *units.entry(formula.name).or_insert(formula.unit);
        assert_eq!(unit, formula.unit, "{}", formula.id);
    }
    // What a tier costs and uses is of one customer; only figures of its row
    // take it, so that no other is mistaken for it.
    let of_a_row = ["tier.cost", "tier.gpu_hours"];
    for field in all_fields().filter(|field| !of_a_row.contains(&field.id)) {
        if let (Some(unit), Some(figure)) = (field.unit(), units.get(field.name())) {
            assert_eq!(unit, *figure, "{}", field.id);
        }
    }
}

#[test]
fn a_text_has_no_word_that_is_not_explained() {
    let constants: Vec<_> = constants::ALL
        .iter()
        .map(|constant| constant.name)
        .collect();
    let mut found = BTreeSet::new();
    for formula in computed() {
        let text = text(formula);
        for word in words(text) {
            let input = formula.inputs.iter().any(|input| input.name == word);
            assert!(
                input || CALLS.contains(&word) || constants.contains(&word),
                "{} has {word}",
                formula.id
            );
            found.insert(word);
        }
        for input in formula.inputs {
            let uses = words(text).any(|word| word == input.name);
            assert!(uses, "{} has no use for {}", formula.id, input.name);
        }
    }
    for constant in constants {
        assert!(found.contains(constant), "no formula has {constant}");
    }
}

#[test]
fn every_constant_says_what_it_is_in_a_unit() {
    for constant in constants::ALL {
        assert!(constant.sentence.trim().ends_with('.'), "{}", constant.name);
        assert!(Checker::new().knows(constant.unit), "{}", constant.name);
    }
}

/// A minute has 60 seconds, and so on: numbat has units of its own.
#[test]
fn every_conversion_changes_nothing_but_the_unit() {
    let mut checker = Checker::new();
    // A share or a factor is a choice, not a conversion.
    let chosen = |unit: Unit| ["share", "x"].contains(&unit.symbol());
    let converting = constants::ALL
        .iter()
        .filter(|constant| !chosen(constant.unit))
        .filter_map(|constant| Some((constant.name, checker.ratio(constant.name)?)))
        .map(|(name, ratio)| {
            assert!(close(ratio, 1.0), "{name} is {ratio} times what it must be");
            name
        });
    let names = [
        "SECONDS_PER_MINUTE",
        "SECONDS_PER_DAY",
        "DAYS_PER_WEEK",
        "MINUTES_PER_HOUR",
        "MINUTES_PER_DAY",
        "HOURS_PER_DAY",
        "SECONDS_PER_MONTH",
        "HOURS_PER_MONTH",
        "MONTHS_PER_YEAR",
        "MIB_PER_GIB",
        "MILLION",
        "THOUSAND",
        "KB_PER_GB",
        "KB_PER_MB",
        "MB_PER_GB",
        "TOKENS_PER_MILLION",
        "SECONDS_PER_HOUR",
        "DAYS_PER_MONTH",
        "BYTES_PER_GIB",
        "BILLION",
        "TFLOP_PER_EFLOP",
    ];
    assert_eq!(converting.collect::<Vec<_>>(), names);
}

/// Formulas as someone might get them wrong.
mod wrong {
    use headroom::facts::constants::{MIB_PER_GIB, SECONDS_PER_DAY};
    use headroom::quantity::Source;

    headroom::formulas! {
        source: Source { name: "mistakes", as_of: "" }; in "wrong";

        /// The factor is in the text, in the wrong place.
        pub(crate) fn upside_down "a" (requests_per_day: "req/day") -> "req/s" { requests_per_day * SECONDS_PER_DAY }
        /// The factor is forgotten.
        pub(crate) fn forgotten "b" (requests_per_day: "req/day") -> "req/s" { requests_per_day }
        /// The result is not what is declared.
        pub(crate) fn another_unit "c" (concurrent_users: "user", users_per_backend_pod: "user/pod") -> "user" { concurrent_users / users_per_backend_pod }
        /// Two units are added.
        pub(crate) fn a_sum_of_two "d" (nodes_min: "node", backend_pods_min: "pod") -> "pod" { nodes_min + backend_pods_min }
        /// GiB are taken for MiB.
        pub(crate) fn a_thousandfold "e" (node_memory: "GiB/node", reserved: "MiB/node") -> "MiB/node" { node_memory + reserved }
        /// An hour is taken for a month.
        pub(crate) fn an_hour_for_a_month "f" (price: "USD/h") -> "USD/month" { price }
        /// And one that is right.
        pub(crate) fn right "g" (node_memory: "GiB/node", reserved: "MiB/node") -> "MiB/node" { node_memory * MIB_PER_GIB + reserved }
    }
}

#[test]
fn a_wrong_formula_is_caught() {
    let mut checker = Checker::new();
    let mut caught = Vec::new();
    for (formula, working) in wrong::FORMULAS.iter().zip(wrong::WORKING) {
        let found = formula.compute.unwrap()(&SAMPLES[0][..formula.inputs.len()]);
        let agrees = checker
            .value(formula, working.text, &SAMPLES[0])
            .is_ok_and(|value| close(value, found));
        if !agrees {
            caught.push(formula.id);
        }
    }
    let mistakes = [
        "upside_down",
        "forgotten",
        "another_unit",
        "a_sum_of_two",
        "a_thousandfold",
        "an_hour_for_a_month",
    ];
    assert_eq!(caught, mistakes);
}

/// The arithmetic of a formula.
fn text(formula: &'static Formula) -> &'static str {
    static ALL: LazyLock<Vec<(&Formula, Working)>> = LazyLock::new(engine::workings);
    engine::working(&ALL, formula).text
}

fn computed() -> impl Iterator<Item = &'static Formula> {
    let formulas = engine::formulas().into_iter();
    formulas.filter(|formula| formula.kind == Kind::Computed)
}

/// Whether there was something to compare: a finite figure.
fn compare(checker: &mut Checker, formula: &'static Formula, inputs: &[f64; 8]) -> bool {
    let found = formula.compute.unwrap()(&inputs[..formula.inputs.len()]);
    if !found.is_finite() {
        return false;
    }
    let value = match checker.value(formula, text(formula), inputs) {
        Ok(value) => value,
        // Nothing is divided by zero in a plan; where a sample does, an
        // infinity within may still give the code a number.
        Err(error) if error.ends_with("Division by zero") => return false,
        Err(error) => panic!("{}: {error}", formula.id),
    };
    // Nor does a plan have infinities, of which numbat takes one from the other.
    if value.is_nan() {
        return false;
    }
    assert!(
        close(value, found),
        "{}: the text gives {value}, the code {}, for {inputs:?}",
        formula.id,
        found
    );
    true
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-6)
}

/// The names in a text, without its numbers.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.')
        .filter(|word| word.starts_with(|first: char| first.is_alphabetic() || first == '_'))
}
