//! What the eye sees is not what the file stores: struck out, raised, scaled, covered and hidden; notes and text boxes.

use crate::campaign_run::Folder;
use crate::package;
use crate::sample::sample_kit;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use tonghop::check::{Context, Expected, Returns, understand};
use tonghop::model::finding::{Finding, FindingState};
use tonghop::model::raw::{Format, RawCell, RawSheet, RawWorkbook, cell_name};
use tonghop::model::unit::Unit;
use tonghop::read::Reader;
use tonghop::value::{Mark, Raw, Severity};
use tonghop::words::Lang;
use zip::ZipArchive;

/// A return that asks nothing; its figures stand on the second sheet.
const GOOD: &str = "samples/dong-son-2020/2-nhan-ve/16426_xa-Dong-Quang_CNTT-2020.xlsx";
const FIGURES: &str = "xl/worksheets/sheet2.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

pub(crate) fn reader() -> Reader {
    Reader::new(env!("CARGO_BIN_EXE_tonghop"))
}

/// Cells of the first sheet of which something else is seen, and its notes, one a line.
fn seen(book: &RawWorkbook) -> Vec<String> {
    let sheet = &book.sheets[0];
    let cells = sheet.cells.iter().filter_map(|cell| {
        let seen = cell.seen.as_ref()?;
        let why = match &seen.mark {
            Mark::SetApart { struck, raised } => format!("struck {struck:?} raised {raised:?}"),
            Mark::Format => "format".to_owned(),
            Mark::Covered(area) => format!("under {area}"),
            Mark::LikeItsGround => "like its ground".to_owned(),
            Mark::Turned => "turned".to_owned(),
            Mark::Looks(look) => format!("{look:?}"),
            Mark::Twice => "twice".to_owned(),
            Mark::Hidden(hidden) => format!("hides {hidden}"),
            Mark::Recalculated(formula) => format!("calculated by {formula}"),
            Mark::Changing(formula) => format!("changed by {formula}"),
        };
        let place = cell_name(cell.row, cell.col);
        Some(format!(
            "{place} {} | {} | {why}",
            cell.value.shown(),
            seen.text
        ))
    });
    let notes = sheet
        .notes
        .iter()
        .map(|note| format!("{}: {}", cell_name(note.row, note.col), note.text));
    cells.chain(notes).collect()
}

const LOOKS: [&str; 13] = [
    "A1 400 412 | 412 | struck \"400\" raised \"\"",
    "A2 3881 | 388 | struck \"\" raised \"1\"",
    "A3 18000 | 18 | format",
    "A4 412 | 412 nghìn | format",
    "A5 17 |  | format",
    "A6 33 |  | struck \"33\" raised \"\"",
    "A7 5 |  | like its ground",
    "B8 3 |  | under A8:B8",
    "A11 0 |  | format",
    "A13 18 | 18 máy | format",
    "A14 CO2 giảm | CO giảm | struck \"\" raised \"2\"",
    "A18 mua máy mượn máy cũ | mượn máy | struck \"mua máy cũ\" raised \"\"",
    "A19 không còn |  | struck \"không còn\" raised \"\"",
];

#[test]
fn what_is_seen_is_told_alike_in_every_format() {
    for name in ["looks.xlsx", "looks.xls", "looks.ods"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let book = reader().read(&folder.join(name)).expect(name);
        let wanted = [
            &LOOKS[..],
            &["D3: Xã chưa có số liệu tháng 10", "A9: Số đúng là 16"],
        ]
        .concat();
        let said = seen(&book);
        assert_eq!(said, wanted, "{name}");
    }
}

#[test]
fn what_is_printed_above_and_below_a_sheet_is_told_alike_in_every_format() {
    for name in ["unseen.xlsx", "unseen.xls", "unseen.ods"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let book = reader().read(&folder.join(name)).expect(name);
        let margins = book.sheets[0].margins.as_slice();
        assert_eq!(
            margins,
            ["Trang /", "Xã Đông Hòa", "Đơn vị tính: nghìn"],
            "{name}"
        );
        assert_eq!(book.sheets[1].margins, [""; 0], "{name}");
    }
}

#[test]
fn hidden_rows_and_columns_and_zeros_are_told_alike_in_every_format() {
    for name in ["unseen.xlsx", "unseen.xls", "unseen.ods"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let book = reader().read(&folder.join(name)).expect(name);
        let unseen = &book.sheets[0].unseen;
        assert_eq!(unseen.rows, [2, 6, 9], "{name}");
        assert_eq!(unseen.cols, [2, 4], "{name}");
        assert!(unseen.zeros, "{name}");
        // LibreOffice keeps this for all sheets together.
        let is_for_all = name != "unseen.xlsx";
        assert_eq!(book.sheets[1].unseen.zeros, is_for_all, "{name}");
    }
}

fn units() -> Vec<Arc<Unit>> {
    let units = [("16426", "Xã Đông Quang"), ("16381", "Xã Đông Hoàng")];
    let unit = |(code, name): (&str, &str)| {
        let (code, form) = (code.parse().expect("a code"), "xa".parse().expect("a form"));
        Arc::new(Unit::named(code, "xa", name, form))
    };
    units.map(unit).to_vec()
}

/// A workbook with its parts changed, and others added.
fn edited(xlsx: &[u8], edit: impl Fn(&str, String) -> String, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = package::parts(&package::changed_texts(xlsx, edit));
    let more = more
        .iter()
        .map(|(name, xml)| ((*name).to_owned(), xml.as_bytes().to_vec()));
    parts.extend(more);
    package::packed(&parts)
}

fn good() -> Vec<u8> {
    std::fs::read(GOOD).expect("a file of the samples")
}

/// The good return with another content of a cell, of which a style may be said.
fn with_cell(cell: &str, attributes: &str, inside: &str) -> Vec<u8> {
    edited(
        &good(),
        |name, xml| {
            if name == FIGURES {
                put(&xml, cell, attributes, inside)
            } else {
                xml
            }
        },
        &[],
    )
}

fn put(xml: &str, cell: &str, attributes: &str, inside: &str) -> String {
    let start = xml.find(&format!("<c r=\"{cell}\"")).expect("the cell");
    let head = start + xml[start..].find('>').expect("a tag");
    let end = if xml[..head].ends_with('/') {
        head + 1
    } else {
        head + xml[head..].find("</c>").expect("its end") + 4
    };
    let new = format!("<c r=\"{cell}\"{attributes}>{inside}</c>");
    [&xml[..start], &new, &xml[end..]].concat()
}

