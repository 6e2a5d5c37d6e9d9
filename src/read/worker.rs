//! The parent's side: a child process, how long it may take, and what becomes of it.

use super::SUBCOMMAND;
use super::frames::{self, Answer, GREETING, MAX_ANSWER, Request};
use super::refusal::Refusal;
use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

/// A child that has worked this long gives way to a new one, well before its processor time runs out.
const RETIRE: Duration = Duration::from_mins(1);
/// How long a child may take to say its greeting.
const START: Duration = Duration::from_secs(20);

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
        frames::send(&mut self.requests, &request).map_err(|_| Refusal::Crashed)
    }

    /// The next frame that the child sends; how long it was waited for is taken from the patience.
    pub(super) fn next(&mut self, patience: &mut Duration) -> Result<Vec<u8>, Refusal> {
        let begun = Instant::now();
        let answer = match self.answers.recv_timeout(*patience) {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(Refusal::Crashed),
            Err(RecvTimeoutError::Timeout) => Err(Refusal::Slow),
        };
        let waited = begun.elapsed();
        *patience = patience.saturating_sub(waited);
        self.worked += waited;
        answer
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
