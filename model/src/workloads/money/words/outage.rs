//! How does it read what a budget leaves, and what being short of capacity
//! costs?

use super::super::savings::SHORT;
use crate::engine::Plan;
use crate::report::{Node, Section, figure, text, words};

/// The section on budget and outage, if either is stated.
pub fn section(plan: &Plan) -> Option<Section> {
    let mut conclusion = Vec::new();
    let mut nodes = Vec::new();
    if let Some(used) = plan.outcome("money.budget_used") {
        conclusion.extend(match used {
            Ok(_) => vec![
                text("The bill takes "),
                figure("money.budget_used"),
                text(" of the budget."),
            ],
            Err(absent) => vec![text(absent.0)],
        });
        nodes.push(Node::values(
            "The bill against the budget",
            &[
                ("Taken of the budget", "money.budget_used"),
                ("Left of it", "money.budget_left"),
            ],
        ));
    }
    if let Some(lost) = plan.outcome("money.short.lost") {
        if !conclusion.is_empty() {
            conclusion.push(text(" "));
        }
        conclusion.extend(match (lost, plan.get("money.short.spare_cost")) {
            (Ok(_), Ok(_)) => vec![
                text("An outage costs "),
                figure("money.short.lost"),
                text("; the spare capacity that prevents it costs "),
                figure("money.short.spare_cost"),
                text(" for those hours."),
            ],
            (Ok(_), Err(absent)) => vec![
                text("An outage costs "),
                figure("money.short.lost"),
                words(&[". ", absent.0]),
            ],
            (Err(absent), _) => vec![text(absent.0)],
        });
        if lost.is_ok() {
            nodes.push(Node::Chart(&SHORT));
        }
        nodes.push(Node::values(
            "Cost of an outage",
            &[
                ("How long", "money.short.outage_hours"),
                ("Lost an hour", "money.short.lost_per_hour"),
                ("Lost in all", "money.short.lost"),
                ("Spare, a month", "money.short.spare_month"),
                ("Spare for those hours", "money.short.spare_cost"),
                ("The spare saves", "money.short.spare_saves"),
                ("Loss over spare", "money.short.lost_to_spare"),
                (
                    "Months of spare that the loss pays for",
                    "money.short.months_paid",
                ),
            ],
        ));
    }
    let heading = match plan.outcome("money.short.lost") {
        Some(_) => "Cost of an outage",
        None => "Budget",
    };
    let is_said = !nodes.is_empty();
    is_said.then(|| Section::new("short", heading, conclusion, nodes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::report::Span;
    use crate::scenario::Scenario;

    /// Every figure that the section names is in the plan.
    fn check(change: fn(&mut Scenario), tables: usize) {
        let mut scenario = Scenario::default();
        change(&mut scenario);
        let plan = plan(&scenario);
        let section = section(&plan);
        let nodes = section.iter().flat_map(|section| &section.nodes);
        assert_eq!(nodes.clone().count(), tables);
        let mut pieces: Vec<Span> = Vec::new();
        pieces.extend(
            section
                .iter()
                .flat_map(|section| section.conclusion.clone()),
        );
        for node in nodes {
            if let Node::Table { rows, .. } = node {
                pieces.extend(rows.iter().flat_map(|row| row.cells.clone()));
            }
        }
        for piece in pieces {
            if let Span::Figure(id, _) = piece {
                assert!(plan.outcome(&id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn what_is_stated_is_told_and_nothing_else() {
        check(|_| {}, 0);
        check(|it| it.money.budget = Some(5000.0), 1);
        check(|it| it.money.short_hours = Some(72.0), 1);
        check(
            |it| {
                it.money.budget = Some(0.0);
                it.money.short_lost = Some(2.8e6);
                it.money.short_spare = Some(1000.0);
                it.money.short_hours = Some(72.0);
            },
            3,
        );
    }
}
