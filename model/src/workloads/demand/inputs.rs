//! Who comes, and how much do they ask for? One rung of the ladder is stated
//! and leads; the others follow from it, up and down.

use crate::facts::sources::{
    BURSTY_INFERENCE, CAPACITY_GUIDE, CHAT_COACH, OURS, SIZING_CALCULATOR,
};
use crate::scenario::choice::choices;
use crate::scenario::field::{fields, number, one_of, optional};
use crate::scenario::groups::{Group, Step};
use crate::scenario::{Field, Value};

choices! {
    /// A rung of the demand ladder that can be stated.
    pub enum Anchor {
        /// Paying or free accounts.
        Customers = "customers", "Customers";
        /// Registered people.
        TotalUsers = "total_users", "Registered users";
        /// People who come on a day.
        DailyActiveUsers = "daily_active_users", "Daily active users";
        /// People who are active at the same moment at the peak.
        ConcurrentUsers = "concurrent_users", "Concurrent users";
        /// Sessions that begin in an hour of the peak.
        SessionsPerHour = "sessions_per_hour", "Sessions begun an hour";
        /// Requests on an average day.
        RequestsPerDay = "requests_per_day", "Requests a day";
        /// Requests a second over the average day.
        AverageRate = "average_rate", "Requests a second on average";
        /// Requests a second at the peak.
        PeakRate = "peak_rate", "Requests a second at the peak";
    }
}

fields! {
    /// Who comes, and how much they ask for.
    pub struct Demand in demand {
        /// Which rung of the ladder leads. The others follow from it.
        anchor: Anchor = Anchor::ConcurrentUsers, one_of(Anchor::CHOICES), "You know your", OURS;
        /// Accounts, paying or free.
        customers: Option<f64> = None, optional("customer", 1.0, 1e9), "Customers", CAPACITY_GUIDE;
        /// People who are registered, whether or not they are active.
        total_users: Option<f64> = None, optional("user", 1.0, 1e10), "Total users", SIZING_CALCULATOR;
        /// People who come at least once on an average day.
        daily_active_users: Option<f64> = None, optional("user", 1.0, 1e9), "Daily active users", CHAT_COACH;
        /// People who are active at the same moment, at the peak of the day.
        concurrent_users: Option<f64> = Some(1000.0), optional("user", 1.0, 1e7), "Concurrent users", SIZING_CALCULATOR;
        /// Users who begin a session in an hour, at the peak. With the length of a session they say how many are
        /// online.
        sessions_per_hour: Option<f64> = None, optional("user/h", 1e-3, 1e10), "Sessions an hour", SIZING_CALCULATOR;
        /// Requests on an average day.
        requests_per_day: Option<f64> = None, optional("req/day", 1.0, 1e13), "Requests a day", BURSTY_INFERENCE;
        /// Requests a second, averaged over the day.
        average_rate: Option<f64> = None, optional("req/s", 1e-6, 1e8), "Average request rate", BURSTY_INFERENCE;
        /// Requests a second at the planned peak.
        peak_rate: Option<f64> = None, optional("req/s", 1e-6, 1e8), "Peak request rate", BURSTY_INFERENCE;
        /// How many people use the product under one account.
        users_per_customer: f64 = 1.0, number("user/customer", 1.0, 1e6), "Users per customer", OURS;
        /// Which share of all registered users is active at the same moment at the peak.
        active_ratio: f64 = 0.10, number("share", 0.0001, 1.0), "Share of users online at the peak", SIZING_CALCULATOR,
            usual 0.10 to 0.20;
        /// Which share of a day's users is active at the same moment at the peak.
        concurrent_share: f64 = 0.15, number("share", 0.0001, 1.0), "Concurrent share of daily users", CHAT_COACH,
            usual 0.10 to 0.20;
        /// How many requests an active user sends in a minute.
        requests_per_user_minute: f64 = 3.0, number("req/user/min", 0.001, 10_000.0), "Requests per user a minute",
            SIZING_CALCULATOR;
        /// How long a user stays.
        session_length: f64 = 22.5, number("min", 0.01, 1440.0), "Session length", SIZING_CALCULATOR,
            usual 15.0 to 30.0;
        /// How many messages a user sends in a session.
        messages_per_session: f64 = 12.5, number("message/user", 0.001, 100_000.0), "Messages per session",
            SIZING_CALCULATOR, usual 10.0 to 15.0;
        /// How much higher the planned peak is than the average over the day.
        peak_to_average: f64 = 2.0, number("x", 1.0, 1000.0), "Peak to average", BURSTY_INFERENCE;
        /// How many messages a user who comes on a day sends on that day.
        messages_per_user_day: f64 = 7.5, number("message/user/day", 0.001, 100_000.0), "Messages per user a day",
            CHAT_COACH, usual 5.0 to 10.0;
        /// Inference calls for each output that succeeds: retries, regenerations and discarded work.
        recompute_multiplier: f64 = 1.0, number("x", 1.0, 1000.0), "Model calls per useful result", BURSTY_INFERENCE;
        /// Load at a product launch, for days, as a multiple of the average.
        launch_multiplier: f64 = 5.0, number("x", 1.0, 1000.0), "Launch multiplier", BURSTY_INFERENCE;
        /// Load in a viral moment, for hours, as a multiple of the average.
        viral_multiplier: f64 = 10.0, number("x", 1.0, 1000.0), "Viral multiplier", BURSTY_INFERENCE;
        /// Load while recovering from an incident, for hours, as a multiple of the average.
        recovery_multiplier: f64 = 3.0, number("x", 1.0, 1000.0), "Recovery multiplier", BURSTY_INFERENCE;
    }
}

