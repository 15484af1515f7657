//! In which order do the rows of a short list stand?
//!
//! The standard library's sort is made for long lists, and made anew for every
//! kind of item: three kilobytes of program each. Ours have some dozen items.

use core::cmp::Ordering;

/// Puts `items` in the order that `compare` gives; items that are equal stay in
/// the order in which they came. Meant for short lists: the time grows with the
/// square of their length.
pub fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && compare(&items[at - 1], &items[at]).is_gt() {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_in_order_and_equal_ones_as_they_came() {
        let mut items = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort(&mut items, &|one, other| one.0.cmp(&other.0));
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        sort::<u8>(&mut [], &u8::cmp);
    }
}
