//! How the cells of an `.xls` look, from its records ([MS-XLS], sections 2.4 and 2.5; text boxes [MS-ODRAW]).

mod records;
mod texts;

use super::{Area, Font, RichRun, SheetLooks, Style};
use crate::model::raw::RawSheet;
use crate::read::colors::{self, Paint};
use crate::read::signs::font_of_signs;
use crate::read::{formats, margins, number_format};
use crate::value::Look;
use records::{
    BEGIN, BOOL_OR_ERROR, BOUND_SHEET, COLUMNS, DRAWING, END, FONT, FOOTER, FORMAT, FORMULA,
    HEADER, LABEL, LABEL_SST, MANY_RK, MERGED, NOTE, NUMBER, OBJECT, PALETTE, RICH_STRING, RK, ROW,
    Records, SST, TEXT_OBJECT, WINDOW, XF, place, word,
};
use std::collections::HashMap;
use texts::{Text, Texts, rich_string, text_object};

/// Sets what is seen of the cells of each sheet, and its notes, from the stream of the workbook.
pub(in crate::read) fn look(stream: &[u8], sheets: &mut [RawSheet]) {
    let globals = Globals::of(stream);
    for sheet in sheets {
        let place = globals.sheets.iter().find(|(name, _)| *name == sheet.name);
        let records = place.and_then(|(_, at)| stream.get(*at..));
        if let Some(records) = records {
            cells(records, &globals).put_on(sheet, &globals.styles);
        }
    }
}

/// What all sheets share.
#[derive(Default)]
struct Globals {
    fonts: Vec<(Font, Paint)>,
    styles: Vec<Style>,
    /// The texts of which runs say how they look, by their index.
    strings: HashMap<usize, Vec<RichRun>>,
    /// Name of each sheet, and where its records begin.
    sheets: Vec<(String, usize)>,
}

impl Globals {
    fn of(stream: &[u8]) -> Self {
        let mut globals = Self::default();
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut formats: Vec<&[u8]> = Vec::new();
        let mut fonts: Vec<&[u8]> = Vec::new();
        let mut palette: Vec<Paint> = Vec::new();
        let mut records = Records { rest: stream };
        while let Some(record) = records.next() {
            let data = record.data;
            match record.kind {
                FONT => fonts.push(data),
                XF => formats.push(data),
                FORMAT => {
                    let code = Text::of(&data[2.min(data.len())..]).wide_count();
                    codes.extend(word(data, 0).zip(code));
                }
                PALETTE => {
                    let colors = data.get(2..).unwrap_or_default().chunks_exact(4);
                    palette = colors.map(|c| Paint::Of([c[0], c[1], c[2]])).collect();
                }
                BOUND_SHEET => {
                    let name = Text::of(data.get(6..).unwrap_or_default()).byte_count();
                    let at = word(data, 0).zip(word(data, 2));
                    let at = at.map(|(low, high)| usize::from(low) | usize::from(high) << 16);
                    globals.sheets.extend(name.zip(at));
                }
                SST => globals.fonts_then_strings(&mut fonts, &palette, &mut records, data),
                END => break,
                _ => {}
            }
        }
        globals.take_fonts(&mut fonts, &palette);
        globals.styles = formats
            .into_iter()
            .map(|xf| globals.style(xf, &codes, &palette))
            .collect();
        globals
    }

    fn take_fonts(&mut self, fonts: &mut Vec<&[u8]>, palette: &[Paint]) {
        self.fonts.extend(fonts.drain(..).map(|font| {
            const STRUCK: u16 = 0x0008;
            /// Of a point.
            const TWIPS: f64 = 20.0;
            let name = Text::of(font.get(14..).unwrap_or_default()).byte_count();
            let look = Font {
                struck: word(font, 2).unwrap_or(0) & STRUCK != 0,
                raised: word(font, 8).unwrap_or(0) != 0,
                tiny: word(font, 0).is_some_and(|height| f64::from(height) <= Font::TINY * TWIPS),
                signs: name.and_then(|name| font_of_signs(&name)),
            };
            (look, paint(word(font, 4).unwrap_or(0x7FFF), palette))
        }));
    }

    fn fonts_then_strings(
        &mut self,
        fonts: &mut Vec<&[u8]>,
        palette: &[Paint],
        records: &mut Records<'_>,
        first: &[u8],
    ) {
        self.take_fonts(fonts, palette);
        let mut pieces = vec![first];
        while let Some(more) = records.continued() {
            pieces.push(more);
        }
        let mut texts = Texts { pieces, at: 8 };
        let mut index = 0;
        while let Some((text, runs)) = texts.next() {
            let runs = self.runs(&text, &runs);
            self.strings.extend(runs.map(|runs| (index, runs)));
            index += 1;
        }
    }

    /// The font of this number; there is none of number 4.
    fn font(&self, number: u16) -> Option<&(Font, Paint)> {
        let at = usize::from(number) - usize::from(number > 4);
        self.fonts.get(at)
    }

