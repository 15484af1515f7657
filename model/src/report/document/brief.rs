//! What fits on the one page that is kept? What is planned in a sentence, what runs out when,
//! the four answers, the bill, and what was typed otherwise than in the example.

use super::{Given, stated};
use crate::engine::Plan;
use crate::quantity::format::{field, shown_parts};
use crate::report::comparison;
use crate::report::{Basis, Node, Row, Section, Span, Style, answers, figure_of, text, verdict};
use crate::scenario::sentence::{Part, sentence};
use crate::scenario::web::Switch;
use crate::scenario::{Field, Scenario, Slot, Value, demand};
use crate::workloads::resources::words::runs_out;

/// The sections of that page.
pub fn brief(given: Given) -> Vec<Section> {
    let basis = given.basis();
    let Basis {
        scenario,
        plan,
        findings,
        today,
    } = basis;
    let answers = answers(scenario, plan, findings, today);
    let verdict = Node::Text(verdict(&basis, &answers));
    let runway = runs_out(scenario, plan, today);
    let in_short = core::iter::once(verdict).chain(runway).collect();
    let answers = answers.into_iter().map(Node::Answer).collect();
    let mut sections: Vec<Section> = note(scenario).into_iter().collect();
    sections.extend([
        Section::new("short", "In short", in_a_sentence(scenario, plan), in_short),
        Section::new("answers", "The four answers", Vec::new(), answers),
    ]);
    sections.extend(comparison::side(scenario, plan, today));
    sections.extend(bill(plan));
    sections.push(stated(scenario));
    sections
}

/// What whoever made it wants read first.
fn note(scenario: &Scenario) -> Option<Section> {
    let lines = scenario.note.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.map(|line| Node::Text(vec![Span::Text(line.to_owned().into())]));
    let lines: Vec<Node> = lines.collect();
    (!lines.is_empty()).then(|| Section::new("note", "Note", Vec::new(), lines))
}

/// The scenario in words. These give the units of its numbers; what is not stated of growth
/// and is asked for on the page is left out.
pub fn in_a_sentence(scenario: &Scenario, plan: &Plan) -> Vec<Span> {
    let part = |part: Part| match part {
        Part::Words(words) => text(words),
        Part::Input(input) => Span::Text(stands(scenario, plan, input).into()),
    };
    let mut stated = scenario.clone();
    if !scenario.growth.is_planned() {
        stated.growth.workload = Switch::Off;
    }
    sentence(&stated).into_iter().map(part).collect()
}

/// An input as it stands in the sentence; one that is not typed as it is worked out.
fn stands(scenario: &Scenario, plan: &Plan, input: &'static Field) -> String {
    let slot = Slot::from(input);
    let unit = input.stated.unit;
    match (slot.get(scenario), plan.number(input.id)) {
        (Value::Number(number), _) => field(number, unit),
        (Value::Unset, Some(number)) => shown_parts(number, unit).number,
        (Value::Unset, None) => "…".to_owned(),
        // What is counted stands in the middle of the sentence.
        _ if input.id == demand::fields::anchor.id => slot.words(scenario).to_lowercase(),
        _ => slot.words(scenario),
    }
}

/// What the bill is made of, where that is worked out as a whole.
fn bill(plan: &Plan) -> Option<Section> {
    let bill = plan.total_bill.as_ref()?;
    let row = |label: &'static str, id: &[&str]| Row {
        label: label.into(),
        cells: vec![figure_of(id, Style::Cell)],
    };
    let parts = bill.parts.iter().map(|part| {
        let (id, label) = part.of.words();
        row(label, &["bill.part.", id])
    });
    let total = row("Total", &["bill.total"]);
    let rows = parts.chain([total]).collect();
    let table = Node::table("", &["What", "A month, now"], rows);
    Some(Section::new("bill", "The bill", Vec::new(), vec![table]))
}
