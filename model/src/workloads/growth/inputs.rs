//! How do customers grow, from when, and how far ahead is planned? Three cases,
//! seasons, dated events, milestones and what each of them takes.

use crate::facts::sources::{AI_CAPACITY, CAPACITY_GUIDE, OURS};
use crate::quantity::date::Date;
use crate::scenario::Unused;
use crate::scenario::choice::choices;
use crate::scenario::field::{Domain, Field, fields, number, one_of, optional, whole};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;
use crate::scenario::web::Switch;
use crate::scenario::{Slot, Value};

choices! {
    /// How the number of customers moves.
    pub enum Shape {
        /// By the same share every month.
        Exponential = "exponential", "Exponential";
        /// By the same number every month.
        Linear = "linear", "Linear";
        /// By a share at first, then slower and slower towards a ceiling.
        Logistic = "logistic", "Logistic, up to a ceiling";
        /// By the visitor's own figures.
        Table = "table", "Own figures";
    }
}

choices! {
    /// Whether a required change has been made.
    pub enum Progress {
        /// Not yet.
        Open = "open", "Still to do";
        /// Yes.
        Done = "done", "Done";
    }
}

choices! {
    /// What the load of an event is a multiple of.
    pub enum EventOf {
        /// Of what comes at the same hour of any other day.
        Usual = "usual", "The usual load at that hour";
        /// Of the average load of a day.
        Average = "average", "The average load";
    }
}

choices! {
    /// How there comes to be enough for an event.
    pub enum EventMet {
        /// It is ordered, and stays.
        Kept = "kept", "Ordered and kept";
        /// It is there for the hours of the event, and given back.
        Rented = "rented", "Rented for its hours";
    }
}

choices! {
    /// What the growth rate counts.
    pub enum RateBasis {
        /// Customers won less customers lost.
        Net = "net", "Net of churn";
        /// Customers won; churn is taken off.
        Gross = "gross", "Before churn";
    }
}

