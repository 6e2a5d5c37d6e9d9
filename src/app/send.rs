//! What goes to whom: words to paste, drafts of mails with the file attached, and to whom it was sent.

use super::decide::decide;
use super::emit::{Said, common_of, rows};
use super::overview::Campaign;
use super::session::place_output;
use super::unit_name::unit_of;
use super::{Session, Stop, Task, draft_mail, task::Step};
use crate::model::receipt::Decided;
use crate::msg;
use crate::store::folder::{self, Shelf};
use crate::value::Day;
use crate::words::system;
use crate::workbook::dispatch::{DispatchRow, invitation};
use std::path::PathBuf;

/// A unit, and what it gets.
#[derive(Debug, Clone)]
pub struct ToSend {
    /// To whom, and which file: its own, else the one for all where only that is there.
    pub row: DispatchRow,
    /// Whether the file is there.
    pub is_there: bool,
    /// Whether it is the one for all.
    pub is_common: bool,
    /// Words to paste into a message.
    pub words: String,
}

/// All units that should answer.
pub fn to_send(campaign: &Campaign, today: Day) -> Vec<ToSend> {
    let outgoing = Shelf::of(&campaign.root.join(folder::OUTGOING));
    let is_there = |name: &str| outgoing.names().any(|there| there == name);
    let (rows, common) = rows(campaign);
    let said = Said::of(&campaign.settings);
    let facts = said.facts(campaign, &common, today.at(0, 0, 0, 0));
    let one = |mut row: DispatchRow| {
        let own = is_there(&row.file);
        let form = campaign.roster.unit(&row.code).map(|unit| &unit.form);
        let shared = form.and_then(|form| common_of(campaign, form));
        let shared = shared.and_then(|name| outgoing.newest(&name));
        let shared = shared.as_deref().and_then(std::path::Path::file_name);
        let shared = shared.filter(|_| !own);
        if let Some(name) = shared {
            row.file = name.to_string_lossy().into_owned();
        }
        ToSend {
            is_there: own || shared.is_some(),
            is_common: shared.is_some(),
            words: invitation(&row, &facts),
            row,
        }
    };
    rows.into_iter().map(one).collect()
}

/// Notes that forms were sent to these units, in one act.
///
/// # Errors
/// When one of them is not known; then nothing is noted.
pub fn mark_sent(session: &mut Session, units: &[String]) -> Result<usize, Stop> {
    let named = units.iter().map(|unit| unit_of(session, unit));
    let named = named.collect::<Result<Vec<_>, Stop>>()?;
    if named.is_empty() {
        return Err(Stop::Wrong(msg!("desk.nobody-ticked")));
    }
    let count = named.len();
    let sent = named
        .into_iter()
        .map(|unit| Decided::MarkSent { unit: unit.code });
    decide(session, sent, "")?;
    Ok(count)
}

/// Drafts of mails that were written.
#[derive(Debug)]
pub struct Drafts {
    /// The folder that they lie in.
    pub folder: PathBuf,
    /// How many.
    pub count: usize,
    /// Units without an address, or without a file.
    pub without: Vec<String>,
}

/// Writes a draft of a mail to each unit that has an address, its file attached. Mail programs open it unsent.
///
/// # Errors
/// When nobody has both an address and a file.
pub fn drafts(session: &mut Session, task: &Task) -> Result<Drafts, Stop> {
    let all = to_send(&session.campaign, session.now.day());
    let outgoing = session.campaign.root.join(folder::OUTGOING);
    let dir = outgoing.join(folder::DRAFTS);
    let root = session.campaign.root.clone();
    let stamp = session.now.stamp();
    let subject = session.campaign.settings.report.subject.clone();
    let (ready, rest): (Vec<&ToSend>, Vec<&ToSend>) = all
        .iter()
        .partition(|one| one.is_there && draft_mail::is_address(&one.row.email));
    if ready.is_empty() {
        return Err(Stop::Wrong(msg!("desk.no-drafts")));
    }
    let mut shelf = Shelf::of(&dir);
    for (at, one) in ready.iter().enumerate() {
        task.goes_on()?;
        task.tell(Step::Emitting, at, ready.len());
        let path = outgoing.join(&one.row.file);
        let bytes = std::fs::read(&path).map_err(|e| {
            let (file, reason) = (path.display(), system::reason(&e));
            Stop::Wrong(msg!("issue.unread", file = file, reason = reason))
        })?;
        let mail = draft_mail::draft(&draft_mail::Draft {
            to: &one.row.email,
            subject: &subject,
            words: &one.words,
            file: (&one.row.file, &bytes),
        });
        let stem = one.row.file.strip_suffix(".xlsx").unwrap_or(&one.row.file);
        // One file may go to several units.
        let name = if one.is_common {
            format!("{}_{stem}.eml", one.row.code)
        } else {
            format!("{stem}.eml")
        };
        place_output(
            &mut session.ledger,
            (&root, &stamp),
            &mut shelf,
            &name,
            mail.as_bytes(),
        )?;
    }
    Ok(Drafts {
        folder: dir,
        count: ready.len(),
        without: rest.iter().map(|one| one.row.unit.clone()).collect(),
    })
}
