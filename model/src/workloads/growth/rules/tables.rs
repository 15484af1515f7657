//! Do the tables that growth is read from agree with themselves: own figures by
//! month, and milestones?

use super::{CUSTOMERS, Found, MONTHS};
use crate::quantity::format::{exact, shown};
use crate::quantity::order::ascending;
use crate::review::{Severity, cell};
use crate::scenario::{Milestone, OwnMonth, RowKey, Scenario};

pub(super) fn own(scenario: &Scenario, now: f64, found: Found) {
    let rows = &scenario.own_months;
    let first = rows
        .iter()
        .min_by(|one, other| one.month.total_cmp(&other.month));
    let Some(first) = first else {
        let sentence = "Growth is to follow own figures, but there are none: customers stay as they are. Add a row \
                        for each month that you know.";
        let rule = "own_table_empty";
        found(
            rule,
            Severity::Error,
            sentence.to_owned(),
            &["growth.shape"],
        );
        return;
    };
    if first.month > 0.0 {
        starts_later(first, rows.len() == 1, now, found);
    } else {
        starts_now(first, rows.len() == 1, now, found);
    }
    let months: Vec<_> = rows.iter().map(|row| (row.month, row.key)).collect();
    doubled(&months, &mut |month, key| {
        let sentence = format!(
            "Month {} stands twice in the own figures: the first row counts. Remove one.",
            exact(month)
        );
        let evidence = cell("own", key, "month");
        found(
            "own_table_doubled",
            Severity::Warning,
            sentence,
            &[&evidence],
        );
    });
}

fn starts_later(first: &OwnMonth, is_alone: bool, now: f64, found: Found) {
    let from = if is_alone {
        " One row says no more than that; later months go on at the same share."
    } else {
        ""
    };
    let sentence = format!(
        "The own figures start {} from now: until then customers go from {} to {} by the same share each month.{from}",
        shown(first.month, MONTHS),
        shown(now, CUSTOMERS),
        shown(first.customers, CUSTOMERS)
    );
    let evidence = cell("own", first.key, "customers");
    found(
        "own_table_starts_later",
        Severity::Note,
        sentence,
        &[&evidence],
    );
}

fn starts_now(first: &OwnMonth, is_alone: bool, now: f64, found: Found) {
    let id = cell("own", first.key, "customers");
    if is_alone {
        let sentence = "The own figures have one row, for now: customers stay as they are. Add a row for a later \
                        month.";
        let rule = "own_table_one_row";
        found(rule, Severity::Warning, sentence.to_owned(), &[&id]);
    }
    if (first.customers - now).abs() > 1e-9 * now.abs() {
        let sentence = format!(
            "The own figures say {} at month 0, demand says {} now. The projection starts from the former, the bill \
             from the latter: make them agree.",
            shown(first.customers, CUSTOMERS),
            shown(now, CUSTOMERS)
        );
        let evidence = [&id, "demand.customers"];
        found(
            "own_table_disagrees",
            Severity::Warning,
            sentence,
            &evidence,
        );
    }
}

pub(super) fn milestones(scenario: &Scenario, found: Found) {
    let rows = &scenario.milestones;
    let id = |row: &Milestone| cell("milestone", row.key, "customers");
    if let [only] = &rows[..] {
        let sentence = "The milestone table has one row: nothing says what fewer or more customers need. Add \
                        another.";
        let rule = "milestones_one_row";
        found(rule, Severity::Warning, sentence.to_owned(), &[&id(only)]);
    }
    let mut pairs = rows.windows(2);
    if let Some([one, next]) = pairs.find(|pair| pair[0].customers > pair[1].customers) {
        let sentence = format!(
            "The milestone at {} stands after the one at {}. It is read in the order of customers; put the rows in \
             that order, or correct a number.",
            shown(next.customers, CUSTOMERS),
            shown(one.customers, CUSTOMERS)
        );
        let evidence = [&*id(one), &id(next)];
        let rule = "milestones_out_of_order";
        found(rule, Severity::Warning, sentence, &evidence);
    }
    let keys: Vec<_> = rows.iter().map(|row| (row.customers, row.key)).collect();
    doubled(&keys, &mut |customers, key| {
        let sentence = format!(
            "There are two milestones at {}: the first row counts. Remove one.",
            shown(customers, CUSTOMERS)
        );
        let evidence = cell("milestone", key, "customers");
        found(
            "milestones_doubled",
            Severity::Warning,
            sentence,
            &[&evidence],
        );
    });
    for row in rows {
        blanks(row, found);
    }
}

/// A column of a milestone that says 0.
fn blanks(row: &Milestone, found: Found) {
    let cells = [
        ("pods", row.pods),
        ("gpu_nodes", row.gpu_nodes),
        ("storage", row.storage),
        ("cost", row.cost),
    ];
    for (column, _) in cells.into_iter().filter(|(_, value)| *value <= 0.0) {
        let sentence = format!(
            "The milestone at {} has 0 in a column: between it and its neighbors that column says nothing. Write the \
             smallest amount that there is.",
            shown(row.customers, CUSTOMERS)
        );
        let evidence = cell("milestone", row.key, column);
        found("milestone_blank", Severity::Note, sentence, &[&evidence]);
    }
}

/// Says once of each number that stands in more than one row.
fn doubled(keys: &[(f64, RowKey)], say: &mut dyn FnMut(f64, RowKey)) {
    let keys = ascending(keys, |key| key.0);
    let mut said = None;
    for pair in keys.windows(2) {
        let (one, other) = (pair[0].0.to_bits(), pair[1].0.to_bits());
        if one == other && said != Some(one) {
            said = Some(one);
            say(pair[1].0, pair[1].1);
        }
    }
}
