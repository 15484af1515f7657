//! How full may a pool be, and what is to be done at which utilization?
//!
//! Three rules of the capacity guide judge one pool: zones (lower bound
//! included), triggers (strictly above or below, once it has lasted) and a
//! decision tree. Where they disagree each is shown and the strictest followed.

use crate::quantity::Unit;
use crate::scenario::fleet::PoolKind;

/// Where a zone begins, from low to high; below the first is another.
pub const BOUNDS: [f64; 5] = [0.40, 0.60, 0.70, 0.80, 0.90];

/// What the zones are called.
pub const ZONES: &[&str] = &[
    "under-utilized",
    "optimal",
    "healthy",
    "plan scaling within 2 weeks",
    "scale within 1 week",
    "scale immediately",
];

/// What triggers call for.
pub const TRIGGERS: &[&str] = &[
    "none",
    "25 % more pods",
    "one GPU node more",
    "a larger volume",
    "a larger pool or a replica",
    "one pod less",
    "one GPU node less",
];

/// What the decision tree says.
pub const DECISIONS: &[&str] = &[
    "consider scaling down",
    "no action",
    "add 25 %",
    "double the capacity",
];

/// What is to be done, from loose to strict.
pub const ACTIONS: &[&str] = &[
    "consider scaling down",
    "no action",
    "plan scaling within 2 weeks",
    "scale within 1 week",
    "add 25 % now",
    "scale immediately",
    "double the capacity now",
];

/// A trigger of the guide: what it watches, and what it calls for.
pub struct Trigger {
    /// Which pools it watches.
    pub kind: PoolKind,
    /// Beyond which utilization.
    pub limit: f64,
    /// Whether above or below it.
    pub side: Side,
    /// How long it must last; empty where once is enough.
    pub lasting: &'static str,
    /// A place in [`TRIGGERS`].
    pub calls_for: f64,
    /// How long that takes, or how long to wait after it.
    pub lead: &'static str,
}

/// On which side of its limit a trigger holds; at the limit it does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Above.
    Above,
    /// Below.
    Below,
}

const fn above(
    kind: PoolKind,
    limit: f64,
    lasting: &'static str,
    calls_for: f64,
    lead: &'static str,
) -> Trigger {
    Trigger {
        kind,
        limit,
        side: Side::Above,
        lasting,
        calls_for,
        lead,
    }
}

const fn below(
    kind: PoolKind,
    limit: f64,
    lasting: &'static str,
    calls_for: f64,
    lead: &'static str,
) -> Trigger {
    Trigger {
        side: Side::Below,
        ..above(kind, limit, lasting, calls_for, lead)
    }
}

/// The triggers that watch pools.
pub static ALL: [Trigger; 8] = [
    above(PoolKind::Cpu, 0.70, "1 hour on average", 1.0, "at once"),
    above(PoolKind::Memory, 0.80, "1 hour on average", 1.0, "at once"),
    above(PoolKind::Gpu, 0.85, "2 hours", 2.0, "15 to 30 minutes"),
    above(PoolKind::Storage, 0.80, "", 3.0, "1 hour"),
    above(PoolKind::Connections, 0.70, "", 4.0, "30 minutes"),
    below(
        PoolKind::Cpu,
        0.30,
        "4 hours on average",
        5.0,
        "15 minutes to cool down",
    ),
    below(
        PoolKind::Memory,
        0.40,
        "4 hours on average",
        5.0,
        "15 minutes to cool down",
    ),
    below(PoolKind::Gpu, 0.30, "8 hours", 6.0, "1 hour to wait"),
];

/// From this p95 latency in ms on, for 30 minutes, pods are doubled.
pub const P95_LIMIT: f64 = 100.0;
/// From so many waiting jobs on, for 10 minutes, workers are added.
pub const QUEUE_LIMIT: f64 = 50.0;

impl Trigger {
    /// Whether it holds at this utilization, once that has lasted.
    pub fn holds(&self, utilization: f64) -> bool {
        match self.side {
            Side::Above => utilization > self.limit,
            Side::Below => utilization < self.limit,
        }
    }

    /// What it calls for, in words.
    pub fn words(&self) -> &'static str {
        Unit::Words(TRIGGERS).word(self.calls_for).unwrap_or("none")
    }
}

/// The zone of a utilization: how many bounds it has come to.
pub fn zone(utilization: f64) -> f64 {
    let reached = BOUNDS.into_iter().filter(|bound| utilization >= *bound);
    reached.fold(0.0, |zone, _| zone + 1.0)
}

/// What the triggers call for in a pool of this kind.
pub fn trigger(utilization: f64, kind: PoolKind) -> f64 {
    let mut holding = ALL
        .iter()
        .filter(|trigger| trigger.kind == kind && trigger.holds(utilization));
    holding.next().map_or(0.0, |trigger| trigger.calls_for)
}

