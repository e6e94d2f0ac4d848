//! Findings that a claim set itself accepts: `# factdiff: ignore[RULE] reason`, on the line, above it, or above the claim.

use crate::claim::ClaimSet;
use crate::finding::{Finding, Level, Rule};
use crate::load::yaml;
use crate::span::{FileId, Files, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A comment that is meant to ignore something and does not say what, or why.
pub const INVALID: Rule = Rule("ignore.invalid");
/// A comment that ignores nothing.
pub const UNUSED: Rule = Rule("ignore.unused");

const FORM: &str = "write `# factdiff: ignore[RULE] reason`";

/// A comment that accepts what some rules find.
#[derive(Debug, Clone)]
struct Ignore {
    rules: Vec<String>,
    reason: String,
    /// The comment.
    span: Span,
    /// What it is about: a line, or the whole claim that begins there.
    about: Span,
}

/// The comments in claim sets that are for us, by the files they stand in.
#[derive(Debug, Default)]
pub struct Ignores {
    files: BTreeMap<FileId, Vec<Ignore>>,
    invalid: Vec<Finding>,
}

impl Ignores {
    /// Reads the comments of claim sets.
    pub fn read(&mut self, files: &Files, sets: &[ClaimSet], is_rule: impl Fn(&str) -> bool) {
        for set in sets {
            let file = set.source.span.file;
            let text = files.text(file);
            let has_comments = !files.path(file).ends_with(".json") && !files.path(file).ends_with(".jsonl");
            if !has_comments || !text.contains("factdiff:") {
                continue;
            }
            for range in yaml::comments(text) {
                let span = Span { file, start: range.start, end: range.end };
                match parse(&text[range], &is_rule) {
                    None => {}
                    Some(Ok((rules, reason))) => {
                        let about = about(files, set, span);
                        self.files.entry(file).or_default().push(Ignore { rules, reason, span, about });
                    }
                    Some(Err(message)) => {
                        let finding = Finding::new(INVALID, Level::Warning, message, span);
                        self.invalid.push(finding.with_help(FORM));
                    }
                }
            }
        }
    }

    /// Where the comments stand.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let invalid = self.invalid.iter().map(|finding| finding.places[0].span);
        self.files.values().flatten().map(|ignore| ignore.span).chain(invalid)
    }

    /// Leaves only the comments in files that `holds` holds.
    pub fn narrow(&mut self, holds: impl Fn(FileId) -> bool) {
        self.files.retain(|file, _| holds(*file));
        self.invalid.retain(|finding| holds(finding.places[0].span.file));
    }

    /// Accepts the findings that the comments ignore. Gives findings on comments that are wrong, and on those that ignore
    /// nothing although the run looks for what their rules find.
    pub fn apply(self, findings: &mut [Finding], looked_for: impl Fn(&str) -> bool) -> Vec<Finding> {
        let Ignores { files, invalid: mut told } = self;
        let mut used: BTreeSet<Span> = BTreeSet::new();
        for finding in findings {
            let mut near = finding.places.iter().filter_map(|place| files.get(&place.span.file)).flatten();
            if let Some(ignore) = near.find(|ignore| ignore.fits(finding)) {
                used.insert(ignore.span);
                finding.level = Level::Note;
                finding.accepted = Some(ignore.reason.clone());
                finding.in_source = true;
            }
        }
        for ignore in files.values().flatten().filter(|ignore| !used.contains(&ignore.span)) {
            if ignore.rules.iter().all(|rule| looked_for(rule)) {
                let message = format!("there is no finding of {} here to ignore", ignore.rules.join(", "));
                told.push(Finding::new(UNUSED, Level::Note, message, ignore.span));
            }
        }
        told
    }
}

impl Ignore {
    fn fits(&self, finding: &Finding) -> bool {
        let inside = |span: Span| {
            span.file == self.about.file && self.about.start <= span.start && span.start < self.about.end
        };
        self.rules.iter().any(|rule| rule == finding.rule.0)
            && finding.places.iter().any(|place| inside(place.span))
    }
}

/// The rules and the reason of a comment that is for us.
fn parse(comment: &str, is_rule: &impl Fn(&str) -> bool) -> Option<Result<(Vec<String>, String), String>> {
    let words = comment.trim_start_matches('#').trim().strip_prefix("factdiff:")?.trim();
    let list = words.strip_prefix("ignore").and_then(|rest| rest.trim_start().strip_prefix('['));
    let Some((list, reason)) = list.and_then(|rest| rest.split_once(']')) else {
        return Some(Err("this comment does not say what to ignore".to_owned()));
    };
    let rules: Vec<String> = list.split(',').map(|rule| rule.trim().to_owned()).collect();
    if let Some(rule) = rules.iter().find(|rule| !is_rule(rule)) {
        return Some(Err(format!("there is no rule `{rule}` to ignore")));
    }
    let reason = reason.trim().trim_start_matches([':', '-']).trim();
    if reason.is_empty() {
        return Some(Err("this comment does not say why".to_owned()));
    }
    Some(Ok((rules, reason.to_owned())))
}

/// The line of a comment, or the line below one that stands alone; where a claim begins there, the whole claim.
fn about(files: &Files, set: &ClaimSet, comment: Span) -> Span {
    let text = files.text(comment.file);
    let mut start = text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    if text[start..comment.start].trim().is_empty() {
        let lines = text[start..].split_inclusive('\n');
        let passed = lines.take_while(|line| line.trim().is_empty() || line.trim().starts_with('#'));
        start += passed.map(str::len).sum::<usize>();
    }
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = start..end;
    let claim = set.claims.iter().find(|claim| line.contains(&claim.span.start));
    claim.map_or(Span { start, end, ..comment }, |claim| claim.span)
}
