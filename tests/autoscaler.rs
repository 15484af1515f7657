//! Does the autoscaler decide as the one of Kubernetes does, to the letter?
//!
//! Cases of `replica_calculator_test.go` and `horizontal_test.go`, and those that tell
//! an exact restatement from one that is almost exact.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
#![expect(clippy::float_cmp, reason = "replicas are whole numbers")]

use headroom::workloads::spikes::autoscaler::behavior::{
    Behavior, By, History, Policy, Rules, Select,
};
use headroom::workloads::spikes::autoscaler::metric::{Metric, Seen};
use headroom::workloads::spikes::autoscaler::pods::{Class, Phase, Pods, Resource, Sample};
use headroom::workloads::spikes::autoscaler::{Autoscaler, Tolerance, Version, Why, percent};

/// The moment that the tests are at, in seconds.
const NOW: f64 = 10_000.0;

fn cpu(target: f64) -> Metric {
    Metric::Utilization {
        resource: Resource::Cpu,
        target,
    }
}

/// Pods that have been ready for long.
fn ready(count: f64, used: f64) -> Pods {
    Pods::settled(count, used, 1000.0)
}

/// Pods that have just started.
fn starting(count: f64, used: f64) -> Pods {
    Pods {
        phase: Phase::Unready,
        started: Some(NOW - 20.0),
        changed: NOW - 20.0,
        ..ready(count, used)
    }
}

fn missing(count: f64) -> Pods {
    Pods {
        sample: None,
        ..ready(count, 0.0)
    }
}

fn called(metric: Metric, current: f64, seen: Seen, version: Version) -> Option<f64> {
    let call = metric.calls(current, seen, NOW, version.tolerance());
    call.map(|call| call.replicas)
}

fn check(metric: Metric, current: f64, pods: &[Pods], expected: f64) {
    let ours = called(metric, current, Seen::Pods(pods), Version::From133).unwrap();
    assert_eq!(ours, expected, "{metric:?} of {pods:?}");
}

#[test]
fn cases_of_utilization() {
    let each = |used: &[f64]| {
        used.iter()
            .map(|used| ready(1.0, *used))
            .collect::<Vec<_>>()
    };
    check(cpu(30.0), 3.0, &each(&[300.0, 500.0, 700.0]), 5.0);
    let unready = [
        ready(1.0, 400.0),
        starting(1.0, 500.0),
        starting(1.0, 700.0),
    ];
    check(cpu(30.0), 3.0, &unready, 3.0);
    let mut down = each(&[100.0, 300.0, 500.0]);
    down.extend([starting(1.0, 250.0), starting(1.0, 250.0)]);
    check(cpu(50.0), 5.0, &down, 2.0);
    // Readiness is looked at for CPU alone.
    let memory = Metric::Utilization {
        resource: Resource::Other,
        target: 30.0,
    };
    check(memory, 3.0, &unready, 6.0);
    let pending = Pods {
        phase: Phase::Pending,
        ..ready(2.0, 700.0)
    };
    check(memory, 3.0, &[ready(1.0, 400.0), pending], 3.0);
}

/// Trap a: whole percent of what is requested.
#[test]
fn use_is_counted_in_whole_percent() {
    check(cpu(60.0), 10.0, &[ready(10.0, 669.0)], 10.0);
    check(cpu(60.0), 10.0, &[ready(10.0, 670.0)], 12.0);
    check(cpu(60.0), 10.0, &[ready(10.0, 660.0)], 10.0);
    check(cpu(60.0), 10.0, &[ready(10.0, 540.0)], 10.0);
    check(cpu(60.0), 10.0, &[ready(10.0, 539.0)], 9.0);
    assert_eq!([0.7, 0.701, 0.29].map(percent), [70.0, 70.0, 29.0]);
}

