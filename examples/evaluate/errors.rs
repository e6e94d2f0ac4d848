//! Lists of what went wrong, pair by pair.

use crate::problem::{Pair, Problem, key};
use factdiff::align;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes a list under a title.
pub fn write(out: &mut impl Write, title: &str, lines: &[String]) -> io::Result<()> {
    writeln!(out, "{} {title}\n", lines.len())?;
    lines.iter().try_for_each(|line| writeln!(out, "- {line}"))?;
    writeln!(out)
}

/// Why a pair of one fact is in no fact together.
const CAUSES: [&str; 3] = ["too weak", "words alone speak for it", "other links keep it out"];

/// Writes the pairs that the program missed, by cause, and those that it linked wrongly, with score and strength.
pub fn write_links(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    let (mut missed, mut wrong) = (vec![Vec::new(); CAUSES.len()], Vec::new());
    for problem in problems {
        let (scores, strengths) = (problem.scores(), problem.strengths());
        let linked = problem.linked(&problem.own_groups());
        let line = |pair: &Pair| described(problem, *pair, &scores, &strengths);
        for pair in problem.gold.difference(&linked) {
            missed[cause(problem, *pair, &strengths)].push(line(pair));
        }
        wrong.extend(linked.difference(&problem.gold).map(line));
    }
    for (cause, lines) in CAUSES.iter().zip(&missed) {
        write(out, &format!("missed links: {cause}"), lines)?;
    }
    write(out, "wrong links", &wrong)
}

/// The number of the cause in [`CAUSES`].
fn cause(problem: &Problem, pair: Pair, strengths: &BTreeMap<Pair, f64>) -> usize {
    let options = align::Options::default();
    let strength = strengths.get(&pair).copied().unwrap_or(0.0);
    let of_words = problem.alignment.pairs.iter().any(|it| key(it) == pair && it.score.is_of_words_alone());
    match strength {
        _ if strength < f64::from(options.threshold) => 0,
        _ if of_words && strength < f64::from(options.words_alone) => 1,
        _ => 2,
    }
}

fn described(
    problem: &Problem,
    pair: Pair,
    scores: &BTreeMap<Pair, f64>,
    strengths: &BTreeMap<Pair, f64>,
) -> String {
    let of = |scores: &BTreeMap<Pair, f64>| scores.get(&pair).copied().unwrap_or(0.0);
    let name = |(set, claim): (usize, usize)| {
        let text = problem.text((set, claim)).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}#{} {text}", problem.sets[set].source.id, problem.sets[set].claims[claim].id)
    };
    let (score, strength) = (of(scores), of(strengths));
    format!("{} {score:.2}/{strength:.2} {}  |  {}", problem.name, name(pair.0), name(pair.1))
}
