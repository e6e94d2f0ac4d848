//! What the words of a claim say: values with the nouns that they count, names, polarity, modality, speaker.
//!
//! A reading depends on the claim and its source's head alone.

use super::fate::{self, Fate};
use super::{Claim, GivenValue, KeyKind, Source, lists, people, standing};
use crate::text::modality::{self, Modality};
use crate::text::negation::{self, Negation, Polarity};
use crate::text::phrase::{Phrase, Word};
use crate::text::quotes;
use crate::text::token::{self, Shape, Token};
use crate::text::words::PartOfSpeech;
use crate::value::date;
use crate::value::name::{self, Name};
use crate::value::number::Number;
use crate::value::quantity::{self, Measure};
use crate::value::quote::Quote;
use crate::value::{self, Comparison, Kind, Value};
use std::ops::Range;

/// What a claim says.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The claim's tokens.
    pub tokens: Vec<Token>,
    /// Its content words: no values, no names, no negators.
    pub words: Phrase,
    /// All its words, those of values and names too.
    pub all_words: Phrase,
    /// Its values: given ones first where the words hold them too, then what was read.
    pub values: Vec<Mention>,
    /// The names in its words.
    pub names: Vec<NameMention>,
    /// The main verb's token.
    pub verb: Option<usize>,
    /// What it denies.
    pub negations: Vec<Negation>,
    /// Affirmed or denied, as given or as read.
    pub polarity: Polarity,
    /// As given or as read.
    pub modality: Modality,
    /// Who said it, as given or as read.
    pub speaker: Option<Name>,
    /// Whether the claim reports that somebody said something.
    pub speech: Speech,
    /// Whether it speaks of an earlier period than its own: "a year earlier", "last fiscal year".
    pub earlier_period: bool,
    /// What the settings say of the claim's key.
    pub key_kind: KeyKind,
}

/// Whether a claim reports speech or the lack of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Neither.
    None,
    /// Somebody said something.
    Statement,
    /// Somebody has said nothing.
    Silence,
}

/// A value in a claim.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The value.
    pub value: Value,
    /// The tokens that hold it; empty if only `values` does.
    pub tokens: Range<usize>,
    /// What it counts or belongs to.
    pub noun: Noun,
    /// Its name under `values`.
    pub name: Option<String>,
    /// Whether it is the time at which something was said, not of what was said: "said on Tuesday that ...".
    pub of_saying: bool,
    /// What became of those that it counts.
    pub fate: Option<Fate>,
}

impl Mention {
    /// Whether something else is known to have become of those that the other counts.
    pub fn is_of_other_fate(&self, other: &Mention) -> bool {
        self.fate.zip(other.fate).is_some_and(|(own, other)| own != other)
    }

    /// Whether the same is known to have become of both.
    pub fn is_of_one_fate(&self, other: &Mention) -> bool {
        self.fate.is_some() && self.fate == other.fate
    }
}

/// The noun phrase that a value counts or describes.
#[derive(Debug, Clone, Default)]
pub struct Noun {
    /// Its content words; the head is the last one.
    pub phrase: Phrase,
    /// Whether it is definite: "the £72m line".
    pub definite: bool,
}

impl Noun {
    /// The head noun.
    pub fn head(&self) -> Option<&Word> {
        self.phrase.words.last()
    }
}

/// A name in a claim.
#[derive(Debug, Clone)]
pub struct NameMention {
    /// The name.
    pub name: Name,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it stands before the main verb: what the claim is about, not what it tells.
    pub subject: bool,
}

/// What `claim` says, in its source.
pub fn read(claim: &Claim, source: &Source) -> Reading {
    let mut reading = read_text(&claim.text, source.published.as_ref(), claim.modality);
    reading.take_given(&claim.values, &claim.text);
    if let Some(polarity) = claim.polarity {
        reading.polarity = polarity;
    }
    if let Some(speaker) = &claim.speaker {
        reading.speaker = Some(Name::new(speaker));
        if reading.speech == Speech::None {
            reading.speech = Speech::Statement;
        }
    }
    reading
}

