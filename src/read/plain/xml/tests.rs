use super::*;

/// The part as the scanner tells it.
fn told(part: &str) -> Result<String, NotPlain> {
    let mut scanner = Scanner::new(part)?;
    let mut told = Vec::new();
    loop {
        match scanner.next()? {
            Token::End => return Ok(told.join(" ")),
            Token::Text(text) => told.push(format!("{text:?}")),
            Token::Close => told.push("/".to_owned()),
            Token::Open(name) => {
                told.push(name.to_owned());
                scanner.attributes(|name, value| {
                    told.push(format!("{name}={value}"));
                    Ok(())
                })?;
            }
        }
    }
}

#[test]
fn tags_texts_and_attributes_come_as_written() {
    for (part, wanted) in [
        (
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1>0\"  c=\"d'\"\n ><e/>x &amp; y</a >\n",
            "\"\\n\" a b=1>0 c=d' e / \"x &amp; y\" / \"\\n\"",
        ),
        (
            "\u{feff}<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a></a>",
            "a /",
        ),
        ("<?xml version=\"1.0\" standalone=\"no\"?><a />", "a /"),
        (
            "<a><b xmlns:p=\"u\" p:c=\"1\"><p:d/></b></a>",
            "a b p:c=1 p:d / / /",
        ),
        (
            "<a p:c=\"1\" xmlns:p=\"u\" xml:lang=\"vi\"/>",
            "a p:c=1 xml:lang=vi /",
        ),
        (
            "<a><b xmlns:p=\"u\"/><b xmlns:q=\"u\" q:c=\"1\"/></a>",
            "a b / b q:c=1 / /",
        ),
    ] {
        assert_eq!(told(part).as_deref(), Ok(wanted), "{part}");
    }
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for part in [
        "",
        " ",
        "a",
        "<",
        "<>",
        "<a",
        "<a>",
        "</a>",
        "<a/",
        "<a></b>",
        "<a></ab>",
        "<ab></a>",
        "<a><b></a></b>",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "<a></a></a>",
        "< a/>",
        "<a></ a>",
        "<a></a b=\"1\">",
        "<1/>",
        "<a b/>",
        "<a b=1/>",
        "<a b=\"1",
        "<a b=\"1\"",
        "<a b=\"1/>",
        "<a b=\"1\"/ >",
        "<a b=\"1\"c=\"2\"/>",
        "<a b=\"<\"/>",
        "<a b=\"0123456789abcdef<\"/>",
        "<a b=\"&\"/>",
        "<a =\"1\"/>",
        "<a b=\"1\" b=\"1\"/>",
        "<a b=\"1\" c=\"1\" d=\"1\" b=\"2\"/>",
        "<a p:b=\"1\"/>",
        "<p:a/>",
        "<a><b xmlns:p=\"u\"/><p:c/></a>",
        "<a xmlns:p=\"\"/>",
        "<a xmlns:=\"u\"/>",
        "<a xmlns:p:q=\"u\"/>",
        "<a xmlns:p=\"u\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>",
        "<xmlns:a/>",
        "<a xmlns:xml=\"u\"/>",
        "<:a/>",
        "<a:/>",
        "<a>]]></a>",
        "<a>&x;</a>",
        "<a>\u{1}</a>",
        " <?xml version=\"1.0\"?><a/>",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><a/>",
        "<?xml?><a/>",
        "<?xml encoding=\"UTF-8\"?><a/>",
        "<?xml version=\"1.0\"encoding=\"UTF-8\"?><a/>",
        "<?xml encoding=\"UTF-8\" version=\"1.0\"?><a/>",
        "<?xml version=\"1.0\" standalone=\"maybe\"?><a/>",
        "<?xml version=\"1.0\" x=\"1\"?><a/>",
        "<?xml version=\"1.0\" ?",
        "<?xmlversion=\"1.0\"?><a/>",
    ] {
        assert_eq!(told(part), Err(NotPlain), "{part}");
    }
}

#[test]
fn what_spreadsheet_programs_do_not_write_is_left_to_the_full_parser() {
    for part in [
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
        "<?xml version=\"1.1\"?><a/>",
        "<!DOCTYPE a><a/>",
        "<a><!-- x --></a>",
        "<!-- x --><a/>",
        "<a/><!-- x -->",
        "<a><?x y?></a>",
        "<a><![CDATA[x]]></a>",
        "<a b='1>0'/>",
        "<a b = \"1\"/>",
        "<á/>",
        "<a xmlns:m=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
    ] {
        assert_eq!(told(part), Err(NotPlain), "{part}");
    }
    let deep = |n: usize| ["<a>".repeat(n), "</a>".repeat(n)].concat();
    assert!(told(&deep(DEPTH)).is_ok() && told(&deep(DEPTH + 1)).is_err());
    let wide = |n: usize| {
        let attributes: Vec<String> = (0..n).map(|i| format!(" b{i}=\"\"")).collect();
        format!("<a{}/>", attributes.concat())
    };
    assert!(told(&wide(ATTRIBUTES)).is_ok() && told(&wide(ATTRIBUTES + 1)).is_err());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_scanner_panic(part in "[<>a-c/=\"' &;#x0-9é!?:]{0,60}") {
        let _ = told(&part);
        if let Ok(mut scanner) = Scanner::new(&part) {
            while let Ok(Some(_)) = scanner.child() {
                let _ = (scanner.only(["a"]), scanner.text());
            }
        }
    }
}
