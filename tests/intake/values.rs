//! What people type, case by case: the files in `tests/cases`, one kind each.

use std::fmt::Write as _;
use tonghop::check::remarks::row;
use tonghop::value::{Kind, Nil, Raw, Remark, Understood, Value, understand};
use tonghop::words::remarks::said as said_of;

fn check(name: &str, kind: &Kind) {
    let path = format!("{}/tests/cases/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(&path).expect("the cases are in the repository");
    let mut wrong = String::new();
    let cases = file.lines().filter(|l| !l.starts_with("# ")).skip(1);
    for line in cases.clone() {
        let [cell, format, unit, says] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{name}.tsv wants four columns: {line}");
        };
        let percent = match format {
            "%" => Some(true),
            "General" => Some(false),
            _ => None,
        };
        let said = shown(&understand(&raw(cell), percent, kind, unit));
        if said != says {
            let _ = writeln!(wrong, "{cell} {format} {unit}: says {said}, wanted {says}");
        }
    }
    assert!(cases.count() > 5, "{name}.tsv has too few cases");
    assert!(wrong.is_empty(), "{name}.tsv\n{wrong}");
}

fn raw(cell: &str) -> Raw {
    if cell.is_empty() {
        Raw::Blank
    } else if let Some(text) = cell.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
        Raw::Text(text.to_owned())
    } else if let Some(day) = cell.strip_prefix('[').and_then(|c| c.strip_suffix(']')) {
        let parts: Vec<i16> = day
            .split('/')
            .map(|n| n.parse().expect("a number"))
            .collect();
        let day = jiff::civil::date(parts[2], parts[1] as i8, parts[0] as i8);
        Raw::Date(tonghop::value::understand::serial_of_day(day).expect("a day of Excel"))
    } else if cell.starts_with('#') {
        Raw::Error(cell.to_owned())
    } else if cell == "=?" {
        Raw::Uncomputed
    } else if let Ok(yes) = cell.to_lowercase().parse() {
        Raw::Bool(yes)
    } else {
        Raw::Number(cell.parse().expect("a number"))
    }
}

fn shown(said: &Understood) -> String {
    let mut out = match (&said.value, said.nil) {
        (Some(Value::Number(n)), None) => n.to_string(),
        (Some(Value::YesNo(yes)), None) => if *yes { "có" } else { "không" }.to_owned(),
        (Some(Value::Date(day)), None) => day.to_string(),
        (Some(Value::Month(m)), None) => format!("{:04}-{:02}", m.year, m.month),
        (Some(Value::Text(t)), None) => format!("\"{t}\""),
        (None, Some(Nil::NoData)) => "không có số liệu".to_owned(),
        (None, Some(Nil::NotArisen)) => "không phát sinh".to_owned(),
        (None, None) if said.remarks.is_empty() => "blank".to_owned(),
        (None, None) => String::new(),
        _ => "a value and a nil".to_owned(),
    };
    if said.estimate {
        out += " about";
    }
    for remark in &said.remarks {
        let verb = match (remark.refuses(), row(remark).asks) {
            (true, _) => "asks",
            (false, true) => "confirm",
            (false, false) => "notes",
        };
        let comma = if out.is_empty() { "" } else { ", " };
        let _ = write!(out, "{comma}{verb} {}", row(remark).id);
    }
    out
}

#[test]
fn counts_are_understood_as_offices_write_them() {
    check("counts", &Kind::Count);
}

#[test]
fn amounts_are_understood_as_offices_write_them() {
    check("amounts", &Kind::Amount);
}

#[test]
fn decimals_are_understood_as_offices_write_them() {
    check("decimals", &Kind::Decimal { places: 1 });
}

#[test]
fn shares_are_understood_as_offices_write_them() {
    check("percents", &Kind::Percent);
}

#[test]
fn yes_and_no_are_understood_as_offices_write_them() {
    check("yes_no", &Kind::YesNo);
}

#[test]
fn choices_are_matched_with_their_accents() {
    let choices = ["Khóa", "Cáp quang", "Mức 3", "2", "Đồng Tiến"];
    check(
        "choices",
        &Kind::Choice(choices.map(str::to_owned).to_vec()),
    );
}

