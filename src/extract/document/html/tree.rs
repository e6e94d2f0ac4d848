//! The tokens of a page to blocks, each with the element that it stands in.

use super::super::Reason;
use super::super::block::{Block, Writer};
use super::super::context::{Context, Part};
use super::elements::{self, attribute};
use super::metadata::Metadata;
use super::reference;
use html5gum::{DefaultEmitter, Span, StartTag, Token, Tokenizer};
use std::collections::HashMap;
use std::ops::Range;

/// How far up an element is looked for that may be left open. Deeper, pages are broken on purpose.
const REACH: usize = 256;

/// The page as blocks. Node 0 is the page; a parent stands before its children.
#[derive(Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub pieces: Vec<Piece>,
}

/// An element that begins and ends a line, or is marked as no part of the article.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: usize,
    pub holds: Holds,
    /// Why what is inside is not the article.
    pub mark: Option<Reason>,
    pub bytes: Range<usize>,
}

/// What a page says that an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// The text of an article: `itemprop="articleBody"`.
    Body,
    Article,
    Main,
    /// Blocks of whatever kind.
    Blocks,
    /// Words: a paragraph, a heading.
    Words,
}

/// A block, the node that it stands in, and how many bytes of it are links.
#[derive(Debug)]
pub(super) struct Piece {
    pub block: Block,
    pub node: usize,
    pub links: usize,
}

/// Reads a page.
pub(super) fn read(text: &str) -> (Tree, Metadata) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader::new(text);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name), tag.span),
            Token::String(words) => reader.words(words.span),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.flush();
    while let Some(open) = reader.open.pop() {
        reader.close(&open, text.len());
    }
    (Tree { nodes: reader.nodes, pieces: reader.pieces }, reader.metadata)
}

/// An element that is open.
struct Open {
    name: String,
    /// The node of it, and that around it.
    node: Option<(usize, usize)>,
    part: Option<Part>,
    silent: bool,
}

