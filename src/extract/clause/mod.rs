//! Sentences to clauses: the narrowest runs of words that carry a claim, each with the subject that it lacks.
//!
//! There is no parser behind it. A sentence is cut into segments ([`segment`]); a clause is a run of segments with one
//! finite verb group. What a relative clause, an apposition or brackets tell of a noun is a clause of its own, and what
//! says who said it is the speaker of the others ([`attribution`]).

mod attribution;
mod noun;
mod segment;

use crate::text::quotes;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::value::{date, name, numeral};
use segment::{COORDINATORS, RELATIVES, Segment};
use std::ops::Range;

/// A clause of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Tokens in its midst that other clauses tell: "the chief, *who left in May*, said".
    pub without: Vec<Range<usize>>,
    /// The tokens of its subject, where they stand before the clause and not in it.
    pub subject: Option<Range<usize>>,
    /// How the subject and the words go together.
    pub link: Link,
    /// The auxiliary that stands before the clause and not in it: "*was* built in 1970 and rebuilt in 1995".
    pub auxiliary: Option<usize>,
    /// The tokens that name who says it, where the clause is what somebody said: "the union said".
    pub speaker: Option<Range<usize>>,
}

impl Clause {
    /// A sentence that is not cut.
    pub fn whole(tokens: Range<usize>) -> Clause {
        Clause::new(tokens, None, Link::Plain)
    }

    fn new(tokens: Range<usize>, subject: Option<Range<usize>>, link: Link) -> Clause {
        Clause { tokens, without: Vec::new(), subject, link, auxiliary: None, speaker: None }
    }
}

/// How a subject and the words of a clause go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The words go on after the subject as they stand: "the firm" "threw out a bid".
    Plain,
    /// The words say what the subject is: "Imogen Stavely, the chief executive,".
    Is,
    /// The words say more of the subject: "eight engines, two of them from Halden,".
    Apart,
    /// The words are of what is the subject's: "Tregear, whose window faces the gates,".
    Of,
}

/// An apposition is short: longer runs between commas are something else.
const APPOSITION: usize = 14;

/// Of so many words one may well be a verb that does not show its form.
const LONG: usize = 6;

/// The clauses of a sentence, in order.
pub fn split(tokens: &[Token]) -> Vec<Clause> {
    let names = name::find(tokens);
    let mut verbs =
        verb::groups(tokens, |at| names.iter().any(|range| range.len() > 1 && range.contains(&at)));
    verbs.retain(|verb| !is_scare_quoted(tokens, verb) && !is_noun_at_end(tokens, verb));
    let starts: Vec<usize> = verbs.iter().map(|verb| verb.start).collect();
    verbs.retain(|verb| !(starts.contains(&verb.end) && is_noun_too(tokens, verb)));
    let segments = segment::segments(tokens, &verbs);
    let mut splitter =
        Splitter { tokens, verbs: &verbs, done: Vec::new(), open: None, subject: None, tail: None };
    for (at, segment) in segments.iter().enumerate() {
        splitter.take(segment, &segments[at + 1..]);
    }
    splitter.close();
    let mut clauses = splitter.done;
    clauses.extend(in_brackets(tokens));
    clauses.sort_by_key(|clause| clause.tokens.start);
    for clause in &mut clauses {
        attribution::take_off(tokens, &verbs, clause);
    }
    clauses.retain(|clause| clause.tokens.len() >= 2 || clause.link == Link::Is);
    clauses
}

/// "dismissed as “politically motivated” attacks": words in a short quote tell nothing by themselves.
fn is_scare_quoted(tokens: &[Token], verb: &Range<usize>) -> bool {
    let is_speech = |quote: &Range<usize>| tokens[quote.end - 2].shape == Shape::Sign;
    quotes::spans(tokens)
        .iter()
        .any(|quote| quote.len() <= SCARE && quote.contains(&verb.start) && !is_speech(quote))
}

/// Marks and words of a quote that is no speech.
const SCARE: usize = 6;

/// "an end to split shifts.": at the end a plural is likelier than a verb without an object.
fn is_noun_at_end(tokens: &[Token], verb: &Range<usize>) -> bool {
    let last = &tokens[verb.start];
    let before = verb.start.checked_sub(1).map(|before| &tokens[before]);
    verb.len() == 1
        && !last.stop
        && last.lower.ends_with('s')
        && last.entry.is_some_and(|entry| entry.is_noun())
        && tokens.get(verb.end).is_none_or(|next| next.shape == Shape::Sign)
        && before.is_some_and(|t| t.shape == Shape::Word && !t.capital && !t.stop)
}

