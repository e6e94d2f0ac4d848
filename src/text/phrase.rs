//! Content words of a text, weighted by how rare they are, and how much two texts share.

use super::token::{Shape, Token};
use super::words::{self, Entry};
use std::sync::OnceLock;

/// A content word.
#[derive(Debug, Clone)]
pub struct Word {
    /// Base form; for a phrasal verb both parts: `turn down`.
    pub base: String,
    /// The table's entry, if it has one.
    pub entry: Option<Entry>,
    /// How rare: 0 to 1. Words that the table does not hold count as rarest.
    pub weight: f32,
    /// The token that it stands at.
    pub token: usize,
}

/// The content words of a text.
#[derive(Debug, Clone, Default)]
pub struct Phrase {
    /// In the order of the text.
    pub words: Vec<Word>,
}

/// Words that carry no content of their own: articles, pronouns, prepositions, auxiliaries, conjunctions, and the
/// verbs of saying and being that news puts into every sentence.
pub const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "also",
    "am",
    "among",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "during",
    "each",
    "either",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "him",
    "himself",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "per",
    "said",
    "same",
    "say",
    "says",
    "saying",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
    "it's",
    "that's",
    "n't",
    "don't",
    "doesn't",
    "didn't",
    "hasn't",
    "haven't",
    "hadn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "won't",
    "wouldn't",
    "can't",
    "cannot",
    "couldn't",
    "never",
    "none",
    "nobody",
    "neither",
    "nothing",
    "one",
    "ones",
    "according",
    "already",
    "around",
    "still",
    "now",
    "ever",
    "even",
    "others",
    "another",
    "have",
    "get",
    "got",
    "let",
    "via",
    "amid",
    "despite",
    "that",
];

/// Whether the word (lower case) carries no content.
pub fn is_stop_word(lower: &str) -> bool {
    lower.len() <= 10 && STOP_WORDS.contains(&lower)
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
        let mut used = [usize::MAX; 12];
        let mut used_count = 0;
        for (at, token) in tokens.iter().enumerate() {
            if token.shape != Shape::Word || used[..used_count].contains(&at) {
                continue;
            }
            // "cyber-crime" is "cybercrime"
            if let Some((entry, end)) = hyphenated(tokens, at) {
                words.push(Word {
                    base: entry.word().to_owned(),
                    entry: Some(entry),
                    weight: weight_of(Some(entry)),
                    token: at,
                });
                for part in at + 1..end {
                    if used_count < used.len() {
                        used[used_count] = part;
                        used_count += 1;
                    }
                }
                continue;
            }
            // "chief executive", "out of service": adjacent words that the table holds as one
            if let Some((entry, end)) = compound(tokens, at) {
                words.push(Word {
                    base: entry.word().to_owned(),
                    entry: Some(entry),
                    weight: weight_of(Some(entry)),
                    token: at,
                });
                for part in at + 1..end {
                    if used_count < used.len() {
                        used[used_count] = part;
                        used_count += 1;
                    }
                }
                continue;
            }
            if let Some((phrase, length)) = fixed(tokens, at) {
                words.push(Word { base: phrase.to_owned(), entry: None, weight: weight_of(None), token: at });
                for part in at + 1..at + length {
                    if used_count < used.len() {
                        used[used_count] = part;
                        used_count += 1;
                    }
                }
                continue;
            }
            if is_stop_word(&token.lower) {
                continue;
            }
            if let Some((entry, particle)) = phrasal_verb(tokens, at) {
                words.push(Word {
                    base: entry.word().to_owned(),
                    entry: Some(entry),
                    weight: weight_of(Some(entry)),
                    token: at,
                });
                if used_count < used.len() {
                    used[used_count] = particle;
                    used_count += 1;
                }
                continue;
            }
            words.push(Word {
                base: token.base.clone(),
                entry: token.entry,
                weight: weight_of(token.entry),
                token: at,
            });
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
                let related = if cosine < RELATED {
                    0.0
                } else {
                    {
                        let x = (cosine - RELATED) / (1.0 - RELATED);
                        x * x.sqrt()
                    }
                };
                if related < NEWS && are_news_synonyms(&self.base, &other.base) { NEWS } else { related }
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
            (Some(_), None) | (None, Some(_)) => 0.0,
        }
    }
}

/// How near two words of [`NEWS_SYNONYMS`] are.
const NEWS: f32 = 0.8;

/// Senses in which news uses words and that one vector a word cannot hold beside the commoner ones.
const NEWS_SYNONYMS: &[&[&str]] = &[
    &["raid", "search"],
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

fn are_news_synonyms(a: &str, b: &str) -> bool {
    let (a, b) = (news_groups(a), news_groups(b));
    a & b != 0
}

/// The groups of [`NEWS_SYNONYMS`] that a word is in, one bit each.
fn news_groups(word: &str) -> u64 {
    static GROUPS: OnceLock<Vec<(&str, u64)>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        let mut groups: Vec<(&str, u64)> = NEWS_SYNONYMS
            .iter()
            .enumerate()
            .flat_map(|(bit, group)| group.iter().map(move |word| (*word, 1 << bit)))
            .collect();
        groups.sort_unstable();
        groups.dedup_by(|next, kept| {
            kept.0 == next.0 && {
                kept.1 |= next.1;
                true
            }
        });
        groups
    });
    groups.binary_search_by_key(&word, |(word, _)| word).map_or(0, |at| groups[at].1)
}

/// The longest entry of two or three adjacent words that starts at `at`, and the index past it.
fn compound(tokens: &[Token], at: usize) -> Option<(Entry, usize)> {
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
            phrase.push_str(if i + 1 == length || i == 0 { &part.base } else { &part.lower });
        }
        if let Some(entry) = words::lookup(&phrase) {
            return Some((entry, at + length));
        }
    }
    None
}

/// Phrases of states that the table lacks and that consist of stop words or say something else word by word.
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

/// The phrase of [`FIXED`] that starts at `at`, and its length in tokens.
fn fixed(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    FIXED.iter().find_map(|phrase| {
        let mut length = 0;
        let matches = phrase.split(' ').all(|word| {
            length += 1;
            tokens.get(at + length - 1).is_some_and(|t| t.is(word))
        });
        matches.then_some((*phrase, length))
    })
}

/// Two words joined by a hyphen that the table holds as one.
fn hyphenated(tokens: &[Token], at: usize) -> Option<(Entry, usize)> {
    let parts = tokens.get(at..at + 3)?;
    if !(parts[1].is("-") && parts[1].joined && parts[2].joined && parts[2].shape == Shape::Word) {
        return None;
    }
    let joined = format!("{}{}", parts[0].lower, parts[2].base);
    let dashed = format!("{}-{}", parts[0].lower, parts[2].base);
    words::lookup(&joined).or_else(|| words::lookup(&dashed)).map(|entry| (entry, at + 3))
}

/// A verb with its particle up to four words behind it, as one entry: "turned the proposal down".
fn phrasal_verb(tokens: &[Token], at: usize) -> Option<(Entry, usize)> {
    let verb = tokens[at].entry.filter(|entry| entry.is_verb())?;
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
                    || is_stop_word(&next.lower)
                        && !next.is_any(&["the", "a", "an", "its", "their", "his", "her"])
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