struct Reader<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    pieces: Vec<Piece>,
    metadata: Metadata,
    open: Vec<Open>,
    /// How many elements of a name are open.
    counts: HashMap<String, usize>,
    node: usize,
    context: Context,
    writer: Writer,
    links: usize,
    silent: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Reader<'t> {
        let page = Node { parent: 0, holds: Holds::Blocks, mark: None, bytes: 0..text.len() };
        Reader {
            text,
            nodes: vec![page],
            pieces: Vec::new(),
            metadata: Metadata::default(),
            open: Vec::new(),
            counts: HashMap::new(),
            node: 0,
            context: Context::default(),
            writer: Writer::default(),
            links: 0,
            silent: 0,
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let bytes = tag.span.start..tag.span.end;
        if self.silent == 0 {
            self.metadata.element(&name, tag);
        }
        if matches!(name.as_str(), "br" | "td" | "th" | "img") {
            self.writer.space(bytes.clone());
        }
        let is_block = elements::is_block(&name);
        if is_block || matches!(name.as_str(), "td" | "th") {
            self.imply_ends(&name, bytes.start);
        }
        if is_block {
            self.flush();
        }
        if elements::is_void(&name) {
            return;
        }
        let mut open = Open { node: None, part: None, silent: elements::is_silent(&name), name };
        if self.silent == 0 {
            let mark = elements::mark(&open.name, tag, self.is_open("article"));
            // within a line, a mark is more often of its words than of what they are part of
            let marks = mark.filter(|_| is_block || self.writer.is_empty());
            if is_block || marks.is_some() {
                open.node = Some((self.nodes.len(), self.node));
                let holds = holds(&open.name, tag);
                self.nodes.push(Node {
                    parent: self.node,
                    holds,
                    mark: marks,
                    bytes: bytes.start..self.text.len(),
                });
                self.node = self.nodes.len() - 1;
            }
            open.part = elements::part(&open.name, tag);
        }
        if let Some(part) = open.part {
            self.context.open(part);
        }
        self.silent += usize::from(open.silent);
        *self.counts.entry(open.name.clone()).or_default() += 1;
        self.open.push(open);
    }

    fn end(&mut self, name: &str, span: Span) {
        let is_block = elements::is_block(name);
        if is_block || name == "br" {
            self.writer.space(span.start..span.end);
        }
        if !self.is_open(name) {
            return;
        }
        let crosses = |open: &Open| !is_block && open.name != name && elements::is_block(&open.name);
        let found = if is_block || elements::is_silent(name) {
            self.open.iter().rposition(|open| open.name == name)
        } else {
            // a line does not end the elements around it
            let near = self.open.iter().rev().take(REACH).take_while(|open| !crosses(open));
            near.map(|open| open.name == name).position(|is| is).map(|up| self.open.len() - 1 - up)
        };
        if let Some(at) = found {
            self.close_to(at, span.end);
        }
    }

    fn words(&mut self, span: Span) {
        let bytes = span.start..span.end;
        if self.silent > 0 {
            self.metadata.words(self.text, bytes);
            return;
        }
        let before = self.writer.text().len();
        reference::copy(&mut self.writer, self.text, bytes);
        if self.is_open("a") {
            self.links += self.writer.text().len() - before;
        }
    }

    /// Closes what a page may leave open before an element: a paragraph, an item, a row.
    fn imply_ends(&mut self, name: &str, at: usize) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "ul" | "ol" | "table" | "blockquote"
            | "section" | "article" => (&["p", "h1", "h2", "h3", "h4", "h5", "h6"], &[]),
            _ => (&["p"], &[]),
        };
        if !ends.iter().any(|name| self.is_open(name)) {
            return;
        }
        let stops = |open: &Open| match within {
            [] => elements::is_block(&open.name) && !ends.contains(&open.name.as_str()),
            within => within.contains(&open.name.as_str()),
        };
        let near = self.open.iter().enumerate().rev().take(REACH).take_while(|(_, open)| !stops(open));
        let found = near.filter(|(_, open)| ends.contains(&open.name.as_str())).map(|(i, _)| i).next();
        if let Some(found) = found {
            self.close_to(found, at);
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|&count| count > 0)
    }

    /// Closes all elements from a place in the stack on; `end` is where the outermost of them ends.
    fn close_to(&mut self, at: usize, end: usize) {
        for open in self.open.split_off(at).into_iter().rev() {
            self.close(&open, end);
        }
    }

    fn close(&mut self, open: &Open, end: usize) {
        if open.node.is_some() || open.part.is_some() {
            self.flush();
        }
        if let Some((node, around)) = open.node {
            self.node = around;
            if let Some(node) = self.nodes.get_mut(node) {
                node.bytes.end = end;
            }
        }
        if let Some(part) = open.part {
            self.context.close(part);
        }
        if open.silent {
            self.silent -= 1;
            self.metadata.ends(&open.name, self.text);
        }
        if let Some(count) = self.counts.get_mut(&open.name) {
            *count -= 1;
        }
    }

    /// Ends the block.
    fn flush(&mut self) {
        let links = std::mem::take(&mut self.links);
        let kind = self.context.kind();
        if let Some(block) = self.writer.take_words(kind) {
            self.context.wrote();
            self.pieces.push(Piece { block, node: self.node, links });
        }
    }
}

fn holds(name: &str, tag: &StartTag<usize>) -> Holds {
    let is = |attribute_name, value: &str| {
        attribute(tag, attribute_name).is_some_and(|own| own.split_whitespace().any(|own| own == value))
    };
    match name {
        _ if is("itemprop", "articleBody") => Holds::Body,
        "article" => Holds::Article,
        "main" => Holds::Main,
        _ if is("role", "main") => Holds::Main,
        _ if is("role", "article") => Holds::Article,
        _ if elements::is_container(name) => Holds::Blocks,
        _ => Holds::Words,
    }
}
