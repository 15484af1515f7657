//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use std::borrow::Cow;

use super::{
    Piece, bare, cell, figure, flow, growth, inference, money, short, slo, text, training,
};
use crate::charts::ChartId;
use crate::engine::Plan;
use crate::later::{self, Part, far};
use crate::quantity::date::Date;
use crate::scenario::Scenario;
use crate::workloads::pools;

/// A section of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Stable, for links within the page.
    pub id: &'static str,
    /// A word or two.
    pub heading: &'static str,
    /// What the section comes to, in a sentence; empty where a chart says it.
    pub conclusion: Vec<Piece>,
    /// What is behind it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// Figures in rows.
    Table {
        /// What the table shows.
        caption: &'static str,
        /// Heads of its columns.
        heads: &'static [&'static str],
        /// Its rows; a last one labelled Total is the sum of the others.
        rows: Vec<Row>,
    },
    /// A remark.
    Note(&'static str),
    /// The projection by month, to be downloaded as CSV.
    Projection,
    /// The manifest of the autoscaler, to be downloaded or copied.
    Manifest,
    /// Alerts and budgets, to be downloaded as CSV.
    Alerts,
    /// A chart, with its sentence and its table.
    Chart(ChartId),
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What the figures are of.
    pub label: Cow<'static, str>,
    /// Figures and words, one a column.
    pub cells: Vec<Piece>,
}

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut sections = Vec::new();
    if plan.demand.is_some() {
        sections.push(demand());
    }
    if later::is_here(Part::Details) {
        sections.extend(further_down(scenario, plan, today));
    }
    sections
}