/// Trap b: 1.1 times the target is over the tolerance up to 1.32, and within it after.
#[test]
fn the_version_says_whether_a_tenth_over_is_near() {
    let pods = [ready(10.0, 660.0)];
    let of = |version| called(cpu(60.0), 10.0, Seen::Pods(&pods), version);
    assert_eq!(of(Version::Before133), Some(11.0));
    assert_eq!(of(Version::From133), Some(10.0));
    assert_eq!(of(Version::From137), Some(10.0));
    assert!(!Tolerance::OfDifference(0.1).holds(1.1));
    let own = Tolerance::Between { down: 0.3, up: 0.0 };
    assert!(own.holds(0.7) && own.holds(1.0) && !own.holds(1.01));
    assert_eq!(Version::From137.fewest() + Version::From133.fewest(), 1.0);
}

/// Trap e: ten at 100 %, seven starting: 58 over 60 is near, so none are added.
#[test]
fn starting_pods_hold_growth_back() {
    check(
        cpu(60.0),
        17.0,
        &[ready(10.0, 1000.0), starting(7.0, 0.0)],
        17.0,
    );
    // Ready without a whole window since: still not counted.
    let fresh = |at| Pods {
        started: Some(NOW - 60.0),
        changed: NOW - 20.0,
        sample: Some(Sample {
            used: 1000.0,
            at,
            window: 15.0,
        }),
        ..ready(7.0, 0.0)
    };
    assert_eq!(fresh(NOW - 6.0).class(Resource::Cpu, NOW), Class::Unready);
    assert_eq!(fresh(NOW - 5.0).class(Resource::Cpu, NOW), Class::Counted);
    assert_eq!(fresh(NOW - 6.0).class(Resource::Other, NOW), Class::Counted);
    check(
        cpu(60.0),
        17.0,
        &[ready(10.0, 1000.0), fresh(NOW - 5.0)],
        29.0,
    );
}

/// After five minutes only pods that never were ready are not counted.
#[test]
fn readiness_within_and_after_the_time_of_starting() {
    let it = |phase, started: f64, changed| Pods {
        phase,
        started: Some(NOW - started),
        changed: NOW - changed,
        ..ready(1.0, 500.0)
    };
    let class = |pods: Pods| pods.class(Resource::Cpu, NOW);
    assert_eq!(class(it(Phase::Ready, 400.0, 1.0)), Class::Counted);
    assert_eq!(class(it(Phase::Unready, 400.0, 390.0)), Class::Unready);
    assert_eq!(class(it(Phase::Unready, 400.0, 10.0)), Class::Counted);
    assert_eq!(class(it(Phase::Unready, 200.0, 10.0)), Class::Unready);
    assert_eq!(class(it(Phase::Ended, 400.0, 10.0)), Class::Ignored);
    let unknown = Pods {
        started: None,
        ..ready(1.0, 500.0)
    };
    assert_eq!(class(unknown), Class::Unready);
}

#[test]
fn missing_samples_hold_back_both_ways() {
    let none: [Pods; 0] = [];
    let of = |pods: &[Pods]| called(cpu(60.0), 3.0, Seen::Pods(pods), Version::From133);
    assert_eq!(of(&none), None);
    assert_eq!(of(&[missing(3.0)]), None);
    // Up: as if they used nothing. (900 + 0) / 2000 = 45 of 30: 1.5 * 2.
    check(cpu(30.0), 2.0, &[ready(1.0, 900.0), missing(1.0)], 3.0);
    // Down: as if they used all. (100 + 1000) / 2000 = 55 of 50 turns round.
    check(cpu(50.0), 2.0, &[ready(1.0, 100.0), missing(1.0)], 2.0);
    check(cpu(50.0), 8.0, &[ready(6.0, 100.0), missing(2.0)], 6.0);
    // Over 100 % of target it is the target that is assumed.
    check(cpu(150.0), 4.0, &[ready(3.0, 600.0), missing(1.0)], 3.0);
    // At the target itself a utilization leaves them out and a mean counts them.
    check(cpu(50.0), 4.0, &[ready(2.0, 500.0), missing(2.0)], 4.0);
    let plain = Metric::PerPod {
        resource: Resource::Other,
        target: 500.0,
    };
    check(plain, 4.0, &[ready(2.0, 500.0), missing(2.0)], 2.0);
}

