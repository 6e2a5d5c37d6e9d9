//! Which paragraph of a document is which component, told from its text and its place.

use super::numbering::{Numbering, numbering};
use crate::decree::{Component, words::KINDS};
use crate::docx::edited::{ParagraphLook, RunLook, Styles, Text};
use crate::words::official;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A component of the frame.
    Component(Component),
    /// A heading of the body: level 1 (I.), 2 (1.), 3 (1.1.).
    Heading(u8),
    /// "a) …".
    Point,
    /// "- …" or "+ …".
    Item,
    /// Căn cứ.
    Basis,
    /// Running text.
    Body,
    /// A cell of a table of figures.
    Cell,
    /// A caption above a table.
    Caption,
    /// A line below the text of a component.
    Rule,
    /// A line in the middle that opens a part: who decides, "QUYẾT ĐỊNH:", "Chương I" and its title.
    Opening,
    /// Nothing.
    Empty,
    /// The box or the mark of a draft, or an annex that is not signed: not judged.
    Aside,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// From 1, counting those with text.
    pub(super) number: usize,
    /// Its text, every space a plain one.
    pub(crate) text: String,
    /// The same as it stands.
    pub(super) raw: String,
    /// What it is.
    pub(super) part: Part,
    /// How it is set, all told.
    pub(super) look: ParagraphLook,
    /// Its runs: text and looks, all told.
    pub(super) runs: Vec<(String, RunLook)>,
    /// Cell: (table, row, cell).
    pub(super) cell: Option<(usize, usize, usize)>,
    /// A drawing stands in it.
    pub(super) drawing: bool,
    /// A page break was typed in it.
    pub(super) breaks_page: bool,
}

impl Line {
    /// Whether it stands in the middle.
    pub(super) fn is_centred(&self) -> bool {
        self.look.align.as_deref() == Some("center")
    }

    /// Whether every letter is bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut said = self.runs.iter().filter(|(t, _)| !t.trim().is_empty());
        said.clone().next().is_some() && said.all(|(_, look)| look.bold == Some(true))
    }

    /// Whether it is printed in capitals.
    pub(super) fn is_upper(&self) -> bool {
        let letters = |t: &str| t.chars().any(char::is_alphabetic);
        letters(&self.text)
            && self
                .runs
                .iter()
                .filter(|(t, _)| letters(t))
                .all(|(t, look)| look.caps == Some(true) || *t == t.to_uppercase())
    }

    /// Whether it draws a line: a border, underscores, or a shape.
    pub(super) fn draws(&self) -> bool {
        self.look.ruled || self.drawing || is_underscores(&self.text)
    }
}

fn is_underscores(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3 && text.chars().all(|c| matches!(c, '_' | '─' | '—' | '-'))
}

/// A document whose paragraphs are known.
#[derive(Debug)]
pub(super) struct Document {
    /// All of them, empty ones too.
    pub(super) lines: Vec<Line>,
}

impl Document {
    pub(super) fn of(text: &Text, styles: &Styles) -> Self {
        let mut lines: Vec<Line> = text
            .paragraphs
            .iter()
            .map(|p| Line {
                number: 0,
                text: String::new(),
                raw: String::new(),
                part: Part::Empty,
                look: styles.paragraph(&p.look),
                runs: Vec::new(),
                cell: p.cell,
                drawing: p.drawing,
                breaks_page: p.breaks_page || p.look.page_break,
            })
            .collect();
        for piece in &text.pieces {
            if let (Some(line), Some(paragraph)) = (
                lines.get_mut(piece.paragraph),
                text.paragraphs.get(piece.paragraph),
            ) {
                line.raw.push_str(&piece.text);
                let look = styles.run(&piece.look, &paragraph.look);
                line.runs.push((piece.text.clone(), look));
            }
        }
        let mut number = 0;
        for line in &mut lines {
            line.text = line.raw.replace(['\u{a0}', '\t', '\n'], " ");
            if !line.text.trim().is_empty() {
                number += 1;
            }
            line.number = number.max(1);
        }
        let mut document = Self { lines };
        document.name_parts(text);
        document
    }

