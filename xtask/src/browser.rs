//! Where the browser of the tests is, and how it is had when it is missing.

use crate::debian::{self, on_path};
use crate::run::project;
use std::env;
use std::fs;
use std::path::PathBuf;

/// What the browser is told everywhere: to keep quiet on the network. It runs
/// without its sandbox, since containers and root have none; it opens only the
/// page under test.
const QUIET: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
];

/// A Chromium and its driver.
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) program: PathBuf,
    /// The program of its WebDriver.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Writes what the wasm test runner must tell the driver; returns the path.
    ///
    /// # Errors
    /// A sentence, when the file cannot be written.
    pub(crate) fn capabilities_file(&self) -> Result<PathBuf, String> {
        let file = project().join("target/webdriver.json");
        let text = capabilities(&self.program.to_string_lossy());
        fs::create_dir_all(project().join("target"))
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| format!("{}: {error}.", file.display()))?;
        Ok(file)
    }
}

/// Finds Chromium (or installs it, on Debian as root).
///
/// The variables `CHROMIUM` and `CHROMEDRIVER` name other programs.
///
/// # Errors
/// A sentence that says what to install.
pub(crate) fn find() -> Result<Browser, String> {
    if let Some(browser) = present() {
        return Ok(browser);
    }
    if debian::is_ours() {
        debian::install(&["chromium", "chromium-driver"])?;
    }
    present().ok_or_else(|| {
        "The browser tests need Chromium and its driver (on Debian: the packages chromium and chromium-driver). \
         Install them, or name them in CHROMIUM and CHROMEDRIVER."
            .to_owned()
    })
}

fn present() -> Option<Browser> {
    let program = named("CHROMIUM").or_else(|| {
        [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ]
        .into_iter()
        .find_map(on_path)
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Browser { program, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|program| program.is_file())
}

/// The driver's capabilities as JSON. `{:?}` writes a path as JSON does, but for
/// control characters, which no program's path has.
fn capabilities(program: &str) -> String {
    format!("{{ \"goog:chromeOptions\": {{ \"binary\": {program:?}, \"args\": {QUIET:?} }} }}\n")
}

#[cfg(test)]
mod tests {
    use super::capabilities;

    #[test]
    fn capabilities_are_json() {
        let json = capabilities("/opt/a \"b\"/chromium");
        assert!(json.starts_with(
            r#"{ "goog:chromeOptions": { "binary": "/opt/a \"b\"/chromium", "args": ["--headless=new", "--no-sandbox","#
        ));
        assert!(json.ends_with("\"--no-first-run\"] } }\n"));
    }
}
