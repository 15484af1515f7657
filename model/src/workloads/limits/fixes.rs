//! What does each fix buy: how many users, at which wait, for how much?
//!
//! Fixes act one after another, each on what those before it left: the one that
//! adds a user for least comes next, first among those that are applied, then
//! among the others, as if they were applied in that order. So the list is a
//! ranking, and the order of the rows says nothing.
//!
//! ```text
//! queue          judged by the average in place of the peak; what waits is worked off after it
//! workers        more at once
//! cache          the items that come, times 1 - share saved
//! plan, tier     the capacity, times so many
//! limit by user  at the peak no more than users at once * limit
//! added users = daily users / utilization after - daily users / utilization before
//! ```

use super::load::{Days, Load, fits};
use super::plan::stage_row;
use super::queue;
use super::stage::{OVERLOADED, SPENT, StagePlan};
use super::worth::{
    added_users, bottleneck_after, capacity_after, cost_per_added_user, fixes_cost, net_cost,
    saved_cost, user_share, users_after, users_after_fixes, users_before, utilization_after,
    utilization_before, utilization_left, wait_after, worked_off,
};
use crate::facts::constants::{MINUTES_PER_HOUR, SECONDS_PER_MINUTE};
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::scenario::flow::{FixKind, fix as columns};
use crate::scenario::web::Switch;
use crate::scenario::{Fix, RowKey, Scenario};
use crate::sheet::{Cell, Row, Sheet};
use crate::workloads::demand::Demand;

/// A fix, in the order in which fixes act.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ranked {
    /// Which fix.
    pub row: RowKey,
    /// Whether it is applied.
    pub state: Switch,
    /// The stage that it acts on, by its place; none if it fits none.
    pub stage: Option<(usize, RowKey)>,
    /// What it does; none without a stage.
    pub buys: Option<Buys>,
}

impl Ranked {
    /// The fix as it is stated.
    pub fn stated<'a>(&self, scenario: &'a Scenario) -> Option<&'a Fix> {
        scenario.fixes.iter().find(|fix| fix.key == self.row)
    }
}

/// What a fix buys on its stage, as far as others ask for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Buys {
    /// The wait then.
    pub wait_after: Cell,
    /// Users that fit then.
    pub users_after: Cell,
    /// Users added.
    pub added_users: Cell,
    /// What it costs beyond what it saves.
    pub net_cost: Cell,
    /// What an added user costs.
    pub cost_per_added_user: Cell,
}

const NO_ROOM: Missing =
    Missing("The fix makes no room for more users, because another stage is full before this one.");
const NO_LIMIT: Missing = Missing("No stage is filled by anything, so there is nothing to fix.");
const NO_FIX: Missing = Missing("There is no fix that acts on a stage.");

/// A fix that was tried: its place among those that remain, its stage, what it
/// leaves of that, and what an added user costs.
struct Tried {
    fix: usize,
    stage: Option<usize>,
    after: Option<Load>,
    price: f64,
    cost: f64,
}

/// What all fixes need to know.
#[derive(Clone, Copy)]
struct Around<'a> {
    sheet: Sheet<'a>,
    stages: &'a [StagePlan],
    demand: &'a Demand,
    /// How full the fullest stage is.
    bottleneck: Cell,
}

