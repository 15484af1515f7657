//! What does each limit of a stage allow, and which is the tightest?
//!
//! A peak within the day fills a limit by the minute, not a limit by the day:
//! the day's budget is spent by the day's items, whenever they come.

use super::formulas::{
    by_connections, by_requests_day, by_requests_minute, by_streams, by_tokens_day,
    by_tokens_minute, by_workers, capacity_most, capacity_per_day, capacity_per_hour, day_least,
    day_most, day_of_requests, day_of_tokens, day_utilization, least_of_all, least_of_range,
    minute_of_connections, minute_of_requests, minute_of_streams, minute_of_tokens,
    minute_of_workers, minute_utilization, service_time, spacing, tokens_reserved, tokens_sent,
    tokens_used,
};
use super::line::{connections_held, offered_load, streams_held};
use super::stage::{IDLE, NOT_LIMITED};
use crate::scenario::flow::{Counted, StageKind, stage as columns};
use crate::scenario::{Field, RowKey, Stage};
use crate::sheet::{Cell, Formula, Place, Row, Sheet};

/// What fills a stage first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// Requests a minute.
    RequestsMinute,
    /// Tokens a minute.
    TokensMinute,
    /// Requests a day.
    RequestsDay,
    /// Tokens a day.
    TokensDay,
    /// Workers.
    Workers,
    /// Connections.
    Connections,
    /// Streams.
    Streams,
}

impl Dimension {
    /// In the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::RequestsMinute,
        Self::TokensMinute,
        Self::RequestsDay,
        Self::TokensDay,
        Self::Workers,
        Self::Connections,
        Self::Streams,
    ];

    /// In words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::RequestsMinute => "requests a minute",
            Self::TokensMinute => "tokens a minute",
            Self::RequestsDay => "requests a day",
            Self::TokensDay => "tokens a day",
            Self::Workers => "workers",
            Self::Connections => "connections",
            Self::Streams => "streams",
        }
    }

    /// The name of the figure that says what it allows.
    pub const fn figure(self) -> &'static str {
        match self {
            Self::RequestsMinute => by_requests_minute::FORMULA.name,
            Self::TokensMinute => by_tokens_minute::FORMULA.name,
            Self::RequestsDay => by_requests_day::FORMULA.name,
            Self::TokensDay => by_tokens_day::FORMULA.name,
            Self::Workers => by_workers::FORMULA.name,
            Self::Connections => by_connections::FORMULA.name,
            Self::Streams => by_streams::FORMULA.name,
        }
    }

    /// Where what it takes in an hour and in a day stands, and how full it is.
    const fn place(self) -> &'static Place {
        static PLACES: [Place; 7] = [
            Place::new("flow.{row}.{name}.requests_minute"),
            Place::new("flow.{row}.{name}.tokens_minute"),
            Place::new("flow.{row}.{name}.requests_day"),
            Place::new("flow.{row}.{name}.tokens_day"),
            Place::new("flow.{row}.{name}.workers"),
            Place::new("flow.{row}.{name}.connections"),
            Place::new("flow.{row}.{name}.streams"),
        ];
        &PLACES[self as usize]
    }

    /// The id of what such a formula gives for it in a stage.
    pub fn id(self, stage: &RowKey, formula: &Formula) -> String {
        let place = self.place().text().replace("{row}", stage.text());
        place.replace("{name}", formula.name)
    }

    /// Whether it is a budget of the day.
    pub const fn is_of_day(self) -> bool {
        matches!(self, Self::RequestsDay | Self::TokensDay)
    }
}

/// What the limits of a stage allow, in items a minute.
pub(super) struct Allowed {
    /// By the dimension, in the order of all.
    pub(super) by: [Cell; 7],
    pub(super) minute: Cell,
    pub(super) day: Cell,
    /// How long each item takes, and how many are worked on at once.
    pub(super) service: Cell,
    pub(super) load: Cell,
}

const NONE: Cell = Cell::missing(NOT_LIMITED);

