//! The words that formats share: counts, coverage, sources.

use super::{Report, Summary, gaps};
use crate::claim::Source;
use crate::diff::relation::RelationKind;
use crate::finding::{Finding, Level};
use crate::value::Side;
use crate::verdict::Coverage;

/// `1 fact`, `2 facts`.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {}", form(n, noun))
}

/// The noun as it goes with `n`.
pub(super) fn form(n: usize, noun: &str) -> String {
    if n == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// Errors, warnings and notes in words: `3 errors, 2 warnings, 14 notes, 5 of them known`.
pub(super) fn findings(summary: &Summary) -> String {
    let levels = summary.levels.iter().zip(["error", "warning", "note"]);
    let words: Vec<String> = levels.map(|(&n, level)| count(n, level)).collect();
    let known = if summary.known > 0 { format!(", {} of them known", summary.known) } else { String::new() };
    words.join(", ") + &known
}

/// How much was compared, and what was not; or plainly that nothing was.
pub(super) fn coverage(coverage: &Coverage) -> String {
    let Coverage {
        sources,
        claims,
        candidate_pairs,
        pairs_compared,
        dropped_pairs,
        skipped_files,
        hidden_findings,
        unaligned,
        unrelated,
        encoder,
        alone,
        ..
    } = *coverage;
    let of = format!("{} in {}", count(claims, "claim"), count(sources, "source"));
    let hidden = hidden(hidden_findings);
    if alone {
        return format!("checked {of}; {} skipped{hidden}", count(skipped_files, "file"));
    }
    let mut words = match nothing_compared(coverage) {
        Some(why) => format!("nothing was compared: {why}; {of}"),
        None => format!(
            "compared {pairs_compared} of {} of {of}; {} unaligned",
            count(candidate_pairs, "candidate pair"),
            count(unaligned, "claim")
        ),
    };
    if dropped_pairs > 0 {
        words += &format!("; {} left out as too common", count(dropped_pairs, "pair"));
    }
    words += &format!("; {} skipped{hidden}", count(skipped_files, "file"));
    if let Some(encoder) = encoder {
        words += &format!("; scored with the encoder {encoder}");
    }
    if unrelated { words + "; " + UNRELATED } else { words }
}

/// What is said where the sources have nothing to do with each other.
pub(super) const UNRELATED: &str =
    "the sources name nobody and nothing in common and may be about different events";

/// The same in brief, for the end of a long report.
pub(super) fn coverage_short(coverage: &Coverage) -> String {
    match nothing_compared(coverage) {
        Some(why) => format!("nothing was compared: {why}"),
        None => format!(
            "compared {} of {}; {} unaligned; {} skipped{}",
            coverage.pairs_compared,
            count(coverage.candidate_pairs, "candidate pair"),
            count(coverage.unaligned, "claim"),
            count(coverage.skipped_files, "file"),
            hidden(coverage.hidden_findings)
        ),
    }
}

fn hidden(findings: usize) -> String {
    if findings == 0 { String::new() } else { format!("; {} not shown", count(findings, "finding")) }
}

/// How many facts each source does not mention, of the first sources where there are many.
pub(super) fn gaps(report: &Report<'_>) -> String {
    const MOST: usize = 12;
    let counts = gaps::counts(report);
    let order = report.column_order();
    let each: Vec<String> = order
        .iter()
        .take(MOST)
        .map(|&set| format!("{} by {}", counts[set].total(), report.sets[set].source.id))
        .collect();
    let more = if order.len() > MOST {
        format!(", … {} more", count(order.len() - MOST, "source"))
    } else {
        String::new()
    };
    format!("facts not mentioned: {}{more}", each.join(", "))
}

/// Why nothing was compared, if nothing was.
pub(super) fn nothing_compared(coverage: &Coverage) -> Option<&'static str> {
    match coverage {
        Coverage { sources: 0, .. } => Some("no source holds a claim"),
        Coverage { sources: 1, .. } => Some("only one source holds claims"),
        Coverage { pairs_compared: 0, .. } => Some("no two sources state the same fact"),
        Coverage { .. } => None,
    }
}

