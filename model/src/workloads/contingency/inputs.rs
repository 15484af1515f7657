//! For how long can GPUs not be had, which of them are gone, and what takes over?

use crate::facts::gpus::{EC2_GPU, GPUS};
use crate::facts::sources::{AI_CAPACITY, OURS};
use crate::scenario::choice::{Choice, choices};
use crate::scenario::field::{
    Held, Value, fields, number, one_of, optional, optional_whole, row_of, there,
};
use crate::scenario::groups::{Group, Step};
use crate::scenario::growth::event;
use crate::scenario::inference::listed;
use crate::scenario::row::rows;
use crate::scenario::web::Switch;
use crate::scenario::{RowKey, Scenario, Unused};

choices! {
    /// What takes over.
    pub enum FallbackKind {
        /// GPUs of another type.
        SecondType = "second_type", "Another GPU type";
        /// The same GPUs elsewhere.
        SecondRegion = "second_region", "A second region";
        /// Another cloud.
        SecondProvider = "second_provider", "A second provider";
        /// No GPU at all.
        Cpu = "cpu", "CPUs";
        /// What was answered before.
        Cached = "cached", "Cached answers";
        /// The same GPUs carry more of a smaller model.
        Smaller = "smaller", "A smaller model";
        /// What is turned away on purpose, so that the rest is served.
        Shed = "shed", "Shed: turned away";
    }
}

impl FallbackKind {
    /// Whether it runs on machines that are rented for it.
    pub const fn is_rented(self) -> bool {
        matches!(
            self,
            Self::SecondType | Self::SecondRegion | Self::SecondProvider | Self::Cpu
        )
    }

    /// Whether data must be there twice before it can take over.
    pub const fn is_elsewhere(self) -> bool {
        matches!(self, Self::SecondRegion | Self::SecondProvider)
    }
}

const NO_GPU: Choice = Choice {
    id: "none",
    label: "None of the list",
};

listed! {
    /// A GPU by name, or none.
    FallbackGpu of GPUS: [NO_GPU], []
}

fields! {
    /// When GPUs cannot be had.
    pub struct Contingency in contingency {
        /// For how long no GPU can be had beyond those that are there: 28 days, or 4 weeks. Left empty nothing
        /// is said of a shortage.
        days: Option<f64> = None, optional("day", 0.01, 730.0), "GPUs cannot be had for", AI_CAPACITY;
        /// The event with which the shortage begins. Left empty it is the largest that asks for more than the
        /// planned peak; where there is none the shortage meets the usual demand.
        event: Option<RowKey> = None, row_of(&event::TABLE, "the largest"), "It begins with", OURS;
        /// Which share of the GPUs that are there is gone as well: given back at night, or taken away as spot
        /// machines are. At 0 only more of them cannot be had.
        gone: f64 = 0.0, number("share", 0.0, 1.0), "Gone of those that are there", OURS;
        /// Revenue that a request brings. Left empty it follows from what an hour of being short loses, or else
        /// from the revenue of the tiers.
        worth: Option<f64> = None, optional("USD/req", 0.0, 1e6), "A request brings", OURS;
    }
}

