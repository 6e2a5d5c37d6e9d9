//! How sentences begin and end: a capital letter, an end mark, and "./." after the last of them.

use crate::model::document::{Block, Inline};

/// The end mark of a document's body, as in the sample forms of Decree 30/2020, Appendix III.
const END: &str = "./.";
/// Marks between and after clauses.
const MARKS: [char; 4] = ['.', ';', ',', ' '];

/// Gives each paragraph and item its capital letter and end mark, and the body its own.
pub(super) fn finish(blocks: &mut Vec<Block>) {
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph { content, .. } | Block::Item { content, .. } => {
                capital(content);
                bare_before_marks(content);
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
            without_end_mark(content);
            tail(content).push_str(END);
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
        Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => t,
        Inline::Gap { what, .. } => what,
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

/// Takes the end mark off.
fn without_end_mark(content: &mut [Inline]) {
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.truncate(last.trim_end_matches(MARKS).len());
    }
}

/// A figure before an end mark holds none of its own: it reads the same wherever it comes to stand.
fn bare_before_marks(content: &mut Vec<Inline>) {
    let mut is_marked = true;
    for at in (0..content.len()).rev() {
        let is_figure = matches!(content[at], Inline::Figure { .. } | Inline::Gap { .. });
        let text = written(&mut content[at]);
        if is_figure && is_marked {
            text.truncate(text.trim_end_matches(MARKS).len());
        }
        is_marked = match text.trim_start().chars().next() {
            Some(first) => MARKS.contains(&first),
            None => is_marked,
        };
    }
    while content
        .last_mut()
        .is_some_and(|last| written(last).is_empty())
    {
        content.pop();
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Slot;

    fn paragraph(content: Vec<Inline>) -> Block {
        Block::Paragraph { content, line: 1 }
    }

    fn figure(shown: &str) -> Inline {
        Inline::Figure {
            slot: Slot::whole("a".parse().unwrap(), ""),
            shown: shown.to_owned(),
        }
    }

    fn finished(blocks: Vec<Block>) -> Vec<String> {
        let mut blocks = blocks;
        finish(&mut blocks);
        blocks
            .iter()
            .map(|block| {
                let mut text = String::new();
                super::super::visit(std::slice::from_ref(block), &mut |inline| {
                    text.push_str(match inline {
                        Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => t,
                        Inline::Gap { what, .. } => what,
                        Inline::Figure { shown, .. } => shown,
                    });
                });
                text
            })
            .collect()
    }

    #[test]
    fn sentences_get_a_capital_and_one_end_mark() {
        let text = |t: &str| paragraph(vec![Inline::Text(t.to_owned())]);
        assert_eq!(
            finished(vec![text("đã có máy,"), text("gồm:"), text("hết.")]),
            ["Đã có máy.", "Gồm:", "Hết./."]
        );
    }

    #[test]
    fn a_unit_s_own_end_mark_is_not_doubled() {
        assert_eq!(
            finished(vec![
                paragraph(vec![figure("thiếu máy.")]),
                paragraph(vec![figure("đề nghị cấp máy.")])
            ]),
            ["Thiếu máy.", "Đề nghị cấp máy./."]
        );
    }

    #[test]
    fn a_figure_at_the_end_reads_the_same_wherever_it_stands() {
        let item = |words: &str| paragraph(vec![figure(words)]);
        let shown = |blocks: &[Block]| -> Vec<String> {
            let mut all = Vec::new();
            super::super::visit(blocks, &mut |inline| {
                if let Inline::Figure { shown, .. } = inline {
                    all.push(shown.clone());
                }
            });
            all
        };
        for words in ["thiếu máy", "thiếu máy.", "thiếu máy;", "thiếu máy, "] {
            let mut blocks = vec![item(words), item(words)];
            finish(&mut blocks);
            assert_eq!(shown(&blocks), ["Thiếu máy", "Thiếu máy"], "{words}");
            let finished = finished(vec![item(words), item(words)]);
            assert_eq!(finished, ["Thiếu máy.", "Thiếu máy./."], "{words}");
        }
        let then = |rest: &str| vec![figure("thiếu máy."), Inline::Text(rest.to_owned())];
        for (rest, wanted) in [
            (".", "Thiếu máy./."),
            (", thiếu vốn", "Thiếu máy, thiếu vốn./."),
            (" (xã A)", "Thiếu máy. (xã A)./."),
        ] {
            assert_eq!(finished(vec![paragraph(then(rest))]), [wanted]);
        }
        assert_eq!(finished(vec![item("còn thiếu…")]), ["Còn thiếu…./."]);
    }

    #[test]
    fn a_body_that_ends_with_a_heading_or_a_table_gets_its_mark_alone() {
        let heading = Block::Heading {
            level: 1,
            number: "I.".to_owned(),
            content: vec![Inline::Text("kết quả:".to_owned())],
            line: 1,
        };
        assert_eq!(finished(vec![heading]), ["Kết quả", "./."]);
    }
}
