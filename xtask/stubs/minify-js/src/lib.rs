//! What if a Trunk that never minifies need not be compiled with what would?
//!
//! `Trunk.toml` says `minify = "never"` (`xtask/src/minify.rs` has esbuild do it),
//! and Trunk has no feature to leave its minifiers out: they are a third of it.
//! In place of this one stand the names that Trunk knows of it, and a refusal.
//! `xtask/src/tools.rs` puts it in its place.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

/// How a script is run.
pub enum TopLevelMode {
    /// As a classic script.
    Global,
    /// As a module.
    Module,
}

/// What scripts are minified with.
#[derive(Default)]
pub struct Session;

impl Session {
    /// A session of nothing.
    pub fn new() -> Self {
        Self
    }
}

/// Refuses.
///
/// # Errors
/// Always: Trunk then keeps the script as it is.
pub fn minify(_: &Session, _: TopLevelMode, _: &[u8], _: &mut Vec<u8>) -> Result<(), String> {
    Err("this Trunk minifies nothing: see xtask/stubs/minify-js".to_owned())
}
