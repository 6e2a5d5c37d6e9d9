"""Valid files of every format, cut short or changed at a few bytes."""

import random

ZIPPED = ("xlsx", "xlsm", "ods", "xlsb")


def cut(data, share):
    return data[: int(len(data) * share)]


def flipped(data, seed, count):
    chance, out = random.Random(seed), bytearray(data)
    for _ in range(count):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def zeroed(data, seed):
    start = random.Random(seed).randrange(len(data) - 600)
    return data[:start] + bytes(512) + data[start + 512 :]


def doubled(data, seed):
    start = random.Random(seed).randrange(len(data) - 600)
    return data[:start] + data[start : start + 300] + data[start:]


CHANGES = {
    "cut 2": lambda data: cut(data, 0.02),
    "cut 50": lambda data: cut(data, 0.5),
    "cut 99": lambda data: cut(data, 0.99),
    "lat 1a": lambda data: flipped(data, 1, 1),
    "lat 1b": lambda data: flipped(data, 2, 1),
    "lat 9": lambda data: flipped(data, 3, 9),
    "lat 200": lambda data: flipped(data, 4, 200),
    "khong": lambda data: zeroed(data, 5),
    "lap": lambda data: doubled(data, 6),
    "duoi": lambda data: data + b"x" * 1000,
}


def make(made):
    sources = []
    for ending in ("xlsx", "xls", "ods", "xlsb", "xlsm", "csv"):
        found = [n for n in made.names if n.endswith(f".{ending}")
                 and ("mo va luu" in n or "sheetjs" in n or "xuat utf8" in n)]
        found = [n for n in found if f"sheetjs {ending}" in n or "sheetjs" not in n]
        if found:
            sources.append((ending, found[0]))
    sources.append(("xlsx", None))
    for number, (ending, name) in enumerate(sources):
        unit = name.split(" ")[0] if name else made.turn()
        data = ((made.folder / name) if name else made.filled(unit)).read_bytes()
        for change, act in CHANGES.items():
            what = "safe" if ending in ZIPPED else "alive"
            made.add(f"{unit} byte {number} {change}.{ending}", unit, act(data), (what, ""))
