"""Forms of an older version of the kit: rows in another order, a label in other words."""

import re
import shutil


def older(kit, folder):
    """The kit as it might have been before."""
    shutil.copytree(kit, folder)
    main = folder / "kit.toml"
    main.write_text(re.sub(r'(?m)^version = ".*"', 'version = "0.9"', main.read_text("utf-8"), count=1), "utf-8")
    form = folder / "commune.toml"
    blocks = re.split(r"(?m)^(?=\[\[)", form.read_text("utf-8"))
    first, second = (next(i for i, b in enumerate(blocks) if f'\nid = "{row}"\n' in b) for row in ("vb_soan", "vb_ban_hanh"))
    blocks[first], blocks[second] = blocks[second], blocks[first]
    text = "".join(blocks).replace('label = "Máy tính hỏng"', 'label = "Máy tính không còn dùng được"', 1)
    form.write_text(text, "utf-8")
    return folder


def make(made, emitted):
    """`emitted` gives the forms that a kit makes: unit -> workbook."""
    books = emitted(older(made.samples.KIT, made.scratch / "bo-mau-cu"))
    for _ in range(2):
        unit = made.turn()
        name = f"{unit} ban cu cua bo mau.xlsx"
        cells = made.samples.cells_of(made.communes[unit], made.columns)
        made.samples.fill_plain(books[unit], made.path(name), cells)
        made.expect(name, unit, ("all", ""), ("finding", "BIEU-07"), ("finding", "CAU-04"))
