//! How does a formula's text read to a person? Names stand apart from the
//! arithmetic, so that each can be shown as a label or as its value.

/// A piece of a formula's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece<'text> {
    /// An input or a constant, by name.
    Name(&'text str),
    /// Arithmetic, in the signs that people write.
    Sign(String),
}

/// The pieces of a formula's text, in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        if first.is_ascii_alphabetic() {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if after.starts_with('(') {
                sign(&mut found, function(word));
            } else {
                found.push(Piece::Name(word));
            }
            rest = after;
        } else if first.is_ascii_digit() {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            sign(&mut found, number.strip_suffix(".0").unwrap_or(number));
            rest = after;
        } else {
            let shown = match first {
                '*' => "×",
                '/' => "÷",
                '-' => "−",
                '\n' => " ",
                _ => &rest[..first.len_utf8()],
            };
            sign(&mut found, shown);
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// What a function of `quantity::math` and `quantity::brackets` is called.
fn function(name: &str) -> &str {
    match name {
        "round_down" => "round down ",
        "round_up" => "round up ",
        "max" => "larger of ",
        "min" => "smaller of ",
        "exceeds" => "1 if above ",
        "between" => "part between ",
        "power" => "power of ",
        "ln" => "logarithm of ",
        "sum" => "sum of ",
        other => other,
    }
}

fn sign(found: &mut Vec<Piece<'_>>, text: &str) {
    if let Some(Piece::Sign(last)) = found.last_mut() {
        last.push_str(text);
    } else {
        found.push(Piece::Sign(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_apart_and_signs_read_as_written_by_hand() {
        let read: String = pieces("max(floor, round_up(users / per_pod * (1.0 + buffer)))")
            .into_iter()
            .map(|piece| match piece {
                Piece::Name(name) => format!("[{name}]"),
                Piece::Sign(sign) => sign,
            })
            .collect();
        assert_eq!(
            read,
            "larger of ([floor], round up ([users] ÷ [per_pod] × (1 + [buffer])))"
        );
    }

    #[test]
    fn text_without_names_stays_whole() {
        assert_eq!(pieces("3.5 - 2"), [Piece::Sign("3.5 − 2".to_owned())]);
        assert!(pieces("").is_empty());
    }
}
