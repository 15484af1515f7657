//! What do so many customers need? Read off a table of sizes that others have
//! been through: pods, GPU nodes, storage and cost.
//!
//! Between two rows by a straight line through the logarithms, beyond the ends
//! by the line of the last two rows. A row's own number of customers gives
//! exactly what the row says.

use crate::facts::sources::OURS_ON_GUIDE;
use crate::quantity::Missing;
use crate::quantity::math::{ln, power, round_up};
use crate::quantity::order::ascending;
use crate::scenario::Field;
use crate::scenario::growth::milestone;
use crate::sheet::{Cell, Limit, Sheet};

/// Why the table says nothing.
pub const ONE_ROW: Missing = Missing(
    "The milestone table needs at least two rows with different numbers of customers: one alone has no course.",
);
/// Why a column says nothing.
pub const ZERO_CELL: Missing = Missing(
    "A row of the milestone table has 0 here, and the course between sizes is by ratios: write the \
     smallest amount that there is.",
);
/// Why a column says nothing.
pub const BEYOND: Missing = Missing(
    "So far beyond the milestone table its last two rows say nothing any more. Add a row for this size.",
);

/// How far the course of a column says something.
static COURSE: Limit = Limit {
    most: f64::MAX,
    why: BEYOND,
};

crate::formulas! {
    source: OURS_ON_GUIDE; in "growth";

    /// How the cost grows with customers from one row of the milestone table to the next: 1 is in step, less is
    /// slower.
    pub fn milestone_cost_exponent "Cost, exponent on customers"
        (
            row_cost: "USD/month", next_cost: "USD/month", row_customers: "customer", next_customers: "customer"
        ) -> "x"
    { ln(next_cost / row_cost) / ln(next_customers / row_customers) }

    /// How pods grow with customers from one row of the milestone table to the next.
    pub fn milestone_pods_exponent "Pods, exponent on customers"
        (row_pods: "pod", next_pods: "pod", row_customers: "customer", next_customers: "customer") -> "x"
    { ln(next_pods / row_pods) / ln(next_customers / row_customers) }

    /// How GPU nodes grow with customers from one row of the milestone table to the next.
    pub fn milestone_gpu_nodes_exponent "GPU nodes, exponent on customers"
        (
            row_gpu_nodes: "node", next_gpu_nodes: "node", row_customers: "customer", next_customers: "customer"
        ) -> "x"
    { ln(next_gpu_nodes / row_gpu_nodes) / ln(next_customers / row_customers) }

    /// How storage grows with customers from one row of the milestone table to the next.
    pub fn milestone_storage_exponent "Storage, exponent on customers"
        (row_storage: "GB", next_storage: "GB", row_customers: "customer", next_customers: "customer") -> "x"
    { ln(next_storage / row_storage) / ln(next_customers / row_customers) }

    /// What so many customers cost a month by the milestone table.
    pub fn milestone_cost "Cost by the milestone table"
        (
            customers: "customer", row_customers: "customer", row_cost: "USD/month",
            milestone_cost_exponent: "x"
        ) -> "USD/month"
    { row_cost * power(customers / row_customers, milestone_cost_exponent) }

    /// Pods that so many customers need by the milestone table, in whole ones.
    pub fn milestone_pods "Pods by the milestone table"
        (
            customers: "customer", row_customers: "customer", row_pods: "pod", milestone_pods_exponent: "x"
        ) -> "pod"
    { round_up(row_pods * power(customers / row_customers, milestone_pods_exponent)) }

    /// GPU nodes that so many customers need by the milestone table, in whole ones.
    pub fn milestone_gpu_nodes "GPU nodes by the milestone table"
        (
            customers: "customer", row_customers: "customer", row_gpu_nodes: "node",
            milestone_gpu_nodes_exponent: "x"
        ) -> "node"
    { round_up(row_gpu_nodes * power(customers / row_customers, milestone_gpu_nodes_exponent)) }

    /// Storage that so many customers need by the milestone table.
    pub fn milestone_storage "Storage by the milestone table"
        (
            customers: "customer", row_customers: "customer", row_storage: "GB", milestone_storage_exponent: "x"
        ) -> "GB"
    { row_storage * power(customers / row_customers, milestone_storage_exponent) }
}