/// "the Paris raid saw": of two verbs in a row the first is a noun.
fn is_noun_too(tokens: &[Token], verb: &Range<usize>) -> bool {
    let word = &tokens[verb.start];
    let base = word.entry.filter(|entry| entry.word() == word.lower);
    verb.len() == 1 && base.is_some_and(|entry| entry.is_noun()) && !verb::is_saying(word)
}

/// A clause that may still go on.
struct Open {
    clause: Clause,
    /// Its first segment: without a verb yet, the subject that appositions follow.
    first: Range<usize>,
    /// Whether it has its verb; without one it is a subject or an adverbial so far.
    told: bool,
}

impl Open {
    /// A clause that has its verb.
    fn told(clause: Clause) -> Open {
        Open { first: clause.tokens.clone(), clause, told: true }
    }

    /// A clause that still waits for its verb.
    fn waiting(tokens: Range<usize>) -> Open {
        Open { first: tokens.clone(), clause: Clause::whole(tokens), told: false }
    }
}

/// Reads segments one by one.
struct Splitter<'a> {
    tokens: &'a [Token],
    verbs: &'a [Range<usize>],
    done: Vec<Clause>,
    open: Option<Open>,
    /// The subject that a clause without one goes on with.
    subject: Option<Range<usize>>,
    /// The relative clause that ended right before this segment.
    tail: Option<usize>,
}

