//! Where a long sheet goes over to the next page: no heading stands last on a page, and signatures keep the last rows.
//!
//! In: the lines of a sheet, how tall they are, how much a page holds. Out: the rows that begin a page. Programs heed such
//! breaks only where the scale is set in so many percent, not where pages are fitted to a width; so the scale is worked out
//! too.

use crate::layout::Line;

/// What of the paper is counted on: widths and heights on screen and paper differ by a little.
const SURE: f64 = 0.97;
/// The least and the greatest scale that programs take, in percent.
const SCALES: (f64, f64) = (10.0, 100.0);
/// Rows that stay with the signatures.
const WITH_SIGNATURES: usize = 2;

/// The scale, in percent, at which columns of so many points at full size fit into `across` points.
pub(super) fn scale(points: f64, across: f64) -> u16 {
    let percent = (across * SURE / points.max(1.0) * 100.0).floor();
    percent.clamp(SCALES.0, SCALES.1) as u16
}

/// The rows that begin a new page, where a page holds `room` points and every page after the first repeats rows of
/// `repeated` points.
pub(super) fn breaks(lines: &[Line], heights: &[f64], room: f64, repeated: f64) -> Vec<u32> {
    let room = room * SURE;
    let starts = starts(lines);
    let end = |at: usize| starts.get(at + 1).copied().unwrap_or(lines.len());
    let height = |at: usize| -> f64 { heights.iter().take(end(at)).skip(starts[at]).sum() };
    let (mut breaks, mut used, mut limit, mut first) = (Vec::new(), 0.0, room, 0);
    for (at, start) in starts.iter().enumerate() {
        if used > 0.0 && used + height(at) > limit {
            // The last row of a section does not go over alone.
            let is_last = matches!(lines[*start], Line::Row(..))
                && !matches!(lines.get(end(at)), Some(Line::Row(..)));
            let back = usize::from(is_last && at > first + 1);
            first = at - back;
            breaks.push(starts[first] as u32);
            limit = room - repeated;
            used = (first..at).map(height).sum();
        }
        used += height(at);
    }
    breaks
}

/// Where each run of lines begins that stays together.
fn starts(lines: &[Line]) -> Vec<usize> {
    let foot = lines
        .iter()
        .position(|l| *l == Line::PlaceDate)
        .unwrap_or(lines.len());
    let mut starts = Vec::new();
    let mut leads = false;
    for (at, line) in lines.iter().enumerate().take(foot) {
        let goes_on = matches!(line, Line::Prose(_, _, n) if *n > 0) || *line == Line::PaperCode;
        if !(leads || goes_on && at > 0) {
            starts.push(at);
        }
        // What stands over something does not stand alone.
        leads = matches!(
            line,
            Line::Title
                | Line::Heading(_)
                | Line::Letters(_)
                | Line::Section(_)
                | Line::Note(_)
                | Line::Question(..)
                | Line::ListCount(_)
                | Line::ListStatus(_)
                | Line::ListRemark(_)
                | Line::ListHeading(_)
        );
    }
    if foot < lines.len() {
        let body = starts.iter().filter(|at| is_content(lines[**at])).count();
        // The last rows go over with the signatures; an empty line before them goes along.
        let mut keep = WITH_SIGNATURES.min(body.saturating_sub(1));
        while keep > 0
            && let Some(last) = starts.pop()
        {
            keep -= usize::from(is_content(lines[last]));
            if keep == 0 {
                starts.push(last);
            }
        }
        if body == 0 {
            starts.push(foot);
        }
    }
    starts
}

fn is_content(line: Line) -> bool {
    line != Line::Empty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::points;

    #[test]
    fn headings_go_over_with_what_they_stand_over() {
        use Line::{Heading, Letters, Row, Section};
        let lines = [
            Line::Title,
            Heading(0),
            Letters(0),
            Section(0),
            Row(0, 0),
            Row(0, 1),
            Section(1),
            Row(1, 0),
            Row(1, 1),
        ];
        let heights = [20.0; 9];
        // The first six lines fit; the title of the second section would stand last.
        assert_eq!(breaks(&lines, &heights, 7.0 * 20.0 / SURE, 0.0), [6]);
        assert_eq!(breaks(&lines, &heights, 6.5 * 20.0 / SURE, 0.0), [6]);
        // The last row would stand alone.
        assert_eq!(breaks(&lines, &heights, 8.0 * 20.0 / SURE, 0.0), [6]);
        assert!(breaks(&lines, &heights, 9.0 * 20.0 / SURE, 0.0).is_empty());
        // Repeated rows take room on later pages.
        assert_eq!(breaks(&lines, &heights, 5.5 * 20.0 / SURE, 60.0), [5, 6, 8]);
    }

    #[test]
    fn signatures_keep_the_last_rows() {
        use Line::{Empty, PlaceDate, Row, Signature, SignatureRoom};
        let lines = [
            Row(0, 0),
            Row(0, 1),
            Row(0, 2),
            Empty,
            PlaceDate,
            Signature,
            SignatureRoom,
        ];
        let heights = [20.0, 20.0, 20.0, 10.0, 20.0, 20.0, 80.0];
        assert_eq!(breaks(&lines, &heights, 180.0 / SURE, 0.0), [1]);
        assert!(breaks(&lines, &heights, 190.0 / SURE, 0.0).is_empty());
    }

    #[test]
    fn the_scale_makes_all_columns_fit() {
        assert_eq!(scale(128.6, 1000.0), 100);
        let points: f64 = [6, 42, 9, 11, 11, 16, 20].map(points).iter().sum();
        let wide = scale(points, 519.0);
        assert!(f64::from(wide) / 100.0 * points <= 519.0 * SURE, "{wide}");
        assert!(wide > 60, "{wide}");
    }
}
