//! How the page is built: `dist/`, ready for any static host.

use crate::cut;
use crate::pins::TARGET;
use crate::run::{project, run, step};
use crate::tools;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Builds the release page into `dist/`.
///
/// # Errors
/// A sentence that says what is missing or what went wrong.
pub(crate) fn build() -> Result<(), String> {
    let tools = tools::for_building(compile)?;
    step("assembling the page in dist/", || {
        let mut trunk = tools.command("trunk");
        // Trunk takes any value of NO_COLOR but true and false for an error.
        trunk.arg("build").env_remove("NO_COLOR");
        trunk.env(FLAGS, flags()).env(cut::CUT, "1");
        run(&mut trunk)
    })
}

/// What the compiler is told for the page is in this variable.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Compiles the program as Trunk would, which then finds it done: this need not
/// wait for Trunk.
fn compile() -> Result<(), String> {
    step("compiling the page's program", || {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["build", "--profile", "web", "--bin", "headroom", "--target"])
            .arg(TARGET)
            .env(FLAGS, flags())
            .env("CARGO_TERM_PROGRESS_WHEN", "never");
        run(cargo.current_dir(project()))
    })
}

/// The program names the file of every panic. Without the folders of whoever
/// built it, it is the same bytes on every machine. And it is compiled to be cut.
///
/// For the page alone: the hook runs this program, which must not be compiled
/// anew for it. Cargo parts these flags at blanks, so that a folder with a blank
/// in its name keeps it.
fn flags() -> String {
    let registry = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(home).join(".cargo"))
    });
    let paths = [(registry, "cargo"), (Some(project()), "headroom")];
    let paths = paths.into_iter().filter_map(|(folder, name)| {
        Some(format!("--remap-path-prefix={}={name}", folder?.display()))
    });
    let paths = paths.filter(|flag| !flag.contains(' '));
    let flags: Vec<String> = cut::FLAGS
        .map(str::to_owned)
        .into_iter()
        .chain(paths)
        .collect();
    flags.join(" ")
}
