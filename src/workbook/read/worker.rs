//! The parent side: a child process, and what becomes of it.
