//! How does Kubernetes write cores and bytes? `250m` is a quarter of a core, `1024Mi` a GiB; without a
//! suffix it is whole cores, or bytes. (Kubernetes, "Resource Management for Pods and
//! Containers" and the `Quantity` of its API: decimal suffixes n u m k M G T P E, binary ones Ki
//! Mi Gi Ti Pi Ei, and exponents such as 129e6.)

/// What each suffix multiplies with; longer ones first.
const SUFFIXES: [(&str, f64); 15] = [
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
    ("Ei", 1_152_921_504_606_846_976.0),
    ("n", 1e-9),
    ("u", 1e-6),
    ("m", 1e-3),
    ("k", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("P", 1e15),
    ("E", 1e18),
];

/// Bytes in a GiB.
pub(crate) const GIB: f64 = 1_073_741_824.0;

/// A quantity in cores, bytes or whatever it counts; none where it is none.
pub(crate) fn quantity(text: &str) -> Option<f64> {
    let suffix = SUFFIXES.iter().find(|(suffix, _)| text.ends_with(suffix));
    let (digits, times) = match suffix {
        Some((suffix, times)) => (text.strip_suffix(suffix)?, *times),
        None => (text, 1.0),
    };
    let is_number = digits.starts_with(|letter: char| letter.is_ascii_digit());
    let number: f64 = digits.parse().ok().filter(|_| is_number)?;
    let amount = number * times;
    amount.is_finite().then_some(amount)
}

/// A share such as `12%`.
pub(crate) fn percent(text: &str) -> Option<f64> {
    let digits = text.strip_suffix('%')?;
    let is_number = digits.bytes().all(|it| it.is_ascii_digit()) && !digits.is_empty();
    let number: f64 = digits.parse().ok().filter(|_| is_number)?;
    Some(number / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those of the documentation of Kubernetes, and what is none.
    #[test]
    fn quantities_are_read_as_kubernetes_writes_them() {
        for (text, amount) in [
            ("250m", Some(0.25)),
            ("0.5", Some(0.5)),
            ("2", Some(2.0)),
            ("1500000n", Some(0.0015)),
            ("128974848", Some(128_974_848.0)),
            ("129e6", Some(129_000_000.0)),
            ("129M", Some(129_000_000.0)),
            ("128974848000m", Some(128_974_848.0)),
            ("123Mi", Some(128_974_848.0)),
            ("16Gi", Some(16.0 * GIB)),
            ("", None),
            ("m", None),
            ("-1", None),
            ("1 Gi", None),
            ("<unknown>", None),
            ("1e999", None),
            ("nan", None),
        ] {
            let found = quantity(text);
            let is_same = match (found, amount) {
                (Some(one), Some(other)) => (one - other).abs() <= 1e-12 * other,
                (one, other) => one.is_none() && other.is_none(),
            };
            assert!(is_same, "{text}: {found:?}");
        }
        assert_eq!(percent("45%"), Some(0.45));
        assert_eq!(percent("%"), None);
        assert_eq!(percent("<unknown>"), None);
    }
}
