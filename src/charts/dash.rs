//! How does a dashed line go along a path?
//!
//! plotters has no dashes that every backend understands, so the path itself
//! is cut into pieces; the pattern runs on through corners.

/// A point in CSS pixels.
pub(super) type Point = (f64, f64);

/// Cuts `path` into the drawn pieces of `pattern` (drawn, gap, drawn, ... in
/// CSS pixels). An empty pattern leaves the path whole.
pub(super) fn dashed(path: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    if pattern.is_empty() {
        return vec![path.to_vec()];
    }
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = path.first().copied().into_iter().collect();
    let mut stroke = 0;
    let mut left = pattern[0];
    for ends in path.windows(2) {
        let (mut from, to) = (ends[0], ends[1]);
        loop {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            let drawn = stroke % 2 == 0;
            if length < left {
                left -= length;
                if drawn {
                    piece.push(to);
                }
                break;
            }
            from = (from.0 + dx / length * left, from.1 + dy / length * left);
            if drawn {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece.push(from);
            }
            stroke = (stroke + 1) % pattern.len();
            left = pattern[stroke];
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_is_cut_where_the_pattern_says() {
        let pieces = dashed(&[(0.0, 0.0), (20.0, 0.0)], &[8.0, 4.0]);
        let expected = vec![vec![(0.0, 0.0), (8.0, 0.0)], vec![(12.0, 0.0), (20.0, 0.0)]];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn a_dash_goes_around_a_corner() {
        let pieces = dashed(&[(0.0, 0.0), (5.0, 0.0), (5.0, 10.0)], &[8.0, 4.0]);
        let expected = vec![
            vec![(0.0, 0.0), (5.0, 0.0), (5.0, 3.0)],
            vec![(5.0, 7.0), (5.0, 10.0)],
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn solid_stays_whole_and_nothing_stays_nothing() {
        assert_eq!(dashed(&[(1.0, 2.0), (3.0, 4.0)], &[]).len(), 1);
        assert!(dashed(&[], &[2.0, 2.0]).is_empty());
    }
}
