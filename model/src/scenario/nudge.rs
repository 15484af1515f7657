//! Where does a number go when it is stepped with the arrow keys or dragged?

use super::{Domain, Field};
use crate::quantity::math;

/// Pixels of dragging that multiply a number by ten.
const PIXELS_TO_TENFOLD: f64 = 250.0;

/// Pixels of dragging for a step, where a number starts at zero.
const PIXELS_TO_STEP: f64 = 8.0;

/// Nouns of which there are only whole ones.
const WHOLE: &[&str] = &["user", "customer", "pod", "node", "MiB", "month"];

/// `value` moved by so many steps of a size that suits it, within the field's
/// bounds, on a multiple of the step.
pub fn stepped(field: &Field, value: f64, steps: f64) -> f64 {
    let (digit, scale) = step(field, value);
    let count = (on_grid(value, digit, scale) + steps).round();
    bounded(field, count * digit * scale.0 / scale.1)
}

/// Where `start` goes when it is dragged so many pixels to the right: the same
/// factor for the same way.
pub fn dragged(field: &Field, start: f64, pixels: f64) -> f64 {
    if start <= 0.0 {
        return stepped(field, start, (pixels / PIXELS_TO_STEP).round());
    }
    let target = start * math::power(10.0, pixels / PIXELS_TO_TENFOLD);
    stepped(field, bounded(field, target), 0.0)
}

/// The ends and the step of a slider: half the lower usual value to twice the
/// upper one. None where the source names no usual range.
pub fn slider(field: &Field) -> Option<(f64, f64, f64)> {
    let (low, high) = field.usual?;
    let (digit, scale) = step(field, low);
    let ends = (bounded(field, low / 2.0), bounded(field, high * 2.0));
    Some((ends.0, ends.1, digit * scale.0 / scale.1))
}

/// The ends and the step of a slider around a value: half of it to twice it.
pub fn around(field: &Field, value: f64) -> (f64, f64, f64) {
    let (digit, scale) = step(field, value);
    let size = digit * scale.0 / scale.1;
    let ends =
        [value / 2.0, value * 2.0].map(|end| bounded(field, on_grid(end, digit, scale) * size));
    (ends[0].min(ends[1]), ends[0].max(ends[1]), size)
}

/// Whether there are only whole ones of what a field counts.
pub fn is_counted(field: &Field) -> bool {
    let symbol = field.unit().map_or("", crate::quantity::Unit::symbol);
    let noun = symbol.split('/').next().unwrap_or("");
    field.is_whole() || !symbol.contains('/') && WHOLE.contains(&noun)
}

fn on_grid(value: f64, digit: f64, scale: (f64, f64)) -> f64 {
    (value * scale.1 / (digit * scale.0)).round()
}

fn bounded(field: &Field, value: f64) -> f64 {
    match field.domain {
        Domain::Number { least, most, .. } => value.clamp(least, most),
        _ => value,
    }
}

/// The largest of 1, 2, 5, 10 ... that is at most a few percent of `value`: a
/// digit, and a power of ten as numerator and denominator, so that a step of
/// 0.005 divides by 1000 and leaves no dust in the text.
fn step(field: &Field, value: f64) -> (f64, (f64, f64)) {
    let symbol = field.unit().map_or("", crate::quantity::Unit::symbol);
    let noun = symbol.split('/').next().unwrap_or("");
    let whole = field.is_whole() || WHOLE.contains(&noun);
    let target = if noun == crate::quantity::date::UNIT {
        1.0
    } else if whole {
        (value.abs() * 0.02).max(1.0)
    } else if value.abs() > 0.0 {
        value.abs() * 0.05
    } else {
        0.01
    };
    // A target such as 0.05 is one step even where its last bit says less.
    let target = target * (1.0 + 1e-9);
    for exponent in (-9..=12).rev() {
        let power = math::power(10.0, f64::from(i32::abs(exponent))).round();
        let scale = if exponent < 0 {
            (1.0, power)
        } else {
            (power, 1.0)
        };
        for digit in [5.0, 2.0, 1.0] {
            if digit * scale.0 / scale.1 <= target {
                return (digit, scale);
            }
        }
    }
    (1.0, (1.0, 1e9))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fields;

    #[test]
    fn steps_suit_the_number() {
        for (id, from, steps, to) in [
            ("concurrent_users", 1000.0, 1.0, 1020.0),
            ("concurrent_users", 1000.0, -10.0, 800.0),
            ("concurrent_users", 1.0, -1.0, 1.0),
            ("concurrent_users", 3.0, 1.0, 4.0),
            ("active_ratio", 0.1, 1.0, 0.105),
            ("active_ratio", 0.15, 10.0, 0.2),
            ("demand.requests_per_user_minute", 3.0, 1.0, 3.1),
            ("web.node_buffer", 0.0, 1.0, 0.01),
            ("price.million_reads", 0.25, 1.0, 0.26),
        ] {
            let field = fields::named(id).unwrap();
            assert_eq!(
                stepped(field, from, steps).to_bits(),
                f64::to_bits(to),
                "{id}"
            );
        }
    }

    #[test]
    fn dragging_multiplies_and_stays_in_bounds() {
        let users = fields::named("concurrent_users").unwrap();
        assert!((dragged(users, 1000.0, PIXELS_TO_TENFOLD) - 10_000.0).abs() < 1e-9);
        assert!((dragged(users, 1000.0, 0.0) - 1000.0).abs() < 1e-9);
        assert!((dragged(users, 1000.0, 1e6) - 1e7).abs() < 1e-9);
        assert!((dragged(users, 1000.0, -1e6) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn every_slider_holds_its_usual_range() {
        for field in fields::fields() {
            let Some((low, high)) = field.usual else {
                assert_eq!(slider(field), None);
                continue;
            };
            let (least, most, step) = slider(field).unwrap();
            assert!(
                least <= low && high <= most && step < high - low,
                "{}",
                field.id
            );
        }
    }
}
