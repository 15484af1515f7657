//! Which documents do the methods, defaults and facts come from?

use crate::quantity::Source;

/// The capacity guide of a SaaS platform: tiers, growth, fleet and bill.
pub const CAPACITY_GUIDE: Source = Source {
    name: "TenSafe Capacity Planning Guide 1.0.0",
    as_of: "2026-02-04",
};

/// Forecasting inference demand for bursty AI traffic.
pub const BURSTY_INFERENCE: Source = Source {
    name: "Capacity Planning for bursty AI traffic",
    as_of: "",
};

/// Provisioning for a sale that brought twice what was planned for.
pub const AI_CAPACITY: Source = Source {
    name: "Provisioning for 2x Traffic When the Sale Brought 4x",
    as_of: "",
};

/// The sizing calculator of an LLM chat application on Kubernetes.
pub const SIZING_CALCULATOR: Source = Source {
    name: "Infrastructure Sizing Calculator for an LLM chat application",
    as_of: "",
};

/// The limits and costs of a chat coach on API limits.
pub const CHAT_COACH: Source = Source {
    name: "Capacity and Scaling Guide of a chat coach",
    as_of: "2025-10-12",
};

/// The autoscaler of Kubernetes, as its own code and tests have it.
pub const KUBERNETES: Source = Source {
    name: "Kubernetes 1.33, horizontal pod autoscaler",
    as_of: "2025-04-23",
};

/// Chances that all servers are busy, exact for random arrivals.
pub const ERLANG: Source = Source {
    name: "Erlang's formulas B and C",
    as_of: "1917",
};

/// The mean wait for servers whose times are neither constant nor exponential,
/// an approximation: to a scatter of 4 within about 2 % of simulation for constant to
/// hyperexponential times, 9 % for lognormal ones; beyond it too short by 18 to 25 %.
pub const KIMURA: Source = Source {
    name: "Kimura's approximation of M/G/c with Cosmetatos' of M/D/c",
    as_of: "1975 to 1986",
};

/// What one in twenty waits longer than, from the mean: those who wait at all are taken
/// to wait exponentially. Exact for exponential times; measured against simulation too
/// short by 18 to 25 % for times that scatter more, by up to 46 % at one in a hundred.
pub const EXPONENTIAL_TAIL: Source = Source {
    name: "Exponential tail of waits, exact for exponential times",
    as_of: "2026-11-28",
};

/// Our method on the figures of the capacity guide.
pub const OURS_ON_GUIDE: Source = Source {
    name: "Headroom's own method on the figures of the TenSafe Capacity Planning Guide 1.0.0",
    as_of: "2026-02-04",
};

/// Our method on the figures of the sizing calculator.
pub const OURS_ON_SIZING: Source = Source {
    name: "Headroom's own method on the figures of the Infrastructure Sizing Calculator",
    as_of: "2026-11-29",
};

/// How many are there at once: those who come in a time, for as long as each stays.
pub const LITTLES_LAW: Source = Source {
    name: "Little's law",
    as_of: "1961",
};

/// Arithmetic that follows from the meaning of the words.
pub const DEFINITION: Source = Source {
    name: "By definition",
    as_of: "",
};

/// Our own choice, where no source says.
pub const OURS: Source = Source {
    name: "Headroom's own assumption",
    as_of: "2026-11-22",
};
