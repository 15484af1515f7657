//! Which inputs does a person mean by a few words?
//!
//! A word is found where a word of an input's name begins so: of its label, of the row, the
//! table and the group that it stands in, and of its id. Words that fill are left out, and
//! those that mean another are looked up in the one table of synonyms. Where no name has all
//! words, the help texts are asked.

use super::groups::{Group, groups};
use super::synonyms::{FILLERS, SYNONYMS};
use super::{Scenario, Slot, Table, fields};
use crate::quantity::order::places;
use std::borrow::Cow;

/// An input that was found, with what tells it from others.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The input.
    pub slot: Slot,
    /// What it is called, after its row: `Pro, Price`.
    pub label: String,
    /// The group of the form that it stands in, and what it holds: `Tiers: $99`.
    pub about: String,
}

/// What a form shows of what was looked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Ids of inputs, in the order of the alphabet.
    inputs: Vec<Cow<'static, str>>,
    /// Ids of tables that are meant and have no row yet.
    tables: Vec<&'static str>,
    /// Where nothing is found: labels of groups that have it, and say nothing now.
    pub silent: Vec<&'static str>,
}

/// Inputs in whose names every word of `text` occurs, or failing that in their help texts.
/// The nearest first; at most so many. Without words all are found, in the order of the form.
pub fn inputs(
    scenario: &Scenario,
    text: &str,
    keep: impl Fn(&Slot) -> bool,
    most: usize,
) -> Vec<Hit> {
    let query = Query::of(text);
    let mut found = Vec::new();
    for group in groups().filter(|group| !group.is_silent(scenario)) {
        for slot in slots(group, scenario).filter(&keep) {
            if let Some(nearness) = query.nearness(&Name::of(slot, group, scenario)) {
                found.push((nearness, slot, group.label));
            }
        }
    }
    let hit = |at: usize| {
        let (_, slot, group) = found[at];
        Hit {
            slot,
            label: slot.label(scenario),
            about: [group, ": ", &slot.words(scenario)].concat(),
        }
    };
    let nearest = places(found.len(), &|one, other| found[one].0.cmp(&found[other].0));
    nearest.into_iter().take(most).map(hit).collect()
}

/// What a form shows for these words: inputs whose names have them all in full; failing
/// that as beginnings; failing that in help texts. None where nothing is looked for.
pub fn found(scenario: &Scenario, text: &str) -> Option<Found> {
    let query = Query::of(text);
    if query.words.is_empty() {
        return None;
    }
    let mut hits = Vec::new();
    let mut silent = Vec::new();
    for group in groups() {
        let is_silent = group.is_silent(scenario);
        let mut take = |name: &Name, id: Id| {
            if let Some(class) = query.nearness(name).map(Nearness::class) {
                if !is_silent {
                    hits.push((class, id));
                } else if class < Nearness::Told.class() && !silent.contains(&group.label) {
                    silent.push(group.label);
                }
            }
        };
        for slot in slots(group, scenario) {
            take(&Name::of(slot, group, scenario), Id::Input(slot));
        }
        for table in tables(group).filter(|table| table.len(scenario) == 0) {
            take(&Name::of_table(table, group), Id::Table(table.id));
        }
    }
    let best = hits.iter().map(|(class, _)| *class).min();
    let best = hits.into_iter().filter(|(class, _)| Some(*class) == best);
    Some(Found::of(best.map(|(_, id)| id), silent))
}

/// What a hit is of.
enum Id {
    Input(Slot),
    Table(&'static str),
}

impl Found {
    fn of(ids: impl Iterator<Item = Id>, silent: Vec<&'static str>) -> Self {
        let mut found = Self::default();
        for id in ids {
            match id {
                Id::Input(slot) => found.inputs.push(slot.id()),
                Id::Table(table) => found.tables.push(table),
            }
        }
        let inputs = &found.inputs;
        let order = places(inputs.len(), &|one, other| inputs[one].cmp(&inputs[other]));
        found.inputs = order.into_iter().map(|at| inputs[at].clone()).collect();
        if found.count() == 0 {
            found.silent = silent;
        }
        found
    }

    /// Whether an input is among what was found.
    pub fn has(&self, slot: Slot) -> bool {
        self.inputs.binary_search(&slot.id()).is_ok()
    }

    /// Whether a table is: itself, or an input in one of its rows.
    pub fn has_table(&self, id: &str) -> bool {
        self.tables.contains(&id) || self.has_below(id)
    }

