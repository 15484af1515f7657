//! The place to paste a history: what was understood of it, what it comes to,
//! and a button that states that. The text stays on the page; it is no part of
//! the scenario.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlTextAreaElement;

use crate::scenario::{Field, Statement};
use crate::ui::dom::{El, classed, el, typed};
use crate::ui::session::Session;
use crate::workloads::growth::history::fit::{Fitted, fitted};

/// What is pasted, and which input it is to state.
struct History {
    session: Session,
    fields: &'static [&'static Field],
    field: RefCell<&'static Field>,
    text: HtmlTextAreaElement,
    said: El,
    misread: El,
    apply: El,
    states: RefCell<Option<Statement>>,
}

/// The place for the history that `fields` can be fitted to.
pub(super) fn history(session: Session, fields: &'static [&'static Field]) -> Vec<El> {
    let Some(first) = fields.first() else {
        return Vec::new();
    };
    let id = ["history-", first.name()].concat();
    let said_id = [&id, "-said"].concat();
    let is_growth = fields.len() == 1;
    let (title, columns, example) = if is_growth {
        (
            "Fit the growth rate to your history",
            "Two columns: the month, and how many customers there were.",
            "2026-01, 430\n2026-02, 455\n2026-03, 520",
        )
    } else {
        (
            "Fit an exponent to your history",
            "Two columns: how many customers there were, and what the part cost a month.",
            "430, 1900\n455, 1980\n520, 2200",
        )
    };
    let area = classed("textarea", "history-text")
        .attr("id", &id)
        .attr("rows", "5")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("placeholder", example)
        .attr("aria-describedby", &said_id);
    let history = Rc::new(History {
        session,
        fields,
        field: RefCell::new(*first),
        text: area.of(),
        said: classed("p", "history-said")
            .attr("id", &said_id)
            .attr("role", "status"),
        misread: classed("ul", "history-misread"),
        apply: classed("button", "inputs-button")
            .attr("type", "button")
            .attr("hidden", ""),
        states: RefCell::default(),
    });
    let (reads, applies, chooses) = (history.clone(), history.clone(), history.clone());
    let area = area.on("input", move |_| reads.read());
    let _ = history.apply.clone().on("click", move |_| applies.apply());
    let options = fields
        .iter()
        .map(|field| el("option").attr("value", field.id).text(field.label));
    let choice = (!is_growth).then(|| {
        let list = classed("select", "choice")
            .children(options)
            .on("change", move |event| chooses.choose(&typed(event)));
        el("label").text("What the cost is of: ").child(list)
    });
    vec![
        classed("details", "history")
            .child(el("summary").text(title))
            .children(choice)
            .child(el("label").attr("for", &id).text(columns))
            .child(area)
            .child(
                classed("p", "inputs-about")
                    .text("The text stays on this page: it is not kept, and no link carries it."),
            )
            .child(history.said.clone())
            .child(history.misread.clone())
            .child(history.apply.clone()),
    ]
}

impl History {
    fn choose(&self, id: &str) {
        if let Some(field) = self.fields.iter().find(|field| field.id == id) {
            self.field.replace(field);
            self.read();
        }
    }

    /// Says what the text comes to.
    fn read(&self) {
        let text = self.text.value();
        let Fitted {
            sentence,
            misread,
            states,
        } = if text.trim().is_empty() {
            Fitted::default()
        } else {
            fitted(&text, *self.field.borrow())
        };
        self.said.say(&sentence);
        let lines = misread.iter().map(|line| el("li").text(line));
        self.misread.refill(lines);
        self.apply.set_flag("hidden", states.is_none());
        if let Some((words, _)) = &states {
            self.apply.say(&["Use ", words].concat());
        }
        self.states.replace(states.map(|(_, statement)| statement));
    }

    /// States what was fitted, as one step to undo.
    fn apply(&self) {
        let Some((value, range)) = *self.states.borrow() else {
            return;
        };
        let slot = (*self.field.borrow()).into();
        self.session.settle();
        self.session.state(slot, value, range);
        self.session.settle();
        self.session.mend(slot);
        self.said
            .say(&[self.field.borrow().label, " is stated. Undo takes it back."].concat());
    }
}
