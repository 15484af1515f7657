//! What would a file from a terminal or a dashboard change?
//!
//! ```text
//! plan --bring FILE [CHOICE]        line, id, what is stated now, what would be, line of the file;
//!                                   line, link, the scenario with it
//! ```
//!
//! What was not understood goes to the errors, with its line.

use std::fs;
use std::io::{self, BufRead, Write};

use headroom::bring::brought;
use headroom::share;

use super::each;

/// Prints what the file would change in each scenario.
pub(super) fn bring(
    file: &str,
    choice: Option<&str>,
    links: impl BufRead,
    (out, errors): (&mut dyn Write, &mut dyn Write),
) -> io::Result<u8> {
    let text = match fs::read(file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            writeln!(errors, "{file}: {error}.")?;
            return Ok(1);
        }
    };
    each(links, out, &mut |number, scenario, out| {
        let brought = brought(&text, &scenario, choice);
        writeln!(errors, "{}: {}", brought.of, brought.sentence)?;
        for (line, sentence) in &brought.misread {
            writeln!(errors, "Line {line}: {sentence}")?;
        }
        if !brought.choices.is_empty() {
            writeln!(
                errors,
                "It can be taken as {}.",
                brought.choices.join(", or as ")
            )?;
        }
        for change in &brought.changes {
            let line = change
                .line
                .map_or_else(String::new, |line| line.to_string());
            let cells = [&*change.id, &change.from, &change.to, &line];
            writeln!(out, "{number}\t{}", cells.join("\t"))?;
        }
        writeln!(out, "{number}\tlink\t{}", share::write(&brought.scenario))?;
        Ok(None)
    })
}
