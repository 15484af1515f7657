//! What lies over the picture: crosshair, dots and tooltip at the point that the
//! reader looks at, moved by pointer, finger or arrow keys, and said aloud when
//! the keyboard moved it.

use std::fmt::Write as _;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent, PointerEvent};

use super::{View, ink, swatch};
use crate::charts::{Chart, Layout, Series, Shape, Way};
use crate::quantity::format::exact;
use crate::ui::dom::{El, classed, el};

/// Which point the reader looks at, and which of the series there, if one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Active {
    point: usize,
    series: Option<usize>,
}

/// What has the picture's size, with all that lies over it; one tab stop.
/// `sentence` is the id of what describes it.
pub(super) fn stage(sentence: &str) -> El {
    classed("div", "chart-stage")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-roledescription", "chart")
        .attr("aria-describedby", sentence)
}

/// Names the stage after the chart's title.
pub(super) fn name(stage: &El, chart: &Chart) {
    let keys = match chart.way {
        Way::Upright => {
            ". Left and right arrows move along the chart, up and down choose a series."
        }
        Way::Lying => ". Up and down arrows go from row to row, left and right choose a series.",
        Way::Scattered => ". Left and right arrows go from point to point.",
    };
    stage
        .clone()
        .attr("aria-label", &[&chart.title, keys].concat());
}

impl View {
    /// Lets pointer, finger and keys move the crosshair.
    pub(super) fn follow_pointer(self: &Rc<Self>) {
        for event in [
            "pointermove",
            "pointerdown",
            "pointerleave",
            "blur",
            "keydown",
        ] {
            let view = self.clone();
            self.stage
                .clone()
                .on(event, move |happened| view.answer(event, happened));
        }
    }

    fn answer(&self, kind: &str, event: &Event) {
        match kind {
            "keydown" => self.press(event.unchecked_ref()),
            "blur" => self.look_at(None),
            _ => self.point(kind, event.unchecked_ref()),
        }
    }

    fn point(&self, kind: &str, event: &PointerEvent) {
        if kind == "pointerleave" {
            // A finger that was lifted keeps its tooltip until something else
            // is tapped.
            if event.pointer_type() == "mouse" {
                self.look_at(None);
            }
            return;
        }
        let placed = self.placed.borrow();
        let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let point = placed.as_ref().and_then(|placed| placed.nearest(place));
        self.look_at(point.map(|point| Active {
            point,
            series: None,
        }));
    }

    fn press(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let chart = self.chart.borrow();
        let next = match answer(&chart, self.active.get(), &event.key()) {
            Answer::Nothing => return,
            Answer::Leave => None,
            Answer::To(next) => Some(next),
        };
        event.prevent_default();
        self.look_at(next);
        self.said
            .say(&next.map(|next| words(&chart, next)).unwrap_or_default());
    }

    fn look_at(&self, next: Option<Active>) {
        if self.active.replace(next) != next {
            self.point_out();
        }
    }

    /// Puts the crosshair where the reader looks.
    pub(super) fn point_out(&self) {
        let placed = self.placed.borrow();
        let marks = match (self.active.get(), &*placed) {
            (Some(active), Some(placed)) => crosshair(&self.chart.borrow(), placed, active),
            _ => None,
        };
        self.marks.refill(marks.unwrap_or_default());
    }
}

/// What a key asks for.
enum Answer {
    Nothing,
    Leave,
    To(Active),
}

/// Where a key leads from the point and series looked at.
fn answer(chart: &Chart, active: Option<Active>, key: &str) -> Answer {
    let (Some(last), Some(end)) = (
        chart.xs.len().checked_sub(1),
        chart.series().count().checked_sub(1),
    ) else {
        return Answer::Nothing;
    };
    // The keyboard starts where the marker stands.
    let start = || {
        let marker = chart.markers.first()?;
        if chart.way == Way::Scattered {
            return None;
        }
        chart.xs.iter().position(|x| *x >= marker.at)
    };
    let Active { point, series } = active.unwrap_or_else(|| Active {
        point: start().unwrap_or(0),
        series: None,
    });
    let point = point.min(last);
    let to = |point| Answer::To(Active { point, series });
    let choose = |series| {
        Answer::To(Active {
            point,
            series: Some(series),
        })
    };
    // Along the points go the keys that point that way in the picture, and between series
    // the others.
    let [back, on, before, after] = match chart.way {
        Way::Upright => ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
        // Each point is of one series alone.
        Way::Scattered => ["ArrowLeft", "ArrowRight", "", ""],
        Way::Lying => ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
    };
    match key {
        "Escape" if active.is_some() => Answer::Leave,
        "Home" => to(0),
        "End" => to(last),
        key if (key == back || key == on) && active.is_none() => to(point),
        key if key == back => to(point.saturating_sub(1)),
        key if key == on => to((point + 1).min(last)),
        key if key == after => choose(series.map_or(0, |at| if at >= end { 0 } else { at + 1 })),
        key if key == before => {
            let at = series.and_then(|at| at.checked_sub(1));
            choose(at.unwrap_or(end).min(end))
        }
        _ => Answer::Nothing,
    }
}

