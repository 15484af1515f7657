//! What can still be taken back after a reload? The last steps of this tab: they are kept
//! in the tab's own storage while it is left, and are taken up again where the page opens
//! with what it was left with.

use leptos::prelude::*;

use super::browser;
use super::dom::listen;
use super::history::Step;
use super::session::Session;
use crate::engine;
use crate::quantity::json::{Json, read};
use crate::report::notes::Blanks;
use crate::share::{Headline, decode, encode};

/// Where the steps are kept, as long as the tab lives.
const STEPS: &str = "headroom.steps";
/// So many steps back, and as many forward.
const MOST: usize = 40;

/// Takes up the steps that were left, and leaves those of this page.
pub(super) fn follow(session: Session) {
    take_up(session);
    listen(&window(), "pagehide", Box::new(move |_| leave(session)));
}

fn storage() -> Option<web_sys::Storage> {
    // Refused in a sandbox: then a reload takes the steps away.
    window().session_storage().ok()?
}

fn leave(session: Session) {
    if browser::is_frozen() {
        return;
    }
    let steps = session.history.with_untracked(|history| {
        let [past, future] = history.steps();
        [past, future].map(|steps| {
            let first = steps.len().saturating_sub(MOST);
            Json::List(steps[first..].iter().map(written).collect())
        })
    });
    let [past, future] = steps;
    let members = [
        ("here", Json::Text(session.link())),
        ("past", past),
        ("future", future),
    ];
    let left = Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into());
    if let Some(storage) = storage()
        && storage.set_item(STEPS, &left.write()).is_err()
    {
        // Older steps are of another page than the one that is left.
        let _ = storage.remove_item(STEPS);
    }
}

fn written(step: &Step) -> Json {
    let link = step.scenario.as_ref().map_or(Json::Null, |scenario| {
        let headline = Headline {
            engine: engine::VERSION.to_owned(),
            figures: Vec::new(),
        };
        Json::Text(encode(scenario, &headline))
    });
    let notes = step.notes.iter();
    let notes = notes.map(|(key, words)| (key.clone(), Json::text(words)));
    Json::List(vec![link, Json::Object(notes.collect())])
}

fn take_up(session: Session) {
    let left = storage().and_then(|storage| storage.get_item(STEPS).ok()?);
    let Some(Ok(left)) = left.as_deref().map(read) else {
        return;
    };
    if left.get("here").and_then(Json::as_text) != Some(&session.link()) {
        return;
    }
    let steps = ["past", "future"].map(|name| match left.get(name) {
        Some(Json::List(steps)) => taken_up(steps),
        _ => Vec::new(),
    });
    session.history.update(|history| {
        if !history.can_undo() && !history.can_redo() {
            history.take_up(steps);
        }
    });
}

/// The steps, up to the first that is none.
fn taken_up(steps: &[Json]) -> Vec<Step> {
    let mut last = steps.iter().rev().map_while(step_of).collect::<Vec<_>>();
    last.reverse();
    last
}

fn step_of(json: &Json) -> Option<Step> {
    let Json::List(parts) = json else { return None };
    let [link, Json::Object(notes)] = &parts[..] else {
        return None;
    };
    let scenario = match link {
        Json::Null => None,
        link => {
            let opened = decode(link.as_text()?).ok()?;
            Some(
                opened
                    .not_understood
                    .is_empty()
                    .then_some(opened.scenario)?,
            )
        }
    };
    let words = |(key, words): &(String, Json)| Some((key.clone(), words.as_text()?.to_owned()));
    let notes: Option<Blanks> = notes.iter().map(words).collect();
    Some(Step {
        scenario,
        notes: notes?,
    })
}
