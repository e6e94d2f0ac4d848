//! The score of a candidate pair: a sum of named parts, turned into a probability.
//!
//! It depends on the two claims, their source heads and the frozen word table, never on what else is loaded. That two
//! claims give values for the same thing is evidence that they speak of one fact, whether or not the values agree;
//! negators never count.

use crate::claim::reading::{Mention, Reading, Speech};
use crate::claim::{Claim, Source};
use crate::text::modality::Modality;
use crate::text::phrase::{Phrase, Word};
use crate::text::token;
use crate::text::words;
use crate::value::date::Date;
use crate::value::name::Name;
use crate::value::{Comparison, Kind};
use std::ops::Range;

/// The parts of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Part {
    /// What all pairs start from.
    Base,
    /// Content words that both share or that mean nearly the same, weighted by rarity.
    Words,
    /// All words that both share, those of names too.
    AllWords,
    /// How much of the shorter claim the longer one covers.
    Coverage,
    /// How near the claims are in meaning as a whole.
    Meaning,
    /// What is done or said of the subject: the words at the main verb.
    Act,
    /// Names of both that the headlines do not hold.
    Names,
    /// The share of all names that both have, each by its weight.
    NameShare,
    /// Names of both that the headlines hold.
    TopicNames,
    /// Both have names besides those of the headlines, none of them in common.
    OtherNames,
    /// The claims are about other places or nations.
    SubjectClash,
    /// Values that agree, the more the more digits they have.
    EqualValues,
    /// Values of one kind and noun that are near.
    NearValues,
    /// Values of one kind that are far apart.
    FarValues,
    /// Both have values, none of which can be compared.
    OtherValues,
    /// What the values count.
    Nouns,
    /// Numbers that agree but count other things.
    OtherNouns,
    /// Numbers that are near and count what goes by other nouns.
    NearOther,
    /// Both give a quantity in one dimension, an amount in one currency, a time of day.
    Dimension,
    /// Dates that agree and lie weeks from the publication.
    EqualDates,
    /// Dates that agree around the publication, as those of the event itself do.
    EventDates,
    /// Times of day, near each other.
    Clock,
    /// Dates near each other.
    NearDates,
    /// Dates of other years.
    FarDates,
    /// Lists that share items, or a list and a count of one noun.
    Lists,
    /// Both name a person, place or organisation as their value.
    NamedValues,
    /// Who does it in one claim has it done to them in the other.
    Swapped,
    /// One speaker.
    Speaker,
    /// Two speakers.
    OtherSpeaker,
    /// A statement and word that there is none, of one party.
    Silence,
    /// A claim of speech and one of fact.
    SpeechAndFact,
    /// One claim speaks of an earlier period, the other does not.
    Period,
    /// One claim is dated to another year than its publication, the other to none or to another still.
    Era,
    /// One is a plan, the other is not.
    Plan,
}

impl Part {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Part; 34] = [
        Part::Base,
        Part::Words,
        Part::AllWords,
        Part::Coverage,
        Part::Meaning,
        Part::Act,
        Part::Names,
        Part::NameShare,
        Part::TopicNames,
        Part::OtherNames,
        Part::SubjectClash,
        Part::EqualValues,
        Part::NearValues,
        Part::FarValues,
        Part::OtherValues,
        Part::Nouns,
        Part::OtherNouns,
        Part::NearOther,
        Part::Dimension,
        Part::EqualDates,
        Part::EventDates,
        Part::Clock,
        Part::NearDates,
        Part::FarDates,
        Part::Lists,
        Part::NamedValues,
        Part::Swapped,
        Part::Speaker,
        Part::OtherSpeaker,
        Part::Silence,
        Part::SpeechAndFact,
        Part::Period,
        Part::Era,
        Part::Plan,
    ];

    /// The part's name and what it weighs, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Part::Base => "any two claims",
            Part::Words => "shared and related words",
            Part::AllWords => "all words, names included",
            Part::Coverage => "one covers the other",
            Part::Meaning => "meaning as a whole",
            Part::Act => "what is done",
            Part::Names => "shared names",
            Part::NameShare => "most names are shared",
            Part::TopicNames => "shared names of the headlines",
            Part::OtherNames => "other names",
            Part::SubjectClash => "other places or nations",
            Part::EqualValues => "values that agree",
            Part::NearValues => "values that are near",
            Part::FarValues => "values far apart",
            Part::OtherValues => "values of other kinds",
            Part::Nouns => "the same things counted",
            Part::OtherNouns => "other things counted",
            Part::NearOther => "near numbers of other things",
            Part::Dimension => "quantities of one kind",
            Part::EqualDates => "dates that agree",
            Part::EventDates => "dates of the event that agree",
            Part::Clock => "times of day",
            Part::NearDates => "dates that are near",
            Part::FarDates => "other years",
            Part::Lists => "lists of the same things",
            Part::NamedValues => "both give a name",
            Part::Swapped => "roles swapped",
            Part::Speaker => "the same speaker",
            Part::OtherSpeaker => "other speakers",
            Part::Silence => "a statement and its absence",
            Part::SpeechAndFact => "a statement and a fact",
            Part::Period => "another period",
            Part::Era => "another time",
            Part::Plan => "a plan and a fact",
        }
    }
}