    /// The paragraphs of a component, in order.
    pub(super) fn all(&self, component: Component) -> impl Iterator<Item = &Line> {
        self.lines
            .iter()
            .filter(move |l| l.part == Part::Component(component))
    }

    /// The first of them.
    pub(super) fn first(&self, component: Component) -> Option<&Line> {
        self.all(component).next()
    }

    /// The body's paragraphs outside tables, headings among them.
    pub(super) fn body(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|l| {
            matches!(
                l.part,
                Part::Body | Part::Item | Part::Point | Part::Heading(_) | Part::Basis
            )
        })
    }

    /// Everything that is read as prose: the body, cells and captions.
    pub(super) fn prose(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|l| {
            matches!(
                l.part,
                Part::Body
                    | Part::Item
                    | Part::Point
                    | Part::Heading(_)
                    | Part::Basis
                    | Part::Cell
                    | Part::Caption
                    | Part::Opening
                    | Part::Component(Component::Subject)
            )
        })
    }

    /// The paragraph behind another one.
    pub(super) fn after(&self, line: &Line) -> Option<&Line> {
        let at = self.lines.iter().position(|l| std::ptr::eq(l, line))?;
        self.lines.get(at + 1)
    }

    fn name_parts(&mut self, text: &Text) {
        let end = self.leave_out_asides(text);
        let head = self.head();
        let kind = self.kind_and_subject(head, end);
        let body = self.addressees(kind, end);
        let foot = self.foot(body, end);
        self.name_body(body, foot);
    }

    fn set(&mut self, at: usize, component: Component) {
        if self.lines[at].part == Part::Empty {
            self.lines[at].part = Part::Component(component);
        }
    }

    fn has_text(&self, at: usize) -> bool {
        !self.lines[at].text.trim().is_empty()
    }

    /// The box of our drafts and the annex of sources; gives where the annex begins.
    fn leave_out_asides(&mut self, text: &Text) -> usize {
        let mark = official("docx.draft-mark");
        let first = (0..self.lines.len()).find(|at| self.has_text(*at));
        if let Some(first) = first.filter(|at| self.lines[*at].text.trim() == mark) {
            let table = self.lines[first].cell.map(|(t, ..)| t);
            for line in &mut self.lines {
                if line.cell.is_some() && line.cell.map(|(t, ..)| t) == table {
                    line.part = Part::Aside;
                }
            }
        }
        let title = official("review.sources").to_uppercase();
        let section = text.paragraphs.iter().rposition(|p| p.ends_section);
        let annex = section.filter(|at| {
            let mut behind = self.lines[*at..].iter();
            behind
                .find(|l| !l.text.trim().is_empty())
                .is_some_and(|l| l.text.trim() == title)
        });
        let end = annex.unwrap_or(self.lines.len());
        for line in &mut self.lines[end..] {
            line.part = Part::Aside;
        }
        end
    }

    /// Letterhead; gives where it ends.
    fn head(&mut self) -> usize {
        let national = |l: &Line| {
            let upper = l.text.trim().to_uppercase();
            upper.starts_with("CỘNG H") && upper.contains("VIỆT NAM")
        };
        let Some(at) = self
            .lines
            .iter()
            .position(|l| l.part == Part::Empty && national(l))
        else {
            return 0;
        };
        self.set(at, Component::NationalName);
        let place = self.lines[at].cell;
        let table = place.map(|(t, ..)| t);
        let in_table = |l: &Line| l.cell.is_some() && l.cell.map(|(t, ..)| t) == table;
        let members: Vec<usize> = if table.is_some() {
            (0..self.lines.len())
                .filter(|n| in_table(&self.lines[*n]))
                .collect()
        } else {
            (at.saturating_sub(4)..self.lines.len().min(at + 8)).collect()
        };
        let mut issuers = Vec::new();
        let mut about = false;
        for n in members.iter().copied() {
            let text = self.lines[n].text.trim().to_owned();
            if !self.has_text(n) {
                if self.lines[n].draws() && self.lines[n].part == Part::Empty {
                    self.lines[n].part = Part::Rule;
                }
                continue;
            }
            let lower = text.to_lowercase();
            if lower.starts_with("dự thảo") {
                self.lines[n].part = Part::Aside;
            } else if is_underscores(&text) {
                self.lines[n].part = Part::Rule;
            } else if lower.contains("tự do") && lower.contains("hạnh phúc") {
                self.set(n, Component::Motto);
            } else if lower.starts_with("v/v") {
                about = true;
                self.set(n, Component::LetterSubject);
            } else if about && self.lines[n].cell.map(|c| c.2) != place.map(|c| c.2) {
                self.set(n, Component::LetterSubject);
            } else if lower.starts_with("số") && text.contains('/') {
                self.set(n, Component::Number);
            } else if lower.contains("ngày") && lower.contains("tháng") && lower.contains("năm")
            {
                self.set(n, Component::PlaceAndDate);
            } else if self.lines[n].cell.map(|c| c.2) != place.map(|c| c.2) && n != at {
                issuers.push(n);
            }
        }
        let any_bold = issuers.iter().any(|n| self.lines[*n].is_bold());
        for (position, n) in issuers.iter().enumerate() {
            let issuer = if any_bold {
                self.lines[*n].is_bold()
            } else {
                position + 1 == issuers.len()
            };
            self.set(
                *n,
                if issuer {
                    Component::Issuer
                } else {
                    Component::Parent
                },
            );
        }
        members.last().map_or(0, |last| last + 1)
    }

    /// Tên loại and trích yếu; gives where they end.
    fn kind_and_subject(&mut self, from: usize, end: usize) -> usize {
        let is_kind = |l: &Line| {
            let upper = l.text.trim().to_uppercase();
            l.cell.is_none() && KINDS.iter().any(|(kind, _)| *kind == upper)
        };
        let Some(at) = (from..end.min(from + 12)).find(|n| is_kind(&self.lines[*n])) else {
            return from;
        };
        self.set(at, Component::Kind);
        let mut next = at + 1;
        while next < end && next < at + 6 {
            let line = &self.lines[next];
            let opens = line.text.trim_start().to_lowercase();
            if line.cell.is_some() || opens.starts_with("kính gửi") {
                break;
            }
            let draws = line.draws();
            if draws && (!self.has_text(next) || is_underscores(&self.lines[next].text)) {
                self.lines[next].part = Part::Rule;
                return next + 1;
            }
            if self.has_text(next) {
                let above = &self.lines[next - 1];
                let named = above.part == Part::Component(Component::Subject);
                // Behind a subject in small letters, capitals name who decides.
                let decides = named && line.is_upper() && !above.is_upper();
                if !line.is_centred() || decides {
                    break;
                }
                self.set(next, Component::Subject);
                // A drawn line may hang on the last line of the subject itself.
                if draws {
                    return next + 1;
                }
            }
            next += 1;
        }
        next
    }

    /// Kính gửi and the list below it; gives where the body begins.
    fn addressees(&mut self, from: usize, end: usize) -> usize {
        let opens = |l: &Line| l.text.trim_start().to_lowercase().starts_with("kính gửi");
        let Some(at) = (from..end.min(from + 6)).find(|n| opens(&self.lines[*n])) else {
            return from;
        };
        self.set(at, Component::Addressees);
        let here = self.lines[at].text.split_once(':').map(|(_, here)| here);
        // Who is not named on the line is named below it, wherever the list is set.
        let lists = here.is_some_and(|here| here.trim().is_empty());
        let mut next = at + 1;
        while next < end {
            let text = self.lines[next].text.trim_start();
            if text.is_empty() && next < at + 4 {
                next += 1;
                continue;
            }
            let indented = self.lines[next].look.first_line.is_none_or(|n| n <= 0);
            if !text.starts_with('-') || !(indented || lists) {
                break;
            }
            self.set(next, Component::Addressees);
            next += 1;
        }
        next
    }

    /// Nơi nhận and the signature; gives where the body ends.
    fn foot(&mut self, from: usize, end: usize) -> usize {
        let opens = |l: &Line| l.text.trim_start().to_lowercase().starts_with("nơi nhận");
        let Some(at) = (from..end).rev().find(|n| opens(&self.lines[*n])) else {
            return end;
        };
        self.set(at, Component::RecipientsTitle);
        let Some(place) = self.lines[at].cell else {
            for n in at + 1..end {
                if self.has_text(n) {
                    self.set(n, Component::Recipients);
                }
            }
            return at;
        };
        let mut signature = Vec::new();
        let mut archived = false;
        let mut first = at;
        for n in from..end {
            let Some(cell) = self.lines[n].cell.filter(|c| c.0 == place.0) else {
                continue;
            };
            first = first.min(n);
            if !self.has_text(n) || n == at {
                continue;
            }
            if cell.2 == place.2 {
                let text = self.lines[n].text.trim();
                let mark = archived && !text.starts_with('-');
                archived |= text.trim_start_matches(['-', ' ']).starts_with("Lưu");
                self.set(
                    n,
                    if mark {
                        Component::DraftersMark
                    } else {
                        Component::Recipients
                    },
                );
            } else {
                signature.push(n);
            }
        }
        if let Some(name) = signature.pop() {
            let titles_only = self.lines[name].is_upper();
            let component = if titles_only {
                Component::SignerTitle
            } else {
                Component::SignerName
            };
            self.set(name, component);
        }
        for n in signature {
            self.set(n, Component::SignerTitle);
        }
        first
    }

    fn name_body(&mut self, from: usize, to: usize) {
        for n in from..to {
            if self.lines[n].part != Part::Empty || !self.has_text(n) {
                continue;
            }
            let before_table = self.lines[n + 1..]
                .iter()
                .find(|l| !l.text.trim().is_empty())
                .is_some_and(|l| l.cell.is_some());
            let behind = n > 0 && self.lines[n - 1].part == Part::Opening;
            let line = &mut self.lines[n];
            let centred = line.is_centred();
            line.part = if line.cell.is_some() {
                Part::Cell
            } else if centred && before_table {
                Part::Caption
            } else if centred && (line.is_upper() || behind || opens_part(&line.text)) {
                Part::Opening
            } else if line.text.trim().to_lowercase().starts_with("căn cứ")
                && line.runs.iter().any(|(_, l)| l.italic == Some(true))
            {
                Part::Basis
            } else {
                body_part(line)
            };
        }
    }
}

