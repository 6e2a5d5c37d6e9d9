"""What programs do that write a workbook anew with openpyxl: styles and checks are partly lost, names do not move."""

import datetime
import io
import openpyxl
from styles import ASKED, COUNTS, YES_NO

FORM, OPINIONS = "Biểu 01", "Ý kiến"


def place(book, field):
    sheet, cell = book.defined_names[field].attr_text.replace("'", "").replace("$", "").rsplit("!", 1)
    return book[sheet][cell]


def nothing(book):
    pass


def rows_above(book):
    """Rows come in, but names, merged cells and formulas stay where they were."""
    book[FORM].insert_rows(place(book, "may_de_ban").row, 2)


def row_deleted(book):
    """The heading of a section is deleted; names stay where they were."""
    book[FORM].delete_rows(place(book, "can_bo").row - 1)


def column_in(book):
    book[FORM].insert_cols(place(book, "may_tinh").column)


def without_names(book):
    for name in list(book.defined_names):
        del book.defined_names[name]


def copied(book):
    book.copy_worksheet(book[FORM])


def one_sheet(book):
    for sheet in list(book):
        if sheet.title not in (FORM, OPINIONS):
            book.remove(sheet)


def texts(book):
    for row in book[FORM].iter_rows():
        for cell in row:
            if isinstance(cell.value, int):
                cell.value, cell.number_format = str(cell.value), "@"


def decimals(book):
    for row in book[FORM].iter_rows():
        for cell in row:
            if isinstance(cell.value, int):
                cell.value, cell.number_format = float(cell.value), "#,##0.00"


def plain_cells(book):
    """All styles thrown away."""
    for row in book[FORM].iter_rows():
        for cell in row:
            cell.style = "Normal"


def as_day(book):
    """Excel made a day out of "14/12"."""
    cell = place(book, "vb_soan")
    cell.value, cell.number_format = datetime.date(2020, 12, 14), "d-mmm"


def as_day_1904(book):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    as_day(book)


def american(book):
    """6.500 typed where the point is for decimals."""
    place(book, "vb_soan").value = 6.5


def boolean(book):
    place(book, "vb_soan").value = True


def negative(book):
    place(book, "vb_soan").value = -3


def enormous(book):
    place(book, "vb_soan").value = 1e300


def error(book):
    place(book, "vb_soan").value = "#REF!"


def uncomputed(book):
    place(book, "vb_soan").value = "=1+1"


def far_cell(book):
    book[FORM]["XFD1048576"] = 7


def many_strays(book):
    for row in range(200, 1200):
        book[FORM].cell(row, 12).value = row


def commented(book):
    place(book, "vb_soan").comment = openpyxl.comments.Comment("xem lại", "x")


def drawn(book):
    book[FORM].freeze_panes = "C3"
    book[FORM].auto_filter.ref = "B12:H20"
    book[FORM].sheet_state = "visible"


def form_hidden(book):
    book.active = 0
    book[FORM].sheet_state = "hidden"


ASK = [("vb_soan", "?")]
ACTS = {
    "ghi lai": (nothing, []),
    "chen dong": (rows_above, []),
    "xoa tieu de": (row_deleted, []),
    "chen cot": (column_in, []),
    "khong ten": (without_names, []),
    "chep trang": (copied, [("finding", "CAU-06")]),
    "chi con trang nhap": (one_sheet, []),
    "so thanh chu": (texts, []),
    "so thap phan": (decimals, []),
    "mat dinh dang": (plain_cells, []),
    "thanh ngay": (as_day, ASK),
    "thanh ngay 1904": (as_day_1904, ASK),
    "kieu hoa ky": (american, ASK),
    "dung sai": (boolean, ASK),
    "so am": (negative, ASK),
    "so rat lon": (enormous, ASK),
    "loi": (error, ASK),
    "chua tinh": (uncomputed, ASK),
    "o xa nhat": (far_cell, [("finding", "CAU-08")]),
    "nhieu o la": (many_strays, [("finding", "CAU-08")]),
    "co ghi chu": (commented, []),
    "dong bang va loc": (drawn, []),
    "trang an": (form_hidden, []),
}


def saved(made, unit, name, act, *lines):
    book = openpyxl.load_workbook(made.filled(unit))
    act(book)
    out = io.BytesIO()
    book.save(out)
    made.add(f"{unit} opx {name}.xlsx", unit, out.getvalue(), ("all", ""), *lines)


def make(made):
    for name, (act, lines) in ACTS.items():
        saved(made, made.turn(), name, act, *lines)
    for name, style in COUNTS.items():
        unit = made.turn()

        def act(book, unit=unit, style=style):
            for field, n in made.counts(unit).items():
                place(book, field).value = style(n)
                place(book, field).data_type = "s"
        saved(made, unit, f"so {name}", act)
    for name, words in YES_NO.items():
        unit = made.turn()

        def act(book, unit=unit, words=words):
            for field, value in made.choices(unit).items():
                place(book, field).value = words[value == "Có"]
        saved(made, unit, f"co khong {name}", act)
    for name, text in ASKED.items():
        def act(book, text=text):
            place(book, "vb_soan").value = text
        saved(made, made.turn(), f"hoi {name}", act, *ASK)
