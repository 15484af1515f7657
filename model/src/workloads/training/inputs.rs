//! What is trained, how often and on what? Scheduled runs and one-time events
//! as tables; experiments, prices, and one run in detail as fields.

use crate::facts::sources::{AI_CAPACITY, CAPACITY_GUIDE, OURS};
use crate::facts::training::{
    H100, H100_MEMORY, H100_PRICE, LORA, PUBLISHED_RUNS, TRANSFORMER_MATH, ZERO,
};
use crate::scenario::RowKey;
use crate::scenario::choice::choices;
use crate::scenario::field::{fields, number, one_of, optional, whole};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::{Row, rows};
use crate::scenario::web::Switch;

choices! {
    /// In which precision weights and gradients are kept.
    pub enum Precision {
        /// 16 bits, with a 32-bit copy of the weights for the optimizer.
        Mixed = "mixed", "16-bit, mixed";
        /// 32 bits throughout.
        Single = "fp32", "32-bit";
    }
}

choices! {
    /// What remembers how each parameter moved.
    pub enum Optimizer {
        /// Two 32-bit numbers for each parameter.
        Adam = "adam", "Adam";
        /// Two 8-bit numbers for each parameter.
        Adam8 = "adam8", "Adam, 8-bit";
        /// One 32-bit number for each parameter.
        Momentum = "sgd", "SGD with momentum";
    }
}

choices! {
    /// Which parameters are trained.
    pub enum Method {
        /// All of them.
        All = "all", "All parameters";
        /// Small matrices beside the model, which itself stays as it is.
        Adapters = "adapters", "Adapters (LoRA)";
    }
}

choices! {
    /// What is spread over the GPUs of a run, rather than kept by each.
    pub enum Sharding {
        /// Nothing.
        None = "none", "Nothing";
        /// What the optimizer keeps.
        Optimizer = "optimizer", "Optimizer (ZeRO 1)";
        /// And the gradients.
        Gradients = "gradients", "And gradients (ZeRO 2)";
        /// And the weights.
        Full = "full", "Everything (ZeRO 3, FSDP)";
    }
}

choices! {
    /// On which GPUs training runs.
    pub enum GpusFrom {
        /// On those that serve the models or are a pool, which are then so many more.
        Fleet = "fleet", "The same fleet";
        /// On GPUs of its own, paid by the hour.
        Hours = "hours", "Its own, by the hour";
    }
}

fields! {
    /// Experiments, prices, and one run in detail.
    pub struct Training in training {
        /// Whether training is part of the scenario.
        workload: Switch = Switch::Off, one_of(Switch::CHOICES), "Training", OURS;
        /// Whether training runs on the GPUs that serve the models or are a pool, where there are any, or on its own, by
        /// the hour. In one fleet the needs add up, and a GPU has one price.
        gpus_from: GpusFrom = GpusFrom::Fleet, one_of(GpusFrom::CHOICES), "GPUs", OURS;
        /// How many data scientists run experiments.
        data_scientists: f64 = 4.0, number("person", 0.0, 1e5), "Data scientists", OURS;
        /// GPU time that each of them uses on a working day.
        hours_per_day: f64 = 3.0, number("GPU-hour/person/day", 0.0, 1e4), "Experiments, each a day", AI_CAPACITY,
            usual 2.0 to 4.0;
        /// Working days in a month: five of seven, 4.35 weeks.
        working_days: f64 = 21.7, number("day/month", 0.0, 31.0), "Working days", OURS;
        /// What an hour of one GPU costs on demand. By default an H100.
        gpu_price: f64 = 6.88, number("USD/GPU-hour", 0.0, 1e4), "GPU-hour on demand", H100_PRICE;
        /// What it costs on machines that may be taken away at any moment. By default 60 % less.
        spot_price: f64 = 2.752, number("USD/GPU-hour", 0.0, 1e4), "GPU-hour on spot", CAPACITY_GUIDE,
            usual 2.064 to 3.44;
        /// Which share of experiments runs on spot: they can bear to be interrupted.
        spot_share: f64 = 1.0, number("share", 0.0, 1.0), "Experiments on spot", AI_CAPACITY;
        /// Which share of the scheduled runs does. They must save their state often enough.
        scheduled_spot_share: f64 = 0.0, number("share", 0.0, 1.0), "Scheduled runs on spot", OURS;
        /// Parameters of the model that is trained; of a mixture of experts those that a token uses.
        model_size: f64 = 8.0, number("Gparam", 0.001, 1e5), "Model", OURS;
        /// How many tokens it is trained on in one run.
        tokens: f64 = 1.0, number("Gtok", 0.0, 1e7), "Training data of a run", OURS;
        /// How many GPUs work on that run.
        gpus: f64 = 8.0, whole("gpu", 1.0, 1e6), "GPUs of a run", OURS;
        /// What one GPU can compute at the most, dense and in the precision that is trained in.
        peak_flops: f64 = 989.0, number("Tflop/s/gpu", 0.0, 1e6), "Peak of a GPU", H100;
        /// Which share of that peak a run reaches while it runs (model FLOPS utilization).
        mfu: f64 = 0.40, number("share", 0.0, 1.0), "Share of the peak reached", PUBLISHED_RUNS, usual 0.30 to 0.50;
        /// Which share of the GPU time goes into the run that counts; the rest into restarts, evaluation and
        /// runs that fail.
        program_factor: f64 = 0.7, number("share", 0.0, 1.0), "Time that counts", OURS, usual 0.60 to 0.85;
        /// Within how many hours the run must be done. Left empty nothing presses.
        deadline: Option<f64> = Some(24.0), optional("h", 0.01, 1e6), "Must be done within", OURS;
        /// In which precision weights and gradients are kept.
        precision: Precision = Precision::Mixed, one_of(Precision::CHOICES), "Precision", TRANSFORMER_MATH;
        /// What remembers how each parameter moved.
        optimizer: Optimizer = Optimizer::Adam, one_of(Optimizer::CHOICES), "Optimizer", TRANSFORMER_MATH;
        /// Which parameters are trained.
        method: Method = Method::All, one_of(Method::CHOICES), "What is trained", LORA;
        /// Parameters of the adapters, as a share of the model's.
        adapter_share: f64 = 0.01, number("share", 0.0, 1.0), "Size of the adapters", LORA;
        /// What is spread over the GPUs of the run, rather than kept by each.
        sharding: Sharding = Sharding::Full, one_of(Sharding::CHOICES), "Spread over the GPUs", ZERO;
        /// Memory for activations and buffers on each GPU. It follows batch and sequence; measure it.
        activations: f64 = 10.0, number("GiB/gpu", 0.0, 1e5), "Activations", OURS;
        /// Memory of one GPU. By default an H100.
        gpu_memory: f64 = 79.19, number("GiB/gpu", 0.01, 1e5), "Memory of a GPU", H100_MEMORY;
    }
}

