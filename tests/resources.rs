//! Is what runs out, what is ordered by when and what it all costs right, for any mix of
//! workloads? Checked against a walk over the days, and against plans of the demand of a
//! month that are made from scratch.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod figures;

use figures::{near, number};
use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::quantity::math::{ln, of_count, power};
use headroom::report::{Node, Span, answers, outline};
use headroom::review::review;
use headroom::scenario::growth::{EventMet, EventOf};
use headroom::scenario::money::ChargeKind;
use headroom::scenario::preset::preset;
use headroom::scenario::web::Switch;
use headroom::scenario::{Anchor, Event, Scenario, Value, fields};
use headroom::share::decode;
use headroom::sheet::Case;
use headroom::workloads::resources::What;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// 28 November 2026.
const START: f64 = 20_785.0;
const DAYS_PER_MONTH: f64 = 730.0 / 24.0;

fn of(query: &str) -> Scenario {
    let opened = decode(query).unwrap();
    assert!(opened.not_understood.is_empty(), "{query}");
    opened.scenario
}

fn event(date: f64, hours: f64, multiplier: f64) -> Event {
    let table = &headroom::scenario::growth::event::TABLE;
    let mut scenario = Scenario::default();
    table.add(&mut scenario, "Launch").unwrap();
    Event {
        date: Some(date),
        hours,
        multiplier,
        of: EventOf::Usual,
        ..scenario.events.pop().unwrap()
    }
}

/// Customers grow by 15 % a month, so that after so many months there are so many times
/// as many; of a pool the need is that to its exponent.
#[test]
fn need_never_passes_the_critical_share_before_an_order_arrives() {
    let scenario = preset("saas-1").unwrap().scenario();
    let plan = plan(&scenario);
    let resources = plan.resources.as_ref().unwrap();
    for (at, pool) in scenario.pools.iter().enumerate() {
        let now = number(&plan, &format!("pool.{}.capacity", pool.key.text()));
        let arrivals: Vec<(f64, f64)> = resources
            .orders
            .iter()
            .filter(|order| order.what == What::More(at))
            .map(|order| (order.arrives.or_zero(), order.units.or_zero()))
            .collect();
        assert!(!arrivals.is_empty(), "{}", pool.name);
        for day in 0..730 {
            let months = f64::from(day) / DAYS_PER_MONTH;
            let come = arrivals
                .iter()
                .filter(|(arrives, _)| *arrives <= months + 1e-9);
            let there = now + come.map(|(_, units)| units).sum::<f64>();
            let need = pool.used * power(1.15, months * pool.exponent);
            assert!(
                need <= pool.critical * there * (1.0 + 1e-9),
                "{} on day {day}: {need} of {there}",
                pool.name
            );
        }
        // It is not ordered earlier than it must: a day before it arrives less is enough.
        let (first, _) = arrivals[0];
        let need = pool.used * power(1.15, first * pool.exponent);
        assert!(near(need, pool.critical * now), "{}: {need}", pool.name);
    }
    // What fills first is another question than what is ordered first.
    assert_eq!(
        plan.row_of("answer.fills_first").as_deref(),
        Some("memory_gb")
    );
    assert_eq!(
        plan.row_of("answer.order_what").as_deref(),
        Some("gpu_nodes")
    );
    let cliffs = scenario.pools.iter().map(|pool| {
        let id = format!("fleet.{}.months_to_cliff", pool.key.text());
        number(&plan, &id)
    });
    let least = cliffs.fold(f64::INFINITY, f64::min);
    assert!(near(least, number(&plan, "answer.fills_months")));
}

