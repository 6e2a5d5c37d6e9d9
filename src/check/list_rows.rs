//! Rows of a list that are no items of it: totals, headings of groups, words for what was left out, the same row again; and
//! the count of its rows, typed by hand.
//!
//! In: the rows as read, and what stands in the cells that number and count them. Out: findings. Nothing is left out of a
//! list because of them: what is meant only the unit knows.

use super::doubt::has_words;
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::form::{ListDef, Section};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, FieldReading, ListRow};
use crate::msg;
use crate::value::fold::{is_blank, without_accents};
use crate::value::nearly::are_nearly_same;
use crate::value::understand::understand;
use crate::value::{Kind, Raw, Value, fold};
use crate::words::{Fact, Lang, Message};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that a message names, at most.
const NAMED: usize = 20;

/// Fewer rows add up by chance.
const FEWEST_ROWS: usize = 3;
/// So large a single sum is no chance.
const NO_CHANCE: f64 = 20.0;

/// Beginnings of totals.
const TOTALS: &[&str] = &[
    "tổng số",
    "tổng cộng",
    "cộng chung",
    "cộng dồn",
    "tổng các",
    "tổng toàn",
];
/// Words for a total that begin other words too: alone, or before a number or a colon.
const SHORT_TOTALS: &[&str] = &["tổng", "cộng", "chung", "toàn xã", "cả xã", "luỹ kế"];
/// Beginnings of what stands for rows that were left out.
const LEFT_OUT: &[&str] = &["và", "cùng với", "những", "các"];
/// Beginnings of what is left of a list.
const REST: &[&str] = &["còn lại", "phần còn lại", "số còn lại"];
/// Words that follow some of these.
const OTHERS: &[&str] = &["khác", "nữa", "còn lại"];
/// Beginnings of words that send the reader elsewhere.
const ELSEWHERE: &[&str] = &["xem", "danh sách", "ds", "kèm theo", "chi tiết", "theo"];
/// What such words name.
const PLACES: &[&str] = &[
    "danh sách",
    "ds",
    "phụ lục",
    "file",
    "tệp",
    "kèm theo",
    "đính kèm",
    "kèm",
    "biểu",
    "gửi sau",
];
/// Rows that say nothing else: the list ends, or goes on without being told how.
const NOTHING_MORE: &[&str] = &[
    "hết",
    "v v",
    "vv",
    "vân vân",
    "khác",
    "loại khác",
    "nt",
    "như trên",
    "không còn",
    "các mục khác",
];
/// What is counted behind the name of a row that stands for several: "Phòng VHTT (02 người)".
const COUNTED: &[&str] = &[
    "người",
    "hộ",
    "đơn vị",
    "cán bộ",
    "công chức",
    "thôn",
    "trường",
    "phần mềm",
    "hệ thống",
    "máy",
    "bộ",
    "cái",
    "chiếc",
    "tổ",
    "nhóm",
    "điểm",
    "dự án",
    "công trình",
    "mục",
];
/// Before names of people.
const TITLES: &[&str] = &[
    "ong", "ba", "anh", "chi", "dc", "d c", "dong chi", "ths", "ts", "ks", "cn",
];
/// Beginnings of words beside a list.
const ASIDES: &[&str] = &["trong đó", "ghi chú", "lưu ý", "người lập", "nơi nhận"];

/// The rows of a list as read, with what stands where they are numbered.
pub(super) struct Rows<'r> {
    pub(super) section: &'r Section,
    pub(super) list: &'r ListDef,
    pub(super) read: &'r [ListRow],
    pub(super) numbers: &'r [String],
}