/// How strongly each part holds, 0 to 1.
pub type Features = [f32; Part::ALL.len()];

/// What a score is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The probability that the two claims speak of one fact, 0 to 1.
    pub value: f32,
    /// How strongly each part holds.
    pub features: Features,
}

impl Score {
    /// The score of two claims.
    pub fn of(a: &Profile<'_>, b: &Profile<'_>) -> Score {
        let features = features(a, b);
        Score { value: probability(&features), features }
    }

    /// Whether no value, list or date of the two claims meets: only words and names speak for the pair.
    pub fn is_of_words_alone(&self) -> bool {
        const VALUED: [Part; 10] = [Part::EqualValues, Part::NearValues, Part::NearOther, Part::OtherNouns, Part::EqualDates, Part::EventDates, Part::Clock, Part::Lists, Part::NamedValues, Part::Silence];
        VALUED.iter().all(|&part| self.features[part as usize] == 0.0)
    }

    /// What `part` adds to the log-odds of the score.
    pub fn contribution(&self, part: Part) -> f32 {
        WEIGHTS[part as usize] * self.features[part as usize]
    }
}

/// The probability that features stand for.
pub fn probability(features: &Features) -> f32 {
    let logit: f32 = features.iter().zip(&WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-logit).exp())
}

include!("weights.rs");

/// What of a claim is needed for scoring it against others, made once a claim.
pub struct Profile<'a> {
    reading: &'a Reading,
    /// Content words; those of the headline, which most claims share, weigh less.
    words: Phrase,
    /// All words, those of names and values too.
    all: Phrase,
    /// The years that the claim dates itself to, where they are not those of the publication.
    era: Option<(i16, i16)>,
    /// What its source is about.
    topic: &'a Topic,
    /// When the source was published.
    published: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// Unit vector of the weighted mean of the word vectors.
    meaning: Vec<f32>,
    /// The words at the main verb, among `words`.
    act: Range<usize>,
    names: Vec<TopicName<'a>>,
    /// Values that a claim tells, without quotes.
    values: Vec<&'a Mention>,
}

struct TopicName<'a> {
    name: &'a Name,
    topic: bool,
    subject: bool,
    /// Whether the word table holds it: places and nations, mostly.
    known: bool,
    /// How telling it is: places and nations that everybody knows, and names of the headline, tell less.
    weight: f32,
}

/// What is known of a source from its head: what all its claims are about, and when it speaks.
pub struct Topic {
    /// Capitalised words of the headline, sorted.
    names: Vec<String>,
    /// Its content words.
    words: Phrase,
    /// Their base forms, sorted.
    bases: Vec<String>,
    published: Option<(jiff::civil::Date, jiff::civil::Date)>,
}

impl Topic {
    /// The topic of a source.
    pub fn of(source: &Source) -> Topic {
        let tokens = source.headline.as_deref().map(token::tokenize).unwrap_or_default();
        let sorted = |mut words: Vec<String>| {
            words.sort_unstable();
            words.dedup();
            words
        };
        let words = Phrase::of(&tokens, |_| false);
        Topic {
            bases: sorted(words.words.iter().map(|word| word.base.clone()).collect()),
            words,
            names: sorted(tokens.iter().filter(|t| t.capital).map(|t| t.lower.clone()).collect()),
            published: source.published.as_ref().and_then(|date| date.days()),
        }
    }
}