#[test]
fn an_order_for_an_event_arrives_before_it_and_covers_it() {
    let mut scenario = preset("saas-1").unwrap().scenario();
    scenario.growth.start = Some(START);
    // 20 March 2027, in the fourth month.
    scenario.events.push(event(START + 112.0, 168.0, 4.0));
    for pool in &mut scenario.pools {
        pool.lead_time = 42.0;
    }
    let plan = plan(&scenario);
    let resources = plan.resources.as_ref().unwrap();
    // From 28 February to 28 March there are 28 days, of which 20 are over then.
    let begins = 3.0 + 20.0 / 28.0;
    for (at, pool) in scenario.pools.iter().enumerate() {
        let follows = [
            "api_pods",
            "cpu_cores",
            "memory_gb",
            "gpu_nodes",
            "db_connections",
        ];
        if !follows.contains(&pool.key.text()) {
            continue;
        }
        let of_pool = resources
            .orders
            .iter()
            .filter(|order| order.what == What::More(at));
        let by_then = of_pool.filter(|order| order.arrives.or_zero() <= begins + 1e-9);
        let (mut there, mut last) = (
            number(&plan, &format!("pool.{}.capacity", pool.key.text())),
            0.0,
        );
        for order in by_then {
            there += order.units.or_zero();
            last = order.order_by.or_zero();
            let lead = order.arrives.or_zero() - order.order_by.or_zero();
            assert!(near(lead, 42.0 / DAYS_PER_MONTH), "{}", pool.name);
        }
        assert!(
            last <= begins - 42.0 / DAYS_PER_MONTH + 1e-9,
            "{}",
            pool.name
        );
        let need = pool.used * power(power(1.15, begins) * 4.0, pool.exponent);
        assert!(
            need <= pool.critical * there * (1.0 + 1e-9),
            "{}: {need} of {there}",
            pool.name
        );
    }
}

/// "GPUs in a year at 20 % a month": as many as a plan for that demand has.
#[test]
fn what_a_month_needs_is_what_a_plan_for_its_demand_has() {
    let grown = plan(&of("#?preset=gpu-1&growth=20%"));
    let later = plan(&of(&format!(
        "#?preset=gpu-1&requests_per_day={}",
        24_000.0 * power(1.2, 12.0)
    )));
    assert!(near(
        number(&grown, "resource.gpus.needed.12"),
        number(&later, "inference.gpus")
    ));
    assert!(near(
        number(&grown, "bill.part.gpus.12"),
        number(&later, "inference.cost")
    ));

    let grown = plan(&of("#?preset=chat-1&growth=8%"));
    for month in [0, 3, 9, 10, 18, 24] {
        let users = 1000.0 * power(1.08, f64::from(month));
        let later = plan(&of(&format!("#?preset=chat-1&concurrent_users={users}")));
        for (ours, theirs) in [
            ("resource.web_nodes.needed", "web.nodes_min"),
            ("resource.web_backend_pods.needed", "web.backend_pods_min"),
            ("resource.web_frontend_pods.needed", "web.frontend_pods_min"),
            ("bill.total", "web.bill"),
            ("timeline.peak_rate", "demand.peak_rate"),
        ] {
            let ours = number(&grown, &format!("{ours}.{month}"));
            assert!(
                near(ours, number(&later, theirs)),
                "{theirs} in month {month}: {ours}"
            );
        }
    }
    let room = number(&grown, "answer.room");
    let full = plan(&of(&format!(
        "#?preset=chat-1&concurrent_users={}",
        1000.0 + room
    )));
    let over = plan(&of(&format!(
        "#?preset=chat-1&concurrent_users={}",
        1000.0 + room + 1.0
    )));
    let most = number(&grown, "resource.web_nodes.capacity");
    assert!(number(&full, "web.nodes_min") <= most);
    assert!(number(&over, "web.nodes_min") > most);
}

#[test]
fn a_pipeline_says_when_its_daily_limit_is_hit() {
    // 100 daily users fill a sixth of the tokens a day; 12 % a month fills them in so many months.
    let plan = plan(&of("#?preset=coach-1&daily_active_users=100&growth=12%"));
    let full = ln(6.0) / ln(1.12);
    assert!(near(
        number(&plan, "resource.stage_model_api.months_to_cliff"),
        full
    ));
    let critical = ln(0.85 * 6.0) / ln(1.12);
    assert!(near(
        number(&plan, "resource.stage_model_api.months_to_critical"),
        critical
    ));
}

