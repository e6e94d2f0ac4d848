//! Finite verbs, as far as the forms of English tell them without a parser.

use super::token::{Shape, Token};
use super::words::{Entry, PartOfSpeech};
use std::ops::Range;

/// Verbs that make a group finite by themselves or with the verb behind them.
const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "may",
    "might",
    "can",
    "could",
    "shall",
    "should",
    "must",
    "did",
    "does",
    "do",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "hasn't",
    "haven't",
    "hadn't",
    "won't",
    "wouldn't",
    "can't",
    "cannot",
    "couldn't",
    "didn't",
    "doesn't",
    "don't",
    "shouldn't",
];

/// Words between the parts of one verb group: "has not yet been", "were all later".
const INSIDE: &[&str] = &[
    "not", "never", "also", "already", "yet", "been", "be", "being", "all", "both", "now", "still", "only",
    "then", "since", "just", "once", "to", "have", "even", "first", "soon", "almost", "nearly",
];

/// Pronouns that can only be subjects.
const SUBJECTS: &[&str] = &["he", "she", "they", "we", "i", "who", "which", "it", "that", "you", "there"];

/// Words that bring in a noun, so that what follows is no verb.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "any",
    "no", "some", "every", "each", "several", "many", "of", "in", "on", "at", "by", "with", "from", "into",
    "over", "about", "for", "against", "under", "between", "among", "other", "more", "most", "than", "as",
];

/// Pasts that do not show it: those like their base form, and those of verbs that are nouns more often.
const PASTS: &[&str] = &[
    "cut", "put", "hit", "set", "shut", "let", "hurt", "cost", "quit", "spread", "split", "burst", "bid",
    "shed", "fell", "rose", "found", "felt", "met", "led", "fled", "shot", "fought", "struck", "swept",
    "dealt", "drew", "broke", "stole",
];

/// Verbs that bring in what somebody says.
const SAYING: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "claimed",
    "claims",
    "claim",
    "insisted",
    "insists",
    "insist",
    "added",
    "adds",
    "announced",
    "announces",
    "argued",
    "argues",
    "confirmed",
    "confirms",
    "warned",
    "warns",
    "stated",
    "states",
    "estimated",
    "estimates",
    "believe",
    "believes",
    "reported",
    "reports",
    "maintained",
    "maintains",
    "alleged",
    "alleges",
    "noted",
    "notes",
    "wrote",
    "writes",
    "explained",
    "explains",
    "testified",
    "recalled",
    "recalls",
    "conceded",
    "concedes",
    "acknowledged",
    "acknowledges",
    "stressed",
    "stresses",
];

/// Whether the word is a finite verb that brings in what somebody says.
pub fn is_saying(token: &Token) -> bool {
    token.is_any(SAYING)
}

/// Whether the word can be a finite verb by its form: a past, or the third person.
pub fn may_be_finite(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let inflected = token.entry.is_some_and(|entry| entry.is_verb() && entry.word() != token.lower);
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let nominal = before.is_some_and(|t| t.is("to") || t.is_any(DETERMINERS) || t.possessive);
    token.shape == Shape::Word
        && !token.stop
        && !nominal
        && (inflected && !token.lower.ends_with("ing") || PASTS.contains(&token.lower.as_str()))
}

/// Whether a word is one of these verbs, or a regular form of one that is a word of its own, too: "ended".
pub fn is_form_of(verbs: &[&str], word: &str) -> bool {
    let regular = |ending| matches!(ending, "" | "ed" | "d" | "ing" | "s");
    verbs.iter().any(|&verb| word.strip_prefix(verb).is_some_and(regular))
}

/// Whether the word is a participle by its form: "bound", "opened", "leaving".
pub fn is_participle(token: &Token) -> bool {
    token.shape == Shape::Word
        && !token.stop
        && !token.capital
        && token.entry.is_some_and(|entry| entry.is_verb() && entry.word() != token.lower)
        && !token.lower.ends_with('s')
}

/// The groups of `verbs` that begin inside a range of tokens.
pub fn inside(verbs: &[Range<usize>], range: Range<usize>) -> impl DoubleEndedIterator<Item = &Range<usize>> {
    verbs.iter().filter(move |verb| range.contains(&verb.start))
}

/// The finite verb groups of a sentence, in order: "has not yet replied", "was arrested", "said". `in_name` says which
/// tokens are parts of names.
pub fn groups(tokens: &[Token], in_name: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].shape != Shape::Word || in_name(at) || !is_finite(tokens, at) {
            at += 1;
            continue;
        }
        let end = group_end(tokens, at, &in_name);
        groups.push(at..end);
        at = end;
    }
    groups
}

