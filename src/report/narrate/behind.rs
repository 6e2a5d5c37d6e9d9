//! Tables that go behind the text, and the numbers of those that stay in it.

use crate::decree::appendix_name;
use crate::model::document::{Block, Inline, Table};
use crate::msg;
use crate::words::Lang;

/// Takes the tables that belong into appendices out; a sentence that refers to each stands in its place (Decree
/// 30/2020, Appendix I, III.1a).
pub(super) fn move_out(blocks: &mut [Block]) -> Vec<Table> {
    let is_behind = |b: &&mut Block| matches!(b, Block::Table(t) if t.appendix.is_some());
    let all = blocks.iter_mut().filter(is_behind).count();
    let mut out = Vec::with_capacity(all);
    for block in blocks.iter_mut().filter(is_behind) {
        let name = appendix_name(all, out.len());
        let (caption, line) = match block {
            Block::Table(table) => (table.caption.clone(), table.line),
            _ => continue,
        };
        let mark = '\u{1}';
        let sentence = msg!("report.appendix-see", what = mark, appendix = name).say(Lang::Vi);
        let (before, after) = sentence.split_once(mark).unwrap_or(("", &sentence));
        let mut content = vec![Inline::Text(before.to_owned())];
        content.extend(caption);
        content.push(Inline::Text(after.to_owned()));
        content.retain(|inline| !matches!(inline, Inline::Text(t) if t.is_empty()));
        let reference = Block::Paragraph { content, line };
        if let Block::Table(table) = std::mem::replace(block, reference) {
            out.push(table);
        }
    }
    out
}

/// "Bảng 1. …" before the captions, when there are several.
pub(super) fn number(blocks: &mut [Block]) {
    let titled = |b: &&mut Block| matches!(b, Block::Table(t) if !t.caption.is_empty());
    if blocks.iter_mut().filter(titled).count() < 2 {
        return;
    }
    for (at, block) in blocks.iter_mut().filter(titled).enumerate() {
        if let Block::Table(table) = block {
            let lead = msg!("report.table-number", number = at + 1, caption = "").say(Lang::Vi);
            table.caption.insert(0, Inline::Text(lead));
        }
    }
}
