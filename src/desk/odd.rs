//! Values that stand out: not wrong, but worth a look.

use crate::app::overview::odd_said;
use crate::model::oddity::Oddity;
use crate::words::Lang;
use serde::Serialize;

/// A value that stands out.
#[derive(Debug, Serialize)]
pub(super) struct Odd {
    unit: String,
    figure: String,
    label: String,
    said: String,
}

/// It as a page tells it.
pub(super) fn odd(one: &Oddity, lang: Lang) -> Odd {
    Odd {
        unit: one.unit.to_string(),
        figure: one.field.to_string(),
        label: one.label.clone(),
        said: odd_said(one).say(lang),
    }
}
