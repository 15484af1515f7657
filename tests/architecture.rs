//! Does every layer name only what it may, and does every file say what it is
//! for?
//!
//! ```text
//! quantity <- facts <- { scenario, sheet } <- workloads <- engine <- { review, charts } <- report <- ui
//!                                                                   <- share, bring
//! ```
//!
//! The kernel and what is stated know each other: a field is read from a scenario, and
//! has the formula of a figure that states it again. It names a plan as what charts and
//! files are made of, and nothing of what is in it. A workload's rules, charts and
//! words stand in its folder, and name what they are made of.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

/// A layer, and all the layers that it may name besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("quantity", &[]),
    ("facts", &["quantity"]),
    ("sheet", &["quantity", "facts", "scenario"]),
    ("scenario", &["quantity", "facts", "sheet", "workloads"]),
    ("share", &["quantity", "facts", "scenario"]),
    ("bring", &["quantity", "scenario"]),
    (
        "workloads",
        &[
            "quantity", "facts", "scenario", "sheet", "engine", "review", "charts", "report",
        ],
    ),
    (
        "engine",
        &["quantity", "facts", "scenario", "sheet", "workloads"],
    ),
    (
        "review",
        &[
            "quantity",
            "facts",
            "scenario",
            "sheet",
            "workloads",
            "engine",
        ],
    ),
    (
        "charts",
        &[
            "quantity",
            "facts",
            "scenario",
            "sheet",
            "workloads",
            "engine",
        ],
    ),
    (
        "report",
        &[
            "quantity",
            "facts",
            "scenario",
            "sheet",
            "workloads",
            "engine",
            "review",
            "charts",
        ],
    ),
    (
        "ui",
        &[
            "quantity",
            "facts",
            "scenario",
            "sheet",
            "workloads",
            "share",
            "engine",
            "review",
            "charts",
            "report",
        ],
    ),
];

/// Files that are of no layer.
const BESIDE_THE_LAYERS: &[&str] = &[
    "model/src/later.rs",
    "model/src/lib.rs",
    "src/lib.rs",
    "src/main.rs",
];

