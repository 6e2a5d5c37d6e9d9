//! Which unit a text names: a cell, or the name of a file.
//!
//! In: the text and the units that should answer. Out: the codes that it names. Names are matched with their accents, never
//! without; a body that lies in a unit is not it.

use super::Expected;
use super::expected::Named;
use super::naming::{
    PREFIXES, apart, begin_with_another_body, code_words, name_another_body, starts, words_of,
};
use crate::model::id::UnitCode;
use crate::model::unit::Unit;
use crate::value::fold::without_accents;
use std::collections::{BTreeMap, BTreeSet};

/// Codes of the units that a cell names: "16390 - Xã Đông Hòa", "UBND xã Đông Hòa", "TT. Rừng Thông"; also behind a label, and
/// before the places of the campaign: "Đơn vị: xã Đông Hòa, huyện Đông Sơn".
pub(super) fn named_in_cell<'u>(text: &str, expected: &'u Expected<'_>) -> Vec<&'u UnitCode> {
    let after_label = text.rsplit_once(':').map(|(_, after)| after.trim());
    let texts = [Some(text), after_label].into_iter().flatten();
    let readings = texts.flat_map(|text| [Some(text), expected.places.cut(text)]);
    let mut named = readings.flatten().map(|text| named_by(text, expected));
    named.find(|codes| !codes.is_empty()).unwrap_or_default()
}

fn named_by<'u>(text: &str, expected: &'u Expected<'_>) -> Vec<&'u UnitCode> {
    if text.is_empty() {
        return Vec::new();
    }
    let (code, after) = match text.split_once('-') {
        Some((code, after)) => (code.trim(), after),
        None => (text, text),
    };
    let code = code_words(code);
    let by_code = expected.with_code(&code);
    let name = apart(if by_code.is_some() { after } else { text });
    let same = expected.with_name(&name.rest).filter(|(unit, named)| {
        let is_kind = |kind| kind == named.kind || kind == unit.unit_type;
        name.kind.is_none_or(is_kind) && name.is_of(&named.body)
    });
    let same: Vec<(&Unit, &Named)> = same.collect();
    // Who says no body means the unit itself, where it is there beside others of its name.
    let itself = same.iter().filter(|(_, named)| named.body.is_empty());
    let itself: Vec<&UnitCode> = itself.map(|(unit, _)| &unit.code).collect();
    let same: Vec<&UnitCode> = match (&name.body, itself.as_slice()) {
        (None, [_, ..]) => itself,
        _ => same.iter().map(|(unit, _)| &unit.code).collect(),
    };
    match (by_code, same.as_slice()) {
        // A code and another unit's name: both are told, which is a contradiction.
        (Some(unit), [one]) if **one != unit.code => vec![&unit.code, one],
        // A code and another body of that unit: whose it is nobody can tell.
        (Some(_), []) if begin_with_another_body(&words_of(after)) => Vec::new(),
        // A list of units behind a code.
        (Some(unit), []) if let Some(other) = other_within(after, unit, expected) => {
            vec![&unit.code, other]
        }
        (Some(unit), _) => vec![&unit.code],
        (None, [one]) => vec![one],
        (None, _) => Vec::new(),
    }
}

/// Another unit that a text names beside one of this name.
fn other_within<'u>(text: &str, unit: &Unit, expected: &'u Expected<'_>) -> Option<&'u UnitCode> {
    let words = words_of(text);
    let own = words_of(&unit.name);
    let is_part = |named: &Named| {
        own.windows(named.rest.len().max(1))
            .any(|run| run == named.rest)
    };
    let mut others = expected.within(&words);
    let other = others.find(|(other, named)| {
        other.code != unit.code && !is_part(named) && told_in(&words, named).is_some()
    });
    other.map(|(other, _)| &other.code)
}

/// The one unit that a file name tells, by code or by name with its accents.
pub(super) fn named_in_file<'u>(file: &str, expected: &'u Expected<'_>) -> Option<&'u UnitCode> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = words_of(stem);
    let by_code = words.iter().filter(|word| word.chars().count() >= 4);
    let by_code: BTreeSet<&UnitCode> = by_code
        .filter_map(|word| Some(&expected.with_code(word)?.code))
        .collect();
    if by_code.len() == 1 {
        return by_code.first().copied();
    }
    let mut best: Option<(usize, Vec<&UnitCode>)> = None;
    for (unit, named) in expected.within(&words) {
        let Some(length) = told_in(&words, named) else {
            continue;
        };
        match &mut best {
            Some((longest, codes)) if *longest == length => codes.push(&unit.code),
            Some((longest, _)) if *longest > length => {}
            _ => best = Some((length, vec![&unit.code])),
        }
    }
    match best {
        Some((_, codes)) if codes.len() == 1 => codes.first().copied(),
        _ => None,
    }
}

