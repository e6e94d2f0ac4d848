//! Wording that two texts share and that neither of them declares.
//!
//! Candidates are pairs of texts with some runs of [`GRAM`] words in common, found by an index over all texts; of each the
//! passages in common are the tiles of greedy string tiling (Wise: Running Karp-Rabin Matching and Greedy String Tiling,
//! 1993): the longest first, no word twice. As in the study of news-agency copy in British papers (Clough, Gaizauskas, Piao and
//! Wilks: METER, ACL 2002) what tells is how much of a text the passages are. What is alike without anybody copying is left out:
//! direct quotations, what a site puts around its articles, whole paragraphs with which both texts end, and runs that are
//! hardly more than names with their titles, numbers and words without content. How much the rest tells is weighed by how rare
//! its words are: "an investigation is under way" is in every report.

use super::Options;
use super::graph::Graph;
use crate::claim::{ClaimSet, Quote, Source};
use crate::extract::document::{self, Block, Kind};
use crate::load::Format;
use crate::span::{FileId, Files, Span};
use crate::text::token::{Shape, Token, tokenize};
use crate::text::words::Entry;
use crate::text::{fold, quotes};
use crate::threads;
use crate::value::{name, numeral};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// Shorter runs are chance.
const GRAM: usize = 4;

/// A run with fewer words that are no names, numbers or words without content tells nothing.
const CONTENT: usize = 2;

/// Two texts with fewer runs in common are not looked at.
const LEAST_RUNS: usize = 2;

/// Words less rare than this are those of any report: [`Entry::idf`].
const COMMON: f32 = 0.47;

/// What a word counts as that the word table does not hold.
const UNKNOWN: f32 = 0.9;

/// So many words can be what a house prints below every article.
const END: usize = 100;

/// Of so many places of one run in a text the first are looked at: words said over and over are no passages.
const MOST_PLACES: usize = 16;

/// So many words before or behind a name can be a title.
const TITLE: usize = 4;

/// Passages of less weight are too little to tell of, however short a text is.
const LEAST_WEIGHT: f32 = 1.0;

/// Of a run that more texts have each is only held against its neighbours and the first of them: enough to keep a family
/// together, and never a square of its size.
const MOST_TEXTS: usize = 24;

/// Fewer passages than this are chance, or a sentence that a house prints whenever it writes of something, unless one of them
/// is [`Options::passage`] words long.
pub const LEAST_PASSAGES: usize = 3;

/// Words that two texts have in one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where they stand in the one and in the other.
    pub spans: [Span; 2],
    /// As the one and the other print them.
    pub text: [String; 2],
    /// How many words.
    pub words: usize,
}

/// Two texts that share wording.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedWording {
    /// The indices of their claim sets, the lesser first.
    pub sets: [usize; 2],
    /// In the order of the first text.
    pub passages: Vec<Passage>,
    /// The share of the words of each text that are in the passages, 0 to 1; direct quotations do not count.
    pub shares: [f32; 2],
}

/// A word that can be part of a passage.
#[derive(Debug, Clone, Copy)]
struct Word {
    hash: u32,
    /// How telling it is: 0 for names with their titles, numbers and words without content, and for words that are as common
    /// as those of any report.
    weight: f32,
    /// Whether it is more than a name, a title, a number or a word without content.
    content: bool,
    block: u32,
    start: u32,
    end: u32,
}

/// A text as its words; `begins` tells those that follow a quotation that was left out, or begin a paragraph.
#[derive(Debug, Default)]
struct Text {
    words: Vec<Word>,
    /// Whether a run may not go on from the word before.
    begins: Vec<bool>,
    blocks: Vec<TextBlock>,
}

#[derive(Debug)]
struct TextBlock {
    text: String,
    /// A hash of its words.
    hash: u64,
    place: BlockPlace,
    /// Its words.
    words: Range<usize>,
}

#[derive(Debug)]
enum BlockPlace {
    /// A block of a stored article.
    Article(FileId, Block),
    /// The words of a quote in a claim set, which stand there.
    Quote(Span),
}

