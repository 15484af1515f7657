//! The whole plan as JSON: a file that opens again, with what followed from it
//! at the time, for other programs.

use super::document::{Given, made};
use crate::engine::VERSION;
use crate::quantity::json::Json;
use crate::review::Finding;
use crate::scenario::work::unit;

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
    let mut figures = Vec::new();
    given.plan.each(&mut |id, outcome| {
        let figure = match outcome {
            Err(absent) => vec![("absent", Json::text(absent.0))],
            Ok(figure) => {
                let value = match figure.word() {
                    Some(word) => Json::text(word),
                    None => Json::Number(figure.value),
                };
                vec![
                    ("value", value),
                    (
                        "unit",
                        Json::text(unit(given.scenario, figure.unit()).symbol()),
                    ),
                ]
            }
        };
        figures.push((id.to_owned(), object(figure)));
    });
    let typed = given.typed.iter();
    let typed = typed.map(|(key, words)| (key.clone(), Json::text(words)));
    let findings = given.findings.iter().map(finding);
    object(vec![
        ("headroom", Json::Number(held.version)),
        ("engine", Json::text(VERSION)),
        ("made", Json::text(&given.today.iso())),
        ("about", Json::Text(made(given.today))),
        ("link", Json::text(held.link)),
        ("scenario", held.scenario),
        ("checklists", Json::Object(typed.collect())),
        ("plan", Json::Object(figures)),
        ("findings", Json::List(findings.collect())),
    ])
    .write()
}

fn finding(finding: &Finding) -> Json {
    let evidence = finding.evidence.iter().map(|id| Json::text(id));
    object(vec![
        ("rule", Json::text(finding.rule)),
        ("severity", Json::text(finding.severity.word())),
        ("sentence", Json::text(&finding.sentence)),
        ("evidence", Json::List(evidence.collect())),
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
