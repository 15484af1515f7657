//! How do those that are compared differ? Answers, orders and bill side by side; what is
//! stated otherwise, and which share of the difference comes from each ([`mod@why`]); bills and
//! chances as pictures ([`mod@charts`]).
//!
//! The one that is edited has live figures; the others stand as words. What lies between two
//! figures is what a reader finds who takes one from the other.

mod charts;
mod why;

use super::document::{made, title};
use super::{Node, Row, Section, Span, Style, absent_word, cell, parts, words};
use crate::charts::board::{Block, Board};
use crate::engine::Plan;
use crate::engine::causes::Finding;
use crate::engine::moves::Headline;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{Parts, between, shown};
use crate::scenario::beside::LETTERS;
use crate::scenario::{Scenario, work};
use crate::workloads::Loaded;
use crate::workloads::resources::words::Told;
use charts::chances;
use std::borrow::Cow;
use why::why;

/// Figures that are compared before all others, with what they are called there. Where the
/// first of a group is there, the others of it say less.
const FIGURES: [&[(&str, &str)]; 8] = [
    &[
        ("answer.room", "Room for more"),
        ("web.users_more", "Room for more users"),
        ("inference.requests_more", "Room for more requests"),
    ],
    &[("flow.users_limit", "Users a day that fit")],
    &[
        ("bill.total", "Bill a month, now"),
        ("web.bill", "Bill a month, web stack"),
        ("inference.cost", "Cost a month, inference"),
        ("flow.cost_high", "Cost a month, pipeline at most"),
    ],
    &[
        ("bill.total.12", "Bill a month, in a year"),
        ("bill.total.6", "Bill a month, in six months"),
    ],
    &[("bill.per_customer", "Cost of a customer a month")],
    &[("money.gross_margin", "Gross margin")],
    &[("web.nodes_min", "Nodes")],
    &[("inference.gpus", "GPUs")],
];

/// All of them: id, and what it is called.
pub(super) fn labels() -> impl Iterator<Item = (&'static str, &'static str)> {
    FIGURES.into_iter().flatten().copied()
}

/// A scenario with its plan, its letter, and whether it is the one that is edited.
struct Column<'a> {
    letter: &'static str,
    scenario: &'a Scenario,
    plan: &'a Plan,
    is_own: bool,
}

fn columns<'a>(scenario: &'a Scenario, plan: &'a Plan) -> Option<Vec<Column<'a>>> {
    let compared = plan.beside.as_deref()?;
    let all = compared.with((scenario, plan)).into_iter().zip(LETTERS);
    let column = |(at, ((scenario, plan), letter))| Column {
        letter,
        scenario,
        plan,
        is_own: at == compared.place,
    };
    Some(all.enumerate().map(column).collect())
}

impl Column<'_> {
    /// `B: Doubled`; its letter alone where it has no name.
    fn head(&self) -> Cow<'static, str> {
        match self.scenario.name.as_str() {
            "" => self.letter.into(),
            name => [self.letter, ": ", name].concat().into(),
        }
    }

    /// Its figure: live where it is edited. Of money the row says by the month.
    fn figure(&self, id: &'static str) -> Span {
        let is_money = self.number(id).is_some_and(|(_, unit)| is_money(unit));
        match (self.is_own, is_money) {
            (true, true) => Span::Figure(id.into(), Style::Count),
            (true, false) => cell(id),
            (false, _) => words(&[&self.said(id)]),
        }
    }

    fn said(&self, id: &str) -> String {
        match self.plan.get(id) {
            Err(absent) => absent_word(Some(absent)).to_owned(),
            Ok(figure) => match figure.word() {
                Some(word) => word.to_owned(),
                None => read(id, figure.value, self.unit(figure.unit())).joined(),
            },
        }
    }

    fn unit(&self, unit: Unit) -> Unit {
        work::unit(self.scenario, unit)
    }

    /// The number and its unit as it is read.
    fn number(&self, id: &str) -> Option<(f64, Unit)> {
        let figure = self.plan.figure(id).filter(|it| it.word().is_none())?;
        Some((figure.value, self.unit(figure.unit())))
    }

    fn told(&self, today: Date) -> Option<Told<'_>> {
        Told::new(self.scenario, self.plan, today)
    }
}

/// Whether the unit is of money.
fn is_money(unit: Unit) -> bool {
    parts("", 1.0, unit).prefix == "$"
}

/// A figure as it stands in a table: of money the row says by the month.
fn read(id: &str, value: f64, unit: Unit) -> Parts {
    let mut parts = parts(id, value, unit);
    if is_money(unit) {
        parts.unit.clear();
    }
    parts
}

