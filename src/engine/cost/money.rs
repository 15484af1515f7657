//! What does a business of tiers and a bill come to, now and as it grows? The
//! place where the parts of the money meet.

use super::bill::{self, BillNow, Course, Month, Part, Step};
use super::commitment::{self, Commitment};
use super::levers::{self, Base, LeftThen, Levers};
use super::strategy::{self, Cell, Strategy};
use super::tiers::{self, Tiers};
use super::unit::{self, Then, Unit};
use crate::engine::outcome::{Visit, figures};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::money::{Resource, fields};
use crate::scenario::{Component, Field, Lever, Scenario};

/// Everything about money.
#[derive(Clone, PartialEq, Debug)]
pub struct MoneyPlan {
    /// Tiers and their mix.
    pub tiers: Tiers,
    /// What each component of the bill comes to now.
    pub parts: Vec<Part>,
    /// The bill now.
    pub now: BillNow,
    /// The bill by month from 0 on, or why there is none.
    pub months: Vec<Result<Month, Absent>>,
    /// What the bill comes to when growth is slower or faster.
    pub cases: Vec<CaseMonth>,
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
    /// What they are to be.
    pub targets: Targets,
}

figures! {
    /// What unit economics are to come to, as stated.
    pub struct Targets in "money" {
        /// Gross margin, target.
        gross_margin_target: Figure,
        /// Gross margin of the best.
        gross_margin_best: Figure,
        /// Infrastructure of revenue, target.
        infrastructure_share_target: Figure,
        /// Infrastructure of revenue of the best.
        infrastructure_share_best: Figure,
        /// Cost per customer, target.
        cost_per_customer_target: Figure,
        /// Cost per customer of the best.
        cost_per_customer_best: Figure,
        /// LTV : CAC, target.
        ltv_to_cac_target: Figure,
        /// LTV : CAC of the best.
        ltv_to_cac_best: Figure,
    }
}

/// The bill of one month in a case of growth.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseMonth {
    /// As ids have it: `conservative.`.
    pub case: &'static str,
    /// Which month.
    pub month: usize,
    /// The bill, or why there is none.
    pub bill: Result<Month, Absent>,
}

/// What the money follows from besides the scenario.
pub struct Ahead<'a> {
    /// Customers now.
    pub customers: f64,
    /// Requests a day of the demand ladder.
    pub requests_per_day: f64,
    /// What the milestone table says of the customers of now.
    pub milestone_cost: Outcome,
    /// Customers by month from 0 on, as planned.
    pub moderate: &'a [Outcome],
    /// Customers by month in other cases of growth, by the case as ids have it.
    pub cases: &'a [(&'static str, &'a [Outcome])],
}

/// How far ahead reservations are made.
const YEAR: usize = 12;

/// Why the milestone table says nothing.
pub const NO_GROWTH: Absent = Absent(
    "The milestone table is read along the growth of customers, which is not part of this scenario.",
);
const TOO_FAR: Absent =
    Absent("So many months are not projected. Raise how many months are projected.");

/// The bill of a planned business for other numbers of customers, one a month.
pub fn bills(scenario: &Scenario, planned: &MoneyPlan, customers: &[Outcome]) -> Vec<Outcome> {
    let steps = steps(scenario);
    let now = &planned.now;
    let (of_now, table) = (now.customers_now.value, now.milestone_bill);
    let course = Course::new(&scenario.bill, &scenario.money, &steps, of_now, table);
    let bill = |customers: &Outcome| course.month((*customers)?.value).bill;
    customers.iter().map(bill).collect()
}

fn steps(scenario: &Scenario) -> Vec<Step> {
    let milestones = scenario.milestones.iter();
    milestones
        .map(|milestone| Step {
            customers: milestone.customers,
            cost: milestone.cost,
        })
        .collect()
}

