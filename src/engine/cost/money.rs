//! What does a business of tiers and a bill come to, now and as it grows? The
//! place where the parts of the money meet.

use super::bill::{self, Bill, Course, Month, Step};
use super::commitment::{self, Commitment, Savings};
use super::levers::{self, LeftThen, Levers};
use super::strategy::{self, Cell, Strategy};
use super::tiers::{self, Tiers};
use super::unit::{self, Stated, Then, Unit};
use crate::engine::outcome::Visit;
use crate::quantity::{Absent, Outcome};
use crate::scenario::{Component, Lever, RowKey, Tier};

/// Everything about money.
#[derive(Clone, PartialEq, Debug)]
pub struct Money {
    /// Tiers and their mix.
    pub tiers: Tiers,
    /// The bill, now and by month.
    pub bill: Bill,
    /// What the bill comes to when growth is slower or faster.
    pub cases: Vec<Case>,
    /// Levers and what they leave of the bill of now.
    pub levers: Levers,
    /// What they leave, month by month.
    pub left: Vec<LeftThen>,
    /// Revenue, month by month.
    pub revenue: Vec<Then>,
    /// What to reserve.
    pub commitment: Commitment,
    /// The bill under each strategy.
    pub strategies: Vec<Cell>,
    /// Unit economics.
    pub unit: Unit,
}

/// The bill of one month in a case of growth.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// As ids have it: `conservative`.
    pub id: &'static str,
    /// Which month.
    pub month: usize,
    /// The bill, or why there is none.
    pub bill: Result<Month, Absent>,
}

/// What the money follows from.
pub struct Business<'a> {
    /// Who pays what.
    pub tiers: &'a [Tier],
    /// What is paid for.
    pub components: &'a [Component],
    /// What could be saved.
    pub levers: &'a [Lever],
    /// What unit economics need besides.
    pub stated: Stated,
    /// Costs of the milestone table.
    pub steps: &'a [Step],
    /// Customers now.
    pub customers: f64,
    /// Requests a day of the demand ladder.
    pub requests_per_day: f64,
    /// Customers by month from 0 on, as planned.
    pub ahead: &'a [Outcome],
    /// Customers by month in other cases of growth, by the case's id.
    pub cases: &'a [(&'static str, Vec<Outcome>)],
}

/// What reservations act on.
const RESERVED: &str = "reserved";
/// What spot instances act on.
const SPOT: &str = "spot";
/// The months of the next year.
const YEAR: core::ops::RangeInclusive<usize> = 1..=12;

/// What follows for this business.
pub fn plan(business: &Business) -> Money {
    let Business {
        tiers,
        components,
        customers,
        ..
    } = *business;
    let course = Course::new(components, business.steps, customers);
    let bill = bill::plan(&course, business.ahead);
    let tiers_planned = tiers::plan(tiers, customers, business.requests_per_day);
    let levers = levers::plan(business.levers, components, bill.now.bill);
    let unit = unit::plan(
        business.stated,
        tiers,
        &tiers_planned.mix,
        bill.now.bill,
        customers,
    );
    let months = || bill.months.iter().zip(business.ahead);
    Money {
        left: bill
            .months
            .iter()
            .map(|month| left(&levers, month))
            .collect(),
        revenue: months()
            .map(|(month, customers)| revenue(&unit, month, *customers))
            .collect(),
        commitment: commitment::plan(
            year(business, &bill).as_deref().map_err(|absent| *absent),
            Savings {
                reserved: lever(business, RESERVED)
                    .map(|lever| lever.saving)
                    .ok_or(commitment::NO_RESERVED),
                spot: lever(business, SPOT)
                    .map(|lever| lever.saving)
                    .ok_or(commitment::NO_SPOT),
            },
        ),
        strategies: strategies(business, &bill),
        cases: cases(business, &course),
        tiers: tiers_planned,
        bill,
        levers,
        unit,
    }
}

fn left(levers: &Levers, month: &Result<Month, Absent>) -> LeftThen {
    match month {
        Ok(month) => levers.of_month(&month.components, month.whole.bill),
        Err(absent) => levers.of_month(&[], Err(*absent)),
    }
}

fn revenue(unit: &Unit, month: &Result<Month, Absent>, customers: Outcome) -> Then {
    let bill = month
        .as_ref()
        .map_or_else(|absent| Err(*absent), |month| month.whole.bill);
    let arpu = customers.and(unit.worth.arpu);
    unit::of_month(
        arpu,
        customers.map_or(0.0, |customers| customers.value),
        bill,
    )
}

fn lever<'a>(business: &Business<'a>, key: &str) -> Option<&'a Lever> {
    business.levers.iter().find(|lever| lever.key.text() == key)
}

