#!/usr/bin/python3
"""Makes the sample campaigns beside this file: rosters, and returns as units would send them.

    /usr/bin/python3 samples/make-samples.py PATH-OF-TONGHOP [CODE…]

With codes only the returns of those units and the selection are made anew.

The workbooks are emitted by the program itself, then filled with the figures of `dong-son-2020.data`. Some are
opened, filled and saved by LibreOffice (which also makes the .xls and the .ods); in the others the values are
written straight into the sheets, so that the rest of the file is as it was sent. Needs LibreOffice with its
Python (`import uno`), nothing else. Running it again gives the same files, but for what LibreOffice makes anew.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, unescape

sys.dont_write_bytecode = True
import sample_office
from sample_totals import check_totals

HERE = Path(__file__).resolve().parent
CAMPAIGN = HERE / "dong-son-2020"
DATA = HERE / "dong-son-2020.data"
TROUBLED = HERE / "troubled"
CYCLE = HERE / "tron-dot"
KIT = HERE.parent / "templates" / "cntt-huyen-2020"
SETTINGS = "dot-bao-cao.toml"
ROSTER = "don-vi.xlsx"
SELECTION = "chon-y-kien.xlsx"
ISSUER = "Cơ quan huyện Đông Sơn"
# The district's own words go in as they are; of a commune's, what the report does not say elsewhere, in words that
# fit all communes.
REWORDED = {"xử lý sự cố còn chậm": "Việc xử lý sự cố máy tính, phần mềm tại các xã, thị trấn còn chậm."}
OUTBOX, INBOX = "1-gui-di", "2-nhan-ve"
CLOCK = {"SOURCE_DATE_EPOCH": "1603155600"}  # 20/10/2020 08:00 +07:00
DAY = (2020, 10, 28, 8, 0, 0)  # of every part of the files we pack

# How each unit filled its workbook, and what it called the file it sent back.
OFFICE, XLS, ODS, PLAIN = "xlsx", "xls", "ods", "plain"
RETURNS = {
    "16378": (OFFICE, "16378_thi-tran-Rung-Thong_CNTT-2020.xlsx"),
    "16381": (PLAIN, "16381_xa-Dong-Hoang_CNTT-2020 (1).xlsx"),
    "16384": (OFFICE, "Đông Ninh - biểu CNTT 2020.xlsx"),
    "16390": (OFFICE, "16390_xa-Dong-Hoa_CNTT-2020 bản cuối.xlsx"),
    "16393": (PLAIN, "16393_xa-Dong-Yen_CNTT-2020.xlsx"),
    "16399": (PLAIN, "BC CNTT xa Dong Minh.xlsx"),
    "16402": (OFFICE, "16402_xa-Dong-Thanh_CNTT-2020 (2).xlsx"),
    "16405": (XLS, "16405_xa-Dong-Tien_CNTT-2020.xls"),
    "16408": (PLAIN, "Xã Đông Khê gửi huyện.xlsx"),
    "16414": (OFFICE, "16414_xa-Dong-Thinh_CNTT-2020 - Copy.xlsx"),
    "16417": (ODS, "dong van cntt 2020.ods"),
    "16420": (PLAIN, "16420_xa-Dong-Phu_CNTT-2020 sửa lại.xlsx"),
    "16423": (OFFICE, "Copy of 16423_xa-Dong-Nam_CNTT-2020.xlsx"),
    "16426": (PLAIN, "16426_xa-Dong-Quang_CNTT-2020.xlsx"),
    "405": (OFFICE, "405 co quan huyen CNTT-2020 (hợp nhất).xlsx"),
}


# --- Data ------------------------------------------------------------------------------------------------------
def tsv(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def understood(text):
    """A number where the text is one, else the text with its line breaks."""
    return int(text) if re.fullmatch(r"\d+", text) else text.replace("\\n", "\n")


def returns():
    """Unit code -> (type, name, {field: value}); list cells are `section[0].column`."""
    units = {}
    for row in tsv("communes.tsv"):
        code, kind, name = row.pop("unit"), row.pop("type"), row.pop("name")
        units[code] = (kind, name, {k: understood(v) for k, v in row.items() if v})
    own = {row["field"]: understood(row["value"]) for row in tsv("district.tsv")}
    units["405"] = ("huyen", "Cơ quan huyện Đông Sơn", own)
    return units


def list_columns():
    """Section -> column ids, in the order in which they stand in the workbook."""
    columns = {}
    for name in tomllib.loads((KIT / "kit.toml").read_text("utf-8"))["kit"]["forms"]:
        for section in tomllib.loads((KIT / name).read_text("utf-8"))["section"]:
            if "list" in section:
                columns[section["id"]] = [c["id"] for c in section["list"]["column"]]
    return columns


def place(field, columns):
    """(defined name, rows down, columns right) of a field or of a cell of a list."""
    cell = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", field)
    if not cell:
        return field, 0, 0
    section, row, column = cell.groups()
    return f"{section}__dau", int(row), columns[section].index(column)


# --- Packages --------------------------------------------------------------------------------------------------
def write_parts(path, parts):
    """A zip file, the same for the same parts."""
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts:
            info = zipfile.ZipInfo(name, DAY)
            first = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if first else zipfile.ZIP_DEFLATED
            package.writestr(info, content)


def read_parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def settle(path):
    """Takes the time of day out of what LibreOffice packed."""
    now = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
    parts = read_parts(path)
    for name in ("docProps/core.xml", "meta.xml"):
        if name in parts:
            parts[name] = now.sub(b"2020-10-28T08:00:00Z", parts[name])
    write_parts(path, parts.items())


def column_letters(index):
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def write_roster(path, units):
    heads = ["Mã", "Loại", "Tên đơn vị", "Biểu", "Phần", "Nhóm", "E-mail", "Đầu mối", "Điện thoại",
             "Hạn riêng", "Trạng thái"]
    kinds = {"xa": "Xã", "thi_tran": "Thị trấn", "huyen": "Huyện"}
    groups = {"xa": "Cấp xã", "thi_tran": "Cấp xã", "huyen": "Cấp huyện"}
    rows = [heads]
    for code, (kind, name, _) in units.items():
        rows.append([code, kinds[kind], name, "", "", groups[kind], "", "", "", "", "báo cáo"])
    write_table(path, "Đơn vị", rows, [8, 12, 32, 8, 8, 12, 24, 20, 16, 12, 12])


def write_table(path, title, rows, widths):
    """A workbook with one sheet of texts and numbers, its first row in bold."""
    sheet = []
    for r, row in enumerate(rows, 1):
        style = ' s="1"' if r == 1 else ""
        cells = "".join(
            f'<c r="{column_letters(c)}{r}"{style}><v>{value}</v></c>' if isinstance(value, int) else
            f'<c r="{column_letters(c)}{r}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for c, value in enumerate(row) if value != "")
        sheet.append(f'<row r="{r}">{cells}</row>')
    cols = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(widths, 1))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    fonts = ('<fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font>'
             '<font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts>')
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        f'<sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}>{fonts}'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{cols}</cols><sheetData>{"".join(sheet)}</sheetData></worksheet>',
    }
    write_parts(path, [(name, head + text) for name, text in parts.items()])


# --- Filling without an office program -------------------------------------------------------------------------
def fill_plain(source, target, cells):
    """Writes values into the cells of an .xlsx, leaving everything else as it is."""
    parts = read_parts(source)
    text = {name: parts[name].decode("utf-8") for name in parts if name.endswith((".xml", ".rels"))}
    book, links = text["xl/workbook.xml"], text["xl/_rels/workbook.xml.rels"]
    targets = dict((i, t) for t, i in re.findall(r'Target="([^"]+)"[^>]*?Id="([^"]+)"', links))
    targets |= dict(re.findall(r'Id="([^"]+)"[^>]*?Target="([^"]+)"', links))
    sheets = {n: "xl/" + targets[r] for n, r in re.findall(r'<sheet name="([^"]+)"[^>]*r:id="([^"]+)"', book)}
    names = {n: to for n, to in re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]+)</definedName>', book)}
    for (name, down, right), value in cells.items():
        sheet, at = names[name].replace("'", "").replace("$", "").rsplit("!", 1)
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", at.split(":")[0]).groups()
        column = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(letters))) - 1
        put(text, sheets[sheet], f"{column_letters(column + right)}{int(row) + down}", value)
    for name, content in text.items():
        parts[name] = content.encode("utf-8")
    write_parts(target, parts.items())


def put(text, sheet, at, value):
    if isinstance(value, str):
        kind, shown = ' t="s"', add_string(text, value)
    else:
        kind, shown = "", value
    old = re.compile(rf'<c r="{at}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)')
    text[sheet], found = old.subn(lambda c: f'<c r="{at}"{c[1]}{kind}><v>{shown}</v></c>', text[sheet], count=1)
    if not found:
        sys.exit(f"{sheet} has no cell {at}")


def add_string(text, value):
    part = "xl/sharedStrings.xml"
    count = int(re.search(r'uniqueCount="(\d+)"', text[part])[1])
    text[part] = text[part].replace(f'uniqueCount="{count}"', f'uniqueCount="{count + 1}"', 1)
    total = re.search(r' count="(\d+)"', text[part])[1]
    text[part] = text[part].replace(f' count="{total}"', f' count="{int(total) + 1}"', 1)
    text[part] = text[part].replace("</sst>", f'<si><t xml:space="preserve">{escape(value)}</t></si></sst>')
    return count


# --- Campaigns -------------------------------------------------------------------------------------------------
def emit(program, folder):
    done = subprocess.run([program, "emit", str(folder)], env=CLOCK | {"PATH": "/usr/bin:/bin"},
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"tonghop emit {folder.name}:\n{done.stdout}{done.stderr}")
    return {p.name.split("_")[0]: p for p in sorted((folder / OUTBOX).glob("*.xlsx")) if "_" in p.name}


def emitted(program, scratch, name, settings, units):
    """Emits a campaign in a folder of its own; unit code -> workbook."""
    folder = scratch / name
    folder.mkdir()
    (folder / SETTINGS).write_text(settings, "utf-8")
    shutil.copytree(KIT, folder / "bo-mau")
    write_roster(folder / ROSTER, units)
    return emit(program, folder)


def cells_of(values, columns):
    return {place(field, columns): value for field, value in values.items()}


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def dong_son(books, units, columns, office, codes):
    inbox = CAMPAIGN / INBOX if codes else fresh(CAMPAIGN / INBOX)
    for code, (how, name) in RETURNS.items():
        if codes and code not in codes:
            continue
        cells = cells_of(units[code][2], columns)
        if how == PLAIN:
            fill_plain(books[code], inbox / name, cells)
        else:
            office.fill(books[code], inbox / name, cells, how)
            if how != XLS:
                settle(inbox / name)


# File -> (trouble in Vietnamese, in English); `troubled` makes them in this order.
TROUBLES = {
    "16378_thi-tran-Rung-Thong_CNTT-2020.xlsx": (
        'số gõ thành chữ: "27 máy", "01 hồ sơ", "khoảng 606"; "x" thay cho Có',
        "numbers typed as words, an estimate, a tick for yes"),
    "16381_xa-Dong-Hoang_CNTT-2020.xlsx": (
        '6,5 trong ô đếm (gõ 6.500 trên máy để vùng Hoa Kỳ); "14/12"', "6.5 in a count; a part of a whole in a count"),
    "Dong Ninh (1).xlsx": ("bỏ khóa trang tính, chèn thêm một dòng", "a row was inserted"),
    "dong hoa.xlsx": ("xóa trang Ý kiến", "a sheet was deleted"),
    "16393_xa-Dong-Yen_CNTT-2020.xlsx": ("điền vào biểu của đợt năm 2019", "the workbook of another campaign"),
    "16399_xa-Dong-Minh_CNTT-2020.xlsx": ("gửi lại biểu còn trống", "sent back blank"),
    "16399 dat mat khau.ods": ("đặt mật khẩu mở tệp", "opens only with a password"),
    "16402_xa-Dong-Thanh_CNTT-2020.xlsx": ("tệp bị cắt cụt khi gửi", "the file is truncated"),
    "16405_xa-Dong-Tien_CNTT-2020.xlsx": ("bản thứ nhất trong hai bản khác số liệu", "the first of two versions"),
    "16405_xa-Dong-Tien_CNTT-2020 sửa lại.xlsx": ("bản thứ hai, cùng thời điểm lưu", "the second, saved at the same time"),
    "16402 Đông Thanh.xlsx": ("gửi nhầm đúng tệp của Xã Đông Tiến", "the very file of another commune"),
    "16408_xa-Dong-Khe_CNTT-2020.xlsx": (
        "tổng số máy 25, không bằng 18 + 1; khó khăn gõ bằng phông TCVN3", "a total that is not the sum; text in TCVN3"),
    "UBND xã Đông Yên.xlsx": ("tên tệp là Đông Yên, trong tệp là Đông Khê", "the name says one commune, the file another"),
    "16414 sap xep.xlsx": ("sắp xếp lại các dòng, cột ẩn đứng yên", "rows sorted without the hidden column"),
    "16417 de len nhan.xlsx": ("gõ số đè lên tên chỉ tiêu, đổi đơn vị tính", "a label typed over, another unit of measure"),
    "Đông Phú gõ lại.xlsx": ("gõ lại biểu sang một sổ mới", "the form typed anew"),
    "bang chung hai xa.xlsx": (
        "bảng mỗi dòng một xã, thêm một xã lạ và một cột lạ", "a table with a row per unit, with a stranger and a strange column"),
    "16426 tu phan mem.xls": ("trang web đặt tên .xls", "a web page called .xls"),
    "16426 ban ky dong dau.pdf": ("bản ký, đóng dấu đã quét", "the signed copy, scanned"),
}
# A page with nothing on it.
PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")


def form_rows(commune):
    """The fields of the commune form: (label of the row, values)."""
    for section in tomllib.loads((KIT / "commune.toml").read_text("utf-8"))["section"]:
        columns = section.get("columns", [{"suffix": ""}])
        for row in section["row"]:
            suffixes = [c["suffix"] for c in columns if c["suffix"] in row.get("columns", [c["suffix"]])]
            fields = ["_".join(filter(None, (row["id"], suffix))) for suffix in suffixes]
            yield row["label"], fields, [commune.get(field, "") for field in fields]


def typed_anew(units, code):
    rows = [["TT", "Chỉ tiêu", "Tổng số", "Đang hoạt động"]]
    for number, (label, _, values) in enumerate(form_rows(units[code][2]), 1):
        rows.append([number, label, *values])
    return rows


def table_of_units(units, codes):
    once = [(label, fields[0]) for label, fields, _ in form_rows({}) if len(fields) == 1]
    rows = [["TT", "Tên đơn vị", *[label for label, _ in once], "Số học sinh"]]
    for number, code in enumerate(codes, 1):
        rows.append([number, units[code][1], *[units[code][2].get(field, "") for _, field in once], 7])
    return [*rows, [len(codes) + 1, "Xã Tân Tiến", *[1 for _ in once], 7]]


def troubled(books, old_books, units, columns, office):
    """A smaller inbox in which much goes wrong; each file is one kind of trouble."""
    inbox = fresh(TROUBLED / INBOX)
    names = iter(TROUBLES)

    def plain(code, source=None, **change):
        path = inbox / next(names)
        fill_plain((source or books)[code], path, cells_of(units[code][2] | change, columns))
        return path

    def by_office(code, kind=OFFICE, **how):
        path = inbox / next(names)
        office.fill(books[code], path, cells_of(units[code][2], columns), kind, **how)
        if "password" not in how:
            settle(path)

    plain("16378", may_tinh="27 máy", hs_muc_4="01 hồ sơ", hs_nhan="612 hồ sơ", hs_dung_han="khoảng 606", mang_lan="x")
    plain("16381", vb_soan=6.5, vb_soan_ky=6.5, vb_ban_hanh_dt="14/12")
    by_office("16384", trouble="row")
    by_office("16390", trouble="sheet")
    plain("16393", old_books)
    shutil.copy(books["16399"], inbox / next(names))
    by_office("16399", ODS, password="123")
    cut = plain("16402")
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size * 3 // 5])
    first = plain("16405")
    plain("16405", hs_nhan=468, hs_phan_mem=468, hs_xong=468)
    shutil.copy(first, inbox / next(names))
    plain("16408", may_tinh=25, kho_khan="M¸y tÝnh ®· cò, thiÕu kinh phÝ thay thÕ")
    plain("16408", hs_ton=1)
    by_office("16414", trouble="sort")
    by_office("16417", trouble="label")
    write_table(inbox / next(names), "Sheet1", typed_anew(units, "16420"), [6, 60, 12, 16])
    rows = table_of_units(units, ["16423", "16384"])
    write_table(inbox / next(names), "Sheet1", rows, [6, 30] + [12] * (len(rows[0]) - 2))
    cells = "".join("<tr>" + "".join(f"<td>{escape(str(c))}</td>" for c in row) + "</tr>" for row in typed_anew(units, "16426"))
    (inbox / next(names)).write_text(f'<html><meta charset="utf-8"><table border="1">{cells}</table></html>', "utf-8")
    (inbox / next(names)).write_bytes(PDF)


def cycle(books, units, columns):
    """What comes in while the campaign of `tron-dot` is played through, in its order."""
    shelf = fresh(CYCLE / INBOX)

    def plain(name, code, **change):
        fill_plain(books[code], shelf / name, cells_of(units[code][2] | change, columns))

    plain("1-16414-ghi-nham.xlsx", "16414", can_bo="nhiều người")
    plain("2-16414-da-sua.xlsx", "16414")
    plain("3-16402-gui-muon.xlsx", "16402")
    (shelf / "4-16393-ban-ky.pdf").write_bytes(PDF)
    plain("5-16426-den-sau-chot.xlsx", "16426")
    own = units["16393"][2]
    plain("6-16393-bao-cao-lai.xlsx", "16393", **{field: own[field] + 1 for field in
                                                  ("may_tinh", "may_tinh_hd", "may_de_ban", "may_de_ban_hd")})


def tell(program, scratch):
    """Writes down what the tool says of each file of the troubled inbox."""
    folder = scratch / "noi"
    shutil.copytree(TROUBLED, folder)
    shutil.copytree(KIT, folder / "bo-mau")
    done = subprocess.run([program, "ingest", str(folder), "--json"], capture_output=True, text=True,
                          env=CLOCK | {"PATH": "/usr/bin:/bin"})
    said = {}
    for finding in json.loads(done.stdout)["findings"]:
        said.setdefault(finding["file"], {}).setdefault(finding["code"], []).append(finding["message"])
    lines = []
    for name, (trouble, meaning) in TROUBLES.items():
        told = said.get(name, {})
        shown = [f"{code}{f' (×{len(all_of)})' if len(all_of) > 1 else ''}: {all_of[0]}" for code, all_of in told.items()]
        shown = [re.sub(r"\s*\n\s*", " / ", line).replace("|", "/") for line in shown]
        lines.append(f"| `{name}` | {trouble} | {meaning} | {'<br>'.join(shown) or 'đọc được cả / read whole'} |")
    (TROUBLED / "README.md").write_text(README.format(table="\n".join(lines)), "utf-8")


README = """# Biểu nhận về có nhiều nội dung cần xem lại

