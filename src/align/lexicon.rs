//! The distinct words and names of a run by number, with how near they are, so that no pair of claims compares the
//! same two words again. It is a cache: a similarity never depends on what else it holds.

use crate::text::phrase::Word;
use crate::value::name::Name;
use std::borrow::Cow;
use std::collections::HashMap;

/// Up to this number of distinct words all their similarities are kept; above, they are worked out when asked for.
const KEPT: usize = 1500;

/// Words and names by number.
#[derive(Debug, Default)]
pub struct Lexicon {
    word_ids: HashMap<Cow<'static, str>, u32>,
    words: Vec<Word>,
    near: Vec<f32>,
    name_ids: HashMap<Vec<String>, u32>,
    names: Vec<Name>,
    aliases: Vec<NameMatch>,
}

/// What two names are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMatch {
    /// They can be one.
    pub alias: bool,
    /// They are one, or one by a slip of the pen.
    pub near: bool,
}

/// How near one word is to every other.
#[derive(Debug, Clone, Copy)]
pub struct Similarities<'a> {
    lexicon: &'a Lexicon,
    word: u32,
    kept: &'a [f32],
}

impl Similarities<'_> {
    /// How near it is to `other`.
    pub fn to(&self, other: u32) -> f32 {
        match self.kept.get(other as usize) {
            Some(&near) => near,
            None if self.word == other => 1.0,
            None => self.lexicon.words[self.word as usize].similarity(&self.lexicon.words[other as usize]),
        }
    }
}

impl Lexicon {
    /// The number of a word.
    pub fn word(&mut self, word: &Word) -> u32 {
        if let Some(&id) = self.word_ids.get(&word.base) {
            return id;
        }
        let id = self.words.len() as u32;
        self.word_ids.insert(word.base.clone(), id);
        self.words.push(word.clone());
        id
    }

    /// The number of a name.
    pub fn name(&mut self, name: &Name) -> u32 {
        if let Some(&id) = self.name_ids.get(&name.words) {
            return id;
        }
        let id = self.names.len() as u32;
        self.name_ids.insert(name.words.clone(), id);
        self.names.push(name.clone());
        id
    }

    /// Works out the similarities of all words and names so far; to be called once, before any is asked for.
    pub fn seal(&mut self) {
        let words = self.words.len();
        if words <= KEPT {
            self.near = vec![0.0; words * words];
            for i in 0..words {
                self.near[i * words + i] = 1.0;
                for j in 0..i {
                    let near = self.words[i].similarity(&self.words[j]);
                    self.near[i * words + j] = near;
                    self.near[j * words + i] = near;
                }
            }
        }
        let names = self.names.len();
        if names <= KEPT {
            self.aliases = vec![NameMatch { alias: true, near: true }; names * names];
            for i in 0..names {
                for j in 0..i {
                    let matched = match_names(&self.names[i], &self.names[j]);
                    self.aliases[i * names + j] = matched;
                    self.aliases[j * names + i] = matched;
                }
            }
        }
    }

    /// How near two words are: [`Word::similarity`].
    pub fn similarity(&self, a: u32, b: u32) -> f32 {
        self.similarities(a).to(b)
    }

    /// How near a word is to every other.
    pub fn similarities(&self, word: u32) -> Similarities<'_> {
        let words = self.words.len();
        let kept = if self.near.is_empty() { &[] } else { &self.near[word as usize * words..][..words] };
        Similarities { lexicon: self, word, kept }
    }

    /// What two names are to each other.
    pub fn match_of(&self, a: u32, b: u32) -> NameMatch {
        let (i, j) = (a as usize, b as usize);
        if !self.aliases.is_empty() {
            return self.aliases[i * self.names.len() + j];
        }
        match_names(&self.names[i], &self.names[j])
    }
}

fn match_names(a: &Name, b: &Name) -> NameMatch {
    let alias = a.is_alias(b);
    NameMatch { alias, near: alias || a.is_near_spelling(b) }
}
