//! The project's files, as the rules look at them.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of ours.
pub(crate) struct Text {
    /// From the project's root, with `/`.
    pub(crate) path: String,
    pub(crate) content: String,
}

impl Text {
    /// The lines that end up in the product, with their numbers: tests stand at a file's end, or in files of their own.
    pub(crate) fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.contains("/test_");
        let lines = self.content.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines
            .take_while(move |(_, line)| !is_test && line.trim() != "#[cfg(test)]")
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder in the project")
        .to_owned()
}

/// All text files below `folder` whose name ends in one of `endings`. What is built or fetched is not ours.
pub(crate) fn texts(folder: &str, endings: &[&str]) -> Vec<Text> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut |path| {
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        if endings.iter().any(|ending| name.ends_with(ending))
            && let Ok(content) = fs::read_to_string(path)
        {
            let path = path.strip_prefix(root()).expect("it was found below the root");
            found.push(Text { path: path.to_string_lossy().replace('\\', "/"), content });
        }
    });
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The places, as `path:line: text`, of product lines in `texts` that `is_wrong` objects to.
pub(crate) fn places(texts: &[Text], is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut places = Vec::new();
    for text in texts {
        for (number, line) in text.product_lines().filter(|(_, line)| is_wrong(line)) {
            places.push(format!("{}:{number}: {}", text.path, line.trim()));
        }
    }
    places
}

/// Fails with the sentence and the places, unless there are none.
#[track_caller]
pub(crate) fn expect_none(places: &[String], sentence: &str) {
    assert!(places.is_empty(), "{sentence}\n{}", places.join("\n"));
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let skipped = ["target", "node_modules", "dist", ".git"];
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !skipped.contains(&entry.file_name().to_string_lossy().as_ref()) {
                walk(&path, visit);
            }
        } else {
            visit(&path);
        }
    }
}
