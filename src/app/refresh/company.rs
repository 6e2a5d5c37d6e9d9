//! The words that figures stand among: what each counts, and whose it is.
//!
//! In: the sentences of a report written now and those that a person made of them. Out: figures that stand among the words
//! of one another, or before the name of another thing than in the report.

use super::classes::{scopes, words_of};
use crate::app::passage::Passage;
use crate::docx::control;
use crate::model::document::Slot;
use std::collections::{BTreeMap, BTreeSet};

/// Marks that end what a figure belongs to.
const ENDS: [char; 6] = [';', ':', '.', '(', ')', '\t'];
/// Marks that end what stands right beside a figure.
const BREAKS: [char; 8] = [',', '/', ';', ':', '.', '(', ')', '\t'];
/// Words that do the same.
const LINKS: [&str; 5] = ["và", "hoặc", "còn", "gồm", "với"];
/// What numbers are counted in.
const SCALES: [&str; 9] = [
    "chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "lần",
];
/// The first words of what is counted, whatever the kit.
const COUNTED: [&str; 24] = [
    "máy",
    "bộ",
    "chiếc",
    "cái",
    "người",
    "hộ",
    "đơn",
    "xã",
    "phường",
    "hồ",
    "văn",
    "thủ",
    "dịch",
    "phần",
    "thiết",
    "tài",
    "điểm",
    "nhiệm",
    "lượt",
    "đồng",
    "ngày",
    "tháng",
    "cơ",
    "phòng",
];
/// Words that name nothing: what stands behind a figure without one, or says more of what it counts.
const NAMELESS: [&str; 69] = [
    "so", "trong", "của", "ở", "tại", "cho", "được", "bị", "đã", "đang", "sẽ", "chưa", "là",
    "trên", "dưới", "từ", "đến", "tới", "theo", "cùng", "này", "đó", "kia", "cũng", "đều", "như",
    "khi", "do", "bởi", "bằng", "nay", "hiện", "thì", "mà", "nên", "vì", "để", "hay", "nhưng",
    "có", "không", "các", "những", "mỗi", "một", "nữa", "khác", "về", "qua", "ra", "vào", "lên",
    "đạt", "chiếm", "tăng", "sử", "dùng", "hoạt", "chạy", "vận", "làm", "phục", "triển", "thực",
    "hoàn", "nhận", "tiếp", "kết", "lắp",
];
/// Words that begin names of several things: what is counted the second word tells.
const HEADS: [&str; 22] = [
    "máy", "phần", "dịch", "hồ", "văn", "cán", "công", "nhân", "cơ", "thủ", "tài", "thiết", "đơn",
    "hệ", "trang", "mạng", "dự", "đề", "kế", "chương", "phòng", "điện",
];
/// First words of names of one thing.
const ALIKE: [&[&str]; 3] = [
    &["máy", "chiếc", "cái"],
    &["người", "cán", "công", "viên", "nhân"],
    &["xã", "phường", "thị", "đơn", "địa"],
];

/// The words around a figure, in small letters.
pub(super) struct Company {
    /// From the beginning of what it belongs to.
    clause: String,
    /// Right before it.
    before: Vec<String>,
    /// Right behind it.
    behind: Vec<String>,
    shown: String,
    slot: Slot,
}

impl Company {
    fn all(&self) -> BTreeSet<&str> {
        let words = self.before.iter().chain(&self.behind);
        words.map(String::as_str).collect()
    }

    /// The figure with what stands behind it.
    fn said(&self) -> String {
        format!("{} {}", self.shown, self.behind.join(" "))
    }

    fn is_number(&self) -> bool {
        self.shown.starts_with(|c: char| c.is_ascii_digit()) && !self.shown.contains(' ')
    }
}

/// The company of each figure, by its tag; of one that stands there several times, none.
pub(super) fn companies(passages: &[&Passage]) -> BTreeMap<String, Company> {
    let mut out: BTreeMap<String, Option<Company>> = BTreeMap::new();
    for passage in passages {
        for at in 0..passage.figures.len() {
            let (_, slot) = &passage.figures[at];
            let entry = out.entry(control::tag(slot));
            entry
                .and_modify(|one| *one = None)
                .or_insert_with(|| company(passage, at));
        }
    }
    let single = out.into_iter().filter_map(|(tag, one)| Some((tag, one?)));
    single.collect()
}

fn company(passage: &Passage, at: usize) -> Option<Company> {
    let (range, slot) = &passage.figures[at];
    let last = at
        .checked_sub(1)
        .map_or(0, |last| passage.figures[last].0.end);
    let next = passage.figures.get(at + 1);
    let next = next.map_or(passage.text.len(), |(next, _)| next.start);
    let head = passage.text.get(last..range.start)?.to_lowercase();
    let tail = passage.text.get(range.end..next)?.to_lowercase();
    let before: Vec<&str> = words_of(head.rsplit(BREAKS).next()?);
    let from = before
        .iter()
        .rposition(|word| LINKS.contains(word))
        .map_or(0, |at| at + 1);
    let behind = words_of(tail.split(BREAKS).next()?).into_iter();
    let behind = behind.take_while(|word| !LINKS.contains(word));
    Some(Company {
        clause: head.rsplit(ENDS).next()?.to_owned(),
        before: before[from..]
            .iter()
            .map(|word| (*word).to_owned())
            .collect(),
        behind: behind.map(str::to_owned).collect(),
        shown: passage.text.get(range.clone())?.to_owned(),
        slot: slot.clone(),
    })
}

