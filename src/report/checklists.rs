//! What is looked at every week, month and quarter? The three checklists of the
//! capacity guide, as documents: each blank that the plan can fill holds its
//! figure, the rest is left to be typed in.

use super::calendar::Calendar;
use super::when::names;
use super::{Look, Piece, figure_of, money, text, words};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity};
use crate::scenario::Scenario;
use crate::scenario::growth::Progress;

/// A checklist, filled in as far as the plan goes.
#[derive(Clone, PartialEq, Debug)]
pub struct Checklist {
    /// `weekly`, `monthly` or `quarterly`.
    pub id: &'static str,
    /// What it is, and of when.
    pub title: String,
    /// Its parts, each with a heading.
    pub parts: Vec<(&'static str, Vec<Line>)>,
}

/// A line of a checklist.
#[derive(Clone, PartialEq, Debug)]
pub enum Line {
    /// To be looked at and ticked off.
    Item {
        /// What to look at.
        label: String,
        /// What it should be; empty where nobody says.
        target: &'static str,
        /// What it is.
        cell: Cell,
    },
    /// Several of a kind.
    Table {
        /// What its columns are.
        heads: &'static [&'static str],
        /// Its rows, each with a label.
        rows: Vec<(String, Vec<Cell>)>,
    },
}

/// A blank.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// By which what is typed into it is kept: `weekly.active_users`.
    pub key: String,
    /// What the plan says; empty where it is left to be typed in.
    pub filled: Vec<Piece>,
}

/// How a blank is filled.
enum Blank {
    /// With the first of these figures that the plan has.
    Figure(&'static [&'static str]),
    /// With words worked out from the plan, if there are any.
    Told(fn(&Context) -> Vec<Piece>),
    /// By hand.
    Open,
}

use Blank::{Figure, Open, Told};

/// A line as it is written down: key, label, target, blank.
type Entry = (&'static str, &'static str, &'static str, Blank);

/// What blanks are filled from.
struct Context<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    findings: &'a [Finding],
    calendar: Calendar,
}

static WEEKLY: &[(&str, &[Entry])] = &[
    (
        "Where we are",
        &[
            ("customers", "Customers", "", Figure(&["demand.customers"])),
            ("monthly_users", "Users active in the month", "", Open),
            (
                "daily_users",
                "Users active on a day",
                "",
                Figure(&["demand.daily_active_users"]),
            ),
            (
                "calls",
                "API calls",
                "",
                Figure(&["money.calls", "demand.requests_per_day"]),
            ),
            ("jobs", "Training jobs", "", Figure(&["money.jobs"])),
        ],
    ),
    (
        "Utilization",
        &[
            (
                "cpu",
                "CPU, average",
                "40 to 60 %",
                Figure(&["fleet.cpu_cores.utilization"]),
            ),
            (
                "memory",
                "Memory, average",
                "50 to 70 %",
                Figure(&["fleet.memory_gb.utilization"]),
            ),
            (
                "gpu",
                "GPU, average",
                "50 to 80 %",
                Figure(&["fleet.gpu_nodes.utilization"]),
            ),
            (
                "storage",
                "Storage",
                "under 70 %",
                Figure(&["fleet.storage_tb.utilization"]),
            ),
            (
                "connections",
                "Database connections",
                "under 60 %",
                Figure(&["fleet.db_connections.utilization"]),
            ),
        ],
    ),
    (
        "Headroom, at the growth that is planned",
        &[
            (
                "cpu_left",
                "Until CPU is full",
                "",
                Figure(&["fleet.cpu_cores.months_to_cliff"]),
            ),
            (
                "memory_left",
                "Until memory is full",
                "",
                Figure(&["fleet.memory_gb.months_to_cliff"]),
            ),
            (
                "gpu_left",
                "Until GPUs are full",
                "",
                Figure(&["fleet.gpu_nodes.months_to_cliff"]),
            ),
            (
                "storage_left",
                "Until storage is full",
                "",
                Figure(&["fleet.storage_tb.months_to_cliff"]),
            ),
            (
                "users_left",
                "More concurrent users that fit",
                "",
                Figure(&["web.users_more"]),
            ),
        ],
    ),
    (
        "To do",
        &[
            ("up", "Scale up?", "", Told(due)),
            ("down", "Could anything be scaled down?", "", Open),
            ("savings", "Where cost can be lowered", "", Told(lever)),
        ],
    ),
    (
        "Coming up",
        &[
            ("events", "Busy days to expect", "", Told(events)),
            ("maintenance", "Maintenance that is planned", "", Open),
            (
                "onboarding",
                "Customers in a month from now",
                "",
                Figure(&["growth.customers.1"]),
            ),
        ],
    ),
    (
        "Signed off",
        &[
            ("reviewer", "Reviewed by", "", Open),
            ("day", "On", "", Open),
        ],
    ),
];

