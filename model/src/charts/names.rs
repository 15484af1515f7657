//! Where do the names of scattered points go, so that none lies on another, on a point or on
//! a line across? Beside the point, over it or under it, wherever there is room first; one
//! that has none is left to the tooltip and the table.

use super::chart::{Chart, Way};
use super::labels::{LINE, Mark, Measure, Words};
use super::layout::{Rect, TEXT};

/// From the middle of a point to its name.
const AWAY: f64 = 8.0;
/// What a point takes around its middle.
const AROUND: f64 = 6.0;

/// From where to where each series is drawn at each point.
type Drawn = [Vec<Option<(f64, f64)>>];

/// The names that have room. What was drawn last lies over the others and is named first;
/// of a series the lowest points are.
pub(super) fn names(
    chart: &Chart,
    (points, series): (&[Option<f64>], &Drawn),
    plot: Rect,
    marks: &[Mark],
    measure: Measure,
) -> Vec<Words> {
    if chart.way != Way::Scattered {
        return Vec::new();
    }
    let mut places: Vec<(usize, (f64, f64))> = Vec::new();
    for spans in series.iter().rev() {
        let from = places.len();
        for (point, (span, x)) in spans.iter().zip(points).enumerate() {
            if let (Some((_, y)), Some(x)) = (span, x) {
                places.push((point, (*x, *y)));
            }
        }
        places[from..].sort_by(|(_, one), (_, other)| other.1.total_cmp(&one.1));
    }
    let around = |(x, y): (f64, f64)| Rect {
        left: x - AROUND,
        top: y - AROUND,
        right: x + AROUND,
        bottom: y + AROUND,
    };
    let lines = marks.iter().map(|mark| Rect {
        left: mark.at - 2.0,
        right: mark.at + 2.0,
        ..plot
    });
    let mut taken: Vec<Rect> = places.iter().map(|(_, at)| around(*at)).collect();
    taken.extend(lines);
    let mut names = Vec::new();
    for (point, at) in places {
        let text = chart.name(point);
        let wide = measure(&text, TEXT);
        let free = |it: &Rect| plot.holds(it) && !taken.iter().any(|other| it.meets(other));
        if let Some(room) = beside(at, wide).into_iter().find(free) {
            names.push(Words {
                left: room.left,
                middle: f64::midpoint(room.top, room.bottom),
                text,
            });
            taken.push(room);
        }
    }
    names
}

/// Where a name so wide may stand, the best place first.
fn beside((x, y): (f64, f64), wide: f64) -> [Rect; 8] {
    let (right, left, middle) = (x + AWAY, x - AWAY - wide, x - wide / 2.0);
    let (over, under) = (y - AWAY - LINE / 2.0, y + AWAY + LINE / 2.0);
    [
        (right, y),
        (left, y),
        (middle, over),
        (middle, under),
        (x, over),
        (x, under),
        (x - wide, over),
        (x - wide, under),
    ]
    .map(|(left, middle)| Rect {
        left,
        top: middle - LINE / 2.0,
        right: left + wide,
        bottom: middle + LINE / 2.0,
    })
}

impl Rect {
    /// Whether another lies in it.
    fn holds(&self, other: &Self) -> bool {
        let across = self.left <= other.left && other.right <= self.right;
        across && self.top <= other.top && other.bottom <= self.bottom
    }

    /// Whether another lies on it.
    fn meets(&self, other: &Self) -> bool {
        let across = self.left < other.right && other.left < self.right;
        across && self.top < other.bottom && other.top < self.bottom
    }
}
