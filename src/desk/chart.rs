//! Bars beside names, as SVG draws them: numbers alone, which a template puts into their places.

use serde::Serialize;

/// How high a row is.
const ROW: usize = 24;
/// Where bars begin, and how long the longest is.
const BARS: (f64, f64) = (250.0, 430.0);
/// Letters of a name that are shown.
const LETTERS: usize = 32;

/// A chart.
#[derive(Debug, Serialize)]
pub(super) struct Chart {
    height: usize,
    zero: f64,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    name: String,
    whole_name: String,
    shown: String,
    top: usize,
    middle: usize,
    left: f64,
    width: f64,
    shown_at: f64,
    is_below: bool,
}

/// A bar for each name with its number, and how that is written; `None` where there is nothing to compare.
pub(super) fn chart(of: &[(String, f64, String)]) -> Option<Chart> {
    let most = of.iter().map(|(_, n, _)| *n).fold(0.0, f64::max);
    let least = of.iter().map(|(_, n, _)| *n).fold(0.0, f64::min);
    let span = most - least;
    if of.len() < 2 || !span.is_finite() || span <= 0.0 {
        return None;
    }
    let (start, length) = BARS;
    let at = |n: f64| start + (n - least) / span * length;
    let zero = at(0.0);
    let bars = of.iter().enumerate().map(|(row, (name, n, shown))| {
        let (left, right) = (zero.min(at(*n)), zero.max(at(*n)));
        Bar {
            name: shortened(name),
            whole_name: name.clone(),
            shown: shown.clone(),
            top: row * ROW + 4,
            middle: row * ROW + 17,
            left,
            width: (right - left).max(1.0),
            shown_at: right + 8.0,
            is_below: *n < 0.0,
        }
    });
    Some(Chart {
        height: of.len() * ROW + 4,
        zero,
        bars: bars.collect(),
    })
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    name.chars().take(LETTERS - 1).chain("…".chars()).collect()
}
