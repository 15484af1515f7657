//! Is the page the same bytes wherever it is built?
//!
//! Building it twice takes minutes. What can differ from folder to folder are the paths that
//! compilers write into what they make, so no file of `dist/` may hold one of this machine. The
//! sum that is printed tells whether two builds, of any two folders, are the same.

use crate::run::project;
use crate::tally::Tally;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha384};
use std::env;
use std::fs;
use std::path::PathBuf;

/// Looks through all files of `dist/`.
///
/// # Errors
/// A sentence, when there is no page to look at.
pub(crate) fn check() -> Result<Tally, String> {
    let folder = project().join("dist");
    let failed = |error| format!("{}: {error}.", folder.display());
    let homes = [
        "HOME",
        "USERPROFILE",
        "CARGO_HOME",
        "RUSTUP_HOME",
        "CARGO_TARGET_DIR",
    ];
    let ours: Vec<String> = homes
        .into_iter()
        .filter_map(env::var_os)
        .map(PathBuf::from)
        .chain([project(), env::temp_dir()])
        // A folder as short as `/` would be found anywhere.
        .filter(|folder| folder.components().count() > 1)
        .map(|folder| format!("{}/", folder.display()))
        .collect();
    let mut files = fs::read_dir(&folder)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .map_err(failed)?;
    files.sort();
    let mut sum = Sha384::new();
    let mut tally = Tally::PASS;
    for file in &files {
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}.", file.display()))?;
        sum.update(file.file_name().unwrap_or_default().as_encoded_bytes());
        sum.update(&bytes);
        for path in ours.iter().filter(|path| holds(&bytes, path.as_bytes())) {
            eprintln!("{} names a folder of this machine: {path}", file.display());
            tally = Tally::FAIL;
        }
    }
    let sum = BASE64_STANDARD.encode(sum.finalize());
    println!("{} files, together sha384-{sum}", files.len());
    Ok(if files.is_empty() { Tally::FAIL } else { tally })
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_path_is_found_among_bytes() {
        assert!(holds(b"\0\x01/home/me/src/lib.rs\xff", b"/home/me/"));
        assert!(!holds(b"headroom/src/lib.rs", b"/home/me/"));
        assert!(!holds(b"", b"/home/me/"));
    }
}