impl Rows<'_> {
    /// What is to be asked about the rows.
    pub(super) fn asked(&self) -> Vec<Draft> {
        self.no_items().into_iter().chain(self.twice()).collect()
    }

    /// Rows that add up, head or stand for others.
    fn no_items(&self) -> Option<Draft> {
        let texts = self.read.iter().map(|row| self.texts(row));
        let texts: Vec<Vec<&FieldReading>> = texts.collect();
        let numbered = |at: usize| {
            let first = texts[at].first();
            first.is_some_and(|first| is_numbered_group(&first.raw))
        };
        let all_numbered = (0..self.read.len()).all(numbered);
        // Where each row has a quantity it may stand for several.
        let mut kinds = self.list.columns.iter().map(|column| &column.kind);
        let counts = kinds.any(|kind| matches!(kind, Kind::Count));
        let adding_up = self.adding_up();
        let is_none = |at: &usize| {
            let number = self.numbers.get(*at).map_or("", String::as_str);
            let said = texts[*at].first().map_or("", |first| first.raw.as_str());
            let is_alone = self.list.columns.len() > 1 && filled(&self.read[*at]).count() == 1;
            let is_group = !all_numbered && numbered(*at);
            is_no_item(said)
                || adding_up.contains(at)
                || is_total(number)
                || !counts && stands_for_several(said)
                || is_group && (is_alone || begins_with_several_roman(said))
                || is_alone && said.trim_end().ends_with(':')
        };
        let rows: Vec<usize> = (0..self.read.len()).filter(is_none).collect();
        if rows.is_empty() {
            return None;
        }
        let named = rows.iter().take(NAMED).map(|at| {
            let said = texts[*at].first().map_or("", |first| first.raw.trim());
            let said = match said {
                "" => self.numbers.get(*at).map_or("", |n| n.trim()),
                said => said,
            };
            msg!("check.list-row-says", row = at + 1, said = said)
        });
        let message = msg!(
            "check.list-no-items",
            label = self.section.title,
            count = rows.len(),
            rows = Fact::list(named, "; ")
        );
        let todo = msg!("check.list-no-items-todo");
        Some(self.draft(&code::LIST_NO_ITEM, (message, todo), &rows))
    }

    /// Rows all of whose numbers are the sums of the rows above them, where that is no chance.
    fn adding_up(&self) -> BTreeSet<usize> {
        let columns = self.list.columns.iter().enumerate();
        let counted = columns.filter(|(_, c)| matches!(c.kind, Kind::Count | Kind::Amount));
        let counted: Vec<usize> = counted.map(|(column, _)| column).collect();
        let mut above = vec![0.0; counted.len()];
        let mut found = BTreeSet::new();
        for (at, row) in self.read.iter().enumerate() {
            let (mut sums, mut others, mut largest) = (0, 0, 0.0_f64);
            for (column, above) in counted.iter().zip(&mut above) {
                let said = row.cells.get(*column).and_then(|cell| cell.answer.value());
                let Some(said) = said.and_then(Value::number) else {
                    continue;
                };
                if are_nearly_same(*above, said) {
                    sums += 1;
                    largest = largest.max(said);
                } else {
                    others += 1;
                }
                *above += said;
            }
            let is_no_chance = sums > 1 && largest > 0.0 || sums == 1 && largest >= NO_CHANCE;
            if at >= FEWEST_ROWS && others == 0 && is_no_chance {
                found.insert(at);
            }
        }
        found
    }

    /// Rows that say what a row above them says.
    fn twice(&self) -> Option<Draft> {
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut again = Vec::new();
        let written =
            |row: &ListRow| -> String { row.cells.iter().map(|cell| fold(&cell.raw)).collect() };
        for (at, row) in self.read.iter().enumerate() {
            if self.texts(row).is_empty() {
                continue;
            }
            let said = row.cells.iter().map(|cell| bare(&cell.raw)).collect();
            let first = *seen.entry(said).or_insert(at);
            if first == at {
                continue;
            }
            // Names that differ by their accents are two people, where both have some.
            let (one, other) = (written(&self.read[first]), written(row));
            let is_same = without_accents(&one) != without_accents(&other) || one == other;
            if is_same || one.is_ascii() || other.is_ascii() {
                again.push((first, at));
            }
        }
        if again.is_empty() {
            return None;
        }
        let named = again
            .iter()
            .take(NAMED)
            .map(|(first, at)| msg!("check.list-row-as", row = at + 1, first = first + 1));
        let message = msg!(
            "check.list-twice",
            label = self.section.title,
            count = again.len(),
            rows = Fact::list(named, "; ")
        );
        let rows: Vec<usize> = again.iter().map(|(_, at)| *at).collect();
        let said = (message, msg!("check.list-twice-todo"));
        Some(self.draft(&code::LIST_ROW_TWICE, said, &rows))
    }

    /// The cell that counts the rows, where somebody typed another number over its formula. A 0 is what was sent.
    pub(super) fn counted(&self, cell: Involved, typed: &Raw) -> Option<Draft> {
        let rows = self.read.len();
        let said = understand(typed, None, &Kind::Count, "").value;
        let count = said.as_ref().and_then(Value::number);
        // Words without a number count nothing.
        let has_number = typed.shown().contains(|c: char| c.is_ascii_digit());
        let is_same = count.map_or(!has_number, |count| {
            count.abs() < 0.5 || (count - rows as f64).abs() < 0.5
        });
        if is_same {
            return None;
        }
        let message = msg!(
            "check.list-count-typed",
            label = self.section.title,
            shown = cell.shown,
            rows = rows
        );
        Some(Draft {
            about: self.section.id.to_string(),
            cells: vec![cell],
            ..Draft::new(
                &code::LIST_COUNT_TYPED,
                (message, msg!("check.list-count-typed-todo")),
            )
        })
    }

    /// The cells of a row in which words are wanted, and stand.
    fn texts<'c>(&self, row: &'c ListRow) -> Vec<&'c FieldReading> {
        let cells = self.list.columns.iter().zip(&row.cells);
        let texts = cells.filter(|(column, cell)| {
            matches!(column.kind, Kind::Text | Kind::Prose) && !is_blank(&cell.raw)
        });
        texts.map(|(_, cell)| cell).collect()
    }

    /// "Phần mềm (dòng 1)".
    fn row_label(&self, at: usize) -> String {
        msg!("check.list-row", section = self.section.title, row = at + 1).say(Lang::Vi)
    }

    fn draft(&self, row: &'static code::Row, said: (Message, Message), rows: &[usize]) -> Draft {
        let cells = rows.iter().filter_map(|at| {
            let cells = self.list.columns.iter().zip(&self.read[*at].cells);
            let (column, cell) = cells
                .clone()
                .find(|(_, cell)| !is_blank(&cell.raw))
                .or_else(|| cells.clone().next())?;
            Some(Involved {
                field: Some(ItemId::list_cell(&self.section.id, *at, &column.id)),
                label: self.row_label(*at),
                place: cell.place.clone(),
                shown: cell.raw.as_str().into(),
            })
        });
        Draft {
            about: self.section.id.to_string(),
            cells: cells.collect(),
            ..Draft::new(row, said)
        }
    }
}

