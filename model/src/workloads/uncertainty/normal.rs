//! Where does a normal number lie with a given chance?

use crate::quantity::math::{exp, ln, normal_tail, root};

/// The 95th percentile of a standard normal number.
pub const P95: f64 = 1.644_853_626_951_472_7;

/// The chance that a standard normal number is below `z`.
pub fn below(z: f64) -> f64 {
    normal_tail(-z)
}

/// What a standard normal number is below with this chance, from 0 to 1 without the ends,
/// to about 1e-14: a rational guess (Abramowitz and Stegun, 26.2.23), and two steps of
/// Halley's to the root.
pub fn quantile(chance: f64) -> f64 {
    if chance > 0.5 {
        return -lower(1.0 - chance);
    }
    lower(chance)
}

fn lower(chance: f64) -> f64 {
    let t = root(-2.0 * ln(chance));
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let under = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let guess = above / under - t;
    (0..2).fold(guess, |z, _| {
        let density = exp(-z * z / 2.0) / root(core::f64::consts::TAU);
        if density <= 0.0 {
            return z;
        }
        let step = (below(z) - chance) / density;
        z - step / (1.0 + z * step / 2.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // Percentiles as tables of the normal distribution print them.
        for (chance, z) in [
            (0.5, 0.0),
            (0.95, P95),
            (0.975, 1.959_963_984_540_054),
            (0.99, 2.326_347_874_040_841),
            (0.9995, 3.290_526_731_491_895),
            (0.1, -1.281_551_565_544_600_4),
        ] {
            assert!((quantile(chance) - z).abs() < 1e-12, "{chance}");
        }
    }

    #[test]
    fn a_quantile_comes_back_as_its_chance() {
        for chance in [1e-9, 1e-5, 0.01, 0.3, 0.7, 0.999_99] {
            let back = below(quantile(chance));
            assert!(
                (back - chance).abs() < 1e-12 * chance.max(1e-3),
                "{chance} {back}"
            );
        }
    }
}
