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

/// The part that every page wants last.
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
    parts.sort_by_key(|part| (*part == LAST, part.as_str()));
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

impl Later {
    /// Notes that a module of these parts is in it, too.
    fn join(&mut self, parts: &str) {
        for part in parts.split('+') {
            if !self.part.split('+').any(|other| other == part) {
                self.part = format!("{}+{part}", self.part);
            }
        }
    }
}

/// Workloads that come in one file each, since whoever states one mostly has the other:
/// what is compressed together is smaller. Functions that several share are cut into
/// dozens of modules, most of them tiny, and come in one file for the same reason.
const TOGETHER: [[&str; 2]; 2] = [["growth", "resources"], ["money", "pools"]];

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
    let mut later: Vec<(Later, Vec<u8>)> = Vec::new();
    for (parts, name) in order.lines().filter_map(|line| line.split_once(' ')) {
        let path = work.join(name);
        optimize(&path, &path)?;
        let module = fs::read(&path).map_err(|error| format!("{}: {error}.", path.display()))?;
        let file = file_of(parts);
        if let Some((file, bytes)) = later.iter_mut().find(|(other, _)| other.name == file) {
            file.join(parts);
            file.lengths.push(module.len());
            bytes.extend(module);
        } else {
            let lengths = vec![module.len()];
            let first = Later {
                part: parts.to_owned(),
                name: file,
                lengths,
            };
            later.push((first, module));
        }
    }
    // A part comes with the first file that names it.
    later.sort_by_key(|(file, _)| file.part == LAST);
    for (file, bytes) in &later {
        let path = folder.join(&file.name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}.", path.display()))?;
    }
    Ok(later.into_iter().map(|(file, _)| file).collect())
}

/// The file that a module of these parts comes in: that of its workload, where it is of
/// one alone, and of the details as well or not.
fn file_of(parts: &str) -> String {
    let mut workloads = parts.split('+').filter(|part| *part != LAST);
    let stem = match (workloads.next(), workloads.next()) {
        (None, _) => LAST.to_owned(),
        (Some(workload), None) => {
            let pair = TOGETHER.iter().find(|pair| pair.contains(&workload));
            pair.map_or_else(|| workload.to_owned(), |pair| pair.join("-and-"))
        }
        _ => "shared".to_owned(),
    };
    format!("{stem}.wasm")
}

/// Passes of wasm-opt: with its blocks made anew between them a file is 0.6 % smaller than
/// after the first alone.
const PASSES: [&str; 5] = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];

/// Makes a file of the program small.
///
/// # Errors
/// A sentence, when wasm-opt refuses it.
pub(crate) fn optimize(from: &Path, to: &Path) -> Result<(), String> {
    let mut opt = Command::new("wasm-opt");
    opt.args(PASSES)
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
