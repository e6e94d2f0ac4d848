//! From a tree to a source and its claims. A fault costs no more than the field or the claim that has it.

use super::fields::{Field, Reader, Words, kind_name, shown};
use super::rules;
use super::tree::{At, Kind};
use crate::claim::reading::Reading;
use crate::claim::{Claim, ClaimId, ClaimSet, Derivation, DerivationKind, Quote, Source, SourceId};
use crate::finding::Finding;
use crate::span::Span;
use crate::text::modality::Modality;
use crate::text::negation::Polarity;
use crate::value::date::Date;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

/// The fields of a file.
pub(super) const FILE: [&str; 3] = ["schema", "source", "claims"];
/// The fields of a source.
pub(super) const SOURCE: [&str; 10] =
    ["id", "headline", "publisher", "url", "published", "modified", "language", "text", "text_sha256", "derived_from"];
/// The fields of a claim.
pub(super) const CLAIM: [&str; 8] = ["id", "text", "key", "quote", "speaker", "modality", "polarity", "values"];

const SCHEMA: &str = "1";
const HOWS: [(&str, DerivationKind); 3] = [
    ("primary-source", DerivationKind::PrimarySource),
    ("quoted", DerivationKind::Quoted),
    ("revision", DerivationKind::Revision),
];
const POLARITIES: [(&str, Polarity); 2] = [("affirm", Polarity::Affirm), ("deny", Polarity::Deny)];

/// A claim set whose article has not been looked for yet.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) set: ClaimSet,
    /// Where the source's id stands, or what stands for it.
    pub(super) id_span: Span,
    /// `text` of the head, as written.
    pub(super) article: Option<Words>,
    /// The real path of that, if it may be read.
    pub(super) located: Option<PathBuf>,
}

impl Draft {
    /// A claim set of which only the id is known; `span` stands for its head.
    pub(super) fn new(id: SourceId, span: Span) -> Draft {
        let source = Source {
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
            span,
        };
        Draft { set: ClaimSet { source, claims: Vec::new() }, id_span: span, article: None, located: None }
    }
}

/// A claim whose id may still be missing.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) claim: Claim,
    /// Where its id stands; without one the id is made of the position.
    pub(super) id_span: Option<Span>,
    /// Place in the list as written, from 1.
    pub(super) position: usize,
}

impl Reader {
    /// The claim set of a whole file; `stem` is the id of a source that has none.
    pub(super) fn claim_set(&mut self, root: At<'_>, stem: SourceId) -> Option<Draft> {
        if !matches!(root.kind(), Kind::Mapping) {
            let message = format!("this file is {}, and must be a mapping with `source` and `claims`", kind_name(root));
            self.faults.push(rules::TYPE.at(start_of(root.span()), message));
            return None;
        }
        let [schema, source, claims] = self.fields(root, "a claim set", &FILE);
        if let Some(schema) = schema {
            self.schema(schema);
        }
        let head = start_of(root.span());
        let mut draft = Draft::new(stem, head);
        if let Some(field) = source {
            self.source(field, &mut draft);
        }
        match claims {
            Some(claims) => draft.set.claims = self.claims(claims),
            None => self.faults.push(rules::MISSING_FIELD.at(head, "`claims` is missing")),
        }
        Some(draft)
    }

    pub(super) fn schema(&mut self, field: Field<'_>) {
        if let Some((text, _)) = self.scalar(field, "a number")
            && text != SCHEMA
        {
            let message = format!("`schema` is {}, and this version reads `{SCHEMA}` only", shown(text));
            self.faults.push(rules::SCHEMA.at(field.value.span(), message));
        }
    }

