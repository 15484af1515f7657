//! When is the canvas drawn anew, and in which colors?
//!
//! On new data, a new size, another screen resolution, another color scheme and
//! for print. The first request of a frame draws at once, so that a keystroke
//! and its picture are shown together; what comes after it in the same frame
//! becomes one drawing in the next. The colors are the page's CSS variables;
//! paper always gets the light palette.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Event, HtmlCanvasElement, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, MediaQueryList,
};

use super::View;
use crate::charts::{Palette, Rgb, Way, draw, estimated_width, rows_height};
use crate::quantity::format::exact;
use crate::ui::canvas::{self, Canvas};
use crate::ui::dom::{El, classed, el, keep, listen, once};
use crate::ui::sizes::Sizes;

/// Physical pixels a CSS pixel on paper, at least.
const PAPER_RATIO: f64 = 2.0;

/// How wide a picture is taken to be before it is on the page, CSS pixels.
const LIKELY: f64 = 640.0;

/// For what the canvas is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Medium {
    Screen,
    Paper,
}

/// What happened since the last frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    /// Nothing: the next request draws at once.
    Nothing,
    /// The picture was drawn.
    Drawn,
    /// It was drawn, and is to be drawn again.
    Outdated,
}

/// The canvas of one chart and how it is drawn.
pub(super) struct Screen {
    pub(super) canvas: El,
    /// Where it is drawn before it is shown: one that is not on the page. To set
    /// a font on one that is makes the browser lay the page out first.
    buffer: El,
    /// Width and height, CSS pixels; zero until it is on the page. Kept, since
    /// to ask the browser while it changes the page makes it lay the page out.
    size: Cell<(f64, f64)>,
    medium: Cell<Medium>,
    /// The page's colors, until something changes them.
    palette: Cell<Option<Palette>>,
    since: Cell<Since>,
    /// Whether it is in view, or nearly. A picture that is not waits until it is.
    near: Cell<bool>,
}

impl Screen {
    /// A canvas that is not on the page yet.
    pub(super) fn new() -> Self {
        Self {
            canvas: classed("canvas", "chart-canvas").attr("aria-hidden", "true"),
            buffer: el("canvas"),
            size: Cell::new((0.0, 0.0)),
            medium: Cell::new(Medium::Screen),
            palette: Cell::new(None),
            since: Cell::new(Since::Nothing),
            near: Cell::new(true),
        }
    }

    fn measure(&self) {
        let bounds = self.canvas.element().get_bounding_client_rect();
        self.size.set((bounds.width(), bounds.height()));
    }

    fn page_colors(&self, canvas: &HtmlCanvasElement) -> Palette {
        let palette = self.palette.get().or_else(|| read_palette(canvas));
        self.palette.set(palette);
        palette.unwrap_or(Palette::LIGHT)
    }
}

impl View {
    /// Draws now or, where that was done since the last frame, in the next.
    pub(super) fn draw_soon(self: &Rc<Self>) {
        let since = &self.screen.since;
        if !self.screen.near.get() {
            return;
        }
        if since.get() != Since::Nothing {
            since.set(Since::Outdated);
            return;
        }
        self.draw();
        since.set(Since::Drawn);
        let view = self.clone();
        let next = once(Box::new(move || {
            if view.screen.since.replace(Since::Nothing) == Since::Outdated {
                view.draw();
            }
        }));
        // Refused only where the function is none.
        let _ = window().request_animation_frame(&next);
    }

    fn draw(&self) {
        let screen = &self.screen;
        let (width, height) = screen.size.get();
        if width < 1.0 || height < 1.0 {
            return;
        }
        let canvas = screen.canvas.of();
        let ratio = window().device_pixel_ratio().clamp(1.0, 4.0);
        let (palette, ratio) = match screen.medium.get() {
            Medium::Paper => (Palette::LIGHT, ratio.max(PAPER_RATIO)),
            Medium::Screen => (screen.page_colors(&canvas), ratio),
        };
        let buffer = screen.buffer.of();
        self.with_drawn(|chart| {
            let placed = Canvas::new(&buffer, (width, height), ratio)
                .map(|mut paper| draw(&mut paper, chart, &palette));
            canvas::copy(&buffer, &canvas);
            let unnamed = placed
                .as_ref()
                .map_or_else(Vec::new, |it| it.unnamed(chart));
            self.name_in_legend(chart, &unnamed);
            self.placed.replace(placed);
        });
        self.point_out();
    }

    /// Makes the stage as high as the rows of a chart that lies. Their words are measured by
    /// estimate, so that the height is known before there is a picture.
    pub(super) fn fit(&self) {
        let (width, _) = self.screen.size.get();
        let likely = if width < 1.0 { LIKELY } else { width };
        let chart = self.chart.borrow();
        let is_tall = chart.panels.len() > 1 || chart.way == Way::Scattered;
        self.stage.set_class("tall", is_tall);
        if let Some(height) = rows_height(&chart, likely, &estimated_width) {
            self.screen.size.set((width, height));
            let pixels = exact(height) + "px";
            self.stage.clone().style("height", &pixels);
        }
    }

