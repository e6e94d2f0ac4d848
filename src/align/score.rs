//! The score of a candidate pair: a sum of named parts, turned into a probability.
//!
//! It depends on the two claims, their source heads and the frozen word table, never on what else is loaded. That two
//! claims give values for the same thing is evidence that they speak of one fact, whether or not the values agree;
//! negators never count.

use super::Options;
use super::lexicon::Lexicon;
pub use super::part::Part;
pub use super::profile::{Profile, Topic};
use super::profile::{TOPIC_WEIGHT, Term, ValueTerm, days_between};
use crate::claim::reading::Speech;
use crate::text::modality::Modality;
use crate::value::date::Date;
use crate::value::{self, Comparison, Kind};

/// How strongly each part holds, 0 to 1.
pub type Features = [f32; Part::ALL.len()];

/// What a score is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The probability that the two claims speak of one fact, 0 to 1.
    pub value: f32,
    /// How strongly each part holds.
    pub features: Features,
    weights: &'static Features,
}

impl Score {
    /// The score of two claims whose words and names are in `lexicon`.
    pub fn of(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon) -> Score {
        Score::weighed(features(a, b, lexicon), &WEIGHTS)
    }

    /// The same score with one more part, how near the claims are to a sentence encoder (0 to 1), and the weights that go with it.
    pub(super) fn with_encoder(self, similarity: f32) -> Score {
        let mut features = self.features;
        features[Part::Encoder as usize] = similarity;
        Score::weighed(features, &ENCODER_WEIGHTS)
    }

    fn weighed(features: Features, weights: &'static Features) -> Score {
        let logit: f32 = features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum();
        Score { value: 1.0 / (1.0 + (-logit).exp()), features, weights }
    }

    /// Whether no value, list or date of the two claims meets: only words and names speak for the pair.
    pub fn is_of_words_alone(&self) -> bool {
        const VALUED: [Part; 10] = [
            Part::EqualValues,
            Part::NearValues,
            Part::NearOther,
            Part::OtherNouns,
            Part::EqualDates,
            Part::EventDates,
            Part::Clock,
            Part::Lists,
            Part::NamedValues,
            Part::Silence,
        ];
        VALUED.iter().all(|&part| self.features[part as usize] == 0.0)
    }

    /// The strength that a link of such a score needs. Names alone, without a word that both have, say who it is about and
    /// not what: half of what is left to certainty is asked on top.
    pub fn least(&self, options: &Options) -> f32 {
        let names_alone = self.features[Part::Words as usize] < NAMES_ALONE;
        match self.is_of_words_alone() {
            false => options.threshold,
            true if names_alone => f32::midpoint(options.words_alone, 1.0),
            true => options.words_alone,
        }
    }

    /// What `part` adds to the log-odds of the score.
    pub fn contribution(&self, part: Part) -> f32 {
        self.weights[part as usize] * self.features[part as usize]
    }
}

/// Two claims that share less of their words besides names, 0 to 1, share none.
const NAMES_ALONE: f32 = 0.05;

include!("weights.rs");
include!("encoder_weights.rs");

