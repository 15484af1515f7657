//! Does a pool come back from a spike when it should, and does more trouble never make
//! it better?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
#![expect(clippy::float_cmp, reason = "replicas and syncs are whole numbers")]

use headroom::workloads::spikes::autoscaler::metric::Metric;
use headroom::workloads::spikes::backlog::Service;
use headroom::workloads::spikes::budget::{Alert, Objective};
use headroom::workloads::spikes::load::Spike;
use headroom::workloads::spikes::plant::{Client, GivenUp, Plant, Run};
use headroom::workloads::spikes::pool::{Age, Nodes, Pool, Signal};
use headroom::workloads::spikes::recovery::{Keeps, Recovery};
use proptest::prelude::*;

/// Ten pods at their target, of which each serves one request at a time, until the load
/// is so many times as much.
fn plant(target: f64, times: f64, start: f64) -> Plant {
    let before = 10.0 * target / 100.0 * 10.0;
    Plant {
        pool: Pool::by_cpu(target, start),
        replicas: 10.0,
        service: Service {
            seconds: 0.1,
            scatter: 1.0,
        },
        at_once: 1.0,
        spike: Spike {
            before,
            height: before * times,
            begins: 0.0,
            rise: 0.0,
            lasts: 10_000.0,
            fall: 0.0,
        },
        client: Client::PATIENT,
        queue: Some(0.0),
        seconds: 1800.0,
        lost_after: None,
    }
}

/// The same pods may use four times what they request.
fn bursting(mut plant: Plant) -> Plant {
    plant.pool.burst = 4.0;
    plant.at_once = 4.0;
    plant
}

/// What scales is requests, of which each pod shall have so many.
fn by_requests(mut plant: Plant, target: f64) -> Plant {
    plant.pool.autoscaler.metrics = vec![Metric::ValuePerPod {
        target: target / 100.0 * 10.0 * 1000.0,
    }];
    plant.pool.signals = vec![Signal::Requests(Age::Now)];
    plant
}

/// Seconds until the pods that are ready request as much as is asked of them.
fn back(plant: &Plant) -> f64 {
    let mut run = Run::default();
    plant.run(&mut run);
    let needed = plant.spike.height * plant.service.seconds;
    let at = run.steps.iter().position(|step| step.ready >= needed);
    f64::from(u32::try_from(at.unwrap()).unwrap()) * run.step
}

/// Recovery by start-up of 15, 30, 60 and 120 s at 5 and 10 times the load, of the exact
/// decision code over a fluid plant.
#[test]
fn recovery_as_published() {
    type Of = fn(f64, f64, f64) -> Plant;
    let rows: [(&str, Of, f64, [[f64; 4]; 2]); 4] = [
        (
            "CPU, limit = request, 60 %",
            plant,
            60.0,
            [[120.0, 165.0, 255.0, 435.0], [165.0, 225.0, 345.0, 585.0]],
        ),
        (
            "CPU, limit = request, 80 %",
            plant,
            80.0,
            [[300.0, 405.0, 615.0, 1035.0], [435.0, 585.0, 885.0, 1485.0]],
        ),
        (
            "CPU, limit = 4 x request, 60 %",
            |target, times, start| bursting(plant(target, times, start)),
            60.0,
            [[45.0, 60.0, 90.0, 150.0], [75.0, 75.0, 105.0, 165.0]],
        ),
        (
            "requests, 80 %",
            |target, times, start| by_requests(plant(target, times, start), target),
            80.0,
            [[30.0, 45.0, 75.0, 135.0], [45.0, 60.0, 90.0, 150.0]],
        ),
    ];
    for (name, of, target, published) in rows {
        for (times, row) in [5.0, 10.0].into_iter().zip(published) {
            for (start, published) in [15.0, 30.0, 60.0, 120.0].into_iter().zip(row) {
                let ours = back(&of(target, times, start));
                println!("{name}, {times} x, start-up {start} s: {ours} s");
                assert_eq!(ours, published, "{name}, {times} x, start-up {start} s");
            }
        }
    }
}

/// The replicas that it asks for on the way.
#[test]
fn the_path_as_published() {
    let path = |plant: &Plant| {
        let mut run = Run::default();
        plant.run(&mut run);
        let first = run.decisions[0].1.from;
        let rest = run.decisions.iter().map(|(_, decision)| decision.to);
        std::iter::once(first).chain(rest).collect::<Vec<_>>()
    };
    let cpu = path(&plant(60.0, 10.0, 30.0));
    assert_eq!(
        cpu,
        [10.0, 14.0, 17.0, 24.0, 28.0, 40.0, 47.0, 67.0, 79.0, 91.0]
    );
    let requests = path(&by_requests(plant(60.0, 10.0, 30.0), 60.0));
    assert_eq!(requests, [10.0, 20.0, 40.0, 80.0, 100.0]);
}

fn ran(plant: &Plant) -> Run {
    let mut run = Run::default();
    plant.run(&mut run);
    run
}

