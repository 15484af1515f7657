//! Do customers pass the ceiling or a trillion, shrink to nothing, or grow less in
//! a case that is meant to be the higher one?

use super::{CUSTOMERS, Found, MONTHS};
use crate::quantity::Missing;
use crate::quantity::format::shown;
use crate::quantity::math::of_count;
use crate::review::Severity;
use crate::scenario::Scenario;
use crate::scenario::growth::Shape;
use crate::sheet::Case;
use crate::workloads::growth::Growth;
use crate::workloads::growth::shape::{OVER_CEILING, TOO_MANY};

pub(super) fn review(scenario: &Scenario, growth: &Growth, now: f64, found: Found) {
    let stated = &scenario.growth;
    let rate = match stated.shape {
        Shape::Linear => "growth.added_customers",
        Shape::Table => "growth.shape",
        _ => "growth.rate",
    };
    if first(growth, Case::Moderate, OVER_CEILING).is_some() {
        let sentence = format!(
            "There are {} now, more than the ceiling of {}. Raise the ceiling, or choose another shape of growth.",
            shown(now, CUSTOMERS),
            shown(stated.ceiling, CUSTOMERS)
        );
        let evidence = ["growth.ceiling", "demand.customers"];
        found("over_ceiling", Severity::Error, sentence, &evidence);
    }
    too_fast(growth, rate, found);
    shrinking(growth, now, rate, found);
    let factors = [
        stated.conservative_factor,
        stated.moderate_factor,
        stated.aggressive_factor,
    ];
    if !factors.is_sorted() {
        let sentence = "The three cases are out of order: the conservative factor must not be above the moderate \
                        one, nor that above the aggressive one.";
        let evidence = [
            "growth.conservative_factor",
            "growth.moderate_factor",
            "growth.aggressive_factor",
        ];
        let rule = "cases_out_of_order";
        found(rule, Severity::Warning, sentence.to_owned(), &evidence);
    }
}

/// The first month in which there is no number of customers for this reason.
fn first(growth: &Growth, case: Case, why: Missing) -> Option<usize> {
    let mut customers = growth.customers(case).iter();
    customers.position(|then| then.number() == Err(why))
}

/// Said of the moderate case, or of the aggressive one where that alone is so.
fn too_fast(growth: &Growth, rate: &str, found: Found) {
    let cases = [
        (Case::Moderate, Severity::Error),
        (Case::Aggressive, Severity::Warning),
    ];
    let mut cases = cases.into_iter();
    let passed = |(case, severity)| Some((case, severity, first(growth, case, TOO_MANY)?));
    if let Some((case, severity, month)) = cases.find_map(passed) {
        let sentence = format!(
            "In the {} case customers pass a trillion in month {month}; from there nothing is planned. Lower the \
             growth rate, plan fewer months, or choose growth towards a ceiling.",
            case.label().to_lowercase()
        );
        found("growth_too_fast", severity, sentence, &[rate]);
    }
}

fn shrinking(growth: &Growth, now: f64, rate: &str, found: Found) {
    let moderate = growth.customers(Case::Moderate);
    let Some(Ok(last)) = moderate.last().map(|last| last.number()) else {
        return;
    };
    if last >= now {
        return;
    }
    let is_gone = |month: &usize| moderate[*month].number().is_ok_and(|then| then < 1.0);
    if let Some(month) = (0..moderate.len()).find(is_gone).filter(|_| now >= 1.0) {
        let sentence = format!(
            "Growth as stated leaves less than one customer in month {month}. If more leave than come, say so and \
             plan fewer months; otherwise mend the rate, or the churn that is taken off it."
        );
        let evidence = [rate, "growth.churn"];
        found("shrinks_to_nothing", Severity::Warning, sentence, &evidence);
    } else {
        let sentence = format!(
            "Customers shrink from {} to {} in {}: the conservative case is then the one that shrinks more slowly.",
            shown(now, CUSTOMERS),
            shown(last, CUSTOMERS),
            shown(of_count(growth.months), MONTHS)
        );
        found("customers_shrink", Severity::Note, sentence, &[rate]);
    }
}
