//! At which load does latency pass its target: as measured, by the law, and as
//! it is planned with?

use super::formulas::{
    latency_after, latency_before, law_load, load_after, load_as_measured, load_before,
    load_by_law, measured_load, peak_load, rate_by_habit, rate_measured, rate_per_gpu, slack,
    steepness, throughput_after, throughput_before, users_per_pod,
};
use crate::quantity::Missing;
use crate::quantity::order::ascending;
use crate::scenario::slo::{LoadFrom, fields, sample};
use crate::sheet::{Cell, Field, Row, Sheet};

/// Why there is no load.
const NONE_MEASURED: Missing =
    Missing("No latency was measured. Paste loads with their p95 latency.");
/// Why there is no load.
pub const BEYOND_AT_ONCE: Missing = Missing(
    "Latency is beyond the target at the lowest load that was measured already. Measure lower loads, or promise less.",
);
/// Why there is no load.
pub const NEVER_BEYOND: Missing = Missing(
    "Latency stays within the target at every load that was measured. Measure higher loads to find where it breaks.",
);
/// Why there is no load by the law.
const NO_LAW: Missing = Missing(
    "No law is stated. Paste at least 4 measurements and take the law that is fitted to them.",
);
/// Why the law gives no load.
const SLOWER_ALONE: Missing =
    Missing("By the law one user alone waits longer than the target already.");
/// Why the law gives no load.
const NEVER_SLOWER: Missing =
    Missing("By the law latency does not rise with load, so no load breaks the target.");
/// Why there is no load of most throughput.
const NO_PEAK: Missing =
    Missing("By the law there is no coherency loss, so throughput never falls with load.");
const NO_THROUGHPUT: Missing =
    Missing("Throughput was not measured at both loads around the target.");

/// Where latency passes its target; nothing where nothing is stated of it.
pub fn plan(sheet: Sheet) {
    let law = stated_law(sheet);
    let [one, contention, coherency] = law;
    if sheet.scenario.samples.is_empty() && !one.is_known() {
        return;
    }
    let around = around(sheet);
    let by_law = by_law(sheet, sheet.read(&fields::latency_target), law);
    let falling = coherency.must(|coherency| coherency > 0.0, NO_PEAK);
    peak_load(sheet, contention, falling);
    let as_measured = sheet.scenario.slo.load_from == LoadFrom::Measured;
    let load = if as_measured {
        load_as_measured(sheet, around.load)
    } else {
        load_by_law(sheet, by_law)
    };
    users_per_pod(sheet, load);
    let [low, high] = around.rates;
    let rate = if as_measured && low.is_known() && high.is_known() {
        let [before, after] = around.loads;
        rate_measured(sheet, low, high, load, before, after)
    } else {
        rate_by_habit(sheet, load)
    };
    rate_per_gpu(sheet, rate);
}

/// The two measurements around the first load that passes the target.
pub struct Around {
    /// Where it passes, on a straight line between them.
    pub load: Cell,
    loads: [Cell; 2],
    rates: [Cell; 2],
}

/// Where latency passes its target, as measured.
pub fn around(sheet: Sheet) -> Around {
    let rows = rows_around(sheet);
    let read = |which: usize, column: &'static Field| match rows {
        Ok(rows) => rows[which].read(column),
        Err(why) => Cell::missing(why),
    };
    let rate = |which| {
        let known = rows.err().unwrap_or(NO_THROUGHPUT);
        read(which, &sample::throughput).or_because(known)
    };
    let before = load_before(sheet, read(0, &sample::load));
    let after = load_after(sheet, read(1, &sample::load));
    let fast = latency_before(sheet, read(0, &sample::latency));
    let slow = latency_after(sheet, read(1, &sample::latency));
    Around {
        load: measured_load(sheet, before, after, fast, slow),
        loads: [before, after],
        rates: [
            throughput_before(sheet, rate(0)),
            throughput_after(sheet, rate(1)),
        ],
    }
}

/// The sheet in the rows of both measurements.
fn rows_around(sheet: Sheet) -> Result<[Sheet; 2], Missing> {
    let samples = &sheet.scenario.samples;
    let places: Vec<usize> = (0..samples.len()).collect();
    let sorted = ascending(&places, |at| samples[*at].load);
    let target = sheet.scenario.slo.latency_target;
    let beyond = sorted.iter().position(|at| samples[*at].latency > target);
    let row = |at: usize| sheet.within(Row::Of(&sample::TABLE, samples[at].key, at));
    match beyond {
        _ if sorted.is_empty() => Err(NONE_MEASURED),
        None => Err(NEVER_BEYOND),
        Some(0) => Err(BEYOND_AT_ONCE),
        Some(at) => Ok([row(sorted[at - 1]), row(sorted[at])]),
    }
}

/// Latency of one, contention and coherency, if all three are stated.
fn stated_law(sheet: Sheet) -> [Cell; 3] {
    let law = [
        &fields::latency_of_one,
        &fields::contention,
        &fields::coherency,
    ];
    let law = law.map(|field| sheet.read(field));
    let known = law.iter().all(|cell| cell.is_known());
    law.map(|cell| if known { cell } else { Cell::missing(NO_LAW) })
}

/// By a law of latency of one, contention and coherency the load at which it is
/// as slow as `target`.
pub fn by_law(sheet: Sheet, target: Cell, [one, contention, coherency]: [Cell; 3]) -> Cell {
    let slack = slack(sheet, target, one, contention);
    // Below nothing there is no root to take.
    let room = slack.must(|slack| slack >= 0.0, SLOWER_ALONE);
    let steepness = steepness(sheet, contention, coherency, room);
    let waits = one.must(|one| target.or_zero() >= one, SLOWER_ALONE);
    let rises = coherency.must(
        |coherency| coherency > 0.0 || contention.or_zero() > 0.0,
        NEVER_SLOWER,
    );
    law_load(sheet, contention.with(waits), rises, slack, steepness)
}
