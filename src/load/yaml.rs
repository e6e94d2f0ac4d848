//! YAML text to a [`Tree`]: the only file that knows the YAML crates.
//!
//! Two readers share the work. `granit-parser` goes first: it gives every node its place, and it is the guard, because
//! `serde_yaml` stops at the first fault, tells few places, and is quadratic on `[[[[`. What granit lets through,
//! `serde_yaml` reads: the text of every scalar is what it says, as a string, so `88.20`, `no` and `017` stay as written.

use super::faults::Faults;
use super::rules;
use super::tree::{Builder, Kind, MAX_DEPTH, NodeId, Style, Tree};
use crate::finding::Finding;
use crate::span::{FileId, Span};
use crate::text::fold;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::fmt;
use std::ops::Range;

const TAB: &str = "a tab stands where YAML wants spaces";

/// Reads one document that starts at byte `base` of its file. `None` if it has no structure that could be trusted;
/// `faults` then says why.
pub(super) fn read<'t>(text: &'t str, file: FileId, base: usize, faults: &mut Faults) -> Option<Tree<'t>> {
    let place = Places { text, file, base };
    let Structure { mut tree, dangling } = structure(text, place, faults)?;
    // An alias to nothing is one bad claim to us; to `serde_yaml` it is the end of the file. Granit's text will do.
    if !dangling && let Some(node) = tree.root_id() {
        let read = Data { tree: &mut tree, node }.deserialize(serde_yaml::Deserializer::from_str(text));
        if let Err(error) = read {
            faults.push(differ(&error, place));
            return None;
        }
    }
    Some(tree)
}

/// The bytes of every comment, as far as the text can be read.
pub(crate) fn comments(text: &str) -> Vec<Range<usize>> {
    let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let options = granit_parser::options! {
        emit_comments: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let events = Parser::new_from_str_with_options(&text[base..], options).map_while(Result::ok);
    let comments = events.filter(|(event, _)| matches!(event, Event::Comment(..)));
    let ranges = comments.filter_map(|(_, span)| span.byte_range());
    ranges.map(|range| base + range.start..base + range.end).collect()
}

struct Structure<'t> {
    tree: Tree<'t>,
    /// Whether an alias names no anchor.
    dangling: bool,
}

fn structure<'t>(text: &'t str, place: Places<'t>, faults: &mut Faults) -> Option<Structure<'t>> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder::new(place.file, place.base);
    let mut documents = 0;
    let mut dangling = false;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                faults.push(syntax(&error, builder.last_end(), place));
                return None;
            }
        };
        let range = span.byte_range().unwrap_or_default();
        let tag = span.tag_span().and_then(|tag| tag.byte_range());
        if let Some(tag) = &tag {
            let message =
                format!("`{}` is a YAML tag, and the format has none", place.words(tag.start, tag.end));
            let help = "put words that begin with `!` in quotes";
            faults.push(rules::TAG.at(place.span(tag.start, tag.end), message).with_help(help));
        }
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    let message = "a second document begins here; one file holds one document";
                    faults.push(rules::DOCUMENTS.at(place.span(range.start, range.end), message));
                    return None;
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                dangling |= matches!(event, Event::UnresolvedAlias(_));
                let message = format!(
                    "`{}` is a YAML alias, and the format has none",
                    place.words(range.start, range.end)
                );
                let help = "put words that begin with `*` in quotes";
                faults.push(rules::ALIAS.at(place.span(range.start, range.end), message).with_help(help));
                builder.leaf(Kind::Refused, range.start, range.end);
            }
            Event::Anchor(..) => {
                let message = format!(
                    "`{}` is a YAML anchor, and the format has none",
                    place.words(range.start, range.end)
                );
                let help = "put words that begin with `&` in quotes";
                faults.push(rules::ALIAS.at(place.span(range.start, range.end), message).with_help(help));
            }
            Event::Scalar(scalar, style, anchor, _) => {
                // After `&` or `!` half of the words may be missing.
                let refused = anchor != 0 || tag.is_some();
                let end = range.start + text[range.clone()].trim_end().len();
                let kind = match style {
                    _ if refused => Kind::Refused,
                    ScalarStyle::Plain if is_null(&scalar) => Kind::Null,
                    ScalarStyle::Plain => Kind::Scalar(scalar, Style::Plain),
                    _ => Kind::Scalar(scalar, Style::Quoted),
                };
                builder.leaf(kind, range.start, end);
            }
            Event::SequenceStart(..) => {
                builder.open(if tag.is_some() { Kind::Refused } else { Kind::Sequence }, range.start);
            }
            Event::MappingStart(..) => {
                builder.open(if tag.is_some() { Kind::Refused } else { Kind::Mapping }, range.start);
            }
            // A block collection has no closing mark: it ends with its last child, not where the parser noticed.
            Event::SequenceEnd | Event::MappingEnd => builder.close((!range.is_empty()).then_some(range.end)),
            _ => {}
        }
        if builder.is_too_big() {
            faults.push(rules::LIMIT.at(place.span(range.start, range.end), "too many values for one file"));
            return None;
        }
    }
    Some(Structure { tree: builder.finish(), dangling })
}

fn is_null(plain: &str) -> bool {
    matches!(plain, "" | "~" | "null" | "Null" | "NULL")
}