/// What a word of a headline weighs in comparison with others: the words that an event is about are in most of its
/// claims and tell one from another no more. How often a word occurs in the claims at hand would tell it better, but then a
/// score would change with what else is loaded.
const TOPIC_WEIGHT: f32 = 0.3;

impl<'a> Profile<'a> {
    /// The profile of a claim of a source with that topic.
    pub fn new(claim: &'a Claim, topic: &'a Topic) -> Profile<'a> {
        let reading = &claim.reading;
        let (mut words, mut all) = (reading.words.clone(), reading.all_words());
        for word in words.words.iter_mut().chain(&mut all.words) {
            let near = topic.words.words.iter().map(|known| known.similarity(word)).fold(0.0, f32::max);
            word.weight *= 1.0 - (1.0 - TOPIC_WEIGHT) * near;
        }
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
        let names = reading
            .names
            .iter()
            .map(|mention| {
                let topical = mention.name.words.iter().all(|word| topic.names.binary_search(word).is_ok());
                let known = mention.name.words.len() == 1 && words::lemma(&mention.name.words[0]).is_some();
                let weight = if topical { 0.4 } else { 1.0 } * if known { 0.5 } else { 1.0 };
                TopicName { name: &mention.name, topic: topical, subject: mention.subject, known, weight }
            })
            .collect();
        let values: Vec<&Mention> = reading.values.iter().filter(|m| m.value.kind() != Kind::Quote && !m.of_saying).collect();
        let era = era(&values, topic.published);
        let act = act(reading, &words);
        Profile { reading, words, act, all, era, topic, published: topic.published, meaning, names, values }
    }

    /// The first content words at the main verb.
    fn acts(&self) -> &[Word] {
        &self.words.words[self.act.clone()]
    }

    /// What a claim can be found by among many: its words, the words of its names, its values.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> + '_ {
        let words = self.words.words.iter().map(|word| word.base.as_str());
        let names = self.names.iter().flat_map(|name| name.name.words.iter().map(String::as_str));
        let values = self.values.iter().map(|mention| mention.value.shown());
        words.chain(names).chain(values)
    }
}

fn features(a: &Profile<'_>, b: &Profile<'_>) -> Features {
    let mut features = [0.0; Part::ALL.len()];
    features[Part::Base as usize] = 1.0;
    of_words(a, b, &mut features);
    of_names(a, b, &mut features);
    of_values(a, b, &mut features);
    of_speech(a, b, &mut features);
    features[Part::Period as usize] = f32::from(a.reading.earlier_period != b.reading.earlier_period);
    features[Part::Era as usize] = match (a.era, b.era) {
        (Some((_, x)), Some((y, _))) if x < y => 1.0,
        (Some((x, _)), Some((_, y))) if x > y => 1.0,
        (Some(_), Some(_)) | (None, None) => 0.0,
        (Some(_), None) | (None, Some(_)) => 1.0,
    };
    let plan = |p: &Profile<'_>| p.reading.modality == Modality::Planned;
    features[Part::Plan as usize] = f32::from(plan(a) != plan(b));
    features
}

fn of_words(a: &Profile<'_>, b: &Profile<'_>, features: &mut Features) {
    let (of_a, of_b) = (coverage(&a.words, &b.words, b.topic), coverage(&b.words, &a.words, a.topic));
    features[Part::Words as usize] = (of_a * of_b).sqrt();
    features[Part::AllWords as usize] = (coverage(&a.all, &b.all, b.topic) * coverage(&b.all, &a.all, a.topic)).sqrt();
    features[Part::Coverage as usize] = of_a.max(of_b);
    let cosine: f32 = a.meaning.iter().zip(&b.meaning).map(|(x, y)| x * y).sum();
    features[Part::Meaning as usize] = cosine.max(0.0);
    features[Part::Act as usize] = a.acts().iter().flat_map(|x| b.acts().iter().map(|y| x.similarity(y))).fold(0.0, f32::max);
}

