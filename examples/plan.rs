//! What does a link come to, without a browser?
//!
//! ```text
//! printf '%s\n' '#?preset=chat-1&concurrent_users=1000' \
//!   | cargo run --release --no-default-features --example plan
//! ```
//!
//! Reads one link a line, share links and written links, and prints one row a
//! figure, tab-separated: line number, figure id, value, unit. Values are in
//! canonical units, as the shortest text that reads back to the same bits; a
//! figure that is a word prints its word, one that says which stage or resource it is
//! prints its key, and one that is absent is left out.
//! An option prints something else in place of the figures (`--help` lists them); a
//! scenario that states no start begins today. Where there is none of it, it prints the
//! line's number, `error` and the reason.
//! A line that is not understood, whole or in part, prints its number, `error`
//! and the reason, and the exit status is then 1; the other lines go on. Whatever a
//! link holds, an error is one line of three cells: control characters and marks of
//! direction stand as `\n` or `\u{202e}`.

use std::io::{self, BufRead, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use headroom::charts::board::Board;
use headroom::charts::board_svg;
use headroom::engine::{Plan, VERSION, plan};
use headroom::quantity::Missing;
use headroom::quantity::date::Date;
use headroom::report::document::{Given, document};
use headroom::report::entries::{Said, figures};
use headroom::report::export::{self, Held};
use headroom::report::markdown::markdown;
use headroom::report::picture::picture;
use headroom::report::sheet::sheet;
use headroom::report::{answers, verdict};
use headroom::review::{Finding, review};
use headroom::scenario::Scenario;
use headroom::share::{Headline, decode, encode, file};
use headroom::workloads::growth::projection::PROJECTION;
use headroom::workloads::operations::keda::KEDA;
use headroom::workloads::operations::manifest::MANIFEST;
use headroom::workloads::operations::nodes::NODES;
use headroom::workloads::operations::prometheus::RULES;
use headroom::workloads::resources::files::ORDERS;
use headroom::workloads::resources::runway;
use headroom::workloads::spikes::trials::{K6, LOCUST};
use headroom::workloads::uncertainty::chances::OrderDate;
use headroom::workloads::uncertainty::draws::{MOST, made};
use headroom::workloads::uncertainty::words::DRAWS;

#[path = "plan/asked.rs"]
mod asked;
#[path = "plan/brought.rs"]
mod brought;

/// What is printed of a scenario, or why there is none of it.
type Printed = fn(Given) -> Result<String, Missing>;

/// What can be asked for in place of figures.
const OPTIONS: [(&str, &str, Printed); 14] = [
    ("--report", "the whole report, as Markdown", |given| {
        Ok(markdown(&document(given), given, &link(given)))
    }),
    (
        "--picture",
        "the first screen as a picture, as SVG",
        |given| Ok(board_svg(&pictured(given))),
    ),
    (
        "--csv",
        "every input, figure, order and finding, as CSV",
        |given| Ok(sheet(given)),
    ),
    (
        "--json",
        "the file that the page opens again, with all that follows",
        |given| Ok(json(given)),
    ),
    (
        "--chance",
        "from where to where each figure is by the ranges, as percentiles 5 to 95",
        |given| Ok(chances(given)),
    ),
    (
        "--draws",
        "the first 1,024 draws of the ranges, as CSV",
        |given| (DRAWS.write)(given.scenario, given.plan, given.today).ok_or(NOTHING),
    ),
    ("--months", "a row a month, as CSV", |given| {
        (PROJECTION.write)(given.scenario, given.plan, given.today).ok_or(NOTHING)
    }),
    ("--orders", "what to order by when, as CSV", |given| {
        Ok((ORDERS.write)(given.scenario, given.plan, given.today).unwrap_or_default())
    }),
    ("--manifest", "the autoscalers for Kubernetes", |given| {
        (MANIFEST.write)(given.scenario, given.plan, given.today)
    }),
    ("--keda", "the same as a ScaledObject for KEDA", |given| {
        (KEDA.write)(given.scenario, given.plan, given.today)
    }),
    (
        "--k6",
        "the spike that is shown as a test for k6",
        |given| (K6.write)(given.scenario, given.plan, given.today),
    ),
    ("--locust", "the same as a test for Locust", |given| {
        (LOCUST.write)(given.scenario, given.plan, given.today)
    }),
    ("--nodes", "how far the cluster may grow", |given| {
        (NODES.write)(given.scenario, given.plan, given.today)
    }),
    ("--alerts", "the alerting rules for Prometheus", |given| {
        (RULES.write)(given.scenario, given.plan, given.today).ok_or(NOTHING)
    }),
];

const NOTHING: Missing = Missing("There is nothing of it in this scenario.");

fn main() -> ExitCode {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let done = run(&options, io::stdin().lock(), &mut out, &mut io::stderr());
    ExitCode::from(done)
}

/// What the program does with its options, what it reads, and where it writes: the exit
/// status.
pub(crate) fn run(
    options: &[&str],
    links: impl BufRead,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> u8 {
    let done = match *options {
        [] => print(None, links, out),
        ["--help" | "-h"] => out.write_all(help().as_bytes()).map(|()| 0),
        ["--compare"] => asked::compare(None, links, out),
        ["--compare", "--why", id] => asked::compare(Some(id), links, out),
        ["--bring", file] => brought::bring(file, None, links, (out, errors)),
        ["--bring", file, choice] => brought::bring(file, Some(choice), links, (out, errors)),
        ["--flips"] => asked::flips(links, out),
        ["--solve", wanted, input] => match asked::Wanted::read(wanted) {
            Some(wanted) => asked::solve(&wanted, input, links, out),
            None => refused(errors, "Say what is wanted as 'bill.total = 10000'."),
        },
        [option] => match OPTIONS.iter().find(|(name, ..)| *name == option) {
            Some((_, _, write)) => print(Some(*write), links, out),
            None => refused(errors, &["There is no option ", option, "."].concat()),
        },
        _ => refused(errors, "Give one option at a time."),
    };
    match done.and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => code,
        // Who reads has read enough, as `head` has.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
        Err(error) => {
            // Nothing is left to be told it where this fails too.
            let _ = writeln!(errors, "{error}");
            1
        }
    }
}

/// What is said of options that are not understood.
fn refused(errors: &mut impl Write, why: &str) -> io::Result<u8> {
    writeln!(errors, "{}\n\n{}", on_one_line(why), help())?;
    Ok(2)
}

fn help() -> String {
    let mut text = "Reads links, one a line, and prints a row a figure: line, id, value, unit.\n\n    \
        printf '%s\\n' '#?preset=chat-1' | plan [OPTION]\n\nIn place of the figures it prints with\n"
        .to_owned();
    for (name, about, _) in OPTIONS {
        text.extend(["    ", name, &" ".repeat(12 - name.len()), about, "\n"]);
    }
    text.push_str(
        "    --compare [--why FIGURE]\n                what differs between two lines, or in a link of several: figure, A, B, \
         difference;\n                and what each input that differs has to do with FIGURE\n    \
         --solve 'FIGURE = NUMBER' INPUT\n                what an input must be for a figure to be so\n    \
         --bring FILE [CHOICE]\n                what a file from a terminal or a dashboard would change, and the link with it\n    \
         --flips     what would change a decision: input, value from which on, what is decided there\n",
    );
    text
}

fn print(asked: Option<Printed>, links: impl BufRead, out: &mut dyn Write) -> io::Result<u8> {
    each(links, out, &mut |number, scenario, out| {
        let mut plan = plan(&scenario);
        if asked.is_some() {
            asked::beside(&scenario, &mut plan);
        }
        let findings = review(&scenario, &plan);
        let given = Given {
            scenario: &scenario,
            plan: &plan,
            findings: &findings,
            today: today(),
            typed: &[],
        };
        match asked.map(|write| write(given)) {
            None => rows(out, number, &scenario, &plan, &findings)?,
            Some(Ok(text)) => out.write_all(text.as_bytes())?,
            Some(Err(absent)) => return Ok(Some(absent.0.to_owned())),
        }
        Ok(None)
    })
}

/// What is done with a scenario: its line, and why it cannot be, if it cannot.
type Act<'a> = dyn FnMut(usize, Scenario, &mut dyn Write) -> io::Result<Option<String>> + 'a;

/// Does something with the scenario of each line, and says what is wrong with lines: the exit
/// status.
fn each(links: impl BufRead, out: &mut dyn Write, act: &mut Act) -> io::Result<u8> {
    let mut all_understood = true;
    for (index, line) in links.split(b'\n').enumerate() {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let number = index + 1;
        let mut error = |words: &[&str], out: &mut dyn Write| {
            all_understood = false;
            writeln!(out, "{number}\terror\t{}", on_one_line(&words.concat()))
        };
        let opened = match decode(text) {
            Ok(opened) => opened,
            Err(why) => {
                error(&[&why.to_string()], out)?;
                continue;
            }
        };
        for part in &opened.not_understood {
            error(&[&part.key, "=", &part.value, ": ", &part.sentence], out)?;
        }
        for part in &opened.rounded {
            eprintln!(
                "line {number}: {}={}: {}",
                part.key, part.value, part.sentence
            );
        }
        if let Some(why) = act(number, opened.scenario, out)? {
            error(&[&why], out)?;
        }
    }
    Ok(u8::from(!all_understood))
}

/// The first screen.
fn pictured(given: Given) -> Board {
    let basis = given.basis();
    let answers = answers(given.scenario, given.plan, given.findings, given.today);
    let verdict = verdict(&basis, &answers);
    let runway = runway(&basis);
    picture(given, &verdict, &answers, runway.as_ref(), &link(given))
}

/// Text of anyone on one line, with what would act on a terminal, break the line or turn
/// its direction written out.
fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    for letter in text.chars() {
        let acts = letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if acts {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}

/// Today, by the clock of this machine, in UTC.
fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400);
    Date::of(u32::try_from(days).map_or(0.0, f64::from))
}

