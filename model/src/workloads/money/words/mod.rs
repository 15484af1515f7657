//! How does the money of a business read: what do tiers bring in, what does
//! the bill come to as customers grow, and which levers lower it most?

mod cost;
pub mod outage;
mod worth;

pub(crate) use cost::cost;

use super::Money;
use super::charts::{BILL, COST_PER_CUSTOMER, MARGIN_BY_TIER};
use super::savings::SAVINGS;
use super::strategy::{HORIZONS, Strategy};
use crate::engine::Plan;
use crate::report::{
    Answer, Node, Row, Section, Span, Style, answers, figure, figure_of, input_of, text, words,
};
use crate::review::{Finding, Severity};
use crate::scenario::money::ChargeKind;
use crate::scenario::money::lever::TABLE as LEVERS;
use crate::scenario::web::Switch;
use crate::scenario::{RowKey, Scenario, Table};
use crate::workloads::growth::words::shown_months;
use std::borrow::Cow;

/// The section on money, if the plan has any.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let money = plan.money.as_ref()?;
    let grows = plan.growth.is_some();
    let mut nodes = Vec::new();
    nodes.extend(grows.then_some(Node::Chart(&BILL)));
    let has_tiers = !scenario.tiers.is_empty();
    nodes.push(if has_tiers {
        tiers(scenario)
    } else {
        bill(scenario, plan)
    });
    let mut months: Vec<Node> = by_kind(plan).into_iter().chain(both_ways(plan)).collect();
    if grows {
        months.extend([Node::Chart(&COST_PER_CUSTOMER), strategies()]);
        months.extend(larger(plan));
    }
    let waterfall = (!money.levers.is_empty()).then_some(Node::Chart(&SAVINGS));
    Some(
        Section::new("money", "Cost and tiers", conclusion(plan), nodes)
            .folding(
                "The bill by component",
                has_tiers.then(|| bill(scenario, plan)),
            )
            .folding("Tiers and margins", of_tiers(scenario))
            .folding(
                "Savings",
                waterfall
                    .into_iter()
                    .chain([levers(scenario, money), commitment()]),
            )
            .folding("How today's bill comes about", today(scenario, plan))
            .folding("Growth cases and strategies", months)
            .folding("What a customer is worth", worth::nodes(scenario, plan)),
    )
}

fn of_tiers(scenario: &Scenario) -> Vec<Node> {
    let mut nodes = Vec::new();
    nodes.extend((!scenario.tiers.is_empty()).then_some(Node::Chart(&MARGIN_BY_TIER)));
    nodes.extend([usage(scenario), mix()]);
    nodes.push(Node::note(
        "Where shares do not add up to 100 %, margins by tier stand, and nothing is said of the mix until the \
         shares are corrected.",
    ));
    nodes
}

fn today(scenario: &Scenario, plan: &Plan) -> Vec<Node> {
    let bridge = bridge(scenario, plan);
    let note = scenario.preset == "saas-1" && bridge.is_some();
    let note = note.then(|| {
        Node::note(
            "The capacity guide gives two bills for the same 500 customers: components of $12,000 and a milestone \
             table with $8,000. It does not say what the table leaves out. You can plan with either.",
        )
    });
    bridge.into_iter().chain(note).collect()
}

fn conclusion(plan: &Plan) -> Vec<Span> {
    let mut pieces = vec![
        text("The platform's bill comes to "),
        figure("money.bill"),
        text(", "),
        figure("money.cost_per_customer"),
    ];
    let is_on = plan.number("money.bill") != plan.number("money.bill_after_levers");
    pieces.extend(if is_on {
        vec![
            text("; with the savings switched on it is "),
            figure("money.bill_after_levers"),
            text("."),
        ]
    } else {
        vec![text(", with no saving switched on.")]
    });
    pieces.extend(match plan.get("money.gross_margin") {
        Ok(_) => vec![
            text(" Customers pay "),
            figure("money.revenue"),
            text(", at a gross margin of "),
            figure("money.gross_margin"),
            text("."),
        ],
        Err(absent) => vec![words(&[" ", absent.0])],
    });
    pieces
}

