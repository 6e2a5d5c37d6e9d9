"""Edits a document or a workbook in LibreOffice as a leader, a reader or a unit would.

    python3 edit.py FROM TO PROFILE [tracked] EDIT...

Each EDIT is `replace|OLD|NEW`, `insert|AFTER|PARAGRAPH`, `delete|PARAGRAPH WITH THIS`, `comment|AT|WORDS`,
`cell|ROW WITH THIS|COLUMN FROM 0|TEXT`, `row|BEHIND THE ROW WITH THIS|TEXT|TEXT...` or `accept`, which takes all tracked
changes. With `tracked`, all but comments is done under change tracking. In a workbook an EDIT is `set|SHEET|CELL|TEXT`, typed
as a person types it.
"""

import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def value(name, held):
    one = PropertyValue()
    one.Name, one.Value = name, held
    return one


def found(text, needle):
    """The place of words; spaces that do not break are taken for spaces."""
    search = text.createSearchDescriptor()
    search.SearchRegularExpression = True
    plain = "".join("[ \u00a0]" if c == " " else "\\" + c if c in "()+.*?[]%" else c for c in needle)
    search.SearchString = plain
    place = text.findFirst(search)
    if place is None:
        raise SystemExit(f"not found: {needle}")
    return place


def replace(document, old, new):
    place = found(document, old)
    cursor = place.Text.createTextCursorByRange(place)
    cursor.setString(new)


def insert(document, after, paragraph):
    place = found(document, after)
    cursor = place.Text.createTextCursorByRange(place.End)
    cursor.gotoEndOfParagraph(False)
    place.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    place.Text.insertString(cursor, paragraph, False)


def delete(document, holding):
    place = found(document, holding)
    cursor = place.Text.createTextCursorByRange(place)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoNextParagraph(True)
    cursor.setString("")


def comment(document, at, words):
    place = found(document, at)
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "Người đọc", words
    place.Text.insertTextContent(place, note, True)


def row_of(document, holding):
    place = found(document, holding)
    table = place.TextTable
    name = place.Cell.CellName
    return table, int("".join(c for c in name if c.isdigit())) - 1


def cell(document, holding, column, text):
    table, row = row_of(document, holding)
    table.getCellByPosition(int(column), row).setString(text)


def row(document, holding, *texts):
    table, at = row_of(document, holding)
    table.Rows.insertByIndex(at + 1, 1)
    for column, text in enumerate(texts):
        table.getCellByPosition(column, at + 1).setString(text)


def accept(document):
    document.RecordChanges = False
    dispatcher = OFFICE.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", OFFICE)
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:AcceptAllTrackedChanges", "", 0, ())


def set_cell(document, sheet, cell, text):
    place = document.Sheets.getByName(sheet).getCellRangeByName(cell)
    # As typed: what reads as a number is one.
    place.setFormula(text)


OFFICE = None
EDITS = {
    "accept": accept,
    "replace": replace,
    "insert": insert,
    "delete": delete,
    "comment": comment,
    "cell": cell,
    "row": row,
    "set": set_cell,
}


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def main(source, target, profile, *edits):
    pipe = f"edit{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    global OFFICE
    OFFICE = connected(pipe)
    desktop = OFFICE.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", OFFICE)
    try:
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (value("Hidden", True),))
        is_workbook = document.supportsService("com.sun.star.sheet.SpreadsheetDocument")
        tracked = "tracked" in edits
        for edit in edits:
            if edit == "tracked":
                continue
            what, *words = edit.split("|")
            if not is_workbook:
                document.RecordChanges = tracked and what != "comment"
            EDITS[what](document, *words)
        filter_ = value("FilterName", "Calc MS Excel 2007 XML" if is_workbook else "MS Word 2007 XML")
        document.storeToURL(uno.systemPathToFileUrl(target), (filter_,))
        document.close(True)
    finally:
        try:
            desktop.terminate()
        except DisposedException:
            pass  # it was gone before it could answer
        office.wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
