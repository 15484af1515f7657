//! How many GPUs serve the models at the planned peak and in each peak
//! scenario, what do they cost, and what would an API ask for the same?
//!
//! ```text
//! GPUs = round_up(peak rate * recompute multiplier / throughput of a GPU * (1 + headroom))
//! ```
//!
//! What a replica serves comes from a benchmark, in requests or in tokens, or
//! from a closed form; from there on all is the same.
//!
//! - [`inputs`]: what is stated of it; [`groups`]: what stands together; [`mod@unused`]: what of it
//!   changes nothing.
//! - [`load`]: what a call is.
//! - [`replica`]: which GPU serves, and what a replica of it does.
//! - [`estimate`]: what the closed form says of that.
//! - [`mix`]: several models with their shares.
//! - [`fleet`]: the fleet for the planned peak.
//! - [`peaks`]: the fleet of each peak scenario.
//! - [`api`]: the same demand at an API.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`roofline`]: the closed form of a replica; [`regime`]: which measurements cover it.
//! - [`search`]: the cheapest way to serve, and why not the others.
//! - [`mod@stated`]: GPU, model and work as stated.
//! - [`rules`]: what is wrong, or a risk.
//! - [`charts`]: what is drawn of it; [`mod@choice`]: which GPU costs how much and is how fast.
//! - [`ways`]: what else would do, at what cost, and why some do not; [`markets`]: what the same
//!   costs where GPUs are rented otherwise.
//! - [`config`], [`mod@pasted`]: a model by its own `config.json`.
//! - [`words`]: how it reads; [`mod@answers`] is a part of that.
//! - [`predictions`]: its words where predictions are served.
//! - [`presets`]: two services on GPUs.

pub mod answers;
pub mod api;
pub mod charts;
pub mod choice;
pub mod config;
pub mod estimate;
pub mod fleet;
pub mod groups;
pub mod inputs;
pub mod load;
pub mod markets;
pub mod mix;
pub mod pasted;
pub mod peaks;
pub mod plan;
pub mod predictions;
pub mod presets;
pub mod regime;
pub mod replica;
pub mod roofline;
pub mod rules;
pub mod search;
pub mod stated;
pub mod unused;
pub mod ways;
pub mod words;

pub use plan::{Inference, plan};

use super::{Inputs, Loaded, Workload};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::report::{Answer, Basis, Section as Said};
use crate::scenario::preset::Preset;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use load::Load;
use search::Reason;

/// Why nothing can be planned, in a sentence.
pub const fn sentence(reason: Reason) -> Missing {
    Missing(match reason {
        Reason::Precision => {
            "The GPU has no units for this precision. Choose another precision or another GPU."
        }
        Reason::Heads => {
            "The model's heads cannot be dealt out evenly over so many GPUs. Split it over 1, 2, 4 or 8."
        }
        Reason::Copies => {
            "The GPUs of a replica cannot be dealt out evenly over its copies of attention. State as many copies \
             as divide its GPUs."
        }
        Reason::Weights(..) => {
            "The weights do not fit the GPU's memory. Split the model over more GPUs, or keep it in fewer bits."
        }
        Reason::Context(..) => {
            "The longest context does not fit the memory that the weights leave. Split the model over more \
             GPUs, keep keys and values in 8 bits, or shorten the context."
        }
        Reason::Tpot(_) => {
            "The target for the time per token cannot be met: one sequence alone takes longer. Raise the \
             target, split the model over more GPUs, or take a faster one."
        }
        Reason::Ttft(_) => {
            "The target for the first token cannot be met: one prompt alone may take longer. Raise the target, \
             shorten the prompt, or split the model over more GPUs."
        }
    })
}

crate::later::code! {
    "inference" "09"
    add, rules::review, answers, sections;
    load, replica, estimate, mix, fleet, peaks, api, ways, markets
}

crate::later::far! {
    "details" "09" "12"
    /// What else would do, and what the same costs in other markets: answers do without.
    fn elsewhere(sheet: Sheet, demand: &Demand, inference: &mut Inference) = markets::elsewhere;
    "details" "09" "13"
    /// What an API asks in later months: only its section asks.
    fn api_by_month(sheet: Sheet, growth: &Growth, load: &Load) = api::months::plan;
}

crate::later::far! {
    "inference" "09" "07"
    fn stated() -> &'static Inputs = what_is_stated;
    "inference" "09" "14"
    fn price_changes(scenario: &Scenario) -> bool = api::price_changes;
}

/// Whether it is known that the API will ask something else from a day on.
pub fn asks_by_day(scenario: &Scenario) -> bool {
    let is_on = scenario.inference.workload == Switch::On && Loaded::known().has("inference");
    is_on && price_changes(scenario)
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[Section {
            id: "inference",
            label: "Inference",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::model::TABLE],
        groups: groups::GROUPS,
        unused: unused::UNUSED,
        short_names: &[
            ("inference", "inference.workload"),
            ("throughput_per_gpu", "inference.throughput_per_gpu"),
            ("headroom", "inference.headroom"),
        ],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "inference",
    says: &["inference"],
    is_awaited: true,
    needs: &["demand", "growth"],
    is_on: |it| it.inference.workload == Switch::On,
    inputs: stated,
    first_words: &["inference", "model", "throughput_per_gpu", "headroom"],
    presets: PRESETS,
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = &plan.demand else { return };
    let since = plan.since.map_or(0, |since| since.from);
    let mut inference = plan::plan(sheet, demand, since);
    if plan.loaded.details {
        elsewhere(sheet, demand, &mut inference);
        if let Some(growth) = &plan.growth {
            api_by_month(sheet, growth, &inference.load);
        }
    }
    plan.inference = Some(inference);
}

fn answers(basis: &Basis) -> [Option<Answer>; 4] {
    let plan = basis.plan;
    // GPUs answer where no web stack does.
    let alone = plan.web.is_none() && plan.inference.is_some();
    let alone = |answer: fn(&Scenario, &Plan) -> Option<Answer>| {
        alone.then(|| answer(basis.scenario, plan)).flatten()
    };
    [
        alone(answers::serve),
        alone(answers::before),
        alone(answers::cost),
        answers::binds(plan, basis.findings),
    ]
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}

/// What one can start from.
pub static PRESETS: &[Preset] = &[
    Preset {
        id: "gpu-1",
        label: "GPU inference",
        question: "How many GPUs for our traffic?",
        sentence: "A bursty GPU service of 1,000 requests an hour: GPUs for its peaks, what an output costs, \
             and what an API would ask.",
        make: gpu_1,
    },
    Preset {
        id: "sale-1",
        label: "Sale event",
        question: "Will we survive the sale?",
        sentence: "45 million predictions a day, and a sale that brings four times as many while twice is provisioned.",
        make: sale_1,
    },
];

crate::later::far! {
    "inference" "09" "10"
    fn gpu_1() -> Scenario = presets::gpu_1;
    "inference" "09" "11"
    fn sale_1() -> Scenario = presets::sale_1;
}
