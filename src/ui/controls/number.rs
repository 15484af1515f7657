//! The box that a number is typed into, in the form and in the scenario's
//! sentence: how does it behave while someone edits it?
//!
//! The text is a signal of its own. Typing states the value that the text
//! means; the text is written anew only on blur, or when the value came from
//! elsewhere (undo, reset, another control).

mod drag;

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use crate::quantity::format;
use crate::scenario::typed::{echo, typed, written};
use crate::scenario::{Field, Range, Value, nudge};
use crate::ui::session::Session;
use drag::Dragging;

/// Where a control stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// In a row of the form, with its unit.
    Form,
    /// In a sentence, as wide as its text; can be dragged sideways.
    Inline,
    /// In the explain panel, with its unit.
    Panel,
}

impl Look {
    /// The element's id.
    pub fn id(self, field: &Field) -> String {
        match self {
            Self::Form => format!("f-{}", field.id),
            Self::Inline => format!("s-{}", field.id),
            Self::Panel => format!("p-{}", field.id),
        }
    }
}

/// The value that a field left unset follows, if the plan has it.
pub fn followed(session: Session, field: &'static Field) -> Option<f64> {
    session.plan.with(|plan| {
        let figure = plan
            .figure(field.id)
            .or_else(|| plan.figure(&format!("web.{}", field.name())))?;
        Some(figure.value)
    })
}

/// A box for a number field, with what it says about the text below it.
#[component]
pub fn NumberBox(
    /// A field that holds a number.
    field: &'static Field,
    /// Where it stands.
    look: Look,
    /// What shows while nothing is stated; the plan's figure if not given.
    #[prop(optional)]
    follows: Option<Signal<String>>,
) -> impl IntoView {
    let editing = Editing::new(field);
    let Editing { session, text, .. } = editing;
    let follows = follows.unwrap_or_else(|| Signal::derive(move || placeholder(session, field)));
    let input = NodeRef::<html::Input>::new();
    let drag = Dragging {
        editing,
        look,
        input,
        held: StoredValue::new(None),
    };
    let id = look.id(field);
    let said = format!("{id}-said");
    let described = said.clone();
    let unit = format::shown_parts(2.0, field.stated.unit);
    let size = move || {
        let shown = text.with(|text| text.chars().count());
        let shown = if shown == 0 {
            follows.with(|text| text.chars().count())
        } else {
            shown
        };
        (look == Look::Inline).then(|| shown.clamp(1, 24).to_string())
    };
    view! {
        <span
            class="number"
            class:number-form=look != Look::Inline
            class:number-inline=look == Look::Inline
            class:number-faulty=move || editing.error.get().is_some()
        >
            {(look != Look::Inline && !unit.prefix.is_empty())
                .then(|| view! { <span class="number-unit" aria-hidden="true">{unit.prefix}</span> })}
            <input
                node_ref=input
                id=id
                class="number-box"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                data-field=field.id
                size=size
                placeholder=move || follows.get()
                aria-label=(look != Look::Form).then_some(field.label)
                aria-invalid=move || editing.error.get().map(|_| "true")
                aria-describedby=described
                prop:value=move || text.get()
                on:input=move |event| editing.read(event_target_value(&event))
                on:paste=move |_| editing.pasted.set_value(true)
                on:blur=move |_: FocusEvent| editing.leave()
                on:keydown=move |event| editing.press(&event)
                on:mousedown=move |event| drag.hold_focus(&event)
                on:pointerdown=move |event| drag.press(&event)
                on:pointermove=move |event| drag.pull(&event)
                on:pointerup=move |_| drag.release()
                on:pointercancel=move |_| drag.cancel()
            />
            {(look != Look::Inline)
                .then(|| view! { <span class="number-unit">{unit.unit.trim().to_owned()}</span> })}
        </span>
        <span class="number-said" class:number-said-inline=look == Look::Inline id=said>
            {move || match editing.error.get() {
                Some(error) => Some(view! { <span class="number-error">{error}</span> }.into_any()),
                None => editing.echo().map(|echo| view! { <span class="number-echo">{echo}</span> }.into_any()),
            }}
        </span>
    }
}

/// What shows in the box of a field that is not stated.
fn placeholder(session: Session, field: &'static Field) -> String {
    if !field.is_optional() {
        return String::new();
    }
    followed(session, field).map_or_else(String::new, |value| {
        format::shown_parts(value, field.stated.unit).number
    })
}

