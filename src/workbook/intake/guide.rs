//! The sheet "Hướng dẫn": who asks, for what, until when, how to fill, whom to ask.

use super::context::Book;
use super::fact::CellText;
use super::ink::put;
use super::whose::Whose;
use super::{list, page, style};
use crate::layout::{GUIDE_COLUMNS, GUIDE_SHEET};
use crate::value::Nil;
use crate::words::{Lang, Message, official};
use crate::workbook::look::ATTENTION;
use crate::workbook::look::PrintSize;
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

const MARK: u16 = 0;
const LEFT: u16 = 1;
const RIGHT: u16 = 2;
const WIDTHS: [u16; GUIDE_COLUMNS as usize] = [5, 28, 76];

/// Rows of a guide that one page takes with letters a little smaller.
const ONE_PAGE: u32 = 75;

/// Writes the sheet.
pub(super) fn write(book: &Book, sheet: &mut Worksheet) -> Done {
    sheet.set_name(GUIDE_SHEET)?;
    sheet.set_formula_result_default("");
    for (col, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(col as u16, *width)?;
    }
    let mut guide = Guide {
        book,
        sheet,
        row: 0,
    };
    guide.opening()?;
    guide.how_to()?;
    guide.legend()?;
    guide.contact()?;
    guide.regime()?;
    let last_row = guide.row.max(1) - 1;
    page::set_up(
        sheet,
        &page::IntakePage {
            last_row,
            first_col: 0,
            last_col: RIGHT,
            landscape: false,
            // A little smaller on one page reads better than a few lines alone on a second.
            size: if last_row <= ONE_PAGE {
                PrintSize::OnePage
            } else {
                PrintSize::Width
            },
            repeat: None,
            left: &book.issue.form.number,
            specimen: book.issue.specimen,
        },
    )?;
    page::protect(sheet, false);
    Ok(())
}

struct Guide<'a> {
    book: &'a Book<'a>,
    sheet: &'a mut Worksheet,
    row: u32,
}

