//! Which words of a claim to mark beside another claim.

use super::Report;
use super::relations::Shown;
use crate::claim::{Claim, ClaimRef};
use crate::diff::words::{self, Run};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How a run of words stands to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Nothing to mark.
    Same,
    /// The other side lacks it.
    Differs,
    /// A changed number, negator or compared value.
    Telling,
}

/// Longer texts are not marked: a word diff takes time in the product of the lengths, and no reader compares two pages
/// word by word.
const LONGEST: usize = 4_000;

/// A longer value, such as a list, is most of its claim: marking it shows nothing.
const SHORT: usize = 40;

/// Below this share of common letters the texts are two ways of putting it, and marking every other word shows
/// nothing; only what tells is marked then. `dandavison/delta` draws its line (`max-line-distance`) at 0.4 in common;
/// prose has more small words in common than code.
const LIKE: f64 = 0.6;

/// The runs of a claim's `text` with their marks beside the claim that it stands in the gravest discrepancy to.
pub(super) fn of<'t>(
    report: &Report<'_>,
    shown: &Shown<'_>,
    claim: ClaimRef,
    text: &'t str,
) -> Vec<(&'t str, Mark)> {
    let gravest = shown.gravest(claim).filter(|(group, _)| group.level.is_some());
    let Some((against, member)) =
        gravest.and_then(|(group, side)| Some((group.against(side)?, group.member(claim)?)))
    else {
        return vec![(text, Mark::Same)];
    };
    mark(text, &against.of(report.sets).text, value_at(claim.of(report.sets), member.shown))
}

/// The runs of `text` with their marks beside `other`.
pub(crate) fn beside<'t>(text: &'t str, other: &str) -> Vec<(&'t str, Mark)> {
    mark(text, other, None)
}

/// The runs of `text` with their marks beside `other`. `value` is where the value stands that was compared.
fn mark<'t>(text: &'t str, other: &str, value: Option<Range<usize>>) -> Vec<(&'t str, Mark)> {
    if text.len().max(other.len()) > LONGEST {
        return vec![(text, Mark::Same)];
    }
    let mut marks = vec![Mark::Same; text.len()];
    let pair = words::Pair::of(text, other);
    if pair.shared() >= LIKE {
        mark_runs(&pair.left_runs(), other, &mut marks);
    } else if pair.tells() {
        // no diff is needed where the texts cannot be alike: only what tells and the other lacks is marked
        mark_runs(&[Run { text, same: false, telling: true }], other, &mut marks);
    }
    if let Some(marks) = value.and_then(|value| marks.get_mut(value)) {
        marks.fill(Mark::Telling);
    }
    runs_of(text, &marks)
}

/// Marks what differs, if the texts are alike, and what tells.
fn mark_runs(runs: &[Run<'_>], other: &str, marks: &mut [Mark]) {
    let (mut all, mut common) = (0, 0);
    for run in runs {
        let letters = words::letters(run.text);
        all += letters;
        common += if run.same { letters } else { 0 };
    }
    let alike = common as f64 >= LIKE * all as f64;
    let telling = telling_words(runs, other);
    let mut at = 0;
    for run in runs {
        let bytes = at..at + run.text.len();
        at = bytes.end;
        if !run.same && alike && run.text.contains(char::is_alphanumeric) {
            marks[bytes.clone()].fill(Mark::Differs);
        }
        if !run.telling || telling.is_empty() {
            continue;
        }
        let mut start = bytes.start;
        for part in run.text.split_inclusive(char::is_whitespace) {
            if part.unicode_words().any(|word| telling.contains(&word)) {
                let word = part.trim_start_matches(is_edge);
                marks[start + part.len() - word.len()..][..word.trim_end_matches(is_edge).len()]
                    .fill(Mark::Telling);
            }
            start += part.len();
        }
    }
}

/// Where the value that a relation shows stands in the words of a claim.
fn value_at(claim: &Claim, shown: &str) -> Option<Range<usize>> {
    if shown.len() > SHORT {
        return None;
    }
    let mention = claim.reading.values.iter().find(|mention| mention.value.resolved() == shown)?;
    let tokens = claim.reading.tokens.get(mention.tokens.clone())?;
    Some(tokens.first()?.bytes.start..tokens.last()?.bytes.end)
}

/// Changed numbers and negators among the runs. Those that `other` has too, elsewhere, have only moved.
fn telling_words<'t>(runs: &[Run<'t>], other: &str) -> Vec<&'t str> {
    let mut told: Vec<&str> = words::telling(runs).flat_map(str::unicode_words).collect();
    if !told.is_empty() {
        let others: Vec<&str> = other.unicode_words().collect();
        told.retain(|word| !others.iter().any(|other| is_same_in_lower_case(word, other)));
    }
    told
}

