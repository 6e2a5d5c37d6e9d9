//! Settings of an earlier campaign that a new one takes over: who reports and signs, to whom, how it is set. What every period
//! has of its own (its name, days, subject, request) stays blank, so that it is asked for.

use toml::{Table, Value};

/// What is taken over, by section and key; "" is before the first section.
const CARRIED: [(&str, &[&str]); 6] = [
    ("", &["so_lieu_minh_hoa"]),
    (
        "co_quan",
        &["chu_quan", "ten", "ten_ngan", "dia_ban", "dia_danh"],
    ),
    (
        "bao_cao",
        &[
            "loai",
            "ky_hieu",
            "kinh_gui",
            "noi_nhan",
            "luu",
            "can_cu_ban_hanh",
            "nguoi_soan",
            "so_ban",
        ],
    ),
    (
        "nguoi_ky",
        &["tu_cach", "tap_the", "chuc_vu_truong", "chuc_vu", "ho_ten"],
    ),
    (
        "trinh_bay",
        &[
            "co_chu",
            "le_tren",
            "le_duoi",
            "le_trai",
            "le_phai",
            "lui_dong_dau",
            "cach_doan",
            "gian_dong",
        ],
    ),
    (
        "lien_he",
        &["don_vi", "ho_ten", "dien_thoai", "thu_dien_tu"],
    ),
];

/// What is shown as it was, to be written anew.
const SHOWN: [(&str, &str); 4] = [
    ("", "ten_dot"),
    ("bao_cao", "trich_yeu"),
    ("han", "don_vi_gui"),
    ("han", "bao_cao"),
];

/// The settings of a new campaign, `fresh` as they are without an earlier one, with what that one leaves.
pub(super) fn settings(fresh: &str, old: &Table) -> String {
    let mut section = String::new();
    let mut lines = Vec::new();
    for line in fresh.lines() {
        let (bare, is_comment) = match line.strip_prefix("# ") {
            Some(bare) => (bare, true),
            None => (line, false),
        };
        if let Some(name) = heading(bare) {
            name.clone_into(&mut section);
            let is_taken = old.get(name).is_some_and(Value::is_table) && is_carried(name);
            lines.push(if is_taken { bare } else { line }.to_owned());
            continue;
        }
        let key = bare.split_once(" = ").map_or("", |(key, _)| key);
        let said = said(old, &section, key);
        if let Some(said) = said.filter(|_| carries(&section, key)) {
            lines.push(format!("{key} = {said}"));
            continue;
        }
        if let Some(said) = said.filter(|_| !is_comment && SHOWN.contains(&(section.as_str(), key)))
        {
            lines.push(
                crate::msg!("campaign.was-before", value = said.to_string())
                    .say(crate::words::Lang::Vi),
            );
        }
        lines.push(line.to_owned());
    }
    lines.join("\n") + "\n"
}

/// The name in `[name]`.
fn heading(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let is_key = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (is_key && !name.is_empty()).then_some(name)
}

fn is_carried(section: &str) -> bool {
    CARRIED.iter().any(|(of, _)| *of == section)
}

fn carries(section: &str, key: &str) -> bool {
    let mut carried = CARRIED.iter();
    carried.any(|(of, keys)| *of == section && keys.contains(&key))
}

/// What the earlier campaign says under a key.
fn said<'o>(old: &'o Table, section: &str, key: &str) -> Option<&'o Value> {
    if section.is_empty() {
        return old.get(key);
    }
    old.get(section)?.as_table()?.get(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: &str = "# Tên.\nten_dot = \"\"\n\n[bao_cao]\n# Loại.\nloai = \"BÁO CÁO\"\nngay = \"\"\n# so = 123\n# so_ban = 30\n\n# [trinh_bay]\n# Cỡ.\n# co_chu = 14\n# gian_dong = 1.15\n\n[nguoi_ky]\nho_ten = \"\"\n";

    #[test]
    fn what_stays_from_period_to_period_is_taken_over_and_the_rest_is_asked_for() {
        let old = "ten_dot = \"CNTT-2020\"\n[bao_cao]\nloai = \"BÁO CÁO NHANH\"\nngay = \"2020-11\"\nso = 9\nso_ban = 12\n[trinh_bay]\nco_chu = 13\n[nguoi_ky]\nho_ten = \"Họ \\\"và\\\" tên\"\n";
        let made = settings(FRESH, &old.parse().unwrap());
        let expected = "# Tên.\n# Kỳ trước: \"CNTT-2020\"\nten_dot = \"\"\n\n[bao_cao]\n# Loại.\nloai = \"BÁO CÁO NHANH\"\nngay = \"\"\n# so = 123\nso_ban = 12\n\n[trinh_bay]\n# Cỡ.\nco_chu = 13\n# gian_dong = 1.15\n\n[nguoi_ky]\nho_ten = 'Họ \"và\" tên'\n";
        assert_eq!(made, expected);
        assert_eq!(settings(FRESH, &Table::new()), FRESH);
    }
}