/// "What limits us first, and what helps?", where nothing but money says: the best lever.
pub(super) fn lever(scenario: &Scenario, plan: &Plan, findings: &[Finding]) -> Option<Answer> {
    let (name, mut why) = best_lever(scenario, plan)?;
    if let Some(finding) = findings.first().filter(|it| it.severity > Severity::Note) {
        why.push(Span::Text(format!(" {}", finding.sentence).into()));
    }
    Some(Answer {
        question: answers::LIMITS,
        main: vec![Span::Text(name.into())],
        why,
    })
}

/// The lever that saves the most, by name, and what it saves: the next to pull,
/// or the best of those that are pulled.
pub(crate) fn best_lever(scenario: &Scenario, plan: &Plan) -> Option<(String, Vec<Span>)> {
    let ranked = &plan.money.as_ref()?.levers;
    let saving = || ranked.iter().filter(|lever| lever.saves.or_zero() > 0.0);
    let off = saving().find(|lever| lever.state == Switch::Off);
    let lever = off.or_else(|| saving().next())?;
    let (before, after) = match lever.state {
        Switch::Off => (
            "is the best saving still switched off: it would take off ",
            ".",
        ),
        Switch::On => ("saves the most of the savings switched on: ", "."),
    };
    let why = vec![
        text(before),
        figure_of(&["money.lever.", lever.row.text(), ".saves"], Style::Plain),
        text(after),
    ];
    Some((name(&LEVERS, scenario, lever.row), why))
}
fn tiers(scenario: &Scenario) -> Node {
    let columns = ["customers", "revenue", "cost_to_serve", "margin"];
    Node::table(
        "Tiers",
        &["Tier", "Customers", "Revenue", "Cost to serve", "Margin"],
        tier_rows(scenario, &columns),
    )
}

fn usage(scenario: &Scenario) -> Node {
    let columns = ["calls", "jobs", "stored", "gpu_time"];
    let mut rows = tier_rows(scenario, &columns);
    rows.push(row(
        "Total",
        &columns.map(|column| ["money.", column].concat()),
    ));
    Node::table(
        "What the tiers use",
        &["Tier", "API calls", "Training jobs", "Storage", "GPU time"],
        rows,
    )
}

fn tier_rows(scenario: &Scenario, columns: &[&str]) -> Vec<Row> {
    let rows = scenario.tiers.iter().map(|tier| {
        let id = |column: &&str| ["money.tier.", tier.key.text(), ".", column].concat();
        row(
            tier.name.clone(),
            &columns.iter().map(id).collect::<Vec<_>>(),
        )
    });
    rows.collect()
}

fn mix() -> Node {
    Node::values(
        "The mix of tiers",
        &[
            ("Revenue", "money.revenue"),
            ("Cost to serve", "money.cost_to_serve"),
            ("Gross margin", "money.gross_margin"),
            ("Calls against what is planned", "money.calls_to_requests"),
        ],
    )
}

/// Whether the parts of the bill are stated for other customers than those of now.
fn money_is_scaled(plan: &Plan) -> bool {
    plan.figure("money.customers_ratio").is_some()
}

/// How the bill of today comes from what is stated, and what the milestone table says
/// in its place.
fn bridge(scenario: &Scenario, plan: &Plan) -> Option<Node> {
    if !money_is_scaled(plan) {
        return None;
    }
    let count = |id: String| Span::Figure(id.into(), Style::Count);
    let mut rows: Vec<Row> = scenario
        .bill
        .iter()
        .map(|part| {
            let now = ["money.bill.", part.key.text()].concat();
            Row {
                label: part.name.clone().into(),
                cells: vec![count([&now, ".base"].concat()), count(now)],
            }
        })
        .collect();
    let mut line = |label: &'static str, stated, now: &str| {
        rows.push(Row {
            label: label.into(),
            cells: vec![stated, count(now.to_owned())],
        });
    };
    line("Total", count("money.stated_bill".to_owned()), "money.bill");
    if plan.figure("money.milestone_bill").is_some() {
        line("The milestone table says", text(""), "money.milestone_bill");
        line("Parts over the table", text(""), "money.baseline_gap");
    }
    Some(Node::table(
        "From the parts as you typed them, USD a month",
        &["Component", "As typed", "Today"],
        rows,
    ))
}