/// The good return with a number in a cell of a format, font and ground of its own.
fn with_look(cell: &str, inside: &str, (code, font, fill): (&str, &str, &str)) -> Vec<u8> {
    let count = |xml: &str, of: &str| {
        let (_, rest) = xml.split_once(&format!("<{of} count=\"")).expect("a count");
        rest.split('"').next().expect("a number").to_owned()
    };
    edited(
        &good(),
        |name, xml| match name {
            STYLES => {
                let (fonts, fills) = (count(&xml, "fonts"), count(&xml, "fills"));
                let xf = format!(
                    "<xf numFmtId=\"190\" fontId=\"{fonts}\" fillId=\"{fills}\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
                );
                xml.replace(
                    "</numFmts>",
                    &format!("<numFmt numFmtId=\"190\" formatCode=\"{code}\"/></numFmts>"),
                )
                .replace(
                    "</fonts>",
                    &format!("<font>{font}<sz val=\"12\"/></font></fonts>"),
                )
                .replace("</fills>", &format!("<fill>{fill}</fill></fills>"))
                .replace("</cellXfs>", &format!("{xf}</cellXfs>"))
            }
            FIGURES => {
                let styles = String::from_utf8(part(&good(), STYLES)).expect("UTF-8");
                put(
                    &xml,
                    cell,
                    &format!(" s=\"{}\"", count(&styles, "cellXfs")),
                    inside,
                )
            }
            _ => xml,
        },
        &[],
    )
}

fn part(xlsx: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(xlsx)).expect("a workbook");
    let mut bytes = Vec::new();
    let mut part = archive.by_name(name).expect("the part");
    part.read_to_end(&mut bytes).expect("its bytes");
    bytes
}

fn received(bytes: &[u8]) -> Returns {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("16426.xlsx");
    tonghop::store::folder::write_whole(&path, bytes).expect("written");
    of_book(&reader().read(&path).expect("a workbook"), "16426.xlsx")
}

fn of_book(book: &RawWorkbook, file: &str) -> Returns {
    let kit = sample_kit();
    let context = Context {
        expected: &Expected::new(&kit, units()),
        campaign: "CNTT-2020",
        period: "năm 2020",
        file,
        assigned: None,
        sender: None,
    };
    understand(book, &context)
}

/// The findings of these codes, each with its first cell and what it says.
fn told(returns: &Returns, code: &str) -> Vec<String> {
    let of_code = |f: &&Finding| f.code.as_str() == code;
    let told = returns.findings.iter().filter(of_code).map(|finding| {
        let place = finding.cells.first().and_then(|cell| cell.place.as_ref());
        let place = place.map_or(String::new(), |p| cell_name(p.row, p.col));
        format!("{place} {}", finding.message.say(Lang::Vi))
    });
    told.collect()
}

fn value(returns: &Returns, cell: &str) -> String {
    let mut fields = returns.readings.iter().flat_map(|r| &r.fields);
    let field = fields.find(|f| {
        let place = f.place.as_ref();
        place.is_some_and(|p| p.sheet == "Biểu 01" && cell_name(p.row, p.col) == cell)
    });
    let answer = &field.expect("a field").answer;
    answer
        .value()
        .and_then(tonghop::value::Value::number)
        .map_or("-".to_owned(), |n| n.to_string())
}

/// What is asked about the cell, and what is read in it.
fn check(bytes: &[u8], cell: &str, words: &[&str], read: &str) {
    let returns = received(bytes);
    let asked = told(&returns, "NHIN-01");
    match words {
        [] => assert_eq!(asked, [""; 0]),
        words => {
            let [one] = asked.as_slice() else {
                panic!("{asked:?}")
            };
            assert!(one.starts_with(&format!("{cell} ")), "{one}");
            for word in words {
                assert!(one.contains(word), "{word}: {one}");
            }
        }
    }
    assert_eq!(value(&returns, cell), read);
}

#[test]
fn the_good_return_asks_nothing() {
    let returns = received(&good());
    assert!(returns.findings.is_empty(), "{:?}", returns.findings);
}

#[test]
fn a_struck_out_number_before_the_right_one_is_asked_with_both() {
    let runs = "<is><r><rPr><strike val=\"true\"/><sz val=\"12\"/></rPr><t xml:space=\"preserve\">40 </t></r><r><t>41</t></r></is>";
    let words = [
        "bị gạch ngang: \"40\"",
        "phần không bị gạch là \"41\"",
        "\"40 41\"",
    ];
    check(
        &with_cell("E13", " t=\"inlineStr\"", runs),
        "E13",
        &words,
        "41",
    );
}

#[test]
fn a_struck_out_number_among_the_shared_texts_is_asked_with_both() {
    let texts = "<si><r><rPr><strike/></rPr><t>33</t></r><r><t>337</t></r></si></sst>";
    let shared = String::from_utf8(part(&good(), STRINGS)).expect("UTF-8");
    let index = shared.matches("<si>").count();
    let bytes = edited(
        &good(),
        |name, xml| match name {
            STRINGS => xml.replace("</sst>", texts),
            FIGURES => put(&xml, "E13", " t=\"s\"", &format!("<v>{index}</v>")),
            _ => xml,
        },
        &[],
    );
    check(&bytes, "E13", &["\"33\"", "\"337\"", "\"33337\""], "337");
}

#[test]
fn a_raised_mark_of_a_footnote_is_asked_with_both() {
    let runs = "<is><r><rPr/><t>388</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is>";
    let words = ["nâng lên hoặc hạ xuống: \"1\"", "là \"388\"", "\"3881\""];
    check(
        &with_cell("E13", " t=\"inlineStr\"", runs),
        "E13",
        &words,
        "388",
    );
}

#[test]
fn digits_as_white_as_paper_or_too_small_beside_others_are_asked_with_both() {
    for look in [
        "<color rgb=\"FFFFFFFF\"/>",
        "<color rgb=\"FFFEFEFE\"/>",
        "<sz val=\"1\"/>",
    ] {
        let runs = format!("<is><r><rPr/><t>402</t></r><r><rPr>{look}</rPr><t>0</t></r></is>");
        let bytes = with_cell("E13", " t=\"inlineStr\"", &runs);
        check(&bytes, "E13", &["\"402\"", "\"4020\""], "402");
        let texts =
            format!("<si><r><rPr/><t>402</t></r><r><rPr>{look}</rPr><t>0</t></r></si></sst>");
        let shared = String::from_utf8(part(&good(), STRINGS)).expect("UTF-8");
        let index = shared.matches("<si>").count();
        let bytes = edited(
            &good(),
            |name, xml| match name {
                STRINGS => xml.replace("</sst>", &texts),
                FIGURES => put(&xml, "E13", " t=\"s\"", &format!("<v>{index}</v>")),
                _ => xml,
            },
            &[],
        );
        check(&bytes, "E13", &["\"402\"", "\"4020\""], "402");
    }
}

#[test]
fn a_number_that_is_struck_out_as_a_whole_is_asked() {
    let fill = "<patternFill patternType=\"none\"/>";
    let bytes = with_look("E13", "<v>19</v>", ("0", "<strike/>", fill));
    check(
        &bytes,
        "E13",
        &["Toàn bộ nội dung của ô bị gạch ngang: \"19\""],
        "19",
    );
    // One that is raised as a whole is only small.
    let bytes = with_look(
        "E13",
        "<v>19</v>",
        ("0", "<vertAlign val=\"superscript\"/>", fill),
    );
    check(&bytes, "E13", &[], "19");
}

