//! The order calendar to take away: as CSV to calculate with, and as a calendar that
//! reminds of each order.
//!
//! The calendar is iCalendar (RFC 5545): an all-day event a last day to order, lines of
//! at most 75 bytes, text escaped.

use super::orders::Order;
use super::words::{AT_ONCE, Told};
use crate::charts::{csv_cell, csv_line};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::report::FileOf;
use crate::scenario::Scenario;
use crate::sheet::Cell;

/// The orders as CSV.
pub static ORDERS: FileOf = FileOf {
    label: "Download all orders (CSV)",
    file: "headroom-orders.csv",
    kind: "text/csv",
    write: orders,
};

/// The orders as a calendar.
pub static CALENDAR: FileOf = FileOf {
    label: "Put the orders into your calendar (ICS)",
    file: "headroom-orders.ics",
    kind: "text/calendar",
    write: calendar,
};

const HEADS: [&str; 9] = [
    "Order by",
    "Action",
    "What",
    "Units",
    "There then",
    "Needed on",
    "Cost (USD a month)",
    "Months to the order",
    "Cost (USD once)",
];

/// All orders, a row each; numbers exact, unknown ones empty.
fn orders(scenario: &Scenario, plan: &Plan, today: Date) -> Option<String> {
    let told = Told::new(scenario, plan, today)?;
    let mut text = csv_line(&HEADS.map(csv_cell));
    let iso = |day: Option<Date>| day.map_or_else(String::new, Date::iso);
    let number = |cell: Cell| cell.number().map_or_else(|_| String::new(), exact);
    for order in told.orders() {
        let (verb, name) = told.what(order);
        text += &csv_line(&[
            iso(told.order_day(order)),
            csv_cell(verb),
            csv_cell(&name),
            number(order.units),
            number(order.there),
            iso(told.day_before(order.arrives, AT_ONCE)),
            number(order.cost),
            number(order.order_by),
            number(order.once),
        ]);
    }
    Some(text)
}

/// The longest line of a calendar, in bytes, without its end.
const LONGEST: usize = 75;

/// All orders as all-day events.
fn calendar(scenario: &Scenario, plan: &Plan, today: Date) -> Option<String> {
    let told = Told::new(scenario, plan, today)?;
    let mut text = String::new();
    let mut line = |parts: &[&str]| fold(&parts.concat(), &mut text);
    line(&["BEGIN:VCALENDAR"]);
    line(&["VERSION:2.0"]);
    line(&["PRODID:-//Headroom//Orders//EN"]);
    for order in told.orders() {
        let Some(day) = told.order_day(order) else {
            continue;
        };
        let (title, about) = described(&told, order);
        let stamp = [&day_of(today), "T000000Z"].concat();
        line(&["BEGIN:VEVENT"]);
        let number = order.number.to_string();
        line(&["UID:order-", &number, "-", &day_of(day), "@headroom"]);
        line(&["DTSTAMP:", &stamp]);
        line(&["DTSTART;VALUE=DATE:", &day_of(day)]);
        line(&["DTEND;VALUE=DATE:", &day_of(Date::of(day.value() + 1.0))]);
        line(&["SUMMARY:", &escaped(&title)]);
        line(&["DESCRIPTION:", &escaped(&about)]);
        line(&["END:VEVENT"]);
    }
    line(&["END:VCALENDAR"]);
    Some(text)
}

/// What is to be done, in few words and in a sentence.
fn described(told: &Told, order: &Order) -> (String, String) {
    let (verb, name) = told.what(order);
    let title = [verb, ": ", &name].concat();
    let Ok(units) = order.units.number() else {
        return (
            title,
            "Growth comes to so many customers on this day.".to_owned(),
        );
    };
    let mut about = [
        "Units: ",
        &exact(units),
        ". Needed on ",
        &told.date(order.arrives),
        ".",
    ]
    .concat();
    if let Ok(cost) = order.cost.number() {
        about += &[
            " Cost: ",
            &exact((cost * 100.0).round() / 100.0),
            " USD a month.",
        ]
        .concat();
    }
    if let Ok(once) = order.once.number() {
        about += &[" Once: ", &exact((once * 100.0).round() / 100.0), " USD."].concat();
    }
    (title, about)
}

/// A day as iCalendar writes it.
fn day_of(day: Date) -> String {
    day.iso().replace('-', "")
}

/// Text as iCalendar takes it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Adds a line, cut into pieces where it is too long; a piece begins with a space.
fn fold(line: &str, out: &mut String) {
    let mut taken = 0;
    for letter in line.chars() {
        if taken + letter.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            taken = 1;
        }
        out.push(letter);
        taken += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn today() -> Date {
        Date::new(2026, 11, 28).unwrap()
    }

    #[test]
    fn a_calendar_has_an_event_an_order_in_lines_that_are_short() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.pools[3].name = ["A; name, with a \\ in it, ", &"ü".repeat(40)].concat();
        let plan = plan(&scenario);
        let text = calendar(&scenario, &plan, today()).unwrap();
        let orders = &plan.resources.as_ref().unwrap().orders;
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), orders.len());
        assert_eq!(text.matches("END:VEVENT\r\n").count(), orders.len());
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        let mut uids: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("UID:"))
            .collect();
        uids.sort_unstable();
        uids.dedup();
        assert_eq!(uids.len(), orders.len());
        for line in text.split("\r\n") {
            assert!(line.len() <= LONGEST && !line.contains('\n'), "{line}");
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Order: A\\; name\\, with a \\\\ in it\\, üü"));
        // Two weeks before 85 % is used, and the day after.
        assert!(text.contains("DTSTART;VALUE=DATE:20270128\r\nDTEND;VALUE=DATE:20270129\r\n"));
    }

    #[test]
    fn a_row_an_order_that_a_spreadsheet_reads_as_it_stands() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.pools[3].name = "=1+1".to_owned();
        let plan = plan(&scenario);
        let text = orders(&scenario, &plan, today()).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(
            lines.len(),
            plan.resources.as_ref().unwrap().orders.len() + 1
        );
        assert!(
            lines[1].starts_with("2027-01-28,Order,'=1+1,1,4,2027-02-11,1667,2.02"),
            "{}",
            lines[1]
        );
        assert!(
            lines
                .iter()
                .any(|line| line.contains(",Change,Add a read replica,,,2027-04-26,,"))
        );
    }
}
