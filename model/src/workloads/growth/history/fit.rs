//! What does a pasted history say, and what would it state?
//!
//! Customers by month give the growth rate; a cost at each number of customers
//! gives the exponent by which it follows them. Each with its 95 % interval, and
//! with every line that was not understood.

use super::{First, History, Misread, read};
use crate::quantity::format::{precise, range};
use crate::quantity::{Missing, Unit};
use crate::scenario::{Field, Range, Statement, Value, growth as stated, money};
use crate::workloads::growth::fit::{Fit, exponent, growth};

/// Inputs that a history can state: the growth rate, then the exponents.
pub static FITTED: [&[&Field]; 2] = [
    &[&stated::fields::rate],
    &[
        &money::fields::traffic_exponent,
        &money::fields::training_exponent,
        &money::fields::semi_fixed_exponent,
        &money::fields::various_exponent,
    ],
];

/// What a history says of one input.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fitted {
    /// How much was read, and what it comes to or why to nothing.
    pub sentence: String,
    /// What was not understood, one a line.
    pub misread: Vec<String>,
    /// What to state, with the words for it: `12.3 % (10 to 15 %)`.
    pub states: Option<(String, Statement)>,
}

/// What `text` says of `field`, one of [`FITTED`].
pub fn fitted(text: &str, field: &'static Field) -> Fitted {
    let is_growth = *field == stated::fields::rate;
    let customers = Unit::Of("customer");
    let (first, unit) = if is_growth {
        (First::Months, customers)
    } else {
        (First::Counts(customers), Unit::Of("USD/month"))
    };
    let history = read(text, first, unit);
    let points = history.points();
    let fit = if is_growth {
        growth(&points)
    } else {
        exponent(&points)
    };
    let (words, states) = match fit {
        Ok(fit) => said(field, fit),
        Err(Missing(why)) => (why.to_owned(), None),
    };
    Fitted {
        sentence: [&counted(&history), " ", &words].concat(),
        misread: history.misread.iter().map(Misread::said).collect(),
        states,
    }
}

fn counted(history: &History) -> String {
    match history.observations.len() {
        1 => "1 line was understood.".to_owned(),
        count => [&count.to_string(), " lines were understood."].concat(),
    }
}

/// What a fit comes to, and what it states if the field takes it.
fn said(field: &'static Field, fit: Fit) -> (String, Option<(String, Statement)>) {
    let unit = field.stated.unit;
    // What the button says is what is stated, to the last digit.
    let [value, low, high] = [fit.value, fit.low, fit.high].map(rounded);
    let words = [&precise(value, unit), " (", &range(low, high, unit), ")"].concat();
    let explained = precise(rounded(fit.explained), Unit::Of("share"));
    let sentence = [
        "They fit ",
        &words,
        ", with 95 % confidence; that explains ",
        &explained,
        " of their spread.",
    ]
    .concat();
    let takes = |end| field.check(Value::Number(end)).is_ok();
    if ![value, low, high].into_iter().all(takes) {
        let beyond = [
            &sentence,
            " That is beyond what can be planned with: between ",
            &field.bounds(),
            ".",
        ];
        return (beyond.concat(), None);
    }
    let statement = (Value::Number(value), Some(Range { low, high }));
    (sentence, Some((words, statement)))
}

/// As many decimals of a fitted share or exponent as are worth stating.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_that_grow_by_15_percent_state_so() {
        let fitted = fitted(
            "month,customers\n2026-01,500\n2026-02,575\n2026-03,661.25\n2026-04,760.4375",
            &stated::fields::rate,
        );
        assert_eq!(
            fitted.sentence,
            "4 lines were understood. They fit 15 % a month (15 % a month), with 95 % confidence; \
             that explains 100 % of their spread."
        );
        let range = Range {
            low: 0.15,
            high: 0.15,
        };
        let (words, statement) = fitted.states.unwrap();
        assert_eq!(words, "15 % a month (15 % a month)");
        assert_eq!(statement, (Value::Number(0.15), Some(range)));
        assert!(fitted.misread.is_empty());
    }

    #[test]
    fn a_cost_that_follows_the_root_of_customers_states_one_half() {
        let fitted = fitted(
            "100 1000\n400 2000\n1600 4000\n6400 8000",
            &money::fields::semi_fixed_exponent,
        );
        let (_, (value, range)) = fitted.states.unwrap();
        assert_eq!(value, Value::Number(0.5));
        assert_eq!(
            range,
            Some(Range {
                low: 0.5,
                high: 0.5
            })
        );
    }

    #[test]
    fn what_says_nothing_says_why_and_states_nothing() {
        let empty = fitted("", &stated::fields::rate);
        assert!(
            empty.sentence.contains("at least 3 points"),
            "{}",
            empty.sentence
        );
        assert_eq!(empty.states, None);
        let one = fitted("2026-01,500\nsoon,many", &stated::fields::rate);
        assert!(
            one.sentence
                .starts_with("1 line was understood. A fit needs")
        );
        assert_eq!(one.misread.len(), 1);
        assert!(one.misread[0].starts_with("Line 2, “soon,many”: "));
    }

    #[test]
    fn what_cannot_be_planned_with_is_said_and_not_stated() {
        let fitted = fitted("1 1\n2 50\n3 2500\n4 125000", &stated::fields::rate);
        assert!(fitted.sentence.contains("beyond what can be planned"));
        assert_eq!(fitted.states, None);
    }
}
