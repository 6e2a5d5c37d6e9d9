//! Numbers that are one but for what arithmetic leaves behind at their last digits.
//!
//! A relative tolerance alone would take 5 000 003 for 5 000 000: no difference of a thousandth or more is ever nothing.

/// Whether only the last digits of a number part it from a whole one.
pub(crate) fn is_nearly_whole(n: f64) -> bool {
    let last_digits = 8.0 * f64::EPSILON * n.abs();
    (n - n.round()).abs() <= last_digits.max(1e-9)
}

/// Whether two numbers, sums among them, differ at their last digits alone.
pub(crate) fn are_nearly_same(a: f64, b: f64) -> bool {
    let left_behind = 1e-11 * a.abs().max(b.abs());
    (a - b).abs() <= left_behind.clamp(1e-9, 1e-3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arithmetic_leaves_is_nothing_and_a_unit_among_billions_is_not() {
        assert!(is_nearly_whole(0.1 * 30.0) && is_nearly_whole(4e9 / 7.0 * 7.0));
        assert!(!is_nearly_whole(999_999_999.5) && !is_nearly_whole(0.999));
        let tenths: f64 = (0..10_000).map(|_| 0.1).sum();
        assert!(are_nearly_same(tenths, 1e3), "{tenths}");
        assert!(!are_nearly_same(5_000_003.0, 5_000_000.0));
        assert!(!are_nearly_same(9e12 + 1.0, 9e12));
        assert!(!are_nearly_same(0.0, 0.001) && are_nearly_same(0.0, -0.0));
    }
}
