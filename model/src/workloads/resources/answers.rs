//! How much room is there, by when must something be ordered, and what binds? From all
//! resources, whichever workloads they are of.

use super::first::least;
use super::orders::{Order, What};
use super::plan::{Resource, Way};
use super::words::Told;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::report::answers::{self, unknown};
use crate::report::{Answer, Basis, Span, Style, figure_of, large, text, words};
use crate::scenario::work::said;
use crate::scenario::{Anchor, Scenario};
use crate::sheet::Cell;
use crate::workloads::growth::due_dates;
use crate::workloads::money::words::{best_lever, cost};
use crate::workloads::uncertainty::words::percent;

const SHARE: Unit = Unit::Of("share");

/// The answers of a scenario with resources.
pub(super) fn answers(basis: &Basis) -> [Option<Answer>; 4] {
    let Some(told) = Told::new(basis.scenario, basis.plan, basis.today) else {
        return [const { None }; 4];
    };
    [
        Some(serve(&told)),
        scale(&told, basis.today),
        cost(basis.plan),
        binds(&told, basis),
    ]
}

/// What is stated of demand, as a noun for more of it.
pub(crate) fn noun(scenario: &Scenario) -> &'static str {
    let noun = match scenario.demand.anchor {
        Anchor::Customers => "customers",
        Anchor::TotalUsers => "registered users",
        Anchor::DailyActiveUsers => "daily users",
        Anchor::ConcurrentUsers => "concurrent users",
        Anchor::SessionsPerHour => "sessions an hour",
        Anchor::RequestsPerDay => "requests a day",
        Anchor::AverageRate => "requests a second on average",
        Anchor::PeakRate => "requests a second at the peak",
    };
    said(scenario, noun)
}

/// "Can we serve more?", from the resource with the least room.
fn serve(told: &Told) -> Answer {
    let question = answers::SERVE;
    let least = least(&told.resources.all, |it| it.critical_times);
    let (Some(at), Ok(room)) = (least, told.plan.get("answer.room")) else {
        let absent = told.plan.get("answer.room").err();
        return unknown(question, absent.unwrap_or(super::first::NO_RESOURCE));
    };
    let first = &told.resources.all[at];
    let share = shown(first.critical, SHARE);
    let used = figure_of(&[&first.id("utilization")], Style::Plain);
    if room.value > 0.0 {
        let mut why = vec![
            words(&[
                "until ",
                &named(first),
                plural(first),
                &share,
                " used; now ",
            ]),
            used,
            text("."),
        ];
        why.extend(sized(first));
        return Answer {
            question,
            main: vec![
                large("answer.room"),
                words(&[" more ", noun(told.scenario)]),
            ],
            why,
        };
    }
    let mut why = vec![words(&[&first.name, ": "]), used];
    why.push(words(&[
        " is used, and over ",
        &share,
        " its headroom is gone.",
    ]));
    Answer {
        question,
        main: vec![text("No.")],
        why,
    }
}

/// Where nothing says what there is.
fn sized(resource: &Resource) -> Option<Span> {
    if resource.is_stated {
        return None;
    }
    Some(match resource.way {
        Way::Order => text(" What you have is taken to be sized for today: state it."),
        Way::Raise => {
            text(" The most that autoscaling starts is taken to be there: state what you have.")
        }
    })
}

/// A resource within a sentence: names that people gave stay as they are.
fn named(resource: &Resource) -> String {
    match resource.row.in_table() {
        Some(_) => resource.name.clone(),
        None if resource.name.starts_with("GPU") => resource.name.clone(),
        None => resource.name.to_lowercase(),
    }
}

/// ` is ` or ` are `, behind a name.
fn plural(resource: &Resource) -> &'static str {
    match resource.row.in_table() {
        Some(_) => " is ",
        None => " are ",
    }
}

/// What to do about a resource: `Order GPU nodes`.
pub(crate) fn task(resource: &Resource) -> String {
    match resource.way {
        Way::Order => ["Order ", &resource.name].concat(),
        Way::Raise => ["Raise the limit on ", &named(resource)].concat(),
    }
}

/// What to do about an order: `Order GPU nodes`, `Rent GPU nodes for 168 h (Launch)`, `Add a
/// read replica`.
pub(crate) fn task_of(told: &Told, order: &Order) -> String {
    match (order.what, told.resource(order)) {
        (What::More(_), Some(resource)) => task(resource),
        (What::Change(_), _) => told.what(order).1,
        _ => {
            let (verb, name) = told.what(order);
            [verb, " ", &name].concat()
        }
    }
}

/// How likely it is that an order on the planned day comes too late, where inputs have ranges.
fn too_late(told: &Told, resource: &Resource) -> Option<Span> {
    let date = told.plan.chances.as_deref()?.date(&resource.row.text())?;
    let by = told.order_by_at(resource, date.by);
    Some(words(&[
        " Chance that this is too late: ",
        &percent(date.late),
        "; for ",
        &percent(told.scenario.uncertainty.risk),
        ", order by ",
        &by.map_or_else(|| "never".to_owned(), Date::shown),
        ".",
    ]))
}

