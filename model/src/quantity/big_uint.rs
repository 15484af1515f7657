//! How are whole numbers of any length computed with, so that texts and doubles
//! turn into each other without a rounding in between?

/// A whole number: 32 bits an element, the lowest first, and no zeros at the
/// end.
pub(super) struct BigUint(Vec<u32>);

impl BigUint {
    /// The number that decimal digits in ASCII write.
    pub(super) fn of_digits(digits: &[u8]) -> Self {
        let mut whole = Self(Vec::new());
        for digit in digits {
            whole.times_and(10, u32::from(digit - b'0'));
        }
        whole
    }

    /// Times ten to the power of `tens`.
    pub(super) fn times_tens(&mut self, tens: u64) {
        for _ in 0..tens {
            self.times_and(10, 0);
        }
    }

    /// Times a factor and plus a digit.
    pub(super) fn times_and(&mut self, factor: u32, digit: u32) {
        let mut carry = u64::from(digit);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// How many bits the number takes; none for zero.
    pub(super) fn bits(&self) -> i64 {
        let Some(last) = self.0.last() else { return 0 };
        let below = i64::try_from(self.0.len() - 1).unwrap_or(i64::MAX) * 32;
        below + i64::from(u32::BITS - last.leading_zeros())
    }

    /// Times two to the power of `places`.
    pub(super) fn shift_left(&mut self, places: u64) {
        self.times_and(1 << (places % 32), 0);
        for _ in 0..places / 32 {
            self.0.insert(0, 0);
        }
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for part in self.0.iter_mut().rev() {
            let next = *part << 31;
            *part = *part >> 1 | carry;
            carry = next;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Whether it is not below another.
    pub(super) fn is_at_least(&self, other: &Self) -> bool {
        let (one, two) = (&self.0, &other.0);
        one.len()
            .cmp(&two.len())
            .then_with(|| one.iter().rev().cmp(two.iter().rev()))
            .is_ge()
    }

    /// Minus another that is not above it.
    pub(super) fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (at, part) in self.0.iter_mut().enumerate() {
            let taken = u64::from(other.0.get(at).copied().unwrap_or(0)) + borrow;
            borrow = u64::from(u64::from(*part) < taken);
            *part = low((borrow << 32) + u64::from(*part) - taken);
        }
        self.trim();
    }

    /// The whole quotient, of at most 55 bits, and whether nothing remains.
    pub(super) fn divided_by(mut self, mut divisor: Self) -> (u64, bool) {
        let highest = 54;
        divisor.shift_left(highest);
        let mut quotient = 0;
        for place in (0..=highest).rev() {
            if self.is_at_least(&divisor) {
                self.subtract(&divisor);
                quotient |= 1 << place;
            }
            divisor.halve();
        }
        (quotient, self.0.is_empty())
    }
}

/// The lowest 32 bits.
fn low(number: u64) -> u32 {
    u32::try_from(number & u64::from(u32::MAX)).unwrap_or(0)
}
