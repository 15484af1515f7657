//! Does every plan say whether its promise survives a spike, and is what it says true?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::{Plan, plan};
use headroom::quantity::format::exact;
use headroom::scenario::preset::presets;
use headroom::scenario::spike::{GoesBy, Looked, Shown};
use headroom::scenario::{Scenario, Value, fields};
use headroom::share::decode;
use headroom::workloads::operations::keda::keda;
use headroom::workloads::operations::manifest::manifest;
use headroom::workloads::spikes::held::{Cost, ways};
use headroom::workloads::spikes::plan::{OneSpike, promised, told};
use headroom::workloads::spikes::plant::{Plant, Run};
use headroom::workloads::spikes::recovery::Recovery;
use headroom::workloads::spikes::trials::{k6, locust};
use proptest::prelude::*;
use yaml_rust2::YamlLoader;

fn stated(link: &str) -> Scenario {
    decode(link).unwrap().scenario
}

fn spike<'a>(plan: &'a Plan, row: &str) -> &'a OneSpike {
    let all = &plan.spikes.as_ref().unwrap().all;
    all.iter().find(|it| it.row == row).unwrap()
}

/// How long the promise is broken, by a plan.
fn broken(scenario: &Scenario, row: &str) -> f64 {
    spike(&plan(scenario), row).outcome.unwrap().broken
}

#[test]
fn every_example_answers_without_an_input() {
    for preset in presets() {
        let scenario = preset.scenario();
        let plan = plan(&scenario);
        let spikes = plan.spikes.as_ref().unwrap();
        assert!(spikes.all.len() >= 4, "{}", preset.id);
        for it in &spikes.all {
            for what in ["late", "broken", "survives", "spent", "height"] {
                let id = it.id(what);
                assert!(plan.figure(&id).is_some(), "{}: {id}", preset.id);
            }
            let known = [it.id("slowest"), it.id("grows")];
            let known = known.iter().filter(|id| plan.figure(id).is_some());
            assert_eq!(known.count(), 1, "{}: {}", preset.id, it.row);
        }
        let says = headroom::report::outline::section(
            &scenario,
            &plan,
            headroom::quantity::date::Date::of(0.0),
            "spikes",
        );
        assert!(says.unwrap().all().count() >= 4, "{}", preset.id);
    }
}

/// The litmus test: what is said to hold a spike holds it once it is put in, by the plan
/// itself; and one less warm replica does not.
#[test]
fn what_would_have_held_it_holds_it_when_it_is_put_in() {
    let mut buttons = 0;
    for preset in presets() {
        for shown in [Shown::Normal, Shown::Launch, Shown::Viral, Shown::Recovery] {
            let mut scenario = preset.scenario();
            scenario.spike.shown = shown;
            let planned = plan(&scenario);
            let told = told(&scenario, planned.spikes.as_ref().unwrap()).unwrap();
            let all = ways(&scenario, &planned, told);
            let at = format!("{} {}", preset.id, told.row);
            assert_eq!(all.is_empty(), told.outcome.unwrap().broken <= 0.0, "{at}");
            let holds = all.iter().any(|help| help.holds() && help.fix.is_some());
            assert!(all.is_empty() || holds, "{at}");
            for help in all {
                let Some(fix) = &help.fix else { continue };
                buttons += 1;
                let after = fix.applied(&scenario).unwrap();
                let then = broken(&after, &told.row);
                assert_eq!(
                    then.to_bits(),
                    help.then.broken.to_bits(),
                    "{at}: {}",
                    fix.label
                );
                if help.lever != "Warm replicas" {
                    continue;
                }
                assert!(help.holds(), "{at}");
                // One replica less; of GPUs, those of one.
                let gpus = planned.number("inference.gpus_per_replica");
                let of_gpus = fix.states[0].0 == "inference.gpus_held";
                let each = gpus.filter(|_| of_gpus).unwrap_or(1.0);
                let mut fewer = fix.clone();
                for (_, (value, _)) in &mut fewer.states {
                    if let Value::Number(number) = value {
                        *number -= each;
                    }
                }
                if let Some(fewer) = fewer.applied(&scenario) {
                    let without = broken(&fewer, &told.row);
                    assert!(
                        without > 0.0 || help.fix.as_ref().unwrap().states.len() > 1,
                        "{at}"
                    );
                }
            }
        }
    }
    assert!(buttons > 20, "{buttons}");
}