/// "When must we scale?", from the first order.
fn scale(told: &Told, today: Date) -> Option<Answer> {
    let (first, resource) = told.first_order()?;
    let late = late(told, today);
    let is_today = told.order_day(first).is_some_and(|day| day <= today);
    let is_rented = matches!(first.what, What::Rent(..));
    let task = task_of(told, first);
    let main = if late.is_empty() && !is_today {
        words(&[&task, " by ", &told.order_date(first)])
    } else {
        words(&[&task, " now"])
    };
    let number = first.number.to_string();
    let id = |what| figure_of(&["orders.", &number, ".", what], Style::Bare);
    let mut why = late;
    why.extend([id("units"), text(" more, which makes "), id("there_then")]);
    let lead = match resource.lead_time.number() {
        Ok(days) if days > 0.0 => ["; it takes ", &shown(days, Unit::Of("day"))].concat(),
        _ => String::new(),
    };
    why.push(words(&[
        if resource.unit.is_empty() { "" } else { " " },
        resource.unit,
        &lead,
        ". ",
        &if is_rented {
            ["It is needed on ", &told.date(first.arrives)].concat()
        } else {
            fills(told, resource)
        },
        ".",
    ]));
    if is_rented && first.once.is_known() {
        why.extend([text(" It costs "), id("once"), text(" once.")]);
    }
    let first_full = least(&told.resources.all, |it| it.months_to_cliff);
    if let Some(other) = first_full
        .map(|at| &told.resources.all[at])
        .filter(|it| it.row != resource.row)
    {
        why.push(words(&[
            " ",
            &other.name,
            " fills first, on ",
            &told.date(other.months_to_cliff),
            ".",
        ]));
    }
    why.extend(next(told, first));
    why.extend(change(told));
    why.extend(too_late(told, resource));
    Some(Answer {
        question: answers::SCALE,
        main: vec![main],
        why,
    })
}

/// When a resource is used to its critical share, and when all of it is.
fn fills(told: &Told, resource: &Resource) -> String {
    let is_past = |months: Cell| months.number().is_ok_and(|months| months <= 0.0);
    let share = shown(resource.critical, SHARE);
    let full = told.date(resource.months_to_cliff);
    if is_past(resource.months_to_cliff) {
        "More is asked for than there is".to_owned()
    } else if is_past(resource.months_to_critical) {
        [
            "More than ",
            &share,
            " is used already, all of it on ",
            &full,
        ]
        .concat()
    } else {
        let critical = told.date(resource.months_to_critical);
        [&share, " is used on ", &critical, ", all of it on ", &full].concat()
    }
}

/// The first order of anything else.
fn next(told: &Told, first: &Order) -> Option<Span> {
    let other = |order: &&Order| {
        order.what != first.what && matches!(order.what, What::More(_) | What::Rent(..))
    };
    let next = told.orders().iter().find(other)?;
    Some(words(&[
        " Next: ",
        &told.what(next).1,
        ", by ",
        &told.order_date(next),
        ".",
    ]))
}

/// The next change that growth calls for, if it comes to any.
fn change(told: &Told) -> Option<Span> {
    let next = due_dates::next(told.scenario, told.plan.growth.as_ref()?, told.calendar)?;
    Some(words(&[
        " By ",
        &next.date.shown(),
        " growth requires: ",
        &due_dates::names(told.scenario, next.target),
        ".",
    ]))
}

/// What should have been ordered already, if anything, with how late it is.
fn late(told: &Told, today: Date) -> Vec<Span> {
    let mut late: Vec<String> = Vec::new();
    for (at, resource) in told.resources.all.iter().enumerate() {
        let first = told
            .orders()
            .iter()
            .find(|order| matches!(order.what, What::More(of) | What::Rent(of, _) if of == at));
        let Some(day) = first.and_then(|order| told.order_day(order)) else {
            continue;
        };
        if day < today {
            let days = shown(today.value() - day.value(), Unit::Of("day"));
            late.push([&resource.name, " (", &days, " late)"].concat());
        }
    }
    if late.is_empty() {
        return Vec::new();
    }
    vec![words(&[
        "The last day to do so has passed for ",
        &late.join(", "),
        ". ",
    ])]
}

/// "What limits us first, and what helps?", where pools were measured.
fn binds(told: &Told, basis: &Basis) -> Option<Answer> {
    told.plan.pools.as_ref()?;
    let all = &told.resources.all;
    let (name, mut why) = if let Some(at) = least(all, |it| it.months_to_cliff) {
        let first = &all[at];
        let full = told.date(first.months_to_cliff);
        let by = match told.order_by(first, first.order_by_months) {
            Some(day) if day > basis.today => ["; order more by ", &day.shown()].concat(),
            Some(_) => "; the last day to order more has come".to_owned(),
            None => String::new(),
        };
        let why = vec![words(&["full on ", &full, &by, "."])];
        (first.name.clone(), why)
    } else {
        let at = least(all, |it| it.critical_times)?;
        (all[at].name.clone(), vec![text("leaves the least room.")])
    };
    // What is late was said.
    let said = ["order_by_passed", "lead_time_over_cliff"];
    if let Some(finding) = basis.findings.iter().find(|it| !said.contains(&it.rule)) {
        why.push(words(&[" ", &finding.sentence]));
    }
    if told.plan.loaded.has("money")
        && let Some((name, lever)) = best_lever(told.scenario, told.plan)
    {
        why.push(words(&[" ", &name, " "]));
        why.extend(lever);
    }
    Some(Answer {
        question: answers::LIMITS,
        main: vec![words(&[&name])],
        why,
    })
}

/// What the section comes to: what is ordered first, and what fills first.
pub(super) fn conclusion(told: &Told, today: Date) -> Vec<Span> {
    if let Some(answer) = scale(told, today) {
        let mut spans = answer.main;
        spans.push(text(". "));
        spans.extend(answer.why);
        return spans;
    }
    let room = serve(told);
    let mut spans = vec![text(
        "Nothing has to be ordered within the months that are planned. ",
    )];
    spans.extend(room.main.iter().map(Span::in_a_sentence));
    spans.push(text(" "));
    spans.extend(room.why);
    spans
}
