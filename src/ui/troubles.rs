//! Which fields need attention, and what would help?

/// Sentences by the id of the field whose text is not understood, in the order
/// of ids. A handful at most.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Troubles(Vec<(String, String)>);

impl Troubles {
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| (**other).cmp(id))
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What would help a field; none if it is understood.
    pub(crate) fn of(&self, id: &str) -> Option<&str> {
        self.place(id).ok().map(|at| &*self.0[at].1)
    }

    /// The fields that need attention.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(id, _)| &**id)
    }

    /// A field needs attention.
    pub(super) fn add(&mut self, id: &str, sentence: String) {
        match self.place(id) {
            Ok(at) => self.0[at].1 = sentence,
            Err(at) => self.0.insert(at, (id.to_owned(), sentence)),
        }
    }

    /// Forgets all that `stays` does not hold of.
    pub(super) fn keep(&mut self, stays: &dyn Fn(&str) -> bool) {
        self.0.retain(|(id, _)| stays(id));
    }
}
