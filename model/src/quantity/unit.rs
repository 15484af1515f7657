//! What does a number count, or which word does it stand for?

/// A unit, by its canonical symbol: `user`, `req/s`, `USD/month`, `share`.
///
/// Canonical units are used throughout: seconds, bytes in GiB or MiB for
/// memory and GB for storage, USD, shares from 0 to 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A quantity in the unit with this symbol.
    Of(&'static str),
    /// The value is an index into these words, as in small, medium, large.
    Words(&'static [&'static str]),
}

impl Unit {
    /// The symbol, empty for words.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Of(symbol) => symbol,
            Self::Words(_) => "",
        }
    }

    /// The word that `value` stands for, if this unit is made of words.
    pub fn word(self, value: f64) -> Option<&'static str> {
        let Self::Words(words) = self else {
            return None;
        };
        (0_u32..)
            .zip(words)
            .find(|(index, _)| f64::from(*index).total_cmp(&(value + 0.0)).is_eq())
            .map(|(_, word)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_its_index() {
        let unit = Unit::Words(&["cpu", "memory"]);
        assert_eq!(unit.word(1.0), Some("memory"));
        assert_eq!(unit.word(2.0), None);
        assert_eq!(Unit::Of("user").word(0.0), None);
    }
}
