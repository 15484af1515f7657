//! What does growth add to the bill, is there budget for it, and what would lower it?

use super::orders::{Horizon, Opening, SHOWN, by, changes, due, of_each, sentence};
use super::{Context, first_of, joined};
use crate::facts::constants::DAYS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::report::{Blank, Node, Row, Span, Style, figure_of, small, text, words};
use crate::review::{Finding, Severity};
use crate::scenario::growth::{EventOf, SEASONS};
use crate::scenario::web::Switch;
use crate::scenario::{Anchor, Value};
use crate::sheet::Cell;
use crate::workloads::money::words::best_lever;
use crate::workloads::resources::answers::{noun, task};
use crate::workloads::resources::first::least;
use crate::workloads::resources::meetings::MONTHS;
use crate::workloads::resources::words::Told;
use crate::workloads::resources::{Order, What};

/// How many customers there are, and from what that follows where it is not stated.
pub(super) fn customers(context: &Context) -> Vec<Span> {
    let mut spans = vec![figure_of(&["demand.customers"], Style::Plain)];
    if context.scenario.demand.anchor != Anchor::Customers {
        let noun = noun(context.scenario);
        spans.push(words(&[", as follows from the ", noun, " that are stated"]));
    }
    spans
}

pub(super) fn customers_then(context: &Context) -> Vec<Span> {
    first_of(
        context.plan,
        ["growth.customers.3"].into_iter(),
        Style::Plain,
    )
}

pub(super) fn margin(context: &Context) -> Vec<Span> {
    first_of(
        context.plan,
        ["money.gross_margin"].into_iter(),
        Style::Plain,
    )
}

/// Calls in a week, by the tiers and by the traffic.
pub(super) fn calls(context: &Context) -> Vec<Span> {
    let planned = figure_of(&["checklist.requests_per_week"], Style::Plain);
    match context.plan.figure("checklist.calls_per_week") {
        Some(_) => vec![
            figure_of(&["checklist.calls_per_week"], Style::Plain),
            text(" by the use of the tiers; the plan is made for "),
            planned,
            text("."),
        ],
        None => vec![planned],
    }
}

/// Customers in a month, and from how many.
pub(super) fn onboarding(context: &Context) -> Vec<Span> {
    let id = "growth.customers.1";
    if context.plan.figure(id).is_none() {
        return Vec::new();
    }
    let day = context.calendar.month(1).shown();
    vec![
        words(&["From "]),
        figure_of(&["growth.customers.0"], Style::Bare),
        text(" to "),
        figure_of(&[id], Style::Plain),
        words(&[" on ", &day, "."]),
    ]
}

/// Where cost can be lowered.
pub(super) fn savings(context: &Context) -> Vec<Span> {
    let mut lines: Vec<Vec<Span>> = lever(context).into_iter().chain(api(context)).collect();
    if context
        .plan
        .number("bill.could_save")
        .is_some_and(|saves| saves > 0.0)
    {
        lines.push(vec![
            text("All savings that are off would take "),
            figure_of(&["bill.could_save"], Style::Plain),
            text(" off the bill."),
        ]);
    }
    let mut spans = Vec::new();
    for line in lines {
        spans.extend((!spans.is_empty()).then_some(text(" ")));
        spans.extend(line);
    }
    spans
}

/// The lever that saves the most.
fn lever(context: &Context) -> Option<Vec<Span>> {
    let (name, mut why) = best_lever(context.scenario, context.plan)?;
    why.insert(0, words(&[&name, " "]));
    Some(why)
}

/// An API that asks less than one's own GPUs.
fn api(context: &Context) -> Option<Vec<Span>> {
    let [api, own] = ["inference.api_cost", "inference.cost"].map(|id| context.plan.number(id));
    (api? < own?).then(|| {
        vec![
            text("An API would ask "),
            figure_of(&["inference.api_cost"], Style::Plain),
            text(" for what one's own GPUs do for "),
            figure_of(&["inference.cost"], Style::Plain),
            text("."),
        ]
    })
}

/// Events that are to come, and seasons of the next months.
pub(super) fn events(context: &Context) -> Vec<Span> {
    let scenario = context.scenario;
    let is_to_come = |date: Option<f64>| date.is_none_or(|date| date >= context.today.value());
    let events = scenario
        .events
        .iter()
        .filter(|event| is_to_come(event.date));
    let events = events.map(|event| {
        let times = shown(event.multiplier, Unit::Of("x"));
        let hours = shown(event.hours, Unit::Of("h"));
        let of = match event.of {
            EventOf::Usual => " the usual load",
            EventOf::Average => " the average load",
        };
        let no_day = || "no day stated".to_owned();
        let when = event
            .date
            .map_or_else(no_day, |date| Date::of(date).shown());
        [&*event.name, ", ", &when, ": ", &times, of, " for ", &hours].concat()
    });
    let months = (0..=MONTHS).filter(|_| context.plan.growth.is_some());
    let seasons = months.filter_map(|month| {
        let of = usize::from(context.calendar.month(month).month()) - 1;
        let Value::Number(factor) = SEASONS.get(of)?.get(scenario) else {
            return None;
        };
        let times = shown(factor, Unit::Of("x"));
        let name = context.calendar.month_name(month);
        (factor > 1.0).then(|| [&name, ": ", &*times, " an average month"].concat())
    });
    let lines: Vec<String> = events.chain(seasons).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![words(&[&lines.join("; "), "."])]
}

