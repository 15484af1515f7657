//! Does the money of a business of tiers come out as by hand, does it hold for
//! any business, and what does bad input get?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod planned;

use headroom::scenario::money::tier;
use headroom::scenario::money::{Behavior, ChargeKind, Scope};
use headroom::scenario::preset::preset;
use headroom::scenario::web::Switch;
use headroom::scenario::{Scenario, Value, fields};
use planned::{Planned, absent, near, of, plan, put};
use proptest::prelude::*;

fn saas() -> Scenario {
    preset("saas-1").unwrap().scenario()
}

/// The preset with these inputs stated.
fn stated(inputs: &[(&str, f64)]) -> Scenario {
    let mut scenario = saas();
    for (id, number) in inputs {
        put(&mut scenario, id, Value::Number(*number));
    }
    scenario
}

/// Figures of a scenario, each to half of its last digit.
fn check(scenario: &Scenario, expected: &[(&str, f64, f64)]) {
    let plan = plan(scenario);
    for (id, by_hand, half) in expected {
        let ours = of(&plan, id);
        assert!(
            (ours - by_hand).abs() <= *half,
            "{id}: {ours}, by hand {by_hand}"
        );
    }
}

/// Ten times the customers of the guide's bill, by its behaviors; by hand in Python:
/// 3600 * 10^0.8 + 5000 * 10^0.7 + 1200 * 45 / 8 + 500 * 10 + 400 * 10^0.3 + 300 + 1000 * 10^0.5.
#[test]
fn a_bill_is_scaled_from_the_customers_that_it_is_of() {
    let of_5000 = stated(&[("demand.customers", 5000.0)]);
    check(
        &of_5000,
        &[
            ("money.stated_bill", 12_000.0, 0.0),
            ("money.customers_ratio", 10.0, 0.0),
            ("money.bill.compute", 18_928.720_334_405_8, 1e-9),
            ("money.bill.gpu", 25_059.361_681_363_6, 1e-9),
            ("money.bill.database", 6750.0, 1e-9),
            ("money.bill.security", 300.0, 0.0),
            ("money.bill", 63_784.208_668_806_5, 1e-6),
            ("money.cost_per_customer", 12.756_841_733_761, 1e-8),
            ("money.milestone_bill", 45_000.0, 0.0),
            ("money.baseline_gap", 18_784.208_668_806_5, 1e-6),
            ("money.bill.0", 63_784.208_668_806_5, 1e-6),
        ],
    );
    // Fewer customers than those of the bill: steps that were taken for more are not paid.
    let of_100 = stated(&[("demand.customers", 100.0)]);
    check(&of_100, &[("money.bill.database", 450.0, 1e-9)]);
    // Of the customers of the bill it is what is stated, and so is every month after.
    let months = |bill_at: Option<f64>| {
        let mut scenario = stated(&[("demand.customers", 4321.0)]);
        scenario.money.bill_at = bill_at;
        let plan = plan(&scenario);
        ["", ".1", ".12"].map(|month| of(&plan, &["money.bill", month].concat()).to_bits())
    };
    assert_eq!(months(Some(4321.0)), months(None));
}

/// The capacity guide: margins of 85, 84 and 80+ %; model section 8 gives 84.8,
/// 84.0, 90.0 % and $24 a customer. The mix by hand: 135 at 99, 55 at 499 and
/// 10 at 2,000 are $60,810; they cost 300 * 0.5 + 135 * 15 + 55 * 80 + 10 * 200
/// = $8,575.
#[test]
fn tiers_come_to_what_the_guide_says() {
    check(
        &saas(),
        &[
            ("money.tier.pro.margin", 0.848, 0.0005),
            ("money.tier.business.margin", 0.840, 0.0005),
            ("money.tier.enterprise.margin", 0.900, 0.0005),
            ("money.bill", 12_000.0, 0.0),
            ("money.stated_bill", 12_000.0, 0.0),
            ("money.milestone_bill", 8000.0, 0.0),
            ("money.cost_per_customer", 24.0, 0.0),
            ("money.revenue", 60_810.0, 1e-6),
            ("money.cost_to_serve", 8575.0, 1e-6),
            ("money.tier_margin", 0.859, 0.0005),
            ("money.infrastructure_share", 0.1973, 0.00005),
            ("money.gross_margin", 0.8027, 0.00005),
            ("money.arpu", 121.62, 0.005),
            // (121.62 - 24) / 0.03, and that over 800.
            ("money.ltv", 3254.0, 0.005),
            ("money.ltv_to_cac", 4.0675, 0.0005),
            // 800 / 97.62, and 3,425 / 104.47 rounded up.
            ("money.payback_months", 8.195, 0.0005),
            ("money.break_even_customers", 33.0, 0.0),
            // 12,000 / (60,810 * 0.2).
            ("money.price_factor", 0.98668, 0.000_005),
            // 300 * 300 + 135 * 5,500 + 55 * 55,000 + 10 * 100,000.
            ("money.calls", 4_857_500.0, 1e-6),
            ("money.gpu_time", 4767.5, 1e-6),
        ],
    );
    let plan = plan(&saas());
    assert!(absent(&plan, "money.tier.free.margin").contains("no price"));
    assert!(absent(&plan, "money.tier.free.revenue").contains("no price"));
}

