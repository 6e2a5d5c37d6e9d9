"""Fills workbooks as a person does in LibreOffice: opens, types into named cells, saves."""

import subprocess
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
PATIENCE = 60  # seconds for LibreOffice to come up


def said(name, value):
    item = PropertyValue()
    item.Name, item.Value = name, value
    return item


class Office:
    """A LibreOffice of our own, ended with the block."""

    def __init__(self, scratch):
        pipe = f"tonghop{Path(scratch).name}"
        profile = (Path(scratch) / "profile").as_uri()
        self.url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                context = resolver.resolve(self.url)
                break
            except NoConnectException:
                if time.monotonic() > until:
                    self.process.terminate()
                    raise
                time.sleep(0.5)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
            self.process.wait(PATIENCE)
        except Exception:
            self.process.terminate()

    def fill(self, source, target, cells, kind, trouble=None, password=None):
        """Types `cells` ({(name, down, right): value}) into `source` and saves it as `target`."""
        book = self.desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (said("Hidden", True),))
        try:
            for (name, down, right), value in cells.items():
                first = book.NamedRanges.getByName(name).getReferredCells().RangeAddress
                sheet = book.Sheets.getByIndex(first.Sheet)
                cell = sheet.getCellByPosition(first.StartColumn + right, first.StartRow + down)
                if isinstance(value, str):
                    cell.setString(value)
                else:
                    cell.setValue(value)
            if trouble:
                TROUBLES[trouble](book)
            book.calculateAll()
            how = [said("FilterName", FILTERS[kind])]
            if password:
                how.append(said("Password", password))
            book.storeToURL(Path(target).as_uri(), tuple(how))
        finally:
            book.close(True)


def insert_row(book):
    """A row of their own in the middle of the first table."""
    at = book.NamedRanges.getByName("may_cu").getReferredCells().RangeAddress
    sheet = book.Sheets.getByIndex(at.Sheet)
    sheet.unprotect("")
    sheet.Rows.insertByIndex(at.StartRow, 1)
    sheet.getCellByPosition(2, at.StartRow).setString("Máy tính bảng")
    sheet.getCellByPosition(at.StartColumn, at.StartRow).setValue(2)


def delete_sheet(book):
    """The sheet of opinions is gone."""
    book.unprotect("")
    book.Sheets.removeByName("Ý kiến")


def sort_rows(book):
    """The rows of people, sorted by their labels; the hidden column stays as it was."""
    top = book.NamedRanges.getByName("can_bo").getReferredCells().RangeAddress
    bottom = book.NamedRanges.getByName("cntt_bang_cap").getReferredCells().RangeAddress
    sheet = book.Sheets.getByIndex(top.Sheet)
    sheet.unprotect("")
    rows = sheet.getCellRangeByPosition(1, top.StartRow, top.StartColumn + 3, bottom.StartRow)
    rows.setFormulaArray(sorted(rows.getFormulaArray(), key=lambda row: row[1]))


def type_over_label(book):
    """Numbers typed over a label, and another unit of measure."""
    cell = book.NamedRanges.getByName("may_de_ban").getReferredCells().RangeAddress
    sheet = book.Sheets.getByIndex(cell.Sheet)
    sheet.unprotect("")
    sheet.getCellByPosition(2, cell.StartRow).setString("2")
    sheet.getCellByPosition(3, cell.StartRow).setString("bộ")


TROUBLES = {"row": insert_row, "sheet": delete_sheet, "sort": sort_rows, "label": type_over_label}
