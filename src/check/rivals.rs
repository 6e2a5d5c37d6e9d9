//! Figures and words outside the fields that may be meant instead of what was read.
//!
//! In: the sheets of a form, what stands outside their fields, and the sheets that nobody asked for. Out: findings that ask
//! which is meant. Figures under a heading of their own, and sheets that say the same, are no question.

use super::answers::{blank, shown};
use super::cells::CellReader;
use super::doubt::{is_taken_back, is_trial};
use super::locate::{SheetMap, ids_in};
use super::margins;
use super::opinions::{corrects_a_figure, disowns_figures};
use super::partial::is_partial;
use super::period::tells_when;
use super::qualifier::{Qualifier, qualifier};
use super::read_row::{Row, involved, is_correction, is_correction_word, number, read};
use super::scope::is_of_other_scope;
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::form::Form;
use crate::model::raw::{RawCell, RawSheet};
use crate::msg;
use crate::value::fold::clean;
use crate::value::{Raw, accented, fold};
use crate::words::Message;

/// Asks about what stands outside the fields of a sheet, in free cells, in notes and boxes, and over our live checks: figures
/// beside answers, corrections and doubts, and words that name another period, a plan or another scale.
pub(super) fn beside<'a>(
    reader: &mut CellReader<'_>,
    (map, form): (&SheetMap<'a>, &Form),
    strays: &[&'a RawCell],
    measures: &[&str],
) {
    let asked = reader.asked();
    let (mut rivals, mut otherwise) = (Vec::new(), Vec::new());
    let notes = map.raw.notes.iter();
    let notes: Vec<RawCell> = notes
        .map(|note| RawCell::of((note.row, note.col), Raw::Text(note.text.clone())))
        .collect();
    let definitions = definitions(form);
    let says_otherwise = |said: &str, whereabouts: Where| {
        let full = accented(said);
        let is_about = margins::is_about_figures(said) || is_trial(&full);
        // Days in cells that tell nothing else are asked about with the titles over them.
        let is_told = whereabouts == Where::Free && tells_when(said);
        is_about && margins::is_otherwise(said, measures, &asked)
            || asked.knows_days() && !is_told && asked.is_until_other_day(&full)
            || is_of_other_scope(&full, &definitions)
            || is_partial(said)
            || is_taken_back(&full)
    };
    let free = strays.iter().map(|cell| (*cell, Where::Free));
    // Of binary formats some formulas cannot be written out.
    let checks = reader.has_formulas.then(|| typed_over_checks(map));
    let checks = checks.into_iter().flatten();
    let checks = checks.map(|cell| (cell, Where::Check));
    let notes = notes.iter().map(|note| (note, Where::Note));
    for (cell, whereabouts) in free.chain(checks).chain(notes) {
        let row = Row::of((reader, form), map, cell.row);
        let said = clean(&shown(&cell.value, cell.percent), false);
        let is_text = matches!(cell.value, Raw::Text(_));
        let alone = || {
            // What we write there, as in a row of headings, is no word of theirs.
            let mut in_row = strays.iter().filter(|other| other.row == cell.row);
            match whereabouts {
                Where::Free => in_row.all(|other| is_same(other, cell)),
                Where::Check => false,
                Where::Note => true,
            }
        };
        let puts_right = || match whereabouts {
            Where::Note => corrects_a_figure(&said),
            Where::Free | Where::Check => {
                is_correction(&said) || is_correction_word(&said) && has_figure(strays, cell)
            }
        };
        let contradicts = || {
            row.as_ref()
                .is_some_and(|row| row.is_doubted(&said, &asked))
        };
        let narrows = || {
            let row = row.as_ref().filter(|_| whereabouts == Where::Free);
            row.is_some_and(|row| row.is_narrowed(map, cell, &said))
        };
        if is_text && (puts_right() || contradicts() || narrows()) {
            rivals.push((cell, row));
        } else if is_text && (row.is_some() || alone()) && says_otherwise(&said, whereabouts) {
            otherwise.push(involved(map.raw, cell));
        } else if let Some(row) = row
            && match whereabouts {
                Where::Free => row.is_rival(map, cell),
                Where::Check => row.differs(cell),
                Where::Note => false,
            }
        {
            rivals.push((cell, Some(row)));
        }
    }
    if let Some(first) = otherwise.first() {
        let message = msg!(
            "check.line-otherwise",
            place = first.label,
            shown = first.shown
        );
        let about = format!("{}: {}", map.plan.name, first.label);
        let said = (message, msg!("check.look-at-otherwise"));
        reader.find((&code::TEXT_OTHERWISE, &about), said, otherwise);
    }
    let Some((first, row)) = rivals.first() else {
        return;
    };
    let cell = involved(map.raw, first);
    let answer = row.as_ref().and_then(|row| row.answers.first());
    let message = match answer {
        Some(answer) => msg!(
            "check.rival-cell",
            place = cell.label,
            shown = cell.shown,
            label = answer.label,
            read = answer.shown,
            count = rivals.len()
        ),
        None => msg!(
            "check.correction",
            place = cell.label,
            shown = cell.shown,
            count = rivals.len()
        ),
    };
    let mut cells = Vec::new();
    for (cell, row) in &rivals {
        cells.extend(row.iter().flat_map(|row| row.answers.iter().cloned()));
        cells.push(involved(map.raw, cell));
    }
    let said = (message, msg!("check.which-is-meant"));
    reader.find((&code::RIVALS, &map.plan.name), said, cells);
}

/// All that a form says of how its figures are counted.
fn definitions(form: &Form) -> String {
    let notes = form
        .sections
        .iter()
        .filter_map(|section| section.note.as_deref());
    let rows = form
        .fields()
        .filter_map(|field| field.row.definition.as_deref());
    notes.chain(rows).collect::<Vec<_>>().join("; ")
}

/// Where words and figures outside the fields stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// In a cell that is free.
    Free,
    /// Over one of our live checks.
    Check,
    /// In a note on a cell or in a box.
    Note,
}

