//! Is a month planned with the inputs as they are then? A dated change against plans that
//! state the same from the start, and against numbers worked out by hand.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod figures;

use figures::{near, number};
use headroom::engine::{Plan, plan};
use headroom::quantity::math::{ln, of_count, power};
use headroom::review::review;
use headroom::scenario::preset::preset;
use headroom::scenario::{Scenario, Value, fields};
use headroom::share::{Headline, decode, encode, file, written};
use headroom::workloads::resources::What;

/// 28 November 2026, as written links have it, and the same day of later months.
const START: &str = "growth.start=2026-11-28";

fn of(query: &str) -> Scenario {
    let opened = decode(&format!("#?{START}&{query}")).unwrap();
    assert_eq!(opened.not_understood, [], "{query}");
    opened.scenario
}

/// The scenario of `query` in which `input` becomes `to` on a day.
fn changed(query: &str, date: &str, input: &str, to: &str) -> Scenario {
    of(&format!(
        "{query}&dated=a&dated.a.to={to}&dated.a.date={date}&dated.a.input={input}"
    ))
}

fn check(plan: &Plan, id: &str, expected: f64) {
    let ours = number(plan, id);
    assert!(near(ours, expected), "{id}: {ours}, not {expected}");
}

/// Every figure of a month of one plan is that of the other, to a part in a billion.
fn same_month(one: &Plan, other: &Plan, month: usize) {
    let ending = format!(".{month}");
    let mut seen = 0;
    one.each(&mut |id, outcome| {
        // What there is was sized for the start, and what has been ordered and reserved by
        // then follows from the months before.
        let alone = ["bill.", "timeline.", "money.", "growth.", "resource."];
        let is_of_others = id.starts_with("growth.months_")
            || id.starts_with("money.strategy.")
            || id.starts_with("money.bill_by_orders.")
            || id.starts_with("money.orders_gap.");
        let is_of_what_is_there = id.contains(".utilization.") || id.contains(".capacity.");
        if !id.ends_with(&ending)
            || !alone.iter().any(|it| id.starts_with(it))
            || is_of_others
            || is_of_what_is_there
        {
            return;
        }
        let theirs = other.outcome(id).unwrap_or_else(|| panic!("{id}"));
        match (outcome, theirs) {
            (Ok(ours), Ok(theirs)) => assert!(
                near(ours.value, theirs.value),
                "{id}: {} and {}",
                ours.value,
                theirs.value
            ),
            (ours, theirs) => assert_eq!(ours.is_err(), theirs.is_err(), "{id}"),
        }
        seen += 1;
    });
    assert!(seen > 20, "{seen} figures of month {month}");
}

#[test]
fn a_month_is_planned_with_the_inputs_as_they_are_then() {
    for (query, input, to) in [
        ("preset=saas-1", "bill.gpu.amount", "9000"),
        ("preset=saas-1", "web.backend_buffer", "0.5"),
        ("preset=saas-1", "lever.reserved.state", "on"),
        ("preset=saas-1", "tier.pro.price", "99"),
        ("preset=chat-1&growth=10%", "web.node_type", "m5.2xlarge"),
        (
            "preset=chat-1&growth=10%",
            "demand.messages_per_user_day",
            "30",
        ),
        ("preset=gpu-1&growth=10%", "inference.gpu", "h200"),
        (
            "preset=coach-1&growth=12%",
            "stage.model_api.calls_per_item",
            "2",
        ),
        (
            "preset=sale-1&growth=5%",
            "inference.throughput_per_gpu",
            "150",
        ),
    ] {
        let plans = |query: &str| plan(&of(query));
        let ours = plan(&changed(query, "2027-05-28", input, to));
        let before = plans(query);
        let after = plans(&format!("{query}&{input}={to}"));
        for month in [0, 3, 5] {
            same_month(&ours, &before, month);
        }
        for month in [6, 12, 24] {
            same_month(&ours, &after, month);
        }
    }
}

#[test]
fn a_change_counts_from_the_first_month_that_begins_on_its_day_or_later() {
    for (date, first) in [("2027-02-27", 3), ("2027-02-28", 3), ("2027-03-01", 4)] {
        let plan = plan(&changed(
            "preset=saas-1",
            date,
            "bill.monitoring.amount",
            "1",
        ));
        assert!(
            plan.stretches.is_empty() || plan.stretches[1].stated.month == first,
            "{date}"
        );
    }
}

