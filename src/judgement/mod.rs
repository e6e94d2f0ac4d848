//! What people said: judgements on alignments and on findings, and whether they still fit.

pub mod baseline;
pub mod edit;
mod force;
pub mod ignore;
pub mod labels;
mod read;

pub(crate) use read::FILE;
pub use read::read;

use crate::claim::{ClaimId, ClaimRef, ClaimSet, SourceId};
use crate::finding::{Finding, Level, Rule};
use crate::fingerprint::Fingerprint;
use crate::span::Span;
use crate::value::date::Date;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A judgement whose claim has changed or is gone.
pub const STALE: Rule = Rule("judgement.stale");

/// A judgement whose time is over.
pub const EXPIRED: Rule = Rule("judgement.expired");

/// Two judgements on one pair of claims that do not say the same.
pub const CONTRADICTION: Rule = Rule("judgement.contradiction");

/// A judgement that does nothing: on a finding that is not there, on a source that is not, or said before.
pub const UNUSED: Rule = Rule("judgement.unused");

/// A person's word on two claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are about one fact.
    Same,
    /// They are not.
    Different,
    /// It cannot be told.
    Unsure,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 3] = [Verdict::Same, Verdict::Different, Verdict::Unsure];

    /// As `judgements.yaml` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
            Verdict::Unsure => "unsure",
        }
    }
}

/// A claim as a judgement names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedClaim {
    /// Its source.
    pub source: SourceId,
    /// Its id.
    pub claim: ClaimId,
    /// Its fingerprint when it was judged, 16 hexadecimal digits or the first of them; absent means any.
    pub fingerprint: Option<String>,
}

/// A judgement on a pair of claims.
#[derive(Debug, Clone)]
pub struct PairJudgement {
    /// One claim.
    pub a: JudgedClaim,
    /// The other.
    pub b: JudgedClaim,
    /// What was said.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who said it.
    pub by: Option<String>,
    /// When it was said.
    pub on: Option<Date>,
    /// The last day on which it holds, or the month or year whose last day that is.
    pub until: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// A finding that was accepted as it is.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// The finding's fingerprint, 16 hexadecimal digits or the first of them.
    pub fingerprint: String,
    /// Its rule.
    pub rule: Option<String>,
    /// Why.
    pub reason: String,
    /// Who said it.
    pub by: Option<String>,
    /// When it was said.
    pub on: Option<Date>,
    /// The last day on which it holds, or the month or year whose last day that is.
    pub until: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// All judgements of a run.
#[derive(Debug, Clone, Default)]
pub struct Judgements {
    /// On pairs of claims.
    pub pairs: Vec<PairJudgement>,
    /// On findings.
    pub findings: Vec<Acceptance>,
}

/// A judgement that fits the claims at hand.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// One claim.
    pub a: ClaimRef,
    /// The other.
    pub b: ClaimRef,
    /// What was said.
    pub verdict: Verdict,
    /// Why.
    pub reason: &'a str,
}

