//! How many requests come in a spike?

use crate::quantity::brackets::{max, min};

/// A spike: so many requests a second before, more at once or over a while, for a while,
/// and back.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spike {
    /// Requests a second before it and after it.
    pub before: f64,
    /// Requests a second at its height.
    pub height: f64,
    /// When it begins, in seconds.
    pub begins: f64,
    /// Seconds over which it rises; none: at once.
    pub rise: f64,
    /// Seconds at its height.
    pub lasts: f64,
    /// Seconds over which it goes.
    pub fall: f64,
}

impl Spike {
    /// Requests a second at a moment.
    pub fn rate(&self, now: f64) -> f64 {
        let since = now - self.begins;
        let rising = part(since, self.rise);
        let falling = part(since - self.rise - self.lasts, self.fall);
        self.before + (self.height - self.before) * max(rising - falling, 0.0)
    }
}

/// What part of a while has passed.
fn part(since: f64, seconds: f64) -> f64 {
    if since < 0.0 {
        0.0
    } else if seconds <= 0.0 {
        1.0
    } else {
        min(since / seconds, 1.0)
    }
}
