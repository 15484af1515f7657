//! How is data written as JSON (RFC 8259), and read back to the bit?
//!
//! Small, because a scenario file is small: no streams, no borrowing, members
//! in their order. The reader is strict: what is not JSON to the letter is
//! refused with the line on which it stops to be.

mod reading;

pub use reading::read;

use super::format::exact;

/// A value of JSON.
#[derive(Clone, PartialEq, Debug)]
pub enum Json {
    /// Nothing.
    Null,
    /// True or false.
    Truth(bool),
    /// A finite number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in a row.
    List(Vec<Json>),
    /// Values by name, in their order.
    Object(Vec<(String, Json)>),
}

/// Why a text is not JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonError {
    /// It ends before it is complete.
    Cut,
    /// On this line, from 1, stands what is none.
    Wrong(usize),
}

impl Json {
    /// A text.
    pub fn text(words: &str) -> Self {
        Self::Text(words.to_owned())
    }

    /// The member of this name, if it is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let member = members.iter().find(|(other, _)| other == name)?;
        Some(&member.1)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As text, a member a line, ending with a line break.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.put(&mut out, 0);
        out.push('\n');
        out
    }

    fn put(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Truth(true) => out.push_str("true"),
            Self::Truth(false) => out.push_str("false"),
            Self::Number(number) => {
                if *number == 0.0 && number.is_sign_negative() {
                    out.push('-');
                }
                out.push_str(&exact(*number));
            }
            Self::Text(text) => quote(out, text),
            Self::List(items) => {
                let items = items.iter().map(|item| (None, item));
                fill(out, ['[', ']'], depth, &mut items.into_iter());
            }
            Self::Object(members) => {
                let members = members.iter().map(|(name, item)| (Some(&**name), item));
                fill(out, ['{', '}'], depth, &mut members.into_iter());
            }
        }
    }

    /// Whether it stands on one line.
    const fn is_plain(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Object(_))
    }
}

type Items<'a> = dyn Iterator<Item = (Option<&'a str>, &'a Json)> + 'a;

/// Puts a list or an object; one of plain values alone stands on one line.
fn fill(out: &mut String, [open, close]: [char; 2], depth: usize, items: &mut Items) {
    let items: Vec<_> = items.collect();
    let is_short = items.len() <= 4 && items.iter().all(|(_, item)| item.is_plain());
    out.push(open);
    for (nth, (name, item)) in items.iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        if !is_short {
            turn(out, depth + 1);
        } else if nth > 0 {
            out.push(' ');
        }
        if let Some(name) = name {
            quote(out, name);
            out.push_str(": ");
        }
        item.put(out, depth + 1);
    }
    if !is_short {
        turn(out, depth);
    }
    out.push(close);
}

fn turn(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    let digit = (u32::from(letter) >> shift) & 15;
                    out.extend(char::from_digit(digit, 16));
                }
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let value = Json::Object(vec![
            ("a \"b\"\n\u{1}\u{2028}é🌱\\".to_owned(), Json::Null),
            (String::new(), Json::List(Vec::new())),
            (
                "numbers".to_owned(),
                Json::List(
                    [0.0, -0.0, 0.1 + 0.2, -1.5e-7, 1e21, f64::MAX, 5e-324]
                        .map(Json::Number)
                        .to_vec(),
                ),
            ),
            (
                "deep".to_owned(),
                Json::List(vec![Json::Object(vec![]), Json::Truth(true)]),
            ),
        ]);
        let back = read(&value.write()).unwrap();
        assert_eq!(back, value);
        let Some(Json::List(numbers)) = back.get("numbers") else {
            panic!("no list");
        };
        let Json::Number(zero) = numbers[1] else {
            panic!("no number");
        };
        assert!(zero.is_sign_negative());
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_stops_to_be() {
        use JsonError::{Cut, Wrong};
        for (text, error) in [
            ("", Cut),
            (" \n ", Cut),
            ("{", Cut),
            ("{\"a\"", Cut),
            ("{\"a\":", Cut),
            ("[1", Cut),
            ("[1,", Cut),
            ("\"a", Cut),
            ("\"\\u12", Cut),
            ("\"\\", Cut),
            ("tru", Cut),
            ("-", Cut),
            ("[1,]", Wrong(1)),
            ("{\n\"a\": 1,\n}", Wrong(3)),
            ("{\"a\": 1, \"a\": 2}", Wrong(1)),
            ("{a: 1}", Wrong(1)),
            ("01", Wrong(1)),
            ("[1.]", Wrong(1)),
            ("[1e]", Wrong(1)),
            ("+1", Wrong(1)),
            (".5", Wrong(1)),
            ("NaN", Wrong(1)),
            ("\n1e400", Wrong(2)),
            ("\"\t\"", Wrong(1)),
            ("\"\\x\"", Wrong(1)),
            ("\"\\ud800\"", Wrong(1)),
            ("\"\\ud800\\u0041\"", Wrong(1)),
            ("1 2", Wrong(1)),
            ("nothing", Wrong(1)),
        ] {
            assert_eq!(read(text), Err(error), "{text:?}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read(&deep), Err(Wrong(1)));
    }

    #[test]
    fn reads_what_others_write() {
        for (text, value) in [
            ("\t1.50E+2\r\n", Json::Number(150.0)),
            ("-0", Json::Number(-0.0)),
            ("\"\\u00e9\\ud83c\\udf31\\/\"", Json::text("é🌱/")),
            (
                "[null,true,false]",
                Json::List(vec![Json::Null, Json::Truth(true), Json::Truth(false)]),
            ),
        ] {
            assert_eq!(read(text), Ok(value), "{text}");
        }
    }
}
