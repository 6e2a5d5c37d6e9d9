//! `letter`: the công văn around the forms, by which they are sent out, reminded of, and given back for mending.

use super::frame::frame;
use crate::campaign::mending::{Mending, answer_by, mendings, point, said_to_unit};
use crate::campaign::roster::{addressed, place_in_text};
use crate::campaign::settings::Settings;
use crate::campaign::status::{Status, UnitStatus};
use crate::decree::appendix_name;
use crate::model::document::{Block, Column, Document, Frame, Inline, Row, Table};
use crate::model::finding::Involved;
use crate::model::id::UnitCode;
use crate::model::kit::Align;
use crate::model::unit::Roster;
use crate::msg;
use crate::value::Day;
use crate::value::format;
use crate::words::{Lang, Message, official};
use std::collections::{BTreeMap, BTreeSet};

/// What the letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The forms go out.
    Send,
    /// Units that have not answered are reminded.
    Remind,
    /// What should be mended in returns.
    Mend,
}

/// Units named as addressees, each on its own line; more are named in one line for each kind of place.
const MOST_LINES: usize = 5;
/// Units named as addressees at all; more are named in the text.
const MOST_ADDRESSED: usize = 60;

/// What a letter is written from.
pub struct LetterInput<'a> {
    /// The campaign's settings.
    pub settings: &'a Settings,
    /// All units, in the order of the roster.
    pub roster: &'a Roster,
    /// Where the campaign stands.
    pub status: &'a Status,
    /// The day it is written on.
    pub today: Day,
    /// The moment it is written at, as the one clock stamps it.
    pub written_at: String,
}

/// What is wrong in the form of an issued report.
pub struct Erratum<'a> {
    /// "Báo cáo số 45/BC-UBND ngày 15 tháng 11 năm 2020".
    pub named: &'a str,
    /// Words as they were printed, and as they are to be read.
    pub corrections: &'a [(String, String)],
    /// How that came.
    pub reason: &'a str,
}

/// The letter that corrects errors of form in an issued report (Decree 30/2020, Article 18(3)), to whom the report went.
///
/// # Errors
/// When the settings have no frame for it.
pub fn erratum(input: &LetterInput<'_>, erratum: &Erratum<'_>) -> Result<Document, Message> {
    let settings = input.settings;
    let issuer = &settings.issuer.short;
    let mut blocks = vec![paragraph(&msg!(
        "letter.erratum-opening",
        issuer = issuer,
        report = erratum.named,
        subject = settings.report.subject,
        reason = erratum.reason
    ))];
    blocks.push(paragraph(&msg!("letter.erratum-now", issuer = issuer)));
    let lines = erratum.corrections.iter().map(|(printed, reads)| {
        msg!(
            "letter.erratum-line",
            printed = printed.trim(),
            reads = reads.trim()
        )
        .say(Lang::Vi)
    });
    blocks.extend(lines.map(Block::item));
    blocks.push(paragraph(&msg!(
        "letter.erratum-end",
        report = erratum.named
    )));
    let written = Written {
        subject: msg!("letter.erratum-subject", report = erratum.named),
        addressees: settings.report.addressees.clone(),
        blocks,
        appendices: Vec::new(),
    };
    document(input, written)
}

/// A letter to mend for each unit that has something to mend, with its code.
///
/// # Errors
/// When there is nothing to mend.
pub fn mend_each(input: &LetterInput<'_>) -> Result<Vec<(UnitCode, Document)>, Message> {
    let all = mendings(input.roster, &input.status.findings);
    if all.is_empty() {
        return Err(msg!("letter.nothing-to-mend"));
    }
    all.into_iter()
        .map(|one| {
            let code = one.unit.code.clone();
            Ok((code, document(input, mend(input, &[one]))?))
        })
        .collect()
}

/// The letter.
///
/// # Errors
/// When there is nobody to write to.
pub fn letter(input: &LetterInput<'_>, purpose: Purpose) -> Result<Document, Message> {
    let written = match purpose {
        Purpose::Send => send(input),
        Purpose::Remind => remind(input)?,
        Purpose::Mend => match mendings(input.roster, &input.status.findings) {
            units if units.is_empty() => return Err(msg!("letter.nothing-to-mend")),
            units => mend(input, &units),
        },
    };
    document(input, written)
}

