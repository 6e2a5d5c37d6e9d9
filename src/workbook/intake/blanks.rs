//! How many cells must be filled.

use super::context::Book;

/// Cells that must be filled on the whole form.
pub(super) fn blanks(book: &Book) -> u32 {
    let sections = &book.issue.form.sections;
    sections.iter().map(|s| blanks_of(book, &s.id)).sum()
}

/// Cells that must be filled in a section; a required list counts as one.
pub(super) fn blanks_of(book: &Book, section: &str) -> u32 {
    if !book.asks(section) {
        return 0;
    }
    let form = book.issue.form;
    let fields = form
        .fields()
        .filter(|f| f.section.id == section && f.row.required)
        .count();
    let lists = form
        .lists()
        .filter(|(s, list)| s.id == section && list.required)
        .count();
    (fields + lists) as u32
}