/// 500 customers grow by 15 % a month for half a year, then by 5 %.
#[test]
fn customers_go_on_from_where_they_were() {
    let plan = plan(&changed("preset=saas-1", "2027-05-28", "growth", "5%"));
    let then = 500.0 * power(1.15, 6.0);
    check(&plan, "growth.customers.6", then);
    check(&plan, "growth.customers.12", then * power(1.05, 6.0));
    check(&plan, "timeline.customers.5", 500.0 * power(1.15, 5.0));
    // The conservative case grows by half of each.
    let slow = 500.0 * power(1.075, 6.0) * power(1.025, 6.0);
    check(&plan, "growth.conservative.customers.12", slow);
    // 2,500 are there after more than the six months.
    let months = 6.0 + ln(2500.0 / then) / ln(1.05);
    check(&plan, "growth.months_to.2500", months);
    check(&plan, "growth.months_to.1000", ln(2.0) / ln(1.15));
}

#[test]
fn demand_that_is_stated_anew_stands_at_that_and_grows_from_there() {
    let query = "preset=saas-1";
    let plan = plan(&changed(query, "2027-02-28", "customers", "5000"));
    check(&plan, "growth.customers.2", 500.0 * 1.15 * 1.15);
    check(&plan, "growth.customers.3", 5000.0);
    check(&plan, "growth.customers.5", 5000.0 * 1.15 * 1.15);
    // What 5,000 need is not there by itself: it is ordered, and by the day.
    let first = plan.resources.as_ref().unwrap();
    assert!(
        first
            .orders
            .iter()
            .any(|order| order.arrives.number() == Ok(3.0))
    );
    for resource in &first.all {
        let months = number(&plan, &resource.id("months_to_critical"));
        assert!(months <= 3.0, "{}: {months}", resource.name);
    }
}

/// A change that states what is stated already changes nothing, whatever the shape.
#[test]
fn a_change_to_the_same_changes_nothing() {
    for shape in [
        "growth.shape=exponential",
        "growth.shape=linear",
        "growth.shape=linear&growth.rate_basis=gross",
        "growth.shape=logistic",
        "growth.shape=table&own=x&own.x.month=8&own.x.customers=2000",
        "growth.shape=exponential&growth.december=1.4&event=sale&event.sale.date=2027-04-10",
    ] {
        let query = format!("preset=saas-1&{shape}");
        let without = plan(&of(&query));
        let with = plan(&changed(
            &query,
            "2027-04-28",
            "money.gross_margin_target",
            "70%",
        ));
        assert_eq!(with.stretches.len(), 2, "{query}");
        without.each(&mut |id, outcome| {
            let ours = with.outcome(id).unwrap_or_else(|| panic!("{query}: {id}"));
            let same = match (ours, outcome) {
                (Ok(ours), Ok(theirs)) => near(ours.value, theirs.value),
                (ours, theirs) => ours.is_err() == theirs.is_err(),
            };
            let is_of_target = id.contains("target") || id.contains("price_factor");
            assert!(
                same || is_of_target,
                "{query}: {id}: {ours:?}, not {outcome:?}"
            );
        });
    }
}

#[test]
fn a_change_beyond_the_horizon_is_none_and_one_at_the_start_is_stating_it() {
    let query = "preset=saas-1";
    let without = plan(&of(query));
    for date in ["2028-11-29", "2040-01-01"] {
        let beyond = plan(&changed(query, date, "growth", "5%"));
        assert_eq!(beyond.cells, without.cells, "{date}");
    }
    let stated = plan(&of(&format!("{query}&growth=5%&customers=800")));
    for date in ["2026-11-28", "2020-01-01"] {
        let due = format!(
            "{query}&dated=a,b&dated.a.input=growth&dated.a.to=5%&dated.a.date={date}\
             &dated.b.input=customers&dated.b.to=800&dated.b.date={date}"
        );
        let due = of(&due);
        assert_eq!(plan(&due).cells, stated.cells, "{date}");
        assert_eq!(plan(&due.at_start()).cells, stated.cells, "{date}");
    }
}

