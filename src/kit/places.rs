//! Where the parts of a form and the tables of the report stand in the files of a kit.

use super::load::tidied;
use crate::model::form::FormPart;
use crate::model::id::FormId;
use crate::source::Files;
use crate::source::table::{Page, Table};
use std::ops::Range;

/// The file of a form and the place of a part of it; the place of the form's own id where the part is not found.
pub fn place(files: &Files, form: &FormId, part: &FormPart) -> Option<(String, Range<usize>)> {
    find(files, |root| {
        let head = root.quiet_table("form")?;
        let is_it = is_called(&head, form);
        is_it.then(|| part_of(root, part).unwrap_or_else(|| head.place("id")))
    })
}

/// The file of a table of the report and the place of its columns.
pub fn table(files: &Files, id: &str) -> Option<(String, Range<usize>)> {
    find(files, |root| {
        let tables = root.tables("table");
        let it = tables.iter().find(|table| is_called(table, id))?;
        Some(it.place("columns"))
    })
}

/// The first file that has the place.
fn find(
    files: &Files,
    place: impl Fn(&Table<'_>) -> Option<Range<usize>>,
) -> Option<(String, Range<usize>)> {
    files.iter().find_map(|(name, bytes)| {
        let text = tidied(name, bytes, &mut Vec::new());
        let page = Page::new(name, &text);
        let document = page.parse();
        let root = Table::new(&page, document.get_ref(), 0..0);
        Some((name.clone(), place(&root)?))
    })
}

fn is_called(table: &Table<'_>, id: &str) -> bool {
    table.quiet_text("id").is_some_and(|own| own.value == id)
}

fn part_of(root: &Table<'_>, part: &FormPart) -> Option<Range<usize>> {
    match part {
        FormPart::Form => None,
        FormPart::Rule(id) => {
            let rules = root.tables("rule");
            let rule = rules.iter().find(|rule| is_called(rule, id))?;
            Some(rule.place("condition"))
        }
        FormPart::Section(id) => {
            let sections = root.tables("section");
            let section = sections.iter().find(|section| is_called(section, id))?;
            Some(section.place("id"))
        }
        FormPart::Row(id) => {
            let sections = root.tables("section");
            let mut rows = sections.iter().flat_map(|section| section.tables("row"));
            Some(rows.find(|row| is_called(row, id))?.place("id"))
        }
    }
}
