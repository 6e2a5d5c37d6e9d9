//! Where a person sees something else of a cell than what it holds, both are understood, and what differs is asked.

use super::{Understood, understand_near};
use crate::value::fold::is_blank;
use crate::value::{Kind, Mark, Raw, Remark, Seen, Value};

/// A cell as it is to be understood.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// What it holds.
    pub raw: &'a Raw,
    /// What a person sees of it, where that may be something else.
    pub seen: Option<&'a Seen>,
    /// Whether its number format is a percentage, where known.
    pub percent: Option<bool>,
}

/// Understands a cell as [`understand_near`] does. Where a person sees another answer than the one that the file holds, a
/// remark says both: of a text what stands in it is read, of a number what the file holds.
///
/// ```
/// use tonghop::value::understand::{Cell, understand_seen};
/// use tonghop::value::{Kind, Mark, Raw, Seen, Value};
/// let raw = Raw::Number(18_000.0);
/// let seen = Seen { text: "18".into(), mark: Mark::Format };
/// let cell = Cell { raw: &raw, seen: Some(&seen), percent: Some(false) };
/// let said = understand_seen(cell, &Kind::Count, "máy", None);
/// assert_eq!((said.value, said.remarks.len()), (Some(Value::Number(18_000.0)), 1));
/// ```
pub fn understand_seen(cell: Cell<'_>, kind: &Kind, unit: &str, before: Option<f64>) -> Understood {
    let stored = understand_near(cell.raw, cell.percent, kind, unit, before);
    let says_something = stored != Understood::default();
    let turned = match (cell.seen, cell.raw) {
        (None, Raw::Text(text)) => Seen::of_directions(text),
        _ => None,
    };
    let Some(seen) = cell.seen.or(turned.as_ref()).filter(|_| says_something) else {
        return stored;
    };
    let eye = understand_near(&Raw::Text(seen.text.clone()), None, kind, unit, before);
    let (mut said, is_same) = match &seen.mark {
        Mark::SetApart { struck, .. } => {
            // In words what is raised is spelling, and so it is in a unit of measure: m², CO₂.
            let is_word = matches!(kind, Kind::Text | Kind::Prose) || !answers(&eye);
            let is_spelling = struck.is_empty() && is_word;
            let is_same = is_spelling || says_the_same(&stored, &eye);
            let stands = !is_same && !is_blank(&seen.text);
            (if stands { eye } else { stored }, is_same)
        }
        Mark::Hidden(_) => {
            let is_same = says_the_same(&stored, &eye);
            let stands = !is_same && !is_blank(&seen.text);
            (if stands { eye } else { stored }, is_same)
        }
        Mark::Format => {
            // A 0 that looks blank is told with all others of its sheet.
            let is_zero = is_blank(&seen.text) && *cell.raw == Raw::Number(0.0);
            let is_same = is_zero || differs_by_rounding(&stored, &eye, kind);
            let is_read = is_same || answers(&stored) || !answers(&eye);
            let is_of_words = |remark: &&Remark| {
                use Remark::{Bound, Estimate, OtherWords};
                matches!(remark, OtherWords { .. } | Estimate { .. } | Bound { .. })
            };
            let words: Vec<Remark> = eye.remarks.iter().filter(is_of_words).cloned().collect();
            let is_estimate = eye.estimate;
            let mut said = if is_read { stored } else { eye };
            // Words that a format puts to the number say as much as words that are typed.
            if is_same {
                said.remarks.extend(words);
                said.estimate |= is_estimate;
            }
            (said, is_same)
        }
        Mark::Turned => {
            let is_same = says_the_same(&stored, &eye);
            (stored, is_same)
        }
        Mark::Covered(_)
        | Mark::LikeItsGround
        | Mark::Looks(_)
        | Mark::Twice
        | Mark::Recalculated(_)
        | Mark::Changing(_) => (stored, false),
    };
    if !is_same {
        said.remarks.push(Remark::SeenOtherwise {
            seen: seen.clone(),
            stored: cell.raw.shown(),
            read: said.value.clone(),
        });
    }
    said
}

fn says_the_same(a: &Understood, b: &Understood) -> bool {
    answers(a) && (&a.value, a.nil) == (&b.value, b.nil)
}

fn answers(said: &Understood) -> bool {
    said.value.is_some() || said.nil.is_some()
}