/// What lies between a figure of two of them; nothing where either has none, or they are of
/// other units.
fn apart(from: &Column, to: &Column, id: &str) -> String {
    match (from.number(id), to.number(id)) {
        (Some((low, unit)), Some((high, other))) if unit == other => {
            between(low, high, unit, &|value| read(id, value, unit))
        }
        _ => "not comparable".to_owned(),
    }
}

/// Heads: what the table is of, each of them, and how the later ones differ from the first.
fn heads(what: &'static str, columns: &[Column]) -> Vec<Cow<'static, str>> {
    let first = columns.first().map_or("", |it| it.letter);
    let differ = columns.iter().skip(1);
    let differ = differ.map(|it| Cow::Owned([it.letter, " against ", first].concat()));
    let all = columns.iter().map(Column::head);
    core::iter::once(what.into())
        .chain(all)
        .chain(differ)
        .collect()
}

/// The figures that are told before all others, as far as any of them has them.
fn told_of(columns: &[Column]) -> Vec<(&'static str, &'static str)> {
    let has = |id: &str| columns.iter().any(|it| it.plan.figure(id).is_some());
    let mut all = Vec::new();
    for group in FIGURES {
        let mut there = group.iter().filter(|(id, _)| has(id));
        if let Some(first) = there.next() {
            all.push(*first);
            // One of them may have what the others have not.
            let is_missing = columns.iter().any(|it| it.plan.figure(first.0).is_none());
            all.extend(there.filter(|_| is_missing));
        }
    }
    all
}

/// What has to be worked out to say why each of the later ones differs from the first.
pub fn to_find(scenario: &Scenario, plan: &Plan, loaded: Loaded) -> Vec<Finding> {
    let Some(columns) = columns(scenario, plan) else {
        return Vec::new();
    };
    let Some((first, others)) = columns.split_first() else {
        return Vec::new();
    };
    let ids = told_of(&columns).into_iter().map(|(id, _)| id.to_owned());
    let ids: Vec<String> = ids.collect();
    let finding = |it: &Column| Finding::new(first.scenario, it.scenario, loaded, ids.clone());
    others.iter().map(finding).collect()
}

/// What stands where two do not differ.
const ALIKE: [&str; 4] = ["no change", "the same", "the same day", ""];

/// Whether those that are compared do not differ in this row: the first half of its cells says
/// what each has, the other half how each differs from the first one.
pub fn is_same(row: &Row) -> bool {
    let differ = row.cells.iter().rev().take(row.cells.len() / 2);
    let mut words = differ.map(|cell| match cell {
        Span::Text(words) => ALIKE.contains(&&**words),
        _ => false,
    });
    row.cells.len() > 2 && words.all(|is_alike| is_alike)
}

/// Ids of its sections.
pub const IDS: [&str; 2] = ["compared", "differences"];

/// The sections on what is compared: side by side, and why they differ.
pub fn sections(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let Some(columns) = columns(scenario, plan) else {
        return Vec::new();
    };
    vec![side_by_side(&columns, today), why(plan, &columns, today)]
}

/// Those that are compared side by side, if any are.
pub fn side(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Section> {
    Some(side_by_side(&columns(scenario, plan)?, today))
}

/// The answers of each.
fn side_by_side(columns: &[Column], today: Date) -> Section {
    let first = &columns[0];
    let row = |(id, label): (&'static str, &'static str)| {
        let cells = columns.iter().map(|it| it.figure(id));
        let differ = columns[1..]
            .iter()
            .map(|it| words(&[&apart(first, it, id)]));
        Row {
            label: label.into(),
            cells: cells.chain(differ).collect(),
        }
    };
    let mut rows: Vec<Row> = told_of(columns).into_iter().map(row).collect();
    rows.extend(first_orders(columns, today));
    let table = Node::Table {
        caption: Cow::Borrowed(""),
        heads: heads("Answers", columns),
        rows,
    };
    let mut said = conclusion(columns);
    said.extend(chances(columns).map(|it| words(&[" ", &it])));
    Section::new(IDS[0], "Side by side", said, vec![table])
}

/// `In a year B costs $3,400 a month more than A.`
fn conclusion(columns: &[Column]) -> Vec<Span> {
    let first = &columns[0];
    let Some(id) = Headline::of(first.plan).bill_id else {
        return Vec::new();
    };
    let when = match id {
        "bill.total.12" => "In a year ",
        "bill.total.6" => "In six months ",
        _ => "",
    };
    let said = columns[1..].iter().map(|it| {
        let (Some((low, unit)), Some((high, other))) = (first.number(id), it.number(id)) else {
            return [it.letter, " has no such bill"].concat();
        };
        if unit != other {
            return [it.letter, " is counted otherwise"].concat();
        }
        let apart = between(low, high, unit, &|value| parts(id, value, unit));
        let said = match (apart.strip_prefix('+'), apart.strip_prefix('−')) {
            (Some(more), _) => [more, " more than "].concat(),
            (_, Some(less)) => [less, " less than "].concat(),
            _ => "the same as ".to_owned(),
        };
        [it.letter, " costs ", &*said, first.letter].concat()
    });
    let said: Vec<String> = said.collect();
    let mut sentence = [when, &said.join("; ")].concat();
    sentence.push('.');
    vec![Span::Text(sentence.into())]
}

/// What each must order first, and by when.
fn first_orders(columns: &[Column], today: Date) -> Vec<Row> {
    let order = |it: &Column| {
        let told = it.told(today)?;
        // As the answer says it.
        let (order, _) = told.first_order()?;
        let (verb, what) = told.what(order);
        Some((told.order_day(order), [verb, " ", &*what].concat()))
    };
    let all: Vec<_> = columns.iter().map(order).collect();
    if all.iter().all(Option::is_none) {
        return Vec::new();
    }
    let none = || "nothing".to_owned();
    let what = all
        .iter()
        .map(|it| it.as_ref().map_or_else(none, |it| it.1.clone()));
    let day = |it: &Option<(Option<Date>, String)>| it.as_ref().and_then(|it| it.0);
    let by = all.iter().map(|it| day(it).map_or_else(none, Date::shown));
    let differ = all[1..].iter().map(|it| days(day(&all[0]), day(it)));
    let is_other = all[1..].iter().map(|it| {
        let is_same = it.as_ref().map(|it| &it.1) == all[0].as_ref().map(|it| &it.1);
        if is_same {
            "the same".to_owned()
        } else {
            "another".to_owned()
        }
    });
    let row = |label: &'static str, cells: Vec<String>| Row {
        label: label.into(),
        cells: cells.into_iter().map(|it| words(&[&it])).collect(),
    };
    vec![
        row("First order", what.chain(is_other).collect()),
        row("By", by.chain(differ).collect()),
    ]
}

/// `12 days sooner`.
fn days(from: Option<Date>, to: Option<Date>) -> String {
    let Some((from, to)) = from.zip(to) else {
        return String::new();
    };
    let days = to.value() - from.value();
    let count = shown(days.abs(), Unit::Of("day"));
    if days > 0.0 {
        [&count, " later"].concat()
    } else if days < 0.0 {
        [&count, " sooner"].concat()
    } else {
        "the same day".to_owned()
    }
}

/// What each has and how it differs from the first one, a row a figure and an order.
fn in_words(columns: &[Column], today: Date) -> Vec<(Cow<'static, str>, Vec<String>)> {
    let first = &columns[0];
    let figures = told_of(columns).into_iter().map(|(id, label)| {
        let all = columns.iter().enumerate().map(|(at, it)| {
            let said = [it.letter, " ", &it.said(id)].concat();
            if at == 0 {
                said
            } else {
                [&said, " (", &apart(first, it, id), ")"].concat()
            }
        });
        (Cow::Borrowed(label), all.collect())
    });
    let orders = first_orders(columns, today).into_iter().map(|row| {
        let cells = row.cells.iter().zip(columns);
        let all = cells.filter_map(|(cell, it)| match cell {
            Span::Text(said) => Some([it.letter, " ", said].concat()),
            _ => None,
        });
        (row.label.clone(), all.collect())
    });
    figures.chain(orders).collect()
}

/// What each is called, with its letter.
fn names(columns: &[Column]) -> Vec<String> {
    let name = |it: &Column| [it.letter, ": ", &title(it.scenario)].concat();
    columns.iter().map(name).collect()
}

/// The comparison for a chat: a line a figure.
pub fn summary(scenario: &Scenario, plan: &Plan, today: Date, link: &str) -> Option<String> {
    let columns = columns(scenario, plan)?;
    let mut lines = names(&columns);
    let rows = in_words(&columns, today).into_iter();
    lines.extend(rows.map(|(label, all)| [&*label, ": ", &all.join(", ")].concat()));
    lines.push(link.to_owned());
    Some(lines.join("\n"))
}

/// The comparison as a picture: a block a figure, with what each has.
pub fn board(scenario: &Scenario, plan: &Plan, today: Date, link: &str) -> Option<Board> {
    let columns = columns(scenario, plan)?;
    let block = |(label, all): (Cow<'static, str>, Vec<String>)| Block {
        heading: label.into_owned(),
        main: all.join(" \u{b7} "),
        is_known: true,
        about: String::new(),
    };
    let said = conclusion(&columns);
    let said = said.iter().filter_map(|span| match span {
        Span::Text(words) => Some(&**words),
        _ => None,
    });
    Some(Board {
        title: "Side by side".to_owned(),
        question: String::new(),
        lead: names(&columns).join("; "),
        finding: said.collect(),
        lanes: None,
        blocks: in_words(&columns, today).into_iter().map(block).collect(),
        foot: made(today),
        link: link.to_owned(),
    })
}
