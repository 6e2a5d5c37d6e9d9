//! Bytes of a text file as characters.

/// UTF-8, or UTF-16 with its mark; `None` when it is neither.
pub(crate) fn unicode(bytes: &[u8]) -> Option<String> {
    let (wide, big) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, false),
        [0xfe, 0xff, rest @ ..] => (rest, true),
        _ => return String::from_utf8(bytes.to_vec()).ok(),
    };
    let pairs = wide.chunks_exact(2).map(|pair| match *pair {
        [a, b] if big => u16::from_be_bytes([a, b]),
        [a, b] => u16::from_le_bytes([a, b]),
        _ => 0,
    });
    char::decode_utf16(pairs).collect::<Result<_, _>>().ok()
}

/// Any text: Unicode, else Windows-1258, the code page of Vietnamese Windows, where its tone marks follow letters, else
/// Latin-1 (text in TCVN3 or VNI fonts is kept so, and read later).
pub(crate) fn any(bytes: &[u8]) -> String {
    if let Some(text) = unicode(bytes) {
        return text;
    }
    // Windows-1258 writes đ as F0 and tones as bytes of their own after the vowel.
    let tone = |b: u8| matches!(b, 0xCC | 0xD2 | 0xDE | 0xEC | 0xF2);
    let vowel = |b: u8| {
        matches!(
            b.to_ascii_lowercase(),
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y'
        ) || matches!(b | 0x20, 0xE2 | 0xE3 | 0xEA | 0xF4 | 0xF5 | 0xFD)
    };
    let after = |wanted: bool| {
        let pairs = bytes.windows(2).filter(|pair| tone(pair[1]));
        pairs.filter(|pair| vowel(pair[0]) == wanted).count()
    };
    if after(true) > after(false) {
        bytes.iter().map(|b| of_1258(*b)).collect()
    } else {
        bytes.iter().map(|b| char::from(*b)).collect()
    }
}

/// A byte of Windows-1258 (as Microsoft publishes the code page): Latin-1 but for these.
fn of_1258(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x84 => '„',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        0xC3 => 'Ă',
        0xCC => '\u{300}',
        0xD0 => 'Đ',
        0xD2 => '\u{309}',
        0xD5 => 'Ơ',
        0xDD => 'Ư',
        0xDE => '\u{303}',
        0xE3 => 'ă',
        0xEC => '\u{301}',
        0xF0 => 'đ',
        0xF2 => '\u{323}',
        0xF5 => 'ơ',
        0xFD => 'ư',
        0xFE => '₫',
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn text_of_vietnamese_windows_is_told_from_that_of_old_fonts() {
        let read = |bytes: &[u8]| any(bytes).nfc().collect::<String>();
        // "Số máy tính để bàn, đồng hồ" in Windows-1258.
        let windows = b"S\xF4\xEC ma\xECy ti\xECnh \xF0\xEA\xD2 ba\xCCn, \xF0\xF4\xCCng h\xF4\xCC";
        assert_eq!(read(windows), "Số máy tính để bàn, đồng hồ");
        // "M¸y tÝnh" in TCVN3 stays as it is, for those who know old fonts.
        assert_eq!(read(b"M\xB8y t\xDDnh"), "M¸y tÝnh");
        assert_eq!(read("Đã có".as_bytes()), "Đã có");
        let wide: Vec<u8> = "\u{feff}Mã"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(read(&wide), "Mã");
    }
}
