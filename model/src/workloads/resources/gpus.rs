//! What do inference and training take of GPUs that they share?

use super::formulas::{
    capacity_of_fleet, capacity_of_gpus, critical_of_gpus, critical_of_models, critical_times,
    critical_times_of_models, taken_by_inference, taken_by_training, unit_cost_of_gpu, usable_gpus,
    used_of_calls, used_of_fleet, used_of_models,
};
use super::needs::stands_for;
use super::plan::{Need, Way};
use crate::engine::Plan;
use crate::quantity::brackets::max;
use crate::quantity::math::round_up;
use crate::scenario::fleet::PoolKind;
use crate::scenario::inference;
use crate::sheet::{Cell, Known, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::pools::sized::{
    fleet_of_models, gpus_of_inference, gpus_of_training, most_times,
};

/// The GPUs that serve the models.
pub(super) fn of_gpus(sheet: Sheet, demand: &Demand, plan: &Plan, add: &mut dyn FnMut(Need)) {
    let Some(inference) = &plan.inference else {
        return;
    };
    // A pool that inference and training size stands for their GPUs.
    if stands_for(sheet, plan, PoolKind::Gpu) {
        return;
    }
    let row = Row::Word("gpus", "GPUs");
    let here = sheet.within(row);
    let (held, serving) = (&inference.held, &inference.serving);
    let each = serving.gpus;
    let training = plan.training.as_ref();
    let training = training.filter(|it| it.in_fleet(sheet.scenario, Some(inference)).is_some());
    let training = training.map(|it| gpus_of_training(here, it.gpus_busy));
    let capacity = match training {
        Some(gpus) if sheet.scenario.inference.gpus_held.is_none() => {
            capacity_of_fleet(here, held.gpus, gpus)
        }
        _ => capacity_of_gpus(here, held.gpus),
    };
    let of_training = training.map_or(0.0, Cell::or_zero);
    let sized = |times: f64| {
        let gpus = inference.gpus_for(sheet.scenario, demand, times)?;
        Ok(gpus + round_up(of_training))
    };
    let has_one = inference.models.is_empty();
    let critical = if has_one {
        critical_of_gpus(here)
    } else {
        critical_of_models(here)
    };
    let used = match training {
        Some(training) => {
            let rate = demand.inference_rate;
            let of_inference = if has_one {
                gpus_of_inference(here, rate, serving.most, each)
            } else {
                fleet_of_models(here, inference.count.gpus)
            };
            taken_by_inference(here, of_inference, capacity);
            taken_by_training(here, training, capacity);
            used_of_fleet(here, &[of_inference, training])
        }
        None if has_one => used_of_calls(here, demand.inference_rate, serving.most, each),
        None => used_of_models(here, inference.count.gpus),
    };
    let critical_times = if has_one && training.is_none() {
        let usable = usable_gpus(here, held.replicas, inference.spare, each);
        critical_times(here, critical, usable, used)
    } else {
        let there = capacity.number();
        let most = there.and_then(|there| most_times(there, &sized));
        critical_times_of_models(here, Known(most), capacity, used)
    };
    add(Need {
        row,
        name: "GPUs".to_owned(),
        way: Way::Order,
        unit: "GPUs",
        stated_in: Some((&inference::fields::gpus_held).into()),
        step: max(each.number().unwrap_or(1.0), serving.together),
        used,
        capacity,
        critical,
        critical_times,
        most: sheet.read(&inference::fields::gpus_most),
        lead_time: sheet.read(&inference::fields::lead_time),
        unit_cost: unit_cost_of_gpu(here, serving.gpu_hour),
        sized: Some(&sized),
    });
}
