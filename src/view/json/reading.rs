//! What a return says.

use super::located;
use crate::model::reading::Account;
use crate::words::Lang;
use serde_json::{Value, json};

/// How many fields were read, and what belongs to none.
pub(super) fn account(account: &Account, lang: Lang) -> Value {
    let strays: Vec<_> = account
        .strays
        .iter()
        .map(|(place, shown)| {
            let mut stray = located(place);
            stray["shown"] = shown.as_str().into();
            stray
        })
        .collect();
    let notes: Vec<_> = account.notes.iter().map(|n| n.say(lang)).collect();
    json!({
        "expected": account.expected,
        "read": account.read,
        "nil": account.nil,
        "blank": account.blank,
        "not_understood": account.not_understood,
        "strays": strays,
        "notes": notes,
    })
}