rows! {
    /// Runs on a schedule: the base load that is known ahead.
    pub struct Run in runs as run: "Scheduled runs" of "run", at most 12 {
        /// How often it runs.
        times: f64 = 1.0, number("run/month", 0.0, 1e5), "Times a month", OURS;
        /// How many GPUs it takes.
        gpus: f64 = 8.0, whole("gpu", 0.0, 1e6), "GPUs", OURS;
        /// How long it takes.
        hours: f64 = 6.0, number("h/run", 0.0, 1e5), "Hours", OURS;
    }
}

rows! {
    /// Runs that come once, such as a new model: no schedule has them.
    pub struct OneTime in one_times as once: "One-time events" of "event", at most 8 {
        /// How many GPUs it takes.
        gpus: f64 = 16.0, whole("gpu", 0.0, 1e6), "GPUs", OURS;
        /// How long it takes in all.
        hours: f64 = 72.0, number("h", 0.0, 1e5), "Hours", OURS;
        /// Over how many months it is spread.
        months: f64 = 1.0, whole("month", 1.0, 36.0), "Spread over", OURS;
    }
}

/// What is scheduled until a visitor says otherwise: a model retrained every
/// week, and a larger one every month. Ours; the source names no schedule.
pub fn usual_runs() -> Vec<Run> {
    let run = |name: &str, times, gpus, hours| Run {
        times,
        gpus,
        hours,
        ..Row::fresh(RowKey::of_name(name), name.to_owned())
    };
    vec![
        run("Weekly retraining", 4.35, 8.0, 6.0),
        run("Monthly full training", 1.0, 16.0, 24.0),
    ]
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "training",
        label: "Training",
        step: Step::Workloads,
        fields: &[
            "training.gpus_from",
            "training.data_scientists",
            "training.hours_per_day",
            "training.working_days",
            "training.gpu_price",
            "training.spot_price",
            "training.spot_share",
            "training.scheduled_spot_share",
        ],
        tables: &["run", "once"],
        is_said: |it| it.training.workload == Switch::On,
    },
    Group {
        id: "run",
        label: "One training run",
        step: Step::Workloads,
        fields: &[
            "training.model_size",
            "training.tokens",
            "training.gpus",
            "training.peak_flops",
            "training.mfu",
            "training.program_factor",
            "training.deadline",
            "training.precision",
            "training.optimizer",
            "training.method",
            "training.adapter_share",
            "training.sharding",
            "training.activations",
            "training.gpu_memory",
        ],
        tables: &[],
        is_said: |it| it.training.workload == Switch::On,
    },
];
