//! When does growth come to what fills a pool?

use crate::engine::projection::own::Own;
use crate::engine::projection::shape::Shape;
use crate::quantity::Figure;
use crate::sheet::{Cell, Given, Place, Row, Sheet};

/// Where the figures of growth for a number of customers stand.
#[derive(Debug)]
pub struct Reach {
    months_to: Place,
    own_target: Place,
}

/// For the customers with whom a pool comes to its threshold.
pub static THRESHOLD: Reach = Reach {
    months_to: Place::new("fleet.{row}.months_to.threshold"),
    own_target: Place::new("fleet.{row}.own_target.threshold"),
};
/// For those with whom it is full.
pub static CLIFF: Reach = Reach {
    months_to: Place::new("fleet.{row}.months_to.cliff"),
    own_target: Place::new("fleet.{row}.own_target.cliff"),
};

/// When growth of this shape comes from those of now to `target` customers.
pub fn months_to(sheet: Sheet, at: &'static Reach, shape: &Shape, now: Cell, target: f64) -> Cell {
    let put = |place, figure: Figure| {
        let inputs = figure.inputs().iter();
        let inputs: Vec<Given> = inputs.map(|it| Cell::bare(Ok(*it)).into()).collect();
        sheet
            .within(Row::Elsewhere(place))
            .found(figure.formula, figure.value.into(), &inputs)
    };
    let now = now.or_zero();
    if let Shape::Own { case_factor, .. } = shape
        && let Ok(own_target) = Own::target(now, *case_factor, target)
    {
        put(&at.own_target, own_target);
    }
    match shape.months_to(now, target) {
        Ok(months) => put(&at.months_to, months),
        Err(why) => Cell::missing(why),
    }
}
