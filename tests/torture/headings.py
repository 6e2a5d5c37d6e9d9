"""Headings that people change, add or swap: over the columns of our own forms, in tables of their own, turned around."""

import io
import itertools
import openpyxl
from by_openpyxl import FORM, place, saved
from typed_anew import book_of, labels


class Block:
    """The rows under one heading of the form, in the order of the sheet."""

    def __init__(self, book, made, first):
        self.sheet, self.made = book[FORM], made
        cell = place(book, first)
        self.col, row = cell.column, cell.row
        while self.sheet.cell(row, 3).value != "Chỉ tiêu":
            row -= 1
        self.head, self.rows = row, {}
        row = cell.row
        while self.sheet.cell(row, 1).value:
            self.rows[self.sheet.cell(row, 1).value] = row
            row += 1

    def heading(self, text, beside=0, down=0):
        self.sheet.cell(self.head + down, self.col + beside).value = text

    def move(self, other=lambda value: "Không" if value == "Có" else "Có" if value == "Không" else value + 3):
        """This year's answers go one column to the right, others come where they stood."""
        for row in self.rows.values():
            ours = self.sheet.cell(row, self.col)
            self.sheet.cell(row, self.col + 1).value = ours.value
            ours.value = other(ours.value)


# The first field of each block with one column: people, yes or no, documents, the one-stop shop.
PEOPLE, CHOICES, PAPERS, FILES = "can_bo", "mang_lan", "vb_soan", "mc_thiet_bi"
FIELDS = {
    PEOPLE: ["can_bo", "cntt", "cntt_kiem_nhiem", "cntt_bang_cap"],
    CHOICES: ["mang_lan", "phan_mem_cv", "qlvb", "theo_doi_nv", "thu_dien_tu", "chu_ky_so", "trang_tt", "trang_du_nd"],
    PAPERS: ["vb_soan", "vb_soan_ky", "vb_ban_hanh", "vb_ban_hanh_ky", "vb_ban_hanh_dt"],
}


def one_heading(first, text, **where):
    def act(book, made):
        Block(book, made, first).heading(text, **where)
    return act


def two_columns(first, before, ours):
    def act(book, made):
        block = Block(book, made, first)
        block.move()
        block.heading(before)
        block.heading(ours, beside=1)
    return act


def swapped(book, made):
    block = Block(book, made, "may_tinh")
    sheet = block.sheet
    for row in [block.head, *block.rows.values()]:
        one, other = sheet.cell(row, block.col), sheet.cell(row, block.col + 1)
        one.value, other.value = other.value, one.value


def in_front(book, made):
    """This year's column typed to the right of last year's, whose heading was kept."""
    block = Block(book, made, PAPERS)
    block.heading("Năm 2020", beside=1)
    for row in block.rows.values():
        block.sheet.cell(row, block.col + 1).value = 1


def marks(book, made):
    block = Block(book, made, CHOICES)
    block.heading("Không")
    for row in block.rows.values():
        cell = block.sheet.cell(row, block.col)
        cell.value = "x" if cell.value == "Không" else None


def years_below(book, made):
    block = Block(book, made, "may_tinh")
    block.heading("Năm 2019", down=1)
    block.heading("Năm 2020", beside=1, down=1)


def measure(book, made):
    block = Block(book, made, PAPERS)
    block.sheet.cell(block.rows[PAPERS], block.col - 1).value = "nghìn văn bản"


def words(text):
    def act(book, made):
        place(book, "kho_khan").value = text
    return act


def old_choices(book, made):
    for row in Block(book, made, CHOICES).rows.values():
        cell = book[FORM].cell(row, place(book, CHOICES).column)
        cell.value = {"Có": "Coù", "Không": "Khoâng"}[cell.value]


def gone(first):
    return [*((field, "?") for field in FIELDS[first]), ("finding", "CAU-14")]


