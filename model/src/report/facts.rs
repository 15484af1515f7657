//! Which prices and models does a plan rest on, from where and how old; and what else is
//! known? The stale ones first.

use super::{Node, Row, Section, Span, Style, words};
use crate::engine::Plan;
use crate::facts::OLD_AFTER_DAYS;
use crate::facts::catalog::{Fact, facts};
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::quantity::order::ascending;
use crate::review::facts::{Used, in_use};
use crate::scenario::{Scenario, fields};

/// The day by which facts are old or not: that on which the plan starts.
pub fn day(scenario: &Scenario, today: Date) -> Date {
    scenario.growth.start.map_or(today, Date::of)
}

/// What a plan rests on, the oldest first.
pub fn rests_on(scenario: &Scenario, plan: &Plan, day: Date) -> Vec<Used> {
    let all = in_use(scenario, plan);
    let newest_last = |used: &Used| -known(used.fact.age(day).unwrap_or(0));
    ascending(&all, newest_last)
}

/// What of everything that is known has these words, the stale ones first. Without words it
/// is all of it.
pub fn found(text: &str, day: Date) -> Vec<Fact> {
    let text = text.trim().to_ascii_lowercase();
    let mut all = facts();
    all.retain(|fact| fact.has(&text));
    let stale_first = |fact: &Fact| if fact.is_old(day) { 0.0 } else { 1.0 };
    ascending(&all, stale_first)
}

/// What a plan rests on, as a section.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date) -> Section {
    let day = day(scenario, today);
    let all = rests_on(scenario, plan, day);
    let row = |used: &Used| {
        let mut row = row(&used.fact, day);
        row.cells.push(counts(scenario, plan, used));
        row
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    let old = all.iter().filter(|used| used.fact.is_old(day)).count();
    let count = |count: usize| shown(known(i64::try_from(count).unwrap_or(0)), Unit::Of("1"));
    let conclusion = match (all.len(), old) {
        (0, _) => words(&["This plan rests on no price and no model that was looked up."]),
        (1, old) => words(&[
            "This plan rests on one fact that was looked up; on ",
            &day.shown(),
            if old == 0 {
                " it is not older than 90 days."
            } else {
                " it is older than 90 days: check it."
            },
        ]),
        (all, 0) => words(&[
            "This plan rests on ",
            &count(all),
            " facts that were looked up, none of them older than 90 days on ",
            &day.shown(),
            ".",
        ]),
        (all, old) => words(&[
            "This plan rests on ",
            &count(all),
            " facts that were looked up; ",
            &count(old),
            if old == 1 {
                " of them is"
            } else {
                " of them are"
            },
            " older than 90 days on ",
            &day.shown(),
            if old == 1 {
                ": check it."
            } else {
                ": check them."
            },
        ]),
    };
    let heads = [&HEADS[..], &["Counts as"]].concat();
    let table = Node::table("", &heads, rows);
    let table = (!all.is_empty()).then_some(table);
    Section::new("facts", "Facts", vec![conclusion], Vec::new()).folding(RESTS_ON, table)
}

/// What its table is called.
pub const RESTS_ON: &str = "What this plan rests on";

/// What is known of a fact.
pub const HEADS: [&str; 6] = ["Fact", "Of", "Value", "Source", "As of", "Age"];

/// A row of what is known.
pub fn row(fact: &Fact, day: Date) -> Row {
    let note = match &*fact.note() {
        "" => String::new(),
        note => ["; ", note].concat(),
    };
    let class = match fact.class {
        "" => String::new(),
        class => [", ", class].concat(),
    };
    Row {
        label: fact.label.into(),
        cells: vec![
            words(&[fact.kind(), &class]),
            words(&[&fact.value(), &note]),
            words(&[fact.source.name]),
            words(&[fact.source.as_of]),
            words(&[&age(fact, day)]),
        ],
    }
}

/// `109 days old: check it`.
pub fn age(fact: &Fact, day: Date) -> String {
    let Some(days) = fact.age(day) else {
        return String::new();
    };
    // What is read later than the plan starts is new.
    let text = shown(known(days.max(0)), Unit::Of("day"));
    if days > OLD_AFTER_DAYS {
        text + " old: check it"
    } else {
        text
    }
}

/// The figure by which it counts, or the input.
fn counts(scenario: &Scenario, plan: &Plan, used: &Used) -> Span {
    if plan.outcome(&used.by).is_some() {
        return Span::Figure(used.by.clone(), Style::Cell);
    }
    let slot = fields::slot(scenario, &used.by);
    Span::Text(
        slot.map_or_else(String::new, |slot| slot.label(scenario))
            .into(),
    )
}

fn known(days: i64) -> f64 {
    i32::try_from(days).map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn read(day: Date) -> String {
        let scenario = preset("gpu-1").unwrap().scenario();
        let section = section(&scenario, &plan(&scenario), day);
        let mut text = String::new();
        for node in section.all() {
            let Node::Table { rows, .. } = node else {
                continue;
            };
            for row in rows {
                text += &row.label;
                for cell in &row.cells {
                    if let Span::Text(words) = cell {
                        text += &[" | ", words].concat();
                    }
                }
                text.push('\n');
            }
        }
        text
    }

    #[test]
    fn a_fact_is_marked_from_ninety_days_on_and_the_oldest_comes_first() {
        let text = read(Date::new(2026, 11, 22).unwrap());
        assert!(text.contains("2026-11-09 | 13 days\n"), "{text}");
        assert!(
            text.contains("2026-10-25 to 2026-11-10 | 28 days\n"),
            "{text}"
        );
        assert!(text.find("GPT-5 mini") < text.find("H100 SXM"), "{text}");
        let text = read(Date::new(2027, 2, 1).unwrap());
        assert!(text.contains("| 99 days old: check it"), "{text}");
        assert!(text.contains("| 84 days\n"), "{text}");
    }

    #[test]
    fn all_that_is_known_is_found_by_words_and_what_is_old_comes_first() {
        let day = Date::new(2026, 11, 28).unwrap();
        let all = found("", day);
        assert_eq!(all.len(), facts().len());
        let old = all.iter().take_while(|fact| fact.is_old(day)).count();
        assert!(old > 0 && all[old..].iter().all(|fact| !fact.is_old(day)));
        let labels: Vec<_> = found(" Opus  4.5", day).iter().map(|it| it.label).collect();
        assert_eq!(labels, ["Claude Opus 4.5 to 5"]);
        assert!(found("no such thing", day).is_empty());
    }

    /// A table as wide as its heads, for every fact.
    #[test]
    fn a_row_has_a_cell_for_each_head() {
        let day = Date::new(2026, 11, 28).unwrap();
        for fact in facts() {
            assert_eq!(row(&fact, day).cells.len() + 1, HEADS.len());
        }
    }
}