/// A claim is a sentence. Of a whole page that stands for one, so many content words are compared: comparing takes time in
/// the product of the lengths.
const LONGEST: usize = 300;

/// So many words and signs of a claim are read.
const MOST_TOKENS: usize = 2000;

/// So many values of a claim are compared.
const MOST_VALUES: usize = 100;

/// What a sentence says that was published at `published`. `modality` is what a claim set states of it.
pub fn read_text(text: &str, published: Option<&date::Date>, modality: Option<Modality>) -> Reading {
    let mut tokens = token::tokenize(text);
    tokens.truncate(MOST_TOKENS);
    let quotes = quotes::spans(&tokens);
    let in_quote = |at: usize| quotes.iter().any(|quote| quote.contains(&at));
    let modality = modality.unwrap_or_else(|| modality::read(&tokens, in_quote));
    let context = date::Context {
        published,
        future: modality == Modality::Planned || tokens.iter().any(|t| t.is("must")),
    };
    let names = name::find(&tokens);
    let mut values = Vec::new();
    let mut at = 0;
    while at < tokens.len() && values.len() < MOST_VALUES {
        if let Some(range) = names
            .iter()
            .find(|range| range.contains(&at) && range.len() > 1 && tokens[at].shape == Shape::Word)
        {
            at = range.end;
            continue;
        }
        let read = value::read(&tokens, at, text, &context).and_then(|(value, end)| {
            let place = is_place(&tokens, at, end, &value);
            is_meant(&tokens, at, end, &value, place).then_some((value, end, place))
        });
        if let Some((value, end, place)) = read {
            let noun = noun_of(&tokens, at, end, &value);
            let value = if is_age(&tokens, at, end, &names) { value.into_age() } else { value };
            let value = if place { value.into_place() } else { value };
            let of_saying = value.kind() == Kind::Date && is_of_saying(&tokens, at, end);
            values.push(Mention { value, tokens: at..end, noun, name: None, of_saying, fate: None });
            at = end;
        } else if let Some((mention, end)) = nothing(&tokens, at) {
            values.push(mention);
            at = end;
        } else {
            at += 1;
        }
    }
    let verb = main_verb(&tokens, &names);
    // "criticised the authorities on Tuesday": where saying is all that is told, its date is that of the saying
    if verb.is_some_and(|verb| tokens[verb].is_any(SPEECH_VERBS) && !finite_after(&tokens, verb)) {
        values
            .iter_mut()
            .filter(|mention| mention.value.kind() == Kind::Date)
            .for_each(|mention| mention.of_saying = true);
    }
    let names: Vec<NameMention> = names
        .into_iter()
        .map(|range| {
            let bytes = tokens[range.start].bytes.start..tokens[range.end - 1].bytes.end;
            NameMention {
                name: Name::new(&text[bytes]),
                subject: verb.is_some_and(|verb| range.start < verb),
                tokens: range,
            }
        })
        .collect();
    let listed = lists::read(&tokens, text, &names, verb);
    // numbers inside a list are its items' own
    values.retain(|mention| {
        !listed
            .iter()
            .any(|list| list.tokens.start <= mention.tokens.start && mention.tokens.end <= list.tokens.end)
    });
    values.extend(listed);
    for quote in &quotes {
        let inside = quote.start + 1..quote.end - 1;
        if inside.len() >= 2 {
            let bytes = tokens[inside.start].bytes.start..tokens[inside.end - 1].bytes.end;
            let words = text[bytes].to_owned();
            values.push(Mention {
                value: Value::Quote(Quote { words }),
                tokens: quote.clone(),
                noun: Noun::default(),
                name: None,
                of_saying: false,
                fate: None,
            });
        }
    }
    for mention in &mut values {
        mention.fate = fate::of(&tokens, mention);
    }
    let negations = negation::find(&tokens, in_quote);
    let speaker = speaker_of(&tokens, &names, in_quote);
    let speech = speech_of(&tokens, &negations, speaker.is_some());
    // "had not commented by Thursday": the time of the asking
    if speech == Speech::Silence {
        values
            .iter_mut()
            .filter(|mention| mention.value.kind() == Kind::Date)
            .for_each(|mention| mention.of_saying = true);
    }
    // of what is said, not of the saying: "said the dam did not fail"
    let polarity = polarity_of(&tokens, &negations, verb.map(|verb| telling_verb(&tokens, verb)));
    let mut all_words = Phrase::of(&tokens);
    all_words.words.truncate(LONGEST);
    let words = content(&all_words, &values, &names, &negations);
    let earlier_period = earlier_period(&tokens);
    Reading {
        tokens,
        words,
        all_words,
        values,
        names,
        verb,
        negations,
        polarity,
        modality,
        speaker,
        speech,
        earlier_period,
        key_kind: KeyKind::Open,
    }
}

