//! Files in which forms stand together: a sheet for each unit, or one form below the other on a sheet.
//!
//! In: a workbook without the identity of ours. Out: what each of its forms says; nothing where it holds one. Forms of one
//! unit that say the same are read once, of those that differ none is read.

use super::answers::involved;
use super::gathered::Gathered;
use super::identity;
use super::locate::{has_labels_of, ids_in};
use super::named::named_in_cell;
use super::period::{Label, Shown, shown_otherwise};
use super::signs::Signs;
use super::{Context, Returns};
use crate::layout::SheetPlan;
use crate::model::code;
use crate::model::finding::{Draft, Finding, Involved, Subject};
use crate::model::form::Form;
use crate::model::id::UnitCode;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::reading::{FieldReading, Place, Reading};
use crate::msg;
use crate::value::{Raw, fold};
use crate::words::Fact;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Shorter texts stand in many places.
const TELLING_CHARS: usize = 4;

/// What the forms of a file say, each read by `own_form`; `None` of a file that holds one.
pub(super) fn read(
    book: &RawWorkbook,
    context: &Context<'_>,
    own_form: &dyn Fn(&RawWorkbook, &Context<'_>) -> Returns,
) -> Option<Returns> {
    let parts = parts(book, context)?;
    let mut said = Said::default();
    // What is of another period is passed over where something is of ours.
    let shown = parts
        .iter()
        .map(|part| match shown_otherwise(&part.book, context) {
            Some(Shown::Other(period)) => Some(period),
            _ => None,
        });
    let shown: Vec<Option<String>> = shown.collect();
    let are_all_other = shown.iter().all(Option::is_some);
    let are_of_several = parts.iter().any(|part| part.unit.is_some());
    // Where no other is named, all of it is of one unit.
    let mut only: Option<UnitCode> = None;
    for (part, other) in parts.iter().zip(shown) {
        if let Some(period) = other.filter(|_| !are_all_other) {
            said.of_file.push(passed_over(part, &period, context));
            continue;
        }
        let known = part.unit.as_ref().or(only.as_ref());
        let context = Context {
            assigned: known.or(context.assigned),
            ..*context
        };
        let returns = own_form(&part.book, &context);
        if !are_of_several && only.is_none() {
            // Whose the first one is, nothing after it tells better.
            if returns.unit.is_none() {
                return Some(returns);
            }
            only.clone_from(&returns.unit);
        }
        said.add(returns);
    }
    Some(said.finish(context))
}

/// One form of a file.
struct Part {
    /// Its sheets.
    book: RawWorkbook,
    /// Whose it says that it is, where others of the file are of other units.
    unit: Option<UnitCode>,
}

/// A sheet, or the part of one that is a form.
struct Piece<'a> {
    sheet: RawSheet,
    /// Which sheet of which form it is.
    plan: Option<&'a str>,
    whose: Whose,
    /// Whether it is a part of a sheet.
    is_cut: bool,
}

/// Whose a piece says that it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Unit(UnitCode),
    /// Of somebody who is not in the roster.
    Stranger(String),
    Unsaid,
}