#[test]
fn days_stand_before_months() {
    check("dates", &Kind::Date);
}

#[test]
fn months_are_understood_as_offices_write_them() {
    check("months", &Kind::Month);
}

#[test]
fn texts_are_kept_as_they_were_typed() {
    check("texts", &Kind::Text);
}

#[test]
fn opinions_stay_as_written_and_nothing_to_say_is_no_opinion() {
    check("opinions", &Kind::Prose);
}

/// How offices write a count.
const STYLES: [fn(u64) -> String; 12] = [
    |n| n.to_string(),
    |n| format!("{n:02}"),
    |n| tonghop::value::format::count(n as f64),
    |n| tonghop::value::format::count(n as f64).replace('.', " "),
    |n| tonghop::value::format::count(n as f64).replace('.', "\u{a0}"),
    |n| format!("{n} hồ sơ"),
    |n| format!("{n:02} (hồ sơ)"),
    |n| format!("  {n}\u{200b}\n"),
    |n| format!("'{n}"),
    |n| format!("khoảng {n}"),
    |n| {
        n.to_string()
            .chars()
            .map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c))
            .collect()
    },
    |n| format!("{n}."),
];

proptest::proptest! {
    #[test]
    fn whatever_is_typed_is_understood_or_asked(text in ".*", unit in ".{0,8}") {
        let kinds = [
            Kind::Count, Kind::Decimal { places: 2 }, Kind::Amount, Kind::Percent, Kind::YesNo,
            Kind::Choice(vec!["Có".into()]), Kind::Date, Kind::Month, Kind::Text, Kind::Prose,
        ];
        for kind in kinds {
            let said = understand(&Raw::Text(text.clone()), None, &kind, &unit);
            let refused = said.remarks.iter().any(Remark::refuses);
            proptest::prop_assert!(!(refused && said.value.is_some()));
            if let Some(Value::Number(n)) = said.value {
                proptest::prop_assert!(n.is_finite());
            }
        }
    }

    #[test]
    fn a_whole_number_is_read_as_it_is_written(n in 0u64..1_000_000_000_000) {
        let written = tonghop::value::format::count(n as f64);
        let said = understand(&Raw::Text(written), None, &Kind::Count, "");
        proptest::prop_assert_eq!(said.value, Some(Value::Number(n as f64)));
    }

    #[test]
    fn a_count_in_any_accepted_style_reads_back_as_itself(n in 0u64..1_000_000_000, style in 0usize..STYLES.len()) {
        let said = understand(&Raw::Text(STYLES[style](n)), None, &Kind::Count, "hồ sơ");
        proptest::prop_assert_eq!(said.value, Some(Value::Number(n as f64)), "{}", STYLES[style](n));
    }

    #[test]
    fn shares_decimals_and_days_read_back_as_themselves(n in 0u32..100_000, places in 0i32..3, day in 1i32..80_000) {
        let scale = 10f64.powi(places);
        let decimal = f64::from(n) / scale;
        let written = format!("{decimal:.*}", places.unsigned_abs() as usize).replace('.', ",");
        // A comma before three digits may part thousands.
        if places < 3 {
            let said = understand(&Raw::Text(written.clone()), None, &Kind::Decimal { places: 2 }, "");
            proptest::prop_assert_eq!(said.value, Some(Value::Number(decimal)), "{}", written);
        }
        for share in [format!("{written}%"), format!("{written} %"), format!("{written} phần trăm")] {
            let said = understand(&Raw::Text(share.clone()), None, &Kind::Percent, "");
            match said.value {
                Some(Value::Number(read)) => proptest::prop_assert!((read - decimal / 100.0).abs() < 1e-9, "{share}"),
                other => proptest::prop_assert!(false, "{share}: {other:?}"),
            }
        }
        let on = jiff::civil::date(1900, 3, 1).checked_add(jiff::Span::new().days(day)).expect("a day");
        let (d, m, y) = (on.day(), on.month(), on.year());
        for written in [format!("{d:02}/{m:02}/{y}"), format!("{d}/{m}/{y}"), format!("{d:02}.{m:02}.{y}"),
            format!("{d}-{m}-{y}"), format!("{y}-{m:02}-{d:02}"), format!("ngày {d} tháng {m} năm {y}")] {
            let said = understand(&Raw::Text(written.clone()), None, &Kind::Date, "");
            proptest::prop_assert_eq!(said.value, Some(Value::Date(on)), "{}", written);
        }
    }

    #[test]
    fn a_text_without_digits_is_never_read_as_a_number(text in "[^0-9\u{ff10}-\u{ff19}]{0,20}", unit in "(hồ sơ|máy|%)?") {
        for kind in [Kind::Count, Kind::Decimal { places: 2 }, Kind::Amount, Kind::Percent] {
            let said = understand(&Raw::Text(text.clone()), None, &kind, &unit);
            let digits = text.chars().any(char::is_numeric);
            proptest::prop_assert!(said.value.is_none() || digits, "{text}: {:?}", said.value);
        }
    }

    #[test]
    fn a_number_that_is_taken_has_the_digits_that_were_typed(text in "[0-9.,/x a-z()-]{1,14}") {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if let Some(Value::Number(n)) = understand(&Raw::Text(text.clone()), None, &Kind::Count, "").value {
            let read = format!("{n}");
            proptest::prop_assert!(digits.trim_start_matches('0') == read.trim_start_matches('0')
                || digits.trim_end_matches('0').trim_start_matches('0') == read.trim_end_matches('0').trim_start_matches('0'),
                "{text}: {n}");
        }
    }

    #[test]
    fn any_number_in_a_cell_is_understood_or_asked(n in proptest::num::f64::ANY) {
        for kind in [Kind::Count, Kind::Percent, Kind::Date, Kind::Month, Kind::YesNo, Kind::Text] {
            for percent in [None, Some(true), Some(false)] {
                let _ = understand(&Raw::Number(n), percent, &kind, "");
                let _ = understand(&Raw::Date(n), percent, &kind, "");
            }
        }
    }
}

