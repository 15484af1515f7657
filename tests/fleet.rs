//! Do pools run out when the capacity guide and arithmetic by hand say so, does
//! that hold for any fleet, and what does bad input get?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::quantity::math::power;
use headroom::report::{Node, Span, answers, outline};
use headroom::review::review;
use headroom::scenario::fleet::PoolKind;
use headroom::scenario::growth::Shape;
use headroom::scenario::preset::preset;
use headroom::scenario::web::Switch;
use headroom::scenario::{Scenario, fields};
use headroom::share::decode;
use headroom::sheet::{Figure, Outcome};
use proptest::prelude::*;

const POOLS: [&str; 6] = [
    "api_pods",
    "cpu_cores",
    "memory_gb",
    "gpu_nodes",
    "storage_tb",
    "db_connections",
];

/// The platform, with pools of these capacities.
fn saas() -> Scenario {
    let mut scenario = sized();
    let there = [10.0, 32.0, 128.0, 3.0, 1.0, 200.0];
    for (pool, there) in scenario.pools.iter_mut().zip(there) {
        pool.capacity = Some(there);
    }
    scenario
}

/// The platform as it comes: it does not say what there is.
fn sized() -> Scenario {
    preset("saas-1").unwrap().scenario()
}

fn value(plan: &Plan, id: &str) -> f64 {
    match plan.outcome(id) {
        Some(Ok(figure)) => figure.value,
        Some(Err(absent)) => panic!("{id}: {}", absent.0),
        None => panic!("there is no {id}"),
    }
}

fn absent(plan: &Plan, id: &str) -> &'static str {
    plan.outcome(id).unwrap().unwrap_err().0
}

fn word(plan: &Plan, id: &str) -> &'static str {
    plan.figure(id).unwrap().word().unwrap()
}

fn check(plan: &Plan, expected: &[(&str, f64)]) {
    for (id, expected) in expected {
        let ours = value(plan, id);
        let near = (ours - expected).abs() <= 5e-4 * expected.abs().max(1e-3);
        assert!(near, "{id} is {ours}, not {expected}");
    }
}

/// The guide's own example, from 500 customers to 5,000. It prints 504.9 GB and
/// 251.2 connections, which its exponents of 0.9 and 0.6 do not give: 10^0.9 is
/// 7.943 and 10^0.6 is 3.981.
#[test]
fn the_projection_of_the_capacity_guide() {
    let mut scenario = saas();
    scenario.growth.shape = Shape::Table;
    let own = fields::table("own").unwrap();
    for (month, customers) in [(0.0, 500.0), (12.0, 5000.0)] {
        own.add(&mut scenario, "Month").unwrap();
        let row = scenario.own_months.last_mut().unwrap();
        (row.month, row.customers) = (month, customers);
    }
    let plan = plan(&scenario);
    let printed = [31.5, 126.2, 635.5, 10.0, 5.0, 398.1];
    for (pool, printed) in POOLS.into_iter().zip(printed) {
        let ours = value(&plan, &format!("fleet.{pool}.needed.12"));
        assert!(
            (ours - printed).abs() < 0.05,
            "{pool}: {ours}, not {printed}"
        );
    }
    let today = Date::new(2026, 11, 22).unwrap();
    let notes: String = outline(&scenario, &plan, today)
        .iter()
        .flat_map(headroom::report::Section::all)
        .filter_map(|node| match node {
            Node::Text(spans) => Some(read(&plan, spans)),
            _ => None,
        })
        .collect();
    assert!(notes.contains("504.9") && notes.contains("251.2"));
    assert!(notes.contains("635.5") && notes.contains("398.1"));
}

