//! Which words of a claim to mark beside another claim.

use crate::diff::words;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How a run of words stands to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
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

/// Below this share of common letters the texts are two ways of putting it, and marking every other word shows
/// nothing; only what tells is marked then. `dandavison/delta` draws its line (`max-line-distance`) at 0.6 changed.
const LIKE: f64 = 0.4;

/// The runs of `text` with their marks beside `other`. `value` is what was compared of `text`, in its own words.
pub(super) fn mark(text: &str, other: &str, value: Option<&str>) -> Vec<(String, Mark)> {
    if text.len().max(other.len()) > LONGEST {
        return vec![(text.to_owned(), Mark::Same)];
    }
    let [runs, _] = words::diff(text, other);
    let telling = words::telling_changes(text, other);
    let letters = |same: bool| -> usize { runs.iter().filter(|run| !same || run.same).map(|run| run.text.split_whitespace().map(str::len).sum::<usize>()).sum() };
    let alike = letters(true) as f64 >= LIKE * letters(false) as f64;
    let mut marks = vec![Mark::Same; text.len()];
    let mut at = 0;
    for run in &runs {
        let bytes = at..at + run.text.len();
        at = bytes.end;
        if run.same {
            continue;
        }
        if alike && run.text.contains(char::is_alphanumeric) {
            marks[bytes.clone()].fill(Mark::Differs);
        }
        if run.telling {
            mark_words(text, bytes, &telling, &mut marks);
        }
    }
    if let Some(value) = value
        && let Some(start) = find_word(text, value)
    {
        marks[start..start + value.len()].fill(Mark::Telling);
    }
    runs_of(text, &marks)
}

/// Marks the words of `telling` inside `bytes`.
fn mark_words(text: &str, bytes: Range<usize>, telling: &[String], marks: &mut [Mark]) {
    for (at, word) in text[bytes.clone()].unicode_word_indices() {
        if telling.iter().any(|told| told.unicode_words().any(|told| told == word)) {
            let start = bytes.start + at;
            marks[start..start + word.len()].fill(Mark::Telling);
        }
    }
}

/// Where `value` stands in `text` as whole words.
fn find_word(text: &str, value: &str) -> Option<usize> {
    if value.is_empty() || value.len() == text.len() {
        return None;
    }
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(value).map(|(at, _)| at).find(|&at| is_end(text[..at].chars().next_back()) && is_end(text[at + value.len()..].chars().next()))
}

fn runs_of(text: &str, marks: &[Mark]) -> Vec<(String, Mark)> {
    let mut runs: Vec<(String, Mark)> = Vec::new();
    for (at, c) in text.char_indices() {
        let behind = at + c.len_utf8();
        // white space is marked inside a run of marked words only
        let edge = c.is_whitespace() && (at == 0 || marks[at - 1] != marks[at] || marks.get(behind) != Some(&marks[at]));
        let here = if edge { Mark::Same } else { marks[at] };
        match runs.last_mut() {
            Some((run, mark)) if *mark == here => run.push(c),
            _ => runs.push((c.to_string(), here)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `_differs_`, `*tells*`
    fn shown(text: &str, other: &str, value: Option<&str>) -> String {
        mark(text, other, value)
            .into_iter()
            .map(|(run, mark)| match mark {
                Mark::Same => run,
                Mark::Differs => format!("_{run}_"),
                Mark::Telling => format!("*{run}*"),
            })
            .collect()
    }

    #[test]
    fn numbers_and_negators_tell_and_other_words_differ() {
        assert_eq!(shown("He lost 12 big ships.", "He lost 17 ships.", None), "He lost *12* _big_ ships.");
        assert_eq!(shown("It has not closed.", "It has closed.", None), "It has *not* closed.");
    }

    #[test]
    fn of_two_ways_of_putting_it_only_what_tells_is_marked() {
        let (a, b) = ("Seven crimes are under review.", "Prosecutors now examine 9 possible offences.");
        assert_eq!(shown(a, b, None), "*Seven* crimes are under review.");
    }

    #[test]
    fn a_compared_value_tells_where_it_stands_as_whole_words() {
        let (a, b) = ("The 20 were seen on 20 April.", "All left in April.");
        assert_eq!(shown(a, b, Some("20 April")), "The *20* were seen on *20 April*.");
        assert_eq!(shown("Acted in an act.", "He did so.", Some("act")), "Acted in an *act*.");
    }

    #[test]
    fn a_page_is_not_diffed() {
        let page = "word ".repeat(1_000_000);
        assert_eq!(mark(&page, "word", None).len(), 1);
    }
}
