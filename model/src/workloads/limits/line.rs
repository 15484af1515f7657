//! How long is the line before a stage at the peak, and how long the wait?
//!
//! An API lets items through one after another at its limit by the minute
//! (M/D/1); a pool is a queue of as many servers as there are whole workers
//! (M/G/c). A stage that is full has no steady wait: its line grows.

use super::allowed::Allowed;
use super::queue;
use super::stage::{
    Fullness, LARGE, NOT_EXPONENTIAL, NOT_LIMITED, NOT_STATED, OVERLOADED, SPENT, UNLIMITED,
};
use crate::facts::constants::{ONE_ITEM, SECONDS_PER_MINUTE};
use crate::facts::sources::{DEFINITION, ERLANG, EXPONENTIAL_TAIL, KIMURA, LITTLES_LAW};
use crate::quantity::brackets::max;
use crate::quantity::math::{ln, power, round_up};
use crate::scenario::Stage;
use crate::scenario::flow::StageKind;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: ERLANG; in "flow.{row}";

    /// Servers of the queue: as many as are worked on at once.
    pub fn servers "Servers" (; stage.concurrency) -> "item"

    /// An API lets items through one after another.
    pub fn one_server "Servers" (minute_capacity: "item/min") -> "item" as servers
        table "1: an API lets items through one after another"

    /// How many are being worked on at once at the peak, if nothing waits.
    pub fn offered_load "Load" (items_peak: "item/min", service_time: "s") -> "item"
    { items_peak * service_time / SECONDS_PER_MINUTE }

    /// How many connections users hold at the peak, if there are enough.
    pub fn connections_held "Load"
        (concurrent_users: "user"; stage.connections_per_user) -> "item" as offered_load
    { concurrent_users * connections_per_user }

    /// How many streams are open at once at the peak: those that begin, for as long as each is open.
    pub fn streams_held "Streams held at once"
        (items_peak: "item/min", service_time: "s") -> "item" as offered_load from LITTLES_LAW
    { items_peak * service_time / SECONDS_PER_MINUTE }

    /// Servers that hold the streams of the peak, each as few as it may.
    pub fn stream_servers_of_range "Servers for the streams"
        (offered_load: "item"; stage.concurrency_least) -> "1" as stream_servers
    { max(1.0, round_up(offered_load / concurrency_least)) }

    /// Servers that hold the streams of the peak.
    pub fn stream_servers_of_all "Servers for the streams"
        (offered_load: "item"; stage.concurrency) -> "1" as stream_servers
    { max(1.0, round_up(offered_load / concurrency)) }

    /// How much longer who finds every worker busy waits for each one ahead: with the fewest workers, at the longest
    /// time.
    pub fn ahead_of_range "Wait for each one ahead"
        (; stage.service_high, stage.concurrency_least) -> "s" as wait_each_ahead
    { service_high * ONE_ITEM / concurrency_least }

    /// How much longer who finds every worker busy waits for each one ahead, at the longest time.
    pub fn ahead_of_all "Wait for each one ahead"
        (; stage.service_high, stage.concurrency) -> "s" as wait_each_ahead
    { service_high * ONE_ITEM / concurrency }

    /// How full the fewest workers are at the peak.
    pub fn utilization_fewest "Utilization, fewest at work"
        (offered_load: "item"; stage.concurrency_least) -> "share" from DEFINITION
    { offered_load / concurrency_least }

    /// The mean wait at the peak while the fewest are at work.
    pub fn wait_fewest "Wait, fewest at work"
        (offered_load: "item", service_time: "s", scatter: "x"; stage.concurrency_least) -> "s"
        from KIMURA table "as the wait at the peak, with the fewest workers"
    { queue::mean_wait(concurrency_least, offered_load, service_time, scatter).unwrap_or(f64::INFINITY) }

    /// How long who finds every worker busy waits with two ahead, at the most.
    pub fn wait_two_ahead "Wait with two ahead" (wait_each_ahead: "s") -> "s"
    { 2.0 * wait_each_ahead }

    /// How much of the servers' time the peak takes.
    pub fn busy "Servers' time taken" (servers: "item", offered_load: "item") -> "share"
    { offered_load / servers }

    /// The share of items that find all servers busy and wait.
    pub fn wait_probability "Chance to wait" (servers: "item", offered_load: "item") -> "share"
        table "Erlang C of so many servers with this load"
    { queue::waits(servers, offered_load) }

    /// The share of users that would be refused, if none waited.
    pub fn refused "Refused, if nobody waits" (servers: "item", offered_load: "item") -> "share"
        table "Erlang B of so many servers with this load"
    { queue::refused(servers, offered_load) }

    /// The fewest servers with which at most one in twenty waits.
    pub fn servers_needed "Needed so that 5 % wait" (offered_load: "item") -> "item"
        table "the fewest servers for which Erlang C is at most 5 %"
    { queue::servers_for(offered_load, 0.05) }

    /// The mean wait if times were exponential.
    pub fn exponential_wait "Wait for exponential times"
        (wait_probability: "share", service_time: "s", servers: "item", offered_load: "item") -> "s"
    { wait_probability * service_time * ONE_ITEM / (servers - offered_load) }

    /// By how much constant times wait longer than half as long as exponential ones.
    pub fn correction "Correction for constant times" (servers: "item", busy: "share") -> "share"
        table "Cosmetatos: (1 - busy) (c - 1) (sqrt(4 + 5 c) - 2) / (16 c busy), at most (c - 1) / (c + 1)"
    { queue::correction(servers, busy) }

    /// Variance of the times over their squared mean.
    pub fn scatter "Scatter of times" (; stage.variability) -> "x"
    { power(variability, 2.0) }

    /// An API lets items through at even distances.
    pub fn even "Scatter of times" (minute_capacity: "item/min") -> "x" as scatter
        table "0: an API lets items through at even distances"

    /// The time that all but one in twenty wait at most: exact for exponential times, an approximation for others.
    pub fn wait_p95 "Wait, 95 of 100 at most" (wait_seconds: "s", wait_probability: "share") -> "s"
        from EXPONENTIAL_TAIL
    { wait_seconds / max(wait_probability, 0.05) * ln(max(wait_probability, 0.05) / 0.05) }

    /// The time that all but one in a hundred wait at most: exact for exponential times, an approximation for others.
    pub fn wait_p99 "Wait, 99 of 100 at most" (wait_seconds: "s", wait_probability: "share") -> "s"
        from EXPONENTIAL_TAIL
    { wait_seconds / max(wait_probability, 0.01) * ln(max(wait_probability, 0.01) / 0.01) }

    /// From arrival to answer, for all but the slowest one in twenty.
    pub fn response_p95 "Response, 95 of 100 at most"
        (servers: "item", offered_load: "item", service_time: "s") -> "s"
        table "solved for from the exact tail of M/M/c"
    { queue::response_within(0.95, servers, offered_load, service_time).unwrap_or(f64::INFINITY) }

    /// How many items wait at the peak, on average.
    pub fn queue_length "Waiting in the queue" (items_peak: "item/min", wait_seconds: "s") -> "item" from LITTLES_LAW
    { items_peak * wait_seconds / SECONDS_PER_MINUTE }

    /// How many wait for a connection at the peak, on average: those that ask for one in a time, for as long as
    /// each waits. As many ask as there are held, over how long each is held.
    pub fn waiting_to_connect "Waiting for a connection"
        (offered_load: "item", service_time: "s", wait_seconds: "s") -> "item" as queue_length from LITTLES_LAW
    { offered_load / service_time * wait_seconds }

    /// By how much the line of waiting items grows in each minute of the peak.
    pub fn backlog_growth "Backlog grows by" (items_peak: "item/min", minute_capacity: "item/min") -> "item/min"
    { items_peak - minute_capacity }

    /// How long into the peak the backlog is one to watch for.
    pub fn backlog_after "Backlog reached after" (backlog_growth: "item/min"; flow.watched_backlog) -> "min"
    { watched_backlog / backlog_growth }

    /// How many times over the peak is tried, when what is refused is tried again.
    pub fn retry_storm "Tries at the peak" (utilization_peak: "share"; stage.most_attempts) -> "x"
        table "the tries that feed themselves: what does not fit is tried again, up to so many times in all"
    { queue::storm(utilization_peak, most_attempts) }

    /// The mean wait at the peak, over items that wait and items that do not. An approximation, but for
    /// exponential times and for one server.
    pub fn wait_seconds "Wait at the peak" (exponential_wait: "s", scatter: "x", correction: "share") -> "s"
        from KIMURA
    { exponential_wait * (1.0 + scatter) / (2.0 * scatter + (1.0 - scatter) * 2.0 / (1.0 + correction)) }

    /// Nothing waits for what has no limit.
    pub fn no_wait "Wait at the peak" (items_peak: "item/min") -> "s" as wait_seconds
        from KIMURA table "0: the stage has no limit by the minute"
}

