//! Negation and opposites: what the words deny, how far a negator reaches, which states exclude each other.

use super::phrase::Word;
use super::token::{Shape, Token};
use std::ops::Range;
use std::sync::OnceLock;

/// Whether a claim affirms or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It is so.
    Affirm,
    /// It is not so.
    Deny,
}

impl Polarity {
    /// As formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Polarity::Affirm => "affirm",
            Polarity::Deny => "deny",
        }
    }
}

/// A negator and what it denies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negation {
    /// The tokens of the negator.
    pub cue: Range<usize>,
    /// The tokens in its scope: from the negator to the end of the clause.
    pub scope: Range<usize>,
}

/// Negators of one word.
const NEGATORS: &[&str] =
    &["not", "never", "no", "none", "nobody", "neither", "nor", "nothing", "nowhere", "without", "cannot"];
/// Verbs that deny what follows.
const DENIALS: &[&str] = &[
    "denied", "denies", "deny", "denying", "refused", "refuses", "declined", "declines", "failed", "fails",
    "lacks", "lacked", "rejects", "refuted", "disputed", "disputes",
];
/// Words that make a negator before them no denial: "no fewer than", "not only".
const AFTER_NOT: &[&str] = &[
    "only",
    "just",
    "merely",
    "fewer",
    "less",
    "more",
    "later",
    "doubt",
    "least",
    "matter",
    "wonder",
    "longer-term",
];

/// Whether the token is a negator by itself: what a word diff marks.
pub fn is_negator(token: &Token) -> bool {
    token.is_any(NEGATORS) || token.lower.ends_with("n't") || token.is("neither")
}

/// Whether the word (lower case) is a negator.
pub fn is_negator_word(lower: &str) -> bool {
    NEGATORS.contains(&lower) || lower.ends_with("n't") || DENIALS.contains(&lower)
}

/// The negators of a text and their scopes. Words inside quotation marks do not count; `quoted` tells them.
pub fn find(tokens: &[Token], quoted: impl Fn(usize) -> bool) -> Vec<Negation> {
    let mut found: Vec<Negation> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        let cue = if quoted(at) { None } else { cue_at(tokens, at) };
        let Some(end) = cue else {
            at += 1;
            continue;
        };
        // "could not rule out cuts", "refused to rule out cuts": they may come
        if let Some(open) = rules_out(tokens, end) {
            at = open;
            continue;
        }
        let scope_end = (end..tokens.len()).find(|&i| ends_clause(tokens, i)).unwrap_or(tokens.len());
        at = end;
        // "not until Sunday", "never saw her until": it was so from then on. "not to the county but to a contractor"
        // denies a part only
        let then = tokens.get(scope_end).is_some_and(|t| t.is("until"))
            || tokens[end..scope_end].iter().any(|t| t.is("until"));
        let contrast = tokens.get(scope_end).is_some_and(|t| t.is("but"))
            && tokens
                .get(end)
                .is_some_and(|t| t.is_any(&["to", "the", "a", "an", "in", "by", "for", "because"]));
        // "no party but the Greens"
        let exceptive = tokens[start].is_any(&["no", "none", "nobody", "nothing"])
            && tokens[end..scope_end].iter().all(|t| !t.stop && t.entry.is_none_or(|entry| entry.is_noun()))
            && tokens.get(scope_end).is_some_and(|t| t.is("but"));
        if then || contrast || exceptive {
            continue;
        }
        found.push(Negation { cue: start..end, scope: end..scope_end });
    }
    found
}

/// The index past "rule out" right behind a negator.
fn rules_out(tokens: &[Token], at: usize) -> Option<usize> {
    let at = at + usize::from(tokens.get(at).is_some_and(|token| token.is_any(&["to", "be", "been", "yet"])));
    let rule = tokens.get(at).is_some_and(|token| token.is_any(&["rule", "ruled", "ruling"]));
    (rule && tokens.get(at + 1).is_some_and(|token| token.is("out"))).then_some(at + 2)
}

/// The index past a negator that starts at `at`.
fn cue_at(tokens: &[Token], at: usize) -> Option<usize> {
    let token = &tokens[at];
    let next = |word: &str| tokens.get(at + 1).is_some_and(|t| t.is(word));
    if token.is("yet") && next("to") {
        return Some(at + 2);
    }
    if token.is("no") && next("longer") {
        return Some(at + 2);
    }
    if token.is("ruled") && next("out") || token.is("rules") && next("out") {
        return Some(at + 2);
    }
    // a plea denies no verdict
    if token.is("not") && next("guilty") && at > 0 && tokens[at - 1].base() == "plead" {
        return None;
    }
    // "No. 1", "No 10": a number
    let number = at + 1 + usize::from(next("."));
    if token.is("no") && tokens.get(number).is_some_and(|number| number.shape == Shape::Digits) {
        return None;
    }
    if is_negator(token) {
        let cancelled = tokens.get(at + 1).is_some_and(|t| t.is_any(AFTER_NOT));
        return (!cancelled).then_some(at + 1);
    }
    if token.is_any(DENIALS) {
        // "failed bank", "disputed sum": an adjective denies nothing
        let adjective =
            at > 0 && tokens[at - 1].is_any(&["a", "an", "the", "this", "its", "their", "his", "her"]);
        let to = token.is_any(&["refused", "refuses", "declined", "declines", "failed", "fails"]);
        return (!adjective && (!to || next("to"))).then_some(at + 1);
    }
    None
}