/// Ranks the fixes: those that are applied, then the others.
pub(super) fn plan(
    sheet: Sheet,
    stages: &[StagePlan],
    demand: &Demand,
    bottleneck: Cell,
) -> Vec<Ranked> {
    let around = Around {
        sheet,
        stages,
        demand,
        bottleneck,
    };
    let stated = sheet.scenario.stages.iter().zip(stages);
    let mut loads: Vec<Load> = stated
        .map(|(stage, planned)| Load::new(stage.kind, planned))
        .collect();
    let mut remaining: Vec<(usize, &Fix)> = sheet.scenario.fixes.iter().enumerate().collect();
    let (mut ranked, mut spent) = (Vec::new(), Vec::new());
    let mut applied = around.fullest(&loads);
    for state in [Switch::On, Switch::Off] {
        while let Some(tried) = around.next(&remaining, state, &loads) {
            let (place, fix) = remaining.remove(tried.fix);
            let buys = tried.stage.zip(tried.after).map(|(at, after)| {
                let sheet = sheet.within(Row::Of(&columns::TABLE, fix.key, place));
                let sheet = sheet.within(stage_row(stages[at].row, at));
                let buys = around.buys(sheet, at, &loads, &after);
                if fix.kind == FixKind::RateLimit {
                    user_share(sheet, stages[at].capacity);
                }
                loads[at] = after;
                if state == Switch::On {
                    spent.push(buys.net_cost);
                }
                buys
            });
            ranked.push(Ranked {
                row: fix.key,
                state,
                stage: tried.stage.map(|at| (at, stages[at].row)),
                buys,
            });
        }
        if state == Switch::On {
            applied = around.fullest(&loads);
        }
    }
    let after = bottleneck_after(sheet, applied, bottleneck);
    users_after_fixes(sheet, demand.daily_active_users, some(after));
    if ranked.iter().all(|fix| fix.buys.is_none()) {
        spent.push(Cell::missing(NO_FIX));
    }
    fixes_cost(sheet, &spent);
    ranked
}

/// How full the fullest stage is, where something fills it.
fn some(full: Cell) -> Cell {
    full.must(|full| full > 0.0, NO_LIMIT)
}

