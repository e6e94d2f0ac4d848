//! Sentences to clauses: the narrowest runs of words that carry a claim, each with the subject that it lacks.
//!
//! There is no parser behind it. A clause is a run of words with one finite verb group between signs and conjunctions;
//! what is told of a noun in an apposition, a relative clause or brackets is a clause of its own.

use crate::text::quotes;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::text::words::PartOfSpeech;
use crate::value::{name, numeral};
use std::ops::Range;

/// A clause of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of its subject, where they stand before the clause and not in it.
    pub subject: Option<Range<usize>>,
    /// How the subject and the words go together.
    pub link: Link,
    /// The tokens that name who says it, where the clause is what somebody said: "the union said".
    pub speaker: Option<Range<usize>>,
}

impl Clause {
    fn new(tokens: Range<usize>, subject: Option<Range<usize>>, link: Link) -> Clause {
        Clause { tokens, subject, link, speaker: None }
    }
}

/// How a subject and the words of a clause go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The words go on after the subject as they stand.
    Plain,
    /// The words say what the subject is: "Imogen Stavely, the chief executive,".
    Is,
    /// The first word stands for the subject: "who left last year".
    Relative,
}

/// Words that begin a clause of their own, if a finite verb follows.
const CONJUNCTIONS: &[&str] = &[
    "and", "but", "or", "while", "whereas", "though", "although", "because", "after", "before", "when", "as",
    "since", "until", "if", "unless", "so", "whilst", "yet",
];

/// Words that begin a clause about the noun before them.
const RELATIVES: &[&str] = &["who", "which", "whose", "where"];

/// Words that begin an apposition.
const ARTICLES: &[&str] = &["a", "an", "the", "its", "his", "her", "their", "one"];

/// Words that bring in an adverbial before the subject.
const PREPOSITIONS: &[&str] = &[
    "in",
    "on",
    "at",
    "by",
    "with",
    "under",
    "for",
    "from",
    "during",
    "after",
    "before",
    "of",
    "to",
    "until",
    "since",
    "within",
    "without",
    "among",
    "despite",
    "following",
    "over",
    "about",
    "into",
    "through",
    "between",
    "amid",
];

/// Pronouns that can be subjects.
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "nobody", "none", "there", "both",
    "all", "some", "others", "one",
];

/// An apposition is short: longer runs between commas are something else.
const APPOSITION: usize = 14;

/// A piece of a sentence between two boundaries.
struct Piece {
    tokens: Range<usize>,
    /// The words that open it: a conjunction or a relative pronoun, left out of the clause.
    opener: Option<usize>,
    /// The first of its finite verb groups.
    verb: Option<Range<usize>>,
    /// Whether a comma, a dash or a bracket stands before it.
    set_off: bool,
}