impl Default for Reading {
    fn default() -> Reading {
        read_text("", None, None)
    }
}

impl Reading {
    /// The verb of what is told: the main verb, or where that is a verb of saying, the verb of what is said.
    pub fn telling_verb(&self) -> Option<usize> {
        self.verb.map(|verb| telling_verb(&self.tokens, verb))
    }

    /// Typed values take the place of what was read of the same kind; the rest stays read.
    fn take_given(&mut self, given: &[GivenValue], text: &str) {
        for GivenValue { name, value, .. } in given {
            let value = &if name.split(['_', '-', ' ', '.']).any(|word| word == "age") {
                value.clone().into_age()
            } else {
                value.clone()
            };
            let name_noun = Noun { phrase: name_phrase(name), definite: false };
            // the total and the items in the words are those of the list
            let list = value.as_list().filter(|_| value.kind() == Kind::List);
            if let Some(total) = list.as_ref().and_then(|list| list.total) {
                let is_total = |mention: &Mention| {
                    mention.value.is_count()
                        && mention.value.as_list().and_then(|list| list.total) == Some(total)
                };
                if self.values.iter().any(|mention| mention.name.is_none() && is_total(mention)) {
                    self.values
                        .retain(|mention| mention.name.is_some() || mention.value.kind() != Kind::List);
                }
            }
            let same = self.values.iter().position(|mention| {
                mention.name.is_none()
                    && mention.value.kind() == value.kind()
                    && matches!(mention.value.compare(value), Comparison::Same { .. })
            });
            let comparable = same.or_else(|| {
                let candidates: Vec<usize> = (0..self.values.len())
                    .filter(|&i| {
                        let mention = &self.values[i];
                        mention.name.is_none()
                            && mention.value.closeness(value).is_some()
                            && !matches!(mention.value.compare(value), Comparison::Incomparable(_))
                    })
                    .collect();
                let nearest = candidates
                    .iter()
                    .copied()
                    .find(|&i| !matches!(self.values[i].value.compare(value), Comparison::Disjoint));
                nearest.or_else(|| candidates.first().copied().filter(|_| candidates.len() == 1))
            });
            // a list stands for its count too: "two were named: A and B"
            let comparable = comparable.or_else(|| {
                let list = (value.kind() == Kind::List).then(|| value.as_list()).flatten()?;
                self.values.iter().position(|mention| {
                    mention.name.is_none()
                        && mention.value.is_count()
                        && mention.value.as_list().and_then(|l| l.total)
                            == list.total.or(Some(list.items.len() as f64))
                })
            });
            if let Some(i) = comparable {
                let mention = &mut self.values[i];
                // "6,600 pounds of metal" in the words says which pounds `6600 pounds` are
                let keep_read = mention.value.kind() != value.kind()
                    && value.kind() != Kind::List
                    && mention.value.kind() != Kind::List;
                let keeps_total = matches!((&mention.value, value), (Value::Number(read), Value::Number(given)) if read.total.is_some() && given.total.is_none() && read.interval.center == given.interval.center);
                let keeps_age = mention.value.is_age() && value.is_count();
                let keeps_rank =
                    matches!(&mention.value, Value::Number(read) if read.rank) && value.is_count();
                if !keep_read && !keeps_total && !keeps_age && !keeps_rank {
                    mention.value = value.clone();
                }
                mention.name = Some(name.clone());
                mention.fate = fate::of(&self.tokens, mention);
                if mention.noun.phrase.words.is_empty() {
                    mention.noun = name_noun;
                }
                continue;
            }
            let tokens = match value {
                Value::Name(given) => self
                    .names
                    .iter()
                    .find(|mention| mention.name.is_alias(given))
                    .map_or(0..0, |mention| mention.tokens.clone()),
                _ => find_words(&self.tokens, text, value.shown()),
            };
            let mut mention = Mention {
                value: value.clone(),
                tokens,
                noun: Noun::default(),
                name: Some(name.clone()),
                of_saying: false,
                fate: None,
            };
            mention.fate = fate::of(&self.tokens, &mention);
            // its words are those of the name, not of the claim
            mention.noun = name_noun;
            self.values.push(mention);
        }
        // names that a given list holds are told by the list
        if self.values.iter().any(|m| m.name.is_some() && m.value.kind() == Kind::List) {
            self.values.retain(|m| m.name.is_some() || m.value.kind() != Kind::List);
        }
    }
}

