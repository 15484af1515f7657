//! What if a Trunk that fetches no tools need not be compiled with what unpacks
//! them? Headroom brings the tools, and with them Trunk fetches none. In place of
//! the crate stand the names that Trunk knows of it, and a refusal; see
//! `xtask/stubs/minify-js`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use std::io::{Error, Read, Result};
use std::path::PathBuf;

/// An archive, which none ever is.
pub enum ZipArchive<R> {
    /// Never made.
    #[doc(hidden)]
    Never(R, std::convert::Infallible),
}

impl<R: Read> ZipArchive<R> {
    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn new(_: R) -> Result<Self> {
        Err(Error::other(
            "this Trunk unpacks no archive: see xtask/stubs/zip",
        ))
    }

    /// How many files are in it.
    #[expect(clippy::len_without_is_empty, reason = "Trunk asks only this")]
    pub fn len(&self) -> usize {
        0
    }

    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn by_index(&mut self, _: usize) -> Result<ZipFile> {
        Err(Error::other("there is no such file"))
    }
}

/// A file in an archive: empty, without a name.
pub struct ZipFile;

impl ZipFile {
    /// Its name, if it is safe to use.
    pub fn enclosed_name(&self) -> Option<PathBuf> {
        None
    }

    /// What may be done with it.
    pub fn unix_mode(&self) -> Option<u32> {
        None
    }
}

impl Read for ZipFile {
    fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
