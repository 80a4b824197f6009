//! The code blocks of the documentation.

use std::path::{Path, PathBuf};

/// A code block of a page.
pub(crate) struct Block {
    /// The heading above the block.
    pub(crate) heading: String,
    /// The text after the fence: `console`, `console sqlserver`, `sql sqlite`.
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Block {
    /// Returns the commands, which begin with `$`, each with its exit code.
    pub(crate) fn commands(&self) -> Vec<(String, i32)> {
        let lines = self.text.lines().filter_map(|line| line.strip_prefix("$ "));
        let command = |line: &str| {
            let (command, code) = line.split_once(" # exit ").unwrap_or((line, "0"));
            (command.trim().to_owned(), code.trim().parse().unwrap())
        };
        lines.map(command).collect()
    }
}

/// Returns every page with its blocks.
pub(crate) fn doc_pages() -> Vec<(PathBuf, Vec<Block>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut pages = vec![root.join("README.md"), root.join("sql/README.md")];
    let mut folders = vec![root.join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages.into_iter().map(|page| (page.clone(), blocks(&std::fs::read_to_string(page).unwrap()))).collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut heading, mut open) = (Vec::new(), String::new(), None::<Block>);
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.text.push_str(&format!("{line}\n")),
            (None, Some(kind)) => {
                open = Some(Block { heading: heading.clone(), kind: kind.to_owned(), text: String::new() });
            }
            (None, None) if line.starts_with('#') => heading = line.to_owned(),
            (None, None) => {}
        }
    }
    blocks
}
