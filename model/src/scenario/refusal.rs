//! What does a visitor read when an input does not take what was stated?

use super::{Domain, Field, Refusal, Value};
use crate::later::far;
use crate::quantity::parse::{Bare, NumberError, Stated, parse};
use crate::quantity::unit_table;
use crate::quantity::{Unit, format};
use crate::workloads::Loaded;

/// The most words that a sentence lists.
const MOST_WORDS: usize = 12;

far! {
    "details" "2021"
    fn how_to_write(field: &Field, error: &NumberError, bare: Bare) -> String = Field::with_examples;
}

impl Field {
    /// Why the field does not take a value, as a sentence to show beside it or
    /// beside the part of a link that states it.
    pub fn refusal_sentence(&self, refusal: Refusal) -> String {
        match (self.domain, refusal) {
            (_, Refusal::NoRow) => format!("{}: there is no such row any more.", self.label),
            (Domain::Row { table, .. }, _) => format!(
                "{} must be one of the rows of “{}”, by its key.",
                self.label, table.label
            ),
            (Domain::Number { .. }, Refusal::OutOfBounds) => {
                format!("{} must be between {}.", self.label, self.bounds())
            }
            (Domain::Number { .. }, _) => format!(
                "{} must be a {}number between {}.",
                self.label,
                if self.is_whole() { "whole " } else { "" },
                self.bounds()
            ),
            (Domain::Input, _) => format!(
                "{} must be the id of an input that can change later, as in web.node_type.",
                self.label
            ),
            (Domain::Like(names), _) => format!(
                "{} has no input to hold it: choose “{}” first.",
                self.label, names.label
            ),
            (Domain::Choice(_), _) => {
                format!("{} must be one of {}.", self.label, self.words())
            }
        }
    }

    /// Why a text is no value of the field, with how one is written that it takes, once the
    /// details are here that know how.
    pub fn unread_sentence(&self, error: &NumberError, bare: Bare) -> String {
        if Loaded::known().details {
            how_to_write(self, error, bare)
        } else {
            error.to_string()
        }
    }

    fn with_examples(&self, error: &NumberError, bare: Bare) -> String {
        let proposed = error.proposes();
        let examples = || self.examples(bare).join(" or ");
        match error {
            NumberError::Ending { ending, .. } => [
                "Leave out “",
                ending,
                "”: write a number, for example ",
                &examples(),
                ".",
            ]
            .concat(),
            NumberError::NotANumber(_) => [
                "Write a number with the digits 0 to 9, for example ",
                &examples(),
                ".",
            ]
            .concat(),
            _ if proposed.iter().all(|text| self.reads(text, bare)) => error.to_string(),
            _ => {
                let must = self.refusal_sentence(Refusal::WrongKind);
                [&must, " Write for example ", &examples(), "."].concat()
            }
        }
    }

    /// Whether it takes this text.
    fn reads(&self, text: &str, bare: Bare) -> bool {
        let Domain::Number { unit, .. } = self.domain else {
            return false;
        };
        let takes = |number| self.check(Value::Number(number)).is_ok();
        match parse(text, unit, bare).map(|reading| reading.stated) {
            Ok(Stated::One(number)) => takes(number),
            Ok(Stated::Range { low, high }) => takes(low) && takes(high),
            Err(_) => false,
        }
    }

    /// Two numbers as the field takes them: such as are usual in its unit, or its bounds.
    fn examples(&self, bare: Bare) -> Vec<String> {
        let Domain::Number {
            unit, least, most, ..
        } = self.domain
        else {
            return Vec::new();
        };
        let own = [100.0, 10.0, 1000.0, least, most].map(|number| {
            let parts = format::precise_parts(number, unit);
            exact(number, unit, parts.prefix) + &unit_table::text_after(unit, &parts.number)
        });
        let usual = unit_table::examples(unit, bare).into_iter();
        let taken = usual.chain(own).filter(|text| self.reads(text, bare));
        taken.take(2).collect()
    }

    /// What a range of the field must be.
    pub fn range_sentence(&self) -> String {
        match self.domain {
            Domain::Number { .. } => format!(
                "Both ends of {} must be {}between {}, the smaller first.",
                self.label,
                if self.is_whole() {
                    "whole numbers "
                } else {
                    ""
                },
                self.bounds()
            ),
            _ => format!("{} has no range.", self.label),
        }
    }

    /// Both bounds, in the unit shown; the unit only where the label does not
    /// name it. Empty for anything but a number.
    pub fn bounds(&self) -> String {
        let Domain::Number {
            unit, least, most, ..
        } = self.domain
        else {
            return String::new();
        };
        let parts = format::precise_parts(most, unit);
        let [least, most] = [least, most].map(|bound| exact(bound, unit, parts.prefix));
        let named = self.label.to_ascii_lowercase().contains(parts.unit.trim());
        let after = if named { "" } else { &*parts.unit };
        format!("{least} and {most}{after}")
    }

    fn words(&self) -> String {
        let ids: Vec<&str> = self.choices().iter().map(|choice| choice.id).collect();
        let (listed, more) = ids.split_at(ids.len().min(MOST_WORDS));
        let more = if more.is_empty() { "" } else { ", …" };
        listed.join(", ") + more
    }
}

fn exact(bound: f64, unit: Unit, prefix: &str) -> String {
    prefix.to_owned() + &format::field(bound, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fields;

    fn check(id: &str, refusal: Refusal, sentence: &str) {
        let field = fields::field(id).unwrap();
        assert_eq!(field.refusal_sentence(refusal), sentence);
    }

    #[test]
    fn says_what_would_be_taken() {
        let out = Refusal::OutOfBounds;
        check(
            "demand.concurrent_users",
            out,
            "Concurrent users must be between 1 and 10,000,000.",
        );
        check(
            "demand.active_ratio",
            out,
            "Share of users online at the peak must be between 0.01 and 100 %.",
        );
        check(
            "price.control_plane_hour",
            out,
            "Control plane, an hour must be between $0 and $10,000.",
        );
        check(
            "web.backend_memory_limit",
            Refusal::WrongKind,
            "Backend memory limit must be a number between 1 and 4,194,304 MiB per pod.",
        );
        check(
            "web.workload",
            Refusal::WrongKind,
            "Web stack must be one of on, off.",
        );
    }

    #[test]
    fn says_what_a_range_would_be() {
        let users = fields::field("demand.concurrent_users").unwrap();
        assert_eq!(
            users.range_sentence(),
            "Both ends of Concurrent users must be between 1 and 10,000,000, the smaller first."
        );
    }
}
