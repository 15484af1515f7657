//! How does the fleet read: what is there, when does it run out, what must be
//! added by when, and does the projection agree with what else is known?

use super::calendar::Calendar;
use super::manifest::MANIFEST;
use super::{Node, Row, Section, Span, Style, figure_of, text, words};
use crate::charts::fleet::USE_OF_POOLS;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::scenario::{Pool, Scenario};
use crate::sheet::Cell;
use crate::workloads::growth::shape::NEVER;
use crate::workloads::pools::ahead::HORIZONS;
use crate::workloads::pools::checked::month_of;
use crate::workloads::pools::pool::{FLAT, NO_GROWTH, NOTHING_USED};
use crate::workloads::pools::thresholds::{self, Side};
use crate::workloads::pools::{Planned, Pools};
use std::borrow::Cow;

const SHARE: Unit = Unit::Of("share");
const PLAIN: Unit = Unit::Of("1");
const DAYS: Unit = Unit::Of("day");

/// Months for which need and additions are shown, as far as the plan goes.
const SHOWN: [usize; 7] = [0, 3, 6, 12, 18, 24, 36];
const SHOWN_HEADS: [&str; 8] = [
    "Pool", "Now", "Month 3", "Month 6", "Month 12", "Month 18", "Month 24", "Month 36",
];
const COST_HEADS: [&str; 6] = ["Part", "Now", "Month 6", "Month 12", "Month 18", "Month 24"];

/// A fleet with what is stated of it, and its calendar.
pub(super) struct Told<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) pools: &'a Pools,
    pub(super) calendar: Calendar,
}

/// A pool as it is stated and as it is planned.
type Both<'a> = (&'a Pool, &'a Planned);

impl<'a> Told<'a> {
    pub(super) fn new(scenario: &'a Scenario, plan: &'a Plan, today: Date) -> Option<Self> {
        Some(Self {
            scenario,
            pools: plan.pools.as_ref()?,
            calendar: Calendar::new(scenario, today),
        })
    }

    fn all(&self) -> Vec<Both<'a>> {
        let stated = self.scenario.pools.iter();
        stated.zip(&self.pools.all).collect()
    }

    /// Pools that are ever full, the first to be ordered first.
    pub(super) fn in_order(&self) -> Vec<Both<'a>> {
        let all = self.all();
        let order = self.pools.in_order().into_iter();
        order.filter_map(|at| all.get(at).copied()).collect()
    }

    /// The day of a moment that the plan counts in months.
    pub(super) fn day(&self, months: Cell) -> Option<Date> {
        self.calendar.around(months.number().ok()?)
    }

    /// The same in words, or why there is none in a word or two.
    pub(super) fn date(&self, months: Cell) -> String {
        match months.number() {
            Ok(_) => self
                .day(months)
                .map_or_else(|| "not in a thousand years".to_owned(), Date::shown),
            Err(NEVER | FLAT | NOTHING_USED) => "never".to_owned(),
            Err(NO_GROWTH) => "no growth stated".to_owned(),
            Err(_) => "not known".to_owned(),
        }
    }
}

/// The section on the fleet, if the plan has one.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Section> {
    let told = Told::new(scenario, plan, today)?;
    let all = told.all();
    let mut nodes = Vec::new();
    if !all.is_empty() {
        if plan.growth.is_some() {
            nodes.push(Node::Chart(&USE_OF_POOLS));
        }
        nodes.extend([now(&all), ruled(&all), runs_out(&told), room(&all)]);
        nodes.extend([needed(&told), to_add(&told)]);
        nodes.push(Node::note(
            "What is added comes in whole steps and keeps each pool under its critical threshold.",
        ));
        nodes.push(cost(&told));
    }
    nodes.extend(bottom_up(&all));
    nodes.extend(actuals(&told));
    nodes.extend([triggers(&all), autoscaler()]);
    nodes.push(Node::note(
        "Pods share out the cores and the memory there are, unless a web stack says what each requests. More pods than run now then need more nodes.",
    ));
    nodes.push(Node::Code(&MANIFEST));
    if scenario.preset == "saas-1" {
        nodes.push(Node::note(
            "Capacities, steps, unit costs and lead times are ours: the capacity guide leaves them blank. For 500 to 5,000 customers it prints 504.9 GB of memory and 251.2 connections; its own exponents, which are followed here, give 635.5 and 398.1.",
        ));
    }
    Some(Section {
        id: "fleet",
        heading: "Fleet",
        conclusion: conclusion(&told, plan, today),
        nodes,
    })
}

