//! Which pool is looked at, and what is known of it?
//!
//! ```text
//! backend pods   before: requests on average    takes: those of the users that a pod carries
//! GPU replicas   before: model calls            takes: what a replica serves
//! workers        before: items of the stage     takes: one in the time that an item takes
//! fleet's pods   before: requests on average    takes: what its measured CPU says
//! ```

use super::formulas::pool as formulas;
use super::inputs::{GoesBy, Kubernetes, Looked, Spike as Stated, fields};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::scenario::flow::StageKind;
use crate::scenario::{RowKey, Scenario};
use crate::sheet::{Cell, Sheet};
use crate::workloads::limits::stage::StagePlan;
use crate::workloads::spikes::autoscaler::Version;
use crate::workloads::web::packing::backend_pods_per_node;

/// A pool of replicas, as far as a spike asks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Replicas {
    /// Which it is.
    pub looked: Looked,
    /// The stage of workers.
    pub stage: Option<RowKey>,
    /// Requests a second before a spike.
    pub before: Cell,
    /// What a replica takes.
    pub takes: Cell,
    /// CPU that it may use over what it requests; missing where nothing is known of CPU.
    pub burst: Cell,
    /// The fewest.
    pub least: Cell,
    /// The most.
    pub most: Cell,
    /// How long a request is worked on.
    pub service: Cell,
    /// How long a new one takes to be ready.
    pub start: Cell,
    /// Room, what a node holds, and how many may come; missing where nothing is known of nodes.
    pub nodes: [Cell; 3],
}

const NO_CPU: Missing = Missing("Nothing is known of the CPU of these replicas.");
const NO_NODES: Missing = Missing(
    "Nothing is known of the nodes of these replicas: all of them are taken to fit on what is there.",
);

/// The pools that a plan has, in their order.
fn there_are(scenario: &Scenario, plan: &Plan) -> Vec<Looked> {
    let is_there = |looked: &Looked| match looked {
        Looked::First => false,
        Looked::Backend => plan.web.is_some(),
        Looked::Gpus => plan.inference.is_some(),
        Looked::Workers => fullest(scenario, plan).is_some(),
        Looked::Pods => {
            let scaled = plan.pools.as_ref().and_then(|pools| pools.scaled);
            plan.web.is_none() && scaled.is_some_and(|it| it.now.is_known())
        }
    };
    Looked::ALL.iter().copied().filter(is_there).collect()
}

/// The stage of workers that is fullest at the peak.
fn fullest<'a>(scenario: &Scenario, plan: &'a Plan) -> Option<&'a StagePlan> {
    let limits = plan.limits.as_ref()?;
    let is_workers = |at: &usize| {
        let stage = scenario.stages.get(*at);
        stage.is_some_and(|stage| stage.kind == StageKind::Workers)
    };
    let at = limits.ranked.iter().copied().find(is_workers)?;
    limits.stages.get(at)
}

/// The pool that is looked at; none where the plan has none, or not the one that is chosen.
pub fn looked_at(sheet: Sheet, plan: &Plan) -> Option<Replicas> {
    let there_are = there_are(sheet.scenario, plan);
    let looked = match sheet.scenario.spike.pool {
        Looked::First => there_are.first().copied(),
        chosen => there_are.into_iter().find(|it| *it == chosen),
    }?;
    let found = match looked {
        Looked::First => return None,
        Looked::Backend => of_backend(sheet, plan)?,
        Looked::Gpus => of_gpus(sheet, plan)?,
        Looked::Workers => of_workers(sheet, fullest(sheet.scenario, plan)?),
        Looked::Pods => of_fleet(sheet, plan)?,
    };
    Some(found)
}

fn of_backend(sheet: Sheet, plan: &Plan) -> Option<Replicas> {
    let (web, demand) = (plan.web.as_ref()?, plan.demand.as_ref()?);
    let before = formulas::before_requests(sheet, demand.average_rate);
    let or = |field, follow: &dyn Fn() -> Cell| sheet.stated_or(field, follow);
    let most = web
        .reach
        .as_ref()
        .map_or(web.pods.backend_most, |it| it.backend.most);
    let holds = or(&fields::node_holds, &|| {
        let each = sheet.given(&backend_pods_per_node::FORMULA);
        formulas::node_holds_of_backend(sheet, each)
    });
    let nodes = &web.nodes;
    Some(Replicas {
        looked: Looked::Backend,
        stage: None,
        before,
        takes: or(&fields::replica_takes, &|| formulas::takes_of_users(sheet)),
        burst: or(&fields::burst, &|| {
            formulas::burst_of_backend(sheet, web.pods.backend_cpu_limit, web.pods.backend_cpu)
        }),
        least: formulas::least_of_backend(sheet, web.pods.backend),
        most: formulas::most_of_backend(sheet, most),
        service: or(&fields::service, &|| formulas::service_of_pods(sheet)),
        start: or(&fields::ready_after, &|| formulas::start_of_pods(sheet)),
        nodes: [
            or(&fields::room, &|| {
                formulas::room_of_buffer(sheet, nodes.fewest, nodes.required, holds)
            }),
            holds,
            or(&fields::more_nodes, &|| {
                formulas::nodes_to_come(sheet, nodes.most, nodes.fewest)
            }),
        ],
    })
}

