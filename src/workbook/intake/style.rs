//! How the cells of intake workbooks look, beyond what all workbooks share.

use crate::value::Kind;
use crate::value::kind::Align;
use crate::workbook::look::{self, ATTENTION, IN_ORDER, INPUT, QUESTIONED, QUIET};
pub(super) use crate::workbook::look::{
    FONT, centred, closed, framed as cell, group, heading, letters, link,
};
use rust_xlsxwriter::{Format, FormatAlign};

/// Text of the default size.
pub(super) fn plain() -> Format {
    look::text().set_align(FormatAlign::Top)
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

/// A definition under a label, inside the same cell.
pub(super) fn definition() -> Format {
    look::text()
        .set_font_size(10)
        .set_italic()
        .set_font_color(QUIET)
}

/// A label inside a cell that also holds a definition.
pub(super) fn label_part() -> Format {
    look::text()
}

/// What a cell to fill looks like.
pub(super) fn input_ground() -> Format {
    cell().set_background_color(INPUT)
}

/// A cell to fill, by what it holds.
pub(super) fn input(kind: &Kind) -> Format {
    held(input_ground().set_unlocked(), kind)
}

/// A cell that the form calculates, by what it holds.
pub(super) fn computed(kind: &Kind) -> Format {
    held(cell(), kind)
}

fn held(base: Format, kind: &Kind) -> Format {
    let format = (kind.spec().entry_format)(kind);
    let base = if format.is_empty() {
        base
    } else {
        base.set_num_format(format)
    };
    match kind.spec().align {
        Align::Right => base.set_align(FormatAlign::Right),
        Align::Centre => base.set_align(FormatAlign::Center),
        Align::Left => base.set_align(FormatAlign::Left),
        Align::TopLeft => base
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::Top),
    }
}

/// A cell to fill that its unit is asked about.
pub(super) fn questioned(cell: &Format) -> Format {
    cell.clone().set_background_color(QUESTIONED)
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
    Format::new().set_font_color(ATTENTION).set_bold()
}

/// Something that is in order.
pub(super) fn in_order() -> Format {
    Format::new().set_font_color(IN_ORDER)
}
