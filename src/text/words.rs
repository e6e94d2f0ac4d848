//! The background word table: how common words are, what parts of speech they can be, which words mean nearly the
//! same and which the opposite. It is frozen, so that a score never depends on what else is loaded.
//!
//! The table is used in place, straight from the program's data; nothing is parsed at start-up
//! but where each beginning of two letters begins, once a word is asked for. How it is made, of
//! what, under which licences and how it is laid out: `data/README.md` beside this file.

use std::ops::Range;
use std::sync::OnceLock;

static DATA: &[u8] = include_bytes!("data/words.bin");

/// The CRC-32 of the table: another table has another one.
pub fn checksum() -> u32 {
    crc32fast::hash(DATA)
}

/// A word or phrase of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry(u32);

struct Table {
    count: usize,
    dims: usize,
    offsets: &'static [[u8; 4]],
    words: &'static [u8],
    /// Of each beginning of two letters the first word that has it or comes behind it: [`beginning`].
    beginnings: Vec<u32>,
    norms: &'static [[u8; 4]],
    idf: &'static [u8],
    pos: &'static [u8],
    forms: usize,
    form_offsets: &'static [[u8; 4]],
    form_words: &'static [u8],
    form_lemmas: &'static [[u8; 4]],
    antonyms: usize,
    antonym_pairs: &'static [[u8; 4]],
    vectors: &'static [u8],
}

fn u32_at(numbers: &[[u8; 4]], index: usize) -> u32 {
    u32::from_le_bytes(numbers[index])
}

/// The bytes as little-endian numbers of 32 bits; what is left over is none.
fn numbers(bytes: &[u8]) -> &[[u8; 4]] {
    bytes.as_chunks().0
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        debug_assert_eq!(&DATA[..4], b"FDW1");
        let header = numbers(&DATA[4..24]);
        let (count, dims) = (u32_at(header, 1) as usize, u32_at(header, 2) as usize);
        let (forms, antonyms) = (u32_at(header, 3) as usize, u32_at(header, 4) as usize);
        let mut at = 24;
        let mut take = |length: usize| {
            let part = &DATA[at..at + length];
            at += length.next_multiple_of(4);
            part
        };
        let offsets = numbers(take((count + 1) * 4));
        let words = take(u32_at(offsets, count) as usize);
        let norms = numbers(take(count * 4));
        let idf = take(count);
        let pos = take(count);
        let form_offsets = numbers(take((forms + 1) * 4));
        let form_words = take(u32_at(form_offsets, forms) as usize);
        let form_lemmas = numbers(take(forms * 4));
        let _kinds = take(forms);
        let antonym_pairs = numbers(take(antonyms * 8));
        let vectors = take(count * dims);
        Table {
            count,
            dims,
            offsets,
            words,
            beginnings: beginnings((0..count).map(|index| bytes(offsets, words, index))),
            norms,
            idf,
            pos,
            forms,
            form_offsets,
            form_words,
            form_lemmas,
            antonyms,
            antonym_pairs,
            vectors,
        }
    })
}

fn bytes(offsets: &[[u8; 4]], words: &'static [u8], index: usize) -> &'static [u8] {
    let (start, end) = (u32_at(offsets, index) as usize, u32_at(offsets, index + 1) as usize);
    &words[start..end]
}

/// Letters, what comes before them (the end of a word, too), and what comes behind.
const LETTERS: usize = 28;

/// A number for the first two bytes of a word; a greater word has no lesser one.
fn beginning(word: &[u8]) -> usize {
    let class = |at: usize| match word.get(at) {
        Some(byte @ b'a'..=b'z') => usize::from(byte - b'a') + 1,
        Some(b'{'..) => LETTERS - 1,
        Some(_) | None => 0,
    };
    class(0) * LETTERS + class(1)
}

fn beginnings<'w>(words: impl Iterator<Item = &'w [u8]>) -> Vec<u32> {
    let mut first = vec![0; LETTERS * LETTERS + 1];
    words.for_each(|word| first[beginning(word) + 1] += 1);
    (1..first.len()).for_each(|at| first[at] += first[at - 1]);
    first
}

