//! The alignment of a data set by the program and by every baseline.

use crate::baselines;
use crate::linkage::{self, Linkage};
use crate::metrics::{BCubed, held_out_steps};
use crate::problem::{Pair, Problem};
use crate::table;
use factdiff::metrics::{Bin, Counts, STEPS, average_precision, reliability, threshold};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The scores of one method on every problem.
type Scores = Vec<BTreeMap<Pair, f64>>;

/// Writes the table of a data set.
pub fn write(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    let sum = |count: fn(&Problem) -> usize| problems.iter().map(count).sum::<usize>();
    writeln!(
        out,
        "{} problems, {} claims, {} judged pairs, {} of them one fact, {} hard negatives\n",
        problems.len(),
        sum(|problem| problem.claims().len()),
        sum(|problem| problem.judged.len()),
        sum(|problem| problem.gold.len()),
        sum(|problem| problem.hard.len()),
    )?;
    let strengths: Scores = problems.iter().map(Problem::strengths).collect();
    let own: Vec<Vec<usize>> = problems.iter().map(Problem::own_groups).collect();
    let mut rows = vec![row("factdiff", problems, &strengths, &own)];
    let by_average = |scores: &Scores| with_threshold(problems, scores, linkage::average);
    let scores: Scores = problems.iter().map(Problem::scores).collect();
    rows.push(row("factdiff's score", problems, &scores, &by_average(&scores)));
    for (name, similarity) in baselines::ALL {
        let scores = problems.iter().map(|problem| problem.baseline(similarity)).collect();
        rows.push(row(name, problems, &scores, &by_average(&scores)));
    }
    table::write(out, &[&["method", "AP", "F1 pairs"], GROUPED.as_slice()].concat(), &rows)
}

/// Writes a table of ways to make groups of the same scores, and of the same strengths.
pub fn write_linkages(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    let own: Vec<Vec<usize>> = problems.iter().map(Problem::own_groups).collect();
    let mut rows = vec![[vec!["in use, its thresholds".to_owned()], of_groups(problems, &own)].concat()];
    let strengths: Scores = problems.iter().map(Problem::strengths).collect();
    let scores: Scores = problems.iter().map(Problem::scores).collect();
    for (of, scores) in [("strengths", &strengths), ("scores", &scores)] {
        for (name, linkage) in linkage::ALL {
            let groups = with_threshold(problems, scores, linkage);
            rows.push([vec![format!("{name} of {of}")], of_groups(problems, &groups)].concat());
        }
    }
    table::write(out, &[&["linkage"], GROUPED.as_slice()].concat(), &rows)
}

/// The columns of [`of_groups`].
const GROUPED: [&str; 7] = ["P links", "R links", "F1 links", "B³ P", "B³ R", "B³ F1", "hard negatives"];

/// Groups made of scores, each problem's at the threshold that is best on the other folds.
fn with_threshold(problems: &[Problem], scores: &Scores, linkage: Linkage) -> Vec<Vec<usize>> {
    let groups_at = |(problem, scores): (&Problem, &BTreeMap<Pair, f64>)| -> Vec<Vec<usize>> {
        let claims = problem.claims();
        (0..STEPS).map(|step| linkage(&claims, scores, threshold(step))).collect()
    };
    let groups: Vec<Vec<Vec<usize>>> = problems.iter().zip(scores).map(groups_at).collect();
    let count = |(problem, groups): (&Problem, &Vec<Vec<usize>>)| -> Vec<Counts> {
        groups.iter().map(|groups| Counts::of(&problem.linked(groups), &problem.gold)).collect()
    };
    let counts: Vec<Vec<Counts>> = problems.iter().zip(&groups).map(count).collect();
    held_out_steps(&counts).into_iter().zip(&groups).map(|(step, groups)| groups[step].clone()).collect()
}

/// The figures of scores and of the groups that were made with them.
fn row(name: &str, problems: &[Problem], scores: &Scores, groups: &[Vec<usize>]) -> Vec<String> {
    let ranked: Vec<(f64, bool)> =
        problems.iter().zip(scores).flat_map(|(it, scores)| judged(it, scores)).collect();
    let of_scores = [average_precision(&ranked), pairs(problems, scores).f1()].map(table::figure);
    [vec![name.to_owned()], of_scores.to_vec(), of_groups(problems, groups)].concat()
}

