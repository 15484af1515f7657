//! What does the platform earn and cost, what should it, and what lowers the
//! bill? Targets and discounts here; tiers of customers, the bill and its levers as
//! tables.

use crate::facts::sources::{AI_CAPACITY, CAPACITY_GUIDE, OURS};
use crate::scenario::Unused;
use crate::scenario::choice::choices;
use crate::scenario::field::{fields, number, one_of, optional};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;
use crate::scenario::web::Switch;

choices! {
    /// What the bill of today is taken from.
    pub enum Baseline {
        /// The parts of the bill.
        Components = "components", "Parts of the bill";
        /// The milestone table at today's customers.
        Milestones = "milestones", "Milestone table";
    }
}

choices! {
    /// What says how parts of the bill that pay for pools go on.
    pub enum BillBy {
        /// The behavior of each part.
        Behavior = "behavior", "Behavior of each part";
        /// What is ordered of the pools that it pays for.
        Orders = "orders", "Orders of its pools";
    }
}

choices! {
    /// How a part of the bill follows growth.
    pub enum Behavior {
        /// With what customers call for.
        Traffic = "traffic", "Scales with traffic";
        /// With what customers train.
        Training = "training", "Scales with training";
        /// It stays until the next milestone, then rises by that milestone's ratio.
        Step = "step", "Step function";
        /// As customers do.
        Linear = "linear", "Linear with customers";
        /// Slowly.
        SemiFixed = "semi-fixed", "Semi-fixed";
        /// Not at all.
        Fixed = "fixed", "Fixed";
        /// Some of it.
        Various = "various", "Various";
    }
}

choices! {
    /// What a charge pays for, by the service categories of a cloud bill.
    pub enum ChargeKind {
        /// Pods and the nodes under them.
        Compute = "compute", "Compute";
        /// GPU machines.
        Gpu = "gpu", "GPU";
        /// Disks and object storage.
        Storage = "storage", "Storage";
        /// Anything else.
        Other = "other", "Other";
        /// Databases and caches.
        Database = "database", "Database";
        /// Traffic, load balancers, delivery networks.
        Network = "network", "Network";
        /// Interfaces of vendors that are paid by use or by plan.
        Api = "api", "APIs";
        /// People who run it.
        People = "people", "People";
    }
}

choices! {
    /// Which parts of the bill a lever lowers.
    pub enum Scope {
        /// Compute.
        Compute = "compute", "Compute";
        /// GPU machines.
        Gpu = "gpu", "GPU";
        /// Storage.
        Storage = "storage", "Storage";
        /// Every part.
        All = "all", "Whole bill";
    }
}

choices! {
    /// How much of something.
    pub enum Degree {
        /// Little.
        Low = "low", "Low";
        /// Some.
        Medium = "medium", "Medium";
        /// Much.
        High = "high", "High";
    }
}

