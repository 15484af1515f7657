//! Which number between 0 and 1 does an input take in a draw?
//!
//! A pure function of the seed, the id of the input and the number of the draw, so that
//! another range, another input or another order of rows leaves it as it is.
//!
//! - Inputs that are ranged most have a dimension of their own of a Sobol sequence, whose
//!   points fill all of them together evenly (direction numbers of Joe and Kuo, 2008,
//!   new-joe-kuo-6.21201). A list that never changes says which.
//!   They are scrambled as Owen does, with a seed from the id: digit by digit, each turned
//!   over or not by the digits before it.
//! - Every other one, as each cell of a table, goes through 256 pieces of the whole in an order
//!   of its own, and then again in another: even by itself, and independent of all others (a
//!   Latin hypercube).

/// Inputs with a dimension of their own, in the order of dimensions. New ones come last.
const OWN: [&str; 25] = [
    "growth.rate",
    "demand.customers",
    "demand.concurrent_users",
    "growth.churn",
    "demand.requests_per_day",
    "demand.users_per_customer",
    "demand.active_ratio",
    "demand.peak_to_average",
    "demand.daily_active_users",
    "demand.total_users",
    "demand.peak_rate",
    "demand.average_rate",
    "demand.sessions_per_hour",
    "demand.requests_per_user_minute",
    "web.users_per_backend_pod",
    "web.users_per_frontend_pod",
    "inference.input_tokens",
    "inference.output_tokens",
    "inference.lead_time",
    "inference.cache_hit",
    "growth.added_customers",
    "growth.ceiling",
    "demand.recompute_multiplier",
    "demand.messages_per_user_day",
    "money.acquisition_cost",
];

/// Of each dimension from the second on: the inner coefficients of its polynomial as bits,
/// and the first direction numbers.
const JOE_KUO: [(u32, &[u32]); 24] = [
    (0, &[1]),
    (1, &[1, 3]),
    (1, &[1, 3, 1]),
    (2, &[1, 1, 1]),
    (1, &[1, 1, 3, 3]),
    (4, &[1, 3, 5, 13]),
    (2, &[1, 1, 5, 5, 17]),
    (4, &[1, 1, 5, 5, 5]),
    (7, &[1, 1, 7, 11, 19]),
    (11, &[1, 1, 5, 1, 1]),
    (13, &[1, 1, 1, 3, 11]),
    (14, &[1, 3, 5, 5, 31]),
    (1, &[1, 3, 3, 9, 7, 49]),
    (13, &[1, 1, 1, 15, 21, 21]),
    (16, &[1, 3, 1, 13, 27, 49]),
    (19, &[1, 1, 1, 15, 7, 5]),
    (22, &[1, 3, 1, 15, 13, 25]),
    (25, &[1, 1, 5, 5, 19, 61]),
    (1, &[1, 3, 7, 11, 23, 15, 103]),
    (4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, &[1, 1, 3, 13, 7, 35, 63]),
    (8, &[1, 3, 5, 9, 1, 25, 53]),
    (14, &[1, 3, 1, 13, 9, 35, 107]),
    (19, &[1, 3, 1, 5, 27, 61, 31]),
];

/// The numbers of one input.
#[derive(Clone, PartialEq, Debug)]
pub struct Sequence {
    /// What a digit of the draw's number turns over; none where the input has no dimension.
    directions: Option<[u32; BITS]>,
    /// What all of it is made from.
    key: u64,
}

/// Into so many pieces the whole is cut where an input has no dimension.
const PIECES: u32 = 256;

/// Where one of 256 comes in an order that a key gives: half of its digits turn the other
/// half over, by turns (Feistel's way, which gives each place once).
fn shuffled(piece: u32, key: u64) -> u32 {
    let (high, low) = (0..6).fold((piece >> 4, piece & 15), |(high, low), round| {
        let turn = mixed(key ^ u64::from(low) ^ round << 8) & 15;
        (low, high ^ u32::try_from(turn).unwrap_or(0))
    });
    high << 4 | low
}

/// Digits of a number, by twos.
const BITS: usize = 32;

impl Sequence {
    /// That of this input.
    pub fn new(seed: u64, id: &str) -> Self {
        let own = OWN.iter().position(|other| *other == id);
        let key = id
            .bytes()
            .fold(mixed(seed), |key, byte| mixed(key ^ u64::from(byte)));
        Self {
            directions: own.map(directions),
            key: mixed(key),
        }
    }

    /// The number of a draw, between 0 and 1 without the ends.
    pub fn at(&self, draw: u32) -> f64 {
        let Some(directions) = &self.directions else {
            return self.in_a_piece(draw);
        };
        let digits = directions.iter().enumerate();
        let point = digits.fold(0, |point, (digit, direction)| {
            if draw >> digit & 1 == 1 {
                point ^ direction
            } else {
                point
            }
        });
        (f64::from(scrambled(point, self.key)) + 0.5) / 4_294_967_296.0
    }

