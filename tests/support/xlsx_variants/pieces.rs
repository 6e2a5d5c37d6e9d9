//! What rules make of the tags of a part, of its texts, and between them.

use super::{DECLARATION, Truth, Variant, xml};

/// A part as markup and texts.
pub(super) struct Pieces {
    part: &'static str,
    xml: String,
    /// Where each tag begins and ends; the declaration is not among them.
    tags: Vec<(usize, usize)>,
}

impl Pieces {
    pub(super) fn of(part: &'static str) -> Self {
        let xml = xml(part);
        let mut tags = Vec::new();
        let mut at = DECLARATION.len();
        while let Some(start) = xml[at..].find('<') {
            let end = at + xml[at..].find('>').expect("an end") + 1;
            tags.push((at + start, end));
            at = end;
        }
        Self { part, xml, tags }
    }

    /// The part with these bytes replaced.
    fn replaced(&self, (from, to): (usize, usize), with: &str) -> Vec<u8> {
        [&self.xml[..from], with, &self.xml[to..]]
            .concat()
            .into_bytes()
    }

    fn variant(&self, what: &str, place: (usize, usize), with: &str, truth: Truth) -> Variant {
        let before = self.tags.iter().rev().find(|(_, end)| *end == place.0);
        let opens = before.map(|(start, end)| &self.xml[start + 1..end - 1]);
        let element = opens.filter(|tag| !tag.starts_with('/') && !tag.ends_with('/'));
        let element = element
            .and_then(|tag| tag.split(' ').next())
            .unwrap_or_default();
        let cell = self.xml[..place.0].rfind("<c ");
        let cell = cell.map(|from| self.xml[from..].split("</c>").next().unwrap_or_default());
        let near: String = self.xml[place.0..].chars().take(24).collect();
        Variant {
            is_computed: cell.is_some_and(|cell| cell.contains("<f>")),
            element: element.to_owned(),
            kind: what.to_owned(),
            name: format!("{} {what} at {} `{near}`", self.part, place.0),
            part: self.part,
            content: self.replaced(place, with),
            truth,
            is_usual: false,
        }
    }
}

/// What may stand between two pieces of markup.
pub(super) fn between(pieces: &Pieces) -> Vec<Variant> {
    let mut all = Vec::new();
    for (nth, (_, end)) in pieces.tags.iter().enumerate() {
        let place = (*end, *end);
        let next = pieces.tags.get(nth + 1);
        let text_follows = next.is_some_and(|next| next.0 > *end);
        let is_last = next.is_none();
        for (what, with) in [("comment", "<!-- x -->"), ("instruction", "<?x y?>")] {
            all.push(pieces.variant(what, place, with, Truth::Same));
        }
        if !text_follows {
            let mut spaced = pieces.variant("space", place, "\r\n\t ", Truth::Same);
            spaced.is_usual = true;
            all.push(spaced);
        }
        let outside = |truth: Truth| if is_last { Truth::NotXml } else { truth };
        for (what, with, truth) in [
            ("empty CDATA", "<![CDATA[]]>", outside(Truth::Same)),
            ("an element", "<zz/>", outside(Truth::Unsaid)),
            ("a character", "7", outside(Truth::Unsaid)),
            ("a reference", "&#55;", outside(Truth::Unsaid)),
            ("a bare reference", "&", Truth::NotXml),
            ("an end of CDATA", "]]>", Truth::NotXml),
            ("a document type", "<!DOCTYPE x>", Truth::NotXml),
            ("an opened tag", "<zz>", Truth::NotXml),
            ("a closed tag", "</zz>", Truth::NotXml),
            ("a lone bracket", "<", Truth::NotXml),
            ("a control character", "\u{1}", Truth::NotXml),
            ("a declaration", DECLARATION, Truth::NotXml),
            ("no character", "\u{FFFE}", Truth::NotXml),
        ] {
            all.push(pieces.variant(what, place, with, truth));
        }
    }
    all
}

