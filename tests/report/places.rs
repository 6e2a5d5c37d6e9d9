//! Formulas at places: a unit, a part of the units, a set, all; and the tables and sentences that show them.

use crate::answering::answering;
use crate::minikit::{a_kit_of, words};
use std::collections::BTreeMap;
use std::sync::Arc;
use tonghop::model::area::Area;
use tonghop::model::figure::{FigureValue, Figures};
use tonghop::model::id::{FieldPath, UnitCode};
use tonghop::model::kit::Kit;
use tonghop::model::respondent::Respondent;
use tonghop::report::narrate;
use tonghop::rollup::{self, RollupInput, conditions};
use tonghop::value::Value;

const FORM: &str = r#"
[form]
id = "xa"
number = "Biểu 1"
title = "Số hộ"
unit_types = ["xa", "phuong"]

[[section]]
id = "muc"
title = "Số hộ"
sheet = "Bieu"
row = [
  { id = "ho", label = "Số hộ", unit = "hộ", kind = "count", compare = true },
  { id = "ngheo", label = "Hộ nghèo", unit = "hộ", kind = "count" },
  { id = "mang", label = "Có mạng", kind = "yes_no" },
]

[[section]]
id = "du_an"
title = "Công trình"
sheet = "Công trình"
list = { capacity = 5, required = false, text_use = "direct", column = [{ id = "cong_trinh", label = "Tên", kind = "text" }, { id = "von", label = "Vốn", kind = "amount" }] }

[example]
ho = "10"
ngheo = "1"
mang = "Có"
"#;

const KEYS: &str = "groups = [\"Cụm Bắc\", \"Cụm Nam\"]\n";

const DEFINITIONS: &str = r#"
[format]
tram2 = "0.00%"

[[figure]]
id = "tl"
form = "xa"
label = "Tỷ lệ hộ nghèo"
kind = "percent"
format = "tram2"
formula = "ngheo / ho"

[[figure]]
id = "lon"
form = "xa"
label = "Xã đông hộ"
kind = "yes_no"
formula = "ho >= 200"

[[set]]
id = "cao"
of = "xa"
where = 'AND(tl > 10%, loai = "xa")'
order = ["-tl", "ten"]

[[set]]
id = "dau"
of = "cao"
order = "-tl"
top = 1

[[set]]
id = "lon_von"
of = "xa.du_an"
where = "von >= 5"
order = "-von"

[[condition]]
id = "co_mang"
form = "xa"
formula = 'mang = "Có"'

[[condition]]
id = "co_cao"
formula = "cao.so_don_vi > 0"

[[table]]
id = "b"
each = "xa"
by = "nhom"
total = "first"
columns = [{ value = "stt" }, { label = "Đơn vị", value = "ten" }, { value = "ho" }, { value = "tl" }, { label = "Phần", value = "ho / xa.ho|tram0" }]

[[table]]
id = "loai"
each = "xa.loai"
total = true
columns = [{ label = "Loại", value = "ten" }, { value = "so_don_vi", label = "Số" }, { value = "tl" }, { value = "lon" }]

[[table]]
id = "ngang"
each = "cao"
total = true
transpose = true
columns = [{ value = "stt" }, { label = "Đơn vị", value = "ten" }, { value = "ho" }, { value = "tl" }]

[[table]]
id = "da"
each = "lon_von"
total = true
columns = [{ value = "stt" }, { label = "Xã", value = "don_vi" }, { label = "Công trình", value = "cong_trinh" }, { label = "Vốn", value = "von|so" }]
"#;

/// Name, type, group, households, poor households, and whether it has a network.
type Unit<'u> = (&'u str, &'u str, &'u str, &'u str, &'u str, &'u str);

const UNITS: [Unit<'_>; 5] = [
    ("Xã An", "xa", "Cụm Bắc", "100", "10", "Có"),
    ("Xã Bình", "xa", "Cụm Bắc", "300", "60", "Không"),
    ("Phường Cao", "phuong", "Cụm Nam", "100", "", "Có"),
    ("Xã Dinh", "xa", "cụm nam", "200", "50", ""),
    ("Xã Êm", "xa", "Cụm Nam", "40", "8", "Có"),
];

fn kit(narrative: &str) -> Kit {
    a_kit_of(FORM, KEYS, DEFINITIONS, narrative)
}

