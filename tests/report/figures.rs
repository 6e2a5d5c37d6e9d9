//! Roll-ups and the narrative: what units answered, and what the report makes of it.

use crate::answering::answering;
use std::collections::BTreeMap;
use std::path::Path;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::model::document::{Block, Inline};
use tonghop::model::id::FigureId;
use tonghop::model::kit::Kit;
use tonghop::model::reading::Answer;
use tonghop::model::{
    figure::{FigureValue, Figures, SettingFigure},
    respondent::{ChosenText, Respondent},
};
use tonghop::report::{Narrated, narrate};
use tonghop::rollup;
use tonghop::rollup::conditions;
use tonghop::value::{Kind, Nil, Value};

fn small_kit() -> Kit {
    let files = kit_folder::read(Path::new("tests/kits/so-ngan")).expect("files");
    kit::load(&files).expect("a sound kit")
}

/// Units of the small kit, each answering as its form's example does, but for the changes.
fn units(kit: &Kit, changes: &[(&str, &str, &str)]) -> Vec<Respondent> {
    [
        ("TV01", "thu_vien"),
        ("DS01", "diem_sach"),
        ("DS02", "diem_sach"),
    ]
    .map(|(code, form)| answering(kit, code, form, changes))
    .into()
}

fn figures(kit: &Kit, units: &[Respondent], chosen: &[ChosenText]) -> Figures {
    let facts: Vec<SettingFigure> = ["co_quan", "ten_ky"]
        .map(|id| SettingFigure {
            id: FigureId::of_setting(id),
            key: String::new(),
            label: id.to_owned(),
            kind: Kind::Text,
            value: Some(Value::Text(id.to_owned())),
        })
        .into_iter()
        .chain(["tu", "den"].map(|id| SettingFigure {
            id: FigureId::of_setting(&format!("moc_quy_{id}")),
            key: String::new(),
            label: id.to_owned(),
            kind: Kind::Date,
            value: Some(Value::Date(jiff::civil::date(2023, 7, 1))),
        }))
        .collect();
    let input = rollup::RollupInput {
        kit,
        facts: &facts,
        chosen,
        previous: &BTreeMap::new(),
    };
    rollup::figures(input, units)
}

/// `value, have+nil/of`.
fn said(figures: &Figures, id: &str) -> String {
    let figure = &figures[id];
    let value = match &figure.value {
        FigureValue::One(v) => tonghop::words::official_value(v, &figure.kind),
        FigureValue::Many(all) => format!("{} texts", all.len()),
        FigureValue::Rows(rows) => format!("{} rows", rows.len()),
        FigureValue::Missing(why) => format!("{why:?}"),
    };
    let c = figure.coverage;
    format!("{value}, {}+{}/{}", c.have, c.nil, c.of)
}

/// The narrative over these figures.
fn told(kit: &Kit, figures: &Figures) -> Narrated {
    narrate(kit, figures, conditions(kit, figures)).expect("a narrative")
}

fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Block::Heading { number, .. } = block {
            text.push_str(number);
            text.push(' ');
        }
        tonghop::model::document::visit(std::slice::from_ref(block), &mut |inline| match inline {
            Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => text.push_str(t),
            Inline::Figure { shown, .. } => text.push_str(shown),
            Inline::Gap { what, .. } => text.extend(["[", what, "]"]),
        });
        text.push('\n');
    }
    text
}

#[test]
fn a_blank_lowers_the_coverage_and_is_no_zero() {
    let kit = small_kit();
    let whole = figures(
        &kit,
        &units(
            &kit,
            &[("DS01", "luot_doc", "30"), ("DS02", "luot_doc", "12")],
        ),
        &[],
    );
    assert_eq!(said(&whole, "diem_sach.luot_doc"), "42, 2+0/2");
    let one_blank = figures(
        &kit,
        &units(
            &kit,
            &[("DS01", "luot_doc", "30"), ("DS02", "luot_doc", "")],
        ),
        &[],
    );
    assert_eq!(said(&one_blank, "diem_sach.luot_doc"), "30, 1+0/2");
    assert!(!one_blank["luot_doc"].coverage.whole());
}