impl Judgements {
    /// The judgements on pairs of claims that are loaded and unchanged.
    pub fn pairs(&self, sets: &[ClaimSet]) -> Vec<Judged<'_>> {
        self.pairs
            .iter()
            .filter_map(|judged| match (find(sets, &judged.a), find(sets, &judged.b)) {
                (Found::Fits(a), Found::Fits(b)) if a != b => {
                    Some(Judged { a, b, verdict: judged.verdict, reason: &judged.reason })
                }
                _ => None,
            })
            .collect()
    }

    /// A finding for each judgement on a claim that has changed, or that its source no longer holds. A judgement on a
    /// source that is not loaded is left alone.
    pub fn stale(&self, standing: &Standing) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (judged, side, found) in self.sides(standing) {
            let name = format!("{}#{}", side.source, side.claim);
            let message = match found {
                Found::Fits(_) | Found::NotLoaded => continue,
                Found::Changed(now) => format!(
                    "the judgement on `{name}` is stale: the claim has changed since, its fingerprint is now {now}"
                ),
                Found::Gone => format!("the judgement on `{name}` is stale: there is no such claim"),
            };
            findings.push(Finding::new(STALE, Level::Warning, message, judged.span));
        }
        findings
    }

    /// How the pairs stand to the claims of `sets`.
    pub fn standing(&self, sets: &[ClaimSet]) -> Standing {
        let mut standing = Standing::default();
        self.note(sets, &mut standing);
        standing
    }

    /// Notes how the pairs stand to more claims; those of one source come together.
    pub fn note(&self, sets: &[ClaimSet], standing: &mut Standing) {
        standing.0.resize(2 * self.pairs.len(), Found::NotLoaded);
        for (judged, found) in self.pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).zip(&mut standing.0) {
            if matches!(found, Found::NotLoaded) {
                *found = find(sets, judged);
            }
        }
    }

    /// Both sides of all pairs, and what was found of them.
    fn sides<'a>(
        &'a self,
        standing: &'a Standing,
    ) -> impl Iterator<Item = (&'a PairJudgement, &'a JudgedClaim, Found)> {
        let sides = self.pairs.iter().flat_map(|pair| [(pair, &pair.a), (pair, &pair.b)]);
        sides.zip(&standing.0).map(|((pair, side), &found)| (pair, side, found))
    }

    /// A finding for each judgement on a pair that does nothing among the claims, which are all there are: it names a source
    /// that is not there, or says what an earlier one has said.
    pub fn unused_pairs(&self, standing: &Standing) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (judged, side, _) in self.sides(standing).filter(|(.., found)| matches!(found, Found::NotLoaded))
        {
            let message = format!(
                "the judgement on `{}#{}` does nothing: there is no such source",
                side.source, side.claim
            );
            findings.push(Finding::new(UNUSED, Level::Note, message, judged.span));
        }
        let mut earlier: HashMap<[(&SourceId, &ClaimId); 2], Span> = HashMap::new();
        for (judged, found) in self.pairs.iter().zip(standing.0.chunks(2)) {
            if !found.iter().all(|found| matches!(found, Found::Fits(_))) {
                continue;
            }
            let mut pair = [&judged.a, &judged.b].map(|side| (&side.source, &side.claim));
            pair.sort_unstable();
            match earlier.entry(pair) {
                Entry::Vacant(entry) => {
                    entry.insert(judged.span);
                }
                Entry::Occupied(first) => {
                    let [a, b] =
                        [&judged.a, &judged.b].map(|side| format!("`{}#{}`", side.source, side.claim));
                    let message = format!("{a} and {b} are judged `{}` twice", judged.verdict.as_str());
                    let finding = Finding::new(UNUSED, Level::Note, message, judged.span);
                    findings.push(finding.with_place(*first.get(), "the first"));
                }
            }
        }
        findings
    }

    /// The reason for which a finding was accepted, if it was.
    pub fn accepts(&self, rule: &Rule, fingerprint: Fingerprint) -> Option<&str> {
        let fingerprint = fingerprint.to_string();
        let accepted = self.findings.iter().find(|accepted| accepted.fits(rule, &fingerprint));
        accepted.map(|accepted| accepted.reason.as_str())
    }

    /// A finding for each acceptance that fits none of `findings`. Only those that name their rule are looked at, and of
    /// these only the ones whose rule was `looked_for`.
    pub fn unused(&self, findings: &[Finding], looked_for: impl Fn(&str) -> bool) -> Vec<Finding> {
        let fits = |accepted: &Acceptance| {
            findings.iter().any(|finding| accepted.fits(&finding.rule, &finding.fingerprint.to_string()))
        };
        let named = self.findings.iter().filter_map(|accepted| Some((accepted, accepted.rule.as_deref()?)));
        let unused = named.filter(|(accepted, rule)| looked_for(rule) && !fits(accepted));
        let told = unused.map(|(accepted, rule)| {
            let message = format!("there is no finding `{}` of {rule} to accept", accepted.fingerprint);
            Finding::new(UNUSED, Level::Note, message, accepted.span)
        });
        told.collect()
    }
}

impl Acceptance {
    fn fits(&self, rule: &Rule, fingerprint: &str) -> bool {
        !self.fingerprint.is_empty()
            && fingerprint.starts_with(&self.fingerprint)
            && self.rule.as_ref().is_none_or(|r| r == rule.0)
    }
}

/// How the claims that judgements on pairs name were found: two of each pair.
#[derive(Debug, Clone, Default)]
pub struct Standing(Vec<Found>);

#[derive(Debug, Clone, Copy)]
enum Found {
    Fits(ClaimRef),
    Changed(Fingerprint),
    Gone,
    NotLoaded,
}

fn find(sets: &[ClaimSet], judged: &JudgedClaim) -> Found {
    let Some(set) = sets.iter().position(|set| set.source.id == judged.source) else {
        return Found::NotLoaded;
    };
    let Some(claim) = sets[set].claims.iter().position(|claim| claim.id == judged.claim) else {
        return Found::Gone;
    };
    let now = sets[set].claims[claim].fingerprint(&judged.source);
    match &judged.fingerprint {
        Some(then) if !now.to_string().starts_with(then.as_str()) => Found::Changed(now),
        _ => Found::Fits(ClaimRef { set, claim }),
    }
}
