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

impl PricedOn {
    /// How many days before `date` the price was read; none if undated.
    pub fn age(&self, date: Date) -> Option<i64> {
        let mut parts = self.source.as_of.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Some(date.days() - Date::new(year, month, day)?.days())
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
}
