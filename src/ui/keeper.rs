//! Where does the work live between visits? The address follows the scenario,
//! a draft is kept in storage, and a link that is opened leaves the draft alone
//! until the first edit.

use leptos::prelude::*;

use super::arrivals;
use super::browser::{self, Timer};
use super::dom::{listen, react};
use super::notice::Notice;
use super::session::Session;
use crate::engine;
use crate::later::far;
use crate::quantity::format::precise;
use crate::scenario::{Beside, Place, Scenario};
use crate::share::{LinkError, Opened, decode};
use crate::workloads::Loaded;

/// Where the draft is stored. The guard's safe mode knows the prefix.
const DRAFT: &str = "headroom.draft";
/// Browsers drop or refuse writes of the address that come more often.
const PAUSE_MS: u32 = 300;
/// Before a write of the address that was dropped is first tried again; each
/// further pause is twice as long.
const RETRY_MS: u32 = 1_000;
/// No pause grows beyond this.
const LONGEST_PAUSE_MS: u32 = 30_000;

far! {
    "details" "c206"
    fn lack_beside(beside: &Beside, loaded: Loaded) -> Vec<&'static str> = beside_lacks;
}

/// What those need that stand beside a scenario.
fn beside_lacks(beside: &Beside, loaded: Loaded) -> Vec<&'static str> {
    let all = beside.others.iter();
    all.flat_map(|it| loaded.lacks(it)).collect()
}

/// The parts of the program that what there is to open needs, the address first and
/// then the draft, and that have not arrived.
pub(super) fn lacking() -> Vec<&'static str> {
    let opened = match decode(&browser::fragment()) {
        Err(LinkError::Nothing | LinkError::NotALink) => match browser::stored(DRAFT) {
            Ok(Some(stored)) => decode(&stored),
            _ => return Vec::new(),
        },
        opened => opened,
    };
    let loaded = arrivals::loaded();
    match opened {
        Ok(opened) => {
            let unknown = opened.not_understood.iter().filter_map(|part| {
                // A preset, or an input that an input means.
                let of_value = || loaded.lacks_of(part.value.trim());
                match &*part.key {
                    "preset" => of_value(),
                    key => loaded.lacks_of(key).or_else(of_value),
                }
            });
            let own = unknown.chain(loaded.lacks(&opened.scenario));
            let beside = opened.scenario.beside.as_deref();
            let beside = beside.map_or_else(Vec::new, |it| lack_beside(it, loaded));
            own.chain(beside).collect()
        }
        Err(LinkError::Awaits) => vec!["details"],
        Err(LinkError::UnknownPreset(name)) => loaded.lacks_of(&name).into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

/// What there is to show, with what there is to say of it.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) scenario: Scenario,
    notices: Vec<Notice>,
    /// Whether parts of it are of a newer version: then it is not edited unasked.
    read_only: bool,
    /// Whether the address holds what could not be read.
    keeps_address: bool,
}

impl Shown {
    /// A link, or a draft, that was opened: `text` is what it was opened from.
    fn of(opened: Opened, text: &str, noun: &str) -> Self {
        let keeps_address = !opened.not_understood.is_empty();
        Self {
            notices: remarks(&opened, text, noun),
            read_only: keeps_address && opened.headline.is_some(),
            keeps_address,
            scenario: opened.scenario,
        }
    }

    /// The draft, or the example.
    fn draft() -> Self {
        let told = |sentence| Self {
            notices: vec![Notice::new(sentence)],
            ..Self::default()
        };
        let Ok(stored) = browser::stored(DRAFT) else {
            return told(
                "This browser keeps no draft for this page. Copy the link to keep your work.",
            );
        };
        let Some(stored) = stored else {
            return Self::default();
        };
        match decode(&stored) {
            Ok(opened) => Self {
                keeps_address: false,
                ..Self::of(opened, &stored, "draft")
            },
            Err(_) => told(
                "The draft that this browser kept could not be read, so the example is shown. The draft stays \
                 as it is until your first edit.",
            ),
        }
    }
}

/// Says of a link that it does not open; it can be copied as it came.
fn not_opened(error: &LinkError, then: &str, fragment: &str) -> Notice {
    Notice {
        sentence: format!("{error} {then}"),
        untouched: fragment.to_owned(),
        ..Notice::default()
    }
}

/// What the page opens with: the address first, then the draft. Whether it stands in the
/// page of another site.
pub(super) fn opening() -> (Shown, bool) {
    let fragment = browser::fragment();
    match decode(&fragment) {
        Ok(opened) => {
            let asks = opened.frame == crate::share::Frame::Embed;
            let embedded = asks || browser::is_asked_to_embed();
            (Shown::of(opened, &fragment, "link"), embedded)
        }
        Err(LinkError::Nothing | LinkError::NotALink) => (Shown::draft(), false),
        Err(error) => {
            let then = "What you see is not that link: it is your own draft, or the example.";
            let mut shown = Shown::draft();
            shown.notices.insert(0, not_opened(&error, then, &fragment));
            shown.keeps_address = true;
            (shown, false)
        }
    }
}

/// Shows what was opened, with what there is to say of it. The scenario is there already.
pub(super) fn show(session: Session, shown: Shown) {
    session.notices.set(shown.notices);
    session.read_only.set(shown.read_only);
    session.keeps_address.set_value(shown.keeps_address);
}