    /// Whether any input is whose id begins with this and a dot: of a table, or of a row.
    pub fn has_below(&self, start: &str) -> bool {
        let is_below = |id: &Cow<str>| {
            let rest = id.strip_prefix(start);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        self.inputs.iter().any(is_below)
    }

    /// How much was found.
    pub const fn count(&self) -> usize {
        self.inputs.len() + self.tables.len()
    }

    /// How much was found, in words; where nothing was, what else could be tried.
    pub fn words(&self) -> String {
        match (self.count(), self.silent.as_slice()) {
            (0, []) => "No input is called so. Try another word, as in price or node.".to_owned(),
            (0, silent) => [
                "No input that counts in this plan. Under Workloads something is off that has it: ",
                &silent[..silent.len().min(3)].join(", "),
                ".",
            ]
            .concat(),
            (1, _) => "1 input".to_owned(),
            (many, _) => format!("{many} inputs"),
        }
    }
}

/// Every input of a group, in the order of the form.
fn slots(group: &'static Group, scenario: &Scenario) -> impl Iterator<Item = Slot> {
    let of_fields = group.fields.iter().filter_map(|id| fields::field(id));
    let of_tables = tables(group).flat_map(|table| table.slots(scenario));
    of_fields.map(Slot::from).chain(of_tables)
}

fn tables(group: &'static Group) -> impl Iterator<Item = &'static Table> {
    group.tables.iter().filter_map(|id| fields::table(id))
}

/// What can be found of an input, in small letters.
struct Name {
    id: String,
    label: String,
    /// Its label, its group, its table and its id.
    whole: String,
    help: &'static str,
}

impl Name {
    fn of(slot: Slot, group: &Group, scenario: &Scenario) -> Self {
        let label = slot.label(scenario).to_ascii_lowercase();
        let id = slot.id().into_owned();
        let table = slot.table().map_or("", |table| table.label);
        let whole = [
            &label,
            " ",
            group.label,
            " ",
            group.id,
            " ",
            table,
            " ",
            &id,
        ]
        .concat();
        Self {
            whole: whole.to_ascii_lowercase(),
            id,
            label,
            help: slot.field.help,
        }
    }

    fn of_table(table: &Table, group: &Group) -> Self {
        let columns = table.columns.iter();
        let columns: Vec<&str> = columns
            .flat_map(|field| [field.label, field.name()])
            .collect();
        let label = table.label.to_ascii_lowercase();
        let columns = columns.join(" ");
        let whole = [
            &label,
            " ",
            table.noun,
            " ",
            group.label,
            " ",
            group.id,
            " ",
            &columns,
            " ",
            table.id,
        ];
        Self {
            id: table.id.to_owned(),
            whole: whole.concat().to_ascii_lowercase(),
            label,
            help: table.help,
        }
    }
}

/// What somebody looks for.
struct Query {
    /// The text in small letters.
    text: String,
    words: Vec<Word>,
}

/// One of its words, and what it may mean in its place.
struct Word {
    typed: String,
    means: &'static [&'static str],
}

/// How near an input is to what somebody looks for, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is called so.
    Itself,
    /// Its label begins so.
    Begins,
    /// Its label has the words.
    Labeled,
    /// Its label, its group, its table and its id together have them.
    Named,
    /// Its label has words that begin so.
    LabelBegun,
    /// Its label, its group, its table and its id together have words that begin so.
    NameBegun,
    /// Its help text has the words.
    Told,
}

impl Nearness {
    /// What it stands for in a form: names, names half typed, or help texts.
    const fn class(self) -> u8 {
        match self {
            Self::Itself | Self::Begins | Self::Labeled | Self::Named => 0,
            Self::LabelBegun | Self::NameBegun => 1,
            Self::Told => 2,
        }
    }
}

impl Query {
    fn of(text: &str) -> Self {
        let text = text.trim().to_ascii_lowercase();
        let word = |typed: &str| {
            let known = SYNONYMS
                .iter()
                .find(|(word, _)| singular(word) == singular(typed));
            Word {
                typed: typed.to_owned(),
                means: known.map_or(&[], |(_, means)| means),
            }
        };
        let words = split(&text)
            .filter(|word| !FILLERS.contains(word))
            .map(word);
        Self {
            words: words.collect(),
            text,
        }
    }

    /// Whether no word of it means another.
    fn is_plain(&self) -> bool {
        self.words.iter().all(|word| word.means.is_empty())
    }

