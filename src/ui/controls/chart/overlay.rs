//! What lies over the picture: crosshair, dots and tooltip at the point that the
//! reader looks at, moved by pointer, finger or arrow keys, and said aloud when
//! the keyboard moved it.

use std::fmt::Write as _;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent, PointerEvent};

use super::{View, ink, swatch};
use crate::charts::{Chart, Layout, Series, Shape};
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
pub(super) fn name(stage: &El, title: &str) {
    let words = format!(
        "{title}. Left and right arrows move along the chart, up and down choose a series."
    );
    stage.clone().attr("aria-label", &words);
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
        let across = f64::from(event.offset_x());
        let point = placed.as_ref().and_then(|placed| placed.nearest(across));
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
    match key {
        "Escape" if active.is_some() => Answer::Leave,
        "ArrowLeft" | "ArrowRight" if active.is_none() => to(point),
        "ArrowLeft" => to(point.saturating_sub(1)),
        "ArrowRight" => to((point + 1).min(last)),
        "Home" => to(0),
        "End" => to(last),
        "ArrowDown" => choose(series.map_or(0, |at| if at >= end { 0 } else { at + 1 })),
        "ArrowUp" => choose(
            series
                .and_then(|at| at.checked_sub(1))
                .unwrap_or(end)
                .min(end),
        ),
        _ => Answer::Nothing,
    }
}

/// The point as a sentence part, of one series or of all.
fn words(chart: &Chart, active: Active) -> String {
    let mut text = format!("{} {}", chart.x.heading(), chart.place(active.point));
    for (nth, (panel, series)) in chart.series().enumerate() {
        if active.series.is_none_or(|chosen| chosen == nth) {
            let value = series.text_at(active.point, chart.panels[panel].y.value);
            let _ = write!(text, "; {} {value}", series.label);
        }
    }
    text
}

fn crosshair(chart: &Chart, placed: &Layout, active: Active) -> Option<Vec<El>> {
    let x = (*placed.points.get(active.point)?)?;
    let plots = placed.plots()?;
    let put = |mark: El, y: f64| mark.style("left", &px(x)).style("top", &px(y));
    let line = put(classed("i", "chart-crosshair"), plots.top);
    let mut marks = vec![line.style("height", &px(plots.bottom - plots.top))];
    let mut rows = Vec::new();
    for (panel, at) in chart.panels.iter().zip(&placed.panels) {
        for (series, spans) in panel.series.iter().zip(&at.series) {
            if let Some(y) = dot(series, spans, active.point) {
                let class = format!("chart-dot {}", ink(series.slot));
                marks.push(put(classed("i", &class), y));
            }
            let chosen = active.series == Some(rows.len());
            let value = series.text_at(active.point, panel.y.value);
            let row = classed("li", if chosen { "chosen" } else { "" })
                .child(swatch(series))
                .child(el("span").text(&series.label))
                .child(el("b").text(&value));
            rows.push(row);
        }
    }
    let side = if x < placed.width / 2.0 {
        "chart-tip chart-tip-right"
    } else {
        "chart-tip"
    };
    let heading = format!("{} ", chart.x.heading());
    let heading = el("p").text(&heading);
    let tip = put(classed("div", side), plots.top)
        .attr("aria-hidden", "true")
        .child(heading.child(el("b").text(&chart.place(active.point))))
        .child(el("ul").children(rows));
    marks.push(tip);
    Some(marks)
}

/// Where a line's dot stands, and that of a stacked part's upper edge; bands and
/// bars have none.
fn dot(series: &Series, spans: &[Option<(f64, f64)>], point: usize) -> Option<f64> {
    if matches!(
        series.shape,
        Shape::Band { .. } | Shape::Bars(_) | Shape::Vessels { .. }
    ) {
        return None;
    }
    Some((*spans.get(point)?)?.1)
}

fn px(length: f64) -> String {
    // To a tenth: eyes see no more.
    exact((length * 10.0).round() / 10.0) + "px"
}
