//! What does each lever save, and what is left of the bill?
//!
//! Levers act one after another, each on what those before it left: the one
//! that saves the most on what is left comes next, first among those that are
//! switched on, then among the others, as if they were switched on in that
//! order. So savings are never added up to more than there is, the list is a
//! ranking, and the order of the rows says nothing. What is left of the bill
//! is the same in any order: `amount * (1 - saving) * (1 - saving) * ...`.

use super::bill::Month;
use crate::facts::constants::MONTHS_PER_YEAR;
use crate::facts::sources::{CAPACITY_GUIDE, DEFINITION, OURS_ON_GUIDE};
use crate::quantity::math::sum;
use crate::scenario::money::lever::TABLE;
use crate::scenario::money::{ChargeKind, Scope};
use crate::scenario::web::Switch;
use crate::scenario::{Component, Lever, RowKey};
use crate::sheet::{Cell, Row, Sheet};

/// One lever.
pub mod lever {
    use super::{CAPACITY_GUIDE, DEFINITION, MONTHS_PER_YEAR, OURS_ON_GUIDE};

    crate::formulas! {
        source: CAPACITY_GUIDE; in "money.lever.{row}";

        /// What the levers before it leave of the components that it acts on.
        pub fn acts_on "Acts on" (bill: ["USD/month"]) -> "USD/month" from OURS_ON_GUIDE
            table "what the savings before it leave of the components that it acts on"

        /// What it saves in a month.
        pub fn saves "Saves a month" (acts_on: "USD/month"; lever.saving) -> "USD/month"
        { acts_on * saving }

        /// What it saves in a year at the bill of now.
        pub fn saves_per_year "Saves a year" (saves: "USD/month") -> "USD/year" from DEFINITION
        { saves * MONTHS_PER_YEAR }
    }
}

/// What all levers leave.
pub mod left {
    use super::{DEFINITION, sum};

    crate::formulas! {
        source: DEFINITION; in "money";

        /// What the levers that are switched on save of the bill.
        pub fn saved_now "Taken off by savings" (bill: "USD/month", saves: ["USD/month"]) -> "USD/month" as saved
            table "what the savings that are switched on take off, one after another"

        /// What the levers that are switched on save of the bill of this month.
        pub fn saved_of_month "Taken off by savings" (bill: "USD/month") -> "USD/month"
            as saved "money.{case}saved" table "what the savings that are switched on take off each component"

        /// What the levers that are not switched on would save beyond that, one after another.
        pub fn could_save "Could save" (saves: ["USD/month"]) -> "USD/month" as could_save "bill.could_save"
        { sum(saves) }

        /// The bill with the levers that are switched on.
        pub fn bill_after_levers "Bill with savings" (bill: "USD/month", saved: "USD/month") -> "USD/month"
            as "money.{case}bill_after_levers"
        { bill - saved }
    }
}

/// A lever with what it saves.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ranked {
    /// Which lever.
    pub row: RowKey,
    /// Whether it is switched on.
    pub state: Switch,
    /// What it saves in a month.
    pub saves: Cell,
}

/// The levers, and the bill that those which are on leave.
pub struct Levers {
    /// Those that are on, then those that are off, each from the one that saves the most.
    pub ranked: Vec<Ranked>,
    /// The bill of now.
    pub now: Cell,
    /// The bill of each month.
    pub after: Vec<Cell>,
    /// Which share of each component those that are on leave.
    left: Vec<f64>,
}

impl Levers {
    /// The bill that they leave of that of a month, in which the sheet stands.
    pub fn leave(&self, sheet: Sheet, month: &Month) -> Cell {
        leave(sheet, month, &self.left)
    }

    /// What they leave of each component, in the scenario's order.
    pub fn of_each<'a>(&'a self, month: &'a Month) -> impl Iterator<Item = (Cell, f64)> + 'a {
        let parts = month.components.iter().zip(&self.left);
        parts.map(|(part, left)| (*part, *left))
    }
}

fn leave(sheet: Sheet, month: &Month, left: &[f64]) -> Cell {
    let parts = month.components.iter().zip(left);
    let saved = parts.map(|(part, left)| part.or_zero() * (1.0 - left));
    let saved = left::saved_of_month(sheet, saved.sum::<f64>(), month.bill);
    left::bill_after_levers(sheet, month.bill, saved)
}

