//! Through which stages does each action of a user go, what limits each of
//! them, what would widen it, and what do the vendors behind it charge?

use crate::facts::sources::{CHAT_COACH, OURS};
use crate::scenario::RowKey;
use crate::scenario::choice::choices;
use crate::scenario::field::{
    fields, number, one_of, optional, optional_whole, row_of, there, whole,
};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Unused};

choices! {
    /// What limits a stage.
    pub enum StageKind {
        /// What a provider lets through in a minute and in a day.
        Api = "api", "API limits";
        /// How many are worked on at once, and for how long.
        Workers = "workers", "Worker pool";
        /// How many users can be connected at once.
        Connections = "connections", "Connection pool";
        /// How many answers a server streams at once, and for how long each.
        Streams = "streams", "Streaming connections";
        /// Nothing that matters here.
        Unlimited = "unlimited", "Unlimited";
    }
}

impl StageKind {
    /// Whether it is a fixed number of workers, connections or streams.
    pub const fn is_pool(self) -> bool {
        matches!(self, Self::Workers | Self::Connections | Self::Streams)
    }

    /// Whether each item takes one of them for its time, whoever it is of.
    pub const fn is_worked(self) -> bool {
        matches!(self, Self::Workers | Self::Streams)
    }
}

choices! {
    /// Which tokens a provider counts against its limits.
    pub enum Counted {
        /// Those that are sent and those that come back.
        Used = "used", "Input and output";
        /// Those that are sent and the most that may come back.
        Reserved = "reserved", "Input and the most that is reserved";
        /// Those that are sent.
        Input = "input", "Input alone";
    }
}

choices! {
    /// What a fix does.
    pub enum FixKind {
        /// Items wait until the peak is over.
        Queue = "queue", "Queue";
        /// More are worked on at once.
        Workers = "workers", "Parallel workers";
        /// Items that were done before are not done again.
        Cache = "cache", "Cache";
        /// A larger plan of the same vendor.
        Plan = "plan", "Plan upgrade";
        /// No user may ask for more than so much.
        RateLimit = "rate_limit", "Limit per user";
        /// Higher limits of an API.
        Tier = "tier", "Higher API tier";
    }
}

choices! {
    /// What the monthly cost is made of.
    pub enum CostBasis {
        /// What the vendors charge in the phase.
        Phases = "phases", "Vendors by phase";
        /// Plans and prices per item of the stages.
        Items = "items", "Stages by use";
        /// Both, added up.
        Both = "both", "Both";
    }
}

fields! {
    /// What the pipeline earns, when its phases end, and when it is looked at.
    pub struct Flow in flow {
        /// Whether limits and the pipeline are part of the scenario.
        workload: Switch = Switch::Off, one_of(Switch::CHOICES), "Limits and pipeline", OURS;
        /// What a paying user pays in a month.
        user_price: f64 = 20.0, number("USD/user/month", 0.01, 1e6), "Price per user", CHAT_COACH;
        /// What the monthly cost is made of.
        cost_basis: CostBasis = CostBasis::Phases, one_of(CostBasis::CHOICES), "Cost is made of", OURS;
        /// Up to how many daily users the first phase goes.
        mvp_up_to: f64 = 100.0, number("user", 0.0, 1e9), "MVP phase, up to", CHAT_COACH;
        /// Up to how many daily users the second phase goes.
        growth_up_to: f64 = 1000.0, number("user", 0.0, 1e9), "Growth phase, up to", CHAT_COACH;
        /// Up to how many daily users the third phase goes.
        scale_up_to: f64 = 10_000.0, number("user", 0.0, 1e9), "Scale phase, up to", CHAT_COACH;
        /// How long the peak of a day lasts, for what waits until it is over.
        peak_hours: f64 = 2.0, number("h", 0.01, 24.0), "Peak lasts", OURS;
        /// How many items may wait before somebody should hear of it.
        watched_backlog: f64 = 100.0, number("item", 1.0, 1e9), "Backlog to watch for", OURS;
        /// At which share of a limit an alert is due.
        alert_share: f64 = 0.80, number("share", 0.01, 1.0), "Alert at", CHAT_COACH;
        /// At which time from request to answer an alert is due, for the slowest 5 of 100.
        response_alert: f64 = 5.0, number("s", 0.001, 1e6), "Alert at a response of", CHAT_COACH;
    }
}

