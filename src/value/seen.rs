//! What a person sees of a cell, where that may be something else than what the cell holds.

use super::direction::shown;
use super::fold::{clean, is_blank};
use serde::{Deserialize, Serialize};

/// What a person sees of a cell, where that may be something else than what the cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What the eye reads as the answer: "412" of a struck-out 400 with 412 after it; empty where nothing stands for it.
    pub text: String,
    /// Why that is not all of the cell.
    pub mark: Mark,
}

/// Why a person sees something else of a cell than what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// Some of its characters are struck out, raised or lowered.
    SetApart {
        /// Those that are struck out.
        struck: String,
        /// Those that are raised or lowered beside others that are not.
        raised: String,
    },
    /// Its number format scales the number, puts words or digits to it, or shows nothing.
    Format,
    /// It is covered by the merged area of this name (`E13:F13`), whose first cell alone is shown.
    Covered(String),
    /// Its characters have the color of their ground.
    LikeItsGround,
    /// Some of its characters, which are these, are not shown.
    Hidden(String),
    /// Marks in it turn the direction of writing.
    Turned,
    /// It looks so that people may read another thing, or nothing.
    Looks(Look),
    /// The file states it twice, each time with another content: programs take one or the other.
    Twice,
    /// Its formula, which is this, cannot give the result that the file states.
    Recalculated(String),
    /// Its formula, which is this, gives another result each time the file is opened.
    Changing(String),
}

/// How a cell looks of which people may read another thing than it holds, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// A line goes across it from corner to corner, as one strikes out by hand.
    Crossed,
    /// A line, a shape or a picture lies over it.
    Under,
    /// A pattern in the color of its characters lies behind them.
    Hatched,
    /// Its content is repeated over its whole width: a 4 shows as 444.
    Repeated,
    /// Its characters are of this font, which shows signs in their place.
    Signs(String),
    /// Its characters are too small to be read.
    Tiny,
    /// It is indented by more than its width.
    PushedOut,
    /// It is turned so that it is read from top to bottom, a 6 like a 9.
    UpsideDown,
}

impl Look {
    /// Whether people may read another thing for it than this text of a cell.
    ///
    /// ```
    /// use tonghop::value::Look;
    /// assert!(Look::Repeated.may_mislead("4") && !Look::Repeated.may_mislead("Một cửa điện tử"));
    /// assert!(!Look::Signs("Wingdings".into()).may_mislead("ü"));
    /// ```
    pub fn may_mislead(&self, text: &str) -> bool {
        /// One that is longer fills its cell once.
        const SHORT: usize = 8;
        let has_digit = text.chars().any(|c| c.is_ascii_digit());
        match self {
            Self::Repeated => text.trim().chars().count() <= SHORT,
            // A single letter is a tick that was put there for its look.
            Self::Signs(font) => {
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                letters > 1 || has_digit && !font.eq_ignore_ascii_case("symbol")
            }
            Self::UpsideDown => has_digit && text.chars().all(|c| !c.is_alphabetic()),
            _ => true,
        }
    }
}

/// Characters of a cell that look alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Whether a line goes through them.
    pub struck: bool,
    /// Whether they are raised or lowered.
    pub raised: bool,
}

impl Seen {
    /// What is seen of a text in which marks turn the direction of writing, where they put it in another order.
    pub fn of_directions(text: &str) -> Option<Self> {
        Some(Self {
            text: shown(text)?,
            mark: Mark::Turned,
        })
    }

    /// Whether a line goes through all of it.
    pub fn is_all_struck(&self) -> bool {
        is_blank(&self.text) && matches!(self.mark, Mark::SetApart { .. })
    }

    /// What is seen of a text in which some characters are struck out, or raised or lowered beside others; nothing where
    /// all of it stands as it is. A text that is raised as a whole is only small.
    ///
    /// ```
    /// use tonghop::value::{Run, Seen};
    /// let run = |text: &str, struck, raised| Run { text: text.into(), struck, raised };
    /// let seen = Seen::of_runs(&[run("400", true, false), run(" 412", false, false)]);
    /// assert_eq!(seen.map(|s| s.text), Some("412".to_owned()));
    /// assert_eq!(Seen::of_runs(&[run("388", false, true)]), None);
    /// ```
    pub fn of_runs(runs: &[Run]) -> Option<Self> {
        let said = |is_meant: &dyn Fn(&Run) -> bool| -> String {
            let meant = runs.iter().filter(|run| is_meant(run));
            meant.map(|run| run.text.as_str()).collect()
        };
        let struck = said(&|run| run.struck);
        let stands = said(&|run| !run.struck && !run.raised);
        let raised = said(&|run| !run.struck && run.raised);
        let is_set_apart = !is_blank(&raised) && !is_blank(&stands);
        if is_blank(&struck) && !is_set_apart {
            return None;
        }
        let (text, raised) = if is_set_apart {
            (stands, raised)
        } else {
            (said(&|run| !run.struck), String::new())
        };
        Some(Self {
            text: clean(&text, true),
            mark: Mark::SetApart {
                struck: clean(&struck, true),
                raised: clean(&raised, true),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Run, Seen};

    /// Runs in one line: `~struck~`, `^raised^`.
    fn runs(line: &str) -> Vec<Run> {
        let mut run = Run::default();
        let mut runs = Vec::new();
        for c in line.chars() {
            if !matches!(c, '~' | '^') {
                run.text.push(c);
                continue;
            }
            runs.push(run.clone());
            run.text.clear();
            if c == '~' {
                run.struck = !run.struck;
            } else {
                run.raised = !run.raised;
            }
        }
        runs.push(run);
        runs
    }

    #[test]
    fn what_is_struck_out_or_set_apart_is_told_from_what_stands() {
        let told = |line: &str| {
            let seen = Seen::of_runs(&runs(line))?;
            let Mark::SetApart { struck, raised } = seen.mark else {
                return None;
            };
            Some(format!("{}|{struck}|{raised}", seen.text))
        };
        for (line, wanted) in [
            ("~400~ 412", Some("412|400|")),
            ("388^1^", Some("388||1")),
            ("~400~412^1^", Some("412|400|1")),
            ("~412~", Some("|412|")),
            ("~400~^412^", Some("412|400|")),
            ("12~ ~", None),
            ("^12^ ", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(told(line).as_deref(), wanted, "{line}");
        }
    }
}