/// The tokens that hold `shown`, or an empty range.
fn find_words(tokens: &[Token], text: &str, shown: &str) -> Range<usize> {
    let Some(start) = text.find(shown).filter(|_| !shown.is_empty()) else { return 0..0 };
    let end = start + shown.len();
    let first = tokens.iter().position(|t| t.bytes.start >= start);
    let last = tokens.iter().rposition(|t| t.bytes.end <= end);
    match (first, last) {
        (Some(first), Some(last)) if first <= last => first..last + 1,
        _ => 0..0,
    }
}

/// The words of a value's name: `per_share`, `hartnoll-age`.
fn name_phrase(name: &str) -> Phrase {
    let spaced: String =
        name.chars().map(|c| if matches!(c, '_' | '-' | '.' | '/') { ' ' } else { c }).collect();
    Phrase::of(&token::tokenize(&spaced))
}

/// "Dean Hartnoll was 29", "turned 79", "aged 44", "Marek Solyom, 44,": a bare number after a person.
fn is_age(tokens: &[Token], at: usize, end: usize, names: &[Range<usize>]) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else { return false };
    // "aged 34 and 38", "aged between 19 and 24", and not "aged 34, and 12 children"
    let passed =
        |token: &&Token| token.shape == Shape::Digits || token.is_any(&[",", "and", "between", "from", "to"]);
    let aged = tokens[..at].iter().rev().find(|token| !passed(token)).is_some_and(|token| token.is("aged"));
    if aged && tokens.get(end).is_none_or(|next| !standing::ranked(next)) {
        return true;
    }
    let ends = tokens
        .get(end)
        .is_none_or(|t| t.shape == Shape::Sign || t.is_any(&["in", "on", "when", "at", "last", "and"]));
    if !ends {
        return false;
    }
    let named = |last: usize| {
        let person = || people::is_noun(tokens[last - 1].base());
        names.iter().any(|name| name.end == last) || last > 0 && person()
    };
    before.is_any(&["turned", "turns", "age"])
        || before.is(",") && named(at - 1) && tokens.get(end).is_none_or(|t| t.is_any(&[",", "."]))
        || before.is_any(&["is", "was"])
            && (named(at - 1)
                || at >= 3 && tokens[at - 2].is(",")
                || at >= 2 && tokens[at - 2].is_any(&["he", "she", "man", "woman"]))
        // "died at 41", and not "the toll stands at 41"
        || before.is("at")
            && tokens.get(end).is_none_or(|t| t.is("."))
            && !(at >= 2 && LEVELS.contains(&tokens[at - 2].base()))
}

/// Verbs of figures that stand at a level.
const LEVELS: &[&str] = &[
    "stand", "put", "remain", "set", "peak", "estimate", "hold", "settle", "close", "open", "end", "report",
    "rate", "value", "count", "total", "cap", "start", "finish", "trade", "reckon",
];

/// The main verb, or where that is a verb of saying, the verb of what is said.
fn telling_verb(tokens: &[Token], verb: usize) -> usize {
    let said = tokens[verb].is_any(SPEECH_VERBS).then(|| next_finite(tokens, verb)).flatten();
    said.unwrap_or(verb)
}