rows! {
    /// The stages that a message goes through. What does not apply to the kind of a stage is not looked at.
    pub struct Stage in stages as stage: "Stages" of "stage", at most 12 {
        /// What limits it.
        kind: StageKind = StageKind::Workers, one_of(StageKind::CHOICES), "Limited by", OURS;
        /// How many items a message brings to it: 1 for each message, 0.01 for one in a hundred.
        items_per_message: f64 = 1.0, number("item/message", 0.0, 1e6), "Items per message", CHAT_COACH;
        /// API: calls that an item takes. Tools take several.
        calls_per_item: f64 = 1.0, number("req/item", 0.001, 10_000.0), "Calls per item", CHAT_COACH;
        /// API: tokens that an item sends.
        input_tokens: f64 = 0.0, number("tok/item", 0.0, 1e8), "Input tokens per item", OURS;
        /// API: tokens that come back for an item.
        output_tokens: f64 = 0.0, number("tok/item", 0.0, 1e8), "Output tokens per item", OURS;
        /// API: the most tokens that may come back, where the provider counts those.
        reserved_tokens: f64 = 0.0, number("tok/item", 0.0, 1e8), "Reserved tokens per item", OURS;
        /// API: which tokens the provider counts against its limits.
        counted: Counted = Counted::Used, one_of(Counted::CHOICES), "Tokens counted", OURS;
        /// API: requests that it takes in a minute. Leave it empty where there is no such limit.
        requests_per_minute: Option<f64> = None, optional("req/min", 0.001, 1e12), "Requests a minute", CHAT_COACH;
        /// API: tokens that it takes in a minute. Leave it empty where there is no such limit.
        tokens_per_minute: Option<f64> = None, optional("tok/min", 0.001, 1e15), "Tokens a minute", CHAT_COACH;
        /// API: requests that it takes in a day. Leave it empty where there is no such limit.
        requests_per_day: Option<f64> = None, optional("req/day", 0.001, 1e15), "Requests a day", CHAT_COACH;
        /// API: tokens that it takes in a day. Leave it empty where there is no such limit.
        tokens_per_day: Option<f64> = None, optional("tok/day", 0.001, 1e18), "Tokens a day", CHAT_COACH;
        /// Pools: how many are worked on, or connected, at once.
        concurrency: f64 = 1.0, there(whole("item", 1.0, 1e6)), "At once", CHAT_COACH;
        /// Pools: how many at once when fewest are, where that varies.
        concurrency_least: Option<f64> = None, there(optional_whole("item", 1.0, 1e6)), "At once, fewest", CHAT_COACH;
        /// Pools: how long an item is worked on, or a connection held, at the shortest.
        service_low: f64 = 1.0, number("s", 0.0001, 1e7), "Time it takes, from", CHAT_COACH;
        /// Pools: how long an item is worked on, or a connection held, at the longest.
        service_high: f64 = 1.0, number("s", 0.0001, 1e7), "Time it takes, to", CHAT_COACH;
        /// Worker pool: how much times vary, as standard deviation over mean: 0 for always the same, 1 for exponential.
        variability: f64 = 1.0, number("x", 0.0, 20.0), "Variability of times", OURS;
        /// Connection pool: connections that a user holds while active.
        connections_per_user: f64 = 1.0, number("item/user", 0.001, 1000.0), "Connections per active user", OURS;
        /// Which share of tries fails and is tried again.
        failure_share: f64 = 0.0, number("share", 0.0, 0.99), "Tries that fail", OURS;
        /// How often an item is tried at most.
        most_attempts: f64 = 1.0, whole("x", 1.0, 20.0), "Tries, retries included", OURS;
        /// What an item costs, at the least.
        item_cost_low: f64 = 0.0, number("USD/item", 0.0, 1e6), "Cost per item, from", CHAT_COACH;
        /// What an item costs, at the most.
        item_cost_high: f64 = 0.0, number("USD/item", 0.0, 1e6), "Cost per item, to", CHAT_COACH;
        /// What the plan behind it costs in a month, whatever it is used for.
        plan_cost: f64 = 0.0, number("USD/month", 0.0, 1e9), "Plan", CHAT_COACH;
    }
}

