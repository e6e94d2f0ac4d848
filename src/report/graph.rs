//! Who leads to whom, as a picture (SVG 1.1): what sources come from stands left of them; dashed lines join texts that share
//! wording. A picture of nothing is none.

use super::origins;
use super::{Report, Style};
use crate::origin::graph::{Link, Node};
use askama::Template;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;

/// More sources than this make no picture that anybody can read.
const MOST: usize = 60;

pub(super) const WIDTH: usize = 170;
pub(super) const HEIGHT: usize = 30;
const BETWEEN_COLUMNS: usize = 90;
const BETWEEN_ROWS: usize = 14;
const MARGIN: usize = 12;

/// How far a line within a column goes out to the right.
const BEND: usize = 44;

/// So many characters of a name fit into a box.
const NAME: usize = 22;

/// A box of the picture.
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) whole_name: String,
    /// Whether it is no source that is loaded.
    pub(super) outside: bool,
    /// Whether it is in a ring.
    pub(super) ring: bool,
    pub(super) x: usize,
    pub(super) y: usize,
}

/// A line of the picture.
pub(super) struct Line {
    pub(super) path: String,
    /// Whether it joins texts that share wording; all others are arrows.
    pub(super) shared: bool,
    pub(super) ring: bool,
    pub(super) words: String,
}

/// The picture.
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) shapes: Vec<Shape>,
    pub(super) lines: Vec<Line>,
}

/// The picture of a report; `None` where nothing leads anywhere, or far too much does.
pub(super) fn picture(report: &Report<'_>) -> Option<Picture> {
    let (graph, shared) = (&report.origins.graph, &report.origins.shared);
    let nodes: BTreeSet<Node> = graph
        .links
        .iter()
        .flat_map(|link| [Node::Source(link.from), link.to.clone()])
        .chain(shared.iter().flat_map(|shared| shared.sets.map(Node::Source)))
        .collect();
    if nodes.is_empty() || nodes.len() > MOST {
        return None;
    }
    let columns = columns(&graph.links, &nodes);
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut places: BTreeMap<&Node, (usize, usize)> = BTreeMap::new();
    for node in &nodes {
        let column = columns[node];
        let row = rows.entry(column).or_insert(0);
        places.insert(
            node,
            (MARGIN + column * (WIDTH + BETWEEN_COLUMNS), MARGIN + *row * (HEIGHT + BETWEEN_ROWS)),
        );
        *row += 1;
    }
    let ring = |node: &Node| match node {
        Node::Source(set) => graph.ring_of(*set),
        Node::Outside(_) => None,
    };
    let shape = |node: &Node| {
        let whole_name = origins::node(report, node).to_owned();
        let (x, y) = places[node];
        let outside = matches!(node, Node::Outside(_));
        Shape { name: short(&whole_name), whole_name, outside, ring: ring(node).is_some(), x, y }
    };
    let declared = graph.links.iter().zip(origins::links(report)).map(|(link, words)| {
        let from = Node::Source(link.from);
        Line {
            path: path(places[&from], places[&link.to]),
            shared: false,
            ring: ring(&from).is_some() && ring(&from) == ring(&link.to),
            words,
        }
    });
    let undeclared = shared.iter().zip(origins::shared(report)).map(|(shared, words)| {
        let [a, b] = shared.sets.map(|set| places[&Node::Source(set)]);
        Line { path: arc(a, b), shared: true, ring: false, words }
    });
    let lines = declared.chain(undeclared).collect();
    let most = rows.values().copied().max().unwrap_or(1);
    let last = rows.keys().copied().max().unwrap_or(0);
    Some(Picture {
        width: 2 * MARGIN + last * (WIDTH + BETWEEN_COLUMNS) + WIDTH + BEND,
        height: 2 * MARGIN + most * (HEIGHT + BETWEEN_ROWS) - BETWEEN_ROWS,
        shapes: nodes.iter().map(shape).collect(),
        lines,
    })
}

