//! What a clerk would send a document back for.

use crate::app::lint::{Judged, breaks_the_decree};
use crate::words::Lang;
use serde_json::json;

/// What was found in a document.
pub fn judged(judged: &Judged, lang: Lang) -> String {
    let findings: Vec<_> = judged
        .findings
        .iter()
        .map(|f| {
            json!({
                "rule": f.rule.id,
                "source": f.source,
                "breaks_the_decree": breaks_the_decree(f),
                "paragraph": f.paragraph,
                "excerpt": f.excerpt,
                "message": f.message.say(lang),
            })
        })
        .collect();
    json!({ "findings": findings, "agreeing": judged.agreeing }).to_string()
}
