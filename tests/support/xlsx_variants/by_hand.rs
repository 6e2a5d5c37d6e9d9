//! Content that no rule makes: `tests/cases/xlsx-variants.tsv`.

use super::{PACKAGE, SHEET, STRINGS, STYLES, Truth, Variant, WORKBOOK, WORKBOOK_RELATIONS, xml};

pub(super) fn variants() -> Vec<Variant> {
    let cases = include_str!("../../cases/xlsx-variants.tsv").lines();
    cases
        .filter(|line| !line.starts_with('#'))
        .map(variant)
        .collect()
}

fn variant(line: &str) -> Variant {
    let columns: Vec<&str> = line.split('\t').collect();
    let [part, from, to, says, way] = columns[..] else {
        panic!("five columns: {line}");
    };
    let part = match part {
        "package" => PACKAGE,
        "workbook" => WORKBOOK,
        "relations" => WORKBOOK_RELATIONS,
        "strings" => STRINGS,
        "styles" => STYLES,
        "sheet" => SHEET,
        _ => panic!("a part: {line}"),
    };
    let (from, to) = (unescaped(from), unescaped(to));
    let xml = xml(part);
    assert!(xml.contains(&from), "{from}");
    Variant {
        kind: format!("`{from}` as `{to}`"),
        name: format!("{part} `{from}` as `{to}`"),
        element: String::new(),
        is_computed: false,
        part,
        content: xml.replacen(&from, &to, 1).into_bytes(),
        truth: match says.split_once(" => ") {
            Some((old, new)) => Truth::Line(unescaped(old), unescaped(new)),
            None if says == "same" => Truth::Same,
            None if says == "unsaid" => Truth::Unsaid,
            None => panic!("what it says: {line}"),
        },
        is_usual: match way {
            "quick" => true,
            "any" => false,
            _ => panic!("a way: {line}"),
        },
    }
}

/// What `\n`, `\t`, `\\` and `\u{a0}` stand for.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut letters = after.chars();
        out.push(match letters.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('\\') => '\\',
            Some('u') => {
                let (code, left) = letters.as_str().split_once('}').expect("an end");
                letters = left.chars();
                let code = u32::from_str_radix(code.trim_start_matches('{'), 16);
                char::from_u32(code.expect("a number")).expect("a character")
            }
            other => panic!("an escape: {other:?} in {text}"),
        });
        rest = letters.as_str();
    }
    out + rest
}