/// The pairs of sources whose texts share wording, without those that lead to one origin by what they declare or have one
/// publisher, in the order of the sources.
pub fn shared(files: &Files, sets: &[ClaimSet], graph: &Graph, options: &Options) -> Vec<SharedWording> {
    let bytes: usize = sets
        .iter()
        .map(|set| file_of(files, &set.source).map_or(0, |(file, _)| files.text(file).len()))
        .sum();
    let texts: Vec<Text> = threads::map(sets, bytes / 1024, |set| Text::of(files, set));
    let pairs = candidates(&texts);
    let found = threads::map(&pairs, pairs.len(), |&[a, b]| {
        let declared = || super::is_declared(sets, graph, a, b);
        told([&texts[a], &texts[b]], [a, b], options).filter(|_| !declared())
    });
    found.into_iter().flatten().collect()
}

/// The stored article of a source, or the article that it was read from.
fn file_of(files: &Files, source: &Source) -> Option<(FileId, document::Format)> {
    let format = |file| match Format::of(files.path(file).as_ref()) {
        Some(Format::Article(format)) => Some(format),
        Some(Format::Yaml | Format::Json | Format::JsonLines) | None => None,
    };
    match source.text {
        Some(file) => Some((file, format(file).unwrap_or(document::Format::Text))),
        None => format(source.span.file).map(|format| (source.span.file, format)),
    }
}

impl Text {
    fn of(files: &Files, set: &ClaimSet) -> Text {
        let mut text = Text::default();
        match file_of(files, &set.source) {
            Some((file, format)) => {
                let blocks = document::read(files.text(file), format).blocks;
                for block in blocks.into_iter().filter(|block| block.kind != Kind::Quote) {
                    text.add(block.text.clone(), BlockPlace::Article(file, block));
                }
            }
            None => {
                // what somebody is said to have said is a direct quotation, and the same words may stand behind several claims
                let own = set.claims.iter().filter(|claim| claim.speaker.is_none());
                let mut quotes: Vec<(String, &Quote)> = own
                    .filter_map(|claim| claim.quote.as_ref())
                    .map(|quote| (fold::canonical(&quote.exact), quote))
                    .collect();
                quotes.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
                let mut told: Vec<String> = Vec::new();
                for (words, quote) in quotes {
                    if !told.iter().any(|longer| longer.contains(&words)) {
                        text.add(quote.exact.clone(), BlockPlace::Quote(quote.span));
                        told.push(words);
                    }
                }
            }
        }
        text
    }

    fn add(&mut self, text: String, place: BlockPlace) {
        let tokens = tokenize(&text);
        let mut quoted = vec![false; tokens.len()];
        quotes::spans(&tokens).into_iter().for_each(|span| quoted[span].fill(true));
        if let Some(open) = quotes::unclosed(&tokens) {
            // as far as its sentence goes; after a figure it is the sign of inches or seconds
            let is_unit = open > 0 && tokens[open - 1].shape == Shape::Digits && tokens[open].joined;
            let end =
                (open..tokens.len()).find(|&at| tokens[at].is_any(&[".", "!", "?"])).unwrap_or(tokens.len());
            if !is_unit {
                quoted[open..end].fill(true);
            }
        }
        let mut named = vec![false; tokens.len()];
        name::find(&tokens).into_iter().for_each(|span| named[span].fill(true));
        let titles = titles(&tokens, &named);
        let block = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        let first = self.words.len();
        let mut begins = true;
        for (at, token) in tokens.iter().enumerate() {
            if quoted[at] {
                begins = true;
                continue;
            }
            if token.shape == Shape::Sign {
                continue;
            }
            let content = is_content(token) && !named[at] && !titles[at];
            let end = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
            self.words.push(Word {
                hash: hash(&token.lower),
                weight: if content { weight(token) } else { 0.0 },
                content,
                block,
                start: end(token.bytes.start),
                end: end(token.bytes.end),
            });
            self.begins.push(std::mem::replace(&mut begins, false));
        }
        let words = first..self.words.len();
        let mut hasher = DefaultHasher::new();
        self.words[words.clone()].iter().for_each(|word| word.hash.hash(&mut hasher));
        self.blocks.push(TextBlock { text, hash: hasher.finish(), place, words });
    }

    /// Whether the words of a range are one run.
    fn is_run(&self, range: Range<usize>) -> bool {
        range.end <= self.words.len() && !self.begins[range.start + 1..range.end].contains(&true)
    }

    fn content(&self, range: Range<usize>) -> usize {
        self.words[range].iter().filter(|word| word.content).count()
    }

    fn weight(&self, range: Range<usize>) -> f32 {
        self.words[range].iter().map(|word| word.weight).sum()
    }

