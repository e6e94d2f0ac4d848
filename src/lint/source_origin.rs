//! `source.origin`: a source that is derived from nobody, or from itself.

use super::{Lint, Subject};
use crate::claim::SourceId;
use crate::finding::{Finding, Level, RuleInfo};
use crate::load::suggest;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "source.origin",
        Level::Warning,
        "a `derived_from` that names no source that is there, or the source itself",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // a URL may lead anywhere
    for origin in subject.source().derived_from.iter().filter(|origin| SourceId::is_valid(&origin.from)) {
        let from = origin.from.as_str();
        if from == subject.source().id.as_str() {
            findings.push(subject.on_head(
                LINT.info,
                origin.span,
                format!("`{from}` is derived from itself"),
            ));
        } else if !subject.ids.contains(&from) {
            let finding = subject.on_head(LINT.info, origin.span, format!("there is no source `{from}`"));
            findings.push(match suggest::closest(from, subject.ids) {
                Some(closest) => finding.with_help(format!("did you mean `{closest}`?")),
                None => finding,
            });
        }
    }
    findings
}