type Statement = (Value, Option<Range>);

/// The state of one box.
#[derive(Clone, Copy)]
struct Editing {
    field: &'static Field,
    session: Session,
    text: RwSignal<String>,
    /// Whether the text was typed since it was last written.
    fresh: RwSignal<bool>,
    /// Whether the sentence about a text that is not understood shows.
    marked: RwSignal<bool>,
    /// Shown beside the box.
    error: Memo<Option<String>>,
    pasted: StoredValue<bool>,
    /// Whether this box holds a text that is not understood.
    faulty: StoredValue<bool>,
    /// What the text of this box states.
    own: StoredValue<Statement>,
    stated: Memo<Statement>,
}

impl Editing {
    fn new(field: &'static Field) -> Self {
        let session = Session::expect();
        let stated = session.stated(field);
        let (value, range) = stated.get_untracked();
        let marked = RwSignal::new(false);
        let trouble = Memo::new(move |_| {
            session
                .troubles
                .with(|troubles| troubles.get(field.id).cloned())
        });
        let editing = Self {
            field,
            session,
            text: RwSignal::new(written(field, value, range)),
            fresh: RwSignal::new(false),
            marked,
            error: Memo::new(move |_| trouble.get().filter(|_| marked.get())),
            pasted: StoredValue::new(false),
            faulty: StoredValue::new(false),
            own: StoredValue::new((value, range)),
            stated,
        };
        Effect::new(move || {
            let elsewhere = stated.get() != editing.own.get_value();
            let mended = trouble.get().is_none() && editing.faulty.get_value();
            if elsewhere || mended {
                editing.write();
            }
        });
        editing
    }

    /// Writes what is stated into the box.
    fn write(self) {
        let stated = self.stated.get_untracked();
        self.own.set_value(stated);
        self.faulty.set_value(false);
        self.marked.set(false);
        self.fresh.set(false);
        self.text.set(written(self.field, stated.0, stated.1));
    }

    /// Takes a text as it is typed.
    fn read(self, text: String) {
        self.fresh.set(true);
        let pasted = self.pasted.get_value();
        self.pasted.set_value(false);
        let understood = self
            .session
            .scenario
            .with_untracked(|scenario| typed(self.field, &text, scenario));
        self.text.set(text);
        match understood {
            Ok(understood) => {
                self.faulty.set_value(false);
                self.own.set_value((understood.value, understood.range));
                self.marked.set(false);
                self.session
                    .state(self.field, understood.value, understood.range);
                self.session.mend(self.field);
            }
            Err(sentence) => {
                self.faulty.set_value(true);
                self.session.trouble(self.field, sentence);
                if pasted {
                    self.marked.set(true);
                }
            }
        }
    }

    /// The box loses focus.
    fn leave(self) {
        self.session.settle();
        if self.faulty.get_value() {
            self.marked.set(true);
        } else {
            self.session.mend(self.field);
            self.write();
        }
    }

    /// What the text was understood as, where it does not plainly say so.
    fn echo(self) -> Option<String> {
        let text = self.text.get();
        if !self.fresh.get() && self.stated.get().1.is_none() {
            return None;
        }
        let understood = self
            .session
            .scenario
            .with(|scenario| typed(self.field, &text, scenario))
            .ok()?;
        echo(self.field, &text, understood)
    }

    /// The number that steps and drags start from.
    fn number(self) -> Option<f64> {
        match self.stated.get_untracked().0 {
            Value::Number(number) => Some(number),
            _ => untrack(|| followed(self.session, self.field)),
        }
    }

    /// States a number that did not come from the text.
    fn state(self, number: f64) {
        self.session.state(self.field, Value::Number(number), None);
        self.session.mend(self.field);
    }

    fn press(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let tenfold = if event.shift_key() { 10.0 } else { 1.0 };
        let steps = match event.key().as_str() {
            "ArrowUp" => tenfold,
            "ArrowDown" => -tenfold,
            "PageUp" => 10.0,
            "PageDown" => -10.0,
            "Escape" => {
                self.session.mend(self.field);
                self.write();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(number) = self.number() {
            self.state(nudge::stepped(self.field, number, steps));
        }
    }
}
