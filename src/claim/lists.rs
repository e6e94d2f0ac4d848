//! Lists in the words of a claim: "Marek Solyom and Dean Hartnoll", "A, B and C".

use super::reading::{AUXILIARIES, Mention, NameMention, Noun};
use crate::text::phrase::Phrase;
use crate::text::token::{Shape, Token};
use crate::text::words::PartOfSpeech;
use crate::value::list::List;
use crate::value::{Value, numeral};
use std::ops::Range;

/// Lists in the words: names in a row ("Marek Solyom and Dean Hartnoll"), and three items or more.
pub(super) fn read(tokens: &[Token], text: &str, names: &[NameMention], verb: Option<usize>) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < names.len() {
        let mut last = at;
        while last + 1 < names.len() {
            let between = &tokens[names[last].tokens.end..names[last + 1].tokens.start];
            let joined = !between.is_empty()
                && between.len() <= 3
                && between.iter().all(|t| t.is_any(&[",", "and", "or", "&", "the", "a", "an"]))
                && !between[0].is_any(&["the", "a", "an"]);
            if !joined || names[last + 1].tokens.is_empty() {
                break;
            }
            last += 1;
        }
        // names apart by commas alone are an apposition: "the ICO, Britain's regulator,"
        let conjoined = last > at
            && tokens[names[last - 1].tokens.end..names[last].tokens.start]
                .iter()
                .any(|t| t.is_any(&["and", "or", "&"]));
        if conjoined {
            let items: Vec<String> = names[at..=last].iter().map(|m| m.name.shown.clone()).collect();
            let range = names[at].tokens.start..names[last].tokens.end;
            let introduced_open = is_open(tokens, &range);
            let list = List::new(&items, None, introduced_open.then_some(false));
            found.push(Mention {
                value: Value::List(list),
                tokens: range,
                noun: Noun::default(),
                name: None,
                of_saying: false,
                fate: None,
            });
        }
        at = last + 1;
    }
    let listed = enumeration(tokens, text, verb).or_else(|| subjects(tokens, text, verb));
    if let Some(mention) = listed {
        // "A (B), C and D, and E": the names are parts of items
        let inside = |other: &Mention| {
            mention.tokens.start <= other.tokens.start && other.tokens.end <= mention.tokens.end
        };
        if found.iter().all(inside) {
            found = vec![mention];
        }
    }
    found
}

/// "including", "such as", "among": more may belong to the list.
fn is_open(tokens: &[Token], range: &Range<usize>) -> bool {
    tokens[range.start.saturating_sub(4)..range.start]
        .iter()
        .any(|t| t.is_any(&["including", "include", "includes", "included", "among", "like", "such"]))
        || tokens.first().is_some_and(|t| t.is("among"))
        || tokens[range.end..].iter().take(2).any(|t| t.is("among"))
}

/// Verbs and signs behind which a list begins, however long its items are.
const STRONG: &[&str] = &[
    "include",
    "includes",
    "included",
    "including",
    "were",
    "are",
    "was",
    "is",
    "concerned",
    "covered",
    "cover",
    "covers",
    ":",
];

/// Words behind which a list of short items begins.
const WEAK: &[&str] = &["as", "between", "from", "in", "of", "with", "to", "for"];

/// Words that begin an adverbial, not an item.
const ADVERBIAL: &[&str] = &[
    "over",
    "in",
    "on",
    "at",
    "after",
    "before",
    "during",
    "by",
    "into",
    "since",
    "from",
    "until",
    "as",
    "about",
    "for",
    "with",
    "when",
    "where",
    "because",
    "under",
    "including",
    "despite",
    "still",
    "then",
    "but",
];

/// Words that begin a noun phrase.
const DETERMINERS: &[&str] =
    &["a", "an", "the", "its", "his", "her", "their", "no", "some", "more", "several", "many", "another"];

/// Items of more words are clauses.
const LONGEST: usize = 9;