#[test]
fn a_mean_over_pods_is_in_whole_thousandths() {
    let plain = Metric::PerPod {
        resource: Resource::Other,
        target: 10_000.0,
    };
    check(
        plain,
        3.0,
        &[ready(1.0, 20_000.0), ready(2.0, 10_000.0)],
        4.0,
    );
    // 11,000.67 is cut to 11,000, which is near.
    check(
        plain,
        3.0,
        &[ready(1.0, 11_002.0), ready(2.0, 11_000.0)],
        3.0,
    );
    check(plain, 3.0, &[ready(3.0, 11_001.0)], 4.0);
}

#[test]
fn values_from_elsewhere() {
    let value = |value, ready| Seen::Value { value, ready };
    let of = |metric, current, seen| called(metric, current, seen, Version::From133);
    let per_pod = Metric::ValuePerPod { target: 2150.0 };
    assert_eq!(of(per_pod, 3.0, value(8600.0, 3.0)), Some(4.0));
    assert_eq!(of(per_pod, 4.0, value(8600.0 * 1.1, 4.0)), Some(4.0));
    assert_eq!(of(per_pod, 0.0, value(0.0, 0.0)), Some(0.0));
    assert_eq!(of(per_pod, 0.0, value(1.0, 0.0)), Some(1.0));
    let whole = Metric::Value { target: 100.0 };
    assert_eq!(of(whole, 5.0, value(300.0, 4.0)), Some(12.0));
    assert_eq!(of(whole, 5.0, value(105.0, 4.0)), Some(5.0));
    // None run: as many as the ratio says, whatever the tolerance.
    assert_eq!(of(whole, 0.0, value(105.0, 0.0)), Some(2.0));
    // Trap h: no pod is ready, so a value calls for none, and use cannot be read.
    assert_eq!(of(whole, 5.0, value(300.0, 0.0)), Some(0.0));
    let pods = [starting(5.0, 1000.0)];
    assert_eq!(of(cpu(60.0), 5.0, Seen::Pods(&pods)), None);
    assert_eq!(of(whole, 5.0, Seen::Nothing), None);
    assert_eq!(
        of(Metric::Value { target: 0.0 }, 5.0, value(1.0, 1.0)),
        None
    );
}

const fn rules(window: f64, select: Select, policies: Vec<Policy>) -> Rules {
    Rules {
        window,
        select,
        policies,
    }
}

fn percent_of(percent: f64, period: f64) -> Vec<Policy> {
    vec![Policy {
        by: By::Percent(percent),
        period,
    }]
}

/// A behavior with one percent policy each way.
fn percents(up: f64, down: f64, period: f64) -> Behavior {
    Behavior {
        up: rules(0.0, Select::Max, percent_of(up, period)),
        down: rules(0.0, Select::Max, percent_of(down, period)),
    }
}

fn step(behavior: &Behavior, current: f64, wanted: f64, expected: f64) {
    stepped(behavior, &mut History::default(), current, wanted, expected);
}

fn stepped(behavior: &Behavior, history: &mut History, current: f64, wanted: f64, expected: f64) {
    let ours = behavior.step(history, current, wanted, [0.0, 1000.0], NOW);
    assert_eq!(
        ours.to_bits(),
        expected.to_bits(),
        "{current} to {wanted}: {ours}"
    );
}

