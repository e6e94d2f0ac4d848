//! Articles to claims: what a plain article says, clause by clause, each claim with the bytes of its words.
//!
//! ```text
//! article ─ document (blocks, head, what is left out) ─ sentences ─ clauses ─ claims
//! ```
//!
//! Below `load`, since an article is one more thing that a source can be read from.

pub mod clause;
mod dateline;
pub mod document;
pub mod draft;
mod lists;
mod organisation;
mod person;
mod speech;

use crate::claim::page::Url;
use crate::claim::{Claim, ClaimId, ClaimSet, Quote, Source, SourceId};
use crate::span::{FileId, Span};
use crate::text::quotes;
use crate::text::sentence;
use crate::text::token::{self, Shape, Token};
use crate::text::verb;
use crate::value::date::Date;
use clause::{Clause, Link};
use document::{Block, Document, Format, Kind, Omission};
use organisation::Organisations;
use person::People;
use std::borrow::Cow;
use std::ops::Range;

/// What came of an article.
#[derive(Debug)]
pub struct Article {
    /// Its claims.
    pub set: ClaimSet,
    /// What was left out of it.
    pub omitted: Vec<Omission>,
}

/// The claims of an article. `id` is the source's; `published` goes before what the article says of itself.
pub fn article(text: &str, format: Format, file: FileId, id: SourceId, published: Option<Date>) -> Article {
    let document = document::read(text, format);
    let mut source = source(&document, file, id, published, text.len());
    if source.published.is_none() {
        let first = document.blocks.iter().find(|block| !matches!(block.kind, Kind::Heading { .. }));
        let day = first.and_then(|block| dateline::day(&block.text));
        source.published = day.and_then(|day| Date::parse_edtf(&day).ok());
    }
    let mut writer = Writer {
        file,
        claims: Vec::new(),
        people: People::default(),
        organisations: Organisations::default(),
        begun: false,
    };
    let lists = lists::find(&document.blocks);
    for (at, block) in document.blocks.iter().enumerate() {
        let list = lists.iter().find(|list| list.announcer == at);
        if let Some(list) = list {
            writer.list(block, list);
        }
        match block.kind {
            Kind::Heading { .. } => {}
            Kind::Paragraph | Kind::Quote | Kind::Item { .. } => {
                writer.block(block, list.map(|list| &list.place));
            }
        }
        if let Some(items) = lists::pair(&document.blocks, at) {
            writer.people.list(&items);
        }
    }
    let mut claims = writer.claims;
    for (nth, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId::new(&format!("c{}", nth + 1));
    }
    Article { set: ClaimSet { source, claims }, omitted: document.omitted }
}

fn source(document: &Document, file: FileId, id: SourceId, published: Option<Date>, length: usize) -> Source {
    let head = &document.head;
    let words = |located: &Option<document::Located>| located.as_ref().map(|located| located.text.clone());
    let date = |located: &Option<document::Located>| {
        located.as_ref().and_then(|located| Date::parse_edtf(&located.text).ok())
    };
    let span = head.headline.as_ref().map_or(0..length.min(1), |headline| headline.bytes.clone());
    let mut source = Source::new(id, Span { file, start: span.start, end: span.end });
    source.headline = words(&head.headline);
    source.publisher = words(&head.publisher);
    source.url = words(&head.url).map(Url::new);
    source.published = published.or_else(|| date(&head.published));
    source.modified = date(&head.modified);
    source.language = words(&head.language).unwrap_or(source.language);
    source
}

/// Fewer content words say too little to stand alone, in a clause of fewer words than [`SHORT`] that is of no name.
const CONTENT: usize = 2;

/// A clause of so many words says something even with one content word: "lightning had nothing to do with it".
const SHORT: usize = 5;

struct Writer {
    file: FileId,
    claims: Vec<Claim>,
    people: People,
    organisations: Organisations,
    /// Whether the first paragraph was read, which may have a dateline.
    begun: bool,
}

impl Writer {
    fn span(&self, block: &Block, range: Range<usize>) -> Span {
        let bytes = block.bytes(range);
        Span { file: self.file, start: bytes.start, end: bytes.end }
    }

