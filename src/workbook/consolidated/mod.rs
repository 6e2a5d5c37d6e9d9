//! The consolidated workbook `tong-hop.xlsx`: what every unit answered, the totals, and where each came from.
//!
//! In: the kit, the units with their readings in force, the figures and the findings. Out: the bytes of an
//! `.xlsx`. Decides nothing and computes nothing: totals are live formulas whose cached results are the figures.

mod charts;
mod flat;
mod form;
mod heading;
mod look;
mod overview;
mod previous;
mod single;
mod sources;
mod table;
mod totals;

use crate::model::figure::Figures;
use crate::model::form::Form;
use crate::model::kit::Kit;
use crate::model::receipt::joined;
use crate::model::unit::Unit;
use crate::model::{
    finding::Finding,
    reading::{Answer, FieldReading, Reading},
};
use crate::msg;
use crate::value::Kind;
use crate::words::{Lang, Message, official};
use crate::workbook::pack;
use look::{Cell, Tabs};
pub use previous::{PreviousRow, previous};
use rust_xlsxwriter::{DocProperties, Format, Workbook, XlsxError};
use std::collections::BTreeMap;
use table::Begun;

/// What the workbook is made from.
#[derive(Debug)]
pub struct ConsolidatedInput<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// Title of the report.
    pub title: String,
    /// "năm 2020".
    pub period: String,
    /// Whether the figures are made up.
    pub specimen: bool,
    /// When it is made; the only time in the file.
    pub written_at: jiff::civil::DateTime,
    /// The roster, in order.
    pub units: Vec<UnitRow<'a>>,
    /// All figures.
    pub figures: &'a Figures,
    /// Findings that are not closed.
    pub findings: &'a [Finding],
}

/// A unit of the roster, and what came from it.
#[derive(Debug, Clone)]
pub struct UnitRow<'a> {
    /// Who.
    pub unit: &'a Unit,
    /// As printed: "Đã nhận", "Chưa gửi", "Miễn", "Không chờ: …".
    pub state: String,
    /// When its return in force came, may be empty.
    pub received_at: String,
    /// Its file, may be empty.
    pub file: String,
    /// How its signed copy stands; empty where that is not told.
    pub signed: String,
    /// What it says.
    pub reading: Option<&'a Reading>,
    /// How many findings block the final report.
    pub errors: u32,
    /// How many findings want a look or a reason.
    pub warnings: u32,
    /// How many findings are only notes.
    pub notes: u32,
}

impl UnitRow<'_> {
    /// The names of all files that its answers were read from.
    fn files(&self) -> String {
        let laid = self.reading.iter().flat_map(|reading| &reading.laid);
        let laid = laid.map(|laid| laid.source(Lang::Vi));
        let own = self
            .reading
            .and_then(|reading| reading.own_source(Lang::Vi));
        let own = own.unwrap_or_else(|| self.file.clone());
        let all: Vec<String> = std::iter::once(own).chain(laid).collect();
        joined(all.iter().map(String::as_str))
    }

    /// Its type as printed, e.g. "Xã".
    fn type_label(&self) -> String {
        let label = &self.unit.type_label;
        if label.trim().is_empty() {
            official("consolidated.other-type")
        } else {
            label.clone()
        }
    }
}

/// The workbook's bytes: the same for the same input.
pub fn consolidated(input: &ConsolidatedInput) -> Result<Vec<u8>, Message> {
    bytes(input).map_err(|e| {
        msg!(
            "consolidated.cannot-make",
            reason = crate::words::system::fault(&e)
        )
    })
}

/// A unit with its answers by field.
#[derive(Debug)]
struct UnitAnswers<'a> {
    row: UnitRow<'a>,
    /// Its type as printed.
    unit_type: String,
    answers: BTreeMap<&'a str, &'a FieldReading>,
}

impl<'a> UnitAnswers<'a> {
    fn of(row: &UnitRow<'a>) -> Self {
        let fields = row.reading.map_or(&[][..], |r| &r.fields);
        Self {
            answers: fields.iter().map(|f| (f.field.as_str(), f)).collect(),
            unit_type: row.type_label(),
            row: row.clone(),
        }
    }

    fn answer(&self, field: &str) -> Option<&'a FieldReading> {
        self.answers.get(field).copied()
    }

    fn cell(&self, field: &str, kind: &Kind) -> Cell {
        answer_cell(self.answer(field), kind)
    }
}

