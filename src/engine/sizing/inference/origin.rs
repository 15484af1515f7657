//! Which figure or field went into a figure of inference, where the name alone
//! does not say? What stands by peak scenario takes from the same scenario, and
//! an event from its row.

use super::peaks::id_of;
use crate::scenario::Scenario;

/// The id of the figure or field that the input `name` of the figure `id` is.
pub fn origin(scenario: &Scenario, id: &str, name: &str) -> Option<String> {
    let rest = id.strip_prefix("inference.")?;
    let (what, peak) = rest.split_once('.')?;
    if !what.ends_with("_at") {
        return None;
    }
    let column = match name {
        "event_multiplier" => "multiplier",
        "event_hours" => "hours",
        _ if name.ends_with("_at") => return Some(["inference.", name, ".", peak].concat()),
        _ => return None,
    };
    let event = scenario.events.iter().find(|event| id_of(event) == peak)?;
    Some(["event.", event.key.text(), ".", column].concat())
}
