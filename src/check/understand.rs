//! From a file's cells to an understanding of it.

use super::Context;
use super::belongs::{belongs, identity_gone, not_as_issued};
use super::cells::CellReader;
use super::effort::too_much;
use super::expected::Planned;
use super::finding::{own, stray};
use super::gathered::Gathered;
use super::identity::{self, Hidden};
use super::named::told_outside;
use super::other_row::contradicted;
use super::period::{Shown, shown_otherwise};
use super::recomputed::recomputed;
use super::sheets::Sheets;
use super::speaks::says_of_a_unit;
use super::turned::{around, lying_across};
use super::{Returns, divided, file_name, judge, margins, notes, ours, structure, table, versions};
use crate::check::locate::{SheetMap, has_labels_of, ids_in, labels_in};
use crate::layout::identity as keys;
use crate::model::code;
use crate::model::finding::Subject;
use crate::model::form::{Body, Form};
use crate::model::id::{SectionId, UnitCode};
use crate::model::raw::{Format, RawWorkbook};
use crate::model::reading::Account;
use crate::model::{finding::Finding, reading::Reading, unit::Unit};
use crate::msg;
use crate::value::Severity;
use crate::value::fold;
use crate::words::Message;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::{BTreeMap, BTreeSet};

/// From so many labels of one form on a workbook may be that form.
const SOME_LABELS: usize = 3;

/// Understands a file that may be a form of one unit or a table with a row per unit: whose it is, what it says, what
/// is wrong with it.
pub fn understand(book: &RawWorkbook, context: &Context<'_>) -> Returns {
    let without_notes = notes::without_ours(book);
    let book = without_notes.as_ref().unwrap_or(book);
    let mut returns = by_its_cells(book, context);
    if !returns.readings.is_empty() {
        let by_name = file_name::told(returns.unit.as_ref(), context);
        returns.findings.extend(by_name);
    }
    returns
}

/// What the cells of a file say.
fn by_its_cells(book: &RawWorkbook, context: &Context<'_>) -> Returns {
    let hidden = Hidden::of(book);
    if hidden.is_none()
        && let Some(what) = ours::which(book)
    {
        return of_the_office(msg!("check.ours", what = what), context);
    }
    if let Some(said) = too_much(book, hidden.as_ref(), context.expected) {
        return not_compared(book, hidden.as_ref(), said, context);
    }
    if hidden.is_some() {
        return own_form(book, hidden.as_ref(), context);
    }
    // Nothing but what people see says which period a file without identity is of.
    let shown = shown_otherwise(book, context);
    if let Some(Shown::Other(period)) = &shown {
        return of_other_period(book, period, context);
    }
    let has_readings = |returns: &Returns| !returns.readings.is_empty();
    let mut tabled = table::read(book, context);
    if !tabled.as_ref().is_some_and(has_readings) {
        // One unit across is a form that was typed anew.
        let turned = around(book).and_then(|turned| table::read(&turned, context));
        let turned = turned.filter(|turned| {
            let twice = turned.findings.iter();
            let twice = twice.filter(|finding| finding.code.is(&code::UNIT_TWICE));
            turned.readings.len() + twice.count() > 1
        });
        tabled = turned.or(tabled);
    }
    let of_lying = || {
        let turned = lying_across(book, &context.expected.forms)?;
        Some(own_form(&turned, None, context)).filter(has_readings)
    };
    match tabled {
        Some(mut returns) if has_readings(&returns) => {
            returns.findings.extend(asked_period(shown, None, context));
            returns
        }
        // What a table asks about is not to be read in another way.
        Some(returns) if asks_nothing(&returns) => of_lying().unwrap_or(returns),
        Some(returns) => returns,
        None => of_lying().unwrap_or_else(|| {
            let alone = |part: &RawWorkbook, context: &Context<'_>| own_form(part, None, context);
            divided::read(book, context, &alone).unwrap_or_else(|| alone(book, context))
        }),
    }
}

/// Whether a table was only found to be blank, or to hold figures of nobody.
fn asks_nothing(returns: &Returns) -> bool {
    let is_no_question = |finding: &Finding| {
        let codes = [&code::BLANK_FORM, &code::ROW_OF_NOBODY];
        finding.severity != Severity::Error || codes.iter().any(|row| finding.code.is(row))
    };
    returns.findings.iter().all(is_no_question)
}

