//! `date.modified`: an article that was changed before it was published.

use super::{Lint, Subject, on_head};
use crate::finding::{Finding, Level, RuleInfo};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new("date.modified", Level::Warning, "a `modified` that lies before `published`"),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let source = subject.source();
    let Some((published, modified)) = source.published.as_ref().zip(source.modified.as_ref()) else {
        return Vec::new();
    };
    match (published.days(), modified.days()) {
        (Some((first, _)), Some((_, last))) if last < first => {
            let message = format!("`modified` {modified} lies before `published` {published}");
            vec![on_head(subject.source(), LINT.info, subject.field_in_head("modified:"), message)]
        }
        _ => Vec::new(),
    }
}
