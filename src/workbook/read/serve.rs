//! The child's side: one file after another until the parent says no more.

use super::frames::{self, Answer, GREETING, MAX_ANSWER, MAX_REQUEST, Request};
use super::open::open;
use super::refusal::Refusal;
use std::io::{self, Read, Write};

/// Answers requests for files until the input ends.
///
/// Limits the memory and the processor time of the whole process on Unix, so it is only for a process that does
/// nothing else. What goes beyond the limits ends the process; the parent makes an answer of that.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    limit();
    frames::send(&mut output, GREETING)?;
    while let Some(request) = frames::take(&mut input, MAX_REQUEST)? {
        let request: Request =
            postcard::from_bytes(&request).map_err(|_| io::ErrorKind::InvalidData)?;
        let (path, passed_over) = request.into_parts();
        let answer = open(&path, &passed_over);
        frames::send(&mut output, &written(&answer)?)?;
    }
    Ok(())
}

fn written(answer: &Answer) -> io::Result<Vec<u8>> {
    let bytes = postcard::to_stdvec(answer).map_err(|_| io::ErrorKind::InvalidData)?;
    if bytes.len() as u64 <= u64::from(MAX_ANSWER) {
        return Ok(bytes);
    }
    let refused: Answer = Err(Refusal::TooLarge);
    postcard::to_stdvec(&refused).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// 512 MB of address space, two minutes of processor time in all, no files written, no core file.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limits = [
        (Resource::As, 512 << 20),
        (Resource::Cpu, 120),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A system that refuses one of them still has the parent's clock.
        let _ = setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                maximum: Some(most),
            },
        );
    }
}

#[cfg(not(unix))]
fn limit() {}