/// How the budget stands: over, on track or under.
pub(super) fn budget(context: &Context) -> Vec<Span> {
    let plan = context.plan;
    let Some(used) = plan.number("money.budget_used") else {
        return Vec::new();
    };
    let is_over = |month: usize| {
        let left = plan.number(&["bill.budget_left.", &month.to_string()].concat());
        left.is_some_and(|left| left < 0.0)
    };
    let word = match used {
        used if used > 1.0 => "Over: ",
        _ if (0..=MONTHS).any(is_over) => "Over by the end of the quarter: ",
        used if used >= ON_TRACK => "On track: ",
        _ => "Under: ",
    };
    let mut spans = vec![
        text(word),
        figure_of(&["money.budget_used"], Style::Plain),
        text(" of it is taken now."),
    ];
    let passed = context
        .findings
        .iter()
        .find(|it| it.rule == "budget_runs_out");
    if let Some(finding) = passed {
        spans.push(words(&[" ", &finding.sentence]));
    }
    spans
}

/// Within a tenth of the budget the bill is on track (source: AI capacity planning).
const ON_TRACK: f64 = 0.9;

/// Whether a finding is about money: by the figure that proves it first.
fn is_of_cost(evidence: &str) -> bool {
    let sections = [
        "money.",
        "bill.",
        "tier.",
        "lever.",
        "vendor.",
        "price.",
        "flow.cost",
    ];
    sections.iter().any(|section| evidence.starts_with(section))
        || ["cost", "bill", "price"]
            .iter()
            .any(|word| evidence.ends_with(word))
        || ["_cost", "spend"]
            .iter()
            .any(|word| evidence.contains(word))
}

/// What is likely to go wrong with capacity, or with money: the gravest first.
fn of_money<'a>(context: &'a Context, of_money: bool) -> Vec<&'a Finding> {
    let grave = context
        .findings
        .iter()
        .filter(|it| it.severity > Severity::Note);
    let of = grave.filter(|it| it.evidence.first().is_some_and(|id| is_of_cost(id)) == of_money);
    of.take(SHOWN).collect()
}

pub(super) fn capacity_risks(context: &Context) -> Vec<Span> {
    let mut lines: Vec<String> = of_money(context, false)
        .iter()
        .map(|it| it.sentence.clone())
        .collect();
    lines.extend(when_faster(context));
    if lines.is_empty() {
        return vec![text("None that the review warns of.")];
    }
    vec![words(&[&lines.join(" ")])]
}

/// What must be ordered first where growth is faster.
fn when_faster(context: &Context) -> Option<String> {
    let told = context.told.as_ref()?;
    let all = &told.resources.all;
    let it = &all[least(all, |it| it.order_by_in[1])?];
    let arrives = it.order_by_in[1].number().ok()? + it.lead_time.or_zero() / DAYS_PER_MONTH;
    let day = told.day_before(Cell::bare(Ok(arrives)), it.lead_time)?;
    let by = if day <= context.today {
        "now".to_owned()
    } else {
        ["by ", &day.shown()].concat()
    };
    let opening = "Should growth be as fast as in the aggressive case: ";
    Some([opening, &small(&task(it)), " ", &by, "."].concat())
}

pub(super) fn cost_risks(context: &Context) -> Vec<Span> {
    let lines: Vec<&str> = of_money(context, true)
        .iter()
        .map(|it| &*it.sentence)
        .collect();
    if lines.is_empty() {
        return vec![text("None that the review warns of.")];
    }
    vec![words(&[&lines.join(" ")])]
}

/// What would be done about both: what mends the findings, and the first order.
pub(super) fn mitigation(context: &Context) -> Vec<Span> {
    let risks = of_money(context, false)
        .into_iter()
        .chain(of_money(context, true));
    let fixes = risks.filter_map(|it| Some(vec![words(&[&it.fix.as_ref()?.label, "."])]));
    let first = match &context.told {
        Some(_) => changes(context).into_iter().next(),
        None => answered(context).next(),
    };
    let mut spans = Vec::new();
    for line in first.into_iter().chain(fixes).chain(lever(context)) {
        spans.extend((!spans.is_empty()).then_some(text(" ")));
        spans.extend(line);
    }
    spans
}

/// What the page answers to what to do, where no order says it: the best thing to do about
/// limits, or what is needed before an event.
fn answered<'a>(context: &'a Context) -> impl Iterator<Item = Vec<Span>> + 'a {
    let is_known = |nth: &usize| match nth {
        3 => context.plan.limits.is_some(),
        _ => context.plan.limits.is_none() && context.plan.growth.is_none(),
    };
    let answers = [3, 1]
        .into_iter()
        .filter(is_known)
        .map(|nth| context.answer(nth));
    answers.filter(|answer| !answer.main.is_empty()).map(joined)
}

