//! Judges any DOCX by the decree's table and by what a careful clerk looks for.
//!
//! In: the bytes of a document, whoever made it. Out: findings, each with its rule, the rule's place in the decree, the
//! paragraph, and what to mend. Knows nothing of campaigns but the figures that are handed to it.

mod components;
mod figures;
mod headings;
mod language;
mod layout;
mod numbering;
mod page;
mod reading;
mod symbols;

pub use figures::{Differing, Told};

use super::decree::rules::{Level, Rule};
use crate::docx::edited::{self, NotRead, Package, Styles};
use crate::words::Message;
use reading::{Document, Line};

/// Something to mend.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: Rule,
    /// Its place in the decree; "" for a rule of care.
    pub source: String,
    /// Paragraph from 1, as counted in the text; `None` when it is about the whole document.
    pub paragraph: Option<usize>,
    /// The beginning of the paragraph.
    pub excerpt: String,
    /// What is wrong and how to mend it.
    pub message: Message,
}

/// What the document is compared with besides the decree.
#[derive(Debug, Default)]
pub struct Known<'k> {
    /// Spellings to use: as met, as wanted.
    pub glossary: &'k [(String, String)],
    /// What the ledger knows of figures, when there is a campaign.
    pub figures: Option<(&'k [Told], &'k [Differing])>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What to mend, in reading order.
    pub findings: Vec<Finding>,
    /// How many numbers agree with the ledger, when there was one.
    pub agreeing: Option<usize>,
}

/// Judges a document.
pub fn lint(bytes: &[u8], known: &Known) -> Result<Judged, NotRead> {
    let mut package = Package::open(bytes)?;
    let body = package.text(edited::BODY)?.unwrap_or_default();
    let styles = package.text("word/styles.xml")?.unwrap_or_default();
    let styles = Styles::read(&styles)?;
    let text = edited::scan(&body)?;
    let document = Document::of(&text, &styles);
    let mut findings = Findings::default();
    page::check(&mut package, &text, &document, &mut findings)?;
    components::check(&document, &mut findings);
    layout::check(&document, &mut findings);
    headings::check(&document, &mut findings);
    symbols::check(&document, &mut findings);
    language::check(&document, known.glossary, &mut findings);
    let agreeing = known
        .figures
        .map(|figures| figures::check(&document, figures, &mut findings));
    let mut all = findings.0;
    let order = |rule: Rule| {
        super::decree::rules::RULES
            .iter()
            .position(|r| r.id == rule.id)
    };
    all.sort_by_key(|f| (f.paragraph, order(f.rule)));
    Ok(Judged {
        findings: all,
        agreeing,
    })
}

/// Whether a finding says that the decree is broken.
pub fn breaks_the_decree(finding: &Finding) -> bool {
    finding.rule.level == Level::Rule
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    /// About one paragraph.
    fn at(&mut self, rule: Rule, line: &Line, message: Message) {
        self.at_place(rule, rule.source.to_owned(), line, message);
    }

    /// About one paragraph, with a closer place in the decree.
    fn at_place(&mut self, rule: Rule, source: String, line: &Line, message: Message) {
        const LETTERS: usize = 60;
        let mut excerpt: String = line.text.chars().take(LETTERS).collect();
        if line.text.chars().count() > LETTERS {
            excerpt.truncate(excerpt.trim_end().len());
            excerpt.push('…');
        }
        self.0.push(Finding {
            rule,
            source,
            paragraph: Some(line.number),
            excerpt,
            message,
        });
    }

    /// About the document.
    fn whole(&mut self, rule: Rule, message: Message) {
        self.0.push(Finding {
            rule,
            source: rule.source.to_owned(),
            paragraph: None,
            excerpt: String::new(),
            message,
        });
    }
}
