//! Does a plan say what the source documents printed, and what their method
//! gives by hand?
//!
//! Every case goes the visitor's way: a written link, decoded, then planned.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::{Plan, plan};
use headroom::quantity::format::exact;
use headroom::share::decode;

fn planned(query: &str) -> Plan {
    let opened = decode(&format!("#?preset=chat-1&{query}")).unwrap();
    assert_eq!(opened.not_understood, [], "{query}");
    plan(&opened.scenario)
}

/// A figure as the `plan` example prints it.
fn printed(plan: &Plan, id: &str) -> String {
    let figure = plan
        .figure(id)
        .unwrap_or_else(|| panic!("there is no {id}"));
    figure
        .word()
        .map_or_else(|| exact(figure.value), str::to_owned)
}

/// Holds figures of the web stack to `id=value`, with spaces between.
fn check(query: &str, figures: &str) {
    let plan = planned(query);
    for expected in figures.split_whitespace() {
        let (id, value) = expected.split_once('=').unwrap();
        assert_eq!(printed(&plan, &format!("web.{id}")), value, "{query}: {id}");
    }
}

/// The sizing calculator's example output for 1,000 concurrent users; nodes by its division,
/// since its printed 8 to 16 do not follow from it, beside those that hold the pods whole.
#[test]
fn a_thousand_concurrent_users() {
    let figures = "class=medium backend_pods_min=13 backend_pods_max=39 \
        frontend_pods_min=3 frontend_pods_max=6 nodes_divided=5 nodes_min=6 nodes_max=12 \
        read_units=250 write_units=100 request_rate=50 \
        backend_cpu_request=0.5 backend_cpu_limit=1 \
        backend_memory_request=512 backend_memory_limit=1024 \
        frontend_cpu_request=0.2 frontend_cpu_limit=0.4 \
        frontend_memory_request=256 frontend_memory_limit=512 \
        node=t3.large node_vcpu=2 node_memory=8 \
        latency_low=50 latency_high=200 cost_low=500 cost_high=800 \
        cost_per_user_low=0.05 cost_per_user_high=0.08 node_binding=CPU";
    check("concurrent_users=1000", figures);
    // The tool's other input: users in all, of whom a tenth is active.
    check("total_users=10000", figures);
    check(
        "total_users=5000&active_ratio=20%25",
        "class=medium backend_pods_min=13",
    );
}

/// Its three scenarios: small team, medium business, large enterprise. The
/// nodes of the last one are 39 by its division, where it prints 50, and 42 with whole pods.
#[test]
fn the_example_scenarios() {
    check(
        "concurrent_users=100",
        "class=small backend_pods_min=3 backend_pods_max=9 frontend_pods_min=2 \
         frontend_pods_max=4 nodes_divided=3 nodes_min=3 nodes_max=6 node=t3.medium cost_low=200 cost_high=300",
    );
    check(
        "concurrent_users=1500",
        "class=medium backend_pods_min=20 backend_pods_max=60 frontend_pods_min=4 \
         frontend_pods_max=8 nodes_divided=8 nodes_min=9 nodes_max=18 node=t3.large cost_low=500 cost_high=800",
    );
    check(
        "concurrent_users=8000",
        "class=large backend_pods_min=104 backend_pods_max=312 frontend_pods_min=20 \
         frontend_pods_max=40 nodes_divided=39 nodes_min=42 nodes_max=84 node=c5.xlarge cost_low=1500 cost_high=3000",
    );
    let large = planned("concurrent_users=8000");
    assert_eq!(
        printed(&large, "web.database_advice"),
        "consider provisioned"
    );
    let medium = planned("concurrent_users=1500");
    assert_eq!(printed(&medium, "web.database_advice"), "on demand");
}

#[test]
fn a_class_ends_with_its_last_user() {
    for (users, class) in [
        (500, "small"),
        (501, "medium"),
        (2000, "medium"),
        (2001, "large"),
        (10_000, "large"),
        (10_001, "enterprise"),
    ] {
        check(
            &format!("concurrent_users={users}"),
            &format!("class={class}"),
        );
    }
}

