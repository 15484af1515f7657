//! One number with its working: which formula gave it, from which inputs?

use super::{Formula, Unit};

/// The most inputs a formula takes. One that needs more names its halves.
pub const MOST_INPUTS: usize = 8;

/// One number of a plan. It is always finite.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// In the formula's unit.
    pub value: f64,
    /// How it was worked out.
    pub formula: &'static Formula,
    inputs: [f64; MOST_INPUTS],
}

impl Figure {
    /// A figure that `formula` gives for these inputs, in the formula's order.
    pub fn new(value: f64, formula: &'static Formula, inputs: &[f64]) -> Self {
        debug_assert!(inputs.len() <= MOST_INPUTS, "{}", formula.id);
        let mut held = [0.0; MOST_INPUTS];
        for (place, input) in held.iter_mut().zip(inputs) {
            *place = *input;
        }
        Self {
            value,
            formula,
            inputs: held,
        }
    }

    /// The values of the formula's inputs, in its order.
    pub fn inputs(&self) -> &[f64] {
        &self.inputs[..self.formula.inputs.len()]
    }

    /// The unit of the value.
    pub const fn unit(&self) -> Unit {
        self.formula.unit
    }

    /// The word that the value stands for, if the figure is a word.
    pub fn word(&self) -> Option<&'static str> {
        self.unit().word(self.value)
    }
}

/// Two figures are equal when value, formula and inputs are, bit for bit.
impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        self.value.to_bits() == other.value.to_bits()
            && core::ptr::eq(self.formula, other.formula)
            && self
                .inputs()
                .iter()
                .zip(other.inputs())
                .all(|(mine, theirs)| mine.to_bits() == theirs.to_bits())
    }
}

/// Why a figure cannot be given: a sentence. Unknown is not zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absent(pub &'static str);

/// A figure, or the reason why there is none.
pub type Outcome = Result<Figure, Absent>;

impl From<Figure> for Outcome {
    fn from(figure: Figure) -> Self {
        Ok(figure)
    }
}
