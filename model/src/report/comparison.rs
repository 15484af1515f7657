//! How do those that are compared differ? Answers, orders and bill side by side; what is
//! stated otherwise, and which share of the difference comes from each.
//!
//! The one that is edited has live figures; the others stand as words. What lies between two
//! figures is what a reader finds who takes one from the other.

use super::document::title;
use super::{Node, Row, Section, Span, Style, absent_word, cell, parts, words};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot as Color};
use crate::engine::Plan;
use crate::engine::causes::{Causes, Differing, Finding};
use crate::engine::moves::Headline;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{Parts, between, difference, exact, precise_parts, shown, tick};
use crate::quantity::math::of_count;
use crate::report::entries::{Said, figure, figures};
use crate::scenario::beside::LETTERS;
use crate::scenario::{Scenario, work};
use crate::workloads::Loaded;
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::charts::over_months;
use crate::workloads::money::charts::by_month;
use crate::workloads::resources::words::Told;
use crate::workloads::uncertainty::chances::Against;
use crate::workloads::uncertainty::charts::piled;
use crate::workloads::uncertainty::words::percent;
use std::borrow::Cow;

/// Figures that are compared before all others, with what they are called there. Where the
/// first of a group is there, the others of it say less.
pub(super) const FIGURES: [&[(&str, &str)]; 8] = [
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
                None => read(id, figure.value, self.unit(figure.unit())),
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
fn read(id: &str, value: f64, unit: Unit) -> String {
    let parts = read_parts(id, value, unit);
    parts.joined()
}

fn read_parts(id: &str, value: f64, unit: Unit) -> Parts {
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
            between(low, high, unit, &|value| read_parts(id, value, unit))
        }
        _ => "not comparable".to_owned(),
    }
}

/// Heads: what it is, each of them, and how the later ones differ from the first.
fn heads(columns: &[Column]) -> Vec<Cow<'static, str>> {
    let first = columns.first().map_or("", |it| it.letter);
    let differ = columns.iter().skip(1);
    let differ = differ.map(|it| Cow::Owned([it.letter, " against ", first].concat()));
    let all = columns.iter().map(Column::head);
    core::iter::once("What".into())
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
        heads: heads(columns),
        rows,
    };
    let mut said = conclusion(columns);
    said.extend(chances(columns).map(|it| words(&[" ", &it])));
    Section::new(IDS[0], "Side by side", said, vec![table])
}

/// How the bill of each later one stands against that of the first in the draws.
fn against<'a>(columns: &'a [Column]) -> &'a [Against] {
    let own = columns.iter().find(|it| it.is_own);
    let chances = own.and_then(|it| it.plan.chances.as_deref());
    let rivals = chances.map_or(&[][..], |it| &it.told().rivals);
    // What is the same in all draws is said already.
    let differs = |it: &Against| {
        it.dots.first().map(|at| at.to_bits()) != it.dots.last().map(|at| at.to_bits())
    };
    if !rivals.iter().any(differs) || rivals.iter().any(|it| it.dots.is_empty()) {
        return &[];
    }
    rivals
}

/// `By the ranges B costs less than A in 61 % of draws.`
fn chances(columns: &[Column]) -> Option<String> {
    let first = columns[0].letter;
    let said = against(columns)
        .iter()
        .zip(&columns[1..])
        .map(|(it, column)| {
            let other = column.letter;
            if it.cheaper >= 1.0 {
                [other, " costs less than ", first, " in every draw"].concat()
            } else if it.dearer >= 1.0 {
                [other, " costs more than ", first, " in every draw"].concat()
            } else if it.cheaper + it.dearer <= 0.0 {
                [other, " costs the same as ", first, " in every draw"].concat()
            } else {
                [
                    other,
                    " costs less than ",
                    first,
                    " in ",
                    &percent(it.cheaper),
                    " of draws",
                ]
                .concat()
            }
        });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| ["By the ranges ", &said.join("; "), "."].concat())
}

