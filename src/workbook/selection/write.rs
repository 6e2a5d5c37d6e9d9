//! The workbook in which the officer chooses: every text, what was decided about it, and the officer's own rows.

use super::{Line, Offer, Selection, Struck};
use crate::model::reading::Place;
use crate::msg;
use crate::words::{Message, official};
use crate::workbook::cell_text::{fitting, pieces};
use crate::workbook::height;
use crate::workbook::look;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};

const KEY: u16 = 0;
const MARK: u16 = 4;
const HEAD: u32 = 3;

/// The workbook with every offer and what was decided about it so far.
///
/// # Errors
/// When the library cannot write it.
pub fn write(
    title: &str,
    offers: &[Offer],
    selection: &Selection,
    created: jiff::civil::DateTime,
) -> Result<Vec<u8>, Message> {
    build(title, offers, selection, created).map_err(|e| {
        msg!(
            "selection.not-written",
            detail = crate::words::system::fault(&e)
        )
    })
}

fn build(
    title: &str,
    offers: &[Offer],
    selection: &Selection,
    created: jiff::civil::DateTime,
) -> Result<Vec<u8>, XlsxError> {
    let base = look::text().set_align(FormatAlign::Top).set_text_wrap();
    let bold = base.clone().set_bold();
    let head = look::list_heading(base.clone()).set_background_color(look::CHOICE_HEAD);
    let cell = look::listed().set_num_format("@");
    let input = cell.clone().set_background_color(look::INPUT);
    let mark = input.clone().set_align(FormatAlign::Center);

    let mut book = Workbook::new();
    book.set_properties(&look::made_at(created)?.set_title(title));
    let sheet = book.add_worksheet();
    sheet.set_name(official("selection.sheet"))?;
    sheet.write_with_format(
        0,
        1,
        official("selection.title"),
        &bold.clone().set_font_size(14).unset_text_wrap(),
    )?;
    sheet.write_with_format(
        1,
        1,
        official("selection.how"),
        &base.clone().set_italic().unset_text_wrap(),
    )?;
    let heads = [
        ("selection.head-key", 4.0),
        ("selection.head-part", 22.0),
        ("selection.head-unit", 20.0),
        ("selection.head-words", 56.0),
        ("selection.head-mark", 10.0),
        ("selection.head-wording", 56.0),
        ("selection.head-place", 24.0),
    ];
    look::keyed_list(sheet, HEAD, &heads, &head)?;
    let columns = Columns {
        widths: heads.map(|(_, width)| width),
        cell,
        mark,
        input,
    };
    let mut row = HEAD;
    for line in lines(offers, selection) {
        row += 1;
        columns.write(sheet, row, &line)?;
    }
    if row > HEAD {
        let words = ["x".to_owned(), official("selection.skip")];
        let validation = DataValidation::new().allow_list_strings(&words)?;
        sheet.add_data_validation(HEAD + 1, MARK, row, MARK, &validation)?;
        // With the hidden key: what its buttons sort stays together.
        sheet.autofilter(HEAD, KEY, row, 6)?;
    }
    crate::workbook::pack::saved(&mut book)
}

/// What the rows say: the texts of units, then the officer's own, then those about texts that units have replaced.
fn lines(offers: &[Offer], selection: &Selection) -> Vec<Line> {
    let mut lines = Vec::new();
    for offer in offers {
        let key = offer.key();
        let choice = selection.choices.get(&key).cloned().unwrap_or_default();
        let place = offer.place.as_ref().map(Place::shown).unwrap_or_default();
        let (raw, wording) = (pieces(&offer.raw), pieces(&choice.wording));
        for at in 0..raw.len().max(wording.len()) {
            let piece = |of: &[String]| of.get(at).cloned().unwrap_or_default();
            lines.push(Line {
                key: key.clone(),
                part: offer.label.clone(),
                unit: offer.unit_name.clone(),
                words: piece(&raw),
                mark: choice.mark(),
                wording: piece(&wording),
                source: format!("{} {place}", offer.file),
                struck: Struck::Not,
                in_file: String::new(),
                place: None,
            });
        }
    }
    lines.extend(selection.added.iter().map(|line| Line {
        source: official("selection.own-source"),
        ..line.clone()
    }));
    lines.extend(selection.kept.iter().cloned());
    lines
}

/// How the columns look.
struct Columns {
    widths: [f64; 7],
    cell: Format,
    mark: Format,
    input: Format,
}

impl Columns {
    fn write(&self, sheet: &mut Worksheet, row: u32, line: &Line) -> Result<(), XlsxError> {
        let Line {
            key,
            part,
            unit,
            words,
            mark,
            wording,
            source,
            in_file: _,
            struck: _,
            place: _,
        } = line;
        let texts = [key, part, unit, words, mark, wording, source].map(|text| fitting(text));
        let shown = texts.iter().map(String::as_str).zip(self.widths);
        sheet.set_row_height(row, height::of_row(shown.skip(1)))?;
        let (cell, mark, input) = (&self.cell, &self.mark, &self.input);
        let formats = [cell, cell, cell, cell, mark, input, cell];
        for (col, (text, format)) in (KEY..).zip(texts.iter().zip(formats)) {
            sheet.write_string_with_format(row, col, text, format)?;
        }
        Ok(())
    }
}