/// What follows the run is counted as its end is: against a run that follows all of it.
#[test]
fn what_follows_the_run_is_as_if_it_had_been_followed() {
    for (link, row) in [
        ("#?preset=gpu-1&spike.recovery_hours=1.5", "recovery"),
        ("#?preset=gpu-1&spike.viral_hours=1.5", "viral"),
        ("#?preset=chat-1&spike.viral_hours=1.5", "viral"),
        ("#?preset=chat-1&spike.launch_hours=1.5", "launch"),
        ("#?preset=saas-1&spike.viral_hours=1.5", "viral"),
    ] {
        let scenario = stated(link);
        let planned = plan(&scenario);
        let it = spike(&planned, row);
        let plant = it.plant.as_ref().unwrap();
        let whole = Plant {
            seconds: plant.spike.begins + plant.spike.rise + it.lasts,
            lost_after: None,
            ..plant.clone()
        };
        let mut run = Run::default();
        whole.run(&mut run);
        let followed = whole.outcome(&run, &promised(&scenario), it.lasts);
        let said = it.outcome.unwrap();
        let near = |one: f64, other: f64| (one - other).abs() <= 0.01 * one.max(other) + 1e-3;
        assert!(
            near(said.broken, followed.broken),
            "{link}: {said:?} {followed:?}"
        );
        let spent = [said.spent.unwrap(), followed.spent.unwrap()];
        assert!(near(spent[0], spent[1]), "{link}: {spent:?}");
        assert_eq!(said.pages, followed.pages, "{link}");
    }
}

/// By hand: 3 replicas take 1.5 requests a second; a launch brings 2.0833.
#[test]
fn what_never_fits_grows_by_what_is_over() {
    let planned = plan(&stated("#?preset=gpu-1"));
    let launch = spike(&planned, "launch");
    assert!(matches!(
        launch.outcome.unwrap().recovery,
        Recovery::Short(_)
    ));
    let grows = planned.number("spike.grows.launch").unwrap();
    assert!(
        (grows - (25.0 / 60.0 * 5.0 - 1.5) * 60.0).abs() < 1e-9,
        "{grows}"
    );
    assert!(planned.get("spike.slowest.launch").is_err());
    assert!(planned.get("spike.back.launch").is_err());
}

#[test]
fn each_pool_of_a_plan_can_be_looked_at() {
    let mut scenario = stated("#?preset=gpu-1&web.workload=on");
    let of = |scenario: &Scenario| plan(scenario).spikes.map(|it| it.replicas.looked);
    assert_eq!(of(&scenario), Some(Looked::Backend));
    scenario.spike.pool = Looked::Gpus;
    assert_eq!(of(&scenario), Some(Looked::Gpus));
    scenario.spike.pool = Looked::Workers;
    assert_eq!(of(&scenario), None);
    assert_eq!(of(&stated("#?preset=coach-1")), Some(Looked::Workers));
    assert_eq!(of(&stated("#?preset=saas-1")), Some(Looked::Pods));
}

#[test]
fn an_event_is_a_spike_of_its_own() {
    let scenario = stated(
        "#?preset=saas-1&event=sale&event.sale.multiplier=20&event.sale.hours=3&event.sale.of=average",
    );
    let planned = plan(&scenario);
    let sale = spike(&planned, "sale");
    assert!((sale.times - 20.0).abs() < 1e-9 && (sale.lasts - 10_800.0).abs() < 1e-9);
    // It spends most, so it is what is shown.
    let shown = told(&scenario, planned.spikes.as_ref().unwrap()).unwrap();
    assert_eq!(shown.row, "sale");
    let all = ways(&scenario, &planned, shown);
    assert!(
        all.iter()
            .any(|it| it.lever == "Scaling ahead" && it.holds())
    );
}

