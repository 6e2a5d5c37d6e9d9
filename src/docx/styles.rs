//! The styles of the document: Word's own names, so that its navigation pane and its style list know them.

use super::parts::{Sheet, alignment, signed, single};
use crate::decree::{Component, FONT};
use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType,
    TableBorder, TableBorderPosition, TableBorders, TableProperty,
};

/// Running text.
pub(super) const BODY: &str = "BodyText";
/// Items of a list.
pub(super) const ITEM: &str = "ListBullet";
/// Caption of a table.
pub(super) const CAPTION: &str = "Caption";
/// Table with borders whose first row repeats.
pub(super) const GRID: &str = "TableGrid";
/// No style: the mark of the paragraph in whose place a table comes.
pub(super) const GRID_HERE: &str = "GridHere";
/// Cells of a table.
pub(super) const CELL_LEFT: &str = "TableText";
/// The same, centred.
pub(super) const CELL_CENTRE: &str = "TableCentre";
/// The same at the right: figures.
pub(super) const CELL_RIGHT: &str = "TableFigure";
/// Page number.
pub(super) const HEADER: &str = "Header";
/// Mark of specimen figures.
pub(super) const FOOTER: &str = "Footer";

/// No style: the mark of the paragraph that ends a section.
pub(super) const SECTION_END: &str = "SectionEnd";

/// Style of a heading of level 1 to 4.
pub(super) fn heading(level: u8) -> (&'static str, Component) {
    match level {
        0 | 1 => ("Heading1", Component::Heading1),
        2 => ("Heading2", Component::Heading2),
        3 => ("Heading3", Component::Heading3),
        _ => ("Heading4", Component::Heading4),
    }
}

/// The font in all four slots.
pub(super) fn fonts() -> RunFonts {
    RunFonts::new()
        .ascii(FONT)
        .hi_ansi(FONT)
        .east_asia(FONT)
        .cs(FONT)
}

/// Spacing of the body.
fn spaced(sheet: &Sheet, before: u32) -> LineSpacing {
    LineSpacing::new()
        .before(before)
        .after(sheet.between)
        .line_rule(LineSpacingType::Auto)
        .line(sheet.line)
}

/// A paragraph style of a component.
fn paragraph(sheet: &Sheet, id: &str, name: &str, component: Component) -> Style {
    let look = sheet.look(component);
    let style = Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .fonts(fonts())
        .size(usize::from(look.size) * 2)
        .align(alignment(look.set))
        .q_format(true);
    let style = if look.bold { style.bold() } else { style };
    if look.italic { style.italic() } else { style }
}

fn keep_next(mut style: Style) -> Style {
    style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
    style
}

/// All styles but Normal, which docx-rs writes.
pub(super) fn all(sheet: &Sheet) -> Vec<Style> {
    let first_line = || SpecialIndentType::FirstLine(signed(sheet.first_line));
    let body = |id: &str, name: &str| {
        let mut style = paragraph(sheet, id, name, Component::Body)
            .indent(None, Some(first_line()), None, None)
            .line_spacing(spaced(sheet, 0));
        style.paragraph_property = style.paragraph_property.widow_control(true);
        style
    };
    let mut styles = vec![body(BODY, "Body Text"), body(ITEM, "List Bullet")];
    for (level, name) in [
        (1, "heading 1"),
        (2, "heading 2"),
        (3, "heading 3"),
        (4, "heading 4"),
    ] {
        let (id, component) = heading(level);
        let style = paragraph(sheet, id, name, component)
            .next(BODY)
            .indent(None, Some(first_line()), None, None)
            .line_spacing(spaced(sheet, sheet.between))
            .outline_lvl(usize::from(level) - 1)
            .ui_priority(9);
        styles.push(keep_next(style));
    }
    styles.push(keep_next(
        paragraph(sheet, CAPTION, "caption", Component::Caption)
            .line_spacing(single(sheet.between, sheet.between)),
    ));
    styles.push(paragraph(sheet, HEADER, "header", Component::PageNumber));
    styles.push(
        paragraph(sheet, FOOTER, "footer", Component::PageNumber)
            .size(22)
            .italic(),
    );
    for (id, name, align) in [
        (CELL_LEFT, "Table Text", AlignmentType::Left),
        (CELL_CENTRE, "Table Centre", AlignmentType::Center),
        (CELL_RIGHT, "Table Figure", AlignmentType::Right),
    ] {
        styles.push(
            paragraph(sheet, id, name, Component::TableText)
                .align(align)
                .line_spacing(single(0, 0)),
        );
    }
    styles.push(grid());
    styles
}

fn grid() -> Style {
    use TableBorderPosition as P;
    let borders = [P::Top, P::Left, P::Bottom, P::Right, P::InsideH, P::InsideV]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, position| {
            borders.set(TableBorder::new(position).size(4).color("000000"))
        });
    Style::new(GRID, StyleType::Table)
        .name("Table Grid")
        .table_property(TableProperty::new().set_borders(borders))
}
