//! A desk that is served for a test, and a browser of a few lines that asks it.

use crate::campaign_run::Folder;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tonghop::app::actor::Actor;
use tonghop::app::env::{Clock, Env, Now};
use tonghop::desk::{Options, desk};
use tonghop::value::Lang;

/// Most bytes of a file that is dropped.
pub(crate) const MOST: u64 = 3 << 20;

/// A desk that is served.
pub(crate) struct Served {
    pub(crate) port: u16,
    pub(crate) token: String,
    pub(crate) cookie: String,
    folder: PathBuf,
    thread: Option<JoinHandle<()>>,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// What a header says.
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut named = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.next().map_or("", |(_, value)| value)
    }
}

pub(crate) fn env() -> Env {
    Env {
        clock: Clock::Fixed(Now::parse("2020-11-16").expect("a day")),
        actor: Actor::named("cán bộ"),
        draw: || *b"only for rehearsals and samples.",
        reader: env!("CARGO_BIN_EXE_tonghop").into(),
    }
}

pub(crate) fn options(folder: &Path) -> Options {
    Options {
        port: 0,
        browser: false,
        lang: Lang::Vi,
        private: folder.with_extension("rieng"),
        home: folder.to_owned(),
        name_file: Some(folder.with_extension("ten")),
        opener: |_| Ok(()),
        most: MOST,
        idle: Duration::from_mins(5),
    }
}

impl Served {
    /// Serves a campaign and opens its page.
    pub(crate) fn of(folder: &Folder) -> Self {
        let root = folder.path().to_owned();
        Self::begun(folder.path(), move |ready| {
            desk(Some(&root), env(), &options(&root), ready).expect("it is served");
        })
    }

    /// Serves the first page of whoever has this folder as home.
    pub(crate) fn start(home: &Path) -> Self {
        let home = home.to_owned();
        Self::begun(&home.clone(), move |ready| {
            desk(None, env(), &options(&home), ready).expect("it is served");
        })
    }

    fn begun(
        folder: &Path,
        serve: impl FnOnce(&mut dyn FnMut(&tonghop::desk::Ready)) + Send + 'static,
    ) -> Self {
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            serve(&mut |ready| tell.send(ready.clone()).expect("it waits"));
        });
        let ready = told
            .recv_timeout(Duration::from_secs(20))
            .expect("it is ready");
        let mut served = Self::at(&ready.address, folder);
        served.thread = Some(thread);
        served
    }

    /// Goes to another page of the same program, as a page that leads there says.
    pub(crate) fn led(&self, answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{answer:?}");
        let address = answer.body.split_once("content=\"0; url=");
        let address = address.and_then(|(_, rest)| rest.split_once('"'));
        Self::at(address.expect("an address").0, &self.folder)
    }

    fn at(address: &str, folder: &Path) -> Self {
        let rest = address.strip_prefix("http://127.0.0.1:");
        let (port, way) = rest
            .and_then(|rest| rest.split_once('/'))
            .expect("this machine");
        let token = way.strip_prefix("mo/").expect("a token");
        let mut served = Self {
            port: port.parse().expect("a port"),
            token: token.split('?').next().unwrap_or_default().to_owned(),
            cookie: String::new(),
            folder: folder.to_owned(),
            thread: None,
        };
        let opened = served.get(&format!("/{way}"));
        assert_eq!(opened.status, 303, "{opened:?}");
        let cookie = opened.header("set-cookie");
        assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
        let cookie = cookie.split(';').next().expect("a cookie");
        cookie.clone_into(&mut served.cookie);
        served
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// A page, as our own browser asks for it.
    pub(crate) fn get(&self, path: &str) -> Answer {
        let (host, cookie) = (self.host(), &self.cookie);
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n").as_bytes())
    }

    /// A page that must be there.
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// A form that is sent from our own page.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let said: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let body = said.join("&");
        let head = self.head("POST", path, body.len());
        self.raw(
            format!("{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}")
                .as_bytes(),
        )
    }

    /// A file that is dropped on our own page.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Answer {
        self.put_to("/nhan/tep/", name, bytes)
    }

    /// The same, at another place.
    pub(crate) fn put_to(&self, place: &str, name: &str, bytes: &[u8]) -> Answer {
        let head = self.head("PUT", &format!("{place}{}", encoded(name)), bytes.len());
        self.raw(&[head.as_bytes(), b"\r\n", bytes].concat())
    }

    /// The head of what our own page sends.
    pub(crate) fn head(&self, method: &str, path: &str, length: usize) -> String {
        let (host, cookie) = (self.host(), &self.cookie);
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Length: {length}\r\nConnection: close\r\n"
        )
    }

    /// Whatever bytes, and what is answered.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .expect("a limit");
        // An answer may come before all was sent.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let all = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = all.split_once("\r\n\r\n").unwrap_or((&all, ""));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            // Templates write it so, and it says the same.
            body: body.replace("&#x2f;", "/"),
        }
    }

    /// Waits until nothing is under way, after at least so many pieces of work.
    pub(crate) fn quiet(&self, number: u64) {
        let since = Instant::now();
        loop {
            let now: serde_json::Value =
                serde_json::from_str(&self.page("/cong-viec")).expect("JSON");
            if now["running"] == false && now["number"].as_u64() >= Some(number) {
                return;
            }
            assert!(since.elapsed() < Duration::from_mins(2), "{now}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.post("/ket-thuc", &[]);
        let Some(thread) = self.thread.take() else {
            return;
        };
        let ended = thread.join();
        let _ = std::fs::remove_dir_all(options(&self.folder).private);
        let _ = std::fs::remove_file(self.folder.with_extension("ten"));
        if !std::thread::panicking() {
            ended.expect("it ended well");
        }
    }
}

pub(crate) fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
