//! What does a plan come to, again and again, each time with other values of the ranges?
//!
//! Nothing is drawn twice, and draw number 7 is the same whether it comes alone or after
//! others, so that they can be made a few at a time.

use super::chances::{Against, Band, Chances, Driver, Told};
use super::drivers;
use super::odds::{self, Columns};
use super::overlay::Overlay;
use crate::engine::moves::Headline;
use crate::engine::{Plan, plan_over, plan_with};
use crate::scenario::Scenario;
use crate::workloads::Loaded;
use std::sync::OnceLock;

/// So many are made: from seed to seed the 90th percentile of a bill then differs by 0.2 %.
pub const MOST: usize = 2048;
/// In these of them spikes are run, which takes several times as long as the rest of a plan:
/// once other figures have settled.
pub const SPIKES: core::ops::Range<usize> = 1024..1152;

/// A scenario's draws, as far as they have been made.
#[derive(Clone, Debug)]
pub struct Draws {
    scenario: Scenario,
    drawn: Scenario,
    loaded: Loaded,
    overlay: Overlay,
    base: Plan,
    /// The last of them, whose memory the next one takes.
    spent: Plan,
    /// What each input was in each draw.
    inputs: Vec<Vec<f64>>,
    /// What each figure was in each draw, in the order of the plan.
    columns: Vec<Vec<f64>>,
    /// What the answer is with each input at either end of its range, once that was asked for.
    ends: OnceLock<Vec<[f64; 2]>>,
    /// Whether a figure is one of all draws: what the fifth order is of and comes to is another
    /// thing in each.
    is_kept: Vec<bool>,
    /// Whether a figure is a moment: it is never where there is none.
    is_moment: Vec<bool>,
    /// Whether the promise survived the spike that is shown, in each draw in which it was run.
    survived: Vec<bool>,
    /// Those that the scenario is compared with.
    others: Vec<Rival>,
    /// The bill that is compared, and what it is of each of them in each draw, in their order.
    bill: Option<&'static str>,
    bills: Vec<Vec<f64>>,
    made: usize,
}

/// A scenario that is drawn beside another: the same input is the same in both.
#[derive(Clone, Debug)]
struct Rival {
    drawn: Scenario,
    overlay: Overlay,
    spent: Plan,
}

/// Figures in the file of draws begin so, or end so.
const FEW: [&str; 8] = [
    "answer.",
    "bill.total",
    "bill.year",
    "web.bill",
    "inference.cost",
    "inference.own_saves",
    "flow.users_limit",
    "money.",
];
const FEW_ENDS: [&str; 2] = [".order_by_months", ".months_to_cliff"];

impl Draws {
    /// None made yet. What is planned with is what is loaded; spikes are run in a few draws.
    pub fn new(scenario: &Scenario, loaded: Loaded) -> Self {
        let of = loaded.awaited();
        let base = plan_with(scenario, of);
        let (mut is_kept, mut is_moment) = (Vec::new(), Vec::new());
        base.each(&mut |id, _| {
            is_kept.push(!id.starts_with("orders."));
            is_moment.push(is_moment_called(id));
        });
        let overlay = Overlay::new(scenario);
        let rivals = scenario.beside.iter().flat_map(|it| &it.others);
        let others: Vec<Rival> = rivals.map(Rival::new).collect();
        let all = scenario.compared();
        let first = all.first().filter(|_| !others.is_empty());
        let bill = first.and_then(|first| Headline::of(&plan_with(first, of)).bill_id);
        Self {
            bills: vec![Vec::new(); all.len()],
            bill,
            others,
            drawn: scenario.clone(),
            inputs: vec![Vec::new(); overlay.spreads.len()],
            ends: OnceLock::new(),
            overlay,
            columns: vec![Vec::new(); base.cells.len()],
            survived: Vec::new(),
            scenario: scenario.clone(),
            loaded,
            base,
            is_kept,
            is_moment,
            spent: Plan::default(),
            made: 0,
        }
    }

    /// How many have been made.
    pub const fn made(&self) -> usize {
        self.made
    }

    /// Whether nothing is drawn, or all have been.
    pub fn is_done(&self) -> bool {
        let rests = |it: &Rival| it.overlay.is_empty();
        self.overlay.is_empty() && self.others.iter().all(rests) || self.made >= MOST
    }

    /// Makes the next one.
    pub fn step(&mut self) {
        if self.is_done() {
            return;
        }
        let draw = u32::try_from(self.made).unwrap_or(u32::MAX);
        self.overlay.state(&mut self.drawn, draw);
        for (input, spread) in self.inputs.iter_mut().zip(&self.overlay.spreads) {
            input.push(spread.stated(&self.drawn));
        }
        let loaded = if SPIKES.contains(&self.made) {
            self.loaded
        } else {
            self.loaded.awaited()
        };
        let spent = core::mem::take(&mut self.spent);
        let plan = plan_over(spent, &self.drawn, loaded);
        let (columns, is_moment) = (&mut self.columns, &self.is_moment);
        plan.cells
            .each_as(&self.base.cells, &self.is_kept, &mut |at, number| {
                // A moment that does not come is later than any other.
                let none = if is_moment[at] {
                    f64::INFINITY
                } else {
                    f64::NAN
                };
                columns[at].push(number.and_then(Result::ok).unwrap_or(none));
            });
        self.survived.extend(odds::survives(&self.drawn, &plan));
        self.compare(&plan, draw);
        self.spent = plan;
        self.made += 1;
    }

