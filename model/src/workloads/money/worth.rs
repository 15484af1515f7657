//! What is a customer worth against what it costs to win and to serve, and
//! what would have to change for the margin to meet its target?
//!
//! ```text
//! gross margin = 1 - whole bill / revenue
//! lifetime value = revenue per customer * gross margin / churn
//! payback = cost of winning a customer / (revenue per customer * gross margin)
//! break-even = cost that no tier accounts for / (revenue per customer * margin over cost to serve)
//! prices to reach a margin = whole bill / (revenue * (1 - margin))
//! ```
//!
//! The last has a counterpart in the mix: move customers from the tier with
//! the lowest margin to the next. With prices p and q of both, and revenue r and
//! bill k of an average customer, the share to move is
//! `(k - (1 - margin) r) / ((1 - margin) (q - p))`: the bill follows customers,
//! whichever tier they are in.

use super::tiers::Mix;
use crate::facts::sources::{DEFINITION, OURS};
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::quantity::math::round_up;
use crate::scenario::growth::fields as growth;
use crate::scenario::money::fields;
use crate::scenario::money::tier as column;
use crate::scenario::{Field, Tier};
use crate::sheet::{Cell, Sheet};

/// What a customer is worth.
pub mod customer {
    use super::{DEFINITION, OURS, max, round_up};

    crate::formulas! {
        source: DEFINITION; in "money";

        /// What an average customer pays, whatever the tier.
        pub fn arpu "Revenue per customer"
            (revenue: "USD/month", customers: "customer") -> "USD/customer/month"
        { revenue / customers }

        /// What the customers of this month pay, with the mix of now.
        pub fn revenue_of_month "Revenue"
            (customers: "customer", arpu: "USD/customer/month") -> "USD/month" as revenue
        { arpu * customers }

        /// What an average customer leaves when the cost to serve is paid.
        pub fn contribution "Contribution of a customer"
            (arpu: "USD/customer/month", tier_margin: "share") -> "USD/customer/month"
        { arpu * tier_margin }

        /// What a customer leaves over the time that it stays.
        pub fn ltv "Lifetime value"
            (arpu: "USD/customer/month", gross_margin: "share", churn: "share/month") -> "USD/customer"
        { arpu * gross_margin / churn }

        /// Lifetime value against what winning a customer costs.
        pub fn ltv_to_cac "LTV : CAC" (ltv: "USD/customer", acquisition_cost: "USD/customer") -> "x"
        { ltv / acquisition_cost }

        /// Months until a customer has brought in what it cost to win.
        pub fn payback_months "Payback"
            (
                arpu: "USD/customer/month", gross_margin: "share", acquisition_cost: "USD/customer"
            ) -> "month"
        { acquisition_cost / (arpu * gross_margin) }

        /// What is left of the revenue when the whole bill is paid.
        pub fn gross_margin "Gross margin" (infrastructure_share: "share") -> "share"
        { 1.0 - infrastructure_share }

        /// The whole bill against the revenue.
        pub fn infrastructure_share "Infrastructure of revenue"
            (revenue: "USD/month", bill: "USD/month") -> "share"
        { bill / revenue }

        /// What the bill holds beyond what the tiers are said to cost: shared by all, whoever comes.
        pub fn shared_cost "Cost that no tier accounts for"
            (bill: "USD/month", cost_to_serve: "USD/month") -> "USD/month" from OURS
        { max(0.0, bill - cost_to_serve) }

        /// Customers from which on this mix pays the shared cost.
        pub fn break_even_customers "Break-even"
            (contribution: "USD/customer/month", shared_cost: "USD/month") -> "customer"
        { round_up(shared_cost / contribution) }
    }
}

/// The way to the target margin.
pub mod target {
    use super::DEFINITION;