far! {
    "details" "0304"
    fn further_down(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> = after_demand;
}

/// The sections behind the first one.
fn after_demand(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut sections = Vec::new();
    if plan.web.is_some() {
        sections.push(sizing());
    }
    sections.extend(inference::section(scenario, plan, today));
    sections.extend(training::section(scenario, plan));
    sections.extend(super::data::section(plan));
    sections.extend(slo::section(scenario, plan));
    sections.extend(flow::section(scenario, plan));
    sections.extend(growth::section(scenario, plan, today));
    sections.extend(pools::words::section(scenario, plan, today));
    if plan.bill.is_some() {
        sections.push(cost());
    }
    sections.extend(money::section(scenario, plan));
    sections.extend(short::section(plan));
    if plan.web.is_some() {
        sections.push(Section {
            id: "over-users",
            heading: "Over users",
            conclusion: Vec::new(),
            blocks: vec![Block::Chart(ChartId::OverUsers)],
        });
    }
    sections
}

fn demand() -> Section {
    Section {
        id: "demand",
        heading: "Demand",
        conclusion: vec![
            figure("demand.concurrent_users"),
            text(" at the peak send "),
            figure("demand.peak_rate"),
            text(", "),
            figure("demand.requests_per_day"),
            text(" over an average day."),
        ],
        blocks: vec![table(
            "The demand ladder: one rung is stated, the others follow",
            &["Rung", "Value"],
            &[
                ("Customers", &["demand.customers"]),
                ("Total users", &["demand.total_users"]),
                ("Daily active users", &["demand.daily_active_users"]),
                ("Concurrent users", &["demand.concurrent_users"]),
                ("Requests a day", &["demand.requests_per_day"]),
                ("Average request rate", &["demand.average_rate"]),
                ("Peak request rate", &["demand.peak_rate"]),
                ("Messages a day", &["demand.messages_per_day"]),
                ("Inference calls at the peak", &["demand.inference_rate"]),
                ("Requests during a launch", &["demand.launch_rate"]),
                ("Requests in a viral moment", &["demand.viral_rate"]),
                ("Requests while recovering", &["demand.recovery_rate"]),
            ],
        )],
    }
}

fn sizing() -> Section {
    Section {
        id: "sizing",
        heading: "Sizing",
        conclusion: vec![
            text("Size class "),
            figure("web.class"),
            text(": "),
            figure("web.backend_pods_min"),
            text(" for the backend and "),
            figure("web.frontend_pods_min"),
            text(" for the frontend, on "),
            figure("web.nodes_min"),
            text(" of type "),
            figure("web.node"),
            text("."),
        ],
        blocks: vec![
            table(
                "How many",
                &["What", "Fewest", "Most"],
                &[
                    (
                        "Backend pods",
                        &["web.backend_pods_min", "web.backend_pods_max"],
                    ),
                    (
                        "Frontend pods",
                        &["web.frontend_pods_min", "web.frontend_pods_max"],
                    ),
                    ("Nodes", &["web.nodes_min", "web.nodes_max"]),
                    (
                        "Latency to expect",
                        &["web.latency_low", "web.latency_high"],
                    ),
                ],
            ),
            Block::Note(
                "The source's printed examples (8 to 16 nodes for 1,000 users, 50 to 100 for 8,000) do not follow from its own method, which gives 5 to 10 and 39 to 78. Headroom follows the method.",
            ),
            table(
                "Each pod",
                &["What", "Request", "Limit"],
                &[
                    (
                        "Backend CPU",
                        &["web.backend_cpu_request", "web.backend_cpu_limit"],
                    ),
                    (
                        "Backend memory",
                        &["web.backend_memory_request", "web.backend_memory_limit"],
                    ),
                    (
                        "Frontend CPU",
                        &["web.frontend_cpu_request", "web.frontend_cpu_limit"],
                    ),
                    (
                        "Frontend memory",
                        &["web.frontend_memory_request", "web.frontend_memory_limit"],
                    ),
                ],
            ),
            table(
                "The nodes",
                &["What", "Value"],
                &[
                    ("What binds", &["web.node_binding"]),
                    ("Nodes by CPU, not rounded", &["web.nodes_by_cpu"]),
                    ("Nodes by memory, not rounded", &["web.nodes_by_memory"]),
                    (
                        "Nodes by number of pods, not rounded",
                        &["web.nodes_by_pods"],
                    ),
                    ("Nodes before the buffer", &["web.nodes_required"]),
                    ("CPU requested", &["web.cpu_requested"]),
                    ("Memory requested", &["web.memory_requested"]),
                    ("Cores of a node", &["web.node_vcpu"]),
                    ("Cores that pods can have of it", &["web.node_cpu_offered"]),
                    ("Memory of a node", &["web.node_memory"]),
                    (
                        "Memory that pods can have of it",
                        &["web.node_memory_offered"],
                    ),
                ],
            ),
            database(),
            reach(),
        ],
    }
}

fn database() -> Block {
    table(
        "Database and cache",
        &["What", "Value"],
        &[
            ("Requests at the peak", &["web.request_rate"]),
            ("Read units", &["web.read_units"]),
            ("Write units", &["web.write_units"]),
            ("Billing that suits", &["web.database_advice"]),
            ("Cache nodes", &["web.cache_nodes"]),
        ],
    )
}

fn reach() -> Block {
    table(
        "How far it reaches, at the most that autoscaling allows",
        &["What", "Value"],
        &[
            ("Users by backend pods", &["web.users_by_backend"]),
            ("Users by frontend pods", &["web.users_by_frontend"]),
            ("Users by nodes", &["web.users_by_nodes"]),
            ("What stops first", &["web.reach_binding"]),
        ],
    )
}

fn cost() -> Section {
    Section {
        id: "cost",
        heading: "Cost",
        conclusion: vec![
            text("The parts come to "),
            figure("web.bill"),
            text(" at dated list prices; the source names "),
            bare("web.cost_low"),
            text(" to "),
            figure("web.cost_high"),
            text("."),
        ],
        blocks: vec![
            table(
                "The bill, by part",
                &["Part", "A month"],
                &[
                    ("Nodes, the fewest, all month", &["web.bill_nodes"]),
                    ("Control plane", &["web.bill_control_plane"]),
                    ("Load balancer", &["web.bill_load_balancer"]),
                    ("Database", &["web.bill_database"]),
                    ("Cache", &["web.bill_cache"]),
                    ("Disks", &["web.bill_disks"]),
                    ("Traffic out", &["web.bill_egress"]),
                    ("Total", &["web.bill"]),
                ],
            ),
            table(
                "Beside it",
                &["What", "Value"],
                &[
                    ("Per registered user", &["web.bill_per_user"]),
                    ("Per concurrent user", &["web.bill_per_concurrent_user"]),
                    ("Source's cost per user, from", &["web.cost_per_user_low"]),
                    ("Source's cost per user, to", &["web.cost_per_user_high"]),
                    ("Database by the request", &["web.database_on_demand"]),
                    (
                        "Database provisioned for the peak",
                        &["web.database_provisioned"],
                    ),
                    ("Saved by provisioning", &["web.provisioned_saving"]),
                ],
            ),
            Block::Note(
                "Left out: free tiers, discounts, taxes, support, and what the model behind the chat costs.",
            ),
        ],
    }
}

pub(crate) fn table(
    caption: &'static str,
    heads: &'static [&'static str],
    rows: &[(&'static str, &[&'static str])],
) -> Block {
    Block::Table {
        caption,
        heads,
        rows: rows
            .iter()
            .map(|(label, figures)| Row {
                label: Cow::Borrowed(label),
                cells: figures.iter().map(|id| cell(id)).collect(),
            })
            .collect(),
    }
}