/// Whether a finite verb follows the main verb: what was said has a verb of its own.
fn finite_after(tokens: &[Token], verb: usize) -> bool {
    next_finite(tokens, verb).is_some()
}

fn next_finite(tokens: &[Token], verb: usize) -> Option<usize> {
    let finite = |t: &Token| {
        t.is_any(AUXILIARIES)
            || t.entry.is_some_and(|entry| {
                entry.dominant() == Some(PartOfSpeech::Verb)
                    && entry.word() != t.lower
                    && !t.lower.ends_with("ing")
            })
    };
    (verb + 1..tokens.len()).find(|&at| finite(&tokens[at]))
}

/// Whether the date at `at` stands right behind a verb of saying and something said follows it.
fn is_of_saying(tokens: &[Token], at: usize, end: usize) -> bool {
    let verb = tokens[..at].iter().rposition(|t| !t.is_any(&["on", "late", "early", "in"]));
    verb.is_some_and(|verb| tokens[verb].is_any(SPEECH_VERBS)) && tokens.len() > end + 2
}

/// "Ranked sixth", "peaked at number 28".
fn is_place(tokens: &[Token], at: usize, end: usize, value: &Value) -> bool {
    matches!(value, Value::Number(number) if number.unit.is_none() && standing::is_place(tokens, at..end, number.rank))
}

/// Numbers that are part of something else are no values of the claim, unless they tell a place.
fn is_meant(tokens: &[Token], at: usize, end: usize, value: &Value, place: bool) -> bool {
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    let after = tokens.get(end);
    let Value::Number(number) = value else { return true };
    if number.unit.is_some() {
        return true;
    }
    // "B-52", "G20", "covid-19"
    if tokens[at].joined
        && before.is_some_and(|t| t.shape == Shape::Word || t.is("-") && !t.is("("))
        && tokens[at].shape == Shape::Digits
    {
        return false;
    }
    // "12 March", "April 9": a day, though of an unknown year
    if date::is_day_of_month(tokens, at..end) {
        return false;
    }
    // "level 4 on a scale of 5"
    if at > 1
        && tokens[at - 1].is_any(&["of", "to"])
        && tokens[at.saturating_sub(4)..at].iter().any(|t| t.is("scale"))
    {
        return false;
    }
    if place {
        return true;
    }
    // "#7", "No 10", "furnace 3" are labels
    if before.is_some_and(|t| {
        t.is_any(&[
            "#", "no", "number", "section", "article", "chapter", "page", "version", "flight", "route",
            "channel",
        ]) && !t.is("no")
    }) {
        return false;
    }
    if number.rank {
        // "the second daughter", "the third busiest", "the 37th overall pick"
        let noun = after.is_some_and(|t| {
            t.shape == Shape::Word
                && !t.joined
                && (!t.stop && t.entry.is_none_or(|entry| entry.is_noun() || entry.is_adjective())
                    || t.is_any(&["most", "least", "best", "worst"]))
        });
        return number.interval.center >= 2.0 && noun;
    }
    true
}

/// "no one", "nobody", "none of the crew", "no injuries": a count of zero.
fn nothing(tokens: &[Token], at: usize) -> Option<(Mention, usize)> {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    let end = if token.is_any(&["nobody", "none"]) {
        at + 1
    } else if token.is("no") && next.is_some_and(|t| t.is("one")) {
        at + 2
    } else if token.is("no") && next.is_some_and(|t| t.shape == Shape::Word && countable(t)) {
        at + 1
    } else if token.is("not")
        && next.is_some_and(|t| t.is_any(&["one", "a"]))
        && tokens.get(at + 2).is_some_and(|t| t.is("single"))
    {
        at + 3
    } else if token.is("not") && next.is_some_and(|t| t.is("one")) {
        at + 2
    } else {
        return None;
    };
    let shown = tokens[at..end].iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" ");
    // "none of the four suspects": the four are the whole
    let (total, end) = quantity::partitive(tokens, end, Measure::Count);
    let number = Number { none: true, total, ..Number::count(0.0, shown) };
    let value = Value::Number(number);
    let noun = noun_of(tokens, at, end, &value);
    Some((Mention { value, tokens: at..end, noun, name: None, of_saying: false, fate: None }, end))
}

