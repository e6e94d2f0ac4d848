//! Labels: pairs of claims of which people said whether they are about one fact, for measuring and not for fixing.
//!
//! A file of labels is JSON Lines. A claim is named, `"post#toll"` or `{"source": …, "claim": …}` as in `judgements.yaml`,
//! or stands there in full, as a string or with what the head of its source says. Judgements on pairs are labels, too.

use super::read::FINGERPRINT;
use super::{CONTRADICTION, Found, JudgedClaim, Judgements, PairJudgement, STALE, Verdict, find, read};
use crate::claim::{Claim, ClaimId, ClaimRef, ClaimSet, Source, SourceId};
use crate::error::Result;
use crate::finding::{Finding, Level};
use crate::load::document::{self, Field, Kind, Reader};
use crate::load::shape::{Known, Shape, names};
use crate::load::{rules, suggest};
use crate::span::{Files, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

/// A person's word on two claims, for measuring.
#[derive(Debug, Clone)]
pub struct Label {
    /// One claim.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// What was said.
    pub verdict: Verdict,
    /// Where it stands.
    pub span: Span,
}

/// A claim of a label.
#[derive(Debug, Clone)]
pub enum Side {
    /// A claim of a source that is to be loaded.
    Named(JudgedClaim),
    /// A claim that the label holds, as the only one of a source; its words are still to be read.
    Written(Box<ClaimSet>),
}

/// A label whose claims are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// The lesser claim.
    pub a: ClaimRef,
    /// The greater claim.
    pub b: ClaimRef,
    /// What was said.
    pub verdict: Verdict,
}

/// The fields of a line.
pub(crate) const LABEL: [Known; 3] = [
    Known::required("a", Shape::OneOf(&[Shape::Words, Shape::Mapping(&SIDE)]), "one claim"),
    Known::required("b", Shape::OneOf(&[Shape::Words, Shape::Mapping(&SIDE)]), "the other"),
    Known::required(
        "label",
        Shape::Choice(|| Verdict::ALL.map(Verdict::as_str).to_vec()),
        "whether they are about one fact; `unsure` is left out",
    ),
];
const SIDE: [Known; 6] = [
    Known::new("source", Shape::Words, "the id of its source"),
    Known::new("claim", Shape::Words, "its id"),
    Known::new("fingerprint", FINGERPRINT, "its fingerprint when it was labelled"),
    Known::new("text", Shape::Words, "the claim in full, where no source is loaded for it"),
    Known::new("headline", Shape::Words, "the headline of its article"),
    Known::new("published", Shape::Words, "when the article was published: 2026-03-04"),
];

/// Reads the labels of the file at `path` and what is wrong with them: the pairs of judgements where it is YAML, else JSON
/// Lines. The file must be there.
pub fn read_labels(path: &str, files: &mut Files) -> Result<(Vec<Label>, Vec<Finding>)> {
    let is_yaml = Path::new(path)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("yaml") || it.eq_ignore_ascii_case("yml"));
    if is_yaml {
        let (Judgements { pairs, .. }, findings) = read(path, files)?;
        return Ok((pairs.into_iter().map(Label::of_judgement).collect(), findings));
    }
    let owner = ("a label", &names(&LABEL));
    document::read_lines(
        path,
        files,
        "a file of labels, one a line in JSON",
        owner,
        |reader, fields, span| reader.label(fields, span),
    )
}

impl Label {
    fn of_judgement(judged: PairJudgement) -> Label {
        let PairJudgement { a, b, verdict, span, .. } = judged;
        Label { a: Side::Named(a), b: Side::Named(b), verdict, span }
    }

    /// Whether a claim of it must be looked for in sources.
    pub fn is_named(&self) -> bool {
        [&self.a, &self.b].into_iter().any(|side| matches!(side, Side::Named(_)))
    }

