//! Is anything lost between the page, Markdown, CSV, JSON and `plan`? Each figure with
//! its id, value, unit and label, each reason why there is none, each input, finding,
//! order and row of the bill, for every preset and for mixes of workloads.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "made/csv.rs"]
mod csv;
#[path = "../examples/plan.rs"]
#[expect(dead_code, reason = "a program has a main of its own")]
mod example;
mod made;

use csv::rows;
use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::quantity::format::exact;
use headroom::quantity::json::{self, Json};
use headroom::report::document::{Given, document};
use headroom::report::entries::{Entry, Said, figures, orders};
use headroom::report::export::{self, Held};
use headroom::report::markdown::markdown;
use headroom::report::plain::said;
use headroom::report::sheet::sheet;
use headroom::report::{Document, Node, Span};
use headroom::review::facts::in_use;
use headroom::scenario::preset::{preset, presets};
use headroom::scenario::{Actual, Scenario, Value, fields};
use headroom::share::{Headline, encode, file};
use made::Made;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

fn today() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

/// What is planned, with all that leaves the page of it.
struct Out {
    made: Made,
    document: Document,
    markdown: String,
    csv: Vec<Vec<String>>,
    json: serde_json::Value,
    /// What `plan` prints, cell by cell.
    printed: Vec<Vec<String>>,
}

impl Deref for Out {
    type Target = Made;

    fn deref(&self) -> &Made {
        &self.made
    }
}

impl Out {
    fn of(scenario: Scenario) -> Self {
        let made = Made::of(scenario);
        let given = made.given(today(), &[]);
        let document = document(given);
        let link = encode(
            given.scenario,
            &Headline {
                engine: String::new(),
                figures: Vec::new(),
            },
        );
        let printed = ran(&[], &link).1;
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        Self {
            markdown: markdown(&document, given, ""),
            csv: rows(&sheet(given)),
            json: serde_json::from_str(&written(given)).unwrap(),
            printed: printed.lines().map(cells).collect(),
            document,
            made,
        }
    }

    fn given(&self) -> Given<'_> {
        self.made.given(today(), &[])
    }

    fn of_kind(&self, kind: &str) -> Vec<&[String]> {
        let rows = self.csv.iter().filter(|row| row[0] == kind);
        rows.map(|row| &row[1..]).collect()
    }
}

/// The file that a page saves.
fn written(given: Given) -> String {
    let held = Held {
        version: file::VERSION,
        scenario: file::write(given.scenario),
        link: "",
    };
    export::file(given, held)
}

/// What `plan` does with an option and what it reads: its status, output and errors.
fn ran(options: &[&str], links: &str) -> (u8, String, String) {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let status = example::run(options, links.as_bytes(), &mut out, &mut errors);
    let [out, errors] = [out, errors].map(|bytes| String::from_utf8(bytes).unwrap());
    (status, out, errors)
}

/// Every preset, each with all workloads on, and with names that break tables.
fn all() -> Vec<Scenario> {
    let switches = [
        "web.workload",
        "inference.workload",
        "training.workload",
        "data.workload",
        "growth.workload",
        "money.workload",
        "flow.workload",
        "fleet.workload",
    ];
    let on = |mut scenario: Scenario, nth: usize| {
        for (place, id) in switches.iter().enumerate() {
            if nth == 0 || place % nth == 0 {
                let field = fields::field(id).unwrap();
                field.put(&mut scenario, Value::Choice("on")).unwrap();
            }
        }
        let rate = fields::field("growth.rate").unwrap();
        rate.put(&mut scenario, Value::Number(0.07)).unwrap();
        scenario
    };
    let mut all = Vec::new();
    for preset in presets() {
        let scenario = preset.scenario();
        all.extend([0, 2, 3].map(|nth| on(scenario.clone(), nth)));
        let mut named = scenario.clone();
        for (at, table) in fields::tables().enumerate() {
            for key in table.keys(&named) {
                let name = HOSTILE[at % HOSTILE.len()];
                table.rename(&mut named, key, name).unwrap();
            }
        }
        "\u{feff}=1;\"2\" \u{202e}".clone_into(&mut named.name);
        "=1+2\n<script> | `a` \"2\"\n\n- [x](javascript:1)".clone_into(&mut named.note);
        all.extend([scenario, named]);
    }
    all
}

