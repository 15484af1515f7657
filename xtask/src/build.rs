//! How the page is built: `dist/`, ready for any static host.
//!
//! The page that is loaded first plans less than the whole one, which stands in a
//! folder of its own: a first view has a budget (the feature `lean` of the crate).

use crate::run::{project, run, step};
use crate::tools;
use std::env;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where the whole page is built. Trunk empties the folder that it builds into,
/// so that it goes into `dist/` when the lean one is there.
const WHOLE: &str = "target/full";

/// Builds the release page into `dist/`, and the whole one into `dist/full/`.
///
/// # Errors
/// A sentence that says what is missing or what went wrong.
pub(crate) fn build() -> Result<(), String> {
    let tools = tools::for_building()?;
    let trunk = |arguments: &[&str]| {
        let mut trunk = tools.command("trunk");
        // Trunk takes any value of NO_COLOR but true and false for an error.
        trunk.arg("build").args(arguments).env_remove("NO_COLOR");
        run(trunk.env("CARGO_ENCODED_RUSTFLAGS", nameless_paths()))
    };
    step("building the whole page into dist/full/", || {
        trunk(&["--dist", WHOLE])
    })?;
    step("building the page into dist/", || {
        trunk(&["--features", "lean"])?;
        copy(&project().join(WHOLE), &project().join("dist/full"))
    })
}

/// Copies the files of a folder, which has no folders in it.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let copied = || {
        fs::create_dir_all(to)?;
        for file in fs::read_dir(from)? {
            let file = file?;
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
        Ok(())
    };
    copied().map_err(|error: io::Error| format!("{}: {error}.", to.display()))
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
