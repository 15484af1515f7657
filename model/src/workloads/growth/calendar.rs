//! On which day is a month of the plan? The engine counts months; here they
//! get their dates.

use crate::quantity::date::Date;
use crate::quantity::math::count_of;
use crate::scenario::Scenario;

/// How far off arithmetic may put a moment, in months: less than a second.
const NOISE: f64 = 1e-7;

/// The days of a plan, from the day of month 0 on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Calendar {
    start: Date,
}

impl Calendar {
    /// From the start that the scenario states, or from today.
    pub fn new(scenario: &Scenario, today: Date) -> Self {
        Self {
            start: scenario.growth.start.map_or(today, Date::of),
        }
    }

    /// The day so many whole months from the start.
    pub fn month(self, months: usize) -> Date {
        let months = i64::try_from(months).unwrap_or(i64::MAX);
        self.start.add_months(months)
    }

    /// The month so many from the start, as `Nov 2026`: months of one plan all begin
    /// on the same day.
    pub fn month_name(self, months: usize) -> String {
        let shown = self.month(months).shown();
        let (_, month) = shown.split_once(' ').unwrap_or_default();
        month.to_owned()
    }

    /// The day so many months from the start, a part of a month by the days
    /// that this month has. None beyond a thousand years: no calendar helps there.
    pub fn after(self, months: f64) -> Option<Date> {
        if !(0.0..12_000.0).contains(&months) {
            return None;
        }
        let whole = count_of(months);
        let [from, until] = [whole, whole + 1].map(|month| self.month(month).value());
        Some(Date::of(from + (months - months.floor()) * (until - from)))
    }

    /// The day so many days before a moment that is counted in months: the last one to
    /// order what takes so long to come. What begins at a day does not end the day before
    /// it, whatever arithmetic makes of its last bit.
    pub fn before(self, months: f64, days: f64) -> Option<Date> {
        let day = self.around(months + NOISE)?;
        Some(Date::of(day.value() - days.ceil()))
    }

    /// The day so many months from the start, or before it, for up to a hundred
    /// years.
    pub fn around(self, months: f64) -> Option<Date> {
        if !(-1200.0..0.0).contains(&months) {
            return self.after(months);
        }
        let before = self.start.add_months(-1200);
        Self { start: before }.after(months + 1200.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(months: f64, iso: &str) {
        let today = Date::new(2026, 11, 22).unwrap();
        let calendar = Calendar::new(&Scenario::default(), today);
        assert_eq!(calendar.after(months).unwrap().iso(), iso, "{months}");
    }

    /// 4.96 months: from 22 March 0.96 of the 31 days to 22 April, 29 whole ones.
    #[test]
    fn months_are_those_of_the_calendar() {
        check(0.0, "2026-11-22");
        check(12.0, "2027-11-22");
        check(4.96, "2027-04-20");
        check(0.5, "2026-12-07");
        let calendar = Calendar::new(&Scenario::default(), Date::new(2026, 11, 22).unwrap());
        assert_eq!(calendar.around(-0.5).unwrap().iso(), "2026-11-06");
        assert_eq!(calendar.around(-12.0).unwrap().iso(), "2025-11-22");
        assert_eq!(calendar.around(-1201.0), None);
    }

    #[test]
    fn a_stated_start_counts_and_the_far_future_has_no_day() {
        let mut scenario = Scenario::default();
        scenario.growth.start = Some(20_849.0);
        let calendar = Calendar::new(&scenario, Date::new(2000, 1, 1).unwrap());
        assert_eq!(calendar.month(0).iso(), "2027-01-31");
        assert_eq!(calendar.month(1).iso(), "2027-02-28");
        for months in [f64::NAN, f64::INFINITY, -1.0, 1e9] {
            assert_eq!(calendar.after(months), None);
        }
    }
}
