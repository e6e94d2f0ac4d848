//! The claims of a source. A fault costs no more than the field or the claim that has it.

use super::fields::{Field, Reader, shown, start_of};
use super::rules;
use super::shape::{Known, Shape, names};
use super::tree::{At, Kind};
use super::values::VALUE;
use crate::claim::{Claim, ClaimId, Quote};
use crate::finding::Finding;
use crate::span::Span;
use crate::text::modality::Modality;
use crate::text::negation::Polarity;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The fields of a claim.
pub(super) const CLAIM: [Known; 8] = [
    Known::new("id", Shape::Words, "unique in the file; c1, c2 and so on where there is none"),
    Known::required("text", Shape::Words, "the claim, in one sentence"),
    Known::new("key", Shape::Words, "the question that it answers; claims with equal keys always align"),
    Known::new("quote", Shape::OneOf(&[Shape::Words, Shape::Mapping(&QUOTE)]), "exact words of the article"),
    Known::new("speaker", Shape::Words, "who said it, as the source has it"),
    Known::new(
        "modality",
        Shape::Choice(|| Modality::ALL.map(Modality::as_str).to_vec()),
        "what the words already say: told as a fact, alleged, possible or planned",
    ),
    Known::new(
        "polarity",
        Shape::Choice(|| POLARITIES.map(|(name, _)| name).to_vec()),
        "what the words already say: affirmed or denied",
    ),
    Known::new("values", Shape::Names(&VALUE), "typed values by names of your own: {dead: 3}"),
];

const QUOTE: [Known; 3] = [
    Known::required("exact", Shape::Words, "the words"),
    Known::new("prefix", Shape::Words, "words right before them"),
    Known::new("suffix", Shape::Words, "words right behind them"),
];

const POLARITIES: [(&str, Polarity); 2] = [("affirm", Polarity::Affirm), ("deny", Polarity::Deny)];

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
    pub(super) fn claims(&mut self, field: Field<'_>) -> Vec<Claim> {
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
                let fields = self.fields(item, "a claim", &names(&CLAIM));
                self.claim_of(fields, item.span(), position)
            }
            Kind::Scalar(..) => {
                let words = self.words(as_field);
                if words.is_none() && item.text().is_some_and(|text| text.trim().is_empty()) {
                    self.faults.push(rules::EMPTY.at(item.span(), "this claim has no words"));
                }
                Some(Found {
                    claim: Claim::new(ClaimId::new(""), words?.text, item.span()),
                    id_span: None,
                    position,
                })
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
    pub(super) fn claim_of(
        &mut self,
        fields: [Option<Field<'_>>; 8],
        span: Span,
        position: usize,
    ) -> Option<Found> {
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
        let mut claim = Claim::new(ClaimId::new(""), String::new(), span);
        let id = id.and_then(|field| self.plain_words(field));
        claim.key = key.and_then(|field| self.words(field)).map(|words| words.text);
        claim.quote = quote.and_then(|field| self.quote(field));
        claim.speaker = speaker.and_then(|field| self.words(field)).map(|words| words.text);
        claim.modality =
            modality.and_then(|field| self.choice(field, &Modality::ALL.map(|m| (m.as_str(), m))));
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
            return Some(Quote { exact, prefix: None, suffix: None, span, found: None });
        }
        let [exact, prefix, suffix] = self.fields(field.value, "a quote", &names(&QUOTE));
        let mut words =
            |field: Option<Field<'_>>| field.and_then(|field| self.words(field)).map(|words| words.text);
        let (prefix, suffix) = (words(prefix), words(suffix));
        let has_exact = exact.is_some();
        let exact = words(exact);
        if !has_exact {
            self.faults.push(rules::MISSING_FIELD.at(span, "a quote needs its `exact` words"));
        }
        Some(Quote { exact: exact?, prefix, suffix, span, found: None })
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
                    self.faults
                        .push(rules::DUPLICATE_ID.at(span, message).with_place(*first.get(), "the first"));
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
        let mut claims: Vec<Claim> = found.into_iter().map(|found| found.claim).collect();
        claims.shrink_to_fit(); // there may be a million of them
        claims
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
