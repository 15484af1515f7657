//! How does growth read: when are there how many customers, what do they need,
//! and what must change by then?

use super::Growth;
use super::calendar::Calendar;
use super::charts::CUSTOMERS_BY_MONTH;
use super::due_dates::{date_of, names, next};
use super::projection::PROJECTION;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::report::{Node, Row, Section, Span, Style, figure_of, text, words};
use crate::scenario::growth::Shape;
use crate::scenario::{Scenario, Slot};
use crate::sheet::Case;
use crate::workloads::pools::actuals;

/// Months that the table shows, as far as the plan goes.
pub const SHOWN: [usize; 8] = [0, 3, 6, 9, 12, 18, 24, 36];

const CUSTOMERS: Unit = Unit::Of("customer");

/// The section on growth, if the plan has any.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Section> {
    let growth = plan.growth.as_ref()?;
    let calendar = Calendar::new(scenario, today);
    let has_changes = !growth.targets.is_empty();
    let mut nodes = vec![Node::Chart(&CUSTOMERS_BY_MONTH)];
    nodes.extend(has_changes.then(|| changes(scenario, growth, calendar)));
    let by_month = [
        months(scenario, growth, calendar),
        Node::Download(&PROJECTION),
    ];
    let by_month = by_month.into_iter().chain(remarks(scenario));
    let seasons = varies(growth).then(|| peaks(growth, calendar));
    let came = [actuals::table(scenario, plan), actuals::signs(plan)];
    Some(
        Section::new(
            "growth",
            "Growth",
            conclusion(scenario, growth, calendar),
            nodes,
        )
        .folding("Customers month by month", by_month)
        .folding("Seasons and events", seasons)
        .folding("What changes when", dated(plan, calendar))
        .folding("What came of it so far", came.into_iter().flatten()),
    )
}

/// How figures lie between those that are stated, and where the guide rounds.
fn remarks(scenario: &Scenario) -> Vec<Node> {
    let mut notes = Vec::new();
    if scenario.growth.shape == Shape::Table {
        notes.push(Node::note(
            "Between own figures customers go by the same share each month. Beyond the last one the course of the \
             last two goes on.",
        ));
    }
    if scenario.preset == "saas-1" {
        notes.push(Node::note(
            "The capacity guide prints 760, 1,155, 1,756 and 2,670 customers at 3, 6, 9 and 12 months: it rounds \
             on the way. It also prints a cost of $8,000 at 500 customers here and a bill of $12,000 elsewhere.",
        ));
    }
    notes
}

fn conclusion(scenario: &Scenario, growth: &Growth, calendar: Calendar) -> Vec<Span> {
    let last = growth.months.min(12);
    let mut pieces = vec![
        figure_of(&["growth.customers.0"], Style::Plain),
        text(" now, "),
        figure_of(&["growth.customers.", &last.to_string()], Style::Plain),
        words(&[
            " on ",
            &calendar.month(last).shown(),
            " in the moderate case.",
        ]),
    ];
    if let Some(next) = next(scenario, growth, calendar) {
        pieces.push(words(&[
            " Next, at ",
            &shown(next.target, CUSTOMERS),
            " on ",
            &next.date.shown(),
            ": ",
            &names(scenario, next.target),
            ".",
        ]));
    }
    pieces
}

/// What changes along the months, in the order of its dates; none where nothing does.
fn dated(plan: &Plan, calendar: Calendar) -> Option<Node> {
    let pairs = plan.stretches.iter().zip(plan.stretches.get(1..)?);
    let rows = pairs.flat_map(|(before, then)| {
        let of = move |slot: &Slot| {
            vec![
                calendar.month(then.stated.month).shown(),
                slot.label(&then.stated.scenario),
                slot.words(&before.stated.scenario),
                slot.words(&then.stated.scenario),
            ]
        };
        then.stated.changed.iter().map(of)
    });
    let rows: Vec<_> = rows.collect();
    let heads = ["Counts from", "Input", "Until then", "From then"].map(str::to_owned);
    let caption = "Each month is planned with the inputs as they are then";
    (!rows.is_empty()).then(|| Node::of_text(caption.to_owned(), heads.into(), rows))
}