/// Names that are formulas, end cells, turn directions or are many letters.
const HOSTILE: [&str; 8] = [
    "=1+1",
    " \u{a0}=cmd|' /C calc'!A0",
    "a;b,\"c\"",
    "\u{202e}\u{1f331} | é",
    "\u{ff1d}1",
    "\u{200b}@SUM(A1)",
    "'; DROP --",
    "# <b>x</b>\u{2028}",
];

/// What a figure is by its plan, not by what writes it out.
fn stated(out: &Out, id: &str) -> (String, &'static str) {
    match out.plan.outcome(id).unwrap() {
        Err(absent) => (String::new(), absent.0),
        Ok(figure) => {
            let row = out.plan.row_of(id);
            let word = row.or_else(|| figure.word().map(str::to_owned));
            (word.unwrap_or_else(|| exact(figure.value)), "")
        }
    }
}

/// Text as a cell has it: behind an apostrophe where it would be a formula.
#[track_caller]
fn holds(cell: &str, text: &str) {
    let guarded = cell.strip_prefix('\'').unwrap_or(cell);
    assert!(cell == text || guarded == text, "{cell:?} is not {text:?}");
}

/// This reader of JSON may be off by a bit; ours is not, as the last test of files shows.
#[track_caller]
fn near(json: &serde_json::Value, number: f64) {
    let read = json.as_f64().unwrap();
    assert!(
        (read - number).abs() <= 1e-12 * number.abs(),
        "{read}: {number}"
    );
}

#[test]
fn each_figure_is_the_same_wherever_it_is_written() {
    for out in all().into_iter().map(Out::of) {
        let entries: Vec<Entry> = figures(&out.scenario, &out.plan).collect();
        let csv = out.of_kind("figure");
        let mut printed = out.printed.iter();
        let ids: BTreeSet<&str> = entries.iter().map(|entry| &*entry.id).collect();
        assert_eq!(ids.len(), entries.len(), "an id stands for one figure");
        assert_eq!(csv.len(), entries.len());
        for (entry, row) in entries.iter().zip(csv) {
            let (value, reason) = stated(&out, &entry.id);
            assert_eq!(
                (&*entry.said.value(), entry.said.reason()),
                (&*value, reason)
            );
            let [id, label, written, unit, .., name, note] = row else {
                panic!()
            };
            assert_eq!(**id, entry.id);
            holds(label, &entry.label);
            assert_eq!(&**unit, entry.unit);
            holds(written, &value);
            assert_eq!(&**note, reason, "{id}");
            let json = &out.json["plan"][&entry.id];
            assert_eq!(json["label"], entry.label);
            match &entry.said {
                Said::Missing(why) => assert_eq!(json["absent"], why.0),
                Said::Number(number) => {
                    assert!(written.parse::<f64>().unwrap().to_bits() == number.to_bits());
                    near(&json["value"], *number);
                }
                Said::Named(key, called) => {
                    assert!(!called.is_empty() && !key.is_empty(), "{id}");
                    holds(name, called);
                    assert_eq!(
                        (&json["value"], &json["name"]),
                        (&(**key).into(), &(**called).into())
                    );
                }
            }
            if reason.is_empty() {
                assert_eq!(json["unit"], entry.unit);
                let cells = ["1", id, &value, unit];
                assert_eq!(*printed.next().unwrap(), cells);
            }
        }
        let rules: Vec<String> = printed.map(|row| row[1..].join("\t")).collect();
        let found = out.findings.iter();
        let found: Vec<String> = found
            .map(|it| ["review.", it.rule, "\t", it.severity.word(), "\t"].concat())
            .collect();
        assert_eq!(rules, found);
    }
}