/// Two figures of which each stands among words that the report has beside the other alone.
pub(super) fn are_exchanged(
    fresh: &BTreeMap<String, Company>,
    here: &BTreeMap<String, Company>,
) -> bool {
    let both: Vec<(&Company, &Company)> = fresh
        .iter()
        .filter_map(|(tag, one)| Some((one, here.get(tag)?)))
        .collect();
    let has_of_other = |(own, stands): (&Company, &Company),
                        (other, there): (&Company, &Company)| {
        let (own, stands, other, there) = (own.all(), stands.all(), other.all(), there.all());
        let mut strange = other.difference(&own);
        strange.any(|word| stands.contains(word) && !there.contains(word))
    };
    let mut pairs = both
        .iter()
        .enumerate()
        .flat_map(|(at, one)| both[at + 1..].iter().map(move |other| (*one, *other)));
    pairs.any(|(one, other)| has_of_other(one, other) && has_of_other(other, one))
}

/// A figure that stands before the name of another thing, or is said to be of others.
pub(super) struct Misplaced {
    pub(super) slot: Slot,
    /// The figure with what stands behind it.
    pub(super) stands: String,
    /// The same in a report written now.
    pub(super) fresh: String,
}

/// The first of them. `counted` are the first words of what a report counts.
pub(super) fn misplaced(
    fresh: &BTreeMap<String, Company>,
    here: &BTreeMap<String, Company>,
    counted: &BTreeSet<String>,
) -> Option<Misplaced> {
    let pairs = fresh
        .iter()
        .filter_map(|(tag, one)| Some((one, here.get(tag)?)));
    let mut numbers = pairs.filter(|(one, other)| one.is_number() && other.is_number());
    numbers.find_map(|(one, stands)| {
        if counts_another(one, stands, counted) {
            return Some(Misplaced {
                slot: one.slot.clone(),
                stands: stands.said(),
                fresh: one.said(),
            });
        }
        let (clause, there) = (words_of(&one.clause), words_of(&stands.clause));
        let (own, other) = (scopes(&clause), scopes(&there));
        let lost = own
            .iter()
            .any(|(class, _)| other.iter().all(|(c, _)| c != class));
        let come = other
            .iter()
            .any(|(class, _)| own.iter().all(|(c, _)| c != class));
        (lost && come).then(|| Misplaced {
            slot: one.slot.clone(),
            stands: format!("{}{}", stands.clause.trim_start(), stands.said()),
            fresh: format!("{}{}", one.clause.trim_start(), one.said()),
        })
    })
}

/// Whether a figure stands before the name of another thing than in the report. Words that are added to the name, or left
/// out of it, name nothing else.
fn counts_another(fresh: &Company, here: &Company, counted: &BTreeSet<String>) -> bool {
    let (Some(own), Some(other)) = (fresh.behind.first(), here.behind.first()) else {
        return false;
    };
    if SCALES.contains(&other.as_str()) && !fresh.behind.contains(other) {
        return true;
    }
    let is_alike = |word: &String| {
        let mut classes = ALIKE.iter();
        word == own
            || classes.any(|class| class.contains(&own.as_str()) && class.contains(&word.as_str()))
    };
    if own == other && HEADS.contains(&own.as_str()) {
        return names_another(fresh, here);
    }
    let is_named = |word: &String| !NAMELESS.contains(&word.as_str());
    let is_known = COUNTED.contains(&other.as_str()) || counted.contains(other);
    let is_other = is_named(own) && is_named(other) && !fresh.all().contains(other.as_str());
    (is_known || is_other) && !here.before.iter().chain(&here.behind).any(is_alike)
}

/// Whether the second word of a name is another: "máy tính", "máy in".
fn names_another(fresh: &Company, here: &Company) -> bool {
    let (Some(own), Some(other)) = (fresh.behind.get(1), here.behind.get(1)) else {
        return false;
    };
    let is_named = |word: &String| !NAMELESS.contains(&word.as_str());
    is_named(own)
        && is_named(other)
        && !here.all().contains(own.as_str())
        && !fresh.all().contains(other.as_str())
}

/// The first words of what figures of a report count.
pub(super) fn counted(fresh: &[Passage]) -> BTreeSet<String> {
    let passages = fresh.iter().filter(|passage| passage.row.is_none());
    let all = passages.flat_map(|passage| {
        let figures = 0..passage.figures.len();
        figures.filter_map(|at| company(passage, at))
    });
    let numbers = all.filter(Company::is_number);
    numbers
        .filter_map(|one| one.behind.into_iter().next())
        .collect()
}
