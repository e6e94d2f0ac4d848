//! How long the stages of `factdiff align` take for 1,000, 10,000 and 100,000 claims: `cargo bench --bench align`.

use divan::{Bencher, black_box};
use factdiff::align::block::{self, Blocked};
use factdiff::align::many::link::{Components, Link, link};
use factdiff::align::many::{Claims, Edge, Given, Grouper, Options, group};
use factdiff::align::sketch::{Sketch, Sketcher, model};
use factdiff::load::stream::Piece;
use std::fmt::Write as _;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    /// A number below `sides`: splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % sides as u64) as usize
    }

    /// The same, low numbers more often: as words and names are.
    fn roll_low(&mut self, sides: usize) -> usize {
        let most = self.roll(sides) + 1;
        self.roll(most)
    }
}

const ENDS: [&str; 10] = ["ton", "wick", "ford", "den", "mere", "by", "ham", "stead", "bury", "ley"];
const STARTS: [&str; 12] =
    ["Hal", "Mer", "Tan", "Or", "Lyd", "Pen", "Car", "Van", "Dun", "Esk", "Bram", "Wex"];
const FIRMS: [&str; 6] = ["Bank", "Energy", "Motors", "Foods", "Rail", "Steel"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A name of two syllables and an ending, one of thousands.
fn name(dice: &mut Dice) -> String {
    let [start, middle, end] = [dice.roll_low(12), dice.roll_low(12), dice.roll_low(10)];
    format!("{}{}{}", STARTS[start], STARTS[middle].to_lowercase(), ENDS[end])
}

/// What one to five sources say of a thing, in three ways each, most with the same figures.
fn fact(dice: &mut Dice, lines: &mut String, next: &mut usize) {
    let (place, firm, kind) = (name(dice), FIRMS[dice.roll(6)], dice.roll(4));
    let (year, month, day) = (2019 + dice.roll(7), dice.roll(12), 1 + dice.roll(28));
    let figure = 3 + dice.roll_low(9000);
    for _ in 0..=dice.roll(5) {
        let figure = if dice.roll(10) == 0 { figure + 1 + dice.roll(20) } else { figure };
        let date = match dice.roll(3) {
            0 => format!("{day} {} {year}", MONTHS[month]),
            1 => format!("{} {day}, {year}", MONTHS[month]),
            _ => format!("{year}-{:02}-{day:02}", month + 1),
        };
        let text = match (kind, dice.roll(3)) {
            (0, 0) => {
                format!("A fire at the {place} mill on {date} drove {figure} residents from their homes.")
            }
            (0, 1) => format!("On {date}, {figure} residents of {place} fled a fire at the mill."),
            (0, _) => format!("{figure} people left their homes in {place} when the mill burned on {date}."),
            (1, 0) => format!("{place} {firm} reported a profit of ${figure} million on {date}."),
            (1, 1) => format!("On {date} {place} {firm} said it had earned ${figure}m."),
            (1, _) => format!("A profit of {figure} million dollars was posted by {place} {firm} on {date}."),
            (2, 0) => format!("{place} {firm} will cut {figure} jobs, the company announced on {date}."),
            (2, 1) => format!("On {date}, {place} {firm} said that it would lay off {figure} workers."),
            (2, _) => format!("{figure} posts are to go at {place} {firm}, it was announced on {date}."),
            (_, 0) => format!("The mayor of {place} opened a bridge that cost ${figure} million on {date}."),
            (_, 1) => format!("A new bridge in {place} was opened on {date} at a cost of ${figure}m."),
            (_, _) => format!("On {date} the ${figure} million bridge at {place} was opened by the mayor."),
        };
        let source = dice.roll_low(1000);
        writeln!(lines, "{{\"source\": \"s{source}\", \"id\": {next}, \"text\": \"{text}\"}}")
            .unwrap_or_default();
        *next += 1;
    }
}

/// So many claims, as lines.
fn lines(claims: usize) -> Piece {
    let (mut dice, mut lines, mut next) = (Dice(1), String::new(), 0);
    while next < claims {
        fact(&mut dice, &mut lines, &mut next);
    }
    let end = lines.match_indices('\n').nth(claims - 1).map_or(lines.len(), |(at, _)| at + 1);
    lines.truncate(end);
    Piece { text: lines.into_bytes(), file: 0, line: 1 }
}

/// Claims and their order.
fn claims(count: usize) -> (Claims, Vec<u32>) {
    let mut claims = Claims::of(&lines(count), &mut Sketcher::default());
    let (order, _) = claims.in_order();
    assert_eq!(order.len(), count);
    (claims, order)
}

fn pairs(sketches: &[Sketch]) -> Vec<(u32, u32)> {
    let Options { keys, cap, .. } = Options::default();
    let blocked = sketches.iter().map(|sketch| Blocked::of(sketch.ids(), keys));
    block::pairs(blocked, cap, |pairs, found| found.extend_from_slice(pairs)).0
}

/// Lines of JSON to sketches.
#[divan::bench(args = SIZES)]
fn load(bencher: Bencher<'_, '_>, count: usize) {
    let piece = lines(count);
    bencher.bench_local(|| Claims::of(black_box(&piece), &mut Sketcher::default()));
}

/// Sketches to pairs.
#[divan::bench(args = SIZES)]
fn block(bencher: Bencher<'_, '_>, count: usize) {
    let (claims, _) = claims(count);
    bencher.bench_local(|| pairs(black_box(&claims.sketches)));
}

/// Pairs to probabilities.
#[divan::bench(args = SIZES)]
fn score(bencher: Bencher<'_, '_>, count: usize) {
    let (claims, _) = claims(count);
    let pairs = pairs(&claims.sketches);
    let sketch = |claim: u32| &claims.sketches[claim as usize];
    bencher.bench_local(|| pairs.iter().map(|&(a, b)| model::probability(sketch(a), sketch(b))).sum::<f32>());
}

/// Likely pairs to groups.
#[divan::bench(name = "link", args = SIZES)]
fn link_pairs(bencher: Bencher<'_, '_>, count: usize) {
    let (claims, order) = claims(count);
    let given = Given { sketches: &claims.sketches, order: &order, keys: &claims.keys };
    let mut grouper = Grouper::new(Options::default());
    grouper.add(given, false, |_| {});
    let edges = grouper.pairs(given);
    let sketch = |claim: u32| &claims.sketches[claim as usize];
    bencher.bench_local(|| {
        let mut components = Components::default();
        components.grow(count);
        edges.iter().for_each(|edge| components.join(edge.left, edge.right));
        let link_of = |&edge: &Edge| Link { component: components.of(edge.left), is_fixed: false, edge };
        let links: Vec<Link> = edges.iter().map(link_of).collect();
        link(links, Options::default().threshold, |a, b| model::probability(sketch(a), sketch(b)))
    });
}

/// All but reading.
#[divan::bench(name = "group", args = SIZES)]
fn group_claims(bencher: Bencher<'_, '_>, count: usize) {
    let (claims, order) = claims(count);
    let given = Given { sketches: &claims.sketches, order: &order, keys: &claims.keys };
    bencher.bench_local(|| group(black_box(given), Options::default()));
}