/// A plural noun: what there can be none of.
fn countable(token: &Token) -> bool {
    token
        .entry
        .is_some_and(|entry| entry.is_noun() && entry.word() != token.lower && token.lower.ends_with('s'))
        || token.is_any(&["people", "children", "men", "women", "person", "injuries", "casualties"])
}

/// The noun phrase after a value ("seven potential criminal *offences*", "a £27m clean-room *line*"), or for a number
/// at the end of its clause none.
fn noun_of(tokens: &[Token], start: usize, end: usize, value: &Value) -> Noun {
    let definite = start > 0
        && tokens[start - 1].is_any(&["the", "this", "that", "these", "those", "its", "their", "his", "her"]);
    let mut at = end;
    let mut of = false;
    if tokens.get(at).is_some_and(|t| t.is("of")) {
        if !value.is_count() && value.kind() != Kind::Number {
            return Noun { phrase: Phrase::default(), definite };
        }
        of = true;
        at += 1;
        while tokens.get(at).is_some_and(|t| {
            t.is_any(&["the", "its", "their", "his", "her", "those", "these", "them", "all"])
        }) {
            at += 1;
        }
    }
    if tokens.get(at).is_some_and(|t| t.is_any(&["other", "more", "further", "additional"]))
        && tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Word && !t.stop)
    {
        at += 1;
    }
    let first = at;
    while let Some(token) = tokens.get(at) {
        let hyphen = token.is("-") && token.joined;
        if hyphen {
            at += 1;
            continue;
        }
        // a participle or a finite verb ends the phrase: "people *were*", "men *died*", "homes *damaged*"
        let verbal = at > first
            && token.entry.is_some_and(|entry| {
                entry.dominant() == Some(PartOfSpeech::Verb) && entry.word() != token.lower
            });
        let nominal = token.shape == Shape::Word
            && !token.stop
            && !verbal
            && token.entry.is_none_or(|entry| entry.is_noun() || entry.is_adjective());
        if !nominal || token.possessive && at > first && !of {
            break;
        }
        at += 1;
        // "38 men and women": both are counted
        if tokens.get(at).is_some_and(|t| t.is("and"))
            && tokens.get(at + 1).is_some_and(|t| {
                !t.lower.ends_with("ed") && t.entry.is_some_and(|e| e.is_noun() && e.word() != t.lower)
            })
            && value.is_count()
        {
            at += 1;
        }
    }
    let phrase = Phrase::of(&tokens[first..at]).shifted(first);
    Noun { phrase, definite }
}

pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "may", "might", "can",
    "could", "shall", "should", "must", "did", "does", "do", "isn't", "aren't", "wasn't", "weren't",
    "hasn't", "haven't", "hadn't", "won't", "wouldn't", "can't", "cannot", "couldn't", "didn't", "doesn't",
    "don't", "said", "says",
];

/// The first finite verb, as far as forms tell.
fn main_verb(tokens: &[Token], names: &[Range<usize>]) -> Option<usize> {
    tokens.iter().enumerate().skip(1).find_map(|(at, token)| {
        if token.shape != Shape::Word || names.iter().any(|range| range.contains(&at)) || token.joined {
            return None;
        }
        if token.is_any(AUXILIARIES) {
            return Some(at);
        }
        let entry = token.entry?;
        // "no more split shifts are": the subject of the verb behind it
        if token.lower.ends_with('s') && tokens.get(at + 1).is_some_and(|next| next.is_any(AUXILIARIES)) {
            return None;
        }
        let inflected = token.lower != entry.word() && !token.lower.ends_with("ing");
        let past = token.lower.ends_with("ed") || !token.lower.ends_with('s');
        // "Colm Adair shut", "the union cut": a form that does not show
        let behind_name = names.iter().any(|range| range.end == at);
        if behind_name && entry.dominant() == Some(PartOfSpeech::Verb) {
            return Some(at);
        }
        let after_determiner =
            tokens[at - 1].is_any(&["the", "a", "an", "its", "their", "his", "her", "of", "in"]);
        let verb = entry.is_verb()
            && inflected
            && !after_determiner
            && (past || entry.dominant() == Some(PartOfSpeech::Verb));
        verb.then_some(at)
    })
}