/// By hand, from model section 6: GPU nodes 2 of 3 at exponent 0.7 carry
/// 500 * 1.05^(1/0.7) = 536.1 customers to the threshold and
/// 500 * 1.5^(1/0.7) = 892.3 until full, which 15 % a month comes to after
/// ln(1.78467) / ln 1.15 = 4.144 months. To 85 % it is ln(1.275) / 0.7 / ln 1.15 = 2.483 months,
/// and 14 days are 0.460 of them.
#[test]
fn the_preset_runs_out_of_gpu_nodes_first() {
    let plan = plan(&saas());
    check(
        &plan,
        &[
            ("fleet.gpu_nodes.utilization", 0.6667),
            ("fleet.gpu_nodes.headroom_customers", 536.09),
            ("fleet.gpu_nodes.more_customers", 36.0),
            ("fleet.gpu_nodes.cliff_customers", 892.34),
            ("fleet.gpu_nodes.months_to_threshold", 0.498_7),
            ("fleet.gpu_nodes.months_to_cliff", 4.144_4),
            ("fleet.gpu_nodes.days_to_cliff", 126.06),
            ("fleet.gpu_nodes.months_to_critical", 2.483_2),
            ("fleet.gpu_nodes.order_by_months", 2.023),
            ("fleet.order_by_months", 2.023),
            ("fleet.memory_gb.months_to_cliff", 3.736_5),
            ("fleet.memory_gb.order_by_months", 2.411_6),
            ("fleet.storage_tb.months_to_cliff", 4.959_5),
            ("fleet.api_pods.headroom_customers", 761.43),
            // 20 * 5.350^0.8 = 76.51, over 0.85 is 90.01: 58.01 more than 32,
            // 15 steps of 4.
            ("fleet.cpu_cores.needed.12", 76.512),
            ("fleet.cpu_cores.to_add.12", 60.0),
            ("fleet.cpu_cores.added_cost.12", 3600.0),
            ("fleet.gpu_nodes.needed.12", 6.469_8),
            ("fleet.gpu_nodes.to_add.12", 5.0),
            ("fleet.cost_now", 9645.0),
            ("fleet.total_cost.0", 9645.0),
        ],
    );
    assert_eq!(word(&plan, "fleet.binding"), "GPU nodes");
    assert_eq!(word(&plan, "fleet.next_binding"), "memory");
    assert_eq!(word(&plan, "fleet.api_pods.zone"), "optimal");
    assert_eq!(word(&plan, "fleet.gpu_nodes.zone"), "healthy");
    for month in [6, 12, 18, 24] {
        let parts: f64 = POOLS
            .iter()
            .map(|pool| value(&plan, &format!("fleet.{pool}.added_cost.{month}")))
            .sum();
        let total = value(&plan, &format!("fleet.total_cost.{month}"));
        assert!((parts + 9645.0 - total).abs() < 1e-6, "{month}");
    }
}

/// Reads an answer, or any sentence, with its figures as words.
fn read(plan: &Plan, pieces: &[Span]) -> String {
    let piece = |piece: &Span| match piece {
        Span::Text(words) => words.to_string(),
        other @ (Span::Blank(_) | Span::Input(_) | Span::Offer(_)) => panic!("{other:?}"),
        Span::Figure(id, _) => match plan.outcome(id).unwrap() {
            Ok(figure) => figure.text(),
            Err(absent) => absent.0.to_owned(),
        },
    };
    pieces.iter().map(piece).collect()
}

fn answered(scenario: &Scenario) -> Vec<String> {
    let plan = plan(scenario);
    let today = Date::new(2026, 11, 22).unwrap();
    answers(scenario, &plan, &review(scenario, &plan), today)
        .iter()
        .map(|it| [read(&plan, &it.main), read(&plan, &it.why)].join(" | "))
        .collect()
}

#[test]
fn the_answers_come_from_the_pools() {
    let said = answered(&saas());
    assert!(
        said[0].starts_with(
            "203 customers more customers | until Memory (GB) is 85 % used; now 63 %."
        ),
        "{}",
        said[0]
    );
    assert!(said[1].starts_with(
        "Order GPU nodes by 22 Jan 2027 | 1 unit more, which makes 4 units; it takes 14 days. 85 % is used on 5 Feb \
         2027, all of it on 26 Mar 2027. Memory (GB) fills first, on 14 Mar 2027."
    ), "{}", said[1]);
    assert!(
        said[1].contains("Next: Memory (GB), by 3 Feb 2027."),
        "{}",
        said[1]
    );
    assert!(said[3].starts_with("Memory (GB) | full on 14 Mar 2027; order more by 3 Feb 2027."));
}