/// More memory arrives in four months: less is ordered, and need never passes what is
/// there.
#[test]
fn capacity_that_is_on_its_way_is_counted_from_its_day() {
    let there = "preset=saas-1&pool.memory_gb.capacity=100";
    let more = changed(there, "2027-03-28", "pool.memory_gb.capacity", "160");
    let (without, with) = (plan(&of(there)), plan(&more));
    check(&with, "resource.memory_gb.capacity.3", 100.0);
    check(&with, "resource.memory_gb.capacity.4", 160.0);
    let of_memory = |plan: &Plan| -> Vec<(f64, f64)> {
        let resources = plan.resources.as_ref().unwrap();
        let is_memory = |at: usize| resources.all[at].row.text() == "memory_gb";
        let orders = resources.orders.iter();
        let ours = orders.filter(|it| matches!(it.what, What::More(at) if is_memory(at)));
        ours.map(|it| (it.arrives.or_zero(), it.units.or_zero()))
            .collect()
    };
    let units = |orders: &[(f64, f64)]| orders.iter().map(|(_, units)| units).sum::<f64>();
    let (before, after) = (of_memory(&without), of_memory(&with));
    assert!(units(&after) < units(&before), "{after:?} and {before:?}");
    let needed = |month: usize| number(&with, &format!("resource.memory_gb.needed.{month}"));
    for month in 0..=24 {
        let then = of_count(month);
        let come: f64 = after.iter().filter(|it| it.0 <= then).map(|it| it.1).sum();
        let there = if month < 4 { 100.0 } else { 160.0 };
        assert!(
            needed(month) <= 0.85 * (there + come) * 1.000_001,
            "{month}"
        );
    }
    let is_near = |it: &(f64, f64)| (4.0..6.0).contains(&it.0);
    assert!(
        before.iter().any(is_near) && !after.iter().any(is_near),
        "{before:?} {after:?}"
    );
}

#[test]
fn a_workload_that_is_switched_on_later_is_paid_and_ordered_from_then() {
    let query = "preset=saas-1&inference.method=requests&pool.gpu_nodes.sized_by=measured";
    let later = plan(&changed(query, "2027-05-28", "inference.workload", "on"));
    let always = plan(&of(&format!("{query}&inference.workload=on")));
    let never = plan(&of(query));
    check(&later, "bill.part.gpus.5", 0.0);
    check(&later, "bill.total.5", number(&never, "bill.total.5"));
    for month in [6, 12, 24] {
        let id = |name: &str| format!("{name}.{month}");
        for name in ["bill.part.gpus", "bill.total", "resource.gpus.needed"] {
            check(&later, &id(name), number(&always, &id(name)));
        }
        let parts = ["platform", "gpus"].map(|it| number(&later, &id(&format!("bill.part.{it}"))));
        check(&later, &id("bill.total"), parts.iter().sum());
    }
    let resources = later.resources.as_ref().unwrap();
    let gpus = resources
        .all
        .iter()
        .position(|it| it.row.text() == "gpus")
        .unwrap();
    let order = resources
        .orders
        .iter()
        .find(|it| it.what == What::More(gpus))
        .unwrap();
    assert_eq!(order.arrives.number(), Ok(6.0));
    let needed = number(&later, "resource.gpus.needed.6");
    assert!(order.units.or_zero() >= needed && needed > 0.0);
}

#[test]
fn a_figure_of_a_later_month_is_explained_with_what_is_stated_then() {
    let scenario = changed(
        "preset=chat-1&growth=10%",
        "2027-05-28",
        "web.backend_buffer",
        "0.5",
    );
    let plan = plan(&scenario);
    let explained = plan
        .explain(&scenario, "resource.web_nodes.needed.9")
        .unwrap();
    assert_eq!(explained.id, "resource.web_nodes.needed.9");
    let then = plan.stretch_of("resource.web_nodes.needed.9").unwrap();
    assert_eq!((then.stated.month, then.stated.changed.len()), (6, 1));
    let nodes = then.plan.number("resource.web_nodes.needed.9").unwrap();
    assert!(explained.value.unwrap().starts_with(&nodes.to_string()));
    assert!(plan.stretch_of("web.nodes_min").is_none());
}

