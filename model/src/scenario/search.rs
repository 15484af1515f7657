//! Which inputs does a person mean by a few words?

use super::groups::groups;
use super::{Scenario, Slot, fields};
use crate::quantity::order::ascending;

/// An input that was found, with what tells it from others.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The input.
    pub slot: Slot,
    /// What it is called, after its row: `Pro, Price`.
    pub label: String,
    /// The group of the form that it stands in, and what it holds: `Tiers: $99`.
    pub about: String,
}

/// Inputs in which every word of `text` occurs: in what they are called, in their group
/// or in their id. The nearest first: those whose name begins so, then those that have it
/// in their name; at most so many. Without words all are found, in the order of the form.
pub fn inputs(
    scenario: &Scenario,
    text: &str,
    keep: impl Fn(&Slot) -> bool,
    most: usize,
) -> Vec<Hit> {
    let text = text.trim().to_ascii_lowercase();
    let words: Vec<&str> = text.split([' ', ',']).filter(|it| !it.is_empty()).collect();
    let mut found: Vec<(f64, Hit)> = Vec::new();
    for group in groups().filter(|group| !group.is_silent(scenario)) {
        let of_fields = group.fields.iter().filter_map(|id| fields::field(id));
        let mut slots: Vec<Slot> = of_fields.map(Slot::from).collect();
        for table in group.tables.iter().filter_map(|id| fields::table(id)) {
            slots.extend(table.slots(scenario));
        }
        for slot in slots.into_iter().filter(&keep) {
            let label = slot.label(scenario);
            let Some(distance) = distance(&words, &text, &label, group.label, &slot.id()) else {
                continue;
            };
            let about = [group.label, ": ", &slot.words(scenario)].concat();
            found.push((distance, Hit { slot, label, about }));
        }
    }
    let nearest = ascending(&found, |(distance, _)| *distance);
    nearest.into_iter().take(most).map(|(_, hit)| hit).collect()
}

/// How far an input is from what was typed; none where a word of it does not occur.
fn distance(words: &[&str], text: &str, label: &str, group: &str, id: &str) -> Option<f64> {
    let label = label.to_ascii_lowercase();
    let all = [&label, " ", &group.to_ascii_lowercase(), " ", id].concat();
    if !words.iter().all(|word| all.contains(word)) {
        return None;
    }
    let in_label = || words.iter().all(|word| label.contains(word));
    Some(match text {
        "" => 0.0,
        _ if label == text || id == text => 0.0,
        _ if label.starts_with(text) => 1.0,
        _ if in_label() => 2.0,
        _ => 3.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::preset;

    fn labels(id: &str, text: &str) -> Vec<String> {
        let scenario = preset(id).unwrap().scenario();
        let hits = inputs(&scenario, text, |slot| slot.can_change_later(&scenario), 8);
        hits.into_iter().map(|hit| hit.label).collect()
    }

    #[test]
    fn the_nearest_comes_first() {
        assert_eq!(labels("saas-1", "pro price")[0], "Pro, Price");
        assert_eq!(labels("chat-1", "node type")[0], "Node type");
        assert_eq!(labels("chat-1", "NODE")[0], "Node type");
        assert!(labels("saas-1", "gpu nodes")[0].starts_with("GPU nodes, "));
        assert_eq!(labels("chat-1", "web.node_type"), ["Node type"]);
        assert_eq!(labels("chat-1", "no such thing"), [""; 0]);
    }

    #[test]
    fn without_words_all_are_found_and_what_cannot_be_meant_is_not() {
        assert_eq!(labels("chat-1", "").len(), 8);
        let scenario = preset("saas-1").unwrap().scenario();
        let all = inputs(&scenario, "", |_| true, usize::MAX);
        let later = inputs(
            &scenario,
            "",
            |slot| slot.can_change_later(&scenario),
            usize::MAX,
        );
        assert!(all.len() > later.len() && later.len() > 100);
        assert!(labels("saas-1", "growth.start").is_empty());
    }

    #[test]
    fn what_is_left_out_is_not_found() {
        let chat = preset("chat-1").unwrap().scenario();
        assert!(inputs(&chat, "tier", |_| true, 8).is_empty());
    }
}
