//! What would have held a spike: by how much each lever has to be moved, what comes of it when
//! it is put into the plan, and what that costs a month?
//!
//! Each is found on the pool alone and then put into the scenario, which is planned anew: what
//! is said of it is what the page says once its button is pressed.

use super::inputs::{GoesBy, Looked, fields};
use super::outcome::{FOLLOWED, Outcome};
use super::plan::{OneSpike, Spikes, promised};
use super::plant::{Plant, Run};
use super::pool::Nodes;
use super::recovery::{Keeps, Recovery};
use crate::engine::{Plan, plan_with};
use crate::facts::constants::HOURS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::brackets::{max, min};
use crate::quantity::format::shown;
use crate::quantity::math::{round_down, round_up};
use crate::scenario::fix::Fix;
use crate::scenario::{Field, Scenario, Value, fleet, inference, web};
use core::cmp::Ordering;
use std::borrow::Cow;

/// Replicas are tried up to so many times what the height of a spike fills.
const MOST_TIMES: f64 = 16.0;
/// Shares of request at which the autoscaler could aim, from the mildest.
const TARGETS: [f64; 6] = [0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
/// So long before it begins a known event is scaled for, and so long after, in hours.
const AHEAD: f64 = 0.25;
/// What breaks the promise for longer than this share of before does not help.
const ENOUGH_LESS: f64 = 0.9;
/// What the plan's bill is called, the one that says most first.
const BILLS: [&str; 4] = ["bill.total", "web.bill", "inference.cost", "flow.cost_high"];

/// What would have helped.
#[derive(Clone, PartialEq, Debug)]
pub struct Help {
    /// What is moved.
    pub lever: &'static str,
    /// What to do, where there is no button for it.
    pub what: String,
    /// What is stated then; none where nothing in the plan says it.
    pub fix: Option<Fix>,
    /// What the spike comes to then.
    pub then: Outcome,
    /// What it costs.
    pub cost: Cost,
    /// Replicas that run before the spike then.
    pub running: f64,
}

/// What help costs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cost {
    /// So many dollars more a month.
    Monthly(f64),
    /// So many dollars each time.
    Once(f64),
    /// Nothing that is billed.
    Nothing,
    /// Nothing says what a replica costs.
    Unknown,
}

impl Cost {
    /// By which it is ranked; what is unknown comes last.
    fn dollars(self) -> f64 {
        match self {
            Self::Monthly(dollars) | Self::Once(dollars) => dollars,
            Self::Nothing => 0.0,
            Self::Unknown => f64::INFINITY,
        }
    }
}

impl Help {
    /// Whether the promise survives.
    pub fn holds(&self) -> bool {
        self.then.broken <= 0.0
    }
}

/// What is looked for: a spike that breaks the promise.
struct Sought<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    spikes: &'a Spikes,
    spike: &'a OneSpike,
    plant: &'a Plant,
}

