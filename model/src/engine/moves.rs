//! Which inputs move the answer most, and which any other figure?
//!
//! Every number behind the bill and behind the first order is moved by a tenth, or over
//! its range where one is stated; the plan is made again at either end.
//!
//! ```text
//! swing = the largest of
//!     (bill at one end - bill at the other) / bill
//!     (first order at one end - at the other) / a quarter of a year
//!     (users that fit at one end - at the other) / users that fit, of a pipeline
//! ```
//!
//! The bill is that of a year from now where growth gives one, else of now.

use super::{Plan, plan_over, plan_with};
use crate::quantity::math::{round_down, round_up};
use crate::quantity::order::ascending;
use crate::scenario::{Domain, Scenario, Slot, Value};
use crate::workloads::Loaded;

/// Bills, the one that says most first.
const BILLS: [&str; 6] = [
    "bill.total.12",
    "bill.total.6",
    "bill.total",
    "web.bill",
    "inference.cost",
    "flow.cost_high",
];
/// The last moment of the first order, in months.
const ORDER: &str = "answer.order_by_months";
/// Users a day that a pipeline carries.
const FITS: &str = "flow.users_limit";
/// By which share an input is moved that has no range.
const SHARE: f64 = 0.1;
/// Months that weigh as much as the whole bill.
const QUARTER: f64 = 3.0;
/// What is another input over again: the rate of growth in the case that is planned with.
const AGAIN: &str = "growth.moderate_factor";

/// What a plan comes to, as far as its answers can be moved.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Headline {
    /// Which bill it is; none where nothing has a price.
    pub bill_id: Option<&'static str>,
    /// Its dollars a month.
    pub bill: Option<f64>,
    /// The last moment of the first order, in months from the start.
    pub order: Option<f64>,
    /// Users a day that fit, where a pipeline says.
    pub fits: Option<f64>,
}

/// Of what an answer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answered {
    /// The bill.
    Bill,
    /// The first order.
    Order,
    /// How many fit.
    Fits,
}

impl Headline {
    /// Of a plan.
    pub fn of(plan: &Plan) -> Self {
        let bill_id = BILLS.into_iter().find(|id| plan.number(id).is_some());
        Self {
            bill_id,
            bill: bill_id.and_then(|id| plan.number(id)),
            order: plan.number(ORDER),
            fits: plan.number(FITS),
        }
    }

    /// What it says of one of them.
    pub fn of_answer(&self, answered: Answered) -> Option<f64> {
        match answered {
            Answered::Bill => self.bill,
            Answered::Order => self.order,
            Answered::Fits => self.fits,
        }
    }

    /// Of a plan beside another: by the same bill.
    fn beside(self, plan: &Plan) -> Self {
        Self {
            bill: self.bill_id.and_then(|id| plan.number(id)),
            ..Self::of(plan)
        }
    }
}

/// An input that was moved.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Move {
    /// Which.
    pub slot: Slot,
    /// Whether it was moved over its range.
    pub is_range: bool,
    /// The values that it was moved to, the lower one first.
    pub ends: [f64; 2],
    /// What the plan comes to at each.
    pub then: [Headline; 2],
    /// Which answer it moves most.
    pub answered: Answered,
    /// How far: what inputs are ranked by.
    pub swing: f64,
}

/// The numbers that are stated and on which bill, first order and what fits rest.
pub fn candidates(scenario: &Scenario, plan: &Plan) -> Vec<Slot> {
    let headline = Headline::of(plan);
    let from = headline.bill_id.into_iter().chain([ORDER, FITS]);
    let slots = plan.stated_behind(scenario, from);
    let is_moved = |slot: &Slot| {
        let is_number = matches!(slot.rules(scenario).domain, Domain::Number { .. });
        let is_another = slot.field.id != AGAIN;
        is_number
            && is_another
            && matches!(slot.get(scenario), Value::Number(value) if value != 0.0)
    };
    slots.into_iter().filter(is_moved).collect()
}

