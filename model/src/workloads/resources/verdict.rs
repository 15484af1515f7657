//! The plan in two sentences: what to order by when and what fills first, what it costs
//! now and in a year?

use super::answers::{noun, task_of};
use super::first::least;
use super::words::Told;
use crate::engine::Plan;
use crate::report::{Basis, Span, Style, bare, figure, figure_of, text, words};

/// What a plan with resources comes to.
pub(super) fn verdict(basis: &Basis) -> Vec<Span> {
    let Some(told) = Told::new(basis.scenario, basis.plan, basis.today) else {
        return Vec::new();
    };
    let mut spans = what_to_do(&told, basis);
    spans.extend(cost(basis.plan));
    spans
}

/// What must be done by when; where nothing must, how much room there is.
fn what_to_do(told: &Told, basis: &Basis) -> Vec<Span> {
    let all = &told.resources.all;
    let full = least(all, |it| it.months_to_cliff).map(|at| &all[at]);
    let Some((order, resource)) = told.first_order() else {
        return room(told);
    };
    let task = task_of(told, order);
    let by = match told.order_day(order) {
        Some(day) if day > basis.today => ["by ", &day.shown()].concat(),
        _ => "now".to_owned(),
    };
    let fills = match full {
        Some(first) if first.months_to_cliff.number().is_ok_and(|it| it <= 0.0) => {
            let asked = if first.row == resource.row {
                "more is asked for than there is".to_owned()
            } else {
                [&first.name, " is full already"].concat()
            };
            ["; ", &asked].concat()
        }
        Some(first) if first.row == resource.row => {
            ["; all of it is used on ", &told.date(first.months_to_cliff)].concat()
        }
        Some(first) => {
            let date = told.date(first.months_to_cliff);
            ["; ", &first.name, " fills first, on ", &date].concat()
        }
        None => String::new(),
    };
    vec![words(&[&task, " ", &by, &fills, "."])]
}

/// Where nothing must be ordered.
fn room(told: &Told) -> Vec<Span> {
    let is_planned = told.plan.growth.is_some();
    let ahead = if is_planned {
        "Nothing has to be ordered within the months that are planned"
    } else {
        "No growth is stated, so nothing has a date"
    };
    if told
        .plan
        .number("answer.room")
        .is_none_or(|room| room <= 0.0)
    {
        return vec![text(ahead), text(".")];
    }
    vec![
        text(ahead),
        text(": there is room for "),
        bare("answer.room"),
        words(&[" more ", noun(told.scenario), "."]),
    ]
}

/// What it costs, now and as far ahead as a year.
fn cost(plan: &Plan) -> Vec<Span> {
    if plan.figure("bill.total").is_none() {
        return vec![text(" What it costs is not known.")];
    }
    let mut spans = vec![text(" It costs "), figure("bill.total"), text(" now")];
    let then = [12, 6].into_iter().find(|month: &usize| {
        let id = ["bill.total.", &month.to_string()].concat();
        plan.figure(&id).is_some()
    });
    if let Some(month) = then {
        let ahead = if month == 12 {
            " in a year"
        } else {
            " in six months"
        };
        spans.extend([
            text(" and "),
            figure_of(&["bill.total.", &month.to_string()], Style::Bare),
            text(ahead),
        ]);
    }
    spans.push(text("."));
    spans
}