/// Why granit cannot go on, with the place that a person would look at.
fn syntax(error: &ScanError, last_end: usize, place: Places<'_>) -> Finding {
    let at = place.floor(error.marker().byte_offset().unwrap_or(last_end));
    if let Some(tab) = place.tab_near(at) {
        return rules::SYNTAX.at(place.span(tab, tab + 1), TAB);
    }
    let here = place.character(at);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            rules::LIMIT.at(here, format!("nested more than {MAX_DEPTH} levels deep"))
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let quote = place.quote_after(last_end).filter(|&quote| quote <= at).unwrap_or(at);
            rules::SYNTAX.at(place.character(quote), "this quote is not closed")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let help = "put the whole in quotes, and double or escape the quotes inside";
            rules::SYNTAX.at(here, "words follow after the closing quote").with_help(help)
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            let help = "put words that hold `: ` in quotes, or check the indentation";
            rules::SYNTAX.at(here, "a `:` stands where no key can be").with_help(help)
        }
        ErrorKind::UnexpectedCharacter { character } => rules::SYNTAX
            .at(here, format!("plain words cannot begin with `{}`", fold::visible(&character.to_string())))
            .with_help("put them in quotes"),
        ErrorKind::UnclosedFlowCollection { open } => {
            rules::SYNTAX.at(here, format!("the bracket `{open}` is not closed"))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            rules::SYNTAX.at(here, format!("the bracket `{open}` is closed by `{close}`"))
        }
        kind => rules::SYNTAX.at(here, kind.to_string()),
    }
}

/// What `serde_yaml` does not read although granit does, `"\ud83d\ude00"` for one.
fn differ(error: &serde_yaml::Error, place: Places<'_>) -> Finding {
    let start = error.location().map_or(0, |location| place.offset(location.line(), location.column()));
    if place.text[start..].starts_with('\t') {
        return rules::SYNTAX.at(place.span(start, start + 1), TAB);
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    rules::SYNTAX.at(place.character(start), format!("YAML readers differ here: {message}"))
}

/// The text of a file and where it stands in it.
#[derive(Clone, Copy)]
struct Places<'t> {
    text: &'t str,
    file: FileId,
    base: usize,
}

impl<'t> Places<'t> {
    fn span(self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: self.base + start, end: self.base + end }
    }

    fn words(self, start: usize, end: usize) -> String {
        fold::visible(self.text.get(start..end).unwrap_or_default()).chars().take(40).collect()
    }

    fn floor(self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The character at a byte; nothing at the end of a line.
    fn character(self, offset: usize) -> Span {
        let start = self.floor(offset);
        let character = self.text[start..].chars().next().filter(|c| !c.is_control());
        self.span(start, start + character.map_or(0, char::len_utf8))
    }

    /// The byte at a line and a column, both from 1.
    fn offset(self, line: usize, column: usize) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[start..];
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(index, _)| index)
    }

    /// A tab among the spaces that begin the line of a byte, or the next one: granit tells the last token before it.
    fn tab_near(self, offset: usize) -> Option<usize> {
        let start = self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let mut line_start = start;
        for line in self.text[start..].split_inclusive('\n').take(2) {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t') {
                return Some(line_start + tab);
            }
            line_start += line.len();
        }
        None
    }

    /// The first quote mark at or after a byte that can open a scalar.
    fn quote_after(self, offset: usize) -> Option<usize> {
        let rest = self.text.get(offset..)?;
        let opens = |index: usize| {
            rest[..index].chars().next_back().is_none_or(|c| c.is_whitespace() || "[{,:".contains(c))
        };
        rest.match_indices(['"', '\'']).find(|&(index, _)| opens(index)).map(|(index, _)| offset + index)
    }
}

/// Walks the tree and `serde_yaml`'s events side by side: the tree says what a node is, serde what it reads.
struct Data<'a, 't> {
    tree: &'a mut Tree<'t>,
    node: NodeId,
}

impl<'de> DeserializeSeed<'de> for Data<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.tree.kind(self.node) {
            Kind::Null | Kind::Scalar(..) => deserializer.deserialize_option(self),
            Kind::Sequence => deserializer.deserialize_seq(self),
            Kind::Mapping => deserializer.deserialize_map(self),
            // Skips without expanding: an alias bomb is not even lit.
            Kind::Refused => IgnoredAny::deserialize(deserializer).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Data<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.tree.kind(self.node) {
            Kind::Null => "nothing",
            Kind::Scalar(..) => "words",
            Kind::Sequence => "a list",
            Kind::Mapping => "a mapping",
            Kind::Refused => "anything",
        })
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.tree.set_kind(self.node, Kind::Null);
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: Error>(self, read: &str) -> Result<(), E> {
        let style = match self.tree.kind(self.node) {
            // Nearly always: the words are then borrowed from the file.
            Kind::Scalar(text, _) if text == read => return Ok(()),
            Kind::Scalar(_, style) => *style,
            Kind::Null | Kind::Sequence | Kind::Mapping | Kind::Refused => Style::Plain,
        };
        self.tree.set_kind(self.node, Kind::Scalar(read.to_owned().into(), style));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut next = self.tree.first_child(self.node);
        while let Some(node) = next {
            let item = items.next_element_seed(Data { tree: &mut *self.tree, node })?;
            item.ok_or_else(|| Error::custom("fewer items than written"))?;
            next = self.tree.next_sibling(node);
        }
        match items.next_element::<IgnoredAny>()? {
            Some(_) => Err(Error::custom("more items than written")),
            None => Ok(()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut next = self.tree.first_child(self.node);
        while let Some(key) = next {
            let entry = entries.next_key_seed(Data { tree: &mut *self.tree, node: key })?;
            entry.ok_or_else(|| Error::custom("fewer entries than written"))?;
            next = self.tree.next_sibling(key);
            if let Some(value) = next {
                entries.next_value_seed(Data { tree: &mut *self.tree, node: value })?;
                next = self.tree.next_sibling(value);
            }
        }
        match entries.next_key::<IgnoredAny>()? {
            Some(_) => Err(Error::custom("more entries than written")),
            None => Ok(()),
        }
    }
}
