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
use super::queue;
use super::stage::{OVERLOADED, SPENT, StageFigures, StagePlan};
use crate::catalog::constants::{MINUTES_PER_HOUR, SECONDS_PER_MINUTE};
use crate::catalog::sources::{CHAT_COACH, DEFINITION, KIMURA};
use crate::engine::outcome::{figures, sound};
use crate::quantity::brackets::max;
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::flow::FixKind;
use crate::scenario::web::Switch;
use crate::scenario::{Fix, RowKey, Scenario};

/// What a fix does to its stage.
pub mod effect {
    use super::{CHAT_COACH, KIMURA, MINUTES_PER_HOUR, SECONDS_PER_MINUTE, queue};

    crate::old_formulas! {
        source: CHAT_COACH;

        /// How full the bottleneck is before the fix, with all that come before it.
        pub fn utilization_before "Fullest before" (bottleneck: "share") -> "share" table "the fullest stage with the fixes before this one" {
            bottleneck
        }
        /// How full the bottleneck of then is after the fix.
        pub fn utilization_left "Fullest after" (bottleneck: "share") -> "share" table "the fullest stage with this fix and those before it" {
            bottleneck
        }
        /// How full the stage is after the fix.
        pub fn utilization_after "Utilization after" (utilization_peak: "share") -> "share" table "the stage with this fix and those before it" {
            utilization_peak
        }
        /// What the stage can take after the fix.
        pub fn capacity_after "Capacity after" (capacity_per_minute: "item/min") -> "item/min" table "the stage with this fix and those before it" {
            capacity_per_minute
        }
        /// What the fix saves of what items cost at the least.
        pub fn saved_cost "Saves on items" (items_cost_low: "USD/month") -> "USD/month" table "items that are not done again, at the lower price, after the fixes before this one" {
            items_cost_low
        }
        /// How long the last item of the peak waits, if what does not fit is worked off after it.
        pub fn worked_off "Wait after" (minute_utilization: "share", peak_hours: "h") -> "s" as wait_after table "(utilization by the minute after the fix - 1) * hours of the peak" {
            (minute_utilization - 1.0) * peak_hours * MINUTES_PER_HOUR * SECONDS_PER_MINUTE
        }
    }

    /// The wait.
    pub mod wait {
        use super::{KIMURA, queue};

        crate::old_formulas! {
            source: KIMURA;

            /// The mean wait at the peak after the fix, an approximation.
            pub fn wait_after "Wait after" (servers: "item", offered_load: "item", service_time: "s", scatter: "x") -> "s" table "as the wait at the peak, with this fix and those before it" {
                queue::mean_wait(servers, offered_load, service_time, scatter).unwrap_or(f64::INFINITY)
            }
        }
    }
}

/// What that is worth.
pub mod worth {
    use super::{DEFINITION, max};

    crate::old_formulas! {
        source: DEFINITION;

        /// Daily users that fit before the fix.
        pub fn users_before "Users before" (daily_active_users: "user", utilization_before: "share") -> "user" {
            daily_active_users / utilization_before
        }
        /// Daily users that fit after the fix.
        pub fn users_after "Users after" (daily_active_users: "user", utilization_left: "share") -> "user" {
            daily_active_users / utilization_left
        }
        /// Daily users that the fix makes room for.
        pub fn added_users "Users added" (users_after: "user", users_before: "user") -> "user" {
            max(0.0 * users_after, users_after - users_before)
        }
        /// What the fix costs, less what it saves.
        pub fn net_cost "Net cost" (monthly_cost: "USD/month", saved_cost: "USD/month") -> "USD/month" {
            monthly_cost - saved_cost
        }
        /// What a user costs that the fix makes room for.
        pub fn cost_per_added_user "Cost per added user" (net_cost: "USD/month", added_users: "user") -> "USD/user/month" {
            net_cost / added_users
        }
        /// What all fixes that are applied cost, less what they save.
        pub fn fixes_cost "Fixes applied" (net_cost: "USD/month") -> "USD/month" table "sum(net_cost) of the fixes that are applied" {
            net_cost
        }
        /// How full the fullest stage is with the fixes that are applied.
        pub fn bottleneck_after "Bottleneck after fixes" (bottleneck: "share") -> "share" table "the fullest stage with the fixes that are applied" {
            bottleneck
        }
        /// Daily users that fit with the fixes that are applied.
        pub fn users_after_fixes "Users after fixes" (daily_active_users: "user", bottleneck_after: "share") -> "user" {
            daily_active_users / bottleneck_after
        }
    }
}