/// "Chương I", "Mục 2".
fn opens_part(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let named = matches!(
        words.next().map(str::to_lowercase).as_deref(),
        Some("phần" | "chương" | "mục" | "tiểu")
    );
    named && words.count() < 4
}

/// "Điều 1. Phạm vi điều chỉnh": the title of an article, not its text, ends with no mark.
fn is_title_of_article(text: &str) -> bool {
    let number = text.strip_prefix("Điều ").and_then(|t| t.split_once('.'));
    number.is_some_and(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        && text.ends_with(char::is_alphanumeric)
}

/// What a paragraph of the body is, told from how it begins.
fn body_part(line: &Line) -> Part {
    let text = line.text.trim();
    if let Some((numbers, _)) = numbering(text) {
        match numbers {
            Numbering::Roman(_) => return Part::Heading(1),
            Numbering::Arabic(all) if line.is_bold() => {
                return Part::Heading(u8::try_from(all.len() + 1).unwrap_or(4).min(4));
            }
            Numbering::Point(_) => return Part::Point,
            Numbering::Arabic(_) => {}
        }
    }
    // Word writes the number of such a heading.
    if line.look.numbered && line.is_bold() {
        return Part::Heading(if line.is_upper() { 1 } else { 2 });
    }
    if is_title_of_article(text) {
        return Part::Heading(2);
    }
    if text.starts_with(['-', '+', '–', '•', '*']) {
        return Part::Item;
    }
    Part::Body
}
