//! What is looked at every week, month and quarter? The three checklists of the
//! capacity guide, as documents: each blank that the plan can fill holds its
//! figure, the rest is left to be typed in.

mod capacity;
mod costs;
mod lists;
mod orders;

use capacity::forecast;
use costs::investments;
use lists::Fill::{Figure, If, Nth, Open, Told, Within};
use lists::{Entry, MONTHLY_HEAD, MONTHLY_TAIL, QUARTERLY_HEAD, QUARTERLY_TAIL, WEEKLY};

use super::{Answer, Blank, Document, Node, Section, Span, Style, Tick, answers, text, words};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::scenario::growth::Progress;
use crate::sheet::Case;
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::due_dates;
use crate::workloads::resources::words::Told as Resources;

/// What blanks are filled from.
struct Context<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    findings: &'a [Finding],
    /// The day of the meeting.
    today: Date,
    calendar: Calendar,
    /// What can run out, and what to order by when.
    told: Option<Resources<'a>>,
    answers: [Answer; 4],
}

impl Context<'_> {
    fn answer(&self, nth: usize) -> &Answer {
        &self.answers[nth]
    }
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
        today,
        calendar: Calendar::new(scenario, today),
        told: Resources::new(scenario, plan, today),
        answers: answers(scenario, plan, findings, today),
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
        appendix: Vec::new(),
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
    let quarter = ["Q1", "Q2", "Q3", "Q4"][usize::from(today.month().saturating_sub(1) / 3).min(3)];
    [
        ["Weekly capacity review, ", &day].concat(),
        ["Monthly capacity planning, ", month].concat(),
        [
            "Quarterly capacity strategy, ",
            quarter,
            " ",
            &today.year().to_string(),
        ]
        .concat(),
    ]
}

fn section(heading: &'static str, node: Node) -> Section {
    Section::new("", heading, Vec::new(), vec![node])
}

fn sections(
    list: &str,
    parts: &'static [(&'static str, &'static [Entry])],
    context: &Context,
) -> Vec<Section> {
    let tick = |(key, label, target, fill): &'static Entry| {
        let filled = match fill {
            Figure(ids) => first_of(context.plan, ids.iter().copied(), Style::Plain),
            Told(tell) | If(tell) => tell(context),
            Within(horizon) => orders::within(context, *horizon),
            Nth(tell, nth) => tell(context).into_iter().nth(*nth).unwrap_or_default(),
            Open => Vec::new(),
        };
        let blank = Blank {
            key: [list, ".", key].concat(),
            name: (*label).to_owned(),
            filled,
        };
        let is_left_out = matches!(fill, If(_) | Within(_)) && blank.filled.is_empty();
        (!is_left_out).then_some(Tick { blank, target })
    };
    let part = |(heading, entries): &(&'static str, &'static [Entry])| {
        section(
            heading,
            Node::Ticks(entries.iter().filter_map(tick).collect()),
        )
    };
    parts.iter().map(part).collect()
}

/// The first of these figures that the plan has.
fn first_of<'a>(plan: &Plan, mut ids: impl Iterator<Item = &'a str>, style: Style) -> Vec<Span> {
    let id = ids.find(|id| plan.figure(id).is_some());
    id.map(|id| Span::Figure(id.to_owned().into(), style))
        .into_iter()
        .collect()
}

/// An answer and its reason as one text.
fn joined(answer: &Answer) -> Vec<Span> {
    let mut spans: Vec<Span> = answer.main.iter().map(Span::in_a_sentence).collect();
    let goes_on =
        |words: &str| words.starts_with(|first: char| first == '(' || first.is_lowercase());
    let between = match (spans.last(), answer.why.first()) {
        (None, _) | (_, None) => "",
        (Some(Span::Text(main)), _) if main.ends_with('.') => " ",
        (_, Some(Span::Text(why))) if why.starts_with(' ') => "",
        (_, Some(Span::Text(why))) if goes_on(why) => " ",
        _ => ". ",
    };
    spans.push(text(between));
    spans.extend(answer.why.iter().cloned());
    spans
}

/// What growth calls for, with its day, or that it is done.
fn architecture(context: &Context) -> Node {
    let item = |name: &str, key: &str, filled: Vec<Span>| Tick {
        blank: Blank {
            key: ["quarterly.", key].concat(),
            name: name.to_owned(),
            filled,
        },
        target: "",
    };
    let rows = context.scenario.changes.iter();
    let rows = rows.filter(|_| context.plan.growth.is_some());
    let mut ticks: Vec<Tick> = rows
        .map(|row| {
            let filled = match row.progress {
                Progress::Done => vec![text("done")],
                Progress::Open => vec![words(&[&day_of(context, row.customers)])],
            };
            item(&row.name, &["change.", row.key.text()].concat(), filled)
        })
        .collect();
    if ticks.is_empty() {
        ticks.push(item("Several regions?", "regions", Vec::new()));
        ticks.push(item("A sharded database?", "sharding", Vec::new()));
    }
    ticks.push(item("A new service?", "service", Vec::new()));
    Node::Ticks(ticks)
}

/// By which day there are so many customers, in the moderate case.
fn day_of(context: &Context, target: f64) -> String {
    let customers = shown(target, Unit::Of("customer"));
    let growth = context.plan.growth.as_ref();
    let at = growth.and_then(|growth| {
        let mut targets = growth.targets.iter();
        let at = targets.position(|other| other.to_bits() == target.to_bits())?;
        Some(due_dates::date_of(
            growth,
            Case::Moderate,
            at,
            context.calendar,
        ))
    });
    let day = match at.as_deref() {
        Some("passed already") => "due already".to_owned(),
        Some("never") | None => "not by the growth that is planned".to_owned(),
        Some(day) => ["by ", day].concat(),
    };
    [&day, ", at ", &customers].concat()
}