impl Splitter<'_> {
    fn take(&mut self, segment: &Segment, rest: &[Segment]) {
        let tokens = self.tokens;
        let semicolon = segment.sign.is_some_and(|sign| tokens[sign].is(";"));
        if semicolon {
            self.close();
        }
        let tail = self.tail.take();
        self.drop_label(segment);
        if self.attribution(segment, rest) {
            return;
        }
        if segment.is_opened_by(tokens, RELATIVES) && self.relative(segment) {
            return;
        }
        let verb = segment.verb.clone().or_else(|| {
            // "the images, which were made in May, prompted criticism": the subject still waits for its verb
            let late = self.waiting().is_some()
                && segment.sign.is_some()
                && verb::may_be_finite(tokens, segment.tokens.start);
            late.then(|| segment.tokens.start..segment.tokens.start + 1)
        });
        match verb {
            Some(verb) => self.told(segment, &verb, tail),
            None if semicolon => self.open = Some(Open::waiting(segment.with_opener())),
            None => self.phrase(segment, tail, rest),
        }
    }

    /// The clause that still waits for its verb.
    fn waiting(&self) -> Option<&Open> {
        self.open.as_ref().filter(|open| !open.told)
    }

    /// Whether the open clause has no verb yet and tells something all the same.
    fn counts(&self) -> bool {
        self.waiting().is_some_and(|open| counts(&self.tokens[open.clause.tokens.clone()]))
    }

    /// "Note: …": a word before a colon that is no claim.
    fn drop_label(&mut self, segment: &Segment) {
        let colon = segment.sign.is_some_and(|sign| self.tokens[sign].is(":"));
        if colon && self.waiting().is_some_and(|open| open.clause.tokens.len() <= 2) {
            self.open = None;
        }
    }

    /// ", the union said,": who says the rest of the sentence.
    fn attribution(&mut self, segment: &Segment, rest: &[Segment]) -> bool {
        if segment.sign.is_none() || segment.opener.is_some() || self.open.is_none() && self.done.is_empty() {
            return false;
        }
        let Some(speaker) = attribution::of(self.tokens, self.verbs, &segment.tokens) else { return false };
        // "On Tuesday, the union said": what it said is still to come
        let goes_on = rest.iter().any(|next| next.verb.is_some() && next.opener.is_none());
        if self.waiting().is_some() && !goes_on && !self.counts() {
            return false;
        }
        if self.waiting().is_none() || self.done.is_empty() && self.counts() {
            self.close();
        }
        if let Some(open) = &mut self.open {
            open.clause.speaker.get_or_insert_with(|| speaker.clone());
        }
        for clause in self.done.iter_mut().filter(|clause| clause.link == Link::Plain) {
            clause.speaker.get_or_insert_with(|| speaker.clone());
        }
        true
    }

    /// ", who left last year,": told of the noun before it.
    fn relative(&mut self, segment: &Segment) -> bool {
        let tokens = self.tokens;
        let opener = segment.opener.unwrap_or(segment.tokens.start);
        let start = segment.tokens.start;
        let late = || (start..segment.tokens.end).find(|&at| at > start && verb::may_be_finite(tokens, at));
        let Some(verb) = segment.verb.clone().or_else(|| late().map(|at| at..at + 1)) else { return false };
        let mut behind = verb::inside(self.verbs, verb.end..segment.tokens.end);
        let noun = self.antecedent(segment.sign.unwrap_or(opener));
        // "identifying users who post it": says which, and tells nothing
        let known = noun.as_ref().is_some_and(|noun| {
            tokens[noun.clone()]
                .iter()
                .any(|t| t.capital || t.is_any(noun::ARTICLES) || t.shape == Shape::Digits)
        });
        if segment.sign.is_none() && !known {
            let Some(open) = &mut self.open else { return false };
            open.clause.tokens.end = segment.tokens.end;
            open.told |= behind.next().is_some();
            return true;
        }
        let place = tokens[opener].is("where");
        // "the man who stole the car was jailed": the second verb is that of the man
        let second = behind.find(|next| !tokens[next.start - 1].is("that"));
        let end = match (second, &mut self.open) {
            (Some(second), Some(open)) if !open.told && segment.sign.is_none() && !place => {
                open.clause.tokens.end = segment.tokens.end;
                open.clause.subject = None;
                open.told = true;
                self.subject = Some(open.clause.tokens.start..second.start);
                second.start
            }
            _ => segment.tokens.end,
        };
        let own = noun::subject(tokens, start..verb.start).is_some();
        let clause = match noun.filter(|_| !place) {
            Some(noun) if tokens[opener].is("whose") => Clause::new(start..end, Some(noun), Link::Of),
            Some(noun) if own => match attribution::inserted(tokens, self.verbs, &(start..end)) {
                // "which the office said had failed"
                Some((speaker, told)) => {
                    Clause { speaker: Some(speaker), ..Clause::new(told..end, Some(noun), Link::Plain) }
                }
                None => Clause::new(opener..end, Some(noun), Link::Apart),
            },
            noun => Clause::new(start..end, noun, Link::Plain),
        };
        self.tail = Some(self.done.len());
        self.done.push(clause);
        true
    }

    /// The noun before token `end` that a relative clause tells of.
    fn antecedent(&self, end: usize) -> Option<Range<usize>> {
        let noun = noun::before(self.tokens, self.verbs, end)?;
        let words = &self.tokens[noun.clone()];
        // "Dean Hartnoll, 29, who": told of him
        let noun = if words.iter().all(|token| token.shape == Shape::Digits) {
            self.done.last()?.subject.clone()?
        } else {
            noun
        };
        // "bargained side by side, which took long": told of all that, not of a bare noun
        let word = &self.tokens[noun.start];
        (noun.len() > 1 || word.capital || word.lower.ends_with('s')).then_some(noun)
    }

    /// A segment with a finite verb.
    fn told(&mut self, segment: &Segment, verb: &Range<usize>, tail: Option<usize>) {
        let own = noun::subject(self.tokens, segment.tokens.start..verb.start);
        let goes_on = own.is_none() && segment.is_opened_by(self.tokens, COORDINATORS);
        // "which employs 210 people and makes wheels,": told of the same noun
        if let Some(tail) = tail.filter(|_| goes_on && (self.waiting().is_some() || segment.sign.is_none())) {
            let subject = self.done[tail].subject.clone();
            self.tail = Some(self.done.len());
            self.done.push(Clause::new(segment.tokens.clone(), subject, Link::Plain));
        } else if segment.opener.is_none() && self.waiting().is_some() {
            self.told_at_last(segment, own);
        } else if self.is_said(segment) || self.says_quote(segment) {
            self.extend(segment);
        } else {
            self.close();
            self.open_told(segment, verb, own);
        }
    }

    /// The verb of the clause that waits for one: what is open is its subject, or an adverbial before it, "On Tuesday, the
    /// firm said".
    fn told_at_last(&mut self, segment: &Segment, own: Option<Range<usize>>) {
        let tokens = self.tokens;
        let Some(open) = &mut self.open else { return };
        let before = noun::phrase(tokens, &open.first);
        // "In a move that signals a change, the court said": a comment, told apart
        let comment = noun::is_preposition(&tokens[open.first.start])
            && own.is_some()
            && verb::inside(self.verbs, open.clause.tokens.clone()).next().is_some();
        if comment {
            self.done.push(Clause::new(open.clause.tokens.clone(), own.clone(), Link::Apart));
            open.clause.tokens = segment.tokens.clone();
            open.clause.without.clear();
        }
        open.told = true;
        let gap = open.clause.tokens.end < segment.from();
        if gap && own.is_none() && !holds_number(&tokens[open.clause.tokens.clone()]) {
            // what lies between is told apart: the narrowest words are those behind it
            open.clause.tokens = segment.tokens.clone();
            open.clause.without.clear();
            open.clause.subject.clone_from(&before);
        } else {
            self.extend(segment);
        }
        self.subject = own.or(before);
    }

    /// Opens a clause with its verb; the subject that it lacks is that of the clause before.
    fn open_told(&mut self, segment: &Segment, verb: &Range<usize>, own: Option<Range<usize>>) {
        let mut clause = Clause::whole(segment.tokens.clone());
        if let Some(own) = own {
            self.subject = Some(own);
        } else {
            // "the office said the governor had not seen it and would not comment"
            if let Some((said_by, of_whom)) = self.said_of(verb) {
                clause.speaker = Some(said_by);
                self.subject = Some(of_whom);
            }
            clause.subject.clone_from(&self.subject);
            clause.auxiliary = self.shared_auxiliary(verb);
        }
        self.open = Some(Open::told(clause));
    }

    /// The auxiliary of the verb before that a bare participle shares: "was built in 1970 and rebuilt in 1995".
    fn shared_auxiliary(&self, verb: &Range<usize>) -> Option<usize> {
        let last = self.done.iter().rev().find(|clause| clause.link == Link::Plain)?;
        let before = verb::inside(self.verbs, last.tokens.clone()).next()?;
        let bare = verb.len() == 1 && verb::is_participle(&self.tokens[verb.start]);
        let passive = before.len() > 1
            && self.tokens[before.start].is_any(&["is", "are", "was", "were"])
            && verb::is_participle(&self.tokens[before.end - 1]);
        (bare && passive).then_some(before.start)
    }

    /// Who said of whom what the last clause tells, where the verb goes on with it: it has an auxiliary as well.
    fn said_of(&self, verb: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let last = self.done.last().filter(|clause| clause.link == Link::Plain)?;
        let mut inside = verb::inside(self.verbs, last.tokens.clone());
        let (saying, told) = (inside.next()?, inside.next()?);
        let start = attribution::complement(self.tokens, saying.end..told.start);
        let of_whom = noun::subject(self.tokens, start..told.start)?;
        let speaker =
            last.subject.clone().or_else(|| noun::subject(self.tokens, last.tokens.start..saying.start))?;
        (verb.len() > 1 && attribution::is_plain_saying(self.tokens, saying))
            .then(|| (noun::bare(self.tokens, speaker), of_whom))
    }

    /// "She said 640 firefighters, two planes and a fleet of bulldozers had been sent", "he said: “We are safe.”": the segment
    /// belongs to what the open clause says.
    fn is_said(&self, segment: &Segment) -> bool {
        let Some(open) = self.open.as_ref().filter(|open| open.told && segment.opener.is_none()) else {
            return false;
        };
        let Some(verb) = verb::inside(self.verbs, open.clause.tokens.clone()).next_back() else {
            return false;
        };
        let quote = self.tokens[segment.tokens.start].is("\"");
        let behind = verb.end..open.clause.tokens.end;
        let comma = segment.sign.is_some_and(|sign| self.tokens[sign].is(","));
        let noun = noun::subject(self.tokens, behind.clone()).is_some_and(|noun| noun.start == behind.start);
        // "the trial heard that Lang, who became mayor in 2015, | had not declared a flat"
        let that = self.tokens[behind].iter().any(|token| token.is("that"));
        verb::is_saying(&self.tokens[verb.end - 1]) && (quote || comma && noun)
            || that && segment.sign.is_some()
    }

    /// "“We walked out,” Grainne Muldoon, the union's head, | told reporters": the verb of who said the quote.
    fn says_quote(&self, segment: &Segment) -> bool {
        let open = self.open.as_ref().filter(|_| segment.opener.is_none());
        verb::is_saying(&self.tokens[segment.tokens.start])
            && open.is_some_and(|open| !quotes::spans(&self.tokens[open.clause.tokens.clone()]).is_empty())
    }

    /// A segment without a verb.
    fn phrase(&mut self, segment: &Segment, tail: Option<usize>, rest: &[Segment]) {
        let tokens = self.tokens;
        // "who was jailed in 2019, with two others": goes on with the relative clause
        let coordinated = segment.is_opened_by(tokens, COORDINATORS);
        if let Some(tail) = tail.filter(|_| self.waiting().is_none() && !coordinated) {
            self.done[tail].tokens.end = segment.tokens.end;
            self.tail = Some(tail);
            return;
        }
        let Some(open) = &self.open else {
            if let Some(last) = self
                .done
                .last_mut()
                .filter(|last| last.link == Link::Plain && last.tokens.end <= segment.from())
            {
                last.tokens.end = segment.tokens.end;
            } else {
                self.open = Some(Open::waiting(segment.with_opener()));
            }
            return;
        };
        // "when another ferry, the Moon of Arden, hit the pier": a subject that waits for its verb
        let late = rest.iter().take(2).any(|next| {
            next.opener.is_none() && next.verb.as_ref().is_some_and(|verb| verb.start == next.tokens.start)
        });
        if open.told && late && segment.is_opened_by(tokens, segment::CLAUSAL) {
            self.close();
            self.open = Some(Open::waiting(segment.tokens.clone()));
            return;
        }
        if open.told && segment::is_role(tokens, segment) {
            let subject = self.subject.clone();
            self.done.push(Clause::new(segment.with_opener(), subject, Link::Apart));
            return;
        }
        let noun = segment.sign.and_then(|sign| noun::before(tokens, self.verbs, sign));
        let in_list = rest.first().is_some_and(|next| {
            let coordinated = tokens[next.with_opener()].iter().any(|token| token.is_any(COORDINATORS));
            let comma = next.sign.is_none_or(|sign| tokens[sign].is(","));
            coordinated && comma && next.verb.is_none() && next.tokens.len() <= LONG
        });
        if let Some(noun) = noun.filter(|_| segment.opener.is_none() && !in_list) {
            // "in the last week of March, the lowest level in years": a time is nothing
            let timed = tokens[noun.clone()].iter().any(date::is_calendar_word)
                || date::is_calendar_word(&tokens[segment.tokens.start]);
            let is = !timed && is_apposition(tokens, &segment.tokens);
            let apart = !is && tells_apart(tokens, &segment.tokens);
            if is || apart {
                if is && !open.told {
                    // "Dominic Thrale, 52, was jailed": the noun before is the subject of what follows, too
                    self.subject = Some(noun.clone());
                }
                let link = if is { Link::Is } else { Link::Apart };
                let of = if apart { self.counted(noun) } else { self.whole(noun) };
                self.done.push(Clause::new(segment.tokens.clone(), Some(of), link));
                if holds_number(&tokens[segment.tokens.clone()]) {
                    return;
                }
            }
        }
        self.extend(segment);
    }

    /// The whole phrase that a noun ends, where it is the subject so far.
    fn whole(&self, noun: Range<usize>) -> Range<usize> {
        let open = self.waiting().filter(|open| open.clause.tokens.end == noun.end);
        open.and_then(|open| noun::subject(self.tokens, open.clause.tokens.clone())).unwrap_or(noun)
    }

    /// What "all of them" and "two of them seriously" are told of: not the day or the place that stands before it.
    fn counted(&self, noun: Range<usize>) -> Range<usize> {
        let words = &self.tokens[noun.clone()];
        let timed = words.iter().any(date::is_calendar_word);
        let placed =
            noun.start > 0 && self.tokens[noun.start - 1].is_any(&["in", "at", "near", "across", "on"]);
        if timed || placed {
            let subject = self.open.as_ref().and_then(|open| {
                let verb = verb::inside(self.verbs, open.clause.tokens.clone()).next()?;
                noun::subject(self.tokens, open.clause.tokens.start..verb.start)
            });
            return subject.unwrap_or(noun);
        }
        self.whole(noun)
    }

    /// The open clause goes on with a segment; what lies between is told by other clauses.
    fn extend(&mut self, segment: &Segment) {
        let Some(Open { clause, .. }) = &mut self.open else { return };
        if clause.tokens.end < segment.from() {
            let end = if segment.verb.is_some() { segment.tokens.start } else { segment.from() };
            clause.without.push(clause.tokens.end..end);
        }
        clause.tokens.end = segment.tokens.end;
    }

    /// Ends the open clause.
    fn close(&mut self) {
        let Some(Open { clause, told, .. }) = self.open.take() else { return };
        if told || clause.tokens.start <= 1 && counts(&self.tokens[clause.tokens.clone()]) {
            self.done.push(clause);
        }
    }
}

