//! Files that are whole or absent: written beside their place, flushed, then renamed into it.

use super::{UNFINISHED, patiently, refused};
use crate::msg;
use crate::words::Message;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

pub(super) static COUNTER: AtomicU32 = AtomicU32::new(0);

/// The hash of bytes as the ledger and the archive use it: 64 hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Writes a file whole, in place of what may lie there; when anything fails, what lay there is untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    write(path, bytes).map_err(|e| not_written(path, &e))?;
    keep_names(folder_of(path));
    Ok(())
}

/// The same, of a file that only the user may read, where the system knows users.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    let written = || {
        let mut draft = Draft::begin_private(folder_of(path))?;
        draft.write_all(bytes)?;
        draft.finish(path)
    };
    written().map_err(|e| not_written(path, &e))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

pub(super) fn not_written(path: &Path, e: &io::Error) -> Message {
    msg!(
        "campaign.not-written",
        file = path.display(),
        reason = refused(path, e)
    )
}

/// [`write_whole`] without [`keep_names`].
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::begin(folder_of(path))?;
    draft.write_all(bytes)?;
    draft.finish(path)
}

/// A file that is being written; it vanishes unless it is finished.
pub(crate) struct Draft {
    file: Option<File>,
    path: PathBuf,
    is_finished: bool,
}

impl Draft {
    /// Begins a file in the folder where it will stay.
    pub(crate) fn begin(dir: &Path) -> io::Result<Self> {
        Self::begin_as(dir, OpenOptions::new().write(true).create_new(true))
    }

    /// Begins a file that only the user may read, where the system knows users.
    pub(crate) fn begin_private(dir: &Path) -> io::Result<Self> {
        Self::begin_as(
            dir,
            only_for_the_user(OpenOptions::new().write(true).create_new(true)),
        )
    }

    fn begin_as(dir: &Path, options: &OpenOptions) -> io::Result<Self> {
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let name = format!(".{}-{number}{UNFINISHED}", std::process::id());
            let path = dir.join(name);
            match options.open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        file: Some(file),
                        path,
                        is_finished: false,
                    });
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// Puts the file in its place, once the disk has all of it. The disk has its name after [`keep_names`] of the folder.
    pub(crate) fn finish(mut self, path: &Path) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            file.sync_all()?;
        }
        patiently(|| fs::rename(&self.path, path))?;
        self.is_finished = true;
        Ok(())
    }
}

/// A file that is made with these options is the user's alone, where the system knows users.
pub(crate) fn only_for_the_user(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes a folder that only the user may enter, where the system knows users; one that is there stays as it is.
pub(crate) fn private_folder(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(dir)
}

/// Waits until the disk has the names of what was put into a folder; systems that cannot do this need not.
pub(crate) fn keep_names(dir: &Path) {
    if let Ok(dir) = File::open(dir) {
        let _ = dir.sync_all();
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        drop(self.file.take());
        if !self.is_finished {
            let _ = fs::remove_file(&self.path);
        }
    }
}
