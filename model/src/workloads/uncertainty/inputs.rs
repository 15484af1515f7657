//! How sure is one of one's ranges, which of them move together, and which risk is accepted?

use crate::facts::sources::OURS;
use crate::scenario::field::{Domain, fields, number};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;
use crate::scenario::{Scenario, Slot, Unused};

fields! {
    /// What is made of the ranges that are stated.
    pub struct Uncertainty in uncertainty {
        /// By how many times all ranges are wider than stated, on both sides of what is planned with. People give
        /// nearly the same range for 80 as for 98 of 100.
        widen: f64 = 1.0, number("x", 0.1, 10.0), "Widen all ranges", OURS;
        /// The chance of being late that is accepted: by it the last day to order goes.
        risk: f64 = 0.10, number("share", 0.01, 0.5), "Risk that is accepted", OURS;
    }
}

rows! {
    /// Two inputs with ranges that are high together, or one while the other is low: growth and churn, price and
    /// demand.
    pub struct Together in together as together: "What moves together" of "pair", at most 12 {
        /// One of the two.
        one: Option<Slot> = None, Domain::Input, "One input", OURS;
        /// The other.
        other: Option<Slot> = None, Domain::Input, "The other input", OURS;
        /// How closely: 1 where both are high at the same time, -1 where one is low whenever the other is high, 0
        /// where they have nothing to do with each other.
        correlation: f64 = 0.5, number("x", -0.99, 0.99), "Correlation", OURS;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[Group {
    id: "uncertainty",
    label: "How sure you are",
    step: Step::Cost,
    fields: &["uncertainty.widen", "uncertainty.risk"],
    tables: &["together"],
    is_said: |it| !it.ranges.is_empty(),
}];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["uncertainty.widen", "uncertainty.risk"],
        because: "No input has a range. Write one as a range, such as 10-20.",
        when: |it, _| it.ranges.is_empty(),
    },
    Unused {
        inputs: &["together.one", "together.other", "together.correlation"],
        because: "Two inputs that both have a range move together; each is in one pair at most.",
        when: |it, at| pair(it, at).is_none(),
    },
];

/// The two inputs of a row, where both have a range and none is in a pair before.
pub fn pair(it: &Scenario, at: usize) -> Option<[Slot; 2]> {
    let both = |at: usize| {
        let row = it.together.get(at)?;
        let [one, other] = [row.one?, row.other?];
        (one != other && one.range(it).is_some() && other.range(it).is_some())
            .then_some([one, other])
    };
    let own = both(at)?;
    let taken = (0..at).filter_map(both).flatten();
    let is_free = taken.into_iter().all(|before| !own.contains(&before));
    is_free.then_some(own)
}