    fn source(&mut self, field: Field<'_>, draft: &mut Draft) {
        match field.value.kind() {
            Kind::Null | Kind::Refused => {}
            Kind::Sequence => self.wrong_type(field, "a mapping or the publisher's name"),
            Kind::Scalar(..) => {
                let source = &mut draft.set.source;
                source.publisher = self.words(field).map(|words| words.text);
                source.span = field.value.span();
                draft.id_span = source.span;
            }
            Kind::Mapping => {
                draft.set.source.span = field.value.span();
                draft.id_span = draft.set.source.span;
                let fields = self.fields(field.value, "a source", &SOURCE);
                self.head(fields, draft);
            }
        }
    }

    /// Fills the head of a source from its fields, in the order of [`SOURCE`].
    pub(super) fn head(&mut self, fields: [Option<Field<'_>>; 10], draft: &mut Draft) {
        let [id, headline, publisher, url, published, modified, language, text, text_sha256, derived_from] = fields;
        if let Some(id) = id.and_then(|field| self.plain_words(field)) {
            draft.set.source.id = self.source_id(&id);
            draft.id_span = id.span;
        }
        let source = &mut draft.set.source;
        let mut words = |field: Option<Field<'_>>| field.and_then(|field| self.words(field));
        source.headline = words(headline).map(|words| words.text);
        source.publisher = words(publisher).map(|words| words.text);
        source.url = words(url).map(|words| words.text);
        draft.article = words(text);
        let language = words(language);
        let sha256 = words(text_sha256);
        source.published = published.and_then(|field| self.date(field));
        source.modified = modified.and_then(|field| self.date(field));
        if let Some(language) = language {
            self.language(&language);
            source.language = language.text;
        }
        source.text_sha256 = sha256.and_then(|words| self.sha256(words));
        source.derived_from = derived_from.map(|field| self.derived_from(field)).unwrap_or_default();
    }

    /// The id as it stands if it obeys the rule, else what it becomes.
    pub(super) fn source_id(&mut self, id: &Words) -> SourceId {
        if SourceId::is_valid(&id.text) {
            return SourceId::new(&id.text);
        }
        let slug = SourceId::slug(&id.text);
        let message = format!("{} is no source id, which has only a-z, 0-9 and `-`; read as `{slug}`", shown(&id.text));
        self.faults.push(rules::VALUE.at(id.span, message));
        slug
    }

    fn date(&mut self, field: Field<'_>) -> Option<Date> {
        let words = self.plain_words(field)?;
        match Date::parse_edtf(&words.text) {
            Ok(date) => Some(date),
            Err(message) => {
                self.faults.push(rules::DATE.at(words.span, message));
                None
            }
        }
    }

    fn language(&mut self, words: &Words) {
        let language = words.text.split(['-', '_']).next().unwrap_or_default();
        if !language.eq_ignore_ascii_case("en") {
            let message = format!("language {} is not supported yet, only `en`", shown(&words.text));
            self.faults.push(rules::LANGUAGE.at(words.span, message));
        }
    }

    fn sha256(&mut self, words: Words) -> Option<String> {
        if words.text.len() == 64 && words.text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(words.text.to_ascii_lowercase());
        }
        let message = format!("{} is no SHA-256, which is 64 hexadecimal digits", shown(&words.text));
        self.faults.push(rules::VALUE.at(words.span, message));
        None
    }

    fn derived_from(&mut self, field: Field<'_>) -> Vec<Derivation> {
        match field.value.kind() {
            Kind::Sequence => field
                .value
                .children()
                .filter_map(|item| self.derivation(Field { name: "derived_from", key: item, value: item }))
                .collect(),
            Kind::Null | Kind::Refused => Vec::new(),
            Kind::Scalar(..) | Kind::Mapping => {
                self.wrong_type(field, "a list");
                Vec::new()
            }
        }
    }

