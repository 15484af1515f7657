//! How is a unit written, and which other units does a reader accept for it?
//!
//! A unit's symbol is a noun and what it is counted per: `USD/month`,
//! `GiB/pod`, `req/s`. Nouns that need more than their own symbol are listed
//! here; any other noun in small letters takes an `s` in the plural.

use super::date;
use super::parse::Bare;
use super::unit::Unit;
use std::borrow::Cow;

/// How a number of a unit looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// `1,234 users`
    Plain,
    /// `15 %`, kept as 0.15
    Percent,
    /// `$1,234`
    Money,
}

/// The size of a unit word in units of its family: `factor` times ten to the
/// power of `ten` times two to the power of `two`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Size {
    pub(crate) factor: u32,
    pub(crate) ten: i32,
    pub(crate) two: i32,
}

/// One word that a reader accepts, with its size.
type Word = (&'static str, Size);

const ONE: Size = Size::ONE;

impl Size {
    /// The size of a family's first word.
    pub(crate) const ONE: Self = size(1, 0, 0);
}

const fn size(factor: u32, ten: i32, two: i32) -> Size {
    Size { factor, ten, two }
}

/// Words that measure the same thing, so that one converts into another. The
/// bare letters after a binary size are how Kubernetes writes them.
const FAMILIES: &[&[Word]] = &[
    BYTES, TIME, CALENDAR, SHARE, CORES, MONEY, TIMES, REQUESTS, TOKENS, PARAMETERS, FLOPS,
    GPU_HOURS,
];

const BYTES: &[Word] = &[
    ("B", ONE),
    ("byte", ONE),
    ("bytes", ONE),
    ("kB", size(1, 3, 0)),
    ("KB", size(1, 3, 0)),
    ("kb", size(1, 3, 0)),
    ("MB", size(1, 6, 0)),
    ("mb", size(1, 6, 0)),
    ("GB", size(1, 9, 0)),
    ("gb", size(1, 9, 0)),
    ("TB", size(1, 12, 0)),
    ("tb", size(1, 12, 0)),
    ("PB", size(1, 15, 0)),
    ("pb", size(1, 15, 0)),
    ("KiB", size(1, 0, 10)),
    ("kib", size(1, 0, 10)),
    ("Ki", size(1, 0, 10)),
    ("MiB", size(1, 0, 20)),
    ("mib", size(1, 0, 20)),
    ("Mi", size(1, 0, 20)),
    ("GiB", size(1, 0, 30)),
    ("gib", size(1, 0, 30)),
    ("Gi", size(1, 0, 30)),
    ("TiB", size(1, 0, 40)),
    ("tib", size(1, 0, 40)),
    ("Ti", size(1, 0, 40)),
    ("PiB", size(1, 0, 50)),
    ("pib", size(1, 0, 50)),
    ("Pi", size(1, 0, 50)),
];

const TIME: &[Word] = &[
    ("s", ONE),
    ("sec", ONE),
    ("secs", ONE),
    ("second", ONE),
    ("seconds", ONE),
    ("us", size(1, -6, 0)),
    ("µs", size(1, -6, 0)),
    ("μs", size(1, -6, 0)),
    ("ms", size(1, -3, 0)),
    ("millisecond", size(1, -3, 0)),
    ("milliseconds", size(1, -3, 0)),
    ("min", size(60, 0, 0)),
    ("mins", size(60, 0, 0)),
    ("minute", size(60, 0, 0)),
    ("minutes", size(60, 0, 0)),
    ("h", size(3600, 0, 0)),
    ("hr", size(3600, 0, 0)),
    ("hrs", size(3600, 0, 0)),
    ("hour", size(3600, 0, 0)),
    ("hours", size(3600, 0, 0)),
    ("d", size(86_400, 0, 0)),
    ("day", size(86_400, 0, 0)),
    ("days", size(86_400, 0, 0)),
    ("week", size(604_800, 0, 0)),
    ("weeks", size(604_800, 0, 0)),
];

/// Apart from `TIME`: how many days a month has is the model's to say.
const CALENDAR: &[Word] = &[
    ("month", ONE),
    ("months", ONE),
    ("mo", ONE),
    ("year", size(12, 0, 0)),
    ("years", size(12, 0, 0)),
    ("yr", size(12, 0, 0)),
];

const SHARE: &[Word] = &[
    ("share", ONE),
    ("%", size(1, -2, 0)),
    ("percent", size(1, -2, 0)),
    ("per cent", size(1, -2, 0)),
    ("pct", size(1, -2, 0)),
];

const CORES: &[Word] = &[
    ("core", ONE),
    ("cores", ONE),
    ("vCPU", ONE),
    ("vCPUs", ONE),
    ("CPU", ONE),
    ("CPUs", ONE),
    ("millicore", size(1, -3, 0)),
    ("millicores", size(1, -3, 0)),
];

const MONEY: &[Word] = &[
    ("USD", ONE),
    ("$", ONE),
    ("US$", ONE),
    ("dollar", ONE),
    ("dollars", ONE),
    ("US dollars", ONE),
];

const TIMES: &[Word] = &[("x", ONE), ("1", ONE), ("×", ONE), ("times", ONE)];

/// A recommender's requests are shown as what they are answered with.
const REQUESTS: &[Word] = &[
    ("req", ONE),
    ("request", ONE),
    ("requests", ONE),
    ("prediction", ONE),
    ("predictions", ONE),
    ("kreq", size(1, 3, 0)),
    ("thousand requests", size(1, 3, 0)),
    ("thousand predictions", size(1, 3, 0)),
    ("Mreq", size(1, 6, 0)),
    ("million requests", size(1, 6, 0)),
    ("million predictions", size(1, 6, 0)),
];

const TOKENS: &[Word] = &[
    ("tok", ONE),
    ("token", ONE),
    ("tokens", ONE),
    ("thousand tokens", size(1, 3, 0)),
    ("Mtok", size(1, 6, 0)),
    ("million tokens", size(1, 6, 0)),
    ("Gtok", size(1, 9, 0)),
    ("billion tokens", size(1, 9, 0)),
];

const PARAMETERS: &[Word] = &[
    ("param", ONE),
    ("parameter", ONE),
    ("parameters", ONE),
    ("million parameters", size(1, 6, 0)),
    ("Gparam", size(1, 9, 0)),
    ("billion parameters", size(1, 9, 0)),
];

const FLOPS: &[Word] = &[
    ("FLOP", ONE),
    ("TFLOP", size(1, 12, 0)),
    ("PFLOP", size(1, 15, 0)),
    ("EFLOP", size(1, 18, 0)),
];

const GPU_HOURS: &[Word] = &[
    ("GPU-hour", ONE),
    ("GPU-hours", ONE),
    ("GPU hour", ONE),
    ("GPU hours", ONE),
];

/// A noun whose text is not its symbol, or not its symbol with an `s`.
struct Noun {
    symbol: &'static str,
    one: &'static str,
    many: &'static str,
}

const NOUNS: &[Noun] = &[
    noun("req", "request", "requests"),
    noun("kreq", "thousand requests", "thousand requests"),
    noun("tok", "token", "tokens"),
    noun("Mtok", "million tokens", "million tokens"),
    noun("seq", "sequence", "sequences"),
    noun("msg", "message", "messages"),
    noun("item", "message", "messages"),
    noun("conn", "connection", "connections"),
    noun("gpu", "GPU", "GPUs"),
    noun("GPU", "GPU", "GPUs"),
    noun("GPU-hour", "GPU-hour", "GPU-hours"),
    noun("vCPU", "vCPU", "vCPUs"),
    noun("query", "query", "queries"),
    noun("replica", "replica", "replicas"),
    noun("copy", "copy", "copies"),
    noun("person", "person", "people"),
    noun("param", "parameter", "parameters"),
    noun("Gparam", "billion parameters", "billion parameters"),
    noun("Gtok", "billion tokens", "billion tokens"),
    noun("Tflop", "TFLOP", "TFLOP"),
    noun("Eflop", "EFLOP", "EFLOP"),
    noun("d", "day", "days"),
    noun("1", "", ""),
    noun("s", "s", "s"),
    noun("ms", "ms", "ms"),
    noun("us", "µs", "µs"),
    noun("min", "min", "min"),
    noun("h", "h", "h"),
];

const fn noun(symbol: &'static str, one: &'static str, many: &'static str) -> Noun {
    Noun { symbol, one, many }
}

/// Rates with a name of their own.
const RATES: &[(&str, &str)] = &[
    ("rps", "req/s"),
    ("qps", "query/s"),
    ("qps", "req/s"),
    ("rpm", "req/min"),
    ("tps", "tok/s"),
    ("tpm", "tok/min"),
    ("tpd", "tok/day"),
];

/// How numbers of this unit look.
pub(crate) fn style(unit: Unit) -> Style {
    match noun_of(unit) {
        "share" => Style::Percent,
        "USD" => Style::Money,
        _ => Style::Plain,
    }
}

/// The text after a number, with its leading space: ` users`, ` a month`,
/// `/s`. Empty for a plain number.
pub(crate) fn text_after(unit: Unit, number: &str) -> String {
    let Unit::Of(symbol) = unit else {
        return String::new();
    };
    // What a stage holds at once are connections, workers or streams: its label says which.
    if symbol == "item" {
        return String::new();
    }
    let mut parts = symbol.split('/');
    let noun = parts.next().unwrap_or("");
    let mut text = match style(unit) {
        Style::Money => String::new(),
        Style::Percent => " %".to_owned(),
        Style::Plain if noun == "x" => "x".to_owned(),
        Style::Plain => spaced(&counted(noun, number)),
    };
    // `50 requests/s`, but `10 messages per user a day` and `$5 a month`.
    let mut spelled = style(unit) != Style::Plain;
    for per in parts {
        spelled |= !is_time(per);
        text.push_str(&per_text(
            per,
            if spelled { Per::Spelled } else { Per::Slash },
        ));
    }
    text
}

/// The word for this many of a noun: `user` for 1, `users` for any other.
fn counted(noun: &'static str, number: &str) -> Cow<'static, str> {
    let listed = NOUNS.iter().find(|listed| listed.symbol == noun);
    match listed {
        Some(listed) if number == "1" => listed.one.into(),
        Some(listed) => listed.many.into(),
        None if number != "1" && takes_s(noun) => (noun.to_owned() + "s").into(),
        None => noun.into(),
    }
}

fn spaced(word: &str) -> String {
    if word.is_empty() {
        String::new()
    } else {
        " ".to_owned() + word
    }
}

fn takes_s(noun: &str) -> bool {
    noun.len() > 2
        && !noun.ends_with('s')
        && noun
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == ' ')
}

/// How what a number is counted per is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Per {
    /// `/s`
    Slash,
    /// ` a second`
    Spelled,
}

