//! What do the three checklists of the capacity guide ask, in which order, and
//! which figure answers?

use super::Context;
use super::blanks::{due, events, lever, rate, revenue, risks, spend};
use crate::report::Span;

/// How a blank is filled.
pub(super) enum Fill {
    /// With the first of these figures that the plan has.
    Figure(&'static [&'static str]),
    /// With words worked out from the plan, if there are any.
    Told(fn(&Context) -> Vec<Span>),
    /// By hand.
    Open,
}

use Fill::{Figure, Open, Told};

/// A line as it is written down: key, label, target, and how its blank is filled.
pub(super) type Entry = (&'static str, &'static str, &'static str, Fill);

pub(super) static WEEKLY: &[(&str, &[Entry])] = &[
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

pub(super) static MONTHLY_HEAD: &[(&str, &[Entry])] = &[(
    "Growth",
    &[
        ("growth", "Customers, by month", "", Told(rate)),
        ("traffic", "Traffic, by month", "", Open),
        ("revenue", "Revenue", "", Told(revenue)),
    ],
)];

pub(super) static MONTHLY_TAIL: &[(&str, &[Entry])] = &[
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

pub(super) static QUARTERLY_HEAD: &[(&str, &[Entry])] = &[
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

pub(super) static QUARTERLY_TAIL: &[(&str, &[Entry])] = &[(
    "Approved",
    &[
        ("cto", "CTO", "", Open),
        ("cto_day", "On", "", Open),
        ("ceo", "CEO", "", Open),
        ("ceo_day", "On", "", Open),
    ],
)];

/// Resources of the forecast, and the figures by month that say them.
pub(super) static FORECAST: &[(&str, &str, &[&str])] = &[
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