/// Two pods fit, three a node come after 100 s, and no more than two nodes.
#[test]
fn pods_wait_for_nodes() {
    let mut it = by_requests(plant(50.0, 2.0, 20.0), 50.0);
    it.pool.fetch = 10.0;
    it.pool.nodes = Nodes {
        room: 2.0,
        holds: 3.0,
        lead: 100.0,
        most: 2.0,
    };
    let run = ran(&it);
    let at = |second: usize| {
        let step = run.steps[second];
        [step.asked, step.ready, step.starting]
    };
    assert_eq!(at(0), [20.0, 10.0, 2.0]);
    assert_eq!(at(29), [20.0, 10.0, 2.0]);
    assert_eq!(at(30), [20.0, 12.0, 0.0]);
    assert_eq!(at(100), [20.0, 12.0, 6.0]);
    assert_eq!(at(130), [20.0, 18.0, 0.0]);
    assert_eq!(at(1799), [20.0, 18.0, 0.0]);
    assert!(run.out_of_nodes);
    assert_eq!(it.recovery(&run), Recovery::Held);
    it.spike.height *= 2.0;
    let run = ran(&it);
    assert_eq!(it.recovery(&run), Recovery::Short(Keeps::Nodes));
}

/// What keeps capacity from coming back is told from what does not.
#[test]
fn capacity_that_never_comes_back_says_why() {
    let mut it = plant(60.0, 5.0, 30.0);
    let recovery = |it: &Plant| it.recovery(&ran(it));
    let back = recovery(&it);
    assert!(matches!(back, Recovery::Back { capacity, .. } if capacity == 165.0));
    it.pool.autoscaler.most = 25.0;
    assert_eq!(recovery(&it), Recovery::Short(Keeps::MostReplicas));
    it.pool.autoscaler.most = 1000.0;
    it.seconds = 100.0;
    assert_eq!(recovery(&it), Recovery::Short(Keeps::Time));
    // Served though given up, and tried again four times: the spike is over and the load
    // is not. Where the queue is bounded it is.
    it = plant(60.0, 3.0, 30.0);
    it.spike.lasts = 120.0;
    it.pool.autoscaler.most = 15.0;
    it.queue = None;
    it.client = Client {
        patience: Some(3.0),
        retries: 3,
        pause: 1.0,
        given_up: GivenUp::Served,
    };
    assert_eq!(recovery(&it), Recovery::Short(Keeps::Retries));
    it.queue = Some(20.0);
    assert!(matches!(
        recovery(&it),
        Recovery::Back {
            drained: Some(_),
            ..
        }
    ));
    it.spike.height = it.spike.before;
    assert_eq!(recovery(&it), Recovery::Held);
}

/// Odd plants run, and no figure of them is not a number.
#[test]
fn every_plant_runs() {
    let odd = [0.0, 1e-9, 1.0, 1e6, 1e12];
    let mut run = Run::default();
    for one in odd {
        for other in odd {
            let mut it = plant(60.0, 5.0, 30.0);
            it.seconds = 200.0;
            it.queue = None;
            it.service.seconds = one;
            it.spike.height = other;
            it.replicas = one.min(1e6);
            it.service.scatter = other.min(100.0);
            it.pool.start = other;
            it.client.patience = Some(one);
            it.client.retries = 3;
            it.run(&mut run);
            let seen = [run.share_over(1.0), run.mean(), run.worst()];
            assert!(
                seen.iter().all(|it| !it.is_nan() && *it >= 0.0),
                "{one}, {other}: {seen:?}"
            );
            assert!(
                run.steps
                    .iter()
                    .all(|it| it.waiting >= 0.0 && it.failed >= 0.0 && it.shed >= 0.0)
            );
            it.seconds = 0.0;
            it.run(&mut run);
            assert_eq!([run.share_over(1.0), run.mean(), run.worst()], [0.0; 3]);
        }
    }
}

/// Before the spike a wait is that of Erlang's queue; behind the backlog it is as many
/// requests over what takes them up.
#[test]
fn the_wait_of_most() {
    let mut it = plant(80.0, 2.0, 30.0);
    it.queue = None;
    it.spike.begins = 60.0;
    it.pool.autoscaler.most = 10.0;
    let run = ran(&it);
    // Of 10 servers that 8 keep busy 0.409180151 wait, 0.1 s / 2 each; p95 of mean 1 is
    // 1.05106626 s.
    let near = |ours: f64, exact: f64, off: f64| assert!((ours - exact).abs() <= off, "{ours}");
    near(run.within(10, 0.95), 0.105_106_626, 1e-9);
    near(run.within(10, 0.5), 0.0, 0.0);
    near(run.chances(0.0).next().unwrap(), 0.409_180_151, 1e-9);
    // 60 more than fit come every second, for 100 seconds.
    near(run.within(160, 0.5), 60.0, 1.0);
    assert!(run.within(160, 0.95) > run.within(160, 0.5));
    let chance = run.chances(run.within(160, 0.9)).nth(160).unwrap();
    near(chance, 0.1, 0.01);
}

