//! What the tool reports about a place: rules, levels, findings and their fingerprints.

use crate::claim::{Claim, ClaimId, ClaimRef, ClaimSet, SourceId};
use crate::fingerprint::Fingerprint;
use crate::span::Span;
use crate::text::fold;
use std::fmt;

/// How grave a finding is, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// Wrong somewhere.
    Error,
}

impl Level {
    /// The level as formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The id of a rule, such as `conflict.number` or `format.unknown-field`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(pub &'static str);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A rule with the level it starts from and what it is about.
#[derive(Debug, Clone, Copy)]
pub struct RuleInfo {
    /// Its id.
    pub rule: Rule,
    /// How grave it is unless the settings say otherwise.
    pub level: Level,
    /// What it finds, in one line.
    pub about: &'static str,
}

impl RuleInfo {
    /// A rule.
    pub const fn new(id: &'static str, level: Level, about: &'static str) -> RuleInfo {
        RuleInfo { rule: Rule(id), level, about }
    }
}

/// A place that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bytes in the file.
    pub span: Span,
    /// The source, where the place belongs to one.
    pub source: Option<SourceId>,
    /// The claim, where the place is one.
    pub claim: Option<ClaimId>,
    /// What this place shows, in a few words.
    pub label: Option<String>,
}

impl Place {
    /// A bare place in a file.
    pub fn at(span: Span) -> Place {
        Place { span, source: None, claim: None, label: None }
    }

    /// The place of a claim, with its words.
    pub fn of_claim(sets: &[ClaimSet], at: ClaimRef) -> Place {
        let claim = at.of(sets);
        Place {
            span: claim.span,
            source: Some(at.source(sets).clone()),
            claim: Some(claim.id.clone()),
            label: Some(claim.text.clone()),
        }
    }
}

/// Something to report, with the rule that found it and the places that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How grave.
    pub level: Level,
    /// What is wrong, then what would be right: one line, lower case, no full stop.
    pub message: String,
    /// A suggestion, such as `did you mean ...`.
    pub help: Option<String>,
    /// Why a person accepted it as it is; its level is then note.
    pub accepted: Option<String>,
    /// Whether a comment in the claim set accepts it.
    pub in_source: bool,
    /// Whether the baseline holds it: it was there before.
    pub known: bool,
    /// The places; the first is the primary one.
    pub places: Vec<Place>,
    /// The fact that it belongs to, if any.
    pub fact: Option<String>,
    /// Stable under reordering and unrelated edits; 16 hexadecimal digits.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// A finding about one place; the fingerprint is of the rule, the message and the words at the place.
    pub fn new(rule: Rule, level: Level, message: impl Into<String>, span: Span) -> Finding {
        let message = message.into();
        let fingerprint = Fingerprint::of([rule.0, &message]);
        Finding {
            rule,
            level,
            message,
            help: None,
            accepted: None,
            in_source: false,
            known: false,
            places: vec![Place::at(span)],
            fact: None,
            fingerprint,
        }
    }

    /// Whether nobody has accepted it and no baseline holds it.
    pub fn is_new(&self) -> bool {
        self.accepted.is_none() && !self.known
    }

    /// Its state as formats write it.
    pub fn state(&self) -> &'static str {
        match (&self.accepted, self.known) {
            (Some(_), _) => "accepted",
            (None, true) => "known",
            (None, false) => "new",
        }
    }

    /// Why it does not count as new, if so: `accepted: a slip`, `known`.
    pub fn remark(&self) -> Option<String> {
        match (&self.accepted, self.known) {
            (Some(reason), _) => Some(format!("accepted: {reason}")),
            (None, true) => Some("known".to_owned()),
            (None, false) => None,
        }
    }

    /// The same finding with a suggestion.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// The same finding with another place.
    #[must_use]
    pub fn with_place(mut self, span: Span, label: impl Into<String>) -> Finding {
        self.places.push(Place { label: Some(label.into()), ..Place::at(span) });
        self
    }
}

/// What of each claim goes into the fingerprints of findings: its source's id, its folded text and values.
pub struct ClaimWords(Vec<Vec<String>>);

impl ClaimWords {
    /// The words of all claims, folded once.
    pub fn of(sets: &[ClaimSet]) -> ClaimWords {
        let words = |set: &ClaimSet, claim: &Claim| {
            let values: Vec<String> =
                claim.values.iter().map(|given| fold::canonical(given.value.shown())).collect();
            format!("{}\u{1}{}\u{1}{}", set.source.id, fold::canonical(&claim.text), values.join("\u{1}"))
        };
        ClaimWords(
            sets.iter().map(|set| set.claims.iter().map(|claim| words(set, claim)).collect()).collect(),
        )
    }

    /// The fingerprint of a finding about claims, in any order: of its rule and their words.
    pub fn fingerprint(&self, rule: Rule, claims: &[ClaimRef]) -> Fingerprint {
        let mut parts: Vec<&str> = claims.iter().map(|at| self.0[at.set][at.claim].as_str()).collect();
        parts.sort_unstable();
        Fingerprint::of([rule.0].into_iter().chain(parts))
    }

    /// A finding about claims of `sets`, in the order in which they are to be shown.
    pub fn finding(
        &self,
        sets: &[ClaimSet],
        rule: Rule,
        level: Level,
        message: impl Into<String>,
        claims: &[ClaimRef],
    ) -> Finding {
        Finding {
            rule,
            level,
            message: message.into(),
            help: None,
            accepted: None,
            in_source: false,
            known: false,
            places: claims.iter().map(|&at| Place::of_claim(sets, at)).collect(),
            fact: None,
            fingerprint: self.fingerprint(rule, claims),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_from_mild_to_grave() {
        assert!(Level::Note < Level::Warning && Level::Warning < Level::Error);
    }
}
