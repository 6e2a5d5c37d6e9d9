//! What the system refuses for a moment: a virus scanner or a sync service looks at each new file, and while it does,
//! Windows lets nobody else move or open it.

use std::io;
use std::thread::sleep;
use std::time::Duration;

/// How long is waited before each further attempt, in milliseconds: about a second and a quarter in all.
const PAUSES: [u64; 9] = [2, 5, 10, 20, 40, 80, 160, 320, 640];

/// Attempts something again while the system says that another program is in the way. Where the system lets programs work
/// on one file together, what it refuses it will refuse again, and the first answer stands.
pub(crate) fn patiently<T>(attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    again_while(is_passing, attempt)
}

fn again_while<T>(
    is_passing: fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for pause in PAUSES {
        match attempt() {
            Err(error) if is_passing(&error) => sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt()
}

/// Whether Windows may say otherwise in a moment.
fn is_passing(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    const DELETE_PENDING: i32 = 303;
    let numbers = [
        ACCESS_DENIED,
        SHARING_VIOLATION,
        LOCK_VIOLATION,
        DELETE_PENDING,
    ];
    cfg!(windows) && error.raw_os_error().is_some_and(|n| numbers.contains(&n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempted(refusals: usize, kind: io::ErrorKind) -> (usize, io::Result<()>) {
        let mut attempts = 0;
        let done = again_while(
            |error| error.kind() == io::ErrorKind::ResourceBusy,
            || {
                attempts += 1;
                if attempts > refusals {
                    Ok(())
                } else {
                    Err(kind.into())
                }
            },
        );
        (attempts, done)
    }

    #[test]
    fn what_is_refused_for_a_moment_is_attempted_again() {
        let (attempts, done) = attempted(3, io::ErrorKind::ResourceBusy);
        assert!(done.is_ok());
        assert_eq!(attempts, 4);
    }

    #[test]
    fn what_is_refused_for_good_is_told_at_once() {
        let (attempts, done) = attempted(3, io::ErrorKind::NotFound);
        assert!(done.is_err());
        assert_eq!(attempts, 1);
    }

    #[test]
    fn what_stays_in_the_way_is_told_in_the_end() {
        let (attempts, done) = attempted(1_000, io::ErrorKind::ResourceBusy);
        assert!(done.is_err());
        assert_eq!(attempts, PAUSES.len() + 1);
    }
}