    /// The claims of a block. `announced` are the bytes of a sentence that a list was told with.
    fn block(&mut self, block: &Block, announced: Option<&Range<usize>>) {
        let first = if self.begun { 0 } else { dateline::end(&block.text) };
        self.begun = true;
        let mut quote: Option<speech::Long> = None;
        for range in sentence::split(&block.text[first..]) {
            let range = range.start + first..range.end + first;
            let sentence = &block.text[range.clone()];
            let tokens = token::tokenize(sentence);
            let open = quote.take_if(|quote| range.start < quote.end);
            quote = open.or_else(|| speech::opened(&block.text, &range, &tokens, &mut self.people));
            if sentence.ends_with('?') || is_taken_back(sentence) {
                continue;
            }
            if let Some(quote) = &quote {
                self.quoted(block, &range, &tokens, quote);
                continue;
            }
            let speaker = self.people.speaker(&tokens, sentence);
            let clauses = clause::split(&tokens);
            if announced == Some(&range) && clauses.len() == 1 {
                continue;
            }
            for clause in clauses {
                self.clause(block, range.clone(), &tokens, &clause, speaker.as_deref());
            }
            self.people.read(&tokens, sentence);
            self.organisations.read(&tokens, sentence);
        }
        self.people.end_paragraph();
    }

    /// A sentence of a quote over several: nothing is cut, and "he" is whom the speaker means.
    fn quoted(&mut self, block: &Block, range: &Range<usize>, tokens: &[Token], quote: &speech::Long) {
        let words = trimmed(tokens, 0..tokens.len());
        let whole = Clause::whole(0..tokens.len());
        if words.is_empty() || !says_enough(tokens, &words, &whole) {
            return;
        }
        let bytes = tokens[words.start].bytes.start..tokens[words.end - 1].bytes.end;
        let place = range.start + bytes.start..range.start + bytes.end;
        let told = quote.part(&block.text, &place);
        let claim = self.claim(block, told, place, range.clone());
        self.claims.push(Claim { speaker: quote.speaker.clone(), ..claim });
    }

    /// A claim with the words of the article at `place` as its quote.
    fn claim(&self, block: &Block, told: String, place: Range<usize>, sentence: Range<usize>) -> Claim {
        let exact = block.text[place.clone()].to_owned();
        let mut claim = Claim::new(ClaimId::new(""), told, self.span(block, place));
        let span = claim.span;
        claim.quote = Some(Quote { exact, prefix: None, suffix: None, span, found: Some(span) });
        claim.sentence = Some(self.span(block, sentence));
        claim
    }

    fn clause(
        &mut self,
        block: &Block,
        sentence: Range<usize>,
        tokens: &[Token],
        clause: &Clause,
        quoted: Option<&str>,
    ) {
        let words = trimmed(tokens, clause.tokens.clone());
        if words.is_empty() || !says_enough(tokens, &words, clause) {
            return;
        }
        let text = &block.text[sentence.clone()];
        let bytes = tokens[words.start].bytes.start..tokens[words.end - 1].bytes.end;
        let told = self.standalone(text, tokens, clause, &words);
        let speaker = clause.speaker.as_ref().map(|speaker| self.words_of(text, tokens, speaker));
        let place = sentence.start + bytes.start..sentence.start + bytes.end;
        let mut claim = self.claim(block, told, place, sentence);
        let has_quote = !quotes::spans(&tokens[words]).is_empty();
        // "he said", whoever that is
        let speaker = speaker.filter(|speaker| !person::is_pronoun(speaker));
        claim.speaker = speaker.or_else(|| quoted.filter(|_| has_quote).map(str::to_owned));
        self.claims.push(claim);
    }

    /// A noun phrase, its pronoun replaced by the name that it stands for.
    fn words_of(&self, text: &str, tokens: &[Token], range: &Range<usize>) -> String {
        let bytes = tokens[range.start].bytes.start..tokens[range.end - 1].bytes.end;
        self.named(&text[bytes], tokens, range.start)
    }

    /// The words, those of `tokens` from `at`, with the name for the pronoun or the noun that begins them.
    fn named(&self, words: &str, tokens: &[Token], at: usize) -> String {
        let words = self.people.named(words, tokens, at);
        match words {
            Cow::Owned(words) => words,
            Cow::Borrowed(words) => self.organisations.named(words, tokens, at).into_owned(),
        }
    }

    /// The words of a clause with the subject that they lack, so that they can be read alone.
    fn standalone(&self, text: &str, tokens: &[Token], clause: &Clause, range: &Range<usize>) -> String {
        let mut words = words_without(text, tokens, range, &clause.without);
        if let Some(auxiliary) = clause.auxiliary {
            words = format!("{} {words}", tokens[auxiliary].lower);
        }
        let subject = clause.subject.as_ref().map(|subject| self.words_of(text, tokens, subject));
        // "it" before "the coastguard said" is somebody else
        if let Some(speaker) = clause.speaker.as_ref().filter(|speaker| speaker.start < clause.tokens.start)
            && subject.is_none()
        {
            return capitalised(&of_speaker(&self.words_of(text, tokens, speaker), &words));
        }
        let told = match (subject, clause.link) {
            (Some(subject), Link::Is) if words.parse::<u8>().is_ok() => format!("{subject} is aged {words}"),
            (Some(subject), Link::Is) => format!("{subject} is {words}"),
            (Some(subject), Link::Plain) => format!("{subject} {words}"),
            (Some(subject), Link::Apart) => match words.split_once(" of them") {
                // "1,200 jobs, 300 of them in Kessel"
                Some((count, rest)) => {
                    format!("{count} of the {}{rest}", subject.rsplit(' ').next().unwrap_or(&subject))
                }
                // "the train, operated by Northway,"
                None if verb::is_participle(&tokens[range.start])
                    && tokens[range.start].lower.ends_with("ed") =>
                {
                    format!("{subject} was {words}")
                }
                None => format!("{subject}, {words}"),
            },
            (Some(subject), Link::Of) => format!("{subject}’s {words}"),
            (None, _) => self.named(&words, tokens, clause.tokens.start),
        };
        capitalised(&told)
    }

