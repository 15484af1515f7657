//! What will it cost, now and as customers grow, for each of them, within the budget?

use super::super::TotalBill;
use super::super::strategy::HORIZONS;
use crate::engine::Plan;
use crate::report::answers::{self, unknown};
use crate::report::{Answer, Span, Style, bare, figure, figure_of, text, words};
use crate::sheet::Kind;

/// "What will it cost?", from everything that is planned.
pub(crate) fn cost(plan: &Plan) -> Option<Answer> {
    let bill = plan.total_bill.as_ref()?;
    // One workload alone that does not grow says it itself.
    if bill.parts.len() == 1 && plan.money.is_none() && plan.growth.is_none() {
        return None;
    }
    let question = answers::COST;
    if let Err(absent) = bill.now.number() {
        return Some(unknown(question, absent));
    }
    let is_counted = are_stated(plan);
    let each = plan.figure("bill.per_customer").filter(|_| is_counted);
    let mut why = in_short(plan, each.map(|_| figure("bill.per_customer")));
    why.extend(parts(bill));
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
    if plan.money.is_some()
        && let Err(absent) = plan.get("money.gross_margin")
    {
        why.push(words(&[" ", absent.0]));
    }
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

/// What a reader looks for first, in one sentence: each customer, the year, the margin and
/// the budget, as far as they are known.
fn in_short(plan: &Plan, each: Option<Span>) -> Vec<Span> {
    let known = |id: &'static str| plan.figure(id).map(|_| figure(id));
    let year = plan.figure("bill.year").map(|_| bare("bill.year"));
    let left = plan.number("money.budget_left");
    let of_budget = match left {
        Some(left) if left < 0.0 => " of the budget: more than there is",
        _ => " of the budget",
    };
    let clauses = [
        ("", each, ""),
        ("", year, " over the first twelve months"),
        ("gross margin ", known("money.gross_margin"), ""),
        ("", known("money.budget_used"), of_budget),
    ];
    let mut spans = Vec::new();
    for (before, figure, after) in clauses {
        let Some(figure) = figure else { continue };
        let between = if spans.is_empty() { "" } else { "; " };
        spans.extend([words(&[between, before]), figure, text(after)]);
    }
    if !spans.is_empty() {
        spans.push(text(". "));
    }
    spans
}

/// The cost answer's horizon is one that the plan has a bill for.
fn known(plan: &Plan, month: usize) -> bool {
    let id = ["bill.total.", &month.to_string()].concat();
    plan.figure(&id).is_some()
}
