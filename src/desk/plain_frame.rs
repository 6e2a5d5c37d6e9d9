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
    /// The folder of a campaign that may not have a name yet.
    campaign: String,
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
            campaign: String::new(),
        }
    }

    /// The same around the settings of a campaign.
    pub(super) fn of_campaign(desk: &Desk, asked: &Asked) -> Self {
        let name = desk.root.file_name().unwrap_or(desk.root.as_os_str());
        Self {
            campaign: name.to_string_lossy().into_owned(),
            ..Self::of(desk, asked)
        }
    }
}
