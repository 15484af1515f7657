//! Would Prometheus take the alert rules, and do they go off when they should?
//!
//! Prometheus' own `promtool` reads them and plays metrics to them; where it is not here,
//! the test says so and looks at no more than the text.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "golden/random.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod random;

use headroom::engine::plan;
use headroom::quantity::date::Date;
use headroom::review::review;
use headroom::scenario::Scenario;
use headroom::scenario::operations::Measure;
use headroom::scenario::preset::{Preset, presets};
use headroom::share::decode;
use headroom::workloads::operations::prometheus::rules;
use headroom::workloads::operations::watched::{Alert, Kind, alerts};
use headroom::workloads::operations::words::csv;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use yaml_rust2::{Yaml, YamlLoader};

fn linked(link: &str) -> Scenario {
    let opened = decode(link).unwrap();
    assert_eq!(opened.not_understood, [], "{link}");
    opened.scenario
}

/// Prometheus counts from this day on, and so do its tests.
fn epoch() -> Date {
    Date::new(1970, 1, 1).unwrap()
}

fn written(scenario: &Scenario) -> String {
    rules(scenario, &plan(scenario), epoch()).unwrap()
}

/// A folder of this test, with files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// Whether promtool is here; says so where it is not.
fn has_promtool() -> bool {
    let is_here = Command::new("promtool").arg("--version").output().is_ok();
    if !is_here {
        eprintln!("left out: promtool is not here (on Debian: the package prometheus)");
    }
    is_here
}

fn promtool(words: &[&str], folder: &PathBuf) -> (bool, String) {
    let out = Command::new("promtool")
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = [out.stdout, out.stderr].concat();
    (out.status.success(), String::from_utf8(said).unwrap())
}

/// Every preset, and one with everything that is watched.
fn all() -> Vec<Scenario> {
    let mut all: Vec<Scenario> = presets().map(Preset::scenario).collect();
    all.push(linked(
        "#?preset=saas-1&web=on&inference=on&data=on&limits=on&training=on&web.network_have=50\
         &web.lead_time=2&web.reserved_share=0.5&metric=a&metric.a.name=our:gpu_use&metric.a.measures=gpu",
    ));
    let last = all.last_mut().unwrap();
    "It's \"{{ $labels.x }}\"\u{2028}- alert: x".clone_into(&mut last.pools[0].name);
    "Our shop".clone_into(&mut last.name);
    all.push(linked("#?preset=coach-1&growth=10%"));
    all
}

