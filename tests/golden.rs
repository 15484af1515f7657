//! Does every scenario give the plan that it gave before?
//!
//! A change of figures must be meant: `UPDATE=1 cargo test --no-default-features
//! --test golden` writes the plans anew, and the difference is reviewed like
//! code. What a preset states is never written anew: links that name it
//! mean the same for good.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod golden {
    pub(crate) mod random;
    pub(crate) mod stored;
}

use golden::{random, stored};
use headroom::engine::plan;
use headroom::quantity::format::exact;
use headroom::scenario::preset::{preset, presets};
use headroom::scenario::{Anchor, Scenario, Value, fields};
use headroom::share::decode;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_scenario_gives_its_stored_plan() {
    check(
        "chat-1",
        stored::CHAT_1,
        &preset("chat-1").unwrap().scenario(),
    );
    for stored in stored::PLANS {
        check(stored.name, stored.plan, &stated(stored.link));
    }
}

#[test]
fn every_written_scenario_is_listed() {
    let files = fs::read_dir(project().join("tests/scenarios")).unwrap();
    let files: BTreeSet<_> = files.map(|file| file.unwrap().path()).collect();
    let listed = stored::PLANS.iter();
    let listed =
        listed.map(|stored| project().join(format!("tests/scenarios/{}.txt", stored.name)));
    assert_eq!(files, listed.collect());
}

/// The stored plans are about different things.
#[test]
fn the_scenarios_cover_anchors_classes_and_rules() {
    let scenarios: Vec<_> = stored::PLANS
        .iter()
        .map(|stored| stated(stored.link))
        .collect();
    for anchor in Anchor::ALL {
        assert!(scenarios.iter().any(|it| it.demand.anchor == *anchor));
    }
    for choices in [
        "web.node_rule",
        "web.consistency",
        "web.database_billing",
        "web.workload",
    ] {
        let field = fields::field(choices).unwrap();
        for choice in field.choices() {
            let value = Value::Choice(choice.id);
            assert!(
                scenarios.iter().any(|it| field.get(it) == value),
                "{}",
                choice.id
            );
        }
    }
    for class in ["small", "medium", "large", "enterprise"] {
        let line = format!("web.class\t{class}\n");
        assert!(
            stored::PLANS
                .iter()
                .any(|stored| stored.plan.contains(&line))
        );
    }
    assert!(
        stored::PLANS
            .iter()
            .any(|stored| stored.plan.contains("absent: "))
    );
}

#[test]
fn random_scenarios_give_the_digest_that_they_gave() {
    let digest = format!("{:016x}\n", random::digest());
    compare("digest.txt", stored::DIGEST, &digest);
}

#[test]
fn the_digest_is_fnv() {
    // The published sums of no byte, of "a" and of "foobar".
    for (text, sum) in [
        ("", 0xcbf2_9ce4_8422_2325),
        ("a", 0xaf63_dc4c_8601_ec8c),
        ("foobar", 0x8594_4171_f739_67e8),
    ] {
        let mut digest = random::Fnv::new();
        digest.take(text.as_bytes());
        assert_eq!(digest.0, sum, "{text}");
    }
}

/// Every value of the presets, as they were frozen. A new field adds a line, with
/// the value that keeps old links meaning what they meant; no line ever changes.
#[test]
fn what_the_presets_state_never_changes() {
    for preset in presets() {
        frozen(preset.id, &preset.scenario());
    }
}

fn frozen(preset: &str, scenario: &Scenario) {
    let path = file(&format!("{preset}.inputs.tsv"));
    let frozen = fs::read_to_string(&path).unwrap_or_default();
    let mut added = String::new();
    let slots = fields::slots(scenario).map(|slot| {
        let value = match slot.get(scenario) {
            Value::Number(number) => exact(number),
            Value::Unset => "unset".to_owned(),
            Value::Choice(id) => id.to_owned(),
            Value::Row(key) => key.text().to_owned(),
            Value::Input(other) => other.id().into_owned(),
        };
        (slot.id().into_owned(), value)
    });
    let tables = fields::tables();
    let tables = tables.map(|table| (table.id.to_owned(), table.keys_text(scenario)));
    let names = fields::tables().flat_map(|table| {
        let keys = table.keys(scenario).into_iter();
        keys.map(|key| {
            let name = table.name(scenario, key).unwrap().to_owned();
            (format!("{}.{}.name", table.id, key.text()), name)
        })
    });
    let ranges = scenario.ranges.iter().map(|(id, range)| {
        let ends = [range.low, range.high].map(exact).join("..");
        (format!("range {id}"), ends)
    });
    for (id, value) in slots.chain(tables).chain(names).chain(ranges) {
        let line = format!("{id}\t{value}");
        match frozen
            .lines()
            .find(|line| line.split('\t').next() == Some(&id))
        {
            Some(before) => assert_eq!(before, line, "{preset} is frozen"),
            None => added += &(line + "\n"),
        }
    }
    for line in frozen.lines() {
        let id = line.split('\t').next().unwrap();
        assert!(
            fields::place(id.trim_start_matches("range ")).is_some(),
            "{id} is gone; links name it"
        );
    }
    if updating() {
        fs::write(&path, frozen + &added).unwrap();
    } else {
        assert_eq!(added, "", "not frozen yet: UPDATE=1 adds it");
    }
}

fn stated(link: &str) -> Scenario {
    let opened = decode(link.trim()).unwrap();
    assert_eq!(opened.not_understood, [], "{link}");
    opened.scenario
}

fn check(name: &str, stored: &str, scenario: &Scenario) {
    compare(
        &format!("plans/{name}.tsv"),
        stored,
        &random::lines(&plan(scenario)),
    );
}

fn compare(name: &str, stored: &str, now: &str) {
    if updating() {
        fs::write(file(name), now).unwrap();
        return;
    }
    let changed: Vec<_> = now
        .lines()
        .filter(|line| !stored.lines().any(|before| before == *line))
        .collect();
    assert!(stored == now, "{name} gives another plan: {changed:#?}");
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file(name: &str) -> PathBuf {
    project().join("tests/golden").join(name)
}
