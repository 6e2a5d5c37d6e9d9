//! What the name of a file says against its figures: another period, a plan, an estimate, or that it is no version to be used.
//!
//! In: the name under which a return came, the period, its unit. Out: the words that speak against it, if there are any.

use super::Context;
use super::beside::SO_FAR;
use super::doubt::{BEFORE, compares, doubt_in};
use super::file_period::{Asked, Words};
use crate::model::code;
use crate::model::finding::{Draft, Finding, Subject};
use crate::model::id::UnitCode;
use crate::msg;
use crate::value::fold::without_accents;
use crate::value::{accented, fold};

/// Words of names of what is not to be used.
const UNUSED: &[&str] = &[
    "hủy",
    "dự thảo",
    "bản thảo",
    "nháp",
    "cũ",
    "sai",
    "không dùng",
    "không đúng",
    "bỏ đi",
    "điền thử",
    "nhập thử",
    "ví dụ",
    "chưa xong",
    "chưa hoàn thành",
    "chưa hoàn chỉnh",
    "sơ bộ",
    "chưa duyệt",
    "không gửi",
    "đừng gửi",
    "draft",
    "old",
    "backup",
    "bak",
];
/// Words before these by which a file is none of it: "không phải bản nháp".
const DENIED: &[&str] = &["không", "khong", "ko", "hết", "het"];
/// Things and places that are old themselves: "máy cũ", "xã Đông Ninh cũ".
const OLD_THINGS: &[&str] = &[
    "máy", "may", "thiết", "thiet", "bị", "bi", "xe", "nhà", "nha",
];
/// Those that are meant without their accents where they stand last and the unit is not called so.
const UNUSED_LAST: &[&str] = &["cu", "huy"];
/// Words for a draft that are written as one word.
const GLUED: &[&str] = &["bnhap", "bannhap", "duthao", "dthao", "banthao"];
/// Names that say nothing but this, or do so in brackets. "Xã A nhap" may be "nhập".
const WHOLLY: &[&str] = &["nhap", "b nhap", "test"];
/// Words of doubt that are words of names where they are typed without accents: "xa Nham Son", "doan thanh nien".
const NAMES: &[&str] = &["nhầm", "đoán"];
/// Words for figures that are not of the period, besides estimates.
const FORECASTS: &[&str] = &["dự kiến"];
/// Words before "kế hoạch" with which it is what was carried out, what a file goes with, or an office.
const BEFORE_PLAN: &[&str] = &[
    "hiện", "quả", "theo", "kèm", "kem", "số", "so", "phòng", "phong", "ban", "tổ", "bộ",
];
/// Words behind it with which it is an office, a paper or another matter.
const BEHIND_PLAN: &[&str] = &[
    "tài", "tai", "đầu", "dau", "và", "va", "số", "so", "hoá", "hoa", "tc",
];

/// What is known of the one who sent a file and of the campaign.
struct Known<'a> {
    /// The words of the unit's code and name, without accents.
    own: Vec<String>,
    /// How the campaign, its kit and its forms are called, without accents.
    titles: Vec<String>,
    asked: Asked<'a>,
}

/// What is to be asked about the name of a return.
pub(super) fn told(unit: Option<&UnitCode>, context: &Context<'_>) -> Option<Finding> {
    let kit = context.expected.kit;
    let unit_known = unit.and_then(|code| context.expected.unit(code));
    let own = unit_known.map_or_else(String::new, |unit| format!("{} {}", unit.code, unit.name));
    let forms = kit
        .forms
        .iter()
        .flat_map(|form| [&form.number, &form.title]);
    let titles = forms.chain([&kit.title]).map(String::as_str);
    let titles = titles.chain([context.campaign]).map(spaced);
    let days = context.expected.period.map(|(from, to)| {
        let last = context.expected.as_of.all().into_iter().max();
        (from, last.map_or(to, |last| last.min(to)))
    });
    let known = Known {
        own: words_of(&own),
        titles: titles.collect(),
        asked: Asked {
            period: context.period,
            days,
        },
    };
    let name = context.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let words = known.speaks_against(name)?;
    let message = msg!("check.file-name-otherwise", file = name, words = words);
    let todo = msg!("check.look-at-file-name", wanted = context.period);
    let subject = Subject {
        unit,
        file: context.file,
    };
    Some(subject.finding(Draft::new(&code::FILE_NAME_OTHERWISE, (message, todo))))
}