fn bill(scenario: &Scenario, plan: &Plan) -> Node {
    let months: Vec<String> = match &plan.growth {
        Some(growth) => shown_months(growth).iter().map(usize::to_string).collect(),
        None => Vec::new(),
    };
    if months.is_empty() {
        let scaled = if money_is_scaled(plan) { "" } else { ".base" };
        let part = |row: RowKey| ["money.bill.", row.text(), scaled].concat();
        let parts = scenario.bill.iter();
        let mut rows: Vec<Row> = parts
            .map(|stated| row(stated.name.clone(), &[part(stated.key)]))
            .collect();
        rows.push(row("Total", &["money.bill".to_owned()]));
        return Node::table("The bill, by component", &["Component", "Now"], rows);
    }
    let mut rows = Vec::new();
    for part in &scenario.bill {
        let ids: Vec<String> = SHOWN
            .iter()
            .map(|month| ["money.bill.", part.key.text(), ".", month].concat())
            .collect();
        rows.push(row_of(part.name.clone(), &ids, &months));
    }
    for (label, id) in [
        ("Total", "money.bill."),
        ("With savings", "money.bill_after_levers."),
        ("Per customer", "money.cost_per_customer."),
    ] {
        let ids: Vec<String> = SHOWN.iter().map(|month| [id, month].concat()).collect();
        rows.push(row_of(label, &ids, &months));
    }
    Node::table(
        "The bill by component, USD a month, after so many months",
        &["Component", "Now", "3", "6", "9", "12", "18", "24"],
        rows,
    )
}

/// What the whole bill pays for, with everything that is planned.
fn by_kind(plan: &Plan) -> Option<Node> {
    let bill = plan.total_bill.as_ref()?;
    let planned = plan.growth.as_ref().map_or(0, |growth| growth.months);
    let reached = HORIZONS.iter().filter(|month| **month <= planned).count();
    let horizons = &AT_HORIZONS[..reached];
    let line = |label: &'static str, [of, share]: [String; 2]| {
        let count = |id: String| Span::Figure(id.into(), Style::Count);
        let mut cells = vec![count(of.clone()), cell(share)];
        let then = |month: &&str| count([&of, ".", month].concat());
        cells.extend(horizons.iter().map(then));
        Row {
            label: label.into(),
            cells,
        }
    };
    let kind = |(kind, _): &(ChargeKind, _)| {
        let id = |of: &str| [of, kind.id()].concat();
        line(kind.label(), [id("bill.kind."), id("bill.kind_share.")])
    };
    let mut rows: Vec<Row> = bill.kinds.iter().map(kind).collect();
    let mut total = line("Whole bill", ["bill.total".to_owned(), String::new()]);
    total.cells[1] = text("");
    rows.push(total);
    let mut heads = vec!["What for", "Now", "Share"];
    heads.extend(horizons);
    Some(Node::table(
        "What the whole bill pays for, with the savings switched on; USD a month, after so many months",
        &heads,
        rows,
    ))
}

/// How the platform's bill goes on by behavior and by orders, where a part of it pays for a
/// pool.
fn both_ways(plan: &Plan) -> Option<Node> {
    let of = |name: &str, month: &str| [name, ".", month].concat();
    let is_planned = |month: &&&str| plan.outcome(&of("money.orders_gap", month)).is_some();
    let reached = AT_HORIZONS.iter().filter(is_planned).count();
    let horizons = &AT_HORIZONS[..reached];
    let line = |label: &'static str, name: &str| Row {
        label: label.into(),
        cells: horizons
            .iter()
            .map(|month| Span::Figure(of(name, month).into(), Style::Count))
            .collect(),
    };
    let mut heads = vec!["Parts that pay for pools go on"];
    heads.extend(horizons);
    (!horizons.is_empty()).then(|| {
        Node::table(
            "The platform's bill in two ways before savings, USD a month, after so many months",
            &heads,
            vec![
                line("By the behavior of each", "money.bill_by_behavior"),
                line("By what is ordered of the pools", "money.bill_by_orders"),
                line("Orders over behavior", "money.orders_gap"),
            ],
        )
    })
}

