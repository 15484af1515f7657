//! Which machines can a cluster's nodes be, and what does an hour of one cost?
//!
//! Prices are on-demand list prices for Linux in USD an hour, in one large
//! region of each cloud. They come from the providers' own price lists as the
//! node autoscaler Karpenter ships them for each cloud, with the day on which
//! that copy was made.
//!
//! The most pods of a node follows the cloud's own default:
//!
//! - EKS: every pod takes an address of a network interface, so
//!   `interfaces * (addresses - 1) + 2`. Prefix delegation, which an account
//!   can switch on, raises it to 110.
//! - GKE: 110.
//! - AKS: 250, the default of Azure CNI Overlay, which its documentation
//!   recommends; the legacy networks have 30 (Azure CNI on the node's subnet)
//!   and 110 (kubenet).

use crate::quantity::Source;

/// What is known of machines: the source of each, and its day, stand with the machine.
pub const PRICE_LISTS: Source = Source {
    name: "Price lists of Amazon EC2, Google Compute Engine and Azure, as in Karpenter's providers",
    as_of: "2026-06-18 to 2026-08-03",
};

/// The day on which Karpenter's AWS provider last read EC2's price list.
const EC2: Source = Source {
    name: "Amazon EC2 on-demand price list, as in Karpenter's AWS provider",
    as_of: "2026-07-20",
};

/// The day on which Karpenter's GCP provider last read Compute Engine's list.
const COMPUTE_ENGINE: Source = Source {
    name: "Google Compute Engine price list, as in Karpenter's GCP provider",
    as_of: "2026-08-03",
};

/// The day on which Karpenter's Azure provider last read Azure's retail prices.
const AZURE: Source = Source {
    name: "Azure retail prices, as in Karpenter's Azure provider",
    as_of: "2026-06-18",
};

/// The default of a GKE Standard node.
const GKE_MAX_PODS: f64 = 110.0;

/// The default of an AKS node with Azure CNI Overlay.
const AKS_MAX_PODS: f64 = 250.0;

/// A cloud.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Provider {
    /// Amazon Web Services, with EKS.
    Aws,
    /// Google Cloud, with GKE.
    Gcp,
    /// Microsoft Azure, with AKS.
    Azure,
}

/// The network of an EC2 instance, which bounds its pods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interfaces {
    /// How many elastic network interfaces it takes.
    pub count: u8,
    /// IPv4 addresses on each, the interface's own included.
    pub addresses: u8,
}

/// A machine that a node can run on, in as few bytes as there are many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instance {
    /// As its cloud writes it.
    pub id: &'static str,
    /// Whose it is.
    pub provider: Provider,
    vcpu: u8,
    memory_gib: u8,
    /// In hundred millionths of a USD an hour: whole, and exact once divided.
    price: u32,
    /// The network that bounds the pods; only AWS publishes it by instance.
    pub interfaces: Option<Interfaces>,
}

/// In how many parts of a USD prices stand.
const PARTS: f64 = 1e8;

impl Instance {
    /// Cores, in vCPU.
    pub fn vcpu(&self) -> f64 {
        f64::from(self.vcpu)
    }

    /// Memory in GiB.
    pub fn memory_gib(&self) -> f64 {
        f64::from(self.memory_gib)
    }

    /// USD an hour, on demand, Linux.
    pub fn price_per_hour(&self) -> f64 {
        f64::from(self.price) / PARTS
    }

    /// Where the price holds.
    pub const fn region(&self) -> &'static str {
        match self.provider {
            Provider::Aws => "us-east-1",
            Provider::Gcp => "us-central1",
            Provider::Azure => "eastus",
        }
    }

    /// The most pods that Kubernetes places on it by default.
    pub fn max_pods(&self) -> f64 {
        match (self.provider, self.interfaces) {
            // Two more run on the host's own address: the network plugin and
            // kube-proxy.
            (_, Some(network)) => {
                f64::from(network.count) * (f64::from(network.addresses) - 1.0) + 2.0
            }
            (Provider::Azure, None) => AKS_MAX_PODS,
            (_, None) => GKE_MAX_PODS,
        }
    }

    /// Where the price comes from, and when it was read.
    pub const fn source(&self) -> Source {
        match self.provider {
            Provider::Aws => EC2,
            Provider::Gcp => COMPUTE_ENGINE,
            Provider::Azure => AZURE,
        }
    }
}