    fn style(&self, xf: &[u8], codes: &HashMap<u16, String>, palette: &[Paint]) -> Style {
        const SOLID: u16 = 1;
        const FILL: u16 = 4;
        let (font, characters) = word(xf, 0)
            .and_then(|number| self.font(number))
            .copied()
            .unwrap_or_default();
        let pattern = word(xf, 16).unwrap_or(0) >> 10;
        let ground = match pattern {
            0 => Paint::Default,
            SOLID => paint(word(xf, 18).unwrap_or(0) & 0x7F, palette),
            _ => Paint::Unknown,
        };
        let format = word(xf, 2).and_then(|number| codes.get(&number));
        // [MS-XLS] 2.5.20: alignment, angle, and the line from corner to corner.
        let (alignment, angle) = (word(xf, 6).unwrap_or(0), word(xf, 6).unwrap_or(0) >> 8);
        let is_crossed =
            word(xf, 12).unwrap_or(0) >> 14 != 0 && word(xf, 16).unwrap_or(0) >> 5 & 0xF != 0;
        let look = is_crossed
            .then_some(Look::Crossed)
            .or(font.look())
            .or((alignment & 7 == FILL).then_some(Look::Repeated))
            .or((91..=180).contains(&angle).then_some(Look::UpsideDown));
        Style {
            look,
            indent: 0,
            percent: format
                .filter(|code| formats::shows_percent(code))
                .map(|_| true),
            digits: format.map_or(0, |code| number_format::least_digits(code)),
            struck: font.struck,
            raised: font.raised,
            like_its_ground: colors::is_like_its_ground(characters, ground),
            format: format
                .filter(|code| number_format::is_unusual(code))
                .cloned(),
        }
    }

    /// A text in its runs, each of which is told by its first character and its font; nothing where there are none.
    fn runs(&self, text: &[u16], runs: &[(usize, u16)]) -> Option<Vec<RichRun>> {
        let (first, _) = *runs.first()?;
        let piece = |from: usize, to: usize| {
            let to = to.min(text.len());
            String::from_utf16_lossy(&text[from.min(to)..to])
        };
        let mut all = vec![RichRun {
            text: piece(0, first),
            ..RichRun::default()
        }];
        for (at, (from, font)) in runs.iter().enumerate() {
            let to = runs.get(at + 1).map_or(text.len(), |(next, _)| *next);
            let font = self.font(*font).map(|(font, _)| *font);
            all.push(RichRun {
                text: piece(*from, to),
                struck: font.map(|font| font.struck),
                raised: font.map(|font| font.raised),
                unseen: false,
            });
        }
        Some(all)
    }
}

/// A color by its number, where the workbook may have a palette of its own.
fn paint(index: u16, palette: &[Paint]) -> Paint {
    let own = usize::from(index)
        .checked_sub(8)
        .and_then(|at| palette.get(at));
    own.copied()
        .unwrap_or_else(|| colors::of_palette(index.into()))
}

/// The looks of the cells of a sheet, whose records begin here.
fn cells(stream: &[u8], globals: &Globals) -> SheetLooks {
    let mut looks = SheetLooks::default();
    let mut records = Records { rest: stream };
    let (mut depth, mut object, mut anchor) = (0, None, (0, 0));
    let mut noted: HashMap<u16, (u32, u16)> = HashMap::new();
    let mut texts: Vec<(Object, (u32, u16), String)> = Vec::new();
    while let Some(record) = records.next() {
        let data = record.data;
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // What lies in a chart is none of this sheet.
            _ if depth > 1 => {}
            NUMBER | RK | LABEL_SST | LABEL | BOOL_OR_ERROR | FORMULA => {
                let Some(place) = place(data) else { continue };
                looks.style(place, word(data, 4), globals);
                let index = (record.kind == LABEL_SST).then(|| word(data, 6).zip(word(data, 8)));
                if let Some((low, high)) = index.flatten() {
                    let index = usize::from(low) | usize::from(high) << 16;
                    let runs = globals.strings.get(&index).cloned();
                    looks.runs.extend(runs.map(|runs| (place, runs)));
                }
            }
            RICH_STRING => {
                let Some(place) = place(data) else { continue };
                looks.style(place, word(data, 4), globals);
                let runs = rich_string(data.get(6..).unwrap_or_default())
                    .and_then(|(text, runs)| globals.runs(&text, &runs));
                looks.runs.extend(runs.map(|runs| (place, runs)));
            }
            MANY_RK => {
                let Some((row, first)) = place(data) else {
                    continue;
                };
                let numbers = data
                    .get(4..data.len().saturating_sub(2))
                    .unwrap_or_default();
                for (col, number) in (first..).zip(numbers.chunks_exact(6)) {
                    looks.style((row, col), word(number, 0), globals);
                }
            }
            MERGED => {
                let areas = data.get(2..).unwrap_or_default().chunks_exact(8);
                looks.merged.extend(areas.filter_map(|area| {
                    Some(Area {
                        first: (u32::from(word(area, 0)?), word(area, 4)?),
                        last: (u32::from(word(area, 2)?), word(area, 6)?),
                    })
                }));
            }
            ROW => {
                // [MS-XLS] 2.4.221
                const HIDDEN: u16 = 0x0020;
                let row = word(data, 0).map(u32::from);
                let is_hidden = word(data, 12).is_some_and(|flags| flags & HIDDEN != 0);
                if let Some(row) = row.filter(|_| is_hidden) {
                    looks.sight.rows.add(row, row);
                }
            }
            COLUMNS => {
                // [MS-XLS] 2.4.53
                const HIDDEN: u16 = 0x0001;
                let is_hidden = word(data, 8).is_some_and(|flags| flags & HIDDEN != 0);
                let is_hidden = is_hidden || word(data, 4) == Some(0);
                if let Some((first, last)) = word(data, 0).zip(word(data, 2))
                    && is_hidden
                {
                    looks.sight.cols.add(first, last);
                }
            }
            WINDOW => {
                // [MS-XLS] 2.4.346
                const ZEROS: u16 = 0x0010;
                looks.sight.no_zeros |= word(data, 0).is_some_and(|flags| flags & ZEROS == 0);
            }
            HEADER | FOOTER => {
                let code = Text::of(data).wide_count();
                looks
                    .margins
                    .extend(code.map_or_else(Vec::new, |code| margins::words(&code)));
            }
            NOTE => noted.extend(word(data, 6).zip(place(data))),
            DRAWING => anchor = anchor_in(data).unwrap_or(anchor),
            OBJECT => object = Object::of(data),
            TEXT_OBJECT => {
                let count = word(data, 10).unwrap_or(0);
                let text = text_object(&mut records, count);
                texts.extend(object.take().map(|object| (object, anchor, text)));
            }
            _ => {}
        }
    }
    for (object, anchor, text) in texts {
        let place = if object.is_note {
            noted.get(&object.id).copied()
        } else {
            Some(anchor)
        };
        looks.note(place.unwrap_or(anchor), &text);
    }
    looks
}

