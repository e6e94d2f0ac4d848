//! A whole file and the head of its source. A fault costs no more than the field that has it.

use super::claims::CLAIM;
use super::fields::{Field, Reader, Words, kind_name, shown, start_of};
use super::rules;
use super::shape::{Known, Shape, names};
use super::tree::{At, Kind};
use crate::claim::page::Url;
use crate::claim::{ClaimSet, Derivation, DerivationKind, Source, SourceId};
use crate::span::Span;
use crate::value::date::Date;
use std::path::PathBuf;

/// The fields of a file.
pub(crate) const FILE: [Known; 3] = [
    Known::new("schema", Shape::Version, "the version of the format"),
    Known::new(
        "source",
        Shape::OneOf(&[Shape::Words, Shape::Mapping(&SOURCE)]),
        "the article, or only the name of its publisher",
    ),
    Known::required(
        "claims",
        Shape::List(&Shape::OneOf(&[Shape::Words, Shape::Mapping(&CLAIM)])),
        "what the source claims, one sentence a claim",
    ),
];
/// The fields of a source.
pub(super) const SOURCE: [Known; 10] = [
    Known::new("id", Shape::Words, "a-z, 0-9 and `-`; the name of the file where there is none"),
    Known::new("headline", Shape::Words, "the headline of the article"),
    Known::new("publisher", Shape::Words, "who published it"),
    Known::new("url", Shape::Words, "where it is"),
    Known::new("published", Shape::Words, "when: 2026-03-04; \"last year\" counts from here"),
    Known::new("modified", Shape::Words, "when it was last changed: 2026-03-05"),
    Known::new("language", Shape::Words, "its language; only `en` is supported"),
    Known::new("text", Shape::Words, "the stored article, beside this file; quotes are looked up in it"),
    Known::new("text_sha256", Shape::Form("^[0-9A-Fa-f]{64}$"), "its SHA-256 when the claims were taken"),
    Known::new(
        "derived_from",
        Shape::List(&Shape::OneOf(&[Shape::Words, Shape::Mapping(&ORIGIN)])),
        "what this source repeats: ids of sources, or URLs",
    ),
];
const ORIGIN: [Known; 2] = [
    Known::required("id", Shape::Words, "the id of a source, or a URL"),
    Known::new("how", Shape::Choice(|| HOWS.map(|(name, _)| name).to_vec()), "how it was used"),
];

const SCHEMA: &str = "1";
const HOWS: [(&str, DerivationKind); 3] = [
    ("primary-source", DerivationKind::PrimarySource),
    ("quoted", DerivationKind::Quoted),
    ("revision", DerivationKind::Revision),
];

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
        let set = ClaimSet { source: Source::new(id, span), claims: Vec::new() };
        Draft { set, id_span: span, article: None, located: None }
    }
}

impl Reader {
    /// The claim set of a whole file; `stem` is the id of a source that has none.
    pub(super) fn claim_set(&mut self, root: At<'_>, stem: SourceId) -> Option<Draft> {
        if !matches!(root.kind(), Kind::Mapping) {
            let message =
                format!("this file is {}, and must be a mapping with `source` and `claims`", kind_name(root));
            self.faults.push(rules::TYPE.at(start_of(root.span()), message));
            return None;
        }
        let [schema, source, claims] = self.fields(root, "a claim set", &names(&FILE));
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

    pub(crate) fn schema(&mut self, field: Field<'_>) {
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
                let fields = self.fields(field.value, "a source", &names(&SOURCE));
                self.head(fields, draft);
            }
        }
    }

    /// Fills the head of a source from its fields, in the order of [`SOURCE`].
    pub(super) fn head(&mut self, fields: [Option<Field<'_>>; 10], draft: &mut Draft) {
        let [id, headline, publisher, url, published, modified, language, text, text_sha256, derived_from] =
            fields;
        if let Some(id) = id.and_then(|field| self.plain_words(field)) {
            draft.set.source.id = self.source_id(&id);
            draft.id_span = id.span;
        }
        let source = &mut draft.set.source;
        let mut words = |field: Option<Field<'_>>| field.and_then(|field| self.words(field));
        source.headline = words(headline).map(|words| words.text);
        source.publisher = words(publisher).map(|words| words.text);
        source.url = words(url).map(|words| Url::new(words.text));
        draft.article = words(text);
        let language = words(language);
        let sha256 = words(text_sha256);
        source.published = published.and_then(|field| self.date(field));
        source.modified = modified.and_then(|field| self.date(field));
        if let Some(language) = language {
            self.language(&language);
            source.language = language.text;
        }
        source.text_sha256 = sha256.and_then(|words| self.sha256(&words));
        source.derived_from = derived_from.map(|field| self.derived_from(field)).unwrap_or_default();
    }

    /// The id as it stands if it obeys the rule, else what it becomes.
    pub(crate) fn source_id(&mut self, id: &Words) -> SourceId {
        if SourceId::is_valid(&id.text) {
            return SourceId::new(&id.text);
        }
        let slug = SourceId::slug(&id.text);
        let message =
            format!("{} is no source id, which has only a-z, 0-9 and `-`; read as `{slug}`", shown(&id.text));
        self.faults.push(rules::VALUE.at(id.span, message));
        slug
    }

    pub(crate) fn date(&mut self, field: Field<'_>) -> Option<Date> {
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

    fn sha256(&mut self, words: &Words) -> Option<String> {
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
                let [id, how] = self.fields(item.value, "an origin", &names(&ORIGIN));
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
}