fn group_end(tokens: &[Token], start: usize, in_name: impl Fn(usize) -> bool) -> usize {
    let mut end = start + 1;
    if !tokens[start].is_any(AUXILIARIES) {
        return end;
    }
    let mut at = end;
    while let Some(token) = tokens.get(at).filter(|t| t.shape == Shape::Word && !in_name(at)) {
        let adverb = token.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Adverb));
        if token.is_any(INSIDE) || adverb {
            at += 1;
            continue;
        }
        if token.entry.is_some_and(Entry::is_verb) && !token.stop {
            end = at + 1;
        }
        break;
    }
    // "was arrested and charged", "has been killed or reported missing": one group
    let past =
        |at: usize| tokens.get(at).is_some_and(|token| is_participle(token) && !token.lower.ends_with("ing"));
    let joint = tokens.get(end).is_some_and(|t| t.is_any(&["and", "or"])) && past(end + 1);
    if joint && end > start + 1 && past(end - 1) { end + 2 } else { end }
}

fn is_finite(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    if token.is_any(AUXILIARIES) {
        // "to have", "a must", "those who can" are caught by the subject before them
        return before.is_none_or(|before| !before.is("to"));
    }
    let Some(entry) = token.entry.filter(|entry| entry.is_verb()) else { return false };
    if token.stop && !token.is_any(&["said", "says", "say"])
        || token.joined && before.is_some_and(|t| t.is("-"))
    {
        return false;
    }
    let Some(before) = before else { return false };
    // "its president, Una Feerick, says every cent"
    if before.is(",") && token.is_any(&["said", "says", "told", "tells", "adds", "insists", "argues"]) {
        return true;
    }
    if token.is_any(&["said", "says", "say"]) && before.shape == Shape::Word && !before.is("to") {
        return true;
    }
    if before.is_any(SUBJECTS) {
        return !token.lower.ends_with("ing");
    }
    if before.is("to") || before.is_any(DETERMINERS) || before.possessive {
        return false;
    }
    if token.lower.ends_with("ing") {
        return false;
    }
    let verbal = entry.dominant() == Some(PartOfSpeech::Verb);
    let inflected = token.lower != entry.word();
    let past = inflected && (token.lower.ends_with("ed") || verbal && !token.lower.ends_with('s'))
        || PASTS.contains(&token.lower.as_str());
    let subject = before.shape != Shape::Word
        || before.stop && before.is_any(&["and", "but", "or", "then", "also", "now", "one", "others"])
        || before.entry.is_none()
        || before
            .entry
            .is_some_and(|entry| entry.is_noun() || entry.dominant() == Some(PartOfSpeech::Adverb));
    if past {
        // "suspected offences", "a £27m opened line": a participle before its noun
        let next = tokens.get(at + 1);
        let before_noun = next.is_some_and(|t| {
            t.shape == Shape::Word
                && !t.stop
                && !t.capital
                && t.entry.is_some_and(|e| e.dominant() == Some(PartOfSpeech::Noun))
        });
        let adjective_before =
            before.entry.is_some_and(|e| e.dominant() == Some(PartOfSpeech::Adjective) && !e.is_noun());
        let by = next.is_some_and(|t| t.is("by"));
        return subject
            && !adjective_before
            && !by
            && !(before_noun && (before.shape == Shape::Sign || before.is("or")));
    }
    // "the firm makes", "prosecutors say"
    let plural = before.lower.ends_with('s') && !before.possessive;
    verbal && subject && before.shape == Shape::Word && (inflected || plural)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn found(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        groups(&tokens, |_| false)
            .into_iter()
            .map(|group| tokens[group].iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn auxiliaries_take_the_verb_behind_them() {
        assert_eq!(
            found("The supplier has not yet been told, and they will pay."),
            ["has not yet been told", "will pay"]
        );
        assert_eq!(found("Two men were later arrested."), ["were later arrested"]);
    }

    #[test]
    fn past_forms_are_verbs_behind_a_subject_and_adjectives_before_a_noun() {
        assert_eq!(found("The firm opened a line last September."), ["opened"]);
        assert_eq!(found("They look into suspected offences."), ["look"]);
        assert_eq!(found("The inquiry began in January and prosecutors widened it."), ["began", "widened"]);
    }

    #[test]
    fn infinitives_and_participles_are_not_finite() {
        assert_eq!(found("He wants to leave, making it hard."), ["wants"]);
    }
}