/// Understands the form of one unit, and whether it may be of another period.
fn own_form(book: &RawWorkbook, hidden: Option<&Hidden>, context: &Context<'_>) -> Returns {
    let mut returns = form(book, hidden, context);
    if !returns.readings.is_empty() {
        let unit = returns.unit.as_ref();
        let period = asked_period(shown_otherwise(book, context), unit, context);
        let identity = identity_gone(book, hidden, unit, context);
        returns.findings.extend(period.into_iter().chain(identity));
    }
    returns
}

/// A workbook of our own that is no return, of nobody.
fn of_the_office(message: Message, context: &Context<'_>) -> Returns {
    let subject = Subject {
        unit: None,
        file: context.file,
    };
    Returns {
        unit: None,
        readings: Vec::new(),
        findings: vec![stray(subject, &code::NOT_OUR_FORM, message)],
    }
}

/// A file with more in it than is compared with the forms.
fn not_compared(
    book: &RawWorkbook,
    hidden: Option<&Hidden>,
    said: Message,
    context: &Context<'_>,
) -> Returns {
    let visible = identity::visible_unit(book, context.expected);
    let (unit, _) = identity::unit(hidden, &visible, context);
    let subject = Subject {
        unit: unit.as_ref(),
        file: context.file,
    };
    let finding = own(subject, &code::TOO_LARGE, said, msg!("check.too-much-todo"));
    Returns {
        unit,
        readings: Vec::new(),
        findings: vec![finding],
    }
}

/// A file that shows another period, and nothing that speaks against it.
fn of_other_period(book: &RawWorkbook, period: &str, context: &Context<'_>) -> Returns {
    let visible = identity::visible_unit(book, context.expected);
    let (unit, _) = identity::unit(None, &visible, context);
    let subject = Subject {
        unit: unit.as_ref(),
        file: context.file,
    };
    let message = msg!("check.other-period", said = period, wanted = context.period);
    let finding = own(
        subject,
        &code::OTHER_PERIOD,
        message,
        msg!("check.send-issued"),
    );
    Returns {
        unit,
        readings: Vec::new(),
        findings: vec![finding],
    }
}

/// A return that shows a period which is not plainly the campaign's.
fn asked_period(
    shown: Option<Shown>,
    unit: Option<&UnitCode>,
    context: &Context<'_>,
) -> Option<Finding> {
    let subject = Subject {
        unit,
        file: context.file,
    };
    let (message, todo) = match shown? {
        Shown::Other(said) | Shown::Unclear(said) => (
            msg!("check.period-differs", said = said, wanted = context.period),
            msg!("check.look-at-period"),
        ),
        Shown::OtherDays(said, wanted) => (
            msg!("check.days-differ", said = said, wanted = wanted),
            msg!("check.look-at-days"),
        ),
    };
    Some(own(subject, &code::PERIOD_UNCLEAR, message, todo))
}

/// Understands the form of one unit.
fn form(book: &RawWorkbook, hidden: Option<&Hidden>, context: &Context<'_>) -> Returns {
    let forms = &context.expected.forms;
    let visible = identity::visible_unit(book, context.expected);
    let (unit, mut findings) = identity::unit(hidden, &visible, context);
    let elsewhere = belongs(hidden, unit.as_ref(), context);
    let stop = |unit: Option<UnitCode>, findings: Vec<Finding>| Returns {
        unit,
        readings: Vec::new(),
        findings,
    };
    if elsewhere.iter().any(|f| f.severity == Severity::Error) {
        return stop(unit, elsewhere);
    }
    findings.extend(elsewhere);
    let subject = Subject {
        unit: unit.as_ref(),
        file: context.file,
    };
    if hidden.is_none() && !looks_like_ours(book, forms) {
        let (message, todo) = (msg!("check.not-our-form"), msg!("check.send-issued"));
        let is_of_nobody = unit.is_none() && visible.is_empty();
        let strange = if let Some((unit, said)) = says_of_a_unit(book, context.expected) {
            let message = msg!("check.not-our-form-but", unit = unit.name, said = said);
            let todo = msg!("check.say-it-in-the-form");
            own(subject, &code::NOT_OUR_FORM, message, todo)
        } else if !is_of_nobody || has_words_of_ours(book, context) {
            own(subject, &code::NOT_OUR_FORM, message, todo)
        } else {
            stray(subject, &code::NOT_OUR_FORM, message)
        };
        return stop(unit, vec![strange]);
    }
    if unit.is_none() && !context.expected.units.is_empty() {
        let names_nobody =
            visible.is_empty() && hidden.is_some_and(|h| h.get(keys::UNIT).is_empty());
        let is_blank = || {
            let said = of_unit(book, context, subject, (hidden, forms), &mut Vec::new());
            said.is_err_and(|finding| finding.code.is(&code::BLANK_FORM))
        };
        if names_nobody && is_blank() {
            return of_the_office(msg!("check.ours-common"), context);
        }
        return stop(None, findings);
    }
    match of_unit(book, context, subject, (hidden, forms), &mut findings) {
        Ok(reading) => {
            if let Some(unit) = &unit {
                let hidden = hidden.and_then(|hidden| not_as_issued(hidden, subject, context));
                let elsewhere = identity::named_elsewhere(book, unit, context);
                findings.extend(hidden.into_iter().chain(elsewhere));
            }
            Returns {
                unit,
                readings: vec![reading],
                findings,
            }
        }
        Err(finding) => {
            findings.push(*finding);
            stop(unit, findings)
        }
    }
}

