//! Checks on one source, one file a rule, which see that source alone; `source_origin` sees the heads of the others, too. `internal` holds the claims of a source against each other with the means of
//! `align` and `diff`.

pub mod internal;
mod claim_duplicate;
mod claim_id;
mod claim_near_duplicate;
mod claim_unsupported;
mod claim_value;
mod date_after_publication;
mod date_modified;
mod date_reversed;
mod quote_ambiguous;
mod quote_context;
mod quote_ellipsis;
mod quote_missing;
mod quote_normalised;
mod source_origin;
mod sum;
mod text_changed;

use crate::claim::{Claim, ClaimRef, ClaimSet, Quote, Source};
use crate::finding::{ClaimWords, Finding, Place, Rule, RuleInfo};
use crate::fingerprint::Fingerprint;
use crate::load::stored::StoredText;
use crate::origin::{self, graph::Graph};
use crate::span::{FileId, Files, Span};
use crate::threads;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A rule on one source.
struct Lint {
    info: RuleInfo,
    check: fn(&Subject<'_>) -> Vec<Finding>,
}

/// The rules that see one source by itself, sorted by id.
static LINTS: &[Lint] = &[
    claim_duplicate::LINT,
    claim_id::LINT,
    claim_near_duplicate::LINT,
    claim_unsupported::LINT,
    claim_value::LINT,
    date_after_publication::LINT,
    date_modified::LINT,
    date_reversed::LINT,
    sum::LINT,
    quote_ambiguous::LINT,
    quote_context::LINT,
    quote_ellipsis::LINT,
    quote_missing::LINT,
    quote_normalised::LINT,
    text_changed::LINT,
];

/// A quote in other typography: its words can be written as the article has them.
pub const QUOTE_NORMALISED: Rule = quote_normalised::LINT.info.rule;
/// A claim without an id: it can get the one that it goes by.
pub const CLAIM_ID: Rule = claim_id::LINT.info.rule;

/// Every rule on one source but those of [`internal`].
pub fn rules() -> impl Iterator<Item = RuleInfo> {
    LINTS.iter().map(|lint| lint.info).chain([source_origin::INFO])
}

/// Holds every source by itself against all rules but `source.origin`. Claims that were read from an article are not the
/// user's to mend: of those only contradictions are told. `read` reads the words of a claim set, where that is still to be
/// done: what is read of a source is let go of when it has been checked.
pub fn check_each(
    files: &Files,
    sets: &[ClaimSet],
    read: impl Fn(&ClaimSet) -> Cow<'_, ClaimSet> + Sync + Send,
) -> Vec<Finding> {
    let claims = sets.iter().map(|set| set.claims.len()).sum();
    threads::map(sets, claims, |set| check_source(files, &read(set))).concat()
}

/// Holds the heads of all sources against `source.origin`, which looks for what a source is derived from among the others,
/// and `origin.circular`. It needs no claims.
pub fn check_heads(sets: &[ClaimSet]) -> Vec<Finding> {
    let ids: BTreeSet<&str> = sets.iter().map(|set| set.source.id.as_str()).collect();
    let mut findings = threads::map(sets, sets.len(), |set| source_origin::check(&set.source, &ids)).concat();
    findings.extend(origin::rings(sets, &Graph::of(sets)));
    findings
}

fn check_source(files: &Files, set: &ClaimSet) -> Vec<Finding> {
    let alone = std::slice::from_ref(set);
    let words = ClaimWords::of(alone);
    let mut findings = internal::check_alone(set, &words);
    if set.claims.iter().all(|claim| claim.sentence.is_none()) {
        let article = set.source.text.map(|file| StoredText::of(files, file));
        let subject = Subject { files, alone, words: &words, article: article.as_ref() };
        findings.extend(LINTS.iter().flat_map(|lint| (lint.check)(&subject)));
    }
    findings
}

/// A finding about the head of a source.
fn on_head(source: &Source, info: RuleInfo, span: Span, message: impl Into<String>) -> Finding {
    let message = message.into();
    Finding {
        fingerprint: Fingerprint::of([info.rule.0, source.id.as_str(), &message]),
        places: vec![Place { source: Some(source.id.clone()), ..Place::at(span) }],
        ..Finding::new(info.rule, info.level, message, span)
    }
}

/// The source that is looked at.
struct Subject<'a> {
    files: &'a Files,
    /// It and its claims, the only ones here.
    alone: &'a [ClaimSet],
    words: &'a ClaimWords,
    /// Its stored article.
    article: Option<&'a StoredText>,
}

/// A quote of a source whose article is stored.
struct StoredQuote<'a> {
    /// The index of its claim.
    claim: usize,
    quote: &'a Quote,
    article: &'a StoredText,
    file: FileId,
    /// Every place of its words, whatever stands around them.
    places: Vec<Span>,
}

impl<'a> Subject<'a> {
    fn source(&self) -> &'a Source {
        &self.alone[0].source
    }

    fn claims(&self) -> &'a [Claim] {
        &self.alone[0].claims
    }

    /// The quotes that can be looked up.
    fn quotes(&self) -> Vec<StoredQuote<'a>> {
        let Some((article, file)) = self.article.zip(self.source().text) else { return Vec::new() };
        let quotes =
            self.claims().iter().enumerate().filter_map(|(at, claim)| Some((at, claim.quote.as_ref()?)));
        let stored = |(claim, quote): (usize, &'a Quote)| {
            let places = article.places(&quote.exact, None, None);
            StoredQuote { claim, quote, article, file, places }
        };
        quotes.map(stored).collect()
    }

    /// A finding about claims; the first place is `span` in the first of them.
    fn on_claims(&self, info: RuleInfo, claims: &[usize], span: Span, message: impl Into<String>) -> Finding {
        let claims: Vec<ClaimRef> = claims.iter().map(|&claim| ClaimRef { set: 0, claim }).collect();
        let mut finding = self.words.finding(self.alone, info.rule, info.level, message, &claims);
        finding.places[0].span = span;
        finding.places[0].label = None;
        finding
    }

    /// A finding about a part of a claim whose `content` is not in the claim's own words.
    fn on_part(
        &self,
        info: RuleInfo,
        claim: usize,
        (span, content): (Span, &str),
        message: impl Into<String>,
    ) -> Finding {
        let mut finding = self.on_claims(info, &[claim], span, message);
        finding.fingerprint = Fingerprint::of([finding.fingerprint.to_string().as_str(), content]);
        finding
    }

    /// Where words of a claim's text stand in its file; the whole claim where they cannot be told.
    fn words_in(&self, claim: usize, words: &str) -> Span {
        let whole = self.claims()[claim].span;
        let start = if words.is_empty() { None } else { self.files.slice(whole).find(words) };
        start.map_or(whole, |at| Span {
            start: whole.start + at,
            end: whole.start + at + words.len(),
            ..whole
        })
    }

    /// Where words stand in the head of the source; the whole head where they cannot be told.
    fn field_in_head(&self, words: &str) -> Span {
        let head = self.source().span;
        let start = self.files.slice(head).find(words);
        start.map_or(head, |at| Span { start: head.start + at, end: head.start + at + words.len(), ..head })
    }

    /// The path of the stored article.
    fn article_path(&self) -> &'a str {
        self.source().text.map_or("", |file| self.files.path(file))
    }
}