fn unit(kit: &Kit, at: usize, said: Unit<'_>) -> Respondent {
    let code = format!("X{at}");
    let (name, kind, group, ho, ngheo, mang) = said;
    let row = format!("{at}");
    let answers = [
        ("ho", ho),
        ("ngheo", ngheo),
        ("mang", mang),
        ("du_an[0].cong_trinh", name),
        ("du_an[0].von", row.as_str()),
        ("du_an[1].von", "7"),
    ]
    .map(|(field, text)| (code.as_str(), field, text));
    let mut made = answering(kit, &code, "xa", &answers);
    let unit = Arc::make_mut(&mut made.unit);
    name.clone_into(&mut unit.name);
    kind.clone_into(&mut unit.unit_type);
    let label = if kind == "xa" { "Xã" } else { "Phường" };
    label.clone_into(&mut unit.type_label);
    group.clone_into(&mut unit.group);
    made
}

fn units(kit: &Kit, said: &[Unit<'_>]) -> Vec<Respondent> {
    let units = said.iter().enumerate();
    units.map(|(at, said)| unit(kit, at + 1, *said)).collect()
}

fn figures(kit: &Kit, units: &[Respondent], before: &[(&str, f64)]) -> Figures {
    let previous: BTreeMap<(UnitCode, FieldPath), Value> = before
        .iter()
        .map(|(code, n)| {
            let key = (code.parse().expect("a code"), FieldPath::new("xa", "ho"));
            (key, Value::Number(*n))
        })
        .collect();
    let input = RollupInput {
        kit,
        facts: &[],
        chosen: &[],
        previous: &previous,
    };
    rollup::figures(input, units)
}

fn told(narrative: &str) -> String {
    let kit = kit(narrative);
    let figures = figures(&kit, &units(&kit, &UNITS), &[]);
    let told = narrate(&kit, &figures, conditions(&kit, &figures)).expect("a narrative");
    words(&told)
}

#[test]
fn a_share_is_a_units_own_in_its_row_and_a_ratio_of_sums_in_totals() {
    let text = told("{{ bang(\"b\") }}\n");
    let wanted = [
        "= |  | Tổng cộng | 740 | 20,00% (*) | 100% |",
        "= | I | Cụm Bắc | 400 | 17,50% | 54% |",
        "| 1 | Xã An | 100 | 10,00% | 14% |",
        "| 2 | Xã Bình | 300 | 20,00% | 41% |",
        "= | II | Cụm Nam | 340 | 24,17% (*) | 46% |",
        "| 1 | Phường Cao | 100 |  | 14% |",
        "| 2 | Xã Dinh | 200 | 25,00% | 27% |",
        "| 3 | Xã Êm | 40 | 20,00% | 5% |",
        "(*) Chỉ tính các đơn vị có đủ số liệu của mọi chỉ tiêu trong công thức.",
    ];
    assert!(text.contains(&wanted.join("\n")), "{text}");
}

#[test]
fn types_of_units_are_rows_with_their_own_figures() {
    let text = told("{{ bang(\"loai\") }}\n");
    let wanted = [
        "| Xã | 4 | 20,00% | 2 |",
        "| Phường | 1 |  | 0 |",
        "= | Tổng cộng | 5 | 20,00% (*) | 2 |",
        "(*) Tính trên 4/5 đơn vị có đủ số liệu.",
    ];
    assert!(text.contains(&wanted.join("\n")), "{text}");
}

#[test]
fn a_set_is_told_by_name_counted_and_gone_through() {
    let text = told(
        "Có {{ cao.so_don_vi | ti_so }} xã: {{ cao }}; {{ cao.tl }}; đứng đầu: {{ dau }}.\n\n\
         {% for x in cao %}\n- {{ x.stt }}. {{ x.ten }} ({{ x.nhom }}, {{ x.loai }}): {{ x.tl }}, {{ x.ho | so }} hộ\n{% endfor %}\n",
    );
    // Whether the ward is in it waits for nothing: it is no commune.
    assert!(
        text.starts_with("Có 3/5 xã: Xã Dinh, Xã Bình và Xã Êm; 21,85%; đứng đầu: Xã Dinh."),
        "{text}"
    );
    assert!(
        text.contains("1. Xã Dinh (Cụm Nam, Xã): 25,00%, 200 hộ."),
        "{text}"
    );
    assert!(
        text.contains("2. Xã Bình (Cụm Bắc, Xã): 20,00%, 300 hộ."),
        "{text}"
    );
}

#[test]
fn all_that_are_equal_at_the_edge_of_a_set_are_in_it() {
    let narrative = "Nhất: {{ dau }}.\n";
    let kit = kit(narrative);
    let mut said = UNITS;
    said[3].4 = "40";
    let figures = figures(&kit, &units(&kit, &said), &[]);
    let told = narrate(&kit, &figures, conditions(&kit, &figures)).expect("a narrative");
    assert!(
        words(&told).starts_with("Nhất: Xã Bình, Xã Dinh và Xã Êm."),
        "{}",
        words(&told)
    );
}

#[test]
fn parts_of_the_units_are_gone_through_and_their_units_within_them() {
    let text = told(
        "{% for n in xa.nhom %}\n- {{ n.ten }}: {{ n.ho | so }} hộ, {{ n.tl }}, {{ n.so_don_vi }} đơn vị: \
         {% for x in n %}{{ x.ten }}{% if not loop.last %}; {% endif %}{% endfor %}.\n{% endfor %}\n",
    );
    assert!(
        text.contains("Cụm Bắc: 400 hộ, 17,50%, 2 đơn vị: Xã An; Xã Bình."),
        "{text}"
    );
    assert!(
        text.contains("Cụm Nam: 340 hộ, 24,17% (*), 3 đơn vị: Phường Cao; Xã Dinh; Xã Êm."),
        "{text}"
    );
}

#[test]
fn a_condition_of_a_unit_that_waits_chooses_neither_sentence() {
    let text = told(
        "{% for x in xa %}\n- {{ x.ten }}{% if x.co_mang %}: có mạng{% else %}: chưa có{% endif %}.\n{% endfor %}\n",
    );
    assert!(text.contains("Xã An: có mạng."), "{text}");
    assert!(text.contains("Xã Bình: chưa có."), "{text}");
    assert!(
        text.contains("Xã Dinh[chưa so sánh được: co_mang]."),
        "{text}"
    );
}

#[test]
fn what_a_unit_lacks_is_a_gap_in_a_sentence_and_blank_in_a_table() {
    let text = told("{% for x in xa %}\n- {{ x.ten }}: {{ x.tl }}\n{% endfor %}\n");
    assert!(
        text.contains("Phường Cao: [Tỷ lệ hộ nghèo (Phường Cao)]"),
        "{text}"
    );
}

#[test]
fn a_table_of_a_set_may_be_turned_around() {
    let text = told("{{ bang(\"ngang\") }}\n");
    let wanted = [
        "| Chỉ tiêu | Xã Dinh | Xã Bình | Xã Êm | Tổng cộng |",
        "| Số hộ | 200 | 300 | 40 | 540 |",
        "| Tỷ lệ hộ nghèo | 25,00% | 20,00% | 20,00% | 21,85% |",
    ];
    assert!(text.contains(&wanted.join("\n")), "{text}");
}

#[test]
fn rows_of_lists_are_chosen_ordered_and_added_up() {
    let text = told(
        "{% for d in lon_von %}{{ d.cong_trinh }} ({{ d.don_vi }}) {{ d.von | so }}; {% endfor %}có {{ lon_von.so_dong }}.\n\n{{ bang(\"da\") }}\n",
    );
    assert!(text.starts_with("(Xã An) 7; (Xã Bình) 7;"), "{text}");
    assert!(text.contains("Xã Êm (Xã Êm) 5; có 6."), "{text}");
    assert!(
        text.contains("| 6 | Xã Êm | Xã Êm | 5 |\n= |  | Tổng cộng |  | 40 |"),
        "{text}"
    );
}

#[test]
fn like_is_held_against_like_with_last_period_at_each_place() {
    let more = "[[figure]]\nid = \"tang\"\nform = \"xa\"\nlabel = \"Tăng\"\nkind = \"percent\"\nformula = \"(ho - truoc.ho) / truoc.ho\"\n";
    let definitions = [DEFINITIONS, more].concat();
    let kit = a_kit_of(
        FORM,
        KEYS,
        &definitions,
        "Tăng {{ xa.tang | tram1 }} ({{ xa.tang | do_phu }}).\n",
    );
    let before = [("X1", 80.0), ("X2", 320.0)];
    let figures = figures(&kit, &units(&kit, &UNITS), &before);
    let tang = &figures["xa.tang"];
    // 400 now against 400 then, of the two that told both.
    assert_eq!(tang.value, FigureValue::One(Value::Number(0.0)));
    assert_eq!((tang.coverage.have, tang.coverage.of), (2, 5));
    let own: Vec<Option<f64>> = tang
        .units
        .values()
        .map(|said| said.value.as_ref()?.number())
        .collect();
    assert_eq!(own[..3], [Some(0.25), Some(-0.0625), None]);
}

#[test]
fn a_rule_over_what_is_calculated_of_a_unit_is_judged_for_each() {
    let rule = "[[rule]]\nid = \"NGHEO-1\"\nform = \"xa\"\ncondition = \"tl <= 120% * xa.tl\"\nseverity = \"warning\"\n\
        message = \"Tỷ lệ hộ nghèo là {tl}.\"\ncounterexample = { ngheo = \"9\" }\n";
    let definitions = [DEFINITIONS, rule].concat();
    let kit = a_kit_of(FORM, KEYS, &definitions, "Hết.\n");
    let figures = figures(&kit, &units(&kit, &UNITS), &[]);
    let found = rollup::findings(&kit, &figures);
    let told: Vec<(String, String)> = found
        .iter()
        .map(|f| {
            let unit = f.unit.as_ref().map(ToString::to_string);
            (
                unit.unwrap_or_default(),
                f.message.say(tonghop::words::Lang::Vi),
            )
        })
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "X4");
    assert!(told[0].1.contains("Tỷ lệ hộ nghèo là 25%"), "{told:?}");
}