    /// A number within one of 256 pieces: each of them once in every 256 draws.
    fn in_a_piece(&self, draw: u32) -> f64 {
        let turn = mixed(self.key ^ u64::from(draw / PIECES));
        let piece = shuffled(draw % PIECES, turn);
        let within = mixed(self.key ^ u64::from(draw) << 32) >> 32;
        let number = u64::from(piece) << 24 | within >> 8;
        (f64::from(u32::try_from(number).unwrap_or(0)) + 0.5) / 4_294_967_296.0
    }
}

/// The direction numbers of a dimension, from the first digit on.
fn directions(dimension: usize) -> [u32; BITS] {
    let own = dimension.checked_sub(1).and_then(|at| JOE_KUO.get(at));
    let mut all = [0; BITS];
    for at in 0..BITS {
        all[at] = match own {
            None => 1 << (BITS - 1 - at),
            Some((_, first)) if at < first.len() => first[at] << (BITS - 1 - at),
            Some((inner, first)) => {
                let degree = first.len();
                let begin = all[at - degree] ^ all[at - degree] >> degree;
                (1..degree).fold(begin, |sum, back| {
                    let is_in = inner >> (degree - 1 - back) & 1 == 1;
                    if is_in { sum ^ all[at - back] } else { sum }
                })
            }
        };
    }
    all
}

/// Owen's scrambling: each digit is turned over or not by those before it.
fn scrambled(point: u32, key: u64) -> u32 {
    (0..BITS).fold(0, |out, digit| {
        let shift = BITS - 1 - digit;
        // One before them, so that no two beginnings are alike.
        let before = (1_u64 << digit) | (u64::from(point) >> shift >> 1);
        let turn = u32::from(mixed(key ^ before) >> 63 == 1);
        out | ((point >> shift & 1) ^ turn) << shift
    })
}

/// A number without any trace of the one that it comes from (splitmix64, Steele and others,
/// 2014).
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_numbers_are_those_of_the_published_sequence() {
        // The first points of Joe and Kuo's own program, of the first three dimensions, in
        // the order of plain counting.
        let point = |dimension: usize, draw: u32| {
            let all = directions(dimension);
            let sum = (0..BITS).filter(|digit| draw >> digit & 1 == 1);
            let sum = sum.fold(0, |sum, digit| sum ^ all[digit]);
            f64::from(sum) / 4_294_967_296.0
        };
        for (draw, points) in [
            (1, [0.5, 0.5, 0.5]),
            (2, [0.25, 0.75, 0.75]),
            (3, [0.75, 0.25, 0.25]),
            (4, [0.125, 0.625, 0.375]),
            (5, [0.625, 0.125, 0.875]),
            (6, [0.375, 0.375, 0.625]),
            (7, [0.875, 0.875, 0.125]),
        ] {
            let found = [0, 1, 2].map(|dimension| point(dimension, draw));
            assert_eq!(found.map(f64::to_bits), points.map(f64::to_bits), "{draw}");
        }
    }

    #[test]
    fn every_input_is_spread_evenly_and_so_are_two_of_the_first() {
        let cells = |number: f64| crate::quantity::math::count_of(number * 256.0);
        for id in ["growth.rate", "tier.pro.price", "web.node_buffer"] {
            let of = Sequence::new(1, id);
            let mut seen = [0; 256];
            (0..256).for_each(|draw| seen[cells(of.at(draw))] += 1);
            assert_eq!(seen, [1; 256], "{id}");
        }
        // Of 256 points in a square one lies in each strip of 16 by 16.
        let [one, other] = ["growth.rate", "demand.customers"].map(|id| Sequence::new(9, id));
        let mut seen = [0; 256];
        for draw in 0..256 {
            let [one, other] = [&one, &other].map(|it| cells(it.at(draw)) / 16);
            seen[one * 16 + other] += 1;
        }
        assert_eq!(seen, [1; 256]);
    }

    #[test]
    fn two_inputs_of_tables_go_their_own_ways() {
        let [one, other] = ["tier.pro.price", "tier.business.price"].map(|id| Sequence::new(1, id));
        let both = (0..4096).map(|draw| (one.at(draw) - 0.5) * (other.at(draw) - 0.5));
        let correlation = both.sum::<f64>() / 4096.0 * 12.0;
        assert!(correlation.abs() < 0.05, "{correlation}");
    }

    #[test]
    fn a_draw_is_the_same_forever() {
        let at = |seed, id, draw| Sequence::new(seed, id).at(draw).to_bits();
        assert_eq!(at(1, "growth.rate", 0), at(1, "growth.rate", 0));
        assert_ne!(at(1, "growth.rate", 0), at(2, "growth.rate", 0));
        assert_ne!(at(1, "growth.rate", 0), at(1, "growth.churn", 0));
    }
}
