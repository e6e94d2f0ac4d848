//! How long it takes to find texts that share wording: `cargo bench --bench origin`.
//!
//! Made-up articles of 600 words, one in ten a light rewrite of an earlier one.

use divan::Bencher;
use factdiff::claim::{ClaimSet, Source, SourceId};
use factdiff::origin::{Options, Origins};
use factdiff::span::{Files, Span};

fn main() {
    divan::main();
}

/// A linear congruential generator: the same articles in every run (constants of Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// The words of the articles: common ones come often, as in any text.
fn word(random: &mut Random) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "cor", "du", "fen", "gar", "ho", "kil", "mar", "no", "pen", "ra", "sel", "ti", "ul", "vo",
        "wen",
    ];
    let rank = random.below(4000) * random.below(4000) / 4000;
    let (mut rest, mut word) = (rank + 1, String::new());
    while rest > 0 {
        word += SYLLABLES[rest % SYLLABLES.len()];
        rest /= SYLLABLES.len();
    }
    word
}

fn articles(count: usize) -> (Files, Vec<ClaimSet>) {
    let mut random = Random(7);
    let mut articles: Vec<Vec<String>> = Vec::with_capacity(count);
    let (mut files, mut sets) = (Files::default(), Vec::with_capacity(count));
    for at in 0..count {
        let mut words: Vec<String> = if at % 10 == 9 {
            articles[random.below(at)].clone()
        } else {
            (0..600).map(|_| word(&mut random)).collect()
        };
        if at % 10 == 9 {
            for _ in 0..60 {
                let changed = random.below(words.len());
                words[changed] = word(&mut random);
            }
        }
        let paragraphs: Vec<String> = words.chunks(60).map(|part| part.join(" ") + ".").collect();
        let file = files.add(format!("a{at:05}.txt"), paragraphs.join("\n\n"));
        let source = Source::new(SourceId::new(&format!("a{at:05}")), Span { file, start: 0, end: 1 });
        sets.push(ClaimSet { source: Source { text: Some(file), ..source }, claims: Vec::new() });
        articles.push(words);
    }
    (files, sets)
}

/// From stored articles to pairs with their passages.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn shared_wording(bencher: Bencher, count: usize) {
    let (files, sets) = articles(count);
    bencher.bench(|| Origins::of(&files, &sets, &Options::default()));
}
