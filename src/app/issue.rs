//! `issue`: the report that was really signed and sent is kept with its figures, and from then on nothing changes it.

use super::edition::{self, Difference, Kept};
use super::edition_file::narrated;
use super::look::file_name;
use super::refresh::find::{known, original, places, same};
use super::session::place_for_good;
use super::{Look, Session, Stop, lint, status};
use crate::campaign::status::Status;
use crate::docx::edited::{self, Package};
use crate::lint::{Letterhead, LintFinding, is_of_no_figure, is_of_old_figures, letterhead};
use crate::model::id::FileHash;
use crate::model::receipt::{Decided, Decision, EditionRecord};
use crate::msg;
use crate::store::archive::{self, NotKept};
use crate::store::folder;
use crate::value::Day;
use crate::words::{Fact, Message, system};
use std::path::{Path, PathBuf};

/// What the officer hands in.
#[derive(Debug, Clone, Copy, Default)]
pub struct ToIssue<'a> {
    /// The document that was signed; without one the newest final.
    pub document: Option<&'a Path>,
    /// Its number, e.g. `123` or `123/BC-UBND`, where the document does not say it.
    pub number: Option<&'a str>,
    /// Its day, where the document does not say it.
    pub day: Option<Day>,
    /// The signed copy: a scan or a PDF.
    pub signed: Option<&'a Path>,
}

/// The report that was issued last.
#[derive(Debug, Clone, PartialEq)]
pub struct IssuedReport {
    /// What the file was called.
    pub name: String,
    /// Its number, e.g. `123/BC-UBND`.
    pub number: String,
    /// The day that it bears.
    pub day: Day,
    /// The document in the archive.
    pub archived: PathBuf,
    /// The signed copy in the archive.
    pub signed: Option<PathBuf>,
    /// The document in the folder of results is not as it was issued, or is not there.
    pub altered: Option<Message>,
    /// Figures that read otherwise now, as they were issued and as they are.
    pub figures: Vec<Difference>,
}

/// Keeps the report that was signed: its bytes, and the figures that stand in it.
///
/// # Errors
/// When there is no final, the document is a draft, its number or day is not known or not the one that is said, numbers in
/// it are neither the ledger's nor settled, or it was issued before.
pub fn issue(session: &mut Session, ask: &ToIssue) -> Result<IssuedReport, Stop> {
    let path = match ask.document {
        Some(path) => path.to_owned(),
        None => newest_final(session)?,
    };
    let (document, bytes) = archived(session, &path)?;
    let signed = ask.signed.map(|path| archived(session, path)).transpose()?;
    let mut name = file_name(&path);
    let wrong = |why| Err(Stop::Wrong(why));
    if let Some((decision, number, day)) = edition::issue(&session.ledger)?
        && matches!(&decision.what, Decided::IssueReport { document: of, .. } if *of == document)
    {
        return wrong(msg!(
            "issue.already",
            file = name,
            number = number,
            day = day
        ));
    }
    let head = letterhead(&bytes).map_err(|why| Stop::Wrong(why.message(&name)))?;
    if head.is_draft {
        return wrong(msg!("issue.is-draft", file = name));
    }
    let number = number(session, &head, ask.number, &name)?;
    let day = day(session, &head, ask.day, &name)?;
    is_new(session, &number, day)?;
    let kept = figures_of(session, &name, (&document, &bytes))?;
    name = beside_results(session, (&path, name), (&document, &bytes))?;
    let act = session.begin_act()?;
    let json = edition::json(&kept)?;
    let stamp = session.now.stamp();
    session.ledger.together(|ledger| -> Result<(), Stop> {
        ledger.record_edition(&name, edition::ISSUED, &document, &stamp, &json)?;
        ledger.decide(&Decision {
            what: Decided::IssueReport {
                document: document.clone(),
                number,
                day,
                signed: signed.map(|(hash, _)| hash),
            },
            act,
            reason: String::new(),
        })?;
        Ok(())
    })?;
    let now = status::status(session)?;
    let issued = issued(session, &now)?;
    issued.ok_or_else(|| Stop::Wrong(msg!("issue.no-final")))
}

/// The name of the document in the folder of results: one that was kept elsewhere is put there too.
fn beside_results(
    session: &Session,
    (path, name): (&Path, String),
    (hash, bytes): (&FileHash, &[u8]),
) -> Result<String, Stop> {
    let results = session.campaign.root.join(folder::RESULTS);
    if path == results.join(&name)
        || archive::hash_of_file(&results.join(&name)).as_ref() == Some(hash)
    {
        return Ok(name);
    }
    let placed = place_for_good(&results, folder::REPORT_ISSUED, bytes)?;
    Ok(file_name(&placed.path))
}