fields! {
    /// Targets, discounts, and how the bill follows growth.
    pub struct Money in money {
        /// Whether tiers and the bill are part of the scenario.
        workload: Switch = Switch::Off, one_of(Switch::CHOICES), "Money", OURS;
        /// What the bill of today is taken from. The source names two that differ.
        baseline: Baseline = Baseline::Components, one_of(Baseline::CHOICES), "Bill of today", CAPACITY_GUIDE;
        /// How many customers the parts of the bill belong to. For any other number of them the bill is scaled,
        /// each part by its behavior. Left empty it is the bill of today's customers.
        bill_at: Option<f64> = None, optional("customer", 1.0, 1e9), "Customers of the bill", OURS;
        /// How parts of the bill go on that pay for pools: by their behavior, or as they are now and what is ordered of
        /// the pools since, at the unit cost of each. The other way stands beside it.
        bill_by: BillBy = BillBy::Behavior, one_of(BillBy::CHOICES), "Bill goes on by", OURS;
        /// What it costs to win a customer. By default what makes lifetime value about four times of it, as
        /// the source has it.
        acquisition_cost: f64 = 800.0, number("USD/customer", 0.0, 1e7), "Cost to win a customer", OURS;
        /// The least gross margin to aim for.
        target_margin_low: f64 = 0.70, number("share", 0.0, 0.999), "Target margin, least", CAPACITY_GUIDE;
        /// The gross margin to aim for at the most.
        target_margin_high: f64 = 0.80, number("share", 0.0, 0.999), "Target margin, most", CAPACITY_GUIDE;
        /// Gross margin to reach.
        gross_margin_target: f64 = 0.80, number("share", 0.0, 1.0), "Gross margin, target", CAPACITY_GUIDE;
        /// Gross margin of the best of the class.
        gross_margin_best: f64 = 0.85, number("share", 0.0, 1.0), "Gross margin, best in class", CAPACITY_GUIDE;
        /// Infrastructure as a share of revenue to reach.
        infrastructure_share_target: f64 = 0.15, number("share", 0.0, 10.0), "Infrastructure over revenue, target",
            CAPACITY_GUIDE;
        /// Infrastructure as a share of revenue of the best of the class.
        infrastructure_share_best: f64 = 0.10, number("share", 0.0, 10.0),
            "Infrastructure over revenue, best in class", CAPACITY_GUIDE;
        /// Cost of a customer in a month to reach.
        cost_per_customer_target: f64 = 18.0, number("USD/customer/month", 0.0, 1e7), "Cost per customer, target",
            CAPACITY_GUIDE;
        /// Cost of a customer in a month of the best of the class.
        cost_per_customer_best: f64 = 12.0, number("USD/customer/month", 0.0, 1e7),
            "Cost per customer, best in class", CAPACITY_GUIDE;
        /// Lifetime value over the cost to win a customer to reach.
        ltv_to_cac_target: f64 = 5.0, number("x", 0.0, 1000.0), "LTV to CAC, target", CAPACITY_GUIDE;
        /// Lifetime value over the cost to win a customer of the best of the class.
        ltv_to_cac_best: f64 = 7.0, number("x", 0.0, 1000.0), "LTV to CAC, best in class", CAPACITY_GUIDE;
        /// What a reservation saves against the price on demand.
        reserved_discount: f64 = 0.35, number("share", 0.0, 0.99), "Reserved discount", CAPACITY_GUIDE,
            usual 0.30 to 0.40;
        /// What machines that may be taken away at any moment save.
        spot_discount: f64 = 0.60, number("share", 0.0, 0.99), "Spot discount", CAPACITY_GUIDE, usual 0.50 to 0.70;
        /// Which share of the highest demand is reserved. Left empty it is what costs least.
        reserved_share: Option<f64> = None, optional("share", 0.0, 1.0), "Share reserved", OURS;
        /// Which share of what is not reserved may run on spot machines.
        spot_share: f64 = 0.0, number("share", 0.0, 1.0), "Share on spot", OURS;
        /// What larger instances save of compute in place of more of them; less than nothing where they cost more.
        /// Left empty it follows from the list, where a web stack runs on a machine that has a larger one.
        larger_saving: Option<f64> = None, optional("share", -0.99, 0.99), "Larger instances save", AI_CAPACITY;
        /// The lowest demand of the day as a share of the highest.
        demand_floor: f64 = 0.5, number("share", 0.0, 1.0), "Lowest demand over highest", OURS;
        /// How cost that scales with traffic follows customers: to which power.
        traffic_exponent: f64 = 0.8, number("x", 0.0, 3.0), "Traffic exponent", CAPACITY_GUIDE;
        /// How cost that scales with training follows customers: to which power.
        training_exponent: f64 = 0.7, number("x", 0.0, 3.0), "Training exponent", CAPACITY_GUIDE;
        /// How semi-fixed cost follows customers: to which power.
        semi_fixed_exponent: f64 = 0.3, number("x", 0.0, 3.0), "Semi-fixed exponent", OURS;
        /// How various cost follows customers: to which power.
        various_exponent: f64 = 0.5, number("x", 0.0, 3.0), "Various exponent", OURS;
        /// What may be spent in a month. Left empty nothing is said of it.
        budget: Option<f64> = None, optional("USD/month", 0.0, 1e10), "Budget", OURS;
        /// For how long capacity was, or would be, too small.
        short_hours: Option<f64> = None, optional("h", 0.01, 8760.0), "Hours short", AI_CAPACITY;
        /// Revenue lost in all while capacity is too small. It leads where a loss an hour is stated too.
        short_lost: Option<f64> = None, optional("USD", 0.0, 1e12), "Lost in all", AI_CAPACITY;
        /// Revenue lost in an hour while capacity is too small.
        short_lost_per_hour: Option<f64> = None, optional("USD/h", 0.0, 1e10), "Lost an hour", AI_CAPACITY;
        /// What the capacity that is missing costs in a month.
        short_spare: Option<f64> = None, optional("USD/month", 0.0, 1e10), "Spare that would have held", OURS;
    }
}

rows! {
    /// What customers of a tier pay, cost and use.
    pub struct Tier in tiers as tier: "Tiers" of "tier", at most 12 {
        /// What a customer of the tier pays in a month. Leave it empty for a tier that pays nothing: it has
        /// no margin, only a hope of conversion.
        price: Option<f64> = None, optional("USD/customer/month", 0.0, 1e7), "Price", CAPACITY_GUIDE;
        /// What the infrastructure behind a customer of the tier costs in a month.
        cost: f64 = 0.0, number("USD/customer/month", 0.0, 1e7), "Cost to serve", CAPACITY_GUIDE;
        /// Which share of all customers is in the tier. The shares of all tiers add up to 100 %.
        share: f64 = 0.0, number("share", 0.0, 1.0), "Share of customers", CAPACITY_GUIDE;
        /// API calls of a customer on an average day.
        calls_per_day: f64 = 0.0, number("req/customer/day", 0.0, 1e10), "API calls a day", CAPACITY_GUIDE;
        /// Training jobs that a customer starts in a month.
        jobs_per_month: f64 = 0.0, number("job/customer/month", 0.0, 1e6), "Training jobs a month", CAPACITY_GUIDE;
        /// What a customer keeps in storage.
        storage: f64 = 0.0, number("MB/customer", 0.0, 1e9), "Storage", CAPACITY_GUIDE;
        /// GPU time that a customer uses in a month.
        gpu_hours: f64 = 0.0, number("GPU-hour/customer/month", 0.0, 1e6), "GPU-hours a month", CAPACITY_GUIDE;
    }
}