ACTS = {
    "doi hai cot": (swapped, []),
    "hai nam nhan luc": (two_columns(PEOPLE, "Năm 2019", "Năm 2020"), []),
    "hai nam van ban": (two_columns(PAPERS, 2019, 2020), []),
    "hai nam co khong": (two_columns(CHOICES, "Năm 2019", "Năm 2020"), []),
    "ke hoach thuc hien": (two_columns(PAPERS, "Kế hoạch", "Thực hiện"), []),
    "hai cot so sanh": (two_columns(PAPERS, "Cùng kỳ năm trước", "Kỳ này"), []),
    "hai cot trong ky": (two_columns(PEOPLE, "Lũy kế từ đầu năm", "Trong kỳ"), []),
    "nam 2019": (one_heading(PAPERS, "Năm 2019"), gone(PAPERS)),
    "so lieu nam truoc": (one_heading(PAPERS, "Số liệu năm trước"), gone(PAPERS)),
    "ke hoach": (one_heading(PEOPLE, "Kế hoạch được giao"), gone(PEOPLE)),
    "luy ke": (one_heading(PAPERS, "Lũy kế"), gone(PAPERS)),
    "nghin van ban": (one_heading(PAPERS, "Số liệu (nghìn văn bản)"), gone(PAPERS)),
    "uoc ca nam": (one_heading(PAPERS, "Ước thực hiện cả năm"), gone(PAPERS)),
    "sau thang": (one_heading(PAPERS, "6 tháng đầu năm 2020"), gone(PAPERS)),
    "dau x duoi khong": (marks, gone(CHOICES)),
    "chua dat": (one_heading(CHOICES, "Chưa đạt"), gone(CHOICES)),
    "nam duoi tieu de": (years_below, [("may_tinh", "?"), ("may_de_ban", "?"), ("may_xach_tay", "?"),
                                       ("may_hong", "?"), ("may_cu", "?"), ("finding", "CAU-14")]),
    "mot tieu de hai cot": (one_heading("may_tinh", "Đang hoạt động"), [
        *((f, "?") for f in ("may_tinh", "may_de_ban", "may_xach_tay", "may_tinh_hd", "may_de_ban_hd", "may_xach_tay_hd",
                             "may_hong", "may_cu")), ("finding", "CAU-14")]),
    "chu la": (one_heading(PEOPLE, "Số người dân tộc Kinh"), [("finding", "CAU-13")]),
    "them cot nam nay": (in_front, [("finding", "CAU-13")]),
    "don vi tinh nghin": (measure, [("finding", "CAU-16")]),
    # Changes of another kind, which leave no doubt.
    "nam nay tren dau": (one_heading(PAPERS, "Số liệu năm 2020"), []),
    "chu hoa hai cham": (one_heading(PAPERS, "SỐ LIỆU:"), []),
    "khong dau": (one_heading(PAPERS, "So lieu"), []),
    "xuong dong": (one_heading(PAPERS, "Số\nliệu"), []),
    "kem don vi": (one_heading(PAPERS, "Số liệu (văn bản)"), []),
    "thuc hien": (one_heading(PAPERS, "Thực hiện"), []),
    "xoa tieu de cot": (one_heading(PAPERS, None), []),
    "cot trong ghi chu": (one_heading(PAPERS, "Năm 2019", beside=1), []),
    # A few words in old fonts.
    "vni ngan": (words("Thieáu maùy"), [("kho_khan", "Thiếu máy"), ("finding", "VB-02")]),
    "tcvn3 ngan": (words("ThiÕu kinh phÝ"), [("kho_khan", "Thiếu kinh phí"), ("finding", "VB-02")]),
    "vni lan unicode": (words("Thieáu máy"), [("kho_khan", "Thieáu máy"), ("finding", "VB-03")]),
    "vni co khong": (old_choices, [("finding", "VB-02")]),
    "chu nuoc ngoai": (words("Phôtô, ôtô, Krông Nô"), [("kho_khan", "Phôtô, ôtô, Krông Nô")]),
}


def make(made):
    # Whose form each is does not hang on how many other files were made.
    made.turns = itertools.cycle(list(made.communes))
    for name, (act, lines) in ACTS.items():
        saved(made, made.turn(), f"td {name}", lambda book, act=act: act(book, made), *lines)
    forms_turned(made)
    tables(made)


def forms_turned(made):
    """The sheet of a form copied as values and turned around, with its hidden column and without."""
    for name, from_col in (("ca cot an", 1), ("khong cot an", 2)):
        unit = made.turn()
        sheet = openpyxl.load_workbook(made.filled(unit))[FORM]
        book = openpyxl.Workbook()
        for row in sheet.iter_rows(min_col=from_col):
            for cell in row:
                if cell.value is not None and not str(cell.value).startswith("="):
                    book.active.cell(cell.column - from_col + 1, cell.row).value = cell.value
        out = io.BytesIO()
        book.save(out)
        made.add(f"{unit} xoay bieu {name}.xlsx", unit, out.getvalue(), ("all", ""), ("kho_khan", "?"), ("kien_nghi", "?"))