static MONTHLY_HEAD: &[(&str, &[Entry])] = &[(
    "Growth",
    &[
        ("growth", "Customers, by month", "", Told(rate)),
        ("traffic", "Traffic, by month", "", Open),
        ("revenue", "Revenue", "", Told(revenue)),
    ],
)];

static MONTHLY_TAIL: &[(&str, &[Entry])] = &[
    (
        "Changes to the infrastructure",
        &[
            ("due", "What customers call for next", "", Told(due)),
            ("change_1", "Also", "", Open),
            ("change_2", "And", "", Open),
        ],
    ),
    (
        "Budget to ask for",
        &[
            ("spend", "More a month, in three months", "", Told(spend)),
            (
                "used",
                "Taken of the budget",
                "under 100 %",
                Figure(&["money.budget_used"]),
            ),
            ("setup", "Once, to set up", "", Open),
            ("approved", "Approved: yes, no, pending", "", Open),
        ],
    ),
    (
        "Risks",
        &[
            ("risks", "What the plan warns of", "", Told(risks)),
            ("cost_risks", "Risks to cost", "", Open),
            ("mitigation", "What is done about them", "", Open),
        ],
    ),
];

static QUARTERLY_HEAD: &[(&str, &[Entry])] = &[
    (
        "In short",
        &[
            (
                "now",
                "Capacity in use",
                "",
                Figure(&["fleet.utilization", "fleet.gpu_nodes.utilization"]),
            ),
            ("then", "At the end of the quarter", "", Open),
            (
                "customers",
                "Customers at the end of the quarter",
                "",
                Figure(&["growth.customers.3"]),
            ),
            (
                "budget",
                "Taken of the budget",
                "under 100 %",
                Figure(&["money.budget_used"]),
            ),
            (
                "margin",
                "Gross margin",
                "70 to 80 %",
                Figure(&["money.gross_margin"]),
            ),
        ],
    ),
    (
        "Decisions to take",
        &[
            ("decision_1", "First", "", Told(due)),
            ("decision_2", "Second", "", Open),
            ("decision_3", "Third", "", Open),
        ],
    ),
];

static QUARTERLY_TAIL: &[(&str, &[Entry])] = &[(
    "Approved",
    &[
        ("cto", "CTO", "", Open),
        ("cto_day", "On", "", Open),
        ("ceo", "CEO", "", Open),
        ("ceo_day", "On", "", Open),
    ],
)];

/// Resources of the forecast, and the figures by month that say them.
static FORECAST: &[(&str, &str, &[&str])] = &[
    ("customers", "Customers", &["growth.customers."]),
    (
        "pods",
        "API pods",
        &["fleet.api_pods.needed.", "growth.milestone_pods."],
    ),
    (
        "gpu_nodes",
        "GPU nodes",
        &["fleet.gpu_nodes.needed.", "growth.milestone_gpu_nodes."],
    ),
    (
        "storage",
        "Storage",
        &["fleet.storage_tb.needed.", "growth.milestone_storage."],
    ),
    (
        "cost",
        "Cost a month",
        &["money.bill.", "growth.milestone_cost."],
    ),
];