/// What the levers come to on the bill of now and, month by month, of later:
/// those that are on, then those that are off, each from the one that saves the
/// most.
pub fn plan(sheet: Sheet, now: &Month, months: &[Month]) -> Levers {
    let mut remaining: Vec<(usize, &Lever)> = (0..).zip(&sheet.scenario.levers).collect();
    let mut base = Base {
        components: &sheet.scenario.bill,
        parts: &now.components,
        left: vec![1.0; now.components.len()],
    };
    let mut ranked = Vec::new();
    let (mut left, mut pulled) = (Vec::new(), Vec::new());
    for state in [Switch::On, Switch::Off] {
        while let Some(next) = base.next(&remaining, state) {
            let (at, lever) = remaining.remove(next);
            ranked.push(Ranked {
                row: lever.key,
                state,
                saves: base.pull(sheet.within(Row::Of(&TABLE, lever.key, at)), lever),
            });
        }
        if state == Switch::On {
            left.clone_from(&base.left);
            pulled = ranked.iter().map(|lever| lever.saves).collect();
        }
    }
    let saved = pulled
        .iter()
        .fold(0.0, |saved: f64, it: &Cell| saved + it.or_zero());
    let saved = left::saved_now(sheet, saved, now.bill, &pulled);
    let now_after = left::bill_after_levers(sheet, now.bill, saved);
    let not_pulled = ranked.iter().filter(|lever| lever.state == Switch::Off);
    let not_pulled: Vec<Cell> = not_pulled.map(|lever| lever.saves).collect();
    left::could_save(sheet, &not_pulled);
    let months = months.iter().enumerate();
    let after = months.map(|(at, month)| leave(sheet.in_month(at), month, &left));
    let after = after.collect();
    Levers {
        ranked,
        now: now_after,
        after,
        left,
    }
}

/// A bill that levers act on: components with what each comes to now.
struct Base<'a> {
    components: &'a [Component],
    /// What each comes to, in their order.
    parts: &'a [Cell],
    /// Which share of each is left.
    left: Vec<f64>,
}

impl Base<'_> {
    /// The known components that a lever acts on, each with what is left of it.
    fn of(&self, lever: &Lever) -> impl Iterator<Item = (Cell, f64)> {
        let parts = self.components.iter().zip(self.parts).zip(&self.left);
        parts
            .filter(|((component, part), _)| acts(lever, component) && part.is_known())
            .map(|((_, part), left)| (*part, part.or_zero() * left))
    }

    /// What is left of the components that a lever acts on.
    fn left_of(&self, lever: &Lever) -> f64 {
        self.of(lever).fold(0.0, |total, (_, left)| total + left)
    }

    /// The place of the lever in this state that saves the most on what is left.
    fn next(&self, levers: &[(usize, &Lever)], state: Switch) -> Option<usize> {
        let places = levers.iter().enumerate();
        let in_state = places.filter(|(_, (_, lever))| lever.state == state);
        let saving =
            in_state.map(|(at, (_, lever))| (at, lever.key, self.left_of(lever) * lever.saving));
        let best = saving.max_by(|(_, key, one), (_, other_key, other)| {
            one.total_cmp(other).then_with(|| other_key.cmp(key))
        });
        best.map(|(at, ..)| at)
    }

    /// What a lever saves, in whose row the sheet stands; it is then gone.
    fn pull(&mut self, sheet: Sheet, lever: &Lever) -> Cell {
        let parts: Vec<Cell> = self.of(lever).map(|(part, _)| part).collect();
        let acts_on = lever::acts_on(sheet, self.left_of(lever), &parts);
        let saves = lever::saves(sheet, acts_on);
        lever::saves_per_year(sheet, saves);
        for (component, left) in self.components.iter().zip(&mut self.left) {
            if acts(lever, component) {
                *left *= 1.0 - lever.saving;
            }
        }
        saves
    }
}

/// Whether a lever acts on a component.
pub fn acts(lever: &Lever, component: &Component) -> bool {
    match lever.applies_to {
        Scope::All => true,
        Scope::Compute => component.resource == ChargeKind::Compute,
        Scope::Gpu => component.resource == ChargeKind::Gpu,
        Scope::Storage => component.resource == ChargeKind::Storage,
    }
}