const SPEECH_VERBS: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "called",
    "calls",
    "claimed",
    "claims",
    "insisted",
    "insists",
    "added",
    "wrote",
    "writes",
    "posted",
    "stated",
    "states",
    "announced",
    "announces",
    "argued",
    "argues",
    "denied",
    "denies",
    "accused",
    "accuses",
    "described",
    "describes",
    "confirmed",
    "confirms",
    "criticised",
    "criticized",
    "warned",
    "warns",
    "vowed",
    "asked",
    "maintained",
    "maintains",
    "declared",
    "replied",
    "responded",
    "apologised",
    "apologized",
    "thanked",
    "insisting",
    "maintaining",
];

/// The name before a verb of saying, or after "according to".
fn speaker_of(tokens: &[Token], names: &[NameMention], in_quote: impl Fn(usize) -> bool) -> Option<Name> {
    for (at, token) in tokens.iter().enumerate() {
        if in_quote(at) {
            continue;
        }
        if token.is("according") && tokens.get(at + 1).is_some_and(|t| t.is("to")) {
            if let Some(mention) = names.iter().find(|m| m.tokens.start >= at + 2 && m.tokens.start <= at + 6)
            {
                return Some(mention.name.clone());
            }
            return phrase_name(tokens, at + 2);
        }
        if token.is_any(SPEECH_VERBS) {
            let passive = at > 0 && tokens[at - 1].is_any(&["was", "were", "been", "is", "are", "be"]);
            if passive {
                continue;
            }
            // "X said", "X also said", "X, the chair, said"
            // but not "in Halden and Merrow, police said"
            let near = names.iter().rfind(|m| m.tokens.end <= at && at - m.tokens.end <= 2);
            let apart = |m: &&NameMention| tokens[m.tokens.end..at].first().is_some_and(|t| t.is(","));
            if let Some(mention) = near.filter(|m| !apart(m)) {
                return Some(mention.name.clone());
            }
            // "said X", after the quote
            if let Some(mention) = names.iter().find(|m| m.tokens.start == at + 1) {
                return Some(mention.name.clone());
            }
            if at > 0
                && tokens[at - 1].is_any(&[
                    "company",
                    "firm",
                    "union",
                    "police",
                    "prosecutors",
                    "government",
                    "ministry",
                    "officials",
                    "spokesman",
                    "spokeswoman",
                    "spokesperson",
                    "operator",
                    "agency",
                    "court",
                    "judge",
                ])
            {
                return Some(Name::new(&tokens[at - 1].lower));
            }
        }
    }
    None
}

fn phrase_name(tokens: &[Token], at: usize) -> Option<Name> {
    let words: Vec<&str> = tokens[at.min(tokens.len())..]
        .iter()
        .take_while(|t| t.shape == Shape::Word)
        .take(3)
        .filter(|t| !t.stop)
        .map(|t| t.lower.as_str())
        .collect();
    (!words.is_empty()).then(|| Name::new(&words.join(" ")))
}

const COMMUNICATION: &[&str] = &[
    "account",
    "comment",
    "statement",
    "response",
    "respond",
    "reply",
    "remark",
    "word",
    "speak",
    "answer",
    "announcement",
    "explanation",
    "apology",
    "apologise",
    "apologize",
];