#[test]
fn the_whole_bill_has_every_workload_and_one_margin() {
    let plan = plan(&of("#?preset=saas-1&inference=on&web=on&training=on"));
    let parts: f64 = ["platform", "web", "gpus", "training"]
        .map(|part| number(&plan, &format!("bill.part.{part}")))
        .iter()
        .sum();
    assert!(near(parts, number(&plan, "bill.total")));
    for month in [0, 12, 24] {
        let parts: f64 = ["platform", "web", "gpus", "training"]
            .map(|part| number(&plan, &format!("bill.part.{part}.{month}")))
            .iter()
            .sum();
        assert!(near(parts, number(&plan, &format!("bill.total.{month}"))));
    }
    let margin = number(&plan, "money.gross_margin") + number(&plan, "money.infrastructure_share");
    assert!(near(margin, 1.0));
    let share = number(&plan, "bill.total") / number(&plan, "money.revenue");
    assert!(near(share, number(&plan, "money.infrastructure_share")));
    let year: f64 = (0..12)
        .map(|month| number(&plan, &format!("bill.total.{month}")))
        .sum();
    assert!(near(year, number(&plan, "bill.year")));
}

/// Growth that is stated is planned with, whichever preset it is stated in.
#[test]
fn stated_growth_is_switched_on_everywhere() {
    for id in ["chat-1", "saas-1", "gpu-1", "sale-1", "coach-1"] {
        let plan = plan(&of(&format!("#?preset={id}&customers=5000&growth=8%")));
        assert!(
            near(
                number(&plan, "timeline.customers.12"),
                5000.0 * power(1.08, 12.0)
            ),
            "{id}"
        );
        assert!(
            plan.figure("bill.total.12").is_some() || id == "coach-1",
            "{id}"
        );
        assert!(plan.number("answer.room").is_some(), "{id}");
        assert!(plan.number("answer.order_by_months").is_some(), "{id}");
    }
}

/// Mixes of workloads that are asked for: each with what is stated of it.
fn any_mix() -> impl Strategy<Value = Scenario> {
    let bases = prop_oneof![
        Just("saas-1"),
        Just("chat-1"),
        Just("gpu-1"),
        Just("coach-1"),
        Just("sale-1")
    ];
    (
        bases,
        0.0..0.5_f64,
        any::<[bool; 3]>(),
        0.5..4.0_f64,
        1.0..5.0_f64,
        0.3..3.0_f64,
    )
        .prop_map(|(base, rate, on, times, multiplier, season)| {
            let mut scenario = preset(base).unwrap().scenario();
            scenario.growth.rate = Some(rate);
            scenario.growth.start = Some(START);
            scenario.growth.months_projected = 12.0;
            scenario.growth.june = season;
            scenario.events.clear();
            scenario.events.push(event(START + 100.0, 72.0, multiplier));
            let anchor = scenario.demand.anchor.field();
            if let Value::Number(now) = anchor.get(&scenario) {
                anchor
                    .put(&mut scenario, Value::Number((now * times).max(1.0)))
                    .unwrap();
            }
            for (id, on) in ["web.workload", "inference.workload", "training.workload"]
                .into_iter()
                .zip(on)
            {
                if on {
                    fields::field(id)
                        .unwrap()
                        .put(&mut scenario, Value::Choice(Switch::On.id()))
                        .unwrap();
                }
            }
            scenario
        })
}

/// The first moment to order anything of each resource; of what is never ordered, never.
fn first_orders(plan: &Plan) -> Vec<(String, f64)> {
    let Some(resources) = &plan.resources else {
        return Vec::new();
    };
    let by = |cell: headroom::sheet::Cell| cell.number().unwrap_or(f64::INFINITY);
    resources
        .all
        .iter()
        .map(|it| (it.row.text(), by(it.order_by_months)))
        .collect()
}

/// How much is ordered of each in all.
fn ordered(plan: &Plan) -> Vec<f64> {
    let Some(resources) = &plan.resources else {
        return Vec::new();
    };
    let of = |at: usize| {
        let orders = resources
            .orders
            .iter()
            .filter(move |order| order.what == What::More(at));
        orders.map(|order| order.units.or_zero()).sum::<f64>()
    };
    (0..resources.all.len()).map(of).collect()
}

