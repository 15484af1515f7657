//! What if a Trunk that never minifies need not be compiled with what would? See
//! `xtask/stubs/minify-js`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use std::io::Error;

/// How hard to try.
pub struct Options;

impl Options {
    /// Not at all.
    pub fn from_preset(_: u8) -> Self {
        Self
    }
}

/// The picture as it is.
///
/// # Errors
/// None.
pub fn optimize_from_memory(picture: &[u8], _: &Options) -> Result<Vec<u8>, Error> {
    Ok(picture.to_vec())
}
