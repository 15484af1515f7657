//! How many customers will there be, month by month, and what do so many need?
//!
//! - [`mod@shape`]: growth by shares, by numbers, or towards a ceiling.
//! - [`own`]: growth by a table of one's own figures.
//! - [`mod@course`]: one case: conservative, moderate or aggressive.
//! - [`mod@milestones`]: what so many customers need, by the table of sizes.
//! - [`peaks`]: how much higher demand stands in a season or at an event.
//! - [`origin`]: which input of the scenario a figure by month came from.
//! - [`mod@fit`]: what growth and what scaling a history shows.
//! - [`student`]: how far an estimate from few points reaches.

pub mod course;
pub mod fit;
pub mod milestones;
pub mod origin;
pub mod own;
pub mod peaks;
pub mod shape;
pub mod student;

pub use course::{Case, Course};
pub use milestones::{Column, Milestones};

use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::order::ascending;
use crate::quantity::{Figure, Formula, Kind, Outcome, Unit};
use crate::scenario::growth::{Growth, RateBasis, Shape as Stated};
use crate::scenario::web::Switch;
use crate::scenario::{Milestone, Scenario};
use crate::workloads::demand::Demand;
use own::Own;
use peaks::{Event, NO_START, Span};
use shape::Shape;

/// How far ahead a month is: an index, not worked out of anything.
static MONTHS_AHEAD: Formula = Formula {
    place: crate::sheet::Place::new(""),
    compute: None,
    id: "growth.months_ahead",
    name: "months_ahead",
    label: "Months from now",
    sentence: "How many months from now this is; the start of the plan is month 0.",
    text: "counted from the start",
    inputs: &[],
    unit: Unit::Of("month"),
    source: crate::catalog::sources::DEFINITION,
    kind: Kind::Stated,
};

/// Customers by month in three cases, with what so many need and how high
/// demand peaks.
#[derive(Clone, PartialEq, Debug)]
pub struct Projection {
    /// How many months are projected.
    pub months: u32,
    /// Numbers of customers from which something has to change, rising, each
    /// once.
    pub targets: Vec<f64>,
    /// Conservative, moderate, aggressive.
    pub courses: [Course; 3],
    /// The table of sizes.
    pub milestones: Milestones,
    /// What the moderate case needs, month by month, by [`Column`].
    pub needs: Vec<[Outcome; 4]>,
    /// How many times the average demand peaks, month by month.
    pub multipliers: Vec<Outcome>,
    /// The peak rate, month by month.
    pub peak_rates: Vec<Outcome>,
}

/// The projection of a scenario that states growth.
pub fn plan(scenario: &Scenario, demand: &Demand) -> Option<Projection> {
    let growth = &scenario.growth;
    if growth.workload == Switch::Off || growth.shape == Stated::None {
        return None;
    }
    let now = demand.customers.or_zero();
    let months = growth.horizon();
    let targets: Vec<f64> = scenario.changes.iter().map(|row| row.customers).collect();
    let mut targets = ascending(&targets, |target| *target);
    targets.dedup();
    let courses = Case::ALL.map(|case| course(scenario, case, now, months, &targets));
    let milestones = milestones(scenario);
    let moderate = &courses[Case::Moderate as usize].customers;
    let needs = moderate.iter().map(|customers| match customers {
        Ok(customers) => milestones.needs(customers.value),
        Err(absent) => [Err(*absent); 4],
    });
    let multipliers: Vec<Outcome> = multipliers(scenario, months);
    let peak_rates = moderate.iter().zip(&multipliers);
    let peak_rates = peak_rates.map(|(customers, multiplier)| {
        let then = customers.as_ref().map_err(|absent| *absent)?.value;
        let rate =
            peaks::peak_rate_then(demand.peak_rate.or_zero(), then, now, (*multiplier)?.value);
        rate.value
            .is_finite()
            .then_some(rate)
            .ok_or(shape::TOO_MANY)
    });
    Some(Projection {
        needs: needs.collect(),
        peak_rates: peak_rates.collect(),
        multipliers,
        months,
        targets,
        courses,
        milestones,
    })
}

fn course(scenario: &Scenario, case: Case, now: f64, months: u32, targets: &[f64]) -> Course {
    let growth = &scenario.growth;
    let case_factor = match case {
        Case::Conservative => growth.conservative_factor,
        Case::Moderate => growth.moderate_factor,
        Case::Aggressive => growth.aggressive_factor,
    };
    let (stated, shape) = shape(scenario, growth, now, case_factor);
    Course::new(shape, stated, now, months, targets)
}

/// How customers grow in a case, and what is stated of it.
fn shape(
    scenario: &Scenario,
    growth: &Growth,
    now: f64,
    case_factor: f64,
) -> (Option<Figure>, Shape) {
    let rate = || shape::stated::case_rate(growth.rate, case_factor);
    let factor = |rate: Figure| match growth.rate_basis {
        RateBasis::Net => shape::growth_factor_net(rate.value),
        RateBasis::Gross => shape::growth_factor_gross(rate.value, growth.churn),
    };
    match growth.shape {
        Stated::Linear => {
            let added = shape::stated::case_added(growth.added_customers, case_factor);
            let churned = growth.rate_basis == RateBasis::Gross && growth.churn > 0.0;
            let shape = if churned {
                Shape::LinearGross {
                    steady: shape::steady_customers(added.value, growth.churn),
                    retained: shape::retained(growth.churn),
                }
            } else {
                Shape::Linear { added }
            };
            (Some(added), shape)
        }
        Stated::Logistic => {
            let rate = rate();
            let (factor, ceiling) = (factor(rate), growth.ceiling);
            (Some(rate), Shape::Logistic { factor, ceiling })
        }
        Stated::Table => {
            let rows = scenario.own_months.iter();
            let own = Own::new(now, rows.map(|row| (row.month, row.customers)));
            (None, Shape::Own { own, case_factor })
        }
        Stated::Exponential | Stated::None => {
            let rate = rate();
            let factor = factor(rate);
            (Some(rate), Shape::Exponential { factor })
        }
    }
}

