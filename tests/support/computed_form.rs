//! A form that calculates, filled in many ways, and what its computed cells must show by what intake calculates.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use crate::filled::{Fill, drawn};
use crate::returned::{opened, received};
use tonghop::layout::Layout;
use tonghop::model::form::Target;
use tonghop::model::kit::Kit;
use tonghop::model::reading::Answer;
use tonghop::value::{Value, format};
use tonghop::words::Lang;

/// Rows and columns that are computed, where they meet, torn columns, lists, and every function over columns.
pub(crate) const FORM: &str = r#"
[form]
id = "xa"
number = "Biểu 06"
title = "Kết quả giải quyết"
unit_types = ["xa", "thi_tran"]

[[section]]
id = "kq"
title = "Theo lĩnh vực"
sheet = "06a"
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
  { id = "ct", label = "Chứng thực", required = false },
  { id = "rieng", label = "Hộ tịch nhiều hơn chứng thực", formula = "ht - ct", columns = ["tt"], kind = "decimal", places = 0 },
  { id = "dd", label = "Đất đai" },
]

[[section]]
id = "chung"
title = "Kết quả chung"
sheet = "06b"
kind = "decimal"
rollup = "none"
row = [
  { id = "dem", label = "Đếm", formula = "COUNTIF(kq[tt], \">=1.5\") + COUNTIFS(kq[tt], \">2\", kq[tk], \"<5\")", rollup = "mean" },
  { id = "cong", label = "Cộng", formula = "SUMIF(kq[tt], \">2\", kq[tk]) + SUMIFS(kq[tk], kq[tt], 3) + AVERAGEIF(kq[tt], \">0\")", rollup = "mean" },
  { id = "giua", label = "Giữa", formula = "MEDIAN(kq[tt], ts_tt) + MAX(kq[tk]) - MIN(kq[tt]) + AVERAGE(kq[tt])", rollup = "mean" },
  { id = "lon", label = "Lớn", formula = "LARGE(kq[tt], 2) * 10 + SMALL(kq[tk], 1)", rollup = "mean" },
  { id = "hang", label = "Hạng", formula = "RANK(ht_tt, kq[tt]) * 10 + COUNT(kq[tt])", rollup = "none" },
  { id = "von_ts", label = "Tổng vốn", kind = "amount", formula = "SUM(du_an[von]) - SUM(du_an[chi])" },
  { id = "tl_ts", label = "Giải ngân", kind = "percent", plausible = [0, 9], formula = "SUM(du_an[chi]) / SUM(du_an[von])" },
  { id = "cham", label = "Dự án chậm", kind = "count", formula = "COUNTIF(du_an[tien_do], \"chậm\") + COUNTA(du_an[ten])", rollup = "mean" },
  { id = "dat", label = "Đạt", kind = "yes_no", formula = "AND(ts_tl >= 50%, ISBLANK(ct_tt))" },
  { id = "so_da", label = "Vốn bình quân", formula = "von_ts / du_an_so_dong" },
  { id = "tu_do", label = "Số khác", kind = "count", required = false, rollup = "sum" },
  { id = "gap_doi", label = "Gấp đôi", kind = "count", formula = "2 * tu_do + SUM(ts_tt, ht_tk)" },
]

[[section]]
id = "du_an"
title = "Công trình"
sheet = "Công trình"
[section.list]
capacity = 5
text_use = "direct"
column = [
  { id = "ten", label = "Tên", kind = "text" },
  { id = "von", label = "Vốn", kind = "amount" },
  { id = "chi", label = "Đã chi", kind = "amount" },
  { id = "tl", label = "Giải ngân", kind = "percent", formula = "chi / von" },
  { id = "phan", label = "Tỷ trọng", kind = "percent", formula = "von / SUM(du_an[von])" },
  { id = "tien_do", label = "Tiến độ", kind = "choice", choices = ["Đúng", "Chậm"] },
]

[[rule]]
id = "KQ-01"
condition = "ts_tl >= 50%"
severity = "warning"
message = "Tỷ lệ trực tuyến {ts_tl}."
counterexample = { ht_tk = "90" }
[[rule]]
id = "KQ-02"
condition = "ts_tong >= von_ts"
severity = "warning"
message = "Tổng {ts_tong}, vốn {von_ts}."
counterexample = { "du_an[0].von" = "900" }

[example]
ht_tt = "3"
ht_tk = "2"
ct_tt = "4"
ct_tk = "1"
dd_tt = "6"
dd_tk = "2"
"du_an[0].ten" = "Đường A"
"du_an[0].von" = "8"
"du_an[0].chi" = "4"
"du_an[0].tien_do" = "Chậm"
"#;

