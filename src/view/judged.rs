//! What a document is to be sent back for, finding by finding.

use crate::app::lint::LintFinding;
use crate::msg;
use crate::words::{Lang, text};

/// Findings that say the same, said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The rule, the paragraphs, and where the decree says so.
    pub head: String,
    /// What to mend.
    pub what: String,
    /// The beginning of the first of the paragraphs; empty where it is about the whole document.
    pub excerpt: String,
}

/// Findings that say the same of several paragraphs are one entry, at the first of them.
pub fn alike(findings: &[LintFinding]) -> Vec<Vec<&LintFinding>> {
    let mut groups: Vec<Vec<&LintFinding>> = Vec::new();
    for finding in findings {
        let same = |group: &&mut Vec<&LintFinding>| {
            group.first().is_some_and(|first| {
                first.rule == finding.rule
                    && first.message == finding.message
                    && first.paragraph.is_some() == finding.paragraph.is_some()
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

/// The place, what to mend, and the passage.
pub fn said(alike: &[&LintFinding], lang: Lang) -> Said {
    let numbers = alike.iter().filter_map(|finding| finding.paragraph);
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    let place = if numbers.is_empty() {
        text("cli.lint-document", lang)
    } else {
        msg!("cli.lint-paragraph", number = numbers.join(", ")).say(lang)
    };
    let Some(finding) = alike.first() else {
        return Said {
            head: place,
            what: String::new(),
            excerpt: String::new(),
        };
    };
    let source = if finding.source.is_empty() {
        String::new()
    } else {
        format!(" ({})", finding.source)
    };
    Said {
        head: format!("{} {place}{source}", finding.rule.id),
        what: finding.message.say(lang),
        excerpt: finding.excerpt.trim().to_owned(),
    }
}
