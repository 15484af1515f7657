//! What follows for one stage: what comes to it, what it takes, how full that
//! makes it, and the line before it?

use super::allowed::{self, Allowed, Dimension};
use super::formulas::{
    attempts, budget_lasts, capacity_by_day, capacity_by_minute, capacity_per_day,
    capacity_per_hour, connected, connected_average, day_utilization, items_average,
    items_cost_high, items_cost_low, items_peak, items_per_day, left_over, minute_utilization,
    nothing_of_average, nothing_of_peak, peak_by_day, peak_by_minute, users_at_limit,
    utilization_average, utilization_launch, utilization_recovery, utilization_viral,
};
use super::line::{self, backlog_after, backlog_growth, retry_storm};
use crate::quantity::Missing;
use crate::scenario::flow::StageKind;
use crate::scenario::{RowKey, Stage};
use crate::sheet::{Cell, Sheet};
use crate::workloads::demand::Demand;

/// What follows for a stage, as far as others ask for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StagePlan {
    /// Which stage.
    pub row: RowKey,
    /// What fills it first at the peak; none where it has no limit.
    pub binding: Option<Dimension>,
    /// What comes in a minute.
    pub items_average: Cell,
    /// What comes in a minute at the peak.
    pub items_peak: Cell,
    /// What each of its limits allows, in the order of all dimensions.
    pub by: [Cell; 7],
    /// Capacity, all limits considered.
    pub capacity: Cell,
    /// How full by the minute.
    pub minute_utilization: Cell,
    /// How full by the day.
    pub day_utilization: Cell,
    /// How full at the peak.
    pub utilization_peak: Cell,
    /// Users with whom it is full.
    pub users_at_limit: Cell,
    /// Time of an item.
    pub service_time: Cell,
    /// Servers.
    pub servers: Cell,
    /// Load.
    pub offered_load: Cell,
    /// Scatter of times.
    pub scatter: Cell,
    /// Mean wait.
    pub wait_seconds: Cell,
    /// Cost by item, from and to.
    pub items_cost: [Cell; 2],
}

pub(super) const NOT_LIMITED: Missing = Missing("This stage is not limited by that.");
/// Why a stage without a limit has no capacity.
pub const UNLIMITED: Missing =
    Missing("This stage has no limit, so there is nothing that could be full.");
/// Why an API without a limit has no capacity.
pub const NOT_STATED: Missing = Missing(
    "None of the API's limits is stated, so nothing says how much it takes. State one of them.",
);
/// Why there is no wait.
pub const OVERLOADED: Missing = Missing(
    "More comes at the peak than the stage can take: the line grows as long as the peak lasts, so there is no \
     steady wait.",
);
/// Why there is no wait.
pub const SPENT: Missing = Missing(
    "The day's budget does not last for the day: what comes after that waits for the next day, or is refused.",
);
const STEADY: Missing = Missing("The stage keeps up with the peak, so no backlog grows.");
const FITS: Missing = Missing("The day's budget lasts for the day.");
pub(super) const IDLE: Missing = Missing("Nothing comes to this stage, so it is never full.");
pub(super) const LARGE: Missing = Missing(
    "For more than 10,000 at once nothing is searched for: as many as the load and twice its square root will do.",
);
pub(super) const NOT_EXPONENTIAL: Missing =
    Missing("The exact tail is known for exponential times alone, which have a variability of 1.");