fn of_gpus(sheet: Sheet, plan: &Plan) -> Option<Replicas> {
    let (inference, demand) = (plan.inference.as_ref()?, plan.demand.as_ref()?);
    let before = formulas::before_calls(sheet, demand.average_rate);
    let held = inference.held.replicas;
    let or = |field, follow: &dyn Fn() -> Cell| sheet.stated_or(field, follow);
    Some(Replicas {
        looked: Looked::Gpus,
        stage: None,
        before,
        takes: or(&fields::replica_takes, &|| {
            formulas::takes_of_gpus(sheet, inference.serving.most)
        }),
        burst: sheet.read(&fields::burst).or_because(NO_CPU),
        least: or(&fields::warm, &|| formulas::least_of_gpus(sheet, held)),
        most: or(&fields::replicas_most, &|| {
            formulas::most_of_gpus(sheet, held)
        }),
        service: or(&fields::service, &|| formulas::service_of_gpus(sheet)),
        start: or(&fields::ready_after, &|| formulas::start_of_gpus(sheet)),
        nodes: stated_nodes(sheet),
    })
}

fn of_workers(sheet: Sheet, stage: &StagePlan) -> Replicas {
    let or = |field, follow: &dyn Fn() -> Cell| sheet.stated_or(field, follow);
    Replicas {
        looked: Looked::Workers,
        stage: Some(stage.row),
        before: formulas::before_items(sheet, stage.items_average),
        takes: or(&fields::replica_takes, &|| {
            formulas::takes_of_worker(sheet, stage.service_time)
        }),
        burst: sheet.read(&fields::burst).or_because(NO_CPU),
        least: or(&fields::warm, &|| {
            formulas::least_of_workers(sheet, stage.servers)
        }),
        most: or(&fields::replicas_most, &|| {
            formulas::most_of_workers(sheet, stage.servers)
        }),
        service: or(&fields::service, &|| {
            formulas::service_of_worker(sheet, stage.service_time)
        }),
        start: or(&fields::ready_after, &|| formulas::start_of_pods(sheet)),
        nodes: stated_nodes(sheet),
    }
}

fn of_fleet(sheet: Sheet, plan: &Plan) -> Option<Replicas> {
    let scaled = plan.pools.as_ref()?.scaled?;
    let demand = plan.demand.as_ref()?;
    let or = |field, follow: &dyn Fn() -> Cell| sheet.stated_or(field, follow);
    let burst = or(&fields::burst, &|| formulas::burst_of_fleet(sheet));
    Some(Replicas {
        looked: Looked::Pods,
        stage: None,
        before: formulas::before_requests(sheet, demand.average_rate),
        takes: or(&fields::replica_takes, &|| {
            formulas::takes_of_cpu(sheet, demand.peak_rate, scaled.now, scaled.cpu, burst)
        }),
        burst,
        least: formulas::least_of_fleet(sheet, scaled.least),
        most: formulas::most_of_fleet(sheet, scaled.most),
        service: or(&fields::service, &|| formulas::service_of_pods(sheet)),
        start: or(&fields::ready_after, &|| formulas::start_of_pods(sheet)),
        nodes: stated_nodes(sheet),
    })
}

/// What is stated of nodes, of which nothing else is known: of room first, without which the
/// rest says nothing.
fn stated_nodes(sheet: Sheet) -> [Cell; 3] {
    let all = [&fields::room, &fields::node_holds, &fields::more_nodes];
    if !sheet.read(&fields::room).is_known() {
        return all.map(|field| sheet.read(field).or_because(NO_NODES));
    }
    all.map(|field| sheet.stated_or(field, || sheet.read(field).or_because(NO_NODES)))
}

impl Looked {
    /// What its autoscaler goes by, where nothing else is said.
    pub const fn usual(self) -> GoesBy {
        match self {
            Self::Backend | Self::Pods => GoesBy::Cpu,
            Self::First | Self::Gpus | Self::Workers => GoesBy::Nothing,
        }
    }

    /// What a replica of it is called, of several.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Backend => "backend pods",
            Self::Gpus => "GPU replicas",
            Self::Workers => "workers",
            Self::First | Self::Pods => "pods",
        }
    }
}

impl Stated {
    /// What the autoscaler of a pool goes by.
    pub fn goes_by(&self, looked: Looked) -> GoesBy {
        match self.goes_by {
            GoesBy::Usual => looked.usual(),
            stated => stated,
        }
    }
}

impl Kubernetes {
    /// As the autoscaler knows it.
    pub const fn version(self) -> Version {
        match self {
            Self::Before133 => Version::Before133,
            Self::From133 => Version::From133,
            Self::From137 => Version::From137,
        }
    }
}
