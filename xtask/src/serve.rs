//! How the built page is looked at: one small server with the strict policy.

use crate::build::build;
use crate::run::{project, run};
use std::process::Command;

/// Builds the page and serves it until it is interrupted.
///
/// # Errors
/// A sentence when the build fails or the port is taken.
pub(crate) fn serve(port: &str) -> Result<(), String> {
    build()?;
    let mut node = Command::new("node");
    node.args(["tests/e2e/server.mjs", "--port", port]);
    run(node.current_dir(project()))
}
