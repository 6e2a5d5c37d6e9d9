//! The limits of the child process on Windows: a job object that it puts itself into.

use std::ptr;
use windows_sys::Win32::System::Diagnostics::Debug::{
    SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX, SetErrorMode,
};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
    JOB_OBJECT_LIMIT_PROCESS_TIME, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
    JobObjectExtendedLimitInformation, SetInformationJobObject,
};
use windows_sys::Win32::System::Threading::GetCurrentProcess;

/// When this process is ended by a fault, nobody is asked about it: no box stands on the screen and waits.
#[allow(unsafe_code, reason = "a system's call")]
pub(super) fn end_without_a_box() {
    // SAFETY: it takes a number and keeps nothing.
    unsafe {
        SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    }
}

/// Limits committed memory (bytes) and processor time (seconds) of this process. A system that refuses still has the
/// parent's clock.
#[allow(
    unsafe_code,
    reason = "the system's calls; nothing else in the program needs any"
)]
pub(super) fn limit(memory: usize, seconds: i64) {
    /// Times are counted in units of 100 nanoseconds.
    const UNITS_OF_SECOND: i64 = 10_000_000;
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_PROCESS_TIME;
    limits.BasicLimitInformation.PerProcessUserTimeLimit = seconds * UNITS_OF_SECOND;
    limits.ProcessMemoryLimit = memory;
    let Ok(size) = u32::try_from(size_of_val(&limits)) else {
        return;
    };
    // SAFETY: both names may be null; the information is a whole struct of the kind that is named, with its size; the
    // handle is only used when it is one, and the system closes it with the process.
    unsafe {
        let job = CreateJobObjectW(ptr::null(), ptr::null());
        if job.is_null() {
            return;
        }
        let information = ptr::from_ref(&limits).cast();
        if SetInformationJobObject(job, JobObjectExtendedLimitInformation, information, size) != 0 {
            AssignProcessToJobObject(job, GetCurrentProcess());
        }
    }
}