fields! {
    /// How customers grow, and how far ahead is planned.
    pub struct Growth in growth {
        /// Whether growth that is stated is planned with.
        workload: Switch = Switch::On, one_of(Switch::CHOICES), "Growth", OURS;
        /// How the number of customers moves from month to month.
        shape: Shape = Shape::Exponential, one_of(Shape::CHOICES), "Shape of growth", CAPACITY_GUIDE;
        /// By which share of themselves customers grow in a month: exponential growth, and logistic growth
        /// at its start. Left empty, no growth is stated.
        rate: Option<f64> = None, optional("share/month", -0.99, 10.0), "Growth rate", CAPACITY_GUIDE;
        /// Whether churn is already taken off the growth rate.
        rate_basis: RateBasis = RateBasis::Net, one_of(RateBasis::CHOICES), "The growth rate is", OURS;
        /// Which share of customers leaves in a month.
        churn: f64 = 0.03, number("share/month", 0.0, 1.0), "Churn", OURS;
        /// How many customers are won in a month, under linear growth. By default what 15 % of 500 are.
        added_customers: f64 = 75.0, number("customer/month", 0.0, 1e8), "Customers added a month", OURS;
        /// How many customers there will ever be, under logistic growth. By default the largest
        /// milestone of the source.
        ceiling: f64 = 50_000.0, number("customer", 1.0, 1e9), "Ceiling", OURS;
        /// The growth rate of the conservative case, as a multiple of the one stated.
        conservative_factor: f64 = 0.5, number("x", 0.0, 10.0), "Conservative case", OURS;
        /// The growth rate of the moderate case, which is planned with.
        moderate_factor: f64 = 1.0, number("x", 0.0, 10.0), "Moderate case", OURS;
        /// The growth rate of the aggressive case, as a multiple of the one stated.
        aggressive_factor: f64 = 1.5, number("x", 0.0, 10.0), "Aggressive case", OURS;
        /// The day of month 0. Left empty it is the day on which the page is opened.
        start: Option<f64> = None, optional("date", 10_957.0, 84_005.0), "Start", OURS;
        /// How many months are projected.
        months_projected: f64 = 24.0, whole("month", 1.0, 36.0), "Months projected", CAPACITY_GUIDE;
        /// Load in January as a multiple of the average month. Demand follows it, customers do not.
        january: f64 = 1.0, number("x", 0.01, 100.0), "January", OURS;
        /// Load in February as a multiple of the average month. Demand follows it, customers do not.
        february: f64 = 1.0, number("x", 0.01, 100.0), "February", OURS;
        /// Load in March as a multiple of the average month. Demand follows it, customers do not.
        march: f64 = 1.0, number("x", 0.01, 100.0), "March", OURS;
        /// Load in April as a multiple of the average month. Demand follows it, customers do not.
        april: f64 = 1.0, number("x", 0.01, 100.0), "April", OURS;
        /// Load in May as a multiple of the average month. Demand follows it, customers do not.
        may: f64 = 1.0, number("x", 0.01, 100.0), "May", OURS;
        /// Load in June as a multiple of the average month. Demand follows it, customers do not.
        june: f64 = 1.0, number("x", 0.01, 100.0), "June", OURS;
        /// Load in July as a multiple of the average month. Demand follows it, customers do not.
        july: f64 = 1.0, number("x", 0.01, 100.0), "July", OURS;
        /// Load in August as a multiple of the average month. Demand follows it, customers do not.
        august: f64 = 1.0, number("x", 0.01, 100.0), "August", OURS;
        /// Load in September as a multiple of the average month. Demand follows it, customers do not.
        september: f64 = 1.0, number("x", 0.01, 100.0), "September", OURS;
        /// Load in October as a multiple of the average month. Demand follows it, customers do not.
        october: f64 = 1.0, number("x", 0.01, 100.0), "October", OURS;
        /// Load in November as a multiple of the average month. Demand follows it, customers do not.
        november: f64 = 1.0, number("x", 0.01, 100.0), "November", OURS;
        /// Load in December as a multiple of the average month. Demand follows it, customers do not.
        december: f64 = 1.0, number("x", 0.01, 100.0), "December", OURS;
        /// How many registered users come new in a month, as counted. Where that is a larger share of those there are
        /// than customers grow by, the plan is behind.
        new_users: Option<f64> = None, optional("user/month", 0.0, 1e12), "New users", AI_CAPACITY;
        /// How many models come new into production in a month.
        new_models: Option<f64> = None, optional("model/month", 0.0, 1e6), "New models", AI_CAPACITY;
        /// How many models are in production now.
        models_now: Option<f64> = None, optional("model", 1.0, 1e6), "Models now", OURS;
        /// How many applications are taken in new in a month.
        new_applications: Option<f64> = None, optional("app/month", 0.0, 1e6), "New applications", AI_CAPACITY;
        /// How many applications there are now.
        applications_now: Option<f64> = None, optional("app", 1.0, 1e6), "Applications now", OURS;
        /// Spare capacity for growth that nobody can tell, beyond what the peak takes: 30 to 50 % as the source has it. Left
        /// empty none is priced.
        burst_reserve: Option<f64> = None, optional("share", 0.0, 10.0), "Burst reserve", AI_CAPACITY;
    }
}

rows! {
    /// Dated loads on top of growth: a sale, a launch. One without a date is left out.
    pub struct Event in events as event: "Events" of "event", at most 24 {
        /// The day on which it begins.
        date: Option<f64> = None, optional("date", 10_957.0, 84_005.0), "Date", OURS;
        /// How long it lasts.
        hours: f64 = 72.0, number("h", 0.01, 8760.0), "Duration", AI_CAPACITY;
        /// The load while it lasts, as a multiple of what is usual or of the average.
        multiplier: f64 = 4.0, number("x", 0.0, 1000.0), "Multiplier", AI_CAPACITY;
        /// What it is a multiple of.
        of: EventOf = EventOf::Usual, one_of(EventOf::CHOICES), "Of", OURS;
        /// Whether what it takes beyond the usual is ordered and kept, or rented for its hours and given back.
        met_by: EventMet = EventMet::Kept, one_of(EventMet::CHOICES), "Capacity for it", OURS;
    }
}

