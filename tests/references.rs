//! Does what points at a row of another table stay with that row, whatever
//! happens around it?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::plan;
use headroom::review::review;
use headroom::scenario::preset::preset;
use headroom::scenario::{Refusal, RowKey, Scenario, Value, fields};
use headroom::share::{Headline, decode, encode, file, write};

/// The fixes of `coach-1` that name a stage, and which.
const NAMED: [(&str, &str); 6] = [
    ("answer_cache", "model_api"),
    ("backend_plan", "backend"),
    ("parallel", "transcriber"),
    ("queue", "transcriber"),
    ("transcript_cache", "transcriber"),
    ("user_limit", "transcriber"),
];

fn coach() -> Scenario {
    preset("coach-1").unwrap().scenario()
}

fn opened(link: &str) -> Scenario {
    let opened = decode(link).unwrap();
    assert_eq!(opened.not_understood, [], "{link}");
    opened.scenario
}

/// The key of the stage that a fix acts on, by the plan.
fn stage_of(scenario: &Scenario, fix: &str) -> Option<String> {
    let limits = plan(scenario).limits.unwrap();
    let mut ranked = limits.fixes.iter();
    let ranked = ranked.find(|ranked| ranked.row.text() == fix).unwrap();
    let (_, stage) = ranked.stage?;
    Some(stage.text().to_owned())
}

fn are_as_named(scenario: &Scenario) {
    for (fix, stage) in NAMED {
        assert_eq!(stage_of(scenario, fix).as_deref(), Some(stage), "{fix}");
    }
}

#[test]
fn a_fix_stays_on_its_stage_when_a_link_orders_stages() {
    are_as_named(&coach());
    are_as_named(&opened(
        "#?preset=coach-1&stage=model_api,transcriber,backend,frontend",
    ));
}

#[test]
fn a_fix_stays_on_its_stage_when_that_is_moved() {
    let stages = fields::table("stage").unwrap();
    let keys = stages.keys(&coach());
    for key in &keys {
        for to in 0..keys.len() {
            let mut scenario = coach();
            stages.shift(&mut scenario, *key, to).unwrap();
            are_as_named(&scenario);
        }
    }
}

/// A link states a reference by key, in whatever order its parts stand; by a
/// number it means the row that stands there in the end.
#[test]
fn a_link_states_a_reference_by_key_or_as_a_number() {
    let odd = "stage=backend,auto,2,model_api";
    for (stated, held) in [
        ("fix.queue.stage=backend", Value::Row(key("backend"))),
        ("fix.queue.stage=stage.backend", Value::Row(key("backend"))),
        ("fix.queue.stage=2", Value::Row(key("backend"))),
        ("fix.queue.stage=3.5", Value::Row(key("transcriber"))),
        (
            "fix.queue.stage=2&stage=model_api,transcriber",
            Value::Row(key("transcriber")),
        ),
        ("fix.queue.stage=-", Value::Row(RowKey::GONE)),
        ("fix.queue.stage=auto", Value::Unset),
        // Keys that read as something else alone.
        (&format!("{odd}&fix.queue.stage=auto"), Value::Unset),
        (
            &format!("{odd}&fix.queue.stage=stage.auto"),
            Value::Row(key("auto")),
        ),
        (&format!("{odd}&fix.queue.stage=2"), Value::Row(key("auto"))),
        (
            &format!("{odd}&fix.queue.stage=stage.2"),
            Value::Row(key("2")),
        ),
    ] {
        let scenario = opened(&format!("#?preset=coach-1&{stated}"));
        let queue = fields::slot(&scenario, "fix.queue.stage").unwrap();
        assert_eq!(queue.get(&scenario), held, "{stated}");
        assert_eq!(opened(&write(&scenario)), scenario, "{stated}");
        assert_eq!(shared(&scenario), scenario, "{stated}");
        assert_eq!(filed(&scenario), scenario, "{stated}");
    }
}

