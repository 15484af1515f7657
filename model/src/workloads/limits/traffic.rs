//! How full is each stage in the traffic that may come?
//!
//! ```text
//! utilization = utilization at the peak of now * messages then / messages now
//! connections by users at once in place of messages
//! ```

use super::plan::stage_row;
use super::stage::StagePlan;
use crate::facts::sources::DEFINITION;
use crate::scenario::flow::{StageKind, traffic};
use crate::sheet::{Cell, Row, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "flow.traffic.{row}.{row}";

    /// How full the stage is at the peak with the fewest messages of the scenario.
    pub fn least_messages "Utilization, from"
        (
            utilization_peak: "share", messages_per_day: "message/day"; traffic.messages_low
        ) -> "share" as utilization_low
    { utilization_peak * messages_low / messages_per_day }

    /// How full the stage is at the peak with the most messages of the scenario.
    pub fn most_messages "Utilization, to"
        (
            utilization_peak: "share", messages_per_day: "message/day"; traffic.messages_high
        ) -> "share" as utilization_high
    { utilization_peak * messages_high / messages_per_day }

    /// How many connections the fewest users at once of the scenario hold.
    pub fn least_users "Utilization, from"
        (
            utilization_peak: "share", concurrent_users: "user"; traffic.concurrent_low
        ) -> "share" as utilization_low
    { utilization_peak * concurrent_low / concurrent_users }

    /// How many connections the most users at once of the scenario hold.
    pub fn most_users "Utilization, to"
        (
            utilization_peak: "share", concurrent_users: "user"; traffic.concurrent_high
        ) -> "share" as utilization_high
    { utilization_peak * concurrent_high / concurrent_users }
}

/// How full each scenario makes each stage, at the least and at the most.
pub(super) fn plan(sheet: Sheet, stages: &[StagePlan], demand: &Demand) -> Vec<Vec<[Cell; 2]>> {
    let (messages, users) = (demand.messages_per_day, demand.concurrent_users);
    let scenarios = sheet.scenario.traffic.iter().enumerate();
    let filled = scenarios.map(|(at, row)| {
        let sheet = sheet.within(Row::Of(&traffic::TABLE, row.key, at));
        let filled = stages.iter().enumerate().map(|(at, stage)| {
            let sheet = sheet.within(stage_row(stage.row, at));
            let peak = stage.utilization_peak;
            if sheet.scenario.stages[at].kind == StageKind::Connections {
                [
                    least_users(sheet, peak, users),
                    most_users(sheet, peak, users),
                ]
            } else {
                [
                    least_messages(sheet, peak, messages),
                    most_messages(sheet, peak, messages),
                ]
            }
        });
        filled.collect()
    });
    filled.collect()
}

/// The fullest stage at the most, by its place, and how full it is.
pub fn fullest(stages: &[[Cell; 2]]) -> Option<(usize, f64)> {
    let known = stages.iter().enumerate();
    known
        .filter_map(|(at, [_, most])| Some((at, most.number().ok()?)))
        .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
}
