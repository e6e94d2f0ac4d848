//! Findings that a claim set itself accepts: `# factdiff: ignore[RULE] reason`, on the line, above it, or above the claim.

use crate::claim::ClaimSet;
use crate::finding::{Finding, Level, Rule};
use crate::load::yaml;
use crate::span::{Files, Span};

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

/// Accepts the findings that comments in the claim sets ignore. Gives findings on comments that are wrong, and on those that
/// ignore nothing although the run looks for what their rules find.
pub fn apply(
    files: &Files,
    sets: &[ClaimSet],
    findings: &mut [Finding],
    is_rule: impl Fn(&str) -> bool,
    looked_for: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let (mut told, mut used) = (Vec::new(), Vec::new());
    let ignores = read(files, sets, &is_rule, &mut told);
    for finding in findings {
        if let Some(at) = ignores.iter().position(|ignore| ignore.fits(finding)) {
            used.push(at);
            finding.level = Level::Note;
            finding.accepted = Some(ignores[at].reason.clone());
            finding.in_source = true;
        }
    }
    for (at, ignore) in ignores.iter().enumerate() {
        if !used.contains(&at) && ignore.rules.iter().all(|rule| looked_for(rule)) {
            let message = format!("there is no finding of {} here to ignore", ignore.rules.join(", "));
            told.push(Finding::new(UNUSED, Level::Note, message, ignore.span));
        }
    }
    told
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

fn read(
    files: &Files,
    sets: &[ClaimSet],
    is_rule: &impl Fn(&str) -> bool,
    told: &mut Vec<Finding>,
) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    for set in sets {
        let file = set.source.span.file;
        let text = files.text(file);
        if !text.contains("factdiff:")
            || files.path(file).ends_with(".json")
            || files.path(file).ends_with(".jsonl")
        {
            continue;
        }
        for range in yaml::comments(text) {
            let span = Span { file, start: range.start, end: range.end };
            match parse(&text[range], is_rule) {
                None => {}
                Some(Ok((rules, reason))) => {
                    ignores.push(Ignore { rules, reason, span, about: about(files, set, span) });
                }
                Some(Err(message)) => {
                    told.push(Finding::new(INVALID, Level::Warning, message, span).with_help(FORM));
                }
            }
        }
    }
    ignores
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
