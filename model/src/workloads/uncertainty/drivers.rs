//! Which input matters most, and what is it worth to know it?
//!
//! ```text
//! share  = variance of the mean of the answer, given the input / variance of the answer
//! worth  = cost of the best commitment - mean cost of the best commitment given the input
//! ```
//!
//! Both from the draws that are there: they are put in the order of the input and cut into
//! pieces, within which it hardly varies (for the share, what chance alone gives is taken off).
//! What is decided is how much of a year's compute to commit to: what is committed costs less
//! than on demand, and is paid whether it is used or not.

use super::chances::{Driver, percentile};
use super::odds::Columns;
use super::overlay::{Overlay, Spread};
use crate::engine::moves::Headline;
use crate::engine::{Plan, plan_with};
use crate::quantity::math::{count_of, of_count, root};
use crate::quantity::order::ascending;
use crate::scenario::Scenario;

/// What a year's compute comes to on demand, a month.
const ON_DEMAND: &str = "money.all_on_demand";
/// The last moment of the first order.
const ORDER: &str = "answer.order_by_months";
/// The most pieces into which draws are cut.
const PIECES: f64 = 100.0;

/// The figure that is meant by the answer: the bill, else the first order.
pub(super) fn answer(base: &Plan, column: &Columns) -> Option<&'static str> {
    let varies = |id: &&str| {
        column(id).is_some_and(|all| all.iter().any(|it| it.to_bits() != all[0].to_bits()))
    };
    let bill = Headline::of(base).bill_id.filter(varies);
    bill.or(Some(ORDER).filter(varies))
}

/// The draw whose answer is nearest its 95th percentile.
pub(super) fn bad(base: &Plan, column: &Columns) -> Option<usize> {
    let all = column(answer(base, column)?)?;
    let mut sorted: Vec<f64> = all.iter().copied().filter(|it| it.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let high = percentile(&sorted, 0.95);
    let away = |at: &usize| (all[*at] - high).abs();
    let known = (0..all.len()).filter(|at| all[*at].is_finite());
    known.min_by(|one, other| away(one).total_cmp(&away(other)))
}

/// What draws are of: what is stated, what follows, and what is drawn.
pub(super) type Of<'a> = (&'a Scenario, &'a Plan, &'a Overlay);

/// The answer with each input at P5 and at P95, all others as planned.
pub(super) fn ends((scenario, base, overlay): Of, answer: &str) -> Vec<[f64; 2]> {
    let each = overlay.spreads.iter().map(|spread| {
        let [low, _, high] = spread.points();
        [low, high].map(|value| {
            let other = overlay.with(scenario, spread, value);
            let plan = plan_with(&other, base.loaded);
            plan.number(answer).unwrap_or(f64::NAN)
        })
    });
    each.collect()
}

/// Every input that is drawn, the one that moves the answer most first.
pub(super) fn drivers(
    (scenario, _, overlay): Of,
    (inputs, ends): (&[Vec<f64>], &[[f64; 2]]),
    answer: &str,
    column: &Columns,
) -> Vec<Driver> {
    let Some(answers) = column(answer) else {
        return Vec::new();
    };
    let demand = column(ON_DEMAND);
    let paid = 1.0 - scenario.money.reserved_discount;
    let each = overlay.spreads.iter().zip(inputs).zip(ends);
    let driver = |((spread, input), ends): ((&Spread, &Vec<f64>), &[f64; 2])| {
        let pieces = pieces(input);
        Driver {
            id: spread.slot.id().into_owned(),
            points: spread.points(),
            answer: answer.to_owned(),
            ends: *ends,
            share: first_order(&pieces, answers),
            worth: demand.and_then(|demand| worth(&pieces, demand, paid)),
        }
    };
    let all: Vec<Driver> = each.map(driver).collect();
    let swing = |it: &Driver| {
        let swing = (it.ends[1] - it.ends[0]).abs();
        if swing.is_finite() { swing } else { f64::MAX }
    };
    ascending(&all, |it| -swing(it))
}

