#!/usr/bin/python3
"""Makes the sample campaigns beside this file: rosters, and returns as units would send them.

    /usr/bin/python3 samples/make-samples.py PATH-OF-TONGHOP

The workbooks are emitted by the program itself, then filled with the figures of `dong-son-2020.data`. Some are
opened, filled and saved by LibreOffice (which also makes the .xls and the .ods); in the others the values are
written straight into the sheets, so that the rest of the file is as it was sent. Needs LibreOffice with its
Python (`import uno`), nothing else. Running it again gives the same files, but for what LibreOffice makes anew.
"""

import csv
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
KIT = HERE.parent / "templates" / "cntt-huyen-2020"
SETTINGS = "dot-bao-cao.toml"
ROSTER = "don-vi.xlsx"
SELECTION = "chon-y-kien.xlsx"
ISSUER, CHOSEN = "Cơ quan huyện Đông Sơn", "làm kiêm nhiệm"
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
    sheet = []
    for r, row in enumerate(rows, 1):
        style = ' s="1"' if r == 1 else ""
        cells = "".join(
            f'<c r="{column_letters(c)}{r}"{style} t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for c, text in enumerate(row) if text)
        sheet.append(f'<row r="{r}">{cells}</row>')
    widths = [8, 12, 32, 8, 8, 12, 24, 20, 16, 12, 12]
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
        '<sheet name="Đơn vị" sheetId="1" r:id="rId1"/></sheets></workbook>',
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


def dong_son(books, units, columns, office):
    inbox = fresh(CAMPAIGN / INBOX)
    for code, (how, name) in RETURNS.items():
        cells = cells_of(units[code][2], columns)
        if how == PLAIN:
            fill_plain(books[code], inbox / name, cells)
        else:
            office.fill(books[code], inbox / name, cells, how)
            if how != XLS:
                settle(inbox / name)


def troubled(books, old_books, units, columns, office):
    """A smaller inbox in which much goes wrong; each file is one kind of trouble."""
    inbox = fresh(TROUBLED / INBOX)

    def plain(code, name, source=None, **change):
        cells = cells_of(units[code][2] | change, columns)
        fill_plain((source or books)[code], inbox / name, cells)

    plain("16378", "16378_thi-tran-Rung-Thong_CNTT-2020.xlsx", may_tinh="27 máy", hs_muc_4="01 hồ sơ",
          hs_nhan="612 hồ sơ", hs_dung_han="khoảng 606", mang_lan="x")
    plain("16381", "16381_xa-Dong-Hoang_CNTT-2020.xlsx", vb_soan=6.5, vb_soan_ky=6.5)
    plain("16393", "16393_xa-Dong-Yen_CNTT-2020.xlsx", old_books)
    shutil.copy(books["16399"], inbox / "16399_xa-Dong-Minh_CNTT-2020.xlsx")
    plain("16402", "16402_xa-Dong-Thanh_CNTT-2020.xlsx")
    whole = (inbox / "16402_xa-Dong-Thanh_CNTT-2020.xlsx").read_bytes()
    (inbox / "16402_xa-Dong-Thanh_CNTT-2020.xlsx").write_bytes(whole[: len(whole) * 3 // 5])
    plain("16405", "16405_xa-Dong-Tien_CNTT-2020.xlsx")
    plain("16405", "16405_xa-Dong-Tien_CNTT-2020 sửa lại.xlsx", hs_nhan=468, hs_phan_mem=468, hs_xong=468)
    plain("16408", "16408_xa-Dong-Khe_CNTT-2020.xlsx", may_tinh=25)
    for code, name, trouble in (("16384", "Dong Ninh (1).xlsx", "row"), ("16390", "dong hoa.xlsx", "sheet")):
        office.fill(books[code], inbox / name, cells_of(units[code][2], columns), OFFICE, trouble)
        settle(inbox / name)


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
        put(text, sheet, f"E{row}", "x" if unit == ISSUER or CHOSEN in wrote else "bỏ qua")
    for name, content in text.items():
        parts[name] = content.encode("utf-8")
    write_parts(CAMPAIGN / SELECTION, parts.items())


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    units, columns = returns(), list_columns()
    check_totals(units)
    settings = (CAMPAIGN / SETTINGS).read_text("utf-8")
    few = {code: units[code] for code in list(units)[:9]}
    write_roster(CAMPAIGN / ROSTER, units)
    TROUBLED.mkdir(exist_ok=True)
    (TROUBLED / SETTINGS).write_text(settings, "utf-8")
    write_roster(TROUBLED / ROSTER, few)
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        books = emitted(program, scratch, "nay", settings, units)
        before = settings.replace('ten_dot = "CNTT-2020"', 'ten_dot = "CNTT-2019"').replace("năm 2020", "năm 2019")
        old_books = emitted(program, scratch, "truoc", before, few)
        with sample_office.Office(scratch) as office:
            dong_son(books, units, columns, office)
            troubled(books, old_books, units, columns, office)
        choose(program, scratch)


if __name__ == "__main__":
    main()
