//! The parent's side: a child process, how long it may take, and what becomes of it.

use super::SUBCOMMAND;
use super::frames::{self, Answer, GREETING, MAX_ANSWER, Request};
use super::refusal::Refusal;
use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A child that has worked this long gives way to a new one, well before its processor time runs out.
const RETIRE: Duration = Duration::from_mins(1);
/// How long a child may take to say its greeting.
const START: Duration = Duration::from_secs(20);

/// How long a child that says no more may take to end.
const LAST_BREATH: Duration = Duration::from_secs(1);
const LOOKS_AGAIN: Duration = Duration::from_millis(2);

/// Whether a child was ended from outside. What it may take of memory and time ends it by other signals.
#[cfg(unix)]
fn is_ended_by_others(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    const KILL: i32 = 9;
    const TERM: i32 = 15;
    status
        .signal()
        .is_some_and(|signal| [KILL, TERM].contains(&signal))
}

/// The same: whoever ends a process of Windows says with what code, mostly 0 or 1. A child that breaks says another.
#[cfg(not(unix))]
fn is_ended_by_others(status: ExitStatus) -> bool {
    status.code().is_some_and(|code| [0, 1].contains(&code))
}

/// A running child.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<io::Result<Vec<u8>>>,
    worked: Duration,
}

impl Worker {
    /// Starts the program as a child and waits for its greeting.
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(SUBCOMMAND)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(requests), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = sync_channel(1);
        // Ends when the child does, or when nobody waits for answers any more.
        std::thread::spawn(move || {
            while let Some(frame) = frames::take(&mut output, MAX_ANSWER).transpose() {
                let last = frame.is_err();
                if sender.send(frame).is_err() || last {
                    break;
                }
            }
        });
        let worker = Self {
            child,
            requests,
            answers,
            worked: Duration::ZERO,
        };
        match worker.answers.recv_timeout(START) {
            Ok(Ok(greeting)) if greeting == GREETING => Ok(worker),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// What the child says of a file, which may be none that can be asked for; the error is a child that must not be asked again.
    pub(super) fn ask(
        &mut self,
        request: Option<Request>,
        patience: Duration,
    ) -> Result<Answer, Refusal> {
        let Some(request) = request else {
            return Ok(Err(Refusal::Closed));
        };
        self.send(&request)?;
        let answer = self.next(&mut { patience })?;
        postcard::from_bytes(&answer).map_err(|_| Refusal::Crashed)
    }

    /// Asks for something. After an error the child must not be asked again.
    pub(super) fn send(&mut self, request: &Request) -> Result<(), Refusal> {
        let request = postcard::to_stdvec(request).map_err(|_| Refusal::Crashed)?;
        let sent = frames::send(&mut self.requests, &request);
        sent.map_err(|_| self.broken())
    }

    /// The next frame that the child sends; how long it was waited for is taken from the patience.
    pub(super) fn next(&mut self, patience: &mut Duration) -> Result<Vec<u8>, Refusal> {
        let begun = Instant::now();
        let answer = match self.answers.recv_timeout(*patience) {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.broken()),
            Err(RecvTimeoutError::Timeout) => Err(Refusal::Slow),
        };
        let waited = begun.elapsed();
        *patience = patience.saturating_sub(waited);
        self.worked += waited;
        answer
    }

    /// Why it says no more: it broke, or somebody else ended it.
    fn broken(&mut self) -> Refusal {
        let begun = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) if is_ended_by_others(status) => return Refusal::Killed,
                Ok(None) if begun.elapsed() < LAST_BREATH => sleep(LOOKS_AGAIN),
                _ => return Refusal::Crashed,
            }
        }
    }

    /// Whether it has worked long enough.
    pub(super) fn is_tired(&self) -> bool {
        self.worked > RETIRE
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A child that has already ended cannot be killed; either way it is waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::read::frames::Wanted;
    use crate::store::folder::write_whole;
    use std::os::unix::fs::PermissionsExt;

    /// What a reader that greets and then does this says of a file.
    fn said_by(does: &str) -> Refusal {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("reader");
        let mut greeting = Vec::new();
        frames::send(&mut greeting, GREETING).expect("written");
        let greeting: Vec<String> = greeting
            .iter()
            .map(|byte| format!("\\{byte:03o}"))
            .collect();
        let greeting = greeting.concat();
        let script = format!("#!/bin/sh\nprintf '{greeting}'\nhead -c 1 >/dev/null\n{does}\n");
        write_whole(&program, script.as_bytes()).expect("written");
        let may_run = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(&program, may_run).expect("it may run");
        let mut worker = Worker::start(&program).expect("it greets");
        let request = Request::of(Path::new("a.xlsx"), Wanted::Cells(Vec::new()));
        worker
            .ask(request, Duration::from_secs(10))
            .expect_err("it says nothing")
    }

    #[test]
    fn a_reader_that_is_killed_is_told_from_one_that_breaks() {
        for killed in ["kill -9 $$", "kill -15 $$"] {
            assert_eq!(said_by(killed), Refusal::Killed, "{killed}");
        }
        for broken in ["kill -6 $$", "kill -24 $$", "exit 101", "exit 0"] {
            assert_eq!(said_by(broken), Refusal::Crashed, "{broken}");
        }
    }
}