rows! {
    /// What each vendor charges in a month, from and to, in each phase.
    pub struct Vendor in vendors as vendor: "Vendors" of "vendor", at most 16 {
        /// In the first phase, at the least.
        mvp_low: f64 = 0.0, number("USD/month", 0.0, 1e9), "MVP, from", CHAT_COACH;
        /// In the first phase, at the most.
        mvp_high: f64 = 0.0, number("USD/month", 0.0, 1e9), "MVP, to", CHAT_COACH;
        /// In the second phase, at the least.
        growth_low: f64 = 0.0, number("USD/month", 0.0, 1e9), "Growth, from", CHAT_COACH;
        /// In the second phase, at the most.
        growth_high: f64 = 0.0, number("USD/month", 0.0, 1e9), "Growth, to", CHAT_COACH;
        /// In the third phase, at the least.
        scale_low: f64 = 0.0, number("USD/month", 0.0, 1e9), "Scale, from", CHAT_COACH;
        /// In the third phase, at the most.
        scale_high: f64 = 0.0, number("USD/month", 0.0, 1e9), "Scale, to", CHAT_COACH;
        /// At how much in a month an alert is due.
        budget: Option<f64> = None, optional("USD/month", 0.0, 1e9), "Budget alert at", CHAT_COACH;
    }
}

impl Vendor {
    /// What it charges in each phase, from and to.
    pub const fn charged(&self) -> [[f64; 2]; 3] {
        [
            [self.mvp_low, self.mvp_high],
            [self.growth_low, self.growth_high],
            [self.scale_low, self.scale_high],
        ]
    }
}

rows! {
    /// Traffic that may come: messages a day and users at once, from and to.
    pub struct Traffic in traffic as traffic: "Traffic scenarios" of "scenario", at most 8 {
        /// Users who come on a day, at the most.
        users: f64 = 1.0, number("user", 0.0, 1e9), "Daily users, up to", CHAT_COACH;
        /// Messages on a day, at the least.
        messages_low: f64 = 0.0, number("message/day", 0.0, 1e12), "Messages a day, from", CHAT_COACH;
        /// Messages on a day, at the most.
        messages_high: f64 = 0.0, number("message/day", 0.0, 1e12), "Messages a day, to", CHAT_COACH;
        /// Users at once at the peak, at the least.
        concurrent_low: f64 = 0.0, number("user", 0.0, 1e9), "Users at once, from", CHAT_COACH;
        /// Users at once at the peak, at the most.
        concurrent_high: f64 = 0.0, number("user", 0.0, 1e9), "Users at once, to", CHAT_COACH;
        /// What the source says that it costs in a month, at the least.
        stated_low: f64 = 0.0, number("USD/month", 0.0, 1e9), "Source's cost, from", CHAT_COACH;
        /// What the source says that it costs in a month, at the most.
        stated_high: f64 = 0.0, number("USD/month", 0.0, 1e9), "Source's cost, to", CHAT_COACH;
    }
}

rows! {
    /// What would make room. Fixes are applied one after another, each on what those before it left.
    pub struct Fix in fixes as fix: "Fixes" of "fix", at most 12 {
        /// Whether it is applied.
        state: Switch = Switch::Off, one_of(Switch::CHOICES), "Applied", OURS;
        /// What it does.
        kind: FixKind = FixKind::Workers, one_of(FixKind::CHOICES), "What it does", CHAT_COACH;
        /// On which stage it acts. Unless one is chosen, it is the fullest that the fix fits.
        stage: Option<RowKey> = None, row_of(&stage::TABLE, "the fullest that it fits"), "Acts on stage", OURS;
        /// Parallel workers: how many more at once.
        added: f64 = 1.0, there(whole("item", 0.0, 1e6)), "More at once", CHAT_COACH;
        /// Cache: which share of all items it saves.
        hit_rate: f64 = 0.3, number("share", 0.0, 0.999), "Items saved", CHAT_COACH;
        /// Plan and tier: how many times as much it then takes.
        factor: f64 = 2.0, number("x", 1.0, 1e6), "Capacity, times", CHAT_COACH;
        /// Limit per user: items that a user may ask for in a minute.
        user_limit: f64 = 2.0, number("item/user/min", 0.0001, 1e6), "Items per user a minute", CHAT_COACH;
        /// What it costs in a month.
        monthly_cost: f64 = 0.0, number("USD/month", 0.0, 1e9), "Cost a month", CHAT_COACH;
        /// How much work it is.
        effort: f64 = 8.0, number("h", 0.0, 10_000.0), "Work", CHAT_COACH;
    }
}

