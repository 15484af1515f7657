//! Has what was measured since left the plan, and do models, applications or users come
//! faster than customers grow? With what becomes of the first order if it goes on so.

use super::{DIVERGENCE, Finding, Fix, Severity, cell};
use crate::engine::{Plan, plan_with};
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::scenario::fields::is_within_bounds;
use crate::scenario::growth::{RateBasis, Shape, fields as growth};
use crate::scenario::{Actual, Pool, Scenario, Value};
use crate::workloads::pools::actuals::{NOT_PLANNED, OF_NO_POOL, month_of};
use crate::workloads::resources::words::Told;

const SHARE: Unit = Unit::Of("share");
/// Spend may be over or under the plan by this share (source: AI capacity planning).
const SPEND_DIVERGENCE: f64 = 0.10;

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    for measured in &scenario.actuals {
        let of = Of {
            scenario,
            plan,
            measured,
        };
        findings.extend(
            [of.usage(), of.customers(), of.spend()]
                .into_iter()
                .flatten(),
        );
    }
    signs(scenario, plan, findings);
}

/// A measurement in its plan.
struct Of<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    measured: &'a Actual,
}

impl Of<'_> {
    fn id(&self, name: &str) -> String {
        ["fleet.actual.", self.measured.key.text(), ".", name].concat()
    }

    /// A finding that two figures and a cell of the row prove.
    fn found(&self, rule: &'static str, sentence: &str, names: [&str; 2], column: &str) -> Finding {
        let [drift, planned] = names.map(|name| self.id(name));
        let stated = cell("actual", self.measured.key, column);
        let evidence = [&*drift, &planned, &stated];
        Finding::new(rule, Severity::Warning, sentence.to_owned(), &evidence)
    }

    fn unused(&self, drift: &str) -> Option<Finding> {
        let absent = self.plan.outcome(&self.id(drift))?.err()?;
        let column = match absent {
            OF_NO_POOL => "pool",
            NOT_PLANNED => "month",
            _ => return None,
        };
        let sentence = [&self.measured.name, ": ", absent.0].concat();
        let evidence = cell("actual", self.measured.key, column);
        Some(Finding::new(
            "measurement_unused",
            Severity::Note,
            sentence,
            &[&evidence],
        ))
    }

    /// How far something is off, where that is too far; and how that reads.
    fn drift(&self, name: &str, limit: f64) -> Option<(f64, String)> {
        let drift = self.plan.number(&self.id(name))?;
        let more = if drift > 0.0 { " more" } else { " less" };
        let words = [&shown(drift.abs(), SHARE), more, " than planned. "].concat();
        (drift.abs() > limit).then_some((drift, words))
    }

    /// `March, month 3: `
    fn opening(&self) -> String {
        let month = month_of(self.measured).to_string();
        [&*self.measured.name, ", month ", &month, ": "].concat()
    }

    fn usage(&self) -> Option<Finding> {
        let Some((drift, off)) = self.drift("drift", DIVERGENCE) else {
            return self.unused("drift");
        };
        let at = self.measured.place(&self.scenario.pools)?;
        let pool: &Pool = &self.scenario.pools[at];
        let used = pool.used * (1.0 + drift);
        // What was sized for today does not grow by being used more.
        let there = self.plan.pools.as_ref()?.all[at].now.capacity;
        let then = self.when(|it| {
            it.pools[at].used = used;
            it.pools[at].capacity = there.number().ok();
        });
        let opening = self.opening();
        let sentence = [
            &opening,
            &*pool.name,
            " used ",
            &off,
            "Should it go on so, ",
            &then,
        ]
        .concat();
        let found = self.found("drift", &sentence, ["drift", "planned_use"], "used");
        let label = ["Plan ", &pool.name, " with the use that was measured"].concat();
        let states = [
            (cell("pool", pool.key, "used").into(), Value::Number(used)),
            (
                cell("pool", pool.key, "capacity").into(),
                Value::Number(there.or_zero()),
            ),
        ];
        Some(self.mended(found, Fix::new(label, states)))
    }

    fn customers(&self) -> Option<Finding> {
        let Some((_, off)) = self.drift("customers_drift", DIVERGENCE) else {
            return self.unused("customers_drift");
        };
        let names = ["customers_drift", "planned_customers"];
        let counted = shown(self.measured.customers?, Unit::Of("customer"));
        let opening = [&self.opening(), &*counted, ", "].concat();
        let Some(rate) = self.plan.number(&self.id("measured_growth")) else {
            let sentence = [&opening, &*off, "State how many there are at the start."].concat();
            return Some(self.found("customers_drift", &sentence, names, "customers"));
        };
        let factor = self.scenario.growth.moderate_factor;
        let stated = rate / factor;
        let then = self.when(|it| {
            it.growth.shape = Shape::Exponential;
            it.growth.rate_basis = RateBasis::Net;
            it.growth.rate = Some(stated);
        });
        let month = Unit::Of("share/month");
        let growing = [
            "Should customers go on growing as measured, by ",
            &shown(rate, month),
            ", ",
        ];
        let sentence = [&opening, &*off, &growing.concat(), &then].concat();
        let found = self.found("customers_drift", &sentence, names, "customers");
        let planned = [
            (
                growth::shape.id.into(),
                Value::Choice(Shape::Exponential.id()),
            ),
            (
                growth::rate_basis.id.into(),
                Value::Choice(RateBasis::Net.id()),
            ),
            (growth::rate.id.into(), Value::Number(stated)),
        ];
        let label = ["Plan with growth as measured, ", &shown(rate, month)].concat();
        Some(self.mended(found, Fix::new(label, planned)))
    }

    /// With its fix, where that can be stated.
    fn mended(&self, found: Finding, fix: Fix) -> Finding {
        match fix.applied(self.scenario) {
            Some(_) => found.mended_by(fix),
            None => found,
        }
    }

    fn spend(&self) -> Option<Finding> {
        let Some((drift, off)) = self.drift("spend_drift", SPEND_DIVERGENCE) else {
            return self.unused("spend_drift");
        };
        let of = self
            .measured
            .part
            .and_then(|part| self.scenario.bill.iter().find(|row| row.key == part));
        let of = of.map_or("the bill was", |part| &*part.name);
        let was = if of == "the bill was" { " " } else { " was " };
        let spent = shown(self.measured.spend?, Unit::Of("USD/month"));
        let sentence = [
            &*self.opening(),
            of,
            was,
            &spent,
            ", ",
            &off,
            "No order moves by that. ",
            &self.budget(drift),
        ];
        let names = ["spend_drift", "planned_spend"];
        Some(self.found("spend_drift", &sentence.concat(), names, "spend"))
    }

    /// What becomes of the budget where the whole bill stays so far off.
    fn budget(&self, drift: f64) -> String {
        let bills = self.plan.total_bill.as_ref().map(|bill| &bill.months[..]);
        let over = |times: f64| {
            let most = self.scenario.money.budget?;
            bills?.iter().position(|bill| bill.or_zero() * times > most)
        };
        let whole = self.measured.part.is_none();
        match (over(1.0 + drift), over(1.0)) {
            (Some(month), before) if whole && before != Some(month) => {
                let was = before.map_or_else(
                    || "never by the plan".to_owned(),
                    |month| ["in month ", &month.to_string(), " by the plan"].concat(),
                );
                [
                    "Should it stay so, the budget is passed in month ",
                    &month.to_string(),
                    ", ",
                    &was,
                    ".",
                ]
                .concat()
            }
            _ => "Look for what costs more or less than stated, and state that.".to_owned(),
        }
    }

    /// What becomes of the first order if something else is stated.
    fn when(&self, change: impl FnOnce(&mut Scenario)) -> String {
        let mut then = self.scenario.clone();
        then.actuals.clear();
        change(&mut then);
        if !is_within_bounds(&then) {
            return "nothing can be planned with it. Look whether it was measured right."
                .to_owned();
        }
        let after = plan_with(&then, self.plan.loaded.awaited());
        match (first(self.scenario, self.plan), first(&then, &after)) {
            (_, None) => "nothing has to be ordered.".to_owned(),
            (None, Some((name, then))) => {
                [&name, " must be ordered ", &then, "; by the plan nothing."].concat()
            }
            (Some((before, was)), Some((name, then))) if before == name && was == then => {
                ["the first order stays ", &name, ", ", &then, "."].concat()
            }
            (Some((before, was)), Some((name, then))) => {
                let was = if before == name {
                    was
                } else {
                    [&*before, " ", &was].concat()
                };
                [
                    "the first to order is ",
                    &name,
                    " ",
                    &then,
                    ", by the plan ",
                    &was,
                    ".",
                ]
                .concat()
            }
        }
    }
}

