//! What is wrong with a plan? One small file a family of rules; each finding
//! names its rule, how grave it is, what it says and the figures that prove it.

mod demand;
mod money;
mod scenario;
mod web;

use crate::engine::Plan;
use crate::scenario::Scenario;

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Likely to cost money or trouble.
    Warning,
    /// The plan cannot work, or cannot be made.
    Error,
}

impl Severity {
    /// In words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong with a plan, or worth knowing about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Its id, after `review.`.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is the matter and what to do, in a sentence or two.
    pub sentence: String,
    /// Ids of figures or fields that prove it.
    pub evidence: Vec<&'static str>,
}

/// Every finding that holds, gravest first.
pub fn review(scenario: &Scenario, plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    scenario::review(scenario, &mut findings);
    demand::review(scenario, plan, &mut findings);
    web::review(scenario, plan, &mut findings);
    money::review(scenario, plan, &mut findings);
    findings.sort_by_key(|finding| core::cmp::Reverse(finding.severity));
    findings
}