/// The horizons, as tables are headed.
const AT_HORIZONS: [&str; HORIZONS.len()] = ["6", "12", "18", "24"];

/// Months that the table of the bill shows.
const SHOWN: [&str; 7] = ["0", "3", "6", "9", "12", "18", "24"];

/// A row with a cell for each shown month, empty where the plan does not reach.
fn row_of(label: impl Into<Cow<'static, str>>, ids: &[String], months: &[String]) -> Row {
    let last = months.last().and_then(|last| last.parse::<u32>().ok());
    let reached = |month: &str| month.parse::<u32>().is_ok_and(|month| Some(month) <= last);
    Row {
        label: label.into(),
        cells: SHOWN
            .iter()
            .zip(ids)
            .map(|(month, id)| {
                if reached(month) {
                    Span::Figure(Cow::Owned(id.clone()), Style::Count)
                } else {
                    text("")
                }
            })
            .collect(),
    }
}

/// What larger instances save, where anything says so.
fn larger(plan: &Plan) -> Option<Node> {
    plan.figure("money.larger_saving")?;
    Some(Node::Text(vec![
        text("Larger instances in place of more of them save "),
        figure("money.larger_saving"),
        text(" of compute."),
    ]))
}

fn strategies() -> Node {
    let rows = Strategy::ALL.map(|strategy| {
        let id =
            |month: usize| ["money.strategy.", strategy.id(), ".", &month.to_string()].concat();
        row(strategy.label(), &HORIZONS.map(id))
    });
    Node::table(
        "The bill under each strategy, after so many months",
        &["Strategy", "6", "12", "18", "24"],
        rows.into(),
    )
}

fn levers(scenario: &Scenario, money: &Money) -> Node {
    let ranked = money.levers.iter();
    let rows = ranked.map(|lever| {
        let stated = scenario
            .levers
            .iter()
            .find(|stated| stated.key == lever.row);
        let degree =
            |of: fn(&crate::scenario::Lever) -> &'static str| words(&[stated.map_or("", of)]);
        let id = |column: &str| cell(["money.lever.", lever.row.text(), ".", column].concat());
        Row {
            label: name(&LEVERS, scenario, lever.row).into(),
            cells: vec![
                input_of(["lever", lever.row.text(), "state"]),
                id("acts_on"),
                id("saves"),
                id("saves_per_year"),
                degree(|lever| lever.effort.id()),
                degree(|lever| lever.priority.id()),
            ],
        }
    });
    Node::table(
        "Savings, one after another, each on what is left",
        &[
            "Saving",
            "Switched on",
            "Acts on",
            "Saves a month",
            "A year",
            "Effort",
            "Priority",
        ],
        rows.collect(),
    )
}

fn commitment() -> Node {
    Node::values(
        "Compute of the next 12 months: reserved, on demand and spot",
        &[
            ("To reserve, at on-demand prices", "money.reserved"),
            ("Used of it", "money.reservation_use"),
            ("On demand, on average", "money.on_demand"),
            ("On spot, on average", "money.spot"),
            ("All of it on demand", "money.all_on_demand"),
            ("As mixed", "money.committed"),
            ("The mix saves", "money.commitment_saves"),
        ],
    )
}

fn row(label: impl Into<Cow<'static, str>>, ids: &[impl AsRef<str>]) -> Row {
    Row {
        label: label.into(),
        cells: ids.iter().map(|id| cell(id.as_ref().to_owned())).collect(),
    }
}

fn name(table: &Table, scenario: &Scenario, row: RowKey) -> String {
    table.name(scenario, row).unwrap_or(row.text()).to_owned()
}

fn cell(id: String) -> Span {
    Span::Figure(Cow::Owned(id), Style::Cell)
}
