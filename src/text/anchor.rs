//! Where quoted words stand in a text: the W3C Web Annotation `TextQuoteSelector`
//! (<https://www.w3.org/TR/annotation-model/#text-quote-selector>), read with plain typography and single spaces.

use super::fold;
use std::ops::Range;
use std::sync::OnceLock;

/// A text in plain typography, with the way back to its bytes.
pub struct Anchors {
    folded: String,
    /// Of each byte of `folded` the byte of the text that it comes from; one more for the end.
    places: Vec<usize>,
    /// Where words begin in `folded`, sorted by what follows: made for long texts when first asked for.
    index: OnceLock<Vec<u32>>,
}

/// Of a text of so many bytes an index of its words is made, so that looking up every quote of it takes no longer for
/// each of them the longer it is.
const LONG: usize = 1 << 16;

/// So many bytes from the start of a word on are told apart in the index.
const SORTED: usize = 48;

impl Anchors {
    /// Folds `text`: plain quotes and dashes, any white space as one space, nothing invisible.
    pub fn of(text: &str) -> Anchors {
        let (mut folded, mut places) =
            (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        for (at, c) in text.char_indices() {
            let Some(c) = fold::plain(c) else { continue };
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && (folded.is_empty() || folded.ends_with(' ')) {
                continue;
            }
            folded.push(c);
            places.resize(folded.len(), at);
        }
        places.push(text.len());
        Anchors { folded, places, index: OnceLock::new() }
    }

    /// The bytes of the text at which `exact` stands: where `prefix` is right before it and `suffix` right behind it if
    /// there is such a place, else where it stands first.
    pub fn find(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Option<Range<usize>> {
        let fold = |words: &str| Anchors::of(words).folded.trim_end().to_owned();
        let exact = fold(exact);
        if exact.is_empty() {
            return None;
        }
        let (prefix, suffix) = (fold(prefix.unwrap_or("")), fold(suffix.unwrap_or("")));
        let fits = |&at: &usize| {
            self.folded[..at].trim_end().ends_with(&prefix)
                && self.folded[at + exact.len()..].trim_start().starts_with(&suffix)
        };
        let places = self.occurrences(&exact);
        let at = *places.iter().find(|at| fits(at)).or_else(|| places.first())?;
        let last = at + exact.len() - 1;
        // the byte behind the last character: where the next one starts, white space between them left out
        let end = self.places[last..].iter().copied().find(|&place| place > self.places[last])?;
        Some(self.places[at]..end)
    }

    /// Where `exact` stands, in order: at the start of a word if it ever does.
    fn occurrences(&self, exact: &str) -> Vec<usize> {
        let text = self.folded.as_bytes();
        let at_words: Vec<usize> = if text.len() < LONG {
            let all = self.folded.match_indices(exact).map(|(at, _)| at);
            all.filter(|&at| begins_word(text, at)).collect()
        } else {
            let index = self.index.get_or_init(|| index(text));
            let head = &exact.as_bytes()[..exact.len().min(SORTED)];
            let from = |at: &u32| &text[*at as usize..(*at as usize + head.len()).min(text.len())];
            let first = index.partition_point(|at| from(at) < head);
            let same = index[first..].iter().take_while(|at| from(at) == head).map(|&at| at as usize);
            let mut found: Vec<usize> = same.filter(|&at| text[at..].starts_with(exact.as_bytes())).collect();
            found.sort_unstable();
            found
        };
        if at_words.is_empty() {
            self.folded.match_indices(exact).map(|(at, _)| at).collect()
        } else {
            at_words
        }
    }
}

/// Whether no letter or digit stands right before a place.
fn begins_word(text: &[u8], at: usize) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    text[at] != b' ' && at.checked_sub(1).is_none_or(|before| !is_inner(text[before]))
}

/// The starts of words, sorted by the bytes that follow.
fn index(text: &[u8]) -> Vec<u32> {
    let mut starts: Vec<u32> =
        (0..text.len()).filter(|&at| begins_word(text, at)).filter_map(|at| at.try_into().ok()).collect();
    let key = |at: &u32| &text[*at as usize..(*at as usize + SORTED).min(text.len())];
    starts.sort_unstable_by(|a, b| key(a).cmp(key(b)).then(a.cmp(b)));
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Option<&'t str> {
        Anchors::of(text).find(exact, prefix, suffix).map(|range| text[range].trim_end())
    }

    #[test]
    fn typography_and_line_breaks_hide_no_quote() {
        let text = "He said: “We don’t\n  know – yet”, and left.";
        assert_eq!(found(text, "\"We don't know - yet\"", None, None), Some("“We don’t\n  know – yet”"));
        assert_eq!(found(text, "We do know", None, None), None);
        assert_eq!(found(text, " ", None, None), None);
    }

    #[test]
    fn a_long_text_is_searched_as_a_short_one_is() {
        let words = ["the", "dam", "\"We", "said", "dammed", "é", "in", "7"];
        let text: String = (0..LONG).map(|n| words[n * n % 13 % words.len()]).collect::<Vec<_>>().join(" ");
        assert!(text.len() > LONG);
        let anchors = Anchors::of(&text);
        for exact in ["dam", "the dam", "\"We said", "é in 7", "amm", "nowhere", "said the"] {
            let all: Vec<usize> = text.match_indices(exact).map(|(at, _)| at).collect();
            let at_words: Vec<usize> =
                all.iter().copied().filter(|&at| begins_word(text.as_bytes(), at)).collect();
            let expected = if at_words.is_empty() { all } else { at_words };
            assert_eq!(anchors.occurrences(exact), expected, "{exact}");
        }
    }

    #[test]
    fn prefix_and_suffix_choose_among_places() {
        let text = "Seven died. Later: seven died. In all seven died there.";
        let at =
            |prefix, suffix| Anchors::of(text).find("seven died", prefix, suffix).map(|range| range.start);
        assert_eq!(at(None, None), Some(19));
        assert_eq!(at(Some("In all"), None), Some(38));
        assert_eq!(at(None, Some("there")), Some(38));
        assert_eq!(at(Some("nowhere"), None), Some(19), "the first place where none fits");
    }
}
