//! Judges any DOCX by the decree's table and by what a careful clerk looks for.
//!
//! In: the bytes of a document, whoever made it. Out: findings, each with its rule, the rule's place in the decree, the
//! paragraph, and what to mend. Knows nothing of campaigns but the figures that are handed to it.

mod components;
mod figures;
mod finding;
mod headings;
mod hidden;
mod language;
mod layout;
mod leftovers;
mod letterhead;
mod numbering;
mod outside;
mod page;
mod reading;
mod symbols;

pub use figures::{KnownNumber, ReadNumber, Standing};
pub use finding::{LintFinding, breaks_the_decree, is_of_no_figure, is_of_old_figures};
pub use hidden::Hidden;
pub use letterhead::{Letterhead, letterhead};
pub use outside::Outside;

use crate::decree::rules::{RULES, Rule};
use crate::docx::edited::{self, NotRead, Package, Styles, Text};
use finding::Findings;
use reading::Document;

/// What the document is compared with besides the decree.
#[derive(Debug, Default)]
pub struct LintContext<'k> {
    /// Spellings to use: as met, as wanted.
    pub glossary: &'k [(String, String)],
    /// What the ledger knows of figures, when there is a campaign.
    pub figures: Option<&'k [KnownNumber]>,
    /// Numbers outside of the text that the officer has accepted.
    pub accepted: &'k [Outside],
    /// What the campaign counts: "máy", "người".
    pub units: &'k [String],
}

/// What a document says that figures must account for, or that nobody can see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Numbers of the text.
    pub numbers: Vec<ReadNumber>,
    /// Text that nobody sees.
    pub hidden: Vec<Hidden>,
    /// Numbers in headers, footers and notes.
    pub outside: Vec<Outside>,
    /// Words there without numbers, with the id of where they stand.
    pub beside: Vec<(&'static str, String)>,
}

/// What a document says by the text that is about to be put into it.
pub fn said(
    package: &mut Package,
    text: &Text,
    known: &[KnownNumber],
    units: &[String],
) -> Result<Said, NotRead> {
    let document = Document::of(text, &styles_of(package)?);
    Ok(Said {
        numbers: figures::read(&document, known, units),
        hidden: hidden::read(&document),
        outside: outside::read(package)?,
        beside: outside::words(package)?,
    })
}

fn styles_of(package: &mut Package) -> Result<Styles, NotRead> {
    Styles::read(&package.text("word/styles.xml")?.unwrap_or_default())
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What to mend, in reading order.
    pub findings: Vec<LintFinding>,
    /// How many numbers agree with the ledger, when there was one.
    pub agreeing: Option<usize>,
}

/// Judges a document.
pub fn lint(bytes: &[u8], known: &LintContext) -> Result<Judged, NotRead> {
    let mut package = Package::open(bytes)?;
    let body = package.text(edited::BODY)?.unwrap_or_default();
    let styles = styles_of(&mut package)?;
    let text = edited::scan(&body)?;
    let document = Document::of(&text, &styles);
    let mut findings = Findings::default();
    page::check(&mut package, &text, &document, &mut findings)?;
    components::check(&document, &mut findings);
    layout::check(&document, &mut findings);
    headings::check(&document, &mut findings);
    symbols::check(&document, &mut findings);
    language::check(&document, known.glossary, &mut findings);
    leftovers::check(&document, &mut findings);
    hidden::check(&document, &mut findings);
    let agreeing = match known.figures {
        Some(figures) => {
            outside::check(&mut package, known.accepted, &mut findings)?;
            let agreeing = figures::check(&document, figures, known.units, &mut findings);
            Some(agreeing)
        }
        None => None,
    };
    let mut all = findings.0;
    let order = |rule: Rule| RULES.iter().position(|r| r.id == rule.id);
    all.sort_by_key(|f| (f.paragraph, order(f.rule)));
    Ok(Judged {
        findings: all,
        agreeing,
    })
}