/// What follows for this business.
pub fn plan(scenario: &Scenario, ahead: &Ahead) -> MoneyPlan {
    let money = &scenario.money;
    let steps = steps(scenario);
    let course = Course::new(
        &scenario.bill,
        money,
        &steps,
        ahead.customers,
        ahead.milestone_cost,
    );
    let months: Vec<_> = ahead
        .moderate
        .iter()
        .map(|customers| month(&course, *customers))
        .collect();
    let tiers = tiers::plan(&scenario.tiers, ahead.customers, ahead.requests_per_day);
    let base = Base {
        components: &scenario.bill,
        parts: &course.parts,
    };
    let levers = levers::plan(&scenario.levers, base, course.now.bill);
    let unit = unit::plan(scenario, &tiers.mix, course.now.bill, ahead.customers);
    let bills = Bills {
        scenario,
        parts: &course.parts,
        months: &months,
    };
    let revenue =
        |(month, customers): (&Result<Month, Absent>, &Outcome)| revenue(&unit, month, *customers);
    MoneyPlan {
        cases: cases(&course, ahead.cases),
        left: months.iter().map(|month| left(&levers, month)).collect(),
        revenue: months.iter().zip(ahead.moderate).map(revenue).collect(),
        commitment: commitment::plan(bills.year().as_deref().map_err(|absent| *absent), money),
        strategies: bills.strategies(),
        targets: targets(scenario),
        tiers,
        levers,
        unit,
        now: course.now,
        parts: course.parts,
        months,
    }
}

fn month(course: &Course, customers: Outcome) -> Result<Month, Absent> {
    customers.map(|customers| course.month(customers.value))
}

fn left(levers: &Levers, month: &Result<Month, Absent>) -> LeftThen {
    match month {
        Ok(month) => levers.of_month(&month.components, month.bill),
        Err(absent) => levers.of_month(&[], Err(*absent)),
    }
}

fn revenue(unit: &Unit, month: &Result<Month, Absent>, customers: Outcome) -> Then {
    let bill = month
        .as_ref()
        .map_or_else(|absent| Err(*absent), |month| month.bill);
    let arpu = customers.and(unit.worth.arpu);
    unit::of_month(
        arpu,
        customers.map_or(0.0, |customers| customers.value),
        bill,
    )
}

