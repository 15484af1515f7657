//! What holds for every scenario that can be stated?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod golden {
    #[expect(dead_code, reason = "the digest is for the golden tests")]
    pub(crate) mod random;
}

use golden::random;
use headroom::engine::plan::stack;
use headroom::engine::{Plan, plan};
use headroom::review::{Severity, review};
use headroom::scenario::{Anchor, Domain, NodeType, Scenario, Slot, Value, fields};
use headroom::sheet::Figure;
use proptest::collection::vec;
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Fields that hold a price; twice all of them is twice the bill.
const PRICES: &str = "price.";

fn any_scenario() -> impl Strategy<Value = Scenario> {
    let draws = 2 * fields::fields().count() + 1;
    (vec(any::<u64>(), draws), any::<u64>()).prop_map(|(draws, seed)| {
        let mut draws = draws.into_iter();
        let mut seed = seed;
        // How many cells there are depends on the rows that are drawn.
        let scenario = random::scenario(&mut || {
            seed = seed.wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(29);
            draws.next().unwrap_or(seed)
        });
        // What is due at the start is stated, so that figures can be held against it.
        scenario.at_start().into_owned()
    })
}

/// Any double at all, those that no field takes most of all.
fn any_number() -> impl Strategy<Value = f64> {
    let odd = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -1.0,
        -0.0,
        0.0,
        1e308,
        1e-320,
        f64::MIN_POSITIVE,
    ];
    prop_oneof![
        prop::sample::select(odd.to_vec()),
        any::<u64>().prop_map(f64::from_bits)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_same_scenario_gives_the_same_bits(scenario in any_scenario()) {
        let (one, other) = (plan(&scenario), plan(&scenario.clone()));
        prop_assert_eq!(bits(&one), bits(&other));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn every_figure_is_finite_and_of_its_own_id(scenario in any_scenario()) {
        let plan = plan(&scenario);
        prop_assert!(plan.demand.is_some());
        let mut seen = BTreeSet::new();
        for (id, figure) in figures(&plan) {
            prop_assert!(figure.value.is_finite(), "{} is {}", id, figure.value);
            prop_assert!(seen.insert(id.clone()), "{} stands twice", id);
            prop_assert!(
                figure.unit().symbol() != "" || figure.word().is_some(),
                "{} is no word: {}", id, figure.value
            );
        }
        prop_assert!(seen.len() > 10);
    }

    #[test]
    fn what_cannot_be_planned_has_no_parts_and_a_reason(
        scenario in any_scenario(),
        index in any::<prop::sample::Index>(),
        number in any_number(),
    ) {
        let slots = fields::slots(&scenario);
        let numbers: Vec<Slot> = slots.filter(|slot| slot.field.unit().is_some()).collect();
        let slot = numbers[index.index(numbers.len())];
        let (field, id) = (slot.field, slot.id());
        let taken = field.check(Value::Number(number)).is_ok();
        let number = if taken { f64::NAN } else { number };
        let mut broken = scenario.clone();
        slot.force(&mut broken, Value::Number(number));
        prop_assert!(field.check(slot.get(&broken)).is_err(), "{} was not forced", id);
        let planned = plan(&broken);
        prop_assert_eq!(&planned, &Plan::default());
        let findings = review(&broken, &planned);
        let named = |id: &Cow<'static, str>| findings.iter().any(|finding| {
            finding.severity == Severity::Error && finding.evidence.contains(id)
        });
        prop_assert!(named(&id), "{}: {:?}", id, findings);
    }

    #[test]
    fn more_users_never_need_fewer_of_anything(scenario in any_scenario(), more in 1.0_f64..100.0) {
        let mut few = scenario;
        few.demand.anchor = Anchor::ConcurrentUsers;
        let users = few.demand.concurrent_users.unwrap_or(1000.0);
        few.demand.concurrent_users = Some(users);
        let mut many = few.clone();
        many.demand.concurrent_users = Some((users * more).min(1e7));
        let (few, many) = (plan(&few), plan(&many));
        let class = |plan: &Plan| plan.figure("web.class").map(|class| class.value);
        for id in [
            "web.backend_pods_min", "web.backend_pods_max", "web.frontend_pods_min",
            "web.frontend_pods_max", "web.read_units", "web.write_units", "web.request_rate",
            "web.class", "web.egress", "web.database_on_demand", "web.database_provisioned",
            "demand.total_users", "demand.daily_active_users", "demand.peak_rate",
            "demand.average_rate", "demand.requests_per_day", "demand.customers",
        ] {
            no_less(&few, &many, id)?;
        }
        // Between classes the machines change, and fewer larger ones may do.
        if class(&few) == class(&many) {
            for id in [
                "web.cpu_requested", "web.memory_requested", "web.nodes_by_pods",
                "web.nodes_required", "web.nodes_min", "web.nodes_max", "web.bill_nodes",
                "web.bill_disks", "web.bill",
            ] {
                no_less(&few, &many, id)?;
            }
        }
    }

    #[test]
    fn twice_the_prices_are_twice_the_bill(scenario in any_scenario()) {
        let mut once = within_half_of_the_price_bounds(scenario);
        // A change of a price states one of its own.
        once.dated.clear();
        let mut twice = once.clone();
        for field in fields::fields().filter(|field| field.id.starts_with(PRICES)) {
            if let Value::Number(price) = field.get(&once) {
                field.put(&mut twice, Value::Number(price * 2.0)).unwrap();
            }
        }
        let (once, twice) = (plan(&once), plan(&twice));
        for (id, figure) in figures(&once) {
            // A budget is stated, so that what is left of it does not double.
            if id.starts_with("money.budget_") {
                continue;
            }
            // A whole bill has parts that are not made of list prices.
            if ["bill.", "checklist.", "fleet.actual.", "money.", "orders.", "resource."].iter().any(|start| id.starts_with(start)) {
                continue;
            }
            // The source's own range is a quotation, and the money of a business
            // is not made of list prices.
            let quoted = !id.starts_with("web.") || id.starts_with("web.cost_");
            let priced = figure.unit().symbol().starts_with("USD") && !quoted;
            let expected = if priced { figure.value * 2.0 } else { figure.value };
            let doubled = twice.figure(&id).unwrap().value;
            prop_assert_eq!(doubled.to_bits(), expected.to_bits(), "{}: {} and {}", id, figure.value, doubled);
        }
    }

    #[test]
    fn parts_sum_to_the_bill(scenario in any_scenario()) {
        let plan = plan(&scenario);
        let Some(whole) = plan.figure("web.bill") else { return Ok(()) };
        let parts = [
            "nodes", "control_plane", "load_balancer", "database", "cache", "disks", "egress",
        ];
        let part = |name: &&str| plan.figure(&format!("web.bill_{name}")).unwrap().value;
        // What passes inside is paid where it is stated.
        let inside = plan.number("web.bill_beside").unwrap_or(0.0);
        let sum: f64 = parts.iter().map(part).sum::<f64>() + inside;
        prop_assert!(near(sum, whole.value), "{} is not {}", sum, whole.value);
        prop_assert!(parts.iter().all(|name| part(name) >= 0.0));
        let of = |id: &str| plan.figure(id).unwrap().value;
        prop_assert!(near(of("web.bill_per_user") * of("demand.total_users"), whole.value));
        prop_assert!(near(
            of("web.bill_per_concurrent_user") * of("demand.concurrent_users"),
            whole.value
        ));
    }

    /// Any rung that follows, stated in place of the one that leads, gives the
    /// same ladder.
    #[test]
    fn the_ladder_is_the_same_in_both_directions(scenario in any_scenario()) {
        // One rung is stated: of two the ratio between them would follow.
        let mut scenario = scenario;
        let lead = scenario.demand.anchor.field();
        let stated = lead.get(&scenario);
        scenario.demand.release_anchors();
        prop_assume!(lead.put(&mut scenario, stated).is_ok());
        // Its demand is all that is asked for.
        let led = stack(&scenario);
        for anchor in Anchor::ALL {
            let id = anchor.field().id;
            let mut other = scenario.clone();
            other.demand.release_anchors();
            let follows = led.figure(id).unwrap().value;
            if anchor.field().put(&mut other, Value::Number(follows)).is_err() {
                continue;
            }
            let other = stack(&other);
            for rung in Anchor::ALL {
                let of = |plan: &Plan| plan.figure(rung.field().id).unwrap().value;
                prop_assert!(
                    near(of(&led), of(&other)),
                    "{} gives {} as {}, not {}", id, rung.field().id, of(&other), of(&led)
                );
            }
        }
    }

    #[test]
    fn nodes_hold_what_is_placed_on_them(scenario in any_scenario()) {
        let plan = plan(&scenario);
        let Some(nodes) = plan.figure("web.nodes_required") else { return Ok(()) };
        let of = |id: &str| plan.figure(id).unwrap().value;
        for (requested, offered) in [
            ("web.cpu_requested", "web.node_cpu_offered"),
            ("web.memory_requested", "web.node_memory_offered"),
        ] {
            let room = nodes.value * of(offered);
            prop_assert!(room >= of(requested) * (1.0 - 2e-9), "{}: {}", requested, room);
        }
        prop_assert!(of("web.nodes_min") >= nodes.value);
        prop_assert!(of("web.nodes_max") >= of("web.nodes_min"));
        prop_assert!(of("web.users_more") >= 0.0);
    }
}

