//! Every rule, with a document that keeps it and one that breaks it.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test fails the test, as the test itself does"
)]

use crate::docx_sample::{commune, department, document, paragraph, plain, small_body};
use crate::package;
use std::collections::BTreeSet;
use tonghop::decree::Choice;
use tonghop::decree::rules::RULES;
use tonghop::docx;
use tonghop::docx::edited;
use tonghop::docx::edited::NotRead;
use tonghop::lint::{KnownNumber, LintContext, LintFinding, Standing, lint};
use tonghop::model::document::{Block, Document, Edition};

fn judge(bytes: &[u8]) -> Vec<LintFinding> {
    lint(bytes, &LintContext::default()).unwrap().findings
}

fn rules(bytes: &[u8]) -> BTreeSet<&'static str> {
    judge(bytes).iter().map(|f| f.rule.id).collect()
}

/// The sample with a change to its tree.
fn tree(change: impl Fn(&mut Document)) -> Vec<u8> {
    let mut document = document(Edition::Final);
    change(&mut document);
    docx::write(&document, Choice::default()).unwrap()
}

/// The sample with more paragraphs behind its first heading.
fn text(paragraphs: &[&str]) -> Vec<u8> {
    tree(|document| {
        for (at, text) in paragraphs.iter().enumerate() {
            let block = match text.strip_prefix("- ") {
                Some(item) => Block::Item {
                    level: 1,
                    content: plain(item),
                    line: 1,
                },
                None => paragraph(text),
            };
            document.blocks.insert(2 + at, block);
        }
    })
}

