//! What is wrong with how a pool meets a spike?

use super::inputs::GoesBy;
use super::outcome::{AROUND, Outcome};
use super::plan::{OneSpike, Spikes};
use super::plant::Plant;
use super::recovery::{Keeps, Recovery};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::quantity::math::round_up;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::spike::fields;
use crate::scenario::{Scenario, Value};

/// Each rule.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(spikes) = &plan.spikes else { return };
    let broken: Vec<Broken> = broken(scenario, spikes).collect();
    findings.extend(storm(scenario, &broken));
    findings.extend(too_few(spikes, &broken));
    findings.extend(hidden(spikes, &broken));
    findings.extend(too_slow(&broken));
    findings.extend(longer_than_the_spike(&broken));
}

/// Whether a pool stays as large as it is, so that nothing of an autoscaler matters.
fn is_fixed(plant: &Plant) -> bool {
    let autoscaler = &plant.pool.autoscaler;
    autoscaler.metrics.is_empty() || autoscaler.least >= autoscaler.most
}

/// A spike that breaks the promise, with its plant and what it comes to.
type Broken<'a> = (&'a OneSpike, &'a Plant, Outcome);

/// Those that are planned for break the promise: the planned peak, events, and the one that is
/// chosen to be shown. Of the others the section says what they would do.
fn broken<'a>(scenario: &Scenario, spikes: &'a Spikes) -> impl Iterator<Item = Broken<'a>> {
    let chosen = scenario.spike.shown.id();
    spikes.all.iter().filter_map(move |spike| {
        let is_planned = spike.row == "normal" || spike.event.is_some() || spike.row == chosen;
        let outcome = spike.outcome.filter(|it| is_planned && it.broken > 0.0)?;
        Some((spike, spike.plant.as_ref()?, outcome))
    })
}

fn finding(rule: &'static str, sentence: &[&str], evidence: Vec<String>) -> Finding {
    let evidence = evidence.into_iter().map(Into::into).collect();
    Finding::of(rule, Severity::Warning, sentence.concat(), evidence)
}

/// Clients that try again keep the pool full.
fn storm(scenario: &Scenario, broken: &[Broken]) -> Option<Finding> {
    let is_so = |(_, _, it): &&Broken| it.recovery == Recovery::Short(Keeps::Retries);
    let (spike, ..) = broken.iter().find(|it| is_so(it))?;
    let sentence = [
        &*spike.name,
        ": a retry storm. What comes for the first time would fit, and what clients try again keeps all replicas \
         full. Have them try less often and wait longer each time, or refuse what is too much at once.",
    ];
    let evidence = vec![
        spike.id("late"),
        fields::retries.id.into(),
        fields::timeout.id.into(),
    ];
    let found = finding("retry_storm", &sentence, evidence);
    (scenario.spike.retries > 0.0).then(|| found.mended_by(Fix::number(&fields::retries, 0.0)))
}

/// The most replicas are too few for what comes.
fn too_few(spikes: &Spikes, broken: &[Broken]) -> Option<Finding> {
    let is_so = |(_, plant, it): &&Broken| {
        it.recovery == Recovery::Short(Keeps::MostReplicas) && !is_fixed(plant)
    };
    let (spike, plant, _) = broken.iter().find(|it| is_so(it))?;
    let needed = round_up(plant.spike.height / plant.capacity(1.0));
    let one = Unit::Of("1");
    let sentence = [
        &*spike.name,
        " takes ",
        &shown(needed, one),
        " ",
        spikes.replicas.looked.noun(),
        ", and no more than ",
        &shown(plant.pool.autoscaler.most, one),
        " may run: capacity never comes back while it lasts. Let more run.",
    ];
    let evidence = vec![spike.id("replicas_at"), "spike.replicas_most".into()];
    Some(finding("spike_at_most", &sentence, evidence))
}

/// CPU that may not be used is not seen: a full pool calls for little more.
fn hidden(spikes: &Spikes, broken: &[Broken]) -> Option<Finding> {
    if spikes.goes_by != GoesBy::Cpu {
        return None;
    }
    let burst = spikes.replicas.burst.number().ok()?;
    let is_so = |(_, plant, it): &&Broken| {
        let Some(target) = spikes.target() else {
            return false;
        };
        // A full pool shows this many times its target at most, in one look.
        let sees = burst * 100.0 / target;
        !is_fixed(plant)
            && it.recovery != Recovery::Held
            && sees < plant.spike.height / plant.spike.before
    };
    let (spike, ..) = broken.iter().find(|it| is_so(it))?;
    let times = shown(spike.times, Unit::Of("1"));
    let sentence = [
        &*spike.name,
        ": CPU hides the load. Pods may use ",
        &shown(burst, Unit::Of("x")),
        " of what they request and no more, so that at ",
        &times,
        " times the load the autoscaler sees full pods and grows them step by step. What comes a second shows all of it \
         at once.",
    ];
    let evidence = vec![
        spike.id("back"),
        "spike.burst".into(),
        "fleet.cpu_target".into(),
    ];
    let by_requests = Fix::new(
        "Go by load for each replica",
        [(
            fields::goes_by.id.into(),
            Value::Choice(GoesBy::Requests.id()),
        )],
    );
    Some(finding("capped_cpu", &sentence, evidence).mended_by(by_requests))
}

/// Capacity comes back, but later than what was promised allows.
fn too_slow(broken: &[Broken]) -> Option<Finding> {
    let is_so =
        |(_, plant, it): &&Broken| matches!(it.recovery, Recovery::Back { .. }) && !is_fixed(plant);
    let (spike, _, outcome) = broken.iter().find(|it| is_so(it))?;
    let Recovery::Back { capacity, .. } = outcome.recovery else {
        return None;
    };
    let sentence = [
        &*spike.name,
        ": the autoscaler is slower than the spike. Capacity is back ",
        &shown(capacity - AROUND, Unit::Of("s")),
        " after it begins, and until then what comes waits. More warm replicas, a faster start or a metric that sees the \
         load at once would help.",
    ];
    let evidence = vec![
        spike.id("back"),
        spike.id("broken"),
        "spike.ready_after".into(),
    ];
    Some(finding("autoscaler_too_slow", &sentence, evidence))
}

/// New replicas are ready only when it is over.
fn longer_than_the_spike(broken: &[Broken]) -> Option<Finding> {
    let start = |plant: &Plant| plant.pool.fetch + plant.pool.start;
    let is_so = |(_, plant, _): &&Broken| {
        !is_fixed(plant) && start(plant) >= plant.spike.rise + plant.spike.lasts
    };
    let (spike, plant, _) = broken.iter().find(|it| is_so(it))?;
    let sentence = [
        &*spike.name,
        " is over before a new replica is ready, which takes ",
        &shown(start(plant), Unit::Of("s")),
        ": scaling does not help, what is warm does.",
    ];
    let evidence = vec![spike.id("lasts"), "spike.ready_after".into()];
    Some(finding("start_longer_than_spike", &sentence, evidence))
}