/// By how much the bills differ, as 50 dots each.
static APART: ChartOf = ChartOf {
    id: "apart",
    file: "headroom-difference",
    draw: |scenario, plan, _| {
        let columns = columns(scenario, plan).unwrap_or_default();
        dots(&columns)
    },
};

fn dots(columns: &[Column]) -> Chart {
    let all = against(columns);
    let Some(first) = columns.first().filter(|_| !all.is_empty()) else {
        return Chart::none("Difference of the bills", "It has yet to be drawn.");
    };
    let colors = [(Color::Two, "b"), (Color::Three, "c")];
    let piles: Vec<(Vec<f64>, Vec<f64>)> = all.iter().map(|it| piled(&it.dots)).collect();
    let mut xs: Vec<f64> = piles.iter().flat_map(|(at, _)| at.clone()).collect();
    xs.sort_by(f64::total_cmp);
    let panels = piles.iter().zip(&columns[1..]).zip(colors).map(
        |(((at, heights), column), (color, id))| {
            let mut left: Vec<(f64, f64)> =
                at.iter().copied().zip(heights.iter().copied()).collect();
            let values = xs.iter().map(|x| {
                let found = left.iter().position(|(at, _)| at.to_bits() == x.to_bits());
                found.map_or(f64::NAN, |at| left.remove(at).1)
            });
            let label = [column.letter, " less ", first.letter].concat();
            Panel {
                y: Axis::of_counts(&label, Scale::Linear, [exact, exact]),
                series: vec![Series::new(
                    id,
                    &label,
                    color,
                    Shape::Points(values.collect()),
                )],
                ..Panel::default()
            }
        },
    );
    let money = |value: f64| shown(value, Unit::Of("USD/month"));
    Chart {
        title: chances(columns).unwrap_or_default().trim_end_matches('.').to_owned(),
        sentence: "By how much the bill is more than that of A in 50 draws that are equally likely; what lies left of \
                   zero costs less. All are drawn with the same numbers."
            .to_owned(),
        x: Axis::of_amounts("Difference", Scale::Linear, [|value| tick(value, Unit::Of("USD/month")), money]),
        panels: panels.collect(),
        markers: vec![Marker {
            at: 0.0,
            label: "The same".to_owned(),
        }],
        xs,
        ..Chart::default()
    }
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
        match apart.strip_prefix('+').map(|more| (more, " more")) {
            Some((more, word)) => {
                [it.letter, " costs ", more, word, " than ", first.letter].concat()
            }
            None => match apart.strip_prefix('−') {
                Some(less) => [it.letter, " costs ", less, " less than ", first.letter].concat(),
                None => [it.letter, " costs the same as ", first.letter].concat(),
            },
        }
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
        let order = told.orders().first()?;
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
        row("First to do", what.chain(is_other).collect()),
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

/// What is stated otherwise and what comes of it, the bills by month, orders, and every figure
/// that differs.
fn why(plan: &Plan, columns: &[Column], today: Date) -> Section {
    let causes = plan.beside.as_deref().and_then(|it| it.causes.get());
    let mut nodes = Vec::new();
    let (first, others) = (&columns[0], &columns[1..]);
    for (nth, other) in others.iter().enumerate() {
        let known = causes.and_then(|all| all.get(nth));
        nodes.extend(because(first, other, known));
    }
    if columns.iter().any(|it| it.plan.total_bill.is_some()) {
        nodes.push(Node::Chart(&BILLS));
    }
    if !against(columns).is_empty() {
        nodes.push(Node::Chart(&APART));
    }
    let heading = "Why they differ";
    let section = Section::new(IDS[1], heading, Vec::new(), nodes);
    let section = section.folding("When each resource must be ordered", orders(columns, today));
    section.folding("Every figure that differs", all_figures(columns))
}

/// Each input that differs, and its shares.
fn because(first: &Column, other: &Column, known: Option<&Causes>) -> Vec<Node> {
    let caption = [
        "What ",
        other.letter,
        " states otherwise than ",
        first.letter,
    ]
    .concat();
    let Some(known) = known else {
        return vec![Node::Text(vec![words(&[
            &caption,
            " is being worked out.",
        ])])];
    };
    if known.causes.is_empty() {
        let same = [other.letter, " states the same as ", first.letter, "."];
        return vec![Node::Text(vec![words(&same)])];
    }
    // A figure counts where it differs.
    let differs = |id: &str| match (first.number(id), other.number(id)) {
        (Some((low, unit)), Some((high, another))) => {
            (unit == another && low.to_bits() != high.to_bits()).then_some((high - low, unit))
        }
        _ => None,
    };
    let counted: Vec<(usize, f64, Unit)> = known
        .figures
        .iter()
        .enumerate()
        .filter(|(at, _)| known.causes.iter().all(|it| it.shares[*at].is_some()))
        .filter_map(|(at, id)| differs(id).map(|(whole, unit)| (at, whole, unit)))
        .collect();
    let label = |id: &str| {
        let mut all = FIGURES.iter().flat_map(|group| group.iter());
        all.find(|(other, _)| *other == id)
            .map_or("", |(_, label)| *label)
    };
    let heads = ["Input".into(), first.head(), other.head()];
    let of = counted
        .iter()
        .map(|(at, ..)| Cow::Borrowed(label(&known.figures[*at])));
    let heads: Vec<Cow<'static, str>> = heads.into_iter().chain(of).collect();
    let shares: Vec<Vec<String>> = counted
        .iter()
        .map(|(at, whole, unit)| {
            let all: Vec<f64> = known
                .causes
                .iter()
                .map(|it| it.shares[*at].unwrap_or_default())
                .collect();
            apportioned(&all, *whole, *unit)
        })
        .collect();
    let row = |(at, of): (usize, &Differing)| {
        let (label, from, to) = stated(first, other, *of);
        let cells = [from, to]
            .into_iter()
            .chain(shares.iter().map(|all| all[at].clone()));
        Row {
            label: label.into(),
            cells: cells.map(|it| words(&[&it])).collect(),
        }
    };
    let mut rows: Vec<Row> = known
        .causes
        .iter()
        .map(|it| &it.of)
        .enumerate()
        .map(row)
        .collect();
    if !counted.is_empty() && rows.len() > 1 {
        let totals = shares.iter().map(|all| all[known.causes.len()].clone());
        let cells = [String::new(), String::new()].into_iter().chain(totals);
        rows.push(Row {
            label: "Total".into(),
            cells: cells.map(|it| words(&[&it])).collect(),
        });
    }
    let table = Node::Table {
        caption: caption.into(),
        heads,
        rows,
    };
    let note = match (counted.is_empty(), known.is_exact) {
        (true, _) => "None of the figures above differs.",
        (false, true) => {
            "The share of an input is what it changes on average over all orders in which the inputs can be \
             changed (Shapley), so that the shares add up to the whole."
        }
        (false, false) => {
            "The share of an input is what it changes on average over 24 orders in which the inputs are changed \
             (Shapley, sampled), so that the shares add up to the whole."
        }
    };
    vec![table, Node::note(note)]
}

/// What both state of what differs: its label, and either in words.
fn stated(first: &Column, other: &Column, of: Differing) -> (String, String, String) {
    let (from, to) = (first.scenario, other.scenario);
    match of {
        Differing::Input(slot) => (slot.label(to), slot.words(from), slot.words(to)),
        Differing::Load => {
            let load = |scenario: &Scenario| {
                let slot = crate::scenario::Slot::from(scenario.demand.anchor.field());
                [&*slot.label(scenario), ": ", &slot.words(scenario)].concat()
            };
            ("What comes".to_owned(), load(from), load(to))
        }
        Differing::Rows(table) => {
            let names = |scenario: &Scenario| {
                let keys = table.keys(scenario).into_iter();
                let names: Vec<&str> = keys.filter_map(|key| table.name(scenario, key)).collect();
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(", ")
                }
            };
            (table.label.to_owned(), names(from), names(to))
        }
    }
}