fn document(input: &LetterInput<'_>, written: Written) -> Result<Document, Message> {
    let settings = input.settings;
    let frame = Frame {
        kind: String::new(),
        subject: vec![Inline::Text(written.subject.say(Lang::Vi))],
        title: written.subject.say(Lang::Vi),
        symbol: symbol(settings),
        number: None,
        addressees: written.addressees,
        recipients: Vec::new(),
        bases: Vec::new(),
        date: (None, input.today.month(), input.today.year()),
        ..frame(settings, &input.written_at)?
    };
    Ok(Document {
        appendices: written.appendices,
        ..Document::clean(frame, written.blocks)
    })
}

/// What differs from letter to letter.
struct Written {
    subject: Message,
    addressees: Vec<String>,
    blocks: Vec<Block>,
    appendices: Vec<Table>,
}

/// A công văn has no abbreviation of its kind (Decree 30/2020, Appendix III, I): "BC-UBND" of the report becomes
/// "UBND-VHTT", office and drafter.
fn symbol(settings: &Settings) -> String {
    let office = settings
        .report
        .symbol
        .split_once('-')
        .map_or(settings.report.symbol.as_str(), |(_, office)| office);
    if settings.report.drafter.trim().is_empty() {
        office.to_owned()
    } else {
        format!("{office}-{}", settings.report.drafter.trim())
    }
}

fn paragraph(said: &Message) -> Block {
    Block::paragraph(said.say(Lang::Vi))
}

/// Units by name: each on its own line while they are few, else places of one kind in one line.
fn addressees(units: &[String]) -> Vec<String> {
    if units.len() <= MOST_LINES {
        return units.iter().map(|name| addressed(name)).collect();
    }
    if units.len() > MOST_ADDRESSED {
        return vec![official("letter.units-below")];
    }
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for unit in units {
        let place = place_in_text(unit);
        let kinds = ["xã", "phường", "thị trấn", "đặc khu"].into_iter();
        let named = place.as_ref().and_then(|place| {
            let mut kinds = kinds.filter_map(|kind| Some((kind, place.strip_prefix(kind)?)));
            kinds.find(|(_, name)| name.starts_with(' '))
        });
        let (kind, name) = match named {
            Some((kind, name)) => (kind.to_owned(), name.trim().to_owned()),
            None => (String::new(), addressed(unit)),
        };
        match lines
            .iter_mut()
            .find(|(of, _)| *of == kind && !kind.is_empty())
        {
            Some((_, all)) => all.push(name),
            None => lines.push((kind, vec![name])),
        }
    }
    let line = |(kind, names): (String, Vec<String>)| match (kind.as_str(), names.as_slice()) {
        ("", _) => names.concat(),
        (kind, [only]) => format!("UBND {kind} {only}"),
        (kind, _) => msg!("letter.committees", kind = kind, names = names.join(", ")).say(Lang::Vi),
    };
    lines.into_iter().map(line).collect()
}

/// "đến hết ngày …", or at once; never before a unit's own deadline, of those to whom the letter goes.
fn by_when(input: &LetterInput<'_>, deadlines: &[Day]) -> String {
    let report = input.settings.deadlines.report;
    by_day((input.today, report), deadlines).unwrap_or_else(|| official("letter.at-once"))
}

/// The same of what is asked on a day while the report is due on another; `None` when no day is left.
pub fn by_day((today, report): (Day, Day), deadlines: &[Day]) -> Option<String> {
    let day = answer_by(today, report)?;
    let later: BTreeSet<Day> = deadlines
        .iter()
        .filter(|due| **due > day)
        .copied()
        .collect();
    let said = match later.first() {
        None => msg!("letter.by-day", day = day),
        Some(_) if deadlines.iter().any(|due| *due <= day) => {
            msg!("letter.by-day-or-own", day = day)
        }
        Some(due) if later.len() == 1 => msg!("letter.by-day", day = due),
        Some(_) => msg!("letter.by-own-day"),
    };
    Some(said.say(Lang::Vi))
}

/// "Thực hiện Công văn số …" when the report answers a request.
fn occasion(settings: &Settings) -> Message {
    let request = settings.request.as_ref();
    let known = request.and_then(|r| {
        Some((
            r.number.as_ref()?,
            r.date?,
            r.office.as_ref()?,
            r.subject.as_ref()?,
        ))
    });
    match known {
        Some((number, date, office, subject)) => msg!(
            "letter.occasion",
            number = number,
            day = date,
            office = office,
            subject = subject,
            short = settings.issuer.short
        ),
        None => msg!(
            "letter.no-occasion",
            subject = settings.report.subject,
            short = settings.issuer.short
        ),
    }
}

