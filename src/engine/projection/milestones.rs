//! What do so many customers need? Read off a table of sizes that others have
//! been through: pods, GPU nodes, storage and cost.
//!
//! Between two rows by a straight line through the logarithms, beyond the ends
//! by the line of the last two rows. A row's own number of customers gives
//! exactly what the row says.

use crate::catalog::sources::CAPACITY_GUIDE;
use crate::engine::outcome::sound;
use crate::quantity::math::{ln, power, whole};
use crate::quantity::order::ascending;
use crate::quantity::{Absent, Figure, Outcome};

/// Why the table says nothing.
pub const ONE_ROW: Absent = Absent(
    "The milestone table needs at least two rows with different numbers of customers: one alone has no course.",
);
/// Why a column says nothing.
pub const ZERO_CELL: Absent = Absent(
    "A row of the milestone table has 0 here, and the course between sizes is by ratios: write the smallest amount that there is.",
);
/// Why a column says nothing.
pub const BEYOND: Absent = Absent(
    "So far beyond the milestone table its last two rows say nothing any more. Add a row for this size.",
);

crate::old_formulas! {
    source: CAPACITY_GUIDE;

    /// How the cost grows with customers from one row of the milestone table to the next: 1 is in step, less is slower.
    pub fn milestone_cost_exponent "Cost, exponent on customers" (row_cost: "USD/month", next_cost: "USD/month", row_customers: "customer", next_customers: "customer") -> "x" {
        ln(next_cost / row_cost) / ln(next_customers / row_customers)
    }
    /// How pods grow with customers from one row of the milestone table to the next.
    pub fn milestone_pods_exponent "Pods, exponent on customers" (row_pods: "pod", next_pods: "pod", row_customers: "customer", next_customers: "customer") -> "x" {
        ln(next_pods / row_pods) / ln(next_customers / row_customers)
    }
    /// How GPU nodes grow with customers from one row of the milestone table to the next.
    pub fn milestone_gpu_nodes_exponent "GPU nodes, exponent on customers" (row_gpu_nodes: "node", next_gpu_nodes: "node", row_customers: "customer", next_customers: "customer") -> "x" {
        ln(next_gpu_nodes / row_gpu_nodes) / ln(next_customers / row_customers)
    }
    /// How storage grows with customers from one row of the milestone table to the next.
    pub fn milestone_storage_exponent "Storage, exponent on customers" (row_storage: "GB", next_storage: "GB", row_customers: "customer", next_customers: "customer") -> "x" {
        ln(next_storage / row_storage) / ln(next_customers / row_customers)
    }
    /// What so many customers cost a month by the milestone table.
    pub fn milestone_cost "Cost by the milestone table" (customers: "customer", row_customers: "customer", row_cost: "USD/month", milestone_cost_exponent: "x") -> "USD/month" {
        row_cost * power(customers / row_customers, milestone_cost_exponent)
    }
    /// Pods that so many customers need by the milestone table, in whole ones.
    pub fn milestone_pods "Pods by the milestone table" (customers: "customer", row_customers: "customer", row_pods: "pod", milestone_pods_exponent: "x") -> "pod" {
        whole(row_pods * power(customers / row_customers, milestone_pods_exponent))
    }
    /// GPU nodes that so many customers need by the milestone table, in whole ones.
    pub fn milestone_gpu_nodes "GPU nodes by the milestone table" (customers: "customer", row_customers: "customer", row_gpu_nodes: "node", milestone_gpu_nodes_exponent: "x") -> "node" {
        whole(row_gpu_nodes * power(customers / row_customers, milestone_gpu_nodes_exponent))
    }
    /// Storage that so many customers need by the milestone table.
    pub fn milestone_storage "Storage by the milestone table" (customers: "customer", row_customers: "customer", row_storage: "GB", milestone_storage_exponent: "x") -> "GB" {
        row_storage * power(customers / row_customers, milestone_storage_exponent)
    }
}

/// What the table has a column for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// Pods, in whole ones.
    Pods,
    /// GPU nodes, in whole ones.
    GpuNodes,
    /// Storage.
    Storage,
    /// Cost a month.
    Cost,
}