/// Each component after 12 months, when there are 1.15^12 = 5.35025 times the
/// customers: 3,000 * 5.35025^0.8 and so on; the database stands at the
/// milestone of 1,000, 15,000 / 8,000 of what it was.
#[test]
fn the_bill_grows_by_its_behavior() {
    check(
        &saas(),
        &[
            ("money.customers_ratio.12", 5.350_25, 0.000_005),
            ("money.bill.compute.12", 11_476.79, 0.005),
            ("money.bill.gpu.12", 16_174.54, 0.005),
            ("money.bill.database.12", 2250.0, 0.0),
            ("money.bill.storage.12", 2675.13, 0.005),
            ("money.bill.network.12", 2295.36, 0.005),
            ("money.bill.monitoring.12", 661.56, 0.005),
            ("money.bill.security.12", 300.0, 0.0),
            ("money.bill.other.12", 2313.06, 0.005),
            ("money.bill.12", 38_146.44, 0.005),
            ("money.cost_per_customer.12", 14.26, 0.005),
            // The step at 1,000 customers comes in month 5, at 5,000 in month 17.
            ("money.bill.database.4", 1200.0, 0.0),
            ("money.bill.database.5", 2250.0, 0.0),
            ("money.bill.database.16", 2250.0, 0.0),
            ("money.bill.database.17", 6750.0, 0.0),
        ],
    );
}

/// With the milestone table as its base the bill is $8,000 now, each component
/// two thirds of what is stated.
#[test]
fn the_other_baseline_is_the_milestone_table() {
    let mut scenario = saas();
    put(&mut scenario, "money.baseline", Value::Choice("milestones"));
    check(
        &scenario,
        &[
            ("money.bill", 8000.0, 1e-9),
            ("money.bill.compute.base", 2000.0, 1e-9),
            ("money.cost_per_customer", 16.0, 1e-9),
            ("money.baseline_gap", 4000.0, 0.0),
        ],
    );
}

/// The platform with all levers pulled.
fn pulled() -> Scenario {
    let mut scenario = saas();
    for lever in &mut scenario.levers {
        lever.state = Switch::On;
    }
    scenario
}

/// Spot takes 60 % of 5,000; the cache 12.5 % of the 9,000 that are left; then
/// reserved 35 % of 3,000 * 0.875, right-sizing 15 % of what that leaves, and
/// storage tiers 25 % of 500 * 0.875.
#[test]
fn levers_act_on_what_is_left() {
    check(
        &pulled(),
        &[
            ("money.lever.spot.saves", 3000.0, 1e-9),
            ("money.lever.cache.acts_on", 9000.0, 1e-9),
            ("money.lever.cache.saves", 1125.0, 1e-9),
            ("money.lever.reserved.saves", 918.75, 1e-9),
            ("money.lever.right_sizing.saves", 255.9375, 1e-9),
            ("money.lever.storage_tiering.saves", 109.375, 1e-9),
            ("money.lever.spot.saves_per_year", 36_000.0, 1e-9),
            ("money.saved", 5409.0625, 1e-9),
            ("money.bill_after_levers", 6590.9375, 1e-9),
        ],
    );
    let plan = plan(&pulled());
    let ranked: Vec<&str> = plan
        .plan
        .money
        .as_ref()
        .unwrap()
        .levers
        .iter()
        .map(|lever| lever.row.text())
        .collect();
    assert_eq!(
        ranked,
        [
            "spot",
            "cache",
            "reserved",
            "right_sizing",
            "storage_tiering"
        ]
    );
}