/// At 22.5 % a month the customers of 85 % come after ln(1.275) / 0.7 / ln(1.225) = 1.710
/// months, at 7.5 % after 4.799; each less the 0.460 months of lead time.
#[test]
fn every_case_of_growth_has_its_order_date() {
    let scenario = saas();
    let plan = plan(&scenario);
    let today = Date::new(2026, 11, 22).unwrap();
    let sections = outline(&scenario, &plan, today);
    let resources = sections.iter().find(|it| it.id == "resources").unwrap();
    let row = resources.all().find_map(|node| match node {
        Node::Table { caption, rows, .. } if caption.starts_with("By when to order more") => {
            rows.first()
        }
        _ => None,
    });
    let row = row.unwrap();
    assert_eq!(row.label, "GPU nodes");
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|it| read(&plan, std::slice::from_ref(it)))
        .collect();
    assert_eq!(cells[..2], ["5 Feb 2027", "26 Mar 2027"]);
    assert_eq!(
        cells[2..],
        ["14 days", "22 Jan 2027", "1 Apr 2027", "30 Dec 2026"]
    );
}

#[test]
fn an_order_that_is_late_is_said_first() {
    let mut late = saas();
    late.pools[3].lead_time = 180.0;
    let findings = review(&late, &plan(&late));
    assert_eq!(findings[0].rule, "order_by_passed");
    let said = answered(&late);
    assert!(
        said[1].starts_with(
            "Order GPU nodes now | The last day to do so has passed for GPU nodes (105 days late)."
        ),
        "{}",
        said[1]
    );
    // A plan that began long ago: its dates are past too.
    let mut old = saas();
    old.growth.start = Some(20_454.0);
    let said = answered(&old);
    assert!(
        said[1].contains("The last day to do so has passed"),
        "{}",
        said[1]
    );
}

/// A utilization of 0, of 1 and above all give sentences, and no figure that is
/// no number.
#[test]
fn any_utilization_gives_sentences() {
    for (used, more, days, zone) in [
        (
            0.0,
            "growth never fills it",
            "never fills",
            "under-utilized",
        ),
        (3.0, "", "0", "scale immediately"),
        (9.0, "", "0", "scale immediately"),
    ] {
        let mut scenario = saas();
        scenario.pools.truncate(4);
        scenario.pools.drain(..3);
        scenario.pools[0].used = used;
        let plan = plan(&scenario);
        assert_eq!(word(&plan, "fleet.gpu_nodes.zone"), zone);
        if more.is_empty() {
            assert!(value(&plan, "fleet.gpu_nodes.more_until_full") <= 0.0);
            assert!(
                value(&plan, "fleet.gpu_nodes.days_to_cliff") <= 0.0,
                "{days}"
            );
            assert!(value(&plan, "fleet.gpu_nodes.order_by_months") < 0.0);
        } else {
            assert!(absent(&plan, "fleet.gpu_nodes.more_customers").contains(more));
            assert!(absent(&plan, "fleet.gpu_nodes.days_to_cliff").contains(days));
        }
        for said in answered(&scenario) {
            assert!(said.len() > 20 && !said.contains("NaN"), "{said}");
        }
    }
    let mut none = saas();
    none.pools[3].capacity = Some(0.0);
    let planned = plan(&none);
    assert!(absent(&planned, "fleet.gpu_nodes.utilization").contains("nothing of this pool"));
    assert_eq!(word(&planned, "fleet.binding"), "memory");
    none.pools.clear();
    let planned = plan(&none);
    assert!(absent(&planned, "fleet.cost_now").contains("no pools"));
    assert!(absent(&planned, "fleet.binding").contains("no pools"));
    none.growth.workload = Switch::Off;
    let mut still = saas();
    still.growth.workload = Switch::Off;
    let planned = plan(&still);
    assert!(absent(&planned, "fleet.gpu_nodes.months_to_cliff").contains("no growth"));
    assert!(absent(&planned, "fleet.binding").contains("no growth"));
    check(&planned, &[("fleet.gpu_nodes.needed.0", 2.0)]);
    assert_eq!(planned.outcome("fleet.gpu_nodes.needed.1"), None);
    for scenario in [none, still] {
        assert!(answered(&scenario).iter().all(|said| said.len() > 20));
    }
}

