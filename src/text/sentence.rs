//! Sentences of a text.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that end in a stop and do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "sr.", "jr.", "rev.", "hon.", "gen.", "col.", "sgt.",
    "capt.", "lt.", "cmdr.", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.",
    "nov.", "dec.", "mon.", "tue.", "wed.", "thu.", "fri.", "sat.", "sun.", "no.", "vs.", "etc.", "e.g.",
    "i.e.", "approx.", "est.", "inc.", "ltd.", "co.", "corp.", "plc.", "gov.", "sen.", "rep.", "u.s.",
    "u.k.", "u.n.", "a.m.", "p.m.", "fig.", "vol.", "al.",
];

/// The sentences of `text` as byte ranges, in order, without the white space around them. Line breaks with an empty
/// line between always end a sentence. Boundaries are those of Unicode Standard Annex 29, less the ones that an
/// abbreviation, an initial or a lower-case continuation makes.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (start, piece) in paragraphs(text) {
        let first = sentences.len();
        for (at, sentence) in piece.split_sentence_bound_indices() {
            let trimmed = sentence.trim();
            if trimmed.is_empty() {
                continue;
            }
            let from = start + at + (sentence.len() - sentence.trim_start().len());
            let range = from..from + trimmed.len();
            match sentences[first..].last_mut() {
                Some(last) if continues(&text[last.clone()], trimmed) => last.end = range.end,
                _ => sentences.push(range),
            }
        }
    }
    sentences
}

/// Longer paragraphs are not looked at for the sentence around some words.
const LONGEST: usize = 5_000;

/// The sentences in which the bytes `words` of `text` stand; the words alone where their paragraph is very long.
pub fn around(text: &str, words: &Range<usize>) -> Range<usize> {
    let (Some(before), Some(after)) = (text.get(..words.start), text.get(words.end..)) else {
        return words.clone();
    };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = words.end + after.find('\n').unwrap_or(after.len());
    if end - start > LONGEST {
        return words.clone();
    }
    let sentences = split(&text[start..end]).into_iter().map(|it| start + it.start..start + it.end);
    sentences
        .filter(|it| it.start < words.end && words.start < it.end)
        .fold(words.clone(), |all, it| all.start.min(it.start)..all.end.max(it.end))
}

/// Pieces between line breaks, with their first bytes.
fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Whether `next` goes on with the sentence that `before` seemed to end.
fn continues(before: &str, next: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = last.trim_start_matches(['(', '"', '“', '‘', '\'']);
    let lower = word.to_lowercase();
    let initial = word.len() == 2 && word.ends_with('.') && word.starts_with(|c: char| c.is_uppercase());
    let starts_small =
        next.trim_start_matches(['"', '”', '’', '\'', ')']).starts_with(|c: char| c.is_lowercase());
    // "No. 10", but "he said no. He left"
    let number = lower == "no." && !next.starts_with(|c: char| c.is_ascii_digit());
    ABBREVIATIONS.contains(&lower.as_str()) && !number || initial || starts_small && word.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let text = "Mr. Smith paid £1.2m on Oct. 17. He left at 5 p.m. to see J. R. Hale.\n\nThe “raid” was on. Was it?";
        let found: Vec<&str> = split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "Mr. Smith paid £1.2m on Oct. 17.",
                "He left at 5 p.m. to see J. R. Hale.",
                "The “raid” was on.",
                "Was it?"
            ]
        );
    }

    #[test]
    fn words_stand_in_one_sentence_or_in_more() {
        let text = "No.\nOne came. Two sank off Oct. 3. All left.\nNo.";
        let around = |words: &str| {
            let at = text.find(words).unwrap();
            &text[around(text, &(at..at + words.len()))]
        };
        assert_eq!(around("sank"), "Two sank off Oct. 3.");
        assert_eq!(around("came. Two"), "One came. Two sank off Oct. 3.");
        assert_eq!(super::around(text, &(9..900)), 9..900, "out of the text is nowhere");
    }
}
