//! Ids of articles, which are made of the names of their files: where two are one, the folders tell them apart.

use super::batch::Entry;
use crate::claim::SourceId;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// Gives articles whose id another source has, too, ids of their own: `a/report.txt` and `b/report.txt` become `a-report`
/// and `b-report`. The order of the files does not matter. A claim set keeps its id; `earlier` are those of earlier batches.
pub(super) fn tell_apart(entries: &mut [Entry], earlier: &HashMap<SourceId, Span>) {
    let mut owners: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for draft in &entry.drafts {
            owners.entry(draft.set.source.id.clone()).or_default().push(at);
        }
    }
    let mut taken: BTreeSet<SourceId> = owners.keys().chain(earlier.keys()).cloned().collect();
    owners.retain(|id, owners| owners.len() > 1 || earlier.contains_key(id));
    for mut owners in owners.into_values() {
        owners.retain(|&at| entries[at].input.is_article());
        let paths: Option<Vec<&Path>> = owners.iter().map(|&at| entries[at].input.path.as_deref()).collect();
        let Some(ids) = paths.and_then(|paths| ids(&paths, &taken)) else { continue };
        taken.extend(ids.iter().cloned());
        for (at, id) in owners.into_iter().zip(ids) {
            entries[at].drafts[0].set.source.id = id;
        }
    }
}

/// Ids of their own for files of one name, with as few folders as it takes; with the extension where no folder helps, as for
/// `report.txt` beside `report.html`.
fn ids(paths: &[&Path], taken: &BTreeSet<SourceId>) -> Option<Vec<SourceId>> {
    let deepest = paths.iter().map(|path| path.components().count()).max()?;
    let ways =
        (1..deepest).map(|folders| (folders, false)).chain((0..deepest).map(|folders| (folders, true)));
    let named = ways.map(|(folders, extension)| -> Vec<SourceId> {
        paths.iter().map(|path| id(path, folders, extension)).collect()
    });
    named.into_iter().find(|ids| {
        let distinct: BTreeSet<&SourceId> = ids.iter().collect();
        distinct.len() == ids.len() && !ids.iter().any(|id| taken.contains(id))
    })
}

/// An id of the last folders of a path and the name of the file.
fn id(path: &Path, folders: usize, extension: bool) -> SourceId {
    let name = if extension { path.to_path_buf() } else { path.with_extension("") };
    let parts: Vec<_> = name.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourceId::slug(&parts[parts.len().saturating_sub(folders + 1)..].join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_folders_as_it_takes_tell_files_of_one_name_apart() {
        let cases: [(&[&str], &[&str]); 6] = [
            (&["/x/a/report.txt", "/x/b/report.txt"], &["a-report", "b-report"]),
            (&["/x/1/a/report.txt", "/x/2/a/report.txt"], &["1-a-report", "2-a-report"]),
            (&["/x/a/report.txt", "/x/b/report.html"], &["a-report", "b-report"]),
            (&["/x/report.txt", "/x/report.html"], &["report-txt", "report-html"]),
            (
                &["/x/a/report.txt", "/x/a/report.html", "/x/b/report.txt"],
                &["a-report-txt", "a-report-html", "b-report-txt"],
            ),
            (&["/x/a/report.txt"], &["a-report"]),
        ];
        for (paths, expected) in cases {
            let paths: Vec<&Path> = paths.iter().map(Path::new).collect();
            let taken = BTreeSet::from([SourceId::new("report")]);
            let told = ids(&paths, &taken).unwrap();
            assert_eq!(told.iter().map(SourceId::as_str).collect::<Vec<_>>(), expected);
        }
        let taken = ["report", "a-report"].map(SourceId::new).into();
        assert_eq!(ids(&[Path::new("/x/a/report.txt")], &taken).unwrap()[0].as_str(), "x-a-report");
    }
}
