//! Sentences to segments: the runs of words between commas, other signs and the words that can open a clause.

use super::noun;
use crate::text::quotes;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::value::date;
use std::ops::Range;

/// A run of words between two boundaries.
#[derive(Debug)]
pub(super) struct Segment {
    /// Its tokens, without the sign and the opener before them.
    pub(super) tokens: Range<usize>,
    /// The comma, dash, colon or semicolon before it.
    pub(super) sign: Option<usize>,
    /// The conjunction or relative pronoun that opens it.
    pub(super) opener: Option<usize>,
    /// Its main finite verb group.
    pub(super) verb: Option<Range<usize>>,
}

impl Segment {
    /// Whether it begins with one of `words`.
    pub(super) fn is_opened_by(&self, tokens: &[Token], words: &[&str]) -> bool {
        self.opener.is_some_and(|opener| tokens[opener].is_any(words))
    }

    /// The first token, its sign and opener counted in.
    pub(super) fn from(&self) -> usize {
        self.sign.or(self.opener).unwrap_or(self.tokens.start)
    }

    /// The first token that may be read, an opener counted in.
    pub(super) fn with_opener(&self) -> Range<usize> {
        self.opener.unwrap_or(self.tokens.start)..self.tokens.end
    }
}

/// Words that join clauses of one rank, or words of one list.
pub(super) const COORDINATORS: &[&str] = &["and", "but", "or", "yet", "so"];

/// Words that begin a clause of their own, if a finite verb follows, and else a time or a role: "after May", "as a nurse".
const TEMPORAL: &[&str] = &["as", "since", "until", "after", "before"];

/// Words that begin a clause and nothing else. What "if" and "unless" bring in is not asserted and stays where it is.
pub(super) const CLAUSAL: &[&str] = &["while", "whereas", "though", "although", "because", "when", "whilst"];

/// Words that begin a clause about the noun before them.
pub(super) const RELATIVES: &[&str] = &["who", "which", "whose", "where"];

/// The segments of a sentence. Nothing is cut inside quotation marks and brackets.
pub(super) fn segments(tokens: &[Token], verbs: &[Range<usize>]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut raw = raw(tokens, verbs).into_iter().peekable();
    while let Some(mut segment) = raw.next() {
        segment.verb = main_verb(tokens, verbs, &segment);
        if segment.verb.is_none()
            && let Some(next) = raw.next_if(|next| is_subject_of(tokens, verbs, &segment, next))
        {
            segment.tokens.end = next.tokens.end;
            segment.verb = main_verb(tokens, verbs, &segment);
        }
        match segments.last_mut() {
            Some(last) if goes_on(tokens, verbs, last, &segment) => {
                last.tokens.end = segment.tokens.end;
                last.verb = main_verb(tokens, verbs, last);
            }
            _ => segments.push(segment),
        }
    }
    segments
}

/// "after Ofcom | and other bodies began", "and two lifeboats, | a helicopter and a launch joined": the words without a verb
/// are the first of the subjects of the next segment.
fn is_subject_of(tokens: &[Token], verbs: &[Range<usize>], segment: &Segment, next: &Segment) -> bool {
    let Some(verb) = main_verb(tokens, verbs, next) else { return false };
    let Some(subject) = noun::subject(tokens, next.tokens.start..verb.start) else { return false };
    let joined = next.is_opened_by(tokens, &["and", "or"]);
    match (next.sign, segment.opener) {
        (None, Some(_)) => joined && segment.opener.is_some_and(|at| is_subordinator(&tokens[at])),
        (Some(sign), Some(_)) => {
            tokens[sign].is(",")
                && segment.is_opened_by(tokens, COORDINATORS)
                && (joined || next.opener.is_none() && tokens[subject].iter().any(|token| token.is("and")))
        }
        (_, None) => false,
    }
}

/// The sentence cut at every boundary outside of verb groups: "was arrested and charged" is one.
fn raw(tokens: &[Token], verbs: &[Range<usize>]) -> Vec<Segment> {
    let quotes = quotes::spans(tokens);
    let mut depth = 0_usize;
    let mut segments = Vec::new();
    let mut open = Segment { tokens: 0..0, sign: None, opener: None, verb: None };
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        depth = if token.is("(") { depth + 1 } else { depth - usize::from(token.is(")") && depth > 0) };
        let quoted = quotes.iter().any(|quote| quote.contains(&at));
        let grouped = verbs.iter().any(|verb| verb.start < at && at < verb.end);
        let sign = is_separator(tokens, at);
        let opener = |at: usize| {
            tokens.get(at).is_some_and(is_opener) && !brings_in_time(tokens, at) && !is_asked(tokens, at)
        };
        if quoted || grouped || depth > 0 || !sign && !opener(at) {
            at += 1;
            continue;
        }
        open.tokens.end = at;
        let behind = at + usize::from(sign);
        let opens = opener(behind).then_some(behind);
        let start = behind + usize::from(opens.is_some());
        let next = Segment { tokens: start..start, sign: sign.then_some(at), opener: opens, verb: None };
        segments.push(std::mem::replace(&mut open, next));
        at = start;
    }
    open.tokens.end = tokens.len();
    segments.push(open);
    segments.retain(|segment| !segment.tokens.is_empty());
    segments
}

