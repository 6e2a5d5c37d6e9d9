//! What a report may say of figures that some units lack, or that nothing is known of: neither sentence of a condition,
//! and like held against like.

use crate::answering::answering;
use crate::minikit::a_kit;
use std::collections::BTreeMap;
use tonghop::model::figure::{FigureValue, Figures};
use tonghop::model::id::{FieldPath, UnitCode};
use tonghop::model::kit::Kit;
use tonghop::model::respondent::Respondent;
use tonghop::report::{Narrated, narrate};
use tonghop::rollup::{self, conditions};
use tonghop::value::Value;

/// What two communes say now (`ho`, `ngheo`; "" is no answer) and said last period (`ho`).
type Said<'s> = [(&'s str, &'s str, Option<f64>); 2];

fn figures(kit: &Kit, said: Said<'_>) -> Figures {
    let codes = ["X1", "X2"];
    let units: Vec<Respondent> = codes
        .iter()
        .zip(&said)
        .map(|(code, (ho, ngheo, _))| {
            let changes = [(*code, "ho", *ho), (*code, "ngheo", *ngheo)];
            answering(kit, code, "xa", &changes)
        })
        .collect();
    let previous: BTreeMap<(UnitCode, FieldPath), Value> = codes
        .iter()
        .zip(&said)
        .filter_map(|(code, (.., before))| {
            let key = (code.parse().expect("a code"), FieldPath::new("xa", "ho"));
            Some((key, Value::Number((*before)?)))
        })
        .collect();
    let input = rollup::RollupInput {
        kit,
        facts: &[],
        chosen: &[],
        previous: &previous,
    };
    rollup::figures(input, &units)
}

fn told(kit: &Kit, figures: &Figures) -> Narrated {
    narrate(kit, figures, conditions(kit, figures)).expect("a narrative")
}

fn words(narrated: &Narrated) -> String {
    use tonghop::model::document::{Block, Inline};
    let mut out = String::new();
    for block in &narrated.blocks {
        let (Block::Heading { content, .. }
        | Block::Paragraph { content, .. }
        | Block::Item { content, .. }) = block
        else {
            continue;
        };
        for inline in content {
            match inline {
                Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => out.push_str(t),
                Inline::Figure { shown, .. } => out.push_str(shown),
                Inline::Gap { what, .. } => {
                    out.push_str(&["[", what, "]"].concat());
                }
            }
        }
        out.push('\n');
    }
    out
}

const RISES: &str = "[[condition]]\nid = \"tang\"\nformula = \"xa.ho > truoc.xa.ho\"\n";
const TOLD: &str = "# Kết quả\n\nCó {{ xa.ho | so }} hộ; {% if tang %}tăng{% else %}giảm{% endif %} so với kỳ trước.\n";

#[test]
fn a_condition_that_waits_for_last_period_chooses_neither_sentence() {
    let kit = a_kit(RISES, TOLD);
    let nothing_before = figures(&kit, [("10", "1", None), ("20", "1", None)]);
    let narrated = told(&kit, &nothing_before);
    let text = words(&narrated);
    assert!(!text.contains("giảm") && !text.contains("tăng"), "{text}");
    assert!(
        text.contains("30 hộ; [chưa đủ số liệu: Số hộ (kỳ trước)"),
        "{text}"
    );
    // Last period is no unit's to answer.
    assert!(narrated.gaps.len() == 1 && !narrated.gaps[0].waits_for_units);
    let known = figures(&kit, [("10", "1", Some(12.0)), ("20", "1", Some(20.0))]);
    assert!(words(&told(&kit, &known)).contains("30 hộ; giảm so với"));
}

#[test]
fn what_a_condition_waits_for_stands_alone_where_its_sentences_are_paragraphs_or_items() {
    let narrative = "# Kết quả\n\n- Một\n{% if tang %}\n- Tăng\n{% else %}\n- Giảm\n{% endif %}\n- Hai\n\n\
        {% if not tang %}\n## Lý do\n\nDo thiên tai.\n{% endif %}\nHết.\n";
    let kit = a_kit(RISES, narrative);
    let text = words(&told(
        &kit,
        &figures(&kit, [("10", "1", None), ("20", "1", None)]),
    ));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert!(
        lines[2].starts_with("[Chưa đủ số liệu") && lines[4].starts_with("[Chưa đủ số liệu"),
        "{text}"
    );
    assert_eq!((lines[1], lines[3], lines[5]), ("Một.", "Hai.", "Hết./."));
}

#[test]
fn and_or_not_are_decided_by_what_is_known() {
    let condition = |id: &str, formula: &str| {
        format!("[[condition]]\nid = \"{id}\"\nformula = \"{formula}\"\n")
    };
    let definitions = [
        condition("ca_hai", "AND(xa.ngheo > 100, xa.ho > truoc.xa.ho)"),
        condition("mot_trong", "OR(xa.ngheo > 1, xa.ho > truoc.xa.ho)"),
        condition("khong", "NOT(xa.ho > truoc.xa.ho)"),
        condition(
            "sau",
            "AND(xa.ngheo > 1, NOT(OR(xa.ho > truoc.xa.ho, xa.ngheo > 1)))",
        ),
        condition("co", "xa.ho > truoc.xa.ho"),
        condition("it", "xa.ngheo > 100"),
    ];
    let narrative = "{% if it and co %}a{% endif %}{% if co or not it %}b{% endif %}{% if co or it %}c{% endif %}\n";
    let kit = a_kit(&definitions.concat(), narrative);
    let figures = figures(&kit, [("10", "1", None), ("20", "1", None)]);
    let truths = conditions(&kit, &figures);
    let truth = |id: &str| truths[id];
    assert_eq!(
        [
            truth("ca_hai"),
            truth("mot_trong"),
            truth("khong"),
            truth("sau")
        ],
        [Some(false), Some(true), None, Some(false)]
    );
    let text = words(&told(&kit, &figures));
    assert!(text.starts_with("B[chưa đủ số liệu"), "{text}");
}

