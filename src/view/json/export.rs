//! What was written as tables.

use crate::app::export::Exported;
use serde_json::{Value, json};

/// Where the tables lie, and how many rows each has.
pub fn exported(done: &Exported) -> String {
    let tables = done.tables.iter();
    let tables = tables.map(|(file, rows)| json!({ "file": file, "rows": rows }));
    json!({
        "folder": done.folder.path,
        "unchanged": done.folder.unchanged,
        "tables": tables.collect::<Value>(),
    })
    .to_string()
}
