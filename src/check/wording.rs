//! Labels and titles that say something else than the form.
//!
//! In: where rows were found, and texts of ours that were written over. Out: findings; where a text names another period, a
//! plan or another scale, the figures that it stands over or beside are asked about.

use super::answers::{place, shown};
use super::cells::CellReader;
use super::locate::SheetMap;
use super::margins;
use super::period::{is_told_with_period, tells_of_when};
use super::qualifier::{Qualifier, is_otherwise, qualifier};
use super::scope::is_turned;
use super::strays::{ChangedText, OVER_LABELS};
use crate::layout::{LABEL, Line, NUMBER};
use crate::model::code;
use crate::model::finding::Involved;
use crate::model::form::Form;
use crate::msg;
use crate::value::fold::{clean, without_accents};
use crate::value::understand::is_same_measure;
use crate::value::{Day, Raw, accented, fold};
use crate::words::Message;
use std::collections::BTreeSet;

/// Rows whose label says something else than the form. `period` is that of the campaign.
pub(super) fn rows<'a>(reader: &mut CellReader<'a>, map: &'a SheetMap<'a>, period: &str) {
    let Some(col) = map.col(LABEL) else { return };
    let (mut relabelled, mut otherwise, mut reworded) = (Vec::new(), Vec::new(), 0_usize);
    for (planned, actual) in &map.relabelled {
        reader.used.insert((&map.raw.name, *actual, col));
        let Some(cell) = map.raw.at(*actual, col) else {
            continue;
        };
        let said = cell.value.shown();
        let label = label_of(map, *planned);
        let measure = map.plan.grid.unit;
        let measure = measure.and_then(|col| map.plan.text_at(*planned, col));
        let is_other = is_otherwise_in((&said, &label), measure.unwrap_or_default(), period);
        if !is_other && !means_otherwise(&said, &label) {
            reworded += 1;
            continue;
        }
        let cell = Involved {
            field: None,
            label,
            place: Some(place(map.raw, *actual, col)),
            shown: said.into(),
        };
        if is_other {
            otherwise.push(cell);
            otherwise.extend(answers(reader, map, *planned));
        } else {
            relabelled.push(cell);
            relabelled.extend(answers(reader, map, *planned));
        }
    }
    ask(reader, map, otherwise);
    if let Some(first) = relabelled.first() {
        let message = msg!(
            "check.label-changed",
            sheet = map.raw.name,
            count = relabelled.iter().filter(|c| c.field.is_none()).count(),
            planned = first.label,
            actual = first.shown
        );
        reader.find(
            (&code::LABEL_CHANGED, &map.plan.name),
            (message, msg!("check.look-at-rows")),
            relabelled,
        );
    }
    if reworded > 0 {
        let note = msg!(
            "check.labels-reworded",
            sheet = map.raw.name,
            count = reworded
        );
        reader.account.notes.push(note);
    }
    if let Some(first) = map.parted.first() {
        let message = msg!(
            "check.rows-sorted",
            sheet = map.raw.name,
            count = map.parted.len(),
            first = label_of(map, *first)
        );
        reader.find(
            (&code::ROWS_SORTED, &map.plan.name),
            (message, msg!("check.look-at-rows")),
            Vec::new(),
        );
    }
}

/// What was answered in a row.
fn answers(reader: &CellReader<'_>, map: &SheetMap<'_>, planned: u32) -> Vec<Involved> {
    let spots = reader.layout.fields.iter();
    let spots = spots.filter(|s| s.sheet == map.plan.name && s.label.0 == planned);
    let cells = spots.filter_map(|spot| {
        let (row, col) = map.locate(spot).0?;
        let cell = map.raw.at(row, col)?;
        Some(Involved {
            field: Some((&spot.field).into()),
            label: label_of(map, planned),
            place: Some(place(map.raw, row, col)),
            shown: shown(&cell.value, cell.percent).into(),
        })
    });
    cells.collect()
}

