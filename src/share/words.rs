//! Which words do links hold most often? Both ends know them, so that a link
//! need not spell them out.
//!
//! The list is part of codec version 1. From the first release on it never
//! changes: a word that is missing travels letter by letter, and another list
//! is another codec version.

/// What packing takes as sent already: each word with its length before it, as
/// payloads hold them.
pub(super) fn sent() -> Vec<u8> {
    let mut sent = Vec::with_capacity(WORDS.len());
    for word in WORDS.split_whitespace() {
        sent.extend(u8::try_from(word.len()));
        sent.extend(word.as_bytes());
    }
    sent
}

/// Choices, figures, inputs in the order of the alphabet, presets. What is
/// nearer to the end costs less.
const WORDS: &str = "
    customers total_users daily_active_users concurrent_users requests_per_day average_rate
    peak_rate flat eks gke aks strong transactional eventual provisioned on-demand by-class
    custom on off fleet.binding fleet.api_pods.headroom_customers fleet.api_pods.months_to_cliff
    fleet.api_pods.months_to_threshold fleet.api_pods.order_by_months fleet.api_pods.utilization
    flow.bottleneck flow.cost_high flow.cost_low growth.customers.12 inference.binding
    inference.cost inference.cost_per_success inference.gpus inference.replicas
    inference.ttft_seconds money.bill money.bill.12 money.bill_after_levers
    money.cost_per_customer money.gross_margin money.revenue training.cost training.gpu_hours
    demand.inference_rate web.backend_pods_max web.backend_pods_min web.bill web.bill_high
    web.bill_low web.class web.cost_high web.cost_low web.cost_per_user_high
    web.cost_per_user_low web.frontend_pods_max web.frontend_pods_min web.nodes_max
    web.nodes_min web.read_units web.request_rate web.write_units demand.active_ratio
    demand.anchor demand.average_rate demand.concurrent_share demand.concurrent_users
    demand.customers demand.daily_active_users demand.launch_multiplier
    demand.messages_per_user_day demand.peak_rate demand.peak_to_average
    demand.recompute_multiplier demand.recovery_multiplier demand.requests_per_day
    demand.requests_per_user_minute demand.total_users demand.users_per_customer
    demand.viral_multiplier price.control_plane_hour price.node_hour web.backend_buffer
    web.backend_ceiling_factor web.backend_cpu_limit web.backend_cpu_request web.backend_floor
    web.backend_memory_limit web.backend_memory_request web.consistency web.database_billing
    web.database_size web.disk_per_node web.frontend_buffer web.frontend_ceiling_factor
    web.frontend_cpu_limit web.frontend_cpu_request web.frontend_floor web.frontend_memory_limit
    web.frontend_memory_request web.large_up_to web.medium_up_to web.node_buffer
    web.node_ceiling_factor web.node_cpu_share web.node_floor web.node_max_pods web.node_memory
    web.node_memory_share web.node_rule web.node_system_pods web.node_type web.node_vcpu
    web.read_item_size web.reads_per_user web.response_size web.small_up_to
    web.users_per_backend_pod web.users_per_frontend_pod web.workload web.write_item_size
    web.writes_per_user coach-1 sale-1 gpu-1 saas-1 chat-1 0.1.0
";

#[cfg(test)]
mod tests {
    use super::*;
    use crc::{CRC_32_ISCSI, Crc};

    /// When this fails, no link that people hold opens any more: take the
    /// change back.
    #[test]
    fn the_words_never_change() {
        let sum = Crc::<u32>::new(&CRC_32_ISCSI).checksum(&sent());
        assert_eq!((sent().len(), sum), (2294, 4_186_268_934));
    }
}
