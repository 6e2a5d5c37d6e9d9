//! Forms that calculate: what `kit check` tells of their formulas, and rules on each row of a section.

use tonghop::kit;
use tonghop::source::Files;
use tonghop::words::Lang;

const FORM: &str = r#"
[form]
id = "xa"
number = "Biểu 1"
title = "Kết quả"
unit_types = ["xa"]

[[section]]
id = "kq"
title = "Kết quả"
sheet = "Kết quả"
unit = "hồ sơ"
kind = "count"
columns = [
  { suffix = "tong", label = "Tổng số", formula = "tt + tk" },
  { suffix = "tt", label = "Trực tuyến" },
  { suffix = "tk", label = "Trực tiếp" },
  { suffix = "tl", label = "Tỷ lệ", kind = "percent", formula = "tt / tong" },
]
row = [
  { id = "ts", label = "Tổng số", formula = "SUM(kq[])" },
  { id = "ht", label = "Hộ tịch" },
  { id = "dd", label = "Đất đai", columns = ["tong", "tt", "tk"] },
]

[[section]]
id = "chung"
title = "Chung"
sheet = "Chung"
row = [
  { id = "loai", label = "Loại", kind = "choice", choices = ["Đạt", "Chưa"] },
  { id = "so", label = "Số", kind = "count", formula = "ts_tt - ht_tt" },
]

[[section]]
id = "thon"
title = "Thôn"
sheet = "Thôn"
list = { capacity = 5, required = false, text_use = "direct", column = [
  { id = "ten", label = "Tên", kind = "text" }, { id = "ho", label = "Hộ", kind = "count" },
] }

[[rule]]
id = "KQ-1"
each = "kq"
condition = "tt <= 10 * tk"
severity = "error"
message = "{ten}: trực tuyến {tt}, trực tiếp {tk}."
counterexample = { dd_tk = "0" }

[example]
ht_tt = "3"
ht_tk = "2"
dd_tt = "4"
dd_tk = "1"
loai = "Đạt"
"#;

fn files(form: &str) -> Files {
    let kit = "[kit]\nid = \"mini\"\nversion = \"1\"\ntitle = \"Mini\"\nforms = [\"xa.toml\"]\nreport = \"report.md\"\n";
    [
        ("kit.toml", kit),
        ("xa.toml", form),
        ("report.md", "Xong.\n"),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .into()
}

/// What is told of the form with one text in the place of another: `marked text: message — help`.
fn told(from: &str, to: &str) -> String {
    assert!(FORM.contains(from), "{from}");
    let form = FORM.replacen(from, to, 1);
    let Err(mistakes) = kit::load(&files(&form)) else {
        return String::new();
    };
    let said = mistakes.iter().map(|m| {
        let help = m.help.as_ref().map(|h| format!(" — {}", h.say(Lang::En)));
        let at = form.get(m.span.clone()).unwrap_or_default();
        format!(
            "{at}: {}{}",
            m.message.say(Lang::En),
            help.unwrap_or_default()
        )
    });
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn each_mistake_of_a_computed_field_is_told_with_what_to_write() {
    let mut wrong = Vec::new();
    for (from, to, wanted) in [
        (
            "\"tt + tk\"",
            "\"tl * tk\"",
            "tl: The cell `dd_tong` is computed from `tl`, which has no cell there.",
        ),
        (
            "\"tt + tk\"",
            "\"tt + tkk\"",
            "tkk: The name `tkk` is not declared. — did you mean `tk`?",
        ),
        ("\"tt + tk\"", "\"tt + tk +\"", ": The formula ends"),
        ("\"tt + tk\"", "\"tong * 1\"", "go round in a circle: "),
        (
            "\"SUM(kq[])\"",
            "\"SUM(kp[])\"",
            "kp[]: `kp` is no section or list with columns. — did you mean `kq`?",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"SUM(kq[])\"",
            "kq[]: `kq[]` has several columns. — Write one of: kq[tong], kq[tt], kq[tk], kq[tl].",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"SUM(thon[hoo])\"",
            "thon[hoo]: The name `thon[hoo]` is not declared. — did you mean `ho`?",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"COUNTIF(thon.ho, 3)\"",
            "thon.ho: A whole column is needed here, not one value. — Write thon[ho]",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"kq[tt] * 2\"",
            "kq[tt]: `kq[tt]` is a whole column; one value is needed here. — Write kq.tt",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"SUM(thon[ten])\"",
            "thon[ten]: `thon[ten]` is words and cannot be calculated with. — Count by the words, for example COUNTIF(thon[ten], \"Đạt\").",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"loai + 1\"",
            "loai: `loai` is words and cannot be calculated with.",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"MAX(ts_tt, ht_tt)\"",
            "It is not clear how the results of this formula are rolled up",
        ),
        (
            "\"ts_tt - ht_tt\"",
            "\"IF(ISBLANK(ts_tt), 0, ht_tt)\"",
            "ts_tt: `ts_tt` is computed and never blank",
        ),
        ("\"ts_tt - ht_tt\"", "\"loai\"", "loai: "),
        (
            "\"SUM(kq[])\"",
            "\"ht * ht\"",
            "the formulas of its row and of its column meet",
        ),
        (
            "[example]",
            "[example]\nts_tt = \"7\"",
            "\"7\": `ts_tt` is computed; the example says only what is entered.",
        ),
        (
            "each = \"kq\"",
            "each = \"kqq\"",
            "\"kqq\": The name `kqq` is not declared. — did you mean `kq`?",
        ),
        ("{ dd_tk = \"0\" }", "{ dd_tk = \"1\" }", "\"1\": "),
    ] {
        let said = told(from, to);
        if !said.contains(wanted) {
            wrong.push(format!("{to}\n told   {said}\n wanted {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rule_on_each_row_is_a_rule_of_its_own_for_each_row_that_has_its_columns() {
    let kit = kit::load(&files(FORM)).expect("a sound kit");
    let said = kit.forms[0]
        .rules
        .iter()
        .map(|rule| format!("{}: {}: {}", rule.id, rule.condition.source(), rule.message));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "KQ-1-1: ts_tt <= 10 * ts_tk: Tổng số: trực tuyến {ts_tt}, trực tiếp {ts_tk}.",
            "KQ-1-2: ht_tt <= 10 * ht_tk: Hộ tịch: trực tuyến {ht_tt}, trực tiếp {ht_tk}.",
            "KQ-1-3: dd_tt <= 10 * dd_tk: Đất đai: trực tuyến {dd_tt}, trực tiếp {dd_tk}.",
        ]
    );
    let rates = told("\"tt <= 10 * tk\"", "\"tl <= 1\"");
    assert!(
        rates.contains("dd_tk") || rates.contains("\"0\""),
        "{rates}"
    );
}
