//! Every check of the project, in one command, with one sum at the end.
//!
//! A part that fails does not stop the others: all run, then the sum is told.

use crate::build::build;
use crate::pins::TARGET;
use crate::run::{Ending, project, run, run_and_keep, step};
use crate::tally::Tally;
use crate::{browser, debian, deny, fuzz, same, tools};
use std::process::Command;

/// One part of the tests.
struct Part {
    name: &'static str,
    what: &'static str,
    speed: Speed,
    check: fn() -> Result<Tally, String>,
}

/// Whether a part belongs to the daily run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speed {
    Fast,
    Whole,
}

/// In the order in which they run: what fails soonest first.
const PARTS: &[Part] = &[
    part("fmt", "the formatting", Speed::Fast, fmt),
    part("deny", "the dependencies", Speed::Fast, deny::check),
    part("clippy", "the lints: host, web", Speed::Fast, clippy),
    part("docs", "the documentation", Speed::Fast, docs),
    part("host", "the tests on this machine", Speed::Fast, host),
    part(
        "fuzz",
        "the readers with random text",
        Speed::Whole,
        fuzz::check,
    ),
    part(
        "wasm",
        "the tests in a browser, compiled to wasm",
        Speed::Whole,
        wasm,
    ),
    part("build", "the release page", Speed::Whole, page),
    part(
        "same",
        "whether the page is the same wherever it is built",
        Speed::Whole,
        same::check,
    ),
    part("size", "the size of the first view", Speed::Whole, size),
    part(
        "e2e",
        "the journeys of a visitor in a browser",
        Speed::Whole,
        journeys,
    ),
    part(
        "speed",
        "the speed on a slow network and machine",
        Speed::Whole,
        speed,
    ),
];

/// Runs all parts, the fast ones, or those that are named.
///
/// # Errors
/// The sum, when anything failed, or the name of a part that does not exist.
pub(crate) fn test(words: &[&str]) -> Result<(), String> {
    let chosen = chosen(words)?;
    let mut lines = Vec::new();
    let mut total = Tally::default();
    for part in chosen {
        let tally = step(&format!("testing {}", part.what), part.check).unwrap_or_else(|message| {
            eprintln!("{message}");
            Tally::FAIL
        });
        lines.push(format!(
            "{:>6} passed {:>4} failed  {}",
            tally.passed, tally.failed, part.name
        ));
        total = total.plus(tally);
    }
    println!("\n{}", lines.join("\n"));
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        return Ok(());
    }
    std::process::exit(1);
}

const fn part(
    name: &'static str,
    what: &'static str,
    speed: Speed,
    check: fn() -> Result<Tally, String>,
) -> Part {
    Part {
        name,
        what,
        speed,
        check,
    }
}

fn chosen(words: &[&str]) -> Result<Vec<&'static Part>, String> {
    match words {
        [] => Ok(PARTS.iter().collect()),
        ["--fast"] => Ok(PARTS
            .iter()
            .filter(|part| part.speed == Speed::Fast)
            .collect()),
        names => names.iter().map(|name| named(name)).collect(),
    }
}

fn named(name: &str) -> Result<&'static Part, String> {
    PARTS.iter().find(|part| part.name == name).ok_or_else(|| {
        let names: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        format!("There is no part {name:?}; there are {}.", names.join(", "))
    })
}

