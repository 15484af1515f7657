//! How does a number get into a scenario that no field would take?
//!
//! Only a bug could put it there. Every number of a scenario is listed; a new
//! one that is not stops the test that meets it.

use headroom::scenario::Scenario;

/// Writes a number past the field's own check, as a bug elsewhere would.
pub(crate) fn force(scenario: &mut Scenario, id: &str, number: f64) {
    let (demand, web, price) = (&mut scenario.demand, &mut scenario.web, &mut scenario.price);
    match id {
        "demand.customers" => demand.customers = Some(number),
        "demand.total_users" => demand.total_users = Some(number),
        "demand.daily_active_users" => demand.daily_active_users = Some(number),
        "demand.concurrent_users" => demand.concurrent_users = Some(number),
        "demand.requests_per_day" => demand.requests_per_day = Some(number),
        "demand.average_rate" => demand.average_rate = Some(number),
        "demand.peak_rate" => demand.peak_rate = Some(number),
        "demand.users_per_customer" => demand.users_per_customer = number,
        "demand.active_ratio" => demand.active_ratio = number,
        "demand.concurrent_share" => demand.concurrent_share = number,
        "demand.requests_per_user_minute" => demand.requests_per_user_minute = number,
        "demand.peak_to_average" => demand.peak_to_average = number,
        "demand.messages_per_user_day" => demand.messages_per_user_day = number,
        "demand.recompute_multiplier" => demand.recompute_multiplier = number,
        "demand.launch_multiplier" => demand.launch_multiplier = number,
        "demand.viral_multiplier" => demand.viral_multiplier = number,
        "demand.recovery_multiplier" => demand.recovery_multiplier = number,
        "web.users_per_backend_pod" => web.users_per_backend_pod = number,
        "web.backend_buffer" => web.backend_buffer = number,
        "web.backend_floor" => web.backend_floor = number,
        "web.backend_ceiling_factor" => web.backend_ceiling_factor = number,
        "web.users_per_frontend_pod" => web.users_per_frontend_pod = number,
        "web.frontend_buffer" => web.frontend_buffer = number,
        "web.frontend_floor" => web.frontend_floor = number,
        "web.frontend_ceiling_factor" => web.frontend_ceiling_factor = number,
        "web.small_up_to" => web.small_up_to = number,
        "web.medium_up_to" => web.medium_up_to = number,
        "web.large_up_to" => web.large_up_to = number,
        "web.backend_cpu_request" => web.backend_cpu_request = Some(number),
        "web.backend_cpu_limit" => web.backend_cpu_limit = Some(number),
        "web.backend_memory_request" => web.backend_memory_request = Some(number),
        "web.backend_memory_limit" => web.backend_memory_limit = Some(number),
        "web.frontend_cpu_request" => web.frontend_cpu_request = Some(number),
        "web.frontend_cpu_limit" => web.frontend_cpu_limit = Some(number),
        "web.frontend_memory_request" => web.frontend_memory_request = Some(number),
        "web.frontend_memory_limit" => web.frontend_memory_limit = Some(number),
        "web.node_vcpu" => web.node_vcpu = Some(number),
        "web.node_memory" => web.node_memory = Some(number),
        "web.node_max_pods" => web.node_max_pods = Some(number),
        "web.node_system_pods" => web.node_system_pods = number,
        "web.node_cpu_share" => web.node_cpu_share = number,
        "web.node_memory_share" => web.node_memory_share = number,
        "web.node_buffer" => web.node_buffer = number,
        "web.node_floor" => web.node_floor = number,
        "web.node_ceiling_factor" => web.node_ceiling_factor = number,
        "web.reads_per_user" => web.reads_per_user = number,
        "web.writes_per_user" => web.writes_per_user = number,
        "web.read_item_size" => web.read_item_size = number,
        "web.write_item_size" => web.write_item_size = number,
        "web.database_size" => web.database_size = number,
        "web.disk_per_node" => web.disk_per_node = number,
        "web.response_size" => web.response_size = number,
        "price.node_hour" => price.node_hour = Some(number),
        "price.control_plane_hour" => price.control_plane_hour = number,
        "price.load_balancer_hour" => price.load_balancer_hour = number,
        "price.load_balancer_unit_hour" => price.load_balancer_unit_hour = number,
        "price.million_reads" => price.million_reads = number,
        "price.million_writes" => price.million_writes = number,
        "price.read_unit_hour" => price.read_unit_hour = number,
        "price.write_unit_hour" => price.write_unit_hour = number,
        "price.database_storage" => price.database_storage = number,
        "price.cache_hour" => price.cache_hour = Some(number),
        "price.disk_storage" => price.disk_storage = number,
        "price.egress_gb" => price.egress_gb = number,
        _ => force_growth_or_money(scenario, id, number),
    }
}

