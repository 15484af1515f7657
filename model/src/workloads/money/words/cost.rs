//! What will it cost, now and as customers grow, for each of them, within the budget?

use super::super::TotalBill;
use super::super::strategy::HORIZONS;
use crate::engine::Plan;
use crate::report::answers::unknown;
use crate::report::{Answer, Span, Style, bare, figure, figure_of, text, words};
use crate::sheet::Kind;

/// "What will it cost?", from everything that is planned.
pub(crate) fn cost(plan: &Plan) -> Option<Answer> {
    let bill = plan.total_bill.as_ref()?;
    // One workload alone that does not grow says it itself.
    if bill.parts.len() == 1 && plan.money.is_none() && plan.growth.is_none() {
        return None;
    }
    let question = "What will it cost?";
    if let Err(absent) = bill.now.number() {
        return Some(unknown(question, absent));
    }
    let mut why = parts(bill);
    let is_counted = are_stated(plan);
    if is_counted && plan.figure("bill.per_customer").is_some() {
        why.extend([figure("bill.per_customer"), text(". ")]);
    }
    let horizons: Vec<usize> = HORIZONS
        .into_iter()
        .filter(|month| known(plan, *month))
        .collect();
    for (at, month) in horizons.iter().enumerate() {
        let month = month.to_string();
        let before = if at == 0 { "After " } else { ", after " };
        why.extend([
            words(&[before, &month, " months "]),
            figure_of(&["bill.total.", &month], Style::Bare),
        ]);
        let each = ["bill.per_customer.", &month].concat();
        if is_counted && plan.figure(&each).is_some() {
            why.extend([
                text(" or "),
                figure_of(&[&each], Style::Bare),
                text(" per customer"),
            ]);
        }
    }
    if plan.growth.is_none() {
        why.push(text("Later months need growth, which is not stated."));
    } else if !horizons.is_empty() {
        why.push(text("."));
    }
    why.extend(not_known(plan));
    if plan.figure("bill.year").is_some() {
        why.extend([
            text(" Over the first twelve months "),
            bare("bill.year"),
            text("."),
        ]);
    }
    if plan
        .number("bill.could_save")
        .is_some_and(|saves| saves > 0.0)
    {
        why.extend([
            text(" Savings that are off could take "),
            figure("bill.could_save"),
            text(" off it."),
        ]);
    }
    if plan.money.is_some() {
        why.extend(match plan.get("money.gross_margin") {
            Ok(_) => vec![
                text(" Gross margin: "),
                figure("money.gross_margin"),
                text("."),
            ],
            Err(absent) => vec![words(&[" ", absent.0])],
        });
    }
    why.extend(budget(plan));
    Some(Answer {
        question,
        main: vec![
            Span::Figure("bill.total".into(), Style::Large),
            text(" a month now"),
        ],
        why,
    })
}

/// Why later months have no bill, where some have one.
fn not_known(plan: &Plan) -> Option<Span> {
    let months = &plan.total_bill.as_ref()?.months;
    let why = months.iter().find_map(|bill| bill.number().err())?;
    Some(words(&[" Not all months have a bill: ", why.0]))
}

/// Whether customers are what is stated, or tiers of them pay: of others a cost for each
/// says nothing.
fn are_stated(plan: &Plan) -> bool {
    let customers = plan.figure("demand.customers");
    plan.money.is_some() || customers.is_some_and(|it| it.formula.kind == Kind::Stated)
}

/// What the bill is made of, where that is more than one thing.
fn parts(bill: &TotalBill) -> Vec<Span> {
    if bill.parts.len() < 2 {
        return Vec::new();
    }
    let mut spans = Vec::new();
    for (at, part) in bill.parts.iter().enumerate() {
        let (row, name) = part.of.words();
        spans.push(words(&[if at == 0 { "" } else { ", " }, name, " "]));
        spans.push(figure_of(&["bill.part.", row], Style::Bare));
    }
    spans.push(text(". "));
    spans
}

/// What the bill leaves of the budget, where one is stated.
fn budget(plan: &Plan) -> Vec<Span> {
    match plan.number("money.budget_left") {
        Some(left) if left < 0.0 => vec![text(" The budget is exceeded.")],
        Some(_) => vec![
            text(" It takes "),
            figure("money.budget_used"),
            text(" of the budget."),
        ],
        None => Vec::new(),
    }
}

/// The cost answer's horizon is one that the plan has a bill for.
fn known(plan: &Plan, month: usize) -> bool {
    let id = ["bill.total.", &month.to_string()].concat();
    plan.figure(&id).is_some()
}