fn filled(row: &ListRow) -> impl Iterator<Item = &FieldReading> {
    let cells = row.cells.iter();
    cells.filter(|cell| cell.answer != Answer::Blank && !is_blank(&cell.raw))
}

/// A text without its accents, the number before it and titles of people, for finding the same row again.
fn bare(text: &str) -> String {
    let plain = without_accents(text);
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let has_words = words
        .iter()
        .any(|word| word.chars().any(char::is_alphabetic));
    let is_number = |word: &&&str| has_words && word.bytes().all(|b| b.is_ascii_digit());
    let numbers = words.iter().take_while(is_number).count();
    let said = words[numbers..].join(" ");
    let title = TITLES
        .iter()
        .find_map(|title| said.strip_prefix(title)?.strip_prefix(' '));
    title.map_or(said.clone(), str::to_owned)
}

/// Whether the name of a row stands for several: "VNPT iOffice; Misa", "Phòng VHTT (02 người)".
fn stands_for_several(said: &str) -> bool {
    let has_letters = |part: &&str| part.chars().any(char::is_alphabetic);
    let parted = said.split([';', '\n']).filter(has_letters).count();
    let mut notes = said
        .split('(')
        .skip(1)
        .filter_map(|note| note.split_once(')'));
    let counted = notes.any(|(note, _)| {
        let digits = note.trim_start().find(|c: char| !c.is_ascii_digit());
        let (number, after) = note.trim_start().split_at(digits.unwrap_or(0));
        let number = number.parse::<u32>().unwrap_or(0);
        let what = fold(after.trim());
        let is_counted = |word: &&str| what == **word || what == without_accents(word);
        number > 1 && COUNTED.iter().any(is_counted)
    });
    parted > 1 || counted
}