/// What is ordered first, and by when: as the calendar has it, rented or a limit to be
/// raised too.
fn first(scenario: &Scenario, plan: &Plan) -> Option<(String, String)> {
    let start = scenario.growth.start.map(Date::of);
    let told = Told::new(scenario, plan, start.unwrap_or(Date::of(0.0)))?;
    let (order, _) = told.first_order()?;
    let by = order.order_by.number().ok()?;
    let months = shown(by.abs(), Unit::Of("month"));
    let when = match start.and_then(|_| told.order_day(order)) {
        Some(day) => ["by ", &day.shown()].concat(),
        None if by < 0.0 => [&months, " before the start"].concat(),
        None => ["within ", &months].concat(),
    };
    Some((told.what(order).1, when))
}

/// What comes faster than customers grow by the plan.
fn signs(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let stated = &scenario.growth;
    let open = |is_open: bool, what: &str, id: &str| {
        let sentence = [
            "New ",
            what,
            " a month say nothing yet: state how many there are now.",
        ]
        .concat();
        is_open.then(|| Finding::new("sign_open", Severity::Note, sentence, &[id]))
    };
    let models = stated.new_models.is_some() && stated.models_now.is_none();
    findings.extend(open(models, "models", growth::models_now.id));
    let applications = stated.new_applications.is_some() && stated.applications_now.is_none();
    findings.extend(open(
        applications,
        "applications",
        growth::applications_now.id,
    ));
    let Some(planned) = plan.number("checklist.customer_growth") else {
        return;
    };
    for (name, id) in [
        ("Users", "growth.sign.users"),
        ("Models", "growth.sign.models"),
        ("Applications", "growth.sign.applications"),
    ] {
        let Some(rate) = plan.number(id).filter(|rate| *rate > planned * ROUNDED) else {
            continue;
        };
        let month = Unit::Of("share/month");
        let sentence = [
            name,
            " grow by ",
            &shown(rate, month),
            ", customers by ",
            &shown(planned, month),
            " in the plan. Hold a review before the next is due, and plan with more growth or a burst reserve.",
        ];
        let evidence = [id, "checklist.customer_growth"];
        findings.push(Finding::new(
            "growing_faster",
            Severity::Warning,
            sentence.concat(),
            &evidence,
        ));
    }
}

