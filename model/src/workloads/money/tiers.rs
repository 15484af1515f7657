//! What does each tier of customers bring in, cost and use, and what does the
//! mix of them come to?
//!
//! ```text
//! margin = 1 - cost / price                      a tier without a price has none
//! revenue = price * customers * share            and likewise cost to serve and use
//! gross margin = 1 - cost to serve / revenue     over all tiers
//! ```
//!
//! Shares that do not add up to one are not bent until they do: margins by
//! tier stand, and everything over the mix is missing until they are mended.

use crate::facts::constants::MB_PER_GB;
use crate::facts::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::math::sum;
use crate::scenario::Tier;
use crate::scenario::money::tier as column;
use crate::sheet::{Cell, Row, Sheet};

/// One tier.
pub mod tier {
    use super::{CAPACITY_GUIDE, DEFINITION, MB_PER_GB};

    crate::formulas! {
        source: CAPACITY_GUIDE; in "money.tier.{row}";

        /// What is left of the price when a customer's infrastructure is paid.
        pub fn margin "Margin" (price: "USD/customer/month"; tier.cost) -> "share"
        { 1.0 - cost / price }

        /// How many customers are in the tier.
        pub fn tier_customers "Customers" (customers: "customer"; tier.share) -> "customer" as customers from DEFINITION
        { customers * share }

        /// What the tier's customers pay.
        pub fn tier_revenue "Revenue"
            (price: "USD/customer/month", customers: "customer") -> "USD/month" as revenue from DEFINITION
        { price * customers }

        /// What the infrastructure behind the tier's customers costs.
        pub fn tier_cost_to_serve "Cost to serve"
            (customers: "customer"; tier.cost) -> "USD/month" as cost_to_serve from DEFINITION
        { cost * customers }

        /// API calls of the tier's customers on an average day.
        pub fn tier_calls "API calls a day" (customers: "customer"; tier.calls_per_day) -> "req/day" as calls
            from DEFINITION
        { calls_per_day * customers }

        /// Training jobs that the tier's customers start.
        pub fn tier_jobs "Training jobs a month"
            (customers: "customer"; tier.jobs_per_month) -> "job/month" as jobs from DEFINITION
        { jobs_per_month * customers }

        /// What the tier's customers keep in storage.
        pub fn tier_stored "Storage" (customers: "customer"; tier.storage) -> "GB" as stored from DEFINITION
        { storage * customers / MB_PER_GB }

        /// GPU time that the tier's customers use.
        pub fn tier_gpu_time "GPU-hours a month"
            (customers: "customer"; tier.gpu_hours) -> "GPU-hour/month" as gpu_time from DEFINITION
        { gpu_hours * customers }
    }
}

/// All tiers together.
pub mod mix {
    use super::{DEFINITION, sum};

    crate::formulas! {
        source: DEFINITION; in "money";

        /// What all tiers bring in.
        pub fn total_revenue "Revenue" (revenue: ["USD/month"]) -> "USD/month" as revenue
        { sum(revenue) }

        /// What the infrastructure behind all customers costs, by what each tier is said to cost.
        pub fn total_cost_to_serve "Cost to serve" (cost_to_serve: ["USD/month"]) -> "USD/month" as cost_to_serve
        { sum(cost_to_serve) }

        /// What is left of the revenue when the stated cost to serve is paid, and nothing of what all share.
        pub fn tier_margin "Margin over cost to serve" (revenue: "USD/month", cost_to_serve: "USD/month") -> "share"
        { 1.0 - cost_to_serve / revenue }

        /// API calls of all customers on an average day.
        pub fn total_calls "API calls a day" (calls: ["req/day"]) -> "req/day" as calls
        { sum(calls) }

        /// Training jobs that all customers start.
        pub fn total_jobs "Training jobs a month" (jobs: ["job/month"]) -> "job/month" as jobs
        { sum(jobs) }

        /// What all customers keep in storage.
        pub fn total_stored "Storage" (stored: ["GB"]) -> "GB" as stored
        { sum(stored) }

        /// GPU time that all customers use.
        pub fn total_gpu_time "GPU-hours a month" (gpu_time: ["GPU-hour/month"]) -> "GPU-hour/month" as gpu_time
        { sum(gpu_time) }

        /// How many times the requests of the demand ladder the tiers' calls are.
        pub fn calls_to_requests "Calls against what is planned"
            (calls: "req/day", requests_per_day: "req/day") -> "x"
        { calls / requests_per_day }
    }
}