/// The report that was issued last, beside what the figures are now.
pub fn issued(on: &mut impl Look, status: &Status) -> Result<Option<IssuedReport>, Stop> {
    let looking = on.look();
    let Some((decision, number, day)) = edition::issue(looking.ledger)? else {
        return Ok(None);
    };
    let Decided::IssueReport {
        document, signed, ..
    } = &decision.what
    else {
        return Ok(None);
    };
    let editions = edition::all(looking.ledger)?;
    let mut of_document = editions
        .iter()
        .rev()
        .filter(|(record, _)| record.edition == edition::ISSUED && *record.hash == **document);
    let Some((record, kept)) = of_document.next() else {
        return Ok(None);
    };
    let root = &looking.campaign.root;
    let narrated = narrated(&looking.campaign.kit, status)?;
    let now = Kept::of(&narrated, &status.figures, &looking.now.stamp());
    let archived = archive::path(root, document, &record.name);
    Ok(Some(IssuedReport {
        altered: altered(root, record, &archived),
        name: record.name.clone(),
        number,
        day,
        signed: signed.as_ref().and_then(|hash| archive::find(root, hash)),
        archived,
        figures: edition::differences(kept, &now),
    }))
}

fn newest_final(session: &Session) -> Result<PathBuf, Stop> {
    let editions = edition::all(&session.ledger)?;
    let results = session.campaign.root.join(folder::RESULTS);
    let last = edition::last_final(&editions).map(|(record, _)| results.join(&record.name));
    last.ok_or_else(|| Stop::Wrong(msg!("issue.no-final")))
}

/// Puts a file into the archive; its hash, and its bytes as they are there.
fn archived(session: &Session, path: &Path) -> Result<(FileHash, Vec<u8>), Stop> {
    let unread = |reason: Fact| {
        let file = path.display();
        Stop::Wrong(msg!("issue.unread", file = file, reason = reason))
    };
    match archive::keep(&session.campaign.root, path) {
        Ok(kept) => {
            let bytes = folder::read_bounded(&kept.path, MOST_BYTES);
            let bytes = bytes.map_err(|e| unread(system::fault(&e)))?;
            Ok((kept.hash, bytes))
        }
        Err(NotKept::Archive(message)) => Err(Stop::Fault(message)),
        Err(NotKept::Unread(reason)) => Err(unread(reason)),
    }
}

/// Most bytes of a document or of a scan.
const MOST_BYTES: u64 = 256 << 20;

/// The number of the document, by itself and by the officer.
fn number(
    session: &Session,
    head: &Letterhead,
    typed: Option<&str>,
    file: &str,
) -> Result<String, Stop> {
    let wrong = |why| Err(Stop::Wrong(why));
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    let whole = |typed: &str| {
        let symbol = &session.campaign.settings.report.symbol;
        let (digits, symbol) = typed.split_once('/').unwrap_or((typed, symbol));
        let is_number = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty();
        is_number.then(|| format!("{digits:0>2}/{symbol}"))
    };
    match (head.number.as_deref(), typed) {
        (None, None) => wrong(msg!("issue.number-needed", file = file)),
        (Some(printed), None) => Ok(printed.to_owned()),
        (printed, Some(typed)) => {
            let Some(said) = whole(typed) else {
                return wrong(msg!("issue.no-number", typed = typed));
            };
            match printed.filter(|printed| !same_number(printed, &said)) {
                Some(printed) => wrong(msg!(
                    "issue.other-number",
                    file = file,
                    printed = printed,
                    said = said
                )),
                None => Ok(said),
            }
        }
    }
}

/// A number is given once a year.
fn is_new(session: &Session, number: &str, day: Day) -> Result<(), Stop> {
    let decisions = session.ledger.decisions()?;
    let earlier = decisions.iter().find_map(|decision| match &decision.what {
        Decided::IssueReport {
            number: of,
            day: on,
            ..
        } if same_number(of, number) && on.year() == day.year() => Some(*on),
        _ => None,
    });
    match earlier {
        Some(earlier) => Err(Stop::Wrong(msg!(
            "issue.number-taken",
            number = number,
            day = earlier
        ))),
        None => Ok(()),
    }
}

/// Whether two numbers are one, with or without a zero in front.
fn same_number(one: &str, other: &str) -> bool {
    let plain = |number: &str| number.trim_start_matches('0').to_lowercase();
    plain(one) == plain(other)
}