fn fmt() -> Result<Tally, String> {
    gate(cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result<Tally, String> {
    let host = [
        "clippy",
        "--workspace",
        "--no-default-features",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    let web = [
        "clippy",
        "--package",
        "headroom",
        "--target",
        TARGET,
        "--lib",
        "--bins",
        "--test",
        "browser",
        "--",
        "-D",
        "warnings",
    ];
    Ok(gate(cargo(&host))?.plus(gate(cargo(&web))?))
}

fn docs() -> Result<Tally, String> {
    let mut cargo = cargo(&[
        "doc",
        "--document-private-items",
        "--package",
        "headroom",
        "--package",
        "headroom-model",
        "--target",
        TARGET,
        "--no-deps",
    ]);
    cargo.env(
        "RUSTDOCFLAGS",
        "-D warnings -A rustdoc::private-intra-doc-links",
    );
    gate(cargo)
}

fn host() -> Result<Tally, String> {
    // It takes the alert rules; where it is not, and cannot be had, that test says so.
    if debian::on_path("promtool").is_none()
        && debian::is_ours()
        && let Err(why) = debian::install(&["prometheus"])
    {
        println!("{why}");
    }
    counted(
        cargo(&[
            "test",
            "--workspace",
            "--no-default-features",
            "--no-fail-fast",
        ]),
        Tally::of_cargo,
    )
}

fn wasm() -> Result<Tally, String> {
    let tools = tools::for_wasm_tests()?;
    let browser = browser::find()?;
    let mut cargo = tools.command("cargo");
    cargo
        .args([
            "test",
            "--package",
            "headroom",
            "--target",
            TARGET,
            "--test",
            "browser",
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            browser.capabilities_file()?,
        )
        // Whether they end, not how soon: the machine may be busy.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("CHROMEDRIVER", &browser.driver);
    counted(cargo, Tally::of_cargo)
}

fn page() -> Result<Tally, String> {
    build()?;
    Ok(Tally::PASS)
}

fn size() -> Result<Tally, String> {
    tools::node()?;
    gate(node("tests/e2e/size.mjs"))
}

fn journeys() -> Result<Tally, String> {
    tools::npm_packages()?;
    let browser = browser::find()?;
    // What Firefox and WebKit show is held against what it says.
    run(&mut cargo(&[
        "build",
        "--no-default-features",
        "--example",
        "plan",
    ]))?;
    let mut playwright = node("node_modules/@playwright/test/cli.js");
    playwright
        .arg("test")
        .current_dir(project().join("tests/e2e"))
        .env("CHROMIUM", &browser.program)
        .envs(browser::others());
    counted(playwright, Tally::of_playwright)
}

fn speed() -> Result<Tally, String> {
    tools::npm_packages()?;
    let browser = browser::find()?;
    let mut all = Tally::default();
    for script in ["tests/e2e/perf/load.mjs", "tests/e2e/perf/keystroke.mjs"] {
        let mut measured = node(script);
        measured.env("CHROMIUM", &browser.program);
        all = all.plus(gate(measured)?);
    }
    Ok(all)
}

/// A check that is one test by itself.
fn gate(mut command: Command) -> Result<Tally, String> {
    let (_, ending) = run_and_keep(&mut command)?;
    Ok(match ending {
        Ending::Good => Tally::PASS,
        Ending::Bad => Tally::FAIL,
    })
}

/// A program that runs many tests. Should it end badly, or well with no test,
/// then something is wrong that its counts do not show.
fn counted(mut command: Command, count: fn(&str) -> Tally) -> Result<Tally, String> {
    let (output, ending) = run_and_keep(&mut command)?;
    let tally = count(&output);
    let unexplained = ending == Ending::Bad && tally.failed == 0;
    let empty = tally == Tally::default();
    Ok(if unexplained || empty {
        tally.plus(Tally::FAIL)
    } else {
        tally
    })
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(project());
    command
}

fn node(script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(script).current_dir(project());
    command
}

#[cfg(test)]
mod tests {
    use super::{PARTS, chosen};

    #[test]
    fn fast_leaves_out_what_needs_a_browser() {
        let names: Vec<_> = chosen(&["--fast"])
            .unwrap()
            .iter()
            .map(|part| part.name)
            .collect();
        assert_eq!(names, ["fmt", "deny", "clippy", "docs", "host"]);
        assert_eq!(chosen(&[]).unwrap().len(), PARTS.len());
    }

    #[test]
    fn an_unknown_part_is_named() {
        assert!(chosen(&["fmt", "nonsense"]).is_err_and(|message| message.contains("nonsense")));
    }
}