#[test]
fn nothing_arisen_is_counted_apart_and_is_zero_when_all_say_so() {
    let kit = small_kit();
    let nil = |unit| {
        [
            (unit, "luot_doc", ""),
            (unit, "luot_doc__tt", "Không phát sinh"),
        ]
    };
    let mut changes = nil("DS01").to_vec();
    changes.push(("DS02", "luot_doc", "12"));
    assert_eq!(
        said(
            &figures(&kit, &units(&kit, &changes), &[]),
            "diem_sach.luot_doc"
        ),
        "12, 1+1/2"
    );
    let both = [nil("DS01"), nil("DS02")].concat();
    let all_nil = units(&kit, &both);
    let said_nil = all_nil[1]
        .in_force
        .as_ref()
        .and_then(|f| f.reading.field("luot_doc"));
    assert!(matches!(
        said_nil.map(|f| &f.answer),
        Some(Answer::Nil {
            nil: Nil::NotArisen,
            ..
        })
    ));
    assert_eq!(
        said(&figures(&kit, &all_nil, &[]), "diem_sach.luot_doc"),
        "0, 0+2/2"
    );
}

#[test]
fn the_order_of_units_changes_no_figure() {
    let kit = small_kit();
    let mut units = units(&kit, &[("DS01", "luot_doc", "30")]);
    let one = figures(&kit, &units, &[]);
    units.reverse();
    let other = figures(&kit, &units, &[]);
    for (id, figure) in &one {
        if !matches!(figure.value, FigureValue::Many(_) | FigureValue::Rows(_)) {
            assert_eq!(said(&one, id), said(&other, id), "{id}");
        }
    }
}

#[test]
fn a_unit_that_has_not_answered_leaves_gaps_that_wait_for_it() {
    let kit = small_kit();
    let mut units = units(&kit, &[]);
    units[0].in_force = None;
    let figures = figures(&kit, &units, &[]);
    assert_eq!(said(&figures, "thu_vien.luot_doc"), "Nobody, 0+0/1");
    assert_eq!(said(&figures, "luot_doc"), "Waits, 0+0/1");
    let narrated = narrate(&kit, &figures, conditions(&kit, &figures)).expect("a narrative");
    assert!(
        narrated.gaps.iter().any(|g| g.waits_for_units),
        "{:?}",
        narrated.gaps
    );
    assert!(text(&narrated.blocks).contains("[Lượt bạn đọc (còn chờ số liệu của đơn vị)]"));
    assert_eq!(narrated.conditions["chi_het"], None);
}

#[test]
fn a_heading_with_nothing_below_it_is_dropped_and_the_rest_renumbered() {
    let kit = small_kit();
    let units = units(&kit, &[]);
    let chosen = |words: &str| ChosenText {
        figure: "y_kien_chon".parse().expect("an id"),
        unit: Some("DS01".parse().expect("a code")),
        field: "diem_sach.nhan_xet".parse().expect("a field"),
        place: None,
        raw: words.to_owned(),
        text: words.to_owned(),
    };
    let without = told(&kit, &figures(&kit, &units, &[]));
    assert!(!text(&without.blocks).contains("Ý kiến"));
    let with = told(&kit, &figures(&kit, &units, &[chosen("sách còn ít")]));
    let with = text(&with.blocks);
    assert!(with.contains("IV. Ý kiến\nSách còn ít./.\n"), "{with}");
}

#[test]
fn words_of_a_unit_are_never_markup_or_a_template() {
    let kit = small_kit();
    let units = units(&kit, &[]);
    let hostile = "**đậm** {{ luot_doc }} # x\u{E000}0\u{E001} <w:p> _a_ 1. b";
    let chosen = ChosenText {
        figure: "y_kien_chon".parse().expect("an id"),
        unit: Some("DS01".parse().expect("a code")),
        field: "diem_sach.nhan_xet".parse().expect("a field"),
        place: None,
        raw: hostile.to_owned(),
        text: hostile.to_owned(),
    };
    let narrated = told(&kit, &figures(&kit, &units, &[chosen]));
    let last = narrated.blocks.last().expect("a block");
    let Block::Item { content, .. } = last else {
        panic!("{last:?}");
    };
    assert!(
        matches!(&content[0], Inline::Figure { shown, .. } if shown == hostile),
        "{content:?}"
    );
}

#[test]
fn each_block_knows_its_line_of_the_template() {
    let kit = small_kit();
    let narrated = told(&kit, &figures(&kit, &units(&kit, &[]), &[]));
    let lines: Vec<&str> = kit.narrative.lines().collect();
    for block in &narrated.blocks {
        let (Block::Heading { line, content, .. } | Block::Paragraph { line, content }) = block
        else {
            continue;
        };
        let (Some(Inline::Text(first)), Some(source)) =
            (content.first(), lines.get(*line as usize - 1))
        else {
            continue;
        };
        let word = first.split(' ').next().unwrap_or_default().to_lowercase();
        assert!(
            source.to_lowercase().contains(&word),
            "line {line}: {source} / {first}"
        );
    }
}
