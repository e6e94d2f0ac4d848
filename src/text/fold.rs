//! Folding: one spelling for typographic variants, so that only words are compared.

use std::borrow::Cow;

/// Folds typographic quotes, dashes and spaces to their plain forms; everything else is kept.
pub fn typography(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|c| plain(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(plain).collect())
}

/// The plain form of a character; `None` for characters without width that say nothing.
pub fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{200b}'..='\u{200f}'
        | '\u{61c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => {
            return None;
        }
        _ => c,
    })
}

/// The folded form that fingerprints and exact comparison use: plain typography, lower case, single spaces,
/// no punctuation at the ends.
pub fn canonical(text: &str) -> String {
    if text.is_ascii() {
        let mut out = String::with_capacity(text.len());
        for word in text.split_ascii_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out.make_ascii_lowercase();
        return trimmed(&out).to_owned();
    }
    let plain = typography(text);
    let mut out = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    trimmed(&out).to_owned()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| matches!(c, '.' | '"' | '\'' | ',' | ';' | ':' | '!' | '?'))
}

/// Whether a character is not seen and changes how others are: control and bidirectional characters.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Shows control and bidirectional characters as escapes, so that text cannot change the terminal.
pub fn visible(text: &str) -> Cow<'_, str> {
    let plain = |b: u8| (0x20..0x7f).contains(&b);
    if text.bytes().all(plain) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().fold(String::new(), |mut out, c| {
        match c {
            '\n' | '\t' | '\r' => out.push(' '),
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
        out
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_and_straight_quotes_fold_to_the_same() {
        assert_eq!(canonical("“St Brannoc’s”  said so."), canonical("\"St Brannoc's\" said\u{a0}so"));
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(typography("seven offences"), Cow::Borrowed(_)));
    }

    #[test]
    fn control_and_bidi_characters_are_shown_escaped() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\u{61c}\nd"), "a\\u{1b}[31mb\\u{202e}c\\u{61c} d");
    }
}