rows! {
    /// The parts of the bill as it is today.
    pub struct Component in bill as bill: "Bill" of "component", at most 24 {
        /// What it costs in a month.
        amount: f64 = 0.0, number("USD/month", 0.0, 1e9), "Amount", CAPACITY_GUIDE;
        /// How it follows growth.
        behavior: Behavior = Behavior::Linear, one_of(Behavior::CHOICES), "Behavior", CAPACITY_GUIDE;
        /// What it pays for, which says which levers lower it.
        resource: ChargeKind = ChargeKind::Other, one_of(ChargeKind::CHOICES), "Pays for", OURS;
    }
}

rows! {
    /// What would lower the bill. Levers are applied one after another, each on what is left.
    pub struct Lever in levers as lever: "Savings" of "saving", at most 12 {
        /// Whether it is pulled.
        state: Switch = Switch::Off, one_of(Switch::CHOICES), "Pulled", OURS;
        /// What it saves of what it applies to.
        saving: f64 = 0.1, number("share", 0.0, 1.0), "Saving", CAPACITY_GUIDE;
        /// Which parts of the bill it lowers.
        applies_to: Scope = Scope::All, one_of(Scope::CHOICES), "Applies to", CAPACITY_GUIDE;
        /// How much work it is.
        effort: Degree = Degree::Medium, one_of(Degree::CHOICES), "Effort", CAPACITY_GUIDE;
        /// How soon it should be pulled.
        priority: Degree = Degree::Medium, one_of(Degree::CHOICES), "Priority", CAPACITY_GUIDE;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "tiers",
        label: "Tiers",
        step: Step::Cost,
        fields: &[],
        tables: &["tier"],
        is_said: |it| it.money.workload == Switch::On,
    },
    Group {
        id: "bill",
        label: "Bill",
        step: Step::Cost,
        fields: &[
            "money.baseline",
            "money.bill_at",
            "money.bill_by",
            "money.traffic_exponent",
            "money.training_exponent",
            "money.semi_fixed_exponent",
            "money.various_exponent",
        ],
        tables: &["bill"],
        is_said: |it| it.money.workload == Switch::On,
    },
    Group {
        id: "levers",
        label: "Savings and commitment",
        step: Step::Cost,
        fields: &[
            "money.reserved_share",
            "money.spot_share",
            "money.larger_saving",
            "money.demand_floor",
        ],
        tables: &["lever"],
        is_said: |it| it.money.workload == Switch::On,
    },
    Group {
        id: "targets",
        label: "Unit economics",
        step: Step::Cost,
        fields: &[
            "money.acquisition_cost",
            "money.target_margin_low",
            "money.target_margin_high",
            "money.gross_margin_target",
            "money.gross_margin_best",
            "money.infrastructure_share_target",
            "money.infrastructure_share_best",
            "money.cost_per_customer_target",
            "money.cost_per_customer_best",
            "money.ltv_to_cac_target",
            "money.ltv_to_cac_best",
        ],
        tables: &[],
        is_said: |it| it.money.workload == Switch::On,
    },
    Group {
        id: "short",
        label: "Cost of an outage",
        step: Step::Cost,
        fields: &[
            "money.short_hours",
            "money.short_lost",
            "money.short_lost_per_hour",
            "money.short_spare",
        ],
        tables: &[],
        is_said: |_| true,
    },
];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["money.short_spare"],
        because: "Nothing says what an outage costs. Type how long it lasts, and what is lost.",
        when: |it, _| {
            let money = &it.money;
            let stated = [
                money.short_hours,
                money.short_lost,
                money.short_lost_per_hour,
            ];
            stated.iter().all(Option::is_none)
        },
    },
    Unused {
        inputs: &["money.larger_saving"],
        because: "It says what later months would cost, and no growth is stated.",
        when: |it, _| !it.growth.is_planned(),
    },
    Unused {
        inputs: &["money.bill_by"],
        because: "No part of the bill pays for a pool. Say of a pool which part pays for it.",
        when: |it, _| it.pools.iter().all(|pool| pool.paid_by.is_none()),
    },
];
