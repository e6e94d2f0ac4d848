//! Reads the fields of a mapping and the words of a field, and reports what is not as it should be.

use super::faults::Faults;
use super::rules;
use super::suggest;
use super::tree::{At, Kind, Style};
use crate::finding::Level;
use crate::span::Span;
use crate::text::fold;
use std::collections::BTreeMap;

/// Reads trees; all that it has to say about them goes to `faults`.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(super) faults: Faults,
    /// Whether the text is JSON: there a number is never meant as words.
    pub(super) json: bool,
    /// Unknown fields of JSON Lines. They come from programs that have more to say than we read, and they come on every
    /// line: each is told once.
    pub(super) unknown: Option<BTreeMap<String, Unknown>>,
}

/// A field that lines have and the format does not know.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) first: Span,
    pub(super) lines: usize,
    level: Level,
    help: String,
}

/// More names than this are no longer fields.
const UNKNOWN_NAMES: usize = 20;

/// A field: its name as the format spells it, its key and its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'static str,
    pub(crate) key: At<'a>,
    pub(crate) value: At<'a>,
}

impl Field<'_> {
    /// From the beginning of the key to the end of the value.
    pub(super) fn span(self) -> Span {
        Span { end: self.value.span().end.max(self.key.span().end), ..self.key.span() }
    }
}

/// Words of the file with their place.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// The user's own words for a message: one line of bounded length.
pub(crate) fn shown(words: &str) -> String {
    const LENGTH: usize = 60;
    match words.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("`{}…`", fold::visible(&words[..end])),
        None => format!("`{}`", fold::visible(words)),
    }
}

/// What a node is, for a message.
pub(super) fn kind_name(node: At<'_>) -> &'static str {
    match node.kind() {
        Kind::Null => "nothing",
        Kind::Scalar(..) => "a single value",
        Kind::Sequence => "a list",
        Kind::Mapping => "a mapping",
        Kind::Refused => "something else",
    }
}

/// The first byte of a span, for what is wrong with a thing as a whole.
pub(super) fn start_of(span: Span) -> Span {
    Span { end: span.start, ..span }
}

impl Reader {
    /// The fields of the mapping `node` that are `known`, in that order. `owner` is what has them: `a claim`.
    pub(crate) fn fields<'a, const N: usize>(
        &mut self,
        node: At<'a>,
        owner: &str,
        known: &[&'static str; N],
    ) -> [Option<Field<'a>>; N] {
        let mut fields = [None; N];
        for (key, value) in node.pairs() {
            let Some(name) = key.text() else { continue }; // told when the keys were looked at
            match known.iter().position(|&known| known == name) {
                Some(index) => fields[index] = Some(Field { name: known[index], key, value }),
                None => self.unknown_field(key.span(), name, owner, known),
            }
        }
        fields
    }

    fn unknown_field(&mut self, span: Span, name: &str, owner: &str, known: &[&'static str]) {
        let help = |closest| match closest {
            Some(closest) => format!("did you mean `{closest}`?"),
            None => format!("{owner} has: {}", known.join(", ")),
        };
        match &mut self.unknown {
            Some(unknown) => {
                if let Some(unknown) = unknown.get_mut(name) {
                    unknown.lines += 1;
                } else if unknown.len() < UNKNOWN_NAMES {
                    let closest = suggest::closest(name, known);
                    // A slip of the pen has cost a field; anything else is somebody else's business.
                    let level = if closest.is_some() { Level::Error } else { Level::Warning };
                    unknown.insert(
                        name.to_owned(),
                        Unknown { first: span, lines: 1, level, help: help(closest) },
                    );
                } else {
                    // What is one too many is told like any other fault, and cut off like them.
                    let mut finding = rules::UNKNOWN_FIELD.at(span, format!("unknown field {}", shown(name)));
                    finding.level = Level::Warning;
                    self.faults.push(finding);
                }
            }
            None => {
                let help = help(if self.faults.is_full() { None } else { suggest::closest(name, known) });
                let message = format!("unknown field {} in {owner}", shown(name));
                self.faults.push(rules::UNKNOWN_FIELD.at(span, message).with_help(help));
            }
        }
    }

    /// Reports the unknown fields of all lines.
    pub(super) fn tell_unknown(&mut self) {
        for (name, unknown) in self.unknown.take().unwrap_or_default() {
            let lines =
                if unknown.lines == 1 { "one line".to_owned() } else { format!("{} lines", unknown.lines) };
            let message = format!("unknown field {} on {lines} is not read", shown(&name));
            let mut finding = rules::UNKNOWN_FIELD.at(unknown.first, message);
            finding.level = unknown.level;
            self.faults.push(finding.with_help(unknown.help));
        }
    }

    /// The text of a field and how it is written; nothing if it is left empty. `expected` is what it should be.
    pub(super) fn scalar<'a>(&mut self, field: Field<'a>, expected: &str) -> Option<(&'a str, Style)> {
        match field.value.kind() {
            Kind::Scalar(text, style) => Some((text, *style)),
            Kind::Null | Kind::Refused => None,
            Kind::Sequence | Kind::Mapping => {
                self.wrong_type(field, expected);
                None
            }
        }
    }

    /// The words of a field without the space around them; nothing if there are none.
    pub(crate) fn words(&mut self, field: Field<'_>) -> Option<Words> {
        let (text, style) = self.scalar(field, "words")?;
        if self.json && style == Style::Plain {
            let message = format!("`{}` is {}, and must be words in quotes", field.name, shown(text));
            self.faults.push(rules::TYPE.at(field.value.span(), message));
            return None;
        }
        let text = text.trim();
        (!text.is_empty()).then(|| Words { text: text.to_owned(), span: field.value.span() })
    }

    /// As [`Reader::words`]; numbers may stand without quotes in JSON too.
    pub(crate) fn plain_words(&mut self, field: Field<'_>) -> Option<Words> {
        let (text, _) = self.scalar(field, "a single value")?;
        let text = text.trim();
        (!text.is_empty()).then(|| Words { text: text.to_owned(), span: field.value.span() })
    }

    pub(crate) fn wrong_type(&mut self, field: Field<'_>, expected: &str) {
        let message = format!("`{}` is {}, and must be {expected}", field.name, kind_name(field.value));
        self.faults.push(rules::TYPE.at(field.value.span(), message));
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&mut self, field: Field<'_>, choices: &[(&'static str, T)]) -> Option<T> {
        let words = self.words(field)?;
        let found = choices.iter().find(|(name, _)| *name == words.text);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|&(name, _)| name).collect();
            let message = format!(
                "{} is no `{}`, which is one of {}",
                shown(&words.text),
                field.name,
                names.join(", ")
            );
            let mut finding = rules::VALUE.at(words.span, message);
            finding.help =
                suggest::closest(&words.text, &names).map(|name| format!("did you mean `{name}`?"));
            self.faults.push(finding);
        }
        found.map(|&(_, choice)| choice)
    }
}
