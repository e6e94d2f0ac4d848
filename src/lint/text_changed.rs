//! `text.changed`: an article that is no longer what the claims were taken from.

use super::{Lint, Subject, on_head};
use crate::finding::{Finding, Level, RuleInfo};
use crate::fingerprint::sha256;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "text.changed",
        Level::Warning,
        "a stored article that has changed since the claims were taken from it",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let source = subject.source();
    let Some((file, then)) = source.text.zip(source.text_sha256.as_deref()) else { return Vec::new() };
    let now = sha256(subject.files.text(file).as_bytes());
    if now == then {
        return Vec::new();
    }
    let message = format!("`{}` has changed since the claims were taken from it", subject.article_path());
    let at = subject.field_in_head(then);
    let help = format!("look through the claims, then write `text_sha256: {now}`");
    vec![on_head(subject.source(), LINT.info, at, message).with_help(help)]
}