/// A figure that is a reference names what the page names, and the number behind it
/// stands at what it names.
#[test]
fn a_reference_is_its_key_and_its_name() {
    let of = |preset_id: &str| Out::of(preset(preset_id).unwrap().scenario());
    for (base, id, key, name) in [
        ("coach-1", "flow.bottleneck", "model_api", "Model API"),
        ("coach-1", "flow.next_bottleneck", "backend", "Backend"),
        ("saas-1", "answer.order_what", "gpu_nodes", "GPU nodes"),
        ("saas-1", "orders.1.what", "gpu_nodes", "GPU nodes"),
        ("saas-1", "answer.room_binding", "memory_gb", "Memory (GB)"),
        ("chat-1", "web.node_binding", "CPU", "CPU"),
    ] {
        let out = of(base);
        let row = out.csv.iter().find(|row| row[1] == id).unwrap();
        assert_eq!([&*row[3], &*row[4], &*row[9]], [key, "", name], "{id}");
        assert_eq!(out.json["plan"][id]["value"], key);
        assert_eq!(out.json["plan"][id]["name"], name);
        assert!(
            out.printed
                .contains(&["1", id, key, ""].map(str::to_owned).into()),
            "{id}"
        );
    }
    let coach = of("coach-1");
    for id in ["flow.bottleneck", "flow.next_bottleneck"] {
        let row = coach.plan.row_of(id).unwrap();
        let there = ["flow.", &row, ".utilization_peak"].concat();
        assert_eq!(coach.plan.number(id), coach.plan.number(&there));
    }
}

/// How a text reads in Markdown: as the title of an empty document.
fn escaped(words: &str) -> String {
    let document = Document {
        id: "",
        title: words.to_owned(),
        sections: Vec::new(),
        appendix: Vec::new(),
    };
    let nothing = Made {
        scenario: Scenario::default(),
        plan: Plan::default(),
        findings: Vec::new(),
    };
    let text = markdown(&document, nothing.given(today(), &[]), "");
    text.lines().next().unwrap()[2..].to_owned()
}

/// Every figure that the page shows is in the files, and stands in Markdown as it is shown.
#[test]
fn what_the_page_shows_is_written_out() {
    let lost = RefCell::new(BTreeSet::new());
    for out in all().into_iter().map(Out::of) {
        let ids: BTreeSet<&str> = out.csv.iter().map(|row| &*row[1]).collect();
        let spans = |spans: &[Span]| escaped(&said(out.given(), spans));
        let has = |text: &str| {
            if !out.markdown.contains(text) {
                lost.borrow_mut().insert(text.to_owned());
            }
        };
        let mut seen = 0;
        let mut known = |of: &[Span]| {
            for span in of {
                if let Span::Figure(id, _) = span {
                    seen += 1;
                    if !ids.contains(&**id) {
                        lost.borrow_mut()
                            .insert([out.scenario.preset, " ", id].concat());
                    }
                }
            }
        };
        let all = out.document.sections.iter().chain(&out.document.appendix);
        for section in all {
            has(&escaped(section.heading));
            known(&section.conclusion);
            has(&spans(&section.conclusion));
            for node in section.all() {
                match node {
                    Node::Text(of) => {
                        known(of);
                        has(&spans(of));
                    }
                    Node::List(items) => items.iter().for_each(|of| {
                        known(of);
                        has(&spans(of));
                    }),
                    Node::Answer(answer) => {
                        known(&answer.main);
                        known(&answer.why);
                        has(&spans(&answer.main));
                    }
                    Node::Table { rows, .. } => {
                        for row in rows {
                            known(&row.cells);
                            let cells = row.cells.iter().map(core::slice::from_ref).map(spans);
                            let all = core::iter::once(escaped(&row.label)).chain(cells);
                            let line: Vec<String> = all.collect();
                            has(&["| ", &line.join(" | "), " |\n"].concat());
                        }
                    }
                    _ => {}
                }
            }
        }
        assert!(seen > 10);
    }
    assert_eq!(lost.into_inner(), BTreeSet::new());
}

/// How many facts the plan rests on, each of them in all files.
fn facts_in_each(out: &Out) -> usize {
    let (rests_on, csv) = (in_use(&out.scenario, &out.plan), out.of_kind("fact"));
    let json = out.json["facts"].as_array().unwrap();
    assert_eq!([csv.len(), json.len()], [rests_on.len(); 2]);
    for used in &rests_on {
        let (fact, value) = (used.fact, used.fact.value());
        let row = csv
            .iter()
            .find(|row| row[1] == fact.label && row[2] == value);
        holds(&row.unwrap()[5], &fact.source.cited());
        let json = json
            .iter()
            .find(|it| it["fact"] == fact.label && it["value"] == value);
        assert_eq!(json.unwrap()["as_of"], fact.source.as_of);
        for text in [&value, fact.source.name] {
            // It stands behind other words, where nothing begins a list.
            let text = escaped(&["x ", text].concat());
            assert!(out.markdown.contains(&text[2..]), "{text}");
        }
    }
    rests_on.len()
}

