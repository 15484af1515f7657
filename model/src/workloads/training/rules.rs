//! Does training fit: into memory, into its time, and into the cheapest way to
//! run it?

use crate::engine::Plan;
use crate::facts::constants::HOURS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity, cell};
use crate::scenario::Scenario;
use crate::scenario::training::{Method, Optimizer, Sharding};

const HOURS: Unit = Unit::Of("h");

/// How little of a GPU's memory may stay free before it is worth a word.
const TIGHT: f64 = 0.9;

/// What is wrong with it.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.outcome("training.gpu_hours").is_none() {
        return;
    }
    let mut found = |rule, severity, sentence: String, evidence: &[&str]| {
        findings.push(Finding::new(rule, severity, sentence, evidence));
    };
    memory(scenario, plan, &mut found);
    in_time(scenario, plan, &mut found);
    spot(scenario, plan, &mut found);
}

type Found<'a> = &'a mut dyn FnMut(&'static str, Severity, String, &[&str]);

fn memory(scenario: &Scenario, plan: &Plan, found: Found) {
    let stated = &scenario.training;
    if let (Some(needed), Some(share)) = (
        plan.number("training.memory_needed"),
        plan.number("training.memory_share"),
    ) {
        let memory = Unit::Of("GiB");
        let [need, has] = [needed, stated.gpu_memory].map(|value| shown(value, memory));
        let evidence = ["training.memory_needed", "training.gpu_memory"];
        if share > 1.0 {
            found(
                "training_out_of_memory",
                Severity::Error,
                [
                    "The model does not fit: each GPU needs ",
                    &need,
                    " and has ",
                    &has,
                    ". ",
                    remedy(scenario),
                ]
                .concat(),
                &evidence,
            );
        } else if share > TIGHT {
            found(
                "training_memory_tight",
                Severity::Warning,
                [
                    "Training takes ",
                    &need,
                    " of the ",
                    &has,
                    " of each GPU: a longer sequence or a larger batch no longer fits.",
                ]
                .concat(),
                &evidence,
            );
        }
    }
}

fn remedy(scenario: &Scenario) -> &'static str {
    let stated = &scenario.training;
    if stated.activations >= stated.gpu_memory {
        "Activations alone fill it: use smaller batches, shorter sequences or more memory."
    } else if stated.sharding != Sharding::Full {
        "Spread more of it over the GPUs, or use GPUs with more memory."
    } else if stated.method == Method::All && stated.optimizer == Optimizer::Adam {
        "Use more GPUs, an optimizer that remembers less, or train adapters."
    } else {
        "Use more GPUs, or GPUs with more memory."
    }
}

fn in_time(scenario: &Scenario, plan: &Plan, found: Found) {
    match (plan.get("training.wall_time"), scenario.training.deadline) {
        (Err(absent), _) => found(
            "training_never_done",
            Severity::Error,
            absent.0.to_owned(),
            &["training.speed"],
        ),
        (Ok(wall), Some(deadline)) if wall.value > deadline => {
            let gpus = plan.get("training.gpus_in_time").map_or_else(
                |_| "More GPUs".to_owned(),
                |gpus| shown(gpus.value, gpus.unit()),
            );
            found(
                "training_window_short",
                Severity::Error,
                [
                    "A run takes ",
                    &shown(wall.value, HOURS),
                    " and must be done within ",
                    &shown(deadline, HOURS),
                    ". ",
                    &gpus,
                    " would do, if its work spreads evenly; or train on less.",
                ]
                .concat(),
                &["training.wall_time", "training.deadline"],
            );
        }
        _ => {}
    }
    for run in &scenario.runs {
        let busy = run.times * run.hours;
        if run.gpus > 0.0 && busy > HOURS_PER_MONTH {
            let id = |column| cell("run", run.key, column);
            found(
                "runs_overlap",
                Severity::Warning,
                [
                    &run.name,
                    " takes ",
                    &shown(busy, HOURS),
                    " of the 730 hours of a month: a run starts before the last one is done. Plan GPUs for \
                     both, or run it less often.",
                ]
                .concat(),
                &[&id("times"), &id("hours")],
            );
        }
    }
}

fn spot(scenario: &Scenario, plan: &Plan, found: Found) {
    let stated = &scenario.training;
    let could = plan.figure("training.spot_could_save");
    let could = could.filter(|could| could.value > 0.0);
    let uses_spot = stated.spot_share > 0.0 || stated.scheduled_spot_share > 0.0;
    if stated.spot_price > stated.gpu_price && uses_spot {
        found(
            "spot_costs_more",
            Severity::Warning,
            "A GPU-hour on spot costs more than one on demand, so that spot saves nothing. Correct a price, or \
             leave spot out.".to_owned(),
            &["training.spot_price", "training.gpu_price"],
        );
    } else if stated.spot_share <= 0.0
        && let Some(could) = could
    {
        found(
            "experiments_on_demand",
            Severity::Warning,
            [
                "All experiments run on demand. They can bear to be interrupted: on spot they would save ",
                &shown(could.value, could.unit()),
                ".",
            ]
            .concat(),
            &["training.spot_could_save", "training.spot_share"],
        );
    }
    if plan
        .number("training.gpu_hours")
        .is_some_and(|hours| hours <= 0.0)
    {
        found(
            "nothing_trained",
            Severity::Note,
            "Training is on, but nothing is trained: state data scientists, a scheduled run or a one-time \
             event.".to_owned(),
            &["training.gpu_hours"],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::web::Switch;

    /// The rules that hold with training on, after a change.
    fn check(change: fn(&mut Scenario), expected: &[&str]) {
        let mut scenario = Scenario::default();
        scenario.training.workload = Switch::On;
        change(&mut scenario);
        crate::review::held::hold(review, &scenario, expected, "");
    }

    #[test]
    fn what_does_not_fit_says_so() {
        check(|_| {}, &[]);
        check(|it| it.training.workload = Switch::Off, &[]);
        check(
            |it| it.training.model_size = 70.0,
            &["training_out_of_memory", "training_window_short"],
        );
        check(
            |it| it.training.sharding = Sharding::None,
            &["training_out_of_memory"],
        );
        // 128e9 bytes on 8 GPUs are 14.9 GiB; with 60 of activations 74.9.
        check(
            |it| it.training.activations = 60.0,
            &["training_memory_tight"],
        );
        check(|it| it.training.activations = 56.0, &[]);
        check(
            |it| it.training.activations = 65.2,
            &["training_out_of_memory"],
        );
        check(|it| it.training.tokens = 5.0, &["training_window_short"]);
        check(
            |it| (it.training.tokens, it.training.deadline) = (5.0, None),
            &[],
        );
        check(|it| it.training.mfu = 0.0, &["training_never_done"]);
    }

    #[test]
    fn what_costs_too_much_says_so() {
        check(
            |it| it.training.spot_share = 0.0,
            &["experiments_on_demand"],
        );
        check(|it| it.training.spot_price = 7.0, &["spot_costs_more"]);
        check(
            |it| (it.training.spot_price, it.training.spot_share) = (7.0, 0.0),
            &[],
        );
        check(|it| it.runs[0].times = 122.0, &["runs_overlap"]);
        check(|it| it.runs[0].times = 121.0, &[]);
        check(
            |it| {
                it.runs.clear();
                it.training.data_scientists = 0.0;
            },
            &["nothing_trained"],
        );
    }
}