/// The first item may be longer, where the others are long.
const LONGEST_FIRST: usize = 24;

/// "A, B and C" after the main verb or a colon: three items or more, each a noun phrase.
fn enumeration(tokens: &[Token], text: &str, verb: Option<usize>) -> Option<Mention> {
    let verb = verb?;
    let conjunction = tokens
        .iter()
        .enumerate()
        .skip(verb)
        .find(|(i, t)| t.is_any(&["and", "or"]) && tokens[verb..*i].iter().any(|t| t.is(",")))?
        .0;
    let comma = (verb..conjunction).find(|&at| is_separator(tokens, at))?;
    let end = (conjunction + 1..tokens.len())
        .find(|&at| {
            tokens[at].shape == Shape::Sign && !tokens[at].joined
                || tokens[at].is_any(&[".", ",", ";", ":"])
                || tokens[at].is_any(&["who", "which", "that", "after", "before", "when"])
        })
        .unwrap_or(tokens.len());
    let rest = items(tokens, comma + 1..end)?;
    let start = first_item(tokens, verb, comma, &rest);
    let first = start..comma;
    if first.is_empty() || first.len() > LONGEST_FIRST || !is_item(tokens, &first, LONGEST_FIRST) {
        return None;
    }
    // "Among the crimes under review are …": of the crimes
    let among = tokens[0].is("among").then(|| {
        let noun = 1..(1..verb).find(|&at| at > 2 && tokens[at].stop).unwrap_or(verb);
        Phrase::of(&tokens[noun])
    });
    let noun = among.unwrap_or_else(|| Phrase::of(&tokens[..verb]));
    // "debuted to £12m, finishing third and …"
    if begins_clause(&tokens[rest.first()?.clone()]) && !begins_clause(&tokens[first.clone()]) {
        return None;
    }
    let items: Vec<Range<usize>> = [first].into_iter().chain(rest).collect();
    (items.len() >= 3 && !are_counts(tokens, &items)).then(|| mention(tokens, text, &items, noun))
}

/// "finishing third", "becoming her first": what is done, where "swimming" and "swimming pool" are things.
fn begins_clause(item: &[Token]) -> bool {
    // "killing two and injuring 86"
    let counted =
        item.get(1).is_some_and(|next| next.shape == Shape::Digits || numeral::is_number_word(&next.lower));
    let is_form = item[0].lower.ends_with("ing") && (counted || item[0].base() != item[0].lower);
    let thing = item.get(1).is_none_or(|next| {
        !next.capital && next.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Noun))
    });
    is_form && (counted || !thing)
}

/// Where the first item begins: its form is that of the others.
fn first_item(tokens: &[Token], verb: usize, comma: usize, rest: &[Range<usize>]) -> usize {
    let is_determined = |token: &Token| {
        token.is_any(DETERMINERS) || token.shape == Shape::Digits || numeral::is_number_word(&token.lower)
    };
    let determined = rest.iter().filter(|item| is_determined(&tokens[item.start])).count() * 2 > rest.len();
    let strong = (verb..comma).rev().find(|&at| tokens[at].is_any(STRONG));
    if determined
        && strong.is_none()
        && let Some(start) = (verb + 1..comma).find(|&at| is_determined(&tokens[at]))
    {
        return start;
    }
    let long = rest.iter().map(Range::len).sum::<usize>() >= 4 * rest.len();
    if let Some(strong) = strong.filter(|_| long) {
        return strong + 1;
    }
    let opener = (verb..comma).rev().find(|&at| tokens[at].is_any(WEAK) || tokens[at].is_any(STRONG));
    opener.unwrap_or(verb) + 1
}

