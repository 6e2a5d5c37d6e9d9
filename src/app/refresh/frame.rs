//! The frame of an edited document: whose it is, its symbol and date, who signs. What a person made of it stays, and is asked
//! about where the settings say another.

use super::open::Open;
use crate::app::aligned::align;
use crate::app::passage::{Passage, short};
use crate::app::plain::plain;
use crate::model::document::Frame;
use crate::msg;
use crate::words::{Fact, Message};
use std::collections::BTreeSet;

/// How the list of addressees begins, as it is compared.
const ADDRESSEES: &str = "kính gửi";
/// How the list of those begins who get a copy.
const RECIPIENTS: &str = "nơi nhận";
/// What stands there for the addressees.
const AS_ABOVE: &str = "như trên";
/// How the line for the archive begins in the list of those who get a copy.
const ARCHIVE: &str = "lưu";

/// What is asked about, and what is only told.
#[derive(Default)]
pub(super) struct FrameChanges {
    pub(super) open: Vec<Open>,
    pub(super) told: Vec<Message>,
    /// What stays as the person wrote it, by its paragraph.
    pub(super) kept: Vec<(usize, Message)>,
}

/// All of it, but for paragraphs about whose words something is asked already.
pub(super) fn changes(
    frame: &Frame,
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> FrameChanges {
    let mut out = FrameChanges::default();
    let stood = align(fresh, document);
    for (part, words) in parts(frame) {
        let wanted = plain(words);
        let is_its = |passage: &Passage| has_part(passage, &wanted);
        let Some(at) = fresh.iter().position(is_its) else {
            continue;
        };
        if document.iter().any(is_its) {
            continue;
        }
        let here = stood[at].map(|here| &document[here]);
        let paragraph = here.map_or(0, |here| here.paragraphs.start);
        if here.is_some_and(|here| here.paragraphs.clone().any(|at| asked.contains(&at))) {
            continue;
        }
        let known: BTreeSet<String> = lines(&fresh[at]).into_iter().map(plain).collect();
        let mut theirs = here.map_or_else(Vec::new, lines);
        theirs.retain(|line| !known.contains(&plain(line)));
        let stands = theirs.join(" / ");
        let said = msg!(
            "edited.frame",
            part = Fact::words(part),
            stands = short(&stands),
            fresh = words
        );
        out.open
            .push(Open::words(said, paragraph, (words, &stands)));
    }
    date(frame, (fresh, document, &stood), &mut out);
    lists(frame, document, asked, &mut out);
    number(frame, document, &mut out);
    out
}

/// The parts that the settings say, with what each is called. One that is written over several lines is known by the last.
fn parts(frame: &Frame) -> Vec<(&'static str, &str)> {
    let parent = frame
        .parent
        .iter()
        .map(|parent| ("edited.part-issuer", parent.as_str()));
    let signature = frame.signature.iter();
    let signature = signature.map(|line| ("edited.part-signature", line.as_str()));
    parent
        .chain([
            ("edited.part-issuer", frame.issuer.as_str()),
            ("edited.part-symbol", frame.symbol.as_str()),
        ])
        .chain(signature)
        .chain([
            ("edited.part-kind", frame.kind.as_str()),
            ("edited.part-subject", frame.title.as_str()),
        ])
        .chain([("edited.part-signer", frame.signer.as_str())])
        .filter(|(_, words)| !words.trim().is_empty())
        .collect()
}

/// What stands in the paragraphs of a passage.
fn lines(passage: &Passage) -> Vec<&str> {
    let ends = passage.starts.iter().skip(1).map(|(_, from)| *from);
    let ends = ends.chain([passage.text.len()]);
    let pieces = passage.starts.iter().zip(ends);
    let pieces = pieces.filter_map(|((_, from), to)| passage.text.get(*from..to));
    let lines = pieces.flat_map(|piece| piece.split(['\n', '\t']));
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Whether a passage has a part of the frame: in a line of its own, at the end of one, or over several lines of a cell.
fn has_part(passage: &Passage, wanted: &str) -> bool {
    let ends_so = |line: &str| {
        let line = plain(line);
        let before = line.strip_suffix(wanted);
        before.is_some_and(|before| {
            before.is_empty() || before.ends_with('/') || {
                let before = before.trim_end();
                wanted.contains(' ') && !before.ends_with("phó") && !before.ends_with("kt.")
            }
        })
    };
    let cells = passage.text.split('\t');
    let mut all = lines(passage).into_iter().chain(cells);
    all.any(ends_so)
}

/// The month and year of a document, where they are not those of the settings: another year is asked about, another month may
/// be when it is signed.
fn date(
    frame: &Frame,
    (fresh, document, stood): (&[Passage], &[Passage], &[Option<usize>]),
    out: &mut FrameChanges,
) {
    let (_, month, year) = frame.date;
    let place = plain(&frame.place);
    let dated = |passage: &Passage| {
        let mut lines = lines(passage).into_iter();
        lines.find_map(|line| {
            let is_it = plain(line).starts_with(&place) && plain(line).contains(" năm ");
            let numbers = line.split(|c: char| !c.is_ascii_digit());
            let numbers: Vec<i64> = numbers.filter_map(|n| n.parse().ok()).collect();
            let [.., month, year] = numbers.as_slice() else {
                return None;
            };
            is_it.then(|| (*month, *year, line.to_owned()))
        })
    };
    let Some(at) = fresh.iter().position(|passage| dated(passage).is_some()) else {
        return;
    };
    let here = stood[at].map(|here| &document[here]);
    let Some((here, (m, y, line))) = here.and_then(|here| Some((here, dated(here)?))) else {
        return;
    };
    if (m, y) == (i64::from(month), i64::from(year)) {
        return;
    }
    let wanted = format!("{month:02}/{year}");
    let said = msg!(
        "edited.frame",
        part = Fact::words("edited.part-date"),
        stands = line,
        fresh = wanted
    );
    if y == i64::from(year) {
        out.told.push(said);
    } else {
        let paragraph = here.paragraphs.start;
        out.open
            .push(Open::words(said, paragraph, (&wanted, &line)));
    }
}

/// Whom the document is sent to: another addressee is asked about, another recipient of a copy is told.
fn lists(frame: &Frame, document: &[Passage], asked: &BTreeSet<usize>, out: &mut FrameChanges) {
    let to = listed(document, ADDRESSEES);
    let differs = |theirs: &[String], ours: &[String]| {
        let names =
            |all: &[String]| -> BTreeSet<String> { all.iter().map(|name| office(name)).collect() };
        names(theirs) != names(ours)
    };
    if !frame.addressees.is_empty() && differs(&to.names, &frame.addressees) {
        let (stands, fresh) = (to.names.join("; "), frame.addressees.join("; "));
        let said = msg!(
            "edited.frame",
            part = Fact::words("edited.part-addressees"),
            stands = stands,
            fresh = fresh
        );
        if !asked.contains(&to.paragraph) {
            let open = Open::words(said, to.paragraph, (&fresh, &stands));
            out.open.push(open);
        }
    }
    let copies = listed(document, RECIPIENTS);
    let ours = |name: &String| {
        let name = plain(name);
        !name.starts_with(ARCHIVE) && name != AS_ABOVE
    };
    let theirs: Vec<String> = copies.names.into_iter().filter(ours).collect();
    if !frame.recipients.is_empty() && differs(&theirs, &frame.recipients) {
        let said = msg!(
            "edited.frame-kept",
            part = Fact::words("edited.part-recipients"),
            stands = theirs.join("; "),
            fresh = frame.recipients.join("; ")
        );
        out.kept.push((copies.paragraph, said));
    }
}

/// The offices of a list of the frame.
struct Listed {
    names: Vec<String>,
    /// The paragraph of its heading.
    paragraph: usize,
}

/// What stands behind a heading: on its line, or in the lines below that begin with a dash.
fn listed(document: &[Passage], heading: &str) -> Listed {
    let all = document.iter().flat_map(|passage| {
        let lines = lines(passage).into_iter();
        lines.map(|line| (passage.paragraphs.start, line))
    });
    let mut all = all.skip_while(|(_, line)| !plain(line).starts_with(heading));
    let Some((paragraph, first)) = all.next() else {
        return Listed {
            names: Vec::new(),
            paragraph: 0,
        };
    };
    let bare = |line: &str| {
        let line = line.trim_start_matches(['-', '–', '+']);
        let line = line.trim_end_matches(['.', ';', ',', '/']);
        line.trim().to_owned()
    };
    let inline = first.split_once(':').map_or("", |(_, rest)| rest);
    let inline = inline.split(';').map(bare);
    let below = all.take_while(|(_, line)| line.starts_with(['-', '–', '+']));
    let names = inline.chain(below.map(|(_, line)| bare(line)));
    Listed {
        names: names.filter(|name| !name.is_empty()).collect(),
        paragraph,
    }
}

/// An office as it is compared: its short names are written out.
fn office(name: &str) -> String {
    let name = plain(name);
    let words = name.split_whitespace().map(|word| match word {
        "ubnd" => "ủy ban nhân dân",
        "hđnd" => "hội đồng nhân dân",
        "uỷ" => "ủy",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What stands before the symbol: nothing but its number is a clerk's; one that the settings say is the settings'.
fn number(frame: &Frame, document: &[Passage], out: &mut FrameChanges) {
    let symbol = format!("/{}", plain(&frame.symbol));
    let found = document.iter().find_map(|passage| {
        let mut lines = lines(passage).into_iter();
        let line = lines.find(|line| plain(line).ends_with(&symbol))?;
        Some((passage.paragraphs.start, line.to_owned()))
    });
    let Some((paragraph, line)) = found else {
        return;
    };
    let head = plain(&line);
    let head = head.trim_end_matches(&symbol);
    let number = head
        .strip_prefix("số")
        .map(|rest| rest.trim_start_matches(':').trim());
    let is_wanted = match (number, frame.number) {
        (None, _) => false,
        (Some(""), _) => true,
        (Some(number), None) => {
            let is_number = number.starts_with(|c: char| c.is_ascii_digit())
                && number.chars().all(char::is_alphanumeric);
            if is_number {
                let said = msg!("edited.number-kept", line = line);
                out.kept.push((paragraph, said));
            }
            is_number
        }
        (Some(number), Some(ours)) => number.parse() == Ok(ours),
    };
    if !is_wanted {
        let ours = frame
            .number
            .map_or_else(|| "…".to_owned(), |n| n.to_string());
        let fresh = format!("Số: {ours}/{}", frame.symbol);
        let said = msg!(
            "edited.frame",
            part = Fact::words("edited.part-symbol"),
            stands = line,
            fresh = fresh
        );
        out.open.push(Open::words(said, paragraph, (&fresh, &line)));
    }
}

/// Words that a person put into headers, footers and notes, and what of this program they took out.
pub(super) fn beside(frame: &Frame, words: &[(&'static str, String)]) -> Vec<(usize, Message)> {
    let mark = frame.footer_mark.as_ref();
    let is_mark = |text: &str| mark.is_some_and(|mark| plain(mark) == plain(text));
    let theirs = words.iter().filter(|(_, text)| !is_mark(text));
    let kept = theirs.map(|(place, text)| {
        msg!(
            "edited.outside-kept",
            place = Fact::words(place),
            text = short(text)
        )
    });
    let gone = mark.filter(|_| !words.iter().any(|(_, text)| is_mark(text)));
    let gone = gone.map(|mark| msg!("edited.outside-gone", text = mark));
    // They are of no paragraph of the text.
    kept.chain(gone).map(|said| (usize::MAX, said)).collect()
}
