//! At which load does latency pass what was promised? Between the measurements
//! around it, and by the law that was fitted to all of them.
//!
//! ```text
//! between two measurements: a straight line
//! by the law: latency(N) = latency of one * (1 + contention * (N - 1) + coherency * N * (N - 1))
//! ```
//!
//! The second follows from the Universal Scalability Law, since by Little's law
//! latency is load over throughput. [`usl`] fits it, [`measured`] makes points
//! of measurements; a fitted law is stated in fields, and the plan follows it.

pub mod measured;
pub mod usl;

use crate::catalog::constants::{ONE_USER, SECONDS_PER_MINUTE};
use crate::catalog::sources::{BURSTY_INFERENCE, DEFINITION};
use crate::catalog::training::SCALABILITY_LAW;
use crate::engine::outcome::{figures, sound};
use crate::quantity::math::power;
use crate::quantity::order::ascending;
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::slo::LoadFrom;
use crate::scenario::{Sample, Scenario};

/// Between two measurements.
pub mod between {
    use super::BURSTY_INFERENCE;

    crate::old_formulas! {
        source: BURSTY_INFERENCE;

        /// The highest measured load before latency passes the target for the first time.
        pub fn load_before "Load within the target" (load: "user") -> "user" table "load of the last measurement within the target" { load }
        /// Latency at that load.
        pub fn latency_before "Latency there" (latency: "ms") -> "ms" table "latency of the last measurement within the target" { latency }
        /// The next measured load, at which latency is beyond the target.
        pub fn load_after "Load beyond the target" (load: "user") -> "user" table "load of the first measurement beyond the target" { load }
        /// Latency at that load.
        pub fn latency_after "Latency there" (latency: "ms") -> "ms" table "latency of the first measurement beyond the target" { latency }
        /// Throughput at the highest measured load within the target.
        pub fn throughput_before "Throughput within the target" (throughput: "req/s") -> "req/s" table "throughput of the last measurement within the target" { throughput }
        /// Throughput at the next measured load.
        pub fn throughput_after "Throughput beyond the target" (throughput: "req/s") -> "req/s" table "throughput of the first measurement beyond the target" { throughput }
        /// The load at which latency passes the target, on a straight line between the two measurements around it.
        pub fn measured_load "Load at the target, as measured" (load_before: "user", load_after: "user", latency_before: "ms", latency_after: "ms", latency_target: "ms") -> "user" {
            load_before + (load_after - load_before) * (latency_target - latency_before) / (latency_after - latency_before)
        }
    }
}

/// By the fitted law.
pub mod law {
    use super::{ONE_USER, SCALABILITY_LAW, power};

    crate::old_formulas! {
        source: SCALABILITY_LAW;

        /// How much slower it may get than one user alone.
        pub fn slack "Room for slowing down" (latency_target: "ms", latency_of_one: "ms", contention: "share") -> "x" {
            latency_target / latency_of_one - 1.0 + contention
        }
        /// How fast latency rises at the target.
        pub fn steepness "Rise of latency there" (contention: "share", coherency: "share", slack: "x") -> "x" {
            power(power(contention - coherency, 2.0) + 4.0 * coherency * slack, 0.5)
        }
        /// The load at which latency passes the target, by the fitted law.
        pub fn law_load "Load at the target, by the law" (slack: "x", contention: "share", coherency: "share", steepness: "x") -> "user" {
            ONE_USER * 2.0 * slack / (contention - coherency + steepness)
        }
        /// The load beyond which more users get less done, by the fitted law.
        pub fn peak_load "Load of most throughput" (contention: "share", coherency: "share") -> "user" {
            ONE_USER * power((1.0 - contention) / coherency, 0.5)
        }
    }
}

/// What follows.
pub mod each {
    use super::{DEFINITION, SECONDS_PER_MINUTE};

