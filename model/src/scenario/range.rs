//! How uncertain is an input? P5 to P95 beside the scenario: the engine plans
//! with the value alone, and whatever samples does so outside it.

use std::borrow::Cow;

/// From the 5th to the 95th percentile, in the field's unit; `low <= high`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Range {
    /// The 5th percentile.
    pub low: f64,
    /// The 95th percentile.
    pub high: f64,
}

impl Range {
    /// Both ends, to the last bit.
    pub(super) const fn bits(self) -> [u64; 2] {
        [self.low.to_bits(), self.high.to_bits()]
    }
}

/// Ranges by the id of their input, in the order of ids.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ranges(Vec<(Cow<'static, str>, Range)>);

impl Ranges {
    /// None at all.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Where the range of this input stands, or would stand.
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| (**other).cmp(id))
    }

    /// The range of this input.
    pub fn get(&self, id: &str) -> Option<&Range> {
        self.place(id).ok().map(|at| &self.0[at].1)
    }

    /// Gives an input a range, in place of the one that it had.
    pub fn insert(&mut self, id: impl Into<Cow<'static, str>>, range: Range) -> Option<Range> {
        let id = id.into();
        match self.place(&id) {
            Ok(at) => Some(core::mem::replace(&mut self.0[at].1, range)),
            Err(at) => {
                self.0.insert(at, (id, range));
                None
            }
        }
    }

    /// Takes the range of an input away.
    pub fn remove(&mut self, id: &str) -> Option<Range> {
        let at = self.place(id).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each with the id of its input.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Range)> {
        self.0.iter().map(|(id, range)| (&**id, range))
    }
}
