//! Does every blank of the three checklists hold what the plan says, and nothing that an
//! answer, an order or a figure contradicts?
//!
//! All blanks of all presets stand in `tests/golden/checklists.md`, to be read sentence by
//! sentence: `UPDATE=1 cargo test --no-default-features --test checklists` writes them anew.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod made;

use headroom::quantity::date::Date;
use headroom::report::checklists::checklists;
use headroom::report::document::Given;
use headroom::report::markdown::markdown;
use headroom::report::plain::{answered, filled};
use headroom::report::{Blank, Document, Node, Span, answers};
use headroom::scenario::Scenario;
use headroom::scenario::preset::presets;
use headroom::share::decode;
use headroom::workloads::resources::files;
use made::Made;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::Path;

/// A scenario with what follows, and its three lists on a day.
struct Lists {
    made: Made,
    today: Date,
    three: [Document; 3],
}

impl Deref for Lists {
    type Target = Made;

    fn deref(&self) -> &Made {
        &self.made
    }
}

fn day(iso: &str) -> Date {
    let parts: Vec<i64> = iso.split('-').map(|part| part.parse().unwrap()).collect();
    Date::new(parts[0], parts[1], parts[2]).unwrap()
}

fn listed(scenario: Scenario, today: Date) -> Lists {
    let made = Made::of(scenario);
    let three = checklists(&made.scenario, &made.plan, &made.findings, today);
    Lists { made, today, three }
}

fn opened(link: &str, today: &str) -> Lists {
    listed(decode(link).unwrap().scenario, day(today))
}

