use super::*;

#[test]
fn an_id_is_made_of_a_text_that_fits_and_of_no_other() {
    assert_eq!("xa.may_tinh".parse::<FigureId>().unwrap(), "xa.may_tinh");
    assert!("xa..may".parse::<FigureId>().is_err());
    assert!("Máy".parse::<FieldId>().is_err());
    assert!("VI-DU_7".parse::<UnitCode>().is_ok());
    assert!("đơn-vị".parse::<UnitCode>().is_err());
    assert!("a b".parse::<UnitCode>().is_err());
    assert!("ab12".parse::<FileHash>().is_err());
    assert!("phan_mem.ten".parse::<FieldId>().is_err());
    assert!("phan_mem.ten".parse::<AnswerId>().is_ok());
}

#[test]
fn ids_of_figures_are_made_and_taken_apart_here() {
    let path: FieldPath = "xa.phan_mem.ten".parse().unwrap();
    assert_eq!((path.form(), path.field()), ("xa", "phan_mem.ten"));
    assert_eq!(path, FieldPath::new("xa", "phan_mem.ten"));
    assert!("may_tinh".parse::<FieldPath>().is_err());
    assert!(FigureId::from(&path).is_of(&path));
    let before = FigureId::of_previous(&path);
    assert_eq!(before, "truoc.xa.phan_mem.ten");
    assert!(before.is_previous() && !before.is_of(&path));
    assert_eq!(before.last_word(), "ten");
    assert!(FigureId::of_setting("nam").is_setting());
    assert_eq!(
        FigureId::units_due("xa").parse(),
        Ok(FigureId::units_due("xa"))
    );
}

#[test]
fn ids_made_of_ids_are_what_their_texts_parse_to() {
    let row: FieldId = "may_ban".parse().unwrap();
    assert_eq!(FieldId::of(&row, ""), row);
    assert_eq!("may_ban_cu".parse(), Ok(FieldId::of(&row, "cu")));
    assert_eq!("may_ban".parse(), Ok(AnswerId::from(row)));
    let (section, column) = ("phan_mem".parse().unwrap(), "ten".parse().unwrap());
    let cell = AnswerId::of_list(&section, &column);
    assert_eq!("phan_mem.ten".parse(), Ok(cell));
    let finding = FindingId::of("16390", "TONG-01", "");
    assert_eq!(finding, "16390-TONG-01");
    for (whose, about, id) in [
        (
            "Biểu xã Đông Hòa (bản cuối).xlsx",
            "",
            "bieu-xa-dong-hoa-ban-cuo-",
        ),
        ("16390", "Biểu 01", "16390-TONG-01-bieu-01-"),
        ("bieu.xlsx", "", "bieu.xlsx-TONG-01"),
    ] {
        let finding = FindingId::of(whose, "TONG-01", about);
        assert!(finding.starts_with(id), "{finding}");
        assert!(finding.bytes().all(|b| b.is_ascii_graphic()), "{finding}");
    }
    assert_ne!(
        FindingId::of("Xã Đồng Tiến.xlsx", "TONG-01", ""),
        FindingId::of("Xã Đông Tiến.xlsx", "TONG-01", "")
    );
    let hash = FileHash::of(b"a");
    assert_eq!(
        finding.in_file(&hash),
        FindingId::of("16390", "TONG-01", hash.short())
    );
}

#[test]
fn an_id_is_stored_as_its_text_and_a_bad_one_is_refused() {
    let code: UnitCode = "16390".parse().unwrap();
    let stored = serde_json::to_string(&code).unwrap();
    assert_eq!(stored, "\"16390\"");
    assert_eq!(serde_json::from_str::<UnitCode>(&stored).unwrap(), code);
    assert!(serde_json::from_str::<UnitCode>("\"a/b\"").is_err());
}
