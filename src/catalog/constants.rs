//! Which fixed numbers do formulas name?

use crate::quantity::{Constant, Unit};

macro_rules! constants {
    ($( $(#[doc = $sentence:literal])+ $name:ident: $unit:literal = $value:expr; )+) => {
        $( $(#[doc = $sentence])+ pub const $name: f64 = $value; )+

        /// All of them, for the explanation of a figure.
        pub const ALL: &[Constant] = &[$(Constant {
            name: stringify!($name),
            value: $value,
            unit: Unit::Of($unit),
            sentence: concat!($($sentence),+),
        }),+];
    };
}

constants! {
    /// Seconds in a minute.
    SECONDS_PER_MINUTE: "s/min" = 60.0;
    /// Seconds in a day.
    SECONDS_PER_DAY: "s/day" = 86_400.0;
    /// Seconds in a month of 730 hours.
    SECONDS_PER_MONTH: "s/month" = 2_628_000.0;
    /// Hours in a month: a twelfth of 8,760, as cloud price lists count.
    HOURS_PER_MONTH: "h/month" = 730.0;
    /// MiB in a GiB.
    MIB_PER_GIB: "MiB/GiB" = 1024.0;
    /// Requests in a million, the size that price lists count in.
    MILLION: "req/Mreq" = 1_000_000.0;
    /// kB in a GB of traffic or storage.
    KB_PER_GB: "kB/GB" = 1_000_000.0;
}