#[test]
fn a_format_that_scales_adds_words_or_hides_is_asked_with_what_is_shown_and_stored() {
    let plain = ("", "<patternFill patternType=\"none\"/>");
    for (code, stored, words) in [
        ("#,##0,", "18000", &["\"18\"", "18000"][..]),
        ("0&quot; nghìn&quot;", "412", &["\"412 nghìn\"", "412"]),
        ("0&quot;0&quot;", "12", &["\"120\"", "12"]),
        (";;;", "17", &["17", "ô trống"]),
    ] {
        let bytes = with_look("E13", &format!("<v>{stored}</v>"), (code, plain.0, plain.1));
        check(&bytes, "E13", words, stored);
    }
}

#[test]
fn a_format_that_shows_the_number_or_its_unit_asks_nothing() {
    let fill = "<patternFill patternType=\"none\"/>";
    for code in [
        "#,##0",
        "0&quot; máy&quot;",
        "0.00",
        "000",
        "[Red]0",
        "_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* &quot;-&quot;??\\ _₫_-;_-@_-",
        "0;-0;0;@",
    ] {
        check(
            &with_look("E13", "<v>19</v>", (code, "", fill)),
            "E13",
            &[],
            "19",
        );
    }
}

#[test]
fn a_format_that_puts_marks_to_or_into_a_number_is_asked_with_what_is_shown_and_stored() {
    let fill = "<patternFill patternType=\"none\"/>";
    for (code, stored, shown) in [
        ("0&quot;%&quot;", "98", "98%"),
        ("0\\%", "98", "98%"),
        ("General&quot;%&quot;", "98", "98%"),
        ("0\\,0", "21", "2,1"),
        ("0&quot;.&quot;000", "21", "0.021"),
        ("0&quot;/&quot;00", "388", "3/88"),
        ("&quot;-&quot;0", "21", "-21"),
        ("(0)", "21", "(21)"),
        ("0E+0", "388", "4E+02"),
        ("0&quot;(*)&quot;", "388", "388(*)"),
        ("0&quot;?&quot;", "388", "388?"),
        ("0&quot;+&quot;", "388", "388+"),
        ("0\\:00", "388", "3:88"),
    ] {
        let bytes = with_look("E13", &format!("<v>{stored}</v>"), (code, "", fill));
        let words = [&format!("\"{shown}\""), stored];
        check(&bytes, "E13", &words, stored);
    }
}

#[test]
fn a_format_that_calls_a_number_an_estimate_or_a_bound_says_what_such_words_typed_say() {
    let fill = "<patternFill patternType=\"none\"/>";
    for (code, told_as) in [
        ("&quot;khoảng &quot;0", "SO-08"),
        ("&quot;~&quot;0", "SO-08"),
        ("&quot;≈&quot;0", "SO-08"),
        ("&quot;&lt;&quot;0", "SO-17"),
        ("\\≥0", "SO-17"),
    ] {
        let returns = received(&with_look("E13", "<v>21</v>", (code, "", fill)));
        assert_eq!(
            told(&returns, told_as).len(),
            1,
            "{code} {:?}",
            returns.findings
        );
        assert_eq!(value(&returns, "E13"), "21");
        let field = returns
            .readings
            .iter()
            .flat_map(|r| &r.fields)
            .find(|f| f.estimate);
        assert!(field.is_some(), "{code}");
    }
}

#[test]
fn a_stored_result_that_its_formula_cannot_give_is_asked_with_both() {
    for (formula, result) in [
        ("10+11", "21"),
        ("(10+11)*2-E14*0", "42"),
        ("SUM(10,5,6)", "21"),
        ("'Ý kiến'!Z99+3", "3"),
        ("\"\"&amp;5", "5"),
    ] {
        let with = |stored: &str| {
            let inside = format!("<f>{formula}</f><v>{stored}</v>");
            both_ways(|xml: &str| put(xml, "E13", "", &inside))
        };
        for bytes in with("25") {
            let words = ["25", &format!("tính ra {result}")];
            check(&bytes, "E13", &words, "25");
        }
        for bytes in with(result) {
            check(&bytes, "E13", &[], result);
        }
    }
}

#[test]
fn an_answer_that_a_formula_takes_from_another_year_or_puts_in_place_of_an_error_is_asked() {
    for (formula, stored, code) in [
        ("'Số liệu 2019'!E13", "25", Some("CAU-22")),
        ("IFERROR(VLOOKUP(A1,B1:C9,2,0),0)", "0", Some("CAU-22")),
        ("IFERROR(VLOOKUP(A1,B1:C9,2,0),0)", "21", None),
        ("'Số liệu 2020'!E13", "25", None),
        (
            "IFERROR(__xludf.DUMMYFUNCTION(&quot;IMPORTRANGE(x)&quot;),25)",
            "25",
            Some("CAU-11"),
        ),
    ] {
        let inside = format!("<f>{formula}</f><v>{stored}</v>");
        for bytes in both_ways(|xml| put(xml, "E14", "", &inside)) {
            let returns = received(&bytes);
            let of_formula = ["CAU-11", "CAU-22"].iter().flat_map(|code| {
                let told = told(&returns, code);
                told.into_iter().map(move |_| *code)
            });
            let codes: Vec<&str> = of_formula.collect();
            assert_eq!(codes, code.as_slice(), "{formula} {:?}", returns.findings);
        }
    }
}

#[test]
fn words_and_figures_typed_beside_an_answer_or_over_a_check_are_asked_about() {
    for (cell, words, is_asked) in [
        ("K13", "x 1000", true),
        ("K13", "(sai, xem lại)", true),
        ("K13", "đã bàn giao 3 máy cũ", false),
        ("J13", "99", true),
        ("J13", "sai", true),
    ] {
        let inside = format!("<is><t>{words}</t></is>");
        let typed = |xml: &str| {
            if xml.contains(&format!("<c r=\"{cell}\"")) {
                return put(xml, cell, " t=\"inlineStr\"", &inside);
            }
            let start = xml.find("<row r=\"13\"").expect("the row");
            let end = start + xml[start..].find("</row>").expect("its end");
            let new = format!("<c r=\"{cell}\" t=\"inlineStr\">{inside}</c>");
            [&xml[..end], &new, &xml[end..]].concat()
        };
        let edit = |name: &str, xml: String| if name == FIGURES { typed(&xml) } else { xml };
        let returns = received(&edited(&good(), edit, &[]));
        let asked = told(&returns, "CAU-20");
        assert_eq!(
            asked.len(),
            usize::from(is_asked),
            "{cell} {words} {:?}",
            returns.findings
        );
    }
}

#[test]
fn a_zero_that_a_format_hides_is_told_once_for_its_sheet_and_read() {
    let fill = "<patternFill patternType=\"none\"/>";
    let returns = received(&with_look("E14", "<v>0</v>", ("0;;", "", fill)));
    let notes = told(&returns, "NHIN-04");
    assert_eq!(notes.len(), 1, "{:?}", returns.findings);
    assert!(notes[0].starts_with("E14 "), "{notes:?}");
    assert_eq!(told(&returns, "NHIN-01"), [""; 0]);
    assert_eq!(value(&returns, "E14"), "0");
    let returns = received(&with_look("E13", "<v>19</v>", ("0;;", "", fill)));
    assert_eq!(told(&returns, "NHIN-04"), [""; 0]);
    assert_eq!(told(&returns, "NHIN-01"), [""; 0]);
}