/// The share of the weight of `words` that `others` match; words of the other side's headline weigh less, too.
fn coverage(words: &Phrase, others: &Phrase, topic: &Topic) -> f32 {
    let (mut covered, mut total) = (0.0, 0.0);
    for word in &words.words {
        let in_headline = topic.bases.binary_search(&word.base).is_ok();
        let weight = if in_headline { word.weight.min(TOPIC_WEIGHT) } else { word.weight };
        total += weight;
        covered += weight * others.words.iter().map(|other| word.similarity(other)).fold(0.0, f32::max);
    }
    if total > 0.0 { covered / total } else { 0.0 }
}

fn of_names(a: &Profile<'_>, b: &Profile<'_>, features: &mut Features) {
    let (mut shared, mut topical, mut common) = (0.0_f32, false, 0.0_f32);
    for x in &a.names {
        // each name once, with its best partner
        let partner = b.names.iter().filter(|y| x.name.is_alias(y.name) || x.name.is_near_spelling(y.name)).max_by(|p, q| p.weight.total_cmp(&q.weight));
        if let Some(y) = partner {
            let weight = x.weight.min(y.weight);
            common += weight;
            if x.topic || y.topic {
                topical = true;
            } else {
                shared += weight;
            }
        }
    }
    let total: f32 = a.names.iter().chain(&b.names).map(|name| name.weight).sum();
    features[Part::Names as usize] = (shared / 2.0).min(1.0).sqrt();
    features[Part::NameShare as usize] = if total > 0.0 { (2.0 * common / total).min(1.0) } else { 0.0 };
    features[Part::TopicNames as usize] = f32::from(topical);
    let own = |p: &Profile<'_>| p.names.iter().any(|name| !name.topic);
    features[Part::OtherNames as usize] = f32::from(shared == 0.0 && own(a) && own(b));
    features[Part::Swapped as usize] = f32::from(is_swapped(a, b));
    // well-known places and nations that the claim is about, found nowhere in the other claim: names of persons and firms
    // have too many by-names for their absence to tell
    let lone = |from: &Profile<'_>, to: &Profile<'_>| {
        let mut subjects = from.names.iter().filter(|n| n.subject && n.known).peekable();
        subjects.peek().is_some() && subjects.all(|n| !to.names.iter().any(|m| m.name.is_alias(n.name)))
    };
    features[Part::SubjectClash as usize] = f32::from(lone(a, b) && lone(b, a));
}

/// The two content words at or after the verb of what is told.
fn act(reading: &Reading, words: &Phrase) -> Range<usize> {
    let verb = reading.telling_verb().unwrap_or(0);
    let start = words.words.iter().position(|word| word.token >= verb).unwrap_or(words.words.len());
    start..(start + 2).min(words.words.len())
}

/// The years of a claim that speaks of another time than its publication.
fn era(values: &[&Mention], published: Option<(jiff::civil::Date, jiff::civil::Date)>) -> Option<(i16, i16)> {
    let (first, last) = published?;
    let years = values.iter().filter_map(|mention| mention.value.as_date()?.days());
    // some months before or after are still the time of the event
    let far = |(start, end): &(jiff::civil::Date, jiff::civil::Date)| {
        let days = |a: jiff::civil::Date, b: jiff::civil::Date| a.duration_since(b).as_hours() / 24;
        days(first, *end) > 150 || days(*start, last) > 150
    };
    let mut all = years.peekable();
    all.peek()?;
    let spans: Vec<_> = all.collect();
    spans.iter().all(far).then(|| {
        let start = spans.iter().map(|span| span.0.year()).min().unwrap_or_default();
        let end = spans.iter().map(|span| span.1.year()).max().unwrap_or_default();
        (start, end)
    })
}

/// Whether both tell of the same act in the active voice, and a name is before the verb in one and behind it in the other.
fn is_swapped(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    const PASSIVE: &[&str] = &["is", "are", "was", "were", "been", "being", "be"];
    let (Some(x), Some(y)) = (a.acts().first(), b.acts().first()) else { return false };
    let passive = |p: &Profile<'_>, word: &Word| p.reading.tokens[..word.token].iter().rev().take(2).any(|t| t.is_any(PASSIVE));
    x.base == y.base
        && !passive(a, x)
        && !passive(b, y)
        && a.names.iter().any(|m| b.names.iter().any(|n| m.subject != n.subject && m.name.is_alias(n.name)))
}

