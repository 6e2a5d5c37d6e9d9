"""Packages that are arranged or spelt as no program of ours does it, all of which Excel reads; and files of other programs."""

import io
import itertools
import re
import zipfile

import openpyxl

FORM = "Biểu 01"
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts, how=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.comment = comment
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2020, 11, 16, 8, 0, 0))
            info.compress_type = how
            package.writestr(info, content)
    return out.getvalue()


class Streamed(io.BytesIO):
    """A file that nobody can go back in: sizes then stand behind the parts."""

    def seekable(self):
        return False


def streamed(parts):
    out = Streamed()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2020, 11, 16, 8, 0, 0)), content)
    return out.getvalue()


def renamed(change):
    """The same parts under other names, their relations as they were."""
    return lambda parts: {change(name): content for name, content in parts.items()}


def moved(folder):
    """Everything of the workbook in another folder, which the package says."""
    def act(parts):
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'"xl/', f'"{folder}'.encode())
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b'"/xl/', f'"/{folder}'.encode())
        return {re.sub("^xl/", folder, name): content for name, content in parts.items()}
    return act


def linked(pattern, to):
    """Relations of the workbook written in another way."""
    def act(parts):
        changed, count = re.subn(pattern, to, parts[LINKS])
        assert count, pattern
        return parts | {LINKS: changed}
    return act


def called(names):
    """Some parts of the workbook under other names, which its relations say."""
    def act(parts):
        for old, new in names.items():
            parts[LINKS] = parts[LINKS].replace(f'"{old}"'.encode(), f'"{new}"'.encode())
        return {"xl/" + names.get(name[3:], name[3:]) if name.startswith("xl/") else name: content
                for name, content in parts.items()}
    return act


def sheets_with_space(parts):
    links = re.sub(rb'worksheets/sheet(\d+)\.xml', rb'worksheets/trang%20\1.xml', parts[LINKS])
    out = {}
    for name, content in (parts | {LINKS: links}).items():
        out[re.sub(r"worksheets/(_rels/)?sheet(\d+)\.xml", r"worksheets/\1trang \2.xml", name)] = content
    return out


def decoy(old, new, content):
    def act(parts):
        return called({old: new})(parts) | {f"xl/{old}": content}
    return act


def spelt(which, change):
    """The XML of some parts spelt otherwise."""
    def act(parts):
        return {name: change(content) if which(name) else content for name, content in parts.items()}
    return act


def is_sheet(name):
    return name.startswith("xl/worksheets/sheet")


def is_xml(name):
    return name.endswith((".xml", ".rels"))


def wide(order):
    def change(content):
        text = content.decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"', 1)
        return ("\ufeff" + text).encode(order)
    return change


def in_values(change):
    return lambda content: re.sub(rb"<v>(\d+)</v>", change, content)


def numbered(match):
    return b"<v>" + b"".join(b"&#%d;" % digit for digit in match[1]) + b"</v>"


EXTENSION = b'<extLst><ext uri="{0}"><v>999</v></ext></extLst>'


def prefixed(content):
    """Every element of a sheet under a prefix."""
    text = re.sub(rb"<(/?)([a-zA-Z]+)(?=[\s/>])", rb"<\1x:\2", content)
    return text.replace(b'xmlns="' + MAIN, b'xmlns:x="' + MAIN, 1)


def told(name, content):
    """What tells of the file is something else, or not there."""
    def act(parts):
        parts = dict(parts)
        if content is None:
            del parts[name]
        else:
            parts[name] = content(parts[name])
        return parts
    return act


def whole(parts):
    return parts


