//! Which parts of the program arrive after the first view?
//!
//! A first view has a budget. The build therefore cuts the program into files
//! that share one memory: the first one plans and shows the chat application, each
//! other workload has one that is named after it, and `details` holds what stands
//! further down the page or is asked for: sections, charts, explanations, tables of
//! inputs. Whoever calls into a file that is not there yet
//! traps, so callers go by the [`Loaded`](crate::workloads::Loaded) that they are
//! handed.
//!
//! Only the page that `cargo xtask build` makes is cut (`cfg(split)`, which
//! `xtask/src/build.rs` sets); everywhere else all parts are always here.

/// Declares functions that arrive with a later part of the program, and with
/// each everything that no earlier part needs: `far! { "details" "2001" fn
/// panel(session: Session) -> El = explain::panel; }` is `explain::panel` under
/// another name. First the part as the build knows it, then four hexadecimal
/// digits that no other such function has.
#[macro_export]
macro_rules! far {
    ($(
        $part:literal $id:literal $($own:literal)?
        $(#[$about:meta])*
        $vis:vis fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $(-> $out:ty)? = $body:path;
    )+) => {$(
        $(#[$about])*
        #[cfg(not(split))]
        $vis fn $name($($argument: $kind),*) $(-> $out)? {
            $body($($argument),*)
        }

        // Both ends are of one program and one compiler, so that they agree on
        // how arguments are passed; the build joins them (xtask/src/cut.rs).
        $(#[$about])*
        #[cfg(split)]
        #[expect(unsafe_code, reason = "the cutting tool knows functions by their link names")]
        $vis fn $name($($argument: $kind),*) $(-> $out)? {
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            #[allow(improper_ctypes, reason = "some are, some are not")]
            unsafe extern "C" {
                #[link_name = concat!(
                    "__wasm_split_00", $part, "00_import_0000000000000000000000000000", $id $(, $own)?
                )]
                safe fn near($($argument: $kind),*) $(-> $out)?;
            }
            #[unsafe(export_name = concat!(
                "__wasm_split_00", $part, "00_export_0000000000000000000000000000", $id $(, $own)?
            ))]
            #[allow(improper_ctypes_definitions, reason = "some are, some are not")]
            extern "C" fn far($($argument: $kind),*) $(-> $out)? {
                $body($($argument),*)
            }
            near($($argument),*)
        }
    )+};
}
pub use crate::far;

/// Declares `CODE`, what a workload does, in the file of the program that is named
/// after it: `code! { "growth" "02" add, rules::review, answers, words::sections; formulas, own }`,
/// with the modules last in which its formulas are declared.
/// The number tells the functions of one workload from those of others; what is wrong with
/// it, what is said further down the page and how formulas are explained is in the file of
/// details.
macro_rules! code {
    (
        $part:literal $number:literal
        $plan:path, $review:path, $answers:path, $sections:path;
        $($block:ident $(:: $inner:ident)*),* $(,)?
    ) => {
        fn formulas() -> Vec<&'static $crate::sheet::Formula> {
            let blocks: &[&[_]] = &[$($block $(:: $inner)* ::FORMULAS),*];
            blocks.concat()
        }

        fn working() -> Vec<$crate::sheet::Working> {
            let blocks: &[&[_]] = &[$($block $(:: $inner)* ::WORKING),*];
            blocks.concat()
        }

        pub(super) const CODE: $crate::workloads::Code = {
            use $crate::engine::Plan;
            use $crate::quantity::date::Date;
            use $crate::report::{Answer, Basis, Section};
            use $crate::review::Finding;
            use $crate::scenario::Scenario;
            use $crate::sheet::{Formula, Sheet, Working};

            $crate::later::far! {
                $part $number "01"
                fn code_plan(sheet: Sheet, plan: &mut Plan) = $plan;
                "details" $number "0e"
                fn code_review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) = $review;
                $part $number "03"
                fn code_answers(basis: &Basis) -> [Option<Answer>; 4] = $answers;
                $part $number "04"
                fn code_formulas() -> Vec<&'static Formula> = formulas;
                "details" $number "05"
                fn code_sections(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> = $sections;
                "details" $number "0c"
                fn code_working() -> Vec<Working> = working;
            }
            $crate::workloads::Code {
                plan: code_plan,
                review: code_review,
                answers: code_answers,
                formulas: code_formulas,
                sections: code_sections,
                working: code_working,
            }
        };
    };
}
pub(crate) use code;