/// What an answer shows.
fn answer_cell(reading: Option<&FieldReading>, kind: &Kind) -> Cell {
    let Some(reading) = reading else {
        return Cell::Blank;
    };
    match &reading.answer {
        Answer::Value(value) => look::value_cell(value, kind, reading.estimate),
        Answer::Nil { nil, .. } => Cell::Quiet(nil.word().to_owned()),
        Answer::Blank => Cell::Blank,
        Answer::NotUnderstood => Cell::Attention(reading.raw.clone()),
    }
}

fn bytes(input: &ConsolidatedInput) -> Result<Vec<u8>, XlsxError> {
    let units: Vec<UnitAnswers> = input.units.iter().map(UnitAnswers::of).collect();
    let mut book = Workbook::new();
    book.set_zip_compression_level(pack::LEVEL);
    let base = Format::new().set_font_name(look::FONT).set_font_size(12);
    book.set_default_format(&base, 21, 72)?;
    book.set_properties(&properties(input)?);
    let mut tabs = Tabs::default();
    let tab = tabs.name(&official("consolidated.tab-overview"));
    overview::write(input, &tab, book.add_worksheet())?;
    let mut spreads = BTreeMap::new();
    let mut begun = Vec::new();
    for form in &input.kit.forms {
        begun.extend(write_form(
            input,
            form,
            &units,
            &mut tabs,
            &mut book,
            &mut spreads,
        )?);
    }
    if charts::can_draw(input, &spreads) {
        let tab = tabs.name(&official("consolidated.tab-charts"));
        charts::write(input, &spreads, &tab, book.add_worksheet())?;
    }
    let plain = [
        ("consolidated.tab-opinions", flat::opinions(input, &units)),
        ("consolidated.tab-figures", flat::figures(input)),
        ("consolidated.tab-findings", Some(flat::findings(input))),
        (
            "consolidated.tab-sources",
            Some(sources::sources(input, &units)),
        ),
    ];
    for (tab, table) in plain {
        if let Some(table) = table {
            begun.push(table.begin(&mut book, &tabs.name(&official(tab)))?);
        }
    }
    let package = pack::saved(&mut book)?;
    drop(book);
    table::finish(&package, begun)
}

/// Writes the sheet of a form, and begins those of its lists.
fn write_form(
    input: &ConsolidatedInput,
    form: &Form,
    units: &[UnitAnswers],
    tabs: &mut Tabs,
    book: &mut Workbook,
    spreads: &mut BTreeMap<String, form::Spread>,
) -> Result<Vec<Begun<'static>>, XlsxError> {
    let own: Vec<&UnitAnswers> = units
        .iter()
        .filter(|u| u.row.unit.form == form.id)
        .collect();
    let wish = if form.number.is_empty() {
        &form.title
    } else {
        &form.number
    };
    let tab = tabs.name(wish);
    if own.len() > 1 {
        let own = by_type(&own);
        let spread = form::write(input, form, &own, &tab, book.add_worksheet())?;
        spreads.insert(form.id.to_string(), spread);
    } else {
        single::write(
            input,
            form,
            own.first().copied(),
            &tab,
            book.add_worksheet(),
        )?;
    }
    let lists = form.lists().map(|(section, list)| {
        let tab = tabs.name(&heading::section_title(section));
        flat::list(input, form, section, list, units).begin(book, &tab)
    });
    lists.collect()
}

/// Units of one type together, types in the order of the roster.
fn by_type<'u, 'a>(units: &[&'u UnitAnswers<'a>]) -> Vec<&'u UnitAnswers<'a>> {
    let mut types: Vec<&str> = Vec::new();
    for unit in units {
        if !types.contains(&unit.unit_type.as_str()) {
            types.push(&unit.unit_type);
        }
    }
    let of = |name: &'_ str| {
        let name = name.to_owned();
        units.iter().copied().filter(move |u| u.unit_type == name)
    };
    types.into_iter().flat_map(of).collect()
}

fn properties(input: &ConsolidatedInput) -> Result<DocProperties, XlsxError> {
    Ok(crate::workbook::look::made_at(input.written_at)?
        .set_title(look::fitting(&input.title))
        .set_subject(look::fitting(&input.period)))
}
