//! Sources and what they claim.

pub mod encoding;
pub mod fate;
mod lists;
pub mod page;
pub(crate) mod people;
pub mod reading;
pub(crate) mod standing;

use crate::fingerprint::Fingerprint;
use crate::span::{FileId, Span};
use crate::text::fold;
use crate::text::modality::Modality;
use crate::text::negation::Polarity;
use crate::value::Value;
use crate::value::date::Date;
use encoding::Encoding;
use page::Url;
use reading::Reading;
use std::fmt;

/// The stable name of a source, `[a-z0-9-]+`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(Box<str>);

impl SourceId {
    /// A source id as it stands; use [`SourceId::slug`] for words that may not obey the rule.
    pub fn new(id: &str) -> SourceId {
        SourceId(id.into())
    }

    /// Lower case, every run of other characters a hyphen: the default id of a file's stem.
    pub fn slug(words: &str) -> SourceId {
        let mut slug = String::new();
        for c in words.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        SourceId(if slug.is_empty() { "source" } else { slug }.into())
    }

    /// Whether the id is made of `a-z`, `0-9` and `-` only.
    pub fn is_valid(id: &str) -> bool {
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a claim inside its source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(Box<str>);

impl ClaimId {
    /// A claim id as it stands.
    pub fn new(id: &str) -> ClaimId {
        ClaimId(id.into())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a source comes from another (PROV: `wasRevisionOf`, `wasQuotedFrom`, `hadPrimarySource`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DerivationKind {
    /// Not told.
    Unspecified,
    /// The other is the primary source.
    PrimarySource,
    /// Quoted from the other.
    Quoted,
    /// A later version of the other.
    Revision,
}

/// What a source repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// The id or URL of the other.
    pub from: String,
    /// How.
    pub how: DerivationKind,
    /// Where it says so.
    pub span: Span,
}

/// The head of a claim set: who speaks, and when.
#[derive(Debug, Clone)]
pub struct Source {
    /// Stable id.
    pub id: SourceId,
    /// Title of the article.
    pub headline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<Url>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was last changed.
    pub modified: Option<Date>,
    /// Language tag; `en` unless told.
    pub language: String,
    /// The stored article, if there is one that could be read.
    pub text: Option<FileId>,
    /// SHA-256 of the article when the claims were taken, in hexadecimal.
    pub text_sha256: Option<String>,
    /// What it repeats.
    pub derived_from: Vec<Derivation>,
    /// Sources that it is a later version of by way of others: the first version, where the third revises the second.
    pub earlier: Vec<SourceId>,
    /// Where the head stands; the file is the claim set's.
    pub span: Span,
}

impl Source {
    /// A source of which only the id is known; `span` stands for its head.
    pub fn new(id: SourceId, span: Span) -> Source {
        Source {
            id,
            headline: None,
            publisher: None,
            url: None,
            published: None,
            modified: None,
            language: "en".to_owned(),
            text: None,
            text_sha256: None,
            derived_from: Vec::new(),
            earlier: Vec::new(),
            span,
        }
    }
}

/// Exact words of the article (W3C Web Annotation `TextQuoteSelector`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// Words right before them.
    pub prefix: Option<String>,
    /// Words right after them.
    pub suffix: Option<String>,
    /// Where the claim set gives them.
    pub span: Span,
    /// Where they stand in the stored article, if there is one that holds them.
    pub found: Option<Span>,
}

/// A typed value as the claim set gives it.
#[derive(Debug, Clone)]
pub struct GivenValue {
    /// Its name: free words, evidence but never a join key.
    pub name: String,
    /// What was read of it.
    pub value: Value,
    /// Where it stands, name and value.
    pub span: Span,
}

/// What the settings say of the question that a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyKind {
    /// Nothing: the words of the claims tell whether they contradict each other.
    #[default]
    Open,
    /// It has one true answer: two that differ contradict each other.
    SingleValued,
    /// Its answer changes with time: another one of a later day is an update.
    TimeVarying,
}

/// One thing that a source says.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Unique in its source.
    pub id: ClaimId,
    /// The claim in one sentence.
    pub text: String,
    /// The question that it answers; equal keys always align.
    pub key: Option<String>,
    /// The article's words.
    pub quote: Option<Quote>,
    /// Who, says the source, said it.
    pub speaker: Option<String>,
    /// As stated; absent means as the words say.
    pub modality: Option<Modality>,
    /// As stated; absent means as the words say.
    pub polarity: Option<Polarity>,
    /// Typed values as stated.
    pub values: Vec<GivenValue>,
    /// The claim's node in its file; in an article the words that carry it.
    pub span: Span,
    /// In an article the sentence around it.
    pub sentence: Option<Span>,
    /// What the words say.
    pub reading: Reading,
    /// What a sentence encoder makes of the text, where one is used.
    pub encoding: Option<Encoding>,
}

/// One source's claims.
#[derive(Debug, Clone)]
pub struct ClaimSet {
    /// Who speaks.
    pub source: Source,
    /// What it says, in the order of the file.
    pub claims: Vec<Claim>,
}

impl Claim {
    /// A claim of which only the words are known; nothing is read yet.
    pub fn new(id: ClaimId, text: String, span: Span) -> Claim {
        Claim {
            id,
            text,
            key: None,
            quote: None,
            speaker: None,
            modality: None,
            polarity: None,
            values: Vec::new(),
            span,
            sentence: None,
            reading: Reading::default(),
            encoding: None,
        }
    }

    /// The claim's fingerprint: of its source's id, its folded text and its values. It survives any edit of other
    /// claims, of layout and of typography.
    pub fn fingerprint(&self, source: &SourceId) -> Fingerprint {
        let text = fold::canonical(&self.text);
        let mut values: Vec<String> = self
            .values
            .iter()
            .map(|given| format!("{}={}", given.name, fold::canonical(given.value.shown())))
            .collect();
        values.sort_unstable();
        Fingerprint::of([source.as_str(), &text].into_iter().chain(values.iter().map(String::as_str)))
    }
}

/// A claim by the index of its set and its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimRef {
    /// Index of the claim set.
    pub set: usize,
    /// Index of the claim in its set.
    pub claim: usize,
}

impl ClaimRef {
    /// The claim itself.
    pub fn of(self, sets: &[ClaimSet]) -> &Claim {
        &sets[self.set].claims[self.claim]
    }

    /// The id of its source.
    pub fn source(self, sets: &[ClaimSet]) -> &SourceId {
        &sets[self.set].source.id
    }
}
