//! Which GPUs can serve a model, how fast are they, and what does an hour cost?
//!
//! Memory is what the driver or the cloud's interface reports, in GiB; bandwidth and
//! links (one way) are in GB/s; peaks are dense TFLOP/s, without sparsity. Where a precision
//! has no peak the GPU has no units for it. Prices are USD per GPU and hour, a whole node
//! divided by its GPUs; each belongs to a market, and those are not to be mixed: in autumn
//! 2026 an H100 costs 2.5 on spot, 4 at a smaller cloud and 7 to 12 on demand at a large one.

use super::PricedOn;
use crate::quantity::Source;

/// Data sheets, as the system files of NVIDIA's AIConfigurator give them.
pub const DATA_SHEETS: Source = Source {
    name: "Vendors' data sheets, as in the system files of AIConfigurator",
    as_of: "2026-11-20",
};

/// What is known of prices: each has its own list and day, which stand beside it.
pub const GPU_LISTS: Source = Source {
    name: "Price lists of GPUs, in the market that is stated",
    as_of: "2025-03-06 to 2026-11-09",
};

/// Prices of instances over their GPUs.
pub const EC2_GPU: Source = Source {
    name: "Amazon EC2 on-demand price list, us-east-1, as in Karpenter's AWS provider",
    as_of: "2026-07-20",
};
/// The same list, read later.
const EC2_LATER: Source = Source {
    name: "Amazon EC2 on-demand price list, us-east-1, as in data-receipts",
    as_of: "2026-11-09",
};
const EC2_H200: Source = Source {
    name: "Amazon EC2 on-demand price list, us-east-1",
    as_of: "2026-07-29",
};
const AZURE: Source = Source {
    name: "Azure retail prices, eastus, as in Karpenter's Azure provider",
    as_of: "2026-06-18",
};
const GCP_SPOT: Source = Source {
    name: "Google Compute Engine spot prices, us-central1, as in Karpenter's GCP provider",
    as_of: "2026-08-03",
};
const COREWEAVE: Source = Source {
    name: "CoreWeave price page, as quoted",
    as_of: "2026-09-20",
};
/// What smaller clouds ask. The day is that of the oldest list.
const NEOCLOUDS: Source = Source {
    name: "Median of the lists of Lambda, RunPod, CoreWeave, Nebius, Together and Hyperstack",
    as_of: "2026-08-26",
};
const LAMBDA: Source = Source {
    name: "Lambda price page, as in silybench-data",
    as_of: "2026-09-25",
};
const RADEON_CLOUD: Source = Source {
    name: "DigitalOcean price page, as quoted by tokenwatt",
    as_of: "2026-10-08",
};
const AWS_COMMITTED: Source = Source {
    name: "0.60 to 0.65 of the on-demand price of AWS for a year, as reported by digiterialabs",
    as_of: "2026-03-31",
};
const GCP_COMMITTED: Source = Source {
    name: "0.63 of the on-demand price of Google for a year, as in Cyclenerd's list",
    as_of: "2025-03-06",
};

/// How GPUs are rented.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Market {
    /// By the hour at a large cloud, given back at any time.
    OnDemand,
    /// At a large cloud, for a year.
    Committed,
    /// By the hour at a smaller cloud.
    Neocloud,
    /// By the hour, and the cloud may take it back at any time.
    Spot,
}

impl Market {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OnDemand, Self::Committed, Self::Neocloud, Self::Spot];

    /// As ids have it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OnDemand => "ondemand",
            Self::Committed => "committed",
            Self::Neocloud => "neocloud",
            Self::Spot => "spot",
        }
    }

    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OnDemand => "Large cloud, on demand",
            Self::Committed => "Large cloud, for a year",
            Self::Neocloud => "Neocloud, on demand",
            Self::Spot => "Spot",
        }
    }
}

/// What an hour of a GPU costs in one market.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Offer {
    /// Where.
    pub market: Market,
    /// USD per GPU and hour, and who says so.
    pub price: PricedOn,
    /// The fewest GPUs that the list offers together.
    pub together: f64,
}

const fn offer(market: Market, source: Source, usd: f64, together: f64) -> Offer {
    Offer {
        market,
        price: PricedOn { usd, source },
        together,
    }
}

/// On demand at a large cloud: an instance of so many GPUs.
const fn list(source: Source, instance: f64, gpus: f64) -> Offer {
    offer(Market::OnDemand, source, instance / gpus, gpus)
}

const fn committed(source: Source, usd: f64, together: f64) -> Offer {
    offer(Market::Committed, source, usd, together)
}

const fn neocloud(source: Source, usd: f64) -> Offer {
    offer(Market::Neocloud, source, usd, 1.0)
}

const fn spot(source: Source, usd: f64) -> Offer {
    offer(Market::Spot, source, usd, 1.0)
}

const MIB: f64 = 1024.0;

