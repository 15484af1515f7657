//! What has to be ordered or changed, by when, and how soon is that?
//!
//! Orders are sorted by the horizons of the capacity guide: late, 1 to 7 days, 1 to 4
//! weeks, 1 to 6 months, 6 to 24 months, counted from the day of the review.

use super::capacity::stated_beyond;
use super::{Context, joined};
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::report::{Span, Style, capital, figure_of, small, text, words};
use crate::review::Severity;
use crate::scenario::Value;
use crate::workloads::growth::due_dates::{self, names};
use crate::workloads::resources::answers::task_of;
use crate::workloads::resources::words::Told;
use crate::workloads::resources::{Order, What};

/// How soon something has to be ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Horizon {
    /// The day to do so has passed.
    Late,
    /// Within a week.
    Tactical,
    /// Within four weeks.
    Operational,
    /// Within six months.
    Strategic,
    /// Within two years.
    LongTerm,
    /// Later.
    Beyond,
}

/// Days of a week, and of the four that an operational review looks ahead.
const WEEK: f64 = 7.0;
const FOUR_WEEKS: f64 = 28.0;

impl Horizon {
    /// That of something to be ordered by a day.
    pub(super) fn of(day: Date, today: Date) -> Self {
        let days = day.value() - today.value();
        match () {
            () if days < 0.0 => Self::Late,
            () if days <= WEEK => Self::Tactical,
            () if days <= FOUR_WEEKS => Self::Operational,
            () if day <= today.add_months(6) => Self::Strategic,
            () if day <= today.add_months(24) => Self::LongTerm,
            () => Self::Beyond,
        }
    }

    /// How much it matters, as a table of investments says it.
    pub(super) const fn priority(self) -> &'static str {
        match self {
            Self::Late | Self::Tactical | Self::Operational => "high",
            Self::Strategic => "medium",
            Self::LongTerm | Self::Beyond => "low",
        }
    }
}

/// What comes first of all, whatever the list.
pub(super) fn first(context: &Context) -> Vec<Span> {
    let Some(told) = &context.told else {
        return joined(context.answer(1));
    };
    match told.orders().first() {
        Some(order) => sentence(context, told, order, Opening::Day),
        None if context.plan.growth.is_some() => vec![text(
            "Nothing has to be ordered within the months that are planned.",
        )],
        None => vec![text(
            "Nothing has to be ordered for the demand of now. No growth is stated, so nothing is known of later.",
        )],
    }
}

/// How the sentence of an order begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// With its day: `By 22 Jan 2027: order GPU nodes`.
    Day,
    /// With what it is of: `Order GPU nodes by 22 Jan 2027`.
    What,
}

/// An order as a sentence, with how much, how much that makes, and what it costs.
pub(super) fn sentence(
    context: &Context,
    told: &Told,
    order: &Order,
    opening: Opening,
) -> Vec<Span> {
    let by = by(context, told, order);
    let task = task_of(told, order);
    let opened = match opening {
        Opening::Day => [&capital(&by), ": ", &small(&task)].concat(),
        Opening::What => [&task, " ", &by].concat(),
    };
    let mut spans = vec![words(&[&opened, "."])];
    if matches!(order.what, What::Change(_)) {
        return spans;
    }
    let number = order.number.to_string();
    let figure = |name, style| figure_of(&["orders.", &number, ".", name], style);
    spans.extend([
        text(" "),
        figure("units", Style::Bare),
        text(" more makes "),
    ]);
    spans.push(figure("there_then", Style::Bare));
    let unit = told.resource(order).map_or("", |it| it.unit);
    if !unit.is_empty() {
        spans.push(words(&[" ", unit]));
    }
    if order.cost.or_zero() > 0.0 {
        spans.extend([text(", for "), figure("cost", Style::Plain)]);
    }
    if order.once.is_known() {
        spans.extend([text(", and "), figure("once", Style::Plain), text(" once")]);
    }
    let lead = told
        .resource(order)
        .map_or(0.0, |it| it.lead_time.or_zero());
    if lead > 0.0 {
        let days = shown(lead, Unit::Of("day"));
        spans.push(words(&["; it takes ", &days, " to come"]));
    }
    spans.push(text("."));
    spans
}

