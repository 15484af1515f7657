//! What did the visitor bring, and what would it change? A text from a terminal, a dashboard or
//! a file is recognized, read line by line, and stated in a copy of the scenario; nothing is
//! changed before the visitor says so.
//!
//! - [`kubectl`]: tables that `kubectl` prints. [`manifests`]: what it prints as JSON.
//! - [`series`]: load over time, as Prometheus answers and as columns.
//! - [`amounts`]: cores and bytes as Kubernetes writes them.

pub mod amounts;
pub mod kubectl;
pub mod manifests;
pub mod series;

use crate::quantity::format::precise;
use crate::scenario::fleet::{PoolKind, pool};
use crate::scenario::web::Switch;
use crate::scenario::{Field, RowKey, Scenario, Slot, States, Value, difference, fields, work};

/// What a text was taken for, what it says, and what it would change.
#[derive(Clone, PartialEq, Debug)]
pub struct Brought {
    /// What it was taken for, such as `kubectl top nodes`; nothing where it is not known.
    pub of: &'static str,
    /// How much was read, and what it comes to or why to nothing.
    pub sentence: String,
    /// The scenario with it.
    pub scenario: Scenario,
    /// What would change, in the order of the form.
    pub changes: Vec<Change>,
    /// What was not understood: the line, from 1, and what would be.
    pub misread: Vec<(usize, String)>,
    /// Which of several things it can be taken as: the first one was.
    pub choices: Vec<String>,
}

/// An input that would change.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Its id, as links have it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What is stated now.
    pub from: String,
    /// What would be.
    pub to: String,
    /// Which line says so, from 1; none where several do, or what they come to.
    pub line: Option<usize>,
}

/// A text that is read into a copy of the scenario.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// The copy.
    pub(crate) scenario: Scenario,
    /// Which of several things the visitor chose, if any.
    pub(crate) chosen: Option<&'a str>,
    choices: Vec<String>,
    misread: Vec<(usize, String)>,
    said: Vec<(String, Option<usize>)>,
    sentence: String,
}

/// One kind of text.
struct Reader {
    of: &'static str,
    is: fn(&str) -> bool,
    read: fn(&str, &mut Reading),
}

/// The first one that takes a text for its own reads it.
const READERS: [Reader; 6] = [
    Reader {
        of: "kubectl top nodes",
        is: kubectl::is_top_nodes,
        read: kubectl::top_nodes,
    },
    Reader {
        of: "kubectl top pods",
        is: kubectl::is_top_pods,
        read: kubectl::top_pods,
    },
    Reader {
        of: "kubectl get hpa",
        is: kubectl::is_hpa,
        read: kubectl::hpa,
    },
    Reader {
        of: "kubectl get -o json",
        is: manifests::is,
        read: manifests::read,
    },
    Reader {
        of: "a range query of Prometheus",
        is: series::is_prometheus,
        read: series::prometheus,
    },
    Reader {
        of: "columns of time and load",
        is: series::is_columns,
        read: series::columns,
    },
];

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 16_000_000;

/// What can be read, for whoever brought something else.
pub const KNOWN: &str = "Bring what kubectl prints (top nodes, top pods, get hpa, get nodes,deploy,hpa -o json), the \
                         JSON of a Prometheus range query, or columns of time and load.";

/// What a text says of a scenario. Of several things that it can be taken as, the one that is
/// `chosen`, else the first.
pub fn brought(text: &str, scenario: &Scenario, chosen: Option<&str>) -> Brought {
    let mut reading = Reading {
        scenario: scenario.alone(),
        chosen,
        choices: Vec::new(),
        misread: Vec::new(),
        said: Vec::new(),
        sentence: String::new(),
    };
    let text = text.trim_start_matches('\u{feff}');
    let reader = READERS.iter().find(|reader| (reader.is)(text));
    if text.len() > LONGEST {
        reading.say("This is longer than 16 MB: bring a part of it.");
    } else if text.contains('\0') {
        reading.say("This is not text: save it as UTF-8 and bring it again.");
    } else if let Some(reader) = reader {
        (reader.read)(text, &mut reading);
    } else if text.trim().is_empty() {
        reading.say(KNOWN);
    } else {
        reading.sentence = ["This was not recognized. ", KNOWN].concat();
    }
    reading.ended(scenario, reader.map_or("", |reader| reader.of))
}

