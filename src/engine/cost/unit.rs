//! What is a customer worth against what it costs to win and to serve, and
//! what would have to change for the margin to meet its target?
//!
//! ```text
//! lifetime value = revenue per customer * gross margin / churn
//! payback = cost of winning a customer / (revenue per customer * gross margin)
//! break-even = cost that no tier accounts for / (revenue per customer * gross margin)
//! prices to reach a margin = cost to serve / (revenue * (1 - margin))
//! ```
//!
//! The last has a counterpart in the mix: move customers from the tier with
//! the lowest margin to the next. With prices p, q and costs c, d of both, and
//! revenue r and cost k of an average customer, the share to move is
//! `(k - (1 - margin) r) / ((1 - margin) (q - p) - (d - c))`.

use super::tiers::Mix;
use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::brackets::max;
use crate::quantity::math::whole;
use crate::quantity::{Absent, Outcome};
use crate::scenario::{RowKey, Scenario, Tier};

/// What a customer is worth.
pub mod worth {
    use super::{CAPACITY_GUIDE, max, whole};

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// What an average customer pays, whatever the tier.
        pub fn arpu "Revenue per customer" (revenue: "USD/month", customers: "customer") -> "USD/customer/month" {
            revenue / customers
        }
        /// What the customers of this month pay, with the mix of now.
        pub fn revenue_of_month "Revenue" (arpu: "USD/customer/month", customers: "customer") -> "USD/month" as revenue {
            arpu * customers
        }
        /// What an average customer leaves when the cost to serve is paid.
        pub fn contribution "Contribution of a customer" (arpu: "USD/customer/month", gross_margin: "share") -> "USD/customer/month" {
            arpu * gross_margin
        }
        /// What a customer leaves over the time that it stays.
        pub fn ltv "Lifetime value" (arpu: "USD/customer/month", gross_margin: "share", churn: "share/month") -> "USD/customer" {
            arpu * gross_margin / churn
        }
        /// Lifetime value against what winning a customer costs.
        pub fn ltv_to_cac "LTV : CAC" (ltv: "USD/customer", acquisition_cost: "USD/customer") -> "x" {
            ltv / acquisition_cost
        }
        /// Months until a customer has brought in what it cost to win.
        pub fn payback_months "Payback" (acquisition_cost: "USD/customer", contribution: "USD/customer/month") -> "month" {
            acquisition_cost / contribution
        }
        /// The bill against the revenue.
        pub fn infrastructure_share "Infrastructure of revenue" (bill: "USD/month", revenue: "USD/month") -> "share" {
            bill / revenue
        }
        /// What the bill holds beyond what the tiers are said to cost: shared by all, whoever comes.
        pub fn shared_cost "Cost that no tier accounts for" (bill: "USD/month", cost_to_serve: "USD/month") -> "USD/month" {
            max(0.0 * bill, bill - cost_to_serve)
        }
        /// Customers from which on this mix pays the shared cost.
        pub fn break_even_customers "Break-even" (shared_cost: "USD/month", contribution: "USD/customer/month") -> "customer" {
            whole(shared_cost / contribution)
        }
    }
}

/// The way to the target margin.
pub mod target {
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// What all prices must be multiplied by for the gross margin to meet its target.
        pub fn price_factor "All prices, times" (cost_to_serve: "USD/month", revenue: "USD/month", gross_margin_target: "share") -> "x" {
            cost_to_serve / (revenue * (1.0 - gross_margin_target))
        }
        /// Price of the tier with the lowest margin; nothing where it has none.
        pub fn lowest_price "Price of the lowest tier" (price: "USD/customer/month") -> "USD/customer/month" table "price of the tier with the lowest margin" {
            price
        }
        /// Cost to serve of the tier with the lowest margin.
        pub fn lowest_cost "Cost of the lowest tier" (cost: "USD/customer/month") -> "USD/customer/month" table "cost to serve of the tier with the lowest margin" {
            cost
        }
        /// Price of the tier with the next margin.
        pub fn next_price "Price of the next tier" (price: "USD/customer/month") -> "USD/customer/month" table "price of the tier with the next higher margin" {
            price
        }
        /// Cost to serve of the tier with the next margin.
        pub fn next_cost "Cost of the next tier" (cost: "USD/customer/month") -> "USD/customer/month" table "cost to serve of the tier with the next higher margin" {
            cost
        }
        /// What an average customer costs beyond what the target margin leaves for it.
        pub fn missing "Missing per customer" (arpu: "USD/customer/month", gross_margin: "share", gross_margin_target: "share") -> "USD/customer/month" {
            arpu * (gross_margin_target - gross_margin)
        }
        /// What each customer that moves to the next tier makes up of it.
        pub fn gained "Gained per customer moved" (next_price: "USD/customer/month", lowest_price: "USD/customer/month", next_cost: "USD/customer/month", lowest_cost: "USD/customer/month", gross_margin_target: "share") -> "USD/customer/month" {
            (next_price - lowest_price) * (1.0 - gross_margin_target) - (next_cost - lowest_cost)
        }
        /// The share of all customers that must move from the tier with the lowest margin to the next.
        pub fn share_to_move "Share of customers to move" (missing: "USD/customer/month", gained: "USD/customer/month") -> "share" {
            missing / gained
        }
    }
}