const CHANGE: &str = "[[figure]]\nid = \"thay_doi\"\nlabel = \"Thay đổi\"\nkind = \"percent\"\n\
    formula = \"(xa.ho - truoc.xa.ho) / truoc.xa.ho\"\n\
    [[figure]]\nid = \"them\"\nlabel = \"Tăng thêm\"\nkind = \"decimal\"\nformula = \"xa.ho - truoc.xa.ho\"\n";

#[test]
fn this_period_is_held_against_the_last_over_units_that_are_in_both() {
    let kit = a_kit(&[RISES, CHANGE].concat(), TOLD);
    // 180 of two now, 100 of one then; that one has 80 now.
    let part = figures(&kit, [("80", "1", Some(100.0)), ("100", "1", None)]);
    assert_eq!(part["xa.ho"].number(), Some(180.0));
    assert_eq!(part["thay_doi"].number(), Some(-0.2));
    assert_eq!(part["them"].number(), Some(-20.0));
    let covered = part["thay_doi"].coverage;
    assert_eq!((covered.have, covered.of), (1, 2));
    assert_eq!(conditions(&kit, &part)["tang"], Some(false));
    let told_of = rollup::in_common(&kit, &part);
    assert_eq!(told_of.len(), 3, "{told_of:?}");
    // Over all units nothing is left out, and nothing is said.
    let whole = figures(&kit, [("80", "1", Some(100.0)), ("100", "1", Some(50.0))]);
    assert_eq!(whole["them"].number(), Some(30.0));
    assert!(rollup::in_common(&kit, &whole).is_empty());
}

#[test]
fn no_unit_in_both_periods_is_no_comparison() {
    let kit = a_kit(&[RISES, CHANGE].concat(), TOLD);
    let apart = figures(&kit, [("", "1", Some(100.0)), ("100", "1", None)]);
    assert!(matches!(apart["thay_doi"].value, FigureValue::Missing(_)));
    assert_eq!(conditions(&kit, &apart)["tang"], None);
    let narrated = told(&kit, &apart);
    assert!(
        words(&narrated).contains("[chưa so sánh được"),
        "{}",
        words(&narrated)
    );
    assert_eq!(narrated.gaps.len(), 1);
}

#[test]
fn a_ratio_is_over_units_that_have_both_and_a_sum_over_all_it_has() {
    let definitions = "[[figure]]\nid = \"ty_le\"\nlabel = \"Tỷ lệ nghèo\"\nkind = \"percent\"\nformula = \"xa.ngheo / xa.ho\"\n\
        [[figure]]\nid = \"tong\"\nlabel = \"Tổng\"\nkind = \"count\"\nformula = \"xa.ngheo + xa.ho\"\n\
        [[figure]]\nid = \"nua\"\nlabel = \"Nửa tỷ lệ\"\nkind = \"percent\"\nformula = \"ty_le / 2\"\n";
    let kit = a_kit(
        definitions,
        "Nghèo {{ ty_le | tram }}, tổng {{ tong | so }}.\n",
    );
    let figures = figures(&kit, [("100", "10", None), ("300", "", None)]);
    assert_eq!(figures["ty_le"].number(), Some(0.1));
    assert_eq!(figures["nua"].number(), Some(0.05));
    assert_eq!(figures["tong"].number(), Some(410.0));
    assert_eq!(words(&told(&kit, &figures)), "Nghèo 10% (*), tổng 410./.\n");
    assert!(figures["nua"].derivation.is_in_common() && !figures["tong"].derivation.is_in_common());
}

#[test]
fn a_share_of_a_part_of_the_roster_is_of_the_whole() {
    let definitions = "groups = [\"A\"]\n[[figure]]\nid = \"cum\"\nlabel = \"Cụm\"\nkind = \"count\"\n\
        rollup = { form = \"xa\", field = \"ho\", how = \"sum\", group = \"A\" }\n\
        [[figure]]\nid = \"phan\"\nlabel = \"Phần\"\nkind = \"percent\"\nformula = \"cum / xa.ho\"\n";
    let kit = a_kit(definitions, "{{ phan | tram }}\n");
    let units = [("X1", "A", "100"), ("X2", "B", "300")].map(|(code, group, ho)| {
        let mut unit = answering(&kit, code, "xa", &[(code, "ho", ho)]);
        let mut of_group = (*unit.unit).clone();
        of_group.group = group.to_owned();
        unit.unit = of_group.into();
        unit
    });
    let input = rollup::RollupInput {
        kit: &kit,
        facts: &[],
        chosen: &[],
        previous: &BTreeMap::new(),
    };
    let figures = rollup::figures(input, &units);
    assert_eq!(figures["phan"].number(), Some(0.25));
}

#[test]
fn a_decimal_shows_as_many_places_as_the_kit_gives_it() {
    let definitions = "[[figure]]\nid = \"mot\"\nlabel = \"Một\"\nkind = \"decimal\"\nplaces = 1\nformula = \"xa.ho / 3\"\n\
        [[figure]]\nid = \"ba\"\nlabel = \"Ba\"\nkind = \"decimal\"\nplaces = 3\nformula = \"xa.ho / 3\"\n";
    let kit = a_kit(definitions, "Một {{ mot | le }}, ba {{ ba | le }}.\n");
    let figures = figures(&kit, [("100", "", None), ("300", "", None)]);
    assert_eq!(words(&told(&kit, &figures)), "Một 133,3, ba 133,333./.\n");
}
