//! How full is what there is, of what, how many days are left of it, and what does it
//! take in the months to come?

use super::orders::listed;
use super::{Context, first_of, joined};
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::report::{Blank, Node, Row, Span, Style, figure_of, text, words};
use crate::scenario::fleet::PoolKind;
use crate::scenario::web::Web;
use crate::workloads::growth::reach;
use crate::workloads::resources::Resource;
use crate::workloads::resources::first::least;
use crate::workloads::resources::meetings::MONTHS;
use std::borrow::Cow;

/// The resources of workloads that are of a kind, beside pools.
const OF_WORKLOADS: [(PoolKind, &str); 4] = [
    (PoolKind::Pods, "web_backend_pods"),
    (PoolKind::Pods, "web_frontend_pods"),
    (PoolKind::Gpu, "gpus"),
    (PoolKind::Storage, "data_storage"),
];

/// All resources of a kind: pools, and what workloads have of it.
fn of_kind<'a>(context: &'a Context, kind: PoolKind) -> Vec<&'a Resource> {
    let Some(told) = &context.told else {
        return Vec::new();
    };
    let all = &told.resources.all;
    let mut found: Vec<&Resource> = pools(context)
        .filter(|(of, _)| *of == kind)
        .map(|(_, it)| it)
        .collect();
    // Which of cores and memory decides the number of nodes runs out with them.
    let binding = context.plan.number("web.node_binding");
    let decides = match binding {
        Some(1.0) => Some(PoolKind::Cpu),
        Some(2.0) => Some(PoolKind::Memory),
        _ => None,
    };
    found.extend(all.iter().filter(|it| {
        let id = it.row.text();
        let is_nodes = id == "web_nodes" && decides == Some(kind);
        it.row.in_table().is_none() && (is_nodes || OF_WORKLOADS.contains(&(kind, &*id)))
    }));
    found
}

/// Pools with their kinds.
fn pools<'a>(context: &'a Context) -> impl Iterator<Item = (PoolKind, &'a Resource)> {
    let planned = context.plan.pools.as_ref().and(context.told.as_ref());
    let all = planned.map_or(&[][..], |told| &told.resources.all);
    let kinds = context.scenario.pools.iter().map(|pool| pool.kind);
    kinds.zip(all)
}

/// How full all resources of a kind are, each with how much of it there is.
fn used(context: &Context, kind: PoolKind) -> Vec<Vec<Span>> {
    let resources = of_kind(context, kind).into_iter();
    // Pods and nodes may grow to what autoscaling allows, which says nothing of how full they are.
    let resources =
        resources.filter(|it| it.row.in_table().is_some() || it.row.text() == "data_storage");
    let line = |it: &Resource| {
        let figure = |name, style| figure_of(&[&it.id(name)], style);
        let mut spans = vec![words(&[&it.name, " "]), figure("utilization", Style::Plain)];
        spans.extend([text(" ("), figure("used", Style::Bare), text(" of ")]);
        spans.push(figure("capacity", Style::Bare));
        spans.push(text(if it.is_stated {
            " used)"
        } else {
            " used, sized for today)"
        }));
        spans
    };
    resources.map(line).collect()
}

fn known(context: &Context, id: &'static str, behind: &'static str) -> Option<Vec<Span>> {
    context.plan.figure(id)?;
    Some(vec![figure_of(&[id], Style::Plain), text(behind)])
}

fn sentence(lines: Vec<Vec<Span>>) -> Vec<Span> {
    if lines.is_empty() {
        return Vec::new();
    }
    listed("", lines)
}

pub(super) fn cpu(context: &Context) -> Vec<Span> {
    let mut lines = used(context, PoolKind::Cpu);
    let of_nodes = " of the cores that the nodes offer are requested by pods";
    lines.extend(known(context, "checklist.cpu_requested_share", of_nodes));
    sentence(lines)
}

pub(super) fn memory(context: &Context) -> Vec<Span> {
    let mut lines = used(context, PoolKind::Memory);
    let of_nodes = " of the memory that the nodes offer is requested by pods";
    lines.extend(known(context, "checklist.memory_requested_share", of_nodes));
    sentence(lines)
}

pub(super) fn gpus(context: &Context) -> Vec<Span> {
    let mut lines = used(context, PoolKind::Gpu);
    if let Some(mut spans) = known(
        context,
        "inference.utilization_on_average",
        " on average and ",
    ) {
        spans.push(figure_of(&["inference.utilization_at_peak"], Style::Plain));
        spans.push(text(" at the peak, of the GPUs that serve models"));
        lines.push(spans);
    }
    sentence(lines)
}

pub(super) fn storage(context: &Context) -> Vec<Span> {
    sentence(used(context, PoolKind::Storage))
}

pub(super) fn connections(context: &Context) -> Vec<Span> {
    sentence(used(context, PoolKind::Connections))
}

