//! What was read in a row of the form, and whether what stands beside it in the row is another answer.
//!
//! In: the located fields of a sheet, and cells outside of them. Out: whether such a cell holds another figure, or words that
//! call those of the row in question or narrow them.

use super::answers::{blank, place, shown};
use super::asked::Asked;
use super::beside::contradicts_all;
use super::cells::CellReader;
use super::doubt::has_words;
use super::held::Held;
use super::locate::SheetMap;
use super::narrowed::{begins_a_part, is_narrowed};
use super::wording::label_of;
use crate::layout::{FieldSpot, LABEL};
use crate::model::finding::Involved;
use crate::model::form::Form;
use crate::model::raw::{RawCell, RawSheet};
use crate::rule::CellFormula;
use crate::value::fold::clean;
use crate::value::{Kind, Raw, Value, accented, fold, understand};
use std::collections::BTreeSet;

/// Words of people who put figures right.
const CORRECTIONS: &[&str] = &[
    "sửa",
    "đính chính",
    "điều chỉnh",
    "số đúng",
    "đúng là",
    "thay bằng",
    "thay cho",
    "cập nhật lại",
    "nhầm",
    "sai",
];

/// What was read in a row of the form.
pub(super) struct Row {
    pub(super) answers: Vec<Involved>,
    /// The planned columns of those answers.
    cols: Vec<u16>,
    numbers: Vec<f64>,
    /// Each answer with the kind of its field, its unit of measure and how it is counted.
    said: Vec<(Option<Value>, Kind, [String; 3])>,
    /// Whether it stands where the form has it: figures of its label elsewhere have no heading.
    head: Option<u32>,
    is_in_place: bool,
}

