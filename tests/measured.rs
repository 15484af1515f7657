//! What was measured since is held against the plan for its month, and says what becomes
//! of the first order; a reserve for bursts has its price.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::review::review;
use headroom::scenario::Scenario;
use headroom::share::decode;
use headroom::workloads::resources::files::ORDERS;

const SAAS: &str = "#?preset=saas-1&growth.start=2026-11-22";

fn opened(more: &str) -> (Scenario, Plan) {
    let scenario = decode(&format!("{SAAS}{more}")).unwrap().scenario;
    let plan = plan(&scenario);
    (scenario, plan)
}

fn close(plan: &Plan, id: &str, expected: f64) {
    let value = plan
        .get(id)
        .unwrap_or_else(|why| panic!("{id}: {}", why.0))
        .value;
    assert!(
        (value - expected).abs() <= expected.abs() * 1e-4,
        "{id}: {value} not {expected}"
    );
}

fn said((scenario, plan): &(Scenario, Plan), rule: &str) -> String {
    let found = review(scenario, plan);
    let found: Vec<&str> = found
        .iter()
        .filter(|it| it.rule == rule)
        .map(|it| &*it.sentence)
        .collect();
    found.join(" ")
}

/// The day and the name of the first order of more, as the file of orders has them.
fn first_order((scenario, plan): &(Scenario, Plan)) -> (String, String) {
    let text = (ORDERS.write)(scenario, plan, Date::new(2026, 11, 22).unwrap()).unwrap();
    let row = text
        .split("\r\n")
        .find(|line| line.contains(",Order,"))
        .unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    let parts: Vec<i64> = cells[0]
        .split('-')
        .map(|part| part.parse().unwrap())
        .collect();
    (
        Date::new(parts[0], parts[1], parts[2]).unwrap().shown(),
        cells[2].to_owned(),
    )
}

/// 500 customers have become 1,000 after three months: 2^(1/3) - 1 a month.
#[test]
fn customers_that_grow_otherwise_move_the_first_order() {
    let rate = 0.259_921_049_894_873_2;
    let of = opened("&actual=march&actual.march.month=3&actual.march.customers=1000");
    close(&of.1, "fleet.actual.march.planned_customers", 760.4375);
    close(
        &of.1,
        "fleet.actual.march.customers_drift",
        1000.0 / 760.4375 - 1.0,
    );
    close(&of.1, "fleet.actual.march.measured_growth", rate);
    let (then, name) = first_order(&opened(&format!("&growth={rate}")));
    assert_eq!(
        said(&of, "customers_drift"),
        format!(
            "March, month 3: 1,000 customers, 32 % more than planned. Should customers go on growing as measured, \
             by 26 % a month, the first to order is {name} by {then}, by the plan by 22 Jan 2027."
        )
    );
    // 85 % of 3 nodes at 1.275^(1 / 0.7) times the customers: after 1.502 months, two weeks less.
    assert_eq!((&*then, &*name), ("23 Dec 2026", "GPU nodes"));
    let slow = opened("&actual=march&actual.march.month=3&actual.march.customers=600");
    assert!(said(&slow, "customers_drift").contains("21 % less than planned."));
    let alike = opened("&actual=march&actual.march.month=3&actual.march.customers=800");
    assert_eq!(said(&alike, "customers_drift"), "");
}

/// Memory needed in month 3: 80 * 1.520875^0.9 = 116.67; measured 150.
#[test]
fn use_that_goes_on_otherwise_moves_the_first_order() {
    let of = opened("&actual=m&actual.m.pool=memory_gb&actual.m.month=3&actual.m.used=150");
    // 1.520875 to the power of 0.9.
    let factor = 150.0 / (80.0 * 1.458_425_230_583);
    close(&of.1, "fleet.actual.m.drift", factor - 1.0);
    let used = 80.0 * factor;
    let then = first_order(&opened(&format!(
        "&pool.memory_gb.used={used}&pool.memory_gb.capacity=128"
    )));
    let sentence = said(&of, "drift");
    assert!(
        sentence.starts_with("M, month 3: Memory (GB) used 29 % more than planned. "),
        "{sentence}"
    );
    let expected = format!(
        "the first to order is {} by {}, by the plan GPU nodes by 22 Jan 2027.",
        then.1, then.0
    );
    assert!(sentence.ends_with(&expected), "{sentence}: {expected}");
}