#[test]
fn warm_replicas_of_gpus_cost_what_their_gpus_do() {
    let scenario = stated("#?preset=gpu-1");
    let planned = plan(&scenario);
    let viral = spike(&planned, "viral");
    let all = ways(&scenario, &planned, viral);
    let warm = all.iter().find(|it| it.lever == "Warm replicas").unwrap();
    let Cost::Monthly(cost) = warm.cost else {
        panic!("{warm:?}");
    };
    let Some((_, (Value::Number(gpus), _))) = warm.fix.as_ref().unwrap().states.first() else {
        panic!("{warm:?}");
    };
    let held = planned.number("inference.gpus_held").unwrap();
    let hour = planned.number("inference.gpu_hour").unwrap();
    assert!((cost - (gpus - held) * hour * 730.0).abs() < 0.01, "{cost}");
}

#[test]
fn tests_and_manifests_say_what_is_planned() {
    for (link, is_scaled) in [
        ("#?preset=chat-1", true),
        ("#?preset=saas-1&spike.goes_by=requests", true),
        (
            "#?preset=coach-1&spike.goes_by=waiting&spike.warm=1&spike.replicas_most=9",
            true,
        ),
        ("#?preset=gpu-1", false),
    ] {
        let scenario = stated(link);
        let planned = plan(&scenario);
        let shown = told(&scenario, planned.spikes.as_ref().unwrap()).unwrap();
        let script = k6(&scenario, &planned).unwrap();
        assert!(script.contains("ramping-arrival-rate") && script.contains(&shown.name));
        let shape = locust(&scenario, &planned).unwrap();
        assert!(shape.contains("LoadTestShape") && shape.contains(&shown.name));
        let scaled = keda(&scenario, &planned);
        assert_eq!(scaled.is_ok(), is_scaled, "{link}");
        let Ok(text) = scaled else { continue };
        let read = YamlLoader::load_from_str(&text).unwrap();
        let spec = &read[0]["spec"];
        let it = planned.spikes.as_ref().unwrap().replicas;
        let bound = |key: &str| spec[key].as_i64().unwrap().to_string();
        assert_eq!(bound("minReplicaCount"), exact(it.least.number().unwrap()));
        assert_eq!(bound("maxReplicaCount"), exact(it.most.number().unwrap()));
        assert_eq!(spec["triggers"].as_vec().unwrap().len(), 1);
    }
    // The autoscaler goes by the metric that is simulated.
    let scenario = stated("#?preset=saas-1&spike.goes_by=requests&spike.target=50%");
    let planned = plan(&scenario);
    let text = manifest(&scenario, &planned).unwrap();
    let read = YamlLoader::load_from_str(&text).unwrap();
    let metrics = &read[0]["spec"]["metrics"];
    assert_eq!(metrics.as_vec().unwrap().len(), 1);
    let takes = planned.number("spike.replica_takes").unwrap();
    let each = metrics[0]["external"]["target"]["averageValue"]
        .as_str()
        .unwrap();
    assert_eq!(each, format!("{}m", (takes * 0.5 * 1000.0).ceil()));
}

#[test]
fn each_fault_is_found_where_it_is_and_mended_by_its_button() {
    let found = |link: &str, rule: &str| {
        let scenario = stated(link);
        let planned = plan(&scenario);
        let all = headroom::review::review(&scenario, &planned);
        all.into_iter().find(|finding| finding.rule == rule)
    };
    assert!(found("#?preset=saas-1&spike.shown=viral", "autoscaler_too_slow").is_some());
    assert!(
        found(
            "#?preset=saas-1&customers=5000&spike.shown=viral",
            "spike_at_most"
        )
        .is_some()
    );
    assert!(
        found(
            "#?preset=chat-1&web.node_ceiling_factor=9&spike.shown=viral",
            "spike_at_most"
        )
        .is_some()
    );
    let hidden = found("#?preset=saas-1&spike.shown=viral", "capped_cpu").unwrap();
    let after = hidden
        .fix
        .unwrap()
        .applied(&stated("#?preset=saas-1"))
        .unwrap();
    assert_eq!(after.spike.goes_by, GoesBy::Requests);
    assert!(
        found(
            "#?preset=saas-1&spike.shown=viral&spike.viral_hours=0.01&spike.ready_after=300",
            "start_longer_than_spike"
        )
        .is_some()
    );
    let storm = "#?preset=gpu-1&spike.timeout=2&spike.retries=9&spike.pause=0&spike.given_up=served\
                 &spike.viral_hours=0.05&spike.shown=viral";
    let found_storm = found(storm, "retry_storm").unwrap();
    let row = found_storm.evidence[0]
        .strip_prefix("spike.late.")
        .unwrap()
        .to_owned();
    let after = found_storm.fix.unwrap().applied(&stated(storm)).unwrap();
    let [before, then] = [broken(&stated(storm), &row), broken(&after, &row)];
    assert!(then < before, "{row}: {before} {then}");
    for rule in [
        "autoscaler_too_slow",
        "spike_at_most",
        "capped_cpu",
        "retry_storm",
    ] {
        assert!(
            found(
                "#?preset=saas-1&spike.shown=viral&spike.wait=3600&spike.share=50%",
                rule
            )
            .is_none(),
            "{rule}"
        );
    }
}