/// What the file of a known unit says; its findings are added, one that leaves no reading is the `Err`.
fn of_unit(
    book: &RawWorkbook,
    context: &Context<'_>,
    subject: Subject<'_>,
    (hidden, forms): (Option<&Hidden>, &[Planned]),
    findings: &mut Vec<Finding>,
) -> Result<Reading, Box<Finding>> {
    let stop = |row, message, todo| Box::new(own(subject, row, message, todo));
    let asked = subject.unit.and_then(|code| context.expected.unit(code));
    let (form, planned, today) = form_of(hidden, asked, forms, context)
        .map_err(|(message, todo)| stop(&code::OTHER_FORM, message, todo))?;
    let sheets = Sheets::of(planned, book, context.period);
    let layout = &planned.layout;
    if !sheets.maps.iter().flatten().any(SheetMap::is_known) {
        let (message, todo) = (msg!("check.not-our-form"), msg!("check.send-issued"));
        return Err(stop(&code::NOT_OUR_FORM, message, todo));
    }
    let mut reader = CellReader {
        subject,
        expected: context.expected,
        layout,
        spots: layout
            .fields
            .iter()
            .map(|f| (f.field.as_str(), f))
            .collect(),
        sheets: &sheets,
        period: context.period,
        has_formulas: matches!(book.format, Format::Xlsx | Format::Ods),
        findings: Gathered::default(),
        account: Account::default(),
        used: HashSet::new(),
        claims: HashMap::new(),
        contested: BTreeMap::new(),
        anchors: Vec::new(),
        lost: Vec::new(),
        noted: Vec::new(),
        uncomputed: Vec::new(),
        covered: Vec::new(),
        missed: BTreeSet::new(),
    };
    reader.account.notes.extend(notes::of_file(book));
    let sections = asked.map_or(&[][..], |u| &u.sections);
    let mut reading = read(&mut reader, form, sections);
    let told = recomputed(form, &mut reading, subject);
    reader.findings.extend(told);
    if planned.hash != today.hash {
        let today = (today, context.period);
        versions::report(&mut reader, (form, sections), &reading, today);
    }
    structure::report(&mut reader, form, context.period);
    let measures = margins::measures(form);
    let whose = reader.asked();
    for map in sheets.maps.iter().flatten() {
        let told = margins::told(map.raw, &measures, &whose).into_iter();
        reader
            .findings
            .extend(told.map(|draft| subject.finding(draft)));
    }
    reading.unit = subject.unit.cloned();
    reading.kit_version = hidden.map(|h| h.get(keys::KIT_VERSION).to_owned());
    reading.account = std::mem::take(&mut reader.account);
    findings.extend(std::mem::take(&mut reader.findings).finish());
    if says_nothing(&reading) {
        return Err(stop(
            &code::BLANK_FORM,
            msg!("check.blank"),
            msg!("check.fill-in"),
        ));
    }
    let mut judged = judge(form, &reading, context.file);
    let of_lists = judged.iter_mut().flat_map(|f| &mut f.cells);
    for cell in of_lists.filter(|cell| cell.place.is_none()) {
        cell.place = reader.beginning(&cell.about());
    }
    findings.append(&mut judged);
    let is_asked = |about: &str| {
        let mut asked = findings
            .iter()
            .filter(|f| f.code.is(&code::REMARK_OTHERWISE));
        asked.any(|f| f.cells.iter().any(|cell| cell.about() == about))
    };
    let otherwise = contradicted(form, &reader.noted, &reading).into_iter();
    let otherwise = otherwise.filter(|draft| !is_asked(&draft.about));
    let otherwise: Vec<Finding> = otherwise.map(|draft| subject.finding(draft)).collect();
    findings.extend(otherwise);
    let noted = notes::beside_rows((form, &reader.noted), &reading, findings);
    findings.extend(noted.map(|draft| subject.finding(draft)));
    Ok(reading)
}

