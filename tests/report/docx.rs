//! What stands in the official document, read from its XML.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test fails the test, as the test itself does"
)]

use crate::docx_sample::{document, machines, paragraph, plain};
use std::io::Read;
use tonghop::decree::Choice;
use tonghop::docx;
use tonghop::docx::DocxError;
use tonghop::model::document::{Block, Document, Edition, Inline};

/// A part of a document.
fn part(bytes: &[u8], path: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(path).unwrap().read_to_string(&mut out).unwrap();
    out
}

fn body(document: &Document) -> String {
    part(
        &docx::write(document, Choice::default()).unwrap(),
        "word/document.xml",
    )
}

/// The text of each paragraph, no-break spaces shown as "~".
fn paragraphs(xml: &str) -> Vec<String> {
    xml.split("</w:p>")
        .map(|p| {
            p.split("<w:t")
                .skip(1)
                .filter_map(|t| t.split_once('>')?.1.split_once("</w:t>"))
                .map(|(text, _)| text)
                .collect::<String>()
                .replace('\u{a0}', "~")
        })
        .filter(|text| !text.is_empty())
        .collect()
}

fn check_has(document: &Document, line: &str) {
    let all = paragraphs(&body(document));
    assert!(all.iter().any(|p| p == line), "no {line:?} in {all:#?}");
}

fn count(text: &str, piece: &str) -> usize {
    text.matches(piece).count()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = docx::write(&document(Edition::Draft), Choice::default()).unwrap();
    assert_eq!(
        first,
        docx::write(&document(Edition::Draft), Choice::default()).unwrap()
    );
    assert!(first.len() < 20_000, "{} bytes", first.len());
}

