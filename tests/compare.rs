//! Do comparisons and answers say what independent plans say, on the page as in `plan`?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "../examples/plan.rs"]
#[expect(dead_code, reason = "a program has a main of its own")]
mod example;

use headroom::engine::beside::compared;
use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::report::comparison::{board, is_same, sections, summary, to_find};
use headroom::report::{Node, Row, Section, Span};
use headroom::scenario::Scenario;
use headroom::share::decode;
use headroom::workloads::Loaded;

fn printed(options: &[&str], links: &[&str]) -> (u8, Vec<Vec<String>>) {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let links = links.join("\n");
    let status = example::run(options, links.as_bytes(), &mut out, &mut errors);
    assert_eq!(String::from_utf8(errors).unwrap(), "");
    let out = String::from_utf8(out).unwrap();
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    (status, out.lines().map(cells).collect())
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

fn of(link: &str) -> Scenario {
    decode(link).unwrap().scenario
}

fn bill(link: &str) -> f64 {
    plan(&of(link)).number("bill.total.12").unwrap()
}

const A: &str = "#?preset=saas-1";

#[test]
fn two_lines_are_compared_and_the_shares_add_up() {
    let b = "#?preset=saas-1&customers=1000&growth=12%&tier.pro.price=89";
    let (status, rows) = printed(&["--compare", "--why", "bill.total.12"], &[A, b]);
    assert_eq!(status, 0);
    let row = rows.iter().find(|row| row[1] == "bill.total.12").unwrap();
    assert_eq!(
        [number(&row[2]), number(&row[3])].map(f64::to_bits),
        [bill(A), bill(b)].map(f64::to_bits)
    );
    let apart = bill(b) - bill(A);
    assert!((number(&row[4]) - apart).abs() < 1e-9);
    let why: Vec<&Vec<String>> = rows.iter().filter(|row| row[1] == "why").collect();
    let inputs: Vec<&str> = why.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(
        inputs,
        ["demand.customers", "growth.rate", "tier.pro.price"]
    );
    let sum: f64 = why.iter().map(|row| number(&row[3])).sum();
    assert!((sum - apart).abs() < 1e-6, "{sum} {apart}");
    // What is the same in both is not printed.
    assert!(rows.iter().all(|row| row[1] == "why" || row[2] != row[3]));
}

#[test]
fn a_line_too_few_is_said() {
    let (status, rows) = printed(&["--compare"], &[A]);
    assert_eq!(status, 1);
    assert_eq!(rows[0][1], "error");
}

#[test]
fn what_an_input_must_be_is_printed_and_what_cannot_be_is_said() {
    let (status, rows) = printed(
        &["--solve", "money.tier.pro.margin = 75 %", "tier.pro.price"],
        &["#?preset=saas-1&customers=2000"],
    );
    assert_eq!((status, rows.len(), rows[0][1].as_str()), (0, 1, "at"));
    let link = format!(
        "#?preset=saas-1&customers=2000&tier.pro.price={}",
        rows[0][2]
    );
    let margin = plan(&of(&link)).number("money.tier.pro.margin").unwrap();
    assert!((margin - 0.75).abs() < 1e-9, "{margin}");
    let (status, rows) = printed(
        &["--solve", "web.bill = 10000", "demand.concurrent_users"],
        &["#?preset=chat-1"],
    );
    assert_eq!((status, rows[0][1].as_str()), (0, "jump"));
    assert!(number(&rows[0][3]) < 10_000.0 && number(&rows[0][5]) > 10_000.0);
    let (status, rows) = printed(&["--solve", "bill.total = 5", "tier.pro.price"], &[A]);
    assert_eq!((status, rows[0][1].as_str()), (1, "error"));
    assert_eq!(
        rows[0][2],
        "Bill a month, now does not depend on Pro, Price."
    );
}

/// Plan and sections of what is compared, with why it differs.
fn told(scenario: &Scenario) -> (Plan, Vec<Section>) {
    let mut planned = plan(scenario);
    let beside = compared(scenario, Loaded::ALL, None).unwrap();
    planned.beside = Some(beside);
    let found = to_find(scenario, &planned, Loaded::ALL);
    let causes = found
        .into_iter()
        .map(headroom::engine::causes::Finding::found)
        .collect();
    planned.beside.as_ref().unwrap().causes.set(causes).unwrap();
    let sections = sections(scenario, &planned, Date::new(2026, 11, 22).unwrap());
    (planned, sections)
}

fn rows(section: &Section, nth: usize) -> &[Row] {
    let mut tables = section.all().filter_map(|node| match node {
        Node::Table { rows, .. } => Some(rows),
        _ => None,
    });
    tables.nth(nth).unwrap()
}

fn words(cell: &Span) -> &str {
    match cell {
        Span::Text(words) => words,
        _ => "",
    }
}

/// `+$1,234.50 a month` as a number; `none` is zero.
fn read(text: &str) -> f64 {
    if text == "none" {
        return 0.0;
    }
    let sign = if text.starts_with('−') { -1.0 } else { 1.0 };
    let digits: String = text
        .chars()
        .filter(|it| it.is_ascii_digit() || *it == '.')
        .collect();
    let million = if text.contains(" million") { 1e6 } else { 1.0 };
    sign * digits.parse::<f64>().unwrap() * million
}

#[test]
fn what_is_read_of_the_shares_adds_up_to_what_is_read_of_the_whole() {
    let (a, b) = (
        of(A),
        of("#?preset=saas-1&customers=1000&growth=12%&tier.pro.price=89&tier.business.cost=40"),
    );
    let scenario = a.compared_with(b).unwrap();
    let (_, sections) = told(&scenario);
    let [side, why] = &sections[..] else {
        panic!("two sections");
    };
    assert!(rows(side, 0).len() >= 5);
    let because = rows(why, 0);
    let (total, parts) = because.split_last().unwrap();
    assert_eq!((&*total.label, parts.len()), ("Total", 4));
    for column in 2..total.cells.len() {
        let sum: f64 = parts
            .iter()
            .map(|row| read(words(&row.cells[column])))
            .sum();
        let whole = read(words(&total.cells[column]));
        assert!((sum - whole).abs() < 1e-9, "{column}: {sum} {whole}");
    }
}

#[test]
fn a_link_of_several_is_reported_with_all_of_them() {
    let scenario = of(A)
        .compared_with(of("#?preset=saas-1&customers=1000&name=Doubled"))
        .unwrap();
    let headline = headroom::share::Headline {
        engine: "0.1.0".to_owned(),
        figures: Vec::new(),
    };
    let link = headroom::share::encode(&scenario, &headline);
    let (status, rows) = printed(&["--report"], &[&link]);
    let text: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    let text = text.join("\n");
    assert_eq!(status, 0);
    assert_eq!(text.matches("## Side by side").count(), 1);
    assert!(text.contains("Why they differ") && text.contains("B: Doubled"));
    let (status, rows) = printed(&["--compare", "--why", "bill.total"], &[&link]);
    assert_eq!(status, 0);
    assert!(
        rows.iter()
            .any(|row| row[1] == "why" && row[2] == "demand.customers")
    );
}

#[test]
fn a_chat_is_told_each_figure_of_each() {
    let scenario = of(A)
        .compared_with(of("#?preset=saas-1&customers=1000&name=Doubled"))
        .unwrap();
    let (planned, _) = told(&scenario);
    let today = Date::new(2026, 11, 22).unwrap();
    let text = summary(&scenario, &planned, today, "https://example.org/#2").unwrap();
    assert!(text.contains("B: Doubled"), "{text}");
    assert!(text.contains("Bill a month, now: A $"), "{text}");
    assert!(text.ends_with("https://example.org/#2"), "{text}");
    println!("{text}");
}

#[test]
fn other_presets_are_compared_as_far_as_they_have_the_same() {
    for (one, other) in [
        ("chat-1", "gpu-1"),
        ("saas-1", "coach-1"),
        ("sale-1", "saas-1"),
    ] {
        let link = |id: &str| of(&format!("#?preset={id}"));
        let scenario = link(one).compared_with(link(other)).unwrap();
        let (_, sections) = told(&scenario);
        assert!(rows(&sections[0], 0).len() >= 3);
    }
}

#[test]
fn what_would_change_a_decision_is_where_another_plan_decides_otherwise() {
    let (status, rows) = printed(&["--flips"], &["#?preset=chat-1"]);
    assert_eq!(status, 0);
    let decisions: Vec<&str> = rows
        .iter()
        .filter(|row| row[1] == "decision")
        .map(|row| row[2].as_str())
        .collect();
    assert_eq!(
        decisions,
        [
            "Size class: medium.",
            "What decides the number of nodes: CPU."
        ]
    );
    // The size guide: small is up to 1,000 users, so that 1,000 is where half of 1,000 to twice
    // of it leads out of "medium" only downwards.
    let flip = rows
        .iter()
        .find(|row| row[1] == "demand.concurrent_users")
        .unwrap();
    assert_eq!(flip[3], "small");
    let class = |users: f64| {
        let mut scenario = of("#?preset=chat-1");
        scenario.demand.concurrent_users = Some(users);
        plan(&scenario).figure("web.class").unwrap().word().unwrap()
    };
    let at = number(&flip[2]);
    assert_eq!((class(at), class(at + 1.0)), ("small", "medium"));
}

#[test]
fn a_comparison_as_a_picture_has_each_figure_of_each_and_says_which_is_dearer() {
    let a = of(A);
    let b = of("#?preset=saas-1&customers=1000&name=Doubled");
    let both = a.compared_with(b).unwrap();
    let (plan, sections) = told(&both);
    let board = board(
        &both,
        &plan,
        Date::new(2026, 11, 22).unwrap(),
        "https://example.com/#2",
    )
    .unwrap();
    assert!(board.lead.ends_with("; B: Doubled"), "{}", board.lead);
    assert!(
        board.finding.starts_with("In a year B costs $"),
        "{}",
        board.finding
    );
    let headings: Vec<&str> = board
        .blocks
        .iter()
        .map(|block| block.heading.as_str())
        .collect();
    let labels: Vec<&str> = rows(&sections[0], 0)
        .iter()
        .map(|row| &*row.label)
        .collect();
    assert_eq!(headings, labels);
    for block in &board.blocks {
        assert!(
            block.main.starts_with("A ") && block.main.contains(" \u{b7} B "),
            "{block:?}"
        );
    }
    // A figure that is the same in both is told apart from those that differ.
    let same = |both: &Scenario| {
        let (_, sections) = told(both);
        rows(&sections[0], 0)
            .iter()
            .filter(|row| is_same(row))
            .count()
    };
    let all = labels.len();
    assert!(same(&both) < all);
    let copy = of(A).compared_with(of(A)).unwrap();
    assert_eq!(same(&copy), rows(&told(&copy).1[0], 0).len());
}

#[test]
fn a_note_stands_first_in_the_report_as_text() {
    let (status, rows) = printed(
        &["--report"],
        &["#?preset=chat-1&note=Ask%20**Ada**%0A%3Cb%3E"],
    );
    assert_eq!(status, 0);
    let text: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    let at = text.iter().position(|line| line == "## Note").unwrap();
    let in_short = text.iter().position(|line| line == "## In short").unwrap();
    assert!(at < in_short);
    let told = text[at..in_short].join("\n");
    assert!(told.contains("Ask \\*\\*Ada\\*\\*\n\n\\<b>"), "{told}");
}
