//! For tests of rules: which hold, what proves them, and do their fixes mend
//! them?

use super::Finding;
use crate::engine::{Plan, plan};
use crate::scenario::preset::preset;
use crate::scenario::{Scenario, Value, fields};

/// The rules of one family that hold for a preset with these inputs stated, in
/// their order. What proves each can be opened; the whole review has it too;
/// and a fix, applied, leaves less of it.
pub(crate) fn check(
    family: fn(&Scenario, &Plan, &mut Vec<Finding>),
    from: &str,
    stated: &[(&str, Value)],
    expected: &[&str],
) {
    let mut scenario = preset(from).unwrap().scenario();
    for (id, value) in stated {
        let slot = fields::slot(&scenario, id).unwrap();
        slot.put(&mut scenario, *value).unwrap();
    }
    hold(
        family,
        &scenario,
        expected,
        &format!("{from} with {stated:?}"),
    );
}

/// The rules of one family that hold for a scenario, in their order, and all that
/// [`check`] asks of them. Gives the plan.
pub(crate) fn hold(
    family: fn(&Scenario, &Plan, &mut Vec<Finding>),
    scenario: &Scenario,
    expected: &[&str],
    what: &str,
) -> Plan {
    let planned = plan(scenario);
    let mut findings = Vec::new();
    family(scenario, &planned, &mut findings);
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, expected, "{what}");
    let all = super::review(scenario, &planned);
    for finding in &findings {
        assert!(all.contains(finding), "{} is not reviewed", finding.rule);
        assert!(!finding.evidence.is_empty(), "{}", finding.rule);
        mends(scenario, &all, finding);
    }
    are_proven(scenario, &planned, &findings);
    planned
}

/// Each is said in sentences, and what proves it can be opened.
pub(crate) fn are_proven(scenario: &Scenario, planned: &Plan, findings: &[Finding]) {
    for finding in findings {
        assert!(finding.sentence.ends_with('.'), "{}", finding.sentence);
        for id in &finding.evidence {
            let slot = fields::slot(scenario, id);
            assert!(planned.outcome(id).is_some() || slot.is_some(), "{id}");
        }
    }
}

/// A fix, applied, leaves one finding fewer of its rule.
pub(crate) fn mends(scenario: &Scenario, all: &[Finding], finding: &Finding) {
    let Some(fix) = &finding.fix else { return };
    assert!(!fix.label.is_empty() && !fix.label.ends_with('.'));
    let after = fix.applied(scenario);
    let after = after.unwrap_or_else(|| panic!("{} is refused: {fix:?}", finding.rule));
    let left = super::review(&after, &plan(&after));
    let count = |findings: &[Finding]| {
        let same = findings.iter().filter(|it| it.rule == finding.rule);
        same.count()
    };
    assert!(
        count(&left) < count(all),
        "{} still holds after {fix:?}",
        finding.rule
    );
}
