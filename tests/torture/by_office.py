"""What people do to a form in LibreOffice, each saved as .xlsx, .xls and .ods."""

import uno  # makes the names of LibreOffice importable
from com.sun.star.sheet.CellInsertMode import DOWN
from com.sun.star.table import CellRangeAddress, CellAddress
from sample_office import said
from styles import ASKED, COUNTS, TEXTS, YES_NO
from pathlib import Path

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
FORM, OPINIONS = "Biểu 01", "Ý kiến"
GONE = [("kho_khan", "?"), ("kien_nghi", "?"), ("finding", "CAU-01")]


def sheet_of(book, name=FORM):
    book.unprotect("")
    sheet = book.Sheets.getByName(name)
    sheet.unprotect("")
    return sheet


def at(book, field):
    return book.NamedRanges.getByName(field).getReferredCells().RangeAddress


def block(sheet, left, top, right, bottom):
    return sheet.getCellRangeByPosition(left, top, right, bottom)


def nothing(book):
    pass


def rows_on_top(book):
    sheet_of(book).Rows.insertByIndex(0, 2)


def row_between(book):
    sheet_of(book).Rows.insertByIndex(at(book, "can_bo").StartRow, 1)


def rows_between_all(book):
    sheet = sheet_of(book)
    for field in ("vb_soan", "can_bo", "may_cu"):
        sheet.Rows.insertByIndex(at(book, field).StartRow, 1)


def column_before(book):
    sheet_of(book).Columns.insertByIndex(at(book, "may_tinh").StartColumn, 1)


def column_first(book):
    sheet_of(book).Columns.insertByIndex(0, 1)


def notes_gone(book):
    address = at(book, "may_tinh__gc")
    sheet_of(book).Columns.removeByIndex(address.StartColumn, 1)


def row_moved(book):
    """A row cut out and put in elsewhere."""
    sheet, source = sheet_of(book), at(book, "may_cu").StartRow
    target = at(book, "can_bo").StartRow
    sheet.Rows.insertByIndex(target, 1)
    row = CellRangeAddress(at(book, "can_bo").Sheet, 0, source, 12, source)
    sheet.moveRange(CellAddress(row.Sheet, 0, target), row)


def sorted_rows(first):
    """Rows of a section sorted by their labels, with or without the hidden column of ids."""
    def sort(book):
        sheet = sheet_of(book)
        top, bottom = at(book, "can_bo").StartRow, at(book, "cntt_bang_cap").StartRow
        rows = block(sheet, first, top, at(book, "may_tinh__gc").StartColumn, bottom)
        kept = sorted(rows.getFormulaArray(), key=lambda row: row[2 - first])
        rows.setFormulaArray(kept)
    return sort


def renamed(book):
    sheet_of(book).Name = "Sheet1 (2)"


def copied(book):
    sheet_of(book)
    book.Sheets.copyByName(FORM, "Biểu 01 (2)", 2)


def opinions_gone(book):
    sheet_of(book)
    book.Sheets.removeByName(OPINIONS)


def identity_gone(book):
    sheet_of(book)
    book.Sheets.removeByName("_tonghop")


def aids_gone(book):
    sheet_of(book)
    for name in ("Hướng dẫn", "Kiểm tra"):
        if book.Sheets.hasByName(name):
            book.Sheets.removeByName(name)


def turned_round(book):
    sheet_of(book)
    book.Sheets.moveByName(OPINIONS, 0)


def without_names(book):
    for name in book.NamedRanges.ElementNames:
        book.NamedRanges.removeByName(name)


def without_names_and_ids(book):
    for name in (FORM, OPINIONS):
        sheet = sheet_of(book, name)
        block(sheet, 0, 0, 0, 80).clearContents(1 | 2 | 4 | 16)
    without_names(book)


def labels_typed_over(book):
    """The founding report's row: "2 | 68 | 68 | 68"."""
    sheet, row = sheet_of(book), at(book, "may_de_ban").StartRow
    sheet.getCellByPosition(2, row).setString("2")