/// Whether two numbers are one but for decimals that a format does not show.
fn differs_by_rounding(stored: &Understood, eye: &Understood, kind: &Kind) -> bool {
    /// Half of the last place that a whole number shows, and what arithmetic leaves.
    const HALF: f64 = 0.5 + 1e-9;
    match (&stored.value, &eye.value) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => {
            let whole = if *kind == Kind::Percent { 0.01 } else { 1.0 };
            (a - b).abs() <= HALF * whole
        }
        _ => says_the_same(stored, eye),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &Raw, (text, mark): (&str, Mark), kind: &Kind, unit: &str) -> String {
        let seen = Seen {
            text: text.to_owned(),
            mark,
        };
        let cell = Cell {
            raw,
            seen: Some(&seen),
            percent: Some(false),
        };
        let said = understand_seen(cell, kind, unit, None);
        let is_asked = |r: &Remark| matches!(r, Remark::SeenOtherwise { .. });
        let asked = said.remarks.iter().any(is_asked);
        let value = said.value.map_or("-".to_owned(), |value| match value {
            Value::Number(n) => n.to_string(),
            Value::Text(text) => text,
            other => format!("{other:?}"),
        });
        format!("{value}{}", if asked { " asked" } else { "" })
    }

    fn apart(struck: &str, raised: &str) -> Mark {
        Mark::SetApart {
            struck: struck.to_owned(),
            raised: raised.to_owned(),
        }
    }

    #[test]
    fn of_a_text_what_stands_is_read_and_what_differs_is_asked() {
        let text = |t: &str| Raw::Text(t.to_owned());
        let count = &Kind::Count;
        for (raw, seen, mark, kind, wanted) in [
            (text("400412"), "412", apart("400", ""), count, "412 asked"),
            (text("3881"), "388", apart("", "1"), count, "388 asked"),
            (text("412 máy"), "412", apart("máy", ""), count, "412"),
            (text("120 m2"), "120 m", apart("", "2"), count, "-"),
            (text("412"), "", apart("412", ""), count, "412 asked"),
            (Raw::Number(412.0), "", apart("412", ""), count, "412 asked"),
            (
                text("KhôngCó"),
                "Có",
                apart("Không", ""),
                &Kind::YesNo,
                "YesNo(true) asked",
            ),
            (
                text("mua máy mượn máy"),
                "mượn máy",
                apart("mua máy", ""),
                &Kind::Prose,
                "mượn máy asked",
            ),
            (text("50 m2"), "50 m", apart("", "2"), &Kind::Prose, "50 m2"),
        ] {
            assert_eq!(told(&raw, (seen, mark), kind, "máy"), wanted, "{raw:?}");
        }
    }

    #[test]
    fn of_a_number_what_is_stored_is_read_and_what_is_shown_otherwise_is_asked() {
        let count = &Kind::Count;
        for (stored, seen, mark, kind, wanted) in [
            (18_000.0, "18", Mark::Format, count, "18000 asked"),
            (412.0, "412 nghìn", Mark::Format, count, "412 asked"),
            (18.0, "18 máy", Mark::Format, count, "18"),
            (17.0, "", Mark::Format, count, "17 asked"),
            (0.0, "", Mark::Format, count, "0"),
            (
                18.6,
                "19 máy",
                Mark::Format,
                &Kind::Decimal { places: 1 },
                "18.6",
            ),
            (
                3.0,
                "",
                Mark::Covered("E13:F13".to_owned()),
                count,
                "3 asked",
            ),
            (3.0, "", Mark::LikeItsGround, count, "3 asked"),
        ] {
            let raw = Raw::Number(stored);
            assert_eq!(
                told(&raw, (seen, mark), kind, "máy"),
                wanted,
                "{stored} {seen}"
            );
        }
    }

    #[test]
    fn words_of_a_format_say_as_much_as_words_that_are_typed() {
        let seen = Seen {
            text: "412 người".to_owned(),
            mark: Mark::Format,
        };
        let cell = Cell {
            raw: &Raw::Number(412.0),
            seen: Some(&seen),
            percent: Some(false),
        };
        let said = understand_seen(cell, &Kind::Count, "máy", None);
        assert_eq!(said.value, Some(Value::Number(412.0)));
        assert!(
            matches!(said.remarks[..], [Remark::OtherWords { .. }]),
            "{:?}",
            said.remarks
        );
    }

    #[test]
    fn a_blank_cell_asks_nothing_however_it_looks() {
        assert_eq!(
            told(&Raw::Blank, ("", Mark::LikeItsGround), &Kind::Count, ""),
            "-"
        );
    }
}