/// The figures of groups.
fn of_groups(problems: &[Problem], groups: &[Vec<usize>]) -> Vec<String> {
    let linked: Vec<BTreeSet<Pair>> =
        problems.iter().zip(groups).map(|(problem, groups)| problem.linked(groups)).collect();
    let links: Counts = problems.iter().zip(&linked).map(|(it, linked)| Counts::of(linked, &it.gold)).sum();
    let mut row = [links.precision(), links.recall(), links.f1()].map(table::figure).to_vec();
    let b_cubed =
        |(problem, groups): (&Problem, &Vec<usize>)| Some(BCubed::of(groups, problem.groups.as_ref()?));
    let b_cubed: Option<Vec<BCubed>> = problems.iter().zip(groups).map(b_cubed).collect();
    row.extend(match b_cubed {
        Some(all) => all.into_iter().sum::<BCubed>().figures().map(table::figure),
        None => [(); 3].map(|()| "–".to_owned()),
    });
    let hard = problems.iter().map(|problem| problem.hard.len()).sum();
    let wrong = problems.iter().zip(&linked).map(|(problem, linked)| problem.hard_linked(linked)).sum();
    row.push(table::share(wrong, hard));
    row
}

/// Every judged pair with its score and whether it is one fact.
pub fn judged<'a>(
    problem: &'a Problem,
    scores: &'a BTreeMap<Pair, f64>,
) -> impl Iterator<Item = (f64, bool)> + 'a {
    let score = |pair: &Pair| scores.get(pair).copied().unwrap_or(0.0);
    problem.judged.iter().map(move |pair| (score(pair), problem.gold.contains(pair)))
}

/// Pairs at or above the threshold that is best on the other folds, without any linking.
fn pairs(problems: &[Problem], scores: &Scores) -> Counts {
    let count = |(problem, scores): (&Problem, &BTreeMap<Pair, f64>)| -> Vec<Counts> {
        let gold = problem.gold.len();
        let at = |step: usize| {
            let said = judged(problem, scores).filter(|(score, _)| *score >= threshold(step));
            said.fold(Counts { gold, ..Counts::default() }, |counts, (_, gold)| Counts {
                right: counts.right + usize::from(gold),
                said: counts.said + 1,
                ..counts
            })
        };
        (0..STEPS).map(at).collect()
    };
    let counts: Vec<Vec<Counts>> = problems.iter().zip(scores).map(count).collect();
    held_out_steps(&counts).into_iter().zip(&counts).map(|(step, row)| row[step]).sum()
}

/// Writes how many of the pairs of each score are one fact: by the score, by the strength, and of the links alone.
pub fn write_reliability(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    let scores: Scores = problems.iter().map(Problem::scores).collect();
    let strengths: Scores = problems.iter().map(Problem::strengths).collect();
    let all = |scores: &Scores| -> Vec<(f64, bool)> {
        problems.iter().zip(scores).flat_map(|(problem, scores)| judged(problem, scores)).collect()
    };
    let links = |scores: &Scores| -> Vec<(f64, bool)> {
        let of = |(problem, scores): (&Problem, &BTreeMap<Pair, f64>)| -> Vec<(f64, bool)> {
            let linked = problem.linked(&problem.own_groups());
            linked
                .iter()
                .map(|pair| (scores.get(pair).copied().unwrap_or(0.0), problem.gold.contains(pair)))
                .collect()
        };
        problems.iter().zip(scores).flat_map(of).collect()
    };
    let columns = [all(&scores), all(&strengths), links(&scores), links(&strengths)].map(reliability);
    let rows: Vec<Vec<String>> = (0..10)
        .map(|bin| {
            let range = format!("{:.1} to {:.1}", bin as f64 / 10.0, (bin + 1) as f64 / 10.0);
            let cells = columns.iter().map(|bins| {
                let bin: Bin = bins[bin];
                if bin.pairs == 0 {
                    "–".to_owned()
                } else {
                    format!("{:.2} → {}", bin.mean(), table::share(bin.right, bin.pairs))
                }
            });
            std::iter::once(range).chain(cells).collect()
        })
        .collect();
    table::write(
        out,
        &["bin", "pairs by score", "pairs by strength", "links by score", "links by strength"],
        &rows,
    )
}