/// The sample with a piece of a part's XML changed.
fn xml(part: &str, from: &str, to: &str) -> Vec<u8> {
    let bytes = docx::write(&document(Edition::Final), Choice::default()).unwrap();
    let mut met = false;
    let changed = package::changed_texts(&bytes, |name, text| {
        if name != part {
            return text;
        }
        let text = text
            .replace(" />", "/>")
            .replace('\u{a0}', " ")
            .replace(r#" xml:space="preserve""#, "");
        met |= text.contains(from);
        text.replacen(from, to, 1)
    });
    assert!(met, "{from} is not in {part}");
    changed
}

const BODY: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";

#[test]
fn our_own_reports_are_clean() {
    for edition in [Edition::Final, Edition::Draft] {
        let mut document = document(edition);
        // What is missing in a draft is left over in it on purpose.
        document.blocks.remove(0);
        let found = judge(&docx::write(&document, Choice::default()).unwrap());
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn reports_of_a_commune_and_of_a_department_are_clean() {
    for (document, choice) in [(commune(), Choice::default()), (department(), small_body())] {
        let found = judge(&docx::write(&document, choice).unwrap());
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn a_line_drawn_on_the_subject_itself_is_as_good_as_one_below() {
    let end = "năm 2020</w:t></w:r></w:p>";
    let bytes = body_changed(&tree(|_| {}), |xml| {
        // The date above ends so too.
        let kind = xml.find("BÁO CÁO").unwrap();
        let at = kind + xml[kind..].find(end).unwrap() + end.len();
        let drawn = xml[..at].trim_end_matches("</w:p>").to_owned() + "<w:r><w:pict/></w:r></w:p>";
        drawn + &xml[at..].replacen("<w:bottom w:val=\"single\"", "<w:bottom w:val=\"none\"", 1)
    });
    assert!(judge(&bytes).is_empty(), "{:#?}", judge(&bytes));
}

#[test]
fn every_choice_within_the_decree_is_clean() {
    for (body, left, indent, line) in [(13, 35, 1000, 100), (14, 30, 1270, 150)] {
        let mut choice = Choice {
            body,
            ..Choice::default()
        };
        choice.page.left = left;
        choice.page.top = 25;
        choice.spacing.first_line = indent;
        choice.spacing.line = line;
        let bytes = docx::write(&document(Edition::Final), choice).unwrap();
        let found = judge(&bytes);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one line a rule")]
fn each_rule_is_broken_by_its_document_and_kept_by_ours() {
    let style = r#"<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>"#;
    let font = r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>"#;
    let body = format!(r#"<w:jc w:val="both"/></w:pPr><w:rPr>{font}<w:sz w:val="28"/>"#);
    let broken: Vec<(&str, Vec<u8>)> = vec![
        (
            "KT-01",
            xml(
                BODY,
                r#"w:w="11906" w:h="16838""#,
                r#"w:w="12240" w:h="15840""#,
            ),
        ),
        ("KT-02", xml(BODY, r#"w:left="1701""#, r#"w:left="1134""#)),
        (
            "KT-03",
            xml(
                BODY,
                "<w:r><w:t>",
                r#"<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>"#,
            ),
        ),
        (
            "KT-04",
            xml(
                BODY,
                "<w:r><w:t>",
                r#"<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>"#,
            ),
        ),
        ("KT-05", xml(BODY, "<w:titlePg/>", "")),
        (
            "TP-01",
            xml(
                BODY,
                "Độc lập - Tự do - Hạnh phúc",
                "Độc lập – Tự do – Hạnh phúc",
            ),
        ),
        ("TP-01", xml(BODY, "CỘNG HÒA", "CỘNG HOÀ")),
        (
            "TP-02",
            body_changed(&tree(|_| {}), |xml| {
                xml.replace("<w:bottom w:val=\"single\"", "<w:bottom w:val=\"none\"")
            }),
        ),
        (
            "TP-11",
            xml(
                BODY,
                r#"<w:bottom w:val="single""#,
                r#"<w:bottom w:val="none""#,
            ),
        ),
        (
            "TP-03",
            tree(|d| d.frame.number = Some(5)).replace_text("05/BC", "5/BC"),
        ),
        (
            "TP-04",
            tree(|d| d.frame.date = (Some(5), 1, 2020)).replace_text("tháng 01", "tháng 1"),
        ),
        ("TP-05", tree(|d| d.frame.kind = "BẢN KÊ".into())),
        (
            "TP-06",
            body_changed(&tree(|_| {}), |xml| {
                let rule = "<w:bottom w:val=\"single\" w:space=\"0\" w:sz=\"6\"";
                let at = xml.rfind(rule).unwrap();
                format!(
                    "{}<w:bottom w:val=\"none\"{}",
                    &xml[..at],
                    &xml[at + rule.len()..]
                )
            }),
        ),
        (
            "TP-07",
            tree(|d| {
                d.frame.addressees.clear();
            }),
        ),
        ("TP-08", xml(BODY, "- Như trên;", "- Như trên")),
        ("TP-08", xml(BODY, "- Lưu: VT, VHTT.", "- Lưu Vt")),
        (
            "TP-09",
            tree(|d| {
                d.frame.signature.remove(0);
            }),
        ),
        (
            "TP-09",
            tree(|d| d.frame.signature = vec!["TM. CHỦ TỊCH".into(), "PHÓ CHỦ TỊCH".into()]),
        ),
        (
            "TP-10",
            tree(|d| d.frame.signer = "ThS. Nguyễn Hồng Quang".into()),
        ),
        (
            "TP-11",
            tree(|d| {
                d.frame.issuer = String::new();
                d.frame.parent = None;
            }),
        ),
        (
            "TB-01",
            xml(
                BODY,
                r#"<w:b/><w:bCs/><w:sz w:val="28"/>"#,
                r#"<w:sz w:val="28"/>"#,
            ),
        ),
        ("TB-02", xml(STYLES, &body, &body.replace("28", "24"))),
        (
            "TB-03",
            xml(STYLES, r#"<w:jc w:val="both"/>"#, r#"<w:jc w:val="left"/>"#),
        ),
        (
            "TB-04",
            xml(STYLES, r#"w:firstLine="720""#, r#"w:firstLine="300""#),
        ),
        ("TB-05", xml(STYLES, style, &style.replace("120", "0"))),
        ("TB-06", xml(STYLES, style, &style.replace("276", "480"))),
        ("BC-01", xml(BODY, ">III. ", ">IV. ")),
        (
            "BC-02",
            xml(BODY, "ĐỀ XUẤT, KIẾN NGHỊ", "ĐỀ XUẤT, KIẾN NGHỊ:"),
        ),
        ("BC-03", xml(BODY, ">b) ", ">d) ")),
        ("BC-04", xml(BODY, "./.", ".")),
        (
            "HV-01",
            text(&["Nghị định số 43/2011/NĐ – CP ngày 13/6/2011 của Chính phủ."]),
        ),
        (
            "HV-02",
            text(&["Thực hiện Quyết định số 1223/QĐ-UBND của Ủy ban nhân dân tỉnh."]),
        ),
        (
            "HV-03",
            text(&["Nội dung theo khoản 2 điều 28 Luật Công nghệ thông tin."]),
        ),
        (
            "HV-04",
            text(&["Chữ ký số chuyên dùng chính phủ đã được cấp."]),
        ),
        ("HV-05", text(&["Việc này do phòng tư pháp thực hiện."])),
        (
            "HV-06",
            text(&["Hồ sơ được giải quyết nhanh, Qua đó người dân hài lòng."]),
        ),
        (
            "HV-07",
            text(&[
                "Công văn số 12/UBND-VX ngày 01/3/2020.",
                "Theo 12/UBND-Vx nêu trên.",
            ]),
        ),
        ("HV-08", text(&["Gửi Ủy ban nhân dân tỉnh(b/c) để biết."])),
        (
            "HV-09",
            text(&["Việc liên quan đến", "công tác này đã xong."]),
        ),
        ("HV-10", text(&["-100% văn bản đã gửi qua mạng."])),
        ("HV-11", text(&["Tỷ lệ đạt 98 %."])),
        ("HV-12", text(&["Từ ngày 01/1/2020 đến ngày 28/10/2020."])),
        ("HV-13", text(&["Đã tiếp nhận 7315 hồ sơ."])),
        (
            "HV-14",
            text(&[
                "Sử dụng 4 phần mềm sau:",
                "- Kế toán;",
                "- Hộ tịch;",
                "- Đất đai.",
            ]),
        ),
        ("HV-16", text(&["Tổng số là […] máy."])),
        (
            "HV-17",
            xml(
                BODY,
                "<w:r><w:t>- </w:t>",
                r#"<w:r><w:br w:type="page"/><w:t>- </w:t>"#,
            ),
        ),
        ("HV-18", text(&["Toàn huyện có có 16 điểm tiếp nhận."])),
        (
            "SL-04",
            xml(
                BODY,
                "<w:r><w:t>- </w:t>",
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>- </w:t>",
            ),
        ),
    ];
    let ours = rules(&docx::write(&document(Edition::Final), Choice::default()).unwrap());
    assert!(ours.is_empty(), "{ours:?}");
    let mut covered: BTreeSet<&str> = ["HV-15", "SL-01", "SL-02", "SL-03"].into();
    for (rule, bytes) in &broken {
        let found = rules(bytes);
        assert!(found.contains(rule), "{rule} is not found, but {found:?}");
        covered.insert(rule);
    }
    let all: BTreeSet<&str> = RULES.iter().map(|r| r.id).collect();
    assert_eq!(covered, all);
}

fn breaks(rule: &str, bytes: &[u8]) -> bool {
    rules(bytes).contains(rule)
}

#[test]
fn a_capital_behind_a_comma_is_told_when_it_opens_no_name() {
    for line in [
        "Phần mềm dùng từ tháng 7 năm 2019, Mọi hồ sơ đều được nhập.",
        "Đã gửi văn bản, Các xã đã nhận.",
        "Máy đã cũ, Nhưng vẫn chạy.",
    ] {
        assert!(breaks("HV-06", &text(&[line])), "{line}");
    }
    for line in [
        "Gửi Phòng Nội vụ, Văn phòng huyện, Mỗi Ngày và Các Mác.",
        "Họp với Trạm Y tế, Công an xã, Hội Nông dân.",
    ] {
        assert!(!breaks("HV-06", &text(&[line])), "{line}");
    }
}

#[test]
fn a_symbol_that_does_not_fit_the_kind_of_the_document_is_told() {
    for symbol in ["/TTr-UBND", "/2020/BC-UBND", "/UBND-VHTT"] {
        let bytes = xml(BODY, "/BC-UBND", symbol);
        assert_eq!(rules(&bytes), ["TP-03"].into(), "{symbol}");
    }
    let decision = |symbol: &str| {
        tree(|d| d.frame.kind = "QUYẾT ĐỊNH".into()).replace_text("/BC-UBND", symbol)
    };
    // A decision may be law, whose ký hiệu has a year.
    assert!(!breaks("TP-03", &decision("/2020/QĐ-UBND")));
    assert!(!breaks("TP-03", &decision("/QĐ-UBND")));
    assert!(breaks("TP-03", &decision("/TTr-UBND")));
}

#[test]
fn a_comma_between_thousands_is_told_and_one_before_decimals_is_not() {
    for line in [
        "Đã gửi (1,268/1,268 văn bản) qua mạng.",
        "Đã tiếp nhận 7,315 hồ sơ.",
        "Kinh phí 1,250,000 đồng.",
    ] {
        assert!(breaks("HV-13", &text(&[line])), "{line}");
    }
    for line in [
        "Diện tích 1,268 ha, dài 12,345 km, hệ số 0,125/0,250.",
        "Đạt 98,5% và 1.268/1.268 văn bản; thửa số 100,101,102.",
    ] {
        assert!(!breaks("HV-13", &text(&[line])), "{line}");
    }
}

#[test]
fn dots_left_in_the_place_of_a_number_are_told_and_those_behind_a_list_are_not() {
    assert!(breaks("HV-16", &text(&["Toàn huyện có … điểm tiếp nhận."])));
    assert!(!breaks("HV-16", &text(&["Gồm máy tính, máy in, …"])));
}

/// Paragraphs in the middle of the page, bold.
fn centred(texts: &[&str]) -> String {
    let one = |text: &&str| {
        format!(
            r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    texts.iter().map(one).collect()
}

const HEADING: &str = r#"<w:p><w:pPr><w:pStyle w:val="Heading1" />"#;

#[test]
fn the_mark_of_a_draft_below_the_issuer_is_no_issuer() {
    let bytes = body_changed(&tree(|_| {}), |xml| {
        xml.replacen("</w:tc>", &(centred(&["DỰ THẢO"]) + "</w:tc>"), 1)
    });
    assert_eq!(rules(&bytes), BTreeSet::new());
}

#[test]
fn addressees_below_a_bare_kinh_gui_are_a_list_however_they_are_indented() {
    let bytes = body_changed(&tree(|_| {}), |xml| {
        xml.replace(r#"w:hanging="163""#, r#"w:firstLine="720""#)
    });
    assert_eq!(rules(&bytes), BTreeSet::new());
}

#[test]
fn page_numbers_are_wanted_when_one_page_may_not_hold_the_text() {
    let unnumbered = |bytes: &[u8]| {
        body_changed(bytes, |xml| {
            let at = xml.find("<w:headerReference").unwrap();
            let end = at + xml[at..].find("/>").unwrap() + 2;
            xml[..at].to_owned() + &xml[end..]
        })
    };
    assert!(breaks("KT-05", &unnumbered(&tree(|_| {}))));
    let short = tree(|d| d.blocks.truncate(3));
    assert!(!breaks("KT-05", &unnumbered(&short)));
}

#[test]
fn chapters_and_articles_of_a_regulation_are_titles_and_no_text() {
    let bytes = body_changed(&tree(|_| {}), |xml| {
        let titles = centred(&["Chương I", "QUY ĐỊNH CHUNG"]);
        let article = r#"<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>Điều 1. Phạm vi điều chỉnh</w:t></w:r></w:p>"#;
        let at = xml.rfind(HEADING).unwrap();
        [&xml[..at], &titles, article, &xml[at..]].concat()
    });
    assert_eq!(rules(&bytes), BTreeSet::new());
}

#[test]
fn headings_whose_roman_numbers_word_writes_are_headings() {
    let bytes = body_changed(&tree(|_| {}), |xml| {
        let numbered =
            format!(r#"{HEADING}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>"#);
        let xml = xml.replace(HEADING, &numbered);
        let typed = |n: &str| format!(r#"<w:r><w:t xml:space="preserve">{n}. </w:t></w:r>"#);
        ["I", "II", "III"]
            .iter()
            .fold(xml, |xml, n| xml.replace(&typed(n), ""))
    });
    assert_eq!(rules(&bytes), BTreeSet::new());
}

#[test]
fn what_a_chairman_decides_alone_is_signed_by_him_alone() {
    let decision = tree(|d| {
        d.frame.kind = "QUYẾT ĐỊNH".into();
        d.frame.signature.remove(0);
    });
    assert!(breaks("TP-09", &decision));
    let named = body_changed(&decision, |xml| {
        let titles = centred(&["CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN", "QUYẾT ĐỊNH:"]);
        xml.replacen(HEADING, &(titles + HEADING), 1)
    });
    for rule in ["TP-09", "TB-01", "TB-04", "HV-09"] {
        assert!(!breaks(rule, &named), "{rule}");
    }
}

#[test]
fn spaces_that_a_clerk_writes_a_number_in_are_not_doubled_ones() {
    let open = "Theo Tờ trình số     /TTr-NV ngày     tháng 11 năm 2020.";
    assert!(!breaks("HV-08", &text(&[open])));
    assert!(breaks("HV-08", &text(&["Theo  Tờ trình nêu trên."])));
}

/// Changes to the text of a document that is written already.
trait Changed {
    fn replace_text(self, from: &str, to: &str) -> Vec<u8>;
}

impl Changed for Vec<u8> {
    fn replace_text(self, from: &str, to: &str) -> Vec<u8> {
        body_changed(&self, |xml| xml.replacen(from, to, 1))
    }
}

fn body_changed(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut package = tonghop::docx::edited::Package::open(bytes).unwrap();
    let xml = package.text(BODY).unwrap().unwrap();
    let xml = xml.replace('\u{a0}', " ");
    let changed = change(&xml);
    assert_ne!(changed, xml);
    package.with(&[(BODY.to_owned(), Some(changed))]).unwrap()
}

#[test]
fn a_finding_names_paragraph_passage_and_place_in_the_decree() {
    let found = judge(&text(&[
        "Nội dung theo khoản 2 điều 28 Luật Công nghệ thông tin.",
    ]));
    let [finding] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(finding.source, "Phụ lục II, V.6");
    assert!(finding.paragraph.is_some());
    assert!(finding.excerpt.starts_with("Nội dung theo khoản 2 điều 28"));
    assert_eq!(finding.message.facts["wanted"].to_string(), "Điều 28");
}

#[test]
fn numbers_are_compared_with_the_ledger_by_where_they_stand() {
    let line = "Có 269 máy, 251 máy in, 270 máy quét và 269 máy khác.";
    let bytes = text(&[line]);
    let known = |paragraph: usize| -> Vec<KnownNumber> {
        let number = |shown: &str, standing| {
            let at = line.find(shown).expect("it is there");
            KnownNumber {
                paragraph,
                at: at..at + shown.len(),
                standing,
            }
        };
        let (label, now) = ("Số máy".to_owned(), "269".to_owned());
        vec![
            number("269", Standing::Current),
            number(
                "251",
                Standing::Stale {
                    label: label.clone(),
                    now: now.clone(),
                },
            ),
            number(
                "270",
                Standing::Differs {
                    label,
                    said: "270".to_owned(),
                    now,
                },
            ),
        ]
    };
    let paragraphs = edited::scan(&body_of(&bytes)).expect("its text").lines();
    let paragraph = paragraphs
        .iter()
        .position(|l| l.replace('\u{a0}', " ") == line);
    let known = known(paragraph.expect("the line"));
    let glossary = [("máy quét".to_owned(), "máy scan".to_owned())];
    let known = LintContext {
        glossary: &glossary,
        figures: Some(&known),
        accepted: &[],
        units: &[],
    };
    let judged = lint(&bytes, &known).unwrap();
    let of = |rule: &str| -> Vec<String> {
        judged
            .findings
            .iter()
            .filter(|f| f.rule.id == rule)
            .filter_map(|f| f.message.facts.get("found").map(ToString::to_string))
            .collect()
    };
    assert_eq!(of("SL-01"), ["270"]);
    assert_eq!(of("SL-02"), ["251"]);
    // An equal number elsewhere is another.
    assert!(of("SL-03").contains(&"269".to_owned()), "{:?}", of("SL-03"));
    assert_eq!(judged.agreeing, Some(1));
    assert!(!of("HV-15").is_empty());
}

#[test]
fn what_is_no_document_is_refused_and_nothing_panics() {
    let good = docx::write(&document(Edition::Final), Choice::default()).unwrap();
    let refused = |bytes: &[u8]| lint(bytes, &LintContext::default()).unwrap_err();
    assert_eq!(refused(b""), NotRead::NotDocx);
    assert_eq!(refused(b"PK\x03\x04"), NotRead::Damaged);
    assert_eq!(refused(&[0xd0, 0xcf, 0x11, 0xe0]), NotRead::PasswordOrOld);
    assert_eq!(refused(&good[..good.len() / 2]), NotRead::Damaged);
    let cut = body_changed(&good, |xml| xml[..xml.len() / 2].to_owned());
    assert_eq!(refused(&cut), NotRead::Broken);
    let deep = body_changed(&good, |_| "<w:p>".repeat(100_000));
    assert_eq!(refused(&deep), NotRead::Broken);
    // Any byte may be wrong.
    for at in (0..good.len()).step_by(97) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        let _ = lint(&bytes, &LintContext::default());
    }
}

/// The XML of a document's text.
fn body_of(docx: &[u8]) -> String {
    let mut package = edited::Package::open(docx).expect("a package");
    package.text(edited::BODY).expect("its text").expect("it")
}

#[test]
fn two_marks_in_a_row_are_told_and_dots_to_write_on_are_not() {
    let marks = tonghop::decree::rules::MARKS.id;
    for (said, is_told) in [
        ("Đề nghị cấp thêm kinh phí cho thị trấn..", true),
        ("Đề nghị cấp thêm kinh phí cho thị trấn../.", true),
        ("Đã cấp máy,; các xã còn lại chưa có.", true),
        ("Ý kiến khác: ........", false),
        ("Máy in, máy quét, v.v.; các xã còn lại chưa có.", false),
        ("Còn thiếu máy, vốn...", false),
        ("Còn thiếu máy./.", false),
    ] {
        assert_eq!(rules(&text(&[said])).contains(marks), is_told, "{said}");
    }
}
