//! How is a number worked out, in one line that both computes and explains?
//!
//! [`formulas!`](crate::formulas) turns a line of arithmetic with units into an
//! ordinary function from cells to a cell. The text that a reader sees is the
//! code that ran, so the two cannot drift apart.

use super::Field;
use super::place::Place;
use crate::quantity::{Source, Unit};

/// The most inputs that a formula takes. One that needs more names its halves.
pub const MOST_INPUTS: usize = 8;

/// One input of a formula.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// As the formula writes it.
    pub name: &'static str,
    /// The unit that the formula expects.
    pub unit: Unit,
    /// The field or column that the sheet reads it from; none where it is handed
    /// to the formula.
    pub field: Option<&'static Field>,
    /// Whether it stands for many cells, which the formula adds up.
    pub many: bool,
}

impl Input {
    /// A cell in this unit.
    pub const fn one(name: &'static str, unit: &'static str) -> Self {
        Self {
            name,
            unit: Unit::Of(unit),
            field: None,
            many: false,
        }
    }

    /// Cells in this unit, added up.
    pub const fn many(name: &'static str, unit: &'static str) -> Self {
        Self {
            many: true,
            ..Self::one(name, unit)
        }
    }

    /// What a field or a column states.
    pub const fn read(name: &'static str, field: &'static Field) -> Self {
        Self {
            name,
            unit: field.stated.unit,
            field: Some(field),
            many: false,
        }
    }
}

/// How a figure came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Computed: the text is arithmetic over the inputs.
    Computed,
    /// Read from a table of facts, or chosen: the text says which row.
    LookedUp,
    /// Stated by the user in a field of this id.
    Stated,
    /// Found by trying: the text says what holds of it.
    Solved,
    /// Another cell under a name of its own.
    Alias,
}

/// One line of working.
#[derive(Debug)]
pub struct Formula {
    /// Unique among formulas; differs from `name` where a figure can be
    /// worked out in several ways.
    pub id: &'static str,
    /// The last part of the id of the figure that it gives.
    pub name: &'static str,
    /// The ids of the figures that it gives, by scope.
    pub place: Place,
    /// What it is in a few words, as a label beside the number.
    pub label: &'static str,
    /// In the order of the cell's precedents.
    pub inputs: &'static [Input],
    /// The unit of the result.
    pub unit: Unit,
    /// Where the method comes from.
    pub source: Source,
    /// How the figure came about.
    pub kind: Kind,
    /// Gives the value for inputs in this order; none where the plan hands the
    /// value over.
    pub compute: Option<fn(&[f64]) -> f64>,
}

/// How a formula is explained. It stands apart: a page that only shows figures does
/// without.
#[derive(Clone, Copy, Debug)]
pub struct Working {
    /// What the figure is, in a sentence.
    pub sentence: &'static str,
    /// The arithmetic, as the code has it; words for a look-up.
    pub text: &'static str,
}

impl Working {
    /// Of a formula that nothing explains.
    pub const NONE: Self = Self {
        sentence: "",
        text: "",
    };
}

/// Two formulas are the same when they are the same line of the program.
impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Formula {}

