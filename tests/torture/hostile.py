"""Files made to do harm, and files that are no returns at all."""

import io
import random
import re
import struct
import zipfile

SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"


def parts_of(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def changed(path, part, edit):
    parts = parts_of(path)
    parts[part] = edit(parts[part])
    return packed(parts.items())


def with_cell(cell):
    """Puts a row with one more cell at the end of the sheet."""
    return lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")


def entities(xml):
    """Ten entities, each ten times the one before."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    kind = "<!DOCTYPE sst [" + "".join(lines) + "]>"
    return re.sub(rb"(<\?xml[^>]*\?>\s*)", rb"\1" + kind.encode(), xml, count=1).replace(
        b"</sst>", b"<si><t>&a9;</t></si></sst>")


def from_disk(xml):
    kind = b'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return re.sub(rb"(<\?xml[^>]*\?>\s*)", rb"\1" + kind, xml, count=1).replace(
        b"</sst>", b"<si><t>&x;</t></si></sst>")


def deep(xml):
    return xml.replace(b"</sst>", b"<si>" + b"<r>" * 200_000 + b"</si></sst>")


def endless_string(xml):
    return xml.replace(b"</sst>", b"<si><t>" + b"A" * (90 << 20) + b"</t></si></sst>")


def lying_count(xml):
    return re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', xml)


def million_names(xml):
    names = b"".join(b"<definedName name=\"n%d\">'x'!$A$1</definedName>" % n for n in range(1_000_000))
    return xml.replace(b"<definedNames>", b"<definedNames>" + names)


def many_sheets(xml):
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n + 100) for n in range(50_000))
    return xml.replace(b"<sheets>", b"<sheets>" + sheets)


def nested(depth, inner):
    for _ in range(depth):
        inner = packed([("trong.zip", inner)])
    return inner


def compound(sectors, fat):
    """An OLE compound file whose chain of sectors is `fat`."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", header, 40, 0, len(fat) // 128 or 1, 1, 0, 4096, 0, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<" + "I" * 109, header, 76, *([0] + [0xFFFFFFFF] * 108))
    body = struct.pack("<" + "I" * 128, *(fat + [0xFFFFFFFF] * (128 - len(fat))))
    entry = bytearray(128)
    name = "Workbook".encode("utf-16-le")
    entry[: len(name)] = name
    struct.pack_into("<HBB", entry, 64, len(name) + 2, 5, 1)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    struct.pack_into("<IQ", entry, 116, 1, 1 << 40)
    return bytes(header) + body + bytes(entry) * 4 + bytes(512 * sectors)


def make(made):
    def put(name, content, *lines, unit=""):
        made.add(name, unit, content, *lines or [("safe", "")])

    def broken(name, part, edit, *lines):
        unit = made.turn()
        made.add(f"{unit} {name}.xlsx", unit, changed(made.filled(unit), part, edit), *lines or [("safe", "")])

    broken("thuc the long nhau", STRINGS, entities)
    broken("thuc the tu dia", STRINGS, from_disk)
    broken("the long sau", STRINGS, deep)
    broken("chuoi 90 MB", STRINGS, endless_string)
    broken("dem chuoi doi", STRINGS, lying_count, ("all", ""))
    broken("mot trieu ten", BOOK, million_names)
    broken("nam van trang", BOOK, many_sheets)
    broken("o cuoi cung", SHEET, with_cell(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), ("all", ""))
    broken("o ngoai trang", SHEET, with_cell(b'<row r="9999999"><c r="ZZZZ9999999"><v>1</v></c></row>'))
    broken("dong am", SHEET, with_cell(b'<row r="-5"><c r="A-5"><v>1</v></c></row>'))
    broken("so qua lon", SHEET, with_cell(b'<row r="300"><c r="A300"><v>1e999</v></c></row>'))
    broken("chi so chuoi sai", SHEET, with_cell(b'<row r="300"><c r="A300" t="s"><v>99999</v></c></row>'))
    broken("the dang do", SHEET, lambda xml: xml[: len(xml) * 2 // 3])
    broken("ky tu dieu khien", SHEET, with_cell(b'<row r="300"><c r="A300" t="inlineStr"><is><t>a\x00\x01b</t></is></c></row>'))
    broken("khong phai utf8", SHEET, with_cell(b'<row r="300"><c r="A300" t="inlineStr"><is><t>\xff\xfe</t></is></c></row>'))
    broken("trieu o", SHEET, with_cell(b"".join(b'<row r="%d"><c r="L%d"><v>1</v></c></row>' % (n, n) for n in range(300, 400_300))))
    broken("lien ket ngoai", SHEET, lambda xml: re.sub(
        rb'(<c r="E13"[^>]*>)<v>(\d+)</v>', rb"\1<f>[1]Sheet1!$A$1</f><v>\2</v>", xml), ("all", ""), ("finding", "CAU-11"))
    broken("cong thuc bi sua", SHEET, lambda xml: re.sub(
        rb'(<c r="I13"[^>]*?)(?: t="str")?><f>.*?</f><v>.*?</v>', rb"\1><f>SUM(A1:A2)</f><v>0</v>", xml),
        ("all", ""), ("finding", "CAU-10"))
    unit = made.turn()
    zeros = packed([(BOOK, "<workbook/>"), (SHEET, bytes(400 << 20))])
    put(f"{unit} bom nen.xlsx", zeros, ("finding", "TEP-15"), unit=unit)
    del zeros
    unit = made.turn()
    whole = made.filled(unit).read_bytes()
    put(f"{unit} trong zip.zip", packed([(f"{unit} bieu.xlsx", whole)]), ("all", ""), unit=unit)
    unit = made.turn()
    put(f"{unit} duong dan la.zip", packed([(f"../../../tmp/{unit} bieu.xlsx", made.filled(unit).read_bytes())]),
        ("all", ""), unit=unit)
    put("long nhau.zip", nested(40, b"x"))
    put("mot van tep.zip", packed([(f"{n}.txt", "x") for n in range(10_000)]))
    put("bom zip.zip", packed([("a.xlsx", bytes(200 << 20))]))
    put("trung ten.zip", packed([("a.txt", "x"), ("b.txt", "y")]).replace(b"b.txt", b"a.txt"))
    put("rong.zip", packed([]))
    put("rong.xlsx", b"", ("finding", "TEP-01"))
    put("toan so khong.xlsx", bytes(5000), ("finding", "TEP-04"))
    put("ngau nhien.xls", random.Random(7).randbytes(20_000))
    put("vong lap.xls", compound(4, [1, 2, 1]))
    put("vong lap mot o.xls", compound(4, [0]))
    put("chuoi qua dai.xls", compound(2, list(range(1, 120))))
    put("van ban.xlsx", packed([("word/document.xml", "<w/>")]), ("finding", "TEP-10"))
    put("anh.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100), ("finding", "TEP-09"))
    put("thu.txt", "Kính gửi phòng,\nđơn vị xin gửi sau.\n".encode(), ("finding", "TEP-07"))
    put("bang la.csv", "Họ tên;Lương\nA;1\nB;2\n".encode(), ("finding", "BIEU-01"))
    put("trang.xls", b"<html>" + b"<table><tr><td>" * 5000, ("safe", ""))
    put("dau ngoac.xls", b"<html><table>" + b"<td \"" * 500_000, ("safe", ""))
    put("thuc the.xls", b"<html><table><tr><td>" + b"&#x1F600;&bogus;&" * 200_000, ("safe", ""))
    put("o gop lon.xls", b"<html><table>" + b"<tr><td colspan=99999 rowspan=99999>1" * 3000, ("safe", ""))
    put("mot dong dai.csv", b"a;" * 2_000_000 + b"\nb;c", ("safe", ""))
    put("tieu de rong.csv", b"\n\n\n" + b"a;" * 60_000 + b"\n" + b"1;2\n" * 10, ("safe", ""))
    put("nhay khong dong.csv", b'a;b\n"' + b"x;y\n" * 100_000, ("safe", ""))
    put("thu hong.eml", b"From: a@b.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 300)
    unit = made.turn()
    import base64
    body = base64.encodebytes(made.filled(unit).read_bytes()).replace(b"\n", b"\r\n")
    put(f"{unit} thu.eml", b"From: a@b.vn\r\nSubject: bieu\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nGui bieu\r\n--x\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Disposition: attachment; filename=\"" + unit.encode() + b".xlsx\"\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + body + b"--x--\r\n", ("all", ""), unit=unit)