/// Shares as they read, the whole last: rounded so that what is read adds up to what is read of
/// the whole (by largest remainders).
fn apportioned(shares: &[f64], whole: f64, unit: Unit) -> Vec<String> {
    let is_share = unit == Unit::Of("share");
    let step = match whole.abs() {
        _ if is_share => 0.001,
        100.0.. => 1.0,
        1.0.. => 0.01,
        _ => 0.0001,
    };
    let units = (whole / step).round();
    let mut rounded: Vec<f64> = shares.iter().map(|it| (it / step).floor()).collect();
    let left = units - rounded.iter().sum::<f64>();
    let mut by_rest: Vec<usize> = (0..shares.len()).collect();
    let rest = |at: usize| shares[at] / step - (shares[at] / step).floor();
    by_rest.sort_by(|one, other| rest(*other).total_cmp(&rest(*one)));
    let mut left = left;
    for at in by_rest {
        if left < 1.0 {
            break;
        }
        rounded[at] += 1.0;
        left -= 1.0;
    }
    let said = |units: f64| {
        if units.abs() < 0.5 {
            return "none".to_owned();
        }
        if is_share {
            return difference(units * step, unit);
        }
        let value = units * step;
        let sign = if value > 0.0 { "+" } else { "" };
        let mut parts = precise_parts(value, unit);
        if is_money(unit) {
            parts.unit.clear();
        }
        [sign, &parts.joined()].concat()
    };
    rounded.into_iter().chain([units]).map(said).collect()
}

