//! `internal.sum`: a total beside its parts, which do not add up: "seven people, four men and two women".

use super::{Lint, Subject};
use crate::claim::Claim;
use crate::finding::{Finding, Level, RuleInfo};
use crate::text::token::{Shape, Token};
use crate::value::numeral;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new("internal.sum", Level::Error, "parts that do not add up to the total beside them"),
    check,
};

/// Nouns for all, whose parts may follow.
const ALL: &[&str] = &[
    "people",
    "person",
    "victim",
    "casualty",
    "dead",
    "suspect",
    "patient",
    "hostage",
    "survivor",
    "passenger",
    "employee",
    "worker",
    "member",
    "other",
    "student",
    "migrant",
    "refugee",
    "detainee",
    "protester",
    "civilian",
];

/// Kinds of people that leave nobody out and do not overlap: men, women and children.
const PARTS: &[&[&str]] = &[
    &["man", "woman", "child", "baby", "infant"],
    &["man", "woman", "boy", "girl"],
    &["adult", "child", "teenager", "baby"],
    &["male", "female"],
];

/// Words that leave a total open.
const HEDGES: &[&str] = &[
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "over",
    "than",
    "least",
    "to",
    "under",
];

/// A number of people: how many, of which kind, and the token behind it.
struct Part<'t> {
    count: f64,
    kind: &'t str,
    end: usize,
}

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, claim) in subject.claims().iter().enumerate() {
        let Some((total, parts, words)) = sum(claim) else { continue };
        let added: f64 = parts.iter().sum();
        if added == total {
            continue;
        }
        let shown: Vec<String> = parts.iter().map(ToString::to_string).collect();
        let message = format!("{} are {added}, and the total is {total}", shown.join(" and "));
        findings.push(subject.on_claims(LINT.info, &[at], subject.words_in(at, words), message));
    }
    findings
}

/// A total of people, the parts right behind it, and the words of all.
fn sum(claim: &Claim) -> Option<(f64, Vec<f64>, &str)> {
    let tokens = &claim.reading.tokens;
    for start in 0..tokens.len() {
        if start > 0 && tokens[start - 1].is_any(HEDGES) {
            continue;
        }
        let Some(total) = part(tokens, start).filter(|total| ALL.contains(&total.kind)) else { continue };
        if !tokens.get(total.end).is_some_and(|token| token.is_any(&[",", ":", "-", "("])) {
            continue;
        }
        let Some((counts, end)) = parts(tokens, total.end + 1) else { continue };
        let bytes = tokens[start].bytes.start..tokens[end - 1].bytes.end;
        return Some((total.count, counts, &claim.text[bytes]));
    }
    None
}

/// Two or more parts of one division, and the token behind them, which closes the list.
fn parts(tokens: &[Token], start: usize) -> Option<(Vec<f64>, usize)> {
    let (mut at, mut found) = (start, Vec::new());
    while let Some(next) = part(tokens, at) {
        at = next.end;
        found.push(next);
        let comma = tokens.get(at).is_some_and(|token| token.is(","));
        let and = tokens.get(at + usize::from(comma)).is_some_and(|token| token.is("and"));
        let behind = at + usize::from(comma) + usize::from(and);
        if !(comma || and) || part(tokens, behind).is_none() {
            break;
        }
        at = behind;
    }
    let divides = |kinds: &&&[&str]| found.iter().all(|part| kinds.contains(&part.kind));
    let closed = tokens.get(at).is_none_or(|token| token.is_any(&[",", ".", ")", "-", ";"]));
    let all = found.len() > 1 && closed && PARTS.iter().any(|kinds| divides(&kinds));
    all.then(|| (found.iter().map(|part| part.count).collect(), at))
}

/// "four men", "two young women".
fn part(tokens: &[Token], at: usize) -> Option<Part<'_>> {
    let numeral = numeral::read(tokens, at)?;
    let mut end = numeral.end;
    while end < tokens.len() && end < numeral.end + 3 {
        let token = &tokens[end];
        if token.shape != Shape::Word || token.stop && !token.is("other") && !token.is("others") {
            return None;
        }
        end += 1;
        let kind = token.base();
        if ALL.contains(&kind) || PARTS.iter().any(|kinds| kinds.contains(&kind)) {
            return Some(Part { count: numeral.value, kind, end });
        }
    }
    None
}