/// Whether words without a verb tell something all the same: "four dead", "no word from the owner".
fn counts(words: &[Token]) -> bool {
    !words.iter().any(|token| token.is("("))
        && (words.len() >= LONG
            || holds_number(words)
            || words.iter().any(|t| t.is_any(&["no", "nobody", "none"])))
}

fn holds_number(words: &[Token]) -> bool {
    words.iter().any(|token| token.shape == Shape::Digits || numeral::is_number_word(&token.lower))
}

/// "Linda Yaccarino (former chief executive, 2023–2025)": what brackets say of the noun before them.
fn in_brackets(tokens: &[Token]) -> Vec<Clause> {
    let opens = tokens.iter().enumerate().filter(|(_, token)| token.is("("));
    opens
        .filter_map(|(open, _)| {
            let close = open + tokens[open..].iter().position(|token| token.is(")"))?;
            let inside = open + 1..close;
            let noun = noun::before(tokens, &[], open).filter(|_| is_apposition(tokens, &inside))?;
            Some(Clause::new(inside, Some(noun), Link::Is))
        })
        .collect()
}

/// "52", "the largest shareholder with 11.3 per cent", "owner and CTO": what says who or what the noun before is.
fn is_apposition(tokens: &[Token], range: &Range<usize>) -> bool {
    let piece = &tokens[range.clone()];
    let Some(first) = piece.first() else { return false };
    let before = range.start.checked_sub(2).map(|before| &tokens[before]);
    let bracket = range.start.checked_sub(1).is_some_and(|before| tokens[before].is("("));
    let after_name = before.is_some_and(|t| t.capital);
    let after_noun = before.is_some_and(|t| t.shape == Shape::Word && !t.stop);
    let closed =
        tokens.get(range.end).is_none_or(|t| t.is_any(&[",", ")", ".", "-", "who", "which", "whose"]));
    let number = first.shape == Shape::Digits && piece.len() == 1;
    // "the mate, Iarla Quish,": a name after a common noun
    let named = piece.iter().all(|t| t.capital) && piece.len() <= 4 && !after_name && !first.initial;
    // "a knife, a rope and a map": a list
    let list = piece.windows(2).any(|pair| {
        pair[0].is_any(COORDINATORS)
            && pair[1].is_any(&["a", "an", "two", "three", "four", "several", "some"])
    });
    let colon = range.start.checked_sub(1).is_some_and(|before| tokens[before].is(":"));
    closed
        && !colon
        && !list
        && piece.len() <= APPOSITION
        && (number && after_name
            || named && after_noun
            || first.is_any(noun::ARTICLES)
                && piece.len() >= 2
                && before.is_some_and(|t| t.shape == Shape::Word)
            || bracket && after_name && piece.len() >= 2)
}

