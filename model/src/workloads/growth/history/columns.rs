//! What do the two columns of a line say, and where does one end?

use super::First;
use super::month::{self, Month};
use crate::quantity::Unit;
use crate::quantity::parse::{Bare, Stated, parse};

const TWO_WAYS: &str =
    "This can be read in two ways: put a tab or a semicolon between the two columns.";

/// What the first column says.
#[derive(Clone, Copy)]
pub(super) enum At {
    Month(Month),
    Count(f64),
}

/// The two columns of a line, parted in the one way that gives two.
pub(super) fn columns(line: &str, first: First, unit: Unit) -> Result<(At, f64), String> {
    for mark in ['\t', ';'] {
        if line.contains(mark) {
            return parted(line, mark, first, unit);
        }
    }
    let mut found = None;
    let mut refusal = None;
    for (before, after) in splits(line) {
        match (read_first(before, first), count(after, unit)) {
            (Ok(_), Ok(_)) if found.is_some() => {
                return Err(TWO_WAYS.to_owned());
            }
            (Ok(at), Ok(value)) => found = Some((at, value)),
            // The first column was understood: what is wrong is the second.
            (Ok(_), Err(sentence)) => refusal = Some(sentence),
            (Err(sentence), _) => refusal = refusal.or(Some(sentence)),
        }
    }
    found.ok_or_else(|| {
        refusal.unwrap_or_else(|| {
            "Write two columns, with a comma, a tab or a space between them.".to_owned()
        })
    })
}

fn parted(line: &str, mark: char, first: First, unit: Unit) -> Result<(At, f64), String> {
    let mut cells = line.split(mark).map(unquoted);
    let (one, other) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
    if cells.any(|cell| !cell.is_empty()) {
        return Err("There are more than two columns here: leave the others out.".to_owned());
    }
    Ok((read_first(one, first)?, count(other, unit)?))
}

/// Every way to part a line at a comma, or at spaces.
pub(crate) fn splits(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let marks = line
        .char_indices()
        .filter(|(_, mark)| *mark == ',' || mark.is_whitespace());
    marks.filter_map(|(at, mark)| {
        let (before, after) = (&line[..at], &line[at + mark.len_utf8()..]);
        // A comma with spaces around it, or several spaces, part once.
        let once = !mark.is_whitespace()
            || !(before.ends_with([',', ' '])
                || after.trim_start().starts_with(',')
                || before.trim_end().ends_with(','));
        once.then(|| (unquoted(before), unquoted(after)))
    })
}

pub(crate) fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    let inner = cell
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(cell).trim()
}

fn read_first(text: &str, first: First) -> Result<At, String> {
    match first {
        First::Months => month::read(text).map(At::Month),
        First::Counts(unit) => count(text, unit).map(At::Count),
    }
}

/// The one number of this unit that `text` says.
pub(crate) fn count(text: &str, unit: Unit) -> Result<f64, String> {
    let reading = parse(text, unit, Bare::Canonical).map_err(|error| error.to_string())?;
    match reading.stated {
        Stated::One(value) => Ok(value),
        Stated::Range { .. } => Err("Write one number here; a range says too little.".to_owned()),
    }
}
