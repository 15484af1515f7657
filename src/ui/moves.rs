//! What moves the answers most? The inputs with the largest swing, each to be changed in
//! place, with what the bill and the first order would be at either end.
//!
//! Each input takes two plans. They are made one by one between other work, once the
//! figures have come to rest, and are thrown away when anything changes.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::browser::Timer;
use super::compare::double;
use super::controls::Look;
use super::dom::{El, button, classed, el, react, svg};
use super::flips::flips;
use super::inputs::{control, slider};
use super::session::Session;
use crate::engine::moves::{Answered, Headline, Move, candidates, moved};
use crate::quantity::format::{exact, precise, precise_parts, shown};
use crate::quantity::{Unit, order::ascending};
use crate::scenario::{Field, Range, Slot, Value, nudge, work};
use crate::workloads::growth::calendar::Calendar;

/// How long the figures rest before inputs are moved.
const REST_MS: u32 = 700;
/// Inputs that are shown.
const SHOWN: usize = 4;
/// How far most people's numbers are off, as a share of them (ours).
const LIKELY: f64 = 0.2;
/// Size of the small curve.
const CURVE: (f64, f64) = (200.0, 28.0);

/// What is being worked out. Whatever changes begins it anew.
struct Search {
    session: Session,
    waiting: RefCell<Vec<Slot>>,
    found: RefCell<Vec<Move>>,
    place: El,
    next: Timer,
}

/// The place that shows them.
pub(super) fn moves(session: Session) -> El {
    let place = classed("section", "moves").attr("aria-labelledby", "moves-heading");
    let heading = el("h2")
        .attr("id", "moves-heading")
        .text("What moves this most");
    let note = classed("p", "moves-note").text(
        "Each changed by a tenth, or over the range that you typed, such as 10-20; ranked by how far the bill and \
         the first order move.",
    );
    let slots = move || {
        session
            .movers
            .with(|all| all.iter().map(|it| it.slot).collect())
    };
    let list = classed("ul", "moves-list").each(slots, move |slot| vec![row(session, *slot)]);
    let search = Rc::new(Search {
        session,
        waiting: RefCell::default(),
        found: RefCell::default(),
        place: place.clone(),
        next: Timer::default(),
    });
    session.at_each_plan(move || search.begin_soon());
    place
        .child(heading)
        .child(list)
        .child(note)
        .child(flips(session))
}

impl Search {
    fn begin_soon(self: &Rc<Self>) {
        self.place.set("aria-busy", Some("true"));
        let search = self.clone();
        self.next.start(REST_MS, Box::new(move || search.begin()));
    }

    fn begin(self: &Rc<Self>) {
        let waiting = self
            .session
            .peek(|now| candidates(&now.scenario, &now.plan));
        self.waiting.replace(waiting);
        self.found.take();
        self.go_on();
    }

    /// Moves the next input, then leaves the browser to other work.
    fn go_on(self: &Rc<Self>) {
        let next = self.waiting.borrow_mut().pop();
        let Some(slot) = next else {
            self.end();
            return;
        };
        let found = self
            .session
            .peek(|now| moved(&now.scenario, &now.plan, slot));
        self.found.borrow_mut().extend(found);
        let search = self.clone();
        self.next.start(0, Box::new(move || search.go_on()));
    }

    fn end(&self) {
        let found = self.found.take();
        let mut ranked = ascending(&found, |it| -it.swing);
        ranked.truncate(SHOWN);
        self.session.movers.set(ranked);
        self.place.set("aria-busy", None);
    }
}

/// One input with what becomes of the answers.
fn row(session: Session, slot: Slot) -> El {
    let of = move || {
        let movers = session.movers;
        movers.with(|all| all.iter().find(|it| it.slot == slot).copied())
    };
    let effect = move || of().map_or_else(String::new, |it| session.with(|now| effect(now, &it)));
    let curve = svg("svg")
        .attr("class", "moves-curve")
        .attr(
            "viewBox",
            &["0 0 ", &exact(CURVE.0), " ", &exact(CURVE.1)].concat(),
        )
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true");
    let line = svg("polyline").attr("vector-effect", "non-scaling-stroke");
    let drawn = line.clone();
    react(Box::new(move || {
        let points = session.with(|now| of().map(|it| points(&Headline::of(&now.plan), &it)));
        drawn.set("points", points.as_deref());
    }));
    let label = session.peek(|now| slot.label(&now.scenario));
    let value = session.peek(|now| match slot.get(&now.scenario) {
        Value::Number(value) => value,
        _ => 0.0,
    });
    let field = session.peek(|now| slot.rules(&now.scenario));
    let input = classed("div", "moves-input")
        .live_flag("inert", move || session.read_only.get())
        .children(control(session, slot, Look::Beside))
        .child(curve.child(line));
    el("li")
        .child(classed("p", "moves-label").text(&label))
        .child(input)
        .child(slider(session, slot, nudge::around(field, value)))
        .child(classed("p", "moves-effect").live_text(effect))
        .child(how_sure(session, slot))
}