/// "A helicopter, two lifeboats and a patrol ship turned out", "more leave and no split shifts are among the gains".
fn subjects(tokens: &[Token], text: &str, verb: Option<usize>) -> Option<Mention> {
    let verb = verb?;
    let among = tokens[verb..].iter().take(3).any(|t| t.is_any(&["among", "included"]));
    let subject = &tokens[..verb];
    let comma = subject.iter().any(|t| t.is(","));
    let conjunction = subject.iter().rposition(|t| t.is("and"))?;
    // a comma before the verb ends an apposition
    let closed = subject.last().is_some_and(|last| last.shape != Shape::Sign);
    if !closed || !comma && !among || subject[conjunction..].iter().any(|t| t.is(",")) {
        return None;
    }
    let items = items(tokens, 0..verb)?;
    let least = if among { 2 } else { 3 };
    let listed = items.len() >= least && !are_counts(tokens, &items);
    listed.then(|| mention(tokens, text, &items, Phrase::of(&tokens[verb..])))
}

/// "114 cases, four deaths and five recoveries": numbers of their own, and no list of things.
fn are_counts(tokens: &[Token], items: &[Range<usize>]) -> bool {
    let counts = |item: &&Range<usize>| {
        let first = &tokens[item.start];
        first.shape == Shape::Digits || numeral::is_number_word(&first.lower) && !first.is("one")
    };
    2 * items.iter().filter(counts).count() > items.len()
}

/// The items of a range, if commas and a conjunction part it into noun phrases.
fn items(tokens: &[Token], range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut items = Vec::new();
    let mut from = range.start;
    for at in range.start..=range.end {
        if at < range.end && !is_separator(tokens, at) && !tokens[at].is_any(&["and", "or"]) {
            continue;
        }
        let item = from..at;
        if !item.is_empty() {
            if !is_item(tokens, &item, LONGEST) {
                return None;
            }
            items.push(item);
        }
        from = at + 1;
    }
    Some(items)
}

fn is_item(tokens: &[Token], item: &Range<usize>, longest: usize) -> bool {
    let part = &tokens[item.clone()];
    part.len() <= longest
        && !part[0].is_any(ADVERBIAL)
        && !part.iter().any(|t| t.is_any(AUXILIARIES))
        && !is_measured(part)
}

/// "released on 9 November", "based on 12 critics", "Oregon in 1992": what was done with its day or number, and no thing.
fn is_measured(part: &[Token]) -> bool {
    let participle = |token: &Token| {
        token.entry.is_some_and(|entry| entry.is_verb())
            && token.base() != token.lower
            && !token.lower.ends_with('s')
            && !token.lower.ends_with("ing")
    };
    let year = |token: &Token| token.shape == Shape::Digits && token.lower.len() == 4;
    let dated = part.windows(2).any(|pair| pair[0].is("in") && year(&pair[1]));
    let predicate = participle(&part[0])
        && part.get(1).is_some_and(|next| next.is_any(ADVERBIAL) || next.is_any(&["to", "of"]));
    dated || predicate && part.iter().any(|token| token.shape == Shape::Digits)
}

/// A comma that parts items, and not the day of a date from its year: "March 31, 1974".
fn is_separator(tokens: &[Token], at: usize) -> bool {
    let digits = |at: usize, lengths: std::ops::RangeInclusive<usize>| {
        tokens.get(at).is_some_and(|t| t.shape == Shape::Digits && lengths.contains(&t.lower.len()))
    };
    tokens[at].is(",") && !(at > 0 && digits(at - 1, 1..=2) && digits(at + 1, 4..=4))
}

fn mention(tokens: &[Token], text: &str, items: &[Range<usize>], phrase: Phrase) -> Mention {
    let words =
        |item: &Range<usize>| text[tokens[item.start].bytes.start..tokens[item.end - 1].bytes.end].to_owned();
    let shown: Vec<String> = items.iter().map(words).collect();
    let range = items.first().map_or(0, |item| item.start)..items.last().map_or(0, |item| item.end);
    let list = List::new(&shown, None, is_open(tokens, &range).then_some(false));
    let noun = Noun { phrase, definite: false };
    Mention { value: Value::List(list), tokens: range, noun, name: None, of_saying: false, fate: None }
}
