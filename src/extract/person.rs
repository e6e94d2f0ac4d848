//! Whom "he" and "she" stand for, where the text makes it plain.

use crate::text::quotes;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::text::words;
use crate::value::name;
use std::borrow::Cow;

/// The persons named so far.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The one that the last sentence with a person named, if it named one only.
    last: Option<String>,
    /// Who was quoted last in the paragraph.
    quoted: Option<String>,
    /// The two of a list of two, as "A and B".
    both: Option<String>,
}

impl People {
    /// Takes notice of the persons that a sentence names.
    pub(super) fn read(&mut self, tokens: &[Token], sentence: &str) {
        let mut persons: Vec<&str> = name::find(tokens)
            .into_iter()
            .filter(|range| is_person(&tokens[range.clone()]) && !tokens[range.end - 1].possessive)
            .map(|range| &sentence[tokens[range.start].bytes.start..tokens[range.end - 1].bytes.end])
            .collect();
        persons.dedup();
        match persons.as_slice() {
            // two sentences later "she" may be somebody else, or a ship
            [] if !tokens.iter().any(|token| token.is_any(&["he", "she", "his", "her", "him"])) => {
                self.last = None;
            }
            [] => {}
            // "Moon Lines" are as likely a firm
            [person] if ends_in_plural(person) => self.last = None,
            [person] => {
                // the surname alone is the person of the full name
                let known = self.last.take().filter(|last| last.ends_with(person));
                self.last = known.or_else(|| Some((*person).to_owned()));
            }
            [_, ..] => self.last = None,
        }
    }

    /// Who says the quote in a sentence: the only name outside of the quotation marks, the person whom a pronoun stands
    /// for, or, where there is nothing but the quote, who was quoted before it.
    pub(super) fn speaker(&mut self, tokens: &[Token], sentence: &str) -> Option<String> {
        let quotes = quotes::spans(tokens);
        if quotes.is_empty() {
            return None;
        }
        // "“voluntary” interviews": nobody's words in particular
        let spoken = quotes.iter().any(|quote| quote.len() > SCARE) || tokens.iter().any(verb::is_saying);
        if !spoken {
            return None;
        }
        let outside: Vec<bool> =
            (0..tokens.len()).map(|at| !quotes.iter().any(|quote| quote.contains(&at))).collect();
        // "the mother of two", "the prosecutor's office": whose it is does not speak
        let names = name::find(tokens)
            .into_iter()
            .filter(|range| outside[range.start] && !tokens[range.end - 1].possessive);
        let mut names =
            names.map(|range| &sentence[tokens[range.start].bytes.start..tokens[range.end - 1].bytes.end]);
        let pronoun =
            || tokens.iter().zip(&outside).any(|(token, &outside)| outside && token.is_any(&["he", "she"]));
        let bare =
            tokens.iter().zip(&outside).all(|(token, &outside)| !outside || token.shape == Shape::Sign);
        let speaker = match (names.next(), names.next()) {
            (Some(name), None) => Some(name.to_owned()),
            (None, None) if pronoun() => self.last.clone(),
            (None, None) if bare => self.quoted.clone(),
            (None, None) => unnamed(tokens, &outside, sentence),
            (Some(_), Some(_)) | (None, Some(_)) => None,
        };
        self.quoted.clone_from(&speaker);
        speaker
    }

    /// Takes notice of a list of two names: "both" in the sentence behind it are they.
    pub(super) fn list(&mut self, items: &[String]) {
        let name = |item: &String| item.split(['(', ',']).next().unwrap_or_default().trim().to_owned();
        if let [first, second] = items {
            self.both = Some(format!("{} and {}", name(first), name(second)));
        }
    }

    /// A quote that opens the next paragraph has a speaker of its own.
    pub(super) fn end_paragraph(&mut self) {
        self.quoted = None;
    }

    /// The words with the person's name where `he` or `she` begins them. `at` is their first token.
    pub(super) fn named<'t>(&self, words: &'t str, tokens: &[Token], at: usize) -> Cow<'t, str> {
        let pronoun = tokens.get(at).is_some_and(|token| token.is_any(&["he", "she"]));
        let rest = words.split_once(' ').map_or("", |(_, rest)| rest);
        let both = tokens.get(at).is_some_and(|token| token.is("both"));
        if let Some(names) = self.both.as_ref().filter(|_| both) {
            return Cow::Owned(format!("{names} {rest}").trim_end().to_owned());
        }
        match &self.last {
            Some(person) if pronoun => Cow::Owned(format!("{person} {rest}").trim_end().to_owned()),
            _ => Cow::Borrowed(words),
        }
    }
}

/// "a witness" of "“It fell,” a witness said", "said a witness": the words around the verb of saying, where they are few.
fn unnamed(tokens: &[Token], outside: &[bool], sentence: &str) -> Option<String> {
    let runs = tokens.iter().zip(outside).enumerate();
    let told: Vec<usize> =
        runs.filter(|(_, (t, outside))| **outside && t.shape == Shape::Word).map(|(at, _)| at).collect();
    let at = told.iter().position(|&at| verb::is_saying(&tokens[at]))?;
    let words = if at == 0 { &told[1..] } else { &told[..at] };
    let (&first, &last) = (words.first()?, words.last()?);
    let adjacent = last - first + 1 == words.len() && (2..=UNNAMED).contains(&words.len());
    let person = tokens[first].is_any(&["a", "an", "one", "another", "the"]);
    (adjacent && person).then(|| sentence[tokens[first].bytes.start..tokens[last].bytes.end].to_owned())
}

/// A speaker without a name has no more words: "a man in the crowd".
const UNNAMED: usize = 6;

/// Marks and words of a quote that is no speech.
const SCARE: usize = 5;

/// Words that the names of organisations and places have.
pub(super) const OTHERS: &[&str] = &[
    "of",
    "&",
    "the",
    "plc",
    "inc",
    "ltd",
    "group",
    "council",
    "court",
    "county",
    "street",
    "road",
    "house",
    "office",
    "union",
    "university",
    "school",
    "hospital",
    "police",
    "party",
    "bank",
    "company",
    "commission",
    "agency",
    "department",
    "ministry",
    "association",
    "management",
    "capital",
    "systems",
    "holdings",
    "partners",
    "north",
    "south",
    "east",
    "west",
    "new",
    "saint",
    "st",
    "port",
    "bay",
    "river",
    "lake",
    "mount",
    "san",
    "los",
];

/// Whether the words are a pronoun and nothing else.
pub(super) fn is_pronoun(words: &str) -> bool {
    ["he", "she", "it", "they", "we", "i", "who"].contains(&words.to_lowercase().as_str())
}

/// Two or three capitalised words, none of them one that organisations and places have.
pub(super) fn is_person(tokens: &[Token]) -> bool {
    let words: Vec<&Token> = tokens.iter().filter(|token| token.shape == Shape::Word).collect();
    (2..=3).contains(&words.len())
        && words.len() == tokens.len()
        && words.iter().all(|token| token.capital && !token.is_any(OTHERS))
}

fn ends_in_plural(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let entry = words::lemma(&last);
    last.ends_with('s') && entry.is_some_and(|entry| entry.is_noun() && entry.word() != last)
}
