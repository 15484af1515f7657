//! How the page is built: `dist/`, ready for any static host.

use crate::run::{run, step};
use crate::tools;

/// Builds the release page into `dist/`.
///
/// # Errors
/// A sentence that says what is missing or what went wrong.
pub(crate) fn build() -> Result<(), String> {
    let tools = tools::for_building()?;
    step("building the page into dist/", || {
        let mut trunk = tools.command("trunk");
        // Trunk takes any value of NO_COLOR but true and false for an error.
        run(trunk.arg("build").env_remove("NO_COLOR"))
    })
}
