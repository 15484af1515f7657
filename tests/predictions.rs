//! Does a scenario whose work is predictions speak of predictions, and of no token, wherever
//! it says something?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod made;

use headroom::quantity::date::Date;
use headroom::report::checklists::checklists;
use headroom::report::document::document;
use headroom::report::markdown::markdown;
use headroom::report::sheet::sheet;
use headroom::scenario::preset::preset;
use headroom::scenario::sentence::{Part, sentence};
use headroom::scenario::web::Switch;
use headroom::scenario::{Scenario, fields, groups};
use headroom::share::decode;
use made::Made;
use std::fmt::Write as _;

fn today() -> Date {
    Date::new(2026, 11, 28).unwrap()
}

fn sale() -> Scenario {
    preset("sale-1").unwrap().scenario()
}

/// As it stands, with growth, with growth and money, and while GPUs cannot be had.
fn sales() -> Vec<Scenario> {
    let mut growing = sale();
    growing.growth.rate = Some(0.05);
    let mut earning = growing.clone();
    earning.money.workload = Switch::On;
    let short = "#?preset=sale-1&contingency.days=28&fallback=region&fallback.region.kind=second_region\
        &fallback.region.share=50%&fallback.region.price_factor=1.2&fallback.region.start=24";
    vec![sale(), growing, earning, decode(short).unwrap().scenario]
}

/// Everything that is said of a scenario: report, checklists, table of figures, the
/// sentence, what the form asks for, and how each figure came about.
fn said(scenario: &Scenario) -> String {
    let made = Made::of(scenario.clone());
    let given = made.given(today(), &[]);
    let mut text = markdown(&document(given), given, "");
    for list in checklists(scenario, &made.plan, &made.findings, given.today) {
        text += &markdown(&list, given, "");
    }
    for part in sentence(scenario) {
        if let Part::Words(words) = part {
            text += words;
        }
    }
    text += &sheet(given);
    for group in groups::groups().filter(|group| !group.is_silent(scenario)) {
        writeln!(text, "\nform: {}", group.label).unwrap();
        for field in group.fields.iter().filter_map(|id| fields::field(id)) {
            writeln!(text, "form: {}: {}", field.label, field.help).unwrap();
        }
    }
    made.plan.each(&mut |id, _| {
        let working = made.plan.explain(scenario, id).unwrap();
        let (label, sentence) = (working.label, working.sentence);
        writeln!(text, "{id}: {label} {sentence} {:?}", working.value).unwrap();
    });
    text
}

/// The lines in which a word stands.
fn lines_with<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let has = |line: &&str| line.to_lowercase().contains(word);
    text.lines().filter(has).collect()
}

#[test]
fn no_token_is_spoken_of() {
    for scenario in sales() {
        // What language models are trained on is asked for where something is trained.
        let text = said(&scenario).replace("training.tokens,", "");
        assert_eq!(lines_with(&text, "token"), [""; 0]);
    }
}

#[test]
fn the_report_counts_predictions() {
    for scenario in sales() {
        let made = Made::of(scenario);
        let given = made.given(today(), &[]);
        let text = markdown(&document(given), given, "");
        assert!(text.contains("per thousand predictions"), "{text}");
        // What is pasted is called so wherever it comes from.
        let text = text.replace("**Request log**", "");
        // What a pod requests is a word of Kubernetes.
        let text = text.replace("CPU limit over request", "");
        assert_eq!(lines_with(&text, "request"), [""; 0]);
    }
}
