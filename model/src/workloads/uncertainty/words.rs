//! How do ranges read: what they do to the answers, which chances there are, which input
//! matters, and how it looks in a bad case?

use super::chances::{Chances, DOTS, Driver, OrderDate, Unwanted};
use super::charts::{ORDER, dated, first};
use super::draws::made;
use super::overlay::{Overlay, drawn};
use super::score::score;
use crate::engine::Plan;
use crate::engine::moves::Headline;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::quantity::math::of_count;
use crate::report::{FileOf, Node, Row, Section, Span, Style, figure_of, parts, text, words};
use crate::review::Fix;
use crate::scenario::{Scenario, Slot, Value, fields, work};
use crate::workloads::resources::Resource;
use crate::workloads::resources::words::Told;
use crate::workloads::spikes::plan::told as spike_shown;
use std::sync::Arc;

/// Draws in the file that is offered.
const IN_FILE: usize = 1024;

/// The draws to take away.
pub static DRAWS: FileOf = FileOf {
    label: "Download 1,024 draws (CSV)",
    file: "headroom-draws.csv",
    kind: "text/csv",
    write: |scenario, _, _| Some(made(scenario, IN_FILE).table()),
};

/// From where to where a figure is in 90 of 100 draws, as it stands behind it:
/// `(29,000–51,000)`. None where it is the same in all, or reads so.
pub fn spread(plan: &Plan, scenario: &Scenario, id: &str) -> Option<String> {
    let band = plan.chances.as_deref()?.band(id)?;
    let figure = plan.figure(id).filter(|it| it.word().is_none())?;
    let unit = work::unit(scenario, figure.unit());
    let [low, .., high] = band
        .at
        .map(|value| value.is_finite().then(|| parts(id, value, unit)));
    let low = low?;
    let (low, high) = match high {
        Some(high) if high.unit == low.unit => (low.number, high.number),
        Some(high) => (low.joined(), high.joined()),
        None => (low.number, "never".to_owned()),
    };
    (low != high).then(|| ["(", &low, "–", &high, ")"].concat())
}

/// A chance as people say it: whole percents, and no certainty that nobody has.
pub fn percent(chance: f64) -> String {
    if chance > 0.0 && chance < 0.005 {
        return "under 1 %".to_owned();
    }
    if chance < 1.0 && chance > 0.995 {
        return "over 99 %".to_owned();
    }
    shown((chance * 100.0).round() / 100.0, Unit::Of("share"))
}

/// The section on ranges, if any counts.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Section> {
    let drawn = drawn(scenario);
    if drawn.is_empty() {
        return None;
    }
    let Some(chances) = plan.chances.as_deref() else {
        let said = vec![words(&[
            &counted(drawn.len()),
            " not known exactly; what that does to the figures has yet to be drawn.",
        ])];
        return Some(Section::new(
            "ranges",
            "Ranges and chances",
            said,
            Vec::new(),
        ));
    };
    let told = Told::new(scenario, plan, today);
    let mut nodes = Vec::new();
    if told.as_ref().is_some_and(|told| first(told).is_some()) {
        nodes.push(Node::Chart(&ORDER));
        nodes.push(Node::Text(vec![
            text("Risk that is accepted: "),
            Span::Input("uncertainty.risk".into()),
        ]));
    }
    let matters = matters(scenario, plan, &chances.told().drivers);
    let section = Section::new(
        "ranges",
        "Ranges and chances",
        conclusion(plan, chances, drawn.len(), told.as_ref()),
        nodes,
    );
    Some(
        section
            .folding(
                "When to order each resource",
                told.as_ref().and_then(orders),
            )
            .folding(
                "How likely is what nobody wants",
                odds(scenario, plan, chances),
            )
            .folding(
                "Which input matters, and what it is worth to know it",
                matters,
            )
            .folding("A bad case", bad(scenario, chances))
            .folding("Whether ranges were wide enough", scored(scenario, chances))
            .folding("The ranges as they are drawn", ranges(scenario)),
    )
}

/// `2 inputs are`.
fn counted(count: usize) -> String {
    match count {
        1 => "One input is".to_owned(),
        count => [&*count.to_string(), " inputs are"].concat(),
    }
}

