//! What does each lever save, and what is left of the bill?
//!
//! Levers act one after another, each on what those before it left: the one
//! that saves the most on what is left comes next, first among those that are
//! switched on, then among the others, as if they were switched on in that
//! order. So savings are never added up to more than there is, the list is a
//! ranking, and the order of the rows says nothing. What is left of the bill
//! is the same in any order: `amount * (1 - saving) * (1 - saving) * ...`.

use super::bill::Part;
use crate::catalog::constants::MONTHS_PER_YEAR;
use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::{Visit, figures};
use crate::quantity::{Figure, Outcome};
use crate::scenario::money::{Resource, Scope};
use crate::scenario::web::Switch;
use crate::scenario::{Component, Lever, RowKey};

/// One lever.
pub mod lever {
    use super::{CAPACITY_GUIDE, MONTHS_PER_YEAR};

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// What the levers before it leave of the components that it acts on.
        pub fn acts_on "Acts on" (bill: "USD/month") -> "USD/month" table "what the levers before it leave of the components that it acts on" {
            bill
        }
        /// What it saves in a month.
        pub fn saves "Saves a month" (acts_on: "USD/month", saving: "share") -> "USD/month" {
            acts_on * saving
        }
        /// What it saves in a year at the bill of now.
        pub fn saves_per_year "Saves a year" (saves: "USD/month") -> "USD/year" {
            saves * MONTHS_PER_YEAR
        }
    }
}

/// What all levers leave.
pub mod left {
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// What the levers that are switched on save of the bill.
        pub fn saved_now "Saved by levers" (bill: "USD/month") -> "USD/month" as saved table "what the levers that are switched on save, one after another" {
            bill
        }
        /// What the levers that are switched on save of the bill of this month.
        pub fn saved_of_month "Saved by levers" (bill: "USD/month") -> "USD/month" as saved table "what the levers that are switched on save of each component" {
            bill
        }
        /// The bill with the levers that are switched on.
        pub fn bill_after_levers "Bill after levers" (bill: "USD/month", saved: "USD/month") -> "USD/month" {
            bill - saved
        }
    }
}

/// Every formula of the levers.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = lever::entries();
    all.extend(left::entries());
    all
}

figures! {
    /// One lever.
    pub struct LeverFigures in "money.lever" by row {
        /// What it acts on.
        acts_on: Figure,
        /// What it saves a month.
        saves: Figure,
        /// What it saves a year.
        saves_per_year: Figure,
    }
}

figures! {
    /// The bill of now with levers.
    pub struct LeftNow in "money" {
        /// What they save.
        saved: Outcome,
        /// What is left.
        bill_after_levers: Outcome,
    }
}

figures! {
    /// The bill of a month with levers.
    pub struct LeftThen in "money" by month {
        /// What they save.
        saved: Outcome,
        /// What is left.
        bill_after_levers: Outcome,
    }
}

/// A lever with what it saves.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// Which lever.
    pub row: RowKey,
    /// Whether it is switched on.
    pub state: Switch,
    /// What it saves.
    pub figures: LeverFigures,
}

/// The levers, ranked, and what they leave.
#[derive(Clone, PartialEq, Debug)]
pub struct Levers {
    /// Those that are on, then those that are off, each from the one that
    /// saves the most.
    pub ranked: Vec<Ranked>,
    /// What is left now.
    pub now: LeftNow,
    /// What share of each component is left, in the scenario's order.
    pub left: Vec<f64>,
}

/// A bill that levers act on: components with what each comes to now.
#[derive(Clone, Copy)]
pub struct Base<'a> {
    /// The components.
    pub components: &'a [Component],
    /// What each comes to, in their order; absent where that is not known.
    pub parts: &'a [Part],
}

impl Base<'_> {
    /// What is left of the components that a lever acts on.
    fn of(self, lever: &Lever, left: &[f64]) -> f64 {
        let parts = self.components.iter().zip(self.parts).zip(left);
        parts
            .filter(|((component, _), _)| acts(lever, component))
            .map(|((_, part), left)| part.base.map_or(0.0, |base| base.value) * left)
            .fold(0.0, |total, part| total + part)
    }

    /// The place of the lever in this state that saves the most on what is left.
    fn next(self, levers: &[&Lever], state: Switch, left: &[f64]) -> Option<usize> {
        let in_state = levers
            .iter()
            .enumerate()
            .filter(|(_, lever)| lever.state == state);
        let saving =
            in_state.map(|(at, lever)| (at, lever.key, self.of(lever, left) * lever.saving));
        let best = saving.max_by(|(_, key, one), (_, other_key, other)| {
            one.total_cmp(other).then_with(|| other_key.cmp(key))
        });
        best.map(|(at, ..)| at)
    }

    fn act(self, stated: &Lever, left: &mut [f64]) -> LeverFigures {
        let acts_on = lever::acts_on(self.of(stated, left));
        let saves = lever::saves(acts_on.value, stated.saving);
        for (component, left) in self.components.iter().zip(left) {
            if acts(stated, component) {
                *left *= 1.0 - stated.saving;
            }
        }
        LeverFigures {
            acts_on,
            saves,
            saves_per_year: lever::saves_per_year(saves.value),
        }
    }
}

/// What the levers come to on this base, whose bill is this.
pub fn plan(levers: &[Lever], base: Base, bill: Outcome) -> Levers {
    let mut remaining: Vec<&Lever> = levers.iter().collect();
    let mut left = vec![1.0; base.components.len()];
    let mut ranked = Vec::new();
    let (mut saved, mut after) = (0.0, left.clone());
    for state in [Switch::On, Switch::Off] {
        while let Some(at) = base.next(&remaining, state, &left) {
            let lever = remaining.remove(at);
            let figures = base.act(lever, &mut left);
            if state == Switch::On {
                saved += figures.saves.value;
            }
            ranked.push(Ranked {
                row: lever.key,
                state,
                figures,
            });
        }
        if state == Switch::On {
            after.clone_from(&left);
        }
    }
    let saved = bill.map(|_| left::saved_now(saved));
    Levers {
        ranked,
        now: LeftNow {
            saved,
            bill_after_levers: with(bill, saved),
        },
        left: after,
    }
}

/// Whether a lever acts on a component.
pub fn acts(lever: &Lever, component: &Component) -> bool {
    match lever.applies_to {
        Scope::All => true,
        Scope::Compute => component.resource == Resource::Compute,
        Scope::Gpu => component.resource == Resource::Gpu,
        Scope::Storage => component.resource == Resource::Storage,
    }
}

fn with(bill: Outcome, saved: Outcome) -> Outcome {
    bill.and_then(|bill| Ok(left::bill_after_levers(bill.value, saved?.value)))
}

impl Levers {
    /// What is left of the bill of a month, made of these components.
    pub fn of_month(&self, components: &[Outcome], bill: Outcome) -> LeftThen {
        let saved = bill.map(|_| {
            let parts = components.iter().zip(&self.left);
            let of_part =
                |(part, left): (&Outcome, &f64)| part.map_or(0.0, |part| part.value * (1.0 - left));
            left::saved_of_month(parts.map(of_part).sum())
        });
        LeftThen {
            saved,
            bill_after_levers: with(bill, saved),
        }
    }

    /// Visits every figure with its id, lever by lever, then what is left.
    pub fn each(&self, visit: &mut Visit) {
        for lever in &self.ranked {
            lever.figures.each(lever.row.text(), visit);
        }
        self.now.each(&mut |id, outcome| visit(id, outcome));
    }
}
