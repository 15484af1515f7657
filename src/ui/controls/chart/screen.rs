//! When is the canvas drawn anew, and in which colors?
//!
//! On new data, a new size, another screen resolution, another color scheme and
//! for print. Requests within one frame become one drawing. The colors are the
//! page's CSS variables; paper always gets the light palette.

use gloo::events::EventListener;
use leptos::html;
use leptos::leptos_dom::helpers::{
    AnimationFrameRequestHandle, request_animation_frame_with_handle,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{
    HtmlCanvasElement, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver,
};

use super::View;
use crate::charts::{Palette, Rgb, draw};
use crate::ui::canvas::Canvas;

/// Physical pixels a CSS pixel on paper, at least.
const PAPER_RATIO: f64 = 2.0;

/// For what the canvas is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Medium {
    Screen,
    Paper,
}

/// The canvas of one chart and what keeps it up to date.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    view: View,
    canvas: NodeRef<html::Canvas>,
    medium: StoredValue<Medium>,
    /// The page's colors, until something changes them.
    palette: StoredValue<Option<Palette>>,
    frame: StoredValue<Option<AnimationFrameRequestHandle>>,
    /// Listeners and observers; dropping them ends them.
    watches: StoredValue<Vec<Watch>, LocalStorage>,
}

impl Screen {
    /// Draws on `canvas` from the moment it is on the page until it leaves it.
    pub(super) fn new(view: View, canvas: NodeRef<html::Canvas>) -> Self {
        let screen = Self {
            view,
            canvas,
            medium: StoredValue::new(Medium::Screen),
            palette: StoredValue::new(None),
            frame: StoredValue::new(None),
            watches: StoredValue::new_local(Vec::new()),
        };
        Effect::new(move || {
            if let Some(canvas) = canvas.get() {
                screen.watches.set_value(screen.watch(&canvas));
            }
        });
        on_cleanup(move || {
            if let Some(frame) = screen.frame.try_get_value().flatten() {
                frame.cancel();
            }
        });
        screen
    }

    /// Draws before the next frame is shown, however often it is asked to.
    pub(super) fn draw_soon(self) {
        if self
            .frame
            .try_get_value()
            .is_none_or(|frame| frame.is_some())
        {
            return;
        }
        let frame = request_animation_frame_with_handle(move || self.draw());
        self.frame.set_value(frame.ok());
    }

    fn draw(self) {
        if self.frame.try_set_value(None).is_some() {
            return;
        }
        let Some(canvas) = self.canvas.try_get_untracked().flatten() else {
            return;
        };
        let bounds = canvas.get_bounding_client_rect();
        if bounds.width() < 1.0 || bounds.height() < 1.0 {
            return;
        }
        let ratio = window().device_pixel_ratio().clamp(1.0, 4.0);
        let (palette, ratio) = match self.medium.get_value() {
            Medium::Paper => (Palette::LIGHT, ratio.max(PAPER_RATIO)),
            Medium::Screen => (self.page_colors(&canvas), ratio),
        };
        let size = (bounds.width(), bounds.height());
        let placed = Canvas::new(&canvas, size, ratio)
            .map(|mut paper| draw(&mut paper, &self.view.chart.read_untracked(), &palette));
        self.view.placed.set(placed);
    }

    fn page_colors(self, canvas: &HtmlCanvasElement) -> Palette {
        if let Some(palette) = self.palette.get_value() {
            return palette;
        }
        let palette = read_palette(canvas).unwrap_or(Palette::LIGHT);
        self.palette.set_value(Some(palette));
        palette
    }

    fn recolor(self) {
        if self.palette.try_set_value(None).is_none() {
            self.draw_soon();
        }
    }

    /// Print takes its picture as soon as the handler returns.
    fn turn_to(self, medium: Medium) {
        if self.medium.try_set_value(medium).is_none() {
            self.draw();
        }
    }

    fn watch(self, canvas: &HtmlCanvasElement) -> Vec<Watch> {
        let window = window();
        let mut watches = vec![
            listen(&window, "beforeprint", move || self.turn_to(Medium::Paper)),
            listen(&window, "afterprint", move || self.turn_to(Medium::Screen)),
            // Zoom changes the resolution with this event; a move to another
            // screen may only be told by a media query, below.
            listen(&window, "resize", move || self.draw_soon()),
        ];
        watches.extend(
            ["(prefers-color-scheme: dark)", "(forced-colors: active)"]
                .map(|query| on_media(query, move |_| self.recolor()))
                .into_iter()
                .flatten(),
        );
        watches.extend(on_media("print", move |print| {
            self.turn_to(if print { Medium::Paper } else { Medium::Screen });
        }));
        watches.extend(
            ["1.25", "1.75", "2.5"]
                .map(|ratio| {
                    on_media(&format!("(min-resolution: {ratio}dppx)"), move |_| {
                        self.draw_soon();
                    })
                })
                .into_iter()
                .flatten(),
        );
        watches.extend(on_resize(canvas, move || self.draw_soon()));
        watches.extend(on_theme(move || self.recolor()));
        watches
    }
}

/// Something that calls back until it is dropped.
enum Watch {
    Event(#[expect(dead_code, reason = "kept to be dropped")] EventListener),
    Size(
        ResizeObserver,
        #[expect(dead_code, reason = "kept to be dropped")] Closure<dyn FnMut()>,
    ),
    Theme(
        MutationObserver,
        #[expect(dead_code, reason = "kept to be dropped")] Closure<dyn FnMut()>,
    ),
}

impl Drop for Watch {
    fn drop(&mut self) {
        match self {
            Self::Event(_) => {}
            Self::Size(observer, _) => observer.disconnect(),
            Self::Theme(observer, _) => observer.disconnect(),
        }
    }
}

fn listen(target: &web_sys::EventTarget, event: &'static str, act: impl Fn() + 'static) -> Watch {
    Watch::Event(EventListener::new(target, event, move |_| act()))
}

fn on_media(query: &str, act: impl Fn(bool) + 'static) -> Option<Watch> {
    let list = window().match_media(query).ok()??;
    let asked = list.clone();
    Some(listen(&list, "change", move || act(asked.matches())))
}

fn on_resize(canvas: &HtmlCanvasElement, act: impl Fn() + 'static) -> Option<Watch> {
    let act = Closure::<dyn FnMut()>::new(act);
    let observer = ResizeObserver::new(act.as_ref().unchecked_ref()).ok()?;
    observer.observe(canvas);
    Some(Watch::Size(observer, act))
}

/// Watches the attributes of the document element, where a page keeps its theme.
fn on_theme(act: impl Fn() + 'static) -> Option<Watch> {
    let act = Closure::<dyn FnMut()>::new(act);
    let observer = MutationObserver::new(act.as_ref().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_attributes(true);
    observer
        .observe_with_options(document().document_element()?.as_ref(), &what)
        .ok()?;
    Some(Watch::Theme(observer, act))
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
