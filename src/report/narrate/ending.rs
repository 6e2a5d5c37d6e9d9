//! How sentences begin and end: a capital letter, an end mark, and "./." after the last of them.

use crate::report::document::{Block, Inline};

/// The end mark of a document's body, as in the sample forms of Decree 30/2020, Appendix III.
const END: &str = "./.";

/// Gives each paragraph and item its capital letter and end mark, and the body its own.
pub(super) fn finish(blocks: &mut Vec<Block>) {
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph { content, .. } | Block::Item { content, .. } => {
                capital(content);
                end_mark(content);
            }
            Block::Heading { content, .. } => {
                capital(content);
                without_colon(content);
            }
            Block::Table(_) => {}
        }
    }
    match blocks.last_mut() {
        Some(Block::Paragraph { content, .. } | Block::Item { content, .. }) => {
            let text = tail(content);
            text.truncate(text.trim_end_matches(['.', ';', ',', ' ']).len());
            text.push_str(END);
        }
        Some(_) => blocks.push(Block::Paragraph {
            content: vec![Inline::Text(END.to_owned())],
            line: 0,
        }),
        None => {}
    }
}

fn written(inline: &mut Inline) -> &mut String {
    match inline {
        Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) | Inline::Gap(t) => t,
        Inline::Figure { shown, .. } => shown,
    }
}

fn capital(content: &mut [Inline]) {
    let Some(first) = content.first_mut() else {
        return;
    };
    let text = written(first);
    let mut letters = text.chars();
    if let Some(letter) = letters.next()
        && letter.is_lowercase()
    {
        *text = letter.to_uppercase().chain(letters).collect();
    }
}

/// A text piece at the end of the content, to which an end mark can be added.
fn tail(content: &mut Vec<Inline>) -> &mut String {
    if !matches!(content.last(), Some(Inline::Text(_))) {
        content.push(Inline::Text(String::new()));
    }
    let last = content.len() - 1;
    written(&mut content[last])
}

fn end_mark(content: &mut Vec<Inline>) {
    let ends = content.last_mut().map(written).is_some_and(|text| {
        text.truncate(text.trim_end().len());
        text.ends_with(['.', ':', ';', '!', '?', '…'])
    });
    if ends {
        return;
    }
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.truncate(last.trim_end_matches([',', ' ']).len());
    }
    tail(content).push('.');
}

fn without_colon(content: &mut [Inline]) {
    if let Some(last) = content.last_mut() {
        let text = written(last);
        text.truncate(text.trim_end_matches([':', '.', ' ']).len());
    }
}