/// A kind of GPU.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Gpu {
    /// As links have it.
    pub id: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// Usable memory in GiB.
    pub memory_gib: f64,
    /// Memory bandwidth in GB/s.
    pub bandwidth: f64,
    /// Peak at 16 bits in TFLOP/s.
    pub peak_16: f64,
    /// Peak at FP8 in TFLOP/s; 0 where there is none.
    pub peak_8: f64,
    /// Peak at FP4 in TFLOP/s; 0 where there is none.
    pub peak_4: f64,
    /// To the next GPU, one way, in GB/s.
    pub link: f64,
    /// What of data-sheet speed the model's constants find on it: 1 on NVIDIA.
    pub derate: f64,
    /// Whether the constants of the model were fitted on it.
    pub fitted: Fitted,
    /// What it is rented for, one offer a market at most.
    pub offers: &'static [Offer],
    /// What is not from a data sheet; empty where all is.
    pub remark: &'static str,
}

/// Whether measurements on this GPU went into the fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fitted {
    /// They did.
    Yes,
    /// The constants are carried over from others.
    No,
}

impl Gpu {
    /// What it costs in this market, or where it costs least if any will do.
    pub fn offer(&self, market: Option<Market>) -> Option<&'static Offer> {
        let allowed = |offer: &&Offer| market.is_none_or(|market| offer.market == market);
        let offers = self.offers.iter().filter(allowed);
        offers.min_by(|one, other| one.price.usd.total_cmp(&other.price.usd))
    }
}

const fn gpu(
    id: &'static str,
    label: &'static str,
    [memory_gib, bandwidth, link]: [f64; 3],
    [peak_16, peak_8, peak_4]: [f64; 3],
    offers: &'static [Offer],
) -> Gpu {
    Gpu {
        id,
        label,
        memory_gib,
        bandwidth,
        peak_16,
        peak_8,
        peak_4,
        link,
        derate: 1.0,
        fitted: Fitted::No,
        offers,
        remark: "",
    }
}

/// Not all of it is from a data sheet.
const fn remarked(remark: &'static str, gpu: Gpu) -> Gpu {
    Gpu { remark, ..gpu }
}

const fn fitted(gpu: Gpu) -> Gpu {
    Gpu {
        fitted: Fitted::Yes,
        ..gpu
    }
}