    /// How near an input is to what was typed; none where it is not meant.
    fn nearness(&self, name: &Name) -> Option<Nearness> {
        let all = |text: &str, how: How| self.words.iter().all(|word| word.is_in(text, how));
        let nearness = match &*self.text {
            "" => Nearness::Itself,
            text if name.label == text || name.id == text => Nearness::Itself,
            // Words with a dot between them are an id, or the beginning of one.
            text if text.contains('.') && !text.contains(' ') => {
                return name.id.starts_with(text).then_some(Nearness::Begins);
            }
            text if self.is_plain() && name.label.starts_with(text) => Nearness::Begins,
            _ if all(&name.label, How::Whole) => Nearness::Labeled,
            _ if all(&name.whole, How::Whole) => Nearness::Named,
            _ if all(&name.label, How::Begun) => Nearness::LabelBegun,
            _ if all(&name.whole, How::Begun) => Nearness::NameBegun,
            _ if all(&name.help.to_ascii_lowercase(), How::Whole) => Nearness::Told,
            _ => return None,
        };
        Some(nearness)
    }
}

/// How a word must occur.
#[derive(Clone, Copy)]
enum How {
    /// As it is, but for a plural.
    Whole,
    /// As the beginning of a word.
    Begun,
}

impl Word {
    /// Whether a text has the word, or all words of something that it may mean.
    fn is_in(&self, text: &str, how: How) -> bool {
        let has = |word: &str| occurs(text, word, how);
        // What means another is no beginning: RI is not the right size.
        let typed = if self.means.is_empty() {
            how
        } else {
            How::Whole
        };
        occurs(text, &self.typed, typed) || self.means.iter().any(|means| split(means).all(has))
    }
}

fn occurs(text: &str, word: &str, how: How) -> bool {
    let word = singular(word);
    split(text).any(|other| match how {
        How::Whole => singular(other) == word,
        How::Begun => other.starts_with(word),
    })
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// A word without the s of its plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.len() > 2 && !one.ends_with('s') => one,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::preset;

    fn labels(id: &str, text: &str) -> Vec<String> {
        let scenario = preset(id).unwrap().scenario();
        let hits = inputs(&scenario, text, |slot| slot.can_change_later(&scenario), 8);
        hits.into_iter().map(|hit| hit.label).collect()
    }

    #[test]
    fn the_nearest_comes_first() {
        assert_eq!(labels("saas-1", "pro price")[0], "Pro, Price");
        assert_eq!(labels("chat-1", "node type")[0], "Node type");
        assert_eq!(labels("chat-1", "NODE")[0], "Node type");
        assert!(labels("saas-1", "gpu nodes")[0].starts_with("GPU nodes, "));
        assert_eq!(labels("chat-1", "web.node_type"), ["Node type"]);
        assert_eq!(labels("chat-1", "no such thing"), [""; 0]);
    }

    #[test]
    fn without_words_all_are_found_and_what_cannot_be_meant_is_not() {
        assert_eq!(labels("chat-1", "").len(), 8);
        let scenario = preset("saas-1").unwrap().scenario();
        let all = inputs(&scenario, "", |_| true, usize::MAX);
        let later = inputs(
            &scenario,
            "",
            |slot| slot.can_change_later(&scenario),
            usize::MAX,
        );
        assert!(all.len() > later.len() && later.len() > 100);
        assert!(labels("saas-1", "growth.start").is_empty());
    }

    #[test]
    fn what_is_left_out_is_not_found() {
        let chat = preset("chat-1").unwrap().scenario();
        let hits = inputs(&chat, "tier", |_| true, usize::MAX);
        assert!(hits.iter().all(|hit| hit.slot.table().is_none()));
    }

    /// Ids of what a form shows.
    fn shown(id: &str, text: &str) -> Vec<String> {
        let scenario = preset(id).unwrap().scenario();
        let found = found(&scenario, text).unwrap();
        found.inputs.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_form_shows_what_is_meant_and_no_more() {
        assert_eq!(shown("saas-1", "price of pro"), ["tier.pro.price"]);
        assert_eq!(shown("saas-1", "the PRICE of pro "), ["tier.pro.price"]);
        assert_eq!(shown("saas-1", "churn"), ["growth.churn"]);
        assert_eq!(shown("saas-1", "MAU"), ["demand.total_users"]);
        let reserved = shown("saas-1", "RI");
        assert!(
            reserved.iter().all(|id| id.contains("reserved")),
            "{reserved:?}"
        );
        let scaled = shown("saas-1", "HPA");
        assert!(scaled.len() > 5, "{scaled:?}");
        assert!(found(&Scenario::default(), " of the ").is_none());
    }

    #[test]
    fn what_is_off_is_said_to_be_off() {
        let chat = preset("chat-1").unwrap().scenario();
        let found = found(&chat, "vram").unwrap();
        assert_eq!(found.count(), 0);
        assert!(found.words().contains("off"), "{}", found.words());
        assert!(
            super::found(&chat, "xyzzy")
                .unwrap()
                .words()
                .contains("another word")
        );
    }

    /// A plan with every workload and with rows in every table.
    fn whole() -> Scenario {
        let mut scenario = preset("saas-1").unwrap().scenario();
        for switch in crate::workloads::inputs().filter_map(|inputs| inputs.switch) {
            switch
                .put(&mut scenario, crate::scenario::Value::Choice("on"))
                .unwrap();
        }
        for table in fields::tables().filter(|table| table.most > 0) {
            let _ = table.add(&mut scenario, "One");
        }
        scenario
    }

    #[test]
    fn every_synonym_leads_to_an_input_and_no_word_stands_twice() {
        let scenario = whole();
        let is_named = |text: &str| {
            let query = Query::of(text);
            groups().any(|group| {
                slots(group, &scenario).any(|slot| {
                    let nearness = query.nearness(&Name::of(slot, group, &scenario));
                    nearness.is_some_and(|it| it.class() == 0)
                })
            })
        };
        let mut seen = std::collections::BTreeSet::new();
        for (word, means) in SYNONYMS {
            assert!(seen.insert(singular(word)), "{word} stands twice");
            assert!(!FILLERS.contains(word), "{word}");
            for means in *means {
                assert!(is_named(means), "{word}: {means}");
            }
        }
    }
}
