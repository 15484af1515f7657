//! How are lines of YAML written, so that whatever a visitor typed is only text in them?

/// Lines of YAML, each at its depth.
#[derive(Default)]
pub(super) struct Yaml {
    pub(super) text: String,
}

impl Yaml {
    pub(super) fn line(&mut self, depth: usize, parts: &[&str]) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&parts.concat());
        self.text.push('\n');
    }

    /// A key with what stands below it.
    pub(super) fn key(&mut self, depth: usize, key: &str) {
        self.line(depth, &[key, ":"]);
    }

    pub(super) fn pair(&mut self, depth: usize, key: &str, value: &str) {
        self.line(depth, &[key, ": ", value]);
    }

    /// Several keys of one depth.
    pub(super) fn pairs(&mut self, depth: usize, pairs: &[(&str, &str)]) {
        for (key, value) in pairs {
            self.pair(depth, key, value);
        }
    }

    /// A comment, on one line whatever is in it.
    pub(super) fn comment(&mut self, parts: &[&str]) {
        let text = plain(&parts.concat());
        self.line(0, &["# ", text.trim_end()]);
    }

    /// Begins another document, where one stands before it.
    pub(super) fn document(&mut self) {
        if self.text.lines().any(|line| !line.starts_with('#')) {
            self.line(0, &["---"]);
        }
    }
}

/// The same letters, with a space for each that YAML could take for an end of the line.
fn plain(text: &str) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() || letter.is_ascii_graphic() {
            letter
        } else {
            ' '
        }
    };
    text.chars().map(plain).collect()
}

/// A word as YAML takes it for text: quoted where it would be a number, a truth
/// value or nothing.
pub(super) fn scalar(word: &str) -> String {
    let other = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let letters = word.starts_with(|first: char| first.is_ascii_alphabetic());
    if letters && !other.contains(&word) {
        word.to_owned()
    } else {
        ["\"", word, "\""].concat()
    }
}

/// Any text, in single quotes.
pub(super) fn quoted(text: &str) -> String {
    ["'", &plain(text).replace('\'', "''"), "'"].concat()
}
