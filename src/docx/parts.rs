//! Paragraphs, rules and borderless tables: what the other files of this folder are built of.

use super::metrics::{Weight, balanced, width};
use super::text;
use crate::decree::{Choice, Component, Look, Set};
use crate::model::document::Inline;
use docx_rs::{
    AlignmentType, BorderType, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Run, Table, TableCell, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};

/// Millimetres in twips (1/1440 inch), rounded.
pub(super) const fn twips(mm: u32) -> u32 {
    (mm * 14400 + 127) / 254
}

/// Lengths of one document, in twips, from what its office chose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    /// What was chosen.
    pub(super) choice: Choice,
    /// Width of the text block.
    pub(crate) text: u32,
    /// Width of the text block of a page laid on its side.
    pub(super) text_on_side: u32,
    /// First-line indent of the body.
    pub(super) first_line: u32,
    /// Space between paragraphs.
    pub(super) between: u32,
    /// Line spacing of the body in 240ths of a line.
    pub(super) line: i32,
}

impl Sheet {
    pub(super) fn of(choice: Choice) -> Self {
        let Choice { page, spacing, .. } = choice;
        let sides = twips(page.left) + twips(page.right);
        Self {
            choice,
            text: twips(page.width) - sides,
            text_on_side: twips(page.height) - sides,
            first_line: spacing.first_line * 144 / 254,
            between: spacing.paragraph * 20,
            line: (spacing.line * 240 / 100).cast_signed(),
        }
    }

    /// How a component looks.
    pub(super) fn look(&self, component: Component) -> Look {
        self.choice.look(component)
    }

    /// A paragraph of one component, in single spacing.
    pub(super) fn line_of(
        &self,
        component: Component,
        text: &str,
        before: u32,
        after: u32,
    ) -> Paragraph {
        let look = self.look(component);
        let text = if look.upper {
            text::upper(text)
        } else {
            text::clean(text)
        };
        Paragraph::new()
            .align(alignment(look.set))
            .line_spacing(single(before, after))
            .add_run(dressed(Run::new().add_text(text), &look))
    }

    /// The same from inlines.
    pub(super) fn lines_of(
        &self,
        component: Component,
        content: &[Inline],
        before: u32,
    ) -> Paragraph {
        let look = self.look(component);
        let paragraph = Paragraph::new()
            .align(alignment(look.set))
            .line_spacing(single(before, 0));
        text::runs("", content, look.upper)
            .into_iter()
            .fold(paragraph, |p, run| p.add_run(dressed(run, &look)))
    }

    /// Width of a text of the component, in twips.
    pub(super) fn width_of(&self, component: Component, text: &str) -> u32 {
        let look = self.look(component);
        width(text, look.size, look.weight())
    }

    /// The room on either side of a centred text that makes its lines come out even, and the width of the longest line.
    pub(super) fn even(&self, component: Component, text: &str, room: u32) -> (u32, u32) {
        let look = self.look(component);
        let lines = balanced(text, look.size, look.weight(), room);
        let widths = lines.iter().map(|line| self.width_of(component, line));
        let widest = widths.max().unwrap_or_default();
        if lines.len() > 1 {
            (room.saturating_sub(widest + SLACK) / 2, widest)
        } else {
            (0, widest)
        }
    }
}

/// Room beside the widest line, so that no rounding makes it wrap.
pub(super) const SLACK: u32 = 80;

impl Look {
    /// How heavy its letters are.
    pub(super) fn weight(self) -> Weight {
        if self.bold {
            Weight::Bold
        } else {
            Weight::Regular
        }
    }
}

/// Twips as docx-rs wants an indent.
pub(super) fn signed(twips: u32) -> i32 {
    i32::try_from(twips).unwrap_or(i32::MAX)
}

/// Single line spacing with space before and after.
pub(super) fn single(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new()
        .before(before)
        .after(after)
        .line_rule(LineSpacingType::Auto)
        .line(240)
}

/// Alignment of a component.
pub(super) fn alignment(set: Set) -> AlignmentType {
    match set {
        Set::Left => AlignmentType::Left,
        Set::Centre => AlignmentType::Center,
        Set::Justified => AlignmentType::Both,
    }
}

/// A run dressed as the decree wants the component.
pub(super) fn dressed(run: Run, look: &Look) -> Run {
    let run = run.size(usize::from(look.size) * 2);
    let run = if look.bold { run.bold() } else { run };
    if look.italic { run.italic() } else { run }
}

/// A solid rule (nét liền) of a length, centred in a place: the lower border of an empty, very low paragraph.
pub(super) fn rule(length: u32, place: u32) -> Paragraph {
    let side = signed(place.saturating_sub(length.min(place)) / 2);
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(6)
        .color("000000");
    let mut paragraph = Paragraph::new()
        .indent(Some(side), None, Some(side), None)
        .line_spacing(
            LineSpacing::new()
                .before(0)
                .after(0)
                .line_rule(LineSpacingType::Exact)
                .line(50),
        );
    paragraph.property = paragraph
        .property
        .set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}

/// A cell of paragraphs.
pub(super) fn cell(width: u32, paragraphs: Vec<Paragraph>) -> TableCell {
    let cell = TableCell::new().width(width as usize, WidthType::Dxa);
    paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
}

/// What stands side by side in one row, each with its width; all rows are as wide together.
pub(super) type Pair = [(u32, Vec<Paragraph>); 2];

/// A table that only puts things side by side: no borders, no cell margins, no row broken over pages.
pub(super) fn side_by_side(rows: Vec<Pair>) -> Table {
    let wide = rows
        .first()
        .map_or(0, |[(left, _), (right, _)]| left + right);
    let mut cuts: Vec<u32> = rows.iter().map(|[(left, _), _]| *left).collect();
    cuts.push(wide);
    cuts.sort_unstable();
    cuts.dedup();
    let spanned = |from: u32, to: u32| {
        cuts.iter()
            .filter(|cut| from < **cut && **cut <= to)
            .count()
    };
    let rows = rows
        .into_iter()
        .map(|[(left, at_left), (right, at_right)]| {
            let cells = [
                (left, at_left, spanned(0, left)),
                (right, at_right, spanned(left, wide)),
            ];
            let cells = cells.map(|(width, paragraphs, spanned)| {
                let cell = cell(width, paragraphs);
                if spanned > 1 {
                    cell.grid_span(spanned)
                } else {
                    cell
                }
            });
            TableRow::new(cells.to_vec()).cant_split()
        })
        .collect();
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let grid = cuts
        .iter()
        .zip(starts)
        .map(|(cut, from)| (cut - from) as usize);
    Table::without_borders(rows)
        .set_grid(grid.collect())
        .layout(TableLayoutType::Fixed)
        .width(wide as usize, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}
