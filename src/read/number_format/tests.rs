use super::{is_unusual, seen_number, seen_text};

#[test]
fn what_a_format_makes_of_a_number_is_told_where_it_is_something_else() {
    for (code, number, seen) in [
        ("#,##0,", 18_000.0, "18"),
        ("#,##0,", 18_400.0, "18"),
        ("0.0,,\" tr\"", 1_250_000.0, "1,3 tr"),
        ("0\" nghìn\"", 412.0, "412 nghìn"),
        ("0\\ \\n\\g\\à\\n", 5.0, "5 ngàn"),
        ("General\" máy\"", 5.5, "5,5 máy"),
        ("\"1\"0", 12.0, "112"),
        ("0\"00\"", 12.0, "1200"),
        (";;;", 17.0, ""),
        ("0;;", 0.0, ""),
        ("0;;", -4.0, ""),
        ("0;-0;;@", 0.0, ""),
        ("#,###", 0.0, ""),
        ("#", 0.2, ""),
        ("0;0", -5.0, "5"),
        ("\"đã nộp\"", 3.0, "đã nộp"),
        ("[>=1000]0,\"k\";0", 5000.0, "5k"),
        ("-0\" tỷ\"", 2.0, "-2 tỷ"),
        ("0\" tỷ\"", -2.0, "-2 tỷ"),
        ("0\"%\"", 98.0, "98%"),
        ("0\\%", 98.0, "98%"),
        ("General\"%\"", 98.0, "98%"),
        ("0%%", 0.5, "5000%%"),
        ("\"~\"0", 388.0, "~388"),
        ("\"khoảng \"#,##0", 388.0, "khoảng 388"),
        ("\\<0", 25.0, "<25"),
        ("0\"+\"", 25.0, "25+"),
        ("0\\,0", 21.0, "2,1"),
        ("0\\.0", 388.0, "38.8"),
        ("0\".\"000", 21.0, "0.021"),
        ("0\"/\"00", 388.0, "3/88"),
        ("#\\-##", 388.0, "3-88"),
        ("0\" \"0", 388.0, "38 8"),
        ("\"-\"0", 21.0, "-21"),
        ("(0)", 21.0, "(21)"),
        ("(0)", 0.0, "(0)"),
        ("0E+0", 388.0, "4E+02"),
        ("0.0E+0", 388.0, "3,9E+02"),
        ("0E+0", 0.0388, "4E-02"),
        ("0\"(*)\"", 388.0, "388(*)"),
        ("0\"?\"", 388.0, "388?"),
        ("#*0", 388.0, "3880"),
        ("[$1-42A]0", 388.0, "1388"),
        ("[>5](0);0", 388.0, "(388)"),
        ("# ?/?\" nghìn\"", 388.0, "388  nghìn"),
    ] {
        assert!(is_unusual(code), "{code}");
        assert_eq!(
            seen_number(code, number).as_deref(),
            Some(seen),
            "{code} {number}"
        );
    }
}

#[test]
fn a_number_that_is_shown_as_itself_is_no_other() {
    for code in [
        "General",
        "0",
        "0.0",
        "0.00",
        "#,##0",
        "#,##0.00",
        "#,##0.###",
        "0%",
        "0.00%",
        "@",
        "000000",
        "dd/mm/yyyy",
        "[h]:mm",
        "0.00E+00",
        "# ?/?",
        "#,##0_);(#,##0)",
        "#,##0;[Red]-#,##0",
        "#,##0_);[Red](#,##0)",
        "#,##0;[Red]#,##0",
        "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        "_-* #,##0.00\\ _₫_-;\\-* #,##0.00\\ _₫_-;_-* \"-\"??\\ _₫_-;_-@_-",
        "#,##0\\ \"₫\";[Red]\\-#,##0\\ \"₫\"",
        "[$-42A]#,##0",
        "[$₫-42A]#,##0",
        "0;-0;0;@",
        "[<0](0);0",
        "[Red][<0]\\-#,##0;#,##0",
        "#,##0\\ \"€\"",
        "##0.0E+0",
        "[$-409]d\\-mmm\\-yy;@",
        "#.##0",
        "",
    ] {
        assert!(!is_unusual(code), "{code}");
        for number in [0.0, 5.0, -5.0, 18_000.4] {
            assert_eq!(seen_number(code, number), None, "{code} {number}");
        }
    }
}

#[test]
fn blanks_between_groups_of_three_digits_make_no_other_number() {
    for (code, numbers) in [
        ("#\\ ##0", [5.0, 388.0, 18_000.0]),
        ("#\" \"###\" \"##0", [0.0, 388.0, 1_234_567.0]),
        ("0000\\ 000\\ 000", [5.0, 912_345_678.0, 388.0]),
        ("0E+0", [5.0, 400.0, 0.0]),
    ] {
        for number in numbers {
            assert_eq!(seen_number(code, number), None, "{code} {number}");
        }
    }
}

#[test]
fn a_number_behind_a_condition_is_shown_by_it() {
    assert_eq!(seen_number("[>=1000]0,\"k\";0", 500.0), None);
    assert_eq!(seen_number("[<0]\"âm\";0", 5.0), None);
}

#[test]
fn a_text_that_a_format_hides_is_told() {
    assert_eq!(seen_text(";;;", "12").as_deref(), Some(""));
    assert_eq!(seen_text("0;0;0;@\" xã\"", "12").as_deref(), Some("12 xã"));
    assert_eq!(seen_text("@", "12"), None);
    assert_eq!(seen_text("0;0;0;@", "12"), None);
    assert_eq!(seen_text("0;0", "12"), None);
    assert_eq!(seen_text("@\"%\"", "12").as_deref(), Some("12%"));
    assert_eq!(seen_text("@*.", "Hệ thống"), None);
}

proptest::proptest! {
    #[test]
    fn no_format_breaks_it(code in "[0#?.,;%@\"\\\\\\[\\]<>=_*EeGgeneralđ ]{0,24}", number: f64) {
        let _ = (is_unusual(&code), seen_number(&code, number), seen_text(&code, "a"));
    }
}
