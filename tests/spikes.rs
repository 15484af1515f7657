//! Does a pool come back from a spike when it should, and does more trouble never make
//! it better?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::workloads::spikes::autoscaler::behavior::Behavior;
use headroom::workloads::spikes::autoscaler::metric::Metric;
use headroom::workloads::spikes::autoscaler::pods::Resource;
use headroom::workloads::spikes::autoscaler::{Autoscaler, Version};
use headroom::workloads::spikes::backlog::Service;
use headroom::workloads::spikes::load::Spike;
use headroom::workloads::spikes::plant::{Client, Plant, Run};
use headroom::workloads::spikes::pool::{Age, Clock, Nodes, Pool, Signal};

/// Ten pods at their target, of which each serves one request at a time, until the load
/// is so many times as much.
pub fn plant(target: f64, times: f64, start: f64) -> Plant {
    let before = 10.0 * target / 100.0 * 10.0;
    Plant {
        pool: Pool {
            autoscaler: Autoscaler {
                metrics: vec![Metric::Utilization {
                    resource: Resource::Cpu,
                    target,
                }],
                least: 1.0,
                most: 1000.0,
                tolerance: Version::From133.tolerance(),
                behavior: Some(Behavior::default()),
            },
            signals: vec![Signal::Cpu],
            clock: Clock {
                sync: 15.0,
                first_sync: 0.0,
                scrape: 15.0,
                first_scrape: 8.0,
            },
            fetch: 0.0,
            start,
            burst: 1.0,
            nodes: Nodes {
                room: 10_000.0,
                holds: 0.0,
                lead: 0.0,
                most: 0.0,
            },
        },
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
                println!(
                    "{name}, {times} x, start-up {start} s: {ours} s, published {published} s"
                );
                assert!((ours - published).abs() <= 15.0);
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