rows! {
    /// The visitor's own figures of customers by month, for growth by table.
    pub struct OwnMonth in own_months as own: "Own growth figures" of "month", at most 37 {
        /// How many months after the start; the start itself is 0.
        month: f64 = 0.0, whole("month", 0.0, 36.0), "Month", OURS;
        /// Customers at the end of it.
        customers: f64 = 0.0, number("customer", 0.0, 1e9), "Customers", OURS;
    }
}

rows! {
    /// What the platform takes at so many customers. Between two rows it is interpolated by their logarithms.
    pub struct Milestone in milestones as milestone: "Milestones" of "milestone", at most 12 {
        /// Customers at the milestone.
        customers: f64 = 1.0, number("customer", 1.0, 1e9), "Customers", CAPACITY_GUIDE;
        /// Compute pods at the milestone.
        pods: f64 = 1.0, whole("pod", 0.0, 1e6), "Compute pods", CAPACITY_GUIDE;
        /// GPU nodes at the milestone.
        gpu_nodes: f64 = 0.0, whole("node", 0.0, 1e6), "GPU nodes", CAPACITY_GUIDE;
        /// What the database holds at the milestone.
        storage: f64 = 0.0, number("GB", 0.0, 1e9), "Database size", CAPACITY_GUIDE;
        /// What the platform costs in a month at the milestone.
        cost: f64 = 0.0, number("USD/month", 0.0, 1e9), "Cost a month", CAPACITY_GUIDE;
    }
}

rows! {
    /// What has to change in the platform once there are so many customers.
    pub struct Change in changes as change: "Required changes" of "change", at most 12 {
        /// From how many customers on it is needed.
        customers: f64 = 1.0, number("customer", 1.0, 1e9), "From customers", CAPACITY_GUIDE;
        /// Whether it has been made.
        progress: Progress = Progress::Open, one_of(Progress::CHOICES), "Progress", OURS;
        /// What it costs once.
        one_off: f64 = 0.0, number("USD", 0.0, 1e12), "One-off cost", OURS;
    }
}

rows! {
    /// What will be stated later than now, any input or cell: a larger model, a price, capacity that is on its
    /// way, a saving that begins. Each month is planned with the inputs as they are then.
    pub struct Dated in dated as dated: "Dated changes" of "dated change", at most 12 {
        /// From which day on. It counts from the first month of the plan that begins on it or later.
        date: Option<f64> = None, optional("date", 10_957.0, 84_005.0), "From", OURS;
        /// Which input changes.
        input: Option<Slot> = None, Domain::Input, "Input", OURS;
        /// What it holds from then on.
        to: Value = Value::Unset, Domain::Like(&input), "Becomes", OURS;
    }
}

/// The fields that hold the factor of a season, by calendar month.
pub static SEASONS: [&Field; 12] = [
    &fields::january,
    &fields::february,
    &fields::march,
    &fields::april,
    &fields::may,
    &fields::june,
    &fields::july,
    &fields::august,
    &fields::september,
    &fields::october,
    &fields::november,
    &fields::december,
];

/// Their ids.
pub(crate) static SEASON_IDS: [&str; 12] = {
    let mut ids = [""; 12];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = SEASONS[at].id;
        at += 1;
    }
    ids
};

impl Growth {
    /// Whether anything says how customers grow.
    pub const fn is_stated(&self) -> bool {
        match self.shape {
            Shape::Exponential | Shape::Logistic => self.rate.is_some(),
            Shape::Linear | Shape::Table => true,
        }
    }

    /// Whether anything says how customers grow, and it is not switched off.
    pub fn is_planned(&self) -> bool {
        self.is_stated() && self.workload == Switch::On
    }

    /// The first month that begins on a day or later; none beyond the horizon.
    pub fn month_from(&self, start: Date, day: f64) -> Option<usize> {
        let begins = |month: &usize| {
            let months = i64::try_from(*month).unwrap_or(i64::MAX);
            start.add_months(months).value() >= day
        };
        (0..=self.horizon() as usize).find(begins)
    }

