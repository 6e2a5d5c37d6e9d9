//! Totals as live formulas, each with the result that Excel will find.

use super::look;
use crate::value::kind::Holds;
use crate::value::understand::serial_of_day;
use crate::value::{Kind, Rollup, Tally, Value, format};
use rust_xlsxwriter::utility::column_number_to_name;

/// The total over the units of a tally; `None` when nobody gave anything.
pub(super) fn result(how: Rollup, tally: &Tally) -> Option<f64> {
    in_cell(&tally.total(how, tally.units())?)
}

/// A total as a cell holds it: a number, or the serial number of a day.
pub(super) fn in_cell(total: &Value) -> Option<f64> {
    match total {
        Value::Number(n) => Some(*n),
        Value::Date(day) => serial_of_day(*day),
        Value::YesNo(_) | Value::Month(_) | Value::Text(_) => None,
    }
}

/// Whether a column of this kind has a total at all.
pub(super) fn has_total(how: Rollup, kind: &Kind) -> bool {
    match how {
        Rollup::Sum | Rollup::Mean => kind.is_number(),
        Rollup::Min | Rollup::Max => matches!(kind.spec().holds, Holds::Number | Holds::Day),
        Rollup::CountYes | Rollup::CountNo => kind.spec().holds == Holds::YesNo,
        Rollup::List | Rollup::Distinct | Rollup::Formula | Rollup::None => false,
    }
}

/// The format of a total in its column.
pub(super) fn number_format(how: Rollup, kind: &Kind, result: Option<f64>) -> String {
    match how {
        Rollup::CountYes | Rollup::CountNo => {
            let counted = format::yes_no(counts_yes(how));
            format!("#,##0\" {}\"", counted.to_lowercase())
        }
        Rollup::Mean if kind.is_whole() => "#,##0.0".to_owned(),
        _ => look::number_format(result.unwrap_or_default(), kind),
    }
}

/// The rows of the units, and the column that holds their type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band {
    /// First row.
    pub(super) first: u32,
    /// Last row.
    pub(super) last: u32,
    /// Column of the type.
    pub(super) types: u16,
}

/// A formula; `array` when it must be entered as one of arrays.
#[derive(Debug, PartialEq)]
pub(super) struct Live {
    /// Without the leading `=`.
    pub(super) formula: String,
    /// Whether it works on arrays.
    pub(super) array: bool,
}

impl Band {
    fn range(self, col: u16) -> String {
        let col = column_number_to_name(col);
        format!("{col}${}:{col}${}", self.first + 1, self.last + 1)
    }

    /// Over all units. Nothing given shows nothing, except that all said there was nothing of the kind.
    pub(super) fn total(self, how: Rollup, col: u16, zero_of_nil: bool) -> Live {
        let r = self.range(col);
        let (yes, no) = (word(true), word(false));
        let it = word(counts_yes(how));
        let formula = match how {
            Rollup::Sum if zero_of_nil => format!("SUM({r})"),
            Rollup::CountYes | Rollup::CountNo if zero_of_nil => format!("COUNTIF({r},{it})"),
            Rollup::CountYes | Rollup::CountNo => {
                format!("IF(COUNTIF({r},{yes})+COUNTIF({r},{no})=0,\"\",COUNTIF({r},{it}))")
            }
            Rollup::Mean => format!("IF(COUNT({r})=0,\"\",AVERAGE({r}))"),
            Rollup::Min => format!("IF(COUNT({r})=0,\"\",MIN({r}))"),
            Rollup::Max => format!("IF(COUNT({r})=0,\"\",MAX({r}))"),
            _ => format!("IF(COUNT({r})=0,\"\",SUM({r}))"),
        };
        Live {
            formula,
            array: false,
        }
    }

    /// Over the units of the type that stands in this row, wherever sorting has put them.
    pub(super) fn subtotal(self, how: Rollup, col: u16, row: u32, zero_of_nil: bool) -> Live {
        let r = self.range(col);
        let types_col = column_number_to_name(self.types);
        let types = format!("${}", self.range(self.types).replace(':', ":$"));
        let own = format!("${types_col}{}", row + 1);
        let mine = format!("({types}={own})*ISNUMBER({r})");
        let (yes, no) = (word(true), word(false));
        let it = word(counts_yes(how));
        let (formula, array) = match how {
            Rollup::Sum if zero_of_nil => (format!("SUMIF({types},{own},{r})"), false),
            Rollup::CountYes | Rollup::CountNo if zero_of_nil => {
                (format!("COUNTIFS({types},{own},{r},{it})"), false)
            }
            Rollup::CountYes | Rollup::CountNo => (
                format!(
                    "IF(COUNTIFS({types},{own},{r},{yes})+COUNTIFS({types},{own},{r},{no})=0,\"\",COUNTIFS({types},{own},{r},{it}))"
                ),
                false,
            ),
            Rollup::Mean => (
                format!("IF(SUMPRODUCT({mine})=0,\"\",AVERAGEIF({types},{own},{r}))"),
                false,
            ),
            Rollup::Min => (format!("IF(SUM({mine})=0,\"\",MIN(IF({mine},{r})))"), true),
            Rollup::Max => (format!("IF(SUM({mine})=0,\"\",MAX(IF({mine},{r})))"), true),
            _ => (
                format!("IF(SUMPRODUCT({mine})=0,\"\",SUMIF({types},{own},{r}))"),
                false,
            ),
        };
        Live { formula, array }
    }
}

/// Whether a count of answers counts those that say yes.
fn counts_yes(how: Rollup) -> bool {
    how != Rollup::CountNo
}

/// The answer's word as a text of a formula.
fn word(yes: bool) -> String {
    format!("\"{}\"", format::yes_no(yes))
}
