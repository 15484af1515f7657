//! One chart on the page: the picture with its title, legend, sentence, table
//! and downloads around it, and over it a crosshair that pointer and keyboard
//! move alike.
//!
//! Only a change of data, size or colors draws the canvas anew; everything that
//! follows the pointer is DOM above it.

mod download;
mod overlay;
mod screen;

use leptos::html;
use leptos::prelude::*;

use crate::charts::{Chart, Layout, Series, Shape, Slot, csv, table};
use download::{save_png, save_text};
use overlay::overlay;
use screen::Screen;

/// Which point the reader looks at, and which of the series there, if one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Active {
    point: usize,
    series: Option<usize>,
}

/// What all parts of one chart share.
#[derive(Clone, Copy)]
struct View {
    chart: Signal<Chart>,
    /// Where everything was drawn last.
    placed: RwSignal<Option<Layout>>,
    active: RwSignal<Option<Active>>,
}

/// A chart with everything that belongs to it.
#[component]
pub fn ChartView(
    /// What is shown.
    #[prop(into)]
    chart: Signal<Chart>,
    /// Opens the scenario; stands on exported pictures.
    #[prop(into)]
    link: Signal<String>,
    /// Names downloads, without ending; unique on the page.
    file_name: &'static str,
) -> impl IntoView {
    let view = View {
        chart,
        placed: RwSignal::new(None),
        active: RwSignal::new(None),
    };
    let canvas = NodeRef::<html::Canvas>::new();
    let screen = Screen::new(view, canvas);
    Effect::new(move || {
        chart.track();
        screen.draw_soon();
    });
    let picture =
        view! { <canvas class="chart-canvas" node_ref=canvas aria-hidden="true"></canvas> };
    let title = format!("{file_name}-title");
    let named = title.clone();
    let sentence = format!("{file_name}-sentence");
    view! {
        <figure class="chart" aria-labelledby=named>
            <p class="chart-title" id=title>
                {move || chart.read().title.clone()}
            </p>
            <ul class="chart-legend">{move || legend(&chart.read())}</ul>
            {overlay(view, sentence.clone(), picture)}
            <figcaption class="chart-sentence" id=sentence>
                {move || chart.read().sentence.clone()}
            </figcaption>
            <Data chart link file_name />
        </figure>
    }
}

/// The same numbers to read and to take away.
#[component]
fn Data(chart: Signal<Chart>, link: Signal<String>, file_name: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    let id = format!("{file_name}-table");
    let save_svg = move |_| {
        let drawn = download::svg_text(&chart.read_untracked(), &link.read_untracked());
        save_text(&drawn, "image/svg+xml", &format!("{file_name}.svg"));
    };
    let save_csv = move |_| {
        save_text(
            &csv(&chart.read_untracked()),
            "text/csv",
            &format!("{file_name}.csv"),
        );
    };
    let save_png = move |_| {
        save_png(
            &chart.read_untracked(),
            &link.read_untracked(),
            format!("{file_name}.png"),
        );
    };
    view! {
        <div class="chart-actions">
            <button
                type="button"
                aria-expanded=move || open.get().to_string()
                aria-controls=id.clone()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() { "Hide table" } else { "Show table" }}
            </button>
            <span class="chart-download">
                "Download"
                <button type="button" aria-label="CSV, download" on:click=save_csv>"CSV"</button>
                <button type="button" aria-label="PNG, download" on:click=save_png>"PNG"</button>
                <button type="button" aria-label="SVG, download" on:click=save_svg>"SVG"</button>
            </span>
        </div>
        <div class="chart-table" id=id>
            {move || open.get().then(|| data_table(&chart.read()))}
        </div>
    }
}

fn data_table(chart: &Chart) -> impl IntoView + use<> {
    let table = table(chart);
    let headers: Vec<_> = table
        .headers
        .into_iter()
        .map(|header| view! { <th scope="col">{header}</th> })
        .collect();
    let rows: Vec<_> = table.rows.into_iter().map(table_row).collect();
    let caption = chart.title.clone();
    let named = caption.clone();
    view! {
        // A region that scrolls must be reachable from the keyboard.
        <div class="chart-scroll" role="region" aria-label=named tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>{headers}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn table_row(cells: Vec<String>) -> impl IntoView {
    let mut cells = cells.into_iter();
    let first = cells.next();
    let rest: Vec<_> = cells.map(|cell| view! { <td>{cell}</td> }).collect();
    view! {
        <tr>
            <th scope="row">{first}</th>
            {rest}
        </tr>
    }
}

fn legend(chart: &Chart) -> impl IntoView + use<> {
    chart
        .series()
        .map(|(_, series)| {
            view! {
                <li>
                    {swatch(series)}
                    {series.label.clone()}
                </li>
            }
        })
        .collect::<Vec<_>>()
}

/// A short piece of the series' line, with its color and dashes.
fn swatch(series: &Series) -> impl IntoView + use<> {
    let band = matches!(series.shape, Shape::Band { .. });
    let dashes: Vec<String> = series.slot.dash().iter().map(ToString::to_string).collect();
    view! {
        <svg class=ink(series.slot) width="28" height="12" aria-hidden="true">
            {band.then(|| view! { <rect class="chart-band" width="28" height="12" /> })}
            <line x1="0" y1="6" x2="28" y2="6" stroke-dasharray=dashes.join(" ") />
        </svg>
    }
}

/// The class that carries a slot's color.
fn ink(slot: Slot) -> &'static str {
    match slot {
        Slot::One => "chart-ink-1",
        Slot::Two => "chart-ink-2",
        Slot::Three => "chart-ink-3",
        Slot::Four => "chart-ink-4",
        Slot::Five => "chart-ink-5",
        Slot::Six => "chart-ink-6",
    }
}