/// Of two changes of one input the explanation leads to the one that has come.
#[test]
fn what_is_stated_then_is_changed_in_its_own_row() {
    let march = "dated.a.input=growth&dated.a.to=5%&dated.a.date=2027-02-28";
    let june = "dated.b.input=growth&dated.b.to=2%&dated.b.date=2027-05-28";
    let scenario = of(&format!("preset=saas-1&dated=a,b&{march}&{june}"));
    let plan = plan(&scenario);
    for (id, row) in [("growth.rate@4", "a"), ("growth.rate@9", "b")] {
        let explained = plan.explain(&scenario, id).unwrap();
        let slot = explained.slot.unwrap();
        assert_eq!(slot.id(), format!("dated.{row}.to"), "{id}");
    }
    let now = plan.explain(&scenario, "growth.rate").unwrap();
    assert_eq!(now.slot.unwrap().id(), "growth.rate");
}

#[test]
fn a_row_begins_with_what_its_input_holds_and_takes_what_that_takes() {
    let dated = &headroom::scenario::growth::dated::TABLE;
    let mut scenario = of("preset=saas-1");
    let row = Some(dated.add(&mut scenario, "Pro costs more").unwrap());
    let cell = |name: &str| {
        let field = *dated
            .columns
            .iter()
            .find(|field| field.name() == name)
            .unwrap();
        headroom::scenario::Slot { field, row }
    };
    let (input, to) = (cell("input"), cell("to"));
    let slot = |scenario: &Scenario, id: &str| fields::slot(scenario, id).unwrap();
    assert!(to.put(&mut scenario, Value::Number(1.0)).is_err());
    let price = slot(&scenario, "tier.pro.price");
    input.put(&mut scenario, Value::Input(price)).unwrap();
    // A price may be left out, and so may what it becomes: until then nothing changes.
    assert_eq!(to.get(&scenario), Value::Unset);
    let now = price.get(&scenario);
    to.put(&mut scenario, now).unwrap();
    assert_eq!(to.words(&scenario), price.words(&scenario));
    assert!(to.put(&mut scenario, Value::Number(-1.0)).is_err());
    assert!(to.put(&mut scenario, Value::Choice("on")).is_err());
    to.put(&mut scenario, Value::Number(79.0)).unwrap();
    // Another price takes the same number; a node type does not.
    let other = slot(&scenario, "tier.business.price");
    input.put(&mut scenario, Value::Input(other)).unwrap();
    assert_eq!(to.get(&scenario), Value::Number(79.0));
    let node = slot(&scenario, "web.node_type");
    input.put(&mut scenario, Value::Input(node)).unwrap();
    assert_eq!(to.get(&scenario), node.get(&scenario));
    for never in [
        "growth.start",
        "growth.workload",
        "growth.months_projected",
        "demand.anchor",
    ] {
        let never = slot(&scenario, never);
        assert!(input.put(&mut scenario, Value::Input(never)).is_err());
    }
    assert!(input.put(&mut scenario, Value::Input(to)).is_err());
    // A row that goes takes with it what was to change of it.
    input.put(&mut scenario, Value::Input(price)).unwrap();
    let tiers = &headroom::scenario::money::tier::TABLE;
    tiers.remove(&mut scenario, price.row.unwrap()).unwrap();
    assert_eq!(
        (input.get(&scenario), to.get(&scenario)),
        (Value::Unset, Value::Unset)
    );
    assert!(fields::is_within_bounds(&scenario));
}

/// The rules of dated changes that a link breaks.
fn rules(query: &str) -> Vec<&'static str> {
    let scenario = decode(&["#?preset=saas-1&dated=a&", query].concat())
        .unwrap()
        .scenario;
    let findings = review(&scenario, &plan(&scenario));
    let rules = findings.iter().map(|finding| finding.rule);
    rules.filter(|rule| rule.starts_with("dated_")).collect()
}

