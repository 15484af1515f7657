//! What do the workloads need of a pool, now and at any demand?
//!
//! ```text
//! GPU nodes = (GPUs of inference at the peak + GPUs of training) / GPUs of a node
//! used      = what was measured, what the workloads need, or the larger
//! ```

use super::ahead::{sized_by_larger, sized_by_workload};
use crate::engine::Plan;
use crate::facts::constants::MIB_PER_GIB;
use crate::facts::sources::{BURSTY_INFERENCE, DEFINITION};
use crate::quantity::math::{power, sum};
use crate::scenario::Pool;
use crate::scenario::fleet::{PoolKind, SizedBy};
use crate::scenario::training::GpusFrom;
use crate::sheet::{Cell, Number, Sheet, scratch};
use crate::workloads::demand::Demand;
use crate::workloads::growth::reach::FLAT;
use crate::workloads::web::{self, Web};

crate::formulas! {
    source: DEFINITION; in "fleet.{row}";

    /// Pods that the web stack needs: the fewest of both kinds.
    pub fn sized_pods "By the web stack" (backend_pods_min: "pod", frontend_pods_min: "pod") -> "unit"
        as bottom_up table "backend_pods_min + frontend_pods_min"
    { backend_pods_min + frontend_pods_min }

    /// Cores that the pods of the web stack request.
    pub fn sized_cores "By the web stack" (cpu_requested: "core") -> "unit" as bottom_up table "cpu_requested"
    { cpu_requested }

    /// Memory that the pods of the web stack request, in GB.
    pub fn sized_memory "By the web stack" (memory_requested: "MiB") -> "unit" as bottom_up
        table "memory_requested / MIB_PER_GIB"
    { memory_requested / MIB_PER_GIB }

    /// GPUs that inference keeps busy at the peak, with no headroom.
    pub fn gpus_of_inference "GPUs of inference"
        (
            inference_rate: "req/s", max_rate_per_replica: "req/s/replica", gpus_per_replica: "gpu/replica"
        ) -> "gpu" as inference_gpus "resource.{row}.inference_gpus" from BURSTY_INFERENCE
        table "inference_rate / max_rate_per_replica * gpus_per_replica"
    { inference_rate / max_rate_per_replica * gpus_per_replica }

    /// GPUs that all models need at the peak, with the headroom of each.
    pub fn fleet_of_models "GPUs of inference" (gpus: "gpu") -> "gpu"
        as inference_gpus "resource.{row}.inference_gpus" from BURSTY_INFERENCE

    /// GPUs that training keeps busy on average: its runs wait for each other.
    pub fn gpus_of_training "GPUs of training" (gpus_busy: "gpu") -> "gpu"
        as training_gpus "resource.{row}.training_gpus"

    /// Nodes that hold the GPUs of inference and of training.
    pub fn sized_gpu_nodes "By the workloads" (gpus: ["gpu"]; inference.gpus_per_node) -> "unit" as bottom_up
        table "(inference_gpus + training_gpus) / gpus_per_node"
    { sum(gpus) / gpus_per_node }

    /// Which share of the nodes inference takes at the peak.
    pub fn nodes_by_inference "Taken by inference"
        (inference_gpus: "gpu", capacity: "unit"; inference.gpus_per_node) -> "share"
        as by_inference "resource.{row}.by_inference"
        table "inference_gpus / gpus_per_node / capacity"
    { inference_gpus / gpus_per_node / capacity }

    /// Which share of the nodes training takes.
    pub fn nodes_by_training "Taken by training"
        (training_gpus: "gpu", capacity: "unit"; inference.gpus_per_node) -> "share"
        as by_training "resource.{row}.by_training"
        table "training_gpus / gpus_per_node / capacity"
    { training_gpus / gpus_per_node / capacity }
}

/// What sizes a pool where that is not its measured use alone.
pub(super) struct Sized<'a> {
    /// How much it is now.
    pub(super) now: Cell,
    /// How much it is for so many times today's demand.
    pub(super) need: Box<dyn Fn(f64) -> Number + 'a>,
}

/// What the workloads need of a pool.
pub(super) struct Needed<'a> {
    /// Now.
    pub(super) now: Cell,
    need: Box<dyn Fn(f64) -> Number + 'a>,
    /// GPUs by the workload that takes them.
    gpus: [Option<Cell>; 2],
}

/// What the workloads need of the pool in whose row the sheet stands; none where they do not
/// say.
pub(super) fn needed<'a>(
    sheet: Sheet<'a>,
    pool: &Pool,
    (demand, plan): (&'a Demand, &'a Plan),
) -> Option<Needed<'a>> {
    if !pool.is_sized(&sheet.scenario.pools) || !demand.customers.is_known() {
        return None;
    }
    if pool.kind == PoolKind::Gpu {
        return of_gpus(sheet, (demand, plan));
    }
    let kind = pool.kind;
    let now = of_web(sheet.in_month(0), kind, plan.web.as_ref()?)?;
    let need = move |times| {
        scratch(sheet.scenario, |sheet| {
            let web = web::sized(sheet, &demand.times(times));
            of_web(sheet, kind, &web).map_or(Ok(0.0), Cell::number)
        })
    };
    Some(Needed {
        now,
        need: Box::new(need),
        gpus: [None; 2],
    })
}