/// The forms of a file; `None` where it holds one.
fn parts(book: &RawWorkbook, context: &Context<'_>) -> Option<Vec<Part>> {
    let visible = book.sheets.iter().filter(|sheet| sheet.visible);
    let pieces: Vec<Piece<'_>> = visible
        .flat_map(|sheet| pieces(sheet, book, context))
        .collect();
    let forms = || pieces.iter().filter(|piece| piece.plan.is_some());
    let whose: BTreeSet<&Whose> = forms().map(|piece| &piece.whose).collect();
    let told = whose.iter().filter(|whose| ***whose != Whose::Unsaid);
    let is_of_several = context.assigned.is_none() && told.count() > 1;
    if !is_of_several && forms().all(|piece| !piece.is_cut) {
        return None;
    }
    let mut groups: Vec<(Whose, Vec<Piece<'_>>)> = Vec::new();
    let (forms, others): (Vec<Piece<'_>>, Vec<Piece<'_>>) =
        pieces.into_iter().partition(|piece| piece.plan.is_some());
    for piece in forms {
        // A sheet that names nobody belongs to the one before it.
        let whose = match (&piece.whose, groups.last()) {
            (Whose::Unsaid, Some((before, _))) => before.clone(),
            (whose, _) => whose.clone(),
        };
        let takes = |group: &&mut (Whose, Vec<Piece<'_>>)| {
            let has_it = group.1.iter().any(|other| other.plan == piece.plan);
            group.0 == whose && !has_it
        };
        match groups.iter_mut().find(takes) {
            Some((_, sheets)) => sheets.push(piece),
            None => groups.push((whose, vec![piece])),
        }
    }
    for piece in others {
        let own = groups.iter().position(|(whose, _)| *whose == piece.whose);
        groups[own.unwrap_or(0)].1.push(piece);
    }
    let hidden = book.sheets.iter().filter(|sheet| !sheet.visible);
    let mut hidden: Vec<RawSheet> = hidden.cloned().collect();
    let parts = groups.into_iter().map(|(whose, pieces)| {
        let cut: BTreeSet<&str> = pieces
            .iter()
            .filter(|piece| piece.is_cut)
            .map(|piece| piece.sheet.name.as_str())
            .collect();
        // Where a name points to on a part of a sheet nobody can tell.
        let names = book
            .names
            .iter()
            .filter(|n| !cut.contains(n.sheet.as_str()));
        let names = Arc::new(names.cloned().collect());
        let sheets = pieces.into_iter().map(|piece| piece.sheet);
        let book = RawWorkbook {
            sheets: sheets.chain(std::mem::take(&mut hidden)).collect(),
            names,
            application: book.application.clone(),
            saved_at: book.saved_at.clone(),
            ..*book
        };
        let unit = match whose {
            Whose::Unit(code) if is_of_several => Some(code),
            _ => None,
        };
        Part { book, unit }
    });
    let parts: Vec<Part> = parts.collect();
    (parts.len() > 1).then_some(parts)
}

/// A sheet, cut into its forms where it holds several one below the other.
fn pieces<'a>(sheet: &RawSheet, book: &RawWorkbook, context: &Context<'a>) -> Vec<Piece<'a>> {
    let plans = || {
        let forms = context.expected.forms.iter();
        forms.flat_map(|form| form.layout.sheets.iter().zip(&form.signs))
    };
    let plan_of = |sheet: &RawSheet| {
        let is_it = |(plan, signs): &(&'a SheetPlan, &'a Signs)| {
            fold(&sheet.name) == fold(&plan.name)
                || ids_in(plan, sheet) > 0
                || has_labels_of(signs, sheet)
        };
        plans().find(is_it).map(|(plan, _)| plan.name.as_str())
    };
    let cut = plans().filter(|(_, signs)| has_labels_of(signs, sheet));
    let mut cut = cut.map(|(_, signs)| cut_at(sheet, signs));
    let cut = cut.find(|rows| rows.len() > 1);
    let is_cut = cut.is_some();
    let sheets = match cut {
        Some(rows) => rows.into_iter().map(|rows| sheet.part(rows)).collect(),
        None => vec![sheet.clone()],
    };
    let pieces = sheets.into_iter().map(|sheet| Piece {
        plan: plan_of(&sheet),
        whose: whose(&sheet, book, is_cut, context),
        sheet,
        is_cut,
    });
    pieces.collect()
}

/// Whose a sheet says that it is.
fn whose(sheet: &RawSheet, book: &RawWorkbook, is_cut: bool, context: &Context<'_>) -> Whose {
    let names = book
        .names
        .iter()
        .filter(|n| !is_cut && n.sheet == sheet.name);
    let alone = RawWorkbook {
        sheets: vec![sheet.clone()],
        names: Arc::new(names.cloned().collect()),
        ..RawWorkbook::default()
    };
    let said = identity::visible_unit(&alone, context.expected);
    match named_in_cell(&said, context.expected).as_slice() {
        _ if said.is_empty() => Whose::Unsaid,
        [one] => Whose::Unit((*one).clone()),
        _ => Whose::Stranger(said),
    }
}

