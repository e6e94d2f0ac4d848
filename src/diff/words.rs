//! Words of two claims side by side: the word diff that reports show, with changed numbers and negators marked.

use super::relation::{Outcome, RelationKind};
use super::{Side, names, scope, stance};
use crate::claim::reading::Reading;
use crate::text::fold;
use crate::text::negation;
use crate::text::phrase::{Phrase, Word};
use crate::text::token::{self, Shape};
use crate::text::words::PartOfSpeech;
use crate::value::Value;
use crate::value::numeral;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A run of words of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<'a> {
    /// The words, with the white space behind them.
    pub text: &'a str,
    /// Whether the other side has them too.
    pub same: bool,
    /// Whether a changed number or negator is among them.
    pub telling: bool,
}

/// Two texts as words.
pub struct Pair<'a>([Words<'a>; 2]);

/// A text as words: where each begins, and behind them where the text ends; and the number of each, which is the same
/// for the same word, since the diff compares each with many others.
struct Words<'a> {
    text: &'a str,
    starts: Vec<usize>,
    numbers: Vec<usize>,
}

impl<'a> Pair<'a> {
    /// The words of both sides.
    pub fn of(left: &'a str, right: &'a str) -> Pair<'a> {
        let mut known = BTreeMap::new();
        Pair([Words::of(left, &mut known), Words::of(right, &mut known)])
    }

    /// The words of the left side as runs that the right side has too or lacks.
    pub fn left_runs(&self) -> Vec<Run<'a>> {
        let Pair([left, _]) = self;
        left.runs(self.diff().iter().map(|op| (op.old_range(), op.tag())))
    }

    /// The words of both sides as runs that are shared or of one side alone.
    fn runs(&self) -> [Vec<Run<'a>>; 2] {
        let Pair([left, right]) = self;
        let diff = self.diff();
        [
            left.runs(diff.iter().map(|op| (op.old_range(), op.tag()))),
            right.runs(diff.iter().map(|op| (op.new_range(), op.tag()))),
        ]
    }

    fn diff(&self) -> Vec<DiffOp> {
        let Pair([left, right]) = self;
        capture_diff_slices(Algorithm::Myers, &left.numbers, &right.numbers)
    }

    /// The share of the left side's letters that are in words which the right side has too, wherever. No diff finds
    /// more in common.
    pub fn shared(&self) -> f64 {
        let Pair([left, right]) = self;
        let numbers = left.numbers.iter().chain(&right.numbers);
        let mut in_right = vec![false; numbers.max().map_or(0, |&most| most + 1)];
        right.numbers.iter().for_each(|&number| in_right[number] = true);
        let (mut shared, mut all) = (0, 0);
        for (word, &number) in left.words(0..left.numbers.len()).zip(&left.numbers) {
            let letters = letters(word);
            all += letters;
            shared += if in_right[number] { letters } else { 0 };
        }
        shared as f64 / all as f64
    }

    /// Whether there are numbers or negators on the left side.
    pub fn tells(&self) -> bool {
        let Pair([left, _]) = self;
        left.words(0..left.numbers.len()).any(is_telling)
    }
}

/// Bytes of a text without its white space.
pub fn letters(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

impl<'a> Words<'a> {
    fn of(text: &'a str, known: &mut BTreeMap<&'a str, usize>) -> Words<'a> {
        // a word of English and the space behind it, which is a word here too, are some six bytes
        let some = text.len() / 3 + 1;
        let (mut starts, mut numbers) = (Vec::with_capacity(some), Vec::with_capacity(some));
        for (start, word) in text.split_word_bound_indices() {
            let next = known.len();
            starts.push(start);
            numbers.push(*known.entry(word).or_insert(next));
        }
        starts.push(text.len());
        Words { text, starts, numbers }
    }

    fn words(&self, range: Range<usize>) -> impl Iterator<Item = &'a str> {
        self.starts[range.start..=range.end].windows(2).map(|word| &self.text[word[0]..word[1]])
    }

    /// The runs of a diff, given as words and what became of them.
    fn runs(&self, changes: impl Iterator<Item = (Range<usize>, DiffTag)>) -> Vec<Run<'a>> {
        let mut runs: Vec<Run<'_>> = Vec::new();
        for (range, tag) in changes.filter(|(range, _)| !range.is_empty()) {
            let same = tag == DiffTag::Equal;
            let (start, end) = (self.starts[range.start], self.starts[range.end]);
            let telling = !same && self.words(range).any(is_telling);
            match runs.last_mut() {
                Some(run) if run.same == same => {
                    run.text = &self.text[start - run.text.len()..end];
                    run.telling |= telling;
                }
                _ => runs.push(Run { text: &self.text[start..end], same, telling }),
            }
        }
        runs
    }
}