/// The shown months that the plan has, and its last.
pub fn shown_months(growth: &Growth) -> Vec<usize> {
    let mut months: Vec<usize> = SHOWN.into_iter().filter(|it| *it < growth.months).collect();
    months.push(growth.months);
    months
}

fn months(scenario: &Scenario, growth: &Growth, calendar: Calendar) -> Node {
    let needs = !scenario.milestones.is_empty();
    let names: &[&str] = if needs {
        &[
            "growth.customers",
            "growth.conservative.customers",
            "growth.aggressive.customers",
            "growth.milestone_pods",
            "growth.milestone_gpu_nodes",
            "growth.milestone_storage",
            "growth.milestone_cost",
        ]
    } else {
        &[
            "growth.customers",
            "growth.conservative.customers",
            "growth.aggressive.customers",
        ]
    };
    Node::table(
        if needs {
            "With what so many need by the milestone table"
        } else {
            ""
        },
        if needs {
            &[
                "Month",
                "Date",
                "Customers",
                "Conservative",
                "Aggressive",
                "Pods",
                "GPU nodes",
                "Storage",
                "Cost a month",
            ]
        } else {
            &["Month", "Date", "Customers", "Conservative", "Aggressive"]
        },
        by_month(growth, calendar, names),
    )
}

/// Heads say what is counted; the unit of what is stored changes on the way.
fn look(name: &str) -> Style {
    match name {
        "growth.milestone_storage" | "growth.peak_multiplier" | "timeline.peak_rate" => Style::Cell,
        _ => Style::Count,
    }
}

/// A row a shown month: its date, then the figures of these names.
fn by_month(growth: &Growth, calendar: Calendar, names: &[&str]) -> Vec<Row> {
    let row = |month: usize| {
        let number = month.to_string();
        let figures = names
            .iter()
            .map(|name| figure_of(&[name, ".", &number], look(name)));
        Row {
            label: if month == 0 {
                "Now".into()
            } else {
                ["Month ", &number].concat().into()
            },
            cells: [words(&[&calendar.month(month).shown()])]
                .into_iter()
                .chain(figures)
                .collect(),
        }
    };
    shown_months(growth).into_iter().map(row).collect()
}

fn changes(scenario: &Scenario, growth: &Growth, calendar: Calendar) -> Node {
    let row = |(at, target): (usize, &f64)| Row {
        label: [&shown(*target, CUSTOMERS), ": ", &names(scenario, *target)]
            .concat()
            .into(),
        cells: vec![
            words(&[&date_of(growth, Case::Moderate, at, calendar)]),
            figure_of(&["growth.months_to.", &exact(*target)], Style::Cell),
            words(&[&date_of(growth, Case::Conservative, at, calendar)]),
            words(&[&date_of(growth, Case::Aggressive, at, calendar)]),
        ],
    };
    Node::table(
        "Milestones, and what has to change by then",
        &["Milestone", "When", "Months", "Conservative", "Aggressive"],
        growth.targets.iter().enumerate().map(row).collect(),
    )
}

/// Whether demand peaks differently in any month.
fn varies(growth: &Growth) -> bool {
    let mut multipliers = growth.timeline.multipliers.iter();
    multipliers.any(|it| it.number().map_or(true, |times| (times - 1.0).abs() > 0.0))
}

