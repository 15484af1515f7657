//! What does each workload that is on take, of what there is?

use super::formulas::{
    capacity_of_network, capacity_of_nodes, capacity_of_pods, capacity_of_pool, capacity_of_stage,
    capacity_of_storage, cliff_times_of_pool, critical_in, critical_of_backend,
    critical_of_frontend, critical_of_nodes, critical_of_pool, critical_of_stage,
    critical_of_storage_in, critical_times, critical_times_of_nodes, critical_times_of_pool,
    full_in, full_of_storage_in, needed_of_pool, needed_of_storage, needed_of_storage_then,
    network_out, order_by_of_pool, order_by_of_storage, unit_cost_of_gpu_node, unit_cost_of_node,
    used_of_backend, used_of_frontend, used_of_network, used_of_nodes, used_of_pool, used_of_stage,
    used_of_storage, utilization_now, utilization_of_pool, utilization_of_storage,
};
use super::plan::{NOTHING_ONCE, Need, Resource, UNBOUNDED, Way, is_stated, room};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::math::{of_count, power};
use crate::scenario::fleet::PoolKind;
use crate::scenario::flow::{StageKind, stage};
use crate::scenario::web::fields;
use crate::scenario::{Field, Pool, Slot, data, fleet};
use crate::sheet::{Case, Cell, Known, Number, Row, Sheet, scratch};
use crate::workloads::demand::Demand;
use crate::workloads::growth::reach::Follows;
use crate::workloads::pools::Planned;
use crate::workloads::pools::sized::most_times;
use crate::workloads::web;
use crate::workloads::web::formulas::{backend_pods_min, frontend_pods_min};

/// Why pods have no price of their own.
pub const ON_NODES: Missing = Missing("Pods run on the nodes, which are priced.");
/// Why more of a limit has no price.
pub const ASK: Missing = Missing("What a higher limit costs is not stated. Ask the vendor.");
/// Why storage of data has no price.
pub const STORAGE_UNPRICED: Missing =
    Missing("What storage of data costs is not stated, so more of it has no price.");
/// Why storage of data has no room.
pub const FILLS_BY_ITSELF: Missing =
    Missing("It grows by itself, whatever demand, so it has a date and no room for more of it.");
const AT_ONCE: Cell = Cell::bare(Ok(0.0));

/// The pools, which have been planned by their own measured use.
pub(super) fn pools(sheet: Sheet, demand: &Demand, plan: &Plan) -> Vec<Resource> {
    let Some(pools) = &plan.pools else {
        return Vec::new();
    };
    let stated = sheet.scenario.pools.iter().zip(&pools.all);
    let of = |(stated, planned)| pool(sheet, (demand, plan), stated, planned);
    stated.map(of).collect()
}