rows! {
    /// What takes over when GPUs cannot be had, in the order in which it is called on: each takes what those
    /// before it leave, until nothing is short.
    pub struct Fallback in fallbacks as fallback: "Fallbacks" of "fallback", at most 8 {
        /// What it is.
        kind: FallbackKind = FallbackKind::SecondType, one_of(FallbackKind::CHOICES), "Kind", AI_CAPACITY;
        /// What it takes at the most, as a share of the planned peak. One that states neither this nor machines
        /// is left out.
        share: Option<f64> = None, optional("share", 0.0, 100.0), "Takes of the planned peak", OURS;
        /// How many machines of it can be had. They lead where a share is stated too.
        machines: Option<f64> = None, there(optional_whole("machine", 0.0, 1e7)), "Machines", OURS;
        /// What one of its machines serves. Left empty it is what one of your GPUs serves.
        machine_rate: Option<f64> = None, optional("req/s/machine", 1e-6, 1e7), "A machine serves", OURS;
        /// A machine for an hour. Left empty it is the list price of its GPU, or so many times the price of yours.
        /// Cached answers, a smaller model and shedding rent nothing unless a price is stated.
        machine_hour: Option<f64> = None, optional("USD/machine/h", 0.0, 1e5), "A machine, an hour", OURS;
        /// The GPU of its machines, one each, for the list price.
        gpu: FallbackGpu = FallbackGpu::named("none"), one_of(FallbackGpu::CHOICES), "Its GPU", EC2_GPU;
        /// What a machine costs, as a multiple of what one of your GPUs costs.
        price_factor: Option<f64> = None, optional("x", 0.0, 1000.0), "Times the price of a GPU", OURS;
        /// How long it takes until it serves.
        start: f64 = 1.0, number("h", 0.0, 17_520.0), "Is up after", OURS;
        /// Which share of it runs all the time. That part serves at once and is paid all month.
        kept: f64 = 0.0, number("share", 0.0, 1.0), "Kept running", OURS;
        /// What it costs a month to keep it ready beside machines that run: copies of data, traffic between the
        /// places, a commitment, licenses.
        ready: Option<f64> = None, optional("USD/month", 0.0, 1e9), "Kept ready, a month", OURS;
        /// What an answer of it is worth against a usual one. Left empty all of it; of what is shed, nothing.
        value_kept: Option<f64> = None, optional("share", 0.0, 1.0), "Worth of its answers", OURS;
    }
}

impl Fallback {
    /// Whether it says how much it takes.
    pub const fn is_sized(&self) -> bool {
        self.share.is_some() || self.machines.is_some()
    }

    /// Whether a price of its machines is stated.
    pub fn is_priced(&self) -> bool {
        self.machine_hour.is_some() || self.gpu.id() != NO_GPU.id || self.price_factor.is_some()
    }

    /// Whether machines are paid for it.
    pub fn has_machines(&self) -> bool {
        self.kind.is_rented() || self.is_priced()
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[Group {
    id: "contingency",
    label: "When GPUs cannot be had",
    step: Step::Workloads,
    fields: &[
        "contingency.days",
        "contingency.event",
        "contingency.gone",
        "contingency.worth",
    ],
    tables: &["fallback"],
    is_said: |it| it.inference.workload == Switch::On,
}];

fn row(scenario: &Scenario, at: usize) -> Option<&Fallback> {
    scenario.fallbacks.get(at)
}

/// Why what is said of a shortage says nothing.
const NO_SHORTAGE: &str = "Nothing says for how long GPUs cannot be had. State it.";

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["contingency.event", "contingency.gone", "contingency.worth"],
        because: NO_SHORTAGE,
        when: |it, _| it.contingency.days.is_none(),
    },
    Unused {
        inputs: &["fallback.start", "fallback.value_kept"],
        because: NO_SHORTAGE,
        when: |it, _| it.contingency.days.is_none(),
    },
    Unused {
        inputs: &["fallback.share"],
        because: "What it takes follows from its machines.",
        when: |it, at| row(it, at).is_some_and(|row| row.machines.is_some()),
    },
    Unused {
        inputs: &["fallback.gpu", "fallback.price_factor"],
        because: "The price of a machine is stated.",
        when: |it, at| row(it, at).is_some_and(|row| row.machine_hour.is_some()),
    },
    Unused {
        inputs: &["fallback.price_factor"],
        because: "The price is the list price of its GPU.",
        when: |it, at| row(it, at).is_some_and(|row| row.gpu.id() != NO_GPU.id),
    },
    Unused {
        inputs: &["fallback.kept"],
        because: "It rents no machines that could be kept running. State what one costs, or for how long GPUs \
                  cannot be had.",
        when: |it, at| {
            let has_none = |row: &Fallback| !row.has_machines();
            it.contingency.days.is_none() && row(it, at).is_some_and(has_none)
        },
    },
    Unused {
        inputs: &["fallback.machine_rate"],
        because: "It rents no machines. State how many, or what one costs.",
        when: |it, at| row(it, at).is_some_and(|row| !row.has_machines() && row.machines.is_none()),
    },
];