/// Every blank of the three, in their order: those that the plan fills and
/// those that are left open. `today` is the day of the meeting.
pub fn checklists(
    scenario: &Scenario,
    plan: &Plan,
    findings: &[Finding],
    today: Date,
) -> [Checklist; 3] {
    let context = Context {
        scenario,
        plan,
        findings,
        calendar: Calendar::new(scenario, today),
    };
    let day = today.shown();
    let month = day.split_once(' ').map_or("", |(_, month)| month);
    let mut monthly = lines("monthly", MONTHLY_HEAD, &context);
    monthly.push(("The next three months", vec![forecast(&context)]));
    monthly.extend(lines("monthly", MONTHLY_TAIL, &context));
    let mut quarterly = lines("quarterly", QUARTERLY_HEAD, &context);
    quarterly.push(("Architecture", architecture(&context)));
    quarterly.push(("Investments", vec![investments(&context)]));
    quarterly.extend(lines("quarterly", QUARTERLY_TAIL, &context));
    [
        Checklist {
            id: "weekly",
            title: ["Weekly capacity review, ", &day].concat(),
            parts: lines("weekly", WEEKLY, &context),
        },
        Checklist {
            id: "monthly",
            title: ["Monthly capacity planning, ", month].concat(),
            parts: monthly,
        },
        Checklist {
            id: "quarterly",
            title: ["Quarterly capacity strategy, ", month].concat(),
            parts: quarterly,
        },
    ]
}

fn lines(
    list: &str,
    parts: &'static [(&'static str, &'static [Entry])],
    context: &Context,
) -> Vec<(&'static str, Vec<Line>)> {
    let line = |(key, label, target, blank): &'static Entry| Line::Item {
        label: (*label).to_owned(),
        target,
        cell: Cell {
            key: [list, ".", key].concat(),
            filled: match blank {
                Figure(ids) => first(context.plan, ids, ""),
                Told(tell) => tell(context),
                Open => Vec::new(),
            },
        },
    };
    let part = |(heading, entries): &(&'static str, &'static [Entry])| {
        (*heading, entries.iter().map(line).collect())
    };
    parts.iter().map(part).collect()
}

/// The first of these figures that the plan has, of this month if they are by
/// month.
fn first(plan: &Plan, ids: &[&str], month: &str) -> Vec<Piece> {
    let mut ids = ids.iter().map(|id| [id, month].concat());
    let id = ids.find(|id| plan.figure(id).is_some());
    id.map(|id| Piece::Figure(id.into(), Look::Plain))
        .into_iter()
        .collect()
}

fn forecast(context: &Context) -> Line {
    let row = |(key, label, ids): &(&str, &'static str, &[&str])| {
        let cells = ["0", "1", "2", "3"].map(|month| Cell {
            key: ["monthly.", key, "_", month].concat(),
            filled: first(context.plan, ids, month),
        });
        ((*label).to_owned(), cells.into())
    };
    Line::Table {
        heads: &["Resource", "Now", "1 month", "2 months", "3 months"],
        rows: FORECAST.iter().map(row).collect(),
    }
}

/// What growth calls for, with its day, or that it is done.
fn architecture(context: &Context) -> Vec<Line> {
    let item = |label: String, key: &str, filled: Vec<Piece>| Line::Item {
        label,
        target: "",
        cell: Cell {
            key: ["quarterly.", key].concat(),
            filled,
        },
    };
    let rows = context.scenario.changes.iter();
    let rows = rows.filter(|_| context.plan.growth.is_some());
    let mut lines: Vec<Line> = rows
        .map(|row| {
            let filled = match row.progress {
                Progress::Done => vec![text("done")],
                Progress::Open => vec![words(&[&day_of(context, row.customers)])],
            };
            item(
                row.name.clone(),
                &["change.", row.key.text()].concat(),
                filled,
            )
        })
        .collect();
    lines.push(item("A new service?".to_owned(), "service", Vec::new()));
    lines
}

/// By which day there are so many customers, in the moderate case.
fn day_of(context: &Context, target: f64) -> String {
    let customers = shown(target, Unit::Of("customer"));
    let growth = context.plan.growth.as_ref();
    let at = growth.and_then(|growth| {
        let mut targets = growth.targets.iter();
        let at = targets.position(|other| other.to_bits() == target.to_bits())?;
        Some(super::when::date_of(
            growth,
            crate::engine::projection::Case::Moderate,
            at,
            context.calendar,
        ))
    });
    let day = at.unwrap_or_else(|| "not dated".to_owned());
    if day == "passed already" {
        return ["due already, at ", &customers].concat();
    }
    [&day, ", at ", &customers].concat()
}

