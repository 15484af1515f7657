//! How does the visitor hand the scenario on? As a link on the clipboard, or to be copied
//! by hand where the browser refuses, and in other ways ([`mod@ways`]).

pub(super) mod picture;
mod ways;

use std::rc::Rc;

use web_sys::HtmlInputElement;

use super::browser::{self, answer};
use super::dom::{El, classed, el};
use super::menu::menu;
use super::session::Session;
pub(super) use ways::copy;
use ways::ways;

/// The menu with all ways to hand it on.
pub(super) fn share(session: Session) -> El {
    let content = copy_link(session).into_iter().chain(ways(session));
    menu("menu share", el("span").text("Share"), content)
}

/// The button, what became of a press on it, and the link to copy by hand.
fn copy_link(session: Session) -> [El; 3] {
    let press = classed("button", "menu-item copy-link").attr("type", "button");
    let said = classed("span", "quiet").attr("role", "status");
    let field = el("input").attr("type", "text").attr("readonly", "");
    let input: HtmlInputElement = field.of();
    let selected = input.clone();
    let by_hand = classed("label", "by-hand")
        .text("Copy this link: ")
        .child(field.on("focus", move |_| selected.select()));
    let elements = [press.clone(), said.clone(), by_hand.clone()];
    let show: Rc<dyn Fn(Shared)> = Rc::new(move |shared| {
        let (label, status) = match shared {
            Shared::Copied if session.is_shared_without_start() => ("Link copied", WITHOUT_START),
            Shared::Copied => ("Link copied", "The link is on the clipboard."),
            Shared::Not | Shared::ByHand => ("Copy link", ""),
        };
        press.say(label);
        said.say(status);
        // What the sender should know is for everyone to read.
        let is_seen = status == WITHOUT_START;
        said.set("class", Some(if is_seen { "share-note" } else { "quiet" }));
        by_hand.set_flag("hidden", shared != Shared::ByHand);
        if shared == Shared::ByHand {
            input.set_value(&link(session));
        }
    });
    let shows = |shared: Shared| {
        let show = show.clone();
        answer(Box::new(move || show(shared)))
    };
    let (copied, refused) = (shows(Shared::Copied), shows(Shared::ByHand));
    let [press, said, by_hand] = elements;
    let press = press.on("click", move |_| {
        browser::copy(&link(session), &copied, &refused);
    });
    session.at_each_plan(move || show(Shared::Not));
    [press, said, by_hand]
}

/// Said of a link whose scenario stands at days and does not say when it starts.
const WITHOUT_START: &str = "The link is on the clipboard. It does not say when the plan starts, so whoever \
     opens it counts from their own day. State the start of growth to hand on the days that you see.";

/// What became of a press on "Copy link".
#[derive(Clone, Copy, PartialEq)]
enum Shared {
    Not,
    Copied,
    /// The browser refused.
    ByHand,
}

/// The address of what is shown.
pub(super) fn link(session: Session) -> String {
    browser::address(&session.shared_link())
}