fn force_growth_or_money(scenario: &mut Scenario, id: &str, number: f64) {
    let (growth, money) = (&mut scenario.growth, &mut scenario.money);
    match id {
        "growth.rate" => growth.rate = number,
        "growth.churn" => growth.churn = number,
        "growth.added_customers" => growth.added_customers = number,
        "growth.ceiling" => growth.ceiling = number,
        "growth.conservative_factor" => growth.conservative_factor = number,
        "growth.moderate_factor" => growth.moderate_factor = number,
        "growth.aggressive_factor" => growth.aggressive_factor = number,
        "growth.start" => growth.start = Some(number),
        "growth.months_projected" => growth.months_projected = number,
        "growth.january" => growth.january = number,
        "growth.february" => growth.february = number,
        "growth.march" => growth.march = number,
        "growth.april" => growth.april = number,
        "growth.may" => growth.may = number,
        "growth.june" => growth.june = number,
        "growth.july" => growth.july = number,
        "growth.august" => growth.august = number,
        "growth.september" => growth.september = number,
        "growth.october" => growth.october = number,
        "growth.november" => growth.november = number,
        "growth.december" => growth.december = number,
        "money.acquisition_cost" => money.acquisition_cost = number,
        "money.target_margin_low" => money.target_margin_low = number,
        "money.target_margin_high" => money.target_margin_high = number,
        "money.gross_margin_target" => money.gross_margin_target = number,
        "money.gross_margin_best" => money.gross_margin_best = number,
        "money.infrastructure_share_target" => money.infrastructure_share_target = number,
        "money.infrastructure_share_best" => money.infrastructure_share_best = number,
        "money.cost_per_customer_target" => money.cost_per_customer_target = number,
        "money.cost_per_customer_best" => money.cost_per_customer_best = number,
        "money.ltv_to_cac_target" => money.ltv_to_cac_target = number,
        "money.ltv_to_cac_best" => money.ltv_to_cac_best = number,
        "money.reserved_discount" => money.reserved_discount = number,
        "money.spot_discount" => money.spot_discount = number,
        "money.reserved_share" => money.reserved_share = Some(number),
        "money.spot_share" => money.spot_share = number,
        "money.demand_floor" => money.demand_floor = number,
        "money.traffic_exponent" => money.traffic_exponent = number,
        "money.training_exponent" => money.training_exponent = number,
        "money.semi_fixed_exponent" => money.semi_fixed_exponent = number,
        "money.various_exponent" => money.various_exponent = number,
        "money.budget" => money.budget = Some(number),
        "money.short_hours" => money.short_hours = Some(number),
        "money.short_lost" => money.short_lost = Some(number),
        "money.short_lost_per_hour" => money.short_lost_per_hour = Some(number),
        "money.short_spare" => money.short_spare = Some(number),
        "promise.latency_ms" => scenario.promise.latency_ms = Some(number),
        _ => force_training_or_data(scenario, id, number),
    }
}