/// Cells in which somebody typed over a live check, while others still compute.
fn typed_over_checks<'a>(map: &SheetMap<'a>) -> Vec<&'a RawCell> {
    let checks = map.signs.checks.iter();
    let cells = checks.filter_map(|(row, col)| map.raw.at(map.id_row(*row)?, map.col(*col)?));
    let (live, typed): (Vec<&RawCell>, Vec<&RawCell>) =
        cells.partition(|cell| cell.formula.is_some());
    let is_ours = |cell: &&RawCell| {
        let text = fold(&cell.value.shown());
        blank(&cell.value) || map.signs.is_written(&text, None)
    };
    if live.is_empty() {
        return Vec::new();
    }
    typed.into_iter().filter(|cell| !is_ours(cell)).collect()
}

/// Whether a figure stands outside the fields in the row of a cell, right of it.
fn has_figure(strays: &[&RawCell], cell: &RawCell) -> bool {
    let mut right = strays.iter();
    right.any(|other| other.row == cell.row && other.col > cell.col && number(other).is_some())
}

/// Asks about sheets beside those of the form that give rows of the form other figures, or that correct something.
pub(super) fn sheets(reader: &mut CellReader<'_>, period: &str) {
    let found = reader.sheets;
    for raw in &found.spare {
        let is_of_other = qualifier(&raw.name, period) == Qualifier::Other;
        let Some((said, cells)) = of_sheet(reader, raw, is_of_other) else {
            continue;
        };
        let draft = Draft {
            about: raw.name.clone(),
            cells,
            ..Draft::new(&code::RIVAL_SHEET, (said, msg!("check.which-is-meant")))
        };
        let finding = reader.subject.finding(draft);
        reader.findings.push(finding);
    }
    for (raw, free) in &found.aids {
        let beside = || raw.cells.iter().filter(|cell| cell.col >= *free);
        let disowning = beside().find(|cell| disowns(&cell.value));
        let Some(cell) = disowning.or_else(|| beside().find(|cell| corrects(&cell.value))) else {
            continue;
        };
        let (said, cells) = says_otherwise(raw, cell);
        reader.find(
            (&code::RIVAL_SHEET, &raw.name),
            (said, msg!("check.which-is-meant")),
            cells,
        );
    }
}