fn conclusion(plan: &Plan, chances: &Chances, count: usize, told: Option<&Told>) -> Vec<Span> {
    let mut spans = vec![words(&[&counted(count), " not known exactly"])];
    let bill = Headline::of(plan).bill_id;
    match bill.filter(|id| chances.band(id).is_some()) {
        Some(id) => {
            let last = id
                .rsplit('.')
                .next()
                .and_then(|last| last.parse::<u32>().ok());
            let when = last.map_or_else(String::new, |months| format!(" in {months} months"));
            spans.push(words(&[": the bill", &when, " is planned as "]));
            spans.push(figure_of(&[id], Style::Plain));
            spans.push(text(
                "; 90 of 100 draws lie between what stands in brackets.",
            ));
        }
        None => spans.push(text("; the bill is the same in all draws.")),
    }
    if let Some((told, (date, resource))) = told.and_then(|told| Some((told, first(told)?))) {
        spans.push(words(&[
            " An order of ",
            &resource.name,
            " on the day that is planned is too late with a chance of ",
            &percent(date.late),
            "; for ",
            &percent(told.scenario.uncertainty.risk),
            " it is ",
            &day(told, resource, date.by),
            ".",
        ]));
    }
    let draws = count_text(chances.told().draws);
    spans.push(words(&[" ", &draws, " draws."]));
    spans
}

fn count_text(count: usize) -> String {
    shown(of_count(count), Unit::Of("1"))
}

/// The last day to order a resource, so many months from the start.
fn day(told: &Told, resource: &Resource, months: f64) -> String {
    let day = told.order_by_at(resource, months);
    day.map_or_else(|| "never".to_owned(), Date::shown)
}

/// When each resource must be ordered.
fn orders(told: &Told) -> Option<Node> {
    let row = |(date, resource): (&OrderDate, &Resource)| {
        let day = |months: f64| day(told, resource, months);
        Row {
            label: resource.name.clone().into(),
            cells: [
                day(date.dots[2]),
                day(date.dots[DOTS - 3]),
                day(date.by),
                percent(date.late),
                percent(date.late_now),
            ]
            .map(|it| words(&[&it]))
            .into(),
        }
    };
    let risk = ["For a risk of ", &percent(told.scenario.uncertainty.risk)].concat();
    let rows: Vec<Row> = dated(told).into_iter().map(row).collect();
    (!rows.is_empty()).then(|| Node::Table {
        caption: "The last day to order, and the chance to be late".into(),
        heads: vec![
            "Resource".into(),
            "5 of 100 are earlier".into(),
            "5 of 100 are later".into(),
            risk.into(),
            "Late as planned".into(),
            "Late if ordered at the start".into(),
        ],
        rows,
    })
}

/// How likely is what nobody wants.
fn odds(scenario: &Scenario, plan: &Plan, chances: &Chances) -> Option<Node> {
    let row = |of: Unwanted| {
        let odds = chances.odds(of)?;
        let what = match of {
            Unwanted::OverBudget => "The bill in a year is over the budget".to_owned(),
            Unwanted::OverBudgetOnce => {
                "The bill of a month of the first year is over the budget".to_owned()
            }
            Unwanted::UnderMargin => "Gross margin is under its target".to_owned(),
            Unwanted::CheaperByApi => "The same calls would cost less at an API".to_owned(),
            Unwanted::Broken => {
                let spike = plan
                    .spikes
                    .as_deref()
                    .and_then(|it| spike_shown(scenario, it));
                let name = spike.map_or("the spike that is shown", |it| &*it.name);
                ["The promise is broken: ", name].concat()
            }
        };
        Some(Row {
            label: what.into(),
            cells: vec![
                words(&[&percent(odds.chance)]),
                words(&[&count_text(odds.draws)]),
            ],
        })
    };
    let all = [
        Unwanted::OverBudget,
        Unwanted::OverBudgetOnce,
        Unwanted::UnderMargin,
        Unwanted::CheaperByApi,
        Unwanted::Broken,
    ];
    let rows: Vec<Row> = all.into_iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| {
        Node::table(
            "Chances",
            &["What nobody wants", "Chance", "Of draws"],
            rows,
        )
    })
}

