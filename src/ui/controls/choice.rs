//! A list to choose one of a few words from, bound to a field.

use web_sys::HtmlSelectElement;

use super::Look;
use crate::scenario::{Slot, Value};
use crate::ui::dom::{El, classed, el, react, typed};
use crate::ui::session::Session;

/// A list for a field that holds one of a few words.
pub(crate) fn choice_box(session: Session, slot: Slot, look: Look) -> El {
    let field = slot.field;
    let class = if look == Look::Inline {
        "choice choice-inline"
    } else {
        "choice"
    };
    let choose = move |event: &web_sys::Event| {
        let id = typed(event);
        let Some(choice) = field.choices().iter().find(|choice| choice.id == id) else {
            return;
        };
        session.settle();
        session.state(slot, Value::Choice(choice.id), None);
        session.settle();
    };
    let options = field
        .choices()
        .iter()
        .map(|choice| el("option").attr("value", choice.id).text(choice.label));
    let list = classed("select", class)
        .attr("id", &look.id(slot))
        .attr("data-field", &slot.id())
        .children(options)
        .on("change", choose);
    if look != Look::Form {
        let label = session.peek(|now| slot.label(&now.scenario));
        list.set("aria-label", Some(&label));
    }
    let select: HtmlSelectElement = list.of();
    react(Box::new(move || {
        if let Value::Choice(id) = session.with(|now| slot.stated(&now.scenario).0) {
            select.set_value(id);
        }
    }));
    list
}