/// The fullest limits of a pipeline.
pub(super) fn limits(context: &Context) -> Vec<Span> {
    let line = |id: &'static str| {
        let row = context.plan.row_of(id)?;
        let stage = context
            .scenario
            .stages
            .iter()
            .find(|it| it.key.text() == row)?;
        let name = words(&[&stage.name, " "]);
        Some(vec![
            name,
            figure_of(&["flow.", &row, ".utilization_peak"], Style::Plain),
        ])
    };
    let lines = ["flow.bottleneck", "flow.next_bottleneck"]
        .into_iter()
        .filter_map(line);
    sentence(lines.collect())
}

/// What of what was stated is more than the plan needs.
pub(super) fn stated_beyond(context: &Context) -> Vec<Vec<Span>> {
    type Have = fn(&Web) -> Option<f64>;
    const HAVE: [(Have, &str, &str); 3] = [
        (
            |it| it.backend_pods_have,
            "web.backend_pods_min",
            "backend pods",
        ),
        (
            |it| it.frontend_pods_have,
            "web.frontend_pods_min",
            "frontend pods",
        ),
        (|it| it.nodes_have, "web.nodes_min", "nodes"),
    ];
    let plan = context.plan;
    let web = &context.scenario.web;
    let line = |(have, needed, name): &(Have, &'static str, &str)| {
        let have = have(web)?;
        let is_more = plan.number(needed).is_some_and(|needed| have > needed);
        let there = shown(have, Unit::Of("1"));
        let spans = vec![
            words(&["of ", &there, " ", name, " "]),
            figure_of(&[needed], Style::Bare),
            text(" are needed"),
        ];
        is_more.then_some(spans)
    };
    let mut lines: Vec<Vec<Span>> = HAVE.iter().filter_map(line).collect();
    let [held, needed] = ["inference.gpus_held", "inference.gpus"];
    if plan.number(held) > plan.number(needed) && plan.number(needed).is_some() {
        lines.push(vec![
            text("of "),
            figure_of(&[held], Style::Plain),
            text(" that serve models "),
            figure_of(&[needed], Style::Bare),
            text(" are needed"),
        ]);
    }
    lines
}

/// When the first resource of a kind is full.
fn left(context: &Context, kind: PoolKind) -> Vec<Span> {
    let all: Vec<Resource> = of_kind(context, kind).into_iter().cloned().collect();
    let Some(it) = least(&all, |it| it.months_to_cliff).map(|at| &all[at]) else {
        // Some are never full, and of the others nothing is known.
        let [resource, ..] = &all[..] else {
            return Vec::new();
        };
        let date = reach::date(context.calendar, resource.months_to_cliff);
        return if date == "never" {
            vec![words(&[
                &resource.name,
                ": never, at the growth that is planned.",
            ])]
        } else {
            Vec::new()
        };
    };
    until_full(context, it)
}

/// Days until a resource is full, and on which day that is.
fn until_full(context: &Context, it: &Resource) -> Vec<Span> {
    let months = it.months_to_cliff.or_zero();
    if months <= 0.0 {
        return vec![words(&["0 days: ", &it.name, " full already."])];
    }
    let Some(day) = context.calendar.before(months, 0.0) else {
        return vec![words(&[&it.name, ": not in a thousand years."])];
    };
    let name = &it.name;
    if day < context.today {
        return vec![words(&[
            "0 days: ",
            name,
            " full since ",
            &day.shown(),
            ".",
        ])];
    }
    let days = shown(day.value() - context.today.value(), Unit::Of("day"));
    vec![words(&[&days, ": ", name, " full on ", &day.shown(), "."])]
}

pub(super) fn cpu_left(context: &Context) -> Vec<Span> {
    left(context, PoolKind::Cpu)
}

pub(super) fn memory_left(context: &Context) -> Vec<Span> {
    left(context, PoolKind::Memory)
}

pub(super) fn gpus_left(context: &Context) -> Vec<Span> {
    left(context, PoolKind::Gpu)
}

pub(super) fn storage_left(context: &Context) -> Vec<Span> {
    left(context, PoolKind::Storage)
}

/// The first resource of all to be full.
pub(super) fn first_full(context: &Context) -> Vec<Span> {
    let all = context.told.as_ref().map(|told| &told.resources.all);
    let first = all.and_then(|all| Some(&all[least(all, |it| it.months_to_cliff)?]));
    first.map_or_else(Vec::new, |it| until_full(context, it))
}

/// How much more demand fits.
pub(super) fn room(context: &Context) -> Vec<Span> {
    let answer = context.answer(0);
    if answer.main.is_empty() {
        return Vec::new();
    }
    joined(answer)
}