/// What the plan comes to when one input is moved; none where it takes no other value or
/// nothing comes of it.
pub fn moved(scenario: &Scenario, plan: &Plan, slot: Slot) -> Option<Move> {
    let now = Headline::of(plan);
    let (ends, is_range) = ends(scenario, slot)?;
    let mut then = [now; 2];
    for (headline, value) in then.iter_mut().zip(ends) {
        let mut other = scenario.clone();
        slot.put(&mut other, Value::Number(value)).ok()?;
        *headline = now.beside(&plan_with(&other, plan.loaded.awaited()));
    }
    let swing = |answered: Answered, whole: Option<f64>| {
        let [low, high] = then.map(|then| then.of_answer(answered));
        let whole = whole.filter(|whole| *whole > 0.0);
        let of = low.zip(high).zip(whole);
        (
            answered,
            of.map_or(0.0, |((low, high), whole)| (high - low).abs() / whole),
        )
    };
    let all = [
        swing(Answered::Bill, now.bill),
        swing(Answered::Order, Some(QUARTER)),
        swing(Answered::Fits, now.fits),
    ];
    let (answered, swing) = all.into_iter().fold(
        all[0],
        |most, next| if next.1 > most.1 { next } else { most },
    );
    let found = Move {
        slot,
        is_range,
        ends,
        then,
        answered,
        swing,
    };
    (swing > 0.0).then_some(found)
}

/// An input that was moved, and what one figure is at either end.
#[derive(Clone, PartialEq, Debug)]
pub struct Swing {
    /// Which.
    pub slot: Slot,
    /// The values that it was moved to, the lower one first.
    pub ends: [f64; 2],
    /// What the figure is there; nothing where there is none.
    pub then: [Option<f64>; 2],
    /// How far it is moved, in its own unit.
    pub swing: f64,
}

/// What moves one figure: a search that goes on a step at a time.
#[derive(Debug)]
pub struct Swings {
    scenario: Scenario,
    loaded: Loaded,
    id: String,
    waiting: Vec<Slot>,
    found: Vec<Swing>,
    spent: Plan,
}

impl Swings {
    /// A search for what moves the figure of this id.
    pub fn new(scenario: &Scenario, plan: &Plan, id: &str) -> Self {
        let scenario = scenario.alone();
        let behind = plan.stated_behind(&scenario, core::iter::once(id));
        let is_moved = |slot: &Slot| slot.field.id != AGAIN && slot.id() != id;
        Self {
            waiting: behind.into_iter().filter(is_moved).rev().collect(),
            loaded: plan.loaded.awaited(),
            id: id.to_owned(),
            scenario,
            found: Vec::new(),
            spent: Plan::default(),
        }
    }