fn pool(
    sheet: Sheet,
    (demand, plan): (&Demand, &Plan),
    stated: &Pool,
    planned: &Planned,
) -> Resource {
    let sheet = sheet.within(planned.row);
    let now = &planned.now;
    let used = used_of_pool(sheet, now.used);
    let capacity = capacity_of_pool(sheet, now.capacity);
    cliff_times_of_pool(sheet, now.cliff_customers, demand.customers);
    let critical_times = critical_times_of_pool(sheet, now.critical_customers, demand.customers);
    let in_case = |case: Case, by| order_by_of_pool(sheet.in_case(case), by);
    let months = planned.ahead.needed.iter().enumerate();
    for (month, needed) in months {
        let sheet = sheet.in_month(month);
        let needed = needed_of_pool(sheet, *needed);
        utilization_of_pool(sheet, needed, capacity);
    }
    utilization_now(sheet, used, capacity);
    let critical = critical_of_pool(sheet).or_zero();
    let must_be_there = through_months(plan, stated, planned, critical);
    let must_at_rented = at_rented(plan, stated, planned, critical);
    let [slow, fast] = now.order_by_in;
    // GPUs that serve the models have one price, whoever takes them.
    let serving = plan.inference.as_ref().map(|it| it.serving.gpu_hour);
    let serving = serving.filter(|price| price.is_known());
    let unit_cost = match serving.filter(|_| planned.is_sized && stated.kind == PoolKind::Gpu) {
        Some(price) => unit_cost_of_gpu_node(sheet, price),
        None => sheet.read(&fleet::pool::unit_cost),
    };
    let stated_in = Slot {
        field: &fleet::pool::capacity,
        row: Some(stated.key),
    };
    Resource {
        row: planned.row,
        name: stated.name.clone(),
        way: Way::Order,
        unit: "",
        stated_in: Some(stated_in),
        is_stated: is_stated(sheet.scenario, Some(stated_in)),
        step: stated.step,
        critical,
        must_be_there,
        must_at_rented,
        lead_time: sheet.read(&fleet::pool::lead_time),
        unit_cost,
        months_to_critical: critical_in(sheet, now.months_to_critical),
        months_to_cliff: full_in(sheet, now.months_to_cliff),
        order_by_months: order_by_of_pool(sheet, now.order_by_months),
        order_by_in: [
            in_case(Case::Conservative, slow),
            in_case(Case::Aggressive, fast),
        ],
        room: room(sheet, critical_times),
        critical_times,
        used,
        capacity,
        there_in: Vec::new(),
        most: sheet.read(&fleet::pool::most),
        one_off: sheet.read(&fleet::pool::one_off),
    }
}

/// What must be there of a pool through each month: what it takes at the beginning or at
/// the end of it, or at the peak of its season or event.
fn through_months(plan: &Plan, stated: &Pool, planned: &Planned, critical: f64) -> Vec<f64> {
    let needed = |month: usize| {
        planned
            .ahead
            .needed
            .get(month)
            .map_or(0.0, |it| it.or_zero())
    };
    let taken = planned.now.used.or_zero();
    let Some(growth) = &plan.growth else {
        return vec![taken / critical];
    };
    let is_even = growth.timeline.is_even() || stated.need_follows() == Follows::Customers;
    let most = |month: usize| {
        if let Some(sized) = &planned.through {
            sized.months[month]
        } else if is_even {
            needed(month).max(needed(month + 1))
        } else {
            taken * power(growth.most_in(Case::Moderate, month), stated.exponent)
        }
    };
    (0..=growth.months)
        .map(|month| most(month) / critical)
        .collect()
}

/// What must be there of a pool for each event for which capacity is rented; nothing where
/// it follows customers.
fn at_rented(plan: &Plan, stated: &Pool, planned: &Planned, critical: f64) -> Vec<f64> {
    let taken = match stated.need_follows() {
        Follows::Demand => planned.now.used.or_zero(),
        Follows::Customers => 0.0,
    };
    if let Some(sized) = &planned.through {
        return sized.rented.iter().map(|need| need / critical).collect();
    }
    let growth = plan.growth.iter();
    let times = growth.flat_map(|growth| growth.most_at_rented(Case::Moderate));
    let must = times.map(|times| taken * power(times, stated.exponent) / critical);
    must.collect()
}

/// Whether a pool that workloads size stands for what they need of this kind.
pub(super) fn stands_for(sheet: Sheet, plan: &Plan, kind: PoolKind) -> bool {
    let planned = plan.pools.iter().flat_map(|pools| &pools.all);
    let mut both = sheet.scenario.pools.iter().zip(planned);
    both.any(|(stated, planned)| stated.kind == kind && planned.is_sized)
}