/// The rows of the forms that stand one below the other on a sheet, by labels that come again; none where that is one form,
/// or where not each of them has most labels.
fn cut_at(sheet: &RawSheet, signs: &Signs) -> Vec<Range<u32>> {
    let mut forms: Vec<(BTreeSet<String>, u32, u32)> = Vec::new();
    for cell in &sheet.cells {
        let Raw::Text(text) = &cell.value else {
            continue;
        };
        let label = signs.key(text).into_owned();
        if signs.labelled.get(&label).is_none_or(|rows| rows.len() > 1) {
            continue;
        }
        match forms.last_mut() {
            Some((labels, _, last)) if *last == cell.row || !labels.contains(&label) => {
                labels.insert(label);
                *last = cell.row;
            }
            _ => forms.push((BTreeSet::from([label]), cell.row, cell.row)),
        }
    }
    let end = sheet.cells.last().map_or(0, |cell| cell.row + 1);
    let has_most = |labels: &BTreeSet<String>| labels.len() * 2 > signs.labelled.len();
    if forms.len() < 2 || !forms.iter().all(|(labels, ..)| has_most(labels)) {
        return Vec::new();
    }
    let head = Head::of(sheet, forms[0].1);
    let mut from = 0;
    let mut rows = Vec::new();
    for pair in forms.windows(2) {
        let begin = head.begins(sheet, pair[0].2 + 1..pair[1].1);
        rows.push(from..begin);
        from = begin;
    }
    rows.push(from..end);
    rows
}

/// What stands over the first label of a form.
struct Head {
    texts: BTreeSet<String>,
    unit: Label,
}

impl Head {
    fn of(sheet: &RawSheet, first: u32) -> Self {
        let above = sheet.cells.iter().take_while(|cell| cell.row < first);
        let texts = above.map(|cell| fold(&cell.value.shown()));
        Self {
            texts: texts
                .filter(|t| t.chars().count() >= TELLING_CHARS)
                .collect(),
            unit: Label::of("layout.unit"),
        }
    }

    /// The row between two forms where the second one begins, with its head if it has one.
    fn begins(&self, sheet: &RawSheet, between: Range<u32>) -> u32 {
        let is_of_head = |row: &u32| {
            sheet.row(*row).iter().any(|cell| {
                let text = cell.value.shown();
                self.texts.contains(&fold(&text)) || self.unit.is_before(&text)
            })
        };
        let own = between.clone().find(is_of_head).unwrap_or(between.end);
        let is_filled = |row: &u32| {
            let mut cells = sheet.row(*row).iter();
            cells.any(|cell| cell.value != Raw::Blank)
        };
        let above = (between.start..own).rev().take_while(is_filled);
        above.last().unwrap_or(own)
    }
}

/// A note about a form of another period beside one of ours.
fn passed_over(part: &Part, period: &str, context: &Context<'_>) -> Finding {
    let place = part.book.sheets.first().map_or_else(String::new, begin);
    let subject = Subject {
        unit: None,
        file: context.file,
    };
    let said = (
        msg!("check.form-passed-over", place = place, period = period),
        msg!("check.move-extra"),
    );
    subject.finding(Draft {
        about: place,
        ..Draft::new(&code::SHEET_ADDED, said)
    })
}

/// Where a sheet or a part of one begins.
fn begin(sheet: &RawSheet) -> String {
    let first = sheet.cells.first();
    let (row, col) = first.map_or((0, 0), |cell| sheet.in_file(cell.row, cell.col));
    let sheet = sheet.name.clone();
    Place { sheet, row, col }.shown()
}

/// What a form says, and what is found about it.
type FoundForm = (Reading, Vec<Finding>);

/// What the forms of a file say.
#[derive(Default)]
struct Said {
    /// By unit, in the order of the file: each of its forms with what is found about it.
    units: Vec<(UnitCode, Vec<FoundForm>)>,
    /// What is found where nothing is read.
    of_file: Vec<Finding>,
    /// Forms without any answer, by unit.
    blank: BTreeMap<Option<UnitCode>, Vec<Finding>>,
}

impl Said {
    fn add(&mut self, returns: Returns) {
        let Returns {
            unit,
            readings,
            findings,
        } = returns;
        let reading = readings.into_iter().next();
        match (reading, unit) {
            (Some(reading), Some(unit)) => {
                match self.units.iter_mut().find(|(code, _)| *code == unit) {
                    Some((_, forms)) => forms.push((reading, findings)),
                    None => self.units.push((unit, vec![(reading, findings)])),
                }
            }
            (_, unit) if findings.iter().any(|f| f.code.is(&code::BLANK_FORM)) => {
                self.blank.entry(unit).or_insert(findings);
            }
            (_, _) => self.of_file.extend(findings),
        }
    }