#[test]
fn a_formula_that_gives_another_number_each_time_is_asked() {
    for formula in ["RANDBETWEEN(1,30)", "DAY(TODAY())"] {
        let inside = format!("<f>{formula}</f><v>25</v>");
        for bytes in both_ways(|xml| put(xml, "E13", "", &inside)) {
            check(&bytes, "E13", &[formula, "mỗi lần mở tệp"], "25");
        }
    }
}

#[test]
fn a_cell_that_its_file_holds_twice_is_asked_with_both_contents() {
    let twice = |other: &str| {
        edited(
            &good(),
            |name, xml| {
                let cell = format!("</c><c r=\"E13\"><v>{other}</v></c>");
                match name {
                    FIGURES => put(&xml, "E13", "", "<v>21</v>").replacen(
                        "<v>21</v></c>",
                        &format!("<v>21</v>{cell}"),
                        1,
                    ),
                    _ => xml,
                }
            },
            &[],
        )
    };
    check(&twice("25"), "E13", &["hai lần", "\"21\"", "\"25\""], "21");
    check(&twice("21"), "E13", &[], "21");
    let row = |xml: &str| {
        let more = "<row r=\"13\"><c r=\"E13\"><v>25</v></c></row></sheetData>";
        put(xml, "E13", "", "<v>21</v>").replace("</sheetData>", more)
    };
    for bytes in both_ways(row) {
        check(&bytes, "E13", &["hai lần", "\"21\"", "\"25\""], "21");
    }
}

#[test]
fn a_cell_that_states_its_content_otherwise_than_programs_do_is_asked() {
    for (attributes, inside, words, read) in [
        (
            "",
            "<v>21</v><is><t>25</t></is>",
            ["hai lần", "\"25\""],
            "21",
        ),
        (
            "",
            "<is><t>25</t></is><v>21</v>",
            ["hai lần", "\"25\""],
            "21",
        ),
        ("", "<v>21</v><v>25</v>", ["hai lần", "\"25\""], "21"),
        (
            " t=\"n\"",
            "<v>21</v><is><t>25</t></is>",
            ["hai lần", "\"25\""],
            "21",
        ),
        (
            " t=\"inlineStr\"",
            "<v>21</v><is><t>25</t></is>",
            ["hai lần", "\"21\""],
            "25",
        ),
        (" t=\"inlineStr\"", "<v>21</v>", ["\"21\"", "ô trống"], "21"),
        ("", "<is><t>25</t></is>", ["\"25\"", "ô trống"], "25"),
    ] {
        check(&with_cell("E13", attributes, inside), "E13", &words, read);
    }
    // The same twice says nothing else, and so does a text of its own beside nothing.
    let both = [
        (" t=\"inlineStr\"", "<v>21</v><is><t>21</t></is>"),
        (" t=\"inlineStr\"", "<v></v><is><t>21</t></is>"),
        ("", "<v>21</v><v>21</v>"),
    ];
    for (attributes, inside) in both {
        check(&with_cell("E13", attributes, inside), "E13", &[], "21");
    }
}

#[test]
fn a_sheet_that_holds_its_cells_in_two_lots_is_refused_as_damaged() {
    let lots = |xml: &str| {
        let more =
            "</sheetData><sheetData><row r=\"13\"><c r=\"E13\"><v>25</v></c></row></sheetData>";
        xml.replace("</sheetData>", more)
    };
    let folder = tempfile::tempdir().expect("a folder");
    for bytes in both_ways(lots) {
        let path = folder.path().join("hai.xlsx");
        tonghop::store::folder::write_whole(&path, &bytes).expect("written");
        let refusal = reader().read(&path).expect_err("a refusal");
        assert_eq!(refusal.code.id, "TEP-04");
    }
}

#[test]
fn a_number_in_the_color_of_its_ground_is_asked() {
    let fill =
        |rgb| format!("<patternFill patternType=\"solid\"><fgColor rgb=\"{rgb}\"/></patternFill>");
    let white = "<color rgb=\"FFFFFFFF\"/>";
    let bytes = with_look("E13", "<v>19</v>", ("0", white, &fill("FFFFF8E1")));
    check(&bytes, "E13", &["cùng màu với nền"], "19");
    let bytes = with_look("E13", "<v>19</v>", ("0", white, &fill("FF1F4E79")));
    check(&bytes, "E13", &[], "19");
    // Excel does not go by how opaque a color is, and a solid ground without one is black.
    let black = "<color rgb=\"00000000\"/>";
    let unsaid = "<patternFill patternType=\"solid\"/>".to_owned();
    for ground in [unsaid, fill("00000000")] {
        let bytes = with_look("E13", "<v>19</v>", ("0", black, &ground));
        check(&bytes, "E13", &["cùng màu với nền"], "19");
        let bytes = with_look("E13", "<v>19</v>", ("0", white, &ground));
        check(&bytes, "E13", &[], "19");
    }
}

#[test]
fn a_number_under_a_merged_area_is_asked() {
    let bytes = edited(
        &good(),
        |name, xml| {
            if name == FIGURES {
                xml.replacen("<mergeCell ", "<mergeCell ref=\"E13:F13\"/><mergeCell ", 1)
            } else {
                xml
            }
        },
        &[],
    );
    let returns = received(&bytes);
    let asked = told(&returns, "NHIN-01");
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0].starts_with("F13 ") && asked[0].contains("E13:F13"),
        "{asked:?}"
    );
}

#[test]
fn numbers_that_merged_areas_cover_after_rows_were_inserted_are_one_question() {
    let bytes = edited(
        &good(),
        |name, xml| {
            if name == FIGURES {
                let merged = "<mergeCell ref=\"E13:F13\"/><mergeCell ref=\"D14:F15\"/><mergeCell ";
                xml.replacen("<mergeCell ", merged, 1)
            } else {
                xml
            }
        },
        &[],
    );
    let returns = received(&bytes);
    let asked = told(&returns, "NHIN-01");
    assert_eq!(asked.len(), 1, "{asked:?}");
    for cell in ["F13", "E14"] {
        assert!(asked[0].contains(cell), "{cell}: {asked:?}");
    }
    let finding = returns
        .findings
        .iter()
        .find(|f| f.code.as_str() == "NHIN-01");
    assert!(finding.is_some_and(|finding| finding.cells.len() > 1));
}

#[test]
fn a_status_that_is_struck_out_is_asked_and_its_answer_is_read() {
    let runs = "<is><r><rPr><strike/></rPr><t>Không có số liệu</t></r></is>";
    let returns = received(&with_cell("G13", " t=\"inlineStr\"", runs));
    let asked = told(&returns, "NHIN-01");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("G13 "), "{asked:?}");
}

