//! What the desk knows between requests: where the campaign lies, who works, and how it was when it was last looked at.

use super::held::held;
use super::house::House;
use super::listed::Listed;
use super::offered::Offered;
use super::work::Work;
use crate::app::arriving::Lying;
use crate::app::env::Env;
use crate::app::mark::Mark;
use crate::app::opinions::{Opinions, opinions};
use crate::app::overview::{Overview, overview};
use crate::app::set_aside::SetAside;
use crate::app::{Session, Snapshot, Stop, Workspace};
use crate::model::id::ActId;
use crate::value::Lang;
use crate::words::Message;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// What was looked at is forgotten when nobody asked for so long: the desk is small while it waits.
const REMEMBERED: Duration = Duration::from_mins(3);

/// How long what lies in the inbox waits where somebody else works on the folder.
const WAITS: Duration = Duration::from_secs(30);

/// The desk of one campaign, or of none: then the first page is served.
pub(super) struct Desk {
    /// All pages of this program.
    pub(super) house: Arc<House>,
    /// The campaign's folder; of the first page, home.
    pub(super) root: PathBuf,
    /// The port that it is served on.
    pub(super) port: u16,
    /// What is exchanged for the cookie.
    pub(super) token: String,
    /// What the cookie says.
    pub(super) secret: String,
    /// The language of whoever chose none.
    pub(super) lang: Lang,
    /// Where the name of who works is kept.
    pub(super) name_file: Option<PathBuf>,
    /// What opens a file of the campaign.
    pub(super) opener: fn(&Path) -> io::Result<()>,
    /// Tells the server to end.
    pub(super) end: Notify,
    /// Long work.
    pub(super) work: Work,
    /// Most bytes of a file that is dropped.
    pub(super) most: u64,
    /// Folders that were shown to choose from.
    pub(super) offered: Mutex<Offered>,
    /// The list of units that is looked at before it becomes the roster.
    pub(super) listed: Mutex<Listed>,
    set_aside: Mutex<Option<Arc<SetAside>>>,
    env: Mutex<Env>,
    looked_at: Mutex<Lying>,
    later: Mutex<Option<Instant>>,
    confirmed: Mutex<(ActId, Vec<Message>)>,
    seen: Mutex<Option<(Mark, Arc<Overview>)>>,
    opinions: Mutex<Option<(Mark, Arc<Opinions>)>>,
    used: Mutex<Instant>,
}

/// What a new desk is made of.
pub(super) struct Made {
    pub(super) house: Arc<House>,
    pub(super) root: PathBuf,
    pub(super) env: Env,
    pub(super) port: u16,
    pub(super) token: String,
    pub(super) secret: String,
    pub(super) lang: Lang,
    pub(super) name_file: Option<PathBuf>,
    pub(super) opener: fn(&Path) -> io::Result<()>,
    pub(super) most: u64,
}

impl Desk {
    pub(super) fn new(made: Made) -> Self {
        Self {
            house: made.house,
            offered: Mutex::default(),
            listed: Mutex::default(),
            set_aside: Mutex::default(),
            root: made.root,
            port: made.port,
            token: made.token,
            secret: made.secret,
            lang: made.lang,
            name_file: made.name_file,
            opener: made.opener,
            end: Notify::new(),
            work: Work::default(),
            most: made.most,
            looked_at: Mutex::default(),
            later: Mutex::default(),
            confirmed: Mutex::default(),
            env: Mutex::new(made.env),
            opinions: Mutex::default(),
            seen: Mutex::default(),
            used: Mutex::new(Instant::now()),
        }
    }

    /// The only name under which it answers.
    pub(super) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The name of its cookie: browsers share cookies between all ports of a machine.
    pub(super) fn cookie(&self) -> String {
        format!("tonghop-{}", self.port)
    }

    /// Who works and at what time.
    pub(super) fn env(&self) -> Env {
        held(&self.env).clone()
    }

    /// Who works from now on.
    pub(super) fn works(&self, env: Env) {
        *held(&self.env) = env;
    }

