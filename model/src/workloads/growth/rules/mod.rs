//! Can customers grow as stated, and does what is dated lie within the plan?
//!
//! - [`course`]: growth that is too fast, comes to nothing or differs by case.
//! - [`tables`]: own figures and milestones that disagree with themselves.
//! - [`mod@dated`]: dated changes that say nothing, or what cannot be.
//! - [`changes`]: what so many customers call for and is still to do.

pub(crate) mod changes;
pub(crate) mod course;
pub(crate) mod dated;
pub(crate) mod tables;

use super::Growth;
use super::timeline::NO_START;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity, cell};
use crate::scenario::growth::{Shape, fields};
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Value};
use std::borrow::Cow;

const CUSTOMERS: Unit = Unit::Of("customer");
const MONTHS: Unit = Unit::Of("month");

/// Takes a rule, how grave it is, what it says, and what proves it.
type Found<'a> = &'a mut dyn FnMut(&'static str, Severity, String, &[&str]);

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let (Some(demand), Some(growth)) = (&plan.demand, &plan.growth) else {
        return;
    };
    let now = demand.customers.or_zero();
    let mut found = |rule, severity, sentence: String, evidence: &[&str]| {
        let mut finding = Finding::new(rule, severity, sentence, evidence);
        finding.fix = mended(scenario, rule, now);
        findings.push(finding);
    };
    if now < 1.0 {
        found(
            "growth_without_customers",
            Severity::Warning,
            format!(
                "Growth starts from {}: of nothing no share grows. State the customers of now.",
                shown(now, CUSTOMERS)
            ),
            &["demand.customers"],
        );
    }
    course::review(scenario, growth, now, &mut found);
    if scenario.growth.shape == Shape::Table {
        tables::own(scenario, now, &mut found);
    }
    tables::milestones(scenario, &mut found);
    events(scenario, growth, &mut found);
}

/// What mends a rule of growth, where a statement does.
fn mended(scenario: &Scenario, rule: &str, now: f64) -> Option<Fix> {
    let stated = &scenario.growth;
    Some(match rule {
        "cases_out_of_order" => Fix::new(
            "Plan half, once and one and a half times the growth",
            usual_cases(),
        ),
        // Twice as many leave room to grow at all.
        "over_ceiling" => {
            let ceiling = Value::Number(now * 2.0);
            fields::ceiling.check(ceiling).ok()?;
            Fix::number(&fields::ceiling, now * 2.0)
        }
        "growth_too_fast" if now <= stated.ceiling => {
            let logistic = Value::Choice(Shape::Logistic.id());
            let label = ["Grow up to ", &shown(stated.ceiling, CUSTOMERS)].concat();
            Fix::new(label, [(fields::shape.id.into(), logistic)])
        }
        "own_table_empty" => {
            let off = Value::Choice(Switch::Off.id());
            Fix::new("Plan without growth", [(fields::workload.id.into(), off)])
        }
        _ => return None,
    })
}

/// The factors of the three cases, where nothing else is stated.
pub(crate) fn usual_cases() -> impl Iterator<Item = (Cow<'static, str>, Value)> {
    let fields = [
        &fields::conservative_factor,
        &fields::moderate_factor,
        &fields::aggressive_factor,
    ];
    let usual = crate::scenario::Growth::default();
    let factors = [
        usual.conservative_factor,
        usual.moderate_factor,
        usual.aggressive_factor,
    ];
    let factors = fields.into_iter().zip(factors);
    factors.map(|(field, factor)| (field.id.into(), Value::Number(factor)))
}

