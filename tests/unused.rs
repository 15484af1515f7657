//! Is an input that is said to change nothing one that changes nothing, and is every one
//! that changes nothing said to?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "golden/random.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod random;

use headroom::engine::{Plan, plan};
use headroom::review::review;
use headroom::scenario::groups::groups;
use headroom::scenario::preset::presets;
use headroom::scenario::{Domain, Scenario, Slot, Value, fields};
use headroom::workloads::operations::manifest::manifest;
use headroom::workloads::operations::nodes::nodes;
use headroom::workloads::operations::words::csv;

/// How many random scenarios are tried.
const SEEDS: u64 = 24;

/// Other values of an input: near, far, at its bounds, and everything to choose from.
fn others(scenario: &Scenario, slot: Slot) -> Vec<Value> {
    match slot.field.domain {
        Domain::Number { least, most, .. } => {
            let now = match slot.get(scenario) {
                Value::Number(now) => now,
                _ => 1.0,
            };
            let numbers = [
                now * 2.0,
                now * 0.5,
                now + 1.0,
                now * 10.0,
                now * 0.1,
                least,
                most,
            ];
            let numbers =
                numbers.map(|number| Value::Number(slot.field.taken(number.clamp(least, most))));
            numbers.into_iter().chain([Value::Unset]).collect()
        }
        Domain::Choice(choices) => choices.iter().map(|it| Value::Choice(it.id)).collect(),
        Domain::Row { table, .. } => {
            let rows = table.keys(scenario).into_iter().map(Value::Row);
            rows.chain([Value::Unset]).collect()
        }
        Domain::Input | Domain::Like(_) => Vec::new(),
    }
}

/// What is wrong, and what machines are told. What would mend a finding may offer an input
/// that is not used yet.
fn said(scenario: &Scenario, plan: &Plan) -> Vec<String> {
    let findings = review(scenario, plan).into_iter();
    let mut said: Vec<String> = findings.map(|finding| finding.sentence).collect();
    said.extend(manifest(scenario, plan));
    said.extend(nodes(scenario, plan));
    said.extend(csv(scenario, plan));
    said
}

/// A value with which another figure or another finding follows; none if there is none.
fn mover(scenario: &Scenario, slot: Slot, before: &(Plan, Vec<String>)) -> Option<Value> {
    others(scenario, slot).into_iter().find(|value| {
        let mut other = scenario.clone();
        if slot.lead_or_state(&mut other, (*value, None)).is_err() {
            return false;
        }
        let after = plan(&other);
        after.cells != before.0.cells || said(&other, &after) != before.1
    })
}

/// What no figure follows, and is said or written out all the same: in tables of levers and
/// fixes, beside scenarios of traffic, as a date.
const SHOWN: [&str; 17] = [
    "growth.start",
    "lever.effort",
    "lever.priority",
    "fix.effort",
    "traffic.users",
    "traffic.stated_low",
    "traffic.stated_high",
    "pool.kind",
    // Of the law that was fitted: one number alone is none yet.
    "slo.latency_of_one",
    // Counts where a stage is full.
    "stage.most_attempts",
    // Comes after the months that are planned.
    "change.progress",
    "change.one_off",
    // Ranges are drawn beside the plan.
    "uncertainty.widen",
    "uncertainty.risk",
    // Which spike is drawn.
    "spike.shown",
    // Counts where a backlog comes.
    "spike.queue",
    // Not what binds, on this node.
    "web.node_system_pods",
];

#[test]
fn what_changes_nothing_in_a_preset_says_why() {
    let mut silent = Vec::new();
    for preset in presets() {
        let mut scenario = preset.scenario();
        for growth in [scenario.growth.rate, Some(0.1)] {
            scenario.growth.rate = growth;
            scenario.growth.start = Some(20_785.0);
            let planned = plan(&scenario);
            let before = (planned.clone(), said(&scenario, &planned));
            for group in groups().filter(|group| !group.is_silent(&scenario)) {
                let of_fields = group.fields.iter().filter_map(|id| fields::field(id));
                let tables = group.tables.iter().filter_map(|id| fields::table(id));
                let cells = tables.flat_map(|table| table.slots(&scenario));
                for slot in of_fields.map(Slot::from).chain(cells) {
                    let moved = mover(&scenario, slot, &before);
                    let unused = slot.unused(&scenario);
                    let is_shown = SHOWN.contains(&slot.field.id);
                    let id = slot.id();
                    let id = [preset.id, " ", &id].concat();
                    assert!(unused.is_none() || moved.is_none(), "{id}: {moved:?}");
                    if unused.is_none() && moved.is_none() && !is_shown {
                        silent.push(id);
                    }
                }
            }
        }
    }
    assert_eq!(silent, [""; 0]);
}

#[test]
fn a_reason_is_a_sentence_and_its_inputs_are_there() {
    for inputs in headroom::workloads::inputs() {
        for rule in inputs.unused {
            assert!(rule.because.ends_with('.'), "{}", rule.because);
            let columns = fields::tables().flat_map(|table| table.columns).copied();
            let all: Vec<&str> = fields::fields().chain(columns).map(|it| it.id).collect();
            for id in rule.inputs {
                assert!(all.contains(id), "{id}");
            }
        }
    }
}

/// Random scenarios, the same in every run.
#[test]
fn what_is_said_to_change_nothing_changes_nothing() {
    for seed in 1..=SEEDS {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut scenario = random::scenario(&mut || {
            // SplitMix64.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        });
        // A change of it would be one that changes something.
        scenario.dated.clear();
        let planned = plan(&scenario);
        let before = (planned.clone(), said(&scenario, &planned));
        for slot in fields::slots(&scenario) {
            if slot.unused(&scenario).is_some() {
                let moved = mover(&scenario, slot, &before);
                assert!(moved.is_none(), "seed {seed}: {}: {moved:?}", slot.id());
            }
        }
    }
}
