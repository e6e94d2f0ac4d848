//! JSON text to a [`Tree`].
//!
//! `serde_json` tells no places and turns `88.20` into 88.2, so the brackets and commas are read here and only the single
//! strings and numbers are given to it: escapes and surrogates are its business.

use super::faults::Faults;
use super::rules;
use super::tree::{Builder, Kind, MAX_DEPTH, Style, Tree};
use crate::finding::RuleInfo;
use crate::span::{FileId, Span};
use crate::text::fold;
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// Reads one JSON value that starts at byte `base` of its file. `None` if it is not JSON; `faults` then says why.
pub(super) fn read<'t>(text: &'t str, file: FileId, base: usize, faults: &mut Faults) -> Option<Tree<'t>> {
    let mut scanner = Scanner { text, at: 0, builder: Builder::new(file, base), open: Vec::new() };
    match scanner.document() {
        Ok(()) => Some(scanner.builder.finish()),
        Err(Fault { rule, start, end, message }) => {
            faults.push(rule.at(Span { file, start: base + start, end: base + end }, message));
            None
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    builder: Builder<'t>,
    /// The closing brackets that are due, innermost last.
    open: Vec<u8>,
}

struct Fault {
    rule: RuleInfo,
    start: usize,
    end: usize,
    message: String,
}

type Scanned<T> = Result<T, Fault>;

impl<'t> Scanner<'t> {
    fn document(&mut self) -> Scanned<()> {
        self.space();
        if self.peek().is_none() {
            return Ok(());
        }
        self.value()?;
        // After every value: what encloses it goes on or ends.
        while let Some(&close) = self.open.last() {
            self.space();
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    self.space();
                    if self.peek() == Some(close) {
                        return Err(self.unexpected("another value after the comma"));
                    }
                    self.entry(close)?;
                }
                Some(byte) if byte == close => self.close(),
                _ => return Err(self.unexpected(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })),
            }
        }
        self.space();
        if self.peek().is_some() { Err(self.unexpected("the end of the text")) } else { Ok(()) }
    }

    /// A value, or the beginning of one up to its first scalar or its empty end.
    fn value(&mut self) -> Scanned<()> {
        loop {
            let close = match self.peek() {
                Some(b'{') => b'}',
                Some(b'[') => b']',
                Some(b'"') => {
                    self.string()?;
                    return Ok(());
                }
                _ => return self.literal(),
            };
            if self.open.len() == MAX_DEPTH {
                let message = format!("nested more than {MAX_DEPTH} levels deep");
                return Err(self.fault(rules::LIMIT, self.at, message));
            }
            self.builder.open(if close == b'}' { Kind::Mapping } else { Kind::Sequence }, self.at);
            self.open.push(close);
            self.at += 1;
            self.space();
            if self.peek() == Some(close) {
                self.close();
                return Ok(());
            }
            if close == b'}' {
                self.key()?;
            }
        }
    }

    /// What follows a comma.
    fn entry(&mut self, close: u8) -> Scanned<()> {
        if close == b'}' {
            self.key()?;
        }
        self.value()
    }

    fn key(&mut self) -> Scanned<()> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    fn close(&mut self) {
        self.at += 1;
        self.open.pop();
        self.builder.close(Some(self.at));
    }

    fn string(&mut self) -> Scanned<()> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        let mut escaped = false;
        loop {
            let rest = bytes.get(end..).unwrap_or_default();
            end += rest.iter().position(|&b| matches!(b, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len());
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    end += 2;
                }
                Some(b'\n' | b'\r') | None => {
                    return Err(self.fault(
                        rules::SYNTAX,
                        start,
                        "this quote is not closed on its line".to_owned(),
                    ));
                }
                Some(_) => {
                    return Err(self.fault(
                        rules::SYNTAX,
                        end,
                        "a control character inside a string".to_owned(),
                    ));
                }
            }
        }
        self.at = end + 1;
        let text = if escaped {
            match serde_json::from_str::<String>(&self.text[start..self.at]) {
                Ok(text) => Cow::Owned(text),
                Err(error) => {
                    // The whole of it is about a line and column inside the string; only the words are of use.
                    let error = error.to_string();
                    let message = error.split(" at line ").next().unwrap_or_default();
                    return Err(self.fault(rules::SYNTAX, start, format!("{message} in this string")));
                }
            }
        } else {
            Cow::Borrowed(&self.text[start + 1..end])
        };
        self.leaf(Kind::Scalar(text, Style::Quoted), start)
    }

    /// `true`, `false`, `null` or a number, which is kept as written.
    fn literal(&mut self) -> Scanned<()> {
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'_'))
            .count();
        let word = &rest[..length];
        // `IgnoredAny` checks the grammar and leaves the size of the number alone.
        if length == 0 || serde_json::from_str::<IgnoredAny>(word).is_err() {
            return Err(self.unexpected("a value"));
        }
        self.at += length;
        self.leaf(if word == "null" { Kind::Null } else { Kind::Scalar(word.into(), Style::Plain) }, start)
    }

    fn leaf(&mut self, kind: Kind<'t>, start: usize) -> Scanned<()> {
        self.builder.leaf(kind, start, self.at);
        if self.builder.is_too_big() {
            return Err(self.fault(rules::LIMIT, start, "too many values for one claim set".to_owned()));
        }
        Ok(())
    }

    fn space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn unexpected(&self, expected: &str) -> Fault {
        let word: String = match self.text[self.at..].chars().next() {
            None => {
                let end = self.text.trim_end().len();
                return self.fault(rules::SYNTAX, end, format!("the text ends where {expected} is expected"));
            }
            Some(c) if c.is_alphanumeric() => {
                self.text[self.at..].chars().take_while(|c| c.is_alphanumeric()).take(20).collect()
            }
            Some(c) => fold::visible(c.encode_utf8(&mut [0; 4])).into_owned(),
        };
        self.fault(rules::SYNTAX, self.at, format!("`{word}` stands where {expected} is expected"))
    }

    fn fault(&self, rule: RuleInfo, start: usize, message: String) -> Fault {
        let end =
            start + self.text[start..].chars().next().filter(|c| !c.is_control()).map_or(0, char::len_utf8);
        Fault { rule, start, end, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Files;

    /// The scalars of a text with the words at their places, or the fault.
    fn scalars(text: &str) -> Result<Vec<(String, String)>, String> {
        let mut files = Files::default();
        let file = files.add("a.json", text);
        let mut faults = Faults::default();
        let tree = read(text, file, 0, &mut faults);
        match tree {
            Some(tree) => Ok(tree
                .ids()
                .map(|id| tree.at(id))
                .filter_map(|at| Some((at.text()?.to_owned(), files.slice(at.span()).to_owned())))
                .collect()),
            None => Err(faults.finish().remove(0).message),
        }
    }

    #[test]
    fn scalars_are_kept_as_written_and_strings_are_unescaped() {
        let read =
            scalars(r#" {"a": [88.20, 1e999, -0, true], "\u00e9": "\ud83d\ude00\n", "e": {}, "f": []} "#);
        let pairs = read.unwrap();
        let texts: Vec<_> = pairs.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["a", "88.20", "1e999", "-0", "true", "é", "😀\n", "e", "f"]);
        assert_eq!(pairs[1].1, "88.20");
        assert_eq!(pairs[5].1, r#""\u00e9""#);
    }

    #[test]
    fn every_fault_says_what_was_expected() {
        let deep = "[".repeat(1_000_000);
        let cases = [
            ("{\"a\": 1,}", "`}` stands where another value after the comma is expected"),
            ("{a: 1}", "`a` stands where a key in double quotes is expected"),
            ("{\"a\" 1}", "`1` stands where `:` is expected"),
            ("[1 2]", "`2` stands where `,` or `]` is expected"),
            ("[1", "the text ends where `,` or `]` is expected"),
            ("[1}", "`}` stands where `,` or `]` is expected"),
            ("[", "the text ends where a value is expected"),
            ("{} {}", "`{` stands where the end of the text is expected"),
            ("[017]", "`017` stands where a value is expected"),
            ("[NaN]", "`NaN` stands where a value is expected"),
            ("[\"a", "this quote is not closed on its line"),
            ("[\"a\\", "this quote is not closed on its line"),
            ("[\"a\nb\"]", "this quote is not closed on its line"),
            ("[\"\\ud83d\"]", "unexpected end of hex escape in this string"),
            ("[\"\\x\"]", "invalid escape in this string"),
            ("[\"\u{1}\"]", "a control character inside a string"),
            (&deep, "nested more than 64 levels deep"),
        ];
        for (text, message) in cases {
            assert_eq!(scalars(text).unwrap_err(), message, "{}", &text[..text.len().min(20)]);
        }
    }
}
