//! What do the three checklists of the capacity guide ask, in which order, and
//! what answers?

use super::Context;
use super::capacity;
use super::costs;
use super::orders::{self, Horizon};
use crate::report::Span;

/// How a blank is filled.
pub(super) enum Fill {
    /// With the first of these figures that the plan has.
    Figure(&'static [&'static str]),
    /// With words worked out from the plan, if there are any.
    Told(fn(&Context) -> Vec<Span>),
    /// The same of what no list of the guide asks: left out where there are none.
    If(fn(&Context) -> Vec<Span>),
    /// With what is to be ordered within a horizon; left out where that is not known.
    Within(Horizon),
    /// With the nth of several sentences, if there are so many.
    Nth(fn(&Context) -> Vec<Vec<Span>>, usize),
    /// By hand.
    Open,
}

use Fill::{Figure, If, Nth, Open, Told, Within};

/// A line as it is written down: key, label, target, and how its blank is filled.
pub(super) type Entry = (&'static str, &'static str, &'static str, Fill);

const FIRST: Entry = ("first", "First of all", "", Told(orders::first));
const LATE: Entry = ("late", "Late", "", Within(Horizon::Late));
const TACTICAL: Entry = (
    "tactical",
    "Tactical, within 7 days",
    "",
    Within(Horizon::Tactical),
);
const OPERATIONAL: Entry = (
    "operational",
    "Operational, in 1 to 4 weeks",
    "",
    Within(Horizon::Operational),
);
const STRATEGIC: Entry = (
    "strategic",
    "Strategic, in 1 to 6 months",
    "",
    Within(Horizon::Strategic),
);
const LONG_TERM: Entry = (
    "long_term",
    "Long-term, in 6 to 24 months",
    "",
    Within(Horizon::LongTerm),
);
/// What leads each list.
const ORDERS: &str = "What to order by when";

pub(super) static WEEKLY: &[(&str, &[Entry])] = &[
    (ORDERS, &[FIRST, LATE, TACTICAL, OPERATIONAL]),
    (
        "Where we are",
        &[
            ("customers", "Customers", "", Told(costs::customers)),
            ("monthly_users", "Users active in the month", "", Open),
            (
                "daily_users",
                "Users active on a day",
                "",
                Figure(&["demand.daily_active_users"]),
            ),
            ("calls", "API calls in a week", "", Told(costs::calls)),
            (
                "jobs",
                "Training jobs in a week",
                "",
                Figure(&["checklist.jobs_per_week"]),
            ),
        ],
    ),
    (
        "Utilization",
        &[
            ("cpu", "CPU", "target 40 to 60 %", Told(capacity::cpu)),
            (
                "memory",
                "Memory",
                "target 50 to 70 %",
                Told(capacity::memory),
            ),
            ("gpu", "GPU", "target 50 to 80 %", Told(capacity::gpus)),
            (
                "storage",
                "Storage",
                "target under 70 %",
                Told(capacity::storage),
            ),
            (
                "connections",
                "Database connections",
                "target under 60 %",
                Told(capacity::connections),
            ),
            (
                "limits",
                "Limits of others, at the peak",
                "",
                If(capacity::limits),
            ),
        ],
    ),
    (
        "Headroom, at the growth that is planned",
        &[
            (
                "cpu_left",
                "Days until CPU is full",
                "",
                Told(capacity::cpu_left),
            ),
            (
                "memory_left",
                "Days until memory is full",
                "",
                Told(capacity::memory_left),
            ),
            (
                "gpu_left",
                "Days until GPUs are full",
                "",
                Told(capacity::gpus_left),
            ),
            (
                "storage_left",
                "Days until storage is full",
                "",
                Told(capacity::storage_left),
            ),
            (
                "first_left",
                "Days until the first of all is full",
                "",
                If(capacity::first_full),
            ),
            ("room", "Room now", "", If(capacity::room)),
        ],
    ),
    (
        "To do",
        &[
            (
                "up",
                "Scale up required within four weeks?",
                "",
                Told(orders::up),
            ),
            ("down", "Scale down possible?", "", Told(orders::down)),
            (
                "savings",
                "Where cost can be lowered",
                "",
                Told(costs::savings),
            ),
        ],
    ),
    (
        "Coming up",
        &[
            ("events", "Busy days to expect", "", Told(costs::events)),
            ("maintenance", "Maintenance that is planned", "", Open),
            (
                "onboarding",
                "New customers in the month to come",
                "",
                Told(costs::onboarding),
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

pub(super) static MONTHLY_HEAD: &[(&str, &[Entry])] = &[
    (ORDERS, &[FIRST, LATE, TACTICAL, OPERATIONAL, STRATEGIC]),
    (
        "Growth in the month to come",
        &[
            (
                "growth",
                "Customers",
                "",
                Figure(&["checklist.customer_growth"]),
            ),
            (
                "traffic",
                "Traffic, on average",
                "",
                Figure(&["checklist.traffic_growth"]),
            ),
            (
                "revenue",
                "Revenue",
                "",
                Figure(&["checklist.revenue_growth"]),
            ),
        ],
    ),
];

pub(super) static MONTHLY_TAIL: &[(&str, &[Entry])] = &[
    (
        "Changes to the infrastructure",
        &[
            ("due", "First", "", Nth(orders::changes, 0)),
            ("change_1", "Second", "", Nth(orders::changes, 1)),
            ("change_2", "Third", "", Nth(orders::changes, 2)),
        ],
    ),
    (
        "Budget to ask for",
        &[
            (
                "spend",
                "Additional monthly spend in three months",
                "",
                Figure(&["checklist.more_spend"]),
            ),
            (
                "setup",
                "One-time setup costs until then",
                "",
                Figure(&["checklist.setup_cost"]),
            ),
            (
                "used",
                "Taken of the budget now",
                "under 100 %",
                Figure(&["money.budget_used"]),
            ),
            ("approved", "Approved: yes, no, pending", "", Open),
        ],
    ),
    (
        "Risks",
        &[
            (
                "risks",
                "Risks to capacity",
                "",
                Told(costs::capacity_risks),
            ),
            ("cost_risks", "Risks to cost", "", Told(costs::cost_risks)),
            (
                "mitigation",
                "What is done about them",
                "",
                Told(costs::mitigation),
            ),
        ],
    ),
];

pub(super) static QUARTERLY_HEAD: &[(&str, &[Entry])] = &[
    (
        ORDERS,
        &[FIRST, LATE, TACTICAL, OPERATIONAL, STRATEGIC, LONG_TERM],
    ),
    (
        "In short",
        &[
            ("now", "Capacity in use now", "", Told(capacity::now)),
            (
                "then",
                "Projected for the end of a quarter from now",
                "",
                Told(capacity::then),
            ),
            ("customers", "Customers then", "", If(costs::customers_then)),
            (
                "budget",
                "Budget: on track, over, under",
                "",
                Told(costs::budget),
            ),
            (
                "margin",
                "Gross margin now",
                "target 70 to 80 %",
                If(costs::margin),
            ),
        ],
    ),
    (
        "Decisions to take",
        &[
            ("decision_1", "First", "", Nth(costs::decisions, 0)),
            ("decision_2", "Second", "", Nth(costs::decisions, 1)),
            ("decision_3", "Third", "", Nth(costs::decisions, 2)),
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
