//! What does a plan say to a blank that no single figure fills?

use super::Context;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::report::{Blank, Node, Row, Span, Style, Tick, figure_of, text, words};
use crate::review::Severity;
use crate::scenario::growth::Progress;
use crate::sheet::Case;
use crate::workloads::growth::due_dates::{self, names};
use crate::workloads::money::words::best_lever;

/// What growth calls for, with its day, or that it is done.
pub(super) fn architecture(context: &Context) -> Node {
    let item = |name: String, key: &str, filled: Vec<Span>| Tick {
        blank: Blank {
            key: ["quarterly.", key].concat(),
            name,
            filled,
        },
        target: "",
    };
    let rows = context.scenario.changes.iter();
    let rows = rows.filter(|_| context.plan.growth.is_some());
    let mut ticks: Vec<Tick> = rows
        .map(|row| {
            let filled = match row.progress {
                Progress::Done => vec![text("done")],
                Progress::Open => vec![words(&[&day_of(context, row.customers)])],
            };
            item(
                row.name.clone(),
                &["change.", row.key.text()].concat(),
                filled,
            )
        })
        .collect();
    ticks.push(item("A new service?".to_owned(), "service", Vec::new()));
    Node::Ticks(ticks)
}

/// By which day there are so many customers, in the moderate case.
fn day_of(context: &Context, target: f64) -> String {
    let customers = shown(target, Unit::Of("customer"));
    let growth = context.plan.growth.as_ref();
    let at = growth.and_then(|growth| {
        let mut targets = growth.targets.iter();
        let at = targets.position(|other| other.to_bits() == target.to_bits())?;
        Some(due_dates::date_of(
            growth,
            Case::Moderate,
            at,
            context.calendar,
        ))
    });
    let day = at.unwrap_or_else(|| "not dated".to_owned());
    if day == "passed already" {
        return ["due already, at ", &customers].concat();
    }
    [&day, ", at ", &customers].concat()
}

/// The levers that save the most, and what else there is to spend on.
pub(super) fn investments(context: &Context) -> Node {
    const ROWS: usize = 3;
    const HEADS: [&str; 5] = ["Investment", "Cost", "Benefit", "Priority", "When"];
    let row = |label: &str, key: &dyn Fn(&str) -> String, filled: [Vec<Span>; 4]| {
        let cells = HEADS.into_iter().skip(1).zip(filled);
        let cells = cells.map(|(head, filled)| {
            Span::Blank(Blank {
                key: key(&head.to_ascii_lowercase()),
                name: [label, ", ", head].concat(),
                filled,
            })
        });
        Row {
            label: label.to_owned().into(),
            cells: cells.collect(),
        }
    };
    let ranked = context.plan.money.iter().flat_map(|money| &money.levers);
    let mut rows = Vec::new();
    for ranked in ranked
        .filter(|lever| lever.saves.or_zero() > 0.0)
        .take(ROWS)
    {
        let mut levers = context.scenario.levers.iter();
        let Some(lever) = levers.find(|lever| lever.key == ranked.row) else {
            continue;
        };
        let id = ranked.row.text();
        let saves = figure_of(&["money.lever.", id, ".saves"], Style::Plain);
        rows.push(row(
            &lever.name,
            &|column| ["quarterly.lever.", id, ".", column].concat(),
            [
                Vec::new(),
                vec![text("saves "), saves],
                vec![text(lever.priority.id())],
                Vec::new(),
            ],
        ));
    }
    for nth in rows.len()..ROWS {
        let nth = (nth + 1).to_string();
        rows.push(row(
            &["Investment ", &nth].concat(),
            &|column| ["quarterly.investment_", &nth, "_", column].concat(),
            Default::default(),
        ));
    }
    Node::table("", &HEADS, rows)
}

/// The next change that growth calls for.
pub(super) fn due(context: &Context) -> Vec<Span> {
    let Some(growth) = &context.plan.growth else {
        return Vec::new();
    };
    match due_dates::next(context.scenario, growth, context.calendar) {
        Some(next) => vec![words(&[
            &names(context.scenario, next.target),
            ", by ",
            &next.date.shown(),
        ])],
        None => Vec::new(),
    }
}

pub(super) fn lever(context: &Context) -> Vec<Span> {
    let Some((name, mut why)) = best_lever(context.scenario, context.plan) else {
        return Vec::new();
    };
    why.insert(0, words(&[&name, " "]));
    why
}

/// The stated events that have a day.
pub(super) fn events(context: &Context) -> Vec<Span> {
    if context.plan.growth.is_none() {
        return Vec::new();
    }
    let events = context.scenario.events.iter().filter_map(|event| {
        let date = event.date?;
        Some([&*event.name, " on ", &Date::of(date).shown()].concat())
    });
    let events: Vec<String> = events.collect();
    if events.is_empty() {
        return Vec::new();
    }
    vec![words(&[&events.join("; ")])]
}

pub(super) fn rate(context: &Context) -> Vec<Span> {
    let id = "growth.customers.1";
    if context.plan.figure(id).is_none() {
        return Vec::new();
    }
    vec![
        figure_of(&["growth.customers.0"], Style::Plain),
        text(" now, "),
        figure_of(&[id], Style::Plain),
        text(" in a month"),
    ]
}

pub(super) fn revenue(context: &Context) -> Vec<Span> {
    between(context, "money.revenue.", "1", " in a month")
}

pub(super) fn spend(context: &Context) -> Vec<Span> {
    between(context, "money.bill.", "3", " then")
}

/// A figure of now and of a later month.
fn between(context: &Context, id: &str, month: &str, then: &'static str) -> Vec<Span> {
    let ids = ["0", month].map(|month| [id, month].concat());
    if ids.iter().any(|id| context.plan.figure(id).is_none()) {
        return Vec::new();
    }
    let [now, later] = ids.map(|id| Span::Figure(id.into(), Style::Plain));
    vec![now, text(" now, "), later, text(then)]
}

/// What the review warns of, the gravest first.
pub(super) fn risks(context: &Context) -> Vec<Span> {
    let grave = context.findings.iter();
    let grave = grave.filter(|finding| finding.severity > Severity::Note);
    let sentences: Vec<&str> = grave.take(3).map(|finding| &*finding.sentence).collect();
    if sentences.is_empty() {
        return vec![text("Nothing but notes.")];
    }
    vec![words(&[&sentences.join(" ")])]
}
