//! Tables of figures: a caption above, borders, headings that repeat on every page.
//!
//! A table of a country has some thousand rows, for which a tree of objects is slow and large. So docx-rs only gets a
//! paragraph that keeps the place, and the rows come in as text, in the order of the schema (ECMA-376 Part 1, 17.4).

use super::controls::{Controls, Wanted};
use super::fit::{Fit, fit};
use super::parts::single;
use super::{styles, text};
use crate::model::document::{Inline, Row, Table, plain};
use crate::model::kit::Align;
use crate::msg;
use crate::words::Lang;
use docx_rs::{AlignmentType, Docx, LineSpacingType, Paragraph, Run};
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// Columns that Word can open.
pub(super) const MOST_COLUMNS: usize = 63;

/// Where a table stands.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// Its width in twips.
    pub(super) wide: u32,
    /// Size of its text in points.
    pub(super) size: u8,
    /// Whether its caption stands above it.
    pub(super) titled: bool,
    /// Whether its last rows are held to what follows.
    pub(super) keep: bool,
}

/// Tables whose rows are still to come, in the order of their places.
pub(super) type Grids<'d> = Vec<(&'d Table, Setting)>;

/// Writes what stands around the table, and keeps its place.
pub(super) fn write<'d>(
    docx: Docx,
    table: &'d Table,
    setting: Setting,
    grids: &mut Grids<'d>,
) -> Docx {
    let Setting { size, keep, .. } = setting;
    if table.columns.is_empty() {
        return docx;
    }
    let docx = if table.caption.is_empty() || !setting.titled {
        docx
    } else {
        let caption = text::runs("", &table.caption, false)
            .into_iter()
            .fold(Paragraph::new().style(styles::CAPTION), Paragraph::add_run);
        docx.add_paragraph(caption)
    };
    let docx = if table.unit.trim().is_empty() {
        docx
    } else {
        let line = msg!("report.unit-of-measure", unit = table.unit).say(Lang::Vi);
        docx.add_paragraph(beside(&line, size, AlignmentType::Right, true))
    };
    grids.push((table, setting));
    let place = Paragraph::new().style(styles::GRID_HERE);
    let docx = table
        .notes
        .iter()
        .fold(docx.add_paragraph(place), |docx, note| {
            let line = msg!("report.notes", text = note).say(Lang::Vi);
            docx.add_paragraph(beside(&line, size, AlignmentType::Left, keep))
        });
    let after = Paragraph::new()
        .line_spacing(single(0, 0).line_rule(LineSpacingType::Exact).line(160))
        .keep_next(keep);
    docx.add_paragraph(after)
}

/// A line above or below the table.
fn beside(text: &str, size: u8, align: AlignmentType, keep: bool) -> Paragraph {
    let run = Run::new().size(usize::from(size) * 2).italic();
    Paragraph::new()
        .align(align)
        .line_spacing(single(20, 20))
        .keep_next(keep)
        .add_run(run.add_text(text::glue(&text::clean(text))))
}

/// Puts the tables into their places.
pub(super) fn fill(xml: Vec<u8>, grids: &Grids, controls: &mut Controls) -> Vec<u8> {
    let Ok(body) = std::str::from_utf8(&xml) else {
        return xml;
    };
    let mut out = String::with_capacity(body.len() * 2);
    let mut rest = body;
    for (table, setting) in grids {
        let place = rest.find(styles::GRID_HERE).and_then(|at| {
            let from = rest[..at].rfind("<w:p>")?;
            let to = at + rest[at..].find("</w:p>")? + "</w:p>".len();
            Some((from, to))
        });
        let Some((from, to)) = place else { break };
        out.push_str(&rest[..from]);
        Grid::of(table, *setting, controls).write(&mut out);
        rest = &rest[to..];
    }
    out.push_str(rest);
    out.into_bytes()
}

/// A table being written.
struct Grid<'t, 'c, 'd> {
    table: &'t Table,
    setting: Setting,
    fit: Fit,
    controls: &'c mut Controls<'d>,
}

/// How the paragraph of a cell is set.
#[derive(Clone, Copy)]
struct Set {
    align: Align,
    bold: bool,
    keep: bool,
}

const HEAD: Set = Set {
    align: Align::Center,
    bold: true,
    keep: true,
};

impl<'t, 'c, 'd> Grid<'t, 'c, 'd> {
    fn of(table: &'t Table, setting: Setting, controls: &'c mut Controls<'d>) -> Self {
        Self {
            fit: fit(table, setting.wide, setting.size),
            table,
            setting,
            controls,
        }
    }