/// What a lever acts on in a month.
fn base(business: &Business, lever: &Lever, month: &Month) -> Result<f64, Absent> {
    let parts = business.components.iter().zip(&month.components);
    let mut total = 0.0;
    for (_, part) in parts.filter(|(stated, _)| levers::acts(lever, stated)) {
        total += part.as_ref().map_err(|absent| *absent)?.value;
    }
    Ok(total)
}

fn at(bill: &Bill, month: usize) -> Result<&Month, Absent> {
    let month = bill.months.get(month).ok_or(TOO_FAR)?;
    month.as_ref().map_err(|absent| *absent)
}

const TOO_FAR: Absent = Absent("The plan does not reach so far ahead.");

/// What can be reserved and what may be interrupted in the next year.
fn year(business: &Business, bill: &Bill) -> Result<Vec<commitment::Demand>, Absent> {
    let of =
        |key, month| lever(business, key).map_or(Ok(0.0), |lever| base(business, lever, month));
    YEAR.map(|month| {
        let month = at(bill, month)?;
        Ok(commitment::Demand {
            steady: of(RESERVED, month)?,
            interruptible: of(SPOT, month)?,
        })
    })
    .collect()
}

fn strategies(business: &Business, bill: &Bill) -> Vec<Cell> {
    let mut cells = Vec::new();
    for strategy in Strategy::ALL {
        for month in strategy::HORIZONS {
            let whole = at(bill, month).and_then(|month| month.whole.bill);
            let saves = whole.and_then(|_| saves(business, bill, strategy, month));
            cells.push(strategy::cell(strategy, month, whole, saves));
        }
    }
    cells
}

fn saves(
    business: &Business,
    bill: &Bill,
    strategy: Strategy,
    month: usize,
) -> Result<f64, Absent> {
    let then = at(bill, month)?;
    match strategy {
        Strategy::OnDemand => Ok(0.0),
        Strategy::LargerInstances => Err(strategy::NOT_PRICED),
        Strategy::ReservedBase => {
            let lever = lever(business, RESERVED).ok_or(commitment::NO_RESERVED)?;
            let made = base(business, lever, at(bill, strategy::made_in(month))?)?;
            let used = base(business, lever, then)?.min(made);
            // What is reserved is paid for in full, used or not.
            Ok((used - made * (1.0 - lever.saving)).max(0.0))
        }
        Strategy::Spot => {
            let lever = lever(business, SPOT).ok_or(commitment::NO_SPOT)?;
            Ok(base(business, lever, then)? * lever.saving)
        }
        Strategy::Efficiency => {
            let others = business
                .levers
                .iter()
                .filter(|lever| ![RESERVED, SPOT].contains(&lever.key.text()));
            let others: Vec<&Lever> = others.collect();
            let mut saved = 0.0;
            for (stated, part) in business.components.iter().zip(&then.components) {
                let acting = others.iter().filter(|lever| levers::acts(lever, stated));
                let left: f64 = acting.map(|lever| 1.0 - lever.saving).product();
                saved += part.as_ref().map_err(|absent| *absent)?.value * (1.0 - left);
            }
            Ok(saved)
        }
    }
}

fn cases(business: &Business, course: &Course) -> Vec<Case> {
    let mut cases = Vec::new();
    for (id, customers) in business.cases {
        for month in strategy::HORIZONS {
            let customers = customers.get(month).copied().unwrap_or(Err(TOO_FAR));
            let bill = customers.map(|customers| course.month(customers.value));
            cases.push(Case { id, month, bill });
        }
    }
    cases
}

impl Money {
    /// Visits every figure with its id, in reading order.
    pub fn each(&self, visit: &mut Visit) {
        self.tiers.each(visit);
        self.bill.each(visit);
        for case in &self.cases {
            let place = [case.id, ".", &case.month.to_string()].concat();
            match &case.bill {
                Ok(month) => month.each(&self.bill.rows, &place, visit),
                Err(absent) => visit(&["money.bill.", &place].concat(), Err(*absent)),
            }
        }
        self.levers.each(visit);
        for (at, (left, revenue)) in self.left.iter().zip(&self.revenue).enumerate() {
            let month = at.to_string();
            left.each(&month, visit);
            revenue.each(&month, visit);
        }
        self.commitment.each(&mut |id, outcome| visit(id, outcome));
        for cell in &self.strategies {
            cell.each(visit);
        }
        self.unit.worth.each(&mut |id, outcome| visit(id, outcome));
        self.unit.shift.each(&mut |id, outcome| visit(id, outcome));
    }

    /// The bill under a strategy in a month, if that is one of the horizons.
    pub fn strategy(&self, strategy: Strategy, month: usize) -> Option<Outcome> {
        let same = |cell: &&Cell| cell.strategy == strategy && cell.month == month;
        self.strategies.iter().find(same).map(|cell| cell.bill)
    }

    /// The tiers between which customers would move to reach the target.
    pub fn moved(&self) -> Option<(RowKey, RowKey)> {
        self.unit.between.map(|between| (between.from, between.to))
    }
}