/// The levers that save the most, and what else there is to spend on.
fn investments(context: &Context) -> Line {
    const ROWS: usize = 3;
    let ranked = context
        .plan
        .money
        .iter()
        .flat_map(|money| &money.levers.ranked);
    let mut rows: Vec<(String, Vec<Cell>)> = Vec::new();
    for ranked in ranked
        .filter(|lever| lever.figures.saves.value > 0.0)
        .take(ROWS)
    {
        let mut levers = context.scenario.levers.iter();
        let Some(lever) = levers.find(|lever| lever.key == ranked.row) else {
            continue;
        };
        let row = ranked.row.text();
        let cell = |column: &str, filled: Vec<Piece>| Cell {
            key: ["quarterly.lever.", row, ".", column].concat(),
            filled,
        };
        let saves = figure_of(&["money.lever.", row, ".saves"], Look::Plain);
        rows.push((
            lever.name.clone(),
            vec![
                cell("cost", Vec::new()),
                cell("benefit", vec![text("saves "), saves]),
                cell("priority", vec![text(lever.priority.id())]),
                cell("when", Vec::new()),
            ],
        ));
    }
    for nth in rows.len()..ROWS {
        let nth = (nth + 1).to_string();
        let cells = ["cost", "benefit", "priority", "when"].map(|column| Cell {
            key: ["quarterly.investment_", &nth, "_", column].concat(),
            filled: Vec::new(),
        });
        rows.push((["Investment ", &nth].concat(), cells.into()));
    }
    Line::Table {
        heads: &["Investment", "Cost", "Benefit", "Priority", "When"],
        rows,
    }
}

/// The next change that growth calls for.
fn due(context: &Context) -> Vec<Piece> {
    let Some(growth) = &context.plan.growth else {
        return Vec::new();
    };
    match super::when::next(context.scenario, growth, context.calendar) {
        Some(next) => vec![words(&[
            &names(context.scenario, next.target),
            ", by ",
            &next.date.shown(),
        ])],
        None => Vec::new(),
    }
}

fn lever(context: &Context) -> Vec<Piece> {
    let Some((name, mut why)) = money::best_lever(context.scenario, context.plan) else {
        return Vec::new();
    };
    why.insert(0, words(&[&name, " "]));
    why
}

/// The stated events that have a day.
fn events(context: &Context) -> Vec<Piece> {
    if context.plan.growth.is_none() {
        return Vec::new();
    }
    let events = context.scenario.events.iter().filter_map(|event| {
        let date = event.date?;
        Some([&*event.name, " on ", &Date::of(date).shown()].concat())
    });
    let events: Vec<String> = events.collect();
    if events.is_empty() {
        return Vec::new();
    }
    vec![words(&[&events.join("; ")])]
}

fn rate(context: &Context) -> Vec<Piece> {
    let id = "growth.customers.1";
    if context.plan.figure(id).is_none() {
        return Vec::new();
    }
    vec![
        figure_of(&["growth.customers.0"], Look::Plain),
        text(" now, "),
        figure_of(&[id], Look::Plain),
        text(" in a month"),
    ]
}

fn revenue(context: &Context) -> Vec<Piece> {
    between(context, "money.revenue.", "1", " in a month")
}

fn spend(context: &Context) -> Vec<Piece> {
    between(context, "money.bill.", "3", " then")
}

/// A figure of now and of a later month.
fn between(context: &Context, id: &str, month: &str, then: &'static str) -> Vec<Piece> {
    let ids = ["0", month].map(|month| [id, month].concat());
    if ids.iter().any(|id| context.plan.figure(id).is_none()) {
        return Vec::new();
    }
    let [now, later] = ids.map(|id| Piece::Figure(id.into(), Look::Plain));
    vec![now, text(" now, "), later, text(then)]
}