/// The words by which the name of a sheet says that it is not to be used: "Nháp", "Biểu 01 (cũ)".
pub(super) fn unused_in(sheet: &str) -> Option<&'static str> {
    let known = Known {
        own: Vec::new(),
        titles: Vec::new(),
        asked: Asked {
            period: "",
            days: None,
        },
    };
    known.unused(sheet)
}

impl Known<'_> {
    /// The words of a file's name that speak against its figures.
    fn speaks_against(&self, name: &str) -> Option<String> {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let words = Words::of(stem);
        let other = self.asked.other_period(&words, &self.own);
        let unused = || self.unused(stem).map(str::to_owned);
        let told = other
            .or_else(unused)
            .or_else(|| self.not_done(stem, &words));
        let told = told.filter(|told| !self.is_in_titles(told))?;
        Some(as_written(stem, told))
    }

    /// Words for a version that is not to be used.
    fn unused(&self, stem: &str) -> Option<&'static str> {
        let said = self.without_own(&accented(
            &stem.replace(|c: char| !c.is_alphanumeric(), " "),
        ));
        let plain = words_of(stem);
        let unused = UNUSED.iter().find(|words| {
            let words = fold(words);
            // Mistakes that were put right.
            let is_told = has(&said, &words) && !has(&said, &format!("sửa {words}"));
            is_told && !is_denied(&said, &words) && !is_thing(&said, &words)
        });
        // A letter of the phrase may be mistyped, or its accents: "dư thảo".
        let unaccented = || {
            let plain = plain.join(" ");
            UNUSED.iter().find(|words| {
                let words = without_accents(words);
                words.contains(' ') && has(&plain, &words) && !is_denied(&plain, &words)
            })
        };
        let last = || {
            let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
            let at = plain.iter().rposition(|word| !is_number(&word))?;
            let named = &plain[at];
            let is_own = self.own.contains(named)
                || at > 0 && OLD_THINGS.contains(&plain[at - 1].as_str())
                || named == "huy" && names_a_person(stem, "Huy");
            UNUSED_LAST.iter().find(|word| !is_own && *word == named)
        };
        let glued = || {
            GLUED
                .iter()
                .find(|word| plain.iter().any(|said| said == **word))
        };
        let in_brackets = stem.split('(').skip(1).map(|text| text.split(')').next());
        let wholes = in_brackets.flatten().chain([stem]).map(|text| {
            let words = words_of(text);
            // Its copies are numbered.
            let is_copy =
                |word: &&String| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
            let words: Vec<String> = words
                .iter()
                .filter(|word| !is_copy(word))
                .cloned()
                .collect();
            words.join(" ")
        });
        let mut wholes = wholes.filter_map(|text| WHOLLY.iter().find(|word| **word == text));
        unused
            .or_else(unaccented)
            .or_else(last)
            .or_else(glued)
            .or_else(|| wholes.next())
            .copied()
    }

    /// Words for figures that are planned, estimated, doubted, summed up from before, or of the period before.
    fn not_done(&self, stem: &str, words: &Words) -> Option<String> {
        let said = self.without_own(&words.joined());
        let sure = if fold(stem).is_ascii() {
            let words = said.split(' ').filter(|word| !NAMES.contains(word));
            words.collect::<Vec<_>>().join(" ")
        } else {
            said.clone()
        };
        let lists = [FORECASTS, SO_FAR].into_iter().flatten();
        let mut others = lists.chain(BEFORE.iter().filter(|_| !compares(&said)));
        let doubt = doubt_in(&sure, self.asked.period).map(str::to_owned);
        let doubt = doubt.filter(|word| word != "ước" || !names_a_person(stem, "Uoc"));
        doubt
            .or_else(|| {
                others
                    .find(|words| has(&said, words))
                    .map(|words| (*words).to_owned())
            })
            .or_else(|| plan(&said))
    }

    /// A text in full without the name of the unit, however its accents are.
    fn without_own(&self, said: &str) -> String {
        let words: Vec<&str> = said.split_whitespace().collect();
        let plain: Vec<String> = words.iter().map(|word| without_accents(word)).collect();
        let (mut kept, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let longest = (2..=self.own.len()).rev().find(|count| {
                let run = plain.get(at..at + count);
                run.is_some_and(|run| self.own.ends_with(run))
            });
            if let Some(count) = longest {
                at += count;
            } else {
                kept.push(words[at]);
                at += 1;
            }
        }
        kept.join(" ")
    }

    /// Whether the campaign itself, its kit or one of its forms is called so.
    fn is_in_titles(&self, told: &str) -> bool {
        let told = spaced(told);
        self.titles.iter().any(|title| has(title, &told))
    }
}