fn no_later_and_no_less(before: &Plan, after: &Plan) -> Result<(), TestCaseError> {
    for ((name, one), (other, two)) in first_orders(before).into_iter().zip(first_orders(after)) {
        prop_assert_eq!(&name, &other);
        prop_assert!(
            two <= one + 1e-6 * one.abs().max(1.0),
            "{}: {} after {}",
            name,
            two,
            one
        );
    }
    for (one, two) in ordered(before).into_iter().zip(ordered(after)) {
        prop_assert!(two >= one * (1.0 - 1e-9), "{} after {}", two, one);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_demand_never_makes_an_order_later_or_smaller(scenario in any_mix(), more in 0.0..0.3_f64) {
        let before = plan(&scenario);
        let mut faster = scenario.clone();
        faster.growth.rate = faster.growth.rate.map(|rate| rate + more);
        no_later_and_no_less(&before, &plan(&faster))?;
        let mut larger = scenario.clone();
        larger.events[0].multiplier *= 1.0 + more;
        no_later_and_no_less(&before, &plan(&larger))?;
        let mut higher = scenario.clone();
        higher.growth.june *= 1.0 + more;
        no_later_and_no_less(&before, &plan(&higher))?;
    }

    #[test]
    fn a_longer_lead_time_never_makes_an_order_later(scenario in any_mix(), days in 0.0..90.0_f64) {
        let before = plan(&scenario);
        let mut slower = scenario;
        slower.web.lead_time += days;
        slower.inference.lead_time += days;
        for pool in &mut slower.pools {
            pool.lead_time += days;
        }
        no_later_and_no_less(&before, &plan(&slower))?;
    }

    #[test]
    fn more_of_what_is_there_never_makes_an_order_earlier(scenario in any_mix(), more in 0.0..2.0_f64) {
        let before = plan(&scenario);
        let mut richer = scenario;
        let there = |id: &str| before.number(&format!("resource.{id}.capacity"));
        for pool in &mut richer.pools {
            pool.capacity = there(pool.key.text()).map(|there| there * (1.0 + more));
        }
        richer.web.nodes_have = there("web_nodes").map(|there| (there * (1.0 + more)).min(1e6));
        richer.web.backend_pods_have = there("web_backend_pods").map(|there| (there * (1.0 + more)).min(1e6));
        richer.web.frontend_pods_have = there("web_frontend_pods").map(|there| (there * (1.0 + more)).min(1e6));
        richer.inference.gpus_held = there("gpus").map(|there| there * (1.0 + more));
        let after = plan(&richer);
        for ((name, one), (_, two)) in first_orders(&before).into_iter().zip(first_orders(&after)) {
            prop_assert!(two >= one - 1e-6 * one.abs().max(1.0), "{}: {} after {}", name, two, one);
        }
    }

    #[test]
    fn a_workload_more_never_lowers_the_bill_nor_gives_room(scenario in any_mix()) {
        let before = plan(&scenario);
        for id in ["web.workload", "inference.workload", "training.workload"] {
            let mut more = scenario.clone();
            fields::field(id).unwrap().put(&mut more, Value::Choice("on")).unwrap();
            let after = plan(&more);
            if let (Some(one), Some(two)) = (before.number("bill.total"), after.number("bill.total")) {
                prop_assert!(two >= one * (1.0 - 1e-12), "{}: {} after {}", id, two, one);
            }
            if let (Some(one), Some(two)) = (before.number("answer.room"), after.number("answer.room")) {
                // Where whole GPUs are searched for, counts that differ by noise count as the same.
                let slack = 1e-8 * (one.abs() + before.number("demand.requests_per_day").unwrap_or(0.0));
                prop_assert!(two <= one + slack, "{}: {} after {}", id, two, one);
            }
        }
    }

    #[test]
    fn the_bill_is_the_sum_of_its_parts_in_every_month(scenario in any_mix()) {
        let plan = plan(&scenario);
        let Some(bill) = &plan.total_bill else { return Ok(()) };
        let growth = plan.growth.as_ref().unwrap();
        prop_assert_eq!(growth.customers(Case::Moderate).len(), bill.months.len());
        for month in 0..bill.months.len() {
            let part = |row: &str| plan.number(&format!("bill.part.{row}.{month}"));
            let parts: Option<f64> = bill.parts.iter().map(|it| part(it.of.words().0)).sum();
            let total = plan.number(&format!("bill.total.{month}"));
            prop_assert!(parts.zip(total).is_none_or(|(parts, total)| near(parts, total)));
            prop_assert_eq!(parts.is_some(), total.is_some());
        }
        // What it pays for adds up to it too, now, in every month and at the horizons of the other cases.
        let moderate = (0..bill.months.len()).map(|month| (String::new(), format!(".{month}")));
        let cases = ["conservative.", "aggressive."];
        let others = cases.into_iter().flat_map(|case| {
            let within = [6, 12, 18, 24].into_iter().filter(|month| *month < bill.months.len());
            within.map(move |month| (case.to_owned(), format!(".{month}")))
        });
        let now = [(String::new(), String::new())];
        for (case, month) in now.into_iter().chain(moderate).chain(others) {
            let total = plan.number(&format!("bill.{case}total{month}"));
            let kind = |kind: &ChargeKind| plan.number(&format!("bill.{case}kind.{}{month}", kind.id()));
            let kinds: Option<f64> = bill.kinds.iter().map(|(it, _)| kind(it)).sum();
            prop_assert!(kinds.zip(total).is_none_or(|(kinds, total)| near(kinds, total)), "{}{}", case, month);
            prop_assert_eq!(kinds.is_some(), total.is_some());
            let part = |row: &str| plan.number(&format!("bill.{case}part.{row}{month}"));
            let parts: Option<f64> = bill.parts.iter().map(|it| part(it.of.words().0)).sum();
            prop_assert!(parts.zip(total).is_none_or(|(parts, total)| near(parts, total)), "{}{}", case, month);
            prop_assert_eq!(parts.is_some(), total.is_some());
        }
    }

    #[test]
    fn an_event_that_is_rented_for_asks_for_no_more_to_be_kept(scenario in any_mix()) {
        let mut without = scenario.clone();
        without.events.clear();
        let mut rented = scenario;
        for event in &mut rented.events {
            event.met_by = EventMet::Rented;
        }
        let (without, rented) = (plan(&without), plan(&rented));
        prop_assert_eq!(first_orders(&without), first_orders(&rented));
        prop_assert_eq!(ordered(&without), ordered(&rented));
        let total = |plan: &Plan| plan.number("bill.total.12");
        prop_assert_eq!(total(&without), total(&rented));
    }
}

#[test]
fn anchors_other_than_customers_have_their_room_in_their_own_unit() {
    for (anchor, unit) in [
        (Anchor::Customers, "customer"),
        (Anchor::DailyActiveUsers, "user"),
        (Anchor::RequestsPerDay, "req/day"),
        (Anchor::PeakRate, "req/s"),
    ] {
        let field = anchor.field();
        let plan = plan(&of(&format!("#?preset=chat-1&growth=5%&{}=100", field.id)));
        let room = plan.figure("answer.room").unwrap();
        assert_eq!(room.unit().symbol(), unit);
    }
}

/// What a page shows under one label, of one row and month, is one number.
#[test]
fn one_label_has_one_figure_on_a_page() {
    let today = Date::new(2026, 11, 28).unwrap();
    let mut found: Vec<String> = Vec::new();
    for query in [
        "#?preset=chat-1&growth=8%",
        "#?preset=saas-1",
        "#?preset=saas-1&customers=5000",
        "#?preset=gpu-1&growth=8%",
        "#?preset=sale-1&growth=8%",
        "#?preset=coach-1&growth=8%",
        "#?preset=saas-1&inference=on&training=on",
        "#?preset=chat-1&data=on&growth=8%",
    ] {
        let scenario = of(query);
        let plan = plan(&scenario);
        let findings = review(&scenario, &plan);
        let mut ids: Vec<String> = Vec::new();
        let mut spans = |all: &[Span]| {
            for span in all {
                if let Span::Figure(id, _) = span {
                    ids.push(id.to_string());
                }
            }
        };
        for answer in answers(&scenario, &plan, &findings, today) {
            spans(&answer.main);
            spans(&answer.why);
        }
        for section in outline(&scenario, &plan, today) {
            spans(&section.conclusion);
            for node in section.all() {
                match node {
                    Node::Table { rows, .. } => rows.iter().for_each(|row| spans(&row.cells)),
                    Node::Text(all) => spans(all),
                    _ => {}
                }
            }
        }
        ids.sort();
        ids.dedup();
        let mut seen: BTreeMap<String, (String, f64)> = BTreeMap::new();
        for id in ids {
            let (Some(at), Some(figure)) = (plan.cells.place(&id), plan.figure(&id)) else {
                continue;
            };
            let row = plan.cells.row_names(at, &scenario).unwrap_or_default();
            let numbers = id.split('.').filter(|part| part.parse::<f64>().is_ok());
            let mut ending = numbers.collect::<Vec<_>>().join(" ");
            // One limit among several of a stage stands behind the name.
            if let Some(last) = id
                .rsplit('.')
                .next()
                .filter(|last| *last != figure.formula.name)
            {
                ending += last;
            }
            let case = ["conservative", "aggressive"]
                .into_iter()
                .find(|case| id.contains(case))
                .unwrap_or("");
            let label = format!(
                "{} | {row} | {ending} | {case} | {:?}",
                figure.formula.label,
                figure.unit()
            );
            match seen.get(&label) {
                Some((other, value)) if !near(*value, figure.value) => {
                    found.push(format!(
                        "{query}: {label}: {other} = {value}, {id} = {}",
                        figure.value
                    ));
                }
                Some(_) => {}
                None => {
                    seen.insert(label, (id, figure.value));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// More than the most there can be is asked for, not ordered, and before it is needed.
#[test]
fn nothing_is_ordered_beyond_the_most_there_can_be() {
    let scenario = of("#?preset=saas-1&pool.gpu_nodes.most=5&pool.gpu_nodes.one_off=1000");
    let plan = plan(&scenario);
    let resources = plan.resources.as_ref().unwrap();
    let mut there = number(&plan, "pool.gpu_nodes.capacity");
    let at = resources
        .all
        .iter()
        .position(|it| it.row.text() == "gpu_nodes")
        .unwrap();
    let mut limits = Vec::new();
    for order in &resources.orders {
        if order.what == What::More(at) {
            there += order.units.or_zero();
            let once = order.once.number().unwrap();
            assert!(near(once, order.units.or_zero() * 1000.0));
        }
        if order.what == What::Most(at) {
            limits.push(order.number);
        }
    }
    assert!(there <= 5.0, "{there}");
    let [limit] = limits[..] else {
        panic!("{limits:?}");
    };
    // What the last month takes, at its critical share, in whole nodes.
    let id = |name: &str| format!("orders.{limit}.{name}");
    let last = resources.all[at].must_be_there.last().copied().unwrap();
    let asked = number(&plan, &id("there_then"));
    assert!(asked >= last && asked < last + 1.0, "{asked} for {last}");
    let findings = review(&scenario, &plan);
    let found = findings
        .iter()
        .find(|finding| finding.rule == "resource_most")
        .unwrap();
    assert!(
        found
            .sentence
            .starts_with("GPU nodes come to the most there can be, 5, in ")
    );
    assert!(
        found
            .sentence
            .contains(&format!("Ask for {asked} before that"))
    );
}

/// What is paid once stands in the month in which it comes, of changes as well.
#[test]
fn what_is_paid_once_is_paid_in_its_month() {
    let scenario =
        of("#?preset=saas-1&pool.gpu_nodes.one_off=1000&change.read_replica.one_off=2500");
    let plan = plan(&scenario);
    let resources = plan.resources.as_ref().unwrap();
    let all: f64 = resources
        .orders
        .iter()
        .map(|order| order.once.or_zero())
        .sum();
    let months: f64 = (0..=24)
        .map(|month| number(&plan, &format!("orders.once.{month}")))
        .sum();
    assert!(near(all, months), "{all} and {months}");
    // 1,000 customers are there after ln 2 / ln 1.15 = 4.96 months: in the fifth.
    let with = |month: usize| {
        let paid = resources.orders.iter().filter(|order| {
            let arrives = order.arrives.or_zero();
            arrives > of_count(month) - 1.0 && arrives <= of_count(month)
        });
        paid.map(|order| order.once.or_zero()).sum::<f64>()
    };
    assert!(with(5) >= 2500.0);
    assert!(near(number(&plan, "orders.once.5"), with(5)));
}

/// Ten kilobytes for each request: the link of 2 MB a second may be used to 85 %.
#[test]
fn the_network_runs_out_like_any_other_resource() {
    let scenario = of("#?preset=chat-1&growth=10%&web.network_have=2");
    let plan = plan(&scenario);
    let used = number(&plan, "demand.peak_rate") * 10.0 / 1000.0;
    assert!(near(number(&plan, "resource.web_network.used"), used));
    let months = ln(0.85 * 2.0 / used) / ln(1.1);
    assert!(
        near(
            number(&plan, "resource.web_network.months_to_critical"),
            months
        ),
        "{months}"
    );
    // Without a link that is stated nothing is said of it.
    let without = headroom::engine::plan(&of("#?preset=chat-1&growth=10%"));
    assert!(without.outcome("resource.web_network.used").is_none());
}

/// 500 of 1,000 GB, 50 more a month: 850 after 7 months, half a month to get more.
#[test]
fn storage_of_data_fills_whatever_demand() {
    let data = "data=on&data.storage_used=500&data.storage_capacity=1000&data.models_growth=10\
                &data.sets_growth=25&data.logs_growth=15&data.storage_lead_time=15";
    for growth in ["1%", "30%"] {
        let plan = plan(&of(&format!("#?preset=chat-1&growth={growth}&{data}")));
        let id = |name: &str| format!("resource.data_storage.{name}");
        assert!(near(number(&plan, &id("months_to_critical")), 7.0));
        assert!(near(number(&plan, &id("months_to_cliff")), 10.0));
        let order_by = 7.0 - 15.0 * 12.0 / 365.0;
        assert!(near(number(&plan, &id("order_by_months")), order_by));
        assert!(near(
            number(&plan, &id("order_by_months")),
            number(&plan, "data.storage_order_by")
        ));
        assert!(near(number(&plan, &id("needed.4")), 700.0));
        let resources = plan.resources.as_ref().unwrap();
        let at = resources
            .all
            .iter()
            .position(|it| it.row.text() == "data_storage")
            .unwrap();
        let mut there = 1000.0;
        for order in resources
            .orders
            .iter()
            .filter(|it| it.what == What::More(at))
        {
            there += order.units.or_zero();
        }
        // Enough through the last month, at 85 %.
        assert!(there * 0.85 >= 500.0 + 50.0 * 25.0 - 1e-6, "{there}");
    }
}

/// Half of the nodes reserved at 35 % off, 40 % of the others on spot at 60 % off.
#[test]
fn nodes_are_reserved_and_on_spot() {
    let all = "web.reserved_share=50%&web.spot_share=40%";
    let [without, with] = ["", all].map(|more| plan(&of(&format!("#?preset=chat-1&{more}"))));
    let left = 1.0 - 0.5 * 0.35 - 0.5 * 0.4 * 0.6;
    let nodes = number(&without, "web.bill_nodes");
    assert!(near(number(&with, "web.bill_nodes"), nodes * left));
    let saved = number(&without, "web.bill") - number(&with, "web.bill");
    assert!(near(saved, nodes * (1.0 - left)));
}