/// Every formula of the fixes.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = effect::entries();
    all.extend(effect::wait::entries());
    all.extend(worth::entries());
    all
}

figures! {
    /// One fix on its stage.
    pub struct FixFigures in "flow.fix" by row {
        /// Fullest before.
        utilization_before: Outcome,
        /// Fullest after.
        utilization_left: Outcome,
        /// The stage after.
        utilization_after: Outcome,
        /// What it can take then.
        capacity_after: Outcome,
        /// The wait then.
        wait_after: Outcome,
        /// Users before.
        users_before: Outcome,
        /// Users after.
        users_after: Outcome,
        /// Users added.
        added_users: Outcome,
        /// What it saves.
        saved_cost: Figure,
        /// What it costs beyond that.
        net_cost: Figure,
        /// What an added user costs.
        cost_per_added_user: Outcome,
    }
}

figures! {
    /// With all fixes that are applied.
    pub struct FixedFigures in "flow" {
        /// Fullest stage.
        bottleneck_after: Outcome,
        /// Users that fit.
        users_after_fixes: Outcome,
        /// What the fixes cost.
        fixes_cost: Outcome,
    }
}

/// A fix on its stage.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// Which fix.
    pub row: RowKey,
    /// Whether it is applied.
    pub state: Switch,
    /// The stage that it acts on, by its place; none if it fits none.
    pub stage: Option<(usize, RowKey)>,
    /// What it does; none without a stage.
    pub figures: Option<FixFigures>,
}

/// The fixes, ranked.
#[derive(Clone, PartialEq, Debug)]
pub struct Fixes {
    /// Those that are applied, then the others.
    pub ranked: Vec<Ranked>,
    /// With those that are applied.
    pub fixed: FixedFigures,
}

const NO_ROOM: Absent =
    Absent("The fix makes no room for more users, because another stage is full before this one.");
const NO_LIMIT: Absent = Absent("No stage is filled by anything, so there is nothing to fix.");
const NO_FIX: Absent = Absent("There is no fix that acts on a stage.");

/// What all fixes need to know.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its stages, planned.
    pub stages: &'a [StagePlan],
    /// How full the fullest is.
    pub bottleneck: Outcome,
    /// Users who come on a day.
    pub users: f64,
    /// Users at once at the peak.
    pub concurrent: f64,
    /// Peak over average.
    pub peak_to_average: f64,
}

/// A fix that was tried: its place among those that remain, its stage, what it
/// leaves of that, and what an added user costs.
struct Tried {
    fix: usize,
    stage: Option<usize>,
    after: Option<Load>,
    price: f64,
    cost: f64,
}

/// What the fixes come to.
pub fn plan(around: Around) -> Fixes {
    let mut remaining: Vec<&Fix> = around.scenario.fixes.iter().collect();
    let stages = around.scenario.stages.iter().zip(around.stages);
    let mut loads: Vec<Load> = stages
        .map(|(stage, plan)| Load::new(stage, &plan.figures))
        .collect();
    let mut ranked = Vec::new();
    let (mut spent, mut applied) = (None, around.fullest(&loads));
    for state in [Switch::On, Switch::Off] {
        while let Some(tried) = around.next(&remaining, state, &loads) {
            let fix = remaining.remove(tried.fix);
            let figures = tried.stage.zip(tried.after).map(|(at, after)| {
                let figures = around.figures(fix, at, &loads, &after);
                loads[at] = after;
                if state == Switch::On {
                    spent = Some(spent.unwrap_or(0.0) + figures.net_cost.value);
                }
                figures
            });
            ranked.push(Ranked {
                row: fix.key,
                state,
                stage: tried.stage.map(|at| (at, around.stages[at].row)),
                figures,
            });
        }
        if state == Switch::On {
            applied = around.fullest(&loads);
        }
    }
    let acts = ranked.iter().any(|fix| fix.figures.is_some());
    let bottleneck_after = around
        .bottleneck
        .and_then(|_| sound(worth::bottleneck_after(applied)));
    Fixes {
        fixed: FixedFigures {
            bottleneck_after,
            users_after_fixes: bottleneck_after.and_then(|after| {
                if after.value > 0.0 {
                    sound(worth::users_after_fixes(around.users, after.value))
                } else {
                    Err(NO_LIMIT)
                }
            }),
            fixes_cost: if acts {
                sound(worth::fixes_cost(spent.unwrap_or(0.0)))
            } else {
                Err(NO_FIX)
            },
        },
        ranked,
    }
}

