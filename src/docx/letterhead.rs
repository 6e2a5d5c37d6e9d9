//! Everything above the body: the draft's mark, letterhead, kind and subject, addressees.

use super::metrics::{self, Weight};
use super::parts::{self, SLACK, Sheet, dressed, rule, signed, single};
use super::text;
use crate::decree::{
    ADDRESSEES_LABEL, Choice, Component, MOTTO, NATIONAL_NAME, NUMBER_LABEL, SHORT_RULE,
};
use crate::model::document::{Document, Edition, Frame, plain};
use crate::msg;
use crate::value::{Day, Month, format};
use crate::words::{self, Lang};
use docx_rs::{
    AlignmentType, Docx, Paragraph, Run, SpecialIndentType, Table, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};

/// Words that open the name of a unit.
const UNIT_WORDS: [&str; 9] = [
    "TỈNH",
    "THÀNH",
    "HUYỆN",
    "QUẬN",
    "THỊ",
    "XÃ",
    "PHƯỜNG",
    "ĐẶC",
    "THUỘC",
];

/// Size of the body with which every component takes the least of its range.
const SMALLER_BODY: u8 = 13;

/// Writes all of it.
pub(super) fn write(docx: Docx, sheet: &Sheet, document: &Document) -> Docx {
    let frame = &document.frame;
    let docx = match document.edition {
        Edition::Draft | Edition::Review => docx
            .add_table(draft_box(sheet, &document.missing))
            .add_paragraph(gap(120)),
        Edition::Final => docx,
    };
    let mut docx = docx.add_table(letterhead(sheet, frame));
    if !frame.kind.trim().is_empty() {
        for paragraph in kind_and_subject(sheet, frame) {
            docx = docx.add_paragraph(paragraph);
        }
    }
    for paragraph in addressees(sheet, &frame.addressees) {
        docx = docx.add_paragraph(paragraph);
    }
    bases(sheet, &frame.bases)
        .into_iter()
        .fold(docx, Docx::add_paragraph)
}

/// Căn cứ: one a paragraph, a semicolon after each and a full stop after the last.
fn bases(sheet: &Sheet, bases: &[String]) -> Vec<Paragraph> {
    let last = bases.len().saturating_sub(1);
    bases
        .iter()
        .enumerate()
        .map(|(at, basis)| {
            let end = if at == last { '.' } else { ';' };
            let line = format!("{}{end}", bare(basis));
            let look = sheet.look(Component::Basis);
            let run = Run::new().add_text(text::glue(&line));
            Paragraph::new()
                .style(super::styles::BODY)
                .add_run(dressed(run, &look))
        })
        .collect()
}

/// An empty line of a height.
fn gap(height: i32) -> Paragraph {
    Paragraph::new().line_spacing(
        single(0, 0)
            .line_rule(docx_rs::LineSpacingType::Exact)
            .line(height),
    )
}

/// Lines that the list in the box may take, so that the title stands on the first page.
const MOST_LINES: usize = 14;
/// Lines that one thing of it may take.
const MOST_LINES_EACH: usize = 3;
/// Size of its text, in points.
const BOX_SIZE: u8 = 11;
/// Room beside its text, in twips.
const BOX_MARGIN: u32 = 108;

/// "DỰ THẢO" and what is missing, in a box.
fn draft_box(sheet: &Sheet, missing: &[String]) -> Table {
    let note = |text: &str| {
        Paragraph::new().line_spacing(single(20, 20)).add_run(
            Run::new()
                .size(usize::from(BOX_SIZE) * 2)
                .add_text(text::clean(text)),
        )
    };
    let mark = Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(single(40, 40))
        .add_run(
            Run::new()
                .size(28)
                .bold()
                .add_text(words::official("docx.draft-mark")),
        );
    let mut paragraphs = vec![mark];
    if !missing.is_empty() {
        paragraphs.push(note(
            &msg!(
                "docx.draft-missing",
                count = format::two_digits(missing.len() as f64)
            )
            .say(Lang::Vi),
        ));
        paragraphs.extend(box_lines(missing, sheet.text).iter().map(|line| note(line)));
    }
    let margin = BOX_MARGIN as usize;
    Table::new(vec![TableRow::new(vec![parts::cell(
        sheet.text, paragraphs,
    )])])
    .set_grid(vec![sheet.text as usize])
    .layout(TableLayoutType::Fixed)
    .width(sheet.text as usize, WidthType::Dxa)
    .margins(TableCellMargins::new().margin(40, margin, 40, margin))
}

