//! Which parts of the program arrive after the first view?
//!
//! A first view has a budget. The build therefore cuts the program into files
//! that share one memory: the first one plans and shows the chat application,
//! `workloads` plans customers, growth and money, `details` holds what stands
//! further down the page or is asked for: sections of those workloads, charts,
//! explanations, tables of inputs. Whoever calls into a file that is not there yet
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
macro_rules! far {
    ($(
        $part:literal $id:literal
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
                #[link_name = concat!("__wasm_split_00", $part, "00_import_0000000000000000000000000000", $id)]
                safe fn near($($argument: $kind),*) $(-> $out)?;
            }
            #[unsafe(export_name = concat!("__wasm_split_00", $part, "00_export_0000000000000000000000000000", $id))]
            #[allow(improper_ctypes_definitions, reason = "some are, some are not")]
            extern "C" fn far($($argument: $kind),*) $(-> $out)? {
                $body($($argument),*)
            }
            near($($argument),*)
        }
    )+};
}
pub(crate) use far;