fn conclusion(told: &Told, plan: &Plan, today: Date) -> Vec<Span> {
    let order = told.in_order();
    let Some((first, pool)) = order.first() else {
        let absent = plan.get("fleet.binding").err();
        return vec![words(&[absent.map_or("", |absent| absent.0)])];
    };
    let mut pieces = late(told, today);
    pieces.push(words(&["First to run out: ", &first.name, ", now at "]));
    pieces.push(of(pool, "utilization", Style::Plain));
    pieces.push(words(&[
        ", full on ",
        &told.date(pool.now.months_to_cliff),
        " and to be ordered by ",
        &told.date(pool.now.order_by_months),
        ".",
    ]));
    if let Some((next, pool)) = order.get(1) {
        pieces.push(words(&[
            " Next: ",
            &next.name,
            ", by ",
            &told.date(pool.now.order_by_months),
            ".",
        ]));
    }
    pieces
}

/// What should have been ordered already, if anything, as a sentence.
pub(super) fn late(told: &Told, today: Date) -> Vec<Span> {
    let late: Vec<String> = told
        .in_order()
        .iter()
        .filter_map(|(stated, pool)| {
            let day = told.day(pool.now.order_by_months)?;
            (day < today).then(|| [&stated.name, " (", &day.shown(), ")"].concat())
        })
        .collect();
    if late.is_empty() {
        return Vec::new();
    }
    vec![words(&[
        "Order now: the last day to do so has passed for ",
        &late.join(", "),
        ". ",
    ])]
}

/// A figure of a pool, by its name.
pub(super) fn of(pool: &Planned, name: &str, look: Style) -> Span {
    figure_of(&[&pool.id(name)], look)
}

fn label(stated: &Pool) -> Cow<'static, str> {
    stated.name.clone().into()
}

fn now(all: &[Both]) -> Node {
    let row = |(stated, pool): &Both| Row {
        label: label(stated),
        cells: vec![
            words(&[&shown(stated.used, PLAIN)]),
            words(&[&shown(stated.capacity, PLAIN)]),
            of(pool, "utilization", Style::Cell),
            of(pool, "zone", Style::Cell),
            of(pool, "alert", Style::Cell),
            of(pool, "action", Style::Cell),
        ],
    };
    Node::table(
        "Pools now",
        &[
            "Pool",
            "Used",
            "Capacity",
            "Utilization",
            "Zone",
            "Alert",
            "What to do",
        ],
        all.iter().map(row).collect(),
    )
}

fn ruled(all: &[Both]) -> Node {
    let row = |(stated, pool): &Both| Row {
        label: label(stated),
        cells: ["zone", "trigger", "decision", "action"]
            .map(|name| of(pool, name, Style::Cell))
            .into(),
    };
    Node::table(
        "Three rules on each pool; where they disagree the strictest is followed",
        &["Pool", "Zone", "Trigger", "Decision tree", "Followed"],
        all.iter().map(row).collect(),
    )
}

fn runs_out(told: &Told) -> Node {
    let row = |(stated, pool): &Both| {
        let [slower, faster] = pool.now.order_by_in;
        let cells = vec![
            words(&[&told.date(pool.now.months_to_threshold)]),
            words(&[&told.date(pool.now.months_to_cliff)]),
            of(pool, "days_to_cliff", Style::Bare),
            words(&[&shown(stated.lead_time, DAYS)]),
            words(&[&told.date(pool.now.order_by_months)]),
            of(pool, "order_by_months", Style::Bare),
            words(&[&told.date(slower)]),
            words(&[&told.date(faster)]),
        ];
        let label = label(stated);
        Row { label, cells }
    };
    // Those that are never full come last.
    let mut rows = told.in_order();
    let never = told.all().into_iter();
    rows.extend(never.filter(|(_, pool)| !pool.now.order_by_months.is_known()));
    Node::table(
        "When each pool runs out in the moderate case of growth, and by when to order in the others",
        &[
            "Pool",
            "At its threshold",
            "Full",
            "Days until full",
            "Lead time",
            "Order by",
            "Months until then",
            "Conservative",
            "Aggressive",
        ],
        rows.iter().map(row).collect(),
    )
}