    /// The claims that stand in it, each as the only one of a source.
    pub fn written(&mut self) -> impl Iterator<Item = &mut ClaimSet> {
        [&mut self.a, &mut self.b].into_iter().filter_map(|side| match side {
            Side::Written(set) => Some(set.as_mut()),
            Side::Named(_) => None,
        })
    }
}

impl Reader {
    /// A label of a line's fields, in the order of [`LABEL`].
    fn label(&mut self, [a, b, label]: [Option<Field<'_>>; 3], span: Span) -> Option<Label> {
        let owner = ("a label", span);
        let a = self.required(a, "a", owner).and_then(|field| self.label_side(field));
        let b = self.required(b, "b", owner).and_then(|field| self.label_side(field));
        let verdicts = Verdict::ALL.map(|verdict| (verdict.as_str(), verdict));
        let verdict = self.required(label, "label", owner).and_then(|field| self.choice(field, &verdicts));
        // everything has been looked at by now, so a label that is lost has told all its faults
        Some(Label { a: a?, b: b?, verdict: verdict?, span })
    }

    fn label_side(&mut self, field: Field<'_>) -> Option<Side> {
        if !matches!(field.value.kind(), Kind::Mapping) {
            let words = self.words(field)?;
            // a sentence has white space, and the name of a claim has none
            let name = words.text.split_once('#').filter(|_| !words.text.contains(char::is_whitespace));
            let Some((source, claim)) = name else {
                return Some(Side::Written(Box::new(written(&words.text, words.span))));
            };
            let (source, claim) = (SourceId::new(source), ClaimId::new(claim));
            return Some(Side::Named(JudgedClaim { source, claim, fingerprint: None }));
        }
        let owner = ("a labelled claim", field.value.span());
        let [source, claim, fingerprint, text, headline, published] =
            self.fields(field.value, owner.0, &names(&SIDE));
        if text.is_none() {
            let named = self.named_claim([source, claim, fingerprint], owner);
            if let Some(lost) = headline.or(published) {
                let message =
                    format!("`{}` belongs to a claim that stands here in full, as `text`", lost.name);
                self.report(rules::VALUE.at(lost.key.span(), message));
            }
            return named.map(Side::Named);
        }
        if let Some(lost) = source.or(claim).or(fingerprint) {
            let message =
                format!("`{}` names a claim, and `text` gives one; only one of them is meant", lost.name);
            self.report(rules::VALUE.at(lost.key.span(), message));
            return None;
        }
        let text = self.required(text, "text", owner).and_then(|field| self.words(field))?;
        let mut set = written(&text.text, field.value.span());
        set.source.headline = headline.and_then(|field| self.words(field)).map(|words| words.text);
        set.source.published = published.and_then(|field| self.date(field));
        Some(Side::Written(Box::new(set)))
    }
}

/// A source whose only claim is `text`.
fn written(text: &str, span: Span) -> ClaimSet {
    let claim = Claim::new(ClaimId::new("c1"), text.to_owned(), span);
    ClaimSet { source: Source::new(SourceId::new("label"), span), claims: vec![claim] }
}

/// Labels as they fit the claims at hand, and a finding for each that does not.
#[derive(Debug, Default)]
pub struct Fits<'a> {
    /// Labels of two loaded claims.
    pub named: Vec<Fitted>,
    /// Labels that hold both claims.
    pub written: Vec<(&'a ClaimSet, &'a ClaimSet, Verdict)>,
    /// How many others fit no two claims at hand.
    pub lost: usize,
    /// What is wrong with those.
    pub findings: Vec<Finding>,
}

impl Fits<'_> {
    /// What was said of every pair that fits.
    pub fn verdicts(&self) -> impl Iterator<Item = Verdict> + '_ {
        let named = self.named.iter().map(|fitted| fitted.verdict);
        named.chain(self.written.iter().map(|(_, _, verdict)| *verdict))
    }
}

