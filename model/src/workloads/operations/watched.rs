//! Which alerts should be set, at which number, and would they go off by this plan?
//!
//! One list: every resource, the bill, reservations, demand that is off the plan, scaling
//! that takes too long.

use super::inputs::Measure;
use super::metrics::Metrics;
use super::prometheus::{PLANNED_BILL, PLANNED_PEAK};
use super::{manifest, stages};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::exact;
use crate::scenario::fleet::PoolKind;
use crate::scenario::{Pool, Scenario};
use crate::workloads::pools::Planned;

/// What an alert is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Which share of a resource is used.
    Use,
    /// How much of a limit of the pipeline is taken.
    Limit,
    /// What waits.
    Backlog,
    /// How long an answer takes.
    Slow,
    /// What one vendor costs.
    Budget,
    /// The spend over the bill that is planned.
    Spend,
    /// How much of a reservation is used.
    Reserved,
    /// Demand beside the plan.
    OffPlan,
    /// More that was called for and has not come.
    Scaling,
}

impl Kind {
    /// As Prometheus calls the alert.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Use => "HeadroomUse",
            Self::Limit => "HeadroomLimit",
            Self::Backlog => "HeadroomBacklog",
            Self::Slow => "HeadroomSlow",
            Self::Budget => "HeadroomBudget",
            Self::Spend => "HeadroomSpendOverForecast",
            Self::Reserved => "HeadroomReservedIdle",
            Self::OffPlan => "HeadroomOffPlan",
            Self::Scaling => "HeadroomScalingSlow",
        }
    }
}

/// On which side of its number an alert goes off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// From the number on.
    From,
    /// Above it.
    Over,
    /// Below it.
    Under,
}

impl Side {
    /// As PromQL writes it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::From => " >= ",
            Self::Over => " > ",
            Self::Under => " < ",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Over => "over",
            Self::Under => "under",
        }
    }

    fn holds(self, now: f64, at: f64) -> bool {
        match self {
            Self::From => now >= at,
            Self::Over => now > at,
            Self::Under => now < at,
        }
    }
}

/// One alert.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// Of what, as labels have it: `gpus`.
    pub key: String,
    /// What is watched.
    pub what: String,
    /// What about it.
    pub kind: Kind,
    /// On which side it goes off.
    pub side: Side,
    /// What it is now, by this plan; none where the plan does not say.
    pub now: Option<f64>,
    /// At which number it is a warning, and at which critical.
    pub at: [Option<f64>; 2],
    /// What these are counted in.
    pub unit: Unit,
    /// What is measured, as PromQL.
    pub measured: String,
    /// For how long, in minutes.
    pub minutes: f64,
}

impl Alert {
    /// Whether it goes off by what the plan says of now: `warning`, `critical`, or nothing.
    pub fn due(&self) -> &'static str {
        let is_at = |at: Option<f64>| {
            let holds = |(now, at)| self.side.holds(now, at);
            self.now.zip(at).is_some_and(holds)
        };
        let [warning, critical] = self.at.map(is_at);
        match (warning, critical) {
            (_, true) => "critical",
            (true, false) => "warning",
            _ => "",
        }
    }
}

const SHARE: Unit = Unit::Of("share");
const MINUTES_PER_DAY: f64 = 1440.0;

/// Every alert of a plan.
pub fn alerts(scenario: &Scenario, plan: &Plan) -> Vec<Alert> {
    listed(scenario, plan, &Metrics::new(scenario))
}

/// The same, with the metrics that they go by noted.
pub(super) fn listed<'a>(
    scenario: &'a Scenario,
    plan: &'a Plan,
    metrics: &'a Metrics<'a>,
) -> Vec<Alert> {
    let watching = Watching {
        scenario,
        plan,
        metrics,
        app: manifest::name(scenario),
    };
    let mut all = Vec::new();
    watching.pools(&mut all);
    watching.web(&mut all);
    watching.gpus_and_storage(&mut all);
    all.extend(stages::alerts(scenario, plan, metrics));
    watching.autoscalers(&mut all);
    watching.of_the_plan(&mut all);
    all
}

struct Watching<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    metrics: &'a Metrics<'a>,
    app: String,
}

