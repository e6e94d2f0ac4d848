//! The features of candidate pairs, for fitting.
use factdiff::align::block2;
use factdiff::align::sketch::{Sketcher, model};
use std::io::Write;

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a file");
    let mut number = |default| args.next().map_or(default, |n| n.parse().expect("a number"));
    let (keys, cap, write) = (number(6), number(16), number(1));
    let text = std::fs::read_to_string(path).expect("a file");
    let time = std::time::Instant::now();
    let mut sketcher = Sketcher::default();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    eprintln!("json {:?}", time.elapsed());
    let sketches: Vec<_> =
        lines.iter().map(|line| sketcher.sketch(line["text"].as_str().expect("text"))).collect();
    eprintln!("sketch {:?}", time.elapsed());
    let (fact, _): (Vec<i64>, Vec<&str>) =
        lines.iter().map(|l| (l["fact"].as_i64().unwrap_or(-1), l["source"].as_str().unwrap_or(""))).unzip();
    let blocking = factdiff::align::many::Blocking { keys, cap };
    let all_pairs = || {
        (0..sketches.len())
            .flat_map(|a| (a + 1..sketches.len()).map(move |b| (a, b)))
            .map(|(a, b)| (a, b, model::features(&sketches[a], &sketches[b])))
            .collect()
    };
    let (pairs, counts) = if keys == 0 {
        (all_pairs(), block2::Counts::default())
    } else {
        block2::pairs(sketches.iter().map(|s| s.keys(keys)), cap, |pairs, out| {
            out.extend(pairs.iter().map(|&(a, b)| {
                (a as usize, b as usize, model::features(&sketches[a as usize], &sketches[b as usize]))
            }));
        })
    };
    eprintln!("pairs {:?} {counts:?}", time.elapsed());
    let found = pairs.iter().filter(|(a, b, _)| fact[*a] == fact[*b]).count();
    let mut sizes = std::collections::HashMap::new();
    for f in &fact {
        *sizes.entry(f).or_insert(0usize) += 1;
    }
    let all: usize = sizes.values().map(|n| n * (n - 1) / 2).sum();
    eprintln!("recall {} of {all}: {:.4}", found, found as f64 / all as f64);
    if write == 2 {
        let options = factdiff::align::many::Options {
            threshold: std::env::var("T").ok().and_then(|t| t.parse().ok()).unwrap_or(0.5),
            blocking,
        };
        let time = std::time::Instant::now();
        let groups = factdiff::align::many::group(&sketches, &options);
        eprintln!("grouped {:?}", time.elapsed());
        let (mut good, mut made) = (0usize, 0usize);
        for g in &groups.groups {
            made += g.claims.len() * (g.claims.len() - 1) / 2;
            let mut by = std::collections::HashMap::new();
            for c in &g.claims {
                *by.entry(fact[*c as usize]).or_insert(0usize) += 1;
            }
            good += by.values().map(|n| n * (n - 1) / 2).sum::<usize>();
        }
        let (p, r) = (good as f64 / made as f64, good as f64 / all as f64);
        println!("groups {} p {p:.4} r {r:.4} f1 {:.4}", groups.groups.len(), 2.0 * p * r / (p + r));
    }
    if write == 1 {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for (a, b, f) in &pairs {
            for x in [*a as f32, *b as f32].iter().chain(f) {
                out.write_all(&x.to_le_bytes()).expect("out");
            }
        }
    }
}
