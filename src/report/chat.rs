//! Plain texts to a unit, for a chat or a mail: what it is asked to mend, and that its return came in.
//!
//! Short enough for a telephone; names no other unit, no command and no number of a finding.

use crate::campaign::roster::addressed;
use crate::campaign::settings::Settings;
use crate::model::paper_code::PaperCode;
use crate::msg;
use crate::words::{Lang, Message, official};

/// Most characters of a text.
const MOST: usize = 1_000;
/// Most characters of one point in it.
const POINT: usize = 230;

/// What a unit is asked.
pub struct Ask<'a> {
    /// The unit, as the roster names it.
    pub unit: &'a str,
    /// What is asked now, each with its place.
    pub points: &'a [String],
    /// How many were asked before, and when last; they wait still.
    pub waiting: Option<(usize, String)>,
    /// The workbook that goes with it; `None` where the unit mends its own file.
    pub file: Option<&'a str>,
    /// Whether the office entered its figures, and the unit has no file of its own to mend.
    pub is_entered: bool,
    /// "chậm nhất đến hết ngày 13/11/2020".
    pub reply_by: &'a str,
}

/// Asks a unit.
pub fn ask(settings: &Settings, ask: &Ask<'_>) -> String {
    let greeting = msg!("feedback.greeting", unit = addressed(ask.unit)).say(Lang::Vi);
    let head = msg!(
        "feedback.ask",
        period = settings.period.name,
        count = ask.points.len()
    );
    let mut end = Vec::new();
    if let Some((count, day)) = &ask.waiting {
        end.push(msg!("feedback.still-waiting", count = *count, day = day).say(Lang::Vi));
    }
    let todo = match ask.file {
        Some(file) => msg!("feedback.ask-file", file = file, when = ask.reply_by),
        None if ask.is_entered => msg!("feedback.ask-answer", when = ask.reply_by),
        None => msg!("feedback.ask-own-file", when = ask.reply_by),
    };
    end.push(todo.say(Lang::Vi));
    end.push(contact(settings));
    let end = end.join("\n");
    let more = |left: usize| msg!("feedback.more", count = left).say(Lang::Vi);
    // Room for the line that says how many are left out is kept as long as there may be one.
    let spare = more(ask.points.len()).chars().count() + 1;
    let mut text = format!("{greeting}\n{}", head.say(Lang::Vi));
    let room = MOST.saturating_sub(end.chars().count() + spare + 1);
    for (at, point) in ask.points.iter().enumerate() {
        let line = format!("\n{}. {}", at + 1, shortened(point));
        if text.chars().count() + line.chars().count() > room {
            text.push('\n');
            text.push_str(&more(ask.points.len() - at));
            break;
        }
        text.push_str(&line);
    }
    format!("{text}\n{end}\n")
}

/// A return that came in and that nothing is asked about.
pub struct Receipt<'a> {
    /// The unit, as the roster names it.
    pub unit: &'a str,
    /// The file, as received.
    pub file: &'a str,
    /// "08:15 ngày 06/11/2020".
    pub came: String,
    /// Hash of its bytes.
    pub hash: &'a str,
    /// Its code, where it has one.
    pub code: Option<PaperCode>,
    /// Answers that could be read, and all that were asked.
    pub answers: (u32, u32),
    /// Whether nothing in it waits for the office either.
    pub is_settled: bool,
    /// Its totals, each a label and a value.
    pub totals: &'a [(String, String)],
}

/// Tells a unit that its return came in.
pub fn receipt(settings: &Settings, receipt: &Receipt<'_>) -> String {
    let said = |message: Message| message.say(Lang::Vi);
    let (read, of) = receipt.answers;
    let mut lines = vec![
        said(msg!("feedback.greeting", unit = addressed(receipt.unit))),
        said(msg!(
            "feedback.received",
            period = settings.period.name,
            file = receipt.file,
            came = receipt.came
        )),
        said(if receipt.is_settled {
            msg!("feedback.received-settled")
        } else {
            msg!("feedback.received-checking")
        }),
        said(msg!("feedback.received-answers", read = read, of = of)),
    ];
    for (label, value) in receipt.totals {
        lines.push(said(msg!("feedback.total", label = label, value = value)));
    }
    if let Some(code) = receipt.code {
        lines.push(said(msg!("feedback.received-code", code = code)));
    }
    lines.push(said(msg!("feedback.received-hash", hash = receipt.hash)));
    lines.push(contact(settings));
    lines.join("\n") + "\n"
}

fn contact(settings: &Settings) -> String {
    let contact = super::letter::contact(settings);
    msg!("feedback.contact", contact = contact).say(Lang::Vi)
}

/// A point on one line, its end left out where it is long.
fn shortened(point: &str) -> String {
    let words: Vec<&str> = point.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= POINT {
        return line;
    }
    let cut: String = line.chars().take(POINT - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}{}", &cut[..end], official("feedback.cut"))
}
