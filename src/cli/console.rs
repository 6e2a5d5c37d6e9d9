//! The window that the program was started in.

/// Whether the system opened the window for this program alone, as it does for a double-click: it closes with the program.
#[cfg(windows)]
#[allow(unsafe_code, reason = "a system's call")]
pub(super) fn is_own() -> bool {
    use windows_sys::Win32::System::Console::GetConsoleProcessList;
    let mut processes = [0; 2];
    // SAFETY: the list has room for as many numbers as are named.
    let count = unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) };
    count == 1
}

/// Elsewhere nobody knows.
#[cfg(not(windows))]
pub(super) fn is_own() -> bool {
    false
}
