//! While GPUs cannot be had: what is served by which fallback, what is lost, and what does
//! that cost? Stage by stage, then all together.

use super::fallback::{effect, money};
use super::inputs::{FallbackKind, fallback as column, fields};
use super::plan::OneFallback;
use super::shortage::{served, stage, whole_of_it as all};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::brackets::min;
use crate::quantity::order::ascending;
use crate::scenario::RowKey;
use crate::scenario::growth::event;
use crate::sheet::{Cell, Known, Number, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::inference::Inference;

/// A shortage, as far as others ask for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Shortage {
    /// The event with which it begins.
    pub event: Option<RowKey>,
    /// How many stages it has.
    pub stages: usize,
    /// For how many hours GPUs cannot be had.
    pub hours: f64,
    /// For how many of them the event lasts; none without one.
    pub event_hours: Option<f64>,
    /// Requests that are lost.
    pub lost: Cell,
}

const NO_DEMAND: Missing = Missing("Nothing is asked for, so nothing can be short.");
const NO_FALLBACK: Missing = Missing("No fallback is stated that says how much it takes.");
const NEVER_COVERED: Missing =
    Missing("Something is short until the end. State a fallback that takes the rest.");
const NO_WORTH: Missing = Missing(
    "What a request brings is not stated, nor what an outage costs, nor what customers pay.",
);

/// Fewer lost requests than this are rounding.
pub(super) const NOTICED: f64 = 0.5;

/// With which demand the shortage begins.
struct Met {
    row: RowKey,
    hours: f64,
    peak: Cell,
    average: Cell,
}

/// What is asked for in a stage.
struct Load {
    peak: Cell,
    average: Cell,
    hours: Cell,
    /// From which hour on.
    from: f64,
}

/// What all stages add up to, collected as they are worked out.
struct Sums {
    asked: Vec<Cell>,
    by_gpus: Vec<Cell>,
    lost: Vec<Cell>,
    /// The end of the last stage in which something is lost.
    short_until: Option<Cell>,
    last: Option<Cell>,
    /// Of each fallback: what it serves, and what that costs.
    of: Vec<(Vec<Cell>, Vec<Cell>)>,
}

/// What the shortage that is stated comes to.
pub(super) fn plan(
    sheet: Sheet,
    fallbacks: &[OneFallback],
    demand: &Demand,
    (inference, plan): (&Inference, &Plan),
) -> Shortage {
    sheet.stated(&fields::days);
    let hours = all::shortage_hours(sheet);
    let held = inference.held.gpus.with(inference.held.replicas);
    let left = all::gpus_left(sheet, held);
    let replicas = all::replicas_left(sheet, left, inference.serving.gpus);
    let gpus = all::gpus_serve(sheet, replicas, inference.serving.most);
    let met = met(sheet, demand, inference);
    let starts = fallbacks.iter().map(|it| effect::up_after(it.sheet(sheet)));
    let starts: Vec<Cell> = starts.collect();
    let sized = fallbacks
        .iter()
        .zip(&starts)
        .filter(|(it, _)| it.takes.is_known());
    let sized: Vec<f64> = sized.map(|(_, start)| start.or_zero()).collect();
    let edges = edges(hours.or_zero(), met.as_ref(), sized);
    let mut sums = Sums {
        asked: Vec::new(),
        by_gpus: Vec::new(),
        lost: Vec::new(),
        short_until: None,
        last: None,
        of: fallbacks.iter().map(|_| (Vec::new(), Vec::new())).collect(),
    };
    let mut highest = demand.peak_rate;
    for (nth, edge) in (1..).zip(edges.windows(2)) {
        let sheet = sheet.within(Row::Nth(nth));
        let begins = stage::begins(sheet, edge[0], hours, &starts);
        let ends = stage::ends(sheet, edge[1], hours, &starts);
        let met = met.as_ref().filter(|met| edge[0] < met.hours);
        let load = load(
            sheet,
            demand,
            met,
            (edge[0], stage::stage_hours(sheet, ends, begins)),
        );
        if load.peak.or_zero() > highest.or_zero() {
            highest = load.peak;
        }
        let lost = in_stage(sheet, &load, gpus, fallbacks, &mut sums);
        if lost.or_zero() > NOTICED {
            sums.short_until = Some(ends);
        }
        sums.last = Some(ends);
    }
    all::short_at_peak(sheet, highest, gpus);
    moments(sheet, fallbacks, &starts, &sums);
    let worth = worth(sheet, demand, met.as_ref(), plan);
    Shortage {
        event: met.as_ref().map(|met| met.row),
        stages: edges.len() - 1,
        hours: hours.or_zero(),
        event_hours: met.map(|met| met.hours),
        lost: totals(sheet, fallbacks, worth, &sums),
    }
}