/// Written links name pools, and measurements by the name of a pool where they
/// do not state which it is.
#[test]
fn links_state_pools_and_measurements() {
    let opened = decode(
        "#?preset=saas-1&pool=gpu_nodes,tpu_pods&pool.tpu_pods.used=3&pool.tpu_pods.capacity=4&pool.tpu_pods.exponent=0.5&pool.tpu_pods.lead_time=30&actual=tpu_pods&actual.tpu_pods.month=2&actual.tpu_pods.used=4",
    )
    .unwrap();
    assert_eq!(opened.not_understood, []);
    let plan = plan(&opened.scenario);
    // 3 * 1.15^(2 * 0.5) = 3.45, and 4 over it is 15.94 % more.
    check(
        &plan,
        &[
            ("fleet.tpu_pods.needed.2", 3.45),
            ("fleet.actual.tpu_pods.planned_use", 3.45),
            ("fleet.actual.tpu_pods.drift", 0.159_42),
        ],
    );
    assert_eq!(word(&plan, "fleet.binding"), "the 2nd pool");
    let rules: Vec<_> = review(&opened.scenario, &plan)
        .iter()
        .map(|finding| finding.rule)
        .collect();
    assert!(rules.contains(&"drift"), "{rules:?}");
    assert!(rules.contains(&"pool_not_priced"), "{rules:?}");
    assert!(absent(&plan, "fleet.total_cost.12").contains("unit cost"));
}

/// 500 customers of 10 users, a tenth of them active: 500 concurrent users need
/// 7 backend and 2 frontend pods (model section 2).
#[test]
fn the_web_stack_stands_beside_the_projection() {
    let mut scenario = saas();
    scenario.web.workload = Switch::On;
    let plan = plan(&scenario);
    let users = value(&plan, "demand.concurrent_users");
    let pods = (users / 100.0 * 1.3).ceil().max(3.0) + (users / 500.0 * 1.2).ceil().max(2.0);
    check(&plan, &[("fleet.api_pods.bottom_up.0", pods)]);
    let gap = pods / 5.0 - 1.0;
    assert!((value(&plan, "fleet.api_pods.bottom_up_gap.0") - gap).abs() < 1e-9);
    // Months ahead are those of a stack that is sized for these customers.
    let mut then = scenario.clone();
    then.demand.customers = Some(value(&plan, "growth.customers.12"));
    let then = headroom::engine::plan(&then);
    for (pool, id, per) in [
        ("cpu_cores", "web.cpu_requested", 1.0),
        ("memory_gb", "web.memory_requested", 1024.0),
    ] {
        let sized = value(&then, id) / per;
        check(&plan, &[(&format!("fleet.{pool}.bottom_up.12"), sized)]);
    }
}

/// The ids to which the inputs of a figure lead.
fn leads(scenario: &Scenario, id: &str) -> String {
    let working = plan(scenario).explain(scenario, id).unwrap();
    let ids: Vec<String> = working.inputs.into_iter().map(|input| input.id).collect();
    ids.join(" ")
}

/// What there is where nothing is stated, by hand: 5 / 0.7 = 7.14 pods are 8, 20 / 0.7 = 28.6
/// cores are 8 steps of 4; ten times the customers need 45.1 pods and 14.3 GPU nodes.
#[test]
fn what_there_is_may_be_left_empty() {
    let check = |customers: f64, by_hand: [f64; 3]| {
        let mut scenario = sized();
        scenario.demand.customers = Some(customers);
        let plan = plan(&scenario);
        let pools = ["api_pods", "cpu_cores", "gpu_nodes"].into_iter();
        for (pool, by_hand) in pools.zip(by_hand) {
            check(&plan, &[(&format!("pool.{pool}.capacity"), by_hand)]);
        }
    };
    check(500.0, [8.0, 32.0, 3.0]);
    check(5000.0, [46.0, 184.0, 15.0]);
}

