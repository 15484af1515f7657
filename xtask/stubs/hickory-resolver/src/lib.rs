//! What if a Trunk that never serves need not be compiled with what asks for the
//! names of its addresses? `tests/e2e/server.mjs` serves the page. In place of the
//! crate stand the names that Trunk knows of it, and a refusal; see
//! `xtask/stubs/minify-js`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use std::net::IpAddr;

/// What asks, which nothing ever is.
#[derive(Clone, Copy)]
pub enum TokioResolver {}

impl TokioResolver {
    /// Refuses.
    ///
    /// # Errors
    /// Always: Trunk then shows addresses as they are.
    pub fn builder_tokio() -> Result<Self, &'static str> {
        Err("this Trunk looks up no names: see xtask/stubs/hickory-resolver")
    }

    /// Itself.
    pub fn build(self) -> Self {
        self
    }

    /// Never asked.
    ///
    /// # Errors
    /// None.
    pub async fn reverse_lookup(&self, _: IpAddr) -> Result<Vec<String>, &'static str> {
        match *self {}
    }
}