/// What so many customers need.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Needs {
    /// Pods, in whole ones.
    pub pods: Cell,
    /// GPU nodes, in whole ones.
    pub gpu_nodes: Cell,
    /// GB that are stored.
    pub storage: Cell,
    /// Cost a month.
    pub cost: Cell,
}

/// One column with the formula of its exponent and that of its value.
struct Working {
    column: &'static Field,
    exponent: fn(Sheet, Cell, Cell, Cell, Cell) -> Cell,
    value: fn(Sheet, Cell, Cell, Cell, Cell) -> Cell,
}

static WORKINGS: [Working; 4] = [
    Working {
        column: &milestone::pods,
        exponent: milestone_pods_exponent,
        value: milestone_pods,
    },
    Working {
        column: &milestone::gpu_nodes,
        exponent: milestone_gpu_nodes_exponent,
        value: milestone_gpu_nodes,
    },
    Working {
        column: &milestone::storage,
        exponent: milestone_storage_exponent,
        value: milestone_storage,
    },
    Working {
        column: &milestone::cost,
        exponent: milestone_cost_exponent,
        value: milestone_cost,
    },
];

/// One row of the table: its customers, and what they need by column.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Size {
    customers: Cell,
    needs: [Cell; 4],
}

impl Size {
    fn customers(&self) -> f64 {
        self.customers.or_zero()
    }
}

/// The rows in the order of their customers.
#[derive(Clone, PartialEq, Debug)]
pub struct Milestones {
    sizes: Vec<Size>,
}

impl Milestones {
    /// The rows of the scenario in any order; of two for one number of customers
    /// the first counts, and a row for no customers does not.
    pub fn new(sheet: Sheet) -> Self {
        let rows = sheet.scenario.milestones.iter().enumerate();
        let sizes: Vec<Size> = rows
            .filter(|(_, row)| row.customers > 0.0)
            .map(|(at, _)| {
                let read = |column| sheet.read_row(column, at);
                Size {
                    customers: read(&milestone::customers),
                    needs: WORKINGS.each_ref().map(|working| read(working.column)),
                }
            })
            .collect();
        let mut sizes = ascending(&sizes, Size::customers);
        sizes.dedup_by(|later, kept| later.customers() <= kept.customers());
        Self { sizes }
    }

    /// What so many customers need.
    pub fn needs(&self, sheet: Sheet, customers: Cell) -> Needs {
        let course = customers.number();
        let course = course.and_then(|customers| self.course(customers).ok_or(ONE_ROW));
        let [from, below, above] = course.unwrap_or_else(|why| {
            [Size {
                customers: Cell::missing(why),
                needs: [Cell::missing(why); 4],
            }; 3]
        });
        let positive = |need: Cell| need.must(|need| need > 0.0, ZERO_CELL);
        let [pods, gpu_nodes, storage, cost] = core::array::from_fn(|at| {
            let exponent = (WORKINGS[at].exponent)(
                sheet,
                positive(below.needs[at]),
                positive(above.needs[at]),
                below.customers,
                above.customers,
            );
            let sheet = sheet.up_to(&COURSE);
            let value = WORKINGS[at].value;
            value(sheet, customers, from.customers, from.needs[at], exponent)
        });
        Needs {
            pods,
            gpu_nodes,
            storage,
            cost,
        }
    }