/// A rate that arithmetic alone makes higher is not.
const ROUNDED: f64 = 1.0 + 1e-9;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::held::hold;
    use crate::scenario::preset::preset;
    use crate::scenario::{RowKey, fields};

    /// The rules that hold for the platform with one measurement.
    fn check(name: &str, month: f64, change: fn(&mut Scenario), expected: &[&str]) {
        let mut scenario = preset("saas-1").unwrap().scenario();
        fields::table("actual")
            .unwrap()
            .add(&mut scenario, name)
            .unwrap();
        scenario.actuals[0].month = month;
        change(&mut scenario);
        hold(review, &scenario, expected, name);
    }

    /// Needed in month 3: 80 * 1.520875 ^ 0.9 = 116.69.
    #[test]
    fn use_may_differ_by_a_little() {
        let memory = "Memory (GB)";
        check(memory, 3.0, |_| {}, &[]);
        check(memory, 3.0, |it| it.actuals[0].used = Some(116.0), &[]);
        check("memory_gb", 3.0, |it| it.actuals[0].used = Some(134.0), &[]);
        check(
            "memory gb",
            3.0,
            |it| it.actuals[0].used = Some(135.0),
            &["drift"],
        );
        check(
            "Memory GB",
            3.0,
            |it| it.actuals[0].used = Some(99.0),
            &["drift"],
        );
        let chosen: fn(&mut Scenario) = |it| {
            it.actuals[0].used = Some(135.0);
            it.actuals[0].pool = Some(it.pools[2].key);
        };
        check("Disks", 3.0, chosen, &["drift"]);
        let gone: fn(&mut Scenario) = |it| {
            it.actuals[0].used = Some(135.0);
            it.actuals[0].pool = Some(RowKey::GONE);
        };
        check("memory_gb", 3.0, gone, &["measurement_unused"]);
        let used: fn(&mut Scenario) = |it| it.actuals[0].used = Some(135.0);
        check("Disks", 3.0, used, &["measurement_unused"]);
        check("GPU nodes", 30.0, used, &["measurement_unused"]);
    }

    /// Planned for month 3: 760.44 customers and $15,687.59, $3,933 of it for compute.
    #[test]
    fn customers_may_differ_by_15_percent_and_spend_by_10() {
        check(
            "March",
            3.0,
            |it| it.actuals[0].customers = Some(874.0),
            &[],
        );
        check(
            "March",
            3.0,
            |it| it.actuals[0].customers = Some(875.0),
            &["customers_drift"],
        );
        check(
            "March",
            3.0,
            |it| it.actuals[0].customers = Some(646.0),
            &["customers_drift"],
        );
        check(
            "Start",
            0.0,
            |it| it.actuals[0].customers = Some(400.0),
            &["customers_drift"],
        );
        check(
            "Far",
            30.0,
            |it| it.actuals[0].customers = Some(875.0),
            &["measurement_unused"],
        );
        check("March", 3.0, |it| it.actuals[0].spend = Some(17_255.0), &[]);
        check(
            "March",
            3.0,
            |it| it.actuals[0].spend = Some(17_257.0),
            &["spend_drift"],
        );
        check(
            "March",
            3.0,
            |it| it.actuals[0].spend = Some(14_118.0),
            &["spend_drift"],
        );
        let of_compute: fn(&mut Scenario) = |it| {
            it.actuals[0].spend = Some(17_255.0);
            it.actuals[0].part = Some(it.bill[0].key);
        };
        check("March", 3.0, of_compute, &["spend_drift"]);
        let all: fn(&mut Scenario) = |it| {
            let row = &mut it.actuals[0];
            (row.used, row.customers, row.spend) = (Some(200.0), Some(1000.0), Some(20_000.0));
        };
        check(
            "Memory (GB)",
            3.0,
            all,
            &["drift", "customers_drift", "spend_drift"],
        );
    }

    #[test]
    fn what_comes_faster_than_customers_says_so() {
        let signs = |change: fn(&mut Scenario), expected: &[&str]| {
            let mut scenario = preset("saas-1").unwrap().scenario();
            change(&mut scenario);
            hold(review, &scenario, expected, "signs");
        };
        signs(|it| it.growth.new_users = Some(75.0), &[]);
        signs(|it| it.growth.new_users = Some(76.0), &["growing_faster"]);
        signs(|it| it.growth.new_models = Some(2.0), &["sign_open"]);
        let ten: fn(&mut Scenario) = |it| {
            (it.growth.new_models, it.growth.models_now) = (Some(2.0), Some(10.0));
        };
        signs(ten, &["growing_faster"]);
        let twenty: fn(&mut Scenario) = |it| {
            (it.growth.new_models, it.growth.models_now) = (Some(2.0), Some(20.0));
        };
        signs(twenty, &[]);
        signs(|it| it.growth.new_applications = Some(2.0), &["sign_open"]);
    }
}
