//! The secret by which a campaign knows what it issued.

use std::fmt;

/// The secret of a campaign, by which what it issued is known again. Never in a workbook.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IssueKey([u8; 32]);

impl IssueKey {
    /// From random bytes.
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// From 64 hexadecimal digits, as it is kept.
    pub fn parse(text: &str) -> Option<Self> {
        let hash = blake3::Hash::from_hex(text.trim()).ok()?;
        Some(Self(*hash.as_bytes()))
    }

    /// As it is kept: 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// What ties a return to what was issued: campaign, unit (blank in a workbook for all), form and kit version. It
    /// proves that this campaign issued it for that unit, not who sends it.
    pub fn token(&self, campaign: &str, unit: &str, form: &str, kit_version: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in [campaign, unit, form, kit_version] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

impl fmt::Debug for IssueKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IssueKey(…)")
    }
}
