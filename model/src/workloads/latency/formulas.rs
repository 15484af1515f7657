//! At which load does latency pass its target, and what does that make of a pod
//! or a GPU?
//!
//! ```text
//! between two measurements: a straight line
//! by the law: latency(N) = latency of one * (1 + contention * (N - 1) + coherency * N * (N - 1))
//! ```
//!
//! The second follows from the Universal Scalability Law, since by Little's law
//! latency is load over throughput.

use crate::facts::constants::{ONE_USER, SECONDS_PER_MINUTE};
use crate::facts::sources::{BURSTY_INFERENCE, DEFINITION, OURS};
use crate::facts::training::SCALABILITY_LAW;
use crate::quantity::math::power;

crate::formulas! {
    source: DEFINITION; in "slo";

    /// The highest measured load before latency passes the target for the first time.
    pub fn load_before "Load within the target" (load: "user") -> "user" from BURSTY_INFERENCE
        table "load of the last measurement within the target" { load }

    /// Latency at that load.
    pub fn latency_before "Latency there" (latency: "ms") -> "ms" from BURSTY_INFERENCE
        table "latency of the last measurement within the target" { latency }

    /// The next measured load, at which latency is beyond the target.
    pub fn load_after "Load beyond the target" (load: "user") -> "user" from BURSTY_INFERENCE
        table "load of the first measurement beyond the target" { load }

    /// Latency at that load.
    pub fn latency_after "Latency there" (latency: "ms") -> "ms" from BURSTY_INFERENCE
        table "latency of the first measurement beyond the target" { latency }

    /// Throughput at the highest measured load within the target.
    pub fn throughput_before "Throughput within the target"
        (throughput: "req/s") -> "req/s" from BURSTY_INFERENCE
        table "throughput of the last measurement within the target" { throughput }

    /// Throughput at the next measured load.
    pub fn throughput_after "Throughput beyond the target"
        (throughput: "req/s") -> "req/s" from BURSTY_INFERENCE
        table "throughput of the first measurement beyond the target" { throughput }

    /// The load at which latency passes the target, on a straight line between the two measurements around it.
    pub fn measured_load "Load at the target, as measured"
        (
            load_before: "user", load_after: "user", latency_before: "ms", latency_after: "ms";
            slo.latency_target
        ) -> "user" from OURS
    {
        load_before + (load_after - load_before) * (latency_target - latency_before) / (latency_after - latency_before)
    }

    /// How much slower it may get than one user alone.
    pub fn slack "Room for slowing down"
        (latency_target: "ms", latency_of_one: "ms", contention: "share") -> "x" from SCALABILITY_LAW
    { latency_target / latency_of_one - 1.0 + contention }

    /// How fast latency rises at the target.
    pub fn steepness "Rise of latency there"
        (contention: "share", coherency: "share", slack: "x") -> "x" from SCALABILITY_LAW
    { power(power(contention - coherency, 2.0) + 4.0 * coherency * slack, 0.5) }

    /// The load at which latency passes the target, by the fitted law.
    pub fn law_load "Load at the target, by the law"
        (contention: "share", coherency: "share", slack: "x", steepness: "x") -> "user" from SCALABILITY_LAW
    { ONE_USER * 2.0 * slack / (contention - coherency + steepness) }

    /// The load beyond which more users get less done, by the fitted law.
    pub fn peak_load "Load of most throughput"
        (contention: "share", coherency: "share") -> "user" from SCALABILITY_LAW
    { ONE_USER * power((1.0 - contention) / coherency, 0.5) }

    /// The load at which latency passes the target, as it is planned with: as measured.
    pub fn load_as_measured "Load at the target" (measured_load: "user") -> "user" as load

    /// The load at which latency passes the target, as it is planned with: by the law.
    pub fn load_by_law "Load at the target" (law_load: "user") -> "user" as load

    /// How many users one pod carries within the target.
    pub fn users_per_pod "A pod carries" (load: "user"; slo.measured_pods) -> "user/pod"
    { load / measured_pods }

    /// Requests in a second at that load, as they were measured.
    pub fn rate_measured "Requests at the target"
        (
            throughput_before: "req/s", throughput_after: "req/s", load: "user", load_before: "user",
            load_after: "user"
        ) -> "req/s" as rate_at_load
    {
        throughput_before + (throughput_after - throughput_before) * (load - load_before) / (load_after - load_before)
    }

    /// Requests in a second at that load, by how many a user sends.
    pub fn rate_by_habit "Requests at the target"
        (load: "user"; demand.requests_per_user_minute) -> "req/s" as rate_at_load
    { load * requests_per_user_minute / SECONDS_PER_MINUTE }

    /// How many requests a second one GPU carries within the target.
    pub fn rate_per_gpu "A GPU carries" (rate_at_load: "req/s"; slo.measured_gpus) -> "req/s/gpu"
    { rate_at_load / measured_gpus }
}