    /// Print takes its picture as soon as the handler returns.
    fn turn_to(&self, medium: Medium) {
        self.screen.medium.set(medium);
        self.screen.measure();
        self.fit();
        self.draw();
    }

    /// Draws anew whenever the picture would no longer be right.
    pub(super) fn watch(self: &Rc<Self>) {
        let window = window();
        for (event, medium) in [
            ("beforeprint", Medium::Paper),
            ("afterprint", Medium::Screen),
        ] {
            let view = self.clone();
            listen(&window, event, Box::new(move |_| view.turn_to(medium)));
        }
        if let Some(print) = media("print") {
            let (view, asked) = (self.clone(), print.clone());
            let turn = move |_: &Event| {
                view.turn_to(if asked.matches() {
                    Medium::Paper
                } else {
                    Medium::Screen
                });
            };
            listen(&print, "change", Box::new(turn));
        }
        // Zoom changes the resolution with the window's size; a move to another
        // screen may only be told by a media query.
        let view = self.clone();
        listen(&window, "resize", Box::new(move |_| view.draw_soon()));
        for query in [
            "(prefers-color-scheme: dark)",
            "(forced-colors: active)",
            "(min-resolution: 1.25dppx)",
            "(min-resolution: 1.75dppx)",
            "(min-resolution: 2.5dppx)",
        ] {
            let Some(list) = media(query) else { continue };
            let view = self.clone();
            let recolor = move |_: &Event| {
                view.screen.palette.set(None);
                view.draw_soon();
            };
            listen(&list, "change", Box::new(recolor));
        }
        let view = self.clone();
        Nearness::watch(
            &self.screen.canvas,
            Box::new(move |near| {
                if !view.screen.near.replace(near) && near {
                    view.draw_soon();
                }
            }),
        );
        let view = self.clone();
        Sizes::watch(
            &self.screen.canvas,
            Box::new(move || {
                view.screen.measure();
                view.fit();
                view.draw_soon();
            }),
        );
    }
}

fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok()?
}

/// How far from the view an element is near it.
const NEAR: &str = "300px";

/// Tells when an element comes near the view and when it leaves.
struct Nearness {
    observer: IntersectionObserver,
    #[expect(dead_code, reason = "called by the observer for as long as it is kept")]
    act: Closure<dyn FnMut(Array)>,
}

impl Nearness {
    /// For as long as the present owner lives.
    fn watch(element: &El, act: Box<dyn Fn(bool)>) {
        let act = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last: IntersectionObserverEntry = entries.pop().unchecked_into();
            act(last.is_intersecting());
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let made = IntersectionObserver::new_with_options(act.as_ref().unchecked_ref(), &options);
        if let Ok(observer) = made {
            observer.observe(element.element());
            keep(Box::new(Self { observer, act }));
        }
    }
}

impl Drop for Nearness {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The chart variables of the page, as the browser computes them at `canvas`,
/// whose own text color is borrowed to do so (a canvas shows none).
fn read_palette(canvas: &HtmlCanvasElement) -> Option<Palette> {
    let style = HtmlElement::style(canvas);
    let computed = window().get_computed_style(canvas).ok()??;
    let read = |variable: &str, otherwise: Rgb| {
        let Rgb(red, green, blue) = otherwise;
        let value = format!("var({variable}, rgb({red}, {green}, {blue}))");
        let color = style
            .set_property("color", &value)
            .and_then(|()| computed.get_property_value("color"));
        color.ok().as_deref().and_then(parse).unwrap_or(otherwise)
    };
    let light = Palette::LIGHT;
    let [one, two, three, four, five, six] = light.series;
    let palette = Palette {
        surface: read("--surface", light.surface),
        text: read("--chart-text", light.text),
        axis: read("--chart-axis", light.axis),
        grid: read("--chart-grid", light.grid),
        band: read("--chart-band", light.band),
        series: [
            read("--chart-1", one),
            read("--chart-2", two),
            read("--chart-3", three),
            read("--chart-4", four),
            read("--chart-5", five),
            read("--chart-6", six),
        ],
    };
    style.remove_property("color").ok()?;
    Some(palette)
}

/// Reads a computed color, `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`.
fn parse(color: &str) -> Option<Rgb> {
    let inside = color.strip_prefix("rgb")?.trim_start_matches(['a', '(']);
    let mut parts = inside
        .split(',')
        .map(|part| part.trim_matches([' ', ')']).parse::<u8>());
    Some(Rgb(
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    ))
}
