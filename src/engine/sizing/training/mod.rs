//! How much GPU time does training take in a month, and what does it cost?
//!
//! ```text
//! GPU-hours a month = scheduled + experiments + one-time
//! scheduled = sum of times a month * GPUs * hours
//! experiments = data scientists * hours a working day * working days
//! cost = GPU-hours * price, part of it at the price of spot
//! ```
//!
//! [`run`] is about one run: how long it takes and whether it fits in memory.

pub mod run;

use crate::catalog::constants::HOURS_PER_MONTH;
use crate::catalog::sources::{AI_CAPACITY, DEFINITION};
use crate::engine::outcome::{Visit, figures};
use crate::quantity::math::sum;
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::{RowKey, Scenario};
use run::RunPlan;

/// GPU time.
pub mod time {
    use super::{AI_CAPACITY, HOURS_PER_MONTH, sum};

    crate::old_formulas! {
        source: AI_CAPACITY;

        /// GPU time of a run on a schedule, over a month.
        pub fn of_run "GPU-hours" (times: "run/month", gpus: "gpu", hours: "h/run") -> "GPU-hour/month" as run_time {
            times * gpus * hours
        }
        /// GPU time of a one-time event, in each month over which it is spread.
        pub fn of_event "GPU-hours" (gpus: "gpu", hours: "h", months: "month") -> "GPU-hour/month" as event_time {
            gpus * hours / months
        }
        /// GPU time of all runs on a schedule.
        pub fn scheduled "Scheduled" (run_time: "GPU-hour/month") -> "GPU-hour/month" {
            sum(run_time)
        }
        /// GPU time of the data scientists' experiments.
        pub fn experiments "Experiments" (data_scientists: "person", hours_per_day: "GPU-hour/person/day", working_days: "day/month") -> "GPU-hour/month" {
            data_scientists * hours_per_day * working_days
        }
        /// GPU time of all one-time events, in a month that has them.
        pub fn one_time "One-time" (event_time: "GPU-hour/month") -> "GPU-hour/month" {
            sum(event_time)
        }
        /// GPU time of a month without one-time events.
        pub fn steady_with_runs "In a usual month" (scheduled: "GPU-hour/month", experiments: "GPU-hour/month") -> "GPU-hour/month" as steady_gpu_hours {
            scheduled + experiments
        }
        /// GPU time of a month without one-time events; nothing is scheduled.
        pub fn steady_without_runs "In a usual month" (experiments: "GPU-hour/month") -> "GPU-hour/month" as steady_gpu_hours {
            experiments
        }
        /// GPU time of training in a month.
        pub fn gpu_hours_with_events "GPU-hours of training" (steady_gpu_hours: "GPU-hour/month", one_time: "GPU-hour/month") -> "GPU-hour/month" as gpu_hours {
            steady_gpu_hours + one_time
        }
        /// GPU time of training in a month.
        pub fn gpu_hours_without_events "GPU-hours of training" (steady_gpu_hours: "GPU-hour/month") -> "GPU-hour/month" as gpu_hours {
            steady_gpu_hours
        }
        /// How many GPUs that would keep busy day and night.
        pub fn gpus_busy "GPUs busy on average" (gpu_hours: "GPU-hour/month") -> "gpu" {
            gpu_hours / HOURS_PER_MONTH
        }
    }
}

