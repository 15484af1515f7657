//! Running another program, with its step and its duration printed.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The folder of the project, wherever the command was typed. As cargo says now,
/// not as it was when this was compiled: a project that is moved, or a target
/// folder that two of them share, does not compile it anew.
pub(crate) fn project() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Does one step of the work, saying what it is and how long it took.
///
/// # Errors
/// Whatever the work returns.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    println!("==> {what}");
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    match &outcome {
        Ok(_) => println!("    {seconds:.1} s: {what}"),
        Err(_) => println!("    FAILED after {seconds:.1} s: {what}"),
    }
    outcome
}

/// Runs a program to its end, its output passing through.
///
/// # Errors
/// A sentence, when it cannot be started or ends badly.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|error| unstarted(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{} ended with {status}.", shown(command)))
}

/// Runs a program whose output passes through and is returned as well.
///
/// # Errors
/// A sentence when it cannot be started. A bad end is told by the second value.
pub(crate) fn run_and_keep(command: &mut Command) -> Result<(String, Ending), String> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| unstarted(command, &error))?;
    let mut kept = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    // Nothing sensible is left to do when our own output is gone.
    let _ = std::io::stdout().flush();
    let status = child.wait().map_err(|error| unstarted(command, &error))?;
    let ending = if status.success() {
        Ending::Good
    } else {
        Ending::Bad
    };
    Ok((kept, ending))
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With exit code 0.
    Good,
    /// With any other exit code, or by a signal.
    Bad,
}

/// What a program prints, in silence; `None` when it is absent or ends badly.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command
        .stderr(Stdio::null())
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn unstarted(command: &Command, error: &std::io::Error) -> String {
    format!("{} could not be run: {error}.", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}
