//! From which day is a price, and is it too old to rely on?

use crate::quantity::Source;
use crate::quantity::date::Date;

/// Prices that are older than this are marked.
pub const OLD_AFTER_DAYS: i64 = 90;

/// A price with its source and day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PricedOn {
    /// In the unit of its list.
    pub usd: f64,
    /// Where it comes from, and when it was read.
    pub source: Source,
}

/// The day that a text begins with, as in `2026-02-04` or `2026-10-25 to 2026-11-10`; of a
/// month or a year alone its first.
pub fn day(text: &str) -> Option<Date> {
    let mut parts = text.split(' ').next()?.split('-').map(str::parse::<i64>);
    let year = parts.next()?.ok()?;
    let mut part = || parts.next().unwrap_or(Ok(1)).ok();
    Date::new(year, part()?, part()?)
}

/// How many days before `date` the oldest of what a source says was read; none if undated.
pub fn age(source: &Source, date: Date) -> Option<i64> {
    Some(date.days() - day(source.as_of)?.days())
}

impl PricedOn {
    /// How many days before `date` the price was read; none if undated.
    pub fn age(&self, date: Date) -> Option<i64> {
        age(&self.source, date)
    }

    /// Whether it was read more than [`OLD_AFTER_DAYS`] days before `date`.
    pub fn is_old(&self, date: Date) -> bool {
        self.age(date).is_some_and(|days| days > OLD_AFTER_DAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_old_after_ninety_days() {
        let price = PricedOn {
            usd: 1.0,
            source: Source {
                name: "a list",
                as_of: "2026-09-24",
            },
        };
        let on = |month, day| price.is_old(Date::new(2026, month, day).unwrap());
        assert!(!on(11, 22) && !on(12, 23) && on(12, 24));
    }

    #[test]
    fn what_was_read_over_some_time_is_as_old_as_the_oldest_of_it() {
        let iso = |text| day(text).map(Date::iso);
        for (text, first) in [
            ("2026-02-04", Some("2026-02-04")),
            ("2026-10-25 to 2026-11-10", Some("2026-10-25")),
            ("2026-11", Some("2026-11-01")),
            ("2026", Some("2026-01-01")),
            ("from memory", None),
            ("", None),
            ("2026-13-01", None),
        ] {
            assert_eq!(iso(text).as_deref(), first, "{text}");
        }
    }
}
