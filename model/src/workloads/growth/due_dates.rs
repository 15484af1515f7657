//! When must we scale? The next change that growth calls for, and what it
//! requires.

use super::Growth;
use super::calendar::Calendar;
use super::shape::PASSED;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::quantity::{Missing, Unit};
use crate::report::{Answer, Style, answers, figure_of, text, words};
use crate::scenario::growth::Progress;
use crate::scenario::{Change, Scenario};
use crate::sheet::Case;

/// Said where growth is not stated.
pub(crate) const NO_GROWTH: Missing =
    Missing("This scenario states no growth, so there is no date to give.");

const CUSTOMERS: Unit = Unit::Of("customer");

/// "When must we scale?", from the next change that growth calls for.
pub(crate) fn scale(scenario: &Scenario, growth: &Growth, today: Date) -> Answer {
    let question = answers::SCALE;
    let unknown = |absent: Missing| answers::unknown(question, absent);
    if growth.targets.is_empty() {
        return unknown(Missing(
            "No required changes are listed, so growth alone gives no date. List what has to change, and from how \
             many customers on.",
        ));
    }
    let calendar = Calendar::new(scenario, today);
    let Some(next) = next(scenario, growth, calendar) else {
        if growth
            .targets
            .iter()
            .all(|target| is_done(scenario, *target))
        {
            return unknown(Missing(
                "Every change that is listed is done already. List what comes after.",
            ));
        }
        let mut months_to = growth.months_to(Case::Moderate).iter();
        return if months_to.all(|months| months.number() == Err(PASSED)) {
            unknown(Missing(
                "Now: every change that is listed is due already, by the customers there are.",
            ))
        } else {
            unknown(Missing(
                "Not by growth: customers do not come to the next change that is listed.",
            ))
        };
    };
    let target = exact(next.target);
    let mut why = vec![
        text("In "),
        figure_of(&["growth.months_to.", &target], Style::Plain),
        words(&[
            " there are ",
            &shown(next.target, CUSTOMERS),
            ". What that requires: ",
            &names(scenario, next.target),
            ".",
        ]),
    ];
    let other = |case| date_of(growth, case, next.at, calendar);
    why.push(words(&[
        " In the aggressive case ",
        &other(Case::Aggressive),
        ", in the conservative one ",
        &other(Case::Conservative),
        ".",
    ]));
    Answer {
        question,
        main: vec![words(&["By ", &next.date.shown()])],
        why,
    }
}

/// The next number of customers from which something has to change.
pub(crate) struct Next {
    /// Which of the targets.
    pub(crate) at: usize,
    /// How many customers.
    pub(crate) target: f64,
    /// The day on which there are so many.
    pub(crate) date: Date,
}

/// The next change still to do that the moderate case comes to, if it comes to
/// any.
pub(crate) fn next(scenario: &Scenario, growth: &Growth, calendar: Calendar) -> Option<Next> {
    let reached = growth.months_to(Case::Moderate).iter().zip(&growth.targets);
    let open = reached.enumerate();
    let mut open = open.filter(|(_, (_, target))| !is_done(scenario, **target));
    open.find_map(|(at, (months, target))| {
        let date = calendar.after(months.number().ok()?)?;
        let target = *target;
        Some(Next { at, target, date })
    })
}

/// What has to change at so many customers.
pub(super) fn rows(scenario: &Scenario, target: f64) -> impl Iterator<Item = &Change> {
    let rows = scenario.changes.iter();
    rows.filter(move |row| row.customers.to_bits() == target.to_bits())
}

/// Whether all of it has been made.
fn is_done(scenario: &Scenario, target: f64) -> bool {
    rows(scenario, target).all(|row| row.progress == Progress::Done)
}

/// What has to change at so many customers, in the words of the rows.
pub(crate) fn names(scenario: &Scenario, target: f64) -> String {
    let name = |row: &Change| match row.progress {
        Progress::Open => row.name.clone(),
        Progress::Done => [&row.name, " (done)"].concat(),
    };
    rows(scenario, target)
        .map(name)
        .collect::<Vec<_>>()
        .join("; ")
}

/// The day of a target in a case, or why it has none, in a word or two.
pub(crate) fn date_of(growth: &Growth, case: Case, target: usize, calendar: Calendar) -> String {
    match growth
        .months_to(case)
        .get(target)
        .map(|months| months.number())
    {
        Some(Ok(months)) => calendar
            .after(months)
            .map_or_else(|| "not in a thousand years".to_owned(), Date::shown),
        Some(Err(PASSED)) => "passed already".to_owned(),
        _ => "never".to_owned(),
    }
}