/// The other unit than its own that a file name tells without accents: too little to say whose a file is, enough to doubt what
/// it says itself. `None` where names differ by their accents only.
pub(super) fn another_in_file<'u>(
    file: &str,
    own: &UnitCode,
    expected: &'u Expected<'_>,
) -> Option<&'u UnitCode> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words: Vec<String> = words_of(stem).iter().map(|w| without_accents(w)).collect();
    let by_code = words.iter().filter(|word| {
        let has = |is: fn(&char) -> bool| word.chars().any(|c| is(&c));
        has(char::is_ascii_digit) && has(char::is_ascii_alphabetic)
    });
    let by_code = by_code.filter_map(|word| Some(&expected.with_code(word)?.code));
    let mut told: BTreeMap<usize, BTreeSet<&UnitCode>> = BTreeMap::new();
    told.entry(usize::MAX).or_default().extend(by_code);
    for (unit, named) in expected.plainly_within(&words) {
        let rest = named.rest.iter().map(|w| without_accents(w)).collect();
        let plain = Named {
            rest,
            ..named.clone()
        };
        if let Some(length) = told_by(&words, &plain, &|prefix| without_accents(prefix)) {
            told.entry(length).or_default().insert(&unit.code);
        }
    }
    told.retain(|_, codes| !codes.is_empty());
    let (_, longest) = told.pop_last()?;
    match longest.into_iter().collect::<Vec<_>>().as_slice() {
        [one] if *one != own => Some(one),
        _ => None,
    }
}

/// How many words of a file name tell a unit, its type among them; `None` when it is not told, or only where another body
/// of it is.
fn told_in(words: &[String], named: &Named) -> Option<usize> {
    told_by(words, named, &str::to_owned)
}

/// The same with the words before a name as they are `written`.
fn told_by(words: &[String], named: &Named, written: &dyn Fn(&str) -> String) -> Option<usize> {
    let rest = &named.rest;
    if rest.is_empty() {
        return None;
    }
    let at = words.windows(rest.len()).position(|w| w == rest)?;
    if named.body.is_empty() && name_another_body(&words[..at]) {
        return None;
    }
    let before = PREFIXES.iter().find(|(prefix, _)| {
        let prefix = written(prefix);
        let prefix: Vec<&str> = prefix.split(' ').collect();
        at >= prefix.len() && starts(&words[at - prefix.len()..at], &prefix)
    });
    match before {
        Some((_, told)) if *told != named.kind => None,
        Some(_) => Some(rest.len() + 1),
        // A name of one word is too little without its type.
        None if rest.len() < 2 => None,
        None => Some(rest.len()),
    }
}