/// Offers to double it, and a range where none is stated: that of its source, or a fifth to
/// either side.
fn how_sure(session: Session, slot: Slot) -> El {
    let of = move || {
        session.with(|now| match slot.stated(&now.scenario) {
            (Value::Number(value), None) => {
                let likely = likely(slot.rules(&now.scenario), value);
                likely.map(|it| [it.low, it.high]).into_iter().collect()
            }
            _ => Vec::new(),
        })
    };
    let double = button("link", move || double(session, slot))
        .attr(
            "title",
            "Keeps this plan as A and doubles the number in a copy beside it",
        )
        .text("Double it");
    let place = classed("p", "moves-sure").child(double).text(" ");
    place.each(of, move |[low, high]| {
        let (low, high) = (*low, *high);
        let (value, unit) = session.peek(|now| {
            let unit = slot.rules(&now.scenario).stated.unit;
            let unit = work::unit(&now.scenario, unit);
            (slot.get(&now.scenario), unit)
        });
        let from = precise_parts(low, unit).number;
        let said = ["Say ", &*from, " to ", &precise(high, unit)].concat();
        let say = button("link", move || {
            session.settle();
            session.state(slot, value, Some(Range { low, high }));
            session.settle();
        });
        vec![el("span").text("Sure? "), say.text(&said)]
    })
}

/// A range around a value that the input takes.
fn likely(field: &Field, value: f64) -> Option<Range> {
    let away = value.abs() * LIKELY;
    let around = Range {
        low: field.taken(value - away),
        high: field.taken(value + away),
    };
    let range = field.usual_around(value).unwrap_or(around);
    let takes = |end: f64| field.check(Value::Number(end)).is_ok();
    (range.low < range.high && takes(range.low) && takes(range.high)).then_some(range)
}

/// `At 450: $34,200; at 550: $41,000 in a year.`
fn effect(now: &super::session::Now, it: &Move) -> String {
    let unit = work::unit(&now.scenario, it.slot.rules(&now.scenario).stated.unit);
    let calendar = Calendar::new(&now.scenario, now.today);
    let outcome = |then: &Headline| match (it.answered, then.of_answer(it.answered)) {
        (Answered::Bill, Some(bill)) => shown(bill, Unit::Of("USD")),
        (Answered::Fits, Some(users)) => shown(users.floor(), Unit::Of("user")),
        (Answered::Order, Some(months)) => match calendar.around(months) {
            Some(day) => ["order by ", &day.shown()].concat(),
            None => "nothing to order".to_owned(),
        },
        (Answered::Order, None) => "nothing to order".to_owned(),
        (_, None) => "not known".to_owned(),
    };
    let after = match (it.answered, it.then[0].bill_id) {
        (Answered::Bill, Some("bill.total.12")) => " in a year.",
        (Answered::Bill, Some("bill.total.6")) => " in six months.",
        (Answered::Bill, _) => " a month.",
        (Answered::Fits, _) => " a day fit.",
        (Answered::Order, _) => ".",
    };
    let ends = [0, 1].map(|at| {
        let value = precise(it.ends[at], unit);
        [&value, ": ", &outcome(&it.then[at])].concat()
    });
    ["At ", &ends[0], "; at ", &ends[1], after].concat()
}

/// The headline at the lower end, now, and at the upper end.
fn points(now: &Headline, it: &Move) -> String {
    let all =
        [&it.then[0], now, &it.then[1]].map(|of| of.of_answer(it.answered).unwrap_or_default());
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let place = |value: f64| {
        let share = if high > low {
            (value - low) / (high - low)
        } else {
            0.5
        };
        2.0 + (1.0 - share) * (CURVE.1 - 4.0)
    };
    let point = |(nth, value): (usize, f64)| {
        let across = [0.0, CURVE.0 / 2.0, CURVE.0][nth];
        [&exact(across), ",", &exact(place(value).round())].concat()
    };
    let points: Vec<String> = all.into_iter().enumerate().map(point).collect();
    points.join(" ")
}
