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
//! tier stand, and everything over the mix is absent until they are mended.

use crate::catalog::constants::MB_PER_GB;
use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::math::sum;
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::{RowKey, Tier};

/// One tier.
pub mod tier {
    use super::{CAPACITY_GUIDE, MB_PER_GB};

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// What is left of the price when a customer's infrastructure is paid.
        pub fn margin "Margin" (cost: "USD/customer/month", price: "USD/customer/month") -> "share" {
            1.0 - cost / price
        }
        /// How many customers are in the tier.
        pub fn tier_customers "Customers" (customers: "customer", share: "share") -> "customer" as customers {
            customers * share
        }
        /// What the tier's customers pay.
        pub fn tier_revenue "Revenue" (price: "USD/customer/month", customers: "customer") -> "USD/month" as revenue {
            price * customers
        }
        /// What the infrastructure behind the tier's customers costs.
        pub fn tier_cost_to_serve "Cost to serve" (cost: "USD/customer/month", customers: "customer") -> "USD/month" as cost_to_serve {
            cost * customers
        }
        /// API calls of the tier's customers on an average day.
        pub fn tier_calls "API calls a day" (calls_per_day: "req/customer/day", customers: "customer") -> "req/day" as calls {
            calls_per_day * customers
        }
        /// Training jobs that the tier's customers start.
        pub fn tier_jobs "Training jobs a month" (jobs_per_month: "job/customer/month", customers: "customer") -> "job/month" as jobs {
            jobs_per_month * customers
        }
        /// What the tier's customers keep in storage.
        pub fn tier_stored "Storage" (storage: "MB/customer", customers: "customer") -> "GB" as stored {
            storage * customers / MB_PER_GB
        }
        /// GPU time that the tier's customers use.
        pub fn tier_gpu_time "GPU-hours a month" (gpu_hours: "GPU-hour/customer/month", customers: "customer") -> "GPU-hour/month" as gpu_time {
            gpu_hours * customers
        }
    }
}

/// All tiers together.
pub mod mix {
    use super::{DEFINITION, sum};

    crate::old_formulas! {
        source: DEFINITION;

        /// What all tiers bring in.
        pub fn total_revenue "Revenue" (revenue: "USD/month") -> "USD/month" as revenue {
            sum(revenue)
        }
        /// What the infrastructure behind all customers costs, by what each tier is said to cost.
        pub fn total_cost_to_serve "Cost to serve" (cost_to_serve: "USD/month") -> "USD/month" as cost_to_serve {
            sum(cost_to_serve)
        }
        /// What is left of the revenue when the cost to serve is paid.
        pub fn gross_margin "Gross margin" (cost_to_serve: "USD/month", revenue: "USD/month") -> "share" {
            1.0 - cost_to_serve / revenue
        }
        /// API calls of all customers on an average day.
        pub fn total_calls "API calls a day" (calls: "req/day") -> "req/day" as calls {
            sum(calls)
        }
        /// Training jobs that all customers start.
        pub fn total_jobs "Training jobs a month" (jobs: "job/month") -> "job/month" as jobs {
            sum(jobs)
        }
        /// What all customers keep in storage.
        pub fn total_stored "Storage" (stored: "GB") -> "GB" as stored {
            sum(stored)
        }
        /// GPU time that all customers use.
        pub fn total_gpu_time "GPU-hours a month" (gpu_time: "GPU-hour/month") -> "GPU-hour/month" as gpu_time {
            sum(gpu_time)
        }
        /// How many times the requests of the demand ladder the tiers' calls are.
        pub fn calls_to_requests "Calls against planned requests" (calls: "req/day", requests_per_day: "req/day") -> "x" {
            calls / requests_per_day
        }
    }
}

/// Every formula of the tiers and their mix.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = tier::entries();
    all.extend(mix::entries());
    all
}

figures! {
    /// One tier.
    pub struct TierFigures in "money.tier" by row {
        /// Margin of a customer.
        margin: Outcome,
        /// Customers.
        customers: Figure,
        /// What they pay.
        revenue: Outcome,
        /// What they cost.
        cost_to_serve: Figure,
        /// Their calls a day.
        calls: Figure,
        /// Their jobs a month.
        jobs: Figure,
        /// What they store.
        stored: Figure,
        /// Their GPU time.
        gpu_time: Figure,
    }
}

