//! `dot-bao-cao.toml` as written: every key it may have, and what each alone must be like.
//!
//! Fields carry the names of the keys. Each is optional here; what is missing is told by the second step.

use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use validator::{Validate, ValidateEmail, ValidationError};

/// The tables, by name.
pub(super) const TABLES: [&str; 11] = [
    "co_quan",
    "bao_cao",
    "can_cu",
    "ky",
    "moc",
    "han",
    "van_ban_gui_bieu",
    "nguoi_ky",
    "trinh_bay",
    "nhan_ve",
    "lien_he",
];

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[validate(length(max = 100))]
    pub(super) bo_mau: Option<String>,
    #[validate(length(max = 40), custom(function = "short_name"))]
    pub(super) ten_dot: Option<String>,
    pub(super) so_lieu_minh_hoa: Option<bool>,
    #[validate(nested)]
    pub(super) co_quan: Option<CoQuan>,
    #[validate(nested)]
    pub(super) bao_cao: Option<BaoCao>,
    #[validate(nested)]
    pub(super) can_cu: Option<CanCu>,
    #[validate(nested)]
    pub(super) ky: Option<Ky>,
    pub(super) moc: Option<BTreeMap<String, Moc>>,
    pub(super) han: Option<Han>,
    #[validate(nested)]
    pub(super) van_ban_gui_bieu: Option<VanBan>,
    #[validate(nested)]
    pub(super) nguoi_ky: Option<NguoiKy>,
    pub(super) trinh_bay: Option<TrinhBay>,
    #[validate(nested)]
    pub(super) nhan_ve: Option<NhanVe>,
    #[validate(nested)]
    pub(super) lien_he: Option<LienHe>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct NhanVe {
    #[validate(length(max = 20))]
    pub(super) thu_muc: Option<Vec<String>>,
}

/// Lengths in millimetres, sizes in points; `lui_dong_dau` in centimetres, `gian_dong` in lines.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrinhBay {
    pub(super) co_chu: Option<Number>,
    pub(super) le_tren: Option<Number>,
    pub(super) le_duoi: Option<Number>,
    pub(super) le_trai: Option<Number>,
    pub(super) le_phai: Option<Number>,
    pub(super) lui_dong_dau: Option<Number>,
    pub(super) cach_doan: Option<Number>,
    pub(super) gian_dong: Option<Number>,
}

/// A number, also one typed in quotes or with a decimal comma.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number(pub(super) f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyNumber;
        impl Visitor<'_> for AnyNumber {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: Error>(self, n: i64) -> Result<Number, E> {
                Ok(Number(n as f64))
            }

            fn visit_f64<E: Error>(self, n: f64) -> Result<Number, E> {
                Ok(Number(n))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
                let number = text.trim().replace(',', ".").parse().ok();
                let number = number.filter(|n: &f64| n.is_finite());
                number
                    .map(Number)
                    .ok_or_else(|| E::custom("expected a number"))
            }
        }
        deserializer.deserialize_any(AnyNumber)
    }
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct CoQuan {
    #[validate(length(max = 200))]
    pub(super) chu_quan: Option<String>,
    #[validate(length(max = 200))]
    pub(super) ten: Option<String>,
    #[validate(length(max = 100))]
    pub(super) ten_ngan: Option<String>,
    #[validate(length(max = 100))]
    pub(super) dia_ban: Option<String>,
    #[validate(length(max = 60))]
    pub(super) dia_danh: Option<String>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct BaoCao {
    #[validate(length(max = 60))]
    pub(super) loai: Option<String>,
    #[validate(length(max = 400))]
    pub(super) trich_yeu: Option<String>,
    #[validate(length(max = 40))]
    pub(super) ky_hieu: Option<String>,
    pub(super) so: Option<String>,
    pub(super) ngay: Option<String>,
    #[validate(length(max = 30))]
    pub(super) kinh_gui: Option<Vec<String>>,
    #[validate(length(max = 60))]
    pub(super) noi_nhan: Option<Vec<String>>,
    #[validate(length(max = 40))]
    pub(super) luu: Option<String>,
    #[validate(length(max = 30))]
    pub(super) can_cu_ban_hanh: Option<Vec<String>>,
    #[validate(length(max = 10))]
    pub(super) nguoi_soan: Option<String>,
    pub(super) so_ban: Option<Number>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct CanCu {
    #[validate(length(max = 200))]
    pub(super) co_quan: Option<String>,
    #[validate(length(max = 60))]
    pub(super) so_ky_hieu: Option<String>,
    pub(super) ngay: Option<String>,
    #[validate(length(max = 400))]
    pub(super) trich_yeu: Option<String>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Ky {
    #[validate(length(max = 60))]
    pub(super) ten: Option<String>,
    pub(super) tu: Option<String>,
    pub(super) den: Option<String>,
    #[validate(length(max = 60))]
    pub(super) ten_truoc: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Han {
    pub(super) don_vi_gui: Option<String>,
    pub(super) bao_cao: Option<String>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct VanBan {
    #[validate(length(max = 60))]
    pub(super) so_ky_hieu: Option<String>,
    pub(super) ngay: Option<String>,
    #[validate(length(max = 200))]
    pub(super) co_quan: Option<String>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct NguoiKy {
    pub(super) tu_cach: Option<String>,
    #[validate(length(max = 100))]
    pub(super) tap_the: Option<String>,
    #[validate(length(max = 100))]
    pub(super) chuc_vu_truong: Option<String>,
    #[validate(length(max = 100))]
    pub(super) chuc_vu: Option<String>,
    #[validate(length(max = 60))]
    pub(super) ho_ten: Option<String>,
}

#[derive(Debug, Default, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct LienHe {
    #[validate(length(max = 200))]
    pub(super) don_vi: Option<String>,
    #[validate(length(max = 60))]
    pub(super) ho_ten: Option<String>,
    #[validate(length(max = 40))]
    pub(super) dien_thoai: Option<String>,
    #[validate(custom(function = "e_mail"))]
    pub(super) thu_dien_tu: Option<String>,
}

/// A named date or period: `"2020-10-28"`, or `{ tu = "…", den = "…" }`.
#[derive(Debug)]
pub(super) enum Moc {
    Day(String),
    Span(KhoangThoiGian),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KhoangThoiGian {
    pub(super) tu: Option<String>,
    pub(super) den: Option<String>,
}

impl<'de> Deserialize<'de> for Moc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DayOrSpan;
        impl<'de> Visitor<'de> for DayOrSpan {
            type Value = Moc;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day or a period")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Moc, E> {
                Ok(Moc::Day(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Moc, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Moc::Span)
            }
        }
        deserializer.deserialize_any(DayOrSpan)
    }
}

/// The short name stands in file names: letters and digits without accents, `-`, `_` and `.`.
fn short_name(name: &str) -> Result<(), ValidationError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    if name.is_empty() || (starts && !name.ends_with('.') && name.chars().all(fits)) {
        Ok(())
    } else {
        Err(ValidationError::new("short_name"))
    }
}

/// An address, or nothing.
fn e_mail(address: &str) -> Result<(), ValidationError> {
    if address.trim().is_empty() || address.trim().validate_email() {
        Ok(())
    } else {
        Err(ValidationError::new("e_mail"))
    }
}
