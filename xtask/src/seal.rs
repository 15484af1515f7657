//! What is done to the page after Trunk: scripts and styles are made small, and
//! the loader learns its files.
//!
//! Trunk leaves the names of the program's two files in a `meta` element. We
//! rename both after their final content (Trunk's hash is of the wasm before it
//! was optimized, and such a name may be cached for good), and give the loader's
//! tag their names, sizes and sha384 sums.

use crate::cut::{self, Later};
use crate::minify::minify;
use crate::tools;
use base64::Engine as _;
use sha2::{Digest as _, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// Seals the folder in which Trunk has staged the page.
///
/// # Errors
/// A sentence, when this is not called by Trunk or the page is not as expected.
pub(crate) fn seal_staging_folder() -> Result<(), String> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("`cargo xtask seal` is a step of the build: use `cargo xtask build`.")?;
    let page = folder.join("index.html");
    let failed = |error| format!("{}: {error}.", page.display());
    let esbuild = tools::esbuild()?;
    let html = fs::read_to_string(&page).map_err(failed)?;
    let wasm = folder.join(between(&html, "data-wasm=\"", "\"")?);
    cut::optimize(&wasm, &wasm)?;
    let later = if cut::is_wanted() {
        cut::put_later(&folder)?
    } else {
        Vec::new()
    };
    let html = minify(&folder, &html, || esbuild.command())?;
    fs::write(&page, html).map_err(failed)?;
    seal(&folder, &later)
}

fn seal(folder: &Path, later: &[Later]) -> Result<(), String> {
    let page = folder.join("index.html");
    let html =
        fs::read_to_string(&page).map_err(|error| format!("{}: {error}.", page.display()))?;
    let note = between(&html, "<meta name=\"headroom-program\"", ">")?;
    let script = Asset::settle(
        folder,
        between(note, "data-js=\"", "\"")?,
        "headroom-",
        ".js",
    )?;
    let wasm = Asset::settle(
        folder,
        between(note, "data-wasm=\"", "\"")?,
        "headroom-",
        "_bg.wasm",
    )?;
    let mut files = Vec::new();
    for Later {
        part,
        name,
        lengths,
    } in later
    {
        let beginning = name.split(['-', '.']).next().unwrap_or_default();
        let file = Asset::settle(folder, name, &format!("{beginning}-"), ".wasm")?;
        let lengths: Vec<String> = lengths.iter().map(usize::to_string).collect();
        let lengths = lengths.join(",");
        files.push(format!("{part} ./{} {} {lengths}", file.name, file.sum));
    }
    let sealed = sealed(&html, note, (&script, &wasm), &files.join("|"))?;
    fs::write(&page, sealed).map_err(|error| format!("{}: {error}.", page.display()))
}

/// The page with the loader's attributes in place of the note.
fn sealed(
    html: &str,
    note: &str,
    (script, wasm): (&Asset, &Asset),
    later: &str,
) -> Result<String, String> {
    let note = format!("<meta name=\"headroom-program\"{note}>");
    // Both files start to load with the page, not after the loader. The sums
    // are checked by the loader: browsers ignore them on a preload of `fetch`.
    let preloads = format!(
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" href=\"./{}\">\n\
         <link rel=\"modulepreload\" crossorigin=\"anonymous\" href=\"./{}\" integrity=\"{}\">",
        wasm.name, script.name, script.sum
    );
    let attributes = format!(
        " data-js=\"./{}\" data-js-integrity=\"{}\" data-wasm=\"./{}\" data-wasm-integrity=\"{}\" \
         data-wasm-size=\"{}\" data-later=\"{later}\" id=\"loader\"",
        script.name, script.sum, wasm.name, wasm.sum, wasm.size
    );
    let loader = " id=\"loader\"";
    if html.matches(loader).count() != 1 {
        return Err("index.html needs one script with id=\"loader\".".to_owned());
    }
    Ok(html.replace(loader, &attributes).replace(&note, &preloads))
}

/// One file of the page under its final name.
pub(crate) struct Asset {
    pub(crate) name: String,
    /// As `integrity` has it.
    pub(crate) sum: String,
    /// In bytes.
    pub(crate) size: usize,
}

impl Asset {
    /// Renames a file after its content and sums it up.
    ///
    /// # Errors
    /// A sentence, when the file is not there.
    pub(crate) fn settle(
        folder: &Path,
        name: &str,
        beginning: &str,
        ending: &str,
    ) -> Result<Self, String> {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}.", path.display()))?;
        let digest = Sha384::digest(&bytes);
        let short: u64 = digest[..8]
            .iter()
            .fold(0, |bits, &byte| bits << 8 | u64::from(byte));
        let name = format!("{beginning}{short:016x}{ending}");
        fs::rename(&path, folder.join(&name))
            .map_err(|error| format!("{}: {error}.", path.display()))?;
        let sum = base64::engine::general_purpose::STANDARD.encode(digest);
        Ok(Self {
            name,
            sum: format!("sha384-{sum}"),
            size: bytes.len(),
        })
    }
}

/// What stands between two texts of the page.
///
/// # Errors
/// A sentence, when it lacks them.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Result<&'a str, String> {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map(|(inner, _)| inner)
        .ok_or_else(|| format!("index.html lacks {before}, which Trunk writes."))
}

#[cfg(test)]
mod tests {
    use super::{Later, seal};
    use std::fs;

    const PAGE: &str = "<script src=\"./loader-1.js\" id=\"loader\"></script>\
                        <meta name=\"headroom-program\" data-js=\"a.js\" data-wasm=\"a_bg.wasm\">";

    #[test]
    fn the_loader_learns_names_size_and_sums() {
        let folder = std::env::temp_dir().join(format!("headroom-seal-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), PAGE).unwrap();
        fs::write(folder.join("a.js"), "").unwrap();
        fs::write(folder.join("a_bg.wasm"), "abc").unwrap();
        fs::write(folder.join("later.wasm"), "abc").unwrap();
        let later = Later {
            part: "details".to_owned(),
            name: "later.wasm".to_owned(),
            lengths: vec![1, 2],
        };
        seal(&folder, &[later]).unwrap();
        let page = fs::read_to_string(folder.join("index.html")).unwrap();
        let renamed = folder.join("headroom-cb00753f45a35e8b_bg.wasm").exists();
        fs::remove_dir_all(&folder).unwrap();
        // SHA-384 of "abc" and of nothing, from FIPS 180-4's examples.
        let abc = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert!(page.contains(&format!("data-wasm-integrity=\"{abc}\"")));
        assert!(page.contains(&format!("data-js-integrity=\"{empty}\"")));
        assert!(page.contains("data-wasm-size=\"3\""));
        let later = format!("data-later=\"details ./later-cb00753f45a35e8b.wasm {abc} 1,2\"");
        assert!(page.contains(&later));
        assert!(page.contains("data-wasm=\"./headroom-cb00753f45a35e8b_bg.wasm\""));
        assert!(!page.contains("headroom-program"));
        assert!(renamed);
    }

    #[test]
    fn a_page_without_the_note_is_refused() {
        let folder =
            std::env::temp_dir().join(format!("headroom-seal-bare-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<html></html>").unwrap();
        let refusal = seal(&folder, &[]).unwrap_err();
        fs::remove_dir_all(&folder).unwrap();
        assert!(refusal.contains("headroom-program"));
    }
}
