//! Do the GPUs that are there give the time that tiers of customers use?
//!
//! ```text
//! GPU-hours there are = GPUs * hours of a month
//! ```

use crate::engine::Plan;
use crate::facts::constants::HOURS_PER_MONTH;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::scenario::fleet::PoolKind;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: DEFINITION; in "money";

    /// GPU time that the nodes of the pool give in a month.
    pub fn gpu_hours_of_nodes "GPU-hours there are" (capacity: "unit"; inference.gpus_per_node) -> "GPU-hour/month"
        as gpu_hours_there table "capacity * gpus_per_node * HOURS_PER_MONTH"
    { capacity * gpus_per_node * HOURS_PER_MONTH }

    /// GPU time that the GPUs give in a month.
    pub fn gpu_hours_of_gpus "GPU-hours there are" (capacity: "unit") -> "GPU-hour/month" as gpu_hours_there
        table "capacity * HOURS_PER_MONTH"
    { capacity * HOURS_PER_MONTH }

    /// Which share of the GPU time that there is the customers of tiers use.
    pub fn gpu_hours_used "Used by tiers" (gpu_time: "GPU-hour/month", gpu_hours_there: "GPU-hour/month") -> "share"
        from DEFINITION
    { gpu_time / gpu_hours_there }
}

const NONE: Missing = Missing("There are no GPUs, so no share of their time is used.");

/// What tiers use of the GPUs that are there, where there are any.
pub(super) fn plan(sheet: Sheet, gpu_time: Cell, plan: &Plan) {
    let pools = sheet.scenario.pools.iter();
    let of_kind = pools
        .filter(|pool| pool.kind == PoolKind::Gpu)
        .map(|pool| pool.key);
    let nodes: Vec<_> = of_kind.collect();
    let resources = plan.resources.iter().flat_map(|it| &it.all);
    let there = resources
        .into_iter()
        .find_map(|resource| match resource.row.in_table() {
            None if resource.unit == "GPUs" => Some(gpu_hours_of_gpus(sheet, resource.capacity)),
            Some((_, key, _)) if nodes.contains(&key) => {
                Some(gpu_hours_of_nodes(sheet, resource.capacity))
            }
            _ => None,
        });
    if let Some(there) = there {
        gpu_hours_used(sheet, gpu_time, there.must(|hours| hours > 0.0, NONE));
    }
}
