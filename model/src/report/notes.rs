//! What was typed into checklists, kept by blank and time: what two tabs of one browser
//! type comes together, and of one blank the later words stand.

use crate::quantity::json::{Json, read};

/// What stands in a blank.
#[derive(Clone, PartialEq, Debug)]
struct Note {
    /// Which blank.
    key: String,
    /// What was typed; empty where that was taken away, which is newer than what was there.
    words: String,
    /// When, in milliseconds of the visitor's clock.
    at: f64,
}

/// Everything that was typed, in the order of keys.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Notes(Vec<Note>);

/// Blanks with what stands in them, by key.
pub type Blanks = Vec<(String, String)>;

impl Notes {
    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|note| (*note.key).cmp(key))
    }

    /// What stands in a blank; empty where nothing does.
    pub fn of(&self, key: &str) -> &str {
        self.place(key).map_or("", |at| &self.0[at].words)
    }

    /// Whether nothing stands in any blank.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|note| note.words.is_empty())
    }

    /// The blanks with something in them.
    pub fn blanks(&self) -> Blanks {
        let typed = self.0.iter().filter(|note| !note.words.is_empty());
        typed
            .map(|note| (note.key.clone(), note.words.clone()))
            .collect()
    }

    /// Puts words into a blank. They are newer than what stood there, whatever the clock
    /// says.
    pub fn put(&mut self, key: &str, words: &str, now: f64) {
        let words = words.to_owned();
        match self.place(key) {
            Ok(at) => {
                let at = &mut self.0[at];
                at.at = now.max(at.at + 1.0);
                at.words = words;
            }
            Err(at) => self.0.insert(
                at,
                Note {
                    key: key.to_owned(),
                    words,
                    at: now,
                },
            ),
        }
    }

    /// What must be put for these blanks, and no others, to be filled.
    pub fn until(&self, wanted: &[(String, String)]) -> Blanks {
        let is_wanted = |key: &str| wanted.iter().any(|(other, _)| other == key);
        let typed = self.blanks().into_iter().map(|(key, _)| key);
        let emptied = typed.filter(|key| !is_wanted(key));
        let filled = wanted.iter().filter(|(key, words)| self.of(key) != words);
        emptied
            .map(|key| (key, String::new()))
            .chain(filled.cloned())
            .collect()
    }

    /// Takes in what another tab knows: of each blank the later words. Gives the blanks
    /// in which other words stand now.
    pub fn take_in(&mut self, other: &Self) -> Vec<String> {
        let mut changed = Vec::new();
        for theirs in &other.0 {
            match self.place(&theirs.key) {
                Err(at) => self.0.insert(at, theirs.clone()),
                Ok(at) => {
                    let ours = &mut self.0[at];
                    // Of the same moment both tabs choose the same.
                    if (ours.at, &ours.words) >= (theirs.at, &theirs.words) {
                        continue;
                    }
                    let same = ours.words == theirs.words;
                    *ours = theirs.clone();
                    if same {
                        continue;
                    }
                }
            }
            changed.push(theirs.key.clone());
        }
        changed
    }

    /// As text to keep.
    pub fn write(&self) -> String {
        let member = |note: &Note| {
            let words = Json::text(&note.words);
            (
                note.key.clone(),
                Json::List(vec![words, Json::Number(note.at)]),
            )
        };
        Json::Object(self.0.iter().map(member).collect()).write()
    }

    /// What was kept; none where it is not that. Words alone are older than any others.
    pub fn read(kept: &str) -> Option<Self> {
        let Ok(Json::Object(members)) = read(kept) else {
            return None;
        };
        let mut notes = Self::default();
        for (key, member) in members {
            let (words, at) = match &member {
                Json::Text(words) => (words, 0.0),
                Json::List(parts) => match &parts[..] {
                    [Json::Text(words), Json::Number(at)] => (words, *at),
                    _ => return None,
                },
                _ => return None,
            };
            notes.put(&key, words, at);
        }
        Some(notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(all: &[(&str, &str, f64)]) -> Notes {
        let mut notes = Notes::default();
        for (key, words, at) in all {
            notes.put(key, words, *at);
        }
        notes
    }

    #[test]
    fn what_two_tabs_type_comes_together() {
        let one = notes(&[("a", "mine", 10.0), ("both", "first", 20.0)]);
        let other = notes(&[("b", "theirs", 15.0), ("both", "second", 30.0)]);
        let (mut here, mut there) = (one.clone(), other.clone());
        assert_eq!(here.take_in(&other), ["b", "both"]);
        assert_eq!(there.take_in(&one), ["a"]);
        assert_eq!(here, there);
        assert_eq!(here.of("both"), "second");
        assert_eq!(here.take_in(&there), Vec::<String>::new());
    }

    #[test]
    fn what_was_taken_away_stays_away() {
        let mut here = notes(&[("a", "old", 10.0)]);
        let stale = here.clone();
        here.put("a", "", 11.0);
        assert!(here.is_blank());
        assert_eq!(here.take_in(&stale), Vec::<String>::new());
        assert_eq!(here.of("a"), "");
        let mut other = stale;
        assert_eq!(other.take_in(&here), ["a"]);
        assert!(other.is_blank());
    }

    #[test]
    fn tabs_agree_on_words_of_one_moment() {
        let (one, other) = (notes(&[("a", "x", 5.0)]), notes(&[("a", "y", 5.0)]));
        let (mut here, mut there) = (one.clone(), other.clone());
        here.take_in(&other);
        there.take_in(&one);
        assert_eq!(here, there);
    }

    #[test]
    fn a_clock_that_goes_back_makes_nothing_older() {
        let mut here = notes(&[("a", "before", 1_000.0)]);
        let before = here.clone();
        here.put("a", "after", 10.0);
        here.take_in(&before);
        assert_eq!(here.of("a"), "after");
    }

    #[test]
    fn other_blanks_are_put_and_taken_back_by_key() {
        let mut here = notes(&[("a", "1", 1.0), ("b", "2", 1.0), ("c", "3", 1.0)]);
        let wanted = [("b", "2"), ("c", "4"), ("d", "5")]
            .map(|(key, words)| (key.to_owned(), words.to_owned()));
        for (key, words) in here.until(&wanted) {
            here.put(&key, &words, 2.0);
        }
        assert_eq!(here.blanks(), wanted);
        assert_eq!(here.until(&wanted), Blanks::new());
    }

    #[test]
    fn is_read_as_it_was_written_and_so_are_words_alone() {
        let here = notes(&[
            ("weekly.reviewer", "Ada \"L\"", 1_764_372_000_123.0),
            ("x", "", 3.5),
        ]);
        assert_eq!(Notes::read(&here.write()), Some(here));
        let old = Notes::read(r#"{"weekly.reviewer": "Ada"}"#).unwrap();
        assert_eq!(old, notes(&[("weekly.reviewer", "Ada", 0.0)]));
        for none in [
            "",
            "[]",
            "{\"a\": 1}",
            "{\"a\": [1, 2]}",
            "{\"a\": [\"b\"]}",
        ] {
            assert_eq!(Notes::read(none), None, "{none}");
        }
    }
}