#[test]
fn inputs_findings_orders_facts_and_the_bill_are_in_each() {
    let (mut orders_seen, mut facts_seen) = (0, 0);
    for out in all().into_iter().map(Out::of) {
        let markdown_has = |text: &str| {
            // It stands behind other words, where nothing begins a list.
            let text = escaped(&["x ", text].concat());
            assert!(out.markdown.contains(&text[2..]), "{text}");
        };
        let inputs: BTreeMap<&str, &[String]> = out
            .of_kind("input")
            .into_iter()
            .map(|row| (&*row[0], row))
            .collect();
        let held = &out.json["scenario"]["inputs"];
        for slot in fields::slots(&out.scenario) {
            let json = &held[&*slot.id()];
            let Some(row) = inputs.get(&*slot.id()) else {
                // What only tokens would ask for says nothing where predictions are served.
                assert!(slot.unused(&out.scenario).is_some());
                continue;
            };
            let value = match slot.get(&out.scenario) {
                Value::Number(number) => {
                    near(json, number);
                    assert_eq!(row[2], exact(number));
                    continue;
                }
                Value::Choice(id) => id.to_owned(),
                Value::Row(key) => key.text().to_owned(),
                Value::Input(other) => other.id().into_owned(),
                Value::Unset => String::new(),
            };
            holds(&row[2], &value);
            assert_eq!(json.as_str().unwrap_or_default(), value);
            holds(&row[8], &slot.words(&out.scenario));
        }
        let findings = out.of_kind("finding");
        assert_eq!(findings.len(), out.findings.len());
        for (nth, (finding, row)) in out.findings.iter().zip(findings).enumerate() {
            let json = &out.json["findings"][nth];
            assert_eq!(row[0], ["review.", finding.rule].concat());
            assert_eq!(row[1], finding.severity.word());
            holds(&row[2], &finding.sentence);
            holds(&row[4], &finding.evidence.join(" "));
            assert_eq!(json["sentence"], finding.sentence);
            assert_eq!(
                json["evidence"].as_array().unwrap().len(),
                finding.evidence.len()
            );
            markdown_has(&finding.sentence);
            if let Some(fix) = &finding.fix {
                assert_eq!(json["mended_by"], fix.label);
                assert!(row[9].contains(&fix.label));
                markdown_has(&fix.label);
            }
        }
        let due = orders(out.given());
        let csv = out.of_kind("order");
        assert_eq!(due.len(), csv.len());
        assert_eq!(
            due.len(),
            out.plan.resources.iter().flat_map(|it| &it.orders).count()
        );
        for (nth, (order, row)) in due.iter().zip(csv).enumerate() {
            orders_seen += 1;
            let json = &out.json["orders"][nth];
            let day = order.days[0].map(Date::iso).unwrap_or_default();
            assert_eq!(
                (&*row[0], &*row[1], &*row[2]),
                (&*order.id, order.verb, &*day)
            );
            holds(&row[8], &order.what);
            assert_eq!(
                (&json["what"], &json["action"]),
                (&(*order.what).into(), &order.verb.into())
            );
            assert_eq!(json["by"].as_str().unwrap_or_default(), day);
            let line = [
                "| ",
                &escaped(&[order.verb, ": ", &order.what].concat()),
                " |",
            ]
            .concat();
            assert!(out.markdown.contains(&line), "{line}");
            let by = [&*order.id, ".order_by_months"].concat();
            assert!(out.json["plan"][&by]["value"].is_number());
        }
        facts_seen += facts_in_each(&out);
        if out.plan.money.is_some() {
            for row in &out.scenario.bill {
                markdown_has(&row.name);
                let id = ["money.bill.", row.key.text()].concat();
                assert!(out.json["plan"][&id].is_object(), "{id}");
            }
        }
        about_the_scenario(&out);
    }
    assert!(orders_seen > 50, "{orders_seen}");
    assert!(facts_seen > 50, "{facts_seen}");
}

