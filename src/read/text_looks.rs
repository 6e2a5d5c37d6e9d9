//! How the cells of a web page or of the XML of Excel 2003 look, by their tags and style sheets.
//!
//! In: tags, rules of CSS (`.xl65 {text-decoration:line-through}`), styles of Excel 2003. Out: a [`Look`] for each tag.

use super::markup::attribute;
use super::number_format::{is_unusual, seen_number};
use crate::value::format::percent;
use std::collections::HashMap;

/// Styles of a page that are kept.
const MOST_STYLES: usize = 10_000;

/// How characters, a cell, a row or a column look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    pub(super) raised: bool,
    pub(super) hidden: bool,
    /// Its number format.
    pub(super) format: Option<String>,
}

impl Look {
    /// The look of what stands within something of this look.
    pub(super) fn within(mut self, outer: &Self) -> Self {
        self.struck |= outer.struck;
        self.raised |= outer.raised;
        self.hidden |= outer.hidden;
        self.format = self.format.or_else(|| outer.format.clone());
        self
    }

    /// What a person sees of a number, where its format makes something else of it.
    pub(super) fn shown(&self, number: f64) -> Option<String> {
        let code = self.format.as_deref()?;
        if super::formats::shows_percent(code) {
            return Some(percent(number, 6));
        }
        is_unusual(code)
            .then(|| seen_number(code, number))
            .flatten()
    }

    /// Takes declarations of CSS.
    fn declare(&mut self, css: &str) {
        for (name, value) in declarations(css) {
            let lower = value.to_ascii_lowercase();
            match name.as_str() {
                "text-decoration" | "text-decoration-line" | "text-line-through" => {
                    self.struck = lower.contains("line-through") || lower.contains("single");
                }
                "vertical-align" => self.raised = matches!(lower.as_str(), "super" | "sub"),
                "display" => self.hidden |= lower == "none",
                "visibility" => self.hidden |= matches!(lower.as_str(), "hidden" | "collapse"),
                "mso-hide" => self.hidden |= lower == "all",
                "font-size" | "height" | "width" | "opacity" => self.hidden |= is_nothing(&lower),
                "mso-number-format" => self.format = Some(number_format(&value)),
                _ => {}
            }
        }
    }
}

/// Names and values of declarations; what is quoted is one piece.
fn declarations(css: &str) -> Vec<(String, String)> {
    let mut pieces = vec![String::new()];
    let (mut quote, mut is_escaped) = (None, false);
    for c in css.chars() {
        let last = pieces.len() - 1;
        match c {
            ';' if quote.is_none() && !is_escaped => {
                pieces.push(String::new());
                continue;
            }
            '"' | '\'' if !is_escaped => match quote {
                None => quote = Some(c),
                Some(open) if open == c => quote = None,
                Some(_) => {}
            },
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
        pieces[last].push(c);
    }
    let named = pieces.iter().filter_map(|piece| piece.split_once(':'));
    let named = named.map(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        (name.trim().to_ascii_lowercase(), value.to_owned())
    });
    named.collect()
}

/// Whether a size is none: `0`, `0pt`.
fn is_nothing(size: &str) -> bool {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.trim().parse() == Ok(0.0)
}

/// A number format as CSS writes it: `"\#\,\#\#0\0022 nghìn\0022"`, or a name.
fn number_format(value: &str) -> String {
    let inside = value.trim_matches(['"', '\'']);
    let mut code = String::new();
    let mut rest = inside;
    while let Some((before, escaped)) = rest.split_once('\\') {
        code.push_str(before);
        let hex = escaped
            .get(..4)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let by_number = hex.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
        if let Some(c) = by_number {
            code.push(c);
            // The blank that ends it.
            rest = escaped[4..].strip_prefix(' ').unwrap_or(&escaped[4..]);
        } else {
            let mut chars = escaped.chars();
            code.extend(chars.next());
            rest = chars.as_str();
        }
    }
    code.push_str(rest);
    of_name(&code)
}

/// The code of a format that may be a name.
fn of_name(code: &str) -> String {
    let is_name = code
        .chars()
        .all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '/'));
    match code {
        "Percent" => "0.00%".to_owned(),
        "Scientific" => "0.00E+00".to_owned(),
        _ if is_name => "General".to_owned(),
        _ => code.to_owned(),
    }
}

/// The styles of a page by their class, those of a workbook by their id.
#[derive(Debug, Default)]
pub(super) struct Looks(HashMap<String, Look>);

impl Looks {
    /// Takes a style of Excel 2003, or a style sheet.
    pub(super) fn take(&mut self, tag: &str, inside: &str) {
        match attribute(tag, "ss:id") {
            Some(id) => {
                let look = of_excel(inside);
                self.keep(&id, |before| *before = look);
            }
            None => self.sheet(inside),
        }
    }

