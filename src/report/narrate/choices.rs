//! Which conditions decide how a line of the narrative reads.

use std::collections::{BTreeMap, BTreeSet};

/// Names of the conditions tested on each line, or around it, in the order of the template.
///
/// ```
/// use tonghop::report::narrate::choices;
/// let text = "{% if a %}\n- x{% if not b and c %}y{% endif %}\n{% endif %}\n- z";
/// let found = choices(text, &["a", "b", "c"]);
/// assert_eq!(found[&2], ["a", "b", "c"]);
/// assert!(!found.contains_key(&4));
/// ```
pub fn choices(template: &str, conditions: &[&str]) -> BTreeMap<u32, Vec<String>> {
    let known: BTreeSet<&str> = conditions.iter().copied().collect();
    let mut open: Vec<Vec<String>> = Vec::new();
    let mut out = BTreeMap::new();
    for (at, line) in template.lines().enumerate() {
        let mut names: Vec<String> = open.iter().flatten().cloned().collect();
        for tag in tags(line) {
            let mut words = tag.split_whitespace();
            match words.next() {
                Some("if") => {
                    let tested = tested(words, &known);
                    names.extend(tested.iter().cloned());
                    open.push(tested);
                }
                Some("elif") => {
                    let tested = tested(words, &known);
                    names.extend(tested.iter().cloned());
                    if let Some(last) = open.last_mut() {
                        last.extend(tested);
                    }
                }
                Some("endif") => {
                    open.pop();
                }
                _ => {}
            }
        }
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        if !names.is_empty() {
            out.insert(u32::try_from(at + 1).unwrap_or(u32::MAX), names);
        }
    }
    out
}

/// What stands between `{%` and `%}`.
fn tags(line: &str) -> impl Iterator<Item = &str> {
    line.split("{%")
        .skip(1)
        .filter_map(|piece| piece.split_once("%}"))
        .map(|(tag, _)| tag.trim().trim_matches('-').trim())
}

fn tested<'a>(words: impl Iterator<Item = &'a str>, known: &BTreeSet<&str>) -> Vec<String> {
    words
        .map(|word| word.trim_matches(['(', ')']))
        .filter(|word| known.contains(word))
        .map(str::to_owned)
        .collect()
}
