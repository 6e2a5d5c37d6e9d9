use super::{NotXml, is_plain, plain, written_plainly};

fn written(xml: &str) -> Result<Option<String>, NotXml> {
    let written = plain(xml.as_bytes())?;
    Ok(written.map(|xml| {
        xml.split_once('\n')
            .map_or(String::new(), |(_, xml)| xml.to_owned())
    }))
}

#[test]
fn what_is_only_another_way_of_writing_is_written_in_the_plain_way() {
    for (xml, wanted) in [
        ("<v>1<!-- x -->2</v>", "<v>12</v>"),
        ("<v><![CDATA[1]]>2</v>", "<v>12</v>"),
        ("<v>1<?x y?>2</v>", "<v>12</v>"),
        ("<v>&#49;&#x32;</v>", "<v>12</v>"),
        (
            "<c s=\"&#49;\" t='a&quot;&amp;'/>",
            "<c s=\"1\" t=\"a&#34;&amp;\"/>",
        ),
        ("<t>&#38;<![CDATA[<]]>&#13;</t>", "<t>&amp;&lt;&#13;</t>"),
        ("<!DOCTYPE v><v>1</v>", "<v>1</v>"),
        (
            "<r><c><v>1</v><extLst><ext><v>2</v></ext></extLst></c><extLst/></r>",
            "<r><c><v>1</v></c><extLst/></r>",
        ),
        (
            "<r><x:c xmlns:x='u'><v>1</v><x:extLst><c/><v>2</v></x:extLst></x:c><extLst/></r>",
            "<r><x:c xmlns:x=\"u\"><v>1</v></x:c><extLst/></r>",
        ),
    ] {
        assert_eq!(written(xml).unwrap().as_deref(), Some(wanted), "{xml}");
    }
}

#[test]
fn what_is_plain_is_left_as_it_is() {
    for xml in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='yes'?>\r\n<a x='1'>b &amp; c</a >\n",
        "<x:a xmlns:x=\"urn:x\" x:b=\"&lt;\"/>",
        "<a b=\"one&#xA;two&#10;&#34;\"/>",
    ] {
        assert_eq!(plain(xml.as_bytes()), Ok(None), "{xml}");
    }
}

#[test]
fn what_is_not_well_formed_is_told() {
    for xml in [
        "",
        "a",
        "<a>",
        "<a></b>",
        "<a/><a/>",
        "<a>&b;</a>",
        "<a>&</a>",
        "<a b></a>",
        "<a b=c/>",
        "<a b=\"<\"/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a b=\"1\"c=\"2\"/>",
        "<a>]]></a>",
        "<x:a/>",
        "< a/>",
        "<a x:b=\"1\"/>",
        "<a>\u{1}</a>",
        "<a>&#1;</a>",
        "<a><!-- -- --></a>",
        "<a/>b",
        "<1/>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<!DOCTYPE a [<!ATTLIST a b CDATA \"c\">]><a/>",
        "<a><?xml version=\"1.0\"?></a>",
        "<?xml version=\"1.0\" encoding=\"windows-1258\"?><a/>",
        "<a xmlns:x=\"u\" xmlns:y=\"u\" x:b=\"\" y:b=\"\"/>",
        "<a xmlns:x=\"\"/>",
    ] {
        assert_eq!(plain(xml.as_bytes()), Err(NotXml), "{xml}");
    }
    assert_eq!(plain(b"<a>\xFF</a>"), Err(NotXml));
}

#[test]
fn wide_text_is_read_too() {
    let wide = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>ộ</a>".encode_utf16();
    let bytes: Vec<u8> = wide.flat_map(u16::to_le_bytes).collect();
    assert!(plain(&bytes).unwrap().unwrap().ends_with("<a>ộ</a>"));
    assert_eq!(plain(&bytes[..bytes.len() - 1]), Err(NotXml));
}

proptest::proptest! {
    #[test]
    fn what_is_written_is_plain(xml in "<a( b=\"[&#1-3;x]{0,5}\")?>([x1&#;<>!\\[\\]\\-/?]|&#49;|<!-- -->|<!\\[CDATA\\[<\\]\\]>|<c ?>1<extLst>2</extLst></c ?>|<extLst/>){0,6}</a>") {
        if let Ok(Some(written)) = plain(xml.as_bytes()) {
            proptest::prop_assert_eq!(plain(written.as_bytes()), Ok(None));
        }
        if is_plain(&xml) {
            proptest::prop_assert_eq!(written_plainly(&xml, false), Ok(None));
        }
    }
}
