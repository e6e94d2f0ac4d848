//! Content words of a text, weighted by how rare they are, and how much two texts share.

use super::token::{Shape, Token};
use super::words::{self, Entry};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A content word.
#[derive(Debug, Clone)]
pub struct Word {
    /// Base form; for a phrasal verb both parts: `turn down`.
    pub base: Cow<'static, str>,
    /// The table's entry, if it has one.
    pub entry: Option<Entry>,
    /// How rare: 0 to 1. Words that the table does not hold count as rarest.
    pub weight: f32,
    /// The token that it stands at.
    pub token: usize,
    /// The groups of [`NEWS_SYNONYMS`] that it is in, one bit each.
    news: u64,
}

/// The content words of a text.
#[derive(Debug, Clone, Default)]
pub struct Phrase {
    /// In the order of the text.
    pub words: Vec<Word>,
}

const PARTICLES: &[&str] =
    &["up", "down", "out", "off", "over", "away", "back", "in", "on", "through", "apart", "aside"];

/// A cosine below this says nothing: one pair of unrelated words in fifty reaches it (`data/README.md`).
const RELATED: f32 = 0.4;

/// The weight of a word that is this rare, 0 to 1. Inside one event rarity in the language at large tells little: the
/// rarest words are the event's own names. The fourth root was best of 0, 1/4, 1/2 and 1 on four labelled sets
/// (`scripts/words/measure.py`).
fn weight_of(entry: Option<Entry>) -> f32 {
    entry.map_or(0.98, |entry| entry.idf().max(0.05).sqrt().sqrt())
}

impl Phrase {
    /// The content words of `tokens`. Where the table holds "turn down", "turned the proposal down" gives that one
    /// word; numbers are left out.
    pub fn of(tokens: &[Token]) -> Phrase {
        let mut words = Vec::with_capacity(tokens.len());
        // tokens that an earlier word of several took: all before the first, and the particles of phrasal verbs
        let mut next = 0;
        let mut particles: Vec<usize> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if token.shape != Shape::Word || at < next || particles.contains(&at) {
                continue;
            }
            if let Some((entry, end)) = hyphenated(tokens, at).or_else(|| compound(tokens, at)) {
                words.push(Word::of_entry(entry, at));
                next = end;
            } else if let Some((phrase, end)) = fixed(tokens, at) {
                words.push(Word::unknown(phrase.into(), at));
                next = end;
            } else if token.stop {
            } else if let Some((entry, particle)) = phrasal_verb(tokens, at) {
                words.push(Word::of_entry(entry, at));
                particles.push(particle);
            } else if let Some(entry) = token.entry {
                words.push(Word::of_entry(entry, at));
            } else {
                words.push(Word::unknown(token.lower.clone().into(), at));
            }
        }
        Phrase { words }
    }

    /// The same words as tokens of a longer text, in which this one starts at token `by`.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Phrase {
        self.words.iter_mut().for_each(|word| word.token += by);
        self
    }

    /// The sum of the words' weights.
    pub fn weight(&self) -> f32 {
        self.words.iter().map(|word| word.weight).sum()
    }

    /// How much the two texts share, 0 to 1: every word's best match in the other text, weighted by rarity, both ways
    /// (the geometric mean of the two coverages).
    pub fn similarity(&self, other: &Phrase) -> f32 {
        let (a, b) = (self.weight(), other.weight());
        if a <= 0.0 || b <= 0.0 {
            return 0.0;
        }
        (self.covered_by(other) / a * (other.covered_by(self) / b)).sqrt()
    }

    /// The weight of this text's words that the other text matches.
    pub fn covered_by(&self, other: &Phrase) -> f32 {
        self.words
            .iter()
            .map(|word| word.weight * other.words.iter().map(|o| word.similarity(o)).fold(0.0, f32::max))
            .sum()
    }
}

impl Word {
    fn of_entry(entry: Entry, token: usize) -> Word {
        let base = entry.word();
        Word {
            base: base.into(),
            entry: Some(entry),
            weight: weight_of(Some(entry)),
            token,
            news: news_groups(base),
        }
    }

    /// A word that the table does not hold.
    fn unknown(base: Cow<'static, str>, token: usize) -> Word {
        Word { base, entry: None, weight: weight_of(None), token, news: 0 }
    }

    /// Whether the word is so rare that two texts hardly share it by chance.
    pub fn is_rare(&self) -> bool {
        self.entry.is_none_or(|entry| entry.idf() > 0.75) && self.base.len() > 2
    }