fn is_same_in_lower_case(a: &str, b: &str) -> bool {
    let ascii = a.is_ascii() && b.is_ascii();
    if ascii { a.eq_ignore_ascii_case(b) } else { a.to_lowercase() == b.to_lowercase() }
}

/// What stands around a word and is no part of it; signs of currency and per cent are.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation() && !matches!(c, '%' | '$')
        || matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…')
}

fn runs_of<'t>(text: &'t str, marks: &[Mark]) -> Vec<(&'t str, Mark)> {
    let mut runs: Vec<(&str, Mark)> = Vec::new();
    for (at, c) in text.char_indices() {
        let behind = at + c.len_utf8();
        // white space is marked inside a run of marked words only
        let edge = c.is_whitespace()
            && (at == 0 || marks[at - 1] != marks[at] || marks.get(behind) != Some(&marks[at]));
        let here = if edge { Mark::Same } else { marks[at] };
        match runs.last_mut() {
            Some((run, mark)) if *mark == here => *run = &text[at - run.len()..behind],
            _ => runs.push((&text[at..behind], here)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `_differs_`, `*tells*`
    fn shown(text: &str, other: &str, value: Option<Range<usize>>) -> String {
        mark(text, other, value)
            .into_iter()
            .map(|(run, mark)| match mark {
                Mark::Same => run.to_owned(),
                Mark::Differs => format!("_{run}_"),
                Mark::Telling => format!("*{run}*"),
            })
            .collect()
    }

    #[test]
    fn numbers_and_negators_tell_and_other_words_differ() {
        assert_eq!(shown("He lost 12 big ships.", "He lost 17 ships.", None), "He lost *12* _big_ ships.");
        assert_eq!(shown("A “37-hour” week.", "A long week.", None), "A “*37-hour*” week.");
        assert_eq!(shown("It has not closed.", "It has closed.", None), "It has *not* closed.");
    }

    #[test]
    fn of_two_ways_of_putting_it_only_what_tells_is_marked() {
        let (a, b) = ("Seven crimes are under review.", "Prosecutors now examine 9 possible offences.");
        assert_eq!(shown(a, b, None), "*Seven* crimes are under review.");
    }

    #[test]
    fn what_has_only_moved_does_not_tell() {
        let (a, b) = ("X was not surprised by the raid.", "The firm has not yet released a statement.");
        assert_eq!(shown(a, b, None), a);
    }

    #[test]
    fn a_compared_value_tells_wherever_it_stands() {
        let text = "Management puts its losses at north of 12 million.";
        assert_eq!(
            shown(text, "The row cost 12 million.", Some(30..49)),
            "Management puts its losses at *north of 12 million*."
        );
        assert_eq!(shown("Few.", "Many.", Some(2..99)), "Few.", "out of the text is nowhere");
    }

    #[test]
    fn the_diff_is_left_out_only_where_it_would_mark_nothing() {
        let texts = [
            "",
            " ",
            "The firm has not yet released a statement.",
            "The firm has released a statement, it says.",
            "A statement was put out by the firm.",
            "Seven ships sank off the cape on 3 March.",
            "Off the cape, seven ships were lost.",
            "北京 said: “12\u{a0}km of rail”, no more.",
        ];
        for text in texts {
            for other in texts {
                let mut marks = vec![Mark::Same; text.len()];
                mark_runs(&words::Pair::of(text, other).left_runs(), other, &mut marks);
                assert_eq!(mark(text, other, None), runs_of(text, &marks), "{text:?} beside {other:?}");
            }
        }
    }

    #[test]
    fn a_page_is_not_diffed() {
        let page = "word ".repeat(1_000_000);
        assert_eq!(mark(&page, "word", None).len(), 1);
    }
}