fn events(scenario: &Scenario, growth: &Growth, found: Found) {
    if growth
        .timeline
        .multipliers
        .iter()
        .any(|it| it.number() == Err(NO_START))
    {
        found(
            "no_start",
            Severity::Warning,
            NO_START.0.to_owned(),
            &["growth.start"],
        );
    }
    for event in &scenario.events {
        let id = cell("event", event.key, "date");
        let Some(date) = event.date else {
            found(
                "event_undated",
                Severity::Note,
                format!("{} has no date and is left out. Give it one.", event.name),
                &[&id],
            );
            continue;
        };
        let Some(start) = scenario.growth.start else {
            continue;
        };
        let end = Date::of(start).add_months(i64::try_from(growth.months).unwrap_or(0) + 1);
        if date + event.hours / 24.0 <= start || date >= end.value() {
            found(
                "event_outside",
                Severity::Note,
                format!(
                    "{} on {} lies outside of the months planned, and changes nothing. Move it, or plan more \
                     months.",
                    event.name,
                    shown(date, Unit::Of("date"))
                ),
                &[&id],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::growth::RateBasis;
    use crate::scenario::preset::preset;
    use crate::scenario::{Event, Milestone, OwnMonth, fields};

    /// The rules that hold for the preset after a change.
    fn check(change: fn(&mut Scenario), expected: &[&str]) {
        let mut scenario = preset("saas-1").unwrap().scenario();
        change(&mut scenario);
        let plan = crate::review::held::hold(review, &scenario, expected, "");
        plan.each(&mut |id, outcome| {
            assert!(
                outcome.is_ok_and(|it| it.value.is_finite()) || outcome.is_err(),
                "{id}"
            );
        });
    }

    fn own(scenario: &mut Scenario, rows: &[(f64, f64)]) {
        scenario.growth.shape = Shape::Table;
        for (month, customers) in rows {
            let table = fields::table("own").unwrap();
            table.add(scenario, "Row").unwrap();
            let row: &mut OwnMonth = scenario.own_months.last_mut().unwrap();
            (row.month, row.customers) = (*month, *customers);
        }
    }

    fn event(scenario: &mut Scenario, date: Option<f64>) {
        fields::table("event")
            .unwrap()
            .add(scenario, "Sale")
            .unwrap();
        let row: &mut Event = scenario.events.last_mut().unwrap();
        row.date = date;
    }

    #[test]
    fn growth_that_cannot_be_says_so() {
        check(|_| {}, &[]);
        check(|it| it.growth.rate = Some(9.0), &["growth_too_fast"]);
        check(|it| it.growth.rate = Some(1.0), &["growth_too_fast"]);
        check(|it| it.growth.rate = Some(-0.02), &["customers_shrink"]);
        check(|it| it.growth.rate = Some(-0.99), &["shrinks_to_nothing"]);
        check(
            |it| {
                it.growth.rate_basis = RateBasis::Gross;
                it.growth.churn = 1.0;
            },
            &["shrinks_to_nothing"],
        );
        check(
            |it| {
                it.growth.shape = Shape::Logistic;
                it.growth.ceiling = 400.0;
            },
            &["over_ceiling"],
        );
        check(
            |it| it.growth.conservative_factor = 2.0,
            &["cases_out_of_order"],
        );
        check(
            |it| {
                it.demand.users_per_customer = 1e6;
                it.demand.anchor = crate::scenario::Anchor::TotalUsers;
                it.demand.total_users = Some(10.0);
            },
            &["growth_without_customers"],
        );
    }

    #[test]
    fn an_own_table_that_says_little_says_so() {
        check(|it| own(it, &[]), &["own_table_empty"]);
        check(|it| own(it, &[(0.0, 500.0)]), &["own_table_one_row"]);
        check(|it| own(it, &[(6.0, 900.0)]), &["own_table_starts_later"]);
        check(|it| own(it, &[(6.0, 900.0), (0.0, 500.0)]), &[]);
        check(
            |it| own(it, &[(6.0, 900.0), (0.0, 501.0)]),
            &["own_table_disagrees"],
        );
        check(
            |it| own(it, &[(0.0, 500.0), (6.0, 900.0), (6.0, 901.0), (6.0, 1.0)]),
            &["own_table_doubled"],
        );
    }

    #[test]
    fn a_milestone_table_in_disorder_says_so() {
        check(|it| it.milestones.swap(1, 3), &["milestones_out_of_order"]);
        check(|it| it.milestones.truncate(1), &["milestones_one_row"]);
        check(|it| it.milestones.clear(), &[]);
        check(
            |it| it.milestones[2].customers = 500.0,
            &["milestones_doubled"],
        );
        check(|it| it.milestones[2].cost = 0.0, &["milestone_blank"]);
        check(
            |it| {
                let last: Milestone = it.milestones.remove(5);
                it.milestones.insert(0, last);
            },
            &["milestones_out_of_order"],
        );
    }

    #[test]
    fn what_needs_a_date_says_so() {
        check(|it| it.growth.december = 1.4, &["no_start"]);
        check(|it| event(it, None), &["event_undated"]);
        check(|it| event(it, Some(20_800.0)), &["no_start"]);
        check(
            |it| {
                it.growth.start = Some(20_779.0);
                event(it, Some(20_800.0));
            },
            &[],
        );
        check(
            |it| {
                it.growth.start = Some(20_779.0);
                event(it, Some(20_000.0));
            },
            &["event_outside"],
        );
    }
}
