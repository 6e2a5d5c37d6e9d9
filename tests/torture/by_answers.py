"""Answers that are none, and days and months of other years, typed in LibreOffice; .xlsx, .xls and .ods by turns."""

import itertools
import uno  # makes the names of LibreOffice importable
from com.sun.star.lang import Locale
from by_office import FILTERS, at, edited, sheet_of

COUNT, YES_NO, TEXT, MONTH = "vbqppl", "tuyen_truyen", "ten_buu_dien", "mc_tu_thang"
NAME, OTHER_NAME = "phoi_hop__dau", "pm_moi__dau"
NONE, ERROR, DAY, NO_MONTH, FAR = "VB-01", "SO-09", "SO-05", "NG-02", "NG-03"


def text(words):
    return lambda cell, _: cell.setString(words)


def number(value, look="General"):
    """A number with the look of a day, a month or a plain one."""
    def put(cell, key_of):
        cell.setValue(value)
        cell.NumberFormat = key_of(look)
    return put


def formula(words):
    return lambda cell, _: cell.setFormula(words)


def typed(name, put):
    """What is done to the first cell at a name."""
    def act(book):
        def key_of(look):
            formats, english = book.NumberFormats, Locale("en", "US", "")
            key = formats.queryKey(look, english, False)
            return formats.addNew(look, english) if key < 0 else key
        address = at(book, name)
        sheet = sheet_of(book, book.Sheets.getByIndex(address.Sheet).Name)
        put(sheet.getCellByPosition(address.StartColumn, address.StartRow), key_of)
    return act


BROKEN, ABSENT = formula("=1/0"), formula("=NA()")
TRUE = number(1, "BOOLEAN")
TODAY = number(44132, "DD/MM/YYYY")  # 28/10/2020

# What is typed -> (where, what, the code that asks).
ANSWERS = {
    "chu Khong co": (TEXT, text("Không có"), NONE),
    "chu x": (TEXT, text("x"), NONE),
    "chu so 0": (TEXT, text("0"), NONE),
    "chu la so khong": (TEXT, number(0), NONE),
    "chu gach": (TEXT, text("-"), NONE),
    "chu dung sai": (TEXT, TRUE, NONE),
    "chu chia cho 0": (TEXT, BROKEN, ERROR),
    "chu ngay": (TEXT, TODAY, DAY),
    "ten Khong co": (NAME, text("Không có"), NONE),
    "ten x": (NAME, text("x"), NONE),
    "ten so 0": (NAME, number(0), NONE),
    "ten gach": (NAME, text("-"), NONE),
    "ten dung sai": (NAME, TRUE, NONE),
    "ten loi NA": (NAME, ABSENT, ERROR),
    "ten ngay": (NAME, TODAY, DAY),
    "phan mem Chua co": (OTHER_NAME, text("Chưa có"), NONE),
    "phan mem Dang cap nhat": (OTHER_NAME, text("Đang cập nhật"), NONE),
    "phan mem dau cham": (OTHER_NAME, text("…"), NONE),
    "phan mem loi": (OTHER_NAME, BROKEN, ERROR),
    "phan mem ngay": (OTHER_NAME, TODAY, DAY),
    "so x": (COUNT, text("x"), "SO-02"),
    "so gach": (COUNT, text("-"), "SO-02"),
    "so Khong co": (COUNT, text("Không có"), "SO-02"),
    "so dung sai": (COUNT, TRUE, "SO-01"),
    "so loi": (COUNT, ABSENT, ERROR),
    "so ngay": (COUNT, TODAY, DAY),
    "co khong gach": (YES_NO, text("-"), "CK-01"),
    "co khong loi": (YES_NO, BROKEN, ERROR),
    "co khong ngay": (YES_NO, TODAY, "CK-01"),
    "thang 72019": (MONTH, number(72019), FAR),
    "thang 72019 thanh ngay": (MONTH, number(72019, "MM/YYYY"), FAR),
    "thang cua nam 2097": (MONTH, text("3/2097"), FAR),
    "thang chi nam 1990": (MONTH, number(1990), NO_MONTH),
    "thang 3 nam 1990": (MONTH, text("3/1990"), FAR),
    "thang nam 19": (MONTH, text("7/219"), NO_MONTH),
    "thang nam 2109": (MONTH, text("tháng 7 năm 2109"), FAR),
    "thang 0": (MONTH, number(0), NO_MONTH),
    "thang Khong co": (MONTH, text("Không có"), NO_MONTH),
    "thang x": (MONTH, text("x"), NO_MONTH),
    "thang dung sai": (MONTH, TRUE, NO_MONTH),
    "thang loi": (MONTH, BROKEN, ERROR),
}

# What is read for the time being of a month that is asked about.
READ = {
    "thang 72019": "2097-03",
    "thang 72019 thanh ngay": "2097-03",
    "thang cua nam 2097": "2097-03",
    "thang 3 nam 1990": "1990-03",
    "thang nam 2109": "2109-07",
}


def make(made):
    kinds = itertools.cycle(FILTERS)
    for name, (cell, put, code) in ANSWERS.items():
        # Of a list no single cell is held here: only that the question is asked.
        held = [] if cell in (NAME, OTHER_NAME) else [(cell, READ.get(name, "?"))]
        edited(made, made.district, name, next(kinds), typed(cell, put), *held, ("finding", code))
