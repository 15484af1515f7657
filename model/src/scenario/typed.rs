//! What does a text that is typed into a field state, and what should the
//! field say about it?

use super::{Anchor, Domain, Field, Range, Refusal, Scenario, Value};
use crate::quantity::format;
use crate::quantity::parse::{Bare, Note, NumberError, Stated, parse};

/// A text that a field takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Typed {
    /// What to state.
    pub value: Value,
    /// The range, if the text is one.
    pub range: Option<Range>,
    /// Why it deserves a second look.
    pub note: Option<Note>,
}

impl Field {
    /// What is planned with by what a text states, and the range if it is one.
    pub fn stated_by(&self, stated: Stated) -> (f64, Option<Range>) {
        match stated {
            Stated::One(number) => (number, None),
            Stated::Range { low, high } => {
                let range = Range { low, high };
                (self.median(range), Some(range))
            }
        }
    }
}

/// Reads `text` as it is typed into the box of a number field.
///
/// # Errors
/// Gives the sentence to show at the field.
pub fn typed(field: &Field, text: &str, scenario: &Scenario) -> Result<Typed, String> {
    let Domain::Number { unit, optional, .. } = field.domain else {
        return Err(field.refusal_sentence(Refusal::WrongKind));
    };
    let reading = match parse(text, unit, Bare::Shown) {
        Ok(reading) => reading,
        Err(NumberError::Empty) if leads(field, scenario) => {
            return Err(format!(
                "{} leads: write a number here, or in another step of demand.",
                field.label
            ));
        }
        Err(NumberError::Empty) if optional => {
            return Ok(Typed {
                value: Value::Unset,
                range: None,
                note: None,
            });
        }
        Err(NumberError::Empty) => return Err(field.refusal_sentence(Refusal::WrongKind)),
        Err(error) => return Err(field.unread_sentence(&error, Bare::Shown)),
    };
    let takes = |end| field.check(Value::Number(end)).is_ok();
    let (number, range) = field.stated_by(reading.stated);
    if range.is_some_and(|Range { low, high }| !takes(low) || !takes(high)) {
        return Err(field.range_sentence());
    }
    let value = Value::Number(number);
    field
        .check(value)
        .map_err(|refusal| field.refusal_sentence(refusal))?;
    Ok(Typed {
        value,
        range,
        note: reading.note,
    })
}

/// Whether the field is the rung that leads the demand ladder.
pub fn leads(field: &Field, scenario: &Scenario) -> bool {
    Anchor::of_field(field.id) == Some(scenario.demand.anchor)
}

/// The text of a box that holds this; reads back to the same.
pub fn written(field: &Field, value: Value, range: Option<Range>) -> String {
    let (Value::Number(number), Some(unit)) = (value, field.unit()) else {
        return String::new();
    };
    range.map_or_else(
        || format::field(number, unit),
        |Range { low, high }| {
            format!(
                "{} to {}",
                format::field(low, unit),
                format::field(high, unit)
            )
        },
    )
}

/// What was understood, where `text` does not plainly say it.
pub fn echo(field: &Field, text: &str, typed: Typed) -> Option<String> {
    let (Value::Number(number), Some(unit)) = (typed.value, field.unit()) else {
        return None;
    };
    let understood = match typed.range {
        Some(range) => format!(
            "{} to {}: planned with {}{}.",
            format::field(range.low, unit),
            format::field(range.high, unit),
            if number.to_bits() == field.median(range).to_bits() {
                "the middle, "
            } else {
                ""
            },
            format::precise(number, unit)
        ),
        None if typed.note.is_none() && is_plain(text, &format::field(number, unit)) => {
            return None;
        }
        None => format!("= {}", format::precise(number, unit)),
    };
    Some(match typed.note {
        Some(note) if typed.range.is_none() => format!("{understood}. {}", note.sentence()),
        Some(note) => format!("{understood} {}", note.sentence()),
        None => understood,
    })
}

fn is_plain(text: &str, written: &str) -> bool {
    text.trim().replace(',', "") == written.replace(',', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fields;

    fn read(id: &str, text: &str) -> Result<Typed, String> {
        typed(fields::named(id).unwrap(), text, &Scenario::default())
    }

    #[test]
    fn takes_numbers_ranges_and_nothing() {
        assert_eq!(
            read("active_ratio", "15").unwrap().value,
            Value::Number(0.15)
        );
        let range = read("demand.messages_per_user_day", "5-10").unwrap();
        assert_eq!(range.value, Value::Number(5.0_f64.sqrt() * 10.0_f64.sqrt()));
        assert_eq!(
            range.range,
            Some(Range {
                low: 5.0,
                high: 10.0
            })
        );
        assert_eq!(read("total_users", " ").unwrap().value, Value::Unset);
    }

    #[test]
    fn says_what_would_be_taken() {
        for (id, text, sentence) in [
            (
                "concurrent_users",
                "0",
                "Concurrent users must be between 1 and 10,000,000.",
            ),
            (
                "concurrent_users",
                "",
                "Concurrent users leads: write a number here, or in another step of demand.",
            ),
            (
                "demand.peak_to_average",
                "",
                "Peak to average must be a number between 1 and 1,000x.",
            ),
            (
                "concurrent_users",
                "10 to 1e9",
                "Both ends of Concurrent users must be between 1 and 10,000,000, the smaller first.",
            ),
        ] {
            assert_eq!(read(id, text), Err(sentence.to_owned()));
        }
    }

    #[test]
    fn echoes_only_what_is_not_plain() {
        for (id, text, said) in [
            ("requests_per_day", "1500000", None),
            ("requests_per_day", "1.5M", Some("= 1,500,000 requests/day")),
            (
                "concurrent_users",
                "1,234",
                Some("= 1,234 users. The comma groups thousands; write a point for decimals."),
            ),
            (
                "active_ratio",
                "10 to 20",
                Some("10 to 20: planned with the middle, 14.3 %."),
            ),
        ] {
            let field = fields::named(id).unwrap();
            assert_eq!(echo(field, text, read(id, text).unwrap()).as_deref(), said);
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for field in fields::fields() {
            let value = field.get(&Scenario::default());
            let Value::Number(number) = value else {
                continue;
            };
            let range = Range {
                low: number,
                high: number,
            };
            let text = written(field, value, None);
            assert_eq!(read(field.id, &text).unwrap().value, value);
            let text = written(field, value, Some(range));
            assert_eq!(read(field.id, &text).unwrap().range, Some(range));
        }
    }
}
