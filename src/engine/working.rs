//! How was a figure worked out, and where does each of its inputs come from?
//! An input leads on to the figure or the field that it is, so that a reader
//! can follow a number back to what was stated.

use super::Plan;
use super::origin::{Origin, Origins};
use crate::catalog::constants;
use crate::quantity::format::shown;
use crate::quantity::{Figure, Input, Kind};
use crate::scenario::{Field, RowKey, Scenario, Slot, catalogue};
pub use crate::sheet::explain::{Explanation as Working, Origin as Traced};

/// The working behind a figure or field of this id; none if there is no such.
pub fn working(scenario: &Scenario, plan: &Plan, id: &str) -> Option<Working> {
    if let Some(found) = plan.cells.explain(scenario, id) {
        return Some(found);
    }
    match plan.outcome(id) {
        Some(Ok(figure)) => Some(of_figure(scenario, plan, id, &figure)),
        Some(Err(absent)) => Some(Working::of_absent(id, absent)),
        None => Some(Working::of_slot(scenario, catalogue::slot(scenario, id)?)),
    }
}

fn of_figure(scenario: &Scenario, plan: &Plan, id: &str, figure: &Figure) -> Working {
    let formula = figure.formula;
    let known = Origins::new(scenario, plan);
    let inputs = formula
        .inputs
        .iter()
        .zip(figure.inputs())
        .flat_map(|(input, value)| traced((scenario, plan), &known, (id, figure), input, *value))
        .collect();
    let constants = constants::ALL
        .iter()
        .filter(|constant| formula.text.contains(constant.name))
        .collect();
    let slot = (formula.kind == Kind::Stated)
        .then(|| stated_in(scenario, id, formula.id))
        .flatten();
    Working {
        id: id.to_owned(),
        label: formula.label,
        sentence: formula.sentence.trim(),
        value: Ok(value_text(figure)),
        text: (formula.kind != Kind::Stated).then_some(formula.text),
        kind: formula.kind,
        source: formula.source,
        inputs,
        constants,
        slot,
        of: row_of(scenario, plan, id),
    }
}

/// An input leads to what the formula means by its name: one figure or stated
/// input, or one a row where the formula adds them up.
fn traced(
    (scenario, plan): (&Scenario, &Plan),
    known: &Origins,
    of: (&str, &Figure),
    input: &Input,
    taken: f64,
) -> Vec<Traced> {
    let (id, figure) = of;
    let origins = known.of(id, figure, input, taken);
    if origins.is_empty() {
        return vec![Traced {
            name: input.name,
            of: None,
            id: String::new(),
            label: input.name,
            value: shown(taken, input.unit),
        }];
    }
    let is_sum = figure.formula.sums(input.name);
    let looked_up = figure.formula.kind == Kind::LookedUp;
    origins
        .into_iter()
        .map(|known| {
            let text = |value: f64| text_of(&known.origin, value, input);
            let own = known.value();
            // A look-up may have taken a part of what its input comes to.
            let is_part = looked_up && taken < own;
            Traced {
                name: input.name,
                of: row_of(scenario, plan, &known.id),
                id: known.id.clone(),
                label: known.label(),
                value: match (is_sum, is_part) {
                    (true, _) => text(own),
                    (_, true) => [&text(taken), " of ", &text(own)].concat(),
                    _ => text(taken),
                },
            }
        })
        .collect()
}

/// A value of this origin in words.
fn text_of(origin: &Origin, value: f64, input: &Input) -> String {
    let word = match origin {
        Origin::Figure(figure) => figure.word(),
        Origin::Stated(slot, _) => choice_at(slot.field, value),
    };
    word.map_or_else(|| shown(value, input.unit), str::to_owned)
}

/// The input in which a figure of this id states what it repeats.
fn stated_in(scenario: &Scenario, id: &str, formula: &'static str) -> Option<Slot> {
    let name = formula.rsplit('.').next().unwrap_or(formula);
    let field = catalogue::field(formula).map(Slot::from);
    field.or_else(|| cell(scenario, id, name))
}

