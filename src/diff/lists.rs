//! Lists and totals: items in common, items of one side, totals against what is named.

use super::relation::{Items, Outcome, RelationKind};
use crate::finding::Level;
use crate::value::Side;
use crate::value::list::List;

/// Compares two lists, one of which may be a bare total. `None` where neither says anything about the other: two
/// open lists of nothing.
pub(super) fn relate(a: &List, b: &List, shown: &[String; 2]) -> Option<Outcome> {
    let matched = a.match_items(b);
    let items = (!a.items.is_empty() && !b.items.is_empty()).then(|| Items {
        shared: matched
            .shared
            .iter()
            .map(|&(i, j)| [a.items[i].shown.clone(), b.items[j].shown.clone()])
            .collect(),
        only: [
            matched.only_left.iter().map(|&i| a.items[i].shown.clone()).collect(),
            matched.only_right.iter().map(|&j| b.items[j].shown.clone()).collect(),
        ],
    });
    let with = |kind: RelationKind, reason: String| {
        let mut outcome = Outcome::new(kind, shown[0].clone(), shown[1].clone(), reason);
        outcome.stated = [a.total, b.total];
        outcome.items.clone_from(&items);
        outcome
    };
    let common = matched.shared.len();
    let named = [a.items.len(), b.items.len()];
    // totals: stated, or the length of a list that is declared complete
    let (total_a, total_b) = (a.cardinality(), b.cardinality());
    if let (Some(x), Some(y)) = (total_a, total_b)
        && x != y
    {
        let listed = named[0] + named[1] > 0;
        let kind = if listed { RelationKind::ConflictCardinality } else { RelationKind::ConflictNumber };
        return Some(with(kind, format!("{x} against {y}")));
    }
    for (total, other, name) in [(total_a, b, named[1]), (total_b, a, named[0])] {
        let Some(total) = total.filter(|_| other.total.is_none() && other.complete != Some(true) && name > 0)
        else {
            continue;
        };
        if (name as f64) > total {
            return Some(with(RelationKind::ConflictCardinality, format!("{total} stated, {name} named")));
        }
        if (name as f64) < total {
            let in_common = if items.is_some() { format!(", {common} in common") } else { String::new() };
            return Some(with(
                RelationKind::GapEnumeration,
                format!("{total} stated, {name} named{in_common}"),
            ));
        }
    }
    let Some(found) = &items else {
        let same = match (total_a, total_b) {
            (Some(x), Some(y)) => x == y,
            // a bare total and as many items named
            (Some(x), None) => x == named[1] as f64,
            (None, Some(y)) => y == named[0] as f64,
            (None, None) => return None,
        };
        return same.then(|| {
            let kind = if named[0] + named[1] == 0 {
                RelationKind::AgreeExact
            } else {
                RelationKind::AgreeEquivalent
            };
            with(kind, "as many".into())
        });
    };
    let both_complete = a.complete == Some(true) && b.complete == Some(true);
    let outcome = match (found.only[0].is_empty(), found.only[1].is_empty()) {
        (true, true) => {
            let exact = found.shared.iter().all(|[x, y]| x == y);
            with(
                if exact { RelationKind::AgreeExact } else { RelationKind::AgreeEquivalent },
                format!("all {common} items in common"),
            )
        }
        // the shorter list lacks items: a subset, unless it was declared complete
        (false, true) if b.complete != Some(true) => {
            with(RelationKind::RefineList, format!("{common} in common, {} more", named[0] - common))
                .finer(Side::Left)
        }
        (true, false) if a.complete != Some(true) => {
            with(RelationKind::RefineList, format!("{common} in common, {} more", named[1] - common))
                .finer(Side::Right)
        }
        (false, true) | (true, false) | (false, false) => with(
            RelationKind::DiffList,
            format!("{common} in common, {} and {} of one side alone", named[0] - common, named[1] - common),
        ),
    };
    Some(if both_complete && outcome.kind == RelationKind::DiffList {
        outcome.at_level(Level::Error)
    } else {
        outcome
    })
}
