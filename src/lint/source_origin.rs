//! `source.origin`: a source that is derived from nobody, or from itself.

use super::on_head;
use crate::claim::{Source, SourceId};
use crate::finding::{Finding, Level, RuleInfo};
use crate::load::suggest;
use std::collections::BTreeSet;

pub(super) const INFO: RuleInfo = RuleInfo::new(
    "source.origin",
    Level::Warning,
    "a `derived_from` that names no source that is there, or the source itself",
);

/// Among more sources than this the nearest id is not looked for: each that is missed would be held against all of them.
const MOST_SUGGESTED: usize = 500;

/// What is wrong with the origins of a source; `ids` are those of all sources.
pub(super) fn check(source: &Source, ids: &BTreeSet<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // a URL may lead anywhere
    for origin in source.derived_from.iter().filter(|origin| SourceId::is_valid(&origin.from)) {
        let from = origin.from.as_str();
        if from == source.id.as_str() {
            findings.push(on_head(source, INFO, origin.span, format!("`{from}` is derived from itself")));
        } else if !ids.contains(from) {
            let finding = on_head(source, INFO, origin.span, format!("there is no source `{from}`"));
            findings.push(match closest(from, ids) {
                Some(closest) => finding.with_help(format!("did you mean `{closest}`?")),
                None => finding,
            });
        }
    }
    findings
}

fn closest<'i>(from: &str, ids: &BTreeSet<&'i str>) -> Option<&'i str> {
    if ids.len() > MOST_SUGGESTED {
        return None;
    }
    let ids: Vec<&str> = ids.iter().copied().collect();
    suggest::closest(from, &ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Options, load_text};

    #[test]
    fn an_origin_is_suggested_among_as_many_sources_as_can_be_looked_through() {
        let text = "source: {id: a, derived_from: [source-001x, source-002]}\nclaims: [One died.]\n";
        let source = load_text("a.yaml", text, &Options::default()).sets.remove(0).source;
        let names: Vec<String> = (0..=MOST_SUGGESTED).map(|at| format!("source-{at:03}")).collect();
        for (count, help) in
            [(MOST_SUGGESTED, Some("did you mean `source-001`?")), (MOST_SUGGESTED + 1, None)]
        {
            let findings = check(&source, &names[..count].iter().map(String::as_str).collect());
            let told: Vec<_> = findings.iter().map(|it| (it.message.as_str(), it.help.as_deref())).collect();
            assert_eq!(told, [("there is no source `source-001x`", help)], "{count}");
        }
    }
}