/// Pods and nodes of the web stack, sized again for whatever demand is asked.
pub(super) fn of_web(sheet: Sheet, demand: &Demand, plan: &Plan, add: &mut dyn FnMut(Need)) {
    let Some(web) = &plan.web else { return };
    let Some(reach) = &web.reach else { return };
    let users = demand.concurrent_users;
    let sized = |times: f64, of: &dyn Fn(Sheet, &Demand) -> Cell| {
        scratch(sheet.scenario, |sheet| {
            of(sheet, &demand.times(times)).number()
        })
    };
    let lead_time = sheet.read(&fields::lead_time);
    let mut pods = |(word, name): (&'static str, &'static str),
                    used: fn(Sheet, Cell) -> Cell,
                    critical: fn(Sheet) -> Cell,
                    most: Cell,
                    stated_in: &'static Field,
                    sized: &dyn Fn(f64) -> Number| {
        let row = Row::Word(word, name);
        let sheet = sheet.within(row);
        let (used, critical) = (used(sheet, users), critical(sheet));
        let capacity = capacity_of_pods(sheet, most);
        add(Need {
            row,
            name: name.to_owned(),
            way: Way::Raise,
            unit: "pods",
            stated_in: Some(stated_in.into()),
            step: 1.0,
            used,
            capacity,
            critical,
            critical_times: critical_times(sheet, critical, capacity, used),
            most: UNBOUNDED,
            lead_time,
            unit_cost: Cell::missing(ON_NODES),
            sized: Some(sized),
        });
    };
    // A pool that the web stack sizes stands for its pods.
    if stands_for(sheet, plan, PoolKind::Pods) {
        return nodes(sheet, demand, (plan, web), add);
    }
    pods(
        ("web_backend_pods", "Backend pods"),
        used_of_backend,
        critical_of_backend,
        reach.backend.most,
        &fields::backend_pods_have,
        &|times| {
            sized(times, &|sheet, it| {
                backend_pods_min(sheet, it.concurrent_users)
            })
        },
    );
    pods(
        ("web_frontend_pods", "Frontend pods"),
        used_of_frontend,
        critical_of_frontend,
        reach.frontend.most,
        &fields::frontend_pods_have,
        &|times| {
            sized(times, &|sheet, it| {
                frontend_pods_min(sheet, it.concurrent_users)
            })
        },
    );
    nodes(sheet, demand, (plan, web), add);
}

/// Nodes of the web stack, sized again for whatever demand is asked.
fn nodes(
    sheet: Sheet,
    demand: &Demand,
    (plan, web): (&Plan, &web::Web),
    add: &mut dyn FnMut(Need),
) {
    let Some(reach) = &web.reach else { return };
    let row = Row::Word("web_nodes", "Nodes");
    let here = sheet.within(row);
    let capacity = capacity_of_nodes(here, reach.nodes.most);
    let nodes = |times: f64| {
        scratch(sheet.scenario, |sheet| {
            web::sized(sheet, &demand.times(times))
                .nodes
                .fewest
                .number()
        })
    };
    let most = capacity
        .number()
        .and_then(|there| most_times(there, &nodes));
    let node_hour = plan.web_bill.map(|bill| bill.node_hour);
    add(Need {
        row,
        name: "Nodes".to_owned(),
        way: Way::Raise,
        unit: "nodes",
        stated_in: Some((&fields::nodes_have).into()),
        step: 1.0,
        used: used_of_nodes(here, web.nodes.required),
        capacity,
        critical: critical_of_nodes(here),
        critical_times: critical_times_of_nodes(
            here,
            Known(most),
            capacity,
            demand.concurrent_users,
        ),
        most: UNBOUNDED,
        lead_time: sheet.read(&fields::lead_time),
        unit_cost: unit_cost_of_node(here, node_hour.unwrap_or(Cell::missing(ASK))),
        sized: Some(&nodes),
    });
}