fn features(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon) -> Features {
    let mut features = [0.0; Part::ALL.len()];
    features[Part::Base as usize] = 1.0;
    of_words(a, b, lexicon, &mut features);
    of_names(a, b, lexicon, &mut features);
    of_values(a, b, lexicon, &mut features);
    of_speech(a, b, lexicon, &mut features);
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

fn of_words(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon, features: &mut Features) {
    let (of_a, of_b) = coverage(&a.words, &b.words, a.topic, b.topic, lexicon);
    features[Part::Words as usize] = (of_a * of_b).sqrt();
    features[Part::Coverage as usize] = of_a.max(of_b);
    let (of_a, of_b) = coverage(&a.all, &b.all, a.topic, b.topic, lexicon);
    features[Part::AllWords as usize] = (of_a * of_b).sqrt();
    let cosine: f32 = a.meaning.iter().zip(&b.meaning).map(|(x, y)| x * y).sum();
    features[Part::Meaning as usize] = cosine.max(0.0);
    features[Part::Act as usize] =
        a.act.iter().flat_map(|&x| b.act.iter().map(move |&y| lexicon.similarity(x, y))).fold(0.0, f32::max);
}

/// The shares of the weight of each side's words that the other side matches; words of the other side's headline weigh
/// less, too.
fn coverage(a: &[Term], b: &[Term], topic_a: &Topic, topic_b: &Topic, lexicon: &Lexicon) -> (f32, f32) {
    const LONG: usize = 64;
    let mut best_b = [0.0_f32; LONG];
    let mut rest_b = Vec::new();
    let best_b = if b.len() <= LONG {
        &mut best_b[..b.len()]
    } else {
        rest_b.resize(b.len(), 0.0_f32);
        &mut rest_b[..]
    };
    let weight = |term: &Term, other: &Topic| {
        if other.has(term.id) { term.weight.min(TOPIC_WEIGHT) } else { term.weight }
    };
    let (mut covered_a, mut total_a) = (0.0, 0.0);
    for x in a {
        let mut best: f32 = 0.0;
        let row = lexicon.similarities(x.id);
        for (y, best_y) in b.iter().zip(best_b.iter_mut()) {
            let near = row.to(y.id);
            best = greater(best, near);
            *best_y = greater(*best_y, near);
        }
        let weight = weight(x, topic_b);
        total_a += weight;
        covered_a += weight * best;
    }
    let (mut covered_b, mut total_b) = (0.0, 0.0);
    for (y, best) in b.iter().zip(best_b.iter()) {
        let weight = weight(y, topic_a);
        total_b += weight;
        covered_b += weight * best;
    }
    let share = |covered: f32, total: f32| if total > 0.0 { covered / total } else { 0.0 };
    (share(covered_a, total_a), share(covered_b, total_b))
}

/// The greater of two numbers, none of them NaN: cheaper than `f32::max`, and this is the innermost loop.
fn greater(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

fn of_names(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon, features: &mut Features) {
    let (mut shared, mut topical, mut common) = (0.0_f32, false, 0.0_f32);
    for x in &a.names {
        // each name once, with its best partner
        let partner = b
            .names
            .iter()
            .filter(|y| lexicon.match_of(x.id, y.id).near)
            .max_by(|p, q| p.weight.total_cmp(&q.weight));
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
    // the same said of another: the more alike the words are, the more the names tell
    let apart = common == 0.0 && own(a) && own(b);
    features[Part::OtherNames as usize] = if apart { features[Part::Words as usize].powi(4) } else { 0.0 };
    features[Part::Swapped as usize] = f32::from(is_swapped(a, b, lexicon));
    // well-known places and nations that the claim is about, found nowhere in the other claim: names of persons and firms
    // have too many by-names for their absence to tell
    let lone = |from: &Profile<'_>, to: &Profile<'_>| {
        let mut subjects = from.names.iter().filter(|n| n.subject && n.known).peekable();
        subjects.peek().is_some()
            && subjects.all(|n| !to.names.iter().any(|m| lexicon.match_of(m.id, n.id).alias))
    };
    let foreign = |from: &Profile<'_>, to: &Profile<'_>| {
        let (nations, subjects) = &from.nations;
        *subjects > 0 && !nations[..*subjects].iter().any(|nation| to.nations.0.contains(nation))
    };
    features[Part::SubjectClash as usize] = if foreign(a, b) && foreign(b, a) {
        1.0
    } else if lone(a, b) && lone(b, a) {
        // a town and its country are no contradiction
        0.3
    } else {
        0.0
    };
}

/// Whether both tell of the same act in the active voice, and a name is before the verb in one and behind it in the other.
fn is_swapped(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon) -> bool {
    const PASSIVE: &[&str] = &["is", "are", "was", "were", "been", "being", "be"];
    let (Some(x), Some(y)) = (a.act.first(), b.act.first()) else { return false };
    let passive = |p: &Profile<'_>| {
        p.act_token
            .is_some_and(|token| p.reading.tokens[..token].iter().rev().take(2).any(|t| t.is_any(PASSIVE)))
    };
    x == y
        && !passive(a)
        && !passive(b)
        && a.names
            .iter()
            .any(|m| b.names.iter().any(|n| m.subject != n.subject && lexicon.match_of(m.id, n.id).alias))
}

/// Whether two values count or describe the same thing: 0 to 1, 0.5 where one of them does not say.
fn same_noun(a: &ValueTerm<'_>, b: &ValueTerm<'_>, lexicon: &Lexicon) -> f32 {
    let (Some(x), Some(y)) = (a.noun.last(), b.noun.last()) else { return 0.5 };
    let people: f32 = if a.people && b.people { 0.7 } else { 0.0 };
    let weight = |noun: &[Term]| noun.iter().map(|term| term.weight).sum::<f32>();
    let covered = |from: &[Term], to: &[Term]| {
        from.iter()
            .map(|x| x.weight * to.iter().map(|y| lexicon.similarity(x.id, y.id)).fold(0.0, f32::max))
            .sum::<f32>()
    };
    let (of_a, of_b) =
        (covered(&a.noun, &b.noun) / weight(&a.noun), covered(&b.noun, &a.noun) / weight(&b.noun));
    lexicon.similarity(x.id, y.id).max(people).max((of_a * of_b).sqrt())
}

fn of_values(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon, features: &mut Features) {
    let mut comparable = false;
    let mut best_closeness: f32 = -1.0;
    let mut any_dates = (false, -1.0_f32);
    let set = |features: &mut Features, part: Part, value: f32| {
        features[part as usize] = features[part as usize].max(value);
    };
    for x in &a.values {
        for y in &b.values {
            let (m, n) = (x.mention, y.mention);
            if m.value.kind() == Kind::List || n.value.kind() == Kind::List {
                of_lists(x, y, lexicon, features);
                comparable |= x.list.is_some() && y.list.is_some();
                continue;
            }
            let Some(closeness) = m.value.closeness(&n.value) else { continue };
            let agrees = matches!(
                m.value.compare(&n.value),
                Comparison::Same { .. } | Comparison::Finer(_) | Comparison::Overlap
            );
            // "212" is more than 40, but nobody would say so of it
            let counted = agrees && !m.value.is_none() && !n.value.is_none();
            if counted && m.value.nearness(&n.value).is_some_and(|near| near < value::LOOSE) {
                continue;
            }
            match m.value.kind() {
                Kind::Date => {
                    let (Some(here), Some(there)) = (m.value.as_date(), n.value.as_date()) else { continue };
                    if let Some(minutes) = here.distance_minutes(there) {
                        set(features, Part::Clock, 1.0 / (1.0 + minutes as f32 / 30.0));
                        set(features, Part::Dimension, 1.0);
                    }
                    if here.distance_days(there).is_none() {
                        continue;
                    }
                    any_dates = (true, any_dates.1.max(closeness));
                    if agrees {
                        let part = if is_of_the_event(a, here) || is_of_the_event(b, there) {
                            Part::EventDates
                        } else {
                            Part::EqualDates
                        };
                        set(features, part, x.specificity.min(y.specificity));
                    }
                }
                Kind::Name => {
                    comparable = true;
                    set(features, Part::NamedValues, 1.0);
                }
                Kind::Flag => comparable = true,
                // text and quotes have no closeness; lists are held against each other above
                Kind::Quote | Kind::Text | Kind::List => {}
                Kind::Number | Kind::Money | Kind::Duration => {
                    let noun = same_noun(x, y, lexicon);
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
                    if counted && noun < 0.2 && !x.noun.is_empty() && !y.noun.is_empty() {
                        if agrees {
                            set(features, Part::OtherNouns, x.specificity.min(y.specificity));
                        } else if closeness > 0.6 {
                            set(features, Part::NearOther, closeness);
                        }
                        continue;
                    }
                    comparable = true;
                    best_closeness = best_closeness.max(closeness);
                    if agrees {
                        set(features, Part::EqualValues, x.specificity.min(y.specificity));
                    } else if closeness > 0.5 {
                        set(features, Part::NearValues, closeness);
                    }
                    if counted && !(x.noun.is_empty() || y.noun.is_empty()) {
                        set(features, Part::Nouns, noun);
                    }
                }
            }
        }
    }
    if (0.0..0.3).contains(&best_closeness) && features[Part::EqualValues as usize] == 0.0 {
        features[Part::FarValues as usize] = 1.0 - best_closeness;
    }
    if any_dates.0 && features[Part::EqualDates as usize] == 0.0 && features[Part::EventDates as usize] == 0.0
    {
        features[Part::NearDates as usize] = any_dates.1.max(0.0);
        features[Part::FarDates as usize] = 1.0 - any_dates.1.clamp(0.0, 1.0);
        if best_closeness >= 0.0 && features[Part::EqualValues as usize] == 0.0 {
            features[Part::OtherCase as usize] = features[Part::FarDates as usize];
        }
    }
    let undated = |p: &Profile<'_>| p.values.iter().any(|value| value.mention.value.kind() != Kind::Date);
    if !comparable && undated(a) && undated(b) {
        features[Part::OtherValues as usize] = 1.0;
    }
}

/// Whether a date lies within two weeks of the publication of its claim's source.
fn is_of_the_event(profile: &Profile<'_>, date: &Date) -> bool {
    let (Some((first, last)), Some((published, until))) = (date.days(), profile.topic.published) else {
        return false;
    };
    days_between(published, last) <= 14 && days_between(first, until) <= 14
}

fn of_lists(m: &ValueTerm<'_>, n: &ValueTerm<'_>, lexicon: &Lexicon, features: &mut Features) {
    let (Some(x), Some(y)) = (&m.list, &n.list) else { return };
    let shared = x.match_items(y).shared.len() as f32;
    let fewer = x.items.len().min(y.items.len()) as f32;
    let strength = if fewer > 0.0 {
        if shared > 0.0 { 0.4 + 0.6 * shared / fewer } else { 0.0 }
    } else {
        // a list and a count: of one noun, or of as many
        let counts =
            x.cardinality().or(Some(x.items.len() as f64)) == y.cardinality().or(Some(y.items.len() as f64));
        let noun = same_noun(m, n, lexicon);
        if noun > 0.5 {
            0.6
        } else if counts && noun >= 0.3 {
            0.4
        } else {
            0.0
        }
    };
    let place = &mut features[Part::Lists as usize];
    *place = place.max(strength);
}

fn of_speech(a: &Profile<'_>, b: &Profile<'_>, lexicon: &Lexicon, features: &mut Features) {
    if let (Some(x), Some(y)) = (a.speaker, b.speaker) {
        let same = lexicon.match_of(x, y).near;
        features[Part::Speaker as usize] = f32::from(same);
        features[Part::OtherSpeaker as usize] = f32::from(!same);
    }
    let (x, y) = (a.reading.speech, b.reading.speech);
    let silence = match (x, y) {
        (Speech::Silence, Speech::Statement) => silent_party_speaks(a, b, lexicon),
        (Speech::Statement, Speech::Silence) => silent_party_speaks(b, a, lexicon),
        (Speech::Silence, Speech::Silence) => 0.5,
        (Speech::None, _) | (_, Speech::None) | (Speech::Statement, Speech::Statement) => 0.0,
    };
    features[Part::Silence as usize] = silence;
    let one_sided = (x == Speech::Statement) != (y == Speech::Statement) && silence == 0.0;
    features[Part::SpeechAndFact as usize] = f32::from(one_sided && (a.quoted || b.quoted));
}

/// Whether the party that is said to be silent may be the one that speaks.
fn silent_party_speaks(silent: &Profile<'_>, speaking: &Profile<'_>, lexicon: &Lexicon) -> f32 {
    let is_named = |id: u32| {
        speaking.speaker.is_some_and(|speaker| lexicon.match_of(speaker, id).alias)
            || speaking.names.iter().any(|m| !m.owner && lexicon.match_of(m.id, id).alias)
    };
    let is_silent = |id: u32| silent.names.iter().any(|name| lexicon.match_of(name.id, id).alias);
    if silent.names.iter().filter(|name| name.subject).any(|name| is_named(name.id)) {
        1.0
    } else if speaking.voice && speaking.voice_of.is_none_or(is_silent) {
        0.8
    } else {
        0.0
    }
}
