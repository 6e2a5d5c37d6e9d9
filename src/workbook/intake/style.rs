//! How cells look: one calm official look for all intake workbooks.

use crate::value::Kind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The font of Vietnamese official documents.
pub(super) const FONT: &str = "Times New Roman";
const LINE: Color = Color::RGB(0x008C_8C8C);
const INPUT: Color = Color::RGB(0x00FF_F8E1);
const HEAD: Color = Color::RGB(0x00E4_EAF0);
const GROUP: Color = Color::RGB(0x00F2_F4F6);
const CLOSED: Color = Color::RGB(0x00EC_ECEC);
const QUIET: Color = Color::RGB(0x0059_5959);

/// Text of the default size.
pub(super) fn plain() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(12)
        .set_align(FormatAlign::Top)
}

/// Smaller and quieter.
pub(super) fn small() -> Format {
    plain().set_font_size(10).set_font_color(QUIET)
}

/// A heading of a page.
pub(super) fn title() -> Format {
    plain()
        .set_bold()
        .set_font_size(14)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// Text that wraps in its cell.
pub(super) fn wrapped() -> Format {
    plain().set_text_wrap()
}

/// A locked cell of a table.
pub(super) fn cell() -> Format {
    wrapped()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
        .set_align(FormatAlign::VerticalCenter)
}

/// A locked cell of a table with centred text.
pub(super) fn centred() -> Format {
    cell().set_align(FormatAlign::Center)
}

/// A heading of columns.
pub(super) fn heading() -> Format {
    centred().set_bold().set_background_color(HEAD)
}

/// The line A, B, C, 1, 2.
pub(super) fn letters() -> Format {
    centred().set_italic().set_font_size(10)
}

/// A section's title.
pub(super) fn group() -> Format {
    cell().set_bold().set_background_color(GROUP)
}

/// A cell that nobody fills.
pub(super) fn closed() -> Format {
    cell().set_background_color(CLOSED)
}

/// A definition under a label, inside the same cell.
pub(super) fn definition() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_italic()
        .set_font_color(QUIET)
}

/// A label inside a cell that also holds a definition.
pub(super) fn label_part() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

/// A cell to fill, by what it holds.
pub(super) fn input(kind: &Kind) -> Format {
    let base = cell().set_background_color(INPUT).set_unlocked();
    match kind {
        Kind::Count | Kind::Amount => base.set_num_format("#,##0").set_align(FormatAlign::Right),
        Kind::Decimal { places } => {
            let hashes = "#".repeat(usize::from((*places).min(6)));
            let format = if hashes.is_empty() {
                "#,##0".to_owned()
            } else {
                format!("#,##0.{hashes}")
            };
            base.set_num_format(format).set_align(FormatAlign::Right)
        }
        Kind::Percent => base.set_num_format("0.0%").set_align(FormatAlign::Right),
        Kind::YesNo | Kind::Choice(_) => base.set_align(FormatAlign::Center),
        Kind::Date => base
            .set_num_format("dd/mm/yyyy")
            .set_align(FormatAlign::Center),
        Kind::Month => base.set_num_format("@").set_align(FormatAlign::Center),
        // As text, so that a line that begins with "-" or "+" is not taken for a formula.
        Kind::Text => base.set_num_format("@").set_align(FormatAlign::Left),
        Kind::Prose => base
            .set_num_format("@")
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::Top),
    }
}

/// The same cell without borders, for the unit's name in the head.
pub(super) fn unit_input() -> Format {
    plain()
        .set_bold()
        .set_text_wrap()
        .set_background_color(INPUT)
        .set_unlocked()
}

/// The live text beside a row.
pub(super) fn check() -> Format {
    plain()
        .set_text_wrap()
        .set_font_size(11)
        .set_font_color(QUIET)
        .set_align(FormatAlign::VerticalCenter)
        .set_indent(1)
}

/// Something to look at, where the program colours live texts.
pub(super) fn attention() -> Format {
    Format::new()
        .set_font_color(Color::RGB(0x00B4_5309))
        .set_bold()
}

/// Something that is in order.
pub(super) fn in_order() -> Format {
    Format::new().set_font_color(Color::RGB(0x002E_7D32))
}