/// What is missing as the box lists it: the first things, and how many more there are.
fn box_lines(missing: &[String], wide: u32) -> Vec<String> {
    let room = wide.saturating_sub(2 * BOX_MARGIN + SLACK);
    let mut used = 0;
    let mut shown = Vec::new();
    for line in missing {
        let line = format!("- {}", text::clean(line));
        let mut lines = metrics::filled(&line, BOX_SIZE, Weight::Regular, room);
        let is_cut = lines.len() > MOST_LINES_EACH;
        lines.truncate(MOST_LINES_EACH);
        used += lines.len();
        if used > MOST_LINES {
            break;
        }
        shown.push(lines.join(" ") + if is_cut { "…" } else { "" });
    }
    let more = missing.len() - shown.len();
    if more > 0 {
        let more = msg!("docx.draft-more", count = more).say(Lang::Vi);
        shown.push(format!("- {more}"));
    }
    shown
}

/// Issuer and number at the left, national name and date at the right.
fn letterhead(sheet: &Sheet, frame: &Frame) -> Table {
    let names = [
        (Component::NationalName, NATIONAL_NAME),
        (Component::Motto, MOTTO),
    ];
    let names = names.map(|(component, name)| sheet.width_of(component, name));
    let date = date_line(frame);
    let dated = |sheet: &Sheet| sheet.width_of(Component::PlaceAndDate, &date) + SLACK;
    let needed = sheet.width_of(Component::Number, &number(frame)) + SLACK;
    // The least size of the decree's range where only that leaves the date on one line.
    let smaller = Sheet::of(Choice {
        body: SMALLER_BODY,
        ..sheet.choice
    });
    let of_date = if dated(sheet) + needed > sheet.text {
        &smaller
    } else {
        sheet
    };
    let dated = dated(of_date);
    let right = names.into_iter().max().unwrap_or_default() + SLACK;
    // A date a little longer moves all of the right column; a long one takes its room from the number beside it.
    let right = right.max(dated.min(sheet.text * 58 / 100));
    let left = sheet.text.saturating_sub(right);
    let number = number(frame);
    let is_letter = frame.kind.trim().is_empty();
    let numbered = if is_letter {
        left
    } else {
        sheet
            .text
            .saturating_sub(dated)
            .clamp(needed.min(left), left)
    };
    let names = vec![
        sheet.line_of(Component::NationalName, NATIONAL_NAME, 0, 0),
        sheet.line_of(Component::Motto, MOTTO, 0, 0),
        rule(sheet.width_of(Component::Motto, MOTTO), right),
    ];
    let mut second = vec![sheet.line_of(Component::Number, &number, 120, 0)];
    if is_letter {
        let subject = text::clean(&plain(&frame.subject));
        let look = sheet.look(Component::LetterSubject);
        let room = left.saturating_sub(SLACK);
        let lines = metrics::balanced(&subject, look.size, look.weight(), room);
        second.extend(lines.iter().enumerate().map(|(at, line)| {
            let before = if at == 0 { 120 } else { 0 };
            sheet.line_of(Component::LetterSubject, line, before, 0)
        }));
    }
    let date = vec![of_date.line_of(Component::PlaceAndDate, &date, 120, 0)];
    parts::side_by_side(vec![
        [(left, issuer(sheet, frame, left)), (right, names)],
        [(numbered, second), (sheet.text - numbered, date)],
    ])
}

