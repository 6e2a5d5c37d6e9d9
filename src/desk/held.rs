//! What a lock guards.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes it. A request that panicked leaves it as it was: whatever is kept here is replaced as a whole.
pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
