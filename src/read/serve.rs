//! The child's side: one file after another until the parent says no more.

use super::frames::{self, Answer, GREETING, MAX_ANSWER, MAX_REQUEST, Request, Wanted};
use super::open::open;
use super::refusal::Refusal;
use super::unpack::unpack;
use std::io::{self, Read, Write};

/// Answers requests for files until the input ends. Of files in a wrapping those are passed over that `is_aside` says
/// programs put there by themselves.
///
/// Limits the memory and the processor time of the whole process, so it is only for a process that does
/// nothing else. What goes beyond the limits ends the process; the parent makes an answer of that.
pub fn serve(
    mut input: impl Read,
    mut output: impl Write,
    is_aside: fn(&str) -> bool,
) -> io::Result<()> {
    limit();
    frames::send(&mut output, GREETING)?;
    while let Some(request) = frames::take(&mut input, MAX_REQUEST)? {
        let request: Request =
            postcard::from_bytes(&request).map_err(|_| io::ErrorKind::InvalidData)?;
        match request.into_parts() {
            (path, Wanted::Cells(skipped)) => {
                let answer = open(&path, &skipped);
                frames::send(&mut output, &written(&answer)?)?;
            }
            (path, Wanted::Files) => unpack(&path, is_aside, &mut output)?,
        }
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

/// Bytes of memory that a child may take.
const MEMORY: u32 = 288 << 20;
/// Seconds of processor time that a child may take, for all its files together.
const SECONDS: u32 = 120;

/// What lies between the limit that tells a child by its own signal and the one by which it is killed without a word, as
/// others would kill it.
#[cfg(unix)]
const GRACE: u64 = 5;

/// Limits memory and processor time; no files are written, no core file.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, SECONDS),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A system that refuses one of them still has the parent's clock.
        let _ = setrlimit(
            resource,
            Rlimit {
                current: Some(most.into()),
                maximum: Some(u64::from(most) + GRACE),
            },
        );
    }
}

#[cfg(windows)]
fn limit() {
    super::job::end_without_a_box();
    super::job::limit(MEMORY as usize, SECONDS.into());
}

#[cfg(not(any(unix, windows)))]
fn limit() {}
