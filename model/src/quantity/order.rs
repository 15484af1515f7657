//! In which order do things stand by a number? Written once: a sort made anew
//! for each kind of thing would be a twentieth of the page's program.

use core::cmp::Ordering;

/// The places of `count` things in the order that `compare` says; what is equal
/// keeps its order.
pub fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// The items from the smallest key to the largest; what is equal keeps its
/// order.
pub fn ascending<T: Clone>(items: &[T], key: impl Fn(&T) -> f64) -> Vec<T> {
    let keys: Vec<i64> = items.iter().map(|item| rank(key(item))).collect();
    let places = places(keys.len(), &|one, other| keys[one].cmp(&keys[other]));
    places.into_iter().map(|at| items[at].clone()).collect()
}

/// A whole number that stands among others as a number does among others, by `total_cmp`.
fn rank(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// The items in the order in which `ids` lists them; those that it does not list come last.
pub fn listed<T>(items: Vec<T>, ids: &[&str], id: impl Fn(&T) -> &str) -> Vec<T> {
    let place = |item: &T| ids.iter().position(|other| *other == id(item));
    let ranks: Vec<usize> = items
        .iter()
        .map(|item| place(item).unwrap_or(ids.len()))
        .collect();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let places = places(ranks.len(), &|one, other| ranks[one].cmp(&ranks[other]));
    places
        .into_iter()
        .filter_map(|at| items[at].take())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_comes_last() {
        let items = vec!["d", "b", "c", "a"];
        assert_eq!(listed(items, &["a", "b"], |id| id), ["a", "b", "d", "c"]);
    }

    #[test]
    fn equal_keys_keep_their_order() {
        let items = [(2.0, 'a'), (1.0, 'b'), (2.0, 'c'), (-1.0, 'd'), (1.0, 'e')];
        let letters: String = ascending(&items, |item| item.0)
            .iter()
            .map(|item| item.1)
            .collect();
        assert_eq!(letters, "dbeac");
        assert!(places(0, &|_, _| Ordering::Equal).is_empty());
    }
}