/// What may be made of a tag.
#[expect(clippy::too_many_lines, reason = "a table of what may be made")]
pub(super) fn tags(pieces: &Pieces) -> Vec<Variant> {
    let mut all = Vec::new();
    for &(start, end) in &pieces.tags {
        let tag = &pieces.xml[start..end];
        let place = (start, end);
        let mut push = |what: &str, with: &str, truth: Truth, is_usual: bool| {
            let mut variant = pieces.variant(what, place, with, truth);
            variant.is_usual = is_usual;
            all.push(variant);
        };
        push(
            "no tag",
            "",
            if tag.ends_with("/>") {
                Truth::Unsaid
            } else {
                Truth::NotXml
            },
            false,
        );
        if let Some(name) = tag.strip_prefix("</").and_then(|t| t.strip_suffix('>')) {
            push(
                "space in a closing tag",
                &format!("</{name} \n>"),
                Truth::Same,
                true,
            );
            push(
                "space before a name",
                &format!("</ {name}>"),
                Truth::NotXml,
                false,
            );
            push(
                "attribute of a closing tag",
                &format!("</{name} a=\"1\">"),
                Truth::NotXml,
                false,
            );
            push(
                "another closing tag",
                &format!("</{name}x>"),
                Truth::NotXml,
                false,
            );
            push(
                "a shorter closing tag",
                &format!("</{}>", &name[1..]),
                Truth::NotXml,
                false,
            );
            push(
                "a closing tag twice",
                &format!("{tag}{tag}"),
                Truth::NotXml,
                false,
            );
            continue;
        }
        let closes = tag.ends_with("/>");
        let inside = tag[1..].trim_end_matches(['/', '>']);
        let name = inside.split(' ').next().expect("a name");
        let attributes = attributes(inside);
        let ending = if closes { "/>" } else { ">" };
        let of = |attributes: &[String]| {
            let all = [&[name.to_owned()], attributes].concat().join(" ");
            format!("<{all}{ending}")
        };
        if closes {
            push(
                "an empty pair",
                &format!("<{inside}></{name}>"),
                Truth::Same,
                true,
            );
            push(
                "space in an empty tag",
                &format!("<{inside} />"),
                Truth::Same,
                true,
            );
            push(
                "space within the end of a tag",
                &format!("<{inside}/ >"),
                Truth::NotXml,
                false,
            );
        } else {
            push(
                "a tag that closes itself",
                &format!("<{inside}/>"),
                Truth::NotXml,
                false,
            );
        }
        push(
            "space before a name",
            &format!("< {inside}{ending}"),
            Truth::NotXml,
            false,
        );
        push(
            "a tag twice",
            &format!("{tag}{tag}"),
            if closes { Truth::Unsaid } else { Truth::NotXml },
            false,
        );
        push(
            "an unknown prefix",
            &format!("<zz:{inside}{ending}"),
            Truth::NotXml,
            false,
        );
        push(
            "space at the end of a tag",
            &format!("<{inside}\n {ending}"),
            Truth::Same,
            true,
        );
        for (what, attribute, truth) in [
            ("an attribute of no prefix", "zz:a=\"1\"", Truth::NotXml),
            ("an attribute that nobody knows", "zz=\"1\"", Truth::Unsaid),
            (
                "an attribute of another namespace",
                "xmlns:zz=\"urn:x\" zz:a=\"1\"",
                Truth::Unsaid,
            ),
            (
                "a prefix that nobody uses",
                "xmlns:zz=\"urn:x\"",
                Truth::Same,
            ),
            ("kept space", "xml:space=\"preserve\"", Truth::Unsaid),
            ("odd space", "xml:space=\"zz\"", Truth::Unsaid),
            ("a language", "xml:lang=\"vi\"", Truth::Unsaid),
            ("an attribute without value", "zz", Truth::NotXml),
            ("an attribute without quotes", "zz=1", Truth::NotXml),
            ("an attribute with one quote", "zz=\"1", Truth::NotXml),
            ("a bracket in a value", "zz=\"<\"", Truth::NotXml),
            ("a bare reference in a value", "zz=\"&\"", Truth::NotXml),
            (
                "an unknown reference in a value",
                "zz=\"&zz;\"",
                Truth::NotXml,
            ),
            ("a prefix of nothing", "xmlns:zz=\"\"", Truth::NotXml),
            ("two attributes at once", "zz=\"1\"yy=\"2\"", Truth::NotXml),
            (
                "an attribute twice at the end",
                "zz=\"1\" yy=\"1\" zz=\"2\"",
                Truth::NotXml,
            ),
            (
                "one attribute by two prefixes",
                "xmlns:zz=\"urn:x\" xmlns:yy=\"urn:x\" zz:a=\"1\" yy:a=\"2\"",
                Truth::NotXml,
            ),
        ] {
            let more = [attributes.as_slice(), &[attribute.to_owned()]].concat();
            push(what, &of(&more), truth, false);
        }
        if !attributes.iter().any(|a| a.starts_with("xmlns=")) {
            let mut other = attributes.clone();
            other.push("xmlns=\"urn:x\"".to_owned());
            push("another namespace", &of(&other), Truth::Unsaid, false);
        }
        if attributes.is_empty() {
            continue;
        }
        let reversed: Vec<String> = attributes.iter().rev().cloned().collect();
        push(
            "attributes in another order",
            &of(&reversed),
            Truth::Same,
            true,
        );
        push(
            "attributes on lines",
            &of(&attributes).replacen(' ', "\n\t", 1),
            Truth::Same,
            true,
        );
        push(
            "attributes without space",
            &of(&attributes).replacen("\" ", "\"", 1),
            if attributes.len() > 1 {
                Truth::NotXml
            } else {
                Truth::Same
            },
            false,
        );
        let single: Vec<String> = attributes.iter().map(|a| a.replace('"', "'")).collect();
        push("single quotes", &of(&single), Truth::Same, false);
        let spaced: Vec<String> = attributes
            .iter()
            .map(|a| a.replacen('=', " = ", 1))
            .collect();
        push("space around the sign", &of(&spaced), Truth::Same, false);
        for at in 0..attributes.len() {
            let mut twice = attributes.clone();
            twice.push(attributes[at].clone());
            push("an attribute twice", &of(&twice), Truth::NotXml, false);
            twice.rotate_right(1);
            twice[0] = twice[0].replacen("=\"", "=\"1", 1);
            push(
                "an attribute twice with two values",
                &of(&twice),
                Truth::NotXml,
                false,
            );
            let mut fewer = attributes.clone();
            fewer.remove(at);
            push("an attribute fewer", &of(&fewer), Truth::Unsaid, false);
            let (key, value) = attributes[at].split_once('=').expect("a value");
            let value = value.trim_matches('"');
            let mut letters = value.chars();
            let first = letters.next().filter(|c| *c != '&');
            for (what, first) in [
                (
                    "a reference in a value",
                    first.map(|c| format!("&#x{:X};", c as u32)),
                ),
                (
                    "space in a value",
                    Some(format!(" {}", first.unwrap_or('&'))),
                ),
                (
                    "a sign in a value",
                    Some(format!("+{}", first.unwrap_or('&'))),
                ),
                (
                    "a line in a value",
                    Some(format!("\n{}", first.unwrap_or('&'))),
                ),
            ] {
                let Some(first) = first else { continue };
                let mut other = attributes.clone();
                other[at] = format!("{key}=\"{first}{}\"", letters.as_str());
                // A namespace is declared by its letters, however they are written.
                let truth = if what == "a reference in a value" {
                    Truth::Same
                } else {
                    Truth::Unsaid
                };
                push(what, &of(&other), truth, false);
            }
        }
    }
    all
}

