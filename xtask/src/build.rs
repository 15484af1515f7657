//! How the page is built: `dist/`, ready for any static host.

use crate::run::{project, run, step};
use crate::tools;
use std::env;
use std::path::PathBuf;

/// Builds the release page into `dist/`.
///
/// # Errors
/// A sentence that says what is missing or what went wrong.
pub(crate) fn build() -> Result<(), String> {
    let tools = tools::for_building()?;
    step("building the page into dist/", || {
        let mut trunk = tools.command("trunk");
        // Trunk takes any value of NO_COLOR but true and false for an error.
        trunk.arg("build").env_remove("NO_COLOR");
        run(trunk.env("CARGO_ENCODED_RUSTFLAGS", nameless_paths()))
    })
}

/// The program names the file of every panic. Without the folders of whoever
/// built it, it is the same bytes on every machine.
fn nameless_paths() -> String {
    let registry = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(home).join(".cargo"))
    });
    [(registry, "cargo"), (Some(project()), "headroom")]
        .into_iter()
        .filter_map(|(folder, name)| {
            Some(format!("--remap-path-prefix={}={name}", folder?.display()))
        })
        .collect::<Vec<_>>()
        .join("\u{1f}")
}