#[test]
fn a_lever_that_is_off_comes_last_and_takes_nothing() {
    // All of them off: the bill is what it is, and they could take as much.
    check(
        &saas(),
        &[
            ("money.saved", 0.0, 0.0),
            ("bill.total", 12_000.0, 1e-9),
            ("bill.could_save", 5409.0625, 1e-9),
        ],
    );
    let mut scenario = pulled();
    put(&mut scenario, "lever.spot.state", Value::Choice("off"));
    let plan = plan(&scenario);
    let money = plan.plan.money.as_ref().unwrap();
    let last = money.levers.last().unwrap();
    assert_eq!((last.row.text(), last.state), ("spot", Switch::Off));
    // What the cache has left of the 5,000.
    assert!(near(of(&plan, "money.lever.spot.acts_on"), 4375.0));
    assert!(near(
        of(&plan, "money.bill_after_levers"),
        6590.9375 + 0.6 * 4375.0
    ));
}

/// A demand that does not move within a month: a level pays when at least 65 %
/// of 12 months reach it, which is 8: the 8th highest is that of month 5.
#[test]
fn a_reservation_goes_up_to_what_pays() {
    let mut scenario = stated(&[("money.demand_floor", 1.0)]);
    let planned = plan(&scenario);
    assert!(near(
        of(&planned, "money.reserved"),
        of(&planned, "money.bill.compute.5")
    ));
    // No other share of the highest demand costs less.
    let least = of(&planned, "money.committed");
    for share in 0..=100 {
        put(
            &mut scenario,
            "money.reserved_share",
            Value::Number(f64::from(share) / 100.0),
        );
        assert!(
            of(&plan(&scenario), "money.committed") >= least * (1.0 - 1e-12),
            "{share} %"
        );
    }
    // Without growth all of an even demand is reserved and used.
    let flat = plan(&stated(&[
        ("money.demand_floor", 1.0),
        ("growth.rate", 0.0),
    ]));
    assert!(near(of(&flat, "money.reserved"), 3000.0));
    assert!(near(of(&flat, "money.reservation_use"), 1.0));
    assert!(near(of(&flat, "money.committed"), 3000.0 * 0.65));
    // One month's demand between half of 3,000 and all of it: 65 % of the time
    // it is at least 1,500 + 0.35 * 1,500.
    let moving = plan(&stated(&[("growth.rate", 0.0)]));
    assert!(near(of(&moving, "money.reserved"), 2025.0));
}

#[test]
fn strategies_are_priced_where_a_source_prices_them() {
    let plan = plan(&saas());
    check(
        &saas(),
        &[
            ("money.strategy.on_demand.12", 38_146.44, 0.005),
            // 35 % of the 3,000 that ran when it was reserved.
            ("money.strategy.reserved_base.12", 38_146.44 - 1050.0, 0.005),
            // 60 % of 16,174.54.
            ("money.strategy.spot.12", 38_146.44 - 9704.72, 0.01),
        ],
    );
    assert!(
        absent(&plan, "money.strategy.larger_instances.12").contains("Nothing says what larger")
    );
}

#[test]
fn a_move_of_customers_reaches_the_target() {
    // The platform costs so much that the margin misses 80 %.
    let dear = || stated(&[("bill.compute.amount", 6000.0)]);
    let mut scenario = dear();
    let planned = plan(&scenario);
    let margin = of(&planned, "money.gross_margin");
    assert!(margin < 0.8, "{margin}");
    let share = of(&planned, "money.share_to_move");
    for (id, price) in [
        ("money.lowest_price", "tier.free.price"),
        ("money.next_price", "tier.business.price"),
    ] {
        assert_eq!(leads(&scenario, &planned, id), price);
    }
    for (id, change) in [("tier.free.share", -share), ("tier.business.share", share)] {
        let now = fields::slot(&scenario, id).unwrap().get(&scenario);
        let Value::Number(now) = now else {
            panic!("{id} is not stated")
        };
        put(&mut scenario, id, Value::Number(now + change));
    }
    assert!(near(of(&plan(&scenario), "money.gross_margin"), 0.8));
    // And so do prices times the factor.
    let factor = of(&planned, "money.price_factor");
    let mut dearer = dear();
    for tier in &mut dearer.tiers {
        tier.price = tier.price.map(|price| price * factor);
    }
    assert!(near(of(&plan(&dearer), "money.gross_margin"), 0.8));
}

