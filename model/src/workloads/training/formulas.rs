//! How much GPU time does training take in a month, and what does it cost?
//!
//! ```text
//! GPU-hours a month = scheduled + experiments + one-time
//! scheduled = sum of times a month * GPUs * hours
//! experiments = data scientists * hours a working day * working days
//! cost = GPU-hours * price, part of it at the price of spot
//! ```

use crate::facts::constants::HOURS_PER_MONTH;
use crate::facts::sources::{AI_CAPACITY, DEFINITION, OURS};
use crate::quantity::math::sum;

crate::formulas! {
    source: AI_CAPACITY; in "training";

    /// GPU time of a run on a schedule, over a month.
    pub fn run_time "GPU-hours" (; run.times, run.gpus, run.hours) -> "GPU-hour/month"
        as "training.run.{row}.run_time"
    { times * gpus * hours }

    /// GPU time of a one-time event, in each month over which it is spread.
    pub fn event_time "GPU-hours" (; once.gpus, once.hours, once.months) -> "GPU-hour/month"
        as "training.once.{row}.event_time"
    { gpus * hours / months }

    /// GPU time of all runs on a schedule.
    pub fn scheduled "Scheduled" (run_time: ["GPU-hour/month"]) -> "GPU-hour/month"
    { sum(run_time) }

    /// GPU time of the data scientists' experiments.
    pub fn experiments "Experiments"
        (; training.data_scientists, training.hours_per_day, training.working_days) -> "GPU-hour/month"
    { data_scientists * hours_per_day * working_days }

    /// GPU time of all one-time events, in a month that has them.
    pub fn one_time "One-time" (event_time: ["GPU-hour/month"]) -> "GPU-hour/month"
    { sum(event_time) }

    /// GPU time of a month without one-time events.
    pub fn steady_with_runs "In a usual month"
        (scheduled: "GPU-hour/month", experiments: "GPU-hour/month") -> "GPU-hour/month" as steady_gpu_hours
    { scheduled + experiments }

    /// GPU time of a month without one-time events; nothing is scheduled.
    pub fn steady_without_runs "In a usual month"
        (experiments: "GPU-hour/month") -> "GPU-hour/month" as steady_gpu_hours

    /// GPU time of training in a month.
    pub fn gpu_hours_with_events "GPU-hours of training"
        (steady_gpu_hours: "GPU-hour/month", one_time: "GPU-hour/month") -> "GPU-hour/month" as gpu_hours
    { steady_gpu_hours + one_time }

    /// GPU time of training in a month.
    pub fn gpu_hours_without_events "GPU-hours of training"
        (steady_gpu_hours: "GPU-hour/month") -> "GPU-hour/month" as gpu_hours

    /// How many GPUs that would keep busy day and night.
    pub fn gpus_busy "GPUs busy on average" (gpu_hours: "GPU-hour/month") -> "gpu" from DEFINITION
    { gpu_hours / HOURS_PER_MONTH }

    /// How many GPUs training takes at once.
    pub fn gpus_at_once "GPUs at once" (gpus_busy: "gpu", gpus: ["gpu"]) -> "gpu" from OURS
        table "the most of a run or an event, or what all of it keeps busy on average where that is more"

    /// What an hour of a GPU costs for scheduled runs, on demand and on spot together.
    pub fn scheduled_price "GPU-hour, scheduled"
        (; training.scheduled_spot_share, training.spot_price, training.gpu_price) -> "USD/GPU-hour" from DEFINITION
    { scheduled_spot_share * spot_price + (1.0 - scheduled_spot_share) * gpu_price }

    /// What an hour of a GPU costs for experiments, on demand and on spot together.
    pub fn experiments_price "GPU-hour, experiments"
        (; training.spot_share, training.spot_price, training.gpu_price) -> "USD/GPU-hour" from DEFINITION
    { spot_share * spot_price + (1.0 - spot_share) * gpu_price }

    /// What the scheduled runs cost.
    pub fn scheduled_cost "Scheduled"
        (scheduled: "GPU-hour/month", scheduled_price: "USD/GPU-hour") -> "USD/month" from DEFINITION
    { scheduled * scheduled_price }

    /// What the experiments cost.
    pub fn experiments_cost "Experiments"
        (experiments: "GPU-hour/month", experiments_price: "USD/GPU-hour") -> "USD/month" from DEFINITION
    { experiments * experiments_price }

    /// What one-time events cost, on demand: they cannot wait for what is left over.
    pub fn one_time_cost "One-time" (one_time: "GPU-hour/month"; training.gpu_price) -> "USD/month" from DEFINITION
    { one_time * gpu_price }

    /// What training costs in a month without one-time events.
    pub fn steady_cost_with_runs "In a usual month"
        (scheduled_cost: "USD/month", experiments_cost: "USD/month") -> "USD/month" as steady_cost from DEFINITION
    { scheduled_cost + experiments_cost }

    /// What training costs in a month without one-time events; nothing is scheduled.
    pub fn steady_cost_without_runs "In a usual month"
        (experiments_cost: "USD/month") -> "USD/month" as steady_cost from DEFINITION

    /// What training costs in a month.
    pub fn training_cost_with_events "Cost of training"
        (steady_cost: "USD/month", one_time_cost: "USD/month") -> "USD/month" as cost from DEFINITION
    { steady_cost + one_time_cost }

    /// What training costs in a month.
    pub fn training_cost_without_events "Cost of training"
        (steady_cost: "USD/month") -> "USD/month" as cost from DEFINITION

    /// What the same GPU time costs with nothing on spot.
    pub fn without_spot "With nothing on spot"
        (gpu_hours: "GPU-hour/month"; training.gpu_price) -> "USD/month" from DEFINITION
    { gpu_hours * gpu_price }

    /// What spot saves of that.
    pub fn spot_saves "Spot saves" (without_spot: "USD/month", cost: "USD/month") -> "USD/month" from DEFINITION
    { without_spot - cost }

    /// What would be saved besides with all experiments on spot.
    pub fn spot_could_save "Spot could save besides"
        (experiments: "GPU-hour/month", experiments_price: "USD/GPU-hour"; training.spot_price)
        -> "USD/month" from DEFINITION
    { experiments * (experiments_price - spot_price) }
}