/// Whether a text of ours now says that the figures are not those that are asked for.
fn says_otherwise((said, planned): (&str, &str), measure: &str, period: &str) -> bool {
    is_otherwise_in((said, planned), measure, period) || means_otherwise(said, planned)
}

/// Whether a text of ours now names another period, a plan or another scale.
fn is_otherwise_in((said, planned): (&str, &str), measure: &str, period: &str) -> bool {
    let is_other = |text: &str| {
        qualifier(text, period) == Qualifier::Other || is_otherwise(text, measure, period)
    };
    is_other(said) && !is_other(planned)
}

/// Times that are not the period's.
const PAST: &[&str] = &[
    "năm ngoái",
    "năm trước",
    "quý trước",
    "tháng trước",
    "kỳ trước",
];

/// Asks about lines whose words the campaign gives, over figures and at the head of a sheet, where they now say another
/// period, a plan or another scale, or a day that cannot be read.
pub(super) fn lines(
    reader: &mut CellReader<'_>,
    map: &SheetMap<'_>,
    form: &Form,
    measures: &[&str],
) {
    let is_line = |(_, col): &&(u32, u16)| [NUMBER, LABEL].contains(col);
    let cells = map
        .plan
        .ours
        .iter()
        .filter(is_line)
        .filter_map(|(row, col)| {
            let cell = map.raw.at(map.row(*row)?, map.col(*col)?)?;
            let Raw::Text(text) = &cell.value else {
                return None;
            };
            let section = match map.plan.lines.get(usize::try_from(*row).ok()?) {
                Some(Line::Note(section)) => form.sections.get(*section),
                _ => None,
            };
            let note = section.and_then(|section| section.note.as_deref());
            let said = fold(text).replace(&fold(note.unwrap_or_default()), "");
            let mut past = PAST.iter();
            // Only where the rows below it are surely those of the section.
            let is_there = (1..=3).any(|rows| map.id_row(row + rows) == Some(cell.row + rows));
            let days = section.filter(|_| is_there);
            let days = days.and_then(|of| reader.expected.as_of.under(&fold(&of.title)));
            let first = said.split(". ").next().unwrap_or_default();
            let is_other = margins::is_otherwise(&said, measures, &reader.asked())
                || days.is_some_and(|days| {
                    let is_ours = map.signs.is_written(&fold(text), Some(*col))
                        || map.signs.labelled.contains_key(&*map.signs.key(text))
                        || OVER_LABELS.contains(&fold(text).as_str());
                    let period = reader.asked().period;
                    !is_ours && !tells_only(first, days) && !is_told_with_period(text, days, period)
                })
                || past.any(|words| accented(&said).contains(words))
                || section.is_some()
                    && (has_garbled_day(&said) || is_turned(&said, note.unwrap_or_default()));
            is_other.then(|| {
                let at = place(map.raw, cell.row, cell.col);
                Involved {
                    field: None,
                    label: at.shown(),
                    place: Some(at),
                    shown: clean(text, false).into(),
                }
            })
        });
    let cells: Vec<Involved> = cells.collect();
    if let Some(first) = cells.first() {
        let message = msg!(
            "check.line-otherwise",
            place = first.label,
            shown = first.shown
        );
        let about = format!("{}: {}", map.plan.name, first.label);
        let said = (message, msg!("check.look-at-otherwise"));
        reader.find((&code::TEXT_OTHERWISE, &about), said, cells);
    }
}

/// Whether a line tells nothing but the days that the campaign has for its section, however they are written.
fn tells_only(said: &str, days: &BTreeSet<Day>) -> bool {
    let numbers: BTreeSet<i16> = days
        .iter()
        .flat_map(|day| [i16::from(day.day()), i16::from(day.month()), day.year()])
        .collect();
    let plain = without_accents(&accented(said));
    let mut words = plain.split(|c: char| !c.is_alphanumeric());
    // Without a day it names a part of a year.
    let has_days = plain.chars().filter(char::is_ascii_digit).count() > 2;
    let is_blank = !plain.contains(char::is_alphanumeric);
    is_blank
        || has_days
            && words.all(|word| {
                let number = word.parse::<i16>().ok();
                word.is_empty()
                    || number.is_some_and(|number| numbers.contains(&number))
                    || number.is_none() && tells_of_when(word)
            })
}

