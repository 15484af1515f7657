//! How likely is it that all servers are busy, and how long is the wait then?
//!
//! ```text
//! a = arrivals a second * seconds each takes, servers that are busy on average
//! 1 / B = 1 + c/a + c (c-1)/a^2 + ...          refused, where nobody waits (Erlang B)
//! C = B / (1 - a/c (1 - B))                    waits, where nobody gives up (Erlang C)
//! P(wait > t) = C exp(-t (c - a) / service)    M/M/c
//! ```
//!
//! All terms of the sum are positive, so nothing cancels: against sums of 60
//! digits the chances are right to a relative 1e-11 up to a million servers. It
//! stops when a term no longer changes it, after some thousand terms. From ten
//! million busy servers on it is taken as the integral that it equals,
//!
//! ```text
//! 1 / B = integral from 0 to infinity of exp(-t) (1 + t/a)^c dt
//! ```
//!
//! The mean wait for other than exponential times is Kimura's mean of that for
//! exponential and that for constant times, the latter by Cosmetatos: an
//! approximation, exact for exponential times and for one server. For few
//! arrivals Cosmetatos' term is too large; it is held to its exact limit there,
//! `(c - 1) / (c + 1)`.

use crate::quantity::brackets::{max, min};
use crate::quantity::math::{exp, halved, ln, power, root};

/// Beyond this the chance of being refused is next to nothing.
const SURE: f64 = 1e300;
/// A term below this share of the sum changes it no longer.
const NEGLIGIBLE: f64 = 1e-17;
/// Below this share of what is tried, all tries are made.
const NEXT_TO_NOTHING: f64 = 1e-9;
/// More busy servers than this are not summed one by one.
const MANY: f64 = 1e7;
/// So many times their scatter from full, the sum has few terms or the chance is none.
const NEAR_FULL: f64 = 40.0;
/// What lies so many times the scatter beyond the largest part of the integral is nothing.
const TAIL: f64 = 12.0;
/// Steps of the integral; an even number.
const STEPS: u32 = 4000;
/// Halvings that find a time to the last digits.
const HALVINGS: u32 = 200;

/// The share of arrivals that find all of so many whole servers busy and are
/// refused. 0 where it is below 1e-300; 1 without a server.
pub fn refused(servers: f64, load: f64) -> f64 {
    if load <= 0.0 {
        return if servers < 1.0 { 1.0 } else { 0.0 };
    }
    if load > MANY && (servers - load).abs() <= NEAR_FULL * root(load) {
        return 1.0 / tried(servers, load);
    }
    1.0 / summed(servers, load)
}

/// The sum, or infinity where it is beyond any chance.
fn summed(servers: f64, load: f64) -> f64 {
    let (mut sum, mut term, mut left) = (1.0, 1.0, servers);
    while left >= 1.0 {
        term *= left / load;
        sum += term;
        left -= 1.0;
        if sum > SURE {
            return f64::INFINITY;
        }
        if left < load && term < NEGLIGIBLE * sum {
            break;
        }
    }
    sum
}

/// The same as an integral, by Simpson's rule over `x = t / root(a)`, whose logarithm is taken
/// as a series: `(c - a) u - c (u^2/2 - u^3/3 + ...)` with `u = x / root(a)`.
fn tried(servers: f64, load: f64) -> f64 {
    let scatter = root(load);
    let spare = (servers - load) / scatter;
    // Far over full it falls as exp(-40) before that.
    let width = max(spare, 0.0) + min(TAIL, NEAR_FULL / max(-spare, 1.0));
    let step = width / f64::from(STEPS);
    let at = |nth: u32| {
        let u = f64::from(nth) * step / scatter;
        let (mut power, mut curve) = (u, 0.0);
        for order in 2..=9 {
            power *= -u;
            curve += power / f64::from(order);
        }
        exp((servers - load) * u + servers * curve)
    };
    let inner = (1..STEPS).map(|nth| at(nth) * if nth % 2 == 1 { 4.0 } else { 2.0 });
    scatter * step / 3.0 * (at(0) + inner.sum::<f64>() + at(STEPS))
}

/// The share of arrivals that find all servers busy and wait. All of them
/// where servers are not enough.
pub fn waits(servers: f64, load: f64) -> f64 {
    if load >= servers {
        return 1.0;
    }
    let refused = refused(servers, load);
    refused / (1.0 - load / servers * (1.0 - refused))
}

/// By how much, as a share, constant times wait longer than half as long as
/// exponential ones, for servers that are busy for this share of the time.
pub fn correction(servers: f64, busy: f64) -> f64 {
    let root = power(4.0 + 5.0 * servers, 0.5);
    let heavy = (1.0 - busy) * (servers - 1.0) * (root - 2.0) / (16.0 * servers * busy);
    let light = (servers - 1.0) / (servers + 1.0);
    // Nothing arrives: the limit.
    if heavy.is_finite() {
        min(heavy, light)
    } else {
        light
    }
}

/// The mean wait in seconds; none where servers are not enough. `scatter` is
/// the variance of the times over their squared mean.
pub fn mean_wait(servers: f64, load: f64, service: f64, scatter: f64) -> Option<f64> {
    if load >= servers || servers < 1.0 {
        return None;
    }
    let exponential = waits(servers, load) * service / (servers - load);
    let constant = f64::midpoint(1.0, correction(servers, load / servers));
    Some(blended(exponential, constant, scatter))
}

/// Between the waits of exponential times and of constant ones, which is this
/// share of the former.
fn blended(exponential: f64, constant: f64, scatter: f64) -> f64 {
    exponential * (1.0 + scatter) / (2.0 * scatter + (1.0 - scatter) / constant)
}