fn cases(course: &Course, cases: &[(&'static str, &[Outcome])]) -> Vec<CaseMonth> {
    let mut months = Vec::new();
    for (case, customers) in cases {
        for at in strategy::HORIZONS {
            let customers = customers.get(at).copied().unwrap_or(Err(TOO_FAR));
            months.push(CaseMonth {
                case,
                month: at,
                bill: month(course, customers),
            });
        }
    }
    months
}

fn targets(scenario: &Scenario) -> Targets {
    let money = &scenario.money;
    let stated = |value: f64, field: &'static Field| Figure::new(value, &field.stated, &[]);
    Targets {
        gross_margin_target: stated(money.gross_margin_target, &fields::gross_margin_target),
        gross_margin_best: stated(money.gross_margin_best, &fields::gross_margin_best),
        infrastructure_share_target: stated(
            money.infrastructure_share_target,
            &fields::infrastructure_share_target,
        ),
        infrastructure_share_best: stated(
            money.infrastructure_share_best,
            &fields::infrastructure_share_best,
        ),
        cost_per_customer_target: stated(
            money.cost_per_customer_target,
            &fields::cost_per_customer_target,
        ),
        cost_per_customer_best: stated(
            money.cost_per_customer_best,
            &fields::cost_per_customer_best,
        ),
        ltv_to_cac_target: stated(money.ltv_to_cac_target, &fields::ltv_to_cac_target),
        ltv_to_cac_best: stated(money.ltv_to_cac_best, &fields::ltv_to_cac_best),
    }
}

/// The bill by month, as strategies and reservations look at it.
struct Bills<'a> {
    scenario: &'a Scenario,
    parts: &'a [Part],
    months: &'a [Result<Month, Absent>],
}

/// Levers that are strategies of their own.
const OWN_STRATEGY: [&str; 2] = ["reserved", "spot"];

impl Bills<'_> {
    fn month(&self, at: usize) -> Result<&Month, Absent> {
        self.months
            .get(at)
            .ok_or(TOO_FAR)?
            .as_ref()
            .map_err(|absent| *absent)
    }

    /// What the components of a kind come to.
    fn of(&self, parts: impl Iterator<Item = Outcome>, resource: Resource) -> Result<f64, Absent> {
        let mut total = 0.0;
        for (component, part) in self.scenario.bill.iter().zip(parts) {
            if component.resource == resource {
                total += part?.value;
            }
        }
        Ok(total)
    }

    /// What the components of a kind come to in a month.
    fn then(&self, at: usize, resource: Resource) -> Result<f64, Absent> {
        self.of(self.month(at)?.components.iter().copied(), resource)
    }

    /// Compute of the months of the next year that are projected; of now
    /// alone if none is.
    fn year(&self) -> Result<Vec<f64>, Absent> {
        if self.scenario.bill.is_empty() {
            return Err(bill::NO_COMPONENTS);
        }
        let last = YEAR.min(self.months.len().saturating_sub(1));
        if last == 0 {
            let parts = self.parts.iter().map(|part| part.base);
            return Ok(vec![self.of(parts, Resource::Compute)?]);
        }
        (1..=last)
            .map(|at| self.then(at, Resource::Compute))
            .collect()
    }

    fn strategies(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        if self.months.is_empty() {
            return cells;
        }
        for strategy in Strategy::ALL {
            for at in strategy::HORIZONS {
                let bill = self.month(at).and_then(|month| month.bill);
                let saves = bill.and_then(|_| self.saves(strategy, at));
                cells.push(strategy::cell(strategy, at, bill, saves));
            }
        }
        cells
    }

    fn saves(&self, strategy: Strategy, at: usize) -> Result<f64, Absent> {
        let money = &self.scenario.money;
        match strategy {
            Strategy::OnDemand => Ok(0.0),
            Strategy::LargerInstances => Err(strategy::NOT_PRICED),
            Strategy::ReservedBase => {
                let made = self.then(strategy::made_in(at), Resource::Compute)?;
                let used = self.then(at, Resource::Compute)?.min(made);
                // What is reserved is paid whether it is used or not.
                Ok(used - made * (1.0 - money.reserved_discount))
            }
            Strategy::Spot => Ok(self.then(at, Resource::Gpu)? * money.spot_discount),
            Strategy::Efficiency => self.efficiency(self.month(at)?),
        }
    }

    /// What all levers save together that are no strategies of their own.
    fn efficiency(&self, month: &Month) -> Result<f64, Absent> {
        let mut saved = 0.0;
        for (component, part) in self.scenario.bill.iter().zip(&month.components) {
            let left = left_of(component, &self.scenario.levers);
            saved += part.as_ref().map_err(|absent| *absent)?.value * (1.0 - left);
        }
        Ok(saved)
    }
}

fn left_of(component: &Component, levers: &[Lever]) -> f64 {
    let others = levers
        .iter()
        .filter(|lever| !OWN_STRATEGY.contains(&lever.key.text()));
    let acting = others.filter(|lever| levers::acts(lever, component));
    acting.map(|lever| 1.0 - lever.saving).product()
}

impl MoneyPlan {
    /// Visits every figure with its id, in reading order.
    pub fn each(&self, visit: &mut Visit) {
        self.tiers.each(visit);
        bill::each_now(&self.now, &self.parts, visit);
        for (at, month) in self.months.iter().enumerate() {
            self.each_of(month, "", at, visit);
        }
        for case in &self.cases {
            self.each_of(&case.bill, case.case, case.month, visit);
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
        self.unit.each(visit);
        self.targets.each(&mut |id, outcome| visit(id, outcome));
    }

    fn each_of(&self, month: &Result<Month, Absent>, case: &str, at: usize, visit: &mut Visit) {
        let at = at.to_string();
        match month {
            Ok(month) => month.each(&self.parts, case, &at, visit),
            Err(absent) => visit(&["money.", case, "bill.", &at].concat(), Err(*absent)),
        }
    }
}
