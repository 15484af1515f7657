//! Can the fleet serve more, when must more of it be ordered, and which pool
//! binds?

use super::binding::ranked;
use super::words::{Told, late, of};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::report::answers::unknown;
use crate::report::{Answer, Span, Style, figure_of, text, words};
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::workloads::growth::due_dates;
use crate::workloads::money::words::best_lever;

/// Room, the next order and what binds, as far as the pools say.
pub fn by_pools(
    scenario: &Scenario,
    plan: &Plan,
    findings: &[Finding],
    today: Date,
) -> [Option<Answer>; 3] {
    [
        serve(scenario, plan),
        scale(scenario, plan, today),
        binds(scenario, plan, findings, today),
    ]
}

/// "Can we serve more?", from the pools, if there are any.
fn serve(scenario: &Scenario, plan: &Plan) -> Option<Answer> {
    let question = "Can we serve more?";
    let pools = &plan.pools.as_ref()?.all;
    if pools.is_empty() {
        return None;
    }
    let more = match plan.get("fleet.more_customers") {
        Ok(more) => more.value,
        Err(absent) => {
            return Some(unknown(question, absent));
        }
    };
    let row = *ranked(pools.iter().map(|pool| pool.now.more_customers)).first()?;
    let (stated, pool) = (scenario.pools.get(row)?, pools.get(row)?);
    let full = plan.number("fleet.more_until_full");
    let until_full = |before: &'static str| match full.filter(|more| *more > 0.0) {
        Some(_) => vec![
            text(before),
            figure_of(&["fleet.more_until_full"], Style::Plain),
            text(" fit until the first pool is full."),
        ],
        None => vec![text(" Nothing is left until the first pool is full.")],
    };
    let warning = shown(stated.warning, Unit::Of("share"));
    if more > 0.0 {
        let mut why = vec![words(&[
            "until the warning threshold of ",
            &stated.name,
            ", ",
            &warning,
            ", at ",
        ])];
        why.push(of(pool, "headroom_customers", Style::Plain));
        why.extend(until_full("; "));
        if stated.capacity.is_none() {
            why.push(text(
                " Its capacity is sized for today: state what you have.",
            ));
        }
        return Some(Answer {
            question,
            main: vec![
                figure_of(&["fleet.more_customers"], Style::Large),
                text(" more customers"),
            ],
            why,
        });
    }
    let mut why = vec![words(&[&stated.name, ": "])];
    why.push(of(pool, "utilization", Style::Plain));
    why.push(words(&[
        " are used, and the warning threshold is ",
        &warning,
        ".",
    ]));
    why.extend(until_full(" At the utmost "));
    Some(Answer {
        question,
        main: vec![text("No.")],
        why,
    })
}

/// "When must we scale?", from the pool that must be ordered first.
fn scale(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Answer> {
    let told = Told::new(scenario, plan, today)?;
    let order = told.in_order();
    let (first, pool) = order.first()?;
    let now = &pool.now;
    let late = late(&told, today);
    let by = told.date(now.order_by_months);
    let main = if late.is_empty() {
        words(&["Order ", &first.name, " by ", &by])
    } else {
        words(&["Order ", &first.name, " now"])
    };
    let mut why = late;
    let share = |share| shown(share, Unit::Of("share"));
    why.push(words(&[
        &share(first.critical),
        " are used on ",
        &told.date(now.months_to_critical),
        ", all on ",
        &told.date(now.months_to_cliff),
        "; more takes ",
        &shown(first.lead_time, Unit::Of("day")),
        " to come. The warning threshold of ",
        &share(first.warning),
        " is reached on ",
        &told.date(now.months_to_threshold),
        ".",
    ]));
    if let Some((next, pool)) = order.get(1) {
        why.push(words(&[
            " Next: ",
            &next.name,
            ", by ",
            &told.date(pool.now.order_by_months),
            ".",
        ]));
    }
    why.extend(change(&told, plan));
    Some(Answer {
        question: "When must we scale?",
        main: vec![main],
        why,
    })
}

/// The next change that growth calls for, if it comes to any.
fn change(told: &Told, plan: &Plan) -> Option<Span> {
    let next = due_dates::next(told.scenario, plan.growth.as_ref()?, told.calendar)?;
    Some(words(&[
        " By ",
        &next.date.shown(),
        " growth requires: ",
        &due_dates::names(told.scenario, next.target),
        ".",
    ]))
}

/// "What binds, and what should we do?", from the pool that must be ordered
/// first, the gravest finding and the best lever.
fn binds(scenario: &Scenario, plan: &Plan, findings: &[Finding], today: Date) -> Option<Answer> {
    let told = Told::new(scenario, plan, today)?;
    let order = told.in_order();
    let (first, pool) = order.first()?;
    let mut why = late(&told, today);
    if why.is_empty() {
        let by = told.date(pool.now.order_by_months);
        why.push(words(&["to be ordered first, by ", &by, "."]));
    }
    if let Some((next, _)) = order.get(1) {
        why.push(words(&[" Next: ", &next.name, "."]));
    }
    // What is late was said.
    let said = ["order_by_passed", "lead_time_over_cliff"];
    let finding = findings.iter().find(|it| !said.contains(&it.rule));
    if let Some(finding) = finding {
        why.push(words(&[" ", &finding.sentence]));
    }
    if let Some((name, lever)) = best_lever(scenario, plan) {
        why.push(words(&[" ", &name, " "]));
        why.extend(lever);
    }
    Some(Answer {
        question: "What binds, and what should we do?",
        main: vec![words(&[&first.name])],
        why,
    })
}