/// What was used by 500 customers is used by 5,000 as the exponents of the capacity guide
/// say; by hand in Python: 5 * 10^0.8 pods, 2 * 10^0.7 GPU nodes, 80 * 10^0.9 GB.
#[test]
fn use_is_scaled_from_the_customers_that_it_was_measured_with() {
    let mut scenario = saas();
    scenario.demand.customers = Some(5000.0);
    let now = plan(&scenario);
    for (id, by_hand) in [
        ("fleet.customers_ratio", 10.0),
        ("fleet.api_pods.used_now", 31.547_867_224_009_6),
        ("fleet.gpu_nodes.used_now", 10.023_744_672_545_4),
        ("fleet.memory_gb.used_now", 635.462_587_779_425),
        ("fleet.storage_tb.used_now", 5.0),
        ("fleet.gpu_nodes.utilization", 10.023_744_672_545_4 / 3.0),
        ("fleet.gpu_nodes.needed.0", 10.023_744_672_545_4),
        ("fleet.replicas_now", 32.0),
    ] {
        let ours = now.number(id).unwrap();
        assert!((ours / by_hand - 1.0).abs() < 1e-12, "{id}: {ours}");
    }
    assert_eq!(now.number("fleet.gpu_nodes.months_to_cliff"), Some(0.0));
    // With the customers of the measurement it is what was measured, to the bit; more of them never use less.
    let of = |customers: f64, measured_at: Option<f64>| {
        let mut scenario = saas();
        scenario.demand.customers = Some(customers);
        scenario.fleet.measured_at = measured_at;
        let plan = plan(&scenario);
        ["more_customers", "months_to_cliff", "needed.12"].map(|name| {
            let number = plan.number(&["fleet.gpu_nodes.", name].concat());
            number.map(f64::to_bits)
        })
    };
    for customers in [1.0, 333.0, 500.0, 4321.0] {
        assert_eq!(of(customers, Some(customers)), of(customers, None));
    }
}

#[test]
fn a_figure_leads_to_its_own_pool_month_and_growth() {
    let mut scenario = saas();
    scenario.web.workload = Switch::On;
    scenario.fleet.replicas_max = None;
    let table = fields::table("actual").unwrap();
    table.add(&mut scenario, "Memory (GB)").unwrap();
    let measured = scenario.actuals.last_mut().unwrap();
    (measured.month, measured.used) = (3.0, Some(116.0));
    for (id, inputs) in [
        ("fleet.binding", "fleet.gpu_nodes.order_by_months"),
        ("fleet.next_binding", "fleet.memory_gb.order_by_months"),
        ("answer.room_binding", "resource.memory_gb.critical_times"),
        (
            "fleet.customers_ratio.12",
            "growth.customers.12 fleet.measured_at",
        ),
        (
            "fleet.gpu_nodes.needed.12",
            "fleet.customers_ratio.12 pool.gpu_nodes.used pool.gpu_nodes.exponent",
        ),
        (
            "fleet.gpu_nodes.added_cost.12",
            "pool.gpu_nodes.unit_cost fleet.gpu_nodes.to_add.12",
        ),
        (
            "fleet.gpu_nodes.action",
            "fleet.gpu_nodes.utilization pool.gpu_nodes.kind",
        ),
        (
            "fleet.gpu_nodes.months_to_cliff",
            "fleet.gpu_nodes.months_to.cliff",
        ),
        (
            "fleet.gpu_nodes.months_to.cliff",
            "fleet.gpu_nodes.cliff_customers demand.customers growth.growth_factor",
        ),
        (
            "fleet.api_pods.bottom_up.0",
            "web.backend_pods_min web.frontend_pods_min",
        ),
        ("fleet.api_pods.bottom_up.12", "fleet.customers_ratio.12"),
        (
            "fleet.actual.memory_gb.planned_use",
            "fleet.memory_gb.needed.3",
        ),
        ("fleet.replicas_now", "fleet.api_pods.sized_now"),
        (
            "fleet.api_pods.used_now",
            "fleet.customers_ratio pool.api_pods.used pool.api_pods.exponent",
        ),
        ("fleet.cpu_usage", "fleet.cpu_cores.utilization"),
        (
            "fleet.replicas_max",
            "fleet.api_pods.needed.24 pool.api_pods.critical",
        ),
    ] {
        assert_eq!(leads(&scenario, id), inputs, "{id}");
    }
    let mut sized = saas();
    sized.fleet.pod_cpu_request = Some(0.5);
    assert_eq!(
        leads(&sized, "fleet.pod_cpu_limit"),
        "fleet.pod_cpu_request fleet.limit_factor"
    );
    assert_eq!(
        leads(&saas(), "fleet.cost_now").split(' ').count(),
        POOLS.len()
    );
    scenario.growth.shape = Shape::Table;
    let own = fields::table("own").unwrap();
    own.add(&mut scenario, "Month").unwrap();
    let row = scenario.own_months.last_mut().unwrap();
    (row.month, row.customers) = (12.0, 5000.0);
    assert_eq!(
        leads(&scenario, "fleet.gpu_nodes.own_target.cliff"),
        "demand.customers fleet.gpu_nodes.cliff_customers growth.moderate_factor"
    );
    let months = leads(&scenario, "fleet.gpu_nodes.months_to.cliff");
    assert!(
        months.starts_with("fleet.gpu_nodes.own_target.cliff "),
        "{months}"
    );
}

