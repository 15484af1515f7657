//! What is each figure and each input, once for everything that leaves the page? A
//! number, or what a choice or a reference means by its key and its name, or the reason
//! why there is none.

use super::document::Given;
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::scenario::slot::behind_row;
use crate::scenario::work::{said, unit};
use crate::scenario::{Scenario, Slot, Value};
use crate::sheet::Formula;
use crate::workloads::resources::words::{AT_ONCE, Told};

/// What a figure or an input is.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// A number, in the unit beside it.
    Number(f64),
    /// A word, a row of a table or an input: as links have it, and as the page calls it.
    /// The key is empty where nothing is stated; the name says what holds then.
    Named(String, String),
    /// Nothing, for this reason.
    Missing(Missing),
}

impl Said {
    /// The exact number or the key; nothing where there is none.
    pub fn value(&self) -> String {
        match self {
            Self::Number(number) => exact(*number),
            Self::Named(key, _) => key.clone(),
            Self::Missing(_) => String::new(),
        }
    }

    /// What the key is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(_, name) => name,
            _ => "",
        }
    }

    /// Why there is no value.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Missing(why) => why.0,
            _ => "",
        }
    }
}

/// A figure of a plan, or an input.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// As links and the page carry it.
    pub id: String,
    /// In a few words, after the row that it is of.
    pub label: String,
    /// What it is.
    pub said: Said,
    /// The unit of a number; empty for anything else.
    pub unit: &'static str,
    /// How it was worked out, or what is known of the input.
    pub formula: &'static Formula,
}

/// Every figure of a plan, in the order in which they were worked out.
pub fn figures<'a>(scenario: &'a Scenario, plan: &'a Plan) -> impl Iterator<Item = Entry> + 'a {
    (0..plan.cells.len()).map(move |at| figure(scenario, plan, at))
}

/// The figure at a place of a plan.
pub fn figure(scenario: &Scenario, plan: &Plan, at: usize) -> Entry {
    let formula = plan.cells.formula(at);
    let row = plan.cells.row_names(at, scenario);
    let said_of = |number| match formula.unit.word(number) {
        Some(word) => Said::Named(word.to_owned(), said(scenario, word).to_owned()),
        None => match plan.named_at(scenario, at) {
            Some((key, name)) => Said::Named(key, name),
            None => Said::Number(number),
        },
    };
    let said_of = plan.cells.number(at).map_or_else(Said::Missing, said_of);
    let is_number = matches!(said_of, Said::Number(_));
    Entry {
        id: plan.cells.id(at),
        label: behind_row(row.as_deref(), said(scenario, formula.label)),
        said: said_of,
        unit: if is_number {
            unit(scenario, formula.unit).symbol()
        } else {
            ""
        },
        formula,
    }
}

/// An input as it is stated.
pub fn input(scenario: &Scenario, slot: Slot) -> Entry {
    let key = match slot.get(scenario) {
        Value::Number(_) => None,
        Value::Choice(id) => Some(id.to_owned()),
        Value::Row(key) => Some(key.text().to_owned()),
        Value::Input(other) => Some(other.id().into_owned()),
        Value::Unset => Some(String::new()),
    };
    let said = match (slot.get(scenario), key) {
        (Value::Number(number), _) => Said::Number(number),
        (_, key) => Said::Named(key.unwrap_or_default(), slot.words(scenario)),
    };
    let stated = slot.rules(scenario).unit();
    Entry {
        id: slot.id().into_owned(),
        label: slot.label(scenario),
        said,
        unit: stated.map_or("", |stated| unit(scenario, stated).symbol()),
        formula: &slot.field.stated,
    }
}

/// What is to be done by a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Due {
    /// Where its figures stand: `orders.1`.
    pub id: String,
    /// What to do: order, raise, rent, change.
    pub verb: &'static str,
    /// Of what.
    pub what: String,
    /// The last day to do it, and the day on which it must be there.
    pub days: [Option<Date>; 2],
}

/// Every order, the first to be placed first.
pub fn orders(given: Given) -> Vec<Due> {
    let Some(told) = Told::new(given.scenario, given.plan, given.today) else {
        return Vec::new();
    };
    let orders = told.orders().iter().map(|order| {
        let (verb, what) = told.what(order);
        Due {
            id: ["orders.", &order.number.to_string()].concat(),
            verb,
            what,
            days: [
                told.order_day(order),
                told.day_before(order.arrives, AT_ONCE),
            ],
        }
    });
    orders.collect()
}
