//! Who says what a clause tells: "the union said", before it, behind it or in its midst.

use super::noun;
use super::{Clause, Link};
use crate::text::quotes;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::value::date;
use std::ops::Range;

/// A speaker and a verb of saying take no more words than this: "the county's deputy fire chief told the Courier".
const LONGEST: usize = 12;

/// Who speaks in ", the union said on Friday," or ", said Ms Hale".
pub(super) fn of(tokens: &[Token], verbs: &[Range<usize>], range: &Range<usize>) -> Option<Range<usize>> {
    let mut inside = verb::inside(verbs, range.clone());
    let first = &tokens[range.start];
    // "said Ms Hale": the verb comes first; "estimated the damage" is no such thing
    let inverts =
        first.is_any(&["said", "says", "added", "adds", "wrote", "writes", "recalled", "explained"]);
    if inverts && range.len() <= LONGEST {
        let speaker = range.start + 1..range.end;
        let nobody = |token: &Token| {
            noun::is_preposition(token) || token.is_any(&["no", "yes", "nothing", "so", "that"])
        };
        if speaker.is_empty() || nobody(&tokens[speaker.start]) {
            return None;
        }
        return (inside.all(|verb| verb.start == range.start) && is_somebody(tokens, &speaker))
            .then(|| noun::bare(tokens, speaker));
    }
    let verb = inside.next().filter(|_| range.len() <= LONGEST)?;
    let last = inside.next().is_none();
    let that = tokens[verb.end..range.end].iter().any(|token| token.is_any(&["that", "\""]));
    if !last || that || !is_plain_saying(tokens, verb) {
        return None;
    }
    // "he said no": something said follows the verb
    let behind = tokens.get(verb.end).filter(|_| verb.end < range.end);
    let told = tokens[verb.end - 1].is_any(&["told", "tells"]);
    let ends = behind.is_none_or(|t| {
        told || t.shape == Shape::Sign && !t.is("\"")
            || t.is_any(&["on", "in", "at", "to", "late", "yesterday", "earlier"])
            || date::is_calendar_word(t)
    });
    let speaker = noun::subject(tokens, range.start..verb.start)?;
    ends.then(|| noun::bare(tokens, speaker))
}

fn is_somebody(tokens: &[Token], range: &Range<usize>) -> bool {
    tokens[range.clone()]
        .iter()
        .any(|token| token.capital || token.entry.is_some_and(|entry| entry.is_noun()))
}

/// A verb of saying in the active, not denied: "said", "has confirmed".
pub(super) fn is_plain_saying(tokens: &[Token], verb: &Range<usize>) -> bool {
    verb::is_saying(&tokens[verb.end - 1])
        && !tokens[verb.clone()]
            .iter()
            .any(|t| t.is_any(&["not", "never", "was", "were", "is", "are", "been"]))
}

/// Where what is said begins among the tokens between a verb of saying and the next verb: behind "that".
pub(super) fn complement(tokens: &[Token], between: Range<usize>) -> usize {
    let that = tokens[between.clone()].iter().position(|token| token.is("that"));
    between.start + that.map_or(0, |at| at + 1)
}

/// "which the office said had failed": who says it, and where what is told begins.
pub(super) fn inserted(
    tokens: &[Token],
    verbs: &[Range<usize>],
    range: &Range<usize>,
) -> Option<(Range<usize>, usize)> {
    let mut inside = verb::inside(verbs, range.clone());
    let (saying, told) = (inside.next()?, inside.next()?);
    let speaker = noun::subject(tokens, range.start..saying.start)?;
    (is_plain_saying(tokens, saying) && told.start == saying.end)
        .then(|| (noun::bare(tokens, speaker), told.start))
}

/// "The union said the line would close": the claim is that the line would close, and the union says it.
pub(super) fn take_off(tokens: &[Token], verbs: &[Range<usize>], clause: &mut Clause) {
    let hidden = |at: usize| clause.without.iter().any(|range| range.contains(&at));
    let mut inside = verb::inside(verbs, clause.tokens.clone()).filter(|verb| !hidden(verb.start));
    let (Some(saying), Some(told)) = (inside.next(), inside.next()) else { return };
    if !is_plain_saying(tokens, saying) || clause.link == Link::Apart {
        return;
    }
    let between = &tokens[saying.end..told.start];
    let quoted = |at: usize| quotes::spans(tokens).iter().any(|quote| quote.contains(&at));
    if between.iter().any(|t| t.is("\"")) || quoted(saying.start) {
        return;
    }
    // "told the Courier that", "said on Tuesday that"
    let start = complement(tokens, saying.end..told.start);
    if tokens[saying.end - 1].is_any(&["told", "tells"]) && start == saying.end {
        return;
    }
    let speaker = match &clause.subject {
        Some(subject) => Some(subject.clone()),
        None => speaker_before(tokens, clause, saying.start),
    };
    let somebody = |speaker: &Range<usize>| speaker.len() <= LONGEST;
    let Some(speaker) =
        speaker.filter(somebody).filter(|_| noun::subject(tokens, start..told.start).is_some())
    else {
        return;
    };
    clause.without.retain(|range| range.start >= start);
    *clause = Clause {
        without: std::mem::take(&mut clause.without),
        speaker: Some(noun::bare(tokens, speaker)),
        ..Clause::new(start..clause.tokens.end, None, Link::Plain)
    };
}

/// The noun phrase before a verb of saying, without what a comma parts from it: "Writing on X, Musk said".
fn speaker_before(tokens: &[Token], clause: &Clause, verb: usize) -> Option<Range<usize>> {
    let start = clause.tokens.start;
    let comma = (start..verb)
        .rev()
        .find(|&at| tokens[at].shape == Shape::Sign && tokens[at].is_any(&[",", ":", ")"]));
    let near = comma.and_then(|comma| noun::subject(tokens, comma + 1..verb));
    near.or_else(|| {
        noun::subject(tokens, start..clause.without.first().map_or(verb, |gap| gap.start.min(verb)))
    })
}