/// Whether a changed word changes what is said by itself: a number or a negator.
fn is_telling(word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    if !word.contains(char::is_alphabetic) {
        return false;
    }
    let is_lower = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let lower =
        if is_lower { Cow::Borrowed(word) } else { Cow::Owned(fold::typography(word).to_lowercase()) };
    negation::is_negator_word(&lower) || numeral::is_number_word(&lower)
}

/// The changed numbers and negators of one side.
pub fn telling<'a>(runs: &[Run<'a>]) -> impl Iterator<Item = &'a str> {
    runs.iter()
        .filter(|run| run.telling)
        .flat_map(|run| run.text.split_whitespace())
        .filter(|word| is_telling(word))
}

/// Numbers and negators that one of two texts has and the other lacks, the left's first.
pub fn telling_changes(left: &str, right: &str) -> Vec<String> {
    let [ours, theirs] = Pair::of(left, right).runs();
    telling(&ours).chain(telling(&theirs)).map(str::to_owned).collect()
}

/// What keeps two claims from agreeing though no values or verbs contradict: numbers, names and opposites that the other
/// side has not.
fn telling_difference(left: Side<'_>, right: Side<'_>) -> Option<String> {
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let numbers = |ours: &Reading, theirs: &Reading| -> Option<String> {
        let digits = |reading: &Reading| -> Vec<String> {
            let tokens = reading.tokens.iter().filter(|token| token.shape == Shape::Digits);
            tokens.map(|token| token.lower.clone()).collect()
        };
        let theirs = digits(theirs);
        digits(ours).into_iter().find(|number| !theirs.contains(number))
    };
    if let (Some(x), Some(y)) = (numbers(a, b), numbers(b, a)) {
        return Some(format!("`{x}` here, `{y}` there"));
    }
    if a.polarity != b.polarity {
        return Some("one of them denies something".to_owned());
    }
    if stance::denies_denial(a) != stance::denies_denial(b) {
        return Some("one of them denies what is a denial itself".to_owned());
    }
    let quote = |reading: &Reading| {
        reading.values.iter().find_map(|mention| match &mention.value {
            Value::Quote(quote) => Some(Phrase::of(&token::tokenize(&quote.words))),
            _ => None,
        })
    };
    if let (Some(x), Some(y)) = (quote(a), quote(b))
        && x.similarity(&y) < SAME_QUOTE
    {
        return Some("they quote other words".to_owned());
    }
    if let Some(reason) =
        one_of_several(a, b).or_else(|| one_of_several(b, a)).or_else(|| other_answers(a, b))
    {
        return Some(reason);
    }
    // "the governor is Jun Okello", "Maria Okello is the governor's cousin"
    if names::is_copular(a) != names::is_copular(b) || names::is_copular(a) {
        let shared = a.names.iter().any(|x| b.names.iter().any(|y| x.name.is_alias(&y.name)));
        let named = |reading: &Reading| reading.names.iter().any(|name| name.name.words.len() > 1);
        if !shared && (names::is_copular(a) && named(a) || names::is_copular(b) && named(b)) {
            return Some("they say it of other persons, or of none that both name".to_owned());
        }
    }
    // many names for one thing are no difference, unless all else is the same
    let names = names::others_in_one_role(a, b)
        .then(|| scope::other_names(a, b))
        .flatten()
        .filter(|_| a.words.similarity(&b.words) >= SAME_BUT_FOR_NAMES);
    names.or_else(|| scope::other_acts(a, b))
}

/// "A man was arrested", "two men were arrested": one of them is told of, or there was only one.
fn one_of_several(several: &Reading, one: &Reading) -> Option<String> {
    let count = several
        .values
        .iter()
        .find(|mention| mention.value.is_some_count() && mention.value.stated() >= Some(2.0))?;
    let noun = count.noun.head()?;
    let counts = one.values.iter().any(|mention| mention.value.is_count());
    let single = one.tokens.iter().enumerate().any(|(at, token)| {
        let article = one.tokens[..at].iter().rev().take(3).any(|before| before.is_any(&["a", "an"]));
        token.base() == noun.base && token.lower == noun.base && article
    });
    (single && !counts).then(|| format!("one `{}` here, `{}` there", noun.base, count.value.shown()))
}

