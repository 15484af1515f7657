//! How does it read what an input must be for a figure to be what is wanted?

use super::comparison::labels;
use super::{figure_label, parts};
use crate::engine::Plan;
use crate::engine::solve::{Point, Solution, Solved};
use crate::quantity::Unit;
use crate::quantity::format::{exact, precise};
use crate::quantity::parse::{Bare, Stated, parse};
use crate::scenario::demand::fields::anchor;
use crate::scenario::nudge::is_counted;
use crate::scenario::{Anchor, Domain, Scenario, Slot, Value, work};

/// An answer in words, and the values that can be put in: of a jump first the one with which the
/// figure is not above what is wanted.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// One or two sentences.
    pub sentence: String,
    /// Values of the input.
    pub values: Vec<f64>,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What is stated.
    pub scenario: &'a Scenario,
    /// What follows from it.
    pub plan: &'a Plan,
    /// The input to be found.
    pub input: Slot,
    /// The figure, by its id.
    pub figure: &'a str,
    /// What it shall be.
    pub wanted: f64,
}

/// The inputs that can be found for a figure: numbers on which it rests, what comes first.
pub fn inputs(scenario: &Scenario, plan: &Plan, figure: &str) -> Vec<Slot> {
    let leads = Slot::from(scenario.demand.anchor.field());
    let mut all = plan.stated_behind(scenario, core::iter::once(figure));
    let is_of_load = all.contains(&leads);
    all.retain(|slot| {
        let is_number = matches!(slot.rules(scenario).domain, Domain::Number { .. });
        let is_one = matches!(slot.get(scenario), Value::Number(_));
        let is_rung = Anchor::of_field(slot.field.id).is_some() || slot.field == &anchor;
        is_number && is_one && !is_rung
    });
    all.sort_by_key(|slot| slot.label(scenario));
    if is_of_load {
        all.insert(0, leads);
    }
    all
}

/// The figures that it can be asked of an input: those that are compared first, as far as the
/// plan has them.
pub fn figures(plan: &Plan) -> Vec<(&'static str, &'static str)> {
    let is_number = |id: &str| plan.figure(id).is_some_and(|it| it.word().is_none());
    labels().filter(|(id, _)| is_number(id)).collect()
}

/// The unit of a figure as it is shown and typed.
pub fn unit(scenario: &Scenario, plan: &Plan, figure: &str) -> Option<Unit> {
    let found = plan.figure(figure).filter(|it| it.word().is_none())?;
    Some(work::unit(scenario, found.unit()))
}

/// The number that is meant by what is typed for a figure.
///
/// # Errors
/// Says what to type.
pub fn wanted(text: &str, unit: Unit) -> Result<f64, String> {
    let is_share = precise(1.0, unit).contains('%');
    let example = precise(if is_share { 0.75 } else { 75.0 }, unit);
    match parse(text, unit, Bare::Shown) {
        Ok(reading) => match reading.stated {
            Stated::One(number) => Ok(number),
            Stated::Range { .. } => Err(["Type one number, such as ", &example, "."].concat()),
        },
        Err(_) => Err(["Type what it shall be, such as ", &example, "."].concat()),
    }
}

impl Question<'_> {
    /// The answer in words.
    pub fn said(&self, solved: &Solved) -> Said {
        let label = self.input.label(self.scenario);
        let figure = figure_label(self.scenario, self.plan, self.figure);
        let nothing = |sentence: String| Said {
            sentence,
            values: Vec::new(),
        };
        match solved {
            Solved::At(all) => self.found(&label, &figure, all),
            Solved::Nearest(at) => Said {
                sentence: [
                    &*figure,
                    " is never ",
                    &self.figure_text(self.wanted),
                    " whatever ",
                    &label,
                    " is. It comes nearest with ",
                    &self.input_text(at.input),
                    ": ",
                    &self.figure_text(at.figure),
                    ".",
                ]
                .concat(),
                values: vec![at.input],
            },
            Solved::Rests => nothing([&*figure, " does not depend on ", &label, "."].concat()),
            Solved::Unknown(why) => nothing([&*figure, " is not known: ", why.0].concat()),
            Solved::NoNumber => {
                nothing([&*label, " is not one number that could be found."].concat())
            }
        }
    }

    fn found(&self, label: &str, figure: &str, all: &[Solution]) -> Said {
        let mut values = Vec::new();
        let said: Vec<String> = all
            .iter()
            .map(|solution| match solution {
                Solution::One(at) => {
                    values.push(at.input);
                    self.input_text(at.input)
                }
                Solution::From(from, to) => {
                    values.extend([from.input, to.input]);
                    [
                        &*self.input_text(from.input),
                        " to ",
                        &self.input_text(to.input),
                    ]
                    .concat()
                }
                Solution::Jump(low, high) => {
                    let first = solution.value(self.wanted);
                    values.extend([first, low.input + high.input - first]);
                    self.jump(figure, *low, *high)
                }
            })
            .collect();
        let is_jump = all.iter().all(|it| matches!(it, Solution::Jump(..)));
        let sentence = if is_jump {
            said.join(" ")
        } else {
            let count = if all.len() > 1 { ", each of these" } else { "" };
            [
                figure,
                " is ",
                &self.figure_text(self.wanted),
                " with ",
                label,
                " at ",
                &said.join(", or "),
                count,
                ".",
            ]
            .concat()
        };
        Said { sentence, values }
    }

    /// `Bill a month, now is never $10,000 a month: with 1,042 users it is $9,930 a month, with
    /// 1,043 users it is $10,060 a month.`
    fn jump(&self, figure: &str, low: Point, high: Point) -> String {
        let next = if is_counted(self.input.rules(self.scenario)) {
            self.input_text(high.input)
        } else {
            "more".to_owned()
        };
        [
            figure,
            " is never ",
            &self.figure_text(self.wanted),
            ": with ",
            &self.input_text(low.input),
            " it is ",
            &self.figure_text(low.figure),
            ", with ",
            &next,
            " it is ",
            &self.figure_text(high.figure),
            ".",
        ]
        .concat()
    }

    fn figure_text(&self, value: f64) -> String {
        let unit = unit(self.scenario, self.plan, self.figure);
        unit.map_or_else(|| exact(value), |unit| parts_of(self.figure, value, unit))
    }

    /// A value of the input in words.
    pub fn input_text(&self, value: f64) -> String {
        let unit = self.input.rules(self.scenario).stated.unit;
        precise(value, work::unit(self.scenario, unit))
    }
}

fn parts_of(id: &str, value: f64, unit: Unit) -> String {
    // What is asked for stands as it was typed, months ahead or not.
    let id = id.rsplit_once('.').map_or(id, |(id, _)| id);
    parts(id, value, unit).joined()
}
