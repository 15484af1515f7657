//! Which links has a release ever given out, and what do they state?
//!
//! `tests/links/*.txt`, one file a release. A line that begins with `#1` or
//! `#?` is a link; the lines below it say what it states, in the order in which
//! [`stated`] lists it, a tab before the value. Lines are only ever added.
//!
//! Lines that begin with `figure` say what the plan of the link's scenario
//! gives. They change only when the engine is meant to give another figure.

use headroom::quantity::format;
use headroom::scenario::{Difference, Place, States, Value, difference, fields};
use headroom::share::{NotUnderstood, Opened};
use std::fs;
use std::path::Path;

/// A link, and what it must give.
pub(crate) struct Entry {
    /// From `#` on.
    pub(crate) link: String,
    /// As [`stated`] lists it.
    pub(crate) stated: Vec<String>,
    /// Ids and exact values that its plan must have; none for the oldest links.
    pub(crate) figures: Vec<(String, String)>,
}

/// Every link ever minted, oldest first.
pub(crate) fn minted() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    let mut entries: Vec<Entry> = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file).unwrap().lines() {
            if line.starts_with('#') {
                entries.push(Entry {
                    link: line.to_owned(),
                    stated: Vec::new(),
                    figures: Vec::new(),
                });
            } else if let Some(figure) = line.strip_prefix("figure ") {
                let (id, value) = figure.split_once('\t').unwrap();
                let figures = &mut entries.last_mut().unwrap().figures;
                figures.push((id.to_owned(), value.to_owned()));
            } else if line.contains('\t') {
                entries.last_mut().unwrap().stated.push(line.to_owned());
            } else {
                assert_eq!(line, "", "{} has a line that says nothing", file.display());
            }
        }
    }
    entries
}

/// A line of what a link stated when it was made, as it is read since: of what is counted the
/// next whole number on the safe side; nothing where that is what the preset says.
pub(crate) fn as_read(line: &str, opened: &Opened) -> Option<String> {
    let Some((key, text)) = line.split_once('\t') else {
        return Some(line.to_owned());
    };
    let id = key.split(' ').nth(1).unwrap_or_default();
    let slot = match fields::place(id) {
        Some(Place::Input(slot)) if slot.field.is_whole() => slot,
        _ => return Some(line.to_owned()),
    };
    let mut is_rounded = false;
    let mut read = |end: &str| {
        let Ok(number) = end.parse::<f64>() else {
            return end.to_owned();
        };
        let taken = slot.field.taken(number);
        if taken.to_bits() != number.to_bits() {
            is_rounded = true;
            let said = |it: &&NotUnderstood| it.key == id && it.value == end;
            assert_eq!(opened.rounded.iter().filter(said).count(), 1, "{line}");
        }
        format::exact(taken)
    };
    let ends: Vec<String> = text.split("..").map(&mut read).collect();
    let now = [key, "\t", &ends.join("..")].concat();
    let preset = slot.get(&opened.scenario.origin().scenario());
    let is_preset = is_rounded && preset == slot.get(&opened.scenario);
    (!(is_preset && key.starts_with("input "))).then_some(now)
}

/// The share links among them.
pub(crate) fn share_links() -> Vec<String> {
    let links = minted().into_iter().map(|entry| entry.link);
    links.filter(|link| link.starts_with("#1")).collect()
}

/// All that a link states, exactly: `input`, `range` and `headline` lines.
pub(crate) fn stated(opened: &Opened) -> Vec<String> {
    let scenario = &opened.scenario;
    let frozen = scenario.origin().scenario();
    let mut lines = vec![
        format!("preset\t{}", scenario.preset),
        format!("name\t{}", scenario.name),
        format!("seed\t{}", scenario.seed),
    ];
    for Difference { id, states } in fields::differences(&frozen, scenario) {
        let text = match states {
            States::Value(_, Value::Number(number)) => format::exact(number),
            States::Value(_, Value::Unset) => "unset".to_owned(),
            States::Value(_, Value::Choice(id)) => id.to_owned(),
            States::Value(_, Value::Row(key)) => key.text().to_owned(),
            States::Value(_, Value::Input(other)) => other.id().into_owned(),
            States::Text(text) => text,
        };
        lines.push(format!("input {id}\t{text}"));
    }
    for (id, range) in difference::ranges(&difference::with_rows_of(&frozen, scenario), scenario) {
        let text = range.map_or_else(
            || "none".to_owned(),
            |range| [range.low, range.high].map(format::exact).join(".."),
        );
        lines.push(format!("range {id}\t{text}"));
    }
    for part in &opened.not_understood {
        lines.push(format!("not understood {}\t{}", part.key, part.value));
    }
    if let Some(headline) = &opened.headline {
        lines.push(format!("engine\t{}", headline.engine));
        for (id, value) in &headline.figures {
            lines.push(format!("headline {id}\t{}", format::exact(*value)));
        }
    }
    lines
}
