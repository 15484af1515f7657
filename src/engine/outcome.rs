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

/// Visits a figure whose id has these parts. Written once, since every figure
/// of a row or a month would carry a copy.
#[inline(never)]
pub(crate) fn tell(id: &[&str], outcome: Outcome, visit: &mut Visit) {
    visit(&id.concat(), outcome);
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

        $crate::engine::outcome::figures!(@walk $part, $place, ($($key)?), $($name)+);
    };
    (@walk $part:ident, $place:literal, (), $($name:ident)+) => {
        impl $part {
            /// Visits every figure with its id, in reading order.
            pub fn each(&self, visit: &mut dyn FnMut(&'static str, $crate::quantity::Outcome)) {
                $( visit(concat!($place, ".", stringify!($name)), self.$name.clone().into()); )+
            }
        }
    };
    (@walk $part:ident, $place:literal, (month), $($name:ident)+) => {
        impl $part {
            /// Visits every figure of this month with its id, in reading order.
            pub fn each(&self, month: &str, visit: &mut $crate::engine::outcome::Visit) {
                $( $crate::engine::outcome::tell(&[concat!($place, ".", stringify!($name), "."), month], self.$name.clone().into(), visit); )+
            }
        }
    };
    (@walk $part:ident, $place:literal, (row), $($name:ident)+) => {
        impl $part {
            /// Visits every figure of this row with its id, in reading order.
            pub fn each(&self, row: &str, visit: &mut $crate::engine::outcome::Visit) {
                $( $crate::engine::outcome::tell(&[concat!($place, "."), row, concat!(".", stringify!($name))], self.$name.clone().into(), visit); )+
            }
        }
    };
}

pub(crate) use figures;