/// Declares formulas: functions from cells to a cell.
///
/// ```text
/// formulas! {
///     source: SIZING_CALCULATOR; in "web";
///
///     /// Backend pods that always run: what the users need, with the buffer.
///     pub fn backend_pods_min "Backend pods, fewest"
///         (concurrent_users: "user"; web.users_per_backend_pod, web.backend_buffer, web.backend_floor)
///         -> "pod"
///     { max(backend_floor, round_up(concurrent_users / users_per_backend_pod * (1.0 + backend_buffer))) }
/// }
/// ```
///
/// - `(cells; fields)`: cells are handed to the function with the sheet before them;
///   fields and columns are named by section or table and read by the sheet, of a
///   table in the row that the sheet stands in. A unit in brackets, `["USD/month"]`,
///   makes the input many cells that `sum(..)` adds up; it comes last of the cells.
/// - The figure's id is the place after `in`, a dot and the function's name, and the
///   month where the sheet stands in one. `{row}` and `{case}` in a place stand for
///   the row and for the case of growth (which brings its own dot: `money.{case}bill`, or
///   `in "growth.{case}"`).
///   `as total_users` gives the figure another name than the function,
///   `as "money.bill.{row}"` another id altogether, `as months_to "growth.months_to.{row}"`
///   both.
/// - In place of a unit `["small", "large"]` makes the value an index into words,
///   `(WORDS)` into a list that is named elsewhere.
/// - `from OTHER` after that names another source than the block's.
/// - `table "words" { body }` is a look-up that the words tell of; with no body the plan
///   looks it up and hands the value over, before the cells.
/// - `solved "words"` is found by trying; the plan tries, and hands the value over.
/// - With neither text nor body the figure is an alias: one cell under another name.
///
/// Beside each function stands a module of the same name with its `FORMULA`; `FORMULAS`
/// lists them all, and `WORKING` how they are explained.
#[macro_export]
macro_rules! formulas {
    (
        source: $source:expr; in $place:literal;
        $(
            $(#[doc = $sentence:literal])+
            $visibility:vis fn $id:ident $label:literal
            ( $($input:ident : $input_unit:tt),* $(,)? $(; $($section:ident . $field:ident),+ $(,)?)? )
            -> $unit:tt $(as $name:tt $($pattern:literal)?)? $(from $own:ident)?
            $(table $table:literal)? $(solved $solved:literal)? $({ $body:expr })?
        )+
    ) => {
        $(
            $(#[doc = $sentence])+
            $visibility mod $id {
                #[allow(unused_imports, clippy::wildcard_imports, reason = "written for the scope around it")]
                use super::*;

                /// The line of working.
                pub static FORMULA: $crate::sheet::Formula = $crate::sheet::Formula {
                    id: stringify!($id),
                    name: $crate::formulas!(@name $id $($name $($pattern)?)?),
                    place: $crate::sheet::Place::new($crate::formulas!(@place $place, $id $($name $($pattern)?)?)),
                    label: $label,
                    inputs: &[
                        $($crate::formulas!(@input $input $input_unit),)*
                        $($($crate::sheet::Input::read(
                            stringify!($field),
                            &$crate::scenario::stated::$section::$field,
                        ),)+)?
                    ],
                    unit: $crate::formulas!(@unit $unit),
                    source: $crate::formulas!(@source $source $(, $own)?),
                    kind: $crate::formulas!(@kind $(table $table)? $(solved $solved)? $({ $body })?),
                    compute: $crate::formulas!(@compute ($($input,)* $($($field,)+)?) $({ $body })?),
                };
            }
            $crate::formulas!(@function $(#[doc = $sentence])+ $visibility $id
                ($($input $input_unit),*) ($($table)? $($solved)?) ($({ $body })?));
        )+

        /// Every formula declared here, for tests and for documentation.
        pub static FORMULAS: &[&$crate::sheet::Formula] = &[$(&$id::FORMULA),+];

        /// How they are explained, in the same order.
        pub static WORKING: &[$crate::sheet::Working] = &[$($crate::sheet::Working {
            sentence: concat!($($sentence),+),
            text: $crate::formulas!(@text $(table $table)? $(table $solved)? $({ $body })?),
        }),+];
    };
    // A look-up that the plan does, and hands over.
    (@function $(#[doc = $sentence:literal])+ $visibility:vis $id:ident
        ($($input:ident $unit:tt),*) ($table:literal) ()) => {
        $(#[doc = $sentence])+
        #[allow(clippy::too_many_arguments, reason = "as many as the formula has inputs")]
        $visibility fn $id(
            sheet: $crate::sheet::Sheet<'_>,
            value: impl Into<$crate::sheet::Known>,
            $($input: $crate::formulas!(@type $unit)),*
        ) -> $crate::sheet::Cell {
            sheet.found(&$id::FORMULA, value.into(), $crate::formulas!(@given [] $($input $unit)*))
        }
    };
    (@function $(#[doc = $sentence:literal])+ $visibility:vis $id:ident
        ($($input:ident $unit:tt),*) ($($table:literal)?) ($($body:tt)?)) => {
        $(#[doc = $sentence])+
        #[allow(clippy::too_many_arguments, reason = "as many as the formula has inputs")]
        $visibility fn $id(
            sheet: $crate::sheet::Sheet<'_>,
            $($input: $crate::formulas!(@type $unit)),*
        ) -> $crate::sheet::Cell {
            sheet.call(&$id::FORMULA, $crate::formulas!(@given [] $($input $unit)*))
        }
    };
    (@given [$($cell:ident)*]) => { $crate::sheet::Given { cells: &[$($cell),*], added: None } };
    (@given [$($cell:ident)*] $many:ident [$unit:literal]) => {
        $crate::sheet::Given { cells: &[$($cell),*], added: Some($many) }
    };
    (@given [$($cell:ident)*] $next:ident $unit:literal $($rest:tt)*) => {
        $crate::formulas!(@given [$($cell)* $next] $($rest)*)
    };
    (@name $id:ident) => { stringify!($id) };
    (@name $id:ident $name:ident) => { stringify!($name) };
    (@name $id:ident $name:ident $pattern:literal) => { stringify!($name) };
    (@name $id:ident $pattern:literal) => { stringify!($id) };
    (@place $place:literal, $id:ident) => { concat!($place, ".", stringify!($id)) };
    (@place $place:literal, $id:ident $name:ident) => { concat!($place, ".", stringify!($name)) };
    (@place $place:literal, $id:ident $name:ident $pattern:literal) => { $pattern };
    (@place $place:literal, $id:ident $pattern:literal) => { $pattern };
    (@text) => { "" };
    (@text table $table:literal $($body:tt)?) => { $table };
    (@text { $body:expr }) => { stringify!($body) };
    (@kind) => { $crate::sheet::Kind::Alias };
    (@kind table $table:literal $($body:tt)?) => { $crate::sheet::Kind::LookedUp };
    (@kind solved $table:literal) => { $crate::sheet::Kind::Solved };
    (@kind { $body:expr }) => { $crate::sheet::Kind::Computed };
    (@input $input:ident [$unit:literal]) => { $crate::sheet::Input::many(stringify!($input), $unit) };
    (@input $input:ident $unit:literal) => { $crate::sheet::Input::one(stringify!($input), $unit) };
    (@type [$unit:literal]) => { &[$crate::sheet::Cell] };
    (@type $unit:literal) => { $crate::sheet::Cell };
    (@unit [$($word:literal),+]) => { $crate::quantity::Unit::Words(&[$($word),+]) };
    (@unit ($words:expr)) => { $crate::quantity::Unit::Words($words) };
    (@unit $unit:literal) => { $crate::quantity::Unit::Of($unit) };
    (@source $source:expr) => { $source };
    (@source $source:expr, $own:ident) => { $own };
    (@compute ($($input:ident,)*)) => { None };
    (@compute ($($input:ident,)*) { $body:expr }) => {{
        #[allow(unused_variables, reason = "a look-up need not compute with all that it names")]
        fn compute(inputs: &[f64]) -> f64 {
            let [$($input),*] = *inputs else { return f64::NAN };
            $body
        }
        Some(compute)
    }};
}
