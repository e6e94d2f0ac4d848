//! How words of sources come onto the page: as text, whatever they hold.

use super::super::markup::cut;
use crate::text::fold;
use askama::filters::{Escaper, Html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// The escaper of the templates, named in `askama.toml`: markup becomes text, control and bidirectional characters are
/// shown as escapes.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct AsText;

impl Escaper for AsText {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, string: &str) -> fmt::Result {
        Html.write_escaped_str(dest, &fold::visible(string))
    }
}

/// An address that is no link is cut to so many characters.
const ADDRESS: usize = 160;

/// So many words of a quote lead to its place in an article.
const WORDS: usize = 8;

/// The address of an article, at `quote` where the browser finds it (<https://wicg.github.io/scroll-to-text-fragment/>).
/// `None` for what is no address on the web: a link to `javascript:` or to a file must not be one click away. Nor one that
/// reads as another place than it leads to: `https://bank.example@evil.example`, or with characters that turn the text.
pub(super) fn link(url: &str, quote: Option<&str>) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = host(rest);
    let misleads = host.contains('@') || url.contains(|c| char::is_whitespace(c) || fold::is_hidden(c));
    if !is_web || host.is_empty() || misleads {
        return None;
    }
    let Some(quote) = quote else { return Some(url.to_owned()) };
    let words: Vec<&str> = quote.split_whitespace().take(WORDS).collect();
    let hash = if url.contains('#') { "" } else { "#" };
    Some(format!("{url}{hash}:~:text={}", utf8_percent_encode(&words.join(" "), NON_ALPHANUMERIC)))
}

/// An address that is no link as words; a name and password in it are nobody's business.
pub(super) fn unlinked(url: &str) -> Option<String> {
    if link(url, None).is_some() {
        return None;
    }
    let url = url.trim();
    let told = url.split_once("://").and_then(|(scheme, rest)| {
        let at = host(rest).rfind('@')?;
        Some(format!("{scheme}://…{}", &rest[at..]))
    });
    Some(cut(&told.unwrap_or_else(|| url.to_owned()), ADDRESS))
}

/// The part of an address between `://` and the path; a backslash ends it for browsers only.
fn host(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_on_the_web_are_links() {
        for url in [
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            " JaVaScRiPt:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "file:///etc/passwd",
            "https://exa mple.org",
            "https://example.org/\u{1}",
            "https://",
            "https:///example.org",
            "https://user:password@example.org/a",
            "https://example.org@evil.example",
            "https://example.org\\@evil.example",
            "https://example.org/\u{202e}gro.live",
            "//example.org",
            "example.org",
            "",
        ] {
            assert_eq!(link(url, Some("words")), None, "{url}");
        }
        assert_eq!(link(" HTTP://example.org/a ", None).as_deref(), Some("HTTP://example.org/a"));
        assert_eq!(
            link("https://example.org/@a?b@c#@", None).as_deref(),
            Some("https://example.org/@a?b@c#@")
        );
    }

    #[test]
    fn what_is_no_link_is_words_without_its_password() {
        for (url, words) in [
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("https://user:pass@word@example.org/a@b", "https://…@example.org/a@b"),
            ("https://example.org/\u{202e}a", "https://example.org/\u{202e}a"),
        ] {
            assert_eq!(unlinked(url).as_deref(), Some(words));
        }
        assert_eq!(unlinked("https://example.org/a"), None);
    }

    #[test]
    fn a_link_leads_to_the_first_words_of_the_quote() {
        let at = |url, quote| link(url, Some(quote)).unwrap();
        assert_eq!(
            at("https://example.org/a", "up, to-10%"),
            "https://example.org/a#:~:text=up%2C%20to%2D10%25"
        );
        assert_eq!(at("https://example.org/a#b", "é"), "https://example.org/a#b:~:text=%C3%A9");
        assert!(at("https://example.org", "1 2 3 4 5 6 7 8 9").ends_with("7%208"));
    }

    #[test]
    fn markup_and_hidden_characters_become_text() {
        let mut shown = String::new();
        AsText.write_escaped_str(&mut shown, "<b a='\"'>&\u{202e}\u{1b}[2J").unwrap();
        assert_eq!(shown, "&#60;b a=&#39;&#34;&#39;&#62;&#38;\\u{202e}\\u{1b}[2J");
    }
}
