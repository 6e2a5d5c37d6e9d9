//! What is noticed about a cell, as a finding.

use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Involved};
use crate::model::raw::cell_name;
use crate::value::{Kind, Mark, Remark, Severity};
use crate::words::remarks::said;
use crate::words::{Fact, Message, ToFact};
use std::collections::BTreeMap;

/// Cells that a message names, at most.
const NAMED: usize = 20;

/// An answer that a merged area covers, with what is to be said of it alone.
pub(super) struct Covered {
    pub(super) remark: Remark,
    pub(super) kind: Kind,
    pub(super) cell: Involved,
    pub(super) reason: String,
}

/// Whether a remark is about an answer that a merged area covers.
pub(super) fn is_covered(remark: &Remark) -> bool {
    matches!(remark, Remark::SeenOtherwise { seen, .. } if matches!(seen.mark, Mark::Covered(_)))
}

/// What becomes the finding of a remark on a cell of this kind.
pub(super) fn remarked(remark: &Remark, kind: &Kind, cell: Involved, reason: &str) -> Draft {
    // What is asked about is no reason for it.
    let is_asked = matches!(remark, Remark::SaidOtherwise { .. });
    let reason = if is_asked { "" } else { reason };
    Draft {
        severity: severity(remark),
        about: cell.about(),
        values: values(remark, &cell),
        cells: vec![cell],
        reason: reason.to_owned(),
        ..Draft::new(row(remark), said(remark, kind))
    }
}

/// What was noticed in cells of each sheet.
pub(super) fn by_sheet<T>(noticed: Vec<T>, cell: fn(&T) -> &Involved) -> BTreeMap<String, Vec<T>> {
    let mut of_sheets: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for one in noticed {
        let place = cell(&one).place.as_ref();
        let sheet = place.map(|place| place.sheet.clone()).unwrap_or_default();
        of_sheets.entry(sheet).or_default().push(one);
    }
    of_sheets
}

/// One finding about many cells of a sheet, by the id of its sentence and what is to be done.
pub(super) fn of_many(
    row: &'static Row,
    (id, todo): (&'static str, Message),
    (sheet, cells): (String, Vec<Involved>),
) -> Draft {
    let places = cells.iter().filter_map(|cell| cell.place.as_ref());
    let named = places.take(NAMED);
    let named = named.map(|place| cell_name(place.row, place.col));
    let message = Message::new(id)
        .with("sheet", &sheet)
        .with("count", &cells.len())
        .with("cells", &Fact::list(named, ", "));
    Draft {
        about: sheet,
        cells,
        ..Draft::new(row, (message, todo))
    }
}

/// The values that it is about, where these are more than what the cell holds.
fn values(remark: &Remark, cell: &Involved) -> Option<Vec<Fact>> {
    let other = match remark {
        Remark::SeenOtherwise { seen, .. } => &seen.text,
        Remark::SaidOtherwise { remark, .. } => remark,
        _ => return None,
    };
    let shown = [cell.about().to_fact(), cell.shown.clone(), other.to_fact()];
    Some(shown.to_vec())
}

/// Its row in the table of codes.
pub fn row(remark: &Remark) -> &'static Row {
    match remark {
        Remark::NotANumber { .. } => &code::NOT_A_NUMBER,
        Remark::WordForNothing { .. } => &code::WORD_FOR_NOTHING,
        Remark::Fraction { .. } => &code::FRACTION,
        Remark::Negative { .. } => &code::NEGATIVE,
        Remark::BecameADay { .. } => &code::BECAME_A_DAY,
        Remark::ShareUnclear { .. } | Remark::ShareTaken { .. } => &code::SHARE_UNCLEAR,
        Remark::OtherWords { .. } => &code::OTHER_WORDS,
        Remark::Estimate { .. } => &code::ESTIMATE,
        Remark::Bound { .. } => &code::BOUND,
        Remark::SaidOtherwise { .. } => &code::REMARK_OTHERWISE,
        Remark::Corrects { .. } => &code::CORRECTION,
        Remark::DayForMonth { .. } => &code::DAY_FOR_MONTH,
        Remark::OldFont { .. } => &code::OLD_FONT,
        Remark::FontUnclear { .. } => &code::FONT_UNCLEAR,
        Remark::ErrorValue { .. } => &code::ERROR_VALUE,
        Remark::Uncomputed => &code::UNCOMPUTED,
        Remark::SeparatorUnclear { .. } => &code::SEPARATOR_UNCLEAR,
        Remark::NearPrevious { .. } => &code::NEAR_PREVIOUS,
        Remark::TooLarge { .. } => &code::NUMBER_TOO_LARGE,
        Remark::OtherScale { .. } => &code::OTHER_SCALE,
        Remark::MoreDecimals { .. } => &code::MORE_DECIMALS,
        Remark::SeenOtherwise { .. } => &code::SEEN_OTHERWISE,
        Remark::NotYesNo { .. } => &code::NOT_YES_NO,
        Remark::NotAChoice { .. } => &code::NOT_A_CHOICE,
        Remark::NotADay { .. } => &code::NOT_A_DAY,
        Remark::NotAMonth { .. } => &code::NOT_A_MONTH,
        Remark::NoWords { .. } => &code::NO_WORDS,
        Remark::HardlyWords { .. } => &code::HARDLY_WORDS,
        Remark::FarFromPeriod { .. } | Remark::AfterPeriod { .. } => &code::FAR_FROM_PERIOD,
    }
}

/// How bad it is.
pub fn severity(remark: &Remark) -> Severity {
    if remark.refuses() {
        Severity::Error
    } else if row(remark).asks {
        Severity::Warning
    } else {
        Severity::Note
    }
}
