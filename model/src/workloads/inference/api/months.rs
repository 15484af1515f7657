//! What does the API ask in the months to come, for the demand of each and at the price
//! that is known for it?
//!
//! ```text
//! a month = calls of that month * what a call costs on its day
//! ```

use super::{Calls, asked, call_cost, calls_per_month, priced_on, written_share};
use crate::scenario::Scenario;
use crate::scenario::work::is_predictions;
use crate::sheet::Sheet;
use crate::workloads::growth::Growth;
use crate::workloads::inference::load::Load;

/// What the same costs at the API, month by month. What a call costs is worked out again
/// where the list says something else.
pub fn plan(sheet: Sheet, growth: &Growth, load: &Load) {
    if is_predictions(sheet.scenario) || super::chosen(sheet.scenario).is_none() {
        return;
    }
    let written = sheet.given(&written_share::FORMULA);
    let sheet = sheet.if_known();
    let mut now: Option<Calls> = None;
    for (month, rate) in growth.timeline.averages.iter().enumerate() {
        let here = sheet.in_month(month);
        let calls = calls_per_month(here, *rate);
        let call = match now {
            Some(call) if !changes(sheet.scenario, load, month) => call,
            _ => call_cost(here, (load, written), month),
        };
        now = Some(call);
        call.cost(here, calls);
    }
}

/// Whether the list says something else for a month than for the one before.
pub fn changes(scenario: &Scenario, load: &Load, month: usize) -> bool {
    // Without a start every month is priced as on the day of the list.
    if month == 0 || scenario.growth.start.is_none() {
        return false;
    }
    let prompt = load.prompt.or_zero();
    let on = |month| asked(scenario, prompt, priced_on(scenario, month));
    on(month) != on(month - 1)
}
