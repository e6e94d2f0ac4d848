//! `source.origin`: a source that is derived from nobody, or from itself.

use super::on_head;
use crate::claim::{Source, SourceId};
use crate::finding::{Finding, Level, RuleInfo};
use crate::load::suggest;

pub(super) const INFO: RuleInfo = RuleInfo::new(
    "source.origin",
    Level::Warning,
    "a `derived_from` that names no source that is there, or the source itself",
);

/// What is wrong with the origins of a source; `ids` are those of all sources.
pub(super) fn check(source: &Source, ids: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    // a URL may lead anywhere
    for origin in source.derived_from.iter().filter(|origin| SourceId::is_valid(&origin.from)) {
        let from = origin.from.as_str();
        if from == source.id.as_str() {
            findings.push(on_head(source, INFO, origin.span, format!("`{from}` is derived from itself")));
        } else if !ids.contains(&from) {
            let finding = on_head(source, INFO, origin.span, format!("there is no source `{from}`"));
            findings.push(match suggest::closest(from, ids) {
                Some(closest) => finding.with_help(format!("did you mean `{closest}`?")),
                None => finding,
            });
        }
    }
    findings
}