/// How full everything is: now, or in a month of the plan by what is there now.
fn utilization(context: &Context, month: Option<usize>) -> Vec<Span> {
    let Some(told) = &context.told else {
        return alone(context, month);
    };
    let id = |it: &Resource| match month {
        None => it.id("utilization"),
        Some(month) => it.id(&["utilization.", &month.to_string()].concat()),
    };
    let known = told
        .resources
        .all
        .iter()
        .filter(|it| context.plan.figure(&id(it)).is_some());
    let line = |it: &Resource| vec![words(&[&it.name, " "]), figure_of(&[&id(it)], Style::Plain)];
    sentence(known.map(line).collect())
}

/// The same where one workload stands alone, which is as it is now.
fn alone(context: &Context, month: Option<usize>) -> Vec<Span> {
    if month.is_some() {
        return Vec::new();
    }
    let all: [fn(&Context) -> Vec<Span>; 4] = [cpu, memory, gpus, limits];
    let mut spans = Vec::new();
    for of in all {
        let more = of(context);
        spans.extend((!spans.is_empty() && !more.is_empty()).then_some(text(" ")));
        spans.extend(more);
    }
    spans
}

pub(super) fn now(context: &Context) -> Vec<Span> {
    utilization(context, None)
}

/// Three months on, of what is there now.
pub(super) fn then(context: &Context) -> Vec<Span> {
    let mut spans = utilization(context, Some(MONTHS));
    if !spans.is_empty() {
        let day = context.calendar.month(MONTHS).shown();
        spans.insert(0, words(&["On ", &day, ", of what is there now: "]));
    }
    spans
}

/// What the next three months take, and what they cost.
pub(super) fn forecast(context: &Context) -> Node {
    let heads = (0..=MONTHS).map(|month| {
        let day = context.calendar.month(month);
        if day == context.today {
            "Now".to_owned()
        } else {
            day.shown()
        }
    });
    let heads: Vec<String> = heads.collect();
    let row = |key: &str, label: &str, ids: &[&str], now: Vec<Span>| {
        let cells = heads.iter().enumerate().map(|(month, head)| {
            let by_month = ids.iter().map(|id| [id, &*month.to_string()].concat());
            let by_month: Vec<String> = by_month.collect();
            let ids = by_month.iter().map(|id| &**id);
            let filled = first_of(context.plan, ids, Style::Cell);
            Span::Blank(Blank {
                key: ["monthly.", key, "_", &month.to_string()].concat(),
                name: [label, ", ", head].concat(),
                filled: if month == 0 && filled.is_empty() {
                    now.clone()
                } else {
                    filled
                },
            })
        });
        Row {
            label: label.to_owned().into(),
            cells: cells.collect(),
        }
    };
    let known = |ids: &[&'static str]| first_of(context.plan, ids.iter().copied(), Style::Cell);
    let customers = known(&["demand.customers"]);
    let mut rows = vec![row(
        "customers",
        "Customers",
        &["growth.customers."],
        customers,
    )];
    for (kind, key, label, now) in [
        (PoolKind::Pods, "pods", "API pods", "web.backend_pods_min"),
        (PoolKind::Gpu, "gpu_nodes", "GPUs", "inference.gpus"),
        (PoolKind::Storage, "storage", "Storage", ""),
    ] {
        let resources = of_kind(context, kind);
        if resources.is_empty() {
            rows.push(row(key, label, &[], known(&[now])));
        }
        for it in resources {
            rows.push(of_resource(context, it, &heads));
        }
    }
    let mut cost = known(&["bill.total", "web.bill", "inference.cost"]);
    if cost.is_empty() && context.plan.figure("flow.cost_low").is_some() {
        let [low, high] =
            ["flow.cost_low", "flow.cost_high"].map(|id| figure_of(&[id], Style::Bare));
        cost = vec![low, text(" to "), high, text(" a month")];
    }
    rows.push(row("cost", "Cost a month", &["bill.total."], cost));
    let heads = core::iter::once("Resource".to_owned()).chain(heads.iter().cloned());
    Node::Table {
        caption: "What the peak of each month takes; of pods and GPUs of a workload what must be there, with \
                  their headroom"
            .into(),
        heads: heads.map(Cow::Owned).collect(),
        rows,
    }
}

/// What a resource takes in each month; now, where no growth is stated.
fn of_resource(context: &Context, it: &Resource, heads: &[String]) -> Row {
    let cells = heads.iter().enumerate().map(|(month, head)| {
        let ids = [
            it.id(&["needed.", &month.to_string()].concat()),
            it.id("used"),
        ];
        let ids = ids
            .iter()
            .map(|id| &**id)
            .take(if month == 0 { 2 } else { 1 });
        Span::Blank(Blank {
            key: ["monthly.", &it.row.text(), "_", &month.to_string()].concat(),
            name: [&it.name, ", ", head].concat(),
            filled: first_of(context.plan, ids, Style::Count),
        })
    });
    Row {
        label: it.name.clone().into(),
        cells: cells.collect(),
    }
}