/// A pool that stays as large as it is, by what is stated of it.
fn fixed(count: f64, viral: f64, hours: f64, start: f64) -> Scenario {
    let mut scenario = stated("#?preset=gpu-1&spike.warm=1&spike.replicas_most=1");
    scenario.spike.warm = Some(count);
    scenario.spike.replicas_most = Some(count);
    scenario.demand.viral_multiplier = viral;
    scenario.spike.viral_hours = hours;
    scenario.spike.ready_after = Some(start);
    scenario
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// More of what is bad never helps, and of what is good never hurts.
    #[test]
    fn a_worse_spike_or_pool_never_makes_it_better(
        count in 1_u32..24,
        more in 1_u32..8,
        viral in 1.0..12.0_f64,
        times in 1.0..3.0_f64,
        hours in 0.05..8.0_f64,
    ) {
        let count = f64::from(count);
        let base = fixed(count, viral, hours, 60.0);
        let bad = |scenario: &Scenario| {
            let it = plan(scenario);
            let outcome = spike(&it, "viral").outcome.unwrap();
            (outcome.broken, outcome.late, outcome.spent.unwrap())
        };
        let (broken, late, spent) = bad(&base);
        let slack = 1.0 + 0.02 * broken;
        let higher = bad(&fixed(count, viral * times, hours, 60.0));
        prop_assert!(higher.0 >= broken - slack && higher.1 >= late - 0.01);
        let longer = bad(&fixed(count, viral, hours * times, 60.0));
        prop_assert!(longer.0 >= broken - slack && longer.2 >= spent * 0.98 - 1e-6);
        let warmer = bad(&fixed(count + f64::from(more), viral, hours, 60.0));
        prop_assert!(warmer.0 <= broken + slack && warmer.1 <= late + 0.01);
        // Without end of them it holds.
        let endless = bad(&fixed(100_000.0, viral, hours, 60.0));
        prop_assert_eq!(endless, (0.0, 0.0, 0.0));
    }

    /// A slower start and a lower maximum never make it better, where the pool grows.
    #[test]
    fn a_slower_start_or_a_lower_maximum_never_makes_it_better(
        viral in 2.0..12.0_f64,
        start in 0.0..120.0_f64,
        slower in 0.0..240.0_f64,
        most in 4_u32..60,
        fewer in 1_u32..20,
    ) {
        let growing = |most: f64, start: f64| {
            let mut scenario = stated("#?preset=gpu-1&spike.goes_by=requests&spike.warm=3");
            scenario.demand.viral_multiplier = viral;
            scenario.spike.replicas_most = Some(most);
            scenario.spike.ready_after = Some(start);
            broken(&scenario, "viral")
        };
        let most = f64::from(most);
        let now = growing(most, start);
        let slack = 1.0 + 0.02 * now;
        prop_assert!(growing(most, start + slower) >= now - slack);
        prop_assert!(growing((most - f64::from(fewer)).max(3.0), start) >= now - slack);
    }
}

#[test]
fn what_is_stated_of_spikes_is_read_back() {
    let scenario = stated("#?preset=saas-1&spike.wait=0.5&spike.retries=3&spike.timeout=5");
    assert!((scenario.spike.wait - 0.5).abs() < 1e-12);
    let slot = fields::slot(&scenario, "spike.retries").unwrap();
    assert_eq!(slot.get(&scenario), Value::Number(3.0));
}
