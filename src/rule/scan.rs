//! What a formula may not contain, seen before its grammar is.
//!
//! In: the text. Out: each character that has no business in a rule (brackets of arrays and other files, sheet
//! marks, ranges, `@`), quotes and brackets without their other half, brackets of columns that hold no name. Knows
//! nothing of the tree.

use super::FormulaError;
use crate::msg;
use crate::words::Message;
use std::ops::Range;

/// Longest formula, in characters.
const LONGEST: usize = 2000;
/// Deepest nesting of brackets. Excel takes 64 levels; the live check in the workbook adds its own.
const DEEPEST: usize = 50;

/// Everything wrong that needs no grammar, in reading order.
pub(super) fn refused(source: &str) -> Vec<FormulaError> {
    let length = source.chars().count();
    if length > LONGEST {
        return vec![whole(
            source,
            msg!("rule.too-long", length = length, most = LONGEST),
        )];
    }
    if source.trim().is_empty() {
        return vec![whole(source, msg!("rule.empty"))];
    }
    if let Some(start) = source
        .find('=')
        .filter(|at| source[..*at].trim().is_empty())
    {
        return vec![FormulaError {
            at: start..start + 1,
            message: msg!("rule.leading-equals"),
            help: None,
        }];
    }
    characters(source)
}

fn whole(source: &str, message: Message) -> FormulaError {
    FormulaError {
        at: 0..source.len(),
        message,
        help: None,
    }
}

fn characters(source: &str) -> Vec<FormulaError> {
    let mut errors = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut quote: Option<Range<usize>> = None;
    let mut column_end = 0;
    for (start, c) in source.char_indices() {
        let at = start..start + c.len_utf8();
        if start < column_end {
            continue;
        }
        if c == '"' {
            // A doubled quote closes and opens again: the same text to us.
            quote = if quote.is_some() { None } else { Some(at) };
        } else if quote.is_some() {
        } else if c == '[' {
            match column(source, start) {
                Ok(end) => column_end = end,
                Err((error, end)) => {
                    column_end = end;
                    errors.push(error);
                }
            }
        } else if c == '(' {
            open.push(at.clone());
            if open.len() == DEEPEST + 1 {
                errors.push(FormulaError {
                    at,
                    message: msg!("rule.too-deep"),
                    help: None,
                });
            }
        } else if c == ')' {
            if open.pop().is_none() {
                errors.push(FormulaError {
                    at,
                    message: msg!("rule.unopened"),
                    help: None,
                });
            }
        } else if let Some((message, help)) = refusal(c) {
            errors.push(FormulaError { at, message, help });
        }
    }
    let unclosed = |at, message| FormulaError {
        at,
        message,
        help: None,
    };
    errors.extend(
        open.into_iter()
            .map(|at| unclosed(at, msg!("rule.unclosed"))),
    );
    errors.extend(quote.map(|at| unclosed(at, msg!("rule.unclosed-text"))));
    errors.sort_by_key(|e| e.at.start);
    errors
}

/// Where the brackets of a column end that begin here: `[ho]`, `[truoc.ho]`, `[]`. Also where to read on when they
/// hold something else.
fn column(source: &str, start: usize) -> Result<usize, (FormulaError, usize)> {
    let error = |at: Range<usize>, message| FormulaError {
        at,
        message,
        help: None,
    };
    let rest = &source[start + 1..];
    let Some(close) = rest
        .find([']', '[', '(', ')', '"'])
        .filter(|at| rest[*at..].starts_with(']'))
    else {
        let at = start..start + 1;
        return Err((error(at, msg!("rule.unclosed")), start + 1));
    };
    let end = start + 1 + close + 1;
    let field = &rest[..close];
    if field.is_empty() || (is_name(field) && !reads_as_cell(field)) {
        return Ok(end);
    }
    let at = start..end;
    Err((
        error(at, msg!("rule.no-column", found = &source[start..end])),
        end,
    ))
}

/// Why a character outside of text is refused, and what to write instead.
fn refusal(c: char) -> Option<(Message, Option<Message>)> {
    let instead = |text: &str| Some(msg!("rule.instead", text = text));
    Some(match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '.' | ',' | ' ' | '\t' | '\r' | '\n' => {
            return None;
        }
        '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<' | '>' | '%' => return None,
        ':' => (msg!("rule.range"), None),
        '!' | '\'' => (msg!("rule.sheet"), None),
        ']' => (msg!("rule.unopened"), None),
        '{' | '}' => (msg!("rule.array"), None),
        '$' => (msg!("rule.absolute"), None),
        '@' => (msg!("rule.at-sign"), None),
        '#' => (msg!("rule.error-value"), None),
        ';' => (msg!("rule.character", found = c), instead(",")),
        '“' | '”' | '„' => (msg!("rule.character", found = c), instead("\"")),
        '≥' => (msg!("rule.character", found = c), instead(">=")),
        '≤' => (msg!("rule.character", found = c), instead("<=")),
        '≠' => (msg!("rule.character", found = c), instead("<>")),
        '×' => (msg!("rule.character", found = c), instead("*")),
        '÷' => (msg!("rule.character", found = c), instead("/")),
        '−' | '–' => (msg!("rule.character", found = c), instead("-")),
        _ => (msg!("rule.character", found = c), None),
    })
}

/// Whether Excel reads the word as a cell: `A1`, `may1`, `R1C1`, `c`.
pub(super) fn reads_as_cell(word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    let letters = upper.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &upper[letters.len()..];
    let a1 = !digits.is_empty()
        && (1..=3).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && (letters.len() < 3 || letters <= "XFD")
        && digits
            .parse::<u32>()
            .is_ok_and(|row| (1..=1_048_576).contains(&row));
    a1 || reads_as_row_column(&upper)
}

/// `R`, `C`, `R1`, `C1`, `RC`, `R1C1`.
fn reads_as_row_column(upper: &str) -> bool {
    let numbers = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    match (upper.strip_prefix('R'), upper.strip_prefix('C')) {
        (Some(rest), _) => match rest.split_once('C') {
            Some((row, column)) => numbers(row) && numbers(column),
            None => numbers(rest),
        },
        (None, Some(rest)) => numbers(rest),
        (None, None) => false,
    }
}

/// ASCII letters, digits, underscores; parts joined by single dots, the first begun by a letter or underscore.
pub(super) fn is_name(word: &str) -> bool {
    word.split('.').all(|part| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    }) && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_excel_takes_for_cells_are_known() {
        for word in ["a1", "may1", "XFD1048576", "r", "c", "r1c1", "RC", "c12"] {
            assert!(reads_as_cell(word), "{word}");
        }
        for word in ["may_1", "xfe1", "mang_lan", "so_2020", "a0", "rong", "cap"] {
            assert!(!reads_as_cell(word), "{word}");
        }
    }
}
