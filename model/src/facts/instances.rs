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
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interfaces {
    /// How many elastic network interfaces it takes.
    pub count: f64,
    /// IPv4 addresses on each, the interface's own included.
    pub addresses: f64,
}

/// A machine that a node can run on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Instance {
    /// As its cloud writes it.
    pub id: &'static str,
    /// Whose it is.
    pub provider: Provider,
    /// Cores, in vCPU.
    pub vcpu: f64,
    /// Memory in GiB.
    pub memory_gib: f64,
    /// USD an hour, on demand, Linux.
    pub price_per_hour: f64,
    /// Where the price holds.
    pub region: &'static str,
    /// The network that bounds the pods; only AWS publishes it by instance.
    pub interfaces: Option<Interfaces>,
    /// The most pods that Kubernetes places on it by default.
    pub max_pods: f64,
    /// Where the price comes from, and when it was read.
    pub source: Source,
}

/// Every instance, by cloud and family.
pub const INSTANCES: &[Instance] = &[
    ec2("t3.medium", 2.0, 4.0, 0.0416, [3.0, 6.0]),
    ec2("t3.large", 2.0, 8.0, 0.0832, [3.0, 12.0]),
    ec2("t3.xlarge", 4.0, 16.0, 0.1664, [4.0, 15.0]),
    ec2("t3.2xlarge", 8.0, 32.0, 0.3328, [4.0, 15.0]),
    ec2("m5.large", 2.0, 8.0, 0.096, [3.0, 10.0]),
    ec2("m5.xlarge", 4.0, 16.0, 0.192, [4.0, 15.0]),
    ec2("m5.2xlarge", 8.0, 32.0, 0.384, [4.0, 15.0]),
    ec2("m6i.large", 2.0, 8.0, 0.096, [3.0, 10.0]),
    ec2("m6i.xlarge", 4.0, 16.0, 0.192, [4.0, 15.0]),
    ec2("m6i.2xlarge", 8.0, 32.0, 0.384, [4.0, 15.0]),
    ec2("m7g.large", 2.0, 8.0, 0.0816, [3.0, 10.0]),
    ec2("m7g.xlarge", 4.0, 16.0, 0.1632, [4.0, 15.0]),
    ec2("c5.large", 2.0, 4.0, 0.085, [3.0, 10.0]),
    ec2("c5.xlarge", 4.0, 8.0, 0.17, [4.0, 15.0]),
    ec2("c5.2xlarge", 8.0, 16.0, 0.34, [4.0, 15.0]),
    ec2("c6i.large", 2.0, 4.0, 0.085, [3.0, 10.0]),
    ec2("c6i.xlarge", 4.0, 8.0, 0.17, [4.0, 15.0]),
    ec2("c6i.2xlarge", 8.0, 16.0, 0.34, [4.0, 15.0]),
    ec2("r6i.large", 2.0, 16.0, 0.126, [3.0, 10.0]),
    ec2("r6i.xlarge", 4.0, 32.0, 0.252, [4.0, 15.0]),
    gce("e2-standard-2", 2.0, 8.0, 0.067_011_42),
    gce("e2-standard-4", 4.0, 16.0, 0.134_022_84),
    gce("e2-standard-8", 8.0, 32.0, 0.268_045_68),
    gce("n2-standard-2", 2.0, 8.0, 0.097_118),
    gce("n2-standard-4", 4.0, 16.0, 0.194_236),
    gce("n2-standard-8", 8.0, 32.0, 0.388_472),
    gce("n2d-standard-4", 4.0, 16.0, 0.168_984),
    azure("D2s_v5", 2.0, 8.0, 0.096),
    azure("D4s_v5", 4.0, 16.0, 0.192),
    azure("D8s_v5", 8.0, 32.0, 0.384),
    azure("D16s_v5", 16.0, 64.0, 0.768),
    azure("E2s_v5", 2.0, 16.0, 0.126),
    azure("E4s_v5", 4.0, 32.0, 0.252),
];

/// The instance of this id, if it is known.
pub fn instance(id: &str) -> Option<&'static Instance> {
    INSTANCES.iter().find(|instance| instance.id == id)
}

const fn ec2(
    id: &'static str,
    vcpu: f64,
    memory_gib: f64,
    price_per_hour: f64,
    [count, addresses]: [f64; 2],
) -> Instance {
    Instance {
        id,
        provider: Provider::Aws,
        vcpu,
        memory_gib,
        price_per_hour,
        region: "us-east-1",
        interfaces: Some(Interfaces { count, addresses }),
        // Two more run on the host's own address: the network plugin and
        // kube-proxy.
        max_pods: count * (addresses - 1.0) + 2.0,
        source: EC2,
    }
}

const fn gce(id: &'static str, vcpu: f64, memory_gib: f64, price_per_hour: f64) -> Instance {
    Instance {
        id,
        provider: Provider::Gcp,
        vcpu,
        memory_gib,
        price_per_hour,
        region: "us-central1",
        interfaces: None,
        max_pods: GKE_MAX_PODS,
        source: COMPUTE_ENGINE,
    }
}

const fn azure(id: &'static str, vcpu: f64, memory_gib: f64, price_per_hour: f64) -> Instance {
    Instance {
        id,
        provider: Provider::Azure,
        vcpu,
        memory_gib,
        price_per_hour,
        region: "eastus",
        interfaces: None,
        max_pods: AKS_MAX_PODS,
        source: AZURE,
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
        ];
        for (id, pods) in published {
            assert_eq!(instance(id).map(|found| found.max_pods), Some(pods), "{id}");
        }
    }

    #[test]
    fn ids_are_unique() {
        for (index, one) in INSTANCES.iter().enumerate() {
            assert!(INSTANCES[..index].iter().all(|other| other.id != one.id));
        }
    }

    /// Within a family, list prices are proportional to size: a slip of a
    /// digit breaks that.
    #[test]
    fn twice_the_machine_costs_twice_as_much() {
        let family = |instance: &Instance| {
            let id = instance.id;
            match instance.provider {
                Provider::Aws => id.split('.').next().map(str::to_owned),
                Provider::Gcp => id.rsplit_once('-').map(|(family, _)| family.to_owned()),
                Provider::Azure => Some(id.replace(|letter: char| letter.is_ascii_digit(), "")),
            }
        };
        for one in INSTANCES {
            for other in INSTANCES
                .iter()
                .filter(|other| family(other) == family(one))
            {
                let scaled = one.price_per_hour / one.memory_gib * other.memory_gib;
                assert!(
                    (scaled - other.price_per_hour).abs() < 1e-9,
                    "{} and {}",
                    one.id,
                    other.id
                );
            }
        }
    }
}