/// The clauses of a sentence, in order.
pub fn split(tokens: &[Token]) -> Vec<Clause> {
    let names = name::find(tokens);
    let verbs = verb::groups(tokens, |at| names.iter().any(|range| range.len() > 1 && range.contains(&at)));
    let pieces = pieces(tokens, &verbs);
    let mut clauses: Vec<Clause> = Vec::new();
    // the subject that a clause without one goes on with
    let mut subject: Option<Range<usize>> = None;
    let mut at = 0;
    while at < pieces.len() {
        let piece = &pieces[at];
        let relative = piece.opener.is_some_and(|opener| tokens[opener].is_any(RELATIVES));
        match &piece.verb {
            Some(_) if relative => {
                let before = pieces[..at].last().and_then(|before| noun_before(tokens, before.tokens.end));
                clauses.push(Clause::new(piece.tokens.clone(), before, Link::Relative));
            }
            Some(verb) => {
                let own = own_subject(tokens, piece.tokens.start..verb.start);
                let lacks = own.is_none();
                if let Some(own) = own {
                    subject = Some(own);
                }
                let taken = if lacks { subject.clone() } else { None };
                clauses.push(Clause::new(piece.tokens.clone(), taken, Link::Plain));
            }
            None => {
                let apposition = piece.set_off
                    && at > 0
                    && is_apposition(tokens, &piece.tokens)
                    && pieces[at - 1].tokens.len() <= 24;
                if apposition && let Some(noun) = noun_before(tokens, pieces[at - 1].tokens.end) {
                    // "Dominic Thrale, 52, was jailed": the noun before is the subject of what follows, too
                    if pieces[at - 1].verb.is_none() {
                        subject = Some(noun.clone());
                    }
                    clauses.push(Clause::new(piece.tokens.clone(), Some(noun), Link::Is));
                } else if let Some(last) = clauses.last_mut().filter(|last| {
                    last.link == Link::Plain
                        && last.tokens.end <= piece.tokens.start
                        && at > 0
                        && pieces[at - 1].verb.is_some()
                }) {
                    last.tokens.end = piece.tokens.end;
                } else if pieces.get(at + 1).is_some_and(|next| next.verb.is_some() || next.set_off)
                    && at == 0
                {
                    // the subject, or an adverbial, before what is told
                    subject = noun_phrase(tokens, &piece.tokens);
                    if pieces.get(1).is_some_and(|next| {
                        next.verb
                            .as_ref()
                            .is_some_and(|verb| own_subject(tokens, next.tokens.start..verb.start).is_some())
                            && next.opener.is_none()
                    }) {
                        // "On Tuesday, the firm said": one clause
                        let next = &pieces[1];
                        let verb = next.verb.clone().unwrap_or_default();
                        subject = own_subject(tokens, next.tokens.start..verb.start);
                        clauses.push(Clause::new(piece.tokens.start..next.tokens.end, None, Link::Plain));
                        at += 1;
                    }
                } else if clauses.is_empty() && counts(&tokens[piece.tokens.clone()]) {
                    clauses.push(Clause::new(piece.tokens.clone(), None, Link::Plain));
                }
            }
        }
        at += 1;
    }
    clauses.extend(in_brackets(tokens));
    clauses.sort_by_key(|clause| clause.tokens.start);
    for clause in &mut clauses {
        take_off_attribution(tokens, &verbs, clause);
    }
    clauses.retain(|clause| clause.tokens.len() >= 2 || clause.link == Link::Is);
    clauses
}

/// Whether words without a verb tell something all the same: "four dead", "no word from the owner".
fn counts(words: &[Token]) -> bool {
    !words.iter().any(|token| token.is("("))
        && (words.len() >= LONG
            || words.iter().any(|token| {
                token.shape == Shape::Digits
                    || numeral::is_number_word(&token.lower)
                    || token.is_any(&["no", "nobody", "none"])
            }))
}

/// Of so many words one may well be a verb that does not show its form.
const LONG: usize = 6;

/// "Linda Yaccarino (former chief executive, 2023–2025)": what brackets say of the noun before them.
fn in_brackets(tokens: &[Token]) -> Vec<Clause> {
    let opens = tokens.iter().enumerate().filter(|(_, token)| token.is("("));
    opens
        .filter_map(|(open, _)| {
            let close = open + tokens[open..].iter().position(|token| token.is(")"))?;
            let inside = open + 1..close;
            let noun = noun_before(tokens, open).filter(|_| is_apposition(tokens, &inside))?;
            Some(Clause::new(inside, Some(noun), Link::Is))
        })
        .collect()
}

/// Verbs that bring in what somebody says.
const SAYING: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "claimed",
    "claims",
    "claim",
    "insisted",
    "insists",
    "insist",
    "added",
    "adds",
    "announced",
    "announces",
    "argued",
    "argues",
    "confirmed",
    "confirms",
    "warned",
    "warns",
    "stated",
    "states",
    "estimated",
    "estimates",
    "believe",
    "believes",
    "reported",
    "reports",
    "maintained",
    "maintains",
    "alleged",
    "alleges",
];

