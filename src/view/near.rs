//! Which figure is meant by what a person typed.

use crate::model::figure::{Figure, Figures};
use crate::model::id::last_word;
use crate::value::named;
use crate::words::nearest::distance;

/// Letters by which a name may differ and still be meant.
const FAR: usize = 4;

/// The figure of that id, or of that label, however it is composed or spaced.
pub fn figure<'a>(figures: &'a Figures, name: &str) -> Option<&'a Figure> {
    let by_label = || {
        let labels = figures.values().map(|figure| (figure, &figure.label));
        named(name, labels).map(|found| found.what)
    };
    figures.get(name).or_else(by_label)
}

/// The nearest ids, at most eight: those that are written alike, then those that have the word in them.
pub fn names<'a>(figures: &'a Figures, name: &str) -> Vec<&'a str> {
    let tail = last_word(name);
    let mut ranked: Vec<(usize, &str)> = figures
        .keys()
        .filter_map(|id| {
            let own = id.last_word();
            let alike = distance(name, id, FAR).min(distance(tail, own, FAR) + 1);
            let inside = own.contains(tail) || tail.contains(own);
            (alike <= FAR || inside).then_some((alike, id.as_str()))
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(8).map(|(_, id)| id).collect()
}