def cells_merged(book):
    sheet, cell = sheet_of(book), at(book, "may_hong")
    block(sheet, cell.StartColumn, cell.StartRow, cell.StartColumn + 1, cell.StartRow).merge(True)


def labels_merged(book):
    sheet, cell = sheet_of(book), at(book, "can_bo")
    block(sheet, 1, cell.StartRow, 2, cell.StartRow).merge(True)


def hidden_and_filtered(book):
    sheet, cell = sheet_of(book), at(book, "can_bo")
    sheet.Rows.getByIndex(cell.StartRow).IsVisible = False
    sheet.Columns.getByIndex(cell.StartColumn + 1).IsVisible = False


def as_formula(book):
    address = at(book, "may_tinh")
    cell = sheet_of(book).getCellByPosition(address.StartColumn, address.StartRow)
    cell.setFormula("=may_de_ban+may_xach_tay")


def as_error(book):
    address = at(book, "vb_soan")
    sheet_of(book).getCellByPosition(address.StartColumn, address.StartRow).setFormula("=1/0")


def total_row(book):
    """A row of their own below the form."""
    sheet = sheet_of(book)
    used = at(book, "hs_dang").StartRow + 1
    sheet.Rows.insertByIndex(used, 1)
    sheet.getCellByPosition(2, used).setString("Cộng")
    sheet.getCellByPosition(at(book, "hs_dang").StartColumn, used).setValue(9)


def columns_swapped(book):
    """The two columns of values change places, their headings with them."""
    sheet, address = sheet_of(book), at(book, "may_tinh")
    left, number = address.StartColumn, address.Sheet
    sheet.Columns.insertByIndex(left, 1)
    sheet.moveRange(CellAddress(number, left, 0), CellRangeAddress(number, left + 2, 0, left + 2, 70))
    sheet.Columns.removeByIndex(left + 2, 1)


def copied_and_deleted(book):
    """A copy of the form is filled and the form thrown away: no name points anywhere."""
    copied(book)
    book.Sheets.removeByName(FORM)


def row_twice(book):
    """A second row with the same label, other values in it."""
    sheet, row = sheet_of(book), at(book, "may_de_ban").StartRow
    sheet.Rows.insertByIndex(row + 1, 1)
    sheet.getCellByPosition(2, row + 1).setString(sheet.getCellByPosition(2, row).getString())
    for right in range(2):
        sheet.getCellByPosition(at(book, "may_de_ban").StartColumn + right, row + 1).setValue(99)


def row_twice_without_names(book):
    row_twice(book)
    without_names_and_ids(book)


def row_copied_whole(book):
    """A row copied with its hidden id, put in above itself, and changed."""
    sheet, address = sheet_of(book), at(book, "may_de_ban")
    row = address.StartRow
    sheet.Rows.insertByIndex(row, 1)
    sheet.copyRange(CellAddress(address.Sheet, 0, row), CellRangeAddress(address.Sheet, 0, row + 1, 12, row + 1))
    sheet.getCellByPosition(address.StartColumn, row).setValue(99)


def cell_cut(book):
    """A value cut and pasted over its neighbour below; its name goes with it."""
    sheet, address = sheet_of(book), at(book, "vb_soan")
    sheet.moveRange(CellAddress(address.Sheet, address.StartColumn, at(book, "vb_soan_ky").StartRow), address)


def column_shifted(book):
    """One cell put in, the rest of its column one down."""
    sheet, address = sheet_of(book), at(book, "vb_soan")
    sheet.insertCells(address, DOWN)


def old_sheet_hidden(book):
    sheet_of(book)
    book.Sheets.copyByName(FORM, "cũ", 3)
    book.Sheets.getByName("cũ").IsVisible = False


def sections_moved(book):
    """The second section put before the first."""
    sheet, number = sheet_of(book), at(book, "can_bo").Sheet
    top, bottom = at(book, "can_bo").StartRow - 2, at(book, "cntt_bang_cap").StartRow
    count, target = bottom - top + 1, at(book, "may_tinh").StartRow - 2
    sheet.Rows.insertByIndex(target, count)
    sheet.moveRange(CellAddress(number, 0, target), CellRangeAddress(number, 0, top + count, 12, bottom + count))