/// The number of a figure over all, or of an area.
fn number(figures: &Figures, id: &str, area: Option<&Area>) -> Option<f64> {
    let figure = &figures[id];
    let value = match area {
        Some(area) => &figure.at.get(area)?.value,
        None => &figure.value,
    };
    match value {
        FigureValue::One(Value::Number(n)) => Some(*n),
        _ => None,
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 48, failure_persistence: None, ..Default::default() })]

    /// Households and poor households of units in groups; `None` is no answer.
    #[test]
    fn shares_are_ratios_of_sums_in_any_order_and_a_blank_changes_coverage_only(
        said in proptest::collection::vec((1_u32..500, proptest::option::of(0_u32..90), 0_usize..3), 1..9),
        turned in 0_usize..9,
    ) {
        let kit = kit("{{ bang(\"b\") }}\n");
        let groups = ["Cụm Bắc", "Cụm Nam", ""];
        let texts: Vec<(String, String, &str)> = said.iter()
            .map(|(ho, ngheo, group)| (ho.to_string(), ngheo.map(|n| n.to_string()).unwrap_or_default(), groups[*group]))
            .collect();
        let make = |texts: &[(String, String, &str)]| {
            let rows: Vec<Unit<'_>> = texts.iter()
                .map(|(ho, ngheo, group)| ("Xã", "xa", *group, ho.as_str(), ngheo.as_str(), "Có"))
                .collect();
            figures(&kit, &units(&kit, &rows), &[])
        };
        let all = make(&texts);
        let ratio = |group: Option<usize>| {
            let of = said.iter().filter(|(.., g)| group.is_none_or(|group| *g == group));
            let (mut ho, mut ngheo) = (0.0, 0.0);
            for (h, n, _) in of {
                if let Some(n) = n {
                    ho += f64::from(*h);
                    ngheo += f64::from(*n);
                }
            }
            (ho > 0.0).then(|| ngheo / ho)
        };
        proptest::prop_assert_eq!(number(&all, "xa.tl", None), ratio(None));
        for (at, group) in groups.iter().enumerate() {
            let area = Area { unit_type: None, group: Some((*group).to_owned()) };
            proptest::prop_assert_eq!(number(&all, "xa.tl", Some(&area)), ratio(Some(at)));
        }
        let mut other = texts.clone();
        other.rotate_left(turned % texts.len());
        let turned = make(&other);
        proptest::prop_assert_eq!(number(&turned, "xa.tl", None), number(&all, "xa.tl", None));
        proptest::prop_assert_eq!(&turned["xa.tl"].at, &all["xa.tl"].at);
        let mut more = texts.clone();
        more.push(("25".to_owned(), String::new(), "Cụm Bắc"));
        let with_blank = make(&more);
        proptest::prop_assert_eq!(number(&with_blank, "xa.tl", None), number(&all, "xa.tl", None));
        proptest::prop_assert_eq!(with_blank["xa.tl"].coverage.have, all["xa.tl"].coverage.have);
    }
}