    crate::old_formulas! {
        source: DEFINITION;

        /// The load at which latency passes the target, as it is planned with: as measured.
        pub fn load_as_measured "Load at the target" (measured_load: "user") -> "user" as load { measured_load }
        /// The load at which latency passes the target, as it is planned with: by the law.
        pub fn load_by_law "Load at the target" (law_load: "user") -> "user" as load { law_load }
        /// How many users one pod carries within the target.
        pub fn users_per_pod "A pod carries" (load: "user", measured_pods: "pod") -> "user/pod" {
            load / measured_pods
        }
        /// Requests in a second at that load, as they were measured.
        pub fn rate_measured "Requests at the target" (throughput_before: "req/s", throughput_after: "req/s", load: "user", load_before: "user", load_after: "user") -> "req/s" as rate_at_load {
            throughput_before + (throughput_after - throughput_before) * (load - load_before) / (load_after - load_before)
        }
        /// Requests in a second at that load, by how many a user sends.
        pub fn rate_by_habit "Requests at the target" (load: "user", requests_per_user_minute: "req/user/min") -> "req/s" as rate_at_load {
            load * requests_per_user_minute / SECONDS_PER_MINUTE
        }
        /// How many requests a second one GPU carries within the target.
        pub fn rate_per_gpu "A GPU carries" (rate_at_load: "req/s", measured_gpus: "gpu") -> "req/s/gpu" {
            rate_at_load / measured_gpus
        }
    }
}

/// Every formula of this part.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = between::entries();
    all.extend(law::entries());
    all.extend(each::entries());
    all
}

figures! {
    /// The load at which latency passes its target.
    pub struct SloPlan in "slo" {
        /// The chosen answer.
        load: Outcome,
        /// Between two measurements.
        measured_load: Outcome,
        /// By the law.
        law_load: Outcome,
        /// Where throughput is highest, by the law.
        peak_load: Outcome,
        /// What a pod carries.
        users_per_pod: Outcome,
        /// Requests at that load.
        rate_at_load: Outcome,
        /// What a GPU carries.
        rate_per_gpu: Outcome,
        /// The last measurement within.
        load_before: Outcome,
        /// Its latency.
        latency_before: Outcome,
        /// Its throughput.
        throughput_before: Outcome,
        /// The first measurement beyond.
        load_after: Outcome,
        /// Its latency.
        latency_after: Outcome,
        /// Its throughput.
        throughput_after: Outcome,
        /// How much slower it may get.
        slack: Outcome,
        /// How fast latency rises.
        steepness: Outcome,
    }
}

/// Why there is no load.
pub const NONE_MEASURED: Absent =
    Absent("No latency was measured. Paste loads with their p95 latency.");
/// Why there is no load.
pub const BEYOND_AT_ONCE: Absent = Absent(
    "Latency is beyond the target at the lowest load that was measured already. Measure lower loads, or promise less.",
);
/// Why there is no load.
pub const NEVER_BEYOND: Absent = Absent(
    "Latency stays within the target at every load that was measured. Measure higher loads to find where it breaks.",
);
/// Why there is no load by the law.
pub const NO_LAW: Absent = Absent(
    "No law is stated. Paste at least 4 measurements and take the law that is fitted to them.",
);
/// Why the law gives no load.
pub const SLOWER_ALONE: Absent =
    Absent("By the law one user alone waits longer than the target already.");
/// Why the law gives no load.
pub const NEVER_SLOWER: Absent =
    Absent("By the law latency does not rise with load, so no load breaks the target.");
/// Why there is no load of most throughput.
pub const NO_PEAK: Absent =
    Absent("By the law there is no coherency loss, so throughput never falls with load.");
const NO_THROUGHPUT: Absent =
    Absent("Throughput was not measured at both loads around the target.");