fn any_fleet() -> impl Strategy<Value = Scenario> {
    let pool = (
        0.0_f64..1000.0,
        0.0_f64..2000.0,
        0.001_f64..100.0,
        0.0_f64..730.0,
        0.0_f64..3.0,
        (0.01_f64..1.0, 0.01_f64..1.0),
    );
    let pools = proptest::collection::vec(pool, 1..6);
    (pools, -0.2_f64..0.6, 0_usize..4).prop_map(|(pools, rate, shape)| {
        let mut scenario = saas();
        // The last of them has nothing to grow by.
        scenario.growth.rate = (shape < 3).then_some(rate);
        scenario.growth.shape = [
            Shape::Exponential,
            Shape::Linear,
            Shape::Logistic,
            Shape::Exponential,
        ][shape];
        scenario.growth.added_customers = (rate * 200.0).max(0.0);
        scenario.pools.clear();
        for (used, capacity, step, lead_time, exponent, (warning, critical)) in pools {
            let table = fields::table("pool").unwrap();
            table.add(&mut scenario, "Pool").unwrap();
            let pool = scenario.pools.last_mut().unwrap();
            (pool.used, pool.capacity, pool.step) = (used, Some(capacity), step);
            (pool.lead_time, pool.exponent) = (lead_time, exponent);
            (pool.warning, pool.critical) = (warning, critical);
            pool.kind = PoolKind::Cpu;
        }
        scenario
    })
}

fn of_first(plan: &Plan, name: &str) -> Outcome {
    plan.outcome(&format!("fleet.pool.{name}")).unwrap()
}

