//! Is what terminals and dashboards say taken for what it is, and stated as it says?
//!
//! `tests/brought/README.md` tells where each file comes from.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "../examples/plan.rs"]
#[expect(dead_code, reason = "a program has a main of its own")]
mod example;

use headroom::bring::{Brought, KNOWN, LONGEST, brought};
use headroom::engine::plan;
use headroom::scenario::preset::{preset, presets};
use headroom::scenario::{Scenario, Slot, Value, fields};
use proptest::prelude::*;

fn file(name: &str) -> String {
    let path = format!("{}/tests/brought/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn of(name: &str) -> Scenario {
    preset(name).unwrap().scenario()
}

fn read(name: &str) -> Brought {
    brought(&file(name), &of("saas-1"), None)
}

fn number(scenario: &Scenario, id: &str) -> f64 {
    match fields::slot(scenario, id)
        .as_ref()
        .map(|slot: &Slot| slot.get(scenario))
    {
        Some(Value::Number(number)) => number,
        other => panic!("{id}: {other:?}"),
    }
}

/// What each of these inputs is to be, to a relative 1e-9.
#[track_caller]
fn states(brought: &Brought, all: &[(&str, f64)]) {
    for (id, wanted) in all {
        let found = number(&brought.scenario, id);
        assert!(
            (found - wanted).abs() <= 1e-9 * wanted.abs(),
            "{id}: {found}, not {wanted}"
        );
    }
}

#[test]
fn nodes_say_what_is_used_and_as_far_as_percents_go_what_is_there() {
    let brought = read("top-nodes.txt");
    assert_eq!(brought.of, "kubectl top nodes");
    let gib = |mebibytes: f64| (mebibytes / 1024.0 * 1000.0).round() / 1000.0;
    states(
        &brought,
        &[
            ("pool.cpu_cores.used", 4.576),
            ("pool.memory_gb.used", gib(9231.0 + 8258.0 + 7102.0)),
            // 1431/.35 + 2157/.53 + 988/.24 millicores, to a tenth of a core.
            ("pool.cpu_cores.capacity", 12.3),
            ("pool.memory_gb.capacity", 46.5),
        ],
    );
    // The one that was not measured is said with its line.
    assert_eq!(brought.misread.len(), 1);
    assert_eq!(brought.misread[0].0, 7);
    assert!(brought.misread[0].1.contains("worker-4"));
    assert!(
        brought.sentence.starts_with("3 nodes"),
        "{}",
        brought.sentence
    );
    // Shares under a fifth say too little of what there is: it stays as it was.
    let older = read("top-nodes-1.27.txt");
    states(&older, &[("pool.cpu_cores.used", 0.774)]);
    assert!(
        older
            .changes
            .iter()
            .all(|it| it.id != "pool.cpu_cores.capacity")
    );
    assert!(
        older
            .changes
            .iter()
            .any(|it| it.id == "pool.memory_gb.capacity")
    );
}

#[test]
fn without_heads_a_table_is_known_by_its_cells() {
    for (name, of) in [
        ("top-nodes.txt", "kubectl top nodes"),
        ("top-pods.txt", "kubectl top pods"),
        ("hpa.txt", "kubectl get hpa"),
        ("hpa-1.28.txt", "kubectl get hpa"),
    ] {
        let text = file(name);
        let rows = text.lines().filter(|line| !line.contains("NAME"));
        let rows = rows.collect::<Vec<_>>().join("\n");
        let brought = brought(&rows, &Scenario::default(), None);
        assert_eq!(brought.of, of, "{name}");
        assert!(!brought.changes.is_empty(), "{name}: {brought:?}");
    }
}

#[test]
fn pods_are_counted_once_whatever_containers_they_have() {
    let brought = read("top-pods.txt");
    assert_eq!(brought.of, "kubectl top pods");
    assert_eq!(brought.misread, []);
    states(
        &brought,
        &[
            ("pool.api_pods.used", 3.0),
            ("pool.cpu_cores.used", 0.455),
            ("pool.memory_gb.used", 0.62),
        ],
    );
    let brought = read("top-pods-containers.txt");
    states(
        &brought,
        &[("pool.api_pods.used", 2.0), ("pool.cpu_cores.used", 0.475)],
    );
}

#[test]
fn of_several_autoscalers_one_is_taken_and_another_can_be_chosen() {
    let first = read("hpa.txt");
    assert_eq!(first.of, "kubectl get hpa");
    assert_eq!(first.choices, ["shop/api", "shop/jobs", "shop/web"]);
    states(
        &first,
        &[
            ("fleet.replicas_min", 3.0),
            ("fleet.replicas_max", 50.0),
            ("fleet.pods_running", 12.0),
            ("fleet.cpu_measured", 0.45),
            ("fleet.cpu_target", 0.70),
            ("fleet.memory_measured", 0.60),
            ("fleet.memory_target", 0.80),
            ("pool.api_pods.used", 12.0),
        ],
    );
    let by = first
        .changes
        .iter()
        .find(|it| it.id == "fleet.pods_running")
        .unwrap();
    assert_eq!(by.line, Some(2));
    let web = brought(&file("hpa.txt"), &of("saas-1"), Some("shop/web"));
    states(
        &web,
        &[("fleet.replicas_max", 10.0), ("fleet.cpu_target", 0.50)],
    );
    // What was not measured is not zero.
    assert!(web.changes.iter().all(|it| it.id != "fleet.cpu_measured"));
    let jobs = brought(&file("hpa.txt"), &of("saas-1"), Some("shop/jobs"));
    assert!(
        jobs.misread
            .iter()
            .any(|(line, it)| *line == 4 && it.contains("412/500"))
    );
    states(
        &read("hpa-1.28.txt"),
        &[("fleet.cpu_measured", 0.26), ("fleet.cpu_target", 0.20)],
    );
}

#[test]
fn objects_say_what_is_there_requested_and_how_it_scales() {
    let brought = read("objects.json");
    assert_eq!(brought.of, "kubectl get -o json");
    let gib = |kibibytes: f64| (kibibytes / 1_048_576.0 * 1000.0).round() / 1000.0;
    states(
        &brought,
        &[
            ("pool.cpu_cores.capacity", 11.83),
            ("pool.memory_gb.capacity", gib(15_076_912.0 + 31_254_820.0)),
            ("pool.gpu_nodes.capacity", 1.0),
            ("fleet.replicas_min", 4.0),
            ("fleet.replicas_max", 60.0),
            ("fleet.cpu_target", 0.65),
            ("fleet.memory_target", 0.75),
            ("fleet.cpu_measured", 0.48),
            ("fleet.up_limit", 0.50),
            ("fleet.up_period", 30.0),
            ("fleet.up_window", 15.0),
            ("fleet.down_limit", 0.25),
            ("fleet.down_period", 120.0),
            ("fleet.down_window", 600.0),
            // Both containers of the deployment that the autoscaler scales.
            ("fleet.pod_cpu_request", 0.5),
            ("fleet.pod_memory_request", 576.0),
            ("fleet.limit_factor", 2.0),
            ("fleet.pods_running", 11.0),
        ],
    );
    let cut = &file("objects.json")[..900];
    let cut = headroom::bring::brought(cut, &of("saas-1"), None);
    assert!(
        cut.changes.is_empty() && cut.sentence.contains("copy all of it"),
        "{cut:?}"
    );
}

/// Mean and largest as Python's `json` and `sum` give them of the same file.
#[test]
fn a_range_query_gives_average_and_peak() {
    let brought = read("prometheus-range.json");
    assert_eq!(brought.of, "a range query of Prometheus");
    let average = 5.693_427_479_808_483;
    states(
        &brought,
        &[
            ("demand.average_rate", average),
            ("demand.peak_to_average", 10.0 / average),
        ],
    );
    assert!(
        plan(&brought.scenario)
            .number("demand.peak_rate")
            .is_some_and(|it| (it - 10.0).abs() < 1e-9)
    );
    let handlers = read("prometheus-handlers.json");
    assert_eq!(handlers.choices, ["handler=/-/healthy", "handler=/metrics"]);
    states(&handlers, &[("demand.average_rate", 2.173_076_923_076_923)]);
    let chosen = headroom::bring::brought(
        &file("prometheus-handlers.json"),
        &of("saas-1"),
        Some("handler=/metrics"),
    );
    states(&chosen, &[("demand.average_rate", 3.480_769_230_769_231)]);
    for (name, said) in [
        ("prometheus-instant.json", "query_range"),
        ("prometheus-error.json", "unclosed left parenthesis"),
    ] {
        let brought = read(name);
        assert!(
            brought.changes.is_empty() && brought.sentence.contains(said),
            "{brought:?}"
        );
    }
}

/// Two days of hourly columns: the usual peak is the median of both days' highest.
#[test]
fn columns_of_time_and_load_are_read_in_every_way_that_times_are_written() {
    let load = |hour: usize| {
        if hour % 24 == 20 {
            50.0 + f64::from(u8::try_from(hour / 24).unwrap()) * 10.0
        } else {
            10.0
        }
    };
    let average = (0..48).map(load).sum::<f64>() / 48.0;
    let unix = 1_795_996_800_u64; // 2026-11-30 00:00 UTC
    let ways: [&dyn Fn(usize) -> String; 4] = [
        &|hour| format!("{}\t{}", unix + hour as u64 * 3600, load(hour)),
        &|hour| format!("{}000,{}", unix + hour as u64 * 3600, load(hour)),
        &|hour| {
            format!(
                "\"2026-11-{:02} {:02}:00:00\",{}",
                29 + hour / 24,
                hour % 24,
                load(hour)
            )
        },
        &|hour| {
            format!(
                "2026-11-{:02}T{:02}:00:00Z;{}",
                29 + hour / 24,
                hour % 24,
                load(hour)
            )
        },
    ];
    for way in ways {
        let rows: Vec<String> = (0..48).map(way).collect();
        let text = format!("Time,Value\n{}\n", rows.join("\n"));
        let brought = brought(&text, &Scenario::default(), None);
        assert_eq!(brought.of, "columns of time and load", "{text}");
        assert_eq!(brought.misread, [], "{text}");
        states(
            &brought,
            &[
                ("demand.average_rate", average),
                ("demand.peak_to_average", 55.0 / average),
            ],
        );
    }
}

#[test]
fn what_is_not_known_says_what_would_be_and_changes_nothing() {
    let saas = of("saas-1");
    for text in [
        "",
        "hello",
        "a,b\nc,d",
        "{}",
        "\u{feff}",
        "NAME READY\nx 1/1",
    ] {
        let brought = brought(text, &saas, None);
        assert_eq!(brought.changes, [], "{text}");
        assert_eq!(brought.scenario, saas);
        assert!(
            brought.sentence.ends_with(KNOWN),
            "{text}: {}",
            brought.sentence
        );
    }
    let long = "x".repeat(LONGEST + 1);
    for (text, said) in [("a\0b", "not text"), (&long, "16 MB")] {
        assert!(brought(text, &saas, None).sentence.contains(said));
    }
}

#[test]
fn the_program_prints_changes_and_a_link_that_has_them() {
    let path = format!("{}/tests/brought/hpa.txt", env!("CARGO_MANIFEST_DIR"));
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let status = example::run(
        &["--bring", &path, "shop/web"],
        "#?preset=saas-1".as_bytes(),
        &mut out,
        &mut errors,
    );
    assert_eq!(status, 0);
    let out = String::from_utf8(out).unwrap();
    assert!(
        out.contains("1\tfleet.replicas_max\t50 pods\t10 pods\t3\n"),
        "{out}"
    );
    let link = out
        .lines()
        .find_map(|line| line.strip_prefix("1\tlink\t"))
        .unwrap();
    let again = headroom::share::decode(link).unwrap().scenario;
    assert_eq!(
        number(&again, "fleet.replicas_max").to_bits(),
        10.0_f64.to_bits()
    );
    assert!(
        String::from_utf8(errors)
            .unwrap()
            .contains("kubectl get hpa: The autoscaler shop/web.")
    );
}

proptest! {
    /// Whatever is brought, the scenario stays one that can be stated, and planned.
    #[test]
    fn any_text_is_read_or_refused(text in "(NAME|CPU\\(cores\\)|MEMORY\\(bytes\\)|[0-9]{1,20}m?|[0-9]+(Ki|Gi|%)|[a-z/:<>{}\\[\\]\",. \n\t-]{0,12}){0,60}", start in 0..5_usize) {
        let scenario = presets().nth(start).unwrap().scenario();
        let brought = brought(&text, &scenario, None);
        prop_assert!(fields::is_within_bounds(&brought.scenario));
        prop_assert!(!brought.sentence.is_empty());
    }
}