/// Every GPU, from small to large.
pub const GPUS: &[Gpu] = &[
    remarked(
        "what of 16 GB can be used is ours",
        gpu(
            "t4",
            "T4",
            [15.0, 320.0, 16.0],
            [65.0, 0.0, 0.0],
            &[list(EC2_GPU, 0.526, 1.0)],
        ),
    ),
    gpu(
        "l4",
        "L4",
        [22_888.0 / MIB, 300.0, 32.0],
        [121.0, 242.0, 0.0],
        &[list(EC2_GPU, 0.8048, 1.0), spot(GCP_SPOT, 0.397)],
    ),
    remarked(
        "lists put its peak at 62.5 to 145 TFLOP/s, the A10's sheet at 125",
        gpu(
            "a10g",
            "A10G",
            [22_888.0 / MIB, 600.0, 32.0],
            [70.0, 0.0, 0.0],
            &[list(EC2_GPU, 1.006, 1.0)],
        ),
    ),
    gpu("a30", "A30", [24.0, 933.0, 32.0], [165.0, 0.0, 0.0], &[]),
    gpu(
        "l40s",
        "L40S",
        [46_068.0 / MIB, 864.0, 32.0],
        [362.0, 733.0, 0.0],
        &[list(EC2_GPU, 1.861, 1.0), neocloud(NEOCLOUDS, 1.55)],
    ),
    gpu(
        "a100_40",
        "A100 40 GB",
        [40.0, 1555.0, 300.0],
        [312.0, 0.0, 0.0],
        &[
            list(EC2_LATER, 21.957_642, 8.0),
            neocloud(LAMBDA, 1.99),
            spot(GCP_SPOT, 1.93),
        ],
    ),
    gpu(
        "a100_80",
        "A100 80 GB",
        [80.0, 2039.0, 300.0],
        [312.0, 0.0, 0.0],
        &[
            list(EC2_LATER, 27.447_05, 8.0),
            committed(GCP_COMMITTED, 5.0688 * 0.63, 1.0),
            neocloud(NEOCLOUDS, 2.25),
            spot(COREWEAVE, 1.21),
        ],
    ),
    gpu(
        "a100_80_pcie",
        "A100 80 GB PCIe",
        [80.0, 1935.0, 32.0],
        [312.0, 0.0, 0.0],
        &[list(AZURE, 3.673, 1.0)],
    ),
    gpu(
        "h100_pcie",
        "H100 PCIe",
        [80.0, 2000.0, 64.0],
        [756.5, 1513.0, 0.0],
        &[neocloud(NEOCLOUDS, 2.89)],
    ),
    // Memory as vLLM 0.19 finds it.
    fitted(gpu(
        "h100",
        "H100 SXM",
        [79.19, 3350.0, 450.0],
        [989.0, 1978.0, 0.0],
        &[
            list(EC2_LATER, 6.88, 1.0),
            committed(AWS_COMMITTED, 6.88 * 0.625, 1.0),
            neocloud(NEOCLOUDS, 3.99),
            spot(COREWEAVE, 2.46),
        ],
    )),
    fitted(gpu(
        "h200",
        "H200",
        [143_771.0 / MIB, 4800.0, 450.0],
        [989.0, 1978.0, 0.0],
        &[
            list(EC2_H200, 63.296, 8.0),
            neocloud(NEOCLOUDS, 4.59),
            spot(COREWEAVE, 2.62),
        ],
    )),
    fitted(gpu(
        "b200",
        "B200",
        [183_359.0 / MIB, 7700.0, 900.0],
        [2250.0, 4500.0, 9000.0],
        &[
            list(EC2_GPU, 113.9328, 8.0),
            neocloud(NEOCLOUDS, 6.99),
            spot(COREWEAVE, 4.26),
        ],
    )),
    fitted(gpu(
        "b300",
        "B300",
        [275_040.0 / MIB, 7750.0, 900.0],
        [2250.0, 4500.0, 14_000.0],
        &[
            list(EC2_GPU, 142.416, 8.0),
            neocloud(NEOCLOUDS, 7.65),
            spot(COREWEAVE, 4.48),
        ],
    )),
    gpu(
        "gb200",
        "GB200",
        [189_471.0 / MIB, 8000.0, 900.0],
        [2500.0, 5000.0, 10_000.0],
        &[list(AZURE, 108.16, 4.0), neocloud(COREWEAVE, 10.5)],
    ),
    gpu(
        "gb300",
        "GB300",
        [284_208.0 / MIB, 8000.0, 900.0],
        [2500.0, 5000.0, 15_000.0],
        &[],
    ),
    gpu(
        "rtx_pro_6000",
        "RTX PRO 6000",
        [97_887.0 / MIB, 1792.0, 64.0],
        [468.0, 936.0, 1871.0],
        &[
            list(EC2_GPU, 3.363_12, 1.0),
            neocloud(NEOCLOUDS, 2.175),
            spot(GCP_SPOT, 1.80),
        ],
    ),
    Gpu {
        remark: "engines were found at 70 % of its sheet beyond what they find on NVIDIA's",
        derate: 0.7,
        ..gpu(
            "mi300x",
            "MI300X",
            [192.0, 5300.0, 64.0],
            [1307.4, 2614.9, 0.0],
            &[neocloud(RADEON_CLOUD, 2.59)],
        )
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_number_makes_sense() {
        for (at, one) in GPUS.iter().enumerate() {
            assert!(GPUS[..at].iter().all(|other| other.id != one.id));
            assert!(one.memory_gib > 10.0 && one.bandwidth > 100.0 && one.link > 1.0);
            assert!(one.peak_16 > 10.0 && (one.peak_8 <= 0.0 || one.peak_8 > one.peak_16));
            assert!(one.peak_4 <= 0.0 || one.peak_4 > one.peak_8, "{}", one.id);
        }
        assert_eq!(
            GPUS.iter().filter(|gpu| gpu.fitted == Fitted::Yes).count(),
            4
        );
    }

    #[test]
    fn memory_is_what_can_be_used() {
        for (id, gib) in [
            ("b200", 179.06),
            ("l4", 22.35),
            ("a10g", 22.35),
            ("t4", 15.0),
            ("rtx_pro_6000", 95.59),
            ("gb300", 277.55),
        ] {
            let gpu = GPUS.iter().find(|gpu| gpu.id == id).unwrap();
            assert!((gpu.memory_gib - gib).abs() < 0.01, "{id}");
        }
    }

    #[test]
    fn a_gpu_has_one_price_a_market_and_the_usual_order_holds() {
        for gpu in GPUS {
            for (at, one) in gpu.offers.iter().enumerate() {
                let before = &gpu.offers[..at];
                assert!(before.iter().all(|other| other.market != one.market));
                assert!(one.price.usd > 0.1 && one.price.usd < 50.0 && one.together >= 1.0);
                assert_eq!(one.price.source.as_of.len(), 10);
            }
            let of = |market| gpu.offer(Some(market)).map(|offer| offer.price.usd);
            let ladder = Market::ALL.into_iter().filter_map(of);
            let ladder: Vec<f64> = ladder.collect();
            assert!(ladder.is_sorted_by(|one, next| one >= next), "{}", gpu.id);
        }
        let h200 = GPUS.iter().find(|gpu| gpu.id == "h200").unwrap();
        let each = h200.offer(Some(Market::OnDemand)).unwrap().price.usd;
        assert!((each - 7.912).abs() < 1e-9);
        let least = h200.offer(None).unwrap();
        assert_eq!(least.market, Market::Spot);
    }
}