/// Every formula of a customer's worth and of the way to the target.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = worth::entries();
    all.extend(target::entries());
    all
}

figures! {
    /// What a customer is worth.
    pub struct Worth in "money" {
        /// What it pays.
        arpu: Outcome,
        /// What it leaves.
        contribution: Outcome,
        /// Over its time.
        ltv: Outcome,
        /// Against what winning it costs.
        ltv_to_cac: Outcome,
        /// Until it is paid back.
        payback_months: Outcome,
        /// Bill against revenue.
        infrastructure_share: Outcome,
        /// What no tier accounts for.
        shared_cost: Outcome,
        /// Customers that pay for it.
        break_even_customers: Outcome,
        /// Prices that reach the target.
        price_factor: Outcome,
    }
}

figures! {
    /// Revenue of a month, and what of it the bill takes.
    pub struct Then in "money" by month {
        /// What customers pay.
        revenue: Outcome,
        /// Bill against revenue.
        infrastructure_share: Outcome,
    }
}

figures! {
    /// How the mix reaches the target.
    pub struct Shift in "money" {
        /// Price of the tier to leave.
        lowest_price: Outcome,
        /// Its cost.
        lowest_cost: Outcome,
        /// Price of the tier to move to.
        next_price: Outcome,
        /// Its cost.
        next_cost: Outcome,
        /// What is missing.
        missing: Outcome,
        /// What a move makes up.
        gained: Outcome,
        /// How many must move.
        share_to_move: Outcome,
    }
}

/// The two tiers between which customers would move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Move {
    /// The tier with the lowest margin that has customers.
    pub from: RowKey,
    /// The tier with the next margin.
    pub to: RowKey,
}

/// Unit economics and the way to the target margin.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// What a customer is worth.
    pub worth: Worth,
    /// How the mix reaches the target.
    pub shift: Shift,
    /// Between which tiers; none if there are not two.
    pub between: Option<Move>,
}

const NO_CAC: Absent = Absent(
    "Winning a customer is said to cost nothing, so there is nothing to set its worth against. State what it costs.",
);
const NO_CHURN: Absent = Absent(
    "No customers leave: with a churn of 0 a customer stays for ever, and its lifetime value has no end. State a churn.",
);
const NO_CONTRIBUTION: Absent = Absent(
    "A customer brings in no more than serving it costs, so nothing is left to pay anything back.",
);
const NO_CUSTOMERS: Absent = Absent("There are no customers, so there is nothing per customer.");
const NO_TARGET: Absent = Absent(
    "No price reaches a gross margin of 100 %: something is spent on every customer. Lower the target.",
);
const ONE_TIER: Absent =
    Absent("Customers can only move between two tiers, and the next must have a price.");
const MET: Absent = Absent("The gross margin meets its target as it is: nobody has to move.");
const NO_GAIN: Absent = Absent(
    "Moving customers to the next tier does not bring the gross margin nearer to its target.",
);
const TOO_FEW: Absent = Absent(
    "Not even all customers of the tier with the lowest margin, moved to the next, bring the gross margin to its target.",
);