/// The good return with a part that belongs to the sheet of its figures.
fn with_beside(kind: &str, path: &str, xml: &str) -> Vec<u8> {
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId901\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"/{path}\"/></Relationships>"
    );
    edited(
        &good(),
        |_, xml| xml,
        &[
            ("xl/worksheets/_rels/sheet2.xml.rels", &relations),
            (path, xml),
        ],
    )
}

#[test]
fn a_note_on_a_cell_is_told_with_its_words() {
    let xml = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>VP</author></authors><commentList><comment ref=\"E13\" authorId=\"0\"><text><r><t>Trong đó có 2 máy mượn, </t></r><r><t>3 máy cấp năm 2018</t></r></text></comment></commentList></comments>";
    let returns = received(&with_beside("comments", "xl/comments/comment1.xml", xml));
    let notes = told(&returns, "NHIN-02");
    assert_eq!(notes.len(), 1, "{notes:?}");
    let words = "E13: \"Trong đó có 2 máy mượn, 3 máy cấp năm 2018\"";
    assert!(
        notes[0].starts_with("E13 ") && notes[0].contains(words),
        "{notes:?}"
    );
    assert!(
        returns
            .findings
            .iter()
            .all(|f| f.severity == Severity::Note)
    );
}

/// A part with a note on a cell.
fn note(cell: &str, words: &str) -> String {
    format!(
        "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors/><commentList><comment ref=\"{cell}\" authorId=\"0\"><text><r><t>{words}</t></r></text></comment></commentList></comments>"
    )
}

#[test]
fn a_note_that_puts_an_answer_right_or_doubts_it_is_asked_about_at_the_answer() {
    for (cell, words, is_asked) in [
        ("E13", "Sửa thành 25", true),
        ("E13", "VP: 99 mới đúng", false),
        ("E13", "99", true),
        ("E13", "sai, xem lại", true),
        ("H13", "Số đúng là 16", true),
        ("E13", "Máy mua năm 2018", false),
        ("E13", "Đã thanh lý 2 máy", false),
        ("B4", "Số máy tính xin sửa thành 25", true),
        ("B4", "Gửi trước ngày 25", false),
    ] {
        let part = note(cell, words);
        let returns = received(&with_beside("comments", "xl/comments/comment1.xml", &part));
        let asked = told(&returns, "CAU-20");
        assert_eq!(
            asked.len(),
            usize::from(is_asked),
            "{cell} {words} {:?}",
            returns.findings
        );
        assert!(asked.iter().all(|said| said.contains(words)), "{asked:?}");
        assert_eq!(told(&returns, "NHIN-02").len(), 1, "{words}");
    }
}

#[test]
fn a_thread_of_comments_is_told_with_all_its_replies() {
    let xml = "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\"><threadedComment ref=\"E13\" id=\"{1}\"><text>Số này đúng chưa?</text></threadedComment><threadedComment ref=\"E13\" parentId=\"{1}\" id=\"{2}\"><text>Số đúng là 16</text></threadedComment></ThreadedComments>";
    let returns = received(&with_beside(
        "threadedComment",
        "xl/threadedComments/threadedComment1.xml",
        xml,
    ));
    let notes = told(&returns, "NHIN-02");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].contains("Số này đúng chưa? Số đúng là 16"),
        "{notes:?}"
    );
}

#[test]
fn a_text_box_is_told_with_its_words_and_where_it_begins() {
    let xml = "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>19</xdr:row></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:row>22</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Xã chưa có </a:t></a:r><a:r><a:t>số liệu tháng 10</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>";
    let returns = received(&with_beside("drawing", "xl/drawings/drawing1.xml", xml));
    let notes = told(&returns, "NHIN-02");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].contains("E20: \"Xã chưa có số liệu tháng 10\""),
        "{notes:?}"
    );
}

#[test]
fn a_value_in_another_spelling_of_xml_is_the_same_value() {
    for inside in [
        "<v>1<!-- x -->9</v>",
        "<v><![CDATA[19]]></v>",
        "<v>&#49;9</v>",
        "<v>1<?x?>9</v>",
    ] {
        let returns = received(&with_cell("E13", "", inside));
        assert_eq!(value(&returns, "E13"), "19", "{inside}");
    }
}

#[test]
fn a_final_waits_until_what_is_seen_otherwise_is_settled() {
    let folder = Folder::sample();
    let name = "2-nhan-ve/16426_xa-Dong-Quang_CNTT-2020.xlsx";
    let count = value(&received(&good()), "E13");
    let runs = format!("<is><r><rPr><strike/></rPr><t>7</t></r><r><t>{count}</t></r></is>");
    let bytes = with_cell("E13", " t=\"inlineStr\"", &runs);
    std::fs::remove_file(folder.file(name)).expect("removed");
    tonghop::store::folder::write_whole(&folder.file(name), &bytes).expect("written");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    let refused = folder.tonghop("report", &["--final"]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.out.contains("NHIN-01"), "{}", refused.out);
    let id = "16426-NHIN-01-may_tinh";
    let accepted = folder.tonghop("accept", &[id, "--reason", "số sau là số đúng"]);
    assert_eq!(accepted.code, 0, "{accepted:?}");
    assert_eq!(folder.tonghop("report", &["--final"]).code, 0);
}

/// The good return whose figures' sheet is changed; by the quick reader, and by the full parser, which a note of no words
/// needs.
fn both_ways(change: impl Fn(&str) -> String) -> [Vec<u8>; 2] {
    let edit = |name: &str, xml: String| if name == FIGURES { change(&xml) } else { xml };
    let empty = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors/><commentList/></comments>";
    let quick = edited(&good(), edit, &[]);
    let full = edited(&quick, |_, xml| xml, &[("xl/comments9.xml", empty)]);
    [quick, full]
}

#[test]
fn answers_in_a_hidden_row_are_asked_about_once_with_their_values() {
    for hides in [
        "hidden=\"1\"",
        "hidden=\"true\"",
        "ht=\"0\" customHeight=\"1\"",
    ] {
        let row = |xml: &str| {
            let start = xml.find("<row r=\"13\"").expect("the row");
            let end = start + xml[start..].find('>').expect("a tag");
            let tag = format!("<row r=\"13\" {hides}>");
            [&xml[..start], &tag, &xml[end + 1..]].concat()
        };
        for bytes in both_ways(row) {
            let returns = received(&bytes);
            let asked = told(&returns, "NHIN-03");
            assert_eq!(asked.len(), 1, "{hides} {:?}", returns.findings);
            let count = value(&received(&good()), "E13");
            assert!(asked[0].contains(&format!("E13: {count}")), "{asked:?}");
            assert_eq!(returns.findings.len(), 1, "{hides}");
        }
    }
}

