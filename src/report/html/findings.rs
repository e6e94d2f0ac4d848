//! Findings that belong to no fact: a source against itself, faults of files.

use super::super::{Report, summary};
use super::Tone;
use crate::finding::Finding;

/// A finding with its places.
pub(super) struct OwnFinding<'a> {
    pub(super) tone: Tone,
    pub(super) level: &'static str,
    pub(super) rule: &'static str,
    pub(super) message: &'a str,
    pub(super) help: Option<&'a str>,
    pub(super) accepted: Option<&'a str>,
    pub(super) fingerprint: String,
    pub(super) places: Vec<PlaceRow<'a>>,
}

/// A place of a finding.
pub(super) struct PlaceRow<'a> {
    /// `source#claim`, where it is a claim.
    pub(super) name: Option<String>,
    pub(super) place: String,
    pub(super) label: Option<&'a str>,
}

/// The findings as the page shows them.
pub(super) fn rows<'a>(report: &Report<'a>, found: Vec<&'a Finding>) -> Vec<OwnFinding<'a>> {
    found.into_iter().map(|finding| row(report, finding)).collect()
}

/// A finding as the page shows it.
pub(super) fn row<'a>(report: &Report<'a>, finding: &'a Finding) -> OwnFinding<'a> {
    let places = finding.places.iter().map(|place| PlaceRow {
        name: place
            .source
            .as_ref()
            .zip(place.claim.as_ref())
            .map(|(source, claim)| format!("{source}#{claim}")),
        place: report.place(place.span),
        // what the message quotes need not stand there twice
        label: place.label.as_deref().filter(|label| !finding.message.contains(label)),
    });
    OwnFinding {
        tone: Tone::of(Some(finding.level)),
        level: finding.level.as_str(),
        rule: finding.rule.0,
        message: summary::message(finding),
        help: finding.help.as_deref(),
        accepted: finding.accepted.as_deref(),
        fingerprint: finding.fingerprint.to_string(),
        places: places.collect(),
    }
}
