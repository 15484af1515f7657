//! Which scenarios does this browser keep? A list of links with their names and days, in the
//! browser's own storage; all of it can be taken along as one file, and put together with
//! another.

use leptos::prelude::*;

use super::browser;
use super::controls::chart::save_text;
use super::dom::{El, button, classed, el};
use super::file::chooser;
use super::session::Session;
use crate::quantity::json::{Json, read};
use crate::report::document::title;

/// Where they are kept.
const KEPT: &str = "headroom.kept";
/// What says in a file that it is a list of ours, with its version.
const MARK: &str = "headroom_kept";
/// So many are kept.
const MOST: usize = 100;

/// A scenario that is kept.
#[derive(Clone, PartialEq)]
struct Kept {
    name: String,
    day: String,
    /// From `#` on.
    link: String,
}

/// The list, and what can be done with it.
pub(super) fn shelf(session: Session) -> El {
    let all = RwSignal::new(stored());
    let said = classed("p", "aside kept-said").attr("role", "status");
    let keep = {
        let said = said.clone();
        button("button", move || {
            let (name, day) = session.peek(|now| (title(&now.scenario), now.today.shown()));
            let link = session.shared_link();
            let mut next = stored();
            next.retain(|it| it.link != link);
            next.insert(0, Kept { name, day, link });
            said.say(store(all, next));
        })
    };
    let export = button("button", move || {
        save_text(
            &written(&stored()),
            "application/json",
            "headroom-scenarios.json",
        );
    })
    .live_flag("disabled", move || all.with(Vec::is_empty));
    let place = said.clone();
    let import = chooser(
        "kept-choice",
        "A file of kept scenarios",
        "Import",
        move |read| {
            let bytes = match read {
                Ok(bytes) => bytes,
                Err(sentence) => {
                    place.say(&sentence);
                    return;
                }
            };
            let text = String::from_utf8_lossy(&bytes);
            let Some(more) = listed(&text) else {
                place.say("This is not a file of kept scenarios: it comes from Export.");
                return;
            };
            let mut next = stored();
            let is_new = |it: &Kept| next.iter().all(|other| other.link != it.link);
            let more: Vec<Kept> = more.into_iter().filter(is_new).collect();
            let count = more.len();
            next.extend(more);
            let sentence = store(all, next);
            if sentence.is_empty() {
                place.say(&match count {
                    1 => "One scenario was added.".to_owned(),
                    count => format!("{count} scenarios were added."),
                });
            } else {
                place.say(sentence);
            }
        },
    );
    let list =
        classed("ul", "report-list").each(move || all.get(), move |kept| vec![entry(all, kept)]);
    let actions = classed("p", "report-actions")
        .child(keep.text("Keep this one"))
        .child(export.text("Export"))
        .children(import);
    el("div").child(actions).child(said).child(list)
}

fn entry(all: RwSignal<Vec<Kept>>, kept: &Kept) -> El {
    let (link, gone) = (kept.link.clone(), kept.link.clone());
    // As if the link were pasted: what there is to say of it is said, and undo leads back.
    let open = button("link", move || {
        // Refused in a sandbox, where nothing is kept either.
        let _ = window().location().set_hash(&link);
    });
    let away = button("quiet-button", move || {
        let mut next = stored();
        next.retain(|it| it.link != gone);
        // What is less always fits.
        let _ = store(all, next);
    })
    .attr("aria-label", &["Take away ", &kept.name].concat());
    el("li")
        .child(open.text(&kept.name))
        .child(el("span").text(&[", ", &*kept.day, " "].concat()))
        .child(away.text("\u{d7}"))
}

fn stored() -> Vec<Kept> {
    let text = browser::stored(KEPT).ok().flatten();
    text.and_then(|text| listed(&text)).unwrap_or_default()
}

/// Stores them, and shows what is stored; what is to be said where it could not be.
fn store(all: RwSignal<Vec<Kept>>, mut next: Vec<Kept>) -> &'static str {
    if next.len() > MOST {
        next.truncate(MOST);
        return "A hundred are kept already: take some away, or export them.";
    }
    if browser::store(KEPT, &written(&next)).is_err() {
        return "This browser keeps nothing for this page. Save a file or copy the link.";
    }
    all.set(next);
    ""
}

fn written(all: &[Kept]) -> String {
    let entry = |kept: &Kept| {
        let members = [
            ("name", &kept.name),
            ("day", &kept.day),
            ("link", &kept.link),
        ];
        Json::Object(
            members
                .map(|(name, text)| (name.to_owned(), Json::text(text)))
                .into(),
        )
    };
    let all = Json::List(all.iter().map(entry).collect());
    let members = vec![
        (MARK.to_owned(), Json::Number(1.0)),
        ("all".to_owned(), all),
    ];
    Json::Object(members).write()
}

/// What a text lists; none where it is no list of ours.
fn listed(text: &str) -> Option<Vec<Kept>> {
    let file = read(text).ok()?;
    file.get(MARK)?;
    let Json::List(all) = file.get("all")? else {
        return None;
    };
    let of = |entry: &Json| {
        let text = |name: &str| Some(entry.get(name)?.as_text()?.to_owned());
        Some(Kept {
            name: text("name")?,
            day: text("day")?,
            link: text("link").filter(|link| link.starts_with('#'))?,
        })
    };
    all.iter().map(of).collect()
}
