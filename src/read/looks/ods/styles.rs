//! How cells and characters look by their styles.

use super::super::walk::{Piece, attribute, each};
use super::super::{Font, Style};
use crate::read::colors::{self, Paint};
use crate::read::signs::font_of_signs;
use crate::value::Look;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// What a style says, where it says something, and the one that it stands on.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) parent: Option<String>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) characters: Option<Paint>,
    pub(super) ground: Option<Paint>,
    pub(super) tiny: Option<bool>,
    pub(super) crossed: Option<bool>,
    pub(super) repeated: Option<bool>,
    pub(super) turned: Option<bool>,
    pub(super) font: Option<String>,
}

impl Said {
    /// How a cell looks that may mislead.
    fn look(&self) -> Option<Look> {
        let is = |said: Option<bool>, look| (said == Some(true)).then_some(look);
        let font = self.font.as_deref().and_then(font_of_signs);
        is(self.crossed, Look::Crossed)
            .or(font.map(|font| Look::Signs(font.to_owned())))
            .or(is(self.tiny, Look::Tiny))
            .or(is(self.repeated, Look::Repeated))
            .or(is(self.turned, Look::UpsideDown))
    }
}

/// Styles as they come, by family and name.
#[derive(Default)]
pub(super) struct Styles {
    pub(super) said: HashMap<(String, String), Said>,
    /// The style that is being read.
    pub(super) open: Option<(String, String)>,
}

/// Styles with what they stand on.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) of_cells: Vec<Style>,
    /// By name, its place among those of cells.
    pub(super) cells: HashMap<String, usize>,
    pub(super) texts: HashMap<String, Said>,
}

impl Styles {
    pub(super) fn take(&mut self, xml: &str) {
        each(xml, |piece| match piece {
            Piece::Open(tag) => self.open(tag),
            Piece::Close("style" | "default-style") => self.open = None,
            _ => {}
        });
    }

    pub(super) fn open(&mut self, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name);
        match tag.local_name().as_ref() {
            "style" | "default-style" => {
                let key = (
                    value("family").unwrap_or_default(),
                    value("name").unwrap_or_default(),
                );
                let said = Said {
                    parent: value("parent-style-name"),
                    ..Said::default()
                };
                self.said.insert(key.clone(), said);
                self.open = Some(key);
            }
            "text-properties" => {
                let said = self.open.as_ref().and_then(|key| self.said.get_mut(key));
                let Some(said) = said else { return };
                let line = value("text-line-through-style").or(value("text-line-through-type"));
                said.struck = line.map(|line| line != "none").or(said.struck);
                said.raised = value("text-position")
                    .map(|p| is_raised(&p))
                    .or(said.raised);
                said.characters = value("color")
                    .map(|c| colors::of_hex(&c))
                    .or(said.characters);
                let size = value("font-size");
                let size = size.and_then(|size| size.strip_suffix("pt")?.parse::<f64>().ok());
                said.tiny = size.map(|size| size <= Font::TINY).or(said.tiny);
                said.font = value("font-name").or(said.font.take());
                // The color that the window has for characters, whatever else is said.
                if value("use-window-font-color").as_deref() == Some("true") {
                    said.characters = Some(Paint::Default);
                }
            }
            "table-cell-properties" => {
                let said = self.open.as_ref().and_then(|key| self.said.get_mut(key));
                let Some(said) = said else { return };
                if let Some(ground) = value("background-color") {
                    said.ground = Some(match ground.as_str() {
                        "transparent" => Paint::Default,
                        color => colors::of_hex(color),
                    });
                }
                let lines = [value("diagonal-bl-tr"), value("diagonal-tl-br")];
                let mut lines = lines.into_iter().flatten().peekable();
                if lines.peek().is_some() {
                    said.crossed = Some(lines.any(|line| line != "none"));
                }
                let repeated = value("repeat-content").map(|said| said == "true");
                said.repeated = repeated.or(said.repeated);
                let angle = value("rotation-angle").and_then(|angle| angle.parse::<f64>().ok());
                said.turned = angle
                    .map(|angle| (91.0..360.0).contains(&angle))
                    .or(said.turned);
            }
            _ => {}
        }
    }

    /// A style with what it stands on.
    pub(super) fn whole(&self, family: &str, name: &str) -> Said {
        /// Styles that stand on one another.
        const MOST: usize = 16;
        let mut whole = Said::default();
        let mut next = Some(name.to_owned());
        for _ in 0..MOST {
            let Some(name) = next else { break };
            let key = (family.to_owned(), name);
            let Some(said) = self.said.get(&key) else {
                break;
            };
            whole.struck = whole.struck.or(said.struck);
            whole.raised = whole.raised.or(said.raised);
            whole.characters = whole.characters.or(said.characters);
            whole.ground = whole.ground.or(said.ground);
            whole.tiny = whole.tiny.or(said.tiny);
            whole.crossed = whole.crossed.or(said.crossed);
            whole.repeated = whole.repeated.or(said.repeated);
            whole.turned = whole.turned.or(said.turned);
            whole.font = whole.font.or_else(|| said.font.clone());
            let is_default = key.1.is_empty();
            next = said.parent.clone().or((!is_default).then(String::new));
        }
        whole
    }

    pub(super) fn settled(&self) -> Settled {
        let mut settled = Settled::default();
        let mut names: Vec<&(String, String)> = self.said.keys().collect();
        names.sort();
        for (family, name) in names {
            let said = self.whole(family, name);
            match family.as_str() {
                "table-cell" => {
                    let paint = |paint: Option<Paint>| paint.unwrap_or_default();
                    let like =
                        colors::is_like_its_ground(paint(said.characters), paint(said.ground));
                    settled.cells.insert(name.clone(), settled.of_cells.len());
                    settled.of_cells.push(Style {
                        percent: None,
                        digits: 0,
                        struck: said.struck == Some(true),
                        raised: said.raised == Some(true),
                        like_its_ground: like,
                        format: None,
                        indent: 0,
                        look: said.look(),
                    });
                }
                "text" => {
                    settled.texts.insert(name.clone(), said);
                }
                _ => {}
            }
        }
        settled
    }
}

/// `super 58%`, `sub`, `33% 58%`; `0% 100%` is neither.
pub(super) fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    !matches!(first.trim_end_matches('%').parse(), Ok(0.0))
}

#[cfg(test)]
mod tests {
    use super::is_raised;

    #[test]
    fn a_position_on_the_line_is_not_raised() {
        for (position, raised) in [
            ("super 58%", true),
            ("sub", true),
            ("33% 58%", true),
            ("0% 100%", false),
        ] {
            assert_eq!(is_raised(position), raised, "{position}");
        }
    }
}
