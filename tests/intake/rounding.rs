//! Differences that rounding alone can make are told and are no errors; what is counted is exact.

use crate::emit_kit::kit_with;
use crate::filled::sent;
use crate::returned::{fill, filled, received};
use tonghop::model::kit::Kit;
use tonghop::value::{Raw, Severity};

fn kit() -> Kit {
    let row = |id: &str, kind: &str| {
        format!("[[section.row]]\nid = \"{id}\"\nlabel = \"Dòng {id}\"\n{kind}\n")
    };
    let decimal = "unit = \"km\"\nkind = \"decimal\"\nplaces = 2";
    let rows = [
        row("tong_may", "unit = \"máy\"\nkind = \"count\""),
        row("may_tot", "unit = \"máy\"\nkind = \"count\""),
        row("may_hong", "unit = \"máy\"\nkind = \"count\""),
        row("tl_tot", "unit = \"%\"\nkind = \"percent\""),
        row("duong", decimal),
        row("duong_nhua", decimal),
        row("duong_dat", decimal),
        row("von", "unit = \"triệu đồng\"\nkind = \"amount\""),
        row("von_tinh", "unit = \"triệu đồng\"\nkind = \"amount\""),
        row("von_xa", "unit = \"triệu đồng\"\nkind = \"amount\""),
    ];
    let rule = |id: &str, condition: &str, change: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\ncondition = \"{condition}\"\nseverity = \"error\"\nmessage = \"{id} không khớp. Đề nghị xem lại.\"\ncounterexample = {{ {change} }}\n"
        )
    };
    let rules = [
        rule(
            "MAY-01",
            "tong_may = may_tot + may_hong",
            "tong_may = \"9\"",
        ),
        rule("TL-01", "tl_tot = may_tot / tong_may", "tl_tot = \"10%\""),
        rule("KM-01", "duong = duong_nhua + duong_dat", "duong = \"99\""),
        rule("VON-01", "von = von_tinh + von_xa", "von = \"99\""),
        rule(
            "KM-02",
            "duong_nhua <= duong",
            "duong_nhua = \"99\", duong = \"1\", duong_dat = \"1\"",
        ),
    ];
    let example = "tong_may = \"4\"\nmay_tot = \"3\"\nmay_hong = \"1\"\ntl_tot = \"75%\"\nduong = \"10,5\"\nduong_nhua = \"8,2\"\nduong_dat = \"2,3\"\nvon = \"30\"\nvon_tinh = \"18\"\nvon_xa = \"12\"\n";
    kit_with(&format!(
        "[form]\nid = \"xa\"\nnumber = \"Biểu 1\"\ntitle = \"Số liệu\"\nunit_types = [\"xa\"]\n\n[[section]]\nid = \"muc\"\ntitle = \"Mục\"\nsheet = \"Bieu\"\n{}\n{}\n[example]\n{example}",
        rows.concat(),
        rules.concat()
    ))
}

#[test]
fn what_rounding_alone_can_explain_is_no_error() {
    let kit = kit();
    let bytes = sent(&kit);
    for (typed, code, expected) in [
        // Each of three tenths may be off by half a tenth.
        (&[("duong", 10.6)][..], "KM-01", Some(Severity::Note)),
        (&[("duong", 10.7)], "KM-01", Some(Severity::Error)),
        (&[("duong", 10.5)], "KM-01", None),
        // Hundredths leave less room.
        (
            &[("duong", 10.54), ("duong_nhua", 8.22), ("duong_dat", 2.31)],
            "KM-01",
            Some(Severity::Note),
        ),
        (
            &[("duong", 10.56), ("duong_nhua", 8.22), ("duong_dat", 2.31)],
            "KM-01",
            Some(Severity::Error),
        ),
        // Two of three are 66,67%: 66,7 and 67 are rounded, 66 is not.
        (
            &[("tl_tot", 0.667), ("tong_may", 3.0), ("may_tot", 2.0)],
            "TL-01",
            Some(Severity::Note),
        ),
        (
            &[("tl_tot", 0.67), ("tong_may", 3.0), ("may_tot", 2.0)],
            "TL-01",
            Some(Severity::Note),
        ),
        (
            &[("tl_tot", 0.66), ("tong_may", 3.0), ("may_tot", 2.0)],
            "TL-01",
            Some(Severity::Error),
        ),
        // Millions are rounded, machines are counted; nothing is exactly nothing.
        (&[("von", 31.0)], "VON-01", Some(Severity::Note)),
        (&[("von", 32.0)], "VON-01", Some(Severity::Error)),
        (
            &[("von", 1.0), ("von_tinh", 0.0), ("von_xa", 0.0)],
            "VON-01",
            Some(Severity::Error),
        ),
        (&[("tong_may", 5.0)], "MAY-01", Some(Severity::Error)),
        // Only an equality is a matter of rounding.
        (&[("duong_nhua", 10.6)], "KM-02", Some(Severity::Error)),
    ] {
        let mut book = filled(&kit, &bytes);
        for (name, value) in typed {
            fill(&mut book, name, Raw::Number(*value));
        }
        let returns = received(&kit, &book, "16390_xa-Dong-Hoa_CNTT-2020.xlsx");
        let found = returns
            .findings
            .iter()
            .find(|one| one.code.as_str() == code);
        assert_eq!(found.map(|one| one.severity), expected, "{typed:?}");
    }
}
