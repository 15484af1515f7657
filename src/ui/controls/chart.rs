//! One chart on the page: the picture with its title, legend, sentence, table
//! and downloads around it, and over it a crosshair that pointer and keyboard
//! move alike.
//!
//! Only a change of data, size or colors draws the canvas anew; everything that
//! follows the pointer is DOM above it.

mod download;
mod overlay;
mod screen;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{Get as _, Memo};

use crate::charts::{Chart, Layout, Look, Series, Slot, csv, table};
use crate::ui::dom::{El, classed, el, react, svg};
pub(crate) use download::{SHARPNESS, save_canvas, save_text};
use download::{save_png, svg_text};
use overlay::Active;
use screen::Screen;

/// What all parts of one chart share.
struct View {
    /// What is shown.
    chart: RefCell<Chart>,
    /// Whether a scale of ratios was asked for.
    by_ratios: Cell<bool>,
    /// Asks for it.
    scale: El,
    /// Where everything was drawn last.
    placed: RefCell<Option<Layout>>,
    active: Cell<Option<Active>>,
    screen: Screen,
    title: El,
    legend: El,
    /// What the legend says now.
    entries: RefCell<Vec<Entry>>,
    sentence: El,
    stage: El,
    /// Lies over the picture.
    marks: El,
    /// Read aloud when it changes.
    said: El,
    opener: El,
    table: El,
    opened: Cell<bool>,
}

/// A chart with everything that belongs to it. `link` opens the scenario and
/// stands on exported pictures; `file_name` names downloads, without ending, and
/// is unique on the page.
pub(crate) fn chart_view(
    chart: Memo<Chart>,
    link: Box<dyn Fn() -> String>,
    file_name: &'static str,
) -> El {
    let [title, sentence, table] =
        ["title", "sentence", "table"].map(|part| format!("{file_name}-{part}"));
    let screen = Screen::new();
    let marks = el("div");
    let view = Rc::new(View {
        chart: RefCell::default(),
        by_ratios: Cell::new(false),
        scale: press("Log scale").attr("aria-pressed", "false"),
        placed: RefCell::new(None),
        active: Cell::new(None),
        title: classed("p", "chart-title").attr("id", &title),
        legend: classed("ul", "chart-legend").attr("hidden", ""),
        entries: RefCell::default(),
        sentence: classed("figcaption", "chart-sentence").attr("id", &sentence),
        stage: overlay::stage(&sentence)
            .child(screen.canvas.clone())
            .child(marks.clone()),
        screen,
        marks,
        said: classed("p", "chart-said").attr("aria-live", "polite"),
        opener: press("Show table").attr("aria-controls", &table),
        table: classed("div", "chart-table").attr("id", &table),
        opened: Cell::new(false),
    });
    view.open_table();
    view.offer_ratios();
    view.follow_pointer();
    view.watch();
    let figure = classed("figure", "chart")
        .attr("aria-labelledby", &title)
        .child(view.title.clone())
        .child(view.legend.clone())
        .child(view.stage.clone())
        .child(view.said.clone())
        .child(view.sentence.clone())
        .child(
            classed("div", "chart-actions")
                .child(view.opener.clone())
                .child(view.scale.clone())
                .child(downloads(&view, link, file_name)),
        )
        .child(view.table.clone());
    react(Box::new(move || view.show(chart.get())));
    figure
}

/// A button with its word.
fn press(word: &str) -> El {
    el("button").attr("type", "button").text(word)
}

/// The same picture and numbers to take away.
fn downloads(view: &Rc<View>, link: Box<dyn Fn() -> String>, file_name: &'static str) -> El {
    let link = Rc::new(link);
    let buttons = [("CSV", "csv"), ("PNG", "png"), ("SVG", "svg")].map(|(kind, ending)| {
        let (view, link) = (view.clone(), link.clone());
        press(kind)
            .attr("aria-label", &format!("{kind}, download"))
            .on("click", move |_| {
                let name = format!("{file_name}.{ending}");
                view.with_drawn(|chart| match kind {
                    "CSV" => save_text(&csv(chart), "text/csv", &name),
                    "SVG" => save_text(&svg_text(chart, &link()), "image/svg+xml", &name),
                    _ => save_png(chart, &link(), name),
                });
            })
    });
    classed("span", "chart-download")
        .text("Download")
        .children(buttons)
}