fn room(all: &[Both]) -> Node {
    let columns = [
        "headroom_customers",
        "more_customers",
        "cliff_customers",
        "more_until_full",
    ];
    let row = |(stated, pool): &Both| Row {
        label: label(stated),
        cells: columns.map(|name| of(pool, name, Style::Count)).into(),
    };
    Node::table(
        "Customers that each pool carries",
        &["Pool", "At its threshold", "More", "Full", "More"],
        all.iter().map(row).collect(),
    )
}

/// A row a pool, a column a shown month.
fn by_month(told: &Told, name: &str, caption: &'static str) -> Node {
    let months = SHOWN
        .into_iter()
        .filter(|month| *month <= told.pools.months);
    let row = |(stated, pool): &Both| Row {
        label: label(stated),
        cells: months
            .clone()
            .map(|month| {
                of(
                    pool,
                    &[name, ".", &month.to_string()].concat(),
                    Style::Count,
                )
            })
            .collect(),
    };
    Node::table(
        caption,
        &SHOWN_HEADS[..=months.clone().count()],
        told.all().iter().map(row).collect(),
    )
}

fn needed(told: &Told) -> Node {
    by_month(told, "needed", "Needed by month, in the unit of each pool")
}

fn to_add(told: &Told) -> Node {
    by_month(
        told,
        "to_add",
        "To add by then, since now, in the unit of each pool",
    )
}

fn cost(told: &Told) -> Node {
    let months: Vec<String> = HORIZONS
        .into_iter()
        .filter(|month| *month <= told.pools.months)
        .map(|month| month.to_string())
        .collect();
    let row = |label: Cow<'static, str>, id: &dyn Fn(&str) -> Span| Row {
        label,
        cells: months.iter().map(|month| id(month)).collect(),
    };
    let now = |_: &str| figure_of(&["fleet.cost_now"], Style::Count);
    let mut rows = vec![row("What is there".into(), &now)];
    rows.extend(told.all().iter().map(|(stated, pool)| {
        let added = |month: &str| of(pool, &["added_cost.", month].concat(), Style::Count);
        row(["Added: ", &stated.name].concat().into(), &added)
    }));
    let total = |month: &str| figure_of(&["fleet.total_cost.", month], Style::Count);
    rows.push(row("Total".into(), &total));
    Node::table(
        "What the pools cost a month, with what is added by then",
        &COST_HEADS[..=months.len()],
        rows,
    )
}

fn bottom_up(all: &[Both]) -> Option<Node> {
    let mut rows = Vec::new();
    for (stated, pool) in all {
        for (at, _) in &pool.gaps {
            let month = at.to_string();
            let when = if *at == 0 {
                ", now".to_owned()
            } else {
                [", month ", &month].concat()
            };
            let cells = ["needed.", "bottom_up.", "bottom_up_gap."];
            let look = [Style::Count, Style::Count, Style::Cell];
            rows.push(Row {
                label: [stated.name.as_str(), &when].concat().into(),
                cells: cells
                    .into_iter()
                    .zip(look)
                    .map(|(name, look)| of(pool, &[name, &month].concat(), look))
                    .collect(),
            });
        }
    }
    (!rows.is_empty()).then_some(Node::table(
        "Projection against the sizing of the web stack; over 15 % one of them is wrong",
        &["Pool", "Projection", "Web stack", "Gap"],
        rows,
    ))
}

