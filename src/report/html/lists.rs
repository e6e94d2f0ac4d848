//! Two lists side by side: what both name, and what one alone names.

use super::super::Report;
use super::super::relations::{Group, Shown};
use crate::value::Side;

/// Two lists that were compared.
pub(super) struct Lists<'a> {
    pub(super) shared: &'a [[String; 2]],
    pub(super) sides: [Listing<'a>; 2],
}

/// One of the two.
pub(super) struct Listing<'a> {
    pub(super) id: &'a str,
    /// `7 stated · 3 named`
    pub(super) counts: String,
    pub(super) only: &'a [String],
}

/// The lists that a fact's relations compare.
pub(super) fn of<'a>(report: &Report<'a>, shown: &'a Shown<'a>) -> Vec<Lists<'a>> {
    shown.discrepancies.iter().filter_map(|group| compared(report, group)).collect()
}

fn compared<'a>(report: &Report<'a>, group: &'a Group<'a>) -> Option<Lists<'a>> {
    let items = group.outcome.items.as_ref()?;
    let listing = |side: Side, at: usize| {
        let stated = group.outcome.stated[at].map_or_else(String::new, |total| format!("{total} stated · "));
        let named = items.shared.len() + items.only[at].len();
        Some(Listing {
            id: group.side(side).first()?.claim.source(report.sets).as_str(),
            counts: format!("{stated}{named} named"),
            only: &items.only[at],
        })
    };
    Some(Lists { shared: &items.shared, sides: [listing(Side::Left, 0)?, listing(Side::Right, 1)?] })
}