impl View {
    /// Shows other data.
    fn show(self: &Rc<Self>, chart: Chart) {
        self.scale.set_flag("hidden", !chart.is_wide());
        self.chart.replace(chart);
        let chart = self.chart.borrow();
        self.title.say(&chart.title);
        self.sentence.say(&chart.sentence);
        overlay::name(&self.stage, &chart);
        drop(chart);
        self.fill_table();
        self.fit();
        self.draw_soon();
    }

    /// Says in the legend what has no name in the picture.
    fn name_in_legend(&self, chart: &Chart, unnamed: &[usize]) {
        let all = chart.series().enumerate();
        let named: Vec<&Series> = all
            .filter(|(nth, _)| unnamed.contains(nth))
            .map(|(_, (_, series))| series)
            .collect();
        let entry = |series: &&Series| (series.label.clone(), series.slot, series.shape.look());
        let entries: Vec<Entry> = named.iter().map(entry).collect();
        if *self.entries.borrow() != entries {
            self.legend.set_flag("hidden", entries.is_empty());
            let item = |series: &&Series| el("li").child(swatch(series)).text(&series.label);
            self.legend.refill(named.iter().map(item));
            self.entries.replace(entries);
        }
    }

    /// Turns to a scale of ratios and back.
    fn offer_ratios(self: &Rc<Self>) {
        let view = self.clone();
        self.scale.clone().on("click", move |_| {
            let by_ratios = !view.by_ratios.get();
            view.by_ratios.set(by_ratios);
            let pressed = if by_ratios { "true" } else { "false" };
            view.scale.clone().attr("aria-pressed", pressed);
            view.draw_soon();
        });
    }

    /// Reads what is drawn, on the scale that was asked for.
    fn with_drawn<T>(&self, read: impl FnOnce(&Chart) -> T) -> T {
        let chart = self.chart.borrow();
        if self.by_ratios.get() {
            read(&chart.clone().by_ratios())
        } else {
            read(&chart)
        }
    }

    fn open_table(self: &Rc<Self>) {
        let view = self.clone();
        let opener = self.opener.clone().attr("aria-expanded", "false");
        opener.on("click", move |_| {
            let open = !view.opened.get();
            view.opened.set(open);
            let opener = view.opener.clone();
            opener.say(if open { "Hide table" } else { "Show table" });
            opener.attr("aria-expanded", if open { "true" } else { "false" });
            view.fill_table();
        });
    }

    /// The same numbers to read, while they are asked for.
    fn fill_table(&self) {
        self.table.refill(if self.opened.get() {
            vec![data_table(&self.chart.borrow())]
        } else {
            Vec::new()
        });
    }
}

fn data_table(chart: &Chart) -> El {
    let table = table(chart);
    let cell = |tag, scope, words: &String| el(tag).attr("scope", scope).text(words);
    let head = table.headers.iter().map(|header| cell("th", "col", header));
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(nth, words)| match nth {
            0 => cell("th", "row", words),
            _ => el("td").text(words),
        });
        el("tr").children(cells)
    });
    let whole = el("table")
        .child(el("caption").text(&chart.title))
        .child(el("thead").child(el("tr").children(head)))
        .child(el("tbody").children(rows));
    // A region that scrolls must be reachable from the keyboard.
    classed("div", "chart-scroll")
        .attr("role", "region")
        .attr("aria-label", &chart.title)
        .attr("tabindex", "0")
        .child(whole)
}

/// What the legend says of a series.
type Entry = (String, Slot, Look);

/// A short piece of the series' line, with its color and dashes.
fn swatch(series: &Series) -> El {
    let mut swatch = svg("svg")
        .attr("class", ink(series.slot))
        .attr("width", "28")
        .attr("height", "12")
        .attr("aria-hidden", "true");
    let area = |class| {
        svg("rect")
            .attr("class", class)
            .attr("width", "28")
            .attr("height", "12")
    };
    swatch = match series.shape.look() {
        Look::Line => swatch,
        Look::Band => swatch.child(area("chart-band")),
        Look::Fill => return swatch.child(area("chart-fill")),
        Look::Point => {
            let mark = svg("rect").attr("class", "chart-fill").attr("x", "12");
            return swatch.child(mark.attr("width", "4").attr("height", "12"));
        }
    };
    let dashes: Vec<String> = series.slot.dash().iter().map(ToString::to_string).collect();
    swatch.child(
        svg("line")
            .attr("x1", "0")
            .attr("y1", "6")
            .attr("x2", "28")
            .attr("y2", "6")
            .attr("stroke-dasharray", &dashes.join(" ")),
    )
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
        Slot::Gray => "chart-ink-gray",
    }
}