#[test]
fn cases_of_policies_and_windows() {
    step(&Behavior::default(), 10.0, 50.0, 20.0);
    let mut five = percents(100.0, 100.0, 120.0);
    five.up.policies[0].by = By::Pods(5.0);
    let mut history = History::default();
    for added in [2.0, 4.0, 6.0] {
        history.changed(&five, added, NOW - 60.0);
    }
    stepped(&five, &mut history, 100.0, 500.0, 100.0);
    let half = percents(100.0, 50.0, 120.0);
    let mut history = History::default();
    for removed in [2.0, 4.0, 6.0] {
        history.changed(&half, -removed, NOW - 60.0);
    }
    stepped(&half, &mut history, 100.0, 0.0, 56.0);
    let mut patient = Behavior::default();
    patient.up.window = 300.0;
    let mut history = History::default();
    history.call(4.0, NOW - 120.0);
    history.call(5.0, NOW - 60.0);
    stepped(&patient, &mut history, 1.0, 7.0, 4.0);
    let mut history = History::default();
    history.call(9.0, NOW - 299.0);
    stepped(&Behavior::default(), &mut history, 10.0, 2.0, 9.0);
    // Strictly younger than the window.
    let mut history = History::default();
    history.call(9.0, NOW - 300.0);
    stepped(&Behavior::default(), &mut history, 10.0, 2.0, 2.0);
    step(&percents(100.0, 10.0, 60.0), 5.0, 5.0, 5.0);
}

/// Trap c: percent policies are counted in doubles.
#[test]
fn percents_are_of_doubles() {
    step(&percents(10.0, 100.0, 15.0), 100.0, 500.0, 111.0);
    step(&percents(100.0, 93.0, 15.0), 100.0, 0.0, 6.0);
    step(&percents(100.0, 90.0, 15.0), 10.0, 0.0, 0.0);
    let (mut ups, mut downs) = (0, 0);
    for change in [5_u32, 10, 20, 30, 50, 70, 90, 100] {
        let behavior = percents(f64::from(change), f64::from(change), 15.0);
        for now in 1..=1000_u32 {
            let bounds = [0.0, 1e9];
            let from = f64::from(now);
            let to = |wanted| behavior.step(&mut History::default(), from, wanted, bounds, NOW);
            ups += u32::from(to(1e9) != f64::from((now * (100 + change)).div_ceil(100)));
            downs += u32::from(to(0.0) != f64::from(now * (100 - change) / 100));
        }
    }
    assert_eq!((ups, downs), (54, 116));
}

/// Trap f: what changed within the period is credited, in both directions.
#[test]
fn policies_count_from_the_start_of_their_period() {
    let behavior = percents(300.0, 100.0, 300.0);
    let mut history = History::default();
    history.changed(&behavior, 4.0, NOW - 200.0);
    history.changed(&behavior, -2.0, NOW - 100.0);
    stepped(&behavior, &mut history, 6.0, 100.0, 16.0);
    // Not younger than the period: no credit any more.
    let mut history = History::default();
    history.changed(&behavior, 4.0, NOW - 300.0);
    stepped(&behavior, &mut history, 6.0, 100.0, 24.0);
}

#[test]
fn which_policy_counts() {
    let both = |select| {
        let policies = vec![
            Policy {
                by: By::Pods(4.0),
                period: 15.0,
            },
            Policy {
                by: By::Percent(20.0),
                period: 15.0,
            },
        ];
        Behavior {
            up: rules(0.0, select, policies.clone()),
            down: rules(0.0, select, policies),
        }
    };
    for (select, up, down) in [
        (Select::Max, 120.0, 80.0),
        (Select::Min, 104.0, 96.0),
        (Select::Disabled, 100.0, 100.0),
    ] {
        step(&both(select), 100.0, 900.0, up);
        step(&both(select), 100.0, 0.0, down);
    }
}

fn scaler(metrics: Vec<Metric>, behavior: Option<Behavior>) -> Autoscaler {
    Autoscaler {
        metrics,
        least: 1.0,
        most: 1000.0,
        tolerance: Version::From133.tolerance(),
        behavior,
    }
}

