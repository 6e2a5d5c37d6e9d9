//! A mail that was not sent yet, as a file that mail programs open: words and one attachment (RFC 5322, 2045, 2047, 2231).
//!
//! Pure: in are texts and bytes, out is the file. The same comes in, the same goes out: it bears no time and no sender.

use std::fmt::Write;

/// What a mail is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft<'a> {
    /// The address.
    pub(super) to: &'a str,
    /// What it is about.
    pub(super) subject: &'a str,
    /// What it says.
    pub(super) words: &'a str,
    /// The name and the bytes of the file.
    pub(super) file: (&'a str, &'a [u8]),
}

/// Bytes of an encoded word of a heading, so that a line stays within 75.
const WORD_BYTES: usize = 42;
/// Bytes of a line of the body, 76 characters as they are written.
const LINE_BYTES: usize = 57;

/// Whether a mail can be sent there: one address, with nothing that could be another heading.
pub(super) fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>,;:\"()[]\\".contains(c);
    let (name, host) = text.split_once('@').unwrap_or_default();
    !name.is_empty() && host.contains('.') && !host.contains('@') && text.chars().all(plain)
}

/// The mail as a file.
pub(super) fn draft(of: &Draft) -> String {
    let (name, bytes) = of.file;
    let boundary = boundary(of);
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push_str("\r\n");
    };
    line(&format!("To: {}", of.to));
    line(&format!("Subject: {}", heading(of.subject)));
    // Mail programs of Windows open it to be sent.
    line("X-Unsent: 1");
    line("MIME-Version: 1.0");
    line(&format!(
        "Content-Type: multipart/mixed; boundary=\"{boundary}\""
    ));
    line("");
    line(&format!("--{boundary}"));
    line("Content-Type: text/plain; charset=utf-8");
    line("Content-Transfer-Encoding: base64");
    line("");
    for part in of.words.replace('\n', "\r\n").as_bytes().chunks(LINE_BYTES) {
        line(&base64(part));
    }
    line(&format!("--{boundary}"));
    line("Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    line("Content-Transfer-Encoding: base64");
    line(&format!(
        "Content-Disposition: attachment; filename*=utf-8''{}",
        encoded(name)
    ));
    line("");
    for part in bytes.chunks(LINE_BYTES) {
        line(&base64(part));
    }
    line(&format!("--{boundary}--"));
    out
}

/// What parts the mail; it stands nowhere in what is encoded, which has no such sign.
fn boundary(of: &Draft) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [of.to.as_bytes(), of.subject.as_bytes(), of.file.1] {
        hasher.update(part);
    }
    format!("=_{}", &hasher.finalize().to_hex()[..24])
}

/// A heading in any letters, as words of a length that mail programs take.
fn heading(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if word.len() + c.len_utf8() > WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let words = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes())));
    words.collect::<Vec<_>>().join("\r\n ")
}

/// A name in any letters, as a parameter.
fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a text never fails.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |n: usize| u32::from(three.get(n).copied().unwrap_or_default());
        let all = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4 {
            let sign = SIGNS[(all >> (18 - 6 * n) & 63) as usize];
            out.push(if n <= three.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::{MessageParser, MimeHeaders};

    #[test]
    fn a_mail_program_reads_what_was_put_in() {
        let words = "Kính gửi: UBND xã Đông Hòa\nĐề nghị gửi biểu trước ngày 05/11.";
        let subject = "Báo cáo ứng dụng công nghệ thông tin cấp huyện năm 2020, ".repeat(3);
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        let mail = draft(&Draft {
            to: "xa@dongson.example.vn",
            subject: &subject,
            words,
            file: ("Biểu xã.xlsx", &bytes),
        });
        assert!(mail.lines().all(|line| line.len() <= 110), "{mail}");
        let read = MessageParser::default()
            .parse(mail.as_bytes())
            .expect("a mail");
        assert_eq!(read.subject().map(str::trim_end), Some(subject.trim_end()));
        assert_eq!(
            read.body_text(0)
                .expect("words")
                .replace("\r\n", "\n")
                .trim_end(),
            words
        );
        let attached = read.attachment(0).expect("a file");
        assert_eq!(attached.attachment_name(), Some("Biểu xã.xlsx"));
        assert_eq!(attached.contents(), bytes);
        assert_eq!(read.header_raw("X-Unsent").map(str::trim), Some("1"));
    }

    #[test]
    fn no_text_becomes_another_heading() {
        for wrong in [
            "",
            "a",
            "a@b",
            "a@b.vn, c@d.vn",
            "a@b.vn\r\nBcc: x@y.vn",
            "<a@b.vn>",
            "a@b@c.vn",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
        assert!(is_address("xa-dong.hoa@huyen.gov.vn"));
        let mail = draft(&Draft {
            to: "a@b.vn",
            subject: "một\r\nBcc: x@y.vn",
            words: "--=_\r\n.",
            file: ("a\"\r\nX: y.xlsx", b"x"),
        });
        assert!(
            !mail.contains("\r\nBcc:") && !mail.contains("\r\nX: y"),
            "{mail}"
        );
    }
}
