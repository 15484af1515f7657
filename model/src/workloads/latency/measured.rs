//! Which law do measurements of latency show, and up to which load does it keep
//! a target?
//!
//! Where throughput was measured the law is fitted to it, and latency is load
//! over throughput times what p95 was of that. Where it was not, throughput is
//! load over latency (Little's law), with p95 in the place of the mean.

use super::plan::by_law;
use super::usl::{Law, work};
use crate::quantity::Missing;
use crate::quantity::math::{ln, power};
use crate::scenario::slo::fields;
use crate::scenario::{Sample, Scenario, Slo, Value};
use crate::sheet::{Cell, Number, scratch};

const MS_PER_SECOND: f64 = 1000.0;

/// A law of latency.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Latency {
    /// The law of throughput behind it.
    pub law: Law,
    /// p95 latency of one user alone, in ms.
    pub of_one: f64,
    /// Whether throughput was measured, or follows from latency.
    pub from: From,
}

/// Where throughput comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum From {
    /// It was measured at every load.
    Throughput,
    /// It is load over latency.
    Latency,
}

/// A load with its 95 % interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reach {
    /// The best estimate.
    pub load: f64,
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
}

/// The law that measurements show.
///
/// # Errors
/// Says why they show none.
pub fn latency(samples: &[Sample]) -> Result<Latency, Missing> {
    let rates: Option<Vec<f64>> = samples.iter().map(|sample| sample.throughput).collect();
    let implied = |sample: &Sample| sample.load / (sample.latency / MS_PER_SECOND);
    let (rates, from) = match rates {
        Some(rates) => (rates, From::Throughput),
        None => (samples.iter().map(implied).collect(), From::Latency),
    };
    let loads = samples.iter().map(|sample| sample.load);
    let law = Law::fitted(&loads.zip(rates).collect::<Vec<_>>())?;
    let mut of_one = MS_PER_SECOND / law.rate;
    if from == From::Throughput {
        let (mut with, mut square) = (0.0, 0.0);
        for sample in samples {
            let mean = of_one * law.work(sample.load);
            with += mean * sample.latency;
            square += mean * mean;
        }
        of_one *= with / square;
    }
    Ok(Latency { law, of_one, from })
}

/// p95 latency by load, as the law says that is stated; none where it is not.
pub fn stated(slo: &Slo) -> Option<impl Fn(f64) -> f64> {
    let (one, contention, coherency) = (slo.latency_of_one?, slo.contention?, slo.coherency?);
    Some(move |load| one * work(contention, coherency, load))
}

impl Latency {
    /// p95 latency at a load.
    pub fn at(&self, load: f64) -> f64 {
        self.of_one * self.law.work(load)
    }

    fn load(&self, target: f64) -> Number {
        let known = |number| Cell::bare(Ok(number));
        let law = [self.of_one, self.law.contention, self.law.coherency].map(known);
        scratch(&Scenario::default(), |sheet| {
            by_law(sheet, known(target), law).number()
        })
    }

    /// Why there is no such load.
    pub fn no_reach(&self, target: f64) -> Missing {
        self.load(target).err().unwrap_or(super::usl::BEYOND)
    }

    /// Up to which load latency keeps `target`; none where every load does, or
    /// none.
    pub fn reach(&self, target: f64) -> Option<Reach> {
        let law = &self.law;
        let load = self.load(target).ok()?;
        // From latency of one * work(load) = target, by its slopes.
        let rise = law.contention + law.coherency * (2.0 * load - 1.0);
        let slopes = [
            -(load - 1.0) / rise,
            -load * (load - 1.0) / rise,
            target / self.of_one / law.rate / rise,
        ];
        let half = law.reach * law.error_of(slopes);
        let low = if load > half { load - half } else { 0.0 };
        (half.is_finite() && load.is_finite()).then_some(Reach {
            load,
            low,
            high: load + half,
        })
    }
}

/// Digits of a stated law: more than measurements ever carry.
const DIGITS: f64 = 5.0;

