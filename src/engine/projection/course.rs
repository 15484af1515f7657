//! How do customers grow in one case, and when do they come to so many?

use super::own::Own;
use super::shape::Shape;
use crate::quantity::{Figure, Outcome};

/// How fast growth turns out to be. Plans are made on the moderate case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// Slower than stated.
    Conservative,
    /// As stated.
    Moderate,
    /// Faster than stated.
    Aggressive,
}

impl Case {
    /// From slow to fast.
    pub const ALL: [Self; 3] = [Self::Conservative, Self::Moderate, Self::Aggressive];

    /// What the ids of its figures begin with.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Conservative => "growth.conservative.",
            Self::Moderate => "growth.",
            Self::Aggressive => "growth.aggressive.",
        }
    }

    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Conservative => "Conservative",
            Self::Moderate => "Moderate",
            Self::Aggressive => "Aggressive",
        }
    }
}

/// One case: where customers are at each month, and when they come to so many.
#[derive(Clone, PartialEq, Debug)]
pub struct Course {
    /// What is stated, as this case takes it: a rate or a number added. None
    /// for a table of one's own.
    pub stated: Option<Figure>,
    /// How customers grow.
    pub shape: Shape,
    /// Customers now, then after each month.
    pub customers: Vec<Outcome>,
    /// Months until there are so many, one a target.
    pub months_to: Vec<Outcome>,
    /// What a table of one's own must come to for that; empty for any other
    /// shape.
    pub own_targets: Vec<Outcome>,
}

impl Course {
    /// The course of a shape from `now`, over so many months and to so many
    /// customers.
    pub fn new(
        shape: Shape,
        stated: Option<Figure>,
        now: f64,
        months: u32,
        targets: &[f64],
    ) -> Self {
        let own_targets = match shape {
            Shape::Own { case_factor, .. } => targets
                .iter()
                .map(|target| Own::target(now, case_factor, *target))
                .collect(),
            _ => Vec::new(),
        };
        Self {
            customers: (0..=months)
                .map(|month| shape.customers(now, f64::from(month)))
                .collect(),
            months_to: targets
                .iter()
                .map(|target| shape.months_to(now, *target))
                .collect(),
            stated,
            shape,
            own_targets,
        }
    }

    /// Visits every figure with its id; `months` and `targets` as ids have them.
    pub(super) fn each(
        &self,
        case: Case,
        months: &[String],
        targets: &[String],
        visit: &mut dyn FnMut(&str, Outcome),
    ) {
        let place = case.place();
        let [first, second] = self.shape.figures();
        for figure in [self.stated, first, second].into_iter().flatten() {
            visit(&[place, figure.formula.name].concat(), Ok(figure));
        }
        for (month, outcome) in months.iter().zip(&self.customers) {
            visit(&[place, "customers.", month].concat(), *outcome);
        }
        for (target, outcome) in targets.iter().zip(&self.months_to) {
            visit(&[place, "months_to.", target].concat(), *outcome);
        }
        for (target, outcome) in targets.iter().zip(&self.own_targets) {
            visit(&[place, "own_target.", target].concat(), *outcome);
        }
    }
}