    /// The bills of all that are compared, in the same draw.
    fn compare(&mut self, plan: &Plan, draw: u32) {
        let Some(bill) = self.bill else { return };
        let loaded = self.loaded.awaited();
        let rivals = self.others.iter_mut();
        let mut bills: Vec<f64> = rivals.map(|it| it.bill(bill, draw, loaded)).collect();
        let own = plan.number(bill).unwrap_or(f64::NAN);
        bills.insert(self.scenario.place().min(bills.len()), own);
        for (all, bill) in self.bills.iter_mut().zip(bills) {
            all.push(bill);
        }
    }

    /// What they come to so far.
    pub fn told(&self) -> Told {
        let bands = self.columns.iter().map(|column| Band::of(column)).collect();
        let column = |id: &str| {
            let at = self.base.cells.place(id)?;
            let column = self.columns.get(at)?;
            (self.made > 0 && column.len() == self.made).then_some(&**column)
        };
        Told {
            draws: self.made,
            bands,
            dates: odds::dates(&self.scenario, &self.base, &column),
            odds: odds::odds(&self.scenario, &self.base, &column, &self.survived),
            drivers: self.drivers(&column),
            bad: drivers::bad(&self.base, &column),
            rivals: rivals(&self.bills),
        }
    }

    fn drivers(&self, column: &Columns) -> Vec<Driver> {
        let Some(answer) = drivers::answer(&self.base, column) else {
            return Vec::new();
        };
        let of = (&self.scenario, &self.base, &self.overlay);
        let ends = self.ends.get_or_init(|| drivers::ends(of, answer));
        drivers::drivers(of, (&self.inputs, ends), answer, column)
    }

    /// The same, as it is sent.
    pub fn sent(&self) -> Vec<u8> {
        // What is made of numbers and words can always be written.
        postcard::to_allocvec(&self.told()).unwrap_or_default()
    }

    /// The same beside the plan that it is of.
    pub fn chances(&self) -> Chances {
        Chances::new(self.told(), self.base.clone())
    }

    /// A row a draw, as CSV: the seed, the number of the draw, each input that is drawn and
    /// each figure that chances are said of.
    pub fn table(&self) -> String {
        use crate::quantity::format::exact;
        let inputs = self
            .overlay
            .spreads
            .iter()
            .map(|it| it.slot.id().into_owned());
        let mut few = Vec::new();
        let mut at = 0;
        self.base.each(&mut |id, outcome| {
            if outcome.is_ok() && self.is_kept[at] && is_in_table(id) {
                few.push((at, id.to_owned()));
            }
            at += 1;
        });
        let figures = few.iter().map(|(_, id)| id.clone());
        let heads = ["seed".to_owned(), "draw".to_owned()];
        let heads: Vec<String> = heads.into_iter().chain(inputs).chain(figures).collect();
        let mut out = heads.join(",");
        out.push('\n');
        let seed = self.scenario.seed.to_string();
        for draw in 0..self.made {
            let known = |value: f64| {
                if value.is_finite() {
                    exact(value)
                } else {
                    String::new()
                }
            };
            let inputs = self.inputs.iter().map(|input| known(input[draw]));
            let figures = few.iter().map(|(at, _)| known(self.columns[*at][draw]));
            let begin = [seed.clone(), draw.to_string()];
            let row: Vec<String> = begin.into_iter().chain(inputs).chain(figures).collect();
            out.push_str(&row.join(","));
            out.push('\n');
        }
        out
    }
}

impl Rival {
    fn new(scenario: &Scenario) -> Self {
        Self {
            overlay: Overlay::new(scenario),
            drawn: scenario.clone(),
            spent: Plan::default(),
        }
    }

    fn bill(&mut self, id: &str, draw: u32, loaded: Loaded) -> f64 {
        self.overlay.state(&mut self.drawn, draw);
        let spent = core::mem::take(&mut self.spent);
        self.spent = plan_over(spent, &self.drawn, loaded);
        self.spent.number(id).unwrap_or(f64::NAN)
    }
}

/// How each but the first compares with the first.
fn rivals(bills: &[Vec<f64>]) -> Vec<Against> {
    let Some((first, others)) = bills.split_first() else {
        return Vec::new();
    };
    let of = |other: &Vec<f64>| {
        let apart = other.iter().zip(first).map(|(other, first)| other - first);
        Against::of(apart.filter(|it| it.is_finite()).collect())
    };
    others.iter().map(of).collect()
}

/// Whether a figure of this id is a moment.
fn is_moment_called(id: &str) -> bool {
    FEW_ENDS.iter().any(|end| id.ends_with(end)) || id.contains("months_to")
}

/// Whether a figure of this id is in the file of draws: of money not each month's parts, and
/// of cases only the one that is planned with.
fn is_in_table(id: &str) -> bool {
    let begins = FEW.iter().any(|start| id.starts_with(start));
    let ends = FEW_ENDS.iter().any(|end| id.ends_with(end));
    let is_part = id.starts_with("money.") && id.matches('.').count() > 1;
    let is_case = id.contains("conservative") || id.contains("aggressive");
    (ends || begins && !is_part) && !is_case
}

/// So many draws of a scenario, made at once.
pub fn made(scenario: &Scenario, count: usize) -> Draws {
    let mut draws = Draws::new(scenario, Loaded::ALL);
    while draws.made() < count && !draws.is_done() {
        draws.step();
    }
    draws
}