#[test]
fn answers_on_a_hidden_sheet_are_asked_about_once_with_their_values() {
    for state in ["hidden", "veryHidden"] {
        let book = edited(
            &good(),
            |name, xml| {
                let hidden = format!("<sheet state=\"{state}\" name=\"Biểu 01\"");
                match name {
                    "xl/workbook.xml" => xml.replace("<sheet name=\"Biểu 01\"", &hidden),
                    _ => xml,
                }
            },
            &[],
        );
        let returns = received(&book);
        let asked = told(&returns, "NHIN-03");
        assert_eq!(asked.len(), 1, "{state} {:?}", returns.findings);
        let count = value(&received(&good()), "E13");
        assert!(asked[0].contains("\"Biểu 01\" bị ẩn"), "{asked:?}");
        assert!(asked[0].contains(&format!("E13: {count}")), "{asked:?}");
        assert_eq!(returns.findings.len(), 1, "{state}");
    }
}

#[test]
fn a_remark_that_names_another_number_is_asked_with_both_and_an_ordinary_one_is_not() {
    for (remark, is_asked) in [
        ("Số đúng là 412", true),
        ("Số liệu năm 2019", true),
        ("nhầm, 25", true),
        ("tạm tính", true),
        ("chưa tính 2 máy", true),
        ("tinh ca thang 11, 12", true),
        ("Trong đó có 2 máy chủ", false),
        ("Đã thanh lý 2 máy năm 2019", false),
        ("Máy mua năm 2018", false),
    ] {
        let words = format!("<is><t>{remark}</t></is>");
        let with = |xml: &str| {
            let xml = put(xml, "E13", "", "<v>19</v>");
            put(&xml, "H13", " t=\"inlineStr\"", &words)
        };
        for bytes in both_ways(with) {
            let returns = received(&bytes);
            let asked = told(&returns, "SO-18");
            assert_eq!(asked.len(), usize::from(is_asked), "{:?}", returns.findings);
            // The remark is what is asked about, and no reason for it.
            let is_open = |f: &Finding| f.state == FindingState::Open;
            assert!(returns.findings.iter().all(is_open));
            let says = |one: &String| {
                one.starts_with("E13 ") && one.contains(remark) && one.contains("19")
            };
            assert!(asked.iter().all(says), "{asked:?}");
            assert_eq!(value(&returns, "E13"), "19");
        }
    }
}

#[test]
fn answers_in_a_hidden_column_are_asked_about_once() {
    let column = |xml: &str| {
        let cols = "<cols><col min=\"1\" max=\"1\" hidden=\"1\"/><col min=\"6\" max=\"6\" width=\"0\"/></cols>";
        let start = xml.find("<cols>").expect("columns");
        let end = xml.find("</cols>").expect("their end") + "</cols>".len();
        [&xml[..start], cols, &xml[end..]].concat()
    };
    for bytes in both_ways(column) {
        let returns = received(&bytes);
        let asked = told(&returns, "NHIN-03");
        assert_eq!(asked.len(), 1, "{:?}", returns.findings);
        assert!(asked[0].starts_with("F13 "), "{asked:?}");
    }
}

#[test]
fn zeros_that_a_sheet_does_not_show_are_noted_and_read() {
    let blind = |xml: &str| {
        let xml = xml.replacen("<sheetView ", "<sheetView showZeros=\"0\" ", 1);
        put(&xml, "E14", "", "<v>0</v>")
    };
    for bytes in both_ways(blind) {
        let returns = received(&bytes);
        let notes = told(&returns, "NHIN-04");
        assert_eq!(notes.len(), 1, "{:?}", returns.findings);
        assert!(notes[0].starts_with("E14 "), "{notes:?}");
        assert_eq!(value(&returns, "E14"), "0");
        assert_eq!(told(&returns, "NHIN-03"), [""; 0]);
    }
}

#[test]
fn a_header_that_names_another_scale_or_year_is_asked_and_one_about_figures_is_noted() {
    for (header, code) in [
        ("&amp;LBiểu 01&amp;RĐơn vị tính: nghìn", Some("CAU-19")),
        (
            "&amp;C&amp;&quot;Arial,Bold&quot;&amp;14Số liệu năm 2019",
            Some("CAU-19"),
        ),
        ("&amp;CSố liệu tạm tính", Some("CAU-19")),
        ("&amp;CSo lieu 6 thang dau nam", Some("CAU-19")),
        ("&amp;CSố liệu đã được kiểm tra", Some("NHIN-02")),
        ("&amp;CBáo cáo năm 2020&amp;RTrang &amp;P", None),
    ] {
        let printed = |xml: &str| {
            let new = format!("<headerFooter><oddHeader>{header}</oddHeader>");
            xml.replacen("<headerFooter>", &new, 1)
        };
        for bytes in both_ways(printed) {
            let returns = received(&bytes);
            let codes = returns.findings.iter().map(|f| f.code.as_str());
            let codes: Vec<&str> = codes.collect();
            assert_eq!(codes, code.as_slice(), "{header} {:?}", returns.findings);
        }
    }
}

#[test]
fn a_number_that_unseen_marks_show_in_another_order_is_asked_with_both() {
    let inline = |text: &str| format!("<is><t xml:space=\"preserve\">{text}</t></is>");
    let bytes = with_cell("E13", " t=\"inlineStr\"", &inline("\u{202e}91\u{202c}"));
    check(&bytes, "E13", &["\"19\"", "91"], "91");
    // Marks that change nothing of what is shown ask nothing.
    for text in [
        "\u{202d}19\u{202c}",
        "\u{200e}19",
        "1\u{200b}9",
        "\u{feff}19",
    ] {
        let bytes = with_cell("E13", " t=\"inlineStr\"", &inline(text));
        check(&bytes, "E13", &[], "19");
    }
}

#[test]
fn a_text_box_of_the_older_kind_and_the_label_of_a_control_are_told_and_a_note_is_not_told_twice() {
    let shape = |kind: &str, words: &str| {
        format!(
            "<v:shape id=\"s\" type=\"#t\"><v:textbox><div style='text-align:left'><font face=\"Arial\">{words}<br></font></div></v:textbox><x:ClientData ObjectType=\"{kind}\"><x:Anchor>4, 15, 19, 10, 6, 15, 22, 4</x:Anchor></x:ClientData></v:shape>"
        )
    };
    let markup = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">{}{}{}</xml>",
        shape("Note", "Số đúng là 16"),
        shape("Rect", "Xã chưa có số liệu"),
        shape("Label", "Tạm tính")
    );
    let returns = received(&with_beside(
        "vmlDrawing",
        "xl/drawings/vmlDrawing1.vml",
        &markup,
    ));
    let notes = told(&returns, "NHIN-02");
    assert_eq!(notes.len(), 1, "{notes:?}");
    for words in ["E20: \"Xã chưa có số liệu\"", "E20: \"Tạm tính\""] {
        assert!(notes[0].contains(words), "{notes:?}");
    }
    assert!(!notes[0].contains("16"), "{notes:?}");
}

#[test]
fn a_file_of_a_format_that_tells_less_says_so_once() {
    let mut book = reader().read(Path::new(GOOD)).expect("a workbook");
    for (format, words) in [(Format::Xlsb, ".xlsb"), (Format::Text, "CSV")] {
        book.format = format;
        let returns = of_book(&book, "16426.xlsx");
        let notes = returns.readings.iter().flat_map(|r| &r.account.notes);
        let said: Vec<String> = notes.map(|note| note.say(Lang::Vi)).collect();
        let of_format = said.iter().filter(|said| said.contains(words));
        assert_eq!(of_format.count(), 1, "{said:?}");
    }
}

