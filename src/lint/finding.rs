//! What the linter finds.

use super::reading::Line;
use crate::decree::rules::{self, Level, Rule};
use crate::words::Message;

/// Something to mend.
#[derive(Debug, Clone, PartialEq)]
pub struct LintFinding {
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

/// Whether a finding says that the decree is broken.
pub fn breaks_the_decree(finding: &LintFinding) -> bool {
    finding.rule.level == Level::Rule
}

/// Whether a finding says that a figure is not the ledger's, so that a refresh would mend it.
pub fn is_of_old_figures(finding: &LintFinding) -> bool {
    [rules::FIGURE.id, rules::STALE.id].contains(&finding.rule.id)
}

/// Whether a finding says that no figure explains a number.
pub fn is_of_no_figure(finding: &LintFinding) -> bool {
    finding.rule.id == rules::UNKNOWN.id
}

#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<LintFinding>);

impl Findings {
    /// About one paragraph.
    pub(super) fn at(&mut self, rule: Rule, line: &Line, message: Message) {
        self.at_place(rule, rule.source.to_owned(), line, message);
    }

    /// About one paragraph, with a closer place in the decree.
    pub(super) fn at_place(&mut self, rule: Rule, source: String, line: &Line, message: Message) {
        const LETTERS: usize = 60;
        let mut excerpt: String = line.text.chars().take(LETTERS).collect();
        if line.text.chars().count() > LETTERS {
            excerpt.truncate(excerpt.trim_end().len());
            excerpt.push('…');
        }
        self.0.push(LintFinding {
            rule,
            source,
            paragraph: Some(line.number),
            excerpt,
            message,
        });
    }

    /// About the document.
    pub(super) fn whole(&mut self, rule: Rule, message: Message) {
        self.0.push(LintFinding {
            rule,
            source: rule.source.to_owned(),
            paragraph: None,
            excerpt: String::new(),
            message,
        });
    }
}