/// The scenario's milestone table.
pub fn milestones(scenario: &Scenario) -> Milestones {
    let needs = |row: &Milestone| [row.pods, row.gpu_nodes, row.storage, row.cost];
    let rows = scenario.milestones.iter();
    Milestones::new(rows.map(|row| (row.customers, needs(row))))
}

/// How high demand peaks in each month, if seasons and events can be dated.
fn multipliers(scenario: &Scenario, months: u32) -> Vec<Outcome> {
    let growth = &scenario.growth;
    let events: Vec<Event> = events(scenario);
    let seasons = growth.seasons();
    let even = seasons
        .iter()
        .all(|factor| factor.to_bits() == 1.0_f64.to_bits());
    let start = match growth.start {
        Some(start) => start,
        // Any day will do where no month differs from another.
        None if even && events.is_empty() => 0.0,
        None => return (0..=months).map(|_| Err(NO_START)).collect(),
    };
    let spans = spans(start, &seasons, months);
    let figures = spans
        .iter()
        .map(|span| Ok(peaks::multiplier(span, &events)));
    figures.collect()
}

/// The months of a plan that starts on this day.
fn spans(start: f64, seasons: &[f64; 12], months: u32) -> Vec<Span> {
    let start = Date::of(start);
    let mut from = start;
    let spans = (0..=months).map(|month| {
        let until = start.add_months(i64::from(month) + 1);
        let span = Span {
            from: days(from),
            until: days(until),
            season_factor: seasons[usize::from(from.month.clamp(1, 12)) - 1],
        };
        from = until;
        span
    });
    spans.collect()
}

/// Events that have a date, in the order of the table.
fn events(scenario: &Scenario) -> Vec<Event> {
    let rows = scenario.events.iter();
    let dated = rows.filter_map(|row| {
        Some(Event {
            date: row.date?,
            hours: row.hours,
            multiplier: row.multiplier,
        })
    });
    dated.collect()
}

/// Days since 1970, within the years that a scenario can state.
pub fn days(date: Date) -> f64 {
    i32::try_from(date.days()).map_or(0.0, f64::from)
}

impl Projection {
    /// The case that is planned with.
    pub fn moderate(&self) -> &Course {
        &self.courses[Case::Moderate as usize]
    }

    /// The course of a case.
    pub fn course(&self, case: Case) -> &Course {
        &self.courses[case as usize]
    }

    /// Visits every figure with its id, in reading order.
    pub fn each(&self, visit: &mut dyn FnMut(&str, Outcome)) {
        let months: Vec<String> = (0..=self.months).map(|month| month.to_string()).collect();
        let targets: Vec<String> = self.targets.iter().map(|target| exact(*target)).collect();
        for (month, text) in (0_u32..).zip(&months) {
            let figure = Figure::new(f64::from(month), &MONTHS_AHEAD, &[]);
            visit(&["growth.months_ahead.", text].concat(), Ok(figure));
        }
        for case in [Case::Moderate, Case::Conservative, Case::Aggressive] {
            self.course(case).each(case, &months, &targets, visit);
        }
        for (at, month) in months.iter().enumerate() {
            self.each_of_month(at, month, visit);
        }
    }

    fn each_of_month(&self, at: usize, month: &str, visit: &mut dyn FnMut(&str, Outcome)) {
        let mut give = |name: &[&str], outcome| {
            visit(&["growth.", &name.concat(), ".", month].concat(), outcome);
        };
        let moderate = self.moderate();
        if let Shape::Own { own, .. } = &moderate.shape {
            let month = f64::from(u32::try_from(at).unwrap_or(u32::MAX));
            give(&["own_customers"], shape::bounded(own.own_customers(month)));
        }
        if let Some(needs) = self.needs.get(at) {
            let exponents = match moderate.customers.get(at) {
                Some(Ok(customers)) => self.milestones.exponents(customers.value),
                Some(Err(absent)) => [Err(*absent); 4],
                None => return,
            };
            for (column, (need, exponent)) in Column::ALL.iter().zip(needs.iter().zip(exponents)) {
                give(&["milestone_", column.name()], *need);
                give(&["milestone_", column.name(), "_exponent"], exponent);
            }
        }
        for (name, outcomes) in [
            ("peak_multiplier", &self.multipliers),
            ("peak_rate", &self.peak_rates),
        ] {
            if let Some(outcome) = outcomes.get(at) {
                give(&[name], *outcome);
            }
        }
    }
}

/// Every formula of this part.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = shape::entries();
    all.extend(shape::stated::entries());
    all.extend(own::entries());
    all.extend(milestones::entries());
    all.extend(peaks::multiplier::entries());
    all.extend(peaks::entries());
    all
}
