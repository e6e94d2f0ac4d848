//! Which organisation "the company" and "it" stand for, where the text makes it plain.

use super::person;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::value::name::{self, Name};
use std::borrow::Cow;
use std::ops::Range;

/// The organisations named so far.
#[derive(Debug, Default)]
pub(super) struct Organisations {
    known: Vec<Organisation>,
    /// The one that the text spoke of last, if it spoke of one only: its place in `known`.
    last: Option<usize>,
    /// Whether that was the subject of the last sentence.
    subject: bool,
}

/// A name and what the text says that it is.
#[derive(Debug)]
struct Organisation {
    shown: String,
    name: Name,
    kinds: Vec<&'static str>,
}

impl Organisations {
    /// Takes notice of the organisations that a sentence names.
    pub(super) fn read(&mut self, tokens: &[Token], sentence: &str) {
        let mut named = Vec::new();
        let mut first = None;
        for (range, kind) in may_be(tokens) {
            let words = &tokens[range.clone()];
            let shown = &sentence[words[0].bytes.start..words[words.len() - 1].bytes.end];
            let shown = shown.trim_end_matches("'s").trim_end_matches("’s");
            named.push(self.notice(shown, kind));
            first.get_or_insert(range.start);
        }
        named.dedup();
        match named.as_slice() {
            [] => self.subject &= tokens.first().is_some_and(|first| first.is_any(&["it", "its"])),
            &[Some(one)] => {
                self.last = Some(one);
                self.subject = first.is_some_and(|first| {
                    tokens[..first].iter().all(|token| token.is("the") || kind(token).is_some())
                });
            }
            [_, ..] => (self.last, self.subject) = (None, false),
        }
    }

    /// The place in `known` of a name; `None` for one of which nobody says what it is.
    fn notice(&mut self, shown: &str, kind: Option<&'static str>) -> Option<usize> {
        let name = Name::new(shown);
        let known = self.known.iter().position(|known| known.name == name || known.name.is_alias(&name));
        let Some(kind) = kind else { return known };
        let at = known.unwrap_or_else(|| {
            self.known.push(Organisation { shown: shown.to_owned(), name, kinds: Vec::new() });
            self.known.len() - 1
        });
        if !self.known[at].kinds.contains(&kind) {
            self.known[at].kinds.push(kind);
        }
        Some(at)
    }

    /// The words with the organisation's name where "the company", "it" or "its" begins them. `words` are those of the
    /// sentence `tokens` from token `at`.
    pub(super) fn named<'t>(&self, words: &'t str, tokens: &[Token], at: usize) -> Cow<'t, str> {
        let Some(last) = self.last.map(|at| &self.known[at]) else { return Cow::Borrowed(words) };
        let (before, tokens) = tokens.split_at(at);
        // "Tarn said the company would close"
        let Some(first) = tokens.first().filter(|_| may_be(before).next().is_none()) else {
            return Cow::Borrowed(words);
        };
        let called = tokens.get(1).filter(|_| first.is("the")).filter(|next| {
            // "the company book", "the union representative": somebody else
            let noun = tokens.get(2).is_some_and(|behind| {
                let noun = behind.entry.is_none_or(|entry| entry.is_noun());
                behind.shape == Shape::Word && !behind.stop && noun && !verb::may_be_finite(tokens, 2)
            });
            let noun = noun && !next.possessive;
            !noun && kind(next).is_some_and(|kind| last.is(kind))
        });
        let (end, possessive) = match called {
            Some(next) => (next.bytes.end, next.possessive),
            None if first.is("its") && self.subject => (first.bytes.end, true),
            None if first.is("it") && self.subject && is_somebody(tokens) => (first.bytes.end, false),
            None => return Cow::Borrowed(words),
        };
        let rest = &words[end - first.bytes.start..];
        Cow::Owned(format!("{}{}{rest}", last.shown, if possessive { "’s" } else { "" }))
    }
}

impl Organisation {
    /// Whether it may be called so: every organisation that trades is a company.
    fn is(&self, kind: &str) -> bool {
        let company = COMPANY.contains(&kind)
            && self.kinds.iter().any(|own| TRADES.contains(own) || COMPANY.contains(own));
        company || self.kinds.contains(&kind)
    }
}

/// The names that may be those of organisations, each with what it is called there.
fn may_be(tokens: &[Token]) -> impl Iterator<Item = (Range<usize>, Option<&'static str>)> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for range in name::find(tokens) {
        // "the Dockers' Union", "St Mary's Hospital"
        let named = kind(&tokens[range.end - 1]).is_some();
        let apostrophe = |at: usize| at + 1 == range.start && tokens[at].is("'");
        match names.last_mut().filter(|last| named && (last.end == range.start || apostrophe(last.end))) {
            Some(last) => last.end = range.end,
            None => names.push(range),
        }
    }
    names.into_iter().filter_map(|range| {
        let place = range.start > 0 && tokens[range.start - 1].is_any(PLACED);
        let kind = kind_of(tokens, &range);
        (kind.is_some() || !place && !person::is_person(&tokens[range.clone()])).then_some((range, kind))
    })
}

/// Whether "it" at the start of `tokens` does something that organisations do: "it was clear that", "it took a week" are
/// nobody's doing.
fn is_somebody(tokens: &[Token]) -> bool {
    let Some(next) = tokens.get(1) else { return false };
    let told = tokens.iter().take(FARTHEST).any(|token| token.is_any(&["that", "to", "who"]));
    let passive = tokens.get(2).is_some_and(verb::is_participle);
    !(next.is_any(&["is", "was", "has", "had", "would", "will", "may", "could"])
        && (told || !passive && be(next)))
        && !next.is_any(&[
            "took", "takes", "means", "meant", "seems", "seemed", "appears", "appeared", "happened", "came",
        ])
}