/// Words as the name itself has them, where it has them one after another.
fn as_written(stem: &str, told: String) -> String {
    let words = stem.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let wanted = words_of(&told);
    let is_it = |run: &&[&str]| {
        run.iter()
            .zip(&wanted)
            .all(|(word, own)| without_accents(word) == *own)
    };
    let own = words.windows(wanted.len().max(1)).rev().find(is_it);
    own.map_or(told, |run| run.join(" "))
}

/// Whether some of these words stand behind one that denies them: "không sai", "không phải bản nháp".
fn is_denied(said: &str, words: &str) -> bool {
    let mut found = said.match_indices(words);
    found.all(|(at, _)| {
        let before: Vec<&str> = said[..at].split_whitespace().collect();
        let near = before.iter().rev().take(3);
        let of_phrase = words.split(' ').next().unwrap_or_default();
        !DENIED.contains(&of_phrase) && near.into_iter().any(|word| DENIED.contains(word))
    })
}

/// Whether what is old is a thing that the figures are about.
fn is_thing(said: &str, words: &str) -> bool {
    let mut found = said.match_indices(words);
    words == "cũ"
        && found.all(|(at, _)| {
            let before = said[..at].split_whitespace().next_back();
            before.is_some_and(|word| OLD_THINGS.contains(&word))
        })
}

/// Whether a word without accents is written as the last word of a name: "Bieu CNTT - Huy", "Nguyen Huy".
fn names_a_person(stem: &str, word: &str) -> bool {
    let words = stem.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.len() > 1 && words.last() == Some(&word)
}

/// The words by which a name is that of a plan.
fn plan(said: &str) -> Option<String> {
    let words: Vec<&str> = said.split(' ').collect();
    let is_year = |word: &str| word.len() == 4 && word.starts_with("20");
    let is_agency = |word: &str| word.ends_with("ubnd") || word.ends_with("hdnd");
    (0..words.len()).find_map(|at| {
        let (is_short, length) = match words[at..] {
            ["kế", "hoạch", ..] => (false, 2),
            ["kh", ..] => (true, 1),
            _ => return None,
        };
        let before = at.checked_sub(1).map(|at| words[at]);
        let mut behind = words[at + length..].iter().copied();
        let next = behind.next();
        let year = if next == Some("năm") {
            behind.next()
        } else {
            next
        };
        let year = year.filter(|word| is_year(word));
        let is_paper = behind.next().is_some_and(is_agency);
        // "Tài chính - Kế hoạch" is an office.
        let office = at.checked_sub(2).map(|from| words[from..at].join(" "));
        let is_finance = office.is_some_and(|words| without_accents(&words) == "tai chinh");
        let is_elsewhere = is_finance || before.is_some_and(|word| BEFORE_PLAN.contains(&word));
        let is_office = next.is_some_and(|word| BEHIND_PLAN.contains(&word));
        let stands_out = !is_short && (at == 0 || next.is_none());
        let is_plan = year.map_or(stands_out, |_| !is_paper);
        let told = year.map_or_else(String::new, |year| format!(" {year}"));
        (is_plan && !is_elsewhere && !is_office).then(|| format!("kế hoạch{told}"))
    })
}