/// Shared facts by verdict, gravest first, each with its sign and word.
pub(super) fn verdicts(summary: &Summary) -> [(&'static str, usize, &'static str); 4] {
    [
        ("≠", summary.conflicting, "in conflict"),
        ("!", summary.warned, "to look at"),
        ("≈", summary.refined, "refined"),
        ("✓", summary.agreed, "agreed"),
    ]
}

/// The sign and word of [`verdicts`] for a shared fact of which the gravest is of this level.
pub(super) fn level_word(level: Option<Level>) -> (&'static str, &'static str) {
    let [conflict, look, refined, agreed] = verdicts(&Summary::default()).map(|(sign, _, word)| (sign, word));
    match level {
        Some(Level::Error) => conflict,
        Some(Level::Warning) => look,
        Some(Level::Note) => refined,
        None => agreed,
    }
}

/// The day of publication, or that it is not known.
pub(super) fn published(source: &Source) -> String {
    source.published.as_ref().map_or_else(|| "undated".to_owned(), ToString::to_string)
}

/// What a finding says, without its rule, which every format shows by itself.
pub(super) fn message(finding: &Finding) -> &str {
    finding
        .message
        .strip_prefix(finding.rule.0)
        .and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(&finding.message)
}

/// What one side of a relation does, as a sign and a word that says it without colour.
pub(super) fn side_word(
    kind: RelationKind,
    level: Option<Level>,
    finer: Option<Side>,
    side: Side,
) -> (&'static str, &'static str) {
    match (kind, level, finer) {
        (RelationKind::NotComparable, ..) => ("·", "not comparable"),
        (_, Some(Level::Error), _) => ("≠", "conflicts"),
        (_, Some(Level::Warning), _) => ("!", "differs"),
        (_, Some(Level::Note), Some(finer)) if finer == side => ("≈", "more precise"),
        (_, Some(Level::Note), Some(_)) => ("≈", "less precise"),
        (RelationKind::CompatOverlap, Some(Level::Note), None) => ("≈", "compatible"),
        (_, Some(Level::Note), None) => ("≈", "differs slightly"),
        (_, None, _) => ("✓", "agrees"),
    }
}

impl Report<'_> {
    /// The indices of the sets in the order of their columns; all of them where none were asked for.
    pub(super) fn column_order(&self) -> Vec<usize> {
        if self.columns.is_empty() { (0..self.sets.len()).collect() } else { self.columns.to_vec() }
    }

    /// `path:line:column` of a byte.
    pub(super) fn place(&self, span: crate::span::Span) -> String {
        let at = self.files.location(span.file, span.start);
        format!("{}:{}:{}", self.files.path(span.file), at.line, at.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coverage_line_counts_in_words() {
        let some = Coverage {
            sources: 3,
            claims: 40,
            facts: 22,
            candidate_pairs: 130,
            pairs_compared: 31,
            unaligned: 9,
            ..Coverage::default()
        };
        assert_eq!(
            coverage(&some),
            "compared 31 of 130 candidate pairs of 40 claims in 3 sources; 9 claims unaligned; 0 files skipped"
        );
        let dropped = Coverage { dropped_pairs: 1, skipped_files: 1, ..some };
        assert!(
            coverage(&dropped)
                .ends_with("; 9 claims unaligned; 1 pair left out as too common; 1 file skipped")
        );
    }

    #[test]
    fn where_nothing_was_compared_it_says_so() {
        let none = Coverage { sources: 2, claims: 4, candidate_pairs: 3, ..Coverage::default() };
        assert_eq!(
            coverage(&none),
            "nothing was compared: no two sources state the same fact; 4 claims in 2 sources; 0 files skipped"
        );
        assert_eq!(nothing_compared(&Coverage { sources: 1, ..none }), Some("only one source holds claims"));
        assert_eq!(nothing_compared(&Coverage::default()), Some("no source holds a claim"));
    }
}