impl Row {
    /// The row of the form that an actual row is, or whose label stands there once more.
    pub(super) fn of(
        (reader, form): (&CellReader<'_>, &Form),
        map: &SheetMap<'_>,
        row: u32,
    ) -> Option<Self> {
        let planned = map.planned_row(row).filter(|_| map.has_id(row));
        if let Some(planned) = planned {
            let mut found = Self::of_planned((reader, Some(form)), map, &[planned]);
            found.is_in_place = true;
            found.head = map.headings.head_of(planned);
            return (!found.answers.is_empty()).then_some(found);
        }
        let planned = map.raw.row(row).iter().find_map(|cell| match &cell.value {
            Raw::Text(text) => map.signs.labelled.get(&*map.signs.key(text)),
            _ => None,
        })?;
        let found = Self::of_planned((reader, Some(form)), map, planned);
        (!found.answers.is_empty()).then_some(found)
    }

    pub(super) fn of_planned(
        (reader, form): (&CellReader<'_>, Option<&Form>),
        map: &SheetMap<'_>,
        planned: &[u32],
    ) -> Self {
        let spots = reader.layout.fields.iter();
        let spots = spots.filter(|s| s.sheet == map.plan.name && planned.contains(&s.label.0));
        let located: Vec<_> = spots
            .filter_map(|spot| Some((spot, map.locate(spot).0?)))
            .collect();
        let cells = located
            .iter()
            .filter_map(|(_, (row, col))| map.raw.at(*row, *col));
        let numbers = cells.filter_map(number).collect();
        let said = located.iter().filter_map(|(spot, (row, col))| {
            let field = form?.field(&spot.field)?;
            let cell = map.raw.at(*row, *col).filter(|cell| !blank(&cell.value))?;
            let is_own = field.column.kind.is_none();
            let unit = if is_own {
                field.row.unit.clone()
            } else {
                String::new()
            };
            let value = understand(&cell.value, cell.percent, field.kind(), &unit).value;
            let definition = field.row.definition.clone().unwrap_or_default();
            let label = field.row.label.clone();
            Some((value, field.kind().clone(), [unit, definition, label]))
        });
        Self {
            said: said.collect(),
            answers: located
                .iter()
                .map(|(spot, at)| read(map, spot, *at))
                .collect(),
            cols: located.iter().map(|(spot, _)| spot.col).collect(),
            numbers,
            head: None,
            is_in_place: false,
        }
    }

    /// Whether words beside the row put one of its answers right, or call it in question: no other answer of the row is what
    /// they say.
    pub(super) fn is_doubted(&self, said: &str, asked: &Asked<'_>) -> bool {
        let held = self
            .said
            .iter()
            .map(|(value, kind, [unit, definition, label])| Held {
                value: value.as_ref(),
                kind,
                unit,
                label,
                definition,
            });
        contradicts_all(said, &held.collect::<Vec<_>>(), asked)
    }

    /// Whether a cell holds a figure that was not read for the row.
    pub(super) fn differs(&self, cell: &RawCell) -> bool {
        let computes = cell.formula.as_deref().is_some_and(|formula| {
            let formula = CellFormula::of(formula);
            formula.is_none_or(|formula| !formula.references.is_empty())
        });
        !computes && number(cell).is_some_and(|n| !self.numbers.contains(&n))
    }

    /// Whether a cell of the row holds a figure that may be meant instead: one that no heading of its own explains.
    pub(super) fn is_rival(&self, map: &SheetMap<'_>, cell: &RawCell) -> bool {
        let labels = map.col(LABEL);
        if !self.differs(cell) || labels.is_some_and(|label| cell.col < label) {
            return false;
        }
        let grid = &map.plan.grid;
        if [grid.check, grid.missing]
            .map(|col| map.col(col))
            .contains(&Some(cell.col))
        {
            return false;
        }
        !self.is_explained(map, cell, &self.cols)
    }

    /// Whether words stand right of a number of the row and say that it is only a part of what is asked, or that the row is
    /// one; a column with a heading of its own is another matter.
    pub(super) fn is_narrowed(&self, map: &SheetMap<'_>, cell: &RawCell, said: &str) -> bool {
        if !self.is_in_place || self.numbers.is_empty() {
            return false;
        }
        if begins_a_part(said) {
            return true;
        }
        let mut places = self
            .answers
            .iter()
            .filter_map(|answer| answer.place.as_ref());
        let is_beside = places.any(|at| {
            let answer = map.raw.at(at.row, at.col);
            at.row == cell.row && at.col + 1 == cell.col && answer.and_then(number).is_some()
        });
        let units: Vec<&str> = self
            .said
            .iter()
            .map(|(_, _, [unit, ..])| unit.as_str())
            .collect();
        // Of the answers of other rows a heading of ours may stand there.
        let cols = self.cols.iter().copied();
        let cols: Vec<u16> = cols.chain(map.planned_col(cell.col)).collect();
        is_beside && is_narrowed(said, &units) && !self.is_explained(map, cell, &cols)
    }

    /// Whether a heading of its own stands over a cell of the row: none of those that are planned in these columns.
    fn is_explained(&self, map: &SheetMap<'_>, cell: &RawCell, cols: &[u16]) -> bool {
        let Some(head) = self.head.filter(|_| self.is_in_place) else {
            return false;
        };
        let over = (head.saturating_sub(1)..cell.row).filter_map(|row| {
            match &map.raw.at(row, cell.col)?.value {
                Raw::Text(text) if !text.chars().any(char::is_alphabetic) => None,
                Raw::Text(text) => Some(clean(text, false)),
                _ => None,
            }
        });
        let over: Vec<String> = over.collect();
        let planned: BTreeSet<String> = cols
            .iter()
            .filter_map(|col| map.plan.text_at(map.headings.planned_head(head)?, *col))
            .map(fold)
            .collect();
        let explains = |text: &String| !planned.contains(&fold(text)) && !is_correction_word(text);
        over.iter().any(explains) && !over.iter().any(|text| is_correction_word(text))
    }
}

/// An answer as a finding shows it.
pub(super) fn read(map: &SheetMap<'_>, spot: &FieldSpot, (row, col): (u32, u16)) -> Involved {
    let cell = map.raw.at(row, col);
    Involved {
        field: Some((&spot.field).into()),
        label: label_of(map, spot.label.0),
        place: Some(place(map.raw, row, col)),
        shown: cell
            .map_or_else(String::new, |c| shown(&c.value, c.percent))
            .into(),
    }
}

pub(super) fn involved(sheet: &RawSheet, cell: &RawCell) -> Involved {
    let at = place(sheet, cell.row, cell.col);
    Involved {
        field: None,
        label: at.shown(),
        shown: shown(&cell.value, cell.percent).into(),
        place: Some(at),
    }
}

/// The number in a cell, also where it was typed as a text.
pub(super) fn number(cell: &RawCell) -> Option<f64> {
    match &cell.value {
        Raw::Number(n) => Some(*n),
        Raw::Text(text) => {
            let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
            digits
                .parse()
                .ok()
                .filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))
        }
        _ => None,
    }
}

/// Whether a text puts a figure right: "sửa: 412".
pub(super) fn is_correction(text: &str) -> bool {
    is_correction_word(text) && text.chars().any(|c| c.is_ascii_digit())
}

pub(super) fn is_correction_word(text: &str) -> bool {
    let said = accented(text);
    CORRECTIONS.iter().any(|word| has_words(&said, word))
}
