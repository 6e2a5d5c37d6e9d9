//! Numbers: `7.315`, `1.234,5`, `06 hồ sơ`, `khoảng 20%`, `14/14`.
//!
//! In: a raw cell, its number format, what its row counts. Out: the value, or what is asked back.

use super::digits::{Before, Digits, Written};
use super::measure::{Behind, behind};
use super::{Understood, day_of_serial};
use crate::value::fold::fold;
use crate::value::nearly::is_nearly_whole;
use crate::value::{Kind, Raw, Remark, Value, format, spelt_numbers};

const NOTHING: &[&str] = &[
    "x", "k", "ko", "kh", "không", "chưa", "n/a", "na", "nil", "none",
];

/// A number in a cell.
pub(in crate::value) fn understand(
    raw: &Raw,
    percent: Option<bool>,
    kind: &Kind,
    unit: &str,
) -> Understood {
    match raw {
        Raw::Number(n) if *kind == Kind::Percent => share(*n, percent),
        Raw::Number(n) if percent == Some(true) => of_percent_cell(*n, kind, unit),
        Raw::Number(n) => checked(*n, kind, &raw.shown()),
        Raw::Date(serial) => Understood::refused(Remark::BecameADay {
            day: day_of_serial(*serial),
            in_share: *kind == Kind::Percent,
        }),
        Raw::Text(text) => of_text(text, kind, unit),
        _ => Understood::refused(Remark::NotANumber { shown: raw.shown() }),
    }
}

/// A number that Excel shows as a percentage where no share is wanted: `98,5%` of a row counted in %, or a slip.
fn of_percent_cell(n: f64, kind: &Kind, unit: &str) -> Understood {
    let shown = format::percent(n, 6);
    if n != 0.0 && fold(unit) != "%" {
        return Understood::refused(Remark::NotANumber { shown });
    }
    checked(n * 100.0, kind, &shown)
}

/// The number of a text that is nothing else.
pub(in crate::value) fn plain(text: &str) -> Option<f64> {
    let written = Written::of(text)?;
    match written.number {
        Digits::One(n) if written.rest.is_empty() && written.before == Before::Nothing => Some(n),
        _ => None,
    }
}

/// A number that Excel holds where a share is wanted.
fn share(n: f64, percent: Option<bool>) -> Understood {
    let shown = format::plain(n);
    let unclear = || {
        Understood::refused(Remark::ShareUnclear {
            shown: shown.clone(),
            of_one: n,
        })
    };
    match percent {
        _ if n <= 0.0 || !n.is_finite() => checked(n, &Kind::Percent, &shown),
        Some(true) if n > 10.0 => unclear(),
        Some(true) => Understood::value(Value::Number(n)),
        None if n > 1.0 && n < 2.0 => unclear(),
        _ if n > 1.0 => Understood::value(Value::Number(n / 100.0)),
        Some(false) if n >= 1.0 => unclear(),
        _ if is_either(n) => unclear(),
        _ => Understood::value(Value::Number(n)).noted(Remark::ShareTaken { shown, share: n }),
    }
}

/// Whether people write a fraction as well for a share of 1 as for one of 100: "0,5", "0,05". Nobody writes "0,985" for less
/// than one per cent.
fn is_either(n: f64) -> bool {
    let tenths = n * 10.0;
    n < 1.0 && (n < 0.1 || (tenths - tenths.round()).abs() < 1e-9)
}

/// Whether a number fits its kind.
fn checked(n: f64, kind: &Kind, shown: &str) -> Understood {
    if !n.is_finite() || n.abs() >= 1e15 {
        return Understood::refused(Remark::TooLarge {
            shown: shown.to_owned(),
        });
    }
    let whole = kind.is_whole();
    if n < 0.0 && (whole || *kind == Kind::Percent) {
        return Understood::refused(Remark::Negative { number: n });
    }
    let n = if is_nearly_whole(n) {
        n.round() + 0.0
    } else if whole {
        return Understood::refused(Remark::Fraction { number: n });
    } else {
        n
    };
    let said = Understood::value(Value::Number(n));
    match kind {
        Kind::Decimal { places } => {
            let scaled = n * 10f64.powi(i32::from(*places));
            if is_nearly_whole(scaled) {
                said
            } else {
                said.noted(Remark::MoreDecimals {
                    number: n,
                    places: *places,
                })
            }
        }
        _ => said,
    }
}

/// Whether a text may hold the counts of two rows beside each other: "402 388". "1 402" and "150 000" are one number.
fn may_be_two(text: &str, kind: &Kind) -> bool {
    let is_three = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let groups = text.trim().split_once(' ');
    *kind == Kind::Count
        && groups.is_some_and(|(one, other)| {
            is_three(one) && is_three(other) && !other.ends_with("00") && !one.starts_with('0')
        })
}