/// What has to be decided, the most pressing first.
pub(super) fn decisions(context: &Context) -> Vec<Vec<Span>> {
    let mut all: Vec<Vec<Span>> = match &context.told {
        Some(told) => {
            let first = told.first_order();
            let first = first.map(|(order, _)| sentence(context, told, order, Opening::What));
            first.into_iter().collect()
        }
        None => answered(context).collect(),
    };
    all.extend(due(context));
    all.extend(lever(context));
    all.extend(api(context));
    let warned = context
        .findings
        .iter()
        .filter(|it| it.severity == Severity::Warning);
    all.extend(warned.map(|it| vec![words(&[&it.sentence])]));
    all
}

/// What to spend on: the first orders, what being short would cost, and levers.
pub(super) fn investments(context: &Context) -> Node {
    const HEADS: [&str; 5] = ["Investment", "Cost", "Benefit", "Priority", "Timeline"];
    let row = |label: &str, key: &str, filled: [Vec<Span>; 4]| {
        let cells = HEADS.into_iter().skip(1).zip(filled);
        let cells = cells.map(|(head, filled)| {
            Span::Blank(Blank {
                key: ["quarterly.", key, &head.to_ascii_lowercase()].concat(),
                name: [label, ", ", head].concat(),
                filled,
            })
        });
        let cells = cells.collect();
        Row {
            label: label.to_owned().into(),
            cells,
        }
    };
    let mut rows = Vec::new();
    if let Some(told) = &context.told {
        let is_bought = |order: &Order| matches!(order.what, What::More(_));
        for (order, _) in of_each(told, &is_bought).into_iter().take(SHOWN) {
            let Some(resource) = told.resource(order) else {
                continue;
            };
            rows.push(row(
                &told.what(order).1,
                &["order.", &resource.row.text(), "."].concat(),
                of_order(context, told, order),
            ));
        }
    }
    rows.extend(spare(context).map(|cells| row("Spare for the event", "spare.", cells)));
    rows.extend(reserve(context).map(|cells| row("Burst reserve", "reserve.", cells)));
    let levers = context.plan.money.iter().flat_map(|money| &money.levers);
    let off = levers.filter(|lever| lever.state == Switch::Off && lever.saves.or_zero() > 0.0);
    for ranked in off.take(SHOWN) {
        let mut levers = context.scenario.levers.iter();
        let Some(lever) = levers.find(|lever| lever.key == ranked.row) else {
            continue;
        };
        let id = ranked.row.text();
        let saves = figure_of(&["money.lever.", id, ".saves"], Style::Plain);
        let cells = [
            vec![words(&["not stated; ", lever.effort.id(), " effort"])],
            vec![text("saves "), saves],
            vec![text(lever.priority.id())],
            Vec::new(),
        ];
        rows.push(row(&lever.name, &["lever.", id, "."].concat(), cells));
    }
    for nth in rows.len()..SHOWN {
        let nth = (nth + 1).to_string();
        let key = ["investment_", &nth, "_"].concat();
        rows.push(row(
            &["Investment ", &nth].concat(),
            &key,
            Default::default(),
        ));
    }
    Node::table("", &HEADS, rows)
}

/// Cost, benefit, priority and time of an order.
fn of_order(context: &Context, told: &Told, order: &Order) -> [Vec<Span>; 4] {
    let number = order.number.to_string();
    let figure = |name| figure_of(&["orders.", &number, ".", name], Style::Plain);
    let mut cost = Vec::new();
    cost.extend(order.cost.is_known().then(|| figure("cost")));
    if order.once.is_known() {
        cost.extend((!cost.is_empty()).then_some(text(", and ")));
        cost.extend([figure("once"), text(" once")]);
    }
    let critical = told.resource(order).map_or(1.0, |it| it.critical);
    let share = shown(critical, Unit::Of("share"));
    let horizon = told
        .order_day(order)
        .map(|day| Horizon::of(day, context.today));
    [
        cost,
        vec![words(&["keeps use at or under ", &share])],
        horizon.map_or_else(Vec::new, |it| vec![text(it.priority())]),
        vec![words(&[&by(context, told, order)])],
    ]
}

/// What would have kept an outage that is stated from happening.
fn spare(context: &Context) -> Option<[Vec<Span>; 4]> {
    context.plan.figure("money.short.spare_cost")?;
    context.plan.figure("money.short.lost")?;
    Some([
        vec![figure_of(&["money.short.spare_cost"], Style::Plain)],
        vec![
            text("keeps "),
            figure_of(&["money.short.lost"], Style::Plain),
            text(" from being lost"),
        ],
        vec![text("high")],
        vec![text("before it begins")],
    ])
}

/// A reserve for growth that nobody can tell.
fn reserve(context: &Context) -> Option<[Vec<Span>; 4]> {
    context.plan.figure("bill.reserve")?;
    let share = shown(context.scenario.growth.burst_reserve?, Unit::Of("share"));
    let benefit = words(&["holds ", &share, " beyond what the peak takes"]);
    Some([
        vec![figure_of(&["bill.reserve"], Style::Plain)],
        vec![benefit],
        Vec::new(),
        Vec::new(),
    ])
}
