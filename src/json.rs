//! Writes JSON in which what cannot be seen stands as `\u…`: control and bidirectional characters of strings, so that neither
//! a terminal nor a viewer of code obeys them, and separators of lines, soft hyphens, spaces of no width and tags, so that
//! nothing is smuggled in them. Joiners and variation selectors stay as they are: words and emoji are spelled with them.
//! What is read of it is the same.

use crate::text::fold;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Writes a value on one line, without its end.
///
/// # Errors
///
/// What `out` cannot take.
pub(crate) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Visible(CompactFormatter)))?)
}

/// Writes a value with two spaces before what is inside, without the end of the last line.
///
/// # Errors
///
/// What `out` cannot take.
pub(crate) fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Visible(PrettyFormatter::new())))?)
}

/// The text of a value of strings, numbers, lists and maps by strings, on one line.
pub(crate) fn to_string(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    write(value, &mut out).expect("such a value is JSON, and memory takes it");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// A layout with hidden characters escaped.
struct Visible<F>(F);

impl<F: Formatter> Formatter for Visible<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_escaped) {
            let hidden = rest[at..].chars().next().unwrap_or_default();
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + hidden.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

/// Whether a character cannot be seen where it stands and no spelling needs it.
fn is_escaped(c: char) -> bool {
    fold::is_hidden(c)
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_hides_is_escaped_and_read_as_it_was() {
        let words = "a\u{202e}b\u{9b}2J\u{7f}\u{1b}\u{feff} é 北 👩🏽‍⚕️ \"q\"\\ end";
        let value = json!({words: [words, 1.5, null], "empty": {}});
        let (mut line, mut page) = (Vec::new(), Vec::new());
        write(&value, &mut line).unwrap();
        write_pretty(&value, &mut page).unwrap();
        for written in [&line, &page] {
            let text = std::str::from_utf8(written).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(text).unwrap(), value);
            assert!(!text.contains(|c| c != '\n' && fold::is_hidden(c)), "{text:?}");
            assert!(text.contains("a\\u202eb\\u009b2J\\u007f\\u001b\\ufeff é 北 👩🏽‍⚕️"), "{text}");
        }
    }

    #[test]
    fn characters_of_no_width_are_escaped_but_for_those_of_a_spelling() {
        let words = "a\u{ad}b\u{200b}c\u{2028}d\u{2060}e\u{e0041} می\u{200c}خواهم ❤\u{fe0f}";
        let text = to_string(&words);
        assert_eq!(
            text,
            r#""a\u00adb\u200bc\u2028d\u2060e\udb40\udc41 XX""#.replace("XX", "می\u{200c}خواهم ❤\u{fe0f}")
        );
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), words);
    }

    #[test]
    fn the_layout_is_that_of_serde() {
        let value = json!({"a": [1, "b", {}, []], "c": {"d": null}});
        let (mut line, mut page) = (Vec::new(), Vec::new());
        write(&value, &mut line).unwrap();
        write_pretty(&value, &mut page).unwrap();
        assert_eq!(line, serde_json::to_vec(&value).unwrap());
        assert_eq!(page, serde_json::to_vec_pretty(&value).unwrap());
    }
}