fn is_opener(token: &Token) -> bool {
    token.is_any(COORDINATORS) || is_subordinator(token) || token.is_any(RELATIVES)
}

fn is_subordinator(token: &Token) -> bool {
    token.is_any(CLAUSAL) || token.is_any(TEMPORAL)
}

/// "could not say when the road would open", "did not know where he was": an open question, and no clause of its own.
fn is_asked(tokens: &[Token], at: usize) -> bool {
    const ASKING: &[&str] = &[
        "say",
        "know",
        "ask",
        "tell",
        "see",
        "decide",
        "determine",
        "reveal",
        "disclose",
        "explain",
        "learn",
        "clear",
        "unclear",
        "unknown",
        "sure",
        "certain",
        "wonder",
        "establish",
        "consider",
        "investigate",
    ];
    // "known as Gray Lantern", "identified as the driver"
    const NAMING: &[&str] = &[
        "know", "identify", "describe", "see", "regard", "name", "refer", "view", "bill", "treat", "serve",
        "act", "such",
    ];
    if at > 0 && tokens[at].is("as") && NAMING.contains(&tokens[at - 1].base()) {
        return true;
    }
    at > 0
        && tokens[at].is_any(&["when", "where", "while", "who", "which", "whose"])
        && ASKING.contains(&tokens[at - 1].base())
}

/// "since then", "until May", "after 2019": a time, and no clause.
fn brings_in_time(tokens: &[Token], at: usize) -> bool {
    tokens[at].is_any(&["since", "until", "after", "before"])
        && tokens.get(at + 1).is_some_and(|next| {
            next.is_any(&["then", "last", "midnight", "noon", "dawn"])
                || next.shape == Shape::Digits
                || date::is_calendar_word(next)
        })
}

/// Commas, semicolons, colons and dashes that set words off; not those of dates.
fn is_separator(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    let year = next.is_some_and(|t| t.shape == Shape::Digits && t.lower.len() == 4);
    let date = at > 0 && (date::is_weekday(&tokens[at - 1]) && next.is_some_and(|t| t.capital) || year);
    let clock = token.is(":") && next.is_some_and(|t| t.shape == Shape::Digits && t.joined);
    token.shape == Shape::Sign
        && (token.is_any(&[",", ";", ":"]) && !clock || token.is_dash())
        && !(token.is(",") && date)
}

/// The first finite verb group that is not that of a restrictive clause, "in a move that signals a change", nor of a
/// condition.
fn main_verb(tokens: &[Token], verbs: &[Range<usize>], segment: &Segment) -> Option<Range<usize>> {
    let range = &segment.tokens;
    let mut inside = verb::inside(verbs, range.clone());
    let first = inside.next()?;
    // "Had the alarm sounded, they would have escaped"
    let inverted = first.start == 0 && tokens[0].is_any(&["had", "should", "were"]);
    if inverted && tokens.iter().any(|token| token.is_any(&["would", "could", "might"])) {
        return None;
    }
    let verb = if is_restrictive(tokens, range.start, first.start) { inside.next()? } else { first };
    // "over concerns related to the images": a participle
    let adverbial = segment.opener.is_none()
        && verb.len() == 1
        && tokens[verb.start].lower.ends_with("ed")
        && noun::is_preposition(&tokens[range.start])
        && noun::subject(tokens, range.start..verb.start).is_none();
    // "as the managers of the platform during the time the offences occurred": what they are called
    let role = segment.is_opened_by(tokens, TEMPORAL) && verb.start > range.start + FARTHEST;
    (!adverbial && !role).then(|| verb.clone())
}

/// A verb so far behind "as" or "after" is that of another clause.
const FARTHEST: usize = 8;

/// Whether the verb at `verb` is that of a clause which a word behind `start` brings in: "a move that signals".
fn is_restrictive(tokens: &[Token], start: usize, verb: usize) -> bool {
    (start..verb).any(|at| {
        at > start && tokens[at].is("that") && tokens[at - 1].shape == Shape::Word
            || tokens[at].is_any(&["if", "unless"])
            || at > start && tokens[at].is_any(&["whether", "how", "why", "what"])
    })
}