#[test]
fn a_row_that_is_not_there_is_refused_in_words() {
    for stated in [
        "gone",
        "stage.gone",
        "Backend",
        "6",
        "0",
        "",
        "backend.stage",
    ] {
        let opened = decode(&format!("#?preset=coach-1&fix.queue.stage={stated}")).unwrap();
        let [part] = &opened.not_understood[..] else {
            panic!("{stated} was taken");
        };
        assert_eq!(
            part.sentence,
            "Acts on stage must be one of model_api, backend, transcriber, frontend, streaming, auto."
        );
        assert_eq!(opened.scenario, coach());
    }
    let file = file::write(&coach()).write();
    let before = "\"fix.queue.stage\":\"transcriber\"";
    assert!(compact(&file).contains(before));
    for held in ["\"gone\"", "\"Not a key\"", "0"] {
        let file = compact(&file).replace(before, &format!("\"fix.queue.stage\":{held}"));
        let refused = file::read(&whole(&file)).unwrap_err().to_string();
        assert!(
            refused.ends_with("Acts on stage must be one of the rows of “Stages”, by its key."),
            "{refused}"
        );
    }
}

/// Files that were saved when references were numbers.
#[test]
fn a_file_with_numbers_means_the_rows_that_stand_there() {
    let mut scenario = coach();
    let stages = fields::table("stage").unwrap();
    stages.shift(&mut scenario, key("frontend"), 0).unwrap();
    let file = compact(&file::write(&scenario).write());
    for (number, stage) in [
        ("1", Some(key("frontend"))),
        ("2.5", Some(key("model_api"))),
        ("4", Some(key("transcriber"))),
        ("9", Some(RowKey::GONE)),
        ("null", None),
    ] {
        let file = file
            .replace(
                "\"fix.queue.stage\":\"transcriber\"",
                &format!("\"fix.queue.stage\":{number}"),
            )
            .replace("\"ranges\":{", "\"ranges\":{\"fix.queue.stage\":[1,3],");
        let file = file.replace(",}", "}");
        let opened = file::read(&whole(&file)).unwrap().scenario;
        scenario.fixes[5].stage = stage;
        assert_eq!(opened, scenario, "{number}");
    }
}

/// A fix whose stage is removed acts on none, and says so, until another stage
/// is chosen: a new one of the same name is another.
#[test]
fn a_fix_whose_stage_is_removed_acts_on_none() {
    let stages = fields::table("stage").unwrap();
    let mut scenario = coach();
    stages
        .rename(&mut scenario, key("backend"), "Other")
        .unwrap();
    are_as_named(&scenario);
    stages.remove(&mut scenario, key("transcriber")).unwrap();
    assert_eq!(
        stages.add(&mut scenario, "Transcriber"),
        Ok(key("transcriber"))
    );
    assert_eq!(
        stage_of(&scenario, "backend_plan").as_deref(),
        Some("backend")
    );
    let queue = fields::slot(&scenario, "fix.queue.stage").unwrap();
    assert_eq!(queue.get(&scenario), Value::Row(RowKey::GONE));
    assert_eq!(queue.words(&scenario), "one that is gone");
    assert_eq!(stage_of(&scenario, "queue"), None);
    let findings = review(&scenario, &plan(&scenario));
    let found = findings.iter().find(|it| {
        it.rule == "fix_without_stage" && it.evidence.iter().any(|id| id == "fix.queue.stage")
    });
    assert_eq!(
        found.unwrap().sentence,
        "Queue for transcripts acts on no stage. Choose one that it fits, or the fullest that it fits."
    );
    assert_eq!(shared(&scenario), scenario);
    assert_eq!(filed(&scenario), scenario);
    assert_eq!(opened(&write(&scenario)).fixes, scenario.fixes);
    // What a fix says of its stage goes back with the fixes, not with the stages.
    stages.reset(&mut scenario);
    assert_eq!(stage_of(&scenario, "queue"), None);
    fields::table("fix").unwrap().reset(&mut scenario);
    assert_eq!(scenario, coach());
}