/// The point as a sentence part, of one series or of all.
fn words(chart: &Chart, active: Active) -> String {
    let mut text = format!("{} {}", chart.heading(), chart.place(active.point));
    if let Some((what, x)) = chart.across(active.point) {
        let _ = write!(text, "; {what} {x}");
    }
    for (nth, (panel, series)) in chart.series().enumerate() {
        let is_chosen = active.series.map(|chosen| chosen == nth);
        if is_chosen.unwrap_or_else(|| is_shown(chart, series, active.point)) {
            let value = series.text_at(active.point, chart.panels[panel].y.value);
            let _ = write!(text, "; {} {value}", series.label);
        }
    }
    let note = chart.note(active.point);
    if !note.is_empty() && active.series.is_none() {
        let _ = write!(text, "; {note}");
    }
    text
}

/// Whether a series is worth a line: of rows each often has few.
fn is_shown(chart: &Chart, series: &Series, point: usize) -> bool {
    chart.way == Way::Upright || series.extent_at(point).is_some()
}

fn crosshair(chart: &Chart, placed: &Layout, active: Active) -> Option<Vec<El>> {
    let plots = placed.plots()?;
    let put = |mark: El, (x, y): (f64, f64)| mark.style("left", &px(x)).style("top", &px(y));
    let mut marks = Vec::new();
    let across = chart.across(active.point).map(|(what, x)| {
        let row = el("li").child(el("span").text(what));
        row.child(el("b").text(&x))
    });
    let mut rows: Vec<El> = across.into_iter().collect();
    let mut first: Option<f64> = None;
    for (panel, at) in chart.panels.iter().zip(&placed.panels) {
        let along = (*at.points.get(active.point)?)?;
        if let Some(row) = at.rows.get(active.point) {
            let line = put(classed("i", "chart-row"), (0.0, row.top));
            marks.push(line.style("height", &px(row.bottom - row.top)));
        } else if first.is_none() && placed.way == Way::Upright {
            let line = put(classed("i", "chart-crosshair"), (along, plots.top));
            marks.push(line.style("height", &px(plots.bottom - plots.top)));
        }
        first.get_or_insert(along);
        for (series, spans) in panel.series.iter().zip(&at.series) {
            if let Some(value) = dot(placed.way, series, spans, active.point) {
                let class = format!("chart-dot {}", ink(series.slot));
                marks.push(put(classed("i", &class), placed.place((along, value))));
            }
            let nth = chart
                .series()
                .position(|(_, other)| std::ptr::eq(other, series));
            let chosen = active.series.is_some() && active.series == nth;
            if chosen || is_shown(chart, series, active.point) {
                let value = series.text_at(active.point, panel.y.value);
                let row = classed("li", if chosen { "chosen" } else { "" })
                    .child(swatch(series))
                    .child(el("span").text(&series.label))
                    .child(el("b").text(&value));
                rows.push(row);
            }
        }
    }
    let heading = el("p").text(&format!("{} ", chart.heading()));
    let tip = classed("div", tip_class(placed, first?));
    let mut tip = put(tip, tip_at(placed, active.point, first?))
        .attr("aria-hidden", "true")
        .child(heading.child(el("b").text(&chart.place(active.point))))
        .child(el("ul").children(rows));
    let note = chart.note(active.point);
    if !note.is_empty() {
        tip = tip.child(el("p").text(&note));
    }
    marks.push(tip);
    Some(marks)
}

/// Beside the crosshair or, where the chart lies, under the row or over it.
fn tip_at(placed: &Layout, point: usize, along: f64) -> (f64, f64) {
    let panel = placed.panels.first();
    let top = panel.map_or(0.0, |panel| panel.plot.top);
    match panel.and_then(|panel| panel.rows.get(point)) {
        Some(row) if is_first_half(placed, along) => (placed.width / 2.0, row.bottom),
        Some(row) => (placed.width / 2.0, row.top),
        None => (along, top),
    }
}

/// On which side of the crosshair or of the row it stands.
fn tip_class(placed: &Layout, along: f64) -> &'static str {
    match (placed.way, is_first_half(placed, along)) {
        (Way::Upright | Way::Scattered, true) => "chart-tip chart-tip-right",
        (Way::Upright | Way::Scattered, false) => "chart-tip",
        (Way::Lying, true) => "chart-tip chart-tip-under",
        (Way::Lying, false) => "chart-tip chart-tip-over",
    }
}

/// Whether a point stands in the first half of the picture.
fn is_first_half(placed: &Layout, along: f64) -> bool {
    let whole = match placed.way {
        Way::Upright | Way::Scattered => placed.width,
        Way::Lying => placed.height,
    };
    along < whole / 2.0
}

/// Where a line's dot stands, that of a stacked part's upper edge and that of a scattered
/// point; bands, bars and other marks have none.
fn dot(way: Way, series: &Series, spans: &[Option<(f64, f64)>], point: usize) -> Option<f64> {
    match series.shape {
        Shape::Band { .. } | Shape::Bars(_) | Shape::Spans { .. } => return None,
        Shape::Points(_) if way != Way::Scattered => return None,
        _ => {}
    }
    Some((*spans.get(point)?)?.1)
}

fn px(length: f64) -> String {
    // To a tenth: eyes see no more.
    exact((length * 10.0).round() / 10.0) + "px"
}