fn per_text(per: &'static str, as_written: Per) -> String {
    if !is_time(per) {
        return " per ".to_owned() + &counted(per, "1");
    }
    if as_written == Per::Slash {
        return "/".to_owned() + per;
    }
    let per = match per {
        "s" => "second",
        "min" => "minute",
        "h" | "hour" => return " an hour".to_owned(),
        "d" => "day",
        other => other,
    };
    " a ".to_owned() + per
}

fn is_time(word: &str) -> bool {
    [TIME, CALENDAR]
        .iter()
        .any(|family| size_in(family, word).is_some())
}

/// Numbers as they may be written in this unit, in the order in which they are
/// proposed: `5 users`, `1.5 users`.
pub(crate) fn examples(unit: Unit, bare: Bare) -> Vec<String> {
    let texts: &[&str] = match (unit, style(unit), bare) {
        (Unit::Words(words), ..) => words,
        (_, Style::Plain, _) if date::is_date(unit) => &["22 Nov 2026", "Nov 2026"],
        (_, Style::Percent, Bare::Shown) => &["15", "15%"],
        (_, Style::Percent, Bare::Canonical) => &["0.15", "15%"],
        (_, Style::Money, _) => &["99", "$1,500"],
        (_, Style::Plain, _) => {
            let of = |number: &str| [number, &text_after(unit, number)].concat();
            return ["5", "1.5"].map(of).into();
        }
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Is this an amount of memory, storage or traffic?
pub(crate) fn measures_bytes(unit: Unit) -> bool {
    size_in(BYTES, noun_of(unit)).is_some()
}

/// Is this a duration of days or less?
pub(crate) fn measures_time(unit: Unit) -> bool {
    size_in(TIME, noun_of(unit)).is_some()
}

/// Is this a number of months or years?
pub(crate) fn measures_months(unit: Unit) -> bool {
    size_in(CALENDAR, noun_of(unit)).is_some()
}

/// Does the reader accept `text` after a number in `unit`, and by how much must
/// the number be multiplied (first) and divided (second)?
///
/// The noun may be left out (`50/s`), and so may any of what it is counted per
/// (`$99` for dollars a month); what is written must fit.
pub(crate) fn conversion(text: &str, unit: Unit) -> Option<(Size, Size)> {
    let Unit::Of(symbol) = unit else {
        return None;
    };
    let known = RATES
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(text));
    let mut spelled_out = known.map(|(_, rate)| *rate).chain([text]);
    spelled_out.find_map(|text| conversion_between(text, symbol))
}

fn conversion_between(text: &str, symbol: &str) -> Option<(Size, Size)> {
    let text = with_slashes(text);
    let mut written = text.split('/').map(str::trim);
    let mut expected = symbol.split('/');

    let (noun, expected_noun) = (written.next()?, expected.next()?);
    let (mut times, mut over) = (ONE, ONE);
    if !noun.is_empty() {
        (times, over) = ratio(noun, expected_noun)?;
    }
    for per in written {
        let (more, fewer) = expected.find_map(|expected| ratio(per, expected))?;
        times = product(times, fewer)?;
        over = product(over, more)?;
    }
    Some((times, over))
}

/// `requests per user a day` as `requests/user/day`.
pub(crate) fn with_slashes(text: &str) -> String {
    let text = [" ", text, " "].concat().replace(" per cent ", " % ");
    let pers = [" per ", " a ", " an "];
    pers.iter().fold(text, |text, per| text.replace(per, "/"))
}

/// The size of `word` over the size of `expected`.
fn ratio(word: &str, expected: &str) -> Option<(Size, Size)> {
    if word.is_empty() {
        return None;
    }
    for family in FAMILIES {
        if let Some(base) = size_in(family, expected) {
            let found = size_in(family, word)?;
            return Some(if found == base {
                (ONE, ONE)
            } else {
                (found, base)
            });
        }
    }
    is_noun(word, expected).then_some((ONE, ONE))
}

fn is_noun(word: &str, expected: &str) -> bool {
    singular(word).eq_ignore_ascii_case(singular(expected))
}

fn singular(word: &str) -> &str {
    let known = |noun: &&Noun| {
        !noun.one.is_empty()
            && [noun.symbol, noun.one, noun.many]
                .iter()
                .any(|text| text.eq_ignore_ascii_case(word))
    };
    if let Some(noun) = NOUNS.iter().find(known) {
        return noun.one;
    }
    let stem = word
        .strip_suffix('s')
        .filter(|stem| takes_s(&stem.to_ascii_lowercase()));
    stem.unwrap_or(word)
}

/// Short words of bytes keep their case (Mb are bits); other words need not.
fn size_in(family: &[Word], word: &str) -> Option<Size> {
    let exact = family.iter().find(|(text, _)| *text == word);
    let loose = || {
        let loose = family
            .iter()
            .find(|(text, _)| text.eq_ignore_ascii_case(word));
        loose.filter(|_| family[0].0 != "B" || word.len() > 3)
    };
    exact.or_else(loose).map(|(_, size)| *size)
}

fn product(one: Size, other: Size) -> Option<Size> {
    Some(Size {
        factor: one.factor.checked_mul(other.factor)?,
        ten: one.ten + other.ten,
        two: one.two + other.two,
    })
}

fn noun_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Of(symbol) => symbol.split('/').next().unwrap_or(symbol),
        Unit::Words(_) => "",
    }
}
