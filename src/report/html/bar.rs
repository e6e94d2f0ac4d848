//! Bars of facts by verdict.

use super::super::{Summary, summary};
use super::Tone;

/// A bar over facts: its parts, gravest first, on a scale of 0 to 1,000, and the same in words.
pub(super) struct Bar {
    pub(super) parts: Vec<Part>,
    pub(super) words: String,
}

/// The facts of one verdict.
pub(super) struct Part {
    pub(super) tone: Tone,
    pub(super) from: usize,
    pub(super) width: usize,
}

/// The shared facts of `summary` as a bar that is full where there are `all` of them.
pub(super) fn of(summary: &Summary, all: usize) -> Bar {
    let (mut parts, mut before) = (Vec::new(), 0);
    let mut words = Vec::new();
    for ((sign, n, word), tone) in summary::verdicts(summary).into_iter().zip(Tone::VERDICTS) {
        let at = |facts: usize| facts * 1000 / all.max(1);
        if n > 0 {
            words.push(format!("{sign} {n} {word}"));
            parts.push(Part { tone, from: at(before), width: at(before + n) - at(before) });
        }
        before += n;
    }
    Bar { parts, words: words.join(" · ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_full_bar_fill_it() {
        let summary = Summary { shared: 3, conflicting: 1, agreed: 2, ..Summary::default() };
        let bar = of(&summary, 3);
        let parts: Vec<_> = bar.parts.iter().map(|part| (part.tone, part.from, part.width)).collect();
        assert_eq!(parts, [(Tone::Conflict, 0, 333), (Tone::Agree, 333, 667)]);
        assert_eq!(bar.words, "≠ 1 in conflict · ✓ 2 agreed");
        assert!(of(&Summary::default(), 0).parts.is_empty());
    }
}