impl Guide<'_> {
    fn height(&mut self, lines: u32) -> Done {
        self.sheet
            .set_row_height(self.row, f64::from(lines.max(1)) * 16.5 + 3.0)?;
        self.row += 1;
        Ok(())
    }

    /// A paragraph over the whole width.
    fn whole(&mut self, text: &str, format: &Format) -> Done {
        self.sheet
            .merge_range(self.row, MARK, self.row, RIGHT, text, format)?;
        let width: u16 = WIDTHS.iter().sum();
        self.height(page::lines(text, width))
    }

    fn heading(&mut self, id: &str) -> Done {
        self.sheet.set_row_height(self.row, 8)?;
        self.row += 1;
        self.whole(&official(id), &style::plain().set_bold())
    }

    /// A numbered line.
    fn step(&mut self, mark: &str, text: &str) -> Done {
        let centre = style::plain().set_align(FormatAlign::Right);
        self.sheet
            .write_string_with_format(self.row, MARK, mark, &centre)?;
        self.sheet
            .merge_range(self.row, LEFT, self.row, RIGHT, text, &style::wrapped())?;
        self.height(page::lines(text, WIDTHS[1] + WIDTHS[2]))
    }

    /// A line of a table of two columns.
    fn pair(&mut self, left: &str, left_format: &Format, right: &str) -> Done {
        self.sheet
            .merge_range(self.row, MARK, self.row, LEFT, left, left_format)?;
        self.sheet
            .write_string_with_format(self.row, RIGHT, right, &style::cell())?;
        let lines = page::lines(right, WIDTHS[2]).max(page::lines(left, WIDTHS[0] + WIDTHS[1]));
        self.height(lines)
    }

    fn opening(&mut self) -> Done {
        let issue = self.book.issue;
        let centre = style::wrapped().set_align(FormatAlign::Center);
        self.whole(&issue.issuer.to_uppercase(), &centre.clone().set_bold())?;
        self.whole(&official("emit.guide-title"), &style::title())?;
        let what = format!("{} - {}", issue.form.number, issue.form.title);
        self.whole(&what, &centre.clone().set_bold())?;
        if let Some(letter) = &issue.letter {
            self.whole(&format!("({letter})"), &centre.clone().set_italic())?;
        }
        if issue.specimen {
            self.whole(
                &official("emit.specimen-line"),
                &centre.set_bold().set_font_color(ATTENTION),
            )?;
        }
        let ask = Message::new("emit.guide-ask")
            .with("issuer", issue.issuer)
            .with("report", &lower_first(&issue.kit.title))
            .with("period", issue.period)
            .say(Lang::Vi);
        self.whole(&ask, &style::wrapped())?;
        let label = style::cell().set_bold();
        self.fact("layout.unit", &label, &self.book.unit())?;
        self.fact(
            "layout.receiver",
            &label,
            &CellText::Text(issue.issuer.to_owned()),
        )?;
        self.fact(
            "layout.period",
            &label,
            &CellText::Text(issue.period.to_owned()),
        )?;
        let deadline = self.book.deadline();
        self.fact("layout.deadline", &label, &CellText::Text(deadline))
    }

    fn fact(&mut self, id: &str, label: &Format, fact: &CellText) -> Done {
        let said = official(id);
        match fact {
            CellText::Text(text) => self.pair(&said, label, text),
            CellText::Live(live) => {
                self.sheet
                    .merge_range(self.row, MARK, self.row, LEFT, &said, label)?;
                put(self.sheet, (self.row, RIGHT), live, &style::cell())?;
                self.height(1)
            }
        }
    }

    fn how_to(&mut self) -> Done {
        self.heading("emit.guide-how")?;
        let mut steps = Vec::new();
        if matches!(self.book.whose, Whose::All(_)) {
            steps.push(official("emit.step-unit"));
        }
        let sheets: Vec<String> = self
            .book
            .layout
            .sheets
            .iter()
            .map(|s| format!("“{}”", s.name))
            .collect();
        steps.push(
            Message::new("emit.step-fill")
                .with("sheets", &sheets.join(", "))
                .say(Lang::Vi),
        );
        steps.push(official("emit.step-numbers"));
        steps.push(official("emit.step-nothing"));
        if self.has_prose() {
            steps.push(official("emit.step-prose"));
        }
        steps.push(official("emit.step-check"));
        if self.has_long_list() {
            steps.push(official("emit.step-long-list"));
        }
        steps.push(official("emit.step-send"));
        for line in &self.book.issue.form.guide {
            steps.push(line.clone());
        }
        for (i, text) in steps.iter().enumerate() {
            self.step(&format!("{}.", i + 1), text)?;
        }
        for plan in &self.book.layout.sheets {
            let label = Message::new("emit.open-sheet")
                .with("sheet", &plan.name)
                .say(Lang::Vi);
            let url = Url::new(format!(
                "internal:{}!B1",
                super::live::sheet_name(&plan.name)
            ));
            let format = style::link(style::plain());
            self.sheet
                .write_url_with_options(self.row, LEFT, url, label, "", Some(&format))?;
            self.height(1)?;
        }
        Ok(())
    }

    /// Whether a list has blank rows that would fill pages.
    fn has_long_list(&self) -> bool {
        let book = self.book;
        let mut lists = book.issue.form.lists().filter(|(s, _)| book.asks(&s.id));
        lists.any(|(_, of)| list::is_long(of.capacity))
    }

    fn has_prose(&self) -> bool {
        super::choices::kinds(self.book.issue.form).contains(&crate::value::Kind::Prose)
    }

    fn legend(&mut self) -> Done {
        self.heading("emit.guide-legend")?;
        let input = style::input_ground();
        self.pair(
            &official("emit.legend-input"),
            &input,
            &official("emit.legend-input-text"),
        )?;
        self.pair(
            &official("emit.legend-closed"),
            &style::closed(),
            &official("emit.legend-closed-text"),
        )?;
        let nil = |nil: Nil| nil.word().to_owned();
        for (left, right) in [
            (official("emit.live-blank"), "emit.legend-blank-text"),
            (official("emit.live-holds"), "emit.legend-holds-text"),
            (official("emit.state-broken"), "emit.legend-broken-text"),
            (nil(Nil::NotArisen), "emit.legend-not-arisen-text"),
            (nil(Nil::NoData), "emit.legend-no-data-text"),
        ] {
            self.pair(&left, &style::cell(), &official(right))?;
        }
        Ok(())
    }

    fn contact(&mut self) -> Done {
        if self.book.issue.contact.is_empty() {
            return Ok(());
        }
        self.heading("emit.guide-contact")?;
        for line in &self.book.issue.contact {
            self.step("", line)?;
        }
        Ok(())
    }

    fn regime(&mut self) -> Done {
        if self.book.issue.kit.regime.is_empty() {
            return Ok(());
        }
        self.heading("emit.guide-regime")?;
        for (label, text) in &self.book.issue.kit.regime {
            self.pair(label, &style::cell(), text)?;
        }
        Ok(())
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        // "CNTT…" stays; "Báo cáo…" goes on a sentence.
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + &text[first.len_utf8()..]
        }
        _ => text.to_owned(),
    }
}