    fn write(&mut self, out: &mut String) {
        let _ = write!(
            out,
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="{}"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#,
            styles::GRID,
            self.setting.wide,
            margin = self.fit.margin
        );
        for width in &self.fit.widths {
            let _ = write!(out, r#"<w:gridCol w:w="{width}"/>"#);
        }
        out.push_str("</w:tblGrid>");
        self.heading(out);
        let last = self.table.rows.len().saturating_sub(2);
        for (at, row) in self.table.rows.iter().enumerate() {
            // A group's name never ends a page.
            let keep = row.group || (self.setting.keep && at >= last);
            self.body(out, row, keep);
        }
        out.push_str("</w:tbl>");
    }

    /// One row of headings, or two when columns have a group: the group's name over them, other headings over both.
    fn heading(&mut self, out: &mut String) {
        const ROW: &str = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        let columns = &self.table.columns;
        let grouped = columns.iter().any(|c| !c.group.is_empty());
        out.push_str(ROW);
        let mut at = 0;
        while let Some(column) = columns.get(at) {
            let together = |c: &&crate::model::document::Column| c.group == column.group;
            let (label, span, merge) = if column.group.is_empty() {
                (&column.label, 1, if grouped { RESTART } else { "" })
            } else {
                let span = columns[at..].iter().take_while(together).count();
                (&column.group, span, "")
            };
            let label = [Inline::Text(label.clone())];
            self.cell(out, (at, span), merge, (&label, HEAD));
            at += span;
        }
        out.push_str("</w:tr>");
        if grouped {
            out.push_str(ROW);
            for (at, column) in columns.iter().enumerate() {
                if column.group.is_empty() {
                    self.cell(out, (at, 1), "<w:vMerge/>", (&[], HEAD));
                } else {
                    let label = [Inline::Text(column.label.clone())];
                    self.cell(out, (at, 1), "", (&label, HEAD));
                }
            }
            out.push_str("</w:tr>");
        }
    }

    fn body(&mut self, out: &mut String, row: &Row, keep: bool) {
        let content = |at: usize| row.cells.get(at).map_or(&[][..], Vec::as_slice);
        // The name of a group runs on over the blank cells behind it.
        let end = self.fit.widths.len();
        let last = if row.group {
            (0..end)
                .rev()
                .find(|at| !plain(content(*at)).trim().is_empty())
                .unwrap_or(end - 1)
        } else {
            end - 1
        };
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for at in 0..=last {
            let set = Set {
                align: self.table.columns[at].align,
                bold: row.group || row.strong,
                keep,
            };
            let span = if at == last { end - last } else { 1 };
            self.cell(out, (at, span), "", (content(at), set));
        }
        out.push_str("</w:tr>");
    }

    fn cell(
        &mut self,
        out: &mut String,
        (at, span): (usize, usize),
        merge: &str,
        (content, set): (&[Inline], Set),
    ) {
        let width: u32 = self.fit.widths[at..at + span].iter().sum();
        let _ = write!(out, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
        if span > 1 {
            let _ = write!(out, r#"<w:gridSpan w:val="{span}"/>"#);
        }
        out.push_str(merge);
        let style = match set.align {
            Align::Left => styles::CELL_LEFT,
            Align::Center => styles::CELL_CENTRE,
            Align::Right => styles::CELL_RIGHT,
        };
        let keep = if set.keep { "<w:keepNext/>" } else { "" };
        let _ = write!(
            out,
            r#"<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>"#
        );
        for (said, inline) in text::pieces("", content, false) {
            self.run(out, &said, inline, set.bold);
        }
        out.push_str(&self.controls.closing());
        out.push_str("</w:p></w:tc>");
    }

    fn run(&mut self, out: &mut String, said: &str, inline: Option<&Inline>, bold: bool) {
        let wanted = text::mark(inline).map_or(Wanted::Nothing, |m| self.controls.wanted(&m));
        let (before, after) = match wanted {
            Wanted::Around(before, after) => (before, after),
            Wanted::Nothing | Wanted::Instead(_) => (String::new(), String::new()),
        };
        out.push_str(&before);
        out.push_str("<w:r>");
        let mut look = String::new();
        if bold || matches!(inline, Some(Inline::Strong(_))) {
            look.push_str("<w:b/><w:bCs/>");
        }
        if matches!(inline, Some(Inline::Emphasis(_))) {
            look.push_str("<w:i/><w:iCs/>");
        }
        if self.fit.size != self.controls.cell_size() {
            let half = usize::from(self.fit.size) * 2;
            let _ = write!(look, r#"<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>"#);
        }
        if matches!(inline, Some(Inline::Gap { .. })) {
            look.push_str(r#"<w:highlight w:val="yellow"/>"#);
        }
        if !look.is_empty() {
            let _ = write!(out, "<w:rPr>{look}</w:rPr>");
        }
        let _ = write!(
            out,
            r#"<w:t xml:space="preserve">{}</w:t></w:r>{after}"#,
            escape(said)
        );
    }
}

const RESTART: &str = r#"<w:vMerge w:val="restart"/>"#;
