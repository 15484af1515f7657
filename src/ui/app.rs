//! What stands where on the page?

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::answers::Answers;
use super::browser;
use super::document::Document;
use super::explain::Explain;
use super::figure::FigureView;
use super::findings::Findings;
use super::inputs::Inputs;
use super::keeper::{self, Notice};
use super::sentence::Sentence;
use super::session::Session;
use crate::scenario::name;
use crate::scenario::preset::PRESETS;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let (scenario, told, embedded) = keeper::opening();
    let session = Session::new(scenario);
    provide_context(session);
    let notices = RwSignal::new(told);
    keeper::keep(session, notices);
    undo_by_key(session);
    let stale = move || session.troubles.with(|troubles| !troubles.is_empty());
    let explaining = move || session.explained.with(|trail| !trail.is_empty());
    view! {
        <div class="page" class:embedded=embedded class:explaining=explaining>
            <Bar />
            <Notices notices />
            <main>
                <div class="head">
                    <Name />
                    <Sentence />
                    <Answers />
                </div>
                <div class="columns">
                    <section class="inputs-column" aria-label="Inputs"><Inputs /></section>
                    <div class="panels" class:stale=stale><Document /> <Findings /></div>
                </div>
            </main>
            <Explain />
            <footer class="foot">
                <p>"Computed in this browser, engine " {crate::engine::VERSION} ". Nothing you type leaves this page. Prices are list prices with the date of their source; open any figure to see it."</p>
            </footer>
        </div>
    }
}

/// The slim bar that stays: name, the answers in short, what can be done.
#[component]
fn Bar() -> impl IntoView {
    let session = Session::expect();
    let steps = session.steps();
    let on = Memo::new(move |_| session.plan.with(|plan| plan.web.is_some()));
    view! {
        <header class="bar">
            <button type="button" class="skip" on:click=move |_| skip()>"Skip to the answers"</button>
            <p class="brand">"Headroom"</p>
            <p class="slim" aria-label="The answers in short">
                {move || on.get().then(|| view! {
                    <span>"Room for " <FigureView id="web.users_more" /></span>
                    <span>"Cost " <FigureView id="web.bill" /></span>
                    <span>"Binds " <FigureView id="web.node_binding" /></span>
                })}
            </p>
            <div class="actions">
                <button type="button" class="button" disabled=move || !steps.get().0 on:click=move |_| session.undo()>"Undo"</button>
                <button type="button" class="button" disabled=move || !steps.get().1 on:click=move |_| session.redo()>"Redo"</button>
                <Share />
                <StartOver />
            </div>
        </header>
    }
}

fn skip() {
    let answers = document().get_element_by_id("answers");
    if let Some(answers) =
        answers.and_then(|answers| answers.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // Without focus the page is read from where it was.
        let _ = answers.focus();
    }
}

/// What became of a press on "Copy link".
#[derive(Clone, PartialEq)]
enum Shared {
    Not,
    Copied,
    /// The browser refused: the link to copy by hand.
    ByHand(String),
}

#[component]
fn Share() -> impl IntoView {
    let session = Session::expect();
    let shared = RwSignal::new(Shared::Not);
    Effect::new(move || {
        session.scenario.track();
        shared.set(Shared::Not);
    });
    let copy = move |_| {
        let link = browser::address(&session.link());
        leptos::task::spawn_local(async move {
            shared.set(match browser::copy(&link).await {
                Ok(()) => Shared::Copied,
                Err(_) => Shared::ByHand(link),
            });
        });
    };
    view! {
        <button type="button" class="button primary" on:click=copy>
            {move || if shared.get() == Shared::Copied { "Link copied" } else { "Copy link" }}
        </button>
        <span class="quiet" role="status">
            {move || (shared.get() == Shared::Copied).then_some("The link is on the clipboard.")}
        </span>
        {move || match shared.get() {
            Shared::ByHand(link) => Some(view! {
                <label class="by-hand">
                    "Copy this link: "
                    <input type="text" readonly=true prop:value=link on:focus=|event| {
                        event_target::<web_sys::HtmlInputElement>(&event).select();
                    } />
                </label>
            }),
            _ => None,
        }}
    }
}

/// Gives the whole scenario back to its preset; undo brings it back.
#[component]
fn StartOver() -> impl IntoView {
    let session = Session::expect();
    let start = move |_| {
        let origin = session
            .scenario
            .with_untracked(|scenario| scenario.origin().scenario());
        session.replace(origin);
        browser::step_to(&session.link());
    };
    view! { <button type="button" class="button" on:click=start title=PRESETS[0].sentence>"Start over"</button> }
}

/// What the visitor calls the scenario.
#[component]
fn Name() -> impl IntoView {
    let session = Session::expect();
    let text = RwSignal::new(
        session
            .scenario
            .with_untracked(|scenario| scenario.name.clone()),
    );
    let kept = Memo::new(move |_| session.scenario.with(|scenario| scenario.name.clone()));
    let trouble = RwSignal::new(None::<String>);
    Effect::new(move || {
        text.set(kept.get());
        trouble.set(None);
    });
    let typed = move |event: web_sys::Event| {
        let written = event_target_value(&event);
        match name::check(&written) {
            Ok(()) => {
                trouble.set(None);
                session.rename(&written);
            }
            Err(refusal) => trouble.set(Some(refusal.to_string())),
        }
        text.set(written);
    };
    view! {
        <div class="name">
            <label for="scenario-name">"Scenario"</label>
            <input
                id="scenario-name"
                type="text"
                autocomplete="off"
                placeholder="Give it a name"
                prop:value=move || text.get()
                aria-invalid=move || trouble.with(Option::is_some).then_some("true")
                aria-describedby="scenario-name-error"
                on:input=typed
                on:blur=move |_| session.settle()
            />
            <span id="scenario-name-error" class="error">{move || trouble.get()}</span>
        </div>
    }
}

/// What the visitor should know of the link or the draft.
#[component]
fn Notices(notices: RwSignal<Vec<Notice>>) -> impl IntoView {
    move || {
        let told = notices.get();
        (!told.is_empty()).then(|| {
            let each = told
                .into_iter()
                .map(|notice| {
                    let lines = notice.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
                    view! { <div class="notice"><p>{notice.sentence}</p><ul>{lines}</ul></div> }
                })
                .collect_view();
            view! {
                <section class="notices" aria-label="Notices" role="status">
                    {each}
                    <button type="button" class="button" on:click=move |_| notices.set(Vec::new())>"Dismiss"</button>
                </section>
            }
        })
    }
}

/// Ctrl+Z takes a step back, Ctrl+Shift+Z or Ctrl+Y forward, wherever the
/// focus is: the fields have no history of their own that would be missed.
fn undo_by_key(session: Session) {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => session.undo(),
            ("z", true) | ("y", false) => session.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || listener.set_value(None));
}