/// By when: `by 22 Jan 2027`, `now`, or `now, 12 days late`.
pub(super) fn by(context: &Context, told: &Told, order: &Order) -> String {
    match told.order_day(order) {
        Some(day) if day < context.today => {
            let days = shown(context.today.value() - day.value(), Unit::Of("day"));
            ["now, ", &days, " late"].concat()
        }
        Some(day) if day == context.today => "now".to_owned(),
        _ => ["by ", &told.order_date(order)].concat(),
    }
}

/// The first order of each thing, of those that meet a condition, with how many follow it.
pub(super) fn of_each<'a>(
    told: &Told<'a>,
    meets: &dyn Fn(&Order) -> bool,
) -> Vec<(&'a Order, usize)> {
    let mut all: Vec<(&Order, usize)> = Vec::new();
    for order in told.orders().iter().filter(|order| meets(order)) {
        match all.iter_mut().find(|(first, _)| first.what == order.what) {
            Some((_, more)) => *more += 1,
            None => all.push((order, 0)),
        }
    }
    all
}

/// What must be ordered within a horizon.
pub(super) fn within(context: &Context, horizon: Horizon) -> Vec<Span> {
    let Some(told) = &context.told else {
        return Vec::new();
    };
    let is_in = |order: &Order| {
        let day = told.order_day(order);
        day.is_some_and(|day| Horizon::of(day, context.today) == horizon)
    };
    let orders = of_each(told, &is_in);
    if orders.is_empty() {
        let is_known = context.plan.growth.is_some() || horizon == Horizon::Late;
        return if is_known {
            vec![text("Nothing.")]
        } else {
            Vec::new()
        };
    }
    let line = |(order, more): &(&Order, usize)| {
        // What is ordered is named, whatever else there is to do is said.
        let task = task_of(told, order);
        let task = match task.strip_prefix("Order ") {
            Some(name) => name.to_owned(),
            None => small(&task),
        };
        let more = match more {
            0 => String::new(),
            1 => ", then 1 more order".to_owned(),
            more => [", then ", &more.to_string(), " more orders"].concat(),
        };
        [&task, " ", &by(context, told, order), &more].concat()
    };
    let lines: Vec<String> = orders.iter().map(line).collect();
    vec![words(&[&lines.join("; "), "."])]
}

/// Whether there must be more within four weeks.
pub(super) fn up(context: &Context) -> Vec<Span> {
    let Some(told) = &context.told else {
        return without_resources(context);
    };
    let is_soon = |order: &Order| {
        let day = told
            .order_day(order)
            .filter(|_| !matches!(order.what, What::Change(_)));
        day.is_some_and(|day| Horizon::of(day, context.today) <= Horizon::Operational)
    };
    let mut lines: Vec<Vec<Span>> = of_each(told, &is_soon)
        .iter()
        .map(|(order, _)| {
            vec![words(&[
                &told.what(order).1,
                " ",
                &by(context, told, order),
            ])]
        })
        .collect();
    lines.extend(zones(context, |action| action > MONITOR));
    if !lines.is_empty() {
        return listed("Yes: ", lines);
    }
    match told.first_order() {
        Some((order, resource)) => vec![words(&[
            "No. The first to order is ",
            &resource.name,
            ", ",
            &by(context, told, order),
            ".",
        ])],
        None if context.plan.growth.is_some() => vec![text(
            "No. Nothing has to be ordered within the months that are planned.",
        )],
        None => vec![text("No. What there is carries the demand of now.")],
    }
}

/// The place of `monitor only` among what there is to do about a pool: stricter comes behind.
const MONITOR: f64 = 1.0;

/// Under this share of use the guide takes a GPU away, once it has lasted for 8 hours.
const IDLE: f64 = 0.3;

/// Pools about which zone, trigger or decision tree say something.
fn zones(context: &Context, calls: fn(f64) -> bool) -> Vec<Vec<Span>> {
    let pools = context.scenario.pools.iter();
    let pools = pools.filter(|pool| {
        let action = ["fleet.", pool.key.text(), ".action"].concat();
        context.plan.number(&action).is_some_and(calls)
    });
    let line = |pool: &crate::scenario::Pool| {
        let figure = |name| figure_of(&["fleet.", pool.key.text(), ".", name], Style::Plain);
        vec![
            words(&[&pool.name, " at "]),
            figure("utilization"),
            text(", "),
            figure("action"),
        ]
    };
    pools.map(line).collect()
}