impl Latency {
    /// States the law in a scenario's fields, if they take it.
    pub fn state(&self, scenario: &mut Scenario) {
        for (field, value) in [
            (&fields::latency_of_one, self.of_one),
            (&fields::contention, self.law.contention),
            (&fields::coherency, self.law.coherency),
        ] {
            let _ = field.put(scenario, Value::Number(rounded(value)));
        }
    }
}

/// To so many digits, whatever the size.
fn rounded(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let size = (ln(value) / ln(10.0)).floor();
    // Divided by a power of ten above one: the shortest digits come out.
    let places = DIGITS - 1.0 - size;
    if places >= 0.0 {
        let scale = power(10.0, places);
        (value * scale).round() / scale
    } else {
        let scale = power(10.0, -places);
        (value / scale).round() * scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::loads::{read, state};

    fn samples(text: &str) -> Vec<Sample> {
        let mut scenario = Scenario::default();
        state(&mut scenario, &read(text).points);
        scenario.samples
    }

    #[test]
    fn a_law_is_found_in_the_latency_that_it_gives() {
        // latency = 20 ms * (1 + 0.01 (N - 1) + 0.0001 N (N - 1))
        let rows = [1, 50, 100, 200, 400].map(|load| {
            let load = f64::from(load);
            let work = 1.0 + 0.01 * (load - 1.0) + 0.0001 * load * (load - 1.0);
            format!("{load};{}", 20.0 * work)
        });
        let samples = samples(&rows.join("\n"));
        let found = latency(&samples).unwrap();
        assert_eq!(found.from, From::Latency);
        assert!((found.of_one - 20.0).abs() < 1e-6, "{found:?}");
        // 0.0001 N^2 + 0.0099 N - 4.01 = 0 at 100 ms: N = (-0.0099 + sqrt(0.00170201)) / 0.0002.
        let reach = found.reach(100.0).unwrap();
        assert!((reach.load - 156.777).abs() < 1e-3, "{reach:?}");
        assert!(reach.low <= reach.load && reach.load <= reach.high);
        assert!(reach.high - reach.low < 0.01, "{reach:?}");
        assert_eq!(found.reach(19.0), None);
    }

    #[test]
    fn noise_makes_the_interval_wide() {
        let even = latency(&samples("1;20\n50;41\n100;80\n200;180\n400;700")).unwrap();
        let noisy = latency(&samples("1;20\n50;55\n100;70\n200;230\n400;700")).unwrap();
        let width = |law: Latency| {
            let reach = law.reach(300.0).unwrap();
            reach.high - reach.low
        };
        assert!(
            width(noisy) > width(even),
            "{} {}",
            width(noisy),
            width(even)
        );
    }

    #[test]
    fn measured_throughput_is_what_the_law_is_fitted_to() {
        // The ray tracer of `usl`, with p95 at twice the mean.
        let rows = [
            (1, 20.0),
            (4, 78.0),
            (8, 130.0),
            (12, 170.0),
            (16, 190.0),
            (20, 200.0),
        ];
        let rows = rows.map(|(load, rate)| {
            let latency = 2000.0 * f64::from(load) / rate;
            format!("{load};{latency};{rate}")
        });
        let found = latency(&samples(&rows.join("\n"))).unwrap();
        assert_eq!(found.from, From::Throughput);
        assert!((found.law.rate - 20.856).abs() < 1e-3, "{found:?}");
        assert!((found.of_one - 2000.0 / 20.856).abs() < 1.0, "{found:?}");
    }

    #[test]
    fn what_is_stated_is_short_and_near() {
        for (value, short) in [
            (0.027_728_4, 0.027_728),
            (20.000_000_1, 20.0),
            (123_456.0, 123_460.0),
            (1.043_66e-4, 1.043_7e-4),
            (0.0, 0.0),
        ] {
            assert!((rounded(value) - short).abs() <= 1e-12 * value, "{value}");
        }
    }
}