impl Reading<'_> {
    /// States an input of the scenario as a whole, as this line says.
    pub(crate) fn state(&mut self, field: &'static Field, value: f64, line: Option<usize>) {
        self.put(field.into(), Value::Number(value), line);
    }

    /// The same of any input. What it does not take is said.
    pub(crate) fn put(&mut self, slot: Slot, value: Value, line: Option<usize>) {
        let taken = match value {
            Value::Number(number) => Value::Number(slot.rules(&self.scenario).taken(number)),
            other => other,
        };
        match slot.lead_or_state(&mut self.scenario, (taken, None)) {
            Ok(()) => self.said.push((slot.id().into_owned(), line)),
            Err(refusal) => {
                let sentence = slot.refusal_sentence(&self.scenario, refusal);
                let label = slot.label(&self.scenario);
                self.misread(line.unwrap_or(1), &[&*label, ": ", &sentence].concat());
            }
        }
    }

    /// States how much of a pool of this kind is used, and how much there is; a pool that there
    /// is none of yet is added under this name.
    pub(crate) fn pool(
        &mut self,
        (kind, name): (PoolKind, &str),
        amounts: [Option<f64>; 2],
        line: Option<usize>,
    ) {
        let there = self.scenario.pools.iter().find(|pool| pool.kind == kind);
        let key = there.map(|pool| pool.key);
        let Some(key) = key.or_else(|| self.add_pool(kind, name)) else {
            let sentence = "There is no room for another pool: take one away first.";
            self.misread(line.unwrap_or(1), sentence);
            return;
        };
        self.scenario.fleet.workload = Switch::On;
        for (column, amount) in ["used", "capacity"].into_iter().zip(amounts) {
            let id = [pool::TABLE.id, ".", key.text(), ".", column].concat();
            if let Some(amount) = amount
                && let Some(slot) = fields::slot(&self.scenario, &id)
            {
                self.put(slot, Value::Number(amount), line);
            }
        }
    }

    fn add_pool(&mut self, kind: PoolKind, name: &str) -> Option<RowKey> {
        let key = pool::TABLE.add(&mut self.scenario, name).ok()?;
        let pool = self
            .scenario
            .pools
            .iter_mut()
            .find(|pool| pool.key == key)?;
        pool.kind = kind;
        Some(key)
    }

    /// Says of a line what would be understood there.
    pub(crate) fn misread(&mut self, line: usize, sentence: &str) {
        self.misread.push((line, sentence.to_owned()));
    }

    /// Which of several things is meant: what was chosen, or the first of them.
    pub(crate) fn choose(&mut self, choices: Vec<String>) -> usize {
        let chosen = self.chosen;
        let place = choices.iter().position(|it| Some(&**it) == chosen);
        if choices.len() > 1 {
            self.choices = choices;
        }
        place.unwrap_or(0)
    }

    /// Says what was read.
    pub(crate) fn say(&mut self, sentence: &str) {
        sentence.clone_into(&mut self.sentence);
    }

    fn ended(self, before: &Scenario, of: &'static str) -> Brought {
        let mut after = self.scenario;
        after.beside.clone_from(&before.beside);
        let before = before.alone();
        let alone = after.alone();
        let basis = difference::with_rows_of(&before, &alone);
        let differences = difference::differences(&before, &alone);
        let changes = differences.into_iter().map(|it| {
            let line = self.said.iter().find(|(id, _)| *id == *it.id);
            let line = line.and_then(|(_, line)| *line);
            let id = it.id.into_owned();
            match it.states {
                States::Value(slot, _) => Change {
                    label: slot.label(&alone),
                    from: words(slot, &basis),
                    to: words(slot, &alone),
                    id,
                    line,
                },
                States::Text(text) => Change {
                    label: fields::table(&id)
                        .map_or_else(|| id.clone(), |table| table.label.to_owned()),
                    from: String::new(),
                    to: text,
                    id,
                    line,
                },
            }
        });
        Brought {
            of,
            sentence: self.sentence,
            changes: changes.collect(),
            misread: self.misread,
            choices: self.choices,
            scenario: after,
        }
    }
}

/// What an input holds, in words.
fn words(slot: Slot, scenario: &Scenario) -> String {
    match slot.get(scenario) {
        Value::Number(number) => {
            let unit = slot.rules(scenario).stated.unit;
            precise(number, work::unit(scenario, unit))
        }
        _ => slot.words(scenario),
    }
}
