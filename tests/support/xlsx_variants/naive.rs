//! What a workbook says by the standards, read from the trees that a conforming parser makes of its parts. Knows what
//! the workbook of these tests holds, and no more.

use super::{ABOUT, CORE, MAIN, OFFICE, Part, READ, about, line};
use roxmltree::{Document, Node};
use std::fmt::Write as _;
use tonghop::value::Raw;

/// What the parts say, or nothing where one of them is not well-formed or says nothing that is sure.
pub(crate) fn says(parts: &[Part]) -> Option<String> {
    let text = |wanted: &str| {
        let (_, bytes) = parts.iter().find(|(name, _)| *name == wanted)?;
        std::str::from_utf8(bytes).ok()
    };
    let [
        package,
        workbook,
        relations,
        strings,
        styles,
        sheet,
        app,
        core,
    ] = READ.map(|part| text(part).and_then(|xml| Document::parse(xml).ok()));
    let (workbook, sheet) = (workbook?, sheet?);
    package?;
    let is_sheet =
        |target: &str| ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"].contains(&target);
    let relations = relations?;
    let mut leads = relations.root_element().children().filter(|n| {
        n.attribute("Type") == Some(&format!("{OFFICE}/worksheet"))
            && n.attribute("Target").is_some_and(is_sheet)
    });
    let id = leads.next()?.attribute("Id")?.to_owned();
    let strings: Vec<String> = children(strings?.root_element(), "si")
        .map(string)
        .collect();
    let styles = styles?;
    let formats: Vec<(bool, bool)> = formats(styles.root_element());
    let mut out = String::new();
    let root = workbook.root_element();
    let tabs: Vec<Node<'_, '_>> = within(root, "sheets", "sheet").collect();
    for tab in &tabs {
        if tab.attribute((OFFICE, "id")) != Some(&id) {
            return None;
        }
        let hidden = if matches!(tab.attribute("state"), None | Some("visible")) {
            ""
        } else {
            " (hidden)"
        };
        let name = format!("{}{hidden}", tab.attribute("name")?);
        for row in within(sheet.root_element(), "sheetData", "row") {
            for cell in children(row, "c") {
                let style: usize = cell.attribute("s").unwrap_or("0").parse().ok()?;
                let (is_day, is_percent) = formats.get(style).copied()?;
                let formula = children(cell, "f")
                    .next()
                    .map(held)
                    .filter(|f| !f.is_empty());
                let value = value(cell, (is_day, formula.is_some()), &strings)?;
                if value == Raw::Blank {
                    continue;
                }
                let place = format!("{name}!{}", cell.attribute("r")?);
                line(&mut out, &place, &value, (formula.as_deref(), is_percent));
            }
        }
    }
    for name in within(root, "definedNames", "definedName") {
        let place = held(name);
        let sheet = tabs.first()?.attribute("name")?;
        let refers = place.trim().trim_start_matches('=');
        let cell = refers.strip_prefix(&format!("'{sheet}'!"));
        if let Some(cell) = cell.and_then(of_cell) {
            let name = name.attribute("name")?.to_lowercase();
            writeln!(out, "name {name} {sheet}!{cell}").ok()?;
        }
    }
    let told = |document: &Option<Document<'_>>, element: &str| {
        let root = document.as_ref()?.root_element();
        root.children()
            .find(|n| n.tag_name().name() == element)
            .map(held)
    };
    if (text(ABOUT).is_some() && app.is_none()) || (text(CORE).is_some() && core.is_none()) {
        return None;
    }
    about(
        &mut out,
        told(&app, "Application").as_deref(),
        told(&core, "modified").as_deref(),
    );
    Some(out)
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |n| n.has_tag_name((MAIN, name)))
}

fn within<'a, 'i>(
    node: Node<'a, 'i>,
    list: &'static str,
    item: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    children(node, list).flat_map(move |n| children(n, item))
}

/// `B1` for `$B$1`, where it is a cell of a sheet.
fn of_cell(place: &str) -> Option<String> {
    let place = place.strip_prefix('$').unwrap_or(place);
    let digits_at = place.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = place.split_at(digits_at);
    // Excel takes small letters of columns too.
    let letters = letters.to_ascii_uppercase();
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    let is_row = digits.bytes().all(|b| b.is_ascii_digit())
        && digits.parse().is_ok_and(|n: u32| n > 0 && n <= 1_048_576);
    let is_column = letters.len() < 3 || (letters.len() == 3 && letters.as_str() <= "XFD");
    (is_row && is_column && !letters.is_empty()).then(|| format!("{letters}{digits}"))
}

/// All text of an element.
fn held(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    texts.filter_map(|n| n.text()).collect()
}

fn string(item: Node<'_, '_>) -> String {
    let direct = children(item, "t");
    let runs = within(item, "r", "t");
    direct.chain(runs).map(held).collect()
}

/// Of each cell format whether it shows a day, and whether a percentage.
fn formats(styles: Node<'_, '_>) -> Vec<(bool, bool)> {
    let code = |id: &str| {
        let mut own = within(styles, "numFmts", "numFmt");
        let found = own.find(|n| n.attribute("numFmtId") == Some(id));
        found
            .and_then(|n| n.attribute("formatCode"))
            .map(str::to_owned)
    };
    let cells = within(styles, "cellXfs", "xf");
    let shown = cells.map(|xf| {
        let id = xf.attribute("numFmtId").unwrap_or("0");
        if let Some(code) = code(id) {
            let shows_day = code.contains("yy") || code.contains("mm");
            return (shows_day, code.contains('%'));
        }
        let id: u32 = id.parse().unwrap_or_default();
        let is_day = matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58);
        (is_day, matches!(id, 9 | 10))
    });
    shown.collect()
}

/// What a cell holds, where that is certain.
fn value(
    cell: Node<'_, '_>,
    (is_day, has_formula): (bool, bool),
    strings: &[String],
) -> Option<Raw> {
    let text = |text: String| {
        if text.is_empty() && !has_formula {
            Raw::Blank
        } else {
            Raw::Text(text)
        }
    };
    let kind = cell.attribute("t").unwrap_or("n");
    if kind == "inlineStr" {
        return Some(text(children(cell, "is").map(string).collect()));
    }
    let nothing = if has_formula {
        Raw::Uncomputed
    } else {
        Raw::Blank
    };
    let Some(v) = children(cell, "v").next() else {
        return Some(nothing);
    };
    let held = held(v);
    Some(match kind {
        "n" if held.is_empty() && has_formula => nothing,
        "n" if is_day => Raw::Date(held.trim().parse().ok()?),
        "n" => Raw::Number(held.trim().parse().ok()?),
        "s" => text(strings.get(held.trim().parse::<usize>().ok()?)?.clone()),
        "str" => text(held),
        "b" => Raw::Bool(held.trim() == "1"),
        "e" => Raw::Error(held),
        _ => return None,
    })
}
