//! What is looked at every week, month and quarter? The three checklists of the
//! capacity guide, as documents: each blank that the plan can fill holds its
//! figure, the rest is left to be typed in.

mod lists;
mod told;

use lists::Blank::{Figure, Open, Told};
use lists::{Entry, FORECAST, MONTHLY_HEAD, MONTHLY_TAIL, QUARTERLY_HEAD, QUARTERLY_TAIL, WEEKLY};
use told::{architecture, investments};

use super::calendar::Calendar;
use super::{Look, Piece};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::review::Finding;
use crate::scenario::Scenario;

/// A checklist, filled in as far as the plan goes.
#[derive(Clone, PartialEq, Debug)]
pub struct Checklist {
    /// `weekly`, `monthly` or `quarterly`.
    pub id: &'static str,
    /// What it is, and of when.
    pub title: String,
    /// Its parts, each with a heading.
    pub parts: Vec<(&'static str, Vec<Line>)>,
}

/// A line of a checklist.
#[derive(Clone, PartialEq, Debug)]
pub enum Line {
    /// To be looked at and ticked off.
    Item {
        /// What to look at.
        label: String,
        /// What it should be; empty where nobody says.
        target: &'static str,
        /// What it is.
        cell: Cell,
    },
    /// Several of a kind.
    Table {
        /// What its columns are.
        heads: &'static [&'static str],
        /// Its rows, each with a label.
        rows: Vec<(String, Vec<Cell>)>,
    },
}

/// A blank.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// By which what is typed into it is kept: `weekly.active_users`.
    pub key: String,
    /// What the plan says; empty where it is left to be typed in.
    pub filled: Vec<Piece>,
}

/// What blanks are filled from.
struct Context<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    findings: &'a [Finding],
    calendar: Calendar,
}

/// Every blank of the three, in their order: those that the plan fills and
/// those that are left open. `today` is the day of the meeting.
pub fn checklists(
    scenario: &Scenario,
    plan: &Plan,
    findings: &[Finding],
    today: Date,
) -> [Checklist; 3] {
    let context = Context {
        scenario,
        plan,
        findings,
        calendar: Calendar::new(scenario, today),
    };
    let [week, month, quarter] = titles(today);
    let mut monthly = lines("monthly", MONTHLY_HEAD, &context);
    monthly.push(("The next three months", vec![forecast(&context)]));
    monthly.extend(lines("monthly", MONTHLY_TAIL, &context));
    let mut quarterly = lines("quarterly", QUARTERLY_HEAD, &context);
    quarterly.push(("Architecture", architecture(&context)));
    quarterly.push(("Investments", vec![investments(&context)]));
    quarterly.extend(lines("quarterly", QUARTERLY_TAIL, &context));
    [
        Checklist {
            id: "weekly",
            title: week,
            parts: lines("weekly", WEEKLY, &context),
        },
        Checklist {
            id: "monthly",
            title: month,
            parts: monthly,
        },
        Checklist {
            id: "quarterly",
            title: quarter,
            parts: quarterly,
        },
    ]
}

/// What the three are called on this day.
pub fn titles(today: Date) -> [String; 3] {
    let day = today.shown();
    let month = day.split_once(' ').map_or("", |(_, month)| month);
    [
        ["Weekly capacity review, ", &day].concat(),
        ["Monthly capacity planning, ", month].concat(),
        ["Quarterly capacity strategy, ", month].concat(),
    ]
}

fn lines(
    list: &str,
    parts: &'static [(&'static str, &'static [Entry])],
    context: &Context,
) -> Vec<(&'static str, Vec<Line>)> {
    let line = |(key, label, target, blank): &'static Entry| Line::Item {
        label: (*label).to_owned(),
        target,
        cell: Cell {
            key: [list, ".", key].concat(),
            filled: match blank {
                Figure(ids) => first(context.plan, ids, ""),
                Told(tell) => tell(context),
                Open => Vec::new(),
            },
        },
    };
    let part = |(heading, entries): &(&'static str, &'static [Entry])| {
        (*heading, entries.iter().map(line).collect())
    };
    parts.iter().map(part).collect()
}

/// The first of these figures that the plan has, of this month if they are by
/// month.
fn first(plan: &Plan, ids: &[&str], month: &str) -> Vec<Piece> {
    let mut ids = ids.iter().map(|id| [id, month].concat());
    let id = ids.find(|id| plan.figure(id).is_some());
    id.map(|id| Piece::Figure(id.into(), Look::Plain))
        .into_iter()
        .collect()
}