/// What it is called, its note, preset and seed.
fn about_the_scenario(out: &Out) {
    let about = out.of_kind("scenario");
    holds(&about[0][2], &out.scenario.name);
    holds(&about[1][2], &out.scenario.note);
    assert_eq!(about[2][2], out.scenario.preset);
    assert_eq!(about[3][2], out.scenario.seed.to_string());
    let note = &out.json["scenario"]["note"];
    assert_eq!(note.as_str().unwrap_or_default(), out.scenario.note);
    assert!(
        out.scenario
            .note
            .lines()
            .all(|line| out.markdown.contains(&escaped(line)))
    );
}

#[test]
fn no_cell_of_a_file_is_a_formula() {
    let unseen = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "\u{200b}\u{feff}\u{202e}".contains(letter)
    };
    let marks = [
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ];
    let mut guarded = 0;
    for scenario in all() {
        let csv = Out::of(scenario).csv;
        for cell in csv.iter().flatten() {
            let seen = cell.trim_start_matches(unseen);
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !seen.starts_with(marks), "{cell}");
            guarded += usize::from(cell.starts_with('\''));
        }
    }
    assert!(guarded > 100);
}

/// A file gives the plan that it was saved from, to the bit, whatever was typed.
#[test]
fn a_saved_file_gives_the_same_plan_again() {
    let long = "\u{1f331};\"\n\u{202e}x".repeat(1000);
    assert!(long.len() > 10_000);
    let typed: Vec<(String, String)> = HOSTILE
        .iter()
        .chain([&&*long, &"a\nb\tc\r\n"])
        .enumerate()
        .map(|(nth, words)| (["weekly.", &nth.to_string()].concat(), (*words).to_owned()))
        .collect();
    let mut all = all();
    all.push(largest());
    for scenario in all {
        let before = Made::of(scenario);
        let saved = written(before.given(today(), &typed));
        assert!(saved.len() * 2 < file::LARGEST, "{}", saved.len());
        let opened = file::open(saved.as_bytes()).unwrap();
        assert_eq!(opened.scenario, before.scenario);
        assert_eq!(opened.typed, typed);
        let after = Made::of(opened.scenario);
        assert!(
            after.plan.cells == before.plan.cells,
            "{}",
            before.scenario.preset
        );
        assert_eq!(after.findings, before.findings);
        // Every figure too, to the bit.
        let read = json::read(&saved).unwrap();
        let Some(Json::Object(members)) = read.get("plan") else {
            panic!()
        };
        for (entry, (id, member)) in figures(&before.scenario, &before.plan).zip(members) {
            assert_eq!(entry.id, *id);
            if let Said::Number(number) = entry.said {
                let Some(Json::Number(held)) = member.get("value") else {
                    panic!("{id}")
                };
                assert_eq!(held.to_bits(), number.to_bits(), "{id}");
            }
        }
        // A second time, letter by letter.
        assert!(written(after.given(today(), &opened.typed)) == saved);
    }
}

/// As many months and rows as can be stated.
fn largest() -> Scenario {
    let mut scenario = preset("saas-1").unwrap().scenario();
    for id in [
        "web.workload",
        "inference.workload",
        "training.workload",
        "flow.workload",
    ] {
        let field = fields::field(id).unwrap();
        field.put(&mut scenario, Value::Choice("on")).unwrap();
    }
    scenario.growth.months_projected = 36.0;
    for table in fields::tables() {
        while table.len(&scenario) < table.most.min(40) {
            table
                .add(&mut scenario, "\u{1f331} \"a\" row of its own")
                .unwrap();
        }
    }
    assert!(fields::is_within_bounds(&scenario));
    scenario
}

