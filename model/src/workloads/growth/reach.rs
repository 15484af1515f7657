//! When does growth come to what fills something? In closed form where customers alone
//! decide; with seasons and events, at the first moment at which they ask for as much.

use super::calendar::Calendar;
use super::plan::Growth;
use super::shape::NEVER;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::sheet::{BEYOND, Case, Cell, Known, Place, Row, Sheet};

crate::formulas! {
    source: DEFINITION; in "growth";

    /// Months until demand first comes to what so many customers ask for at a usual peak.
    pub fn months_to_peak "Months until then" (target_customers: "customer") -> "month"
        as months_to "growth.{case}months_to.{row}"
        solved "the first moment at which growth, season and event together ask for as much"
}

/// Why there is no date.
pub const NO_GROWTH: Missing =
    Missing("This scenario states no growth, so nothing says when this is full.");

/// Why something never fills.
pub const FLAT: Missing =
    Missing("What this must hold does not follow customers, so growth never fills it.");
/// Why something never fills.
pub const NOTHING_USED: Missing = Missing("Nothing of this is used, so growth never fills it.");

/// The day of a moment that a plan counts in months, or why there is none in a word or
/// two.
pub fn date(calendar: Calendar, months: Cell) -> String {
    let words = match months.number() {
        Ok(months) => match calendar.before(months, 0.0) {
            Some(day) => return day.shown(),
            None => "not in a thousand years",
        },
        Err(NEVER | FLAT | NOTHING_USED) => "never",
        Err(NO_GROWTH) => "no growth stated",
        Err(_) => "not known",
    };
    words.to_owned()
}

/// What fills something follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Follows {
    /// Customers, whatever the season: what they have stored.
    Customers,
    /// Demand at its peak, with seasons and events.
    Demand,
}

/// How customers grow, for something that fills: from so many.
#[derive(Clone, Copy)]
pub struct Growing<'a> {
    /// Customers now.
    pub now: Cell,
    /// None where no growth is stated.
    pub growth: Option<&'a Growth>,
    /// What fills it follows.
    pub follows: Follows,
}

impl Growing<'_> {
    /// Whether what fills something is as it is now: nothing has changed since.
    pub fn is_now(&self) -> bool {
        self.growth.is_none_or(|growth| growth.since.is_none())
    }
}

/// Where the figures of growth for a number of customers stand.
pub struct Reach {
    /// Months until then.
    pub months_to: Place,
    /// Customers in a table of one's own then.
    pub own_target: Place,
}

/// When growth comes to `target` customers, or demand to what they ask for. It never
/// comes to a number beyond any.
pub fn months_to(
    sheet: Sheet,
    growing: Growing,
    case: Case,
    target: Cell,
    reach: &'static Reach,
) -> Cell {
    let growth = match (target.number(), growing.growth) {
        (Err(BEYOND), _) => return Cell::missing(NEVER),
        (Err(why), _) => return Cell::missing(why),
        (Ok(_), None) => return Cell::missing(NO_GROWTH),
        (Ok(_), Some(growth)) => growth,
    };
    let at = |place| sheet.within(Row::Elsewhere(place)).if_known();
    if growing.follows == Follows::Demand {
        if let Some(undated) = growth.timeline.undated() {
            return Cell::missing(undated);
        }
        if !growth.timeline.is_even() {
            let times = target.or_zero() / growing.now.or_zero();
            let first = growth.first_at(sheet, case, times).ok_or(NEVER);
            return months_to_peak(at(&reach.months_to), Known(first), target);
        }
    }
    let shape = &growth.shapes[case as usize];
    let sheets = [at(&reach.own_target), at(&reach.months_to)];
    shape.until(sheets, (case, growth.since), growing.now, target)
}
