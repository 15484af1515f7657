//! A table in the form: how are its rows added, named, moved and removed?
//!
//! A grid of many columns fits no narrow screen, so each row is a card that
//! unfolds: its name, then its cells as rows of the form. Cards stay where they
//! are through an edit, so that focus and folding do.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDetailsElement, HtmlElement, HtmlInputElement};

use super::row::{Place, row};
use super::{rest, shows_table, unfold_while};
use crate::scenario::groups::Group;
use crate::scenario::{Field, RowKey, RowRefusal, Scenario, Slot, Table};
use crate::ui::browser;
use crate::ui::dom::{El, button, classed, el, react, typed};
use crate::ui::session::Session;

/// A table on the page, and its cards in their order.
pub(super) struct Editor {
    session: Session,
    table: &'static Table,
    owner: Owner,
    list: El,
    add: El,
    /// What became of the last press on a button, for all to read.
    said: El,
    cards: RefCell<Vec<Card>>,
}

/// What stands for one row.
struct Card {
    key: RowKey,
    owner: Owner,
    whole: El,
    name: El,
    up: El,
    down: El,
}

/// The table with its rows, and the button that adds one.
pub(super) fn table(session: Session, table: &'static Table, group: &Group) -> El {
    let editor = Rc::new(Editor {
        session,
        table,
        owner: Owner::current().unwrap_or_default(),
        list: classed("div", "table-rows"),
        add: classed("button", "inputs-button")
            .attr("type", "button")
            .text(&["Add ", article(table.noun), " ", table.noun].concat()),
        said: classed("p", "table-said").attr("role", "status"),
        cards: RefCell::default(),
    });
    let (adds, follows, resets) = (editor.clone(), editor.clone(), editor.clone());
    let _ = editor.add.clone().on("click", move |_| adds.add());
    react(Box::new(move || {
        // Rows may have come and gone in any edit: undo, a link, a preset.
        session.with(|_| ());
        untrack(|| follows.sync());
    }));
    let is_changed = move || session.with(|now| now.count_changed(table.id)) > 0;
    let reset = button("inputs-link", move || resets.reset())
        .attr("aria-label", &["Reset ", table.label].concat())
        .text("Reset")
        .live_flag("hidden", move || !is_changed());
    let empty = ["There is no ", table.noun, " yet."].concat();
    let label_id = ["table-", table.id].concat();
    let heading = el("h3").attr("id", &label_id).text(table.label);
    // Below a group of the same name it would stand twice.
    heading.set_class("quiet", table.label == group.label);
    classed("div", "table-editor")
        .attr("role", "group")
        .attr("aria-labelledby", &label_id)
        .live_flag("hidden", move || !shows_table(session, table.id))
        .child(classed("div", "table-head").child(heading).child(reset))
        .child(classed("p", "inputs-about").text(table.help.trim()))
        .child(
            classed("p", "inputs-empty")
                .text(&empty)
                .live_flag("hidden", move || {
                    session.with(|now| table.len(&now.scenario)) > 0
                }),
        )
        .child(editor.list.clone())
        .child(editor.add.clone())
        .child(editor.said.clone())
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// The element that holds a row's inputs.
pub(super) fn card_id(table: &Table, key: RowKey) -> String {
    ["row-", table.id, ".", key.text()].concat()
}

impl Editor {
    fn keys(&self) -> Vec<RowKey> {
        self.session.peek(|now| self.table.keys(&now.scenario))
    }

    /// What a row is called.
    fn name(&self, key: RowKey) -> String {
        self.session.with(|now| {
            let name = self.table.name(&now.scenario, key);
            name.unwrap_or_default().to_owned()
        })
    }

    /// Makes the cards those of the rows, in their order.
    fn sync(self: &Rc<Self>) {
        let keys = self.keys();
        let mut cards = self.cards.borrow_mut();
        cards.retain(|card| {
            let stays = keys.contains(&card.key);
            if !stays {
                card.owner.cleanup();
                card.whole.element().remove();
            }
            stays
        });
        for (at, key) in keys.iter().enumerate() {
            match cards.iter().position(|card| card.key == *key) {
                Some(place) if place == at => continue,
                Some(place) => {
                    let card = cards.remove(place);
                    cards.insert(at, card);
                }
                None => cards.insert(at, self.card(*key)),
            }
            let next = cards.get(at + 1).map(|card| card.whole.element());
            // Refused only where an element would contain itself.
            let _ = self
                .list
                .element()
                .insert_before(cards[at].whole.element(), next.map(AsRef::as_ref));
        }
        for (at, card) in cards.iter().enumerate() {
            card.up.set_flag("disabled", at == 0);
            card.down.set_flag("disabled", at + 1 == keys.len());
        }
    }

    fn card(self: &Rc<Self>, key: RowKey) -> Card {
        let owner = self.owner.child();
        let made = owner.clone();
        made.with(|| {
            let (name, complaint) = name_box(self, key);
            let press = |word: &'static str, act: fn(&Rc<Self>, RowKey)| {
                let (editor, named) = (self.clone(), self.clone());
                button("inputs-link", move || act(&editor, key))
                    .text(word)
                    .live_attr("aria-label", move || {
                        Some([word, " ", &named.name(key)].concat())
                    })
            };
            let up = press("Move up", |editor, key| editor.shift(key, Way::Up));
            let down = press("Move down", |editor, key| editor.shift(key, Way::Down));
            let remove = press("Remove", Self::remove);
            let buttons = classed("div", "table-actions")
                .child(up.clone())
                .child(down.clone())
                .child(remove);
            let whole = self.folded(key, [name.clone(), complaint], buttons);
            Card {
                key,
                owner,
                whole,
                name,
                up,
                down,
            }
        })
    }

    /// The card that unfolds; its cells are made when it first does.
    fn folded(self: &Rc<Self>, key: RowKey, name: [El; 2], buttons: El) -> El {
        let (session, table) = (self.session, self.table);
        let filter = session.filter;
        let all = RwSignal::new(false);
        let named = self.clone();
        let first = Slot {
            field: table.columns[0],
            row: Some(key),
        };
        let summary = el("summary").live_text(move || named.name(key)).child(
            classed("span", "table-hint")
                .live_text(move || session.with(|now| first.words(&now.scenario))),
        );
        let label = classed("label", "inputs-label")
            .attr("for", &name_id(table, key))
            .text("Name");
        let cells = el("div");
        let rows = cells.clone();
        let below = [table.id, ".", key.text()].concat();
        let details = classed("details", "table-row")
            .attr("id", &card_id(table, key))
            .live_flag("hidden", move || {
                let is_found = filter.of_found(|found| found.has_below(&below));
                let is_kept = || {
                    !filter.only_changed.get() || session.with(|now| now.count_changed(&below)) > 0
                };
                !is_found.unwrap_or_else(is_kept)
            })
            .child(summary)
            .child(classed("div", "table-name").child(label).children(name))
            .child(cells)
            .child(buttons);
        let found = [table.id, ".", key.text()].concat();
        unfold_while(&details, move || {
            filter.of_found(|it| it.has_below(&found)) == Some(true)
        });
        let element: HtmlDetailsElement = details.of();
        let owner = Owner::current().unwrap_or_default();
        details.on("toggle", move |_| {
            if element.open() && rows.element().child_element_count() == 0 {
                let slot = |field: &&'static Field| Slot {
                    field,
                    row: Some(key),
                };
                let slots: Rc<[Slot]> = table.columns.iter().map(slot).collect();
                let made = owner.with(|| {
                    untrack(|| -> Vec<El> {
                        let row = |(at, slot): (usize, &Slot)| {
                            let before = at.checked_sub(1).map(|at| slots[at]);
                            row(session, *slot, before, Place::Among(all))
                        };
                        let made = slots.iter().enumerate().map(row);
                        made.chain([rest(session, slots.clone(), all)]).collect()
                    })
                });
                rows.refill(made);
            }
        })
    }

    fn edit(
        self: &Rc<Self>,
        edit: &mut dyn FnMut(&mut Scenario) -> Result<(), RowRefusal>,
    ) -> bool {
        self.session.settle();
        let done = self.session.arrange(self.table, "", edit);
        self.session.settle();
        self.sync();
        if let Err(refusal) = done {
            self.said.say(&self.table.refusal_sentence(refusal));
        }
        done.is_ok()
    }

    /// A new row at the end, unfolded, with the focus in its name.
    fn add(self: &Rc<Self>) {
        let name = ["New ", self.table.noun].concat();
        let mut added = None;
        let done = self.edit(&mut |scenario| {
            added = Some(self.table.add(scenario, &name)?);
            Ok(())
        });
        let (true, Some(key)) = (done, added) else {
            return;
        };
        self.said.say("");
        if let Some((details, name)) = self.of(key, |card| {
            (card.whole.of::<HtmlDetailsElement>(), card.name.clone())
        }) {
            details.set_open(true);
            browser::focus(&name.of());
            name.of::<HtmlInputElement>().select();
        }
    }

    /// Takes a row away; the focus goes to its neighbor.
    fn remove(self: &Rc<Self>, key: RowKey) {
        let name = untrack(|| self.name(key));
        let place = self.keys().iter().position(|other| *other == key);
        if !self.edit(&mut |scenario| self.table.remove(scenario, key)) {
            return;
        }
        self.said
            .say(&[&name, " is removed. Undo brings it back."].concat());
        let cards = self.cards.borrow();
        let neighbor = place.and_then(|at| cards.get(at).or(cards.last()));
        let summary = neighbor
            .and_then(|card| card.whole.element().first_element_child())
            .unwrap_or_else(|| self.add.element().clone());
        browser::focus(summary.unchecked_ref());
    }

    /// Moves a row by one place; the focus stays on the button, or goes to the
    /// other one where there is no further.
    fn shift(self: &Rc<Self>, key: RowKey, way: Way) {
        let keys = self.keys();
        let Some(at) = keys.iter().position(|other| *other == key) else {
            return;
        };
        let to = match way {
            Way::Up => at.saturating_sub(1),
            Way::Down => at + 1,
        };
        if !self.edit(&mut |scenario| self.table.shift(scenario, key, to)) {
            return;
        }
        let place = (to + 1).to_string();
        let count = keys.len().to_string();
        let name = untrack(|| self.name(key));
        self.said
            .say(&[&name, " is now ", &place, " of ", &count, "."].concat());
        let button = self.of(key, |card| match way {
            Way::Up if to > 0 => card.up.clone(),
            Way::Down if to + 1 >= keys.len() => card.up.clone(),
            _ => card.down.clone(),
        });
        if let Some(button) = button {
            browser::focus(&button.of());
        }
    }

    /// Gives the table back the rows of the preset.
    fn reset(self: &Rc<Self>) {
        let table = self.table;
        self.edit(&mut |scenario| {
            table.reset(scenario);
            Ok(())
        });
        self.said
            .say(&[table.label, ": back to the example."].concat());
        browser::focus(&self.add.of::<HtmlElement>());
    }

    fn of<T>(&self, key: RowKey, read: impl FnOnce(&Card) -> T) -> Option<T> {
        let cards = self.cards.borrow();
        cards.iter().find(|card| card.key == key).map(read)
    }
}

