//! How far may one sync go, of what is called for?
//!
//! Where `behavior` is declared: not past the lowest call of the window of scaling up
//! nor the highest of that of scaling down, then by what the policies leave of the
//! replicas at the start of their periods. Where it is not: the highest call of five
//! minutes, and up to twice as many or four.

use super::{percent, replicas_of};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::round_up;

/// Seconds for which the highest call holds, unless told otherwise.
pub const STABLE: f64 = 300.0;

/// How fast replicas may change.
#[derive(Clone, PartialEq, Debug)]
pub struct Behavior {
    /// More of them.
    pub up: Rules,
    /// Fewer.
    pub down: Rules,
}

/// How fast replicas may change in one direction.
#[derive(Clone, PartialEq, Debug)]
pub struct Rules {
    /// For how many seconds what was called for counts.
    pub window: f64,
    /// Which policy counts.
    pub select: Select,
    /// What each allows.
    pub policies: Vec<Policy>,
}

/// Which of several policies counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Select {
    /// That which allows the largest change.
    Max,
    /// That which allows the smallest.
    Min,
    /// None: no change is allowed.
    Disabled,
}

/// By how much replicas may change within some seconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Policy {
    /// By how much.
    pub by: By,
    /// Within how many seconds.
    pub period: f64,
}

/// By how much replicas may change.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum By {
    /// So many.
    Pods(f64),
    /// So many percent of those at the start of the period.
    Percent(f64),
}

impl Default for Behavior {
    /// What is filled in where `behavior` is declared, and nothing in it.
    fn default() -> Self {
        let twice = Policy {
            by: By::Percent(100.0),
            period: 15.0,
        };
        let four = Policy {
            by: By::Pods(4.0),
            period: 15.0,
        };
        Self {
            up: Rules {
                window: 0.0,
                select: Select::Max,
                policies: vec![four, twice],
            },
            down: Rules {
                window: STABLE,
                select: Select::Max,
                policies: vec![twice],
            },
        }
    }
}

/// A number and when it was.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Event {
    value: f64,
    at: f64,
}

/// What an autoscaler remembers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    called: Vec<Event>,
    added: Vec<Event>,
    removed: Vec<Event>,
}

impl History {
    /// Forgets all, and keeps its room.
    pub fn clear(&mut self) {
        self.called.clear();
        self.added.clear();
        self.removed.clear();
    }

    /// What was called for before, and when.
    pub fn call(&mut self, value: f64, at: f64) {
        self.called.push(Event { value, at });
    }

    /// Remembers what is called for, in place of a call that is older than anyone looks.
    fn called_for(&mut self, value: f64, at: f64, older: f64) {
        remember(&mut self.called, Event { value, at }, older);
    }

    /// The first time, what runs is what was called for.
    pub(super) fn begin(&mut self, current: f64, now: f64) {
        if self.called.is_empty() {
            self.call(current, now);
        }
    }

    /// Remembers a change, in place of one that no policy of its direction asks for.
    pub fn changed(&mut self, behavior: &Behavior, change: f64, now: f64) {
        let (events, rules) = if change > 0.0 {
            (&mut self.added, &behavior.up)
        } else if change < 0.0 {
            (&mut self.removed, &behavior.down)
        } else {
            return;
        };
        let longest = rules
            .policies
            .iter()
            .fold(0.0, |longest, policy| max(longest, policy.period));
        let event = Event {
            value: change.abs(),
            at: now,
        };
        remember(events, event, now - longest);
    }

    fn start(&self, current: f64, after: f64) -> f64 {
        let within = |events: &[Event]| {
            let young = events.iter().filter(|event| event.at > after);
            young.fold(0.0, |sum, event| sum + event.value)
        };
        current - within(&self.added) + within(&self.removed)
    }
}

/// In place of the last that is older, or behind the others.
fn remember(events: &mut Vec<Event>, event: Event, older: f64) {
    match events.iter_mut().rfind(|event| event.at < older) {
        Some(old) => *old = event,
        None => events.push(event),
    }
}

impl Behavior {
    /// Replicas after a sync that calls for so many, within the fewest and the most.
    pub fn step(
        &self,
        history: &mut History,
        current: f64,
        wanted: f64,
        [least, most]: [f64; 2],
        now: f64,
    ) -> f64 {
        let stable = self.stable(history, current, wanted, now);
        if stable > current {
            let allowed = max(self.up.highest(history, current, now), current);
            min(stable, min(most, allowed))
        } else if stable < current {
            let allowed = min(self.down.lowest(history, current, now), current);
            max(stable, max(least, allowed))
        } else {
            current
        }
    }

    /// What is called for, held within what was called for in the windows.
    fn stable(&self, history: &mut History, current: f64, wanted: f64, now: f64) -> f64 {
        let (up, down) = (now - self.up.window, now - self.down.window);
        let (mut lowest, mut highest) = (wanted, wanted);
        for call in &history.called {
            if call.at > up {
                lowest = min(lowest, call.value);
            }
            if call.at > down {
                highest = max(highest, call.value);
            }
        }
        history.called_for(wanted, now, min(up, down));
        min(max(current, lowest), highest)
    }
}

impl Rules {
    /// Up to such a share of the replicas that there are, in whole percent and at least one,
    /// within a period; both in whole seconds.
    pub fn by_share(window: f64, share: f64, period: f64) -> Self {
        Self {
            window: round_up(window),
            select: Select::Max,
            policies: vec![Policy {
                by: By::Percent(max(percent(share), 1.0)),
                period: round_up(period),
            }],
        }
    }

    /// The most replicas that are allowed now.
    fn highest(&self, history: &History, current: f64, now: f64) -> f64 {
        let allowed = |policy: &Policy| {
            let start = history.start(current, now - policy.period);
            match policy.by {
                By::Pods(pods) => start + pods,
                By::Percent(percent) => replicas_of(start * (1.0 + percent / 100.0)),
            }
        };
        self.selected(current, [max, min], allowed)
    }

    /// The fewest replicas that are allowed now.
    fn lowest(&self, history: &History, current: f64, now: f64) -> f64 {
        let allowed = |policy: &Policy| {
            let start = history.start(current, now - policy.period);
            match policy.by {
                By::Pods(pods) => start - pods,
                By::Percent(percent) => (start * (1.0 - percent / 100.0)).trunc() + 0.0,
            }
        };
        self.selected(current, [min, max], allowed)
    }

    /// The largest change or the smallest, each by how it is picked of two.
    fn selected(
        &self,
        current: f64,
        [largest, smallest]: [fn(f64, f64) -> f64; 2],
        allowed: impl Fn(&Policy) -> f64,
    ) -> f64 {
        let pick = match self.select {
            Select::Disabled => return current,
            Select::Max => largest,
            Select::Min => smallest,
        };
        let all = self.policies.iter().map(allowed);
        all.reduce(pick).unwrap_or(current)
    }
}

/// Replicas after a sync of an autoscaler that declares no behavior.
pub(super) fn legacy(
    history: &mut History,
    current: f64,
    wanted: f64,
    [least, most]: [f64; 2],
    now: f64,
) -> f64 {
    let older = now - STABLE;
    let young = history.called.iter().filter(|call| call.at >= older);
    let highest = young.fold(wanted, |high, call| max(high, call.value));
    history.called_for(wanted, now, older);
    let cap = min(most, max(2.0 * current, 4.0));
    if highest < least {
        least
    } else {
        min(highest, cap)
    }
}
