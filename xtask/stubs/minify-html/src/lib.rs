//! What if a Trunk that never minifies need not be compiled with what would? See
//! `xtask/stubs/minify-js`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

/// What is left out of a page.
pub struct Cfg {
    /// Blanks in styles.
    pub minify_css: bool,
    /// Blanks in scripts.
    pub minify_js: bool,
    /// Nothing at the end of elements.
    pub keep_closing_tags: bool,
}

impl Cfg {
    /// Nothing.
    pub fn spec_compliant() -> Self {
        Self {
            minify_css: false,
            minify_js: false,
            keep_closing_tags: true,
        }
    }
}

/// The page as it is.
pub fn minify(page: &[u8], _: &Cfg) -> Vec<u8> {
    page.to_vec()
}
