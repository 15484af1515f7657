//! Does every figure of a plan know its formula, its inputs and their units?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod golden {
    #[expect(dead_code, reason = "the digest is for the golden tests")]
    pub(crate) mod random;
}

use golden::random;
use headroom::engine::{formulas, plan, plan_over, working, workings};
use headroom::quantity::{Missing, Source, Unit};
use headroom::scenario::fields::slots;
use headroom::scenario::growth::change;
use headroom::scenario::preset::{preset, presets};
use headroom::scenario::{Domain, Scenario, Value};
use headroom::sheet::{Case, Cell, Cells, Kind, Limit, Precedent, Row, Sheet};
use headroom::workloads::Loaded;
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::RefCell;

fn any_scenario() -> impl Strategy<Value = Scenario> {
    (vec(any::<u64>(), 600), any::<u64>()).prop_map(|(draws, seed)| {
        let mut draws = draws.into_iter();
        let mut seed = seed;
        // How many cells there are depends on the rows that are drawn.
        random::scenario(&mut || {
            seed = seed.wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(29);
            draws.next().unwrap_or(seed)
        })
    })
}

/// What a figure was given, worked out again, is the figure, to the bit.
fn works_out_again(cells: &Cells, at: usize, scenario: &Scenario) -> bool {
    let formula = cells.formula(at);
    let (Some(compute), Some(inputs)) = (formula.compute, cells.inputs(at, scenario)) else {
        return true;
    };
    match cells.number(at) {
        Ok(number) => number.to_bits() == compute(&inputs).to_bits(),
        // An input may have been refused for what it is.
        Err(_) => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_working_gives_the_figure_again(scenario in any_scenario()) {
        let plan = plan(&scenario);
        let cells = &plan.cells;
        for at in 0..cells.len() {
            let id = cells.id(at);
            // What is of a stretch is worked out there, and a moment is found among them.
            let is_found = !plan.stretches.is_empty()
                && (plan.stretch_of(&id).is_some() || cells.formula(at).name.starts_with("months_to"));
            prop_assert!(is_found || works_out_again(cells, at, &scenario.at_start()), "{}", id);
        }
        for stretch in plan.stretches.iter() {
            let cells = &stretch.plan.cells;
            for at in 0..cells.len() {
                prop_assert!(works_out_again(cells, at, &stretch.stated.scenario), "{}", cells.id(at));
            }
        }
    }

    #[test]
    fn an_id_is_of_one_figure(scenario in any_scenario()) {
        let cells = plan(&scenario).cells;
        let mut ids: Vec<String> = (0..cells.len()).map(|at| cells.id(at)).collect();
        ids.sort();
        for pair in ids.windows(2) {
            prop_assert_ne!(&pair[0], &pair[1]);
        }
    }
}

/// An input is in the unit in which the figure or the field behind it is. A word, such
/// as the size class, stands for the row of a table that is looked up.
#[test]
fn an_input_has_the_unit_of_what_it_is() {
    for preset in presets() {
        let scenario = preset.scenario();
        let cells = plan(&scenario).cells;
        for at in 0..cells.len() {
            let formula = cells.formula(at);
            for (input, from) in cells.precedents(at) {
                let Some(input) = formula.inputs.get(input) else {
                    continue;
                };
                let unit = match from {
                    Precedent::Cell(place) => cells.formula(place as usize).unit,
                    Precedent::Input(field, _) => match field.domain {
                        Domain::Number { unit, .. } => unit,
                        _ => continue,
                    },
                    Precedent::None => continue,
                };
                if !matches!(unit, Unit::Words(_)) {
                    assert_eq!(unit, input.unit, "{}: {}", cells.id(at), input.name);
                }
            }
        }
    }
}

/// Every figure leads to figures, and in the end to what is stated.
#[test]
fn every_figure_can_be_followed_to_what_was_stated() {
    for preset in presets() {
        let scenario = preset.scenario();
        let plan = plan(&scenario);
        let cells = &plan.cells;
        for at in 0..cells.len() {
            let id = cells.id(at);
            let explained = plan.explain(&scenario, &id).unwrap();
            assert!(!explained.sentence.is_empty(), "{id}");
            if cells.number(at).is_err() {
                continue;
            }
            for input in &explained.inputs {
                assert!(!input.id.is_empty(), "{id}: {} leads nowhere", input.name);
                assert_ne!(input.id, id, "{id} leads to itself");
                let slot = headroom::scenario::fields::slot(&scenario, &input.id);
                assert!(
                    cells.place(&input.id).is_some() || slot.is_some(),
                    "{id}: {}",
                    input.id
                );
            }
        }
    }
}

#[test]
fn a_formula_explains_itself() {
    let mut ids = std::collections::BTreeSet::new();
    let workings = workings();
    for formula in formulas() {
        let working = working(&workings, formula);
        assert!(ids.insert(formula.id), "{} stands twice", formula.id);
        assert!(working.sentence.trim().ends_with('.'), "{}", formula.id);
        assert!(formula.label.len() <= 40, "{}", formula.label);
        assert!(!formula.label.is_empty(), "{}", formula.id);
        assert!(!formula.source.name.is_empty(), "{}", formula.id);
        assert_eq!(
            working.text.is_empty(),
            formula.kind == Kind::Alias,
            "{}",
            formula.id
        );
        assert_eq!(
            formula.kind == Kind::Computed,
            formula.compute.is_some() && formula.kind == Kind::Computed
        );
        // No dummy terms: a reader sees the text.
        assert!(
            !working.text.contains("0.0 *"),
            "{}: {}",
            formula.id,
            working.text
        );
    }
}

mod small {
    use super::Source;

    headroom::formulas! {
        source: Source { name: "a test", as_of: "" }; in "small.{case}";

        /// Twice as many.
        pub(crate) fn twice_as_many "Twice" (many: "x") -> "x" as twice "small.{case}twice.{row}" { 2.0 * many }
        /// Half as many.
        pub(crate) fn half "Half" (many: "x") -> "x" { many / 2.0 }
    }
}

/// A result above what means something is missing for the reason given; on request it
/// is not kept either.
#[test]
fn a_result_may_have_a_limit() {
    const WHY: Missing = Missing("That is too much.");
    static FIVE: Limit = Limit {
        most: 5.0,
        why: WHY,
    };
    let (scenario, cells) = (Scenario::default(), RefCell::default());
    let sheet = Sheet::new(&scenario, &cells).up_to(&FIVE);
    let half = |sheet: Sheet, many: f64| small::half(sheet, Cell::bare(Ok(many))).number();
    assert_eq!(half(sheet, 8.0), Ok(4.0));
    for many in [12.0, f64::INFINITY, f64::NAN] {
        assert_eq!(half(sheet, many), Err(WHY), "{many}");
    }
    assert_eq!(cells.borrow().len(), 4);
    assert_eq!(half(sheet.if_known(), 12.0), Err(WHY));
    assert_eq!(cells.borrow().len(), 4);
    assert_eq!(half(sheet.if_known(), 8.0), Ok(4.0));
    assert_eq!(cells.borrow().len(), 5);
    assert_eq!(cells.borrow().precedents(4).count(), 1);
}

/// A name and an id beside each other, a place that ends in the case, and a column read
/// without standing in its row.
#[test]
fn a_figure_has_a_name_and_an_id() {
    let (scenario, cells) = (preset("saas-1").unwrap().scenario(), RefCell::default());
    let sheet = Sheet::new(&scenario, &cells).in_case(Case::Aggressive);
    small::half(sheet, Cell::bare(Ok(1.0)));
    let change = &scenario.changes[1];
    let many = sheet.read_row(&change::customers, 1);
    assert_eq!(many.number(), Ok(change.customers));
    small::twice_as_many(sheet.within(Row::Number(7.0)), many);
    let cells = cells.borrow();
    assert_eq!(cells.id(0), "small.aggressive.half");
    assert_eq!(cells.id(1), "small.aggressive.twice.7");
    assert_eq!(cells.formula(1).name, "twice");
}

/// In a plan of the same scenario with other numbers, made in the memory of another, a figure
/// is found by its place in the first where it is found by its id.
#[test]
fn a_figure_is_found_by_its_place_in_another_plan() {
    for preset in presets() {
        let scenario = preset.scenario();
        let before = plan(&scenario).cells;
        let mut spent = plan(&Scenario::default());
        for slot in slots(&scenario) {
            let Value::Number(number) = slot.get(&scenario) else {
                continue;
            };
            let mut other = scenario.clone();
            if slot.put(&mut other, Value::Number(number * 1.5)).is_err() {
                continue;
            }
            spent = plan_over(spent, &other, Loaded::ALL.awaited());
            let after = &spent.cells;
            let wanted: Vec<bool> = (0..before.len()).map(|at| at % 41 == 0).collect();
            after.each_as(&before, &wanted, &mut |at, number| {
                let id = before.id(at);
                let own = after.place(&id).map(|at| after.number(at));
                assert_eq!(number, own, "{id}");
            });
        }
        assert_eq!(plan_over(spent, &scenario, Loaded::ALL), plan(&scenario));
    }
}
