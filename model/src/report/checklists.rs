//! What is looked at every week, month and quarter? The three checklists of the
//! capacity guide, as documents: each blank that the plan can fill holds its
//! figure, the rest is left to be typed in.

mod blanks;
mod lists;

use blanks::{architecture, investments};
use lists::Fill::{Figure, Open, Told};
use lists::{Entry, FORECAST, MONTHLY_HEAD, MONTHLY_TAIL, QUARTERLY_HEAD, QUARTERLY_TAIL, WEEKLY};

use super::{Blank, Document, Node, Row, Section, Span, Style, Tick};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::workloads::growth::calendar::Calendar;

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
) -> [Document; 3] {
    let context = Context {
        scenario,
        plan,
        findings,
        calendar: Calendar::new(scenario, today),
    };
    let [week, month, quarter] = titles(today);
    let mut monthly = sections("monthly", MONTHLY_HEAD, &context);
    monthly.push(section("The next three months", forecast(&context)));
    monthly.extend(sections("monthly", MONTHLY_TAIL, &context));
    let mut quarterly = sections("quarterly", QUARTERLY_HEAD, &context);
    quarterly.push(section("Architecture", architecture(&context)));
    quarterly.push(section("Investments", investments(&context)));
    quarterly.extend(sections("quarterly", QUARTERLY_TAIL, &context));
    let list = |id, title, sections| Document {
        id,
        title,
        sections,
    };
    [
        list("weekly", week, sections("weekly", WEEKLY, &context)),
        list("monthly", month, monthly),
        list("quarterly", quarter, quarterly),
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

fn section(heading: &'static str, node: Node) -> Section {
    Section {
        id: "",
        heading,
        conclusion: Vec::new(),
        nodes: vec![node],
    }
}

fn sections(
    list: &str,
    parts: &'static [(&'static str, &'static [Entry])],
    context: &Context,
) -> Vec<Section> {
    let tick = |(key, label, target, fill): &'static Entry| Tick {
        blank: Blank {
            key: [list, ".", key].concat(),
            name: (*label).to_owned(),
            filled: match fill {
                Figure(ids) => first(context.plan, ids, ""),
                Told(tell) => tell(context),
                Open => Vec::new(),
            },
        },
        target,
    };
    let part = |(heading, entries): &(&'static str, &'static [Entry])| {
        section(heading, Node::Ticks(entries.iter().map(tick).collect()))
    };
    parts.iter().map(part).collect()
}

/// The first of these figures that the plan has, of this month if they are by
/// month.
fn first(plan: &Plan, ids: &[&str], month: &str) -> Vec<Span> {
    let mut ids = ids.iter().map(|id| [id, month].concat());
    let id = ids.find(|id| plan.figure(id).is_some());
    id.map(|id| Span::Figure(id.into(), Style::Plain))
        .into_iter()
        .collect()
}

fn forecast(context: &Context) -> Node {
    const HEADS: [&str; 5] = ["Resource", "Now", "1 month", "2 months", "3 months"];
    let row = |(key, label, ids): &(&str, &'static str, &[&str])| {
        let months = ["0", "1", "2", "3"].into_iter().zip(&HEADS[1..]);
        let cells = months.map(|(month, head)| {
            Span::Blank(Blank {
                key: ["monthly.", key, "_", month].concat(),
                name: [label, ", ", head].concat(),
                filled: first(context.plan, ids, month),
            })
        });
        Row {
            label: (*label).into(),
            cells: cells.collect(),
        }
    };
    Node::table("", &HEADS, FORECAST.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::review::review;
    use crate::scenario::growth::Progress;
    use crate::scenario::preset::presets;
    use std::collections::BTreeSet;

    /// Every blank of a checklist.
    fn blanks(list: &Document) -> Vec<&Blank> {
        let mut all = Vec::new();
        for node in list.sections.iter().flat_map(|section| &section.nodes) {
            match node {
                Node::Ticks(ticks) => all.extend(ticks.iter().map(|tick| &tick.blank)),
                Node::Table { rows, .. } => {
                    for cell in rows.iter().flat_map(|row| &row.cells) {
                        let Span::Blank(blank) = cell else {
                            panic!("{cell:?}")
                        };
                        all.push(blank);
                    }
                }
                other => panic!("{other:?}"),
            }
        }
        all
    }

    fn of(scenario: &Scenario) -> [Document; 3] {
        let plan = plan(scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        let lists = checklists(scenario, &plan, &review(scenario, &plan), today);
        let mut keys = BTreeSet::new();
        for blank in lists.iter().flat_map(blanks) {
            assert!(keys.insert(blank.key.clone()), "{} stands twice", blank.key);
            for piece in &blank.filled {
                if let Span::Figure(id, _) = piece {
                    assert!(plan.figure(id).is_some(), "{id}");
                }
            }
        }
        lists
    }

    fn filled(list: &Document, key: &str) -> String {
        let found = blanks(list)
            .into_iter()
            .find(|blank| blank.key == key)
            .unwrap();
        let pieces = found.filled.iter().map(|piece| match piece {
            Span::Text(words) => words.to_string(),
            Span::Figure(id, _) => ["<", id, ">"].concat(),
            Span::Blank(blank) => panic!("{blank:?}"),
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
        let table = crate::scenario::fields::table("event").unwrap();
        table.add(&mut scenario, "Sale").unwrap();
        scenario.events[0].date = Some(20_849.0);
        scenario.growth.start = Some(20_800.0);
        let [weekly, _, quarterly] = of(&scenario);
        assert_eq!(filled(&weekly, "weekly.events"), "Sale on 31 Jan 2027");
        assert_eq!(filled(&quarterly, "quarterly.change.read_replica"), "done");
        assert!(filled(&weekly, "weekly.up").starts_with("Spread over several zones"));
    }
}