/// What follows from 1,000 users, stated in its place, gives them back.
#[test]
fn every_anchor_gives_the_same_ladder() {
    let ladder = [
        ("customers", "10000"),
        ("total_users", "10000"),
        ("daily_active_users", "5000"),
        ("concurrent_users", "1000"),
        ("requests_per_day", "2160000"),
        ("average_rate", "25"),
        ("peak_rate", "50"),
    ];
    // Daily users at 20 %, so that every rung is a whole number.
    let share = "demand.concurrent_share=0.2";
    for (anchor, stated) in ladder {
        let plan = planned(&format!("{share}&{anchor}={stated}"));
        for (rung, value) in ladder {
            let id = format!("demand.{rung}");
            assert_eq!(printed(&plan, &id), value, "{anchor} gives {rung}");
        }
        assert_eq!(printed(&plan, "web.backend_pods_min"), "13", "{anchor}");
    }
}

/// Load that is not visible, and the multiples of peak scenarios.
#[test]
fn a_peak_is_a_multiple_of_the_average() {
    let plan = planned("concurrent_users=1000&recompute_multiplier=1.5");
    for (id, value) in [
        ("inference_rate", "75"),
        ("launch_rate", "125"),
        ("viral_rate", "250"),
        ("recovery_rate", "75"),
    ] {
        assert_eq!(printed(&plan, &format!("demand.{id}")), value);
    }
}

/// A read takes a unit for each 4 KB begun, a write for each 1 KB begun; an
/// eventual read half of that, a transaction twice.
#[test]
fn an_item_takes_whole_units() {
    let cases = [
        ("eventual", 4.0, 1.0, "read_units=250 write_units=100"),
        ("eventual", 4.1, 1.1, "read_units=500 write_units=200"),
        ("eventual", 0.5, 0.5, "read_units=250 write_units=100"),
        ("strong", 4.0, 1.0, "read_units=500 write_units=100"),
        ("strong", 8.0, 2.0, "read_units=1000 write_units=200"),
        ("strong", 9.0, 2.5, "read_units=1500 write_units=300"),
        ("transactional", 4.0, 1.0, "read_units=1000 write_units=200"),
        ("transactional", 5.0, 3.0, "read_units=2000 write_units=600"),
    ];
    for (consistency, read, write, figures) in cases {
        let query = format!(
            "concurrent_users=1000&web.consistency={consistency}&web.read_item_size={read}&web.write_item_size={write}"
        );
        check(&query, figures);
    }
}

/// 1,000 users for a month of 730 hours at list prices, worked out by hand:
///
/// - nodes: 6 t3.large at $0.0832 an hour: `6 * 0.0832 * 730 = 364.416`
/// - control plane: `0.10 * 730 = 73.00`
/// - traffic: 25 requests a second of 10 kB: `25 * 10 * 2,628,000 / 10^6 = 657 GB`,
///   `657 * 0.09 = 59.13`
/// - load balancer: 657 GB in 730 hours are 0.9 units:
///   `(0.0225 + 0.9 * 0.008) * 730 = 21.681`
/// - database: half of the peak's 250 read and 100 write units a second over
///   the month, 328.5 and 131.4 million: `328.5 * 0.125 + 131.4 * 0.625 = 123.1875`,
///   and 50 GB at 0.25: 12.50
/// - cache: one cache.t3.small: `0.034 * 730 = 24.82`
/// - disks: 6 of 50 GB at 0.08: 24.00
#[test]
fn a_bill_worked_out_by_hand() {
    let plan = planned("concurrent_users=1000");
    let cents = [
        ("bill_nodes", 364.42),
        ("bill_control_plane", 73.00),
        ("egress", 657.00),
        ("bill_egress", 59.13),
        ("bill_load_balancer", 21.68),
        ("bill_database", 135.69),
        ("bill_cache", 24.82),
        ("bill_disks", 24.00),
        ("bill", 702.73),
        // Reserving the peak: (250 * 0.00013 + 100 * 0.00065) * 730 = 71.175.
        ("database_provisioned", 71.18),
        ("provisioned_saving", 52.01),
    ];
    for (id, by_hand) in cents {
        let value = plan.figure(&format!("web.{id}")).unwrap().value;
        // To the cent; half a cent is rounded up by hand.
        assert!((value - by_hand).abs() < 0.005_001, "{id}: {value}");
    }
    let whole = 364.416 + 73.0 + 59.13 + 21.681 + 123.1875 + 12.5 + 24.82 + 24.0;
    let bill = plan.figure("web.bill").unwrap().value;
    assert!((bill - whole).abs() < 1e-9, "{bill} is not {whole}");
}

