use super::*;

fn cells(page: &str) -> Vec<String> {
    let book = markup(page.as_bytes()).expect("tables");
    let sheets = book.sheets.iter().flat_map(|sheet| {
        let cells = sheet.cells.iter();
        cells.map(|c| format!("{} {},{} {}", sheet.name, c.row, c.col, c.value.shown()))
    });
    sheets.collect()
}

#[test]
fn tables_of_a_page_are_sheets() {
    let page = "<html><style>td{}</style><TABLE><tr><td rowspan=2>a<td colspan='2'>b &amp; c</tr>
        <tr><td>M&aacute;y<br>t&#237;nh</td><TD x:num=\"7315\">7.315</TD></table><!-- <td>x -->
        <script>'<td>'</script>";
    let wanted = [
        "Bảng 1 0,0 a",
        "Bảng 1 0,1 b & c",
        "Bảng 1 1,1 Máy\ntính",
        "Bảng 1 1,2 7315",
    ];
    assert_eq!(cells(page), wanted);
}

#[test]
fn xml_of_excel_2003_is_read_with_its_gaps() {
    let page = r#"<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Worksheet ss:Name="Bi&#7875;u 01"><Table><Row><Cell><Data ss:Type="String">Mã</Data></Cell>
        <Cell ss:Index="3"><Data ss:Type="Number">4</Data></Cell></Row>
        <Row ss:Index="5"><Cell/><Cell><Data ss:Type="DateTime">2020-12-14T00:00:00.000</Data></Cell></Row>
        </Table></Worksheet></Workbook>"#;
    let wanted = ["Biểu 01 0,0 Mã", "Biểu 01 0,2 4", "Biểu 01 4,1 14/12/2020"];
    assert_eq!(cells(page), wanted);
}

/// What is seen of the second cell of the second row, or hidden or noted there.
fn seen(page: &str) -> String {
    let book = markup(page.as_bytes()).expect("tables");
    let sheet = &book.sheets[0];
    let cell = sheet.at(1, 1).expect("a cell");
    let seen = cell
        .seen
        .as_deref()
        .map(|seen| format!("{} {:?}", seen.text, seen.mark));
    let hidden = sheet.is_hidden(1, 1).then(|| "hidden".to_owned());
    let notes = sheet
        .notes
        .iter()
        .map(|note| format!("note {}", note.text))
        .next();
    let what = seen.or(hidden).or(notes).unwrap_or_default();
    format!("{} | {what}", cell.value.shown())
}

#[test]
fn what_a_page_hides_strikes_out_raises_or_shows_otherwise_is_told() {
    let css = ".g {text-decoration:line-through} td.n, .m {mso-number-format:\"\\#\\,\\#\\#0\\,\"} .a{display:none} .p{mso-number-format:\"0%\"}";
    for (row, cell, wanted) in [
        ("<tr>", "<td>21", "21 | "),
        (
            "<tr>",
            "<td>3<span style='display:none'>1</span>",
            "31 | 3 Hidden(\"1\")",
        ),
        (
            "<tr>",
            "<td>3<span class=a>1</span>",
            "31 | 3 Hidden(\"1\")",
        ),
        (
            "<tr>",
            "<td>3<font style='font-size:0pt'>1</font>",
            "31 | 3 Hidden(\"1\")",
        ),
        ("<tr>", "<td><b>3</b><span>1</span>", "31 | "),
        (
            "<tr>",
            "<td style='visibility:hidden'>21",
            "21 |  Hidden(\"21\")",
        ),
        ("<tr>", "<td x:num=\"25\">21", "25 | 21 Format"),
        ("<tr>", "<td x:num=\"7315.2\">7,315", "7315,2 | "),
        ("<tr>", "<td x:num=\"0.985\">98,5%", "0,985 | "),
        (
            "<tr>",
            "<td class=g>21",
            "21 |  SetApart { struck: \"21\", raised: \"\" }",
        ),
        (
            "<tr style='text-decoration:line-through'>",
            "<td>21",
            "21 |  SetApart { struck: \"21\", raised: \"\" }",
        ),
        (
            "<tr>",
            "<td>2<span style='vertical-align:super'>1</span>",
            "21 | 2 SetApart { struck: \"\", raised: \"1\" }",
        ),
        ("<tr>", "<td class=m>18000", "18000 | 18 Format"),
        ("<tr>", "<td class=p>21", "21 | 2.100% Format"),
        ("<tr style='display:none'>", "<td>21", "21 | hidden"),
        ("<tr height=0>", "<td>21", "21 | hidden"),
    ] {
        let page = format!(
            "<html><style><!-- {css} --></style><table><tr><td>a<td>b</tr>{row}<td>c{cell}</td></tr></table>"
        );
        assert_eq!(seen(&page), wanted, "{row}{cell}");
    }
    let page = "<html><table><col><col style='display:none'><tr><td>a<td>b<tr><td>c<td>21</table>";
    assert_eq!(seen(page), "21 | hidden");
}