/// Binary search in a range of sorted strings.
fn find(range: Range<usize>, offsets: &[[u8; 4]], words: &'static [u8], word: &str) -> Option<usize> {
    let Range { start: mut low, end: mut high } = range;
    while low < high {
        let middle = low.midpoint(high);
        match bytes(offsets, words, middle).cmp(word.as_bytes()) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// The entry spelled exactly `word` (lower case).
pub fn lookup(word: &str) -> Option<Entry> {
    let table = table();
    let beginning = beginning(word.as_bytes());
    let range = table.beginnings[beginning] as usize..table.beginnings[beginning + 1] as usize;
    find(range, table.offsets, table.words, word).map(|index| Entry(index as u32))
}

/// The entry that `word` (lower case) is a form of: a form of the table, the word itself, or what a rule of WordNet's
/// morphy makes of it.
pub fn lemma(word: &str) -> Option<Entry> {
    let table = table();
    if let Some(index) = find(0..table.forms, table.form_offsets, table.form_words, word) {
        return Some(Entry(u32_at(table.form_lemmas, index)));
    }
    lookup(word).or_else(|| regular(word)).or_else(|| british(word))
}

/// Suffix, what stands for it in the base form, and the part of speech that the base form must be able to be.
const RULES: &[(&str, &str, PartOfSpeech)] = &[
    ("s", "", PartOfSpeech::Noun),
    ("es", "", PartOfSpeech::Noun),
    ("ies", "y", PartOfSpeech::Noun),
    ("men", "man", PartOfSpeech::Noun),
    ("s", "", PartOfSpeech::Verb),
    ("ies", "y", PartOfSpeech::Verb),
    ("es", "e", PartOfSpeech::Verb),
    ("es", "", PartOfSpeech::Verb),
    ("ed", "e", PartOfSpeech::Verb),
    ("ed", "", PartOfSpeech::Verb),
    ("ing", "e", PartOfSpeech::Verb),
    ("ing", "", PartOfSpeech::Verb),
    ("er", "", PartOfSpeech::Adjective),
    ("est", "", PartOfSpeech::Adjective),
    ("er", "e", PartOfSpeech::Adjective),
    ("est", "e", PartOfSpeech::Adjective),
    ("ier", "y", PartOfSpeech::Adjective),
    ("iest", "y", PartOfSpeech::Adjective),
];

fn regular(word: &str) -> Option<Entry> {
    let mut base = String::new();
    RULES.iter().find_map(|(suffix, stand_in, part)| {
        let stem = word.strip_suffix(suffix).filter(|stem| stem.len() >= 2)?;
        base.clear();
        base.push_str(stem);
        base.push_str(stand_in);
        lookup(&base).filter(|entry| entry.pos() & (1 << *part as u8) != 0)
    })
}

/// British and American spellings of one word: "defence", "labour", "organise", "theatre".
fn british(word: &str) -> Option<Entry> {
    const SPELLINGS: &[(&str, &str)] = &[
        ("our", "or"),
        ("ise", "ize"),
        ("isation", "ization"),
        ("ence", "ense"),
        ("tre", "ter"),
        ("yse", "yze"),
        ("ogue", "og"),
        ("ized", "ised"),
    ];
    for (uk, us) in SPELLINGS {
        for (from, to) in [(uk, us), (us, uk)] {
            for ending in ["", "s", "d", "r"] {
                let Some(stem) = word.strip_suffix(ending).and_then(|word| word.strip_suffix(from)) else {
                    continue;
                };
                if let Some(entry) = lookup(&format!("{stem}{to}")) {
                    return Some(entry);
                }
            }
        }
    }
    None
}

/// A part of speech of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum PartOfSpeech {
    /// Noun.
    Noun,
    /// Verb.
    Verb,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
}

impl Entry {
    /// The word or phrase.
    pub fn word(self) -> &'static str {
        let table = table();
        std::str::from_utf8(bytes(table.offsets, table.words, self.0 as usize)).unwrap_or("")
    }

    /// How rare the word is: 0 for the commonest, 1 for the rarest.
    pub fn idf(self) -> f32 {
        f32::from(table().idf[self.0 as usize]) / 255.0
    }

    /// Whether the table holds phrases that begin with this word, such as "turn down" for "turn". Those follow it in
    /// the order of the table: no character of a word is less than a space.
    pub fn begins_phrase(self) -> bool {
        let (table, next) = (table(), self.0 as usize + 1);
        next < table.count
            && bytes(table.offsets, table.words, next)
                .strip_prefix(self.word().as_bytes())
                .is_some_and(|rest| rest.first() == Some(&b' '))
    }

    fn pos(self) -> u8 {
        table().pos[self.0 as usize]
    }

    /// Whether it is a member of a closed set, such as number words and weekdays: like itself only.
    fn is_closed(self) -> bool {
        self.pos() & 128 != 0
    }

    /// Whether it can be a noun.
    pub fn is_noun(self) -> bool {
        self.pos() & 1 != 0
    }

    /// Whether it can be a verb.
    pub fn is_verb(self) -> bool {
        self.pos() & 2 != 0
    }

    /// Whether it can be an adjective.
    pub fn is_adjective(self) -> bool {
        self.pos() & 4 != 0
    }

    /// The part of speech that it most often is; `None` for function words.
    pub fn dominant(self) -> Option<PartOfSpeech> {
        let pos = self.pos();
        (pos & 15 != 0).then_some(match pos >> 4 & 3 {
            0 => PartOfSpeech::Noun,
            1 => PartOfSpeech::Verb,
            2 => PartOfSpeech::Adjective,
            _ => PartOfSpeech::Adverb,
        })
    }

    /// How near two words are in meaning: the cosine of their vectors, at most 1. Synonyms score high, but so do
    /// opposites and words of one class; see `data/README.md` for the distributions.
    pub fn similarity(self, other: Entry) -> f32 {
        if self == other {
            return 1.0;
        }
        if self.is_closed() || other.is_closed() {
            return 0.0;
        }
        let table = table();
        let vector = |entry: Entry| &table.vectors[entry.0 as usize * table.dims..][..table.dims];
        let dot: i32 = vector(self)
            .iter()
            .zip(vector(other))
            .map(|(&a, &b)| i32::from(a.cast_signed()) * i32::from(b.cast_signed()))
            .sum();
        let norm = |entry: Entry| f32::from_bits(u32_at(table.norms, entry.0 as usize));
        let norms = norm(self) * norm(other);
        if norms > 0.0 { dot as f32 / norms } else { 0.0 }
    }

    /// Adds the word's unit vector, times `weight`, to `sum`, which has [`dims`] places.
    pub fn add_to(self, weight: f32, sum: &mut [f32]) {
        let table = table();
        let norm = f32::from_bits(u32_at(table.norms, self.0 as usize));
        if norm > 0.0 {
            let factor = weight / norm;
            for (place, &x) in sum.iter_mut().zip(&table.vectors[self.0 as usize * table.dims..]) {
                *place += factor * f32::from(x.cast_signed());
            }
        }
    }

    /// Whether the two words mean the opposite of each other.
    pub fn is_opposite(self, other: Entry) -> bool {
        let table = table();
        let wanted = (self.0.min(other.0), self.0.max(other.0));
        let (mut low, mut high) = (0, table.antonyms);
        while low < high {
            let middle = low.midpoint(high);
            let pair = (u32_at(table.antonym_pairs, middle * 2), u32_at(table.antonym_pairs, middle * 2 + 1));
            match pair.cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return true,
            }
        }
        false
    }
}

/// The number of dimensions of the word vectors.
pub fn dims() -> usize {
    table().dims
}