/// Stages with a limit.
pub(super) fn of_stages(sheet: Sheet, plan: &Plan, add: &mut dyn FnMut(Need)) {
    let Some(limits) = &plan.limits else { return };
    let stages = sheet.scenario.stages.iter().zip(&limits.stages).enumerate();
    for (at, (stated, planned)) in stages {
        if stated.kind == StageKind::Unlimited || !planned.capacity.is_known() {
            continue;
        }
        let row = Row::Behind("stage", &stage::TABLE, stated.key, at);
        let here = sheet.within(row);
        let capacity = capacity_of_stage(here, planned.capacity);
        let critical = critical_of_stage(here);
        let used = used_of_stage(here, planned.capacity, planned.utilization_peak);
        let one_more = planned.capacity.or_zero() / planned.servers.or_zero();
        let (way, step) = match stated.kind {
            StageKind::Workers if one_more.is_finite() && one_more > 0.0 => (Way::Order, one_more),
            _ => (Way::Raise, 1.0),
        };
        add(Need {
            row,
            name: stated.name.clone(),
            way,
            unit: "a minute",
            stated_in: None,
            step,
            critical_times: critical_times(here, critical, capacity, used),
            used,
            capacity,
            critical,
            most: UNBOUNDED,
            lead_time: AT_ONCE,
            unit_cost: Cell::missing(ASK),
            sized: None,
        });
    }
}

/// What the web stack sends out, where it is stated how much can be.
pub(super) fn of_network(sheet: Sheet, demand: &Demand, plan: &Plan, add: &mut dyn FnMut(Need)) {
    if plan.web.is_none() || sheet.scenario.web.network_have.is_none() {
        return;
    }
    let row = Row::Word("web_network", "Network out");
    let here = sheet.within(row);
    let used = used_of_network(here, network_out(here, demand.peak_rate));
    let (capacity, critical) = (capacity_of_network(here), critical_of_stage(here));
    add(Need {
        row,
        name: "Network out".to_owned(),
        way: Way::Raise,
        unit: "MB a second",
        stated_in: None,
        step: 1.0,
        critical_times: critical_times(here, critical, capacity, used),
        used,
        capacity,
        critical,
        most: UNBOUNDED,
        lead_time: sheet.read(&fields::lead_time),
        unit_cost: Cell::missing(ASK),
        sized: None,
    });
}

/// Storage of data, which fills by itself, whatever demand.
pub(super) fn of_storage(sheet: Sheet, plan: &Plan) -> Option<Resource> {
    let storage = plan.storage?;
    let row = Row::Word("data_storage", "Storage of data");
    let sheet = sheet.within(row);
    let (used, capacity) = (used_of_storage(sheet), capacity_of_storage(sheet));
    let share = critical_of_stage(sheet);
    utilization_now(sheet, used, capacity);
    let growth = storage.growth;
    let held = |month: usize| used.or_zero() + growth.or_zero() * of_count(month);
    let months = plan.growth.as_ref().map(|growth| growth.months);
    let mut before: Option<Cell> = None;
    for month in months.map_or(0..0, |months| 0..months + 1) {
        let sheet = sheet.in_month(month);
        let needed = match before {
            None => needed_of_storage(sheet, used),
            Some(before) => needed_of_storage_then(sheet, before, growth),
        };
        utilization_of_storage(sheet, needed, capacity);
        before = Some(needed);
    }
    let critical = critical_of_storage_in(sheet, storage.months_to_critical);
    let by = |case: Case| order_by_of_storage(sheet.in_case(case), storage.order_by);
    Some(Resource {
        row,
        name: "Storage of data".to_owned(),
        way: Way::Order,
        unit: "GB",
        stated_in: None,
        is_stated: true,
        step: 1.0,
        critical: share.or_zero(),
        must_be_there: (0..=months.unwrap_or(0))
            .map(|month| held(month + usize::from(months.is_some())) / share.or_zero())
            .collect(),
        must_at_rented: Vec::new(),
        there_in: Vec::new(),
        most: UNBOUNDED,
        one_off: NOTHING_ONCE,
        lead_time: sheet.read(&data::fields::storage_lead_time),
        unit_cost: Cell::missing(STORAGE_UNPRICED),
        months_to_critical: critical,
        months_to_cliff: full_of_storage_in(sheet, storage.months_to_full),
        order_by_months: by(Case::Moderate),
        order_by_in: [Case::Conservative, Case::Aggressive].map(by),
        critical_times: Cell::missing(FILLS_BY_ITSELF),
        room: room(sheet, Cell::missing(FILLS_BY_ITSELF)),
        used,
        capacity,
    })
}
