//! The matrix of facts and sources: what each source does on each fact, by its gravest relation.

use super::gaps::{self, Gap};
use super::relations::Shown;
use super::{Report, summary};
use std::borrow::Cow;

/// What a source does on a fact.
pub(super) struct State<'a> {
    /// A sign, and the word that says the same: `≠` and `conflicts`. Both empty where nothing was compared.
    pub(super) sign: &'static str,
    /// See `sign`.
    pub(super) word: &'static str,
    /// The short value that was compared.
    pub(super) value: Option<Cow<'a, str>>,
    /// The claim, without its full stop; empty where the source has none.
    pub(super) text: &'a str,
}

/// What the source `set` does on a fact.
pub(super) fn state<'a>(report: &Report<'a>, shown: &Shown<'a>, set: usize) -> State<'a> {
    let absent = |word| State { sign: "–", word, value: None, text: "" };
    match gaps::gap(shown.fact, set) {
        Some(Gap::Silent) => return absent("silent"),
        Some(Gap::TooEarly) => return absent("too early"),
        Some(Gap::Unrecorded(_)) => return absent("unrecorded"),
        None => {}
    }
    let claims = shown.fact.cell(set).map_or(&[][..], |cell| cell.claims.as_slice());
    let related =
        claims.iter().filter_map(|&claim| shown.gravest(claim).map(|(group, side)| (claim, group, side)));
    let Some((claim, group, side)) = related.max_by_key(|(_, group, _)| (group.level, group.kind())) else {
        let text = claims.first().map_or("", |claim| claim.of(report.sets).text.as_str());
        return State { sign: "", word: "", value: None, text };
    };
    let (sign, word) = summary::side_word(group.kind(), group.level, group.outcome.finer, side);
    let value = group.member(claim).and_then(|member| member.value.clone());
    State { sign, word, value, text: claim.of(report.sets).text.trim_end_matches('.') }
}
