//! Results for programs: one JSON value on one line.

mod diff;
mod editions;
mod export;
mod figure;
mod finding;
mod lint;
mod log;
mod mistakes;
mod reading;
mod returns;
mod status;

pub use diff::compared;
pub use editions::{compared_editions, editions};
pub use export::exported;
pub use figure::{explained, traced};
pub use lint::judged;
pub use log::logged;
pub use mistakes::mistakes;
pub use returns::{ingested, validated};
pub use status::status;

use crate::app::Output;
use crate::app::emit::Emitted;
use crate::model::raw::cell_name;
use crate::model::reading::Place;
use serde_json::{Value, json};

/// Which workbook was made for which unit and form, and what became of those that were made before.
pub fn emitted(emitted: &Emitted) -> String {
    let of = |key: &str, all: &[(String, Output)]| -> Value {
        let files = all.iter();
        let file = |(of, output): &(String, Output)| json!({ key: of, "file": output.path });
        files.map(file).collect()
    };
    json!({
        "personal": of("unit", &emitted.personal),
        "common": of("form", &emitted.common),
        "remade": emitted.remade,
        "unused": emitted.unused,
        "list": emitted.list.as_ref().map(|list| &list.path),
    })
    .to_string()
}

/// A cell as people name it.
fn located(place: &Place) -> Value {
    json!({ "sheet": place.sheet, "cell": cell_name(place.row, place.col) })
}