/// Five times what comes usually, from the 60th second on, of which a third fits:
/// from a second later on all are late.
#[test]
fn the_budget_and_the_page() {
    let mut it = plant(60.0, 5.0, 30.0);
    it.pool.autoscaler.most = 10.0;
    it.queue = None;
    it.spike.begins = 60.0;
    it.seconds = 600.0;
    let objective = Objective {
        share: 0.999,
        period: 30.0 * 86_400.0,
    };
    let bad = it.bad(&ran(&it), 0.5);
    let all = |bad: &[[f64; 2]]| bad.iter().map(|[bad, _]| bad).sum::<f64>();
    // 300 a second for 540 s, of 60 a second for 30 days.
    let spent = it.spent(all(&bad), objective).unwrap();
    assert!((spent - 300.0 * 540.0 / 155_520.0).abs() < 0.005, "{spent}");
    // 1.44 % of 216,000 and 240 a second more are 3,110, which 300 a second are in 10.5 s.
    let pages = it.pages(&bad, 1.0, objective, Alert::PAGE).unwrap();
    assert!((70.0..=73.0).contains(&pages), "{pages}");
    // The short window is over its rate for as long as one in seventy is bad.
    let short = Alert {
        windows: [300.0, 60.0],
        ..Alert::PAGE
    };
    assert!(it.pages(&bad, 1.0, objective, short).unwrap() < pages);
    let certain = Objective {
        share: 1.0,
        ..objective
    };
    assert_eq!(it.spent(all(&bad), certain), None);
    // What is refused is bad, and at once.
    it.queue = Some(0.0);
    let refused = it.spent(all(&it.bad(&ran(&it), 0.5)), objective).unwrap();
    assert!(
        (refused - 200.0 * 540.0 / 155_520.0).abs() < 0.005,
        "{refused}"
    );
    it.spike.height = it.spike.before;
    let calm = it.bad(&ran(&it), 0.5);
    assert_eq!(it.pages(&calm, 1.0, objective, Alert::PAGE), None);
}

/// Requests that wait for more than two seconds.
fn late(plant: &Plant) -> f64 {
    let run = ran(plant);
    let each = run.steps.iter().zip(run.chances(2.0));
    each.map(|(step, chance)| step.arrivals * chance).sum()
}

prop_compose! {
    /// A pool that goes by CPU, and a spike that ends.
    fn any_plant()(
        target in 40_u32..90,
        times in 1.2..10.0,
        start in 5_u32..150,
        lasts in 30_u32..900,
        most in 12_u32..150,
        sync in 0_u32..15,
        scrape in 0_u32..15,
    ) -> Plant {
        let mut it = plant(f64::from(target), times, f64::from(start));
        it.queue = None;
        it.spike.begins = 60.0;
        it.spike.lasts = f64::from(lasts);
        it.pool.autoscaler.least = 10.0;
        it.pool.autoscaler.most = f64::from(most);
        it.pool.clock.first_sync = f64::from(sync);
        it.pool.clock.first_scrape = f64::from(scrape);
        it
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn more_trouble_never_makes_it_better(
        it in any_plant(),
        larger in 1.0..2.0,
        more in 0_u32..300,
    ) {
        let before = late(&it) * (1.0 - 1e-9) - 1e-6;
        let more = f64::from(more);
        let worse = |change: &dyn Fn(&mut Plant)| {
            let mut it = it.clone();
            change(&mut it);
            late(&it)
        };
        prop_assert!(worse(&|it| it.spike.height *= larger) >= before);
        prop_assert!(worse(&|it| it.spike.lasts += more) >= before);
        prop_assert!(worse(&|it| it.pool.start += more / 5.0) >= before);
        let fewer = |it: &mut Plant| {
            let most = &mut it.pool.autoscaler.most;
            *most = (*most - (more / 10.0).floor()).max(10.0);
        };
        prop_assert!(worse(&fewer) >= before);
    }

    /// Of pods that are there and do not grow. A pool that grows may come back sooner with
    /// fewer warm ones, as the autoscaler then takes larger steps.
    #[test]
    fn fewer_warm_replicas_are_never_better(it in any_plant(), fewer in 0_u32..4) {
        let fixed = |replicas: f64| {
            let mut it = it.clone();
            it.replicas = replicas;
            it.pool.autoscaler.least = replicas;
            it.pool.autoscaler.most = replicas;
            late(&it)
        };
        prop_assert!(fixed(10.0 - f64::from(fewer)) >= fixed(10.0) * (1.0 - 1e-9) - 1e-6);
    }

    #[test]
    fn without_end_of_capacity_nobody_is_late(it in any_plant()) {
        let mut it = it;
        it.replicas = 1e6;
        it.pool.autoscaler.least = 1e6;
        it.pool.autoscaler.most = 1e6;
        let run = ran(&it);
        prop_assert_eq!(it.recovery(&run), Recovery::Held);
        prop_assert!(run.share_over(0.0) <= 1e-12 && run.worst() <= 0.0);
    }
}
