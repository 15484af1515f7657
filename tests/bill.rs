//! What is paid, for what and when: by kind, by what is ordered, and for the hours of an
//! event? Checked by hand.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod figures;

use figures::{near, number};
use headroom::engine::{Plan, plan};
use headroom::quantity::math::power;
use headroom::review::review;
use headroom::scenario::Scenario;
use headroom::share::decode;
use headroom::workloads::resources::What;

fn of(query: &str) -> Scenario {
    let opened = decode(query).unwrap();
    assert!(opened.not_understood.is_empty(), "{query}");
    opened.scenario
}

fn check(plan: &Plan, id: &str, expected: f64) {
    let ours = number(plan, id);
    assert!(near(ours, expected), "{id}: {ours}, not {expected}");
}

/// The capacity guide's bill: network and database among its eight parts.
#[test]
fn the_guides_bill_by_kind() {
    let plan = plan(&of("#?preset=saas-1"));
    for (kind, amount) in [
        ("compute", 3000.0),
        ("gpu", 5000.0),
        ("database", 1200.0),
        ("storage", 500.0),
        ("network", 600.0),
        ("other", 1700.0),
    ] {
        check(&plan, &format!("bill.kind.{kind}"), amount);
        check(&plan, &format!("bill.kind_share.{kind}"), amount / 12_000.0);
    }
    let growth = power(1.15, 12.0);
    check(&plan, "bill.kind.gpu.12", 5000.0 * power(growth, 0.7));
    check(&plan, "bill.kind.network.12", 600.0 * power(growth, 0.8));
    // Half the rate, and one and a half times of it.
    for (case, rate) in [("conservative", 0.075), ("aggressive", 0.225)] {
        let growth = power(1.0 + rate, 12.0);
        check(
            &plan,
            &format!("bill.{case}.kind.gpu.12"),
            5000.0 * power(growth, 0.7),
        );
    }
}

/// Savings of 30 % on GPUs and then 10 % on everything.
#[test]
fn savings_lower_what_they_act_on() {
    let scenario = of(
        "#?preset=saas-1&lever.spot.state=on&lever.spot.saving=30%&lever.cache.state=on&lever.cache.saving=10%",
    );
    let plan = plan(&scenario);
    check(&plan, "bill.kind.gpu", 5000.0 * 0.7 * 0.9);
    check(&plan, "bill.kind.database", 1200.0 * 0.9);
    check(&plan, "bill.total", 5000.0 * 0.7 * 0.9 + 7000.0 * 0.9);
}

/// Pods, nodes' disks, database and traffic of the web stack.
#[test]
fn the_web_stack_pays_for_its_kinds() {
    let plan = plan(&of("#?preset=chat-1&growth=10%"));
    let sum = |ids: &[&str]| ids.iter().map(|id| number(&plan, id)).sum::<f64>();
    check(
        &plan,
        "bill.kind.compute",
        sum(&["web.bill_nodes", "web.bill_control_plane"]),
    );
    check(
        &plan,
        "bill.kind.database",
        sum(&["web.bill_database", "web.bill_cache"]),
    );
    check(&plan, "bill.kind.storage", number(&plan, "web.bill_disks"));
    check(
        &plan,
        "bill.kind.network",
        sum(&["web.bill_load_balancer", "web.bill_egress"]),
    );
}

/// GPU nodes cost $1,667 a month each, and the bill has $5,000 for them: with what is ordered
/// by month 12 that is so many more.
#[test]
fn by_orders_a_part_goes_on_by_what_is_ordered_of_its_pools() {
    let behavior = plan(&of("#?preset=saas-1"));
    let orders = plan(&of("#?preset=saas-1&money.bill_by=orders"));
    let resources = orders.resources.as_ref().unwrap();
    let scenario = of("#?preset=saas-1");
    for month in [6_u8, 12, 18, 24] {
        let come = |part: &str| {
            let of_part = resources.orders.iter().filter(|order| match order.what {
                What::More(at) => scenario.pools[at].paid_by.unwrap().text() == part,
                _ => false,
            });
            let come = of_part.filter(|order| order.arrives.or_zero() <= f64::from(month));
            come.map(|order| order.units.or_zero() * order_price(&orders, order.number))
                .sum::<f64>()
        };
        let mut total = 0.0;
        for (part, now) in [
            ("compute", 3000.0),
            ("gpu", 5000.0),
            ("database", 1200.0),
            ("storage", 500.0),
        ] {
            assert!(come(part) > 0.0 || month == 6, "{part} by {month}");
            check(
                &orders,
                &format!("money.bill.{part}.{month}"),
                now + come(part),
            );
            total += now + come(part);
        }
        for part in ["network", "monitoring", "security", "other"] {
            let id = format!("money.bill.{part}.{month}");
            check(&orders, &id, number(&behavior, &id));
            total += number(&behavior, &id);
        }
        check(&orders, &format!("money.bill.{month}"), total);
        check(&orders, &format!("bill.total.{month}"), total);
        // Each says what the other comes to, and how far they are apart.
        let by = |plan: &Plan, way: &str| number(plan, &format!("money.bill_by_{way}.{month}"));
        for way in ["orders", "behavior"] {
            assert!(near(by(&orders, way), by(&behavior, way)), "{way} {month}");
        }
        assert!(near(by(&orders, "orders"), total));
        check(
            &behavior,
            &format!("money.bill.{month}"),
            by(&orders, "behavior"),
        );
        let gap = by(&orders, "orders") - by(&orders, "behavior");
        check(&behavior, &format!("money.orders_gap.{month}"), gap);
    }
    // Orders are of moderate growth.
    assert!(orders.number("bill.aggressive.total.12").is_none());
    assert!(behavior.number("bill.aggressive.total.12").is_some());
}