    fn list(&mut self, block: &Block, list: &lists::Announced) {
        let text = format!("{}: {}", list.words.trim_end_matches([':', '.']), list.items.join(", "));
        let mut claim = self.claim(block, text, list.place.clone(), list.place.clone());
        claim.values.push(list.value(claim.span));
        self.claims.push(claim);
    }
}

/// The words of a range of tokens, less those of the gaps.
fn words_without(text: &str, tokens: &[Token], range: &Range<usize>, gaps: &[Range<usize>]) -> String {
    let mut words = String::new();
    let mut start = range.start;
    let ends = gaps.iter().map(|gap| (gap.start, gap.end)).chain([(range.end, range.end)]);
    for (end, next) in ends.filter(|&(end, _)| end <= range.end) {
        if start < end {
            let space = if words.is_empty() || tokens[start].is(",") { "" } else { " " };
            words.push_str(space);
            words.push_str(&text[tokens[start].bytes.start..tokens[end - 1].bytes.end]);
        }
        start = start.max(next);
    }
    words
}

/// What somebody says, with the speaker's name for the pronoun that begins it: "it would close", "its board has met". "It"
/// stands for organisations only, and "they" may be anybody.
fn of_speaker(speaker: &str, words: &str) -> String {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    match first.to_lowercase().as_str() {
        "it" if organisation::is_organisation(speaker) => format!("{speaker} {rest}"),
        "its" if organisation::is_organisation(speaker) => format!("{speaker}’s {rest}"),
        "he" | "she" | "we" | "i" => format!("{speaker} {rest}"),
        "his" | "her" | "our" | "my" => format!("{speaker}’s {rest}"),
        _ => words.to_owned(),
    }
}

/// "An earlier version of this article said": what it said is claimed no more.
fn is_taken_back(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    [
        "earlier version",
        "previous version",
        "article was amended",
        "article has been updated",
        "story has been updated",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

/// The tokens without signs and conjunctions at the ends.
fn trimmed(tokens: &[Token], mut range: Range<usize>) -> Range<usize> {
    let is_edge = |token: &Token, partner: &str, rest: &[Token]| {
        let paired = rest.iter().any(|t| t.is(partner));
        token.shape == Shape::Sign
            && (token.is_any(&[",", ".", ";", ":", "-", "!"]) || token.is_any(&["(", ")"]) && !paired)
            || token.is_any(&["and", "but", "or"])
    };
    while range.start < range.end
        && (is_edge(&tokens[range.start], ")", &tokens[range.clone()])
            || tokens[range.start].is("that") && range.len() > 2)
    {
        range.start += 1;
    }
    while range.start < range.end && is_edge(&tokens[range.end - 1], "(", &tokens[range.clone()]) {
        range.end -= 1;
    }
    range
}

/// Whether the words are more than a stub, and no address to the reader.
fn says_enough(tokens: &[Token], range: &Range<usize>, clause: &Clause) -> bool {
    let words = &tokens[range.clone()];
    let named =
        clause.subject.as_ref().is_some_and(|subject| tokens[subject.clone()].iter().any(|t| t.capital));
    // "there, including four crew", "24 to 26, with three abstentions"
    let nobody = clause.subject.as_ref().is_some_and(|subject| {
        let last = &tokens[subject.end - 1];
        last.shape == Shape::Digits || last.is("there")
    });
    if clause.link == Link::Apart && nobody {
        return false;
    }
    let content = words.iter().filter(|token| !token.stop && token.shape != Shape::Sign).count();
    // "the governor" "would not comment"
    let told = clause.link == Link::Plain && clause.subject.is_some() && words.len() > 2;
    // "he denies it"
    let denial = words.iter().any(|token| token.base() == "deny");
    let short = clause.link == Link::Is || words.len() >= SHORT || named || told || denial;
    let least = if short { 1 } else { CONTENT };
    content >= least && !words.iter().take(2).any(|token| token.is_any(&["you", "your"]))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