/// The day of the document, by itself and by the officer.
fn day(session: &Session, head: &Letterhead, typed: Option<Day>, file: &str) -> Result<Day, Stop> {
    let wrong = |why| Err(Stop::Wrong(why));
    let day = match (head.day, typed) {
        (None, None) => return wrong(msg!("issue.day-needed", file = file)),
        (Some(printed), Some(said)) if printed != said => {
            return wrong(msg!(
                "issue.other-day",
                file = file,
                printed = printed,
                said = said
            ));
        }
        (Some(day), _) | (None, Some(day)) => day,
    };
    let today = session.now.day();
    if day > today {
        return wrong(msg!("issue.day-ahead", day = day, today = today));
    }
    Ok(day)
}

/// The figures that stand in a document: of the edition that it is, untouched; of the edition that it was made as, where
/// all its places still say the same; else of now, where every number in it agrees with the ledger or was settled.
fn figures_of(
    session: &mut Session,
    name: &str,
    (hash, bytes): (&FileHash, &[u8]),
) -> Result<Kept, Stop> {
    let editions = edition::all(&session.ledger)?;
    let mut same_bytes = editions.iter().rev();
    let untouched = same_bytes.find(|(record, _)| *record.hash == **hash);
    if let Some((record, kept)) = untouched {
        if !edition::is_final(record) && record.edition != edition::ISSUED {
            return Err(Stop::Wrong(msg!("issue.is-draft", file = name)));
        }
        return Ok(kept.clone());
    }
    // What was kept is judged: the document itself may be changed meanwhile.
    let kept = archive::path(&session.campaign.root, hash, name);
    let judged = lint::lint_in_campaign(&kept, session)?;
    if judged.agreeing.unwrap_or_default() == 0 {
        return Err(Stop::Wrong(msg!("issue.other-document", file = name)));
    }
    let status = status::status(session)?;
    let narrated = narrated(&session.campaign.kit, &status)?;
    let now = Kept::of(&narrated, &status.figures, &session.now.stamp());
    let editions: Vec<Kept> = editions.into_iter().map(|(_, kept)| kept).collect();
    let of_before = made_as(name, bytes, &editions, (&status, &now))?;
    let is_of_numbers = |finding: &&LintFinding| {
        let is_old = is_of_old_figures(finding);
        is_of_no_figure(finding) || is_old && of_before.is_none()
    };
    let wrong: Vec<&LintFinding> = judged.findings.iter().filter(is_of_numbers).collect();
    if let Some(first) = wrong.first() {
        return Err(Stop::Wrong(msg!(
            "issue.numbers-differ",
            file = name,
            count = wrong.len(),
            first = first.message,
            excerpt = first.excerpt
        )));
    }
    Ok(of_before.unwrap_or(Kept {
        is_edited: true,
        ..now
    }))
}

/// The edition that a document was made as, where every place of it says what that edition said.
fn made_as(
    name: &str,
    bytes: &[u8],
    editions: &[Kept],
    (status, now): (&Status, &Kept),
) -> Result<Option<Kept>, Stop> {
    let wrong = |why: edited::NotRead| Stop::Wrong(why.message(name));
    let mut package = Package::open(bytes).map_err(wrong)?;
    let body = package.text(edited::BODY).map_err(wrong)?;
    let key = package.text("docProps/custom.xml").map_err(wrong)?;
    let text = edited::scan(&body.unwrap_or_default()).map_err(wrong)?;
    let places = places(&text, &known(editions, &now.slots), status);
    let Some(made_as) = original(editions, key.as_deref(), &text, &places) else {
        return Ok(None);
    };
    let agrees = |place: &super::refresh::find::Spot| {
        let said = text.said(place.pieces.clone());
        made_as
            .shown(&place.slot)
            .is_some_and(|was| same(was, &said))
    };
    let is_whole = !places.is_empty() && places.iter().all(agrees);
    Ok(is_whole.then(|| made_as.clone()))
}

/// That what lies in the folder of results is not what was issued.
fn altered(root: &Path, record: &EditionRecord, archived: &Path) -> Option<Message> {
    let path = root.join(folder::RESULTS).join(&record.name);
    let hash = archive::hash_of_file(&path);
    if hash.as_ref().is_some_and(|hash| **hash == *record.hash) {
        return None;
    }
    let id = if hash.is_some() {
        "issue.altered"
    } else {
        "issue.gone"
    };
    let file = format!("{}/{}", folder::RESULTS, record.name);
    Some(
        Message::new(id)
            .with("file", &file)
            .with("archived", &archived.display().to_string()),
    )
}