/// Sentences behind a word, between semicolons.
pub(super) fn listed(opening: &'static str, lines: Vec<Vec<Span>>) -> Vec<Span> {
    let mut spans = vec![text(opening)];
    for (at, line) in lines.into_iter().enumerate() {
        spans.extend((at > 0).then_some(text("; ")));
        spans.extend(line);
    }
    spans.push(text("."));
    spans
}

/// Whether there must be more, where one workload answers for itself.
fn without_resources(context: &Context) -> Vec<Span> {
    if let Some(growth) = &context.plan.growth {
        let next = due_dates::next(context.scenario, growth, context.calendar);
        return next.map_or_else(Vec::new, |next| {
            let soon = Horizon::of(next.date, context.today) <= Horizon::Operational;
            let opening = if soon {
                "Yes: "
            } else {
                "No. The next change is: "
            };
            let name = names(context.scenario, next.target);
            vec![words(&[opening, &name, ", by ", &next.date.shown(), "."])]
        });
    }
    let [serve, scale] = [0, 1].map(|nth| context.answer(nth));
    let (opening, answer) = match () {
        () if !scale.main.is_empty() => ("Yes. ", scale),
        () if !serve.main.is_empty() => ("No. ", serve),
        () => return Vec::new(),
    };
    let mut spans = vec![text(opening)];
    spans.extend(joined(answer));
    spans
}

/// Whether less would do.
pub(super) fn down(context: &Context) -> Vec<Span> {
    let mut lines = zones(context, |action| action < MONITOR);
    lines.extend(stated_beyond(context));
    if !lines.is_empty() {
        return listed("Yes: ", lines);
    }
    let plan = context.plan;
    if plan.pools.is_some() {
        return vec![text(
            "No: no pool is so empty that its zone, its trigger or the decision tree call for less.",
        )];
    }
    let Some(average) = plan.number("inference.utilization_on_average") else {
        return Vec::new();
    };
    let (opening, closing) = if average < IDLE {
        ("Only off-peak: the peak takes ", "; on average ")
    } else {
        ("No: the peak takes ", "; even on average ")
    };
    vec![
        text(opening),
        figure_of(&["inference.gpus"], Style::Plain),
        text(" with its headroom, and so many are there"),
        text(closing),
        figure_of(&["inference.utilization_on_average"], Style::Plain),
        text(" of them is used."),
    ]
}

/// What is to be changed, the most pressing first, where the plan knows it.
pub(super) fn changes(context: &Context) -> Vec<Vec<Span>> {
    let Some(told) = &context.told else {
        return errors(context).collect();
    };
    let orders = of_each(told, &|_| true).into_iter();
    let orders = orders.map(|(order, _)| sentence(context, told, order, Opening::What));
    let dated = context.scenario.dated.iter().filter_map(|row| {
        let (slot, date) = (row.input.filter(|_| row.to != Value::Unset)?, row.date?);
        let label = slot.label(context.scenario);
        let then = Date::of(date).shown();
        Some(vec![words(&[
            &row.name,
            ": ",
            &label,
            " changes on ",
            &then,
            ".",
        ])])
    });
    orders.chain(dated).collect()
}

/// What cannot be as it is planned.
pub(super) fn errors<'a>(context: &'a Context) -> impl Iterator<Item = Vec<Span>> + 'a {
    let findings = context.findings.iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| vec![words(&[&finding.sentence])])
}

/// The next change of the platform that growth calls for.
pub(super) fn due(context: &Context) -> Option<Vec<Span>> {
    let growth = context.plan.growth.as_ref()?;
    let next = due_dates::next(context.scenario, growth, context.calendar)?;
    let name = names(context.scenario, next.target);
    let customers = shown(next.target, Unit::Of("customer"));
    let day = next.date.shown();
    Some(vec![words(&[
        &name, " by ", &day, ", at ", &customers, ".",
    ])])
}

/// How many of the orders are shown in a table.
pub(super) const SHOWN: usize = 3;
