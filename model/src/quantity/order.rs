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
    let keys: Vec<f64> = items.iter().map(key).collect();
    let places = places(keys.len(), &|one, other| keys[one].total_cmp(&keys[other]));
    places.into_iter().map(|at| items[at].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
