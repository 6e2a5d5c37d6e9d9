//! Results for programs: one JSON value on one line.

mod figure;
mod finding;
mod lint;
mod mistakes;
mod reading;
mod returns;
mod status;

pub use figure::{explained, traced};
pub use lint::judged;
pub use mistakes::mistakes;
pub use returns::{ingested, validated};
pub use status::status;

use crate::app::emit::Emitted;
use crate::model::raw::cell_name;
use crate::model::reading::Place;
use serde_json::{Value, json};

/// Which workbook was made for which unit.
pub fn emitted(emitted: &Emitted) -> String {
    let files = emitted.personal.iter();
    let files: Value = files
        .map(|(unit, output)| json!({ "unit": unit, "file": output.path }))
        .collect();
    files.to_string()
}

/// A cell as people name it.
fn located(place: &Place) -> Value {
    json!({ "sheet": place.sheet, "cell": cell_name(place.row, place.col) })
}
