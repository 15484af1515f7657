//! Where may a figure of the pipeline have an input from?
//!
//! `flow.traffic.growing.backend.utilization_high` is of the scenario `growing`
//! and of the stage `backend`: what a formula names there is a figure of both,
//! of one of them, a cell of either, or of no row.

/// What ids may begin with that a figure of this id takes an input from, the
/// nearest first; none of a figure of another part.
pub fn places(id: &str) -> Vec<String> {
    let parts: Vec<&str> = id.split('.').collect();
    let mut places: Vec<String> = Vec::new();
    let mut add = |parts: &[&str]| places.push(parts.concat());
    let stage = match parts[..] {
        ["flow", _] => None,
        ["flow", stage, _] => Some(stage),
        ["flow", table, row, _] => {
            add(&["flow.", table, ".", row, "."]);
            add(&[table, ".", row, "."]);
            None
        }
        ["flow", table, row, stage, _] => {
            add(&["flow.", table, ".", row, ".", stage, "."]);
            add(&["flow.", table, ".", row, "."]);
            add(&[table, ".", row, "."]);
            Some(stage)
        }
        _ => return Vec::new(),
    };
    if let Some(stage) = stage {
        add(&["flow.", stage, "."]);
        add(&["stage.", stage, "."]);
    }
    add(&["flow."]);
    add(&["demand."]);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_place_comes_first() {
        for (id, expected) in [
            ("money.bill", ""),
            ("flow.cost_low", "flow. demand."),
            (
                "flow.backend.busy",
                "flow.backend. stage.backend. flow. demand.",
            ),
            (
                "flow.phase.mvp.vendors_low",
                "flow.phase.mvp. phase.mvp. flow. demand.",
            ),
            (
                "flow.fix.tier.api.wait_after",
                "flow.fix.tier.api. flow.fix.tier. fix.tier. flow.api. stage.api. flow. demand.",
            ),
        ] {
            assert_eq!(places(id).join(" "), expected, "{id}");
        }
    }
}
