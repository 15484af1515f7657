//! What lies over the picture: crosshair, dots and tooltip at the point that the
//! reader looks at, moved by pointer, finger or arrow keys, and said aloud when
//! the keyboard moved it.

use std::fmt::Write as _;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::{Active, View, ink, swatch};
use crate::charts::{Chart, Layout, Series, Shape};

/// The `picture` with everything over it; one tab stop. `sentence` is the id of
/// what describes it.
pub(super) fn overlay(view: View, sentence: String, picture: impl IntoView) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let said = RwSignal::new(String::new());
    let View {
        chart,
        placed,
        active,
    } = view;
    let follow = move |event: PointerEvent| {
        let Some(stage) = stage.get_untracked() else {
            return;
        };
        let across = f64::from(event.client_x()) - stage.get_bounding_client_rect().left();
        let point = placed
            .read_untracked()
            .as_ref()
            .and_then(|placed| placed.nearest(across));
        let next = point.map(|point| Active {
            point,
            series: None,
        });
        if active.get_untracked() != next {
            active.set(next);
        }
    };
    // A finger that was lifted keeps its tooltip until something else is tapped.
    let leave = move |event: PointerEvent| {
        if event.pointer_type() == "mouse" {
            active.set(None);
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let chart = chart.read_untracked();
        let next = match answer(&chart, active.get_untracked(), &event.key()) {
            Answer::Nothing => return,
            Answer::Leave => None,
            Answer::To(next) => Some(next),
        };
        event.prevent_default();
        active.set(next);
        said.set(next.map(|next| words(&chart, next)).unwrap_or_default());
    };
    view! {
        <div
            class="chart-stage"
            node_ref=stage
            tabindex="0"
            role="application"
            aria-roledescription="chart"
            aria-label=move || format!("{}. Left and right arrows move along the chart, up and down choose a series.", chart.read().title)
            aria-describedby=sentence
            on:pointermove=follow
            on:pointerdown=follow
            on:pointerleave=leave
            on:blur=move |_| active.set(None)
            on:keydown=press
        >
            {picture}
            {move || {
                let active = active.get()?;
                let placed = placed.read();
                Some(crosshair(&chart.read(), placed.as_ref()?, active))
            }}
        </div>
        <p class="chart-said" aria-live="polite">{said}</p>
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
        let marker = chart.marker.as_ref()?;
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
    let Some(x) = chart.xs.get(active.point) else {
        return String::new();
    };
    let mut text = format!("{} {}", chart.x.heading(), chart.x.value.text(*x));
    for (nth, (panel, series)) in chart.series().enumerate() {
        if active.series.is_none_or(|chosen| chosen == nth) {
            let value = series.text_at(active.point, chart.panels[panel].y.value);
            let _ = write!(text, "; {} {value}", series.label);
        }
    }
    text
}

fn crosshair(chart: &Chart, placed: &Layout, active: Active) -> Option<impl IntoView + use<>> {
    let value = chart.xs.get(active.point)?;
    let x = (*placed.points.get(active.point)?)?;
    let plots = placed.plots()?;
    let dots: Vec<_> = chart
        .series()
        .filter_map(|(panel, series)| {
            let y = dot(series, placed, panel, active.point)?;
            Some(view! {
                <i class=format!("chart-dot {}", ink(series.slot)) style:left=px(x) style:top=px(y)></i>
            })
        })
        .collect();
    let rows: Vec<_> = chart
        .series()
        .enumerate()
        .map(|(nth, (panel, series))| {
            let chosen = active.series == Some(nth);
            view! {
                <li class:chosen=chosen>
                    {swatch(series)}
                    <span>{series.label.clone()}</span>
                    <b>{series.text_at(active.point, chart.panels[panel].y.value)}</b>
                </li>
            }
        })
        .collect();
    let left_half = x < placed.width / 2.0;
    Some(view! {
        <i
            class="chart-crosshair"
            style:left=px(x)
            style:top=px(plots.top)
            style:height=px(plots.bottom - plots.top)
        ></i>
        {dots}
        <div
            class="chart-tip"
            class:chart-tip-right=left_half
            style:left=px(x)
            style:top=px(plots.top)
            aria-hidden="true"
        >
            <p>{chart.x.heading()} <b>{chart.x.value.text(*value)}</b></p>
            <ul>{rows}</ul>
        </div>
    })
}

/// Where a line's dot stands; a band has none.
fn dot(series: &Series, placed: &Layout, panel: usize, point: usize) -> Option<f64> {
    if matches!(series.shape, Shape::Band { .. }) {
        return None;
    }
    placed.panels.get(panel)?.y.at(series.extent_at(point)?.0)
}

fn px(length: f64) -> String {
    format!("{length:.1}px")
}