#[test]
fn columns_of_units_are_ranked_counted_and_halved() {
    let more = r#"
[[figure]]
id = "hang"
form = "xa"
label = "Hạng"
kind = "count"
formula = "RANK(tl, xa[tl])"

[[figure]]
id = "giua"
label = "Trung vị"
kind = "decimal"
formula = "MEDIAN(xa[ho])"

[[figure]]
id = "dong"
label = "Đơn vị có mạng, từ 100 hộ"
kind = "count"
formula = "COUNTIF(xa[mang], \"Có\") + COUNTIF(cao[ho], \">=200\")"
"#;
    let definitions = [DEFINITIONS, more].concat();
    let kit = a_kit_of(FORM, KEYS, &definitions, "Trung vị {{ giua | le1 }} hộ.\n");
    let figures = figures(&kit, &units(&kit, &UNITS), &[]);
    let ranks = figures["xa.hang"].units.values();
    let ranks: Vec<Option<f64>> = ranks.map(|said| said.value.as_ref()?.number()).collect();
    assert_eq!(ranks, [Some(4.0), Some(2.0), None, Some(1.0), Some(2.0)]);
    assert_eq!(number(&figures, "giua", None), Some(100.0));
    assert_eq!(number(&figures, "dong", None), Some(5.0));
}
