//! Where the browsers of the tests are, and how they are had when they are missing.

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

/// Firefox and WebKit, as far as they are here: the variables that tell the journeys where.
/// What is missing is said, and its journeys are left out.
///
/// The variables `FIREFOX`, and `WEBKIT` and `WEBKITDRIVER`, name other programs.
pub(crate) fn others() -> Vec<(&'static str, PathBuf)> {
    let packages: Vec<_> = [
        (firefox().is_none(), &["firefox-esr"][..]),
        (webkit().is_none(), &["webkit2gtk-driver", "xvfb"]),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .flat_map(|(_, packages)| packages.iter().copied())
    .collect();
    if !packages.is_empty()
        && debian::is_ours()
        && let Err(why) = debian::install(&packages)
    {
        println!("{why}");
    }
    let mut found = Vec::new();
    match firefox() {
        Some(program) => found.push(("FIREFOX", program)),
        None => println!(
            "Left out: the journeys in Firefox. Install it (on Debian: firefox-esr), or name it in FIREFOX."
        ),
    }
    match webkit() {
        Some((program, driver)) => found.extend([("WEBKIT", program), ("WEBKITDRIVER", driver)]),
        None => println!(
            "Left out: the journeys in WebKit. Install WebKitGTK's driver and a screen for it (on Debian: \
             webkit2gtk-driver and xvfb), or name MiniBrowser in WEBKIT and the driver in WEBKITDRIVER."
        ),
    }
    found
}

fn firefox() -> Option<PathBuf> {
    named("FIREFOX").or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(on_path))
}

/// WebKitGTK's small browser and its driver, where there is a screen for them.
fn webkit() -> Option<(PathBuf, PathBuf)> {
    on_path("Xvfb")?;
    let mini = || {
        let libraries = fs::read_dir("/usr/lib").ok()?.flatten();
        libraries
            .map(|triplet| triplet.path().join("webkit2gtk-4.1/MiniBrowser"))
            .find(|program| program.is_file())
    };
    let driver = named("WEBKITDRIVER").or_else(|| on_path("WebKitWebDriver"))?;
    Some((named("WEBKIT").or_else(mini)?, driver))
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