#[test]
fn the_default_has_every_kind_of_figure() {
    let scenario = Scenario::default();
    let plan = plan(&scenario);
    assert!(figures(&plan).len() > 80);
    let mut draws = std::iter::repeat(0);
    assert_eq!(random::scenario(&mut || draws.next().unwrap()), scenario);
}

fn figures(plan: &Plan) -> Vec<(String, Figure)> {
    let mut figures = Vec::new();
    plan.each(&mut |id, outcome| {
        if let Ok(figure) = outcome {
            figures.push((id.to_owned(), figure));
        }
    });
    figures
}

fn bits(plan: &Plan) -> Vec<(String, u64)> {
    let figures = figures(plan).into_iter();
    figures
        .map(|(id, figure)| (id, figure.value.to_bits()))
        .collect()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

fn no_less(few: &Plan, many: &Plan, id: &str) -> Result<(), TestCaseError> {
    if let (Some(few), Some(many)) = (few.figure(id), many.figure(id)) {
        // A sum of parts may lose its last digits.
        let enough = many.value >= few.value * (1.0 - 1e-12);
        prop_assert!(
            enough,
            "{}: {} of few, {} of many",
            id,
            few.value,
            many.value
        );
    }
    Ok(())
}

/// All prices stated, so that they can be doubled, and low enough for it.
fn within_half_of_the_price_bounds(mut scenario: Scenario) -> Scenario {
    if scenario.web.node_type == NodeType::CUSTOM {
        scenario.price.node_hour.get_or_insert(0.25);
    }
    let planned = plan(&scenario);
    let of = |id: &str| planned.figure(id).map(|figure| figure.value);
    scenario.price.node_hour = scenario.price.node_hour.or(of("web.node_hour"));
    scenario.price.cache_hour = scenario.price.cache_hour.or(of("web.cache_hour"));
    for field in fields::fields().filter(|field| field.id.starts_with(PRICES)) {
        if let (Domain::Number { most, .. }, Value::Number(price)) =
            (field.domain, field.get(&scenario))
        {
            let half = Value::Number(price.min(most / 2.0));
            field.put(&mut scenario, half).unwrap();
        }
    }
    scenario
}