impl Around<'_> {
    /// How full the fullest stage is.
    fn fullest(&self, loads: &[Load]) -> f64 {
        let full = loads.iter().map(|load| load.full(self.peak_to_average));
        full.fold(0.0, max)
    }

    /// The same, with one stage in another state.
    fn fullest_with(&self, loads: &[Load], at: usize, other: &Load) -> f64 {
        let mut fullest = other.full(self.peak_to_average);
        for (place, load) in loads.iter().enumerate() {
            if place != at {
                fullest = max(fullest, load.full(self.peak_to_average));
            }
        }
        fullest
    }

    /// The fix in this state that adds a user for least.
    fn next(&self, fixes: &[&Fix], applied: Switch, loads: &[Load]) -> Option<Tried> {
        let before = self.fullest(loads);
        let mut best: Option<Tried> = None;
        for (place, fix) in fixes.iter().enumerate() {
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
                    price = cost / (self.users / left - self.users / before);
                }
            }
            let is_better = best.as_ref().is_none_or(|best| {
                price
                    .total_cmp(&best.price)
                    .then(cost.total_cmp(&best.cost))
                    .then_with(|| fix.key.cmp(&fixes[best.fix].key))
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
        let mut fullest: Option<(usize, f64)> = None;
        for (at, load) in loads.iter().enumerate() {
            if !fits(fix.kind, load.kind) {
                continue;
            }
            match fix.stage {
                Some(stated) if self.stages[at].row == stated => return Some(at),
                Some(_) => {}
                None => {
                    let full = load.full(self.peak_to_average);
                    if fullest.is_none_or(|(_, most)| full > most) {
                        fullest = Some((at, full));
                    }
                }
            }
        }
        fullest.map(|(at, _)| at)
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
                let most = self.concurrent * fix.user_limit;
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
        let stage = &self.scenario.stages[at];
        let items = self.stages[at].figures.items_cost_low.value - stage.plan_cost;
        max(0.0, items * (before.by_day - after.by_day))
    }

    fn figures(&self, fix: &Fix, at: usize, loads: &[Load], after: &Load) -> FixFigures {
        let (before, left) = (self.fullest(loads), self.fullest_with(loads, at, after));
        let stage = &self.stages[at].figures;
        let utilization_before = self
            .bottleneck
            .and_then(|_| sound(effect::utilization_before(before)));
        let utilization_left = self
            .bottleneck
            .and_then(|_| sound(effect::utilization_left(left)));
        let users = |full: Outcome, formula: fn(f64, f64) -> Figure| {
            full.and_then(|full| {
                if full.value > 0.0 {
                    sound(formula(self.users, full.value))
                } else {
                    Err(NO_LIMIT)
                }
            })
        };
        let users_before = users(utilization_before, worth::users_before);
        let users_after = users(utilization_left, worth::users_after);
        let added_users = users_after
            .and_then(|after| sound(worth::added_users(after.value, users_before?.value)));
        let saved_cost = effect::saved_cost(self.saved(at, &loads[at], after));
        let net_cost = worth::net_cost(fix.monthly_cost, saved_cost.value);
        FixFigures {
            utilization_before,
            utilization_left,
            utilization_after: stage
                .utilization_peak
                .and_then(|_| sound(effect::utilization_after(after.full(self.peak_to_average)))),
            capacity_after: stage
                .capacity_per_minute
                .and_then(|it| sound(effect::capacity_after(it.value * after.wider))),
            wait_after: self.wait_after(stage, after),
            users_before,
            users_after,
            added_users,
            saved_cost,
            net_cost,
            cost_per_added_user: added_users.and_then(|added| {
                if added.value > 0.0 {
                    sound(worth::cost_per_added_user(net_cost.value, added.value))
                } else {
                    Err(NO_ROOM)
                }
            }),
        }
    }

    fn wait_after(&self, stage: &StageFigures, after: &Load) -> Outcome {
        if after.day() >= 1.0 {
            return Err(SPENT);
        }
        stage.minute_utilization?;
        let minute = after.minute();
        if minute >= 1.0 {
            return match after.is_queued {
                Switch::On => sound(effect::worked_off(minute, self.scenario.flow.peak_hours)),
                Switch::Off => Err(OVERLOADED),
            };
        }
        let line = after.line().filter(|[servers, load, _]| load < servers);
        let [servers, load, service] = line.ok_or(OVERLOADED)?;
        sound(effect::wait::wait_after(
            servers,
            load,
            service,
            stage.scatter?.value,
        ))
    }
}