/// One column's name, with the formula of its exponent and that of its value.
struct Working {
    name: &'static str,
    exponent: fn(f64, f64, f64, f64) -> Figure,
    value: fn(f64, f64, f64, f64) -> Figure,
}

const WORKINGS: [Working; 4] = [
    Working {
        name: "pods",
        exponent: milestone_pods_exponent,
        value: milestone_pods,
    },
    Working {
        name: "gpu_nodes",
        exponent: milestone_gpu_nodes_exponent,
        value: milestone_gpu_nodes,
    },
    Working {
        name: "storage",
        exponent: milestone_storage_exponent,
        value: milestone_storage,
    },
    Working {
        name: "cost",
        exponent: milestone_cost_exponent,
        value: milestone_cost,
    },
];

impl Column {
    /// In the order of the table.
    pub const ALL: [Self; 4] = [Self::Pods, Self::GpuNodes, Self::Storage, Self::Cost];

    /// As the table's fields have it.
    pub const fn name(self) -> &'static str {
        WORKINGS[self as usize].name
    }
}

/// One row of the table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    /// Its number of customers.
    pub customers: f64,
    /// What they need, in the order of [`Column::ALL`].
    pub needs: [f64; 4],
    /// Which row of the scenario's table it is.
    pub row: usize,
}

/// The rows in the order of their customers, with the course between them.
#[derive(Clone, PartialEq, Debug)]
pub struct Milestones {
    sizes: Vec<Size>,
    /// From each row to the next.
    exponents: Vec<[Outcome; 4]>,
}

impl Milestones {
    /// The table from its rows in any order; of two for one number of customers
    /// the first counts, and a row for no customers does not.
    pub fn new(rows: impl Iterator<Item = (f64, [f64; 4])>) -> Self {
        let sizes: Vec<Size> = rows
            .enumerate()
            .map(|(row, (customers, needs))| Size {
                customers,
                needs,
                row,
            })
            .filter(|size| size.customers > 0.0)
            .collect();
        let mut sizes = ascending(&sizes, |size| size.customers);
        sizes.dedup_by(|later, kept| later.customers <= kept.customers);
        let exponents = sizes
            .windows(2)
            .map(|pair| Column::ALL.map(|column| exponent(column, &pair[0], &pair[1])))
            .collect();
        Self { sizes, exponents }
    }

    /// What so many customers need.
    pub fn needs(&self, customers: f64) -> [Outcome; 4] {
        let Some((size, exponents)) = self.course(customers) else {
            return [Err(ONE_ROW); 4];
        };
        Column::ALL.map(|column| {
            let at = column as usize;
            let value = WORKINGS[at].value;
            let figure = value(
                customers,
                size.customers,
                size.needs[at],
                exponents[at]?.value,
            );
            figure.value.is_finite().then_some(figure).ok_or(BEYOND)
        })
    }

    /// What so many customers cost a month.
    ///
    /// # Errors
    /// Says why the table does not say.
    pub fn cost(&self, customers: f64) -> Outcome {
        self.needs(customers)[Column::Cost as usize]
    }

    /// How each need grows with customers there.
    pub fn exponents(&self, customers: f64) -> [Outcome; 4] {
        self.course(customers)
            .map_or([Err(ONE_ROW); 4], |(_, exponents)| *exponents)
    }

    /// The row from which so many customers are counted, and the course there.
    fn course(&self, customers: f64) -> Option<(&Size, &[Outcome; 4])> {
        let at = self.base(customers);
        let course = self.exponents.get(at).or(self.exponents.last())?;
        Some((self.sizes.get(at)?, course))
    }

    /// The place of the last row with no more customers, or of the first row.
    fn base(&self, customers: f64) -> usize {
        let above = self
            .sizes
            .iter()
            .position(|size| size.customers > customers);
        above.unwrap_or(self.sizes.len()).saturating_sub(1)
    }

