//! Formulas that need one another's results.

use super::formulas::{Source, Sources};
use super::sheet::Sheet;
use super::{Problem, Refusal};
use crate::model::raw::cell_name;
use std::collections::{BTreeMap, HashMap};

/// Most cells of a circle that are told.
const TOLD: usize = 12;

/// A cell with a formula: its sheet by its place, row and column.
type Cell = (usize, (u32, u16));

/// Notes each circle once, at the first of its cells.
pub(super) fn check(sheets: &[Sheet], sources: &Sources, problems: &mut Vec<Problem>) {
    let cells: Vec<Cell> = sources.keys().copied().collect();
    let place: HashMap<Cell, usize> = cells.iter().enumerate().map(|(at, c)| (*c, at)).collect();
    let mut by_column: BTreeMap<(usize, u16), Vec<u32>> = BTreeMap::new();
    for (sheet, (row, col)) in &cells {
        by_column.entry((*sheet, *col)).or_default().push(*row);
    }
    // The formulas among the cells of a range.
    let within = |(sheet, first, last): &Source| -> Vec<usize> {
        let columns = by_column.range((*sheet, first.1)..=(*sheet, last.1));
        let mut found = Vec::new();
        for ((sheet, col), rows) in columns {
            let from = rows.partition_point(|row| *row < first.0);
            let rows = rows[from..].iter().take_while(|row| **row <= last.0);
            found.extend(rows.filter_map(|row| place.get(&(*sheet, (*row, *col)))));
        }
        found
    };
    let needs: Vec<Vec<usize>> = sources
        .values()
        .map(|of| of.iter().flat_map(&within).collect())
        .collect();
    for mut circle in circles(&needs) {
        circle.sort_unstable();
        let said = |at: &usize| {
            let (sheet, (row, col)) = cells[*at];
            format!("{}!{}", sheets[sheet].name, cell_name(row, col))
        };
        let (sheet, cell) = cells[circle[0]];
        problems.push(Problem {
            sheet: sheets[sheet].name.clone(),
            cell: Some(cell),
            what: Refusal::Circle(circle.iter().take(TOLD).map(said).collect()),
        });
    }
}

/// Sets of places that reach one another, and places that need themselves: Tarjan's way, without recursion.
fn circles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; needs.len()];
    let mut low = vec![0; needs.len()];
    let mut on_stack = vec![false; needs.len()];
    let (mut stack, mut next, mut found) = (Vec::new(), 0, Vec::new());
    for root in 0..needs.len() {
        if index[root] != UNSEEN {
            continue;
        }
        // Each place with how many of its needs were followed.
        let mut path = vec![(root, 0)];
        while let Some((at, followed)) = path.last_mut() {
            let at = *at;
            if *followed == 0 {
                (index[at], low[at], on_stack[at]) = (next, next, true);
                stack.push(at);
                next += 1;
            }
            if let Some(to) = needs[at].get(*followed).copied() {
                *followed += 1;
                if index[to] == UNSEEN {
                    path.push((to, 0));
                } else if on_stack[to] {
                    low[at] = low[at].min(index[to]);
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                low[*above] = low[*above].min(low[at]);
            }
            if low[at] == index[at] {
                let from = stack.iter().rposition(|s| *s == at).unwrap_or(0);
                let together = stack.split_off(from);
                for one in &together {
                    on_stack[*one] = false;
                }
                if together.len() > 1 || needs[at].contains(&at) {
                    found.push(together);
                }
            }
        }
    }
    found
}
