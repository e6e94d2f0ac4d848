//! Every rule in one place: id, level, what it is about, and its page of explanation.
//!
//! The pages stand in `docs/rules.md`, one section a rule; [`page`] gives what is written there.

use crate::diff::relation::RelationKind;
use crate::finding::{Level, RuleInfo};
use crate::judgement::{baseline, ignore};
use crate::lint::{self, internal};
use crate::{judgement, load, origin, verdict};

/// Every rule that a finding can have, sorted by id.
pub fn all() -> Vec<RuleInfo> {
    let kinds = RelationKind::ALL.into_iter();
    let relations = kinds.filter_map(|kind| Some(RuleInfo::new(kind.as_str(), kind.level()?, about(kind))));
    let lints = lint::rules();
    let loading = load::rules::RULES.iter().chain(&origin::RULES).copied();
    let mut rules: Vec<RuleInfo> =
        relations.chain(lints).chain(loading).chain(OTHERS.iter().copied()).collect();
    rules.sort_by_key(|info| info.rule);
    rules
}

/// The rule with this id.
pub fn find(id: &str) -> Option<RuleInfo> {
    all().into_iter().find(|info| info.rule.0 == id)
}

/// What is to be said of a rule: what it finds, why, an example, how to mend it. Markdown.
pub fn page(id: &str) -> Option<&'static str> {
    pages().find(|(name, _)| *name == id).map(|(_, page)| page)
}

/// Whether `check` looks for what this rule finds: faults of files, of sources by themselves, and their contradictions.
pub fn is_of_check(id: &str) -> bool {
    is_of_loading(id)
        || id.starts_with("internal.")
        || id == origin::CIRCULAR.rule.0
        || lint::rules().any(|info| info.rule.0 == id)
}

/// Whether the rule finds what has done its service: judgements, comments and entries that fit nothing any more.
pub fn is_stale(id: &str) -> bool {
    let stale = [judgement::EXPIRED, judgement::STALE, judgement::UNUSED, baseline::STALE, ignore::UNUSED];
    stale.iter().any(|rule| rule.0 == id)
}

/// Whether `report` looks for what this rule finds.
pub fn is_of_report(id: &str) -> bool {
    let internal = id.starts_with("internal.") && id != "internal.sum";
    internal
        || is_of_loading(id)
        || id == origin::CIRCULAR.rule.0
        || find(id).is_some_and(|_| !is_of_check(id))
}

fn is_of_loading(id: &str) -> bool {
    load::rules::RULES.iter().any(|info| info.rule.0 == id)
}

/// Every page with the rule that it is about, in the order of the file.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let sections = include_str!("../docs/rules.md").split("\n## ").skip(1);
    sections
        .filter_map(|section| section.split_once('\n'))
        .map(|(title, page)| (title.trim_matches('`'), page.trim()))
}

const OTHERS: &[RuleInfo] = &[
    RuleInfo::new(baseline::STALE.0, Level::Note, "an entry of the baseline whose finding is gone"),
    RuleInfo::new(ignore::INVALID.0, Level::Warning, "a comment that does not say what it ignores, or why"),
    RuleInfo::new(ignore::UNUSED.0, Level::Note, "a comment that ignores nothing"),
    RuleInfo::new(
        verdict::SINGLE_ORIGIN.0,
        Level::Note,
        "sources that agree and all lead to one origin: no more than one says it",
    ),
    RuleInfo::new(verdict::AMBIGUOUS.0, Level::Note, "a link that could as well have gone to another claim"),
    RuleInfo::new(
        verdict::SILENT.0,
        Level::Note,
        "two or more sources state a fact, and another says nothing of it",
    ),
    RuleInfo::new(
        verdict::TOO_EARLY.0,
        Level::Note,
        "a source that was published before it could know a fact",
    ),
    RuleInfo::new(internal::CARDINALITY.0, Level::Error, "a total that the source's own list refutes"),
    RuleInfo::new(internal::DATE.0, Level::Error, "two dates of one source for one thing"),
    RuleInfo::new(
        internal::ENUMERATION.0,
        Level::Warning,
        "a total, and fewer items named by the same source",
    ),
    RuleInfo::new(internal::NUMBER.0, Level::Error, "two numbers of one source for one thing"),
    RuleInfo::new(internal::POLARITY.0, Level::Error, "a source that affirms and denies the same"),
    RuleInfo::new(internal::VALUE.0, Level::Error, "two names of one source in one role"),
    RuleInfo::new(
        judgement::CONTRADICTION.0,
        Level::Error,
        "two judgements on one pair of claims that differ",
    ),
    RuleInfo::new(judgement::EXPIRED.0, Level::Warning, "a judgement whose time is over"),
    RuleInfo::new(judgement::STALE.0, Level::Warning, "a judgement on a claim that has changed or is gone"),
    RuleInfo::new(judgement::UNUSED.0, Level::Note, "a judgement that does nothing"),
];

fn about(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::AgreeExact => "the same value, or the same words",
        RelationKind::AgreeEquivalent => "the same in other words",
        RelationKind::NotComparable => "values that cannot be compared",
        RelationKind::RefineValue => "one name or description is more precise than the other",
        RelationKind::RefineList => "one list holds all of the other",
        RelationKind::RefineDate => "one date lies inside the other",
        RelationKind::RefineNumber => "one number lies inside the other",
        RelationKind::CompatOverlap => "both can be true, and neither is more precise",
        RelationKind::ShiftAttribution => "the same words from another speaker, or from none",
        RelationKind::UpdateSuperseded => {
            "a later source has a statement that was missing, or a total that has grown"
        }
        RelationKind::QuoteVariance => "one speaker is quoted in other words",
        RelationKind::ShiftModality => "a fact here; an allegation, a possibility or a plan there",
        RelationKind::GapEnumeration => "one source states a total, the other names fewer",
        RelationKind::DiffList => "each list has items that the other lacks",
        RelationKind::ConflictSpelling => "a name that is spelled otherwise",
        RelationKind::ConflictBetweenSpeakers => "two named speakers disagree",
        RelationKind::ConflictNumber => "two numbers that cannot both be true",
        RelationKind::ConflictDate => "two times that cannot both be true",
        RelationKind::ConflictCardinality => "two totals of things that could be listed",
        RelationKind::ConflictValue => "another person, place or organisation in the same role",
        RelationKind::ConflictPolarity => "one denies what the other affirms",
        RelationKind::ConflictExistence => "no statement against a statement",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_id_and_every_page_a_rule() {
        let rules = all();
        assert!(rules.windows(2).all(|pair| pair[0].rule < pair[1].rule));
        let ids: Vec<&str> = rules.iter().map(|info| info.rule.0).collect();
        let titles: Vec<&str> = pages().map(|(title, _)| title).collect();
        assert_eq!(titles, ids, "the sections of docs/rules.md are the rules, in order");
    }
}
