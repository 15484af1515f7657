//! What is a value measured in?

/// A unit, by its canonical symbol: "user", "req/s", "USD/month", "1", "share".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A number in the unit of this symbol.
    Of(&'static str),
    /// A choice: the value is an index into the list.
    Words(&'static [&'static str]),
}
