//! What is noticed about a cell, in sentences.
//!
//! In: a [`Remark`] and the kind of the cell's field. Out: what is wrong, and what to do.

use super::{Fact, Message};
use crate::msg;
use crate::value::fold::clean;
use crate::value::understand::{has_letters_for_digits, is_other_currency};
use crate::value::{Kind, Look, Mark, Remark, Seen, Value};

/// What is wrong, and what to do.
pub fn said(remark: &Remark, kind: &Kind) -> (Message, Message) {
    (message(remark, kind), todo(remark, kind))
}

fn message(remark: &Remark, kind: &Kind) -> Message {
    let value = |value: &Value| Fact::value(value, kind);
    let by_kind = |n: &f64| value(&Value::Number(*n));
    match remark {
        Remark::NotANumber { shown } => not_a_number(shown),
        Remark::WordForNothing { shown } => msg!("value.word-for-nothing", raw = short(shown)),
        Remark::Fraction { number } => msg!("value.fraction", read = Fact::typed(*number)),
        Remark::Negative { number } => msg!("value.negative", read = Fact::typed(*number)),
        Remark::BecameADay { day: Some(day), .. } if kind.is_number() => {
            msg!("value.became-a-day", day = day)
        }
        Remark::BecameADay { day: Some(day), .. } => msg!("value.words-became-a-day", day = day),
        Remark::BecameADay { day: None, .. } => {
            msg!("value.became-a-day", day = Fact::number(f64::NAN, 0))
        }
        Remark::ShareUnclear { shown, of_one } => {
            let (one, other) = shares(*of_one);
            let raw = short(shown);
            msg!("value.share-unclear", raw = raw, one = one, other = other)
        }
        Remark::ShareTaken { shown, share } => msg!(
            "value.taken-as",
            raw = short(shown),
            read = Fact::share(*share, 6)
        ),
        Remark::OtherWords { written, number } => other_words(written, &by_kind(number)),
        Remark::Estimate { shown, number } => {
            msg!("value.estimate", raw = short(shown), read = by_kind(number))
        }
        Remark::Bound { shown, number } => {
            msg!("value.bound", raw = short(shown), read = by_kind(number))
        }
        Remark::SaidOtherwise { remark, read } => {
            let (remark, read) = (short(remark), value(read));
            msg!("value.said-otherwise", remark = remark, read = read)
        }
        Remark::OldFont { raw, read } => {
            msg!("value.old-font", raw = short(raw), read = short(read))
        }
        Remark::FontUnclear { raw, read } => {
            msg!("value.font-unclear", raw = short(raw), read = short(read))
        }
        Remark::ErrorValue { shown } => msg!("value.error-value", raw = short(shown)),
        Remark::Uncomputed => msg!("value.uncomputed"),
        Remark::SeparatorUnclear {
            shown,
            grouped,
            decimal,
        } => either("value.separator-unclear", shown, *grouped, *decimal),
        Remark::NearPrevious {
            shown,
            number,
            before,
        } => msg!(
            "value.near",
            raw = short(shown),
            read = by_kind(number),
            before = by_kind(before)
        ),
        Remark::TooLarge { shown } => msg!("value.too-large", raw = short(shown)),
        Remark::OtherScale {
            shown,
            as_written,
            multiplied,
        } => either("value.other-scale", shown, *as_written, *multiplied),
        Remark::MoreDecimals { number, places } => msg!(
            "value.more-decimals",
            read = Fact::typed(*number),
            places = places
        ),
        Remark::SeenOtherwise { seen, stored, .. } => seen_otherwise(seen, stored),
        Remark::Corrects { shown } => msg!("value.corrects", raw = short(shown)),
        Remark::DayForMonth { shown, read, other } => msg!(
            "value.day-for-month",
            raw = short(shown),
            read = value(read),
            other = value(other)
        ),
        Remark::NotYesNo { shown } => msg!("value.not-yes-no", raw = short(shown)),
        Remark::NotAChoice { shown, .. } => msg!("value.not-a-choice", raw = short(shown)),
        Remark::NotADay { shown } => msg!("value.not-a-day", raw = short(shown)),
        Remark::NotAMonth { shown } => msg!("value.not-a-month", raw = short(shown)),
        Remark::NoWords { shown } => msg!("value.no-words", raw = short(shown)),
        Remark::HardlyWords { shown } => msg!("value.hardly-words", raw = short(shown)),
        Remark::AfterPeriod { shown, read } => {
            msg!("value.after-period", raw = short(shown), read = value(read))
        }
        Remark::FarFromPeriod { shown, read } => {
            msg!(
                "value.far-from-period",
                raw = short(shown),
                read = value(read)
            )
        }
    }
}