/// Whether a text has a day in which a letter stands for a digit: "28/10/2O19".
fn has_garbled_day(folded: &str) -> bool {
    let words = folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '.' | '-')));
    words.into_iter().any(|word| {
        let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
        let is_mixed = |part: &&str| {
            part.contains(|c: char| c.is_ascii_digit()) && part.contains(char::is_alphabetic)
        };
        parts.len() == 3 && parts.iter().any(is_mixed)
    })
}

/// Words without which a text says the same.
const FILLERS: &[&str] = &[
    "số",
    "lượng",
    "tổng",
    "của",
    "các",
    "những",
    "là",
    "và",
    "hoặc",
    "ở",
    "tại",
    "thuộc",
    "đơn",
    "vị",
    "xã",
    "phường",
    "thị",
    "trấn",
    "huyện",
    "ubnd",
    "cách",
    "tính",
    "ghi",
    "chú",
    "gồm",
    "được",
    "đã",
    "có",
    "theo",
    "trong",
    "kỳ",
    "trên",
    "cho",
    "nêu",
    "cụ",
    "thể",
    "nếu",
];

/// Words whose coming or going turns a text around.
const TURNING: &[&str] = &[
    "không", "chưa", "chẳng", "trừ", "ngoài", "chỉ", "riêng", "cả", "kể", "mới", "cũ", "hỏng",
    "còn", "trước", "sau", "dưới", "tối", "đa", "thiểu",
];

/// Whether a text of ours now says another thing: a word or a number came that is none of it, one that turns it around came
/// or went, or other things are left out or taken in. Other spellings and shorter texts say the same.
fn means_otherwise(said: &str, planned: &str) -> bool {
    if is_turned(said, planned) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    // Only the label came back, without its definition.
    let of_lines = said.trim().lines().count().max(1);
    let planned: Vec<&str> = planned.trim().lines().take(of_lines).collect();
    // The number of the row may stand before its label, though not in place of it.
    let label = said.trim_start_matches(|c: char| {
        c.is_ascii_digit() || ".)/-".contains(c) || c.is_whitespace()
    });
    let label = if label.is_empty() { said } else { label };
    let (said, planned) = (words(label), words(&planned.join("\n")));
    let more = |these: &[String], than: &[String], word: &String| {
        let count = |words: &[String]| words.iter().filter(|w| *w == word).count();
        count(these) > count(than)
    };
    let turns = |these: &[String], than: &[String]| {
        let mut words = these.iter();
        words.any(|word| TURNING.contains(&word.as_str()) && more(these, than, word))
    };
    let is_known = |word: &String| {
        let plain = without_accents(word);
        let mut planned = planned.iter();
        planned.any(|ours| is_near(&plain, &without_accents(ours)))
    };
    let is_strange = |word: &&String| {
        let is_number = word.chars().all(|c| c.is_ascii_digit());
        let is_word = word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
        (is_number || is_word) && !FILLERS.contains(&word.as_str()) && !is_known(word)
    };
    turns(&said, &planned) || turns(&planned, &said) || said.iter().any(|word| is_strange(&word))
}

/// Whether two words are one, or one of them mistyped in one letter.
fn is_near(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 4;
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < SHORTEST || a.iter().any(char::is_ascii_digit) {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let of_end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y);
    same + of_end.count() + 1 >= a.len().max(b.len())
}