impl Lists {
    fn given(&self) -> Given<'_> {
        self.made.given(self.today, &[])
    }

    fn blanks(&self) -> Vec<&Blank> {
        let sections = self.three.iter().flat_map(|list| &list.sections);
        let mut all = Vec::new();
        for node in sections.flat_map(headroom::report::Section::all) {
            match node {
                Node::Ticks(ticks) => all.extend(ticks.iter().map(|tick| &tick.blank)),
                Node::Table { rows, .. } => {
                    all.extend(
                        rows.iter()
                            .flat_map(|row| &row.cells)
                            .map(|cell| match cell {
                                Span::Blank(blank) => blank,
                                other => panic!("{other:?}"),
                            }),
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        all
    }

    /// What stands in each blank, in words.
    fn words(&self) -> BTreeMap<String, String> {
        let blanks = self.blanks().into_iter();
        let words = blanks.map(|blank| (blank.key.clone(), filled(self.given(), blank)));
        words.collect()
    }

    /// The four answers of the page, in words.
    fn answers(&self) -> [String; 4] {
        answers(&self.scenario, &self.plan, &self.findings, self.today)
            .map(|answer| answered(self.given(), &answer))
    }

    /// Day, verb, name and units of each order, as the file has them.
    fn orders(&self) -> Vec<[String; 4]> {
        let text =
            (files::ORDERS.write)(&self.scenario, &self.plan, self.today).unwrap_or_default();
        let lines = text.split_terminator("\r\n").skip(1);
        let row = |line: &str| {
            let mut cells = line.split(',').map(str::to_owned);
            core::array::from_fn(|_| cells.next().unwrap())
        };
        lines.map(row).collect()
    }
}

const OPEN: &str = "____";

/// Whether a sentence names something, with whatever letter that begins in it.
fn names(sentence: &str, name: &str) -> bool {
    sentence.to_lowercase().contains(&name.to_lowercase())
}

/// Scenarios of all kinds, with a day on which they are looked at.
fn all() -> Vec<Lists> {
    let today = day("2026-11-22");
    let mut all: Vec<Lists> = presets()
        .map(|preset| listed(preset.scenario(), today))
        .collect();
    for link in [
        "#?preset=chat-1&growth=8%",
        "#?preset=gpu-1&growth=8%&money.budget=20000",
        "#?preset=coach-1&growth=10%",
        "#?preset=sale-1&growth=3%&growth.start=2026-11-22&event.sale.date=2027-03-01",
        "#?preset=saas-1&growth.start=2026-07-01&pool.gpu_nodes.capacity=3&pool.gpu_nodes.lead_time=120",
        "#?preset=saas-1&growth.workload=off",
        "#?preset=saas-1&money.budget=13000&pool.gpu_nodes.one_off=500&pool.cpu_cores.capacity=80",
        "#?preset=chat-1&web.nodes_have=20&training.workload=on&data.workload=on&growth=5%",
    ] {
        all.push(opened(link, "2026-11-22"));
    }
    all
}

#[test]
fn all_blanks_of_all_presets_are_as_they_were_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/checklists.md");
    let mut text = String::new();
    for preset in presets() {
        let made = listed(preset.scenario(), day("2026-11-22"));
        for list in &made.three {
            let written = markdown(list, made.given(), "LINK");
            // Who made it and when is the same in all.
            let (title, rest) = written.split_once("\n\n").unwrap();
            let (_, blanks) = rest.split_once("<LINK>\n\n").unwrap();
            text.extend([title, " (", preset.id, ")\n\n", blanks, "\n"]);
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    for (now, then) in text.lines().zip(stored.lines()) {
        assert_eq!(now, then);
    }
    assert_eq!(text.lines().count(), stored.lines().count());
}

#[test]
fn a_blank_stands_once_and_names_figures_that_are() {
    for made in all() {
        let mut keys = std::collections::BTreeSet::new();
        for blank in made.blanks() {
            assert!(keys.insert(&blank.key), "{} stands twice", blank.key);
            for span in &blank.filled {
                if let Span::Figure(id, _) = span {
                    assert!(made.plan.figure(id).is_some(), "{}: {id}", blank.key);
                }
            }
            let words = filled(made.given(), blank);
            assert!(
                !words.contains("  ") && !words.contains("..") && !words.contains("not known"),
                "{words}"
            );
        }
    }
}

/// Everything is led by the order that comes first in the file of orders, and the second
/// answer names the same.
#[test]
fn what_is_ordered_first_leads_every_list() {
    let mut late = 0;
    for made in all() {
        let words = made.words();
        let [weekly, monthly, quarterly] =
            ["weekly", "monthly", "quarterly"].map(|list| &words[&format!("{list}.first")]);
        assert!(weekly == monthly && monthly == quarterly);
        let Some([date, verb, name, units]) = made.orders().first().cloned() else {
            assert!(!weekly.contains(OPEN), "{weekly}");
            continue;
        };
        let days = made.today.value() - day(&date).value();
        let when = match days {
            days if days > 1.0 => format!("Now, {days} days late"),
            1.0 => "Now, 1 day late".to_owned(),
            0.0 => "Now".to_owned(),
            _ => format!("By {}", day(&date).shown()),
        };
        assert!(weekly.starts_with(&format!("{when}: ")), "{when}: {weekly}");
        assert!(names(weekly, &name), "{name}: {weekly}");
        if !units.is_empty() {
            assert!(
                weekly.contains(&format!(" {units} more makes ")),
                "{units}: {weekly}"
            );
        }
        let scale = &made.answers()[1];
        if verb == "Order" && days >= 1.0 {
            late += 1;
            assert!(scale.contains(&format!("{name} ({days} day")), "{scale}");
        } else if verb == "Order" && days < 0.0 {
            assert!(
                scale.starts_with(&format!("Order {name} by {}", day(&date).shown())),
                "{scale}"
            );
            assert!(words["monthly.due"].starts_with(&format!("Order {name} by ")));
        }
    }
    assert!(late > 0, "none was late");
}

/// Orders of the file fall into the horizons by their days, each into one.
#[test]
fn orders_stand_in_the_horizon_of_their_day() {
    for made in all() {
        let words = made.words();
        let Some(late) = words.get("quarterly.late") else {
            assert!(made.orders().is_empty());
            continue;
        };
        let of = |name: &str| {
            words
                .get(&format!("quarterly.{name}"))
                .map_or("", |words| words)
        };
        let horizons = ["tactical", "operational", "strategic", "long_term"].map(of);
        let today = made.today;
        let mut counted = [0_usize; 5];
        for [date, _, name, _] in made.orders() {
            let date = day(&date);
            let days = date.value() - today.value();
            let at = match () {
                () if days < 0.0 => 0,
                () if days <= 7.0 => 1,
                () if days <= 28.0 => 2,
                () if date <= today.add_months(6) => 3,
                () if date <= today.add_months(24) => 4,
                () => continue,
            };
            counted[at] += 1;
            let said = if at == 0 { late } else { horizons[at - 1] };
            assert!(names(said, &name), "{name} {}: {said}", date.shown());
        }
        for (said, counted) in core::iter::once(&**late).chain(horizons).zip(counted) {
            // As many orders are said as there are: each named once, the others counted.
            let more = said
                .split(", then ")
                .skip(1)
                .map(|rest| rest.split(' ').next().unwrap());
            let more: usize = more.map(|count| count.parse::<usize>().unwrap()).sum();
            let named = if matches!(said, "" | "Nothing.") {
                0
            } else {
                said.matches("; ").count() + 1
            };
            // Two changes at one number of customers are one line with a semicolon of its own.
            assert!(
                named + more >= counted && (counted > 0) == (named > 0),
                "{counted}: {said}"
            );
        }
    }
}

#[test]
fn whether_there_must_be_more_follows_from_orders_and_answers() {
    for made in all() {
        let up = &made.words()["weekly.up"];
        let within = |[date, verb, ..]: &[String; 4]| {
            verb != "Change" && day(date).value() - made.today.value() <= 28.0
        };
        let is_soon = made.orders().iter().any(within);
        if is_soon || made.answers()[0].starts_with("No.") {
            assert!(up.starts_with("Yes"), "{up}");
        }
        if up.starts_with("No") {
            assert!(!is_soon && !made.answers()[0].starts_with("No."), "{up}");
        }
        assert!(up.starts_with("Yes") || up.starts_with("No"), "{up}");
    }
}

/// Days until something is full are those to the day that the page names.
#[test]
fn days_left_end_on_the_day_that_is_answered() {
    let mut checked = 0;
    for made in all() {
        let words = made.words();
        let first = words.get("weekly.first_left").map_or("", |words| words);
        let Some((days, rest)) = first.split_once(": ") else {
            continue;
        };
        let Some((name, date)) = rest.trim_end_matches('.').split_once(" full on ") else {
            continue;
        };
        let days: f64 = days
            .split(' ')
            .next()
            .unwrap()
            .replace(',', "")
            .parse()
            .unwrap();
        assert_eq!(Date::of(made.today.value() + days).shown(), date, "{first}");
        let scale = &made.answers()[1];
        if scale.contains("fills first, on ") {
            assert!(
                scale.contains(&format!("{name} fills first, on {date}.")),
                "{scale}"
            );
            checked += 1;
        }
    }
    assert!(checked > 1);
}

/// The money of the lists is that of the third answer.
#[test]
fn the_bill_is_the_one_that_is_answered() {
    for made in all() {
        let words = made.words();
        let cost = words["monthly.cost_0"].trim_end_matches(" a month");
        if cost != OPEN {
            assert!(
                made.answers()[2].starts_with(cost),
                "{cost}: {}",
                made.answers()[2]
            );
        }
        let bill = |month: &str| made.plan.number(&format!("bill.total.{month}"));
        let more = made.plan.number("checklist.more_spend");
        let difference = bill("3").zip(bill("0")).map(|(then, now)| then - now);
        assert_eq!(more, difference);
        assert_eq!(words["monthly.spend"] == OPEN, more.is_none());
        // One number, not two.
        assert_eq!(
            words["monthly.spend"].matches('$').count(),
            usize::from(more.is_some())
        );
    }
}

/// Independently worked out: 500 customers at 15 % a month, 24,588 jobs a month, 108,000
/// requests a day; 3.944 nodes by CPU of the 6 that there are.
#[test]
fn what_only_reviews_ask_for_is_right() {
    let close = |made: &Lists, id: &str, expected: f64| {
        let value = made.plan.number(id).unwrap();
        assert!((value / expected - 1.0).abs() < 1e-4, "{id}: {value}");
    };
    let saas = opened("#?preset=saas-1&pool.gpu_nodes.one_off=500", "2026-11-22");
    for id in ["customer_growth", "traffic_growth", "revenue_growth"] {
        close(&saas, &format!("checklist.{id}"), 0.15);
    }
    close(
        &saas,
        "checklist.jobs_per_week",
        24_587.5 / (8760.0 / 12.0 / 24.0) * 7.0,
    );
    close(&saas, "checklist.requests_per_week", 756_000.0);
    close(&saas, "checklist.calls_per_week", 4_857_500.0 * 7.0);
    // One GPU node within three months.
    close(&saas, "checklist.setup_cost", 500.0);
    let chat = opened("#?preset=chat-1", "2026-11-22");
    close(&chat, "checklist.cpu_requested_share", 7.1 / 1.8 / 6.0);
    close(
        &chat,
        "checklist.memory_requested_share",
        7424.0 / (8192.0 * 0.8) / 6.0,
    );
    // November to December, with a season.
    let link = "#?preset=saas-1&growth=10%&growth.start=2026-11-22&growth.december=2";
    let season = opened(link, "2026-11-22");
    close(&season, "checklist.customer_growth", 0.1);
    close(&season, "checklist.traffic_growth", 1.2);
    assert!(season.words()["weekly.events"].contains("Dec 2026: 2x an average month"));
}

/// CPU decides how many nodes there must be, so nodes are full when the cores are.
#[test]
fn nodes_run_out_with_what_decides_them() {
    let words = opened("#?preset=chat-1&growth=10%", "2026-11-22").words();
    assert!(
        words["weekly.cpu_left"].contains("odes"),
        "{}",
        words["weekly.cpu_left"]
    );
    assert!(
        !words["weekly.memory_left"].contains("odes"),
        "{}",
        words["weekly.memory_left"]
    );
}

#[test]
fn what_is_stated_beyond_need_can_go() {
    let down = |link| opened(link, "2026-11-22").words()["weekly.down"].clone();
    assert_eq!(
        down("#?preset=chat-1&web.nodes_have=20"),
        "Yes: of 20 nodes 6 are needed."
    );
    assert_eq!(
        down("#?preset=gpu-1&inference.gpus_held=7"),
        "Yes: of 7 GPUs that serve models 3 are needed."
    );
    assert!(down("#?preset=saas-1").starts_with("No"));
    let idle = down("#?preset=saas-1&pool.cpu_cores.capacity=200");
    assert!(
        idle.starts_with("Yes: CPU cores at 10 %, consider scaling down"),
        "{idle}"
    );
}

#[test]
fn budget_changes_and_events_are_told() {
    let words = |link: &str| opened(link, "2026-11-22").words();
    for (budget, status) in [
        ("10000", "Over: 120 % of it is taken now."),
        (
            "12500",
            "Over by the end of the quarter: 96 % of it is taken now. ",
        ),
        ("100000", "Under: 12 % of it is taken now. "),
    ] {
        let words = words(&format!("#?preset=saas-1&money.budget={budget}"));
        let said = &words["quarterly.budget"];
        assert!(said.starts_with(status), "{said}");
    }
    let flat = words("#?preset=saas-1&growth=0%&money.budget=12500");
    assert_eq!(
        flat["quarterly.budget"],
        "On track: 96 % of it is taken now."
    );
    assert_eq!(
        flat["weekly.first"],
        "Nothing has to be ordered within the months that are planned."
    );
    let done = words("#?preset=saas-1&change.read_replica.progress=done");
    assert_eq!(done["quarterly.change.read_replica"], "done");
    assert!(done["quarterly.decision_2"].starts_with("Spread over several zones by "));
    let sale = words(
        "#?preset=saas-1&growth.start=2026-11-22&event=sale,past&event.sale.date=2027-01-31&event.past.date=2026-01-01",
    );
    assert!(sale["weekly.events"].starts_with("Sale, 31 Jan 2027: 4x the usual load"));
    assert!(!sale["weekly.events"].contains("Past"));
}

/// Lead time of 14 days before 20 December.
#[test]
fn what_is_rented_for_an_event_is_said_to_be() {
    let made = opened(
        "#?preset=saas-1&growth.start=2026-11-22&event=launch&event.launch.date=2026-12-20\
         &event.launch.hours=24&event.launch.multiplier=20&event.launch.met_by=rented",
        "2026-11-22",
    );
    let first = &made.words()["weekly.first"];
    let task = "GPU nodes for 24 h (Launch)";
    assert!(
        first.starts_with(&["By 6 Dec 2026: rent ", task, "."].concat()),
        "{first}"
    );
    let answer = &made.answers()[1];
    assert!(
        answer.starts_with(&["Rent ", task, " by 6 Dec 2026"].concat()),
        "{answer}"
    );
    let operational = &made.words()["weekly.operational"];
    assert!(
        operational.starts_with(&["rent ", task, " by 6 Dec 2026"].concat()),
        "{operational}"
    );
}
