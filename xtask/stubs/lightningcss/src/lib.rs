//! What if a Trunk that never minifies need not be compiled with what would? See
//! `xtask/stubs/minify-js`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

/// Style sheets, as Trunk knows them.
pub mod stylesheet {
    const REFUSAL: &str = "this Trunk minifies nothing: see xtask/stubs/lightningcss";

    /// How to read one.
    #[derive(Default)]
    pub struct ParserOptions;

    /// What to leave out of one.
    #[derive(Default)]
    pub struct MinifyOptions;

    /// How to write one.
    #[derive(Default)]
    pub struct PrinterOptions {
        /// Without blanks.
        pub minify: bool,
        /// For which browsers: all.
        pub targets: (),
    }

    /// One that is written.
    pub struct Written {
        /// Its text.
        pub code: String,
    }

    /// One that was read, which none ever is.
    pub enum StyleSheet {}

    impl StyleSheet {
        /// Refuses.
        ///
        /// # Errors
        /// Always: Trunk then keeps the style sheet as it is.
        pub fn parse(_: &str, _: ParserOptions) -> Result<Self, &'static str> {
            Err(REFUSAL)
        }

        /// Refuses.
        ///
        /// # Errors
        /// Always.
        pub fn minify(&mut self, _: MinifyOptions) -> Result<(), &'static str> {
            Err(REFUSAL)
        }

        /// Refuses.
        ///
        /// # Errors
        /// Always.
        pub fn to_css(&self, _: PrinterOptions) -> Result<Written, &'static str> {
            Err(REFUSAL)
        }
    }
}