/// Stages, and what comes to them.
const STAGES: Group = Group {
    id: "stages",
    label: "Stages and limits",
    step: Step::Workloads,
    fields: &["flow.peak_hours", "flow.watched_backlog"],
    tables: &["stage", "traffic"],
    is_said: |it| it.flow.workload == Switch::On,
};

/// What would make room.
const FIXES: Group = Group {
    id: "fixes",
    label: "Fixes",
    step: Step::Workloads,
    fields: &[],
    tables: &["fix"],
    is_said: |it| it.flow.workload == Switch::On,
};

/// What vendors charge, and when that pays.
const VENDORS: Group = Group {
    id: "vendors",
    label: "Vendors and break-even",
    step: Step::Cost,
    fields: &[
        "flow.user_price",
        "flow.cost_basis",
        "flow.mvp_up_to",
        "flow.growth_up_to",
        "flow.scale_up_to",
        "flow.alert_share",
        "flow.response_alert",
    ],
    tables: &["vendor"],
    is_said: |it| it.flow.workload == Switch::On,
};

/// What stands together in the form.
pub static GROUPS: &[Group] = &[STAGES, FIXES, VENDORS];

/// The kind of the stage at this place.
fn kind(scenario: &Scenario, at: usize) -> Option<StageKind> {
    scenario.stages.get(at).map(|stage| stage.kind)
}

/// What the fix at this place does.
fn does(scenario: &Scenario, at: usize) -> Option<FixKind> {
    scenario.fixes.get(at).map(|fix| fix.kind)
}

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &[
            "stage.calls_per_item",
            "stage.input_tokens",
            "stage.output_tokens",
            "stage.reserved_tokens",
            "stage.counted",
            "stage.requests_per_minute",
            "stage.tokens_per_minute",
            "stage.requests_per_day",
            "stage.tokens_per_day",
        ],
        because: "Only API limits have it, and something else limits this stage.",
        when: |it, at| kind(it, at) != Some(StageKind::Api),
    },
    Unused {
        inputs: &["stage.reserved_tokens"],
        because: "The provider counts the tokens that come back, or none of them.",
        when: |it, at| {
            it.stages
                .get(at)
                .is_some_and(|stage| stage.counted != Counted::Reserved)
        },
    },
    Unused {
        inputs: &[
            "stage.concurrency",
            "stage.concurrency_least",
            "stage.service_low",
            "stage.service_high",
            "stage.variability",
        ],
        because: "Only a pool of workers, connections or streams has it.",
        when: |it, at| !kind(it, at).is_some_and(StageKind::is_pool),
    },
    Unused {
        inputs: &["stage.connections_per_user"],
        because: "Only a connection pool has it.",
        when: |it, at| kind(it, at) != Some(StageKind::Connections),
    },
    Unused {
        inputs: &["stage.failure_share"],
        because: "Each item is tried once.",
        when: |it, at| {
            it.stages
                .get(at)
                .is_some_and(|stage| stage.most_attempts <= 1.0)
        },
    },
    Unused {
        inputs: &["fix.added"],
        because: "Only parallel workers have it.",
        when: |it, at| does(it, at) != Some(FixKind::Workers),
    },
    Unused {
        inputs: &["fix.hit_rate"],
        because: "Only a cache has it.",
        when: |it, at| does(it, at) != Some(FixKind::Cache),
    },
    Unused {
        inputs: &["fix.factor"],
        because: "Only a larger plan or a higher tier has it.",
        when: |it, at| !matches!(does(it, at), Some(FixKind::Plan | FixKind::Tier)),
    },
    Unused {
        inputs: &["fix.user_limit"],
        because: "Only a limit per user has it.",
        when: |it, at| does(it, at) != Some(FixKind::RateLimit),
    },
    Unused {
        inputs: &["flow.peak_hours"],
        because: "No queue is applied, so nothing waits until the peak is over.",
        when: |it, _| {
            let waits = |fix: &Fix| fix.kind == FixKind::Queue && fix.state == Switch::On;
            !it.fixes.iter().any(waits)
        },
    },
];
