//! What is told of where single files are named, or only those that changed: rules across sources see the whole folder, the
//! report holds the rest.

use super::usage;
use crate::error::Result;
use crate::finding::Finding;
use crate::judgement::ignore::Ignores;
use crate::load::{Format, Loaded};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that are told of.
pub(super) enum Scope {
    /// What these paths name or hold; without a `/` at their ends.
    Paths(BTreeSet<String>),
    /// These files, by their real paths.
    Changed(BTreeSet<PathBuf>),
}

impl Scope {
    /// The files under `paths` that differ from the revision `changed`, or all of them.
    pub(super) fn of(paths: &[String], changed: Option<&str>) -> Result<Scope> {
        match changed {
            Some(revision) => Ok(Scope::Changed(changed_since(revision)?)),
            None => {
                let path = |path: &String| path.replace('\\', "/").trim_end_matches('/').to_owned();
                Ok(Scope::Paths(paths.iter().map(path).collect()))
            }
        }
    }

    fn holds(&self, shown: &str) -> bool {
        match self {
            Scope::Paths(paths) => is_at(shown, paths),
            Scope::Changed(files) => Path::new(shown).canonicalize().is_ok_and(|real| files.contains(&real)),
        }
    }
}

/// Whether a file is what one of the paths names, or lies in a folder that one names.
fn is_at(shown: &str, paths: &BTreeSet<String>) -> bool {
    let mut folders = shown.match_indices('/').map(|(at, _)| &shown[..at]);
    paths.contains(shown)
        || folders.any(|folder| paths.contains(folder))
        || paths.contains(".") && !shown.starts_with(['/', '.'])
}

/// What git says has changed since a revision, with files that it does not know yet.
fn changed_since(revision: &str) -> Result<BTreeSet<PathBuf>> {
    if revision.starts_with('-') {
        return Err(usage(format!("`--changed {revision}` names no revision")));
    }
    let root = git(&["rev-parse", "--show-toplevel"])?;
    let root = Path::new(root.trim_end());
    let folder = root.to_string_lossy();
    let changed = git(&["-C", &folder, "diff", "--name-only", "-z", revision, "--"])?;
    let unknown = git(&["-C", &folder, "ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split('\0').chain(unknown.split('\0')).filter(|name| !name.is_empty());
    Ok(names.filter_map(|name| root.join(name).canonicalize().ok()).collect())
}

fn git(args: &[&str]) -> Result<String> {
    let ran = Command::new("git").args(args).output();
    let output = ran.map_err(|error| usage(format!("`--changed` needs git: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    Err(usage(format!(
        "`--changed`: {}",
        why.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ")
    )))
}

/// What lies beside the files among the paths and may be a claim set.
pub(super) fn neighbours(paths: &[String]) -> Vec<String> {
    let is_claim_set = |path: &Path| !matches!(Format::of(path), None | Some(Format::Article(_)));
    let mut all = Vec::new();
    let files = paths.iter().map(Path::new).filter(|path| path.is_file() && is_claim_set(path));
    let folders: BTreeSet<&Path> = files.map(|path| path.parent().unwrap_or(Path::new(""))).collect();
    for folder in folders {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let entries = fs::read_dir(here).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let names =
            files.map(|entry| entry.file_name()).filter(|name| !name.to_string_lossy().starts_with('.'));
        let beside = names.map(|name| folder.join(name));
        let beside = beside.filter(|path| is_claim_set(path) && !crate::load::is_ours(path));
        all.extend(beside.map(|path| path.to_string_lossy().into_owned()));
    }
    all.sort();
    all.dedup();
    all
}

/// Leaves only what is about the files in `scope`, about claim sets whose stored article is one of them, and about
/// judgements.
pub(super) fn narrow(scope: &Scope, loaded: &mut Loaded, findings: &mut Vec<Finding>, ignores: &mut Ignores) {
    let Loaded { files, sets, .. } = loaded;
    let holds = |file| scope.holds(files.path(file));
    let told =
        |set: &crate::claim::ClaimSet| holds(set.source.span.file) || set.source.text.is_some_and(holds);
    let kept: BTreeSet<_> = sets.iter().filter(|set| told(set)).map(|set| set.source.span.file).collect();
    findings.retain(|finding| {
        finding.rule.0.starts_with("judgement.")
            || finding.places.iter().any(|place| kept.contains(&place.span.file) || holds(place.span.file))
    });
    sets.retain(|set| kept.contains(&set.source.span.file));
    ignores.narrow(|file| kept.contains(&file));
}
