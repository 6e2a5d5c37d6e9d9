//! From located cells to answers.
//!
//! In: the sheets of a form in a file. Out: one [`FieldReading`] per field and findings about what was not
//! understood. What is required, plausible or consistent is judged elsewhere, from the reading.

use super::Expected;
use super::answers::{Beside, add, as_meant, blank, involved, place, settle, shown, stated};
use super::asked::Asked;
use super::beside::is_contradicted;
use super::gathered::Gathered;
use super::held::Held;
use super::notes::{Noted, noted};
use super::opinions::{corrects_a_figure, disowns_figures};
use super::remarks::{Covered, is_covered, remarked};
use super::sheets::Sheets;
use super::struck;
use crate::check::locate::SheetMap;
use crate::layout::{FieldSpot, Layout};
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Involved, Subject};
use crate::model::form::{FieldRef, Indicator, Section};
use crate::model::id::{ItemId, SectionId};
use crate::model::raw::{RawCell, RawSheet};
use crate::model::reading::{Account, Anchor, Answer, FieldReading};
use crate::msg;
use crate::value::fold::{clean, is_blank};
use crate::value::understand::{nil_of, understand_seen};
use crate::value::{Kind, Nil, Raw, Remark, Seen, Value};
use crate::words::remarks::seen_otherwise;
use crate::words::{Fact, Message};
use foldhash::{HashMap, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the cells of one file.
pub(super) struct CellReader<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) expected: &'a Expected<'a>,
    pub(super) layout: &'a Layout,
    /// Field id → where it was planned.
    pub(super) spots: HashMap<&'a str, &'a FieldSpot>,
    pub(super) sheets: &'a Sheets<'a>,
    /// The period that is asked about.
    pub(super) period: &'a str,
    /// Whether the format gives every formula: of binary ones some cannot be written out.
    pub(super) has_formulas: bool,
    pub(super) findings: Gathered,
    pub(super) account: Account,
    /// Cells that belong to a field, a status or a reason: sheet in the file, row, column.
    pub(super) used: HashSet<(&'a str, u32, u16)>,
    /// The fields whose value would come from a cell.
    pub(super) claims: HashMap<(&'a str, u32, u16), Vec<&'a str>>,
    /// Cells that more than one answer would come from: what was planned there.
    pub(super) contested: BTreeMap<(&'a str, u32, u16), Vec<Involved>>,
    /// What told where each field is: (planned sheet, anchor).
    pub(super) anchors: Vec<(&'a str, Anchor)>,
    /// Fields whose place was not found, on sheets that are there: (planned sheet, what).
    pub(super) lost: Vec<(&'a str, Involved)>,
    /// What stands in the cells for remarks.
    pub(super) noted: Vec<Noted>,
    /// Answers whose formula has no result in the file, each with the kind of its field.
    pub(super) uncomputed: Vec<(Kind, Involved)>,
    /// Answers that merged areas cover.
    pub(super) covered: Vec<Covered>,
    /// Planned sheets that are gone with something that must be answered.
    pub(super) missed: BTreeSet<&'a str>,
}

impl<'a> CellReader<'a> {
    /// Reads the fields of a row, in the order of its columns.
    pub(super) fn row(&mut self, section: &'a Section, row: &'a Indicator) -> Vec<FieldReading> {
        let columns = section.columns().iter().filter(|c| row.takes(c));
        let fields: Vec<FieldRef<'a>> = columns
            .map(|column| FieldRef {
                section,
                row,
                column,
            })
            .collect();
        let spots: Vec<Option<&FieldSpot>> = fields
            .iter()
            .map(|f| self.spots.get(f.id().as_str()).copied())
            .collect();
        let located: Vec<_> = fields
            .iter()
            .zip(&spots)
            .map(|(f, s)| (*f, self.locate(*s)))
            .collect();
        let gone = spots
            .iter()
            .zip(&located)
            .filter(|(_, (_, at))| at.is_none());
        let gone = gone.filter(|(_, (field, _))| !field.is_computed());
        let missed = gone.filter_map(|(spot, _)| Some(spot.as_ref()?.sheet.as_str()));
        self.missed.extend(missed.filter(|_| row.required));
        let found = located.iter().filter_map(|(_, at)| at.as_ref());
        let anchors = found.map(|at| (at.map.plan.name.as_str(), at.anchor));
        self.anchors.extend(anchors);
        let beside = self.beside_row(row, &located);
        let (computed, entered): (Vec<_>, Vec<_>) =
            located.iter().partition(|(field, _)| field.is_computed());
        let mut said: Vec<(FieldReading, Vec<Remark>)> = entered
            .iter()
            .map(|(field, at)| self.field(*field, at.as_ref(), &beside))
            .collect();
        self.check_status(row, &said, &beside);
        let struck: Vec<FieldRef<'a>> = entered.iter().map(|(field, _)| *field).collect();
        let struck = struck::of_row((&row.id, &row.label), &struck, &mut said);
        let struck = struck.map(|draft| self.subject.finding(draft));
        self.findings.extend(struck);
        let mut readings = Vec::new();
        // The words beside a row are told once, with the first of its numbers.
        let mut is_said = false;
        for ((reading, remarks), (field, _)) in said.into_iter().zip(&entered) {
            for remark in remarks {
                let is_of_row = matches!(remark, Remark::SaidOtherwise { .. });
                if is_of_row && std::mem::replace(&mut is_said, true) {
                    continue;
                }
                let cell = involved(&reading.field, &field.label(), &reading);
                self.remark(&remark, field.kind(), cell, &beside.remark);
            }
            self.account.count(&reading.answer);
            readings.push(reading);
        }
        for (field, at) in computed {
            readings.push(self.computed(*field, at.as_ref()));
        }
        // In the order of the columns.
        readings.sort_by_key(|reading| fields.iter().position(|f| f.is(&reading.field)));
        readings
    }

    /// What stands in a computed cell, as it was found.
    fn computed(&mut self, field: FieldRef<'a>, at: Option<&Located<'a>>) -> FieldReading {
        let mut reading = FieldReading {
            field: field.id().into(),
            answer: Answer::Blank,
            raw: String::new(),
            place: None,
            anchor: Anchor::Computed,
            estimate: false,
            remark: String::new(),
        };
        let Some((map, (row, col))) = at.and_then(|at| Some((at.map, at.at?))) else {
            return reading;
        };
        reading.place = Some(place(map.raw, row, col));
        let answer = || (Some((&reading.field).into()), field.label());
        let cell = self.take(map.raw, (row, col), Some(&reading.field), answer);
        (reading.answer, reading.raw) = stated(cell.ok().flatten(), field.kind());
        reading
    }

    /// A remark on a cell as a finding.
    pub(super) fn remark(&mut self, remark: &Remark, kind: &Kind, cell: Involved, reason: &str) {
        if *remark == Remark::Uncomputed {
            self.uncomputed.push((kind.clone(), cell));
            return;
        }
        if is_covered(remark) {
            self.covered.push(Covered {
                remark: remark.clone(),
                kind: kind.clone(),
                cell,
                reason: reason.to_owned(),
            });
            return;
        }
        let finding = self.subject.finding(remarked(remark, kind, cell, reason));
        self.findings.push(finding);
    }

    /// A finding of the program's own.
    pub(super) fn find(
        &mut self,
        (row, about): (&'static Row, &str),
        said: (Message, Message),
        cells: Vec<Involved>,
    ) {
        let finding = self.subject.finding(Draft {
            cells,
            about: about.to_owned(),
            ..Draft::new(row, said)
        });
        self.findings.push(finding);
    }

    /// A status that is not understood, of a row or a list with this id and label.
    pub(super) fn unknown_status(
        &mut self,
        (id, label): (&str, &str),
        shown: &Fact,
        cells: Vec<Involved>,
    ) {
        let message = msg!("check.status-not-understood", label = label, shown = shown);
        let todo = msg!("check.choose-status");
        self.find((&code::STATUS_UNKNOWN, id), (message, todo), cells);
    }

    /// Says beforehand which cells the values of fields come from, so that none is handed out twice.
    pub(super) fn claim(&mut self, is_asked: impl Fn(&SectionId) -> bool) {
        let layout = self.layout;
        for spot in layout.fields.iter().filter(|s| is_asked(&s.section)) {
            let Some(at) = self.locate(Some(spot)) else {
                continue;
            };
            if let Some((row, col)) = at.at {
                let cell = (at.map.raw.name.as_str(), row, col);
                self.claims.entry(cell).or_default().push(&spot.field);
            }
        }
    }

    /// The cell at an actual place, which thereby belongs to one answer: that of the field `owner`, or else what `answer`
    /// names. What stands in a cell that another answer would come from too is given to none of them, and asked about.
    pub(super) fn take(
        &mut self,
        raw: &'a RawSheet,
        (row, col): (u32, u16),
        owner: Option<&str>,
        answer: impl FnOnce() -> (Option<ItemId>, String),
    ) -> Result<Option<&'a RawCell>, Contested> {
        let at = (raw.name.as_str(), row, col);
        let is_free = self.used.insert(at);
        let cell = raw.at(row, col).filter(|c| !blank(&c.value));
        let owners = self.claims.get(&at).map_or(&[][..], Vec::as_slice);
        let is_own = match owners {
            [] => is_free,
            [field] => Some(*field) == owner,
            _ => false,
        };
        let Some(cell) = cell.filter(|_| !is_own) else {
            return Ok(raw.at(row, col));
        };
        let (field, label) = answer();
        self.contested.entry(at).or_default().push(Involved {
            field,
            label,
            place: Some(place(raw, row, col)),
            shown: shown(&cell.value, cell.percent).into(),
        });
        Err(Contested)
    }

    /// Status and reason from two places on a sheet.
    pub(super) fn beside(
        &mut self,
        raw: &'a RawSheet,
        (label, about, status): (&str, &str, Option<(u32, u16)>),
        remark: Option<(u32, u16)>,
    ) -> Beside {
        let mut of_row = |at: Option<(u32, u16)>| {
            let answer = || (None, label.to_owned());
            self.take(raw, at?, None, answer).ok().flatten()
        };
        let (remark, cell) = (of_row(remark), of_row(status));
        let remark = remark.map_or_else(String::new, |c| {
            noted(&mut self.noted, raw, (label, about), c)
        });
        let Some(cell) = cell.filter(|c| !clean(&c.value.shown(), false).is_empty()) else {
            return Beside {
                remark,
                ..Beside::default()
            };
        };
        let shown = cell.value.shown();
        let status = Involved {
            field: None,
            label: label.to_owned(),
            place: Some(place(raw, cell.row, cell.col)),
            shown: shown.as_str().into(),
        };
        let stands = match cell.seen.as_deref() {
            Some(seen) => {
                let said = (seen_otherwise(seen, &shown), msg!("value.seen-again"));
                self.find((&code::SEEN_OTHERWISE, about), said, vec![status.clone()]);
                Some(seen.text.as_str()).filter(|text| !is_blank(text))
            }
            None => None,
        };
        Beside {
            nil: nil_of(stands.unwrap_or(&shown)),
            status: Some(status),
            remark,
        }
    }

    /// Of whom and of when the figures are to be.
    pub(super) fn asked(&self) -> Asked<'a> {
        Asked {
            period: self.period,
            end: self.expected.period.map(|(_, to)| to),
            as_of: &self.expected.as_of,
            unit: self.subject.unit.map(|unit| (unit, self.expected)),
        }
    }

    fn locate(&self, spot: Option<&'a FieldSpot>) -> Option<Located<'a>> {
        let sheets = self.sheets;
        let spot = spot?;
        let map = sheets.map(&spot.sheet)?;
        let (at, anchor) = map.locate(spot);
        Some(Located {
            spot,
            map,
            at,
            anchor,
        })
    }

    fn beside_row(
        &mut self,
        row: &Indicator,
        located: &[(FieldRef<'a>, Option<Located<'a>>)],
    ) -> Beside {
        let Some(at) = located.iter().find_map(|(_, at)| at.as_ref()) else {
            return Beside::default();
        };
        let spot = at.spot;
        let id_row = at.map.id_row(spot.status.0).or_else(|| {
            let (row, _) = at.at?;
            row.checked_sub(spot.row - spot.status.0)
        });
        let Some(id_row) = id_row else {
            return Beside::default();
        };
        let find = |suffix: &str, planned: u16| {
            let name = format!("{}{suffix}", row.id);
            let named = at.map.named(&name).filter(|(row, _)| *row == id_row);
            named.or_else(|| Some((id_row, at.map.col(planned)?)))
        };
        let status = find("__tt", spot.status.1);
        let remark = find("__gc", spot.remark.1);
        self.beside(at.map.raw, (&row.label, &row.id, status), remark)
    }

    /// Reads one field; its remarks become findings later.
    fn field(
        &mut self,
        field: FieldRef<'a>,
        at: Option<&Located<'a>>,
        beside: &Beside,
    ) -> (FieldReading, Vec<Remark>) {
        let mut reading = FieldReading {
            field: field.id().into(),
            answer: Answer::NotUnderstood,
            raw: String::new(),
            place: None,
            anchor: Anchor::Lost,
            estimate: false,
            remark: beside.remark.clone(),
        };
        let Some(at) = at else {
            if !field.row.required {
                reading.answer = Answer::Blank;
            }
            return (reading, Vec::new());
        };
        let Some((row, col)) = at.at else {
            // What its heading refuses is told with its heading.
            if at.map.headings.told(at.spot.row, at.spot.col).is_none() {
                let cell = involved(&reading.field, &field.label(), &reading);
                self.lost.push((&at.map.plan.name, cell));
            }
            return (reading, Vec::new());
        };
        reading.place = Some(place(at.map.raw, row, col));
        reading.anchor = at.anchor;
        let answer = || (Some((&reading.field).into()), field.label());
        let Ok(cell) = self.take(at.map.raw, (row, col), Some(&reading.field), answer) else {
            return (reading, Vec::new());
        };
        let whole = self.whole(cell, at, (row, col), field);
        let cell = as_meant(whole.as_ref());
        reading.raw = shown(cell.raw, cell.percent);
        let unit = if field.column.kind.is_some() {
            ""
        } else {
            &field.row.unit
        };
        let before = self.subject.unit.and_then(|unit| {
            self.expected
                .number_before(unit, &self.layout.form, &reading.field)
        });
        let mut said = understand_seen(cell, field.kind(), unit, before);
        let value = said.value.as_ref();
        let doubt = value.and_then(|value| {
            let what = (&*field.label(), field.kind(), unit);
            self.expected.doubt(what, value, cell.raw)
        });
        add(&mut said.remarks, doubt);
        if let Some(read) = &said.value {
            let parts = [&field.row.definition, &field.section.note];
            let parts = parts.map(|part| part.as_deref().unwrap_or_default());
            let definition = parts.join("; ");
            let held = Held {
                value: Some(read),
                kind: field.kind(),
                unit,
                label: &field.row.label,
                definition: &definition,
            };
            let otherwise = is_contradicted(&beside.remark, &held, &self.asked());
            let corrects = matches!(read, Value::Text(text)
                if corrects_a_figure(text) || disowns_figures(text));
            let corrects = corrects && *field.kind() == Kind::Prose;
            let otherwise = otherwise.then(|| Remark::SaidOtherwise {
                remark: beside.remark.clone(),
                read: read.clone(),
            });
            let corrects = corrects.then(|| Remark::Corrects {
                shown: reading.raw.clone(),
            });
            said.remarks.extend(otherwise.into_iter().chain(corrects));
        }
        reading.estimate = said.estimate;
        let remarks = settle(&mut reading, said, beside);
        (reading, remarks)
    }

    /// A cell with its continuations joined to it.
    fn whole(
        &mut self,
        cell: Option<&RawCell>,
        at: &Located<'a>,
        (row, col): (u32, u16),
        field: FieldRef<'_>,
    ) -> Option<RawCell> {
        let mut whole = cell.cloned();
        for (n, (planned, _)) in at.spot.continuation.iter().enumerate() {
            let name = format!("{}__{}", at.spot.field, n + 2);
            let named = at.map.named(&name);
            let below = row.checked_add(planned - at.spot.row);
            let below = below.filter(|r| at.map.planned_row(*r) == Some(*planned));
            let place = named.or(below.map(|r| (r, col)));
            let answer = || (None, field.label());
            let more = place.and_then(|p| self.take(at.map.raw, p, None, answer).ok()?);
            let more = more.filter(|c| !c.value.shown().trim().is_empty());
            whole = match (whole, more) {
                (Some(whole), Some(more)) => Some(joined(whole, more)),
                (whole, more) => whole.or_else(|| more.cloned()),
            };
        }
        whole
    }

    /// What is wrong between the status of a row and its values.
    fn check_status(
        &mut self,
        row: &Indicator,
        said: &[(FieldReading, Vec<Remark>)],
        beside: &Beside,
    ) {
        let Some(status) = &beside.status else { return };
        let mut cells: Vec<Involved> = said
            .iter()
            .map(|(r, _)| involved(&r.field, &row.label, r))
            .collect();
        cells.push(status.clone());
        let Some(nil) = beside.nil else {
            self.unknown_status((&row.id, &row.label), &status.shown, cells);
            return;
        };
        let zero = |a: &Answer| nil == Nil::NotArisen && a.value() == Some(&Value::Number(0.0));
        let filled = |a: &Answer| matches!(a, Answer::Value(_)) && !zero(a);
        // In a row with several columns the status stands for those that are blank.
        if said.iter().any(|(r, _)| filled(&r.answer))
            && said
                .iter()
                .all(|(r, _)| !matches!(r.answer, Answer::Nil { .. }))
        {
            self.find(
                (&code::VALUE_AND_STATUS, &row.id),
                (
                    msg!(
                        "check.value-and-status",
                        label = row.label,
                        status = status.shown
                    ),
                    msg!("check.value-or-status"),
                ),
                cells,
            );
        }
    }
}

/// A cell that goes on in another one.
fn joined(first: RawCell, more: &RawCell) -> RawCell {
    let text = |cell: &RawCell| cell.value.shown();
    let sight = |cell: &RawCell| match &cell.seen {
        Some(seen) => seen.text.clone(),
        None => text(cell),
    };
    let seen = first.seen.as_ref().or(more.seen.as_ref()).map(|seen| {
        Box::new(Seen {
            text: format!("{}\n{}", sight(&first), sight(more)),
            mark: seen.mark.clone(),
        })
    });
    RawCell {
        value: Raw::Text(format!("{}\n{}", text(&first), text(more))),
        percent: None,
        seen,
        ..first
    }
}

/// A cell that more than one answer would come from.
pub(super) struct Contested;

/// A field's spot on a sheet that is there.
struct Located<'a> {
    spot: &'a FieldSpot,
    map: &'a SheetMap<'a>,
    at: Option<(u32, u16)>,
    anchor: Anchor,
}
