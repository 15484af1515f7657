//! How is data written as JSON (RFC 8259), and read back to the bit?
//!
//! Small, because a scenario file is small: no streams, no borrowing, members
//! in their order. The reader is strict: what is not JSON to the letter is
//! refused with the line on which it stops to be.

use super::decimal::Decimal;
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

/// No file of ours goes deeper.
const DEEPEST: usize = 16;

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

/// The value that a text is.
///
/// # Errors
/// Says where it is none.
pub fn read(text: &str) -> Result<Json, JsonError> {
    let mut reader = Reader {
        text: text.as_bytes(),
        at: 0,
    };
    let value = reader.value(0)?;
    match reader.next() {
        None => Ok(value),
        Some(_) => Err(reader.wrong()),
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// What is wrong here: the text ends, or it goes on as no JSON does.
    fn wrong(&self) -> JsonError {
        if self.at >= self.text.len() {
            return JsonError::Cut;
        }
        let before = &self.text[..self.at];
        JsonError::Wrong(1 + before.iter().filter(|byte| **byte == b'\n').count())
    }

    /// The next byte that is no space; it stays.
    fn next(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.text.get(self.at) == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<Json, JsonError> {
        match self.next() {
            Some(b'"') => Ok(Json::Text(self.quoted()?)),
            Some(b'{' | b'[') if depth == DEEPEST => Err(self.wrong()),
            Some(b'[') => {
                let mut items = Vec::new();
                self.members(b']', &mut |reader| {
                    items.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Json::List(items))
            }
            Some(b'{') => {
                let mut members: Vec<(String, Json)> = Vec::new();
                self.members(b'}', &mut |reader| {
                    reader.next();
                    let name = reader.quoted()?;
                    // Of two members of one name nobody knows which is meant.
                    let is_twice = members.iter().any(|(other, _)| *other == name);
                    reader.next();
                    if is_twice || !reader.take(b':') {
                        return Err(reader.wrong());
                    }
                    members.push((name, reader.value(depth + 1)?));
                    Ok(())
                })?;
                Ok(Json::Object(members))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn members(
        &mut self,
        close: u8,
        member: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.at += 1;
        self.next();
        if self.take(close) {
            return Ok(());
        }
        loop {
            member(self)?;
            self.next();
            if self.take(close) {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn word(&mut self) -> Result<Json, JsonError> {
        let words = [
            ("null", Json::Null),
            ("true", Json::Truth(true)),
            ("false", Json::Truth(false)),
        ];
        for (word, value) in words {
            let rest = &self.text[self.at..];
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
            if !rest.is_empty() && word.as_bytes().starts_with(rest) {
                return Err(JsonError::Cut);
            }
        }
        Err(self.wrong())
    }

    fn digits(&mut self) -> Result<&str, JsonError> {
        let from = self.at;
        while self.text.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at == from {
            return Err(self.wrong());
        }
        Ok(core::str::from_utf8(&self.text[from..self.at]).unwrap_or_default())
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let is_negative = self.take(b'-');
        let from = self.at;
        let whole = self.digits()?.to_owned();
        if whole.len() > 1 && whole.starts_with('0') {
            self.at = from;
            return Err(self.wrong());
        }
        let mut fraction = String::new();
        if self.take(b'.') {
            self.digits()?.clone_into(&mut fraction);
        }
        let mut exponent = 0_i32;
        if self.take(b'e') || self.take(b'E') {
            let is_below = self.take(b'-');
            if !is_below {
                self.take(b'+');
            }
            // Further than any number is as far as any.
            let size = self.digits()?.parse().unwrap_or(i32::from(i16::MAX));
            exponent = if is_below { -size } else { size };
        }
        let size = Decimal::from_parts(&whole, &fraction)
            .shifted(exponent)
            .to_f64();
        if !size.is_finite() {
            return Err(JsonError::Wrong(1 + lines(&self.text[..from])));
        }
        Ok(Json::Number(if is_negative { -size } else { size }))
    }

    fn quoted(&mut self) -> Result<String, JsonError> {
        if !self.take(b'"') {
            return Err(self.wrong());
        }
        let mut bytes = Vec::new();
        loop {
            match self.text.get(self.at).copied() {
                None => return Err(JsonError::Cut),
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    let letter = self.escaped()?;
                    let mut held = [0; 4];
                    bytes.extend_from_slice(letter.encode_utf8(&mut held).as_bytes());
                }
                Some(0..=0x1f) => return Err(self.wrong()),
                Some(byte) => {
                    bytes.push(byte);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        // Pieces of a text, cut where ASCII letters stand, make a text.
        String::from_utf8(bytes).map_err(|_| self.wrong())
    }

    fn escaped(&mut self) -> Result<char, JsonError> {
        let Some(kind) = self.text.get(self.at).copied() else {
            return Err(JsonError::Cut);
        };
        let letter = match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.coded(),
            _ => return Err(self.wrong()),
        };
        self.at += 1;
        Ok(letter)
    }

    /// `u` and four digits; of a letter beyond them two such, the first of a
    /// pair and the second.
    fn coded(&mut self) -> Result<char, JsonError> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.wrong());
        }
        if !self.take(b'\\') || self.text.get(self.at) != Some(&b'u') {
            return Err(self.wrong());
        }
        let second = self.unit()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(self.wrong());
        }
        let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        char::from_u32(code).ok_or_else(|| self.wrong())
    }

    fn unit(&mut self) -> Result<u32, JsonError> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.text.get(self.at).ok_or(JsonError::Cut)?;
            let digit = char::from(*digit)
                .to_digit(16)
                .ok_or_else(|| self.wrong())?;
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

fn lines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
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
