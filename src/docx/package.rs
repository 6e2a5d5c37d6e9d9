//! The parts around the text (properties, settings, relations), and the archive that holds them all.
//!
//! docx-rs writes these too, with parts that are never used, an unknown author and an order that differs between
//! processes; so they are written here, from the few facts there are.

use super::comment::comment;
use super::controls::Controls;
use super::table::{self, Grids};
use super::{DocxError, appendix, finish, sections, text};
use crate::decree::FONT;
use crate::docx::control::KEY_PROPERTY;
use crate::model::document::{Document, Frame};
use docx_rs::XMLDocx;
use quick_xml::escape::escape;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A part: path, what it is (last word of its relation type and of its content type), bytes.
struct Part {
    path: String,
    relation: &'static str,
    bytes: Vec<u8>,
}

/// Finishes the parts and packs them.
pub(super) fn pack(
    built: &XMLDocx,
    (document, cell_size): (&Document, u8),
    grids: &Grids,
) -> Result<Vec<u8>, DocxError> {
    let frame = &document.frame;
    let mut parts = parts(built)?;
    let mut controls = Controls::of(document, cell_size);
    let body = finish::finish_with("word/document.xml", &built.document, &mut controls)?;
    let body = table::fill(body, grids, &mut controls);
    if !controls.comments().is_empty() {
        parts.push(Part {
            path: "word/comments.xml".into(),
            relation: "comments",
            bytes: comments(controls.comments(), frame).into(),
        });
    }
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), content_types(&parts).into()),
        ("_rels/.rels".into(), package_relations().into()),
        ("docProps/core.xml".into(), core(frame).into()),
        ("docProps/app.xml".into(), app().into()),
        ("docProps/custom.xml".into(), custom(&document.key).into()),
        (
            "word/_rels/document.xml.rels".into(),
            document_relations(&parts).into(),
        ),
        (
            "word/document.xml".into(),
            sections::divide(body, &appendix::on_side(document)),
        ),
    ];
    files.extend(parts.into_iter().map(|part| (part.path, part.bytes)));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for (path, bytes) in files {
        let fault = |source: Box<dyn std::error::Error + Send + Sync>| DocxError::Pack {
            part: path.clone(),
            source,
        };
        zip.start_file(path.as_str(), options)
            .map_err(|e| fault(e.into()))?;
        zip.write_all(&bytes).map_err(|e| fault(e.into()))?;
    }
    let done = zip.finish().map_err(|e| DocxError::Pack {
        part: String::new(),
        source: e.into(),
    })?;
    Ok(done.into_inner())
}

fn parts(built: &XMLDocx) -> Result<Vec<Part>, DocxError> {
    let mut parts = vec![
        Part {
            path: "word/styles.xml".into(),
            relation: "styles",
            bytes: finish::finish("word/styles.xml", &built.styles)?,
        },
        Part {
            path: "word/settings.xml".into(),
            relation: "settings",
            bytes: settings().into(),
        },
        Part {
            path: "word/fontTable.xml".into(),
            relation: "fontTable",
            bytes: font_table().into(),
        },
    ];
    for (relation, all) in [("header", &built.headers), ("footer", &built.footers)] {
        for (at, bytes) in all.iter().enumerate() {
            let path = format!("word/{relation}{}.xml", at + 1);
            let bytes = finish::finish(&path, bytes)?;
            parts.push(Part {
                path,
                relation,
                bytes,
            });
        }
    }
    Ok(parts)
}

fn content_types(parts: &[Part]) -> String {
    let mut out = format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/><Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>"#
    );
    for part in parts {
        let _ = write!(
            out,
            r#"<Override PartName="/{}" ContentType="{WORD}.{}+xml"/>"#,
            part.path, part.relation
        );
    }
    out + "</Types>"
}

fn package_relations() -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="{OFFICE}/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>"#
    )
}

/// docx-rs refers to its n-th header as `rIdHeader{n}`, to its n-th footer as `rIdFooter{n}`.
fn document_relations(parts: &[Part]) -> String {
    let mut out = format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for (at, part) in parts.iter().enumerate() {
        let target = part.path.trim_start_matches("word/");
        let number = target
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .trim_end_matches(".xml");
        let id = match part.relation {
            "header" => format!("rIdHeader{number}"),
            "footer" => format!("rIdFooter{number}"),
            _ => format!("rId{}", at + 1),
        };
        let _ = write!(
            out,
            r#"<Relationship Id="{id}" Type="{OFFICE}/relationships/{}" Target="{target}"/>"#,
            part.relation
        );
    }
    out + "</Relationships>"
}

fn core(frame: &Frame) -> String {
    let mut out = format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#
    );
    for (name, value) in [
        ("dc:title", frame.title.as_str()),
        ("dc:creator", &frame.issuer),
        ("cp:lastModifiedBy", &frame.issuer),
        ("dc:language", "vi-VN"),
    ] {
        let value = text::clean(value);
        let _ = write!(out, "<{name}>{}</{name}>", escape(value.as_str()));
    }
    // An instant that cannot be read is left out rather than guessed.
    if let Ok(at) = frame.written_at.parse::<jiff::Timestamp>() {
        let at = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        for name in ["created", "modified"] {
            let _ = write!(
                out,
                r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{at}</dcterms:{name}>"#
            );
        }
    }
    out + "</cp:coreProperties>"
}

/// Comments of the program.
fn comments(texts: &[&str], frame: &Frame) -> String {
    let mut out = format!(r#"{HEAD}<w:comments xmlns:w="{MAIN}">"#);
    for (id, text) in (0..).zip(texts) {
        out += &comment(id, "th", text, &frame.written_at);
    }
    out + "</w:comments>"
}

fn app() -> String {
    format!(
        r#"{HEAD}<Properties xmlns="{OFFICE}/extended-properties"><Application>tonghop</Application></Properties>"#
    )
}

/// The edition's key, by which an edited copy is known again. The format id is that of properties that a user
/// defines (ECMA-376 Part 1, 22.3).
fn custom(key: &str) -> String {
    format!(
        r#"{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{KEY_PROPERTY}"><vt:lpwstr>{}</vt:lpwstr></property></Properties>"#,
        escape(key)
    )
}

/// Compatibility mode 15 is Word's current one; nothing here makes Word say "Compatibility Mode".
fn settings() -> String {
    let uri = "http://schemas.microsoft.com/office/word";
    let mut compat = String::new();
    for (name, value) in [
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
        ("useWord2013TrackBottomHyphenation", 0),
    ] {
        let _ = write!(
            compat,
            r#"<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>"#
        );
    }
    format!(
        r#"{HEAD}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"#
    )
}

fn font_table() -> String {
    format!(
        r#"{HEAD}<w:fonts xmlns:w="{MAIN}"><w:font w:name="{FONT}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#
    )
}