/// What would have helped against a spike: what holds it first, the cheapest of that first.
pub fn ways(scenario: &Scenario, plan: &Plan, spike: &OneSpike) -> Vec<Help> {
    let (Some(spikes), Some(plant)) = (&plan.spikes, &spike.plant) else {
        return Vec::new();
    };
    if spike.breaks() != Some(true) {
        return Vec::new();
    }
    let sought = Sought {
        scenario,
        plan,
        spikes,
        spike,
        plant,
    };
    let warm = sought.warm();
    let mut all: Vec<Help> = [
        warm.and_then(|count| sought.by_warm(count)),
        warm.and_then(|count| sought.ahead(count)),
        sought.by_most(),
        sought.by_target(),
        sought.by_metric(),
        sought.by_start(),
        sought.by_refusing(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let before = spike.outcome.map_or(f64::INFINITY, |it| it.broken);
    all.retain(|it| it.then.broken < ENOUGH_LESS * before);
    all.sort_by(|one, other| {
        let key = |it: &Help| [it.then.broken, it.cost.dollars(), it.running];
        let (one, other) = (key(one), key(other));
        one.partial_cmp(&other).unwrap_or(Ordering::Equal)
    });
    all
}

impl Sought<'_> {
    /// What the spike comes to with another pool.
    fn tried(&self, plant: &Plant) -> Outcome {
        let mut run = Run::default();
        plant.run(&mut run);
        plant.outcome(&run, &promised(self.scenario), self.spike.lasts)
    }

    fn holds(&self, plant: &Plant) -> bool {
        self.tried(plant).broken <= 0.0
    }

    /// The plan with a fix, as far as it says what the spike comes to then.
    fn fixed(&self, lever: &'static str, fix: Fix) -> Option<Help> {
        let after = plan_with(&fix.applied(self.scenario)?, self.plan.loaded);
        let spikes = after.spikes.as_ref()?;
        let then = spikes
            .all
            .iter()
            .find(|it| it.row == self.spike.row)?
            .outcome?;
        let bill = |plan: &Plan| BILLS.into_iter().find_map(|id| plan.number(id));
        let billed = bill(&after)
            .zip(bill(self.plan))
            .map(|(after, now)| after - now);
        let running = after.number("spike.replicas_before")?;
        let more = max(running - self.plant.replicas, 0.0);
        let cost = match billed {
            Some(billed) if billed > 0.0 => Cost::Monthly(billed),
            _ if more <= 0.0 => Cost::Nothing,
            _ => self
                .replica_month()
                .map_or(Cost::Unknown, |each| Cost::Monthly(more * each)),
        };
        Some(Help {
            lever,
            what: String::new(),
            fix: Some(fix),
            then,
            cost,
            running,
        })
    }

    /// As many warm replicas of a plant.
    fn with_warm(&self, count: f64) -> Plant {
        let mut plant = self.plant.clone();
        plant.replicas = max(count, plant.replicas);
        plant.pool.autoscaler.least = count;
        // Of the web stack the most follow from the fewest, and so do its nodes.
        let web = &self.scenario.web;
        let follow =
            self.spikes.replicas.looked == Looked::Backend && web.backend_pods_have.is_none();
        let most = if follow {
            plant.pool.nodes.room = max(plant.pool.nodes.room, count * web.node_buffer);
            round_up(count * web.backend_ceiling_factor)
        } else {
            count
        };
        plant.pool.autoscaler.most = max(plant.pool.autoscaler.most, most);
        plant
    }

    /// The fewest warm replicas that hold it.
    fn warm(&self) -> Option<f64> {
        let now = self.plant.replicas;
        let filled = round_up(self.plant.spike.height / self.plant.capacity(1.0));
        let mut high = max(filled, now + 1.0);
        while !self.holds(&self.with_warm(high)) {
            high = round_up(high * 1.5);
            if high > MOST_TIMES * max(filled, 1.0) {
                return None;
            }
        }
        Some(first_that(now, high, |count| {
            self.holds(&self.with_warm(count))
        }))
    }

    fn by_warm(&self, count: f64) -> Option<Help> {
        let fix = self.states_warm(count)?;
        self.fixed("Warm replicas", fix)
    }

    /// What states so many warm replicas, by the pool's own inputs.
    fn states_warm(&self, count: f64) -> Option<Fix> {
        let number = |field: &'static Field, value: f64| -> (Cow<'static, str>, Value) {
            (field.id.into(), Value::Number(value))
        };
        let most = max(self.plant.pool.autoscaler.most, count);
        let is_over = count > self.plant.pool.autoscaler.most;
        let spike = &self.scenario.spike;
        let mut states = Vec::new();
        match self.spikes.replicas.looked {
            Looked::Backend => {
                states.push(number(&web::fields::backend_floor, count));
                if self
                    .scenario
                    .web
                    .backend_pods_have
                    .is_some_and(|have| have < count)
                {
                    states.push(number(&web::fields::backend_pods_have, count));
                }
            }
            Looked::Pods => {
                states.push(number(&fleet::fields::replicas_min, count));
                if is_over {
                    states.push(number(&fleet::fields::replicas_max, most));
                }
            }
            Looked::Gpus | Looked::Workers
                if spike.warm.is_some() || spike.replicas_most.is_some() =>
            {
                states.push(number(&fields::warm, count));
                if is_over {
                    states.push(number(&fields::replicas_most, most));
                }
            }
            Looked::Gpus => {
                let each = self.plan.number("inference.gpus_per_replica")?;
                states.push(number(&inference::fields::gpus_held, count * each));
            }
            Looked::Workers => {
                let stage = self.spikes.replicas.stage?;
                let id = ["stage.", stage.text(), ".concurrency"].concat();
                states.push((id.into(), Value::Number(count)));
            }
            Looked::First => return None,
        }
        let label = [
            "Keep ",
            &shown(count, Unit::Of("1")),
            " ",
            self.spikes.replicas.looked.noun(),
            " warm",
        ];
        Some(Fix::new(label.concat(), states))
    }

    /// What a replica costs a month, where the plan says it.
    fn replica_month(&self) -> Option<f64> {
        match self.spikes.replicas.looked {
            Looked::Gpus => {
                let gpus = self.plan.number("inference.gpus_per_replica")?;
                Some(gpus * self.plan.number("inference.gpu_hour")? * HOURS_PER_MONTH)
            }
            Looked::Backend => {
                let holds = self.plan.number("spike.node_holds")?;
                Some(self.plan.number("web.node_hour")? * HOURS_PER_MONTH / holds)
            }
            _ => None,
        }
    }

    /// As many replicas for the time of a spike that is known beforehand.
    fn ahead(&self, count: f64) -> Option<Help> {
        let is_known =
            self.spike.event.is_some() || ["normal", "launch"].contains(&&*self.spike.row);
        if !is_known {
            return None;
        }
        let hours = self.spike.lasts / 3600.0 + 2.0 * AHEAD;
        let more = max(count - self.plant.replicas, 0.0);
        let cost = self.replica_month().map_or(Cost::Unknown, |each| {
            Cost::Once(more * each / HOURS_PER_MONTH * hours)
        });
        let what = [
            "Scale to ",
            &shown(count, Unit::Of("1")),
            " ",
            self.spikes.replicas.looked.noun(),
            " 15 minutes before it begins, and back after it",
        ];
        Some(Help {
            lever: "Scaling ahead",
            what: what.concat(),
            fix: None,
            then: self.tried(&self.with_warm(count)),
            cost,
            running: self.plant.replicas,
        })
    }

    /// More replicas and more nodes, where there are too few for what comes.
    fn by_most(&self) -> Option<Help> {
        let is_it = matches!(
            self.spike.outcome?.recovery,
            Recovery::Short(Keeps::MostReplicas | Keeps::Nodes)
        );
        let pool = &self.plant.pool;
        if !is_it || pool.autoscaler.metrics.is_empty() {
            return None;
        }
        let needed = self.enough();
        let mut states = Vec::new();
        if needed > pool.autoscaler.most {
            states.push(self.states_most(needed)?);
        }
        let more = max(needed - self.plant.replicas - pool.nodes.room, 0.0);
        let nodes = round_up(more / max(pool.nodes.holds, 1.0));
        if nodes > pool.nodes.most {
            states.push(self.states_nodes(nodes)?);
        }
        let label = [
            "Let up to ",
            &shown(needed, Unit::Of("1")),
            " ",
            self.spikes.replicas.looked.noun(),
            " run",
        ];
        self.fixed("A higher maximum", Fix::new(label.concat(), states))
    }

    /// The most replicas with which the promise does not stay broken, of all that its height
    /// fills and more.
    fn enough(&self) -> f64 {
        let filled = round_up(self.plant.spike.height / self.plant.capacity(1.0));
        let stays_broken = |most: f64| {
            let mut plant = self.plant.clone();
            plant.pool.autoscaler.most = most;
            plant.pool.nodes = Nodes::ENOUGH;
            self.tried(&plant).broken > FOLLOWED
        };
        let mut most = filled;
        while stays_broken(most) && most < 2.0 * filled {
            most = round_up(most * 1.05);
        }
        most
    }

    /// What states that so many replicas may run.
    fn states_most(&self, most: f64) -> Option<(Cow<'static, str>, Value)> {
        let (field, value) = match self.spikes.replicas.looked {
            Looked::Backend if self.scenario.web.backend_pods_have.is_some() => {
                (&web::fields::backend_pods_have, most)
            }
            Looked::Backend => {
                let least = self.spikes.replicas.least.number().ok()?;
                (&web::fields::backend_ceiling_factor, factor(most, least))
            }
            Looked::Pods => (&fleet::fields::replicas_max, most),
            Looked::Gpus | Looked::Workers => (&fields::replicas_most, most),
            Looked::First => return None,
        };
        Some((field.id.into(), Value::Number(value)))
    }

    /// What states that so many nodes may come.
    fn states_nodes(&self, nodes: f64) -> Option<(Cow<'static, str>, Value)> {
        let is_stated = self.scenario.spike.more_nodes.is_some();
        let (field, value) = match self.spikes.replicas.looked {
            Looked::Backend if !is_stated => {
                let now = self.plan.number("web.nodes_min")?;
                (&web::fields::node_ceiling_factor, factor(now + nodes, now))
            }
            _ => (&fields::more_nodes, nodes),
        };
        Some((field.id.into(), Value::Number(value)))
    }

    /// The mildest lower target that holds it, or that which helps most.
    fn by_target(&self) -> Option<Help> {
        if self.spikes.goes_by != GoesBy::Cpu {
            return None;
        }
        let now = self.scenario.fleet.cpu_target;
        let tried = TARGETS.into_iter().filter(|target| *target < now - 0.05);
        let mut best: Option<Help> = None;
        for target in tried {
            let label = ["Aim at ", &shown(target * 100.0, Unit::Of("1")), " % CPU"].concat();
            let id = fleet::fields::cpu_target.id;
            let fix = Fix::new(label, [(id.into(), Value::Number(target))]);
            let Some(help) = self.fixed("A lower target", fix) else {
                continue;
            };
            let is_better = best
                .as_ref()
                .is_none_or(|best| help.then.broken < best.then.broken);
            if is_better {
                let is_enough = help.holds();
                best = Some(help);
                if is_enough {
                    break;
                }
            }
        }
        best
    }

    /// A metric that sees all of the load.
    fn by_metric(&self) -> Option<Help> {
        if self.spikes.goes_by != GoesBy::Cpu {
            return None;
        }
        let by = Value::Choice(GoesBy::Requests.id());
        let fix = Fix::new(
            "Go by load for each replica, not by CPU",
            [(fields::goes_by.id.into(), by)],
        );
        self.fixed("A metric that sees the load", fix)
    }

    /// A faster start: the slowest that holds it, in whole seconds, or at once.
    fn by_start(&self) -> Option<Help> {
        if self.plant.pool.autoscaler.metrics.is_empty() || self.plant.pool.start < 1.0 {
            return None;
        }
        let with = |start: f64| {
            let mut plant = self.plant.clone();
            plant.pool.start = start;
            plant
        };
        let now = round_down(self.plant.pool.start);
        let start = if self.holds(&with(0.0)) {
            first_that(0.0, now, |start| !self.holds(&with(start))) - 1.0
        } else {
            // As fast as a small container is.
            min(2.0, now)
        };
        let label = ["Have a replica ready in ", &shown(start, Unit::Of("s"))].concat();
        self.fixed(
            "A faster start",
            Fix::new(
                label,
                [(fields::ready_after.id.into(), Value::Number(start))],
            ),
        )
    }

    /// A bound on the queue: who is let in keeps the promise, the others are refused.
    fn by_refusing(&self) -> Option<Help> {
        if self.scenario.spike.queue.is_some() {
            return None;
        }
        let taken = self.plant.capacity(1.0) * self.scenario.spike.wait;
        let bound = max(round_down(taken), 1.0);
        let label = [
            "Refuse beyond ",
            &shown(bound, Unit::Of("1")),
            " waiting for a replica",
        ];
        self.fixed(
            "Refusing early",
            Fix::new(
                label.concat(),
                [(fields::queue.id.into(), Value::Number(bound))],
            ),
        )
    }
}

/// How many times `least` is `most`, to a tenth upward.
fn factor(most: f64, least: f64) -> f64 {
    round_up(most / max(least, 1.0) * 10.0) / 10.0
}

/// The first whole number above `low` from which on it is so, where it is so at `high`.
fn first_that(mut low: f64, mut high: f64, is_so: impl Fn(f64) -> bool) -> f64 {
    while high - low > 1.0 {
        let middle = round_down(f64::midpoint(low, high));
        if is_so(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}
