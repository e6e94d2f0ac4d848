//! Where quoted words stand in a text: the W3C Web Annotation `TextQuoteSelector`
//! (<https://www.w3.org/TR/annotation-model/#text-quote-selector>), read with plain typography and single spaces.

use super::fold;
use std::ops::Range;

/// A text in plain typography, with the way back to its bytes.
pub struct Anchors {
    folded: String,
    /// Of each byte of `folded` the byte of the text that it comes from; one more for the end.
    places: Vec<usize>,
}

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
        Anchors { folded, places }
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
        let places = || self.folded.match_indices(&exact).map(|(at, _)| at);
        let at = places().find(fits).or_else(|| places().next())?;
        let last = at + exact.len() - 1;
        // the byte behind the last character: where the next one starts, white space between them left out
        let end = self.places[last..].iter().copied().find(|&place| place > self.places[last])?;
        Some(self.places[at]..end)
    }
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
