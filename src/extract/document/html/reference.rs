//! Character references: `&amp;`, `&#8217;`, `&eacute;`.

use super::super::block::Writer;
use html5gum::{Token, Tokenizer};
use std::borrow::Cow;
use std::ops::Range;

/// The longest name of a reference is shorter.
const LONGEST: usize = 34;

/// Adds `file[bytes]` to the block, each reference as the character that it stands for.
pub(super) fn copy(writer: &mut Writer, file: &str, bytes: Range<usize>) {
    let Some(text) = file.get(bytes.clone()) else { return };
    let mut done = 0;
    for (at, _) in text.match_indices('&') {
        if at < done {
            continue;
        }
        let Some(len) = length(&text[at..]) else { continue };
        let reference = &text[at..at + len];
        let meant = meaning(reference);
        if meant != reference {
            writer.copy(file, bytes.start + done..bytes.start + at);
            writer.stand_in(&meant, bytes.start + at..bytes.start + at + len);
            done = at + len;
        }
    }
    writer.copy(file, bytes.start + done..bytes.end);
}

/// The text with its references decoded.
pub(super) fn decoded(text: &str) -> String {
    let mut writer = Writer::default();
    copy(&mut writer, text, 0..text.len());
    writer.text().to_owned()
}

/// How long the reference is that the text begins with, if it is one.
fn length(text: &str) -> Option<usize> {
    let inner = text.bytes().skip(1).take(LONGEST);
    let name = inner.take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let end = 1 + name;
    (name > 0).then_some(if text[end..].starts_with(';') { end + 1 } else { end })
}

fn meaning(reference: &str) -> Cow<'_, str> {
    Cow::Borrowed(match reference {
        "&amp;" | "&#38;" | "&#038;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" | "&#34;" => "\"",
        "&nbsp;" | "&#160;" => "\u{a0}",
        "&#39;" | "&apos;" | "&#039;" | "&#x27;" => "'",
        "&rsquo;" | "&#8217;" => "’",
        "&lsquo;" | "&#8216;" => "‘",
        "&ldquo;" | "&#8220;" => "“",
        "&rdquo;" | "&#8221;" => "”",
        "&ndash;" | "&#8211;" => "–",
        "&mdash;" | "&#8212;" => "—",
        _ => return Cow::Owned(looked_up(reference)),
    })
}

/// The tokenizer knows all the names.
fn looked_up(reference: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(reference).flatten() {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text.value));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_and_all_else_is_kept() {
        for (text, expected) in [
            ("Law &amp; order", "Law & order"),
            ("caf&eacute; &#x2019;26", "café ’26"),
            ("AT&T & B&unknown; &", "AT&T & B&unknown; &"),
            ("a&nbsp;&nbsp;b", "a b"),
            ("&lt;p&gt;", "<p>"),
        ] {
            assert_eq!(decoded(text), expected);
        }
    }
}