/// "Through a skylight", "through a window": two answers in one place of much the same words, which may both be true.
fn other_answers(a: &Reading, b: &Reading) -> Option<String> {
    if a.words.similarity(&b.words) < SAME_BUT_FOR_ANSWERS {
        return None;
    }
    let answers = |reading: &Reading| -> Vec<(String, Word)> {
        let after = |word: &Word| {
            let before =
                reading.tokens[..word.token].iter().rev().find(|token| !token.is_any(&["a", "an", "the"]))?;
            let noun = word.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Noun));
            let end =
                reading.tokens.get(word.token + 1).is_none_or(|next| next.stop || next.shape == Shape::Sign);
            (noun
                && end
                && before
                    .is_any(&["through", "into", "with", "carrying", "from", "by", "onto", "via", "under"]))
            .then(|| (before.lower.clone(), word.clone()))
        };
        reading.words.words.iter().filter_map(after).collect()
    };
    let (ours, theirs) = (answers(a), answers(b));
    let lacks =
        |words: &[Word], word: &Word| !words.iter().any(|other| other.similarity(word) > OTHER_ANSWER);
    ours.iter().find_map(|(place, x)| {
        let (_, y) = theirs.iter().find(|(other, y)| other == place && lacks(&a.words.words, y))?;
        lacks(&b.words.words, x).then(|| format!("`{place} {}` here, `{place} {}` there", x.base, y.base))
    })
}

/// Two claims that share so much of their words, 0 to 1, answer one question.
const SAME_BUT_FOR_ANSWERS: f32 = 0.4;

/// Nouns less alike than this, 0 to 1, are two answers.
const OTHER_ANSWER: f32 = 0.3;

/// Quotes that share less of their words, 0 to 1, are two quotes.
const SAME_QUOTE: f32 = 0.5;

/// Two claims that share so much of their words besides names, 0 to 1, say the same of what they name.
const SAME_BUT_FOR_NAMES: f32 = 0.8;

/// Two claims that share less of their words, 0 to 1, may say anything of each other. Of 44 pairs of `tests/eval` without a value to
/// compare that say the same the least has .33; of 85 that do not 27 have less than this.
const SAME_STATEMENT: f32 = 0.3;

/// Two claims of which nothing else is to be said agree, unless their words differ too much for that.
pub(super) fn agreement(left: Side<'_>, right: Side<'_>) -> Outcome {
    if left.claim.reading.earlier_period != right.claim.reading.earlier_period {
        return Outcome::new(
            RelationKind::NotComparable,
            left.claim.text.clone(),
            right.claim.text.clone(),
            "one of them speaks of an earlier time",
        );
    }
    let exact = fold::canonical(&left.claim.text) == fold::canonical(&right.claim.text);
    if !exact && let Some(reason) = telling_difference(left, right) {
        return Outcome::new(
            RelationKind::NotComparable,
            left.claim.text.clone(),
            right.claim.text.clone(),
            reason,
        );
    }
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    if !exact && a.all_words.similarity(&b.all_words) < SAME_STATEMENT {
        return Outcome::new(
            RelationKind::NotComparable,
            left.claim.text.clone(),
            right.claim.text.clone(),
            "they share too few words to say whether they agree",
        );
    }
    let (kind, reason) = if exact {
        (RelationKind::AgreeExact, "the same words")
    } else {
        (RelationKind::AgreeEquivalent, "the same statement in other words")
    };
    Outcome::new(kind, left.claim.text.clone(), right.claim.text.clone(), reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_numbers_and_negators_are_marked() {
        assert_eq!(telling_changes("We will pay 12 men", "We will not pay 17 men"), ["12", "not", "17"]);
        let [left, right] = Pair::of("a cheap bid", "a cheap, bad bid").runs();
        assert!(left.iter().all(|run| run.same), "{left:?}");
        assert_eq!(right.iter().filter(|run| !run.same).count(), 1);
    }

    #[test]
    fn the_runs_of_a_side_are_its_text() {
        let (a, b) = ("Two men died – at once.", "Three men died, “at once”.");
        let sides = Pair::of(a, b).runs();
        for (runs, text) in sides.iter().zip([a, b]) {
            assert_eq!(runs.iter().map(|run| run.text).collect::<String>(), text);
        }
    }
}
