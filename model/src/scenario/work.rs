//! What is one unit of the work that is served, and in which words is it spoken of?
//!
//! Most of what is said counts requests, and tokens where language models answer them. Of
//! a scenario whose work is predictions, units and labels have other words, one for one.
//! Whatever shows a unit or a label asks here; what writes sentences asks whether
//! [`is_predictions`] holds.

use super::Scenario;
use super::inference::Work;
use super::web::Switch;
use crate::later::far;
use crate::quantity::Unit;
use crate::workloads::{Loaded, inference};

far! {
    "inference" "09b1"
    fn words() -> &'static [(&'static str, &'static str)] = inference::predictions::words;
}

/// Whether what is served are predictions: those of one model, not of several language
/// models.
pub fn is_predictions(scenario: &Scenario) -> bool {
    let stated = &scenario.inference;
    stated.workload == Switch::On && stated.work == Work::Predictions && scenario.models.is_empty()
}

/// A label as it reads in this scenario.
pub fn said(scenario: &Scenario, label: &'static str) -> &'static str {
    // What is shown before the words are here reads as everywhere else.
    if !is_predictions(scenario) || !Loaded::known().has("inference") {
        return label;
    }
    let mut words = words().iter();
    words
        .find(|(usual, _)| *usual == label)
        .map_or(label, |(_, own)| own)
}

/// A unit as it reads in this scenario.
pub fn unit(scenario: &Scenario, unit: Unit) -> Unit {
    match unit {
        Unit::Of(symbol) => Unit::Of(said(scenario, symbol)),
        Unit::Words(_) => unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::format::shown;
    use crate::scenario::preset::preset;

    #[test]
    fn a_recommender_counts_predictions() {
        let [sale, gpu] = ["sale-1", "gpu-1"].map(|id| preset(id).unwrap().scenario());
        let rate = Unit::Of("req/s");
        assert_eq!(shown(5.0, unit(&sale, rate)), "5 predictions/s");
        assert_eq!(shown(5.0, unit(&gpu, rate)), "5 requests/s");
        assert_eq!(said(&sale, "Requests a day"), "Predictions a day");
        assert_eq!(said(&gpu, "Requests a day"), "Requests a day");
        let none = Unit::Words(&["a"]);
        assert_eq!(unit(&sale, none), none);
    }
}
