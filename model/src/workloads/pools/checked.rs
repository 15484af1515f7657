//! Does the projection agree with the sizing of the workloads?
//!
//! ```text
//! gap = needed by the workloads / needed by the projection - 1
//! ```

use super::ahead::HORIZONS;
use crate::facts::constants::MIB_PER_GIB;
use crate::facts::sources::{AI_CAPACITY, SIZING_CALCULATOR};
use crate::scenario::fleet::PoolKind;
use crate::scenario::{Anchor, Pool};
use crate::sheet::{Cell, Number, Sheet, scratch};
use crate::workloads::demand;
use crate::workloads::web::{self, Web};

crate::formulas! {
    source: SIZING_CALCULATOR; in "fleet.{row}";

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

    /// What the web stack needs of this pool when it is sized for the customers of that month.
    pub fn sized_then "By the web stack" (customers: "customer") -> "unit" as bottom_up
        table "the web stack, sized again for so many customers"

    /// How much more the workloads need than the projection says.
    pub fn bottom_up_gap "Bottom-up over top-down" (bottom_up: "unit", needed: "unit") -> "share" from AI_CAPACITY
    { bottom_up / needed - 1.0 }
}

/// What the web stack needs in a later month.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sized {
    month: usize,
    customers: Cell,
    needs: [(PoolKind, Number); 3],
}

/// The web stack at the later horizons, sized for the customers of each.
pub fn later(sheet: Sheet, customers: &[Cell]) -> Vec<Sized> {
    let mut then = sheet.scenario.clone();
    then.demand.release_anchors();
    then.demand.anchor = Anchor::Customers;
    let mut sized = |month: usize| {
        let customers = *customers.get(month)?;
        then.demand.customers = Some(customers.number().ok()?);
        let needs = scratch(&then, |sheet| {
            let demand = demand::plan(sheet, Anchor::Customers)?;
            let web = web::sized(sheet, &demand);
            let of = |kind| Some((kind, of_web(sheet, kind, &web)?.number()));
            Some([
                of(PoolKind::Pods)?,
                of(PoolKind::Cpu)?,
                of(PoolKind::Memory)?,
            ])
        })?;
        Some(Sized {
            month,
            customers,
            needs,
        })
    };
    HORIZONS[1..]
        .iter()
        .filter_map(|month| sized(*month))
        .collect()
}

/// What the workloads need of a pool at each horizon, beside what is projected:
/// the months, and how much more than projected. Of two pools of one kind it
/// cannot be told which one they fill.
pub fn plan(
    sheet: Sheet,
    kind: PoolKind,
    (web, later): (&Web, &[Sized]),
    customers_now: Cell,
    needed: &[Cell],
) -> Vec<(usize, Cell)> {
    let alike = |other: &&Pool| other.kind == kind;
    if sheet.scenario.pools.iter().filter(alike).count() > 1 {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    let now = sheet.in_month(0);
    if customers_now.is_known()
        && let Some(sized) = of_web(now, kind, web)
    {
        gaps.push((0, bottom_up_gap(now, sized, needed[0])));
    }
    for sized in later {
        let then = sheet.in_month(sized.month);
        if let Some((_, needs @ Ok(_))) = sized.needs.iter().find(|(of, _)| *of == kind) {
            let sized_then = sized_then(then, *needs, sized.customers);
            let gap = bottom_up_gap(then, sized_then, needed[sized.month]);
            gaps.push((sized.month, gap));
        }
    }
    gaps
}

/// What the web stack needs of a pool of this kind.
fn of_web(sheet: Sheet, kind: PoolKind, web: &Web) -> Option<Cell> {
    let pods = &web.pods;
    match kind {
        PoolKind::Pods => Some(sized_pods(sheet, pods.backend, pods.frontend)),
        PoolKind::Cpu => Some(sized_cores(sheet, pods.cpu)),
        PoolKind::Memory => Some(sized_memory(sheet, pods.memory)),
        _ => None,
    }
}
