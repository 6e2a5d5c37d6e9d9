#!/usr/bin/env python3
"""Makes a province: a campaign whose units have all answered.

    python3 benches/province.py PATH-OF-TONGHOP UNITS FOLDER

Writes FOLDER/campaign (settings, roster) and FOLDER/returns: a filled form of each unit, as the program emits them for
the commune form of the first kit, with the illustrative figures of `samples/dong-son-2020.data` shifted so that
each unit has its own. Of 20 units one answers with something to ask about. FOLDER/changed holds other returns
of every hundredth unit. One in 160 is an .xls and one in 160 an .ods where LibreOffice and its Python are there.
The same arguments give the same figures.
"""

import csv
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from multiprocessing import Pool
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SETTINGS = SAMPLES / "dong-son-2020" / "dot-bao-cao.toml"
KIT = ROOT / "templates" / "cntt-huyen-2020"
CLOCK = "2020-11-01"
OTHERS = 160
# What the rules hold together is shifted together.
SHIFTED = (("vb_soan", "vb_soan_ky", "vb_ban_hanh", "vb_ban_hanh_ky", "vb_ban_hanh_dt"), ("hs_nhan", "hs_xong", "hs_dung_han"))
APPENDIX = """
[[table]]
id = "theo_xa"
caption = "Số liệu của từng xã, thị trấn"
per_unit = "xa"
appendix = true
columns = [
  { label = "TT", value = "stt", width = 8, align = "center" },
  { label = "Đơn vị", value = "ten", width = 40, align = "left" },
  { label = "Máy tính", value = "may_tinh | so", width = 12, align = "right" },
  { label = "Cán bộ", value = "can_bo | so", width = 12, align = "right" },
  { label = "Văn bản", value = "vb_soan | so", width = 12, align = "right" },
  { label = "Hồ sơ", value = "hs_nhan | so", width = 12, align = "right" },
]
"""


def patterns():
    """The answers of the sample's communes."""
    with open(SAMPLES / "dong-son-2020.data" / "communes.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = ("unit", "type", "name")
    return [{field: text for field, text in row.items() if field not in told and text} for row in rows]


def answers(at, known, shift=0):
    """What the unit at a place answers."""
    pattern = known[at % len(known)].items()
    filled = {f: int(t) if re.fullmatch(r"\d+", t) else t.replace("\\n", "\n") for f, t in pattern}
    for field in (field for group in SHIFTED for field in group):
        filled[field] = filled.get(field, 0) + at + shift
    if at % 20 == 7:
        filled["may_tinh"] += 1
    return filled


def campaign(folder, units, with_appendix=False):
    """A folder of a campaign that nobody has answered yet."""
    folder.mkdir(parents=True)
    shutil.copy(SETTINGS, folder / SETTINGS.name)
    rows = ["Mã,Loại,Tên đơn vị"] + [f"{10000 + at},xa,Xã số {at}" for at in range(units)]
    (folder / "don-vi.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "2-nhan-ve").mkdir()
    if with_appendix:
        shutil.copytree(KIT, folder / "bo-mau")
        for name, more in (("kit.toml", APPENDIX), ("report.md", '\n{{ bang("theo_xa") }}\n')):
            with open(folder / "bo-mau" / name, "a", encoding="utf-8") as file:
                file.write(more)


def sample_maker():
    """`samples/make-samples.py`, which knows how to fill a form; without LibreOffice's Python, all but its office."""
    try:
        import uno  # noqa: F401
    except ImportError:
        for name in ("uno", "com", "com.sun", "com.sun.star", "com.sun.star.beans", "com.sun.star.connection"):
            sys.modules.setdefault(name, type(sys)(name))
        sys.modules["com.sun.star.beans"].PropertyValue = object
        sys.modules["com.sun.star.connection"].NoConnectException = Exception
    sys.path.insert(0, str(SAMPLES))
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make-samples.py")
    samples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(samples)
    return samples


def fill(jobs):
    samples = sample_maker()
    for source, target, filled in jobs:
        samples.fill_plain(source, target, samples.cells_of(filled, {}))


def convert(paths, kind):
    """Saves workbooks as another kind of file in their place."""
    for start in range(0, len(paths), 50):
        some = paths[start:start + 50]
        with tempfile.TemporaryDirectory() as profile:
            command = ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", kind,
                       "--outdir", some[0].parent, *some]
            subprocess.run(command, check=True, capture_output=True)
        for path in some:
            path.unlink()


def make(program, units, folder):
    shutil.rmtree(folder, ignore_errors=True)
    campaign(folder / "campaign", units)
    for name in ("returns", "changed"):
        (folder / name).mkdir()
    known = patterns()
    with tempfile.TemporaryDirectory() as scratch:
        emitted = Path(scratch) / "emitted"
        shutil.copytree(folder / "campaign", emitted)
        subprocess.run([program, "emit", emitted, "-q", "--now", CLOCK], check=True, stdout=subprocess.DEVNULL)
        books = {p.name.split("_")[0]: p for p in (emitted / "1-gui-di").glob("*_*.xlsx")}
        book = lambda at: books[str(10000 + at)]
        jobs = [(book(at), folder / "returns" / book(at).name, answers(at, known)) for at in range(units)]
        jobs += [(book(at), folder / "changed" / book(at).name, answers(at, known, 1000)) for at in range(3, units, 100)]
        with Pool(2) as pool:
            pool.map(fill, [jobs[start:start + 50] for start in range(0, len(jobs), 50)])
        blank = books["10000"].read_bytes()
    if shutil.which("soffice"):
        for kind, first in (("xls", 5), ("ods", 9)):
            convert([job[1] for job in jobs[first:units:OTHERS]], kind)
    else:
        print("There is no LibreOffice: all returns are .xlsx.", file=sys.stderr)
    # The last: it says that all of it is there.
    (folder / "blank.xlsx").write_bytes(blank)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    make(str(Path(sys.argv[1]).resolve()), int(sys.argv[2]), Path(sys.argv[3]).resolve())