/// What follows for so many customers.
pub fn plan(scenario: &Scenario, mix: &Mix, bill: Outcome, customers: f64) -> Unit {
    let (money, churn) = (&scenario.money, scenario.growth.churn);
    let target_margin = money.gross_margin_target;
    let arpu = mix.revenue.and_then(|revenue| {
        if customers > 0.0 {
            Ok(worth::arpu(revenue.value, customers))
        } else {
            Err(NO_CUSTOMERS)
        }
    });
    let contribution =
        arpu.and_then(|arpu| Ok(worth::contribution(arpu.value, mix.gross_margin?.value)));
    let shared_cost =
        bill.and_then(|bill| Ok(worth::shared_cost(bill.value, mix.cost_to_serve?.value)));
    let positive = contribution.and_then(|left| {
        if left.value > 0.0 {
            Ok(left.value)
        } else {
            Err(NO_CONTRIBUTION)
        }
    });
    let ltv = arpu.and_then(|arpu| {
        let margin = mix.gross_margin?;
        if churn > 0.0 {
            sound(worth::ltv(arpu.value, margin.value, churn))
        } else {
            Err(NO_CHURN)
        }
    });
    let cac = match money.acquisition_cost {
        cost if cost > 0.0 => Ok(cost),
        _ => Err(NO_CAC),
    };
    let worth = Worth {
        arpu,
        contribution,
        ltv,
        ltv_to_cac: ltv.and_then(|ltv| sound(worth::ltv_to_cac(ltv.value, cac?))),
        payback_months: positive.and_then(|left| sound(worth::payback_months(cac?, left))),
        infrastructure_share: of_revenue(bill, mix.revenue),
        shared_cost,
        break_even_customers: positive
            .and_then(|left| sound(worth::break_even_customers(shared_cost?.value, left))),
        price_factor: mix.revenue.and_then(|revenue| {
            if target_margin < 1.0 {
                sound(target::price_factor(
                    mix.cost_to_serve?.value,
                    revenue.value,
                    target_margin,
                ))
            } else {
                Err(NO_TARGET)
            }
        }),
    };
    let pair = lowest_and_next(&scenario.tiers);
    let shift = shift(pair, target_margin, arpu, mix.gross_margin);
    Unit {
        worth,
        shift,
        between: pair.map(|(from, to)| Move {
            from: from.key,
            to: to.key,
        }),
    }
}

/// Revenue of a month with so many customers, beside its bill.
pub fn of_month(arpu: Outcome, customers: f64, bill: Outcome) -> Then {
    let revenue = arpu.map(|arpu| worth::revenue_of_month(arpu.value, customers));
    Then {
        revenue,
        infrastructure_share: of_revenue(bill, revenue),
    }
}

fn of_revenue(bill: Outcome, revenue: Outcome) -> Outcome {
    let revenue = revenue?.value;
    if revenue > 0.0 {
        bill.and_then(|bill| sound(worth::infrastructure_share(bill.value, revenue)))
    } else {
        Err(NO_CUSTOMERS)
    }
}

/// The share of one tier in all customers that must move to another.
fn shift(pair: Option<(&Tier, &Tier)>, target: f64, arpu: Outcome, margin: Outcome) -> Shift {
    let pair = pair.ok_or(ONE_TIER);
    let lowest_price = pair.map(|(from, _)| target::lowest_price(paid(from)));
    let lowest_cost = pair.map(|(from, _)| target::lowest_cost(from.cost));
    let next_price = pair.map(|(_, to)| target::next_price(paid(to)));
    let next_cost = pair.map(|(_, to)| target::next_cost(to.cost));
    let missing = arpu.and_then(|arpu| Ok(target::missing(arpu.value, margin?.value, target)));
    let gained =
        pair.map(|(from, to)| target::gained(paid(to), paid(from), to.cost, from.cost, target));
    let share_to_move = missing.and_then(|missing| {
        let (from, _) = pair?;
        let gained = gained?;
        if missing.value <= 0.0 {
            return Err(MET);
        }
        if gained.value <= 0.0 {
            return Err(NO_GAIN);
        }
        let share = sound(target::share_to_move(missing.value, gained.value))?;
        if share.value > from.share {
            Err(TOO_FEW)
        } else {
            Ok(share)
        }
    });
    Shift {
        lowest_price,
        lowest_cost,
        next_price,
        next_cost,
        missing,
        gained,
        share_to_move,
    }
}

/// The tier with customers whose margin is lowest, and the one whose margin is
/// next above it. A tier without a price is below any that has one.
fn lowest_and_next(tiers: &[Tier]) -> Option<(&Tier, &Tier)> {
    let by_margin = |one: &&Tier, other: &&Tier| {
        let order = margin(one).total_cmp(&margin(other));
        order.then_with(|| one.key.text().cmp(other.key.text()))
    };
    let from = tiers
        .iter()
        .filter(|tier| tier.share > 0.0)
        .min_by(by_margin)?;
    let to = tiers
        .iter()
        .filter(|tier| tier.key != from.key && paid(tier) > 0.0);
    let to = to
        .filter(|tier| margin(tier) > margin(from))
        .min_by(by_margin)?;
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

impl Unit {
    /// Visits every figure with its id.
    pub fn each(&self, visit: &mut Visit) {
        self.worth.each(&mut |id, outcome| visit(id, outcome));
        self.shift.each(&mut |id, outcome| visit(id, outcome));
    }
}
