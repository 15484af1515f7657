//! On which scale is what is not known exactly spread?
//!
//! ```text
//! sizes      by ratios:   ln(x)              middle of 50 and 200: 100
//! shares     by odds:     ln(x / (1 - x))    middle of 10 % and 20 %: 14.3 %
//! rates      by factors:  ln(1 + x)          middle of 5 % and 15 % a month: 9.9 %
//! all else   evenly:      x
//! ```
//!
//! A rate is what may fall as well as rise, by less than everything. Where an end of the range
//! has no place on such a scale, as zero has none among ratios, it is spread evenly.

use super::field::{Domain, Field};
use super::range::Range;
use crate::quantity::Unit;
use crate::quantity::brackets::middle;
use crate::quantity::date;
use crate::quantity::math::{exp, ln, root};

/// How values of an input are spread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    /// Equal steps are equally likely.
    Even,
    /// Equal ratios are.
    Ratios,
    /// Equal ratios of odds are.
    Odds,
    /// Equal ratios of what is left are.
    Factors,
}

impl Scale {
    /// Of a value on this scale.
    pub fn place(self, value: f64) -> f64 {
        match self {
            Self::Even => value,
            Self::Ratios => ln(value),
            Self::Odds => ln(value / (1.0 - value)),
            Self::Factors => ln(1.0 + value),
        }
    }

    /// The value at a place on it.
    pub fn value(self, place: f64) -> f64 {
        match self {
            Self::Even => place,
            Self::Ratios => exp(place),
            Self::Odds => 1.0 / (1.0 + exp(-place)),
            Self::Factors => exp(place) - 1.0,
        }
    }

    /// The value half-way between two.
    fn middle(self, Range { low, high }: Range) -> f64 {
        match self {
            Self::Even => middle(low, high),
            Self::Ratios => root(low) * root(high),
            Self::Odds => {
                let [low, high] = [low, high].map(|end| root(end / (1.0 - end)));
                let odds = low * high;
                odds / (1.0 + odds)
            }
            Self::Factors => root(1.0 + low) * root(1.0 + high) - 1.0,
        }
    }
}

impl Field {
    /// The scale on which this input is spread over a range.
    pub fn scale(&self, Range { low, high }: Range) -> Scale {
        let Domain::Number {
            unit, least, most, ..
        } = self.domain
        else {
            return Scale::Even;
        };
        if unit == Unit::Of(date::UNIT) {
            Scale::Even
        } else if least < 0.0 && least > -1.0 && low > -1.0 {
            Scale::Factors
        } else if least >= 0.0 && most <= 1.0 && low > 0.0 && high < 1.0 {
            Scale::Odds
        } else if low > 0.0 {
            Scale::Ratios
        } else {
            Scale::Even
        }
    }

    /// The range in which the source puts it, where a value lies in it.
    pub fn usual_around(&self, value: f64) -> Option<Range> {
        let (low, high) = self.usual?;
        (low..=high).contains(&value).then_some(Range { low, high })
    }

    /// What is planned with where only a range is stated: the value that is as likely too
    /// high as too low.
    pub fn median(&self, range: Range) -> f64 {
        let between = self.scale(range).middle(range);
        // Two roots may miss by the last bit.
        self.taken(between.clamp(range.low, range.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fields::field;

    fn median(id: &str, low: f64, high: f64) -> f64 {
        field(id).unwrap().median(Range { low, high })
    }

    #[test]
    fn the_middle_is_that_of_the_inputs_own_scale() {
        let near = |value: f64, told: f64| assert!((value - told).abs() < 1e-12, "{value} {told}");
        near(median("demand.customers", 50.0, 200.0), 100.0);
        near(median("demand.active_ratio", 0.1, 0.2), 1.0 / 7.0);
        near(
            median("growth.rate", 0.05, 0.15),
            1.098_863_048_791_798 - 1.0,
        );
        near(
            median("growth.rate", -0.05, 0.15),
            (0.95 * 1.15_f64).sqrt() - 1.0,
        );
        // Zero has no place among ratios and odds.
        near(median("growth.burst_reserve", 0.0, 0.5), 0.25);
        near(median("growth.churn", 0.0, 0.1), 0.05);
        // A day is in the middle of two, and of pods there are whole ones.
        near(median("growth.start", 20_000.0, 20_010.0), 20_005.0);
        near(median("web.backend_floor", 2.0, 4.0), 3.0);
    }

    #[test]
    fn a_value_comes_back_from_its_place() {
        for scale in [Scale::Even, Scale::Ratios, Scale::Odds, Scale::Factors] {
            for value in [0.001, 0.25, 0.5, 0.999] {
                assert!((scale.value(scale.place(value)) - value).abs() < 1e-12);
            }
        }
    }
}