impl OneFallback {
    /// Where its figures stand that are of the whole shortage.
    fn sheet<'a>(&self, sheet: Sheet<'a>) -> Sheet<'a> {
        sheet.within(Row::Of(&column::TABLE, self.key, self.at))
    }
}

/// The event that is stated, or the largest that asks for more than the planned peak.
fn met(sheet: Sheet, demand: &Demand, inference: &Inference) -> Option<Met> {
    let events = sheet.scenario.events.iter();
    let peaks = inference.peaks.iter().filter(|peak| peak.hours.is_some());
    let rows: Vec<_> = events.zip(peaks).collect();
    let stated = sheet.scenario.contingency.event;
    let rate = |at: usize| rows.get(at).map_or(0.0, |(_, peak)| peak.rate.or_zero());
    let is_stated = |at: &usize| {
        rows.get(*at)
            .is_some_and(|(row, _)| Some(row.key) == stated)
    };
    let usual = demand.peak_rate.or_zero();
    let above = (0..rows.len()).filter(|at| rate(*at) > usual);
    let largest = above.max_by(|one, other| rate(*one).total_cmp(&rate(*other)));
    let at = (0..rows.len()).find(is_stated).or(largest)?;
    let (row, peak) = rows.get(at)?;
    let sheet = sheet.within(Row::Of(&event::TABLE, row.key, at));
    Some(Met {
        row: row.key,
        hours: row.hours,
        peak: peak.rate,
        average: all::event_average(sheet, demand.average_rate),
    })
}

/// The hours at which something changes, from 0 to the end of the shortage.
fn edges(hours: f64, met: Option<&Met>, mut inside: Vec<f64>) -> Vec<f64> {
    inside.extend(met.map(|met| met.hours));
    inside.retain(|at| (0.0..hours).contains(at));
    inside.extend([0.0, hours]);
    let mut edges = ascending(&inside, |at| *at);
    edges.dedup_by(|one, other| *one <= *other);
    edges
}

/// What is asked for in a stage: what the event brings while it lasts, then the usual.
fn load(sheet: Sheet, demand: &Demand, met: Option<&Met>, (from, hours): (f64, Cell)) -> Load {
    let (peak, average) = match met {
        Some(met) => (
            stage::stage_peak_of_event(sheet, met.peak),
            stage::stage_average_of_event(sheet, met.average),
        ),
        None => (
            stage::stage_peak_usual(sheet, demand.peak_rate),
            stage::stage_average_usual(sheet, demand.average_rate),
        ),
    };
    Load {
        peak: peak.must(|peak| peak > 0.0, NO_DEMAND),
        average,
        hours,
        from,
    }
}

/// Who serves how much in a stage; gives what is lost.
fn in_stage(
    stage: Sheet,
    load: &Load,
    gpus: Cell,
    fallbacks: &[OneFallback],
    sums: &mut Sums,
) -> Cell {
    sums.asked
        .push(stage::asked(stage, load.average, load.hours));
    let sheet = stage.within(Row::Word("gpus", "GPUs that are left"));
    let not_served = |sheet: Sheet, reach: Cell| {
        let time = served::time_enough(sheet, reach, load.peak, load.average);
        served::unserved(sheet, load.average, load.peak, reach, time)
    };
    let mut reach = served::reach_of_gpus(sheet, gpus);
    let mut unserved = not_served(sheet, reach);
    let by_gpus = served::served_by_gpus(sheet, load.average, unserved, load.hours);
    sums.by_gpus.push(by_gpus);
    for (it, (served, costs)) in fallbacks.iter().zip(&mut sums.of) {
        let Some(row) = stage.scenario.fallbacks.get(it.at) else {
            continue;
        };
        let is_up = row.start <= load.from;
        if !row.is_sized() || !(is_up || row.kept > 0.0) {
            continue;
        }
        let sheet = stage.within(Row::Behind("fallback", &column::TABLE, it.key, it.at));
        let takes = if is_up {
            served::takes_up(sheet, it.takes)
        } else {
            served::takes_kept(sheet, it.takes)
        };
        let at_peak = served::at_peak(sheet, takes, reach, load.peak);
        reach = served::reach_with(sheet, reach, takes);
        let before = unserved;
        unserved = not_served(sheet, reach);
        served.push(served::served_by_it(sheet, before, unserved, load.hours));
        if let Some(machines) = it.machines {
            let used = served::machines_used(sheet, at_peak, machines.rate);
            let each = (machines.kept, machines.hour);
            costs.push(served::cost_of_stage(
                sheet, used, each.0, each.1, load.hours,
            ));
        }
    }
    let lost = stage::lost_in_stage(stage, unserved, load.hours);
    sums.lost.push(lost);
    lost
}