/// What limits the stage in whose row the sheet stands.
pub(super) fn plan(sheet: Sheet, stage: &Stage, users: Cell, peak: Cell) -> Allowed {
    let kind = stage.kind;
    let stated = |limit: &'static Field| match kind {
        StageKind::Api => sheet.read(limit).or_because(NOT_LIMITED),
        _ => NONE,
    };
    // What an item has nothing of does not limit it.
    let tokens = tokens(sheet, stage).must(|tokens| tokens > 0.0, NOT_LIMITED);
    let is_pool = kind.is_pool();
    let time = is_pool.then(|| service_time(sheet));
    let held = (kind == StageKind::Connections).then(|| connections_held(sheet, users));
    let time_if = |of: StageKind| time.filter(|_| kind == of).unwrap_or(NONE);
    // Where no item comes, none says how many a connection carries.
    let some = |cell: Cell| cell.must(|number| number > 0.0, IDLE);
    let by = [
        by_requests_minute(sheet, stated(&columns::requests_per_minute)),
        by_tokens_minute(sheet, stated(&columns::tokens_per_minute), tokens),
        by_requests_day(sheet, stated(&columns::requests_per_day)),
        by_tokens_day(sheet, stated(&columns::tokens_per_day), tokens),
        by_workers(sheet, time_if(StageKind::Workers)),
        by_connections(sheet, some(held.unwrap_or(NONE)), some(peak)),
        by_streams(sheet, time_if(StageKind::Streams)),
    ];
    let [
        requests_minute,
        tokens_minute,
        requests_day,
        tokens_day,
        workers,
        connections,
        streams,
    ] = by;
    let minute = match kind {
        StageKind::Workers => minute_of_workers(sheet, workers),
        StageKind::Connections => minute_of_connections(sheet, connections),
        StageKind::Streams => minute_of_streams(sheet, streams),
        StageKind::Api | StageKind::Unlimited => least(
            sheet,
            (requests_minute, minute_of_requests),
            (tokens_minute, minute_of_tokens),
        ),
    };
    let day = least(
        sheet,
        (requests_day, day_of_requests),
        (tokens_day, day_of_tokens),
    );
    range(sheet, stage);
    let service = time.unwrap_or_else(|| spacing(sheet, minute));
    Allowed {
        by,
        minute,
        day,
        service,
        load: held.unwrap_or_else(|| match kind {
            StageKind::Streams => streams_held(sheet, peak, service),
            _ => offered_load(sheet, peak, service),
        }),
    }
}

/// Tokens of an item that the provider counts.
fn tokens(sheet: Sheet, stage: &Stage) -> Cell {
    match (stage.kind, stage.counted) {
        (StageKind::Api, Counted::Used) => tokens_used(sheet),
        (StageKind::Api, Counted::Reserved) => tokens_reserved(sheet),
        (StageKind::Api, Counted::Input) => tokens_sent(sheet),
        _ => sheet.lacks(&tokens_used::FORMULA, NOT_LIMITED),
    }
}

/// An outcome with the formula that takes it.
type Limit = (Cell, fn(Sheet, Cell) -> Cell);

/// The tighter of two limits, where one is stated.
fn least(sheet: Sheet, one: Limit, other: Limit) -> Cell {
    let (limit, formula) = match (one.0.number(), other.0.number()) {
        (Ok(first), Ok(second)) if second < first => other,
        (Err(_), Ok(_)) => other,
        _ => one,
    };
    formula(sheet, limit.or_because(NOT_LIMITED))
}

/// The least and the most that a pool of workers can do.
fn range(sheet: Sheet, stage: &Stage) {
    let [least, most] = match (stage.kind.is_worked(), stage.concurrency_least) {
        (true, Some(_)) => [least_of_range(sheet), capacity_most(sheet)],
        (true, None) => [least_of_all(sheet), capacity_most(sheet)],
        _ => [&least_of_all::FORMULA, &capacity_most::FORMULA]
            .map(|formula| sheet.lacks(formula, NOT_LIMITED)),
    };
    day_least(sheet, least);
    day_most(sheet, most);
}

impl Allowed {
    /// What each limit takes in an hour and in a day, and how full it is: a budget of
    /// the day by the average, any other at the peak.
    pub(super) fn each(&self, sheet: Sheet, [average, peak]: [Cell; 2]) {
        for (dimension, by) in Dimension::ALL.into_iter().zip(self.by) {
            if by.is_known() {
                let sheet = sheet.within(Row::Elsewhere(dimension.place()));
                capacity_per_hour(sheet, by);
                capacity_per_day(sheet, by);
                if dimension.is_of_day() {
                    day_utilization(sheet, average, by);
                } else {
                    minute_utilization(sheet, peak, by);
                }
            }
        }
    }

    /// The tightest of the limits of these dimensions.
    pub(super) fn tightest(&self, is_meant: fn(Dimension) -> bool) -> Option<Dimension> {
        let mut tightest: Option<(Dimension, f64)> = None;
        for (dimension, by) in Dimension::ALL.into_iter().zip(self.by) {
            if let (true, Ok(by)) = (is_meant(dimension), by.number())
                && tightest.is_none_or(|(_, least)| by < least)
            {
                tightest = Some((dimension, by));
            }
        }
        tightest.map(|(dimension, _)| dimension)
    }
}
