"""What the eye sees of a figure, and what stands beside it, made in LibreOffice and saved as .xlsx, .xls and .ods."""

import uno  # makes the names of LibreOffice importable
from com.sun.star.lang import Locale
from com.sun.star.table import CellAddress
from by_office import FILTERS, FORM, at, block, edited, sheet_of

FIELD = "vb_soan"
SEEN, WORDS, SCALE, REMARK = "NHIN-01", "SO-07", "SO-13", "SO-18"
HELD = (FIELD, "?")


def cell_of(book, field=FIELD, right=0, down=0):
    address = at(book, field)
    sheet = sheet_of(book, book.Sheets.getByIndex(address.Sheet).Name)
    return sheet.getCellByPosition(address.StartColumn + right, address.StartRow + down)


def typed(text):
    def act(book):
        cell_of(book).setString(text)
    return act


def with_run(text, begin, count, **looks):
    """A text of which so many characters look otherwise."""
    def act(book):
        cell = cell_of(book)
        cell.setString(text)
        cursor = cell.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(begin, False)
        cursor.goRight(count, True)
        for name, value in looks.items():
            setattr(cursor, name, value)
    return act


def formatted(code, value=None):
    def act(book):
        formats, english = book.NumberFormats, Locale("en", "US", "")
        cell = cell_of(book)
        key = formats.queryKey(code, english, False)
        cell.NumberFormat = formats.addNew(code, english) if key < 0 else key
        if value is not None:
            cell.setValue(value)
    return act


def looking(**looks):
    def act(book):
        for name, value in looks.items():
            setattr(cell_of(book), name, value)
    return act


def under_merge(book):
    """The cell is merged with the one left of it, whose content is what people see."""
    address = at(book, FIELD)
    sheet = sheet_of(book)
    block(sheet, address.StartColumn - 1, address.StartRow, address.StartColumn, address.StartRow).merge(True)


def noted(book):
    address = at(book, FIELD)
    where = CellAddress(address.Sheet, address.StartColumn, address.StartRow)
    sheet_of(book).Annotations.insertNew(where, "Văn thư đếm theo sổ")


def remarked(text):
    def act(book):
        address = at(book, FIELD + "__gc")
        sheet_of(book).getCellByPosition(address.StartColumn, address.StartRow).setString(text)
    return act


def row_hidden(book):
    sheet_of(book).Rows.getByIndex(at(book, FIELD).StartRow).IsVisible = False


def sexes_for_numbers(book):
    """Words over the numbers that stand under the headings of the first columns."""
    address, sheet = at(book, "may_tinh"), sheet_of(book)
    for row in range(address.StartRow - 1, 0, -1):
        if sheet.getCellByPosition(address.StartColumn, row).String == "1":
            for right, word in enumerate(("Nam", "Nữ")):
                sheet.getCellByPosition(address.StartColumn + right, row).setString(word)
            return
    raise AssertionError("no numbers under the headings")


def title_of_last_year(book):
    sheet = sheet_of(book)
    for row in range(12):
        for col in range(8):
            cell = sheet.getCellByPosition(col, row)
            if "2020" in cell.String:
                cell.setString(cell.String.replace("2020", "2019"))


# What is done -> (how, what must come of it besides all other answers).
ACTS = {
    "gach so cu": (with_run("400 412", 0, 4, CharStrikeout=1), [(FIELD, "412"), ("finding", SEEN)]),
    "so mu sau so": (with_run("3881", 3, 1, CharEscapement=33, CharEscapementHeight=58), [(FIELD, "388"), ("finding", SEEN)]),
    "gach ca o": (looking(CharStrikeout=1), [("finding", SEEN)]),
    "dinh dang chia nghin": (formatted("#,##0,", 18000), [(FIELD, "18000"), ("finding", SEEN)]),
    "dinh dang them nghin": (formatted('0" nghìn"', 18), [(FIELD, "18"), ("finding", SEEN)]),
    "dinh dang phan tram": (formatted("0%", 12), [HELD, ("finding", "SO-01")]),
    "o bi gop": (under_merge, [("finding", SEEN)]),
    "ghi chu tren o": (noted, [("finding", "NHIN-02")]),
    "an dong": (row_hidden, [("finding", "NHIN-03")]),
    "don vi sau so": (typed("53 văn bản"), [(FIELD, "53")]),
    "chu khac sau so": (typed("53 văn bản mật"), [(FIELD, "53"), ("finding", WORDS)]),
    "hai ta": (typed("2 tá"), [HELD, ("finding", SCALE)]),
    "nghin sau so": (typed("412 nghìn"), [HELD, ("finding", SCALE)]),
    "chua tinh": (remarked("chưa tính 2 văn bản"), [("finding", REMARK)]),
    "tinh ca": (remarked("tính cả tháng 11, 12"), [("finding", REMARK)]),
    "trong do co": (remarked("Trong đó có 2 văn bản mật"), []),
    "nam nu": (sexes_for_numbers, [("finding", "CAU-13")]),
    "ky nam truoc": (title_of_last_year, [("safe", "")]),
    "chu dam mot phan": (with_run("53", 0, 1, CharWeight=150.0), [(FIELD, "53")]),
    "chu do": (looking(CharColor=0xFF0000), []),
    "xoay chu": (looking(RotateAngle=9000), []),
    "co dau phay": (formatted("#,##0"), []),
}


def make(made):
    for name, (act, lines) in ACTS.items():
        for kind in FILTERS:
            edited(made, made.turn(), name, kind, act, *lines)