/// A scenario of random values.
fn any(seed: u64) -> Scenario {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    random::scenario(&mut || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

#[test]
fn promtool_takes_the_rules_of_every_preset_and_of_random_scenarios() {
    let all = all().into_iter().chain((1..=12).map(any));
    for (at, scenario) in all.enumerate() {
        let Some(text) = rules(&scenario, &plan(&scenario), epoch()) else {
            continue;
        };
        let documents = YamlLoader::load_from_str(&text).unwrap();
        assert_eq!(documents.len(), 1, "{text}");
        assert!(documents[0]["groups"].as_vec().unwrap().len() > 1);
        if has_promtool() {
            let folder = folder(&format!("rules-{at}"), &[("rules.yaml", &text)]);
            let (is_taken, said) = promtool(&["check", "rules", "rules.yaml"], &folder);
            assert!(is_taken && said.contains("SUCCESS"), "{said}\n{text}");
            assert!(!said.contains("duplicate"), "{said}");
        }
    }
}

/// What promtool would not take is caught.
#[test]
fn a_wrong_rule_is_caught() {
    if !has_promtool() {
        return;
    }
    let right = written(&linked("#?preset=saas-1"));
    for (from, to) in [
        ("for: 15m", "for: 15 min"),
        (">= 0.7'", ">= 70 %'"),
        ("expr:", "expression:"),
    ] {
        let wrong = right.replacen(from, to, 1);
        assert_ne!(wrong, right);
        let folder = folder("wrong", &[("rules.yaml", &wrong)]);
        let (is_taken, said) = promtool(&["check", "rules", "rules.yaml"], &folder);
        assert!(!is_taken, "{to}: {said}");
    }
}

/// saas-1 of January 1970: 2.5 requests a second at the peak and $12,000, in a month 15 % more
/// of the first. GPUs at 90 %, 10 % over the bill, pods that do not come, a peak 20 % off.
#[test]
fn alerts_go_off_when_they_should_and_not_before() {
    if !has_promtool() {
        return;
    }
    let text = written(&linked("#?preset=saas-1"));
    let folder = folder("played", &[("rules.yaml", &text), ("tests.yaml", PLAYED)]);
    let (is_well, said) = promtool(&["test", "rules", "tests.yaml"], &folder);
    assert!(is_well && said.contains("SUCCESS"), "{said}");
    // The same with another number is not well: the tests look.
    let wrong = PLAYED.replace("'84x60'", "'86x60'");
    assert_ne!(wrong, PLAYED);
    fs::write(folder.join("tests.yaml"), wrong).unwrap();
    assert!(!promtool(&["test", "rules", "tests.yaml"], &folder).0);
}

const PLAYED: &str = r#"
rule_files: [rules.yaml]
evaluation_interval: 1m
tests:
  - name: GPUs over the warning and under what is critical
    interval: 1m
    input_series:
      - series: 'DCGM_FI_DEV_GPU_UTIL{gpu="0"}'
        values: '84x60'
    alert_rule_test:
      - {eval_time: 14m, alertname: HeadroomUse, exp_alerts: []}
      - eval_time: 16m
        alertname: HeadroomUse
        exp_alerts:
          - exp_labels: {severity: warning, resource: gpu_nodes}
            exp_annotations:
              summary: 'GPU nodes, used: from 70 %'
              description: 'Measured: 84%, by the plan 67 %.'
  - name: GPUs over both
    interval: 1m
    input_series:
      - series: 'DCGM_FI_DEV_GPU_UTIL{gpu="0"}'
        values: '95x60'
      - series: 'DCGM_FI_DEV_GPU_UTIL{gpu="1"}'
        values: '85x60'
    alert_rule_test:
      - eval_time: 30m
        alertname: HeadroomUse
        exp_alerts:
          - exp_labels: {severity: warning, resource: gpu_nodes}
            exp_annotations:
              summary: 'GPU nodes, used: from 70 %'
              description: 'Measured: 90%, by the plan 67 %.'
          - exp_labels: {severity: critical, resource: gpu_nodes}
            exp_annotations:
              summary: 'GPU nodes, used: from 85 %'
              description: 'Measured: 90%, by the plan 67 %.'
  - name: pods that were asked for and do not come
    interval: 1m
    input_series:
      - series: 'kube_horizontalpodautoscaler_status_desired_replicas{horizontalpodautoscaler="app"}'
        values: '5x4 9x30'
      - series: 'kube_horizontalpodautoscaler_status_current_replicas{horizontalpodautoscaler="app"}'
        values: '5x40'
    alert_rule_test:
      - {eval_time: 9m, alertname: HeadroomScalingSlow, exp_alerts: []}
      - eval_time: 11m
        alertname: HeadroomScalingSlow
        exp_alerts:
          - exp_labels: {severity: warning, resource: app}
            exp_annotations:
              summary: 'Pods, asked for and not there: over 0 pods'
              description: 'Measured: 4.'
  - name: 9 % over the forecast is let pass, 12 % is not, half of a reservation neither
    interval: 1m
    input_series:
      - series: 'headroom_spend_usd_per_month{vendor="a"}'
        values: '13080x60 13440x60'
      - series: headroom_reserved_used_ratio
        values: '0.5x60 0.49x60'
    alert_rule_test:
      - {eval_time: 55m, alertname: HeadroomSpendOverForecast, exp_alerts: []}
      - {eval_time: 55m, alertname: HeadroomReservedIdle, exp_alerts: []}
      - eval_time: 90m
        alertname: HeadroomSpendOverForecast
        exp_alerts:
          - exp_labels: {severity: warning, resource: bill}
            exp_annotations:
              summary: 'Spend over the bill that is planned: over 10 %'
              description: 'Measured: 11.98%.'
      - eval_time: 90m
        alertname: HeadroomReservedIdle
        exp_alerts:
          - exp_labels: {severity: warning, resource: reserved}
            exp_annotations:
              summary: 'Reserved, used: under 50 %'
              description: 'Measured: 49%, by the plan 92 %.'
  - name: a peak that is a fifth under the plan
    interval: 1m
    input_series:
      - series: 'http_requests_total{pod="a"}'
        values: '0+120x120'
    alert_rule_test:
      - eval_time: 60m
        alertname: HeadroomOffPlan
        exp_alerts:
          - exp_labels: {severity: warning, resource: demand}
            exp_annotations:
              summary: 'Peak of the day, off what is planned: over 15 %'
              description: 'Measured: 20.02%.'
"#;

/// Halfway through January: 2.5 and half of 0.375 more. After two months nothing is planned.
#[test]
fn what_is_planned_for_a_day_lies_between_two_months() {
    if !has_promtool() {
        return;
    }
    let text = written(&linked("#?preset=saas-1&growth.months_projected=2"));
    let played = "rule_files: [rules.yaml]\nevaluation_interval: 12h\ntests:\n  - interval: 12h\n    \
        promql_expr_test:\n      - expr: headroom:peak_rate:planned\n        eval_time: 372h\n        \
        exp_samples: [{labels: 'headroom:peak_rate:planned', value: 2.6875}]\n      - expr: \
        headroom:peak_rate:planned\n        eval_time: 744h\n        \
        exp_samples: [{labels: 'headroom:peak_rate:planned', value: 2.875}]\n      - expr: \
        headroom:peak_rate:planned\n        eval_time: 60d\n        exp_samples: []\n";
    let folder = folder("planned", &[("rules.yaml", &text), ("tests.yaml", played)]);
    let (is_well, said) = promtool(&["test", "rules", "tests.yaml"], &folder);
    assert!(is_well && said.contains("SUCCESS"), "{said}");
}

fn of(scenario: &Scenario, key: &str) -> Alert {
    let all = alerts(scenario, &plan(scenario));
    all.into_iter().find(|alert| alert.key == key).unwrap()
}

/// Every resource of the plan, the bill, what is reserved, demand and scaling.
#[test]
fn everything_that_can_run_out_is_watched() {
    for scenario in all() {
        let planned = plan(&scenario);
        let all = alerts(&scenario, &planned);
        let resources = planned.resources.iter().flat_map(|it| &it.all);
        for resource in resources {
            let key = resource.row.text();
            let key = key.as_ref() as &str;
            assert!(all.iter().any(|it| it.key.starts_with(key)), "{key}");
        }
        for kind in [Kind::Spend, Kind::OffPlan] {
            assert!(
                all.iter().any(|it| it.kind == kind),
                "{}: {kind:?}",
                scenario.preset
            );
        }
        for alert in &all {
            assert!(alert.at.iter().any(Option::is_some) && alert.minutes.is_finite());
        }
    }
    let saas = linked("#?preset=saas-1");
    let kinds: Vec<Kind> = alerts(&saas, &plan(&saas))
        .iter()
        .map(|it| it.kind)
        .collect();
    for kind in [Kind::Use, Kind::Reserved, Kind::Scaling] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn thresholds_are_those_that_are_stated() {
    let saas = linked(
        "#?preset=saas-1&pool.gpu_nodes.warning=0.6&pool.gpu_nodes.capacity=3&alert.warning=0.5&alert.off_plan=0.2",
    );
    assert_eq!(of(&saas, "gpu_nodes").at, [Some(0.6), Some(0.85)]);
    assert_eq!(of(&saas, "gpu_nodes").due(), "warning");
    assert_eq!(of(&saas, "demand").at, [Some(0.2), None]);
    let chat = linked("#?preset=chat-1&alert.warning=0.5&alert.critical=0.8&alert.lasting=30");
    let nodes = of(&chat, "web_nodes");
    assert_eq!(
        (nodes.at, nodes.minutes.to_bits()),
        ([Some(0.5), Some(0.8)], 30.0_f64.to_bits())
    );
    assert_eq!(
        of(&linked("#?preset=chat-1"), "web_nodes").at,
        [Some(0.70), Some(0.85)]
    );
}

#[test]
fn metrics_go_by_the_names_that_are_stated() {
    let link = "#?preset=gpu-1&metric=a&metric.a.measures=gpu&metric.a.name=";
    let renamed = linked(&[link, "team:gpu_utilization:avg"].concat());
    assert_eq!(
        of(&renamed, "gpus").measured,
        "avg(team:gpu_utilization:avg) / 100"
    );
    let long = "cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests:sum";
    assert_eq!(
        of(&linked(&[link, long].concat()), "gpus").measured,
        format!("avg({long}) / 100")
    );
    // What is no name is said, and not written.
    let odd = linked(&[link, "gpu)%20or%20vector(1"].concat());
    assert_eq!(of(&odd, "gpus").measured, "avg(DCGM_FI_DEV_GPU_UTIL) / 100");
    let findings = review(&odd, &plan(&odd));
    assert!(findings.iter().any(|it| it.rule == "metric_name"));
    let mut usual: Vec<&str> = Measure::ALL.iter().map(|it| it.usual()).collect();
    usual.sort_unstable();
    usual.dedup();
    assert_eq!(usual.len(), Measure::ALL.len());
}

/// The list of the pipeline: limits at 80 and 85 % of what is allowed, budgets as stated.
#[test]
fn the_list_is_a_table_of_its_own() {
    let mut scenario = linked("#?preset=coach-1");
    scenario.vendors[1].name = "=Railway, \"pro\"".to_owned();
    let text = csv(&scenario, &plan(&scenario)).unwrap();
    for line in [
        "Model API: requests a minute,13.88888888888889,over,4000,4250,req/min,15,",
        "Model API: tokens a day,5000000,over,2400000,2550000,tok/day,15,",
        "Backend: in use at once,150,over,80,85,item,15,",
        "OpenAI: budget,200,over,100,,USD/month,15,",
        "\"'=Railway, \"\"pro\"\": budget\",50,over,50,,USD/month,15,",
    ] {
        assert!(
            text.lines().any(|other| other.starts_with(line)),
            "{line}\n{text}"
        );
    }
    let mut nothing = Scenario::default();
    nothing.web.workload = headroom::scenario::web::Switch::Off;
    assert!(csv(&nothing, &plan(&nothing)).is_some_and(|text| text.lines().count() == 2));
}

#[test]
fn names_of_pools_are_only_text() {
    let scenario = &all()[presets().count()];
    let text = written(scenario);
    let documents = YamlLoader::load_from_str(&text).unwrap();
    let groups = documents[0]["groups"].as_vec().unwrap();
    let rules = groups
        .iter()
        .flat_map(|group| group["rules"].as_vec().unwrap());
    let summaries: Vec<&str> = rules
        .filter_map(|rule| rule["annotations"]["summary"].as_str())
        .collect();
    assert!(
        summaries
            .iter()
            .any(|it| it.starts_with("It's \" $labels.x \" - alert: x, used: from")),
        "{summaries:?}"
    );
    assert!(!matches!(documents[0]["groups"], Yaml::BadValue));
}
