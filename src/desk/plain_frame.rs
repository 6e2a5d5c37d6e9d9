//! What stands around a page that is of no campaign.

use super::reader::{Asked, word};
use super::state::Desk;
use crate::words::Lang;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct PlainFrame {
    other_lang: &'static str,
    here: String,
    who: String,
    is_login: bool,
}

impl PlainFrame {
    pub(super) fn of(desk: &Desk, asked: &Asked) -> Self {
        let actor = desk.env().actor;
        let other = if asked.reader.lang == Lang::Vi {
            Lang::En
        } else {
            Lang::Vi
        };
        Self {
            other_lang: word(other),
            here: asked.here.clone(),
            who: actor.name().to_owned(),
            is_login: actor.is_login(),
        }
    }
}
