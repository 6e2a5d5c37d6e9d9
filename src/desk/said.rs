//! Sentences as a page says them.

use crate::app::{Output, Stop};
use crate::msg;
use crate::words::{Lang, Message, text};

/// Why an operation stopped, a sentence or a mistake each.
pub(super) fn said(stop: &Stop, lang: Lang) -> Vec<String> {
    match stop {
        Stop::Problems(problems) => problems.iter().map(|problem| problem.show(lang)).collect(),
        Stop::Wrong(message) | Stop::Busy(message) | Stop::Fault(message) => {
            vec![without_commands(message, lang)]
        }
        Stop::Cancelled => vec![text("desk.cancelled", lang)],
    }
}

/// Sentences that name a command, each with the one that a page says in its stead: here a button does it.
const INSTEAD: [(&str, &str); 37] = [
    ("enter.nothing-in-force", "instead.nothing-in-force"),
    ("enter.no-such-finding", "instead.no-such-finding"),
    ("enter.about-no-answer", "instead.about-no-answer"),
    ("enter.no-source-sheet", "instead.no-source-sheet"),
    ("enter.whose", "instead.whose-entered"),
    ("enter.sent-since", "instead.sent-since"),
    ("enter.no-room", "instead.no-room"),
    ("enter.table-no-keys", "instead.table-no-keys"),
    ("enter.taken", "instead.entered-taken"),
    ("flow.not-a-campaign", "instead.not-a-campaign"),
    ("flow.archived-not-read", "instead.archived-not-read"),
    ("flow.file-counts", "instead.file-counts"),
    (
        "flow.return-without-answers",
        "instead.return-without-answers",
    ),
    ("flow.combine-list-shorter", "instead.combine-list-shorter"),
    ("flow.combine-settled", "instead.combine-settled"),
    ("flow.return-of-other-unit", "instead.return-of-other-unit"),
    ("flow.combine-not-waiting", "instead.combine-not-waiting"),
    ("flow.no-such-file", "instead.no-such-file"),
    ("flow.left-in-inbox", "instead.left-in-inbox"),
    ("flow.no-such-figure", "instead.no-such-figure"),
    ("flow.undo-no-such-act", "instead.undo-no-such-act"),
    ("handover.refused", "instead.handed-over"),
    ("handover.parted", "instead.parted"),
    ("issue.closed", "instead.issued-already"),
    ("issue.no-final", "instead.no-final"),
    ("issue.is-draft", "instead.is-draft"),
    ("issue.number-needed", "instead.number-needed"),
    ("issue.day-needed", "instead.day-needed"),
    ("issue.numbers-differ", "instead.numbers-differ"),
    ("issue.not-issued", "instead.not-issued"),
    ("issue.erratum-of-content", "instead.erratum-of-content"),
    ("ledger.damaged", "instead.ledger-damaged"),
    ("ledger.lost", "instead.ledger-lost"),
    ("ledger.behind", "instead.ledger-behind"),
    ("ledger.lines-lost", "instead.lines-lost"),
    ("ledger.no-journal", "instead.no-journal"),
    ("narrative.not-rendered", "instead.narrative-not-rendered"),
];

/// A sentence as a page says it.
pub(super) fn without_commands(message: &Message, lang: Lang) -> String {
    let own = INSTEAD.iter().find(|(id, _)| *id == message.id);
    let Some((_, own)) = own else {
        return message.say(lang);
    };
    let said = Message {
        id: (*own).to_owned(),
        ..message.clone()
    };
    said.say(lang)
}

/// That a file stands beside one that a person has changed or holds open.
pub(super) fn beside_another(output: &Output) -> Option<Message> {
    let name = output.path.file_name().unwrap_or_default();
    output
        .beside
        .then(|| msg!("desk.beside", file = name.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::all;

    /// Areas of the command line, and sentences that only it says.
    const ONLY_THERE: [&str; 11] = [
        "campaign.no-settings",
        "close.action-choose",
        "due.name-login",
        "enter.made",
        "enter.made-over",
        "enter.table-made",
        "enter.table-nobody",
        "handover.from-now",
        "issue.correct-how",
        "issue.correct-next",
        "cli",
    ];

    #[test]
    fn each_sentence_that_names_a_command_has_another_for_a_page() {
        for (id, vi, en) in all() {
            let area = id.split('.').next().unwrap_or_default();
            let names = vi.contains("tonghop ") || en.contains("tonghop ");
            let has_own = INSTEAD.iter().any(|(known, _)| *known == id);
            let is_there = ONLY_THERE.contains(&id) || ONLY_THERE.contains(&area);
            assert_eq!(names && !is_there, has_own, "{id}");
        }
        for (id, own) in INSTEAD {
            for lang in [Lang::Vi, Lang::En] {
                assert!(!text(own, lang).contains("tonghop "), "{id}");
            }
        }
    }
}
