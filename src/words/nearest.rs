//! Which known name is nearest to a mistyped one.

use super::Message;
use crate::msg;
use std::cmp::Reverse;

/// Longer names are compared with none.
const MOST_CHARS: usize = 255;

/// "có phải `…`?", when a known name is near.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Message> {
    nearest(name, known).map(|near| msg!("kit.did-you-mean", name = near))
}

/// The known name nearest to a mistyped one; none when all are far.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let reach = (name.chars().count() / 2).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate, reach), candidate))
        .filter(|(far, _)| *far <= reach)
        .min_by_key(|(far, candidate)| (*far, Reverse(same_ends(name, candidate)), *candidate))
        .map(|(_, candidate)| candidate)
}

/// How many letters at both ends are the same: of two equally near names the one that looks alike is meant.
fn same_ends(a: &str, b: &str) -> usize {
    let start = a.chars().zip(b.chars()).take_while(|(x, y)| x == y);
    let end = a.chars().rev().zip(b.chars().rev());
    start.count() + end.take_while(|(x, y)| x == y).count()
}

/// Letters to add, drop, change, or swap with their neighbour; anything above `reach` is as good as far.
pub(crate) fn distance(a: &str, b: &str, reach: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > reach || a.len().max(b.len()) > MOST_CHARS {
        return reach + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|far| *far > reach) {
            return reach + 1;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_and_a_far_one_is_not() {
        let known = ["may_de_ban", "may_xach_tay", "so"];
        assert_eq!(nearest("may_sach_tay", known), Some("may_xach_tay"));
        assert_eq!(nearest("may_ed_ban", known), Some("may_de_ban"));
        assert_eq!(nearest("dien_thoai", known), None);
        assert_eq!(nearest("os", known), Some("so"));
    }
}
