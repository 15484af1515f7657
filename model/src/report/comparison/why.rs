//! What is stated otherwise in those that are compared, and what comes of each?

use super::charts::{APART, BILLS, against};
use super::{Column, IDS, apart, days, heads, is_money, labels};
use crate::engine::Plan;
use crate::engine::causes::{Causes, Differing};
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{difference, precise_parts, shown};
use crate::quantity::math::{count_of, of_count};
use crate::quantity::order::ascending;
use crate::report::entries::{Said, figure, figures};
use crate::report::{Node, Row, Section, absent_word, parts, words};
use crate::scenario::{Scenario, Slot};
use crate::workloads::resources::words::Told;
use std::borrow::Cow;

/// What is stated otherwise and what comes of it, the bills by month, orders, and every figure
/// that differs.
pub(super) fn why(plan: &Plan, columns: &[Column], today: Date) -> Section {
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

/// A figure that differs, with its share of each input as it reads, the whole last.
struct Counted {
    label: &'static str,
    shares: Vec<String>,
}

/// The figures that differ and are known whatever is stated of what differs.
fn counted(first: &Column, other: &Column, known: &Causes) -> Vec<Counted> {
    let figure = |(at, id): (usize, &String)| {
        let ((low, unit), (high, another)) = first.number(id).zip(other.number(id))?;
        if unit != another || low.to_bits() == high.to_bits() {
            return None;
        }
        let shares: Option<Vec<f64>> = known.causes.iter().map(|it| it.shares[at]).collect();
        Some(Counted {
            label: labels().find(|(told, _)| told == id)?.1,
            shares: apportioned(&shares?, high - low, unit),
        })
    };
    known
        .figures
        .iter()
        .enumerate()
        .filter_map(figure)
        .collect()
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
    let said = |words_of: &[&str]| vec![Node::Text(vec![words(words_of)])];
    let Some(known) = known else {
        return said(&[&caption, " is being worked out."]);
    };
    if known.causes.is_empty() {
        return said(&[other.letter, " states the same as ", first.letter, "."]);
    }
    let counted = counted(first, other, known);
    let row = |label: String, cells: [String; 2], at: usize| {
        let shares = counted.iter().map(|it| it.shares[at].clone());
        Row {
            label: label.into(),
            cells: cells
                .into_iter()
                .chain(shares)
                .map(|it| words(&[&it]))
                .collect(),
        }
    };
    let causes = known.causes.iter().enumerate();
    let mut rows: Vec<Row> = causes
        .map(|(at, it)| {
            let (label, from, to) = stated(first, other, it.of);
            row(label, [from, to], at)
        })
        .collect();
    if !counted.is_empty() && rows.len() > 1 {
        rows.push(row(
            "Total".to_owned(),
            [String::new(), String::new()],
            rows.len(),
        ));
    }
    let heads = ["Input".into(), first.head(), other.head()].into_iter();
    let table = Node::Table {
        caption: caption.into(),
        heads: heads
            .chain(counted.iter().map(|it| it.label.into()))
            .collect(),
        rows,
    };
    vec![table, Node::note(note(counted.is_empty(), known.is_exact))]
}

/// What the shares are.
const fn note(is_same: bool, is_exact: bool) -> &'static str {
    match (is_same, is_exact) {
        (true, _) => "None of the figures above differs.",
        (false, true) => {
            "The share of an input is what it changes on average over all orders in which the inputs can be \
             changed (Shapley), so that the shares add up to the whole."
        }
        (false, false) => {
            "The share of an input is what it changes on average over 24 orders in which the inputs are changed \
             (Shapley, sampled), so that the shares add up to the whole."
        }
    }
}

/// What both state of what differs: its label, and either in words.
fn stated(first: &Column, other: &Column, of: Differing) -> (String, String, String) {
    let (from, to) = (first.scenario, other.scenario);
    match of {
        Differing::Input(slot) => (slot.label(to), slot.words(from), slot.words(to)),
        Differing::Load => {
            let load = |scenario: &Scenario| {
                let slot = Slot::from(scenario.demand.anchor.field());
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
    let places: Vec<usize> = (0..shares.len()).collect();
    let rest = |at: &usize| shares[*at] / step - (shares[*at] / step).floor();
    for at in ascending(&places, |at| -rest(at))
        .into_iter()
        .take(count_of(left))
    {
        rounded[at] += 1.0;
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
        heads: heads("Resource", columns),
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
    let heads = heads("All that differs", columns);
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
