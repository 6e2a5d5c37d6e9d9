#!/usr/bin/env python3
"""What would be run instead, in Python: each does as much of a stage as its library does well, and no more.

    rivals.py emit-xlsxwriter BLANK N FOLDER     blank forms, two processes
    rivals.py emit-openpyxl BLANK N FOLDER       the emitted form loaded, one cell changed, saved
    rivals.py read-calamine FOLDER               every sheet of every file, two processes; no rules, no ledger
    rivals.py table-xlsxwriter N FILE            one sheet of N rows and 42 numbers, constant memory
    rivals.py table-openpyxl N FILE              the same, write-only
    rivals.py report-docxtpl N FILE              a page of text and a table of N rows
"""

import sys
from multiprocessing import Pool
from pathlib import Path

COLUMNS = 42


def form(path):
    """The sheets of a form: [(title, [(row, column, value)], [lists], [widths])], and its names."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheets = []
    for sheet in book.worksheets:
        cells = [(c.row - 1, c.column - 1, c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
        lists = [str(v.sqref).split()[0] for v in sheet.data_validations.dataValidation]
        rules = [str(r.sqref).split()[0] for r in sheet.conditional_formatting]
        sheets.append((sheet.title, cells, lists, rules, sheet.sheet_state))
    return sheets, [(name, defined.attr_text) for name, defined in book.defined_names.items()]


def write_forms(job):
    import xlsxwriter

    (sheets, names), numbers, folder = job
    for number in numbers:
        book = xlsxwriter.Workbook(f"{folder}/{number}.xlsx")
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True})
        plain = book.add_format({"border": 1, "locked": False})
        red = book.add_format({"bg_color": "#FFC7CE"})
        for title, cells, lists, rules, state in sheets:
            sheet = book.add_worksheet(title)
            for row, column, value in cells:
                sheet.write(row, column, value, head if row < 5 else plain)
            for area in lists:
                sheet.data_validation(area, {"validate": "integer", "criteria": ">=", "value": 0})
            for area in rules:
                sheet.conditional_format(area, {"type": "cell", "criteria": "<", "value": 0, "format": red})
            sheet.protect()
            if state != "visible":
                sheet.very_hidden()
        for name, to in names:
            book.define_name(name, f"={to}")
        book.close()


def emit_xlsxwriter(blank, count, folder):
    known, count = form(blank), int(count)
    with Pool(2) as pool:
        pool.map(write_forms, [(known, range(start, count, 8), folder) for start in range(8)], chunksize=1)


def emit_openpyxl(blank, count, folder):
    import openpyxl

    for number in range(int(count)):
        book = openpyxl.load_workbook(blank)
        book.worksheets[1]["H1"] = f"Xã số {number}"
        book.save(f"{folder}/{number}.xlsx")


def read_sheets(path):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def read_calamine(folder):
    paths = sorted(str(path) for path in Path(folder).iterdir())
    with Pool(2) as pool:
        print(sum(pool.imap_unordered(read_sheets, paths, chunksize=16)))


def rows(count):
    return ([f"Xã số {at}", *range(at, at + COLUMNS - 1)] for at in range(int(count)))


def table_xlsxwriter(count, path):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows(count)):
        sheet.write_row(at, 0, row)
    book.close()


def table_openpyxl(count, path):
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows(count):
        sheet.append(row)
    book.save(path)


def report_docxtpl(count, path):
    import docx
    from docxtpl import DocxTemplate

    template = Path(path).with_suffix(".template.docx")
    if not template.exists():
        plain = docx.Document()
        for at in range(60):
            plain.add_paragraph(f"Toàn huyện có {{{{ so_{at} }}}} máy tính, trong đó {{{{ so_{at + 1} }}}} máy đang hoạt động.")
        table = plain.add_table(rows=3, cols=6)
        table.cell(0, 0).text = "{%tr for d in don_vi %}"
        for at in range(6):
            table.cell(1, at).text = f"{{{{ d[{at}] }}}}"
        table.cell(2, 0).text = "{%tr endfor %}"
        plain.save(template)
    book = DocxTemplate(template)
    told = {f"so_{at}": at for at in range(61)}
    book.render(told | {"don_vi": [[f"Xã số {at}", at, at + 1, at + 2, at + 3, at + 4] for at in range(int(count))]})
    book.save(path)


if __name__ == "__main__":
    known = {name.replace("_", "-"): work for name, work in globals().items()
             if name.split("_")[0] in ("emit", "read", "table", "report")}
    if len(sys.argv) < 3 or sys.argv[1] not in known:
        sys.exit(__doc__)
    known[sys.argv[1]](*sys.argv[2:])
