//! How does a second window show what this one does? The presenter's view follows it: the
//! answers, the runway and what is compared, large, with nothing to press. What is planned
//! goes from tab to tab of one browser as a link, over a `BroadcastChannel`; where there is
//! none, over the storage, which tells every other tab of what is written to it.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Event;

use super::browser::{self, Timer};
use super::by_name::{call, get, made, text};
use super::dom::{El, classed, listen};
use super::session::Session;
use crate::quantity::format::exact;
use crate::share::decode;

/// What the address of a view that follows asks for.
const ASKED: &str = "follow=";
/// Under what this tab keeps its own number, and what the channel is called before that.
const OF: &str = "headroom.follow";
/// How long nothing is typed before it is told.
const PAUSE_MS: u32 = 60;

thread_local! {
    /// Over which this tab tells what it shows.
    static TOLD: RefCell<Option<Way>> = const { RefCell::new(None) };
}

/// From tab to tab.
enum Way {
    Channel(JsValue),
    Storage(String),
}

impl Way {
    /// Of this number.
    fn of(number: &str) -> Self {
        let name = [OF, ".", number].concat();
        match made("BroadcastChannel", &[(&*name).into()]) {
            Ok(channel) => Self::Channel(channel),
            Err(_) => Self::Storage(name),
        }
    }

    fn tell(&self, link: &str) {
        // A tab that cannot be told shows what it was told last.
        match self {
            Self::Channel(channel) => _ = call(channel, "postMessage", &[link.into()]),
            Self::Storage(name) => _ = browser::store(name, link),
        }
    }

    /// Acts whenever another tab tells something.
    fn heed(self, act: impl Fn(String) + 'static) {
        match self {
            Self::Channel(channel) => {
                let heard = move |event: &Event| {
                    if let Some(link) = text(event, "data") {
                        act(link);
                    }
                };
                listen(channel.unchecked_ref(), "message", Box::new(heard));
            }
            Self::Storage(name) => {
                let written = move |event: &Event| {
                    if text(event, "key").as_deref() == Some(&*name)
                        && let Some(link) = text(event, "newValue")
                    {
                        act(link);
                    }
                };
                listen(&window(), "storage", Box::new(written));
            }
        }
    }
}

/// Which tab the address asks to follow.
fn followed() -> Option<String> {
    let asked = window().location().search().ok()?;
    let mut parts = asked.split(['?', '&']);
    let number = parts.find_map(|part| part.strip_prefix(ASKED))?;
    let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_alphanumeric());
    is_number.then(|| number.to_owned())
}

/// Follows another tab, where the address asks for it; else tells what is shown, where a view
/// follows this tab since before it was loaded anew.
pub(super) fn begin(session: Session) -> Option<El> {
    let Some(number) = followed() else {
        tell(session);
        return None;
    };
    if let Some(page) = document().document_element() {
        // Refused only for a class with spaces.
        let _ = page.class_list().add_2("presented", "following");
    }
    Way::of(&number).heed(move |link| {
        // What cannot be read changes nothing.
        if let Ok(opened) = decode(&link) {
            session.mirror(opened.scenario);
            browser::follow(&link);
        }
    });
    Some(classed("p", "aside").text("This view follows another window of this browser."))
}

/// Opens a view that follows this tab; false where the browser opens none.
pub(super) fn open(session: Session) -> bool {
    let number = own_number().unwrap_or_else(|| {
        // No two tabs are asked in one millisecond.
        let number = exact(browser::moment());
        if let Ok(kept) = kept() {
            // Refused in a sandbox: then it is of another number when it is loaded anew.
            let _ = call(&kept, "setItem", &[OF.into(), (&*number).into()]);
        }
        number
    });
    TOLD.set(Some(Way::of(&number)));
    let link = session.shared_link();
    let page = browser::address("");
    let page = page.split('?').next().unwrap_or_default();
    let address = [page, "?embed&", ASKED, &number, &*link].concat();
    let opened = call(&window(), "open", &[address.into(), "_blank".into()]);
    opened.is_ok_and(|it| it.is_object())
}

fn kept() -> Result<JsValue, JsValue> {
    get(&window(), "sessionStorage")
}

/// The number under which this tab is followed, if it was.
fn own_number() -> Option<String> {
    call(&kept().ok()?, "getItem", &[OF.into()])
        .ok()?
        .as_string()
}

/// Tells what is shown from now on, to whoever follows.
fn tell(session: Session) {
    TOLD.set(own_number().map(|number| Way::of(&number)));
    let soon = Timer::default();
    session.at_each_plan(move || {
        let told = move || {
            TOLD.with_borrow(|way| {
                if let Some(way) = way {
                    way.tell(&session.shared_link());
                }
            });
        };
        soon.start(PAUSE_MS, Box::new(told));
    });
}