/// An enterprise: three cache nodes, 60 requests a minute each, 20,000 users.
#[test]
fn the_largest_class() {
    check(
        "concurrent_users=20000",
        "class=enterprise node=c5.2xlarge backend_pods_min=260 backend_pods_max=780 \
         frontend_pods_min=48 frontend_pods_max=96 cache_nodes=3 read_units=5000 \
         write_units=2000 request_rate=1000 cost_low=6000 cost_high=12000 \
         cost_per_user_low=0.03 cost_per_user_high=0.06 nodes_divided=95 nodes_min=105 nodes_max=210",
    );
}

/// Two rungs of one thing may be stated together: registered beside concurrent users, daily
/// users beside customers. Whichever comes last, both are what is stated, and the ratio follows.
#[test]
fn two_anchors_at_once_give_the_ratio_between_them() {
    let users = [
        ("demand.total_users", 20_000.0),
        ("demand.concurrent_users", 1000.0),
        ("demand.active_ratio", 0.05),
        ("demand.peak_rate", 50.0),
    ];
    let daily = [
        ("demand.customers", 500.0),
        ("demand.daily_active_users", 2000.0),
        ("demand.concurrent_users", 300.0),
    ];
    for (query, figures) in [
        ("total_users=20000&concurrent_users=1000", &users[..]),
        ("concurrent_users=1000&total_users=20000", &users),
        ("customers=500&daily_active_users=2000", &daily),
        ("daily_active_users=2000&customers=500", &daily),
    ] {
        let plan = planned(query);
        for (id, value) in figures {
            let ours = plan.figure(id).unwrap().value;
            assert!((ours - value).abs() < 1e-9, "{query}: {id} is {ours}");
        }
    }
}

/// A database of two instances with 50 GB each: `2 * (0.168 * 730 + 50 * 0.115) = 256.78`. A
/// tenth of a TB of objects, of which each of 25 requests a second writes one and reads two:
/// `100 * 0.023 + 25 * 2,628,000 / 1000 * (0.005 + 2 * 0.0004) = 383.36`.
#[test]
fn a_database_by_instance_and_object_storage_cost_what_is_worked_out_by_hand() {
    let plan = planned(
        "concurrent_users=1000&web.database_billing=instances&web.objects_stored=100&web.object_puts=1&\
         web.object_gets=2&demand.peak_to_average=2",
    );
    let of = |id: &str| plan.figure(id).unwrap().value;
    assert!((of("demand.average_rate") - 25.0).abs() < 1e-9);
    assert!((of("web.bill_database") - 256.78).abs() < 1e-9);
    assert!((of("web.bill_objects") - 383.36).abs() < 1e-9);
    assert!((of("web.bill_beside") - 383.36).abs() < 1e-9);
}

/// Three zones of the stack above: 25 requests a second bring 40 kB each inside, 2,628 GB in a
/// month, of which two in three cross, paid at both ends: `2628 * 2/3 * 2 * 0.01 = 35.04`. Three
/// NAT gateways: `3 * 0.045 * 730 = 98.55`, and 20 kB a request through them:
/// `25 * 20 * 2,628,000 / 10^6 * 0.045 = 59.13`.
#[test]
fn zones_and_nat_gateways_are_paid_where_they_are_stated() {
    let in_one = planned("concurrent_users=1000");
    for id in ["web.bill_beside", "web.bill_zones", "web.bill_nat"] {
        assert!(in_one.outcome(id).is_none(), "{id}");
    }
    let stated = "concurrent_users=1000&web.zones=3&web.nat_gateways=3&web.outbound_size=20";
    let plan = planned(stated);
    let of = |id: &str| plan.figure(id).unwrap().value;
    for (id, by_hand) in [
        ("web.traffic_inside", 2628.0),
        ("web.bill_zones", 35.04),
        ("web.nat_traffic", 1314.0),
        ("web.bill_nat", 98.55 + 59.13),
        ("web.bill_beside", 192.72),
        (
            "web.bill",
            in_one.figure("web.bill").unwrap().value + 192.72,
        ),
    ] {
        assert!((of(id) - by_hand).abs() < 1e-9, "{id}: {}", of(id));
    }
    // The whole bill has it as network.
    let grown = planned(&[stated, "&growth=8%25"].concat());
    let network = grown.figure("bill.kind.network").unwrap().value;
    let parts = [
        "web.bill_load_balancer",
        "web.bill_egress",
        "web.bill_beside",
    ];
    let sum: f64 = parts.iter().map(|id| grown.figure(id).unwrap().value).sum();
    assert!((network - sum).abs() < 1e-9, "{network} is not {sum}");
    let month = |plan: &Plan| plan.figure("bill.total.0").unwrap().value;
    assert!((month(&grown) - of("web.bill")).abs() < 1e-9);
}
