//! What of a claim is needed for scoring it against others, made once a claim.

use super::lexicon::Lexicon;
use crate::claim::people;
use crate::claim::reading::{Mention, NameMention, Reading};
use crate::claim::{Claim, Source};
use crate::text::nation;
use crate::text::phrase::{Phrase, Word};
use crate::text::token::{self, Token};
use crate::text::words;
use crate::value::Kind;
use crate::value::list::List;
use crate::value::name::Name;
use jiff::civil;
use std::borrow::Cow;

/// First and last day.
pub(super) type Days = (civil::Date, civil::Date);

/// A claim ready to be scored.
pub struct Profile<'a> {
    pub(super) reading: &'a Reading,
    /// Content words; those of the headline, which most claims share, weigh less.
    pub(super) words: Vec<Term>,
    /// All words, those of names and values too.
    pub(super) all: Vec<Term>,
    /// The content words at the verb of what is told.
    pub(super) act: Vec<u32>,
    /// The token of the first of them.
    pub(super) act_token: Option<usize>,
    /// Unit vector of the weighted mean of the word vectors.
    pub(super) meaning: Vec<f32>,
    pub(super) names: Vec<NameTerm>,
    /// The speaker's number.
    pub(super) speaker: Option<u32>,
    /// Whether somebody speaks for an organisation.
    pub(super) voice: bool,
    /// The number of the name whose voice it is, where it is told.
    pub(super) voice_of: Option<u32>,
    /// Whether it holds direct speech.
    pub(super) quoted: bool,
    /// Values that a claim tells, without quotes.
    pub(super) values: Vec<ValueTerm<'a>>,
    /// The nations that it names; those before the verb of what is told first, which are so many.
    pub(super) nations: (Vec<usize>, usize),
    /// The years that the claim dates itself to, where they are not those of the publication.
    pub(super) era: Option<(i16, i16)>,
    /// What its source is about.
    pub(super) topic: &'a Topic,
}

/// A weighted word.
#[derive(Clone, Copy)]
pub(super) struct Term {
    pub(super) id: u32,
    pub(super) weight: f32,
}

/// A name of a claim.
pub(super) struct NameTerm {
    pub(super) id: u32,
    /// Whether the headline holds it.
    pub(super) topic: bool,
    pub(super) subject: bool,
    /// Whether something else is said to be its own: "X's office".
    pub(super) owner: bool,
    /// Whether the word table holds it: places and nations, mostly.
    pub(super) known: bool,
    /// How telling it is: places and nations that everybody knows, and names of the headline, tell less.
    pub(super) weight: f32,
}

/// A value of a claim.
pub(super) struct ValueTerm<'a> {
    pub(super) mention: &'a Mention,
    pub(super) specificity: f32,
    /// The list that it is or that it is a total of.
    pub(super) list: Option<Cow<'a, List>>,
    /// The words of the noun that it counts; the head is the last.
    pub(super) noun: Vec<Term>,
    /// Whether the noun is one for people.
    pub(super) people: bool,
}

/// What is known of a source from its head: what all its claims are about, and when it speaks.
pub struct Topic {
    /// Capitalised words of the headline, sorted.
    names: Vec<String>,
    /// Its content words.
    words: Phrase,
    /// Their numbers, sorted.
    ids: Vec<u32>,
    pub(super) published: Option<Days>,
}

impl Topic {
    /// The topic of a source.
    pub fn of(source: &Source, lexicon: &mut Lexicon) -> Topic {
        let tokens = source.headline.as_deref().map(token::tokenize).unwrap_or_default();
        let words = Phrase::of(&tokens);
        let mut ids: Vec<u32> = words.words.iter().map(|word| lexicon.word(word)).collect();
        let mut names: Vec<String> = tokens.iter().filter(|t| t.capital).map(|t| t.lower.clone()).collect();
        ids.sort_unstable();
        names.sort_unstable();
        Topic { names, words, ids, published: source.published.as_ref().and_then(|date| date.days()) }
    }

    /// Whether the headline has the word.
    pub(super) fn has(&self, word: u32) -> bool {
        self.ids.binary_search(&word).is_ok()
    }
}

/// What a word of a headline weighs in comparison with others: the words that an event is about are in most of its
/// claims and tell one from another no more. How often a word occurs in the claims at hand would tell it better, but then a
/// score would change with what else is loaded.
pub(super) const TOPIC_WEIGHT: f32 = 0.3;

/// Words for who speaks for an organisation.
const VOICES: &[&str] = &[
    "company",
    "firm",
    "chief executive",
    "executive",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chairman",
    "chair",
    "director",
    "manager",
    "owner",
    "operator",
    "management",
    "lawyer",
    "representative",
    "boss",
    "partner",
    "founder",
];