figures! {
    /// All tiers together.
    pub struct Mix in "money" {
        /// What they pay.
        revenue: Outcome,
        /// What they cost.
        cost_to_serve: Outcome,
        /// What is left.
        gross_margin: Outcome,
        /// Calls a day.
        calls: Outcome,
        /// Jobs a month.
        jobs: Outcome,
        /// Storage.
        stored: Outcome,
        /// GPU time.
        gpu_time: Outcome,
        /// Calls beside the requests that are planned for.
        calls_to_requests: Outcome,
    }
}

/// The tiers, one by one and together.
#[derive(Clone, PartialEq, Debug)]
pub struct Tiers {
    /// In the scenario's order.
    pub rows: Vec<(RowKey, TierFigures)>,
    /// Together.
    pub mix: Mix,
}

/// How far the shares may be from one: typed percentages are rounded.
const SHARES_SLACK: f64 = 0.001;

/// Why a tier that is free has no margin.
pub const NO_PRICE: Absent =
    Absent("This tier has no price, so it has no margin; its aim is conversion to paid.");
const NO_TIERS: Absent =
    Absent("There are no tiers, so nothing says what customers pay. Add a tier.");
const SHARES: Absent = Absent(
    "The shares of the tiers do not add up to 100 %, so nothing is said of the mix. Correct the shares.",
);
const NO_REVENUE: Absent = Absent("No tier with a price has customers, so there is no revenue.");

/// Whether the shares of all tiers make a whole.
///
/// # Errors
/// Says why nothing can be said of the mix.
pub fn mixed(tiers: &[Tier]) -> Result<(), Absent> {
    if tiers.is_empty() {
        return Err(NO_TIERS);
    }
    let shares = shares(tiers);
    if (shares - 1.0).abs() > SHARES_SLACK {
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
pub fn plan(tiers: &[Tier], customers: f64, requests_per_day: f64) -> Tiers {
    let rows: Vec<_> = tiers
        .iter()
        .map(|tier| (tier.key, of_tier(tier, customers)))
        .collect();
    let mix = of_mix(&rows, mixed(tiers), requests_per_day);
    Tiers { rows, mix }
}

fn of_tier(stated: &Tier, customers: f64) -> TierFigures {
    // A price of zero is no price either.
    let price = stated.price.filter(|price| *price > 0.0).ok_or(NO_PRICE);
    let customers = tier::tier_customers(customers, stated.share);
    let count = customers.value;
    TierFigures {
        margin: price.and_then(|price| sound(tier::margin(stated.cost, price))),
        customers,
        revenue: price.map(|price| tier::tier_revenue(price, count)),
        cost_to_serve: tier::tier_cost_to_serve(stated.cost, count),
        calls: tier::tier_calls(stated.calls_per_day, count),
        jobs: tier::tier_jobs(stated.jobs_per_month, count),
        stored: tier::tier_stored(stated.storage, count),
        gpu_time: tier::tier_gpu_time(stated.gpu_hours, count),
    }
}

fn of_mix(rows: &[(RowKey, TierFigures)], mixed: Result<(), Absent>, requests_per_day: f64) -> Mix {
    let total = |of: fn(&TierFigures) -> Figure, formula: fn(f64) -> Figure| {
        mixed.map(|()| formula(rows.iter().map(|(_, tier)| of(tier).value).sum()))
    };
    let paid: f64 = rows
        .iter()
        .filter_map(|(_, tier)| tier.revenue.ok())
        .map(|paid| paid.value)
        .sum();
    let revenue = mixed.and_then(|()| {
        if paid > 0.0 {
            Ok(mix::total_revenue(paid))
        } else {
            Err(NO_REVENUE)
        }
    });
    let cost_to_serve = total(|tier| tier.cost_to_serve, mix::total_cost_to_serve);
    let calls = total(|tier| tier.calls, mix::total_calls);
    Mix {
        revenue,
        cost_to_serve,
        gross_margin: revenue
            .and_then(|revenue| sound(mix::gross_margin(cost_to_serve?.value, revenue.value))),
        calls,
        jobs: total(|tier| tier.jobs, mix::total_jobs),
        stored: total(|tier| tier.stored, mix::total_stored),
        gpu_time: total(|tier| tier.gpu_time, mix::total_gpu_time),
        calls_to_requests: calls
            .and_then(|calls| sound(mix::calls_to_requests(calls.value, requests_per_day))),
    }
}

impl Tiers {
    /// Visits every figure with its id, tier by tier, then the mix.
    pub fn each(&self, visit: &mut Visit) {
        for (key, tier) in &self.rows {
            tier.each(key.text(), visit);
        }
        self.mix.each(&mut |id, outcome| visit(id, outcome));
    }
}