fn force_training_or_data(scenario: &mut Scenario, id: &str, number: f64) {
    let (training, data, slo) = (
        &mut scenario.training,
        &mut scenario.data,
        &mut scenario.slo,
    );
    match id {
        "training.data_scientists" => training.data_scientists = number,
        "training.hours_per_day" => training.hours_per_day = number,
        "training.working_days" => training.working_days = number,
        "training.gpu_price" => training.gpu_price = number,
        "training.spot_price" => training.spot_price = number,
        "training.spot_share" => training.spot_share = number,
        "training.scheduled_spot_share" => training.scheduled_spot_share = number,
        "training.model_size" => training.model_size = number,
        "training.tokens" => training.tokens = number,
        "training.gpus" => training.gpus = number,
        "training.peak_flops" => training.peak_flops = number,
        "training.mfu" => training.mfu = number,
        "training.program_factor" => training.program_factor = number,
        "training.deadline" => training.deadline = Some(number),
        "training.adapter_share" => training.adapter_share = number,
        "training.activations" => training.activations = number,
        "training.gpu_memory" => training.gpu_memory = number,
        "data.batch_volume" => data.batch_volume = number,
        "data.batch_factor" => data.batch_factor = number,
        "data.batch_window" => data.batch_window = number,
        "data.batch_period" => data.batch_period = number,
        "data.worker_rate" => data.worker_rate = number,
        "data.workers_now" => data.workers_now = Some(number),
        "data.event_rate" => data.event_rate = number,
        "data.stream_factor" => data.stream_factor = number,
        "data.consumer_rate" => data.consumer_rate = number,
        "data.stall" => data.stall = number,
        "data.recovery" => data.recovery = number,
        "data.partitions" => data.partitions = number,
        "data.storage_used" => data.storage_used = number,
        "data.storage_capacity" => data.storage_capacity = number,
        "data.models_growth" => data.models_growth = number,
        "data.sets_growth" => data.sets_growth = number,
        "data.logs_growth" => data.logs_growth = number,
        "data.storage_lead_time" => data.storage_lead_time = number,
        "slo.latency_target" => slo.latency_target = number,
        "slo.measured_pods" => slo.measured_pods = number,
        "slo.measured_gpus" => slo.measured_gpus = number,
        "slo.latency_of_one" => slo.latency_of_one = Some(number),
        "slo.contention" => slo.contention = Some(number),
        "slo.coherency" => slo.coherency = Some(number),
        _ => force_fleet(scenario, id, number),
    }
}

fn force_fleet(scenario: &mut Scenario, id: &str, number: f64) {
    let fleet = &mut scenario.fleet;
    match id {
        "fleet.p95_latency" => fleet.p95_latency = Some(number),
        "fleet.queue_depth" => fleet.queue_depth = Some(number),
        "fleet.replicas_min" => fleet.replicas_min = number,
        "fleet.replicas_max" => fleet.replicas_max = number,
        "fleet.cpu_target" => fleet.cpu_target = number,
        "fleet.memory_target" => fleet.memory_target = number,
        "fleet.up_limit" => fleet.up_limit = number,
        "fleet.up_period" => fleet.up_period = number,
        "fleet.up_window" => fleet.up_window = number,
        "fleet.down_limit" => fleet.down_limit = number,
        "fleet.down_period" => fleet.down_period = number,
        "fleet.down_window" => fleet.down_window = number,
        "fleet.pods_running" => fleet.pods_running = Some(number),
        "fleet.cpu_measured" => fleet.cpu_measured = Some(number),
        "fleet.memory_measured" => fleet.memory_measured = Some(number),
        "fleet.limit_factor" => fleet.limit_factor = number,
        "flow.user_price" => scenario.flow.user_price = number,
        "flow.mvp_up_to" => scenario.flow.mvp_up_to = number,
        "flow.growth_up_to" => scenario.flow.growth_up_to = number,
        "flow.scale_up_to" => scenario.flow.scale_up_to = number,
        "flow.peak_hours" => scenario.flow.peak_hours = number,
        "flow.watched_backlog" => scenario.flow.watched_backlog = number,
        "flow.alert_share" => scenario.flow.alert_share = number,
        "flow.response_alert" => scenario.flow.response_alert = number,
        _ => force_inference(scenario, id, number),
    }
}

