//! Whether a stored article states a fact that its claim set leaves out: before a source counts as silent, its text is
//! searched.

use super::Options;
use super::lexicon::Lexicon;
use super::score::{Profile, Score, Topic};
use crate::claim::reading::{self, Reading};
use crate::claim::{Claim, ClaimId, ClaimRef, ClaimSet, Source};
use crate::span::{Files, Span};
use crate::text::sentence;
use std::collections::BTreeMap;

/// The claims of other sources that the stored article of set `set` states, each with the sentence that states it best.
pub fn stated(files: &Files, sets: &[ClaimSet], set: usize, options: &Options) -> BTreeMap<ClaimRef, Span> {
    let source = &sets[set].source;
    let sentences = sentences(source, files);
    if sentences.is_empty() {
        return BTreeMap::new();
    }
    let mut lexicon = Lexicon::default();
    let topics: Vec<Topic> = sets.iter().map(|set| Topic::of(&set.source, &mut lexicon)).collect();
    let told: Vec<Profile<'_>> =
        sentences.iter().map(|sentence| Profile::new(sentence, &topics[set], &mut lexicon)).collect();
    let mut others = Vec::new();
    for (other, claims) in sets.iter().enumerate().filter(|&(other, _)| other != set) {
        for (claim, it) in claims.claims.iter().enumerate() {
            others.push((ClaimRef { set: other, claim }, Profile::new(it, &topics[other], &mut lexicon)));
        }
    }
    lexicon.seal();
    let mut found = BTreeMap::new();
    for (at, profile) in &others {
        let mut best: Option<(f32, Span)> = None;
        for (sentence, told) in sentences.iter().zip(&told) {
            let score = Score::of(told, profile, &lexicon);
            let least = score.least(options);
            if score.value >= least && best.is_none_or(|(value, _)| score.value > value) {
                best = Some((score.value, sentence.span));
            }
        }
        if let Some((_, span)) = best {
            found.insert(*at, span);
        }
    }
    found
}

/// The sentences of a source's stored article, read as claims are.
fn sentences(source: &Source, files: &Files) -> Vec<Claim> {
    let Some(file) = source.text else { return Vec::new() };
    let text = files.text(file);
    sentence::split(text)
        .into_iter()
        .filter(|range| text[range.clone()].split_whitespace().count() >= 4)
        .map(|range| {
            let reading = reading::read_text(&text[range.clone()], source.published.as_ref(), None);
            let span = Span { file, start: range.start, end: range.end };
            sentence_claim(&text[range], span, reading)
        })
        .collect()
}

fn sentence_claim(text: &str, span: Span, reading: Reading) -> Claim {
    Claim { reading, ..Claim::new(ClaimId::new(""), text.to_owned(), span) }
}
