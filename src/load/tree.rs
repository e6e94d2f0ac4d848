//! A document as a tree with the place of every node: what YAML and JSON have in common.
//!
//! The nodes lie in one arena and are linked first child, next sibling, so neither building nor dropping a tree recurses.
//! The children of a mapping are key, value, key, value.

use crate::span::{FileId, Span};
use std::borrow::Cow;
use std::num::NonZeroU32;

/// Deeper nesting than any claim set needs, shallow enough for everything that recurses on its way here.
pub(super) const MAX_DEPTH: usize = 64;

/// Some 600,000 claims; keeps 64 MiB of `[1,1,1` from becoming gigabytes of nodes.
pub(super) const MAX_NODES: usize = 8_000_000;

/// One past the index of a node, so that a link takes four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(NonZeroU32);

impl NodeId {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Bare: its text is as written, `88.20` or `no`.
    Plain,
    /// In quotes, or a YAML block: a word, whatever it looks like.
    Quoted,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind<'t> {
    Null,
    Scalar(Cow<'t, str>, Style),
    Sequence,
    Mapping,
    /// A finding has been made of it; nobody needs to look at it again.
    Refused,
}

#[derive(Debug)]
struct Node<'t> {
    kind: Kind<'t>,
    start: u32,
    end: u32,
    first: Option<NodeId>,
    next: Option<NodeId>,
}

#[derive(Debug)]
pub(super) struct Tree<'t> {
    file: FileId,
    nodes: Vec<Node<'t>>,
}

impl<'t> Tree<'t> {
    /// The root; `None` if there is nothing in the document.
    pub(super) fn root(&self) -> Option<At<'_>> {
        self.root_id().map(|id| self.at(id))
    }

    pub(super) fn root_id(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(NonZeroU32::MIN))
    }

    pub(super) fn at(&self, id: NodeId) -> At<'_> {
        At { tree: self, id }
    }

    pub(super) fn kind(&self, id: NodeId) -> &Kind<'t> {
        &self.nodes[id.index()].kind
    }

    pub(super) fn set_kind(&mut self, id: NodeId, kind: Kind<'t>) {
        self.nodes[id.index()].kind = kind;
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].first
    }

    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].next
    }

    /// Every node, parents before their children.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (1..=self.nodes.len() as u32).filter_map(NonZeroU32::new).map(NodeId)
    }
}

/// A node of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    tree: &'a Tree<'a>,
    pub(super) id: NodeId,
}

impl<'a> At<'a> {
    pub(crate) fn kind(self) -> &'a Kind<'a> {
        self.tree.kind(self.id)
    }

    pub(crate) fn span(self) -> Span {
        let node = &self.tree.nodes[self.id.index()];
        Span { file: self.tree.file, start: node.start as usize, end: node.end as usize }
    }

    /// The text of a scalar.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self.kind() {
            Kind::Scalar(text, _) => Some(text),
            Kind::Null | Kind::Sequence | Kind::Mapping | Kind::Refused => None,
        }
    }

    pub(crate) fn children(self) -> impl Iterator<Item = At<'a>> {
        let tree = self.tree;
        std::iter::successors(tree.first_child(self.id), |&id| tree.next_sibling(id)).map(|id| tree.at(id))
    }

    /// Keys and values of a mapping.
    pub(super) fn pairs(self) -> impl Iterator<Item = (At<'a>, At<'a>)> {
        let mut children = self.children();
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The value of `key` in a mapping.
    pub(super) fn get(self, key: &str) -> Option<At<'a>> {
        let is_mapping = matches!(self.kind(), Kind::Mapping);
        self.pairs().filter(|_| is_mapping).find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }
}

/// Grows a tree from its events, in the order of the text.
#[derive(Debug)]
pub(super) struct Builder<'t> {
    tree: Tree<'t>,
    /// Where the text starts in its file.
    base: usize,
    /// The collections that are open, each with its last child.
    open: Vec<(NodeId, Option<NodeId>)>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(file: FileId, base: usize) -> Builder<'t> {
        Builder { tree: Tree { file, nodes: Vec::new() }, base, open: Vec::new() }
    }

    /// A node without children, or the beginning of one with them.
    pub(super) fn leaf(&mut self, kind: Kind<'t>, start: usize, end: usize) -> NodeId {
        let place = |offset| u32::try_from(self.base + offset).unwrap_or(u32::MAX);
        self.tree.nodes.push(Node { kind, start: place(start), end: place(end), first: None, next: None });
        let id = NodeId(
            u32::try_from(self.tree.nodes.len()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX),
        );
        if let Some((parent, last)) = self.open.last_mut() {
            match last.replace(id) {
                Some(last) => self.tree.nodes[last.index()].next = Some(id),
                None => self.tree.nodes[parent.index()].first = Some(id),
            }
        }
        id
    }

    pub(super) fn open(&mut self, kind: Kind<'t>, start: usize) {
        let id = self.leaf(kind, start, start);
        self.open.push((id, None));
    }

    /// Closes the innermost collection; without an `end` it ends where its last child does.
    pub(super) fn close(&mut self, end: Option<usize>) {
        let Some((id, last)) = self.open.pop() else { return };
        let end = match (end, last) {
            (Some(end), _) => u32::try_from(self.base + end).unwrap_or(u32::MAX),
            (None, Some(last)) => self.tree.nodes[last.index()].end,
            (None, None) => self.tree.nodes[id.index()].end,
        };
        self.tree.nodes[id.index()].end = end;
    }

    /// Whether the tree has grown beyond [`MAX_NODES`].
    pub(super) fn is_too_big(&self) -> bool {
        self.tree.nodes.len() > MAX_NODES
    }

    /// Where the last finished thing ends, from the start of the text.
    pub(super) fn last_end(&self) -> usize {
        self.tree.nodes.last().map_or(0, |node| node.end as usize - self.base)
    }

    pub(super) fn finish(self) -> Tree<'t> {
        self.tree
    }
}