fn actuals(told: &Told) -> Option<Node> {
    let stated = told.scenario.actuals.iter();
    let rows: Vec<Row> = stated
        .map(|actual| {
            let id = |name| {
                figure_of(
                    &["fleet.actual.", actual.key.text(), ".", name],
                    Style::Cell,
                )
            };
            Row {
                label: [&actual.name, ", month ", &month_of(actual).to_string()]
                    .concat()
                    .into(),
                cells: vec![
                    words(&[&shown(actual.used, PLAIN)]),
                    figure_of(
                        &["fleet.actual.", actual.key.text(), ".planned_use"],
                        Style::Count,
                    ),
                    id("drift"),
                ],
            }
        })
        .collect();
    (!rows.is_empty()).then_some(Node::table(
        "Measured use against the plan; over 15 % the plan has to be made anew",
        &["Measurement", "Measured", "Planned", "Drift"],
        rows,
    ))
}

fn triggers(all: &[Both]) -> Node {
    let mut rows: Vec<Row> = thresholds::ALL.iter().map(|it| trigger(it, all)).collect();
    let measured = |label: &'static str, cells: [&'static str; 3], id: &'static str| Row {
        label: label.into(),
        cells: cells
            .into_iter()
            .map(text)
            .chain([figure_of(&[id], Style::Cell)])
            .collect(),
    };
    rows.insert(
        5,
        measured(
            "p95 latency",
            [
                "over 100 ms for 30 minutes",
                "twice as many pods",
                "at once",
            ],
            "fleet.latency_action",
        ),
    );
    rows.insert(
        6,
        measured(
            "Queue depth",
            ["over 50 jobs for 10 minutes", "more workers", "at once"],
            "fleet.queue_action",
        ),
    );
    rows.push(Row {
        label: "Off-peak hours".into(),
        cells: [
            "after 22:00",
            "the fewest replicas",
            "every day",
            "by the clock",
        ]
        .map(text)
        .into(),
    });
    Node::table(
        "Triggers: what calls for more, and what for less",
        &["What", "When", "What then", "How soon", "Now"],
        rows,
    )
}

fn trigger(trigger: &thresholds::Trigger, all: &[Both]) -> Row {
    let side = match trigger.side {
        Side::Above => "over ",
        Side::Below => "under ",
    };
    let lasting = if trigger.lasting.is_empty() {
        String::new()
    } else {
        [" for ", trigger.lasting].concat()
    };
    let watched = all.iter().filter(|(stated, _)| stated.kind == trigger.kind);
    let utilization =
        watched.filter_map(|(stated, pool)| Some((stated, pool.now.utilization.number().ok()?)));
    let holding: Vec<&str> = utilization
        .filter(|(_, utilization)| trigger.holds(*utilization))
        .map(|(stated, _)| stated.name.as_str())
        .collect();
    let now = if holding.is_empty() {
        "no".to_owned()
    } else {
        ["yes: ", &holding.join(", ")].concat()
    };
    let kinds = crate::scenario::fleet::PoolKind::CHOICES.iter();
    let mut kinds = kinds.filter(|choice| choice.id == trigger.kind.id());
    Row {
        label: kinds.next().map_or("", |choice| choice.label).into(),
        cells: vec![
            words(&[side, &shown(trigger.limit, SHARE), &lasting]),
            text(trigger.words()),
            text(trigger.lead),
            words(&[&now]),
        ],
    }
}

fn autoscaler() -> Node {
    let rows = [
        ("Replicas now", "replicas_now"),
        ("CPU used of request", "cpu_usage"),
        ("Memory used of request", "memory_usage"),
        ("Replicas by CPU", "replicas_by_cpu"),
        ("Replicas by memory", "replicas_by_memory"),
        ("Replicas in the end", "replicas_wanted"),
        ("Replicas after the first period", "replicas_next"),
        ("CPU request of a pod", "pod_cpu_request"),
        ("CPU limit of a pod", "pod_cpu_limit"),
        ("Memory request of a pod", "pod_memory_request"),
        ("Memory limit of a pod", "pod_memory_limit"),
    ];
    Node::table(
        "The autoscaler, as Kubernetes computes it",
        &["What", "Value"],
        rows.into_iter()
            .map(|(label, name)| Row {
                label: label.into(),
                cells: vec![figure_of(&["fleet.", name], Style::Cell)],
            })
            .collect(),
    )
}
