//! How offices write values.

/// placeholder
pub fn plain(n: f64) -> String {
    n.to_string()
}
/// placeholder
pub fn day(d: super::Day) -> String {
    d.to_string()
}
