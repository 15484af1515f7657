//! How is the program cut into the file of the first view and those that follow
//! it?
//!
//! `src/later.rs` marks where; the library wasm_split_cli_support finds what only
//! lies behind the marks, by the relocations that the linker leaves when asked
//! to. It must see the program before wasm-bindgen does, and Trunk calls
//! wasm-bindgen by itself: so we do both again here and put the result in place
//! of Trunk's.

use crate::pins::TARGET;
use crate::run::run;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

/// Set by the build while the program is compiled to be cut.
pub(crate) const CUT: &str = "HEADROOM_CUT";

/// What the compiler is told for it.
pub(crate) const FLAGS: [&str; 3] = ["--cfg", "split", "-Clink-arg=--emit-relocs"];

/// The parts, in the order in which the page wants them.
const PARTS: [&str; 2] = ["workloads", "details"];

/// What every browser of the last years runs, and rustc makes use of.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A file that follows the first view.
pub(crate) struct Later {
    /// The part that is whole when it has arrived; `-` for what several share.
    pub(crate) part: String,
    /// Its name in the folder of the page.
    pub(crate) name: String,
}

/// Puts the first file of the program and its glue in place of those with these
/// names, and the files that follow beside them, in the order of loading.
///
/// # Errors
/// A sentence that says which step failed.
pub(crate) fn cut(folder: &Path, glue: &str, wasm: &str) -> Result<Vec<Later>, String> {
    let target = target_folder()?;
    let program = target.join(TARGET).join("web/headroom.wasm");
    let work = target.join("cut");
    // What an earlier build left must not be taken for this one's.
    let _ = fs::remove_dir_all(&work);
    let input = fs::read(&program).map_err(|error| format!("{}: {error}.", program.display()))?;
    let main = work.join("headroom.wasm");
    let mut options = Options::new(&input);
    options.output_dir = &work;
    options.main_out_path = &main;
    let cut = transform(options).map_err(|error| format!("Cutting the program: {error:#}."))?;
    let bound = work.join("bound");
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name",
        "headroom",
    ]);
    run(bindgen.arg("--out-dir").arg(&bound).arg(&main))?;
    let copied = fs::copy(bound.join("headroom.js"), folder.join(glue));
    copied.map_err(|error| format!("{}: {error}.", bound.display()))?;
    optimize(&bound.join("headroom_bg.wasm"), &folder.join(wasm))?;
    let mut later: Vec<Later> = Vec::new();
    for part in PARTS {
        // A part is loaded after what it shares with others.
        for stem in cut.prefetch_map.get(part).into_iter().flatten() {
            let name = format!("{stem}.wasm");
            if later.iter().any(|file| file.name == name) {
                continue;
            }
            optimize(&work.join(&name), &folder.join(&name))?;
            let own = stem.ends_with(part);
            let part = if own { part } else { "-" };
            later.push(Later {
                part: part.to_owned(),
                name,
            });
        }
    }
    if later.len() < cut.split_modules.len() {
        return Err(format!(
            "xtask/src/cut.rs lists {PARTS:?} and the program has other parts."
        ));
    }
    Ok(later)
}

/// Makes a file of the program small.
///
/// # Errors
/// A sentence, when wasm-opt refuses it.
pub(crate) fn optimize(from: &Path, to: &Path) -> Result<(), String> {
    let mut opt = Command::new("wasm-opt");
    opt.arg("-Oz")
        .args(FEATURES)
        .args(["--strip-producers", "--strip-target-features"]);
    run(opt.arg(from).arg("-o").arg(to))
}

/// Where cargo builds: this very program was built there.
fn target_folder() -> Result<PathBuf, String> {
    let this = std::env::current_exe().map_err(|error| format!("This program: {error}."))?;
    let folder = this
        .parent()
        .filter(|profile| profile.file_name() != Some(OsStr::new("deps")));
    let folder = folder.and_then(Path::parent).map(Path::to_path_buf);
    folder.ok_or_else(|| format!("{} is not in a target folder.", this.display()))
}
