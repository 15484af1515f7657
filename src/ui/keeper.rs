//! Where does the work live between visits? The address follows the scenario,
//! a draft is kept in storage, and a link that is opened leaves the draft alone
//! until the first edit.

use leptos::prelude::*;

use super::arrivals;
use super::browser::{self, Timer};
use super::dom::{listen, react};
use super::session::Session;
use crate::engine;
use crate::quantity::format::shown;
use crate::scenario::{Place, Scenario};
use crate::share::{LinkError, Opened, decode};

/// Where the draft is stored. The guard's safe mode knows the prefix.
const DRAFT: &str = "headroom.draft";
/// Browsers drop or refuse writes of the address that come more often.
const PAUSE_MS: u32 = 300;
/// Before a write of the address that was dropped is first tried again; each
/// further pause is twice as long.
const RETRY_MS: u32 = 1_000;
/// No pause grows beyond this.
const LONGEST_PAUSE_MS: u32 = 30_000;

/// Something to tell the visitor above the scenario.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Notice {
    /// What happened, and what to do.
    pub(super) sentence: String,
    /// Details, one a line: parts of a link, figures that changed.
    pub(super) lines: Vec<String>,
}

impl Notice {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            lines: Vec::new(),
        }
    }
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
            unknown.chain(loaded.lacks(&opened.scenario)).collect()
        }
        Err(LinkError::UnknownPreset(name) | LinkError::UnknownField(name)) => {
            loaded.lacks_of(&name).into_iter().collect()
        }
        Err(_) => Vec::new(),
    }
}

/// What the page opens with: the address first, then the draft.
pub(super) fn opening() -> (Scenario, Vec<Notice>, bool) {
    let mut notices = Vec::new();
    match decode(&browser::fragment()) {
        Ok(opened) => {
            let embedded = opened.frame == crate::share::Frame::Embed;
            notices.extend(remarks(&opened));
            return (opened.scenario, notices, embedded);
        }
        Err(LinkError::Nothing | LinkError::NotALink) => {}
        Err(error) => notices.push(Notice::new(format!(
            "{error} What you see is not that link: it is your own draft, or the example."
        ))),
    }
    (draft(&mut notices).unwrap_or_default(), notices, false)
}

fn draft(notices: &mut Vec<Notice>) -> Option<Scenario> {
    let Ok(stored) = browser::stored(DRAFT) else {
        notices.push(Notice::new(
            "This browser keeps no draft for this page. Copy the link to keep your work.",
        ));
        return None;
    };
    let opened = decode(&stored?);
    if opened.is_err() {
        notices.push(Notice::new(
            "The draft that this browser kept could not be read, so the example is shown. The draft stays as \
             it is until your first edit.",
        ));
    }
    Some(opened.ok()?.scenario)
}

/// What there is to say about a link that was opened.
fn remarks(opened: &Opened) -> Vec<Notice> {
    let mut notices = Vec::new();
    if !opened.not_understood.is_empty() {
        notices.push(Notice {
            sentence: "Parts of this link were not understood. The rest is planned.".to_owned(),
            lines: opened
                .not_understood
                .iter()
                .map(|part| format!("{}={}: {}", part.key, part.value, part.sentence))
                .collect(),
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
            sentence: "Parts of this link change nothing, as the rest stands.".to_owned(),
            lines: unused,
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
            let (was, is) = (shown(*was, now.unit()), shown(now.value, now.unit()));
            Some(format!("{label} was {was}, is now {is}."))
        })
        .collect();
    if !changed.is_empty() {
        notices.push(Notice {
            sentence: format!(
                "This link was made with engine {}. This is engine {}, which gives other figures.",
                headline.engine,
                engine::VERSION
            ),
            lines: changed,
        });
    }
    notices
}

/// Keeps address, draft and title in step with the session from now on.
pub(super) fn keep(session: Session, notices: RwSignal<Vec<Notice>>) {
    let pending = Timer::default();
    let retry = Timer::default();
    let write = {
        let retry = retry.clone();
        move || {
            keep_draft(&session.link(), notices);
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
            keep_draft(&session.link(), notices);
        }
        early.set_value(!arrive(session, notices));
    };
    // Not `hashchange`: a step between two entries with one fragment fires none, and
    // the write that was due would then go into the entry that was stepped to.
    listen(&window(), "popstate", Box::new(moved));
    let arrived = move |event: &web_sys::Event| {
        arrivals::take_in(event);
        session.take_in();
        if early.get_value() {
            early.set_value(!arrive(session, notices));
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

fn keep_draft(link: &str, notices: RwSignal<Vec<Notice>>) {
    if browser::is_frozen() || browser::store(DRAFT, link).is_ok() {
        return;
    }
    let sentence = "This browser could not keep your draft. Copy the link to keep your work.";
    let known =
        notices.with_untracked(|notices| notices.iter().any(|notice| notice.sentence == sentence));
    if !known {
        notices.update(|notices| notices.push(Notice::new(sentence)));
    }
}

/// Puts the scenario into the address, as often as it takes.
fn follow(session: Session, pause: u32, retry: &Timer) {
    if browser::is_frozen() || browser::follow(&session.link()) {
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
fn arrive(session: Session, notices: RwSignal<Vec<Notice>>) -> bool {
    let fragment = browser::fragment();
    if browser::is_frozen() {
        return true;
    }
    if fragment == session.link() {
        notices.set(Vec::new());
        return true;
    }
    if !lacking().is_empty() {
        return false;
    }
    match decode(&fragment) {
        Ok(opened) => {
            notices.set(remarks(&opened));
            session.open(opened.scenario);
        }
        Err(LinkError::NotALink) => {}
        Err(LinkError::Nothing) => {
            let mut told = Vec::new();
            let scenario = draft(&mut told).unwrap_or_default();
            notices.set(told);
            session.open(scenario);
        }
        Err(error) => notices.set(vec![Notice::new(format!(
            "{error} What you had is still here."
        ))]),
    }
    true
}
