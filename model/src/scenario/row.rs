//! Which row of a table is meant, and what may it be called?
//!
//! A row has a key, by which links and figures know it for good, and a name,
//! which the visitor sees and changes.

use super::Scenario;
use super::name::{self, NameRefusal};
use std::fmt;

/// The most letters of a key.
pub const LONGEST_KEY: usize = 24;

/// The most characters of a row's name.
pub const LONGEST_ROW_NAME: usize = 40;

/// What links call a row: 1 to [`LONGEST_KEY`] small letters, digits and `_`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey([u8; LONGEST_KEY]);

impl RowKey {
    /// What a reference holds whose row was removed. No row has this key: links
    /// and files write it as `-`, which [`RowKey::read`] does not take.
    pub const GONE: Self = {
        let mut letters = [0; LONGEST_KEY];
        letters[0] = b'-';
        Self(letters)
    };

    /// The key that a reference holds which is written so, if it is one.
    pub fn read_reference(text: &str) -> Option<Self> {
        if text == Self::GONE.text() {
            return Some(Self::GONE);
        }
        Self::read(text)
    }

    /// The key that is written so, if it is one.
    pub fn read(text: &str) -> Option<Self> {
        let allowed = |letter: u8| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'_');
        let fits = (1..=LONGEST_KEY).contains(&text.len()) && text.bytes().all(allowed);
        fits.then(|| Self::cut(text.bytes()))
    }

    /// The key that comes of a name: `Pro plan` gives `pro_plan`.
    pub fn of_name(name: &str) -> Self {
        let mut text = String::new();
        for letter in name.chars() {
            if letter.is_ascii_alphanumeric() {
                text.push(letter.to_ascii_lowercase());
            } else if !text.is_empty() && !text.ends_with('_') {
                text.push('_');
            }
            if text.len() == LONGEST_KEY {
                break;
            }
        }
        Self::read(text.trim_end_matches('_')).unwrap_or(Self::cut(*b"row"))
    }

    /// The key that comes of a name and is none of `taken`: a number at its end
    /// tells it apart.
    pub(crate) fn fresh(name: &str, taken: &[Self]) -> Self {
        let first = Self::of_name(name);
        let mut key = first;
        let mut number = 1_u32;
        while taken.contains(&key) {
            number += 1;
            let ending = ["_", &number.to_string()].concat();
            let room = LONGEST_KEY - ending.len();
            let start = first.text();
            let start = &start[..start.len().min(room)];
            key = Self::cut(start.bytes().chain(ending.bytes()));
        }
        key
    }

    fn cut(letters: impl IntoIterator<Item = u8>) -> Self {
        let mut held = [0; LONGEST_KEY];
        for (place, letter) in held.iter_mut().zip(letters) {
            *place = letter;
        }
        Self(held)
    }

    /// As links write it.
    pub fn text(&self) -> &str {
        let end = self.0.iter().position(|letter| *letter == 0);
        let letters = &self.0[..end.unwrap_or(LONGEST_KEY)];
        core::str::from_utf8(letters).unwrap_or_default()
    }

    /// What a row of this key is called until it is renamed: `gpu_nodes` gives
    /// `Gpu nodes`.
    pub fn name(&self) -> String {
        let mut name = self.text().replace('_', " ");
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        name
    }
}

impl fmt::Debug for RowKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text())
    }
}

/// Whether a row can be called `name`.
///
/// # Errors
/// Says why not.
pub fn check_name(name: &str) -> Result<(), NameRefusal> {
    check_name_up_to(name, LONGEST_ROW_NAME)
}

/// The same of a table whose rows have names of at most so many characters.
pub(super) fn check_name_up_to(name: &str, most: usize) -> Result<(), NameRefusal> {
    if name.trim().is_empty() {
        return Err(NameRefusal::Empty);
    }
    name::check_up_to(name, most)
}

/// One row of a table: a key, a name, and a member for each column.
pub(crate) trait Row {
    /// With the default of each column.
    fn fresh(key: RowKey, name: String) -> Self;
    fn key(&self) -> RowKey;
    fn name(&self) -> &str;
    fn rename(&mut self, name: String);
}

/// The rows of any table, whatever its columns.
pub(crate) trait Rows {
    fn count(&self) -> usize;
    fn row(&self, at: usize) -> Option<(RowKey, &str)>;
    fn rename(&mut self, at: usize, name: String);
    fn push(&mut self, key: RowKey, name: String);
    fn remove(&mut self, at: usize);
    fn swap(&mut self, one: usize, other: usize);
}

impl<T: Row> Rows for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, at: usize) -> Option<(RowKey, &str)> {
        self.get(at).map(|row| (row.key(), row.name()))
    }

    fn rename(&mut self, at: usize, name: String) {
        if let Some(row) = self.get_mut(at) {
            row.rename(name);
        }
    }

    fn push(&mut self, key: RowKey, name: String) {
        self.push(T::fresh(key, name));
    }

    fn remove(&mut self, at: usize) {
        if at < self.len() {
            self.remove(at);
        }
    }

    fn swap(&mut self, one: usize, other: usize) {
        if one.max(other) < self.len() {
            self.as_mut_slice().swap(one, other);
        }
    }
}

