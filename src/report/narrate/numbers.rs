//! Numbers of headings, and headings without anything below them dropped.

use crate::model::document::Block;
use crate::value::format;

/// Letters of a `điểm`, in the order of the Vietnamese alphabet (Decree 30/2020, Appendix I, II.6).
const LETTERS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
    "u", "v", "x", "y",
];

/// Headings that have something below them, numbered I. / 1. / 1.1. / a).
pub(super) fn number(blocks: Vec<Block>) -> Vec<Block> {
    let mut counts = [0_usize; 4];
    let mut out = without_empty(blocks);
    for block in &mut out {
        let Block::Heading { level, number, .. } = block else {
            continue;
        };
        let depth = usize::from((*level).clamp(1, 4)) - 1;
        counts[depth] += 1;
        counts[depth + 1..].fill(0);
        *number = match depth {
            0 => format!("{}.", format::roman(counts[0])),
            1 => format!("{}.", counts[1]),
            2 => format!("{}.{}.", counts[1], counts[2]),
            _ => format!("{})", LETTERS[(counts[3] - 1) % LETTERS.len()]),
        };
    }
    out
}

/// A heading stays when a text, an item or a table follows before the next heading of its level or above.
fn without_empty(blocks: Vec<Block>) -> Vec<Block> {
    let level_of = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let keep: Vec<bool> = blocks
        .iter()
        .enumerate()
        .map(|(i, block)| {
            level_of(block).is_none_or(|level| {
                blocks[i + 1..]
                    .iter()
                    .take_while(|next| level_of(next).is_none_or(|l| l > level))
                    .any(|next| level_of(next).is_none())
            })
        })
        .collect();
    blocks
        .into_iter()
        .zip(keep)
        .filter_map(|(block, keep)| keep.then_some(block))
        .collect()
}
