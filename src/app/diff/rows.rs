//! Which row of a list is which row of another version of it.

use super::same::says_the_same;
use crate::model::reading::{FieldReading, ListRow};
use crate::value::fold;

/// A row of one version or of both, by its place in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair {
    /// The same row, perhaps changed.
    Both(usize, usize),
    /// Only the earlier version has it.
    Gone(usize),
    /// Only the later version has it.
    Added(usize),
}

/// Pairs the rows: those that say the same, then those that alone have one name on both sides, then those that stand at
/// one place of lists of the same length. Rows of now in their order, and behind them those that are gone.
pub(super) fn pair_rows(old: &[ListRow], new: &[ListRow]) -> Vec<Pair> {
    let mut rows = Rows {
        of_new: vec![None; new.len()],
        is_taken: vec![false; old.len()],
    };
    for (at, row) in new.iter().enumerate() {
        let same = |was: usize| !rows.is_taken[was] && is_same(&old[was], row);
        if let Some(was) = (0..old.len()).find(|was| same(*was)) {
            rows.take(was, at);
        }
    }
    for (at, row) in new.iter().enumerate() {
        let name = name(row);
        if rows.of_new[at].is_some() || name.is_empty() {
            continue;
        }
        let mut alike = (0..old.len()).filter(|was| !rows.is_taken[*was]);
        let mut alike = alike.by_ref().filter(|was| self::name(&old[*was]) == name);
        let (first, second) = (alike.next(), alike.next());
        let others = new.iter().enumerate().filter(|(other, row)| {
            *other != at && rows.of_new[*other].is_none() && self::name(row) == name
        });
        if let (Some(was), None, 0) = (first, second, others.count()) {
            rows.take(was, at);
        }
    }
    if old.len() == new.len() {
        for at in 0..new.len() {
            if rows.of_new[at].is_none() && !rows.is_taken[at] {
                rows.take(at, at);
            }
        }
    }
    let of_new = rows.of_new.iter().enumerate();
    let now = of_new.map(|(at, was)| was.map_or(Pair::Added(at), |was| Pair::Both(was, at)));
    let gone = (0..old.len()).filter(|was| !rows.is_taken[*was]);
    now.chain(gone.map(Pair::Gone)).collect()
}

/// What is paired so far.
struct Rows {
    of_new: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Rows {
    fn take(&mut self, was: usize, at: usize) {
        self.is_taken[was] = true;
        self.of_new[at] = Some(was);
    }
}

fn is_same(old: &ListRow, new: &ListRow) -> bool {
    let most = old.cells.len().max(new.cells.len());
    (0..most).all(|at| says_the_same(old.cells.get(at), new.cells.get(at)))
}

/// What a row is called: its first cell that is filled.
fn name(row: &ListRow) -> String {
    let mut cells = row.cells.iter();
    let first: Option<&FieldReading> = cells.find(|cell| !cell.is_left_blank());
    first.map_or_else(String::new, |cell| fold(&cell.raw))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading::{Anchor, Answer};
    use crate::value::Value;

    fn row(name: &str, amount: &str) -> ListRow {
        let cell = |text: &str| FieldReading {
            field: "phan_mem.cot".parse().expect("an id"),
            answer: if text.is_empty() {
                Answer::Blank
            } else {
                Answer::Value(Value::Text(text.to_owned()))
            },
            raw: text.to_owned(),
            place: None,
            anchor: Anchor::Name,
            estimate: false,
            remark: String::new(),
        };
        ListRow {
            cells: vec![cell(name), cell(amount)],
        }
    }

    fn pairs(old: &[(&str, &str)], new: &[(&str, &str)]) -> String {
        let rows = |all: &[(&str, &str)]| -> Vec<ListRow> {
            all.iter().map(|(name, amount)| row(name, amount)).collect()
        };
        let said = |pair: &Pair| match pair {
            Pair::Both(was, is) => format!("{was}={is}"),
            Pair::Gone(was) => format!("-{was}"),
            Pair::Added(is) => format!("+{is}"),
        };
        let all = pair_rows(&rows(old), &rows(new));
        all.iter().map(said).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_row_put_in_moved_or_taken_out_leaves_the_others_what_they_are() {
        let list = [("a", "1"), ("b", "2"), ("c", "3")];
        assert_eq!(pairs(&list, &list), "0=0 1=1 2=2");
        let longer = [("x", "9"), ("a", "1"), ("b", "2"), ("c", "3")];
        assert_eq!(pairs(&list, &longer), "+0 0=1 1=2 2=3");
        assert_eq!(pairs(&longer, &list), "1=0 2=1 3=2 -0");
        assert_eq!(
            pairs(&list, &[("c", "3"), ("a", "1"), ("b", "2")]),
            "2=0 0=1 1=2"
        );
    }

    #[test]
    fn a_row_of_the_same_name_is_changed_and_one_of_two_alike_is_not_guessed() {
        assert_eq!(
            pairs(
                &[("a", "1"), ("b", "2")],
                &[("B", "7"), ("a", "1"), ("c", "")]
            ),
            "1=0 0=1 +2"
        );
        assert_eq!(
            pairs(&[("a", "1"), ("a", "2"), ("b", "")], &[("a", "3")]),
            "+0 -0 -1 -2"
        );
        assert_eq!(pairs(&[("a", "1")], &[("z", "1")]), "0=0");
        assert_eq!(pairs(&[("a", "1"), ("a", "1")], &[("a", "1")]), "0=0 -1");
        assert_eq!(pairs(&[], &[("", "5")]), "+0");
    }
}