/// Whether two values count or describe the same thing: 0 to 1, 0.5 where one of them does not say.
fn same_noun(a: &Mention, b: &Mention) -> f32 {
    let (Some(x), Some(y)) = (a.noun.head(), b.noun.head()) else { return 0.5 };
    let heads = x.similarity(y).max(if is_person(x) && is_person(y) { 0.7 } else { 0.0 });
    heads.max(a.noun.phrase.similarity(&b.noun.phrase))
}

/// People are counted under many nouns: people, men, workers, others, passengers.
fn is_person(word: &Word) -> bool {
    const PEOPLE: &[&str] = &["person", "people", "man", "woman", "life", "soul", "youngster", "kid", "boy", "girl", "guest", "driver", "operator", "member", "participant", "co-worker", "child", "worker", "passenger", "resident", "other", "employee", "staff", "victim", "patient", "casualty"];
    PEOPLE.contains(&word.base.as_str())
}

fn of_values(a: &Profile<'_>, b: &Profile<'_>, features: &mut Features) {
    let mut comparable = false;
    let mut best_closeness: f32 = -1.0;
    let mut any_dates = (false, -1.0_f32);
    let set = |features: &mut Features, part: Part, value: f32| features[part as usize] = features[part as usize].max(value);
    for m in &a.values {
        for n in &b.values {
            if m.value.kind() == Kind::List || n.value.kind() == Kind::List {
                of_lists(m, n, features);
                comparable |= m.value.as_list().is_some() && n.value.as_list().is_some();
                continue;
            }
            let Some(closeness) = m.value.closeness(&n.value) else { continue };
            let agrees = matches!(m.value.compare(&n.value), Comparison::Same { .. } | Comparison::Finer(_) | Comparison::Overlap);
            match m.value.kind() {
                Kind::Date => {
                    let (Some(x), Some(y)) = (m.value.as_date(), n.value.as_date()) else { continue };
                    if let Some(minutes) = x.distance_minutes(y) {
                        set(features, Part::Clock, 1.0 / (1.0 + minutes as f32 / 30.0));
                        set(features, Part::Dimension, 1.0);
                    }
                    if x.distance_days(y).is_none() {
                        continue;
                    }
                    any_dates = (true, any_dates.1.max(closeness));
                    if agrees {
                        let part = if is_of_the_event(a, x) || is_of_the_event(b, y) { Part::EventDates } else { Part::EqualDates };
                        set(features, part, m.value.specificity().min(n.value.specificity()));
                    }
                }
                Kind::Name => {
                    comparable = true;
                    set(features, Part::NamedValues, 1.0);
                }
                Kind::Flag => comparable = true,
                _ => {
                    let noun = same_noun(m, n);
                    let counted = m.value.is_count() && n.value.is_count();
                    if m.value.same_dimension(&n.value) {
                        set(features, Part::Dimension, 1.0);
                    }
                    // "nobody died", "four died": two answers to one question
                    if counted && m.value.is_none() != n.value.is_none() {
                        comparable = true;
                        set(features, Part::NearValues, if noun >= 0.2 { 0.8 } else { 0.4 });
                        continue;
                    }
                    if counted && noun < 0.2 && !m.noun.phrase.words.is_empty() && !n.noun.phrase.words.is_empty() {
                        if agrees {
                            set(features, Part::OtherNouns, m.value.specificity().min(n.value.specificity()));
                        } else if closeness > 0.6 {
                            set(features, Part::NearOther, closeness);
                        }
                        continue;
                    }
                    comparable = true;
                    best_closeness = best_closeness.max(closeness);
                    if agrees {
                        set(features, Part::EqualValues, m.value.specificity().min(n.value.specificity()));
                    } else if closeness > 0.5 {
                        set(features, Part::NearValues, closeness);
                    }
                    if counted && !(m.noun.phrase.words.is_empty() || n.noun.phrase.words.is_empty()) {
                        set(features, Part::Nouns, noun);
                    }
                }
            }
        }
    }
    if best_closeness >= 0.0 && best_closeness < 0.3 && features[Part::EqualValues as usize] == 0.0 {
        features[Part::FarValues as usize] = 1.0 - best_closeness;
    }
    if any_dates.0 && features[Part::EqualDates as usize] == 0.0 && features[Part::EventDates as usize] == 0.0 {
        features[Part::NearDates as usize] = any_dates.1.max(0.0);
        features[Part::FarDates as usize] = 1.0 - any_dates.1.clamp(0.0, 1.0);
    }
    let undated = |p: &Profile<'_>| p.values.iter().any(|m| m.value.kind() != Kind::Date);
    if !comparable && undated(a) && undated(b) {
        features[Part::OtherValues as usize] = 1.0;
    }
}