/// A row a figure that is not the same in all draws: its id, seven percentiles, and the share
/// of draws in which there is none; after them a row a chance.
fn chances(given: Given) -> String {
    let chances = made(given.scenario, MOST).chances();
    let mut rows = Vec::new();
    given.plan.each(&mut |id, _| {
        if let Some(band) = chances.band(id) {
            let cells = band.at.iter().chain([&band.unknown]).map(f64::to_string);
            let cells: Vec<String> = cells.collect();
            rows.push(format!("{id}\t{}\n", cells.join("\t")));
        }
    });
    let dates = chances.told().dates.iter().map(|date| {
        let OrderDate { row, by, late, .. } = date;
        format!(
            "order.{row}\tby\t{by}\tlate\t{late}\tlate_now\t{}\n",
            date.late_now
        )
    });
    rows.extend(dates);
    let odds = chances.told().odds.iter();
    rows.extend(odds.map(|it| format!("{:?}\t{}\t{}\n", it.of, it.chance, it.draws)));
    rows.concat()
}

fn json(given: Given) -> String {
    let held = Held {
        version: file::VERSION,
        scenario: file::write(given.scenario),
        link: &link(given),
    };
    export::file(given, held)
}

/// The share link of what is planned.
fn link(given: Given) -> String {
    let figures = given.plan.headline().into_iter();
    let figures = figures.map(|(id, value)| (id.to_owned(), value));
    let headline = Headline {
        engine: VERSION.to_owned(),
        figures: figures.collect(),
    };
    encode(given.scenario, &headline)
}

fn rows(
    out: &mut dyn Write,
    number: usize,
    scenario: &Scenario,
    plan: &Plan,
    findings: &[Finding],
) -> io::Result<()> {
    for entry in figures(scenario, plan) {
        if !matches!(entry.said, Said::Missing(_)) {
            let (id, value, unit) = (entry.id, entry.said.value(), entry.unit);
            writeln!(out, "{number}\t{id}\t{value}\t{unit}")?;
        }
    }
    for finding in findings {
        let (rule, severity) = (finding.rule, finding.severity.word());
        writeln!(out, "{number}\treview.{rule}\t{severity}\t")?;
    }
    Ok(())
}
