//! What became of the paper that was written last.

use super::said::{said, without_commands};
use super::state::Desk;
use super::work::{Came, Ended, Job};
use crate::app::open_file::Known;
use crate::msg;
use crate::words::{Lang, text};
use serde::Serialize;

/// What became of the paper that was written last.
#[derive(Debug, Serialize)]
pub(super) struct Paper {
    said: String,
    told: Vec<String>,
    /// What opens it.
    known: Option<&'static str>,
    /// What was made can be opened, as the last that was.
    is_made: bool,
}

/// That paper, until other work ends.
pub(super) fn paper(desk: &Desk, lang: Lang) -> Option<Paper> {
    let (ended, _) = desk.work.ended();
    let is_made = |ended: &Ended| matches!(ended.came, Some(Ok(Came::Made(..))));
    let ended = ended.filter(|ended| ended.job == Job::Paper || is_made(ended))?;
    Some(match &ended.came {
        Some(Ok(Came::Made(path, told))) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Paper {
                said: msg!("desk.wrote", file = name).say(lang),
                told: told.iter().map(|one| without_commands(one, lang)).collect(),
                known: None,
                is_made: true,
            }
        }
        Some(Ok(Came::Paper(paper, told))) => {
            let path = paper.and_then(|paper| paper.path(&desk.root));
            let name = path.as_deref().and_then(std::path::Path::file_name);
            let said = match name {
                Some(name) => msg!("desk.wrote", file = name.to_string_lossy()).say(lang),
                None => text("desk.nothing-to-write", lang),
            };
            Paper {
                said,
                told: told.iter().map(|one| without_commands(one, lang)).collect(),
                known: paper.map(Known::word),
                is_made: false,
            }
        }
        Some(Ok(Came::Done(told))) => Paper {
            said: text("desk.done", lang),
            told: told.iter().map(|one| without_commands(one, lang)).collect(),
            known: None,
            is_made: false,
        },
        Some(Err(stop)) => Paper {
            said: text("desk.not-done", lang),
            told: said(stop, lang),
            known: None,
            is_made: false,
        },
        _ => Paper {
            said: text("desk.broken", lang),
            told: Vec::new(),
            known: None,
            is_made: false,
        },
    })
}
