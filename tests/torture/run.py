#!/usr/bin/python3
"""Holds the program against the collection that `make.py` made.

    python3 tests/torture/run.py PATH-OF-TONGHOP FOLDER

First each file alone (time, memory, how the program ended), then all in one inbox, where the ledger says what was
understood. Ends with 1 when anything broke, was slow, was wrong, was silent, or was not read though marked readable.
"""

import collections
import csv
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

SECONDS, BYTES, PATIENCE = 2.0, 300 << 20, 60
NOW = ("--now", "2020-11-16")
DATA = Path(__file__).resolve().parent.parent.parent / "samples" / "dong-son-2020.data"


def truth():
    """Unit -> field -> what it answered."""
    answers = collections.defaultdict(dict)
    for row in tsv("communes.tsv"):
        answers[row["unit"]] = {k: understood(v) for k, v in row.items() if v and k not in ("unit", "type", "name")}
    for row in tsv("district.tsv"):
        # Cells of lists are held by no line here.
        if "[" not in row["field"]:
            answers[row["unit"]][row["field"]] = month(understood(row["value"]))
    return answers


def tsv(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def month(text):
    """A month as the ledger writes it; any other text as it is."""
    found = re.fullmatch(r"(\d{1,2})/(\d{4})", text)
    return f"{found[2]}-{int(found[1]):02d}" if found else text


def understood(text):
    return said(text.replace("\\n", "\n"))


def said(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def expected(folder):
    files = collections.defaultdict(list)
    with open(folder / "expected.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            files[row["file"]].append((row["unit"], row["what"], row["value"]))
    return files


def alone(program, campaign, path):
    """How the program ends on one file: (what broke or "", seconds of processors, bytes)."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = subprocess.Popen([program, "validate", str(path), "--campaign", str(campaign), "--json", *NOW],
                                 stdout=out, stderr=subprocess.STDOUT)
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            taken = time.monotonic() - start
            if pid:
                break
            if taken > PATIENCE:
                child.kill()
                os.wait4(child.pid, 0)
                return "timeout", taken, 0
            time.sleep(0.002)
        child.returncode = 0
        out.seek(0)
        words = out.read().decode("utf-8", "replace")
    memory = used.ru_maxrss * 1024
    # Its own and its reading child's: how busy the machine is else says nothing of the program.
    taken = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return "signal", taken, memory
    if os.WEXITSTATUS(status) not in (0, 1) or "panicked" in words:
        return f"panic ({os.WEXITSTATUS(status)}: {words[:200]})", taken, memory
    if not words.strip():
        return "silent", taken, memory
    return "", taken, memory


class Ledger:
    def __init__(self, path):
        self.db = sqlite3.connect(path)

    def receipts(self, name):
        return [row[0] for row in self.db.execute(
            "SELECT id FROM receipts WHERE file = ?1 OR substr(file, 1, length(?1) + 1) = ?1 || '/'", (name,))]

    def values(self, receipts):
        """(unit, field) -> value, of what was taken for a value."""
        found = {}
        for receipt in receipts:
            for unit, field, answer, value in self.db.execute(
                    "SELECT unit, field, answer, value FROM fields WHERE receipt = ? AND section = ''", (receipt,)):
                if answer == "value":
                    found[unit, field] = said(value)
        return found

    def codes(self, receipts):
        return {row[0] for receipt in receipts
                for row in self.db.execute("SELECT code FROM findings WHERE receipt = ?", (receipt,))}


def judged(lines, answers, values, codes, receipts, anybody):
    """What is wrong with what was understood of a file; nothing when all is well."""
    wrong, kinds = [], {what for _, what, _ in lines}
    own = {(unit, what): value for unit, what, value in lines if what not in ("all", "finding", "safe", "alive")}
    units = {unit for unit, _, _ in lines if unit}
    if not receipts and not anybody:
        return ["silent: no receipt"]
    if receipts and not values and not codes:
        return ["silent: neither values nor a finding"]
    for (unit, field), value in values.items():
        wanted = own.get((unit, field), answers.get(unit, {}).get(field, "?"))
        if "alive" not in kinds and value != said(wanted):
            wrong.append(f"wrong: {unit} {field} = {value!r}, not {wanted!r}")
        if units and unit not in units:
            wrong.append(f"wrong: read as the return of {unit}")
    missing = [f"{unit} {field} = {wanted!r}"
               for unit in (unit for unit, what, _ in lines if what == "all")
               for field, wanted in (answers[unit] | {f: v for (u, f), v in own.items() if u == unit}).items()
               if wanted != "?" and (unit, field) not in values]
    if missing:
        told = " ".join(sorted(codes))
        wrong.append(f"not read: {len(missing)} answers, first {missing[0]}; told was {told}")
    for _, what, value in lines:
        if what == "finding" and value not in codes:
            wrong.append(f"not told: {value}, but {' '.join(sorted(codes))}")
    if "safe" in kinds and not codes and any(f not in {k[1] for k in values} for u in units for f in answers.get(u, {})):
        wrong.append("silent: something is missing and nothing was said")
    return wrong


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    files, answers, bad = expected(folder), truth(), collections.defaultdict(list)
    hashes = collections.Counter(hashlib.sha256((folder / "files" / n).read_bytes()).digest() for n in files)
    assert max(hashes.values()) == 1, "two files of the collection are the same"
    slowest, largest = (0, ""), (0, "")
    for name in files:
        broke, seconds, memory = alone(program, folder / "campaign", folder / "files" / name)
        slowest, largest = max(slowest, (seconds, name)), max(largest, (memory, name))
        if broke:
            bad[broke.split(" ")[0]].append(f"{name}: {broke}")
        if seconds > SECONDS:
            bad["slow"].append(f"{name}: {seconds:.1f} s")
        if memory > BYTES:
            bad["memory"].append(f"{name}: {memory >> 20} MB")
    with tempfile.TemporaryDirectory() as scratch:
        campaign = Path(scratch) / "campaign"
        shutil.copytree(folder / "campaign", campaign)
        shutil.copytree(folder / "files", campaign / "2-nhan-ve", dirs_exist_ok=True)
        start = time.monotonic()
        done = subprocess.run([program, "ingest", str(campaign), *NOW], capture_output=True, text=True)
        together = time.monotonic() - start
        if done.returncode not in (0, 1):
            bad["panic"].append(f"ingest of all: {done.returncode} {done.stderr[:400]}")
        ledger = Ledger(campaign / "so-tiep-nhan.sqlite")
        counts = collections.Counter()
        for name, lines in files.items():
            receipts = ledger.receipts(name)
            values, codes = ledger.values(receipts), ledger.codes(receipts)
            counts["understood" if values else "refused cleanly"] += 1
            counts["broke the reading child"] += bool(codes & {"TEP-16", "TEP-17"})
            for wrong in judged(lines, answers, values, codes, receipts, name in done.stdout):
                bad[wrong.split(":")[0]].append(f"{name}: {wrong}")
    readable = sum(any(what == "all" for _, what, _ in lines) for lines in files.values())
    print(f"{len(files)} files, {readable} marked readable; " + ", ".join(f"{n} {k}" for k, n in sorted(counts.items())))
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0] >> 20} MB ({largest[1]}), all at once {together:.1f} s")
    for kind in ("panic", "signal", "timeout", "memory", "silent", "slow", "wrong", "not read", "not told"):
        print(f"{kind}: {len(bad[kind])}")
        for line in bad[kind][: 400 if os.environ.get("ALL") else 12]:
            print(f"  {line}")
    if any(bad.values()) or len(files) < 300 or readable * 2 < len(files):
        sys.exit(1)


if __name__ == "__main__":
    main()