/// What is tried in each cell.
const TRIED: [(&str, &[&str]); 7] = [
    ("ht_tt", &["0", "3", "3", "7"]),
    ("ht_tk", &["0", "2", "40"]),
    ("ct_tt", &["1", "3"]),
    ("ct_tk", &["0", "5"]),
    ("dd_tt", &["6", "2", "hai"]),
    ("dd_tk", &["2", "0"]),
    ("tu_do", &["5"]),
];

/// The kit whose form calculates.
pub(crate) fn kit() -> Kit {
    kit_of(FORM)
}

/// A kit of one form that calculates, with what follows in `kit.toml` and in the narrative.
pub(crate) fn kit_of(form: &str) -> Kit {
    let kit = "[kit]\nid = \"tinh\"\nversion = \"1\"\ntitle = \"Tính\"\nforms = [\"xa.toml\"]\nreport = \"report.md\"\n";
    let files = [
        ("kit.toml", kit),
        ("xa.toml", form),
        ("report.md", "Xong.\n"),
    ];
    let files = files
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into();
    match tonghop::kit::load(&files) {
        Ok(kit) => kit,
        Err(mistakes) => panic!("{}", said(&mistakes)),
    }
}

/// Mistakes as lines.
pub(crate) fn said(mistakes: &[tonghop::source::Mistake]) -> String {
    let said = mistakes.iter().map(|m| {
        let help = m
            .help
            .as_ref()
            .map_or_else(String::new, |h| h.say(Lang::Vi));
        format!(
            "{}:{} {} {help}\n",
            m.file,
            m.span.start,
            m.message.say(Lang::Vi)
        )
    });
    said.collect()
}

/// So many ways to fill the form, always the same.
pub(crate) fn fills(count: usize) -> Vec<Fill> {
    let mut draw = drawn(20_260_614);
    let mut all = Vec::new();
    for at in 0..count {
        let mut fill = Fill::new();
        // Most forms are nearly complete, as returns are.
        let likely = if at % 2 == 0 { 40 } else { 9 };
        for (name, values) in TRIED {
            match draw(likely) {
                0 => {}
                draw @ 1..=2 if name.ends_with("_tt") || name == "tu_do" => {
                    let row = name.trim_end_matches("_tt");
                    let nil = ["Không phát sinh", "Không có số liệu"][draw - 1];
                    fill.push((format!("{row}__tt"), nil.to_owned()));
                }
                _ => fill.push((name.to_owned(), values[draw(values.len())].to_owned())),
            }
        }
        for row in 0..draw(4) {
            let cells = [("0", "Đường"), ("1", "8"), ("2", "4"), ("5", "Chậm")];
            for (column, value) in cells {
                if draw(likely) > 0 {
                    let more = if column == "1" { row * draw(3) } else { 0 };
                    let value = value
                        .parse::<usize>()
                        .map_or_else(|_| value.to_owned(), |n| (n + more).to_string());
                    fill.push((format!("du_an[{row}].{column}"), value));
                }
            }
        }
        if !fill.iter().any(|(name, _)| name.starts_with("du_an")) {
            let nil = ["Không phát sinh", "Không có số liệu", ""][draw(3)];
            fill.push(("du_an__tt".to_owned(), nil.to_owned()));
        }
        fill.retain(|(_, value)| !value.is_empty());
        all.push(fill);
    }
    all
}

/// A computed cell and what it must show: sheet, cell, text or number.
pub(crate) type Shown = Vec<(String, (u32, u16), String)>;

/// Works it out from what intake calculates of the filled form.
pub(crate) fn expected(kit: &Kit, filled: &[u8]) -> Shown {
    let form = &kit.forms[0];
    let layout = Layout::of(kit, form);
    let returns = received(kit, &opened(filled), "16390_xa-Dong-Hoa_CNTT-2020.xlsx");
    let Some(reading) = returns.readings.first() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for computed in &form.computed {
        match &computed.target {
            Target::Field(id) => {
                let spot = layout.field(id).expect("a place");
                let said = reading.field(id).expect("a field");
                all.push((
                    spot.sheet.clone(),
                    (spot.row, spot.col),
                    shown(&said.answer),
                ));
            }
            Target::Column(section, at) => {
                let list = layout.list(section).expect("a list");
                for (row, cells) in (0..).zip(reading.list(section)) {
                    let place = cells.cells[0].place.as_ref().expect("a place");
                    let _ = row;
                    let row = place.row;
                    all.push((
                        list.sheet.clone(),
                        (row, list.columns[*at]),
                        shown(&cells.cells[*at].answer),
                    ));
                }
            }
        }
    }
    all
}

fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Value(Value::Number(n)) => n.to_string(),
        Answer::Value(Value::YesNo(yes)) => format::yes_no(*yes),
        Answer::Value(other) => format!("{other:?}"),
        _ => String::new(),
    }
}

/// Whether two cells show the same, numbers to 12 digits.
pub(crate) fn same(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => (one - other).abs() <= 1e-12 * one.abs().max(other.abs()).max(1.0),
        _ => one == other,
    }
}