    /// The campaign as it stands; looked at again only when its folder has changed.
    pub(super) fn seen(&self) -> Result<Arc<Overview>, Stop> {
        let env = self.env();
        let mut seen = held(&self.seen);
        let mark = Mark::of(&self.root, &env);
        if let Some((_, known)) = seen.as_ref().filter(|(at, _)| *at == mark) {
            return Ok(Arc::clone(known));
        }
        let new = self.snapshot().and_then(overview);
        match (new, seen.as_ref()) {
            // While somebody finishes writing, what was seen before still tells where things stand.
            (Err(Stop::Busy(_)), Some((_, known))) => Ok(Arc::clone(known)),
            (new, _) => {
                let new = Arc::new(new?);
                *seen = Some((mark, Arc::clone(&new)));
                Ok(new)
            }
        }
    }

    /// Where documents lie that were dropped; made when the first of them comes.
    pub(super) fn set_aside(&self) -> Result<Arc<SetAside>, Stop> {
        let mut place = held(&self.set_aside);
        if let Some(place) = &*place {
            return Ok(Arc::clone(place));
        }
        let new = Arc::new(SetAside::new()?);
        *place = Some(Arc::clone(&new));
        Ok(new)
    }

    /// The same where any came.
    pub(super) fn dropped(&self) -> Option<Arc<SetAside>> {
        held(&self.set_aside).clone()
    }

    /// Units' own words, and what was chosen of them; looked at again only when the folder has changed.
    pub(super) fn opinions(&self) -> Result<Arc<Opinions>, Stop> {
        let mark = Mark::of(&self.root, &self.env());
        let mut kept = held(&self.opinions);
        if let Some((_, known)) = kept.as_ref().filter(|(at, _)| *at == mark) {
            return Ok(Arc::clone(known));
        }
        let new = Arc::new(opinions(&mut self.snapshot()?)?);
        *kept = Some((mark, Arc::clone(&new)));
        Ok(new)
    }

    /// How many files lie in the inbox that nobody has looked at.
    pub(super) fn news(&self) -> usize {
        Lying::now(&self.root).new_since(&held(&self.looked_at))
    }

    /// Somebody else works on the folder: what lies in the inbox waits a while.
    pub(super) fn tries_later(&self) {
        *held(&self.later) = Some(Instant::now() + WAITS);
    }

    /// Whether it may be tried to take in what lies in the inbox.
    pub(super) fn may_try(&self) -> bool {
        held(&self.later).is_none_or(|later| later < Instant::now())
    }

    /// What lay in the inbox when it was looked at.
    pub(super) fn looked_at(&self, lying: Lying) {
        *held(&self.looked_at) = lying;
    }

    /// Opens the campaign to look.
    pub(super) fn snapshot(&self) -> Result<Snapshot, Stop> {
        Workspace::open(&self.root, self.env())?.snapshot()
    }

    /// Opens the campaign to work.
    pub(super) fn session(&self) -> Result<Session, Stop> {
        Workspace::open(&self.root, self.env())?.session()
    }

    /// Keeps what else there is to say of an act, for the page that confirms it.
    pub(super) fn confirm(&self, act: Option<ActId>, told: &[Message]) {
        *held(&self.confirmed) = (act.unwrap_or_default(), told.to_vec());
    }

    /// What else there is to say of an act, where it was the last.
    pub(super) fn confirmed(&self, act: i64) -> Vec<Message> {
        let (last, told) = &*held(&self.confirmed);
        if last.0 == act {
            told.clone()
        } else {
            Vec::new()
        }
    }

    /// Somebody asked for something.
    pub(super) fn is_used(&self) {
        *held(&self.used) = Instant::now();
    }

    /// How long nobody has asked for anything; what was seen is forgotten after a while.
    pub(super) fn idle(&self) -> Duration {
        let idle = held(&self.used).elapsed();
        if idle > REMEMBERED {
            *held(&self.seen) = None;
            *held(&self.opinions) = None;
        }
        idle
    }
}
