//! A question in words: what it is about, the two sides with their differing words marked, why the score is what it is.

use super::session::{Question, Session, claim_at};
use crate::align;
use crate::claim::ClaimRef;
use crate::finding::Level;
use crate::report::layout::{BOLD, CYAN, DIM, PLAIN, RED, Text, YELLOW, short_enough};
use crate::report::marks::{self, Mark};
use crate::report::parts;
use crate::report::wording::quoted;
use crate::text::fold;

/// So many parts of a score are shown; the rest weighs little.
const PARTS: usize = 8;

/// A paragraph and what its lines begin with.
pub(super) struct Paragraph {
    /// Spaces before every line.
    pub(super) indent: usize,
    /// The words.
    pub(super) text: Text,
}

/// The keys that can be pressed.
pub(super) const KEYS: &str =
    "s same · d different · u unsure · a accept · n next · b back · z undo · q quit · ? help";

/// All that is shown of the current question.
pub(super) fn of(session: &Session<'_>, question: &Question<'_>) -> Vec<Paragraph> {
    let mut card = Card(Vec::new());
    let (number, all) = session.progress();
    let title = match (question.pair, question.doubt) {
        (Some(_), Some(_)) => "a doubtful link: are these two about one fact?",
        (Some(_), None) => "an open finding: are these two about one fact?",
        (None, _) => "an open finding: accept it as it is?",
    };
    card.add(0, Text::new(&format!("{number} of {all}  "), DIM).with(title, BOLD));
    card.gap();
    for finding in &question.findings {
        let style = match finding.level {
            Level::Error => RED,
            Level::Warning => YELLOW,
            Level::Note => CYAN,
        };
        let head = format!("{}[{}]", finding.level, finding.rule);
        card.add(0, Text::new(&head, style).with(": ", PLAIN).with(&short_enough(&message(finding)), PLAIN));
        card.gap();
    }
    match question.pair {
        Some([a, b]) => {
            side(&mut card, session, a, Some(b));
            side(&mut card, session, b, Some(a));
            score(&mut card, session, [a, b]);
        }
        None => {
            let places = question.findings.iter().flat_map(|finding| &finding.places);
            for claim in places.filter_map(|place| claim_at(session.setting.sets, place)) {
                side(&mut card, session, claim, None);
            }
        }
    }
    if let Some(doubt) = question.doubt {
        rival(&mut card, session, question, doubt);
    }
    card.0
}

struct Card(Vec<Paragraph>);

impl Card {
    fn add(&mut self, indent: usize, text: Text) {
        self.0.push(Paragraph { indent, text });
    }

    fn gap(&mut self) {
        self.add(0, Text::default());
    }
}

/// A finding's message without its rule, which stands before it.
fn message(finding: &crate::finding::Finding) -> String {
    let rule = format!("{}: ", finding.rule);
    finding.message.strip_prefix(&rule).unwrap_or(&finding.message).to_owned()
}

/// A claim with its words, those marked that `other` lacks.
fn side(card: &mut Card, session: &Session<'_>, at: ClaimRef, other: Option<ClaimRef>) {
    let sets = session.setting.sets;
    let (claim, source) = (at.of(sets), &sets[at.set].source);
    let files = session.setting.files;
    let location = files.location(claim.span.file, claim.span.start);
    let mut head = Text::new(&session.name(at), BOLD);
    let parts = [source.publisher.clone(), source.published.as_ref().map(ToString::to_string)];
    for part in parts.into_iter().flatten() {
        head.push(&format!("  {part}"), DIM);
    }
    head.push(&format!("  {}:{}:{}", files.path(claim.span.file), location.line, location.column), DIM);
    card.add(0, head);
    let mut words = Text::default();
    let text = short_enough(&claim.text);
    let runs = match other {
        Some(other) => marks::beside(&text, &other.of(sets).text),
        None => vec![(&*text, Mark::Same)],
    };
    for (run, mark) in runs {
        let style = match mark {
            Mark::Same => PLAIN,
            Mark::Differs => YELLOW,
            Mark::Telling => RED.underline(),
        };
        words.push(run, style);
    }
    card.add(2, words);
    let quote = claim.quote.as_ref().map(|quote| quote.exact.as_str());
    if let Some(quote) = quote.filter(|quote| fold::canonical(quote) != fold::canonical(&claim.text)) {
        card.add(2, Text::new(&format!("article: {}", short_enough(&quoted(quote))), DIM));
    }
    if let Some(speaker) = &claim.reading.speaker {
        card.add(2, Text::new(&format!("said by {}", speaker.shown), DIM));
    }
    card.gap();
}

fn score(card: &mut Card, session: &Session<'_>, [a, b]: [ClaimRef; 2]) {
    let score = align::score_of(session.setting.sets, a, b);
    let line = format!("score {:.2}", score.value);
    let threshold = format!(", linked from {:.2} on", session.setting.threshold);
    card.add(0, Text::new(&line, BOLD).with(&threshold, PLAIN));
    for (weight, part) in parts::weighed(&score).into_iter().take(PARTS) {
        card.add(2, Text::new(&format!("{weight:+.2} {}", part.label()), DIM));
    }
    card.gap();
}

/// The other claim that the doubt is about.
fn rival(card: &mut Card, session: &Session<'_>, question: &Question<'_>, doubt: &align::Ambiguity) {
    let is_link = question.pair.is_some_and(|pair| pair.contains(&doubt.chosen));
    let (other, what) =
        if is_link { (doubt.runner_up, "nearly as good") } else { (doubt.chosen, "linked now") };
    let head = format!("{what} for {}: {}", session.name(doubt.claim), session.name(other));
    card.add(0, Text::new(&head, PLAIN));
    card.add(2, Text::new(&short_enough(&other.of(session.setting.sets).text), DIM));
    card.gap();
}