impl Watching<'_> {
    fn name(&self, measure: Measure) -> &str {
        self.metrics.name(measure)
    }

    /// The selector of an autoscaler.
    fn autoscaler(&self, kind: &str) -> String {
        ["{horizontalpodautoscaler=\"", &self.app, kind, "\"}"].concat()
    }

    fn sum(&self, measure: Measure, selector: &str) -> String {
        ["sum(", self.name(measure), selector, ")"].concat()
    }

    /// The use of a resource, and where more of it takes days to come, that it has not.
    fn add(&self, of: Of, measured: String, all: &mut Vec<Alert>) {
        // A pool that workloads size stands for what they need.
        let resources = self.plan.resources.as_ref();
        if resources.is_some_and(|it| it.all.iter().all(|one| one.row.text() != of.key)) {
            return;
        }
        let now = self
            .plan
            .number(&["resource.", of.key, ".utilization"].concat());
        let used = Alert {
            key: of.key.to_owned(),
            what: [of.name, ", used"].concat(),
            kind: Kind::Use,
            side: Side::From,
            now,
            at: of.at.map(Some),
            unit: SHARE,
            measured,
            minutes: self.scenario.alert.lasting,
        };
        let slow = (of.lead_time > 0.0).then(|| Alert {
            what: [of.name, ", critical for longer than more takes to come"].concat(),
            kind: Kind::Scaling,
            now: None,
            at: [None, Some(of.at[1])],
            minutes: of.lead_time * MINUTES_PER_DAY,
            ..used.clone()
        });
        all.push(used);
        all.extend(slow);
    }

    fn usual<'a>(&self, key: &'a str, name: &'a str, lead_time: f64) -> Of<'a> {
        let stated = &self.scenario.alert;
        Of {
            key,
            name,
            lead_time,
            at: [stated.warning, stated.critical],
        }
    }

    fn pools(&self, all: &mut Vec<Alert>) {
        let Some(pools) = &self.plan.pools else {
            return;
        };
        for (stated, planned) in self.scenario.pools.iter().zip(&pools.all) {
            if let Some(measured) = self.pool(stated, planned) {
                let of = Of {
                    key: stated.key.text(),
                    name: &stated.name,
                    lead_time: stated.lead_time,
                    at: [stated.warning, stated.critical],
                };
                self.add(of, measured, all);
            }
        }
    }

    /// What is used of a pool, as a share.
    fn pool(&self, stated: &Pool, planned: &Planned) -> Option<String> {
        let there = planned.now.capacity.number().ok()?;
        let over = |used: String| {
            let is_any = there > 0.0;
            is_any.then(|| [&used, " / ", &exact(there)].concat())
        };
        match stated.kind {
            PoolKind::Pods if self.plan.web.is_some() => {
                let both = [
                    "{horizontalpodautoscaler=~\"",
                    &self.app,
                    "-(backend|frontend)\"}",
                ];
                over(self.sum(Measure::Replicas, &both.concat()))
            }
            PoolKind::Pods => over(self.sum(Measure::Replicas, &self.autoscaler(""))),
            PoolKind::Cpu => {
                let idle = [
                    "1 - avg(rate(",
                    self.name(Measure::Cpu),
                    "{mode=\"idle\"}[5m]))",
                ];
                Some(idle.concat())
            }
            PoolKind::Memory => {
                let free = self.sum(Measure::MemoryFree, "");
                Some(["1 - ", &free, " / ", &self.sum(Measure::Memory, "")].concat())
            }
            PoolKind::Gpu => Some(self.gpu()),
            PoolKind::Storage => Some(self.storage()),
            PoolKind::Connections => over(self.sum(Measure::Connections, "")),
            PoolKind::Other => {
                let selector = ["{pool=\"", stated.key.text(), "\"}"].concat();
                over(self.sum(Measure::PoolUsed, &selector))
            }
        }
    }

    fn gpu(&self) -> String {
        ["avg(", self.name(Measure::Gpu), ") / 100"].concat()
    }

    fn storage(&self) -> String {
        let disks = "{fstype!~\"tmpfs|overlay\"}";
        let free = self.sum(Measure::DiskFree, disks);
        ["1 - ", &free, " / ", &self.sum(Measure::Disk, disks)].concat()
    }

    fn web(&self, all: &mut Vec<Alert>) {
        let Some(reach) = self.plan.web.as_ref().and_then(|web| web.reach) else {
            return;
        };
        for (key, name, kind) in [
            ("web_backend_pods", "Backend pods", "-backend"),
            ("web_frontend_pods", "Frontend pods", "-frontend"),
        ] {
            let of = self.autoscaler(kind);
            let run = self.sum(Measure::Replicas, &of);
            let measured = [&run, " / ", &self.sum(Measure::ReplicasMost, &of)].concat();
            self.add(self.usual(key, name, 0.0), measured, all);
        }
        let lead_time = self.scenario.web.lead_time;
        if let Ok(most) = reach.nodes.most.number() {
            let measured = ["count(", self.name(Measure::Nodes), ") / ", &exact(most)].concat();
            self.add(self.usual("web_nodes", "Nodes", lead_time), measured, all);
        }
        if let Some(there) = self.scenario.web.network_have {
            let devices = "{device!~\"lo|veth.*|cali.*|cni.*|docker.*\"}[5m])) / ";
            let bytes = exact(there * 1e6);
            let sent = ["sum(rate(", self.name(Measure::Network), devices, &bytes].concat();
            self.add(
                self.usual("web_network", "Network out", lead_time),
                sent,
                all,
            );
        }
    }

    fn gpus_and_storage(&self, all: &mut Vec<Alert>) {
        if self.plan.inference.is_some() {
            let of = self.usual("gpus", "GPUs", self.scenario.inference.lead_time);
            self.add(of, self.gpu(), all);
        }
        if self.plan.storage.is_some() {
            let lead_time = self.scenario.data.storage_lead_time;
            let of = self.usual("data_storage", "Storage of data", lead_time);
            self.add(of, self.storage(), all);
        }
    }

    /// Pods that an autoscaler asked for, and pods that find no node.
    fn autoscalers(&self, all: &mut Vec<Alert>) {
        let kinds: &[(&str, &str)] = match (&self.plan.web, &self.plan.pools) {
            (Some(_), _) => &[("-backend", "Backend pods"), ("-frontend", "Frontend pods")],
            (None, Some(_)) => &[("", "Pods")],
            (None, None) => return,
        };
        let days = if self.plan.web.is_some() {
            self.scenario.web.lead_time
        } else {
            0.0
        };
        let mut add = |key: String, what: String, measured: String| {
            all.push(Alert {
                key,
                what,
                kind: Kind::Scaling,
                side: Side::Over,
                now: None,
                at: [Some(0.0), None],
                unit: Unit::Of("pod"),
                measured,
                minutes: self.scenario.alert.scaling + days * MINUTES_PER_DAY,
            });
        };
        for (kind, name) in kinds {
            let of = self.autoscaler(kind);
            let wanted = self.sum(Measure::ReplicasWanted, &of);
            let measured = [&wanted, " - ", &self.sum(Measure::Replicas, &of)].concat();
            let what = [name, ", asked for and not there"].concat();
            add([&self.app, *kind].concat(), what, measured);
        }
        let pending = self.sum(Measure::Pods, "{phase=\"Pending\"}");
        add(
            "pending".to_owned(),
            "Pods that wait for a node".to_owned(),
            pending,
        );
    }

    /// The bill, reservations and demand beside what is planned of them.
    fn of_the_plan(&self, all: &mut Vec<Alert>) {
        let stated = &self.scenario.alert;
        let mut add = |(key, what): (&str, &str), kind, side, at, now, measured: &[&str]| {
            all.push(Alert {
                key: key.to_owned(),
                what: what.to_owned(),
                kind,
                side,
                now,
                at: [Some(at), None],
                unit: SHARE,
                measured: measured.concat(),
                minutes: stated.lasting,
            });
        };
        if super::prometheus::bill(self.plan).is_some() {
            let spend = self.sum(Measure::Spend, "");
            let measured = [&spend, " / ", PLANNED_BILL, " - 1"];
            let what = ("bill", "Spend over the bill that is planned");
            add(
                what,
                Kind::Spend,
                Side::Over,
                stated.over_forecast,
                None,
                &measured,
            );
        }
        let used = self.plan.number("money.reservation_use");
        let is_web_reserved = self.plan.web.is_some() && self.scenario.web.reserved_share > 0.0;
        if used.is_some() || is_web_reserved {
            let measured = ["avg(", self.name(Measure::ReservedUsed), ")"];
            let what = ("reserved", "Reserved, used");
            add(
                what,
                Kind::Reserved,
                Side::Under,
                stated.reserved_least,
                used,
                &measured,
            );
        }
        if super::prometheus::peaks(self.plan).is_some() {
            let rate = ["sum(rate(", self.name(Measure::Requests), "[5m]))"].concat();
            let measured = [
                "abs(max_over_time(",
                &rate,
                "[1d:5m]) / ",
                PLANNED_PEAK,
                " - 1)",
            ];
            let what = ("demand", "Peak of the day, off what is planned");
            add(
                what,
                Kind::OffPlan,
                Side::Over,
                stated.off_plan,
                None,
                &measured,
            );
        }
    }
}

/// A resource that is watched.
#[derive(Clone, Copy)]
struct Of<'a> {
    key: &'a str,
    name: &'a str,
    /// Days until more of it comes.
    lead_time: f64,
    at: [f64; 2],
}
