//! Which figure or field does a formula mean by a name?
//!
//! One rule for all: an input stands in the same row, the same month and the
//! same case of growth as the figure that takes it, or in none. Of several the
//! one that shares most of these is meant, then the one of the same section.
//! What `sum(..)` adds up stands in every row. A look-up may take from any row
//! and month: what it took is known by its value. The projection says for itself
//! where its figures come from.

use super::{Plan, fleet};
use crate::later::far;
use crate::quantity::order::places;
use crate::quantity::{Figure, Input, Kind};
use crate::scenario::{Scenario, Slot, Value, catalogue};

/// Cases of growth as ids have them; the one that is planned on has no word.
const CASES: [&str; 2] = ["conservative", "aggressive"];

/// Where a figure stands: `money.conservative.bill.compute.12` is of section
/// `money`, row `compute` of `bill`, month `12` and case `conservative`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Place<'id> {
    section: &'id str,
    table: &'id str,
    row: &'id str,
    month: &'id str,
    case: &'id str,
}

impl<'id> Place<'id> {
    /// The place of a figure or field of this id that formulas call `name`.
    fn of(id: &'id str, name: &str) -> Self {
        let mut parts = id.split('.');
        let mut place = Self {
            section: parts.next().unwrap_or_default(),
            ..Self::default()
        };
        let (mut named, mut before) = (false, place.section);
        for part in parts {
            if part == name && !named {
                named = true;
            } else if part.bytes().all(|letter| letter.is_ascii_digit()) {
                place.month = part;
            } else if CASES.contains(&part) {
                place.case = part;
            } else {
                (place.table, place.row) = (before, part);
            }
            before = part;
        }
        // Figures of a pool stand beside what is stated of it.
        if (place.section, place.table) == ("fleet", "fleet") {
            place.table = "pool";
        }
        place
    }

    /// How much of this place another shares; none if it is of another row,
    /// month or case.
    fn shared(self, other: Place<'_>) -> Option<[bool; 4]> {
        let of = |mine: &str, its: &str| (its.is_empty() || mine == its).then_some(!its.is_empty());
        Some([
            of(self.row, other.row).filter(|shared| !shared || self.table == other.table)?,
            of(self.month, other.month)?,
            of(self.case, other.case)?,
            self.section == other.section,
        ])
    }

    /// Whether another place is a row of this one.
    fn has_row(self, other: Place<'_>) -> bool {
        !other.row.is_empty() && (self.month, self.case) == (other.month, other.case)
    }
}

/// What a name in a formula stands for.
#[derive(Clone, PartialEq, Debug)]
pub enum Origin {
    /// A figure of the plan.
    Figure(Figure),
    /// A stated input, with its value; of a choice its place among the
    /// choices, of nothing zero.
    Stated(Slot, f64),
}

/// One figure or stated input, under the name by which formulas know it.
#[derive(Clone, PartialEq, Debug)]
pub struct Known {
    name: &'static str,
    /// Its id.
    pub id: String,
    /// What it is.
    pub origin: Origin,
}

impl Known {
    /// Its value.
    pub const fn value(&self) -> f64 {
        match &self.origin {
            Origin::Figure(figure) => figure.value,
            Origin::Stated(_, value) => *value,
        }
    }

    /// A few words.
    pub const fn label(&self) -> &'static str {
        match &self.origin {
            Origin::Figure(figure) => figure.formula.label,
            Origin::Stated(slot, _) => slot.field.label,
        }
    }

    fn place(&self) -> Place<'_> {
        Place::of(&self.id, self.name)
    }

    fn fits(&self, input: &Input) -> bool {
        match &self.origin {
            Origin::Figure(figure) => figure.unit() == input.unit,
            Origin::Stated(slot, _) => slot.field.unit() == Some(input.unit),
        }
    }
}

far! {
    "workloads" "0203"
    fn along_growth(scenario: &Scenario, id: &str, figure: &Figure, name: &str) -> Option<String> = fleet::origin::origin;
}

/// Every figure of a plan and every stated input, by name.
pub struct Origins<'a> {
    scenario: &'a Scenario,
    all: Vec<Known>,
    /// Places in `all`, in the order of names.
    by_name: Vec<usize>,
}

