//! On top of the form: which few inputs move the answer most?

use leptos::prelude::*;

use super::row::{Place, row};
use crate::scenario::Slot;
use crate::scenario::sentence::{Part, sentence};
use crate::ui::dom::{El, classed, el};
use crate::ui::session::{Now, Session};

/// As many are shown.
const MOST: usize = 5;

/// The few inputs that matter most, to be changed where they stand.
pub(super) fn top(session: Session) -> El {
    classed("section", "inputs-top")
        .attr("aria-labelledby", "inputs-top")
        .live_flag("hidden", move || session.filter.is_on())
        .child(
            el("h2")
                .attr("id", "inputs-top")
                .text("What moves this answer"),
        )
        .each(
            move || {
                let movers = session.movers;
                let ranked: Vec<Slot> = movers.with(|all| all.iter().map(|it| it.slot).collect());
                if ranked.is_empty() {
                    session.with(of_sentence)
                } else {
                    ranked
                }
            },
            move |slot| vec![row(session, *slot, None, Place::Top)],
        )
}

/// Until it is worked out what moves the answers: what the sentence says, the first of it
/// first.
fn of_sentence(now: &Now) -> Vec<Slot> {
    let parts = sentence(&now.scenario).into_iter();
    let inputs = parts.filter_map(|part| match part {
        Part::Input(field) => Some(Slot::from(field)),
        Part::Words(_) => None,
    });
    inputs.take(MOST).collect()
}