impl Around<'_> {
    fn users(&self) -> f64 {
        self.demand.daily_active_users.or_zero()
    }

    fn peak_to_average(&self) -> f64 {
        self.sheet.scenario.demand.peak_to_average
    }

    /// How full the fullest stage is.
    fn fullest(&self, loads: &[Load]) -> f64 {
        let full = loads.iter().map(|load| load.full(self.peak_to_average()));
        full.fold(0.0, max)
    }

    /// The same, with one stage in another state.
    fn fullest_with(&self, loads: &[Load], at: usize, other: &Load) -> f64 {
        let mut fullest = other.full(self.peak_to_average());
        for (place, load) in loads.iter().enumerate() {
            if place != at {
                fullest = max(fullest, load.full(self.peak_to_average()));
            }
        }
        fullest
    }

    /// The fix in this state that adds a user for least.
    fn next(&self, fixes: &[(usize, &Fix)], applied: Switch, loads: &[Load]) -> Option<Tried> {
        let before = self.fullest(loads);
        let mut best: Option<Tried> = None;
        for (place, (_, fix)) in fixes.iter().enumerate() {
            if fix.state != applied {
                continue;
            }
            let stage = self.stage_of(fix, loads);
            let after = stage.map(|at| self.fixed(fix, &loads[at]));
            // What acts on no stage comes last, and before it what adds nobody.
            let (mut price, mut cost) = (f64::INFINITY, f64::INFINITY);
            if let (Some(at), Some(after)) = (stage, &after) {
                cost = self.net_cost(fix, at, &loads[at], after);
                let left = self.fullest_with(loads, at, after);
                if left < before {
                    price = cost / (self.users() / left - self.users() / before);
                }
            }
            let is_better = best.as_ref().is_none_or(|best| {
                price
                    .total_cmp(&best.price)
                    .then(cost.total_cmp(&best.cost))
                    .then_with(|| fix.key.cmp(&fixes[best.fix].1.key))
                    .is_lt()
            });
            if is_better {
                best = Some(Tried {
                    fix: place,
                    stage,
                    after,
                    price,
                    cost,
                });
            }
        }
        best
    }

    /// The stage that a fix acts on: the one that is stated, or the fullest
    /// that it fits.
    fn stage_of(&self, fix: &Fix, loads: &[Load]) -> Option<usize> {
        let mut fitting = (0..loads.len()).filter(|at| fits(fix.kind, loads[*at].kind));
        let Some(stated) = fix.stage else {
            let full = |at: usize| loads[at].full(self.peak_to_average());
            return fitting.reduce(|most, at| if full(at) > full(most) { at } else { most });
        };
        fitting.find(|at| self.stages[*at].row == stated)
    }

    /// A stage with a fix.
    fn fixed(&self, fix: &Fix, load: &Load) -> Load {
        match fix.kind {
            FixKind::Queue => Load {
                is_queued: Switch::On,
                ..*load
            },
            FixKind::Cache => load.with_items(1.0 - fix.hit_rate, Days::Too),
            FixKind::RateLimit => {
                let most = self.demand.concurrent_users.or_zero() * fix.user_limit;
                let peak = load.peak * load.at_peak;
                let left = if peak > most { most / peak } else { 1.0 };
                load.with_items(left, Days::Not)
            }
            FixKind::Workers => match load.servers {
                // Of the workers that the fixes before this one left.
                Some(servers) => {
                    let now = servers * load.wider;
                    load.widened((now + fix.added) / now)
                }
                None => *load,
            },
            FixKind::Plan | FixKind::Tier => load.widened(fix.factor),
        }
    }

    fn net_cost(&self, fix: &Fix, at: usize, before: &Load, after: &Load) -> f64 {
        fix.monthly_cost - self.saved(at, before, after)
    }

    /// What items that are not done again would have cost.
    fn saved(&self, at: usize, before: &Load, after: &Load) -> f64 {
        let stated = &self.sheet.scenario.stages[at];
        let items = self.stages[at].items_cost[0].or_zero() - stated.plan_cost;
        max(0.0, items * (before.by_day - after.by_day))
    }

    /// What the fix whose row the sheet stands in buys on the stage at this place.
    fn buys(&self, sheet: Sheet, at: usize, loads: &[Load], after: &Load) -> Buys {
        let stage = &self.stages[at];
        let daily = self.demand.daily_active_users;
        let before = utilization_before(sheet, self.fullest(loads), self.bottleneck);
        let left = self.fullest_with(loads, at, after);
        let left = utilization_left(sheet, left, self.bottleneck);
        let full = after.full(self.peak_to_average());
        utilization_after(sheet, full, stage.utilization_peak);
        let capacity = stage.capacity;
        capacity_after(sheet, capacity.or_zero() * after.wider, capacity);
        let users_before = users_before(sheet, daily, some(before));
        let users_after = users_after(sheet, daily, some(left));
        let added_users = added_users(sheet, users_after, users_before);
        let saved = self.saved(at, &loads[at], after);
        let net_cost = net_cost(sheet, saved_cost(sheet, saved, stage.items_cost[0]));
        let added = added_users.must(|added| added > 0.0, NO_ROOM);
        Buys {
            wait_after: wait(sheet, stage, after),
            users_after,
            added_users,
            net_cost,
            cost_per_added_user: cost_per_added_user(sheet, net_cost, added),
        }
    }
}

/// The wait that a fix leaves on its stage.
fn wait(sheet: Sheet, stage: &StagePlan, after: &Load) -> Cell {
    let lacks = |why| sheet.lacks(&wait_after::FORMULA, why);
    if after.day() >= 1.0 {
        return lacks(SPENT);
    }
    if let Err(why) = stage.minute_utilization.number() {
        return lacks(why);
    }
    let minute = after.minute();
    if minute >= 1.0 {
        let hours = sheet.scenario.flow.peak_hours;
        let late = (minute - 1.0) * hours * MINUTES_PER_HOUR * SECONDS_PER_MINUTE;
        return match after.is_queued {
            Switch::On => worked_off(sheet, late, stage.minute_utilization),
            Switch::Off => lacks(OVERLOADED),
        };
    }
    let line = after.line().filter(|[servers, load, _]| load < servers);
    let Some([servers, load, service]) = line else {
        return lacks(OVERLOADED);
    };
    let mean = queue::mean_wait(servers, load, service, stage.scatter.or_zero());
    wait_after(
        sheet,
        mean.unwrap_or(f64::INFINITY),
        stage.servers,
        stage.offered_load,
        stage.service_time,
        stage.scatter,
    )
}
