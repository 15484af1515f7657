//! Which pools are there, how full are they, when is each full, and what must
//! be ordered by when?
//!
//! - [`rules`]: zones, triggers, the decision tree, alerts.
//! - [`mod@pool`]: a pool as it is now, and when growth fills it.
//! - [`ahead`]: what it needs month by month, what to add, what that costs.
//! - [`binds`]: which pool must be ordered first.
//! - [`checked`]: the projection beside the workloads and what was measured.
//! - [`autoscaler`]: how many replicas Kubernetes would run.
//! - [`origin`]: where the inputs of its figures come from.

pub mod ahead;
pub mod autoscaler;
pub mod binds;
pub mod checked;
pub mod origin;
pub mod pool;
pub mod rules;

use crate::engine::outcome::{Visit, sound};
use crate::quantity::{Figure, Outcome};
use crate::scenario::RowKey;
use crate::scenario::fleet::pool as columns;
use crate::sheet::{Case, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use crate::workloads::web::Web;
use ahead::{Costs, PoolAhead};
use autoscaler::Autoscaler;
use binds::{Binds, POOL_PLACE};
use checked::{ActualFigures, BottomUp};
use pool::{Growing, PoolFigures};

/// Everything about the fleet.
#[derive(Clone, PartialEq, Debug)]
pub struct FleetPlan {
    /// How many months are projected; none where no growth is stated.
    pub months: usize,
    /// Customers now.
    pub customers_now: Figure,
    /// Customers against now, from month 0 on.
    pub ratios: Vec<Outcome>,
    /// Pool by pool, in the scenario's order.
    pub pools: Vec<PoolPlan>,
    /// What binds.
    pub binds: Binds,
    /// What all pools cost.
    pub costs: Costs,
    /// What was measured, in the scenario's order.
    pub actuals: Vec<(RowKey, ActualFigures)>,
    /// The autoscaler.
    pub autoscaler: Autoscaler,
}

/// One pool.
#[derive(Clone, PartialEq, Debug)]
pub struct PoolPlan {
    /// Which row it is.
    pub key: RowKey,
    /// Its word.
    pub place: Figure,
    /// As it is now, and when it is full.
    pub now: PoolFigures,
    /// Customers when it is full.
    pub cliff_customers: Outcome,
    /// Month by month.
    pub ahead: PoolAhead,
    /// As the workloads size it.
    pub bottom_up: Vec<BottomUp>,
}

/// The fleet of a scenario.
pub fn plan(
    sheet: Sheet,
    demand: &Demand,
    growth: Option<&Growth>,
    web: Option<&Web>,
) -> FleetPlan {
    let scenario = sheet.scenario;
    let now = Figure::new(
        demand.customers.or_zero(),
        &crate::scenario::demand::fields::customers.stated,
        &[],
    );
    let customers =
        &growth.map_or_else(|| vec![Ok(now)], |growth| growth.outcomes(Case::Moderate))[..];
    let customers_now = ahead::defined::fleet_customers_now(now.value);
    let ratios: Vec<Outcome> = customers
        .iter()
        .map(|then| {
            sound(ahead::defined::fleet_customers_ratio(
                (*then)?.value,
                now.value,
            ))
        })
        .collect();
    let growing = Growing {
        now: demand.customers,
        shape: growth.map(|growth| growth.shape(Case::Moderate)),
    };
    let sized = web.map_or_else(Vec::new, |web| checked::sized(scenario, web, customers));
    let stated = &scenario.pools;
    let pools: Vec<PoolPlan> = stated
        .iter()
        .enumerate()
        .map(|(row, stated_pool)| {
            let sheet = sheet.within(Row::Of(&columns::TABLE, stated_pool.key, row));
            let (now, cliff_customers) = pool::plan(sheet, stated_pool, growing);
            let ahead = ahead::of_pool(stated_pool, &ratios);
            PoolPlan {
                key: stated_pool.key,
                place: Figure::new(binds::place(stated, row), &POOL_PLACE, &[]),
                bottom_up: checked::of_pool(stated_pool, stated, &sized, &ahead.needed),
                now,
                cliff_customers,
                ahead,
            }
        })
        .collect();
    let of = |member: fn(&PoolFigures) -> Outcome| -> Vec<Outcome> {
        pools.iter().map(|pool| member(&pool.now)).collect()
    };
    let binds = binds::plan(
        stated,
        &of(|pool| pool.order_by_months),
        &of(|pool| pool.more_customers),
        &of(|pool| pool.more_until_full),
    );
    let aheads: Vec<&PoolAhead> = pools.iter().map(|pool| &pool.ahead).collect();
    let costs = ahead::costs(&of(|pool| pool.cost_now), &aheads);
    let actuals = scenario.actuals.iter().map(|actual| {
        let row = actual.place(stated);
        let needed = row.map(|row| &pools[row].ahead.needed[..]);
        (actual.key, checked::of_actual(actual, needed))
    });
    let utilization = |pool: &crate::scenario::Pool| {
        let row = stated.iter().position(|other| other.key == pool.key);
        row.map_or(Err(pool::NO_CAPACITY), |row| pools[row].now.utilization)
    };
    FleetPlan {
        months: customers.len().saturating_sub(1),
        customers_now,
        actuals: actuals.collect(),
        autoscaler: autoscaler::plan(scenario, web, utilization),
        ratios,
        binds,
        costs,
        pools,
    }
}

impl FleetPlan {
    /// The pool that must be ordered first, then the others, as far as they
    /// are ever full: places in `pools`.
    pub fn in_order(&self) -> Vec<usize> {
        let order_by: Vec<Outcome> = self
            .pools
            .iter()
            .map(|pool| pool.now.order_by_months)
            .collect();
        binds::ranked(&order_by)
    }

    /// Visits every figure with its id, in reading order.
    pub fn each(&self, visit: &mut Visit) {
        let months: Vec<String> = (0..=self.months).map(|month| month.to_string()).collect();
        visit("fleet.customers_now", Ok(self.customers_now));
        for (month, ratio) in months.iter().zip(&self.ratios) {
            visit(&["fleet.customers_ratio.", month].concat(), *ratio);
        }
        for pool in &self.pools {
            pool.each(&months, visit);
        }
        self.binds.each(&mut |id, outcome| visit(id, outcome));
        self.costs.each(&months, visit);
        for (key, figures) in &self.actuals {
            figures.each(key.text(), visit);
        }
        self.autoscaler.each(&mut |id, outcome| visit(id, outcome));
    }
}

impl PoolPlan {
    fn each(&self, months: &[String], visit: &mut Visit) {
        let key = self.key.text();
        let place = ["fleet.", key, "."].concat();
        visit(&[&place, "pool_place"].concat(), Ok(self.place));
        self.now.each(key, visit);
        self.ahead.each(key, months, visit);
        for sized in &self.bottom_up {
            let month = &months[sized.month];
            visit(&[&place, "bottom_up.", month].concat(), Ok(sized.needs));
            visit(&[&place, "bottom_up_gap.", month].concat(), sized.gap);
        }
    }
}

/// Every formula of the fleet.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = pool::entries();
    all.extend(ahead::entries());
    all.extend(binds::entries());
    all.extend(checked::entries());
    all.extend(autoscaler::entries());
    all
}
