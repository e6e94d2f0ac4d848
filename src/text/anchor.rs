//! Where quoted words stand in a text: the W3C Web Annotation `TextQuoteSelector`
//! (<https://www.w3.org/TR/annotation-model/#text-quote-selector>), read with plain typography and single spaces.

use super::fold;
use std::ops::Range;
use std::sync::OnceLock;

/// A quote of more parts than this is a summary.
const MOST_PARTS: usize = 10;

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
        Anchors::of_characters(text.char_indices(), text.len())
    }

    /// The same of characters that stand at these bytes of a text of `length` bytes; what is between them is passed over.
    pub fn of_characters(characters: impl Iterator<Item = (usize, char)>, length: usize) -> Anchors {
        let (mut folded, mut places) = (String::with_capacity(length), Vec::with_capacity(length + 1));
        for (at, c) in characters {
            let Some(c) = fold::plain(c) else { continue };
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && (folded.is_empty() || folded.ends_with(' ')) {
                continue;
            }
            folded.push(c);
            places.resize(folded.len(), at);
        }
        places.push(length);
        Anchors { folded, places, index: OnceLock::new() }
    }

    /// The bytes of the text at which `exact` stands: where `prefix` is right before it and `suffix` right behind it if
    /// there is such a place, else where it stands first.
    pub fn find(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Option<Range<usize>> {
        let first = |prefix, suffix| self.places(exact, prefix, suffix).into_iter().next();
        first(prefix, suffix).or_else(|| first(None, None))
    }

    /// Every place of `exact` that has `prefix` right before it and `suffix` right behind it.
    pub fn places(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Vec<Range<usize>> {
        let exact = folded(exact);
        if exact.is_empty() {
            return Vec::new();
        }
        let (prefix, suffix) = (folded(prefix.unwrap_or("")), folded(suffix.unwrap_or("")));
        let fits = |&at: &usize| {
            self.folded[..at].trim_end().ends_with(&prefix)
                && self.folded[at + exact.len()..].trim_start().starts_with(&suffix)
        };
        let found = self.occurrences(&exact).into_iter().filter(fits);
        found.filter_map(|at| self.bytes(at..at + exact.len())).collect()
    }

    /// The places of the parts of `exact` that an ellipsis keeps apart (`…`, `...`, `[…]`), one behind the other and as
    /// near to each other as they are anywhere. `None` where there is no ellipsis, or where a part is missing.
    pub fn find_parts(&self, exact: &str) -> Option<Vec<Range<usize>>> {
        let plain = folded(exact).replace("...", "…").replace("[…]", "…").replace("(…)", "…");
        let parts: Vec<&str> = plain.split('…').map(str::trim).filter(|part| !part.is_empty()).collect();
        if !(2..=MOST_PARTS).contains(&parts.len()) {
            return None;
        }
        let places: Vec<Vec<usize>> =
            parts.iter().map(|part| self.folded.match_indices(part).map(|(at, _)| at).collect()).collect();
        let row_from = |start: usize| -> Option<Vec<Range<usize>>> {
            let mut at = start;
            let place = |(part, places): (&&str, &Vec<usize>)| {
                let found = *places.get(places.partition_point(|&place| place < at))?;
                at = found + part.len();
                Some(found..at)
            };
            parts.iter().zip(&places).map(place).collect()
        };
        // where no row begins at a place, none begins behind it
        let rows = places[0].iter().map_while(|&start| row_from(start));
        let nearest = rows.min_by_key(|row| row.last().map_or(0, |last| last.end) - row[0].start)?;
        nearest.into_iter().map(|part| self.bytes(part)).collect()
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

    /// The bytes of the text that bytes of the folded text come from.
    fn bytes(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let last = folded.end - 1;
        // the byte behind the last character: where the next one starts, white space between them left out
        let end = self.places[last..].iter().copied().find(|&place| place > self.places[last])?;
        Some(self.places[folded.start]..end)
    }
}

fn folded(words: &str) -> String {
    Anchors::of(words).folded.trim_end().to_owned()
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

    #[test]
    fn the_parts_around_an_ellipsis_are_found_one_behind_the_other_and_near() {
        let text = "We came. We came late – and we left early.";
        let parts = |exact| -> Option<Vec<&str>> {
            let found = Anchors::of(text).find_parts(exact)?;
            Some(found.into_iter().map(|range| text[range].trim_end()).collect())
        };
        assert_eq!(parts("We came [...] left"), Some(vec!["We came", "left"]));
        assert_eq!(Anchors::of(text).find_parts("We came … left").unwrap()[0].start, 9);
        assert_eq!(parts("we left … We came"), None);
        assert_eq!(parts("We came"), None);
        assert_eq!(parts("… We came …"), None);
        let long = "a ".repeat(100_000) + "z";
        assert_eq!(Anchors::of(&long).find_parts("a … z").unwrap()[0].start, 199_998, "in good time");
    }
}
