//! Which GPUs can serve a model, how fast are they, and what does an hour cost?
//!
//! Memory is what can be used, in GiB; bandwidth and links (one way) are in
//! GB/s; peaks are dense TFLOP/s, without sparsity. Where a precision has no
//! peak the GPU has no units for it. Prices are on demand, USD per GPU and hour,
//! a whole node divided by its GPUs.

use super::PricedOn;
use crate::quantity::Source;

/// Data sheets, as the system files of NVIDIA's AIConfigurator give them.
pub const DATA_SHEETS: Source = Source {
    name: "Vendors' data sheets, as in the system files of AIConfigurator",
    as_of: "2026-11-20",
};

/// Prices of whole instances over their GPUs.
pub const EC2_GPU: Source = Source {
    name: "Amazon EC2 on-demand price list 20260924211011, us-east-1 (B200: us-east-2)",
    as_of: "2026-09-24",
};

/// What smaller clouds ask.
pub const MARKET: Source = Source {
    name: "Offers of GPU clouds, the highest of the range",
    as_of: "2026-05-18",
};

/// Memory that "80 GB" of an H100 really are, as measured with vLLM 0.19.
const H100_MEMORY: f64 = 79.19;
const MIB: f64 = 1024.0;
/// 180 GB, decimal, in GiB.
const B200_MEMORY: f64 = 167.64;

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
    /// USD an hour, on demand; none where no price is known.
    pub price: Option<PricedOn>,
}

/// Whether measurements on this GPU went into the fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fitted {
    /// They did.
    Yes,
    /// The constants are carried over from others.
    No,
}

const fn ec2(usd: f64) -> PricedOn {
    PricedOn {
        usd,
        source: EC2_GPU,
    }
}

const fn gpu(
    id: &'static str,
    label: &'static str,
    [memory_gib, bandwidth, link]: [f64; 3],
    [peak_16, peak_8, peak_4]: [f64; 3],
    price: Option<PricedOn>,
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
        price,
    }
}

const fn fitted(gpu: Gpu) -> Gpu {
    Gpu {
        fitted: Fitted::Yes,
        ..gpu
    }
}

/// Every GPU, from small to large.
pub const GPUS: &[Gpu] = &[
    gpu(
        "t4",
        "T4",
        [16.0, 320.0, 16.0],
        [65.0, 0.0, 0.0],
        Some(ec2(0.526)),
    ),
    gpu(
        "l4",
        "L4",
        [24.0, 300.0, 32.0],
        [121.0, 242.0, 0.0],
        Some(ec2(0.8048)),
    ),
    // Catalogs put its peak at 62.5 to 145 TFLOP/s; NVIDIA's A10 sheet says 125.
    gpu(
        "a10g",
        "A10G",
        [24.0, 600.0, 32.0],
        [70.0, 0.0, 0.0],
        Some(ec2(1.006)),
    ),
    gpu(
        "l40s",
        "L40S",
        [46_068.0 / MIB, 864.0, 32.0],
        [362.0, 733.0, 0.0],
        Some(ec2(1.861)),
    ),
    gpu(
        "a100_40",
        "A100 40 GB",
        [40.0, 1555.0, 300.0],
        [312.0, 0.0, 0.0],
        Some(ec2(2.745)),
    ),
    gpu(
        "a100_80",
        "A100 80 GB",
        [80.0, 2039.0, 300.0],
        [312.0, 0.0, 0.0],
        Some(ec2(3.43)),
    ),
    gpu(
        "h100_pcie",
        "H100 PCIe",
        [80.0, 2000.0, 64.0],
        [756.5, 1513.0, 0.0],
        None,
    ),
    fitted(gpu(
        "h100",
        "H100 SXM",
        [H100_MEMORY, 3350.0, 450.0],
        [989.0, 1978.0, 0.0],
        Some(ec2(6.88)),
    )),
    fitted(gpu(
        "h200",
        "H200",
        [143_771.0 / MIB, 4800.0, 450.0],
        [989.0, 1978.0, 0.0],
        Some(ec2(7.91)),
    )),
    fitted(gpu(
        "b200",
        "B200",
        [B200_MEMORY, 7700.0, 900.0],
        [2250.0, 4500.0, 9000.0],
        Some(ec2(14.24)),
    )),
    fitted(gpu(
        "b300",
        "B300",
        [275_040.0 / MIB, 7750.0, 900.0],
        [2250.0, 4500.0, 14_000.0],
        None,
    )),
    gpu(
        "gb200",
        "GB200",
        [189_471.0 / MIB, 8000.0, 900.0],
        [2500.0, 5000.0, 10_000.0],
        None,
    ),
    gpu(
        "rtx_pro_6000",
        "RTX PRO 6000",
        [96.0, 1792.0, 64.0],
        [468.0, 936.0, 1871.0],
        None,
    ),
    Gpu {
        derate: 0.7,
        ..gpu(
            "mi300x",
            "MI300X",
            [192.0, 5300.0, 64.0],
            [1307.4, 2614.9, 0.0],
            Some(PricedOn {
                usd: 2.69,
                source: MARKET,
            }),
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
}