/// Where latency passes its target; none where nothing is stated of it.
pub fn plan(scenario: &Scenario) -> Option<SloPlan> {
    let slo = &scenario.slo;
    let law = slo.latency_of_one.zip(slo.contention).zip(slo.coherency);
    if scenario.samples.is_empty() && law.is_none() {
        return None;
    }
    let target = slo.latency_target;
    let around = around(&scenario.samples, target);
    let of =
        |pick: fn(&(Sample, Sample)) -> Figure| around.as_ref().map(pick).map_err(|absent| *absent);
    let throughput = |pick: fn(&(Sample, Sample)) -> Option<f64>, figure: fn(f64) -> Figure| {
        let pair = around.as_ref().map_err(|absent| *absent)?;
        pick(pair).map(figure).ok_or(NO_THROUGHPUT)
    };
    let measured_load = around
        .as_ref()
        .map_err(|absent| *absent)
        .and_then(|(before, after)| {
            sound(between::measured_load(
                before.load,
                after.load,
                before.latency,
                after.latency,
                target,
            ))
        });
    let law = law.map(|((one, contention), coherency)| [one, contention, coherency]);
    let law = law.ok_or(NO_LAW);
    let [slack, steepness, law_load] = law.map_or([Err(NO_LAW); 3], |law| by_law(target, law));
    let peak_load = law.and_then(|[_, contention, coherency]| {
        if coherency <= 0.0 {
            return Err(NO_PEAK);
        }
        sound(law::peak_load(contention, coherency))
    });
    let load = match slo.load_from {
        LoadFrom::Measured => measured_load.map(|load| each::load_as_measured(load.value)),
        LoadFrom::Law => law_load.map(|load| each::load_by_law(load.value)),
    };
    let throughput_before = throughput(|pair| pair.0.throughput, between::throughput_before);
    let throughput_after = throughput(|pair| pair.1.throughput, between::throughput_after);
    let rate_at_load = load.and_then(|load| {
        let rates = throughput_before.ok().zip(throughput_after.ok());
        sound(match (rates, &around) {
            (Some((low, high)), Ok((before, after))) if slo.load_from == LoadFrom::Measured => {
                each::rate_measured(low.value, high.value, load.value, before.load, after.load)
            }
            _ => each::rate_by_habit(load.value, scenario.demand.requests_per_user_minute),
        })
    });
    Some(SloPlan {
        users_per_pod: load
            .and_then(|load| sound(each::users_per_pod(load.value, slo.measured_pods))),
        rate_per_gpu: rate_at_load
            .and_then(|rate| sound(each::rate_per_gpu(rate.value, slo.measured_gpus))),
        load_before: of(|pair| between::load_before(pair.0.load)),
        latency_before: of(|pair| between::latency_before(pair.0.latency)),
        load_after: of(|pair| between::load_after(pair.1.load)),
        latency_after: of(|pair| between::latency_after(pair.1.latency)),
        load,
        measured_load,
        law_load,
        peak_load,
        rate_at_load,
        throughput_before,
        throughput_after,
        slack,
        steepness,
    })
}

/// By a law of latency of one, contention and coherency: how much slower it may
/// get, how fast it does, and the load at which it is as slow as `target`.
pub fn by_law(target: f64, [one, contention, coherency]: [f64; 3]) -> [Outcome; 3] {
    let slack = sound(law::slack(target, one, contention));
    let steepness =
        room(slack).and_then(|slack| sound(law::steepness(contention, coherency, slack)));
    let load = || {
        if target < one {
            return Err(SLOWER_ALONE);
        }
        if contention <= 0.0 && coherency <= 0.0 {
            return Err(NEVER_SLOWER);
        }
        sound(law::law_load(
            slack?.value,
            contention,
            coherency,
            steepness?.value,
        ))
    };
    [slack, steepness, load()]
}

/// What may be slower; below nothing there is no root to take.
fn room(slack: Outcome) -> Result<f64, Absent> {
    let slack = slack?.value;
    if slack < 0.0 {
        Err(SLOWER_ALONE)
    } else {
        Ok(slack)
    }
}

/// The two measurements around the first load that passes the target.
fn around(samples: &[Sample], target: f64) -> Result<(Sample, Sample), Absent> {
    let sorted = ascending(samples, |sample| sample.load);
    let beyond = sorted.iter().position(|sample| sample.latency > target);
    match beyond {
        _ if sorted.is_empty() => Err(NONE_MEASURED),
        None => Err(NEVER_BEYOND),
        Some(0) => Err(BEYOND_AT_ONCE),
        Some(at) => Ok((sorted[at - 1].clone(), sorted[at].clone())),
    }
}