/// Each input that is drawn, the one that moves the answer most first.
fn matters(scenario: &Scenario, plan: &Plan, drivers: &[Driver]) -> Vec<Node> {
    let Some(answer) = drivers.first().map(|it| &*it.answer) else {
        return Vec::new();
    };
    let unit = plan.figure(answer).map_or(Unit::Of("1"), |it| it.unit());
    let of = |value: f64| {
        if value.is_finite() {
            parts(answer, value, unit).joined()
        } else {
            "none".to_owned()
        }
    };
    let row = |it: &Driver| {
        let slot = fields::slot(scenario, &it.id)?;
        let input = |value: f64| shown(value, slot.rules(scenario).stated.unit);
        let worth = it.worth.map_or_else(
            || "nothing is decided by it".to_owned(),
            |worth| shown(worth, Unit::Of("USD/month")),
        );
        Some(Row {
            label: slot.label(scenario).into(),
            cells: [
                [&input(it.points[0]), " to ", &*input(it.points[2])].concat(),
                of(it.ends[0]),
                of(it.ends[1]),
                percent(it.share),
                worth,
            ]
            .map(|it| words(&[&it]))
            .into(),
        })
    };
    let what = if answer.starts_with("answer.") {
        "the first order"
    } else {
        "the bill"
    };
    let heads = [
        "Input",
        "P5 to P95",
        "At P5",
        "At P95",
        "Of what it varies by",
        "Worth to know",
    ];
    let rows = drivers.iter().filter_map(row).collect();
    vec![
        Node::table(["What each does to ", what].concat(), &heads, rows),
        Node::note(
            "At P5 and at P95 all other inputs stay as planned. The shares come from the draws and are of each \
             input alone: what is missing to the whole comes of several together. What it is worth to know an \
             input is what a commitment for a year's compute would save a month if it were known before.",
        ),
    ]
}

/// A draw that is as bad as 5 of 100.
fn bad(scenario: &Scenario, chances: &Chances) -> Vec<Node> {
    let Some(draw) = chances.told().bad.and_then(|draw| u32::try_from(draw).ok()) else {
        return Vec::new();
    };
    let overlay = Overlay::new(scenario);
    let stated = overlay.replay(scenario, draw);
    let held = overlay.spreads.iter().map(|it| {
        let value = it.slot.get(&stated);
        (it.slot.id(), (value, None))
    });
    let fix = Fix {
        label: ["Open draw ", &*draw.to_string()].concat(),
        states: held.collect(),
    };
    let row = |slot: Slot| Row {
        label: slot.label(scenario).into(),
        cells: vec![words(&[&match slot.get(&stated) {
            Value::Number(value) => shown(value, slot.rules(scenario).stated.unit),
            _ => slot.words(&stated),
        }])],
    };
    let rows = overlay.spreads.iter().map(|it| row(it.slot)).collect();
    vec![
        Node::Text(vec![
            text(
                "The draw whose answer is nearest the 95th percentile, as a scenario with all its figures: ",
            ),
            Span::Offer(Arc::new(fix)),
            text(" Undo takes it back."),
        ]),
        Node::table("What it states", &["Input", "In this draw"], rows),
        Node::Download(&DRAWS),
    ]
}

/// How ranges did against what was counted since.
fn scored(scenario: &Scenario, chances: &Chances) -> Vec<Node> {
    let Some(it) = score(scenario, chances) else {
        return Vec::new();
    };
    let now = scenario.uncertainty.widen;
    let wider = (now * it.widen).clamp(0.1, 10.0);
    let said = [
        "Of ",
        &*it.counted.to_string(),
        " months with counted customers, ",
        &*it.within.to_string(),
        " lay within the ranges; of 90 in 100 they should. Ranges ",
        &shown(it.widen, Unit::Of("1")),
        " times as wide would have been right. ",
    ]
    .concat();
    let value = Value::Number((wider * 100.0).round() / 100.0);
    let label = ["Widen all ranges to ", &shown(wider, Unit::Of("x"))].concat();
    let fix = Fix::new(label, [("uncertainty.widen".into(), value)]);
    vec![Node::Text(vec![
        words(&[&said]),
        Span::Offer(Arc::new(fix)),
    ])]
}

/// What is drawn of each range.
fn ranges(scenario: &Scenario) -> Vec<Node> {
    let overlay = Overlay::new(scenario);
    let rows = overlay.spreads.iter().map(|it| {
        let unit = it.slot.rules(scenario).stated.unit;
        let [low, median, high] = it.points().map(|value| shown(value, unit));
        let beyond = it.beyond();
        let beyond = if beyond < 0.000_5 {
            "none".to_owned()
        } else {
            percent(beyond)
        };
        Row {
            label: it.slot.label(scenario).into(),
            cells: [low, median, high, beyond].map(|it| words(&[&it])).into(),
        }
    });
    let heads = ["Input", "P5", "Median", "P95", "Beyond what it takes"];
    vec![
        Node::table("Percentiles", &heads, rows.collect()),
        Node::note(
            "5 of 100 draws lie below P5 and 5 above P95. Sizes are spread by ratios, shares by odds, growth by \
             its monthly factor, days evenly. The value that is planned with is the median.",
        ),
    ]
}
