//! Is a text JSON, and what does it say? Letter by letter, as RFC 8259 has it;
//! of what is none the line is told.

use super::{Json, JsonError};
use crate::quantity::decimal::Decimal;

/// No file of ours goes deeper.
const DEEPEST: usize = 16;

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
        JsonError::Wrong(line(&self.text[..self.at]))
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
            return Err(JsonError::Wrong(line(&self.text[..from])));
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

/// The line, from 1, on which what follows this begins.
fn line(before: &[u8]) -> usize {
    before.split(|byte| *byte == b'\n').count()
}
