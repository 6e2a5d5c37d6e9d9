"""Forms and tables that people make themselves: only labels tell what a number is."""

import io
import unicodedata
import xlsxwriter

FORM = "Biểu 01"
GONE = [("kho_khan", "?"), ("kien_nghi", "?")]


def labels(made):
    """(field, heading, label of the row, heading of its column) of the commune form's fields, in their order."""
    import tomllib
    rows = []
    for section in tomllib.loads((made.samples.KIT / "commune.toml").read_text("utf-8"))["section"]:
        columns = section.get("columns", [{"suffix": "", "label": ""}])
        for row in section["row"]:
            for column in columns:
                if column["suffix"] in row.get("columns", [c["suffix"] for c in columns]):
                    field = "_".join(filter(None, (row["id"], column["suffix"])))
                    many = len(columns) > 1
                    heading = f"{row['label']} - {column['label']}" if many else row["label"]
                    rows.append((field, heading, row["label"], column["label"] if many else ""))
    return rows


def book_of(rows, sheet="Sheet1", **options):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    page = book.add_worksheet(sheet)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in ("", None):
                page.write(r, c, value)
    book.close()
    return out.getvalue()


def form(made, unit, head, columns):
    """A form typed anew: `columns` puts number, label, first and second value into a row."""
    rows = [[f"BIỂU ỨNG DỤNG CNTT CỦA {made.unit_names[unit].upper()}"], head]
    by_row = {}
    for field, _, label, column in labels(made):
        if field not in ("kho_khan", "kien_nghi"):
            by_row.setdefault(label, []).append(made.communes[unit].get(field, ""))
    for number, (label, values) in enumerate(by_row.items(), 1):
        first, second = (values + [""])[:2]
        rows.append(columns(number, label, first, second))
    return rows


ORDERS = {
    "mot": (["TT", "Chỉ tiêu", "Tổng số", "Đang hoạt động"], lambda n, l, a, b: [n, l, a, b]),
    "hai": (["Chỉ tiêu", "Tổng số", "Đang hoạt động", "Ghi chú"], lambda n, l, a, b: [l, a, b, ""]),
    "ba": (["Chỉ tiêu", "Đơn vị tính", "Đang hoạt động", "Tổng số"], lambda n, l, a, b: [l, "", b, a]),
}


def make(made):
    for name, (head, columns) in ORDERS.items():
        for how, options in (("", {}), (" tai cho", {"constant_memory": True})):
            unit = made.turn()
            file = f"{made.unit_names[unit]} go lai {name}{how}.xlsx"
            made.add(file, unit, book_of(form(made, unit, head, columns), **options), ("all", ""), *GONE,
                     ("finding", "DV-03"))
    for name, encode in (("utf8", str.encode), ("1258", in_1258)):
        unit = made.turn()
        head, columns = ORDERS["mot"]
        lines = [";".join(str(cell) for cell in row) for row in form(made, unit, head, columns)]
        made.add(f"{unit} csv {name}.csv", unit, encode("\r\n".join(lines)), ("all", ""), *GONE)
    tables(made)


def in_1258(text):
    """Windows-1258: letters of its own, tones as bytes after them."""
    out = bytearray()
    for c in text:
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", c)
            tone = next(p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += rest.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def tables(made):
    """Tables with a row per unit."""
    fields = labels(made)
    codes = list(made.communes)

    def table(heads, shown, some=codes, title=True):
        rows = [["TỔNG HỢP SỐ LIỆU"]] if title else []
        rows += heads
        for number, code in enumerate(some, 1):
            rows.append([number, *shown(code), *[made.communes[code].get(f[0], "") for f in fields]])
        return rows

    def put(name, rows, some=codes, lines=(), **options):
        file = f"{name}.xlsx"
        made.add(file, some[0], book_of(rows, **options), ("all", ""), ("finding", "BANG-07"), *lines)
        for code in some[1:]:
            made.expect(file, code)

    by_id = ["TT", "Mã", *[f[0] for f in fields]]
    by_label = ["TT", "Tên đơn vị", *[f[1] for f in fields]]
    groups = ["TT", "Đơn vị", *[f[2] for f in fields]]
    columns = ["", "", *[f[3] for f in fields]]
    # A group's heading stands over its first column only.
    once = [g if i == 0 or g != groups[i - 1] else "" for i, g in enumerate(groups)]
    own = lambda code: [made.unit_names[code]]
    put("bang theo ma", table([by_id], lambda code: [code]))
    put("bang theo ma so", table([by_id], lambda code: [int(code)]))
    put("bang theo nhan", table([by_label], own))
    put("bang hai tang", table([groups, columns], own))
    put("bang gop o", table([once, columns], own))
    put("bang khong tieu de", table([by_label], own, title=False), constant_memory=True)
    put("bang viet tat", table([by_label], lambda code: [
        made.unit_names[code].replace("Thị trấn", "TT").replace("Xã", "UBND xã")]))
    put("bang dao cot", [list(reversed(row)) for row in table([by_label], own)[1:]])
    put("bang mot nua", table([by_label], own, some=codes[:7]), some=codes[:7])
    with_total = table([by_label], own)
    put("bang co dong tong", with_total + [["", "Tổng cộng", *[1] * len(fields)]])
    put("bang co xa la", table([by_label], own) + [[15, "Xã Tân Tiến", *[3] * len(fields)]],
        lines=[("finding", "BANG-04")])
    numbered = table([by_label], own)
    numbered.insert(2, [f"({i})" for i in range(len(by_label))])
    put("bang co dong danh so", numbered)