/// The cell of this column in the row that a figure of this id is of: a part
/// of the id is the row's key, `money.tier.pro.margin`. Of several tables the
/// one that the id names comes first.
fn cell(scenario: &Scenario, id: &str, column: &str) -> Option<Slot> {
    let has = |part: &str| id.split('.').any(|other| other == part);
    let mut found = None;
    for table in catalogue::tables() {
        let Some(field) = table.columns.iter().find(|field| field.name() == column) else {
            continue;
        };
        let mut keys = table.keys(scenario).into_iter();
        let Some(key) = keys.find(|key| has(key.text())) else {
            continue;
        };
        let row = Some(key);
        if has(table.id) {
            return Some(Slot { field, row });
        }
        found = found.or(Some(Slot { field, row }));
    }
    found
}

/// What the row is called that a figure or an input of this id is of: where the
/// sheet does not know it, the id names the table, then the row.
pub fn row_of(scenario: &Scenario, plan: &Plan, id: &str) -> Option<String> {
    if let Some(at) = plan.cells.place(id) {
        return plan.cells.row(at)?.name(scenario);
    }
    let mut parts = id.split('.');
    let Some(table) = parts.find_map(catalogue::table) else {
        // These have no word for their table.
        let (area, rest) = id.split_once('.')?;
        let (table, row) = match area {
            "flow" => ("stage", rest.split_once('.')?.0),
            "fleet" => ("pool", rest.split_once('.')?.0),
            _ => return None,
        };
        let table = catalogue::table(table)?;
        return table.name(scenario, RowKey::read(row)?).map(str::to_owned);
    };
    let key = RowKey::read(parts.next()?)?;
    table.name(scenario, key).map(str::to_owned)
}

/// A figure's value with its unit, or its word.
pub fn value_text(figure: &Figure) -> String {
    figure
        .word()
        .map_or_else(|| shown(figure.value, figure.unit()), str::to_owned)
}

fn choice_at(field: &Field, index: f64) -> Option<&'static str> {
    field
        .choices()
        .iter()
        .zip(0_u32..)
        .find(|(_, at)| f64::from(*at).total_cmp(&index).is_eq())
        .map(|(choice, _)| choice.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::Value;

    /// Follows every input of every figure, and theirs, to what is stated.
    #[test]
    fn every_figure_can_be_followed_to_what_was_stated() {
        for preset in crate::scenario::preset::PRESETS {
            let scenario = preset.scenario();
            let plan = plan(&scenario);
            let known = Origins::new(&scenario, &plan);
            let mut count = 0;
            plan.each(&mut |id, outcome| {
                count += 1;
                let Ok(figure) = outcome else { return };
                // What stands on the sheet knows its inputs.
                if plan.cells.place(id).is_some() {
                    return;
                }
                assert!(!figure.formula.sentence.is_empty(), "{id}");
                for (input, taken) in figure.formula.inputs.iter().zip(figure.inputs()) {
                    let of = (&scenario, &plan);
                    let inputs = traced(of, &known, (id, &figure), input, *taken);
                    assert!(!inputs.is_empty(), "{id}: {} is nowhere", input.name);
                    for input in inputs {
                        assert!(!input.id.is_empty(), "{id}: {} leads nowhere", input.name);
                        assert_ne!(input.id, id, "{id} leads to itself");
                    }
                }
            });
            assert!(count > 60, "{}", preset.id);
        }
    }

    #[test]
    fn what_is_unknown_says_why() {
        let mut scenario = Scenario::default();
        catalogue::field("web.node_type")
            .unwrap()
            .put(&mut scenario, Value::Choice("custom"))
            .unwrap();
        let plan = plan(&scenario);
        let working = working(&scenario, &plan, "web.bill").unwrap();
        assert!(working.value.unwrap_err().0.contains("no list price"));
    }

    #[test]
    fn a_figure_is_named_after_its_row() {
        for (preset, id, row) in [
            ("gpu-1", "inference.gpus_at.viral", Some("Viral moment")),
            ("sale-1", "inference.short_at.sale", Some("Sale")),
            ("saas-1", "fleet.gpu_nodes.days_to_cliff", Some("GPU nodes")),
            ("saas-1", "fleet.more_customers", None),
            ("coach-1", "flow.model_api.wait_p95", Some("Model API")),
            ("coach-1", "flow.users_limit", None),
        ] {
            let preset = crate::scenario::preset::preset(preset).unwrap();
            let scenario = preset.scenario();
            let found = row_of(&scenario, &plan(&scenario), id);
            assert_eq!(found.as_deref(), row, "{id}");
        }
    }
}
