//! How many users do external limits and pipelines take, what breaks first,
//! what does each fix buy, and what does the pipeline cost?

use super::cost::{self, NO_STAGES};
use super::fixes::{self, Ranked};
use super::stage::{self, StagePlan};
use super::{traffic, vendors};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::scenario::flow::stage as columns;
use crate::scenario::{RowKey, Scenario};
use crate::sheet::{Cell, Number, Row, Sheet, scratch};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "flow";

    /// How full the stage is that is full first.
    pub fn bottleneck "Bottleneck" (utilization_peak: "share") -> "share"
        table "the stage that is fullest at the peak"
    { utilization_peak }

    /// How full the stage is that is full next.
    pub fn next_bottleneck "Next bottleneck" (utilization_peak: "share") -> "share"
        table "the next fullest stage at the peak"
    { utilization_peak }

    /// Daily users with whom the bottleneck is full.
    pub fn users_limit "Daily users that fit" (users_at_limit: "user") -> "user"
        table "the fewest with whom any stage is full"
    { users_at_limit }

    /// Daily users with whom the next bottleneck is full.
    pub fn next_users_limit "Users of the next limit" (users_at_limit: "user") -> "user"
        table "with whom the next stage is full"
    { users_at_limit }

    /// Daily users that fit beside those of now.
    pub fn users_to_add "Daily users that fit beside"
        (users_limit: "user", daily_active_users: "user") -> "user"
    { max(users_limit, daily_active_users) - daily_active_users }

    /// Daily users that fit beside those of now, as a share of them.
    pub fn users_to_add_share "More daily users, as a share"
        (users_to_add: "user", daily_active_users: "user") -> "share"
    { users_to_add / daily_active_users }
}

/// Limits and pipeline of a scenario, as far as others ask for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Limits {
    /// The stages, in the scenario's order.
    pub stages: Vec<StagePlan>,
    /// Their places from the fullest at the peak; those that nothing fills are
    /// left out.
    pub ranked: Vec<usize>,
    /// How full each traffic scenario makes each stage, from and to.
    pub traffic: Vec<Vec<[Cell; 2]>>,
    /// The fixes: those that are applied, then the others.
    pub fixes: Vec<Ranked>,
    /// What vendors charge in each phase, at the least and at the most.
    pub charged: [[Cell; 2]; 3],
    /// What the pipeline costs, at the least and at the most.
    pub cost: [Cell; 2],
}

const NOTHING_FULL: Missing = Missing("No stage with a limit is used, so none is full first.");
const ONE_STAGE: Missing = Missing("Only one stage with a limit is used, so none is full next.");

/// What follows from a scenario's stages.
pub fn plan(sheet: Sheet, demand: &Demand) -> Limits {
    let stages = stages(sheet, demand);
    let ranked = ranked(&stages);
    let bottleneck = together(sheet, &stages, &ranked, demand.daily_active_users);
    let charged = vendors::plan(sheet);
    let items: Vec<[Cell; 2]> = stages.iter().map(|stage| stage.items_cost).collect();
    let cost = cost::plan(sheet, charged, &items, demand);
    Limits {
        charged,
        cost,
        traffic: traffic::plan(sheet, &stages, demand),
        fixes: fixes::plan(sheet, &stages, demand, bottleneck),
        stages,
        ranked,
    }
}

/// What follows for each stage, in the scenario's order.
pub fn stages(sheet: Sheet, demand: &Demand) -> Vec<StagePlan> {
    let stages = sheet.scenario.stages.iter().enumerate();
    stages
        .map(|(at, stage)| stage::plan(sheet.within(stage_row(stage.key, at)), stage, demand))
        .collect()
}

/// The row of the stage at this place.
pub(super) const fn stage_row(key: RowKey, at: usize) -> Row {
    Row::Of(&columns::TABLE, key, at)
}

/// Places of the stages that something fills, from the fullest.
fn ranked(stages: &[StagePlan]) -> Vec<usize> {
    let full = |at: usize| stages[at].utilization_peak.or_zero();
    let mut ranked: Vec<usize> = Vec::new();
    for at in (0..stages.len()).filter(|at| full(*at) > 0.0) {
        let place = ranked.partition_point(|other| full(*other) >= full(at));
        ranked.insert(place, at);
    }
    ranked
}

/// What the fullest stages come to; how full the fullest is.
fn together(sheet: Sheet, stages: &[StagePlan], ranked: &[usize], users: Cell) -> Cell {
    let nth = |nth: usize, cell: fn(&StagePlan) -> Cell| match ranked.get(nth) {
        Some(at) => cell(&stages[*at]),
        None if stages.is_empty() => Cell::missing(NO_STAGES),
        None if ranked.is_empty() => Cell::missing(NOTHING_FULL),
        None => Cell::missing(ONE_STAGE),
    };
    let full = |stage: &StagePlan| stage.utilization_peak;
    let limit = |stage: &StagePlan| stage.users_at_limit;
    let bottleneck = bottleneck(sheet, nth(0, full));
    next_bottleneck(sheet, nth(1, full));
    let first = users_limit(sheet, nth(0, limit));
    next_users_limit(sheet, nth(1, limit));
    let more = users_to_add(sheet, first, users);
    users_to_add_share(sheet, more, users);
    bottleneck
}

impl Limits {
    /// What the pipeline costs for so many times today's demand: the middle between the
    /// least and the most.
    ///
    /// # Errors
    /// Where nothing says what the vendors charge for so many.
    pub fn cost_for(&self, scenario: &Scenario, demand: &Demand, times: f64) -> Number {
        let scaled = |cell: Cell| Cell::bare(cell.number().map(|cost| cost * times));
        let items = self.stages.iter().map(|stage| stage.items_cost.map(scaled));
        let items: Vec<[Cell; 2]> = items.collect();
        scratch(scenario, |sheet| {
            let [low, high] = cost::plan(sheet, self.charged, &items, &demand.times(times));
            Ok(f64::midpoint(low.number()?, high.number()?))
        })
    }

    /// The stage that is full first, by its place.
    pub fn bottleneck(&self) -> Option<usize> {
        self.ranked.first().copied()
    }
}
