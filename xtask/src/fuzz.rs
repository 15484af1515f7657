//! Does random text make a reader of text from outside panic, or mean another thing than it
//! says? A short run of each target of `fuzz/`, from its seeds.
//!
//! libFuzzer needs no nightly compiler where it only counts which branches were taken; for
//! sanitizers, and for hours, see `fuzz/README.md`.

use crate::debian::on_path;
use crate::run::{ask, project, run};
use crate::tally::Tally;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

/// The targets, and how long a text may be.
const TARGETS: [(&str, u32); 4] = [
    ("number", 100),
    ("link", 2_000),
    ("file", 20_000),
    ("bring", 4_000),
];

/// How long each runs.
const SECONDS: u32 = 10;

/// Has every branch and every comparison counted, as `cargo fuzz` does.
const COUNTED: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Builds and runs the targets; each is a test.
///
/// # Errors
/// A sentence, when they cannot be built.
pub(crate) fn check() -> Result<Tally, String> {
    let version = ask(Command::new("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let Some(host) = host.filter(|host| host.contains("linux") && on_path("c++").is_some()) else {
        println!(
            "Left out: fuzzing. libFuzzer is compiled here on Linux, with a C++ compiler (on Debian: g++)."
        );
        return Ok(Tally::default());
    };
    let target = project().join("target/fuzz");
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--locked", "--release", "--target", host])
        .args(["--manifest-path", "fuzz/Cargo.toml"])
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", COUNTED.join(" "))
        // It runs for seconds: what counts is how soon it is compiled.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true")
        .env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true");
    run(cargo.current_dir(project()))?;
    // All at once: each keeps one core busy.
    thread::scope(|scope| {
        let runs = TARGETS.map(|(name, longest)| {
            let program = target.join(host).join("release").join(name);
            let target = &target;
            scope.spawn(move || holds(name, longest, &program, target))
        });
        runs.into_iter()
            .map(|run| {
                run.join()
                    .unwrap_or(Err("A fuzzer's watcher panicked.".to_owned()))
            })
            .try_fold(Tally::default(), |all, tally| Ok(all.plus(tally?)))
    })
}

/// Runs one target; what it said is shown where it found something.
fn holds(name: &str, longest: u32, program: &Path, target: &Path) -> Result<Tally, String> {
    let corpus = target.join("corpus").join(name);
    fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}.", corpus.display()))?;
    let mut fuzzer = Command::new(program);
    fuzzer
        .arg(corpus)
        .arg(format!("fuzz/seeds/{name}"))
        .arg(format!("-artifact_prefix={}/{name}-", target.display()))
        .arg(format!("-max_total_time={SECONDS}"))
        .arg(format!("-max_len={longest}"))
        .args(["-timeout=10", "-print_final_stats=1"])
        .current_dir(project());
    let output = fuzzer
        .output()
        .map_err(|error| format!("{} could not be run: {error}.", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let tried = "stat::number_of_executed_units: ";
    match said.lines().find_map(|line| line.strip_prefix(tried)) {
        Some(tried) if output.status.success() => {
            println!("{name}: {tried} texts in {SECONDS} s");
            Ok(Tally::PASS)
        }
        _ => {
            eprintln!("{name} ended with {}.\n{said}", output.status);
            Ok(Tally::FAIL)
        }
    }
}