/// The last day to order each resource.
fn orders(columns: &[Column], today: Date) -> Option<Node> {
    let told: Vec<Option<Told>> = columns.iter().map(|it| it.told(today)).collect();
    let mut names: Vec<String> = Vec::new();
    for told in told.iter().flatten() {
        for resource in told.in_order() {
            if !names.contains(&resource.name) {
                names.push(resource.name.clone());
            }
        }
    }
    let row = |name: &String| {
        let day = |told: &Option<Told>| {
            let told = told.as_ref()?;
            let resource = told.in_order().into_iter().find(|it| it.name == *name)?;
            told.order_by(resource, resource.order_by_months)
        };
        let all: Vec<Option<Date>> = told.iter().map(day).collect();
        all.iter().any(Option::is_some).then(|| {
            let said = all.iter().map(|day| {
                day.map_or_else(|| "not within the months planned".to_owned(), Date::shown)
            });
            let differ = all[1..].iter().map(|day| days(all[0], *day));
            Row {
                label: name.clone().into(),
                cells: said.chain(differ).map(|it| words(&[&it])).collect(),
            }
        })
    };
    let rows: Vec<Row> = names.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Node::Table {
        caption: "The last day to order".into(),
        heads: heads(columns),
        rows,
    })
}

/// Every figure that is not the same in all, in the order in which they are worked out.
fn all_figures(columns: &[Column]) -> Vec<Node> {
    let mut rows = Vec::new();
    let mut hidden = 0;
    for entry in figures(columns[0].scenario, columns[0].plan) {
        let read = |it: &Column| -> Option<String> {
            let at = it.plan.cells.place(&entry.id)?;
            let found = figure(it.scenario, it.plan, at);
            Some(match &found.said {
                Said::Number(value) => {
                    parts(&found.id, *value, it.unit(found.formula.unit)).joined()
                }
                Said::Named(_, name) => name.clone(),
                Said::Missing(why) => absent_word(Some(*why)).to_owned(),
            })
        };
        let all: Vec<Option<String>> = columns.iter().map(read).collect();
        if all.iter().all(|it| *it == all[0]) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            hidden += 1;
            continue;
        }
        let said = all
            .iter()
            .map(|it| it.clone().unwrap_or_else(|| "not planned".to_owned()));
        let differ =
            columns[1..]
                .iter()
                .map(|it| match apart(&columns[0], it, &entry.id).as_str() {
                    "not comparable" => String::new(),
                    apart => apart.to_owned(),
                });
        rows.push(Row {
            label: entry.label.clone().into(),
            cells: said.chain(differ).map(|it| words(&[&it])).collect(),
        });
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut heads = heads(columns);
    heads[0] = "Figure".into();
    let mut nodes = vec![Node::Table {
        caption: Cow::Borrowed(""),
        heads,
        rows,
    }];
    if hidden > 0 {
        let count = shown(of_count(hidden), Unit::Of("1"));
        nodes.push(Node::Text(vec![words(&[
            &count,
            " more differ: `plan --compare` prints them all.",
        ])]));
    }
    nodes
}

