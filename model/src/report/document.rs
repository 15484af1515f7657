//! What does a customer keep of a plan? First a page in [short](mod@brief), then everything that
//! the page says: each section with its tables and charts, what is wrong, what was assumed and
//! from where.
//!
//! Whatever [`fn@outline`] gives is in it; writers turn it into Markdown and the
//! like.

mod brief;
mod inputs;

pub use brief::{brief, in_a_sentence};
pub use inputs::{assumed, sources, stated};

use super::{Basis, Document, Node, Section, Span, capital, comparison, facts, outline, text};
use crate::engine::{Plan, VERSION};
use crate::quantity::date::Date;
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::workloads::resources::words::all_orders;

/// A plan with what is said of it, ready to be written out.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// What is stated.
    pub scenario: &'a Scenario,
    /// What follows.
    pub plan: &'a Plan,
    /// What is wrong with it.
    pub findings: &'a [Finding],
    /// The visitor's day.
    pub today: Date,
    /// What was typed into the blanks of checklists, by their keys.
    pub typed: &'a [(String, String)],
}

impl<'a> Given<'a> {
    /// What is said of the plan alone.
    pub const fn basis(self) -> Basis<'a> {
        Basis {
            scenario: self.scenario,
            plan: self.plan,
            findings: self.findings,
            today: self.today,
        }
    }
}

/// The document of a plan.
pub fn document(given: Given) -> Document {
    let Basis {
        scenario,
        plan,
        findings,
        today,
    } = given.basis();
    let mut appendix = outline(scenario, plan, today);
    // It stands on the first page.
    appendix.retain(|section| section.id != comparison::IDS[0]);
    // What a page leaves to its files has no file here.
    appendix.extend(
        all_orders(scenario, plan, today)
            .map(|node| Section::new("orders", "All orders", Vec::new(), vec![node])),
    );
    appendix.push(review(findings));
    appendix.push(facts::section(scenario, plan, today));
    appendix.extend([assumed(scenario), sources(scenario, plan)]);
    Document {
        id: "plan",
        title: title(scenario),
        sections: brief(given),
        appendix,
    }
}

/// What the scenario is called, or what it is.
pub fn title(scenario: &Scenario) -> String {
    match scenario.name.as_str() {
        "" => scenario.origin().label.to_owned(),
        name => name.to_owned(),
    }
}

/// On which day, and by which engine.
pub fn made(today: Date) -> String {
    [
        "Made on ",
        &today.shown(),
        " with Headroom, engine ",
        VERSION,
    ]
    .concat()
}

fn review(findings: &[Finding]) -> Section {
    let line = |finding: &Finding| {
        let fix = finding.fix.as_ref();
        let fix = fix.map_or_else(String::new, |fix| {
            [" To mend it: ", &fix.label, "."].concat()
        });
        let word = capital(finding.severity.word());
        vec![Span::Text(
            [&word, ": ", &finding.sentence, &fix].concat().into(),
        )]
    };
    let node = if findings.is_empty() {
        Node::Text(vec![text(
            "Nothing in this plan contradicts itself or needs mending.",
        )])
    } else {
        Node::List(findings.iter().map(line).collect())
    };
    Section::new("review", "Review", Vec::new(), vec![node])
}