    /// The runs of [`GRAM`] words that tell something, each a hash and the first word.
    fn grams(&self) -> impl Iterator<Item = (u64, usize)> + '_ {
        (0..(self.words.len() + 1).saturating_sub(GRAM)).filter(|&at| self.is_run(at..at + GRAM)).map(|at| {
            let mut hasher = DefaultHasher::new();
            self.words[at..at + GRAM].iter().for_each(|word| word.hash.hash(&mut hasher));
            (hasher.finish(), at)
        })
    }

    /// The place of a range of words, and how they are printed.
    fn passage(&self, range: Range<usize>) -> (Span, String) {
        let (first, last) = (self.words[range.start], self.words[range.end - 1]);
        let block = &self.blocks[first.block as usize];
        let bytes = first.start as usize..last.end as usize;
        let words = block.text[bytes.clone()].to_owned();
        let span = match &block.place {
            BlockPlace::Article(file, block) => {
                let bytes = block.bytes(bytes);
                Span { file: *file, start: bytes.start, end: bytes.end }
            }
            BlockPlace::Quote(span) => *span,
        };
        (span, words)
    }
}

fn hash(word: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    (hasher.finish() & u64::from(u32::MAX)) as u32
}

fn is_content(token: &Token) -> bool {
    token.shape == Shape::Word && !token.stop && !numeral::is_number_word(&token.lower)
}

/// How rare a word is beyond what is common in reports; one that the table does not hold is rare.
fn weight(token: &Token) -> f32 {
    (token.entry.map_or(UNKNOWN, Entry::idf) - COMMON).max(0.0)
}

/// The titles of names: "Chief executive, Priya Venkataraman", "Helen Garrowby, the rail minister".
fn titles(tokens: &[Token], named: &[bool]) -> Vec<bool> {
    let mut titles = vec![false; tokens.len()];
    let plain = |at: usize| is_content(&tokens[at]) && !named[at];
    for at in (0..tokens.len()).filter(|&at| named[at]) {
        let begins = at == 0 || !named[at - 1];
        if begins && at > 0 {
            let before = if tokens[at - 1].is(",") { at - 1 } else { at };
            (0..before).rev().take_while(|&at| plain(at)).take(TITLE).for_each(|at| titles[at] = true);
        }
        let ends = at + 1 == tokens.len() || !named[at + 1];
        if ends && tokens.get(at + 1).is_some_and(|next| next.is(",")) {
            let article = tokens.get(at + 2).is_some_and(|next| next.is_any(&["the", "a", "an"]));
            let after = at + 2 + usize::from(article);
            (after..tokens.len()).take_while(|&at| plain(at)).take(TITLE).for_each(|at| titles[at] = true);
        }
    }
    titles
}

/// Pairs of texts that have runs in common, in order.
fn candidates(texts: &[Text]) -> Vec<[usize; 2]> {
    let numbers: Vec<usize> = (0..texts.len()).collect();
    let words = texts.iter().map(|text| text.words.len()).sum::<usize>();
    let mut grams: Vec<(u64, u32)> = threads::map(&numbers, words / 1024, |&at| {
        let text = &texts[at];
        let telling = text.grams().filter(|&(_, first)| text.content(first..first + GRAM) >= CONTENT);
        let mut own: Vec<(u64, u32)> =
            telling.map(|(hash, _)| (hash, u32::try_from(at).unwrap_or(u32::MAX))).collect();
        own.sort_unstable();
        own.dedup();
        own
    })
    .concat();
    threads::sort(&mut grams);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for of_one in grams.chunk_by(|a, b| a.0 == b.0) {
        for (nth, &(_, a)) in of_one.iter().enumerate() {
            let near = if of_one.len() <= MOST_TEXTS { of_one.len() } else { (nth + 2).min(of_one.len()) };
            pairs.extend(of_one[nth + 1..near].iter().map(|&(_, b)| (a, b)));
            if nth > 1 && of_one.len() > MOST_TEXTS {
                pairs.push((of_one[0].1, a));
            }
        }
    }
    threads::sort(&mut pairs);
    pairs
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() >= LEAST_RUNS)
        .map(|same| [same[0].0 as usize, same[0].1 as usize])
        .collect()
}

