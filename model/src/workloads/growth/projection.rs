//! The projection as CSV, a row a month, to calculate with elsewhere.

use super::Growth;
use super::calendar::Calendar;
use super::due_dates::names;
use crate::charts::{csv_cell, csv_line};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::of_count;
use crate::report::FileOf;
use crate::scenario::Scenario;
use crate::sheet::Case;

/// Head and figure of each column; one that the plan has no figure of is left
/// out.
const COLUMNS: &[(&str, &str)] = &[
    ("Customers", "growth.customers."),
    ("Customers (conservative)", "growth.conservative.customers."),
    ("Customers (aggressive)", "growth.aggressive.customers."),
    ("Pods by milestones", "growth.milestone_pods."),
    ("GPU nodes by milestones", "growth.milestone_gpu_nodes."),
    ("Storage by milestones (GB)", "growth.milestone_storage."),
    ("Cost by milestones (USD a month)", "growth.milestone_cost."),
    ("Peak multiplier", "growth.peak_multiplier."),
    (
        "Average request rate (requests/s)",
        "timeline.average_rate.",
    ),
    ("Peak request rate (requests/s)", "timeline.peak_rate."),
    ("Bill (USD a month)", "money.bill."),
    ("Orders by then (USD a month)", "orders.cost."),
    ("Whole bill (USD a month)", "bill.total."),
    ("Budget left (USD a month)", "bill.budget_left."),
];

/// The projection as a part of the document.
pub static PROJECTION: FileOf = FileOf {
    label: "Download these months (CSV)",
    file: "headroom-projection.csv",
    kind: "text/csv",
    write: projection,
};

/// The projection by month as RFC 4180: numbers exact, unknown ones empty, text
/// that a spreadsheet would take for a formula made harmless. None where the
/// plan has no growth.
pub fn projection(scenario: &Scenario, plan: &Plan, today: Date) -> Option<String> {
    let growth = plan.growth.as_ref()?;
    let calendar = Calendar::new(scenario, today);
    let mut figures: Vec<(String, f64)> = Vec::new();
    plan.each(&mut |id, outcome| {
        let by_month = COLUMNS.iter().any(|(_, start)| id.starts_with(start));
        if let (true, Ok(figure)) = (by_month, outcome) {
            figures.push((id.to_owned(), figure.value));
        }
    });
    let columns: Vec<_> = COLUMNS
        .iter()
        .filter(|(_, start)| figures.iter().any(|(id, _)| id.starts_with(start)))
        .collect();
    let heads = ["Month", "Date"].into_iter();
    let heads = heads
        .chain(columns.iter().map(|(head, _)| *head))
        .chain(["Required change"]);
    let mut text = csv_line(&heads.map(csv_cell).collect::<Vec<_>>());
    for month in 0..=growth.months {
        let number = month.to_string();
        let mut cells = vec![number.clone(), calendar.month(month).iso()];
        cells.extend(columns.iter().map(|(_, start)| {
            let id = [start, number.as_str()].concat();
            let known = figures.iter().find(|(other, _)| *other == id);
            known.map_or_else(String::new, |(_, value)| exact(*value))
        }));
        cells.push(csv_cell(&changes(scenario, growth, month)));
        text += &csv_line(&cells);
    }
    Some(text)
}

/// What has to change within a month, before the next begins.
fn changes(scenario: &Scenario, growth: &Growth, month: usize) -> String {
    let span = of_count(month)..of_count(month + 1);
    let reached = growth.targets.iter().zip(growth.months_to(Case::Moderate));
    let inside = reached.filter(|(_, months)| months.number().is_ok_and(|it| span.contains(&it)));
    let words: Vec<String> = inside.map(|(target, _)| names(scenario, *target)).collect();
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    #[test]
    fn a_row_a_month_that_a_spreadsheet_reads_as_it_stands() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        let names = ["=HYPERLINK(1)", "+1", "-1, \"then\"", "@a\tb"];
        for (change, name) in scenario.changes.iter_mut().zip(names) {
            name.clone_into(&mut change.name);
        }
        let today = Date::new(2026, 11, 22).unwrap();
        let text = projection(&scenario, &plan(&scenario), today).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 26);
        assert!(lines[0].starts_with("Month,Date,Customers,Customers (conservative)"));
        assert!(lines[1].starts_with("0,2026-11-22,500,500,500,5,2,200,8000,1,"));
        for (month, ending) in [
            (4, ",'=HYPERLINK(1)"),
            (11, ",'+1"),
            (16, ",\"'-1, \"\"then\"\"\""),
            (21, ",'@a\tb"),
            (22, ","),
        ] {
            assert!(lines[month + 1].ends_with(ending), "{}", lines[month + 1]);
        }
        assert_eq!(
            projection(&Scenario::default(), &plan(&Scenario::default()), today),
            None
        );
    }
}