/// Fits labels to the claims of `sets`. Of several labels on one pair the first counts; those that say otherwise are told.
pub fn fit<'a>(labels: &'a [Label], sets: &[ClaimSet]) -> Fits<'a> {
    let mut fits = Fits::default();
    let mut named: BTreeMap<(ClaimRef, ClaimRef), &Label> = BTreeMap::new();
    let mut written: BTreeMap<[String; 2], &Label> = BTreeMap::new();
    for label in labels {
        let first = match (&label.a, &label.b) {
            (Side::Named(a), Side::Named(b)) => {
                let found = [a, b].map(|side| claim_of(side, sets));
                let [Ok(a), Ok(b)] = found else {
                    let stale = |message| Finding::new(STALE, Level::Warning, message, label.span);
                    let lost = found.into_iter().filter_map(std::result::Result::err);
                    fits.findings.extend(lost.map(stale));
                    fits.lost += 1;
                    continue;
                };
                if a.set == b.set {
                    let message =
                        "both claims of this label are of one source, and only claims of two are linked";
                    fits.findings.push(rules::VALUE.at(label.span, message));
                    fits.lost += 1;
                    continue;
                }
                let (a, b) = (a.min(b), a.max(b));
                match named.entry((a, b)) {
                    Entry::Occupied(first) => Some(*first.get()),
                    Entry::Vacant(entry) => {
                        entry.insert(label);
                        fits.named.push(Fitted { a, b, verdict: label.verdict });
                        None
                    }
                }
            }
            (Side::Written(a), Side::Written(b)) => {
                let mut key = [a, b].map(|set| identity(set));
                key.sort_unstable();
                match written.entry(key) {
                    Entry::Occupied(first) => Some(*first.get()),
                    Entry::Vacant(entry) => {
                        entry.insert(label);
                        fits.written.push((a, b, label.verdict));
                        None
                    }
                }
            }
            (Side::Named(_), Side::Written(_)) | (Side::Written(_), Side::Named(_)) => {
                let message =
                    "one claim of this label is named, and the other stands here; write both in one way";
                fits.findings.push(rules::VALUE.at(label.span, message));
                fits.lost += 1;
                None
            }
        };
        if let Some(first) = first {
            fits.findings.extend(repeated(first, label));
        }
    }
    fits
}

/// The claim that a label names, or why there is none.
fn claim_of(side: &JudgedClaim, sets: &[ClaimSet]) -> std::result::Result<ClaimRef, String> {
    let name = format!("{}#{}", side.source, side.claim);
    let (why, help) = match find(sets, side) {
        Found::Fits(at) => return Ok(at),
        Found::Changed(now) => (format!("the claim has changed since, its fingerprint is now {now}"), None),
        Found::Gone => {
            let claims = sets.iter().filter(|set| set.source.id == side.source).flat_map(|set| &set.claims);
            let ids: Vec<&str> = claims.map(|claim| claim.id.as_str()).collect();
            ("there is no such claim".to_owned(), suggest::closest(side.claim.as_str(), &ids))
        }
        Found::NotLoaded => {
            let ids: Vec<&str> = sets.iter().map(|set| set.source.id.as_str()).collect();
            ("there is no such source".to_owned(), suggest::closest(side.source.as_str(), &ids))
        }
    };
    let meant = help.map(|id| format!("; did you mean `{id}`?")).unwrap_or_default();
    Err(format!("the label on `{name}` is left out: {why}{meant}"))
}

/// What to say of a second label on one pair: nothing where it says the same.
fn repeated(first: &Label, label: &Label) -> Option<Finding> {
    let (one, other) = (first.verdict.as_str(), label.verdict.as_str());
    let message = format!("two claims are labelled `{one}` and `{other}`; the first counts");
    let finding = Finding::new(CONTRADICTION, Level::Error, message, label.span);
    (first.verdict != label.verdict).then(|| finding.with_place(first.span, "the first"))
}

/// What makes a written claim the same as another.
fn identity(set: &ClaimSet) -> String {
    let published = set.source.published.as_ref().map(ToString::to_string);
    let words = set.claims.first().map(|claim| claim.text.as_str());
    format!("{words:?} {:?} {published:?}", set.source.headline)
}