/// Whether a date lies within two weeks of the publication of its claim's source.
fn is_of_the_event(profile: &Profile<'_>, date: &Date) -> bool {
    let (Some((first, last)), Some((published, until))) = (date.days(), profile.published) else { return false };
    let days = |a: jiff::civil::Date, b: jiff::civil::Date| a.duration_since(b).as_hours() / 24;
    days(published, last) <= 14 && days(first, until) <= 14
}

fn of_lists(m: &Mention, n: &Mention, features: &mut Features) {
    let (Some(x), Some(y)) = (m.value.as_list(), n.value.as_list()) else { return };
    let shared = x.match_items(&y).shared.len() as f32;
    let fewer = x.items.len().min(y.items.len()) as f32;
    let strength = if fewer > 0.0 {
        if shared > 0.0 { 0.4 + 0.6 * shared / fewer } else { 0.0 }
    } else {
        // a list and a count: of one noun, or of as many
        let counts = x.cardinality().or(Some(x.items.len() as f64)) == y.cardinality().or(Some(y.items.len() as f64));
        let noun = same_noun(m, n);
        if noun > 0.5 { 0.6 } else if counts && noun >= 0.3 { 0.4 } else { 0.0 }
    };
    let place = &mut features[Part::Lists as usize];
    *place = place.max(strength);
}

/// Words for who speaks for an organisation.
const VOICES: &[&str] = &["company", "firm", "chief executive", "executive", "spokesman", "spokeswoman", "spokesperson", "chairman", "chair", "director", "manager", "owner", "operator", "management", "lawyer", "representative", "boss", "partner", "founder"];

fn of_speech(a: &Profile<'_>, b: &Profile<'_>, features: &mut Features) {
    if let (Some(x), Some(y)) = (&a.reading.speaker, &b.reading.speaker) {
        let same = x.is_alias(y) || x.is_near_spelling(y);
        features[Part::Speaker as usize] = f32::from(same);
        features[Part::OtherSpeaker as usize] = f32::from(!same);
    }
    let (x, y) = (a.reading.speech, b.reading.speech);
    let silence = match (x, y) {
        (Speech::Silence, Speech::Statement) => silent_party_speaks(a, b),
        (Speech::Statement, Speech::Silence) => silent_party_speaks(b, a),
        (Speech::Silence, Speech::Silence) => 0.5,
        _ => 0.0,
    };
    features[Part::Silence as usize] = silence;
    let quoted = |p: &Profile<'_>| p.reading.values.iter().any(|m| m.value.kind() == Kind::Quote);
    let one_sided = (x == Speech::Statement) != (y == Speech::Statement) && silence == 0.0;
    features[Part::SpeechAndFact as usize] = f32::from(one_sided && (quoted(a) || quoted(b)));
}

/// Whether the party that is said to be silent may be the one that speaks.
fn silent_party_speaks(silent: &Profile<'_>, speaking: &Profile<'_>) -> f32 {
    let speaker = speaking.reading.speaker.as_ref();
    let named = silent.names.iter().filter(|n| n.subject).any(|n| speaker.is_some_and(|s| s.is_alias(n.name)) || speaking.names.iter().any(|m| m.name.is_alias(n.name)));
    if named {
        return 1.0;
    }
    let voice = |p: &Profile<'_>| p.reading.words.words.iter().any(|w| VOICES.contains(&w.base.as_str()));
    let speaker_voice = speaker.is_some_and(|s| s.words.iter().any(|w| VOICES.contains(&w.as_str())));
    if voice(speaking) || speaker_voice { 0.8 } else { 0.0 }
}

