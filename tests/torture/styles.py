"""How offices write what they mean."""

import unicodedata


def grouped(n):
    return f"{n:,}".replace(",", ".")


# A count as text -> how it is typed.
COUNTS = {
    "nhu so": str,
    "hai chu so": lambda n: f"{n:02d}",
    "co dau cham": grouped,
    "co dau cach": lambda n: f"{n:,}".replace(",", " "),
    "co dau cach cung": lambda n: f"\u00a0{n:,}\u00a0".replace(",", "\u00a0"),
    "chu so day du": lambda n: str(n).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "ky tu vo hinh": lambda n: f"\u200b{n}\ufeff",
    "xuong dong cuoi": lambda n: f"{n}\n",
    "dau nhay dau": lambda n: f"'{n}",
    "khoang": lambda n: f"khoảng {n}",
}

# (no, yes) as typed.
YES_NO = {
    "chu thuong": ("không", "có"),
    "chu hoa": ("KHÔNG", "CÓ"),
    "danh dau": ("Không", "x"),
    "danh dau hoa": ("Không", "X"),
    "dat": ("chưa", "đạt"),
    "tach dau": (unicodedata.normalize("NFD", "Không"), unicodedata.normalize("NFD", "Có")),
    "so": ("0", "1"),
    "tieng anh": ("FALSE", "TRUE"),
}

# What nobody may take for a count.
ASKED = {
    "le": "6,5",
    "khoang so": "10-12",
    "hai so": "10/12",
    "am": "-5",
    "chu": "nhiều",
    "ngay": "14/12/2020",
    "la ma": "XII",
    "ca hai dau": "1.234,56.7",
    "nhom sai": "12.34",
    "so va chu": "12a",
    "phan tram": "50%",
    "so mu": "1e3",
}

# Text -> what it says.
TEXTS = {
    "tach dau": (unicodedata.normalize("NFD", "Thiếu máy quét"), "Thiếu máy quét"),
    "tcvn3": ("M¸y tÝnh ®· cò, thiÕu kinh phÝ", "Máy tính đã cũ, thiếu kinh phí"),
    "vni": ("Maùy tính ñaõ cuõ, thieáu kinh phí", "Máy tính đã cũ, thiếu kinh phí"),
    "nhu cong thuc": ("=HYPERLINK(\"http://a.vn\",\"bấm\")", "=HYPERLINK(\"http://a.vn\",\"bấm\")"),
    "dau cach thua": ("  Thiếu   máy  ", "Thiếu máy"),
}