/// A text that is no number, by letters in place of digits where that is why.
fn not_a_number(shown: &str) -> Message {
    let raw = short(shown);
    if has_letters_for_digits(shown) {
        msg!("value.letters-for-digits", raw = raw)
    } else {
        msg!("value.not-a-number", raw = raw)
    }
}

/// Words behind a number, which may be a currency.
fn other_words(written: &str, read: &Fact) -> Message {
    let is_currency = is_other_currency(written);
    let written = short(written);
    if is_currency {
        msg!("value.other-currency", written = written, read = read)
    } else {
        msg!("value.other-words", written = written, read = read)
    }
}

/// A text that may be one of two numbers.
fn either(id: &'static str, shown: &str, one: f64, other: f64) -> Message {
    let said = Message::new(id).with("raw", &short(shown));
    said.with("one", &Fact::typed(one))
        .with("other", &Fact::typed(other))
}

/// What a person sees of a cell, and what it holds.
pub fn seen_otherwise(seen: &Seen, stored: &str) -> Message {
    let (stored, stands) = (short(stored), short(&seen.text));
    match &seen.mark {
        Mark::SetApart { struck, .. } if stands.is_empty() => {
            msg!("value.all-struck", struck = short(struck))
        }
        Mark::SetApart { struck, raised } if struck.is_empty() => msg!(
            "value.raised",
            raised = short(raised),
            stands = stands,
            stored = stored
        ),
        Mark::SetApart { struck, raised } if raised.is_empty() => msg!(
            "value.struck",
            struck = short(struck),
            stands = stands,
            stored = stored
        ),
        Mark::SetApart { struck, raised } => msg!(
            "value.struck-and-raised",
            struck = short(struck),
            raised = short(raised),
            stands = stands,
            stored = stored
        ),
        Mark::Format if stands.is_empty() => msg!("value.format-hides", stored = stored),
        Mark::Format => msg!("value.format-shows", shown = stands, stored = stored),
        Mark::Hidden(hidden) => msg!(
            "value.part-hidden",
            hidden = short(hidden),
            stands = stands,
            stored = stored
        ),
        Mark::Turned => msg!("value.turned", shown = stands, stored = stored),
        Mark::Covered(area) => msg!("value.covered", area = area, stored = stored),
        Mark::Looks(look) => looks(look, &stored),
        Mark::LikeItsGround => msg!("value.like-its-ground", stored = stored),
        Mark::Twice if stands.is_empty() => msg!("value.shown-by-some", stored = stored),
        Mark::Twice => msg!("value.twice", shown = stands, stored = stored),
        Mark::Recalculated(formula) => msg!(
            "value.recalculated",
            formula = short(formula),
            shown = stands,
            stored = stored
        ),
        Mark::Changing(formula) => {
            msg!("value.changing", formula = short(formula), stored = stored)
        }
    }
}

/// How a cell looks, and what it holds.
fn looks(look: &Look, stored: &str) -> Message {
    let id = match look {
        Look::Crossed => "value.crossed",
        Look::Under => "value.under-a-shape",
        Look::Hatched => "value.hatched",
        Look::Repeated => "value.repeated",
        Look::Signs(_) => "value.font-of-signs",
        Look::Tiny => "value.tiny",
        Look::PushedOut => "value.pushed-out",
        Look::UpsideDown => "value.upside-down",
    };
    let message = Message::new(id).with("stored", &stored.to_owned());
    match look {
        Look::Signs(font) => message.with("font", font),
        _ => message,
    }
}

