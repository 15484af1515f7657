//! What does a plan come to, in a sentence or two?
//!
//! Nothing is said here that the answers do not say: what must be done by when, what is
//! full first and what it costs, in one breath.

use super::{Answer, Basis, Span, small, text, words};
use crate::workloads::resources;

/// What is asked for where no growth is stated.
pub(super) const ASK: &str = " Say how fast you grow, and it says when there must be more.";

/// The verdict on a plan with its answers.
pub fn verdict(basis: &Basis, answers: &[Answer; 4]) -> Vec<Span> {
    if resources::are_there(basis.plan) {
        return resources::verdict(basis);
    }
    let [serve, scale, cost, _] = answers;
    let mut spans = Vec::new();
    if serve.main.len() > 1 {
        spans.push(text("There is room for "));
        spans.extend(in_words(&serve.main));
    } else if !serve.main.is_empty() {
        spans.push(text("There is no room for more"));
    }
    if !cost.main.is_empty() {
        let between = if spans.is_empty() {
            "It costs "
        } else {
            "; it costs "
        };
        spans.push(text(between));
        spans.extend(in_words(&cost.main));
    }
    if !spans.is_empty() {
        spans.push(text("."));
    }
    if let Some(Span::Text(when)) = scale.main.first() {
        let when = small(when.trim_end_matches('.'));
        spans.push(words(&[" Scale ", &when, "."]));
    } else if basis.plan.growth.is_none() {
        spans.push(text(ASK));
    }
    spans
}

/// An answer within a sentence.
fn in_words(main: &[Span]) -> impl Iterator<Item = Span> + '_ {
    main.iter().map(|span| match span {
        Span::Text(said) => words(&[said.trim_end_matches('.')]),
        other => other.in_a_sentence(),
    })
}