/// Finds a table's rows in a scenario.
pub(crate) type Find = fn(&Scenario) -> &dyn Rows;

/// Finds a table's rows in a scenario, to change them.
pub(crate) type FindMut = fn(&mut Scenario) -> &mut dyn Rows;

/// Declares a table of the scenario: the struct of one row, its defaults, its
/// columns and the table over them, written once.
///
/// `in tiers as tier: "Tiers" of "tier", at most 12` says where the scenario
/// keeps the rows, what links call the table, what the page calls it and one of
/// its rows, and how many there may be; `, named in 120` is how long their names may be
/// where that is not [`LONGEST_ROW_NAME`]. Columns read as entries of `fields!`.
macro_rules! rows {
    (
        $(#[doc = $about:literal])+
        pub struct $row:ident in $rows:ident as $place:ident: $title:literal of $noun:literal, at most $most:literal
            $(, named in $longest:literal)? {
            $(
                $(#[doc = $help:literal])+
                $name:ident: $kind:ty = $default:expr, $domain:expr, $label:literal, $source:expr
                $(, usual $low:literal to $high:literal)?;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, PartialEq, Debug)]
        pub struct $row {
            /// What links call the row.
            pub key: $crate::scenario::RowKey,
            /// What the page calls it.
            pub name: String,
            $( $(#[doc = $help])+ pub $name: $kind, )+
        }

        impl $crate::scenario::row::Row for $row {
            fn fresh(key: $crate::scenario::RowKey, name: String) -> Self {
                Self { key, name, $($name: $default),+ }
            }

            fn key(&self) -> $crate::scenario::RowKey {
                self.key
            }

            fn name(&self) -> &str {
                &self.name
            }

            fn rename(&mut self, name: String) {
                self.name = name;
            }
        }

        #[doc = concat!("The columns of table `", stringify!($place), "`, by name.")]
        pub mod $place {
            #[allow(clippy::wildcard_imports, reason = "the entries are written for the scope of their table")]
            use super::*;
            use $crate::scenario::field::{Field, Held, Value, field};
            use $crate::scenario::Table;

            $(
                $(#[doc = $help])+
                #[expect(non_upper_case_globals, reason = "named like the column that it describes")]
                pub static $name: Field = field!(
                    $place.$name, concat!($($help),+), $domain, $label, $source, ($($low, $high)?), Some(&TABLE),
                    |scenario, at| scenario.$rows.get(at).map_or(Value::Unset, |row| Held::value(&row.$name)),
                    |scenario, at, value| if let Some(row) = scenario.$rows.get_mut(at) {
                        Held::hold(&mut row.$name, value);
                    }
                );
            )+

            $(#[doc = $about])+
            pub static TABLE: Table = Table {
                id: stringify!($place),
                label: $title,
                noun: $noun,
                help: concat!($($about),+),
                columns: &[$(&$name),+],
                most: $most,
                longest_name: [$($longest,)? $crate::scenario::row::LONGEST_ROW_NAME][0],
                rows: |scenario| &scenario.$rows,
                rows_mut: |scenario| &mut scenario.$rows,
            };
        }
    };
}

pub(crate) use rows;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_short_and_plain() {
        for (text, read) in [
            ("pro", true),
            ("gpu_nodes2", true),
            ("abcdefghijklmnopqrstuvwx", true),
            ("abcdefghijklmnopqrstuvwxy", false),
            ("", false),
            ("Pro", false),
            ("a.b", false),
            ("é", false),
        ] {
            let key = RowKey::read(text);
            assert_eq!(key.is_some(), read, "{text}");
            assert!(key.is_none_or(|key| key.text() == text));
        }
    }

    #[test]
    fn a_name_gives_a_key_that_is_free() {
        for (name, key) in [
            ("Pro", "pro"),
            ("  GPU nodes (new)", "gpu_nodes_new"),
            ("日本", "row"),
            (
                "a very long name that has no end",
                "a_very_long_name_that_ha",
            ),
        ] {
            let first = RowKey::of_name(name);
            assert_eq!(first.text(), key);
            let second = RowKey::fresh(name, &[first]);
            assert_ne!(second, first);
            assert_eq!(RowKey::read(second.text()), Some(second));
            let third = RowKey::fresh(name, &[first, second]);
            assert!(third.text().ends_with("_3"), "{third:?}");
        }
        assert_eq!(RowKey::of_name("gpu_nodes").name(), "Gpu nodes");
    }

    #[test]
    fn a_row_has_a_name() {
        assert_eq!(check_name("Pro"), Ok(()));
        assert_eq!(check_name(" "), Err(NameRefusal::Empty));
        assert_eq!(check_name("a\tb"), Err(NameRefusal::Control));
        let long = "é".repeat(LONGEST_ROW_NAME + 1);
        assert_eq!(
            check_name(&long),
            Err(NameRefusal::TooLong(LONGEST_ROW_NAME))
        );
    }
}
