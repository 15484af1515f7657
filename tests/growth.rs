//! Does growth come out as the capacity guide's method gives it, and does what
//! must hold of any growth hold of all that can be stated?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "golden/random.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod random;

use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::report::{answers, outline};
use headroom::review::review;
use headroom::scenario::growth::{RateBasis, Shape};
use headroom::scenario::preset::preset;
use headroom::scenario::{Field, RowKey, Scenario, Slot, Value, fields};
use headroom::share::decode;
use headroom::sheet::Outcome;
use headroom::sheet::{Case, Cell, scratch};
use headroom::workloads::growth::projection::projection;
use headroom::workloads::growth::shape::{MOST_CUSTOMERS, NEVER, PASSED};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn saas() -> Scenario {
    preset("saas-1").unwrap().scenario()
}

fn planned(query: &str) -> Plan {
    let opened = decode(&format!("#?preset=saas-1&{query}")).unwrap();
    assert_eq!(opened.not_understood, [], "{query}");
    plan(&opened.scenario)
}

fn value(plan: &Plan, id: &str) -> f64 {
    plan.figure(id)
        .unwrap_or_else(|| panic!("there is no {id}: {:?}", plan.outcome(id)))
        .value
}

/// Holds figures under `growth.` to published numbers, to the last digit given.
fn check(query: &str, published: &[(&str, f64, f64)]) {
    let plan = planned(query);
    for (id, number, digit) in published {
        let ours = value(&plan, &format!("growth.{id}"));
        assert!(
            (ours - number).abs() <= digit / 2.0,
            "{query}: {id} is {ours}"
        );
    }
}

/// Model section 7: 15 % a month from 500 customers.
#[test]
fn five_hundred_customers_at_fifteen_percent() {
    check(
        "",
        &[
            ("customers.0", 500.0, 0.0),
            ("customers.3", 760.4, 0.1),
            ("customers.6", 1156.5, 0.1),
            ("customers.9", 1758.9, 0.1),
            ("customers.12", 2675.1, 0.1),
            ("months_to.1000", 4.96, 0.01),
            ("months_to.2500", 11.52, 0.01),
            ("months_to.5000", 16.48, 0.01),
            ("months_to.10000", 21.43, 0.01),
            // 500 * 1.075^12 and 500 * 1.225^12.
            ("conservative.customers.12", 1190.89, 0.01),
            ("aggressive.customers.12", 5709.57, 0.01),
        ],
    );
}

/// Model section 8: a row of the table gives exactly what it says, and 2,000
/// customers the log-log value.
#[test]
fn the_milestone_table_at_its_rows_and_between_them() {
    for (customers, cost, digit) in [
        ("500", 8000.0, 0.0),
        ("1000", 15_000.0, 0.0),
        ("10000", 90_000.0, 0.0),
        ("2000", 24_076.0, 1.0),
    ] {
        let query = format!("customers={customers}");
        check(&query, &[("milestone_cost.0", cost, digit)]);
    }
    check(
        "customers=5000",
        &[
            ("milestone_pods.0", 15.0, 0.0),
            ("milestone_gpu_nodes.0", 8.0, 0.0),
            ("milestone_storage.0", 2000.0, 0.0),
        ],
    );
}

#[test]
fn other_shapes_by_hand() {
    check(
        "growth.shape=linear",
        &[
            ("customers.12", 1400.0, 0.0),
            ("conservative.customers.12", 950.0, 0.0),
            ("months_to.1000", 6.6667, 0.0001),
        ],
    );
    // 75 a month in, 3 % out: balance at 2,500; 500 * 0.97 + 75 = 560.
    check(
        "growth.shape=linear&growth.rate_basis=gross",
        &[
            ("steady_customers", 2500.0, 1e-9),
            ("customers.1", 560.0, 1e-9),
            ("customers.2", 618.2, 1e-9),
        ],
    );
    // 15 % in, 3 % out: 500 * 1.12^12.
    check(
        "growth.rate_basis=gross",
        &[
            ("growth_factor", 1.12, 1e-12),
            ("customers.12", 1947.99, 0.01),
        ],
    );
    // Odds of 1 to 3 are even after ln 3 / ln 1.15 months.
    check(
        "growth.shape=logistic&growth.ceiling=2000",
        &[("months_to.1000", 7.8606, 0.0001)],
    );
    let plan = planned("growth.shape=logistic&growth.ceiling=2000");
    assert_eq!(plan.outcome("growth.months_to.2500"), Some(Err(NEVER)));
    let plan = planned("customers=1000");
    assert_eq!(plan.outcome("growth.months_to.1000"), Some(Err(PASSED)));
}

