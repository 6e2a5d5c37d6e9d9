//! Mistakes of a kit.

use crate::source::{Files, Mistake};
use crate::words::Lang;
use serde_json::{Value, json};

/// What is wrong with a kit; nothing is an empty list.
pub fn mistakes(mistakes: &[Mistake], files: &Files, lang: Lang) -> String {
    let all: Value = mistakes
        .iter()
        .map(|mistake| {
            let (line, column) = mistake.position(files);
            json!({
                "file": mistake.file,
                "line": line,
                "column": column,
                "code": mistake.message.id,
                "message": mistake.message.say(lang),
                "help": mistake.help.as_ref().map(|help| help.say(lang)),
            })
        })
        .collect();
    all.to_string()
}