/// What there is to say about a link that was opened.
fn remarks(opened: &Opened, text: &str, noun: &str) -> Vec<Notice> {
    let mut notices = Vec::new();
    if !opened.not_understood.is_empty() {
        let sentence = match &opened.headline {
            None => "Parts of this link were not understood. The rest is planned.".to_owned(),
            Some(made) => format!(
                "A newer version (engine {}) made this {noun}, and parts of it could not be read. The rest is \
                 planned. Nothing is changed until you choose to edit it without them; reload the page to get \
                 the newest version.",
                made.engine
            ),
        };
        let parts = opened.not_understood.iter();
        notices.push(Notice {
            sentence,
            lines: parts
                .map(|part| format!("{}={}: {}", part.key, part.value, part.sentence))
                .collect(),
            untouched: text.to_owned(),
        });
    }
    if !opened.rounded.is_empty() {
        let parts = opened.rounded.iter();
        notices.push(Notice {
            lines: parts
                .map(|part| [&part.key, "=", &part.value, ": ", &part.sentence].concat())
                .collect(),
            ..Notice::new(format!(
                "This {noun} is older, and states fractions of what there are only whole ones of."
            ))
        });
    }
    let unused = opened.understood.iter().filter_map(|part| {
        let Place::Input(slot) = part.place else {
            return None;
        };
        let because = slot.unused(&opened.scenario)?;
        Some([&part.key, "=", &part.text, ": ", because].concat())
    });
    let unused: Vec<String> = unused.collect();
    if !unused.is_empty() {
        notices.push(Notice {
            lines: unused,
            ..Notice::new("Parts of this link change nothing, as the rest stands.")
        });
    }
    let Some(headline) = &opened.headline else {
        return notices;
    };
    let plan = engine::plan_with(&opened.scenario, arrivals::loaded());
    let changed: Vec<String> = headline
        .figures
        .iter()
        .filter_map(|(id, was)| {
            let now = plan.figure(id)?;
            if now.value.to_bits() == was.to_bits() {
                return None;
            }
            let label = now.formula.label;
            let (was, is) = (precise(*was, now.unit()), precise(now.value, now.unit()));
            Some(format!("{label} was {was}, is now {is}."))
        })
        .collect();
    if !changed.is_empty() {
        let sentence = format!(
            "This {noun} was made with engine {}. This is engine {}, which gives other figures.",
            headline.engine,
            engine::VERSION
        );
        notices.push(Notice {
            lines: changed,
            ..Notice::new(sentence)
        });
    }
    notices
}

/// Keeps address, draft and title in step with the session from now on.
pub(super) fn keep(session: Session) {
    browser::begin_at_the_top();
    let pending = Timer::default();
    let retry = Timer::default();
    let write = {
        let retry = retry.clone();
        move || {
            keep_draft(session);
            follow(session, RETRY_MS, &retry);
        }
    };
    let (waiting, written) = (pending.clone(), write.clone());
    react(Box::new(move || {
        if session.with(|now| now.edits) > 0 {
            waiting.start(PAUSE_MS, Box::new(written.clone()));
        }
    }));
    react(Box::new(move || {
        document().set_title(&session.with(|now| match now.scenario.name.as_str() {
            "" => "Headroom: capacity and cost planner".to_owned(),
            name => format!("{name} · Headroom"),
        }));
    }));
    let early = StoredValue::new(false);
    let waiting = pending.clone();
    let moved = move |_: &web_sys::Event| {
        retry.stop();
        if waiting.stop() {
            keep_draft(session);
        }
        early.set_value(!arrive(session));
    };
    // Not `hashchange`: a step between two entries with one fragment fires none, and
    // the write that was due would then go into the entry that was stepped to.
    listen(&window(), "popstate", Box::new(moved));
    let arrived = move |event: &web_sys::Event| {
        arrivals::take_in(event);
        session.take_in();
        if early.get_value() {
            early.set_value(!arrive(session));
        }
    };
    listen(&document(), arrivals::ARRIVED, Box::new(arrived));
    let leaving = move |_: &web_sys::Event| {
        if pending.stop() {
            write();
        }
    };
    listen(&window(), "pagehide", Box::new(leaving));
}

fn keep_draft(session: Session) {
    if browser::store(DRAFT, &session.link()).is_err() {
        session.warn("This browser could not keep your draft. Copy the link to keep your work.");
    }
}

/// Puts the scenario into the address, as often as it takes.
fn follow(session: Session, pause: u32, retry: &Timer) {
    if browser::is_frozen() || session.follow() {
        retry.stop();
        return;
    }
    let again = retry.clone();
    retry.start(
        pause,
        Box::new(move || follow(session, (pause * 2).min(LONGEST_PAUSE_MS), &again)),
    );
}

/// The address changed under the page: a link was pasted, or the visitor went
/// back or forward. False when it needs a part of the program that has not
/// arrived.
fn arrive(session: Session) -> bool {
    let fragment = browser::fragment();
    if browser::is_frozen() {
        return true;
    }
    if fragment == session.link() {
        show(session, Shown::default());
        return true;
    }
    if !lacking().is_empty() {
        return false;
    }
    let shown = match decode(&fragment) {
        Ok(opened) => Shown::of(opened, &fragment, "link"),
        Err(LinkError::NotALink) => return true,
        Err(LinkError::Nothing) => Shown::draft(),
        Err(error) => {
            let told = not_opened(&error, "What you had is still here.", &fragment);
            session.notices.set(vec![told]);
            session.keeps_address.set_value(true);
            return true;
        }
    };
    session.open(shown.scenario.clone());
    browser::to_the_top();
    show(session, shown);
    true
}