/// Whether what seems to open a clause goes on with the one before it.
fn goes_on(tokens: &[Token], verbs: &[Range<usize>], last: &Segment, next: &Segment) -> bool {
    let Some(opener) = next.opener.filter(|_| next.sign.is_none()) else { return false };
    let relative = tokens[opener].is_any(RELATIVES);
    let Some(verb) = &next.verb else {
        let clausal = tokens[opener].is_any(CLAUSAL) && next.tokens.len() > 1;
        return !relative && !clausal && !is_role(tokens, next);
    };
    let before = verb::inside(verbs, last.tokens.clone()).next_back();
    // "is not because", "was when"
    if !tokens[opener].is_any(COORDINATORS) {
        const BE: &[&str] = &["is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "be"];
        let bare = |before: &Range<usize>| {
            before.end == last.tokens.end && before.len() <= 2 && tokens[before.start].is_any(BE)
        };
        return !relative && before.is_some_and(bare);
    }
    let subject = noun::subject(tokens, next.tokens.start..verb.start);
    match &subject {
        _ if !tokens[opener].is_any(&["and", "or"]) => false,
        Some(subject) => {
            is_plural_noun(tokens, subject, verb) || last.verb.is_none() || is_complement(tokens, verbs, last)
        }
        None => {
            let bare = verb.len() == 1 && tokens[verb.start].lower.ends_with("ed");
            // "the boat that struck the rocks and sank": goes on with what is told of the boat
            let restrictive =
                before.is_some_and(|before| is_restrictive(tokens, last.tokens.start, before.start));
            // "ferries and chartered buses", "signed, sealed and delivered": parts of a list
            let list = last.verb.is_none() && last.sign.is_some() && last.opener.is_none();
            restrictive || bare && (list || has_participle(tokens, last))
        }
    }
}

/// "as part of an inquiry into offences that include fraud", "as well as a salver and a bronze hare": long enough to be told apart. "Dismissed it as an attack" is
/// not.
pub(super) fn is_role(tokens: &[Token], segment: &Segment) -> bool {
    segment.is_opened_by(tokens, &["as"])
        && tokens[segment.tokens.start].is_any(&["part", "well"])
        && segment.verb.is_none()
        && segment.tokens.len() >= FARTHEST
}

/// "torches and tape measures": a noun that looks like a verb.
fn is_plural_noun(tokens: &[Token], subject: &Range<usize>, verb: &Range<usize>) -> bool {
    let (first, last) = (&tokens[subject.start], &tokens[verb.start]);
    verb.len() == 1
        && subject.len() == 1
        && !first.capital
        && !first.stop
        && !first.lower.ends_with('s')
        && last.lower.ends_with('s')
        && last.entry.is_some_and(|entry| entry.is_noun())
}

/// "confirmed that Musk | and Yaccarino were summoned", "said Musk | and Yaccarino were": the two are one subject.
fn is_complement(tokens: &[Token], verbs: &[Range<usize>], last: &Segment) -> bool {
    let Some(told) = &last.verb else { return false };
    let behind = told.end..last.tokens.end;
    let that = tokens[behind.clone()].iter().rposition(|token| token.is("that")).map(|at| behind.start + at);
    let start = that.or_else(|| verb::is_saying(&tokens[told.end - 1]).then_some(told.end));
    start.is_some_and(|start| start < behind.end && verb::inside(verbs, start..behind.end).next().is_none())
}

/// "deepfakes made by Grok | and shared on X": the first of two participles.
fn has_participle(tokens: &[Token], last: &Segment) -> bool {
    let behind = last.verb.as_ref().map_or(last.tokens.start, |verb| verb.end);
    (behind..last.tokens.end.saturating_sub(1)).any(|at| is_bare_participle(tokens, at))
}

/// A participle behind its noun: "images created by", "a line opened in".
fn is_bare_participle(tokens: &[Token], at: usize) -> bool {
    let participle = tokens[at].entry.is_some_and(|entry| entry.is_verb())
        && tokens[at].lower != tokens[at].base()
        && !tokens[at].lower.ends_with('s')
        && !tokens[at].lower.ends_with("ing");
    let behind_noun =
        at > 0 && tokens[at - 1].entry.is_none_or(|entry| entry.is_noun()) && !tokens[at - 1].stop;
    participle
        && behind_noun
        && tokens
            .get(at + 1)
            .is_some_and(|t| t.is_any(&["by", "in", "on", "with", "from", "at", "to", "for", "of"]))
}