fn of_gpus<'a>(sheet: Sheet<'a>, (demand, plan): (&'a Demand, &'a Plan)) -> Option<Needed<'a>> {
    let inference = plan.inference.as_ref();
    let of_inference = inference.map(|it| {
        if it.models.is_empty() {
            let serving = &it.serving;
            gpus_of_inference(sheet, demand.inference_rate, serving.most, serving.gpus)
        } else {
            fleet_of_models(sheet, it.count.gpus)
        }
    });
    let shares = sheet.scenario.training.gpus_from == GpusFrom::Fleet;
    let training = plan.training.filter(|_| shares);
    let of_training = training.map(|it| gpus_of_training(sheet, it.gpus_busy));
    let gpus: Vec<Cell> = of_inference.into_iter().chain(of_training).collect();
    if gpus.is_empty() {
        return None;
    }
    let now = sized_gpu_nodes(sheet.in_month(0), &gpus);
    let each = sheet.scenario.inference.gpus_per_node;
    let need = move |times: f64| {
        let inference = match (inference, of_inference) {
            (Some(it), Some(_)) if !it.models.is_empty() => {
                it.gpus_for(sheet.scenario, demand, times)?
            }
            (_, Some(of_inference)) => of_inference.number()? * times,
            _ => 0.0,
        };
        let training = of_training.map_or(Ok(0.0), Cell::number)?;
        Ok((inference + training) / each)
    };
    Some(Needed {
        now,
        need: Box::new(need),
        gpus: [of_inference, of_training],
    })
}

impl<'a> Needed<'a> {
    /// For so many times today's demand.
    pub(super) fn at(&self, times: f64) -> Number {
        (self.need)(times)
    }

    /// What sizes the pool, whose measured use comes to so much now; none where that does.
    pub(super) fn sizes(self, sheet: Sheet, pool: &Pool, measured: Cell) -> Option<Sized<'a>> {
        let need = self.need;
        match pool.sized_by {
            SizedBy::Measured => None,
            SizedBy::Workload => Some(Sized {
                now: sized_by_workload(sheet, self.now),
                need,
            }),
            SizedBy::Larger => {
                let exponent = pool.exponent;
                let larger = move |times: f64| {
                    let projected = measured.number()? * power(times, exponent);
                    Ok(need(times)?.max(projected))
                };
                Some(Sized {
                    now: sized_by_larger(sheet, measured, self.now),
                    need: Box::new(larger),
                })
            }
        }
    }

    /// GPUs that inference and training take.
    pub(super) const fn gpus(&self) -> [Option<Cell>; 2] {
        self.gpus
    }
}

/// Which share of what there is inference and training take of GPUs that they share.
pub(super) fn shares(sheet: Sheet, [inference, training]: [Option<Cell>; 2], capacity: Cell) {
    if let Some(gpus) = inference {
        nodes_by_inference(sheet, gpus, capacity);
    }
    if let Some(gpus) = training {
        nodes_by_training(sheet, gpus, capacity);
    }
}

/// What the web stack needs of a pool of this kind.
pub(super) fn of_web(sheet: Sheet, kind: PoolKind, web: &Web) -> Option<Cell> {
    let pods = &web.pods;
    match kind {
        PoolKind::Pods => Some(sized_pods(sheet, pods.backend, pods.frontend)),
        PoolKind::Cpu => Some(sized_cores(sheet, pods.cpu)),
        PoolKind::Memory => Some(sized_memory(sheet, pods.memory)),
        _ => None,
    }
}

/// How often a search for demand is halved: to a part in a trillion.
const HALVINGS: usize = 40;
/// How many times today's demand is looked at, at the most.
const FAR: f64 = 1e6;

/// The most demand, as a multiple of today's, that needs no more than there is.
///
/// # Errors
/// Where the need does not follow demand, or is not known.
pub(crate) fn most_times(there: f64, needed: &dyn Fn(f64) -> Number) -> Number {
    let fits = |times: f64| needed(times).map(|needed| needed <= there);
    let (mut low, mut high) = if fits(1.0)? {
        let mut high = 2.0;
        while high < FAR && fits(high)? {
            high *= 2.0;
        }
        (high / 2.0, high)
    } else {
        (0.0, 1.0)
    };
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if fits(middle)? {
            low = middle;
        } else {
            high = middle;
        }
    }
    // What does not follow demand is never short because of it.
    if low < FAR { Ok(low) } else { Err(FLAT) }
}
