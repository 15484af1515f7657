//! How likely is it that something comes too late, costs too much or breaks?

use super::chances::{DOTS, Odds, OrderDate, Unwanted, percentile};
use crate::engine::Plan;
use crate::quantity::math::of_count;
use crate::scenario::Scenario;
use crate::workloads::spikes::plan::told;

/// Finds what a figure was in each draw.
pub(super) type Columns<'a> = dyn Fn(&str) -> Option<&'a [f64]> + 'a;

/// Months in a year.
const YEAR: usize = 12;

/// When each resource must be ordered, as far as that differs from draw to draw.
pub(super) fn dates(scenario: &Scenario, base: &Plan, column: &Columns) -> Vec<OrderDate> {
    let all = base.resources.iter().flat_map(|it| &it.all);
    let of = |row: String, planned: f64| {
        let mut moments = column(&order_of(&row))?.to_vec();
        moments.sort_unstable_by(f64::total_cmp);
        let differ =
            moments.first().map(|it| it.to_bits()) != moments.last().map(|it| it.to_bits());
        let dots = (0..DOTS).map(|nth| (of_count(nth) + 0.5) / of_count(DOTS));
        let late = |at: f64| share(&moments, |it| it < at);
        differ.then(|| OrderDate {
            dots: dots.map(|share| percentile(&moments, share)).collect(),
            by: percentile(&moments, scenario.uncertainty.risk),
            late: late(planned),
            late_now: late(0.0),
            row,
        })
    };
    all.filter_map(|it| of(it.row.text(), it.order_by_months.number().ok()?))
        .collect()
}

fn order_of(row: &str) -> String {
    ["resource.", row, ".order_by_months"].concat()
}

fn share(values: &[f64], is_so: impl Fn(f64) -> bool) -> f64 {
    let count = values.iter().filter(|it| is_so(**it)).count();
    of_count(count) / of_count(values.len().max(1))
}

/// How likely is what nobody wants, as far as anything says what that is.
pub(super) fn odds(
    scenario: &Scenario,
    base: &Plan,
    column: &Columns,
    survived: &[bool],
) -> Vec<Odds> {
    let of = |of: Unwanted, values: Option<&[f64]>, is_so: &dyn Fn(f64) -> bool| {
        let known: Vec<f64> = values?.iter().copied().filter(|it| !it.is_nan()).collect();
        (!known.is_empty()).then(|| Odds {
            of,
            chance: share(&known, is_so),
            draws: known.len(),
        })
    };
    let bill = |month: usize| column(&["bill.total.", &month.to_string()].concat());
    let budget = scenario.money.budget.filter(|_| base.money.is_some());
    let highest: Option<Vec<f64>> = (1..=YEAR).map(bill).try_fold(Vec::new(), |highest, month| {
        let month = month?;
        if highest.is_empty() {
            return Some(month.to_vec());
        }
        Some(
            highest
                .iter()
                .zip(month)
                .map(|(one, other)| one.max(*other))
                .collect(),
        )
    });
    let target = base.number("money.gross_margin_target");
    let broken: Vec<f64> = survived
        .iter()
        .map(|it| if *it { 0.0 } else { 1.0 })
        .collect();
    let is_drawn = broken.iter().any(|it| it.to_bits() != broken[0].to_bits());
    [
        budget.and_then(|most| of(Unwanted::OverBudget, bill(YEAR), &|it| it > most)),
        budget.and_then(|most| {
            of(Unwanted::OverBudgetOnce, highest.as_deref(), &|it| {
                it > most
            })
        }),
        target.and_then(|least| {
            of(Unwanted::UnderMargin, column("money.gross_margin"), &|it| {
                it < least
            })
        }),
        of(
            Unwanted::CheaperByApi,
            column("inference.own_saves"),
            &|it| it < 0.0,
        ),
        of(Unwanted::Broken, is_drawn.then_some(&*broken), &|it| {
            it > 0.0
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether the promise survives the spike that is shown; none where none was run, or that is
/// not known.
pub(super) fn survives(scenario: &Scenario, plan: &Plan) -> Option<bool> {
    let told = told(scenario, plan.spikes.as_ref()?)?;
    Some(told.outcome?.broken <= 0.0)
}
