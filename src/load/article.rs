//! `text`: from the words of a claim set to the stored article, inside the root and through no link.

use super::batch::Entry;
use super::content::{self, Content};
use super::fields::shown as in_backticks;
use super::stored::StoredText;
use super::{MAX_FILE, rules};
use crate::claim::{Claim, Source};
use crate::span::Files;
use crate::threads;
use std::collections::{BTreeMap, HashMap};
use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The articles that claim sets name: their real paths, and the paths as they are shown.
pub(super) type Wanted = BTreeMap<PathBuf, String>;

/// Finds every article that a claim set names. What cannot be one is a finding.
pub(super) fn locate(entries: &mut [Entry]) -> Wanted {
    let mut wanted = Wanted::new();
    let mut roots = Roots::default();
    for Entry { input, drafts, findings, .. } in entries {
        for draft in drafts {
            let Some(words) = &draft.article else { continue };
            let set = match &input.path {
                Some(path) => path.clone(),
                // Standard input is as if it lay in the current folder.
                None => {
                    env::current_dir().and_then(|folder| folder.canonicalize()).unwrap_or_default().join("-")
                }
            };
            match roots.locate(&words.text, &set) {
                Ok(path) => {
                    wanted.entry(path.clone()).or_insert_with(|| beside(&input.shown, &words.text));
                    draft.located = Some(path);
                }
                Err(message) => findings.push(rules::TEXT_PATH.at(words.span, message)),
            }
        }
    }
    wanted
}

/// Reads the articles, each once, and gives them to the claim sets that name them.
pub(super) fn read(wanted: Wanted, entries: &mut [Entry], files: &mut Files) {
    let paths: Vec<&PathBuf> = wanted.keys().collect();
    let contents: Vec<Content> = threads::map(&paths, paths.len(), |path| content::read_file(path, MAX_FILE));
    let mut articles = HashMap::with_capacity(contents.len());
    for ((path, shown), content) in wanted.into_iter().zip(contents) {
        let file = files.add(shown, content.text);
        articles.insert(path, (file, content.fault.map(|fault| fault.finding(file))));
    }
    for Entry { drafts, findings, .. } in entries {
        for draft in drafts {
            match draft.located.take().and_then(|path| articles.get(&path)) {
                None => {}
                Some((file, None)) => draft.set.source.text = Some(*file),
                Some((_, Some(fault))) => {
                    let named = draft.article.as_ref().map(|words| words.span);
                    let finding = fault.clone();
                    findings.push(match named {
                        Some(span) => finding.with_place(span, "named here"),
                        None => finding,
                    });
                }
            }
        }
    }
}

/// Says of each quote where it stands in the stored article.
pub(super) fn find_quotes(source: &Source, claims: &mut [Claim], files: &Files) {
    let Some(file) = source.text else { return };
    let mut quotes = claims.iter_mut().filter_map(|claim| claim.quote.as_mut()).peekable();
    if quotes.peek().is_none() {
        return;
    }
    let stored = StoredText::of(files, file);
    for quote in quotes {
        quote.found = stored.find(&quote.exact, quote.prefix.as_deref(), quote.suffix.as_deref());
    }
}

/// Checks paths; keeps the root of every folder it has seen.
#[derive(Debug, Default)]
struct Roots {
    roots: HashMap<PathBuf, PathBuf>,
}

impl Roots {
    /// The real path of the article that the claim set at `set`, a real path, names by `text`, or what is wrong with it.
    fn locate(&mut self, text: &str, set: &Path) -> Result<PathBuf, String> {
        let words = in_backticks(text);
        if text.contains("://") {
            return Err(format!("{words} is a URL, where a stored file is expected; a URL stands in `url`"));
        }
        let is_drive = text.as_bytes().get(1) == Some(&b':');
        if Path::new(text).is_absolute() || text.starts_with(['/', '\\']) || is_drive {
            return Err(format!("{words} is absolute, where a path relative to this file is expected"));
        }
        let folder = set.parent().unwrap_or(Path::new(""));
        let root = self.root(folder);
        let mut path = folder.to_path_buf();
        for part in Path::new(text).components() {
            match part {
                Component::CurDir => continue,
                Component::ParentDir => {
                    path.pop();
                }
                // No part so far is a link, so `..` has gone where it seems to go.
                Component::Normal(name) => path.push(name),
                Component::Prefix(_) | Component::RootDir => {
                    return Err(format!(
                        "{words} is absolute, where a path relative to this file is expected"
                    ));
                }
            }
            if !path.starts_with(&root) {
                return Err(format!("{words} leads out of the root, {}", root_hint(&root)));
            }
            match fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_symlink() => return Err(format!("{words} goes through a link")),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(format!("{words} does not exist"));
                }
                Err(error) => return Err(format!("{words} cannot be read: {error}")),
            }
        }
        if path == set {
            return Err(format!("{words} is this file itself, where an article is expected"));
        }
        if !path.is_file() {
            return Err(format!("{words} is not a file"));
        }
        Ok(path)
    }

    /// The nearest folder upwards with `factdiff.toml` or `.git`, else the parent of `folder`.
    fn root(&mut self, folder: &Path) -> PathBuf {
        if let Some(root) = self.roots.get(folder) {
            return root.clone();
        }
        let is_marked =
            |folder: &&Path| folder.join("factdiff.toml").exists() || folder.join(".git").exists();
        let marked = folder.ancestors().find(is_marked);
        let root = marked.or(folder.parent()).unwrap_or(folder).to_path_buf();
        self.roots.insert(folder.to_path_buf(), root.clone());
        root
    }
}

fn root_hint(root: &Path) -> String {
    format!("the folder `{}`", root.file_name().unwrap_or(root.as_os_str()).to_string_lossy())
}

/// `text` as seen from where the claim set is seen from: `sources/a.yaml` and `../a.txt` give `a.txt`.
fn beside(set_shown: &str, text: &str) -> String {
    let (lead, folder) = match set_shown.rsplit_once('/') {
        Some((folder, _)) if folder.starts_with('/') => ("/", &folder[1..]),
        Some((folder, _)) => ("", folder),
        None => ("", ""),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in text.split(if cfg!(windows) { ['/', '\\'] } else { ['/', '/'] }) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != ".." && last != ".") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{lead}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_shown_from_where_its_claim_set_is_seen() {
        let cases = [
            ("sources/a.yaml", "../a.txt", "a.txt"),
            ("a.yaml", "a.txt", "a.txt"),
            ("a.yaml", "../a.txt", "../a.txt"),
            ("../x/a.yaml", "../../a.txt", "../../a.txt"),
            ("/e/sources/a.yaml", "./b/../a.txt", "/e/sources/a.txt"),
            ("./a.yaml", "../a.txt", "./../a.txt"),
        ];
        for (set, text, shown) in cases {
            assert_eq!(beside(set, text), shown, "{set} {text}");
        }
    }
}
