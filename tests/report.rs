//! Is what leaves the page as a document whole, and does a file come back as
//! the scenario that it was saved from, to the bit?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod golden {
    #[expect(dead_code, reason = "the digest is for the golden tests")]
    pub(crate) mod random;
}

#[path = "made/csv.rs"]
mod csv;
mod made;

use csv::rows;
use golden::random;
use headroom::charts::{Table, table};
use headroom::engine::plan;
use headroom::quantity::date::Date;
use headroom::quantity::json::Json;
use headroom::report::checklists::checklists;
use headroom::report::document::{Given, document};
use headroom::report::export::{self, Held};
use headroom::report::markdown::markdown;
use headroom::report::sheet::sheet;
use headroom::report::{Document, Node, Span, outline};
use headroom::review::review;
use headroom::scenario::preset::{preset, presets};
use headroom::scenario::{Range, Scenario, Slot, fields};
use headroom::share::file::{self, FileError};
use headroom::workloads::inference::unused::NO_TOKENS;
use made::Made;
use proptest::prelude::*;
use std::sync::OnceLock;

const LINK: &str = "https://example.org/full/#1abc";

/// What no name may do to a document, wherever it is shown.
const HOSTILE: [&str; 16] = [
    "=HYPERLINK(\"http://a.b\")",
    "+1",
    "-1",
    "@a",
    "a | b",
    "<script>alert(1)</script>",
    "\u{202e}abc",
    "# a",
    "[a](javascript:alert(1))",
    "![a](b)",
    "```",
    "\\",
    "\"",
    "a\"b,c",
    "'; --",
    "\u{1f331} é",
];

fn today() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

fn with<T>(scenario: &Scenario, act: impl FnOnce(Given) -> T) -> T {
    act(Made::of(scenario.clone()).given(today(), &[]))
}

fn saved(scenario: &Scenario) -> String {
    let typed = [("weekly.day".to_owned(), "x \"y\"\n".to_owned())];
    with(scenario, |given| {
        let held = Held {
            version: file::VERSION,
            scenario: file::write(scenario),
            link: LINK,
        };
        let typed = &typed;
        export::file(Given { typed, ..given }, held)
    })
}

/// A scenario that states a range, a name and rows of its own.
fn edited(id: &str) -> Scenario {
    let mut scenario = preset(id).unwrap().scenario();
    "Spring \u{1f331} | \"sale\"".clone_into(&mut scenario.name);
    scenario.seed = u64::MAX;
    scenario.web.backend_buffer = 0.1 + 0.2;
    let range = Range {
        low: 0.1,
        high: 1.0 / 3.0,
    };
    scenario.ranges.insert("web.backend_buffer", range);
    let mut tables: Vec<_> = fields::tables().collect();
    tables.sort_by_key(|table| table.id != "tier");
    for (table, name) in tables.into_iter().zip(HOSTILE) {
        table.add(&mut scenario, name).unwrap();
    }
    scenario
}

fn all() -> Vec<Scenario> {
    let presets = presets();
    presets
        .flat_map(|preset| [preset.scenario(), edited(preset.id)])
        .collect()
}

#[track_caller]
fn comes_back(scenario: &Scenario) {
    let held = file::open(saved(scenario).as_bytes()).unwrap();
    assert_eq!(&held.scenario, scenario);
    assert_eq!(fields::differences(scenario, &held.scenario), []);
    let bits = |of: &Scenario| -> Vec<(String, u64, u64)> {
        let ranges = of.ranges.iter();
        ranges
            .map(|(id, range)| (id.to_owned(), range.low.to_bits(), range.high.to_bits()))
            .collect()
    };
    assert_eq!(bits(scenario), bits(&held.scenario));
    assert_eq!(held.typed[0].1, "x \"y\"\n");
}

#[test]
fn a_file_opens_as_what_it_was_saved_from() {
    for scenario in all() {
        comes_back(&scenario);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_scenario_comes_back_to_the_bit(seed in any::<u64>()) {
        let mut state = seed;
        let scenario = random::scenario(&mut || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state ^ (state >> 29)
        });
        comes_back(&scenario);
    }

    #[test]
    fn a_file_that_was_changed_anywhere_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        static GOOD: OnceLock<String> = OnceLock::new();
        let mut bytes = GOOD.get_or_init(|| saved(&edited("saas-1"))).clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(held) = file::open(&bytes) {
            prop_assert!(fields::is_within_bounds(&held.scenario));
        }
    }
}

