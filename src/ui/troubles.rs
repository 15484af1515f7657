//! Which inputs hold a text that is not understood?

/// Ids of such inputs, each with the sentence that helps, in the order of ids.
/// A list: there are a few at most.
#[derive(Clone, Default)]
pub(crate) struct Troubles(Vec<(String, String)>);

impl Troubles {
    /// Whether everything is understood.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sentence for this input, if it has one.
    pub(crate) fn get(&self, id: &str) -> Option<&str> {
        let at = self.place(id).ok()?;
        Some(&self.0[at].1)
    }

    /// The inputs.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(id, _)| id.as_str())
    }

    /// Says what is wrong with an input.
    pub(crate) fn add(&mut self, id: &str, sentence: String) {
        match self.place(id) {
            Ok(at) => self.0[at].1 = sentence,
            Err(at) => self.0.insert(at, (id.to_owned(), sentence)),
        }
    }

    /// Leaves those for which `keep` holds.
    pub(crate) fn retain(&mut self, keep: &dyn Fn(&str) -> bool) {
        self.0.retain(|(id, _)| keep(id));
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(id))
    }
}