#[test]
fn text_in_an_old_font_is_read_and_said() {
    let said = understand(
        &Raw::Text("Kinh phÝ cßn h¹n chÕ".into()),
        None,
        &Kind::Text,
        "",
    );
    assert_eq!(said.value, Some(Value::Text("Kinh phí còn hạn chế".into())));
    let [remark] = said.remarks.as_slice() else {
        panic!("{:?}", said.remarks)
    };
    assert_eq!(row(remark).id, "VB-02");
    let (message, _) = said_of(remark, &Kind::Text);
    let sentence = message.say(tonghop::words::Lang::Vi);
    assert!(
        sentence.contains("Kinh phÝ") && sentence.contains("Kinh phí"),
        "{sentence}"
    );
    // Words of the form are understood through it too.
    assert_eq!(
        understand(&Raw::Text("Kh«ng".into()), None, &Kind::YesNo, "").value,
        Some(Value::YesNo(false))
    );
}

#[test]
fn a_few_words_in_an_old_font_are_read_with_a_note_of_both_forms_or_asked_about() {
    let words = |text: &str| understand(&Raw::Text(text.into()), None, &Kind::Prose, "");
    let sure = words("Thieáu maùy");
    assert_eq!(sure.value, Some(Value::Text("Thiếu máy".into())));
    let unclear = words("Thieáu máy");
    assert_eq!(unclear.value, Some(Value::Text("Thieáu máy".into())));
    for (said, code, asks) in [(&sure, "VB-02", false), (&unclear, "VB-03", true)] {
        let [remark] = said.remarks.as_slice() else {
            panic!("{:?}", said.remarks)
        };
        assert_eq!((row(remark).id, row(remark).asks), (code, asks));
        let sentence = said_of(remark, &Kind::Prose).0;
        let sentence = sentence.say(tonghop::words::Lang::Vi);
        assert!(
            sentence.contains("Thieáu") && sentence.contains("Thiếu máy"),
            "{sentence}"
        );
    }
    assert_eq!(
        understand(&Raw::Text("Khoâng".into()), None, &Kind::YesNo, "").value,
        Some(Value::YesNo(false))
    );
}
