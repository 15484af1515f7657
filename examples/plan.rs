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
//! figure that is a word prints its word, and one that is absent is left out.
//! In place of the figures it prints with `--orders` what to order by when, as CSV, with
//! `--manifest` the autoscalers for Kubernetes, with `--nodes` how far the cluster may
//! grow, and with `--alerts` the alerting rules for Prometheus; a scenario that states no
//! start begins today. Where there is none of it, it prints the line's number, `error` and
//! the reason.
//! A line that is not understood, whole or in part, prints its number, `error`
//! and the reason, and the exit status is then 1; the other lines go on.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use headroom::engine::{Plan, plan};
use headroom::quantity::Missing;
use headroom::quantity::date::Date;
use headroom::quantity::format::exact;
use headroom::review::review;
use headroom::scenario::Scenario;
use headroom::share::{Opened, decode};
use headroom::workloads::operations::manifest::MANIFEST;
use headroom::workloads::operations::nodes::NODES;
use headroom::workloads::operations::prometheus::RULES;
use headroom::workloads::resources::files::ORDERS;

fn main() -> std::io::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut all_understood = true;
    let asked = std::env::args().nth(1);
    let asked = asked.as_deref().and_then(wanted);
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let number = index + 1;
        match decode(text) {
            Ok(opened) => {
                for part in &opened.not_understood {
                    all_understood = false;
                    writeln!(
                        out,
                        "{number}\terror\t{}={}: {}",
                        part.key, part.value, part.sentence
                    )?;
                }
                match asked.map(|write| write(&opened.scenario, &plan(&opened.scenario))) {
                    None => rows(&mut out, number, &opened)?,
                    Some(Ok(text)) => write!(out, "{text}")?,
                    Some(Err(absent)) => {
                        all_understood = false;
                        writeln!(out, "{number}\terror\t{}", absent.0)?;
                    }
                }
            }
            Err(error) => {
                all_understood = false;
                writeln!(out, "{number}\terror\t{error}")?;
            }
        }
    }
    out.flush()?;
    Ok(if all_understood {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What is printed in place of figures, or why there is none.
type Write = fn(&Scenario, &Plan) -> Result<String, Missing>;

/// What an option asks for.
fn wanted(option: &str) -> Option<Write> {
    const NOTHING: Missing = Missing("There is nothing of it in this scenario.");
    Some(match option {
        "--orders" => {
            |scenario, plan| Ok((ORDERS.write)(scenario, plan, today()).unwrap_or_default())
        }
        "--manifest" => |scenario, plan| (MANIFEST.write)(scenario, plan, today()),
        "--nodes" => |scenario, plan| (NODES.write)(scenario, plan, today()),
        "--alerts" => |scenario, plan| (RULES.write)(scenario, plan, today()).ok_or(NOTHING),
        _ => return None,
    })
}

/// Today, by the clock of this machine, in UTC.
fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400);
    Date::of(u32::try_from(days).map_or(0.0, f64::from))
}

fn rows(out: &mut impl std::io::Write, number: usize, opened: &Opened) -> std::io::Result<()> {
    let plan = plan(&opened.scenario);
    let mut written = Ok(());
    plan.each(&mut |id, outcome| {
        if written.is_ok()
            && let Ok(figure) = outcome
        {
            let row = plan.row_of(id);
            let word = row.as_deref().or_else(|| figure.word());
            let value = word.map_or_else(|| exact(figure.value), str::to_owned);
            let unit = if row.is_some() {
                ""
            } else {
                figure.unit().symbol()
            };
            written = writeln!(out, "{number}\t{id}\t{value}\t{unit}");
        }
    });
    written?;
    for finding in review(&opened.scenario, &plan) {
        writeln!(
            out,
            "{number}\treview.{}\t{}\t",
            finding.rule,
            finding.severity.word()
        )?;
    }
    Ok(())
}
