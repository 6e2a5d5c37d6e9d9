//! The officer's selection of units' own words (`chon-y-kien.xlsx`): what may enter the report, and in what form.
//!
//! A text of a unit reaches the report only with an "x" beside it here. A choice holds for exactly the words it
//! was made for: when a unit sends other words, they are offered anew.

use crate::model::form::Body;
use crate::model::id::{FieldPath, FigureId, UnitCode};
use crate::model::kit::{FigureSource, Kit};
use crate::model::raw::RawWorkbook;
use crate::model::reading::Place;
use crate::model::respondent::{ChosenText, Respondent};
use crate::msg;
use crate::value::{Raw, Value, fold};
use crate::words::{Message, official};
use crate::workbook::cell_text::{fitting, pieces};
use crate::workbook::height;
use crate::workbook::look::{self, PrintPage, PrintSize};
use rust_xlsxwriter::{DataValidation, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;

/// A text that a unit wrote and that a figure of the kit may take.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Figure id.
    pub figure: FigureId,
    /// What the figure is called.
    pub label: String,
    /// Who wrote it.
    pub unit: UnitCode,
    /// Unit name.
    pub unit_name: String,
    /// Form and field.
    pub field: FieldPath,
    /// File as received.
    pub file: String,
    /// Where in it.
    pub place: Option<Place>,
    /// The unit's words.
    pub raw: String,
}

impl Offer {
    /// Stands for these words of this unit in this place, and for no others.
    pub fn key(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in [self.figure.as_str(), &self.unit, &self.field, &self.raw] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// What the officer decided about a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// `None`: not looked at yet.
    pub take: Option<bool>,
    /// The officer's own wording; empty leaves the unit's.
    pub wording: String,
}

/// Choices by [`Offer::key`].
pub type Choices = BTreeMap<String, Choice>;

/// All texts that the kit's figures may take, in the order of the kit and the roster.
pub fn offers(kit: &Kit, units: &[Respondent]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for def in &kit.figures {
        let FigureSource::Chosen { fields } = &def.source else {
            continue;
        };
        for path in fields {
            for unit in units.iter().filter(|u| u.unit.form == path.form()) {
                let Some(in_force) = &unit.in_force else {
                    continue;
                };
                for (place, raw) in texts(kit, path, in_force) {
                    offers.push(Offer {
                        figure: def.id.clone(),
                        label: def.label.clone(),
                        unit: unit.unit.code.clone(),
                        unit_name: unit.unit.name.clone(),
                        field: path.clone(),
                        file: in_force.file.clone(),
                        place,
                        raw,
                    });
                }
            }
        }
    }
    offers
}

/// What a unit wrote in a field, or in the rows of a list section.
fn texts(
    kit: &Kit,
    path: &FieldPath,
    in_force: &crate::model::respondent::InForce,
) -> Vec<(Option<Place>, String)> {
    let (form, field) = (path.form(), path.field());
    let reading = &in_force.reading;
    if let Some(cell) = reading.field(field) {
        return match cell.answer.value() {
            Some(Value::Text(words)) => vec![(cell.place.clone(), words.clone())],
            _ => Vec::new(),
        };
    }
    let is_list = kit.form(form).is_some_and(|f| {
        f.sections
            .iter()
            .any(|s| s.id == field && matches!(s.body, Body::List(_)))
    });
    if !is_list {
        return Vec::new();
    }
    reading
        .list(field)
        .iter()
        .filter_map(|row| {
            row.cells.iter().find_map(|cell| match cell.answer.value() {
                Some(Value::Text(words)) => Some((cell.place.clone(), words.clone())),
                _ => None,
            })
        })
        .collect()
}

/// What goes into the report, in order. A text of several lines gives several.
pub fn chosen(offers: &[Offer], choices: &Choices) -> Vec<ChosenText> {
    let mut out = Vec::new();
    for offer in offers {
        let Some(choice) = choices.get(&offer.key()) else {
            continue;
        };
        if choice.take != Some(true) {
            continue;
        }
        let words = if choice.wording.trim().is_empty() {
            &offer.raw
        } else {
            &choice.wording
        };
        let lines = words
            .lines()
            .map(|l| l.trim().trim_start_matches(['-', '+', '•', '*']).trim());
        out.extend(lines.filter(|l| !l.is_empty()).map(|line| ChosenText {
            figure: offer.figure.clone(),
            unit: offer.unit.clone(),
            field: offer.field.clone(),
            place: offer.place.clone(),
            raw: offer.raw.clone(),
            text: line.to_owned(),
        }));
    }
    out
}

const KEY: u16 = 0;
const MARK: u16 = 4;
const WORDING: u16 = 5;
const HEAD: u32 = 3;

/// Reads the officer's choices; rows that are not ours are left alone.
pub fn read(book: &RawWorkbook) -> Choices {
    let mut choices = Choices::new();
    for sheet in &book.sheets {
        for cell in sheet.cells.iter().filter(|c| c.col == KEY) {
            let Raw::Text(key) = &cell.value else {
                continue;
            };
            if key.len() != 16 || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
                continue;
            }
            let at = |col| sheet.at(cell.row, col).map(|c| c.value.shown());
            let mark = fold(&at(MARK).unwrap_or_default());
            let take = match mark.as_str() {
                "" => None,
                "x" | "có" | "đưa vào" | "1" | "true" => Some(true),
                _ => Some(false),
            };
            // A long text takes several rows: what stands beside any of them is meant for all of it.
            let choice = choices.entry(key.clone()).or_default();
            choice.take = choice.take.or(take);
            let wording = at(WORDING).filter(|wording| !wording.trim().is_empty());
            if let Some(wording) = wording {
                if !choice.wording.is_empty() {
                    choice.wording.push('\n');
                }
                choice.wording.push_str(&wording);
            }
        }
    }
    choices
}