/// What all tiers come to, as far as others ask for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mix {
    /// What customers pay.
    pub revenue: Cell,
    /// What they cost.
    pub cost_to_serve: Cell,
    /// What is left over that.
    pub tier_margin: Cell,
    /// API calls that they make.
    pub calls: Cell,
    /// Training jobs that they start.
    pub jobs: Cell,
    /// GPU time that they use.
    pub gpu_time: Cell,
}

/// How far the shares may be from one: typed percentages are rounded.
const SHARES_SLACK: f64 = 0.001;

/// Why a tier that is free has no margin.
pub const NO_PRICE: Missing =
    Missing("This tier has no price, so it has no margin; its aim is conversion to paid.");
const NO_TIERS: Missing =
    Missing("There are no tiers, so nothing says what customers pay. Add a tier.");
const SHARES: Missing = Missing(
    "The shares of the tiers do not add up to 100 %, so nothing is said of the mix. Correct the shares.",
);
const NO_REVENUE: Missing = Missing("No tier with a price has customers, so there is no revenue.");

/// Whether the shares of all tiers make a whole.
///
/// # Errors
/// Says why nothing can be said of the mix.
pub fn mixed(tiers: &[Tier]) -> Result<(), Missing> {
    if tiers.is_empty() {
        return Err(NO_TIERS);
    }
    if (shares(tiers) - 1.0).abs() > SHARES_SLACK {
        return Err(SHARES);
    }
    Ok(())
}

/// What the shares of all tiers add up to.
pub fn shares(tiers: &[Tier]) -> f64 {
    tiers.iter().map(|tier| tier.share).sum()
}

/// What the tiers come to for so many customers, beside the requests a day
/// that are planned for.
pub fn plan(sheet: Sheet, customers: Cell, requests_per_day: Cell) -> Mix {
    let tiers = &sheet.scenario.tiers;
    let rows: Vec<OfTier> = (0..)
        .zip(tiers)
        .map(|(at, row)| {
            of_tier(
                sheet.within(Row::Of(&column::TABLE, row.key, at)),
                customers,
            )
        })
        .collect();
    let mixed = mixed(tiers);
    let of_all = |of: fn(&OfTier) -> Cell| unless(mixed, rows.iter().map(of));
    let paid = || rows.iter().map(|tier| tier.revenue);
    let earned: f64 = paid().map(Cell::or_zero).sum();
    let earns = mixed.and_then(|()| (earned > 0.0).then_some(()).ok_or(NO_REVENUE));
    let revenue = mix::total_revenue(sheet, &unless(earns, paid().filter(|paid| paid.is_known())));
    let cost_to_serve = mix::total_cost_to_serve(sheet, &of_all(|tier| tier.cost_to_serve));
    let calls = mix::total_calls(sheet, &of_all(|tier| tier.calls));
    mix::calls_to_requests(sheet, calls, requests_per_day);
    let jobs = mix::total_jobs(sheet, &of_all(|tier| tier.jobs));
    mix::total_stored(sheet, &of_all(|tier| tier.stored));
    let gpu_time = mix::total_gpu_time(sheet, &of_all(|tier| tier.gpu_time));
    Mix {
        calls,
        jobs,
        gpu_time,
        revenue,
        cost_to_serve,
        tier_margin: mix::tier_margin(sheet, revenue, cost_to_serve),
    }
}

struct OfTier {
    revenue: Cell,
    cost_to_serve: Cell,
    calls: Cell,
    jobs: Cell,
    stored: Cell,
    gpu_time: Cell,
}

/// One tier, in whose row the sheet stands.
fn of_tier(sheet: Sheet, customers: Cell) -> OfTier {
    // A price of zero is no price either.
    let price = sheet
        .read(&column::price)
        .must(|price| price > 0.0, NO_PRICE);
    let price = price.or_because(NO_PRICE);
    let customers = tier::tier_customers(sheet, customers);
    tier::margin(sheet, price);
    OfTier {
        revenue: tier::tier_revenue(sheet, price, customers),
        cost_to_serve: tier::tier_cost_to_serve(sheet, customers),
        calls: tier::tier_calls(sheet, customers),
        jobs: tier::tier_jobs(sheet, customers),
        stored: tier::tier_stored(sheet, customers),
        gpu_time: tier::tier_gpu_time(sheet, customers),
    }
}

/// Cells to add up; the reason alone where they may not be.
fn unless(may: Result<(), Missing>, cells: impl Iterator<Item = Cell>) -> Vec<Cell> {
    match may {
        Ok(()) => cells.collect(),
        Err(why) => vec![Cell::missing(why)],
    }
}
