//! Which plans are stored, and for which links?
//!
//! The files are part of the program, so that a browser has them too.

/// A written link and the plan that it must give.
pub(crate) struct Stored {
    /// The files' name: `tests/scenarios/<name>.txt`, `tests/golden/plans/<name>.tsv`.
    pub(crate) name: &'static str,
    /// A written link, on a line of its own.
    pub(crate) link: &'static str,
    /// As `random::lines` writes it.
    pub(crate) plan: &'static str,
}

/// The plan of the preset `chat-1`.
pub(crate) const CHAT_1: &str = include_str!("plans/chat-1.tsv");

/// Over the plans of many random scenarios, in hexadecimal.
pub(crate) const DIGEST: &str = include_str!("digest.txt");

macro_rules! stored {
    ($name:literal) => {
        Stored {
            name: $name,
            link: include_str!(concat!("../scenarios/", $name, ".txt")),
            plan: include_str!(concat!("plans/", $name, ".tsv")),
        }
    };
}

/// By name.
pub(crate) const PLANS: &[Stored] = &[
    stored!("beyond-large"),
    stored!("by-average-rate"),
    stored!("by-customers"),
    stored!("by-daily-users"),
    stored!("by-peak-rate"),
    stored!("by-requests-a-day"),
    stored!("by-sessions"),
    stored!("by-total-users"),
    stored!("coach"),
    stored!("custom-node"),
    stored!("custom-node-without-price"),
    stored!("gpu"),
    stored!("gpu-estimated"),
    stored!("gpu-mix"),
    stored!("growing-to-a-ceiling"),
    stored!("large-enterprise"),
    stored!("medium-business"),
    stored!("no-web-stack"),
    stored!("node-too-small"),
    stored!("on-aks"),
    stored!("on-eks"),
    stored!("on-gke"),
    stored!("own-pods"),
    stored!("saas"),
    stored!("sale"),
    stored!("small-team"),
    stored!("three-zones"),
    stored!("training-and-data"),
];