ACTS = {
    "mo va luu": (nothing, []),
    "chen hai dong dau trang": (rows_on_top, []),
    "chen mot dong": (row_between, []),
    "chen ba dong": (rows_between_all, []),
    "chen cot truoc so": (column_before, []),
    "chen cot dau": (column_first, []),
    "xoa cot ghi chu": (notes_gone, []),
    "chuyen dong": (row_moved, []),
    "sap xep ca dong": (sorted_rows(0), []),
    "sap xep chua cot an": (sorted_rows(1), []),
    "doi ten trang": (renamed, []),
    "chep trang": (copied, [("finding", "CAU-06")]),
    "xoa trang y kien": (opinions_gone, GONE),
    "xoa trang an": (identity_gone, []),
    "xoa trang huong dan": (aids_gone, []),
    "doi cho trang": (turned_round, []),
    "xoa ten": (without_names, []),
    "xoa ten va cot an": (without_names_and_ids, []),
    "de len nhan": (labels_typed_over, [("finding", "CAU-04")]),
    "gop o so": (cells_merged, []),
    "gop o nhan": (labels_merged, []),
    "an dong cot": (hidden_and_filtered, []),
    "cong thuc": (as_formula, []),
    "loi chia 0": (as_error, [("vb_soan", "?")]),
    "them dong cong": (total_row, [("finding", "CAU-08")]),
    "doi cho cot": (columns_swapped, []),
    "chep roi xoa": (copied_and_deleted, []),
    "hai dong": (row_twice, [("finding", "CAU-08")]),
    "hai dong khong ten": (row_twice_without_names, [("may_de_ban", "?"), ("may_de_ban_hd", "?"), ("finding", "CAU-12")]),
    "chep ca dong": (row_copied_whole, [("finding", "CAU-08")]),
    "cat o": (cell_cut, [("vb_soan", "?"), ("finding", "TT-01")]),
    "day cot xuong": (column_shifted, []),
    "trang cu an": (old_sheet_hidden, [("finding", "CAU-06")]),
    "doi cho phan": (sections_moved, []),
}


def save(book, path, kind, *more):
    book.calculateAll()
    book.storeToURL(Path(path).as_uri(), (said("FilterName", FILTERS.get(kind, kind)), *more))


def edited(made, unit, name, kind, act, *lines, change=None):
    """One file: the unit's filled form, changed and saved as `kind`."""
    book = made.office.desktop.loadComponentFromURL(
        made.filled(unit, **(change or {})).as_uri(), "_blank", 0, (said("Hidden", True),))
    try:
        act(book)
        save(book, made.path(f"{unit} {name}.{kind}"), kind)
    finally:
        book.close(True)
    made.expect(f"{unit} {name}.{kind}", unit, ("all", ""), *lines)


def pasted(made, unit, kind, first):
    """The form's cells pasted into a new workbook as values, with or without the hidden column."""
    source = made.office.desktop.loadComponentFromURL(
        made.filled(unit).as_uri(), "_blank", 0, (said("Hidden", True),))
    target = made.office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (said("Hidden", True),))
    try:
        rows = block(source.Sheets.getByName(FORM), first, 0, 8, 70).getDataArray()
        sheet = target.Sheets.getByIndex(0)
        block(sheet, 0, 0, 8 - first, 70).setDataArray(rows)
        name = f"{unit} dan sang so moi {'khong ' if first else ''}cot an.{kind}"
        save(target, made.path(name), kind)
        made.expect(name, unit, ("all", ""), *GONE)
    finally:
        source.close(True)
        target.close(True)