fn order_price(plan: &Plan, number_of: usize) -> f64 {
    let id = |what: &str| format!("orders.{number_of}.{what}");
    number(plan, &id("cost")) / number(plan, &id("units"))
}

/// A launch at 4 times the usual load for a week, in the fourth month: nodes for it are rented
/// for 168 hours of 730.
#[test]
fn what_an_event_takes_can_be_rented_for_its_hours() {
    let query = "#?preset=saas-1&growth.start=2026-11-28&event=launch&event.launch.date=2027-03-20\
                 &event.launch.hours=168&event.launch.multiplier=4&pool.gpu_nodes.lead_time=42";
    let kept = of(query);
    let mut rented = of(&[query, "&event.launch.met_by=rented"].concat());
    let (kept, planned) = (plan(&kept), plan(&rented));
    let nodes = |plan: &Plan, what: fn(&What) -> bool| {
        let orders = plan.resources.as_ref().unwrap().orders.clone();
        orders.into_iter().find(|order| what(&order.what)).unwrap()
    };
    let order = nodes(&planned, |what| matches!(what, What::Rent(3, 0)));
    // From 28 February to 28 March there are 28 days, of which 20 are over then.
    let begins = 3.0 + 20.0 / 28.0;
    assert!(near(order.arrives.number().unwrap(), begins));
    assert!(near(
        order.order_by.number().unwrap(),
        begins - 42.0 / (730.0 / 24.0)
    ));
    // Customers of the end of that month, 4 times, to the power of 0.7, at most to 85 %.
    let must = 2.0 * power(4.0 * power(1.15, 4.0), 0.7) / 0.85;
    let come = planned.resources.as_ref().unwrap().orders.iter();
    let come = come.filter(|it| it.what == What::More(3) && it.arrives.or_zero() <= begins);
    let there = 3.0 + come.map(|it| it.units.or_zero()).sum::<f64>();
    let units = (must - there).ceil();
    assert!(near(order.units.number().unwrap(), units), "{units}");
    assert!(near(
        order.once.number().unwrap(),
        units * 1667.0 * 168.0 / 730.0
    ));
    assert!(order.cost.number().is_err());
    // It is paid in its month, and nothing of it stays.
    assert!(number(&planned, "orders.once.4") >= order.once.number().unwrap());
    assert!(number(&planned, "orders.cost.4") < number(&kept, "orders.cost.4"));
    // What is ordered to be kept comes before the event there.
    let stays = nodes(&kept, |what| *what == What::More(3));
    assert!(stays.arrives.number().unwrap() <= begins);
    // The peak of the month is that of the event all the same.
    check(
        &planned,
        "timeline.peak_rate.3",
        number(&kept, "timeline.peak_rate.3"),
    );
    // An event that has passed by the plan's own day is late.
    rented.growth.start = Some(20_785.0 + 100.0);
    let late = plan(&rented);
    let order = nodes(&late, |what| matches!(what, What::Rent(3, 0)));
    assert!(order.order_by.number().unwrap() < 0.0);
}

/// A pool of pods that the web stack sizes: its backend and frontend pods.
#[test]
fn a_pool_may_be_sized_by_the_web_stack() {
    let query = "#?preset=saas-1&web=on&web.users_per_backend_pod=2";
    let base = plan(&of(query));
    let by_web = number(&base, "web.backend_pods_min") + number(&base, "web.frontend_pods_min");
    assert!(by_web > 0.0 && !near(by_web, 5.0));
    for (by, used) in [
        ("workload", by_web),
        ("larger", by_web.max(5.0)),
        ("measured", 5.0),
    ] {
        let planned = plan(&of(&format!("{query}&pool.api_pods.sized_by={by}")));
        check(&planned, "resource.api_pods.used", used);
        // Sized again for the customers of that month; what was measured grows by its exponent.
        let then = plan(&of(&format!(
            "{query}&customers={}",
            500.0 * power(1.15, 12.0)
        )));
        let by_web = number(&then, "web.backend_pods_min") + number(&then, "web.frontend_pods_min");
        let measured = 5.0 * power(1.15, 12.0 * 0.8);
        let then = match by {
            "workload" => by_web,
            "larger" => by_web.max(measured),
            _ => measured,
        };
        check(&planned, "resource.api_pods.needed.12", then);
        // One thing has one row.
        let own = planned.number("resource.web_backend_pods.used").is_some();
        assert_eq!(own, by == "measured", "{by}");
    }
    let larger = format!("{query}&pool.api_pods.sized_by=larger&pool.api_pods.used=4000");
    check(&plan(&of(&larger)), "resource.api_pods.used", 4000.0);
}