    /// The rows between which so many customers are, or the last two: the one
    /// from which they are counted, then the two that give the course.
    pub fn rows(&self, customers: f64) -> Option<[usize; 3]> {
        let at = self.base(customers);
        let below = at.min(self.sizes.len().checked_sub(2)?);
        Some([at, below, below + 1].map(|place| self.sizes[place].row))
    }
}

fn exponent(column: Column, below: &Size, above: &Size) -> Outcome {
    let at = column as usize;
    if below.needs[at] <= 0.0 || above.needs[at] <= 0.0 {
        return Err(ZERO_CELL);
    }
    let exponent = WORKINGS[at].exponent;
    sound(exponent(
        below.needs[at],
        above.needs[at],
        below.customers,
        above.customers,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the capacity guide.
    const GUIDE: [(f64, [f64; 4]); 6] = [
        (100.0, [3.0, 1.0, 50.0, 3000.0]),
        (500.0, [5.0, 2.0, 200.0, 8000.0]),
        (1000.0, [8.0, 4.0, 500.0, 15_000.0]),
        (5000.0, [15.0, 8.0, 2000.0, 45_000.0]),
        (10_000.0, [25.0, 15.0, 5000.0, 90_000.0]),
        (50_000.0, [60.0, 40.0, 20_000.0, 350_000.0]),
    ];

    fn guide() -> Milestones {
        Milestones::new(GUIDE.into_iter())
    }

    fn check(customers: f64, cost: f64) {
        let ours = guide().cost(customers).unwrap().value;
        assert!((ours - cost).abs() < 0.5, "{customers}: {ours}");
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "a row gives what it says, to the bit")]
    fn a_row_gives_exactly_what_it_says() {
        for (customers, needs) in GUIDE {
            let ours = guide().needs(customers).map(|need| need.unwrap().value);
            assert_eq!(ours, needs, "{customers}");
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
        let [pods, nodes, storage, _] = guide().needs(760.4).map(|need| need.unwrap().value);
        // 5 * 1.6^(ln 1.5208 / ln 2) = 6.6; 2 * 2^(..) = 3.04.
        assert_eq!(
            [pods.to_bits(), nodes.to_bits()],
            [7.0_f64, 4.0].map(f64::to_bits)
        );
        assert!(storage > 347.0 && storage < 349.0, "{storage}");
    }

    #[test]
    fn order_does_not_matter_and_doubles_do_not_count() {
        let turned = Milestones::new(GUIDE.into_iter().rev());
        let doubled = Milestones::new(GUIDE.into_iter().chain([(500.0, [9.0; 4])]));
        for customers in [1.0, 499.0, 500.0, 2000.0, 1e6] {
            let ours = guide().cost(customers).unwrap().value.to_bits();
            assert_eq!(turned.cost(customers).unwrap().value.to_bits(), ours);
            assert_eq!(doubled.cost(customers).unwrap().value.to_bits(), ours);
        }
        assert_eq!(guide().rows(2000.0), Some([2, 2, 3]));
        assert_eq!(guide().rows(60_000.0), Some([5, 4, 5]));
        assert_eq!(guide().rows(20.0), Some([0, 0, 1]));
    }

    #[test]
    fn a_table_that_says_nothing_says_why() {
        let single = Milestones::new(GUIDE.into_iter().take(1));
        assert_eq!(single.cost(100.0), Err(ONE_ROW));
        assert_eq!(Milestones::new([].into_iter()).cost(100.0), Err(ONE_ROW));
        assert_eq!(single.rows(100.0), None);
        let zero = [(100.0, [1.0, 0.0, 1.0, 1.0]), (200.0, [2.0; 4])];
        let zero = Milestones::new(zero.into_iter());
        assert_eq!(zero.needs(150.0)[1], Err(ZERO_CELL));
        assert!(zero.cost(150.0).is_ok());
        // A cost that falls with size, for hardly anyone.
        let falling = [(1.0, [1e9; 4]), (1.000_000_1, [1.0; 4])];
        assert_eq!(Milestones::new(falling.into_iter()).cost(1e-9), Err(BEYOND));
    }
}