impl<'a> Profile<'a> {
    /// The profile of a claim of a source with that topic; its words and names get numbers in `lexicon`.
    pub fn new(claim: &'a Claim, topic: &'a Topic, lexicon: &mut Lexicon) -> Profile<'a> {
        let reading = &claim.reading;
        let (words, all) = (weighed(&reading.words, topic), weighed(&reading.all_words, topic));
        let mut terms = |phrase: &Phrase| -> Vec<Term> {
            phrase.words.iter().map(|word| Term { id: lexicon.word(word), weight: word.weight }).collect()
        };
        let values: Vec<ValueTerm<'a>> = reading
            .values
            .iter()
            .filter(|mention| mention.value.kind() != Kind::Quote && !mention.of_saying)
            .map(|mention| ValueTerm {
                mention,
                specificity: mention.value.specificity(),
                list: mention.value.as_list(),
                noun: terms(&mention.noun.phrase),
                people: mention.noun.head().is_some_and(|head| people::is_noun(&head.base)),
            })
            .collect();
        let act = act(reading, &words);
        let act_token = act.first().map(|word| word.token);
        let act = act.iter().map(|word| lexicon.word(word)).collect();
        let mut terms = |phrase: &Phrase| -> Vec<Term> {
            phrase.words.iter().map(|word| Term { id: lexicon.word(word), weight: word.weight }).collect()
        };
        let (word_terms, all) = (terms(&words), terms(&all));
        let speaker = reading.speaker.as_ref();
        let telling = reading.telling_verb().unwrap_or(usize::MAX);
        let voice =
            words.words.iter().any(|word| word.token < telling && VOICES.contains(&word.base.as_ref()))
                || speaker.is_some_and(|name| {
                    // a "company-compiled consensus" is no company
                    name.shown.split_whitespace().any(|word| VOICES.contains(&word.to_lowercase().as_str()))
                });
        Profile {
            reading,
            meaning: meaning(&words),
            words: word_terms,
            all,
            act,
            act_token,
            names: reading.names.iter().map(|mention| name_term(mention, reading, topic, lexicon)).collect(),
            speaker: speaker.map(|name| lexicon.name(name)),
            voice,
            voice_of: voice_of(reading).map(|name| lexicon.name(name)),
            quoted: reading.values.iter().any(|mention| mention.value.kind() == Kind::Quote),
            nations: nations(reading),
            era: era(&values, topic.published),
            values,
            topic,
        }
    }

    /// Whether two claims of one source may say the same: they have two words or a value's noun in common.
    pub(super) fn may_restate(&self, other: &Profile<'_>) -> bool {
        let mut shared = self.all.iter().filter(|term| other.all.iter().any(|o| o.id == term.id));
        shared.next().is_some() && shared.next().is_some()
    }
}

/// The nations of a claim, and how many of them it is about.
fn nations(reading: &Reading) -> (Vec<usize>, usize) {
    let verb = reading.telling_verb().unwrap_or(0);
    let of = |tokens: &[Token]| tokens.iter().filter_map(nation::of).collect::<Vec<_>>();
    let (mut subjects, others) = (of(&reading.tokens[..verb]), of(&reading.tokens[verb..]));
    let count = subjects.len();
    subjects.extend(others);
    (subjects, count)
}

/// Whose voice it is, where a name stands right before the word for it: "a Commission spokesperson".
fn voice_of(reading: &Reading) -> Option<&Name> {
    let spoken = |at: usize| reading.tokens.get(at).is_some_and(|token| VOICES.contains(&token.base()));
    let name = reading.names.iter().find(|mention| spoken(mention.tokens.end));
    name.map(|mention| &mention.name)
}

/// The words with those that are in the headline, or near to one in it, made light.
fn weighed(phrase: &Phrase, topic: &Topic) -> Phrase {
    let mut phrase = phrase.clone();
    for word in &mut phrase.words {
        let near = topic.words.words.iter().map(|known| known.similarity(word)).fold(0.0, f32::max);
        word.weight *= 1.0 - (1.0 - TOPIC_WEIGHT) * near;
    }
    phrase
}

fn meaning(words: &Phrase) -> Vec<f32> {
    let mut meaning = vec![0.0; words::dims()];
    for word in &words.words {
        if let Some(entry) = word.entry {
            entry.add_to(word.weight, &mut meaning);
        }
    }
    let norm = meaning.iter().map(|x| x * x).sum::<f32>().sqrt();
    if norm > 0.0 {
        meaning.iter_mut().for_each(|x| *x /= norm);
    }
    meaning
}

fn name_term(mention: &NameMention, reading: &Reading, topic: &Topic, lexicon: &mut Lexicon) -> NameTerm {
    let name = &mention.name;
    let topical = name.words.iter().all(|word| topic.names.binary_search(word).is_ok());
    let known = name.words.len() == 1 && words::lemma(&name.words[0]).is_some();
    let weight = if topical { 0.4 } else { 1.0 } * if known { 0.5 } else { 1.0 };
    let owner = mention.tokens.clone().next_back().is_some_and(|last| reading.tokens[last].possessive);
    NameTerm { id: lexicon.name(name), topic: topical, subject: mention.subject, owner, known, weight }
}

/// The two content words at or after the verb of what is told.
fn act<'w>(reading: &Reading, words: &'w Phrase) -> &'w [Word] {
    let verb = reading.telling_verb().unwrap_or(0);
    let start = words.words.iter().position(|word| word.token >= verb).unwrap_or(words.words.len());
    &words.words[start..(start + 2).min(words.words.len())]
}

/// The years of a claim that speaks of another time than its publication.
fn era(values: &[ValueTerm<'_>], published: Option<Days>) -> Option<(i16, i16)> {
    let (first, last) = published?;
    let spans: Vec<Days> = values.iter().filter_map(|value| value.mention.value.as_date()?.days()).collect();
    // some months before or after are still the time of the event
    let far = |(start, end): &Days| days_between(first, *end) > 150 || days_between(*start, last) > 150;
    (!spans.is_empty() && spans.iter().all(far)).then(|| {
        let start = spans.iter().map(|span| span.0.year()).min().unwrap_or_default();
        let end = spans.iter().map(|span| span.1.year()).max().unwrap_or_default();
        (start, end)
    })
}

/// Days from `b` to `a`.
pub(super) fn days_between(a: civil::Date, b: civil::Date) -> i64 {
    a.duration_since(b).as_hours() / 24
}
