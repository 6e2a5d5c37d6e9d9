//! Rows with figures that are no unit's.

use super::{Rows, Units, totals};
use crate::check::naming::titles_a_total;
use crate::model::action::Action;
use crate::model::code;
use crate::model::finding::{Draft, Involved, Subject};
use crate::model::id::{FileHash, FindingId};
use crate::model::raw::RawCell;
use crate::msg;
use crate::value::{Raw, fold};
use crate::words::{Fact, Lang, ToFact};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Rows<'_> {
    /// Rows with figures but without a unit of the roster, those of totals left out.
    pub(super) fn rows_of_nobody(&mut self, units: &Units) {
        let Some((first, _)) = units.rows.first() else {
            return;
        };
        let below = self.headed.row + 1;
        let known: BTreeSet<u32> = units.rows.iter().map(|(row, _)| *row).collect();
        let mut rows: BTreeMap<u32, Vec<&RawCell>> = BTreeMap::new();
        for cell in self.headed.sheet.cells.iter().filter(|c| c.row >= below) {
            rows.entry(cell.row).or_default().push(cell);
        }
        let filled = |cell: &&RawCell| {
            let text = cell.value.shown();
            self.headed.fields.contains_key(&cell.col) && !text.trim().is_empty()
        };
        // Words below the units that stand under no name of one, as signatures do, are no figures of a unit.
        let is_figure = |cell: &&&RawCell| match &cell.value {
            Raw::Text(text) => text.trim_start().starts_with(|c: char| c.is_ascii_digit()),
            _ => filled(cell),
        };
        let is_named = |cells: &[&RawCell]| {
            let mut names = cells.iter().filter(|c| units.cols.contains(&c.col));
            names.any(|c| !c.value.shown().trim().is_empty())
        };
        // Over the first unit stand units of measure and the numbers of columns too.
        let has_figures = |cells: &[&RawCell]| {
            let filled = || cells.iter().filter(|c| filled(c));
            filled().any(|c| matches!(c.value, Raw::Number(_)))
                && !numbers_columns(filled().map(|c| c.value.shown()))
        };
        let sums = totals::Sums::of(&self.headed, &known);
        let is_total = |row: u32, cells: &[&RawCell]| {
            cells.iter().any(|c| titles_a_total(&c.value.shown()))
                || !is_named(cells) && sums.is_meant_for_total(row)
        };
        let totals = rows.iter().filter(|(row, cells)| {
            // Of which part of the units a total is, nobody can tell.
            let is_whole = units.parted.passed.is_empty();
            is_whole && *row >= first && !known.contains(row) && is_total(**row, cells)
        });
        let wrong = totals.filter_map(|(row, _)| sums.wrong_total(*row));
        let wrong: Vec<(Involved, f64)> = wrong.map(|(cell, all)| (self.cell(cell), all)).collect();
        let strangers: Vec<(u32, Vec<Involved>)> = rows
            .into_iter()
            .filter(|(row, cells)| {
                !known.contains(row)
                    && !units.passes(*row)
                    && cells.iter().any(filled)
                    && (row >= first || is_named(cells) && has_figures(cells))
                    && (is_named(cells) || cells.iter().any(|c| filled(c) && is_figure(&c)))
                    && !is_total(*row, cells)
                    && !cells.iter().filter(|c| filled(c)).all(|c| sums.adds_up(c))
                    && !sums.is_subtotal(*row)
            })
            .map(|(row, cells)| {
                let told = cells.iter().filter(|c| units.cols.contains(&c.col));
                (row, told.map(|c| self.cell(c)).collect())
            })
            .collect();
        for (cell, all) in wrong {
            let message = msg!(
                "check.table-total-differs",
                place = cell.label,
                shown = cell.shown,
                sum = Fact::typed(all)
            );
            let about = cell.label.clone();
            let said = (message, msg!("check.table-total-todo"));
            self.find((&code::TOTAL_DIFFERS, None, &about), said, vec![cell]);
        }
        let mut named = HashMap::new();
        for (row, cells) in strangers {
            self.row_of_nobody((row, cells), &mut named);
        }
    }

    /// A row with figures under a name that is no unit's. That it is a subtotal the officer says once: the decision stands
    /// on its name, whatever file it comes in and whatever its figures are.
    fn row_of_nobody(
        &mut self,
        (row, cells): (u32, Vec<Involved>),
        named: &mut HashMap<FindingId, usize>,
    ) {
        let name = cells.iter().map(|cell| cell.shown.say(Lang::Vi));
        let name = fold(&name.collect::<Vec<_>>().join(" "));
        let message = msg!(
            "check.table-row-of-nobody",
            sheet = self.headed.sheet.name,
            line = self.line(row),
            shown = Fact::list(cells.iter().map(|c: &Involved| &c.shown), " ")
        );
        let said = (message, msg!("check.table-name-unit"));
        let at = (row + 1).to_string();
        if name.is_empty() {
            self.find((&code::ROW_OF_NOBODY, None, &at), said, cells);
            return;
        }
        let name_hash = FileHash::of(name.as_bytes());
        let about = name_hash.short();
        let id = FindingId::of("bang", code::ROW_OF_NOBODY.id, about);
        if let Some(same) = named.get(&id) {
            self.findings[*same].cells.extend(cells);
            return;
        }
        named.insert(id.clone(), self.findings.len());
        let subject = Subject {
            unit: None,
            file: self.context.file,
        };
        let mut finding = subject.finding(Draft {
            cells,
            about: about.to_owned(),
            values: Some(vec![name.to_fact()]),
            ..Draft::new(&code::ROW_OF_NOBODY, said)
        });
        finding.action = Some(Action::Accept {
            finding: id.clone(),
        });
        finding.id = id;
        self.findings.push(finding);
    }
}

/// Whether texts only number the columns that they stand in: "1", "2", "3=1+2".
fn numbers_columns(texts: impl Iterator<Item = String>) -> bool {
    let number = |text: String| {
        let text = text.trim_start_matches('(');
        let end = text.find(|c: char| !c.is_ascii_digit());
        text[..end.unwrap_or(text.len())].parse::<u32>().ok()
    };
    let numbers: Option<Vec<u32>> = texts.map(number).collect();
    numbers.is_some_and(|n| n.windows(2).all(|two| two[1] == two[0].saturating_add(1)))
}