/// Asks about texts that say so, each with what it said.
fn ask(reader: &mut CellReader<'_>, map: &SheetMap<'_>, cells: Vec<Involved>) {
    let Some(Involved {
        label,
        place: Some(at),
        shown,
        ..
    }) = cells.first()
    else {
        return;
    };
    let message = msg!(
        "check.text-otherwise",
        place = at.shown(),
        planned = label,
        actual = shown
    );
    let todo = msg!("check.look-at-otherwise");
    let about = map.plan.name.as_str();
    reader.find((&code::TEXT_OTHERWISE, about), (message, todo), cells);
}

/// Locked texts that say something else, those over the columns of answers aside.
pub(super) fn texts(
    reader: &mut CellReader<'_>,
    map: &SheetMap<'_>,
    changed: Vec<ChangedText>,
    period: &str,
) {
    // Another word for the same unit of measure says nothing new.
    let is_measure = |text: &ChangedText| {
        let (row, col) = text.planned_at;
        map.plan.grid.unit == Some(col)
            && map.id_row(row).is_some()
            && !is_same_measure(&text.said, &text.planned)
    };
    let (measures, others): (Vec<ChangedText>, Vec<ChangedText>) =
        changed.into_iter().partition(is_measure);
    let asked = reader.asked();
    let is_elsewhere = |text: &ChangedText| asked.is_now_of_other_unit(&text.said, &text.planned);
    let (elsewhere, others): (Vec<ChangedText>, Vec<ChangedText>) =
        others.into_iter().partition(is_elsewhere);
    ask_whose(reader, map, elsewhere);
    let own = reader
        .subject
        .unit
        .and_then(|code| reader.expected.unit(code));
    let own = own.map_or("", |unit| &unit.name);
    let is_otherwise = |text: &ChangedText| {
        let is_measure = map.plan.grid.unit == Some(text.planned_at.1);
        let is_same = is_measure && is_same_measure(&text.said, &text.planned);
        // Whose form it is may be said anywhere.
        let planned = format!("{own} {}", text.planned);
        !is_same && says_otherwise((&text.said, &planned), "", period)
    };
    let (otherwise, others): (Vec<ChangedText>, Vec<ChangedText>) =
        others.into_iter().partition(is_otherwise);
    ask(reader, map, involved(otherwise));
    let rows = [
        (&code::MEASURE_CHANGED, measures),
        (&code::TEXT_CHANGED, others),
    ];
    for (row, texts) in rows {
        let Some(first) = texts.first() else { continue };
        let (said, todo) = if *row == code::MEASURE_CHANGED {
            ("check.measure-changed", "check.look-at-measure")
        } else {
            ("check.text-changed", "check.look-at-meaning")
        };
        let message = Message::new(said)
            .with("count", &texts.len())
            .with("place", &first.place.shown())
            .with("planned", &first.planned)
            .with("actual", &first.said);
        let said = (message, Message::new(todo));
        reader.find((row, &map.plan.name), said, involved(texts));
    }
}

/// Asks about texts of ours that now name another unit than the one the file is of.
fn ask_whose(reader: &mut CellReader<'_>, map: &SheetMap<'_>, texts: Vec<ChangedText>) {
    let (Some(first), Some(code)) = (texts.first(), reader.subject.unit) else {
        return;
    };
    let unit = reader.expected.unit(code);
    let message = msg!(
        "check.text-of-other-unit",
        place = first.place.shown(),
        said = first.said,
        unit = unit.map_or(code.as_str(), |unit| &unit.name)
    );
    let said = (message, msg!("check.look-at-whose"));
    reader.find(
        (&code::UNIT_ELSEWHERE, &map.plan.name),
        said,
        involved(texts),
    );
}

fn involved(texts: Vec<ChangedText>) -> Vec<Involved> {
    let cells = texts.into_iter().map(|text| Involved {
        field: None,
        label: text.planned,
        place: Some(text.place),
        shown: text.said.into(),
    });
    cells.collect()
}

/// The label of a planned row, without its definition.
pub(super) fn label_of(map: &SheetMap<'_>, planned: u32) -> String {
    let text = map.plan.text_at(planned, LABEL).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}
