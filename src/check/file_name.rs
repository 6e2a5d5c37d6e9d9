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
    "draft",
    "old",
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
    let end = context.expected.period.map(|(_, to)| to);
    let known = Known {
        own: words_of(&own),
        titles: titles.collect(),
        asked: Asked {
            period: context.period,
            end: end.map(|day| (i32::from(day.year()), day.month().unsigned_abs().into())),
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
        told.filter(|told| !self.is_in_titles(told))
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
            has(&said, &words) && !has(&said, &format!("sửa {words}"))
        });
        let last = || {
            let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
            let named = plain.iter().rev().find(|word| !is_number(word))?;
            let is_own = self.own.contains(named);
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
        let is_elsewhere = before.is_some_and(|word| BEFORE_PLAN.contains(&word));
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
            ("CNTT 20191103.xlsx", None),
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
            assert_eq!(said(name, own, "năm 2020").as_deref(), wanted, "{name}");
        }
        assert_eq!(said("bao cao 2019.xlsx", "", "quý I"), None);
    }

    fn said(name: &str, own: &str, period: &str) -> Option<String> {
        let known = Known {
            own: words_of(own),
            titles: vec![spaced("CNTT-2020"), spaced("Biểu lũy kế nhu cầu")],
            asked: Asked {
                period,
                end: Some((2020, 10)),
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
            ("ke hoach hoa gia dinh.xlsx", None),
            ("bieu sua sai.xlsx", None),
            ("doan thanh nien.xlsx", None),
            ("Đông Quang - tháng 11.xlsx", None),
            ("quý II.xlsx", Some("quý 2")),
        ] {
            let told = said(name, "16426 Xã Đông Quang", "năm 2020");
            assert_eq!(told.as_deref(), wanted, "{name}");
        }
        let told = |name| said(name, "15123 Xã Sài Sơn", "năm 2020");
        assert_eq!(told("bieu xa Sai Son.xlsx"), None);
        assert_eq!(told("Sai Son so lieu sai.xlsx").as_deref(), Some("sai"));
    }
}
