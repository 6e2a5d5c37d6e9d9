//! The report as a sheet of paper on a page, from the same tree that the DOCX is written from.

use crate::app::overview::Letterhead;
use crate::model::document::{Block, Document, Inline, Table, gap_shown};
use crate::model::kit::Align;
use serde::Serialize;

/// The sheet.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    issuer: Vec<String>,
    number: String,
    nation: [&'static str; 2],
    dated: String,
    kind: String,
    subject: Vec<Piece>,
    to: &'static str,
    addressees: Vec<String>,
    bases: Vec<String>,
    blocks: Vec<Part>,
    appendices: Vec<Grid>,
    recipients: Vec<String>,
    signature: Vec<String>,
    signer: String,
    outline: Vec<Heading>,
}

/// A heading, and where it stands.
#[derive(Debug, Serialize)]
struct Heading {
    level: u8,
    said: String,
    anchor: String,
}

#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
enum Part {
    Heading {
        level: u8,
        number: String,
        content: Vec<Piece>,
        anchor: String,
    },
    Paragraph {
        content: Vec<Piece>,
    },
    Item {
        level: u8,
        content: Vec<Piece>,
    },
    Table {
        table: Grid,
    },
}

/// A piece of text.
#[derive(Debug, Serialize)]
struct Piece {
    is: &'static str,
    said: String,
    figure: String,
    anchor: String,
}

#[derive(Debug, Serialize)]
struct Grid {
    caption: Vec<Piece>,
    unit: String,
    /// Headings over headings, each with how many columns it covers; none where no column has any.
    groups: Vec<(String, usize)>,
    heads: Vec<String>,
    rows: Vec<Line>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Line {
    strong: bool,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    align: &'static str,
    content: Vec<Piece>,
}

/// The sheet of a document.
pub(super) fn sheet(document: &Document, lines: &Letterhead) -> Sheet {
    let mut pieces = Pieces::default();
    let frame = &document.frame;
    let subject = pieces.of(&frame.subject);
    let mut outline = Vec::new();
    let mut blocks = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        blocks.push(match block {
            Block::Heading {
                level,
                number,
                content,
                ..
            } => {
                let anchor = format!("m{at}");
                let content = pieces.of(content);
                let said: String = content.iter().map(|piece| piece.said.as_str()).collect();
                outline.push(Heading {
                    level: *level,
                    said: format!("{number} {said}"),
                    anchor: anchor.clone(),
                });
                Part::Heading {
                    level: *level,
                    number: number.clone(),
                    content,
                    anchor,
                }
            }
            Block::Paragraph { content, .. } => Part::Paragraph {
                content: pieces.of(content),
            },
            Block::Item { level, content, .. } => Part::Item {
                level: *level,
                content: pieces.of(content),
            },
            Block::Table(table) => Part::Table {
                table: pieces.table(table),
            },
        });
    }
    Sheet {
        issuer: lines.issuer.clone(),
        number: lines.number.clone(),
        nation: lines.nation,
        dated: lines.dated.clone(),
        kind: frame.kind.clone(),
        subject,
        to: lines.to,
        addressees: frame.addressees.clone(),
        bases: frame.bases.clone(),
        blocks,
        appendices: document
            .appendices
            .iter()
            .map(|table| pieces.table(table))
            .collect(),
        recipients: lines.recipients.clone(),
        signature: frame.signature.clone(),
        signer: frame.signer.clone(),
        outline,
    }
}

/// Pieces of text, each figure with a place of its own.
#[derive(Default)]
struct Pieces {
    figures: usize,
}

impl Pieces {
    fn of(&mut self, content: &[Inline]) -> Vec<Piece> {
        content.iter().map(|inline| self.piece(inline)).collect()
    }

    fn piece(&mut self, inline: &Inline) -> Piece {
        let (is, said, figure) = match inline {
            Inline::Text(said) => ("text", said.clone(), None),
            Inline::Strong(said) => ("strong", said.clone(), None),
            Inline::Emphasis(said) => ("em", said.clone(), None),
            Inline::Figure { slot, shown } => ("figure", shown.clone(), Some(&slot.id)),
            Inline::Gap { figure, what } => ("gap", gap_shown(what), figure.as_ref()),
        };
        let anchor = figure.map(|_| {
            self.figures += 1;
            format!("s{}", self.figures)
        });
        Piece {
            is,
            said,
            figure: figure.map(ToString::to_string).unwrap_or_default(),
            anchor: anchor.unwrap_or_default(),
        }
    }

    fn table(&mut self, table: &Table) -> Grid {
        let mut groups: Vec<(String, usize)> = Vec::new();
        for column in &table.columns {
            match groups
                .last_mut()
                .filter(|(group, _)| *group == column.group)
            {
                Some((_, wide)) => *wide += 1,
                None => groups.push((column.group.clone(), 1)),
            }
        }
        if groups.iter().all(|(group, _)| group.is_empty()) {
            groups.clear();
        }
        let align = |at: usize| match table.columns.get(at).map(|column| column.align) {
            Some(Align::Right) => "right",
            Some(Align::Center) => "center",
            Some(Align::Left) | None => "left",
        };
        let caption = self.of(&table.caption);
        let rows = table.rows.iter().map(|row| Line {
            strong: row.group || row.strong,
            cells: row
                .cells
                .iter()
                .enumerate()
                .map(|(at, cell)| Cell {
                    align: align(at),
                    content: self.of(cell),
                })
                .collect(),
        });
        Grid {
            rows: rows.collect(),
            caption,
            unit: table.unit.clone(),
            groups,
            heads: table
                .columns
                .iter()
                .map(|column| column.label.clone())
                .collect(),
            notes: table.notes.clone(),
        }
    }
}