    crate::formulas! {
        source: DEFINITION; in "money";

        /// What all prices must be multiplied by for the gross margin to meet its target.
        pub fn price_factor "All prices, times"
            (revenue: "USD/month", gross_margin_target: "share", bill: "USD/month") -> "x"
        { bill / (revenue * (1.0 - gross_margin_target)) }

        /// Price of the tier with the lowest margin; nothing where it has none.
        pub fn lowest_price "Price of the lowest tier" (price: "USD/customer/month") -> "USD/customer/month"
            table "price of the tier with the lowest margin"
        { price }

        /// Price of the tier with the next margin.
        pub fn next_price "Price of the next tier" (price: "USD/customer/month") -> "USD/customer/month"
            table "price of the tier with the next higher margin"
        { price }

        /// What an average customer costs beyond what the target margin leaves for it.
        pub fn missing "Missing per customer"
            (arpu: "USD/customer/month", gross_margin: "share", gross_margin_target: "share")
            -> "USD/customer/month"
        { arpu * (gross_margin_target - gross_margin) }

        /// What each customer that moves to the next tier makes up of it.
        pub fn gained "Gained per customer moved"
            (
                next_price: "USD/customer/month", lowest_price: "USD/customer/month",
                gross_margin_target: "share"
            ) -> "USD/customer/month"
        { (next_price - lowest_price) * (1.0 - gross_margin_target) }

        /// The share of all customers that must move from the tier with the lowest margin to the next.
        pub fn share_to_move "Share of customers to move"
            (missing: "USD/customer/month", gained: "USD/customer/month") -> "share"
        { missing / gained }
    }
}

const NO_CAC: Missing = Missing(
    "Winning a customer is said to cost nothing, so there is nothing to set its worth against. State what it costs.",
);
const NO_CHURN: Missing = Missing(
    "No customers leave: with a churn of 0 a customer stays for ever, and its lifetime value has no end. State \
     a churn.",
);
const NO_CONTRIBUTION: Missing = Missing(
    "A customer brings in no more than serving it costs, so nothing is left to pay anything back.",
);
const NO_MARGIN: Missing = Missing(
    "The whole bill takes all that customers pay, so nothing is left to pay back what it costs to win one.",
);
const NO_CUSTOMERS: Missing = Missing("There are no customers, so there is nothing per customer.");
const NO_TARGET: Missing = Missing(
    "No price reaches a gross margin of 100 %: something is spent on every customer. Lower the target.",
);
const ONE_TIER: Missing =
    Missing("Customers can only move between two tiers, and the next must have a price.");
const MET: Missing = Missing("The gross margin meets its target as it is: nobody has to move.");
const NO_GAIN: Missing = Missing(
    "Moving customers to the next tier does not bring the gross margin nearer to its target.",
);
const TOO_FEW: Missing = Missing(
    "Not even all customers of the tier with the lowest margin, moved to the next, bring the gross margin to \
     its target.",
);

/// What a customer is worth now, and the way to the target; gives what an
/// average customer pays.
pub fn plan(sheet: Sheet, mix: &Mix, bill: Cell, customers: Cell) -> Cell {
    let positive = |number: f64| number > 0.0;
    let arpu = customer::arpu(sheet, mix.revenue, customers.must(positive, NO_CUSTOMERS));
    let contribution = customer::contribution(sheet, arpu, mix.tier_margin);
    let gross_margin = of_revenue(sheet, mix.revenue, bill);
    let churn = sheet.read(&growth::churn).must(positive, NO_CHURN);
    let cac = sheet.read(&fields::acquisition_cost).must(positive, NO_CAC);
    let left = contribution.must(positive, NO_CONTRIBUTION);
    let ltv = customer::ltv(sheet, arpu, gross_margin, churn);
    customer::ltv_to_cac(sheet, ltv, cac);
    let earning = gross_margin.must(positive, NO_MARGIN);
    customer::payback_months(sheet, arpu, earning, cac);
    let shared_cost = customer::shared_cost(sheet, bill, mix.cost_to_serve);
    customer::break_even_customers(sheet, left, shared_cost);
    let target = targets(sheet);
    let reachable = target.must(|margin| margin < 1.0, NO_TARGET);
    target::price_factor(sheet, mix.revenue, reachable, bill);
    share_to_move(
        sheet,
        target::missing(sheet, arpu, gross_margin, target),
        target,
    );
    arpu
}

