//! How full are the pools of a scenario, when does growth fill each, and what
//! must be added by when, step by step?

use super::ahead::{
    self, Ahead, fleet_customers_ratio, fleet_demand_ratio, fleet_measured_at, used_now,
};
use super::pool::{self, Now};
use super::{autoscaler, binding, checked};
use crate::scenario::fleet::{fields, pool as pool_table};
use crate::sheet::{Case, Cell, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use crate::workloads::growth::reach::{Follows, Growing};
use crate::workloads::web::Web;

/// The pools of a scenario, as far as others ask for them.
#[derive(Clone, PartialEq, Debug)]
pub struct Pools {
    /// How many months are projected; none where no growth is stated.
    pub months: usize,
    /// Pool by pool, in the scenario's order.
    pub all: Vec<Planned>,
}

/// One pool.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// Which row it is.
    pub row: Row,
    /// As it is now, and when it is full.
    pub now: Now,
    /// Month by month.
    pub ahead: Ahead,
    /// How much more the workloads need than the projection says, by month.
    pub gaps: Vec<(usize, Cell)>,
}

/// The pools of a scenario.
pub fn plan(sheet: Sheet, demand: &Demand, growth: Option<&Growth>, web: Option<&Web>) -> Pools {
    let scenario = sheet.scenario;
    let still = [demand.customers];
    let customers = growth.map_or(&still[..], |growth| growth.customers(Case::Moderate));
    let measured_at = sheet.stated_or(&fields::measured_at, || {
        fleet_measured_at(sheet, demand.customers)
    });
    let ratio_now = scenario
        .fleet
        .measured_at
        .map(|_| fleet_customers_ratio(sheet, demand.customers, measured_at));
    let of_customers: Vec<Cell> = customers
        .iter()
        .enumerate()
        .map(|(month, then)| fleet_customers_ratio(sheet.in_month(month), *then, measured_at))
        .collect();
    let of_demand = demand_ratios(sheet, &of_customers, growth);
    let later = web.map_or_else(Vec::new, |_| checked::later(sheet, customers));
    let planned = |(at, stated): (usize, &crate::scenario::Pool)| {
        let row = Row::Of(&pool_table::TABLE, stated.key, at);
        let sheet = sheet.within(row);
        let used = ratio_now.map_or_else(
            || sheet.read(&pool_table::used),
            |ratio| used_now(sheet, ratio),
        );
        let follows = stated.kind.follows();
        let growing = Growing {
            now: demand.customers,
            growth,
            follows,
        };
        let now = pool::plan(sheet, stated, used, growing);
        let ratios = match follows {
            Follows::Customers => &of_customers,
            Follows::Demand => &of_demand,
        };
        let ahead = ahead::plan(sheet, ratios, now.capacity);
        let gaps = web.map_or_else(Vec::new, |web| {
            checked::plan(
                sheet,
                stated.kind,
                (web, &later),
                customers[0],
                &ahead.needed,
            )
        });
        Planned {
            row,
            now,
            ahead,
            gaps,
        }
    };
    let all: Vec<Planned> = scenario.pools.iter().enumerate().map(planned).collect();
    let now: Vec<Now> = all.iter().map(|pool| pool.now).collect();
    binding::plan(sheet, &now);
    let costs: Vec<Cell> = now.iter().map(|now| now.cost_now).collect();
    let aheads: Vec<&Ahead> = all.iter().map(|pool| &pool.ahead).collect();
    ahead::costs(sheet, &costs, &aheads);
    autoscaler::plan(sheet, web, &all);
    Pools {
        months: customers.len().saturating_sub(1),
        all,
    }
}

/// How many times the demand at the measurement there is, month by month: that of
/// customers alone where no month differs from another.
fn demand_ratios(sheet: Sheet, of_customers: &[Cell], growth: Option<&Growth>) -> Vec<Cell> {
    let timeline = growth.map(|growth| &growth.timeline);
    let Some(timeline) = timeline.filter(|it| !it.is_even() || it.undated().is_some()) else {
        return of_customers.to_vec();
    };
    let months = of_customers.iter().zip(&timeline.multipliers).enumerate();
    let ratio = |(month, (ratio, multiplier)): (usize, (&Cell, &Cell))| {
        fleet_demand_ratio(sheet.in_month(month), *ratio, *multiplier)
    };
    months.map(ratio).collect()
}

impl Planned {
    /// The id of one of its figures.
    pub fn id(&self, name: &str) -> String {
        let key = self.row.in_table().map(|(_, key, _)| key);
        [
            "fleet.",
            key.as_ref().map_or("", |key| key.text()),
            ".",
            name,
        ]
        .concat()
    }
}

impl Pools {
    /// The pool that must be ordered first, then the others, as far as they
    /// are ever full: places in `all`.
    pub fn in_order(&self) -> Vec<usize> {
        binding::ranked(self.all.iter().map(|pool| pool.now.order_by_months))
    }
}