fn attributes(inside: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = inside.split_once(' ').map_or("", |(_, rest)| rest);
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a quote");
        all.push(format!("{}=\"{value}\"", key.trim()));
        rest = after;
    }
    all
}

/// What may be made of a text.
pub(super) fn texts(pieces: &Pieces) -> Vec<Variant> {
    let mut all = Vec::new();
    for pair in pieces.tags.windows(2) {
        let place = (pair[0].1, pair[1].0);
        let text = &pieces.xml[place.0..place.1];
        if text.is_empty() {
            continue;
        }
        let first = text.chars().next().expect("a letter");
        let end = if first == '&' {
            text.find(';').expect("an end") + 1
        } else {
            first.len_utf8()
        };
        let (head, tail) = text.split_at(end);
        let number = match head {
            "&apos;" => u32::from('\''),
            "&quot;" => u32::from('"'),
            _ => u32::from(first),
        };
        let letter = char::from_u32(number).expect("a letter");
        for (what, with) in [
            ("a decimal reference", format!("&#{number};{tail}")),
            ("a hexadecimal reference", format!("&#x{number:x};{tail}")),
            ("a reference with zeros", format!("&#x00{number:X};{tail}")),
            ("CDATA", format!("<![CDATA[{letter}]]>{tail}")),
            ("a comment in a text", format!("{head}<!-- 7 -->{tail}")),
            ("an instruction in a text", format!("{head}<?x 7?>{tail}")),
            ("a comment after a text", format!("{text}<!-- 7 -->")),
            ("CDATA after a text", format!("{text}<![CDATA[]]>")),
        ] {
            all.push(pieces.variant(what, place, &with, Truth::Same));
        }
        for (what, with) in [
            ("space before a text", format!(" {text}")),
            ("space after a text", format!("{text}\n")),
            ("a sign before a text", format!("+{text}")),
            ("a carriage return", format!("{head}\r\n{tail}")),
            (
                "a carriage return by its number",
                format!("{head}&#13;{tail}"),
            ),
            ("an escape of Excel", format!("_x0041_{text}")),
            ("an element in a text", format!("{head}<zz/>{tail}")),
            ("an element around a text", format!("<zz>{text}</zz>")),
            ("no text", String::new()),
        ] {
            all.push(pieces.variant(what, place, &with, Truth::Unsaid));
        }
        for with in [
            "&zz;",
            "&",
            "&#0;",
            "&#1;",
            "&#x1F;",
            "&#xD800;",
            "&#xFFFE;",
            "&#x110000;",
            "&#+65;",
            "&#;",
            "&#x;",
            "&#xG;",
            "&#X41;",
            "&#65",
            "&amp",
            "]]>",
            "\0",
            "\u{b}",
            "\u{FFFF}",
            "<",
            "<v>",
            "</v>",
            "<!--",
            "<!-- -- -->",
            "<![CDATA[",
            "<?",
            "<?xml version=\"1.0\"?>",
            "&#4294967361;",
        ] {
            let with = format!("{head}{with}{tail}");
            all.push(pieces.variant("no text at all", place, &with, Truth::NotXml));
        }
    }
    all
}
