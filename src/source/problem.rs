//! A mistake in what a campaign is made of, told at its place.

use crate::model::raw::cell_name;
use crate::msg;
use crate::source::{Files, Mistake};
use crate::words::{Fact, Lang, Message, text};
use std::sync::Arc;

/// One thing that is wrong in settings, roster, kit or last period's values.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    at: At,
    message: Message,
    help: Option<Message>,
    warning: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum At {
    /// In a text file: its bytes and a place in them.
    Text(Arc<Files>, Mistake),
    /// In a cell of a table.
    Cell {
        file: String,
        sheet: Option<String>,
        row: u32,
        col: u16,
    },
    /// In a file as a whole.
    File(String),
}

impl Problem {
    /// A mistake in a text file.
    pub(crate) fn in_text(files: &Arc<Files>, mistake: Mistake) -> Self {
        Self {
            message: mistake.message.clone(),
            help: mistake.help.clone(),
            at: At::Text(Arc::clone(files), mistake),
            warning: false,
        }
    }

    /// A mistake in a cell; a table without sheets (CSV) has none to name. Rows and columns count from 0.
    pub(crate) fn in_cell(
        file: &str,
        sheet: Option<&str>,
        (row, col): (u32, u16),
        message: Message,
    ) -> Self {
        Self {
            at: At::Cell {
                file: file.to_owned(),
                sheet: sheet.map(str::to_owned),
                row,
                col,
            },
            message,
            help: None,
            warning: false,
        }
    }

    /// A mistake of a file as a whole.
    pub(crate) fn in_file(file: &str, message: Message) -> Self {
        Self {
            at: At::File(file.to_owned()),
            message,
            help: None,
            warning: false,
        }
    }

    /// The same, with what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: Option<Message>) -> Self {
        self.help = help;
        self
    }

    /// The same, hindering nothing.
    #[must_use]
    pub(crate) fn into_warning(mut self) -> Self {
        self.warning = true;
        self
    }

    /// Whether it hinders nothing.
    pub fn is_warning(&self) -> bool {
        self.warning
    }

    /// What is wrong, as a fact.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// The file that it is in; empty when no file is to blame.
    pub fn file(&self) -> &str {
        match &self.at {
            At::Text(_, mistake) => &mistake.file,
            At::Cell { file, .. } | At::File(file) => file,
        }
    }

    /// Where: `dot-bao-cao.toml:12:5`, or `don-vi.xlsx, trang Đơn vị, ô E7`.
    pub fn place(&self, lang: Lang) -> String {
        match &self.at {
            At::Text(files, mistake) => {
                let (line, column) = mistake.position(files);
                format!("{}:{line}:{column}", mistake.file)
            }
            At::Cell {
                file,
                sheet: Some(sheet),
                row,
                col,
            } => msg!(
                "campaign.place-sheet",
                file = file,
                sheet = sheet,
                cell = cell_name(*row, *col)
            )
            .say(lang),
            At::Cell { file, row, col, .. } => msg!(
                "campaign.place-cell",
                file = file,
                cell = cell_name(*row, *col)
            )
            .say(lang),
            At::File(file) => file.clone(),
        }
    }

    /// A warning in one sentence, with its place and what to do.
    pub fn noted(&self) -> Message {
        let said = |lang| match &self.help {
            Some(help) => format!("{} {}", self.message.say(lang), help.say(lang)),
            None => self.message.say(lang),
        };
        let either = |say: &dyn Fn(Lang) -> String| Fact::Either(say(Lang::Vi), say(Lang::En));
        msg!(
            "campaign.noted",
            place = either(&|lang| self.place(lang)),
            said = either(&said)
        )
    }

    /// The problem as a person reads it: what, where and, for text, the line itself with a caret.
    pub fn show(&self, lang: Lang) -> String {
        if let At::Text(files, mistake) = &self.at {
            return mistake.show(files, lang);
        }
        let level = if self.warning {
            text("campaign.warning-word", lang)
        } else {
            text("campaign.error-word", lang)
        };
        let mut shown = format!(
            "{level}: {}\n ──▶ {}",
            self.message.say(lang),
            self.place(lang)
        );
        if let Some(help) = &self.help {
            shown.push_str("\n     ");
            shown.push_str(&help.say(lang));
        }
        shown
    }
}
