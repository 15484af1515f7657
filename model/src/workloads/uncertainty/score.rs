//! Did what was counted since lie within the ranges that were stated?
//!
//! ```text
//! place  = ln(counted / median) / ln(P95 / median, or median / P5 below it)
//! widen  = the 90th percentile of |place|: by so much wider, 9 of 10 would have lain within
//! ```

use super::chances::{Chances, percentile};
use crate::quantity::math::{ln, of_count};
use crate::scenario::Scenario;
use crate::workloads::pools::actuals::month_of;

/// How a scenario's ranges did.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Score {
    /// Months in which customers were counted.
    pub counted: usize,
    /// Those of them within P5 to P95.
    pub within: usize,
    /// By which factor ranges should have been wider for 9 of 10.
    pub widen: f64,
}

/// Of the customers that were counted; none where none were, or nothing says how many there
/// might have been.
pub fn score(scenario: &Scenario, chances: &Chances) -> Option<Score> {
    let places = scenario.actuals.iter().filter_map(|actual| {
        let counted = actual.customers.filter(|it| *it > 0.0)?;
        let month = month_of(actual).to_string();
        let band = chances.band(&["growth.customers.", &month].concat())?;
        let [low, .., high] = band.at;
        let median = band.at[3];
        let side = if counted > median { high } else { low };
        let whole = ln(side / median);
        let place = ln(counted / median) / whole;
        place.is_finite().then_some(place)
    });
    let mut places: Vec<f64> = places.map(f64::abs).collect();
    places.sort_unstable_by(f64::total_cmp);
    let within = places.iter().filter(|place| **place <= 1.0).count();
    (!places.is_empty()).then(|| Score {
        counted: places.len(),
        within,
        widen: if of_count(places.len()) * 0.9 >= 1.0 {
            percentile(&places, 0.9)
        } else {
            places[places.len() - 1]
        },
    })
}
