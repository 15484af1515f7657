//! Does the projection agree with what else is known: with the sizing of the
//! workloads, and with what was measured?
//!
//! ```text
//! gap   = needed by the workloads / needed by the projection - 1
//! drift = measured / planned - 1
//! ```

use super::ahead::HORIZONS;
use crate::catalog::constants::MIB_PER_GIB;
use crate::catalog::sources::{AI_CAPACITY, DEFINITION, SIZING_CALCULATOR};
use crate::engine::outcome::{figures, sound};
use crate::quantity::{Absent, Figure, Formula, Input, Kind, Outcome, Unit};
use crate::scenario::fleet::PoolKind;
use crate::scenario::{Actual, Anchor, Pool, Scenario};
use crate::sheet::scratch;
use crate::workloads::demand;
use crate::workloads::web::{self, Web};

/// What the workloads need now, pool by pool.
pub mod sized {
    use super::{MIB_PER_GIB, SIZING_CALCULATOR};

    crate::old_formulas! {
        source: SIZING_CALCULATOR;

        /// Pods that the web stack needs: the fewest of both kinds.
        pub fn sized_pods "By the web stack" (backend_pods_min: "pod", frontend_pods_min: "pod") -> "unit" as bottom_up table "backend_pods_min + frontend_pods_min" {
            backend_pods_min + frontend_pods_min
        }
        /// Cores that the pods of the web stack request.
        pub fn sized_cores "By the web stack" (cpu_requested: "core") -> "unit" as bottom_up table "cpu_requested" {
            cpu_requested
        }
        /// Memory that the pods of the web stack request, in GB.
        pub fn sized_memory "By the web stack" (memory_requested: "MiB") -> "unit" as bottom_up table "memory_requested / MIB_PER_GIB" {
            memory_requested / MIB_PER_GIB
        }
    }
}

/// What two estimates differ by.
pub mod compared {
    use super::AI_CAPACITY;

    crate::old_formulas! {
        source: AI_CAPACITY;

        /// How much more the workloads need than the projection says.
        pub fn bottom_up_gap "Bottom-up over top-down" (bottom_up: "unit", needed: "unit") -> "share" {
            bottom_up / needed - 1.0
        }
        /// How much more was used than planned.
        pub fn drift "Measured over planned" (used: "unit", planned_use: "unit") -> "share" {
            used / planned_use - 1.0
        }
    }
}

/// What the plan said of a month that was measured.
pub mod planned {
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// What the plan needs of that pool in the month of the measurement.
        pub fn planned_use "Planned use" (needed: "unit") -> "unit" {
            needed
        }
    }
}

/// Every formula of these comparisons.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = sized::entries();
    all.extend(compared::entries());
    all.extend(planned::entries());
    all
}

/// The web stack of a later month is sized as a whole; one line of working
/// cannot repeat that.
pub static SIZED_THEN: Formula = Formula {
    place: crate::sheet::Place::new(""),
    compute: None,
    id: "sized_then",
    name: "bottom_up",
    label: "By the web stack",
    sentence: "What the web stack needs of this pool when it is sized for the customers of that month.",
    text: "the web stack, sized again for so many customers",
    inputs: &[Input::one("customers", "customer")],
    unit: Unit::Of("unit"),
    source: SIZING_CALCULATOR,
    kind: Kind::LookedUp,
};

/// A pool as the workloads size it, at one month.
#[derive(Clone, PartialEq, Debug)]
pub struct BottomUp {
    /// Which month.
    pub month: usize,
    /// What the workloads need.
    pub needs: Figure,
    /// How much more than projected.
    pub gap: Outcome,
}

/// The web stack at the horizons: the month, its customers, what it needs.
pub struct Sized {
    month: usize,
    customers: f64,
    web: Web,
}

