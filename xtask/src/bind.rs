//! What does Trunk find as wasm-bindgen? This very program, under that name.
//!
//! We link the library that the command line tool is made of: the tool itself is
//! minutes of compilation, most of them for its test runner. And Trunk calls it
//! just where the program can be cut (`cut.rs`): after the linker, before
//! anything has been changed.

use crate::cut;
use crate::pins;
use crate::run::project;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The name under which Trunk looks for it.
const NAME: &str = "wasm-bindgen";

/// Whether this program was called by that name.
pub(crate) fn is_called() -> bool {
    let called = env::args_os().next().map(PathBuf::from);
    called.is_some_and(|called| called.file_stem() == Some(OsStr::new(NAME)))
}

/// Gives this program that name; returns the folder to put on the PATH.
///
/// # Errors
/// A sentence, when the folder cannot be written.
pub(crate) fn offer() -> Result<PathBuf, String> {
    let this = env::current_exe().map_err(|error| format!("This program: {error}."))?;
    let folder = cut::target_folder()?.join("tools");
    let place = folder.join(NAME).with_extension(env::consts::EXE_EXTENSION);
    let failed = |error| format!("{}: {error}.", place.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    // An earlier build of this program has the name, or nobody has.
    let _ = fs::remove_file(&place);
    let linked = fs::hard_link(&this, &place);
    linked
        .or_else(|_| fs::copy(&this, &place).map(drop))
        .map_err(failed)?;
    Ok(folder)
}

/// Does what Trunk asks of it.
///
/// # Errors
/// A sentence, when it asks for something else or the program is refused.
pub(crate) fn answer(arguments: &[&str]) -> Result<(), String> {
    if arguments == ["--version"] {
        println!("{NAME} {}", version()?);
        return Ok(());
    }
    let Asked {
        input,
        folder,
        name,
    } = Asked::read(arguments)?;
    let is_cut = cut::is_wanted();
    let program = if is_cut {
        cut::cut(input)?
    } else {
        input.to_path_buf()
    };
    let mut bindgen = Bindgen::new();
    let refused = |error| format!("{NAME}: {error:#}.");
    let script = folder.join(name).with_extension("js");
    let failed = |error| format!("{}: {error}.", script.display());
    // As the command line tool sets them; later files need the linker's exports.
    bindgen
        .input_path(program)
        .out_name(name)
        .omit_default_module_path(false)
        .keep_lld_exports(is_cut)
        .web(true)
        .map_err(refused)?;
    let mut bound = bindgen.generate_output().map_err(refused)?;
    let mut text = bound.js().to_owned();
    let module = bound.wasm_mut();
    let imports = module
        .imports
        .iter_mut()
        .map(|it| (&mut it.name, [NAMED, "", ":"]));
    let exports = module
        .exports
        .iter_mut()
        .map(|it| (&mut it.name, [CALLED, "wasm.", "("]));
    for (place, (name, around)) in imports.chain(exports).enumerate() {
        shorten(place, name, around, &mut text);
    }
    bound.emit(folder).map_err(refused)?;
    fs::write(&script, text).map_err(failed)
}

/// What the script gives to the program is named so, with a hash behind it, and what it
/// calls there.
const NAMED: &str = "__wbg_";
const CALLED: &str = "wasm_bindgen__";

/// Gives a short name to what program and script call by the same long one, which the
/// first view would carry twice. The signs around it in the script tell it from names
/// that it is the beginning of.
fn shorten(
    place: usize,
    name: &mut String,
    [start, before, after]: [&str; 3],
    script: &mut String,
) {
    let long = [before, name, after].concat();
    if name.starts_with(start) && script.contains(&long) {
        *name = format!("h{place}");
        *script = script.replace(&long, &[before, name, after].concat());
    }
}

/// The version of wasm-bindgen, which is the library's, too: cargo allows one of
/// what both share.
///
/// # Errors
/// When `Cargo.lock` cannot be read or does not name it.
pub(crate) fn version() -> Result<String, String> {
    let lock = project().join("Cargo.lock");
    let text = fs::read_to_string(&lock);
    let text = text.map_err(|error| format!("{}: {error}.", lock.display()))?;
    pins::locked(NAME, &text)
}

/// What Trunk wants to be made of which program.
#[derive(Debug, PartialEq, Eq)]
struct Asked<'a> {
    input: &'a Path,
    folder: &'a Path,
    name: &'a str,
}

impl<'a> Asked<'a> {
    fn read(arguments: &[&'a str]) -> Result<Self, String> {
        let (mut input, mut folder, mut name) = (None, None, None);
        for &argument in arguments {
            match argument.split_once('=') {
                Some(("--out-dir", value)) => folder = Some(Path::new(value)),
                Some(("--out-name", value)) => name = Some(value),
                Some(("--target", "web")) => {}
                None if argument == "--no-typescript" => {}
                _ if !argument.starts_with('-') => input = Some(Path::new(argument)),
                _ => return Err(unknown(arguments)),
            }
        }
        let asked = input.zip(folder).zip(name);
        let ((input, folder), name) = asked.ok_or_else(|| unknown(arguments))?;
        Ok(Self {
            input,
            folder,
            name,
        })
    }
}

fn unknown(arguments: &[&str]) -> String {
    format!("xtask/src/bind.rs does not know what {arguments:?} asks of {NAME}.")
}

#[cfg(test)]
mod tests {
    use super::{Asked, version};
    use std::path::Path;

    #[test]
    fn what_trunk_asks_is_understood() {
        let arguments = [
            "--target=web",
            "--out-dir=/a=b/out",
            "--out-name=headroom",
            "/a=b/headroom.wasm",
            "--no-typescript",
        ];
        let asked = Asked {
            input: Path::new("/a=b/headroom.wasm"),
            folder: Path::new("/a=b/out"),
            name: "headroom",
        };
        assert_eq!(Asked::read(&arguments), Ok(asked));
    }

    #[test]
    fn what_it_never_asked_before_is_refused() {
        for odd in ["--target=nodejs", "--keep-debug", "--no-typescript=1"] {
            let arguments = ["--out-dir=out", "--out-name=a", "a.wasm", odd];
            assert!(Asked::read(&arguments).is_err_and(|message| message.contains(odd)));
        }
        assert!(Asked::read(&["a.wasm"]).is_err());
    }

    #[test]
    fn the_library_is_of_the_locked_version() {
        let manifest = include_str!("../Cargo.toml");
        let pinned = format!("wasm-bindgen-cli-support = \"={}\"", version().unwrap());
        assert!(manifest.contains(&pinned));
    }
}