fn of_text(text: &str, kind: &Kind, unit: &str) -> Understood {
    let folded = fold(text);
    if stands_for_nothing(&folded) {
        return Understood::refused(Remark::WordForNothing {
            shown: text.to_owned(),
        });
    }
    let written = Written::of(text).filter(|_| !may_be_two(text, kind));
    let Some(written) = written else {
        return Understood::refused(Remark::NotANumber {
            shown: text.to_owned(),
        });
    };
    let said = match (kind, written.rest.strip_prefix('/')) {
        (Kind::Percent, Some(whole)) => ratio(text, written.number, whole),
        (Kind::Percent, None) => share_of_text(text, &written, unit),
        _ => quantity(text, &written, kind, unit),
    };
    match said.value {
        Some(Value::Number(n)) if written.before != Before::Nothing => {
            let shown = text.to_owned();
            let mut said = said.noted(match written.before {
                Before::Bound => Remark::Bound { shown, number: n },
                _ => Remark::Estimate { shown, number: n },
            });
            said.estimate = true;
            said
        }
        _ => said,
    }
}

/// Whether a folded text is a word or a mark that people write for "nothing".
fn stands_for_nothing(folded: &str) -> bool {
    let word = folded.trim_matches(['.', '\'', '(', ')', ' ']);
    NOTHING.contains(&word)
        || ["không ", "chưa "].iter().any(|w| word.starts_with(w)) && !has_digit(word)
        || !folded.chars().any(char::is_alphanumeric)
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// A count, decimal or amount.
/// What stands behind a number, but for the same number in words: "402 (bốn trăm linh hai)".
fn said_again(n: f64, rest: &str) -> &str {
    let Some((before, note)) = rest.split_once('(') else {
        return rest;
    };
    let Some((note, after)) = note.split_once(')') else {
        return rest;
    };
    let said = spelt_numbers(note);
    let is_same = matches!(said.as_slice(), [one] if (one.value as f64 - n).abs() < 0.5);
    if is_same && after.trim().is_empty() {
        before.trim_end()
    } else {
        rest
    }
}

fn quantity(text: &str, written: &Written, kind: &Kind, unit: &str) -> Understood {
    let n = match (written.number, kind) {
        (Digits::One(n), _) => n,
        (Digits::Missed { grouped, decimal }, _) => {
            return Understood::refused(Remark::SeparatorUnclear {
                shown: text.to_owned(),
                grouped,
                decimal,
            });
        }
        (
            Digits::Either {
                grouped,
                decimal,
                point,
            },
            _,
        ) => {
            let whole = kind.is_whole();
            // Nobody writes three zeros behind a decimal comma where fewer decimals are asked.
            let zeros = !point
                && decimal.fract() == 0.0
                && !matches!(kind, Kind::Decimal { places } if *places >= 3);
            if zeros || point && !whole {
                return Understood::refused(Remark::SeparatorUnclear {
                    shown: text.to_owned(),
                    grouped,
                    decimal,
                });
            }
            if point { grouped } else { decimal }
        }
        (Digits::TooMany, _) => {
            return Understood::refused(Remark::TooLarge {
                shown: text.to_owned(),
            });
        }
    };
    match behind(n, said_again(n, &written.rest), kind, unit) {
        Behind::Unit => checked(n, kind, text),
        Behind::Words => {
            let said = checked(n, kind, text);
            if said.value.is_some() {
                said.noted(Remark::OtherWords {
                    written: written.rest.clone(),
                    number: n,
                })
            } else {
                said
            }
        }
        Behind::Multiplied(multiplied) => Understood::refused(Remark::OtherScale {
            shown: text.to_owned(),
            as_written: n,
            multiplied,
        }),
        Behind::Unclear => Understood::refused(Remark::NotANumber {
            shown: text.to_owned(),
        }),
    }
}

/// `98,5%`, `100 %`, `98,5`.
fn share_of_text(text: &str, written: &Written, unit: &str) -> Understood {
    let n = match written.number {
        Digits::One(n) => n,
        Digits::Missed { grouped, decimal }
        | Digits::Either {
            grouped,
            decimal,
            point: true,
        } => {
            return Understood::refused(Remark::SeparatorUnclear {
                shown: text.to_owned(),
                grouped,
                decimal,
            });
        }
        Digits::Either { decimal, .. } => decimal,
        Digits::TooMany => {
            return Understood::refused(Remark::TooLarge {
                shown: text.to_owned(),
            });
        }
    };
    if written.rest == "%" || written.rest == "phần trăm" {
        return checked(n / 100.0, &Kind::Percent, text);
    }
    if written.rest.is_empty() || written.rest == fold(unit) {
        return share(n, Some(false));
    }
    Understood::refused(Remark::NotANumber {
        shown: text.to_owned(),
    })
}

/// `14/14`: part and whole.
fn ratio(text: &str, part: Digits, whole: &str) -> Understood {
    let whole = Written::of(whole).filter(|w| w.rest.is_empty() && w.before == Before::Nothing);
    match (part, whole.map(|w| w.number)) {
        (Digits::One(part), Some(Digits::One(whole))) if whole > 0.0 && part >= 0.0 => {
            Understood::value(Value::Number(part / whole))
        }
        _ => Understood::refused(Remark::NotANumber {
            shown: text.to_owned(),
        }),
    }
}