/// A table in which two units say one figure.
fn table() -> RawSheet {
    let kit = sample_kit();
    let form = kit.form("xa").expect("the form");
    let text = |row, col, text: &str| RawCell::of((row, col), Raw::Text(text.to_owned()));
    let mut cells = vec![text(0, 0, "Mã đơn vị")];
    cells.extend(
        (1..)
            .zip(form.fields())
            .map(|(col, f)| text(0, col, &f.label())),
    );
    for (row, code) in [(1, "16426"), (2, "16381")] {
        cells.extend([text(row, 0, code), text(row, 1, "12")]);
    }
    RawSheet {
        name: "Bảng".to_owned(),
        visible: true,
        cells,
        ..RawSheet::default()
    }
}

#[test]
fn a_table_of_several_units_in_such_a_format_says_so_once() {
    let sheet = table();
    let book = RawWorkbook {
        format: Format::Text,
        has_macros: true,
        sheets: vec![sheet],
        ..RawWorkbook::default()
    };
    let returns = of_book(&book, "bang.csv");
    assert_eq!(returns.readings.len(), 2, "{:?}", returns.findings);
    let notes = returns.readings.iter().flat_map(|r| &r.account.notes);
    let said: Vec<String> = notes.map(|note| note.say(Lang::En)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().any(|said| said.contains("macros")), "{said:?}");
    assert!(said.iter().any(|said| said.contains("CSV")), "{said:?}");
}

#[test]
fn a_row_of_a_table_that_a_filter_hides_is_asked_about() {
    let mut sheet = table();
    sheet.unseen.rows = vec![2];
    let book = RawWorkbook {
        sheets: vec![sheet],
        ..RawWorkbook::default()
    };
    let asked = told(&of_book(&book, "bang.xlsx"), "NHIN-03");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("B3 "), "{asked:?}");
}

/// The good return in which a rule gives a cell a format.
fn with_rule(rule: &str, format: &str) -> Vec<u8> {
    edited(
        &good(),
        |name, xml| match name {
            STYLES => {
                let (before, rest) = xml.split_once("<dxfs").expect("formats of conditions");
                let (_, after) = rest.split_once("</dxfs>").expect("their end");
                format!("{before}<dxfs count=\"1\"><dxf>{format}</dxf></dxfs>{after}")
            }
            FIGURES => {
                let start = xml.find("<conditionalFormatting").expect("rules");
                let last = "</conditionalFormatting>";
                let end = xml.rfind(last).expect("their end") + last.len();
                let rule = format!(
                    "<conditionalFormatting sqref=\"D12 E13:E13\">{rule}</conditionalFormatting>"
                );
                [&xml[..start], &rule, &xml[end..]].concat()
            }
            _ => xml,
        },
        &[],
    )
}

#[test]
fn a_format_that_a_condition_gives_is_asked_where_it_may_hold() {
    let count = value(&received(&good()), "E13");
    let scaled = "<numFmt numFmtId=\"190\" formatCode=\"0&quot; nghìn&quot;\"/>";
    let shown = format!("{count} nghìn");
    let white = "<font><color rgb=\"FFFFFFFF\"/></font>";
    let struck = "<font><strike/></font>";
    let above = |number: &str| {
        format!(
            "<cfRule type=\"cellIs\" dxfId=\"0\" priority=\"1\" operator=\"greaterThan\"><formula>{number}</formula></cfRule>"
        )
    };
    let by_formula = "<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>$A$1&gt;0</formula></cfRule>";
    check(&with_rule(&above("0"), scaled), "E13", &[&shown], &count);
    check(&with_rule(by_formula, scaled), "E13", &[&shown], &count);
    check(
        &with_rule(by_formula, white),
        "E13",
        &["cùng màu với nền"],
        &count,
    );
    check(
        &with_rule(&above("0"), struck),
        "E13",
        &["bị gạch ngang"],
        &count,
    );
    // It does not hold, or shows the number as it is.
    check(&with_rule(&above("999"), scaled), "E13", &[], &count);
    let dark = "<font><color rgb=\"FFFFFFFF\"/></font><fill><patternFill><bgColor rgb=\"FF1F4E79\"/></patternFill></fill>";
    check(&with_rule(by_formula, dark), "E13", &[], &count);
    check(
        &with_rule(
            by_formula,
            "<numFmt numFmtId=\"191\" formatCode=\"#,##0\"/>",
        ),
        "E13",
        &[],
        &count,
    );
}

#[test]
fn figures_under_a_label_or_heading_that_is_struck_out_are_asked_about_once() {
    for (cell, text) in [("D13", "máy"), ("E9", "Tổng số")] {
        let words = |font: &str| format!("<is><r><rPr>{font}</rPr><t>{text}</t></r></is>");
        let with = |font: &str| {
            let words = words(font);
            move |xml: &str| put(xml, cell, " t=\"inlineStr\"", &words)
        };
        for bytes in both_ways(with("<strike/>")) {
            let returns = received(&bytes);
            let asked = told(&returns, "NHIN-05");
            assert_eq!(asked.len(), 1, "{:?}", returns.findings);
            assert!(asked[0].contains(&format!("{cell}: {text}")), "{asked:?}");
        }
        for bytes in both_ways(with("<b/>")) {
            let returns = received(&bytes);
            assert!(
                told(&returns, "NHIN-05").is_empty(),
                "{:?}",
                returns.findings
            );
        }
    }
}

/// The good return with a number in a cell of this font, ground, border and alignment.
fn with_odd_look(cell: &str, inside: &str, [font, fill, border, alignment]: [&str; 4]) -> Vec<u8> {
    let styles = String::from_utf8(part(&good(), STYLES)).expect("UTF-8");
    let count = |of: &str| {
        let (_, rest) = styles
            .split_once(&format!("<{of} count=\""))
            .expect("a count");
        rest.split('"').next().expect("a number").to_owned()
    };
    let xf = format!(
        "<xf numFmtId=\"0\" fontId=\"{}\" fillId=\"{}\" borderId=\"{}\" xfId=\"0\" applyAlignment=\"1\">{alignment}</xf>",
        count("fonts"),
        count("fills"),
        count("borders")
    );
    edited(
        &good(),
        |name, xml| match name {
            STYLES => [
                ("fonts", format!("<font>{font}</font>")),
                ("fills", format!("<fill>{fill}</fill>")),
                ("borders", border.to_owned()),
                ("cellXfs", xf.clone()),
            ]
            .iter()
            .fold(xml, |xml, (list, new)| {
                let end = format!("</{list}>");
                xml.replace(&end, &format!("{new}{end}"))
            }),
            FIGURES => put(&xml, cell, &format!(" s=\"{}\"", count("cellXfs")), inside),
            _ => xml,
        },
        &[],
    )
}

