//! Two orders held against each other: what kept its place when other things were moved.

/// The longest run of pairs whose second members grow too; the first grow from pair to pair.
pub(crate) fn growing<T: Copy + Ord>(pairs: &[(T, T)]) -> Vec<(T, T)> {
    // `ends[n]` is the pair that ends the best run of n + 1 pairs; `before` leads back along a run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, other)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|e| pairs[*e].1 < *other);
        before.push(length.checked_sub(1).map(|n| ends[n]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(here) = at {
        run.push(pairs[here]);
        at = before[here];
    }
    run.reverse();
    run
}
