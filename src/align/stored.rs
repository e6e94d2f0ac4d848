//! Whether a stored article states a fact that its claim set leaves out: before a source counts as silent, its text is
//! searched.

use super::Options;
use super::score::{Profile, Score, Topic};
use crate::claim::reading::{self, Reading};
use crate::claim::{Claim, ClaimRef, ClaimSet, Source};
use crate::span::{FileId, Files, Span};
use crate::text::sentence;

/// The sentences of a source's stored article, read for comparison.
#[derive(Debug)]
pub struct StoredText {
    sentences: Vec<(Span, Claim)>,
}

impl StoredText {
    /// The stored text of `source`, if it has one.
    pub fn of(source: &Source, files: &Files) -> Option<StoredText> {
        let file = source.text?;
        let text = files.text(file);
        let sentences = sentence::split(text)
            .into_iter()
            .filter(|range| text[range.clone()].split_whitespace().count() >= 4)
            .map(|range| {
                let reading = reading::read_text(&text[range.clone()], source.published.as_ref(), None);
                let span = Span { file, start: range.start, end: range.end };
                (span, sentence_claim(&text[range], span, reading))
            })
            .collect();
        Some(StoredText { sentences })
    }

    /// The sentence that states what one of `claims` says, if one does.
    pub fn find(&self, source: &Source, sets: &[ClaimSet], claims: &[ClaimRef], options: &Options) -> Option<Span> {
        let topics = Topic::of(source);
        let mut best: Option<(f32, Span)> = None;
        for (span, sentence) in &self.sentences {
            let here = Profile::new(sentence, &topics);
            for claim in claims {
                let topic = Topic::of(&sets[claim.set].source);
                let there = Profile::new(claim.of(sets), &topic);
                let score = Score::of(&here, &there).value;
                if score >= options.threshold && best.is_none_or(|(value, _)| score > value) {
                    best = Some((score, *span));
                }
            }
        }
        best.map(|(_, span)| span)
    }

    /// The file that was searched.
    pub fn file(&self) -> Option<FileId> {
        self.sentences.first().map(|(span, _)| span.file)
    }
}

fn sentence_claim(text: &str, span: Span, reading: Reading) -> Claim {
    Claim {
        id: crate::claim::ClaimId::new(""),
        text: text.to_owned(),
        key: None,
        quote: None,
        speaker: None,
        modality: None,
        polarity: None,
        values: Vec::new(),
        span,
        reading,
    }
}
