//! Whether characters can be told from their ground.

/// Red, green and blue.
type Color = [u8; 3];

const WHITE: Color = [255; 3];
const BLACK: Color = [0; 3];

/// What characters or their ground are painted with.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Paint {
    /// What everybody has: black on white.
    #[default]
    Default,
    /// This color.
    Of(Color),
    /// Some color that is not known here.
    Unknown,
}

/// Six hexadecimal digits, or eight of which the first two say how opaque it is.
pub(super) fn of_hex(text: &str) -> Paint {
    let digits = text.trim_start_matches('#');
    let digits = digits
        .len()
        .checked_sub(6)
        .and_then(|from| digits.get(from..));
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    number.map_or(Paint::Unknown, |number| {
        let [_, red, green, blue] = number.to_be_bytes();
        Paint::Of([red, green, blue])
    })
}

/// What a solid ground of this color is: one that is not said, or that of the system's characters, is black.
pub(super) fn of_solid(paint: Paint) -> Paint {
    match paint {
        Paint::Default => Paint::Of(BLACK),
        paint => paint,
    }
}

/// A color by its number in the palette of older formats, where that is one of the first that nobody changes.
pub(super) fn of_palette(index: u32) -> Paint {
    match index {
        0 | 8 => Paint::Of(BLACK),
        1 | 9 => Paint::Of(WHITE),
        // Those of the system's windows.
        64 | 65 | 0x7FFF => Paint::Default,
        _ => Paint::Unknown,
    }
}

/// A color by its number in the theme, where that is one of the two that all themes of offices share.
pub(super) fn of_theme(index: u32) -> Paint {
    match index {
        0 => Paint::Of(WHITE),
        1 => Paint::Of(BLACK),
        _ => Paint::Unknown,
    }
}

/// Whether nobody can read characters on their ground: a contrast below 1.2, where the least that is readable is 3
/// (WCAG 2.1, 1.4.3).
pub(super) fn is_like_its_ground(characters: Paint, ground: Paint) -> bool {
    let color = |paint, default| match paint {
        Paint::Default => Some(default),
        Paint::Of(color) => Some(color),
        Paint::Unknown => None,
    };
    let (Some(a), Some(b)) = (color(characters, BLACK), color(ground, WHITE)) else {
        return false;
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05) < 1.2
}

fn luminance(color: Color) -> f64 {
    let [red, green, blue] = color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_on_white_and_on_cream_is_not_seen_and_grey_is() {
        let (white, cream) = (Paint::Of(WHITE), of_hex("FFFFF8E1"));
        assert!(is_like_its_ground(white, Paint::Default));
        assert!(is_like_its_ground(white, cream));
        assert!(is_like_its_ground(Paint::Default, Paint::Of(BLACK)));
        assert!(!is_like_its_ground(Paint::Default, cream));
        assert!(!is_like_its_ground(of_hex("FF999999"), Paint::Default));
        assert!(!is_like_its_ground(white, of_hex("#1F4E79")));
        assert!(!is_like_its_ground(Paint::Unknown, Paint::Unknown));
        assert_eq!(of_hex("xyz"), Paint::Unknown);
    }
}
