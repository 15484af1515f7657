//! Which words do links hold most often? Both ends know them, so that a link
//! need not spell them out.
//!
//! Ids are packed word by word: `web.` and `active_ratio` stand here, and an id
//! that is new, or has the name of a row in its middle, takes the words that it
//! is made of and spells out the rest.
//!
//! The list is part of codec version 1. From the first release on it only grows
//! at its end, up to 128 words: a link counts words from the beginning. A word
//! that is missing travels letter by letter.

/// All words, in the order in which links count them.
pub(super) fn known() -> Vec<&'static str> {
    WORDS.split(' ').collect()
}

/// A line break begins an id in a list of ids. First what ids begin with, then
/// what follows, choices, presets.
const WORDS: &str = "\ndemand. \nweb. \nweb.backend_ \nweb.frontend_ \nweb.node_ \nweb.nodes_ \
    \nweb.bill \nprice. \ntier. \ngrowth. \nbill. \nlever. \nmoney. \nmilestone. \npools. \
    \ninference. \nflow. customers total_users daily_active_users concurrent_users \
    requests_per_day average_rate peak_rate active_ratio anchor pods_min pods_max min max \
    users_per_ requests_per_ messages_per_ reads_per_ writes_per_ cost_per_ tokens_per_ _per_ \
    user minute day hour month year backend_pod frontend_pod system_pods node pool \
    cpu_ memory_ request limit buffer floor ceiling_factor small medium large _up_to \
    read_ write_ item_ size share rate price cost count users _multiplier recompute recovery \
    launch viral peak_to_average concurrent_ customer consistency database_ billing \
    disk_per_node response_ workload vcpu memory type rule control_plane_ strong eventual \
    provisioned on-demand transactional by-class chat- saas- coach- gpu- sale- revenue margin \
    total";

#[cfg(test)]
mod tests {
    use super::*;
    use crc::{CRC_32_ISCSI, Crc};

    /// When this fails, no link that people hold opens any more: take the
    /// change back.
    #[test]
    fn the_words_never_change() {
        let sum = Crc::<u32>::new(&CRC_32_ISCSI).checksum(known()[..RELEASED].join(" ").as_bytes());
        assert_eq!(sum, 4_068_720_518);
    }

    /// How many words are in the hands of people.
    const RELEASED: usize = 103;

    #[test]
    fn every_word_has_a_number_of_its_own() {
        let words = known();
        assert!((RELEASED..=128).contains(&words.len()), "{}", words.len());
        for (place, word) in words.iter().enumerate() {
            assert!(word.len() > 2 && !words[..place].contains(word), "{word}");
        }
    }
}
