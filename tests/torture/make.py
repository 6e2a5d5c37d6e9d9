#!/usr/bin/python3
"""Makes a collection of odd returns, and says of each what must come of it.

    python3 tests/torture/make.py PATH-OF-TONGHOP FOLDER

Forms emitted by the program are filled with the illustrative figures of `samples/dong-son-2020.data`, and then treated
as people and programs treat such files: opened, changed and saved by LibreOffice, openpyxl, XlsxWriter and SheetJS,
typed anew, cut short, flipped byte by byte, or made to do harm. Writes FOLDER/campaign (settings, roster, kit),
FOLDER/files and FOLDER/expected.tsv; `run.py` holds the program against them. Needs LibreOffice with its Python
(`import uno`), openpyxl, XlsxWriter, and node with the package xlsx.
"""

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "samples")]

import by_answers
import by_bytes
import by_looks
import by_office
import by_openpyxl
import by_package
import by_sheetjs
import headings
import hostile
import older_kit
import typed_anew
import sample_office
from collection import Collection

spec = importlib.util.spec_from_file_location("make_samples", ROOT / "samples" / "make-samples.py")
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    campaign = folder / "campaign"
    campaign.mkdir(parents=True)
    units = samples.returns()
    (campaign / samples.SETTINGS).write_text((samples.CAMPAIGN / samples.SETTINGS).read_text("utf-8"), "utf-8")
    shutil.copytree(samples.KIT, campaign / "bo-mau")
    samples.write_roster(campaign / samples.ROSTER, units)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        books = samples.emitted(program, scratch, "bieu", (campaign / samples.SETTINGS).read_text("utf-8"), units)
        answers = {code: values for code, (_, _, values) in units.items()}
        names = {code: name for code, (_, name, _) in units.items()}
        made = Collection(folder / "files", answers, names, books, samples, scratch)
        with sample_office.Office(scratch) as office:
            made.office = office
            by_office.make(made)
        by_openpyxl.make(made)
        typed_anew.make(made)
        by_sheetjs.make(made)

        def of_kit(kit):
            samples.KIT, current = kit, samples.KIT
            try:
                return samples.emitted(program, scratch, "bieu cu", (campaign / samples.SETTINGS).read_text("utf-8"), units)
            finally:
                samples.KIT = current

        older_kit.make(made, of_kit)
        by_bytes.make(made)
        hostile.make(made)
        by_package.make(made)
        headings.make(made)
        with sample_office.Office(scratch) as office:
            made.office = office
            by_looks.make(made)
            by_answers.make(made)
        made.write(folder / "expected.tsv")
    print(f"{len(made.names)} files, {made.readable()} of them marked readable")


if __name__ == "__main__":
    main()