/// Crates that need a browser.
const WEB_CRATES: &[&str] = &[
    "console_error_panic_hook",
    "gloo",
    "js_sys",
    "leptos",
    "plotters_canvas",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

#[test]
fn a_layer_names_only_what_it_may() {
    let files: Vec<_> = ["model/src", "src"]
        .into_iter()
        .flat_map(rust_files)
        .collect();
    assert!(files.len() > 50);
    let mut seen = Vec::new();
    for file in files {
        let Some((layer, allowed)) = layer_of(&file) else {
            assert!(
                BESIDE_THE_LAYERS.contains(&file.path.as_str()),
                "{} belongs to no layer",
                file.path
            );
            continue;
        };
        seen.push(layer);
        for named in layers_named(&file.text) {
            assert!(
                named == layer || allowed.contains(&named),
                "{} names {named}, which {layer} may not",
                file.path
            );
        }
    }
    for (layer, _) in LAYERS {
        assert!(seen.contains(layer), "{layer} was not found");
    }
}

#[test]
fn only_the_page_knows_a_browser() {
    let mut web = 0;
    let manifest = fs::read_to_string(root().join("model/Cargo.toml")).unwrap();
    for known in WEB_CRATES {
        assert!(!manifest.contains(&known.replace('_', "-")), "{known}");
    }
    for file in rust_files("src") {
        let named = WEB_CRATES.iter().find(|web| names(&file.text, web));
        let in_page = file.path.starts_with("src/ui/");
        web += usize::from(named.is_some());
        assert!(
            in_page || named.is_none(),
            "{} names {named:?}, outside of src/ui",
            file.path
        );
    }
    assert!(web > 0, "no file names a web crate: the scan finds nothing");
}

#[test]
fn the_program_only_starts_the_page() {
    let main = code(&fs::read_to_string(root().join("src/main.rs")).unwrap());
    let calls: Vec<_> = main.split("headroom::").skip(1).collect();
    assert!(calls.len() == 1 && calls[0].starts_with("ui::"), "{main}");
    assert!(layers_named(&main).is_empty());
}

#[test]
fn every_file_says_what_it_is_for() {
    let folders = [
        "model/src",
        "src",
        "tests",
        "examples",
        "benches",
        "xtask/src",
    ];
    let files: Vec<_> = folders.into_iter().flat_map(rust_files).collect();
    assert!(files.len() > 80);
    for file in files {
        assert!(
            file.text.starts_with("//! "),
            "{} does not begin with what it is for",
            file.path
        );
    }
}

#[test]
fn the_engine_plans_with_values_and_not_with_their_ranges() {
    let (said, ends) = (
        [
            "inputs",
            "pasted",
            "rules",
            "charts",
            "words",
            "presets",
            "answers",
            // Draws give certain scenarios, which are planned as any other.
            "uncertainty",
        ],
        ["ranges", "Ranges"],
    );
    let mut planning = 0;
    for folder in ["model/src/engine", "model/src/sheet", "model/src/workloads"] {
        for file in rust_files(folder) {
            // What is stated of a workload, and what is said of it, may know ranges; what
            // is read from pasted columns writes a `Range`, which is not planning with one.
            if said.iter().any(|part| {
                file.path.contains(&format!("/{part}/"))
                    || file.path.ends_with(&format!("/{part}.rs"))
            }) {
                continue;
            }
            planning += 1;
            for word in ends {
                assert!(!names(&file.text, word), "{} names {word}", file.path);
            }
        }
    }
    assert!(planning > 50, "only {planning} files plan");
}

#[test]
fn one_file_is_the_door_to_floating_point_functions() {
    for file in rust_files("model/src") {
        let door = file.path == "model/src/quantity/math.rs";
        assert_eq!(names(&file.text, "libm"), door, "{}", file.path);
    }
}

#[test]
fn nothing_that_computes_depends_on_the_order_of_a_hash() {
    for layer in [
        "quantity",
        "facts",
        "scenario",
        "sheet",
        "workloads",
        "engine",
        "review",
        "share",
    ] {
        for file in rust_files(&format!("model/src/{layer}")) {
            for word in ["HashMap", "HashSet", "RandomState"] {
                assert!(!names(&file.text, word), "{} names {word}", file.path);
            }
        }
    }
}

/// The layers that a text must be found to name.
fn check(text: &str, layers: &[&str]) {
    assert_eq!(layers_named(text), layers, "{text}");
}

#[test]
fn the_scan_finds_what_a_text_names() {
    check("use crate::engine::Plan;", &["engine"]);
    check("let it = crate::share::decode(text);", &["share"]);
    check("$crate::sheet::Figure::new()", &["sheet"]);
    check("use crate::{facts, ui::start};", &["facts", "ui"]);
    check(
        "use crate::{\n    review::{Finding, charts},\n    scenario,\n};",
        &["review", "scenario"],
    );
    check("use super::super::charts::Chart;", &["charts"]);
    check("crate::formulas! {}", &["sheet"]);
    check("use crate :: engine :: Plan;", &["engine"]);
    // Not layers: words, comments, parts of another path, names of crates.
    check("// use crate::engine::Plan;", &[]);
    check("/// See [`crate::engine`].", &[]);
    check("use super::review_of_things::it;", &[]);
    check("use mycrate::engine::Plan;", &[]);
    check("use crate::engineering::Plan;", &[]);
}

#[test]
fn the_scan_tells_a_name_from_a_part_of_one() {
    assert!(names("use web_sys::Window;", "web_sys"));
    assert!(names("leptos::mount()", "leptos"));
    assert!(!names("// web_sys is not named here", "web_sys"));
    assert!(!names("let my_web_sys2 = 1;", "web_sys"));
    assert!(!names("let libmath = 1;", "libm"));
}

struct File {
    /// From the project's folder on, with slashes.
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder of the project, by path.
fn rust_files(folder: &str) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join(folder), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "{folder} has no Rust file");
    let file = |path: PathBuf| File {
        text: fs::read_to_string(&path).unwrap(),
        path: path
            .strip_prefix(root())
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/"),
    };
    paths.into_iter().map(file).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "node_modules") {
                collect(&path, paths);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

fn layer_of(file: &File) -> Option<(&'static str, &'static [&'static str])> {
    let inside = file.path.strip_prefix("model/").unwrap_or(&file.path);
    let inside = inside.strip_prefix("src/")?;
    LAYERS
        .iter()
        .find(|(layer, _)| {
            inside.starts_with(&format!("{layer}/")) || inside == format!("{layer}.rs")
        })
        .copied()
}

/// The text without its comments and with single spaces gone around `::`.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let comment = line.find("//").filter(|at| !line[..*at].ends_with(':'));
        &line[..comment.unwrap_or(line.len())]
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    text.replace(" ::", "::").replace(":: ", "::")
}

/// The layers that a file names, from the crate's root or by climbing to it,
/// each once, in the order of the alphabet.
fn layers_named(text: &str) -> Vec<&'static str> {
    let text = code(text);
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in text.match_indices(root) {
            if !starts_a_word(&text, at) {
                continue;
            }
            for name in first_names(&text[at + root.len()..]) {
                let name = if name == "formulas" { "sheet" } else { name };
                found.extend(
                    LAYERS
                        .iter()
                        .map(|(layer, _)| *layer)
                        .find(|layer| *layer == name),
                );
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What stands directly under a path: one name, or those of a group in braces.
fn first_names(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let (mut names, mut depth, mut fresh) = (Vec::new(), 0, true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && depth == 0 && letter.is_alphabetic() => {
                names.push(word(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn names(text: &str, name: &str) -> bool {
    let text = code(text);
    text.match_indices(name)
        .any(|(at, _)| starts_a_word(&text, at) && word(&text[at..]) == name)
}

fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !is_part_of_a_word(letter));
    &text[..end.unwrap_or(text.len())]
}

fn starts_a_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(is_part_of_a_word)
}

fn is_part_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