/// The line before a stage, as far as others ask for it.
pub(super) struct Line {
    pub(super) servers: Cell,
    pub(super) scatter: Cell,
    pub(super) wait: Cell,
}

/// The largest load for which the servers that would do are searched for: a
/// search is some twenty chances to wait, and a plan must stay quick.
const MOST_SERVERS: f64 = 1e4;

/// The line before the stage whose row the sheet stands in.
pub(super) fn plan(
    sheet: Sheet,
    kind: StageKind,
    allowed: &Allowed,
    full: &Fullness,
    peak: Cell,
) -> Line {
    let (load, service) = (allowed.load, allowed.service);
    let (servers, scatter) = match kind {
        StageKind::Workers | StageKind::Connections | StageKind::Streams => {
            (servers(sheet), scatter(sheet))
        }
        StageKind::Api => one_by_one(sheet, allowed.minute),
        StageKind::Unlimited => one_by_one(sheet, allowed.minute.or_because(UNLIMITED)),
    };
    let busy = busy(sheet, servers, load);
    // A budget that is spent is as good as none for the rest of the day.
    let spent = full.day.number().is_ok_and(|day| day >= 1.0);
    let steady = if spent {
        servers.but(Err(SPENT))
    } else {
        let is_over = |servers: f64| load.number().is_ok_and(|load| load >= servers);
        servers.must(|servers| !is_over(servers), OVERLOADED)
    };
    let probability = wait_probability(sheet, steady, load);
    let exponential = exponential_wait(sheet, probability, service, steady, load);
    let correction = correction(sheet, steady, busy);
    let is_api = kind == StageKind::Api;
    let by_day_alone = is_api && !allowed.minute.is_known() && allowed.day.is_known();
    let wait = if kind == StageKind::Unlimited || by_day_alone && !spent {
        no_wait(sheet, 0.0, peak)
    } else if is_api && !full.peak.is_known() {
        wait_seconds(sheet, exponential.but(Err(NOT_STATED)), scatter, correction)
    } else {
        wait_seconds(sheet, exponential, scatter, correction)
    };
    wait_p95(sheet, wait, probability);
    wait_p99(sheet, wait, probability);
    let exact = scatter.with(wait);
    let exact = exact.must(|scatter| (scatter - 1.0).abs() <= 0.0, NOT_EXPONENTIAL);
    response_p95(sheet, servers.with(exact), load, service);
    if kind == StageKind::Connections {
        waiting_to_connect(sheet, load, service, wait);
        refused(sheet, servers, load);
    } else {
        queue_length(sheet, peak, wait);
        sheet.lacks(&refused::FORMULA, NOT_LIMITED);
    }
    if is_api {
        sheet.lacks(&servers_needed::FORMULA, NOT_LIMITED);
    } else {
        servers_needed(sheet, load.must(|load| load <= MOST_SERVERS, LARGE));
    }
    Line {
        servers,
        scatter,
        wait,
    }
}

/// What who waits is told, and how many servers hold the streams.
pub(super) fn for_users(sheet: Sheet, stage: &Stage, allowed: &Allowed, scatter: Cell) {
    let (load, service) = (allowed.load, allowed.service);
    let varies = stage.concurrency_least.is_some();
    match stage.kind {
        StageKind::Workers => {
            // From fewest to most are two plans, and none with one worker and a half.
            if let Some(fewest) = stage.concurrency_least {
                utilization_fewest(sheet, load);
                let steady = load.must(|load| load < fewest, OVERLOADED);
                wait_fewest(sheet, steady, service, scatter);
            }
            let ahead = if varies { ahead_of_range } else { ahead_of_all };
            wait_two_ahead(sheet, ahead(sheet));
        }
        StageKind::Streams if varies => {
            stream_servers_of_range(sheet, load);
        }
        StageKind::Streams => {
            stream_servers_of_all(sheet, load);
        }
        _ => {}
    }
}

/// Servers and scatter of an API with this limit by the minute.
fn one_by_one(sheet: Sheet, minute: Cell) -> (Cell, Cell) {
    (one_server(sheet, 1.0, minute), even(sheet, 0.0, minute))
}