/// From 22 November 2026: May 2027 is month 6, and a sale of 72 hours from
/// 20 January on lies in the months that begin on 22 December and 22 January.
#[test]
fn seasons_and_events_raise_demand_and_not_customers() {
    let mut scenario = saas();
    scenario.growth.start = Some(20_779.0);
    scenario.growth.may = 1.5;
    fields::table("event")
        .unwrap()
        .add(&mut scenario, "Sale")
        .unwrap();
    scenario.events[0].date = Some(20_838.0);
    let with = plan(&scenario);
    let without = planned("");
    for (month, multiplier) in [
        (0, 1.0),
        (1, 4.0),
        (2, 4.0),
        (3, 1.0),
        (5, 1.0),
        (6, 1.5),
        (18, 1.5),
    ] {
        let id = format!("growth.peak_multiplier.{month}");
        assert!((value(&with, &id) - multiplier).abs() < 1e-12, "{id}");
        let id = format!("growth.customers.{month}");
        assert!(
            (value(&with, &id) - value(&without, &id)).abs() < 1e-12,
            "{id}"
        );
        let id = format!("timeline.peak_rate.{month}");
        let grown = value(&without, &id) * multiplier;
        assert!((value(&with, &id) - grown).abs() <= 1e-12 * grown, "{id}");
    }
    scenario.growth.start = None;
    let undated = plan(&scenario);
    let absent = undated
        .outcome("growth.peak_multiplier.6")
        .unwrap()
        .unwrap_err();
    assert!(absent.0.contains("from which date"));
    assert!(undated.figure("growth.customers.6").is_some());
}

/// Every outcome is finite or says why, and page and CSV can be made of it.
fn sound(scenario: &Scenario) -> Result<Plan, TestCaseError> {
    let plan = plan(scenario);
    let mut bad = None;
    plan.each(&mut |id, outcome| {
        let sound = outcome.map_or_else(
            |absent| absent.0.ends_with('.'),
            |figure| figure.value.is_finite(),
        );
        if !sound {
            bad = Some(format!("{id}: {outcome:?}"));
        }
    });
    prop_assert_eq!(bad, None);
    let today = Date::new(2026, 11, 22).unwrap();
    let findings = review(scenario, &plan);
    let _ = answers(scenario, &plan, &findings, today);
    let _ = outline(scenario, &plan, today);
    let _ = projection(scenario, &plan, today);
    Ok(plan)
}

fn any_growth() -> impl Strategy<Value = Scenario> {
    let shape = prop::sample::select(vec![
        Shape::Exponential,
        Shape::Linear,
        Shape::Logistic,
        Shape::Table,
    ]);
    let basis = prop::sample::select(vec![RateBasis::Net, RateBasis::Gross]);
    let rows = vec((0.0_f64..36.0, 0.0_f64..1e6), 0..6);
    let numbers = (
        1.0_f64..1e5,
        -0.99_f64..3.0,
        0.0_f64..1.0,
        0.0_f64..1e4,
        1.0_f64..1e6,
        1.0_f64..36.0,
    );
    (shape, basis, rows, numbers).prop_map(|(shape, basis, rows, numbers)| {
        let mut scenario = saas();
        let growth = &mut scenario.growth;
        (growth.shape, growth.rate_basis) = (shape, basis);
        scenario.demand.customers = Some(numbers.0);
        growth.rate = Some(numbers.1);
        growth.churn = numbers.2;
        growth.added_customers = numbers.3;
        growth.ceiling = numbers.4;
        growth.months_projected = numbers.5.ceil();
        own(&mut scenario, &rows);
        scenario
    })
}