/// Where a row moves.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

fn name_id(table: &Table, key: RowKey) -> String {
    ["n-", table.id, ".", key.text()].concat()
}

/// The box for a row's name, and the sentence about a name that is none.
fn name_box(editor: &Rc<Editor>, key: RowKey) -> (El, El) {
    let (session, table) = (editor.session, editor.table);
    let id = name_id(table, key);
    let said_id = [&id, "-said"].concat();
    let said = classed("span", "number-said number-error").attr("id", &said_id);
    let input = classed("input", "table-name-box")
        .attr("id", &id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("aria-describedby", &said_id);
    let (complained, beside) = (input.clone(), said.clone());
    let complain = move |sentence: Option<String>| {
        complained.set("aria-invalid", sentence.is_some().then_some("true"));
        beside.say(&sentence.unwrap_or_default());
    };
    let told = complain.clone();
    let input = input
        .on("input", move |event| {
            let written = typed(event);
            let edit = &mut |scenario: &mut Scenario| table.rename(scenario, key, &written);
            let done = session.arrange(table, &id, edit);
            told(done.err().map(|refusal| table.refusal_sentence(refusal)));
        })
        .on("blur", move |_| session.settle());
    let element: HtmlInputElement = input.of();
    let named = editor.clone();
    let kept = RefCell::new(None);
    react(Box::new(move || {
        let name = named.name(key);
        if kept.borrow().as_ref() == Some(&name) {
            return;
        }
        // Setting what is there already would move the caret.
        if element.value() != name {
            element.set_value(&name);
        }
        complain(None);
        kept.replace(Some(name));
    }));
    (input, said)
}