/// What unit economics are to come to, as stated; gives the gross margin.
fn targets(sheet: Sheet) -> Cell {
    let others: [&Field; 7] = [
        &fields::gross_margin_best,
        &fields::infrastructure_share_target,
        &fields::infrastructure_share_best,
        &fields::cost_per_customer_target,
        &fields::cost_per_customer_best,
        &fields::ltv_to_cac_target,
        &fields::ltv_to_cac_best,
    ];
    for target in others {
        sheet.stated(target);
    }
    sheet.stated(&fields::gross_margin_target)
}

/// Revenue of a month with so many customers, beside its bill.
pub fn month(sheet: Sheet, customers: Cell, arpu: Cell, bill: Cell) -> Cell {
    let revenue = customer::revenue_of_month(sheet, customers, arpu);
    of_revenue(sheet, revenue, bill);
    revenue
}

/// What the bill takes of the revenue, and what it leaves.
fn of_revenue(sheet: Sheet, revenue: Cell, bill: Cell) -> Cell {
    let some = revenue.must(|revenue| revenue > 0.0, NO_CUSTOMERS);
    let share = customer::infrastructure_share(sheet, some, bill);
    customer::gross_margin(sheet, share)
}

/// The share of one tier in all customers that must move to another.
fn share_to_move(sheet: Sheet, missing: Cell, target: Cell) {
    let tiers = &sheet.scenario.tiers;
    let pair = lowest_and_next(tiers);
    let read = |at: Option<usize>, field| {
        let Some(at) = at else {
            return Cell::missing(ONE_TIER);
        };
        let cell = sheet.read_row(field, at);
        // A tier without a price brings in nothing.
        cell.but(Ok(cell.or_zero()))
    };
    let (from, to) = (pair.map(|(from, _)| from), pair.map(|(_, to)| to));
    let gained = target::gained(
        sheet,
        target::next_price(sheet, read(to, &column::price)),
        target::lowest_price(sheet, read(from, &column::price)),
        target,
    );
    let gains = gained.must(|gained| gained > 0.0, NO_GAIN);
    let there = from.map_or(0.0, |from| tiers[from].share);
    let is_enough = |missing: f64| {
        let share = missing / gains.or_zero();
        share.is_infinite() || share <= there
    };
    let missing = missing.with(gained).must(|missing| missing > 0.0, MET);
    let missing = missing.with(gains).must(is_enough, TOO_FEW);
    target::share_to_move(sheet, missing, gains);
}

/// The places of the tier with customers whose margin is lowest, and of the one
/// whose margin is next above it. A tier without a price is below any that has one.
fn lowest_and_next(tiers: &[Tier]) -> Option<(usize, usize)> {
    let by_margin = |one: &usize, other: &usize| {
        let (one, other) = (&tiers[*one], &tiers[*other]);
        let order = margin(one).total_cmp(&margin(other));
        order.then_with(|| one.key.text().cmp(other.key.text()))
    };
    let has_customers = |at: &usize| tiers[*at].share > 0.0;
    let from = (0..tiers.len()).filter(has_customers).min_by(by_margin)?;
    let is_above = |at: &usize| {
        let tier = &tiers[*at];
        *at != from && paid(tier) > 0.0 && margin(tier) > margin(&tiers[from])
    };
    let to = (0..tiers.len()).filter(is_above).min_by(by_margin)?;
    Some((from, to))
}

fn paid(tier: &Tier) -> f64 {
    tier.price.unwrap_or(0.0)
}

fn margin(tier: &Tier) -> f64 {
    if paid(tier) > 0.0 {
        1.0 - tier.cost / paid(tier)
    } else {
        f64::NEG_INFINITY
    }
}