/// The places of draws in the order of an input, cut into pieces of the same size.
pub fn pieces(input: &[f64]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..input.len()).collect();
    order.sort_by(|one, other| input[*one].total_cmp(&input[*other]));
    let count = root(of_count(input.len()) / 2.0).min(PIECES);
    let size = count_of(of_count(input.len()) / count.max(1.0)).max(1);
    order.chunks(size).map(<[usize]>::to_vec).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / of_count(values.len().max(1))
}

/// Which share of the variance of an answer comes from the input alone by which draws were cut.
pub fn first_order(pieces: &[Vec<usize>], answers: &[f64]) -> f64 {
    let known = |piece: &Vec<usize>| -> Vec<f64> {
        let answers = piece.iter().map(|at| answers[*at]);
        answers.filter(|it| it.is_finite()).collect()
    };
    let pieces: Vec<Vec<f64>> = pieces.iter().map(known).collect();
    let all = pieces.concat();
    let degrees = of_count(all.len()) - of_count(pieces.len());
    let whole = scatter(&all);
    if whole <= 0.0 || degrees <= 0.0 {
        return 0.0;
    }
    let within: f64 = pieces.iter().map(|piece| scatter(piece)).sum();
    let left = within / degrees * (of_count(all.len()) - 1.0) / whole;
    (1.0 - left).max(0.0)
}

/// The squares of how far each is from the mean of all, added up.
fn scatter(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|it| (it - mean) * (it - mean)).sum()
}

/// The level to which it is cheapest to commit, and what that costs on average, where one
/// that is committed costs `paid` and one on demand 1.
pub fn commitment(demand: &[f64], paid: f64) -> (f64, f64) {
    let mut sorted = demand.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let level = percentile(&sorted, 1.0 - paid);
    let over = sorted.iter().map(|it| (it - level).max(0.0));
    (
        level,
        paid * level + over.sum::<f64>() / of_count(sorted.len().max(1)),
    )
}

/// What it is worth to know the input by which draws were cut before it is committed.
fn worth(pieces: &[Vec<usize>], demand: &[f64], paid: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&paid) || paid <= 0.0 || !demand.iter().all(|it| it.is_finite()) {
        return None;
    }
    let (_, blind) = commitment(demand, paid);
    let known = pieces.iter().map(|piece| {
        let own: Vec<f64> = piece.iter().map(|at| demand[*at]).collect();
        commitment(&own, paid).1 * of_count(own.len())
    });
    let known = known.sum::<f64>() / of_count(demand.len().max(1));
    Some((blind - known).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::super::normal::{P95, quantile};
    use super::super::sequence::Sequence;
    use super::*;
    use crate::quantity::math::exp;

    #[test]
    fn the_best_commitment_is_that_of_the_exact_answer() {
        // Demand lognormal from 60 to 150, one on demand 2.1 times as dear as committed.
        let sequence = Sequence::new(1, "demand.customers");
        let side = crate::quantity::math::ln(150.0 / 60.0) / 2.0 / P95;
        let middle = (60.0_f64 * 150.0).sqrt();
        let demand: Vec<f64> = (0..16_384)
            .map(|draw| middle * exp(side * quantile(sequence.at(draw))))
            .collect();
        let (level, cost) = commitment(&demand, 1.0 / 2.1);
        assert!((level / 96.459_486 - 1.0).abs() < 0.002, "{level}");
        assert!(
            (cost * 2.1 / 121.487_414 - 1.0).abs() < 0.001,
            "{}",
            cost * 2.1
        );
        let perfect = mean(&demand) / 2.1;
        assert!((perfect * 2.1 / 98.620_597 - 1.0).abs() < 0.001);
        // Who knows demand itself pays for demand alone.
        let gain = worth(&pieces(&demand), &demand, 1.0 / 2.1).unwrap();
        let most = cost - perfect;
        assert!(gain > 0.96 * most && gain <= most, "{gain} {most}");
    }
}
