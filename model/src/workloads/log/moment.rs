//! Which hour does a line of a log name? `2026-03-01 14:00:00`, with a `T` and a zone as
//! databases write them, or an hour of the day alone: `14` or `14:00`.

use crate::quantity::date::{self, Date};

/// An hour as a log names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moment {
    /// Hours since 1970, as the log's clock went.
    Dated(i64),
    /// An hour of the day, of no day in particular.
    OfDay(u8),
}

impl Moment {
    /// 0 to 23.
    pub fn of_day(self) -> u8 {
        match self {
            Self::Dated(hours) => u8::try_from(hours.rem_euclid(HOURS)).unwrap_or(0),
            Self::OfDay(hour) => hour,
        }
    }

    /// The day that it is of; the same for all that are of none in particular.
    pub fn day(self) -> i64 {
        match self {
            Self::Dated(hours) => hours.div_euclid(HOURS),
            Self::OfDay(_) => 0,
        }
    }

    /// In words.
    pub fn words(self) -> String {
        let hour = of_day_words(self.of_day());
        match self {
            Self::Dated(_) => [&Date::from_days(self.day()).shown(), " ", &hour].concat(),
            Self::OfDay(_) => hour,
        }
    }
}

/// Hours of a day.
const HOURS: i64 = 24;

/// `09:00`
pub fn of_day_words(hour: u8) -> String {
    let tens = if hour < 10 { "0" } else { "" };
    [tens, &hour.to_string(), ":00"].concat()
}

const FORMS: &str = "Write an hour as in 2026-03-01 14:00, or an hour of the day as in 14:00.";
const WHOLE: &str = "Write whole hours: the log is read hour by hour.";
const ONLY_A_DAY: &str = "This is a day without an hour: write it as in 2026-03-01 14:00.";

/// The hour that `text` names.
///
/// # Errors
/// Says in a sentence what would be understood.
pub fn read(text: &str) -> Result<Moment, String> {
    let text = without_zone(text.trim());
    let (day, time) = match text.find(':') {
        Some(colon) => parted(text, colon),
        None if text.len() <= 2 => ("", text),
        None => match text.rsplit_once(['T', ' ']) {
            Some((day, hour)) if hour.len() <= 2 => (day, hour),
            _ if date::read(text).is_ok() => return Err(ONLY_A_DAY.to_owned()),
            _ => return Err(FORMS.to_owned()),
        },
    };
    let mut parts = time.split([':', '.']);
    let hour = parts.next().and_then(two_digits).filter(|hour| *hour < 24);
    let hour = hour.ok_or(FORMS)?;
    for part in parts {
        if part.is_empty() || !part.bytes().all(|letter| letter.is_ascii_digit()) {
            return Err(FORMS.to_owned());
        }
        if part.bytes().any(|letter| letter != b'0') {
            return Err(WHOLE.to_owned());
        }
    }
    let day = day.trim_end_matches(['T', ' ', ',']);
    if day.is_empty() {
        return Ok(Moment::OfDay(hour));
    }
    let day = date::read(day).map_err(|error| error.to_string())?;
    Ok(Moment::Dated(day.days() * HOURS + i64::from(hour)))
}

/// Without what says how far the clock is from that of Greenwich: hours are taken as the
/// log has them.
fn without_zone(text: &str) -> &str {
    let text = text.strip_suffix("UTC").unwrap_or(text).trim_end();
    let text = text.strip_suffix('Z').unwrap_or(text);
    let Some(colon) = text.find(':') else {
        return text;
    };
    let zone = text[colon..].find(['+', '-']);
    zone.map_or(text, |at| text[..colon + at].trim_end())
}

/// The day and the time of a text with a colon behind the hour.
fn parted(text: &str, colon: usize) -> (&str, &str) {
    let digits = text[..colon].bytes().rev();
    let of_hour = digits.take_while(u8::is_ascii_digit).count();
    text.split_at(colon - of_hour)
}

fn two_digits(text: &str) -> Option<u8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ways_in_which_databases_write_hours() {
        // 20,513 days from 1970-01-01 to 2026-03-01.
        let expected = Moment::Dated(20_513 * 24 + 14);
        for text in [
            "2026-03-01 14:00:00",
            "2026-03-01 14:00",
            "2026-03-01T14:00:00Z",
            "2026-03-01T14:00:00.000Z",
            "2026-03-01 14:00:00+00",
            "2026-03-01 14:00:00.000000-05:00",
            "2026-03-01 14:00:00 UTC",
            "2026-03-01T14",
            "2026-03-01 14",
            "1 Mar 2026 14:00",
            "2026-03-01, 14:00",
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        for text in ["9", "09", "9:00", "09:00:00"] {
            assert_eq!(read(text), Ok(Moment::OfDay(9)), "{text}");
        }
        assert_eq!(expected.words(), "1 Mar 2026 14:00");
        assert_eq!((expected.of_day(), expected.day()), (14, 20_513));
    }

    #[test]
    fn refuses_what_is_no_hour() {
        for (text, sentence) in [
            ("", FORMS),
            ("24", FORMS),
            ("noon", FORMS),
            ("2:00 PM", FORMS),
            ("2026-03-01 14:30", WHOLE),
            ("2026-03-01 14:00:01", WHOLE),
            ("2026-03-01", ONLY_A_DAY),
            ("é:", FORMS),
            (":", FORMS),
        ] {
            assert_eq!(read(text), Err(sentence.to_owned()), "{text}");
        }
        assert!(read("2026-02-30 14:00").unwrap_err().contains("calendar"));
    }
}