/// "The union said the line would close": the claim is that the line would close, and the union says it.
fn take_off_attribution(tokens: &[Token], verbs: &[Range<usize>], clause: &mut Clause) {
    let mut inside = verbs.iter().filter(|verb| clause.tokens.contains(&verb.start));
    let (Some(saying), Some(told)) = (inside.next(), inside.next()) else { return };
    let last = &tokens[saying.end - 1];
    if !last.is_any(SAYING)
        || tokens[saying.clone()].iter().any(|t| t.is_any(&["not", "never", "was", "were", "is", "are"]))
    {
        return;
    }
    let between = &tokens[saying.end..told.start];
    if between.iter().any(|t| t.is("\"")) {
        return;
    }
    // "told the Courier that", "said on Tuesday that"
    let that = between.iter().position(|t| t.is("that"));
    if last.is_any(&["told", "tells"]) && that.is_none() {
        return;
    }
    let start = saying.end + that.map_or(0, |at| at + 1);
    let speaker = match &clause.subject {
        Some(subject) => Some(subject.clone()),
        None => own_subject(tokens, clause.tokens.start..saying.start),
    };
    if own_subject(tokens, start..told.start).is_none() || speaker.is_none() {
        return;
    }
    *clause = Clause { tokens: start..clause.tokens.end, subject: None, link: Link::Plain, speaker };
}