/// Storage keeps what came at an event unless it is said to follow demand.
#[test]
fn a_pool_follows_what_it_is_said_to() {
    let query = "#?preset=saas-1&growth.start=2026-11-28&event=launch&event.launch.date=2027-03-20\
                 &event.launch.multiplier=4";
    let need = |follows: &str| {
        let query = format!("{query}&pool.storage_tb.follows={follows}");
        number(&plan(&of(&query)), "resource.storage_tb.needed.3")
    };
    let customers = 0.5 * power(1.15, 3.0);
    assert!(near(need("kind"), customers) && near(need("customers"), customers));
    assert!(near(need("demand"), 4.0 * customers));
}

/// Inference and training share the nodes of the pool: needs add up, in one row and at one
/// price.
#[test]
fn gpus_are_one_fleet() {
    let query = "#?preset=saas-1&inference=on&training=on&inference.method=requests\
                 &inference.throughput_per_gpu=0.5&inference.gpu_hour=4&inference.gpus_per_node=8";
    let planned = plan(&of(query));
    let rate = number(&planned, "demand.inference_rate");
    let each = number(&planned, "inference.max_rate_per_replica");
    let per_replica = number(&planned, "inference.gpus_per_replica");
    let (inference, training) = (
        rate / each * per_replica,
        number(&planned, "training.gpu_hours") / 730.0,
    );
    let id = |what: &str| format!("resource.gpu_nodes.{what}");
    check(&planned, &id("inference_gpus"), inference);
    check(&planned, &id("training_gpus"), training);
    // What was measured with 500 customers is 2 nodes.
    let nodes = ((inference + training) / 8.0).max(2.0);
    check(&planned, &id("used"), nodes);
    let there = number(&planned, &id("capacity"));
    check(&planned, &id("by_inference"), inference / 8.0 / there);
    check(&planned, &id("by_training"), training / 8.0 / there);
    // One row, one price: 8 GPUs of $4 an hour.
    assert!(planned.number("resource.gpus.used").is_none());
    let order = |it: &&headroom::workloads::resources::Order| it.what == What::More(3);
    let order = *planned
        .resources
        .as_ref()
        .unwrap()
        .orders
        .iter()
        .find(order)
        .unwrap();
    assert!(near(order_price(&planned, order.number), 8.0 * 4.0 * 730.0));
    check(
        &planned,
        "bill.part.training",
        number(&planned, "training.gpu_hours") * 4.0,
    );
    // What the tiers use, of what the nodes give.
    check(&planned, "money.gpu_hours_there", there * 8.0 * 730.0);
    let tiers = number(&planned, "money.gpu_time");
    assert!((tiers - 4768.0).abs() < 1.0);
    check(
        &planned,
        "money.gpu_hours_used",
        tiers / (there * 8.0 * 730.0),
    );
    let findings = review(&of(query), &planned);
    let of_rule = |rule: &str| findings.iter().any(|it| it.rule == rule);
    assert!(of_rule("gpu_hours_not_planned_for") && of_rule("gpu_price_said_twice"));
    // By the hour, training stands apart.
    let apart = plan(&of(&[query, "&training.gpus_from=hours"].concat()));
    check(&apart, &id("used"), (inference / 8.0).max(2.0));
    check(
        &apart,
        "bill.part.training",
        number(&apart, "training.cost"),
    );
    // Where GPUs are few, the tiers use more of their time than there is.
    let few = of(&[query, "&pool.gpu_nodes.capacity=0.5"].concat());
    let findings = review(&few, &plan(&few));
    assert!(findings.iter().any(|it| it.rule == "gpu_hours_short"));
    // Without a pool the row is that of GPUs.
    let alone = plan(&of("#?preset=gpu-1&training=on&growth=5%"));
    let used = number(&alone, "resource.gpus.inference_gpus")
        + number(&alone, "resource.gpus.training_gpus");
    check(&alone, "resource.gpus.used", used);
    let without = plan(&of("#?preset=gpu-1&growth=5%"));
    let more =
        number(&alone, "resource.gpus.capacity") - number(&without, "resource.gpus.capacity");
    assert!(near(
        more,
        number(&alone, "resource.gpus.training_gpus").ceil()
    ));
}