    fn sheet(&mut self, css: &str) {
        let css = css.replace("<!--", " ").replace("-->", " ");
        for rule in css.split('}') {
            let Some((selectors, declared)) = rule.split_once('{') else {
                continue;
            };
            for selector in selectors.split(',') {
                let of_class = selector.rsplit_once('.').map(|(_, class)| class.trim());
                if let Some(class) = of_class.filter(|class| !class.is_empty()) {
                    self.keep(class, |look| look.declare(declared));
                }
            }
        }
    }

    fn keep(&mut self, name: &str, change: impl FnOnce(&mut Look)) {
        let name = name.to_lowercase();
        if self.0.len() < MOST_STYLES || self.0.contains_key(&name) {
            change(self.0.entry(name).or_default());
        }
    }

    /// The look that a tag gives what stands in it.
    pub(super) fn of(&self, tag: &str) -> Look {
        let mut look = Look::default();
        if !tag.contains('=') && !tag.contains("hidden") {
            return look;
        }
        let classes = attribute(tag, "class").or_else(|| attribute(tag, "ss:styleid"));
        for class in classes.unwrap_or_default().split_whitespace() {
            if let Some(of_class) = self.0.get(&class.to_lowercase()) {
                look = look.within(of_class);
            }
        }
        if let Some(css) = attribute(tag, "style") {
            look.declare(&css);
        }
        let size = |name: &str| attribute(tag, name).is_some_and(|size| is_nothing(&size));
        look.hidden |= attribute(tag, "ss:hidden").is_some_and(|hidden| hidden == "1")
            || tag
                .split_whitespace()
                .skip(1)
                .any(|word| word.eq_ignore_ascii_case("hidden"))
            || ["height", "width", "ss:height", "ss:width"]
                .iter()
                .any(|name| size(name));
        look
    }
}

/// The look of a style of Excel 2003: `<Font ss:StrikeThrough="1"/><NumberFormat ss:Format="0%"/>`.
fn of_excel(style: &str) -> Look {
    let mut look = Look::default();
    for tag in style.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        if let Some(struck) = attribute(tag, "ss:strikethrough") {
            look.struck = struck == "1";
        }
        let raised = attribute(tag, "ss:verticalalign");
        look.raised |= raised.is_some_and(|v| matches!(v.as_str(), "Superscript" | "Subscript"));
        let format = attribute(tag, "ss:format").filter(|code| !code.is_empty());
        look.format = format.map(|code| of_name(&code)).or(look.format);
    }
    look
}

/// Whether a text shows a number and nothing else, in either way to part thousands and decimals, however rounded.
pub(super) fn shows(text: &str, number: f64) -> bool {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"₫$€£¥".contains(*c))
        .collect();
    if number == 0.0 && matches!(text.as_str(), "-" | "–" | "—") {
        return true;
    }
    let (is_negative, digits) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => text
            .strip_prefix(['-', '−'])
            .map_or((false, text.as_str()), |t| (true, t)),
    };
    let (digits, scale) = match digits.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => (digits, 1.0),
    };
    let shown = number * scale;
    if is_negative && shown > 0.0 {
        return false;
    }
    [('.', ','), (',', '.')].iter().any(|(point, group)| {
        let (whole, part) = digits.split_once(*point).unwrap_or((digits, ""));
        let plain = format!("{}.{part}", whole.replace(*group, ""));
        let are_digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let half = 0.5 / 10f64.powf(part.len().min(15) as f64) + 1e-9;
        let read = plain
            .parse::<f64>()
            .ok()
            .filter(|_| are_digits && !digits.is_empty());
        read.is_some_and(|read| (read - shown.abs()).abs() <= half)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_by_digits_parted_in_either_way() {
        for (text, number, is_shown) in [
            ("7.315", 7315.0, true),
            ("7,315", 7315.0, true),
            ("1.234,5", 1234.5, true),
            ("98,5%", 0.985, true),
            ("99%", 0.985, true),
            ("(12)", -12.0, true),
            (" 12 ₫", 12.0, true),
            ("-", 0.0, true),
            ("21", 25.0, false),
            ("21", 0.21, false),
            ("-21", 21.0, false),
            ("", 21.0, false),
            ("18", 18_000.0, false),
            ("28/10/2020", 44_132.0, false),
        ] {
            assert_eq!(shows(text, number), is_shown, "{text} {number}");
        }
    }

    #[test]
    fn a_number_format_is_read_as_css_writes_it() {
        for (written, code) in [
            ("\"\\#\\,\\#\\#0\"", "#,##0"),
            ("\"0\\0022 nghìn\\0022\"", "0\"nghìn\""),
            ("\"0%\"", "0%"),
            ("Percent", "0.00%"),
            ("\"\\@\"", "@"),
            ("\"Short Date\"", "General"),
        ] {
            assert_eq!(number_format(written), code, "{written}");
        }
    }
}