fn forecast(context: &Context) -> Line {
    let row = |(key, label, ids): &(&str, &'static str, &[&str])| {
        let cells = ["0", "1", "2", "3"].map(|month| Cell {
            key: ["monthly.", key, "_", month].concat(),
            filled: first(context.plan, ids, month),
        });
        ((*label).to_owned(), cells.into())
    };
    Line::Table {
        heads: &["Resource", "Now", "1 month", "2 months", "3 months"],
        rows: FORECAST.iter().map(row).collect(),
    }
}

impl Checklist {
    /// Every blank of it.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let lines = self.parts.iter().flat_map(|(_, lines)| lines);
        lines.flat_map(|line| match line {
            Line::Item { cell, .. } => core::slice::from_ref(cell).iter().collect(),
            Line::Table { rows, .. } => {
                let cells = rows.iter().flat_map(|(_, cells)| cells);
                cells.collect::<Vec<_>>()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::review::review;
    use crate::scenario::growth::Progress;
    use crate::scenario::preset::presets;
    use std::collections::BTreeSet;

    fn of(scenario: &Scenario) -> [Checklist; 3] {
        let plan = plan(scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        let lists = checklists(scenario, &plan, &review(scenario, &plan), today);
        let mut keys = BTreeSet::new();
        for cell in lists.iter().flat_map(Checklist::cells) {
            assert!(keys.insert(cell.key.clone()), "{} stands twice", cell.key);
            for piece in &cell.filled {
                if let Piece::Figure(id, _) = piece {
                    assert!(plan.figure(id).is_some(), "{id}");
                }
            }
        }
        lists
    }

    fn filled(list: &Checklist, key: &str) -> String {
        let cell = list.cells().find(|cell| cell.key == key).unwrap();
        let pieces = cell.filled.iter().map(|piece| match piece {
            Piece::Text(words) => words.to_string(),
            Piece::Figure(id, _) => ["<", id, ">"].concat(),
        });
        pieces.collect()
    }

    #[test]
    fn what_the_plan_knows_is_filled_in_and_the_rest_is_open() {
        let [chat, saas] = ["chat-1", "saas-1"].map(|id| {
            let preset = presets().find(|preset| preset.id == id).unwrap();
            of(&preset.scenario())
        });
        let [weekly, monthly, quarterly] = &saas;
        assert_eq!(weekly.title, "Weekly capacity review, 22 Nov 2026");
        assert_eq!(monthly.title, "Monthly capacity planning, Nov 2026");
        for (list, key, words) in [
            (weekly, "weekly.customers", "<demand.customers>"),
            (weekly, "weekly.monthly_users", ""),
            (weekly, "weekly.calls", "<money.calls>"),
            (weekly, "weekly.up", "Add a read replica, by 20 Apr 2027"),
            (monthly, "monthly.pods_3", "<fleet.api_pods.needed.3>"),
            (monthly, "monthly.cost_0", "<money.bill.0>"),
            (monthly, "monthly.approved", ""),
            (
                quarterly,
                "quarterly.change.multi_az",
                "6 Nov 2027, at 2,500 customers",
            ),
            (quarterly, "quarterly.service", ""),
            (&chat[0], "weekly.calls", "<demand.requests_per_day>"),
            (&chat[0], "weekly.users_left", "<web.users_more>"),
            (&chat[1], "monthly.customers_1", ""),
            (&chat[2], "quarterly.investment_1_cost", ""),
        ] {
            assert_eq!(filled(list, key), words, "{key}");
        }
        assert!(filled(weekly, "weekly.savings").starts_with("Spot instances"));
    }

    #[test]
    fn events_and_changes_that_are_done_are_told() {
        let mut scenario = presets().nth(1).unwrap().scenario();
        scenario.changes[0].progress = Progress::Done;
        let table = crate::scenario::catalogue::table("event").unwrap();
        table.add(&mut scenario, "Sale").unwrap();
        scenario.events[0].date = Some(20_849.0);
        scenario.growth.start = Some(20_800.0);
        let [weekly, _, quarterly] = of(&scenario);
        assert_eq!(filled(&weekly, "weekly.events"), "Sale on 31 Jan 2027");
        assert_eq!(filled(&quarterly, "quarterly.change.read_replica"), "done");
        assert!(filled(&weekly, "weekly.up").starts_with("Spread over several zones"));
    }
}
