//! Totals as live formulas, each with the result that Excel will find.

use super::look;
use crate::model::form::Rollup;
use crate::model::reading::{Answer, FieldReading};
use crate::value::understand::serial_of_day;
use crate::value::{Kind, Nil, Value};
use crate::words::{Lang, text};
use rust_xlsxwriter::utility::column_number_to_name;

/// What a unit's cell gives to a total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Given {
    /// A number, or the serial number of a day.
    Number(f64),
    /// Có, Không.
    YesNo(bool),
    /// "Không phát sinh".
    NotArisen,
    /// Nothing that counts.
    Nothing,
}

impl Given {
    /// What a reading gives.
    pub(super) fn of(reading: Option<&FieldReading>) -> Self {
        match reading.map(|r| &r.answer) {
            Some(Answer::Value(Value::Number(n))) => Self::Number(*n),
            Some(Answer::Value(Value::YesNo(yes))) => Self::YesNo(*yes),
            Some(Answer::Value(Value::Date(day))) => {
                serial_of_day(*day).map_or(Self::Nothing, Self::Number)
            }
            Some(Answer::Nil {
                nil: Nil::NotArisen,
                ..
            }) => Self::NotArisen,
            _ => Self::Nothing,
        }
    }
}

/// The result over some units; `None` when nobody gave anything.
pub(super) fn result(how: Rollup, given: &[Given]) -> Option<f64> {
    let numbers: Vec<f64> = given
        .iter()
        .filter_map(|g| {
            if let Given::Number(n) = g {
                Some(*n)
            } else {
                None
            }
        })
        .collect();
    let none_arose = !given.is_empty() && given.iter().all(|g| *g == Given::NotArisen);
    let zero = none_arose.then_some(0.0);
    match how {
        Rollup::Sum if numbers.is_empty() => zero,
        Rollup::Sum => Some(numbers.iter().sum()),
        Rollup::CountYes | Rollup::CountNo => {
            let said = given.iter().any(|g| matches!(g, Given::YesNo(_)));
            let counted = Given::YesNo(how == Rollup::CountYes);
            let count = given.iter().filter(|g| **g == counted).count();
            if said { Some(count as f64) } else { zero }
        }
        Rollup::Mean if numbers.is_empty() => None,
        Rollup::Mean => Some(numbers.iter().sum::<f64>() / numbers.len() as f64),
        Rollup::Min => numbers.into_iter().reduce(f64::min),
        Rollup::Max => numbers.into_iter().reduce(f64::max),
        Rollup::List | Rollup::Distinct | Rollup::None => None,
    }
}

/// Whether a column of this kind has a total at all.
pub(super) fn has_total(how: Rollup, kind: &Kind) -> bool {
    match how {
        Rollup::Sum | Rollup::Mean => kind.is_number(),
        Rollup::Min | Rollup::Max => kind.is_number() || *kind == Kind::Date,
        Rollup::CountYes | Rollup::CountNo => *kind == Kind::YesNo,
        Rollup::List | Rollup::Distinct | Rollup::None => false,
    }
}

/// The format of a total in its column.
pub(super) fn number_format(how: Rollup, kind: &Kind, result: Option<f64>) -> String {
    match (how, kind) {
        (Rollup::CountYes | Rollup::CountNo, _) => {
            let counted = text(counted(how), Lang::Vi);
            format!("#,##0\" {}\"", counted.to_lowercase())
        }
        (Rollup::Mean, Kind::Count | Kind::Amount) => "#,##0.0".to_owned(),
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
        let yes = word("value.yes");
        let no = word("value.no");
        let it = word(counted(how));
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
        let yes = word("value.yes");
        let no = word("value.no");
        let it = word(counted(how));
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

/// The answer that a count of answers counts.
fn counted(how: Rollup) -> &'static str {
    if how == Rollup::CountNo {
        "value.no"
    } else {
        "value.yes"
    }
}

fn word(id: &str) -> String {
    format!("\"{}\"", text(id, Lang::Vi).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_given_is_not_zero() {
        use Given::{NotArisen, Nothing, Number, YesNo};
        assert_eq!(result(Rollup::Sum, &[Nothing]), None);
        assert_eq!(result(Rollup::Sum, &[NotArisen, NotArisen]), Some(0.0));
        assert_eq!(result(Rollup::Sum, &[NotArisen, Nothing]), None);
        assert_eq!(result(Rollup::Sum, &[Number(2.0), Nothing]), Some(2.0));
        assert_eq!(result(Rollup::CountYes, &[YesNo(false)]), Some(0.0));
        let answers = [YesNo(false), Nothing, YesNo(true)];
        assert_eq!(result(Rollup::CountNo, &answers), Some(1.0));
        assert_eq!(result(Rollup::CountNo, &[Nothing]), None);
        assert_eq!(result(Rollup::Mean, &[Number(1.0), Number(2.0)]), Some(1.5));
        assert_eq!(result(Rollup::Max, &[Number(-1.0), NotArisen]), Some(-1.0));
    }
}