fn be(token: &Token) -> bool {
    token.is_any(&["is", "was"])
}

/// "It was announced that", "it is too early to say": so near stands what it is.
const FARTHEST: usize = 6;

/// What a name is called: by a word in it, right before it or in the apposition behind it.
fn kind_of(tokens: &[Token], range: &Range<usize>) -> Option<&'static str> {
    let own = tokens[range.clone()]
        .iter()
        .rev()
        .find_map(|token| if token.is_any(LEGAL) { Some(COMPANY[0]) } else { kind(token) });
    own.or_else(|| {
        let comma = tokens.get(range.end).is_some_and(|token| token.is(","));
        // "the supplier Quillon Chemicals", "the supplier, Quillon Chemicals,"
        let before = tokens[..range.start].split_last().and_then(|(last, rest)| {
            if last.is(",") && comma { rest.last().and_then(kind) } else { kind(last) }
        });
        before.or_else(|| {
            // "Quillon Chemicals, a maker of cough syrup,"
            let behind = tokens.get(range.end + 1..)?;
            let apposition = comma && behind.first()?.is_any(&["a", "an", "the", "one"]);
            let end = behind.iter().take(LONGEST).position(|token| {
                token.shape == Shape::Sign || token.stop && !token.is_any(&["a", "an", "the", "one"])
            })?;
            behind[..end].last().filter(|_| apposition).and_then(kind)
        })
    })
}

/// An apposition names its noun in so many words.
const LONGEST: usize = 8;

/// What sort of organisation the word names.
fn kind(token: &Token) -> Option<&'static str> {
    let base = token.base();
    KINDS.iter().chain(TRADES).chain(COMPANY).copied().find(|kind| *kind == base || token.is(kind))
}

/// Words for any company.
const COMPANY: &[&str] = &["company", "firm", "group", "business"];

/// Words for companies by what they do.
const TRADES: &[&str] = &[
    "maker",
    "manufacturer",
    "operator",
    "supplier",
    "airline",
    "retailer",
    "builder",
    "developer",
    "contractor",
    "carrier",
    "insurer",
    "publisher",
    "brewer",
    "platform",
    "bank",
    "utility",
    "railway",
];

/// Words for other organisations.
const KINDS: &[&str] = &[
    "union",
    "council",
    "ministry",
    "regulator",
    "agency",
    "charity",
    "club",
    "trust",
    "authority",
    "commission",
    "university",
    "hospital",
    "school",
    "museum",
    "party",
    "association",
    "committee",
    "department",
    "tribunal",
];

/// Parts of company names.
const LEGAL: &[&str] = &["plc", "inc", "ltd", "llc", "corp", "holdings", "group", "gmbh"];

/// Words before the names of places.
const PLACED: &[&str] = &["in", "near", "at", "outside", "around", "across", "through", "into", "to"];

/// Whether the words name an organisation: they have a word for one, an article or but one capitalised word.
pub(super) fn is_organisation(words: &str) -> bool {
    let lower = words.to_lowercase();
    // "Supt Alison Hale of the county police"
    let lower = lower.split(" of ").next().unwrap_or_default();
    let mut parts = lower.split_whitespace().map(|word| word.trim_end_matches("'s").trim_end_matches("’s"));
    let first = parts.clone().next();
    parts.clone().count() == 1
        || parts.any(|word| {
            person::OTHERS.contains(&word)
                || KINDS.contains(&word)
                || TRADES.contains(&word)
                || COMPANY.contains(&word)
                || LEGAL.contains(&word)
                || word == "board"
                || word == "service"
        })
        || first == Some("the") && !lower.ends_with("er") && !lower.ends_with("or")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    /// What the last sentence becomes behind the others.
    #[track_caller]
    fn assert_named(before: &[&str], words: &str, expected: &str) {
        let mut organisations = Organisations::default();
        for sentence in before {
            organisations.read(&tokenize(sentence), sentence);
        }
        assert_eq!(organisations.named(words, &tokenize(words), 0), expected, "{before:?}");
    }

    #[test]
    fn the_company_is_the_one_that_the_text_has_just_called_so() {
        assert_named(
            &["Moon Lines Plc owns the ship."],
            "The company will appeal",
            "Moon Lines Plc will appeal",
        );
        assert_named(
            &["The supplier, Quillon Chemicals, was told."],
            "The supplier’s office is shut",
            "Quillon Chemicals’s office is shut",
        );
        assert_named(&["Tarn, a maker of bells, was told."], "The firm closed", "Tarn closed");
        assert_named(&["The Dockers' Union met.", "Rain fell."], "The union struck", "Dockers' Union struck");
    }

    #[test]
    fn it_is_the_subject_of_the_sentence_before() {
        assert_named(&["Moon Lines Plc owns the ship."], "It will appeal", "Moon Lines Plc will appeal");
        assert_named(
            &["Moon Lines Plc owns the ship."],
            "Its chairman left",
            "Moon Lines Plc’s chairman left",
        );
        for words in ["It was clear that he would go", "It took a week", "It is too early to say"] {
            assert_named(&["Moon Lines Plc owns the ship."], words, words);
        }
        assert_named(&["Police spoke to Moon Lines Plc."], "It will appeal", "It will appeal");
    }

    #[test]
    fn nothing_is_tied_where_it_could_be_another() {
        for before in [
            &["Moon Lines Plc sued Tarn Ltd."][..],
            &["Moon Lines Plc was told.", "Halvorsen made an offer."],
            &["Ann Lee left."],
            &["The Dockers' Union met."],
        ] {
            assert_named(before, "The company will appeal", "The company will appeal");
        }
        assert_named(&["Moon Lines Plc was told."], "The company doctor left", "The company doctor left");
    }
}
