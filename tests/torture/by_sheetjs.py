"""Forms that SheetJS, the library behind many web pages, wrote in its many formats."""

import json
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
GONE = [("kho_khan", "?"), ("kien_nghi", "?"), ("finding", "CAU-01")]

# Format of SheetJS -> (ending, only the first sheet, what must come of it).
FORMATS = {
    "xlsb": ("xlsb", False, [("all", "")]),
    "xlsx": ("xlsx", False, [("all", "")]),
    "xlsm": ("xlsm", False, [("all", "")]),
    "biff8": ("xls", False, [("all", "")]),
    "ods": ("ods", False, [("all", "")]),
    "xlml": ("xls", False, [("all", "")]),
    "html": ("xls", True, [("all", ""), *GONE]),
    "csv": ("csv", True, [("all", ""), *GONE]),
    "txt": ("txt", True, [("all", ""), *GONE]),
    "biff5": ("xls", False, [("safe", "")]),
    "biff2": ("xls", True, [("finding", "TEP-13")]),
    "fods": ("fods", False, [("finding", "TEP-06")]),
    "sylk": ("slk", True, [("safe", "")]),
    "dif": ("dif", True, [("safe", "")]),
    "rtf": ("rtf", True, [("finding", "TEP-10")]),
}


def make(made):
    jobs = []
    for kind, (ending, only_form, lines) in FORMATS.items():
        for wrong in (False, True):
            unit = made.turn()
            # Every other file has the ending of another format.
            name = f"{unit} sheetjs {kind}.{'xlsx' if wrong else ending}"
            if wrong and ending == "xlsx":
                name = f"{unit} sheetjs {kind}.xls"
            jobs.append({"from": str(made.filled(unit)), "to": str(made.path(name)), "type": kind,
                         "sheet": "Biểu 01" if only_form else ""})
            made.expect(name, unit, *lines)
    done = subprocess.run(["node", str(HERE / "sheetjs.js")], input=json.dumps(jobs), text=True)
    if done.returncode != 0:
        raise SystemExit("node sheetjs.js failed; it needs: npm install xlsx@0.18.5")
