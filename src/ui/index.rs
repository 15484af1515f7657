//! Where in the document is one, and how does one come to another section?
//!
//! The section is marked that crosses the upper part of the view; at the end of the page,
//! where the last ones never come up that far, the one that was chosen, or the last.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use super::browser;
use super::dom::{El, button, classed, el};
use super::sight::Sight;

/// A section by its id and its heading.
pub(super) type Entry = (&'static str, &'static str);

/// The part of the view in which a section is read: under the bar and the index.
const READ: &str = "-140px 0px -55% 0px";

/// The index with what it looks after.
#[derive(Clone)]
pub(super) struct Index {
    /// The id of the section that is marked; empty above the first.
    here: RwSignal<String>,
    read: Rc<Sight>,
    ends: Rc<Sight>,
}

/// What is in view.
#[derive(Default)]
struct Seen {
    /// Ids of sections where one reads.
    read: RefCell<Vec<String>>,
    is_at_end: Cell<bool>,
    /// The section that was last gone to.
    chosen: RefCell<String>,
}

thread_local! {
    static SEEN: Rc<Seen> = Rc::default();
}

impl Index {
    pub(super) fn new() -> Self {
        let here = RwSignal::new(String::new());
        let of = SEEN.with(Rc::clone);
        let ends = Sight::new(
            "0px",
            Box::new(move |_, is_seen| {
                of.is_at_end.set(is_seen);
                here.set(of.here());
            }),
        );
        let of = SEEN.with(Rc::clone);
        let read = Sight::new(
            READ,
            Box::new(move |section, is_seen| {
                let id = section.id();
                let mut read = of.read.borrow_mut();
                read.retain(|other| *other != id);
                if is_seen {
                    read.push(id);
                }
                drop(read);
                if !of.is_at_end.get() {
                    of.chosen.borrow_mut().clear();
                }
                here.set(of.here());
            }),
        );
        Self { here, read, ends }
    }

    /// Marks this section while it is read.
    pub(super) fn watch(&self, section: &El) {
        self.read.watch(section);
    }

    /// What stands behind the last section.
    pub(super) fn end(&self) -> El {
        let end = el("div");
        self.ends.watch(&end);
        end
    }

    /// The list of sections.
    pub(super) fn nav(&self, entries: impl Fn() -> Vec<Entry> + 'static) -> El {
        let here = self.here;
        let list = el("ul").each(entries, move |(id, heading)| vec![entry(here, id, heading)]);
        classed("nav", "index")
            .attr("aria-label", "Sections")
            .child(list)
    }
}

impl Seen {
    /// The id of the section that is read.
    fn here(&self) -> String {
        if self.is_at_end.get() {
            let chosen = self.chosen.borrow();
            return if chosen.is_empty() {
                last()
            } else {
                chosen.clone()
            };
        }
        // They come into view in any order, and stand on the page in one.
        let read = self.read.borrow();
        let above = |one: &&String, other: &&String| {
            let top = |id: &str| browser::element(id).map_or(0, |it| it.offset_top());
            top(one).cmp(&top(other))
        };
        read.iter().min_by(above).cloned().unwrap_or_default()
    }
}

/// The last section of the page.
fn last() -> String {
    let all = document().query_selector_all(".panel");
    let last = all
        .ok()
        .and_then(|all| all.item(all.length().wrapping_sub(1)));
    let last: Option<Element> = last.map(wasm_bindgen::JsCast::unchecked_into);
    last.map_or_else(String::new, |it| it.id())
}

fn entry(here: RwSignal<String>, id: &'static str, heading: &str) -> El {
    let panel = ["panel-", id].concat();
    let link = button("link", move || go_to(id)).text(heading);
    el("li").child(link.live_attr("aria-current", move || {
        here.with(|here| *here == panel).then(|| "true".to_owned())
    }))
}

/// Scrolls to a section and gives it the focus. Not by the address: its
/// fragment is the scenario.
pub(super) fn go_to(id: &str) {
    let panel = ["panel-", id].concat();
    if let Some(section) = browser::element(&panel) {
        SEEN.with(|seen| *seen.chosen.borrow_mut() = panel);
        section.scroll_into_view();
        browser::focus(&section);
    }
}