    /// The row from which so many customers are counted, the last with no more of
    /// them, or the first; then the two that give the course there.
    fn course(&self, customers: f64) -> Option<[Size; 3]> {
        let sizes = &self.sizes;
        let last_pair = sizes.len().checked_sub(2)?;
        let above = sizes.iter().position(|size| size.customers() > customers);
        let at = above.unwrap_or(sizes.len()).saturating_sub(1);
        let below = at.min(last_pair);
        Some([sizes[at], sizes[below], sizes[below + 1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Milestone, RowKey, Scenario};
    use crate::sheet::{Number, scratch};

    /// The table of the capacity guide.
    const GUIDE: [(f64, [f64; 4]); 6] = [
        (100.0, [3.0, 1.0, 50.0, 3000.0]),
        (500.0, [5.0, 2.0, 200.0, 8000.0]),
        (1000.0, [8.0, 4.0, 500.0, 15_000.0]),
        (5000.0, [15.0, 8.0, 2000.0, 45_000.0]),
        (10_000.0, [25.0, 15.0, 5000.0, 90_000.0]),
        (50_000.0, [60.0, 40.0, 20_000.0, 350_000.0]),
    ];

    fn table(rows: &[(f64, [f64; 4])]) -> Scenario {
        let row = |(customers, needs): &(f64, [f64; 4])| Milestone {
            key: RowKey::of_name("row"),
            name: "Row".to_owned(),
            customers: *customers,
            pods: needs[0],
            gpu_nodes: needs[1],
            storage: needs[2],
            cost: needs[3],
        };
        Scenario {
            milestones: rows.iter().map(row).collect(),
            ..Scenario::default()
        }
    }

    fn needs(rows: &[(f64, [f64; 4])], customers: f64) -> [Number; 4] {
        scratch(&table(rows), |sheet| {
            let needs = Milestones::new(sheet).needs(sheet, Cell::bare(Ok(customers)));
            [needs.pods, needs.gpu_nodes, needs.storage, needs.cost].map(Cell::number)
        })
    }

    fn cost(rows: &[(f64, [f64; 4])], customers: f64) -> Number {
        needs(rows, customers)[3]
    }

    fn check(customers: f64, published: f64) {
        let ours = cost(&GUIDE, customers).unwrap();
        assert!((ours - published).abs() < 0.5, "{customers}: {ours}");
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "a row gives what it says, to the bit")]
    fn a_row_gives_exactly_what_it_says() {
        for (customers, stated) in GUIDE {
            let ours = needs(&GUIDE, customers).map(Result::unwrap);
            assert_eq!(ours, stated, "{customers}");
        }
    }

    /// Model section 8; the ends by hand: 3,000 * (8/3)^(ln 0.5 / ln 5) = 1,966,
    /// 350,000 * (350/90)^(ln 2 / ln 5) = 628,192.
    #[test]
    fn between_rows_and_beyond_them_the_course_is_by_ratios() {
        check(2000.0, 24_076.0);
        check(50.0, 1966.3);
        check(100_000.0, 628_192.0);
    }

    #[test]
    fn things_are_counted_in_whole_ones() {
        let [pods, nodes, storage, _] = needs(&GUIDE, 760.4).map(Result::unwrap);
        // 5 * 1.6^(ln 1.5208 / ln 2) = 6.6; 2 * 2^(..) = 3.04.
        assert_eq!(
            [pods.to_bits(), nodes.to_bits()],
            [7.0_f64, 4.0].map(f64::to_bits)
        );
        assert!(storage > 347.0 && storage < 349.0, "{storage}");
    }

    #[test]
    fn order_does_not_matter_and_doubles_do_not_count() {
        let mut turned = GUIDE;
        turned.reverse();
        let doubled = [&GUIDE[..], &[(500.0, [9.0; 4])]].concat();
        for customers in [1.0, 499.0, 500.0, 2000.0, 1e6] {
            let ours = cost(&GUIDE, customers).unwrap().to_bits();
            assert_eq!(cost(&turned, customers).unwrap().to_bits(), ours);
            assert_eq!(cost(&doubled, customers).unwrap().to_bits(), ours);
        }
        let guide = scratch(&table(&GUIDE), Milestones::new);
        for (customers, rows) in [
            (2000.0, [1000.0, 1000.0, 5000.0]),
            (60_000.0, [50_000.0, 10_000.0, 50_000.0]),
            (20.0, [100.0, 100.0, 500.0]),
        ] {
            let course = guide.course(customers).unwrap();
            let ours = course.map(|size| size.customers().to_bits());
            assert_eq!(ours, rows.map(f64::to_bits), "{customers}");
        }
    }

    #[test]
    fn a_table_that_says_nothing_says_why() {
        assert_eq!(cost(&GUIDE[..1], 100.0), Err(ONE_ROW));
        assert_eq!(cost(&[], 100.0), Err(ONE_ROW));
        let zero = [(100.0, [1.0, 0.0, 1.0, 1.0]), (200.0, [2.0; 4])];
        assert_eq!(needs(&zero, 150.0)[1], Err(ZERO_CELL));
        assert!(cost(&zero, 150.0).is_ok());
        // A cost that falls with size, for hardly anyone.
        let falling = [(1.0, [1e9; 4]), (1.000_000_1, [1.0; 4])];
        assert_eq!(cost(&falling, 1e-9), Err(BEYOND));
    }
}