#[test]
fn what_xml_of_excel_2003_says_of_a_cell_beside_its_value_is_told_apart() {
    let comment = "<Comment ss:Author=\"a\"><ss:Data><B>a:</B> số đúng 350</ss:Data></Comment>";
    for (row, column, style, more, wanted) in [
        ("", "", "", "", "388 | "),
        ("", "", "", comment, "388 | note a: số đúng 350"),
        (
            "",
            "",
            "",
            "<Comment><Data>2</Data></Comment>",
            "388 | note 2",
        ),
        (
            "",
            "",
            "<Font ss:StrikeThrough=\"1\"/>",
            "",
            "388 |  SetApart { struck: \"388\", raised: \"\" }",
        ),
        (
            "",
            "",
            "<NumberFormat ss:Format=\"#,##0,\"/>",
            "",
            "388 | 0 Format",
        ),
        (
            "",
            "",
            "<NumberFormat ss:Format=\"0%\"/>",
            "",
            "388 | 38.800% Format",
        ),
        (
            "",
            "",
            "<NumberFormat ss:Format=\"Percent\"/>",
            "",
            "388 | 38.800% Format",
        ),
        (
            "",
            "",
            "<NumberFormat ss:Format=\"Standard\"/>",
            "",
            "388 | ",
        ),
        (" ss:Hidden=\"1\"", "", "", "", "388 | hidden"),
        (
            "",
            "<Column/><Column ss:Hidden=\"1\"/>",
            "",
            "",
            "388 | hidden",
        ),
        (
            "",
            "<Column ss:Index=\"2\" ss:Width=\"0\"/>",
            "",
            "",
            "388 | hidden",
        ),
    ] {
        let page = format!(
            "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">
            <Styles><Style ss:ID=\"Default\"/><Style ss:ID=\"s62\">{style}</Style></Styles>
            <Worksheet ss:Name=\"A\"><Table>{column}<Row><Cell><Data ss:Type=\"String\">a</Data></Cell>
            <Cell><Data ss:Type=\"String\">b</Data></Cell></Row><Row{row}><Cell><Data ss:Type=\"String\">c</Data></Cell>
            <Cell ss:StyleID=\"s62\"><Data ss:Type=\"Number\">388</Data>{more}</Cell></Row></Table></Worksheet></Workbook>"
        );
        assert_eq!(seen(&page), wanted, "{row}{column}{style}{more}");
    }
}

#[test]
fn more_tables_than_any_return_has_are_refused() {
    let page = |tables| {
        let table = "<table><tr><td>a<td>b<tr><td>1<td>2</table>";
        markup(format!("<html>{}", table.repeat(tables)).as_bytes())
    };
    assert_eq!(
        page(MOST_TABLES).map(|book| book.sheets.len()),
        Ok(MOST_TABLES)
    );
    assert_eq!(page(MOST_TABLES + 1), Err(Refusal::TooLarge));
}

#[test]
fn breaks_and_runs_without_end_are_read_once() {
    let text = |middle: &str| {
        let page = format!("<html><table><tr><td>a<td>b<tr><td>1<td>x{middle}</table>");
        markup(page.as_bytes()).map(|book| book.sheets[0].cells[3].value.shown().len())
    };
    assert_eq!(text(&"<s>a<br>".repeat(200_000)), Ok(1 + 2 * 200_000 - 1));
    assert_eq!(text(&"<s><br></s>".repeat(200_000)), Ok(1));
    let rows = "<tr><td>b".repeat(400_000);
    let all = "<td rowspan=60000 colspan=1000>a".repeat(17);
    let page = format!("<html><table><tr>{all}{rows}</table>");
    assert_eq!(markup(page.as_bytes()), Err(Refusal::TooLarge));
}

#[test]
fn a_page_without_a_table_and_a_letter_are_no_workbooks() {
    assert_eq!(markup(b"<html><p>a</p></html>"), Err(Refusal::WebPage));
    assert_eq!(markup(b"<html><table><tr><td>a"), Err(Refusal::WebPage));
    assert_eq!(
        separated("Kính gửi: Phòng,\nxin gửi".as_bytes()),
        Err(Refusal::Text)
    );
    assert!(separated(b"a;b\n1;2").is_ok());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_as_a_page_or_a_table_without_a_panic(text in "[<>/a-d =\"'&;trdh!-]{0,300}") {
        let _ = markup(text.as_bytes());
        let _ = separated(text.as_bytes());
    }
}