fn peaks(growth: &Growth, calendar: Calendar) -> Node {
    Node::table(
        "Peak demand; customers do not follow it",
        &["Month", "Date", "Peak multiplier", "Peak request rate"],
        by_month(
            growth,
            calendar,
            &["growth.peak_multiplier", "timeline.peak_rate"],
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;
    use crate::workloads::growth::due_dates::scale;

    fn read(pieces: &[Span], plan: &Plan) -> String {
        let read = |piece: &Span| match piece {
            Span::Text(text) => text.to_string(),
            other @ (Span::Blank(_) | Span::Input(_) | Span::Offer(_)) => panic!("{other:?}"),
            Span::Figure(id, _) => match plan.outcome(id).unwrap() {
                Ok(figure) => shown(figure.value, figure.unit()),
                Err(absent) => absent.0.to_owned(),
            },
        };
        pieces.iter().map(read).collect()
    }

    fn check(change: fn(&mut Scenario)) -> (String, String, Vec<String>) {
        let mut scenario = preset("saas-1").unwrap().scenario();
        change(&mut scenario);
        let plan = plan(&scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        let answer = scale(&scenario, plan.growth.as_ref().unwrap(), today);
        let section = section(&scenario, &plan, today).unwrap();
        let mut rows = Vec::new();
        for node in section.all() {
            let Node::Table {
                heads, rows: held, ..
            } = node
            else {
                continue;
            };
            for row in held {
                assert_eq!(row.cells.len() + 1, heads.len());
                let cells: Vec<_> = row
                    .cells
                    .iter()
                    .map(|it| read(std::slice::from_ref(it), &plan))
                    .collect();
                rows.push([row.label.as_ref(), " | ", &cells.join(" | ")].concat());
            }
        }
        let answer = [read(&answer.main, &plan), read(&answer.why, &plan)].join(". ");
        (answer, read(&section.conclusion, &plan), rows)
    }

    #[test]
    fn the_platform_says_when_and_what() {
        let (answer, conclusion, rows) = check(|_| {});
        assert_eq!(
            answer,
            "By 20 Apr 2027. In 5 months there are 1,000 customers. What that requires: Add a read replica. \
             In the aggressive case 5 Mar 2027, in the conservative one 9 Sep 2027."
        );
        assert_eq!(
            conclusion,
            "500 customers now, 2,675 customers on 22 Nov 2027 in the moderate case. Next, at 1,000 customers on \
             20 Apr 2027: Add a read replica."
        );
        assert_eq!(
            rows[8],
            "Month 12 | 22 Nov 2027 | 2,675 customers | 1,191 customers | 5,710 customers | 12 pods | 7 nodes | \
             1,167 GB | $29,363 a month"
        );
        assert_eq!(
            rows[1],
            "2,500 customers: Spread over several zones | 6 Nov 2027 | 12 months | 29 Sep 2028 | 19 Jul 2027"
        );
        assert_eq!(rows.len(), 7 + 4);
    }

    #[test]
    fn what_has_no_date_says_why() {
        let (answer, _, rows) = check(|it| it.growth.rate = Some(-0.01));
        assert!(answer.contains("Not by growth"), "{answer}");
        assert!(rows[0].contains("| never |"), "{}", rows[0]);
        let (answer, ..) = check(|it| it.demand.customers = Some(20_000.0));
        assert!(answer.contains("due already"), "{answer}");
        let (answer, ..) = check(|it| it.changes.clear());
        assert!(answer.contains("No required changes"), "{answer}");
        let scenario = Scenario::default();
        let today = Date::new(2026, 11, 22).unwrap();
        let plan = plan(&scenario);
        assert_eq!(section(&scenario, &plan, today), None);
        let [_, scale, ..] = crate::report::answers(&scenario, &plan, &[], today);
        assert!(scale.main.is_empty());
    }

    #[test]
    fn seasons_and_events_have_a_table_of_their_own() {
        let (.., rows) = check(|it| {
            it.growth.start = Some(20_779.0);
            it.growth.months_projected = 7.0;
            it.growth.may = 2.0;
            it.milestones.clear();
        });
        let ahead: Vec<_> = rows
            .iter()
            .map(|row| row.split(" | ").take(2).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            ahead[4..8],
            [
                "Now 22 Nov 2026",
                "Month 3 22 Feb 2027",
                "Month 6 22 May 2027",
                "Month 7 22 Jun 2027"
            ]
        );
        assert_eq!(rows.len(), 4 + 4 + 4);
        assert!(
            rows[10].starts_with("Month 6 | 22 May 2027 | 2x |"),
            "{}",
            rows[10]
        );
    }
}
