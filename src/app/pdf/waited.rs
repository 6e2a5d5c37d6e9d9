//! A program that prints is waited for, not for ever.

use crate::app::{Stop, Task};
use crate::msg;
use crate::words::system;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often it is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// Waits until a program has ended. One that takes too long, or that nobody waits for any more, is killed.
pub(super) fn ended(
    child: &mut Child,
    program: &Path,
    patience: Duration,
    task: &Task,
) -> Result<ExitStatus, Stop> {
    let begun = Instant::now();
    let stop = loop {
        if let Err(cancelled) = task.goes_on() {
            break cancelled;
        }
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if begun.elapsed() < patience => sleep(PAUSE),
            Ok(None) => {
                break Stop::Fault(msg!(
                    "pdf.too-slow",
                    program = program.display(),
                    seconds = patience.as_secs()
                ));
            }
            Err(e) => {
                break Stop::Fault(msg!(
                    "pdf.lost",
                    program = program.display(),
                    cause = system::reason(&e)
                ));
            }
        }
    };
    // It is past waiting for; that it may be gone already is no matter.
    let _ = child.kill();
    let _ = child.wait();
    Err(stop)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_program_that_hangs_is_killed_and_told() {
        let mut child = Command::new("sleep").arg("60").spawn().expect("started");
        let begun = Instant::now();
        let patience = Duration::from_millis(200);
        let stop = ended(&mut child, Path::new("sleep"), patience, &Task::silent());
        let Err(Stop::Fault(message)) = stop else {
            panic!("{stop:?}");
        };
        assert_eq!(message.id, "pdf.too-slow");
        assert!(begun.elapsed() < Duration::from_secs(30));
        assert!(matches!(child.try_wait(), Ok(Some(_))), "it lives on");
    }

    #[test]
    fn what_it_comes_to_is_given_as_it_is() {
        for (program, is_well) in [("true", true), ("false", false)] {
            let mut child = Command::new(program).spawn().expect("started");
            let status = ended(&mut child, Path::new(program), PAUSE * 100, &Task::silent());
            assert_eq!(status.expect("ended").success(), is_well);
        }
    }
}