#[test]
fn every_beginning_of_a_file_says_that_it_is_cut() {
    let text = saved(&edited("chat-1"));
    let whole = text.trim_end();
    // Far into the plan a file is long; what matters stands before it.
    for end in (1..whole.len()).step_by(3) {
        let error = file::open(&whole.as_bytes()[..end]).unwrap_err();
        // Cut within a letter of several bytes it is no text at all.
        let is_split = !whole.is_char_boundary(end);
        assert!(error == FileError::Cut || is_split, "{end}: {error:?}");
    }
    assert!(file::open(whole.as_bytes()).is_ok());
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_words() {
    let good = saved(&preset("saas-1").unwrap().scenario());
    let large = " ".repeat(file::LARGEST + 1);
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    for (text, words) in [
        (String::new(), "is empty"),
        (large, "larger than 16 MB"),
        ("hello".to_owned(), "line 1"),
        ("{\"headroom\": 1,\n nonsense".to_owned(), "line 2"),
        ("{\"headroom\": 1".to_owned(), "cut short"),
        ("[1, 2]".to_owned(), "something else"),
        ("{\"name\": \"package\"}".to_owned(), "something else"),
        ("{\"headroom\": \"1\"}".to_owned(), "something else"),
        ("{\"headroom\": 2}".to_owned(), "later version"),
        ("{\"headroom\": 1}".to_owned(), "“scenario”"),
        (change("\"saas-1\"", "\"saas-9\""), "“saas-9”"),
        (
            change("\"growth.rate\"", "\"growth.pace\""),
            "“growth.pace”",
        ),
        (
            change("\"growth.rate\": 0.15", "\"growth.rate\": 99"),
            "Growth rate must be",
        ),
        (
            change("\"growth.churn\": 0.03", "\"growth.churn\": null"),
            "Churn must be",
        ),
        (
            change("\"growth.rate\": 0.15", "\"growth.rate\": []"),
            "“inputs”",
        ),
        (
            change(
                "\"growth.shape\": \"exponential\"",
                "\"growth.shape\": \"steep\"",
            ),
            "Shape of growth",
        ),
        (
            change("\"key\": \"pro\"", "\"key\": \"free\""),
            "Name each tier once",
        ),
        (change("\"key\": \"pro\"", "\"key\": \"a b\""), "“rows”"),
        (change("\"seed\": \"1\"", "\"seed\": 1"), "“seed”"),
        (change("\"ranges\"", "\"rangers\""), "“ranges”"),
    ] {
        let error = file::open(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(words), "{words}: {error}");
        assert!(error.ends_with('.') && error.len() < 400, "{error}");
    }
    let error = file::open(b"{\n\"headroom\xff\": 1}").unwrap_err();
    assert_eq!(error, FileError::NotJson(2));
    let with_mark = ["\u{feff}", &good].concat();
    assert!(file::open(with_mark.as_bytes()).is_ok());
}

/// A strict reader of others takes the file, and reads the same in it.
#[test]
fn a_file_is_json_to_others_too() {
    for scenario in all() {
        let file: serde_json::Value = serde_json::from_str(&saved(&scenario)).unwrap();
        assert_eq!(file["headroom"], 1.0);
        assert_eq!(file["link"], LINK);
        assert_eq!(file["made"], "2026-11-22");
        assert_eq!(file["scenario"]["name"], scenario.name);
        let inputs = file["scenario"]["inputs"].as_object().unwrap();
        assert_eq!(inputs.len(), fields::slots(&scenario).count());
        let plan = plan(&scenario);
        let mut count = 0;
        plan.each(&mut |id, outcome| {
            count += 1;
            let held = &file["plan"][id];
            match outcome {
                Err(absent) => assert_eq!(held["absent"], absent.0),
                Ok(figure) => {
                    if let Some(word) = figure.word() {
                        assert_eq!(held["value"], word);
                        return;
                    }
                    if let Some(row) = plan.row_of(id) {
                        assert_eq!(held["value"], row);
                        return;
                    }
                    let value = held["value"].as_f64().unwrap();
                    // Its reader may be off by a bit; ours is not.
                    let near = (value - figure.value).abs() <= 1e-12 * figure.value.abs();
                    assert!(near, "{id}");
                }
            }
        });
        assert!(count > 60);
        let found = review(&scenario, &plan);
        assert_eq!(file["findings"].as_array().unwrap().len(), found.len());
    }
}

/// Cells of a row of a table, at marks that are not escaped.
fn cells(line: &str) -> usize {
    let mut escaped = false;
    let mut marks = 0;
    for letter in line.chars() {
        marks += usize::from(letter == '|' && !escaped);
        escaped = letter == '\\' && !escaped;
    }
    marks - 1
}

/// Every table of Markdown has a line of marks and as many cells in each row.
#[track_caller]
fn tables_are_well_formed(text: &str) -> usize {
    let mut tables = 0;
    let lines: Vec<&str> = text.lines().collect();
    for block in lines.split(|line| !line.starts_with('|')) {
        let [head, marks, rows @ ..] = block else {
            assert!(block.is_empty(), "{block:?}");
            continue;
        };
        tables += 1;
        assert!(marks.chars().all(|it| "|-: ".contains(it)), "{marks}");
        for row in [marks].into_iter().chain(rows) {
            assert_eq!(cells(row), cells(head), "{head}\n{row}");
            assert!(row.ends_with('|'), "{row}");
        }
    }
    tables
}

#[test]
fn markdown_has_every_section_and_its_tables_are_whole() {
    for scenario in all() {
        let text = with(&scenario, |given| markdown(&document(given), given, LINK));
        let plan = plan(&scenario);
        for section in outline(&scenario, &plan, today()) {
            let heading = format!("\n## {}\n", section.heading);
            assert!(text.contains(&heading), "{heading}");
        }
        for heading in [
            "The four answers",
            "Review",
            "Facts",
            "What differs from the example",
            "Assumptions",
            "Sources",
        ] {
            assert!(text.contains(&format!("\n## {heading}\n")), "{heading}");
        }
        assert!(text.contains(&format!("<{LINK}>")) && text.contains("22 Nov 2026"));
        assert!(text.contains(headroom::engine::VERSION));
        assert!(tables_are_well_formed(&text) > 8);
        // What means something to Markdown stands behind a backslash, but for the
        // fence around the manifest.
        let text = ["yaml", "javascript", "python", ""]
            .iter()
            .fold(text, |text, language| {
                text.replace(&format!("\n```{language}\n"), "\n")
            });
        for hostile in ["<script", "](javascript", "```", "://a.b", "[a"] {
            for (at, _) in text.match_indices(hostile) {
                assert!(text[..at].ends_with('\\'), "{hostile}");
            }
        }
    }
}

/// As many rows has the table under this caption in Markdown, each time it occurs.
fn rows_under(text: &str, caption: &str) -> Vec<usize> {
    let start = format!("**{}**\n\n|", markdown_of(caption));
    let tables = text.split(&start).skip(1);
    tables
        .map(|rest| rest.lines().take_while(|line| !line.is_empty()).count() - 2)
        .collect()
}

/// How a text reads in Markdown: as the title of an empty document.
fn markdown_of(words: &str) -> String {
    let document = Document {
        id: "",
        title: words.to_owned(),
        sections: Vec::new(),
        appendix: Vec::new(),
    };
    let text = with(&Scenario::default(), |given| markdown(&document, given, ""));
    text.lines().next().unwrap()[2..].to_owned()
}

/// Tables and charts of the outline, node by node.
#[test]
fn what_the_outline_has_the_document_has() {
    for scenario in all() {
        let plan = plan(&scenario);
        let made: Document = with(&scenario, document);
        let text = with(&scenario, |given| markdown(&made, given, LINK));
        let has = |caption: &str, rows: usize| rows_under(&text, caption).contains(&rows);
        for section in outline(&scenario, &plan, today()) {
            assert!(made.appendix.contains(&section), "{}", section.id);
        }
        let sections = made.sections.iter().chain(&made.appendix);
        for node in sections.flat_map(headroom::report::Section::all) {
            match node {
                Node::Table {
                    caption,
                    heads,
                    rows,
                } => {
                    assert!(caption.is_empty() || has(caption, rows.len()), "{caption}");
                    let mut rows = rows.iter();
                    assert!(
                        rows.all(|row| row.cells.len() + 1 == heads.len()),
                        "{caption}"
                    );
                }
                Node::Chart(chart) => {
                    let chart = (chart.draw)(&scenario, &plan, today());
                    let Table { headers, rows } = table(&chart);
                    assert!(has(&chart.title, rows.len()), "{}", chart.title);
                    assert!(rows.iter().all(|row| row.len() == headers.len()));
                }
                _ => {}
            }
        }
    }
}

/// The page folds it; whoever reads a file has nothing to press.
#[test]
fn what_is_folded_on_the_page_is_open_in_every_file() {
    for scenario in all() {
        let text = with(&scenario, |given| markdown(&document(given), given, LINK));
        let (csv, json) = (with(&scenario, sheet), saved(&scenario));
        let plan = plan(&scenario);
        for section in outline(&scenario, &plan, today()) {
            for fold in &section.folds {
                assert!(text.contains(&format!("\n### {}\n", fold.heading)));
                for node in &fold.nodes {
                    let Node::Table { rows, .. } = node else {
                        continue;
                    };
                    let cells = rows.iter().flat_map(|row| &row.cells);
                    let figures = cells.filter_map(|cell| match cell {
                        Span::Figure(id, _) => Some(id),
                        _ => None,
                    });
                    for id in figures.filter(|id| plan.cells.place(id).is_some()) {
                        assert!(csv.contains(&format!("\r\nfigure,{id},")), "{id}");
                        assert!(json.contains(&format!("\"{id}\"")), "{id}");
                    }
                }
            }
        }
    }
}

/// The page that is kept: short, and before everything else.
#[test]
fn a_report_begins_with_the_page_that_is_kept() {
    for preset in presets() {
        let scenario = preset.scenario();
        let text = with(&scenario, |given| markdown(&document(given), given, LINK));
        let (brief, appendix) = text.split_once("\n# Appendix\n").unwrap();
        for heading in [
            "In short",
            "The four answers",
            "What differs from the example",
        ] {
            assert!(brief.contains(&format!("\n## {heading}\n")), "{heading}");
        }
        assert!(brief.lines().count() < 60 && appendix.len() > 4 * brief.len());
    }
}

#[test]
fn what_was_stated_is_told_beside_what_the_example_has() {
    let told =
        |scenario: &Scenario| with(scenario, |given| markdown(&document(given), given, LINK));
    let plain = told(&preset("chat-1").unwrap().scenario());
    assert!(plain.contains("Nothing: every input is as in the example"));
    let edited = told(&edited("saas-1"));
    assert!(
        edited.contains("| Backend buffer | 30 % (10–33.3 %) | 30 % |"),
        "{edited}"
    );
    assert!(edited.contains("| Tiers | Free, Pro, Business, Enterprise, =HYPERLINK"));
    let mut ranged = preset("chat-1").unwrap().scenario();
    let range = Range {
        low: 0.1,
        high: 0.2,
    };
    ranged.ranges.insert("demand.active_ratio", range);
    assert!(
        told(&ranged).contains("| Share of users online at the peak | 10 % (10–20 %) | 10 % |")
    );
}

#[test]
fn a_sheet_has_a_row_for_each_input_figure_and_finding() {
    for scenario in all() {
        let text = with(&scenario, sheet);
        let rows = rows(&text);
        assert!(rows.iter().all(|row| row.len() == 11));
        let count = |kind: &str| rows.iter().filter(|row| row[0] == kind).count();
        let plan = plan(&scenario);
        let mut figures = 0;
        plan.each(&mut |_, _| figures += 1);
        // What only language models ask for is left out where predictions are served.
        let is_said = |slot: &Slot| slot.unused(&scenario) != Some(NO_TOKENS);
        let inputs = fields::slots(&scenario).filter(is_said);
        assert_eq!(count("input"), inputs.count());
        assert_eq!(count("figure"), figures);
        assert_eq!(count("finding"), review(&scenario, &plan).len());
        for row in &rows[1..] {
            for (at, cell) in row.iter().enumerate() {
                let risky = cell.starts_with(['=', '+', '-', '@', '\t']);
                let is_number = at == 3 && cell.parse::<f64>().is_ok();
                assert!(!risky || is_number, "{row:?}");
            }
        }
    }
}

#[test]
fn a_checklist_is_written_out_with_what_was_typed() {
    for scenario in all() {
        let made = Made::of(scenario);
        for list in checklists(&made.scenario, &made.plan, &made.findings, today()) {
            let typed = ["weekly.reviewer", "monthly.approved", "quarterly.cto"]
                .map(|key| (key.to_owned(), "| Ada *".to_owned()));
            let text = markdown(&list, made.given(today(), &typed), LINK);
            assert!(text.starts_with(&format!("# {}", list.title)));
            assert!(text.contains(": \\| Ada *\n"), "{text}");
            assert!(text.contains("\\_\\_\\_\\_") && text.contains("- [ ] "));
            let tables = tables_are_well_formed(&text);
            assert_eq!(tables, usize::from(list.id != "weekly"));
        }
    }
}

#[test]
fn json_of_a_file_keeps_its_order() {
    let file = headroom::quantity::json::read(&saved(&edited("chat-1"))).unwrap();
    let Json::Object(members) = file else {
        panic!("no object");
    };
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "headroom",
            "engine",
            "made",
            "about",
            "link",
            "scenario",
            "checklists",
            "plan",
            "orders",
            "findings",
            "facts"
        ]
    );
}