/// The unit that the name of a file tells, else its sender: for files that nothing inside can tell of.
pub fn told_outside<'u>(
    file: &str,
    sender: Option<&UnitCode>,
    expected: &'u Expected<'_>,
) -> Option<&'u Unit> {
    expected.unit(named_in_file(file, expected).or(sender)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit;
    use crate::model::kit::Kit;
    use std::sync::{Arc, LazyLock};

    static KIT: LazyLock<Kit> = LazyLock::new(|| {
        let files = kit::embedded("cntt-huyen-2020").expect("a kit of the program");
        kit::load(&files).expect("a sound kit")
    });

    fn expected() -> Expected<'static> {
        Expected::new(&KIT, units()).with_places(["huyện Đông Sơn", "UBND TỈNH THANH HÓA"])
    }

    fn units() -> Vec<Arc<Unit>> {
        let unit = |code: &str, unit_type: &str, name: &str| {
            let code = code.parse().expect("a code");
            Arc::new(Unit::named(
                code,
                unit_type,
                name,
                "xa".parse().expect("a form"),
            ))
        };
        vec![
            unit("16390", "xa", "Xã Đông Hòa"),
            unit("16378", "thi_tran", "Thị trấn Rừng Thông"),
            unit("20001", "xa", "Xã Đồng Tiến"),
            unit("20002", "phuong", "Phường Đông Tiến"),
            unit("20003", "xa", "Xã Đông Hòa Bắc"),
            unit("20004", "xa", "Đảng ủy xã Đông Lĩnh"),
        ]
    }

    #[test]
    fn a_cell_names_its_unit_in_many_ways() {
        for (text, wanted) in [
            ("16390 - Xã Đông Hòa", "16390"),
            ("UBND xã Đông Hoà", "16390"),
            ("X. ĐÔNG HÒA", "16390"),
            ("Đông Hòa", "16390"),
            ("TT Rừng Thông", "16378"),
            ("TTr. Rừng Thông", "16378"),
            ("16390", "16390"),
            ("Phường Đông Tiến", "20002"),
            ("xã Đông Tiến", ""),
            ("Dong Hoa", ""),
            ("16390 - Xã Đồng Tiến", "16390 20001"),
            ("UBND và HĐND xã Đông Hòa", "16390"),
            ("Đảng ủy - HĐND - UBND xã Đông Hòa", "16390"),
            ("Văn phòng HĐND-UBND xã Đông Hòa", "16390"),
            ("VP UBND xã Đông Hòa", "16390"),
            ("Văn phòng Ủy ban nhân dân thị trấn Rừng Thông", "16378"),
            ("Văn phòng HĐND xã Đông Hòa", ""),
            ("Văn phòng Đảng ủy xã Đông Hòa", ""),
            ("Văn phòng HĐND-UBND huyện Đông Hòa", ""),
            ("HĐND xã Đông Hòa", ""),
            ("Hội đồng nhân dân xã Đông Hòa", ""),
            ("Đảng ủy xã Đông Hòa", ""),
            ("16390 - Đảng ủy xã Đông Hòa", ""),
            ("16390 - Công an xã Đông Hòa", ""),
            ("Công an xã Đông Hòa", ""),
            ("UBND xã Đông Hòa, huyện Đông Sơn, tỉnh Thanh Hóa", "16390"),
            ("UBND XÃ ĐÔNG HÒA - HUYỆN ĐÔNG SƠN", "16390"),
            ("Đơn vị: Xã Đông Hòa (huyện Đông Sơn)", "16390"),
            ("Công an xã Đông Hòa, huyện Đông Sơn", ""),
            ("Xã Đông Hòa, huyện Triệu Sơn", ""),
            ("Đảng ủy xã Đông Lĩnh", "20004"),
            ("Xã Đông Lĩnh", "20004"),
            ("UBND xã Đông Lĩnh", ""),
            ("", ""),
        ] {
            let expected = expected();
            let codes = named_in_cell(text, &expected).into_iter();
            let codes: Vec<&str> = codes.map(UnitCode::as_str).collect();
            assert_eq!(codes.join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn a_file_name_tells_one_unit_or_none() {
        for (file, wanted) in [
            ("16390_xa-Dong-Hoa_CNTT-2020.xlsx", Some("16390")),
            ("Biểu xã Đông Hòa (bản cuối).xlsx", Some("16390")),
            ("bieu dong hoa.xlsx", None),
            ("Đông Hòa Bắc.xlsx", Some("20003")),
            ("TT_Rừng_Thông sửa lại.xls", Some("16378")),
            ("xã Đông Tiến.xlsx", None),
            ("Phường Đông Tiến.xlsx", Some("20002")),
            ("16390 và 16378.xlsx", None),
            ("Công an xã Đông Hòa.xlsx", None),
            ("HĐND-UBND xã Đông Hòa.xlsx", Some("16390")),
            ("Văn phòng UBND xã Đông Hòa.xlsx", Some("16390")),
            ("Trường THCS xã Đông Hòa gửi.xlsx", None),
            ("", None),
        ] {
            let expected = expected();
            let code = named_in_file(file, &expected).map(UnitCode::as_str);
            assert_eq!(code, wanted, "{file}");
        }
    }

    #[test]
    fn a_file_name_without_accents_doubts_what_the_file_says_of_itself() {
        for (file, own, wanted) in [
            ("bieu dong hoa.xlsx", "16378", Some("16390")),
            ("BC CNTT xa Dong Hoa.xlsx", "16378", Some("16390")),
            ("xa-Dong-Hoa_CNTT-2020.xlsx", "16378", Some("16390")),
            ("bieu dong hoa.xlsx", "16390", None),
            ("dong hoa bac (1).xlsx", "16390", Some("20003")),
            ("dong hoa bac (1).xlsx", "20003", None),
            // Of two that differ by their accents or types alone it tells neither.
            ("dong tien.xlsx", "16390", None),
            ("phuong dong tien.xlsx", "16390", Some("20002")),
            ("bieu cua xa.xlsx", "16390", None),
            ("X02_gui lai (1).xlsx", "16390", Some("X02")),
            ("X02_gui lai (1).xlsx", "X02", None),
            ("405 gui lai.xlsx", "16390", None),
        ] {
            let mut units = units();
            let code = "X02".parse().expect("a code");
            let form = "xa".parse().expect("a form");
            units.push(Arc::new(Unit::named(code, "xa", "Xã Hòa Lạc", form)));
            let expected = Expected::new(&KIT, units);
            let own = own.parse().expect("a code");
            let other = another_in_file(file, &own, &expected).map(UnitCode::as_str);
            assert_eq!(other, wanted, "{file} of {own}");
        }
    }
}
