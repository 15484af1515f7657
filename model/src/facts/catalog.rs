//! What is known, in one list: what it is of, what it says, from where and as of when?
//!
//! Each catalog gives its rows through one function here, so that one which changes its
//! shape changes a few lines. Nothing without a source and a day is in it.

use super::api_prices::{API_LIMITS, API_PRICES, ApiLimit, ApiPrice};
use super::gpus::{DATA_SHEETS, GPUS, Gpu, Offer};
use super::instances::{INSTANCES, Instance};
use super::model::Model;
use super::models::MODELS;
use super::priced::{self, OLD_AFTER_DAYS};
use super::services::{PRICES, Price};
use super::serving;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, precise, precise_parts};
use crate::quantity::{Source, Unit};

/// What a fact is of, and its row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Of {
    /// What an API asks.
    Api(&'static ApiPrice),
    /// What an API lets through.
    ApiLimit(&'static ApiLimit),
    /// What a GPU costs.
    GpuPrice(&'static Offer),
    /// How fast a GPU is, and what it holds.
    Gpu(&'static Gpu),
    /// What a language model is made of.
    Model(&'static Model),
    /// A machine and what it costs.
    Machine(&'static Instance),
    /// A managed service.
    Service(&'static Price),
    /// How close engines come to data sheets.
    Serving,
}

/// One fact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fact {
    /// What it is of.
    pub of: Of,
    /// Its row, as links name it; empty where none do.
    pub id: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// Which market the price is of; empty where there is none.
    pub class: &'static str,
    /// Who says so, and as of when.
    pub source: Source,
}

/// Everything that is known, list by list.
pub fn facts() -> Vec<Fact> {
    let mut all: Vec<Fact> = Vec::new();
    let api = |it: &'static ApiPrice| fact(Of::Api(it), it.id, it.label, *it.source);
    all.extend(API_PRICES.iter().map(api));
    let limit = |it: &'static ApiLimit| fact(Of::ApiLimit(it), "", it.label, it.source);
    all.extend(API_LIMITS.iter().map(limit));
    for gpu in GPUS {
        all.extend(gpu.offers.iter().map(|it| Fact {
            class: it.market.label(),
            ..fact(Of::GpuPrice(it), gpu.id, gpu.label, it.price.source)
        }));
        all.push(fact(Of::Gpu(gpu), gpu.id, gpu.label, DATA_SHEETS));
    }
    let model = |it: &'static Model| fact(Of::Model(it), it.id, it.label, it.source);
    all.extend(MODELS.iter().map(model));
    let machine = |it: &'static Instance| Fact {
        class: ON_DEMAND,
        ..fact(Of::Machine(it), it.id, it.id, it.source())
    };
    all.extend(INSTANCES.iter().map(machine));
    let service = |it: &'static Price| fact(Of::Service(it), it.id, it.what, it.source);
    all.extend(PRICES.iter().map(service));
    all.push(fact(Of::Serving, "", SERVING, serving::FIT));
    all
}

const ON_DEMAND: &str = "on demand";

/// Constants of the closed form.
const SERVING: &str = "What engines reach of data sheets";

const fn fact(of: Of, id: &'static str, label: &'static str, source: Source) -> Fact {
    Fact {
        of,
        id,
        label,
        class: "",
        source,
    }
}

impl Fact {
    /// What it is of, in a word or two.
    pub const fn kind(&self) -> &'static str {
        match self.of {
            Of::Api(_) => "API",
            Of::ApiLimit(_) => "API rate limit",
            Of::GpuPrice(_) => "GPU price",
            Of::Gpu(_) => "GPU",
            Of::Model(_) => "Model",
            Of::Machine(_) => "Machine",
            Of::Service(_) => "Service",
            Of::Serving => "Serving",
        }
    }

    /// What is known, with its unit.
    pub fn value(&self) -> String {
        let words = |parts: &[&str]| parts.concat();
        match self.of {
            Of::Api(api) => words(&[
                &asks([api.input, api.cached, api.output]),
                " a million tokens",
            ]),
            Of::ApiLimit(it) => {
                let mut text = [
                    &*of(it.requests, "1"),
                    " requests, ",
                    &of(it.tokens, "1"),
                    " tokens",
                ]
                .concat();
                if it.output > 0.0 {
                    text += &words(&[", ", &of(it.output, "1"), " of output"]);
                }
                text + " a minute"
            }
            Of::GpuPrice(offer) => price(offer.price.usd, Unit::Of("USD/gpu/h")),
            Of::Gpu(gpu) => words(&[
                &of(gpu.memory_gib, "GiB"),
                ", ",
                &of(gpu.bandwidth, "GB/s"),
                ", ",
                &of(gpu.peak_16, "1"),
                " TFLOP/s at 16 bits",
            ]),
            Of::Model(model) => words(&[
                &of(model.parameters / 1e9, "Gparam"),
                ", ",
                &of(model.layers, "layer"),
                ", ",
                &of(model.growing_bytes(2.0), "B/tok"),
                " at 16 bits",
            ]),
            Of::Machine(it) => words(&[
                &price(it.price_per_hour(), Unit::Of("USD/h")),
                " in ",
                it.region(),
                ": ",
                &of(it.vcpu(), "core"),
                ", ",
                &of(it.memory_gib(), "GiB"),
            ]),
            Of::Service(it) if it.unit.symbol().starts_with("USD") => price(it.value, it.unit),
            Of::Service(it) => precise(it.value, it.unit),
            Of::Serving => reached(),
        }
    }

    /// What else one must know; empty where nothing.
    pub fn note(&self) -> String {
        match self.of {
            Of::Api(api) => beside(api),
            Of::ApiLimit(limit) => {
                let (calls, stops) = limit.calls(1000.0, 500.0);
                [
                    "counts ",
                    limit.counts,
                    "; of calls with 1,000 tokens in and 500 out ",
                    &of(calls, "1"),
                    " fit in a minute, and ",
                    stops,
                    " stop more",
                ]
                .concat()
            }
            Of::GpuPrice(offer) if offer.together > 1.0 => words_of_node(offer),
            Of::Gpu(gpu) => gpu.remark.to_owned(),
            Of::Model(model) if model.fixed_bytes(2.0) > 0.0 => {
                let mib = model.fixed_bytes(2.0) / 1_048_576.0;
                [&*of(mib, "MiB"), " of a sequence besides"].concat()
            }
            _ => String::new(),
        }
    }

    /// How many days before `date` it was read; none if undated.
    pub fn age(&self, date: Date) -> Option<i64> {
        priced::age(&self.source, date)
    }

    /// Whether it was read too long before `date` to rely on.
    pub fn is_old(&self, date: Date) -> bool {
        self.age(date).is_some_and(|days| days > OLD_AFTER_DAYS)
    }

    /// Whether every word of what is searched for, in small letters, is in it.
    pub fn has(&self, words: &str) -> bool {
        let source = self.source.name;
        let text = [self.label, self.id, self.kind(), self.class, source];
        let text = text.join(" ").to_ascii_lowercase();
        words.split([' ', ',']).all(|word| text.contains(word))
    }
}

/// Shares of peak, bandwidth and link.
fn reached() -> String {
    let share = |share| of(share, "share");
    let [at_16, at_8, at_4, _] = serving::EFFICIENCY.map(share);
    let [dense, experts, kept] =
        [serving::DENSE_READ, serving::EXPERT_READ, serving::KV_READ].map(share);
    [
        "of the peak ",
        &at_16,
        " at 16 bits, ",
        &at_8,
        " at FP8, ",
        &at_4,
        " at FP4; of the bandwidth ",
        &dense,
        " for dense weights, ",
        &experts,
        " for experts, ",
        &kept,
        " for keys and values; ",
        &share(serving::LINK),
        " of a link",
    ]
    .concat()
}

fn words_of_node(offer: &Offer) -> String {
    ["offered in nodes of ", &of(offer.together, "gpu")].concat()
}

fn of(number: f64, unit: &'static str) -> String {
    precise(number, Unit::Of(unit))
}

/// A price to its last digit: `$0.125 per million requests`, `$1.50`.
fn price(usd: f64, unit: Unit) -> String {
    let parts = precise_parts(usd, unit);
    let digits = exact(usd);
    let is_short = { digits.split_once('.') }.is_some_and(|(_, cents)| cents.len() == 1);
    let cents = if is_short { "0" } else { "" };
    [parts.prefix, &digits, cents, &parts.unit].concat()
}

fn money(usd: f64) -> String {
    price(usd, Unit::Of("USD"))
}

fn asks([input, cached, output]: [f64; 3]) -> String {
    [
        &money(input),
        " input, ",
        &money(cached),
        " cached, ",
        &money(output),
        " output",
    ]
    .concat()
}

/// What an API asks beside its usual price, and until when.
fn beside(api: &ApiPrice) -> String {
    let mut note: Vec<String> = Vec::new();
    let mut add = |parts: &[&str]| note.push(parts.concat());
    if api.write[0] > 0.0 {
        add(&[&money(api.write[0]), " written to the cache"]);
    }
    if api.threshold > 0.0 {
        add(&["beyond ", &of(api.threshold, "tok"), " ", &asks(api.long)]);
    }
    if api.off_peak < 1.0 {
        add(&["outside peak hours ", &of(api.off_peak, "share"), " of it"]);
    }
    if let Some(then) = api.then {
        let day = Date::of(then.day()).shown();
        add(&["from ", &day, " on ", &asks(then.asks)]);
    }
    if api.batch[0] < 1.0 {
        add(&["a batch ", &of(api.batch[0], "share"), " of it"]);
    }
    if let Some(last) = api.last_day() {
        add(&["ends on ", &Date::of(last).shown()]);
    }
    if !api.differs.is_empty() {
        add(&[api.differs]);
    }
    note.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_known_without_a_source_and_a_day() {
        let all = facts();
        assert!(all.len() > 150, "{}", all.len());
        for fact in &all {
            let source = fact.source;
            assert!(
                !fact.label.is_empty() && !fact.value().is_empty(),
                "{fact:?}"
            );
            assert!(source.name.len() > 5, "{fact:?}");
            assert!(!source.name.to_lowercase().contains("memory"), "{fact:?}");
            // A day, a month or a year, or two with "to" between them.
            let ends: Vec<&str> = source.as_of.split(" to ").collect();
            assert!(matches!(ends.len(), 1 | 2), "{}", source.as_of);
            let days: Vec<Date> = ends.iter().filter_map(|it| priced::day(it)).collect();
            assert_eq!(days.len(), ends.len(), "{}: {}", fact.label, source.as_of);
            assert!(days.is_sorted(), "{}", source.as_of);
        }
        for kind in [
            "API",
            "API rate limit",
            "GPU price",
            "GPU",
            "Model",
            "Machine",
            "Service",
            "Serving",
        ] {
            assert!(all.iter().any(|fact| fact.kind() == kind), "{kind}");
        }
    }

    #[test]
    fn a_fact_is_found_by_its_words() {
        let found = |text: &str| facts().into_iter().filter(|it| it.has(text)).count();
        // GPT-5.4 mini too.
        assert_eq!(found("gpt-5 mini"), 2);
        assert!(found("h100") >= 2);
        assert_eq!(found("t3.medium"), 1);
        assert_eq!(found("no such thing"), 0);
        assert_eq!(found(""), facts().len());
    }

    #[test]
    fn a_limit_says_what_stops_more() {
        let all = facts();
        let start = all.iter().find(|it| it.label.ends_with("Start")).unwrap();
        assert_eq!(
            start.value(),
            "1,000 requests, 500,000 tokens, 100,000 of output a minute"
        );
        assert!(
            start
                .note()
                .ends_with("200 fit in a minute, and output tokens stop more")
        );
    }

    #[test]
    fn what_an_api_asks_is_said_whole() {
        let fact = facts().into_iter().find(|it| it.id == "gemini_38_flash");
        let fact = fact.unwrap();
        assert_eq!(
            fact.value(),
            "$0.75 input, $0.075 cached, $3.75 output a million tokens"
        );
        assert_eq!(
            fact.note(),
            "from 1 Jan 2027 on $1.50 input, $0.15 cached, $7.50 output; a batch 50 % of it"
        );
    }
}