# What is done to the parts, by the name of the file.
NAMED = {
    "moi ten gach nguoc": renamed(lambda name: name.replace("/", "\\")),
    "ten trong xl gach nguoc": renamed(lambda name: name.replace("/", "\\") if name.startswith("xl/") else name),
    "chi trang gach nguoc": renamed(lambda name: name.replace("/", "\\") if is_sheet(name) else name),
    "ten phan viet hoa": renamed(lambda name: name.upper() if name.startswith("xl/") else name),
    "ten phan tu goc": renamed(lambda name: "/" + name),
    "thu muc book": moved("book/"),
    "thu muc long nhau": moved("tai lieu/bang/".replace(" ", "_")),
    "khong thu muc": moved(""),
    "thu muc word": moved("word/"),
    "tep mang ten khac": called({"styles.xml": "dang.xml", "sharedStrings.xml": "chu/chu.xml"}),
    "trang co dau cach": sheets_with_space,
    "chuoi gia": decoy("sharedStrings.xml", "chu.xml", b'<sst xmlns="' + MAIN + b'"/>'),
    "kieu gia": decoy("styles.xml", "dang.xml", b'<styleSheet xmlns="' + MAIN + b'"/>'),
}
LINKED = {
    "quan he vong": linked(rb'Target="worksheets/', b'Target="../xl/./worksheets/../worksheets/'),
    "quan he tu goc": linked(rb'Target="(?=[a-z])', b'Target="/xl/'),
    "quan he gach nguoc": linked(rb'Target="worksheets/', b'Target="worksheets\\\\\\\\'),
    "quan he viet hoa": linked(rb'worksheets/sheet(\d)\.xml', rb'Worksheets/SHEET\1.XML'),
    "quan he phan tram": linked(rb'worksheets/sheet(\d)\.xml', rb'worksheets/sheet\1%2Exml'),
    "quan he hai gach": linked(rb'Target="worksheets/', b'Target="./worksheets//'),
}
SPELT = {
    "trang utf16 le": spelt(is_sheet, wide("utf-16-le")),
    "trang utf16 be": spelt(is_sheet, wide("utf-16-be")),
    "chuoi utf16": spelt(lambda name: name == STRINGS, wide("utf-16-le")),
    "moi phan utf16": spelt(is_xml, wide("utf-16-le")),
    "co BOM": spelt(is_xml, lambda content: b"\xef\xbb\xbf" + content),
    "so trong CDATA": spelt(is_sheet, in_values(rb"<v><![CDATA[\1]]></v>")),
    "chu thich trong so": spelt(is_sheet, in_values(rb"<v><!-- x -->\1</v>")),
    "lenh trong so": spelt(is_sheet, in_values(rb"<v>\1<?x y?></v>")),
    "chu so bang ma": spelt(is_sheet, in_values(numbered)),
    "o co extLst": spelt(is_sheet, in_values(rb"<v>\1</v>" + EXTENSION)),
    "o co extLst rong": spelt(is_sheet, in_values(rb"<v>\1</v><extLst/>")),
    "trang co tien to": spelt(is_sheet, prefixed),
}
ABOUT = {
    "app hong": told("docProps/app.xml", lambda content: content[: len(content) // 2]),
    "core hong": told("docProps/core.xml", lambda content: content.replace(b"</", b"<", 1)),
    "app rong": told("docProps/app.xml", lambda content: b""),
    "app la chu": told("docProps/app.xml", lambda content: "Không phải XML & <".encode("utf-8")),
    "app khong co": told("docProps/app.xml", None),
    "core utf16": told("docProps/core.xml", wide("utf-16-le")),
}
# How it is packed.
PACKED = {
    "khong nen": lambda parts: packed(parts, zipfile.ZIP_STORED),
    "ghi noi tiep": streamed,
    "co loi ghi zip": lambda parts: packed(parts, comment="Xã gửi huyện".encode("utf-8")),
    "thu tu nguoc": lambda parts: packed(dict(reversed(parts.items()))),
    "co tep la": lambda parts: packed(parts | {"Thumbs.db": b"x", "__MACOSX/._a": b"x"}),
}


def unmerged(book):
    """Merged areas taken apart, their text in every cell, as programs do that know no merged cells."""
    for sheet in book:
        for area in list(sheet.merged_cells.ranges):
            value = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(str(area))
            for row in sheet[area.coord]:
                for cell in row:
                    cell.value = value


def unmerged_without_names(book):
    unmerged(book)
    for name in list(book.defined_names):
        del book.defined_names[name]


REWRITTEN = {"o gop tach ra": unmerged, "o gop tach ra mat ten": unmerged_without_names}


def far_away(data, row, column):
    """A note far below or right of an .ods."""
    parts = read(data)
    text = parts["content.xml"].decode("utf-8")
    head, sheet, rest = re.split(rf'(?s)(<table:table [^>]*table:name="{FORM}".*?)(?=</table:table>)', text, maxsplit=1)
    used = sum(int(n or 1) for n in re.findall(r'<table:table-row(?:[^>]*?number-rows-repeated="(\d+)")?[^>]*>', sheet))
    # What stands below all that is used only says how the sheet looks.
    sheet = re.sub(r'(?s)<table:table-row [^>]*number-rows-repeated="\d{4,}"[^>]*>.*?</table:table-row>', "", sheet)
    used = sum(int(n or 1) for n in re.findall(r'<table:table-row(?:[^>]*?number-rows-repeated="(\d+)")?[^>]*>', sheet))
    gap = f'<table:table-row table:number-rows-repeated="{row - used}"><table:table-cell/></table:table-row>'
    cell = (f'<table:table-row><table:table-cell table:number-columns-repeated="{column}"/>'
            '<table:table-cell office:value-type="string"><text:p>ghi chú lạc</text:p></table:table-cell></table:table-row>')
    parts["content.xml"] = (head + sheet + gap + cell + rest).encode("utf-8")
    return packed(parts)


FOREIGN = {
    "bang.numbers": packed({"Index/Document.iwa": b"x", "Index/Tables/Tile.iwa": b"x", "preview.jpg": b"x"}),
    "bang cu.numbers": packed({"Index.zip": b"x", "Data/a.png": b"x"}),
    "loi tat.gsheet": b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1abc","resource_key":""}',
    "loi tat web.gsheet": b'{"url": "https://docs.google.com/open?id=1abc", "doc_id": "1abc"}',
    "loi tat.url": b"[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/1abc\r\n",
    "bang.slk": b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K12\r\nE\r\n",
    "bang.dif": b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\nTUPLES\r\n0,2\r\n""\r\nDATA\r\n0,0\r\n""\r\n',
}


def make(made):
    # Of its own, so that what is made before it can grow.
    turns = itertools.cycle(list(made.communes))
    for name, act in (NAMED | LINKED | SPELT | ABOUT).items():
        unit = next(turns)
        made.add(f"{unit} {name}.xlsx", unit, packed(act(read(made.filled(unit).read_bytes()))))
    for name, pack in PACKED.items():
        unit = next(turns)
        made.add(f"{unit} {name}.xlsx", unit, pack(read(made.filled(unit).read_bytes())))
    # Excel does not open it either.
    unit = next(turns)
    junk = b"\r\n" * 40 + packed(read(made.filled(unit).read_bytes()))
    made.add(f"{unit} co rac dau tep.xlsx", unit, junk, ("finding", "TEP-03"))
    for name, act in REWRITTEN.items():
        unit = next(turns)
        book = openpyxl.load_workbook(made.filled(unit))
        act(book)
        book.save(made.path(f"{unit} {name}.xlsx"))
        made.expect(f"{unit} {name}.xlsx", unit)
    source = next(name for name in made.names if name.endswith("mo va luu.ods"))
    unit, data = source.split(" ")[0], (made.folder / source).read_bytes()
    for name, row, column in (("dong 65000", 64_999, 255), ("dong cuoi", 1_048_575, 0),
                              ("o cuoi cung", 1_048_575, 16_383), ("cot cuoi", 200, 16_383)):
        made.add(f"{unit} o xa {name}.ods", unit, far_away(data, row, column), ("all", ""), ("finding", "CAU-08"))
    for name, content in FOREIGN.items():
        made.add(name, "", content, ("finding", "TEP-19"))