#[test]
fn each_rule_holds_where_it_should_and_only_there() {
    let whole = "dated.a.input=growth&dated.a.to=5%&dated.a.date=";
    let open = &["dated_open"][..];
    for (query, expected) in [
        ("dated.a.date=2027-01-01".to_owned(), open),
        (
            "dated.a.input=growth&dated.a.date=2027-01-01".to_owned(),
            open,
        ),
        (format!("{whole}2027-01-01"), open),
        ("dated.a.input=growth&dated.a.to=5%".to_owned(), open),
        (format!("{START}&{whole}2027-01-01"), &[]),
        (format!("{START}&{whole}2026-11-01"), &["dated_due"]),
        (format!("{START}&{whole}2029-03-01"), &["dated_beyond"]),
        (format!("{START}&{whole}2033-03-01"), &["dated_beyond"]),
        (
            format!("{START}&{whole}2027-01-01&growth=auto"),
            &["dated_alone"],
        ),
    ] {
        assert_eq!(rules(&query), expected, "{query}");
    }
}

/// Growth by 1,000 % a month from March on passes a trillion customers.
#[test]
fn what_cannot_be_planned_then_is_said_with_its_day() {
    let scenario = changed("preset=saas-1", "2027-03-10", "growth", "1000%");
    let findings = review(&scenario, &plan(&scenario));
    let found = findings
        .iter()
        .find(|finding| finding.rule == "dated_error")
        .unwrap();
    let start = "As stated from 28 Mar 2027 on: ";
    assert!(found.sentence.starts_with(start), "{}", found.sentence);
}

fn headline() -> Headline {
    Headline {
        engine: headroom::engine::VERSION.to_owned(),
        figures: Vec::new(),
    }
}

/// Of every input that can change later: the change travels in every kind of link and file,
/// and a plan is made with it.
#[test]
fn a_dated_change_travels_in_every_kind_of_link_and_file() {
    let dated = &headroom::scenario::growth::dated::TABLE;
    for id in ["saas-1", "coach-1"] {
        let mut scenario = preset(id).unwrap().scenario();
        let row = Some(dated.add(&mut scenario, "Change").unwrap());
        let cell = |name: &str| {
            let mut columns = dated.columns.iter();
            let field = *columns.find(|field| field.name() == name).unwrap();
            headroom::scenario::Slot { field, row }
        };
        cell("date")
            .put(&mut scenario, Value::Number(20_885.0))
            .unwrap();
        let slots: Vec<_> = fields::slots(&scenario).collect();
        let slots = slots
            .into_iter()
            .filter(|slot| slot.can_change_later(&scenario));
        for (at, slot) in slots.collect::<Vec<_>>().into_iter().enumerate() {
            let id = slot.id();
            cell("input")
                .put(&mut scenario, Value::Input(slot))
                .unwrap();
            let now = slot.get(&scenario);
            let then = other(slot, now);
            cell("to").put(&mut scenario, then).unwrap();
            let shared = decode(&encode(&scenario, &headline())).unwrap().scenario;
            assert_eq!(shared, scenario, "{id}");
            let text = written::write(&scenario);
            let opened = decode(&text).unwrap();
            assert_eq!(opened.not_understood, [], "{text}");
            assert_eq!(opened.scenario, scenario, "{text}");
            let file = file::write(&scenario).write();
            let file = ["{\"headroom\":1,\"scenario\":", &file, "}"].concat();
            assert_eq!(file::read(&file).unwrap().scenario, scenario, "{id}");
            // Every fourth is enough for plans, which take longer.
            if at % 4 == 0 {
                let mut planned = scenario.clone();
                planned.growth.start = Some(20_785.0);
                planned.growth.rate = Some(0.08);
                let plan = plan(&planned);
                review(&planned, &plan);
                assert!(plan.growth.is_some(), "{id}");
                plan.each(&mut |of, outcome| {
                    let is_number =
                        outcome.is_err() || outcome.is_ok_and(|it| it.value.is_finite());
                    assert!(is_number, "{id}: {of}");
                });
            }
        }
    }
}

/// Another value of an input, where it has one that is near.
fn other(slot: headroom::scenario::Slot, now: Value) -> Value {
    use headroom::scenario::Domain;
    match (slot.field.domain, now) {
        (Domain::Number { least, most, .. }, Value::Number(now)) => {
            Value::Number(slot.field.taken((now * 1.25).clamp(least, most)))
        }
        (Domain::Number { least, .. }, _) => Value::Number(least),
        (Domain::Choice(choices), now) => {
            let mut others = choices.iter().map(|choice| Value::Choice(choice.id));
            others.find(|choice| *choice != now).unwrap_or(now)
        }
        _ => now,
    }
}