fn issuer(sheet: &Sheet, frame: &Frame, place: u32) -> Vec<Paragraph> {
    let room = place.saturating_sub(SLACK);
    let mut out = Vec::new();
    let mut widest = 0;
    let parent = frame.parent.as_deref().map(|p| (Component::Parent, p));
    for (component, name) in parent
        .into_iter()
        .chain([(Component::Issuer, frame.issuer.as_str())])
    {
        let look = sheet.look(component);
        widest = 0;
        for line in by_phrase(&text::upper(name), look.size, look.weight(), room) {
            widest = widest.max(sheet.width_of(component, &line));
            out.push(sheet.line_of(component, &line, 0, 0));
        }
    }
    out.push(rule(widest.min(room) * SHORT_RULE / 100, place));
    out
}

/// Breaks the name of an office, before "HUYỆN …" or "THỊ TRẤN …" rather than within it, and nowhere within "NHÂN DÂN".
fn by_phrase(name: &str, size: u8, weight: Weight, room: u32) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let opens = |at: usize| UNIT_WORDS.contains(&words[at]) && words[at - 1] != "THỊ";
    let mut starts: Vec<usize> = (1..words.len()).filter(|at| opens(*at)).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let phrases: Vec<String> = (starts.iter().zip(ends))
        .map(|(from, to)| {
            let phrase = words[*from..to].join("\u{a0}");
            if metrics::width(&phrase, size, weight) <= room {
                return phrase;
            }
            metrics::unbroken(&words[*from..to].join(" "), size, weight, room)
        })
        .collect();
    let lines = metrics::balanced(&phrases.join(" "), size, weight, room);
    lines
        .iter()
        .map(|line| line.replace('\u{a0}', " "))
        .collect()
}

/// "Số: 05/BC-UBND"; room for the clerk when the number is not given yet.
fn number(frame: &Frame) -> String {
    let number = match frame.number {
        Some(number) => format!("{number:02}"),
        None => " ".repeat(7),
    };
    format!("{NUMBER_LABEL} {number}/{}", frame.symbol.trim())
}

/// "Đông Sơn, ngày 05 tháng 01 năm 2020"; room for the clerk when the day is not given yet.
fn date_line(frame: &Frame) -> String {
    let (day, month, year) = frame.date;
    let whole = day.and_then(|day| Day::new(year, month, day).ok());
    let date = match whole {
        Some(day) => format::long_day(day),
        None => msg!(
            "decree.day-left-open",
            day = " ".repeat(6),
            month = format::month(Month {
                year,
                month: month.clamp(1, 12)
            })
        )
        .say(Lang::Vi),
    };
    format!("{}, {date}", text::clean(frame.place.trim()))
}

pub(super) fn kind_and_subject(sheet: &Sheet, frame: &Frame) -> Vec<Paragraph> {
    let subject = text::glue(&text::clean(&plain(&frame.subject)));
    // A measure just wide enough makes the lines come out even.
    let (side, widest) = sheet.even(Component::Subject, &subject, sheet.text);
    vec![
        sheet
            .line_of(Component::Kind, &frame.kind, 320, 0)
            .keep_next(true),
        sheet
            .lines_of(Component::Subject, &frame.subject, 0)
            .indent(Some(signed(side)), None, Some(signed(side)), None)
            .keep_next(true),
        rule(widest.min(sheet.text) * SHORT_RULE / 100, sheet.text),
    ]
}

