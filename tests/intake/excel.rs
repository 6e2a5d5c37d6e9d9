//! Emitted forms as Excel takes them: nothing that it refuses or warns of, however wide a form and however many its rules.

use crate::emit_kit::{FORM, dong_hoa, issue, kit_with, rung_thong, small_kit, wide_kit};
use crate::engine::{Engine, stale};
use crate::filled;
use crate::package;
use crate::returned;
use crate::sample::sample_kit;
use calamine::Reader;
use tonghop::layout::{CALCULATION_SHEET, Layout};
use tonghop::model::kit::Kit;
use tonghop::words::Lang;
use tonghop::workbook::intake::{Template, common};
use tonghop::workbook::limits::{Refusal, problems};

/// What Excel would refuse or warn of: `sheet!row:column sentence`.
pub(crate) fn refused(workbook: &[u8]) -> Vec<String> {
    let problems = problems(workbook);
    let said = problems.iter().map(|p| {
        let what = p.what.message().say(Lang::Vi);
        format!("{}!{:?} {what}", p.sheet, p.cell)
    });
    said.collect()
}

/// The forms of a kit: one unit's own, the one that is common to all, and that of a unit which answers a part.
fn forms(kit: &Kit) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for form in &kit.forms {
        let issue = issue(kit, form);
        let template = Template::make(&issue).expect("a template");
        forms.push(template.personal(&dong_hoa()).expect("a workbook"));
        let all = [dong_hoa(), rung_thong()];
        forms.push(common(&issue, &all).expect("a workbook"));
        let part = [form.sections[form.sections.len() - 1].id.clone()];
        let mut of_part = dong_hoa();
        of_part.sections = &part;
        forms.push(template.personal(&of_part).expect("a workbook"));
    }
    forms
}

/// The longest formula of a workbook, what the kit itself says left out.
fn longest(workbook: &[u8]) -> usize {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(workbook.to_vec())).expect("one");
    let mut longest = 0;
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).expect("formulas");
        for (_, _, formula) in formulas.used_cells() {
            let own = formula.matches("tong_may").count() * "tong_may_k10+".len();
            longest = longest.max(formula.len().saturating_sub(own));
        }
    }
    longest
}

#[test]
fn nothing_in_an_emitted_form_is_refused_by_excel() {
    for kit in [small_kit(), sample_kit(), kit_with(FORM)] {
        for workbook in forms(&kit) {
            assert_eq!(refused(&workbook), Vec::<String>::new());
        }
    }
}

/// The form of the sample as it was before: the counters in the heads of its sheets counted themselves and each other.
#[test]
fn counters_that_count_themselves_are_a_circle_to_us_as_to_excel() {
    let count = |sheet: &str, to: &str| format!("COUNTIF('{sheet}'!$I$1:{to},\"Cần *\")");
    let total = format!("{}+{}", count("Biểu 01", "I61"), count("Ý kiến", "I19"));
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["Biểu 01", "Ý kiến"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        let formula = rust_xlsxwriter::Formula::new(&total);
        sheet.write(1, 8, formula).expect("written");
    }
    let workbook = book.save_to_buffer().expect("a workbook");
    let problems = problems(&workbook);
    let circle = ["Biểu 01!I2", "Ý kiến!I2"].map(str::to_owned);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].what, Refusal::Circle(circle.to_vec()));
    let mut engine = Engine::open(&workbook);
    engine.compute();
    assert_eq!(engine.text("Biểu 01", (1, 8)), "#CIRC!");
}

#[test]
fn a_row_of_20_columns_is_no_deeper_than_excel_takes() {
    for workbook in forms(&wide_kit(20, 0)) {
        assert_eq!(refused(&workbook), Vec::<String>::new());
    }
}

#[test]
fn a_row_of_30_columns_in_55_rules_is_no_longer_than_excel_takes() {
    for workbook in forms(&wide_kit(30, 55)) {
        assert_eq!(refused(&workbook), Vec::<String>::new());
    }
}

#[test]
fn no_formula_of_ours_grows_with_columns_or_rules() {
    let narrow = forms(&wide_kit(2, 1)).iter().map(|w| longest(w)).max();
    let broad = forms(&wide_kit(120, 60)).iter().map(|w| longest(w)).max();
    let (narrow, broad) = (narrow.expect("forms"), broad.expect("forms"));
    // Names of cells get longer: `$C$5`, `$DR$105`.
    assert!(broad < narrow + 60, "{narrow} then {broad}");
}

#[test]
fn what_calculates_stands_on_a_sheet_that_nobody_sees() {
    let workbook = &forms(&small_kit())[0];
    let book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(workbook.clone())).expect("one");
    let sheets = book.sheets_metadata();
    let hidden = sheets.iter().find(|s| s.name == CALCULATION_SHEET);
    let hidden = hidden.expect("the sheet");
    assert_eq!(hidden.visible, calamine::SheetVisible::VeryHidden);
}