fn own(scenario: &mut Scenario, rows: &[(f64, f64)]) {
    let table = fields::table("own").unwrap();
    for (month, customers) in rows {
        let row = Some(table.add(scenario, "Row").unwrap());
        for (field, value) in table.columns.iter().zip([*month, *customers]) {
            Slot { field, row }
                .put(scenario, Value::Number(field.taken(value)))
                .unwrap();
        }
    }
}

/// Every outcome of growth by its id; rows are not told apart by their place.
fn of_growth(plan: &Plan) -> BTreeMap<String, Outcome> {
    let mut outcomes = BTreeMap::new();
    plan.each(&mut |id, outcome| {
        if id.starts_with("growth.") {
            outcomes.insert(id.to_owned(), outcome);
        }
    });
    outcomes
}

fn figures(plan: &Plan) -> BTreeMap<String, f64> {
    let mut figures = BTreeMap::new();
    plan.each(&mut |id, outcome| {
        if let Ok(figure) = outcome {
            figures.insert(id.to_owned(), figure.value);
        }
    });
    figures
}

/// Every month that both have; a part of a digit may be lost.
fn no_fewer(few: &Plan, many: &Plan, names: &[&str]) -> Result<(), TestCaseError> {
    let (few, many) = (figures(few), figures(many));
    for name in names {
        for month in 0..=36 {
            let id = format!("growth.{name}.{month}");
            if let (Some(few), Some(many)) = (few.get(&id), many.get(&id)) {
                prop_assert!(
                    *many >= few * (1.0 - 1e-9),
                    "{}: {} and then {}",
                    id,
                    few,
                    many
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 250,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_growth_gives_numbers_or_says_why(scenario in any_growth()) {
        let plan = sound(&scenario)?;
        let growth = plan.growth.as_ref().unwrap();
        for customers in growth.customers.iter().flatten() {
            let in_bounds = |customers| (0.0..=MOST_CUSTOMERS).contains(&customers);
            prop_assert!(customers.number().map_or(true, in_bounds));
        }
    }

    #[test]
    fn more_growth_never_gives_fewer_customers_nor_costs_less(
        scenario in any_growth(),
        more in 0.0_f64..1.0,
    ) {
        let mut fast = scenario.clone();
        fast.growth.rate = fast.growth.rate.map(|rate| rate + more);
        fast.growth.added_customers *= 1.0 + more;
        let (slow, fast) = (plan(&scenario), plan(&fast));
        no_fewer(&slow, &fast, &[
            "customers", "conservative.customers", "aggressive.customers",
            "milestone_cost", "milestone_pods", "milestone_gpu_nodes", "milestone_storage",
        ])?;
    }

    #[test]
    fn growth_towards_a_ceiling_never_passes_it(scenario in any_growth()) {
        let mut scenario = scenario;
        scenario.growth.shape = Shape::Logistic;
        let ceiling = scenario.growth.ceiling;
        let plan = plan(&scenario);
        for customers in plan.growth.unwrap().customers.iter().flatten() {
            prop_assert!(customers.or_zero() <= ceiling * (1.0 + 1e-12));
        }
    }

    #[test]
    fn an_own_table_passes_through_its_points(
        points in prop::collection::btree_map(0_u32..=36, 1.0_f64..1e6, 1..8),
    ) {
        let mut scenario = saas();
        scenario.growth.shape = Shape::Table;
        scenario.growth.months_projected = 36.0;
        let rows: Vec<_> = points.iter().map(|(month, customers)| (f64::from(*month), *customers)).collect();
        own(&mut scenario, &rows);
        let plan = sound(&scenario)?;
        for (month, customers) in points {
            let ours = value(&plan, &format!("growth.customers.{month}"));
            prop_assert!((ours - customers).abs() <= 1e-9 * customers, "{}: {}", month, ours);
        }
    }

    /// Customers at the month that is given for a target are that target.
    #[test]
    fn months_to_a_target_lead_to_it(scenario in any_growth()) {
        let plan = plan(&scenario);
        let growth = plan.growth.unwrap();
        let now = plan.demand.unwrap().customers;
        for case in Case::ALL {
            for (target, months) in growth.targets.iter().zip(growth.months_to(case)) {
                let Ok(months) = months.number() else { continue };
                prop_assert!(months >= 0.0);
                if months > 1e4 {
                    continue;
                }
                let shape = &growth.shapes[case as usize];
                let there = scratch(&scenario, |sheet| {
                    let along = shape.along(sheet, Cell::bare(Ok(months)));
                    shape.customers(sheet, now, along).number().unwrap()
                });
                prop_assert!((there - target).abs() <= 1e-6 * target, "{} is not {}", there, target);
            }
        }
    }

    #[test]
    fn the_order_of_milestones_and_changes_does_not_matter(
        customers in 1.0_f64..1e6,
        turns in 0_usize..6,
    ) {
        let mut scenario = saas();
        scenario.demand.customers = Some(customers);
        let mut turned = scenario.clone();
        turned.milestones.rotate_left(turns);
        turned.changes.reverse();
        let (one, other) = (plan(&scenario), plan(&turned));
        prop_assert_eq!(of_growth(&one), of_growth(&other));
    }
}

/// What a visitor can do to a table, one thing after another.
#[test]
fn bad_tables_never_break_a_plan() {
    let zero = |scenario: &mut Scenario, table: &str| {
        let table = fields::table(table).unwrap();
        for key in table.keys(scenario) {
            for field in table.columns {
                let row: Option<RowKey> = Some(key);
                // What a column does not take it keeps.
                let _ = Slot { field, row }.put(scenario, Value::Number(0.0));
            }
        }
    };
    // So little that the next row is beyond any multiple of it.
    for column in fields::table("milestone").unwrap().columns {
        let mut scenario = saas();
        let row = fields::table("milestone").unwrap().keys(&scenario).pop();
        let field: &'static Field = column;
        let _ = Slot { field, row }.put(&mut scenario, Value::Number(1e-320));
        sound(&scenario).unwrap();
    }
    for table in ["milestone", "change"] {
        let mut scenario = saas();
        zero(&mut scenario, table);
        sound(&scenario).unwrap();
        let table = fields::table(table).unwrap();
        for key in table.keys(&scenario) {
            table.remove(&mut scenario, key).unwrap();
            sound(&scenario).unwrap();
        }
    }
}

/// Whoever opens a link sees the figures of whoever sent it: a scenario that is handed on
/// has a day to start on where that changes no figure, and stays as it is elsewhere.
#[test]
fn what_is_handed_on_has_the_same_figures() {
    let today = Date::new(2026, 11, 28).unwrap();
    let mut dated = 0;
    let mut state = 0x5ea5_0215_u64;
    for _ in 0..150 {
        let mut scenario = random::scenario(&mut || {
            // SplitMix64.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        });
        scenario.growth.start = None;
        if state.is_multiple_of(2) {
            for season in headroom::scenario::growth::SEASONS {
                season.put(&mut scenario, Value::Number(1.0)).unwrap();
            }
            for event in &mut scenario.events {
                event.date = None;
            }
            for change in &mut scenario.dated {
                change.date = None;
            }
        }
        let handed = scenario.handed_on(today);
        dated += u32::from(handed.growth.start.is_some());
        assert_eq!(
            random::lines(&plan(&handed)),
            random::lines(&plan(&scenario))
        );
    }
    assert!(dated > 20, "{dated} of 150 were dated");
}

#[test]
fn seasons_without_a_start_are_handed_on_without_one() {
    let today = Date::new(2026, 11, 28).unwrap();
    let of = |query: &str| {
        let opened = decode(&format!("#?preset=saas-1&{query}")).unwrap();
        opened.scenario.handed_on(today).growth.start
    };
    assert_eq!(of("growth=8%"), Some(today.value()));
    // What an API will ask is known to change with the year.
    let api = |id: &str| of(&format!("growth=8%&inference=on&inference.api={id}"));
    assert_eq!(api("gpt_5"), Some(today.value()));
    assert_eq!(api("gemini_38_flash"), None);
    assert_eq!(of("growth.december=1.5"), None);
    assert_eq!(
        of("event=sale&event.sale.multiplier=3&event.sale.date=2027-02-01"),
        None
    );
    assert_eq!(
        of("growth.december=1.5&growth.start=2026-10-01"),
        Some(20_727.0)
    );
}