/// Whether words parted by single spaces have others, whole.
fn has(said: &str, words: &str) -> bool {
    format!(" {said} ").contains(&format!(" {words} "))
}

fn words_of(text: &str) -> Vec<String> {
    let plain = without_accents(text);
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The words of a text without accents, parted by single spaces.
fn spaced(text: &str) -> String {
    words_of(text).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_name_of_another_year_or_of_an_unused_version_speaks_against_its_figures() {
        for (name, wanted) in [
            ("16426_xa-Dong-Quang_CNTT-2020.xlsx", None),
            ("xã Đông Quang báo cáo năm 2019.xlsx", Some("2019")),
            ("bao cao nam2019.xlsx", Some("2019")),
            ("bao-cao-nam-2021.xlsx", Some("2021")),
            ("CNTT-2019.xlsx", Some("2019")),
            ("CNTT 2005.xlsx", None),
            ("CNTT 2019-2020.xlsx", None),
            ("CNTT 05-01-2021.xlsx", None),
            ("CNTT 20191103.xlsx", Some("03/11/2019")),
            ("IMG_20191103.xlsx", None),
            ("khong phai ban nhap.xlsx", None),
            ("so lieu khong sai.xlsx", None),
            ("Bieu CNTT - Huy.xlsx", None),
            ("Bieu CNTT HUY.xlsx", Some("huy")),
            ("Bieu cua Uoc.xlsx", None),
            ("danh sach may cu.xlsx", None),
            ("danh sách máy cũ.xlsx", None),
            ("dư thảo.xlsx", Some("dự thảo")),
            ("so lieu so bo.xlsx", Some("sơ bộ")),
            ("chua duyet.xlsx", Some("chưa duyệt")),
            ("CNTT backup.xlsx", Some("backup")),
            ("KHONG GUI.xlsx", Some("không gửi")),
            ("khong dung.xlsx", Some("không dùng")),
            ("Biểu xã (hủy).xlsx", Some("hủy")),
            ("Bieu xa da huy.xlsx", Some("hủy")),
            ("Dự thảo biểu.xlsx", Some("dự thảo")),
            ("du-thao-bieu.xlsx", Some("dự thảo")),
            ("bản nháp.xlsx", Some("nháp")),
            ("so lieu nhap.xlsx", None),
            ("Biểu 01 - cũ.xlsx", Some("cũ")),
            ("Bieu 01 cu (1).xlsx", Some("cu")),
            ("Bieu xa Quang Cu.xlsx", None),
            ("ban cuoi.xlsx", None),
            ("sửa lại.xlsx", None),
            ("so_lieu_cu.xlsx", Some("cũ")),
            ("bieu mau vi du.xlsx", Some("ví dụ")),
            ("Bieu dien thu.xlsx", Some("điền thử")),
            ("SL19.xlsx", Some("2019")),
            ("CV so 2019.xlsx", None),
            ("Kem CV 2019.xlsx", None),
            ("QD 12-2018.xlsx", None),
            ("Quyet dinh so 2019.xlsx", None),
            ("thong tu 20-2019-TT.xlsx", None),
            ("QD 12 nam 2019.xlsx", Some("2019")),
            ("BC 2019.xlsx", Some("2019")),
        ] {
            let own = if name.contains("Quang Cu") {
                "16426 Xã Quảng Cư"
            } else {
                "16426 Xã Đông Quang"
            };
            let told = said(name, own, "năm 2020").map(|told| without_accents(&told));
            assert_eq!(told, wanted.map(without_accents), "{name}");
        }
        assert_eq!(said("bao cao 2019.xlsx", "", "quý I"), None);
    }

    fn said(name: &str, own: &str, period: &str) -> Option<String> {
        let known = Known {
            own: words_of(own),
            titles: vec![spaced("CNTT-2020"), spaced("Biểu lũy kế nhu cầu")],
            asked: Asked {
                period,
                days: Some((date(2020, 1, 1), date(2020, 10, 28))),
            },
        };
        known.speaks_against(name)
    }

    #[test]
    fn all_words_are_known_without_their_accents() {
        assert_eq!(crate::value::accented::not_known(FORECASTS), [""; 0]);
    }

    #[test]
    fn a_name_of_a_draft_a_plan_or_an_estimate_speaks_against_its_figures() {
        for (name, wanted) in [
            ("NHAP.xlsx", Some("nhap")),
            ("nhap (2).xlsx", Some("nhap")),
            ("ban nhap.xlsx", Some("nháp")),
            ("BNHAP CNTT.xlsx", Some("bnhap")),
            ("CNTT (nhap).xlsx", Some("nhap")),
            ("CNTT (nháp).xlsx", Some("nháp")),
            ("da nhap.xlsx", None),
            ("nhap lieu xa Dong Quang.xlsx", None),
            ("xa Dong Quang nhap.xlsx", None),
            ("nhap thay xa.xlsx", None),
            ("bieu_du_thao_2020.xlsx", Some("dự thảo")),
            ("Xã Đông Quang du thao.xlsx", Some("dự thảo")),
            ("bieu chua hoan thanh.xlsx", Some("chưa hoàn thành")),
            ("uoc thuc hien 2020.xlsx", Some("ước")),
            ("Ước thực hiện cả năm.xlsx", Some("ước")),
            ("so lieu tam tinh.xlsx", Some("tạm tính")),
            ("Huong uoc xa.xlsx", None),
            ("so lieu cong don.xlsx", Some("cộng dồn")),
            ("so lieu nam truoc.xlsx", Some("năm trước")),
            ("so sanh voi nam truoc.xlsx", None),
            ("du kien so lieu.xlsx", Some("dự kiến")),
            ("Biểu lũy kế nhu cầu.xlsx", None),
            ("ke hoach 2020.xlsx", Some("kế hoạch 2020")),
            ("ke hoach 2021 xa Dong Quang.xlsx", Some("kế hoạch 2021")),
            ("CNTT kế hoạch năm 2021.xlsx", Some("2021")),
            ("KH 2021.xlsx", Some("kế hoạch 2021")),
            ("CNTT (kế hoạch).xlsx", Some("kế hoạch")),
            ("thuc hien ke hoach 2020.xlsx", None),
            ("KH 2020-UBND xa.xlsx", None),
            ("Kem KH 12-UBND.xlsx", None),
            ("Phong Ke hoach - Tai chinh.xlsx", None),
            ("Tai chinh - Ke hoach.xlsx", None),
            ("ke hoach hoa gia dinh.xlsx", None),
            ("bieu sua sai.xlsx", None),
            ("doan thanh nien.xlsx", None),
            ("Đông Quang - tháng 11.xlsx", None),
            ("quý II.xlsx", Some("quý 2")),
        ] {
            let told = said(name, "16426 Xã Đông Quang", "năm 2020");
            let told = told.map(|told| without_accents(&told));
            assert_eq!(told, wanted.map(without_accents), "{name}");
        }
        let told = |name| said(name, "15123 Xã Sài Sơn", "năm 2020");
        assert_eq!(told("DỰ THẢO biểu.xlsx").as_deref(), Some("DỰ THẢO"));
        assert_eq!(told("bieu xa Sai Son.xlsx"), None);
        assert_eq!(told("Sai Son so lieu sai.xlsx").as_deref(), Some("sai"));
    }
}
