//! What is planned, in one sentence whose numbers are fields?

use leptos::prelude::*;

use super::controls::Look;
use super::dom::{El, classed, el};
use super::inputs::control;
use super::session::Session;
use crate::scenario::sentence::{Part, sentence as parts};

/// The scenario as one sentence.
pub(super) fn sentence(session: Session) -> El {
    classed("h1", "sentence").each(
        move || session.with(|now| parts(&now.scenario)),
        move |part| match part {
            Part::Words(words) => vec![el("span").text(words)],
            // The words stay to be read while nothing may be edited.
            Part::Input(field) => control(session, (*field).into(), Look::Inline)
                .into_iter()
                .map(|it| it.live_flag("inert", move || session.read_only.get()))
                .collect(),
        },
    )
}