fn force_inference(scenario: &mut Scenario, id: &str, number: f64) {
    let inference = &mut scenario.inference;
    match id {
        "inference.throughput_per_gpu" => inference.throughput_per_gpu = number,
        "inference.instance_throughput" => inference.instance_throughput = number,
        "inference.cache_factor" => inference.cache_factor = number,
        "inference.headroom" => inference.headroom = number,
        "inference.availability" => inference.availability = number,
        "inference.gpus_held" => inference.gpus_held = Some(number),
        "inference.gpus_per_node" => inference.gpus_per_node = number,
        "inference.gpu_hour" => inference.gpu_hour = Some(number),
        "inference.split" => inference.split = Some(number),
        "inference.gpu_memory" => inference.gpu_memory = Some(number),
        "inference.gpu_bandwidth" => inference.gpu_bandwidth = Some(number),
        "inference.gpu_peak_16" => inference.gpu_peak_16 = Some(number),
        "inference.gpu_peak_8" => inference.gpu_peak_8 = Some(number),
        "inference.gpu_peak_4" => inference.gpu_peak_4 = Some(number),
        "inference.gpu_link" => inference.gpu_link = number,
        "inference.model_parameters" => inference.model_parameters = Some(number),
        "inference.model_active" => inference.model_active = Some(number),
        "inference.model_layers" => inference.model_layers = Some(number),
        "inference.model_hidden" => inference.model_hidden = Some(number),
        "inference.model_vocabulary" => inference.model_vocabulary = number,
        "inference.model_heads" => inference.model_heads = Some(number),
        "inference.model_kv_heads" => inference.model_kv_heads = Some(number),
        "inference.model_experts" => inference.model_experts = Some(number),
        "inference.model_experts_per_token" => inference.model_experts_per_token = number,
        "inference.memory_share" => inference.memory_share = number,
        "inference.most_sequences" => inference.most_sequences = number,
        "inference.input_tokens" => inference.input_tokens = number,
        "inference.output_tokens" => inference.output_tokens = number,
        "inference.cache_hit" => inference.cache_hit = number,
        "inference.step_cached" => inference.step_cached = number,
        "inference.step_appended" => inference.step_appended = number,
        "inference.step_output" => inference.step_output = number,
        "inference.longest_context" => inference.longest_context = Some(number),
        "inference.ttft_target" => inference.ttft_target = number,
        "inference.tpot_target" => inference.tpot_target = number,
        "inference.drafted" => inference.drafted = number,
        "inference.accepted" => inference.accepted = number,
        "inference.draft_cost" => inference.draft_cost = number,
        "inference.api_input_price" => inference.api_input_price = Some(number),
        "inference.api_cached_price" => inference.api_cached_price = Some(number),
        "inference.api_output_price" => inference.api_output_price = Some(number),
        "inference.batch_share" => inference.batch_share = number,
        _ => force_cell(scenario, id, number),
    }
}

fn force_cell(scenario: &mut Scenario, id: &str, number: f64) {
    let parts: Vec<&str> = id.split('.').collect();
    let [table, key, column] = parts[..] else {
        panic!("{id} is not listed here");
    };
    macro_rules! cells {
        ($rows:ident: $($number:ident)* $(, optional $($optional:ident)+)?) => {{
            let mut rows = scenario.$rows.iter_mut();
            let row = rows.find(|row| row.key.text() == key).unwrap();
            match column {
                $(stringify!($number) => row.$number = number,)*
                $($(stringify!($optional) => row.$optional = Some(number),)+)?
                _ => panic!("{id} is not listed here"),
            }
        }};
    }
    match table {
        "tier" => {
            cells!(tiers: cost share calls_per_day jobs_per_month storage gpu_hours, optional price);
        }
        "event" => cells!(events: hours multiplier, optional date),
        "own" => cells!(own_months: month customers),
        "milestone" => cells!(milestones: customers pods gpu_nodes storage cost),
        "change" => cells!(changes: customers),
        "bill" => cells!(bill: amount),
        "lever" => cells!(levers: saving),
        "run" => cells!(runs: times gpus hours),
        "once" => cells!(one_times: gpus hours months),
        "sample" => cells!(samples: load latency, optional throughput),
        "pool" => {
            cells!(pools: used capacity step lead_time exponent warning critical, optional unit_cost);
        }
        "actual" => cells!(actuals: month used),
        "stage" => {
            cells!(stages: items_per_message calls_per_item input_tokens output_tokens
                reserved_tokens concurrency service_low service_high variability
                connections_per_user failure_share most_attempts item_cost_low item_cost_high
                plan_cost, optional requests_per_minute tokens_per_minute requests_per_day
                tokens_per_day concurrency_least);
        }
        "vendor" => {
            cells!(vendors: mvp_low mvp_high growth_low growth_high scale_low scale_high,
                optional budget);
        }
        "traffic" => {
            cells!(traffic: users messages_low messages_high concurrent_low concurrent_high
                stated_low stated_high);
        }
        "fix" => {
            cells!(fixes: added hit_rate factor user_limit monthly_cost effort);
        }
        "model" => cells!(models: share, optional throughput_per_gpu),
        _ => panic!("{id} is not listed here"),
    }
}
