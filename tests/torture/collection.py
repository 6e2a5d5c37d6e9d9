"""Odd files and what must come of each.

A line of `expected.tsv` is file, unit, what, value:
    all      every answer of the unit is read as typed (the file is marked readable)
    FIELD    this field reads so, whatever the unit's answer was; "?" means that no value may be taken for it
    finding  a finding with this code is told
    safe     nothing is promised, but what is read must be right, and something must be said
    alive    as safe, for formats without checksums: a digit flipped there is a digit
"""

import itertools
import re


class Collection:
    def __init__(self, folder, answers, unit_names, books, samples, scratch):
        # The one unit with a form of its own stands apart: what is done to a form by turns is done to the communes'.
        self.district = "405"
        self.answers, self.communes = answers, {unit: own for unit, own in answers.items() if unit != self.district}
        self.folder, self.unit_names, self.books = folder, unit_names, books
        self.samples, self.scratch = samples, scratch
        self.columns = samples.list_columns()
        self.names, self.lines = [], []
        self.turns = itertools.cycle(list(self.communes))
        folder.mkdir()

    def turn(self):
        """The next unit."""
        return next(self.turns)

    def path(self, name):
        """Where a file of this name goes; each name is taken once."""
        assert name not in self.names, name
        self.names.append(name)
        return self.folder / name

    def expect(self, name, unit, *lines):
        for what, value in lines or [("all", "")]:
            self.lines.append((name, unit, what, str(value)))

    def add(self, name, unit, content, *lines):
        self.path(name).write_bytes(content)
        self.expect(name, unit, *lines)

    def filled(self, unit, **change):
        """The unit's form, filled without an office program; its path."""
        path = self.scratch / f"{unit}-{len(list(self.scratch.iterdir()))}.xlsx"
        cells = self.samples.cells_of(self.answers[unit] | change, self.columns)
        self.samples.fill_plain(self.books[unit], path, cells)
        return path

    def counts(self, unit):
        """The fields of the unit that hold a number."""
        return {k: v for k, v in self.communes[unit].items() if isinstance(v, int)}

    def choices(self, unit):
        """The fields of the unit that say yes or no."""
        return {k: v for k, v in self.communes[unit].items() if v in ("Có", "Không")}

    def readable(self):
        return len({line[0] for line in self.lines if line[2] == "all"})

    def write(self, path):
        lines = ["file\tunit\twhat\tvalue"]
        for line in self.lines:
            assert not any(re.search(r"[\t\n]", part) for part in line), line
            lines.append("\t".join(line))
        path.write_text("\n".join(lines) + "\n", "utf-8")
