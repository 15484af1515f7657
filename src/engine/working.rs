//! How was a figure worked out, and where does each of its inputs come from?
//! An input leads on to the figure or the field that it is, so that a reader
//! can follow a number back to what was stated.

use super::Plan;
use super::origin::{Origin, Origins};
use super::sizing::inference::peaks;
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
        .flat_map(|(input, value)| traced(scenario, &known, (id, figure), input, *value))
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
        of: row_of(scenario, id),
    }
}

/// An input leads to what the formula means by its name: one figure or stated
/// input, or one a row where the formula adds them up.
fn traced(
    scenario: &Scenario,
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
                of: row_of(scenario, &known.id),
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

/// What the row is called that a figure or an input of this id is of: the id
/// names the table, then the row. A peak scenario counts as a row.
pub fn row_of(scenario: &Scenario, id: &str) -> Option<String> {
    let mut parts = id.split('.');
    let Some(table) = parts.find_map(catalogue::table) else {
        // These have no word for their table.
        let (area, rest) = id.split_once('.')?;
        let (table, row) = match area {
            "flow" => ("stage", rest.split_once('.')?.0),
            "fleet" => ("pool", rest.split_once('.')?.0),
            "inference" => ("event", rest.split_once("_at.")?.1),
            _ => return None,
        };
        if table == "event"
            && let Some(at) = peaks::ALWAYS.iter().position(|id| *id == row)
        {
            return Some(peaks::NAMES[at].to_owned());
        }
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
                // Figures of the sheet know where they came from: tests/sheet.rs.
                if plan.cells.place(id).is_some() {
                    return;
                }
                assert!(!figure.formula.sentence.is_empty(), "{id}");
                if let Some(working) = plan.cells.explain(&scenario, id) {
                    for input in working.inputs {
                        assert!(!input.id.is_empty(), "{id}: {} leads nowhere", input.name);
                        assert_ne!(input.id, id, "{id} leads to itself");
                    }
                    return;
                }
                for (input, taken) in figure.formula.inputs.iter().zip(figure.inputs()) {
                    let inputs = traced(&scenario, &known, (id, &figure), input, *taken);
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

    /// The ids to which the inputs of a figure of `saas-1` lead.
    fn leads(id: &str) -> Vec<String> {
        let scenario = crate::scenario::preset::preset("saas-1")
            .unwrap()
            .scenario();
        let working = working(&scenario, &plan(&scenario), id).unwrap();
        working.inputs.into_iter().map(|input| input.id).collect()
    }

    #[test]
    fn an_input_is_of_the_same_row_and_month() {
        for (id, inputs) in [
            ("money.tier.pro.margin", "tier.pro.cost tier.pro.price"),
            (
                "money.tier.pro.customers",
                "demand.customers tier.pro.share",
            ),
            (
                "money.tier.free.cost_to_serve",
                "tier.free.cost money.tier.free.customers",
            ),
            (
                "money.revenue",
                "money.tier.pro.revenue money.tier.business.revenue money.tier.enterprise.revenue",
            ),
            ("money.gross_margin", "money.cost_to_serve money.revenue"),
            ("money.bill.gpu.base", "bill.gpu.amount"),
            (
                "money.bill.compute.12",
                "money.bill.compute.base money.customers_ratio.12 money.traffic_exponent",
            ),
            (
                "money.customers_ratio.12",
                "growth.customers.12 money.customers_now",
            ),
            (
                "money.conservative.customers_ratio.12",
                "growth.conservative.customers.12 money.customers_now",
            ),
            (
                "money.cost_per_customer.6",
                "money.bill.6 growth.customers.6",
            ),
            ("money.cost_per_customer", "money.bill demand.customers"),
            ("money.milestone_passed", "milestone.500.cost"),
            ("money.milestone_bill", "growth.milestone_cost.0"),
            ("money.bill_after_levers.24", "money.bill.24 money.saved.24"),
            (
                "money.lever.spot.saves",
                "money.lever.spot.acts_on lever.spot.saving",
            ),
            (
                "money.strategy.spot.12",
                "money.bill.12 money.strategy.spot.saved.12",
            ),
            ("money.next_price", "tier.business.price"),
            ("money.ltv", "money.arpu money.gross_margin growth.churn"),
        ] {
            assert_eq!(leads(id).join(" "), inputs, "{id}");
        }
        let components = leads("money.conservative.bill.12");
        assert_eq!(components.len(), 8);
        assert_eq!(components[0], "money.conservative.bill.compute.12");
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
            assert_eq!(row_of(&preset.scenario(), id).as_deref(), row, "{id}");
        }
    }
}