/// Money.
pub mod cost {
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// What an hour of a GPU costs for scheduled runs, on demand and on spot together.
        pub fn scheduled_price "GPU-hour, scheduled" (scheduled_spot_share: "share", spot_price: "USD/GPU-hour", gpu_price: "USD/GPU-hour") -> "USD/GPU-hour" {
            scheduled_spot_share * spot_price + (1.0 - scheduled_spot_share) * gpu_price
        }
        /// What an hour of a GPU costs for experiments, on demand and on spot together.
        pub fn experiments_price "GPU-hour, experiments" (spot_share: "share", spot_price: "USD/GPU-hour", gpu_price: "USD/GPU-hour") -> "USD/GPU-hour" {
            spot_share * spot_price + (1.0 - spot_share) * gpu_price
        }
        /// What the scheduled runs cost.
        pub fn scheduled_cost "Scheduled" (scheduled: "GPU-hour/month", scheduled_price: "USD/GPU-hour") -> "USD/month" {
            scheduled * scheduled_price
        }
        /// What the experiments cost.
        pub fn experiments_cost "Experiments" (experiments: "GPU-hour/month", experiments_price: "USD/GPU-hour") -> "USD/month" {
            experiments * experiments_price
        }
        /// What one-time events cost, on demand: they cannot wait for what is left over.
        pub fn one_time_cost "One-time" (one_time: "GPU-hour/month", gpu_price: "USD/GPU-hour") -> "USD/month" {
            one_time * gpu_price
        }
        /// What training costs in a month without one-time events.
        pub fn steady_cost_with_runs "In a usual month" (scheduled_cost: "USD/month", experiments_cost: "USD/month") -> "USD/month" as steady_cost {
            scheduled_cost + experiments_cost
        }
        /// What training costs in a month without one-time events; nothing is scheduled.
        pub fn steady_cost_without_runs "In a usual month" (experiments_cost: "USD/month") -> "USD/month" as steady_cost {
            experiments_cost
        }
        /// What training costs in a month.
        pub fn training_cost_with_events "Cost of training" (steady_cost: "USD/month", one_time_cost: "USD/month") -> "USD/month" as cost {
            steady_cost + one_time_cost
        }
        /// What training costs in a month.
        pub fn training_cost_without_events "Cost of training" (steady_cost: "USD/month") -> "USD/month" as cost {
            steady_cost
        }
        /// What the same GPU time costs with nothing on spot.
        pub fn without_spot "With nothing on spot" (gpu_hours: "GPU-hour/month", gpu_price: "USD/GPU-hour") -> "USD/month" {
            gpu_hours * gpu_price
        }
        /// What spot saves of that.
        pub fn spot_saves "Saved by spot" (without_spot: "USD/month", cost: "USD/month") -> "USD/month" {
            without_spot - cost
        }
        /// What would be saved besides with all experiments on spot.
        pub fn spot_could_save "Spot could save besides" (experiments: "GPU-hour/month", experiments_price: "USD/GPU-hour", spot_price: "USD/GPU-hour") -> "USD/month" {
            experiments * (experiments_price - spot_price)
        }
    }
}

/// Every formula of training.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = time::entries();
    all.extend(cost::entries());
    all.extend(run::entries());
    all
}

figures! {
    /// GPU time and money of a month.
    pub struct Month in "training" {
        /// In all.
        gpu_hours: Figure,
        /// Without one-time events.
        steady_gpu_hours: Figure,
        /// On a schedule.
        scheduled: Outcome,
        /// By data scientists.
        experiments: Figure,
        /// That come once.
        one_time: Outcome,
        /// GPUs that it keeps busy.
        gpus_busy: Figure,
        /// In all.
        cost: Figure,
        /// Without one-time events.
        steady_cost: Figure,
        /// On a schedule.
        scheduled_cost: Outcome,
        /// By data scientists.
        experiments_cost: Figure,
        /// That come once.
        one_time_cost: Outcome,
        /// A scheduled GPU-hour.
        scheduled_price: Figure,
        /// A GPU-hour of an experiment.
        experiments_price: Figure,
        /// All on demand.
        without_spot: Figure,
        /// What spot saves.
        spot_saves: Figure,
        /// What it could save besides.
        spot_could_save: Figure,
    }
}

figures! {
    /// A scheduled run.
    pub struct RunFigures in "training.run" by row {
        /// Its GPU time.
        run_time: Figure,
    }
}

figures! {
    /// A one-time event.
    pub struct OnceFigures in "training.once" by row {
        /// Its GPU time.
        event_time: Figure,
    }
}

/// Training, in a month and run by run.
#[derive(Clone, PartialEq, Debug)]
pub struct TrainingPlan {
    /// A month of it.
    pub month: Month,
    /// Scheduled runs, in the scenario's order.
    pub runs: Vec<(RowKey, RunFigures)>,
    /// One-time events, likewise.
    pub one_times: Vec<(RowKey, OnceFigures)>,
    /// One run in detail.
    pub run: RunPlan,
}

/// Why there is no scheduled time.
pub const NO_RUNS: Absent = Absent("No runs are scheduled.");
/// Why there is no one-time event.
pub const NO_EVENTS: Absent = Absent("There are no one-time events.");