impl<'a> Origins<'a> {
    /// What formulas may mean: of one name figures come first.
    pub fn new(scenario: &'a Scenario, plan: &Plan) -> Self {
        let mut all = Vec::new();
        plan.each(&mut |id, outcome| {
            if let Ok(figure) = outcome {
                all.push(Known {
                    name: figure.formula.name,
                    id: id.to_owned(),
                    origin: Origin::Figure(figure),
                });
            }
        });
        all.extend(catalogue::slots(scenario).map(|slot| Known {
            name: slot.field.name(),
            id: slot.id().into_owned(),
            origin: Origin::Stated(slot, stated(&slot, scenario)),
        }));
        let by_name = places(all.len(), &|one, other| all[one].name.cmp(all[other].name));
        Self {
            scenario,
            all,
            by_name,
        }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Known> {
        let place = |at: &usize| self.all[*at].name;
        let from = self.by_name.partition_point(|at| place(at) < name);
        let to = self.by_name.partition_point(|at| place(at) <= name);
        self.by_name[from..to].iter().map(|at| &self.all[*at])
    }

    /// What the figure of this id took as an input, whose value was `taken`:
    /// one origin, or one a row if it is a sum.
    pub fn of(&self, id: &str, figure: &Figure, input: &Input, taken: f64) -> Vec<&Known> {
        if id.starts_with("fleet.")
            && let Some(led) = along_growth(self.scenario, id, figure, input.name)
        {
            return self
                .all
                .iter()
                .filter(|known| known.id == led)
                .take(1)
                .collect();
        }
        let place = Place::of(id, figure.formula.name);
        let others = || self.named(input.name).filter(|known| known.id != id);
        if figure.formula.sums(input.name) {
            let rows = others().filter(|known| place.has_row(known.place()));
            let (figures, stated): (Vec<_>, Vec<_>) =
                rows.partition(|known| matches!(known.origin, Origin::Figure(_)));
            return if figures.is_empty() { stated } else { figures };
        }
        if figure.formula.kind == Kind::LookedUp {
            let same = |known: &&Known| known.value().to_bits() == taken.to_bits();
            if let Some(known) = others().find(|known| same(known) && known.fits(input)) {
                return vec![known];
            }
        }
        let mut best: Option<([bool; 4], &Known)> = None;
        for known in others() {
            let Some(shared) = place.shared(known.place()) else {
                continue;
            };
            if best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, known));
            }
        }
        best.map(|(_, known)| known).into_iter().collect()
    }
}

fn stated(slot: &Slot, scenario: &Scenario) -> f64 {
    match slot.get(scenario) {
        Value::Number(number) => number,
        Value::Unset | Value::Row(_) => 0.0,
        Value::Choice(id) => {
            let mut choices = slot.field.choices().iter().zip(0_u32..);
            let found = choices.find(|(choice, _)| choice.id == id);
            found.map_or(0.0, |(_, at)| f64::from(at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_where_a_figure_stands() {
        let place = Place::of("money.conservative.bill.compute.12", "bill");
        assert_eq!(
            place,
            Place {
                section: "money",
                table: "bill",
                row: "compute",
                month: "12",
                case: "conservative"
            }
        );
        let margin = Place::of("money.tier.pro.margin", "margin");
        assert_eq!(
            (margin.table, margin.row, margin.month),
            ("tier", "pro", "")
        );
        assert_eq!(Place::of("tier.pro.price", "price").row, "pro");
        assert_eq!(
            Place::of("web.bill", "bill"),
            Place {
                section: "web",
                ..Place::default()
            }
        );
    }

    #[test]
    fn the_same_row_month_and_case_come_before_none() {
        let of = Place::of("money.tier.pro.revenue", "revenue");
        let own = of.shared(Place::of("money.tier.pro.customers", "customers"));
        let all = of.shared(Place::of("demand.customers", "customers"));
        assert!(own > all && all.is_some());
        for other in ["money.tier.free.customers", "milestone.pro.customers"] {
            assert_eq!(of.shared(Place::of(other, "customers")), None);
        }
        assert_eq!(
            of.shared(Place::of("growth.customers.12", "customers")),
            None
        );
        let then = Place::of("money.customers_ratio.12", "customers_ratio");
        let month = then.shared(Place::of("growth.customers.12", "customers"));
        assert!(month > then.shared(Place::of("demand.customers", "customers")));
    }
}
