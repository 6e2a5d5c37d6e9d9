//! How deep a narrative may go: what lies in one another is gone through by recursion, here and in the template engine.

use std::ops::Range;

/// Signs and words of one `{{ }}` or `{% %}` that make it deeper.
const MOST_SIGNS: usize = 150;
/// Blocks within one another.
const MOST_BLOCKS: usize = 40;
/// `elif` of one `if`: each lies in the one before.
const MOST_ELIF: usize = 100;

/// The first place where a narrative goes deeper than can be gone through.
pub(super) fn too_deep(text: &str) -> Option<Range<usize>> {
    // For each open block, how many `elif` it has.
    let mut open: Vec<usize> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        let end_mark = match text.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                from = at + 1;
                continue;
            }
        };
        let inside = at + 2;
        let end = text[inside..]
            .find(end_mark)
            .map_or(text.len(), |end| inside + end);
        from = end;
        let tag = &text[inside..end];
        let place = at..end.min(at + 40);
        if end_mark == "#}" {
            continue;
        }
        if signs(tag) > MOST_SIGNS {
            return Some(nearest(text, place));
        }
        if end_mark == "%}" {
            let word = tag.trim_start_matches(['-', '+']).split_whitespace().next();
            match word.unwrap_or_default().trim_end_matches(['-', '+']) {
                "elif" => {
                    if let Some(count) = open.last_mut() {
                        *count += 1;
                    }
                }
                word if word.starts_with("end") => {
                    open.pop();
                }
                "else" => {}
                _ => open.push(0),
            }
            if open.len() > MOST_BLOCKS || open.last().is_some_and(|count| *count > MOST_ELIF) {
                return Some(nearest(text, place));
            }
        }
    }
    None
}

fn signs(tag: &str) -> usize {
    let signs = tag
        .bytes()
        .filter(|b| b"-+*/%~|.([{<>=!".contains(b))
        .count();
    let words = tag.split(|c: char| !c.is_alphanumeric() && c != '_');
    let deep = ["not", "and", "or", "in", "is", "if", "else"];
    signs + words.filter(|word| deep.contains(word)).count()
}

/// The same place between whole characters.
fn nearest(text: &str, place: Range<usize>) -> Range<usize> {
    place.start..text.ceil_char_boundary(place.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_deeper_than_any_report_is_told_by_its_place() {
        let condition = |inside: &str| format!("Đợt {{% if {inside} %}}a{{% endif %}}");
        for deep in [
            condition(&format!("{}a", "not ".repeat(100_000))),
            condition(&format!("{}a", "a and ".repeat(50_000))),
            condition(&format!("{}1", "-".repeat(100_000))),
            format!("{{{{ a{} }}}}", ".b".repeat(100_000)),
            format!("{{{{ a{} }}}}", "|b".repeat(100_000)),
            "{% if a %}".repeat(30_000),
            "{% for a in b %}{% else %}".repeat(30_000),
            format!(
                "{{% if a %}}{}{{% endif %}}",
                "{%- elif a -%}b".repeat(20_000)
            ),
            format!("{{{{ {}", "(".repeat(100_000)),
        ] {
            let place = too_deep(&deep).expect("too deep");
            assert!(deep.get(place).is_some_and(|at| at.starts_with('{')));
        }
    }

    #[test]
    fn what_reports_say_is_not_too_deep() {
        let many = "{% if a and not b %}{{ c.d|tron(1) }}{% elif e %}x{% else %}{y}{% endif %}";
        assert_eq!(too_deep(&many.repeat(2_000)), None);
        assert_eq!(too_deep(&format!("{{# {} #}}", "(".repeat(1_000))), None);
        assert_eq!(too_deep("{{ a"), None);
    }
}
