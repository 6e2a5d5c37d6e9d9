//! The pages that one program serves: of campaigns, and the first one; it lives as long as any of them.

use super::held::held;
use crate::app::Stop;
use crate::app::env::Env;
use crate::msg;
use crate::value::Lang;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How a desk is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Whether the browser is opened.
    pub browser: bool,
    /// The language of whoever chooses none.
    pub lang: Lang,
    /// The user's private folder, for port and token.
    pub private: PathBuf,
    /// The folder of whoever sits here, below which campaigns are looked for.
    pub home: PathBuf,
    /// Where the name of who works is kept.
    pub name_file: Option<PathBuf>,
    /// What opens an address or a file.
    pub opener: fn(&Path) -> io::Result<()>,
    /// Most bytes of a file that is dropped.
    pub most: u64,
    /// It ends when nobody asked for anything for so long.
    pub idle: Duration,
}

/// That the page can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Its address with the token.
    pub address: String,
    /// Another program serves it already.
    pub is_other: bool,
    /// No browser could be opened.
    pub no_browser: bool,
}

/// Serves the page of a campaign, or the first one, until it ends.
pub(super) type Serve =
    fn(&Arc<House>, Option<&Path>, Env, &Options, &mut dyn FnMut(&Ready)) -> Result<(), Stop>;

/// All pages of this program.
pub(super) struct House {
    options: Options,
    serve: Serve,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl House {
    pub(super) fn new(options: &Options, serve: Serve) -> Arc<Self> {
        // What is opened from a page is shown by that page.
        let options = Options {
            port: 0,
            browser: false,
            ..options.clone()
        };
        Arc::new(Self {
            options,
            serve,
            threads: Mutex::default(),
        })
    }

    /// How its pages are opened.
    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// Serves one more page, unless it is served already; its address.
    pub(super) fn open(self: &Arc<Self>, root: Option<&Path>, env: Env) -> Result<String, Stop> {
        let (tell, told) = mpsc::channel();
        let (house, root) = (Arc::clone(self), root.map(Path::to_owned));
        let thread = thread::spawn(move || {
            let mut ready = |ready: &Ready| {
                let _ = tell.send(Ok(ready.address.clone()));
            };
            let served = (house.serve)(&house, root.as_deref(), env, &house.options, &mut ready);
            if let Err(stop) = served {
                // Whoever waits for the address is told; after that nobody listens.
                let _ = tell.send(Err(stop));
            }
        });
        held(&self.threads).push(thread);
        let broken = || Err(Stop::Fault(msg!("desk.broken")));
        told.recv().unwrap_or_else(|_| broken())
    }

    /// Waits until the last page has ended.
    pub(super) fn wait(&self) {
        loop {
            let next = held(&self.threads).pop();
            let Some(thread) = next else { return };
            // One that broke has told so where it ran.
            let _ = thread.join();
        }
    }
}