    /// How near the two words are: 1 for one base form, 0 for unrelated words. Related words are judged by their
    /// vectors, words that the table does not hold (names, typing errors) by Jaro-Winkler.
    pub fn similarity(&self, other: &Word) -> f32 {
        match (self.entry, other.entry) {
            (Some(a), Some(b)) => {
                if a == b {
                    return 1.0;
                }
                let cosine = a.similarity(b);
                let x = ((cosine - RELATED) / (1.0 - RELATED)).max(0.0);
                let related = x * x.sqrt();
                if self.news & other.news != 0 { related.max(NEWS) } else { related }
            }
            (None, None) => {
                if self.base == other.base {
                    return 1.0;
                }
                // a slip of the pen seldom hits the first letter
                if self.base.len() < 5
                    || other.base.len() < 5
                    || self.base.as_bytes()[0] != other.base.as_bytes()[0]
                {
                    return 0.0;
                }
                let similarity = strsim::jaro_winkler(&self.base, &other.base) as f32;
                if similarity < 0.92 { 0.0 } else { similarity }
            }
            (Some(_), None) => {
                if is_half(&self.base, &other.base) {
                    HALF
                } else {
                    0.0
                }
            }
            (None, Some(_)) => {
                if is_half(&other.base, &self.base) {
                    HALF
                } else {
                    0.0
                }
            }
        }
    }
}

/// How near a compound that the table lacks is to each of its two words: "cybercrime", "cyber-crime".
const HALF: f32 = 0.7;

/// Whether `word` and another word of the table make up `compound`.
fn is_half(word: &str, compound: &str) -> bool {
    let rest = compound.strip_suffix(word).or_else(|| compound.strip_prefix(word));
    word.len() > 3 && rest.is_some_and(|rest| rest.len() > 3 && words::lookup(rest).is_some())
}

/// How near two words of [`NEWS_SYNONYMS`] are.
const NEWS: f32 = 0.8;

/// Senses in which news uses words and that one vector a word cannot hold beside the commoner ones.
const NEWS_SYNONYMS: &[&[&str]] = &[
    &["raid", "search", "enter", "storm"],
    &["pornography", "pornographic", "csam", "abuse"],
    &["widen", "expand", "extend", "broaden"],
    &["fine", "penalty"],
    &["strike", "walkout", "walk out", "stoppage", "industrial action"],
    &[
        "toll",
        "death",
        "fatality",
        "die",
        "dead",
        "kill",
        "perish",
        "life",
        "survive",
        "alive",
        "pull through",
        "casualty",
        "victim",
    ],
    &["arrest", "hold", "detain", "custody", "nab", "pick up"],
    &["evacuate", "clear", "empty", "move out"],
    &["probe", "inquiry", "enquiry", "investigation", "investigate"],
    &["charge", "count", "offence", "offense", "crime"],
    &["sack", "fire", "dismiss"],
    &["blast", "explosion", "eruption"],
    &["blaze", "fire"],
    &["bid", "offer", "approach", "proposal"],
    &["take", "revenue", "sale", "turnover", "takings"],
    &["rise", "increase", "growth", "improvement", "climb"],
    &["staff", "worker", "employee", "workforce", "payroll", "job"],
    &["crew", "staff", "sailor"],
    &["talks", "talk", "negotiation"],
    &["deal", "agreement", "settlement", "accord"],
    &["suit", "lawsuit", "action"],
    &["hearing", "interview", "questioning", "appearance"],
    &["summon", "call"],
    &["jail", "prison", "sentence", "custody"],
    &["home", "house", "household", "residence", "property"],
    &["engine", "appliance", "truck"],
    &["car", "vehicle"],
    &["boat", "ship", "vessel", "ferry"],
    &["plane", "aircraft", "jet"],
    &["police", "officer", "constable"],
    &["protester", "demonstrator", "marcher"],
    &["lawmaker", "legislator", "parliamentarian"],
    &["inmate", "prisoner"],
    &["gunman", "shooter", "attacker", "assailant"],
    &["hiker", "walker"],
    &["bus", "coach"],
    &["lorry", "truck"],
    &["pupil", "student", "schoolchild"],
    &["autopsy", "post-mortem"],
    &["flat", "apartment"],
    &["ceasefire", "truce", "armistice"],
    &["takeover", "acquisition", "merger"],
    &["jobless", "unemployment", "unemployed"],
    &["suspect", "alleged"],
    &["shift", "clock", "duty"],
    &["firm", "company", "group", "business"],
    &["boss", "chief executive", "ceo", "chief"],
    &["stake", "holding", "share", "stock"],
    &["payout", "dividend"],
    &["heist", "theft", "robbery", "burglary", "raid"],
    &["recall", "withdraw", "pull"],
    &["injure", "hurt", "wound", "harm"],
    &["hospital", "ward", "infirmary", "treatment"],
    &["blame", "cause"],
    &["deadline", "clock"],
];

