//! How does a number explain itself that was found by trying?
//!
//! A sentence in place of arithmetic, and the inputs that it rests on, each to
//! be followed like those of any formula.

/// Declares figures that are found by trying: functions from the value found
/// and what it rests on.
macro_rules! solved {
    (
        source: $source:expr;
        $(
            $(#[doc = $sentence:literal])+
            pub fn $id:ident $label:literal ( $($input:ident : $input_unit:literal),+ )
                -> $unit:tt $(as $name:ident)? : $text:literal;
        )+
    ) => {
        $(
            $(#[doc = $sentence])+
            pub fn $id(found: f64, $($input: f64),+) -> $crate::quantity::Figure {
                static FORMULA: $crate::quantity::Formula = $crate::quantity::Formula {
                    place: $crate::sheet::Place::new(""),
                    compute: None,
                    id: stringify!($id),
                    name: $crate::old_formulas!(@name $id $($name)?),
                    label: $label,
                    sentence: concat!($($sentence),+),
                    text: $text,
                    inputs: const { &[$($crate::sheet::Input::one(stringify!($input), $input_unit)),+] },
                    unit: $crate::old_formulas!(@unit $unit),
                    source: $source,
                    kind: $crate::quantity::Kind::Solved,
                };
                $crate::quantity::Figure::new(found, &FORMULA, &[$($input),+])
            }
        )+
    };
}

pub(super) use solved;
