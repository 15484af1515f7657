//! What differs between scenarios, and what must an input be?
//!
//! ```text
//! plan --compare                    two lines, or a link of several: line, id, A, B, difference
//! plan --compare --why bill.total   and a row an input that differs: line, why, input, share
//! plan --solve 'bill.total = 10000' demand.customers
//!                                   line, at, input, figure; from and to, or a jump: both points
//! plan --flips                      line, decision, how it is; and a row a place where it changes:
//!                                   line, input, value from which on, what is decided there
//! ```
//!
//! The line of a comparison is that of its second scenario.

use std::io::{self, BufRead, Write};

use headroom::engine::beside::compared;
use headroom::engine::causes::{Differing, Finding};
use headroom::engine::flips::Flips;
use headroom::engine::solve::{self, Point, Solution, Solved};
use headroom::engine::{Plan, plan};
use headroom::quantity::format::exact;
use headroom::report::comparison::to_find;
use headroom::report::decisions::said;
use headroom::report::entries::{Said, figure, figures};
use headroom::report::solved::Question;
use headroom::scenario::{Scenario, fields};
use headroom::workloads::Loaded;

use super::{each, today};

/// What a figure shall be.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Wanted {
    figure: String,
    number: f64,
}

impl Wanted {
    /// `bill.total = 10000`, in the unit of the figure; a share as 0.75 or 75 %.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (figure, number) = text.split_once('=')?;
        let number = number.trim();
        let number = match number.strip_suffix('%') {
            Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
            None => number.parse().ok()?,
        };
        let figure = figure.trim().to_owned();
        number.is_finite().then_some(Self { figure, number })
    }
}

/// Prints what an input must be in each scenario.
pub(super) fn solve(
    wanted: &Wanted,
    input: &str,
    links: impl BufRead,
    out: &mut dyn Write,
) -> io::Result<u8> {
    each(links, out, &mut |number, scenario, out| {
        let Some(slot) = fields::slot(&scenario, input) else {
            return Ok(Some(["There is no input ", input, "."].concat()));
        };
        let solved = solve::solve(&scenario, Loaded::ALL, slot, &wanted.figure, wanted.number);
        let point = |at: Point| [exact(at.input), exact(at.figure)].join("\t");
        let Solved::At(all) = &solved else {
            let plan = plan(&scenario);
            let question = Question {
                scenario: &scenario,
                plan: &plan,
                input: slot,
                figure: &wanted.figure,
                wanted: wanted.number,
            };
            return Ok(Some(question.said(&solved).sentence));
        };
        for solution in all {
            match *solution {
                Solution::One(at) => writeln!(out, "{number}\tat\t{}", point(at))?,
                Solution::From(from, to) => {
                    writeln!(out, "{number}\tfrom\t{}\t{}", point(from), point(to))?;
                }
                Solution::Jump(low, high) => {
                    writeln!(out, "{number}\tjump\t{}\t{}", point(low), point(high))?;
                }
            }
        }
        Ok(None)
    })
}

/// Prints what would change the decisions of each scenario.
pub(super) fn flips(links: impl BufRead, out: &mut dyn Write) -> io::Result<u8> {
    each(links, out, &mut |number, scenario, out| {
        let plan = plan(&scenario);
        for decided in Flips::new(&scenario, &plan, today()).found() {
            let words = said(&scenario, &decided).decision;
            writeln!(out, "{number}\tdecision\t{words}")?;
            for flip in &decided.flips {
                let (id, at) = (flip.slot.id(), exact(flip.at));
                writeln!(out, "{number}\t{id}\t{at}\t{}", flip.then)?;
            }
        }
        Ok(None)
    })
}

/// Sets beside a plan what its scenario is compared with, and why they differ.
pub(super) fn beside(scenario: &Scenario, plan: &mut Plan) {
    plan.beside = compared(scenario, Loaded::ALL, None);
    let found = to_find(scenario, plan, Loaded::ALL).into_iter();
    let causes = found.map(Finding::found).collect();
    if let Some(beside) = &plan.beside {
        // Nobody else has.
        let _ = beside.causes.set(causes);
    }
}

/// Prints what differs between the scenarios of two lines each, or of a line that has several.
pub(super) fn compare(
    why: Option<&str>,
    links: impl BufRead,
    out: &mut dyn Write,
) -> io::Result<u8> {
    let mut waiting: Option<Scenario> = None;
    let done = each(links, out, &mut |number, scenario, out| {
        if scenario.is_compared() {
            let all = scenario.compared();
            for other in all.iter().skip(1) {
                differences(number, &all[0].alone(), &other.alone(), why, out)?;
            }
            return Ok(None);
        }
        match waiting.take() {
            None => waiting = Some(scenario),
            Some(first) => differences(number, &first, &scenario, why, out)?,
        }
        Ok(None)
    })?;
    if waiting.is_some() {
        writeln!(
            out,
            "0\terror\tThe last line has no second one to be compared with."
        )?;
        return Ok(1);
    }
    Ok(done)
}

fn differences(
    line: usize,
    first: &Scenario,
    second: &Scenario,
    why: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (one, other) = (plan(first), plan(second));
    for entry in figures(first, &one) {
        let Some(at) = other.cells.place(&entry.id) else {
            writeln!(out, "{line}\t{}\t{}\t\t", entry.id, entry.said.value())?;
            continue;
        };
        let then = figure(second, &other, at);
        if entry.said == then.said {
            continue;
        }
        let apart = match (&entry.said, &then.said) {
            (Said::Number(from), Said::Number(to)) => exact(to - from),
            _ => String::new(),
        };
        let (from, to) = (entry.said.value(), then.said.value());
        writeln!(out, "{line}\t{}\t{from}\t{to}\t{apart}", entry.id)?;
    }
    for entry in figures(second, &other) {
        if one.cells.place(&entry.id).is_none() {
            writeln!(out, "{line}\t{}\t\t{}\t", entry.id, entry.said.value())?;
        }
    }
    let Some(asked) = why else { return Ok(()) };
    let asked = vec![asked.to_owned()];
    let causes = Finding::new(first, second, Loaded::ALL, asked).found();
    for cause in causes.causes {
        let id = match cause.of {
            Differing::Input(slot) => slot.id().into_owned(),
            Differing::Load => "demand.anchor".to_owned(),
            Differing::Rows(table) => table.id.to_owned(),
        };
        let share = cause.shares.first().copied().flatten();
        writeln!(
            out,
            "{line}\twhy\t{id}\t{}",
            share.map_or_else(String::new, exact)
        )?;
    }
    Ok(())
}
