//! The whole plan as JSON: a file that opens again, with what followed from it
//! at the time, for other programs.

use super::document::{Given, made};
use super::entries::{Due, Entry, Said, figures, orders};
use super::facts;
use crate::engine::VERSION;
use crate::quantity::date::Date;
use crate::quantity::json::Json;
use crate::review::Finding;
use crate::review::facts::Used;

/// What a file holds beside the plan.
pub struct Held<'a> {
    /// The version of its layout.
    pub version: f64,
    /// The scenario, as it is read back.
    pub scenario: Json,
    /// The address that opens it.
    pub link: &'a str,
}

/// The file as text.
pub fn file(given: Given, held: Held) -> String {
    let figures = figures(given.scenario, given.plan).map(figure);
    let typed = given.typed.iter();
    let typed = typed.map(|(key, words)| (key.clone(), Json::text(words)));
    let orders = orders(given).into_iter().map(order);
    let findings = given.findings.iter().map(finding);
    let day = facts::day(given.scenario, given.today);
    let rests_on = facts::rests_on(given.scenario, given.plan, day);
    let rests_on = rests_on.iter().map(|used| fact(used, day));
    object(vec![
        ("headroom", Json::Number(held.version)),
        ("engine", Json::text(VERSION)),
        ("made", Json::text(&given.today.iso())),
        ("about", Json::Text(made(given.today))),
        ("link", Json::text(held.link)),
        ("scenario", held.scenario),
        ("checklists", Json::Object(typed.collect())),
        ("plan", Json::Object(figures.collect())),
        ("orders", Json::List(orders.collect())),
        ("findings", Json::List(findings.collect())),
        ("facts", Json::List(rests_on.collect())),
    ])
    .write()
}

/// What a figure is: a number, a key with its name, or the reason why there is none.
fn figure(entry: Entry) -> (String, Json) {
    let mut members = match entry.said {
        Said::Missing(why) => vec![("absent", Json::text(why.0))],
        Said::Number(number) => vec![("value", Json::Number(number))],
        Said::Named(key, name) => vec![("value", Json::Text(key)), ("name", Json::Text(name))],
    };
    if members[0].0 == "value" {
        members.push(("unit", Json::text(entry.unit)));
    }
    members.push(("label", Json::Text(entry.label)));
    (entry.id, object(members))
}

fn order(due: Due) -> Json {
    let day = |day: Option<Date>| day.map_or(Json::Null, |day| Json::text(&day.iso()));
    let [by, needed] = due.days.map(day);
    object(vec![
        ("order", Json::Text(due.id)),
        ("action", Json::text(due.verb)),
        ("what", Json::Text(due.what)),
        ("by", by),
        ("needed", needed),
    ])
}

fn finding(finding: &Finding) -> Json {
    let evidence = finding.evidence.iter().map(|id| Json::text(id));
    let mut members = vec![
        ("rule", Json::text(finding.rule)),
        ("severity", Json::text(finding.severity.word())),
        ("sentence", Json::text(&finding.sentence)),
        ("evidence", Json::List(evidence.collect())),
    ];
    if let Some(fix) = &finding.fix {
        members.push(("mended_by", Json::text(&fix.label)));
    }
    object(members)
}

fn fact(used: &Used, day: Date) -> Json {
    let Used { fact, by } = used;
    object(vec![
        ("fact", Json::text(fact.label)),
        ("of", Json::text(fact.kind())),
        ("class", Json::text(fact.class)),
        ("value", Json::Text(fact.value())),
        ("note", Json::Text(fact.note())),
        ("source", Json::text(fact.source.name)),
        ("as_of", Json::text(fact.source.as_of)),
        ("age", Json::Text(facts::age(fact, day))),
        ("counts_as", Json::text(by)),
    ])
}

fn object(members: Vec<(&str, Json)>) -> Json {
    let members = members.into_iter();
    Json::Object(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}
