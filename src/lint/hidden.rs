//! Text that stands in the document and that nobody sees.

use super::finding::Findings;
use super::reading::{Document, Line, Part};
use crate::decree::rules;
use crate::docx::edited::RunLook;
use crate::msg;

/// Words of a paragraph that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The paragraph, by its index in the text.
    pub paragraph: usize,
    /// The words.
    pub text: String,
}

/// All of them, hidden or white.
pub(super) fn read(document: &Document) -> Vec<Hidden> {
    let lines = document.lines.iter().enumerate();
    let lines = lines.filter(|(_, line)| line.part != Part::Aside);
    let hidden = lines.map(|(paragraph, line)| Hidden {
        paragraph,
        text: words(line),
    });
    hidden.filter(|one| !one.text.is_empty()).collect()
}

fn words(line: &Line) -> String {
    let runs = line.runs.iter().filter(|(_, look)| is_unseen(look));
    let words: String = runs.map(|(text, _)| text.as_str()).collect();
    words.trim().to_owned()
}

fn is_unseen(look: &RunLook) -> bool {
    let white = |color: &String| color.eq_ignore_ascii_case("FFFFFF");
    look.hidden == Some(true) || look.color.as_ref().is_some_and(white)
}

pub(super) fn check(document: &Document, findings: &mut Findings) {
    for one in read(document) {
        if let Some(line) = document.lines.get(one.paragraph) {
            findings.at(rules::HIDDEN, line, msg!("lint.hidden", found = one.text));
        }
    }
}
