//! Lists of what went wrong, pair by pair.

use crate::problem::{Pair, Problem};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes a list under a title.
pub fn write(out: &mut impl Write, title: &str, lines: &[String]) -> io::Result<()> {
    writeln!(out, "{} {title}\n", lines.len())?;
    lines.iter().try_for_each(|line| writeln!(out, "- {line}"))?;
    writeln!(out)
}

/// Writes the pairs that the program missed and those that it linked wrongly, with score and strength.
pub fn write_links(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for problem in problems {
        let (scores, strengths) = (problem.scores(), problem.strengths());
        let linked = problem.linked(&problem.own_groups());
        let line = |pair: &Pair| described(problem, *pair, &scores, &strengths);
        missed.extend(problem.gold.difference(&linked).map(line));
        wrong.extend(linked.difference(&problem.gold).map(line));
    }
    write(out, "missed links", &missed)?;
    write(out, "wrong links", &wrong)
}

fn described(
    problem: &Problem,
    pair: Pair,
    scores: &BTreeMap<Pair, f64>,
    strengths: &BTreeMap<Pair, f64>,
) -> String {
    let of = |scores: &BTreeMap<Pair, f64>| scores.get(&pair).copied().unwrap_or(0.0);
    let name = |(set, claim): (usize, usize)| {
        format!(
            "{}#{} {}",
            problem.sets[set].source.id,
            problem.sets[set].claims[claim].id,
            problem.text((set, claim))
        )
    };
    let (score, strength) = (of(scores), of(strengths));
    format!("{} {score:.2}/{strength:.2} {}  |  {}", problem.name, name(pair.0), name(pair.1))
}
