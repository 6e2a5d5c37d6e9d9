//! Where a number may be read in two ways, last period's value may say which is meant.

use super::digits::{Before, Digits, Written};
use super::{Understood, understand};
use crate::value::{Kind, Raw, Remark, fold};

/// A reading within this factor of last period's value is likely.
const NEAR: f64 = 5.0;
/// One beyond this factor is not.
const FAR: f64 = 20.0;

/// Understands a cell as [`understand`] does; what could be two numbers, of which only one is near `before`, is that one,
/// with a note.
///
/// ```
/// use tonghop::value::{Kind, Raw, Value, understand_near};
/// let raw = Raw::Text("1.234".into());
/// let kind = Kind::Decimal { places: 1 };
/// assert_eq!(understand_near(&raw, None, &kind, "", None).value, None);
/// let said = understand_near(&raw, None, &kind, "", Some(1190.0));
/// assert_eq!(said.value, Some(Value::Number(1234.0)));
/// ```
pub fn understand_near(
    raw: &Raw,
    percent: Option<bool>,
    kind: &Kind,
    unit: &str,
    before: Option<f64>,
) -> Understood {
    let said = understand(raw, percent, kind, unit);
    let before = before.filter(|n| n.is_finite() && *n > 0.0);
    let meant = before.and_then(|before| Some((meant(&said, raw, unit, before)?, before)));
    let Some((number, before)) = meant else {
        return said;
    };
    let is_share = *kind == Kind::Percent;
    let typed = understand(&Raw::Number(number), is_share.then_some(true), kind, unit);
    if typed.value.is_none() {
        return said;
    }
    let remark = Remark::NearPrevious {
        shown: raw.shown(),
        number,
        before,
    };
    let about = matches!(raw, Raw::Text(text) if Written::of(text).is_some_and(|w| w.before == Before::About));
    let mut near = typed.noted(remark);
    near.estimate = about;
    near
}

/// The one of two readings that is near last period's value.
fn meant(said: &Understood, raw: &Raw, unit: &str, before: f64) -> Option<f64> {
    let [remark] = said.remarks.as_slice() else {
        return None;
    };
    let either = match (remark, raw) {
        (Remark::Fraction { .. } | Remark::SeparatorUnclear { .. }, Raw::Text(text)) => {
            let written = Written::of(text)?;
            let alone = (written.rest.is_empty() || written.rest == fold(unit))
                && written.before != Before::Bound;
            match written.number {
                Digits::Either {
                    grouped, decimal, ..
                } if alone => [grouped, decimal],
                _ => return None,
            }
        }
        (Remark::ShareUnclear { .. } | Remark::ShareTaken { .. }, Raw::Number(n)) => {
            [*n, *n / 100.0]
        }
        _ => return None,
    };
    let apart = |n: f64| (n / before).max(before / n);
    match either.map(apart) {
        [one, other] if one <= NEAR && other >= FAR => Some(either[0]),
        [other, one] if one <= NEAR && other >= FAR => Some(either[1]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn last_periods_value_decides_what_could_be_two_numbers() {
        let text = |t: &str| Raw::Text(t.to_owned());
        let decimal = Kind::Decimal { places: 1 };
        for (raw, kind, before, wanted) in [
            (text("1.234"), &decimal, Some(1_190.0), Some(1_234.0)),
            (text("1.234"), &decimal, Some(1.3), Some(1.234)),
            (text("1.234"), &decimal, Some(40.0), None),
            (text("1.234"), &decimal, Some(0.0), None),
            (text("7,315"), &Kind::Count, Some(7_000.0), Some(7_315.0)),
            (text("7,315"), &Kind::Count, Some(8.0), None),
            (Raw::Number(6.5), &Kind::Count, Some(6_500.0), None),
            (Raw::Number(1.0), &Kind::Percent, Some(0.98), Some(1.0)),
            (Raw::Number(1.0), &Kind::Percent, Some(0.011), Some(0.01)),
            (text("1.234 nghìn"), &decimal, Some(1_190.0), None),
            (text("nhiều"), &decimal, Some(5.0), None),
        ] {
            let said = understand_near(&raw, Some(false), kind, "", before);
            assert_eq!(said.value, wanted.map(Value::Number), "{raw:?} {before:?}");
            let told = said
                .remarks
                .iter()
                .any(|r| matches!(r, Remark::NearPrevious { .. }));
            assert_eq!(told, wanted.is_some(), "{raw:?}");
        }
    }
}
