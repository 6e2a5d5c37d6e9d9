#!/usr/bin/env python3
"""Times every stage of a campaign beside what would be run instead in Python.

    python3 benches/measure.py [--rounds R] [--program PATH] [--no-rivals] [N …]

Of N units (14, 332 and 3,321 unless said) each gets a form, answers it, and is counted: `province.py` makes the answers
once and keeps them under target/bench. A round runs each stage and its rival in turn, each a process of its own; told
are medians of wall seconds, of CPU seconds with all child processes, of the greatest memory of a single process, and of
the rounds' ratios of CPU seconds. Files lie in memory (/dev/shm) where there is room for that.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
import province

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent / "target" / "bench"
TODAY = "2020-11-16"
# Where a rival would take minutes, it is left out.
MOST_OF_OPENPYXL = 400


def run(command, told=(0,)):
    """Wall seconds, CPU seconds with children, megabytes of the largest process."""
    quiet = os.open(os.devnull, os.O_RDWR)
    start = time.monotonic()
    files = [(os.POSIX_SPAWN_DUP2, quiet, 0), (os.POSIX_SPAWN_DUP2, quiet, 1)]
    child = os.posix_spawnp(str(command[0]), [str(word) for word in command], os.environ, file_actions=files)
    _, status, used = os.wait4(child, 0)
    wall = time.monotonic() - start
    os.close(quiet)
    if os.waitstatus_to_exitcode(status) not in told:
        sys.exit(f"{' '.join(map(str, command))}: {os.waitstatus_to_exitcode(status)}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def rivals_python():
    """A Python with the rivals in it."""
    python = KEPT / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", KEPT / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    return python


class Round:
    """One pass through all stages on fresh folders."""

    def __init__(self, args, made, units, scratch, python):
        self.program, self.made, self.units, self.scratch, self.python = args.program, made, units, scratch, python
        self.took = {}

    def ours(self, stage, command, folder):
        words = [self.program, *command.split(), folder, "-q", "--now", TODAY]
        self.took[stage] = run(words, told=(0, 1))

    def rival(self, stage, *words):
        if self.python:
            self.took[stage] = run([self.python, HERE / "rivals.py", *words])

    def folder(self, name, answered=True, with_appendix=False):
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        province.campaign(folder, self.units, with_appendix)
        if answered:
            shutil.copytree(self.made / "returns", folder / "2-nhan-ve", dirs_exist_ok=True)
        return folder

    def pass_through(self):
        blank, other = self.made / "blank.xlsx", self.scratch / "rival"
        shutil.rmtree(other, ignore_errors=True)
        other.mkdir()
        campaign = self.folder("emitted", answered=False)
        self.ours("emit", "emit", campaign)
        self.rival("emit: XlsxWriter, 2 processes", "emit-xlsxwriter", blank, self.units, other)
        if self.units <= MOST_OF_OPENPYXL:
            self.rival("emit: openpyxl, load and save", "emit-openpyxl", blank, self.units, other)
        campaign = self.folder("campaign")
        self.ours("ingest", "ingest", campaign)
        self.rival("ingest: python-calamine, 2 processes, no rules", "read-calamine", self.made / "returns")
        self.ours("ingest, nothing changed", "ingest", campaign)
        self.ours("consolidate", "consolidate", campaign)
        self.rival("consolidate: XlsxWriter, N x 42 alone", "table-xlsxwriter", self.units, other / "table.xlsx")
        self.rival("consolidate: openpyxl, N x 42 alone", "table-openpyxl", self.units, other / "table-2.xlsx")
        self.ours("draft", "report --draft", campaign)
        self.rival("draft: docxtpl, 14 rows", "report-docxtpl", 14, other / "report.docx")
        self.ours("status", "status", campaign)
        shutil.copytree(self.made / "changed", campaign / "2-nhan-ve", dirs_exist_ok=True)
        self.ours("ingest, 1% changed", "ingest", campaign)
        campaign = self.folder("appendix", with_appendix=True)
        run([self.program, "ingest", campaign, "-q", "--now", TODAY], told=(0, 1))
        self.ours("draft, a row for each unit", "report --draft", campaign)
        self.rival("draft, a row for each unit: docxtpl", "report-docxtpl", self.units, other / "report.docx")
        campaign = self.folder("whole")
        self.ours("whole run", "run", campaign)
        self.ours("whole run, nothing changed", "run", campaign)
        return self.took


def tell(units, rounds):
    print(f"\n## N = {units:,}\n\n| stage | wall s | CPU s | MB | CPU of a rival / ours |\n|---|---|---|---|---|")
    own = ""
    for stage in rounds[0]:
        wall, cpu, memory = (statistics.median(took[stage][i] for took in rounds) for i in range(3))
        ratio = ""
        if ": " not in stage:
            own = stage
        else:
            ratio = f"{statistics.median(took[stage][1] / took[own][1] for took in rounds):.1f}"
        shown = stage.replace(f"{own}: ", "· ") if ratio else f"**{stage}**"
        print(f"| {shown} | {wall:.3f} | {cpu:.3f} | {memory:.0f} | {ratio} |")
    sys.stdout.flush()


def scratch_folder(units):
    room = Path("/dev/shm")
    if room.is_dir() and shutil.disk_usage(room).free > units * 600_000:
        return room / f"tonghop-bench-{os.getpid()}"
    return KEPT / f"scratch-{os.getpid()}"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("units", nargs="*", type=int, metavar="N", default=[14, 332, 3321])
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--program", type=Path, help="built as offices get it unless said")
    args.add_argument("--no-rivals", action="store_true")
    args = args.parse_args()
    if not args.program:
        subprocess.run(["cargo", "build", "--profile", "dist"], cwd=HERE.parent, check=True)
        args.program = HERE.parent / "target" / "dist" / "tonghop"
    args.program = args.program.resolve()
    python = None if args.no_rivals else rivals_python()
    for units in args.units:
        made = KEPT / str(units)
        if not (made / "blank.xlsx").exists():
            province.make(args.program, units, made)
        scratch = scratch_folder(units)
        scratch.mkdir(parents=True)
        try:
            tell(units, [Round(args, made, units, scratch, python).pass_through() for _ in range(args.rounds)])
        finally:
            shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