/// Cuts a sentence where a new clause or a parenthesis begins. Nothing is cut inside quotation marks.
fn pieces(tokens: &[Token], verbs: &[Range<usize>]) -> Vec<Piece> {
    let verb_in = |range: Range<usize>| verbs.iter().find(|verb| range.contains(&verb.start)).cloned();
    let mut cuts: Vec<(usize, usize, bool)> = vec![(0, 0, false)];
    let quotes = quotes::spans(tokens);
    for (at, token) in tokens.iter().enumerate() {
        if at == 0 || quotes.iter().any(|quote| quote.contains(&at)) {
            continue;
        }
        let sign =
            token.shape == Shape::Sign && (token.is_any(&[",", ";", ":"]) || token.is("-") && !token.joined);
        if sign {
            cuts.push((at, at + 1, true));
        } else if token.is_any(CONJUNCTIONS) || token.is_any(RELATIVES) {
            // only where a finite verb follows before the next cut; that is known at the next cut
            cuts.push((at, at, false));
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (nth, &(_, start, sign)) in cuts.iter().enumerate() {
        let end = cuts.get(nth + 1).map_or(tokens.len(), |&(at, ..)| at);
        if start >= end {
            continue;
        }
        let set_off = sign || start > 0 && is_cut(&tokens[start - 1]);
        let opener = tokens[start].is_any(CONJUNCTIONS) || tokens[start].is_any(RELATIVES);
        let body = start + usize::from(opener);
        let verb = verb_in(body..end);
        // "A, B and C": no clause of its own, and no boundary; a comma inside a list neither
        let own = verb.is_some()
            || sign && !opener && !tokens[start - 1].is(",")
            || sign && !opener && is_apposition(tokens, &(start..end))
            || sign && opener && tokens[start].is_any(RELATIVES);
        // "confirmed that Musk and Yaccarino were summoned": the two are one subject
        let one_subject = !sign
            && pieces.last().is_some_and(|last| {
                // a verb group may reach into the next piece
                let behind = last.verb.as_ref().map_or(last.tokens.start, |verb| verb.end)..last.tokens.end;
                let that =
                    tokens.get(behind.clone()).unwrap_or_default().iter().rposition(|token| token.is("that"));
                that.is_some_and(|that| verb_in(behind.start + that..behind.end).is_none())
            });
        let own = own && !one_subject;
        match pieces.last_mut() {
            Some(last)
                if !own || verb.is_some() && last.verb.is_none() && !set_off && last.tokens.end == start =>
            {
                last.tokens.end = end;
                if last.verb.is_none() {
                    last.verb = verb;
                }
            }
            _ => pieces.push(Piece {
                tokens: if opener { body..end } else { start..end },
                opener: opener.then_some(start),
                verb,
                set_off,
            }),
        }
    }
    pieces.retain(|piece| !piece.tokens.is_empty());
    pieces
}

fn is_cut(token: &Token) -> bool {
    token.shape == Shape::Sign && token.is_any(&[",", ";", ":", "-"])
}

/// "52", "the largest shareholder with 11.3 per cent", "owner and CTO": what says who or what the noun before is.
fn is_apposition(tokens: &[Token], range: &Range<usize>) -> bool {
    let piece = &tokens[range.clone()];
    let Some(first) = piece.first() else { return false };
    let opens = range.start.checked_sub(1).map(|before| &tokens[before]);
    let before = range.start.checked_sub(2).map(|before| &tokens[before]);
    let bracket = opens.is_some_and(|t| t.is("("));
    let after_name = before.is_some_and(|t| t.capital);
    let closed = tokens.get(range.end).is_none_or(|t| t.is_any(&[",", ")", ".", "-"]));
    let number = first.shape == Shape::Digits && piece.len() == 1;
    closed
        && piece.len() <= APPOSITION
        && (number && after_name
            || first.is_any(ARTICLES) && piece.len() >= 2 && before.is_some_and(|t| t.shape == Shape::Word)
            || bracket && after_name && piece.len() >= 2)
}

/// The noun phrase that ends at token `end`.
fn noun_before(tokens: &[Token], end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > 0 {
        let token = &tokens[start - 1];
        let nominal = token.shape == Shape::Digits
            || token.is("-") && token.joined
            || token.shape == Shape::Word
                && (token.capital
                    || token.is_any(&["of", "'s"]) && start < end
                    || !token.stop
                        && token.entry.is_none_or(|entry| entry.is_noun() || entry.is_adjective()));
        if token.is_any(ARTICLES) && start < end {
            start -= 1;
            break;
        }
        if !nominal {
            break;
        }
        start -= 1;
    }
    while start < end && tokens[start].is_any(&["of"]) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// The noun phrase that a piece without a verb is, if it is one.
fn noun_phrase(tokens: &[Token], range: &Range<usize>) -> Option<Range<usize>> {
    let first = tokens.get(range.start)?;
    let adverbial = first.stop && !first.is_any(ARTICLES) || first.is_any(&["on", "in", "at", "last"]);
    (!adverbial).then(|| range.clone())
}

/// The subject among the words before the verb: what is left when adverbs and adverbials are taken off.
fn own_subject(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    while start < range.end {
        let token = &tokens[start];
        let adverb = token.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Adverb))
            && !token.capital
            || token.is_any(&["also", "then", "later", "yesterday", "today", "now", "and", "but", "that"]);
        if !adverb {
            break;
        }
        start += 1;
    }
    if start < range.end && tokens[start].is_any(PREPOSITIONS) {
        // "On Tuesday Ofcom said", "in the same breath threw out": a subject only where another noun phrase begins
        start = (start + 2..range.end).find(|&at| {
            let (before, token) = (&tokens[at - 1], &tokens[at]);
            let begins =
                token.is_any(ARTICLES) || token.is_any(PRONOUNS) || token.capital && token.entry.is_none();
            begins && !before.is_any(PREPOSITIONS) && !before.is_any(ARTICLES) && !before.capital
        })?;
    }
    let has_noun = tokens[start..range.end].iter().any(|token| {
        token.shape == Shape::Digits
            || token.capital
            || token.shape == Shape::Word
                && (!token.stop && token.entry.is_none_or(|entry| entry.is_noun()) || token.is_any(PRONOUNS))
    });
    has_noun.then_some(start..range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn clauses(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let words =
            |range: &Range<usize>| &text[tokens[range.start].bytes.start..tokens[range.end - 1].bytes.end];
        split(&tokens)
            .iter()
            .map(|clause| match (&clause.subject, clause.link) {
                (Some(subject), Link::Is) => format!("[{} is] {}", words(subject), words(&clause.tokens)),
                (Some(subject), _) => format!("[{}] {}", words(subject), words(&clause.tokens)),
                (None, _) => words(&clause.tokens).to_owned(),
            })
            .collect()
    }

    #[test]
    fn each_finite_verb_makes_a_clause_and_takes_the_subject_along() {
        assert_eq!(
            clauses("The firm unveiled its figures yesterday and in the same breath threw out a £1.9bn bid."),
            [
                "The firm unveiled its figures yesterday",
                "[The firm] in the same breath threw out a £1.9bn bid."
            ]
        );
        assert_eq!(
            clauses("Sales rose 7 per cent, but profit fell to £41m."),
            ["Sales rose 7 per cent", "profit fell to £41m."]
        );
    }

    #[test]
    fn relative_clauses_and_appositions_are_told_of_their_noun() {
        assert_eq!(
            clauses("Yaccarino, who left the firm last year, also posted on X."),
            ["[Yaccarino] left the firm last year", "[Yaccarino] also posted on X."]
        );
        assert_eq!(
            clauses(
                "Tolmer Asset Management, the largest shareholder with 11.3 per cent, is standing behind the board."
            ),
            [
                "[Tolmer Asset Management is] the largest shareholder with 11.3 per cent",
                "[Tolmer Asset Management] is standing behind the board."
            ]
        );
        assert_eq!(
            clauses("Dominic Thrale, 52, was jailed."),
            ["[Dominic Thrale is] 52", "[Dominic Thrale] was jailed."]
        );
    }

    #[test]
    fn what_somebody_says_is_the_claim() {
        let text = "The maker said on Tuesday that its board had rejected a third approach.";
        assert_eq!(clauses(text), ["its board had rejected a third approach."]);
        let tokens = tokenize(text);
        assert_eq!(split(&tokens)[0].speaker, Some(0..2));
        assert_eq!(clauses("The maker has said nothing of it.").len(), 1);
    }

    #[test]
    fn lists_and_quotes_are_not_cut() {
        let list = "The crimes are fraud, theft of data, and possession of images.";
        assert_eq!(clauses(list), [list]);
        let quote = "“We came, we saw and we left,” she said.";
        assert_eq!(clauses(quote).len(), 1, "{:?}", clauses(quote));
    }

    proptest::proptest! {
        #[test]
        fn any_row_of_words_gives_clauses_inside_it(picks in proptest::collection::vec(0..WORDS.len(), 0..40)) {
            let text = picks.iter().map(|&at| WORDS[at]).collect::<Vec<_>>().join(" ");
            let tokens = tokenize(&text);
            for clause in split(&tokens) {
                let inside = |range: &Range<usize>| range.start < range.end && range.end <= tokens.len();
                assert!(inside(&clause.tokens), "{text}: {clause:?}");
                assert!(clause.subject.iter().chain(&clause.speaker).all(inside), "{text}: {clause:?}");
            }
        }
    }

    const WORDS: &[&str] = &[
        "the",
        "firm",
        "Berg",
        "said",
        "that",
        "and",
        "was",
        "not",
        ",",
        "(",
        ")",
        "\"",
        "who",
        "which",
        "52",
        "opened",
        "line",
        "on",
        "Tuesday",
        "but",
        ":",
        "-",
        "told",
        "reporters",
        "has",
        "been",
        "he",
        "largest",
        "of",
        ".",
        "A",
        "B",
    ];

    #[test]
    fn an_adverbial_before_the_subject_stays_with_its_clause() {
        let text = "On Tuesday, February 3, 2026, investigators entered the offices.";
        assert_eq!(clauses(text), [text]);
    }
}
