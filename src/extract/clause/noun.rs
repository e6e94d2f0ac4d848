//! Noun phrases: the subject before a verb, the noun before an apposition.

use crate::text::token::{Shape, Token};
use crate::text::words::PartOfSpeech;
use crate::value::date;
use std::ops::Range;

/// Words that begin a noun phrase.
pub(super) const ARTICLES: &[&str] = &["a", "an", "the", "its", "his", "her", "their", "one", "another"];

/// Words that bring in an adverbial before the subject.
const PREPOSITIONS: &[&str] = &[
    "in",
    "on",
    "at",
    "by",
    "with",
    "under",
    "for",
    "from",
    "during",
    "after",
    "before",
    "of",
    "to",
    "until",
    "since",
    "within",
    "without",
    "among",
    "despite",
    "following",
    "over",
    "about",
    "into",
    "through",
    "between",
    "amid",
    "according",
    "like",
    "unlike",
    "against",
    "behind",
    "near",
    "outside",
];

/// Pronouns that can be subjects.
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "nobody", "none", "there", "both",
    "all", "some", "others", "one", "those", "everyone", "each",
];

/// Adverbs and the like that stand between a subject and its verb, or before the subject.
const ADVERBS: &[&str] = &[
    "also",
    "then",
    "later",
    "yesterday",
    "today",
    "now",
    "and",
    "but",
    "that",
    "soon",
    "meanwhile",
    "however",
];

/// Whether the word brings in an adverbial.
pub(super) fn is_preposition(token: &Token) -> bool {
    token.is_any(PREPOSITIONS)
}

fn is_adverb(token: &Token) -> bool {
    token.is_any(ADVERBS)
        || !token.capital && token.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Adverb))
}

/// The noun phrase that ends at token `end`.
pub(super) fn before(tokens: &[Token], verbs: &[Range<usize>], end: usize) -> Option<Range<usize>> {
    // "the unit (J3), which": what brackets hold says no more than the noun before them
    let bracket = tokens[..end].last().filter(|last| last.is(")"));
    let end = bracket.and_then(|_| tokens[..end].iter().rposition(|token| token.is("("))).unwrap_or(end);
    let mut start = end;
    while start > 0 && !verbs.iter().any(|verb| verb.contains(&(start - 1))) {
        let token = &tokens[start - 1];
        let nominal = token.shape == Shape::Digits
            || token.is("-") && token.joined
            || token.shape == Shape::Word
                && (token.capital
                    || token.is_any(&["of", "'s"]) && start < end
                    || !token.stop
                        && token.entry.is_none_or(|entry| entry.is_noun() || entry.is_adjective()));
        if token.is_any(ARTICLES) && start < end {
            start -= 1;
            // "the head of the service": the head
            if start > 1 && tokens[start - 1].is("of") {
                continue;
            }
            break;
        }
        if !nominal {
            break;
        }
        start -= 1;
    }
    while start < end && tokens[start].is_any(&["of"]) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Words without a verb that can be a subject: no adverbial.
pub(super) fn phrase(tokens: &[Token], range: &Range<usize>) -> Option<Range<usize>> {
    let first = tokens.get(range.start)?;
    let adverbial = first.stop && !first.is_any(ARTICLES) || first.is_any(&["on", "in", "at", "last"]);
    (!adverbial).then(|| range.clone())
}

/// The subject among the words before the verb: what is left when adverbs and adverbials are taken off.
pub(super) fn subject(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    while start < range.end && is_adverb(&tokens[start]) {
        start += 1;
    }
    if start < range.end && tokens[start].is_any(PREPOSITIONS) {
        // "On Tuesday Ofcom said", "in the same breath threw out": a subject only where another noun phrase begins
        start = (start + 2..range.end).find(|&at| {
            let (before, token) = (&tokens[at - 1], &tokens[at]);
            let begins =
                token.is_any(ARTICLES) || token.is_any(PRONOUNS) || token.capital && token.entry.is_none();
            begins && !before.is_any(PREPOSITIONS) && !before.is_any(ARTICLES) && !before.capital
        })?;
    }
    let has_noun = tokens[start..range.end].iter().any(|token| {
        token.shape == Shape::Digits
            || token.capital
            || token.shape == Shape::Word
                && (!token.stop && token.entry.is_none_or(|entry| entry.is_noun()) || token.is_any(PRONOUNS))
    });
    has_noun.then_some(start..range.end)
}

/// Who it is, without when and how: "Corviton Plc on Tuesday", "prosecutors also", "a spokesman in a statement".
pub(super) fn bare(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let Range { start, mut end } = range;
    while end > start + 1 && (is_adverb(&tokens[end - 1]) || tokens[end - 1].shape == Shape::Sign) {
        end -= 1;
    }
    let when = (start + 1..end).rev().find(|&at| {
        let next = tokens.get(at + 1);
        tokens[at].is_any(&["on", "in", "at", "late", "early", "last", "this"])
            && next.is_some_and(|next| {
                date::is_calendar_word(next)
                    || next.shape == Shape::Digits
                    || next.is_any(&["statement", "a", "week", "month"]) && tokens[start..end].len() > 3
            })
    });
    start..when.unwrap_or(end)
}