Số liệu minh họa. Mỗi tệp có một kiểu trục trặc thường gặp, để xem công cụ nói gì.

Illustrative figures. Each file has one kind of trouble that offices meet; see what the tool says of it. What it says is
taken from `tonghop ingest samples/troubled --json`: of each kind of finding the first, and how many there are.

| tệp / file in `2-nhan-ve/` | trục trặc | trouble | công cụ nói / the tool says |
|---|---|---|---|
{table}

`dot-bao-cao.toml`, `don-vi.xlsx`, all files of the inbox and this page are made by `../make-samples.py`.
"""


def choose(program, scratch):
    """The officer's selection among the units' own words: the district's, and one of a commune."""
    folder = scratch / "chon"
    shutil.copytree(CAMPAIGN, folder, ignore=shutil.ignore_patterns(SELECTION))
    shutil.copytree(KIT, folder / "bo-mau")
    subprocess.run([program, "run", str(folder)], env=CLOCK | {"PATH": "/usr/bin:/bin"}, capture_output=True)
    parts = read_parts(folder / SELECTION)
    text = {name: parts[name].decode("utf-8") for name in parts if name.endswith(".xml")}
    sheet = "xl/worksheets/sheet1.xml"
    words = [unescape(re.sub(r"<[^>]+>", "", si)) for si in re.findall(r"<si>(.*?)</si>", text["xl/sharedStrings.xml"], re.S)]
    for row in re.findall(r'<row r="(\d+)"', text[sheet])[3:]:
        unit, wrote = (words[int(re.search(rf'<c r="{c}{row}"[^>]*><v>(\d+)</v>', text[sheet])[1])] for c in "CD")
        again = next((words for part, words in REWORDED.items() if part in wrote), None)
        put(text, sheet, f"E{row}", "x" if unit == ISSUER or again else "bỏ qua")
        if again:
            put(text, sheet, f"F{row}", again)
    for name, content in text.items():
        parts[name] = content.encode("utf-8")
    write_parts(CAMPAIGN / SELECTION, parts.items())


def main():
    units, columns = returns(), list_columns()
    codes = sys.argv[2:]
    if len(sys.argv) < 2 or not units.keys() >= set(codes):
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    check_totals(units)
    settings = (CAMPAIGN / SETTINGS).read_text("utf-8")
    write_roster(CAMPAIGN / ROSTER, units)
    TROUBLED.mkdir(exist_ok=True)
    (TROUBLED / SETTINGS).write_text(settings, "utf-8")
    write_roster(TROUBLED / ROSTER, units)
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        books = emitted(program, scratch, "nay", settings, units)
        if codes:
            with sample_office.Office(scratch) as office:
                dong_son(books, units, columns, office, codes)
            choose(program, scratch)
            return
        before = settings.replace('ten_dot = "CNTT-2020"', 'ten_dot = "CNTT-2019"').replace("năm 2020", "năm 2019")
        old_books = emitted(program, scratch, "truoc", before, units)
        with sample_office.Office(scratch) as office:
            dong_son(books, units, columns, office, codes)
            troubled(books, old_books, units, columns, office)
        cycle(books, units, columns)
        choose(program, scratch)
        tell(program, scratch)


if __name__ == "__main__":
    main()
