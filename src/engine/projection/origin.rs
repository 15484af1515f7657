//! Which input of the scenario, or which figure of the plan, went into a figure
//! of the projection? Figures by month go by one name each, and what a formula
//! calls `row_cost` is a cell of whichever row it was counted from.

use crate::quantity::Figure;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::scenario::growth::{SEASONS, Shape};
use crate::scenario::{Milestone, RowKey, Scenario};

/// The id of the figure or field that the input `name` of the figure `id` is,
/// where the name alone does not say.
pub fn origin(scenario: &Scenario, id: &str, figure: &Figure, name: &str) -> Option<String> {
    let rest = id.strip_prefix("growth.")?;
    let case = ["conservative.", "aggressive."]
        .into_iter()
        .find(|case| rest.starts_with(case));
    let case = case.unwrap_or_default();
    let own = &rest[case.len()..];
    let (what, when) = own.split_once('.').unwrap_or((own, ""));
    let place = ["growth.", case].concat();
    let by_month = |name: &str| Some(["growth.", name, ".", when].concat());
    match name {
        "customers" if what.starts_with("milestone_") => by_month("customers"),
        "customers" => Some("demand.customers".to_owned()),
        "customers_then" => by_month("customers"),
        "peak_rate" => Some("demand.peak_rate".to_owned()),
        "months_ahead" | "own_customers" | "peak_multiplier" => by_month(name),
        _ if name.starts_with("milestone_") => by_month(name),
        "growth_factor" | "case_rate" | "case_added" | "steady_customers" | "retained" => {
            Some(place + name)
        }
        "own_target" => Some([&place, "own_target.", when].concat()),
        "case_factor" => Some(factor(case).to_owned()),
        "target_customers" => {
            let mut changes = scenario.changes.iter();
            let change = changes.find(|change| exact(change.customers) == when)?;
            Some(cell("change", change.key, "customers"))
        }
        "customers_before" | "month_before" => {
            own_row(scenario, figure, ["customers_before", "month_before"], name)
        }
        "customers_after" | "month_after" => {
            own_row(scenario, figure, ["customers_after", "month_after"], name)
        }
        "event_multiplier" => {
            let multiplier = input(figure, name)?;
            let mut events = scenario.events.iter();
            let event = events.find(|event| same(event.multiplier, multiplier))?;
            Some(cell("event", event.key, "multiplier"))
        }
        "season_factor" => season(scenario, when),
        _ => milestone_cell(scenario, figure, name),
    }
}

/// The season of the calendar month in which a month of the plan begins; that
/// of January where the plan has no start, for then all are alike.
fn season(scenario: &Scenario, month: &str) -> Option<String> {
    let calendar = scenario.growth.start.map_or(1, |start| {
        let months = month.parse().unwrap_or(0);
        Date::of(start).add_months(months).month
    });
    let at = usize::from(calendar).checked_sub(1)?;
    SEASONS.get(at).map(|id| (*id).to_owned())
}

/// The field with the factor of a case.
const fn factor(case: &str) -> &'static str {
    match case.as_bytes() {
        b"conservative." => "growth.conservative_factor",
        b"aggressive." => "growth.aggressive_factor",
        _ => "growth.moderate_factor",
    }
}

fn cell(table: &str, row: RowKey, column: &str) -> String {
    [table, ".", row.text(), ".", column].concat()
}

fn same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits()
}

fn input(figure: &Figure, name: &str) -> Option<f64> {
    let names = figure.formula.inputs.iter();
    let mut inputs = names.zip(figure.inputs());
    inputs
        .find(|(input, _)| input.name == name)
        .map(|(_, value)| *value)
}

/// The row of the own table with this month and these customers; the customers
/// of now where no row has them.
fn own_row(
    scenario: &Scenario,
    figure: &Figure,
    [customers, month]: [&str; 2],
    name: &str,
) -> Option<String> {
    if scenario.growth.shape != Shape::Table {
        return None;
    }
    let count = input(figure, customers)?;
    // A row alone is taken whatever its month.
    let at = input(figure, month);
    let mut rows = scenario.own_months.iter();
    let row = rows
        .find(|row| same(row.customers, count) && at.is_none_or(|month| same(row.month, month)));
    let is_month = name == month;
    Some(match row {
        Some(row) => cell("own", row.key, if is_month { "month" } else { "customers" }),
        None if is_month => "growth.months_ahead.0".to_owned(),
        None => "demand.customers".to_owned(),
    })
}

/// `row_cost` and `next_pods`: the cell of the milestone that has them.
fn milestone_cell(scenario: &Scenario, figure: &Figure, name: &str) -> Option<String> {
    let (start, column) = name.split_once('_')?;
    if !["row", "next"].contains(&start) {
        return None;
    }
    let customers = input(figure, &[start, "_customers"].concat())?;
    let mut rows = scenario.milestones.iter();
    let row: &Milestone = rows.find(|row| same(row.customers, customers))?;
    Some(cell("milestone", row.key, column))
}