#[test]
fn a_look_by_which_people_read_another_thing_or_nothing_is_asked_and_an_ordinary_one_is_not() {
    const FONT: &str = "<sz val=\"12\"/><name val=\"Times New Roman\"/>";
    const FILL: &str = "<patternFill patternType=\"none\"/>";
    const BORDER: &str = "<border><left/><right/><top/><bottom/><diagonal/></border>";
    let crossed = "<border diagonalUp=\"1\"><left/><right/><top/><bottom/><diagonal style=\"thin\"><color auto=\"1\"/></diagonal></border>";
    let hatched = "<patternFill patternType=\"darkUp\"><fgColor rgb=\"FF000000\"/><bgColor rgb=\"FFFFFFFF\"/></patternFill>";
    let light = "<patternFill patternType=\"lightUp\"><fgColor rgb=\"FFCCCCCC\"/></patternFill>";
    let flat = "<border diagonalUp=\"1\"><left/><right/><top/><bottom/><diagonal/></border>";
    let filled = "<alignment horizontal=\"fill\"/>";
    let far = "<alignment horizontal=\"left\" indent=\"60\"/>";
    let down = "<alignment textRotation=\"180\"/>";
    let up = "<alignment horizontal=\"center\" textRotation=\"45\" indent=\"1\"/>";
    let signs = "<sz val=\"12\"/><name val=\"Wingdings\"/>";
    for (look, words) in [
        ([FONT, FILL, crossed, ""], Some("kẻ chéo")),
        ([FONT, hatched, BORDER, ""], Some("cùng màu với chữ")),
        ([FONT, FILL, BORDER, filled], Some("Fill")),
        ([FONT, FILL, BORDER, far], Some("thụt lề")),
        ([FONT, FILL, BORDER, down], Some("xoay")),
        ([signs, FILL, BORDER, ""], Some("Wingdings")),
        (["<sz val=\"1\"/>", FILL, BORDER, ""], Some("quá nhỏ")),
        ([FONT, FILL, BORDER, ""], None),
        ([FONT, light, flat, up], None),
    ] {
        let bytes = with_odd_look("E13", "<v>19</v>", look);
        check(&bytes, "E13", words.as_slice(), "19");
    }
}

#[test]
fn an_answer_under_a_line_a_shape_or_a_picture_is_asked_and_one_beside_it_is_not() {
    let drawn = |inner: &str, to: &str| {
        format!(
            "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:to>{to}</xdr:to>{inner}</xdr:twoCellAnchor></xdr:wsDr>"
        )
    };
    let shape = |look: &str| format!("<xdr:sp><xdr:spPr>{look}</xdr:spPr></xdr:sp>");
    let white = shape("<a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>");
    let ring = shape("<a:noFill/><a:ln><a:solidFill/></a:ln>");
    let line = "<xdr:cxnSp><xdr:spPr><a:prstGeom prst=\"line\"/></xdr:spPr></xdr:cxnSp>";
    let linked = "<xdr:sp textlink=\"$A$1\"><xdr:txBody><a:p><a:r><a:t>99</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    let to = "<xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>90000</xdr:rowOff>";
    for (inner, is_asked) in [
        (white.as_str(), true),
        (line, true),
        ("<xdr:pic/>", true),
        (linked, true),
        (ring.as_str(), false),
    ] {
        let part = drawn(inner, to);
        let returns = received(&with_beside("drawing", "xl/drawings/drawing1.xml", &part));
        let asked = told(&returns, "NHIN-01");
        assert_eq!(
            asked.len(),
            usize::from(is_asked),
            "{inner} {:?}",
            returns.findings
        );
        assert!(
            asked
                .iter()
                .all(|a| a.starts_with("E13 ") && a.contains("đè lên")),
            "{asked:?}"
        );
    }
}

#[test]
fn a_format_of_a_condition_as_newer_programs_write_it_is_asked_where_it_may_hold() {
    let count = value(&received(&good()), "E13");
    let with = |dxf: &str, limit: &str| {
        let more = format!(
            "<extLst><ext uri=\"{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}\" xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type=\"cellIs\" priority=\"9\" operator=\"greaterThan\" id=\"{{1}}\"><xm:f>{limit}</xm:f><x14:dxf>{dxf}</x14:dxf></x14:cfRule><xm:sqref>E13:E14</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
        );
        edited(
            &good(),
            |name, xml| match name {
                FIGURES => xml.replace("</worksheet>", &more),
                _ => xml,
            },
            &[],
        )
    };
    let white = "<font><color rgb=\"FFFFFFFF\"/></font>";
    let bytes = with(white, "18");
    check(&bytes, "E13", &["cùng màu với nền"], &count);
    check(&with(white, "999"), "E13", &[], &count);
    check(&with("<font><b/></font>", "0"), "E13", &[], &count);
}

#[test]
fn a_row_that_is_struck_out_is_asked_about_once_with_its_answers() {
    let struck = |text: &str| format!("<is><r><rPr><strike/></rPr><t>{text}</t></r></is>");
    let row = |xml: &str| {
        let cells = [("C13", "Máy tính"), ("E13", "19"), ("F13", "18")];
        cells.iter().fold(xml.to_owned(), |xml, (cell, text)| {
            put(&xml, cell, " t=\"inlineStr\"", &struck(text))
        })
    };
    for bytes in both_ways(row) {
        let returns = received(&bytes);
        let asked = told(&returns, "NHIN-01");
        assert_eq!(asked.len(), 1, "{:?}", returns.findings);
        assert!(asked[0].contains("19; 18"), "{asked:?}");
        assert_eq!(told(&returns, "NHIN-05"), [""; 0]);
    }
}

#[test]
fn formulas_without_results_are_asked_about_once_for_their_sheet() {
    let uncomputed = |xml: &str| {
        ["E13", "F13", "E14"]
            .iter()
            .fold(xml.to_owned(), |xml, cell| {
                put(&xml, cell, "", "<f>9+9</f>")
            })
    };
    for bytes in both_ways(uncomputed) {
        let asked = told(&received(&bytes), "SO-10");
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].contains("E13, F13, E14"), "{asked:?}");
    }
}

#[test]
fn the_name_of_a_file_that_speaks_against_its_figures_is_asked_about_once() {
    let book = reader().read(Path::new(GOOD)).expect("a workbook");
    for (name, is_asked) in [
        ("16426 báo cáo năm 2019.xlsx", true),
        ("thu.eml/16426 (bản nháp).xlsx", true),
        ("BC quy II xa Dong Quang.xlsx", true),
        ("6 thang dau nam 2020.xlsx", true),
        ("NHAP.xlsx", true),
        ("ke hoach 2021 xa Dong Quang.xlsx", true),
        ("So 2019 BC-UBND ngay 3-11-2020.xlsx", false),
        ("Dong Quang thang 11-2020.xlsx", false),
        ("năm 2019/16426_CNTT-2020.xlsx", false),
        ("16426_xa-Dong-Quang_CNTT-2020.xlsx", false),
    ] {
        let asked = told(&of_book(&book, name), "TEP-20");
        assert_eq!(asked.len(), usize::from(is_asked), "{name} {asked:?}");
    }
}