impl SheetLooks {
    fn style(&mut self, place: (u32, u16), style: Option<u16>, globals: &Globals) {
        let style = style.map(usize::from);
        let unusual = style.filter(|at| globals.styles.get(*at).is_some_and(|s| !s.is_usual()));
        self.styles.extend(unusual.map(|style| (place, style)));
    }
}

/// What a text belongs to.
#[derive(Clone, Copy)]
struct Object {
    id: u16,
    is_note: bool,
}

impl Object {
    fn of(data: &[u8]) -> Option<Self> {
        const KIND_OF_NOTE: u16 = 0x19;
        Some(Self {
            is_note: word(data, 4)? == KIND_OF_NOTE,
            id: word(data, 6)?,
        })
    }
}

/// The cell over which the last shape of a drawing begins.
fn anchor_in(drawing: &[u8]) -> Option<(u32, u16)> {
    const ANCHOR: u16 = 0xF010;
    let (mut rest, mut anchor) = (drawing, None);
    while let (Some(head), Some(kind), Some(low), Some(high)) =
        (word(rest, 0), word(rest, 2), word(rest, 4), word(rest, 6))
    {
        let content = &rest[8..];
        if kind == ANCHOR {
            anchor = word(content, 6).zip(word(content, 2)).or(anchor);
        }
        let is_container = head & 0xF == 0xF;
        let length = usize::from(low) | usize::from(high) << 16;
        let step = if is_container { 0 } else { length };
        let Some(next) = content.get(step..) else {
            break;
        };
        rest = next;
    }
    anchor.map(|(row, col)| (u32::from(row), col))
}

#[cfg(test)]
mod tests {
    use super::records::CONTINUE;
    use super::*;

    #[test]
    fn a_text_that_goes_on_in_the_next_record_keeps_its_runs() {
        // "ab" of one byte each, then "cộ" of two; a run of font 5 from the third character on.
        let first: &[u8] = &[0, 0, 0, 0, 1, 0, 0, 0, 4, 0, 8, 1, 0, b'a', b'b'];
        let second: &[u8] = &[1, b'c', 0, 0xD9, 0x1E, 2, 0, 5, 0];
        let mut texts = Texts {
            pieces: vec![first, second],
            at: 8,
        };
        let (text, runs) = texts.next().unwrap();
        assert_eq!(String::from_utf16_lossy(&text), "abcộ");
        assert_eq!(runs, [(2, 5)]);
        assert!(texts.next().is_none());
    }

    proptest::proptest! {
        #[test]
        fn no_records_break_it(records in proptest::collection::vec(
            (proptest::sample::select(vec![
                FORMULA, NOTE, FONT, CONTINUE, OBJECT, BOUND_SHEET, PALETTE, MANY_RK, RICH_STRING, XF, MERGED,
                DRAWING, SST, LABEL_SST, TEXT_OBJECT, NUMBER, FORMAT, BEGIN, END, ROW, COLUMNS, WINDOW, HEADER, FOOTER,
            ]), proptest::collection::vec(0u8..20, 0..40)),
            0..20,
        )) {
            let stream: Vec<u8> = records.iter().flat_map(|(kind, data)| {
                [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
            }).collect();
            let globals = Globals::of(&stream);
            cells(&stream, &globals);
        }
    }
}
