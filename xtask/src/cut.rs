//! How is the program cut into the file of the first view and those that follow
//! it?
//!
//! `model/src/later.rs` marks where; the library wasm_split_cli_support finds what only
//! lies behind the marks, by the relocations that the linker leaves when asked
//! to. It must see the program before wasm-bindgen does: so it is called where
//! Trunk calls that (`bind.rs`), and leaves the later files for the last step of
//! the build (`seal.rs`).

use crate::run::run;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

/// Set by the build while the program is compiled to be cut.
pub(crate) const CUT: &str = "HEADROOM_CUT";

/// What the compiler is told for it.
pub(crate) const FLAGS: [&str; 3] = ["--cfg", "split", "-Clink-arg=--emit-relocs"];

/// The list of the later files, a part and a name a line.
const ORDER: &str = "order";

/// The part that every page wants first, and the one that it wants last.
const FIRST: &str = "inputs";
const LAST: &str = "details";

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

/// Whether the program that is being built was compiled to be cut.
pub(crate) fn is_wanted() -> bool {
    env::var_os(CUT).is_some()
}

/// Cuts the program; gives its first file, which is yet to be bound.
///
/// # Errors
/// A sentence that says which step failed.
pub(crate) fn cut(program: &Path) -> Result<PathBuf, String> {
    let work = work_folder()?;
    // What an earlier build left must not be taken for this one's.
    let _ = fs::remove_dir_all(&work);
    let input = fs::read(program).map_err(|error| format!("{}: {error}.", program.display()))?;
    let main = work.join("headroom.wasm");
    let mut options = Options::new(&input);
    options.output_dir = &work;
    options.main_out_path = &main;
    let cut = transform(options).map_err(|error| format!("Cutting the program: {error:#}."))?;
    let mut parts: Vec<&String> = cut.prefetch_map.keys().collect();
    parts.sort_by_key(|part| (*part != FIRST, *part == LAST, part.as_str()));
    // Each file with the parts that need it.
    let mut order: Vec<(&String, Vec<&str>)> = Vec::new();
    for part in parts {
        for stem in &cut.prefetch_map[part] {
            match order.iter_mut().find(|(other, _)| *other == stem) {
                Some((_, of)) => of.push(part),
                None => order.push((stem, vec![part])),
            }
        }
    }
    let order: Vec<String> = order
        .into_iter()
        .map(|(stem, of)| format!("{} {stem}.wasm", of.join("+")))
        .collect();
    let list = work.join(ORDER);
    fs::write(&list, order.join("\n")).map_err(|error| format!("{}: {error}.", list.display()))?;
    Ok(main)
}

/// A file that follows the first view.
pub(crate) struct Later {
    /// The parts that are not whole without it, with a `+` between them.
    pub(crate) part: String,
    /// Its name in the folder of the page.
    pub(crate) name: String,
    /// The length of each module in it, one behind the other.
    pub(crate) lengths: Vec<usize>,
}

/// Functions that several parts share are cut into dozens of modules, most of them
/// tiny. Those below this size, in bytes, come together in one file, with the part
/// that comes first.
const SMALL: usize = 9000;

/// Puts the files that follow the first one into the folder of the page; gives
/// them in the order of loading.
///
/// # Errors
/// A sentence, when the program was not cut or wasm-opt refuses a file.
pub(crate) fn put_later(folder: &Path) -> Result<Vec<Later>, String> {
    let work = work_folder()?;
    let list = work.join(ORDER);
    let order = fs::read_to_string(&list);
    let order = order.map_err(|error| format!("{}: {error}.", list.display()))?;
    let mut later = Vec::new();
    let mut shared = Later {
        part: FIRST.to_owned(),
        name: "shared.wasm".to_owned(),
        lengths: Vec::new(),
    };
    let mut all_shared = Vec::new();
    for (part, name) in order.lines().filter_map(|line| line.split_once(' ')) {
        let path = folder.join(name);
        optimize(&work.join(name), &path)?;
        let failed = |error| format!("{}: {error}.", path.display());
        let bytes = fs::read(&path).map_err(failed)?;
        if part.contains('+') && bytes.len() < SMALL {
            shared.lengths.push(bytes.len());
            all_shared.extend(bytes);
            fs::remove_file(&path).map_err(failed)?;
        } else {
            later.push(Later {
                part: part.to_owned(),
                name: name.to_owned(),
                lengths: vec![bytes.len()],
            });
        }
    }
    if !all_shared.is_empty() {
        let path = folder.join(&shared.name);
        fs::write(&path, all_shared).map_err(|error| format!("{}: {error}.", path.display()))?;
        later.insert(0, shared);
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

fn work_folder() -> Result<PathBuf, String> {
    Ok(target_folder()?.join("cut"))
}

/// Where cargo builds: this very program was built there.
///
/// # Errors
/// A sentence, when it was moved since.
pub(crate) fn target_folder() -> Result<PathBuf, String> {
    let this = env::current_exe().map_err(|error| format!("This program: {error}."))?;
    let folder = this
        .parent()
        .filter(|profile| profile.file_name() != Some(OsStr::new("deps")));
    let folder = folder.and_then(Path::parent).map(Path::to_path_buf);
    folder.ok_or_else(|| format!("{} is not in a target folder.", this.display()))
}