def tables(made):
    fields = labels(made)
    codes = list(made.communes)
    said = lambda code: [made.communes[code].get(f[0], "") for f in fields]
    total = lambda group: [sum(v) if all(isinstance(x, int) for x in v) else ""
                           for v in zip(*(said(code) for code in group))]
    names = made.unit_names

    def put(name, rows, *lines, of=codes):
        file = f"{name}.xlsx"
        made.add(file, of[0], book_of(rows), ("all", ""), ("finding", "BANG-07"), *lines)
        for code in of[1:]:
            made.expect(file, code, ("all", ""), *(line for line in lines if line[0] != "finding"))

    turned = lambda rows: [list(column) for column in zip(*rows)]
    head = ["TT", "Đơn vị", *[f[1] for f in fields]]
    rows = [[i, names[code], *said(code)] for i, code in enumerate(codes, 1)]
    put("xoay theo nhan", turned([head, *rows]))
    put("xoay theo ma chi tieu", turned([["TT", "Mã", *[f[0] for f in fields]], *[[i, c, *said(c)] for i, c in enumerate(codes, 1)]]))
    put("xoay co cot cong", turned([head, *rows, ["", "Tổng cộng", *total(codes)]]))
    put("xoay mot nua", turned([head, *rows[:7]]), of=codes[:7])
    put("xoay co xa la", turned([head, *rows, [15, "Xã Tân Tiến", *[3] * len(fields)]]), ("finding", "BANG-04"))
    regions = [["I", "Khu vực thành thị", *total(codes[:3])], *rows[:3], ["II", "Khu vực nông thôn", *total(codes[3:])], *rows[3:]]
    put("khu vuc cong dung", [head, *regions])
    wrong = [list(row) for row in regions]
    wrong[0][2] += 1
    put("khu vuc cong sai", [head, *wrong], ("finding", "BANG-04"))
    put("cong duoi tung cum", [head, *rows[:5], ["", "Cụm 1", *total(codes[:5])], *rows[5:], ["", "Cụm 2", *total(codes[5:])]])

    def split(name, parts, ours, *lines):
        """Each field has these columns; the answers of the unit stand in one of them."""
        over = ["TT", "Đơn vị"] + [text for f in fields for text in [f[1], *[""] * (len(parts) - 1)]]
        under = ["", ""] + list(parts) * len(fields)
        other = lambda value, at: value + 7 * (at + 1) if isinstance(value, int) else "Không" if value == "Có" else value
        body = [[i, names[code], *[value if at == ours else other(value, at) for value in said(code) for at in range(len(parts))]]
                for i, code in enumerate(codes, 1)]
        put(name, [over, under, *body], *lines)

    split("hai nam xuoi", ["Năm 2019", "Năm 2020"], 1)
    split("hai nam nguoc", ["Năm 2020", "Năm 2019"], 0)
    split("ke hoach va thuc hien", ["Kế hoạch", "Thực hiện"], 1)
    split("ba cot thuc hien cuoi", ["Cùng kỳ", "Kế hoạch", "Thực hiện"], 2)
    split("trong thang va tu dau", ["Trong kỳ", "Lũy kế từ đầu năm"], 0)
    nothing = [(f[0], "?") for f in fields]
    split("hai nam la", ["Năm 2018", "Năm 2019"], 1, *nothing, ("finding", "BANG-05"))
    scaled = [f"{f[1]} (nghìn hồ sơ)" if f[0].startswith("hs_") else f[1] for f in fields]
    files = [(f[0], "?") for f in fields if f[0].startswith("hs_")]
    put("nghin ho so", [["TT", "Đơn vị", *scaled], *rows], *files, ("finding", "BANG-05"))
    past = [f"{f[1]} (năm 2019)" if f[0].startswith("vb_") else f[1] for f in fields]
    papers = [(f[0], "?") for f in fields if f[0].startswith("vb_")]
    put("van ban nam 2019", [["TT", "Đơn vị", *past], *rows], *papers, ("finding", "BANG-05"))