/// One addressee stands on the line of "Kính gửi:"; two or more below it, their dashes under the colon.
fn addressees(sheet: &Sheet, names: &[String]) -> Vec<Paragraph> {
    let names: Vec<String> = names.iter().map(|n| bare(n)).collect();
    let component = Component::Addressees;
    match names.as_slice() {
        [] => vec![gap(240)],
        [one] => vec![
            sheet
                .line_of(component, &format!("{ADDRESSEES_LABEL} {one}."), 240, 240)
                .align(AlignmentType::Center),
        ],
        several => {
            let under_colon = sheet.width_of(component, ADDRESSEES_LABEL.trim_end_matches(':'));
            let dash = sheet.width_of(component, "- ");
            let widest = several
                .iter()
                .map(|name| sheet.width_of(component, name) + dash)
                .max()
                .unwrap_or_default();
            let indent = (sheet.text.saturating_sub(under_colon + widest) / 2)
                .clamp(sheet.first_line, sheet.text / 4);
            let mut out = vec![
                sheet
                    .line_of(component, ADDRESSEES_LABEL, 240, 0)
                    .indent(Some(signed(indent)), None, None, None)
                    .keep_next(true),
            ];
            let last = several.len() - 1;
            out.extend(several.iter().enumerate().map(|(at, name)| {
                let end = if at == last { '.' } else { ';' };
                let after = if at == last { 240 } else { 0 };
                Paragraph::new()
                    .align(AlignmentType::Left)
                    .line_spacing(single(0, after))
                    .indent(
                        Some(signed(indent + under_colon + dash)),
                        Some(SpecialIndentType::Hanging(signed(dash))),
                        None,
                        None,
                    )
                    .keep_next(at < last)
                    .add_run(dressed(
                        Run::new().add_text(text::glue(&format!("- {name}{end}"))),
                        &sheet.look(component),
                    ))
            }));
            out
        }
    }
}

/// A name without a dash before it or an end mark after it.
pub(super) fn bare(name: &str) -> String {
    text::clean(name)
        .trim()
        .trim_start_matches('-')
        .trim_end_matches([';', '.', ','])
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_of_a_draft_lists_the_first_things_that_are_missing_and_counts_the_rest() {
        let short: Vec<String> = (0..5).map(|n| format!("Xã số {n} chưa gửi biểu")).collect();
        let shown = box_lines(&short, 9_355);
        assert_eq!(shown.len(), 5);
        assert_eq!(shown[4], "- Xã số 4 chưa gửi biểu");
        let many: Vec<String> = short.iter().cycle().take(40).cloned().collect();
        let shown = box_lines(&many, 9_355);
        assert_eq!(shown.len(), MOST_LINES + 1);
        assert!(shown[MOST_LINES].contains("26 nội dung khác"), "{shown:?}");
        let long = vec![
            "Thiết bị E14 ghi 21, nhưng 15 máy để bàn và 4 máy xách tay là 19; "
                .repeat(30);
            9
        ];
        let shown = box_lines(&long, 9_355);
        assert!(shown.len() < 6 && shown[0].ends_with('…'), "{shown:?}");
    }

    #[test]
    fn an_issuer_breaks_before_the_name_of_its_unit() {
        let check = |name: &str, lines: &[&str]| {
            assert_eq!(by_phrase(name, 13, Weight::Bold, 3700), lines);
        };
        check(
            "ỦY BAN NHÂN DÂN THỊ TRẤN RỪNG THÔNG HUYỆN ĐÔNG SƠN",
            &["ỦY BAN NHÂN DÂN", "THỊ TRẤN RỪNG THÔNG", "HUYỆN ĐÔNG SƠN"],
        );
        check("UBND THỊ XÃ BỈM SƠN", &["UBND THỊ XÃ BỈM SƠN"]);
        check(
            "TRUNG TÂM CHUYỂN ĐỔI SỐ VÀ ĐỔI MỚI SÁNG TẠO",
            &["TRUNG TÂM CHUYỂN ĐỔI", "SỐ VÀ ĐỔI MỚI SÁNG TẠO"],
        );
        check(
            "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
            &["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"],
        );
        check(
            "BAN QUẢN LÝ CÁC KHU CHẾ XUẤT VÀ CÔNG NGHIỆP THÀNH PHỐ HỒ CHÍ MINH",
            &[
                "BAN QUẢN LÝ CÁC",
                "KHU CHẾ XUẤT",
                "VÀ CÔNG NGHIỆP",
                "THÀNH PHỐ HỒ CHÍ MINH",
            ],
        );
    }
}