/// Every instance, by cloud and family.
pub const INSTANCES: &[Instance] = &[
    ec2("t3.medium", [2, 4], 0.0416, [3, 6]),
    ec2("t3.large", [2, 8], 0.0832, [3, 12]),
    ec2("t3.xlarge", [4, 16], 0.1664, [4, 15]),
    ec2("t3.2xlarge", [8, 32], 0.3328, [4, 15]),
    ec2("t3a.medium", [2, 4], 0.0376, [3, 6]),
    ec2("t3a.large", [2, 8], 0.0752, [3, 12]),
    ec2("t3a.xlarge", [4, 16], 0.1504, [4, 15]),
    ec2("t3a.2xlarge", [8, 32], 0.3008, [4, 15]),
    ec2("t4g.medium", [2, 4], 0.0336, [3, 6]),
    ec2("t4g.large", [2, 8], 0.0672, [3, 12]),
    ec2("t4g.xlarge", [4, 16], 0.1344, [4, 15]),
    ec2("t4g.2xlarge", [8, 32], 0.2688, [4, 15]),
    ec2("m5.large", [2, 8], 0.096, [3, 10]),
    ec2("m5.xlarge", [4, 16], 0.192, [4, 15]),
    ec2("m5.2xlarge", [8, 32], 0.384, [4, 15]),
    ec2("m6i.large", [2, 8], 0.096, [3, 10]),
    ec2("m6i.xlarge", [4, 16], 0.192, [4, 15]),
    ec2("m6i.2xlarge", [8, 32], 0.384, [4, 15]),
    ec2("m7i.large", [2, 8], 0.1008, [3, 10]),
    ec2("m7i.xlarge", [4, 16], 0.2016, [4, 15]),
    ec2("m7i.2xlarge", [8, 32], 0.4032, [4, 15]),
    ec2("m7i-flex.large", [2, 8], 0.09576, [3, 10]),
    ec2("m7i-flex.xlarge", [4, 16], 0.19152, [4, 15]),
    ec2("m7i-flex.2xlarge", [8, 32], 0.38304, [4, 15]),
    ec2("m7a.medium", [1, 4], 0.05796, [2, 4]),
    ec2("m7a.large", [2, 8], 0.11592, [3, 10]),
    ec2("m7a.xlarge", [4, 16], 0.23184, [4, 15]),
    ec2("m7a.2xlarge", [8, 32], 0.46368, [4, 15]),
    ec2("m7g.medium", [1, 4], 0.0408, [2, 4]),
    ec2("m7g.large", [2, 8], 0.0816, [3, 10]),
    ec2("m7g.xlarge", [4, 16], 0.1632, [4, 15]),
    ec2("m7g.2xlarge", [8, 32], 0.3264, [4, 15]),
    ec2("m8i.large", [2, 8], 0.10584, [3, 20]),
    ec2("m8i.xlarge", [4, 16], 0.21168, [4, 30]),
    ec2("m8i.2xlarge", [8, 32], 0.42336, [4, 30]),
    ec2("m8i-flex.large", [2, 8], 0.10055, [3, 20]),
    ec2("m8i-flex.xlarge", [4, 16], 0.2011, [4, 30]),
    ec2("m8i-flex.2xlarge", [8, 32], 0.4022, [4, 30]),
    ec2("m8a.medium", [1, 4], 0.06086, [2, 4]),
    ec2("m8a.large", [2, 8], 0.12172, [3, 20]),
    ec2("m8a.xlarge", [4, 16], 0.24344, [4, 20]),
    ec2("m8a.2xlarge", [8, 32], 0.48688, [4, 40]),
    ec2("m8g.medium", [1, 4], 0.04488, [2, 4]),
    ec2("m8g.large", [2, 8], 0.08976, [3, 10]),
    ec2("m8g.xlarge", [4, 16], 0.17952, [4, 15]),
    ec2("m8g.2xlarge", [8, 32], 0.35904, [4, 15]),
    ec2("m9g.medium", [1, 4], 0.04892, [2, 20]),
    ec2("m9g.large", [2, 8], 0.09784, [3, 20]),
    ec2("m9g.xlarge", [4, 16], 0.19568, [4, 30]),
    ec2("m9g.2xlarge", [8, 32], 0.39136, [4, 30]),
    ec2("c5.large", [2, 4], 0.085, [3, 10]),
    ec2("c5.xlarge", [4, 8], 0.17, [4, 15]),
    ec2("c5.2xlarge", [8, 16], 0.34, [4, 15]),
    ec2("c6i.large", [2, 4], 0.085, [3, 10]),
    ec2("c6i.xlarge", [4, 8], 0.17, [4, 15]),
    ec2("c6i.2xlarge", [8, 16], 0.34, [4, 15]),
    ec2("c7i.large", [2, 4], 0.08925, [3, 10]),
    ec2("c7i.xlarge", [4, 8], 0.1785, [4, 15]),
    ec2("c7i.2xlarge", [8, 16], 0.357, [4, 15]),
    ec2("c7a.medium", [1, 2], 0.05132, [2, 4]),
    ec2("c7a.large", [2, 4], 0.10264, [3, 10]),
    ec2("c7a.xlarge", [4, 8], 0.20528, [4, 15]),
    ec2("c7a.2xlarge", [8, 16], 0.41056, [4, 15]),
    ec2("c7g.large", [2, 4], 0.0725, [3, 10]),
    ec2("c7g.xlarge", [4, 8], 0.145, [4, 15]),
    ec2("c7g.2xlarge", [8, 16], 0.29, [4, 15]),
    ec2("c8i.large", [2, 4], 0.09371, [3, 20]),
    ec2("c8i.xlarge", [4, 8], 0.18742, [4, 30]),
    ec2("c8i.2xlarge", [8, 16], 0.37484, [4, 30]),
    ec2("c8a.large", [2, 4], 0.10777, [3, 20]),
    ec2("c8a.xlarge", [4, 8], 0.21554, [4, 20]),
    ec2("c8a.2xlarge", [8, 16], 0.43108, [4, 40]),
    ec2("c8g.medium", [1, 2], 0.03988, [2, 4]),
    ec2("c8g.large", [2, 4], 0.07976, [3, 10]),
    ec2("c8g.xlarge", [4, 8], 0.15952, [4, 15]),
    ec2("c8g.2xlarge", [8, 16], 0.31904, [4, 15]),
    ec2("c9g.medium", [1, 2], 0.04347, [2, 20]),
    ec2("c9g.large", [2, 4], 0.08694, [3, 20]),
    ec2("c9g.xlarge", [4, 8], 0.17388, [4, 30]),
    ec2("c9g.2xlarge", [8, 16], 0.34776, [4, 30]),
    ec2("r6i.large", [2, 16], 0.126, [3, 10]),
    ec2("r6i.xlarge", [4, 32], 0.252, [4, 15]),
    ec2("r6i.2xlarge", [8, 64], 0.504, [4, 15]),
    ec2("r7i.large", [2, 16], 0.1323, [3, 10]),
    ec2("r7i.xlarge", [4, 32], 0.2646, [4, 15]),
    ec2("r7i.2xlarge", [8, 64], 0.5292, [4, 15]),
    ec2("r7a.large", [2, 16], 0.15215, [3, 10]),
    ec2("r7a.xlarge", [4, 32], 0.3043, [4, 15]),
    ec2("r7a.2xlarge", [8, 64], 0.6086, [4, 15]),
    ec2("r7g.large", [2, 16], 0.1071, [3, 10]),
    ec2("r7g.xlarge", [4, 32], 0.2142, [4, 15]),
    ec2("r7g.2xlarge", [8, 64], 0.4284, [4, 15]),
    ec2("r8i.large", [2, 16], 0.13892, [3, 20]),
    ec2("r8i.xlarge", [4, 32], 0.27784, [4, 30]),
    ec2("r8i.2xlarge", [8, 64], 0.55568, [4, 30]),
    ec2("r8a.medium", [1, 8], 0.07988, [2, 4]),
    ec2("r8a.large", [2, 16], 0.15976, [3, 20]),
    ec2("r8a.xlarge", [4, 32], 0.31952, [4, 20]),
    ec2("r8a.2xlarge", [8, 64], 0.63904, [4, 40]),
    ec2("r8g.medium", [1, 8], 0.05891, [2, 4]),
    ec2("r8g.large", [2, 16], 0.11782, [3, 10]),
    ec2("r8g.xlarge", [4, 32], 0.23564, [4, 15]),
    ec2("r8g.2xlarge", [8, 64], 0.47128, [4, 15]),
    gce("e2-standard-2", [2, 8], 0.067_011_42),
    gce("e2-standard-4", [4, 16], 0.134_022_84),
    gce("e2-standard-8", [8, 32], 0.268_045_68),
    gce("e2-highmem-4", [4, 32], 0.1808),
    gce("n2-standard-2", [2, 8], 0.097_118),
    gce("n2-standard-4", [4, 16], 0.194_236),
    gce("n2-standard-8", [8, 32], 0.388_472),
    gce("n2d-standard-4", [4, 16], 0.168_984),
    gce("t2d-standard-4", [4, 16], 0.168_984),
    gce("n4-standard-4", [4, 16], 0.1814),
    gce("n4d-standard-4", [4, 16], 0.1694),
    gce("n4a-standard-4", [4, 16], 0.154),
    gce("c3-standard-4", [4, 16], 0.2016),
    gce("c4a-standard-4", [4, 16], 0.1796),
    azure("D2s_v5", [2, 8], 0.096),
    azure("D4s_v5", [4, 16], 0.192),
    azure("D8s_v5", [8, 32], 0.384),
    azure("D16s_v5", [16, 64], 0.768),
    azure("D2s_v6", [2, 8], 0.101),
    azure("D4s_v6", [4, 16], 0.202),
    azure("D8s_v6", [8, 32], 0.403),
    azure("D2s_v7", [2, 8], 0.132),
    azure("D2as_v6", [2, 8], 0.0908),
    azure("D2ps_v6", [2, 8], 0.0702),
    azure("E2s_v5", [2, 16], 0.126),
    azure("E4s_v5", [4, 32], 0.252),
    azure("E2s_v6", [2, 16], 0.132),
    azure("B2s_v2", [2, 8], 0.0832),
    azure("F2s_v2", [2, 4], 0.0846),
];

