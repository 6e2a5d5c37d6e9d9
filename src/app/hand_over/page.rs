//! The page that goes along: what waits, who is missing, deadlines, what was decided lately.

use crate::app::Stop;
use crate::app::book::{Event, Happened};
use crate::app::decision_told::told;
use crate::app::issue::IssuedReport;
use crate::campaign::settings::Settings;
use crate::campaign::status::{Status, UnitStatus};
use crate::model::document::{Block, Document, Frame, Inline};
use crate::model::question::Question;
use crate::model::receipt::{Decided, Decision};
use crate::model::unit::Roster;
use crate::msg;
use crate::report::frame::frame;
use crate::value::{Day, Moment, format};
use crate::words::{Lang, Message, official};
use std::collections::BTreeMap;

/// What the page is made of.
pub(super) struct OpenWork<'a> {
    pub(super) settings: &'a Settings,
    pub(super) roster: &'a Roster,
    pub(super) status: &'a Status,
    /// The book, the first first.
    pub(super) events: &'a [Event],
    pub(super) questions: &'a [Question],
    pub(super) issued: Option<&'a IssuedReport>,
    pub(super) closed: Option<&'a Decision>,
    /// Who hands over, and to whom; that may be empty.
    pub(super) people: (&'a str, &'a str),
    pub(super) today: Day,
    pub(super) written_at: &'a str,
}

/// Of a longer list so many are named, and the rest is counted.
const NAMED: usize = 40;
/// Decisions that were taken lately.
const LATELY: usize = 10;

/// The page.
pub(super) fn page(work: &OpenWork<'_>) -> Result<Document, Stop> {
    let subject = msg!("open-work.subject", campaign = work.settings.report.subject);
    let subject = subject.say(Lang::Vi);
    let (by, to) = work.people;
    let day = (work.today.day(), work.today.month(), work.today.year());
    let base = frame(work.settings, work.written_at).map_err(Stop::Wrong)?;
    let frame = Frame {
        kind: official("open-work.kind"),
        subject: vec![Inline::Text(subject.clone())],
        title: subject,
        symbol: String::new(),
        number: None,
        addressees: Vec::new(),
        recipients: Vec::new(),
        bases: Vec::new(),
        drafters_mark: None,
        date: (Some(day.0), day.1, day.2),
        signature: vec![official("open-work.signature")],
        signer: by.to_owned(),
        ..base
    };
    let mut blocks = vec![paragraph(&if to.is_empty() {
        msg!("open-work.opening", by = by)
    } else {
        msg!("open-work.opening-to", by = by, to = to)
    })];
    let parts: [(&str, Vec<String>); 6] = [
        ("open-work.deadlines", deadlines(work)),
        ("open-work.missing", missing(work)),
        ("open-work.waits", waits(work)),
        ("open-work.to-mend", to_mend(work)),
        ("open-work.report", report(work)),
        ("open-work.lately", lately(work)),
    ];
    for (number, (title, lines)) in (1..).zip(parts) {
        blocks.push(Block::Heading {
            level: 2,
            number: format!("{number}."),
            content: vec![Inline::Text(official(title))],
            line: 0,
        });
        if lines.is_empty() {
            blocks.push(paragraph(&msg!("open-work.nothing")));
        }
        let more = lines.len().saturating_sub(NAMED);
        blocks.extend(lines.into_iter().take(NAMED).map(Block::item));
        if more > 0 {
            blocks.push(paragraph(&msg!("open-work.more", count = more)));
        }
    }
    Ok(Document::clean(frame, blocks))
}

fn paragraph(said: &Message) -> Block {
    Block::paragraph(said.say(Lang::Vi))
}

/// When units and the report are due, and which units have a day of their own.
fn deadlines(work: &OpenWork<'_>) -> Vec<String> {
    let due = &work.settings.deadlines;
    let mut lines = vec![
        msg!("open-work.due", units = due.units, report = due.report).say(Lang::Vi),
        msg!(
            "open-work.answered",
            have = work.status.answered(),
            due = work.status.due()
        )
        .say(Lang::Vi),
    ];
    let own = work.status.roster.iter();
    let own = own.filter(|one| one.unit.reports() && one.deadline != due.units);
    let by_day = own.fold(BTreeMap::new(), |mut by_day, one| {
        let names: &mut Vec<&str> = by_day.entry(one.deadline).or_default();
        names.push(&one.unit.name);
        by_day
    });
    lines.extend(by_day.into_iter().map(|(day, names)| {
        msg!("open-work.due-own", day = day, units = names.join(", ")).say(Lang::Vi)
    }));
    lines
}