impl Anchor {
    /// The rung that a field of this id states.
    pub fn of_field(id: &str) -> Option<Self> {
        let name = id.strip_prefix("demand.")?;
        Self::ALL.iter().copied().find(|anchor| anchor.id() == name)
    }

    /// The rung that is chosen to lead when `field` is given `value`.
    pub fn chosen(field: &Field, value: Value) -> Option<Self> {
        let Value::Choice(id) = value else {
            return None;
        };
        if field.id != fields::anchor.id {
            return None;
        }
        Self::ALL.iter().copied().find(|anchor| anchor.id() == id)
    }

    /// The field that states this rung.
    pub fn field(self) -> &'static Field {
        match self {
            Self::Customers => &fields::customers,
            Self::TotalUsers => &fields::total_users,
            Self::DailyActiveUsers => &fields::daily_active_users,
            Self::ConcurrentUsers => &fields::concurrent_users,
            Self::SessionsPerHour => &fields::sessions_per_hour,
            Self::RequestsPerDay => &fields::requests_per_day,
            Self::AverageRate => &fields::average_rate,
            Self::PeakRate => &fields::peak_rate,
        }
    }
}

impl Demand {
    /// What is stated on a rung, if anything is.
    pub const fn stated(&self, anchor: Anchor) -> Option<f64> {
        match anchor {
            Anchor::Customers => self.customers,
            Anchor::TotalUsers => self.total_users,
            Anchor::DailyActiveUsers => self.daily_active_users,
            Anchor::ConcurrentUsers => self.concurrent_users,
            Anchor::SessionsPerHour => self.sessions_per_hour,
            Anchor::RequestsPerDay => self.requests_per_day,
            Anchor::AverageRate => self.average_rate,
            Anchor::PeakRate => self.peak_rate,
        }
    }

    /// Leaves every rung to follow, so that the next one stated leads alone.
    pub const fn release_anchors(&mut self) {
        self.customers = None;
        self.total_users = None;
        self.daily_active_users = None;
        self.concurrent_users = None;
        self.sessions_per_hour = None;
        self.requests_per_day = None;
        self.average_rate = None;
        self.peak_rate = None;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "ladder",
        label: "Traffic",
        step: Step::Traffic,
        fields: &[
            "demand.anchor",
            "demand.customers",
            "demand.total_users",
            "demand.daily_active_users",
            "demand.concurrent_users",
            "demand.sessions_per_hour",
            "demand.requests_per_day",
            "demand.average_rate",
            "demand.peak_rate",
        ],
        tables: &[],
        is_said: |_| true,
    },
    Group {
        id: "habits",
        label: "How people use it",
        step: Step::Traffic,
        fields: &[
            "demand.users_per_customer",
            "demand.active_ratio",
            "demand.concurrent_share",
            "demand.requests_per_user_minute",
            "demand.session_length",
            "demand.messages_per_session",
            "demand.peak_to_average",
            "demand.messages_per_user_day",
            "demand.recompute_multiplier",
        ],
        tables: &[],
        is_said: |_| true,
    },
    Group {
        id: "bursts",
        label: "Bursts",
        step: Step::Traffic,
        fields: &[
            "demand.launch_multiplier",
            "demand.viral_multiplier",
            "demand.recovery_multiplier",
        ],
        tables: &[],
        is_said: |_| true,
    },
];