/// What follows for the stage in whose row the sheet stands.
pub(super) fn plan(sheet: Sheet, stage: &Stage, demand: &Demand) -> StagePlan {
    let day = items_per_day(sheet, demand.messages_per_day, attempts(sheet));
    let average = items_average(sheet, day);
    let peak = items_peak(sheet, average);
    let allowed = allowed::plan(sheet, stage, demand.concurrent_users, peak);
    let full = Fullness::new(sheet, stage, &allowed, [average, peak]);
    allowed.each(sheet, [average, peak]);
    utilization_launch(sheet, full.average);
    utilization_viral(sheet, full.average);
    utilization_recovery(sheet, full.average);
    let fills = match stage.kind {
        StageKind::Unlimited => full.peak.but(Err(UNLIMITED)),
        _ => full.peak.must(|full| full > 0.0, IDLE),
    };
    let users_at_limit = users_at_limit(sheet, demand.daily_active_users, fills);
    budget_lasts(sheet, full.day.must(|day| day > 1.0, FITS));
    left_over(sheet, average, allowed.day);
    let line = line::plan(sheet, stage.kind, &allowed, &full, peak);
    line::for_users(sheet, stage, &allowed, line.scatter);
    let grows = full.minute.must(|minute| minute > 1.0, STEADY);
    let growth = backlog_growth(sheet, peak.with(grows), allowed.minute);
    backlog_after(sheet, growth);
    retry_storm(sheet, full.peak);
    StagePlan {
        row: stage.key,
        binding: full.binding,
        items_average: average,
        items_peak: peak,
        by: allowed.by,
        capacity: full.capacity,
        minute_utilization: full.minute,
        day_utilization: full.day,
        utilization_peak: full.peak,
        users_at_limit,
        service_time: allowed.service,
        servers: line.servers,
        offered_load: allowed.load,
        scatter: line.scatter,
        wait_seconds: line.wait,
        items_cost: [items_cost_low(sheet, day), items_cost_high(sheet, day)],
    }
}

/// How full the stage is.
pub(super) struct Fullness {
    capacity: Cell,
    minute: Cell,
    pub(super) day: Cell,
    average: Cell,
    pub(super) peak: Cell,
    binding: Option<Dimension>,
}

impl Fullness {
    fn new(sheet: Sheet, stage: &Stage, allowed: &Allowed, [average, peak]: [Cell; 2]) -> Self {
        let kind = stage.kind;
        let limit = |limit: Cell| match kind {
            StageKind::Unlimited => limit.or_because(UNLIMITED),
            _ => limit,
        };
        let stated = |limit: Cell| match kind {
            StageKind::Api => limit.or_because(NOT_STATED),
            _ => limit,
        };
        let (by_minute, by_day) = (limit(allowed.minute), limit(allowed.day));
        let capacity = if decides(by_day, by_minute, |day, minute| day < minute) {
            capacity_by_day(sheet, by_day)
        } else {
            capacity_by_minute(sheet, stated(by_minute))
        };
        capacity_per_hour(sheet, capacity);
        capacity_per_day(sheet, capacity);
        let minute = match kind {
            StageKind::Connections => connected(sheet, allowed.load),
            _ => minute_utilization(sheet, peak, by_minute),
        };
        let day = day_utilization(sheet, average, by_day);
        let of_average = match kind {
            StageKind::Unlimited => nothing_of_average(sheet, 0.0, average),
            StageKind::Connections => connected_average(sheet, minute),
            _ => utilization_average(sheet, average, capacity),
        };
        let day_decides = decides(day, minute, |day, minute| day > minute);
        let at_peak = match kind {
            StageKind::Unlimited => nothing_of_peak(sheet, 0.0, peak),
            _ if day_decides => peak_by_day(sheet, day),
            _ => peak_by_minute(sheet, stated(minute)),
        };
        let binding = match kind {
            _ if !at_peak.is_known() => None,
            StageKind::Connections => Some(Dimension::Connections),
            _ if day_decides => allowed.tightest(Dimension::is_of_day),
            _ => allowed.tightest(|dimension| !dimension.is_of_day()),
        };
        Self {
            capacity,
            minute,
            day,
            average: of_average,
            peak: at_peak,
            binding,
        }
    }
}

/// Whether what holds by the day decides: it is known, and comes before what
/// holds by the minute, or that is not known.
fn decides(day: Cell, minute: Cell, comes_before: fn(f64, f64) -> bool) -> bool {
    let minute = minute.number();
    let before = |day| minute.map_or(true, |minute| comes_before(day, minute));
    day.number().is_ok_and(before)
}
