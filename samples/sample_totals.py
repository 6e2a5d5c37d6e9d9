"""What the figures of the sample must add up to: those of the report it stands for."""

# (what, figures of the communes that are added, figures of the district that are added, expected)
TOTALS = [
    ("computers in communes", ["may_tinh"], [], 269),
    ("of which desktop", ["may_de_ban"], [], 252),
    ("of which laptop", ["may_xach_tay"], [], 17),
    ("working in communes", ["may_tinh_hd"], [], 269),
    ("officials of communes", ["can_bo"], [], 294),
    ("computers of the district", [], ["may_tinh"], 68),
    ("desktop and laptop of the district", [], ["may_de_ban", "may_xach_tay"], 68),
    ("officials of the district", [], ["bien_che", "hop_dong"], 64),
    ("files received", ["hs_nhan"], ["hs_nhan"], 7315),
    ("files handled", ["hs_xong"], ["hs_xong"], 7315),
    ("files in progress", ["hs_dang"], ["hs_dang"], 0),
    ("files of level 3", ["hs_muc_3"], ["hs_muc_3"], 652),
    ("files of level 4", ["hs_muc_4"], ["hs_muc_4"], 6),
    ("services of levels 3 and 4", [], ["dvc_muc_3", "dvc_muc_4"], 49 + 23),
    ("postal points", [], ["diem_buu_chinh"], 16),
]


def check_totals(units):
    communes = [values for kind, _, values in units.values() if kind != "huyen"]
    district = next(values for kind, _, values in units.values() if kind == "huyen")

    def total(ours, theirs):
        return sum(v[f] for v in communes for f in ours) + sum(district[f] for f in theirs)

    for what, ours, theirs, expected in TOTALS:
        found = total(ours, theirs)
        assert found == expected, f"{what}: {found}, not {expected}"
    assert all(v["mang_lan"] == "Có" for v in communes) and len(communes) == 14
    assert round(100 * total(["may_cu"], ["may_cu"]) / total(["may_tinh"], ["may_tinh"])) == 20
    assert round(100 * district["nv_dung_han"] / district["nv_dung_han_ts"]) == 93
    for signed, of in (("vb_soan_ky", "vb_soan"), ("vb_ban_hanh_ky", "vb_ban_hanh")):
        assert total([signed], []) == total([of], [])
    assert round(269 / 14) == 19 and total(["can_bo"], []) == 21 * 14