/// Trap d: without behavior the cap is twice as many or four.
#[test]
fn the_path_without_behavior() {
    let of = |behavior: Option<Behavior>| {
        [1.0, 2.0, 3.0, 4.0, 5.0].map(|current| {
            let it = scaler(vec![Metric::Value { target: 1.0 }], behavior.clone());
            let seen = [Seen::Value {
                value: 1000.0,
                ready: current,
            }];
            it.sync(&mut History::default(), current, &seen, NOW).to
        })
    };
    assert_eq!(of(None), [4.0, 4.0, 6.0, 8.0, 10.0]);
    assert_eq!(of(Some(Behavior::default())), [5.0, 6.0, 7.0, 8.0, 10.0]);
    // Down at once after five minutes, to any number.
    let it = scaler(vec![Metric::Value { target: 1.0 }], None);
    let seen = [Seen::Value {
        value: 0.5,
        ready: 10.0,
    }];
    let mut history = History::default();
    let at = |history: &mut History, now| it.sync(history, 10.0, &seen, now).to;
    assert_eq!(at(&mut history, NOW), 10.0);
    assert_eq!(at(&mut history, NOW + 300.0), 10.0);
    assert_eq!(at(&mut history, NOW + 301.0), 5.0);
}

/// Trap g: what is out of bounds is put right at once, and others stay as they are.
#[test]
fn bounds_and_what_cannot_be_read() {
    let mut it = scaler(vec![cpu(50.0), cpu(50.0)], Some(Behavior::default()));
    let (high, low) = ([ready(20.0, 900.0)], [ready(20.0, 100.0)]);
    let of = |it: &Autoscaler, current, seen: &[Seen]| {
        let decision = it.sync(&mut History::default(), current, seen, NOW);
        assert_eq!(decision.from, current);
        (decision.to, decision.why)
    };
    it.most = 10.0;
    assert_eq!(of(&it, 20.0, &[]), (10.0, Why::OutOfBounds));
    it.most = 1000.0;
    it.least = 30.0;
    assert_eq!(of(&it, 20.0, &[]), (30.0, Why::OutOfBounds));
    assert_eq!(of(&it, 0.0, &[]), (0.0, Why::Off));
    it.least = 1.0;
    assert_eq!(of(&it, 20.0, &[]), (20.0, Why::Unseen));
    // One of two: up is allowed, down is not.
    assert_eq!(of(&it, 20.0, &[Seen::Pods(&low), Seen::Nothing]).0, 20.0);
    assert_eq!(of(&it, 20.0, &[Seen::Nothing, Seen::Pods(&high)]).0, 36.0);
    // The larger of two counts.
    let (to, why) = of(&it, 20.0, &[Seen::Pods(&low), Seen::Pods(&high)]);
    let called = Why::Called {
        metric: 1,
        wanted: 36.0,
        read: 90.0,
    };
    assert_eq!((to, why), (36.0, called));
}

/// A change stays in memory for as long as a policy of its own direction asks for it.
#[test]
fn what_it_did_counts_at_the_next_sync() {
    let it = scaler(
        vec![Metric::ValuePerPod { target: 1.0 }],
        Some(Behavior::default()),
    );
    let mut history = History::default();
    let seen = [Seen::Value {
        value: 100.0,
        ready: 10.0,
    }];
    let mut replicas = 10.0;
    let mut path = vec![replicas];
    for sync in 0..5 {
        replicas = it
            .sync(&mut history, replicas, &seen, NOW + f64::from(sync) * 15.0)
            .to;
        path.push(replicas);
    }
    assert_eq!(path, [10.0, 20.0, 40.0, 80.0, 100.0, 100.0]);
    // Ten seconds later the credit of the last change is used up.
    let (mut history, mut replicas) = (History::default(), 10.0);
    for (after, expected) in [(0.0, 20.0), (10.0, 20.0), (16.0, 40.0)] {
        replicas = it.sync(&mut history, replicas, &seen, NOW + after).to;
        assert_eq!(replicas, expected, "after {after} s");
    }
    history.clear();
    assert_eq!(history, History::default());
}
