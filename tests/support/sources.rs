//! The sources of the program as text.

use std::path::Path;

/// All of them, sorted: the path below `src`, with `/`, and what stands in the file.
pub(crate) fn sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open = vec![Path::new("src").to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                let file = path.strip_prefix("src").expect("below src");
                let file = file.to_string_lossy().replace('\\', "/");
                all.push((file, text));
            }
        }
    }
    assert!(all.len() > 100);
    all.sort();
    all
}
