//! Which part of a page is the article.

use super::super::block::Block;
use super::super::{Kind, Omission, Reason, links};
use super::tree::{Holds, Node, Piece, Tree};

/// Shorter blocks, in bytes, do not tell where the article is: pages have many messages in store.
const PROSE: usize = 60;

/// The blocks of the article, and what is left out.
pub(super) fn choose(tree: Tree) -> (Vec<Block>, Vec<Omission>) {
    let Tree { nodes, pieces } = tree;
    let reasons = reasons(&nodes, &pieces);
    let prose = prose(&nodes, &pieces, |piece| reasons[piece.node].is_none());
    let main = main(&nodes, &prose);
    let mut inside = vec![false; nodes.len()];
    for i in 0..nodes.len() {
        inside[i] = i == main || i > 0 && inside[nodes[i].parent];
    }
    let is_main = |piece: &Piece| inside[piece.node] && reasons[piece.node].is_none();
    let start = pieces.iter().position(is_main).unwrap_or(pieces.len());
    let end = pieces.iter().rposition(is_main).unwrap_or(pieces.len());
    let is_top = |piece: &Piece| matches!(piece.block.kind, Kind::Heading { level: 1, .. });
    let is_title = |piece: &Piece| is_top(piece) && reasons[piece.node].is_none();
    let is_prose = |piece: &Piece| is_main(piece) && piece.block.text.len() >= PROSE;
    let prose_start = pieces.iter().position(is_prose).unwrap_or(start);
    // the title, and what stands between it and the text: who, when, a summary
    let title = pieces[..prose_start].iter().rposition(is_title).unwrap_or(start);
    let (mut blocks, mut left_out) = (Vec::new(), LeftOut::default());
    for (i, piece) in pieces.into_iter().enumerate() {
        let Piece { block, node, links } = piece;
        if let Some(marked) = reasons[node] {
            left_out.node(marked, &nodes[marked.node]);
        } else if i >= title && (i < start || inside[node]) {
            match links::reason(&block, links) {
                Some(reason) => left_out.block(reason, &block),
                None => {
                    left_out.open = false;
                    blocks.push(block.numbered());
                }
            }
        } else {
            left_out.block(if i < end { Reason::Navigation } else { Reason::Related }, &block);
        }
    }
    (blocks, left_out.omissions)
}

/// Why a node is not part of the article: the mark of the outermost node around it that is marked.
#[derive(Debug, Clone, Copy)]
struct Marked {
    reason: Reason,
    node: usize,
}

fn reasons(nodes: &[Node], pieces: &[Piece]) -> Vec<Option<Marked>> {
    let prose = prose(nodes, pieces, |_| true);
    let all = prose[0];
    let mut reasons: Vec<Option<Marked>> = Vec::with_capacity(nodes.len());
    for (i, node) in nodes.iter().enumerate() {
        let around = (i > 0).then(|| reasons[node.parent]).flatten();
        // what holds most of the text is the article, whatever it is called; but comments may be many
        let rest = all - prose[i];
        let is_most = all > 0 && 2 * prose[i] >= all && (node.mark != Some(Reason::Comments) || rest < 200);
        let own = node.mark.filter(|_| !is_most).map(|reason| Marked { reason, node: i });
        reasons.push(around.or(own));
    }
    reasons
}

/// Of each node the bytes of sentences inside, links left aside.
fn prose(nodes: &[Node], pieces: &[Piece], counts: impl Fn(&Piece) -> bool) -> Vec<usize> {
    let mut prose = vec![0; nodes.len()];
    for piece in pieces.iter().filter(|piece| counts(piece)) {
        let text = &piece.block.text;
        let is_heading = matches!(piece.block.kind, Kind::Heading { .. });
        if !is_heading && 2 * piece.links < text.len() && text.len() >= PROSE {
            prose[piece.node] += text.len() - piece.links;
        }
    }
    for i in (1..nodes.len()).rev() {
        prose[nodes[i].parent] += prose[i];
    }
    prose
}

/// The node that holds the article: one that says so and holds half of the text, else the innermost with nearly all.
fn main(nodes: &[Node], prose: &[usize]) -> usize {
    let all = prose[0];
    if all == 0 {
        return 0;
    }
    let said = [Holds::Body, Holds::Article, Holds::Main].into_iter().find_map(|holds| {
        let most = (0..nodes.len()).filter(|&i| nodes[i].holds == holds).max_by_key(|&i| (prose[i], i))?;
        (2 * prose[most] >= all).then_some(most)
    });
    said.unwrap_or_else(|| {
        (0..nodes.len()).rfind(|&i| nodes[i].holds != Holds::Words && 10 * prose[i] >= 9 * all).unwrap_or(0)
    })
}

/// What is left out, neighbours of one kind together.
#[derive(Debug, Default)]
struct LeftOut {
    omissions: Vec<Omission>,
    last_node: usize,
    /// Whether the last one may grow.
    open: bool,
}

impl LeftOut {
    fn node(&mut self, marked: Marked, node: &Node) {
        if self.last_node != marked.node {
            self.omissions.push(Omission { reason: marked.reason, bytes: node.bytes.clone() });
            self.last_node = marked.node;
            self.open = false;
        }
    }

    fn block(&mut self, reason: Reason, block: &Block) {
        match self.omissions.last_mut().filter(|last| self.open && last.reason == reason) {
            Some(last) => last.bytes.end = block.extent().end,
            None => self.omissions.push(Omission { reason, bytes: block.extent() }),
        }
        self.open = true;
    }
}