    fn finish(self, context: &Context<'_>) -> Returns {
        let Self {
            units,
            mut of_file,
            blank,
        } = self;
        let (mut readings, mut findings) = (Vec::new(), Vec::new());
        // An empty form beside a filled one of the unit says nothing.
        let is_filled = |code: &Option<UnitCode>| {
            let mut filled = units.iter().map(|(filled, _)| filled);
            filled.any(|filled| code.as_ref().is_none_or(|code| code == filled))
        };
        let blank = blank.into_iter().filter(|(code, _)| !is_filled(code));
        of_file.extend(blank.flat_map(|(_, findings)| findings));
        let only_unit = match units.as_slice() {
            [(only, _)] => Some(only.clone()),
            _ => None,
        };
        for (code, forms) in units {
            let count = forms.len();
            let differs = forms[1..].iter().find_map(|(other, _)| {
                let form = context.expected.kit.form(&other.form)?;
                difference(form, &forms[0].0, other)
            });
            let Some((mut reading, found)) = forms.into_iter().next() else {
                continue;
            };
            if let Some(cells) = differs {
                findings.push(several(&code, count, cells, context));
                continue;
            }
            if count > 1 {
                let note = msg!("check.form-again", count = count);
                reading.account.notes.push(note);
            }
            readings.push(reading);
            findings.extend(found);
        }
        findings.extend(of_file);
        // Forms of one file that nobody can be told of are asked about once.
        let mut known = BTreeSet::new();
        findings.retain(|finding| known.insert(finding.id.clone()));
        Returns {
            unit: only_unit,
            readings,
            findings: Gathered::of(findings),
        }
    }
}

/// A unit's forms in one file that say different things.
fn several(code: &UnitCode, count: usize, cells: [Involved; 2], context: &Context<'_>) -> Finding {
    let [one, other] = &cells;
    let place = |cell: &Involved| cell.place.as_ref().map_or_else(String::new, Place::shown);
    let unit = context.expected.unit(code);
    let message = msg!(
        "check.forms-differ",
        count = count,
        unit = unit.map_or(code.as_str(), |unit| &unit.name),
        label = one.label,
        one = place(one),
        shown = one.shown,
        other = place(other),
        other_shown = other.shown
    );
    let subject = Subject {
        unit: Some(code),
        file: context.file,
    };
    subject.finding(Draft {
        cells: cells.into(),
        ..Draft::new(&code::UNIT_TWICE, (message, msg!("check.keep-one-form")))
    })
}

/// The first field or cell of a list that two forms of a unit answer differently.
fn difference(form: &Form, one: &Reading, other: &Reading) -> Option<[Involved; 2]> {
    let cells = |reading: &Reading| -> Vec<FieldReading> {
        let of_lists = reading.lists.iter().flat_map(|(_, rows)| rows);
        let of_lists = of_lists.flat_map(|row| &row.cells);
        reading.fields.iter().chain(of_lists).cloned().collect()
    };
    let (ours, theirs) = (cells(one), cells(other));
    let differs = |(a, b): &(&FieldReading, &FieldReading)| a.answer != b.answer;
    let pair = ours.iter().zip(&theirs).find(differs);
    let are_alike = ours.len() == theirs.len() && one.list_nils == other.list_nils;
    let cell = |said: Option<&FieldReading>| {
        let field = said
            .and_then(|said| Some((said, form.fields().find(|f| said.field == f.id().as_str())?)));
        match (said, field) {
            (_, Some((said, field))) => involved(&said.field, &field.label(), said),
            (Some(said), None) => involved(&said.field, &said.field, said),
            (None, None) => Involved {
                field: None,
                label: form.number.clone(),
                place: None,
                shown: Fact::default(),
            },
        }
    };
    match pair {
        Some((a, b)) => Some([cell(Some(a)), cell(Some(b))]),
        None if are_alike => None,
        None => Some([cell(ours.last()), cell(theirs.last())]),
    }
}