#[test]
fn a_link_that_breaks_lines_is_told_in_one() {
    for (value, shown) in [
        ("%0Ax", "\\nx"),
        ("1%0D%0A2", "1\\r\\n2"),
        ("a%09b", "a\\tb"),
        ("%1B[31m", "\\u{1b}[31m"),
        ("%E2%80%AEx", "\\u{202e}x"),
        ("%C2%85%E2%80%A8", "\\u{85}\\u{2028}"),
    ] {
        for key in ["customers", "k%0Aey", "web.workload"] {
            let link = ["#?preset=chat-1&", key, "=", value, "\n#?preset=chat-1\n"].concat();
            let (status, out, errors) = ran(&[], &link);
            assert_eq!((status, &*errors), (1, ""));
            assert!(out.lines().next().unwrap().contains(shown), "{out}");
            assert!(!out.contains(|it: char| it.is_control() && it != '\n' && it != '\t'));
            for line in out.lines() {
                let cells = line.split('\t').count();
                assert!(
                    cells == 4 || line.starts_with("1\terror\t") && cells == 3,
                    "{line}"
                );
            }
        }
    }
    let (status, out, _) = ran(&[], "#1\u{1b}[31m\u{202e}\n");
    assert_eq!((status, out.lines().count()), (1, 1));
    assert!(!out.contains(['\u{1b}', '\u{202e}']));
}

/// A reader that takes so many bytes and goes.
struct Leaves(usize);

impl std::io::Write for Leaves {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_stops_early_ends_it_quietly() {
    let links = "#?preset=saas-1\n#?preset=nothing\n".repeat(3);
    for options in [
        &[][..],
        &["--report"],
        &["--csv"],
        &["--json"],
        &["--orders"],
        &["--help"],
    ] {
        for taken in [0, 1, 30] {
            let mut errors = Vec::new();
            let status = example::run(options, links.as_bytes(), &mut Leaves(taken), &mut errors);
            assert_eq!((status, errors.len()), (0, 0), "{options:?}");
        }
    }
}

#[test]
fn options_print_what_they_say() {
    let link = "#?preset=saas-1";
    let of = |option: &str| {
        let (status, out, errors) = ran(&[option], link);
        assert_eq!((status, &*errors), (0, ""), "{option}");
        out
    };
    let report = of("--report");
    for words in [
        "# SaaS platform",
        "## The four answers",
        "## Review",
        "## All orders",
        "## Sources",
    ] {
        assert!(report.contains(words), "{words}");
    }
    assert!(report.contains("Open this scenario: <#1"));
    assert_eq!(rows(&of("--csv"))[0][..4], ["Kind", "Id", "Label", "Value"]);
    let opened = file::open(of("--json").as_bytes()).unwrap();
    assert_eq!(opened.scenario, preset("saas-1").unwrap().scenario());
    assert!(of("--orders").starts_with("Order by,"));
    assert!(of("--help").contains("--report"));
    for wrong in [&["--reprot"][..], &["--report", "--csv"], &["x\n"]] {
        let (status, out, errors) = ran(wrong, link);
        assert_eq!((status, &*out), (2, ""), "{wrong:?}");
        assert!(
            errors.contains("--report") && errors.contains("printf"),
            "{errors}"
        );
    }
}

/// What was measured of what is rented or held by a limit says the order that comes first.
#[test]
fn what_was_measured_names_the_order_that_comes_first() {
    let mut scenario = preset("saas-1").unwrap().scenario();
    // No more GPU nodes than there are: a higher limit is what must be asked for.
    let gpu = scenario
        .pools
        .iter()
        .position(|pool| pool.key.text() == "gpu_nodes")
        .unwrap();
    scenario.pools[gpu].most = plan(&scenario).number("resource.gpu_nodes.capacity");
    fields::table("actual")
        .unwrap()
        .add(&mut scenario, "March")
        .unwrap();
    let row: &mut Actual = &mut scenario.actuals[0];
    (row.month, row.customers) = (3.0, Some(1000.0));
    let made = Made::of(scenario);
    let given = made.given(today(), &[]);
    let first = orders(given)
        .into_iter()
        .find(|order| order.verb != "Change")
        .unwrap();
    assert_eq!(
        (first.verb, &*first.what),
        ("Raise", "GPU nodes, the most there can be")
    );
    let drift = given
        .findings
        .iter()
        .find(|it| it.rule == "customers_drift")
        .unwrap();
    assert!(drift.sentence.contains(&first.what), "{}", drift.sentence);
}