/// What the decision tree says: under 40 % consider less, to 70 % monitor,
/// above it a quarter more, above 90 % twice as much.
pub fn decision(utilization: f64) -> f64 {
    match utilization {
        low if low < 0.40 => 0.0,
        normal if normal <= 0.70 => 1.0,
        high if high <= 0.90 => 2.0,
        _ => 3.0,
    }
}

/// The strictest of the three.
pub fn action(utilization: f64, kind: PoolKind) -> f64 {
    let by_zone = [0.0, 1.0, 1.0, 2.0, 3.0, 5.0];
    let by_decision = [0.0, 1.0, 4.0, 6.0];
    let at = |ranks: &[f64], place: f64| {
        let mut ranks = ranks.iter().zip(0_u32..);
        let found = ranks.find(|(_, index)| f64::from(*index) >= place);
        found.map_or(0.0, |(rank, _)| *rank)
    };
    // A trigger that calls for less never outdoes one that watches.
    let called_for = trigger(utilization, kind);
    let by_trigger = if called_for > 0.0 && called_for < 5.0 {
        4.0
    } else {
        0.0
    };
    at(&by_zone, zone(utilization))
        .max(at(&by_decision, decision(utilization)))
        .max(by_trigger)
}

/// None, warning or critical: from the threshold on.
pub fn alert(utilization: f64, warning: f64, critical: f64) -> f64 {
    if utilization >= critical {
        2.0
    } else if utilization >= warning {
        1.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next double below.
    fn below(value: f64) -> f64 {
        f64::from_bits(value.to_bits() - 1)
    }

    fn over(value: f64) -> f64 {
        f64::from_bits(value.to_bits() + 1)
    }

    fn word(words: &'static [&'static str], place: f64) -> &'static str {
        Unit::Words(words).word(place).unwrap()
    }

    #[test]
    fn a_zone_begins_at_its_lower_bound() {
        for (at, bound) in BOUNDS.into_iter().enumerate() {
            assert_eq!(word(ZONES, zone(below(bound))), ZONES[at], "{bound}");
            assert_eq!(word(ZONES, zone(bound)), ZONES[at + 1], "{bound}");
        }
        assert_eq!(word(ZONES, zone(0.0)), "under-utilized");
        assert_eq!(word(ZONES, zone(1.0)), "scale immediately");
        assert_eq!(word(ZONES, zone(7.0)), "scale immediately");
    }

    #[test]
    fn a_trigger_holds_beyond_its_limit_and_not_at_it() {
        for trigger in &ALL {
            let called = |utilization| word(TRIGGERS, super::trigger(utilization, trigger.kind));
            let (limit, beyond) = match trigger.side {
                Side::Above => (trigger.limit, over(trigger.limit)),
                Side::Below => (trigger.limit, below(trigger.limit)),
            };
            assert_eq!(called(limit), "none", "{:?}", trigger.kind);
            assert_eq!(called(beyond), trigger.words(), "{:?}", trigger.kind);
        }
        for kind in [PoolKind::Pods, PoolKind::Other] {
            for utilization in [0.0, 0.95, 3.0] {
                let called = super::trigger(utilization, kind);
                assert_eq!(word(TRIGGERS, called), "none");
            }
        }
    }

    #[test]
    fn the_tree_has_its_bounds_in_the_middle() {
        for (utilization, decision) in [
            (below(0.40), "consider scaling down"),
            (0.40, "no action"),
            (0.70, "no action"),
            (over(0.70), "add 25 %"),
            (0.90, "add 25 %"),
            (over(0.90), "double the capacity"),
        ] {
            let said = word(DECISIONS, super::decision(utilization));
            assert_eq!(said, decision, "{utilization}");
        }
    }

    #[test]
    fn the_strictest_is_followed() {
        let said = |utilization, kind| word(ACTIONS, action(utilization, kind));
        for (utilization, kind, followed) in [
            (0.20, PoolKind::Cpu, "consider scaling down"),
            (0.50, PoolKind::Cpu, "no action"),
            (0.65, PoolKind::Cpu, "no action"),
            // The zone has begun; tree and trigger are not beyond 70 %.
            (0.70, PoolKind::Cpu, "plan scaling within 2 weeks"),
            (over(0.70), PoolKind::Cpu, "add 25 % now"),
            (0.85, PoolKind::Gpu, "add 25 % now"),
            (0.90, PoolKind::Other, "scale immediately"),
            (over(0.90), PoolKind::Other, "double the capacity now"),
            (1.40, PoolKind::Storage, "double the capacity now"),
        ] {
            assert_eq!(said(utilization, kind), followed, "{utilization} {kind:?}");
        }
    }

    #[test]
    fn alerts_begin_at_their_thresholds() {
        for (utilization, alert) in [
            (below(0.70), 0.0),
            (0.70, 1.0),
            (below(0.85), 1.0),
            (0.85, 2.0),
        ] {
            let raised = super::alert(utilization, 0.70, 0.85);
            assert!((raised - alert).abs() < 0.5, "{utilization}");
        }
    }
}