    /// How many whole months are projected.
    pub fn horizon(&self) -> u32 {
        (1..=36_u32)
            .rev()
            .find(|month| f64::from(*month) <= self.months_projected)
            .unwrap_or(1)
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "growth",
        label: "Growth",
        step: Step::Traffic,
        fields: &[
            "growth.shape",
            "growth.rate",
            "growth.rate_basis",
            "growth.churn",
            "growth.added_customers",
            "growth.ceiling",
            "growth.start",
            "growth.months_projected",
        ],
        tables: &["own"],
        is_said: |_| true,
    },
    Group {
        id: "cases",
        label: "Growth cases",
        step: Step::Traffic,
        fields: &[
            "growth.conservative_factor",
            "growth.moderate_factor",
            "growth.aggressive_factor",
        ],
        tables: &[],
        is_said: |it| it.growth.is_planned(),
    },
    Group {
        id: "seasons",
        label: "Seasons and events",
        step: Step::Traffic,
        fields: &SEASON_IDS,
        tables: &["event"],
        is_said: |it| it.growth.is_planned() || it.inference.workload == Switch::On,
    },
    Group {
        id: "dated",
        label: "Dated changes",
        step: Step::Traffic,
        fields: &[],
        tables: &["dated"],
        is_said: |it| it.growth.is_planned(),
    },
    Group {
        id: "milestones",
        label: "Milestones",
        step: Step::Traffic,
        fields: &[],
        tables: &["milestone", "change"],
        is_said: |it| it.growth.is_planned(),
    },
];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["growth.workload"],
        because: "Nothing states growth, so there is none to leave out. State a growth rate.",
        when: |it, _| !it.growth.is_stated(),
    },
    Unused {
        inputs: &[
            "growth.rate_basis",
            "growth.added_customers",
            "growth.ceiling",
            "growth.months_projected",
            "own.month",
            "own.customers",
        ],
        because: "No growth is planned. State a growth rate.",
        when: |it, _| !it.growth.is_planned(),
    },
    Unused {
        inputs: &["event.met_by"],
        because: "Nothing is ordered for it: no growth is planned, or the event has no date.",
        when: |it, at| {
            let is_dated = it.events.get(at).is_some_and(|event| event.date.is_some());
            !it.growth.is_planned() || !is_dated
        },
    },
    Unused {
        inputs: &["growth.models_now"],
        because: "It is held against new models. State how many come in a month.",
        when: |it, _| it.growth.new_models.is_none(),
    },
    Unused {
        inputs: &["growth.applications_now"],
        because: "It is held against new applications. State how many come in a month.",
        when: |it, _| it.growth.new_applications.is_none(),
    },
    Unused {
        inputs: &["growth.rate"],
        because: "Growth goes by another shape, which has no rate.",
        when: |it, _| matches!(it.growth.shape, Shape::Linear | Shape::Table),
    },
    Unused {
        inputs: &["growth.rate_basis"],
        because: "Own figures of customers are taken as they are.",
        when: |it, _| it.growth.shape == Shape::Table,
    },
    Unused {
        inputs: &["growth.churn"],
        because: "Growth is net of churn, and nothing else asks for it.",
        when: |it, _| {
            let is_net = it.growth.rate_basis == RateBasis::Net || it.growth.shape == Shape::Table;
            (is_net || !it.growth.is_planned()) && it.money.workload == Switch::Off
        },
    },
    Unused {
        inputs: &["growth.added_customers"],
        because: "Customers are added by number under linear growth only.",
        when: |it, _| it.growth.shape != Shape::Linear,
    },
    Unused {
        inputs: &["growth.ceiling"],
        because: "Only logistic growth goes to a ceiling.",
        when: |it, _| it.growth.shape != Shape::Logistic,
    },
    Unused {
        inputs: &["own.month", "own.customers"],
        because: "Growth goes by another shape. Choose own figures.",
        when: |it, _| it.growth.shape != Shape::Table,
    },
    Unused {
        inputs: &SEASON_IDS,
        because: "Seasons are planned along growth. State a growth rate: 0 % will do.",
        when: |it, _| !it.growth.is_planned(),
    },
    Unused {
        inputs: &["event.date"],
        because: "Without growth no month is planned: the event is planned for, whatever its day.",
        when: |it, _| !it.growth.is_planned(),
    },
];
