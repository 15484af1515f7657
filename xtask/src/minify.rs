//! What is done to the page's scripts and styles after Trunk: esbuild makes
//! them small.
//!
//! The program's glue loses the classes that nobody calls; the style sheets
//! become one, which is one request and one compressed file; the page loses its
//! comments. What changes is named and summed anew.

use crate::run::run;
use crate::seal::{Asset, between};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where the glue, and then all styles, are gathered before they are bundled.
const ENTRY: &str = "entry";

/// The script that fetches the others again past the cache.
const AGAIN: &str = "again.js";

/// Minifies what the page in this folder names, and gives the page anew.
///
/// # Errors
/// A sentence, when the page is not as expected or esbuild refuses a file.
pub(crate) fn minify(
    folder: &Path,
    html: &str,
    esbuild: impl Fn() -> Command,
) -> Result<String, String> {
    let glue = between(html, "data-js=\"", "\"")?;
    // What is not exported here is not called by the loader.
    let entry = format!("export {{ default }} from './{glue}'\n");
    bundle(folder, "js", &entry, glue, &esbuild)?;
    let mut page = html.to_owned();
    for comment in tags(html, "<!--", "-->\n") {
        page = page.replace(comment, "");
    }
    for script in tags(html, "<script src=\"", "</script>") {
        let name = between(script, "src=\"./", "\"")?;
        small(folder, name, &esbuild)?;
        let stem = name.split('-').next().unwrap_or(name);
        let file = Asset::settle(folder, name, &format!("{stem}-"), ".js")?;
        page = page.replace(script, &renamed(script, name, &file)?);
    }
    // It keeps its name, and its tag has no sum: it is there for when the others are not ours.
    small(folder, AGAIN, &esbuild)?;
    let styles = tags(html, "<link rel=\"stylesheet\"", ">");
    let Some(first) = styles.first() else {
        return Ok(page);
    };
    let mut names = Vec::new();
    for style in &styles {
        names.push(between(style, "href=\"./", "\"")?);
    }
    let imports = names
        .iter()
        .map(|name| format!("@import './{name}';"))
        .collect::<Vec<_>>()
        .join("\n");
    let name = names[0];
    bundle(folder, "css", &imports, name, &esbuild)?;
    for other in names.iter().skip(1) {
        let path = folder.join(other);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}.", path.display()))?;
    }
    let file = Asset::settle(folder, name, "style-", ".css")?;
    for other in styles.iter().skip(1) {
        page = page.replace(&format!("{other}\n"), "");
    }
    Ok(page.replace(first, &renamed(first, name, &file)?))
}

/// Makes a script small in its place.
fn small(folder: &Path, name: &str, esbuild: impl Fn() -> Command) -> Result<(), String> {
    let mut esbuild = esbuild();
    esbuild.args([name, "--minify", "--allow-overwrite"]);
    esbuild.arg(format!("--outfile={name}"));
    run(quiet(&mut esbuild).current_dir(folder))
}

/// Puts what an entry leads to in place of one of the files that it names.
fn bundle(
    folder: &Path,
    kind: &str,
    entry: &str,
    name: &str,
    esbuild: impl Fn() -> Command,
) -> Result<(), String> {
    let from = format!("{ENTRY}.{kind}");
    let path = folder.join(&from);
    let written = fs::write(&path, entry);
    written.map_err(|error| format!("{}: {error}.", path.display()))?;
    let mut esbuild = esbuild();
    esbuild.args([&from, "--bundle", "--minify", "--allow-overwrite"]);
    if kind == "js" {
        esbuild.arg("--format=esm");
    }
    esbuild.arg(format!("--outfile={name}"));
    run(quiet(&mut esbuild).current_dir(folder))?;
    fs::remove_file(&path).map_err(|error| format!("{}: {error}.", path.display()))
}

fn quiet(esbuild: &mut Command) -> &mut Command {
    esbuild.args([
        "--log-level=warning",
        "--legal-comments=none",
        "--charset=utf8",
    ])
}

/// A tag with the file's final name and sum.
fn renamed(tag: &str, name: &str, file: &Asset) -> Result<String, String> {
    let sum = between(tag, "integrity=\"", "\"")?;
    Ok(tag.replace(name, &file.name).replace(sum, &file.sum))
}

/// Every part of the page from `before` to `after`.
fn tags<'a>(html: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    html.match_indices(before)
        .filter_map(|(start, _)| {
            let rest = &html[start..];
            let end = rest.find(after)? + after.len();
            Some(&rest[..end])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{renamed, tags};
    use crate::seal::Asset;

    #[test]
    fn tags_are_found_whole_and_in_order() {
        let page = "<b x=1>\n<i><b y=2>";
        assert_eq!(tags(page, "<b ", ">"), ["<b x=1>", "<b y=2>"]);
    }

    #[test]
    fn a_tag_takes_the_final_name_and_sum() {
        let file = Asset {
            name: "style-1.css".to_owned(),
            sum: "sha384-new".to_owned(),
            size: 1,
        };
        let tag = "<link href=\"./main-0.css\" integrity=\"sha384-old\"/>";
        assert_eq!(
            renamed(tag, "main-0.css", &file).unwrap(),
            "<link href=\"./style-1.css\" integrity=\"sha384-new\"/>"
        );
    }
}