    fn derivation(&mut self, item: Field<'_>) -> Option<Derivation> {
        let (from, how) = match item.value.kind() {
            Kind::Mapping => {
                let [id, how] = self.fields(item.value, "an origin", &["id", "how"]);
                if id.is_none() {
                    self.faults.push(rules::MISSING_FIELD.at(item.value.span(), "an origin needs an `id`"));
                }
                let how = how.and_then(|how| self.choice(how, &HOWS));
                (self.plain_words(id?)?, how.unwrap_or(DerivationKind::Unspecified))
            }
            Kind::Null | Kind::Scalar(..) | Kind::Sequence | Kind::Refused => {
                (self.plain_words(item)?, DerivationKind::Unspecified)
            }
        };
        if !SourceId::is_valid(&from.text) && !from.text.contains("://") {
            let message = format!("{} is neither a source id nor a URL", shown(&from.text));
            let help = format!("did you mean `{}`?", SourceId::slug(&from.text));
            self.faults.push(rules::VALUE.at(from.span, message).with_help(help));
            return None;
        }
        Some(Derivation { from: from.text, how, span: item.value.span() })
    }

    fn claims(&mut self, field: Field<'_>) -> Vec<Claim> {
        let mut found = Vec::new();
        match field.value.kind() {
            Kind::Sequence => {
                for (index, item) in field.value.children().enumerate() {
                    found.extend(self.claim(item, index + 1));
                }
                if field.value.children().next().is_none() {
                    self.faults.push(rules::NO_CLAIMS.at(field.span(), "`claims` is empty"));
                }
            }
            Kind::Null => self.faults.push(rules::NO_CLAIMS.at(field.span(), "`claims` is empty")),
            Kind::Refused => {}
            Kind::Scalar(..) | Kind::Mapping => self.wrong_type(field, "a list of claims"),
        }
        self.with_ids(found)
    }

    fn claim(&mut self, item: At<'_>, position: usize) -> Option<Found> {
        let as_field = Field { name: "text", key: item, value: item };
        match item.kind() {
            Kind::Mapping => {
                if let Some(finding) = split_sentence(item) {
                    self.faults.push(finding);
                    return None;
                }
                let fields = self.fields(item, "a claim", &CLAIM);
                self.claim_of(fields, item.span(), position)
            }
            Kind::Scalar(..) => {
                let words = self.words(as_field);
                if words.is_none() && item.text().is_some_and(|text| text.trim().is_empty()) {
                    self.faults.push(rules::EMPTY.at(item.span(), "this claim has no words"));
                }
                Some(Found { claim: bare_claim(words?.text, item.span()), id_span: None, position })
            }
            Kind::Null => {
                self.faults.push(rules::EMPTY.at(item.span(), "this claim has no words"));
                None
            }
            Kind::Sequence => {
                let message = "this claim is a list, and must be a sentence or a mapping";
                self.faults.push(rules::TYPE.at(item.span(), message));
                None
            }
            Kind::Refused => None,
        }
    }