/// Whom units may ask, on one line.
pub(super) fn contact(settings: &Settings) -> String {
    let contact = &settings.contact;
    let beside: Vec<String> = [
        (!contact.phone.is_empty())
            .then(|| msg!("letter.phone", phone = contact.phone).say(Lang::Vi)),
        (!contact.email.is_empty())
            .then(|| msg!("letter.email", email = contact.email).say(Lang::Vi)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if beside.is_empty() {
        contact.office.clone()
    } else {
        format!("{} ({})", contact.office, beside.join("; "))
    }
}

fn send(input: &LetterInput<'_>) -> Written {
    let (settings, status) = (input.settings, input.status);
    let period = &settings.period;
    let units = status.units.iter().filter(|u| u.part_of.is_none());
    let units: Vec<String> = units.map(|u| u.unit.name.clone()).collect();
    let mut blocks = vec![paragraph(&occasion(settings))];
    for line in [
        official("letter.send-forms"),
        msg!(
            "letter.send-period",
            period = period.name,
            from = period.from,
            to = period.to
        )
        .say(Lang::Vi),
        send_deadline(input),
        msg!("letter.send-to", contact = contact(settings)).say(Lang::Vi),
    ] {
        blocks.push(Block::item(line));
    }
    blocks.push(paragraph(&msg!("letter.send-end")));
    Written {
        subject: msg!("letter.send-subject", period = period.name),
        addressees: addressees(&units),
        blocks,
        appendices: Vec::new(),
    }
}

/// The day by which forms are sent, with the units that have one of their own.
fn send_deadline(input: &LetterInput<'_>) -> String {
    let day = input.settings.deadlines.units;
    let mut own: BTreeMap<Day, Vec<String>> = BTreeMap::new();
    for unit in &input.status.units {
        if let Some(other) = unit.unit.deadline.filter(|other| *other != day) {
            own.entry(other)
                .or_default()
                .push(addressed(&unit.unit.name));
        }
    }
    let own: Vec<String> = own
        .into_iter()
        .map(|(day, units)| {
            msg!("letter.send-own", units = units.join(", "), day = day).say(Lang::Vi)
        })
        .collect();
    if own.is_empty() {
        msg!("letter.send-deadline", day = day).say(Lang::Vi)
    } else {
        msg!("letter.send-deadlines", day = day, own = own.join("; ")).say(Lang::Vi)
    }
}

/// Why nobody is reminded: all have answered, or others were decided on.
fn nobody_missing(status: &Status) -> Message {
    let without: Vec<String> = status
        .without()
        .map(|(unit, _)| unit.unit.name.clone())
        .collect();
    if without.is_empty() {
        msg!("letter.nobody-missing")
    } else {
        msg!(
            "letter.nobody-left",
            have = status.answered(),
            due = status.due(),
            units = without.join(", ")
        )
    }
}

/// Those of whom nothing came, and those of whom nothing that came can be used: they are told apart.
fn remind(input: &LetterInput<'_>) -> Result<Written, Message> {
    let (settings, status) = (input.settings, input.status);
    let missing: Vec<&UnitStatus> = status.missing().collect();
    if missing.is_empty() {
        return Err(nobody_missing(status));
    }
    let (sent, silent): (Vec<&UnitStatus>, Vec<&UnitStatus>) =
        missing.iter().partition(|u| status.has_sent(&u.unit.code));
    let counts = |id: &str, units: &[&UnitStatus]| {
        let said = Message::new(id)
            .with("day", &input.today)
            .with("have", &status.answered())
            .with("due", &status.due())
            .with("missing", &format::two_digits(units.len() as f64));
        paragraph(&said)
    };
    let mut blocks = vec![before(settings)];
    if !silent.is_empty() {
        blocks.push(counts("letter.remind-count", &silent));
        blocks.extend(named_with_deadlines(&silent));
    }
    if !sent.is_empty() {
        let id = if silent.is_empty() {
            "letter.remind-unusable"
        } else {
            "letter.remind-unusable-too"
        };
        blocks.push(counts(id, &sent));
        blocks.extend(named_with_deadlines(&sent));
    }
    let deadlines: Vec<Day> = missing.iter().map(|unit| unit.deadline).collect();
    let end = match missing.len() {
        1 => "letter.remind-end-one",
        _ => "letter.remind-end",
    };
    let end = Message::new(end)
        .with("contact", &contact(settings))
        .with("when", &by_when(input, &deadlines));
    blocks.push(paragraph(&end));
    let names: Vec<String> = missing.iter().map(|u| u.unit.name.clone()).collect();
    Ok(Written {
        subject: msg!("letter.remind-subject", period = settings.period.name),
        addressees: addressees(&names),
        blocks,
        appendices: Vec::new(),
    })
}

/// Units, an item each, with the day by which each was to send.
fn named_with_deadlines(units: &[&UnitStatus]) -> Vec<Block> {
    let last = units.len().saturating_sub(1);
    let named = units.iter().enumerate().map(|(at, unit)| {
        let end = if at == last { '.' } else { ';' };
        let line = msg!(
            "letter.remind-unit",
            unit = addressed(&unit.unit.name),
            deadline = unit.deadline
        );
        Block::item(format!("{}{end}", line.say(Lang::Vi)))
    });
    named.collect()
}

/// What went before: the letter that the forms were sent with.
fn before(settings: &Settings) -> Block {
    paragraph(&match &settings.enclosed_with {
        Some(sent) => msg!(
            "letter.sent-with",
            office = sent.office,
            number = sent.number,
            day = sent.date,
            period = settings.period.name
        ),
        None => msg!(
            "letter.sent",
            short = settings.issuer.short,
            period = settings.period.name,
            day = settings.deadlines.units
        ),
    })
}

/// A letter to these units, with an appendix for each, so that each finds its own points together.
fn mend(input: &LetterInput<'_>, units: &[Mending<'_>]) -> Written {
    let settings = input.settings;
    let names: Vec<String> = units.iter().map(|one| one.unit.name.clone()).collect();
    let usual = settings.deadlines.units;
    let deadlines = units.iter().map(|one| one.unit.deadline.unwrap_or(usual));
    let when = by_when(input, &deadlines.collect::<Vec<Day>>());
    let appendix = match units.len() {
        1 => appendix_name(1, 0),
        more => {
            let (first, last) = (appendix_name(more, 0), appendix_name(more, more - 1));
            msg!("letter.appendices", first = first, last = last).say(Lang::Vi)
        }
    };
    let see = match names.as_slice() {
        [only] => msg!(
            "letter.mend-see-one",
            unit = addressed(only),
            appendix = appendix
        ),
        _ => msg!(
            "letter.mend-see",
            count = format::two_digits(names.len() as f64),
            appendix = appendix
        ),
    };
    let blocks = vec![
        before(settings),
        paragraph(&see),
        paragraph(
            &Message::new(match units.len() {
                1 => "letter.mend-end-one",
                _ => "letter.mend-end",
            })
            .with("contact", &contact(settings))
            .with("when", &when),
        ),
    ];
    Written {
        subject: msg!("letter.mend-subject", period = settings.period.name),
        addressees: addressees(&names),
        blocks,
        appendices: units.iter().map(points_of).collect(),
    }
}

/// All cells of a point: each sheet is named once, and an answer that stands nowhere in the file by what it is called.
fn places(cells: &[Involved]) -> String {
    let mut sheet = "";
    let shown = cells.iter().filter_map(|cell| {
        let Some(place) = &cell.place else {
            return (cells.len() > 1).then(|| cell.label.clone());
        };
        let is_same = std::mem::replace(&mut sheet, &place.sheet) == place.sheet;
        Some(if is_same { place.cell() } else { place.shown() })
    });
    shown.collect::<Vec<String>>().join(", ")
}

/// What one unit should mend.
fn points_of(one: &Mending<'_>) -> Table {
    let rows = one.findings.iter().enumerate().map(|(at, finding)| {
        row([
            &(at + 1).to_string(),
            &point(finding),
            &[finding.file.as_str(), &places(&finding.cells)].join(" "),
            &said_to_unit(finding).1.say(Lang::Vi),
        ])
    });
    let head = |id: &str, width, align| Column::new(&official(id), width, align);
    let caption = msg!("letter.mend-table", unit = addressed(&one.unit.name)).say(Lang::Vi);
    Table {
        caption: vec![Inline::Text(caption)],
        unit: String::new(),
        columns: vec![
            head("review.column-number", 6, Align::Center),
            head("letter.column-what", 44, Align::Left),
            head("letter.column-where", 25, Align::Left),
            head("letter.column-todo", 25, Align::Left),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
        appendix: Some(true),
        line: 0,
    }
}

fn row(cells: [&str; 4]) -> Row {
    let cell = |text: &str| vec![Inline::Text(text.to_owned())];
    Row {
        group: false,
        strong: false,
        cells: cells.into_iter().map(cell).collect(),
    }
}
