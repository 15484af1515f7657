//! How wide is a text, where no browser and no font file can say?
//!
//! The advance widths of Helvetica in thousandths of the type size, as
//! published in Adobe's core font metrics (AFM, 1997), with a tenth of slack,
//! because system fonts run wider. Only export and tests on the host depend on
//! it; on screen the browser measures.

/// Widths of the printable ASCII characters from space to tilde.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
    278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

/// Estimated width of `text` at a type size, in the unit of the size.
pub fn estimated_width(text: &str, size: f64) -> f64 {
    let thousandths: f64 = text.chars().map(advance).sum();
    thousandths * size * 1.1 / 1000.0
}

fn advance(letter: char) -> f64 {
    let place = (letter as usize).wrapping_sub(' ' as usize);
    match HELVETICA.get(place) {
        Some(width) => f64::from(*width),
        // Beyond ASCII: East Asian letters and symbols fill the whole square.
        None if letter as u32 >= 0x2e80 => 1000.0,
        None => 600.0,
    }
}

/// Breaks `text` into lines of at most `width`, at spaces where it can and
/// inside a word (a long link) where it must.
pub(super) fn wrapped(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if measure(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if line.chars().count() > 1 && measure(&line) > width {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(letter);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten pixels a letter, so that the answers can be counted by hand.
    fn ten(text: &str) -> f64 {
        text.chars().map(|_| 10.0).sum()
    }

    #[test]
    fn digits_are_equally_wide_and_an_i_is_narrower_than_a_w() {
        let width = |text| estimated_width(text, 12.0);
        assert_eq!(width("0").to_bits(), width("7").to_bits());
        assert!(width("i") < width("W"));
        assert!((width("1000") - 4.0 * 0.556 * 12.0 * 1.1).abs() < 1e-9);
    }

    #[test]
    fn lines_break_at_spaces_and_inside_words_that_do_not_fit() {
        assert_eq!(
            wrapped("one two three", 70.0, &ten),
            ["one two", "three"].map(str::to_owned)
        );
        assert_eq!(
            wrapped("a abcdefgh", 30.0, &ten),
            ["a", "abc", "def", "gh"].map(str::to_owned)
        );
        assert!(wrapped("  ", 30.0, &ten).is_empty());
    }
}
