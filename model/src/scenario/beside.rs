//! Which scenarios stand beside this one, to be compared with it?
//!
//! Up to three are compared: A, B and C, in the order in which they came. One of them is
//! the scenario itself, which is edited; the others are kept here as they were left. They
//! take part in nothing that is planned.

use super::Scenario;
use crate::workloads::Loaded;
use std::sync::Arc;

/// So many are compared.
pub const MOST: usize = 3;
/// What they are called by their places.
pub const LETTERS: [&str; MOST] = ["A", "B", "C"];

/// The others, and the place of the scenario among them.
#[derive(Clone, PartialEq, Debug)]
pub struct Beside {
    /// In their order, the scenario itself left out. None of them has others beside it.
    pub others: Vec<Scenario>,
    /// How many of them come before it.
    pub place: usize,
}

/// Whether what reads links of several is here: it comes with the details.
pub fn can_be_read() -> bool {
    Loaded::known().details
}

impl Scenario {
    /// Whether it is compared with any.
    pub const fn is_compared(&self) -> bool {
        self.beside.is_some()
    }

    /// Its place among those that are compared.
    pub fn place(&self) -> usize {
        self.beside.as_deref().map_or(0, |beside| beside.place)
    }

    /// All that are compared, in their order; only itself where it is alone.
    pub fn compared(&self) -> Vec<&Self> {
        let beside = self.beside.as_deref();
        let mut all: Vec<&Self> = beside.map_or_else(Vec::new, |it| it.others.iter().collect());
        all.insert(self.place().min(all.len()), self);
        all
    }

    /// It, with nothing beside it.
    #[must_use]
    pub fn alone(&self) -> Self {
        let beside = None;
        Self {
            beside,
            ..self.clone()
        }
    }

    /// The one at a place of all these, with the others beside it; none where there is none.
    pub fn among(mut others: Vec<Self>, place: usize) -> Option<Self> {
        others.truncate(MOST);
        for one in &mut others {
            one.beside = None;
        }
        if place >= others.len() {
            return None;
        }
        let one = others.remove(place);
        let beside = (!others.is_empty()).then(|| Arc::new(Beside { others, place }));
        Some(Self { beside, ..one })
    }

    /// Another of those that are compared, with this one among the others.
    pub fn turned_to(&self, place: usize) -> Option<Self> {
        Self::among(self.compared().into_iter().cloned().collect(), place)
    }

    /// The same, with another scenario compared too, which comes last and is turned to. None
    /// where there are as many as there may be.
    pub fn compared_with(&self, other: Self) -> Option<Self> {
        let mut all: Vec<Self> = self.compared().into_iter().cloned().collect();
        let place = all.len();
        if place == MOST {
            return None;
        }
        all.push(other);
        Self::among(all, place)
    }

    /// Those that are compared without the one at a place; where that is this one, the one
    /// before it is turned to.
    pub fn without(&self, place: usize) -> Option<Self> {
        let mut all: Vec<Self> = self.compared().into_iter().cloned().collect();
        if place >= all.len() {
            return None;
        }
        let own = self.place();
        all.remove(place);
        let next = if place <= own {
            own.saturating_sub(1)
        } else {
            own
        };
        Self::among(all, next)
    }

    /// With another name for the one at a place.
    #[must_use]
    pub fn renamed_at(&self, place: usize, name: &str) -> Self {
        let mut all: Vec<Self> = self.compared().into_iter().cloned().collect();
        if let Some(one) = all.get_mut(place) {
            name.clone_into(&mut one.name);
        }
        Self::among(all, self.place()).unwrap_or_else(|| self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Scenario {
        Scenario {
            name: name.to_owned(),
            ..Scenario::default()
        }
    }

    fn names(scenario: &Scenario) -> Vec<&str> {
        let all = scenario.compared().into_iter();
        all.map(|it| it.name.as_str()).collect()
    }

    #[test]
    fn each_keeps_its_place_whichever_is_edited() {
        let a = named("a");
        assert!(!a.is_compared() && names(&a) == ["a"]);
        let b = a.compared_with(named("b")).unwrap();
        assert_eq!((b.name.as_str(), b.place()), ("b", 1));
        assert_eq!(names(&b), ["a", "b"]);
        let c = b.compared_with(named("c")).unwrap();
        assert_eq!(names(&c), ["a", "b", "c"]);
        assert_eq!(c.compared_with(named("d")), None);
        for place in 0..3 {
            let turned = c.turned_to(place).unwrap();
            assert_eq!(turned.place(), place);
            assert_eq!(names(&turned), ["a", "b", "c"]);
            assert!(
                turned
                    .compared()
                    .iter()
                    .all(|it| *it == &turned || !it.is_compared())
            );
        }
        assert_eq!(c.turned_to(3), None);
    }

    #[test]
    fn one_that_is_taken_away_leaves_the_others() {
        let a = named("a");
        let c = a
            .compared_with(named("b"))
            .and_then(|b| b.compared_with(named("c")))
            .unwrap();
        let left = c.without(0).unwrap();
        assert_eq!((left.name.as_str(), left.place()), ("c", 1));
        assert_eq!(names(&left), ["b", "c"]);
        let before = c.without(2).unwrap();
        assert_eq!(before.name, "b");
        assert_eq!(names(&before), ["a", "b"]);
        let alone = before.without(0).unwrap();
        assert_eq!(alone, named("b"));
        assert_eq!(alone.without(1), None);
    }
}
