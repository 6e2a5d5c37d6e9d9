//! A campaign's folder from outside: looked at with a [`Snapshot`], worked on with a [`Session`].

use super::rebuild::{Rebuilt, rebuild};
use super::session::GoesOn;
use super::{Env, Session, Snapshot, Stop, Task};
use crate::msg;
use crate::store::folder;
use std::path::{Path, PathBuf};

/// A campaign's folder, and what working on it needs from outside. Holds nothing open.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    env: Env,
}

impl Workspace {
    /// The folder of a campaign; [`Stop::Wrong`] when it is none.
    pub fn open(root: &Path, env: Env) -> Result<Self, Stop> {
        if !root.is_dir() {
            return Err(Stop::Wrong(msg!("flow.no-folder", path = root.display())));
        }
        if !root.join(folder::SETTINGS).is_file() {
            return Err(Stop::Wrong(msg!(
                "flow.not-a-campaign",
                path = root.display(),
                file = folder::SETTINGS
            )));
        }
        Ok(Self {
            root: root.to_owned(),
            env,
        })
    }

    /// The campaign's folder that a file lies in, however deep.
    pub fn around(file: &Path) -> Option<PathBuf> {
        let file = file.canonicalize().ok()?;
        let mut folders = file.ancestors();
        let root = folders.find(|dir| dir.join(folder::SETTINGS).is_file());
        root.map(Path::to_path_buf)
    }

    /// Opens it to look: takes no lock, writes nothing, and works while another program writes.
    pub fn snapshot(&self) -> Result<Snapshot, Stop> {
        Snapshot::open(&self.root, &self.env)
    }

    /// Makes its ledger again from the archive and the journal beside it; see [`rebuild`](super::rebuild::rebuild).
    pub fn rebuild(&self, task: &Task) -> Result<Rebuilt, Stop> {
        rebuild(&self.root, &self.env, task)
    }

    /// Opens it to work: [`Stop::Busy`] while anybody else does.
    pub fn session(&self) -> Result<Session, Stop> {
        Session::open(&self.root, &self.env, GoesOn::AsItIs)
    }

    /// The same of a copy that was handed over, to say that it goes on.
    pub fn session_to_go_on(&self) -> Result<Session, Stop> {
        Session::open(&self.root, &self.env, GoesOn::Again)
    }
}