/// When the first fallback serves, and when nothing is short any more.
fn moments(sheet: Sheet, fallbacks: &[OneFallback], starts: &[Cell], sums: &Sums) {
    let rows = sheet.scenario.fallbacks.iter().zip(fallbacks).zip(starts);
    let sized = rows.filter(|((row, _), _)| row.is_sized());
    let up = sized.map(|((row, _), start)| if row.kept > 0.0 { 0.0 } else { start.or_zero() });
    let first: Number = up.reduce(min).ok_or(NO_FALLBACK);
    all::first_up(sheet, Known(first), starts);
    let last = sums.last.unwrap_or(Cell::missing(NO_DEMAND));
    let until: Number = match (sums.short_until, last.number()) {
        (None, _) => Ok(0.0),
        (Some(until), Ok(last)) if until.or_zero() >= last => Err(NEVER_COVERED),
        (Some(until), _) => until.number(),
    };
    all::covered_after(sheet, Known(until), last, &sums.lost);
}

/// What a request brings: as stated, by what being short loses, or by what customers pay.
fn worth(sheet: Sheet, demand: &Demand, met: Option<&Met>, plan: &Plan) -> Cell {
    if sheet.read(&fields::worth).is_known() {
        return money::worth_stated(sheet);
    }
    if let Some(lost) = plan.lost_per_hour {
        let asked = met.map_or(demand.average_rate, |met| met.average);
        return money::worth_by_loss(sheet, lost, asked);
    }
    let revenue = plan.money.as_ref().map(|money| money.revenue);
    let revenue = revenue.unwrap_or(Cell::missing(NO_WORTH));
    money::worth_by_revenue(sheet, revenue, demand.average_rate)
}

/// All stages together; gives what is lost.
fn totals(sheet: Sheet, fallbacks: &[OneFallback], worth: Cell, sums: &Sums) -> Cell {
    let asked = all::requests_asked(sheet, &sums.asked);
    let by_gpus = all::by_gpus(sheet, &sums.by_gpus);
    let without = all::lost_without(sheet, asked, by_gpus);
    let (mut served, mut turned_away) = (Vec::new(), Vec::new());
    let (mut costs, mut lost_in_worth) = (Vec::new(), Vec::new());
    for (it, (by_stage, cost)) in fallbacks.iter().zip(&sums.of) {
        if !it.takes.is_known() {
            continue;
        }
        let sheet = it.sheet(sheet);
        let takes_over = effect::served_in_all(sheet, by_stage);
        effect::served_of_short(sheet, takes_over, without);
        let cost = it.machines.map(|_| effect::cost_in_all(sheet, cost));
        let value = value(sheet, it);
        lost_in_worth.push(effect::value_lost(sheet, takes_over, worth, value));
        let cost = cost.as_slice();
        let saves = effect::fallback_saves(sheet, takes_over, worth, value, cost);
        if let Some(ready) = it.ready {
            effect::months_ready(sheet, saves, ready);
        }
        match it.kind {
            FallbackKind::Shed => turned_away.push(takes_over),
            _ => served.push(takes_over),
        }
        costs.extend_from_slice(cost);
    }
    all::by_fallbacks(sheet, &served);
    all::turned_away(sheet, &turned_away);
    let lost = all::lost_of_all_stages(sheet, &sums.lost);
    all::lost_of_asked(sheet, lost, asked);
    let revenue_without = money::revenue_without(sheet, without, worth);
    let revenue_lost = money::revenue_lost(sheet, lost, worth, &lost_in_worth);
    let cost = money::cost_of_all(sheet, &costs);
    let all = money::shortage_cost(sheet, revenue_lost, cost);
    money::fallbacks_save(sheet, revenue_without, all);
    lost
}

/// What an answer of a fallback is worth.
fn value(sheet: Sheet, it: &OneFallback) -> Cell {
    if sheet.read(&column::value_kept).is_known() {
        return effect::value_stated(sheet);
    }
    let all = if it.kind == FallbackKind::Shed {
        0.0
    } else {
        1.0
    };
    effect::value_by_kind(sheet, all, sheet.read(&column::kind))
}