/// The column of each node: right of all that it comes from. Those that lead to each other, be it by what they quote, share one.
fn columns(links: &[Link], nodes: &BTreeSet<Node>) -> BTreeMap<Node, usize> {
    let mut graph: DiGraph<&Node, ()> = DiGraph::new();
    let at: BTreeMap<&Node, NodeIndex> = nodes.iter().map(|node| (node, graph.add_node(node))).collect();
    for link in links {
        graph.add_edge(at[&Node::Source(link.from)], at[&link.to], ());
    }
    let mut columns = BTreeMap::new();
    // what others come from is before them
    for group in kosaraju_scc(&graph) {
        let origins = group.iter().flat_map(|&node| graph.neighbors(node));
        let column = origins.filter_map(|origin| columns.get(graph[origin])).max().map_or(0, |last| last + 1);
        columns.extend(group.iter().map(|&node| (graph[node].clone(), column)));
    }
    columns
}

fn short(name: &str) -> String {
    let letters: Vec<&str> = name.graphemes(true).collect();
    if letters.len() <= NAME { name.to_owned() } else { format!("{}…", letters[..NAME - 1].concat()) }
}

/// From the left side of a box to the right side of what it comes from; within a column round the right side.
fn path((from_x, from_y): (usize, usize), (to_x, to_y): (usize, usize)) -> String {
    let (from_y, to_y) = (from_y + HEIGHT / 2, to_y + HEIGHT / 2);
    if from_x == to_x {
        let right = from_x + WIDTH;
        let out = right + BEND;
        return format!("M{right} {from_y}C{out} {from_y} {out} {to_y} {right} {to_y}");
    }
    let (start, end) = if from_x > to_x { (from_x, to_x + WIDTH) } else { (from_x + WIDTH, to_x) };
    let middle = usize::midpoint(start, end);
    format!("M{start} {from_y}C{middle} {from_y} {middle} {to_y} {end} {to_y}")
}

/// Between two boxes, below what stands between them.
fn arc(a: (usize, usize), b: (usize, usize)) -> String {
    let (left, right) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    if left.0 == right.0 {
        return path(a, b);
    }
    let (start, end) = (left.0 + WIDTH, right.0);
    let [from, to] = [left, right].map(|(_, y)| y + HEIGHT / 2 + 6);
    let low = from.max(to) + HEIGHT / 2 + BETWEEN_ROWS / 2;
    format!(
        "M{start} {from}C{} {low} {} {low} {end} {to}",
        start + BETWEEN_COLUMNS / 2,
        end - BETWEEN_COLUMNS / 2
    )
}

/// The picture as a file of its own.
#[derive(Template)]
#[template(path = "origins.svg")]
struct PictureFile {
    graph: Picture,
    /// What stands where there is nothing to draw.
    none: &'static str,
}

/// Writes the picture as a file of its own.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let is_empty = report.origins.graph.links.is_empty() && report.origins.shared.is_empty();
    let none = if is_empty {
        "No source leads to another, as far as they say or their words show."
    } else {
        "Too many sources lead to others to draw them."
    };
    let empty = || Picture { width: 480, height: 40, shapes: Vec::new(), lines: Vec::new() };
    PictureFile { graph: picture(report).unwrap_or_else(empty), none }
        .write_into(&mut &mut *out)
        .map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::DerivationKind;
    use crate::span::{Files, Span};

    #[test]
    fn what_others_come_from_stands_left_of_them() {
        let (a, b, c, d) = (Node::Source(0), Node::Source(1), Node::Source(2), Node::Source(3));
        let wire = Node::Outside("wire".to_owned());
        let links = |pairs: &[(usize, &Node)]| -> Vec<Link> {
            pairs
                .iter()
                .map(|&(from, to)| Link {
                    from,
                    to: to.clone(),
                    how: DerivationKind::Unspecified,
                    span: Span { file: Files::default().add("x.yaml", ""), start: 0, end: 0 },
                })
                .collect()
        };
        let nodes = BTreeSet::from([a.clone(), b.clone(), c.clone(), d.clone(), wire.clone()]);
        let of = |pairs: &[(usize, &Node)]| -> Vec<usize> {
            columns(&links(pairs), &nodes).into_values().collect()
        };
        assert_eq!(of(&[]), [0, 0, 0, 0, 0]);
        assert_eq!(of(&[(0, &b), (1, &wire), (2, &wire)]), [2, 1, 1, 0, 0], "a of b of the wire");
        assert_eq!(of(&[(0, &b), (1, &a), (1, &wire), (2, &b)]), [1, 1, 2, 0, 0], "a and b in a ring");
        assert_eq!(of(&[(0, &b), (1, &c), (2, &a), (3, &a)]), [0, 0, 0, 1, 0], "a ring of three");
    }
}