fn months(outcome: Outcome) -> f64 {
    outcome.map_or(f64::INFINITY, |figure: Figure| figure.value)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn more_capacity_never_brings_a_cliff_closer(scenario in any_fleet(), more in 1.0_f64..50.0) {
        let mut larger = scenario.clone();
        // Without capacity a pool says nothing.
        let there = scenario.pools[0].capacity.unwrap();
        larger.pools[0].capacity = Some((there * more).max(0.1));
        let (small, large) = (plan(&scenario), plan(&larger));
        if there > 0.0 {
            for name in ["months_to_threshold", "months_to_cliff", "order_by_months"] {
                let (one, other) = (of_first(&small, name), of_first(&large, name));
                prop_assert!(months(other) >= months(one) - 1e-9, "{}: {:?} {:?}", name, one, other);
            }
            for name in ["to_add.0", "needed.0"] {
                let (one, other) = (of_first(&small, name), of_first(&large, name));
                prop_assert!(other.unwrap().value <= one.unwrap().value);
            }
        }
    }

    #[test]
    fn a_longer_lead_time_never_makes_the_order_later(scenario in any_fleet(), days in 0.0_f64..700.0) {
        let mut slower = scenario.clone();
        slower.pools[0].lead_time = (scenario.pools[0].lead_time + days).min(730.0);
        let (fast, slow) = (plan(&scenario), plan(&slower));
        for name in ["pool.order_by_months", "order_by_months"] {
            let of = |plan: &Plan| months(plan.outcome(&format!("fleet.{name}")).unwrap());
            prop_assert!(of(&slow) <= of(&fast), "{}", name);
        }
    }

    /// What is ordered at the last moment is there when the critical threshold is reached: by the
    /// guide's compound growth the need has never passed it.
    #[test]
    fn an_order_arrives_before_the_critical_threshold(scenario in any_fleet()) {
        let planned = plan(&scenario);
        let pool = &scenario.pools[0];
        let critical = of_first(&planned, "months_to_critical");
        if let (Ok(critical), Ok(order_by)) = (critical, of_first(&planned, "order_by_months"))
            && scenario.growth.shape == Shape::Exponential
            && scenario.growth.rate.is_some()
            && critical.value > 0.0
        {
            let arrives = order_by.value + pool.lead_time / (730.0 / 24.0);
            let ratio = power(1.0 + scenario.growth.rate.unwrap(), arrives);
            let need = pool.used * power(ratio, pool.exponent);
            prop_assert!(need <= pool.critical * pool.capacity.unwrap() * (1.0 + 1e-6), "{}", need);
        }
    }

    /// What is added keeps each pool under its critical threshold, and no step
    /// less would.
    #[test]
    fn what_is_added_is_enough_and_no_more(scenario in any_fleet()) {
        let planned = plan(&scenario);
        let pool = &scenario.pools[0];
        let there = pool.capacity.unwrap();
        for month in [0, 6, 24] {
            let of = |name: &str| planned.outcome(&format!("fleet.pool.{name}.{month}"));
            let (Some(Ok(needed)), Some(Ok(added))) = (of("needed"), of("to_add")) else { continue };
            let room = |added: f64| (there + added) * pool.critical;
            prop_assert!(room(added.value) >= needed.value * (1.0 - 1e-8));
            if added.value > 0.0 {
                prop_assert!(room(added.value - pool.step) <= needed.value * (1.0 + 1e-8));
            }
        }
    }

    /// What is sized for today keeps what is used at or under the warning, and no step less would.
    #[test]
    fn what_is_sized_is_enough_and_no_more(scenario in any_fleet()) {
        let mut scenario = scenario;
        scenario.pools[0].capacity = None;
        let pool = &scenario.pools[0];
        let there = plan(&scenario).number("pool.pool.capacity").unwrap();
        prop_assert!(there * pool.warning >= pool.used * (1.0 - 1e-8));
        prop_assert!(there == 0.0 || (there - pool.step) * pool.warning <= pool.used * (1.0 + 1e-8));
        // Stated, it is the same plan.
        let named = |plan: &Plan| of_first(plan, "order_by_months").map(|it| it.value.to_bits());
        let sized = named(&plan(&scenario));
        scenario.pools[0].capacity = Some(there);
        prop_assert_eq!(sized, named(&plan(&scenario)));
    }

    /// What growth comes to at the cliff fills the pool.
    #[test]
    fn at_the_cliff_what_is_needed_is_what_there_is(scenario in any_fleet()) {
        let planned = plan(&scenario);
        let pool = &scenario.pools[0];
        if let Ok(cliff) = of_first(&planned, "cliff_customers") {
            let ratio = cliff.value / 500.0;
            let needed = pool.used * power(ratio, pool.exponent);
            if ratio.is_finite() && ratio > 0.0 && pool.exponent > 0.01 {
                prop_assert!((needed / pool.capacity.unwrap() - 1.0).abs() < 1e-9, "{}", needed);
            }
        }
    }

    #[test]
    fn any_fleet_reads_as_sentences(scenario in any_fleet()) {
        let planned = plan(&scenario);
        let known = &planned;
        let today = Date::new(2026, 11, 22).unwrap();
        let findings = review(&scenario, &planned);
        for finding in &findings {
            for id in &finding.evidence {
                let slot = fields::slot(&scenario, id);
                prop_assert!(known.outcome(id).is_some() || slot.is_some(), "{}", id);
            }
        }
        for answer in answers(&scenario, &planned, &findings, today) {
            for piece in answer.main.iter().chain(&answer.why) {
                if let Span::Figure(id, _) = piece {
                    prop_assert!(known.outcome(id).is_some(), "{}", id);
                }
            }
        }
        for section in outline(&scenario, &planned, today) {
            for node in section.all() {
                let Node::Table { heads, rows, caption } = node else { continue };
                for row in rows {
                    prop_assert_eq!(row.cells.len() + 1, heads.len(), "{}", caption);
                    for piece in &row.cells {
                        if let Span::Figure(id, _) = piece {
                            prop_assert!(known.outcome(id).is_some(), "{}", id);
                        }
                    }
                }
            }
        }
    }
}