def two_forms(made, unit, other, kind):
    """Another unit's form put behind one's own."""
    book = made.office.desktop.loadComponentFromURL(
        made.filled(unit).as_uri(), "_blank", 0, (said("Hidden", True),))
    more = made.office.desktop.loadComponentFromURL(
        made.filled(other).as_uri(), "_blank", 0, (said("Hidden", True),))
    try:
        book.unprotect("")
        more.Sheets.getByName(FORM).Name = "xa ban"
        book.Sheets.importSheet(more, "xa ban", book.Sheets.Count)
        name = f"{unit} hai bieu trong mot tep.{kind}"
        save(book, made.path(name), kind)
        made.expect(name, unit, ("all", ""), ("finding", "CAU-06"))
    finally:
        book.close(True)
        more.close(True)


def locked(made, unit, kind):
    book = made.office.desktop.loadComponentFromURL(
        made.filled(unit).as_uri(), "_blank", 0, (said("Hidden", True),))
    try:
        name = f"{unit} dat mat khau.{kind}"
        save(book, made.path(name), kind, said("Password", "123"))
        made.expect(name, unit, ("finding", "TEP-05"))
    finally:
        book.close(True)


def exported(made, unit, name, kind, filter_name, options, sheet, *lines):
    """A sheet saved as text, a page or XML."""
    book = made.office.desktop.loadComponentFromURL(
        made.filled(unit).as_uri(), "_blank", 0, (said("Hidden", True),))
    try:
        book.unprotect("")
        if sheet:
            book.Sheets.moveByName(sheet, 0)
        full = f"{unit} {name}.{kind}"
        save(book, made.path(full), filter_name, said("FilterOptions", options))
        made.expect(full, unit, *lines)
    finally:
        book.close(True)


def typed(made, kind):
    """Values typed as text in the ways that offices have."""
    def texts(cells):
        def act(book):
            for field, text in cells.items():
                address = at(book, field)
                cell = sheet_of(book, book.Sheets.getByIndex(address.Sheet).Name)
                cell.getCellByPosition(address.StartColumn, address.StartRow).setString(text)
        return act

    for name, style in COUNTS.items():
        unit = made.turn()
        cells = {k: style(v) for k, v in made.counts(unit).items()}
        edited(made, unit, f"so viet {name}", kind, texts(cells))
    for name, words in YES_NO.items():
        unit = made.turn()
        cells = {k: words[v == "Có"] for k, v in made.choices(unit).items()}
        edited(made, unit, f"co khong {name}", kind, texts(cells))
    for name, text in ASKED.items():
        unit = made.turn()
        edited(made, unit, f"hoi lai {name}", kind, texts({"vb_soan": text}), ("vb_soan", "?"))
    for name, (text, meant) in TEXTS.items():
        unit = made.turn()
        edited(made, unit, f"chu {name}", kind, texts({"kho_khan": text}), ("kho_khan", meant))


def make(made):
    for name, (act, lines) in ACTS.items():
        for kind in FILTERS:
            edited(made, made.turn(), name, kind, act, *lines)
    for kind in FILTERS:
        pasted(made, made.turn(), kind, 0)
        pasted(made, made.turn(), kind, 1)
        two_forms(made, made.turn(), made.turn(), kind)
        # LibreOffice locks an .xlsx only with a key of its own making.
        if kind != "xlsx":
            locked(made, made.turn(), kind)
    for kind in ("ods", "xls"):
        typed(made, kind)
    # Field separator ;, text in quotes, UTF-8 (76) or UTF-16, from the first line.
    for number, charset in (("utf8", 76), ("utf16", 65535)):
        exported(made, made.turn(), f"xuat {number}", "csv", "Text - txt - csv (StarCalc)",
                 f"59,34,{charset},1", FORM, ("all", ""), *GONE)
    exported(made, made.turn(), "trang web", "xls", "HTML (StarCalc)", "", None, ("all", ""))
    exported(made, made.turn(), "mau", "ots", "calc8_template", "", None, ("all", ""))
    exported(made, made.turn(), "phang", "fods", "OpenDocument Spreadsheet Flat XML", "", None, ("finding", "TEP-06"))
    exported(made, made.turn(), "ban in", "pdf", "calc_pdf_Export", "", None, ("finding", "TEP-08"))