/// The web stack now and as it will be, for so many customers at each month.
pub fn sized(scenario: &Scenario, web: &Web, customers: &[Outcome]) -> Vec<Sized> {
    let mut then = scenario.clone();
    then.demand.release_anchors();
    then.demand.anchor = Anchor::Customers;
    let mut all = Vec::new();
    for month in HORIZONS {
        let Some(Ok(count)) = customers.get(month) else {
            continue;
        };
        let customers = count.value;
        then.demand.customers = Some(customers);
        let web = if month == 0 {
            Some(*web)
        } else {
            scratch(&then, |sheet| {
                let demand = demand::plan(sheet, Anchor::Customers)?;
                Some(web::plan(sheet, &demand))
            })
        };
        let Some(web) = web else { continue };
        all.push(Sized {
            month,
            customers,
            web,
        });
    }
    all
}

/// What the workloads need of a pool at each month, beside what is projected.
/// Of two pools of one kind it cannot be told which one they fill.
pub fn of_pool(pool: &Pool, pools: &[Pool], sized: &[Sized], needed: &[Outcome]) -> Vec<BottomUp> {
    if pools.iter().filter(|other| other.kind == pool.kind).count() > 1 {
        return Vec::new();
    }
    let of = |sized: &Sized| {
        let now = now(pool.kind, &sized.web)?;
        let needs = if sized.month == 0 {
            now
        } else {
            Figure::new(now.value, &SIZED_THEN, &[sized.customers])
        };
        if !needs.value.is_finite() {
            return None;
        }
        let needed = *needed.get(sized.month)?;
        Some(BottomUp {
            month: sized.month,
            needs,
            gap: needed
                .and_then(|needed| sound(compared::bottom_up_gap(needs.value, needed.value))),
        })
    };
    sized.iter().filter_map(of).collect()
}

fn now(kind: PoolKind, web: &Web) -> Option<Figure> {
    let web = &web.pods;
    match kind {
        PoolKind::Pods => Some(sized::sized_pods(
            web.backend.or_zero(),
            web.frontend.or_zero(),
        )),
        PoolKind::Cpu => Some(sized::sized_cores(web.cpu.or_zero())),
        PoolKind::Memory => Some(sized::sized_memory(web.memory.or_zero())),
        _ => None,
    }
}

figures! {
    /// A measurement beside the plan.
    pub struct ActualFigures in "fleet.actual" by row {
        /// What was planned.
        planned_use: Outcome,
        /// How much more was used.
        drift: Outcome,
    }
}

/// Why a measurement is of nothing.
pub const OF_NO_POOL: Absent = Absent(
    "It is of no pool that is there. Choose the pool that was measured, or call it as that is called.",
);
/// Why a measurement has no plan beside it.
pub const NOT_PLANNED: Absent =
    Absent("The plan does not reach the month of this measurement. Plan more months.");
const NOTHING_PLANNED: Absent =
    Absent("The plan needs nothing of this pool in that month, so there is no share to give.");

/// The month of a measurement: a part of one is left out.
pub fn month_of(actual: &Actual) -> usize {
    (0..=36_u32)
        .rev()
        .find(|month| f64::from(*month) <= actual.month)
        .and_then(|month| usize::try_from(month).ok())
        .unwrap_or(0)
}

/// A measurement beside what is needed of its pool, month by month.
pub fn of_actual(actual: &Actual, needed: Option<&[Outcome]>) -> ActualFigures {
    let needed = needed.ok_or(OF_NO_POOL);
    let planned_use = needed
        .and_then(|needed| {
            needed
                .get(month_of(actual))
                .copied()
                .unwrap_or(Err(NOT_PLANNED))
        })
        .map(|needed| planned::planned_use(needed.value));
    ActualFigures {
        planned_use,
        drift: planned_use.and_then(|planned| {
            if planned.value > 0.0 {
                sound(compared::drift(actual.used, planned.value))
            } else {
                Err(NOTHING_PLANNED)
            }
        }),
    }
}