/// Reads the sections that are asked of the unit.
fn read<'a>(reader: &mut CellReader<'a>, form: &'a Form, asked: &[SectionId]) -> Reading {
    let mut reading = Reading {
        form: form.id.clone(),
        unit: None,
        unit_name: String::new(),
        kit_version: None,
        fields: Vec::new(),
        lists: Vec::new(),
        list_nils: Vec::new(),
        account: Account::default(),
        laid: Vec::new(),
        learned: None,
    };
    let is_asked = |section: &SectionId| asked.is_empty() || asked.contains(section);
    reader.claim(is_asked);
    for section in form.sections.iter().filter(|s| is_asked(&s.id)) {
        match &section.body {
            Body::Grid { rows, .. } => {
                for row in rows {
                    reading.fields.extend(reader.row(section, row));
                }
            }
            Body::List(list) => {
                let Some(said) = reader.list(section, list) else {
                    continue;
                };
                if let Some((nil, reason)) = said.nil {
                    reading.list_nils.push((section.id.clone(), nil, reason));
                }
                reading.lists.push((section.id.clone(), said.rows));
            }
        }
    }
    reading
}

/// Whether nothing at all was filled.
fn says_nothing(reading: &Reading) -> bool {
    let account = &reading.account;
    account.read + account.nil + account.not_understood == 0
        && reading.list_nils.is_empty()
        && account.strays.is_empty()
}

/// The form that the unit answers as it was issued and as it is today, unless the file is another one.
fn form_of<'a>(
    hidden: Option<&Hidden>,
    unit: Option<&Unit>,
    forms: &'a [Planned],
    context: &Context<'a>,
) -> Result<(&'a Form, &'a Planned, &'a Planned), (Message, Message)> {
    let kit = context.expected.kit;
    let said = hidden.map_or("", |h| h.get(keys::FORM));
    let wanted = match unit {
        Some(unit) => unit.form.as_str(),
        None if said.is_empty() => kit.forms.first().map_or("", |f| &f.id),
        None => said,
    };
    let title = |id: &str| {
        kit.form(id)
            .map_or_else(|| id.to_owned(), |f| f.number.clone())
    };
    if !said.is_empty() && said != wanted {
        let message = msg!(
            "check.other-form",
            said = title(said),
            wanted = title(wanted)
        );
        return Err((message, msg!("check.send-issued")));
    }
    let at = kit.forms.iter().position(|f| f.id == wanted);
    let hash = hidden.map_or("", |h| h.get(keys::LAYOUT));
    let issued = |at| context.expected.version(at, hash);
    match at.and_then(|at| Some((kit.forms.get(at)?, issued(at)?, forms.get(at)?))) {
        Some(found) => Ok(found),
        None => Err((
            msg!("check.unknown-form", said = wanted),
            msg!("check.send-issued"),
        )),
    }
}

/// Whether a sheet of any form is in the file: by its name, by row ids, or by most of its labels.
fn looks_like_ours(book: &RawWorkbook, forms: &[Planned]) -> bool {
    let mut plans = forms
        .iter()
        .flat_map(|f| f.layout.sheets.iter().zip(&f.signs));
    plans.any(|(plan, signs)| {
        let mut sheets = book.sheets.iter();
        sheets.any(|s| {
            fold(&s.name) == fold(&plan.name) || ids_in(plan, s) > 0 || has_labels_of(signs, s)
        })
    })
}

/// Whether a file says some of what a form asks, or names a unit: it may be a return that somebody typed anew.
fn has_words_of_ours(book: &RawWorkbook, context: &Context<'_>) -> bool {
    let mut signs = context.expected.forms.iter().flat_map(|f| &f.signs);
    let asks = signs.any(|signs| {
        let mut sheets = book.sheets.iter();
        sheets.any(|sheet| labels_in(signs, sheet) >= SOME_LABELS)
    });
    asks || told_outside(context.file, context.sender, context.expected).is_some()
}
