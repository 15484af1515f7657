//! How full are the pools of a scenario, when does growth fill each, and what
//! must be added by when, step by step?

use super::ahead::{
    self, Ahead, fleet_customers_ratio, fleet_demand_ratio, fleet_measured_at, used_now,
};
use super::autoscaler::Scaled;
use super::pool::{self, Now};
use super::sized::{self, Needed, Sized};
use super::{autoscaled, binding, checked};
use crate::engine::Plan;
use crate::scenario::fleet::{fields, pool as pool_table};
use crate::sheet::{Case, Cell, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use crate::workloads::growth::reach::{Follows, Growing};

/// The pools of a scenario, as far as others ask for them.
#[derive(Clone, PartialEq, Debug)]
pub struct Pools {
    /// How many months are projected; none where no growth is stated.
    pub months: usize,
    /// Pool by pool, in the scenario's order.
    pub all: Vec<Planned>,
    /// What its autoscaler goes by and between; part of the details.
    pub scaled: Option<Scaled>,
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
    /// Whether workloads say how much of it is used.
    pub is_sized: bool,
    /// What they need of it along the months, where growth is stated.
    pub through: Option<Through>,
}

/// The most that workloads need of a pool.
#[derive(Clone, PartialEq, Debug)]
pub struct Through {
    /// In each month.
    pub months: Vec<f64>,
    /// At each event for which capacity is rented.
    pub rented: Vec<f64>,
}

/// The pools of a scenario.
pub fn plan(sheet: Sheet, demand: &Demand, so_far: &Plan) -> Pools {
    let growth = so_far.growth.as_ref();
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
    let planned = |(at, stated): (usize, &crate::scenario::Pool)| {
        let row = Row::Of(&pool_table::TABLE, stated.key, at);
        let sheet = sheet.within(row);
        let measured = ratio_now.map_or_else(
            || sheet.read(&pool_table::used),
            |ratio| used_now(sheet, ratio),
        );
        let needed = sized::needed(sheet, stated, (demand, so_far));
        let gaps = needed.as_ref().map_or_else(Vec::new, |needed| {
            let projection = ahead::projection(sheet, &of_customers);
            checked::plan(sheet, needed, &of_customers, &projection)
        });
        let shares = needed.as_ref().map(Needed::gpus);
        let sized = needed.and_then(|needed| needed.sizes(sheet, stated, measured));
        let used = sized.as_ref().map_or(measured, |sized| sized.now);
        let follows = stated.need_follows();
        let growing = Growing {
            now: demand.customers,
            growth,
            follows,
        };
        let now = pool::plan(sheet, stated, (used, sized.as_ref()), growing);
        if let Some(gpus) = shares.filter(|_| sized.is_some()) {
            sized::shares(sheet, gpus, now.capacity);
        }
        let ratios = match follows {
            Follows::Customers => &of_customers,
            Follows::Demand => &of_demand,
        };
        let timeline = growth.map(|growth| &growth.timeline);
        let rented = timeline.filter(|it| follows == Follows::Demand && !it.rented.is_empty());
        let sized_now = (sized.as_ref(), of_customers[0]);
        let ahead = ahead::plan(sheet, ratios, (now.capacity, rented), sized_now);
        Planned {
            row,
            now,
            ahead,
            gaps,
            is_sized: sized.is_some(),
            through: sized
                .zip(growth)
                .map(|(sized, growth)| through(&sized, growth, follows)),
        }
    };
    let all: Vec<Planned> = scenario.pools.iter().enumerate().map(planned).collect();
    let now: Vec<Now> = all.iter().map(|pool| pool.now).collect();
    binding::plan(sheet, &now);
    let costs: Vec<Cell> = now.iter().map(|now| now.cost_now).collect();
    let aheads: Vec<&Ahead> = all.iter().map(|pool| &pool.ahead).collect();
    ahead::costs(sheet, &costs, &aheads);
    let details = so_far.loaded.details;
    let scaled = details.then(|| autoscaled(sheet, so_far.web.as_ref(), &all));
    Pools {
        months: customers.len().saturating_sub(1),
        all,
        scaled,
    }
}

/// The most that workloads need of a pool, month by month and at each event that is rented for.
fn through(sized: &Sized, growth: &Growth, follows: Follows) -> Through {
    let need = |times: f64| (sized.need)(times).unwrap_or(0.0);
    let times = |month| match follows {
        Follows::Demand => growth.most_in(Case::Moderate, month),
        Follows::Customers => growth.customers_in(Case::Moderate, month),
    };
    let months = (0..=growth.months).map(|month| need(times(month)));
    Through {
        months: months.collect(),
        rented: growth.most_at_rented(Case::Moderate).map(need).collect(),
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
