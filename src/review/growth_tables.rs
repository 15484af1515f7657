//! Do the tables that growth is read from agree with themselves: own figures by
//! month, and milestones?

use super::Severity;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown};
use crate::quantity::order::ascending;
use crate::scenario::{RowKey, Scenario};

pub(super) const CUSTOMERS: Unit = Unit::Of("customer");
pub(super) const MONTHS: Unit = Unit::Of("month");

/// Takes a rule, how grave it is, what it says, and what proves it.
pub(super) type Found<'a> = &'a mut dyn FnMut(&'static str, Severity, String, &[&str]);

pub(super) fn own(scenario: &Scenario, now: f64, found: Found) {
    let rows = &scenario.own_months;
    let first = rows
        .iter()
        .min_by(|one, other| one.month.total_cmp(&other.month));
    let Some(first) = first else {
        found(
            "own_table_empty",
            Severity::Error,
            "Growth is to follow own figures, but there are none: customers stay as they are. Add a row for each month that you know.".to_owned(),
            &["growth.shape"],
        );
        return;
    };
    let id = cell("own", first.key, "customers");
    if first.month > 0.0 {
        let from = if rows.len() == 1 {
            " One row says no more than that; later months go on at the same share."
        } else {
            ""
        };
        found(
            "own_table_starts_later",
            Severity::Note,
            format!(
                "The own figures start {} from now: until then customers go from {} to {} by the same share each month.{from}",
                shown(first.month, MONTHS),
                shown(now, CUSTOMERS),
                shown(first.customers, CUSTOMERS)
            ),
            &[&id],
        );
    } else {
        if rows.len() == 1 {
            found(
                "own_table_one_row",
                Severity::Warning,
                "The own figures have one row, for now: customers stay as they are. Add a row for a later month.".to_owned(),
                &[&id],
            );
        }
        if (first.customers - now).abs() > 1e-9 * now.abs() {
            found(
                "own_table_disagrees",
                Severity::Warning,
                format!(
                    "The own figures say {} at month 0, demand says {} now. The projection starts from the former, the bill from the latter: make them agree.",
                    shown(first.customers, CUSTOMERS),
                    shown(now, CUSTOMERS)
                ),
                &[&id, "demand.customers"],
            );
        }
    }
    doubled(
        &rows
            .iter()
            .map(|row| (row.month, row.key))
            .collect::<Vec<_>>(),
        &mut |month, key| {
            found(
                "own_table_doubled",
                Severity::Warning,
                format!(
                    "Month {} stands twice in the own figures: the first row counts. Remove one.",
                    exact(month)
                ),
                &[&cell("own", key, "month")],
            );
        },
    );
}

pub(super) fn milestones(scenario: &Scenario, found: Found) {
    let rows = &scenario.milestones;
    if let [only] = &rows[..] {
        found(
            "milestones_one_row",
            Severity::Warning,
            "The milestone table has one row: nothing says what fewer or more customers need. Add another.".to_owned(),
            &[&cell("milestone", only.key, "customers")],
        );
    }
    if let Some(pair) = rows
        .windows(2)
        .find(|pair| pair[0].customers > pair[1].customers)
    {
        found(
            "milestones_out_of_order",
            Severity::Warning,
            format!(
                "The milestone at {} stands after the one at {}. It is read in the order of customers; put the rows in that order, or correct a number.",
                shown(pair[1].customers, CUSTOMERS),
                shown(pair[0].customers, CUSTOMERS)
            ),
            &[
                &cell("milestone", pair[0].key, "customers"),
                &cell("milestone", pair[1].key, "customers"),
            ],
        );
    }
    doubled(
        &rows
            .iter()
            .map(|row| (row.customers, row.key))
            .collect::<Vec<_>>(),
        &mut |customers, key| {
            found(
                "milestones_doubled",
                Severity::Warning,
                format!(
                    "There are two milestones at {}: the first row counts. Remove one.",
                    shown(customers, CUSTOMERS)
                ),
                &[&cell("milestone", key, "customers")],
            );
        },
    );
    for row in rows {
        let cells = [
            ("pods", row.pods),
            ("gpu_nodes", row.gpu_nodes),
            ("storage", row.storage),
            ("cost", row.cost),
        ];
        for (column, _) in cells.iter().filter(|(_, value)| *value <= 0.0) {
            found(
                "milestone_blank",
                Severity::Note,
                format!(
                    "The milestone at {} has 0 in a column: between it and its neighbors that column says nothing. Write the smallest amount that there is.",
                    shown(row.customers, CUSTOMERS)
                ),
                &[&cell("milestone", row.key, column)],
            );
        }
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

pub(crate) fn cell(table: &str, row: RowKey, column: &str) -> String {
    [table, ".", row.text(), ".", column].concat()
}