#[test]
fn the_page_is_that_of_the_decree() {
    let xml = body(&document(Edition::Final));
    assert!(xml.contains(r#"w:w="11906" w:h="16838""#), "{xml}");
    for edge in [
        r#"w:top="1134""#,
        r#"w:bottom="1134""#,
        r#"w:left="1701""#,
        r#"w:right="850""#,
    ] {
        assert!(xml.contains(edge), "{edge}");
    }
    assert!(xml.contains("<w:titlePg"));
}

#[test]
fn one_font_stands_in_every_slot() {
    let bytes = docx::write(&document(Edition::Draft), Choice::default()).unwrap();
    for path in ["word/styles.xml", "word/document.xml", "word/header1.xml"] {
        let xml = part(&bytes, path);
        for slot in ["w:ascii=", "w:hAnsi=", "w:eastAsia=", "w:cs="] {
            for value in xml.split("<w:rFonts").skip(1) {
                let tag = value.split('>').next().unwrap();
                assert!(tag.contains(&format!(r#"{slot}"Times New Roman""#)));
            }
        }
        assert!(!xml.contains("Theme="), "{path}");
    }
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains(r#"<w:lang w:val="vi-VN""#));
    assert!(styles.contains(r#"w:styleId="Normal" w:default="1""#));
}

#[test]
fn properties_tell_title_issuer_language_and_the_one_clock() {
    let core = part(
        &docx::write(&document(Edition::Final), Choice::default()).unwrap(),
        "docProps/core.xml",
    );
    assert!(core.contains("&lt;huyện Đông Sơn&gt;</dc:title>"), "{core}");
    assert!(core.contains("<dc:creator>ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN<"));
    assert!(core.contains("<dc:language>vi-VN<"));
    assert_eq!(count(&core, ">2020-11-20T01:30:00Z<"), 2);
}

#[test]
fn number_and_day_are_left_open_for_the_clerk() {
    let open = document(Edition::Final);
    check_has(&open, "Số:        /BC-UBND");
    check_has(&open, "Đông Sơn, ngày       tháng 11 năm 2020");
    let mut given = open;
    given.frame.number = Some(5);
    given.frame.date = (Some(5), 2, 2021);
    check_has(&given, "Số: 05/BC-UBND");
    check_has(&given, "Đông Sơn, ngày 05 tháng 02 năm 2021");
    given.frame.date = (Some(31), 2, 2021);
    check_has(&given, "Đông Sơn, ngày       tháng 02 năm 2021");
}

#[test]
fn addressees_stand_on_one_line_or_below_it() {
    let mut document = document(Edition::Final);
    check_has(&document, "Kính gửi:");
    check_has(&document, "- UBND tỉnh Thanh~Hóa;");
    check_has(&document, "- Sở Thông tin và Truyền thông tỉnh Thanh~Hóa.");
    document.frame.addressees.truncate(1);
    check_has(&document, "Kính gửi: UBND tỉnh Thanh Hóa.");
    document.frame.addressees.clear();
    let all = paragraphs(&body(&document));
    assert!(
        !all.iter()
            .any(|p| p.contains("Kính gửi") || p.contains("Như trên"))
    );
}

#[test]
fn recipients_open_with_as_above_and_repeat_no_addressee() {
    let all = paragraphs(&body(&document(Edition::Final)));
    let from = all.iter().position(|p| p == "Nơi nhận:").unwrap();
    assert_eq!(
        all[from..from + 6],
        [
            "Nơi nhận:",
            "- Như trên;",
            "- Thường trực UBND huyện;",
            "- Trưởng các phòng chuyên môn thuộc UBND huyện;",
            "- Cổng thông tin điện tử huyện (để đăng tải);",
            "- Lưu: VT, VHTT.",
        ]
    );
    assert_eq!(all.last().unwrap(), "Nguyễn~Hồng~Quang");
}

#[test]
fn the_archive_is_named_once_where_no_other_unit_keeps_the_report() {
    for (drafter, line) in [("VT", "- Lưu: VT."), ("VT, TH", "- Lưu: VT, TH.")] {
        let mut document = document(Edition::Final);
        document.frame.drafter = drafter.to_owned();
        check_has(&document, line);
    }
}

#[test]
fn headings_are_styles_and_the_first_level_is_in_capitals() {
    let xml = body(&document(Edition::Final));
    for (style, times) in [
        ("Heading1", 3),
        ("Heading2", 5),
        ("Heading3", 2),
        ("Heading4", 2),
    ] {
        assert_eq!(
            count(&xml, &format!(r#"w:pStyle w:val="{style}""#)),
            times,
            "{style}"
        );
    }
    check_has(&document(Edition::Final), "II. KHÓ KHĂN, HẠN CHẾ");
    check_has(&document(Edition::Final), "4.2. Tại các xã, thị trấn");
}

#[test]
fn items_open_with_a_dash_or_a_plus() {
    check_has(
        &document(Edition::Final),
        "+ Cấp xã: 14~bộ phận, trong đó 13~bộ phận có máy quét riêng.",
    );
}

#[test]
fn the_first_row_repeats_and_no_row_breaks() {
    let mut document = document(Edition::Final);
    document.blocks = vec![Block::Table(machines(60)), paragraph("Hết./.")];
    let xml = body(&document);
    assert_eq!(count(&xml, "<w:tblHeader/>"), 1);
    // 67 rows of the table, two of the letterhead, one of the signature.
    assert_eq!(count(&xml, "<w:tr>"), 70);
    assert_eq!(count(&xml, "<w:cantSplit"), 70);
    // "Cấp huyện" runs on over the blank cells behind it.
    assert_eq!(count(&xml, r#"<w:gridSpan w:val="4""#), 2);
}

#[test]
fn columns_fill_the_text_width_exactly() {
    let mut document = document(Edition::Final);
    let mut table = machines(1);
    for (at, column) in table.columns.iter_mut().enumerate() {
        column.width = [7, 0, 3, 11, 13][at];
    }
    document.blocks = vec![Block::Table(table)];
    let xml = body(&document);
    for grid in xml.split("<w:tblGrid>").skip(1) {
        let grid = grid.split("</w:tblGrid>").next().unwrap();
        let sum: u32 = grid
            .split(r#"w:w=""#)
            .skip(1)
            .map(|w| w.split('"').next().unwrap().parse::<u32>().unwrap())
            .sum();
        assert_eq!(sum, 9355);
    }
}

#[test]
fn a_table_that_word_cannot_open_is_refused() {
    let mut document = document(Edition::Final);
    let mut table = machines(1);
    let column = table.columns[0].clone();
    table.columns = vec![column; 64];
    document.blocks = vec![Block::Table(table)];
    assert!(matches!(
        docx::write(&document, Choice::default()),
        Err(DocxError::TooManyColumns { columns: 64, .. })
    ));
}

#[test]
fn a_draft_says_that_it_is_one_and_what_it_lacks() {
    let draft = document(Edition::Draft);
    check_has(&draft, "DỰ THẢO");
    check_has(&draft, "- Xã Đông Nam chưa gửi biểu");
    let xml = body(&draft);
    assert_eq!(count(&xml, "<w:highlight"), 1);
    assert!(xml.contains("[số, ngày của công văn yêu cầu]"));
    let clean = body(&document(Edition::Final));
    assert!(!clean.contains("DỰ THẢO") && !clean.contains("<w:highlight"));
}

#[test]
fn specimen_figures_are_marked_on_the_first_page_too() {
    let bytes = docx::write(&document(Edition::Final), Choice::default()).unwrap();
    for path in ["word/footer1.xml", "word/footer2.xml"] {
        assert!(part(&bytes, path).contains("Số liệu minh họa"));
    }
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains(r#"w:footerReference w:type="first""#));
    let mut real = document(Edition::Final);
    real.frame.footer_mark = None;
    assert!(!body(&real).contains("footerReference"));
}

#[test]
fn the_end_mark_is_not_doubled_nor_added() {
    assert_eq!(count(&body(&document(Edition::Final)), "./."), 1);
}

#[test]
fn the_last_lines_are_kept_with_the_signature() {
    let mut document = document(Edition::Final);
    let check = |blocks: Vec<Block>, kept: usize, document: &mut Document| {
        document.blocks = blocks;
        let xml = body(document);
        let body = xml.split("BodyText").skip(1);
        let found = body.filter(|p| p.split("</w:pPr>").next().unwrap().contains("<w:keepNext"));
        assert_eq!(found.count(), kept);
    };
    let long = || paragraph(&"Ủy ban nhân dân huyện báo cáo kết quả thực hiện. ".repeat(5));
    check(vec![long(), long(), paragraph("Hết./.")], 2, &mut document);
    check(vec![long(), long()], 1, &mut document);
}

#[test]
fn a_line_that_leads_on_stays_with_what_follows() {
    let mut document = document(Edition::Final);
    let long = || paragraph(&"Ủy ban nhân dân huyện báo cáo kết quả thực hiện. ".repeat(5));
    document.blocks = vec![paragraph("Cụ thể như sau:"), long(), long(), long()];
    let xml = body(&document);
    let own = xml.split("<w:p>").find(|p| p.contains("như sau:"));
    let own = own.or_else(|| xml.split("<w:p ").find(|p| p.contains("như sau:")));
    assert!(own.is_some_and(|p| p.contains("<w:keepNext")), "{xml}");
}

#[test]
fn text_from_anywhere_is_safe() {
    let hostile = "<w:p>&amp; ]]> \"'\u{0}\u{1b}\u{fffe} o\u{323}\u{302} \u{1f600}\r\n\tx";
    let mut document = document(Edition::Draft);
    document.frame.signer = hostile.into();
    document.frame.issuer = hostile.into();
    document.frame.subject = plain(hostile);
    document.frame.symbol = hostile.into();
    document.frame.place = hostile.repeat(50);
    document.frame.kind = String::new();
    document.frame.addressees = vec![hostile.into(), String::new()];
    document.frame.footer_mark = Some(hostile.into());
    document.frame.written_at = hostile.into();
    document.missing = vec![hostile.into()];
    document.blocks = vec![Block::Heading {
        level: 9,
        number: hostile.into(),
        content: vec![
            Inline::Strong(hostile.into()),
            Inline::Gap {
                figure: None,
                what: hostile.into(),
            },
        ],
        line: 1,
    }];
    let bytes = docx::write(&document, Choice::default()).unwrap();
    for path in ["word/document.xml", "word/footer1.xml", "docProps/core.xml"] {
        let xml = part(&bytes, path);
        let mut reader = quick_xml::Reader::from_str(&xml);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        let bad = |c: char| c.is_control() && c != '\n' || c == '\u{fffe}';
        assert!(!xml.contains(bad), "{path}");
    }
    assert!(part(&bytes, "word/document.xml").contains("&lt;w:p&gt;&amp;amp; ]]&gt;"));
}

#[test]
fn very_long_text_and_an_empty_document_are_written() {
    let mut document = document(Edition::Final);
    document.blocks.clear();
    assert!(docx::write(&document, Choice::default()).is_ok());
    document.blocks = vec![paragraph(&"a".repeat(2_000_000)), paragraph("1 ")];
    document.frame.addressees = vec!["Đ".repeat(1_000_000); 2];
    document.frame.subject = plain(&"Đ ".repeat(100_000));
    assert!(docx::write(&document, Choice::default()).is_ok());
}

#[test]
fn odd_texts_of_units_make_a_clean_document() {
    let odd = format!(
        "A\u{0}\u{8}\u{1b}B \u{202e}gnul\u{202c} \u{200f}x \u{1f600} <w:p>&amp; {}",
        "dài ".repeat(7_500)
    );
    let mut document = document(Edition::Draft);
    document
        .annotations
        .labels
        .insert("so_1".parse().expect("an id"), odd.clone());
    document.frame.subject = plain(&odd);
    document.missing.push(odd.clone());
    document.blocks.insert(
        1,
        Block::Paragraph {
            content: vec![Inline::Figure {
                slot: tonghop::model::document::Slot::whole("so_1".parse().expect("an id"), ""),
                shown: odd.clone(),
            }],
            line: 1,
        },
    );
    let mut table = machines(1);
    table.rows[1].cells[1] = plain(&odd);
    document.blocks.push(Block::Table(table));
    let xml = body(&document);
    assert!(!xml.contains(['\u{0}', '\u{8}', '\u{1b}', '\u{202e}', '\u{200f}']));
    assert!(xml.contains('\u{1f600}') && xml.contains("&lt;w:p&gt;&amp;amp;"));
    let bytes = docx::write(&document, Choice::default()).unwrap();
    assert!(tonghop::lint::lint(&bytes, &tonghop::lint::LintContext::default()).is_ok());
}
