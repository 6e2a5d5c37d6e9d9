//! Fonts that show signs in the place of letters and digits.

/// Such fonts that every office has.
const FONTS: [&str; 7] = [
    "Wingdings",
    "Wingdings 2",
    "Wingdings 3",
    "Webdings",
    "Symbol",
    "Marlett",
    "OpenSymbol",
];

/// The font of signs of this name.
pub(super) fn font_of_signs(name: &str) -> Option<&'static str> {
    let mut fonts = FONTS.into_iter();
    fonts.find(|font| font.eq_ignore_ascii_case(name.trim()))
}
