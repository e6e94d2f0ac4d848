//! Paths to files: what was named, what folders hold, and what is never a source.

use super::glob::Glob;
use super::{Format, Options};
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug)]
pub(super) struct Input {
    /// Its path as given, with `/`.
    pub(super) shown: String,
    /// Its real path; none for standard input.
    pub(super) path: Option<PathBuf>,
    /// None if it is no kind of claim set.
    pub(super) format: Option<Format>,
    /// Whether the user named it, so that it must be a claim set.
    pub(super) named: bool,
    /// Whether nothing but a named file beside it leads to it.
    pub(super) beside: bool,
}

impl Input {
    /// Whether it is an article, to be read as it is.
    pub(super) fn is_article(&self) -> bool {
        matches!(self.format, Some(Format::Article(_)))
    }
}

/// What the paths lead to.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Sorted by the path as shown.
    pub(super) inputs: Vec<Input>,
    /// Files in folders that are no kind of claim set.
    pub(super) skipped: Vec<PathBuf>,
    /// Folders that could not be searched, and why.
    pub(super) unreadable: Vec<(String, String)>,
}

/// Finds the files that `paths` name or hold; each file once, whatever leads to it.
pub(super) fn search(paths: &[String], options: &Options) -> Result<Search> {
    let mut search = Search::default();
    let mut found: BTreeMap<PathBuf, Input> = BTreeMap::new();
    let mut stdin = None;
    // what is gone by now was beside nothing
    for beside in &options.beside {
        if let Ok(path) = Path::new(beside).canonicalize() {
            let (shown, format) = (with_slashes(beside), Format::of(&path));
            add(&mut found, Input { shown, format, named: false, beside: true, path: Some(path) });
        }
    }
    for given in paths {
        let shown = with_slashes(given);
        if given == "-" {
            let Some(format) = options.stdin_as else {
                return Err(Error::new("`-` needs `--stdin-as`: say what standard input holds"));
            };
            stdin = Some(Input { shown, path: None, format: Some(format), named: true, beside: false });
            continue;
        }
        let path = Path::new(given).canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::new(format!("`{shown}` does not exist")),
            _ => Error::io(&shown, &error),
        })?;
        if path.is_dir() {
            let root = if shown == "." { String::new() } else { format!("{}/", shown.trim_end_matches('/')) };
            folder(&path, &root, options, &mut search, &mut found);
        } else {
            let format = Format::of(&path);
            add(&mut found, Input { shown, format, named: true, beside: false, path: Some(path) });
        }
    }
    search.skipped.retain(|path| !found.contains_key(path));
    search.skipped.sort();
    search.skipped.dedup();
    search.inputs = stdin.into_iter().chain(found.into_values()).collect();
    search.inputs.sort_by(|a, b| (&a.shown, &a.path).cmp(&(&b.shown, &b.path)));
    search.unreadable.sort();
    search.unreadable.dedup();
    Ok(search)
}

/// A file that is reached in two ways is shown by the lesser path, so that the order of the paths does not matter.
fn add(found: &mut BTreeMap<PathBuf, Input>, input: Input) {
    let Some(path) = input.path.clone() else { return };
    match found.get_mut(&path) {
        Some(known) => {
            known.named |= input.named;
            known.beside &= input.beside;
            if input.shown < known.shown {
                known.shown = input.shown;
            }
        }
        None => {
            found.insert(path, input);
        }
    }
}

/// Searches a folder. Links are never followed: what they lead to inside is found anyway, what lies outside was not named.
fn folder(
    root: &Path,
    shown: &str,
    options: &Options,
    search: &mut Search,
    found: &mut BTreeMap<PathBuf, Input>,
) {
    let excluded: Vec<Glob> = options.exclude.iter().map(|pattern| Glob::new(pattern)).collect();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, inside)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                search.unreadable.push((format!("{shown}{inside}"), error.to_string()));
                continue;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    search.unreadable.push((format!("{shown}{inside}"), error.to_string()));
                    break;
                }
            };
            let name = entry.file_name();
            let relative = format!("{inside}{}", name.to_string_lossy());
            if name.to_string_lossy().starts_with('.') || excluded.iter().any(|glob| glob.matches(&relative))
            {
                continue;
            }
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue }; // it is gone
            if kind.is_dir() {
                folders.push((path, format!("{relative}/")));
            } else if kind.is_symlink() {
                if !path.canonicalize().is_ok_and(|target| target.starts_with(root)) {
                    search.skipped.push(path);
                }
            } else if kind.is_file() && !is_ours(Path::new(&name)) {
                match Format::of(&path) {
                    Some(format) => {
                        let shown = format!("{shown}{relative}");
                        add(
                            found,
                            Input {
                                shown,
                                format: Some(format),
                                named: false,
                                beside: false,
                                path: Some(path),
                            },
                        );
                    }
                    None => search.skipped.push(path),
                }
            }
        }
    }
}

/// Files that have a part of their own in a folder: neither sources nor worth counting.
pub(crate) fn is_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    matches!(stem, "readme" | "discrepancies" | "judgements") || name == "factdiff.toml"
}

/// A path as it is shown: with `/` between its parts.
pub(super) fn with_slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}