#[test]
fn spend_over_the_plan_says_when_the_budget_is_passed() {
    let of =
        opened("&actual=march&actual.march.month=3&actual.march.spend=20000&money.budget=20000");
    let bill = of.1.number("bill.total.3").unwrap();
    close(&of.1, "fleet.actual.march.planned_spend", bill);
    close(
        &of.1,
        "fleet.actual.march.spend_drift",
        20_000.0 / bill - 1.0,
    );
    // 1.2749 times the bills: month 3 is at the budget, month 4 beyond; by the plan month 6.
    let passed = |times: f64| {
        (0..=24)
            .find(|month| of.1.number(&format!("bill.total.{month}")).unwrap() * times > 20_000.0)
    };
    assert_eq!(
        (passed(20_000.0 / bill * (1.0 - 1e-12)), passed(1.0)),
        (Some(4), Some(6))
    );
    let sentence = said(&of, "spend_drift");
    assert!(
        sentence.contains("27 % more than planned. No order moves by that."),
        "{sentence}"
    );
    let part =
        opened("&actual=march&actual.march.month=3&actual.march.part=gpu&actual.march.spend=9000");
    close(
        &part.1,
        "fleet.actual.march.planned_spend",
        part.1.number("money.bill.gpu.3").unwrap(),
    );
    assert!(
        said(&part, "spend_drift").starts_with("March, month 3: GPU"),
        "{}",
        said(&part, "spend_drift")
    );
}

/// Without pools customers and spend are held against the plan all the same.
#[test]
fn any_plan_that_grows_can_be_held_against_what_was_measured() {
    let scenario = decode("#?preset=chat-1&growth=8%&growth.start=2026-11-22&actual=a&actual.a.month=2&actual.a.customers=14000&actual.a.spend=700").unwrap().scenario;
    let plan = plan(&scenario);
    close(
        &plan,
        "fleet.actual.a.customers_drift",
        14_000.0 / 11_664.0 - 1.0,
    );
    let sentence = said(&(scenario, plan), "customers_drift");
    assert!(
        sentence.contains("Nodes by ") && sentence.ends_with("17 Oct 2027."),
        "{sentence}"
    );
}

/// Three tenths of what the peak takes, in whole steps: of 20 cores 6, so 8 in steps of 4.
#[test]
fn a_reserve_for_bursts_has_its_price() {
    let (_, plan) = opened("&growth.burst_reserve=30%");
    for (id, units, cost) in [
        ("api_pods", 2.0, 0.0),
        ("cpu_cores", 8.0, 480.0),
        ("memory_gb", 32.0, 256.0),
        ("gpu_nodes", 1.0, 1667.0),
        ("storage_tb", 0.5, 250.0),
        ("db_connections", 50.0, 300.0),
    ] {
        close(&plan, &format!("resource.{id}.reserve"), units);
        close(&plan, &format!("resource.{id}.reserve_cost"), cost);
    }
    close(
        &plan,
        "bill.reserve",
        480.0 + 256.0 + 1667.0 + 250.0 + 300.0,
    );
    assert!(opened("").1.outcome("bill.reserve").is_none());
}

#[test]
fn signs_are_shares_of_what_there_is() {
    let of = opened(
        "&growth.new_users=100&growth.new_models=2&growth.models_now=10&growth.new_applications=1&growth.applications_now=20",
    );
    close(&of.1, "growth.sign.users", 0.2);
    close(&of.1, "growth.sign.models", 0.2);
    close(&of.1, "growth.sign.applications", 0.05);
    let sentence = said(&of, "growing_faster");
    assert!(
        sentence
            .starts_with("Users grow by 20 % a month, customers by 15 % a month in the plan. Hold"),
        "{sentence}"
    );
    assert!(
        sentence.contains("Models grow by 20 %") && !sentence.contains("Applications"),
        "{sentence}"
    );
}
