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
    /// Days in a week.
    DAYS_PER_WEEK: "day/week" = 7.0;
    /// Minutes in an hour.
    MINUTES_PER_HOUR: "min/h" = 60.0;
    /// Minutes in a day.
    MINUTES_PER_DAY: "min/day" = 1440.0;
    /// Hours in a day.
    HOURS_PER_DAY: "h/day" = 24.0;
    /// A machine that is one GPU, as those that serve now.
    ONE_GPU_MACHINE: "gpu/machine" = 1.0;
    /// How long a day is.
    WHOLE_DAY: "h" = 24.0;
    /// One item, the step in which a pool grows.
    ONE_ITEM: "item" = 1.0;
    /// How long a request is worked on by a pod, unless stated.
    POD_SERVICE: "s" = 0.2;
    /// How long a call is worked on by a replica on GPUs, unless stated.
    GPU_SERVICE: "s" = 1.0;
    /// How long a pod takes from running to ready, unless stated.
    POD_START: "s" = 30.0;
    /// How long a model takes to be read into GPUs and to be ready, unless stated.
    GPU_START: "s" = 300.0;
    /// Seconds in a month of 730 hours.
    SECONDS_PER_MONTH: "s/month" = 2_628_000.0;
    /// One month, the step in which growth is stated.
    ONE_MONTH: "month" = 1.0;
    /// Hours in a month: a twelfth of 8,760, as cloud price lists count.
    HOURS_PER_MONTH: "h/month" = 730.0;
    /// Months in a year.
    MONTHS_PER_YEAR: "month/year" = 12.0;
    /// The share of a limit that must not be passed (source: AI capacity planning).
    CRITICAL_SHARE: "share" = 0.85;
    /// MiB in a GiB.
    MIB_PER_GIB: "MiB/GiB" = 1024.0;
    /// Requests in a million, the size that price lists count in.
    MILLION: "req/Mreq" = 1_000_000.0;
    /// Requests in a thousand.
    THOUSAND: "req/kreq" = 1000.0;
    /// kB in a GB of traffic or storage.
    KB_PER_GB: "kB/GB" = 1_000_000.0;
    /// kB in a MB of traffic.
    KB_PER_MB: "kB/MB" = 1000.0;
    /// MB in a GB of storage.
    MB_PER_GB: "MB/GB" = 1000.0;
    /// Tokens in a million, the size that price lists count in.
    TOKENS_PER_MILLION: "tok/Mtok" = 1_000_000.0;
    /// From this availability on one replica more runs than is needed.
    N_PLUS_ONE_FROM: "share" = 0.999;
    /// The replica that may fail.
    ONE_REPLICA: "replica" = 1.0;
    /// The fewest GPUs that a replica can have.
    LEAST_GPUS: "gpu/replica" = 1.0;
    /// The share of the rate at which a replica's memory is full, or all its sequences run, that is the most
    /// to plan with.
    SAFE_SHARE: "share" = 0.8;
    /// The time to the first token lies within this factor of its estimate, up and down.
    FIRST_TOKEN_BAND: "x" = 2.0;
    /// An item of up to this size takes one read unit.
    READ_BLOCK: "KiB" = 4.0;
    /// An item of up to this size takes one write unit.
    WRITE_BLOCK: "KiB" = 1.0;
    /// Items a second that one unit of database capacity carries.
    RATE_PER_UNIT: "req/s/unit" = 1.0;
    /// Traffic in an hour that one load balancer capacity unit carries.
    TRAFFIC_PER_LCU: "GB/h/lcu" = 1.0;
    /// The first core of a node, where clouds reserve most.
    FIRST_CORE: "core/node" = 1.0;
    /// Up to the second core of a node.
    SECOND_CORE: "core/node" = 2.0;
    /// Up to the fourth core of a node.
    FOURTH_CORE: "core/node" = 4.0;
    /// The first 4 GiB of a node's memory.
    FIRST_4_GIB: "GiB/node" = 4.0;
    /// Up to 8 GiB of a node's memory.
    FIRST_8_GIB: "GiB/node" = 8.0;
    /// Up to 16 GiB of a node's memory.
    FIRST_16_GIB: "GiB/node" = 16.0;
    /// Up to 128 GiB of a node's memory.
    FIRST_128_GIB: "GiB/node" = 128.0;
    /// Memory that the kubelet keeps free by evicting pods.
    EVICTION_MEMORY: "MiB/node" = 100.0;
    /// Memory that EKS reserves on any node.
    EKS_NODE_MEMORY: "MiB/node" = 255.0;
    /// Memory that EKS reserves for each pod that a node may run.
    EKS_POD_MEMORY: "MiB/pod" = 11.0;
    /// Memory that AKS reserves on any node, from Kubernetes 1.29 on.
    AKS_NODE_MEMORY: "MiB/node" = 50.0;
    /// Memory that AKS reserves for each pod that a node may run.
    AKS_POD_MEMORY: "MiB/pod" = 20.0;
    /// The node that is filled last.
    ONE_NODE: "node" = 1.0;
    /// One user, alone.
    ONE_USER: "user" = 1.0;
    /// Seconds in an hour.
    SECONDS_PER_HOUR: "s/h" = 3600.0;
    /// Days in a month of 730 hours.
    DAYS_PER_MONTH: "day/month" = 365.0 / 12.0;
    /// Bytes in a GiB.
    BYTES_PER_GIB: "byte/GiB" = 1_073_741_824.0;
    /// Parameters in a billion, the size that models are named in.
    BILLION: "param/Gparam" = 1e9;
    /// What a forward and a backward pass compute for each parameter and token: six operations.
    WORK_PER_TOKEN: "Eflop/Gparam/Gtok" = 6.0;
    /// TFLOP in an EFLOP.
    TFLOP_PER_EFLOP: "Tflop/Eflop" = 1_000_000.0;
    /// One GPU, which keeps all of what is not spread.
    ONE_GPU: "gpu" = 1.0;
    /// Consumers that one partition feeds.
    PER_PARTITION: "consumer/partition" = 1.0;
}
