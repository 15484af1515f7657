//! What does the lean program leave to the whole one?
//!
//! It does not hold what it leaves out (see the feature `lean`), but it must
//! know it when a link names it. `tests` hold the two to each other.

/// The preset of the whole program, with its version.
pub const PRESET: &str = "saas-1";

/// What the page calls that preset.
pub const LABEL: &str = "SaaS platform";

/// What it is for, in a sentence.
pub const SENTENCE: &str = "A platform with four tiers of customers that grows by 15 % a month: its bill, its margin, and when both change.";

/// What the ids of its inputs begin with, up to their first dot.
const BEGINNINGS: [&str; 9] = [
    "growth",
    "money",
    "tier",
    "event",
    "own",
    "milestone",
    "change",
    "bill",
    "lever",
];

/// Whether only the whole program has an input of this id.
pub fn leaves(id: &str) -> bool {
    let beginning = id.split('.').next().unwrap_or_default();
    BEGINNINGS.contains(&beginning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalogue;
    use crate::scenario::preset::{PRESETS, preset};

    #[test]
    fn what_is_left_is_all_but_what_the_chat_needs() {
        let sections = catalogue::sections().iter().map(|section| section.id);
        let tables = catalogue::tables().iter().map(|table| table.id);
        let mut left: Vec<&str> = sections.chain(tables).filter(|id| leaves(id)).collect();
        let kept: Vec<&str> = catalogue::sections()
            .iter()
            .map(|section| section.id)
            .filter(|id| !leaves(id))
            .collect();
        assert_eq!(kept, ["demand", "web", "price"]);
        let mut named = BEGINNINGS.to_vec();
        left.sort_unstable();
        named.sort_unstable();
        assert_eq!(left, named);
        assert!(leaves("growth") && leaves("tier.pro.price") && !leaves("growths"));
    }

    #[test]
    fn its_preset_is_the_only_other_one() {
        assert!(preset(PRESET).is_some());
        assert_eq!(PRESETS.len(), 2);
    }
}
