//! What rules make of a whole part.

use super::{CORE, DECLARATION, Truth, Variant, xml};

#[expect(clippy::too_many_lines, reason = "a table of what may be made")]
pub(super) fn variants(part: &'static str) -> Vec<Variant> {
    let mut all = Vec::new();
    let xml = xml(part);
    let body = &xml[DECLARATION.len()..];
    let mut push = |what: &str, content: Vec<u8>, truth: Truth, is_usual: bool| {
        all.push(Variant {
            is_computed: false,
            element: String::new(),
            kind: what.to_owned(),
            name: format!("{part} {what}"),
            part,
            content,
            truth,
            is_usual,
        });
    };
    for (declaration, truth, is_usual) in [
        ("", Truth::Same, true),
        ("\u{feff}", Truth::Same, true),
        (
            "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            Truth::Same,
            true,
        ),
        ("<?xml version=\"1.0\"?>", Truth::Same, true),
        ("<?xml version='1.0' encoding='UTF-8'?>", Truth::Same, true),
        (
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n",
            Truth::Same,
            true,
        ),
        (
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n",
            Truth::Same,
            true,
        ),
        ("<?xml version=\"1.0\"?><!-- x -->", Truth::Same, false),
        ("<?xml version=\"1.0\"?><?x y?>", Truth::Same, false),
        ("<?xml version=\"1.1\"?>", Truth::Unsaid, false),
        (
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
            Truth::Unsaid,
            false,
        ),
        (
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
            Truth::Unsaid,
            false,
        ),
        (
            "<?xml version=\"1.0\" encoding=\"windows-1258\"?>",
            Truth::Unsaid,
            false,
        ),
        ("<?xml version=\"1.0\"?>\u{feff}", Truth::NotXml, false),
        (" <?xml version=\"1.0\"?>", Truth::NotXml, false),
        ("<?xml?>", Truth::NotXml, false),
        (
            "<?xml version=\"1.0\" standalone=\"maybe\"?>",
            Truth::NotXml,
            false,
        ),
        (
            "<?xml version=\"1.0\"encoding=\"UTF-8\"?>",
            Truth::NotXml,
            false,
        ),
        (
            "<?xml encoding=\"UTF-8\" version=\"1.0\"?>",
            Truth::NotXml,
            false,
        ),
        ("<?xml version=\"1.0\" x=\"1\"?>", Truth::NotXml, false),
        ("<?xml version=1.0?>", Truth::NotXml, false),
        ("x", Truth::NotXml, false),
        (
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"1\">]>",
            Truth::Same,
            false,
        ),
    ] {
        push(
            &format!("after {declaration:?}"),
            [declaration, body].concat().into_bytes(),
            truth,
            is_usual,
        );
    }
    for (end, truth, is_usual) in [
        ("\r\n \n", Truth::Same, true),
        ("<!-- x -->", Truth::Same, false),
        ("<?x y?>", Truth::Same, false),
        ("\0", Truth::NotXml, false),
        ("x", Truth::NotXml, false),
        ("<zz/>", Truth::NotXml, false),
        (body, Truth::NotXml, false),
        ("&#32;", Truth::NotXml, false),
        ("<![CDATA[ ]]>", Truth::NotXml, false),
        ("\u{feff}", Truth::NotXml, false),
    ] {
        push(
            &format!("before {end:?}")
                .chars()
                .take(60)
                .collect::<String>(),
            [&xml, end].concat().into_bytes(),
            truth,
            is_usual,
        );
    }
    let units = |order: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    };
    let declared = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{body}");
    push(
        "in UTF-16, little end first",
        units(u16::to_le_bytes, &declared),
        Truth::Same,
        false,
    );
    push(
        "in UTF-16, big end first",
        units(u16::to_be_bytes, &declared),
        Truth::Same,
        false,
    );
    push(
        "in UTF-16 without a mark",
        units(u16::to_le_bytes, &xml),
        Truth::Unsaid,
        false,
    );
    push(
        "in broken UTF-8",
        [xml.as_bytes(), b"<!-- \xC3 -->"].concat(),
        Truth::NotXml,
        false,
    );
    let mut latin = xml.clone().into_bytes();
    latin
        .iter_mut()
        .filter(|b| **b >= 0x80)
        .for_each(|b| *b = 0xE9);
    push(
        "in Latin 1",
        latin,
        if xml.is_ascii() {
            Truth::Same
        } else {
            Truth::NotXml
        },
        xml.is_ascii(),
    );
    // The namespace by a prefix says the same.
    let prefixed = body
        .replace("</", "</m:")
        .replace('<', "<m:")
        .replace("<m:/m:", "</m:")
        .replacen("xmlns=", "xmlns:m=", 1);
    let truth = if part == CORE {
        Truth::Unsaid
    } else {
        Truth::Same
    };
    push("with a prefix", prefixed.into_bytes(), truth, false);
    push(
        "in capitals",
        xml.to_uppercase().into_bytes(),
        Truth::NotXml,
        false,
    );
    let strict = xml.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    );
    if strict != xml {
        push(
            "of the strict standard",
            strict.into_bytes(),
            Truth::Unsaid,
            false,
        );
    }
    push("of nothing", Vec::new(), Truth::NotXml, false);
    all
}
