//! Places of findings as continuous integration wants them: from line and column to line and column.

use super::Report;
use crate::finding::Finding;
use crate::span::{Location, Span};

/// Lines and columns of a span; columns count code points from 1, the end is behind the last of them.
pub(super) struct Region<'a> {
    pub(super) path: &'a str,
    pub(super) start: Location,
    pub(super) end: Location,
}

impl<'a> Report<'a> {
    /// The region of a span.
    pub(super) fn region(&self, span: Span) -> Region<'a> {
        let at = |offset| self.files.location(span.file, offset);
        Region { path: self.files.path(span.file), start: at(span.start), end: at(span.end.max(span.start)) }
    }

    /// The region of a finding's first place. Every finding has one.
    pub(super) fn primary(&self, finding: &Finding) -> Option<Region<'a>> {
        finding.places.first().map(|place| self.region(place.span))
    }
}