/// "all of them", "eight in all".
fn is_of_all(words: &[Token]) -> bool {
    words.len() > 2
        && words[1].is_any(&["of", "in"])
        && words[2].is_any(&["them", "whom", "these", "those", "which", "all"])
}

/// "bound for Halden with 146 passengers", "all of them at the county hospital", "eight in all": tells a number of the
/// noun before it, or of all of it.
fn tells_apart(tokens: &[Token], range: &Range<usize>) -> bool {
    let piece = &tokens[range.clone()];
    let Some(first) = piece.first() else { return false };
    let closed = tokens.get(range.end).is_none_or(|t| t.is_any(&[",", ")", ".", "-"]));
    let share =
        piece.iter().any(|t| t.is_any(&["more", "less", "higher", "lower", "fewer", "above", "below"]));
    let begins = first.is_any(&[
        "at", "with", "up", "down", "from", "about", "around", "nearly", "aged", "some", "bound", "worth",
        "due",
    ]) || verb::is_participle(first);
    closed && holds_number(piece) && piece.len() >= 2 && (is_of_all(piece) || begins || share)
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

    #[track_caller]
    fn assert_clauses(text: &str, expected: &[&str]) {
        assert_eq!(clauses(text), expected, "{text}");
    }

    #[test]
    fn what_stands_between_subject_and_verb_does_not_part_them() {
        assert_clauses(
            "The mate, Iarla Quish, was steering.",
            &["The mate, Iarla Quish, was steering.", "[The mate is] Iarla Quish"],
        );
        assert_clauses(
            "The images, which were made in May, prompted criticism.",
            &["[The images] were made in May", "[The images] prompted criticism."],
        );
        assert_clauses(
            "Darrow, which employs 210 people and makes wheel hubs, had made no comment.",
            &["[Darrow] employs 210 people", "[Darrow] makes wheel hubs", "[Darrow] had made no comment."],
        );
        assert_clauses(
            "The head of the service, Fiona Grant, said no more.",
            &[
                "The head of the service, Fiona Grant, said no more.",
                "[The head of the service is] Fiona Grant",
            ],
        );
    }

    #[test]
    fn who_says_it_is_found_before_behind_and_in_the_midst() {
        for (text, told) in [
            (
                "A supervisor had halted the furnace twice, colleagues told the Ledger.",
                "A supervisor had halted the furnace twice",
            ),
            ("The driver, police say, was drunk.", "[The driver] was drunk."),
            ("Writing on X, Musk said the raid was an attack.", "the raid was an attack."),
        ] {
            let tokens = tokenize(text);
            let found = split(&tokens);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].speaker.is_some(), "{text}");
            assert_eq!(clauses(text), [told]);
        }
        let text = "Rowe, an engineer, estimated the damage at £2.4 million.";
        assert_eq!(clauses(text)[0], text, "who estimates is no speaker of what stands before");
    }

    #[test]
    fn a_conjunction_parts_clauses_and_not_words_of_one() {
        assert_clauses(
            "It followed scrutiny of deepfakes created by Grok and shared on X.",
            &["It followed scrutiny of deepfakes created by Grok and shared on X."],
        );
        assert_clauses(
            "The firm intervened after Ofcom and other bodies began inquiries.",
            &["The firm intervened", "Ofcom and other bodies began inquiries."],
        );
        assert_clauses(
            "Men are going over both hulls with torches and tape measures.",
            &["Men are going over both hulls with torches and tape measures."],
        );
        assert_clauses(
            "Ann Lee was found dead; her husband survived.",
            &["Ann Lee was found dead", "her husband survived."],
        );
    }

    #[test]
    fn a_participle_behind_and_keeps_its_auxiliary() {
        let tokens = tokenize("The bridge was built in 1970 and rebuilt in 1995.");
        let auxiliary = split(&tokens)[1].auxiliary;
        assert_eq!(auxiliary.map(|at| tokens[at].lower.as_str()), Some("was"));
    }

    #[test]
    fn names_behind_as_and_open_questions_stay_where_they_are() {
        for text in [
            "A group known as Gray Lantern claimed the attack.",
            "The minister could not say when the road would open.",
        ] {
            assert_eq!(clauses(text), [text]);
        }
    }

    #[test]
    fn times_are_no_appositions_and_of_them_is_of_the_subject() {
        assert_clauses(
            "Output fell in March, the lowest level in years.",
            &["Output fell in March, the lowest level in years."],
        );
        assert_clauses(
            "More than 40 people were injured Tuesday, three of them seriously.",
            &["More than 40 people were injured Tuesday", "[More than 40 people] three of them seriously."],
        );
    }

    #[test]
    fn conditions_are_told_with_what_depends_on_them() {
        for text in [
            "Had the alarm sounded, the workers would have escaped.",
            "If they turn it down, the strike goes on.",
        ] {
            assert_eq!(clauses(text), [text]);
        }
    }

    #[test]
    fn lists_and_quotes_are_not_cut() {
        let colon = "Police seized four items: a knife, a rope and a map.";
        assert_eq!(clauses(colon), [colon]);
        let list = "The crimes are fraud, theft of data, and possession of images.";
        assert_eq!(clauses(list), [list]);
        let quote = "“We came, we saw and we left,” she said.";
        assert_eq!(clauses(quote).len(), 1, "{:?}", clauses(quote));
    }

    #[test]
    fn no_cut_falls_inside_a_verb_group() {
        let tokens = tokenize("has led or pord s ret");
        assert!(split(&tokens).iter().all(|clause| clause.tokens.end <= tokens.len()));
        assert_clauses("He was arrested and charged.", &["He was arrested and charged."]);
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
        "arrested",
        "charged",
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