/// Whether the words report that somebody spoke, or that somebody did not.
fn speech_of(tokens: &[Token], negations: &[Negation], speaker: bool) -> Speech {
    for negation in negations {
        let near = negation.scope.start..negation.scope.end.min(negation.scope.start + 7);
        // "denied that", "declined to say": a denial is a statement
        let denial = tokens[negation.cue.start]
            .is_any(&["denied", "denies", "deny", "denying", "disputed", "disputes", "rejects", "refuted"])
            || tokens[negation.cue.start].is("ruled");
        if denial {
            continue;
        }
        let declined = tokens[negation.cue.start].is_any(&["declined", "declines", "refused", "refuses"]);
        for at in near {
            let token = &tokens[at];
            if COMMUNICATION.contains(&token.base())
                || declined && token.is_any(&["say", "discuss", "elaborate"])
                || token.is_any(&["commented", "responded", "replied", "spoken", "answered"])
            {
                return Speech::Silence;
            }
            // "has not said", "said nothing"; not "did not fail, officials said"
            if token.is_any(&["said", "uttered", "issued"])
                && negation.cue.len() == 1
                && at <= negation.cue.end + 2
                && tokens[negation.cue.start].is_any(&["not", "nothing", "never"])
            {
                let object = tokens.get(at + 1).is_none_or(|t| {
                    t.shape == Shape::Sign || t.is_any(&["a", "anything", "publicly", "any", "in"])
                });
                if object {
                    return Speech::Silence;
                }
            }
        }
    }
    let silent = tokens.windows(2).any(|pair| {
        pair[0].is_any(&["remained", "stayed", "kept", "been", "was", "remains"])
            && pair[1].is_any(&["silent", "mum", "quiet"])
            || pair[0].is("said") && pair[1].is("nothing")
    });
    if silent {
        return Speech::Silence;
    }
    if speaker { Speech::Statement } else { Speech::None }
}

/// The claim is a denial where its main clause is negated.
fn polarity_of(tokens: &[Token], negations: &[Negation], verb: Option<usize>) -> Polarity {
    let denies = negations.iter().any(|negation| {
        let Some(verb) = verb else { return true };
        // in the subject ("No one was hurt"), or right at the main verb ("has not turned", "denied")
        let cue = negation.cue.start;
        cue < verb || cue <= verb + 3 && !tokens[verb..cue].iter().any(|t| t.is_any(&["that", "to", ","]))
    });
    if denies { Polarity::Deny } else { Polarity::Affirm }
}

/// Words of an earlier period than the claim's own.
fn earlier_period(tokens: &[Token]) -> bool {
    const UNITS: &[&str] =
        &["year", "quarter", "month", "week", "season", "period", "fiscal", "record", "decade"];
    let pair = |a: &Token, b: &Token| {
        a.is_any(UNITS) && b.is_any(&["earlier", "before"])
            || a.is_any(&["previous", "prior", "preceding"]) && b.is_any(UNITS)
            || a.is("the") && b.is("past") && !tokens.iter().any(|t| t.is_any(UNITS))
    };
    tokens.windows(2).any(|t| pair(&t[0], &t[1]))
        || tokens.iter().any(|t| t.is_any(&["previously", "historically", "halftime"]))
        // what was not yet over
        || tokens.windows(2).any(|t| t[0].is_any(&["votes", "ballots"]) && t[1].is("counted"))
            && !tokens.iter().any(|t| t.is("all"))
        || tokens.windows(3).any(|t| t[0].is("at") && t[1].is("the") && t[2].is_any(&["break", "interval"]))
        || tokens.windows(3).any(|t| t[0].is("half") && t[1].is("-") && t[2].is("time"))
        || tokens
            .windows(3)
            .any(|t| t[0].is("last") && t[1].is_any(&["fiscal", "financial"]) && t[2].is("year"))
}

/// The words that say what the claim is about: no values, no names, no negators.
fn content(all: &Phrase, values: &[Mention], names: &[NameMention], negations: &[Negation]) -> Phrase {
    let skip = |at: usize| {
        values.iter().any(|m| {
            m.tokens.contains(&at)
                && !matches!(m.value.kind(), Kind::Quote | Kind::List | Kind::Text | Kind::Name)
        }) || names.iter().any(|m| m.tokens.contains(&at))
            || negations.iter().any(|n| n.cue.contains(&at))
    };
    Phrase { words: all.words.iter().filter(|word| !skip(word.token)).cloned().collect() }
}
