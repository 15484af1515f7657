//! What if a program that never streams need not carry the code for it?
//!
//! Leptos brings `server_fn`, and that brings `wasm-streams`, whose classes are
//! exported from every program, called or not. Headroom has no server. In place
//! of the crate stand the names that `server_fn` knows of it; the functions
//! refuse, since nothing calls them. `Cargo.toml` puts this in its place.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use core::pin::Pin;
use core::task::{Context, Poll};
use futures_core::Stream;
use wasm_bindgen::{JsValue, throw_str};

const REFUSAL: &str = "This program does not stream: see xtask/stubs/wasm-streams.";

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// The stream that the browser has.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Refuses: it throws.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        throw_str(REFUSAL)
    }

    /// The stream as the browser has it.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream of nothing but a refusal.
    pub fn into_stream(self) -> Refused {
        Refused(Some(JsValue::from_str(REFUSAL)))
    }
}

/// Refuses once, then ends.
pub struct Refused(Option<JsValue>);

impl Stream for Refused {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.get_mut().0.take().map(Err))
    }
}