/// The instance of this id, if it is known.
pub fn instance(id: &str) -> Option<&'static Instance> {
    INSTANCES.iter().find(|instance| instance.id == id)
}

const fn ec2(
    id: &'static str,
    size: [u8; 2],
    price_per_hour: f64,
    [count, addresses]: [u8; 2],
) -> Instance {
    Instance {
        interfaces: Some(Interfaces { count, addresses }),
        ..of(Provider::Aws, id, size, price_per_hour)
    }
}

const fn gce(id: &'static str, size: [u8; 2], price_per_hour: f64) -> Instance {
    of(Provider::Gcp, id, size, price_per_hour)
}

const fn azure(id: &'static str, size: [u8; 2], price_per_hour: f64) -> Instance {
    of(Provider::Azure, id, size, price_per_hour)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a price of this list is positive and under 40 USD"
)]
const fn of(
    provider: Provider,
    id: &'static str,
    [vcpu, memory_gib]: [u8; 2],
    price_per_hour: f64,
) -> Instance {
    Instance {
        id,
        provider,
        vcpu,
        memory_gib,
        // To the nearest part.
        price: (price_per_hour * PARTS + 0.5) as u32,
        interfaces: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list that EKS's node image ships with (eni-max-pods.txt).
    #[test]
    fn pods_match_the_list_of_the_node_image() {
        let published = [
            ("t3.medium", 17.0),
            ("t3.large", 35.0),
            ("t3.xlarge", 58.0),
            ("m5.large", 29.0),
            ("m5.xlarge", 58.0),
            ("m5.2xlarge", 58.0),
            ("c5.large", 29.0),
            ("c5.xlarge", 58.0),
            ("c5.2xlarge", 58.0),
            ("r6i.large", 29.0),
            ("m7g.xlarge", 58.0),
            ("m7a.medium", 8.0),
            ("m8i.large", 59.0),
            ("c9g.medium", 40.0),
            ("c8a.xlarge", 78.0),
            ("r8a.2xlarge", 158.0),
            ("m9g.2xlarge", 118.0),
        ];
        for (id, pods) in published {
            assert_eq!(instance(id).map(Instance::max_pods), Some(pods), "{id}");
        }
    }

    #[test]
    fn ids_are_unique() {
        for (index, one) in INSTANCES.iter().enumerate() {
            assert!(INSTANCES[..index].iter().all(|other| other.id != one.id));
        }
    }

    /// A price is kept in whole parts of a USD, and comes back with the bits of its decimals.
    #[test]
    fn a_price_is_exact() {
        for (id, usd) in [
            ("t3.medium", 0.0416),
            ("m8i-flex.large", 0.100_55),
            ("c8g.medium", 0.039_88),
            ("e2-standard-2", 0.067_011_42),
            ("D8s_v6", 0.403),
        ] {
            let price = instance(id).unwrap().price_per_hour();
            assert_eq!(price.to_bits(), f64::to_bits(usd), "{id}");
        }
    }

    /// Within a family, list prices are proportional to size: a slip of a
    /// digit breaks that. Azure rounds to a tenth of a cent.
    #[test]
    fn twice_the_machine_costs_twice_as_much() {
        let family = |instance: &Instance| {
            let id = instance.id;
            match instance.provider {
                Provider::Aws => id.split('.').next().map(str::to_owned),
                Provider::Gcp => id.rsplit_once('-').map(|(family, _)| family.to_owned()),
                // The size is the first number; the version behind it is of the family.
                Provider::Azure => {
                    let size = id.trim_start_matches(|it: char| it.is_ascii_alphabetic());
                    let class = &id[..id.len() - size.len()];
                    let rest = size.trim_start_matches(|it: char| it.is_ascii_digit());
                    Some([class, rest].concat())
                }
            }
        };
        for one in INSTANCES {
            for other in INSTANCES
                .iter()
                .filter(|other| family(other) == family(one))
            {
                let scaled = one.price_per_hour() / one.memory_gib() * other.memory_gib();
                let rounding = match one.provider {
                    Provider::Azure => 0.01 * scaled,
                    _ => 1e-9,
                };
                assert!(
                    (scaled - other.price_per_hour()).abs() < rounding,
                    "{} and {}",
                    one.id,
                    other.id
                );
            }
        }
    }
}