fn todo(remark: &Remark, kind: &Kind) -> Message {
    match remark {
        Remark::NotANumber { .. } => msg!("value.type-number"),
        Remark::WordForNothing { .. } => msg!("value.use-status"),
        Remark::Fraction { number } => match thousands(*number) {
            Some(thousands) => msg!(
                "value.fraction-thousands",
                grouped = Fact::number(thousands, 0),
                plain = Fact::typed(thousands)
            ),
            None => msg!("value.type-whole"),
        },
        Remark::Negative { .. } => msg!("value.type-not-negative"),
        Remark::BecameADay {
            day: Some(day),
            in_share: true,
        } => msg!(
            "value.type-share",
            share = format!("{}/{}", day.day(), day.month())
        ),
        Remark::BecameADay { .. } if kind.is_number() => msg!("value.type-number-format"),
        Remark::BecameADay { .. } => msg!("value.type-text-format"),
        Remark::ShareUnclear { of_one, .. } => {
            let (one, other) = shares(*of_one);
            msg!("value.type-percent", one = one, other = other)
        }
        Remark::ShareTaken { .. } | Remark::NearPrevious { .. } | Remark::MoreDecimals { .. } => {
            msg!("value.look-again")
        }
        Remark::SaidOtherwise { .. } => msg!("value.said-otherwise-todo"),
        Remark::Corrects { .. } => msg!("value.corrects-todo"),
        Remark::Estimate { .. } | Remark::Bound { .. } => msg!("value.type-exact"),
        Remark::OldFont { .. } => msg!("value.use-unicode"),
        Remark::FontUnclear { .. } => msg!("value.retype-in-unicode"),
        Remark::ErrorValue { .. } => msg!("value.type-itself"),
        Remark::Uncomputed => msg!("value.save-in-excel"),
        Remark::SeparatorUnclear {
            grouped, decimal, ..
        } => msg!(
            "value.type-one-of",
            one = Fact::typed(*grouped),
            other = Fact::typed(*decimal)
        ),
        Remark::TooLarge { .. } => msg!("value.type-in-larger-unit"),
        Remark::OtherWords { number, .. } => {
            msg!("value.type-number-alone", number = Fact::typed(*number))
        }
        Remark::OtherScale {
            as_written,
            multiplied,
            ..
        } => msg!(
            "value.type-one-of",
            one = Fact::typed(*as_written),
            other = Fact::typed(*multiplied)
        ),
        Remark::FarFromPeriod { .. } | Remark::AfterPeriod { .. } => msg!("value.look-at-year"),
        Remark::HardlyWords { .. } => msg!("value.hardly-words-todo"),
        Remark::SeenOtherwise {
            read: Some(value), ..
        } => msg!("value.seen-taken", read = Fact::value(value, kind)),
        Remark::SeenOtherwise { read: None, .. } => msg!("value.seen-again"),
        Remark::NotYesNo { .. } => msg!("value.choose-yes-no"),
        Remark::NotAChoice { choices, .. } => {
            msg!("value.choose", choices = choices.join("; "))
        }
        Remark::NotADay { .. } => msg!("value.type-day"),
        Remark::NotAMonth { .. } | Remark::DayForMonth { .. } => msg!("value.type-month"),
        Remark::NoWords { .. } => msg!("value.type-words"),
    }
}

/// A number as a share of 1 and as one of 100.
fn shares(of_one: f64) -> (Fact, Fact) {
    (Fact::share(of_one, 6), Fact::share(of_one / 100.0, 6))
}

/// The thousands that a fraction was meant as, when it may have been: 6.5 for `6.500`.
fn thousands(number: f64) -> Option<f64> {
    let thousands = (number * 1000.0).round();
    let slip = number >= 1.0 && (number * 1000.0 - thousands).abs() < 1e-6 && thousands < 1e9;
    slip.then_some(thousands)
}

/// At most sixty characters of a text, for a message.
fn short(text: &str) -> String {
    let text = clean(text, false);
    if text.chars().count() > 60 {
        text.chars().take(60).chain(['…']).collect()
    } else {
        text
    }
}