/// Whether words are no item of a list.
fn is_no_item(said: &str) -> bool {
    let words = fold(said);
    let words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let bare = words.collect::<Vec<_>>().join(" ");
    let is_end = |words: &&str| bare == *words || bare == without_accents(words);
    NOTHING_MORE.iter().any(is_end)
        || is_total(said)
        || is_left_out(said)
        || ASIDES.iter().any(|words| begins(said, words).is_some())
}

/// "Tổng số", "Cộng: 10", "TỔNG SỐ HỘ"; not "Tổng đài 1022".
pub(super) fn is_total(said: &str) -> bool {
    let is_short = |words: &str| {
        begins(said, words).is_some_and(|after| {
            let after = after.trim_start();
            !after.starts_with(|c: char| c.is_alphabetic())
        })
    };
    TOTALS.iter().any(|words| begins(said, words).is_some())
        || SHORT_TOTALS.iter().any(|words| is_short(words))
}

/// "… và 25 hộ khác", "Còn 15 hộ, xem danh sách đính kèm".
fn is_left_out(said: &str) -> bool {
    let text = said.trim_start();
    let is_open = text.starts_with(['…', '.']);
    let left = LEFT_OUT.iter().any(|words| {
        begins(said, words).is_some_and(|after| OTHERS.iter().any(|word| names(&after, word)))
    });
    let more = ["và", "còn", "cùng"].iter().any(|words| {
        begins(said, words)
            .is_some_and(|after| after.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    let folded = fold(said);
    // "Nguyễn Văn X và 3 hộ khác", "25 hộ còn lại", "Cùng một số phần mềm khác".
    let bare = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_last = |words: &&str| {
        let before = bare
            .strip_suffix(words)
            .or_else(|| bare.strip_suffix(without_accents(words).as_str()));
        let before = before.filter(|before| before.ends_with(' '));
        before.is_some_and(|before| {
            let several = ["và", "một số", "nhiều", "các", "những", "cùng"];
            before.contains(|c: char| c.is_ascii_digit())
                || several.iter().any(|words| names(before, words))
        })
    };
    let others = OTHERS.iter().any(is_last);
    let mut clauses = said.split([',', ';', '(', ')']);
    is_open && text.contains(char::is_alphabetic)
        || left
        || more
        || others
        || REST.iter().any(|words| begins(said, words).is_some())
        || clauses.any(|clause| {
            let mut after = ELSEWHERE.iter().filter_map(|words| begins(clause, words));
            after.any(|after| PLACES.iter().any(|place| names(&after, place)))
        })
}

/// What follows words at the beginning of a text, which may be typed without accents; signs before them do not matter.
fn begins(said: &str, words: &str) -> Option<String> {
    let said = fold(said);
    let said = said.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after = said.strip_prefix(words).map(str::to_owned).or_else(|| {
        let plain = without_accents(words);
        let after = said.strip_prefix(plain.as_str());
        after.filter(|_| said.is_ascii()).map(str::to_owned)
    })?;
    (!after.starts_with(char::is_alphanumeric)).then_some(after)
}

/// Whether a folded text has these words, with their accents or without.
fn names(text: &str, words: &str) -> bool {
    has_words(text, words) || has_words(text, &without_accents(words))
}

/// "II. Phần mềm": one letter may be the beginning of a name.
fn begins_with_several_roman(said: &str) -> bool {
    let number = said.trim_start().chars();
    number.take_while(|c| "IVX".contains(*c)).count() > 1
}

/// "II. Phần mềm dùng chung", "A) Nhà nước".
fn is_numbered_group(said: &str) -> bool {
    let text = said.trim_start();
    let number = text.split(['.', ')', '/', '-']).next().unwrap_or_default();
    let is_roman = !number.is_empty() && number.chars().all(|c| "IVX".contains(c));
    let is_letter = number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase());
    number.len() < text.len() && (is_roman || is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_up_or_stands_for_others_is_no_item_and_names_like_it_are() {
        for (said, wanted) in [
            ("Tổng số", true),
            ("TỔNG SỐ: 10 hộ", true),
            ("Tong cong", true),
            ("Tổng số hộ nghèo", true),
            ("Cộng", true),
            ("Cộng:", true),
            ("cong: 10", true),
            ("- Cộng (10)", true),
            ("Tổng 10", true),
            ("Tổng: 3 phần mềm", true),
            ("... và 25 hộ khác", true),
            ("…và 25 hộ khác", true),
            ("Và một số phần mềm khác", true),
            ("Các phần mềm khác", true),
            ("Còn 15 hộ, xem danh sách đính kèm", true),
            ("con 15 ho nua", true),
            ("Còn lại", true),
            ("Còn lại 15 hộ khác", true),
            ("Nguyễn Văn X và 3 hộ khác", true),
            ("25 hộ còn lại", true),
            ("Cùng một số phần mềm khác.", true),
            ("15 don vi khac", true),
            ("Lĩnh vực khác", false),
            ("Danh sách kèm theo", true),
            ("(xem phụ lục)", true),
            ("Hộ Nguyễn Văn A…", false),
            ("Phần mềm theo danh sách của tỉnh", false),
            ("Hồ sơ (ds kèm)", true),
            ("Trong đó: 2 phần mềm", true),
            ("Ghi chú: số liệu đến tháng 6", true),
            ("Người lập biểu", true),
            ("Hết", true),
            ("v.v.", true),
            ("Khác", true),
            ("nt", true),
            ("Hết hạn sử dụng", false),
            ("Tổng đài 1022", false),
            ("Tổng đài hỗ trợ", false),
            ("Tổng hợp báo cáo", false),
            ("Cộng tác viên dân số", false),
            ("Cộng đồng số", false),
            ("Công an xã", false),
            ("Cong an xa", false),
            ("Chung cư số 3", false),
            ("Cổng dịch vụ công", false),
            ("Các ứng dụng văn phòng", false),
            ("Vàng Văn Sú", false),
            ("Phần mềm kế toán Misa", false),
            ("Trường Tiểu học Đông Hoàng", false),
            ("VNPT iOffice 4.0", false),
            ("", false),
        ] {
            assert_eq!(is_no_item(said), wanted, "{said}");
        }
    }

    #[test]
    fn a_row_that_names_several_or_counts_them_stands_for_several() {
        for (said, wanted) in [
            ("VNPT iOffice; Misa; Dịch vụ công", true),
            ("Misa\nVNPT", true),
            ("Phòng VHTT (02 người)", true),
            ("Hộ nghèo thôn 3 (12 hộ)", true),
            ("Ho ngheo thon 3 (12 ho)", true),
            ("Misa (2020)", false),
            ("Camera (1 bộ)", false),
            ("Phần mềm quản lý văn bản (VNPT)", false),
        ] {
            assert_eq!(stands_for_several(said), wanted, "{said}");
        }
    }

    #[test]
    fn a_row_is_known_again_without_its_number_its_accents_and_titles_of_people() {
        assert_eq!(bare("1. Ông Nguyễn Văn An"), bare("nguyen van an"));
        assert_eq!(bare("Đ/c Lê Thị B"), bare("Lê Thị B"));
        assert_ne!(bare("2020"), bare("2019"));
        assert_ne!(bare("Thôn 1"), bare("Thôn 2"));
    }

    #[test]
    fn a_letter_or_a_roman_number_before_words_heads_a_group() {
        for (said, wanted) in [
            ("II. Phần mềm dùng chung", true),
            ("A) Nhà nước", true),
            ("I/ Xã", true),
            ("1. Misa", false),
            ("iOffice", false),
            ("Misa", false),
            ("V", false),
        ] {
            assert_eq!(is_numbered_group(said), wanted, "{said}");
        }
    }
}