/// The ids of what a figure was worked out from.
fn leads(scenario: &Scenario, planned: &Planned, id: &str) -> String {
    let explained = planned.plan.explain(scenario, id).unwrap();
    let ids = explained.inputs.into_iter().map(|input| input.id);
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn an_input_is_of_the_same_row_month_and_case() {
    let (scenario, planned) = (saas(), plan(&saas()));
    for (id, inputs) in [
        ("money.tier.pro.margin", "tier.pro.price tier.pro.cost"),
        (
            "money.tier.pro.customers",
            "demand.customers tier.pro.share",
        ),
        (
            "money.tier.free.cost_to_serve",
            "money.tier.free.customers tier.free.cost",
        ),
        (
            "money.revenue",
            "money.tier.pro.revenue money.tier.business.revenue money.tier.enterprise.revenue",
        ),
        ("money.tier_margin", "money.revenue money.cost_to_serve"),
        ("money.gross_margin", "money.infrastructure_share"),
        ("money.bill.gpu.base", "bill.gpu.amount"),
        (
            "money.bill.compute.12",
            "money.bill.compute.base money.customers_ratio.12 money.traffic_exponent",
        ),
        (
            "money.customers_ratio.12",
            "growth.customers.12 money.bill_at",
        ),
        (
            "money.conservative.customers_ratio.12",
            "growth.conservative.customers.12 money.bill_at",
        ),
        (
            "money.cost_per_customer.6",
            "growth.customers.6 money.bill.6",
        ),
        ("money.cost_per_customer", "demand.customers money.bill"),
        ("money.milestone_passed", "milestone.500.cost"),
        ("money.milestone_reached.12", "milestone.1000.cost"),
        ("money.milestone_bill", "growth.milestone_cost.0"),
        ("money.bill_after_levers.24", "money.bill.24 money.saved.24"),
        ("money.lever.spot.acts_on", "money.bill.gpu"),
        (
            "money.lever.spot.saves",
            "money.lever.spot.acts_on lever.spot.saving",
        ),
        (
            "money.strategy.spot.12",
            "money.bill.12 money.strategy.spot.saved.12",
        ),
        ("money.next_price", "tier.business.price"),
        ("money.ltv", "money.arpu money.gross_margin growth.churn"),
    ] {
        assert_eq!(leads(&scenario, &planned, id), inputs, "{id}");
    }
    let components = leads(&scenario, &planned, "money.conservative.bill.12");
    assert_eq!(components.split(' ').count(), 8);
    assert!(components.starts_with("money.conservative.bill.compute.12 "));
}

/// What cannot be said is a sentence.
#[test]
fn bad_input_gets_a_sentence() {
    let mut none = saas();
    tier::TABLE.arrange(&mut none, &[]).unwrap();
    let mut no_bill = saas();
    no_bill.bill.clear();
    let mut unpaid = saas();
    for tier in &mut unpaid.tiers {
        tier.price = None;
    }
    for (scenario, id, words) in vec![
        (
            stated(&[("tier.pro.share", 0.3)]),
            "money.revenue",
            "add up to 100 %",
        ),
        (none.clone(), "money.gross_margin", "no tiers"),
        (no_bill.clone(), "money.bill", "no components"),
        (no_bill, "money.committed", "no components"),
        (unpaid.clone(), "money.revenue", "no revenue"),
        (unpaid, "money.ltv", "no revenue"),
        (stated(&[("growth.churn", 0.0)]), "money.ltv", "churn of 0"),
        (
            stated(&[("money.acquisition_cost", 0.0)]),
            "money.ltv_to_cac",
            "nothing",
        ),
        (
            stated(&[("money.gross_margin_target", 1.0)]),
            "money.price_factor",
            "100 %",
        ),
        (
            stated(&[("tier.pro.cost", 1e6)]),
            "money.break_even_customers",
            "no more than",
        ),
        (saas(), "money.share_to_move", "meets its target"),
        (
            stated(&[("growth.rate", -0.99), ("money.reserved_share", 0.0)]),
            "money.reservation_use",
            "Nothing is reserved",
        ),
        (
            stated(&[("growth.months_projected", 6.0)]),
            "money.strategy.spot.12",
            "not projected",
        ),
    ] {
        let sentence = absent(&plan(&scenario), id);
        assert!(sentence.contains(words), "{id}: {sentence}");
    }
    // Margins by tier need no shares.
    let wrong = plan(&stated(&[("tier.pro.share", 0.3)]));
    assert!(near(of(&wrong, "money.tier.pro.margin"), 1.0 - 15.0 / 99.0));
    assert!(near(of(&wrong, "money.bill"), 12_000.0));
}

/// Prices, churns and milestones of next to nothing, and growth that takes more
/// than there is, leave figures without a value, never with an infinite one.
#[test]
fn what_is_divided_by_next_to_nothing_has_no_value() {
    for inputs in [
        &[("tier.pro.price", 1e-320)][..],
        &[
            ("tier.pro.price", 1e-320),
            ("tier.business.share", 0.0),
            ("tier.enterprise.share", 0.0),
            ("tier.pro.share", 0.4),
        ],
        &[("growth.churn", 1e-320)],
        &[("money.acquisition_cost", 1e-320)],
        &[("milestone.500.cost", 1e-320)],
        &[("growth.rate", -0.99), ("growth.moderate_factor", 10.0)],
        &[("growth.rate", 10.0), ("growth.aggressive_factor", 10.0)],
        &[("growth.rate", 10.0), ("money.traffic_exponent", 3.0)],
        &[
            ("money.reserved_discount", 0.99),
            ("money.spot_share", 1.0),
            ("money.spot_discount", 0.99),
        ],
    ] {
        let planned = plan(&stated(inputs));
        for (id, outcome) in &planned.figures {
            let value = outcome.map_or(0.0, |figure| figure.value);
            assert!(
                value.is_finite() || !id.starts_with("money."),
                "{inputs:?}: {id} is {value}"
            );
            let money = id.starts_with("money.bill") || id.starts_with("money.revenue");
            assert!(!money || value >= 0.0, "{inputs:?}: {id} is {value}");
        }
    }
}

/// A business: growth, shares that make a whole, prices, costs, amounts and
/// behaviors at will.
fn any_business() -> impl Strategy<Value = Scenario> {
    let tiers = proptest::collection::vec((0.0..1.0_f64, 0.0..3000.0_f64, 0.0..500.0_f64), 4);
    let bill = proptest::collection::vec((0.0..20_000.0_f64, 0..7_usize, 0..4_usize), 8);
    let levers = proptest::collection::vec((0.0..1.0_f64, 0..4_usize, any::<bool>()), 5);
    (tiers, bill, levers, -0.9..0.6_f64, 1.0..20_000.0_f64).prop_map(
        |(tiers, bill, levers, rate, customers)| {
            let mut scenario = stated(&[("growth.rate", rate), ("demand.customers", customers)]);
            let whole: f64 = tiers.iter().map(|(share, ..)| share).sum();
            for (row, (share, price, cost)) in scenario.tiers.iter_mut().zip(tiers) {
                (row.share, row.cost) = (if whole > 0.0 { share / whole } else { 0.25 }, cost);
                row.price = (price > 300.0).then_some(price);
            }
            for (row, (amount, behavior, resource)) in scenario.bill.iter_mut().zip(bill) {
                row.amount = amount;
                row.behavior = Behavior::ALL[behavior];
                row.resource = ChargeKind::ALL[resource];
            }
            for (row, (saving, scope, on)) in scenario.levers.iter_mut().zip(levers) {
                row.saving = saving;
                row.applies_to = Scope::ALL[scope];
                row.state = if on { Switch::On } else { Switch::Off };
            }
            scenario
        },
    )
}

/// Every number of the plan that concerns the whole business, in order.
fn totals(planned: &Planned) -> Vec<(String, f64)> {
    let mut totals = Vec::new();
    planned.plan.each(&mut |id, outcome| {
        let whole = [
            "money.revenue",
            "money.cost",
            "money.gross",
            "money.bill",
            "money.saved",
            "money.comm",
        ];
        if let Ok(figure) = outcome
            && whole.iter().any(|start| id.starts_with(start))
        {
            totals.push((id.to_owned(), figure.value));
        }
    });
    totals.sort_by(|one, other| one.0.cmp(&other.0));
    totals
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_is_without_a_number_or_a_reason(scenario in any_business()) {
        let plan = plan(&scenario);
        let mut wrong = Vec::new();
        plan.plan.each(&mut |id, outcome| match outcome {
            Ok(figure) if !figure.value.is_finite() => wrong.push(id.to_owned()),
            Err(absent) if absent.0.is_empty() => wrong.push(id.to_owned()),
            _ => {}
        });
        prop_assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn parts_sum_to_the_total_in_every_month(scenario in any_business()) {
        let plan = plan(&scenario);
        for month in 0..=24 {
            let part = |row: &str| of(&plan, &format!("money.bill.{row}.{month}"));
            let sum: f64 = scenario.bill.iter().map(|row| part(row.key.text())).sum();
            let whole = of(&plan, &format!("money.bill.{month}"));
            prop_assert!(near(sum, whole), "{} is not {}", sum, whole);
            let saved = of(&plan, &format!("money.saved.{month}"));
            let left = of(&plan, &format!("money.bill_after_levers.{month}"));
            prop_assert!(near(sum, saved + left));
            prop_assert!(left >= -1e-9 * sum && saved >= 0.0);
        }
        let saved: f64 = scenario.levers.iter()
            .map(|lever| of(&plan, &format!("money.lever.{}.saves", lever.key.text())))
            .sum();
        prop_assert!(saved <= of(&plan, "money.bill") * (1.0 + 1e-9));
    }

    #[test]
    fn more_growth_never_costs_less(scenario in any_business(), more in 0.0..0.4_f64) {
        let mut faster = scenario.clone();
        faster.growth.rate = faster.growth.rate.map(|rate| rate + more);
        let (slow, fast) = (plan(&scenario), plan(&faster));
        for month in 0..=24 {
            for id in ["bill", "bill_after_levers"] {
                let id = format!("money.{id}.{month}");
                prop_assert!(of(&fast, &id) >= of(&slow, &id) * (1.0 - 1e-12), "{}", id);
            }
        }
    }

    #[test]
    fn twice_the_price_is_twice_the_revenue(scenario in any_business()) {
        let mut dearer = scenario.clone();
        for tier in &mut dearer.tiers {
            tier.price = tier.price.map(|price| price * 2.0);
        }
        let (once, twice) = (plan(&scenario), plan(&dearer));
        if let Ok(revenue) = once.figures["money.revenue"] {
            prop_assert_eq!(of(&twice, "money.revenue").to_bits(), (revenue.value * 2.0).to_bits());
            let margin = of(&twice, "money.gross_margin");
            prop_assert!(margin >= of(&once, "money.gross_margin"));
        }
    }

    #[test]
    fn the_order_of_rows_says_nothing(scenario in any_business()) {
        let mut turned = scenario.clone();
        turned.tiers.reverse();
        turned.bill.reverse();
        turned.levers.reverse();
        turned.milestones.reverse();
        let planned = plan(&scenario);
        let scale = of(&planned, "money.bill").max(1.0);
        let (one, other) = (totals(&planned), totals(&plan(&turned)));
        prop_assert_eq!(one.len(), other.len());
        for ((id, one), (same, other)) in one.iter().zip(&other) {
            prop_assert_eq!(id, same);
            prop_assert!((one - other).abs() <= 1e-9 * one.abs().max(scale), "{}: {} and {}", id, one, other);
        }
    }

    #[test]
    fn no_share_reserved_costs_less_than_the_one_found(scenario in any_business(), share in 0.0..1.0_f64) {
        let mut other = scenario.clone();
        other.money.reserved_share = Some(share);
        let (found, other) = (of(&plan(&scenario), "money.committed"), of(&plan(&other), "money.committed"));
        prop_assert!(found <= other * (1.0 + 1e-9), "{} against {}", found, other);
    }
}