/// The XML of a sheet, by its place from 1, and of the workbook's names.
pub(crate) fn sheet_and_names(workbook: &[u8], sheet: usize) -> (String, String) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("a package");
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = zip.by_name(name).expect("a part");
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        text
    };
    let sheet = part(&format!("xl/worksheets/sheet{sheet}.xml"));
    (sheet, part("xl/workbook.xml"))
}

/// The value of the first attribute of this name.
pub(crate) fn attribute<'x>(xml: &'x str, name: &str) -> &'x str {
    let rest = xml
        .split_once(&format!(" {name}=\""))
        .map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default()
}

#[test]
fn twenty_columns_are_printed_on_pages_side_by_side_with_the_labels_of_the_rows() {
    let workbook = &forms(&wide_kit(20, 0))[0];
    let (sheet, names) = sheet_and_names(workbook, 2);
    let setup = sheet.split_once("<pageSetup").expect("paper").1;
    assert_eq!(attribute(setup, "orientation"), "landscape");
    let scale: u32 = attribute(setup, "scale").parse().expect("a scale");
    assert!((60..80).contains(&scale), "{scale}");
    let breaks = sheet
        .split_once("<colBreaks")
        .expect("pages side by side")
        .1;
    assert_eq!(attribute(breaks, "count"), "1");
    assert!(
        names.contains("'B'!$B:$D,'B'!$9:$10") || names.contains("B!$B:$D,B!$9:$10"),
        "{names}"
    );
}

#[test]
fn a_form_that_fits_is_printed_as_wide_as_the_paper() {
    let workbook = &forms(&small_kit())[0];
    let (sheet, _) = sheet_and_names(workbook, 2);
    assert!(!sheet.contains("<colBreaks"));
}

/// Live checks of a filled form that say something else than intake judges.
pub(super) fn checks_that_differ(kit: &Kit, form: &[u8], fill: &filled::Fill) -> Vec<String> {
    let mut engine = Engine::open(form);
    engine.compute();
    let checks = filled::expected(kit, form).into_iter();
    let differing = checks.filter_map(|(sheet, cell, wanted)| {
        let said = engine.text(&sheet, cell);
        (said != wanted).then(|| format!("{sheet} {cell:?}: {said:?}, not {wanted:?}: {fill:?}"))
    });
    differing.collect()
}

#[test]
fn the_live_checks_of_a_filled_form_say_what_intake_judges() {
    let kit = filled::kit();
    let sent = filled::sent(&kit);
    assert_eq!(refused(&sent), Vec::<String>::new());
    let mut wrong = Vec::new();
    for fill in filled::fills(60) {
        let form = filled::filled(&kit, &sent, &fill);
        wrong.extend(checks_that_differ(&kit, &form, &fill));
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.iter().take(5).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn every_result_that_a_form_is_sent_with_is_what_its_formula_gives() {
    for kit in [small_kit(), wide_kit(30, 20), filled::kit()] {
        for workbook in forms(&kit) {
            let (stale, compared) = stale(&workbook);
            assert!(compared > 20, "{compared}");
            assert_eq!(stale.first(), None);
        }
    }
}

#[test]
fn a_share_beyond_what_it_can_be_is_asked_about_in_the_form_and_at_intake_alike() {
    for (bounds, most) in [("", 1.0), ("\nplausible = [0.5, 3]", 3.0)] {
        let kind = "kind = \"percent\"";
        let kit = kit_with(&FORM.replace(kind, &format!("{kind}{bounds}")));
        let sent = filled::sent(&kit);
        let layout = Layout::of(&kit, &kit.forms[0]);
        let spot = layout.field("ty_le_ho_so").expect("a place");
        let bounded = package::parts(&sent).iter().any(|(_, part)| {
            String::from_utf8_lossy(part).contains(&format!(
                "<formula1>0</formula1><formula2>{most}</formula2>"
            ))
        });
        assert!(bounded, "the cell takes more or less than 0 to {most}");
        for (typed, share) in [
            ("0.6", 0.6),
            ("1", 1.0),
            ("1.2", 1.2),
            ("3", 3.0),
            ("3.5", 3.5),
        ] {
            let fill = vec![("ty_le_ho_so".to_owned(), typed.to_owned())];
            let form = filled::filled(&kit, &sent, &fill);
            let mut engine = Engine::open(&form);
            engine.compute();
            let live = engine.text(&spot.sheet, spot.check);
            let is_asked = live.starts_with("Cần xem lại: tỷ lệ phải từ 0% đến");
            assert_eq!(is_asked, share > most, "{typed}: {live}");
            let mut book = returned::opened(&form);
            let sheet = book.sheets.iter_mut().find(|s| s.name == spot.sheet);
            let cells = &mut sheet.expect("its sheet").cells;
            let cell = cells
                .iter_mut()
                .find(|c| (c.row, c.col) == (spot.row, spot.col));
            cell.expect("its cell").percent = Some(true);
            let name = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";
            let returns = returned::received(&kit, &book, name);
            let mut asked = returns
                .findings
                .iter()
                .filter(|f| f.code.to_string() == "SO-16");
            assert_eq!(asked.next().is_some(), share > most, "{typed}");
            assert!(asked.next().is_none());
        }
    }
}
