//! Which figures does a part of the plan have, and under which ids?

use crate::quantity::{Absent, Figure, Outcome};

const BEYOND: Absent = Absent(
    "One of the numbers behind this is so small, or so large, that the result is beyond any number. Check the inputs.",
);

/// A figure that is a number, or the reason why there is none: what is divided
/// by next to nothing has no value.
///
/// # Errors
/// When the value is infinite, or is no number.
pub fn sound(figure: Figure) -> Outcome {
    if figure.value.is_finite() {
        Ok(figure)
    } else {
        Err(BEYOND)
    }
}

/// Takes a figure with its id.
pub type Visit<'a> = dyn FnMut(&str, Outcome) + 'a;

/// A member of a part of the plan, where it stands.
#[derive(Clone, Copy)]
pub enum Seen<'a> {
    /// It always has a figure.
    Figure(&'a Figure),
    /// It may have none.
    Outcome(&'a Outcome),
}

impl Seen<'_> {
    /// What it is.
    ///
    /// # Errors
    /// The reason, where there is no figure.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Figure(figure) => Ok(**figure),
            Self::Outcome(outcome) => **outcome,
        }
    }
}

impl<'a> From<&'a Figure> for Seen<'a> {
    fn from(figure: &'a Figure) -> Self {
        Self::Figure(figure)
    }
}

impl<'a> From<&'a Outcome> for Seen<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        Self::Outcome(outcome)
    }
}

/// Declares a part of the plan: a struct whose members are figures, or
/// outcomes where a figure can be absent, and a walk over them by id.
///
/// `in "web"` gives ids as `web.bill`; `in "money" by month` gives
/// `money.bill.12`, and `in "money.tier" by row` gives `money.tier.pro.margin`:
/// the walk is told the month or the row.
macro_rules! figures {
    (
        $(#[doc = $about:literal])+
        pub struct $part:ident in $place:literal $(by $key:ident)? {
            $( $(#[doc = $sentence:literal])+ $name:ident: $kind:ty, )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, PartialEq, Debug)]
        pub struct $part {
            $( $(#[doc = $sentence])+ pub $name: $kind, )+
        }

        impl $part {
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            fn seen(&self) -> [$crate::engine::outcome::Seen<'_>; Self::NAMES.len()] {
                [$((&self.$name).into()),+]
            }
        }

        $crate::engine::outcome::figures!(@walk $part, $place, ($($key)?), $($name)+);
    };
    (@walk $part:ident, $place:literal, (), $($name:ident)+) => {
        impl $part {
            const IDS: &'static [&'static str] = &[$(concat!($place, ".", stringify!($name))),+];

            /// Visits every figure with its id, in reading order.
            pub fn each(&self, visit: &mut dyn FnMut(&'static str, $crate::quantity::Outcome)) {
                for (id, seen) in Self::IDS.iter().zip(&self.seen()) {
                    visit(id, seen.outcome());
                }
            }
        }
    };
    (@walk $part:ident, $place:literal, (month), $($name:ident)+) => {
        impl $part {
            /// Visits every figure of this month with its id, in reading order.
            pub fn each(&self, month: &str, visit: &mut $crate::engine::outcome::Visit) {
                for (name, seen) in Self::NAMES.iter().zip(&self.seen()) {
                    visit(&[$place, ".", name, ".", month].concat(), seen.outcome());
                }
            }
        }
    };
    (@walk $part:ident, $place:literal, (row), $($name:ident)+) => {
        impl $part {
            /// Visits every figure of this row with its id, in reading order.
            pub fn each(&self, row: &str, visit: &mut $crate::engine::outcome::Visit) {
                for (name, seen) in Self::NAMES.iter().zip(&self.seen()) {
                    visit(&[$place, ".", row, ".", name].concat(), seen.outcome());
                }
            }
        }
    };
}

pub(crate) use figures;
