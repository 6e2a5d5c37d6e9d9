//! A kit of one small form, and the words of the report that is made of it.

use tonghop::kit;
use tonghop::model::document::{Block, Inline, Table, plain};
use tonghop::model::kit::Kit;
use tonghop::report::Narrated;
use tonghop::source::Files;

/// Households of communes: `ho`, `ngheo`; `ho` is compared with last period.
pub(crate) const FORM: &str = r#"
[form]
id = "xa"
number = "Biểu 1"
title = "Số hộ"
unit_types = ["xa"]

[[section]]
id = "muc"
title = "Số hộ"
sheet = "Bieu"
row = [
  { id = "ho", label = "Số hộ", unit = "hộ", kind = "count", compare = true },
  { id = "ngheo", label = "Số hộ nghèo", unit = "hộ", kind = "count" },
]

[example]
ho = "10"
ngheo = "1"
"#;

/// A kit of this form with these definitions and this narrative.
pub(crate) fn a_kit(definitions: &str, narrative: &str) -> Kit {
    a_kit_of(FORM, "", definitions, narrative)
}

/// A kit of one form, with keys of `[kit]`, definitions and a narrative.
pub(crate) fn a_kit_of(form: &str, keys: &str, definitions: &str, narrative: &str) -> Kit {
    let files = files(form, keys, definitions, narrative);
    match kit::load(&files) {
        Ok(kit) => kit,
        Err(mistakes) => panic!("{mistakes:#?}"),
    }
}

/// The files of such a kit.
pub(crate) fn files(form: &str, keys: &str, definitions: &str, narrative: &str) -> Files {
    let kit = format!(
        "[kit]\nid = \"mini\"\nversion = \"1\"\ntitle = \"Mini\"\nforms = [\"xa.toml\"]\nreport = \"report.md\"\n\
         {keys}\n{definitions}"
    );
    [
        ("kit.toml", kit.as_str()),
        ("xa.toml", form),
        ("report.md", narrative),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .into()
}

/// The body as lines; a row of a table with a bar between its cells, a gap in brackets.
pub(crate) fn words(narrated: &Narrated) -> String {
    let mut out = String::new();
    for block in &narrated.blocks {
        match block {
            Block::Heading { content, .. }
            | Block::Paragraph { content, .. }
            | Block::Item { content, .. } => out += &line(content),
            Block::Table(table) => out += &of_table(table),
        }
        out.push('\n');
    }
    narrated
        .appendices
        .iter()
        .for_each(|table| out += &of_table(table));
    out
}

fn line(content: &[Inline]) -> String {
    plain(content)
}

fn of_table(table: &Table) -> String {
    let mut lines = vec![line(&table.caption)];
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    lines.push(row(table.columns.iter().map(|c| c.label.clone()).collect()));
    for of in &table.rows {
        let mark = match (of.group, of.strong) {
            (true, _) => "* ",
            (_, true) => "= ",
            _ => "",
        };
        let cells = row(of.cells.iter().map(|cell| line(cell)).collect());
        lines.push(format!("{mark}{cells}"));
    }
    lines.extend(table.notes.iter().cloned());
    lines.join("\n")
}