    /// Whether nothing is left to be moved.
    pub const fn is_done(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Moves one input.
    pub fn step(&mut self) {
        let Some(slot) = self.waiting.pop() else {
            return;
        };
        let Some((ends, _)) = ends(&self.scenario, slot) else {
            return;
        };
        let mut then = [None; 2];
        for (figure, end) in then.iter_mut().zip(ends) {
            let mut other = self.scenario.clone();
            if slot.put(&mut other, Value::Number(end)).is_err() {
                return;
            }
            let plan = plan_over(core::mem::take(&mut self.spent), &other, self.loaded);
            *figure = plan.number(&self.id);
            self.spent = plan;
        }
        let swing = match then {
            [Some(low), Some(high)] => (high - low).abs(),
            // Where it is known at one end alone, nothing says how far.
            _ => 0.0,
        };
        if swing > 0.0 {
            self.found.push(Swing {
                slot,
                ends,
                then,
                swing,
            });
        }
    }

    /// What was found, after the steps that are left: what moves it most comes first.
    pub fn found(mut self) -> Vec<Swing> {
        while !self.is_done() {
            self.step();
        }
        ascending(&self.found, |it| -it.swing)
    }
}

/// Where an input is moved to.
fn ends(scenario: &Scenario, slot: Slot) -> Option<([f64; 2], bool)> {
    let (Value::Number(value), range) = slot.stated(scenario) else {
        return None;
    };
    let rules = slot.rules(scenario);
    let Domain::Number { least, most, .. } = rules.domain else {
        return None;
    };
    let is_range = range.is_some();
    let step = value.abs() * SHARE;
    let (low, high) = range.map_or((value - step, value + step), |it| (it.low, it.high));
    let ends = if rules.is_whole() {
        // One less and one more at least.
        [
            round_down(low).min(value - 1.0),
            round_up(high).max(value + 1.0),
        ]
    } else {
        [low, high]
    };
    let ends = ends.map(|end| end.clamp(least, most));
    (ends[0] < ends[1]).then_some((ends, is_range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn ranked(id: &str, rate: Option<f64>) -> Vec<(String, f64)> {
        let mut scenario = preset(id).unwrap().scenario();
        scenario.growth.rate = rate.or(scenario.growth.rate);
        let plan = plan(&scenario);
        let slots = candidates(&scenario, &plan).into_iter();
        let mut moves: Vec<Move> = slots
            .filter_map(|slot| moved(&scenario, &plan, slot))
            .collect();
        moves.sort_by(|one, other| other.swing.total_cmp(&one.swing));
        let row = |it: &Move| (it.slot.id().into_owned(), it.swing);
        moves.iter().map(row).collect()
    }

    #[test]
    fn in_every_example_what_is_known_of_demand_is_among_what_matters() {
        for (id, load) in [
            ("chat-1", "demand.concurrent_users"),
            ("saas-1", "demand.customers"),
            ("gpu-1", "demand.requests_per_day"),
            ("sale-1", "demand.requests_per_day"),
        ] {
            let moves = ranked(id, Some(0.08));
            let of = |id: &str| moves.iter().any(|(other, _)| other == id);
            assert!(of(load) && of("growth.rate"), "{id}: {moves:?}");
            assert!(moves.iter().all(|(id, _)| id != AGAIN));
        }
        // Its bill goes by phases; how many fit goes by the limits.
        let coach = ranked("coach-1", None);
        assert!(coach.len() >= 3, "{coach:?}");
    }

    /// Against plans of its own: what an input at either end makes of the figure.
    #[test]
    fn a_figure_is_moved_by_each_number_behind_it() {
        let saas = preset("saas-1").unwrap().scenario();
        let now = plan(&saas);
        let id = "money.gross_margin";
        let found = Swings::new(&saas, &now, id).found();
        assert!(found.len() > 5);
        assert!(found.iter().any(|it| it.slot.id() == "tier.pro.price"));
        let mut last = f64::INFINITY;
        for it in &found {
            assert!(it.swing <= last && it.swing > 0.0);
            last = it.swing;
            for (end, then) in it.ends.into_iter().zip(it.then) {
                let mut other = saas.clone();
                it.slot.put(&mut other, Value::Number(end)).unwrap();
                assert_eq!(plan(&other).number(id), then, "{}", it.slot.id());
            }
        }
    }

    #[test]
    fn a_tenth_less_and_more_are_planned_as_if_they_had_been_stated() {
        let saas = preset("saas-1").unwrap().scenario();
        let plan = plan(&saas);
        let all = candidates(&saas, &plan);
        // What customers pay is no part of the bill.
        assert!(all.iter().all(|slot| slot.id() != "tier.pro.price"));
        let customers = all
            .iter()
            .find(|slot| slot.id() == "demand.customers")
            .unwrap();
        let it = moved(&saas, &plan, *customers).unwrap();
        assert_eq!(it.ends.map(f64::to_bits), [450.0, 550.0].map(f64::to_bits));
        assert!(!it.is_range);
        for (end, then) in it.ends.into_iter().zip(it.then) {
            let mut other = saas.clone();
            customers.put(&mut other, Value::Number(end)).unwrap();
            let stated = super::super::plan(&other);
            assert_eq!(then.bill, stated.number("bill.total.12"));
            assert_eq!(then.order, stated.number(ORDER));
        }
    }

    #[test]
    fn over_a_range_it_is_moved_from_end_to_end() {
        let mut saas = preset("saas-1").unwrap().scenario();
        let rate = Slot::from(&crate::scenario::growth::fields::rate);
        let range = crate::scenario::Range {
            low: 0.1,
            high: 0.2,
        };
        rate.state(&mut saas, (Value::Number(0.15), Some(range)))
            .unwrap();
        let it = moved(&saas, &plan(&saas), rate).unwrap();
        let ends = [range.low, range.high];
        assert_eq!(it.ends.map(f64::to_bits), ends.map(f64::to_bits));
        assert!(it.is_range);
    }
}