/// The workbook with every offer and what was decided about it so far.
///
/// # Errors
/// When the library cannot write it.
pub fn write(
    title: &str,
    offers: &[Offer],
    choices: &Choices,
    created: jiff::civil::DateTime,
) -> Result<Vec<u8>, Message> {
    build(title, offers, choices, created).map_err(|e| {
        msg!(
            "selection.not-written",
            detail = crate::words::system::fault(&e)
        )
    })
}

fn build(
    title: &str,
    offers: &[Offer],
    choices: &Choices,
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
    for (col, (id, width)) in (0_u16..).zip(heads) {
        sheet.set_column_width(col, width)?;
        sheet.write_with_format(HEAD, col, official(id), &head)?;
    }
    sheet.set_column_hidden(KEY)?;
    let mut row = HEAD;
    for offer in offers {
        let key = offer.key();
        let choice = choices.get(&key).cloned().unwrap_or_default();
        let word = match choice.take {
            Some(true) => "x".to_owned(),
            Some(false) => official("selection.skip"),
            None => String::new(),
        };
        let place = offer.place.as_ref().map(Place::shown).unwrap_or_default();
        let source = format!("{} {place}", offer.file);
        let (raw, wording) = (pieces(&offer.raw), pieces(&choice.wording));
        for at in 0..raw.len().max(wording.len()) {
            row += 1;
            let piece = |of: &[String]| of.get(at).cloned().unwrap_or_default();
            let texts = [
                fitting(&offer.label),
                fitting(&offer.unit_name),
                fitting(&piece(&raw)),
                String::new(),
                fitting(&piece(&wording)),
                fitting(&source),
            ];
            let widths = heads.iter().skip(1).map(|(_, width)| *width);
            let shown = texts.iter().map(String::as_str).zip(widths);
            sheet.set_row_height(row, height::of_row(shown))?;
            sheet.write_string_with_format(row, KEY, &key, &cell)?;
            let formats = [&cell, &cell, &cell, &mark, &input, &cell];
            for (col, (text, format)) in (KEY + 1..).zip(texts.iter().zip(formats)) {
                let text = if col == MARK { &word } else { text };
                sheet.write_string_with_format(row, col, text, format)?;
            }
        }
    }
    if !offers.is_empty() {
        let words = ["x".to_owned(), official("selection.skip")];
        let validation = DataValidation::new().allow_list_strings(&words)?;
        sheet.add_data_validation(HEAD + 1, MARK, row, MARK, &validation)?;
        sheet.autofilter(HEAD, 1, row, 6)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    PrintPage {
        landscape: true,
        margins: None,
        size: PrintSize::Width,
        repeat: Some((HEAD, HEAD)),
    }
    .set(sheet)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::raw::{RawCell, RawSheet};

    fn offer(raw: &str) -> Offer {
        Offer {
            figure: "kho_khan".parse().unwrap(),
            label: "Khó khăn".to_owned(),
            unit: "01".parse().expect("a code"),
            unit_name: "Xã Một".to_owned(),
            field: "xa.kho_khan".parse().unwrap(),
            file: "a.xlsx".to_owned(),
            place: None,
            raw: raw.to_owned(),
        }
    }

    #[test]
    fn only_marked_words_enter_and_other_words_are_asked_for_again() {
        let choices = Choices::from([(
            offer("Máy cũ").key(),
            Choice {
                take: Some(true),
                wording: "- Máy tính cũ\n- Thiếu người".to_owned(),
            },
        )]);
        let texts = |offers: &[Offer]| -> Vec<String> {
            chosen(offers, &choices)
                .into_iter()
                .map(|t| t.text)
                .collect()
        };
        assert_eq!(texts(&[offer("Máy cũ")]), ["Máy tính cũ", "Thiếu người"]);
        assert!(texts(&[offer("Máy rất cũ")]).is_empty());
    }

    #[test]
    fn a_text_longer_than_a_cell_takes_several_rows_that_are_one_choice() {
        let created = jiff::civil::date(2020, 11, 16).at(8, 0, 0, 0);
        let long = offer(&"Máy cũ. ".repeat(9_000));
        let choice = Choice {
            take: Some(true),
            wording: "Thiếu máy".to_owned(),
        };
        let choices = Choices::from([(long.key(), choice)]);
        let bytes = write("Đợt", std::slice::from_ref(&long), &choices, created).expect("written");
        let mut book: calamine::Xlsx<_> =
            calamine::Reader::new(std::io::Cursor::new(bytes)).expect("opened");
        let range = calamine::Reader::worksheet_range_at(&mut book, 0)
            .expect("a sheet")
            .expect("read");
        let column = |col| -> Vec<String> {
            let rows = (HEAD + 1..).map_while(|row| range.get_value((row, col)));
            rows.map(ToString::to_string).collect()
        };
        assert_eq!(column(3).join(" "), long.raw.trim_end());
        assert_eq!(column(0), vec![long.key(); column(3).len()]);
        let cells = (0..7_u32).flat_map(|col| {
            let texts = (0..).zip(column(col));
            texts.map(move |(row, text)| RawCell {
                row,
                col: col as u16,
                value: Raw::Text(text),
                formula: None,
                percent: None,
                digits: 0,
                seen: None,
            })
        });
        let mut sheet = RawSheet {
            cells: cells.collect(),
            ..RawSheet::default()
        };
        sheet.cells.sort_by_key(|cell| (cell.row, cell.col));
        let book = RawWorkbook {
            sheets: vec![sheet],
            ..RawWorkbook::default()
        };
        assert_eq!(read(&book), choices);
    }

    #[test]
    fn words_that_look_like_a_formula_stay_words() {
        let created = jiff::civil::date(2020, 11, 16).at(8, 0, 0, 0);
        let bytes = write("Đợt", &[offer("=1+1")], &Choices::new(), created).expect("written");
        let mut book: calamine::Xlsx<_> =
            calamine::Reader::new(std::io::Cursor::new(bytes)).expect("opened");
        let range = calamine::Reader::worksheet_range_at(&mut book, 0)
            .expect("a sheet")
            .expect("read");
        assert_eq!(
            range.get_value((4, 3)),
            Some(&calamine::Data::String("=1+1".to_owned()))
        );
    }
}
