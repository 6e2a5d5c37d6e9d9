//! Texts of which runs say how they look.

use super::super::walk::{Piece, each};
use super::super::{Font, RichRun};
use super::styles::{of_font, paint};
use crate::read::colors::{Paint, is_like_its_ground};
use std::collections::HashMap;

/// Takes the runs of a text, as its tags and texts come.
#[derive(Default)]
pub(super) struct Rich {
    pub(super) runs: Vec<RichRun>,
    /// Whether a run says how it looks.
    pub(super) tells_look: bool,
    pub(super) in_text: bool,
    /// Within how a word is spoken.
    pub(super) in_phonetics: bool,
    pub(super) font: Option<Font>,
    /// What the characters of the run are painted with.
    pub(super) paint: Paint,
}

impl Rich {
    pub(super) fn take(&mut self, piece: &Piece<'_, '_>) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "r" => {
                    self.font = None;
                    self.paint = Paint::Default;
                }
                "color" if self.font.is_some() => self.paint = paint(tag),
                "rPr" => {
                    self.font = Some(Font::default());
                    self.tells_look = true;
                }
                "rPh" => self.in_phonetics = true,
                "t" if !self.in_phonetics => {
                    self.in_text = true;
                    self.runs.push(RichRun {
                        text: String::new(),
                        struck: self.font.map(|font| font.struck),
                        raised: self.font.map(|font| font.raised),
                        unseen: is_like_its_ground(self.paint, Paint::Default)
                            || self.font.is_some_and(|font| font.tiny),
                    });
                }
                _ => {
                    if let Some(font) = &mut self.font {
                        of_font(font, tag);
                    }
                }
            },
            Piece::Close("t") => self.in_text = false,
            Piece::Close("rPh") => self.in_phonetics = false,
            Piece::Text(text) if self.in_text => {
                if let Some(run) = self.runs.last_mut() {
                    run.text.push_str(text);
                }
            }
            _ => {}
        }
    }

    /// The runs, where one says how it looks; then it begins anew.
    pub(super) fn finish(&mut self) -> Option<Vec<RichRun>> {
        let whole = std::mem::take(self);
        whole.tells_look.then_some(whole.runs)
    }
}

/// The texts of which runs say how they look, by their index.
pub(super) fn strings(xml: &str) -> HashMap<usize, Vec<RichRun>> {
    let mut found = HashMap::new();
    let (mut rich, mut index) = (Rich::default(), 0);
    each(xml, |piece| {
        rich.take(&piece);
        if let Piece::Close("si") = piece {
            found.extend(rich.finish().map(|runs| (index, runs)));
            index += 1;
        }
    });
    found
}