/// What the review warns of, the gravest first.
fn risks(context: &Context) -> Vec<Piece> {
    let grave = context.findings.iter();
    let grave = grave.filter(|finding| finding.severity > Severity::Note);
    let sentences: Vec<&str> = grave.take(3).map(|finding| &*finding.sentence).collect();
    if sentences.is_empty() {
        return vec![text("Nothing but notes.")];
    }
    vec![words(&[&sentences.join(" ")])]
}

impl Checklist {
    /// Every blank of it.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let lines = self.parts.iter().flat_map(|(_, lines)| lines);
        lines.flat_map(|line| match line {
            Line::Item { cell, .. } => core::slice::from_ref(cell).iter().collect(),
            Line::Table { rows, .. } => {
                let cells = rows.iter().flat_map(|(_, cells)| cells);
                cells.collect::<Vec<_>>()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::review::review;
    use crate::scenario::preset::PRESETS;
    use std::collections::BTreeSet;

    fn of(scenario: &Scenario) -> [Checklist; 3] {
        let plan = plan(scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        let lists = checklists(scenario, &plan, &review(scenario, &plan), today);
        let mut keys = BTreeSet::new();
        for cell in lists.iter().flat_map(Checklist::cells) {
            assert!(keys.insert(cell.key.clone()), "{} stands twice", cell.key);
            for piece in &cell.filled {
                if let Piece::Figure(id, _) = piece {
                    assert!(plan.figure(id).is_some(), "{id}");
                }
            }
        }
        lists
    }

    fn filled(list: &Checklist, key: &str) -> String {
        let cell = list.cells().find(|cell| cell.key == key).unwrap();
        let pieces = cell.filled.iter().map(|piece| match piece {
            Piece::Text(words) => words.to_string(),
            Piece::Figure(id, _) => ["<", id, ">"].concat(),
        });
        pieces.collect()
    }

    #[test]
    fn what_the_plan_knows_is_filled_in_and_the_rest_is_open() {
        let [chat, saas] = ["chat-1", "saas-1"].map(|id| {
            let preset = PRESETS.iter().find(|preset| preset.id == id).unwrap();
            of(&preset.scenario())
        });
        let [weekly, monthly, quarterly] = &saas;
        assert_eq!(weekly.title, "Weekly capacity review, 22 Nov 2026");
        assert_eq!(monthly.title, "Monthly capacity planning, Nov 2026");
        for (list, key, words) in [
            (weekly, "weekly.customers", "<demand.customers>"),
            (weekly, "weekly.monthly_users", ""),
            (weekly, "weekly.calls", "<money.calls>"),
            (weekly, "weekly.up", "Add a read replica, by 20 Apr 2027"),
            (monthly, "monthly.pods_3", "<growth.milestone_pods.3>"),
            (monthly, "monthly.cost_0", "<money.bill.0>"),
            (monthly, "monthly.approved", ""),
            (
                quarterly,
                "quarterly.change.multi_az",
                "6 Nov 2027, at 2,500 customers",
            ),
            (quarterly, "quarterly.service", ""),
            (&chat[0], "weekly.calls", "<demand.requests_per_day>"),
            (&chat[0], "weekly.users_left", "<web.users_more>"),
            (&chat[1], "monthly.customers_1", ""),
            (&chat[2], "quarterly.investment_1_cost", ""),
        ] {
            assert_eq!(filled(list, key), words, "{key}");
        }
        assert!(filled(weekly, "weekly.savings").starts_with("Spot instances"));
    }

    #[test]
    fn events_and_changes_that_are_done_are_told() {
        let mut scenario = PRESETS[1].scenario();
        scenario.changes[0].progress = Progress::Done;
        let table = crate::scenario::catalogue::table("event").unwrap();
        table.add(&mut scenario, "Sale").unwrap();
        scenario.events[0].date = Some(20_849.0);
        scenario.growth.start = Some(20_800.0);
        let [weekly, _, quarterly] = of(&scenario);
        assert_eq!(filled(&weekly, "weekly.events"), "Sale on 31 Jan 2027");
        assert_eq!(filled(&quarterly, "quarterly.change.read_replica"), "done");
        assert!(filled(&weekly, "weekly.up").starts_with("Spread over several zones"));
    }
}
