//! `letter`: the công văn around the forms, by which they are sent out, reminded of, and given back for mending.

use super::frame::frame;
use crate::campaign::roster::place_in_text;
use crate::campaign::settings::Settings;
use crate::campaign::status::Status;
use crate::decree::appendix_name;
use crate::model::document::{
    Annotations, Block, Column, Document, Edition, Frame, Inline, Row, Table,
};
use crate::model::id::UnitCode;
use crate::model::kit::Align;
use crate::model::unit::Roster;
use crate::model::{
    code::SettledBy,
    finding::{Finding, FindingState},
    reading::Place,
};
use crate::msg;
use crate::value::format;
use crate::value::{Day, Severity};
use crate::words::{Lang, Message, official};

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

/// Units named as addressees one by one; more are listed in the text.
const MOST_ADDRESSED: usize = 5;

/// What a letter is written from.
#[derive(Clone, Copy)]
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
    pub written_at: &'a str,
}

/// The letter.
///
/// # Errors
/// When there is nobody to write to.
pub fn letter(input: &LetterInput<'_>, purpose: Purpose) -> Result<Document, Message> {
    let settings = input.settings;
    let written = match purpose {
        Purpose::Send => send(input),
        Purpose::Remind => remind(input)?,
        Purpose::Mend => mend(input)?,
    };
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
        ..frame(settings, input.written_at)?
    };
    Ok(Document {
        frame,
        blocks: written.blocks,
        appendices: written.appendices,
        missing: Vec::new(),
        edition: Edition::Final,
        annotations: Annotations::default(),
        key: String::new(),
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
    Block::Paragraph {
        content: vec![Inline::Text(said.say(Lang::Vi))],
        line: 0,
    }
}

fn item(text: String) -> Block {
    Block::Item {
        level: 1,
        content: vec![Inline::Text(text)],
        line: 0,
    }
}

/// The committee of a commune is written to, not the commune.
fn addressed(unit: &str) -> String {
    place_in_text(unit).map_or_else(|| unit.to_owned(), |place| format!("UBND {place}"))
}

/// Units by name while they are few, else as those that the text names.
fn addressees(units: &[String]) -> Vec<String> {
    if units.len() <= MOST_ADDRESSED {
        units.iter().map(|name| addressed(name)).collect()
    } else {
        vec![official("letter.units-below")]
    }
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

fn contact(settings: &Settings) -> String {
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
    let units: Vec<String> = status.units.iter().map(|u| u.unit.name.clone()).collect();
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
        msg!("letter.send-deadline", day = settings.deadlines.units).say(Lang::Vi),
        msg!("letter.send-to", contact = contact(settings)).say(Lang::Vi),
    ] {
        blocks.push(item(line));
    }
    blocks.push(paragraph(&msg!("letter.send-end")));
    Written {
        subject: msg!("letter.send-subject", period = period.name),
        addressees: if units.len() <= MOST_ADDRESSED {
            addressees(&units)
        } else {
            vec![official("letter.all-units")]
        },
        blocks,
        appendices: Vec::new(),
    }
}

fn remind(input: &LetterInput<'_>) -> Result<Written, Message> {
    let (settings, status) = (input.settings, input.status);
    let missing: Vec<String> = status.missing().map(|u| u.unit.name.clone()).collect();
    if missing.is_empty() {
        return Err(msg!("letter.nobody-missing"));
    }
    let due = status.units.len();
    let mut blocks = vec![
        before(settings),
        paragraph(&msg!(
            "letter.remind-count",
            day = input.today,
            have = due - missing.len().min(due),
            due = due,
            missing = format::two_digits(missing.len() as f64)
        )),
    ];
    let last = missing.len() - 1;
    for (at, unit) in status.missing().enumerate() {
        let end = if at == last { '.' } else { ';' };
        let line = msg!(
            "letter.remind-unit",
            unit = addressed(&unit.unit.name),
            deadline = unit.deadline
        );
        blocks.push(item(format!("{}{end}", line.say(Lang::Vi))));
    }
    blocks.push(paragraph(&msg!(
        "letter.remind-end",
        contact = contact(settings),
        day = settings.deadlines.report
    )));
    Ok(Written {
        subject: msg!("letter.remind-subject", period = settings.period.name),
        addressees: addressees(&missing),
        blocks,
        appendices: Vec::new(),
    })
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

fn mend(input: &LetterInput<'_>) -> Result<Written, Message> {
    let (settings, status) = (input.settings, input.status);
    let of = |unit: &UnitCode| -> Vec<&Finding> {
        let open = status.findings.iter().filter(|f| {
            f.unit.as_ref() == Some(unit)
                && f.state == FindingState::Open
                && f.severity != Severity::Note
        });
        open.filter(|f| f.code.settled_by() != SettledBy::Officer)
            .collect()
    };
    let mut units = Vec::new();
    let mut rows = Vec::new();
    for unit in &input.roster.units {
        let findings = of(&unit.code);
        if findings.is_empty() {
            continue;
        }
        units.push(unit.name.clone());
        rows.push(row(true, ["", &unit.name, "", ""]));
        for (at, finding) in findings.iter().enumerate() {
            let places: Vec<String> = finding
                .cells
                .iter()
                .filter_map(|c| c.place.as_ref().map(Place::shown))
                .take(6)
                .collect();
            rows.push(row(
                false,
                [
                    &(at + 1).to_string(),
                    &finding.message.say(Lang::Vi),
                    &[finding.file.as_str(), &places.join(", ")].join(" "),
                    &finding.todo.say(Lang::Vi),
                ],
            ));
        }
    }
    if units.is_empty() {
        return Err(msg!("letter.nothing-to-mend"));
    }
    let head = |id: &str, width, align| Column::new(&official(id), width, align);
    let table = Table {
        caption: vec![Inline::Text(official("letter.mend-table"))],
        unit: String::new(),
        columns: vec![
            head("review.column-number", 6, Align::Center),
            head("letter.column-what", 44, Align::Left),
            head("letter.column-where", 25, Align::Left),
            head("letter.column-todo", 25, Align::Left),
        ],
        rows,
        notes: Vec::new(),
        appendix: Some(true),
        line: 0,
    };
    let day = settings.deadlines.report;
    let blocks = vec![
        before(settings),
        paragraph(&msg!(
            "letter.mend-see",
            count = format::two_digits(units.len() as f64),
            appendix = appendix_name(1, 0)
        )),
        paragraph(&msg!(
            "letter.mend-end",
            contact = contact(settings),
            day = day
        )),
    ];
    Ok(Written {
        subject: msg!("letter.mend-subject", period = settings.period.name),
        addressees: addressees(&units),
        blocks,
        appendices: vec![table],
    })
}

fn row(group: bool, cells: [&str; 4]) -> Row {
    let cell = |text: &str| vec![Inline::Text(text.to_owned())];
    Row {
        group,
        strong: false,
        cells: cells.into_iter().map(cell).collect(),
    }
}
