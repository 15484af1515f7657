//! Does the plan agree with what was measured since it was made: use, customers and
//! spend? And do models, applications and users come faster than customers grow?
//!
//! ```text
//! drift           = measured / planned for that month - 1
//! measured growth = (customers measured / customers at the start) ^ (1 / months) - 1
//! growth of models = new in a month / those there are       likewise applications, users
//! reserve         = whole steps of the reserve's share of what the peak takes now
//! ```

use crate::engine::Plan;
use crate::facts::constants::ONE_MONTH;
use crate::facts::sources::{AI_CAPACITY, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::quantity::math::{power, round_up, sum};
use crate::report::{Node, Row as Line, Style, figure_of, words};
use crate::scenario::fleet::actual;
use crate::scenario::growth::fields as growth_fields;
use crate::scenario::{Actual, Scenario};
use crate::sheet::{Case, Cell, Known, Row, Sheet};
use crate::workloads::growth::plan::months_ahead;

crate::formulas! {
    source: AI_CAPACITY; in "fleet.actual.{row}";

    /// What the plan needs of that pool in the month of the measurement.
    pub fn planned_use "Planned use" (needed: "unit") -> "unit" as "fleet.actual.{row}.planned_use" from DEFINITION

    /// How much more was used than planned.
    pub fn drift "Measured over planned" (planned_use: "unit"; actual.used) -> "share" as "fleet.actual.{row}.drift"
    { used / planned_use - 1.0 }

    /// Customers that the plan has in the month of the count.
    pub fn planned_customers "Planned customers" (customers_then: "customer") -> "customer" from DEFINITION

    /// How many more customers there were than planned.
    pub fn customers_drift "Counted over planned" (planned_customers: "customer"; actual.customers) -> "share"
    { customers / planned_customers - 1.0 }

    /// By which share of themselves customers grew in a month, from the start to the count.
    pub fn measured_growth "Growth as measured"
        (customers_now: "customer", months_ahead: "month"; actual.customers) -> "share/month" from DEFINITION
    { (power(customers / customers_now, ONE_MONTH / months_ahead) - 1.0) / ONE_MONTH }

    /// What the plan spends in that month.
    pub fn planned_spend "Planned spend" (bill_then: "USD/month") -> "USD/month" from DEFINITION

    /// How much more was spent than planned.
    pub fn spend_drift "Spent over planned" (planned_spend: "USD/month"; actual.spend) -> "share"
    { spend / planned_spend - 1.0 }

    /// Which share of the registered users comes new in a month.
    pub fn users_growth "Growth of users" (total_users: "user"; growth.new_users) -> "share/month"
        as users_sign "growth.sign.users"
    { new_users / total_users }

    /// Which share of the models in production comes new in a month.
    pub fn models_growth "Growth of models" (; growth.new_models, growth.models_now) -> "share/month"
        as models_sign "growth.sign.models"
    { new_models / models_now }

    /// Which share of the applications comes new in a month.
    pub fn applications_growth "Growth of applications" (; growth.new_applications, growth.applications_now)
        -> "share/month" as applications_sign "growth.sign.applications"
    { new_applications / applications_now }

    /// How much of it a reserve for bursts is, in whole steps beyond what the peak takes now.
    pub fn reserve_units "Burst reserve" (used: "unit"; growth.burst_reserve) -> "unit"
        as reserve "resource.{row}.reserve" solved "the fewest whole steps that hold that share of what the peak takes"

    /// What the reserve costs a month.
    pub fn reserve_cost "Burst reserve, a month" (reserve: "unit", unit_cost: "USD/unit/month") -> "USD/month"
        as reserve_cost "resource.{row}.reserve_cost"
    { reserve * unit_cost }

    /// What the reserve of all resources with a price costs a month.
    pub fn whole_reserve "Burst reserve, a month" (reserve_cost: ["USD/month"]) -> "USD/month"
        as whole_reserve "bill.reserve"
    { sum(reserve_cost) }
}

/// Why a measurement is of nothing.
pub const OF_NO_POOL: Missing = Missing(
    "It is of no pool that is there. Choose the pool that was measured, or call it as that is called.",
);
/// Why a measurement has no plan beside it.
pub const NOT_PLANNED: Missing =
    Missing("The plan does not reach the month of this measurement. Plan more months.");
const NOTHING_PLANNED: Missing =
    Missing("The plan needs nothing of this in that month, so there is no share to give.");
const AT_THE_START: Missing =
    Missing("It was counted at the start, and growth takes months to be seen.");
const NO_PART: Missing = Missing("The part of the bill is gone. Choose another one.");

/// The month of a measurement: a part of one is left out.
pub fn month_of(actual: &Actual) -> usize {
    (0..=36_u32)
        .rev()
        .find(|month| f64::from(*month) <= actual.month)
        .and_then(|month| usize::try_from(month).ok())
        .unwrap_or(0)
}

/// Everything that was measured since beside what was planned for its month.
pub(crate) fn plan(sheet: Sheet, plan: &Plan) {
    let start = sheet;
    for (at, measured) in sheet.scenario.actuals.iter().enumerate() {
        let sheet = sheet.within(Row::Of(&actual::TABLE, measured.key, at));
        if measured.used.is_some() {
            of_use(sheet, plan, measured);
        }
        if measured.customers.is_some() {
            of_customers([sheet, start], plan, month_of(measured));
        }
        if measured.spend.is_some() {
            let planned = planned_spend(sheet, bill_of(sheet.scenario, plan, measured));
            spend_drift(
                sheet,
                planned.must(|planned| planned > 0.0, NOTHING_PLANNED),
            );
        }
    }
    let stated = &sheet.scenario.growth;
    let sheet = sheet.if_known();
    if let Some(demand) = plan.demand.filter(|_| stated.new_users.is_some()) {
        users_growth(
            sheet,
            demand
                .total_users
                .must(|users| users > 0.0, NOTHING_PLANNED),
        );
    }
    models_growth(sheet);
    applications_growth(sheet);
    if sheet.read(&growth_fields::burst_reserve).is_known() {
        reserve(sheet, plan);
    }
}

fn of_use(sheet: Sheet, plan: &Plan, measured: &Actual) {
    let Some(pools) = &plan.pools else { return };
    let needed = match measured.place(&sheet.scenario.pools) {
        Some(row) => at_month(&pools.all[row].ahead.needed, measured),
        None => Cell::missing(OF_NO_POOL),
    };
    let planned = planned_use(sheet, needed);
    drift(
        sheet,
        planned.must(|planned| planned > 0.0, NOTHING_PLANNED),
    );
}

fn of_customers([sheet, start]: [Sheet; 2], plan: &Plan, month: usize) {
    let Some(growth) = &plan.growth else { return };
    let customers = growth.customers(Case::Moderate);
    let then = customers
        .get(month)
        .copied()
        .unwrap_or(Cell::missing(NOT_PLANNED));
    let planned = planned_customers(sheet, then);
    customers_drift(
        sheet,
        planned.must(|planned| planned > 0.0, NOTHING_PLANNED),
    );
    let Some(demand) = &plan.demand else { return };
    let since = start.in_month(month).given(&months_ahead::FORMULA);
    let now = demand.customers.must(|now| now > 0.0, NOTHING_PLANNED);
    measured_growth(sheet, now, since.must(|months| months > 0.0, AT_THE_START));
}

/// What the plan has for the month of a measurement.
fn at_month(by_month: &[Cell], measured: &Actual) -> Cell {
    let then = by_month.get(month_of(measured)).copied();
    then.unwrap_or(Cell::missing(NOT_PLANNED))
}

/// What the plan spends on what was paid for.
fn bill_of(scenario: &Scenario, plan: &Plan, measured: &Actual) -> Cell {
    let Some(part) = measured.part else {
        let bill = plan.total_bill.as_ref();
        return match bill {
            Some(bill) if !bill.months.is_empty() => at_month(&bill.months, measured),
            Some(bill) if month_of(measured) == 0 => bill.now,
            _ => Cell::missing(NOT_PLANNED),
        };
    };
    let Some(at) = scenario.bill.iter().position(|row| row.key == part) else {
        return Cell::missing(NO_PART);
    };
    let months = plan.money.as_ref().map(|money| &money.months[..]);
    let then =
        months.and_then(|months| months.get(month_of(measured))?.components.get(at).copied());
    then.unwrap_or(Cell::missing(NOT_PLANNED))
}

/// What a reserve for growth that nobody can tell would cost.
fn reserve(sheet: Sheet, plan: &Plan) {
    let share = sheet.read(&growth_fields::burst_reserve).or_zero();
    let all = plan.resources.iter().flat_map(|resources| &resources.all);
    let costs = all.map(|it| {
        let sheet = sheet.within(it.row);
        let steps = it
            .used
            .number()
            .map(|used| it.step * round_up(used * share / it.step));
        let units = reserve_units(sheet, Known(steps), it.used);
        reserve_cost(sheet, units, it.unit_cost)
    });
    let costs: Vec<Cell> = costs.filter(|cost| cost.is_known()).collect();
    if !costs.is_empty() {
        whole_reserve(sheet, &costs);
    }
}

/// What was measured beside the plan, and what comes faster; none where nothing is stated.
pub(crate) fn table(scenario: &Scenario, plan: &Plan) -> Option<Node> {
    type Kind = (&'static str, &'static str, &'static str, &'static str);
    const KINDS: [Kind; 3] = [
        ("used", "unit", "planned_use", "drift"),
        (
            "customers",
            "customer",
            "planned_customers",
            "customers_drift",
        ),
        ("spend", "USD/month", "planned_spend", "spend_drift"),
    ];
    let mut rows = Vec::new();
    for measured in &scenario.actuals {
        let stated = [measured.used, measured.customers, measured.spend];
        for ((what, unit, planned, drift), value) in KINDS.into_iter().zip(stated) {
            let figure = |name| {
                figure_of(
                    &["fleet.actual.", measured.key.text(), ".", name],
                    Style::Cell,
                )
            };
            let Some(value) = value else { continue };
            if plan
                .outcome(&["fleet.actual.", measured.key.text(), ".", drift].concat())
                .is_none()
            {
                continue;
            }
            let month = month_of(measured).to_string();
            rows.push(Line {
                label: [&measured.name, ", month ", &month, ", ", what]
                    .concat()
                    .into(),
                cells: vec![
                    words(&[&shown(value, Unit::Of(unit))]),
                    figure(planned),
                    figure(drift),
                ],
            });
        }
    }
    (!rows.is_empty()).then(|| {
        Node::table(
            "What was measured since against the plan: over 15 %, of spend 10 %, the plan has to be made anew",
            &["Measurement", "Measured", "Planned", "Over the plan"],
            rows,
        )
    })
}

/// How fast models, applications and users come, and what a reserve for it costs.
pub(crate) fn signs(plan: &Plan) -> Option<Node> {
    const SIGNS: [(&str, &str); 5] = [
        ("Customers, as planned", "checklist.customer_growth"),
        ("Users", "growth.sign.users"),
        ("Models", "growth.sign.models"),
        ("Applications", "growth.sign.applications"),
        ("Burst reserve, what it costs", "bill.reserve"),
    ];
    let known = SIGNS
        .into_iter()
        .filter(|(_, id)| plan.figure(id).is_some());
    let row = |(label, id): (&'static str, &'static str)| Line {
        label: label.into(),
        cells: vec![figure_of(&[id], Style::Cell)],
    };
    let rows: Vec<Line> = known.map(row).collect();
    (rows.len() > 1).then(|| {
        Node::table(
            "Signs of faster growth, and what a reserve for it costs",
            &["What", "Growth or cost"],
            rows,
        )
    })
}
