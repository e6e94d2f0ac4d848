//! What is told of where single files are named: rules across sources see the whole folder, the report holds the named.

use crate::finding::Finding;
use crate::load::{Format, Loaded};
use std::fs;
use std::path::Path;

/// The paths, and the claim sets beside the files among them.
pub(super) fn with_neighbours(paths: &[String]) -> Vec<String> {
    let is_claim_set = |path: &Path| !matches!(Format::of(path), None | Some(Format::Article(_)));
    let mut all = paths.to_vec();
    for path in paths.iter().map(Path::new).filter(|path| path.is_file() && is_claim_set(path)) {
        let folder = path.parent().unwrap_or(Path::new(""));
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let entries = fs::read_dir(here).into_iter().flatten().flatten();
        let names = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.file_name());
        let beside =
            names.filter(|name| !name.to_string_lossy().starts_with('.')).map(|name| folder.join(name));
        let beside = beside.filter(|path| is_claim_set(path) && !crate::load::is_ours(path));
        all.extend(beside.map(|path| path.to_string_lossy().into_owned()));
    }
    all.sort();
    all.dedup();
    all
}

/// Leaves only what is about the files that `paths` name or hold, and about judgements.
pub(super) fn narrow(paths: &[String], loaded: &mut Loaded, findings: &mut Vec<Finding>) {
    let given: Vec<String> = paths.iter().map(|path| path.replace('\\', "/")).collect();
    let is_given = |shown: &str| {
        given.iter().any(|path| {
            let folder = path.trim_end_matches('/');
            path == "." && !shown.starts_with(['/', '.'])
                || shown == path
                || shown.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let Loaded { files, sets, .. } = loaded;
    findings.retain(|finding| {
        finding.rule.0.starts_with("judgement.")
            || finding.places.iter().any(|place| is_given(files.path(place.span.file)))
    });
    sets.retain(|set| is_given(files.path(set.source.span.file)));
}