/// The groups of [`NEWS_SYNONYMS`] that a word is in, one bit each.
fn news_groups(word: &str) -> u64 {
    static GROUPS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
        let mut groups = HashMap::new();
        for (bit, group) in NEWS_SYNONYMS.iter().enumerate() {
            for word in *group {
                *groups.entry(*word).or_insert(0) |= 1 << bit;
            }
        }
        groups
    });
    GROUPS.get(word).copied().unwrap_or(0)
}

/// The longest entry of two or three adjacent words that starts at `at`, and the index past it.
fn compound(tokens: &[Token], at: usize) -> Option<(Entry, usize)> {
    if tokens[at].entry.is_some_and(|entry| !entry.begins_phrase()) {
        return None;
    }
    for length in [3, 2] {
        let Some(parts) = tokens.get(at..at + length) else { continue };
        let adjacent = parts.iter().all(|t| t.shape == Shape::Word) && parts[1..].iter().all(|t| !t.joined);
        if !adjacent {
            continue;
        }
        let mut phrase = String::with_capacity(32);
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                phrase.push(' ');
            }
            // the last word of a noun compound, the first of a phrasal verb are inflected
            phrase.push_str(if i + 1 == length || i == 0 { part.base() } else { &part.lower });
        }
        if let Some(entry) = words::lookup(&phrase) {
            return Some((entry, at + length));
        }
    }
    None
}

/// Phrases of states that the table lacks and that say something else word by word. Each begins with a stop word.
const FIXED: &[&str] = &[
    "out of service",
    "out of order",
    "out of action",
    "in service",
    "on time",
    "off duty",
    "on duty",
    "at large",
];

/// The phrase of [`FIXED`] that starts at `at`, and the index past it.
fn fixed(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    if !tokens[at].stop {
        return None;
    }
    FIXED.iter().find_map(|phrase| {
        let mut end = at;
        let matches = phrase.split(' ').all(|word| {
            end += 1;
            tokens.get(end - 1).is_some_and(|t| t.is(word))
        });
        matches.then_some((*phrase, end))
    })
}

/// Two words joined by a hyphen that the table holds as one.
fn hyphenated(tokens: &[Token], at: usize) -> Option<(Entry, usize)> {
    let parts = tokens.get(at..at + 3)?;
    if !(parts[1].is("-") && parts[1].joined && parts[2].joined && parts[2].shape == Shape::Word) {
        return None;
    }
    let joined = format!("{}{}", parts[0].lower, parts[2].base());
    let dashed = format!("{}-{}", parts[0].lower, parts[2].base());
    words::lookup(&joined).or_else(|| words::lookup(&dashed)).map(|entry| (entry, at + 3))
}

/// A verb with its particle up to four words behind it, as one entry: "turned the proposal down".
fn phrasal_verb(tokens: &[Token], at: usize) -> Option<(Entry, usize)> {
    let verb = tokens[at].entry.filter(|entry| entry.is_verb() && entry.begins_phrase())?;
    for (particle, token) in tokens.iter().enumerate().skip(at + 1).take(5) {
        // another verb begins another clause: "the dryer was out"
        if token.shape == Shape::Sign
            || token.is_any(&[
                "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "and",
                "who", "which", "that",
            ])
        {
            return None;
        }
        if token.is_any(PARTICLES) {
            // a particle before a noun phrase is mostly a preposition; right after the verb or at the end it is not
            let ends = tokens.get(particle + 1).is_none_or(|next| {
                next.shape == Shape::Sign
                    || next.stop && !next.is_any(&["the", "a", "an", "its", "their", "his", "her"])
            });
            if particle == at + 1 || ends {
                return words::lookup(&format!("{} {}", verb.word(), token.lower))
                    .map(|entry| (entry, particle));
            }
            return None;
        }
    }
    None
}