#[test]
fn tables_that_are_reset_keep_what_refers_to_them() {
    let mut scenario = coach();
    let (stages, fixes) = (
        fields::table("stage").unwrap(),
        fields::table("fix").unwrap(),
    );
    stages.shift(&mut scenario, key("frontend"), 0).unwrap();
    stages.reset(&mut scenario);
    assert_eq!(scenario, coach());
    stages.remove(&mut scenario, key("backend")).unwrap();
    fixes.reset(&mut scenario);
    let held: Vec<_> = scenario.fixes.iter().filter_map(|fix| fix.stage).collect();
    assert_eq!(held.iter().filter(|held| **held == RowKey::GONE).count(), 1);
}

#[test]
fn only_rows_that_are_there_can_be_stated() {
    let mut scenario = coach();
    let queue = fields::slot(&scenario, "fix.queue.stage").unwrap();
    for (value, expected) in [
        (Value::Row(key("nothing")), Err(Refusal::Dangling)),
        (Value::Row(RowKey::GONE), Ok(())),
        (Value::Number(1.0), Err(Refusal::WrongKind)),
        (Value::Choice("backend"), Err(Refusal::WrongKind)),
        (Value::Row(key("backend")), Ok(())),
        (Value::Unset, Ok(())),
    ] {
        assert_eq!(queue.put(&mut scenario, value), expected, "{value:?}");
    }
}

fn key(text: &str) -> RowKey {
    RowKey::read(text).unwrap()
}

/// The scenario that its share link gives.
fn shared(scenario: &Scenario) -> Scenario {
    let headline = Headline {
        engine: "0.1.0".to_owned(),
        figures: Vec::new(),
    };
    decode(&encode(scenario, &headline)).unwrap().scenario
}

/// The scenario that its file gives.
fn filed(scenario: &Scenario) -> Scenario {
    let text = whole(&file::write(scenario).write());
    file::read(&text).unwrap().scenario
}

fn whole(scenario: &str) -> String {
    format!("{{\"headroom\":1,\"scenario\":{scenario}}}")
}

/// JSON without the spaces after its colons.
fn compact(json: &str) -> String {
    json.replace("\": ", "\":")
}

/// A measurement of a pool that is chosen stays with it, whatever either is
/// called; one that is not is of the pool that it is called as.
#[test]
fn a_measurement_stays_with_its_pool() {
    let link = "#?preset=saas-1&actual=memory_gb&actual.memory_gb.month=2&actual.memory_gb.used=90";
    let id = "fleet.actual.memory_gb.planned_use";
    let planned = |scenario: &Scenario| plan(scenario).figure(id).map(|figure| figure.value);
    let of_memory = planned(&opened(link));
    let of_pods = planned(&opened(&format!("{link}&actual.memory_gb.pool=api_pods")));
    assert!(of_memory.is_some() && of_pods.is_some() && of_memory != of_pods);
    let mut scenario = opened(&format!("{link}&actual.memory_gb.pool=memory_gb"));
    assert_eq!(planned(&scenario), of_memory);
    let (pools, actuals) = (
        fields::table("pool").unwrap(),
        fields::table("actual").unwrap(),
    );
    for (table, name) in [(pools, "DIMMs"), (actuals, "API pods")] {
        table.rename(&mut scenario, key("memory_gb"), name).unwrap();
    }
    pools.shift(&mut scenario, key("memory_gb"), 0).unwrap();
    assert_eq!(planned(&scenario), of_memory);
    assert_eq!(opened(&write(&scenario)), scenario);
    assert_eq!(shared(&scenario), scenario);
    assert_eq!(filed(&scenario), scenario);
    pools.remove(&mut scenario, key("memory_gb")).unwrap();
    assert_eq!(planned(&scenario), None);
}