/// What a sheet says otherwise than the form.
fn of_sheet(
    reader: &CellReader<'_>,
    raw: &RawSheet,
    is_of_other: bool,
) -> Option<(Message, Vec<Involved>)> {
    let maps = || reader.sheets.maps.iter().flatten();
    let mut differing = maps().filter(|_| !is_of_other).filter_map(|map| {
        let is_copy = ids_in(map.plan, raw) * 2 > map.plan.row_ids.len();
        if is_copy {
            differs_as_copy(reader, map, raw)
        } else {
            differs_in_rows(reader, map, raw)
        }
    });
    if let Some((read, other)) = differing.next() {
        let message = msg!(
            "check.rival-sheet",
            sheet = raw.name,
            label = read.label,
            place = other.label,
            shown = other.shown,
            read = read.shown
        );
        return Some((message, vec![read, other]));
    }
    if let Some(cell) = raw.cells.iter().find(|cell| disowns(&cell.value)) {
        return Some(says_otherwise(raw, cell));
    }
    let mut cells = raw.cells.iter().filter(|_| raw.visible);
    let cell = if is_correction_word(&raw.name) {
        // Also where figures stand among words: "E14: 15".
        let has_figure = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        cells.find(|cell| match &cell.value {
            Raw::Number(_) => true,
            Raw::Text(text) => has_figure(text),
            _ => false,
        })
    } else {
        cells.find(|cell| corrects(&cell.value))
    }?;
    Some(says_otherwise(raw, cell))
}

/// Whether a cell corrects something.
fn corrects(value: &Raw) -> bool {
    matches!(value, Raw::Text(text) if is_correction(text))
}

/// That a cell of a sheet says otherwise than the form.
fn says_otherwise(raw: &RawSheet, cell: &RawCell) -> (Message, Vec<Involved>) {
    let cell = involved(raw, cell);
    let message = msg!(
        "check.sheet-corrects",
        sheet = raw.name,
        place = cell.label,
        shown = cell.shown
    );
    (message, vec![cell])
}

/// Whether a text on a sheet of their own disowns figures of the form: "Số liệu mục IV là số năm 2019".
fn disowns(value: &Raw) -> bool {
    matches!(value, Raw::Text(text) if disowns_figures(text))
}

/// The first field that a copy of a sheet answers otherwise: what was read, and what the copy says.
fn differs_as_copy(
    reader: &CellReader<'_>,
    map: &SheetMap<'_>,
    raw: &RawSheet,
) -> Option<(Involved, Involved)> {
    let spots = &reader.layout.fields;
    let copy = SheetMap::of((map.plan, map.signs), (map.book, raw), spots);
    let mut here = spots.iter().filter(|spot| spot.sheet == map.plan.name);
    here.find_map(|spot| {
        let theirs = copy.locate(spot).0;
        let theirs = theirs.and_then(|(row, col)| raw.at(row, col))?;
        let ours = map.locate(spot).0?;
        let cell = map.raw.at(ours.0, ours.1);
        let same = cell.is_some_and(|cell| cell.value == theirs.value);
        if same || blank(&theirs.value) {
            return None;
        }
        Some((read(map, spot, ours), involved(raw, theirs)))
    })
}

/// The first row of a sheet that begins with a label of ours and gives it a figure that was not read.
fn differs_in_rows(
    reader: &CellReader<'_>,
    map: &SheetMap<'_>,
    raw: &RawSheet,
) -> Option<(Involved, Involved)> {
    raw.cells.iter().find_map(|cell| {
        let Raw::Text(text) = &cell.value else {
            return None;
        };
        let planned = map.signs.labelled.get(&*map.signs.key(text))?;
        let row = Row::of_planned((reader, None), map, planned);
        let mut right = raw
            .row(cell.row)
            .iter()
            .filter(|other| other.col > cell.col);
        let other = right.find(|other| row.differs(other))?;
        Some((row.answers.into_iter().next()?, involved(raw, other)))
    })
}

/// Whether two cells say the same, or one of them says nothing.
fn is_same(a: &RawCell, b: &RawCell) -> bool {
    blank(&a.value) || a.value == b.value
}