/// Rows of figures that the page shows.
const MOST_ROWS: usize = 100;

/// The bill of each by month.
static BILLS: ChartOf = ChartOf {
    id: "bills",
    file: "headroom-bills",
    draw: bills,
};

fn bills(scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    let Some(columns) = columns(scenario, plan) else {
        return Chart::none("Bills", "Nothing is compared.");
    };
    let of = |it: &Column| {
        it.plan
            .total_bill
            .as_ref()
            .map_or(0, |bill| bill.months.len())
    };
    let months = columns.iter().map(of).max().unwrap_or_default();
    if months < 2 {
        return Chart::none(
            "Bills by month",
            "Say how fast you grow, and the bills are drawn by month.",
        );
    }
    let colors = [(Color::One, "a"), (Color::Two, "b"), (Color::Three, "c")];
    let line = |(it, (color, id)): (&Column, (Color, &'static str))| {
        let mut values = by_month(it.plan, "bill.total.", of(it));
        values.resize(months, f64::NAN);
        Series::line(id, &it.head(), color, values)
    };
    let series = columns.iter().zip(colors).map(line).collect();
    let unit = Unit::Of("USD/month");
    let y = Axis::of_amounts(
        "Bill",
        Scale::Linear,
        [
            |value| tick(value, Unit::Of("USD/month")),
            |value| shown(value, Unit::Of("USD/month")),
        ],
    );
    let last = |it: &Column| {
        let id = ["bill.total.", &(of(it).max(1) - 1).to_string()].concat();
        let value = it.plan.number(&id)?;
        Some([it.letter, " ", &parts(&id, value, unit).joined()].concat())
    };
    let ends: Vec<String> = columns.iter().filter_map(last).collect();
    let title = ["The bills end at ", &ends.join(", ")].concat();
    let names: Vec<String> = columns
        .iter()
        .map(|it| [it.letter, ": ", &title_of(it)].concat())
        .collect();
    let sentence = ["The whole bill by month of ", &names.join("; "), "."].concat();
    let calendar = Calendar::new(scenario, today);
    let panel = Panel {
        y,
        series,
        ..Panel::default()
    };
    over_months(calendar, months, title, sentence, vec![panel], Vec::new())
}

fn title_of(column: &Column) -> String {
    title(column.scenario)
}

/// The comparison for a chat: a line a figure.
pub fn summary(scenario: &Scenario, plan: &Plan, today: Date, link: &str) -> Option<String> {
    let columns = columns(scenario, plan)?;
    let mut lines: Vec<String> = columns
        .iter()
        .map(|it| [it.letter, ": ", &title_of(it)].concat())
        .collect();
    let first = &columns[0];
    for (id, label) in told_of(&columns) {
        let all: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, it)| {
                let said = [it.letter, " ", &it.said(id)].concat();
                if at == 0 {
                    said
                } else {
                    [&said, " (", &apart(first, it, id), ")"].concat()
                }
            })
            .collect();
        lines.push([label, ": ", &all.join(", ")].concat());
    }
    for row in first_orders(&columns, today) {
        let cells = row
            .cells
            .iter()
            .zip(&columns)
            .filter_map(|(cell, it)| match cell {
                Span::Text(said) => Some([it.letter, " ", said].concat()),
                _ => None,
            });
        let all: Vec<String> = cells.collect();
        lines.push([&*row.label, ": ", &all.join(", ")].concat());
    }
    lines.push(link.to_owned());
    Some(lines.join("\n"))
}