/// What two texts share, if it is enough to tell.
fn told(texts: [&Text; 2], sets: [usize; 2], options: &Options) -> Option<SharedWording> {
    let ends = common_end(texts);
    let mut tiles = tiles(texts, ends);
    tiles.sort_unstable();
    let words: usize = tiles.iter().map(|&(_, _, length)| length).sum();
    let shares = [0, 1].map(|side| words as f32 / ends[side].max(1) as f32);
    let longest = longest(&tiles)?;
    let weight: f32 = tiles.iter().map(|&(a, _, length)| texts[0].weight(a..a + length)).sum();
    let of_all = [0, 1].map(|side| weight / texts[side].weight(0..ends[side]).max(f32::EPSILON));
    let many =
        tiles.len() >= LEAST_PASSAGES && weight >= LEAST_WEIGHT && of_all[0].max(of_all[1]) >= options.share;
    if !many && longest < options.passage {
        return None;
    }
    let passages = tiles.into_iter().map(|(a, b, words)| {
        let (left, right) = (texts[0].passage(a..a + words), texts[1].passage(b..b + words));
        Passage { spans: [left.0, right.0], text: [left.1, right.1], words }
    });
    Some(SharedWording { sets, passages: passages.collect(), shares })
}

/// The words of the longest passage; those that follow each other in both texts are one, though a paragraph ends between.
fn longest(tiles: &[(usize, usize, usize)]) -> Option<usize> {
    let (mut longest, mut before) = (None, (0, 0, 0));
    for &(a, b, length) in tiles {
        let joined = before.2 > 0 && (a, b) == (before.0 + before.2, before.1 + before.2);
        before = if joined { (before.0, before.1, before.2 + length) } else { (a, b, length) };
        longest = longest.max(Some(before.2));
    }
    longest
}

/// The number of words of each text before the paragraphs with which both end, [`END`] words at most and a quarter of either
/// text: more are no standing words of a house.
fn common_end(texts: [&Text; 2]) -> [usize; 2] {
    let mut words = 0;
    let mut is_end = |block: &TextBlock| {
        words += block.words.len();
        words <= END && texts.iter().all(|text| 4 * words <= text.words.len())
    };
    let alike = texts[0].blocks.iter().rev().zip(texts[1].blocks.iter().rev());
    let alike = alike.take_while(|(a, b)| a.hash == b.hash && is_end(a)).count();
    let ends = texts.map(|text| {
        let first = text.blocks.len() - alike;
        text.blocks.get(first).map_or(text.words.len(), |block| block.words.start)
    });
    // two texts that are alike as a whole have no end in common, but all
    if ends.contains(&0) { texts.map(|text| text.words.len()) } else { ends }
}

/// The passages in common as `(first word here, first word there, number of words)`.
fn tiles(texts: [&Text; 2], ends: [usize; 2]) -> Vec<(usize, usize, usize)> {
    let [left, right] = texts;
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (hash, at) in right.grams().filter(|&(_, at)| at + GRAM <= ends[1]) {
        let places = index.entry(hash).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let same = |a: usize, b: usize| left.words[a].hash == right.words[b].hash;
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (hash, a) in left.grams().filter(|&(_, at)| at + GRAM <= ends[0]) {
        for &b in index.get(&hash).into_iter().flatten() {
            let goes_on = |a: usize, b: usize| !left.begins[a] && !right.begins[b] && same(a - 1, b - 1);
            if goes_on(a, b) {
                continue; // found from its beginning
            }
            let mut length = GRAM;
            while a + length < ends[0]
                && b + length < ends[1]
                && !left.begins[a + length]
                && !right.begins[b + length]
                && same(a + length, b + length)
            {
                length += 1;
            }
            runs.push((a, b, length));
        }
    }
    runs.sort_unstable_by_key(|&(a, b, length)| (std::cmp::Reverse(length), a, b));
    let mut used = [vec![false; left.words.len()], vec![false; right.words.len()]];
    let mut tiles = Vec::new();
    for (a, b, length) in runs {
        // what a longer run has taken is cut off at both ends
        let free = |at: usize| !used[0][a + at] && !used[1][b + at];
        let Some(first) = (0..length).find(|&at| free(at)) else { continue };
        let end = (first..length).find(|&at| !free(at)).unwrap_or(length);
        let (a, b, length) = (a + first, b + first, end - first);
        if length < GRAM || left.content(a..a + length) < CONTENT {
            continue;
        }
        used[0][a..a + length].fill(true);
        used[1][b..b + length].fill(true);
        tiles.push((a, b, length));
    }
    tiles
}