/// What training comes to.
pub fn plan(scenario: &Scenario) -> TrainingPlan {
    let runs: Vec<(RowKey, RunFigures)> = scenario
        .runs
        .iter()
        .map(|run| {
            let run_time = time::of_run(run.times, run.gpus, run.hours);
            (run.key, RunFigures { run_time })
        })
        .collect();
    let one_times: Vec<(RowKey, OnceFigures)> = scenario
        .one_times
        .iter()
        .map(|event| {
            let event_time = time::of_event(event.gpus, event.hours, event.months);
            (event.key, OnceFigures { event_time })
        })
        .collect();
    TrainingPlan {
        month: month(scenario, &runs, &one_times),
        run: run::plan(&scenario.training),
        runs,
        one_times,
    }
}

fn month(
    scenario: &Scenario,
    runs: &[(RowKey, RunFigures)],
    one_times: &[(RowKey, OnceFigures)],
) -> Month {
    let stated = &scenario.training;
    let (gpu_price, spot_price) = (stated.gpu_price, stated.spot_price);
    let scheduled = some(runs.len(), NO_RUNS)
        .map(|()| time::scheduled(runs.iter().map(|(_, run)| run.run_time.value).sum()));
    let one_time = some(one_times.len(), NO_EVENTS).map(|()| {
        time::one_time(
            one_times
                .iter()
                .map(|(_, event)| event.event_time.value)
                .sum(),
        )
    });
    let experiments = time::experiments(
        stated.data_scientists,
        stated.hours_per_day,
        stated.working_days,
    );
    let steady_gpu_hours = match scheduled {
        Ok(scheduled) => time::steady_with_runs(scheduled.value, experiments.value),
        Err(_) => time::steady_without_runs(experiments.value),
    };
    let gpu_hours = match one_time {
        Ok(one_time) => time::gpu_hours_with_events(steady_gpu_hours.value, one_time.value),
        Err(_) => time::gpu_hours_without_events(steady_gpu_hours.value),
    };
    let scheduled_price = cost::scheduled_price(stated.scheduled_spot_share, spot_price, gpu_price);
    let experiments_price = cost::experiments_price(stated.spot_share, spot_price, gpu_price);
    let scheduled_cost =
        scheduled.map(|time| cost::scheduled_cost(time.value, scheduled_price.value));
    let experiments_cost = cost::experiments_cost(experiments.value, experiments_price.value);
    let one_time_cost = one_time.map(|time| cost::one_time_cost(time.value, gpu_price));
    let steady_cost = match scheduled_cost {
        Ok(scheduled) => cost::steady_cost_with_runs(scheduled.value, experiments_cost.value),
        Err(_) => cost::steady_cost_without_runs(experiments_cost.value),
    };
    let all = match one_time_cost {
        Ok(one_time) => cost::training_cost_with_events(steady_cost.value, one_time.value),
        Err(_) => cost::training_cost_without_events(steady_cost.value),
    };
    let without_spot = cost::without_spot(gpu_hours.value, gpu_price);
    Month {
        gpu_hours,
        steady_gpu_hours,
        scheduled,
        experiments,
        one_time,
        gpus_busy: time::gpus_busy(gpu_hours.value),
        cost: all,
        steady_cost,
        scheduled_cost,
        experiments_cost,
        one_time_cost,
        scheduled_price,
        experiments_price,
        without_spot,
        spot_saves: cost::spot_saves(without_spot.value, all.value),
        spot_could_save: cost::spot_could_save(
            experiments.value,
            experiments_price.value,
            spot_price,
        ),
    }
}

fn some(count: usize, none: Absent) -> Result<(), Absent> {
    if count == 0 { Err(none) } else { Ok(()) }
}

impl TrainingPlan {
    /// Visits every figure with its id, in reading order.
    pub fn each(&self, visit: &mut Visit) {
        self.month.each(&mut |id, outcome| visit(id, outcome));
        for (key, run) in &self.runs {
            run.each(key.text(), visit);
        }
        for (key, event) in &self.one_times {
            event.each(key.text(), visit);
        }
        self.run.each(&mut |id, outcome| visit(id, outcome));
    }
}