/// Who has not answered, with whom to ask.
fn missing(work: &OpenWork<'_>) -> Vec<String> {
    let line = |one: &UnitStatus| {
        let unit = &one.unit;
        let contact = [&unit.contact, &unit.phone, &unit.email];
        let contact = contact.into_iter().filter(|part| !part.is_empty());
        let contact: Vec<&str> = contact.map(String::as_str).collect();
        let said = if contact.is_empty() {
            msg!("open-work.unit", unit = unit.name, due = one.deadline)
        } else {
            msg!(
                "open-work.unit-contact",
                unit = unit.name,
                due = one.deadline,
                contact = contact.join(", ")
            )
        };
        let said = said.say(Lang::Vi);
        match one.promised() {
            Some(day) => msg!("calls.open-work", said = said, day = day).say(Lang::Vi),
            None => said,
        }
    };
    work.status.missing().map(line).collect()
}

/// What waits for a decision.
fn waits(work: &OpenWork<'_>) -> Vec<String> {
    let status = work.status;
    let waiting = status.waiting.iter().map(|one| {
        let unit = &one.pending.obligation.unit;
        format!("{}: {}", name(work, unit), one.sentence().say(Lang::Vi))
    });
    let homeless = status.homeless().map(|one| one.said().say(Lang::Vi));
    let questions = status.questions.iter().map(|one| one.say(Lang::Vi));
    waiting.chain(homeless).chain(questions).collect()
}

/// Which units have something to mend, and since when they know.
fn to_mend(work: &OpenWork<'_>) -> Vec<String> {
    let open = work.status.roster.iter();
    let open = open.filter(|one| one.open.0 + one.open.1 > 0);
    open.map(|one| {
        let (errors, warnings, _) = one.open;
        let asked = work.questions.iter().filter(|q| q.unit == one.unit.code);
        let asked = asked.filter_map(|q| Moment::parse(&q.at)).map(Moment::day);
        let said = match asked.max() {
            Some(day) => msg!(
                "open-work.mend-asked",
                unit = one.unit.name,
                errors = errors,
                warnings = warnings,
                day = day
            ),
            None => msg!(
                "open-work.mend",
                unit = one.unit.name,
                errors = errors,
                warnings = warnings
            ),
        };
        said.say(Lang::Vi)
    })
    .collect()
}

/// Where the report stands.
fn report(work: &OpenWork<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(closed) = work.closed {
        lines.push(msg!("open-work.closed", day = day_of(&closed.act.at)).say(Lang::Vi));
    }
    let mut written = work.events.iter().rev();
    let last = written.find_map(|event| match &event.what {
        Happened::Written { name, .. } => Some((name, &event.at)),
        _ => None,
    });
    if let Some((file, at)) = last {
        lines.push(msg!("open-work.written", file = file, day = day_of(at)).say(Lang::Vi));
    }
    if let Some(issued) = work.issued {
        let said = msg!("open-work.issued", number = issued.number, day = issued.day);
        lines.push(said.say(Lang::Vi));
    }
    lines
}

/// What was decided lately, the last first.
fn lately(work: &OpenWork<'_>) -> Vec<String> {
    let decided = work.events.iter().rev().filter_map(|event| {
        let Happened::Decided {
            decision,
            undone: None,
            file,
        } = &event.what
        else {
            return None;
        };
        let is_word = !matches!(decision.what, Decided::TakeBack { .. });
        is_word.then_some((decision, file.as_deref().unwrap_or_default()))
    });
    decided
        .take(LATELY)
        .map(|(decision, file)| {
            let said = told(decision, file, work.roster).say(Lang::Vi);
            let said = match decision.reason.as_str() {
                "" => said,
                reason => format!("{said}: {reason}"),
            };
            let (day, by) = (day_of(&decision.act.at), &decision.act.by);
            msg!("open-work.decided", day = day, by = by, said = said).say(Lang::Vi)
        })
        .collect()
}

fn day_of(at: &str) -> String {
    Moment::parse(at).map_or_else(|| at.to_owned(), |at| format::day(at.day()))
}

fn name(work: &OpenWork<'_>, code: &str) -> String {
    let unit = work.roster.unit(code);
    unit.map_or_else(|| code.to_owned(), |unit| unit.name.clone())
}