    /// A claim from its fields, in the order of [`CLAIM`].
    pub(super) fn claim_of(&mut self, fields: [Option<Field<'_>>; 8], span: Span, position: usize) -> Option<Found> {
        let [id, text, key, quote, speaker, modality, polarity, values] = fields;
        let words = match text {
            None => {
                self.faults.push(rules::MISSING_FIELD.at(start_of(span), "this claim has no `text`"));
                None
            }
            Some(text) => {
                let words = self.words(text);
                let is_empty = match text.value.kind() {
                    Kind::Null => true,
                    Kind::Scalar(text, _) => text.trim().is_empty(),
                    Kind::Sequence | Kind::Mapping | Kind::Refused => false, // told already
                };
                if is_empty {
                    self.faults.push(rules::EMPTY.at(text.span(), "the `text` of this claim is empty"));
                }
                words
            }
        };
        // The claim may be lost by now; what else is wrong with it is told all the same.
        let mut claim = bare_claim(String::new(), span);
        let id = id.and_then(|field| self.plain_words(field));
        claim.key = key.and_then(|field| self.words(field)).map(|words| words.text);
        claim.quote = quote.and_then(|field| self.quote(field));
        claim.speaker = speaker.and_then(|field| self.words(field)).map(|words| words.text);
        claim.modality = modality.and_then(|field| self.choice(field, &Modality::ALL.map(|m| (m.as_str(), m))));
        claim.polarity = polarity.and_then(|field| self.choice(field, &POLARITIES));
        claim.values = values.map(|field| self.values(field)).unwrap_or_default();
        claim.text = words?.text;
        if let Some(id) = &id {
            claim.id = ClaimId::new(&id.text);
        }
        Some(Found { claim, id_span: id.map(|id| id.span), position })
    }

    fn quote(&mut self, field: Field<'_>) -> Option<Quote> {
        let span = field.value.span();
        if !matches!(field.value.kind(), Kind::Mapping) {
            let exact = self.words(field)?.text;
            return Some(Quote { exact, prefix: None, suffix: None, span });
        }
        let [exact, prefix, suffix] = self.fields(field.value, "a quote", &["exact", "prefix", "suffix"]);
        let mut words = |field: Option<Field<'_>>| field.and_then(|field| self.words(field)).map(|words| words.text);
        let (prefix, suffix) = (words(prefix), words(suffix));
        let has_exact = exact.is_some();
        let exact = words(exact);
        if !has_exact {
            self.faults.push(rules::MISSING_FIELD.at(span, "a quote needs its `exact` words"));
        }
        Some(Quote { exact: exact?, prefix, suffix, span })
    }

    /// Gives every claim its id and reports ids that stand twice; the second such claim is named by its position.
    pub(super) fn with_ids(&mut self, mut found: Vec<Found>) -> Vec<Claim> {
        let mut taken: HashMap<&str, Span> = HashMap::with_capacity(found.len());
        let mut unnamed = Vec::new();
        for (index, Found { claim, id_span, position }) in found.iter().enumerate() {
            let Some(span) = *id_span else {
                unnamed.push(index);
                continue;
            };
            match taken.entry(claim.id.as_str()) {
                Entry::Vacant(entry) => {
                    entry.insert(span);
                }
                Entry::Occupied(first) => {
                    let id = shown(claim.id.as_str());
                    let message = format!("two claims have the id {id}; the second is read as `c{position}`");
                    self.faults.push(rules::DUPLICATE_ID.at(span, message).with_place(*first.get(), "the first"));
                    unnamed.push(index);
                }
            }
        }
        // Somebody may have used `c2` as a name of their own.
        let free = |position: usize| {
            let mut name = format!("c{position}");
            for n in 2.. {
                if !taken.contains_key(name.as_str()) {
                    break;
                }
                name = format!("c{position}-{n}");
            }
            ClaimId::new(&name)
        };
        let names: Vec<_> = unnamed.iter().map(|&index| free(found[index].position)).collect();
        for (index, name) in unnamed.into_iter().zip(names) {
            found[index].claim.id = name;
        }
        found.into_iter().map(|found| found.claim).collect()
    }
}

fn bare_claim(text: String, span: Span) -> Claim {
    Claim {
        id: ClaimId::new(""),
        text,
        key: None,
        quote: None,
        speaker: None,
        modality: None,
        polarity: None,
        values: Vec::new(),
        span,
        reading: Reading::default(),
    }
}

/// `- Police said: three died` is a mapping to YAML. Telling that `Police said` is no field would be true and no help.
fn split_sentence(item: At<'_>) -> Option<Finding> {
    let (key, value) = item.pairs().next()?;
    let name = key.text()?;
    let is_sentence = name.contains(' ') && item.pairs().count() == 1 && value.text().is_some();
    is_sentence.then(|| {
        let message = format!("{} is no field of a claim, and this claim has no `text`", shown(name));
        rules::MISSING_FIELD.at(item.span(), message).with_help("put a sentence that holds `: ` in quotes")
    })
}

/// The first byte of a span, for what is wrong with a thing as a whole.
pub(super) fn start_of(span: Span) -> Span {
    Span { end: span.start, ..span }
}