/// The wait that this share of all arrivals does not exceed, where a share
/// waits, `mean` over all: exact for exponential times.
pub fn wait_within(share: f64, waits: f64, mean: f64) -> f64 {
    if waits <= 1.0 - share {
        return 0.0;
    }
    max(0.0, mean / waits * ln(waits / (1.0 - share)))
}

/// The time from arrival to answer that this share of all arrivals does not
/// exceed, for exponential times; none where servers are not enough.
pub fn response_within(share: f64, servers: f64, load: f64, service: f64) -> Option<f64> {
    if load >= servers || servers < 1.0 {
        return None;
    }
    let waiting = waits(servers, load);
    let takes_longer =
        |time: f64| response_tail(time, waiting, servers - load, service) > 1.0 - share;
    let mut most = service / min(1.0, servers - load);
    while takes_longer(most) {
        most *= 2.0;
    }
    let [_, time] = halved([0.0, most], HALVINGS, &takes_longer);
    Some(time)
}

/// The share of arrivals that are answered after more than `time`.
fn response_tail(time: f64, waiting: f64, spare: f64, service: f64) -> f64 {
    let (own, queue) = (1.0 / service, spare / service);
    let alone = exp(-own * time);
    let both = if (queue - own).abs() <= 1e-9 * own {
        (1.0 + own * time) * alone
    } else {
        (queue * alone - own * exp(-queue * time)) / (queue - own)
    };
    (1.0 - waiting) * alone + waiting * both
}

/// The fewest servers with which at most this share of arrivals waits.
pub fn servers_for(load: f64, share: f64) -> f64 {
    let mut low = load.floor();
    // For shares of a few percent it lies between these multiples of the root.
    let root = power(load, 0.5);
    let near = (load + 1.2 * root).floor();
    if near > low && waits(near, load) > share {
        low = near;
    }
    let mut high = max(low + 1.0, (load + 2.0 * root).floor());
    while waits(high, load) > share {
        low = high;
        high = (high + max(1.0, (high - load) * 2.0)).floor();
    }
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if waits(middle, load) > share {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// How many times the load is what is tried, when whatever is refused is tried
/// again up to so many times in all and `load` is what arrives over what fits.
pub fn storm(load: f64, most_attempts: f64) -> f64 {
    let tries = |kept: f64| {
        if kept < NEXT_TO_NOTHING {
            return most_attempts;
        }
        (1.0 - power(1.0 - kept, most_attempts)) / kept
    };
    if load <= 1.0 || most_attempts <= 1.0 {
        return 1.0;
    }
    let is_more = |times: f64| tries(1.0 / (load * times)) > times;
    let [_, times] = halved([1.0, most_attempts], HALVINGS, &is_more);
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ours: f64, exact: f64, relative: f64) {
        assert!(
            (ours - exact).abs() <= relative * exact.abs(),
            "{ours} is not {exact}"
        );
    }

    /// Either way where both are to be had: from far under full to far over it.
    #[test]
    fn the_integral_is_the_sum() {
        for load in [1e6, 4e6] {
            for spare in [-20.0, -3.0, -0.5, 0.0, 0.5, 2.0, 8.0, 20.0] {
                let servers = f64::round(load + spare * f64::sqrt(load));
                check(tried(servers, load), summed(servers, load), 1e-8);
            }
        }
        // So many are not summed: 1 / B is root(pi a / 2) + 2/3 where servers are as many.
        let load: f64 = 1e12;
        let full = f64::sqrt(std::f64::consts::PI * load / 2.0) + 2.0 / 3.0;
        check(1.0 / refused(load, load), full, 1e-9);
        check(refused(load + 45.0 * f64::sqrt(load), load), 0.0, 0.0);
    }

    #[test]
    fn one_server_waits_as_often_as_it_is_busy() {
        for busy in [0.01, 0.5, 0.99] {
            check(waits(1.0, busy), busy, 1e-14);
            // Pollaczek and Khinchine: half as long for constant times.
            let exponential = mean_wait(1.0, busy, 3.0, 1.0).unwrap();
            check(exponential, 3.0 * busy / (1.0 - busy), 1e-14);
            check(
                mean_wait(1.0, busy, 3.0, 0.0).unwrap(),
                exponential / 2.0,
                1e-14,
            );
            check(
                mean_wait(1.0, busy, 3.0, 4.0).unwrap(),
                exponential * 2.5,
                1e-14,
            );
        }
    }

    #[test]
    fn what_cannot_be_served_has_no_wait() {
        for (servers, load) in [(1.0, 1.0), (1.0, 2.0), (10.0, 10.0), (0.0, 0.5)] {
            assert_eq!(mean_wait(servers, load, 1.0, 1.0), None);
            assert_eq!(response_within(0.95, servers, load, 1.0), None);
        }
        check(waits(10.0, 20.0), 1.0, 0.0);
        check(refused(0.0, 0.0), 1.0, 0.0);
        assert!(refused(3.0, 0.0) <= 0.0 && waits(3.0, 0.0) <= 0.0);
        check(mean_wait(3.0, 0.0, 1.0, 0.0).unwrap() + 1.0, 1.0, 0.0);
    }

    /// All three tries of what does not fit: at twice the capacity the load that
    /// feeds itself is 2 * (1 + s + s^2) with s the share refused.
    #[test]
    fn retries_feed_themselves() {
        check(storm(0.9, 5.0), 1.0, 0.0);
        check(storm(3.0, 1.0), 1.0, 0.0);
        let tries = storm(2.0, 3.0);
        let refused = 1.0 - 1.0 / (2.0 * tries);
        check(1.0 + refused + refused * refused, tries, 1e-12);
        assert!(tries > 2.3 && tries < 3.0, "{tries}");
    }
}