fn ends_clause(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    token.shape == Shape::Sign && matches!(token.lower.as_str(), ";" | "." | ":" | "!" | "?")
        || token.is_any(&["but", "although", "though", "because", "while", "whereas", "however", "until"])
        || token.is(",")
            && tokens
                .get(at + 1)
                .is_some_and(|t| t.is_any(&["and", "but", "which", "who", "saying", "while", "as"]))
}

/// Groups of words for states of which only one can hold; a word stands for its forms. WordNet's antonyms come on top.
const OPPOSITES: &[(&[&str], &[&str])] = &[
    (
        &["run", "running", "work", "working", "operate", "operational", "function", "in service"],
        &[
            "out of service",
            "out of order",
            "broken",
            "idle",
            "offline",
            "out of action",
            "switched off",
            "break down",
        ],
    ),
    (&["open", "reopen"], &["close", "closed", "shut", "shut down"]),
    (&["guilty", "convict", "convicted"], &["innocent", "acquit", "acquitted", "cleared", "exonerate"]),
    (&["survive", "survived", "alive"], &["die", "dead", "kill", "killed", "perish"]),
    (
        &["accept", "approve", "agree", "back", "endorse", "welcome", "adopt", "pass"],
        &["reject", "refuse", "turn down", "throw out", "rebuff", "decline", "oppose", "spurn", "veto"],
    ),
    (
        &["rise", "increase", "grow", "climb", "jump", "gain", "soar", "go up", "surge"],
        &["fall", "decrease", "drop", "decline", "shrink", "sink", "plunge", "go down", "slump", "lose"],
    ),
    (&["win"], &["lose"]),
    (&["confirm", "admit", "acknowledge"], &["deny", "refute", "dispute"]),
    (&["surplus"], &["deficit"]),
    (&["arrive", "enter"], &["leave", "depart"]),
    (&["start", "begin", "resume"], &["end", "stop", "halt", "cease"]),
    (&["legal", "lawful"], &["illegal", "unlawful"]),
    (&["present"], &["absent"]),
    (&["keep", "retain", "stay"], &["leave", "quit", "resign", "sack", "dismiss"]),
    (&["on time"], &["late", "delayed"]),
    (&["insured"], &["uninsured"]),
    (&["locked"], &["unlocked"]),
    (&["sound", "go off", "ring", "blare", "wail"], &["silent", "mute"]),
];

/// Which groups of [`OPPOSITES`] a word is in, one bit each: among the first halves, and among the second.
fn states(word: &str) -> (u64, u64) {
    static STATES: OnceLock<Vec<(&str, u64, u64)>> = OnceLock::new();
    let states = STATES.get_or_init(|| {
        let halves = OPPOSITES.iter().enumerate().flat_map(|(bit, (yes, no))| {
            let bit = 1u64 << bit;
            yes.iter().map(move |word| (*word, bit, 0)).chain(no.iter().map(move |word| (*word, 0, bit)))
        });
        let mut states: Vec<(&str, u64, u64)> = halves.collect();
        states.sort_unstable();
        states.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 |= next.1;
                kept.2 |= next.2;
            }
            same
        });
        states
    });
    states.binary_search_by_key(&word, |(word, _, _)| word).map_or((0, 0), |at| (states[at].1, states[at].2))
}

/// Whether two words name one state or act of [`OPPOSITES`]: "throw out" and "turn down".
pub fn is_same_act(a: &Word, b: &Word) -> bool {
    let ((yes, no), (also, nor)) = (states(&a.base), states(&b.base));
    a.base == b.base || yes & also != 0 || no & nor != 0
}

/// Whether a negation is a denial by somebody: "denied", "ruled out".
pub fn is_denial(tokens: &[Token], negation: &Negation) -> bool {
    tokens[negation.cue.start]
        .is_any(&["denied", "denies", "deny", "denying", "ruled", "rules", "refuted", "disputed", "disputes"])
}

/// Whether two words name states that exclude each other.
pub fn are_opposites(a: &Word, b: &Word) -> bool {
    if let (Some(x), Some(y)) = (a.entry, b.entry)
        && x.is_opposite(y)
    {
        return true;
    }
    are_opposite_states(a, b)
}

/// Whether two words are opposites of [`OPPOSITES`].
pub fn are_opposite_states(a: &Word, b: &Word) -> bool {
    let ((yes, no), (also, nor)) = (states(&a.base), states(&b.base));
    yes & nor != 0 || no & also != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn denied(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        find(&tokens, |_| false)
            .iter()
            .map(|n| tokens[n.scope.clone()].iter().map(|t| t.lower.clone()).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_negator_reaches_to_the_end_of_its_clause() {
        for (text, expected) in [
            ("The board has not turned the proposal down.", vec!["turned the proposal down"]),
            (
                "X has yet to release a detailed statement, but it spoke.",
                vec!["release a detailed statement"],
            ),
            ("No one was hurt.", vec!["one was hurt"]),
            ("It denied any wrongdoing", vec!["any wrongdoing"]),
            ("He wasn't there; she was.", vec!["there"]),
        ] {
            assert_eq!(denied(text), expected, "{text}");
        }
    }

    #[test]
    fn negators_that_deny_nothing_are_passed_over() {
        for text in [
            "No fewer than 12 died.",
            "It was not only loud.",
            "The disputed sum was paid.",
            "The failed bank owes money.",
        ] {
            assert_eq!(denied(text), Vec::<String>::new(), "{text}");
        }
    }
}
