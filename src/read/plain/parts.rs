//! The parts around the sheets: the workbook with its sheets and names, and what is said about the file.

use super::super::assemble::short;
use super::super::names::Written;
use super::characters::{resolved, resolved_value};
use super::not_plain::NotPlain;
use super::numbers::index;
use super::xml::Scanner;
use super::{MAIN, MAX_SHEETS, OFFICE};
use memchr::memmem;

/// What `xl/workbook.xml` tells.
#[derive(Debug, Default)]
pub(super) struct Contents<'a> {
    pub(super) tabs: Vec<Tab>,
    pub(super) names: Vec<Written<'a>>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) visible: bool,
    /// The id of its part.
    pub(super) part: String,
}

/// What else a workbook may hold (ECMA-376 part 1, 18.2.27); nothing of it is read.
const BESIDE: [&str; 18] = [
    "fileVersion",
    "fileSharing",
    "workbookProtection",
    "bookViews",
    "functionGroups",
    "externalReferences",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
    "mc:AlternateContent",
    "xr:revisionPtr",
];

/// Reads `xl/workbook.xml`.
pub(super) fn contents(part: &str) -> Result<Contents<'_>, NotPlain> {
    let (mut has_properties, mut tabs, mut names) = (false, None, None);
    let mut starts = 0;
    let mut locals = Vec::new();
    let mut scanner = Scanner::new(part)?;
    scanner.root("workbook", MAIN, |_, _| Err(NotPlain))?;
    if !scanner.stands_for("r", OFFICE) {
        return Err(NotPlain);
    }
    while let Some(name) = scanner.child()? {
        match name {
            "workbookPr" if !has_properties => {
                has_properties = true;
                // The 1904 system shifts every day.
                scanner.attributes(|name, value| match (name, value) {
                    ("date1904", "0" | "false") => {
                        starts += 1;
                        Ok(())
                    }
                    ("date1904" | "xmlns", _) => Err(NotPlain),
                    _ => Ok(()),
                })?;
                scanner.empty()?;
            }
            "sheets" if tabs.is_none() => tabs = Some(sheets(&mut scanner)?),
            "definedNames" if names.is_none() => {
                names = Some(defined_names(&mut scanner, &mut locals)?);
            }
            beside if BESIDE.contains(&beside) => {
                scanner.skip(&["workbook", "sheets", "sheet", "definedNames", "definedName"])?;
            }
            _ => return Err(NotPlain),
        }
    }
    scanner.end()?;
    // Some readers take it from an element of that name wherever it stands.
    let mentions = memmem::find_iter(part.as_bytes(), b"date1904");
    let tabs = tabs.unwrap_or_default();
    let are_known = locals.iter().all(|sheet| *sheet < tabs.len());
    if tabs.is_empty() || mentions.count() != starts || !are_known {
        return Err(NotPlain);
    }
    let names = names.unwrap_or_default();
    Ok(Contents { tabs, names })
}

fn sheets(scanner: &mut Scanner<'_>) -> Result<Vec<Tab>, NotPlain> {
    scanner.only([])?;
    let mut tabs: Vec<Tab> = Vec::new();
    while let Some(element) = scanner.child()? {
        let keys = ["name", "sheetId", "state", "r:id"];
        let [Some(name), _, state, Some(part)] = scanner.only(keys)? else {
            return Err(NotPlain);
        };
        scanner.empty()?;
        if tabs.len() == MAX_SHEETS {
            return Err(NotPlain);
        }
        let name = resolved_value(name)?.into_owned();
        let lower = name.to_lowercase();
        let is_new = tabs.iter().all(|tab| tab.name.to_lowercase() != lower);
        if element != "sheet" || name.is_empty() || !is_new || part.contains('&') {
            return Err(NotPlain);
        }
        tabs.push(Tab {
            name,
            visible: match state {
                None | Some("visible") => true,
                Some("hidden" | "veryHidden") => false,
                Some(_) => return Err(NotPlain),
            },
            part: part.to_owned(),
        });
    }
    Ok(tabs)
}

/// Names in their order; `locals` takes the sheets that some of them belong to.
fn defined_names<'a>(
    scanner: &mut Scanner<'a>,
    locals: &mut Vec<usize>,
) -> Result<Vec<Written<'a>>, NotPlain> {
    scanner.only([])?;
    let mut names = Vec::new();
    while let Some(element) = scanner.child()? {
        if element != "definedName" {
            return Err(NotPlain);
        }
        let (mut name, mut sheet) = (None, None);
        scanner.attributes(|key, value| {
            match key {
                "name" => name = Some(value),
                "localSheetId" => sheet = Some(index(value)?),
                "comment" | "customMenu" | "description" | "help" | "statusBar" | "hidden"
                | "function" | "vbProcedure" | "xlm" | "functionGroupId" | "shortcutKey"
                | "publishToServer" | "workbookParameter" => {}
                _ => return Err(NotPlain),
            }
            Ok(())
        })?;
        locals.extend(sheet);
        names.push(Written {
            name: resolved_value(name.ok_or(NotPlain)?)?,
            refers: resolved(scanner.text()?)?,
            is_local: sheet.is_some(),
        });
    }
    Ok(names)
}

/// Reads `docProps/app.xml`: the program that says it wrote the file.
pub(super) fn application(part: &str) -> Result<Option<String>, NotPlain> {
    const PROPERTIES: &str =
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut scanner = Scanner::new(part)?;
    scanner.root("Properties", PROPERTIES, |_, _| Err(NotPlain))?;
    property(&mut scanner, "Application")
}

/// Reads `docProps/core.xml`: when it says that it was saved.
pub(super) fn saved_at(part: &str) -> Result<Option<String>, NotPlain> {
    const PROPERTIES: &str =
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let mut scanner = Scanner::new(part)?;
    scanner.root("cp:coreProperties", PROPERTIES, |_, _| Err(NotPlain))?;
    let knows_terms = scanner.stands_for("dcterms", "http://purl.org/dc/terms/");
    match property(&mut scanner, "dcterms:modified")? {
        Some(_) if !knows_terms => Err(NotPlain),
        saved_at => Ok(saved_at),
    }
}

/// The text of the child of this name, if there is one; none within another has its name.
fn property(scanner: &mut Scanner<'_>, element: &str) -> Result<Option<String>, NotPlain> {
    let (_, local) = element.split_once(':').unwrap_or(("", element));
    let mut found = None;
    while let Some(name) = scanner.child()? {
        if name == element && found.is_none() {
            scanner.only(["xsi:type"])?;
            let text = resolved(scanner.text()?)?;
            if text.is_empty() {
                return Err(NotPlain);
            }
            found = Some(short(&text));
        } else {
            scanner.skip(&[local])?;
        }
    }
    scanner.end()?;
    Ok(found)
}
